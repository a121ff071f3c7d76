package contract

import "github.com/clausule/clausule/extract/document"

// Cell is a cell of a table, or the paragraphs of one.
type Cell struct {
	Column int
	Span   document.Span // the text in it
}

// Cells gives the table in which unit i stands and the cells of its row that
// the unit takes in: all of them, but in a long row, which is cut up, only its
// own. Empty cells are left out. Header tells that the unit is a row that names
// the columns. Nil cells mean that the unit stands in no table.
func (c *Contract) Cells(i int) (table int, cells []Cell, header bool) {
	u := &c.Units[i]
	first := c.view[u.view].Table
	if first == nil {
		return 0, nil, false
	}
	for k := u.view; k < len(c.view); k++ {
		b := &c.view[k]
		if b.Table == nil || b.Table.Table != first.Table || b.Table.Row != first.Row || b.Span.Start >= u.Span.End {
			break
		}
		if n := len(cells); n > 0 && cells[n-1].Column == b.Table.Column {
			cells[n-1].Span.End = b.Span.End
			continue
		}
		if b.Body < b.Span.End {
			cells = append(cells, Cell{Column: b.Table.Column, Span: document.Span{Start: b.Body, End: b.Span.End}})
		}
	}
	return first.Table, cells, u.Role == HeadingOnly && (first.Header || len(cells) > 1)
}
