package pdf_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// line sets words on a line of an A4 page, as an engine reports them.
func line(y float64, confidence float64, words ...string) []document.Word {
	var out []document.Word
	x := 72.0
	for _, w := range words {
		width := 5.5 * float64(len(w))
		out = append(out, document.Word{Text: w, X: x, Y: y, Width: width, Size: 11, Confidence: confidence})
		x += width + 3
	}
	return out
}

// engine is a fallback engine that gives prepared pages.
type engine struct {
	pages  []document.PageWords
	failed error
	asked  []int
	closed int
}

func (e *engine) Name() string { return "proeflezer" }
func (e *engine) Open(context.Context, []byte, string) (document.FallbackFile, error) {
	if e.failed != nil {
		return nil, e.failed
	}
	return e, nil
}
func (e *engine) Pages() int   { return len(e.pages) }
func (e *engine) Close() error { e.closed++; return nil }
func (e *engine) Words(_ context.Context, page int) (document.PageWords, error) {
	e.asked = append(e.asked, page)
	return e.pages[page-1], nil
}
func (e *engine) Render(context.Context, int, float64) (document.Image, error) {
	return document.Image{Data: []byte("rendered"), Width: 10, Height: 14, Box: [4]float64{0, 0, 595, 842}}, nil
}

// scribe is a recogniser that reads the same in every picture.
type scribe struct {
	words []document.Word
	rules []document.Rule
	err   error
}

func (s *scribe) Name() string { return "proefherkenner" }
func (s *scribe) Recognize(context.Context, document.Image) (document.PageWords, error) {
	return document.PageWords{Width: 595, Height: 842, Words: slices.Clone(s.words), Rules: s.rules}, s.err
}

func readWith(t *testing.T, data []byte, opts document.Options) *document.Document {
	t.Helper()
	d, err := pdf.Read(context.Background(), document.Source{Name: "test.pdf", Data: data}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	return d
}

// nameless is a file of one page whose glyphs have no Unicode value.
func nameless(content string) []byte {
	return pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "", ""), "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< >>] >>", stream(content))
}

func TestFallback(t *testing.T) {
	a4 := func(words ...document.Word) []document.PageWords {
		return []document.PageWords{{Width: 595, Height: 842, Words: words}}
	}
	good := line(700, 1, "De", "verwerker", "meldt", "een", "inbreuk", "binnen", "24", "uur.")
	unnamed := nameless("BT /F1 12 Tf 72 700 Td <0001000200030004> Tj ET")
	tests := []struct {
		name   string
		data   []byte
		engine *engine
		text   string
		used   bool
		asked  int
	}{
		{name: "a sound page is not asked for", data: pdftest.Pages(body(700)), engine: &engine{pages: a4(good...)}, text: "Artikel"},
		{name: "glyphs without a name", data: unnamed, engine: &engine{pages: a4(good...)}, text: "De verwerker meldt een inbreuk binnen 24 uur.", used: true, asked: 1},
		{name: "the second engine reads nothing", data: unnamed, engine: &engine{pages: a4()}, text: "\uFFFD", asked: 1},
		{name: "the second engine guesses", data: unnamed, engine: &engine{pages: a4(line(700, 1, "̽ଋҨǥƹ", "̽ୡȥဎഁ", "Ԕΰ", "Ψ́ߙÎgϣ")...)}, text: "\uFFFD", asked: 1},
		{name: "it has another number of pages", data: unnamed, engine: &engine{}, text: "\uFFFD"},
		{name: "it cannot open the file", data: unnamed, engine: &engine{failed: errors.New("x")}, text: "\uFFFD"},
		{name: "a file that the own reader cannot open", data: []byte("%PDF-1.4\n1 0 obj\nendobj"), engine: &engine{pages: a4(good...)}, text: "binnen 24 uur", used: true, asked: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.text
			if text == "Artikel" {
				text = ""
			}
			d := readWith(t, tt.data, document.Options{Fallback: tt.engine})
			used := d.Pages[0].Engine == "proeflezer"
			if !strings.Contains(d.Text, text) || used != tt.used || used != warned(d, document.WarnFallback) || len(tt.engine.asked) != tt.asked {
				t.Errorf("text %q, page %+v, asked %v, warnings %v", d.Text, d.Pages[0], tt.engine.asked, d.Warnings)
			}
			if tt.asked > 0 && tt.engine.closed != 1 {
				t.Errorf("closed %d times", tt.engine.closed)
			}
		})
	}
	_, err := pdf.Read(context.Background(), document.Source{Name: "x.pdf", Data: []byte("%PDF-1.4\n1 0 obj\nendobj")}, document.Options{Fallback: &engine{failed: errors.New("x")}})
	if !errors.Is(err, document.ErrDamaged) {
		t.Errorf("a file that nothing reads: %v", err)
	}
}

