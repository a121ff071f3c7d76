package report

import (
	"io"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/table"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// CSVOptions choose the form of a table. The zero value is one for a Dutch or
// Belgian spreadsheet.
type CSVOptions struct {
	// Language decides for whom the table is. In Dutch it is for people: titles
	// and verdicts in words, and a byte order mark, without which Excel takes "é"
	// for "Ã©". In English it is for programs: columns and values have the names
	// of the JSON report, which stay the same, and there is no mark, which a
	// program would take for a part of the first name.
	Language lang.Language
	// Separator stands between two cells. 0 is a semicolon in Dutch, as Excel
	// expects where the comma is a decimal sign, and in English the comma of RFC
	// 4180.
	Separator rune
}

// CSV writes reports as one table (RFC 4180, UTF-8), a row a finding; a
// requirement without findings has one row. Every row is one line. The cells of
// what comes from a contract are safe to open in a spreadsheet: what a
// spreadsheet would take for a formula begins with an apostrophe. In a table for
// people a cell is cut to what a spreadsheet can hold.
func CSV(w io.Writer, reports []*clause.Report, o CSVOptions) error {
	human := o.Language != lang.English
	out := table.NewWriter(w, human, o.Separator)
	columns := table.Columns()
	if human {
		columns = slices.DeleteFunc(columns, func(c table.Column) bool { return c.Title == "" })
	}
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.Name
		if human {
			row[i] = c.Title
		}
	}
	if err := out.Header(row); err != nil {
		return err
	}
	for _, r := range reports {
		if r == nil {
			continue
		}
		for i := range r.Results {
			res := &r.Results[i]
			for k := range max(1, len(res.Findings)) {
				x := table.Row{Human: human, Words: wording.Words{Language: o.Language}, Report: r, Result: res}
				if k < len(res.Findings) {
					x.Finding = &res.Findings[k]
				}
				for n, c := range columns {
					row[n] = c.Value(&x)
				}
				if err := out.Write(row); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}
