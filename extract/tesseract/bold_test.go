package tesseract_test

import (
	"context"
	"image"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/clausule/clausule/extract/document"
)

// Headings in bold type of the size of the text are told from it, at several
// resolutions and in shades of grey.
func TestBold(t *testing.T) {
	e := engine(t)
	for _, dpi := range []float64{150, 200, 300} {
		m := image.NewGray(image.Rect(0, 0, int(5*dpi), int(4*dpi)))
		paint(m, m.Rect, 0xff)
		bold := map[int]bool{0: true, 4: true}
		for i, line := range testText {
			data := goregular.TTF
			if bold[i] {
				data = gobold.TTF
			}
			f, err := opentype.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: testSize, DPI: dpi})
			if err != nil {
				t.Fatal(err)
			}
			d := font.Drawer{Dst: m, Src: image.Black, Face: face, Dot: fixed.P(int(dpi/4), int(dpi*(0.6+0.25*float64(i))))}
			d.DrawString(line)
		}
		page, err := e.Recognize(context.Background(), document.Image{Data: encodePNG(t, m), Width: m.Rect.Dx(), Height: m.Rect.Dy(), Box: [4]float64{0, 0, 360, 288}})
		if err != nil {
			t.Fatal(err)
		}
		i, wrong := 0, 0
		for l, line := range testText {
			for range strings.Fields(line) {
				if i < len(page.Words) && page.Words[i].Bold != bold[l] {
					t.Logf("%v dpi: %q is bold: %v", dpi, page.Words[i].Text, page.Words[i].Bold)
					wrong++
				}
				i++
			}
		}
		if i != len(page.Words) || wrong > 3 {
			t.Errorf("%v dpi: %d words of %d, %d of the wrong weight", dpi, len(page.Words), i, wrong)
		}
	}
}
