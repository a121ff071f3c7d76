package content

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// interpret runs a content stream with Helvetica as F1. Further objects have
// numbers from 4; resources are added to those of the page.
func interpret(t testing.TB, content, resources string, limits Limits, objects ...string) (*Page, error) {
	t.Helper()
	all := append([]string{"<< /Type /Catalog /Pages << /P << /Resources << /Font << /F1 3 0 R >> " + resources + " >> /Contents 2 0 R >> >> /OCProperties << /D << /OFF [<< /Name (hidden) >>] >> >> >>",
		pdftest.Stream("", []byte(content)), pdftest.Font("Helvetica")}, objects...)
	file, err := object.Rebuild(t.Context(), pdftest.File("", all...), object.Options{Limits: object.Limits{StreamBytes: 1 << 20, TotalBytes: 4 << 20, Rate: 200}})
	if err != nil {
		t.Skip(err)
	}
	dict := file.Trailer().Key("Root").Key("Pages").Key("P")
	return NewDocument(file).Page(t.Context(), PageSource{Dict: dict, Resources: dict.Key("Resources"), Box: [4]float64{0, 0, 600, 800}}, limits)
}

var roomy = Limits{Operators: 100_000, Glyphs: 10_000}

// glyphs writes text and places: "A@10,20w7".
func glyphs(p *Page) string {
	var out []string
	for _, g := range p.Glyphs {
		out = append(out, fmt.Sprintf("%s@%.0f,%.0fw%.1f", g.Text, g.X, g.Y, g.Width))
	}
	return strings.Join(out, " ")
}

func TestText(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"show", "BT /F1 10 Tf 50 60 Td (AB) Tj ET", "A@50,60w6.7 B@57,60w6.7"},
		{"adjust", "BT /F1 10 Tf 50 60 Td [(A) -1000 (B)] TJ ET", "A@50,60w6.7 B@67,60w6.7"},
		{"spacing", "BT /F1 10 Tf 1 Tc 5 Tw 50 60 Td (A B) Tj ET", "A@50,60w6.7  @58,60w8.8 B@66,60w6.7"},
		{"scale", "BT /F1 10 Tf 50 Tz 50 60 Td (AB) Tj ET", "A@50,60w3.3 B@53,60w3.3"},
		{"lines", "BT /F1 10 Tf 12 TL 50 60 Td (A) Tj T* (B) Tj (C) ' 0 0 (D) \" 5 -5 TD (E) Tj ET", "A@50,60w6.7 B@50,48w6.7 C@50,36w7.2 D@50,24w7.2 E@55,19w6.7"},
		{"rise", "BT /F1 10 Tf 50 60 Td 4 Ts (A) Tj ET", "A@50,64w6.7"},
		{"matrix", "2 0 0 2 10 10 cm BT /F1 10 Tf 1 0 0 1 5 5 Tm (A) Tj ET", "A@20,20w13.3"},
		{"saved state", "q 2 0 0 2 0 0 cm Q Q BT /F1 10 Tf 5 5 Td (A) Tj ET", "A@5,5w6.7"},
		{"negative size", "BT /F1 -10 Tf -1 0 0 -1 50 60 Tm (AB) Tj ET", "A@50,60w6.7 B@57,60w6.7"},
		{"off the page", "BT /F1 10 Tf 700 60 Td (A) Tj -650 0 Td (B) Tj ET", "B@50,60w6.7"},
		{"replacement", "BT /F1 10 Tf 50 60 Td /Span << /ActualText <FEFF00660069> >> BDC (x) Tj EMC (B) Tj ET", "fi@50,60w5.0 B@55,60w6.7"},
		{"replacement by nothing", "BT /F1 10 Tf 50 60 Td /Span << /ActualText () >> BDC (x) Tj EMC (B) Tj ET", "B@55,60w6.7"},
		{"replacement of each", "BT /F1 10 Tf 50 60 Td /Span << /ActualText (ab) >> BDC (xy) Tj EMC ET", "a@50,60w5.0 b@55,60w5.0"},
		{"image in the content", "BI /W 1 /H 1 ID \x00 EI\xff\xfe x EI BT /F1 10 Tf 50 60 Td (A) Tj ET", "A@50,60w6.7"},
		{"unknown operators and operands", "/X /Y zz 1 2 BT /F1 10 Tf (x) 50 60 Td ] > } (A) Tj ET (B", "A@50,60w6.7"},
		{"without a font", "BT 50 60 Td (A) Tj ET", ""},
	}
	for _, tt := range tests {
		p, err := interpret(t, tt.content, "", roomy)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := glyphs(p); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestMarks(t *testing.T) {
	p, err := interpret(t, "/OC /Off BDC BT /F1 10 Tf 50 60 Td (A) Tj ET EMC /Artifact << /Type /Pagination >> BDC BT 50 60 Td (B) Tj ET EMC BT 50 60 Td 2 Tr (C) Tj 3 Tr (D) Tj ET q 600 0 0 800 0 0 cm BI /W 1 /H 1 ID x EI Q",
		"/Properties << /Off << /Name (hidden) >> >>", roomy)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Glyphs) != 3 || !p.Glyphs[0].Artifact || p.Glyphs[1].Artifact || !p.Glyphs[1].Bold || !p.Glyphs[2].Hidden {
		t.Errorf("%+v", p.Glyphs)
	}
}

