package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// Short forms of tracked changes, by two authors.

func ins(content string) string {
	return `<w:ins w:id="1" w:author="Anna" w:date="2026-03-01T10:00:00Z">` + content + `</w:ins>`
}
func del(content string) string {
	return `<w:del w:id="2" w:author="Bram" w:date="2026-03-02T10:00:00Z">` + strings.NewReplacer("<w:t ", "<w:delText ", "</w:t>", "</w:delText>").Replace(content) + `</w:del>`
}
func mark(which string) string { // of the paragraph
	return `<w:rPr><w:` + which + ` w:id="3" w:author="Bram" w:date="2026-03-02T10:00:00Z"/></w:rPr>`
}
func marked(which, content string) string { return p(`<w:pPr>` + mark(which) + `</w:pPr>` + content) }
func markedRow(which string, cells ...string) string {
	return `<w:tr><w:trPr><w:` + which + ` w:id="4" w:author="Anna"/></w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}
func markedCell(which, content string) string {
	return `<w:tc><w:tcPr><w:` + which + ` w:id="5" w:author="Anna"/></w:tcPr>` + content + `</w:tc>`
}

// TestRevisions: one kind of tracked change a case, with the three readings.
func TestRevisions(t *testing.T) {
	noted := `<w:r><w:footnoteReference w:id="2"/></w:r>`
	for _, c := range []struct{ name, body, accept, original, all string }{
		{"text", p(run("De termijn is ") + del(run("24")) + ins(run("48")) + run(" uur.")),
			"paragraph: De termijn is 48 uur.", "paragraph: De termijn is 24 uur.", "paragraph: De termijn is 24 48 uur."},
		{"whole paragraphs", text("Een.") + marked("del", del(run("Twee."))) + marked("ins", ins(run("Drie."))) + text("Vier."),
			"paragraph: Een.\nparagraph inserted: Drie.\nparagraph: Vier.", "paragraph: Een.\nparagraph deleted: Twee.\nparagraph: Vier.",
			"paragraph: Een.\nparagraph deleted: Twee.\nparagraph inserted: Drie.\nparagraph: Vier."},
		{"moved", marked("moveFrom", `<w:moveFrom w:id="1">`+run("Verhuisd.")+`</w:moveFrom>`) + text("Midden.") + marked("moveTo", `<w:moveTo w:id="2">`+run("Verhuisd.")+`</w:moveTo>`) + text("Slot."),
			"paragraph: Midden.\nparagraph inserted: Verhuisd.\nparagraph: Slot.", "paragraph deleted: Verhuisd.\nparagraph: Midden.\nparagraph: Slot.",
			"paragraph deleted: Verhuisd.\nparagraph: Midden.\nparagraph inserted: Verhuisd.\nparagraph: Slot."},
		{"an inserted mark parts what was one", marked("ins", run("Een zin.")) + text("Nog een."),
			"paragraph: Een zin.\nparagraph: Nog een.", "paragraph: Een zin. Nog een.", "paragraph: Een zin.\nparagraph: Nog een."},
		{"a deleted mark joins what were two", marked("del", run("Een zin.")) + text("Nog een."),
			"paragraph: Een zin. Nog een.", "paragraph: Een zin.\nparagraph: Nog een.", "paragraph: Een zin.\nparagraph: Nog een."},
		{"inserted by one and deleted by another", p(run("Dit ") + ins(del(run("even "))) + run("blijft.")),
			"paragraph: Dit blijft.", "paragraph: Dit blijft.", "paragraph: Dit even blijft."},
		{"numbers of before and after",
			item(2, run("een")) + p(numbered(2, mark("del"))+del(run("twee"))) + p(numbered(2, mark("ins"))+ins(run("nieuw"))) + item(2, run("drie")) + item(2, run("vier")),
			"item[a)] 3: een\nitem[b)] 3 inserted: nieuw\nitem[c)] 3: drie\nitem[d)] 3: vier",
			"item[a)] 3: een\nitem[b)] 3 deleted: twee\nitem[c)] 3: drie\nitem[d)] 3: vier",
			"item[a)] 3: een\nitem[b)] 3 deleted: twee\nitem[b)] 3 inserted: nieuw\nitem[c)] 3: drie\nitem[d)] 3: vier"},
		{"the number of a paragraph that ran on", item(2, run("een")) + p(numbered(2, mark("del"))+run("twee")) + item(2, run("vervolg")) + item(2, run("drie")),
			"item[a)] 3: een\nitem[b)] 3: twee vervolg\nitem[c)] 3: drie", "item[a)] 3: een\nitem[b)] 3: twee\nitem[c)] 3: vervolg\nitem[d)] 3: drie",
			"item[a)] 3: een\nitem[b)] 3: twee\nitem[b)] 3: vervolg\nitem[c)] 3: drie"},
		{"former properties: level and style",
			item(2, run("een")) + p(`<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>`+run("twee")) +
				p(`<w:pPr><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Kop1"/></w:pPr></w:pPrChange></w:pPr>`+run("Kop van toen")) + item(2, run("drie")),
			"item[a)] 3: een\nparagraph[1.2]: twee\nparagraph: Kop van toen\nitem[a)] 3: drie",
			"item[a)] 3: een\nitem[b)] 3: twee\nheading 1: Kop van toen\nitem[c)] 3: drie",
			"item[a)] 3: een\nparagraph[1.2]: twee\nparagraph: Kop van toen\nitem[a)] 3: drie"},
		{"numbering that was added", item(2, run("een")) + p(`<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/><w:ins w:id="1" w:author="Anna"/></w:numPr></w:pPr>`+run("twee")) + p(numbered(2, mark("del"))+del(run("drie"))),
			"item[a)] 3: een\nitem[b)] 3: twee", "item[a)] 3: een\nparagraph: twee\nitem[b)] 3 deleted: drie", "item[a)] 3: een\nitem[b)] 3: twee\nitem[b)] 3 deleted: drie"},
		{"hidden and shown by a change",
			p(run("vast ") + runWith(`<w:vanish/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange>`, "<w:t>toen </w:t>") + runWith(`<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>`, "<w:t>nu</w:t>")),
			"paragraph: vast nu", "paragraph: vast toen", "paragraph: vast toen nu"},
		{"rows", tbl(row(cell(text("a"))), markedRow("del", cell(text("weg"))), markedRow("ins", cell(text("erbij"))), row(cell(text("b")))),
			"cell 1/0/0: a\ncell 1/1/0 inserted: erbij\ncell 1/2/0: b", "cell 1/0/0: a\ncell 1/1/0 deleted: weg\ncell 1/2/0: b",
			"cell 1/0/0: a\ncell 1/1/0 deleted: weg\ncell 1/2/0 inserted: erbij\ncell 1/3/0: b"},
		{"cells", tbl(row(cell(text("a")), markedCell("cellDel", text("weg")), markedCell("cellIns", text("erbij")), cell(text("b")))),
			"cell 1/0/0: a\ncell 1/0/1 inserted: erbij\ncell 1/0/2: b", "cell 1/0/0: a\ncell 1/0/1 deleted: weg\ncell 1/0/2: b",
			"cell 1/0/0: a\ncell 1/0/1 deleted: weg\ncell 1/0/2 inserted: erbij\ncell 1/0/3: b"},
		{"numbers in a row that is gone", tbl(row(cell(item(1, run("een")))), markedRow("del", cell(item(1, run("twee")))), row(cell(item(1, run("drie"))))),
			"cell[1.1] 1/0/0: een\ncell[1.2] 1/1/0: drie", "cell[1.1] 1/0/0: een\ncell[1.2] 1/1/0 deleted: twee\ncell[1.3] 1/2/0: drie",
			"cell[1.1] 1/0/0: een\ncell[1.2] 1/1/0 deleted: twee\ncell[1.2] 1/2/0: drie"},
		{"a note goes with its reference", p(run("Tekst") + del(noted) + run(" verder.")),
			"paragraph: Tekst verder.", "paragraph: Tekst verder.\nfootnote deleted: Noot twee.\nfootnote deleted: Vervolg.",
			"paragraph: Tekst verder.\nfootnote deleted: Noot twee.\nfootnote deleted: Vervolg."},
		{"and comes with it", p(run("Tekst") + ins(noted) + run(" verder.")),
			"paragraph: Tekst verder.\nfootnote inserted: Noot twee.\nfootnote inserted: Vervolg.", "paragraph: Tekst verder.",
			"paragraph: Tekst verder.\nfootnote inserted: Noot twee.\nfootnote inserted: Vervolg."},
		{"and moves with it", p(run("Van")+`<w:moveFrom>`+noted+`</w:moveFrom>`) + p(run("Naar")+`<w:moveTo>`+noted+`</w:moveTo>`),
			"paragraph: Van\nparagraph: Naar\nfootnote inserted: Noot twee.\nfootnote inserted: Vervolg.", "paragraph: Van\nfootnote deleted: Noot twee.\nfootnote deleted: Vervolg.\nparagraph: Naar",
			"paragraph: Van\nfootnote deleted: Noot twee.\nfootnote deleted: Vervolg.\nparagraph: Naar\nfootnote inserted: Noot twee.\nfootnote inserted: Vervolg."},
		{"a text box", p(run("Voor") + ins(`<w:r>`+box+`</w:r>`)), "paragraph: Voor\ntextbox inserted: Kader", "paragraph: Voor", "paragraph: Voor\ntextbox inserted: Kader"},
		{"a field whose result changed", p(run("zie ") + fldChar("begin") + instr("REF a") + fldChar("separate") + del(run("3")) + ins(run("4")) + fldChar("end")),
			"paragraph: zie 4", "paragraph: zie 3", "paragraph: zie 3 4"},
		{"a field that came in the place of text", p(run("zie ") + del(run("drie")) + ins(fldChar("begin")+instr("REF a")+fldChar("separate")+run("3")+fldChar("end"))),
			"paragraph: zie 3", "paragraph: zie drie", "paragraph: zie drie 3"},
		{"a field that came around text", p(ins(fldChar("begin")+instr("REF a")+`<w:r><w:t>CODE</w:t></w:r>`) + run("in code ") + ins(fldChar("separate")) + run("uitkomst") + ins(fldChar("end")) + run(".")),
			"paragraph: uitkomst.", "paragraph: in code uitkomst.", "paragraph: in code uitkomst."},
		{"a drop cap", p(`<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>`+ins(run("D"))) + p(run("e ")+del(run("verwerker"))+ins(run("leverancier"))),
			"paragraph: De leverancier", "paragraph: e verwerker", "paragraph: De verwerker leverancier"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for revisions, want := range map[document.Revisions]string{document.AcceptRevisions: c.accept, document.OriginalRevisions: c.original, document.AllRevisions: c.all} {
				if got := outline(read(t, parts(c.body), document.Options{Revisions: revisions})); got != want {
					t.Errorf("reading %d:\n got %s\nwant %s", revisions, got, want)
				}
			}
			same(t, c.name, pack(t, parts(c.body)))
		})
	}
}

