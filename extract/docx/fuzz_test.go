package docx

import (
	"archive/zip"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func check(t *testing.T, data []byte, opts document.Options) {
	doc, err := Read(t.Context(), document.Source{Name: "a.docx", Data: data}, opts)
	if err != nil {
		var typed *document.Error
		if !errors.As(err, &typed) {
			t.Fatalf("untyped error %v", err)
		}
		return
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	same, runs, err := ReadRuns(t.Context(), document.Source{Name: "a.docx", Data: data}, opts)
	if err != nil || same.Text != doc.Text {
		t.Fatalf("with a run map %v, or another text", err)
	}
	for _, r := range runs {
		for _, at := range [...]int{r.Text.Start, r.Text.Start + r.Text.Len()/2, r.Text.End} {
			if to := r.Source(same, at); to < r.Element.Start || to > r.Element.End && r.Element.End > 0 {
				t.Fatalf("offset %d leads to %d, outside %+v", at, to, r)
			}
		}
	}
}

// seeds are bodies that use most of what the reader knows.
func seeds() []string {
	return []string{
		p(ins(ref("REF A \\r", "1")+run("a"))+del(marking("A", run("b")))) + marked("del", run("c")) + tbl(markedRow("ins", markedCell("cellDel", text("d")))),
		item(0, run("Een")) + item(1, run("twee")+`<w:r>`+box+`</w:r>`) + styled("Kop1", "Kop"),
		tbl(row(`<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+text("a")+tbl(row(cell(text("b"))))+`</w:tc>`, cell(p(gone+run("c"))))),
		p(fldChar("begin") + instr("TOC") + fldChar("separate") + run("x") + `<w:ins>` + run("y") + `</w:ins><w:del>` + run("z") + `</w:del>`),
		p(`<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>` + `<m:oMath><m:r><m:t>a</m:t></m:r></m:oMath>`),
	}
}

// FuzzBody varies the XML of the main part.
func FuzzBody(f *testing.F) {
	for _, s := range seeds() {
		f.Add(body(s))
	}
	f.Fuzz(func(t *testing.T, xml string) {
		in := parts("")
		in[ordinaryMain] = xml
		data := packAs(t, in, zip.Store)
		for _, revisions := range [...]document.Revisions{document.AcceptRevisions, document.OriginalRevisions, document.AllRevisions} {
			check(t, data, document.Options{Headers: true, Revisions: revisions, Limits: document.Limits{TextBytes: 1 << 20}})
		}
	})
}

// FuzzParts varies the parts beside the main one.
func FuzzParts(f *testing.F) {
	f.Add(styles, numberingXML, footnotesXML, partRels)
	f.Fuzz(func(t *testing.T, styles, numbers, notes, rels string) {
		in := parts(strings.Join(seeds(), "") + `<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>`)
		in["word/styles.xml"], in["word/numbering.xml"], in["word/footnotes.xml"], in[ordinaryRelations] = styles, numbers, notes, rels
		check(t, packAs(t, in, zip.Store), document.Options{Headers: true})
	})
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(packAs(f, parts(s), zip.Store)) // stored, so that changes reach the XML
	}
	f.Add(flatten(parts(seeds()[0]), ""))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data, document.Options{Limits: document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20}})
	})
}
