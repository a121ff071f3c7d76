package odt

import (
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxColumns and maxRows bound what a table may claim by repetition.
const (
	maxColumns = 1000
	maxRows    = 1 << 20
)

// table is a table that is being read.
type table struct {
	number  int
	start   int // of its first paragraph in the flow
	rows    int
	columns int // of the first row
}

// tableOf reads a table:table (9.1).
func (w *walker) tableOf(t *xmlscan.Token) {
	w.flushCarry()
	l := w.sheet.of(familyTable, attr(t, nsTable, "style-name"))
	w.styledBreak(l)
	w.tables++
	tab := &table{number: w.tables, start: len(w.out)}
	outer, cur, blocks := w.table, w.cur, w.blocks
	w.cur, w.blocks = nil, nil
	w.rows(tab, false)
	w.table, w.cur, w.blocks = outer, cur, blocks
	w.headerRow(tab)
	if l.after && w.table == nil {
		w.pageBreak()
	}
}

// rows reads the rows of a table or of a group in it.
func (w *walker) rows(tab *table, header bool) {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space == nsText {
			if t.Local == "soft-page-break" {
				w.pageBreak()
			}
			return false
		}
		if t.Space != nsTable {
			return false
		}
		switch t.Local {
		case "table-header-rows":
			w.rows(tab, true)
			return true
		case "table-rows", "table-row-group":
			w.rows(tab, header)
			return true
		case "table-row":
			if v := attr(t, nsTable, "visibility"); v == "collapse" || v == "filter" {
				return false
			}
			w.row(t, tab, header)
			return true
		}
		return false
	})
}

// row reads one row. What is repeated is read once: writers repeat empty rows
// and cells.
func (w *walker) row(t *xmlscan.Token, tab *table, header bool) {
	number, column := tab.rows, 0
	times := repeated(t, nsTable, "number-rows-repeated", maxRows)
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsTable || t.Local != "table-cell" && t.Local != "covered-table-cell" {
			return false
		}
		times := repeated(t, nsTable, "number-columns-repeated", maxColumns)
		if t.Local == "covered-table-cell" {
			// A cell that spans it hides what it holds.
			column = min(column+times, maxColumns)
			return false
		}
		w.cell(&document.TableRef{Table: tab.number, Row: number, Column: column, Header: header})
		column = min(column+times, maxColumns)
		return true
	})
	if number == 0 {
		tab.columns = column
	}
	tab.rows = min(tab.rows+times, maxRows)
}

func (w *walker) cell(ref *document.TableRef) {
	w.table = ref
	w.each(func(t *xmlscan.Token) bool {
		ok := w.block(t)
		w.table = ref // a nested table has set its own
		return ok
	})
	w.flushCarry()
}

// headerRow marks the first row as the one that names the columns where its
// looks say so: every cell of it is bold.
func (w *walker) headerRow(tab *table) {
	if tab.rows < 2 || tab.columns < 2 {
		return
	}
	cells := 0
	for i := tab.start; i < len(w.out); i++ {
		p := &w.out[i]
		if p.table == nil || p.table.Table != tab.number || p.table.Row > 0 || p.text == "" {
			continue
		}
		if p.table.Header || !p.bold {
			return
		}
		cells++
	}
	if cells < 2 {
		return
	}
	for i := tab.start; i < len(w.out); i++ {
		if p := &w.out[i]; p.table != nil && p.table.Table == tab.number && p.table.Row == 0 {
			p.table.Header = true
		}
	}
}
