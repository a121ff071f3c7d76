package redline_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/review/redline"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// A comment on the term of a contract, and a new provision behind it that counts
// in the numbering of the contract.
func ExampleApply() {
	ctx := context.Background()
	data, err := os.ReadFile("../../../testdata/contracts/verwerkersovereenkomst-goed.docx")
	if err != nil {
		fmt.Println(err)
		return
	}
	src := document.Source{Name: "contract.docx", Data: data}
	doc, err := docx.Read(ctx, src, document.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	const words = "zonder onredelijke vertraging"
	at := strings.Index(doc.Text, words)
	block := doc.BlockAt(at)

	var made bytes.Buffer
	out, err := redline.Apply(ctx, &made, src, document.Options{}, redline.Edit{
		Comments: []redline.Comment{{At: document.Span{Start: at, End: at + len(words)}, Text: "Laat alleen de termijn in uren staan."}},
		Insertions: []redline.Insertion{{After: block, Comment: "Voorstel.", Paragraphs: []redline.Paragraph{
			{Text: "Verwerker licht de melding op verzoek mondeling toe.", Like: block, Numbered: true}}}},
	}, redline.Options{Author: "Mr. A. de Vries", Date: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(out.Comments[0].Fit == redline.Exact, out.Insertions[0].Fit == redline.Exact)

	for _, revisions := range []document.Revisions{document.OriginalRevisions, document.AcceptRevisions} {
		doc, err := docx.Read(ctx, document.Source{Name: "nieuw.docx", Data: made.Bytes()}, document.Options{Revisions: revisions})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(revisions, strings.Contains(doc.Text, "5.2 Verwerker licht de melding op verzoek mondeling toe"))
	}
	// Output:
	// true true
	// original false
	// accept true
}

func ExamplePlacement_Text() {
	p := redline.Placement{Fit: redline.Elsewhere, Why: redline.Note}
	fmt.Println(p.Text(lang.Dutch))
	// Output: bij de dichtstbijzijnde alinea waar het kan; op die plek staat een voet- of eindnoot
}

// A signed file is refused: what is put in would break the signature.
func ExampleError() {
	err := &redline.Error{Name: "contract.docx", Reason: redline.ErrSigned}
	fmt.Println(err)
	// Output: contract.docx: het bestand is digitaal ondertekend, en een wijziging verbreekt de handtekening; werk in een kopie waarvan in Word de handtekening verwijderd is
}
