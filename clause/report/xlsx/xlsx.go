// Package xlsx writes the outcome of checks as a workbook for a spreadsheet
// program (ECMA-376, SpreadsheetML): an overview, a matrix of verdicts, every
// finding, and who does what. It is apart from package report, so that who
// writes no workbooks does not carry the library that does.
package xlsx

import (
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// Options choose the form of a workbook. The zero value is in Dutch.
type Options struct {
	Language lang.Language // what the sheets say of their own; a report has the language that it was made in
}

// Write writes a workbook on some reports, in the order given.
func Write(w io.Writer, reports []*clause.Report, o Options) error {
	x, err := NewWriter(w, o)
	if err != nil {
		return err
	}
	for _, r := range reports {
		if err := x.Add(r); err != nil {
			x.Discard()
			return err
		}
	}
	return x.Close()
}

// Writer writes a workbook report by report. Of the reports that it was given it
// keeps the verdicts only; the rows of a sheet that grows past some megabytes
// wait in a temporary file of the system until Close or Discard. Equal reports
// give equal bytes. It is not safe for concurrent use.
type Writer struct {
	to       io.Writer
	language wording.Words
	file     *excelize.File
	styles   styles
	overview *sheet
	findings *sheet
	division *sheet
	grid     grid
	err      error // the first, after which nothing is written
}

// NewWriter begins a workbook that Close writes to w.
func NewWriter(w io.Writer, o Options) (*Writer, error) {
	return newWriter(w, o, excelize.TotalRows)
}

// newWriter begins a workbook with at most so many rows a sheet.
func newWriter(w io.Writer, o Options, rows int) (*Writer, error) {
	x := &Writer{to: w, language: wording.Words{Language: o.Language}, file: excelize.NewFile()}
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newArchive(w) })
	if err := x.begin(rows); err != nil {
		x.Discard()
		return nil, err
	}
	return x, nil
}

func (x *Writer) begin(rows int) error {
	l := x.language
	err := x.file.SetDocProps(&excelize.DocProperties{
		Title: l.Text("Toetsing van contracten"), Creator: "Clausule", LastModifiedBy: "Clausule", Language: string(l.Language),
		// A workbook must say when it was made; that would be another file every
		// time.
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	})
	if err != nil {
		return err
	}
	if x.styles, err = newStyles(x.file); err != nil {
		return err
	}
	x.overview = x.newSheet(l.Text("Overzicht"), overviewColumns(l), rows)
	x.grid = grid{sheet: l.Text("Matrix"), rows: rows}
	x.findings = x.newSheet(l.Text("Bevindingen"), findingColumns(l), rows)
	x.division = x.newSheet(l.Text("Wie doet wat"), divisionColumns(l), rows)
	// The sheets stand in this order. The first is there already.
	if err := x.file.SetSheetName("Sheet1", x.overview.name); err != nil {
		return err
	}
	for _, name := range []string{x.grid.sheet, x.findings.name, x.division.name} {
		if _, err := x.file.NewSheet(name); err != nil {
			return err
		}
	}
	for _, s := range []*sheet{x.overview, x.findings, x.division} {
		if err := s.open(s.name); err != nil {
			return err
		}
	}
	return nil
}

// Add writes a report.
func (x *Writer) Add(r *clause.Report) error {
	if x.err != nil || r == nil {
		return x.err
	}
	x.err = x.add(r)
	return x.err
}

func (x *Writer) add(r *clause.Report) error {
	if err := x.overview.write(overviewRow(x, r)); err != nil {
		return err
	}
	column := x.grid.contract(x.language.Name(r))
	for i := range r.Results {
		res := &r.Results[i]
		for k := range max(1, len(res.Findings)) {
			if err := x.findings.write(findingRow(x, r, res, k)); err != nil {
				return err
			}
			if k == 0 {
				x.grid.set(res, column, x.findings.part, x.findings.row)
			}
		}
	}
	for i := range r.Matrix {
		if err := x.division.write(divisionRow(x, r, &r.Matrix[i])); err != nil {
			return err
		}
	}
	return nil
}

// Close writes the workbook and lets go of what it took. It does not close what
// it writes to.
func (x *Writer) Close() error {
	defer x.Discard()
	if x.err != nil {
		return x.err
	}
	for _, s := range []*sheet{x.overview, x.findings, x.division} {
		if err := s.close(); err != nil {
			return err
		}
	}
	if err := x.grid.write(x); err != nil {
		return err
	}
	return x.file.Write(io.Discard) // the archive knows where to write
}

// Discard lets go of what a workbook took without writing it. After Close it does
// nothing.
func (x *Writer) Discard() {
	if x.file != nil {
		x.file.Close() // what remains are temporary files of the system
		x.file = nil
	}
}

// surrogate is how the format would write half a character (ECMA-376 part 1,
// 22.9.2.19), which no program reads. The library escapes all other texts of the
// form _xHHHH_.
var surrogate = regexp.MustCompile(`_x[dD][89a-fA-F][0-9a-fA-F]{2}_`)

// fit makes a text fit for a cell.
func fit(s string) string {
	if strings.Contains(s, "_x") {
		s = surrogate.ReplaceAllStringFunc(s, func(code string) string { return code[:len(code)-1] + " _" })
	}
	return cut(s)
}

// cut cuts a text to what a cell can hold, in the code units of UTF-16 in which
// the format counts.
func cut(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	units, end := 0, 0 // end is where "…" still fits
	for i, r := range s {
		n := 1
		if r > 0xffff {
			n = 2
		}
		if units+n <= excelize.TotalCellChars-1 {
			end = i + utf8.RuneLen(r)
		}
		if units += n; units > excelize.TotalCellChars {
			return s[:end] + "…"
		}
	}
	return s
}
