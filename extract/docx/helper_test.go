package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relations    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

	rootRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="` + relations + `/extended-properties" Target="docProps/app.xml"/></Relationships>`
	partRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="s" Type="` + relations + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="n" Type="` + relations + `/numbering" Target="numbering.xml"/>` +
		`<Relationship Id="f" Type="` + relations + `/footnotes" Target="footnotes.xml"/>` +
		`<Relationship Id="e" Type="` + relations + `/endnotes" Target="endnotes.xml"/>` +
		`<Relationship Id="h1" Type="` + relations + `/header" Target="header1.xml"/>` +
		`<Relationship Id="f1" Type="` + relations + `/footer" Target="footer1.xml"/>` +
		`<Relationship Id="d1" Type="` + relations + `/diagramData" Target="diagrams/data1.xml"/>` +
		`</Relationships>`
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

	namespaces = ` xmlns:w="` + transitional + `" xmlns:r="` + relations + `"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"` +
		` xmlns:new="urn:nobody-knows"`

	styles = `<w:styles` + namespaces + `>` +
		`<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="K2"><w:name w:val="Kop 2"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="U3"><w:name w:val="Überschrift 3"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="T4"><w:name w:val="Titre 4,Alias"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Artikelkop"/><w:basedOn w:val="Kop1"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Tekst"><w:name w:val="Tekst"/><w:basedOn w:val="Kop1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="heading1"><w:name w:val="Een gewone stijl"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="I2"><w:name w:val="Inhopg 2"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="WegTeken"><w:name w:val="Weg Teken"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="Raster"><w:name w:val="Raster"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="LusA"><w:name w:val="a"/><w:basedOn w:val="LusB"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="LusB"><w:name w:val="b"/><w:basedOn w:val="LusA"/></w:style>` +
		`</w:styles>`
	numberingXML = `<w:numbering` + namespaces + `><w:abstractNum w:abstractNumId="0">` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Artikel %1"/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>` +
		`<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>` +
		`<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>` +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
	footnotesXML = `<w:footnotes` + namespaces + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/><w:t>SCHEIDING</w:t></w:r></w:p></w:footnote>` +
		`<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Noot twee.</w:t></w:r></w:p><w:p><w:r><w:t>Vervolg.</w:t></w:r></w:p></w:footnote></w:footnotes>`
	endnotesXML = `<w:endnotes` + namespaces + `><w:endnote w:id="2"><w:p><w:r><w:t>Eindnoot.</w:t></w:r></w:p></w:endnote></w:endnotes>`
	headerXML   = `<w:hdr` + namespaces + `><w:p><w:r><w:t>Kopregel</w:t></w:r></w:p></w:hdr>`
	footerXML   = `<w:ftr` + namespaces + `><w:p><w:r><w:t>Voetregel</w:t></w:r></w:p></w:ftr>`
	diagramXML  = `<dgm:dataModel` + namespaces + `><dgm:pt><a:p><a:r><a:t>Vak </a:t></a:r><a:r><a:t>een</a:t></a:r></a:p></dgm:pt></dgm:dataModel>`
)

// body wraps block elements into a main part.
func body(content string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document` + namespaces + `><w:body>` + content + `</w:body></w:document>`
}

// parts are the parts of a complete document with the given body.
func parts(content string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": contentTypes, "_rels/.rels": rootRels,
		"word/document.xml": body(content), "word/_rels/document.xml.rels": partRels,
		"word/styles.xml": styles, "word/numbering.xml": numberingXML, "word/footnotes.xml": footnotesXML, "word/endnotes.xml": endnotesXML,
		"word/header1.xml": headerXML, "word/footer1.xml": footerXML, "word/diagrams/data1.xml": diagramXML,
	}
}

// pack makes a zip file of parts, in alphabetical order.
func pack(t testing.TB, parts map[string]string) []byte { return packAs(t, parts, zip.Deflate) }

func packAs(t testing.TB, parts map[string]string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range sorted(parts) {
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

func sorted(m map[string]string) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	for i := range names {
		for k := i; k > 0 && names[k] < names[k-1]; k-- {
			names[k], names[k-1] = names[k-1], names[k]
		}
	}
	return names
}

// read reads a document of the given parts.
func read(t testing.TB, p map[string]string, opts document.Options) *document.Document {
	t.Helper()
	doc, err := Read(t.Context(), document.Source{Name: "a.docx", Data: pack(t, p)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// outline writes the blocks of a document in short, one a line:
// kind[label]level table: text.
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

// codes are the codes of a document's warnings.
func codes(doc *document.Document) string {
	var list []string
	for _, w := range doc.Warnings {
		list = append(list, string(w.Code))
	}
	return strings.Join(list, " ")
}

// Short forms of elements.

func p(content string) string { return `<w:p>` + content + `</w:p>` }
func run(text string) string  { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func runWith(props, content string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr>` + content + `</w:r>`
}
func text(text string) string { return p(run(text)) }
func styled(style, text string) string {
	return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(text))
}
func item(level int, content string) string { return p(numbered(level, "") + content) }
func numbered(level int, more string) string {
	return fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>%s</w:pPr>`, level, more)
}
func fldChar(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
func instr(code string) string   { return `<w:r><w:instrText>` + code + `</w:instrText></w:r>` }
func cell(content string) string { return `<w:tc>` + content + `</w:tc>` }
func row(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
func tbl(rows ...string) string  { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }
