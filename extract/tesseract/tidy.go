package tesseract

import (
	"slices"
	"strings"
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
		}
		if len(l.words) > 0 {
			kept = append(kept, l)
		}
	}
	return kept
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
