package archive_test

import (
	"context"
	"fmt"
	"log"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// A folder is scanned into a store, and the store is asked. For documents that
// cannot be trusted, take an engine of package child; to keep what was found, a
// store of package sqlite.
func ExampleScan() {
	ctx := context.Background()
	catalogue, err := rules.Builtin()
	if err != nil {
		log.Fatal(err)
	}
	if catalogue, err = catalogue.Profile(rules.DefaultProfile); err != nil {
		log.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		log.Fatal(err)
	}
	engine := archive.NewEngine(checker, extract.Options{})
	defer engine.Close()
	store := archive.NewMemory()
	defer store.Close()

	source, err := archive.OpenSource("../../testdata/contracts", archive.SourceOptions{Include: []string{"*-goed.docx", "*-strijdig.docx"}})
	if err != nil {
		log.Fatal(err)
	}
	var tally archive.Tally
	for result, err := range archive.Scan(ctx, source, store, archive.Options{Engine: engine}) {
		if err != nil {
			log.Fatal(err) // what was yielded before it is in the store
		}
		if result.Failure != nil {
			fmt.Println(result.Place.Path, result.Failure.Message)
		}
		tally.Add(result)
	}
	fmt.Println(tally.Judged, "judged,", tally.Failed, "failed")

	condition, err := archive.ParseCondition("> 48 uur")
	if err != nil {
		log.Fatal(err)
	}
	query := archive.Query{
		Requirements: []string{"ksz.vertrouwelijkheid.incidentmelding"},
		Values:       []archive.Condition{condition},
		Results:      true, Findings: true,
	}
	for record, err := range store.Records(ctx, query) {
		if err != nil {
			log.Fatal(err)
		}
		for _, r := range record.Results {
			fmt.Println(record.Places[0].Path, record.Facts.Supplier, r.Status, r.Findings[0].Quote)
		}
	}
	// Output:
	// 2 judged, 0 failed
	// verwerkersovereenkomst-strijdig.docx Zilvermeeuw Analytics B.V. conflict Zilvermeeuw meldt een Datalek aan de Klant binnen vijf werkdagen nadat zij het onderzoek heeft afgerond.
}

// What another catalogue would change is told without reading a file: the texts
// that were kept are judged again.
func ExampleImpactOf() {
	ctx := context.Background()
	engineOf := func(packs ...string) archive.Engine {
		catalogue, err := rules.Builtin()
		if err != nil {
			log.Fatal(err)
		}
		if catalogue, err = catalogue.Select(packs...); err != nil {
			log.Fatal(err)
		}
		checker, err := clause.New(catalogue, clause.Options{})
		if err != nil {
			log.Fatal(err)
		}
		return archive.NewEngine(checker, extract.Options{})
	}
	store := archive.NewMemory()
	defer store.Close()
	source, err := archive.OpenSource("../../testdata/contracts/verwerkersovereenkomst-goed.docx", archive.SourceOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, err := range archive.Scan(ctx, source, store, archive.Options{Engine: engineOf("avg")}) {
		if err != nil {
			log.Fatal(err)
		}
	}
	for impact, err := range archive.ImpactOf(ctx, store, engineOf("ksz.audit.recht"), archive.Query{}, 1) {
		if err != nil {
			log.Fatal(err)
		}
		for _, c := range impact.Changes[:2] {
			fmt.Printf("%s: was %q, becomes %q\n", c.Requirement, c.Was, c.Now)
		}
	}
	// Output:
	// ksz.audit.recht: was "", becomes "met"
	// avg.28-4.aansprakelijkheid: was "met", becomes ""
}

// Terms are compared in hours, whatever a contract counts them in. Working days
// count for as long as they can take, with a weekend in them.
func ExampleParseCondition() {
	for _, s := range []string{"> 48 uur", "<= 3 dagen", "> 2 werkdagen", "< 99,9%", ">= € 500.000"} {
		c, err := archive.ParseCondition(s)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(c.Op, c.Amount, c.Unit)
	}
	_, err := archive.ParseCondition("48")
	fmt.Println(err)
	// Output:
	// > 48 hours
	// <= 72 hours
	// > 96 hours
	// < 99.9 percent
	// >= 500000 euros
	// "48": begin met <, <=, =, >= of >, bijvoorbeeld: > 48 uur
}
