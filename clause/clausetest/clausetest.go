// Package clausetest runs the examples that stand in rule files: ours and
// anybody's own. A rule without examples that prove it is no rule.
package clausetest

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// Example is one sentence of a rule file with the verdict it must get.
type Example struct {
	Requirement rules.ID
	Want        clause.Status
	Text        string
	Known       string // reason of a known failure ("nog-niet"); "" for an ordinary example
}

// Failure is an example that got another verdict than it must get, or a known
// failure that got the right one.
type Failure struct {
	Example
	Got    clause.Status
	Reason string // the engine's reason for its verdict
}

func (f Failure) String() string {
	if f.Known != "" {
		return fmt.Sprintf("%s: staat onder 'nog-niet' maar slaagt (%s); zet hem onder '%s': %s", f.Requirement, f.Got.Dutch(), f.Want.Dutch(), f.Text)
	}
	return fmt.Sprintf("%s: hoort %s, werd %s: %s (%s)", f.Requirement, f.Want.Dutch(), f.Got.Dutch(), f.Text, f.Reason)
}

// Outcome is the result of running examples.
type Outcome struct {
	Passed   int
	Failures []Failure
	Known    []Example // known failures, still failing
}

// Total is the number of examples that were run.
func (o *Outcome) Total() int { return o.Passed + len(o.Failures) + len(o.Known) }

// Examples lists the examples of a requirement in the order of its file.
func Examples(r *rules.Requirement) []Example {
	var out []Example
	add := func(want clause.Status, text, known string) {
		out = append(out, Example{Requirement: r.ID, Want: want, Text: text, Known: known})
	}
	x := &r.Examples
	for _, t := range x.Met {
		add(clause.Met, t, "")
	}
	for _, p := range x.Partial {
		add(clause.Partial, p.Text, "")
	}
	for _, t := range x.Conflict {
		add(clause.Conflict, t, "")
	}
	for _, t := range x.Missing {
		add(clause.Missing, t, "")
	}
	for _, k := range x.Known {
		add(statuses[k.Should], k.Text, k.Reason)
	}
	return out
}

var statuses = map[string]clause.Status{
	"voldaan": clause.Met, "deels": clause.Partial, "strijdig": clause.Conflict, "ontbreekt": clause.Missing,
}

// Run checks every example of every requirement of the catalogue. The
// catalogue must have been loaded from its YAML files: the compiled built-in
// one holds no examples.
func Run(ctx context.Context, catalogue *rules.Catalogue) (*Outcome, error) {
	out := &Outcome{}
	for r := range catalogue.All() {
		if err := run(ctx, catalogue, r, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func run(ctx context.Context, catalogue *rules.Catalogue, r *rules.Requirement, out *Outcome) error {
	single, err := catalogue.Replace(r)
	if err != nil {
		return err
	}
	checker, err := clause.New(single, clause.Options{})
	if err != nil {
		return err
	}
	for _, x := range Examples(r) {
		doc, err := example(ctx, x.Text)
		if err != nil {
			return fmt.Errorf("%s: voorbeeld %q: %w", r.ID, x.Text, err)
		}
		report, err := checker.Check(ctx, doc)
		if err != nil {
			return err
		}
		res := report.Results[0]
		pass := res.Status == x.Want
		switch {
		case x.Known != "" && !pass:
			out.Known = append(out.Known, x)
		case pass != (x.Known != ""):
			out.Passed++
		default:
			out.Failures = append(out.Failures, Failure{Example: x, Got: res.Status, Reason: res.Reason})
		}
	}
	return nil
}

// example makes an example into a contract of its own.
func example(ctx context.Context, text string) (*document.Document, error) {
	return plain.Read(ctx, document.Source{Name: "voorbeeld.txt", Data: []byte(text)}, document.Options{})
}

// Unneeded is a pattern that no example needs: without it every example keeps
// its verdict.
type Unneeded struct {
	Requirement rules.ID
	Element     string
	Index       int // 1-based place under een-van
	Pattern     string
}

func (u Unneeded) String() string {
	return fmt.Sprintf("%s: geen voorbeeld heeft patroon %d van element '%s' nodig (%s); voeg een voorbeeld toe of haal het weg", u.Requirement, u.Index, u.Element, u.Pattern)
}

// Mutate removes the patterns of the elements one at a time and reports those
// whose removal no example notices.
func Mutate(ctx context.Context, catalogue *rules.Catalogue) ([]Unneeded, error) {
	var out []Unneeded
	for r := range catalogue.All() {
		base := &Outcome{}
		if err := run(ctx, catalogue, r, base); err != nil {
			return nil, err
		}
		for e := range r.Elements {
			for i := range r.Elements[e].AnyOf {
				mutant := without(r, e, i)
				got := &Outcome{}
				if err := run(ctx, catalogue, mutant, got); err != nil {
					return nil, err
				}
				if got.Passed == base.Passed && len(got.Failures) == len(base.Failures) {
					out = append(out, Unneeded{r.ID, r.Elements[e].Name, i + 1, r.Elements[e].AnyOf[i].String()})
				}
			}
		}
	}
	return out, nil
}

// without copies a requirement and leaves one pattern of one element out.
func without(r *rules.Requirement, element, index int) *rules.Requirement {
	c := *r
	c.Elements = append([]rules.Element(nil), r.Elements...)
	e := &c.Elements[element]
	anyOf := append([]rules.Clause(nil), e.AnyOf[:index]...)
	e.AnyOf = append(anyOf, r.Elements[element].AnyOf[index+1:]...)
	return &c
}
