package clause

import (
	"math"
	"strconv"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/lang"
)

// chained tells whether a flag is about a term that comes on top of the one that
// the requirement asks for.
func (r *requirementPlan) chained(p *passage) bool {
	c := &r.lists[listFlag][p.clause]
	return c.value != nil && c.value.together != nil
}

// chain adds the term in which somebody reports to the provider to the one in
// which he reports to the customer, and tells what is left of what both may last.
// The longest of the first counts, and working days as they fall out worst.
func (j *judgement) chain(v *verdict) []string {
	var before *passage
	for i := range j.found {
		p := &j.found[i]
		if p.list != listFlag || p.block != blockNone || p.value == nil || !j.r.chained(p) {
			continue
		}
		if before == nil || p.value.WorstHours() > before.value.WorstHours() {
			before = p
		}
	}
	if before == nil {
		return nil
	}
	for _, p := range v.findings {
		if p.list != listElement || p.value == nil || p.value.Kind != dutch.Duration || p.value.Soft || p.unit == before.unit {
			continue
		}
		c := &j.r.lists[listFlag][before.clause]
		sum := before.value.WorstHours() + p.value.WorstHours()
		left := c.value.together.hours - sum
		l := j.r.lang
		first, then, both := j.term(before)+whereabouts(j.con, before.unit, l), j.term(p), hours(sum, l)
		switch {
		case left > 0:
			return []string{l.Say("keten: onderaannemer %s + leverancier %s = %s; van %s blijft %s over", first, then, both, c.Reason, hours(left, l))}
		case left < 0:
			return []string{l.Say("keten: onderaannemer %s + leverancier %s = %s; van %s blijft niets over: het is %s meer", first, then, both, c.Reason, hours(-left, l))}
		}
		return []string{l.Say("keten: onderaannemer %s + leverancier %s = %s; van %s blijft niets over", first, then, both, c.Reason)}
	}
	return nil
}

// term is a duration as it is written, with what it comes to at worst.
func (j *judgement) term(p *passage) string {
	l, raw := j.r.lang, j.raw(p)
	if l == lang.English {
		raw = "“" + raw + "”" // as the contract has it, in Dutch
	}
	if worst := p.value.WorstHours(); worst > p.value.Hours {
		return l.Say("%s, over een weekend %s,", raw, hours(worst, l))
	}
	return raw
}

// hours writes hours, without more decimals than one.
func hours(h float64, l lang.Language) string {
	number := strconv.FormatFloat(math.Round(10*h)/10, 'f', -1, 64)
	if number == "1" {
		return l.Text("1 uur")
	}
	return l.Say("%s uur", number)
}

// stretch fills in what a duration comes to at worst.
func (v *Value) stretch(of *dutch.Value) {
	if worst := of.WorstHours(); worst > of.Hours {
		v.Worst = "PT" + strconv.FormatFloat(worst, 'f', -1, 64) + "H"
	}
}

// withinWeek is the length in hours of the limits for which it matters when the
// clock begins to run.
const withinWeek = 168

// stretched is a sentence on what a duration comes to at worst, where the rule
// asks for one that is so short that this matters; else "".
func (r *requirementPlan) stretched(p *passage) string {
	if p.value == nil || p.list != listElement || p.block != blockNone {
		return ""
	}
	c := r.elements[p.element].clauses[p.clause].value
	worst := p.value.WorstHours()
	if c == nil || c.max == nil || !(c.max.hours <= withinWeek) || worst <= p.value.Hours {
		return ""
	}
	return r.lang.Say(" Over een weekend is dat tot %s; een feestdag komt daar nog bij.", hours(worst, r.lang))
}
