package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause/internal/webpage"
	"github.com/clausule/clausule/extract/document"
)

// htmlDocument is a contract, or one of a bundle, as its page shows it.
type htmlDocument struct {
	ID    string
	Name  string // of the file; empty where there is but one
	Parts []htmlPart
}

// htmlPart is a block, or the table that a run of cells makes.
type htmlPart struct {
	Class   string
	Heading int // 3 to 6; 0 for what is none
	Runs    []htmlRun
	Rows    []htmlRow
}

type htmlRow struct{ Cells []htmlCell }

type htmlCell struct {
	Header bool
	Skips  int // columns left empty before it
	Parts  []htmlPart
}

// htmlRun is a stretch of text in the same passages.
type htmlRun struct {
	Mark   string // id; empty for text that nothing rests on
	Class  string
	Pieces []htmlPiece
	Ref    *htmlRef
}

// htmlRef leads from the end of a passage to what rests on it.
type htmlRef struct {
	Class, Sign, Target string
	More                int // others that rest on it
}

// htmlPiece is text of one kind within a run.
type htmlPiece struct {
	Text    string
	Label   bool
	Page    int // that begins here; 0 for none
	Change  string
	By      string
	Unclear bool
}

// textView lays out the documents of a report.
type textView struct {
	id      string // what ids begin with
	anchors *anchors
}

func (v *textView) document(n int, named bool) htmlDocument {
	doc := v.anchors.docs[n]
	out := htmlDocument{ID: v.id + "d" + strconv.Itoa(n+1)}
	top := 2 // the level of the heading above the first
	if named {
		out.Name = clean(doc.Name)
		top = 3
	}
	marks := v.anchors.cut(n)
	cuts := newCuts(doc)
	var levels []int
	for i := 0; i < len(doc.Blocks); {
		b := &doc.Blocks[i]
		if b.Kind == document.Cell && b.Table != nil {
			to := i + 1
			for to < len(doc.Blocks) && doc.Blocks[to].Kind == document.Cell && doc.Blocks[to].Table != nil {
				to++
			}
			out.Parts = append(out.Parts, v.tables(cuts, marks, i, to)...)
			i = to
			continue
		}
		part := v.part(cuts, b, marks[i])
		if b.Kind == document.Heading {
			// A level that the contract skips is none on the page: who walks
			// through the headings by ear would look for it.
			for len(levels) > 0 && levels[len(levels)-1] >= b.Level {
				levels = levels[:len(levels)-1]
			}
			levels = append(levels, b.Level)
			part.Heading = min(top+len(levels), 6)
		}
		out.Parts = append(out.Parts, part)
		i++
	}
	return out
}

// classes are the kinds of block that the style sheet tells apart.
var classes = map[document.Kind]string{
	document.Heading: "h", document.Item: "it", document.Footnote: "fn", document.Header: "run", document.Footer: "run",
	document.Textbox: "box", document.TOC: "toc", document.Picture: "pic",
}

func (v *textView) part(c *cuts, b *document.Block, marks []stretch) htmlPart {
	p := htmlPart{Class: classes[b.Kind]}
	if b.Kind == document.Item {
		p.Class += " l" + strconv.Itoa(min(max(b.Level, 1), 5))
	}
	if p.Class == "" && b.Body > b.Span.Start {
		p.Class = "lb"
	}
	for _, m := range marks {
		run := htmlRun{Pieces: c.pieces(m.Span, b.Body)}
		if m.number > 0 {
			run.Mark, run.Class = v.id+"m"+strconv.Itoa(m.number), m.kind.class()
			run.Ref = v.ref(m.ends)
		}
		p.Runs = append(p.Runs, run)
	}
	return p
}

// ref leads to what rests on the passages that end in one place, the gravest
// first.
func (v *textView) ref(ends []*anchor) *htmlRef {
	kind := evidences
	var targets []string
	for _, x := range ends {
		if len(x.targets) == 0 {
			continue
		}
		grave := x.kind < kind
		kind = min(kind, x.kind)
		for k, target := range x.targets {
			switch {
			case slices.Contains(targets, target):
			case grave && k == 0:
				targets = slices.Insert(targets, 0, target)
			default:
				targets = append(targets, target)
			}
		}
	}
	if len(targets) == 0 {
		return nil
	}
	return &htmlRef{Class: kind.class(), Sign: kind.sign(), Target: targets[0], More: len(targets) - 1}
}

