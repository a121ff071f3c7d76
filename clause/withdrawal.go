package clause

import (
	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/lang"
)

// What is here reads the sentences that take from what others promise, by a
// number or by pointing back: a rule need not know them.

// withdrawn tells in words how a withdrawal takes.
func withdrawn(l lang.Language, how dutch.Taking) string {
	switch how {
	case dutch.AsEffort:
		return l.Text("alleen een inspanning, geen resultaat")
	case dutch.AsAim:
		return l.Text("een streefwaarde, geen toezegging")
	case dutch.NoRights:
		return l.Text("er kunnen geen rechten aan worden ontleend")
	case dutch.NotInForce:
		return l.Text("het artikel is niet of niet geheel van toepassing verklaard")
	case dutch.OnlyFor:
		return l.Text("geldt alleen in een deel van de gevallen")
	case dutch.AtWill:
		return l.Text("de leverancier mag ervan afwijken")
	case dutch.Deferred:
		return l.Text("treedt pas later in werking")
	}
	return ""
}

// withdraw looks in the unit for what takes from other provisions.
func (s *surveyor) withdraw(list []contract.Cited) {
	var named [][2]int
	for _, c := range list {
		named = append(named, [2]int{c.Start, c.End})
	}
	for _, w := range dutch.Withdrawals(s.u.Tokens, s.u.Mentions, s.u.Clauses, named) {
		if w.End <= s.u.Lead {
			continue
		}
		r := reservation{unit: s.unitIndex, weakener: forAll, reason: withdrawn(s.plan.lang, w.How)}
		switch w.From {
		case dutch.FromNumbered:
			for _, c := range list {
				if c.Start == w.Start {
					r.reach = c.Reach
				}
			}
		case dutch.FromBefore:
			r.reach = s.before(false)
		case dutch.FromAllBefore:
			r.reach = s.before(true)
		case dutch.FromValueBefore:
			r.weakener, r.reach = forValues, s.before(false)
		case dutch.FromAnnex:
			r.reach = s.neighbours(func(u *contract.Unit) bool { return u.SameAnnex(s.u) })
		case dutch.FromContract, dutch.FromValues:
			r.reach = s.neighbours(func(u *contract.Unit) bool { return u.Part == s.u.Part })
			if w.From == dutch.FromValues {
				r.weakener = forValues
			}
		}
		if w.How == dutch.AsEffort {
			r.weakener = s.plan.effort // for who tolerates an effort it is enough
		}
		if len(r.reach) > 0 {
			s.reservations = append(s.reservations, r)
		}
	}
}

// before is what a sentence points back to: what stands before it in its
// paragraph, or else the paragraph before that in the article; or all that
// stands before it in the article.
func (s *surveyor) before(all bool) []contract.Reach {
	units := s.con.Units
	from := s.unitIndex
	same := func(i int) bool { return units[i].Part == s.u.Part && units[i].Article == s.u.Article }
	switch {
	case all && s.u.Article != 0:
		for from > 0 && same(from-1) {
			from--
		}
	default:
		for from > 0 && units[from-1].Paragraph == s.u.Paragraph {
			from--
		}
		if from == s.unitIndex && from > 0 && same(from-1) {
			for last := units[from-1].Paragraph; from > 0 && units[from-1].Paragraph == last; {
				from--
			}
		}
	}
	if from == s.unitIndex {
		return nil
	}
	return []contract.Reach{{From: from, To: s.unitIndex}}
}

// neighbours is the run of units around the unit of which something holds.
func (s *surveyor) neighbours(holds func(*contract.Unit) bool) []contract.Reach {
	units := s.con.Units
	r := contract.Reach{From: s.unitIndex, To: s.unitIndex + 1}
	for r.From > 0 && holds(&units[r.From-1]) {
		r.From--
	}
	for r.To < len(units) && holds(&units[r.To]) {
		r.To++
	}
	return []contract.Reach{r}
}

// measured tells whether a term or figure is part of what a passage gives.
func (s *surveyor) measured(p *passage) bool {
	if p.value != nil {
		return true
	}
	values := s.con.Units[p.unit].Values
	for i := range values {
		v := &values[i]
		for _, sp := range p.spans {
			if v.Kind != dutch.Blank && sp.Start < v.End && v.Start < sp.End {
				return true
			}
		}
	}
	return false
}

// unpromise makes a passage weak that only says what the provider means to do, or
// what was so.
func (s *surveyor) unpromise(p *passage) {
	for i := range s.u.Clauses {
		if s.u.Clauses[i].End <= s.u.Lead {
			continue
		}
		why, from, to := dutch.UnpromisedAt(s.u.Tokens, s.u.Clauses, i)
		if why == dutch.Promised {
			continue
		}
		for _, sp := range p.spans {
			if sp.End > sp.Start && from <= sp.Start && sp.Start < to {
				p.weak = appendNew(p.weak, unpromised(s.plan.lang, why))
				break
			}
		}
	}
}

// unpromised tells in words what a sentence is that promises nothing.
func unpromised(l lang.Language, why dutch.Unpromised) string {
	switch why {
	case dutch.Intended:
		return l.Text("een voornemen, geen toezegging")
	case dutch.Past:
		return l.Text("het gaat over het verleden")
	case dutch.Lapsed:
		return l.Text("is verlopen of ingetrokken")
	}
	return ""
}
