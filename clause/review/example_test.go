package review_test

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/review"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

// Check a contract, plan the review, write the Word file.
func Example() {
	ctx := context.Background()
	data, err := os.ReadFile("../../testdata/contracts/verwerkersovereenkomst-concept.docx")
	if err != nil {
		panic(err)
	}
	source := document.Source{Name: "concept.docx", Data: data}
	doc, runs, err := docx.ReadRuns(ctx, source, document.Options{})
	if err != nil {
		panic(err)
	}
	catalogue, err := rules.Builtin("ksz.audit.*")
	if err != nil {
		panic(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		panic(err)
	}
	report, err := checker.Check(ctx, doc)
	if err != nil {
		panic(err)
	}
	plan, err := review.New(doc, runs, report, review.Options{})
	if err != nil {
		panic(err)
	}
	for _, in := range plan.Insertions {
		fmt.Println(in.Label, in.Requirements)
	}
	var reviewed bytes.Buffer
	outcome, err := review.Write(ctx, &reviewed, source, document.Options{}, plan)
	if err != nil {
		panic(err)
	}
	fmt.Println(outcome.Comments, "comments,", outcome.Clauses(), "clauses")
	// Output:
	// 8.4 [ksz.audit.recht]
	// 8.5 [ksz.audit.onderaannemers]
	// 3 comments, 2 clauses
}

// A contract in PDF, or in whatever form, gets an addendum.
func ExampleAddendum() {
	ctx := context.Background()
	doc := &document.Document{
		Name: "voorwaarden.txt", Text: "Voorwaarden\nDe Leverancier verwerkt persoonsgegevens voor de Klant.",
		Blocks: []document.Block{{Kind: document.Heading, Span: document.Span{End: 11}, Parent: -1}, {Span: document.Span{Start: 12, End: 67}, Body: 12, Parent: 0}},
	}
	catalogue, err := rules.Builtin("ksz.audit.recht")
	if err != nil {
		panic(err)
	}
	checker, err := clause.New(catalogue, clause.Options{})
	if err != nil {
		panic(err)
	}
	report, err := checker.Check(ctx, doc)
	if err != nil {
		panic(err)
	}
	var addendum bytes.Buffer
	clauses, err := review.Addendum(ctx, &addendum, doc, report, review.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println(clauses, addendum.Len() > 0)
	// Output: 1 true
}
