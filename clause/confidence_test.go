package clause_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/judged"
)

// apart gives the labelled contracts of our own on which no rule was made, and
// their labels.
func apart(t *testing.T) ([]string, judged.Labels) {
	t.Helper()
	dir := filepath.Join("..", "testdata", "judged")
	labels, err := judged.Load(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "apart.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for line := range strings.Lines(string(list)) {
		if name := strings.TrimSpace(line); name != "" && name[0] != '#' {
			files = append(files, filepath.Join(dir, name+".md"))
		}
	}
	if len(files) == 0 {
		t.Fatalf("%s names no contract", filepath.Join(dir, "apart.txt"))
	}
	return files, labels
}

// The confidence of a verdict is the share of verdicts of its sort that were
// those of the readers, and the table in README says so.
func TestConfidence(t *testing.T) {
	files, labels := apart(t)
	type sort struct {
		status clause.Status
		basis  clause.Basis
	}
	n, right := map[sort]int{}, map[sort]int{}
	all := reports(t, builtinCatalogue(t), files)
	ids := labels.Requirements()
	for _, file := range files {
		doc := judged.DocOf(file)
		for i := range all[doc].Results {
			r := &all[doc].Results[i]
			if !slices.Contains(ids, r.Requirement) {
				continue
			}
			s := sort{r.Status, r.Basis}
			n[s]++
			if labels.Of(doc, r.Requirement).Status == r.Status {
				right[s]++
			}
		}
	}
	var tsv, table strings.Builder
	tsv.WriteString("# verdict, basis, number, right: on the contracts of testdata/judged/apart.txt; renew with go test ./clause -run TestConfidence -update\n")
	table.WriteString("| verdict | rests on | verdicts | right |\n|---|---|--:|--:|\n")
	for _, status := range clause.Statuses() {
		for _, basis := range []clause.Basis{
			clause.BasisLimit, clause.BasisRefusal, clause.BasisNothing, clause.BasisNear, clause.BasisReservation, clause.BasisIncomplete,
			clause.BasisFallsShort, clause.BasisLikeness, clause.BasisValue, clause.BasisWhole, clause.BasisOnePlace, clause.BasisSeveral,
		} {
			if s := (sort{status, basis}); n[s] > 0 {
				fmt.Fprintf(&tsv, "%s\t%s\t%d\t%d\n", status, basis, n[s], right[s])
				fmt.Fprintf(&table, "| %s | %s | %d | %d |\n", status.Dutch(), basis.Dutch(), n[s], right[s])
			}
		}
	}
	golden(t, "confidence.tsv", tsv.String())
	readmeTable(t, "confidence", table.String())
}

// Every basis is told from the evidence.
func TestBasis(t *testing.T) {
	const breach, region, escrow = "ksz.vertrouwelijkheid.incidentmelding", "ksz.soevereiniteit.locatie", "rendement.escrow"
	for _, tt := range []struct {
		id, text string
		status   clause.Status
		basis    clause.Basis
	}{
		{breach, "Verwerker meldt een datalek binnen 24 uur aan Klant.", clause.Met, clause.BasisValue},
		{breach, "Verwerker meldt een datalek aan Klant.", clause.Partial, clause.BasisIncomplete},
		{breach, "Verwerker meldt een datalek binnen 10 dagen aan Klant.", clause.Conflict, clause.BasisLimit},
		{breach, "Verwerker is niet verplicht een datalek aan Klant te melden.", clause.Conflict, clause.BasisRefusal},
		{breach, "De factuur wordt per maand verzonden.", clause.Missing, clause.BasisNothing},
		{region, "De gegevens worden uitsluitend binnen de EER verwerkt.", clause.Met, clause.BasisOnePlace},
		{escrow, "De factuur wordt per maand verzonden.", clause.Missing, clause.BasisNothing},
	} {
		r, err := builtin(t, tt.id).Check(t.Context(), readPlain(t, tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Results[0]; got.Status != tt.status || got.Basis != tt.basis {
			t.Errorf("%s: %s on %q, want %s on %q: %s", tt.text, got.Status, got.Basis, tt.status, tt.basis, got.Reason)
		}
	}
}
