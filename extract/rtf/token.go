package rtf

// tokenKind says what a token is.
type tokenKind uint8

const (
	tokenEOF    tokenKind = iota
	tokenOpen             // {
	tokenClose            // }
	tokenWord             // \name or \name123, with the blank behind it
	tokenSymbol           // \ and one character that is no letter; it stands in text
	tokenHex              // \'hh; the byte stands in value
	tokenText             // bytes of text, in the code page of the font
	tokenBinary           // \bin with its bytes, which are passed over
)

// token is one element of the syntax (RTF 1.9.1, "RTF Syntax"). Name and text
// are slices of the file.
type token struct {
	kind     tokenKind
	name     []byte
	value    int
	hasValue bool
	text     []byte
}

// maxValue bounds the parameters of control words. They are 32 bits wide;
// larger ones mean nothing and would overflow in sums.
const maxValue = 1<<31 - 1

// scanner cuts a file into tokens. Every byte is looked at once.
type scanner struct {
	data []byte
	pos  int
}

// next reads a token. Line ends and NULs between tokens mean nothing and are
// passed over, so that they never come as text.
func (s *scanner) next() token {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case '\r', '\n', 0:
			s.pos++
		case '{':
			s.pos++
			return token{kind: tokenOpen}
		case '}':
			s.pos++
			return token{kind: tokenClose}
		case '\\':
			return s.control()
		default:
			start := s.pos
			for s.pos < len(s.data) && !special(s.data[s.pos]) {
				s.pos++
			}
			return token{kind: tokenText, text: s.data[start:s.pos]}
		}
	}
	return token{}
}

// special tells whether a byte ends a stretch of text.
func special(c byte) bool {
	switch c {
	case '\\', '{', '}', '\r', '\n', 0:
		return true
	}
	return false
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// control reads what begins with a backslash.
func (s *scanner) control() token {
	s.pos++
	if s.pos >= len(s.data) {
		return token{}
	}
	start := s.pos
	if c := s.data[start]; !letter(c) {
		s.pos++
		if c == '\'' {
			return s.hex()
		}
		return token{kind: tokenSymbol, text: s.data[start:s.pos]}
	}
	for s.pos < len(s.data) && letter(s.data[s.pos]) {
		s.pos++
	}
	t := token{kind: tokenWord, name: s.data[start:s.pos]}
	t.value, t.hasValue = s.number()
	if s.pos < len(s.data) && s.data[s.pos] == ' ' {
		s.pos++
	}
	if string(t.name) == "bin" {
		// Raw bytes follow, braces and all. A length that goes beyond the
		// file ends it.
		n := max(t.value, 0)
		s.pos += min(n, len(s.data)-s.pos)
		t.kind = tokenBinary
	}
	return t
}

// number reads the parameter of a control word.
func (s *scanner) number() (n int, ok bool) {
	p := s.pos
	negative := p < len(s.data) && s.data[p] == '-'
	if negative {
		p++
	}
	start := p
	for p < len(s.data) && s.data[p] >= '0' && s.data[p] <= '9' {
		if n <= maxValue {
			n = n*10 + int(s.data[p]-'0')
		}
		p++
	}
	if p == start {
		return 0, false
	}
	s.pos = p
	n = min(n, maxValue)
	if negative {
		n = -n
	}
	return n, true
}

// hex reads the two digits behind \'. One that is none is passed over with the
// backslash, as Word does.
func (s *scanner) hex() token {
	t := token{kind: tokenHex}
	for range 2 {
		if s.pos >= len(s.data) {
			return token{kind: tokenSymbol}
		}
		var d byte
		switch c := s.data[s.pos]; {
		case c >= '0' && c <= '9':
			d = c - '0'
		case c >= 'a' && c <= 'f':
			d = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			d = c - 'A' + 10
		default:
			return token{kind: tokenSymbol}
		}
		s.pos++
		t.value = t.value<<4 | int(d)
	}
	return t
}

// skipGroup passes over the rest of the group that is open; its closing brace
// is left to be read.
func (s *scanner) skipGroup() {
	depth := 0
	for {
		switch t := s.next(); t.kind {
		case tokenEOF:
			return
		case tokenOpen:
			depth++
		case tokenClose:
			if depth == 0 {
				s.pos--
				return
			}
			depth--
		}
	}
}
