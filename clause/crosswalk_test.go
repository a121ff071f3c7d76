package clause_test

import (
	"fmt"
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
	source := func(document, place string) []rules.Citation {
		return []rules.Citation{{Document: document, Place: place}}
	}
	r := clause.Report{Results: []clause.Result{
		{Requirement: "a.een", Status: clause.Met, Sources: source("AVG", "art. 33"), Findings: []clause.Finding{finding(50, "melding", false), finding(10, "termijn", false)}},
		{Requirement: "b.twee", Status: clause.Partial, Sources: source("DORA", "art. 30"), Findings: []clause.Finding{finding(50, "hulp", false)}},
		{Requirement: "c.drie", Status: clause.Conflict, Findings: []clause.Finding{finding(50, "x", true), finding(10, "y", false)}},
		{Requirement: "d.vier", Status: clause.Partial, Findings: []clause.Finding{finding(50, "z", true)}},
	}}
	got := ""
	for _, p := range r.Crosswalk() {
		got += fmt.Sprintf("%d:", p.Start)
		for _, s := range p.Serves {
			got += fmt.Sprintf(" %s/%s %s", s.Requirement, s.Element, s.Status)
		}
		got += "\n"
	}
	if want := "10: a.een/termijn met\n50: a.een/melding met b.twee/hulp partial\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
