package clause

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// Near is a passage that comes close to what a requirement asks and does not
// give it.
type Near struct {
	// Finding tells where it stands; Element is the one that it comes nearest
	// to, Why what keeps it from counting.
	Finding
	Says   []string `json:"says"`   // its words that fit, in the order of the pattern
	Misses []string `json:"misses"` // what would have to be said besides, in the words of the rule
}

// near looks for the passages nearest to what a verdict lacks: those that would
// count but for one reason, those in which most terms of a pattern stand, and
// those that give a further element away from its core. At most n, the nearest
// first. It looks at the whole contract again, for who asks why.
func (c *Checker) near(d *draft, i int, v *verdict, n int) []Near {
	if v.status != Missing && v.status != Partial || n <= 0 {
		return nil
	}
	r := &c.plan.requirements[i]
	used := map[int]bool{}
	for _, p := range v.findings {
		used[p.unit] = true
	}
	out := []Near{}
	add := func(near Near, unit int) {
		if len(out) < n && !used[unit] {
			used[unit] = true
			out = append(out, near)
		}
	}
	for _, p := range v.nearest {
		add(Near{Finding: d.finding(d.now, r, p), Says: d.says(p), Misses: []string{}}, p.unit)
	}
	hits := c.nearHits(d, i, v)
	slices.SortStableFunc(hits, func(a, b nearHit) int { return cmp.Compare(b.score, a.score) })
	for _, h := range hits {
		if len(out) == n {
			break
		}
		near := Near{Finding: d.finding(d.now, r, h.passage), Says: d.says(h.passage), Misses: append([]string{}, h.misses...)}
		near.Why = r.lang.Say("Telt niet: geeft %s, maar staat niet bij wat deze eis in de kern vraagt (%s).", r.elements[h.passage.element].Lacks, r.elements[0].Lacks)
		if len(h.misses) > 0 {
			near.Why = r.lang.Say("Telt niet voor %s: er staat niet iets als %s.", r.elements[h.passage.element].Lacks, strings.Join(h.misses, r.lang.Text(", en niet iets als ")))
		}
		add(near, h.passage.unit)
	}
	return out
}

// says gives the words of a passage that its pattern hit.
func (d *draft) says(p *passage) []string {
	out := []string{}
	for _, m := range d.matched(p) {
		out = appendNew(out, m)
	}
	return out
}

// nearHit is a passage with some of the terms of a pattern, or all of one that
// stands in the wrong place.
type nearHit struct {
	passage *passage
	misses  []string
	score   float64
}

// partial is what one unit has of one alternative of a pattern.
type partial struct {
	unit, element, clause, alt int
	terms                      []match.Term
}

// nearHits finds the units that hold most terms of an element that lacks, and
// those that give a further element away from its core, in the order of the
// contract. Only units that speak of the subject of the requirement count: words
// as "melden" and "binnen 30 dagen" are near to everything.
func (c *Checker) nearHits(d *draft, i int, v *verdict) []nearHit {
	r, con := &c.plan.requirements[i], d.now.con
	subject, concepts := c.subject(i), c.concepts()
	sc := c.scanners.Get().(*scanners)
	defer c.scanners.Put(sc)
	s := &surveyor{plan: c.plan, con: con, scanners: sc}
	s.around = s.context
	s.terms = s.definedTerms()
	astray := map[int]*passage{} // by unit
	for k := range d.now.found[i] {
		p := &d.now.found[i][k]
		if p.list == listElement && p.element > 0 && p.counts() && v.best[p.element] == nil && r.elements[p.element].Flag == "" && astray[p.unit] == nil {
			astray[p.unit] = p
		}
	}
	var out []nearHit
	for u := range con.Units {
		unit := &con.Units[u]
		if unit.Role != contract.Provision && !r.places[unit.Role] {
			continue
		}
		about := subject.of(unit)
		s.enter(u)
		var best nearHit
		if p := astray[u]; p != nil && about >= subjectEnough {
			best = nearHit{passage: p, score: about}
		}
		for e := range r.elements {
			if r.elements[e].Flag != "" || v.best[e] != nil {
				continue
			}
			for k := range r.elements[e].clauses {
				cl := &r.elements[e].clauses[k]
				if cl.value != nil || cl.main == none || cl.without != none && sc.own.Any(cl.without) {
					continue
				}
				for a, terms := range sc.own.Terms(cl.main, s.around) {
					q := partial{u, e, k, a, terms}
					if h := q.hit(cl.Clause, unit.Lead, about, concepts); h.score > best.score && !s.wrongParty(r, h.passage.spans) {
						best = h
					}
				}
			}
		}
		if best.passage != nil {
			out = append(out, best)
		}
	}
	return out
}

// hit weighs what a unit has of a pattern; its passage is nil where that is less
// than half of the terms or all of them, or where neither the unit nor the terms
// tell of the subject.
func (q *partial) hit(c *rules.Clause, lead int, about float64, concepts map[string]float64) nearHit {
	found := 0
	for _, t := range q.terms {
		if t.Found {
			found++
		}
	}
	if found*2 < len(q.terms) || found == len(q.terms) {
		return nearHit{}
	}
	patterns, err := c.Patterns()
	if err != nil || patterns.Main == nil || q.alt >= len(patterns.Main.Alts) {
		return nearHit{}
	}
	tells := 0.0
	var misses []string
	for i, t := range patterns.Main.Alts[q.alt].Terms {
		switch {
		case i >= len(q.terms):
		case !q.terms[i].Found:
			misses = appendNew(misses, "“"+inWords(t)+"”")
		case q.terms[i].Span.End > lead && t.Kind == pattern.Concept:
			tells = max(tells, concepts[t.Text])
		}
	}
	if about < subjectEnough && tells < conceptEnough || len(misses) == 0 {
		return nearHit{}
	}
	score := (about + tells) * float64(found) / float64(len(q.terms))
	if q.element == 0 {
		score *= 1.5 // without its core the rest is of no use
	}
	return nearHit{passage: nearPassage(*q), misses: misses, score: score}
}

func nearPassage(q partial) *passage {
	p := &passage{unit: q.unit, list: listElement, element: q.element, clause: q.clause}
	for _, t := range q.terms {
		p.spans = append(p.spans, t.Span)
	}
	return p
}

// inWords names a term for a reader: a word, what a concept is called, or the
// first few of several.
func inWords(t pattern.Term) string {
	if t.Kind != pattern.Group {
		return nameOf(t)
	}
	const most = 3
	var out []string
	for i, a := range t.Group {
		if i == most {
			return strings.Join(out, " / ") + " …"
		}
		var words []string
		for _, g := range a.Terms {
			words = append(words, nameOf(g))
		}
		out = append(out, strings.Join(words, " "))
	}
	return strings.Join(out, " / ")
}

// nameOf names one term; of several alternatives the first.
func nameOf(t pattern.Term) string {
	for t.Kind == pattern.Group && len(t.Group) > 0 && len(t.Group[0].Terms) > 0 {
		t = t.Group[0].Terms[0]
	}
	if t.Text == "sub" && t.Kind == pattern.Concept {
		return "onderaannemer"
	}
	return strings.ReplaceAll(strings.TrimSuffix(t.Text, "-eng"), "-", " ")
}
