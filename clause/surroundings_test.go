package clause_test

import (
	"testing"

	"github.com/clausule/clausule/clause"
)

// What an article is about, its sentences are about, unless its heading names no
// subject: then each paragraph speaks for itself.
func TestSurroundings(t *testing.T) {
	const (
		breach = "Bij een inbreuk in verband met persoonsgegevens neemt Leverancier maatregelen."
		notice = "Leverancier meldt Klant binnen vijf werkdagen iedere wijziging van de planning."
	)
	for _, tt := range []struct {
		name, text string
		want       clause.Status
	}{
		{"one subject", "Artikel 9 Incidenten\n\n9.1 " + breach + "\n\n9.2 " + notice, clause.Conflict},
		{"no subject", "Artikel 9 Aanvullende bepalingen\n\n9.1 " + breach + "\n\n9.2 " + notice, clause.Missing},
		{"no subject, one paragraph", "Artikel 9 Overige bepalingen\n\n9.1 " + breach + " " + notice, clause.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := builtin(t, "ksz.vertrouwelijkheid.incidentmelding").Check(t.Context(), readPlain(t, "Overeenkomst tussen Klant en Leverancier.\n\n"+tt.text+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Results[0]; got.Status != tt.want {
				t.Errorf("%s, want %s: %v", got.Status, tt.want, got.Lacks)
			}
		})
	}
}

// A definition says what a name stands for, but a party is not what it handles.
func TestPartyDefinedByWhatItHandles(t *testing.T) {
	const text = "Artikel 1 Definities\n\n1.1 Verwerker: de partij die persoonsgegevens verwerkt voor Klant.\n\nArtikel 2 Kwetsbaarheden\n\n2.1 Verwerker meldt Klant iedere kwetsbaarheid binnen 24 uur.\n"
	r, err := builtin(t, "nis2.21-3.kwetsbaarheden").Check(t.Context(), readPlain(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Results[0]; got.Status != clause.Met {
		t.Errorf("%s: %v", got.Status, got.Lacks)
	}
}
