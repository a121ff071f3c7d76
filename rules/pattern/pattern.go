// Package pattern is the small query language in which a rule says what a
// sentence must contain. It knows words, phrases and concepts, no regular
// expressions:
//
//	<melden> <inbreuk> (onverwijld | zonder onredelijke vertraging)
//	stelt ..8 <klant> ..4 in kennis
//
//	word        a word, compared without case, accents and hyphens
//	word*       words that begin so; *word ends so; *word* contains it
//	<name>      a concept: all the words and phrases listed under that name
//	a b         juxtaposition: in a Set (the "alle" of a rule) both anywhere
//	            in the sentence, in a Sequence ("reeks", and everything
//	            inside parentheses) b directly after a
//	..N         in a sequence: at most N words may stand between; ".." is ..25
//	( … | … )   alternatives; inside the parentheses stand sequences
//	^term       in a set: the term may also stand in a heading above the
//	            sentence or in the preceding text of the same article
//
// Negation is no operator: what must not stand in the sentence is a pattern of
// its own ("zonder"), so that a reader sees it apart.
package pattern

import "strings"

// Mode says how the terms at the top of a pattern combine.
type Mode uint8

const (
	// Set: every term somewhere in the sentence, in any order, because Dutch
	// inverts.
	Set Mode = iota
	// Sequence: the terms one after the other, gaps only where written.
	Sequence
)

// DefaultGap is the number of words that ".." allows: the window in which the
// two parts of a Dutch separable verb are looked for.
const DefaultGap = 25

// MaxGap is the largest gap that may be written.
const MaxGap = 60

// Pattern is a parsed pattern: alternatives at the top, of which one must
// match.
type Pattern struct {
	Mode Mode
	Alts []Alt
}

// Alt is one alternative: terms that combine by the mode of its pattern.
type Alt struct {
	Terms []Term
}

// Term is one word, concept or group, with the gap allowed before it and, in a
// set, whether the surroundings of the sentence may supply it.
type Term struct {
	Kind    Kind
	Text    string // Word: folded, without wildcards; Concept: its name
	Prefix  bool   // Word: any beginning is allowed ("*lek")
	Suffix  bool   // Word: any ending is allowed ("meld*")
	Context bool   // "^": heading or preceding text may supply it
	Gap     int    // words allowed between the previous term and this one
	Group   []Alt  // Group: alternatives, each a sequence
}

// Kind is the kind of a term.
type Kind uint8

// The kinds of term.
const (
	Word Kind = iota
	Concept
	Group
)

// Concepts calls yield with the name of every concept that the pattern uses,
// in order of appearance, repetitions included.
func (p *Pattern) Concepts(yield func(name string)) {
	for _, a := range p.Alts {
		a.concepts(yield)
	}
}

func (a Alt) concepts(yield func(string)) {
	for _, t := range a.Terms {
		switch t.Kind {
		case Concept:
			yield(t.Text)
		case Group:
			for _, g := range t.Group {
				g.concepts(yield)
			}
		}
	}
}

// String writes the pattern in canonical form; Parse of it gives an equal
// pattern.
func (p *Pattern) String() string {
	var b strings.Builder
	writeAlts(&b, p.Alts)
	return b.String()
}

func writeAlts(b *strings.Builder, alts []Alt) {
	for i, a := range alts {
		if i > 0 {
			b.WriteString(" | ")
		}
		for j, t := range a.Terms {
			if j > 0 {
				b.WriteByte(' ')
			}
			if t.Gap > 0 {
				b.WriteString("..")
				if t.Gap != DefaultGap || t.startsWithDigit() {
					b.WriteString(itoa(t.Gap))
				}
				b.WriteByte(' ')
			}
			t.write(b)
		}
	}
}

// startsWithDigit tells whether a gap without a number before the term would look
// as if the number had come loose.
func (t Term) startsWithDigit() bool {
	return t.Kind == Word && !t.Prefix && t.Text != "" && '0' <= t.Text[0] && t.Text[0] <= '9'
}

func (t Term) write(b *strings.Builder) {
	if t.Context {
		b.WriteByte('^')
	}
	switch t.Kind {
	case Word:
		if t.Prefix {
			b.WriteByte('*')
		}
		b.WriteString(t.Text)
		if t.Suffix {
			b.WriteByte('*')
		}
	case Concept:
		b.WriteByte('<')
		b.WriteString(t.Text)
		b.WriteByte('>')
	case Group:
		b.WriteByte('(')
		writeAlts(b, t.Group)
		b.WriteByte(')')
	}
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}
