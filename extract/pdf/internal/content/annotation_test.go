package content

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// annotate interprets a page with nothing but annotations; the objects have
// numbers from 2.
func annotate(t testing.TB, annotations, form string, objects ...string) (*Page, error) {
	t.Helper()
	all := append([]string{"<< /Type /Catalog /AcroForm << " + form + " >> /Pages << /P << /Annots [" + annotations + "] >> >> >>"}, objects...)
	file, err := object.Rebuild(t.Context(), pdftest.File("", all...), object.Limits{StreamBytes: 1 << 20, TotalBytes: 4 << 20, Rate: 200})
	if err != nil {
		t.Skip(err)
	}
	dict := file.Trailer().Key("Root").Key("Pages").Key("P")
	return NewDocument(file).Page(t.Context(), PageSource{Dict: dict, Resources: object.Nothing(), Box: [4]float64{0, 0, 600, 800}}, roomy)
}

// text joins the glyphs; a stroke stands before one that is placed anew.
func text(p *Page) string {
	var out strings.Builder
	for _, g := range p.Glyphs {
		if g.New {
			out.WriteByte('|')
		}
		out.WriteString(g.Text)
	}
	return out.String()
}

func TestFields(t *testing.T) {
	const field = "<< /Subtype /Widget /Rect [10 10 210 30] "
	blank := pdftest.Stream("/Subtype /Form /BBox [0 0 200 20]", []byte("/Tx BMC EMC"))
	filled := pdftest.Stream("/Subtype /Form /BBox [0 0 200 20]", []byte("BT /F1 10 Tf 1 1 Td (oud) Tj ET"))
	tests := []struct{ name, annotation, form, object, want string }{
		{"text", "/FT /Tx /V (waarde) /DA (/Helv 10 Tf) >>", "", "", "|waarde"},
		{"text of the parent", "/Parent << /FT /Tx /V <feff00eb> >> >>", "", "", "|ë"},
		{"long text in a stream", "/FT /Tx /V 2 0 R >>", "", pdftest.Stream("", []byte("lang")), "|lang"},
		{"lines", "/FT /Tx /Ff 4096 /V (een\\rtwee) >>", "", "", "|een|twee"},
		{"wrapped lines", "/FT /Tx /Ff 4096 /DA (/Helv 8 Tf) /V (Dit is een regel die te lang is voor de breedte van zijn vak) >>", "", "", "|Dit is een regel die te lang is voor de breedte van zijn|vak"},
		{"comb", "/FT /Tx /Ff 16777216 /MaxLen 4 /V (1234) >>", "", "", "|1234"},
		{"password", "/FT /Tx /Ff 8192 /V (geheim) >>", "", "", ""},
		{"combo box", "/FT /Ch /Ff 131072 /V (b) /Opt [[(a) (Eerste)] [(b) (Tweede)]] >>", "", "", "|Tweede"},
		{"list box", "/FT /Ch /V (a) /Opt [(a) [(b) (Tweede)]] >>", "", "", "|a|Tweede"},
		{"button", "/FT /Btn /V /Yes >>", "", "", ""},
		{"hidden", "/FT /Tx /F 2 /V (weg) >>", "", "", ""},
		{"appearance", "/FT /Tx /V (nieuw) /AP << /N 2 0 R >> >>", "/DR << /Font << /F1 << /Subtype /Type1 /BaseFont /Helvetica >> >> >>", filled, "|oud"},
		{"empty appearance", "/FT /Tx /V (nieuw) /AP << /N 2 0 R >> >>", "", blank, ""},
		{"empty appearance that is to be made anew", "/FT /Tx /V (nieuw) /AP << /N 2 0 R >> >>", "/NeedAppearances true", blank, "|nieuw"},
	}
	for _, tt := range tests {
		var objects []string
		if tt.object != "" {
			objects = []string{tt.object}
		}
		p, err := annotate(t, field+tt.annotation, tt.form, objects...)
		if got := text(p); got != tt.want || err != nil {
			t.Errorf("%s: %q, want %q (error %v)", tt.name, got, tt.want, err)
		}
		for _, g := range p.Glyphs {
			if g.X < 10 || g.X+g.Width > 211 {
				t.Errorf("%s: %q outside its field: %+v", tt.name, g.Text, g)
			}
		}
	}
	p, err := annotate(t, "<< /Subtype /FreeText /Rect [10 10 210 90] /Contents (Met de hand) /DA (/Helv 12 Tf) >> << /Subtype /Popup /Rect [0 0 9 9] /Contents (niet) >>", "")
	if got := text(p); got != "|Met de hand" || err != nil {
		t.Errorf("free text: %q (error %v)", got, err)
	}
}

