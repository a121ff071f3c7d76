package odt

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

const namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"` +
	` xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:math="http://www.w3.org/1998/Math/MathML"` +
	` xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"` +
	` xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"`

const (
	mimetype = "application/vnd.oasis.opendocument.text"
	manifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">` +
		`<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>`

	commonStyles = `<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="nl" fo:country="NL"/></style:default-style>` +
		`<style:style style:name="Standard" style:family="paragraph"/>` +
		`<style:style style:name="Kop_20_1" style:display-name="Kop 1" style:family="paragraph" style:default-outline-level="1"><style:text-properties fo:font-size="130%" fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="Heading_20_2" style:family="paragraph" style:parent-style-name="Kop_20_1" style:default-outline-level="2"/>` +
		`<style:style style:name="Ongenummerd" style:family="paragraph" style:parent-style-name="Kop_20_1" style:list-style-name=""/>` +
		`<style:style style:name="Title" style:family="paragraph"/>` +
		`<style:style style:name="Contents_20_1" style:family="paragraph"/>` +
		`<style:style style:name="Lijstalinea" style:family="paragraph" style:list-style-name="Letters"/>` +
		`<style:style style:name="Weg" style:family="paragraph"><style:text-properties text:display="none"/></style:style>` +
		`<style:style style:name="LusA" style:family="paragraph" style:parent-style-name="LusB"/>` +
		`<style:style style:name="LusB" style:family="paragraph" style:parent-style-name="LusA"/>` +
		`<style:style style:name="Symbool" style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>` +
		`<text:outline-style style:name="Outline">` +
		`<text:outline-level-style text:level="1" loext:num-list-format="Artikel %1%." style:num-prefix="Artikel " style:num-suffix="." style:num-format="1"/>` +
		`<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>` +
		`<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>` +
		`<text:list-style style:name="Cijfers">` +
		`<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>` +
		`<text:list-level-style-number text:level="2" style:num-format="a" style:num-letter-sync="true" style:num-suffix=")"/>` +
		`<text:list-level-style-number text:level="3" style:num-format="i" style:num-prefix="(" style:num-suffix=")" text:start-value="4"/>` +
		`<text:list-level-style-number text:level="4" style:num-format="1" text:display-levels="4"/></text:list-style>` +
		`<text:list-style style:name="Letters"><text:list-level-style-number text:level="1" style:num-format="A" style:num-suffix="."/></text:list-style>` +
		`<text:list-style style:name="Streepjes"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/>` +
		`<text:list-level-style-image text:level="2" xlink:href="Pictures/a.png"/></text:list-style>` +
		`<text:list-style style:name="Doorlopend" text:consecutive-numbering="true"><text:list-level-style-number text:level="1" style:num-format="1"/>` +
		`<text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>`

	automaticStyles = `<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>` +
		`<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>` +
		`<style:style style:name="T4" style:family="text"><style:text-properties text:display="true"/></style:style>` +
		`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Kop_20_1"/>` +
		`<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:break-before="page"/></style:style>`

	masterStyles = `<style:master-page style:name="Standard"><style:header><text:p>Kopregel</text:p></style:header>` +
		`<style:footer><text:p>blz. <text:page-number>3</text:page-number></text:p></style:footer></style:master-page>` +
		`<style:master-page style:name="Ongebruikt"><style:header><text:p>Nergens</text:p></style:header></style:master-page>`
)

