package clause_test

import (
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// What seems to take a guarantee away does not where it is itself denied, where
// it says what the customer may do, or where the denial is of something else.
func TestNoConflict(t *testing.T) {
	const back, audit, sub, place, forces = "ksz.teruggave.teruggave", "ksz.audit.recht", "ksz.onderaanneming.kennisgeving", "ksz.datacenter.fysiek", "ksz.onderaanneming.aansprakelijkheid"
	for _, tt := range []struct {
		id       rules.ID
		text     string
		conflict bool
	}{
		{back, "Leverancier heeft een retentierecht op de gegevens.", true},
		{back, "Een retentierecht op de gegevens komt Leverancier niet toe.", false},
		{back, "Een retentierecht op de gegevens is uitgesloten.", false},
		{forces, "Een tekortkoming van een onderaannemer geldt als overmacht.", true},
		{forces, "Een beroep op overmacht wegens een tekortkoming van een onderaannemer is uitgesloten.", false},
		{sub, "Leverancier mag zonder aankondiging andere onderaannemers inschakelen.", true},
		{sub, "Klant mag zonder aankondiging een audit verrichten bij Leverancier en zijn onderaannemers.", false},
		{audit, "Leverancier hoeft geen audits toe te staan.", true},
		{audit, "De geheimhouding wijkt voor een onderzoek door een bevoegde instantie; Leverancier hoeft de gegrondheid daarvan niet te beoordelen.", false},
		{place, "De gegevens staan niet in een fysiek beveiligd datacenter.", true},
		{place, "De database is niet versleuteld opgeslagen, wel fysiek beveiligd datacenter.", false},
	} {
		r, err := builtin(t, string(tt.id)).Check(t.Context(), readPlain(t, tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Results[0]; (got.Status == clause.Conflict) != tt.conflict {
			t.Errorf("%s: %s on %q: %s", tt.id, got.Status, tt.text, got.Reason)
		}
	}
}

// What the provider finds out whether he can do is no choice of his.
func TestOptional(t *testing.T) {
	for text, want := range map[string]clause.Status{
		"Verwerker kan elk lek onverwijld melden aan Klant.":                           clause.Partial,
		"Verwerker beproeft elke week of hij elk lek onverwijld kan melden aan Klant.": clause.Met,
	} {
		r, err := checker(t, testRule).Check(t.Context(), readPlain(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Results[0]; got.Status != want {
			t.Errorf("%q: %s (%s), want %s", text, got.Status, got.Reason, want)
		}
	}
}

// A denial that "en" adds behind a whole promise takes nothing from it, and
// neither does a limit on how often.
func TestAppendedDenial(t *testing.T) {
	for _, tt := range []struct {
		id   rules.ID
		text string
		met  bool
	}{
		{"avg.28-3-a.instructies", "Leverancier verwerkt persoonsgegevens uitsluitend op instructie van Klant en niet voor eigen doeleinden.", true},
		{"avg.28-3-a.instructies", "Leverancier verwerkt persoonsgegevens niet uitsluitend op instructie van Klant.", false},
		{"ksz.audit.recht", "Klant kan, en niet vaker dan eenmaal per jaar, een audit bij Leverancier uitvoeren.", true},
		{"ksz.audit.recht", "Klant kan niet zelf een audit bij Leverancier uitvoeren.", false},
	} {
		r, err := builtin(t, string(tt.id)).Check(t.Context(), readPlain(t, tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Results[0]; (got.Status == clause.Met) != tt.met {
			t.Errorf("%s: %s on %q: %s", tt.id, got.Status, tt.text, got.Reason)
		}
	}
}
