package clause_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// verdicts judges a text against packs of the catalogue, by the end of the id.
func verdicts(t *testing.T, text string, packs ...string) map[string]clause.Result {
	t.Helper()
	cat, err := rules.Builtin(packs...)
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Check(context.Background(), read(t, text))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]clause.Result{}
	for _, res := range r.Results {
		id := string(res.Requirement)
		out[id[strings.LastIndexByte(id, '.')+1:]] = res
	}
	return out
}

// An agreement that gives all that reservations elsewhere can take.
const agreement = `# Verwerkersovereenkomst

tussen Stichting De Brug, hierna: Verwerkingsverantwoordelijke, en Wolkenhuis B.V., hierna: Verwerker.

# Artikel 5. Beveiliging

5.1 Verwerker treft passende technische en organisatorische maatregelen om persoonsgegevens te beveiligen.

# Artikel 6. Bijstand

6.1 Verwerker verleent bijstand bij verzoeken van betrokkenen om hun rechten uit te oefenen.

6.2 Verwerker verleent bijstand bij een DPIA, bij voorafgaande raadpleging en bij de meldplicht datalekken.

# Artikel 7. Datalekken

7.1 Verwerker meldt een datalek onverwijld en uiterlijk binnen 24 uur aan Verwerkingsverantwoordelijke.

# Artikel 9. Audit

9.1 Verwerkingsverantwoordelijke mag audits laten uitvoeren en Verwerker werkt daaraan mee.

# Artikel 12. Overig

12.1 Partijen overleggen jaarlijks.

12.2 %s
`

func TestReservationsByNumber(t *testing.T) {
	const paid, effort, condition, choice, off = "alleen tegen betaling of na een nadere afspraak (art. 12.2)", "alleen een inspanning, geen resultaat (art. 12.2)",
		"alleen onder voorwaarde (art. 12.2)", "naar eigen keuze van de leverancier (art. 12.2)", "het artikel is niet of niet geheel van toepassing verklaard (art. 12.2)"
	for _, tt := range []struct {
		text, lacks string
		weakened    string // the requirements that are partial
	}{
		{"Voor de werkzaamheden als bedoeld in artikel 6.1, 7 en 9 brengt Verwerker kosten in rekening.", paid, "betrokkenen incidentmelding"},
		{"De medewerking bedoeld in de artikelen 6 tot en met 9 geschiedt tegen de dan geldende tarieven van Verwerker.", paid, "betrokkenen bijstand incidentmelding"},
		{"Voor de in artikel 6 bedoelde bijstand is Verwerkingsverantwoordelijke een vergoeding verschuldigd.", paid, "betrokkenen bijstand"},
		{"De uren die Verwerker besteedt aan de uitvoering van artikel 6 lid 1 worden op basis van nacalculatie gefactureerd.", paid, "betrokkenen"},
		{"De bijstand uit hoofde van artikel 6.2 wordt pas verleend na akkoord op een offerte.", paid, "bijstand"},
		{"De kosten van de nakoming van § 7.1 komen voor rekening van Verwerkingsverantwoordelijke.", paid, "incidentmelding"},
		{"De verplichtingen uit artikel 5 gelden als inspanningsverplichting.", effort, "beveiliging"},
		{"De artikelen 5 en 7 bevatten uitsluitend inspanningsverbintenissen.", effort, "beveiliging incidentmelding"},
		{"Verwerker spant zich in om de verplichtingen van artikel 7 na te komen.", effort, "incidentmelding"},
		{"Verwerker is tot nakoming van artikel 7 slechts gehouden voor zover dat redelijkerwijs mogelijk is.", condition, "incidentmelding"},
		{"De in artikel 7 bedoelde melding mag Verwerker achterwege laten als er geen risico is.", choice, "incidentmelding"},
		{"Artikel 7 is niet van toepassing op incidenten bij subverwerkers.", off, "incidentmelding"},
		{"Artikel 5.1 blijft buiten toepassing in de testomgeving.", off, "beveiliging"},

		// A reservation on something else, or none.
		{"Onverminderd artikel 6 brengt Verwerker de werkzaamheden voor nieuwe koppelingen in rekening.", "", ""},
		{"Voor de werkzaamheden als bedoeld in artikel 6, 7 en 9 brengt Verwerker geen kosten in rekening.", "", ""},
		{"De bijstand bedoeld in artikel 6 geschiedt kosteloos en niet tegen de geldende tarieven.", "", ""},
		{"De werkzaamheden bedoeld in artikel 6 worden in rekening gebracht voor zover zij meer dan vier uur per jaar vergen.", "", ""},
		{"De kosten van de audit bedoeld in artikel 9 zijn voor rekening van Verwerkingsverantwoordelijke.", "", ""},
		{"De bijstand bedoeld in artikel 28 AVG geschiedt tegen de geldende tarieven.", "", ""},
		{"De verplichtingen uit artikel 6 van de Hoofdovereenkomst worden uitgevoerd tegen uurtarief.", "", ""},
		{"De verplichtingen uit artikel 5 gelden als resultaatsverplichting en niet als inspanningsverplichting.", "", ""},
		{"De verplichtingen uit artikel 44 gelden als inspanningsverplichting.", "", ""},
		{"De kosten van de nakoming van artikel 6 en 7 komen voor rekening van Verwerker.", "", ""},
		{"Partijen gaan bij de uitvoering van artikel 7 uit van wederzijds vertrouwen.", "", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			var weakened []string
			all := verdicts(t, fmt.Sprintf(agreement, tt.text), "ksz", "avg")
			for _, id := range []string{"beveiliging", "betrokkenen", "bijstand", "incidentmelding", "recht"} {
				switch r := all[id]; {
				case r.Status == clause.Partial && tt.lacks != "" && strings.Contains(strings.Join(r.Lacks, "; "), tt.lacks):
					weakened = append(weakened, id)
				case r.Status != clause.Met:
					t.Errorf("%s: %s, %q", id, r.Status, r.Lacks)
				}
			}
			if got := strings.Join(weakened, " "); got != tt.weakened {
				t.Errorf("weakened %q, want %q", got, tt.weakened)
			}
		})
	}
}
