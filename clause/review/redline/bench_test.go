package redline

import (
	"io"
	"os"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// BenchmarkApply puts forty comments and ten provisions into a contract. The
// bytes are those of the file.
func BenchmarkApply(b *testing.B) {
	data, err := os.ReadFile("../../../testdata/contracts/verwerkersovereenkomst-goed.docx")
	if err != nil {
		b.Fatal(err)
	}
	src := document.Source{Name: "a.docx", Data: data}
	doc := readAll(b, data, document.AcceptRevisions)
	var edit Edit
	for i := range 40 {
		span, block, _ := phrase(doc, i*len(doc.Blocks)/40)
		edit.Comments = append(edit.Comments, Comment{span, remark})
		if i%4 == 0 {
			edit.Insertions = append(edit.Insertions, Insertion{After: block, Paragraphs: []Paragraph{{Text: clause, Like: block}}, Comment: remark})
		}
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Apply(b.Context(), io.Discard, src, document.Options{}, edit, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
