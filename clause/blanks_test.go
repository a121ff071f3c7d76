package clause_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

func TestBlanks(t *testing.T) {
	const text = `# Verwerkersovereenkomst

Tussen [naam klant] en Wolkenhuis B.V., hierna: Verwerker.

# Artikel 7. Datalekken

7.1 Verwerker meldt elk lek binnen [...] uur, en levert binnen [30] dagen een verslag.

7.2 De contactpersoon is n.t.b. Partijen overleggen op een nader te bepalen tijdstip.

# Bijlage 1. Tarieven

| Dienst | Tarief |
|---|---|
| Hulp | ____ |
`
	doc := read(t, text)
	r, err := checker(t, testRule).Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range r.Blanks {
		got = append(got, fmt.Sprintf("%s @ %s / %s", b.Text, b.Label, b.Heading))
		if doc.Text[b.Start:b.End] != b.Text {
			t.Errorf("%q at %d is %q", b.Text, b.Start, doc.Text[b.Start:b.End])
		}
	}
	want := []string{"[naam klant] @  / Verwerkersovereenkomst", "[...] @ 7.1 / Datalekken", "n.t.b @ 7.2 / Datalekken", "____ @ Bijlage 1 / Tarieven"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPartiesNotRecognised(t *testing.T) {
	for _, tt := range []struct {
		parties string
		want    bool
	}{{"", true}, {"Tussen Stichting De Brug (hierna: Klant) en Wolkenhuis B.V. (hierna: Leverancier).\n\n", false}} {
		text := tt.parties + "De school meldt een lek. De uitgever betaalt. Dat duurt een jaar. De prijs is vast. Het recht is Nederlands."
		r, err := checker(t, testRule).Check(context.Background(), read(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.ContainsFunc(r.Document.Warnings, func(w document.Warning) bool { return w.Code == document.WarnParties }); got != tt.want {
			t.Errorf("%q: warned %v", tt.parties, got)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, tt := range []struct {
		second string
		want   bool
	}{{"Verwerker", true}, {"Verwerkingsverantwoordelijke", false}} {
		text := "# Verwerkersovereenkomst\n\nPartijen:\n\n1. Wolkenhuis B.V., hierna te noemen “Verwerker”;\n\n2. Stichting De Brug, hierna te noemen “" + tt.second + "”.\n\n# Artikel 1. Melden\n\nVerwerker meldt elk lek onverwijld."
		r, err := checker(t, testRule).Check(context.Background(), read(t, text))
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(r.Document.Warnings, func(w document.Warning) bool { return w.Code == document.WarnSameName })
		if got != tt.want {
			t.Errorf("%s: warned %v", tt.second, got)
		}
		if status := r.Results[0].Status; (status == clause.Met) == tt.want {
			t.Errorf("%s: %s", tt.second, status) // not guessed whose duty it is
		}
	}
}
