package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// labelPage sets lines of "label|text" below each other: the label at the left
// edge, the text in line behind it. A line without a bar is running text, and
// spaces before a line are its indent. A label after a tilde is one that the
// recogniser was not sure of.
func labelPage(lines ...string) *document.PageWords {
	p := &document.PageWords{Width: 595, Height: 842}
	y := 760.0
	add := func(x float64, text string, sure float64) float64 {
		for w := range strings.FieldsSeq(text) {
			width := 5 * float64(len(w))
			p.Words = append(p.Words, document.Word{Text: w, X: x, Y: y, DX: 1, Width: width, Size: 11, Confidence: sure})
			x += width + 3
		}
		return x
	}
	for _, line := range lines {
		y -= 14
		body := strings.TrimLeft(line, " ")
		x := 72 + 4*float64(len(line)-len(body))
		name, text, ok := strings.Cut(body, "|")
		if !ok {
			add(x, body, 0.95)
			continue
		}
		sure := 0.9
		if strings.HasPrefix(name, "~") {
			name, sure = name[1:], 0.2
		}
		add(x, name, sure)
		add(x+30, text, 0.95)
	}
	return p
}

// labelsOf lists the words at the left edge of the lines with a label.
func labelsOf(p *document.PageWords, lines []string) string {
	var out []string
	at := 0
	for _, line := range lines {
		name, _, ok := strings.Cut(line, "|")
		if ok && strings.TrimSpace(name) != "" {
			out = append(out, p.Words[at].Text)
		}
		at += len(strings.Fields(strings.Replace(line, "|", " ", 1)))
	}
	return strings.Join(out, " ")
}

func TestMendLabels(t *testing.T) {
	item := func(labels ...string) []string {
		var out []string
		for _, l := range labels {
			out = append(out, l+"|de verwerker meldt iedere inbreuk")
		}
		return out
	}
	for _, tc := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"letter as a figure", item("g.", "h.", "1", "j."), "g. h. i. j."},
		{"the last of a list", item("f.", "g.", "h.", "1"), "f. g. h. i."},
		{"figure as a letter", item("1.", "2.", "3.", "4.", "S.", "6."), "1. 2. 3. 4. 5. 6."},
		{"first of a list", item("l.", "2.", "3."), "1. 2. 3."},
		{"first, read as a word", item("~de", "2.", "3."), "1. 2. 3."},
		{"in the middle, read as a word", item("1.", "~IE", "3."), "1. 2. 3."},
		{"comma for dot", item("1.1", "1,2", "1.3"), "1.1 1.2 1.3"},
		{"comma for the closing dot", item("1.", "2.", "3,"), "1. 2. 3."},
		{"lost dot", item("1.1", "12", "1.3"), "1.1 1.2 1.3"},
		{"added dot", item("1.1", "1.2.", "1.3"), "1.1 1.2 1.3"},
		{"m as rn", item("k.", "l.", "rn.", "n."), "k. l. m. n."},
		{"Roman", item("i.", "ii.", "1ii.", "iv."), "i. ii. iii. iv."},
		{"Roman from the start", item("l.", "ii.", "iii."), "i. ii. iii."},
		{"in brackets", item("(a)", "(b)", "(¢)", "(d)"), "(a) (b) (c) (d)"},
		{"ten", item("8.", "9.", "1O.", "11."), "8. 9. 10. 11."},
		{"two in a row, looking alike", item("9.", "l0.", "l1.", "12."), "9. l0. l1. 12."},

		{"sound lists stay", item("1.", "2.", "3.", "1.", "2.", "a.", "b."), "1. 2. 3. 1. 2. a. b."},
		{"a new list of numbers after letters", item("f.", "g.", "h.", "1.", "2."), "f. g. h. 1. 2."},
		{"a skipped label", item("f.", "g.", "h.", "j.", "k."), "f. g. h. j. k."},
		{"the label is there", item("g.", "h.", "1", "i."), "g. h. 1 i."},
		{"two labels in doubt", item("1.", "~de", "~pi", "3."), "1. de pi 3."},
		{"a list too short to tell", item("h.", "1"), "h. 1"},
		{"a sure word", item("1.", "De", "3."), "1. De 3."},
		{"a long word in doubt", item("1.", "~verwerker", "3."), "1. verwerker 3."},
		{"another shape", item("1.", "7.", "3."), "1. 7. 3."},
		{"a year", item("2023", "2024", "2O25"), "2023 2024 2O25"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := labelPage(tc.lines...)
			before := slices.Clone(p.Words)
			mendLabels([]*document.PageWords{p})
			if got := labelsOf(p, tc.lines); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			for i, w := range p.Words {
				if w.Text != before[i].Text && w.Confidence > mendedSure {
					t.Errorf("%q is sure after mending: %v", w.Text, w.Confidence)
				}
				if w.X != before[i].X || w.Width != before[i].Width {
					t.Errorf("%q moved", w.Text)
				}
			}
		})
	}
}

