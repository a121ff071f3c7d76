package clause

import (
	"cmp"
	"slices"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
)

// reservation is a provision that weakens what is promised in others, which it
// names by their number: "Voor de medewerking bedoeld in artikel 6 brengt
// Verwerker kosten in rekening".
type reservation struct {
	unit     int
	weakener int
	reason   string
	reach    []contract.Reach
}

// What stands for a weakener where a reservation weakens for every requirement.
const (
	forAll    = -1
	forValues = -2 // only what is promised with a term or figure
)

// cited places what the unit names by number for the matcher.
func cited(list []contract.Cited) []match.Span {
	spans := make([]match.Span, len(list))
	for i, c := range list {
		spans[i] = match.Span{Start: c.Start, End: c.End}
	}
	return spans
}

// reserve looks in the unit for reservations on what it names.
func (s *surveyor) reserve(list []contract.Cited) {
	if s.u.Role != contract.Provision {
		return
	}
	s.withdraw(list)
	if len(list) == 0 {
		return
	}
	s.deviate(list)
	for w := range s.plan.weakeners {
		for i := range s.plan.weakeners[w].elsewhere {
			c := &s.plan.weakeners[w].elsewhere[i]
			hits := s.scanners.own.Match(c.main, nil)
			if len(hits) == 0 || !s.supported(c) {
				continue
			}
			r := reservation{unit: s.unitIndex, weakener: w, reason: cmp.Or(c.Reason, s.plan.weakeners[w].Lacks)}
			for _, h := range hits {
				if negated, _ := s.negated(h.Spans, c); !negated || c.Negation {
					r.reach = append(r.reach, namedIn(h.Spans, list)...)
				}
			}
			if len(r.reach) > 0 {
				s.reservations = append(s.reservations, r)
			}
		}
	}
}

// namedIn gives what is named in the words that a pattern hit.
func namedIn(spans []match.Span, list []contract.Cited) []contract.Reach {
	var out []contract.Reach
	for _, c := range list {
		for _, sp := range spans {
			if sp.Start <= c.Start && c.End <= sp.End {
				out = append(out, c.Reach...)
				break
			}
		}
	}
	return out
}

// reserved tells, per unit, the first reservation of one weakener on what stands
// there; -1 for none.
func reserved(units int, reservations []reservation, weakener int) []int {
	at := make([]int, units)
	next := make([]int, units+1) // the first unit from here on that has none yet
	for i := range next {
		next[i] = i
		if i < units {
			at[i] = -1
		}
	}
	free := func(u int) int {
		root := u
		for next[root] != root {
			root = next[root]
		}
		for next[u] != root {
			next[u], u = root, next[u]
		}
		return root
	}
	for i := range reservations {
		r := &reservations[i]
		if r.weakener != weakener {
			continue
		}
		for _, reach := range r.reach {
			for u := free(reach.From); u < reach.To; u = free(u) {
				at[u], next[u] = i, u+1
			}
		}
	}
	return at
}

// settleNumbers applies what provisions say of others that they name by number.
func (s *surveyor) settleNumbers() {
	s.applyReservations()
	s.applyDeviations()
}

// applyReservations weakens the promises in the provisions that reservations
// name, for the requirements that do not tolerate them.
func (s *surveyor) applyReservations() {
	if len(s.reservations) == 0 {
		return
	}
	by := map[int][]int{}
	for i := range s.reservations {
		if w := s.reservations[i].weakener; by[w] == nil {
			by[w] = reserved(len(s.con.Units), s.reservations, w)
		}
	}
	for i := range s.found {
		own := s.plan.requirements[i].weakeners
		for n := -2; n < len(own); n++ {
			w := n // forValues, forAll
			if n >= 0 {
				w = own[n]
			}
			at := by[w]
			if at == nil {
				continue
			}
			for k := range s.found[i] {
				p := &s.found[i][k]
				if !positive(p.list) || p.block != blockNone || at[p.unit] < 0 || w == forValues && !s.measured(p) {
					continue
				}
				if r := &s.reservations[at[p.unit]]; r.unit != p.unit {
					p.reserve(r.unit, r.reason+whereabouts(s.con, r.unit, s.plan.lang))
				}
			}
		}
	}
}

// whereabouts tells where a provision stands, to be put behind a reason.
func whereabouts(con *contract.Contract, unit int, l lang.Language) string {
	loc := con.Locate(unit)
	if loc.Label == "" {
		return l.Text(" (elders in het contract)")
	}
	return " (" + article(loc.Label) + ")"
}

// article cites a label as a lawyer does.
func article(label string) string {
	if c := label[0]; '0' <= c && c <= '9' {
		return "art. " + label
	}
	return label
}

// reservedBy is a provision elsewhere that makes a passage weak, and how.
type reservedBy struct {
	unit int
	why  string
}

// reserve makes a passage weak by a provision elsewhere.
func (p *passage) reserve(unit int, why string) {
	p.weak = appendNew(p.weak, why)
	if by := (reservedBy{unit, why}); len(p.reserved) < maxTensions && !slices.Contains(p.reserved, by) {
		p.reserved = append(p.reserved, by)
	}
}
