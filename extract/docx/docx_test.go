package docx

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func math(content string) string { return `<m:oMath>` + content + `</m:oMath>` }

func fraction(num, den string) string {
	return `<m:f><m:num>` + num + `</m:num><m:den>` + den + `</m:den></m:f>`
}

// picture is a run with a picture of some size and a description.
func picture(description string) string {
	return `<w:r><w:drawing><wp:inline><wp:extent cx="700000" cy="900000"/><wp:docPr id="1" name="Afbeelding 1" descr="` + description +
		`"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>`
}

const box = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx><w:txbxContent>` +
	`<w:p><w:r><w:t>Kader</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>` +
	`<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Kader</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`

const gone = `<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`

// TestBody: one feature of WordprocessingML a case, with the blocks that come
// of it.
func TestBody(t *testing.T) {
	for _, c := range []struct{ name, body, want, warnings string }{
		{"paragraphs", text("Eerste alinea.") + p("") + text("Tweede alinea."), "paragraph: Eerste alinea.\nparagraph: Tweede alinea.", ""},
		{"headings by the name of the style",
			styled("Titel", "Titel") + styled("Kop1", "Een") + styled("K2", "Twee") + styled("U3", "Drie") + styled("T4", "Vier") + styled("Eigen", "Vijf"),
			"heading 1: Titel\nheading 1: Een\nheading 2: Twee\nheading 3: Drie\nheading 4: Vier\nheading 1: Vijf", ""},
		{"no heading by the id of a style, nor by level 9",
			styled("heading1", "De verwerker handelt zo.") + styled("Tekst", "En zo handelt hij ook."),
			"paragraph: De verwerker handelt zo.\nparagraph: En zo handelt hij ook.", ""},
		{"outline level of the paragraph itself", p(`<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`+run("Kop")) + text("De tekst."),
			"heading 2: Kop\nparagraph: De tekst.", ""},
		{"running text in the style of a heading",
			styled("Kop1", "De verwerker verwerkt de persoonsgegevens alleen op schriftelijke instructie van de verwerkingsverantwoordelijke."),
			"paragraph: De verwerker verwerkt de persoonsgegevens alleen op schriftelijke instructie van de verwerkingsverantwoordelijke.", ""},
		{"automatic numbers",
			item(0, run("Beveiliging")) + item(1, run("De verwerker beveiligt.")) + item(2, run("versleuteling;")) + item(2, run("toegang.")) + item(1, run("Hij toetst.")) + item(3, run("punt")) + item(0, run("Audit")),
			"heading[Artikel 1] 2: Beveiliging\nparagraph[1.1]: De verwerker beveiligt.\nitem[a)] 3: versleuteling;\nitem[b)] 3: toegang.\n" +
				"paragraph[1.2]: Hij toetst.\nitem[•] 4: punt\nheading[Artikel 2] 2: Audit", ""},
		{"an empty numbered paragraph counts, one that only ends a section does not",
			item(2, run("een")) + item(2, "") + p(numbered(2, "<w:sectPr/>")) + item(2, run("drie")), "item[a)] 3: een\nitem[c)] 3: drie", ""},
		{"hidden empty numbered paragraph does not count",
			item(2, run("een")) + p(numbered(2, "<w:rPr><w:vanish/></w:rPr>")) + item(2, run("twee")), "item[a)] 3: een\nitem[b)] 3: twee", ""},

		{"table of contents by style", styled("Inhopg1", "1. Algemeen 3") + styled("I2", "1.1 Doel 3") + text("De tekst zelf."),
			"toc[1]: Algemeen 3\ntoc[1.1]: Doel 3\nparagraph: De tekst zelf.", ""},
		{"table of contents by field",
			p(fldChar("begin")+instr(` TOC \o "1-3" `)+fldChar("separate")+run("Algemeen en verder")) + p(run("Slot en verder")+fldChar("end")) + text("De tekst zelf."),
			"toc: Algemeen en verder\ntoc: Slot en verder\nparagraph: De tekst zelf.", ""},
		{"table of contents by content control",
			`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + text("Algemeen en verder") + `</w:sdtContent></w:sdt>` + text("De tekst zelf."),
			"toc: Algemeen en verder\nparagraph: De tekst zelf.", ""},

		{"tab, breaks, hyphens",
			p(`<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t><w:ptab/><w:t>g</w:t></w:r>`),
			"paragraph: a⇥b⏎c⏎d-ef⇥g", ""},
		{"line breaks of the XML are blanks", p("<w:r><w:t>een\n twee</w:t></w:r>"), "paragraph: een twee", ""},
		{"symbols",
			p(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> ja </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 3</w:t></w:r>`) +
				p(runWith(`<w:rFonts w:ascii="Wingdings"/>`, "<w:t>\uf0a8</w:t>")+run(" nee")),
			"paragraph: ☑ ja ≥ 3\nparagraph: ☐ nee", ""},
		{"symbol without meaning", p(run("a ") + `<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>`), "paragraph: a \uFFFD", "tekens-zonder-unicode"},
		{"raised digits", p(run("3 m") + runWith(`<w:vertAlign w:val="superscript"/>`, "<w:t>2</w:t>") + run(" op de 1") + runWith(`<w:vertAlign w:val="superscript"/>`, "<w:t>e</w:t>")),
			"paragraph: 3 m² op de 1e", ""},
		{"hidden text, by run, by style and shown again",
			p(run("zichtbaar ")+runWith("<w:vanish/>", "<w:t>weg</w:t>")+runWith(`<w:rStyle w:val="WegTeken"/>`, "<w:t>weg</w:t>")+
				runWith(`<w:rStyle w:val="WegTeken"/><w:vanish w:val="0"/>`, "<w:t>terug</w:t>")) + styled("Weg", "weg") +
				p(`<w:pPr><w:pStyle w:val="Weg"/></w:pPr>`+runWith(`<w:vanish w:val="false"/>`, "<w:t>toch</w:t>")),
			"paragraph: zichtbaar terug\nparagraph: toch", ""},
		{"wrappers are walked through",
			p(`<w:hyperlink r:id="x">`+run("link ")+`</w:hyperlink><w:smartTag>`+run("slim ")+`</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>`+run("veld ")+`</w:sdtContent></w:sdt>`+
				`<w:customXml>`+run("eigen ")+`</w:customXml><w:fldSimple w:instr="DATE">`+run("datum ")+`</w:fldSimple><w:bdo>`+run("richting")+`</w:bdo>`) +
				`<w:sdt><w:sdtContent><w:customXml>` + text("blok") + `</w:customXml></w:sdtContent></w:sdt>`,
			"paragraph: link slim veld eigen datum richting\nparagraph: blok", ""},
		{"ruby", p(`<w:r><w:ruby><w:rt>` + run("lezing") + `</w:rt><w:rubyBase>` + run("woord") + `</w:rubyBase></w:ruby></w:r>`), "paragraph: woord", ""},
		{"unknown elements are skipped whole", p(run("a")+`<new:thing><w:r><w:t>nee</w:t></w:r></new:thing>`+run("b")) + `<new:p>x</new:p>`, "paragraph: ab", ""},
		{"markup compatibility: unknown namespace takes the fallback",
			p(`<w:r><mc:AlternateContent><mc:Choice Requires="new"><w:t>keus</w:t></mc:Choice><mc:Choice Requires="wps"><w:t>tweede</w:t></mc:Choice><mc:Fallback><w:t>terugval</w:t></mc:Fallback></mc:AlternateContent></w:r>`),
			"paragraph: tweede", ""},
		{"formula", p(`<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>`),
			"paragraph: a/b10^3", ""},
		{"formula: brackets where they are needed", p(math(fraction(`<m:r><m:t>AT−DT</m:t></m:r>`, `<m:r><m:t>AT</m:t></m:r>`) + `<m:r><m:t>×100</m:t></m:r>`)), "paragraph: (AT−DT)/AT×100", ""},
		{"formula: brackets that are there", p(math(`<m:d><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:d>` + `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>c</m:t></m:r></m:e><m:e><m:r><m:t>d</m:t></m:r></m:e></m:d>` +
			fraction(`<m:d><m:e><m:r><m:t>a−b</m:t></m:r></m:e></m:d>`, `<m:r><m:t>2</m:t></m:r>`))), "paragraph: (a+b)[c|d](a−b)/2", ""},
		{"formula: sum, root, accent", p(math(`<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>` +
			`<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad><m:acc><m:e><m:r><m:t>v</m:t></m:r></m:e></m:acc>`)), "paragraph: ∑_(i=1) x√(a+b)v̂", ""},
		{"formula, inserted", p(run("Boete: ") + `<w:ins w:id="1" w:author="A">` + math(fraction(`<m:r><m:t>a+b</m:t></m:r>`, `<m:r><m:t>2</m:t></m:r>`)) + `</w:ins>` + run(" euro")), "paragraph: Boete: (a+b)/2 euro", "wijzigingen-geaccepteerd"},
		{"drop cap", p(`<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>`+run("D")) + text("e verwerker handelt."), "paragraph: De verwerker handelt.", ""},

		{"field: code is not shown, result is",
			p(run("zie ") + fldChar("begin") + instr("PAGE") + `<w:r><w:t>CODE</w:t></w:r>` + fldChar("separate") + run("artikel 3") + fldChar("end") + run(".")),
			"paragraph: zie artikel 3.", ""},
		{"nested field in a code", p(fldChar("begin") + instr("IF ") + fldChar("begin") + instr("PAGE") + fldChar("separate") + run("7") + fldChar("end") + fldChar("separate") + run("ja") + fldChar("end")),
			"paragraph: ja", ""},
		{"a field that never ends does not swallow the document",
			p(run("voor ")+fldChar("begin")+instr("REF")+run("erin")) + text("na"), "paragraph: voor erin\nparagraph: na", ""},
		{"struck out by hand", p(run("Binnen ") + `<w:r><w:rPr><w:strike/></w:rPr><w:t>72</w:t></w:r>` + `<w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t> 24 uur</w:t></w:r>`),
			"paragraph: Binnen 72 24 uur", "doorgehaalde-tekst"},
		{"not struck out", p(`<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>24</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t> </w:t></w:r>`), "paragraph: 24", ""},
		{"fields without a result",
			p(run("Tussen ")+fldChar("begin")+instr(" MACROBUTTON NoMacro [naam ")+instr("klant] ")+fldChar("end")+run(" en ons.")) +
				p(`<w:fldSimple w:instr=" AUTONUM "/><w:fldSimple w:instr="MACROBUTTON NoMacro [plaats]"/>`) + p(fldChar("begin")+instr(" AUTONUMLGL \\e ")+fldChar("end")+run("Duur")),
			"paragraph: Tussen [naam klant] en ons.\nparagraph: [plaats]\nparagraph: Duur", "onderdeel-ontbreekt"},
		{"check box and drop-down list",
			p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>`+instr("FORMCHECKBOX")+fldChar("end")+run(" ja ")+
				`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>`+instr("FORMCHECKBOX")+fldChar("end")+run(" nee ")) +
				p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="maand"/><w:listEntry w:val="jaar"/></w:ddList></w:ffData></w:fldChar></w:r>`+instr("FORMDROPDOWN")+fldChar("end")),
			"paragraph: ☒ ja ☐ nee\nparagraph: jaar", ""},

		{"insertions and deletions",
			p(run("blijft ")+`<w:ins w:id="1">`+run("nieuw ")+`</w:ins><w:del w:id="2"><w:r><w:delText>oud</w:delText></w:r></w:del>`+run("slot")) +
				p(`<w:ins w:id="3">`+run("Helemaal nieuw.")+`</w:ins>`),
			"paragraph: blijft nieuw slot\nparagraph inserted: Helemaal nieuw.", "wijzigingen-geaccepteerd"},
		{"moved text once", p(`<w:moveFrom w:id="1">`+run("verhuisd")+`</w:moveFrom>`) + text("midden") + p(`<w:moveTo w:id="2">`+run("verhuisd")+`</w:moveTo>`),
			"paragraph: midden\nparagraph inserted: verhuisd", "wijzigingen-geaccepteerd"},
		{"a deleted paragraph mark joins and takes no number",
			item(2, run("een")) + p(numbered(2, "<w:rPr><w:del w:id='1'/></w:rPr>")+run("twee")) + item(2, run("vervolg")) + item(2, run("drie")),
			"item[a)] 3: een\nitem[b)] 3: twee vervolg\nitem[c)] 3: drie", "wijzigingen-geaccepteerd"},
		{"a deleted mark at the end of a cell and of the body",
			tbl(row(cell(p(gone+run("cel"))), cell(text("b")))) + p(gone+run("einde")),
			"cell 1/0/0: cel\ncell 1/0/1: b\nparagraph: einde", "wijzigingen-geaccepteerd"},
		{"former properties do not count", p(`<w:pPr><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Kop1"/></w:pPr></w:pPrChange></w:pPr>` + run("gewoon, met een komma.")),
			"paragraph: gewoon, met een komma.", ""},
		{"deleted row and deleted cell",
			tbl(row(cell(text("a")), cell(text("b"))), `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>`+cell(text("weg"))+`</w:tr>`,
				row(cell(text("c")), `<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>`+text("weg")+`</w:tc>`, cell(text("d")))),
			"cell 1/0/0: a\ncell 1/0/1: b\ncell 1/1/0: c\ncell 1/1/1: d", "wijzigingen-geaccepteerd"},

		{"table", text("voor") + tbl(row(cell(text("a")+text("a2")), cell(text("b"))), row(cell(text("c")), cell(p("")))) + text("na"),
			"paragraph: voor\ncell 1/0/0: a\ncell 1/0/0: a2\ncell 1/0/1: b\ncell 1/1/0: c\nparagraph: na", ""},
		{"spans advance the column",
			tbl(row(`<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+text("breed")+`</w:tc>`, cell(text("c"))),
				`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+cell(text("b"))+cell(text("c2"))+`</w:tr>`),
			"cell 1/0/0: breed\ncell 1/0/2: c\ncell 1/1/1: b\ncell 1/1/2: c2", ""},
		{"header row by its property",
			tbl(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`+cell(text("Naam"))+cell(text("Land"))+`</w:tr>`, row(cell(text("a")), cell(text("b")))),
			"cell 1/0/0H: Naam\ncell 1/0/1H: Land\ncell 1/1/0: a\ncell 1/1/1: b", ""},
		{"header row by bold text",
			tbl(row(cell(p(runWith("<w:b/>", "<w:t>Naam</w:t>"))), cell(p(runWith("<w:b/>", "<w:t>Land</w:t>")))), row(cell(text("a")), cell(text("b")))),
			"cell 1/0/0H: Naam\ncell 1/0/1H: Land\ncell 1/1/0: a\ncell 1/1/1: b", ""},
		{"header row by the table's style",
			tbl(`<w:tblPr><w:tblStyle w:val="Raster"/><w:tblLook w:val="04A0"/></w:tblPr>`, row(cell(text("Naam")), cell(text("Land"))), row(cell(text("a")), cell(text("b")))),
			"cell 1/0/0H: Naam\ncell 1/0/1H: Land\ncell 1/1/0: a\ncell 1/1/1: b", ""},
		{"no header row where the look switches it off",
			tbl(`<w:tblPr><w:tblStyle w:val="Raster"/><w:tblLook w:val="0480"/></w:tblPr>`, row(cell(text("Naam")), cell(text("Land"))), row(cell(text("a")), cell(text("b")))),
			"cell 1/0/0: Naam\ncell 1/0/1: Land\ncell 1/1/0: a\ncell 1/1/1: b", ""},
		{"nested table", tbl(row(cell(text("a")+tbl(row(cell(text("x")), cell(text("y"))))+text("a2")), cell(text("b")))) + tbl(row(cell(text("z")))),
			"cell 1/0/0: a\ncell 2/0/0: x\ncell 2/0/1: y\ncell 1/0/0: a2\ncell 1/0/1: b\ncell 3/0/0: z", ""},
		{"rows and cells in content controls",
			tbl(`<w:sdt><w:sdtContent>` + row(cell(text("a")), `<w:sdt><w:sdtContent>`+cell(text("b"))+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`),
			"cell 1/0/0: a\ncell 1/0/1: b", ""},
		{"numbers in cells", tbl(row(cell(item(1, run("een"))), cell(item(1, run("twee"))))), "cell[1.1] 1/0/0: een\ncell[1.2] 1/0/1: twee", ""},

		{"notes come behind the paragraph that refers to them",
			p(run("Met noot")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+run(" en")+`<w:r><w:endnoteReference w:id="2"/></w:r>`+run(" verder.")) + text("Volgende."),
			"paragraph: Met noot en verder.\nfootnote: Noot twee.\nfootnote: Vervolg.\nfootnote: Eindnoot.\nparagraph: Volgende.", ""},
		{"a note's own mark is no text", p(run("Met noot") + `<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>` + run(".")),
			"paragraph: Met noot.\nfootnote: Noot twee.\nfootnote: Vervolg.", ""},
		{"a deleted reference has no note", p(run("Tekst") + `<w:del w:id="1"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>`), "paragraph: Tekst", "wijzigingen-geaccepteerd"},
		{"a note that is not there", p(run("Tekst") + `<w:r><w:footnoteReference w:id="9"/></w:r>`), "paragraph: Tekst", "onderdeel-ontbreekt"},
		{"text box once, behind its host", p(run("Voor ")+`<w:r>`+box+`</w:r>`+run("na")) + text("Volgende."), "paragraph: Voor na\ntextbox: Kader\nparagraph: Volgende.", ""},
		{"text box in a cell", tbl(row(cell(p(run("a") + `<w:r>` + box + `</w:r>`)))), "cell 1/0/0: a\ntextbox: Kader", ""},
		{"a field does not reach into a text box", p(fldChar("begin") + instr("REF") + `<w:r>` + box + `</w:r>` + fldChar("separate") + run("r") + fldChar("end")), "paragraph: r\ntextbox: Kader", ""},
		{"picture with a description, which is no text of the page",
			p(run("Zie: ")+picture("Plattegrond van het\n datacentrum")+run("hierboven.")) + p(runWith("<w:vanish/>", `<w:drawing><wp:inline><wp:docPr descr="weg"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing>`)+run("Slot.")),
			"paragraph: Zie: hierboven.\npicture: [Afbeelding: Plattegrond van het datacentrum]\nparagraph: Slot.", "inhoud-niet-gelezen"},
		{"picture in a cell, inserted", tbl(row(cell(p(run("a")+`<w:ins w:id="1">`+picture("schema")+`</w:ins>`)), cell(text("b")))),
			"cell 1/0/0: a\npicture 1/0/0 inserted: [Afbeelding: schema]\ncell 1/0/1: b", "inhoud-niet-gelezen wijzigingen-geaccepteerd"},
		{"diagram", p(run("Zie:") + `<w:r><w:drawing><wp:inline><a:graphic><dgm:relIds r:dm="d1"/></a:graphic></wp:inline></w:drawing></w:r>`), "paragraph: Zie:\ntextbox: Vak een", ""},

		{"chart is told of", text("Zie:") + p(`<w:r><w:drawing><wp:inline><a:graphic><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/></a:graphic></wp:inline></w:drawing></w:r>`),
			"paragraph: Zie:", "inhoud-niet-gelezen"},
		{"altChunk is told of", text("Tekst") + `<w:altChunk r:id="x"/>`, "paragraph: Tekst", "inhoud-niet-gelezen"},
		{"embedded object is told of, a formula is not",
			text("Tekst") + p(`<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r><w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>`), "paragraph: Tekst", "inhoud-niet-gelezen"},
		{"picture of a page's size",
			text(strings.Repeat("Tekst van een contract. ", 20)) + p(`<w:r><w:drawing><wp:inline><wp:extent cx="7000000" cy="9000000"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>`),
			"paragraph: " + strings.TrimSpace(strings.Repeat("Tekst van een contract. ", 20)), "inhoud-niet-gelezen"},
		{"a logo in a text is no scan",
			text(strings.Repeat("Tekst van een contract. ", 20)) + p(`<w:r><w:drawing><wp:inline><wp:extent cx="700000" cy="900000"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>`),
			"paragraph: " + strings.TrimSpace(strings.Repeat("Tekst van een contract. ", 20)), ""},
		{"pictures and hardly any text", text("Scan") + p(`<w:r><w:drawing><wp:inline><wp:extent cx="700000" cy="900000"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>`),
			"paragraph: Scan", "inhoud-niet-gelezen"},
		{"loop of styles", styled("LusA", "Tekst met een punt."), "paragraph: Tekst met een punt.", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, parts(c.body), document.Options{})
			if got := outline(doc); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if got := codes(doc); got != c.warnings {
				t.Errorf("warnings: got %q, want %q", got, c.warnings)
			}
		})
	}
}

