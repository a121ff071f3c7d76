package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// One sentence serves every requirement that rests on it; what conflicts or
// speaks against serves none.
func TestCrosswalk(t *testing.T) {
	finding := func(start int, element string, against bool) clause.Finding {
		return clause.Finding{Element: element, Start: start, End: start + 10, Label: "9.2", Quote: "een bepaling", Against: against}
	}
	weak := func(start int, element string) clause.Finding {
		f := finding(start, element, false)
		f.Weak = true
		return f
	}
	source := func(document, place string) []rules.Citation {
		return []rules.Citation{{Document: document, Place: place}}
	}
	r := clause.Report{Results: []clause.Result{
		{Requirement: "a.een", Status: clause.Met, Sources: source("AVG", "art. 33"), Findings: []clause.Finding{finding(50, "melding", false), finding(10, "termijn", false)}},
		{Requirement: "b.twee", Status: clause.Partial, Sources: source("DORA", "art. 30"), Findings: []clause.Finding{finding(50, "hulp", false)}},
		{Requirement: "c.drie", Status: clause.Conflict, Findings: []clause.Finding{finding(50, "x", true), finding(10, "y", false)}},
		{Requirement: "d.vier", Status: clause.Partial, Findings: []clause.Finding{finding(50, "z", true)}},
		{Requirement: "e.vijf", Status: clause.Met, Findings: []clause.Finding{weak(10, "p"), finding(10, "q", false), weak(50, "r")}},
		{Requirement: "f.zes", Status: clause.Partial, Findings: []clause.Finding{weak(10, "deels")}},
	}}
	got := ""
	for _, p := range r.Crosswalk() {
		got += fmt.Sprintf("%d:", p.Start)
		for _, s := range p.Serves {
			got += fmt.Sprintf(" %s/%s %s", s.Requirement, strings.Join(s.Elements, "+"), s.Status)
			if s.Weak {
				got += " weak"
			}
		}
		got += "\n"
	}
	if want := "10: a.een/termijn met e.vijf/p+q met\n50: a.een/melding met b.twee/hulp partial e.vijf/r met weak\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
