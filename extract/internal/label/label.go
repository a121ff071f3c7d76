// Package label reads the number or mark at the start of a line the way a
// lawyer does: "Artikel 5. Beveiliging", "7.2 De Verwerker", "a)", "§ 2",
// "1°", "Bijlage 2A", "•". It decides on the line alone; where a line may just
// as well be running text, the label is returned as not sure and the caller
// looks at its neighbours.
package label

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is the family of a label; it decides what a label may stand under.
type Kind uint8

// The families of labels.
const (
	None    Kind = iota
	Article      // Artikel 5, Art. 12
	Annex        // Bijlage 2A, Annex I, Aanhangsel, Appendix, Schedule
	Chapter      // Hoofdstuk 3, Titel II, Deel 1, Afdeling 2
	Numeric      // 5., 7.2, 7.2.1, 1), A.4
	Section      // § 2, lid 2
	Ordinal      // 1°, 1º
	Letter       // a), a., (a), A.
	Roman        // i), (ii), IV.
	Bullet       // •, -, –, o
)

// Label is a label found at the start of a line.
type Label struct {
	Kind Kind
	// Text is the label as it is cited: "Artikel 5", "7.2", "a)", "§ 2",
	// "Bijlage 2A", "•". No closing dot, no brackets in front.
	Text string
	// Path is the label as numbers, for hierarchy and sequence: 7.2.1 is
	// [7 2 1], "Artikel 7" is [7], "c)" is [3], "iv" is [4], "A.4" is [1 4].
	// Nil for bullets and for an annex without a number.
	Path []int
	// Style tells apart labels that count separately: "a)" from "a.", "1."
	// from "1)". Two labels with one Style and successive paths are siblings.
	Style string
	// Body is the offset at which the text after the label begins.
	Body int
	// Sure is false where the line could be running text as well: "5
	// Beveiliging", "A. Jansen", "o ".
	Sure bool
}

// Parse reads the label at the start of line. It returns false where the line
// begins with no label; white space in front of a label is passed over.
func Parse(line string) (Label, bool) {
	s := scanner{line: line}
	s.blanks()
	if s.end() {
		return Label{}, false
	}
	for _, parse := range [...]func(scanner) (Label, bool){word, section, bracketed, numeric, lettered, bullet} {
		if l, ok := parse(s); ok {
			return l, true
		}
	}
	return Label{}, false
}

// Computed reads a label that a word processor made, so that it is certain to
// be one: "Artikel 5:", "7.2.", "(a)", "". A label of no known family keeps
// its text without a closing dot and has Kind None.
func Computed(label string) Label {
	label = strings.TrimSpace(label)
	l, ok := Parse(label + " Tekst")
	if !ok || l.Body != len(label)+1 {
		if r, size := utf8.DecodeRuneInString(label); size == len(label) && label != "" && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return Label{Kind: Bullet, Text: "•", Style: "•", Body: len(label), Sure: true}
		}
		text := strings.TrimRight(label, ".: \t")
		if n, ok := ascii(text); ok {
			return Label{Kind: Numeric, Text: text, Path: []int{n}, Style: "1.", Body: len(label), Sure: true}
		}
		if l, ok := letterOrRoman(text, "", "", len(label)); ok {
			return l
		}
		return Label{Text: text, Style: "?", Body: len(label), Sure: true}
	}
	l.Body, l.Sure = len(label), true
	return l
}

// Follows tells whether l is the next label after prev in one list: "b)" after
// "a)", "7.3" after "7.2", "Artikel 6" after "Artikel 5".
func (l Label) Follows(prev Label) bool {
	if l.Style != prev.Style || len(l.Path) != len(prev.Path) || len(l.Path) == 0 {
		return false
	}
	last := len(l.Path) - 1
	for i := range last {
		if l.Path[i] != prev.Path[i] {
			return false
		}
	}
	return l.Path[last] == prev.Path[last]+1
}

