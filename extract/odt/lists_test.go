package odt

import (
	"archive/zip"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestLists: the labels are those that LibreOffice 7.4 shows for the same text,
// except for "style of the paragraph", where it shows bullets against 19.880.
func TestLists(t *testing.T) {
	for _, c := range []struct{ name, body, labels string }{
		{"one list", ul(digits, li(p("x")), li(p("x")), li(p("x"))), "1. 2. 3."},
		{"the next begins anew", ul(digits, li(p("x")), li(p("x"))) + ul(digits, li(p("x"))), "1. 2. 1."},
		{"continued", ul(digits, li(p("x"))) + p("x") + ul(`text:continue-numbering="true" `+digits, li(p("x"))), "1. - 2."},
		{"continued with another style", ul(digits, li(p("x"))) + ul(`text:continue-numbering="true" text:style-name="Letters"`, li(p("x"))), "1. A."},
		{"continued by id", ul(`xml:id="a" `+digits, li(p("x"))) + ul(digits, li(p("x"))) + ul(`text:continue-list="a" `+digits, li(p("x"))) +
			ul(`text:continue-list="weg" `+digits, li(p("x"))), "1. 1. 2. 1."},
		{"nested", ul(digits, li(p("x")+ul("", li(p("x")), li(p("x")+ul("", li(p("x")))))), li(p("x")+ul("", li(p("x"))))), "1. a) b) (iv) 2. a)"},
		{"all levels", ul(digits, li(p("x")+ul("", li(ul("", li(ul("", li(p("x")), li(p("x")))))))), li(p("x"))), "1. 1.a.iv.1 1.a.iv.2 2."},
		{"several paragraphs in an item", ul(digits, li(p("x")+p("x")), li(p("x"))), "1. - 2."},
		{"header of a list", ul(digits, `<text:list-header>`+p("x")+`</text:list-header>`, li(p("x"))), "- 1."},
		{"start of an item", ul(digits, li(p("x")), `<text:list-item text:start-value="5">`+p("x")+`</text:list-item>`, li(p("x"))), "1. 5. 6."},
		{"style of an item", ul(digits, li(p("x")), `<text:list-item text:style-override="Letters">`+p("x")+`</text:list-item>`, li(p("x"))), "1. B. 3."},
		{"style of the paragraph", ul("", li(styled("Lijstalinea", "x")), li(styled("Lijstalinea", "x"))), "A. B."},
		{"a list style without a list", styled("Lijstalinea", "x"), "-"},
		{"bullets", ul(bullets, li(p("x")+ul("", li(p("x"))))), "• •"},
		{"two lists in an item", ul(digits, li(p("x")+ul("", li(p("x")), li(p("x")))+ul("", li(p("x"))))), "1. a) b) a)"},
		{"numbered paragraphs", `<text:numbered-paragraph text:list-id="n" text:level="1" ` + digits + `>` + p("x") + `</text:numbered-paragraph>` +
			`<text:numbered-paragraph text:list-id="n" text:level="2" ` + digits + `>` + p("x") + `</text:numbered-paragraph>`, "1. a)"},
		{"unknown style", ul(`text:style-name="Weg"`, li(p("x"))), "•"},
		{"empty paragraphs count", ul(digits, li(p("")), li(p("x"))), "2."},
		{"first paragraph in a list inside", ul(digits, li(ul("", li(p("x")))+p("x")), li(p("x"))), "a) - 2."},
		{"hidden paragraphs count", ul(digits, li(styled("Weg", "x")), li(p(`x<text:hidden-paragraph text:is-hidden="true"/>`)), li(p("x"))), "3."},
		{"all levels as one", ul(`text:style-name="Doorlopend"`, li(p("x")+ul("", li(p("x")), li(p("x")))), li(p("x"))), "1 2 3 4"},
		{"start at nought", ul(digits, li(p("x")), `<text:list-item text:start-value="0">`+p("x")+`</text:list-item>`, li(p("x"))), "1. 0. 1."},
		{"outline by the style", h(1, "Standard", "x") + h(2, "P1", "x") + styled("P1", "x") + h(2, "Standard", "x") + h(1, "Lijstalinea", "x"), "Artikel 1. Artikel 2. Artikel 3. 3.1 -"},
		{"outline without its first level", h(2, "Heading_20_2", "x") + h(1, "P1", "x"), "1.1 Artikel 2."},
		{"outline as a list", ul(`text:style-name="Outline"`, li(h(1, "P1", "x")+ul("", li(h(2, "Heading_20_2", "x"))))) + h(1, "P1", "x"), "Artikel 1. 1.1 Artikel 2."},
		{"table in an item", ul(digits, li(tbl(row(cell(p("x"))))+p("x")), li(p("x"))), "- 1. 2."},
		{"headings in a list", ul(digits, li(h(1, "P1", "x"))) + h(1, "P1", "x"), "1. Artikel 1."},
	} {
		doc := read(t, pack(t, parts(c.body), zip.Deflate), document.Options{})
		var got []string
		for _, b := range doc.Blocks {
			lead := strings.TrimSpace(doc.Text[b.Span.Start:b.Body])
			if lead == "" {
				lead = "-"
			}
			got = append(got, lead)
		}
		if s := strings.Join(got, " "); s != c.labels {
			t.Errorf("%s: got %s, want %s", c.name, s, c.labels)
		}
	}
}

// TestFormats: the number formats of a level.
func TestFormats(t *testing.T) {
	for _, c := range []struct{ attrs, first, last string }{
		{`style:num-format="1"`, "1", "30"},
		{`style:num-format="a"`, "a", "ad"},
		{`style:num-format="a" style:num-letter-sync="true"`, "a", "dd"},
		{`style:num-format="A"`, "A", "AD"},
		{`style:num-format="i"`, "i", "xxx"},
		{`style:num-format="I" style:num-prefix="§ "`, "§ I", "§ XXX"},
		{`style:num-format="01, 02, 03, ..."`, "01", "30"},
		{`style:num-format="1st"`, "1e", "30e"},
		{`style:num-format="One"`, "Een", "Dertig"},
		{`style:num-format="1" loext:num-list-format="Lid %1%:" style:num-suffix="!"`, "Lid 1:", "Lid 30:"},
		{`style:num-format="1" style:num-list-format="100%"`, "100%", "100%"},
		{`style:num-format="" style:num-prefix="Bijlage"`, "Bijlage", "Bijlage"},
		{`style:num-format="1" text:start-value="2000000000"`, "1", "30"},
	} {
		in := parts(ul(`text:style-name="Proef"`, strings.Repeat(li(p("x")), 30)))
		in["styles.xml"] = strings.Replace(in["styles.xml"], "</office:styles>", `<text:list-style style:name="Proef"><text:list-level-style-number text:level="1" `+c.attrs+`/></text:list-style></office:styles>`, 1)
		doc := read(t, pack(t, in, zip.Deflate), document.Options{})
		lead := func(i int) string { b := doc.Blocks[i]; return strings.TrimSpace(doc.Text[b.Span.Start:b.Body]) }
		if len(doc.Blocks) != 30 {
			t.Fatalf("%s: %d blocks", c.attrs, len(doc.Blocks))
		}
		if lead(0) != c.first || lead(29) != c.last {
			t.Errorf("%s: got %q to %q, want %q to %q", c.attrs, lead(0), lead(29), c.first, c.last)
		}
	}
}
