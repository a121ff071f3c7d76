package odt_test

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/odt"
)

func ExampleRead() {
	// A document in one XML file; a package (.odt) is read alike.
	file := `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
		xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles><text:list-style style:name="Leden">
		<text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/></text:list-style></office:styles><office:body><office:text>
		<text:h text:outline-level="1">Artikel 3. Beveiliging</text:h><text:p>De verwerker:</text:p><text:list text:style-name="Leden">
		<text:list-item><text:p>versleutelt de gegevens;</text:p></text:list-item>
		<text:list-item><text:p>houdt logbestanden bij.</text:p></text:list-item></text:list></office:text></office:body></office:document>`

	doc, err := odt.Read(context.Background(), document.Source{Name: "contract.fodt", Data: []byte(file)}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s %q: %s\n", b.Kind, b.Label, doc.Text[b.Body:b.Span.End])
	}
	// Output:
	// heading "Artikel 3": Beveiliging
	// paragraph "": De verwerker:
	// item "a)": versleutelt de gegevens;
	// item "b)": houdt logbestanden bij.
}
