// Package clausetest runs the examples that stand in rule files: ours and
// anybody's own. A rule without examples that prove it is no rule.
package clausetest

import (
	"context"
	"fmt"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// Example is one sentence of a rule file with the verdict it must get.
type Example struct {
	Requirement rules.ID
	Want        clause.Status // "" for an area
	Holder      rules.Holder  // of an area: the party that it must be laid with
	Text        string
	Known       string       // reason of a known failure ("nog-niet"); "" for an ordinary example
	Place       rules.Origin // where it stands
	// Model tells that it is the model text: what we propose must itself do.
	Model bool
}

// Failure is an example that got another verdict than it must get, or a known
// failure that got the right one.
type Failure struct {
	Example
	Got       clause.Status
	GotHolder rules.Holder // of an area
	Reason    string       // the engine's reason for its verdict
}

// String names the place, the sentence, the two verdicts and what to do.
func (f Failure) String() string {
	at := ""
	if f.Place.Line > 0 {
		at = f.Place.String() + ": "
	}
	return at + f.told()
}

func (f Failure) told() string {
	got := f.Got.Dutch()
	if f.GotHolder != "" {
		got = string(f.GotHolder)
	}
	switch {
	case f.Known != "":
		return fmt.Sprintf("%s: staat onder 'nog-niet' maar slaagt (%s); zet hem onder '%s': %s", f.Requirement, got, heading(f.Want, f.Holder), f.Text)
	case f.Model && f.Holder != "":
		return fmt.Sprintf("%s: de modeltekst hoort zelf %s te geven, maar werd %s: %s (%s)", f.Requirement, f.Wanted(), got, f.Text, f.Reason)
	case f.Model:
		return fmt.Sprintf("%s: de modeltekst hoort zelf te voldoen, maar werd %s: %s (%s)", f.Requirement, got, f.Text, f.Reason)
	}
	return fmt.Sprintf("%s: hoort %s, werd %s: %s (%s); zet hem onder '%s' of pas de patronen aan", f.Requirement, f.Wanted(), got, f.Text, f.Reason, heading(f.Got, f.GotHolder))
}

// heading is the list of a file in which a sentence with an outcome stands.
func heading(status clause.Status, holder rules.Holder) string {
	switch {
	case holder == clause.Unassigned:
		return "niet-geregeld"
	case holder != "":
		return string(holder)
	}
	for name, s := range statuses {
		if s == status {
			return name
		}
	}
	return string(status)
}

// Wanted is the outcome that the example must get, in Dutch.
func (x Example) Wanted() string {
	if x.Holder != "" {
		return string(x.Holder)
	}
	return x.Want.Dutch()
}

// Outcome is the result of running examples.
type Outcome struct {
	Passed   int
	Failures []Failure
	Known    []Example // known failures, still failing
}

// Total is the number of examples that were run.
func (o *Outcome) Total() int { return o.Passed + len(o.Failures) + len(o.Known) }

// Examples lists the examples of a requirement in the order of its file, then
// its model texts.
func Examples(r *rules.Requirement) []Example {
	var out []Example
	add := func(key string, i int, want clause.Status, text string) {
		out = append(out, Example{Requirement: r.ID, Want: want, Text: text, Place: r.Place(fmt.Sprintf("voorbeelden.%s.%d", key, i))})
	}
	x := &r.Examples
	for i, t := range x.Met {
		add("voldaan", i, clause.Met, t)
	}
	for i, p := range x.Partial {
		add("deels", i, clause.Partial, p.Text)
	}
	for i, t := range x.Conflict {
		add("strijdig", i, clause.Conflict, t)
	}
	for i, t := range x.Missing {
		add("ontbreekt", i, clause.Missing, t)
	}
	area := func(key string, holder rules.Holder, texts []string) {
		for i, t := range texts {
			out = append(out, Example{Requirement: r.ID, Holder: holder, Text: t, Place: r.Place(fmt.Sprintf("voorbeelden.%s.%d", key, i))})
		}
	}
	area("klant", rules.HeldByCustomer, x.Customer)
	area("gedeeld", rules.HeldByBoth, x.Both)
	area("leverancier", rules.HeldByProvider, x.Provider)
	area("niet-geregeld", clause.Unassigned, x.Unassigned)
	for i, k := range x.Known {
		known := Example{Requirement: r.ID, Text: k.Text, Known: k.Reason, Place: r.Place(fmt.Sprintf("voorbeelden.nog-niet.%d", i))}
		if status, ok := statuses[k.Should]; ok {
			known.Want = status
		} else if known.Holder = rules.Holder(k.Should); k.Should == "niet-geregeld" {
			known.Holder = clause.Unassigned
		}
		out = append(out, known)
	}
	for _, m := range []struct{ key, text string }{{"nl", r.Model.NL}, {"be", r.Model.BE}} {
		model := Example{Requirement: r.ID, Want: clause.Met, Text: m.text, Model: true, Place: r.Place("modeltekst." + m.key)}
		if r.Division != nil {
			model.Want, model.Holder = "", r.Division.Expected
		}
		if m.text != "" {
			out = append(out, model)
		}
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
	examples, err := read(ctx, r)
	if err != nil {
		return err
	}
	results, err := judge(ctx, catalogue, r, examples)
	if err != nil {
		return err
	}
	for i, x := range examples {
		res := results[i]
		pass := res.status == x.Want && res.holder == x.Holder
		switch {
		case x.Known != "" && !pass:
			out.Known = append(out.Known, x.Example)
		case pass != (x.Known != ""):
			out.Passed++
		default:
			out.Failures = append(out.Failures, Failure{Example: x.Example, Got: res.status, GotHolder: res.holder, Reason: res.reason})
		}
	}
	return nil
}

// contract is an example made into a contract of its own.
type contract struct {
	Example
	doc *document.Document
}

func read(ctx context.Context, r *rules.Requirement) ([]contract, error) {
	var out []contract
	for _, x := range Examples(r) {
		doc, err := plain.Read(ctx, document.Source{Name: "voorbeeld.txt", Data: []byte(x.Text)}, document.Options{})
		if err != nil {
			return nil, fmt.Errorf("%s: voorbeeld %q: %w", r.ID, x.Text, err)
		}
		out = append(out, contract{x, doc})
	}
	return out, nil
}

// result is what an example came to: a verdict, or the holder of an area.
type result struct {
	status clause.Status
	holder rules.Holder
	flags  []string
	reason string
}

// judge gives the result of the requirement on each example.
func judge(ctx context.Context, catalogue *rules.Catalogue, r *rules.Requirement, examples []contract) ([]result, error) {
	single, err := catalogue.Replace(r)
	if err != nil {
		return nil, err
	}
	checker, err := clause.New(single, clause.Options{PatternsOnly: true})
	if err != nil {
		return nil, err
	}
	out := make([]result, 0, len(examples))
	for _, x := range examples {
		report, err := checker.Check(ctx, x.doc)
		if err != nil {
			return nil, err
		}
		if r.Division != nil {
			area := &report.Matrix[0]
			out = append(out, result{holder: area.Holder, reason: area.Reason})
		} else {
			res := &report.Results[0]
			out = append(out, result{status: res.Status, flags: res.Flags, reason: res.Reason})
		}
	}
	return out, nil
}

// Unneeded is a pattern that no example needs: without it every example keeps
// its verdict and its flags.
type Unneeded struct {
	Requirement rules.ID
	Path        string // "elementen.melding.een-van.1", "strijdig.0"
	Pattern     string
	Place       rules.Origin
	// Shared tells that an example does hit the pattern, and that another
	// conflict of the rule hits it as well: a refusal can be said in words of
	// both. Such a pattern is no fault; the others are.
	Shared bool
}

func (u Unneeded) String() string {
	at := ""
	if u.Place.Line > 0 {
		at = u.Place.String() + ": "
	}
	if u.Shared {
		return at + fmt.Sprintf("%s: wat het patroon %s raakt in de voorbeelden, raakt een ander ook (%s)", u.Requirement, u.Path, u.Pattern)
	}
	return at + fmt.Sprintf("%s: geen voorbeeld heeft het patroon %s nodig (%s); voeg een voorbeeld toe of haal het weg", u.Requirement, u.Path, u.Pattern)
}

// Mutate removes the patterns of every requirement one at a time and reports
// those whose removal no example notices; see Unneeded.Shared for those that are
// no fault.
func Mutate(ctx context.Context, catalogue *rules.Catalogue) ([]Unneeded, error) {
	var out []Unneeded
	for r := range catalogue.All() {
		examples, err := read(ctx, r)
		if err != nil {
			return nil, err
		}
		base, err := judge(ctx, catalogue, r, examples)
		if err != nil {
			return nil, err
		}
		r.Clauses(func(role rules.Role, _ *rules.Element, path string, c *rules.Clause) bool {
			var got []result
			if got, err = judge(ctx, catalogue, r.Without(path), examples); err != nil {
				return false
			}
			if slices.EqualFunc(base, got, same) {
				u := Unneeded{r.ID, path, c.String(), r.Place(path), false}
				if role == rules.RoleConflict {
					u.Shared, err = decides(ctx, catalogue, r, path, examples)
				}
				out = append(out, u)
			}
			return err == nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// decides tells whether a conflict would change some verdict if it were the only
// one of its rule.
func decides(ctx context.Context, catalogue *rules.Catalogue, r *rules.Requirement, path string, examples []contract) (bool, error) {
	alone := r
	for i := len(r.Conflicts) - 1; i >= 0; i-- {
		if other := fmt.Sprintf("%s.%d", rules.RoleConflict, i); other != path {
			alone = alone.Without(other)
		}
	}
	with, err := judge(ctx, catalogue, alone, examples)
	if err != nil {
		return false, err
	}
	none, err := judge(ctx, catalogue, alone.Without(string(rules.RoleConflict)+".0"), examples)
	if err != nil {
		return false, err
	}
	return !slices.EqualFunc(with, none, same), nil
}

func same(a, b result) bool {
	return a.status == b.status && a.holder == b.holder && slices.Equal(a.flags, b.flags)
}
