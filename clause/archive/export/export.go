// Package export writes what an archive holds as a table for a spreadsheet or a
// program (CSV, JSON lines, Parquet) or as a workbook (XLSX). It goes over the
// records of a store one by one: how much there is makes no difference to the
// memory that it takes, but for some bytes a row of a workbook. Equal records give
// equal bytes.
package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
)

// Format is a form of file.
type Format string

// The formats.
const (
	CSV     Format = "csv"     // RFC 4180
	JSONL   Format = "jsonl"   // an archive.Record a line
	XLSX    Format = "xlsx"    // ECMA-376, SpreadsheetML
	Parquet Format = "parquet" // FindingRow, ContractRow or FailureRow, with dictionaries and zstd
)

// Formats lists the formats.
func Formats() []Format { return []Format{CSV, JSONL, XLSX, Parquet} }

// Rows is what a table has a row for.
type Rows string

// The rows of CSV and Parquet, and what the records of JSON lines hold. A workbook
// has a sheet of each.
const (
	// Findings gives a row for each finding of each result; a result without
	// findings has one row, and so has a document without results.
	Findings  Rows = "findings"
	Contracts Rows = "contracts" // one a document
	Failures  Rows = "failures"  // one a document or place with a failure
)

// AllRows lists the kinds of rows, the default first.
func AllRows() []Rows { return []Rows{Findings, Contracts, Failures} }

// Options choose the form of an export. The zero value is not one: a format must be
// given.
type Options struct {
	Format Format
	Rows   Rows // "" for Findings; a workbook has all
	// Language decides, for CSV and XLSX, for whom the table is. CSV in English is
	// for programs; see report.CSVOptions.
	Language  lang.Language
	Separator rune // of CSV; 0 for that of report.CSVOptions
}

// UnknownError tells of a format or of rows that this package does not know.
type UnknownError struct {
	What, Name string
	Choices    string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("onbekende %s %q; kies uit %s", e.What, e.Name, e.Choices)
}

// Write writes what a query finds in a store; which results and findings come with
// it is for Options.Rows to say. Errors are those of the store, of the context and
// of w, an *archive.QueryError and an *UnknownError. What was written before an
// error is half an export.
func Write(ctx context.Context, w io.Writer, store archive.Store, q archive.Query, o Options) error {
	if o.Rows == "" {
		o.Rows = Findings
	}
	if !slices.Contains(AllRows(), o.Rows) {
		return &UnknownError{"soort rijen", string(o.Rows), fmt.Sprint(AllRows())}
	}
	switch o.Format {
	case CSV:
		return writeCSV(w, records(ctx, store, q, o.Rows), o)
	case JSONL:
		return writeJSONL(w, records(ctx, store, q, o.Rows))
	case Parquet:
		return writeParquet(w, records(ctx, store, q, o.Rows), o.Rows)
	case XLSX:
		return writeXLSX(ctx, w, store, q, o.Language, excel)
	}
	return &UnknownError{"vorm", string(o.Format), fmt.Sprint(Formats())}
}

// records gives the records of a query with what rows of a sort need.
func records(ctx context.Context, store archive.Store, q archive.Query, rows Rows) iter.Seq2[archive.Record, error] {
	q.Results = rows == Findings
	q.Findings = rows == Findings
	q.Failed = q.Failed || rows == Failures
	return store.Records(ctx, q)
}

// path is the place under which a document stands first.
func path(r *archive.Record) string {
	if len(r.Places) == 0 {
		return ""
	}
	return r.Places[0].Path
}

// State is what an archive knows of a document.
type State string

// The states.
const (
	Judged   State = "judged"
	Outdated State = "outdated" // judged, or failed, under other settings than those of the last scan
	Failed   State = "failed"
)

func stateOf(r *archive.Record) State {
	switch {
	case r.Failure != nil:
		return Failed
	case !r.Current:
		return Outdated
	}
	return Judged
}

// Dutch is the state in the words of a table.
func (s State) Dutch() string {
	switch s {
	case Judged:
		return "getoetst"
	case Outdated:
		return "verouderd"
	case Failed:
		return "niet gelezen"
	}
	return string(s)
}
