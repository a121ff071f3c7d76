package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// doubtConfidence is the confidence below which a recognised word is in doubt.
// A digit is more easily taken for another than a word, which a recogniser
// holds against its dictionary; so it must be surer of those. Of the numbers
// that tesseract was as sure of, none was wrong on scans made worse on purpose;
// of those just below one in fifteen, of words at 0.6 one in three.
const (
	doubtConfidence = 0.60
	doubtDigits     = 0.93
)

// inDoubt tells whether a word is in doubt, given the one before it. A bullet,
// which no recogniser knows, spoils the confidence of the word behind it; on
// clean scans most words below the limit were of that kind, and right.
func inDoubt(w, before document.Word) bool {
	switch {
	case strings.ContainsFunc(w.Text, unicode.IsDigit), spelledNumber(w.Text):
		return w.Confidence < doubtDigits
	case !strings.ContainsFunc(w.Text, unicode.IsLetter), before.Text == "•":
		return false
	}
	return w.Confidence < doubtConfidence
}

// markDoubts finds the words that the recogniser was not sure of back in the
// text of the document. The layout has put the words in another order, joined
// some and cut marks off; where the text of a page has a word as often as the
// recogniser saw it, the one in the same place in the row is meant, else every
// one of them counts as doubtful.
func (r *reading) markDoubts(doc *document.Document) {
	for i := range doc.Pages {
		if i >= len(r.pages) || len(r.pages[i].words) == 0 {
			continue
		}
		seen := map[string][]bool{} // by word, in order: was it in doubt
		var before document.Word
		for _, w := range r.pages[i].words {
			doubt := inDoubt(w, before)
			before = w
			for s := range strings.FieldsSeq(w.Text) {
				seen[s] = append(seen[s], doubt)
			}
		}
		var pieces []string // in doubt, as they may be part of a word
		for piece, doubts := range seen {
			if piece = strings.TrimRight(piece, "-\u00ad"); piece != "" && slices.Contains(doubts, true) {
				pieces = append(pieces, piece)
			}
		}
		end := len(doc.Text)
		if i+1 < len(doc.Pages) {
			end = doc.Pages[i+1].Start
		}
		fields := fields(doc.Text, doc.Pages[i].Start, end)
		count := map[string]int{}
		for _, f := range fields {
			count[doc.Slice(f)]++
		}
		met := map[string]int{}
		for _, f := range fields {
			word := doc.Slice(f)
			doubts := seen[word]
			n := met[word]
			met[word]++
			doubt := slices.Contains(doubts, true)
			switch {
			case len(doubts) == count[word]:
				doubt = doubts[n]
			case len(doubts) == 0:
				// The layout put it together, at the end of a line or of words
				// that stand close.
				doubt = slices.ContainsFunc(pieces, func(piece string) bool { return strings.Contains(word, piece) })
			}
			if doubt {
				doc.Doubtful = append(doc.Doubtful, f)
			}
		}
	}
}

// fields lists the words of text[start:end], parted by white space.
func fields(text string, start, end int) []document.Span {
	var spans []document.Span
	begin := -1
	for at := start; at < end; {
		r, n := utf8.DecodeRuneInString(text[at:end])
		switch {
		case unicode.IsSpace(r):
			if begin >= 0 {
				spans = append(spans, document.Span{Start: begin, End: at})
				begin = -1
			}
		case begin < 0:
			begin = at
		}
		at += n
	}
	if begin >= 0 {
		spans = append(spans, document.Span{Start: begin, End: end})
	}
	return spans
}

// numerals are the parts of which Dutch numbers are written.
var numerals = []string{"een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
	"der", "veer", "twin", "tach", "tig", "honderd", "duizend", "en", "ën"}

// spelledNumber tells whether a word is a number in letters, of more than the
// "een" that is an article as well.
func spelledNumber(word string) bool {
	word = strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
	if len(word) < 3 || word == "een" || word == "der" {
		return false
	}
	// Every place that some sequence of parts reaches.
	reached := make([]bool, len(word)+1)
	reached[0] = true
	for at := range word {
		if !reached[at] {
			continue
		}
		for _, part := range numerals {
			if strings.HasPrefix(word[at:], part) {
				reached[at+len(part)] = true
			}
		}
	}
	return reached[len(word)]
}
