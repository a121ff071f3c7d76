package pdf_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// set writes lines of text downwards from a place, at a leading of 14 points.
func set(font string, size, x, y float64, lines ...string) string {
	var s strings.Builder
	for _, l := range lines {
		if l != "" {
			s.WriteString(pdftest.Line(font, size, x, y, l))
		}
		y -= 14
	}
	return s.String()
}

// body is a paragraph of full lines, to give a page its measure.
func body(y float64) string {
	return set("F1", 11, 72, y,
		"De verwerker verwerkt persoonsgegevens uitsluitend in opdracht van de klant en",
		"volgens diens schriftelijke instructies, behoudens afwijkende verplichtingen die uit",
		"de wet volgen.")
}

const bodyText = "De verwerker verwerkt persoonsgegevens uitsluitend in opdracht van de klant en volgens diens schriftelijke instructies, behoudens afwijkende verplichtingen die uit de wet volgen."

func read(t testing.TB, data []byte) *document.Document {
	t.Helper()
	d, err := pdf.Read(t.Context(), document.Source{Name: "proef.pdf", Data: data}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	return d
}

// outline writes one line a block: page, kind, place in a table, text.
func outline(d *document.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		fmt.Fprintf(&s, "%d %s", b.Page, b.Kind)
		if b.Table != nil {
			fmt.Fprintf(&s, " %d.%d.%d", b.Table.Table, b.Table.Row, b.Table.Column)
			if b.Table.Header {
				s.WriteString("h")
			}
		}
		fmt.Fprintf(&s, ": %s\n", strings.ReplaceAll(strings.ReplaceAll(d.Slice(b.Span), bodyText, "[tekst]"), "\t", "|"))
	}
	return s.String()
}

