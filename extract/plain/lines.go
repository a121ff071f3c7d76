package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/internal/label"
)

// reflow joins lines that were broken to fit a width.
type reflow struct {
	// width is the length in characters at which lines were broken; 0 where
	// the text was not broken, so that every line is a paragraph.
	width int
	// words are the words of the text as written, in lower case, with their
	// hyphens: they tell a hyphen of spelling from one of a line's end.
	words map[string]bool
}

// newReflow measures the lines of a text.
func newReflow(lines []string) *reflow {
	r := &reflow{}
	var lengths [256]int
	long, inner := 0, 0
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if r.words == nil && hyphenated(line) {
			r.words = vocabulary(lines)
		}
		if i+1 >= len(lines) || line == "" || strings.TrimSpace(lines[i+1]) == "" {
			continue
		}
		if strings.ContainsAny(line, "|\t") {
			continue // a row of a table is as long as it is
		}
		inner++
		n := utf8.RuneCountInString(line)
		if n > 160 {
			long++
			continue
		}
		if _, dotted := leaders(line); !dotted {
			lengths[n]++
		}
	}
	if inner == 0 || long*10 > inner {
		return r
	}
	// The width is where the longest lines end; the topmost few may stick out
	// for a word that could not be broken.
	over := 0
	for n := len(lengths) - 1; n >= 40; n-- {
		over += lengths[n]
		if over*50 > inner {
			r.width = n
			break
		}
	}
	if !r.runOn(lines) {
		r.width = 0
	}
	return r
}

// runOn tells whether most lines of the full width stop in the middle of a
// sentence: else they are paragraphs, which happen to be about as long.
func (r *reflow) runOn(lines []string) bool {
	full, ends := 0, 0
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if utf8.RuneCountInString(line) > r.width*17/20 && !strings.ContainsAny(line, "|\t") {
			if full++; !goesOn(line) {
				ends++
			}
		}
	}
	return ends*2 <= full
}

// vocabulary collects the words of a text but the last ones of its lines.
func vocabulary(lines []string) map[string]bool {
	words := map[string]bool{}
	for _, line := range lines {
		fields := strings.Fields(line)
		for i, w := range fields {
			if i == len(fields)-1 && strings.HasSuffix(w, "-") || len(w) > 60 {
				continue
			}
			words[strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }))] = true
		}
	}
	return words
}

// breaks tells whether a new paragraph begins with next, the line after line.
// Both are trimmed and not empty.
func (r *reflow) breaks(line, next string) bool {
	if l, ok := label.Parse(next); ok {
		// "5 . 2" and the like may end a sentence's line; a bare number or a
		// dash goes on with a sentence that has not ended.
		if l.Sure && !(l.Kind == label.Bullet && l.Style != "•" && goesOn(line) && r.full(line, next)) {
			if !(mentions(line) && l.Kind != label.Bullet) {
				return true
			}
		} else if !l.Sure && !r.full(line, next) {
			return true
		}
	}
	if _, ok := leaders(line); ok {
		return true
	}
	if strings.Contains(line, "\t") || strings.Contains(next, "\t") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(next)
	if hyphenated(line) && (unicode.IsLower(first) || r.width > 0) {
		return false
	}
	if r.width == 0 {
		return !(unicode.IsLower(first) && goesOn(line))
	}
	if r.full(line, next) {
		return false
	}
	return !(unicode.IsLower(first) && goesOn(line))
}

