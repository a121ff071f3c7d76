package doc

import (
	"slices"

	"github.com/clausule/clausule/extract/document"
)

// maxDepth bounds how deep tables may nest.
const maxDepth = 32

// maxColumns bounds what a row may claim; Word allows 63 columns.
const maxColumns = 64

// sameEdge is the distance in twips (20 to the point) within which the edges of
// cells in different rows are one edge: people draw them by hand.
const sameEdge = 60

// table is a table that is being read. Tables are known by the depth of their
// paragraphs, and rows by a mark at their end (2.4.3).
type table struct {
	start  int // of its first paragraph in the flow
	rows   []row
	cells  []*cell // of the row that is being read; nil for one without text
	open   *cell   // cell that is being read
	column int     // index of the cell in its row
	begun  int     // length of the flow where the row begins
	refs   []*cell // of the whole table
}

// unnumbered is the number of a table until the order of all is known.
const unnumbered = -1

// cell places paragraphs, and knows its table.
type cell struct {
	document.TableRef
	of *table
}

// row is a row that was read: its cells, and where their edges stand.
type row struct {
	cells []*cell
	edges []byte // operand of sprmTDefTable
}

// tableDepth is the number of tables that the paragraph stands in.
func (p *paraProps) tableDepth() int {
	depth := max(p.depth, 0)
	if p.inTable {
		depth = max(depth, 1)
	}
	return min(depth, maxDepth)
}

// enter opens and closes tables until as many are open as the depth says.
func (w *walker) enter(depth int) {
	if depth == len(w.tables) {
		return
	}
	w.flushCarry()
	w.release()
	w.leave(depth)
	for len(w.tables) < depth {
		w.tables = append(w.tables, &table{start: len(w.out), begun: len(w.out)})
	}
}

// leave closes the tables beyond a depth.
func (w *walker) leave(depth int) {
	for len(w.tables) > depth {
		t := w.tables[len(w.tables)-1]
		w.tables = w.tables[:len(w.tables)-1]
		if t.open != nil || len(t.cells) > 0 { // a row that has no end
			t.rows = append(t.rows, row{cells: append(t.cells, t.open)})
		}
		t.place()
		w.headerRow(t)
	}
}

// cell is the place of a paragraph; nil outside tables.
func (w *walker) cell() *cell {
	if len(w.tables) == 0 {
		return nil
	}
	t := w.tables[len(w.tables)-1]
	if t.open == nil {
		t.open = &cell{TableRef: document.TableRef{Table: unnumbered, Row: len(t.rows), Column: t.column}, of: t}
		t.refs = append(t.refs, t.open)
	}
	return t.open
}

// endCell closes a cell.
func (w *walker) endCell() {
	w.flushCarry()
	w.release()
	if len(w.tables) == 0 {
		return // the mark of a cell outside a table ends a paragraph
	}
	t := w.tables[len(w.tables)-1]
	if len(t.cells) < maxColumns {
		t.cells = append(t.cells, t.open)
	}
	t.open = nil
	t.column = min(t.column+1, maxColumns-1)
}

// endRow closes a row. One that was deleted, or inserted in the original view,
// goes with everything in it.
func (w *walker) endRow(mark *paragraph) {
	w.flushCarry()
	w.release()
	t := w.tables[len(w.tables)-1]
	switch {
	case !w.keeps(mark.markInserted, mark.markDeleted):
		for _, c := range append(t.cells, t.open) {
			if c != nil {
				c.of = nil
			}
		}
		kept := slices.DeleteFunc(w.out[t.begun:], func(p para) bool { return p.table != nil && p.table.of == nil })
		w.out = w.out[:t.begun+len(kept)]
		for n := len(t.refs); n > 0 && t.refs[n-1].of == nil; n-- {
			t.refs = t.refs[:n-1]
		}
	default:
		for _, c := range t.cells {
			if c != nil {
				c.Header = mark.props.header
			}
		}
		t.rows = append(t.rows, row{cells: t.cells, edges: mark.props.cells})
	}
	t.cells, t.open, t.column = nil, nil, 0
	t.begun = len(w.out)
}

// edge is the left edge of cell i of a row in twips; ok is false where the row
// does not say.
func (r *row) edge(i int) (x int, ok bool) {
	if n := u8(r.edges, 0); i > n || 1+2*(i+1) > len(r.edges) {
		return 0, false
	}
	return i16(r.edges, 1+2*i), true
}

// place counts the columns of the table: cells that begin at the same edge
// stand in the same column, however many there are to the left of them.
func (t *table) place() {
	var all []int
	for i := range t.rows {
		for k := range t.rows[i].cells {
			x, ok := t.rows[i].edge(k)
			if !ok {
				return // then every row counts for itself
			}
			all = append(all, x)
		}
	}
	slices.Sort(all)
	edges := all[:0]
	for _, x := range all {
		if len(edges) == 0 || x-edges[len(edges)-1] > sameEdge {
			edges = append(edges, x)
		}
	}
	for i := range t.rows {
		for k, c := range t.rows[i].cells {
			if c == nil {
				continue
			}
			x, _ := t.rows[i].edge(k)
			at, exact := slices.BinarySearch(edges, x)
			if !exact && at > 0 {
				at-- // it was taken together with the edge before it
			}
			c.Column = at
		}
	}
}

// headerRow marks the first row as the one that names the columns where its
// looks say so: every cell of it bold.
func (w *walker) headerRow(t *table) {
	if len(t.rows) < 2 || len(t.rows[0].cells) < 2 {
		return
	}
	bold := 0
	for i := t.start; i < len(w.out); i++ {
		p := &w.out[i]
		if p.table == nil || p.table.of != t || p.table.Row > 0 || p.text == "" {
			continue
		}
		if p.table.Header || !p.bold {
			return
		}
		bold++
	}
	if bold < 2 {
		return
	}
	for _, c := range t.rows[0].cells {
		if c != nil {
			c.Header = true
		}
	}
}
