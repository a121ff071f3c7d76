package contract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// ranks lists which places go before which: "dpa>hoofd".
func ranks(c *Contract, names ...string) string {
	var list []string
	for pair := range c.ranks {
		name := func(p Place) string {
			s := names[p.Part]
			if p.Annex > 0 {
				s += fmt.Sprint("/", p.Annex)
			}
			return s
		}
		list = append(list, name(pair[0])+">"+name(pair[1]))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestPrecedenceInASet(t *testing.T) {
	hoofd := "# Raamovereenkomst\n\nPartijen komen overeen:\n\n## Artikel 1 Opdracht\n\n1.1 Opdrachtnemer levert hosting voor Opdrachtgever. De looptijd is vier jaar.\n\n## Artikel 2 Slot\n\n2.1 "
	dpa := "# Verwerkersovereenkomst\n\n## Artikel 1 Slot\n\n1.1 "
	sla := "# Service Level Agreement\n\n## 1 Slot\n\n1.1 "
	filler := "Partijen overleggen elk kwartaal."
	for _, tc := range []struct{ in, sentence, want string }{
		{"dpa", "Bij strijdigheid tussen de Hoofdovereenkomst en deze Verwerkersovereenkomst prevaleert de Verwerkersovereenkomst.", "dpa>hoofd"},
		{"dpa", "In geval van tegenstrijdigheid tussen deze Verwerkersovereenkomst en de Raamovereenkomst gaan de bepalingen van de Verwerkersovereenkomst voor.", "dpa>hoofd"},
		{"dpa", "Indien de Verwerkersovereenkomst strijdig is met de Overeenkomst, prevaleert de Verwerkersovereenkomst boven de Overeenkomst.", "dpa>hoofd"},
		{"dpa", "De bepalingen van deze Verwerkersovereenkomst hebben voorrang boven die van de Hoofdovereenkomst.", "dpa>hoofd"},
		{"dpa", "De Hoofdovereenkomst prevaleert bij strijdigheid met deze Verwerkersovereenkomst.", "hoofd>dpa"},
		{"dpa", "Bij strijd tussen de Hoofdovereenkomst en deze Verwerkersovereenkomst gelden de bepalingen uit de Hoofdovereenkomst.", "hoofd>dpa"},
		{"dpa", "Bij strijd tussen de Hoofdovereenkomst en deze Verwerkersovereenkomst prevaleert laatstgenoemde.", "dpa>hoofd"},
		{"dpa", "Bij strijd met andere afspraken is deze Verwerkersovereenkomst leidend.", "dpa>hoofd dpa>sla"},
		{"sla", "Bij strijd tussen deze SLA en de raamovereenkomst gaat de raamovereenkomst voor.", "hoofd>sla"},
		{"hoofd", "Bij strijd geldt de volgende rangorde: de Verwerkersovereenkomst, deze raamovereenkomst, de SLA.", "dpa>hoofd dpa>sla hoofd>sla"},
		{"hoofd", "In geval van strijdigheid geldt de volgende rangorde:\n\n1. deze raamovereenkomst;\n2. de Verwerkersovereenkomst;\n3. de SLA.", "dpa>sla hoofd>dpa hoofd>sla"},
		{"dpa", "Bij tegenstrijdigheid met de Hoofdovereenkomst is het bepaalde in deze Verwerkersovereenkomst bepalend.", "dpa>hoofd"},
		{"dpa", "De bepalingen van deze Verwerkersovereenkomst gaan bij strijd vóór op de Hoofdovereenkomst.", "dpa>hoofd"},
		{"dpa", "Deze Verwerkersovereenkomst primeert bij strijd met de Hoofdovereenkomst.", "dpa>hoofd"},
		{"dpa", "Bij strijd met de Hoofdovereenkomst prevaleert deze Verwerkersovereenkomst, voor zover de Hoofdovereenkomst niet anders bepaalt.", "dpa>hoofd"},
		{"hoofd", "Het contract bestaat uit de volgende stukken, waarbij bij strijd het eerder genoemde prevaleert boven het later genoemde:\n\n1. de SLA;\n2. deze raamovereenkomst;\n3. de Verwerkersovereenkomst.", "hoofd>dpa sla>dpa sla>hoofd"},
		{"hoofd", "Bij strijd gaat het later genoemde stuk boven het eerder genoemde:\n\n1. de SLA;\n2. de Verwerkersovereenkomst.", "dpa>sla"},
		{"hoofd", "Indien Bijlage 1 (Verwerkersovereenkomst) of Bijlage 2 (SLA) strijdig is met deze raamovereenkomst, prevaleren de bijlagen.", "dpa>hoofd sla>hoofd"},
		{"hoofd", "De Verwerkersovereenkomst is leidend ten opzichte van deze raamovereenkomst.", "dpa>hoofd"},
		{"hoofd", "Deze raamovereenkomst is ondergeschikt aan de Verwerkersovereenkomst.", "dpa>hoofd"},
		{"hoofd", "De bepalingen van deze raamovereenkomst zijn ondergeschikt aan die van de SLA.", "sla>hoofd"},
		{"hoofd", "Deze raamovereenkomst wijkt voor de Verwerkersovereenkomst.", "dpa>hoofd"},
		{"hoofd", "De bepalingen van de Verwerkersovereenkomst gaan vóór die van deze raamovereenkomst.", "dpa>hoofd"},
		{"hoofd", "De bepalingen van deze raamovereenkomst gaan vóór die van de Verwerkersovereenkomst.", "hoofd>dpa"},
		{"hoofd", "De Verwerkersovereenkomst heeft een hogere rang dan deze raamovereenkomst.", "dpa>hoofd"},
		{"hoofd", "De Verwerkersovereenkomst staat in rang boven deze raamovereenkomst.", "dpa>hoofd"},
		{"hoofd", "Op het gebied van persoonsgegevens prevaleert de Verwerkersovereenkomst.", "dpa>hoofd dpa>sla"},
		{"hoofd", "Ten aanzien van persoonsgegevens is de Verwerkersovereenkomst bepalend.", "dpa>hoofd dpa>sla"},
		{"hoofd", "Rangorde: (a) SLA; (b) Verwerkersovereenkomst. Het later genoemde stuk gaat voor op het eerder genoemde.", "dpa>sla"},
		{"hoofd", "Rangorde: (a) SLA; (b) Verwerkersovereenkomst. Het hoger genoemde stuk gaat voor op het later genoemde.", "sla>dpa"},
		{"hoofd", "Deze raamovereenkomst wijkt af van de SLA voor storingen.", ""},
		{"hoofd", "Opdrachtgever heeft voorrang bij storingen onder de SLA.", ""},
		{"hoofd", "De Verwerkersovereenkomst is van toepassing op persoonsgegevens.", ""},
		{"hoofd", "Bij tegenstrijdigheid gaan de bijlagen voor.", ""}, // which are none
		{"hoofd", "Bij strijd tussen de SLA en deze raamovereenkomst prevaleert de raamovereenkomst niet.", ""},
		{"hoofd", "Bij strijd prevaleert de AVG.", ""},
		{"hoofd", "Bij strijd met de Verwerkersovereenkomst gaan de modelcontractbepalingen voor.", ""},
		{"hoofd", "Opdrachtnemer geeft storingen van Opdrachtgever voorrang boven die van andere klanten.", ""},
		{"hoofd", "De SLA gaat uit van een maand van dertig dagen.", ""},
	} {
		text := map[string]string{"hoofd": hoofd + filler, "dpa": dpa + filler, "sla": sla + filler}
		text[tc.in] = map[string]string{"hoofd": hoofd, "dpa": dpa, "sla": sla}[tc.in] + tc.sentence
		c := ParseSet(doc(t, "a.md", text["hoofd"]), doc(t, "b.md", text["dpa"]), doc(t, "c.md", text["sla"]))
		if got := ranks(c, "hoofd", "dpa", "sla"); got != tc.want {
			t.Errorf("%s: %s\n gives %q, want %q", tc.in, tc.sentence, got, tc.want)
		}
	}
}

func TestPrecedenceOfAnnexes(t *testing.T) {
	const text = `# Overeenkomst

Partijen komen overeen:

## Artikel 1 Levering

1.1 Leverancier levert de dienst.

## Artikel 2 Slot

2.1 %s

## Bijlage 1 Tarieven

Het tarief is 100 euro per maand.

## Bijlage 2: Verwerkersovereenkomst

Leverancier verwerkt persoonsgegevens volgens de instructies van Klant.
`
	for _, tc := range []struct{ sentence, want string }{
		{"Bij strijd tussen deze overeenkomst en de bijlagen gaan de bijlagen voor.", "x/1>x x/2>x"},
		{"In geval van strijdigheid prevaleren de bijlagen.", "x/1>x x/2>x"},
		{"Bij strijd gaat de tekst van deze overeenkomst boven de bijlagen.", "x>x/1 x>x/2"},
		{"Bij tegenstrijdigheid prevaleert deze overeenkomst.", "x>x/1 x>x/2"},
		{"Bij strijd gaat Bijlage 2 voor op deze overeenkomst.", "x/2>x x/2>x/1"},
		{"Bij strijd tussen deze overeenkomst en de Verwerkersovereenkomst gaat de Verwerkersovereenkomst voor.", "x/2>x x/2>x/1"},
		{"De volgende rangorde geldt: 1. Bijlage 2; 2. Bijlage 1.", "x/2>x/1"},
		{"Wijzigingen gaan in na dertig dagen.", ""},
	} {
		c := ParseSet([]*document.Document{doc(t, "x.md", fmt.Sprintf(text, tc.sentence))}...)
		if got := ranks(c, "x"); got != tc.want {
			t.Errorf("%s\n gives %q, want %q", tc.sentence, got, tc.want)
		}
	}
}

// A contract that contradicts itself on the rank of its parts has none.
func TestPrecedenceAgainstItself(t *testing.T) {
	c := ParseSet(
		doc(t, "a.md", "# Verwerkersovereenkomst\n\n## Artikel 1\n\n1.1 Bij strijd met de SLA gaat deze Verwerkersovereenkomst voor.\n"),
		doc(t, "b.md", "# Service Level Agreement\n\n## Artikel 1\n\n1.1 Bij strijd met de Verwerkersovereenkomst gaat deze SLA voor.\n"))
	if !c.Ranked(0) || c.Prevails(0, len(c.Units)-1) >= 0 || c.Prevails(len(c.Units)-1, 0) >= 0 {
		t.Errorf("%v", ranks(c, "a", "b"))
	}
}
