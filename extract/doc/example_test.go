package doc

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
)

func ExampleRead() {
	// A file with a list of two levels; the numbers stand nowhere in it.
	file := testDoc{lists: legal, uses: []testUse{{list: 77}}, body: []testPara{
		item(1, 0, "Beveiliging"),
		item(1, 1, "De verwerker versleutelt alle persoonsgegevens."),
		item(1, 1, "De verwerker laat de beveiliging jaarlijks onderzoeken."),
	}}.write()

	doc, err := Read(context.Background(), document.Source{Name: "contract.doc", Data: file}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s: %s\n", b.Label, doc.Text[b.Body:b.Span.End])
	}
	// Output:
	// Artikel 1: Beveiliging
	// 1.1: De verwerker versleutelt alle persoonsgegevens.
	// 1.2: De verwerker laat de beveiliging jaarlijks onderzoeken.
}
