package tesseract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy takes out what the program is known to see where nothing is written:
// symbols in specks and stains, and what it makes of the bullet of a list.
// What may be text stays.
func tidy(lines []line) []line {
	var kept []line
	for _, l := range lines {
		l.words = slices.DeleteFunc(slices.Clone(l.words), func(w word) bool { return strings.TrimSpace(w.text) == "" })
		if !slices.ContainsFunc(l.words, func(w word) bool { return w.sure >= 0.5 && alphanumerics(w.text) >= 2 }) {
			l.words = slices.DeleteFunc(l.words, speck)
		}
		if l.angle == 0 {
			l.bullet()
			l.address()
		}
		for i := range l.words {
			l.words[i].text = capitalI(l.words[i].text)
		}
		if len(l.words) > 0 {
			kept = append(kept, l)
		}
	}
	return kept
}

// address joins the parts of a mail address, which the program parts before the
// sign.
func (l *line) address() {
	for i := len(l.words) - 1; i > 0; i-- {
		a, b := &l.words[i-1], l.words[i]
		if len(b.text) < 4 || b.text[0] != '@' || !strings.Contains(b.text, ".") || !alphanumericEnd(a.text) || b.box.left-a.box.right > 0.4*l.size {
			continue
		}
		a.text += b.text
		a.box = box{left: a.box.left, top: min(a.box.top, b.box.top), right: b.box.right, bottom: max(a.box.bottom, b.box.bottom)}
		a.sure = min(a.sure, b.sure)
		l.words = slices.Delete(l.words, i, i+1)
	}
}

func alphanumericEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// misreadI matches words with a small l for a capital I, which look the same in
// many a typeface: no Dutch or French word begins so.
var misreadI = lazily(`^[(“"„'‘]*(l)(?:[bcdfgjkmnpqrstvwz]|[B-DF-HJ-NP-TV-Z]|eder(?:e|een)?\PL*$|erland)`)

func capitalI(s string) string {
	if m := misreadI().FindStringSubmatchIndex(s); m != nil {
		return s[:m[2]] + "I" + s[m[3]:]
	}
	return s
}

// speck tells whether a word of a line without clear text is a single symbol
// of which the program is not sure.
func speck(w word) bool {
	return w.sure < 0.3 && (alphanumerics(w.text) == 0 || utf8.RuneCountInString(w.text) == 1)
}

// bullet mends the start of an item in a list. The language data has no
// bullet: it becomes an asterisk or the letter e, with little confidence, and
// the wide space after it becomes an underscore, by itself or before the next
// word.
func (l *line) bullet() {
	if len(l.words) < 2 || l.size <= 0 {
		return
	}
	first, next := l.words[0], l.words[1]
	if strings.Contains("-–—", first.text) && next.text == "_" {
		l.words = slices.Delete(l.words, 1, 2)
		return
	}
	small := 0.45 * l.size
	if utf8.RuneCountInString(first.text) != 1 || !strings.Contains("*eo°·«»¢©®+.", first.text) || first.sure >= 0.7 ||
		first.box.right-first.box.left > small || first.box.bottom-first.box.top > small {
		return
	}
	rest := strings.TrimLeft(next.text, "_")
	blank := len(next.text) - len(rest)
	if next.box.left-first.box.right < 0.4*l.size {
		return
	}
	l.words[0].text = "•"
	switch {
	case blank > 2: // to be filled in
	case rest == "":
		l.words = slices.Delete(l.words, 1, 2)
	default:
		l.words[1].text = rest
	}
}