// A document of many bad pages must not cost a hopeless attempt at each.
func TestFallbackGivesUp(t *testing.T) {
	objects := []string{catalogue, "", "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< >>] >>", stream("BT /F1 12 Tf 72 700 Td <00010002> Tj ET")}
	var kids []string
	for i := range 100 {
		kids = append(kids, fmt.Sprintf("%d 0 R", 5+i))
		objects = append(objects, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>")
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count 100 /Kids [%s] >>", strings.Join(kids, " "))
	e := &engine{pages: make([]document.PageWords, 100)}
	readWith(t, pdftest.File("", objects...), document.Options{Fallback: e})
	if n := len(e.asked); n == 0 || n > 30 {
		t.Errorf("asked for %d pages", n)
	}
}

// scan is a file of one page that an image fills, with more content before it.
func scan(before string) []byte {
	image := pdftest.Stream("/Type /XObject /Subtype /Image /Width 10 /Height 14 /ColorSpace /DeviceGray /BitsPerComponent 8", make([]byte, 140))
	return pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "/XObject << /I 6 0 R >>", ""), pdftest.Font("Helvetica"), stream(before+" q 595 0 0 842 0 0 cm /I Do Q"), image)
}

func TestOCR(t *testing.T) {
	sure := line(700, 0.95, "Melding", "binnen", "24", "uur,", "of", "eerder.")
	unsure := append(line(700, 0.95, "Melding", "binnen", "24", "uur"), line(680, 0.7, "en", "uiterlijk", "36", "uur.")...)
	missing := &document.Error{Reason: document.ErrEngine, Detail: "tesseract is niet geïnstalleerd", Remedy: "installeer tesseract-ocr"}
	tests := []struct {
		name     string
		data     []byte
		scribe   *scribe
		force    bool
		text     string
		source   document.PageSource
		warn     document.WarningCode
		message  string
		doubtful []string
	}{
		{name: "no engine", data: scan(""), source: document.PageNone, warn: document.WarnPageWithoutText, message: "tekstherkenning (OCR) nodig"},
		{name: "recognised", data: scan(""), scribe: &scribe{words: sure}, text: "Melding binnen 24 uur, of eerder.", source: document.PageOCR, warn: document.WarnOCR},
		{name: "with a stamp in the file", data: scan("BT /F1 12 Tf 72 800 Td (Kopie) Tj ET"), scribe: &scribe{words: sure}, text: "binnen 24 uur", source: document.PageOCR, warn: document.WarnOCR},
		{name: "a number in doubt", data: scan(""), scribe: &scribe{words: unsure}, text: "uiterlijk 36 uur", source: document.PageOCR, warn: document.WarnOCR, doubtful: []string{"36"}},
		{name: "hardly legible", data: scan(""), scribe: &scribe{words: line(700, 0.3, "Mclding", "b1nnen", "2A", "vur")}, text: "b1nnen", source: document.PageOCR, warn: document.WarnOCRPoor, doubtful: []string{"Mclding", "b1nnen", "2A", "vur"}},
		{name: "engine missing", data: scan(""), scribe: &scribe{err: missing}, source: document.PageNone, warn: document.WarnPageWithoutText, message: "installeer tesseract-ocr"},
		{name: "picture unreadable", data: scan(""), scribe: &scribe{err: errors.New("x")}, source: document.PageNone, warn: document.WarnPageWithoutText, message: "kan niet worden gelezen"},
		{name: "letters without a meaning", data: nameless("BT /F1 12 Tf 72 700 Td <0001000200030004> Tj ET"), scribe: &scribe{words: sure}, text: "Melding binnen 24 uur", source: document.PageOCR, warn: document.WarnOCR, message: "niet te herleiden"},
		{name: "text is left alone", data: pdftest.Pages(hello), scribe: &scribe{words: sure}, text: "Goede morgen", source: document.PageText},
		{name: "unless forced", data: pdftest.Pages(hello), scribe: &scribe{words: sure}, force: true, text: "Melding binnen 24 uur", source: document.PageOCR, warn: document.WarnOCR},
		{name: "forced in vain", data: pdftest.Pages(hello), scribe: &scribe{err: missing}, force: true, text: "Goede morgen", source: document.PageText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts := document.Options{Fallback: &engine{pages: make([]document.PageWords, 1)}, OCR: document.OCR{Force: tt.force}}
			if tt.scribe != nil {
				opts.OCR.Recognizer = tt.scribe
			}
			var steps []document.Progress
			opts.Progress = func(p document.Progress) { steps = append(steps, p) }
			d := readWith(t, tt.data, opts)
			var doubtful []string
			for _, s := range d.Doubtful {
				doubtful = append(doubtful, d.Slice(s))
			}
			if !strings.Contains(d.Text, tt.text) || d.Pages[0].Source != tt.source || !slices.Equal(doubtful, tt.doubtful) {
				t.Errorf("text %q, page %+v, doubtful %q", d.Text, d.Pages[0], doubtful)
			}
			if tt.warn == "" && len(d.Warnings) > 0 || tt.warn != "" && (len(d.Warnings) != 1 || d.Warnings[0].Code != tt.warn || !strings.Contains(d.Warnings[0].Message, tt.message)) {
				t.Errorf("warnings %v", d.Warnings)
			}
			if ocr := tt.source == document.PageOCR; ocr != (d.Pages[0].Confidence > 0) || ocr != (d.Pages[0].Engine == "proefherkenner") {
				t.Errorf("page %+v", d.Pages[0])
			}
			if tt.scribe != nil && tt.source == document.PageOCR {
				if last := steps[len(steps)-1]; last != (document.Progress{Stage: document.StageOCR, Done: 1, Total: 1}) {
					t.Errorf("progress %v", steps)
				}
			}
		})
	}
}