func TestForms(t *testing.T) {
	form := "/Type /XObject /Subtype /Form /BBox [0 0 100 100] "
	tests := []struct{ name, want string }{
		{"F", "A@60,80w6.7 Z@5,5w6.1"},
		{"G", "Z@5,5w6.1"},
	}
	for _, tt := range tests {
		p, err := interpret(t, "/"+tt.name+" Do BT /F1 10 Tf 5 5 Td (Z) Tj ET", "/XObject << /F 4 0 R /G 5 0 R >>", roomy,
			pdftest.Stream(form+"/Matrix [1 0 0 1 10 20]", []byte("BT /F1 10 Tf 50 60 Td (A) Tj ET 9 0 0 9 0 0 cm")),
			pdftest.Stream(form+"/OC << /Name (hidden) >>", []byte("BT /F1 10 Tf 50 60 Td (A) Tj ET")))
		if got := glyphs(p); got != tt.want || err != nil {
			t.Errorf("%s: %s, want %s (error %v)", tt.name, got, tt.want, err)
		}
	}
}

func TestAnnotations(t *testing.T) {
	file, err := object.Rebuild(t.Context(), pdftest.File("", `<< /Type /Catalog /Pages << /P << /Annots [
		<< /Subtype /Widget /Rect [100 200 120 220] /AP << /N << /On 2 0 R >> >> /AS /On >>
		<< /Subtype /Widget /F 2 /Rect [0 0 9 9] /AP << /N 2 0 R >> >>
		<< /Subtype /Popup /Rect [0 0 9 9] /AP << /N 2 0 R >> >> ] >> >> /AcroForm << /DR << /Font << /F1 3 0 R >> >> >> >>`,
		pdftest.Stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10]", []byte("BT /F1 10 Tf 1 1 Td (A) Tj ET")), pdftest.Font("Helvetica")),
		object.Options{Limits: object.Limits{StreamBytes: 1 << 20, TotalBytes: 4 << 20, Rate: 200}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewDocument(file).Page(t.Context(), PageSource{Dict: file.Trailer().Key("Root").Key("Pages").Key("P"), Resources: object.Nothing(), Box: [4]float64{0, 0, 600, 800}}, roomy)
	if got := glyphs(p); got != "A@102,202w13.3" || err != nil {
		t.Errorf("%s (error %v)", got, err)
	}
}

func TestShapes(t *testing.T) {
	p, err := interpret(t, `10 10 100 1 re f 10 10 m 10 90 l S 20 20 50 50 re S 20 20 50 50 re f 0 0 m 5 5 5 9 9 9 c f
		0 0 m 100 0 l 100 2 l 0 2 l h f 5 5 m 300 5 l n 300 0 0 400 0 0 cm /I Do`, "/XObject << /I 4 0 R >>", roomy, pdftest.Stream("/Subtype /Image", nil))
	if err != nil {
		t.Fatal(err)
	}
	across := 0
	for _, r := range p.Rules {
		if r.Horizontal() {
			across++
		}
	}
	if len(p.Rules) != 7 || across != 4 || len(p.Boxes) != 1 || p.Shapes != 1 || p.ImageArea != 120_000 {
		t.Errorf("rules %v, boxes %v, %d shapes, images %g", p.Rules, p.Boxes, p.Shapes, p.ImageArea)
	}
}

func TestUpright(t *testing.T) {
	for rotate, want := range map[int][4]float64{0: {15, 25, 100, 200}, 90: {25, 85, 200, 100}, 180: {85, 175, 100, 200}, 270: {175, 15, 200, 100}, -90: {175, 15, 200, 100}} {
		m, w, h := upright(10, 20, 110, 220, rotate)
		x, y := m.apply(25, 45)
		if got := [4]float64{x, y, w, h}; got != want {
			t.Errorf("%d degrees: %v, want %v", rotate, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	for name, limits := range map[string]Limits{"operators": {Operators: 50, Glyphs: 1000}, "glyphs": {Operators: 1000, Glyphs: 50}} {
		p, err := interpret(t, strings.Repeat("BT /F1 10 Tf 5 5 Td (A) Tj ET ", 100), "", limits)
		if !errors.Is(err, ErrLimit) || len(p.Glyphs) == 0 || len(p.Glyphs) > 52 {
			t.Errorf("%s: %d glyphs, error %v", name, len(p.Glyphs), err)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add("BT /F1 10 Tf 50 60 Td [(A) -1000 (B)] TJ T* ET q 1 0 0 1 0 0 cm 0 0 9 9 re f Q")
	f.Add("BI /W 1 ID x EI /Span << /ActualText (x) >> BDC BT /F1 1e30 Tf 9 Tz (A) Tj ET EMC EMC /X gs /Y Do")
	f.Fuzz(func(t *testing.T, content string) {
		p, err := interpret(t, content, "", roomy)
		if err != nil && !errors.Is(err, ErrLimit) {
			t.Fatal(err)
		}
		for _, g := range p.Glyphs {
			if math.IsNaN(g.X+g.Y+g.Width+g.Size+g.DX+g.DY) || g.Text == "" {
				t.Fatalf("glyph %+v", g)
			}
		}
	})
}

func TestManyFonts(t *testing.T) {
	// More fonts than a page may have.
	var fonts, shown strings.Builder
	for i := range mostFonts + 10 {
		fmt.Fprintf(&fonts, "/N%d << /Subtype /Type1 /BaseFont /B%d >> ", i, i)
		fmt.Fprintf(&shown, "/N%d 1 Tf 1 0 0 1 5 5 Tm (A) Tj ", i)
	}
	p, err := inForm(t, "BT "+shown.String()+" ET", "/Font << "+fonts.String()+" >>")
	if !errors.Is(err, ErrLimit) || len(p.Glyphs) != mostFonts {
		t.Errorf("%d glyphs, error %v", len(p.Glyphs), err)
	}
}
