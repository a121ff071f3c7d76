package plain_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

func read(t testing.TB, name, text string) *document.Document {
	t.Helper()
	d, err := plain.Read(context.Background(), document.Source{Name: name, Data: []byte(text)}, document.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// blocks writes every block as "kind[label]level body".
func blocks(d *document.Document) string {
	var out []string
	for _, b := range d.Blocks {
		s := b.Kind.String()
		if b.Label != "" {
			s += "[" + b.Label + "]"
		}
		if b.Level > 0 {
			s += fmt.Sprint(b.Level)
		}
		if b.Table != nil {
			s += fmt.Sprintf("(%d.%d.%d%s)", b.Table.Table, b.Table.Row, b.Table.Column, map[bool]string{true: "h"}[b.Table.Header])
		}
		out = append(out, s+" "+strings.ReplaceAll(d.Text[b.Body:b.Span.End], "\n", "/"))
	}
	return strings.Join(out, "\n")
}

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs by blank lines", "De klant betaalt.\n\n\nDe leverancier levert.", "paragraph De klant betaalt.\nparagraph De leverancier levert."},
		{"broken lines", "De verwerker meldt een inbreuk in verband met persoons-\ngegevens zonder onredelijke vertraging aan de verwerkings-\nverantwoordelijke en verleent alle redelijke medewerking.",
			"paragraph De verwerker meldt een inbreuk in verband met persoonsgegevens zonder onredelijke vertraging aan de verwerkingsverantwoordelijke en verleent alle redelijke medewerking."},
		{"hyphens of spelling", "Dit geldt voor alle vormen van levering, zoals de in-\nen verkoop van goederen, en voor elk gebruik van de CLOUD-\nprogrammatuur in Noord-\nHolland en verder ook voor iedere vorm van mede-\neigendom.",
			"paragraph Dit geldt voor alle vormen van levering, zoals de in- en verkoop van goederen, en voor elk gebruik van de CLOUD-programmatuur in Noord-Holland en verder ook voor iedere vorm van mede-eigendom."},
		{"a word that the text spells with its hyphen", "Een sub-verwerker is een derde die voor verwerker werkzaam is. Elke sub-\nverwerker houdt zich aan deze overeenkomst en aan de geldende wet.",
			"paragraph Een sub-verwerker is een derde die voor verwerker werkzaam is. Elke sub-verwerker houdt zich aan deze overeenkomst en aan de geldende wet."},
		{"a sentence over a blank line", "De verwerker meldt een inbreuk in verband met persoonsgegevens aan\nde verwerkingsverantwoordelijke en verleent hem daarbij alle hulp\n\ndie redelijk is, waarbij hij ten minste alle volgende zaken regelt\n\na) de melding\n\nen de rest.",
			"paragraph De verwerker meldt een inbreuk in verband met persoonsgegevens aan de verwerkingsverantwoordelijke en verleent hem daarbij alle hulp die redelijk is, waarbij hij ten minste alle volgende zaken regelt\nitem[a)]1 de melding\nparagraph en de rest."},
		{"labels begin paragraphs", "Artikel 1. Meldplicht\n1.1 De verwerker:\na) meldt;\nb) herstelt.\n1.2 De klant zwijgt.",
			"heading[Artikel 1]2 Meldplicht\nparagraph[1.1] De verwerker:\nitem[a)]1 meldt;\nitem[b)]1 herstelt.\nparagraph[1.2] De klant zwijgt."},
		{"a label on a line of its own", "7.1\nDe verwerker meldt.\n7.2\nDe klant betaalt.", "paragraph[7.1] De verwerker meldt.\nparagraph[7.2] De klant betaalt."},
		{"the label of an article above its text", "Artikel 5\nDe verwerker meldt een lek.\n\nArtikel 6\nDe klant betaalt binnen dertig dagen na de\nfactuur.", "heading[Artikel 5]2 \nparagraph De verwerker meldt een lek.\nheading[Artikel 6]2 \nparagraph De klant betaalt binnen dertig dagen na de factuur."},
		{"the label of an article above its title", "Artikel 5\nMeldplicht\nDe verwerker meldt een lek.", "heading[Artikel 5]2 Meldplicht\nparagraph De verwerker meldt een lek."},
		{"a reference over a line's end", "De verwerker handelt in alle gevallen zoals is bedoeld in artikel\n5. Van deze verplichting kan de verwerker niet worden ontheven.",
			"paragraph De verwerker handelt in alle gevallen zoals is bedoeld in artikel 5. Van deze verplichting kan de verwerker niet worden ontheven."},
		{"columns", "Dienst        RTO      RPO\nOpslag        4 uur    1 uur\nRekenkracht   8 uur    1 uur",
			"cell(1.0.0) Dienst\ncell(1.0.1) RTO\ncell(1.0.2) RPO\ncell(1.1.0) Opslag\ncell(1.1.1) 4 uur\ncell(1.1.2) 1 uur\ncell(1.2.0) Rekenkracht\ncell(1.2.1) 8 uur\ncell(1.2.2) 1 uur"},
		{"bars", "| Taak | Wie |\n| Back-up maken | Klant |", "cell(1.0.0) Taak\ncell(1.0.1) Wie\ncell(1.1.0) Back-up maken\ncell(1.1.1) Klant"},
		{"bars below a title", "Bijlage 2: Taken\nTaak | Wie\nBack-up maken | Klant\nDe klant betaalt.", "heading[Bijlage 2]1 Taken\ncell(1.0.0) Taak\ncell(1.0.1) Wie\ncell(1.1.0) Back-up maken\ncell(1.1.1) Klant\nparagraph De klant betaalt."},
		{"a single bar", "De klant kiest: maandelijks | jaarlijks.\nDe klant betaalt.", "paragraph De klant kiest: maandelijks | jaarlijks.\nparagraph De klant betaalt."},
		{"contents", "Inhoudsopgave\n\nAlgemeen ............. 3\nBeveiliging .......... 4\n\nDe tekst begint hier.",
			"heading1 Inhoudsopgave\ntoc Algemeen ............. 3\ntoc Beveiliging .......... 4\nparagraph De tekst begint hier."},
		{"one line a paragraph", strings.Repeat("Dit is een lange regel. ", 12) + "\nKort.\n" + strings.Repeat("En nog een lange regel. ", 12),
			"paragraph " + strings.TrimSpace(strings.Repeat("Dit is een lange regel. ", 12)) + "\nparagraph Kort.\nparagraph " + strings.TrimSpace(strings.Repeat("En nog een lange regel. ", 12))},
		{"titles", "Back-up\nDe leverancier maakt iedere dag een reservekopie van alle gegevens van de klant.", "heading1 Back-up\nparagraph De leverancier maakt iedere dag een reservekopie van alle gegevens van de klant."},
		{"drawn lines", "Beveiliging\n-----------\nDe tekst.\n______", "heading1 Beveiliging\nparagraph De tekst."},
	}
	for _, tt := range tests {
		d := read(t, "proef.txt", tt.in)
		if got := blocks(d); got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if d.Format != document.FormatText || d.Pages != nil {
			t.Errorf("%s: format %s, pages %v", tt.name, d.Format, d.Pages)
		}
	}
}

