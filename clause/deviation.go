package clause

import (
	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// departure is a provision that puts something in the place of what others say,
// which it names by their number: "In afwijking van artikel 7.1 bedraagt de
// termijn vijf werkdagen".
type departure struct {
	unit  int
	reach []contract.Reach
	// whole is true where it holds for all of it, and not "voor gegevens in
	// back-ups" or "indien …".
	whole bool
}

// deviate looks in the unit for deviations from what it names.
func (s *surveyor) deviate(list []contract.Cited) {
	d := departure{unit: s.unitIndex, whole: true}
	for _, c := range list {
		if s.deviatesFrom(c) {
			d.reach = append(d.reach, c.Reach...)
		}
	}
	if len(d.reach) == 0 {
		return
	}
	for _, t := range s.u.Own() {
		switch t.Text {
		case "voor", "bij", "indien", "als", "wanneer", "ingeval", "gedurende", "tijdens", "inzake", "betreffende", "omtrent":
			d.whole = false
		}
	}
	s.deviations = append(s.deviations, d)
}

// deviatesFrom tells whether the words before what is named, or between it and
// what is given, put the one in the place of the other.
func (s *surveyor) deviatesFrom(c contract.Cited) bool {
	for k := c.Start - 1; k >= max(s.u.Lead, c.Start-6); k-- {
		switch s.u.Tokens[k].Text {
		case "afwijking", "afwijkend", "afwijkt", "afwijken":
			return true
		case "termijn", "termijnen", "meldtermijn", "hersteltijd":
			return s.amounts(c.End)
		}
	}
	// "De in artikel 7.1 genoemde termijn bedraagt …"
	for k := c.End; k < min(len(s.u.Tokens), c.End+4); k++ {
		switch s.u.Tokens[k].Text {
		case "termijn", "termijnen", "meldtermijn", "hersteltijd":
			return s.amounts(k + 1)
		}
	}
	return false
}

// amounts tells whether a verb follows that gives a term its length.
func (s *surveyor) amounts(k int) bool {
	if k >= len(s.u.Tokens) {
		return false
	}
	switch s.u.Tokens[k].Text {
	case "bedraagt", "bedragen", "is", "zijn", "wordt", "worden", "luidt":
		return true
	}
	return false
}

// applyDeviations weakens the promises from which a deviation that gives less
// deviates. One that gives more, or nothing that the requirement asks, changes
// nothing: it may hold for some of the cases only.
func (s *surveyor) applyDeviations() {
	if len(s.deviations) == 0 {
		return
	}
	at := deviationsAt(len(s.con.Units), s.deviations)
	for i := range s.found {
		var conflicts []passage
		own := s.given(i)
		told := map[spot]bool{}
		for k := range s.found[i] {
			p := &s.found[i][k]
			if p.list != listElement || !p.strong() || at[p.unit] < 0 {
				continue
			}
			d := &s.deviations[at[p.unit]]
			if d.unit == p.unit {
				continue
			}
			e := spot{d.unit, p.element}
			q, known := own[e]
			if !known {
				if q = s.derive(d, i, p); q == nil {
					continue
				}
			}
			switch {
			case q.against && known: // decides by itself
			case q.against && d.whole:
				if !told[e] {
					told[e] = true
					q.element = 0 // with or without the core at its place
					conflicts = append(conflicts, *q)
				}
			case q.against:
				q.weak = append(q.weak, q.than.of(s.raw(q.value), s.plan.lang))
				fallthrough
			default:
				for _, w := range q.weak {
					p.reserve(d.unit, w+whereabouts(s.con, d.unit, s.plan.lang))
				}
			}
		}
		s.found[i] = append(s.found[i], conflicts...)
	}
}

// spot is where an element is spoken of.
type spot struct{ unit, element int }

// given is what the units that deviate give themselves for a requirement.
func (s *surveyor) given(requirement int) map[spot]*passage {
	deviating := map[int]bool{}
	for i := range s.deviations {
		deviating[s.deviations[i].unit] = true
	}
	own := map[spot]*passage{}
	for k := range s.found[requirement] {
		p := &s.found[requirement][k]
		e := spot{p.unit, p.element}
		if p.list == listElement && deviating[p.unit] && (p.block == blockNone || p.against) && (own[e] == nil || better(p, own[e])) {
			own[e] = p
		}
	}
	return own
}

// deviationsAt tells, per unit, the first deviation from what stands there.
func deviationsAt(units int, deviations []departure) []int {
	all := make([]reservation, len(deviations))
	for i := range deviations {
		all[i] = reservation{reach: deviations[i].reach}
	}
	return reserved(units, all, 0)
}

// derive makes of a deviation that only gives a value the promise that it makes
// of the one from which it deviates; nil where it gives none of that kind.
func (s *surveyor) derive(d *departure, requirement int, p *passage) *passage {
	if p.value == nil {
		return nil
	}
	u := &s.con.Units[d.unit]
	var val *dutch.Value
	for i := range u.Values {
		if v := &u.Values[i]; v.Kind == p.value.Kind && v.End > u.Lead {
			val = v
			break
		}
	}
	c := s.plan.clauseOf(owner{int32(requirement), p.list, int32(p.element), int32(p.clause)})
	if val == nil || c.value == nil {
		return nil
	}
	q := &passage{unit: d.unit, list: p.list, element: p.element, clause: p.clause, spans: []match.Span{{Start: val.Start, End: val.End}}}
	s.limit(q, c.value, val)
	return q
}
