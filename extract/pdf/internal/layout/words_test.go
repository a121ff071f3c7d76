package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// pageOfWords is a page as a recogniser of text gives it: one glyph a word,
// without font.
type pageOfWords struct {
	glyphs []content.Glyph
	size   float64
}

// charWidth is about the mean width of a letter in ems.
const charWidth = 0.5

func (p *pageOfWords) line(x, y float64, text string) {
	for w := range strings.FieldsSeq(text) {
		n := float64(len([]rune(w)))
		p.glyphs = append(p.glyphs, content.Glyph{Text: w, X: x, Y: y, DX: 1, Width: n * charWidth * p.size, Size: p.size, New: true})
		x += (n + 0.55) * charWidth * p.size
	}
}

func (p *pageOfWords) para(x, y float64, lines ...string) float64 {
	for _, l := range lines {
		p.line(x, y, l)
		y -= 1.3 * p.size
	}
	return y
}

// knownPage has a heading, numbered clauses with a hanging indent, a word that
// is hyphenated, a table without rules, and a page number.
func knownPage() *content.Page {
	p := &pageOfWords{size: 16}
	p.line(72, 780, "Service level agreement")
	p.size = 10
	y := p.para(72, 740,
		"De leverancier verleent de diensten met de zorg die van een vakbekwaam dienstverlener mag worden",
		"verwacht. Hij zet daarvoor voldoende gekwalificeerd personeel in en houdt de afgesproken termij-",
		"nen aan.")
	y -= 8
	p.line(72, y, "3.1")
	y = p.para(100, y,
		"De klant verstrekt tijdig alle gegevens die voor de uitvoering nodig zijn. Zolang die er niet",
		"zijn, zijn de termijnen van de leverancier opgeschort.")
	p.line(72, y-6, "3.2")
	y = p.para(100, y-6, "De hersteltijden zijn als volgt.")
	y -= 8
	for _, r := range [][3]string{{"Prioriteit", "Reactietijd", "Hersteltijd"}, {"Hoog", "15 minuten", "4 uur"}, {"Midden", "1 uur", "8 uur"}, {"Laag", "1 werkdag", "in overleg"}} {
		p.line(72, y, r[0])
		p.line(220, y, r[1])
		p.line(370, y, r[2])
		y -= 18
	}
	y -= 8
	p.para(72, y,
		"Partijen houden geheim wat zij van elkaar vernemen en waarvan zij het vertrouwelijke karakter van",
		"kennen of behoren te kennen, ook na het einde.")
	p.line(280, 40, "Pagina 1 van 3")
	return &content.Page{Width: 595, Height: 842, Glyphs: p.glyphs}
}

const knownText = `heading: Service level agreement
paragraph: De leverancier verleent de diensten met de zorg die van een vakbekwaam dienstverlener mag worden verwacht. Hij zet daarvoor voldoende gekwalificeerd personeel in en houdt de afgesproken termijnen aan.
paragraph: 3.1 De klant verstrekt tijdig alle gegevens die voor de uitvoering nodig zijn. Zolang die er niet zijn, zijn de termijnen van de leverancier opgeschort.
paragraph: 3.2 De hersteltijden zijn als volgt.
cell 0.0: Prioriteit
cell 0.1: Reactietijd
cell 0.2: Hersteltijd
cell 1.0: Hoog
cell 1.1: 15 minuten
cell 1.2: 4 uur
cell 2.0: Midden
cell 2.1: 1 uur
cell 2.2: 8 uur
cell 3.0: Laag
cell 3.1: 1 werkdag
cell 3.2: in overleg
paragraph: Partijen houden geheim wat zij van elkaar vernemen en waarvan zij het vertrouwelijke karakter van kennen of behoren te kennen, ook na het einde.
footer: Pagina 1 van 3
`

func outline(blocks []Block) string {
	var s strings.Builder
	for _, b := range blocks {
		fmt.Fprint(&s, b.Kind)
		if b.Table != nil {
			fmt.Fprintf(&s, " %d.%d", b.Table.Row, b.Table.Column)
		}
		if b.Label != "" {
			fmt.Fprintf(&s, " [%s]", b.Label)
		}
		fmt.Fprintf(&s, ": %s\n", b.Text)
	}
	return s.String()
}

// TestWords reads a page of words, as it is and with the errors of a scan: the
// sizes and baselines of the words jitter, the lines are askew.
func TestWords(t *testing.T) {
	tests := []struct {
		name                     string
		size, baseline, x, slope float64 // share, points, points, rise per point
		phrases                  bool    // several words a glyph
	}{
		{name: "exact"},
		{name: "phrases", phrases: true},
		{name: "jitter", size: 0.15, baseline: 2, x: 0.5},
		{name: "askew", slope: 0.012},
		{name: "askew the other way, with jitter", size: 0.15, baseline: 2, x: 0.5, slope: -0.008},
	}
	for _, tt := range tests {
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(seed, 1))
			off := func(by float64) float64 { return by * (2*r.Float64() - 1) }
			p := knownPage()
			if tt.phrases {
				p.Glyphs = phrases(p.Glyphs)
			}
			for i := range p.Glyphs {
				g := &p.Glyphs[i]
				g.Size *= 1 + off(tt.size)
				g.Y += off(tt.baseline) + tt.slope*g.X
				g.X += off(tt.x)
			}
			blocks, err := Read(t.Context(), []*Page{NewPage(p)})
			if err != nil {
				t.Fatal(err)
			}
			if got := outline(blocks); got != knownText {
				t.Errorf("%s, seed %d: got\n%s", tt.name, seed, got)
				break
			}
		}
	}
}

