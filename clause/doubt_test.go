package clause_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// A number that a recogniser was not sure of never decides alone; the rest of
// the text does its work as ever.
func TestDoubtfulNumbers(t *testing.T) {
	c := checker(t, testRule)
	for _, tc := range []struct {
		name, text string
		doubtful   []string
		layer      bool // the page has a recognition of unknown quality
		want       clause.Status
		lacks      string
		verify     bool
	}{
		{name: "nothing in doubt", text: "Verwerker meldt elk lek binnen 24 uur aan Klant.", want: clause.Met},
		{name: "number in doubt", text: "Verwerker meldt elk lek binnen 24 uur aan Klant.", doubtful: []string{"24"}, want: clause.Partial, lacks: "onzeker te lezen", verify: true},
		{name: "number in words", text: "Verwerker meldt elk lek binnen vierentwintig uur aan Klant.", doubtful: []string{"vierentwintig"}, want: clause.Partial, lacks: "onzeker te lezen", verify: true},
		{name: "conflict by a number in doubt", text: "Verwerker meldt elk lek binnen 96 uur aan Klant.", doubtful: []string{"96"}, want: clause.Partial, lacks: "96 uur is meer dan 72 uur of 2 werkdagen, maar een getal", verify: true},
		{name: "conflict in words", text: "De lekken blijven geheim.", doubtful: []string{"geheim."}, want: clause.Conflict, verify: true},
		{name: "word in doubt", text: "Verwerker meldt elk lek onverwijld aan Klant.", doubtful: []string{"lek"}, want: clause.Met, verify: true},
		{name: "doubt elsewhere", text: "Verwerker meldt elk lek onverwijld aan Klant. Betaling binnen 30 dagen.", doubtful: []string{"30"}, want: clause.Met},
		{name: "recognised by somebody else", text: "Verwerker meldt elk lek binnen 24 uur aan Klant.", layer: true, want: clause.Met, verify: true},
		{name: "the same without a number", text: "Verwerker meldt elk lek onverwijld aan Klant.", layer: true, want: clause.Met},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc := read(t, tc.text)
			for _, word := range tc.doubtful {
				at := strings.Index(doc.Text, word)
				doc.Doubtful = append(doc.Doubtful, document.Span{Start: at, End: at + len(word)})
			}
			if tc.layer {
				doc.Pages = []document.Page{{Number: 1, Source: document.PageOCR}}
			}
			if err := doc.Validate(); err != nil {
				t.Fatal(err)
			}
			report, err := c.Check(context.Background(), doc)
			if err != nil {
				t.Fatal(err)
			}
			r := report.Results[0]
			if r.Status != tc.want || !strings.Contains(strings.Join(r.Lacks, "\n"), tc.lacks) || slices.Contains(r.Flags, "te-controleren") != tc.verify {
				t.Errorf("%s, lacks %q, flags %q", r.Status, r.Lacks, r.Flags)
			}
		})
	}
}
