package redline

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/document"
)

var trackedTag = regexp.MustCompile(`<w:(ins|pPrChange) w:id="\d+" w:author="Clausule"(/?)>`)

// plainly writes our own changes without number and author, and the inserted
// paragraph mark as ¶.
func plainly(xml string) string {
	xml = trackedTag.ReplaceAllString(xml, "<w:$1$2>")
	return strings.ReplaceAll(xml, `<w:rPr><w:ins/></w:rPr>`, `¶`)
}

// TestInsertions: where new paragraphs come to stand, and how they are written.
func TestInsertions(t *testing.T) {
	const (
		fresh = `<w:p><w:pPr>¶</w:pPr><w:ins><w:r><w:t xml:space="preserve">Nieuw.</w:t></w:r></w:ins></w:p>`
		last  = `<w:p><w:ins><w:r><w:t xml:space="preserve">Nieuw.</w:t></w:r></w:ins></w:p>`
	)
	const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" descr="Een plattegrond"/>` +
		`<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing></w:r></w:p>`
	mark := func(content string) string { return `<w:p><w:pPr>¶</w:pPr>` + content + `</w:p>` }
	toc := p(fld("begin")+`<w:r><w:instrText>TOC</w:instrText></w:r>`+fld("separate")+run("Een kop")) + p(run("Twee kop")+fld("end"))
	for _, c := range []struct {
		name, body string
		after      string // text of the block behind which it comes
		want       string
		fit        Placement
	}{
		{"between paragraphs", p(run("Een.")) + p(run("Twee.")), "Een.", p(run("Een.")) + fresh + p(run("Twee.")), Placement{}},
		{"at the end", p(run("Een.")), "Een.", mark(run("Een.")) + last, Placement{}},
		{"past bookmarks", p(run("Een.")) + `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>` + p(run("Twee.")), "Een.", p(run("Een.")) + fresh + `<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>` + p(run("Twee.")), Placement{}},
		{"in front of a table", p(run("Een.")) + tbl(p(run("Cel."))), "Een.", mark(run("Een.")) + last + tbl(p(run("Cel."))), Placement{}},
		{"in a cell", tbl(p(run("Een."))+p(run("Twee."))) + p(run("Erna.")), "Een.", tbl(p(run("Een."))+fresh+p(run("Twee."))) + p(run("Erna.")), Placement{}},
		{"last of a cell", tbl(p(run("Een."))) + p(run("Erna.")), "Een.", tbl(mark(run("Een."))+last) + p(run("Erna.")), Placement{}},
		{"a mark with properties", tbl(`<w:p><w:pPr><w:jc w:val="both"/><w:rPr><w:b/></w:rPr></w:pPr>` + run("Een.") + `</w:p>`), "Een.",
			tbl(`<w:p><w:pPr><w:jc w:val="both"/><w:rPr><w:ins/><w:b/></w:rPr></w:pPr>` + run("Een.") + `</w:p><w:p><w:pPr><w:rPr><w:b/></w:rPr><w:pPrChange><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrChange></w:pPr><w:ins><w:r><w:t xml:space="preserve">Nieuw.</w:t></w:r></w:ins></w:p>`), Placement{}},
		{"properties without end tag", tbl(`<w:p><w:pPr/>` + run("Een.") + `</w:p>`), "Een.", tbl(mark(run("Een.")) + last), Placement{}},
		{"a mark that is inserted already", tbl(`<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="X"/></w:rPr></w:pPr>` + run("Een.") + `</w:p>`), "Een.", tbl(`<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="X"/></w:rPr></w:pPr>` + run("Een.") + `</w:p>` + fresh), Placement{}},
		{"a mark that is deleted", `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="X"/></w:rPr></w:pPr>` + run("Een") + `</w:p>` + p(`<w:del w:id="4" w:author="X"><w:r><w:delText>twee</w:delText></w:r></w:del>`) + p(run("Drie.")), "Een", `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="X"/></w:rPr></w:pPr>` + run("Een") + `</w:p>` + p(`<w:del w:id="4" w:author="X"><w:r><w:delText>twee</w:delText></w:r></w:del>`) + fresh + p(run("Drie.")), Placement{}},
		{"a paragraph that is deleted", `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="X"/></w:rPr></w:pPr><w:del w:id="4" w:author="X"><w:r><w:delText>Een.</w:delText></w:r></w:del></w:p>` + p(run("Twee.")), "Een.", `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="X"/></w:rPr></w:pPr><w:del w:id="4" w:author="X"><w:r><w:delText>Een.</w:delText></w:r></w:del></w:p>` + fresh + p(run("Twee.")), Placement{}},
		{"a section", `<w:p><w:pPr><w:sectPr/></w:pPr>` + run("Een.") + `</w:p>` + p(run("Twee.")), "Een.", `<w:p><w:pPr><w:sectPr/></w:pPr>` + run("Een.") + `</w:p>` + fresh + p(run("Twee.")), Placement{Exact, Section}},
		{"contents", p(run("Ervoor.")) + toc + p(run("Erna.")), "Een kop", p(run("Ervoor.")) + toc + fresh + p(run("Erna.")), Placement{Elsewhere, Field}},
		{"bound control", sdt(`<w:dataBinding w:xpath="x"/>`, p(run("Een."))) + p(run("Twee.")), "Een.", sdt(`<w:dataBinding w:xpath="x"/>`, p(run("Een."))) + fresh + p(run("Twee.")), Placement{Elsewhere, Control}},
		{"rich control", sdt(``, p(run("Een."))+p(run("Twee."))), "Een.", sdt(``, p(run("Een."))+fresh+p(run("Twee."))), Placement{}},
		{"bound rows", `<w:tbl>` + sdt(`<w:dataBinding w:xpath="x"/>`, `<w:tr><w:tc>`+p(run("Een."))+`</w:tc></w:tr>`) + `</w:tbl>` + p(run("Twee.")), "Een.", `<w:tbl>` + sdt(`<w:dataBinding w:xpath="x"/>`, `<w:tr><w:tc>`+p(run("Een."))+`</w:tc></w:tr>`) + `</w:tbl>` + fresh + p(run("Twee.")), Placement{Elsewhere, Control}},
		{"behind a note", p(run("Een.")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) + p(run("Twee.")), "Noot bij de tekst.", p(run("Een.")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) + fresh + p(run("Twee.")), Placement{}},
		{"behind a picture", p(run("Een.")) + picture + p(run("Twee.")), "plattegrond", p(run("Een.")) + picture + fresh + p(run("Twee.")), Placement{}},
		{"only a picture", picture, "plattegrond", mark(strings.TrimSuffix(strings.TrimPrefix(picture, "<w:p>"), "</w:p>")) + last, Placement{}},
		{"behind a text box", p(run("Een.")+box(p(run("Kader.")))) + p(run("Twee.")), "Kader.", p(run("Een.")+box(p(run("Kader.")))) + fresh + p(run("Twee.")), Placement{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := parts(c.body)
			data := pack(t, in)
			opts := document.Options{Revisions: document.AllRevisions}
			doc := readAll(t, data, opts.Revisions)
			edit := Edit{Insertions: []Insertion{{After: doc.BlockAt(at(t, doc, c.after).Start), Paragraphs: []Paragraph{{Text: "Nieuw.", Like: -1}}}}}
			var b bytes.Buffer
			out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: data}, opts, edit, Options{})
			if err != nil {
				t.Fatal(err)
			}
			made := unpack(t, b.Bytes())
			if got := plainly(bodyOf(made[mainName])); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if out.Insertions[0] != c.fit {
				t.Errorf("fit %+v, want %+v", out.Insertions[0], c.fit)
			}
			if made["word/comments.xml"] != "" || made[typesPart] != in[typesPart] || made[relsName] != in[relsName] {
				t.Error("there are no comments, and yet a part for them")
			}
		})
	}
}

