package contract

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

func doc(t testing.TB, name, text string) *document.Document {
	t.Helper()
	d, err := plain.Read(context.Background(), document.Source{Name: name, Data: []byte(text)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	mainText = `# Raamovereenkomst

Gemeente Oudezijl, hierna: “Gemeente”, en Waterlelie N.V., hierna: “Waterlelie”, komen overeen:

## Artikel 1 Voorwerp

1.1 Waterlelie levert hosting. Zie Bijlage 1 (Verwerkersovereenkomst) en Bijlage 4.

## Artikel 2 Niveau

2.1 Op de dienst is de SLA van toepassing.
`
	dpaText = `# Verwerkersovereenkomst

Deze verwerkersovereenkomst is gesloten tussen Gemeente als verwerkingsverantwoordelijke en Waterlelie als verwerker.

## Artikel 1 Voorwerp

1.1 Waterlelie verwerkt persoonsgegevens voor Gemeente.

1.2 De subverwerkers staan in Bijlage A.

## Bijlage A Subverwerkers

Datahuis B.V. te Breda levert het datacenter.
`
	slaText = `# Service Level Agreement

## 1 Beschikbaarheid

1.1 De beschikbaarheid is 99,9% per maand. Storingen met prioriteit 1 hebben een hersteltijd van vier uur.
`
)

// A document of a set has the structure that it has by itself.
func TestSetKeepsStructure(t *testing.T) {
	docs := []*document.Document{doc(t, "hoofd.md", mainText), doc(t, "dpa.md", dpaText), doc(t, "sla.md", slaText)}
	set := ParseSet(docs...)
	check(t, set)
	n, article, paragraph := 0, 0, 0
	for k, d := range docs {
		one := Parse(d)
		from, shift := n, set.Parts[k].Start
		before, above := article, paragraph
		for i := range one.Units {
			a, b := &one.Units[i], &set.Units[n]
			if b.Part != k || a.Role != b.Role || a.Annex != b.Annex || a.Span.Start+shift != b.Span.Start || a.Span.End+shift != b.Span.End || opening(a.Head, 99) != opening(b.Head, 99) {
				t.Errorf("%s: unit %d is %+v, in the set %+v", d.Name, i, a, b)
			}
			if a.LeadUnit >= 0 && a.LeadUnit+from != b.LeadUnit || b.Paragraph != a.Paragraph+above || a.Article > 0 && b.Article != a.Article+before || a.Article == 0 && b.Article != 0 {
				t.Errorf("%s: unit %d [%d.%d] is [%d.%d] in the set", d.Name, i, a.Article, a.Paragraph, b.Article, b.Paragraph)
			}
			if got, want := set.Locate(n), one.Locate(i); got.Label != want.Label || got.Heading != want.Heading {
				t.Errorf("%s: unit %d stands in %+v, in the set in %+v", d.Name, i, want, got)
			}
			article, paragraph = max(article, b.Article), max(paragraph, b.Paragraph)
			n++
		}
		if one.Parts[0].Kind != set.Parts[k].Kind {
			t.Errorf("%s: %s, in the set %s", d.Name, one.Parts[0].Kind, set.Parts[k].Kind)
		}
	}
	if n != len(set.Units) {
		t.Errorf("%d units, want %d", len(set.Units), n)
	}
}

func TestSetResolvesReferences(t *testing.T) {
	for _, tc := range []struct {
		name string
		docs [][2]string
		want string
	}{
		{"alone", [][2]string{{"hoofd.md", mainText}}, "Bijlage 1, Bijlage 4, SLA"},
		{"by kind", [][2]string{{"hoofd.md", mainText}, {"dpa.md", dpaText}, {"sla.md", slaText}}, "Bijlage 4"},
		{"in another order", [][2]string{{"sla.md", slaText}, {"dpa.md", dpaText}, {"hoofd.md", mainText}}, "Bijlage 4"},
		{"by the name of the file", [][2]string{{"hoofd.md", mainText}, {"dpa.md", dpaText}, {"sla.md", slaText}, {"bijlage-4_tarieven.txt", "De tarieven zijn 100 euro per maand.\n"}}, ""},
		{"by its title", [][2]string{{"hoofd.md", mainText}, {"dpa.md", dpaText}, {"sla.md", slaText}, {"x.md", "# Bijlage 4 Tarieven\n\nHet tarief is 100 euro per maand.\n"}}, ""},
		{"an annex of another is not that of this", [][2]string{{"hoofd.md", strings.Replace(mainText, "Bijlage 4", "Bijlage A", 1)}, {"dpa.md", dpaText}, {"sla.md", slaText}}, "Bijlage A"},
		{"of another that lacks it", [][2]string{{"hoofd.md", strings.Replace(mainText, " en Bijlage 4", "", 1)}, {"dpa.md", strings.Replace(dpaText, "Bijlage A.", "Bijlage 3 bij de Raamovereenkomst.", 1)}, {"sla.md", slaText}}, "Bijlage 3"},
		{"of another that has it", [][2]string{{"hoofd.md", strings.Replace(mainText, " en Bijlage 4", "", 1) + "\n## Bijlage 3 Lijst\n\nDatahuis B.V. te Breda is subverwerker.\n"}, {"dpa.md", strings.Replace(dpaText, "Bijlage A.", "Bijlage 3 bij de Raamovereenkomst.", 1)}, {"sla.md", slaText}}, ""},
	} {
		var docs []*document.Document
		for _, d := range tc.docs {
			docs = append(docs, doc(t, d[0], d[1]))
		}
		var got []string
		for _, ref := range ParseSet(docs...).OpenReferences {
			got = append(got, ref.Text)
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s: open are %q, want %q", tc.name, s, tc.want)
		}
	}
}

// Names are those of the set; two documents that introduce the same party do not
// give two parties one name.
func TestSetSharesNames(t *testing.T) {
	set := ParseSet(
		doc(t, "a.md", "# Raamovereenkomst\n\nHoreca De Punt B.V., hierna: “Afnemer”, en Kasregister B.V., hierna: “Kassa”, komen overeen:\n\n## Artikel 1\n\n1.1 Kassa levert de dienst als verwerker.\n"),
		doc(t, "b.md", "# Verwerkersovereenkomst\n\nBehoort bij de raamovereenkomst met Kasregister B.V., hierna: “Verwerker”.\n\n## Artikel 1\n\n1.1 Kassa meldt een datalek binnen 24 uur.\n"),
		doc(t, "c.md", "# SLA\n\nGegeven door Kasregister B.V., hierna: “Verwerker”.\n\n## Artikel 1\n\n1.1 Kassa herstelt storingen.\n"))
	if set.SameName {
		t.Error("one party introduced twice counts as two")
	}
	for i := range set.Units {
		u := &set.Units[i]
		if text := set.Doc.Slice(u.Span); strings.HasPrefix(text, "Kassa meldt") && (len(u.Mentions) == 0 || u.Mentions[0].Party.String() != "provider") {
			t.Errorf("%q mentions %v", text, u.Mentions)
		}
	}
}

// A name that one document gives a party is known in the set, also where another
// has names enough to leave it open.
func TestSetAdoptsNames(t *testing.T) {
	dpa := "# Verwerkersovereenkomst\n\n" + strings.Repeat("Verwerker verwerkt persoonsgegevens alleen op instructie van Verwerkingsverantwoordelijke.\n\n", 12)
	sla := "# SLA\n\n" + strings.Repeat("Ruisend garandeert een beschikbaarheid van 99,9% en herstelt storingen. Ruisend levert elke maand een rapport.\n\n", 3)
	one, set := Parse(doc(t, "sla.md", sla)), ParseSet(doc(t, "dpa.md", dpa), doc(t, "sla.md", sla))
	for name, c := range map[string]*Contract{"alone": one, "set": set} {
		found := false
		for _, p := range c.Parties {
			found = found || p.Party == dutch.Provider && slices.Contains(p.Names, "Ruisend")
		}
		if !found {
			t.Errorf("%s: %+v", name, c.Parties)
		}
	}
}