func TestMarkdown(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"headings", "# Overeenkomst\n\n## Artikel 1 — Duur ##\nTekst.\n\nSlot\n====\nEinde.",
			"heading1 Overeenkomst\nheading[Artikel 1]2 Duur\nparagraph Tekst.\nheading1 Slot\nparagraph Einde."},
		{"lists", "# X\nDe verwerker zal:\n- melden;\n- herstellen:\n  - snel;\n  - goed.\n\n1\\. Los punt\n\n1. een;\n1. twee.",
			"heading1 X\nparagraph De verwerker zal:\nitem[•]1 melden;\nitem[•]1 herstellen:\nitem[•]2 snel;\nitem[•]2 goed.\nheading[1]2 Los punt\nitem[1]1 een;\nitem[2]1 twee."},
		{"table", "| Dienst | **RTO** |\n|---|:-:|\n| Opslag\\|kluis | 4 uur<br>werkdagen |\n|  | 8&nbsp;uur |\n\nTekst.",
			"cell(1.0.0h) Dienst\ncell(1.0.1h) RTO\ncell(1.1.0) Opslag|kluis\ncell(1.1.1) 4 uur\ncell(1.1.1) werkdagen\ncell(1.2.1) 8 uur\nparagraph Tekst."},
		{"inline", "# X\n**Vet** en *schuin* met `code` en [een link](https://voorbeeld.nl/a_(b)), ![logo](x.png), <https://voorbeeld.nl>, caf&eacute; &amp; 5 * 3, snake_case_naam, [naam], <naam klant>, \\*ster\\*, ~~weg~~, noot[^1].\n\n[^1]: De noot.",
			"heading1 X\nparagraph Vet en schuin met code en een link, logo, https://voorbeeld.nl, café & 5 * 3, snake_case_naam, [naam], <naam klant>, *ster*, weg, noot.\nfootnote[1] De noot."},
		{"bold line is a heading", "# X\n\n**Beveiliging**\n\nDe tekst.\n\n**Let op: dit geldt niet.**", "heading1 X\nheading2 Beveiliging\nparagraph De tekst.\nparagraph Let op: dit geldt niet."},
		{"dropped", "# X\n<!-- een\nopmerking -->\n---\n> Citaat van de wet.\n\n```\ncode * blijft *\n```", "heading1 X\nparagraph Citaat van de wet.\nparagraph code * blijft *"},
		{"hard breaks", "# X\n**Klant:** Jansen  \n**Verwerker:** Pietersen", "heading1 X\nparagraph Klant: Jansen\nparagraph Verwerker: Pietersen"},
		{"front matter", "---\ntitel: Overeenkomst\nversie: 2\n---\n# X\nTekst.", "paragraph titel: Overeenkomst\nparagraph versie: 2\nheading1 X\nparagraph Tekst."},
	}
	for _, tt := range tests {
		d := read(t, "proef.txt", tt.in)
		if got := blocks(d); got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if d.Format != document.FormatMarkdown {
			t.Errorf("%s: format %s", tt.name, d.Format)
		}
	}
}

