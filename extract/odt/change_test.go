package odt

import (
	"archive/zip"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

func tracked(regions ...string) string {
	return `<text:tracked-changes>` + strings.Join(regions, "") + `</text:tracked-changes>`
}

const made1 = `<office:change-info><dc:creator>Jansen</dc:creator><dc:date>2026-01-15T09:00:00</dc:date></office:change-info>`

func deletion(id, content string) string {
	return `<text:changed-region xml:id="` + id + `" text:id="` + id + `"><text:deletion>` + made1 + content + `</text:deletion></text:changed-region>`
}
func insertion(id string) string {
	return `<text:changed-region text:id="` + id + `"><text:insertion>` + made1 + `</text:insertion></text:changed-region>`
}
func gone(id string) string { return `<text:change text:change-id="` + id + `"/>` }
func from(id string) string { return `<text:change-start text:change-id="` + id + `"/>` }
func to(id string) string   { return `<text:change-end text:change-id="` + id + `"/>` }

// TestChanges: each draft in its three readings.
func TestChanges(t *testing.T) {
	for _, c := range []struct{ name, body, accepted, original, all, changes string }{
		{"words", tracked(deletion("d", p("72")), insertion("i")) + p("binnen "+gone("d")+from("i")+"24"+to("i")+" uur"),
			"paragraph: binnen 24 uur", "paragraph: binnen 72 uur", "paragraph: binnen 72 24 uur", "-72|~ |+24"},
		{"a paragraph that was split", tracked(insertion("i")) + p("een"+from("i")) + p(to("i")+" twee"),
			"paragraph: een\nparagraph: twee", "paragraph: een twee", "paragraph: een\nparagraph: twee", "+⏎⏎"},
		{"an inserted paragraph", tracked(insertion("i")) + ul(digits, li(p("een"+from("i"))), li(p("nieuw"+to("i"))), li(p("twee"))),
			"item[1] 1: een\nitem[2] 1: nieuw\nitem[3] 1: twee", "item[1] 1: een\nitem[2] 1: twee", "item[1] 1: een\nitem[2] 1 inserted: nieuw\nitem[3] 1: twee", "+⏎2. nieuw"},
		{"paragraphs that were joined", tracked(deletion("d", p("")+p(""))) + p("een"+gone("d")+" twee"),
			"paragraph: een twee", "paragraph: een\nparagraph: twee", "paragraph: een\nparagraph: twee", "-⏎⏎"},
		{"a deleted paragraph", tracked(deletion("d", p("weg ermee")+h(1, "P1", ""))) + h(1, "P1", "Een") + h(1, "P1", gone("d")+"Twee"),
			"heading[Artikel 1] 1: Een\nheading[Artikel 2] 1: Twee", "heading[Artikel 1] 1: Een\nparagraph: weg ermee\nheading[Artikel 2] 1: Twee",
			"heading[Artikel 1] 1: Een\nparagraph deleted: weg ermee\nheading[Artikel 2] 1: Twee", "-weg ermee⏎⏎"},
		{"a deleted heading keeps its number", tracked(deletion("d", h(1, "P1", "Weg")+h(1, "P1", ""))) + h(1, "P1", "Een") + h(1, "P1", gone("d")+"Twee"),
			"heading[Artikel 1] 1: Een\nheading[Artikel 2] 1: Twee", "heading[Artikel 1] 1: Een\nheading[Artikel 2] 1: Weg\nheading[Artikel 3] 1: Twee",
			"heading[Artikel 1] 1: Een\nheading[Artikel 2] 1 deleted: Weg\nheading[Artikel 2] 1: Twee", "-Artikel 2. Weg⏎⏎"},
		{"a deleted table", tracked(deletion("d", tbl(row(cell(p("cel")))))) + p("een") + gone("d") + p("twee"),
			"paragraph: een\nparagraph: twee", "paragraph: een\ncell 1/0/0: cel\nparagraph: twee", "paragraph: een\ncell 1/0/0 deleted: cel\nparagraph: twee", "-cel⏎⏎"},
		{"an inserted table", tracked(insertion("i")) + p("een") + from("i") + tbl(row(cell(p("cel")))) + to("i") + p("twee"),
			"paragraph: een\ncell 1/0/0: cel\nparagraph: twee", "paragraph: een\nparagraph: twee", "paragraph: een\ncell 1/0/0 inserted: cel\nparagraph: twee", "+cel⏎⏎"},
		{"inserted and deleted again", tracked(deletion("d", p("even")), insertion("i")) + p("een "+from("i")+gone("d")+"twee"+to("i")),
			"paragraph: een twee", "paragraph: een", "paragraph: een even twee", "~even|~ |+twee"},
		{"an item inserted and deleted again", tracked(deletion("d", p("weg")+p("")), insertion("i")) + ul(digits, li(p("een"+from("i"))), li(p(gone("d")+"nieuw"+to("i"))), li(p("twee"))),
			"item[1] 1: een\nitem[2] 1: nieuw\nitem[3] 1: twee", "item[1] 1: een\nitem[2] 1: twee",
			"item[1] 1: een\nparagraph withdrawn: weg\nitem[2] 1 inserted: nieuw\nitem[3] 1: twee", "+⏎⏎|~weg⏎⏎|+2. nieuw"},
		{"a note in a deletion", tracked(deletion("d", p(`weg<text:note><text:note-body>`+p("noot")+`</text:note-body></text:note>`))) + p("een "+gone("d")),
			"paragraph: een", "paragraph: een weg\nfootnote: noot", "paragraph: een weg\nfootnote deleted: noot", "-weg|-noot"},
		{"deleted text in its place", tracked(deletion("d", ""), insertion("i")) + p("binnen "+from("d")+"72"+to("d")+from("i")+"24"+to("i")+" uur"),
			"paragraph: binnen 24 uur", "paragraph: binnen 72 uur", "paragraph: binnen 72 24 uur", "-72|~ |+24"},
		{"a deleted mark in its place", tracked(deletion("d", "")) + h(1, "P1", "een"+from("d")+" en") + p("meer"+to("d")+" twee") + h(1, "P1", "drie"),
			"heading[Artikel 1] 1: een twee\nheading[Artikel 2] 1: drie", "heading[Artikel 1] 1: een en\nparagraph: meer twee\nheading[Artikel 2] 1: drie",
			"heading[Artikel 1] 1: een en\nheading[Artikel 1] 1: meer twee\nheading[Artikel 2] 1: drie", "- en⏎⏎|-meer"},
		{"a deleted item in its place", tracked(deletion("d", "")) + ul(digits, li(p("een")), li(p(from("d")+"weg")), li(p(to("d")+"twee"))),
			"item[1] 1: een\nitem[2] 1: twee", "item[1] 1: een\nitem[2] 1: weg\nitem[3] 1: twee", "item[1] 1: een\nitem[2] 1 deleted: weg\nitem[2] 1: twee", "-2. weg⏎"},
		{"unknown change", tracked() + p("een"+gone("x")+from("x")+" twee"+to("x")), "paragraph: een twee", "paragraph: een twee", "paragraph: een twee", ""},
	} {
		data := pack(t, parts(c.body), zip.Deflate)
		for view, want := range map[document.Revisions]string{document.AcceptRevisions: c.accepted, document.OriginalRevisions: c.original, document.AllRevisions: c.all} {
			doc := read(t, data, document.Options{Revisions: view})
			if got := outline(doc); strings.NewReplacer(" inserted", "", " deleted", "").Replace(got) != strings.NewReplacer(" inserted", "", " deleted", "").Replace(want) ||
				view == document.AllRevisions && got != want {
				t.Errorf("%s, reading %d:\n got %s\nwant %s", c.name, view, got, want)
			}
			if tracked := strings.Contains(codes(doc), string(document.WarnRevisions)); tracked != (c.changes != "") {
				t.Errorf("%s, reading %d: warnings %v", c.name, view, doc.Warnings)
			}
			if view != document.AllRevisions {
				continue
			}
			if got := changes(doc); got != c.changes {
				t.Errorf("%s: changes %s, want %s", c.name, got, c.changes)
			}
			for _, change := range doc.Changes {
				if change.Revision != document.Withdrawn && (change.Author != "Jansen" || change.Date != "2026-01-15T09:00:00") {
					t.Errorf("%s: made by %s on %s", c.name, change.Author, change.Date)
				}
			}
			// The other readings follow from the text with all changes too.
			for gone, view := range map[document.Revision]document.Revisions{document.Deleted: document.AcceptRevisions, document.Inserted: document.OriginalRevisions} {
				without, _ := doc.Without(gone)
				if got, want := bodies(without), bodies(read(t, data, document.Options{Revisions: view})); got != want {
					t.Errorf("%s: without what is %s %q, want %q", c.name, gone, got, want)
				}
			}
		}
	}
}
