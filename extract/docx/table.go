package docx

import (
	"strconv"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxColumns bounds what a span of a table may claim; Word allows 63 columns.
const maxColumns = 1000

// tableOf reads a table.
func (w *walker) tableOf() {
	w.endPart()
	w.tables++
	t := &table{number: w.tables, start: len(w.out)}
	outer, cur := w.table, w.cur
	w.cur = nil
	w.each(func(tok *xmlscan.Token) bool {
		if tok.Space != nsW {
			return false
		}
		switch tok.Local {
		case "tblPr":
			w.each(func(tok *xmlscan.Token) bool {
				if tok.Space == nsW {
					switch tok.Local {
					case "tblStyle":
						if st := w.res.styles.byID[val(tok)]; st != nil {
							t.boldFirst = st.boldFirstRow
						}
					case "tblLook":
						t.look(tok)
					}
				}
				return false
			})
			return true
		case "tr":
			w.row(t)
			return true
		case "bookmarkStart":
			w.bookmark(tok)
		}
		return false
	})
	w.table, w.cur = outer, cur
	w.headerRow(t)
}

// table is a table that is being read.
type table struct {
	number    int
	start     int // of its first paragraph in the flow
	rows      int
	columns   int // of the first row
	boldFirst bool
	firstRow  bool
}

// look reads which conditional formats of the style apply (17.4.55).
func (t *table) look(tok *xmlscan.Token) {
	if v, ok := tok.Attr(nsW, "firstRow"); ok {
		t.firstRow = v != "0" && v != "false" && v != "off"
		return
	}
	bits, err := strconv.ParseUint(val(tok), 16, 32)
	t.firstRow = err == nil && bits&0x20 != 0
}

// row reads one row.
func (w *walker) row(t *table) {
	number, column := t.rows, 0
	header, gone, outer := false, false, w.tracking
	w.each(func(tok *xmlscan.Token) bool {
		if tok.Space != nsW {
			return false
		}
		switch tok.Local {
		case "trPr":
			w.marks(func(tok *xmlscan.Token) {
				switch tok.Local {
				case "tblHeader":
					header = on(tok)
				case "hidden":
					gone = gone || on(tok)
				case "gridBefore":
					if n, ok := w.span(tok); ok {
						column += n
					}
				case "del", "ins":
					gone = w.markPart(tok) || gone
				}
			})
			return true
		case "tc":
			if gone {
				return false
			}
			column += w.cell(&document.TableRef{Table: t.number, Row: number, Column: column, Header: header})
			if column > maxColumns {
				column = maxColumns
			}
			return true
		case "bookmarkStart":
			w.bookmark(tok)
		}
		return false
	})
	w.tracking = outer
	if gone {
		return
	}
	if number == 0 {
		t.columns = column
	}
	t.rows++
}

// markPart takes the mark of a change on a row or a cell, which holds for all of
// it, and tells whether this reading leaves it out.
func (w *walker) markPart(t *xmlscan.Token) (gone bool) {
	state := changeMark(t.Local)
	w.track(w.res.changes.made(t), state)
	return !w.res.revisions.Keeps(state)
}

// marks calls f for every child in the main namespace, deletions and
// insertions included, which are marks here and no wrappers.
func (w *walker) marks(f func(t *xmlscan.Token)) {
	props{w.s}.children(func(t *xmlscan.Token) bool {
		if t.Space == nsW {
			f(t)
		}
		return false
	})
}

func (w *walker) span(t *xmlscan.Token) (int, bool) {
	n, ok := number(t, "val")
	return min(max(n, 0), maxColumns), ok
}

// cell reads a cell and returns how many columns it takes.
func (w *walker) cell(ref *document.TableRef) int {
	span, gone, outer := 1, false, w.tracking
	w.table = ref
	w.each(func(tok *xmlscan.Token) bool {
		if tok.Space == nsW && tok.Local == "tcPr" {
			w.marks(func(tok *xmlscan.Token) {
				switch tok.Local {
				case "gridSpan":
					if n, ok := w.span(tok); ok && n > 0 {
						span = n
					}
				case "cellDel", "cellIns":
					gone = w.markPart(tok) || gone
				}
			})
			return true
		}
		if gone {
			return false
		}
		ok := w.block(tok)
		w.table = ref // a nested table has set its own
		return ok
	})
	w.endPart()
	w.tracking = outer
	if gone {
		return 0
	}
	return span
}

// headerRow marks the first row as the one that names the columns where its
// looks say so: every cell of it bold, by itself or by the table's style.
func (w *walker) headerRow(t *table) {
	if t.rows < 2 || t.columns < 2 {
		return
	}
	bold := t.boldFirst && t.firstRow
	if !bold {
		cells := 0
		for i := t.start; i < len(w.out); i++ {
			p := &w.out[i]
			if p.table == nil || p.table.Table != t.number || p.table.Row > 0 {
				continue
			}
			if p.table.Header {
				return
			}
			if p.text == "" {
				continue
			}
			if !p.bold {
				return
			}
			cells++
		}
		bold = cells >= 2
	}
	if !bold {
		return
	}
	for i := t.start; i < len(w.out); i++ {
		if p := &w.out[i]; p.table != nil && p.table.Table == t.number && p.table.Row == 0 {
			p.table.Header = true
		}
	}
}
