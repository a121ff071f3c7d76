package numbering_test

import (
	"fmt"

	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

func ExampleCounter() {
	defs, err := numbering.Parse(`<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
		<w:abstractNum w:abstractNumId="0">
			<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Artikel %1"/></w:lvl>
			<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
		</w:abstractNum>
		<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
	</w:numbering>`, xmlscan.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	list := func(level int) numbering.Paragraph {
		return numbering.Paragraph{Ref: numbering.Ref{NumID: 1, HasNum: true, Level: level, HasLevel: true}}
	}
	counter := numbering.NewCounter(defs, numbering.Styles{})
	for _, level := range []int{0, 1, 1, 0, 1} {
		label, _ := counter.Next(list(level))
		fmt.Println(label.Text)
	}
	// Output:
	// Artikel 1
	// 1.1
	// 1.2
	// Artikel 2
	// 2.1
}
