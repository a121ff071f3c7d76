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
func (s *Scanner) Scan() (t Token) {
	s.one(&t)
	if t.Kind != TokenOperator || t.Word[0] != '[' {
		return t
	}
	const most = 100_000
	s.items = s.items[:0]
	for nested, read := 0, 0; ; read++ {
		n := len(s.items)
		s.items = append(s.items, Token{})
		item := &s.items[n]
		s.one(item)
		if read == most {
			// What comes after is read as if it stood outside of the array.
			return Token{Kind: TokenList, Items: s.items[:n]}
		}
		keep := nested == 0
		switch item.Kind {
		case TokenEnd:
			return Token{Kind: TokenList, Items: s.items[:n]}
		case TokenOperator:
			keep = false
			switch item.Word[0] {
			case '[':
				nested++
			case ']':
				if nested--; nested < 0 {
					return Token{Kind: TokenList, Items: s.items[:n]}
				}
			}
		}
		if !keep {
			s.items = s.items[:n]
		}
	}
}

// one reads a token into t, which must be zero; the brackets of an array come
// as operators.
func (s *Scanner) one(t *Token) {
	s.tick()
	s.SkipSpace()
	if s.Pos >= len(s.Data) {
		return
	}
	c := s.Data[s.Pos]
	switch {
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		if _, value, _, ok := s.number(); ok {
			t.Kind, t.Number = TokenNumber, value
			return
		}
	case c == '(':
		s.Pos++
		t.Kind, t.Text = TokenString, s.literal()
		return
	case c == '/':
		s.Pos++
		t.Kind, t.Text = TokenName, string(s.name())
		return
	case c == '<':
		if s.Pos+1 < len(s.Data) && s.Data[s.Pos+1] == '<' {
			t.Kind = TokenTable
			t.Table, _ = s.Next().(Table)
			return
		}
		s.Pos++
		t.Kind, t.Text = TokenString, s.hex()
		return
	case isDelimiter(c):
		s.Pos++
		t.Kind, t.Word = TokenOperator, s.Data[s.Pos-1:s.Pos]
		return
	}
	start := s.Pos
	for s.Pos < len(s.Data) && isRegular(s.Data[s.Pos]) {
		s.Pos++
	}
	if s.Pos == start {
		s.Pos++ // a lone sign
	}
	// Nothing that long is an operator.
	word := s.Data[start:min(s.Pos, start+mostName)]
	switch string(word) {
	case "true", "false", "null":
		t.Kind = TokenOther
	default:
		t.Kind, t.Word = TokenOperator, word
	}
}
