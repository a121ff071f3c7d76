package build_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// outline writes a document as one line a block: kind, label, level, parent's
// index, body.
func outline(d *document.Document) string {
	var s strings.Builder
	for i, b := range d.Blocks {
		fmt.Fprintf(&s, "%d %s [%s] %d <%d %s\n", i, b.Kind, b.Label, b.Level, b.Parent, strings.ReplaceAll(d.Text[b.Body:b.Span.End], "\n", "/"))
	}
	return s.String()
}

func document1(t *testing.T, paras ...build.Paragraph) *document.Document {
	t.Helper()
	b := build.New(document.Source{Name: "proef"}, document.FormatText, document.Limits{})
	for _, p := range paras {
		b.Add(p)
	}
	d, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func plain(lines ...string) []build.Paragraph {
	var ps []build.Paragraph
	for _, l := range lines {
		ps = append(ps, build.Paragraph{Text: l})
	}
	return ps
}

func TestHierarchy(t *testing.T) {
	d := document1(t, plain(
		"VERWERKERSOVEREENKOMST",
		"Partijen zijn overeengekomen als volgt.",
		"Artikel 6. Geheimhouding",
		"De Verwerker zwijgt.",
		"ARTIKEL 7 — BEVEILIGING",
		"7.1 De Verwerker neemt maatregelen:",
		"a) toegangsbeheer;",
		"b) versleuteling:",
		"- in rust;",
		"- onderweg;",
		"c) logging.",
		"Dit alles kosteloos.",
		"7.2 De Verwerker meldt inbreuken.",
		"7.2.1 De melding gaat per e-mail.",
		"Bijlage 1: Subverwerkers",
		"1. Hosting",
		"De hosting staat in Nederland.",
		"2. Ondersteuning",
		"De ondersteuning is intern.",
	)...)
	want := `0 heading [] 1 <-1 VERWERKERSOVEREENKOMST
1 paragraph [] 0 <0 Partijen zijn overeengekomen als volgt.
2 heading [Artikel 6] 2 <0 Geheimhouding
3 paragraph [] 0 <2 De Verwerker zwijgt.
4 heading [Artikel 7] 2 <0 BEVEILIGING
5 paragraph [7.1] 0 <4 De Verwerker neemt maatregelen:
6 item [a)] 1 <5 toegangsbeheer;
7 item [b)] 1 <5 versleuteling:
8 item [•] 2 <7 in rust;
9 item [•] 2 <7 onderweg;
10 item [c)] 1 <5 logging.
11 paragraph [] 0 <5 Dit alles kosteloos.
12 paragraph [7.2] 0 <4 De Verwerker meldt inbreuken.
13 paragraph [7.2.1] 0 <12 De melding gaat per e-mail.
14 heading [Bijlage 1] 1 <-1 Subverwerkers
15 heading [1] 2 <14 Hosting
16 paragraph [] 0 <15 De hosting staat in Nederland.
17 heading [2] 2 <14 Ondersteuning
18 paragraph [] 0 <17 De ondersteuning is intern.
`
	if got := outline(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	loc := d.Locate(document.Span{Start: strings.Index(d.Text, "onderweg")})
	if !strings.HasSuffix(loc.Label, "b)") || loc.Heading != "BEVEILIGING" {
		t.Errorf("Locate: %+v", loc)
	}
}

func TestComputedLabels(t *testing.T) {
	d := document1(t,
		build.Paragraph{Kind: document.Heading, Level: 1, Label: "Artikel 5.", Text: "Beveiliging"},
		build.Paragraph{Kind: document.Item, Level: 2, Label: "5.1.", Text: "De Verwerker  zal"},
		build.Paragraph{Kind: document.Item, Level: 3, Label: "(a)", Text: "melden;"},
		build.Paragraph{Kind: document.Item, Level: 3, Label: "\uf0b7", Text: "herstellen;"},
		build.Paragraph{Kind: document.Heading, Level: 1, Label: "Artikel 6"},
		build.Paragraph{Kind: document.Item, Level: 2, Label: "6.1"},
	)
	if want := "Artikel 5. Beveiliging\n\n5.1. De Verwerker zal\n\n(a) melden;\n• herstellen;\n\nArtikel 6"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	want := `0 heading [Artikel 5] 1 <-1 Beveiliging
1 paragraph [5.1] 0 <0 De Verwerker zal
2 item [a)] 3 <1 melden;
3 item [•] 3 <1 herstellen;
4 heading [Artikel 6] 1 <-1 ` + "\n"
	if got := outline(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTypedHeadings(t *testing.T) {
	tests := []struct {
		name  string
		lines []build.Paragraph
		want  string // first letter of the kind of each block
	}{
		{"a list of services is no row of headings", plain("Diensten:", "1. Hosting", "2. Opslag", "3. Beheer", "Meer niet."), "piiip"},
		{"annexes listed at the end", plain("Slot.", "Bijlage 1: Gegevens", "Bijlage 2: Maatregelen", "Bijlage 3: Prijzen"), "pppp"},
		{"a sentence with a number", plain("5. De Verwerker meldt inbreuken.", "Tekst."), "ip"},
		{"bare numbers in sequence", plain("1 Algemeen", "Tekst.", "2 Begrippen", "Tekst."), "hphp"},
		{"short sub-paragraphs", plain("Artikel 2. Duur", "2.1 De overeenkomst duurt een jaar.", "2.2 Aansprakelijkheid beperkt tot de hoofdovereenkomst", "Artikel 3. Slot", "3.1 Einde: na een jaar", "Tekst."), "hpphpp"},
		{"one bare number", plain("24 Klanten", "Tekst."), "pp"},
		{"paragraph signs", plain("§4 Toezicht", "Tekst.", "§ 5. Audit", "Tekst."), "hphp"},
		{"bold", []build.Paragraph{{Text: "Toezicht", Strong: true}, {Text: "Tekst."}}, "hp"},
		{"bold sentence", []build.Paragraph{{Text: "Let op, dit geldt.", Strong: true}, {Text: "Tekst."}}, "pp"},
		{"bold blank", []build.Paragraph{{Text: "Naam [invullen]", Strong: true}, {Text: "Tekst."}}, "pp"},
		{"a block of bold lines", []build.Paragraph{{Text: "Overeenkomst", Strong: true}, {Text: "Firma Jansen", Strong: true}, {Text: "Dorpsstraat", Strong: true}, {Text: "Tekst."}}, "hppp"},
		{"capitals at the end", plain("Tekst.", "ACME SOFTWARE"), "pp"},
	}
	for _, tt := range tests {
		d := document1(t, tt.lines...)
		got := ""
		for _, b := range d.Blocks {
			got += b.Kind.String()[:1]
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s\n%s", tt.name, got, tt.want, outline(d))
		}
	}
}

func TestContents(t *testing.T) {
	d := document1(t, plain("Inhoudsopgave", "1. Algemeen\t3", "2. Begrippen\t4", "1. Algemeen", "Tekst.", "2. Begrippen", "Slot.")...)
	want := `0 heading [] 1 <-1 Inhoudsopgave
1 toc [1] 0 <0 Algemeen	3
2 toc [2] 0 <0 Begrippen	4
`
	if got := outline(d); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d.Blocks[3].Kind != document.Heading {
		t.Errorf("the heading itself became %s", d.Blocks[3].Kind)
	}
	d = document1(t, plain("INHOUD", "Algemeen", "Begrippen", "Algemeen", "Tekst.", "Begrippen", "Slot.")...)
	if d.Blocks[1].Kind != document.TOC || d.Blocks[2].Kind != document.TOC || d.Blocks[3].Kind == document.TOC {
		t.Errorf("contents without page numbers:\n%s", outline(d))
	}
	d = document1(t, plain("Beveiliging ........ 12", "Naam: ............", "Prijs .... 12 euro")...)
	if d.Blocks[0].Kind != document.TOC || d.Blocks[1].Kind == document.TOC || d.Blocks[2].Kind == document.TOC {
		t.Errorf("dot leaders:\n%s", outline(d))
	}
}

func TestLineBreaks(t *testing.T) {
	d := document1(t, plain(
		"Artikel 1 — Duur\nDe overeenkomst duurt een jaar:\na) zonder proeftijd;\nb) zoals bedoeld in artikel\n7.2 Verlenging is mogelijk.",
		"Betrokkene\nde natuurlijke persoon", "Artikel 2\nBeveiliging", "De verwerker beveiligt.",
	)...)
	want := `0 heading [Artikel 1] 2 <-1 Duur
1 paragraph [] 0 <0 De overeenkomst duurt een jaar:
2 item [a)] 1 <1 zonder proeftijd;
3 item [b)] 1 <1 zoals bedoeld in artikel/7.2 Verlenging is mogelijk.
4 paragraph [] 0 <0 Betrokkene/de natuurlijke persoon
5 heading [Artikel 2] 2 <-1 Beveiliging
6 paragraph [] 0 <5 De verwerker beveiligt.
`
	if got := outline(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b := build.New(document.Source{}, document.FormatPDF, document.Limits{})
	b.StartPage(document.PageText)
	text := "De verwerker:\na) meldt en\nb) herstelt alles."
	b.Add(build.Paragraph{Text: text, PageBreaks: []int{strings.Index(text, "en"), strings.Index(text, "alles")}})
	paged, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	for text, page := range map[string]int{"meldt": 1, "b) herstelt": 2, "alles": 3} {
		if got := paged.PageAt(strings.Index(paged.Text, text)); got != page {
			t.Errorf("%q on page %d, want %d", text, got, page)
		}
	}
}

func TestTableText(t *testing.T) {
	cell := func(row, column int, text string) build.Paragraph {
		return build.Paragraph{Kind: document.Cell, Text: text, Table: &document.TableRef{Table: 1, Row: row, Column: column, Header: row == 0}}
	}
	d := document1(t, build.Paragraph{Text: "Voor."}, cell(0, 0, "Dienst"), cell(0, 1, "RTO"), cell(1, 0, "Opslag"), cell(1, 1, "4 uur"), cell(1, 1, "werkdagen"), build.Paragraph{Text: "Na."})
	if want := "Voor.\n\nDienst\tRTO\nOpslag\t4 uur\nwerkdagen\n\nNa."; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
}

func TestPages(t *testing.T) {
	b := build.New(document.Source{}, document.FormatPDF, document.Limits{})
	b.StartPage(document.PageText)
	b.Add(build.Paragraph{Text: "Een."})
	text := "De  verwerker\u00a0 meldt \u00ad de inbreuk."
	b.Add(build.Paragraph{Label: "1.1", Text: text, PageBreaks: []int{strings.Index(text, "de inbreuk")}})
	b.StartPage(document.PageNone)
	b.StartPage(document.PageText)
	b.SetPageSource(document.PageOCR)
	b.Add(build.Paragraph{Text: "Slot."})
	b.StartPage(document.PageEmpty)
	d, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	if want := "Een.\n\n1.1 De verwerker meldt de inbreuk.\n\nSlot."; d.Text != want {
		t.Fatalf("text %q, want %q", d.Text, want)
	}
	for text, page := range map[string]int{"Een": 1, "meldt": 1, "de inbreuk": 2, "Slot": 4} {
		if got := d.PageAt(strings.Index(d.Text, text)); got != page {
			t.Errorf("%q on page %d, want %d", text, got, page)
		}
	}
	if len(d.Pages) != 5 || d.Pages[2].Source != document.PageNone || d.Pages[3].Source != document.PageOCR || d.Pages[4].Source != document.PageEmpty {
		t.Errorf("pages %+v", d.Pages)
	}
	if d.Blocks[1].Page != 1 || d.Blocks[2].Page != 4 {
		t.Errorf("blocks on pages %d and %d", d.Blocks[1].Page, d.Blocks[2].Page)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"e\u0301e\u0301n":                "één",
		" a\u00a0\u202f b \t c ":         "a b\tc",
		"verwerkings\u00advoorwaarden":   "verwerkingsvoorwaarden",
		"\ufeffnul\x00 en\u200b \x07bel": "nul en bel",
		"regel \r\n\r\n regel":           "regel\nregel",
		"ka\xffpot":                      "ka\ufffdpot",
		"\ufb01nanci\u00eble ri\u2011s":  "financiële ri-s",
	} {
		if got := document1(t, build.Paragraph{Text: in}).Text; got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestTextLimit(t *testing.T) {
	b := build.New(document.Source{}, document.FormatText, document.Limits{TextBytes: 12})
	for range 3 {
		b.Add(build.Paragraph{Text: "één twee"})
	}
	d, err := b.Document()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Text) > 12 || len(d.Warnings) != 1 || d.Warnings[0].Code != document.WarnLimit {
		t.Errorf("text %q, warnings %v", d.Text, d.Warnings)
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("Artikel 1. Titel\x1e7.1 De verwerker:\x1ea) zal\x1e- doen\x1eInhoud\x1eX\t3", byte(0), 7)
	f.Add("\xff\xfe\x1e\u0301\x1e1. A\x1e2. B", byte(37), 0)
	f.Fuzz(func(t *testing.T, text string, mode byte, at int) {
		b := build.New(document.Source{}, document.FormatPDF, document.Limits{TextBytes: 1 << 12})
		b.StartPage(document.PageText)
		for i, line := range strings.Split(text, "\x1e") {
			p := build.Paragraph{Text: line, PageBreaks: []int{at, at + 3}, Kind: document.Kind((int(mode) + i) % 9), Level: i % 4, Strong: i%3 == 0}
			if p.Kind == document.Cell {
				p.Table = &document.TableRef{Table: 1, Row: i}
			}
			if i%5 == 4 {
				p.Label = line
			}
			b.Add(p)
		}
		if _, err := b.Document(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	lines := plain(
		"Artikel 7. Beveiliging", "7.1 De Verwerker neemt passende technische en organisatorische maatregelen:",
		"a) toegangsbeheer voor alle medewerkers die met de gegevens werken;", "b) versleuteling van gegevens, onderweg en in rust;",
		"De Verwerker evalueert de maatregelen één keer per jaar en deelt de uitkomst met de Verwerkingsverantwoordelijke.")
	size := 0
	for _, l := range lines {
		size += len(l.Text)
	}
	const times = 100
	b.SetBytes(int64(size * times))
	for b.Loop() {
		builder := build.New(document.Source{}, document.FormatText, document.Limits{})
		for range times {
			for _, l := range lines {
				builder.Add(l)
			}
		}
		if _, err := builder.Document(); err != nil {
			b.Fatal(err)
		}
	}
}
