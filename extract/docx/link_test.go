package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func marking(name, content string) string {
	return `<w:bookmarkStart w:id="0" w:name="` + name + `"/>` + content + `<w:bookmarkEnd w:id="0"/>`
}
func ref(code, result string) string {
	return fldChar("begin") + instr(code) + fldChar("separate") + run(result) + fldChar("end")
}

func TestLinks(t *testing.T) {
	article := item(0, marking("_Ref1", run("Beveiliging"))) + item(1, marking("_Ref2", run("De verwerker beveiligt."))) + item(2, marking("_Ref3", run("versleuteling;")))
	for _, c := range []struct{ name, body, want string }{
		{"fields", article + p(run("Zie ")+ref(`REF _Ref2 \r \h`, "1.1")+run(", ")+ref(` REF "_ref2" \* MERGEFORMAT `, "De verwerker")+run(" en bladzijde ")+ref("PAGEREF _Ref1", "3")+run(".")),
			"“1.1” 1.1\n“De verwerker” 1.1\n“3” Artikel 1\n"},
		{"fields in one element", article + p(run("Zie ")+`<w:fldSimple w:instr=" REF _Ref3 \w \h ">`+run("1.1(a)")+`</w:fldSimple>`), "“1.1(a)” a)\n"},
		{"hyperlinks", article + p(`<w:hyperlink w:anchor="_Ref1">`+run("artikel 1 ")+`</w:hyperlink><w:hyperlink w:anchor="_Ref1" r:id="x">`+run("elders")+`</w:hyperlink>`+ref(`HYPERLINK \l "_Ref2"`, " lid 1")),
			"“artikel 1” Artikel 1\n“lid 1” 1.1\n"},
		{"a link in a link to the same place", article + p(`<w:hyperlink w:anchor="_Ref1">`+run("Beveiliging ")+ref("PAGEREF _Ref1", "3")+`</w:hyperlink>`), "“Beveiliging 3” Artikel 1\n"},
		{"a bookmark between paragraphs, rows and in front of a table", `<w:bookmarkStart w:name="A"/>` + text("Eerste alinea.") + tbl(`<w:bookmarkStart w:name="B"/>`+row(cell(text("cel")))) + p(ref("REF A", "ja")+run(" ")+ref("REF B", "nee")),
			"“ja” Eerste alinea.\n“nee” cel\n"},
		{"a bookmark in an empty paragraph and in one that ends a section", p(marking("A", "")) + p("<w:pPr><w:sectPr/></w:pPr>"+marking("B", "")) + text("De tekst.") + p(ref("REF A", "ja")+run(" ")+ref("REF B", "nee")),
			"“ja” De tekst.\n“nee” De tekst.\n"},
		{"a bookmark in a text box and in a note that is there", p(`<w:r>`+strings.ReplaceAll(box, "<w:p>", `<w:p><w:bookmarkStart w:name="A"/>`)+`</w:r>`) + p(ref("REF A", "ja")), "“ja” Kader\n"},
		{"a bookmark in text that runs on", p(gone+run("Een ")+marking("A", run("twee"))) + text("drie.") + p(ref("REF A", "ja")), "“ja” Een twee drie.\n"},
		{"a place that is not there", p(run("Zie ") + ref("REF _Ref9", "artikel 9") + run(" en ") + `<w:hyperlink w:anchor="weg">` + run("daar") + `</w:hyperlink>`),
			"verwijzing-zonder-doel: De verwijzing “artikel 9” heeft geen doel: de plaats waarnaar zij wees is er niet meer.\n"},
		{"what Word writes then", item(1, run("Zie ")+ref(`REF _Ref9 \h`, "Fout! Verwijzingsbron niet gevonden.")+run(".")),
			"verwijzing-zonder-doel: De verwijzing “Fout! Verwijzingsbron niet gevonden.” in 1.1 heeft geen doel: de plaats waarnaar zij wees is er niet meer.\n"},
		{"a value has no place", p(ref("SET Naam Jansen", "")) + p(ref("REF naam", "Jansen")), ""},
		{"a number of before", article + item(1, run("Zie ")+ref(`REF _Ref2 \r`, "1.2")+run(" en ")+ref(`REF _Ref1 \n`, "Artikel 2")+run(" en ")+ref(`REF _Ref3 \w`, "1.2(a)")),
			"“1.2” 1.1\n“Artikel 2” Artikel 1\n“1.2(a)” a)\nverwijzing-verouderd: De verwijzing “1.2” in 1.2 is verouderd: zij wijst naar wat nu 1.1 is.\n" +
				"verwijzing-verouderd: De verwijzing “Artikel 2” in 1.2 is verouderd: zij wijst naar wat nu Artikel 1 is.\n" +
				"verwijzing-verouderd: De verwijzing “1.2(a)” in 1.2 is verouderd: zij wijst naar wat nu 1.1 onder a) is.\n"},
		{"the number in other forms", article + item(1, run("Zie ")+ref(`REF _Ref1 \r \t`, "1")+run(" en ")+ref(`REF _Ref3 \r`, "(a)")+run(" en ")+ref(`REF _Ref2`, "1.9")+run(" en ")+ref(`REF _Ref2 \n`, "hierboven")),
			"“1” Artikel 1\n“(a)” a)\n“1.9” 1.1\n“hierboven” 1.1\n"},
		{"no code, no link", article + p(run("Zie ")+fldChar("begin")+instr("REF _Ref1")+fldChar("end")+run("niets")), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, parts(c.body), document.Options{})
			var got strings.Builder
			for _, l := range doc.Links {
				b := doc.Blocks[l.Block]
				at := b.Label
				if at == "" {
					at = doc.Slice(b.Span)
				}
				fmt.Fprintf(&got, "“%s” %s\n", doc.Slice(l.Span), at)
			}
			for _, w := range doc.Warnings {
				if w.Code == document.WarnRevisions {
					continue
				}
				fmt.Fprintf(&got, "%s: %s\n", w.Code, w.Message)
			}
			if got.String() != c.want {
				t.Errorf("\n got %s\nwant %s", got.String(), c.want)
			}
		})
	}
}

// TestManyLostReferences: a document full of them gets few warnings.
func TestManyLostReferences(t *testing.T) {
	doc := read(t, parts(strings.Repeat(p(ref("REF weg", "artikel 9")), 50)), document.Options{})
	if n := len(doc.Warnings); n != maxTold+1 || doc.Warnings[maxTold].Message != "Nog 40 verwijzingen hebben evenmin een doel." {
		t.Errorf("%d warnings, the last %v", n, doc.Warnings[n-1])
	}
}
