package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/rules"
	"github.com/google/go-cmp/cmp"
)

func explanation() *clause.Explanation {
	r := sample().Results[1]
	r.Sources = []rules.Citation{{Document: "AVG", Place: "art. 33 lid 2"}, {Document: "KSZ-beleidslijn"}}
	return &clause.Explanation{
		Result: r, Units: 212, Provisions: 180,
		Elements: []clause.ElementState{
			{Element: "melding", Asks: "de melding van een inbreuk", State: clause.Given, At: &r.Findings[0]},
			{Element: "termijn", Asks: "een termijn van ten hoogste 48 uur", State: clause.Weak, Why: "72 uur is langer dan 48 uur", At: &r.Findings[1],
				Wording: "Leverancier meldt dit uiterlijk binnen 48 uur."},
			{Element: "inhoud", Asks: "wat de melding bevat", State: clause.Absent, Wording: "De melding bevat ten minste de aard van de inbreuk."},
			{Element: "kanaal", Asks: "langs welke weg", State: clause.Absent, Why: "Telt niet: dit is een verplichting van de andere partij.",
				At: &clause.Finding{Label: "7.3", Quote: "Klant meldt een inbreuk aan Leverancier."}, Wording: "De melding bevat ten minste de aard van de inbreuk."},
		},
		Near: []clause.Near{
			{Finding: clause.Finding{Element: "inhoud", Quote: "De melding vermeldt een telefoonnummer.", Label: "7.4", Heading: "Meldingen", Page: 4,
				Why: "Telt niet voor wat de melding bevat: er staat niet iets als “aard van de inbreuk”."}, Says: []string{"vermeldt"}, Misses: []string{"“aard van de inbreuk”"}},
			{Finding: clause.Finding{Element: "kanaal", Quote: "Storingen worden telefonisch gemeld.", Label: "9.1", Why: "Telt niet: dit gaat over storingen."}},
		},
		Steps: []clause.Step{
			{Finding: r.Findings[1], Pattern: "waarde: duur", Matched: []string{"inlichten", ""}, Counts: true},
			{Finding: clause.Finding{Element: "melding", Quote: "Klant meldt een inbreuk aan Leverancier.", Label: "7.3", Why: "Telt niet: dit is een verplichting van de andere partij."},
				Pattern: "alle: <melden> <inbreuk>"},
			{Finding: clause.Finding{Element: "startpunt", Quote: "Onverwijld betekent direct.", Label: "1.2", Why: "Geeft een startpunt."}, Pattern: "woord: <onverwijld>", Counts: true, Aside: true},
		},
	}
}

// draftExplanation is the route of a draft with tracked changes.
func draftExplanation() *clause.Explanation {
	r := draft().Results[0]
	return &clause.Explanation{Result: r, Units: 40, Provisions: 30, Steps: []clause.Step{
		{Finding: r.Findings[0], Pattern: "waarde: duur", Matched: []string{"48 uur"}, Counts: true},
	}}
}

func TestExplanationGolden(t *testing.T) {
	for _, tc := range []struct {
		name string
		e    *clause.Explanation
		o    report.TextOptions
	}{
		{"explain.txt", explanation(), report.TextOptions{}},
		{"explain-verbose.txt", explanation(), report.TextOptions{Verbose: true}},
		{"explain-draft.txt", draftExplanation(), report.TextOptions{}},
	} {
		name := tc.name
		var b bytes.Buffer
		if err := report.Explanation(&b, tc.e, tc.o); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (renew with -update):\n%s", file, diff)
		}
	}
}

// The text tells nothing but what stands in the explanation: without steps it
// says so.
func TestExplanationWithoutSteps(t *testing.T) {
	e := explanation()
	e.Steps = nil
	var b bytes.Buffer
	if err := report.Explanation(&b, e, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "geen passage raakt deze eis") {
		t.Error(b.String())
	}
	b.Reset()
	e.Result.Flags = nil
	if err := report.ExplanationJSON(&b, e); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") || !json.Valid(b.Bytes()) {
		t.Error(b.String())
	}
}

// What stands against the requirement counts, and a reservation is told apart
// from what it weakens.
func TestExplanationVerdicts(t *testing.T) {
	for _, tc := range []struct {
		step clause.Step
		want string
	}{
		{clause.Step{Counts: true, Finding: clause.Finding{Element: "termijn", Against: true}}, "· termijn · telt, in strijd met de eis\n"},
		{clause.Step{Finding: clause.Finding{Element: "termijn", Against: true}}, "· termijn · telt niet\n"},
		{clause.Step{Counts: true, Finding: clause.Finding{Element: "verzwakt"}}, "· verzwakt\n"},
		{clause.Step{Finding: clause.Finding{Element: "verzwakt"}}, "· verzwakt · telt niet\n"},
		{clause.Step{Counts: true, Finding: clause.Finding{Element: "melding", Weak: true}}, "· melding · telt, verzwakt\n"},
	} {
		e := explanation()
		e.Steps = []clause.Step{tc.step}
		var b bytes.Buffer
		if err := report.Explanation(&b, e, report.TextOptions{Verbose: true}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), tc.want) {
			t.Errorf("no %q in\n%s", tc.want, b.String())
		}
	}
}
