package clause_test

import (
	"strings"
	"testing"
)

// What is proposed has the names that the contract gives its parties.
func TestModelInTermsOfTheContract(t *testing.T) {
	const id = "ksz.vertrouwelijkheid.incidentmelding"
	for _, tt := range []struct {
		name, text string
		want, not  []string
	}{
		{"the words of the model", "Tussen Klant en Verwerker. Verwerker levert software aan Klant. Klant betaalt Verwerker.", []string{"Verwerker "}, []string{"Leverancier"}},
		{"a company", "Tussen Stichting De Brug (hierna: “Klant”) en Wolkje B.V. (hierna: “Wolkje”).\n\nWolkje verwerkt gegevens in opdracht van Klant. Wolkje levert software. Klant betaalt Wolkje.", []string{"Wolkje", "Klant"}, []string{"Verwerker", "de Wolkje"}},
		{"a word with its article", "Tussen de Gemeente Oord (hierna: “de Gemeente”) en Wolkje B.V. (hierna: “de Leverancier”).\n\nDe Leverancier levert software. De Gemeente betaalt de Leverancier. De Leverancier werkt voor de Gemeente.", []string{"de Gemeente", "De Leverancier"}, []string{"Verwerker", "de de "}},
		{"pronouns", "Wij verwerken gegevens voor u. Wij leveren software aan u. U betaalt ons.", []string{"Leverancier ", "Klant "}, []string{"wij ", "Verwerk"}},
		{"a name beside a pronoun", "Deze overeenkomst sluiten wij, Wolkje B.V. (hierna: “Wolkje”), met u (hierna: “de Klant”). Wij leveren software aan u. Wij helpen u. Wolkje verwerkt gegevens voor u.", []string{"Wolkje "}, []string{"wij ", "Verwerker"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := builtin(t, id).Check(t.Context(), readPlain(t, tt.text))
			if err != nil {
				t.Fatal(err)
			}
			model := r.Results[0].Model
			for _, want := range tt.want {
				if !strings.Contains(model, want) {
					t.Errorf("no %q in %s", want, model)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(model, not) {
					t.Errorf("%q in %s", not, model)
				}
			}
		})
	}
}
