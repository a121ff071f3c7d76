package tesseract

import (
	"context"
	"image"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/extract/document"
)

// page wraps lines of hOCR.
func page(lines string) string {
	return "<html><body><div class='ocr_page' title='bbox 0 0 1000 1000'>" + lines + "</div></body></html>"
}

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []line
	}{
		{"empty page", page(""), nil},
		{"word", page(`<span class='ocr_line' title="bbox 1 2 30 40; baseline -0.01 -5; x_size 33.5; x_descenders 6"><span class='ocrx_word' title='bbox 1 2 10 40; x_wconf 87'>a &lt; b</span></span>`),
			[]line{{box: box{1, 2, 30, 40}, slope: -0.01, offset: -5, size: 33.5, descent: 6,
				words: []word{{text: "a < b", box: box{1, 2, 10, 40}, sure: 0.87}}}}},
		{"turned, bold, a header", page(`<span class='ocr_header' title="bbox 1 2 3 4; textangle 270"><span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 250'><strong><em> é
  ë</em></strong></span></span>`),
			[]line{{box: box{1, 2, 3, 4}, angle: 270, words: []word{{text: "é ë", box: box{1, 2, 3, 4}, sure: 1, bold: true}}}}},
		{"properties that make no sense", page(`<span class='ocr_line' title="bbox 9 8 x 4; baseline 400 1; x_size -3; textangle NaN; bbox 5 6 1 2"><span class='ocrx_word' title='x_wconf -1'>w</span></span>`),
			[]line{{box: box{1, 2, 5, 6}, words: []word{{text: "w"}}}}},
		{"word without a line", page(`<span class='ocrx_word' title='bbox 1 2 3 4'>w</span>`), nil},
		{"second page", page("") + page(`<span class='ocr_line'></span>`), nil},
		{"control characters", page("<span class='ocr_line'><span class='ocrx_word'>a\x01\xff</span></span>"), []line{{words: []word{{text: "a \uFFFD"}}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := parse([]byte(tc.in))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, got, cmp.AllowUnexported(line{}, word{}, box{})); d != "" {
				t.Error(d)
			}
		})
	}
	for _, in := range []string{"", "geen pagina", "<div class='ocr_page'><a <", page(strings.Repeat("<span>", 100))} {
		if lines, err := parse([]byte(in)); err == nil {
			t.Errorf("%.20q gives %v", in, lines)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(page(`<span class='ocr_line' title="bbox 1 2 30 40; baseline -0.01 -5; x_size 33.5; x_descenders 6"><span class='ocrx_word' title='bbox 1 2 10 40; x_wconf 87'>a &lt; b</span></span>`)))
	f.Add([]byte(page(`<span class='ocr_line' title="bbox 5 2 9 400; textangle 90"><span class='ocrx_word' title='bbox 5 200 9 400; x_wconf 9'>*</span> <span class='ocrx_word' title='bbox 5 2 9 180; x_wconf 9'>_e</span></span>`)))
	f.Add([]byte("<div class='ocr_page'><a <b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, err := parse(data)
		if err != nil {
			return
		}
		settle(lines)
		fr, err := frameOf(document.Image{Width: 1000, Height: 700, Box: [4]float64{10, 20, 500, 300}})
		if err != nil {
			t.Fatal(err)
		}
		p := fr.page(tidy(lines), nil)
		for _, w := range p.Words {
			for _, v := range []float64{w.X, w.Y, w.DX, w.DY, w.Width, w.Size} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("word %+v", w)
				}
			}
			if w.Text == "" || w.Size <= 0 || w.Width < 0 || w.Confidence < 0 || w.Confidence > 1 || math.Abs(math.Hypot(w.DX, w.DY)-1) > 1e-6 {
				t.Fatalf("word %+v", w)
			}
		}
		if _, err := unread(context.Background(), image.NewGray(image.Rect(0, 0, 100, 70)), lines); err != nil {
			t.Fatal(err)
		}
	})
}

