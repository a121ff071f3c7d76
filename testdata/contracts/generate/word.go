package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// The numbers of the lists in numbering.xml; lists that start anew get a
// number from firstFree on.
const (
	articles  = 1
	annexes   = 2
	bullets   = 3
	firstFree = 10
)

// body writes word/document.xml.
type body struct {
	c       *contract
	b       strings.Builder
	lists   []string // w:num elements that restart a list
	inAnnex bool
	last    kind
	list    int // number of the open recital or number list
	changes int
	moves   map[string]int // moved texts of which one end is written
}

// word writes the package.
func (c *contract) word() ([]byte, error) {
	w := &body{c: c, moves: map[string]int{}}
	for i, p := range c.paragraphs {
		w.paragraph(i, p)
		w.last = p.kind
	}
	parts := [...][2]string{
		{"[Content_Types].xml", c.contentTypes()},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", coreProperties},
		{"word/document.xml", documentHead + w.b.String() + c.sectionProperties() + "</w:body></w:document>"},
		{"word/_rels/document.xml.rels", c.relations()},
		{"word/styles.xml", styles},
		{"word/numbering.xml", c.numberingPart(w.lists)},
		{"word/settings.xml", settings},
		{"word/footnotes.xml", c.footnotesPart()},
		{"word/header1.xml", c.running("hdr", c.header, false)},
		{"word/footer1.xml", c.running("ftr", c.footer, true)},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate})
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

func (w *body) paragraph(i int, p paragraph) {
	switch p.kind {
	case title:
		w.write("Titel", "", p.text)
	case article:
		w.inAnnex = false
		w.write("Kop1", "", p.text)
	case heading:
		w.write("Kop1", numbered(0, 0), p.text)
	case annex:
		properties := numbered(annexes, 0)
		if !w.inAnnex { // the first annex begins a page
			properties = "<w:pageBreakBefore/>" + properties
		}
		w.inAnnex = true
		w.write("Kop1", properties, p.text)
	case lid:
		list := articles
		if w.inAnnex {
			list = annexes
		}
		w.write("Lid", numbered(list, 1), p.text)
	case letter:
		w.write("Lijstalinea", numbered(articles, 2), p.text)
	case bullet:
		w.write("Lijstalinea", numbered(bullets, 0), p.text)
	case recital, number:
		if w.last != p.kind {
			w.list = firstFree + len(w.lists)
			abstract := 3
			if p.kind == number {
				abstract = 4
			}
			w.lists = append(w.lists, fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, w.list, abstract))
		}
		w.write("Lijstalinea", numbered(w.list, 0), p.text)
	case table:
		w.table(p.rows)
	case contents:
		w.contents(i)
	case box:
		w.box(p.text)
	default:
		w.write("", "", p.text)
	}
}

func numbered(list, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list)
}

func (w *body) write(style, properties, text string) {
	w.b.WriteString("<w:p>")
	for _, end := range [...][2]string{{"{++", "ins"}, {"{--", "del"}} {
		for author, closing := range [...]string{"}", "@}"} {
			if rest, ok := strings.CutSuffix(text, end[0]+closing); ok {
				text = rest
				properties += "<w:rPr>" + w.change(end[1], author, "/>") + "</w:rPr>"
			}
		}
	}
	if style != "" || properties != "" {
		w.b.WriteString("<w:pPr>")
		if style != "" {
			fmt.Fprintf(&w.b, `<w:pStyle w:val="%s"/>`, style)
		}
		w.b.WriteString(properties + "</w:pPr>")
	}
	w.runs(text)
	w.b.WriteString("</w:p>\n")
}

