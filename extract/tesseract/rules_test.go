package tesseract

import (
	"context"
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// sheet is a picture of 5 by 3 inches at 200 dpi with what the tests draw.
type sheet struct {
	*image.Gray
	face font.Face
}

const sheetDPI = 200

func newSheet(t testing.TB) *sheet {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 11, DPI: sheetDPI, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, 1000, 600))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	return &sheet{g, face}
}

func (s *sheet) fill(x0, y0, x1, y1 int, shade byte) *sheet {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			s.Pix[y*s.Stride+x] = shade
		}
	}
	return s
}

func (s *sheet) text(x, y int, text string) *sheet {
	d := font.Drawer{Dst: s.Gray, Src: image.Black, Face: s.face, Dot: fixed.P(x, y)}
	d.DrawString(text)
	return s
}

// dots draws points of 3 by 3 pixels.
func (s *sheet) dots(x0, x1, y, step int) *sheet {
	for x := x0; x < x1; x += step {
		s.fill(x, y, x+3, y+3, 0)
	}
	return s
}

func (s *sheet) noise(sigma float64) *sheet {
	r := rand.New(rand.NewPCG(1, 2))
	for i, p := range s.Pix {
		s.Pix[i] = byte(max(0, min(255, float64(p)+r.NormFloat64()*sigma)))
	}
	return s
}

// typed is a line as the program reports it, from words at places.
func typed(y float64, words ...word) line {
	l := line{box: box{left: math.Inf(1), top: y - 23, right: 0, bottom: y}, size: 30}
	for _, w := range words {
		w.box.top, w.box.bottom = y-21.3, y // 30 pixels of type
		if w.sure == 0 {
			w.sure = 0.9
		}
		l.box.left, l.box.right = min(l.box.left, w.box.left), max(l.box.right, w.box.right)
		l.words = append(l.words, w)
	}
	return l
}

func at(text string, left, right float64) word {
	return word{text: text, box: box{left: left, right: right}}
}