// Under tells whether l is numbered as a part of outer, however deep: 7.2.1
// under 7.2, 7 and Artikel 7.
func (l Label) Under(outer Label) bool {
	if l.Kind != Numeric && l.Kind != Article || outer.Kind != Numeric && outer.Kind != Article && outer.Kind != Annex {
		return false
	}
	if len(outer.Path) == 0 || len(l.Path) <= len(outer.Path) {
		return false
	}
	for i, n := range outer.Path {
		if l.Path[i] != n {
			return false
		}
	}
	return true
}

// ReadAs returns a label of one letter that can be a letter or a Roman number
// ("i)", "v)", "x)") as the one that follows prev, the label before it in the
// same list; without such a label "i" is Roman and the others are letters.
func (l Label) ReadAs(prev Label) Label {
	if l.Kind != Letter && l.Kind != Roman {
		return l
	}
	core := strings.TrimSuffix(l.Text, ")")
	if len(core) != 1 || !strings.Contains("ivxIVX", core) {
		return l
	}
	value, _ := roman(core)
	asLetter, asRoman := l, l
	asLetter.Kind, asLetter.Path = Letter, []int{letterValue(core[0])}
	asLetter.Style = strings.Replace(strings.Replace(l.Style, "i", "a", 1), "I", "A", 1)
	asRoman.Kind, asRoman.Path = Roman, []int{value}
	asRoman.Style = strings.Replace(strings.Replace(l.Style, "a", "i", 1), "A", "I", 1)
	switch {
	case asLetter.Follows(prev):
		return asLetter
	case asRoman.Follows(prev), value == 1:
		return asRoman
	}
	return asLetter
}

// scanner walks over a line.
type scanner struct {
	line string
	pos  int
}

func (s *scanner) end() bool    { return s.pos >= len(s.line) }
func (s *scanner) rest() string { return s.line[s.pos:] }

func (s *scanner) peek() rune {
	r, size := utf8.DecodeRuneInString(s.rest())
	if size == 0 {
		return -1
	}
	return r
}

func (s *scanner) next() {
	_, size := utf8.DecodeRuneInString(s.rest())
	s.pos += size
}

// blanks passes over white space and tells whether there was any.
func (s *scanner) blanks() bool {
	start := s.pos
	for !s.end() && unicode.IsSpace(s.peek()) {
		s.next()
	}
	return s.pos > start
}

// mark takes c, which Markdown may have escaped: "1\.".
func (s *scanner) mark(c byte) bool {
	p := s.pos
	if p < len(s.line) && s.line[p] == '\\' {
		p++
	}
	if p < len(s.line) && s.line[p] == c {
		s.pos = p + 1
		return true
	}
	return false
}

// digits takes a number of at most three digits without leading zero; more
// digits, or a zero in front, make a year, an amount or a time.
func (s *scanner) digits() (int, bool) {
	start := s.pos
	for !s.end() && s.line[s.pos] >= '0' && s.line[s.pos] <= '9' {
		s.pos++
	}
	n, ok := ascii(s.line[start:s.pos])
	if !ok {
		s.pos = start
	}
	return n, ok
}

func ascii(s string) (int, bool) {
	if len(s) == 0 || len(s) > 3 || s[0] == '0' {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func letterValue(c byte) int { return int(c|0x20-'a') + 1 }

// roman reads a Roman number up to 89, in one case; it accepts only the way in
// which the number is really written, so that "civil" and "mix" are words.
func roman(s string) (int, bool) {
	if s == "" || len(s) > 8 {
		return 0, false
	}
	lower := strings.ToLower(s)
	if s != lower && s != strings.ToUpper(s) {
		return 0, false
	}
	tens := [...]string{"lxxx", "lxx", "lx", "xl", "l", "xxx", "xx", "x"}
	tenValues := [...]int{80, 70, 60, 40, 50, 30, 20, 10}
	units := [...]string{"viii", "vii", "iii", "vi", "iv", "ix", "ii", "v", "i"}
	unitValues := [...]int{8, 7, 3, 6, 4, 9, 2, 5, 1}
	n := 0
	for i, t := range tens {
		if rest, ok := strings.CutPrefix(lower, t); ok {
			n, lower = tenValues[i], rest
			break
		}
	}
	for i, u := range units {
		if lower == u {
			return n + unitValues[i], true
		}
	}
	return n, n > 0 && lower == ""
}