// TestLooks: what a new paragraph takes over.
func TestLooks(t *testing.T) {
	const rich = `<w:p w14:paraId="1234"><w:pPr><w:pStyle w:val="Kop1"/><w:pageBreakBefore/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/><w:ins w:id="1" w:author="X"/></w:numPr><w:jc w:val="both"/>` +
		`<w:rPr><w:ins w:id="2" w:author="X"/><w:i/></w:rPr><w:pPrChange w:id="3" w:author="X"><w:pPr/></w:pPrChange></w:pPr>` +
		`<w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Link"/><w:rFonts w:ascii="Arial"/><w:strike/><w:sz w:val="20"/><w:rPrChange w:id="5" w:author="X"><w:rPr/></w:rPrChange></w:rPr><w:t xml:space="preserve"> De lange tekst.</w:t></w:r></w:p>`
	body := rich + p(run("Gewoon."))
	in := parts(body)
	doc := readAll(t, pack(t, in), document.AcceptRevisions)
	const tail = `<w:ins><w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">N</w:t></w:r></w:ins></w:p>`
	for _, c := range []struct {
		name string
		p    Paragraph
		want string
	}{
		{"numbered", Paragraph{Text: "N", Like: 0, Numbered: true}, `<w:p><w:pPr><w:pStyle w:val="Kop1"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/><w:rPr><w:ins/><w:i/></w:rPr></w:pPr>` + tail},
		{"not numbered", Paragraph{Text: "N", Like: 0}, `<w:p><w:pPr><w:pStyle w:val="Kop1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="720" w:hanging="360"/><w:jc w:val="both"/><w:rPr><w:ins/><w:i/></w:rPr></w:pPr>` + tail},
		{"heading of a paragraph", Paragraph{Text: "N", Like: 1, Heading: true}, `<w:p><w:pPr><w:keepNext/><w:rPr><w:ins/><w:b/><w:bCs/></w:rPr></w:pPr><w:ins><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">N</w:t></w:r></w:ins></w:p>`},
		{"nothing to look like", Paragraph{Text: "N", Like: 99}, `<w:p><w:pPr>¶</w:pPr><w:ins><w:r><w:t xml:space="preserve">N</w:t></w:r></w:ins></w:p>`},
		{"tabs, line ends and what XML forbids", Paragraph{Text: "a\tb\r\nc & <d> \x01\xff", Like: -1}, `<w:p><w:pPr>¶</w:pPr><w:ins><w:r><w:t xml:space="preserve">a</w:t><w:tab/><w:t xml:space="preserve">b</w:t><w:br/><w:t xml:space="preserve">c &amp; &lt;d&gt; ` + "\ufffd\ufffd" + `</w:t></w:r></w:ins></w:p>`},
		{"without text", Paragraph{Like: -1}, `<w:p><w:pPr>¶</w:pPr></w:p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, _ := apply(t, in, Edit{Insertions: []Insertion{{After: 0, Paragraphs: []Paragraph{c.p}}}}, Options{})
			want := rich + c.want + p(run("Gewoon."))
			if got := plainly(bodyOf(made[mainName])); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
	if doc.Blocks[0].Label == "" {
		t.Error("the model of the test has no number")
	}
}

// TestNumbers: a numbered insertion makes what follows count on when it is
// accepted, and nothing when it is rejected.
func TestNumbers(t *testing.T) {
	kop := func(text string) string { return `<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>` + run(text) + `</w:p>` }
	in := parts(kop("Begrippen") + p(run("Tekst.")) + kop("Slot") + p(run("Eind.")))
	edit := Edit{Insertions: []Insertion{{After: 1, Paragraphs: []Paragraph{{Text: "Audit", Like: 0, Numbered: true, Heading: true}, {Text: "De klant mag toetsen.", Like: 1}}, Comment: "Ontbrak."}}}
	made, _ := apply(t, in, edit, Options{Author: "Mr. A. de Vries", Date: time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("CET", 3600))})
	data := pack(t, made)
	got := labelled(readAll(t, data, document.AcceptRevisions))
	const want = "heading [Artikel 1] Begrippen\nparagraph [] Tekst.\nheading [Artikel 2] Audit\nparagraph [] De klant mag toetsen.\nheading [Artikel 3] Slot\nparagraph [] Eind.\n"
	if got != want {
		t.Errorf("accepted:\n%s", got)
	}
	if before, after := labelled(readAll(t, pack(t, in), document.AcceptRevisions)), labelled(readAll(t, data, document.OriginalRevisions)); before != after {
		t.Errorf("rejected:\n%s", after)
	}
	main := made[mainName]
	if !strings.Contains(main, `" w:author="Mr. A. de Vries" w:date="2026-03-01T11:00:00Z"/>`) {
		t.Errorf("author or date: %s", main)
	}
	if !strings.Contains(made["word/comments.xml"], `<w:comment w:id="0" w:author="Mr. A. de Vries" w:date="2026-03-01T11:00:00Z" w:initials="MAdV"><w:p><w:pPr><w:pStyle w:val="Tekstopmerking"/></w:pPr>`+
		`<w:r><w:rPr><w:rStyle w:val="Verwijzingopmerking"/></w:rPr><w:annotationRef/></w:r><w:r><w:t xml:space="preserve">Ontbrak.</w:t></w:r></w:p></w:comment>`) {
		t.Errorf("comment: %s", made["word/comments.xml"])
	}
	if i, k := strings.Index(main, "<w:commentRangeStart"), strings.Index(main, "<w:commentRangeEnd"); i < 0 || k < strings.Index(main, "toetsen") || i > strings.Index(main, "Audit") {
		t.Errorf("the comment is not around the insertion: %s", main)
	}
	// Every number is used once.
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`<w:ins w:id="(\d+)"`).FindAllStringSubmatch(main, -1) {
		if ids[m[1]] {
			t.Errorf("number %s is used twice", m[1])
		}
		ids[m[1]] = true
	}
}

