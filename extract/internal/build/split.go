package build

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/label"
)

// split finds the line breaks at which a paragraph is in truth several: where
// a line begins with a label of its own, and behind the title of an article.
// Contracts that were pasted from a web page are typed so. It returns where
// the pieces end; the last is the length of text.
func split(p Paragraph, text string) []int {
	switch p.Kind {
	case document.Paragraph, document.Item, document.Cell:
	default:
		return []int{len(text)}
	}
	var ends []int
	start := 0 // of the piece that is open
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return append(ends, len(text))
		}
		at += i + 1
		if parts(text[start:at-1], text[at:]) {
			ends = append(ends, at-1)
			start = at
		}
	}
}

// parts tells whether the line break between before, the piece so far, and
// what comes after it parts two paragraphs.
func parts(before, after string) bool {
	line, _, _ := strings.Cut(after, "\n")
	if l, ok := label.Parse(line); ok && l.Sure && l.Body < len(line) {
		return !cites(before)
	}
	if strings.Contains(before, "\n") || len(before) > 150 {
		return false
	}
	// "Artikel 1 — Definities" and under it the text; a title alone on the
	// next line stays with its number.
	l, ok := label.Parse(before)
	if !ok || !l.Sure || l.Kind != label.Article && l.Kind != label.Annex && l.Kind != label.Chapter {
		return false
	}
	if l.Body >= len(before) {
		return len(line) > 80 || strings.HasSuffix(line, ".")
	}
	head := para{text: before, lab: l}
	return head.title(16)
}

// cites tells whether a text breaks off in front of the number it cites:
// "zoals bedoeld in artikel".
func cites(text string) bool {
	switch strings.ToLower(text[strings.LastIndexAny(text, " \n\t")+1:]) {
	case "artikel", "art.", "artikelen", "lid", "leden", "bijlage", "paragraaf", "hoofdstuk", "nr.", "punt", "in", "van", "en", "of", "onder", "sub", "versie":
		return true
	}
	return false
}
