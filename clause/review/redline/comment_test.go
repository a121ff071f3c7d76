package redline

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestAnchors: where the markup of a comment comes to stand. Brackets are the
// range with its mark.
func TestAnchors(t *testing.T) {
	const other = `<w:p><w:r><w:t>Ervoor.</w:t></w:r></w:p>`
	field := fld("begin") + `<w:r><w:instrText>REF x</w:instrText></w:r>` + fld("separate") + run("artikel twee") + fld("end")
	for _, c := range []struct {
		name, body, phrase, want string
		fit                      Placement
	}{
		{"whole run", p(run("twee woorden")), "twee woorden", p(`[` + run("twee woorden") + `]`), Placement{}},
		{"run edges", p(run("aa ") + run("twee woorden") + run(" bb")), "twee woorden", p(run("aa ") + `[` + run("twee woorden") + `]` + run(" bb")), Placement{}},
		{"split with properties", p(`<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">een twee drie</w:t></w:r>`), "twee",
			p(`<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">een </w:t></w:r>[<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">twee</w:t></w:r>]<w:r w:rsidR="00AA"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> drie</w:t></w:r>`), Placement{}},
		{"split without xml:space", p(run(" een twee drie ")), "twee",
			p(`<w:r><w:t> een </w:t><w:t xml:space="preserve"> </w:t></w:r>[<w:r><w:t>twee</w:t></w:r>]<w:r><w:t xml:space="preserve"> </w:t><w:t> drie </w:t></w:r>`), Placement{}},
		{"split in a word", p(run("gegevensverwerking")), "verwerking", p(run("gegevens") + `[` + run("verwerking") + `]`), Placement{}},
		{"references", p(run("a &amp; b &lt;twee&gt; &#8364; c")), "<twee>", p(`<w:r><w:t>a &amp; b </w:t><w:t xml:space="preserve"> </w:t></w:r>[<w:r><w:t>&lt;twee&gt;</w:t></w:r>]<w:r><w:t xml:space="preserve"> </w:t><w:t> &#8364; c</w:t></w:r>`), Placement{}},
		{"across runs", p(run("een tw") + run("ee dr") + run("ie vier")), "twee drie", p(`<w:r><w:t>een </w:t><w:t xml:space="preserve"> </w:t></w:r>[` + run("tw") + run("ee dr") + run("ie") + `]<w:r><w:t xml:space="preserve"> </w:t><w:t> vier</w:t></w:r>`), Placement{}},
		{"between children of a run", p(`<w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t><w:br/><w:t>drie</w:t></w:r>`), "twee", p(`<w:r><w:t>een</w:t><w:tab/></w:r>[<w:r><w:t>twee</w:t></w:r>]<w:r><w:br/><w:t>drie</w:t></w:r>`), Placement{}},
		{"CDATA", p(`<w:r><w:t xml:space="preserve">een<![CDATA[ & twee ]]>drie</w:t></w:r>`), "twee", p(`<w:r><w:t xml:space="preserve">een<![CDATA[ & ]]></w:t></w:r>[<w:r><w:t xml:space="preserve"><![CDATA[twee]]></w:t></w:r>]<w:r><w:t xml:space="preserve"><![CDATA[ ]]>drie</w:t></w:r>`), Placement{}},
		{"behind the properties", `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>` + run("twee woorden") + `</w:p>`, "twee woorden", `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>[` + run("twee woorden") + `]</w:p>`, Placement{}},
		{"in a hyperlink", p(`<w:hyperlink r:id="x">` + run("zie de site nu") + `</w:hyperlink>`), "site", p(`<w:hyperlink r:id="x"><w:r><w:t>zie de </w:t><w:t xml:space="preserve"> </w:t></w:r>[<w:r><w:t>site</w:t></w:r>]<w:r><w:t xml:space="preserve"> </w:t><w:t> nu</w:t></w:r></w:hyperlink>`), Placement{}},
		{"around the insertion of another", p(run("a ") + `<w:ins w:id="4" w:author="X">` + run("twee woorden") + `</w:ins>`), "twee woorden", p(run("a ") + `[<w:ins w:id="4" w:author="X">` + run("twee woorden") + `</w:ins>]`), Placement{}},
		{"field", p(run("zie ") + field + run(" nu")), "twee", p(run("zie ") + `[` + field + `]` + run(" nu")), Placement{Widened, Field}},
		{"field in one run", p(`<w:r><w:t>a</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>bb</w:t><w:fldChar w:fldCharType="end"/><w:t>c</w:t></w:r>`), "bb",
			p(`<w:r><w:t>a</w:t></w:r>[<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>bb</w:t><w:fldChar w:fldCharType="end"/></w:r>]<w:r><w:t>c</w:t></w:r>`), Placement{Widened, Field}},
		{"simple field", p(`<w:fldSimple w:instr="PAGE">` + run("blad zeven") + `</w:fldSimple>`), "zeven", p(`[<w:fldSimple w:instr="PAGE">` + run("blad zeven") + `</w:fldSimple>]`), Placement{Widened, Field}},
		{"field without end", p(fld("begin") + run("twee woorden")), "twee woorden", p(fld("begin") + `[` + run("twee woorden") + `]`), Placement{}},
		{"bound control", p(run("aan ") + sdt(`<w:dataBinding w:xpath="x"/>`, run("de klant")) + run(" zelf")), "klant", p(run("aan ") + `[` + sdt(`<w:dataBinding w:xpath="x"/>`, run("de klant")) + `]` + run(" zelf")), Placement{Widened, Control}},
		{"rich control", p(sdt(`<w:alias w:val="x"/>`, run("de klant"))), "klant", p(sdt(`<w:alias w:val="x"/>`, `<w:r><w:t>de </w:t><w:t xml:space="preserve"> </w:t></w:r>[`+run("klant")+`]`)), Placement{}},
		{"bound block control", other + sdt(`<w:dataBinding w:xpath="x"/>`, p(run("de klant"))), "klant", p(`[`+run("Ervoor.")+`]`) + sdt(`<w:dataBinding w:xpath="x"/>`, p(run("de klant"))), Placement{Elsewhere, Control}},
		{"only bound", sdt(`<w:showingPlcHdr/>`, p(run("de klant"))) + `<w:p/>`, "klant", sdt(`<w:showingPlcHdr/>`, p(run("de klant"))) + `<w:p>#</w:p>`, Placement{Elsewhere, Control}},
		{"nothing but bound", sdt(`<w:showingPlcHdr/>`, p(run("de klant"))), "klant", sdt(`<w:showingPlcHdr/>`, p(`[`+run("de klant")+`]`)), Placement{Whole, Control}},
		{"contents", other + p(fld("begin")+`<w:r><w:instrText>TOC</w:instrText></w:r>`+fld("separate")+run("Artikel een")) + p(run("Artikel twee")+fld("end")), "twee", p(`[`+run("Ervoor.")+`]`) + p(fld("begin")+`<w:r><w:instrText>TOC</w:instrText></w:r>`+fld("separate")+run("Artikel een")) + p(run("Artikel twee")+fld("end")), Placement{Elsewhere, Field}},
		{"initial", `<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>` + run("D") + `</w:p>` + p(run("e klant")), "D", `<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>` + run("D") + `</w:p>` + p(`[`+run("e klant")+`]`), Placement{Elsewhere, Frame}},
		{"frame by style", other + `<w:p><w:pPr><w:pStyle w:val="Kader"/></w:pPr>` + run("De klant") + `</w:p>`, "klant", p(`[`+run("Ervoor.")+`]`) + `<w:p><w:pPr><w:pStyle w:val="Kader"/></w:pPr>` + run("De klant") + `</w:p>`, Placement{Elsewhere, Frame}},
		{"text box", p(run("Gastheer") + box(p(run("in de kader")))), "kader", p(`[` + run("Gastheer") + box(p(run("in de kader"))) + `]`), Placement{Whole, Textbox}},
		{"footnote", p(run("Tekst")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) + p(run("Erna")), "Noot bij", p(`[`+run("Tekst")+`<w:r><w:footnoteReference w:id="2"/></w:r>]`) + p(run("Erna")), Placement{Whole, Note}},
		{"formula", p(run("a ") + `<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>` + run(" b")), "x+y", p(run("a ") + `[<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>]` + run(" b")), Placement{Widened, Formula}},
		{"two paragraphs", p(run("een twee")) + p(run("drie vier")), "twee\n\ndrie", p(`<w:r><w:t>een </w:t><w:t xml:space="preserve"> </w:t></w:r>[`+run("twee")) + p(run("drie")+`]<w:r><w:t xml:space="preserve"> </w:t><w:t> vier</w:t></w:r>`), Placement{}},
		{"into a table", p(run("een twee")) + tbl(p(run("drie vier"))), "twee\n\ndrie", p(`<w:r><w:t>een </w:t><w:t xml:space="preserve"> </w:t></w:r>[`+run("twee")+`]`) + tbl(p(run("drie vier"))), Placement{Widened, Crossing}},
		{"variants", p(`<mc:AlternateContent><mc:Choice Requires="w14">` + run("nieuwe tekst") + `</mc:Choice><mc:Fallback>` + run("oude tekst") + `</mc:Fallback></mc:AlternateContent>`), "nieuwe", p(`[<mc:AlternateContent><mc:Choice Requires="w14">` + run("nieuwe tekst") + `</mc:Choice><mc:Fallback>` + run("oude tekst") + `</mc:Fallback></mc:AlternateContent>]`), Placement{Widened, Variant}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := parts(c.body)
			data := pack(t, in)
			doc := readAll(t, data, document.AcceptRevisions)
			made, out := apply(t, in, Edit{Comments: []Comment{{at(t, doc, c.phrase), remark}}}, Options{})
			if got := short(bodyOf(made[mainName])); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if out.Comments[0] != c.fit {
				t.Errorf("fit %+v, want %+v", out.Comments[0], c.fit)
			}
			if made["word/comments.xml"] == "" || !strings.Contains(made[typesPart], "/word/comments.xml") || !strings.Contains(made[relsName], `Id="rId8"`) {
				t.Errorf("the comments part is not declared: %s %s", made[typesPart], made[relsName])
			}
		})
	}
}

