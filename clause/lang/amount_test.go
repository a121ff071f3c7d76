package lang

import "testing"

func TestAmount(t *testing.T) {
	for dutch, want := range map[string]string{
		"48 uur | 1 werkdag":       "48 hours or 1 working day",
		"30 dagen of 22 werkdagen": "30 days or 22 working days",
		"1 maand":                  "1 month",
		"99,5%":                    "99.5%",
		"€ 500.000":                "€500,000",
		"2 keer per jaar":          "2 times per year",
		"jaarlijks":                "annually",
		"6 gebieden":               "6 areas",
		"naar eigen inzicht":       "naar eigen inzicht",
	} {
		if got := English.Amount(dutch); got != want {
			t.Errorf("%q: %q, want %q", dutch, got, want)
		}
		if got := Dutch.Amount(dutch); got != dutch {
			t.Errorf("%q changes in Dutch: %q", dutch, got)
		}
	}
}
