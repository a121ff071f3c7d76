package redline

import (
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// TestOutside puts a paragraph behind a table, in whatever cell of it the block
// stands.
func TestOutside(t *testing.T) {
	for _, c := range []struct{ name, main, after, want string }{
		{"a cell", p(run("een")) + tbl(p(run("cel"))) + p(run("twee")), "cel", "een|cel|NIEUW|twee"},
		{"a table in a table", tbl(p(run("buiten"))+tbl(p(run("binnen")))+p(run("slot"))) + p(run("twee")), "binnen", "buiten|binnen|slot|NIEUW|twee"},
		{"the last of the document", p(run("een")) + tbl(p(run("cel"))), "cel", "een|cel|NIEUW"},
		{"no table", p(run("een")) + p(run("twee")), "een", "een|NIEUW|twee"},
		{"a control around it", sdt("", tbl(p(run("cel")))) + p(run("twee")), "cel", "cel|NIEUW|twee"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := parts(c.main)
			before := readAll(t, pack(t, in), document.AcceptRevisions)
			block := before.BlockAt(at(t, before, c.after).Start)
			out, outcome := apply(t, in, Edit{Insertions: []Insertion{{After: block, Outside: true, Paragraphs: []Paragraph{{Text: "NIEUW", Like: -1}}}}}, Options{})
			if outcome.Insertions[0].Fit != Exact {
				t.Errorf("%+v", outcome.Insertions[0])
			}
			after := readAll(t, pack(t, out), document.AcceptRevisions)
			var got []string
			for i := range after.Blocks {
				b := &after.Blocks[i]
				text := after.Slice(b.Span)
				if text == "NIEUW" && b.Table != nil {
					t.Error("it stands in the table")
				}
				got = append(got, text)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}
