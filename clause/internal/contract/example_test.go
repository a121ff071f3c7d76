package contract_test

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

func ExampleParse() {
	text := `Acme B.V., gevestigd te Gent, hierna: “Leverancier”;

## Artikel 1 Datalekken

1.1 Leverancier zal:

- een datalek binnen 24 uur aan Klant melden;
- een register bijhouden.
`
	doc, err := plain.Read(context.Background(), document.Source{Name: "contract.md", Data: []byte(text)}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := contract.Parse(doc)
	for _, p := range c.Parties {
		fmt.Println(p.Party, p.Names)
	}
	for i := range c.Units {
		u := &c.Units[i]
		fmt.Printf("%s, label %s: %s\n", u.Role, c.Locate(i).Label, doc.Slice(u.Span))
	}
	// Output:
	// provider [Acme Leverancier]
	// customer [Klant]
	// definition, label : Acme B.V., gevestigd te Gent, hierna: “Leverancier”;
	// heading, label Artikel 1: Datalekken
	// provision, label 1.1: Leverancier zal:
	// provision, label 1.1: een datalek binnen 24 uur aan Klant melden;
	// provision, label 1.1: een register bijhouden.
}
