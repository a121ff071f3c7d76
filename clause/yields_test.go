package clause_test

import (
	"context"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

// A clause that yields speaks against the guarantee only where nothing gives it.
func TestYields(t *testing.T) {
	c := checker(t, strings.Replace(testRule, "woord: lekken blijven geheim\n", "woord: lekken blijven geheim\n    wijkt: true\n", 1))
	for text, want := range map[string]clause.Status{
		"De lekken blijven geheim.": clause.Conflict,
		"Verwerker meldt elk lek onverwijld aan Klant.\n\nDe lekken blijven geheim.": clause.Met,
		"Verwerker meldt elk lek aan Klant.\n\nDe lekken blijven geheim.":            clause.Partial,
		// Part of it elsewhere stands against it as well, but not what the clause itself says.
		"Verwerker zet een lek op zijn website.\n\nDe lekken blijven geheim.":    clause.Partial,
		"De lekken die Verwerker op zijn website zet, de lekken blijven geheim.": clause.Conflict,
	} {
		report, err := c.Check(context.Background(), read(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Results[0].Status; got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
