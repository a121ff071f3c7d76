package report

import (
	"strings"
	"unicode"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
)

// quoteWidth is how many columns a quote may take before it is shortened:
// about four lines of a page.
const quoteWidth = 290

// leadWidth is how many columns of it what introduces a passage may take.
const leadWidth = 120

// quote gives the words of a finding for reading. A long one is shortened, with
// … for what is left out: around the value that decides where there is one,
// otherwise to its beginning and its end, where a Dutch sentence keeps who and
// what. The words themselves stay as they are.
//
// An item of a list stands behind the beginning of what introduces it, for alone
// it does not say who does what.
func quote(f *clause.Finding, whole bool) string {
	text := reads(f)
	lead := clean(f.Lead)
	if !whole {
		lead = textpage.Shorten(lead, leadWidth)
	}
	if lead != "" {
		lead = strings.TrimSuffix(lead, " …") + " … "
	}
	if whole || textpage.DisplayWidth(text) <= quoteWidth {
		return lead + clean(text)
	}
	return lead + shortened(f, text)
}

// shortened is a long quote without its less telling words.
func shortened(f *clause.Finding, text string) string {
	words := strings.Fields(clean(text))
	if f.Value != nil {
		if from, to := indexWords(words, strings.Fields(clean(f.Value.Raw))); to > from {
			return around(words, from, to, quoteWidth)
		}
	}
	return ends(words, quoteWidth)
}

// reads is a passage as it stands in the text that was judged: in that of a
// draft without the words that it deletes.
func reads(f *clause.Finding) string {
	if f.Reads != "" {
		return f.Reads
	}
	return f.Quote
}

// around grows the range [from,to) of words on both sides up to columns.
func around(words []string, from, to, columns int) string {
	used := textpage.DisplayWidth(strings.Join(words[from:to], " ")) + 4 // for … on both sides
	for grown := true; grown; {
		grown = false
		if from > 0 && used+1+textpage.DisplayWidth(words[from-1]) <= columns {
			from--
			used += 1 + textpage.DisplayWidth(words[from])
			grown = true
		}
		if to < len(words) && used+1+textpage.DisplayWidth(words[to]) <= columns {
			used += 1 + textpage.DisplayWidth(words[to])
			to++
			grown = true
		}
	}
	s := strings.Join(words[from:to], " ")
	if from > 0 {
		s = "… " + s
	}
	if to < len(words) {
		s += " …"
	}
	return s
}

// ends keeps two thirds of columns from the beginning and one third from the
// end.
func ends(words []string, columns int) string {
	head, used := 0, 0
	for head < len(words) && used+textpage.DisplayWidth(words[head])+1 <= columns*2/3 {
		used += textpage.DisplayWidth(words[head]) + 1
		head++
	}
	tail := len(words)
	for tail > head && used+textpage.DisplayWidth(words[tail-1])+1 <= columns-2 {
		tail--
		used += textpage.DisplayWidth(words[tail]) + 1
	}
	if tail == head {
		return strings.Join(words, " ")
	}
	parts := append([]string{}, words[:head]...)
	return strings.Join(append(append(parts, "…"), words[tail:]...), " ")
}

// indexWords finds the words of part one after the other; a word of the text
// may carry punctuation around the outer ones. It returns an empty range where
// they do not stand.
func indexWords(words, part []string) (from, to int) {
	if len(part) == 0 {
		return 0, 0
	}
	joined := strings.Join(part, " ")
	for i := 0; i+len(part) <= len(words); i++ {
		if strings.Contains(words[i], part[0]) && strings.Contains(strings.Join(words[i:i+len(part)], " "), joined) {
			return i, i + len(part)
		}
	}
	return 0, 0
}

// brief gives the beginning of a model clause: whole sentences while they fit
// in columns, and at least a part of the first.
func brief(model string, columns int) string {
	text := clean(model)
	used, sentence, cut := 0, 0, 0 // the ends of what fits
	for at := 0; at < len(text); {
		word, rest, _ := strings.Cut(text[at:], " ")
		if used += textpage.DisplayWidth(word) + 1; used > columns {
			break
		}
		cut = at + len(word)
		next, _, _ := strings.Cut(rest, " ")
		if strings.HasSuffix(word, ".") && (next == "" || startsUpper(next)) {
			sentence = cut
		}
		at = cut + 1
	}
	switch {
	case cut == len(text):
		return text
	case sentence > 0:
		return text[:sentence] + glue + "…"
	case cut == 0:
		first, _, _ := strings.Cut(text, " ")
		return first + glue + "…"
	}
	return text[:cut] + glue + "…"
}

func startsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}
