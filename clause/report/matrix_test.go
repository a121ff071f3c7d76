package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/rules"
)

// matrix is a report with a row of every kind.
func matrix() *clause.Report {
	r := sample()
	r.Results, r.OpenRefs, r.Summary = nil, nil, clause.Summary{}
	r.Catalogue.Packs = []string{"gedeeld@2026.1"}
	r.Matrix = []clause.Area{
		{Area: "gedeeld.backup", Title: "Back-up en herstel", Holder: rules.HeldByCustomer, Expected: rules.HeldByBoth, Deviation: clause.Detriment,
			Reason: "Taak van de klant in art. 8.1 (blz. 3); dat is meer dan gebruikelijk: partijen delen dit.",
			Model:  "Leverancier maakt dagelijks een back-up; Klant controleert na herstel de inhoud.",
			Findings: []clause.Finding{{Element: "klant", Against: true, Quote: "Voor back-ups zorgt uitsluitend de klant.", Start: 10, End: 51, Page: 3, Label: "8.1",
				Heading: "Back-up", Why: "Legt dit bij de klant: die partij draagt het alleen."}}},
		{Area: "gedeeld.netwerk", Title: "Netwerkbeveiliging", Holder: rules.HeldByBoth, Expected: rules.HeldByProvider, Deviation: clause.Shifted, Reason: "Gedeelde taak.",
			Findings: []clause.Finding{{Element: "klant", Quote: "Klant beveiligt zijn netwerk.", Start: 60, End: 89, Label: "9.1"}, {Element: "leverancier", Quote: "Leverancier gebruikt firewalls.", Start: 90, End: 121, Label: "9.2"}}},
		{Area: "gedeeld.fysiek", Title: "Fysieke beveiliging", Holder: rules.HeldByProvider, Expected: rules.HeldByProvider, Reason: "Taak van de leverancier.", Was: clause.Unassigned,
			Findings: []clause.Finding{{Element: "leverancier", Quote: "Het datacenter is afgesloten.", Start: 130, End: 159, Label: "Bijlage 2"}}},
		{Area: "gedeeld.versleuteling", Title: "Versleuteling", Holder: rules.HeldByProvider, Expected: rules.HeldByBoth, Deviation: clause.Advantage, Reason: "Taak van de leverancier."},
		{Area: "gedeeld.wachtwoorden", Title: "Wachtwoorden", Holder: rules.HeldByProvider, Expected: rules.HeldByCustomer,
			Reason: "Vrijgesteld tot en met 31-12-2028 door J. Smit: SSO.", Waiver: &clause.Waiver{Reason: "SSO.", By: "J. Smit", Until: "2028-12-31"}},
		{Area: "gedeeld.naleving", Title: "Naleving en DPIA", Holder: clause.Unassigned, Expected: rules.HeldByBoth, Reason: "Het contract zegt niet wiens taak dit is."},
		{Area: "eigen.gebied", Title: "Een gebied met een titel die te lang is voor de tabel waarin het staat", Holder: clause.Undetermined, Expected: rules.HeldByBoth, Reason: "Niet gevonden."},
	}
	return r
}

func TestExplanationOfAnArea(t *testing.T) {
	area := matrix().Matrix[0]
	e := &clause.Explanation{Area: &area, Units: 3, Provisions: 2, Steps: []clause.Step{{Finding: area.Findings[0], Pattern: "woord: <backup>", Matched: []string{"back-ups"}, Counts: true}}}
	var b bytes.Buffer
	if err := report.Explanation(&b, e, report.TextOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"gedeeld.backup · gebied van de verantwoordelijkheidsmatrix", "Wie:          klant", "Gebruikelijk: gedeeld", "Afwijking:    ten nadele van de klant", "1 passage raakt dit gebied", "raakt “back-ups”", "Leverancier maakt dagelijks"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := report.Explanations(&b, []*clause.Explanation{e}, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if want := "gedeeld.backup · klant · ten nadele van de klant"; !strings.Contains(b.String(), want) {
		t.Errorf("no %q in\n%s", want, b.String())
	}
	b.Reset()
	area.Findings, area.Sources = nil, nil
	if err := report.ExplanationJSON(&b, e); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, `"result"`) || strings.Contains(s, "null") || !strings.Contains(s, `"holder": "klant"`) {
		t.Errorf("explanation of an area as JSON:\n%s", s)
	}
	b.Reset()
	if err := report.JSON(&b, &clause.Report{Matrix: []clause.Area{{Area: "a.b", Holder: clause.Unassigned}}}); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, "null") || !strings.Contains(s, `"holder": "niet geregeld"`) {
		t.Errorf("matrix as JSON:\n%s", s)
	}
}
