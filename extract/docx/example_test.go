package docx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// A text that is found in the document leads back to the XML, where a comment or
// a tracked change can be put.
func ExampleReadRuns() {
	const xml = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		`<w:p><w:r><w:t>Binnen 72 uur</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> &amp; zonder kosten.</w:t></w:r></w:p></w:body></w:document>`
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for name, content := range map[string]string{
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" Target="word/document.xml"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>`,
		"word/document.xml": xml,
	} {
		part, _ := w.Create(name)
		fmt.Fprint(part, content)
	}
	w.Close()

	doc, runs, err := docx.ReadRuns(context.Background(), document.Source{Name: "contract.docx", Data: file.Bytes()}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := strings.Index(doc.Text, "zonder")
	for _, r := range runs {
		if r.Text.Contains(at) {
			fmt.Println(r.Part, xml[r.Props.Start:r.Props.End])
			fmt.Println(xml[r.Source(doc, at):r.Run.End])
		}
	}
	// Output:
	// word/document.xml <w:rPr><w:b/></w:rPr>
	// zonder kosten.</w:t></w:r>
}

func ExampleRead() {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for name, content := range map[string]string{
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" Target="word/document.xml"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>`,
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
			<w:p><w:r><w:t>Artikel 3. Beveiliging</w:t></w:r></w:p>
			<w:p><w:r><w:t xml:space="preserve">De verwerker meldt een inbreuk binnen </w:t></w:r><w:del><w:r><w:delText>72</w:delText></w:r></w:del>
			<w:ins><w:r><w:t>24</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> uur.</w:t></w:r></w:p></w:body></w:document>`,
	} {
		part, _ := w.Create(name)
		fmt.Fprint(part, content)
	}
	w.Close()

	doc, err := docx.Read(context.Background(), document.Source{Name: "contract.docx", Data: file.Bytes()}, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s %q: %s\n", b.Kind, b.Label, doc.Text[b.Body:b.Span.End])
	}
	fmt.Println(doc.Warnings[0])
	// Output:
	// heading "Artikel 3": Beveiliging
	// paragraph "": De verwerker meldt een inbreuk binnen 24 uur.
	// Het document bevat bijgehouden wijzigingen (1 invoeging en 1 schrapping); het is gelezen alsof die alle zijn geaccepteerd.
}
