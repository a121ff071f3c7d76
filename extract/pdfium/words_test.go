package pdfium

import (
	"math"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func TestWords(t *testing.T) {
	f := open(t, shared, newPDF("", a4, "BT /F 12 Tf 100 700 Td (Hallo wereld) Tj /B 9 Tf 0 -20 Td (Artikel 1) Tj ET"))
	if f.Pages() != 1 {
		t.Fatalf("%d pages", f.Pages())
	}
	p := words(t, f)
	if p.Width != 595 || p.Height != 842 {
		t.Errorf("page of %v × %v", p.Width, p.Height)
	}
	// The widths are those of Helvetica: Hallo is 2278/1000 of the size.
	want := []document.Word{
		{Text: "Hallo", X: 100, Y: 700, DX: 1, Width: 27.34, Size: 12, Confidence: 1},
		{Text: "wereld", X: 130.67, Y: 700, DX: 1, Width: 35.34, Size: 12, Confidence: 1},
		{Text: "Artikel", X: 100, Y: 680, DX: 1, Width: 28.01, Size: 9, Bold: true, Confidence: 1},
		{Text: "1", X: 130.51, Y: 680, DX: 1, Width: 5, Size: 9, Bold: true, Confidence: 1},
	}
	if len(p.Words) != len(want) {
		t.Fatalf("words %+v", p.Words)
	}
	for i, w := range p.Words {
		if !same(w, want[i]) {
			t.Errorf("word %d is %+v, want %+v", i, w, want[i])
		}
	}
}

func same(a, b document.Word) bool {
	for _, d := range []float64{a.X - b.X, a.Y - b.Y, a.DX - b.DX, a.DY - b.DY, a.Width - b.Width, a.Size - b.Size, a.Confidence - b.Confidence} {
		if !(math.Abs(d) < 0.1) {
			return false
		}
	}
	return a.Text == b.Text && a.Bold == b.Bold
}

// The crop box begins at 50 100 and is 500 wide and 600 high.
func TestRotated(t *testing.T) {
	for _, tc := range []struct {
		rotate        string
		width, height float64
		level, upward document.Word
	}{
		{"0", 500, 600, document.Word{X: 50, Y: 500, DX: 1}, document.Word{X: 250, Y: 200, DY: 1}},
		{"90", 600, 500, document.Word{X: 500, Y: 450, DY: -1}, document.Word{X: 200, Y: 250, DX: 1}},
		{"180", 500, 600, document.Word{X: 450, Y: 100, DX: -1}, document.Word{X: 250, Y: 400, DY: -1}},
		{"-90", 600, 500, document.Word{X: 100, Y: 50, DY: 1}, document.Word{X: 400, Y: 250, DX: -1}},
	} {
		p := words(t, open(t, shared, newPDF("", "/MediaBox[0 0 600 800]/CropBox[50 100 550 700]/Rotate "+tc.rotate,
			"BT /F 12 Tf 100 600 Td (Hallo) Tj /F 1 Tf 0 12 -12 0 300 300 Tm (Hallo) Tj ET")))
		if p.Width != tc.width || p.Height != tc.height || len(p.Words) != 2 {
			t.Errorf("/Rotate %s: %+v", tc.rotate, p)
			continue
		}
		for i, want := range []document.Word{tc.level, tc.upward} {
			want.Text, want.Width, want.Size, want.Confidence = "Hallo", 27.34, 12, 1
			if !same(p.Words[i], want) {
				t.Errorf("/Rotate %s: word %d is %+v, want %+v", tc.rotate, i, p.Words[i], want)
			}
		}
	}
}

func TestCharacters(t *testing.T) {
	cmap := stream("", `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
5 beginbfchar <41> <D83DDE00> <42> <FB01> <43> <006600660069> <44> <0000> <45> <0007> endbfchar
endcmap end end`)
	font := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
	for _, tc := range []struct{ name, content, want string }{
		{"beyond U+FFFF", "BT /U 12 Tf 100 700 Td (xAy za) Tj ET", "x😀y za"},
		{"ligature", "BT /U 12 Tf 100 700 Td (Bets Ccient) Tj ET", "fiets fficient"},
		{"nothing and control", "BT /U 12 Tf 100 700 Td (aDbEc d) Tj ET", "a\uFFFDbc d"},
		{"hyphen", "BT /W 12 Tf 100 700 Td (de overeen-) Tj 0 -14 Td (komst wordt be\\353indigd) Tj ET", "de overeen- komst wordt beëindigd"},
		{"no text", "0 0 10 10 re f", ""},
	} {
		p := words(t, open(t, shared, newPDF("", a4+"/Resources<</Font<</F 3 0 R/U 8 0 R/W 9 0 R>>>>", tc.content, cmap, font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")))
		if got := text(p); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
		for i := 1; i < len(p.Words); i++ {
			if a, b := p.Words[i-1], p.Words[i]; a.Y == b.Y && a.X+a.Width > b.X {
				t.Errorf("%s: %+v runs into %+v", tc.name, a, b)
			}
		}
	}
}

// Fields with and without an appearance, a hidden one and a text note: what a
// reader sees on paper is in the words.
func TestForm(t *testing.T) {
	p := words(t, open(t, shared, newPDF(
		"/AcroForm<</Fields[7 0 R 8 0 R 9 0 R]/NeedAppearances true/DR<</Font<</Helv 3 0 R>>>>/DA(/Helv 12 Tf 0 g)>>",
		a4+"/Annots[7 0 R 8 0 R 9 0 R 11 0 R 12 0 R]", "BT /F 12 Tf 100 600 Td (Partijen:) Tj ET",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/V(Jan Jansen)/Rect[150 590 300 610]/F 4/P 5 0 R/DA(/Helv 12 Tf 0 g)>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(plaats)/V(Utrecht)/Rect[150 560 300 580]/F 4/P 5 0 R/AP<</N 10 0 R>>>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(geheim)/V(Verborgen)/Rect[150 530 300 550]/F 2/P 5 0 R/AP<</N 10 0 R>>>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</Helv 3 0 R>>>>", "/Tx BMC BT /Helv 12 Tf 2 4 Td (Utrecht) Tj ET EMC"),
		"<</Type/Annot/Subtype/FreeText/Contents(Toegevoegd)/Rect[150 400 300 420]/F 4/P 5 0 R/DA(/Helv 12 Tf 0 g)>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 10 10]>>")))
	if got, want := text(p), "Partijen: Jan Jansen Utrecht Toegevoegd"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, w := range p.Words[1:] {
		if w.X < 150 || w.X > 300 || w.Y < 400 || w.Y > 610 {
			t.Errorf("%+v is outside its field", w)
		}
	}
}
