package html_test

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/html"
)

func ExampleRead() {
	page := `<!DOCTYPE html><html lang="nl"><body>
		<nav><a href="/">Home</a></nav>
		<main><h1>Verwerkersovereenkomst</h1>
		<h2>Artikel 4. Datalekken</h2>
		<ol type="a"><li>De verwerker meldt een datalek binnen 24 uur.
		<li>Hij vermeldt daarbij de gevolgen.</ol></main>
		<footer>Privacy</footer></body></html>`

	doc, err := html.Read(context.Background(), document.Source{Name: "contract.html", Data: []byte(page)}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s %q: %s\n", b.Kind, b.Label, doc.Text[b.Body:b.Span.End])
	}
	// Output:
	// heading "": Verwerkersovereenkomst
	// heading "Artikel 4": Datalekken
	// item "a": De verwerker meldt een datalek binnen 24 uur.
	// item "b": Hij vermeldt daarbij de gevolgen.
}