// tables lays out the run [from,to) of cells. A table that begins before another
// has ended stands in the cell where it begins, as lines.
func (v *textView) tables(c *cuts, marks [][]stretch, from, to int) []htmlPart {
	blocks := c.doc.Blocks
	ends := map[int]int{}
	for i := from; i < to; i++ {
		ends[blocks[i].Table.Table] = i
	}
	var out []htmlPart
	number, row, column := 0, 0, 0
	for i := from; i < to; i++ {
		b := &blocks[i]
		part := v.part(c, b, marks[i])
		ref := *b.Table
		if n := len(out); n > 0 && ref.Table != number && ends[number] > i {
			cells := out[n-1].Rows[len(out[n-1].Rows)-1].Cells
			cell := &cells[len(cells)-1]
			cell.Parts = append(cell.Parts, part)
			continue
		}
		if len(out) == 0 || ref.Table != number {
			out = append(out, htmlPart{Class: "table", Rows: []htmlRow{{}}})
			number, row, column = ref.Table, ref.Row, -1
		}
		table := &out[len(out)-1]
		if ref.Row != row {
			table.Rows = append(table.Rows, htmlRow{})
			row, column = ref.Row, -1
		}
		cells := &table.Rows[len(table.Rows)-1].Cells
		if ref.Column == column {
			cell := &(*cells)[len(*cells)-1]
			cell.Parts = append(cell.Parts, part)
			continue
		}
		*cells = append(*cells, htmlCell{Header: ref.Header, Skips: max(0, ref.Column-column-1), Parts: []htmlPart{part}})
		column = ref.Column
	}
	return out
}

// cuts are the places of a document at which the kind of its text changes, met
// one after the other.
type cuts struct {
	doc                   *document.Document
	page, change, unclear int // the first that does not end before the text at hand
}

func newCuts(doc *document.Document) *cuts { return &cuts{doc: doc} }

// pieces cuts a span where a label ends, a page begins, a tracked change or a
// word that was recognised badly begins or ends. Spans are asked for in order.
func (c *cuts) pieces(s document.Span, body int) []htmlPiece {
	var out []htmlPiece
	for at := s.Start; at < s.End; {
		p := htmlPiece{Label: at < body}
		to := s.End
		if p.Label {
			to = min(to, body)
		}
		for c.page < len(c.doc.Pages) && c.doc.Pages[c.page].Start <= at {
			p.Page = c.doc.Pages[c.page].Number
			c.page++
		}
		if c.page < len(c.doc.Pages) {
			to = min(to, c.doc.Pages[c.page].Start)
		}
		if c.doc.Revisions == document.AllRevisions {
			for c.change < len(c.doc.Changes) && c.doc.Changes[c.change].Span.End <= at {
				c.change++
			}
			if c.change < len(c.doc.Changes) {
				x := &c.doc.Changes[c.change]
				if x.Span.Start <= at {
					to = min(to, x.Span.End)
					p.Change, p.By = changeClass(x.Revision), by(x)
				} else {
					to = min(to, x.Span.Start)
				}
			}
		}
		for c.unclear < len(c.doc.Doubtful) && c.doc.Doubtful[c.unclear].End <= at {
			c.unclear++
		}
		if c.unclear < len(c.doc.Doubtful) {
			if x := c.doc.Doubtful[c.unclear]; x.Start <= at {
				to = min(to, x.End)
				p.Unclear = true
			} else {
				to = min(to, x.Start)
			}
		}
		p.Text = webpage.Visible(c.doc.Text[at:to])
		out = append(out, p)
		at = to
	}
	return out
}

func changeClass(r document.Revision) string {
	if r == document.Inserted {
		return "ins"
	}
	return "del"
}

// by tells who made a change, and on which day.
func by(c *document.Change) string {
	day, _, _ := strings.Cut(c.Date, "T")
	return clean(strings.TrimSpace(c.Author + " " + day))
}
