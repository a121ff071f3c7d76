package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostWords bounds the vocabulary of a document.
const mostWords = 200_000

// vocabulary knows the words of a document as they stand inside lines, in lower
// case. It tells whether a hyphen at the end of a line belongs to the word.
type vocabulary struct {
	counts map[string]int
	// manual tells that the document was not hyphenated by a program: the
	// hyphens at its line ends are the words' own.
	manual bool

	words, inner, lines int      // words, those with a hyphen in them, lines
	broken              []string // "left right" of the hyphens at line ends
}

func newVocabulary() *vocabulary { return &vocabulary{counts: map[string]int{}} }

// add takes a line of the document, or the part of one in a column.
func (v *vocabulary) add(text string) {
	words := strings.Fields(text)
	v.lines++
	for i, w := range words {
		if i == len(words)-1 && endsInHyphen(w) {
			break
		}
		v.words++
		b := bare(w)
		if i := strings.IndexByte(b, '-'); i > 0 && i < len(b)-1 {
			v.inner++
		}
		if len(v.counts) < mostWords {
			v.counts[b]++
		}
	}
}

// follow notes two lines that stand one under the other, of which the first
// ends in a hyphen.
func (v *vocabulary) follow(above, below string) {
	left := bare(above[strings.LastIndexByte(above, ' ')+1:])
	right, _, _ := strings.Cut(below, " ")
	if len(left) > 1 && unicode.IsLower(firstRune(right)) && len(v.broken) < mostWords {
		v.broken = append(v.broken, left+" "+bare(right))
	}
}

// settle decides, from all lines, whether a program hyphenated the document:
// by the words that also stand elsewhere with or without hyphen, and else by
// the number of hyphens at line ends, against what the words with a hyphen
// inside the lines let one expect.
func (v *vocabulary) settle() {
	made, own := 0, 0
	for _, b := range v.broken {
		left, right, _ := strings.Cut(b, " ")
		joined, parted := v.counts[left+right] > 0, v.counts[left+"-"+right] > 0
		switch {
		case joined && !parted:
			made++
		case parted && !joined:
			own++
		}
	}
	expected := 3 * float64(v.lines) * float64(v.inner) / float64(max(v.words, 1))
	v.manual = own >= made && float64(len(v.broken)) < 2*expected+0.5
}

func bare(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

func endsInHyphen(s string) bool {
	switch lastRune(s) {
	case '-', '\u2010', '\u2011', '\u00ad':
		return true
	}
	return false
}

// join puts two lines of one paragraph together. offset is where the second
// begins in the result.
func (v *vocabulary) join(a, b string) (text string, offset int) {
	a = strings.TrimRight(a, " ")
	b = strings.TrimLeft(b, " ")
	switch {
	case a == "" || b == "", broken(a, b):
		return a + b, len(a)
	case v.torn(a, b), slashed(a, b):
		return a + b, len(a)
	case !endsInHyphen(a):
		return a + " " + b, len(a) + 1
	}
	last, size := utf8.DecodeLastRuneInString(a)
	stem := a[:len(a)-size]
	if last == '\u00ad' {
		return stem + b, len(stem)
	}
	before := lastRune(stem)
	next := firstRune(b)
	switch {
	case stem == "" || !unicode.IsLetter(before) && !unicode.IsDigit(before):
		// A dash that stands by itself.
		return a + " " + b, len(a) + 1
	case conjunction(b):
		// "in- en verkoop": the hyphen stands for the rest of a word.
		return a + " " + b, len(a) + 1
	case v.keeps(stem, b, before, next):
		return a + b, len(a)
	}
	return stem + b, len(stem)
}

// torn tells whether a word that is wider than its cell was cut in two without
// a hyphen: the line holds nothing else, the halves are no words of the
// document, and together they are one.
func (v *vocabulary) torn(a, b string) bool {
	line := a[strings.LastIndexByte(a, ' ')+1:]
	if !unicode.IsLetter(lastRune(line)) || !unicode.IsLower(firstRune(b)) {
		return false
	}
	rest, _, _ := strings.Cut(b, " ")
	left, right := bare(line), bare(rest)
	return v.counts[left] <= 1 && v.counts[right] <= 1 && v.counts[left+right] > 0
}

// broken tells whether the end of the line came in the middle of something that
// has no spaces: a web address, or a line to be filled in.
func broken(a, b string) bool {
	if strings.HasSuffix(a, "_") && strings.HasPrefix(b, "_") {
		return true
	}
	token := a[strings.LastIndexByte(a, ' ')+1:]
	return strings.Contains(token, "://") && strings.ContainsRune("/-.?=&_", lastRune(a))
}

// slashed tells whether the line was broken behind the stroke in "en/of".
func slashed(a, b string) bool {
	stem, ok := strings.CutSuffix(a, "/")
	return ok && unicode.IsLetter(lastRune(stem)) && unicode.IsLower(firstRune(b))
}

// conjunction tells whether a line begins with a word that links two halves of
// which the first has lost its end.
func conjunction(b string) bool {
	word, _, _ := strings.Cut(b, " ")
	switch strings.ToLower(word) {
	case "en", "of", "en/of", "dan", "noch", "tot", "alsmede", "respectievelijk", "resp.", "c.q.", "als", "and", "or":
		return true
	}
	return false
}

// keeps decides whether the hyphen is the word's own: in "CLOUD-programmatuur"
// it is, in "beveiligings-maatregelen" the line break made it.
func (v *vocabulary) keeps(stem, next string, before, after rune) bool {
	if !unicode.IsLower(after) || unicode.IsDigit(before) || unicode.IsUpper(before) {
		return true
	}
	left := stem[strings.LastIndexAny(stem, " /(")+1:]
	right, _, _ := strings.Cut(next, " ")
	left, right = bare(left), bare(right)
	joined, parted := v.counts[left+right] > 0, v.counts[left+"-"+right] > 0
	switch {
	case joined != parted:
		return parted
	case v.manual, strings.Contains(right, "-"):
		return true
	}
	if strings.Contains(left, "-") {
		left = left[strings.LastIndexByte(left, '-')+1:]
	}
	if len(left) == 1 {
		return true // "e-mail", "x-as"
	}
	switch left {
	case "niet", "ex", "oud", "non", "sub", "co", "anti", "semi", "pseudo", "privacy", "it", "ict", "hr", "eu", "ai", "api", "avg", "sla", "saas", "id":
		return true
	}
	return clash(before, after)
}

// clash tells whether two vowels would run together into one sound: Dutch
// spelling then wants the hyphen in a compound ("data-uitwisseling").
func clash(a, b rune) bool {
	switch string([]rune{unicode.ToLower(a), unicode.ToLower(b)}) {
	case "aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu", "ij":
		return true
	}
	return false
}
