// Package xlsx writes the outcome of checks as a workbook for a spreadsheet
// program (ECMA-376, SpreadsheetML): an overview, a matrix of verdicts, every
// finding, and who does what. It is apart from package report, so that who
// writes no workbooks does not carry the library that does.
package xlsx

import (
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/internal/workbook"
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
	book     *workbook.Book
	language wording.Words
	overview *workbook.Sheet
	findings *workbook.Sheet
	division *workbook.Sheet
	grid     grid
	err      error // the first, after which nothing is written
}

// NewWriter begins a workbook that Close writes to w.
func NewWriter(w io.Writer, o Options) (*Writer, error) {
	return newWriter(w, o, excelize.TotalRows)
}

// newWriter begins a workbook with at most so many rows a sheet.
func newWriter(w io.Writer, o Options, rows int) (*Writer, error) {
	words := wording.Words{Language: o.Language}
	book, err := workbook.New(w, words.Text("Toetsing van contracten"), words)
	if err != nil {
		return nil, err
	}
	x := &Writer{book: book, language: words}
	if err := x.begin(rows); err != nil {
		x.Discard()
		return nil, err
	}
	return x, nil
}

func (x *Writer) begin(rows int) error {
	l := x.language
	x.overview = x.book.NewSheet(l.Text("Overzicht"), overviewColumns(l), rows)
	x.grid = grid{sheet: l.Text("Matrix"), rows: rows}
	x.findings = x.book.NewSheet(l.Text("Bevindingen"), findingColumns(l), rows)
	x.division = x.book.NewSheet(l.Text("Wie doet wat"), divisionColumns(l), rows)
	if err := x.book.Sheets(x.overview.Name, x.grid.sheet, x.findings.Name, x.division.Name); err != nil {
		return err
	}
	for _, s := range []*workbook.Sheet{x.overview, x.findings, x.division} {
		if err := s.Open(s.Name); err != nil {
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
	if err := x.overview.Write(overviewRow(x, r)); err != nil {
		return err
	}
	column := x.grid.contract(x.language.Name(r))
	for i := range r.Results {
		res := &r.Results[i]
		for k := range max(1, len(res.Findings)) {
			if err := x.findings.Write(findingRow(x, r, res, k)); err != nil {
				return err
			}
			if k == 0 {
				x.grid.set(res, column, x.findings.Part, x.findings.Row)
			}
		}
	}
	for i := range r.Matrix {
		if err := x.division.Write(divisionRow(x, r, &r.Matrix[i])); err != nil {
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
	for _, s := range []*workbook.Sheet{x.overview, x.findings, x.division} {
		if err := s.Close(); err != nil {
			return err
		}
	}
	if err := x.grid.write(x); err != nil {
		return err
	}
	return x.book.Write()
}

// Discard lets go of what a workbook took without writing it. After Close it does
// nothing.
func (x *Writer) Discard() { x.book.Discard() }