// TestOrder: insertions behind one block come in their order, the last in Word's
// own form at the end of a cell.
func TestOrder(t *testing.T) {
	in := parts(tbl(p(run("Cel."))) + p(run("Erna.")))
	edit := Edit{Insertions: []Insertion{
		{After: 0, Paragraphs: []Paragraph{{Text: "Een.", Like: -1}, {Text: "Twee.", Like: -1}}},
		{After: 1, Paragraphs: []Paragraph{{Text: "Vier.", Like: -1}}},
		{After: 0, Paragraphs: []Paragraph{{Text: "Drie.", Like: -1}}},
		{After: 0}, {After: 7, Paragraphs: []Paragraph{{Text: "Nergens."}}},
	}}
	made, out := apply(t, in, edit, Options{})
	data := pack(t, made)
	const want = "cell [] Cel.\ncell [] Een.\ncell [] Twee.\ncell [] Drie.\nparagraph [] Erna.\nparagraph [] Vier.\n"
	if got := labelled(readAll(t, data, document.AcceptRevisions)); got != want {
		t.Errorf("accepted:\n%s", got)
	}
	if out.Insertions[3] != (Placement{Left, Nowhere}) || out.Insertions[4] != (Placement{Left, Nowhere}) {
		t.Errorf("%+v", out.Insertions)
	}
}