func TestForms(t *testing.T) {
	content := item(0, run("Beveiliging")) + text("De verwerker beveiligt.")
	const want = "heading[Artikel 1] 2: Beveiliging\nparagraph: De verwerker beveiligt."
	everywhere := func(p map[string]string, old, new string) {
		for name := range p {
			p[name] = strings.ReplaceAll(p[name], old, new)
		}
	}
	for _, c := range []struct {
		name     string
		change   func(p map[string]string)
		warnings string
	}{
		{"ordinary", func(map[string]string) {}, ""},
		{"strict", func(p map[string]string) {
			everywhere(p, transitional, strict)
			everywhere(p, relations, "http://purl.oclc.org/ooxml/officeDocument/relationships")
		}, ""},
		{"another prefix", func(p map[string]string) {
			everywhere(p, "w:", "q:")
			everywhere(p, "xmlns:w=", "xmlns:q=")
		}, ""},
		{"macros", func(p map[string]string) {
			p["[Content_Types].xml"] = strings.Replace(contentTypes, "vnd.openxmlformats-officedocument.wordprocessingml.document", "vnd.ms-word.document.macroEnabled", 1)
		}, ""},
		{"template", func(p map[string]string) {
			p["[Content_Types].xml"] = strings.Replace(contentTypes, "wordprocessingml.document", "wordprocessingml.template", 1)
		}, ""},
		{"main part of another name", func(p map[string]string) {
			p["word/document2.xml"], p["word/_rels/document2.xml.rels"] = p["word/document.xml"], p["word/_rels/document.xml.rels"]
			delete(p, "word/document.xml")
			delete(p, "word/_rels/document.xml.rels")
			everywhere(p, "word/document.xml", "word/document2.xml")
		}, ""},
		{"backslashes in the names", func(p map[string]string) {
			for _, name := range sorted(p) {
				content := p[name]
				delete(p, name)
				p[strings.ReplaceAll(name, "/", `\`)] = content
			}
		}, ""},
		{"without the package's relationships", func(p map[string]string) { delete(p, "_rels/.rels") }, ""},
		{"without content types", func(p map[string]string) { delete(p, "[Content_Types].xml") }, ""},
		{"UTF-16", func(p map[string]string) {
			xml := []byte{0xff, 0xfe}
			for _, r := range strings.Replace(p["word/document.xml"], "UTF-8", "UTF-16", 1) {
				xml = binary.LittleEndian.AppendUint16(xml, uint16(r))
			}
			p["word/document.xml"] = string(xml)
		}, ""},
		{"without styles", func(p map[string]string) { delete(p, "word/styles.xml") }, "onderdeel-ontbreekt"},
		{"broken styles", func(p map[string]string) { p["word/styles.xml"] = "<w:styles" }, "onderdeel-ontbreekt"},
		{"broken notes", func(p map[string]string) { p["word/footnotes.xml"] = "\x00" }, "onderdeel-ontbreekt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parts(content)
			c.change(p)
			doc := read(t, p, document.Options{})
			if got := outline(doc); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			if got := codes(doc); got != c.warnings {
				t.Errorf("warnings: got %q, want %q", got, c.warnings)
			}
		})
	}
}

func TestNumberingMissing(t *testing.T) {
	p := parts(item(0, run("Beveiliging")))
	delete(p, "word/numbering.xml")
	doc := read(t, p, document.Options{})
	if got := codes(doc); got != "onderdeel-ontbreekt" || !strings.Contains(doc.Warnings[0].Message, "nummering") {
		t.Errorf("warnings %v", doc.Warnings)
	}
}

func TestHeaders(t *testing.T) {
	p := parts(text("Tekst.") + `<w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/><w:headerReference r:id="h1"/></w:sectPr>`)
	if got := outline(read(t, p, document.Options{})); got != "paragraph: Tekst." {
		t.Errorf("by default: %s", got)
	}
	want := "header: Kopregel\nparagraph: Tekst.\nfooter: Voetregel"
	if got := outline(read(t, p, document.Options{Headers: true})); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestPages(t *testing.T) {
	content := p(run("Een ")+`<w:r><w:lastRenderedPageBreak/><w:t>twee</w:t></w:r>`) + text("drie")
	app := func(pages string) string {
		return `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>` + pages + `</Pages></Properties>`
	}
	parts := parts(content)
	parts["docProps/app.xml"] = app("2")
	doc := read(t, parts, document.Options{})
	if len(doc.Pages) != 2 || doc.PageAt(strings.Index(doc.Text, "Een")) != 1 || doc.PageAt(strings.Index(doc.Text, "twee")) != 2 || doc.Blocks[1].Page != 2 {
		t.Errorf("pages %+v, blocks %+v", doc.Pages, doc.Blocks)
	}
	for _, pages := range []string{"1", "5", "x"} {
		parts["docProps/app.xml"] = app(pages)
		if doc := read(t, parts, document.Options{}); doc.Pages != nil {
			t.Errorf("%s stated pages against 2 found: got %+v, want none", pages, doc.Pages)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p map[string]string)
		opts   document.Options
		reason error
		says   string
	}{
		{"document type", func(p map[string]string) {
			p["word/document.xml"] = strings.Replace(p["word/document.xml"], "<w:document", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document`, 1)
		}, document.Options{}, document.ErrDamaged, "word/document.xml"},
		{"cut off", func(p map[string]string) {
			p["word/document.xml"] = p["word/document.xml"][:len(p["word/document.xml"])-30]
		},
			document.Options{}, document.ErrDamaged, "geen geldige XML"},
		{"empty main part", func(p map[string]string) { p["word/document.xml"] = "" }, document.Options{}, document.ErrDamaged, "geen geldige XML"},
		{"NUL in the text", func(p map[string]string) { p["word/document.xml"] = body(text("a\x00b")) }, document.Options{}, document.ErrDamaged, "tekens die niet mogen"},
		{"Latin-1", func(p map[string]string) {
			p["word/document.xml"] = strings.Replace(p["word/document.xml"], "UTF-8", "ISO-8859-1", 1)
		}, document.Options{}, document.ErrDamaged, "tekens die niet mogen"},
		{"another root", func(p map[string]string) { p["word/document.xml"] = "<html/>" }, document.Options{}, document.ErrUnsupported, `"html"`},
		{"no main part", func(p map[string]string) { delete(p, "word/document.xml") }, document.Options{}, document.ErrUnsupported, "zonder Word-document"},
		{"spreadsheet", func(p map[string]string) {
			delete(p, "word/document.xml")
			p["xl/workbook.xml"] = "<a/>"
		}, document.Options{}, document.ErrUnsupported, "Excel"},
		{"nested too deep", func(p map[string]string) {
			p["word/document.xml"] = body(strings.Repeat("<w:sdt><w:sdtContent>", 100_000))
		}, document.Options{}, document.ErrLimit, "geneste"},
		{"nested tables", func(p map[string]string) {
			p["word/document.xml"] = body(strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000))
		}, document.Options{}, document.ErrLimit, "geneste"},
		{"attributes", func(p map[string]string) {
			p["word/document.xml"] = body("<w:p" + strings.Repeat(` w:a="1"`, 50_000) + "/>")
		}, document.Options{}, document.ErrLimit, "elementen"},
		{"part too large", func(p map[string]string) {}, document.Options{Limits: document.Limits{PartBytes: 300}}, document.ErrLimit, "meer dan 300"},
		{"bomb", func(p map[string]string) { p["word/document.xml"] = body(strings.Repeat(" ", 32<<20)) }, document.Options{}, document.ErrLimit, "uitpakverhouding"},
		{"bomb in the styles", func(p map[string]string) { p["word/styles.xml"] = strings.Repeat(" ", 32<<20) }, document.Options{}, document.ErrLimit, "word/styles.xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parts(text("Tekst."))
			c.change(p)
			_, err := Read(t.Context(), document.Source{Name: "a.docx", Data: pack(t, p)}, c.opts)
			var typed *document.Error
			if !errors.Is(err, c.reason) || !errors.As(err, &typed) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "a.docx: ") {
				t.Errorf("got %v, want %v that says %q", err, c.reason, c.says)
			}
		})
	}
}

