package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// blanks finds the fields that were not filled in: "[…]", "[naam]", "____",
// "XX", "@@", "n.t.b.". A suggested number ("[30] dagen"), a tick box and a
// link are none.
func blanks(doc *document.Document) []document.Span {
	var out []document.Span
	for i := range doc.Blocks {
		d := &doc.Blocks[i]
		if d.Kind == document.TOC || d.Kind == document.Header || d.Kind == document.Footer || d.Kind == document.Picture {
			continue
		}
		text := doc.Text[d.Body:d.Span.End]
		for at := 0; at < len(text); {
			n := 0
			if opensBlank(text[at]) {
				n = blankAt(text, at)
			}
			if n == 0 {
				at++ // within a rune no blank begins
				continue
			}
			out = append(out, document.Span{Start: d.Body + at, End: d.Body + at + n})
			at += n
		}
	}
	return out
}

// opensBlank tells whether a blank can begin with a byte.
func opensBlank(c byte) bool {
	switch c {
	case '[', '{', '<', '_', '.', '@', 'X', 'x', 'n', 'N', 0xE2:
		return true
	}
	return false
}

// blankAt is the length of the blank at a place in a text, 0 for none.
func blankAt(text string, at int) int {
	rest := text[at:]
	switch c := rest[0]; c {
	case '[', '{', '<':
		closing := map[byte]string{'[': "]", '{': "}", '<': ">"}[c]
		end := strings.Index(rest[:min(len(rest), 82)], closing)
		if end < 2 || end > 80 || strings.ContainsAny(rest[1:end], "[{<\n") {
			return 0
		}
		inner := strings.TrimSpace(rest[1:end])
		if inner == "" || c == '[' && strings.HasPrefix(rest[end+1:], "(") {
			return 0
		}
		if strings.Trim(inner, "0123456789.,%€ ") == "" && strings.ContainsAny(inner, "0123456789") {
			return 0
		}
		if len(inner) == 1 && (inner == "x" || inner == "X" || inner == "v") && c != '[' {
			return 0
		}
		if c == '<' && (inner[0] == '/' || !letterFirst(inner)) || inner == "x" {
			return 0
		}
		return end + 1
	case '_', '.':
		n := 0
		for n < len(rest) && rest[n] == c {
			n++
		}
		if c == '_' && n >= 3 || c == '.' && n >= 5 {
			return n
		}
	case '@':
		if strings.HasPrefix(rest, "@@") {
			n := 2
			for n < len(rest) && rest[n] == '@' {
				n++
			}
			return n
		}
	case 'X', 'x':
		n := 0
		for n < len(rest) && rest[n] == c {
			n++
		}
		if n >= 2 && (at == 0 || !wordByte(text[at-1])) && (n == len(rest) || !wordByte(rest[n]) && rest[n] != '.') && (c == 'X' || n >= 3) {
			return n
		}
	case 'n', 'N':
		if at > 0 && wordByte(text[at-1]) {
			return 0
		}
		for _, mark := range [...]string{"n.t.b", "nader te bepalen", "nader in te vullen", "nog in te vullen", "nader overeen te komen"} {
			if hasFold(rest, mark) && (mark == "n.t.b" || mark == "nog in te vullen" || ends(rest[len(mark):])) {
				return len(mark)
			}
		}
	case 0xE2:
		// A row of ellipses.
		n := 0
		for strings.HasPrefix(rest[n:], "…") {
			n += len("…")
		}
		if n >= 2*len("…") {
			return n
		}
	}
	return 0
}

// ends tells whether no word follows: "op een nader te bepalen tijdstip" leaves
// nothing to be filled in.
func ends(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t"))
	return !unicode.IsLetter(r)
}

func letterFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || r == '…'
}
