package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

const (
	relationsOf = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	rootRels    = `<Relationships xmlns="` + relationsSpace + `"><Relationship Id="rId1" Type="` + relationsOf + `/officeDocument" Target="word/document.xml"/></Relationships>`
	mainRels    = `<Relationships xmlns="` + relationsSpace + `"><Relationship Id="rId1" Type="` + relationsOf + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId7" Type="` + relationsOf + `/numbering" Target="numbering.xml"/><Relationship Id="f" Type="` + relationsOf + `/footnotes" Target="footnotes.xml"/></Relationships>`
	typesXML = `<Types xmlns="` + typesSpace + `"><Default Extension="rels" ContentType="` + relationsType + `"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	spaceDecl = ` xmlns:w="` + transitional + `" xmlns:r="` + relationsOf + `" xmlns:mc="` + compatibility + `" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"`
	stylesXML = `<w:styles` + spaceDecl + `><w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Kader"><w:name w:val="Kader"/><w:pPr><w:framePr w:w="10"/></w:pPr></w:style>` +
		`<w:style w:type="character" w:styleId="Verwijzingopmerking"><w:name w:val="annotation reference"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Tekstopmerking"><w:name w:val="annotation text"/></w:style>` +
		`<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/></w:style></w:styles>`
	numberingXML = `<w:numbering` + spaceDecl + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop1"/><w:lvlText w:val="Artikel %1"/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
	footnotesXML = `<w:footnotes` + spaceDecl + `><w:footnote w:id="2"><w:p><w:r><w:t>Noot bij de tekst.</w:t></w:r></w:p></w:footnote></w:footnotes>`
	head         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document` + spaceDecl + `><w:body>`
	tail         = `<w:sectPr/></w:body></w:document>`
	mainName     = "word/document.xml"
	relsName     = "word/_rels/document.xml.rels"
)

// parts are the parts of a whole document with the given content of its body.
func parts(content string) map[string]string {
	return map[string]string{typesPart: typesXML, "_rels/.rels": rootRels, mainName: head + content + tail, relsName: mainRels,
		"word/styles.xml": stylesXML, "word/numbering.xml": numberingXML, "word/footnotes.xml": footnotesXML}
}

// pack makes a zip file of parts, in alphabetical order, with times that differ
// and every other part stored.
func pack(t testing.TB, parts map[string]string) []byte {
	return packAs(t, parts, zip.Deflate)
}

// packStored does not compress, so that changes of bytes reach the XML.
func packStored(t testing.TB, parts map[string]string) []byte { return packAs(t, parts, zip.Store) }

func packAs(t testing.TB, parts map[string]string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: [...]uint16{method, zip.Store}[i%2], Modified: time.Date(2020, 1, 2, 3, i, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SetComment("een zip"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack gives the parts of a zip file.
func unpack(t testing.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
	}
	return parts
}

func readAll(t testing.TB, data []byte, revisions document.Revisions) *document.Document {
	t.Helper()
	doc, err := docx.Read(t.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{Revisions: revisions})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// at is the span of a phrase, the last one if there are more.
func at(t testing.TB, doc *document.Document, phrase string) document.Span {
	t.Helper()
	i := strings.LastIndex(doc.Text, phrase)
	if i < 0 {
		t.Fatalf("%q is not in %q", phrase, doc.Text)
	}
	return document.Span{Start: i, End: i + len(phrase)}
}

// apply applies an edit to parts and gives the parts that come of it.
func apply(t testing.TB, in map[string]string, edit Edit, o Options) (map[string]string, *Outcome) {
	t.Helper()
	var b bytes.Buffer
	out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: pack(t, in)}, document.Options{}, edit, o)
	if err != nil {
		t.Fatal(err)
	}
	return unpack(t, b.Bytes()), out
}

// bodyOf is the content of the body of a main part.
func bodyOf(main string) string {
	_, main, _ = strings.Cut(main, "<w:body>")
	main, _, _ = strings.Cut(main, "</w:body>")
	return strings.TrimSuffix(main, "<w:sectPr/>")
}

// short writes the markup of comments as brackets: [ and ] around the range of
// comment 0, and [1 and 1] around that of comment 1; # for a mark without range.
func short(xml string) string {
	const ref = `<w:r><w:rPr><w:rStyle w:val="Verwijzingopmerking"/></w:rPr><w:commentReference w:id="`
	for _, id := range []string{"0", "1", "2", "3"} {
		name := strings.TrimSuffix(id, "0")
		xml = strings.ReplaceAll(xml, `<w:commentRangeStart w:id="`+id+`"/>`, "["+name)
		xml = strings.ReplaceAll(xml, `<w:commentRangeEnd w:id="`+id+`"/>`+ref+id+`"/></w:r>`, name+"]")
		xml = strings.ReplaceAll(xml, ref+id+`"/></w:r>`, "#"+name)
	}
	return xml
}

func run(text string) string { return `<w:r><w:t>` + text + `</w:t></w:r>` }
func p(content string) string {
	return `<w:p>` + content + `</w:p>`
}
func fld(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
func sdt(props, content string) string {
	return `<w:sdt><w:sdtPr>` + props + `</w:sdtPr><w:sdtContent>` + content + `</w:sdtContent></w:sdt>`
}
func box(content string) string {
	return `<w:r><w:pict><v:textbox><w:txbxContent>` + content + `</w:txbxContent></v:textbox></w:pict></w:r>`
}
func tbl(content string) string { return `<w:tbl><w:tr><w:tc>` + content + `</w:tc></w:tr></w:tbl>` }