// TestUnreadBombs: what is not read does not cost.
func TestUnreadBombs(t *testing.T) {
	p := parts(text("Tekst."))
	p["word/media/image1.bin"] = strings.Repeat("\x00", 80<<20)
	if got := outline(read(t, p, document.Options{})); got != "paragraph: Tekst." {
		t.Errorf("got %s", got)
	}
}

func TestTextLimit(t *testing.T) {
	doc := read(t, parts(text("De verwerker.")+text("En verder.")), document.Options{Limits: document.Limits{TextBytes: 15}})
	if !strings.HasPrefix(doc.Text, "De verwerker.") || strings.Contains(doc.Text, "verder") || !strings.Contains(codes(doc), "limiet-bereikt") {
		t.Errorf("text %q, warnings %s", doc.Text, codes(doc))
	}
}

// TestHugeParagraph: a paragraph beyond every measure is cut, and no text is
// lost.
func TestHugeParagraph(t *testing.T) {
	words := strings.Repeat("één woord ", maxText/5)
	doc := read(t, parts(item(2, run(words)+run("en slot"))+p(gone+run(words))+item(2, run("Volgende."))), document.Options{Limits: document.Limits{InflateRate: 10_000}})
	if got, want := len(strings.Fields(doc.Text)), 2*2*(maxText/5)+3+2; got < want || got > want+8 {
		t.Errorf("%d words, want %d", got, want)
	}
	if first, last := doc.Blocks[0], doc.Blocks[len(doc.Blocks)-1]; first.Label != "a)" || last.Label != "b)" || len(doc.Blocks) < 5 {
		t.Errorf("%d blocks, labels %q and %q", len(doc.Blocks), first.Label, last.Label)
	}
	for _, b := range doc.Blocks {
		if b.Span.Len() > maxText+10 {
			t.Errorf("a block of %d bytes", b.Span.Len())
		}
	}
}

func TestParagraphLimit(t *testing.T) {
	doc := read(t, parts(strings.Repeat(text("x"), maxParagraphs+10)), document.Options{Limits: document.Limits{InflateRate: 10_000}})
	if len(doc.Blocks) != maxParagraphs || !strings.Contains(codes(doc), "limiet-bereikt") {
		t.Errorf("%d blocks, warnings %q", len(doc.Blocks), codes(doc))
	}
}

func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, document.Source{Name: "a", Data: pack(t, parts(text("x")))}, document.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
}

func TestSameTwice(t *testing.T) {
	src := document.Source{Name: "a.docx", Data: pack(t, parts(item(0, run("Een"))+p(run("x")+`<w:r>`+box+`</w:r>`)+`<w:altChunk/><w:subDoc/>`))}
	var last string
	for range 5 {
		doc, err := Read(t.Context(), src, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		now := outline(doc) + doc.SHA256
		for _, w := range doc.Warnings {
			now += w.String()
		}
		if last != "" && now != last {
			t.Fatalf("two readings differ:\n%s\n%s", last, now)
		}
		last = now
	}
}