// content wraps block elements into the part that holds the text.
func content(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><office:document-content` + namespaces + `><office:automatic-styles>` + automaticStyles +
		`</office:automatic-styles><office:body><office:text text:use-soft-page-breaks="true">` + body + `</office:text></office:body></office:document-content>`
}

// parts are the parts of a complete package with the given body.
func parts(body string) map[string]string {
	return map[string]string{
		"META-INF/manifest.xml": manifest, "mimetype": mimetype, contentPart: content(body),
		"styles.xml": `<office:document-styles` + namespaces + `><office:styles>` + commonStyles + `</office:styles><office:master-styles>` +
			masterStyles + `</office:master-styles></office:document-styles>`,
		"meta.xml": `<office:document-meta` + namespaces + `><office:meta><meta:document-statistic meta:page-count="3"/></office:meta></office:document-meta>`,
		"Object 1/content.xml": `<math:math` + namespaces + `><math:semantics><math:mfrac><math:mi>a</math:mi><math:msup><math:mn>10</math:mn>` +
			`<math:mn>3</math:mn></math:msup></math:mfrac><math:annotation>a over 10^3</math:annotation></math:semantics></math:math>`,
	}
}

// flat is the same document in one XML file.
func flat(body string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><office:document` + namespaces + ` office:mimetype="` + mimetype + `"><office:styles>` + commonStyles +
		`</office:styles><office:automatic-styles>` + automaticStyles + `</office:automatic-styles><office:master-styles>` + masterStyles +
		`</office:master-styles><office:body><office:text>` + body + `</office:text></office:body></office:document>`)
}

// pack makes a zip file of parts, in alphabetical order.
func pack(t testing.TB, parts map[string]string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte, opts document.Options) *document.Document {
	t.Helper()
	doc, err := Read(t.Context(), document.Source{Name: "a.odt", Data: data}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// outline writes the blocks of a document in short, one a line:
// kind[label]level table revision: text.
func outline(doc *document.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		line := b.Kind.String()
		if b.Label != "" {
			line += "[" + b.Label + "]"
		}
		if b.Level > 0 {
			line += fmt.Sprint(" ", b.Level)
		}
		if b.Table != nil {
			line += fmt.Sprintf(" %d/%d/%d", b.Table.Table, b.Table.Row, b.Table.Column)
			if b.Table.Header {
				line += "H"
			}
		}
		if b.Revision != document.Unchanged {
			line += " " + b.Revision.String()
		}
		lines = append(lines, line+": "+strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(doc.Text[b.Body:b.Span.End]))
	}
	return strings.Join(lines, "\n")
}

// changes writes the tracked stretches of a document: +inserted, -deleted.
func changes(doc *document.Document) string {
	var list []string
	for _, c := range doc.Changes {
		list = append(list, map[document.Revision]string{document.Inserted: "+", document.Deleted: "-", document.Withdrawn: "~"}[c.Revision]+strings.ReplaceAll(doc.Slice(c.Span), "\n", "⏎"))
	}
	return strings.Join(list, "|")
}

// bodies is the text of a document without its labels.
func bodies(doc *document.Document) string {
	var list []string
	for _, b := range doc.Blocks {
		list = append(list, strings.Fields(doc.Text[b.Body:b.Span.End])...)
	}
	return strings.Join(list, " ")
}

func codes(doc *document.Document) string {
	var list []string
	for _, w := range doc.Warnings {
		list = append(list, string(w.Code))
	}
	return strings.Join(list, " ")
}

// Short forms of elements.

func p(content string) string { return `<text:p text:style-name="Standard">` + content + `</text:p>` }
func styled(style, text string) string {
	return `<text:p text:style-name="` + style + `">` + text + `</text:p>`
}
func h(level int, style, text string) string {
	return fmt.Sprintf(`<text:h text:style-name="%s" text:outline-level="%d">%s</text:h>`, style, level, text)
}
func span(style, text string) string {
	return `<text:span text:style-name="` + style + `">` + text + `</text:span>`
}
func ul(attrs string, items ...string) string {
	if attrs != "" {
		attrs = " " + attrs
	}
	return `<text:list` + attrs + `>` + strings.Join(items, "") + `</text:list>`
}
func li(content string) string { return `<text:list-item>` + content + `</text:list-item>` }

const (
	digits  = `text:style-name="Cijfers"`
	bullets = `text:style-name="Streepjes"`
)

func cell(content string) string { return `<table:table-cell>` + content + `</table:table-cell>` }
func row(cells ...string) string {
	return `<table:table-row>` + strings.Join(cells, "") + `</table:table-row>`
}
func tbl(rows ...string) string { return `<table:table>` + strings.Join(rows, "") + `</table:table>` }
