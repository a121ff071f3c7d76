package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/rules/pattern"
)

// common are words that stand in nearly every sentence.
const common = " de het een en of in van op te aan met voor door bij tot naar om uit als dat die dit deze dan ook er is zijn wordt worden zal zullen kan kunnen heeft hebben niet geen hij zij u wij hun haar zich "

// broad finds patterns that nearly every sentence of a contract satisfies: of
// which some choice asks only for common words or for the parties.
func (l *linter) broad(file, path string, id ID, c *Clause) {
	p, err := c.Patterns()
	if err != nil || p.Main == nil || p.Heading != nil {
		return
	}
	key := "alle"
	switch {
	case c.Sequence != "":
		key = "reeks"
	case c.Words != "":
		key = "woord"
	}
	for _, a := range p.Main.Alts {
		if len(a.Terms) > 1 && p.Main.Mode == pattern.Sequence || slices.ContainsFunc(a.Terms, func(t pattern.Term) bool { return !everywhere(t) }) {
			continue // two common words in a row are rare enough
		}
		l.note(SeverityError, file, path+"."+key, id, "'"+altText(a)+"' staat in bijna elke zin", "noem ook waar het om gaat, bijvoorbeeld <melden> <inbreuk>")
		return
	}
}

// split finds a choice without parentheses that parts a whole set where its author
// meant two words: "kondigt | meldt <prijs>" is met by "kondigt" alone.
func (l *linter) split(file, path string, id ID, c *Clause) {
	p, err := c.Patterns()
	if err != nil || p.Main == nil || p.Main.Mode != pattern.Set || len(p.Main.Alts) < 2 {
		return
	}
	one, more := "", false
	for _, a := range p.Main.Alts {
		if len(a.Terms) > 1 {
			more = true
		} else if one == "" && a.Terms[0].Kind != pattern.Group {
			one = altText(a)
		}
	}
	if one != "" && more {
		l.note(SeverityError, file, path+".alle", id, "'|' buiten haakjes deelt het hele patroon: '"+one+"' alleen is zo al genoeg", "zet de keuze tussen haakjes: (a | b) c; is het zo bedoeld, maak er dan twee patronen van")
	}
}

// named finds a party that is called by one of its names: a contract may call it
// otherwise, and the concept knows all its names.
func (l *linter) named(file, path string, id ID, c *Clause) {
	p, err := c.Patterns()
	if err != nil || p.Main == nil || p.Main.Mode != pattern.Set {
		return
	}
	for _, a := range p.Main.Alts {
		for _, t := range a.Terms {
			concept := ""
			if t.Kind == pattern.Word && !t.Prefix && !t.Suffix {
				switch t.Text {
				case "verwerker", "leverancier", "dienstverlener", "opdrachtnemer":
					concept = "<verwerker>"
				case "klant", "opdrachtgever", "verwerkingsverantwoordelijke", "afnemer":
					concept = "<klant>"
				}
			}
			if concept != "" {
				l.note(SeverityWarning, file, path+".alle", id, "'"+t.Text+"' past alleen op dat ene woord, en een contract kan de partij anders noemen", "schrijf "+concept)
			}
		}
	}
}

// everywhere tells whether nearly every sentence has the term.
func everywhere(t pattern.Term) bool {
	switch t.Kind {
	case pattern.Word:
		if t.Prefix || t.Suffix {
			return utf8.RuneCountInString(t.Text) <= 2
		}
		return strings.Contains(common, " "+t.Text+" ")
	case pattern.Concept:
		return t.Text == "verwerker" || t.Text == "klant" || t.Text == "partijen"
	}
	return slices.ContainsFunc(t.Group, func(a pattern.Alt) bool {
		return !slices.ContainsFunc(a.Terms, func(t pattern.Term) bool { return !everywhere(t) })
	})
}

// hyphens finds words with hyphens that are the name of a concept, or of which
// nobody knows that a contract writes them so: the words of an example are
// compared without hyphens, those of "in kennis stellen" stay three.
func (l *linter) hyphens(q *Requirement) {
	r := l.source.files[q.Origin]
	if r == nil || len(r.hyphens) == 0 {
		return
	}
	texts := append([]string{q.Model.NL, q.Model.BE}, q.Examples.Met...)
	texts = append(append(texts, q.Examples.Conflict...), q.Examples.Missing...)
	for _, x := range q.Examples.Partial {
		texts = append(texts, x.Text)
	}
	written := map[string]bool{}
	for _, text := range texts {
		for _, w := range strings.FieldsFunc(text, func(c rune) bool { return !pattern.IsWordRune(c) }) {
			written[pattern.Fold(w)] = true
		}
	}
	note := func(h hyphen, message, fix string) {
		l.faults = append(l.faults, Fault{&Error{Origin: h.at, ID: q.ID, Message: message, Fix: fix}, SeverityError})
	}
	for _, h := range r.hyphens {
		if written[pattern.Fold(h.word)] {
			continue
		}
		_, concept := l.words.Concept(h.word)
		switch {
		case concept:
			note(h, "'"+h.word+"' is de naam van een begrip en staat zo in geen contract", "schrijf <"+h.word+">")
		case strings.Count(h.word, "-") > 1:
			note(h, "'"+h.word+"' is hier één woord, en geen voorbeeld schrijft het zo", "schrijf de woorden los: ("+strings.ReplaceAll(h.word, "-", " ")+"), of geef een voorbeeld met dit woord")
		}
	}
}
