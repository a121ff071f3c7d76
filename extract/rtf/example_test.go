package rtf_test

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/rtf"
)

func ExampleRead() {
	file := `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}
{\*\revtbl{Unknown;}{A. Bakker;}}
{\listtext Artikel 3\tab}\pard\s1\outlinelevel0\ls1 Beveiliging van co\u246\'f6rdinaten\par
\pard De verwerker meldt een inbreuk binnen {\deleted 72}{\revised\revauth1 24} uur.\par}`
	doc, err := rtf.Read(context.Background(), document.Source{Name: "contract.rtf", Data: []byte(file)}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s %q: %s\n", b.Kind, b.Label, doc.Text[b.Body:b.Span.End])
	}
	fmt.Println(doc.Warnings[0])
	// Output:
	// heading "Artikel 3": Beveiliging van coördinaten
	// paragraph "": De verwerker meldt een inbreuk binnen 24 uur.
	// Het document bevat bijgehouden wijzigingen; het is gelezen alsof die alle zijn geaccepteerd.
}
