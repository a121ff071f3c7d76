package clause_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

func explain(t *testing.T, o clause.Options, text string, id rules.ID) *clause.Explanation {
	t.Helper()
	c, err := clause.New(builtinCatalogue(t), o)
	if err != nil {
		t.Fatal(err)
	}
	e, err := c.Explain(context.Background(), readPlain(t, text), id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const nearText = `Artikel 1. Subverwerkers

1.1 Verwerker mag subverwerkers inschakelen en sluit met hen een overeenkomst.

1.2 Verwerkingsverantwoordelijke meldt een datalek binnen 24 uur aan Verwerker.

1.3 Verwerkingsverantwoordelijke mag eenmaal per jaar een audit bij Verwerker laten uitvoeren.

Artikel 2. Betaling

2.1 Facturen worden binnen 30 dagen betaald.

2.2 Verwerker meldt storingen op zijn website.
`

func TestNear(t *testing.T) {
	for _, tc := range []struct {
		id     rules.ID
		labels string // of the passages, in order
		why    string // of the first, a part
		misses string // of the first
	}{
		// The subject stands there, what is asked does not.
		{"ksz.onderaanneming.aansprakelijkheid", "1.1", "Telt niet voor de aansprakelijkheid van de leverancier", "aansprakelijk"},
		{"ksz.onderaanneming.controle", "1.1", "Telt niet voor controle door de leverancier op zijn onderaannemers", "control"},
		// All of it, by the wrong party.
		{"ksz.vertrouwelijkheid.incidentmelding", "1.2", "Telt niet: dit is een verplichting van de andere partij.", ""},
		// A duty to tell and a number of days are near to nothing by themselves.
		{"ksz.privacy.sleutelbeheer", "", "", ""},
		{"ksz.teruggave.teruggave", "", "", ""},
	} {
		e := explain(t, clause.Options{}, nearText, tc.id)
		var labels []string
		for _, n := range e.Near {
			labels = append(labels, n.Label)
		}
		if e.Result.Status != clause.Missing || len(labels) == 0 != (tc.labels == "") {
			t.Errorf("%s: %s, near %v", tc.id, e.Result.Status, labels)
			continue
		}
		if tc.labels == "" {
			continue
		}
		first := e.Near[0]
		if first.Label != tc.labels || !strings.Contains(first.Why, tc.why) || !strings.Contains(strings.Join(first.Misses, " "), tc.misses) {
			t.Errorf("%s: near %v, first %q, %q", tc.id, labels, first.Why, first.Misses)
		}
	}
	if e := explain(t, clause.Options{Nearest: -1}, nearText, "ksz.onderaanneming.controle"); len(e.Near) > 0 {
		t.Errorf("%d passages near, none were asked for", len(e.Near))
	}
	if e := explain(t, clause.Options{Nearest: 1}, nearText+"\n2.3 Verwerker kiest subverwerkers met zorg.\n", "ksz.onderaanneming.controle"); len(e.Near) != 1 {
		t.Errorf("%d passages near, one was asked for", len(e.Near))
	}
	if e := explain(t, clause.Options{}, "Klant mag een audit laten uitvoeren. Verwerker werkt daaraan mee.", "ksz.audit.recht"); len(e.Near) > 0 || len(e.Elements) > 0 {
		t.Error("something near and elements that lack, for what is met")
	}
}

func TestElements(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		id         rules.ID
		want       string // element and state, in order
		why        string // among those of the elements
		wording    string // a part of that of the last element
	}{
		{"one lacks", "Verwerker meldt een datalek aan Verwerkingsverantwoordelijke.", "ksz.vertrouwelijkheid.incidentmelding",
			"melding given, termijn absent", "", "binnen 24 uur"},
		{"one past its limit", "Verwerker meldt een datalek binnen 72 uur aan Verwerkingsverantwoordelijke.", "ksz.vertrouwelijkheid.incidentmelding",
			"melding given, termijn weak", "72 uur is meer dan 48 uur", "binnen 24 uur"},
		{"the other party", "Klant meldt een datalek binnen 24 uur aan Verwerker.", "ksz.vertrouwelijkheid.incidentmelding",
			"melding absent, termijn absent", "Telt niet: dit is een verplichting van de andere partij.", "binnen 24 uur"},
		{"nothing", "Verwerker levert software.", "ksz.vertrouwelijkheid.incidentmelding", "melding absent, termijn absent", "", "binnen 24 uur"},
		{"a reservation", "Verwerker spant zich in om passende technische en organisatorische maatregelen te nemen.", "avg.28-3-c.beveiliging",
			"maatregelen weak", "alleen een inspanning", "passende technische"},
	} {
		e := explain(t, clause.Options{}, tc.text, tc.id)
		var got, why []string
		for _, s := range e.Elements {
			got = append(got, s.Element+" "+string(s.State))
			why = append(why, s.Why)
			if (s.State == clause.Given) != (s.Wording == "") {
				t.Errorf("%s: %s is %s, wording %q", tc.name, s.Element, s.State, s.Wording)
			}
			if s.State == clause.Given && s.At == nil {
				t.Errorf("%s: %s is given nowhere", tc.name, s.Element)
			}
		}
		if strings.Join(got, ", ") != tc.want || tc.why != "" && !slices.ContainsFunc(why, func(w string) bool { return strings.Contains(w, tc.why) }) {
			t.Errorf("%s: %v, %q", tc.name, got, why)
		}
		if n := len(e.Elements); n == 0 || !strings.Contains(e.Elements[n-1].Wording, tc.wording) {
			t.Errorf("%s: no wording with %q: %+v", tc.name, tc.wording, e.Elements)
		}
	}
}

// What says nothing of the verdict is marked: a flag's element, and one that
// stands away from its core.
func TestAside(t *testing.T) {
	e := explain(t, clause.Options{}, "Artikel 1\n\n1.1 Verwerker meldt een datalek aan Klant.\n\nArtikel 2\n\n2.1 Facturen worden onverwijld gemeld.\n", "ksz.vertrouwelijkheid.incidentmelding")
	aside := map[string]bool{}
	for _, s := range e.Steps {
		aside[s.Label+" "+s.Element] = s.Aside
	}
	if aside["1.1 melding"] || !aside["2.1 termijn"] {
		t.Errorf("aside: %v", aside)
	}
}
