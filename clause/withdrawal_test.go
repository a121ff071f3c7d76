package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

// What another sentence takes away makes a promise partial, whatever the rule
// knows of it; what the law asks, or takes from others, leaves it whole.
func TestWithdrawals(t *testing.T) {
	const off, aim, effort, rights, will, some, later = "niet geheel van toepassing", "een streefwaarde", "alleen een inspanning", "geen rechten", "mag ervan afwijken", "deel van de gevallen", "pas later"
	for _, tt := range []struct{ text, lacks string }{
		{"Artikel 7.1 vervalt.", off},
		{"Artikel 7.1 mist toepassing.", off},
		{"Ten aanzien van kleine incidenten geldt artikel 7 niet.", off},
		{"Artikel 7.1 geldt slechts voor klanten met een Premium-abonnement.", some},
		{"Alle in deze overeenkomst genoemde termijnen zijn indicatief en nimmer fataal.", aim},
		{"Alle verplichtingen van Verwerker uit deze overeenkomst zijn inspanningsverplichtingen.", effort},
		{"Alle door Verwerker op grond van deze overeenkomst aangegane verbintenissen gelden als middelenverbintenis.", effort},
		{"Verwerkingsverantwoordelijke kan aan deze overeenkomst geen rechten ontlenen.", rights},
		{"Verwerker mag zijn medewerking op grond van artikel 7 weigeren wanneer hij dat wenst.", will},
		{"Artikel 7 treedt pas in werking op een nader door Verwerker te bepalen datum.", later},

		{"Alle verplichtingen van Verwerker uit deze overeenkomst zijn inspanningsverplichtingen, tenzij uitdrukkelijk een resultaat is toegezegd.", ""},
		{"De verplichtingen van Verwerkingsverantwoordelijke uit deze overeenkomst zijn inspanningsverplichtingen.", ""},
		{"Alle in offertes genoemde levertijden zijn indicatief.", ""},
		{"Derden kunnen aan deze overeenkomst geen rechten ontlenen.", ""},
		{"Artikel 7 geldt alleen voor inbreuken in verband met persoonsgegevens.", ""},
		{"Artikel 7 geldt niet als de wet een melding verbiedt.", ""},
		{"Een telefoontje geldt niet als melding in de zin van artikel 7.", ""},
		{"Verwerker mag van artikel 7 alleen met toestemming van Verwerkingsverantwoordelijke afwijken.", ""},
	} {
		t.Run(tt.text, func(t *testing.T) { withdraws(t, fmt.Sprintf(agreement, tt.text), tt.lacks) })
	}
	for _, tt := range []struct{ text, lacks string }{
		{"Deze verplichting geldt niet voor testomgevingen.", off},
		{"In het hoogseizoen geldt dit niet.", off},
		{"De vorige bepaling ziet niet op testomgevingen.", off},
		{"Deze termijn is indicatief.", aim},
		{"Deze termijn is niet fataal.", aim},
		{"Deze verbintenis is een middelenverbintenis.", effort},
		{"Aan het voorgaande kan Verwerkingsverantwoordelijke geen rechten ontlenen.", rights},
		{"Hiervan mag Verwerker zonder toestemming afwijken.", will},
		{"Deze verplichting geldt slechts voor ernstige gevallen.", some},

		{"Deze termijn is fataal en niet indicatief.", ""},
		{"Deze verplichting geldt niet alleen overdag, maar ook in het weekend.", ""},
		{"Deze verplichting geldt ook als nog niet alles bekend is.", ""},
		{"Dit geldt niet voor zover een wettelijk voorschrift een melding verbiedt.", ""},
		{"Hiervan mag Verwerker niet afwijken.", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			withdraws(t, strings.Replace(fmt.Sprintf(agreement, "Partijen overleggen."), "uur aan Verwerkingsverantwoordelijke.", "uur aan Verwerkingsverantwoordelijke. "+tt.text, 1), tt.lacks)
		})
	}
}

func withdraws(t *testing.T, text, lacks string) {
	t.Helper()
	r := verdicts(t, text, "ksz")["incidentmelding"]
	got := strings.Join(r.Lacks, "; ")
	switch {
	case lacks == "" && r.Status != clause.Met:
		t.Errorf("%s: %q", r.Status, got)
	case lacks != "" && (r.Status != clause.Partial || !strings.Contains(got, lacks)):
		t.Errorf("%s %q, want %q", r.Status, got, lacks)
	}
}

