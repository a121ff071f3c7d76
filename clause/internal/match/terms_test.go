package match

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/rules/pattern"
)

func TestTerms(t *testing.T) {
	for _, tc := range []struct {
		mode          pattern.Mode
		pattern       string
		text, context string
		want          string // per alternative its terms: a span, "context" or "-"
	}{
		{pattern.Set, "<melden> <inbreuk>", "verwerker meldt niets", "", "1-2 -"},
		{pattern.Set, "<melden> <inbreuk>", "verwerker levert", "", "- -"},
		{pattern.Set, "<melden> ^<inbreuk>", "verwerker meldt dit", "artikel datalekken", "1-2 context"},
		{pattern.Set, "<melden> <inbreuk>", "verwerker meldt dit", "artikel datalekken", "1-2 -"},
		{pattern.Set, "meldt nooit | meldt <inbreuk>", "hij meldt", "", "1-2 - | 1-2 -"},
		{pattern.Sequence, "meldt ..2 <inbreuk>", "hij meldt", "", ""},
	} {
		p := build(t, vocabulary, tc.mode, tc.pattern)
		own, around := p.NewScanner(nil), p.NewScanner(nil)
		own.Load(Text{Words: strings.Fields(tc.text)})
		around.Load(Text{Words: strings.Fields(tc.context)})
		var alternatives []string
		for _, alternative := range own.Terms(0, func() *Scanner { return around }) {
			var terms []string
			for _, term := range alternative {
				switch {
				case !term.Found:
					terms = append(terms, "-")
				case term.Span == Span{}:
					terms = append(terms, "context")
				default:
					terms = append(terms, fmt.Sprintf("%d-%d", term.Span.Start, term.Span.End))
				}
			}
			alternatives = append(alternatives, strings.Join(terms, " "))
		}
		if got := strings.Join(alternatives, " | "); got != tc.want {
			t.Errorf("%q in %q: %q, want %q", tc.pattern, tc.text, got, tc.want)
		}
	}
}
