package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// contextWords bounds how much preceding text may supply a term.
const contextWords = 80

// context loads what surrounds the unit: headings, and the text that precedes
// it in the same paragraph or, under a heading that names a subject, in the same
// article, as far as contextWords reaches.
func (s *surveyor) context() *match.JoinedScanner {
	if !s.contextDone {
		s.contextDone = true
		words := appendWords(s.aroundWords[:0], s.u.Head)
		places := s.aroundPlaces[:0]
		var synonyms map[int]string
		note := func(tokens []dutch.Token, offset int) {
			for i, w := range s.synonyms(tokens) {
				if synonyms == nil {
					synonyms = map[int]string{}
				}
				synonyms[i+offset] = w
			}
		}
		note(s.u.Head, 0)
		for i := s.unitIndex - 1; i >= 0 && len(words) < contextWords; i-- {
			prev := &s.con.Units[i]
			if prev.Paragraph != s.u.Paragraph && (prev.Article != s.u.Article || s.u.Article == 0 || s.u.Mixed) {
				break
			}
			note(prev.Own(), len(words))
			offset, kept := len(words)-prev.Lead, places
			places = dynamic(places, prev)
			for _, p := range places[len(kept):] {
				if p.Span.Start >= prev.Lead {
					p.Span.Start, p.Span.End = p.Span.Start+offset, p.Span.End+offset
					kept = append(kept, p)
				}
			}
			places, words = kept, appendWords(words, prev.Own())
		}
		s.aroundWords, s.aroundPlaces = words, places
		s.scanners.context.Load(match.Text{Words: words, Dynamic: places, Synonyms: synonyms})
	}
	return s.scanners.context
}

// head loads the headings above the unit, and the question that it answers.
// Units that stand under the same ones share what was found in them.
func (s *surveyor) head() *match.JoinedScanner {
	if s.headDone {
		return s.scanners.head
	}
	s.headDone = true
	asked := s.answered()
	if s.headKnown && sameTokens(s.headOf, s.u.Head) && sameTokens(s.headAsked, asked) {
		return s.scanners.head
	}
	s.headKnown, s.headOf, s.headAsked = true, s.u.Head, asked
	s.headWords = appendWords(s.headWords[:0], s.u.Head)
	s.headWords = appendWords(s.headWords, asked)
	s.scanners.head.Load(match.Text{Words: s.headWords, Synonyms: s.synonyms(s.u.Head)})
	return s.scanners.head
}

// sameTokens tells whether two slices are the same tokens of the contract.
func sameTokens(a, b []dutch.Token) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// answered gives the question that the unit answers: the last one before it in
// its paragraph, which then does what a heading does ("Maakt u back-ups? Ja,
// elke nacht.").
func (s *surveyor) answered() []dutch.Token {
	for i := s.unitIndex - 1; i >= 0 && s.con.Units[i].Paragraph == s.u.Paragraph; i-- {
		own := s.con.Units[i].Own()
		if len(own) == 0 {
			continue
		}
		if strings.HasPrefix(strings.TrimLeft(s.con.Doc.Text[own[len(own)-1].End:], " *_"), "?") {
			return own
		}
	}
	return nil
}

func appendWords(words []string, tokens []dutch.Token) []string {
	words = slices.Grow(words, len(tokens))
	for i := range tokens {
		words = append(words, tokens[i].Text)
	}
	return words
}

// dynamic adds the party names and values of a unit for the matcher.
func dynamic(places []match.Place, u *contract.Unit) []match.Place {
	add := func(name string, m *dutch.Mention) {
		if m.Start > 0 && u.Tokens[m.Start-1].Text == "de" {
			// Whoever writes "mag de Klant" means what "mag Klant" says.
			places = append(places, match.Place{Concept: name, Span: match.Span{Start: m.Start - 1, End: m.End}})
		}
		places = append(places, match.Place{Concept: name, Span: match.Span{Start: m.Start, End: m.End}})
	}
	for i := range u.Mentions {
		m := &u.Mentions[i]
		switch m.Party {
		case dutch.Provider:
			add(conceptProvider, m)
		case dutch.Customer:
			add(conceptCustomer, m)
		case dutch.BothParties:
			add(conceptParties, m)
			add(conceptProvider, m)
		}
	}
	for _, v := range u.Values {
		if concept, ok := valueConcepts[v.Kind]; ok {
			places = append(places, match.Place{Concept: concept, Span: match.Span{Start: v.Start, End: v.End}})
		}
	}
	return places
}

var valueConcepts = map[dutch.ValueKind]string{
	dutch.Duration: conceptDuration, dutch.Percentage: conceptPercentage, dutch.Frequency: conceptFrequency,
	dutch.Money: conceptMoney, dutch.Blank: conceptBlank,
}

// emailAddresses finds the e-mail addresses among the tokens: words that an @
// joins, with the dots, hyphens and underscores around them.
func emailAddresses(text string, tokens []dutch.Token) []match.Span {
	var spans []match.Span
	joined := func(i int, marks string) bool { // tokens i and i+1 stand joined by one mark
		if i < 0 || i+1 >= len(tokens) {
			return false
		}
		between := tokens[i].End
		return tokens[i+1].Start == between+1 && strings.IndexByte(marks, text[between]) >= 0
	}
	for i := range tokens {
		if !joined(i, "@") {
			continue
		}
		start, end := i, i+2
		for joined(start-1, "._+") {
			start--
		}
		for joined(end-1, "._") {
			end++
		}
		spans = append(spans, match.Span{Start: start, End: end})
	}
	return spans
}
