package clause

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// Explanation is the route that leads to one verdict: every passage that bears
// on the requirement, with the pattern that hit, the words that it hit, and
// whether and why it counts.
type Explanation struct {
	Result Result `json:"result,omitzero"`
	// Elements tells, of a requirement that is not met, how each of its elements
	// stands and what wording would give it.
	Elements []ElementState `json:"elements,omitempty"`
	// Near are the passages that come nearest to what is missing or lacks, at
	// most Options.Nearest, the nearest first.
	Near []Near `json:"near,omitempty"`
	// Area is what was explained where it is an area of the responsibility
	// matrix; Result is empty then.
	Area  *Area  `json:"area,omitempty"`
	Units int    `json:"units"` // sentences, items and table rows that were read
	Steps []Step `json:"steps"`
	// Unit counts by role: how much of the text is provision, definition…
	Provisions int `json:"provisions"`
	// Likeness is what the statistical model makes of the contract; nil where it
	// does not know the requirement or is not asked.
	Likeness *Likeness `json:"likeness,omitempty"`
	// Warnings are those of the document and of judging it.
	Warnings []document.Warning `json:"warnings"`
}

// Step is one passage on the route.
type Step struct {
	Finding
	Pattern string   `json:"pattern"`           // as the rule writes it
	Matched []string `json:"matched,omitempty"` // per term of the pattern, the words it hit; "" where heading or context supplied it
	// Terms are the terms of the pattern, as the rule writes them, to which the
	// words of Matched belong; empty where the pattern is one sequence.
	Terms []string `json:"terms,omitempty"`
	// Counts tells whether the passage takes part in the verdict, for or
	// against. A reservation does so only where it stands near a promise.
	Counts bool `json:"counts"`
	// Aside marks a step that says nothing of the verdict: on an element that
	// changes none, on a further element away from the core, or on a reservation
	// away from every promise.
	Aside bool `json:"aside,omitempty"`
}

// Explain judges one requirement and tells the route. It returns a
// *rules.NotFoundError for an id that the catalogue does not have; else its
// errors are those of Check.
func (c *Checker) Explain(ctx context.Context, doc *document.Document, id rules.ID) (*Explanation, error) {
	of, err := c.explainer(id)
	if err != nil {
		return nil, err
	}
	d, err := c.draft(ctx, nil, doc)
	if err != nil {
		return nil, err
	}
	return of(ctx, d)
}

// explainer gives what explains one requirement or area.
func (c *Checker) explainer(id rules.ID) (func(context.Context, *draft) (*Explanation, error), error) {
	if _, err := c.catalogue.Select(string(id)); err != nil {
		return nil, err
	}
	req, ok := c.catalogue.Lookup(id)
	if !ok {
		return nil, fmt.Errorf("clause: %s is geen eis maar een groep; geef de hele id", id)
	}
	for i := range c.plan.requirements {
		if c.plan.requirements[i].ID == req.ID {
			return func(ctx context.Context, d *draft) (*Explanation, error) { return c.explainRequirement(ctx, d, i) }, nil
		}
	}
	for i := range c.plan.areas {
		if c.plan.areas[i].ID == req.ID {
			return func(_ context.Context, d *draft) (*Explanation, error) { return c.areaExplanation(d, i), nil }, nil
		}
	}
	return nil, fmt.Errorf("clause: eis %s is niet gecompileerd", id)
}

func (c *Checker) explainRequirement(ctx context.Context, d *draft, i int) (*Explanation, error) {
	e := c.explanation(d, i)
	v := c.verdict(d.now, i)
	var err error
	if e.Elements, err = c.elements(ctx, d, i, v); err != nil {
		return nil, err
	}
	e.Near = c.near(d, i, v, c.options.Nearest)
	return e, nil
}

// ExplainAll tells the route to the verdict on every requirement on which some
// passage bears, in catalogue order, then that to the holder of every such area;
// without Elements and Near, which Explain looks for.
// Its errors are those of Check.
func (c *Checker) ExplainAll(ctx context.Context, doc *document.Document) ([]*Explanation, error) {
	d, err := c.draft(ctx, nil, doc)
	if err != nil {
		return nil, err
	}
	var out []*Explanation
	for i := range c.plan.requirements {
		if len(d.now.found[i]) > 0 {
			out = append(out, c.explanation(d, i))
		}
	}
	for i := range c.plan.areas {
		if c.plan.areas[i].reported && len(d.now.areas[i]) > 0 {
			out = append(out, c.areaExplanation(d, i))
		}
	}
	return out, nil
}

