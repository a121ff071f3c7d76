package tesseract_test

import (
	"context"
	"image"
	"image/draw"
	"math"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/tesseract"
)

// The page of the tests: 5 by 4 inches at 200 dpi, text of 11 points.
const (
	testDPI    = 200
	testWidth  = 1000
	testHeight = 800
	testSize   = 11
	testLeft   = 100
	testFirst  = 120 // baseline of the first line, from the top
	testPitch  = 50
)

var testText = []string{
	"Artikel 7 Geheimhouding en aansprakelijkheid",
	"De leverancier meldt iedere inbreuk binnen 48 uur",
	"aan de opdrachtgever, onder vermelding van de aard",
	"van de gegevens en de genomen maatregelen. Schade",
	"wordt vergoed tot ten hoogste 250.000 euro per jaar.",
	"Bij beëindiging verwijdert hij alle persoonsgegevens",
	"en geeft hij daarvan een schriftelijke verklaring af.",
	"Een wijziging geldt pas na akkoord van beide partijen.",
}

// testPage draws the text.
func testPage(t testing.TB) *image.Gray {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: testSize, DPI: testDPI, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewGray(image.Rect(0, 0, testWidth, testHeight))
	paint(m, m.Rect, 0xff)
	d := font.Drawer{Dst: m, Src: image.Black, Face: face}
	for i, line := range testText {
		d.Dot = fixed.P(testLeft, testFirst+i*testPitch)
		d.DrawString(line)
	}
	return m
}

// about turns a picture about its middle by some degrees clockwise; a quarter
// turn or more makes it as large as needed.
func about(m *image.Gray, degrees float64) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	nw, nh := w, h
	if math.Abs(sin) > 0.9 {
		nw, nh = h, w
	}
	out := image.NewGray(image.Rect(0, 0, nw, nh))
	paint(out, out.Rect, 0xff)
	for y := range nh {
		for x := range nw {
			dx, dy := float64(x)-float64(nw-1)/2, float64(y)-float64(nh-1)/2
			sx, sy := dx*cos+dy*sin+float64(w-1)/2, -dx*sin+dy*cos+float64(h-1)/2
			x0, y0 := int(math.Floor(sx+1e-9)), int(math.Floor(sy+1e-9))
			fx, fy := sx-float64(x0), sy-float64(y0)
			at := func(x, y int) float64 {
				if x < 0 || y < 0 || x >= w || y >= h {
					return 255
				}
				return float64(m.Pix[y*w+x])
			}
			v := (at(x0, y0)*(1-fx)+at(x0+1, y0)*fx)*(1-fy) + (at(x0, y0+1)*(1-fx)+at(x0+1, y0+1)*fx)*fy
			out.Pix[y*nw+x] = uint8(max(0, min(255, v+0.5)))
		}
	}
	return out
}

// grained adds noise.
func grained(m *image.Gray, strength float64) *image.Gray {
	r := rand.New(rand.NewPCG(1, 2))
	out := image.NewGray(m.Rect)
	for i, p := range m.Pix {
		out.Pix[i] = uint8(max(0, min(255, 30+0.8*float64(p)+strength*r.NormFloat64())))
	}
	return out
}

// engine gives an engine that works, or skips the test.
func engine(t *testing.T) *tesseract.Engine {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("tesseract is not installed")
	}
	e := tesseract.New(tesseract.Options{})
	if err := e.Available(context.Background()); err != nil {
		t.Skip(err)
	}
	return e
}

func TestRecognize(t *testing.T) {
	e := engine(t)
	page := testPage(t)
	for _, tc := range []struct {
		name string
		m    *image.Gray
	}{
		{"upright", page},
		{"askew by 3 degrees", about(page, 3)},
		{"askew by -2 degrees", about(page, -2)},
		{"on its right side", about(page, 90)},
		{"upside down", about(page, 180)},
		{"on its left side", about(page, 270)},
		{"on its side and askew", about(page, 92)},
		{"grained", grained(page, 45)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			w, h := tc.m.Rect.Dx(), tc.m.Rect.Dy()
			img := document.Image{Data: encodePNG(t, tc.m), Width: w, Height: h,
				Box: [4]float64{0, 0, float64(w) * 72 / testDPI, float64(h) * 72 / testDPI}}
			got, err := e.Recognize(context.Background(), img)
			if err != nil {
				t.Fatal(err)
			}
			// Another version of the program may misread another word.
			want := strings.Fields(strings.Join(testText, " "))
			var text []string
			for _, w := range got.Words {
				text = append(text, w.Text)
			}
			right := 0
			for i := range min(len(text), len(want)) {
				if text[i] == want[i] {
					right++
				}
			}
			if len(text) != len(want) || right < len(want)*9/10 {
				t.Fatalf("%d words of %d are right: %s", right, len(want), strings.Join(text, " "))
			}
			if got.Width != testWidth*72/testDPI || got.Height != testHeight*72/testDPI {
				t.Errorf("page of %v × %v", got.Width, got.Height)
			}
			if got.Unread > 0.02 {
				t.Errorf("unread is %v", got.Unread)
			}
			i := 0
			for l, line := range testText {
				y := float64(testHeight-testFirst-l*testPitch) * 72 / testDPI
				for range strings.Fields(line) {
					w := got.Words[i]
					if math.Abs(w.Y-y) > 1.5 || w.DX < 0.999 || math.Abs(w.DY) > 0.01 {
						t.Errorf("word %q on %.1f in direction %.2f, %.2f, want %.1f", w.Text, w.Y, w.DX, w.DY, y)
					}
					if w.Size < 0.85*testSize || w.Size > 1.15*testSize {
						t.Errorf("word %q of %.1f points", w.Text, w.Size)
					}
					i++
				}
			}
			if x, want := got.Words[0].X, testLeft*72.0/testDPI; math.Abs(x-want) > 2 {
				t.Errorf("first word at %v, want %v", x, want)
			}
		})
	}
}

// A picture may fill a part of the page only, and the page may be empty.
func TestRecognizeBox(t *testing.T) {
	e := engine(t)
	page := testPage(t)
	strip := image.NewGray(image.Rect(0, 0, testWidth, 200))
	draw.Draw(strip, strip.Rect, page, image.Point{}, draw.Src)
	got, err := e.Recognize(context.Background(), document.Image{Data: encodePNG(t, strip), Width: testWidth, Height: 200,
		Box: [4]float64{100, 500, 460, 572}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Words) == 0 || math.Abs(got.Words[0].X-136) > 2 || math.Abs(got.Words[0].Y-(572-testFirst*0.36)) > 1.5 {
		t.Errorf("words are %+v", got.Words)
	}
	empty, err := e.Recognize(context.Background(), blank(t))
	if err != nil || len(empty.Words) > 0 || empty.Unread != 0 {
		t.Errorf("empty page: %+v, %v", empty, err)
	}
}

func BenchmarkRecognize(b *testing.B) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		b.Skip("tesseract is not installed")
	}
	img := document.Image{Data: encodePNG(b, testPage(b)), Width: testWidth, Height: testHeight, Box: [4]float64{0, 0, 360, 288}}
	e := tesseract.New(tesseract.Options{})
	for b.Loop() {
		if _, err := e.Recognize(context.Background(), img); err != nil {
			b.Fatal(err)
		}
	}
}
