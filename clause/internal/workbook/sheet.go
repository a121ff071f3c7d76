package workbook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Column is a column of a sheet.
type Column struct {
	Title string
	Width float64 // in characters
	// Aside is set for what stands right of what is printed.
	Aside bool
}

// Sheet is a table that is written row by row, over several sheets of the
// workbook where one cannot hold it.
type Sheet struct {
	book    *Book
	Name    string
	columns []Column
	limit   int // rows of a sheet
	Part    int // 0 for the first sheet
	Row     int // the last row that was written
	stream  *excelize.StreamWriter
}

// NewSheet gives a table of at most so many rows a sheet, which Open begins.
func (b *Book) NewSheet(name string, columns []Column, limit int) *Sheet {
	return &Sheet{book: b, Name: name, columns: columns, limit: limit}
}

// PartName is the name of the nth sheet of a table: "Bevindingen 2".
func PartName(name string, part int) string {
	if part == 0 {
		return name
	}
	return name + " " + strconv.Itoa(part+1)
}

// Open begins a sheet that is there: its layout and its header.
func (s *Sheet) Open(name string) (err error) {
	file := s.book.File
	if err := Layout(file, name, 1, 1, 1); err != nil {
		return err
	}
	printed := 0
	for _, c := range s.columns {
		if !c.Aside {
			printed++
		}
	}
	last, err := excelize.ColumnNumberToName(printed)
	if err != nil {
		return err
	}
	if printed < len(s.columns) {
		if err := define(file, name, "_xlnm.Print_Area", "$A:$"+last); err != nil {
			return err
		}
	}
	if s.stream, err = file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := Freeze(s.stream, 1); err != nil {
		return err
	}
	header := make([]any, len(s.columns))
	for i, c := range s.columns {
		if err := s.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		header[i] = excelize.Cell{StyleID: s.book.Styles.Header, Value: c.Title}
	}
	s.Row = 1
	return s.stream.SetRow("A1", header, excelize.RowOpts{Height: max(HeaderHeight, Height(header, func(i int) float64 { return s.columns[i].Width }))})
}

// HeaderHeight is that of a header of two lines, in points.
const HeaderHeight = 30

// Layout sets how a sheet prints: across the page, as wide as so many pages, with
// its header and first columns on every page. It must come before anything is
// written.
func Layout(file *excelize.File, name string, rows, columns, pages int) error {
	yes, landscape, a4, any := true, "landscape", 9, 0
	if err := file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	err := file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &pages, FitToHeight: &any})
	if err != nil {
		return err
	}
	side, top := 0.4, 0.6 // inches
	if err := file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}); err != nil {
		return err
	}
	if err := file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	titles := "$1:$" + strconv.Itoa(rows)
	if columns > 1 {
		titles = "$A:$" + last + ",'" + name + "'!" + titles
	}
	return define(file, name, "_xlnm.Print_Titles", titles)
}

func define(file *excelize.File, sheet, name, ref string) error {
	return file.SetDefinedName(&excelize.DefinedName{Name: name, Scope: sheet, RefersTo: "'" + sheet + "'!" + ref})
}

// Freeze keeps the header and the first columns in view.
func Freeze(stream *excelize.StreamWriter, columns int) error {
	corner, err := excelize.CoordinatesToCellName(columns+1, 2)
	if err != nil {
		return err
	}
	return stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: 1, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}},
	})
}

// Write adds a row, on a further sheet where this one is full.
func (s *Sheet) Write(cells []any) error {
	if s.Row == s.limit {
		if err := s.Close(); err != nil {
			return err
		}
		s.Part++
		name := PartName(s.Name, s.Part)
		if _, err := s.book.File.NewSheet(name); err != nil {
			return err
		}
		if err := s.Open(name); err != nil {
			return err
		}
	}
	s.Row++
	return s.stream.SetRow("A"+strconv.Itoa(s.Row), cells, excelize.RowOpts{Height: Height(cells, func(i int) float64 { return s.columns[i].Width })})
}

// Height is the height in points of a row whose cells wrap. The programs that
// open a workbook do not all work it out themselves.
func Height(cells []any, width func(int) float64) float64 {
	// For letters of 10 points; the width of a column is told in digits of 11.
	const line, margin, fits = 13.0, 4.0, 1.1
	most := 1
	for i := range cells {
		if c, ok := cells[i].(excelize.Cell); ok {
			if text, ok := c.Value.(string); ok {
				most = max(most, lines(text, int(fits*width(i))))
			}
		}
	}
	return min(line*float64(most)+margin, excelize.MaxRowHeight)
}

// lines counts the lines of a text that wraps after so many characters.
func lines(text string, width int) int {
	n := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		n++
		used := 0
		for word := range strings.SplitSeq(paragraph, " ") {
			long := utf8.RuneCountInString(word)
			if used > 0 && used+1+long > width {
				n++
				used = 0
			} else if used > 0 {
				used++
			}
			used += long
			n += (used - 1) / width // a word longer than a line
			used = (used-1)%width + 1
		}
	}
	return n
}

// Close gives the sheet its filter and ends it.
func (s *Sheet) Close() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), s.Row)
	if err != nil {
		return err
	}
	if err := s.book.File.AutoFilter(PartName(s.Name, s.Part), "A1:"+last, nil); err != nil {
		return err
	}
	return s.stream.Flush()
}