// runs writes the text of a paragraph with its bold, italic, notes and
// tracked changes.
func (w *body) runs(text string) {
	bold, italic := false, false
	plainFrom := 0
	flush := func(to int) {
		if plainFrom < to {
			w.run(text[plainFrom:to], bold, italic, "t")
		}
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		size := 0
		switch {
		case strings.HasPrefix(rest, "**"):
			flush(i)
			bold, size = !bold, 2
		case rest[0] == '*':
			flush(i)
			italic, size = !italic, 1
		case strings.HasPrefix(rest, "^["):
			flush(i)
			end := strings.IndexByte(rest, ']')
			w.c.footnotes = append(w.c.footnotes, rest[2:end])
			fmt.Fprintf(&w.b, `<w:r><w:rPr><w:rStyle w:val="Voetnootmarkering"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, len(w.c.footnotes))
			size = end + 1
		case strings.HasPrefix(rest, "{") && len(rest) > 1 && strings.IndexByte("+-<>", rest[1]) >= 0:
			flush(i)
			end := strings.Index(rest, rest[1:2]+"}")
			w.changed(rest[1], rest[2:end], bold, italic)
			size = end + 2
		default:
			i++
			continue
		}
		i += size
		plainFrom = i
	}
	flush(len(text))
}

// change opens the element of a tracked change.
func (w *body) change(element string, author int, closing string) string {
	w.changes++
	return fmt.Sprintf(`<w:%s w:id="%d" w:author="%s" w:date="2026-01-15T09:00:00Z"%s`, element, 900+w.changes, escape(w.c.authors[author]), closing)
}

// changed writes a run under a tracked change.
func (w *body) changed(kind byte, text string, bold, italic bool) {
	author := 0
	if rest, second := strings.CutPrefix(text, "@"); second {
		text, author = rest, 1
	}
	element, run := "ins", "t"
	switch kind {
	case '-':
		element, run = "del", "delText"
	case '>':
		element = "moveTo"
	case '<':
		element = "moveFrom"
	}
	rangeID := 0
	if element == "moveTo" || element == "moveFrom" {
		move, ok := w.moves[text]
		if !ok {
			move = len(w.moves) + 1
			w.moves[text] = move
		}
		w.changes++
		rangeID = 900 + w.changes
		fmt.Fprintf(&w.b, `<w:%sRangeStart w:id="%d" w:author="%s" w:date="2026-01-15T09:00:00Z" w:name="verplaatst%d"/>`, element, rangeID, escape(w.c.authors[author]), move)
	}
	w.b.WriteString(w.change(element, author, ">"))
	w.run(text, bold, italic, run)
	fmt.Fprintf(&w.b, `</w:%s>`, element)
	if rangeID > 0 {
		fmt.Fprintf(&w.b, `<w:%sRangeEnd w:id="%d"/>`, element, rangeID)
	}
}

func (w *body) run(text string, bold, italic bool, element string) {
	w.b.WriteString("<w:r>")
	if bold || italic {
		w.b.WriteString("<w:rPr>")
		if bold {
			w.b.WriteString("<w:b/>")
		}
		if italic {
			w.b.WriteString("<w:i/>")
		}
		w.b.WriteString("</w:rPr>")
	}
	fmt.Fprintf(&w.b, `<w:%s xml:space="preserve">%s</w:%s></w:r>`, element, escape(text), element)
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

func (w *body) table(rows [][]string) {
	w.b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Tabelraster"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>`)
	for range rows[0] {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, 9060/len(rows[0]))
	}
	w.b.WriteString("</w:tblGrid>")
	for i, row := range rows {
		w.b.WriteString("<w:tr>")
		if i == 0 {
			w.b.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for _, cell := range row {
			fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, 9060/len(row))
			if i == 0 {
				cell = "**" + cell + "**"
			}
			w.write("", "", cell)
			w.b.WriteString("</w:tc>")
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>\n<w:p/>\n")
}

// contents writes a table of contents as Word leaves it: a field whose result
// is a line a heading. The page numbers are an estimate, as they are in many a
// contract that was changed after its table of contents was made.
func (w *body) contents(at int) {
	w.write("Kopvaninhoudsopgave", "", "Inhoudsopgave")
	first := true
	count, annexCount, words := 0, 0, 0
	for _, p := range w.c.paragraphs[at:] {
		words += len(strings.Fields(p.text))
		for _, row := range p.rows {
			words += len(strings.Fields(strings.Join(row, " ")))
		}
		label := ""
		switch p.kind {
		case article:
			count++
			label = fmt.Sprintf(w.c.articleFormat(), count)
		case annex:
			annexCount++
			label = fmt.Sprintf("Bijlage %d", annexCount)
		case heading:
		default:
			continue
		}
		w.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="Inhopg1"/></w:pPr>`)
		if first {
			w.b.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
			first = false
		}
		if label != "" {
			w.run(label, false, false, "t")
			w.b.WriteString("<w:r><w:tab/></w:r>")
		}
		w.run(p.text, false, false, "t")
		w.b.WriteString("<w:r><w:tab/></w:r>")
		w.run(fmt.Sprint(1+words/400+min(annexCount, 1)), false, false, "t")
		w.b.WriteString("</w:p>\n")
	}
	w.b.WriteString(`<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` + "\n")
}

// box writes a text box in both of the forms that Word writes.
func (w *body) box(text string) {
	content := `<w:txbxContent><w:p><w:r><w:t xml:space="preserve">` + escape(text) + `</w:t></w:r></w:p></w:txbxContent>`
	w.b.WriteString(`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="45720" distB="45720" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="5600000" cy="600000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="Tekstvak 1"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx>` +
		content + `</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape type="#_x0000_t202" style="width:440pt;height:48pt"><v:textbox>` +
		content + `</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` + "\n")
}