// Numbers at the start of a line of running text are no labels.
func TestMendLabelsInText(t *testing.T) {
	for _, lines := range [][]string{
		{"7.1 De betaling geschiedt binnen dertig", "72 uur na de melding van een inbreuk door", "7.3 De verwerker meldt iedere inbreuk"},
		{"1.1 Bij een storing reageert de leverancier", "1.2 Hij herstelt binnen een termijn van", "13 uur na de melding door de klant."},
		{"1. De klant betaalt binnen de termijn van", "2. De klant betaalt de kosten van artikel", "3. De klant betaalt ook de schade, tot ten hoogste", "4 maal het bedrag van de jaarlijkse vergoeding."},
		{"f. hij meldt", "g. hij betaalt", "h. hij verwijdert", "I en de klant komt op voor de kosten"},
		{"a. eerste", "b. tweede", "G en derde", "d. vierde"},
	} {
		p := labelPage(lines...)
		before := slices.Clone(p.Words)
		mendLabels([]*document.PageWords{p})
		for i, w := range p.Words {
			// The second line of the first case is a label as far as can be
			// told: it stands at the edge between 7.1 and 7.3.
			if w.Text != before[i].Text && before[i].Text != "72" {
				t.Errorf("%q became %q", before[i].Text, w.Text)
			}
		}
	}
}

func TestMendLabelsAcrossPages(t *testing.T) {
	first := labelPage("f.|hij meldt", "g.|hij betaalt", "h.|hij verwijdert")
	second := labelPage("1|hij verklaart", "j.|hij bewaart")
	mendLabels([]*document.PageWords{first, second})
	if got := second.Words[0].Text; got != "i." {
		t.Errorf("on the next page: %q", got)
	}
	second = labelPage("1|hij verklaart", "j.|hij bewaart")
	mendLabels([]*document.PageWords{first, nil, second})
	if got := second.Words[0].Text; got != "1" {
		t.Errorf("after a page that was not recognised: %q", got)
	}
	// A label of its own column, as the recogniser may give it.
	p := labelPage("3.|eerste zin", "4.|tweede zin", "S.|derde zin", "6.|vierde zin")
	slices.SortStableFunc(p.Words, func(a, b document.Word) int { return int(a.X) - int(b.X) })
	mendLabels([]*document.PageWords{p})
	for _, w := range p.Words {
		if w.Text == "S." {
			t.Error("read label by label: not mended")
		}
	}
}

func TestMendLabelsAcrossColumns(t *testing.T) {
	left := labelPage("1.|de klant betaalt de rekening", "2.|de klant betaalt de kosten", "3.|de klant betaalt de rente")
	right := labelPage("A.|de leverancier meldt", "5.|de leverancier herstelt", "6.|de leverancier verklaart")
	for _, w := range right.Words {
		w.X += 250
		left.Words = append(left.Words, w)
	}
	at := slices.IndexFunc(left.Words, func(w document.Word) bool { return w.Text == "A." })
	left.Words[at].Text = "4,"
	mendLabels([]*document.PageWords{left})
	if got := left.Words[at].Text; got != "4." {
		t.Errorf("got %q", got)
	}
}

func FuzzMendLabels(f *testing.F) {
	f.Add("a. b. 1 d. 1.1 1,2 i. ii. (c) 10. ~ rn.", 3)
	f.Add("| l. 2. 3. 999. 39. x. xxxx.", 1)
	f.Fuzz(func(t *testing.T, text string, n int) {
		if len(text) > 4096 {
			return
		}
		var lines []string
		for i, w := range strings.Fields(text) {
			lines = append(lines, strings.Repeat(" ", i%max(1, n&7))+w+"|tekst")
		}
		p := labelPage(lines...)
		words := len(p.Words)
		mendLabels([]*document.PageWords{p, nil, p, p})
		if len(p.Words) != words {
			t.Fatal("words came or went")
		}
		for _, w := range p.Words {
			if w.Text == "" {
				t.Fatal("an empty word")
			}
		}
	})
}

func BenchmarkMendLabels(b *testing.B) {
	var pages []*document.PageWords
	n := 0
	for i := range 50 {
		var lines []string
		for range 40 {
			n++
			lines = append(lines, fmt.Sprintf("%d.%d|de leverancier meldt iedere inbreuk binnen 48 uur", i+1, n%40+1))
		}
		pages = append(pages, labelPage(lines...))
	}
	for b.Loop() {
		mendLabels(pages)
	}
}
