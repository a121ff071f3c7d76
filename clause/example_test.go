package clause_test

import (
	"context"
	"fmt"
	"log"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// A contract is read, held against requirements of the built-in catalogue, and
// every verdict comes with the words that decide.
func ExampleChecker_Check() {
	catalogue, err := rules.Builtin("avg.28-3-b.geheimhouding", "ksz.vertrouwelijkheid.incidentmelding")
	if err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	// extract.OpenFile reads a file; Open takes bytes.
	doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: []byte(`
Artikel 4. Inbreuken

4.1 Verwerker meldt een inbreuk in verband met persoonsgegevens binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.
`)}, extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	report, err := checker.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range report.Results {
		fmt.Println(r.Requirement, r.Status)
		for _, f := range r.Findings[:min(1, len(r.Findings))] {
			fmt.Printf("  art. %s: %s\n", f.Label, f.Quote)
		}
	}
	// Output:
	// ksz.vertrouwelijkheid.incidentmelding met
	//   art. 4.1: Verwerker meldt een inbreuk in verband met persoonsgegevens binnen 24 uur na ontdekking aan Verwerkingsverantwoordelijke.
	// avg.28-3-b.geheimhouding missing
}