// phrases joins the words that stand close together on a line.
func phrases(words []content.Glyph) []content.Glyph {
	var out []content.Glyph
	for _, g := range words {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.Y == g.Y && g.X-last.X-last.Width < 0.5*g.Size && g.X > last.X {
				last.Text += " " + g.Text
				last.Width = g.X + g.Width - last.X
				continue
			}
		}
		out = append(out, g)
	}
	return out
}

func TestWordPages(t *testing.T) {
	p := NewPage(knownPage())
	if p.Glyphs < 400 || p.Words < 80 {
		t.Errorf("%d glyphs and %d words: words must count by their letters", p.Glyphs, p.Words)
	}
}

// TestVertical reads columns from right to left that are written downwards, and
// a paragraph that runs on from one to the next.
func TestVertical(t *testing.T) {
	var glyphs []content.Glyph
	const size = 10.0
	for i, column := range []string{"第一条本契約は甲乙間の業務委託について定め", "るものとする。", "第二条乙は秘密を守る。"} {
		y := 700.0
		for _, r := range column {
			glyphs = append(glyphs, content.Glyph{Text: string(r), X: 500 - 18*float64(i), Y: y, DY: -1, Width: size, Size: size, New: y == 700})
			y -= size
		}
	}
	blocks, err := Read(t.Context(), []*Page{NewPage(&content.Page{Width: 595, Height: 842, Glyphs: glyphs})})
	if err != nil {
		t.Fatal(err)
	}
	want := "paragraph: 第一条本契約は甲乙間の業務委託について定め るものとする。\nparagraph: 第二条乙は秘密を守る。\n"
	if got := outline(blocks); got != want {
		t.Errorf("got\n%s", got)
	}
}

// TestRecognised reads what recognisers of text make of a page: bullets that
// are taken for letters and signs, and a table whose columns come one after the
// other.
func TestRecognised(t *testing.T) {
	p := &pageOfWords{size: 10}
	y := p.para(72, 780,
		"De leverancier verleent de diensten met de zorg die van een vakbekwaam dienstverlener mag worden",
		"verwacht. Hij zet daarvoor voldoende gekwalificeerd personeel in en meldt het volgende tijdig.")
	for i, item := range []string{"storingen in de dienst;", "_ wijzigingen van de dienst die voor de klant van belang zijn;", "gepland onderhoud."} {
		p.line(90, y, []string{"e", "*", "°"}[i])
		p.line(108, y, item)
		y -= 13
	}
	y -= 13
	rows := [][2]string{{"Onderwerp", "Inhoud van de afspraak"}, {"Soort gegevens", "naam en adres van de gebruikers"}, {"Betrokkenen", "klanten en hun medewerkers"}, {"Doel", "beheer van het portaal"}, {"Duur", "de looptijd van de overeenkomst"}}
	for column := range 2 {
		at := y
		for _, r := range rows {
			p.line(72+178*float64(column), at, r[column])
			at -= 20
		}
	}
	blocks, err := Read(t.Context(), []*Page{NewPage(&content.Page{Width: 595, Height: 842, Glyphs: p.glyphs})})
	if err != nil {
		t.Fatal(err)
	}
	want := `paragraph: De leverancier verleent de diensten met de zorg die van een vakbekwaam dienstverlener mag worden verwacht. Hij zet daarvoor voldoende gekwalificeerd personeel in en meldt het volgende tijdig.
paragraph [•]: storingen in de dienst;
paragraph [•]: wijzigingen van de dienst die voor de klant van belang zijn;
paragraph [•]: gepland onderhoud.
cell 0.0: Onderwerp
cell 0.1: Inhoud van de afspraak
cell 1.0: Soort gegevens
cell 1.1: naam en adres van de gebruikers
cell 2.0: Betrokkenen
cell 2.1: klanten en hun medewerkers
cell 3.0: Doel
cell 3.1: beheer van het portaal
cell 4.0: Duur
cell 4.1: de looptijd van de overeenkomst
`
	if got := outline(blocks); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestNumberedPage(t *testing.T) {
	for _, text := range []string{"Pagina 3", "blz. 3 van de 12", "PAG 3/12", "p.7", "3 van 12", "3/12", "- 3 -", "– 12 –", "Page 3 of 4"} {
		if !numberedPage(text) {
			t.Errorf("%q is a page number", text)
		}
	}
	for _, text := range []string{"", "3", "pagina", "pagina 123456", "p 3", "3 van de 12", "blz. 3 en 4", "- 3", "Bladel 3", "artikel 3/12 lid 1"} {
		if numberedPage(text) {
			t.Errorf("%q is no page number", text)
		}
	}
}

func TestLeaderNumber(t *testing.T) {
	for text, want := range map[string]string{
		"Begrippen ........ 3": "3", "Bijlage … … 12": "12", "Voorwoord. . . . iv": "iv", "A....1": "1",
		"Zie ... 3": "", "....... 3": "", "Duur ..... 12345": "", "Duur ..... 12a": "", "Prijs": "",
	} {
		if got := leaderNumber(text); got != want {
			t.Errorf("%q ends in page %q, want %q", text, got, want)
		}
	}
}
