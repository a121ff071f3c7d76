package docx

import (
	"archive/zip"
	"bytes"
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

// contract is the main part of a contract of some 300 pages.
func contract(articles int) string {
	var b strings.Builder
	for range articles {
		b.WriteString(item(0, `<w:bookmarkStart w:id="0" w:name="_Toc"/>`+runWith(`<w:b/><w:sz w:val="24"/>`, "<w:t>Beveiliging van persoonsgegevens</w:t>")))
		for range 5 {
			b.WriteString(item(1, run("De verwerker treft passende technische en organisatorische maatregelen ")+
				runWith(`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:i/>`, `<w:t xml:space="preserve">om de persoonsgegevens te beveiligen </w:t>`)+
				run("tegen verlies of enige vorm van onrechtmatige verwerking.")))
		}
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	in := parts(contract(2500))
	data := pack(b, in)
	b.SetBytes(int64(len(in[ordinaryMain])))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkInflate is the floor under BenchmarkRead: unpacking the main part
// alone.
func BenchmarkInflate(b *testing.B) {
	in := parts(contract(2500))
	data := pack(b, in)
	b.SetBytes(int64(len(in[ordinaryMain])))
	for b.Loop() {
		pkg := openPackage(b, data, document.Limits{})
		if s, err := pkg.Read(b.Context(), ordinaryMain); err != nil || !bytes.HasPrefix([]byte(s[:5]), []byte("<?xml")) {
			b.Fatal(err)
		}
	}
}
