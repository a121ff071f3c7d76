package rtf

import (
	"slices"

	"github.com/clausule/clausule/extract/document"
)

// Bounds on tables: Word allows 63 columns, and no one nests deeper by hand.
const (
	maxColumns = 1000
	maxNesting = 50
)

// sameEdge is the distance in twips, a twentieth of a point, within which two
// edges of cells are one.
const sameEdge = 30

// row is what \trowd and the words behind it say of a row (RTF 1.9.1, "Table
// Definitions").
type row struct {
	left   int
	header bool
	last   bool  // of its table
	edges  []int // right edges of the cells
	state  []cellState
	next   cellState // of the cell whose edge has not come yet
}

// cellState tells how a cell itself was changed.
type cellState struct{ inserted, deleted bool }

// table is a table that is being read.
type table struct {
	number int
	start  int // of its first paragraph in the flow
	rows   []tableRow
	count  int // rows so far
	cells  int // of the row that is read, so far
	refs   []*document.TableRef
	ref    *document.TableRef // of the cell that is read, nil until it has a paragraph
	first  int                // cells of the first row
}

// tableRow is a row with text.
type tableRow struct {
	left  int
	edges []int // shared by the rows that are alike
	refs  []*document.TableRef
}

// tableWord takes a control word of a table.
func (w *walker) tableWord(name string, n int) bool {
	r := &w.rows[0]
	if w.g.nested {
		r = &w.rows[1]
	}
	switch name {
	case "trowd":
		*r = row{}
	case "trleft":
		r.left = n
	case "trhdr":
		r.header = true
	case "lastrow":
		r.last = true
	case "clins":
		r.next.inserted = true
	case "cldel":
		r.next.deleted = true
	case "cellx":
		if len(r.edges) < maxColumns {
			// Rows that have been read share what came before.
			r.edges, r.state = append(slices.Clip(r.edges), n), append(r.state, r.next)
		}
		r.next = cellState{}
	case "cell":
		w.endCell(1)
	case "nestcell":
		w.endCell(max(w.depth(markCell), 2))
	case "row":
		w.endRow(1, &w.rows[0])
	case "nestrow":
		w.endRow(max(len(w.open), 2), &w.rows[1])
	default:
		return false
	}
	return true
}

// depth is how many tables the paragraph that ends stands in.
func (w *walker) depth(m mark) int {
	p := &w.g.para
	switch {
	case p.inTable && p.depth > 0:
		return min(p.depth, maxNesting)
	case p.inTable, m == markCell:
		return 1
	}
	return 0
}

// sync opens and closes tables until the paragraph that follows stands in as
// many as it says.
func (w *walker) sync(depth int) {
	for len(w.open) > depth {
		w.endTable()
	}
	for len(w.open) < depth {
		w.tables++
		w.open = append(w.open, table{number: w.tables, start: len(w.out)})
	}
}

// cell is the place of the paragraph that ends, nil outside tables.
func (w *walker) cell() *document.TableRef {
	if len(w.open) == 0 {
		return nil
	}
	t := &w.open[len(w.open)-1]
	if t.ref == nil {
		t.ref = &document.TableRef{Table: t.number, Row: t.count, Column: t.cells}
		t.refs = append(t.refs, t.ref)
	}
	return t.ref
}

// endCell ends a cell, and the paragraph in it.
func (w *walker) endCell(depth int) {
	if w.g.to != toText {
		return
	}
	w.sync(depth)
	if w.cur.pending() || w.g.para.hasList || !w.beside {
		w.emit(markCell) // an empty one counts in its list
	}
	t := &w.open[depth-1]
	t.ref = nil
	t.cells = min(t.cells+1, maxColumns)
}

// endRow ends a row, whose properties may have come only now.
func (w *walker) endRow(depth int, r *row) {
	if len(w.open) < depth {
		return
	}
	w.sync(depth)
	t := &w.open[depth-1]
	if w.cur.pending() && w.g.to == toText {
		w.emit(markCell) // the last cell has no mark of its own
	}
	if t.count == 0 {
		t.first = t.cells
	}
	for _, ref := range t.refs {
		ref.Header = r.header
		if ref.Column < len(r.state) {
			s := r.state[ref.Column]
			w.revisions = w.revisions || s.inserted || s.deleted
			if s.deleted && !w.opts.Revisions.Keeps(document.Deleted) || s.inserted && !w.opts.Revisions.Keeps(document.Inserted) {
				w.drop(t.start, ref)
			}
		}
	}
	if len(t.refs) > 0 {
		t.rows = append(t.rows, tableRow{left: r.left, edges: r.edges, refs: t.refs})
	}
	t.refs, t.ref, t.cells = nil, nil, 0
	t.count++
	if r.last {
		w.sync(depth - 1)
	}
}

// drop leaves out the paragraphs of a cell, which are among the last.
func (w *walker) drop(start int, ref *document.TableRef) {
	for i := len(w.out) - 1; i >= start; i-- {
		p := &w.out[i]
		if p.table == ref {
			p.gone = true
		} else if p.table != nil && p.table.Table == ref.Table && p.table.Row < ref.Row {
			return
		}
	}
}

// endTable closes the innermost table.
func (w *walker) endTable() {
	last := len(w.open) - 1
	t := &w.open[last]
	t.columns()
	w.headerRow(t)
	w.open[last] = table{}
	w.open = w.open[:last]
}

// columns counts the columns of the table by the edges of all its cells, so
// that a cell below one that spans two columns stands in the right one.
func (t *table) columns() {
	var edges []int
	for i := range t.rows {
		r := &t.rows[i]
		if i > 0 && r.left == t.rows[i-1].left && same(r.edges, t.rows[i-1].edges) {
			continue
		}
		edges = append(append(edges, r.left), r.edges...)
	}
	slices.Sort(edges)
	edges = slices.CompactFunc(edges, func(a, b int) bool { return max(a, b)-min(a, b) <= sameEdge })
	for _, r := range t.rows {
		for _, ref := range r.refs {
			left := r.left
			switch at := ref.Column; {
			case at > len(r.edges):
				continue // the row does not say how wide its cells are
			case at > 0:
				left = r.edges[at-1]
			}
			at, found := slices.BinarySearch(edges, left)
			if !found {
				at-- // it is one with the edge before
			}
			ref.Column = min(max(at, 0), maxColumns)
		}
	}
}

// same tells whether two rows share their edges.
func same(a, b []int) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// headerRow marks the first row as the one that names the columns where its
// looks say so: every cell of it bold.
func (w *walker) headerRow(t *table) {
	if t.count < 2 || t.first < 2 {
		return
	}
	var row []*document.TableRef
	cells := 0
	for i := t.start; i < len(w.out); i++ {
		p := &w.out[i]
		if p.table == nil || p.table.Table != t.number {
			continue
		}
		if p.table.Row > 0 {
			break
		}
		if p.table.Header {
			return
		}
		row = append(row, p.table)
		if p.text == "" {
			continue
		}
		if !p.bold {
			return
		}
		cells++
	}
	if cells < 2 {
		return
	}
	for _, ref := range row {
		ref.Header = true
	}
}
