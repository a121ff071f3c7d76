package dutch

import "testing"

func TestWorstHours(t *testing.T) {
	for _, tt := range []struct {
		text string
		want float64
	}{
		{"binnen 24 uur", 24}, {"binnen 36 klokuren", 36}, {"binnen drie dagen", 72}, {"binnen 2 weken", 336}, {"90%", 0},
		// From Friday evening on.
		{"binnen een werkdag", 72}, {"binnen 2 werkdagen", 96}, {"binnen vijf werkdagen", 168}, {"binnen 6 werkdagen", 240}, {"binnen 10 werkdagen", 336},
		{"binnen 4 kantooruren", 68}, {"binnen 8 kantooruren", 72}, {"binnen 9 kantooruren", 89}, {"binnen 40 kantooruren", 168}, {"binnen 41 kantooruren", 233},
	} {
		values := Values(tt.text, 0, Tokenize(tt.text, 0))
		if len(values) != 1 {
			t.Fatalf("%s: %d values", tt.text, len(values))
		}
		if got := values[0].WorstHours(); got != tt.want {
			t.Errorf("%s: %v hours, want %v", tt.text, got, tt.want)
		}
	}
}
