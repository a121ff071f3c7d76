package doc

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// styles of a document in Dutch: Word numbers its own, others are only named.
var dutch = []testStyle{
	{name: "Standaard", kind: kindParagraph, base: -1, char: sprm2(sprmCHps, 22)},
	{name: "Kop 1", sti: 1, kind: kindParagraph, base: 0, para: join(sprm2(sprmPIlfo, 1), sprm(sprmPIlvl, 0)), char: join(bold, sprm2(sprmCHps, 28))},
	{name: "Kop 2", sti: 2, kind: kindParagraph, base: 0, para: sprm2(sprmPIlfo, 1)},
	{name: "Artikelkop", sti: 4094, kind: kindParagraph, base: 1},
	{name: "Overzicht", sti: 4094, kind: kindParagraph, base: 0, para: sprm(sprmPOutLvl, 2)},
	{name: "Inhopg 1", sti: 19, kind: kindParagraph, base: 0},
	{name: "Verborgen", sti: 4094, kind: kindParagraph, base: 0, char: sprm(sprmCFVanish, 1)},
	{name: "Nadruk", sti: 4094, kind: kindCharacter, base: -1, char: sprm(sprmCFBold, 0x81)},
	{name: "Geheim", sti: 4094, kind: kindCharacter, base: -1, char: sprm(sprmCFVanish, 1)},
	{name: "Lus A", sti: 4094, kind: kindParagraph, base: 10},
	{name: "Lus B", sti: 4094, kind: kindParagraph, base: 9},
	{name: "heading 3", sti: 4094, kind: kindParagraph, base: 0},
}

