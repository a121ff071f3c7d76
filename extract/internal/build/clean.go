package build

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes text fit for the model: valid UTF-8 in NFC, every blank a plain
// space, no invisible characters, runs of blanks and of line breaks collapsed,
// trimmed. Offsets move along; they come back ascending and within the cleaned
// text.
func clean(text string, offsets []int) (string, []int) {
	if tidy(text) {
		for i, at := range offsets {
			offsets[i] = min(max(at, 0), len(text))
		}
		return text, offsets
	}
	var out strings.Builder
	out.Grow(len(text))
	c := cleaner{out: &out}
	moved := make([]int, 0, len(offsets))
	from := 0
	for _, at := range offsets {
		at = min(max(at, from), len(text))
		for at > from && at < len(text) && !utf8.RuneStart(text[at]) {
			at--
		}
		c.write(text[from:at])
		from = at
		// A blank that is still owed stands at the end of the page before.
		moved = append(moved, out.Len()+len(c.owed))
	}
	c.write(text[from:])
	cleaned := out.String()
	for i, at := range moved {
		moved[i] = min(at, len(cleaned))
	}
	return cleaned, moved
}

// tidy tells whether plain ASCII text is clean already; most paragraphs are.
func tidy(text string) bool {
	blank := true
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ':
			if blank {
				return false
			}
			blank = true
		case c < ' ' || c >= 0x7f:
			return false
		default:
			blank = false
		}
	}
	return text == "" || !blank
}

type cleaner struct {
	out  *strings.Builder
	owed string // blank to be written before the next visible character
}

func (c *cleaner) write(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			c.owe("\n")
		case r == '\t':
			c.owe("\t")
		case r == ' ', unicode.Is(unicode.Zs, r):
			c.owe(" ")
		case dropped(r):
		case r == '\u2011': // non-breaking hyphen: looks and means the same
			c.visible("-")
		case r >= '\uFB00' && r <= '\uFB06':
			c.visible([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'\uFB00'])
		default:
			c.rune(r)
		}
	}
}

// owe remembers the strongest blank of a run: line break, tab, space.
func (c *cleaner) owe(blank string) {
	if c.out.Len() == 0 || c.owed == "\n" || c.owed == "\t" && blank == " " {
		return
	}
	c.owed = blank
}

func (c *cleaner) visible(s string) {
	c.out.WriteString(c.owed)
	c.owed = ""
	c.out.WriteString(s)
}

func (c *cleaner) rune(r rune) {
	c.out.WriteString(c.owed)
	c.owed = ""
	c.out.WriteRune(r)
}

// dropped tells whether r leaves no mark on paper: controls, soft hyphens,
// zero-width characters, marks of direction, noncharacters.
func dropped(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r >= '\uFE00' && r <= '\uFE0F' || r&0xFFFE == 0xFFFE
}

// Visible tells what becomes of a character, composed as NFC has it, in the text
// of a document: the number of characters that it comes to, 0 where it leaves no
// mark, and whether it is a blank, of which only one in a row stays.
func Visible(r rune) (runes int, blank bool) {
	switch {
	case r == '\n', r == '\r', r == '\v', r == '\f', r == '\t', r == '\u0085', r == '\u2028', r == '\u2029', unicode.Is(unicode.Zs, r):
		return 1, true
	case dropped(r):
		return 0, false
	case r >= '\uFB00' && r <= '\uFB06':
		return len([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'\uFB00']), false
	}
	return 1, false
}

// cut shortens s to at most n bytes without splitting a character.
func cut(s string, n int) string {
	if n >= len(s) {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