func TestRulings(t *testing.T) {
	const long = "De leverancier meldt iedere inbreuk binnen 48 uur"
	for _, tc := range []struct {
		name string
		make func(s *sheet)
		turn float64 // degrees
		want []rule
	}{
		{name: "nothing", make: func(*sheet) {}},
		{name: "text only", make: func(s *sheet) { s.text(60, 100, long).text(60, 150, "EFTELING TEFTEF — IIII llll EEEE") }},
		{name: "a thin one", make: func(s *sheet) { s.fill(100, 300, 800, 301, 0) }, want: []rule{{x0: 100, y0: 300.5, x1: 800, y1: 300.5}}},
		{name: "a thick one", make: func(s *sheet) { s.fill(100, 300, 800, 305, 0) }, want: []rule{{x0: 100, y0: 302.5, x1: 800, y1: 302.5}}},
		{name: "light grey and noisy", make: func(s *sheet) { s.fill(100, 300, 800, 302, 0xcc).noise(6) }, want: []rule{{x0: 100, y0: 301, x1: 800, y1: 301}}},
		{name: "black and noisy", make: func(s *sheet) { s.fill(100, 300, 800, 302, 0).noise(12) }, want: []rule{{x0: 100, y0: 301, x1: 800, y1: 301}}},
		{name: "with gaps", make: func(s *sheet) { s.fill(100, 300, 400, 302, 0).fill(408, 300, 800, 302, 0) }, want: []rule{{x0: 100, y0: 301, x1: 800, y1: 301}}},
		{name: "askew", turn: 0.4, make: func(s *sheet) { s.fill(100, 300, 900, 302, 0) }, want: []rule{{x0: 100, y0: 298, x1: 900, y1: 304}}},
		{name: "upright", make: func(s *sheet) { s.fill(300, 100, 302, 500, 0) }, want: []rule{{x0: 301, y0: 100, x1: 301, y1: 500, down: true}}},
		{name: "a bar", make: func(s *sheet) { s.fill(100, 300, 800, 330, 0) }},
		{name: "a shaded area", make: func(s *sheet) { s.fill(100, 200, 800, 400, 0xd0) }},
		{name: "too short", make: func(s *sheet) { s.fill(100, 300, 140, 302, 0) }},
		{name: "the edge of the paper", make: func(s *sheet) { s.fill(0, 0, 1000, 12, 0).fill(0, 590, 1000, 592, 0) }},
		{name: "a grid", make: func(s *sheet) {
			s.fill(100, 100, 700, 102, 0).fill(100, 300, 700, 302, 0).fill(100, 100, 102, 302, 0).fill(398, 100, 400, 302, 0).fill(698, 100, 700, 302, 0)
		}, want: []rule{{x0: 100, y0: 101, x1: 700, y1: 101}, {x0: 100, y0: 301, x1: 700, y1: 301},
			{x0: 101, y0: 100, x1: 101, y1: 302, down: true}, {x0: 399, y0: 100, x1: 399, y1: 302, down: true}, {x0: 699, y0: 100, x1: 699, y1: 302, down: true}}},
		{name: "under a line of text", make: func(s *sheet) { s.text(100, 200, "Onderwerp Inhoud").fill(100, 214, 800, 216, 0) }, want: []rule{{x0: 100, y0: 215, x1: 800, y1: 215}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSheet(t)
			tc.make(s)
			g := s.Gray
			if tc.turn != 0 {
				var err error
				if g, err = straighten(context.Background(), g, -tc.turn); err != nil {
					t.Fatal(err)
				}
			}
			got, err := rulings(context.Background(), g, sheetDPI, sheetDPI)
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(got, func(a, b rule) int {
				if a.down != b.down {
					return map[bool]int{false: -1, true: 1}[a.down]
				}
				return int(a.x0 + a.y0 - b.x0 - b.y0)
			})
			same := len(got) == len(tc.want)
			for i := range min(len(got), len(tc.want)) {
				a, b := got[i], tc.want[i]
				const slack = 3
				ends, sides := math.Abs(a.x0-b.x0)+math.Abs(a.x1-b.x1), math.Abs(a.y0-b.y0)+math.Abs(a.y1-b.y1)
				same = same && a.down == b.down && !a.dotted && ends < 2*slack+6 && sides < 2*slack+6
			}
			if !same {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestRulingsDotted(t *testing.T) {
	s := newSheet(t).dots(100, 600, 300, 7).fill(100, 400, 600, 402, 0).noise(5)
	// As a scanner blurs it.
	soft := image.NewGray(s.Rect)
	copy(soft.Pix, s.Pix)
	for i := 2; i < len(s.Pix)-2; i++ {
		soft.Pix[i] = byte((int(s.Pix[i-2]) + int(s.Pix[i-1]) + int(s.Pix[i]) + int(s.Pix[i+1]) + int(s.Pix[i+2])) / 5)
	}
	got, err := rulings(context.Background(), soft, sheetDPI, sheetDPI)
	if err != nil || len(got) == 0 {
		t.Fatal(got, err)
	}
	for _, r := range got {
		if r.dotted != (r.y0 < 350) {
			t.Errorf("%+v", r)
		}
	}
}

func TestRulingsBounds(t *testing.T) {
	hatched := newSheet(t)
	for y := 0; y < 600; y += 3 {
		hatched.fill(0, y, 1000, y+1, 0)
	}
	for name, g := range map[string]*image.Gray{"hatched": hatched.Gray, "noise": newSheet(t).noise(80).Gray, "empty": image.NewGray(image.Rect(0, 0, 0, 0)), "a pixel": image.NewGray(image.Rect(0, 0, 1, 1)), "a row": image.NewGray(image.Rect(0, 0, 500, 1))} {
		if got, err := rulings(context.Background(), g, sheetDPI, sheetDPI); err != nil || len(got) > maxRules {
			t.Errorf("%s: %d rules, %v", name, len(got), err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := rulings(ctx, hatched.Gray, sheetDPI, sheetDPI); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestUnlettered(t *testing.T) {
	lines := []line{typed(200, at("Betaling", 100, 300))}
	for _, tc := range []struct {
		name string
		rule rule
		kept bool
	}{
		{"below the line", rule{x0: 100, y0: 210, x1: 300, y1: 210}, true},
		{"struck through", rule{x0: 100, y0: 190, x1: 300, y1: 190}, false},
		{"beside the word", rule{x0: 320, y0: 190, x1: 600, y1: 190}, true},
		{"mostly beside the word", rule{x0: 250, y0: 190, x1: 600, y1: 190}, true},
		{"the stem of a letter", rule{x0: 150, y0: 178, x1: 150, y1: 200, down: true}, false},
		{"of a table", rule{x0: 90, y0: 100, x1: 90, y1: 400, down: true}, true},
	} {
		if got := len(unlettered([]rule{tc.rule}, lines)) == 1; got != tc.kept {
			t.Errorf("%s: kept is %v", tc.name, got)
		}
	}
}

func TestFillIn(t *testing.T) {
	level := func(x0, y, x1 float64) rule { return rule{x0: x0, y0: y, x1: x1, y1: y} }
	for _, tc := range []struct {
		name  string
		lines []line
		rules []rule
		want  string
		rest  int
	}{
		{"after a label", []line{typed(200, at("Naam:", 100, 180))}, []rule{level(190, 202, 490)}, "Naam: ____________________", 0},
		{"between words", []line{typed(200, at("gevestigd", 100, 220), at("te", 230, 260), at("hierna", 420, 500))}, []rule{level(270, 203, 410)}, "gevestigd te _________ hierna", 0},
		{"before a word", []line{typed(200, at("(naam)", 420, 500))}, []rule{level(270, 203, 410)}, "_________ (naam)", 0},
		{"two on a line", []line{typed(200, at("Naam:", 100, 180), at("Datum:", 400, 490))}, []rule{level(190, 202, 390), level(500, 202, 700)}, "Naam: _____________ Datum: _____________", 0},
		{"a short one", []line{typed(200, at("van", 100, 150), at("maanden", 220, 300))}, []rule{level(155, 202, 215)}, "van ____ maanden", 0},
		{"short and elsewhere", []line{typed(200, at("van", 100, 150))}, []rule{level(155, 240, 215)}, "van", 0},
		{"noise gives way", []line{typed(200, at("Naam:", 100, 180), word{text: "nn", sure: 0.1, box: box{left: 200, right: 300}}, at("—", 310, 480))}, []rule{level(190, 202, 490)}, "Naam: ____________________", 0},
		{"noise on a line of its own", []line{typed(200, at("Naam:", 100, 180)), typed(204, at("__", 220, 300))}, []rule{level(190, 202, 490)}, "Naam: ____________________", 0},
		{"strokes joined to the label", []line{typed(200, at("Naam:__", 100, 230))}, []rule{level(190, 202, 490)}, "Naam: ____________________", 0},
		{"dotted", []line{typed(200, at("Naam:", 100, 180))}, []rule{{x0: 190, y0: 200, x1: 265, y1: 200, dotted: true}}, "Naam: ..........", 0},
		{"underlined words", []line{typed(200, at("Artikel", 100, 180), at("7", 190, 200))}, []rule{level(100, 204, 200)}, "Artikel 7", 1},
		{"filled in", []line{typed(200, at("Naam:", 100, 180), at("Jansen", 200, 300))}, []rule{level(190, 204, 490)}, "Naam: Jansen", 1},
		{"the rule of a table", []line{typed(200, at("Onderwerp", 100, 220))}, []rule{level(230, 214, 800)}, "Onderwerp", 1},
		{"it meets an upright rule", []line{typed(200, at("Naam:", 100, 180))}, []rule{level(190, 202, 490), {x0: 490, y0: 100, x1: 490, y1: 300, down: true}}, "Naam:", 2},
		{"through the middle of the line", []line{typed(200, at("Naam:", 100, 180))}, []rule{level(190, 190, 490)}, "Naam:", 1},
		{"far from any word", []line{typed(200, at("Naam:", 100, 180))}, []rule{level(700, 202, 900)}, "Naam:", 1},
		{"too short", []line{typed(200, at("Naam:", 100, 180))}, []rule{level(190, 202, 220)}, "Naam:", 0},
		{"turned text", []line{{angle: 90, size: 30, box: box{100, 100, 130, 400}, words: []word{at("Naam:", 100, 130)}}}, []rule{level(190, 400, 490)}, "Naam:", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			lines, rest := fillIn(tc.lines, tc.rules, sheetDPI)
			var got []string
			for _, l := range lines {
				for _, w := range l.words {
					got = append(got, w.text)
				}
			}
			if got := strings.Join(got, " "); got != tc.want || len(rest) != tc.rest {
				t.Errorf("got %q and %d rules, want %q and %d", got, len(rest), tc.want, tc.rest)
			}
		})
	}
}

func TestUnbarred(t *testing.T) {
	rules := []rule{{x0: 95, y0: 100, x1: 95, y1: 400, down: true}, {x0: 400, y0: 100, x1: 400, y1: 400, down: true}}
	lines := unbarred([]line{
		typed(200, at("|", 93, 97), at("|Naam", 94, 180), at("I", 300, 305), at("Adres|", 320, 401), at("[", 398, 402)),
		typed(250, at("|", 398, 402)),
		typed(500, at("|", 398, 402)), // below the rule
	}, rules, sheetDPI)
	var got []string
	for _, l := range lines {
		for _, w := range l.words {
			got = append(got, w.text)
		}
	}
	if got := strings.Join(got, " "); got != "Naam I Adres |" {
		t.Errorf("got %q", got)
	}
}

func TestStrokes(t *testing.T) {
	lines := []line{typed(200, at("Begrippen_", 100, 250), at("a_b", 260, 290), at("klant_", 600, 700))}
	strokes(lines, []rule{{x0: 98, y0: 204, x1: 300, y1: 204}})
	var got []string
	for _, w := range lines[0].words {
		got = append(got, w.text)
	}
	if got := strings.Join(got, " "); got != "Begrippen a_b klant_" {
		t.Errorf("got %q", got)
	}
}

func TestDotted(t *testing.T) {
	low := func(text string, left, right, high float64) line {
		l := typed(200, at("Datum:", 20, 90), at(text, left, right))
		l.words[1].box.top = 200 - high
		return l
	}
	for _, tc := range []struct {
		name string
		in   line
		want string
	}{
		{"letters in dots", low("eneeseseee", 100, 250, 5), "...................."},
		{"a word", low("nummer", 100, 250, 16), "nummer"},
		{"dots", low("....", 100, 250, 5), "...."},
		{"a short one", low("en", 100, 120, 5), "en"},
	} {
		lines := []line{tc.in}
		dotted(lines)
		if got := lines[0].words[1].text; got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestCapitalI(t *testing.T) {
	for in, want := range map[string]string{
		"ledere": "Iedere", "leder": "Ieder", "lndien": "Indien", "ln": "In", "lT-dienst": "IT-dienst", "lSO": "ISO", "“ledere": "“Iedere", "lerland": "Ierland",
		"leden": "leden", "lid": "lid", "levert": "levert", "lhbti": "lhbti", "l": "l", "l.": "l.", "lederen": "lederen", "Iedere": "Iedere", "": "",
	} {
		if got := capitalI(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// Rules turn with the page.
func TestPlaceRules(t *testing.T) {
	for _, angle := range []int{0, 90, 180, 270} {
		f := frame{pageWidth: 500, pageHeight: 300, right: 500, top: 300, width: 1000, height: 600}
		l := line{angle: angle, size: 20, box: box{100, 100, 200, 120}, words: []word{{text: "Bijlage", box: box{100, 100, 200, 120}}}}
		p := f.page([]line{l}, []rule{{x0: 100, y0: 40, x1: 900, y1: 40}, {x0: 100, y0: 40, x1: 100, y1: 500, down: true}})
		a, b := p.Rules[0], p.Rules[1]
		if angle%180 != 0 {
			a, b = b, a
		}
		if a.X0 >= a.X1 || a.Y0 != a.Y1 || b.Y0 >= b.Y1 || b.X0 != b.X1 || a.X0 < 0 || a.X1 > p.Width || b.Y0 < 0 || b.Y1 > p.Height {
			t.Errorf("%d: %+v on a page of %v × %v", angle, p.Rules, p.Width, p.Height)
		}
	}
}

func BenchmarkRulings(b *testing.B) {
	s := newSheet(b)
	for y := 60; y < 560; y += 50 {
		s.text(60, y, "De leverancier meldt iedere inbreuk binnen 48 uur")
	}
	b.SetBytes(int64(len(s.Pix)))
	for b.Loop() {
		if _, err := rulings(context.Background(), s.Gray, sheetDPI, sheetDPI); err != nil {
			b.Fatal(err)
		}
	}
}
