package clause

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/contract"
)

// hollow is a provision that empties guarantees given elsewhere.
type hollow struct{ unit, weakener int }

// weakenerClause is the place of a pattern that finds a general reservation.
type weakenerClause struct{ weakener, clause int }

// fileWeakeners files the patterns of general reservations by id, and what these
// empty by requirement.
func (p *plan) fileWeakeners() {
	var clauses []filed[weakenerClause]
	for w := range p.weakeners {
		wp := &p.weakeners[w]
		for i := range wp.clauses {
			if id := wp.clauses[i].main; id != none {
				clauses = append(clauses, filed[weakenerClause]{id, weakenerClause{w, i}})
				p.watched[id] = true
			}
		}
		if len(wp.Hollows) == 0 {
			continue
		}
		for i := range p.requirements {
			if r := &p.requirements[i]; slices.Contains(wp.Hollows, r.ID) {
				r.hollowed = append(r.hollowed, w)
			}
		}
	}
	p.weakening = newByPattern(p.program.Len(), clauses)
}

// empties looks whether the unit empties something.
func (s *surveyor) empties(o weakenerClause) {
	w := &s.plan.weakeners[o.weakener]
	c := &w.clauses[o.clause]
	if len(w.Hollows) == 0 || s.u.Role != contract.Provision || !s.supported(c) {
		return
	}
	for _, h := range s.scanners.own.Match(c.main, s.around) {
		if s.own(h.Spans) && !h.Context {
			s.hollows = append(s.hollows, hollow{s.unitIndex, o.weakener})
			return
		}
	}
}

// hollowed pairs the promise that a verdict rests on with the provisions that
// empty it, one of a kind. What is not given cannot be emptied, and what takes a
// guarantee away leaves nothing to be emptied.
func hollowed(v *verdict, hollows []hollow, weakeners []weakenerPlan) []tension {
	if v.status != Met && v.status != Partial || len(v.findings) == 0 {
		return nil
	}
	gives := v.findings[0]
	var out []tension
	seen := map[int]bool{}
	for _, h := range hollows {
		if seen[h.weakener] || h.unit == gives.unit || !slices.Contains(v.plan.hollowed, h.weakener) {
			continue
		}
		seen[h.weakener] = true
		lacks := weakeners[h.weakener].Lacks
		out = append(out, tension{kind: Hollowed, gives: gives, takes: &passage{unit: h.unit}, takeWhy: v.plan.lang.Say("Holt uit: %s.", lacks), decides: decidesGives,
			why: v.plan.lang.Say("De waarborg staat er, maar %s; dat verandert de uitkomst niet.", lacks)})
	}
	return out
}
