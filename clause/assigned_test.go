package clause_test

import (
	"fmt"
	"testing"

	"github.com/clausule/clausule/clause"
)

const dutiesContract = `# Verwerkersovereenkomst

tussen Stichting De Brug, hierna: Verwerkingsverantwoordelijke, en Wolkenhuis B.V., hierna: Verwerker.

%s
`

// What a heading or a table lays with the customer is no promise of the provider.
func TestLaidWithCustomer(t *testing.T) {
	const (
		backup = "Het maken van dagelijkse back-ups en het testen van het terugzetten."
		row    = "Dagelijkse back-ups en hersteltest"
	)
	for _, tt := range []struct {
		name, text string
		met        bool
	}{
		{"heading of the customer", "## Verplichtingen van Verwerkingsverantwoordelijke\n\n" + backup, false},
		{"heading of the provider", "## Verplichtingen van Verwerker\n\n" + backup, true},
		{"without preposition", "## Taken Verwerkingsverantwoordelijke\n\n" + backup, false},
		{"what he must do", "## Wat Verwerkingsverantwoordelijke moet doen\n\n" + backup, false},
		{"what he does, as a question without style", "Wat doet de Verwerkingsverantwoordelijke?\n\n- Dagelijkse back-ups maken en het terugzetten testen.", false},
		{"another heading follows", "## Taken Verwerkingsverantwoordelijke\n\nTijdig betalen.\n\n## Back-ups\n\n" + backup, true},
		{"a heading under it for the provider", "## Taken Verwerkingsverantwoordelijke\n\n### Taken Verwerker\n\n" + backup, true},
		{"help with the duties of the customer", "## Bijstand bij verplichtingen van Verwerkingsverantwoordelijke\n\n" + backup, true},
		{"towards the customer", "## Verplichtingen van Verwerker jegens Verwerkingsverantwoordelijke\n\n" + backup, true},
		{"rights of the customer", "## Rechten en plichten van Verwerkingsverantwoordelijke\n\n" + backup, true},
		{"what the customer gets", "## Wat Verwerkingsverantwoordelijke krijgt\n\n" + backup, true},
		{"the sentence names the provider", "## Taken Verwerkingsverantwoordelijke\n\nVerwerker maakt dagelijks back-ups en test het terugzetten.", true},

		{"columns: no and yes", "| Taak | Verwerker | Verwerkingsverantwoordelijke |\n|---|---|---|\n| " + row + " | nee | ja |", false},
		{"columns: yes and no", "| Taak | Verwerker | Verwerkingsverantwoordelijke |\n|---|---|---|\n| " + row + " | ja | nee |", true},
		{"columns: a cross", "| Taak | Verwerker | Verwerkingsverantwoordelijke |\n|---|---|---|\n| " + row + " |  | X |", false},
		{"columns: both", "| Taak | Verwerker | Verwerkingsverantwoordelijke |\n|---|---|---|\n| " + row + " | X | X |", true},
		{"columns: informed", "| Taak | Verwerker | Verwerkingsverantwoordelijke |\n|---|---|---|\n| " + row + " | I | R |", false},
		{"column of the customer", "| Taken Verwerker | Taken Verwerkingsverantwoordelijke |\n|---|---|\n| Levert de dienst | Maakt dagelijks back-ups en test het terugzetten |", false},
		{"column of the provider", "| Taken Verwerker | Taken Verwerkingsverantwoordelijke |\n|---|---|\n| Maakt dagelijks back-ups en test het terugzetten | Betaalt |", true},
		{"who does it: the customer", "| Taak | Uitvoerder |\n|---|---|\n| " + row + " | Verwerkingsverantwoordelijke |", false},
		{"who does it: the provider", "| Taak | Uitvoerder |\n|---|---|\n| " + row + " | Verwerker |", true},
		{"who does it: both", "| Taak | Uitvoerder |\n|---|---|\n| " + row + " | Verwerker en Verwerkingsverantwoordelijke |", true},
		{"who is told", "| Taak | Melden aan |\n|---|---|\n| " + row + " | Verwerkingsverantwoordelijke |", true},

		{"status: no", "| Maatregel | Termijn | Overeengekomen |\n|---|---|---|\n| " + row + " | dagelijks | nee |", false},
		{"status: no, planned", "| Maatregel | Geïmplementeerd |\n|---|---|\n| " + row + " | Nee, gepland voor 2028 |", false},
		{"status: not yet", "| Maatregel | Status |\n|---|---|\n| " + row + " | nog niet |", false},
		{"status: yes", "| Maatregel | Termijn | Overeengekomen |\n|---|---|---|\n| " + row + " | dagelijks | ja |", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := verdicts(t, fmt.Sprintf(dutiesContract, tt.text), "ksz")["integriteit"]
			if (r.Status == clause.Met) != tt.met {
				t.Errorf("%s: %s", r.Status, r.Reason)
			}
		})
	}
}

// What somebody else does, or says of himself, is no full promise.
func TestHearsay(t *testing.T) {
	for _, tt := range []struct {
		text string
		want clause.Status
	}{
		{"Gegevens worden versleuteld tijdens transport en in opslag.", clause.Met},
		{"Volgens opgave van Google worden gegevens versleuteld tijdens transport en in opslag.", clause.Partial},
		{"Het datacentrum versleutelt naar eigen zeggen gegevens tijdens transport en in opslag.", clause.Partial},
		{"Volgens opgave van Verwerkingsverantwoordelijke worden gegevens versleuteld tijdens transport en in opslag.", clause.Met},
		{"Microsoft versleutelt gegevens tijdens transport en in opslag.", clause.Partial},
		{"Verwerker versleutelt bij Microsoft gegevens tijdens transport en in opslag.", clause.Met},
	} {
		r := verdicts(t, fmt.Sprintf(dutiesContract, tt.text), "ksz")["versleuteling"]
		if r.Status != tt.want {
			t.Errorf("%q: %s, want %s: %s", tt.text, r.Status, tt.want, r.Reason)
		}
	}
}

// A term in office hours is counted in working days of eight hours.
func TestOfficeHours(t *testing.T) {
	for term, want := range map[string]clause.Status{
		"acht werkuren":               clause.Met,
		"16 kantooruren":              clause.Partial,
		"40 werkuren":                 clause.Conflict,
		"drie maal vierentwintig uur": clause.Partial,
		"tweemaal 24 uur":             clause.Met,
		"vijf keer 24 uur":            clause.Conflict,
	} {
		r := verdicts(t, fmt.Sprintf(dutiesContract, "Verwerker meldt een datalek binnen "+term+" na ontdekking aan Verwerkingsverantwoordelijke."), "ksz")["incidentmelding"]
		if r.Status != want {
			t.Errorf("%s: %s, want %s: %s", term, r.Status, want, r.Reason)
		}
	}
}
