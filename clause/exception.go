package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// What is here reads exceptions to a promise: a rule need not know them, for they
// make any promise less (G8).

// exception is an exception in the unit at hand, with its words.
type exception struct {
	dutch.Exception
	said string
}

// whyException tells why something does not count that only an exception names.
const whyException = "staat alleen in een uitzondering"

// except makes a passage weak by the exceptions to it in its sentence. What only
// an exception speaks of is not given at all.
func (s *surveyor) except(p *passage, by *clausePlan) {
	if !s.exceptionsDone {
		s.exceptionsDone = true
		s.exceptions = s.exceptions[:0]
		for _, e := range dutch.Exceptions(s.u.Tokens, s.u.Mentions, s.u.Clauses) {
			s.exceptions = append(s.exceptions, exception{e, s.quote(s.u, &e)})
		}
		s.listedExceptions()
	}
	for i := range s.exceptions {
		e := &s.exceptions[i]
		if !e.Takes || !s.touches(&e.Exception, p.spans, by) {
			continue
		}
		inside, outside := 0, 0
		for _, sp := range p.spans {
			switch {
			case sp.End <= sp.Start:
			case e.Start <= sp.Start && sp.End <= e.End:
				inside++
			default:
				outside++
			}
		}
		if inside > 0 && (outside == 0 || p.list == listElement && p.element > 0) {
			p.block, p.why = blockExcluded, s.plan.lang.Text(whyException)
			return
		}
		p.weak = appendNew(p.weak, s.plan.lang.Say("een uitzondering: «%s»", e.said))
	}
}

// maxListed bounds the items of a list that are looked at.
const maxListed = 40

// listedExceptions adds the exception that the unit, or the one that introduces it,
// opens and a list names: "met uitzondering van: a) …". It takes where one of the
// items does, also from what a harmless item repeats.
func (s *surveyor) listedExceptions() {
	lead, n := s.unitIndex, len(s.u.Tokens)
	if s.u.Lead > 0 {
		lead, n = s.u.LeadUnit, s.u.Lead
	}
	if n == 0 || s.u.Tokens[n-1].Punct != ':' && s.u.Tokens[n-1].Punct != 0 {
		return
	}
	for i := lead + 1; i < min(len(s.con.Units), lead+maxListed); i++ {
		u := &s.con.Units[i]
		if i == s.unitIndex || u.LeadUnit != lead || u.Lead != n {
			continue
		}
		for _, e := range dutch.Exceptions(u.Tokens, u.Mentions, u.Clauses) {
			if e.Takes && e.Opener < n && n-e.Start <= maxOpener && e.End > n {
				s.exceptions = append(s.exceptions, exception{dutch.Exception{Start: e.Start, Opener: e.Opener, End: n, Takes: true}, s.quote(u, &e)})
				return
			}
		}
	}
}

// maxOpener is how many words the opener of a list of exceptions has at most:
// "behalve in de volgende gevallen:".
const maxOpener = 6

// touches tells whether an exception takes from what a hit says: it stands in the
// same sentence, and the pattern does not ask for it.
func (s *surveyor) touches(e *dutch.Exception, spans []match.Span, by *clausePlan) bool {
	found, over := false, false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		switch {
		case sp.End <= e.Start:
			if s.parted(sp.End, e.Start) {
				return false
			}
			found = true
		case sp.Start >= e.End:
			if s.parted(e.End, sp.Start) {
				return false
			}
			found = found || e.Start == 0
		default:
			found = true
			over = over || sp.Start <= e.Opener && e.Opener < sp.End
		}
	}
	return found && !(over && s.needs(e, by))
}

// needs tells whether a pattern asks for the exception and does not only stretch
// over it: without its opener it hits nothing.
func (s *surveyor) needs(e *dutch.Exception, by *clausePlan) bool {
	id := by.main
	if id == none && by.value != nil {
		id = by.value.near
	}
	if id == none {
		return false
	}
	words := slices.Clone(s.words)
	words[e.Opener] = "·"
	s.probed = nil
	s.scanners.probe().Load(match.Text{Words: words, Dynamic: s.places, Synonyms: s.synonyms(s.u.Tokens)})
	return len(s.scanners.probe().Match(id, s.around)) == 0
}

// parted tells whether a sentence or what is like one ends between two tokens.
func (s *surveyor) parted(from, to int) bool {
	for k := max(0, from-1); k < to; k++ {
		switch s.u.Tokens[k].Punct {
		case ';', '?', '!':
			return true
		}
	}
	return false
}

// maxQuote bounds the words of an exception that are quoted.
const maxQuote = 16

// quote gives the words of an exception in a unit.
func (s *surveyor) quote(u *contract.Unit, e *dutch.Exception) string {
	end := min(e.End, e.Start+maxQuote)
	text := s.con.Doc.Text
	words := text[u.Tokens[e.Start].Start:u.Tokens[end-1].End]
	if e.Start < u.Lead && u.Lead < end {
		// Other items may stand between what introduces the item and the item.
		words = text[u.Tokens[e.Start].Start:u.Tokens[u.Lead-1].End] + " " + text[u.Tokens[u.Lead].Start:u.Tokens[end-1].End]
	}
	words = strings.Join(strings.Fields(words), " ")
	if end < e.End {
		words += " …"
	}
	return words
}
