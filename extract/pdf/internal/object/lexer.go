package object

import (
	"context"
	"math"
	"strconv"
)

// NameToken is a name without its slash, Keyword an operator or a word such
// as "obj", Ref a reference to an indirect object.
type (
	NameToken string
	Keyword   string
	Ref       struct {
		Number     int
		Generation int
	}
	// List and Table are an array and a dictionary as they stand in the
	// file, with references not followed.
	List  []any
	Table map[string]any
)

// MaxDepth is how deep arrays and dictionaries may nest. It is checked before
// going deeper; what lies below is read as null.
const MaxDepth = 64

// Lexer cuts bytes into the tokens and objects of PDF syntax. It never fails:
// what makes no sense is skipped, and the end of the data closes everything
// that is open.
type Lexer struct {
	Data []byte
	Pos  int
	// Refs turns "1 0 R" into a Ref; content streams have none.
	Refs bool
	// Ctx ends the data when it is done, if it is not nil.
	Ctx   context.Context
	turn  int
	depth int
	// shallow leaves what nests in an array or dictionary empty.
	shallow bool
	// spent counts what the outermost array or dictionary holds.
	spent int
}

// mostName is how many bytes of a name or word are kept. Names may have 127
// (ISO 32000-1, annex C).
const mostName = 4096

// EOF is the token after the last one.
const EOF = Keyword("")

// classes tells of each byte what it is (ISO 32000-1, 7.2.2): regular, white
// space or delimiter.
var classes = [256]uint8{
	' ': space, '\n': space, '\r': space, '\t': space, 0: space, '\f': space,
	'<': delimiter, '>': delimiter, '(': delimiter, ')': delimiter, '[': delimiter, ']': delimiter,
	'{': delimiter, '}': delimiter, '/': delimiter, '%': delimiter,
}

const (
	space     = 1
	delimiter = 2
)

func isSpace(c byte) bool     { return classes[c] == space }
func isDelimiter(c byte) bool { return classes[c] == delimiter }
func isRegular(c byte) bool   { return classes[c] == 0 }

// tick looks at the context now and then.
func (l *Lexer) tick() {
	if l.turn++; l.turn&0xfff == 0 && l.Ctx != nil && l.Ctx.Err() != nil {
		l.Pos = len(l.Data)
	}
}

// SkipSpace moves over white space and comments.
func (l *Lexer) SkipSpace() {
	for l.Pos < len(l.Data) {
		c := l.Data[l.Pos]
		switch {
		case isSpace(c):
			l.Pos++
		case c == '%':
			for l.Pos < len(l.Data) && l.Data[l.Pos] != '\n' && l.Data[l.Pos] != '\r' {
				l.Pos++
			}
		default:
			return
		}
	}
}

// Next returns the next object: nil, bool, int64, float64, string, NameToken,
// List, Table, Ref, or a Keyword for everything else. EOF ends the data.
func (l *Lexer) Next() any {
	l.tick()
	l.SkipSpace()
	if l.Pos >= len(l.Data) {
		return EOF
	}
	c := l.Data[l.Pos]
	switch c {
	case '/':
		l.Pos++
		return l.name()
	case '(':
		l.Pos++
		return l.literal()
	case '<':
		if l.Pos+1 < len(l.Data) && l.Data[l.Pos+1] == '<' {
			l.Pos += 2
			return l.table()
		}
		l.Pos++
		return l.hex()
	case '>':
		l.Pos++
		if l.Pos < len(l.Data) && l.Data[l.Pos] == '>' {
			l.Pos++
			return Keyword(">>")
		}
		return Keyword(">")
	case '[':
		l.Pos++
		return l.list()
	case ']', '{', '}', ')':
		l.Pos++
		return Keyword(l.Data[l.Pos-1 : l.Pos])
	}
	if c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.' {
		whole, value, integer, ok := l.number()
		switch {
		case !ok:
		case !integer:
			return value
		default:
			if l.Refs && whole >= 0 && whole <= math.MaxInt32 {
				if generation, ok := l.reference(); ok {
					return Ref{int(whole), generation}
				}
			}
			return whole
		}
	}
	start := l.Pos
	for l.Pos < len(l.Data) && isRegular(l.Data[l.Pos]) {
		l.Pos++
	}
	word := l.Data[start:min(l.Pos, start+mostName)]
	switch string(word) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return Keyword(word)
}