// full tells whether line was broken because the next word did not fit.
func (r *reflow) full(line, next string) bool {
	if r.width == 0 {
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	// Lines of proportional type differ by a few characters for one width.
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > r.width*9/10
}

// crosses tells whether a sentence goes on over the blank line between line and
// next: a converter put it where the typesetting had more space.
func (r *reflow) crosses(line, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	long := r.width > 0 && utf8.RuneCountInString(line) > r.width*7/10
	if !unicode.IsLower(first) || !goesOn(line) || !long || strings.Contains(line+next, "\t") {
		return false
	}
	_, labelled := label.Parse(next)
	return !labelled
}

// goesOn tells whether a line stops in the middle of a sentence.
func goesOn(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune(".;:?!", last)
}

// mentions tells whether a line ends with a word that a number completes, so
// that what looks like a label on the next line is part of the sentence:
// "zoals bedoeld in / artikel 5. …".
func mentions(line string) bool {
	i := strings.LastIndexByte(line, ' ')
	switch strings.ToLower(line[i+1:]) {
	case "artikel", "art.", "artikelen", "lid", "leden", "bijlage", "paragraaf", "hoofdstuk", "nr.", "nummer", "in", "van", "en", "of", "versie",
		"onder", "met", "volgens", "conform", "per", "op", "de", "het", "een", "sub", "§", "iso", "nen", "circa", "binnen", "tot", "punt":
		return true
	}
	return false
}

// hyphenated tells whether a line ends with a letter or digit and a hyphen.
func hyphenated(line string) bool {
	if !strings.HasSuffix(line, "-") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(line[:len(line)-1])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// extend adds next to text, which ends with line.
func (r *reflow) extend(text []byte, line, next string) []byte {
	if !hyphenated(line) {
		return append(append(text, ' '), next...)
	}
	head := line[strings.LastIndexAny(line, " \t\n")+1:]
	tail := next
	if i := strings.IndexFunc(next, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }); i >= 0 {
		tail = next[:i]
	}
	switch strings.ToLower(tail) {
	case "en", "of", "dan", "als", "noch", "respectievelijk", "dan-wel", "tot", "and", "or":
		return append(append(text, ' '), next...) // in- en verkoop
	}
	if !r.spelled(head[:len(head)-1], tail) {
		text = text[:len(text)-1]
	}
	return append(text, next...)
}

// spelled tells whether the hyphen between head and tail belongs to the word.
func (r *reflow) spelled(head, tail string) bool {
	first, _ := utf8.DecodeRuneInString(tail)
	if tail == "" || !unicode.IsLower(first) {
		return true // Noord-Holland, 2024-2025
	}
	if strings.HasPrefix(tail, "-") {
		return true
	}
	lower := strings.ToLower(strings.TrimLeftFunc(head, func(c rune) bool { return !unicode.IsLetter(c) }))
	if r.words[lower+tail] {
		return false
	}
	if r.words[lower+"-"+tail] {
		return true
	}
	// An abbreviation, a letter or a number keeps its hyphen: ICT-dienst,
	// SaaS-oplossing, e-mail, 24-uursdienst.
	_, size := utf8.DecodeRuneInString(head)
	if size == len(head) || strings.ContainsFunc(head[size:], func(c rune) bool { return unicode.IsUpper(c) || unicode.IsDigit(c) }) {
		return true
	}
	// Between vowels that would run together, Dutch spells a hyphen:
	// mede-eigenaar, data-uitwisseling.
	last, _ := utf8.DecodeLastRuneInString(lower)
	switch string([]rune{last, first}) {
	case "aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu", "ij":
		return true
	}
	return false
}

// leaders tells whether a line is one of a table of contents with dot leaders,
// and gives what stands in front of them.
func leaders(line string) (string, bool) {
	i := strings.Index(line, "....")
	if i <= 0 {
		return "", false
	}
	rest := strings.TrimLeft(line[i:], ". ")
	return line[:i], rest != "" && strings.Trim(rest, "0123456789") == "" && len(rest) < 4
}

// columns replaces the gaps that set columns apart by tabs: a tab, or three
// and more spaces; two spaces are a typist's habit. The gap behind a label is
// no column.
func columns(line string) string {
	line = strings.TrimSpace(line)
	if !strings.Contains(line, "\t") && !strings.Contains(line, "   ") {
		return line
	}
	var out strings.Builder
	i := 0
	if l, ok := label.Parse(line); ok {
		out.WriteString(strings.Join(strings.Fields(line[:l.Body]), " "))
		out.WriteByte(' ')
		i = l.Body
	}
	for i < len(line) {
		j := i
		tab := false
		for j < len(line) && (line[j] == ' ' || line[j] == '\t') {
			tab = tab || line[j] == '\t'
			j++
		}
		switch {
		case j == i:
			out.WriteByte(line[i])
			i++
			continue
		case tab || j-i >= 3:
			out.WriteByte('\t')
		default:
			out.WriteByte(' ')
		}
		i = j
	}
	return out.String()
}
