package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/internal/workbook"
	"github.com/clausule/clausule/rules"
)

// grid is the matrix of verdicts: a row a requirement, a column a contract. It is
// known whole only at the end, so it is kept, in some bytes a verdict.
type grid struct {
	sheet     string // its name
	rows      int    // of a sheet, at most
	contracts []string
	lines     []line // the requirements, in order of first appearance
	at        map[rules.ID]int
}

// line is a requirement with its verdict by every contract.
type line struct {
	id         rules.ID
	title      string
	importance rules.Importance
	verdicts   []verdict // as many as the contracts up to the last that has one
}

// verdict is one on the sheet of findings.
type verdict struct {
	status uint8  // one more than its place in clause.Statuses; 0 for none
	part   uint16 // of the sheet of findings
	row    uint32 // in it, of the first finding
}

// gridAside is how many columns stand before those of the contracts.
const gridAside = 4

// contract begins a column.
func (g *grid) contract(name string) int {
	g.contracts = append(g.contracts, name)
	return len(g.contracts) - 1
}

// set notes a verdict.
func (g *grid) set(res *clause.Result, contract, part, row int) {
	i, known := g.at[res.Requirement]
	if !known {
		if g.at == nil {
			g.at = map[rules.ID]int{}
		}
		i = len(g.lines)
		g.at[res.Requirement] = i
		g.lines = append(g.lines, line{id: res.Requirement, title: wording.Clean(res.Title), importance: res.Importance})
	}
	list := &g.lines[i].verdicts
	for len(*list) <= contract {
		*list = append(*list, verdict{})
	}
	for k, s := range clause.Statuses() {
		if s == res.Status {
			(*list)[contract] = verdict{uint8(k + 1), uint16(part), uint32(row)}
		}
	}
}

// maxLinks bounds the links of the matrix, for the library looks at all of them
// to add one. Past it the verdicts stand there without a link.
const maxLinks = 10000

// write writes the matrix, over several sheets where one cannot hold all
// contracts.
func (g *grid) write(x *Writer) error {
	const wide = excelize.MaxColumns - gridAside
	links := 0
	for part := 0; part == 0 || part*wide < len(g.contracts); part++ {
		name := workbook.PartName(g.sheet, part)
		if part > 0 {
			if _, err := x.book.File.NewSheet(name); err != nil {
				return err
			}
		}
		from := part * wide
		if err := g.page(x, name, from, min(from+wide, len(g.contracts)), &links); err != nil {
			return err
		}
	}
	return nil
}

// page writes the contracts [from,to) to a sheet.
func (g *grid) page(x *Writer, name string, from, to int, links *int) error {
	const frozen = 3
	// Of more contracts beside each other the letters on paper grow too small.
	const abreast = 6
	pages := max(1, (to-from+abreast-1)/abreast)
	if err := workbook.Layout(x.book.File, name, 1, frozen, pages); err != nil {
		return err
	}
	stream, err := x.book.File.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := workbook.Freeze(stream, frozen); err != nil {
		return err
	}
	widths := [gridAside]float64{52, 17, 10, 36}
	verdictWidth := nameWidth(g.contracts[from:to])
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if to > from {
		if err := stream.SetColWidth(gridAside+1, gridAside+to-from, verdictWidth); err != nil {
			return err
		}
	}
	width := func(i int) float64 {
		if i < gridAside {
			return widths[i]
		}
		return verdictWidth
	}
	l := x.language
	header := []any{l.Text("Eis"), l.Text("Belang"), l.Text("Pack"), l.Text("Id van de eis")}
	for _, contract := range g.contracts[from:to] {
		header = append(header, workbook.Fit(contract))
	}
	for i := range header {
		header[i] = excelize.Cell{StyleID: x.book.Styles.Header, Value: header[i]}
	}
	if err := stream.SetRow("A1", header, excelize.RowOpts{Height: max(workbook.HeaderHeight, workbook.Height(header, width))}); err != nil {
		return err
	}
	statuses := clause.Statuses()
	row := 1
	for i := range g.lines {
		if row == g.rows {
			break // no catalogue is as long
		}
		row++
		req := &g.lines[i]
		cells := []any{x.book.Text(req.title), x.book.Text(l.Importance(req.importance)), x.book.Text(req.id.Pack()), x.book.Text(string(req.id))}
		for k := from; k < to; k++ {
			if k >= len(req.verdicts) || req.verdicts[k].status == 0 {
				cells = append(cells, x.book.Text(""))
				continue
			}
			v := req.verdicts[k]
			s := statuses[v.status-1]
			cell := excelize.Cell{StyleID: x.book.Styles.Status[s], Value: l.Status(s)}
			if *links < maxLinks {
				*links++
				cell.StyleID = x.book.Styles.Linked[s]
				ref, err := excelize.CoordinatesToCellName(gridAside+1+k-from, row)
				if err != nil {
					return err
				}
				target := "'" + workbook.PartName(x.findings.Name, int(v.part)) + "'!A" + strconv.Itoa(int(v.row))
				if err := x.book.File.SetCellHyperLink(name, ref, target, "Location"); err != nil {
					return err
				}
			}
			cells = append(cells, cell)
		}
		if err := stream.SetRow("A"+strconv.Itoa(row), cells, excelize.RowOpts{Height: workbook.Height(cells, width)}); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(gridAside+to-from, row)
	if err != nil {
		return err
	}
	if err := x.book.File.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	return stream.Flush()
}

// nameWidth is the width of columns below names that break at spaces and hyphens.
func nameWidth(names []string) float64 {
	const least, most = 15, 26
	longest := 0
	for _, name := range names {
		for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
			longest = max(longest, utf8.RuneCountInString(part)+3) // its hyphen, and letters in bold
		}
	}
	return float64(min(max(longest, least), most))
}