// TestDeletedText: a comment on what another deletes stands around the deletion.
func TestDeletedText(t *testing.T) {
	in := parts(p(run("binnen ") + `<w:del w:id="1" w:author="X"><w:r><w:delText>24 hele</w:delText></w:r></w:del>` + run(" uur")))
	data := pack(t, in)
	doc := readAll(t, data, document.AllRevisions)
	var b strings.Builder
	out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: data}, document.Options{Revisions: document.AllRevisions},
		Edit{Comments: []Comment{{at(t, doc, "24"), remark}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := p(run("binnen ") + `[<w:del w:id="1" w:author="X"><w:r><w:delText>24 hele</w:delText></w:r></w:del>]` + run(" uur"))
	if got := short(bodyOf(unpack(t, []byte(b.String()))[mainName])); got != want || out.Comments[0] != (Placement{Widened, Deleted}) {
		t.Errorf("%+v\n got %s\nwant %s", out.Comments[0], got, want)
	}
}

// TestOverlap: equal, nested, touching and overlapping comments.
func TestOverlap(t *testing.T) {
	in := parts(p(run("een twee drie vier")))
	doc := readAll(t, pack(t, in), document.AcceptRevisions)
	edit := Edit{}
	for _, phrase := range []string{"twee drie", "twee drie", "drie vier", "een "} {
		edit.Comments = append(edit.Comments, Comment{at(t, doc, phrase), phrase})
	}
	made, out := apply(t, in, edit, Options{})
	blank := `<w:t xml:space="preserve"> </w:t>`
	want := p(`[3<w:r><w:t>een </w:t>` + blank + `</w:r>3][[1<w:r><w:t>twee </w:t>` + blank + `</w:r>[2` + run("drie") + `]1]<w:r>` + blank + `<w:t> vier</w:t></w:r>2]`)
	if got := short(bodyOf(made[mainName])); got != want {
		t.Errorf("%+v\n got %s\nwant %s", out, got, want)
	}
}

// TestManyComments: Word opens no file with more than 32,767 commented stretches.
func TestManyComments(t *testing.T) {
	in := parts(p(run("twee woorden") + strings.Repeat(`<w:commentRangeStart w:id="9"/><w:commentRangeEnd w:id="9"/>`, maxRanges-1)))
	edit := Edit{Comments: []Comment{{document.Span{Start: 0, End: 4}, "a"}, {document.Span{Start: 0, End: 4}, "b"}},
		Insertions: []Insertion{{Paragraphs: []Paragraph{{Text: "Nieuw."}}, Comment: "c"}}}
	made, out := apply(t, in, edit, Options{})
	if out.Comments[0].Fit != Exact || out.Comments[1] != (Placement{Left, TooMany}) || out.Insertions[0] != (Placement{Exact, TooMany}) {
		t.Errorf("%+v", out)
	}
	if n := strings.Count(made["word/comments.xml"], "<w:comment "); n != 1 {
		t.Errorf("%d comments", n)
	}
	if !strings.Contains(made["word/comments.xml"], `w:id="10"`) {
		t.Error("the number of the comment is used in the document already")
	}
}

// TestNowhere: spans that are no place in the text.
func TestNowhere(t *testing.T) {
	in := parts(p(run("twee woorden")))
	for _, s := range []document.Span{{Start: -1, End: 2}, {Start: 0, End: 99}, {Start: 3, End: 3}, {Start: 5, End: 2}} {
		made, out := apply(t, in, Edit{Comments: []Comment{{s, remark}}}, Options{})
		if out.Comments[0] != (Placement{Left, Nowhere}) || made["word/comments.xml"] != "" {
			t.Errorf("%v: %+v", s, out.Comments[0])
		}
	}
}
