package redline

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/extract/docx/opc"
)

// someEdit makes an edit of a document at random.
func someEdit(doc *document.Document, seed uint64) Edit {
	r := rand.New(rand.NewPCG(seed, 1))
	var e Edit
	for range r.IntN(4) {
		a, b := r.IntN(len(doc.Text)+1), r.IntN(len(doc.Text)+1)
		if r.IntN(2) == 0 {
			b = min(a+r.IntN(20), len(doc.Text))
		}
		e.Comments = append(e.Comments, Comment{document.Span{Start: min(a, b), End: max(a, b)}, "een\ntwee"})
	}
	for range r.IntN(3) {
		in := Insertion{After: r.IntN(len(doc.Blocks) + 1)}
		for range r.IntN(3) {
			in.Paragraphs = append(in.Paragraphs, Paragraph{Text: []string{"Nieuw.", "a\tb\nc", ""}[r.IntN(3)], Like: r.IntN(len(doc.Blocks)+1) - 1, Numbered: r.IntN(2) == 0, Heading: r.IntN(2) == 0})
		}
		in.Comment = []string{"", "bij"}[r.IntN(2)]
		e.Insertions = append(e.Insertions, in)
	}
	return e
}

// try applies an edit at random to a file; whatever the file, it gives another
// that reads, or a typed error, and never one that says that harm was done.
func try(t *testing.T, data []byte, seed uint64) {
	src := document.Source{Name: "a.docx", Data: data}
	opts := document.Options{Revisions: document.Revisions(seed % 3), Limits: document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, TextBytes: 1 << 20}}
	doc, err := docx.Read(t.Context(), src, opts)
	if err != nil {
		doc = &document.Document{}
	}
	edit := someEdit(doc, seed)
	var b bytes.Buffer
	out, err := Apply(t.Context(), &b, src, opts, edit, Options{})
	var known *document.Error
	var own *Error
	switch {
	case err == nil:
		if len(out.Comments) != len(edit.Comments) || len(out.Insertions) != len(edit.Insertions) {
			t.Fatalf("%d comments and %d insertions have a placement", len(out.Comments), len(out.Insertions))
		}
		if _, err := docx.Read(t.Context(), document.Source{Name: "a.docx", Data: b.Bytes()}, opts); err != nil {
			t.Fatal(err)
		}
	case errors.Is(err, ErrChanged) && !errors.Is(err, document.ErrLimit) && copies(t, src, opts):
		t.Fatalf("%v: %v with %+v", err, errors.Unwrap(err), edit)
	case !errors.As(err, &known) && !errors.As(err, &own):
		t.Fatalf("untyped error %v", err)
	}
}

// copies tells whether a copy of a package reads as the package does. One with
// damaged checksums reads better.
func copies(t *testing.T, src document.Source, opts document.Options) bool {
	pkg, err := opc.Open(src, opts.Limits)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	return pkg.Rewrite(&b, nil) == nil && unharmed(t.Context(), src, b.Bytes(), opts) == nil
}

func seeds() []string {
	field := fld("begin") + `<w:r><w:instrText>REF x</w:instrText></w:r>` + fld("separate") + run("artikel") + fld("end")
	return []string{
		p(run("De klant &amp; ")+field+`<w:ins w:id="1" w:author="X">`+run("meldt")+`</w:ins><w:del w:id="2"><w:r><w:delText>niet</w:delText></w:r></w:del>`) + tbl(p(run("cel"))) + p(run("slot")),
		sdt(`<w:dataBinding/>`, p(run("vak"))) + sdt(``, `<w:p/>`+p(sdt(`<w:text/>`, run("vak")))) + `<w:p><w:pPr><w:pStyle w:val="Kop1"/><w:rPr><w:ins w:id="3"/></w:rPr></w:pPr>` + run("Kop") + `</w:p>`,
		`<w:p><w:pPr><w:framePr w:dropCap="drop"/><w:rPr><w:del w:id="7"/></w:rPr></w:pPr>` + run("D") + `</w:p>` + p(run("e tekst")+box(p(run("kader")))+`<w:r><w:footnoteReference w:id="2"/><w:tab/><w:t><![CDATA[a b]]> c</w:t></w:r>`),
		p(fld("begin")+`<w:r><w:instrText>TOC</w:instrText></w:r>`+fld("separate")+run("een")) + p(run("twee")+fld("end")) + `<mc:AlternateContent><mc:Choice Requires="w14">` + p(run("nieuw")) + `</mc:Choice></mc:AlternateContent>`,
	}
}

// FuzzApply varies the bytes of the file.
func FuzzApply(f *testing.F) {
	for i, s := range seeds() {
		in := parts(s)
		f.Add(packStored(f, in), uint64(i))
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) { try(t, data, seed) })
}

// FuzzBody varies the main part.
func FuzzBody(f *testing.F) {
	for i, s := range seeds() {
		f.Add(head+s+tail, "<w:comments xmlns:w=\""+transitional+"\"/>", uint64(i))
	}
	f.Fuzz(func(t *testing.T, main, comments string, seed uint64) {
		in := parts("")
		in[mainName], in["word/comments.xml"] = main, comments
		in[relsName] = strings.Replace(mainRels, `</Rel`, `<Relationship Id="c" Type="x/comments" Target="comments.xml"/></Rel`, 1)
		try(t, packStored(t, in), seed)
	})
}

// TestRandomEdits: edits at random of our own contracts, with and without tracked
// changes.
func TestRandomEdits(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/contracts/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no contracts")
	}
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 6 {
			try(t, data, uint64(i*100+n))
		}
	}
	for n := range 200 {
		try(t, pack(t, parts(strings.Join(seeds(), ""))), uint64(n))
	}
}
