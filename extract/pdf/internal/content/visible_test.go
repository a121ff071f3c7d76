package content

import (
	"strings"
	"testing"
)

// shown joins the glyphs of a page.
func shown(p *Page) string {
	var s strings.Builder
	for i := range p.Glyphs {
		s.WriteString(p.Glyphs[i].Text)
	}
	return s.String()
}

func TestVisible(t *testing.T) {
	const show = "BT /F1 10 Tf 50 60 Td (AB) Tj ET "
	const other = "0 g BT /F1 10 Tf 50 90 Td (wxyz) Tj ET "
	tests := []struct {
		name, content, want string
		unseen              int
	}{
		{"white grey", "1 g " + show, "", 2},
		{"white colours", "1 1 1 rg " + show, "", 2},
		{"white inks", "0 0 0 0 k " + show, "", 2},
		{"white in a space", "/DeviceRGB cs 1 1 1 scn " + show, "", 2},
		{"white in a named space", "/Cs cs 1 scn " + show, "", 2},
		{"a full tint is no white", "/Sep cs 1 scn " + show, "AB", 0},
		{"black again", "q 1 g Q " + show, "AB", 0},
		{"letters that the paint shows through", "7 Tr " + show + " 0 0 1 rg 0 0 300 300 re f", "AB", 0},
		{"on a dark box", "0 g 40 50 100 30 re f 1 g " + show, "AB", 0},
		{"on a dark shape", "0 g 40 50 m 100 40 l 150 90 l 40 90 l f 1 g " + show, "AB", 0},
		{"on stripes", "0 g 40 50 100 2 re f 40 52 100 30 re f 1 g " + show, "AB", 0},
		{"on a thick line", "30 w 40 62 m 140 62 l S 1 g " + show, "AB", 0},
		{"on a shading", "/Sh sh 1 g " + show, "AB", 0},
		{"on a white box", "1 g 40 50 100 30 re f " + show, "", 2},
		{"beside a dark box", "0 g 140 50 100 30 re f 1 g " + show, "", 2},
		{"on an image", "q 100 0 0 100 20 20 cm BI /W 1 /H 1 ID x EI Q 1 g " + show, "AB", 0},
		{"outlined", "1 g 2 Tr " + show, "AB", 0},
		{"below a white box", show + "1 g 40 50 100 30 re f", "", 2},
		{"below a black box", show + "40 50 100 30 re f", "", 2},
		{"below half a box", show + "52 50 100 30 re f", "A", 1},
		{"above a box", "40 50 100 30 re f 1 0 0 rg " + show, "AB", 0},
		{"below a frame", show + "40 50 100 30 re 45 55 90 20 re f*", "AB", 0},
		{"below a box that lets through", show + "/Half gs 1 1 0 rg 40 50 100 30 re f", "AB", 0},
		{"below a box that blends", show + "/Mul gs 1 1 0 rg 40 50 100 30 re f", "AB", 0},
		{"below a box that is clipped", show + "0 0 10 10 re W n 40 50 100 30 re f", "AB", 0},
		{"below a slanted box", show + "0.7 0.7 -0.7 0.7 50 0 cm 0 0 100 100 re f", "AB", 0},
		{"clipped", "0 0 600 20 re W n " + show, "", 2},
		{"cut off", "0 0 55 100 re W n " + show, "AB", 0},
		{"clip restored", "q 0 0 600 20 re W n Q " + show, "AB", 0},
		{"clipped by a form", "/X Do " + show, "AB", 2},
		{"tiny", other + "BT /F1 1 Tf 50 60 Td (AB) Tj ET", "wxyz", 2},
		{"all tiny", "BT /F1 1 Tf 50 60 Td (AB) Tj ET", "AB", 0},
		{"invisible", other + "3 Tr " + show[:len(show)-1], "wxyz", 2},
		{"invisible on an image", "q 100 0 0 30 40 50 cm BI /W 1 /H 1 ID x EI Q " + other + "3 Tr " + show, "wxyzAB", 0},
		{"invisible alone", "3 Tr " + show, "AB", 0},
	}
	for _, tt := range tests {
		p, err := interpret(t, tt.content, "/ColorSpace << /Cs [/ICCBased 4 0 R] /Sep [/Separation /Red /DeviceGray 5 0 R] >> /ExtGState << /Half << /ca 0.5 >> /Mul << /BM /Multiply >> >> /XObject << /X 6 0 R >>", roomy,
			"<< /N 1 /Length 0 >>\nstream\n\nendstream", "<< >>",
			"<< /Type /XObject /Subtype /Form /BBox [0 0 20 20] /Length 42 >>\nstream\nBT /F1 10 Tf 150 160 Td (CD) Tj ET           \nendstream")
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(p); got != tt.want || p.Unseen != tt.unseen {
			t.Errorf("%s: %q and %d not seen, want %q and %d", tt.name, got, p.Unseen, tt.want, tt.unseen)
		}
	}
}

func TestStruckByLine(t *testing.T) {
	const show = "BT /F1 10 Tf 50 60 Td (abcdef) Tj ET "
	for _, tt := range []struct {
		name, content string
		want          int
	}{
		{"line", show + "0.5 w 50 63 m 79 63 l S", 6},
		{"bar", show + "50 62.7 29 0.6 re f", 6},
		{"underlined", show + "0.5 w 50 58 m 79 58 l S", 0},
		{"line above", show + "0.5 w 50 70 m 79 70 l S", 0},
		{"marked", "1 1 0 rg 50 58 29 10 re f 0 g " + show, 0},
		{"marked by a thick line", "9 w 50 63 m 79 63 l S " + show, 0},
		{"rule of a table", show + "0.5 w 20 63 m 400 63 l S", 0},
		{"two letters", show + "0.5 w 50 63 m 60 63 l S", 0},
		{"white line", show + "1 G 0.5 w 50 63 m 79 63 l S", 0},
	} {
		p, err := interpret(t, tt.content, "", roomy)
		if err != nil {
			t.Fatal(err)
		}
		if p.Crossed != tt.want {
			t.Errorf("%s: %d letters, want %d", tt.name, p.Crossed, tt.want)
		}
	}
}

func TestOutlines(t *testing.T) {
	letter := "10 10 m 12 20 14 20 16 10 c h "
	p, err := interpret(t, strings.Repeat(letter, 60)+"f 0 0 m 50 50 l S 0 0 m 50 0 l S", "", roomy)
	if err != nil || p.Shapes != 61 {
		t.Errorf("%d shapes, %v", p.Shapes, err)
	}
	p, err = interpret(t, "/Pattern cs /P scn 0 0 600 800 re f", "/Pattern << /P 4 0 R >>", roomy,
		"<< /PatternType 1 /BBox [0 0 600 800] /Resources << /XObject << /I << /Subtype /Image >> >> >> /Length 0 >>\nstream\n\nendstream")
	if err != nil || p.ImageArea != 600*800 {
		t.Errorf("image area %v, %v", p.ImageArea, err)
	}
}
