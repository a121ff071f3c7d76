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
	if pattern.Mode(s.p.modes.at(int32(id))) == pattern.Sequence {
		return nil
	}
	patterns := &s.p.patterns
	from, to := patterns.of(int32(id))
	out := make([][]Term, to-from)
	for i := range out {
		steps := patterns.steps.of(from + int32(i))
		out[i] = make([]Term, steps.len())
		for k := range out[i] {
			step := steps.at(int32(k))
			if spans := s.node(stepNode(step)); len(spans) > 0 {
				out[i][k] = Term{Found: true, Span: spans[0]}
			} else if step&contextMark != 0 && context != nil {
				out[i][k].Found = len(context().node(stepNode(step))) > 0
			}
		}
	}
	return out
}

// Terms looks for the terms of a set apart; see Scanner.Terms.
func (s *JoinedScanner) Terms(id PatternID, context func() *JoinedScanner) [][]Term {
	i := s.partOf(id)
	if context == nil {
		return s.parts[i].Terms(id-s.start[i], nil)
	}
	return s.parts[i].Terms(id-s.start[i], func() *Scanner { return context().parts[i] })
}