func TestPlausible(t *testing.T) {
	sentence := "De verwerker meldt een inbreuk in verband met persoonsgegevens zonder onredelijke vertraging aan de klant. "
	numbers := strings.Map(func(r rune) rune { return r - 29 }, strings.Repeat(sentence, 2))
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"Dutch", sentence, true},
		{"capitals", strings.ToUpper(sentence), true},
		{"numbers", "1.234,56 99,9 % 24 x 7", true},
		{"a name", "BV KPN NV", true},
		{"Greek", "Ο εκτελών την επεξεργασία ενημερώνει τον υπεύθυνο", true},
		{"Japanese", "道路交通法施行令の一部を改正する", true},
		{"letters three places on", strings.Map(func(r rune) rune { return r + 0x100 }, sentence), false},
		{"numbers of glyphs", numbers, false},
		{"many scripts", "̽ଋҨǥƹ̽ୡȥဎഁୡࣧҨဌʾဎಱ Ԕΰ ϸЇ", false},
	} {
		words := document.PageWords{Width: 595, Height: 842}
		for i, w := range strings.Fields(tt.text) {
			words.Words = append(words.Words, line(700-float64(20*i), 1, w)...)
		}
		e := &engine{pages: []document.PageWords{words}}
		d := readWith(t, nameless("BT /F1 12 Tf 72 700 Td <0001> Tj ET"), document.Options{Fallback: e})
		if got := d.Pages[0].Engine != ""; got != tt.want {
			t.Errorf("%s: taken %v, want %v: %q", tt.name, got, tt.want, d.Text)
		}
	}
}

// A page of which too many letters are lost was not read: nothing may be called
// missing because of it.
func TestLostLetters(t *testing.T) {
	few, many := strings.Repeat("0001", 10), strings.Repeat("0001", 40)
	for codes, want := range map[string]bool{few: false, many: true} {
		d := readWith(t, nameless("BT /F1 12 Tf 72 700 Td <"+codes+"> Tj ET"), document.Options{})
		if got := slices.ContainsFunc(d.Warnings, document.Warning.Incomplete); got != want {
			t.Errorf("%d letters: incomplete %v: %v", len(codes)/4, got, d.Warnings)
		}
	}
}

// shifted moves words to the right.
func shifted(words []document.Word, by float64) []document.Word {
	for i := range words {
		words[i].X += by
	}
	return words
}

