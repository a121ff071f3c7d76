package clause

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// What is here reads exceptions to a promise: a rule need not know them, for they
// make any promise less (G8).

// whyException tells why something does not count that only an exception names.
const whyException = "staat alleen in een uitzondering"

// except makes a passage weak by the exceptions to it in its sentence. What only
// an exception speaks of is not given at all.
func (s *surveyor) except(p *passage) {
	if !s.exceptionsDone {
		s.exceptionsDone = true
		s.exceptions = dutch.Exceptions(s.u.Tokens, s.u.Mentions, s.u.Clauses)
	}
	for i := range s.exceptions {
		e := &s.exceptions[i]
		if !e.Takes || !s.touches(e, p.spans) {
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
			p.block, p.why = blockExcluded, whyException
			return
		}
		p.weak = appendNew(p.weak, "een uitzondering: «"+s.quote(e)+"»")
	}
}

// touches tells whether an exception takes from what a hit says: it stands in the
// same sentence, and the hit does not name it itself.
func (s *surveyor) touches(e *dutch.Exception, spans []match.Span) bool {
	found := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		if sp.Start <= e.Opener && e.Opener < sp.End {
			return false
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
		}
	}
	return found
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

// quote gives the words of an exception.
func (s *surveyor) quote(e *dutch.Exception) string {
	end := min(e.End, e.Start+maxQuote)
	text := strings.Join(strings.Fields(s.con.Doc.Text[s.u.Tokens[e.Start].Start:s.u.Tokens[end-1].End]), " ")
	if end < e.End {
		text += " …"
	}
	return text
}