// legal numbers as contracts do: Artikel 1, 1.1, a), and bullets.
var legal = []testList{{id: 77, styles: map[int]int{0: 1, 1: 2}, levels: []testLevel{
	{start: 1, nfc: 0, text: "Artikel %1"}, {start: 1, nfc: 0, text: "%1.%2"}, {start: 1, nfc: 4, text: "%3)"}}},
	{id: 78, simple: true, levels: []testLevel{{start: 1, nfc: 23, text: "\uF0B7"}}}}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  testDoc
		want string
	}{
		{"paragraphs", body(text("De verwerker meldt een inbreuk."), text(""), text("Zonder vertraging, één keer.")),
			"De verwerker meldt een inbreuk. | Zonder vertraging, één keer."},
		{"one byte for a character", testDoc{narrow: true, body: []testPara{{runs: []testRun{{text: "Partij \u0093A\u0094 \u0096 \u0080 5,\u0085 caf\u00e9"}}}}}, "Partij “A” – € 5,… café"},
		{"in pieces", testDoc{split: 3, body: []testPara{text("De verwerker meldt 🙂."), text("Tweede.")}}, "De verwerker meldt 🙂. | Tweede."},
		{"special characters", body(text("a\tb\vc\x0ed\x1ee\x1fgh\u00a0i")), "a\tb/c/d-egh i"},
		{"page break in a paragraph", body(text("voor\fna")), "voor/na"},
		{"section", body(text("een").ends("\f"), text("").ends("\f"), text("twee")), "een | twee"},
		{"hidden", testDoc{styles: dutch, body: []testPara{
			p(run("zichtbaar "), run("geheim", sprm(sprmCFVanish, 1)), run("en meer")),
			text("weg").styled(6), p(run("toch", sprm(sprmCFVanish, 0))).styled(6),
			p(run("stil", sprm2(sprmCIstd, 8)), run("luid")),
		}}, "zichtbaar en meer | toch | luid"},
		{"field", body(p(append(fieldOf(` REF _Ref1 \r \h `, "7.2"), run(" geldt."))...)), "7.2 geldt."},
		{"field in a field", body(p(run("\x13 IF \x13 DOCPROPERTY a \x14x\x15 \x14ja\x15 nee"))), "ja nee"},
		{"button", body(p(run("Tussen \x13 MACROBUTTON NoMacro [naam klant] \x15 en ons."))), "Tussen [naam klant] en ons."},
		{"fields too deep", body(p(run(strings.Repeat("\x13a", 150)), run(strings.Repeat("c\x15", 150)), run("slot"))), "slot"},
		{"field without end", body(p(run("voor \x13 PAGE na"), run("")), text("en verder")), "voor PAGE na | en verder"},
		{"end without field", body(text("voor\x15 na \x14 nog")), "voor na nog"},
		{"contents", testDoc{styles: dutch, body: []testPara{
			p(run("\x13 TOC \\o \x14Artikel 1\t3")), p(run("Artikel 2\t4\x15")), text("Los\t9").styled(5), text("De tekst.")}},
			"toc:Artikel 1\t3 | toc:Artikel 2\t4 | toc:Los\t9 | De tekst."},
		{"symbols", testDoc{fonts: []string{"Arial", "Wingdings", "Symbol"}, body: []testPara{
			p(run("(", special, sprm4(sprmCSymbol, 1|0xF0FE<<16)), run(" akkoord "), run("\uF0B3", sprm2(sprmCRgFtc0, 2)), run(" 5"))}},
			"☑ akkoord ≥ 5"},
		{"raised", body(p(run("12 m"), run("2", sprm(sprmCIss, 1)), run(" en 1"), run("e", sprm(sprmCIss, 1)))), "12 m² en 1e"},
		{"drop cap", body(text("D", sprm2(sprmPDcs, 0x19)), text("e verwerker.")), "De verwerker."},
		{"remarks have no text", body(text("Een\x05 zin.")), "Een zin."},
		{"modifier of a piece", testDoc{prm: 0x5C<<1 | 1<<8, body: []testPara{text("weg")}}, ""},
		{"modifiers beside the pieces", testDoc{prm: 1, grps: [][]byte{sprm(sprmCFVanish, 1)}, split: 4, body: []testPara{text("weg stil")}}, "weg stil"},
		{"modifiers of a paragraph in the pieces", testDoc{prm: 0<<1 | 1, grps: [][]byte{sprm(sprmPOutLvl, 0)}, body: []testPara{text("Definities")}}, "h1:Definities"},
		{"many paragraphs", body(many(200)...), strings.Repeat("Alinea. | ", 199) + "Alinea."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(read(t, c.doc, document.Options{})); got != c.want {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func many(n int) []testPara {
	list := make([]testPara, n)
	for i := range list {
		list[i] = text("Alinea.", sprm2(0x840F, 283))
	}
	return list
}

func TestStyles(t *testing.T) {
	for _, c := range []struct {
		name string
		para testPara
		want string
	}{
		{"by its number", text("Definities").styled(1), "h1:Artikel 1 Definities"},
		{"level of the list by the style", text("Doel").styled(2), "h2:1.1 Doel"},
		{"based on a heading", text("Definities").styled(3), "h1:Artikel 1 Definities"},
		{"by outline level", text("Overzicht").styled(4), "h3:Overzicht"},
		{"by its name", text("Duur").styled(11), "h3:Duur"},
		{"outline level of the paragraph", text("Duur", sprm(sprmPOutLvl, 3)), "h4:Duur"},
		{"body text in spite of the style", text("De verwerker meldt dit.", sprm(sprmPOutLvl, 9)).styled(11), "De verwerker meldt dit."},
		{"a sentence is no heading", text("De verwerker meldt ieder lek in de beveiliging zonder onredelijke vertraging aan de klant.").styled(2),
			"1.1 De verwerker meldt ieder lek in de beveiliging zonder onredelijke vertraging aan de klant."},
		{"loop", text("Lus").styled(9), "Lus"},
		{"unknown", text("Weg").styled(500), "Weg"},
		{"number taken away", text("Definities", sprm2(sprmPIlfo, 0)).styled(1), "h1:Definities"},
		{"number hidden", text("Definities", sprm2(sprmPIlfo, 0xF802)).styled(1), "h1:Definities"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := testDoc{styles: dutch, lists: legal, uses: []testUse{{list: 77}, {list: 78}}, body: []testPara{c.para}}
			if got := outline(read(t, d, document.Options{})); got != c.want {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestNumbering(t *testing.T) {
	outline3 := func(flags byte, restart int) []testList {
		return []testList{{id: 1, levels: []testLevel{{start: 1, nfc: 1, text: "%1."}, {start: 1, text: "%1.%2", flags: flags, restart: restart}}}}
	}
	one := []testUse{{list: 1}, {list: 1, over: map[int]int{0: 5}}, {list: 1, level: map[int]testLevel{0: {start: 3, nfc: 4, text: "(%1)"}}}}
	for _, c := range []struct {
		name  string
		lists []testList
		uses  []testUse
		paras []testPara
		want  string
	}{
		{"levels", legal, []testUse{{list: 77}}, []testPara{item(1, 0, "A"), item(1, 1, "B"), item(1, 2, "C"), item(1, 2, "D"), item(1, 1, "E"), item(1, 0, "F")},
			"Artikel 1|1.1|a)|b)|1.2|Artikel 2"},
		{"bullet", legal, []testUse{{list: 78}}, []testPara{item(1, 0, "A")}, "•"},
		{"digits at every level", outline3(4, 0), one, []testPara{item(1, 0, "A"), item(1, 1, "B")}, "I|1.1"},
		{"roman above", outline3(0, 0), one, []testPara{item(1, 0, "A"), item(1, 1, "B")}, "I|I.1"},
		{"no restart", outline3(8, 0), one, []testPara{item(1, 0, "A"), item(1, 1, "B"), item(1, 0, "C"), item(1, 1, "D")}, "I|I.1|II|II.2"},
		{"restart after a level", outline3(8, 1), one, []testPara{item(1, 0, "A"), item(1, 1, "B"), item(1, 0, "C"), item(1, 1, "D")}, "I|I.1|II|II.1"},
		{"start of an instance", outline3(0, 0), one, []testPara{item(1, 0, "A"), item(2, 0, "B"), item(2, 0, "C")}, "I|V|VI"},
		{"level of an instance", outline3(0, 0), one, []testPara{item(3, 0, "A"), item(3, 0, "B")}, "c)|d)"},
		{"an instance that is not there", outline3(0, 0), one, []testPara{item(9, 0, "A")}, ""},
		{"hidden number", []testList{{id: 1, levels: []testLevel{{start: 1, text: "%1.", char: sprm(sprmCFVanish, 1)}}}}, one, []testPara{item(1, 0, "A")}, ""},
		{"in words", []testList{{id: 1, levels: []testLevel{{start: 2, nfc: 6, text: "%1"}}}}, one, []testPara{item(1, 0, "A")}, "Twee"},
		{"paragraphs without text count", legal, []testUse{{list: 77}}, []testPara{item(1, 0, "A"), item(1, 1, ""), item(1, 1, "B")}, "Artikel 1|1.2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, testDoc{lists: c.lists, uses: c.uses, body: c.paras}, document.Options{})
			var got []string
			for _, b := range doc.Blocks {
				got = append(got, b.Label)
			}
			if got := strings.Join(got, "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTables(t *testing.T) {
	three := []int{0, 1000, 2000, 3000}
	inner := func(s string, props ...[]byte) testPara {
		return text(s, inTable, sprm4(sprmPItap, 2), join(props...))
	}
	for _, c := range []struct {
		name  string
		paras []testPara
		want  string
	}{
		{"two rows", []testPara{cellOf("a"), cellOf("b"), rowEnd(nil), cellOf("c"), cellOf("d"), rowEnd(nil), text("na")},
			"cell:1.0.0:a | cell:1.0.1:b | cell:1.1.0:c | cell:1.1.1:d | na"},
		{"two tables", []testPara{cellOf("a"), rowEnd(nil), text("tussen"), cellOf("b"), rowEnd(nil)}, "cell:1.0.0:a | tussen | cell:2.0.0:b"},
		{"paragraphs in a cell", []testPara{text("een", inTable), cellOf("twee"), rowEnd(nil)}, "cell:1.0.0:een | cell:1.0.0:twee"},
		{"row of names, repeated on each page", []testPara{cellOf("a"), cellOf("b"), rowEnd(nil, sprm(sprmTTableHeader, 1)), cellOf("c"), cellOf("d"), rowEnd(nil)},
			"cell:1.0.0H:a | cell:1.0.1H:b | cell:1.1.0:c | cell:1.1.1:d"},
		{"row of names by its looks", []testPara{cellOf("a", bold), cellOf("b", bold), rowEnd(nil), cellOf("c"), cellOf("d"), rowEnd(nil)},
			"cell:1.0.0H:a | cell:1.0.1H:b | cell:1.1.0:c | cell:1.1.1:d"},
		{"cells over columns", []testPara{cellOf("a"), cellOf("b"), rowEnd([]int{0, 2010, 3000}), cellOf("c"), cellOf("d"), cellOf("e"), rowEnd(three)},
			"cell:1.0.0:a | cell:1.0.2:b | cell:1.1.0:c | cell:1.1.1:d | cell:1.1.2:e"},
		{"table in a cell", []testPara{text("voor", inTable), inner("x", sprm(sprmPFInnerCell, 1)), inner("y", sprm(sprmPFInnerCell, 1)),
			inner("", sprm(sprmPFInnerTtp, 1)), cellOf("na"), cellOf("rechts"), rowEnd(nil)},
			"cell:1.0.0:voor | cell:2.0.0:x | cell:2.0.1:y | cell:1.0.0:na | cell:1.0.1:rechts"},
		{"row that was deleted", []testPara{cellOf("a"), rowEnd(nil), cellOf("weg", deleted(0)), rowEnd(nil).marked(deleted(0)), cellOf("b"), rowEnd(nil)},
			"cell:1.0.0:a | cell:1.1.0:b"},
		{"row without end", []testPara{cellOf("a"), cellOf("b"), text("na")}, "cell:1.0.0:a | cell:1.0.1:b | na"},
		{"mark of a cell outside a table", []testPara{text("a").ends("\a"), text("b")}, "a | b"},
		{"heading in a cell", []testPara{{runs: []testRun{run("Kop")}, props: join(inTable, sprm(sprmPOutLvl, 0)), mark: "\a"}, rowEnd(nil)}, "h1:1.0.0:Kop"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(read(t, body(c.paras...), document.Options{})); got != c.want {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestStories(t *testing.T) {
	d := testDoc{
		body: []testPara{
			p(run("De verwerker"), run("\x02", special), run(" meldt"), run("\x02", special), run(" dit.")),
			p(run("\x08", special), run("Naast het kader.")), text("Slot.")},
		footnotes:    []testPara{text("\x02 Eerste noot."), text("\x02 Tweede noot"), text("met vervolg.")},
		footnoteEnds: []int{1, 3},
		headers:      []testPara{text("Kop even"), text("Kop"), text("Blad 3")},
		headerEnds:   []int{1, 2, 2, 3},
		boxes:        []testPara{text("In het kader."), text("Zonder plaats.")},
		boxShapes:    []int{1025, 1099},
		anchors:      map[int]int{0: 1025},
	}
	const notes = "De verwerker meldt dit. | footnote:Eerste noot. | footnote:Tweede noot | footnote:met vervolg. | Naast het kader. | textbox:In het kader. | Slot. | textbox:Zonder plaats."
	if got := outline(read(t, d, document.Options{})); got != notes {
		t.Errorf("\n got %q\nwant %q", got, notes)
	}
	want := "header:Kop even | header:Kop | " + notes + " | footer:Blad 3"
	if got := outline(read(t, d, document.Options{Headers: true})); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// formData is the data of a form field in the Data stream: a check box or, with
// entries, a drop-down list.
func formData(state int, entries ...string) []byte {
	head := make([]byte, picfHeader)
	kind, b := 1, []byte{0xFF, 0xFF, 0xFF, 0xFF}
	if entries != nil {
		kind = 2
	}
	b = append(b, byte(kind|state<<2), 0, 0, 0, 20, 0)
	b = append(append(b, 1, 0, 'x', 0, 0, 0), 1, 0) // the name, and 1 by default
	for range 5 {
		b = append(b, 0, 0, 0, 0)
	}
	b = append(b, sttbOf(entries)...)
	binary.LittleEndian.PutUint32(head, uint32(len(head)+len(b)))
	binary.LittleEndian.PutUint16(head[4:], picfHeader)
	return append(head, b...)
}

func TestFormFields(t *testing.T) {
	for _, c := range []struct {
		name, code string
		data       []byte
		want       string
	}{
		{"off", "FORMCHECKBOX", formData(0), "☐ akkoord"},
		{"on", "FORMCHECKBOX", formData(1), "☒ akkoord"},
		{"by default", "FORMCHECKBOX", formData(25), "☒ akkoord"},
		{"list", "FORMDROPDOWN", formData(1, "nee", "ja"), "ja akkoord"},
		{"list by default", "FORMDROPDOWN", formData(25, "nee", "ja"), "ja akkoord"},
		{"list without that entry", "FORMDROPDOWN", formData(9, "nee", "ja"), "akkoord"},
		{"data of another field", "HYPERLINK", formData(1), "akkoord"},
		{"no data", "FORMCHECKBOX", nil, "☐ akkoord"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := testDoc{data: c.data, body: []testPara{p(run("\x13", special), run(" "+c.code+" "),
				run("\x01", special, sprm(sprmCFData, 1), sprm4(sprmCPicLocation, 0)), run("\x15", special), run(" akkoord"))}}
			if got := outline(read(t, d, document.Options{})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// picf is a picture in the Data stream, of a size in twips at full scale.
func picf(width, height int) []byte {
	b := make([]byte, picfHeader)
	for at, v := range map[int]int{0: picfHeader, 4: picfHeader, 28: width, 30: height, 32: 1000, 34: 1000} {
		binary.LittleEndian.PutUint16(b[at:], uint16(v))
	}
	return b
}

func TestPictures(t *testing.T) {
	inLine := run("\x01", special, sprm4(sprmCPicLocation, 0))
	long := text(strings.Repeat("De verwerker meldt dit onverwijld. ", 10))
	for _, c := range []struct {
		name string
		doc  testDoc
		want string // in the only warning, "" for none
	}{
		{"small beside text", testDoc{data: picf(900, 900), body: []testPara{p(inLine), long}}, ""},
		{"hardly any text", testDoc{data: picf(900, 900), body: []testPara{p(inLine), text("Blad 1")}}, "vooral afbeeldingen"},
		{"a page", testDoc{data: picf(9000, 12000), body: []testPara{p(inLine), long}}, "zo groot als een bladzijde"},
		{"a floating page", testDoc{body: []testPara{p(run("\x08", special)), long}, anchors: map[int]int{0: 1030}, anchorSize: 12000, art: group(4, 5)}, "zo groot als een bladzijde"},
		{"a floating shape", testDoc{body: []testPara{p(run("\x08", special)), long}, anchors: map[int]int{0: 4}, anchorSize: 12000, art: group(4, 5)}, ""},
		{"embedded document", testDoc{data: picf(900, 900), body: []testPara{p(run("\x13 EMBED Excel.Sheet.8 \x14"), inLine, run("\x15")), long}}, "OLE-object"},
		{"formula", testDoc{data: picf(900, 900), body: []testPara{p(run("\x13 EMBED Equation.3 \x14"), inLine, run("\x15")), long}}, ""},
		{"struck out by hand", testDoc{body: []testPara{p(run("72", sprm(sprmCFStrike, 1)), run(" 24 uur")), long}}, "doorgehaald"},
		{"numbers by fields", testDoc{body: []testPara{p(run("\x13 AUTONUMLGL \x15"), run("Duur")), long}}, "nummert met velden"},
		{"glyph without meaning", testDoc{fonts: []string{"Wingdings"}, body: []testPara{p(run("\uF021", sprm2(sprmCRgFtc0, 0))), long}}, "symboollettertype"},
		{"number format", testDoc{lists: []testList{{id: 1, levels: []testLevel{{nfc: 40, text: "%1"}}}}, uses: []testUse{{list: 1}}, body: []testPara{item(1, 0, "Een"), long}}, "nummervorm"},
		{"text outside the file", testDoc{body: []testPara{long}, change: func(w *written) { copy(w.structures[fibClx][len(w.structures[fibClx])-6:], "\x00\x00\x00\x10") }}, "afgekapt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Read(t.Context(), document.Source{Name: "a.doc", Data: c.doc.write()}, document.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" && len(doc.Warnings) > 0 || c.want != "" && (len(doc.Warnings) != 1 || !strings.Contains(doc.Warnings[0].Message, c.want)) {
				t.Errorf("got %v, want %q", doc.Warnings, c.want)
			}
		})
	}
}

func TestGroupedBox(t *testing.T) {
	d := testDoc{body: []testPara{p(run("\x08", special), run("Naast de groep.")), text("Slot.")},
		boxes: []testPara{text("Twee."), text("Een.")}, boxShapes: []int{6, 5}, anchors: map[int]int{0: 4}, art: group(4, 5, 6)}
	if got, want := outline(read(t, d, document.Options{})), "Naast de groep. | textbox:Twee. | textbox:Een. | Slot."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestNoteUnderDeletedMark: a note waits for the end of the paragraph that its
// reference stands in, in whatever reading.
func TestNoteUnderDeletedMark(t *testing.T) {
	d := testDoc{body: []testPara{p(run("Deze zin"), run("\x02", special)).marked(deleted(0)), text("loopt door.")},
		footnotes: []testPara{text("\x02 Noot.")}, footnoteEnds: []int{1}}
	for view, want := range []string{"Deze zin loopt door. | footnote:Noot.", "Deze zin | footnote:Noot. | loopt door.", "Deze zin | loopt door. | footnote:Noot."} {
		if got := outline(read(t, d, document.Options{Revisions: document.Revisions(view)})); got != want {
			t.Errorf("view %d: got %q, want %q", view, got, want)
		}
	}
}

func TestRevisions(t *testing.T) {
	d := testDoc{authors: []string{"Onbekend", "A. Bouwmeester"}, lists: legal, uses: []testUse{{list: 77}}, body: []testPara{
		p(run("De verwerker meldt "), run("binnen 72 uur", deleted(1)), run("onverwijld", inserted(1)), run(".")),
		item(1, 0, "Een").marked(), p(run("Weg", deleted(1))).with(sprm2(sprmPIlfo, 1), sprm(sprmPIlvl, 0)).marked(deleted(1)), item(1, 0, "Twee, en wel zo."),
		text("Deze zin").marked(deleted(1)), text("loopt door."),
		p(run("Met noot"), run("\x02", special, inserted(1)), run(" erbij.")),
		text("Hier komt").marked(inserted(1)), text("een knip."),
		p(run("Erbij en weer weg", inserted(1), deleted(1))),
	}, footnotes: []testPara{text("\x02 De noot.")}, footnoteEnds: []int{1}}
	for _, c := range []struct {
		view document.Revisions
		want string
	}{
		{document.AcceptRevisions, "De verwerker meldt onverwijld. | Artikel 1 Een | Artikel 2 Twee, en wel zo. | Deze zin loopt door. | Met noot erbij. | footnote:inserted:De noot. | Hier komt | een knip."},
		{document.OriginalRevisions, "De verwerker meldt binnen 72 uur. | Artikel 1 Een | deleted:Artikel 2 Weg | Artikel 3 Twee, en wel zo. | Deze zin | loopt door. | Met noot erbij. | Hier komt een knip."},
		{document.AllRevisions, "De verwerker meldt binnen 72 uur onverwijld. | Artikel 1 Een | deleted:Artikel 2 Weg | Artikel 2 Twee, en wel zo. | Deze zin | loopt door. | Met noot erbij. | footnote:inserted:De noot. | Hier komt | een knip. | withdrawn:Erbij en weer weg"},
	} {
		doc := read(t, d, document.Options{Revisions: c.view})
		if got := outline(doc); got != c.want {
			t.Errorf("view %d\n got %q\nwant %q", c.view, got, c.want)
		}
		if len(doc.Warnings) != 1 || doc.Warnings[0].Code != document.WarnRevisions {
			t.Errorf("view %d: warnings %v", c.view, doc.Warnings)
		}
	}
	doc := read(t, d, document.Options{})
	if len(doc.Changes) != 2 {
		t.Fatalf("changes %v", doc.Changes)
	}
	change := doc.Changes[0]
	if doc.Slice(change.Span) != "onverwijld" || change.Author != "A. Bouwmeester" || change.Date != "2024-03-05T09:30:00Z" || change.Revision != document.Inserted {
		t.Errorf("change %+v of %q", change, doc.Slice(change.Span))
	}
}

func TestLinks(t *testing.T) {
	d := testDoc{lists: legal, uses: []testUse{{list: 77}}, bookmarks: map[string]string{"_Ref1": "Looptijd", "eind": "Slot"}, body: []testPara{
		p(append([]testRun{run("Zie ")}, append(fieldOf(` REF _ref1 \r \h `, "artikel 1"), run("."))...)...),
		item(1, 0, "Looptijd"),
		p(append(fieldOf(` HYPERLINK  \l "eind" `, "het slot"), fieldOf(` HYPERLINK "https://voorbeeld.nl" `, "elders")...)...),
		p(fieldOf(` REF weg `, "nergens")...),
		p(append([]testRun{run("Blad"), run("\x13 HYPERLINK \\l _Ref1 \x14 1 Looptijd\t")}, append(fieldOf(` PAGEREF _Ref1 \h `, "3"), run(" \x15"))...)...),
		text("Slot."),
	}}
	doc := read(t, d, document.Options{})
	var got []string
	for _, l := range doc.Links {
		got = append(got, doc.Slice(l.Span)+" > "+doc.Slice(doc.Blocks[l.Block].Span))
	}
	if got, want := strings.Join(got, " | "), "artikel 1 > Artikel 1 Looptijd | het slot > Slot. | 1 Looptijd\t3 > Artikel 1 Looptijd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStrong(t *testing.T) {
	d := testDoc{styles: dutch, body: []testPara{
		p(run("Vertrouwelijkheid", bold)), text("De verwerker houdt alles geheim wat hij van de klant verneemt, ook na het einde."),
		p(run("Aansprakelijkheid", sprm2(sprmCHps, 32))), text("De verwerker is aansprakelijk voor schade die de klant lijdt door zijn toedoen."),
		p(run("Toezicht", sprm2(sprmCIstd, 7))), text("De verwerker werkt mee aan elk onderzoek van de toezichthouder naar de verwerking."),
	}}
	want := "h1:Vertrouwelijkheid | De verwerker houdt alles geheim wat hij van de klant verneemt, ook na het einde. | h1:Aansprakelijkheid | " +
		"De verwerker is aansprakelijk voor schade die de klant lijdt door zijn toedoen. | h1:Toezicht | De verwerker werkt mee aan elk onderzoek van de toezichthouder naar de verwerking."
	if got := outline(read(t, d, document.Options{})); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		doc    testDoc
		reason error
		found  string
	}{
		{"encrypted", testDoc{flags: flagEncrypted}, document.ErrEncrypted, "Word 97-2003"},
		{"obfuscated", testDoc{flags: flagEncrypted | 0x8000}, document.ErrEncrypted, "Word 97-2003"},
		{"word 95", testDoc{change: func(w *written) { w.structures = nil }}, document.ErrUnsupported, "Word 6.0/95"},
		{"no pieces", testDoc{change: func(w *written) { delete(w.structures, fibClx) }}, document.ErrDamaged, "Word 97-2003"},
		{"pieces that go back", testDoc{split: 2, body: []testPara{text("abcdef")}, change: func(w *written) { w.structures[fibClx][9] = 9 }}, document.ErrDamaged, "Word 97-2003"},
		{"more text than the file", testDoc{change: func(w *written) { w.counts[0] = 1 << 30 }}, document.ErrDamaged, "Word 97-2003"},
		{"negative text", testDoc{change: func(w *written) { w.counts[1] = -5 }}, document.ErrDamaged, "Word 97-2003"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.doc.body == nil {
				c.doc.body = []testPara{text("De verwerker meldt.")}
			}
			data := c.doc.write()
			if c.name == "word 95" {
				data = old(data)
			}
			_, err := Read(t.Context(), document.Source{Name: "a.doc", Data: data}, document.Options{})
			var typed *document.Error
			if !errors.As(err, &typed) || !errors.Is(err, c.reason) || !strings.Contains(typed.Found, c.found) || typed.Remedy == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// old makes a file of Word 95 of one of Word 97.
func old(data []byte) []byte {
	at := strings.Index(string(data), "\xec\xa5\xc1\x00")
	copy(data[at:], "\xdc\xa5\x68\x00")
	return data
}