func TestPages(t *testing.T) {
	d := read(t, "x.txt", "Kop van de overeenkomst 1\n\nDe verwerker meldt iedere inbreuk aan de\n\nPagina 1\n\fKop van de overeenkomst 2\n\nverwerkingsverantwoordelijke binnen een dag.\n\nPagina 2\n\fKop van de overeenkomst 3\n\nSlot.\n\nPagina 3\n\f")
	want := "header Kop van de overeenkomst 1\nfooter Pagina 1\nparagraph De verwerker meldt iedere inbreuk aan de verwerkingsverantwoordelijke binnen een dag.\nheader Kop van de overeenkomst 2\nfooter Pagina 2\nheader Kop van de overeenkomst 3\nparagraph Slot.\nfooter Pagina 3"
	if got := blocks(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for text, page := range map[string]int{"De verwerker": 1, "verwerkingsverantwoordelijke": 2, "Slot": 3} {
		if got := d.PageAt(strings.Index(d.Text, text)); got != page {
			t.Errorf("%q is on page %d, want %d", text, got, page)
		}
	}
	d = read(t, "x.txt", "Een.\f\fDrie.")
	if len(d.Pages) != 3 || d.Pages[1].Source != document.PageEmpty || d.PageAt(strings.Index(d.Text, "Drie")) != 3 {
		t.Errorf("pages %+v", d.Pages)
	}
}

func TestEncodings(t *testing.T) {
	const want = "Geïnformeerd: 5 € per dag."
	utf16le := []byte{0xff, 0xfe}
	utf16be := []byte{0xfe, 0xff}
	for _, r := range want {
		utf16le = append(utf16le, byte(r), byte(r>>8))
		utf16be = append(utf16be, byte(r>>8), byte(r))
	}
	tests := []struct {
		name    string
		data    []byte
		guessed bool
	}{
		{"utf-8", []byte(want), false},
		{"utf-8 with bom", []byte("\xef\xbb\xbf" + want), false},
		{"utf-16 little endian", utf16le, false},
		{"utf-16 big endian", utf16be, false},
		{"windows-1252", []byte("Ge\xefnformeerd: 5 \x80 per dag."), true},
	}
	for _, tt := range tests {
		d := read(t, "x.txt", string(tt.data))
		if d.Text != want {
			t.Errorf("%s: %q", tt.name, d.Text)
		}
		if guessed := len(d.Warnings) == 1 && d.Warnings[0].Code == document.WarnEncoding; guessed != tt.guessed {
			t.Errorf("%s: warnings %v", tt.name, d.Warnings)
		}
	}
	d := read(t, "x.txt", "één twee drié vïer vijf ëén één \xff")
	if !strings.HasSuffix(d.Text, "één \ufffd") || len(d.Warnings) != 1 {
		t.Errorf("one bad byte: %q %v", d.Text, d.Warnings)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name   string
		data   string
		limits document.Limits
		want   error
	}{
		{"empty", "", document.Limits{}, document.ErrEmpty},
		{"blank", " \n\t\n\u200b", document.Limits{}, document.ErrEmpty},
		{"binary", "MZ\x00\x01tekst", document.Limits{}, document.ErrUnsupported},
		{"controls", strings.Repeat("\x01\x02\x03a", 20), document.Limits{}, document.ErrUnsupported},
		{"size", "tekst die te lang is", document.Limits{FileBytes: 5}, document.ErrLimit},
		{"pages", "a\fb\fc", document.Limits{Pages: 2}, document.ErrLimit},
	}
	for _, tt := range tests {
		_, err := plain.Read(context.Background(), document.Source{Name: tt.name, Data: []byte(tt.data)}, document.Options{Limits: tt.limits})
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := plain.Read(ctx, document.Source{Data: []byte("tekst")}, document.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	d, err := plain.Read(context.Background(), document.Source{Data: []byte(strings.Repeat("woord\n\n", 50))}, document.Options{Limits: document.Limits{TextBytes: 40}})
	if err != nil || len(d.Text) > 40 || len(d.Warnings) == 0 || d.Warnings[0].Code != document.WarnLimit {
		t.Errorf("text limit: %v %+v", err, d)
	}
}

// TestCorpusWords holds the text of real contracts against their files: every
// word is there, but for words that a line's end had split and the addresses
// of links.
func TestCorpusWords(t *testing.T) {
	shared := os.Getenv("CLAUSULE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	files, err := filepath.Glob(filepath.Join(shared, "corpus", "text", "*"))
	if err != nil || len(files) == 0 {
		t.Skip("no corpus beside the project; set CLAUSULE_SHARED to run this test")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := read(t, filepath.Base(file), string(data))
		if err := d.Validate(); err != nil {
			t.Error(err)
		}
		raw := linkTarget.ReplaceAllString(strings.ReplaceAll(string(data), "\u2011", "-"), "]")
		raw = html.UnescapeString(lineEnd.ReplaceAllString(norm.NFKC.String(raw), ""))
		have := words(strings.ReplaceAll(norm.NFKC.String(d.Text), "-", ""))
		var lost []string
		total := 0
		for w, n := range words(strings.ReplaceAll(raw, "-", "")) {
			total += n
			if have[w] < n {
				lost = append(lost, w)
			}
		}
		if len(lost)*500 > total {
			t.Errorf("%s: of %d words are lost: %v", filepath.Base(file), total, lost)
		}
	}
}

var (
	linkTarget = regexp.MustCompile(`\]\([^)\n]*\)`)
	lineEnd    = regexp.MustCompile(`-\n\s*`)
)

func words(s string) map[string]int {
	m := map[string]int{}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		m[w]++
	}
	return m
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("# Kop\n\n- item **vet** [l](u)\n| a | b |\n|---|---|\n| c \\| | d |\n"))
	f.Add([]byte("Artikel 1\n1.1 Tekst-\ngebroken\n\fPagina 2\n7.\n\ta   b\n"))
	f.Add([]byte("\xff\xfea\x00b\x00"))
	f.Add([]byte("***a_b`c``<br>&amp;[^1]![x](y)"))
	f.Add([]byte("---\na: b\n---\n```\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := plain.Read(context.Background(), document.Source{Name: "x", Data: data}, document.Options{Limits: document.Limits{TextBytes: 1 << 16}})
		if err != nil {
			var typed *document.Error
			if !errors.As(err, &typed) {
				t.Fatalf("untyped error: %v", err)
			}
			return
		}
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	article := "Artikel 7. Beveiliging\n\n7.1 De Verwerker neemt passende technische en organisatorische maatre-\ngelen om de persoonsgegevens te beveiligen tegen verlies en tegen enige\nvorm van onrechtmatige verwerking. Deze maatregelen zijn:\na) toegangsbeheer;\nb) versleuteling.\n\n"
	for name, text := range map[string]string{"text": strings.Repeat(article, 500), "markdown": "# X\n\n" + strings.Repeat("**7.1** "+article, 500)} {
		b.Run(name, func(b *testing.B) {
			src := document.Source{Name: name, Data: []byte(text)}
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := plain.Read(context.Background(), src, document.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func ExampleRead() {
	src := document.Source{Name: "overeenkomst.txt", Data: []byte("Artikel 3. Meldplicht\n\n3.1 De Verwerker meldt een inbreuk binnen 24 uur.\n")}
	doc, err := plain.Read(context.Background(), src, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := doc.Locate(document.Span{Start: strings.Index(doc.Text, "24 uur")})
	fmt.Println(at.Label, "-", at.Heading)
	// Output: 3.1 - Meldplicht
}
