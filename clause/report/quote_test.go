package report

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
)

func TestQuote(t *testing.T) {
	before, after := strings.Repeat("voor woord ", 60), strings.Repeat(" na woord", 60)
	long := before + "binnen 72 uur (3 dagen)," + after
	tests := map[string]struct {
		finding clause.Finding
		want    []string // must stand in the quote
		lead    bool     // begins with …
	}{
		"short stays":        {clause.Finding{Quote: "kort  en\nbondig"}, []string{"kort en bondig"}, false},
		"around the value":   {clause.Finding{Quote: long, Value: &clause.Value{Raw: "72 uur"}}, []string{"binnen 72 uur (3 dagen),"}, true},
		"punctuated value":   {clause.Finding{Quote: long, Value: &clause.Value{Raw: "3 dagen"}}, []string{"(3 dagen),"}, true},
		"value not in quote": {clause.Finding{Quote: long, Value: &clause.Value{Raw: "9 weken"}}, []string{"voor woord voor", " … ", "na woord"}, false},
		"no value":           {clause.Finding{Quote: long}, []string{"voor woord voor", " … ", "na woord"}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := quote(&tt.finding, false)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q lacks in %q", want, got)
				}
			}
			if strings.HasPrefix(got, "…") != tt.lead {
				t.Errorf("lead … in %q", got)
			}
			if n := textpage.DisplayWidth(got); n > quoteWidth {
				t.Errorf("%d columns", n)
			}
			if whole := quote(&tt.finding, true); whole != strings.Join(strings.Fields(tt.finding.Quote), " ") {
				t.Errorf("whole quote altered: %q", whole)
			}
		})
	}
}

// A shortened quote holds words of the quote only, in their order.
func FuzzQuote(f *testing.F) {
	f.Add(strings.Repeat("Leverancier meldt binnen 36 uur. ", 20), "36 uur")
	f.Add(strings.Repeat("x", 500)+" y", "y")
	f.Add("\x1b[31m … \xff\u202e", "")
	f.Fuzz(func(t *testing.T, text, raw string) {
		fd := clause.Finding{Quote: text, Value: &clause.Value{Raw: raw}}
		got := strings.Fields(quote(&fd, false))
		have := strings.Fields(clean(text))
		i := 0
		for _, word := range got {
			if word == "…" {
				continue
			}
			for i < len(have) && have[i] != word {
				i++
			}
			if i == len(have) {
				t.Fatalf("%q is not in the quote at its place", word)
			}
			i++
		}
	})
}

func TestBrief(t *testing.T) {
	model := "Leverancier meldt binnen 48 uur. De melding gaat naar de FG, conform art. 33 AVG. Daarna volgt een rapport."
	tests := []struct {
		columns int
		want    string
	}{
		{200, model},
		{90, "Leverancier meldt binnen 48 uur. De melding gaat naar de FG, conform art. 33 AVG. …"},
		{60, "Leverancier meldt binnen 48 uur. …"},
		{20, "Leverancier meldt …"},
		{1, "Leverancier …"},
	}
	for _, tt := range tests {
		if got := strings.ReplaceAll(brief(model, tt.columns), glue, " "); got != tt.want {
			t.Errorf("brief(%d) = %q, want %q", tt.columns, got, tt.want)
		}
	}
}

func TestDisplayWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "één": 3, "e\u0301": 1, "合同": 4, "a\u00adb": 2, "«…»": 3, "✗": 1, "“": 1} {
		if got := textpage.DisplayWidth(s); got != want {
			t.Errorf("textpage.DisplayWidth(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	tests := []struct {
		s       string
		columns int
		want    string
	}{
		{"kort.pdf", 8, "kort.pdf"},
		{"overeenkomst-2026.pdf", 11, "overe…6.pdf"},
		{"合同合同合同", 7, "合同…同"},
		{"abc", 1, "…"},
	}
	for _, tt := range tests {
		if got := textpage.Fit(tt.s, tt.columns); got != tt.want {
			t.Errorf("textpage.Fit(%q, %d) = %q, want %q", tt.s, tt.columns, got, tt.want)
		}
		if got := textpage.Fit(tt.s, tt.columns); textpage.DisplayWidth(got) > tt.columns {
			t.Errorf("textpage.Fit(%q, %d) takes %d columns", tt.s, tt.columns, textpage.DisplayWidth(got))
		}
	}
}

// An item of a list is quoted behind what introduces it.
func TestQuoteOfAnItem(t *testing.T) {
	f := clause.Finding{Lead: "Verwerker zorgt ervoor\ndat personen:", Quote: "gebonden zijn aan geheimhouding"}
	if got := quote(&f, false); got != "Verwerker zorgt ervoor dat personen: … gebonden zijn aan geheimhouding" {
		t.Error(got)
	}
	f.Lead = strings.Repeat("Verwerker zorgt ervoor ", 10) + "dat:"
	if got := quote(&f, false); textpage.DisplayWidth(got) > leadWidth+len(f.Quote)+3 || strings.Contains(got, "… …") || !strings.HasSuffix(got, " … "+f.Quote) {
		t.Error(got)
	}
	if got := quote(&f, true); got != f.Lead+" … "+f.Quote {
		t.Error(got)
	}
}

func TestPlace(t *testing.T) {
	tests := []struct {
		page           int
		label, heading string
		want           string
	}{
		{3, "7.2", "Beveiliging", "art. 7.2, blz. 3"},
		{0, "Artikel 3", "", "Artikel 3"},
		{2, "a)", "", "a), blz. 2"},
		{0, "", "Einde", "onder “Einde”"},
		{9, "", "", "blz. 9"},
		{0, "", "", ""},
	}
	for _, tt := range tests {
		if got := strings.ReplaceAll(words{}.TightPlace(&clause.Finding{Page: tt.page, Label: tt.label, Heading: tt.heading}), glue, " "); got != tt.want {
			t.Errorf("words{}.place(%d, %q, %q) = %q, want %q", tt.page, tt.label, tt.heading, got, tt.want)
		}
	}
}