func TestChanges(t *testing.T) {
	doc := read(t, parts(p(run("De termijn is ")+del(run("24"))+ins(run("48"))+run(" uur."))+marked("del", run("Een zin."))+text("Nog een.")), document.Options{Revisions: document.AllRevisions})
	var got strings.Builder
	for _, c := range doc.Changes {
		fmt.Fprintf(&got, "%s %q %s %s\n", c.Revision, doc.Slice(c.Span), c.Author, c.Date)
	}
	want := "deleted \"24\" Bram 2026-03-02T10:00:00Z\nwithdrawn \" \"  \ninserted \"48\" Anna 2026-03-01T10:00:00Z\ndeleted \"\\n\\n\" Bram 2026-03-02T10:00:00Z\n"
	if got.String() != want {
		t.Errorf("\n got %s\nwant %s", got.String(), want)
	}
}

func TestRevisionWarning(t *testing.T) {
	content := p(ins(run("een"))+ins(run(" twee"))+run(" drie ")+ins(run("vier"))+ins(del(run("vijf")))) + marked("del", del(run("zes")))
	for revisions, want := range map[document.Revisions]string{
		document.AcceptRevisions:   "(2 invoegingen en 1 schrapping van 2 auteurs); het is gelezen alsof die alle zijn geaccepteerd.",
		document.OriginalRevisions: "(2 invoegingen en 1 schrapping van 2 auteurs); het is gelezen alsof er geen van is geaccepteerd.",
		document.AllRevisions:      "(2 invoegingen en 1 schrapping van 2 auteurs); in de tekst staat zowel wat is geschrapt als wat is ingevoegd.",
	} {
		doc := read(t, parts(content), document.Options{Revisions: revisions})
		if len(doc.Warnings) != 1 || !strings.HasSuffix(doc.Warnings[0].Message, want) {
			t.Errorf("reading %d: got %v, want …%s", revisions, doc.Warnings, want)
		}
	}
}

