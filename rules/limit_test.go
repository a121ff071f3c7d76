package rules

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestParseLimits(t *testing.T) {
	d := func(n float64, unit string) Limit { return Limit{KindDuration, n, unit} }
	for _, tc := range []struct {
		kind, text string
		want       []Limit
	}{
		{KindDuration, "48 uur | 1 werkdag", []Limit{d(48, "uur"), d(1, "werkdag")}},
		{KindDuration, "30 Kalenderdagen", []Limit{d(30, "dag")}},
		{KindDuration, "1,5 uur", []Limit{d(1.5, "uur")}},
		{KindDuration, "2 kwartalen", []Limit{d(6, "maand")}},
		{KindDuration, "15 minuten", []Limit{d(15, "minuut")}},
		{KindPercentage, "99,95%", []Limit{{KindPercentage, 99.95, ""}}},
		{KindPercentage, "99 procent", []Limit{{KindPercentage, 99, ""}}},
		{KindAmount, "€ 1.000.000", []Limit{{KindAmount, 1e6, "euro"}}},
		{KindAmount, "500,50 euro", []Limit{{KindAmount, 500.5, "euro"}}},
		{KindFrequency, "jaarlijks", []Limit{{KindFrequency, 1, "per jaar"}}},
		{KindFrequency, "2 keer per jaar", []Limit{{KindFrequency, 2, "per jaar"}}},
		{KindFrequency, "eens per 2 jaar", []Limit{{KindFrequency, 0.5, "per jaar"}}},
		{KindFrequency, "per kwartaal | maandelijks", []Limit{{KindFrequency, 4, "per jaar"}, {KindFrequency, 12, "per jaar"}}},
	} {
		got, err := ParseLimits(tc.kind, tc.text)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s %q gives %v %v, want %v", tc.kind, tc.text, got, err, tc.want)
		}
	}
	for _, tc := range [][2]string{
		{KindDuration, ""}, {KindDuration, "uur"}, {KindDuration, "48"}, {KindDuration, "48 uur |"}, {KindDuration, "twee uur"},
		{KindDuration, "4 8 uur"}, {KindDuration, "1.00 uur"}, {KindDuration, "-1 uur"}, {KindDuration, "1, uur"},
		{KindPercentage, "99"}, {KindPercentage, "101%"}, {KindPercentage, "%"},
		{KindAmount, "500"}, {KindAmount, "1.0000 euro"}, {KindAmount, "euro"},
		{KindFrequency, "soms"}, {KindFrequency, "2 keer"}, {KindFrequency, "eens per 0 jaar"}, {KindFrequency, "eens"}, {KindFrequency, "2 keer per eeuw"},
		{"gewicht", "3 kilo"}, {"", "48 uur"}, {"frequentie", ""}, {"frequentie", "jaarlijks |"},
	} {
		_, err := ParseLimits(tc[0], tc[1])
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Error() == "" {
			t.Errorf("%s %q gives %v", tc[0], tc[1], err)
		}
	}
}

func FuzzParseLimits(f *testing.F) {
	for _, s := range []string{"48 uur | 1 werkdag", "99,9%", "€ 1.000,50", "2 keer per 3 maanden", "eens per", "", "|"} {
		for _, k := range []string{KindDuration, KindPercentage, KindAmount, KindFrequency} {
			f.Add(k, s)
		}
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		limits, err := ParseLimits(kind, text)
		if (err == nil) == (len(limits) == 0) {
			t.Fatalf("%q gives %v and %v", text, limits, err)
		}
		for _, l := range limits {
			if l.Amount < 0 || l.Kind != kind {
				t.Errorf("%q gives %+v", text, l)
			}
		}
	})
}

func TestFill(t *testing.T) {
	q := &Requirement{Thresholds: map[string]Threshold{"voldaan-tot": {Value: "24 uur | 1 werkdag"}}}
	for in, want := range map[string]string{
		"een termijn van ten hoogste {voldaan-tot}": "een termijn van ten hoogste 24 uur of 1 werkdag",
		"een termijn": "een termijn",
		"{anders}":    "{anders}",
	} {
		if got := q.Fill(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
	for _, f := range Lint(fixture(t, edit{meldingFile, "mist: de plicht om te berichten", "mist: 'bericht binnen {voldan-tot}'"})) {
		if strings.Contains(f.String(), "'{voldan-tot}' is geen drempel van deze eis; bedoelde u '{voldaan-tot}'?") {
			return
		}
	}
	t.Error("Lint passes over a threshold that does not exist")
}
