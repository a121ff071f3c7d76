package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

func TestMerged(t *testing.T) {
	got := words{}.merged([]string{"Geeft a, maar: x.", "Geeft b, maar: x.", "Geeft c, maar: y.", "Geeft d.", "Regelt het onderwerp, maar: x."})
	want := []string{"Geeft a; b, maar: x.", "Geeft c, maar: y.", "Geeft d.", "Regelt het onderwerp, maar: x."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a shown passage says already is not told again as a tension or a flag.
func TestToldOnce(t *testing.T) {
	takes := clause.Finding{Element: "deels", Quote: "Verwerker mag gegevens gebruiken.", Start: 50, End: 83, Label: "5.8", Why: "Regelt het onderwerp, maar het schiet tekort: eigen gebruik."}
	elsewhere := takes
	elsewhere.Why = "Voorbehoud: eigen gebruik."
	res := clause.Result{Requirement: "proef.gebruik", Title: "Geen eigen gebruik", Importance: rules.Must, Status: clause.Partial,
		Lacks: []string{"eigen gebruik", "de waarde is niet ingevuld"}, Flags: []string{"niet-ingevuld"},
		Findings: []clause.Finding{{Element: "verbod", Weak: true, Quote: "Verwerker gebruikt niets.", Start: 10, End: 35, Label: "5.1", Why: "Geeft het verbod, maar: eigen gebruik; de waarde is niet ingevuld."}, takes},
		Tensions: []clause.Tension{{Kind: clause.Hollowed, Decides: "takes", Takes: elsewhere}},
	}
	text := func(r clause.Result) string {
		var b bytes.Buffer
		if err := Text(&b, []*clause.Report{{Results: []clause.Result{r}}}, TextOptions{}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got := text(res); strings.Contains(got, "verzwakt door") || strings.Contains(got, "Let op:") {
		t.Errorf("told twice:\n%s", got)
	}
	res.Findings = res.Findings[:1]
	if got := text(res); !strings.Contains(got, "verzwakt door art.") {
		t.Errorf("not told:\n%s", got)
	}
}
