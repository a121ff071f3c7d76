package clause

import (
	"fmt"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// holders is a set of parties that bear an area.
type holders uint8

const (
	byProvider holders = 1 << iota
	byCustomer
	byBoth = byProvider | byCustomer
)

// areaPlan is one area of the responsibility matrix, compiled.
type areaPlan struct {
	*rules.Requirement
	lang           lang.Language
	reported       bool // it was selected; the others tell what sentences are about
	area, excluded []clausePlan
	holders        []holderPlan
}

// holderPlan is a clause that says whose task the area is.
type holderPlan struct {
	clausePlan
	by holders
}

// areaOwner is a clause of an area by the pattern that triggers it.
type areaOwner struct {
	area, clause int
	heading      bool // the pattern counts in headings only
}

// countPlan is a clause that asks how many areas are divided.
type countPlan struct {
	min, partMin     *limit
	holder, expected rules.Holder
}

// divisionTerms are the patterns by which any sentence or title says whose task
// something is, beyond who acts in it. They come from concepts of the
// vocabulary, so that a lawyer can add to them.
type divisionTerms struct {
	says   []saying        // in a sentence
	titles []saying        // in a title
	other  match.PatternID // title of somebody unknown
	beside match.PatternID // title under which nothing is divided
	does   match.PatternID // title under which the provider lists what he does
	only   match.PatternID
	aside  match.PatternID
}

type saying struct {
	concept string
	by      holders
	shared  bool // says with so many words that the task is shared
	pattern match.PatternID
}

func divisionSayings() (says, titles []saying) {
	return []saying{
			{concept: rules.ConceptShared, by: byBoth, shared: true},
			{concept: rules.ConceptByCustomer, by: byCustomer},
			{concept: rules.ConceptByProvider, by: byProvider},
		}, []saying{
			{concept: rules.ConceptSharedTitle, by: byBoth, shared: true},
			{concept: rules.ConceptCustomerTitle, by: byCustomer},
			{concept: rules.ConceptProviderTitle, by: byProvider},
		}
}

// area compiles a requirement that is an area.
func (c *compiler) area(r *rules.Requirement, reported bool) {
	index := len(c.plan.areas)
	ap := areaPlan{Requirement: r, lang: c.plan.lang, reported: reported}
	for i := range r.Division.Area {
		cl := &r.Division.Area[i]
		cp := c.parts(r, cl)
		switch {
		case cl.Value != nil || cp.main == none && cp.heading == none:
			c.fail(r, "een patroon onder gebied zonder alle, reeks, woord of kop", "geef er een van")
		case cp.main == none:
			c.ownArea(cp.heading, areaOwner{index, i, true})
		default:
			c.ownArea(cp.main, areaOwner{index, i, false})
		}
		ap.area = append(ap.area, cp)
	}
	for _, list := range []struct {
		clauses []rules.Clause
		by      holders
	}{{r.Division.Provider, byProvider}, {r.Division.Customer, byCustomer}, {r.Division.Both, byBoth}} {
		for i := range list.clauses {
			ap.holders = append(ap.holders, holderPlan{c.clause(r, &list.clauses[i]), list.by})
		}
	}
	for i := range r.Excluded {
		ap.excluded = append(ap.excluded, c.clause(r, &r.Excluded[i]))
	}
	c.plan.areas = append(c.plan.areas, ap)
}

func (c *compiler) ownArea(id match.PatternID, o areaOwner) {
	c.areaOwners = append(c.areaOwners, filed[areaOwner]{id, o})
}

// watchAreas adds what areas ask for to the patterns that are watched, and makes
// the list of those that name one in a title.
func (p *plan) watchAreas(owners []filed[areaOwner]) {
	if len(p.areas) == 0 {
		return
	}
	p.inTitles = make([]bool, len(p.watched))
	for _, f := range owners {
		p.inTitles[f.id] = true
		p.watched[f.id] = p.watched[f.id] || !f.item.heading
	}
}

// compileDivision compiles the terms of division that the catalogue knows;
// without areas nobody asks for them.
func (c *compiler) compileDivision(cat *rules.Catalogue) {
	d := &c.plan.division
	d.other, d.beside, d.does, d.only, d.aside = none, none, none, none, none
	if len(c.plan.areas) == 0 {
		return
	}
	concept := func(name string) match.PatternID {
		if _, ok := cat.Concept(name); !ok {
			return none
		}
		return c.pattern(nil, rules.PatternText{Text: "<" + name + ">", Mode: pattern.Sequence})
	}
	d.says, d.titles = divisionSayings()
	for _, list := range [][]saying{d.says, d.titles} {
		for i := range list {
			list[i].pattern = concept(list[i].concept)
		}
	}
	d.other, d.beside, d.does = concept(rules.ConceptOtherTitle), concept(rules.ConceptAsideTitle), concept(rules.ConceptMeasureTitle)
	d.only, d.aside = concept(rules.ConceptOnly), concept(rules.ConceptAside)
}

// count compiles the question how many areas are divided.
func (c *compiler) count(r *rules.Requirement, v *rules.Value) *countPlan {
	if v.Max != "" || v.PartMax != "" {
		c.fail(r, fmt.Sprintf("'hoogstens' betekent niets bij soort '%s'", rules.KindAreas), "schrijf 'minstens'")
	}
	return &countPlan{min: c.limit(r, v, v.Min), partMin: c.limit(r, v, v.PartMin), holder: v.Holder, expected: v.Expected}
}