// What is no promise: text that has lapsed, examples, options that are not
// chosen, the law retold, and what somebody means to do or once did.
func TestNoPromise(t *testing.T) {
	const before = "VERWERKERSOVEREENKOMST\n\nTussen Stichting De Brug, hierna: \"Verwerkingsverantwoordelijke\", en Wolkenhuis B.V., hierna: \"Verwerker\".\n\n"
	for _, tt := range []struct {
		req, text string
		want      clause.Status
	}{
		{"incidentmelding", "Artikel 7\n7.1 Vervallen: Verwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Missing},
		{"incidentmelding", "Artikel 7\n7.1 [vervallen] Verwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Missing},
		{"incidentmelding", "Artikel 7 (vervallen)\n7.1 Verwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Missing},
		{"incidentmelding", "Artikel 7\n7.1 Het volgende is uitsluitend ter informatie en bindt Verwerker niet. Verwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Missing},
		{"incidentmelding", "Artikel 5\n5.1 Partijen overleggen.\n\nBijlage 3 Achtergrond\nDeze bijlage is uitsluitend ter informatie en maakt geen deel uit van de overeenkomst.\nVerwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Missing},
		{"incidentmelding", "Artikel 7\n7.1 De vorige overeenkomst, op grond waarvan Verwerker een datalek binnen 24 uur aan Verwerkingsverantwoordelijke meldt, eindigt hierbij.", clause.Missing},
		{"incidentmelding", "Artikel 5\n5.1 Partijen overleggen.\n\nBijlage 3 Procedure\nDeze bijlage maakt deel uit van de overeenkomst.\nVerwerker meldt een datalek binnen 24 uur aan Verwerkingsverantwoordelijke.", clause.Met},
		{"integriteit", "Artikel 6\n6.1 Voorbeeld: Verwerker maakt dagelijks een back-up en test elk kwartaal het terugzetten.", clause.Missing},
		{"integriteit", "Artikel 6\n6.1 In deze overeenkomst betekent \"goede back-up\" dat Verwerker dagelijks een back-up maakt en elk kwartaal test.", clause.Missing},
		{"integriteit", "Artikel 6\n6.1 Verwerker heeft tot 1 januari 2024 dagelijks back-ups gemaakt en getest.", clause.Partial},
		{"versleuteling", "Artikel 6 Opties\n☐ Verwerker versleutelt de gegevens tijdens transport en in opslag.\n\n☒ Verwerker maakt dagelijks een back-up.", clause.Missing},
		{"versleuteling", "Artikel 6 Opties\n☒ Verwerker versleutelt de gegevens tijdens transport en in opslag.\n\n☐ Verwerker maakt elk uur een back-up.", clause.Met},
		{"versleuteling", "Artikel 6\n6.1 Verwerker is voornemens de gegevens tijdens transport en in opslag te gaan versleutelen.", clause.Partial},
		{"maatregelen", "Artikel 6\n6.1 Verwerker beschikt over een uitwijklocatie. Verwerker is van plan daar in 2028 een tweede aan toe te voegen.", clause.Met},
		{"normen", "Artikel 6\n6.1 Het ISO 27001-certificaat van Verwerker is in 2024 verlopen.", clause.Partial},
		{"kennisgeving", "Artikel 6\n6.1 Is Verwerker voornemens een nieuwe subverwerker in te schakelen, dan informeert hij Verwerkingsverantwoordelijke daarover ten minste 30 dagen vooraf.", clause.Met},
	} {
		if r := verdicts(t, before+tt.text, "ksz")[tt.req]; r.Status != tt.want {
			t.Errorf("%s: %s on %q: %s", tt.req, r.Status, tt.text, r.Reason)
		}
	}
	for text, want := range map[string]clause.Status{
		"Artikel 6\n6.1 Op grond van artikel 32 AVG moet een verwerker passende technische en organisatorische maatregelen treffen.":   clause.Missing,
		"Artikel 6\n6.1 Volgens artikel 32 van de AVG dienen verwerkers passende technische en organisatorische maatregelen te nemen.": clause.Missing,
		"Artikel 6\n6.1 Op grond van artikel 32 AVG treft Verwerker passende technische en organisatorische maatregelen.":              clause.Met,
	} {
		if r := verdicts(t, before+text, "avg")["beveiliging"]; r.Status != want {
			t.Errorf("%s on %q: %s", r.Status, text, r.Reason)
		}
	}
}
