package contract

import "strings"

// family is what kind of part a label numbers.
type family uint8

const (
	unlabelled family = iota
	article           // Artikel 5, Art. 5
	annex             // Bijlage 2, Annex A
	chapter           // Hoofdstuk 2
	numeric           // 5, 7.2, A.4
	section2          // § 2, lid 2
	letter            // a), iv)
	bullet            // •
)

// label is a label as the reader of the document gives it, taken apart.
type label struct {
	family family
	first  int    // first number, 0 where there is none
	depth  int    // numbers in the label: 7.2 has 2
	id     string // folded number of an annex: "2a"; "" for none
}

func parseLabel(s string) label {
	word, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(strings.TrimRight(word, ".:")) {
	case "":
		return label{}
	case "artikel", "art", "article":
		return label{family: article, first: leading(rest), depth: parts(rest)}
	case "bijlage", "annex", "aanhangsel", "appendix", "schedule", "addendum", "bijlagen":
		return label{family: annex, first: leading(rest), depth: parts(rest), id: strings.ToLower(rest)}
	case "hoofdstuk", "titel", "deel", "afdeling", "paragraaf", "chapter":
		return label{family: chapter, first: leading(rest), depth: 1}
	case "§", "lid":
		return label{family: section2, first: leading(rest), depth: 1}
	case "•":
		return label{family: bullet}
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9' && !strings.HasSuffix(s, "°"):
		return label{family: numeric, first: leading(s), depth: parts(s)}
	case len(s) > 2 && s[1] == '.' && s[2] >= '0' && s[2] <= '9': // A.4
		return label{family: numeric, first: int(c), depth: parts(s)}
	}
	return label{family: letter}
}

// leading is the number at the start of s, 0 for none; Roman and lettered
// numbers count as none.
func leading(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// parts counts the numbers in "7.2.1".
func parts(s string) int {
	return strings.Count(strings.TrimRight(s, ".)"), ".") + 1
}

// opens tells whether a label opens a part that other text stands under, be it
// a heading or not.
func (l label) opens() bool {
	return l.family == article || l.family == annex || l.family == chapter
}
