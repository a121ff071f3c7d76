package html

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// Bounds on tables: those of the HTML standard are 1,000 columns and 65,534
// rows for one cell.
const (
	maxColumns = 1000
	maxRows    = 65534
	maxSpans   = 1 << 22 // steps taken for cells over several columns and rows
)

// table is a table that is open, or that paragraphs stand in.
type table struct {
	number   int   // 1-based, once the page is read; 0 for one that only lays out
	in       *cell // of the table further out
	sequence int
	rows     int
	columns  int
	taken    []int // for each column the first row that is free
	current  *row
	column   int
	head     bool // in a thead
	layout   bool // says that it only lays out
	titled   bool // a cell holds a heading
	inner    bool // a cell holds a table
	paras    int  // most paragraphs in a cell
	cells    int
	heads    int  // th
	first    int  // paragraphs in the first row
	plain    bool // one of them is not bold
}

type row struct {
	number   int
	head     bool
	ths, tds int
}

// cell is a cell of a table.
type cell struct {
	table  *table
	row    *row
	column int
	paras  int
	ref    *document.TableRef
}

func (w *walker) newTable(in *inherited, a *attrs) *table {
	w.tables++
	t := &table{sequence: w.tables, in: in.cell, layout: a.role == "presentation" || a.role == "none"}
	if in.cell != nil {
		in.cell.table.inner = true
	}
	return t
}

// row opens a row.
func (w *walker) row(t *table) {
	if t == nil {
		return
	}
	t.current = &row{number: t.rows, head: t.head}
	t.rows++
	t.column = 0
}

// newCell opens a cell in the first column that no cell of a row above reaches
// into.
func (w *walker) newCell(t *table, name string, a *attrs) *cell {
	if t == nil {
		return nil
	}
	if t.current == nil {
		w.row(t)
	}
	at := t.current.number
	for t.column < len(t.taken) && t.taken[t.column] > at && w.spans < maxSpans {
		t.column++
		w.spans++
	}
	c := &cell{table: t, row: t.current, column: min(t.column, maxColumns)}
	columns, rows := span(a.colspan, maxColumns), span(a.rowspan, maxRows)
	if a.rowspan == "0" {
		rows = maxRows
	}
	end := min(t.column+columns, maxColumns)
	if rows > 1 {
		for len(t.taken) < end && w.spans < maxSpans {
			t.taken = append(t.taken, 0)
			w.spans++
		}
		for i := t.column; i < end && i < len(t.taken) && w.spans < maxSpans; i++ {
			t.taken[i] = at + rows
			w.spans++
		}
	}
	t.column = max(end, t.column)
	t.columns = max(t.columns, t.column)
	t.cells++
	if name == "th" {
		t.current.ths++
		t.heads++
	} else {
		t.current.tds++
	}
	return c
}

func span(value string, most int) int {
	n, ok := integer(value)
	if !ok || n < 1 {
		return 1
	}
	return min(n, most)
}

// lays tells whether a table only puts things in their place: it says so, has
// one column, or holds whole sections of the page.
func (t *table) lays() bool {
	switch {
	case t.layout, t.columns <= 1:
		return true
	case t.heads > 0:
		return false
	}
	return t.titled || t.inner && t.rows <= 3 || t.rows == 1 && t.paras > 12
}

// firstRow notes the looks of a paragraph in the first row.
func (t *table) firstRow(p *para) {
	if p.cell.row.number > 0 || strings.TrimSpace(p.text) == "" {
		return
	}
	t.first++
	t.plain = t.plain || !p.bold
}

// place is where a cell stands in the tables of the document: that of the
// innermost table which does not only lay out, nil for none.
func (c *cell) place() *document.TableRef {
	for c != nil && c.table.number == 0 {
		c = c.table.in
	}
	if c == nil {
		return nil
	}
	if c.ref == nil {
		t, several := c.table, c.table.rows > 1 && c.table.columns > 1
		header := c.row.head || several && (c.row.ths > 0 && c.row.tds == 0 ||
			c.row.number == 0 && t.first > 1 && !t.plain)
		c.ref = &document.TableRef{Table: t.number, Row: c.row.number, Column: c.column, Header: header}
	}
	return c.ref
}