// inForm interprets content with resources of its own; the objects have numbers
// from 5.
func inForm(t testing.TB, content, resources string, objects ...string) (*Page, error) {
	t.Helper()
	form := pdftest.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << "+resources+" >>", []byte(content))
	return interpret(t, "/Form Do", "/XObject << /Form 4 0 R >>", roomy, append([]string{form}, objects...)...)
}

func TestType3(t *testing.T) {
	type3 := "/Font << /F1 3 0 R /T << /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 1 /Widths [50 50 50 50] /Encoding << /Differences [1 /x1 /y2 /z3 /B] >>" +
		" /CharProcs << /x1 5 0 R /y2 6 0 R /z3 7 0 R /B 7 0 R >> /Resources << /Font << /F1 3 0 R >> >> >> >>"
	p, err := inForm(t, "BT /T 10 Tf 50 60 Td (\\001\\001\\002\\003\\004) Tj ET", type3,
		pdftest.Stream("", []byte("50 0 d0 BT /F1 80 Tf (A) Tj ET")), pdftest.Stream("", []byte("50 0 d0")), pdftest.Stream("", []byte("50 0 d0 0 0 40 40 re f")))
	if got := glyphs(p); got != "A@50,60w5.3 A@55,60w5.3 \uFFFD@65,60w5.0 B@70,60w5.0" || err != nil {
		t.Errorf("%s (error %v)", got, err)
	}
	// A glyph that shows itself ends.
	p, err = inForm(t, "BT /T 10 Tf 50 60 Td (\\001) Tj ET", "/Font << /T 5 0 R >>",
		"<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 1 /Widths [50] /Encoding << /Differences [1 /x1] >> /CharProcs << /x1 6 0 R >> /Resources << /Font << /T 5 0 R >> >> >>",
		pdftest.Stream("", []byte("BT /T 10 Tf (\\001\\001) Tj ET")))
	if err != nil || len(p.Glyphs) > 20 {
		t.Errorf("%d glyphs, error %v", len(p.Glyphs), err)
	}
}

func TestVertical(t *testing.T) {
	p, err := inForm(t, "BT /V 10 Tf 50 60 Td (\\000A\\000B) Tj ET", "/Font << /V << /Subtype /Type0 /Encoding /UniJIS-UTF16-V /DescendantFonts [<< >>] >> >>")
	if err != nil || len(p.Glyphs) != 2 {
		t.Fatalf("%v, error %v", p.Glyphs, err)
	}
	a, b := p.Glyphs[0], p.Glyphs[1]
	if a.DX != 0 || a.DY != -1 || a.Y != 60 || b.Y != 50 || a.X != b.X || a.Width != 10 {
		t.Errorf("%+v, %+v", a, b)
	}
}

func TestResources(t *testing.T) {
	// A form with resources of its own that leave out the font of the page.
	form := "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /ProcSet [/PDF] >>"
	p, err := interpret(t, "/F Do BT /Nowhere 10 Tf 5 5 Td (Z) Tj ET", "/XObject << /F 4 0 R >>", roomy, pdftest.Stream(form, []byte("BT /F1 10 Tf 50 60 Td (A) Tj ET")))
	if got := glyphs(p); got != "A@50,60w6.7 Z@5,5w5.0" || err != nil {
		t.Errorf("%s (error %v)", got, err)
	}
}

func FuzzAnnotation(f *testing.F) {
	f.Add("/FT /Tx /V (a\\nb) /Rect [0 0 9 9] /Ff 4096", "a")
	f.Add("/FT /Ch /Opt [(a) [(b) (c)]] /Rect [0 0 1e30 -9] /DA (1e9 Tf)", "BT ET")
	f.Fuzz(func(t *testing.T, entries, content string) {
		p, err := annotate(t, "<< /Subtype /Widget "+entries+" >> << /Subtype /FreeText /AP << /N 2 0 R >> "+entries+" >>", "/NeedAppearances true", pdftest.Stream("/Subtype /Form /BBox [0 0 9 9]", []byte(content)))
		if err != nil {
			t.Skip(err)
		}
		for _, g := range p.Glyphs {
			if g.X != g.X || g.Y != g.Y || g.Text == "" {
				t.Fatalf("glyph %+v", g)
			}
		}
	})
}
