package docx

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestFeatures: each feature of WordprocessingML that a reader can get wrong,
// in a file of its own, in every form that a file can have. A word may come out
// more or fewer times than it stands on paper: a text box that is stored twice,
// deleted text, the code of a field.
func TestFeatures(t *testing.T) {
	noted := func(kind string) string { return `<w:r><w:` + kind + `Reference w:id="2"/></w:r>` }
	features := []struct {
		name, body string
		want       map[string]int
	}{
		{"plain text", text("gewoon"), map[string]int{"gewoon": 1}},
		{"heading text", styled("Kop1", "Opschrift"), map[string]int{"Opschrift": 1}},
		{"automatic numbers", item(0, run("eerste")) + item(0, run("tweede")) + item(1, run("lid")) + item(1, run("lid")) + item(2, run("punt")),
			map[string]int{"Artikel 1": 1, "Artikel 2": 1, "2.1": 1, "2.2": 1, "a)": 1}},
		{"nested table cell", tbl(row(cell(text("buiten") + tbl(row(cell(text("binnen")))) + p("")))), map[string]int{"buiten": 1, "binnen": 1}},
		{"footnote", p(run("tekst") + noted("footnote")), map[string]int{"Noot twee.": 1, "SCHEIDING": 0}},
		{"endnote", p(run("tekst") + noted("endnote")), map[string]int{"Eindnoot.": 1}},
		{"header and footer", text("tekst") + `<w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/></w:sectPr>`, map[string]int{"Kopregel": 1, "Voetregel": 1, "tekst": 1}},
		{"text box", p(run("tekst") + `<w:r>` + box + `</w:r>`), map[string]int{"Kader": 1}},
		{"inserted", p(run("tekst ") + ins(run("erbij"))), map[string]int{"erbij": 1}},
		{"deleted", p(run("tekst ") + del(run("eraf"))), map[string]int{"eraf": 0}},
		{"moved from", p(run("tekst ") + `<w:moveFrom w:id="1">` + run("weg") + `</w:moveFrom>`), map[string]int{"weg": 0}},
		{"moved to", p(run("tekst ") + `<w:moveTo w:id="1">` + run("hierheen") + `</w:moveTo>`), map[string]int{"hierheen": 1}},
		{"a deleted paragraph mark joins", marked("del", run("halve")) + text("zin"), map[string]int{"halve zin": 1}},
		{"comment", p(`<w:commentRangeStart w:id="1"/>` + run("tekst") + `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>`), map[string]int{"tekst": 1, "Opmerking": 0}},
		{"field, complex", p(run("zie ") + ref(" PAGE ", "uitkomst")), map[string]int{"uitkomst": 1, "PAGE": 0}},
		{"field, simple", p(run("zie ") + `<w:fldSimple w:instr=" PAGE ">` + run("uitkomst") + `</w:fldSimple>`), map[string]int{"uitkomst": 1, "PAGE": 0}},
		{"hyperlink", p(`<w:hyperlink w:history="1">` + run("koppeling") + `</w:hyperlink>`), map[string]int{"koppeling": 1}},
		{"content control around paragraphs", `<w:sdt><w:sdtPr><w:alias w:val="NAAM"/></w:sdtPr><w:sdtContent>` + text("blokveld") + `</w:sdtContent></w:sdt>`, map[string]int{"blokveld": 1, "NAAM": 0}},
		{"content control in a line", p(`<w:sdt><w:sdtPr/><w:sdtContent>` + run("regelveld") + `</w:sdtContent></w:sdt>`), map[string]int{"regelveld": 1}},
		{"hidden text", p(run("tekst ") + runWith("<w:vanish/>", "<w:t>verborgen</w:t>")), map[string]int{"verborgen": 0}},
		{"no-break hyphen", p(`<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r>`), map[string]int{"e-mail": 1}},
		{"soft hyphen", p(`<w:r><w:t>af</w:t><w:softHyphen/><w:t>breken</w:t></w:r>`), map[string]int{"afbreken": 1}},
		{"symbol", p(`<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>` + run(" 3")), map[string]int{"≥ 3": 1}},
		{"tab and break", p(`<w:r><w:t>links</w:t><w:tab/><w:t>rechts</w:t><w:br/><w:t>onder</w:t></w:r>`), map[string]int{"links\trechts\nonder": 1}},
		{"smart tag", p(`<w:smartTag w:element="x">` + run("slim") + `</w:smartTag>`), map[string]int{"slim": 1}},
		{"custom XML", p(`<w:customXml w:element="x">` + run("eigen") + `</w:customXml>`), map[string]int{"eigen": 1}},
		{"formula", p(`<m:oMath><m:r><m:t>formule</m:t></m:r></m:oMath>`), map[string]int{"formule": 1}},
		{"inserted document", text("tekst") + `<w:altChunk r:id="A"/>`, map[string]int{"Ingevoegd.": 1}},
		{"drop cap", p(`<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>`+run("D")) + text("eze zin"), map[string]int{"Deze zin": 1}},
	}
	everywhere := func(p map[string]string, pairs ...string) {
		for name := range p {
			p[name] = strings.NewReplacer(pairs...).Replace(p[name])
		}
	}
	forms := []struct {
		name   string
		change func(p map[string]string)
		pack   func(p map[string]string) []byte
	}{
		{name: "transitional", change: func(map[string]string) {}},
		{name: "strict", change: func(p map[string]string) {
			everywhere(p, transitional, strict, relations, "http://purl.oclc.org/ooxml/officeDocument/relationships",
				"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
		}},
		{name: "another prefix", change: func(p map[string]string) {
			everywhere(p, "<w:", "<q:", "</w:", "</q:", " w:", " q:", "xmlns:w=", "xmlns:q=")
		}},
		{name: "docm", change: func(p map[string]string) {
			everywhere(p, "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main")
		}},
		{name: "dotx", change: func(p map[string]string) {
			everywhere(p, "wordprocessingml.document.main", "wordprocessingml.template.main")
		}},
		{name: "in one XML file", change: func(map[string]string) {}, pack: func(p map[string]string) []byte { return flatten(p, "") }},
	}
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			for _, f := range features {
				in := withChunks(parts(f.body), map[string]string{"A": "Ingevoegd."})
				in["word/comments.xml"] = `<w:comments` + namespaces + `><w:comment w:id="1">` + text("Opmerking") + `</w:comment></w:comments>`
				form.change(in)
				var data []byte
				if form.pack != nil {
					data = form.pack(in)
				} else {
					data = pack(t, in)
				}
				doc, err := Reader{Chunk: lines}.Read(t.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{Headers: true})
				if err != nil {
					t.Errorf("%s: %v", f.name, err)
					continue
				}
				for word, want := range f.want {
					if got := strings.Count(doc.Text, word); got != want {
						t.Errorf("%s: %q comes out %d times, want %d, in %q", f.name, word, got, want, doc.Text)
					}
				}
			}
		})
	}
}
