package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/google/go-cmp/cmp"
)

func TestJSONEmptyLists(t *testing.T) {
	empty := &clause.Report{Parties: []clause.PartyInfo{{Role: "klant"}}, Results: []clause.Result{{Requirement: "a.b"}}}
	before := *empty
	for name, r := range map[string]*clause.Report{"nil": nil, "zero": {}, "empty": empty} {
		var b bytes.Buffer
		if err := report.JSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "null") {
			t.Errorf("%s: null in %s", name, b.String())
		}
	}
	if diff := cmp.Diff(before, *empty); diff != "" {
		t.Error("the report was changed: ", diff)
	}
}

// Reading back what was written gives the same report, with the characters of
// the contract as they stand.
func TestJSONRoundTrip(t *testing.T) {
	r := sample()
	r.Results[0].Findings[0].Quote = "<b> & «é» \u2028 "
	var b bytes.Buffer
	if err := report.JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "<b> & «é»") || !strings.HasSuffix(b.String(), "}\n") {
		t.Errorf("escaped, or no newline at the end:\n%s", b.String())
	}
	var back clause.Report
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := report.JSON(&again, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), again.String()); diff != "" {
		t.Error(diff)
	}
	if back.Results[0].Findings[0].Quote != r.Results[0].Findings[0].Quote {
		t.Error("the quote was altered")
	}
}

func TestJSONLists(t *testing.T) {
	for _, n := range []int{0, 1, 3} {
		var list []*clause.Report
		for range n {
			list = append(list, sample())
		}
		var array, lines bytes.Buffer
		if err := report.JSONArray(&array, list); err != nil {
			t.Fatal(err)
		}
		if err := report.JSONL(&lines, list); err != nil {
			t.Fatal(err)
		}
		var back []clause.Report
		if err := json.Unmarshal(array.Bytes(), &back); err != nil || len(back) != n {
			t.Errorf("array of %d: %d, %v", n, len(back), err)
		}
		if got := strings.Count(lines.String(), "\n"); got != n {
			t.Errorf("%d lines for %d reports", got, n)
		}
		for _, line := range strings.Split(strings.TrimSpace(lines.String()), "\n") {
			if n > 0 && !json.Valid([]byte(line)) {
				t.Errorf("line is no JSON: %s", line)
			}
		}
	}
}

func ExampleText() {
	r := &clause.Report{
		Catalogue: clause.CatalogueInfo{Packs: []string{"ksz@2026.1"}},
		Document:  clause.DocumentInfo{Name: "overeenkomst.docx", Format: "docx", Language: "nl"},
		Parties:   []clause.PartyInfo{{Role: "leverancier", Names: []string{"Leverancier"}}},
		Results: []clause.Result{{
			Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: "must", Status: clause.Missing,
			Model: "Klant mag jaarlijks een audit laten uitvoeren.",
		}},
		Summary: clause.Summary{Missing: 1},
	}
	if err := report.Text(os.Stdout, []*clause.Report{r}, report.TextOptions{Width: 60}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// overeenkomst.docx
	// ═════════════════
	// Word (docx) · 1 eis uit ksz@2026.1
	// Leverancier: Leverancier
	// Klant:       niet herkend
	//
	// 0 voldoet · 0 gedeeltelijk · 0 strijdig · 1 ontbreekt
	//
	// ONTBREEKT, VERPLICHT (1)
	// ────────────────────────
	//
	// ○ De klant mag audits laten uitvoeren
	//   ksz.audit.recht · verplicht
	//   Voeg toe: Klant mag jaarlijks een audit laten uitvoeren.
}

func ExampleJSONL() {
	r := &clause.Report{SchemaVersion: clause.SchemaVersion, Document: clause.DocumentInfo{Name: "a.txt", Format: "txt"}}
	if err := report.JSONL(os.Stdout, []*clause.Report{r}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"schemaVersion":1,"tool":{"name":"","version":""},"catalogue":{"packs":[],"digest":""},"document":{"name":"a.txt","format":"txt","sha256":"","pages":0,"language":"","warnings":[]},"parties":[],"results":[],"summary":{"met":0,"partial":0,"conflict":0,"missing":0,"unknown":0}}
}
