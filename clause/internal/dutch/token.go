package dutch

import (
	"unicode/utf8"

	"github.com/clausule/clausule/rules/pattern"
)

// Token is one word of a text.
type Token struct {
	// Start and End are byte offsets in the source, quotes and hyphens at the
	// edges of the word left out.
	Start, End int
	// Text is the word as patterns compare it, see [pattern.Fold]. Never empty.
	Text string
	// Punct is the strongest punctuation between this token and the next: 0 for
	// none, ',' ';' ':' '.' '?' '!', '(' where a bracket opens, ')' where one
	// closes, '-' for a dash between spaces, '\n' for a line break and '\t' for
	// a cell border. Punctuation inside a number or an abbreviation ("99,9",
	// "27001:2022", "i.v.m.", "subverwerker(s)") counts as none.
	Punct byte
}

// Properties of an ASCII byte in running text.
const (
	asciiWord  = 1 << iota // part of a word
	asciiPlain             // folds to itself
	asciiUpper             // folds to its lower case
	asciiSpace
)

// asciiClass answers for the ASCII bytes what pattern.IsWordRune answers for
// all of Unicode; TestASCIIClass holds the two together.
func asciiClass(c byte) byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return asciiWord | asciiPlain
	case 'A' <= c && c <= 'Z':
		return asciiWord | asciiUpper
	case c == '%':
		return asciiWord | asciiPlain
	case c == '-', c == '\'':
		return asciiWord
	case c == ' ', c == '\t', c == '\n', c == '\r', c == '\v', c == '\f':
		return asciiSpace
	}
	return 0
}

// Tokenize cuts text into words. Offset is added to all positions, so that a
// part of a document yields positions in the whole.
func Tokenize(text string, offset int) []Token {
	tokens := make([]Token, 0, len(text)/6+1)
	var gap gapReader
	pos := 0
	for pos < len(text) {
		// Between words.
		c := text[pos]
		var size int
		word := false
		if c < utf8.RuneSelf {
			word, size = asciiClass(c)&asciiWord != 0, 1
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(text[pos:])
			word = pattern.IsWordRune(r)
		}
		if !word {
			gap.read(text, pos, size)
			pos += size
			continue
		}
		start := pos
		plain, ascii := true, true
		for pos < len(text) {
			c := text[pos]
			if c < utf8.RuneSelf {
				class := asciiClass(c)
				if class&asciiWord == 0 {
					break
				}
				plain = plain && class&asciiPlain != 0
				pos++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[pos:])
			if !pattern.IsWordRune(r) {
				break
			}
			plain, ascii = false, false
			pos += n
		}
		from, to := start, pos
		if !plain {
			from, to = trimWord(text, start, pos)
		}
		folded := text[from:to]
		switch {
		case plain:
		case ascii:
			folded = foldASCII(folded)
		default:
			folded = pattern.Fold(folded)
		}
		if folded == "" {
			gap.dash(text, start, pos)
			continue
		}
		if n := len(tokens); n > 0 {
			tokens[n-1].Punct = gap.punct
		}
		gap.punct = 0
		tokens = append(tokens, Token{Start: offset + from, End: offset + to, Text: folded})
	}
	if n := len(tokens); n > 0 {
		tokens[n-1].Punct = gap.punct
	}
	return tokens
}

// trimWord drops hyphens and quotes at the edges of a word.
func trimWord(text string, start, end int) (int, int) {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !isJoiner(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !isJoiner(r) {
			break
		}
		end -= n
	}
	return start, end
}

func isJoiner(r rune) bool {
	return r == '-' || r == '\'' || r == '’' || r == '‐' || r == '‑'
}

// foldASCII is pattern.Fold for a word of ASCII bytes.
func foldASCII(word string) string {
	buf := make([]byte, 0, 32)
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case c != '-' && c != '\'':
			buf = append(buf, c)
		}
	}
	return string(buf)
}

// gapReader finds the strongest punctuation between two words.
type gapReader struct {
	punct byte
	glued int // brackets that opened inside a word and must still close
}

// read takes the rune of the given size at pos, which is no part of a word.
func (g *gapReader) read(text string, pos, size int) {
	if size == 1 {
		switch c := text[pos]; c {
		case ' ':
		case '\n', '\r', '\v', '\f':
			g.note('\n')
		case '\t':
			g.note('\t')
		case ',', '.', ':', ';', '?', '!':
			if !insideWord(text, pos, c) {
				g.note(c)
			}
		case '(', '[', '{':
			if wordBefore(text, pos) && wordAfter(text, pos+1) {
				g.glued++
			} else {
				g.note('(')
			}
		case ')', ']', '}':
			if g.glued > 0 {
				g.glued--
			} else {
				g.note(')')
			}
		}
		return
	}
	switch r, _ := utf8.DecodeRuneInString(text[pos:]); r {
	case '–', '—', '―', '−':
		if spaceAround(text, pos, pos+size) {
			g.note('-')
		}
	case '\u2028', '\u2029', '\u0085':
		g.note('\n')
	case '•', '●', '▪', '■', '◦', '‣', '\uf0b7':
		g.note(';') // a bullet inside running text starts an item
	}
}

// dash takes a run of word runes without a letter or digit, such as "-".
func (g *gapReader) dash(text string, start, end int) {
	if spaceAround(text, start, end) {
		g.note('-')
	}
}

func (g *gapReader) note(c byte) {
	if punctRank(c) > punctRank(g.punct) {
		g.punct = c
	}
}

// punctRank orders punctuation by how much it parts. A line break is the
// weakest: in extracted text it is often only the end of a printed line.
func punctRank(c byte) int {
	switch c {
	case '\n':
		return 1
	case ',':
		return 2
	case '-':
		return 3
	case '(':
		return 4
	case ')':
		return 5
	case ':':
		return 6
	case ';':
		return 7
	case '.', '?', '!':
		return 8
	case '\t':
		return 9
	}
	return 0
}

// insideWord tells whether the punctuation at pos belongs to a number, a web
// address, an abbreviation or a price such as "1.000,-".
func insideWord(text string, pos int, c byte) bool {
	if c != '.' && c != ',' && c != ':' {
		return false
	}
	if pos+1 < len(text) && (text[pos+1] == '-' || text[pos+1] == '=') && c == ',' {
		return true
	}
	if pos == 0 || pos+1 >= len(text) {
		return false
	}
	before, after := text[pos-1], text[pos+1]
	digits := isDigit(before) && isDigit(after)
	if c == '.' {
		return digits || wordBefore(text, pos) && wordAfter(text, pos+1)
	}
	return digits
}

func wordBefore(text string, pos int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:pos])
	return pattern.IsWordRune(r)
}

func wordAfter(text string, pos int) bool {
	if pos >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[pos:])
	return pattern.IsWordRune(r)
}

func spaceAround(text string, start, end int) bool {
	return (start == 0 || isSpaceByte(text[start-1])) && (end == len(text) || isSpaceByte(text[end]))
}

// isSpaceByte also takes the last byte of a no-break space for a space.
func isSpaceByte(c byte) bool { return asciiClass(c)&asciiSpace != 0 || c == 0xA0 || c == 0xC2 }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