func TestOCRLayout(t *testing.T) {
	// The second line of each cell shows that the rules count, and not the
	// white space alone.
	cells := slices.Concat(
		line(700, 0.95, "Onderwerp"), shifted(line(700, 0.95, "Inhoud"), 200),
		line(680, 0.95, "Soort", "gegevens"), shifted(line(680, 0.95, "Namen", "en", "adressen", "van"), 200),
		line(666, 0.95, "en", "betrokkenen"), shifted(line(666, 0.95, "de", "klanten", "en", "bezoekers"), 200),
		line(646, 0.95, "Doel"), shifted(line(646, 0.95, "Beheer", "van", "het", "portaal"), 200),
		line(632, 0.95, "van", "verwerking"), shifted(line(632, 0.95, "en", "de", "salarissen"), 200),
		line(600, 0.95, "Verwerker", "meldt", "iedere", "inbreuk", "binnen", "24", "uur."),
	)
	var rules []document.Rule
	for _, y := range []float64{712, 693, 660, 626} {
		rules = append(rules, document.Rule{X0: 66, Y0: y, X1: 480, Y1: y})
	}
	for _, x := range []float64{66, 262, 480} {
		rules = append(rules, document.Rule{X0: x, Y0: 626, X1: x, Y1: 712})
	}
	// The same page as it lies on the glass, half a degree askew.
	askew := slices.Clone(cells)
	const slope = 0.009
	for i := range askew {
		w := &askew[i]
		w.Y += slope * w.X
		w.DX, w.DY = 0.99996, slope
	}
	var leaning []document.Rule
	for _, r := range rules {
		leaning = append(leaning, document.Rule{X0: r.X0, Y0: r.Y0 + slope*r.X0, X1: r.X1, Y1: r.Y1 + slope*r.X1})
	}
	first := "Soort gegevens en betrokkenen\tNamen en adressen van de klanten en bezoekers\n"
	second := "Beheer van het portaal en de salarissen\n"
	sentence := "Verwerker meldt iedere inbreuk binnen 24 uur."
	list := func(labels ...string) []document.Word {
		var out []document.Word
		for i, l := range labels {
			out = append(out, line(700-20*float64(i), 0.9, l)...)
			out = append(out, shifted(line(700-20*float64(i), 0.9, "hij", "meldt", "iedere", "inbreuk", "binnen", "24", "uur;"), 25)...)
		}
		return out
	}
	tests := []struct {
		name  string
		words []document.Word
		rules []document.Rule
		want  []string
	}{
		{"a ruled table", cells, rules, []string{first, second, sentence}},
		{"the same askew", askew, leaning, []string{first, second, sentence}},
		{"underlines part nothing", line(700, 0.95, "De", "verwerker", "meldt", "iedere", "inbreuk."), []document.Rule{{X0: 72, Y0: 697, X1: 130, Y1: 697}}, []string{"De verwerker meldt iedere inbreuk."}},
		{"a blank", line(700, 0.95, "Naam:", "____________"), nil, []string{"Naam: ____________"}},
		{"a misread label", list("a.", "b.", "c.", "d.", "e.", "f.", "g.", "h.", "1"), nil, []string{"h. hij meldt", "i. hij meldt"}},
		{"rules out of reason", line(700, 0.95, "De", "verwerker", "meldt", "iedere", "inbreuk."), []document.Rule{{X0: math.NaN(), X1: 1}, {X0: math.Inf(1)}, {X1: 1e300, Y1: 1e300}, {X0: 5, Y0: 5, X1: 100, Y1: 100}}, []string{"De verwerker meldt iedere inbreuk."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := readWith(t, scan(""), document.Options{OCR: document.OCR{Recognizer: &scribe{words: tt.words, rules: tt.rules}}})
			for _, want := range tt.want {
				if !strings.Contains(d.Text, want) {
					t.Errorf("%q is not in %q", want, d.Text)
				}
			}
		})
	}
}

// A doubt stays with a word that the layout puts together, and number words are
// numbers.
func TestDoubtsOfJoinedWords(t *testing.T) {
	low := func(words []document.Word, at int) []document.Word { words[at].Confidence = 0.4; return words }
	middling := func(words []document.Word, at int) []document.Word { words[at].Confidence = 0.8; return words }
	for _, tt := range []struct {
		name  string
		words []document.Word
		want  []string
	}{
		{"over a line end", append(low(line(700, 0.95, "De", "verwerker", "meldt", "ieder", "lek", "binnen", "vierentwin-"), 6), line(686, 0.95, "tig", "uur", "aan", "de", "klant.")...), []string{"vierentwintig"}},
		{"a number word", middling(line(700, 0.95, "binnen", "twee", "dagen"), 1), []string{"twee"}},
		{"another word", middling(line(700, 0.95, "binnen", "enkele", "dagen"), 1), nil},
		{"an article", middling(line(700, 0.95, "meldt", "een", "lek"), 1), nil},
	} {
		d := readWith(t, scan(""), document.Options{OCR: document.OCR{Recognizer: &scribe{words: tt.words}}})
		var got []string
		for _, s := range d.Doubtful {
			got = append(got, d.Slice(s))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q in doubt, want %q, in %q", tt.name, got, tt.want, d.Text)
		}
	}
}

// Where the engines do not agree on the pages, a page that must be drawn is left
// unread: the picture may be that of another.
func TestOCROtherPages(t *testing.T) {
	outlines := pdftest.Pages(strings.Repeat("0 0 m 9 9 9 9 5 5 c f ", 100))
	for pages, want := range map[int]document.PageSource{1: document.PageOCR, 2: document.PageNone} {
		d := readWith(t, outlines, document.Options{Fallback: &engine{pages: make([]document.PageWords, pages)},
			OCR: document.OCR{Recognizer: &scribe{words: line(700, 0.95, "Melding", "binnen", "24", "uur")}}})
		if d.Pages[0].Source != want {
			t.Errorf("%d pages: %+v, %v", pages, d.Pages[0], d.Warnings)
		}
	}
}
