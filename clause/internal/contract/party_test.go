package contract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/internal/dutch"
)

func TestParties(t *testing.T) {
	tests := []struct {
		name, text         string
		provider, customer []string
	}{
		{"hierna", "Duinzicht B.V., hierna: “Klant”;\n\nen Klaver Hosting B.V., hierna te noemen “Leverancier”;\n\nKlaver Hosting meldt incidenten aan Klant. Leverancier herstelt.",
			[]string{"Klaver Hosting", "Leverancier"}, []string{"Duinzicht", "Klant"}},
		{"name at the end of the particulars", "Kwik B.V. (Ede, KvK 12345678, \"Kwik\") biedt haar online software aan zakelijke afnemers (\"Klant\").\n\nKlant is verwerkingsverantwoordelijke en Kwik verwerker. Kwik meldt een datalek aan Klant.",
			[]string{"Kwik"}, []string{"Klant"}},
		{"fields not filled in", "Partijen\n\nA. […], hierna: de Ondernemer; en\n\nB. […], hierna: de Verwerker.\n\nDe Verwerker meldt een datalek aan de Ondernemer.",
			[]string{"Verwerker"}, []string{"Ondernemer"}},
		{"brand without naming", "Deze overeenkomst tussen Klant en Helder regelt de verwerking.\n\nHelder verwerkt gegevens in opdracht van Klant. Helder meldt datalekken aan Klant. Helder wist de gegevens aan het einde.",
			[]string{"Helder"}, []string{"Klant"}},
		{"a condition with the customer", "Deze overeenkomst tussen Klant en Helder regelt de dienst.\n\nHelder verwerkt gegevens in opdracht van Klant. Helder meldt datalekken aan Klant. Helder wist de gegevens aan het einde. Helder mag opschorten als de Klant een factuur niet betaalt, en stoppen als Klant niet reageert.",
			[]string{"Helder"}, []string{"Klant"}},
		{"brand in brackets", "Gesloten tussen WOLK B.V., handelend onder de naam Wolkje (de Verwerker), en de Klant die de dienst gebruikt (de Verwerkingsverantwoordelijke). Wolkje meldt datalekken.",
			[]string{"WOLK", "Wolkje", "Verwerker"}, []string{"Klant", "Verwerkingsverantwoordelijke"}},
		{"definition list", "## Definities\n\nIn deze voorwaarden wordt verstaan onder: \"Orion\": Orion Software B.V.; \"Klant\": de wederpartij van Orion.\n\n## 2. Dienst\n\nOrion levert de dienst aan Klant. Orion stelt updates beschikbaar. Orion garandeert 99% beschikbaarheid.",
			[]string{"Orion", "Orion Software"}, []string{"Klant"}},
		{"customer defined by the contract he makes", "## Artikel 1. Definities\n\n- *Aanbieder*: Orion Software B.V., gevestigd te Ede.\n- *Gebruiker*: de onderneming die met Aanbieder een overeenkomst sluit.\n- *Deelnemer*: de persoon die via Gebruiker toegang krijgt.\n\n## 2. Dienst\n\nAanbieder meldt storingen aan Gebruiker.",
			[]string{"Aanbieder", "Orion Software B.V"}, []string{"Gebruiker"}},
		{"key and value", "## Partijen\n\nVerwerkingsverantwoordelijke: Gemeente Lijnden\n\nVerwerker: Kanaal Software\n\n## Artikel 1 Melden\n\nKanaal Software meldt datalekken aan Gemeente Lijnden.",
			[]string{"Verwerker", "Kanaal Software"}, []string{"Verwerkingsverantwoordelijke", "Gemeente Lijnden"}},
		{"customer under its own name", "Stichting Duinzicht, gevestigd te Ede, hierna: “Duinzicht”;\n\nen Klaver B.V., gevestigd te Gouda, hierna: “Verwerker”;\n\nVerwerker meldt datalekken aan Duinzicht. Duinzicht zal de kosten dragen. Duinzicht kan een audit doen. Duinzicht heeft recht op inzage.",
			[]string{"Klaver", "Verwerker"}, []string{"Stichting Duinzicht", "Duinzicht"}},
		{"two names at one place", "Stichting Duinzicht, gevestigd te Ede, hierna “Duinzicht” of “Verantwoordelijke”;\n\nen Klaver B.V., gevestigd te Gouda, hierna “Verwerker”;\n\nVerwerker meldt datalekken. Duinzicht stelt regels vast. Duinzicht levert gegevens aan. Duinzicht beheert accounts.",
			[]string{"Klaver", "Verwerker"}, []string{"Stichting Duinzicht", "Duinzicht", "Verantwoordelijke"}},
		{"both under their own names", "Lijn B.V., gevestigd te Ede, hierna: “Lijn”;\n\nen Punt B.V., gevestigd te Gouda, hierna: “Punt”;\n\nPunt verwerkt gegevens in opdracht van Lijn. Punt meldt datalekken aan Lijn. Punt handelt op instructie van Lijn.",
			[]string{"Punt"}, []string{"Lijn"}},
		{"subprocessor that acts is no party", strings.Repeat("Verwerker meldt datalekken aan Klant. ", 9) + "Wolkje levert de opslag. Wolkje verwerkt gegevens in Ierland. Wolkje bewaart die.",
			[]string{"Verwerker"}, []string{"Klant"}},
		{"wij en u", "Wij verwerken persoonsgegevens namens u. Wij informeren u bij een datalek. Onze dienst is altijd beschikbaar.",
			[]string{"wij"}, []string{"u"}},
		{"no pronouns in a formal contract", "Verwerker meldt datalekken aan Klant. Dit geldt binnen ons land.", []string{"Verwerker"}, []string{"Klant"}},
		{"ordinary word as name", "Stichting De Brug, gevestigd te Ede, hierna: de “Instelling”;\n\nen Brugsoft B.V., hierna: “Opdrachtnemer”;\n\nOpdrachtnemer meldt datalekken aan de Instelling.",
			[]string{"Brugsoft", "Opdrachtnemer"}, []string{"Stichting De Brug", "Instelling"}},
		{"article within the quotes", "Sint-Odrada vzw, met zetel te Ede, hierna genoemd “de Instelling”;\n\nen Klavervier bv, met zetel te Gent, hierna “de Dienstverlener”;\n\nDe Dienstverlener meldt datalekken aan de Instelling.",
			[]string{"Klavervier", "Dienstverlener"}, []string{"Sint-Odrada", "Instelling"}},
		{"numbered parties, told apart by what they are", "(1) Woonstichting Hoek, gevestigd te Assen, hierna te noemen: \"Hoek\"; en\n\n(2) Fluxwerk B.V., hierna te noemen: \"Fluxwerk\".\n\nVoor de AVG is Hoek verwerkingsverantwoordelijke en Fluxwerk verwerker. Hoek mag een audit doen.",
			[]string{"Fluxwerk"}, []string{"Hoek", "Woonstichting Hoek"}},
		{"legal form in front", "Partijen: N.V. Spaarbank Elders (\"de Bank\") en Klaver Diensten B.V. (\"Leverancier\").\n\nLeverancier meldt incidenten aan de Bank.",
			[]string{"Klaver Diensten", "Leverancier"}, []string{"Bank"}},
		{"public body", "Tussen het OCMW van Zandbeemd, Kerkplein 4, hierna \"het OCMW\", en Klaver CVBA te Aalst, hierna \"de dienstverlener\".\n\nDe dienstverlener meldt incidenten aan het OCMW.",
			[]string{"Klaver", "dienstverlener"}, []string{"OCMW"}},
		{"a name without capital", "Gemeente Zandbeemd (hierna: de gemeente) en Ritten B.V. te Ede, hierna: de vervoerder.\n\nDe vervoerder meldt incidenten aan de gemeente. De vervoerder wist de lijst voor de gemeente.",
			[]string{"Ritten", "vervoerder"}, []string{"Gemeente"}},
		{"a service is no party", "Verwerker levert de planning (hierna: de Dienst). De Dienst verwerkt gegevens. De Klant betaalt.", []string{"Verwerker"}, []string{"Klant"}},
		{"what they are behind their names", "De ondergetekenden:\n\nGemeente Oord (hierna: \"Oord\"), in haar hoedanigheid van verwerkingsverantwoordelijke;\n\nen\n\nCloudwerk B.V. (hierna: \"Cloudwerk\"), in haar hoedanigheid van verwerker.\n\nOord meldt incidenten aan Cloudwerk.",
			[]string{"Cloudwerk"}, []string{"Oord"}},
		{"one name begins with the other", "Jansen B.V. te Ede (hierna: \"Jansen\"), verwerkingsverantwoordelijke,\n\nen\n\nJansen IT B.V. te Ede (hierna: \"Jansen IT\"), verwerker,\n\nJansen meldt een datalek aan Jansen IT.",
			[]string{"Jansen IT"}, []string{"Jansen"}},
		{"still to be called", "Gemeente Oord, verder aan te duiden als “Oord”, en Cloudwerk B.V., verder aan te duiden als “Cloudwerk”, komen overeen.\n\nCloudwerk levert een dienst aan Oord. Cloudwerk verwerkt gegevens in opdracht van Oord.",
			[]string{"Cloudwerk"}, []string{"Oord", "Gemeente Oord"}},
		{"an ordinary word in brackets", "Tussen Huisartsenpraktijk De Linde (de Praktijk) en MedSoft B.V. (MedSoft).\n\nDe Praktijk meldt een datalek aan MedSoft.",
			[]string{"MedSoft"}, []string{"Praktijk"}},
		{"old word", "Bewerker meldt een datalek aan Verantwoordelijke. De verantwoordelijke medewerker van Bewerker tekent dit aan.", []string{"Bewerker"}, []string{"Verantwoordelijke"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := read(t, tt.text)
			got := map[dutch.Party][]string{}
			for _, p := range c.Parties {
				got[p.Party] = p.Names
			}
			want := map[dutch.Party][]string{dutch.Provider: tt.provider, dutch.Customer: tt.customer}
			for party, names := range want {
				slices.Sort(names)
				slices.Sort(got[party])
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if c.SameName {
				t.Error("SameName is set")
			}
		})
	}
}

func TestSameName(t *testing.T) {
	c := read(t, "De ondergetekenden:\n\nI. Haven B.V., gevestigd te Delft, hierna te noemen “Verwerker”;\n\nII. Kade B.V., gevestigd te Gouda, hierna te noemen “Verwerker”;\n\n## Artikel 1 Melden\n\nVerwerker meldt datalekken.")
	if !c.SameName {
		t.Error("one name for two parties is not seen")
	}
}

func TestMentions(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Verwerker informeert Verwerkingsverantwoordelijke.", "provider:Verwerker customer:Verwerkingsverantwoordelijke"},
		{"De Verwerkings-verantwoordelijke betaalt de Opdrachtnemer.", "customer:Verwerkings-verantwoordelijke provider:Opdrachtnemer"},
		{"Verwerker schakelt geen subverwerker of andere verwerker in.", "provider:Verwerker subprocessor:subverwerker subprocessor:verwerker"},
		{"De sub verwerkers van Leverancier zijn bekend.", "subprocessor:sub verwerkers provider:Leverancier"},
		{"Verwerker meldt dit aan de Autoriteit Persoonsgegevens of de bevoegde autoriteit.", "provider:Verwerker authority:Autoriteit Persoonsgegevens authority:bevoegde autoriteit"},
		{"Een melding aan de AP doet Klant; een app niet.", "authority:AP customer:Klant"},
		{"Ieder van de partijen en elke partij zwijgt.", "both:Ieder van de partijen both:elke partij"},
		{"De verwerkersovereenkomst en de klantgegevens.", ""},
		{"Derden en derde landen, het derde lid, een derde.", "third-party:Derden third-party:derde"},
		{"Leverancier en haar leveranciers.", "provider:Leverancier subprocessor:leveranciers"},
		{"De klanten van Klant.", "customer:Klant"},
		{"De verantwoordelijke functionaris meldt dit aan de verantwoordelijke.", "customer:verantwoordelijke"},
		{"Partijen en 3de partijen en andere partijen.", "both:Partijen third-party:partijen third-party:partijen"},
		{"Een cloud service provider verwerkt.", "provider:cloud service provider"},
		{"Verwerker informeert de instelling over een datalek. De instelling meldt dit.", "provider:Verwerker customer:instelling customer:instelling"},
		{"Verwerker informeert School over een datalek. School kan een audit doen.", "provider:Verwerker customer:School customer:School"},
		{"Leverancier meldt een lek aan het Bestuur. Het bestuur van Leverancier beslist.", "provider:Leverancier customer:Bestuur provider:Leverancier"},
		{"Wij informeren de school direct. De school mag onze systemen testen.", "provider:Wij customer:school customer:school provider:onze"},
		{"Gegevens worden in opdracht van de gemeente verwerkt door Leverancier.", "customer:gemeente provider:Leverancier"},
		{"Verwerker meldt dit aan Klant. De instelling zwijgt.", "provider:Verwerker customer:Klant"},
		{"Leverancier levert dit ook aan Gemeente Utrecht. Hij richt de organisatie van de beveiliging in.", "provider:Leverancier"},
		{"Verwerker treft maatregelen die passen bij de organisatie.", "provider:Verwerker"},
	}
	for _, tt := range tests {
		c := read(t, tt.text)
		var got []string
		for i := range c.Units {
			u := &c.Units[i]
			for _, m := range u.Mentions {
				got = append(got, fmt.Sprintf("%s:%s", m.Party, c.Doc.Text[u.Tokens[m.Start].Start:u.Tokens[m.End-1].End]))
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, strings.Join(got, " "), tt.want)
		}
	}
}

func TestOpensPhrase(t *testing.T) {
	for _, p := range phraseRole {
		if !opensPhrase(p.words[0]) {
			t.Errorf("opensPhrase does not know %q", p.words[0])
		}
	}
	if opensPhrase("verwerker") {
		t.Error("no name of several words begins with \"verwerker\"")
	}
}
