package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/rules"
)

// A provision meets what is met and given there in full; the places of one
// document stand together, and an article in a magazine is no regime.
func TestCrosswalkText(t *testing.T) {
	cite := func(document string, places ...string) (out []rules.Citation) {
		for _, p := range places {
			out = append(out, rules.Citation{Document: document, Place: p})
		}
		return out
	}
	magazine := rules.Citation{Document: "Vakblad", Kind: rules.Background}
	serves := []clause.Served{
		{Requirement: "a.een", Status: clause.Met, Elements: []string{"x"}, Sources: append(cite("DORA", "art. 30 lid 2 onder d", "art. 28 lid 7", "art. 30 lid 2 onder b"), magazine)},
		{Requirement: "b.twee", Status: clause.Met, Weak: true, Elements: []string{"x"}, Sources: cite("AVG", "art. 33 lid 2")},
		{Requirement: "c.drie", Status: clause.Met, Elements: []string{"x"}, Sources: cite("AVG", "art. 33 lid 2", "art. 32, art. 5")},
		{Requirement: "d.vier", Status: clause.Partial, Elements: []string{"x"}, Sources: cite("BIO2", "5.20.10", "5.20.04", "5.20.04")},
	}
	r := &clause.Report{Passages: []clause.Passage{
		{Quote: "Een zin.", Start: 1, End: 9, Label: "5.1", Serves: serves},
		{Quote: "Een enkel regime.", Start: 10, End: 27, Label: "6", Serves: []clause.Served{{Requirement: "a.een", Status: clause.Met, Sources: append(cite("DORA", "art. 1"), magazine)}}},
	}}
	var b bytes.Buffer
	if err := report.Text(&b, []*clause.Report{r}, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	const want = `art. 5.1
    voldoet aan DORA art. 28 lid 7, art. 30 lid 2 onder b en d; AVG art. 5 en 32
    draagt bij aan AVG art. 33 lid 2; BIO2 5.20.04 en 5.20.10
`
	if _, got, _ := strings.Cut(b.String(), "────\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