// TestInsideInsertion: next to and in what others inserted, rejecting ours gives
// what was there.
func TestInsideInsertion(t *testing.T) {
	ins := `<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="X"/></w:rPr></w:pPr><w:ins w:id="4" w:author="X">` + run("Van X.") + `</w:ins></w:p>`
	in := parts(p(run("Een.")) + ins + p(run("Twee.")))
	doc := readAll(t, pack(t, in), document.AcceptRevisions)
	edit := Edit{Comments: []Comment{{at(t, doc, "X."), remark}}}
	for i := range doc.Blocks {
		edit.Insertions = append(edit.Insertions, Insertion{After: i, Paragraphs: []Paragraph{{Text: "Nieuw.", Like: i}}, Comment: "bij"})
	}
	made, _ := apply(t, in, edit, Options{})
	data := pack(t, made)
	if got := labelled(readAll(t, data, document.OriginalRevisions)); got != labelled(readAll(t, pack(t, in), document.OriginalRevisions)) {
		t.Errorf("original:\n%s", got)
	}
	if got := readAll(t, data, document.AcceptRevisions).Text; got != "Een.\n\nNieuw.\n\nVan X.\n\nNieuw.\n\nTwee.\n\nNieuw." {
		t.Errorf("accepted: %q", got)
	}
}
