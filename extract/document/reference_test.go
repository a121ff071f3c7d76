package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// contract builds a document of a line per paragraph; a line that begins with #
// is a heading, an article's of the second level.
func contract(t testing.TB, lines ...string) *document.Document {
	t.Helper()
	b := build.New(document.Source{Name: "contract"}, document.FormatText, document.Limits{})
	for _, line := range lines {
		p := build.Paragraph{Text: line}
		if text, ok := strings.CutPrefix(line, "# "); ok {
			p = build.Paragraph{Kind: document.Heading, Text: text, Level: 1}
			if strings.HasPrefix(text, "Artikel") {
				p.Level = 2
			}
		}
		b.Add(p)
	}
	doc, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func references(d *document.Document, from string) string {
	var list []string
	for _, l := range d.References() {
		if strings.Contains(d.Slice(d.Blocks[d.BlockAt(l.Span.Start)].Span), from) {
			cited := document.Cite(d.Blocks, l.Block)
			if cited == "" {
				cited = d.Slice(d.Blocks[l.Block].Span)
			}
			list = append(list, d.Slice(l.Span)+" > "+cited)
		}
	}
	return strings.Join(list, " | ")
}

func TestReferences(t *testing.T) {
	lines := []string{
		"# Hoofdstuk 3. Uitvoering",
		"# Artikel 5. Beveiliging",
		"1. De verwerker beveiligt de gegevens:",
		"a. met versleuteling;",
		"b. met toegangsbeheer.",
		"2. Hij toetst dat jaarlijks.",
		"3. Hij meldt de uitkomst.",
		"# Artikel 6. Audit",
		"6.1 De klant mag een audit doen.",
		"6.2 De verwerker werkt daaraan mee:",
		"a. kosteloos;",
		"b. tijdig.",
		"6.3 VAN HIER",
		"# Bijlage 1 Beveiliging",
		"# Artikel 1. Maatregelen",
		"1. De maatregelen zijn passend.",
		"2. IN BIJLAGE",
		"# Bijlage A Tarieven",
		"De tarieven staan hier.",
	}
	for _, c := range []struct{ text, want string }{
		{"Zie artikel 5.", "artikel 5 > Artikel 5"},
		{"Zie Art. 5 lid 2.", "Art. 5 lid 2 > Artikel 5 lid 2"},
		{"Zie artikel 5, derde lid, en verder.", "artikel 5, derde lid > Artikel 5 lid 3"},
		{"Zie artikel 5 lid 1 onder b.", "artikel 5 lid 1 onder b > Artikel 5 lid 1 onder b"},
		{"Zie artikel 5, eerste lid, aanhef en onder a.", "artikel 5, eerste lid, aanhef en onder a > Artikel 5 lid 1 onder a"},
		{"Zie artikel 6.2.", "artikel 6.2 > 6.2"},
		{"Zie artikel 6 lid 2.", "artikel 6 lid 2 > 6.2"},
		{"Zie clausule 6.2(b) hierna.", "clausule 6.2(b) > 6.2 onder b"},
		{"Zie artikel 6.2 sub a.", "artikel 6.2 sub a > 6.2 onder a"},
		{"De artikelen 5 en 6 gelden.", "artikelen 5 > Artikel 5 | 6 > Artikel 6"},
		{"De artikelen 5, 6.1 en 6.2 gelden.", "artikelen 5 > Artikel 5 | 6.1 > 6.1 | 6.2 > 6.2"},
		{"Artikel 5 t/m 6 gelden.", "Artikel 5 > Artikel 5 | 6 > Artikel 6"},
		{"Artikel 5 tot en met 6 gelden.", "Artikel 5 > Artikel 5 | 6 > Artikel 6"},
		{"Volgens artikel 5, 6.1 en 6.2 geldt dat.", "artikel 5 > Artikel 5 | 6.1 > 6.1 | 6.2 > 6.2"},
		{"Volgens artikel 5, 6 uur en 6.2 dagen later.", "artikel 5 > Artikel 5"},
		{"De artikelen 5-6 gelden.", "artikelen 5 > Artikel 5 | 6 > Artikel 6"},
		{"De artikelen 5 – 6.1 gelden.", "artikelen 5 > Artikel 5 | 6.1 > 6.1"},
		{"De artikelen 5 - zie hierna - gelden.", "artikelen 5 > Artikel 5"},
		{"Zie artikel 5 lid 2 en 3.", "artikel 5 lid 2 > Artikel 5 lid 2 | 3 > Artikel 5 lid 3"},
		{"Zie artikel 5 lid 2 en artikel 6.1.", "artikel 5 lid 2 > Artikel 5 lid 2 | artikel 6.1 > 6.1"},
		{"Zie lid 3 van artikel 5.", "lid 3 van artikel 5 > Artikel 5 lid 3"},
		{"Het tweede lid van artikel 5 geldt.", "tweede lid van artikel 5 > Artikel 5 lid 2"},
		{"Zie leden 1, 2 en 3 van artikel 5.", "leden 1 > Artikel 5 lid 1 | 2 > Artikel 5 lid 2 | 3 van artikel 5 > Artikel 5 lid 3"},
		{"Zie lid 2 van dit artikel.", "lid 2 > 6.2"},
		{"Zie het eerste lid.", "eerste lid > 6.1"},
		{"Zie lid 2, onder b.", "lid 2, onder b > 6.2 onder b"},
		{"Zie lid 2 van dat artikel.", ""},
		{"Zie hoofdstuk 3 en paragraaf 6.1.", "hoofdstuk 3 > Hoofdstuk 3 | paragraaf 6.1 > 6.1"},
		{"Zie § 6.1.", "§ 6.1 > 6.1"},
		{"Zie bijlage 1 en Bijlage A.", "bijlage 1 > Bijlage 1 | Bijlage A > Bijlage A"},
		{"Zie de bijlagen 1 en A.", "bijlagen 1 > Bijlage 1 | A > Bijlage A"},
		{"Zie artikel 1 lid 2 van Bijlage 1.", "artikel 1 lid 2 van Bijlage 1 > Bijlage 1, Artikel 1 lid 2"},
		{"Zie Bijlage 1, artikel 1.", "Bijlage 1, artikel 1 > Bijlage 1, Artikel 1"},
		{"Zie artikel 5 van deze Overeenkomst.", "artikel 5 van > "},

		{"Zie artikel 9.", ""},
		{"Zie artikel 5 lid 9.", ""},
		{"Zie artikel 1.", ""},
		{"Zie artikel 5 AVG.", ""},
		{"Zie art. 5 lid 2 van de Verordening.", ""},
		{"Zie artikel 5, tweede lid, van de Algemene verordening gegevensbescherming.", ""},
		{"Zie artikel 6:74 BW en artikel 5:1.", ""},
		{"Zie de artikelen 5 en 6 AVG.", ""},
		{"Zie artikel 5 en artikel 6 van de Wet.", ""},
		{"Zie artikel 5 van de Hoofdovereenkomst.", ""},
		{"De AVG (artikel 5) eist dat.", ""},
		{"Grondslag: artikel 6(1)(b) AVG en clause 6(2)(b).", "clause 6(2)(b) > 6.2 onder b"},
		{"Volgens de algemene voorwaarden art. 5.", ""},
		{"Zo eist de AVG. Artikel 5 werkt dat uit.", "Artikel 5 > Artikel 5"},
		{"Zie article 5 of the GDPR and article 6.", "article 6 > Artikel 6"},
		{"Zie bijlage 1 bij de Verordening.", ""},
		{"Volgens artikel 5, 6 dagen later.", "artikel 5 > Artikel 5"},
		{"Onder 5 jaar, onder e-mail en sub-verwerkers; het artikel 5% en artikel 2016/679.", ""},
		{"Artikel 5 is van toepassing op de wet.", "Artikel 5 > Artikel 5"},
		{"artikel", ""}, {"artikel 5 lid", "artikel 5 > Artikel 5"}, {"lid", ""}, {"§", ""}, {"artikelen 5 en", "artikelen 5 > Artikel 5"},
	} {
		text := append([]string(nil), lines...)
		text[12] = "6.3 VAN HIER " + c.text
		if strings.HasSuffix(c.want, "van > ") {
			c.want = "artikel 5 > Artikel 5"
		}
		if got := references(contract(t, text...), "VAN HIER"); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	// Within an annex its own numbers come first.
	for text, want := range map[string]string{
		"Zie artikel 1.": "artikel 1 > Bijlage 1, Artikel 1", "Zie artikel 5.": "artikel 5 > Artikel 5", "Zie lid 1.": "lid 1 > Bijlage 1, Artikel 1 lid 1",
	} {
		all := append([]string(nil), lines...)
		all[16] = "2. IN BIJLAGE " + text
		if got := references(contract(t, all...), "IN BIJLAGE"); got != want {
			t.Errorf("in an annex: %s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestReferencesOfTheFile: what the file links is not found a second time.
func TestReferencesOfTheFile(t *testing.T) {
	d := contract(t, "# Artikel 1. Doel", "De verwerker werkt.", "# Artikel 2. Slot", "Zie artikel 1 en artikel 2.")
	at := strings.Index(d.Text, "1 en")
	d.Links = []document.Link{{Span: document.Span{Start: at, End: at + 1}, Block: 1}}
	if got := references(d, "Zie"); got != "1 > Artikel 1 | artikel 2 > Artikel 2" {
		t.Errorf("got %s", got)
	}
}

func TestReferencesOfTwoOfOneNumber(t *testing.T) {
	d := contract(t, "# Artikel 1. Doel", "De verwerker werkt.", "# Artikel 1. Slot", "Zie artikel 1.")
	if got := references(d, "Zie"); got != "" {
		t.Errorf("got %s", got)
	}
}

func FuzzReferences(f *testing.F) {
	for _, s := range []string{"# Artikel 1. Doel\nZie artikel 1 lid 2 onder b van Bijlage 1, en de artikelen 2, 3 en 4 AVG.", "§ 1 lid 3 van artikel 5 sub 1° (a)", "artikelen 1, 1, 1, 1 en 1\n# Bijlage A\n1. lid 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := contract(t, strings.Split(text, "\n")...)
		d.Links = d.References()
		if err := d.Validate(); err != nil {
			t.Error(err)
		}
		for i := 1; i < len(d.Links); i++ {
			if d.Links[i].Span.Start < d.Links[i-1].Span.End {
				t.Errorf("references %v and %v overlap", d.Links[i-1], d.Links[i])
			}
		}
	})
}

func ExampleDocument_References() {
	const text = "Artikel 1. Doel\n\n1. De verwerker werkt in opdracht.\n\nArtikel 2. Beveiliging\n\nArtikel 1 lid 1 geldt, en artikel 32 AVG."
	d := &document.Document{Text: text, Blocks: []document.Block{
		{Kind: document.Heading, Level: 1, Label: "Artikel 1", Span: document.Span{Start: 0, End: 15}, Body: 11, Parent: -1},
		{Kind: document.Item, Level: 1, Label: "1", Span: document.Span{Start: 17, End: 51}, Body: 20, Parent: 0},
		{Kind: document.Heading, Level: 1, Label: "Artikel 2", Span: document.Span{Start: 53, End: 75}, Body: 64, Parent: -1},
		{Kind: document.Paragraph, Span: document.Span{Start: 77, End: len(text)}, Body: 77, Parent: 2},
	}}
	for _, r := range d.References() {
		fmt.Println(d.Slice(r.Span), "->", d.Slice(d.Blocks[r.Block].Span))
	}
	// Output:
	// Artikel 1 lid 1 -> 1. De verwerker werkt in opdracht.
}

func BenchmarkReferences(b *testing.B) {
	lines := []string{"# Artikel 1. Doel"}
	for i := range 5000 {
		lines = append(lines, fmt.Sprintf("%d. De verwerker werkt volgens artikel 1 lid %d en de artikelen 28 en 32 AVG, onder de voorwaarden van Bijlage 2.", i%999+1, i%999+1))
	}
	d := contract(b, lines...)
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		d.References()
	}
}