func TestLayout(t *testing.T) {
	ruled := "72 700 m 400 700 l S 72 680 m 400 680 l S 72 640 m 400 640 l S 72 640 m 72 700 l S 200 640 m 200 700 l S 400 640 m 400 700 l S "
	left := []string{"Het eerste artikel van deze overeen-", "komst regelt de duur en de wijze van", "opzegging door elk van de partijen op", "een termijn van drie maanden of zoveel", "langer als de wet dat voorschrijft, en"}
	right := []string{"bepaalt dat de verwerker daarna alles", "wist. Het tweede artikel regelt wie er", "aansprakelijk is voor schade die door", "een inbreuk op de beveiliging van het", "systeem ontstaat."}
	tests := []struct {
		name  string
		pages []string
		want  string
	}{
		{"lines and paragraphs", []string{body(700) + body(644)}, "1 paragraph: [tekst]\n1 paragraph: [tekst]\n"},
		{"drawn in another order", []string{body(600) + body(700)}, "1 paragraph: [tekst]\n1 paragraph: [tekst]\n"},
		{"a short line ends a paragraph", []string{body(700) + set("F1", 11, 72, 658, "Datalek", "Een inbreuk op de beveiliging.")}, "1 paragraph: [tekst]\n1 paragraph: Datalek\n1 paragraph: Een inbreuk op de beveiliging.\n"},
		{"labels", []string{body(700) + set("F1", 11, 72, 658, "7.1 De verwerker meldt.", "7.2 De klant betaalt.", "a) de prijs;", "b) de rente.")},
			"1 paragraph: [tekst]\n1 paragraph: 7.1 De verwerker meldt.\n1 paragraph: 7.2 De klant betaalt.\n1 item: a) de prijs;\n1 item: b) de rente.\n"},
		{"a number in running text is no label", []string{body(700) + set("F1", 11, 72, 630, "De verwerker meldt elke inbreuk onverwijld, in overeenstemming met het in artikel", "7.2 bepaalde, aan de klant.")},
			"1 paragraph: [tekst]\n1 paragraph: De verwerker meldt elke inbreuk onverwijld, in overeenstemming met het in artikel 7.2 bepaalde, aan de klant.\n"},
		{"hanging indent", []string{body(700) + set("F1", 11, 72, 644, "3.1") + set("F1", 11, 108, 644, "De verwerker neemt alle maatregelen die passend zijn voor het risico en die", "hij kan betalen.")},
			"1 paragraph: [tekst]\n1 paragraph: 3.1 De verwerker neemt alle maatregelen die passend zijn voor het risico en die hij kan betalen.\n"},
		{"bullets of a symbol font", []string{body(700) + pdftest.Line("F3", 11, 72, 644, "·") + set("F1", 11, 90, 644, "versleuteling") + pdftest.Line("F3", 11, 72, 630, "·") + set("F1", 11, 90, 630, "toegang")},
			"1 paragraph: [tekst]\n1 item: • versleuteling\n1 item: • toegang\n"},
		{"hyphens", []string{body(700) + set("F1", 11, 72, 644,
			"De verwerker neemt binnen redelijke grenzen steeds alle passende beveiligings-",
			"maatregelen voor de opslag van gegevens, zulks in overleg met zijn eigen sub-",
			"verwerkers, en beschermt de door hem beheerde en bij hem ondergebrachte CLOUD-",
			"programmatuur en de sub-verwerkers tegen elke vorm van onbevoegde in- of",
			"uitvoer, alsmede de klant bij de in- en")},
			"1 paragraph: [tekst]\n1 paragraph: De verwerker neemt binnen redelijke grenzen steeds alle passende beveiligingsmaatregelen voor de opslag van gegevens, zulks in overleg met zijn eigen sub-verwerkers, en beschermt de door hem beheerde en bij hem ondergebrachte CLOUD-programmatuur en de sub-verwerkers tegen elke vorm van onbevoegde in- of uitvoer, alsmede de klant bij de in- en\n"},
		{"headings by size and weight", []string{set("F1", 18, 72, 760, "Verwerkersovereenkomst") + set("F2", 11, 72, 720, "Geheimhouding") + body(700)},
			"1 heading: Verwerkersovereenkomst\n1 heading: Geheimhouding\n1 paragraph: [tekst]\n"},
		{"ruled table", []string{body(780) + ruled + set("F2", 11, 76, 686, "Naam") + set("F2", 11, 204, 686, "Dienst") + set("F1", 11, 76, 668, "Vercel Inc.") + set("F1", 11, 204, 668, "Hosting van de", "toepassing") + body(600)},
			"1 paragraph: [tekst]\n1 cell 1.0.0h: Naam\n1 cell 1.0.1h: Dienst\n1 cell 1.1.0: Vercel Inc.\n1 cell 1.1.1: Hosting van de toepassing\n1 paragraph: [tekst]\n"},
		{"table without rules", []string{body(780) + set("F1", 11, 72, 700, "Naam") + set("F1", 11, 204, 700, "Dienst") + set("F1", 11, 72, 680, "Vercel Inc.") + set("F1", 11, 204, 680, "Hosting van de", "toepassing") + set("F1", 11, 72, 646, "Stripe") + set("F1", 11, 204, 646, "Betalingen") + body(600)},
			"1 paragraph: [tekst]\n1 cell 1.0.0: Naam\n1 cell 1.0.1: Dienst\n1 cell 1.1.0: Vercel Inc.\n1 cell 1.1.1: Hosting van de toepassing\n1 cell 1.2.0: Stripe\n1 cell 1.2.1: Betalingen\n1 paragraph: [tekst]\n"},
		{"two columns", []string{set("F2", 16, 72, 780, "Algemene voorwaarden") + set("F1", 11, 72, 700, left...) + set("F1", 11, 310, 700, right...)},
			"1 heading: Algemene voorwaarden\n1 paragraph: Het eerste artikel van deze overeenkomst regelt de duur en de wijze van opzegging door elk van de partijen op een termijn van drie maanden of zoveel langer als de wet dat voorschrijft, en bepaalt dat de verwerker daarna alles wist. Het tweede artikel regelt wie er aansprakelijk is voor schade die door een inbreuk op de beveiliging van het systeem ontstaat.\n"},
		{"table of contents", []string{set("F1", 11, 72, 700, "1 Algemeen .................... 2", "2 Begrippen ................... 3", "3 Duur ........................ 4") + body(600)},
			"1 toc: 1 Algemeen|2\n1 toc: 2 Begrippen|3\n1 toc: 3 Duur|4\n1 paragraph: [tekst]\n"},
		{"running header and page numbers", []string{
			set("F1", 9, 72, 810, "Verwerkersovereenkomst Acme") + body(700) + set("F1", 9, 290, 30, "Pagina 1 van 2"),
			set("F1", 9, 72, 810, "Verwerkersovereenkomst Acme") + body(700) + set("F1", 9, 290, 30, "Pagina 2 van 2")},
			"1 header: Verwerkersovereenkomst Acme\n1 paragraph: [tekst]\n1 footer: Pagina 1 van 2\n2 header: Verwerkersovereenkomst Acme\n2 paragraph: [tekst]\n2 footer: Pagina 2 van 2\n"},
		{"over the end of a page", []string{
			body(200) + set("F1", 11, 72, 140, "De klant is gerechtigd de overeenkomst op elk moment met onmiddellijke ingang op") + set("F1", 9, 290, 30, "1"),
			set("F1", 11, 72, 780, "te zeggen, zonder kosten.") + body(700) + set("F1", 9, 290, 30, "2")},
			"1 paragraph: [tekst]\n1 footer: 1\n1 paragraph: De klant is gerechtigd de overeenkomst op elk moment met onmiddellijke ingang op te zeggen, zonder kosten.\n2 paragraph: [tekst]\n2 footer: 2\n"},
		{"line breaks in a paragraph", []string{body(790) + body(734) + set("F1", 11, 72, 678, "Slot.") + set("F1", 11, 72, 650, "Einde.") + set("F1", 11, 72, 622, "Acme B.V.", "Dorpsstraat 1", "Utrecht") + set("F1", 11, 72, 566, "Naam:") + set("F1", 11, 72, 538, "Datum:") + set("F1", 11, 72, 510, "Plaats:")},
			"1 paragraph: [tekst]\n1 paragraph: [tekst]\n1 paragraph: Slot.\n1 paragraph: Einde.\n1 paragraph: Acme B.V.\nDorpsstraat 1\nUtrecht\n1 paragraph: Naam:\n1 paragraph: Datum:\n1 paragraph: Plaats:\n"},
		{"table over the end of a page", []string{
			body(700) + set("F1", 11, 72, 100, "Naam") + set("F1", 11, 204, 100, "Dienst") + set("F1", 11, 72, 80, "Vercel Inc.") + set("F1", 11, 204, 80, "Hosting van de"),
			set("F1", 11, 204, 780, "toepassing") + set("F1", 11, 72, 760, "Stripe") + set("F1", 11, 204, 760, "Betalingen") + body(600)},
			"1 paragraph: [tekst]\n1 cell 1.0.0: Naam\n1 cell 1.0.1: Dienst\n1 cell 1.1.0: Vercel Inc.\n1 cell 1.1.1: Hosting van de toepassing\n2 cell 1.2.0: Stripe\n2 cell 1.2.1: Betalingen\n2 paragraph: [tekst]\n"},
		{"header above the only rule", []string{body(780) + "72 694 m 300 694 l S " + set("F1", 11, 72, 700, "Naam") + set("F1", 11, 204, 700, "Dienst") + set("F1", 11, 72, 680, "Vercel Inc.") + set("F1", 11, 204, 680, "Hosting van alles") + body(600)},
			"1 paragraph: [tekst]\n1 cell 1.0.0h: Naam\n1 cell 1.0.1h: Dienst\n1 cell 1.1.0: Vercel Inc.\n1 cell 1.1.1: Hosting van alles\n1 paragraph: [tekst]\n"},
		{"web address over two lines", []string{body(700) + set("F1", 11, 72, 644, "Zie https://acme.example/juridisch/", "verwerkers voor de lijst.")}, "1 paragraph: [tekst]\n1 paragraph: Zie https://acme.example/juridisch/verwerkers voor de lijst.\n"},
		{"footnote", []string{body(700) + set("F1", 8, 72, 60, "1 Zie artikel 28 van de verordening.")}, "1 paragraph: [tekst]\n1 footnote: 1 Zie artikel 28 van de verordening.\n"},
		{"letterspaced", []string{"BT /F2 11 Tf 6 Tc 72 740 Td (INHOUD) Tj 0 Tc ET " + body(700)}, "1 heading: INHOUD\n1 paragraph: [tekst]\n"},
		{"drawn twice to look bold", []string{set("F1", 11, 72, 740, "Duur") + set("F1", 11, 72.3, 740, "Duur") + body(700)}, "1 heading: Duur\n1 paragraph: [tekst]\n"},
		{"raised note mark", []string{"BT /F1 11 Tf 72 740 Td (Overeenkomst) Tj 5 Ts /F1 6 Tf (2) Tj 0 Ts /F1 11 Tf ( van dienst.) Tj ET " + body(700)}, "1 paragraph: Overeenkomst2 van dienst.\n1 paragraph: [tekst]\n"},
		{"turned type", []string{body(700) + "BT /F1 11 Tf 0 1 -1 0 40 300 Tm (Concept) Tj ET"}, "1 paragraph: [tekst]\n1 textbox: Concept\n"},
		{"words without drawn spaces", []string{"BT /F1 11 Tf 72 700 Td [(De) -278 (klant) -278 (be) -10 (taalt.)] TJ ET"}, "1 paragraph: De klant betaalt.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(read(t, pdftest.Pages(tt.pages...))); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestPageBreaks(t *testing.T) {
	d := read(t, pdftest.Pages(
		body(200)+set("F1", 11, 72, 140, "De klant is gerechtigd de overeenkomst op elk moment met onmiddellijke ingang op"),
		set("F1", 11, 72, 780, "te zeggen, zonder kosten.")+body(700)))
	if len(d.Pages) != 2 || !strings.HasPrefix(d.Text[d.Pages[1].Start:], "te zeggen") {
		t.Errorf("pages %+v", d.Pages)
	}
}

func TestScans(t *testing.T) {
	image := pdftest.Stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode", []byte("\xff\xd8"))
	tests := []struct {
		name, content string
		want          document.PageSource
		warn          document.WarningCode
	}{
		{"scan", "595 0 0 842 0 0 cm /I Do", document.PageNone, document.WarnPageWithoutText},
		{"scan with a stamp", hello[:len(hello)-2] + "ET q 595 0 0 842 0 0 cm /I Do Q", document.PageNone, document.WarnPageWithoutText},
		{"scan with a stamp of many words in the margin", "BT /F1 9 Tf 40 820 Td (Gescand door de postkamer op 12 maart 2026, exemplaar voor het archief) Tj ET q 595 0 0 842 0 0 cm /I Do Q", document.PageNone, document.WarnPageWithoutText},
		{"scan with a watermark", "q 0.7 0.7 -0.7 0.7 200 200 cm BT /F1 40 Tf (Kopie, niet voor verdere verspreiding bestemd) Tj ET Q q 595 0 0 842 0 0 cm /I Do Q", document.PageNone, document.WarnPageWithoutText},
		{"title over a photograph", "q 595 0 0 842 0 0 cm /I Do Q BT /F1 24 Tf 72 500 Td (Verwerkersovereenkomst tussen partijen bij de dienst) Tj ET", document.PageNone, document.WarnPageWithoutText},
		{"few words and a picture", "q 400 0 0 400 72 72 cm /I Do Q " + body(700), document.PageText, document.WarnPageWithoutText},
		{"text and a picture", "q 400 0 0 400 72 72 cm /I Do Q " + body(700) + body(600) + body(500), document.PageText, document.WarnPicture},
		{"outlines", strings.Repeat("0 0 m 9 9 9 9 5 5 c f ", 100), document.PageNone, document.WarnPageWithoutText},
		{"nothing", "", document.PageEmpty, ""},
		{"text and a logo", "q 50 0 0 50 0 0 cm /I Do Q " + body(700), document.PageText, ""},
		{"scan with recognised text behind it", "q 595 0 0 842 0 0 cm /I Do Q 3 Tr " + body(700), document.PageOCR, document.WarnOCRLayer},
	}
	for _, tt := range tests {
		d := read(t, pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "/XObject << /I 6 0 R >>", ""), pdftest.Font("Helvetica"), stream(tt.content), image))
		if d.Pages[0].Source != tt.want || (tt.warn != "") != (len(d.Warnings) == 1) || tt.warn != "" && !warned(d, tt.warn) {
			t.Errorf("%s: source %s, warnings %v", tt.name, d.Pages[0].Source, d.Warnings)
		}
	}
}

