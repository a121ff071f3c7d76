package match

import "github.com/clausule/clausule/rules/pattern"

// Term tells where a term of a set stands. Found without a span: the
// surroundings supply it.
type Term struct {
	Found bool
	Span  Span
}

// Terms looks for the terms of a set apart, to tell how near a text comes to a
// pattern that it does not match: per alternative, each of its terms. Nil for a
// sequence. Unlike Match it looks in the surroundings for every term that may
// stand there.
func (s *Scanner) Terms(id PatternID, context func() *Scanner) [][]Term {
	c := &s.p.patterns[id]
	if c.mode == pattern.Sequence {
		return nil
	}
	out := make([][]Term, len(c.alts))
	for i := range c.alts {
		terms := c.alts[i].terms
		out[i] = make([]Term, len(terms))
		for k, t := range terms {
			if spans := s.node(t.node); len(spans) > 0 {
				out[i][k] = Term{Found: true, Span: spans[0]}
			} else if t.context && context != nil {
				out[i][k].Found = len(context().node(t.node)) > 0
			}
		}
	}
	return out
}

// Terms looks for the terms of a set apart; see Scanner.Terms.
func (s *JoinedScanner) Terms(id PatternID, context func() *JoinedScanner) [][]Term {
	i := len(s.start) - 1
	for s.start[i] > id {
		i--
	}
	if context == nil {
		return s.parts[i].Terms(id-s.start[i], nil)
	}
	return s.parts[i].Terms(id-s.start[i], func() *Scanner { return context().parts[i] })
}