// Words of lines that run upward, downward or on their heads come out upright.
func TestPlaceTurned(t *testing.T) {
	// A picture of 100 by 200 points with a pixel to the point.
	f, err := frameOf(document.Image{Width: 100, Height: 200, Box: [4]float64{0, 0, 100, 200}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		angle         int
		line          box
		width, height float64
	}{
		// The baseline is 30 from the top of the page as it should be looked
		// at, and the word begins 40 from its left side.
		{0, box{40, 20, 90, 32}, 100, 200},
		{180, box{10, 168, 60, 180}, 100, 200},
		{90, box{20, 110, 32, 160}, 200, 100},
		{270, box{68, 40, 80, 90}, 200, 100},
	} {
		l := line{box: tc.line, offset: -2, size: 14, descent: 2, angle: tc.angle, words: []word{{text: "Bijlage", box: tc.line, sure: 0.9}}}
		p := f.page([]line{l}, nil)
		if p.Width != tc.width || p.Height != tc.height {
			t.Errorf("%d: page of %v × %v", tc.angle, p.Width, p.Height)
		}
		w := p.Words[0]
		if w.X != 40 || w.Y != tc.height-30 || w.DX != 1 || w.DY != 0 || w.Width != 50 {
			t.Errorf("%d: %+v", tc.angle, w)
		}
	}
}

func TestFrameTurned(t *testing.T) {
	f, err := frameOf(document.Image{Width: 100, Height: 50, Box: [4]float64{10, 20, 210, 120}})
	if err != nil {
		t.Fatal(err)
	}
	if f.pageWidth != 220 || f.pageHeight != 140 || f.dpi() != 70 {
		t.Errorf("frame is %+v, %d dpi", f, f.dpi())
	}
	if got := f.turned(1).turned(3); got != f {
		t.Errorf("four quarters give %+v, want %+v", got, f)
	}
	// The upper left corner of the picture comes to its upper right one.
	x, y := f.turned(1).point(50, 0)
	if x != 120 || y != 210 {
		t.Errorf("corner at %v, %v", x, y)
	}
	for _, img := range []document.Image{{}, {Width: -1, Height: 5}, {Width: 1 << 40, Height: 1 << 40}} {
		if _, err := frameOf(img); err == nil {
			t.Errorf("%v has a frame", img)
		}
	}
	loose, err := frameOf(document.Image{Width: 200, Height: 400, Box: [4]float64{math.NaN(), 0, 1, 1}})
	if err != nil || loose.right != 72 || loose.dpi() != 200 {
		t.Errorf("frame without a place is %+v, %v", loose, err)
	}
}

func TestTidy(t *testing.T) {
	made := func(text string, sure, left, width, height float64) word {
		return word{text: text, sure: sure, box: box{left, 30 - height, left + width, 30}}
	}
	for _, tc := range []struct {
		name string
		in   []word
		want string
	}{
		{"text", []word{made("de", .9, 0, 30, 30), made("-", .1, 40, 8, 3), made("a", .1, 60, 9, 9)}, "de - a"},
		{"specks", []word{made("'", .1, 0, 2, 5), made("|", .2, 40, 2, 30), made(" ", .9, 50, 2, 2)}, ""},
		{"a doubtful word alone", []word{made("Art", .2, 0, 40, 30)}, "Art"},
		{"a clear figure alone", []word{made("7", .8, 0, 10, 25)}, "7"},
		{"bullet as letter", []word{made("e", .1, 0, 10, 10), made("_Periodieke", .5, 60, 90, 30)}, "• Periodieke"},
		{"bullet as asterisk", []word{made("*", .6, 0, 10, 10), made("_", .5, 35, 20, 30), made("Alle", .9, 60, 90, 30)}, "• Alle"},
		{"a letter", []word{made("e", .3, 0, 14, 16), made("mail", .9, 60, 90, 30)}, "e mail"},
		{"a dash", []word{made("—", .5, 0, 20, 3), made("_", .5, 35, 20, 30), made("Alle", .9, 60, 90, 30)}, "— Alle"},
		{"a mail address", []word{made("privacy", .9, 0, 100, 30), made("@voorbeeld.example", .9, 106, 300, 30)}, "privacy@voorbeeld.example"},
		{"at a price", []word{made("5", .9, 0, 10, 30), made("@", .9, 16, 30, 30)}, "5 @"},
		{"a blank to fill in", []word{made("*", .1, 0, 10, 10), made("____", .5, 60, 90, 30), made("uur", .9, 160, 30, 30)}, "• ____ uur"},
	} {
		var got []string
		for _, l := range tidy([]line{{size: 32, words: tc.in}}) {
			for _, w := range l.words {
				got = append(got, w.text)
			}
		}
		if got := strings.Join(got, " "); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestBodySizes(t *testing.T) {
	f, err := frameOf(document.Image{Width: 1000, Height: 1000, Box: [4]float64{0, 0, 1000, 1000}})
	if err != nil {
		t.Fatal(err)
	}
	text := func(size float64, words string) line {
		l := line{size: size, box: box{0, 0, 100, size}}
		for _, w := range strings.Fields(words) {
			l.words = append(l.words, word{text: w})
		}
		return l
	}
	// Words without letters with a stem leave the program's own measure.
	lines := []line{text(17, "raamconvenant"), text(11.2, "wij nemen een contract over"), text(10.6, "en zo voorts"), text(11, "en nog wat meer van ons"), text(6, "een noot")}
	if d := cmp.Diff([]float64{17, 11, 11, 11, 6}, bodySizes(lines, f)); d != "" {
		t.Error(d)
	}
	// A bold line hardly larger than the text keeps its size.
	heading := text(12.5, "reserve")
	heading.words[0].bold = true
	if d := cmp.Diff([]float64{17, 11, 11, 11, 6, 12.5}, bodySizes(append(lines, heading), f)); d != "" {
		t.Error(d)
	}
}

func TestMedian(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 5, 4))
	copy(g.Pix, []byte{
		9, 9, 9, 9, 9,
		9, 0, 9, 1, 2,
		9, 9, 9, 3, 4,
		9, 9, 9, 5, 6})
	m, err := median(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	want := []byte{
		9, 9, 9, 9, 9,
		9, 9, 9, 9, 2,
		9, 9, 9, 5, 4,
		9, 9, 9, 5, 6}
	if d := cmp.Diff(want, m.Pix); d != "" {
		t.Error(d)
	}
	if grainy(g) {
		t.Error("no grain in a picture of 20 pixels")
	}
	for _, size := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(0, 0, 1, 9), image.Rect(0, 0, 9, 2)} {
		if _, err := median(context.Background(), image.NewGray(size)); err != nil {
			t.Error(err)
		}
	}
}

func TestRemedy(t *testing.T) {
	for system, want := range map[string]string{
		"linux":   "tesseract-ocr tesseract-ocr-nld tesseract-ocr-chi-sim",
		"darwin":  "brew install tesseract tesseract-lang",
		"windows": "Nederlands (nld) en chi_sim",
	} {
		if got := remedy(system, []string{"nld", "chi_sim"}); !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", system, got, want)
		}
	}
}

func TestParseVersion(t *testing.T) {
	for in, want := range map[string]string{
		"tesseract 5.3.0\n leptonica-1.82.0": "5.3.0", "tesseract v5.0.0-alpha.20210401\n": "5.0.0-alpha.20210401",
		"tesseract 4.1.1-rc2-25\n": "4.1.1-rc2-25", "niets": "",
	} {
		if got, _ := parseVersion([]byte(in)); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
