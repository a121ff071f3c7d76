package clause

import (
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
)

// valued looks for a value that a clause of a rule asks for.
func (s *surveyor) valued(o owner) {
	r, c := s.clauseOf(o)
	v := c.value
	var candidates []*dutch.Value
	blank := false
	for i := range s.u.Values {
		val := &s.u.Values[i]
		if val.End <= s.u.Lead {
			continue
		}
		switch val.Kind {
		case v.kind:
			candidates = append(candidates, val)
		case dutch.Blank:
			blank = true
		}
	}
	if len(candidates) == 0 && !blank || !s.supported(c) {
		return
	}
	var anchor []match.Span
	if v.near != none {
		hits := s.scanners.own.Match(v.near, s.around)
		if len(hits) == 0 {
			return
		}
		anchor = hits[0].Spans
	}
	if len(candidates) == 0 {
		// A blank counts for the value only next to a word that announces
		// one; elsewhere it is a name or a place.
		if b := s.blank(v.kind); b != nil {
			p := s.judge(r, c, o, append([]match.Span{{Start: b.Start, End: b.End}}, anchor...))
			p.weak = append(p.weak, s.plan.lang.Text("de waarde is niet ingevuld"))
			p.flags = append(p.flags, "niet-ingevuld")
			p.blank = true
			s.file(o, p)
		}
		return
	}
	val := s.choose(candidates, anchor, v)
	if val == nil {
		return
	}
	p := s.judge(r, c, o, append([]match.Span{{Start: val.Start, End: val.End}}, anchor...))
	s.limit(&p, v, val)
	s.file(o, p)
}

// limit holds the value of a passage against the limits of the rule.
func (s *surveyor) limit(p *passage, v *valuePlan, val *dutch.Value) {
	p.value = val
	switch {
	case v.max != nil && v.max.above(val):
		far, most := v.partMax == nil || v.partMax.above(val), v.max
		if far && v.partMax != nil {
			most = v.partMax
		}
		p.beyond(v, far, excess{limit: most}, s.raw(val), s.plan.lang)
	case v.min != nil && v.min.below(val):
		far, least := v.partMin == nil || v.partMin.below(val), v.min
		if far && v.partMin != nil {
			least = v.partMin
		}
		p.beyond(v, far, excess{limit: least, below: true}, s.raw(val), s.plan.lang)
	case val.Soft:
		p.weak = append(p.weak, s.plan.lang.Text("de waarde is een streefwaarde"))
	}
	if val.Suggested {
		p.flags = append(p.flags, "voorgestelde-waarde")
	}
	if val.Mismatch {
		p.flags = append(p.flags, "getal-tegenstrijdig")
		p.weak = append(p.weak, s.plan.lang.Text("woord en cijfer verschillen"))
	}
}

// beyond marks a value that lies past its limit; far past, it is a conflict
// where the rule says so.
func (p *passage) beyond(v *valuePlan, far bool, than excess, raw string, l lang.Language) {
	p.than = than
	if far && v.beyond && p.block == blockNone {
		p.against = true
		return
	}
	p.weak = append(p.weak, than.of(raw, l))
}

// excess is how a value breaks a limit of the rule; the zero value does not.
type excess struct {
	limit *limit
	below bool
}

func (e excess) breaks() bool { return e.limit != nil }

// of says it of a value: "5 werkdagen is meer dan 72 uur".
func (e excess) of(raw string, l lang.Language) string {
	if e.below {
		return l.Say("%s is minder dan %s", raw, e.limit.text)
	}
	return l.Say("%s is meer dan %s", raw, e.limit.text)
}

// raw is a value as the contract writes it.
func (s *surveyor) raw(v *dutch.Value) string { return s.con.Doc.Text[v.Span.Start:v.Span.End] }

// blank finds a field that was not filled in where the rule wants a value of
// the kind: "binnen [...] uur".
func (s *surveyor) blank(kind dutch.ValueKind) *dutch.Value {
	for i := range s.u.Values {
		val := &s.u.Values[i]
		if val.Kind != dutch.Blank || val.End <= s.u.Lead || val.Unit == "" {
			continue
		}
		if (val.Unit == "%") == (kind == dutch.Percentage) {
			return val
		}
	}
	return nil
}

// choose picks the value that belongs to the promise: not one in a clause of
// the other party or of an authority, a hard one before a soft one, the one
// nearest to the anchor.
func (s *surveyor) choose(candidates []*dutch.Value, anchor []match.Span, v *valuePlan) *dutch.Value {
	var best *dutch.Value
	bestRank := 1 << 30
	for _, val := range candidates {
		cl := s.clauseAt(val.Start)
		if cl != nil && otherParty(cl) {
			continue
		}
		if v.notNear != none && cl != nil && s.beside(v.notNear, val, cl) {
			continue
		}
		rank := 0
		if val.Soft {
			rank += 10_000
		}
		if len(anchor) > 0 {
			rank += distance(match.Span{Start: val.Start, End: val.End}, anchor[0])
		}
		if rank < bestRank {
			best, bestRank = val, rank
		}
	}
	return best
}

// besideWords is how far from a value the words that disown it may stand.
const besideWords = 8

// beside tells whether a pattern occurs close to a value, in the same clause.
func (s *surveyor) beside(id match.PatternID, val *dutch.Value, cl *dutch.Clause) bool {
	at := match.Span{Start: val.Start, End: val.End}
	for _, h := range s.scanners.own.Match(id, nil) {
		for _, sp := range h.Spans {
			if sp.Start >= cl.Start && sp.End <= cl.End && distance(sp, at) <= besideWords {
				return true
			}
		}
	}
	return false
}

func distance(a, b match.Span) int {
	switch {
	case a.Start >= b.End:
		return a.Start - b.End + 1
	case b.Start >= a.End:
		return b.Start - a.End + 1
	}
	return 0
}
