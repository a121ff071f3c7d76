package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
)

// blanksTold is how many of the places that are still to be filled in are told
// in a short report.
const blanksTold = 5

// blanks tells what is still to be filled in: how many places, and the first,
// together where they stand together. What reads the same in one place is told
// once.
func (t *textReport) blanks() {
	if len(t.r.Blanks) == 0 {
		return
	}
	type blank struct{ at, text string }
	seen := map[blank]bool{}
	var list []blank
	for _, b := range t.r.Blanks {
		x := blank{t.TightPlace(&clause.Finding{File: b.File, Page: b.Page, Label: b.Label, Heading: b.Heading}), textpage.Shorten(clean(b.Text), 30)}
		if !seen[x] {
			seen[x] = true
			list = append(list, x)
		}
	}
	more := ""
	if n := len(list) - blanksTold; n > 0 && !t.verbose {
		list = list[:blanksTold]
		more = t.Textf("; … en %d andere; zie --verbose", n)
	}
	var out strings.Builder
	for i, x := range list {
		switch {
		case i > 0 && x.at == list[i-1].at:
			out.WriteString(", " + x.text)
			continue
		case i > 0:
			out.WriteString("; ")
		}
		if x.at != "" {
			out.WriteString(x.at + ": ")
		}
		out.WriteString(x.text)
	}
	t.Line("")
	t.Line(t.Paint(textpage.Yellow, t.Textf("Nog in te vullen (%d)", len(t.r.Blanks))))
	t.Wrap("  - ", 4, out.String()+more)
}