// same checks that the text of all changes, without what was deleted, has the
// words of the accepted text, and without what was inserted those of the
// original. It returns whether there was anything to check.
func same(t *testing.T, name string, data []byte) bool {
	t.Helper()
	words := func(revisions, without document.Revision, view document.Revisions, data []byte) (all, one []string, ok bool) {
		r, err := newReader(t.Context(), document.Source{Name: name, Data: data}, document.Options{Revisions: document.AllRevisions, Headers: true})
		if err != nil {
			return nil, nil, false
		}
		doc, err := r.document()
		if err != nil || !r.res.changes.any() {
			return nil, nil, false
		}
		if err := doc.Validate(); err != nil {
			t.Error(err)
		}
		doc, _ = doc.Without(without)
		single, err := Read(t.Context(), document.Source{Name: name, Data: data}, document.Options{Revisions: view, Headers: true})
		if err != nil {
			t.Fatalf("%s: %v in the single view only", name, err)
		}
		// Notes and text boxes stand behind their paragraph, which another
		// reading may have joined with the next.
		all, one = strings.Fields(doc.Text), strings.Fields(single.Text)
		slices.Sort(all)
		slices.Sort(one)
		return all, one, true
	}
	compare := func(what string, all, one []string) {
		if !slices.Equal(all, one) {
			i := 0
			for i < len(all) && i < len(one) && all[i] == one[i] {
				i++
			}
			t.Errorf("%s, %s, differs at word %d:\nof all %q\nby itself %q", name, what, i, all[max(0, i-5):min(len(all), i+15)], one[max(0, i-5):min(len(one), i+15)])
		}
	}
	all, one, changed := words(0, document.Deleted, document.AcceptRevisions, data)
	compare("accepted", all, one)
	// The labels of the text of all changes are the accepted ones.
	all, one, _ = words(0, document.Inserted, document.OriginalRevisions, drop(t, data, "word/numbering.xml"))
	compare("original", all, one)
	return changed
}

