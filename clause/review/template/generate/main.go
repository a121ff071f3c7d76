// Command generate writes the template of the addendum, a Word file in which
// package review fills in {{fields}}. Each field stands in a run of its own, as
// filling in asks. Styles, numbering and texts stand here; the lawyers of an
// office who want another look change them here.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "gebruik: generate BESTAND.docx")
		os.Exit(2)
	}
	data, err := build()
	if err == nil {
		err = os.WriteFile(os.Args[1], data, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build makes the package. It is stored and not compressed, so that its bytes
// do not depend on the version of a compressor.
func build() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [...][2]string{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", coreProperties},
		{"word/document.xml", document()},
		{"word/_rels/document.xml.rels", relations},
		{"word/styles.xml", styles},
		{"word/numbering.xml", numbering},
		{"word/settings.xml", settings},
		{"word/footer1.xml", footer},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(f, part[1]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// document is the main part: the agreement itself, then the findings as an
// explanation on a page of their own.
func document() string {
	var b strings.Builder
	b.WriteString(head + `<w:document xmlns:w="` + mainNS + `" xmlns:r="` + officeRel + `"><w:body>` + "\n")
	b.WriteString(p("Titel", run("{{opschrift}}")))
	b.WriteString(p("Ondertitel", run("{{titel}}")))
	b.WriteString(p("Tussenkop", run("De ondergetekenden")))
	b.WriteString(p("Partij", run("{{partij}}")))
	b.WriteString(p("", run("{{overweging}}")))
	b.WriteString(p("Kop1", run("{{artikel}}")))
	b.WriteString(p("Lid", run("{{lid}}")))
	b.WriteString(p("Slot", run("Aldus overeengekomen en ondertekend door:")))
	b.WriteString(signatures())
	b.WriteString(p("Bijlagekop", run("{{bijlage}}")))
	b.WriteString(p("Toelichting", run("{{toelichting}}")))
	b.WriteString(findings())
	b.WriteString(p("Toelichting", run("{{voldoet}}")))
	b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

// p is a paragraph on a line of its own.
func p(style, runs string) string {
	if style != "" {
		style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return "<w:p>" + style + runs + "</w:p>\n"
}

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

// signatures are two columns without lines around them.
func signatures() string {
	const width = 4535
	s := `<w:tbl><w:tblPr><w:tblW w:w="9070" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>` +
		fmt.Sprintf(`<w:gridCol w:w="%d"/><w:gridCol w:w="%d"/>`, width, width) + `</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>`
	for _, party := range [...]string{"{{tekent-een}}", "{{tekent-twee}}"} {
		s += fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width) + p("Tekenpartij", run(party))
		for _, field := range [...]string{"Naam:", "Functie:", "Plaats en datum:", "Handtekening:"} {
			s += p("Tekenregel", run(field)+`<w:r><w:tab/></w:r>`)
		}
		s += `</w:tc>`
	}
	return s + "</w:tr></w:tbl>\n"
}

// findings is the table of findings: the row of headings and one to be repeated.
func findings() string {
	widths := [...]int{2900, 1580, 1120, 3470}
	s := `<w:tbl><w:tblPr><w:tblStyle w:val="Bevindingen"/><w:tblW w:w="9070" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>`
	for _, w := range widths {
		s += fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w)
	}
	s += "</w:tblGrid>\n"
	for _, row := range [...][4]string{{"{{kop-eis}}", "{{kop-oordeel}}", "{{kop-plaats}}", "{{kop-tekort}}"}, {"{{eis}}", "{{oordeel}}", "{{plaats}}", "{{tekort}}"}} {
		header := row[0] == "{{kop-eis}}"
		s += "<w:tr><w:trPr><w:cantSplit/>"
		if header {
			s += "<w:tblHeader/>"
		}
		s += "</w:trPr>"
		for i, text := range row {
			s += fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i])
			if header {
				s += p("Tabelkop", run(text))
			} else {
				s += p("Tabeltekst", run(text))
			}
			if text == "{{eis}}" {
				s += p("Tabelbron", run("{{bron}}"))
			}
			s += "</w:tc>"
		}
		s += "</w:tr>\n"
	}
	return s + "</w:tbl>\n"
}
