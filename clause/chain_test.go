package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

const chainContract = `# Verwerkersovereenkomst

tussen Stichting De Brug, hierna: Verwerkingsverantwoordelijke, en Wolkenhuis B.V., hierna: Verwerker.

# Artikel 7. Datalekken

7.1 Verwerker meldt een datalek uiterlijk binnen %s na ontdekking aan Verwerkingsverantwoordelijke.

# Artikel 8. Subverwerkers

8.1 Subverwerkers komen op een lijst.

8.3 %s
`

func TestChainOfTerms(t *testing.T) {
	for _, tt := range []struct {
		term, text string
		status     clause.Status
		flag       string
	}{
		{"48 uur", "Subverwerkers melden een datalek binnen 24 uur aan Verwerker.", clause.Met,
			"keten: onderaannemer 24 uur (art. 8.3) + leverancier 48 uur = 72 uur; van de 72 uur van art. 33 lid 1 AVG blijft niets over"},
		{"24 uur", "Iedere subverwerker stelt Verwerker binnen twaalf uur in kennis van een datalek.", clause.Met,
			"keten: onderaannemer twaalf uur (art. 8.3) + leverancier 24 uur = 36 uur; van de 72 uur van art. 33 lid 1 AVG blijft 36 uur over"},
		{"twee werkdagen", "Verwerker verplicht zijn subverwerkers om een datalek binnen 24 uur aan hem te melden.", clause.Partial,
			"keten: onderaannemer 24 uur (art. 8.3) + leverancier twee werkdagen, over een weekend 96 uur, = 120 uur; van de 72 uur van art. 33 lid 1 AVG blijft niets over: het is 48 uur meer"},
		{"24 uur", "Een datalek bij een subverwerker meldt Verwerker binnen 36 uur aan Verwerkingsverantwoordelijke.", clause.Met, ""},
		{"24 uur", "Verwerker legt subverwerkers dezelfde verplichtingen op.", clause.Met, ""},
		{"24 uur", "Subverwerkers melden een storing binnen 4 uur aan Verwerker.", clause.Met, ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r := verdicts(t, fmt.Sprintf(chainContract, tt.term, tt.text), "ksz")["incidentmelding"]
			if r.Status != tt.status {
				t.Errorf("%s, want %s: %q", r.Status, tt.status, r.Lacks)
			}
			got := ""
			for _, f := range r.Flags {
				if strings.HasPrefix(f, "keten") || strings.Contains(f, "art. 33") {
					got += f
				}
			}
			if got != tt.flag {
				t.Errorf("\n got %q\nwant %q", got, tt.flag)
			}
		})
	}
}

func TestWorstCase(t *testing.T) {
	for _, tt := range []struct{ term, worst, why string }{
		{"twee werkdagen", "PT96H", "Over een weekend is dat tot 96 uur; een feestdag komt daar nog bij."},
		{"1 werkdag", "PT72H", "Over een weekend is dat tot 72 uur; een feestdag komt daar nog bij."},
		{"36 uur", "", ""},
		{"twee dagen", "", ""},
	} {
		r := verdicts(t, fmt.Sprintf(chainContract, tt.term, "Partijen overleggen."), "ksz")["incidentmelding"]
		found := false
		for _, f := range r.Findings {
			if f.Value == nil {
				continue
			}
			found = true
			if f.Value.Worst != tt.worst || tt.why != "" && !strings.HasSuffix(f.Why, tt.why) || tt.why == "" && strings.Contains(f.Why, "weekend") {
				t.Errorf("%s: worst %q, %q", tt.term, f.Value.Worst, f.Why)
			}
		}
		if !found {
			t.Errorf("%s: no value in %+v", tt.term, r.Findings)
		}
	}
}
