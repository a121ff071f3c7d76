package object

// TokenKind is what a Token of a content stream is.
type TokenKind uint8

// The kinds of token.
const (
	TokenEnd TokenKind = iota
	TokenNumber
	TokenString
	TokenName
	TokenOperator
	TokenList
	TokenTable
	TokenOther // true, false, null
)

// Token is an operand or operator of a content stream.
type Token struct {
	Kind   TokenKind
	Number float64
	Text   string  // of a string or name
	Word   []byte  // of an operator; part of the data
	Table  Table   // of a dictionary
	Items  []Token // of an array; valid until the next one
}

// Scanner reads content streams. It does the same as Lexer, without taking
// memory for numbers and operators.
type Scanner struct {
	Lexer
	items []Token
}

// Scan returns the next token.
func (s *Scanner) Scan() Token {
	t := s.one()
	if t.Kind != TokenOperator || t.Word[0] != '[' {
		return t
	}
	const most = 100_000
	s.items = s.items[:0]
	for nested := 0; ; {
		item := s.one()
		switch {
		case item.Kind == TokenEnd:
			return Token{Kind: TokenList, Items: s.items}
		case item.Kind == TokenOperator && item.Word[0] == '[':
			nested++
		case item.Kind == TokenOperator && item.Word[0] == ']':
			if nested--; nested < 0 {
				return Token{Kind: TokenList, Items: s.items}
			}
		case nested == 0 && item.Kind != TokenOperator && len(s.items) < most:
			s.items = append(s.items, item)
		}
	}
}

// one reads a token; the brackets of an array come as operators.
func (s *Scanner) one() Token {
	s.SkipSpace()
	if s.Pos >= len(s.Data) {
		return Token{}
	}
	c := s.Data[s.Pos]
	switch {
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		if _, value, _, ok := s.number(); ok {
			return Token{Kind: TokenNumber, Number: value}
		}
	case c == '(':
		s.Pos++
		return Token{Kind: TokenString, Text: s.literal()}
	case c == '/':
		s.Pos++
		return Token{Kind: TokenName, Text: string(s.name())}
	case c == '<':
		if s.Pos+1 < len(s.Data) && s.Data[s.Pos+1] == '<' {
			t, _ := s.Next().(Table)
			return Token{Kind: TokenTable, Table: t}
		}
		s.Pos++
		return Token{Kind: TokenString, Text: s.hex()}
	case isDelimiter(c):
		s.Pos++
		return Token{Kind: TokenOperator, Word: s.Data[s.Pos-1 : s.Pos]}
	}
	start := s.Pos
	for s.Pos < len(s.Data) && isRegular(s.Data[s.Pos]) {
		s.Pos++
	}
	if s.Pos == start {
		s.Pos++ // a lone sign
	}
	// Nothing that long is an operator.
	switch word := s.Data[start:min(s.Pos, start+mostName)]; string(word) {
	case "true", "false", "null":
		return Token{Kind: TokenOther}
	default:
		return Token{Kind: TokenOperator, Word: word}
	}
}