func TestUnknownGlyphs(t *testing.T) {
	d := read(t, pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "", ""), "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< >>] >>", stream("BT /F1 12 Tf 72 700 Td <00010002> Tj ET")))
	if d.Text != "\uFFFD\uFFFD" || !warned(d, document.WarnGlyphs) || !strings.Contains(d.Warnings[0].Message, "2 tekens") {
		t.Errorf("text %q, warnings %v", d.Text, d.Warnings)
	}
}

// The contracts outside the repository must give documents that keep the
// model's promises, with all of their pages.
func TestShared(t *testing.T) {
	shared := os.Getenv("CLAUSULE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "corpus", "*", "*.pdf"))
	if len(files) == 0 {
		t.Skip("no shared contracts; set CLAUSULE_SHARED")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := read(t, data)
		scan := filepath.Base(filepath.Dir(name)) == "scan"
		if scan != (len(d.Unread()) == len(d.Pages)) || !scan && len(d.Unread()) > 0 {
			t.Errorf("%s: unread pages %v of %d", filepath.Base(name), d.Unread(), len(d.Pages))
		}
	}
}

func ExampleRead() {
	data := pdftest.Pages(pdftest.Line("F1", 11, 72, 700, "7.2 De verwerker meldt een inbreuk binnen 36 uur."))
	d, err := pdf.Read(context.Background(), document.Source{Name: "contract.pdf", Data: data}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	b := d.Blocks[0]
	fmt.Println(b.Page, b.Label, d.Text[b.Body:b.Span.End])
	// Output: 1 7.2 De verwerker meldt een inbreuk binnen 36 uur.
}

// BenchmarkRead reads a contract of 60 pages with running headers, numbered
// clauses and a table on every third page.
func BenchmarkRead(b *testing.B) {
	const count = 60
	var pages []string
	for n := 1; n <= count; n++ {
		s := contract(n, count)
		s.justify = true
		for i := 1; s.y > 250; i++ {
			s.in("F2", 10).line(fmt.Sprintf("Artikel %d Onderwerp %d", n, i)).in("F1", 10)
			s.item(fmt.Sprintf("%d.%d", n, 2*i), 30, p1+" "+p3).item(fmt.Sprintf("%d.%d", n, 2*i+1), 30, p2+" "+p5).skip(6)
		}
		if n%3 == 0 {
			s.justify = false
			s.table(true, []float64{80, 150, 110, 111}, []string{"Prioriteit", "Omschrijving", "Reactietijd", "Hersteltijd"},
				[]string{"1", "De dienst is onbruikbaar", "15 minuten", "4 uur"}, []string{"2", "Een deel van de dienst werkt niet", "1 uur", "8 uur"})
		}
		pages = append(pages, s.String())
	}
	data := pdftest.Pages(pages...)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.Read(b.Context(), document.Source{Name: "proef.pdf", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*count/b.Elapsed().Seconds(), "pages/s")
}

func FuzzRead(f *testing.F) {
	f.Add(pdftest.Pages(body(700)))
	f.Add(single("", "", stream(hello)))
	f.Add(pdftest.XRefStream("", nil, catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)))
	limits := document.Limits{PartBytes: 1 << 18, TotalBytes: 1 << 20, TextBytes: 1 << 14, Pages: 20}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := pdf.Read(t.Context(), document.Source{Name: "proef.pdf", Data: data}, document.Options{Limits: limits})
		if err != nil {
			return
		}
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

// What is in the file but not on its pages was not read, and that is said.
func TestEnclosed(t *testing.T) {
	for root, want := range map[string]string{
		"/Collection << >>": "portfolio",
		"/Names << /EmbeddedFiles << /Kids [<< /Names [(a.docx) << >>] >>] >> >>":                        "bijlagen",
		"/NeedsRendering true /AcroForm << /XFA (x) >>":                                                  "XFA",
		"/AcroForm << /XFA (x) >> /Names << /EmbeddedFiles << /Names [] /Kids [2 0 R 2 0 R 2 0 R] >> >>": "",
	} {
		d := read(t, pdftest.File("", "<< /Type /Catalog /Pages 2 0 R "+root+" >>", onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)))
		if (want != "") != warned(d, document.WarnNotFollowed) || want != "" && !strings.Contains(d.Warnings[0].Message, want) {
			t.Errorf("%s: %v", root, d.Warnings)
		}
	}
}