func (c *Checker) explanation(d *draft, i int) *Explanation {
	e := d.explanation()
	e.Result = c.judge(d, i)
	e.Likeness = c.explainLikeness(d, i)
	r, found := &c.plan.requirements[i], d.now.found[i]
	asides := newJudgement(d.now.con, r, found).asides()
	for k := range found {
		s := d.step(r, &found[k])
		s.Aside = asides[k]
		e.Steps = append(e.Steps, s)
	}
	return e
}

// asides tells, per passage, whether it says nothing of the verdict; see Step.
func (j *judgement) asides() []bool {
	out := make([]bool, len(j.found))
	units, reasons := map[int]bool{}, map[string]bool{} // of what does say something
	for i := range j.found {
		p := &j.found[i]
		if p.list == listElement {
			out[i] = j.r.elements[p.element].Flag != "" || p.element > 0 && !j.core(j.scope(p.element), p.unit)
		}
		if positive(p.list) && !out[i] {
			units[p.unit] = true
			for _, w := range p.weak {
				reasons[w] = true
			}
		}
	}
	for i := range j.found {
		switch p := &j.found[i]; p.list {
		case listWeakened:
			out[i] = !reasons[j.r.lists[listWeakened][p.clause].Reason]
		case listExcluded:
			out[i] = !units[p.unit]
		}
	}
	return out
}

// explanation begins the explanation of something.
func (d *draft) explanation() *Explanation {
	con := d.now.con
	return &Explanation{Units: len(con.Units), Provisions: provisions(con), Steps: []Step{}, Warnings: d.warnings()}
}

// matched gives the words that each term of a pattern hit.
func (d *draft) matched(p *passage) []string {
	con := d.now.con
	u := &con.Units[p.unit]
	var out []string
	for _, sp := range p.spans {
		text := ""
		if sp.End > sp.Start {
			text = con.Doc.Text[u.Tokens[sp.Start].Start:u.Tokens[sp.End-1].End]
		}
		out = append(out, text)
	}
	return out
}

// reserves tells what a reservation of a rule says, and how far it reaches.
func reserves(c *clausePlan, l lang.Language) string {
	switch c.Scope {
	case rules.ScopeParagraph:
		return l.Say("Voorbehoud bij wat in hetzelfde lid wordt toegezegd: %s.", c.Reason)
	case rules.ScopeArticle:
		return l.Say("Voorbehoud bij wat in hetzelfde artikel wordt toegezegd: %s.", c.Reason)
	case rules.ScopeContract:
		return l.Say("Voorbehoud bij wat in het contract wordt toegezegd: %s.", c.Reason)
	}
	return l.Say("Voorbehoud bij wat in dezelfde zin wordt toegezegd: %s.", c.Reason)
}

func (d *draft) step(r *requirementPlan, p *passage) Step {
	s := Step{Finding: d.finding(d.now, r, p), Pattern: r.clauseOf(p).String(), Counts: p.block == blockNone || p.against}
	s.Matched = d.matched(p)
	s.Terms = terms(r.clauseOf(p), len(s.Matched))
	switch l := r.lang; p.list {
	case listWeakened:
		s.Element, s.Why = "verzwakt", reserves(&r.lists[p.list][p.clause], l)
	case listExcluded:
		s.Element, s.Why = "telt-niet", l.Say("Telt niet: %s.", r.lists[p.list][p.clause].Reason)
	case listFlag:
		s.Element, s.Why = "vlag", l.Say("Melding zonder gevolg: %s.", Word(r.lists[p.list][p.clause].Reason, l))
	}
	return s
}

// terms gives the terms of a set that has only one alternative with that many.
func terms(c *rules.Clause, n int) []string {
	patterns, err := c.Patterns()
	if err != nil || patterns.Main == nil || patterns.Main.Mode != pattern.Set {
		return nil
	}
	var of *pattern.Alt
	for i := range patterns.Main.Alts {
		if a := &patterns.Main.Alts[i]; len(a.Terms) == n {
			if of != nil {
				return nil
			}
			of = a
		}
	}
	if of == nil {
		return nil
	}
	out := make([]string, n)
	for i := range of.Terms {
		one := pattern.Pattern{Mode: pattern.Set, Alts: []pattern.Alt{{Terms: of.Terms[i : i+1]}}}
		out[i] = one.String()
	}
	return out
}

// clauseOf is the clause of the rule that a passage hit.
func (r *requirementPlan) clauseOf(p *passage) *rules.Clause {
	if p.list == listElement {
		return r.elements[p.element].clauses[p.clause].Clause
	}
	return r.lists[p.list][p.clause].Clause
}
