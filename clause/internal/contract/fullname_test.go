package contract

import (
	"strings"
	"testing"
)

func TestFullName(t *testing.T) {
	for _, test := range []struct {
		text  string
		names []string
		want  string
	}{
		{"Klaver Hosting B.V., gevestigd te Ede, hierna: “Verwerker”.", []string{"Klaver Hosting", "Verwerker"}, "Klaver Hosting B.V."},
		{"Tussen WOLK B.V., handelend onder de naam Wolkje (de Verwerker)", []string{"Wolkje", "WOLK", "Verwerker"}, "WOLK B.V."},
		{"“Orion”: Orion Software B.V.; Orion levert.", []string{"Orion"}, "Orion Software B.V."},
		{"Orion Software\u00a0bv, met maatschappelijke zetel te Gent", []string{"Orion Software"}, "Orion Software bv"},
		{"Ziekenhuis Zonneveld vzw\nen", []string{"Ziekenhuis Zonneveld"}, "Ziekenhuis Zonneveld vzw"},
		{"Orion en Klaver B.V.", []string{"Orion"}, "Orion en Klaver B.V."},
		{"Orion is een merk. Klaver B.V. levert.", []string{"Orion"}, "Orion"},
		{"Piet Jansen, handelend onder de naam Bytje", []string{"Verwerker", "Piet Jansen", "Bytje"}, "Bytje"},
		{"Piet Jansen, wonende te Ede", []string{"Verwerker", "Piet Jansen"}, "Piet Jansen"},
		{"Verwerker: Orion Software B.V.", []string{"Orion Software B.V"}, "Orion Software B.V."},
		{"Verwerker levert.", []string{"Verwerker", "wij", "softwareleverancier", "Afdeling ICT", "Klanten", "Gemeente", "Dienst"}, ""},
		{"tussen de gemeente Zandbeemd, hierna: “Opdrachtgever”, en Orion B.V., hierna: “Leverancier”", []string{"Opdrachtgever"}, "Gemeente Zandbeemd"},
		{"tussen de gemeente Zandbeemd, hierna: “Opdrachtgever”, en Orion B.V., hierna: “Leverancier”", []string{"Leverancier"}, "Orion B.V."},
		{"het OCMW van Zandbeemd (hierna: “het Bestuur”)", []string{"Bestuur"}, "OCMW Zandbeemd"},
		{"[NAAM KLANT], gevestigd te [PLAATS], hierna: “Opdrachtgever”,\nen Orion B.V., hierna: “Leverancier”", []string{"Opdrachtgever"}, ""},
		{"“Wij” zijn Boekje B.V. uit Deurne. “U” bent de klant.", []string{"wij"}, "Boekje B.V."},
		{"Verwerker is Boekje B.V. te Ede.", []string{"Verwerker"}, "Boekje B.V."},
		{"Wij zijn Nederlanders.", []string{"wij"}, ""},
		{"", []string{"Verwerker"}, ""},
		{"tekst", nil, ""},
		{"tekst", []string{"", " ", ",."}, ""},
	} {
		if got := FullName(test.text, test.names); got != test.want {
			t.Errorf("%q in %q: %q, want %q", test.names, test.text, got, test.want)
		}
	}
}

func FuzzFullName(f *testing.F) {
	f.Add("tussen de gemeente Zandbeemd, hierna: “Opdrachtgever”; en Orion B.V. (de “Leverancier”)", "Opdrachtgever")
	f.Add("“Wij” zijn İBoekje B.V.", "wij")
	f.Add("Acme, B.V. Acme\u00a0N.V", "Acme")
	f.Fuzz(func(t *testing.T, text, name string) {
		if got := FullName(text, []string{name}); len(got) > len(name)+len(text) || strings.Contains(got, "\n") && !strings.Contains(name, "\n") {
			t.Errorf("%q of %q", got, name)
		}
	})
}
