package odt

import (
	"archive/zip"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func check(t *testing.T, data []byte, opts document.Options) {
	doc, err := Read(t.Context(), document.Source{Name: "a.odt", Data: data}, opts)
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
		h(1, "P1", "Duur") + ul(digits, li(p("een")+ul("", li(p("twee")), li(p("drie"))))) + ul(`text:continue-numbering="true" `+digits, li(p("vier"))),
		tbl(row(`<table:table-cell table:number-columns-repeated="3">`+p("a")+tbl(row(cell(p("b"))))+`</table:table-cell><table:covered-table-cell/>`)) + styled("P2", "c<text:soft-page-break/>"),
		tracked(deletion("d1", p("weg")+ul(digits, li(p("ook")))+p("")), insertion("i1")) + p(`aa<text:change text:change-id="d1"/>bb<text:change-start text:change-id="i1"/>nieuw`) + p(`nog<text:change-end text:change-id="i1"/>`),
		p(`<draw:frame><draw:text-box>`+p("kader")+`</draw:text-box></draw:frame><text:note><text:note-body>`+p("noot")+`</text:note-body></text:note><text:bookmark text:name="b"/><text:bookmark-ref text:ref-name="b">zie</text:bookmark-ref>`) +
			p(`<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame><field:fieldmark-start/>x<field:fieldmark-separator/>y`),
	}
}

// FuzzContent varies the XML of the part that holds the text.
func FuzzContent(f *testing.F) {
	for i, s := range seeds() {
		f.Add(content(s), byte(i))
	}
	f.Fuzz(func(t *testing.T, xml string, view byte) {
		in := parts("")
		in[contentPart] = xml
		check(t, pack(t, in, zip.Store), document.Options{Headers: true, Revisions: document.Revisions(view % 3), Limits: document.Limits{TextBytes: 1 << 20}})
	})
}

// FuzzRead varies the bytes of the file, a package or one XML file.
func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(pack(f, parts(s), zip.Store)) // stored, so that changes reach the XML
		f.Add(flat(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data, document.Options{Headers: true, Revisions: document.AllRevisions, Limits: document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20}})
	})
}

// contract is the body of a contract of some 300 pages.
func contract(articles int) string {
	var b strings.Builder
	for range articles {
		b.WriteString(h(1, "P1", `<text:bookmark-start text:name="a"/>Beveiliging van persoonsgegevens<text:bookmark-end text:name="a"/>`))
		for range 5 {
			b.WriteString(ul(`text:continue-numbering="true" `+digits, li(p("De verwerker treft passende technische en organisatorische maatregelen "+
				span("T1", "om de persoonsgegevens te beveiligen ")+"tegen verlies of enige vorm van onrechtmatige verwerking."))))
		}
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	in := parts(contract(2500))
	data := pack(b, in, zip.Deflate)
	b.SetBytes(int64(len(in[contentPart])))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), document.Source{Name: "a.odt", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
