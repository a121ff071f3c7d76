package match

import "math/bits"

// settle works out, once per text, which nodes can stand in it: those that the
// text gives, and upwards from them every group of which a member can, or all
// steps of some sequence. The sequences are numbered by group, and a group comes
// after all that it is made of, which is therefore known when its turn comes.
func (s *Scanner) settle() {
	if s.settled {
		return
	}
	s.settled = true
	s.roots = s.roots[:0]
	for w, nodes := range s.known {
		for ; nodes != 0; nodes &= nodes - 1 {
			if n := int32(w<<6 + bits.TrailingZeros64(nodes)); len(s.places[s.place[n]]) > 0 { // else it was looked for in vain
				s.raise(n)
			}
		}
	}
	groups := &s.p.groups
	for w := range s.todo {
		for s.todo[w] != 0 {
			q := int32(w<<6 + bits.TrailingZeros64(s.todo[w]))
			s.todo[w] &= s.todo[w] - 1
			if g := groups.owner.at(q); !s.alive.has(g) && s.possible(groups, q) {
				s.raise(g)
			}
		}
	}
}

// raise notes that a node can stand in the text, and with it what is above it.
func (s *Scanner) raise(n int32) {
	s.roots = append(s.roots, n)
	s.alive.set(n)
	s.alive.setAll(s.p.above(n))
	s.todo.setAll(s.p.wakes(n))
}

// possible tells whether all steps of a sequence that the text itself must hold
// can stand in it.
func (s *Scanner) possible(in *sequences, q int32) bool {
	steps := in.steps.of(q)
	if !s.settled {
		return s.holds(steps)
	}
	for ; len(steps) > 0; steps = steps[numberSize:] {
		if step := steps.at(0); step&contextMark == 0 && !s.alive.has(stepNode(step)) {
			return false
		}
	}
	return true
}

// holds is possible found by looking: where only few nodes are asked for, that is
// less work than to settle all.
func (s *Scanner) holds(steps list) bool {
	for rest := steps; len(rest) > 0; rest = rest[numberSize:] {
		if step := rest.at(0); step&contextMark == 0 && s.absent(stepNode(step)) {
			return false
		}
	}
	for ; len(steps) > 0; steps = steps[numberSize:] {
		if step := steps.at(0); step&contextMark == 0 && len(s.node(stepNode(step))) == 0 {
			return false
		}
	}
	return true
}

// Candidates lists the patterns of which the loaded text can hold what they need
// of it, in ascending order. The slice is reused by the next call.
func (s *Scanner) Candidates() []PatternID {
	s.settle()
	patterns := &s.p.patterns
	for _, n := range s.roots {
		s.possibly.setAll(s.p.asks(n))
	}
	s.possibly.setAll(s.p.always)
	s.cand = s.cand[:0]
	last := int32(-1)
	for w, asked := range s.watched {
		for todo := s.possibly[w] & asked; todo != 0; todo &= todo - 1 {
			q := int32(w<<6 + bits.TrailingZeros64(todo))
			if id := patterns.owner.at(q); id != last && s.possible(patterns, q) {
				s.cand = append(s.cand, PatternID(id))
				last = id
			}
		}
	}
	clear(s.possibly)
	return s.cand
}
