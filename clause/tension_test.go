package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

func TestTensions(t *testing.T) {
	const notice = `# Verwerkersovereenkomst

tussen Stichting De Brug, hierna: Verwerkingsverantwoordelijke, en Wolkenhuis B.V., hierna: Verwerker.

# Artikel 4. Back-up

4.1 Verwerker maakt dagelijks een back-up van alle gegevens en test het terugzetten ieder kwartaal.

# Artikel 7. Datalekken

7.1 Verwerker meldt een datalek uiterlijk binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.

# Artikel 10. Einde

10.1 Verwerker verwijdert alle persoonsgegevens en alle kopieën binnen 30 dagen na het einde van de overeenkomst.

# Artikel 12. Overig

12.1 Partijen overleggen jaarlijks.

%s
`
	const table = "# Bijlage 3. Dienstniveaus\n\n| Onderwerp | Termijn |\n|---|---|\n| %s | %s |\n| Ander verzoek | 9 dagen |\n"
	for _, tt := range []struct {
		name, req, text string
		status          clause.Status
		want            string // kind, places and decision
	}{
		{"text against table", "incidentmelding", fmt.Sprintf(table, "Melding van een datalek aan Verwerkingsverantwoordelijke", "72 uur"), clause.Partial, "contradiction 7.1 / Bijlage 3 takes"},
		{"article against article", "incidentmelding", "12.3 Een datalek wordt door Verwerker binnen 60 uur aan Verwerkingsverantwoordelijke gemeld.", clause.Partial, "contradiction 7.1 / 12.3 takes"},
		{"both good enough", "incidentmelding", "12.3 Een datalek wordt door Verwerker binnen 36 uur aan Verwerkingsverantwoordelijke gemeld.", clause.Met, "contradiction 7.1 / 12.3 takes"},
		{"past the limit", "incidentmelding", "12.3 Een datalek wordt door Verwerker binnen zeven dagen aan Verwerkingsverantwoordelijke gemeld.", clause.Conflict, "contradiction 7.1 / 12.3 takes"},
		{"given and taken away", "vernietiging", "12.3 Verwerker mag de persoonsgegevens na het einde voor onbepaalde tijd bewaren.", clause.Conflict, "contradiction 10.1 / 12.3 takes"},
		{"the same value twice", "incidentmelding", fmt.Sprintf(table, "Melding van een datalek aan Verwerkingsverantwoordelijke", "24 uur"), clause.Met, ""},
		{"a further report", "incidentmelding", "12.3 Het volledige rapport over een datalek meldt Verwerker binnen 60 uur aan Verwerkingsverantwoordelijke.", clause.Met, ""},
		{"a case of its own", "incidentmelding", "12.3 In het weekend meldt Verwerker een datalek binnen 48 uur aan Verwerkingsverantwoordelijke.", clause.Met, ""},
		{"other copies", "vernietiging", "12.3 Back-ups van de persoonsgegevens verwijdert Verwerker binnen 90 dagen na het einde van de overeenkomst.", clause.Met, ""},
		{"a shorter aim", "incidentmelding", "12.3 Verwerker streeft ernaar een datalek binnen 4 uur aan Verwerkingsverantwoordelijke te melden.", clause.Met, ""},

		{"loss of data", "integriteit", "12.3 Verwerker is niet aansprakelijk voor verlies van gegevens.", clause.Met, "hollowed 4.1 / 12.3 gives"},
		{"loss of data, in a list", "integriteit", "12.3 Aansprakelijkheid voor gederfde winst en voor verminking of verlies van gegevens is uitgesloten.", clause.Met, "hollowed 4.1 / 12.3 gives"},
		{"suspension", "vernietiging", "12.3 Verwerker mag zijn verplichtingen opschorten zolang facturen niet zijn betaald.", clause.Met, ""},
		{"suspension of the notice", "incidentmelding", "12.3 Verwerker mag zijn verplichtingen opschorten zolang facturen niet zijn betaald.", clause.Met, "hollowed 7.1 / 12.3 gives"},
		{"payment elsewhere", "incidentmelding", "12.3 Voor de meldingen bedoeld in artikel 7 brengt Verwerker kosten in rekening.", clause.Partial, "hollowed 7.1 / 12.3 takes"},
		{"a deviation", "incidentmelding", "12.3 In afwijking van artikel 7.1 bedraagt de termijn 60 uur.", clause.Partial, "hollowed 7.1 / 12.3 takes"},
		{"force majeure", "integriteit", "12.3 Verwerker is niet aansprakelijk voor verlies van gegevens door overmacht.", clause.Met, ""},
		{"the other party", "integriteit", "12.3 Verwerkingsverantwoordelijke is niet aansprakelijk voor verlies van gegevens.", clause.Met, ""},
		{"liability stands", "integriteit", "12.3 Aansprakelijkheid voor verlies van gegevens is niet uitgesloten.", clause.Met, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := verdicts(t, fmt.Sprintf(notice, tt.text), "ksz")[tt.req]
			if r.Status != tt.status {
				t.Errorf("%s, want %s: %q", r.Status, tt.status, r.Lacks)
			}
			var got []string
			for _, x := range r.Tensions {
				got = append(got, fmt.Sprintf("%s %s / %s %s", x.Kind, x.Gives.Label, x.Takes.Label, x.Decides))
				if x.Gives.Quote == "" || x.Takes.Quote == "" || x.Why == "" || x.Takes.Why == "" {
					t.Errorf("%+v", x)
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// What takes a guarantee away is no reservation on the promise that it stands
// against, and no rule of law says that the last one prevails.
func TestContradictionIsToldOnce(t *testing.T) {
	r := verdicts(t, `# Verwerkersovereenkomst

10.2 Verwerker mag de persoonsgegevens na het einde voor onbepaalde tijd bewaren.

10.3 Verwerker verwijdert de persoonsgegevens dertig dagen na het einde van de overeenkomst.
`, "ksz")["bewaartermijn"]
	if r.Status != clause.Conflict || len(r.Tensions) != 1 {
		t.Fatalf("%s %+v", r.Status, r.Tensions)
	}
	x := r.Tensions[0]
	if strings.Contains(x.Gives.Why, "maar") || !strings.Contains(x.Why, "voor de klant het ongunstigst") || strings.Contains(x.Why, "laatste") {
		t.Errorf("%q, gives %q", x.Why, x.Gives.Why)
	}
}