// drop copies a zip file without one entry.
func drop(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		if f.Name == name {
			continue
		}
		if err := w.Copy(f); err != nil {
			return data
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestSharedRevisions: the three readings of every draft of the measuring
// material agree.
func TestSharedRevisions(t *testing.T) {
	drafts := 0
	for _, file := range sharedFiles(t, "corpus/docx", "testfiles/docx") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if same(t, filepath.Base(file), data) {
			drafts++
		}
	}
	if drafts == 0 {
		t.Error("no document has tracked changes")
	}
	t.Logf("%d drafts", drafts)
}

// draft makes a small document with tracked changes of every kind out of
// random numbers.
func draft(r *rand.Rand) string {
	var words int
	word := func() string { words++; return fmt.Sprintf("w%d ", words) }
	var inline func(depth int) string
	inline = func(depth int) string {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			switch n := r.IntN(9); {
			case n == 0 && depth > 0:
				b.WriteString(`<w:hyperlink w:anchor="x">` + inline(depth-1) + `</w:hyperlink>`)
			case n == 1 && depth > 0:
				b.WriteString(fldChar("begin") + instr("REF x") + fldChar("separate") + inline(depth-1) + fldChar("end"))
			case n == 2 && depth == 2:
				b.WriteString(ins(inline(0)))
			case n == 3 && depth == 2:
				b.WriteString(del(inline(0)))
			case n == 4:
				b.WriteString(runWith("<w:b/>", "<w:tab/><w:t>"+strings.TrimSpace(word())+"</w:t>"))
			case n == 5 && depth == 2:
				b.WriteString(del(`<w:r><w:footnoteReference w:id="2"/></w:r>`))
			case n == 6 && depth == 2:
				b.WriteString(ins(`<w:r>` + box + `</w:r>`))
			default:
				b.WriteString(run(word()))
			}
		}
		return b.String()
	}
	paragraph := func() string {
		props := [...]string{"", numbered(1, ""), numbered(2, mark("del")), numbered(2, mark("ins")), `<w:pPr>` + mark("del") + `</w:pPr>`, `<w:pPr>` + mark("ins") + `</w:pPr>`}
		return p(props[r.IntN(len(props))] + inline(2) + run(word()))
	}
	var b strings.Builder
	for range 1 + r.IntN(8) {
		if r.IntN(5) > 0 {
			b.WriteString(paragraph())
			continue
		}
		// What runs on must have something to run on in.
		b.WriteString(text(word()) + `<w:tbl>`)
		for range 1 + r.IntN(3) {
			// Not both at once: what is inserted and deleted again stands in
			// neither text.
			cells := cell(text(word())) + cell(text(word())+text(word()))
			b.WriteString([...]string{row(cells), markedRow("ins", cells), markedRow("del", cells)}[r.IntN(3)])
		}
		b.WriteString(`</w:tbl>`)
	}
	return b.String() + text(word())
}

func FuzzRevisions(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		same(t, fmt.Sprint(seed), packAs(t, parts(draft(rand.New(rand.NewPCG(seed, 1)))), zip.Store))
	})
}