// reference reads "0 R" after a number, or leaves the position alone.
func (l *Lexer) reference() (int, bool) {
	p := l.Pos
	for p < len(l.Data) && isSpace(l.Data[p]) {
		p++
	}
	start, generation := p, 0
	for p < len(l.Data) && l.Data[p] >= '0' && l.Data[p] <= '9' && p-start < 6 {
		generation = generation*10 + int(l.Data[p]-'0')
		p++
	}
	if p == start || p >= len(l.Data) || !isSpace(l.Data[p]) {
		return 0, false
	}
	for p < len(l.Data) && isSpace(l.Data[p]) {
		p++
	}
	if p >= len(l.Data) || l.Data[p] != 'R' || p+1 < len(l.Data) && isRegular(l.Data[p+1]) {
		return 0, false
	}
	l.Pos = p + 1
	return generation, true
}

// number reads an integer or real. Broken ones that occur in practice
// ("--5", "1.2.3", "12-3") get the value that other readers give them.
func (l *Lexer) number() (whole int64, value float64, integer, ok bool) {
	p, d := l.Pos, l.Data
	negative, digits, point := false, 0, -1
	for p < len(d) && (d[p] == '+' || d[p] == '-') {
		negative = negative || d[p] == '-'
		p++
	}
	over := false
	scale := 1.0
	for ; p < len(d); p++ {
		c := d[p]
		if c >= '0' && c <= '9' {
			digits++
			v := int64(c - '0')
			if point >= 0 {
				if scale < 1e15 {
					scale *= 10
					value = value*10 + float64(v)
				}
				continue
			}
			value = value*10 + float64(v)
			if whole > (math.MaxInt64-9)/10 {
				over = true
			} else {
				whole = whole*10 + v
			}
			continue
		}
		if c == '.' && point < 0 {
			point = p
			continue
		}
		break
	}
	if digits == 0 && point < 0 {
		return 0, 0, false, false
	}
	for p < len(d) && (d[p] == '.' || d[p] == '-' || d[p] >= '0' && d[p] <= '9') {
		p++
	}
	if p < len(d) && isRegular(d[p]) && digits == 0 {
		return 0, 0, false, false
	}
	if p < len(d) && (d[p] == 'e' || d[p] == 'E') {
		q := p + 1
		for q < len(d) && isRegular(d[q]) {
			q++
		}
		if f, err := strconv.ParseFloat(string(d[l.Pos:q]), 64); err == nil && !math.IsInf(f, 0) {
			l.Pos = q
			return 0, f, false, true
		}
	}
	l.Pos = p
	if point >= 0 || over {
		value /= scale
		if negative {
			value = -value
		}
		return 0, value, false, true
	}
	if negative {
		whole = -whole
	}
	return whole, float64(whole), true, true
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *Lexer) name() NameToken {
	start := l.Pos
	escaped := false
	for l.Pos < len(l.Data) && isRegular(l.Data[l.Pos]) {
		escaped = escaped || l.Data[l.Pos] == '#'
		l.Pos++
	}
	raw := l.Data[start:min(l.Pos, start+mostName)]
	if !escaped {
		return NameToken(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && unhex(raw[i+1]) >= 0 && unhex(raw[i+2]) >= 0 {
			out = append(out, byte(unhex(raw[i+1])<<4|unhex(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return NameToken(out)
}

func (l *Lexer) hex() string {
	var out []byte
	high := -1
	for l.Pos < len(l.Data) {
		c := l.Data[l.Pos]
		l.Pos++
		if c == '>' {
			break
		}
		v := unhex(c)
		switch {
		case v < 0:
		case high < 0:
			high = v
		default:
			out = append(out, byte(high<<4|v))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return string(out)
}

func (l *Lexer) literal() string {
	start := l.Pos
	// The common string has no escapes and no inner brackets.
	for p := start; p < len(l.Data); p++ {
		c := l.Data[p]
		if c == ')' {
			l.Pos = p + 1
			return string(l.Data[start:p])
		}
		if c == '\\' || c == '(' || c == '\r' {
			break
		}
	}
	var out []byte
	depth := 1
	for l.Pos < len(l.Data) {
		c := l.Data[l.Pos]
		l.Pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\r':
			// Any end of line in a string counts as one line feed.
			if l.Pos < len(l.Data) && l.Data[l.Pos] == '\n' {
				l.Pos++
			}
			c = '\n'
		case '\\':
			var keep bool
			if c, keep = l.escape(); !keep {
				continue
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash; false means that it stands for
// nothing (a continued line).
func (l *Lexer) escape() (byte, bool) {
	if l.Pos >= len(l.Data) {
		return 0, false
	}
	c := l.Data[l.Pos]
	l.Pos++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\n':
		return 0, false
	case '\r':
		if l.Pos < len(l.Data) && l.Data[l.Pos] == '\n' {
			l.Pos++
		}
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	v := int(c - '0')
	for i := 0; i < 2 && l.Pos < len(l.Data) && l.Data[l.Pos] >= '0' && l.Data[l.Pos] <= '7'; i++ {
		v = v*8 + int(l.Data[l.Pos]-'0')
		l.Pos++
	}
	return byte(v), true
}
