// Package table has what tables of findings for spreadsheets and programs (RFC
// 4180) have in common: their columns, and how a cell is made safe to open.
package table

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
)

// maxCell is what a cell of Excel holds, in characters. It puts the rest of a
// longer one in the next row, and all columns after it out of place.
const maxCell = 32767

// Writer writes a table, for people or for programs; see CSVOptions of package
// report.
type Writer struct {
	human bool
	out   *bufio.Writer
	table *csv.Writer
}

// NewWriter begins a table. A separator of 0 is a semicolon for people and a comma
// for programs.
func NewWriter(w io.Writer, human bool, separator rune) *Writer {
	t := &Writer{human: human, out: bufio.NewWriter(w)}
	if human {
		t.out.WriteString("\ufeff") // the error comes back with Flush
	}
	t.table = csv.NewWriter(t.out)
	t.table.UseCRLF = true
	t.table.Comma = separator
	if separator == 0 {
		t.table.Comma = ','
		if human {
			t.table.Comma = ';'
		}
	}
	return t
}

// Header writes the names of the columns, as they are.
func (t *Writer) Header(names []string) error { return t.table.Write(names) }

// Write writes a row, of which it makes the cells fit: one line, no formula and,
// for people, no more than a spreadsheet holds.
func (t *Writer) Write(row []string) error {
	for i, cell := range row {
		cell = Neutral(wording.Clean(cell))
		if t.human {
			cell = wording.Shorten(cell, maxCell)
		}
		row[i] = cell
	}
	return t.table.Write(row)
}

// Flush writes what is left.
func (t *Writer) Flush() error {
	t.table.Flush()
	if err := t.table.Error(); err != nil {
		return err
	}
	return t.out.Flush()
}

// Row is what a row tells of; Finding is nil where there is none.
type Row struct {
	Human   bool
	Words   wording.Words // for what has no name in the JSON report
	Report  *clause.Report
	Result  *clause.Result
	Finding *clause.Finding
}

// Column is a column of a table of findings.
type Column struct {
	Name  string // for programs
	Title string // for Dutch readers; "" where it says nothing to them
	Value func(*Row) string
}

// Columns are those of a table of findings.
func Columns() []Column {
	var dutch wording.Words // English columns are for programs, and keep the names of the JSON
	found := func(of func(*clause.Finding) string) func(*Row) string {
		return func(x *Row) string {
			if x.Finding == nil {
				return ""
			}
			return of(x.Finding)
		}
	}
	yes := func(of func(*clause.Finding) bool) func(*Row) string {
		return func(x *Row) string {
			switch {
			case x.Finding == nil:
				return ""
			case x.Human && of(x.Finding):
				return "ja"
			case x.Human:
				return "nee"
			}
			return strconv.FormatBool(of(x.Finding))
		}
	}
	status := func(x *Row, s clause.Status) string {
		if x.Human {
			return dutch.Status(s)
		}
		return string(s)
	}
	return []Column{
		{"file", "Bestand", func(x *Row) string {
			if x.Finding != nil && x.Finding.File != "" {
				return x.Finding.File
			}
			if !x.Human && len(x.Report.Document.Files) == 0 {
				return x.Report.Document.Name
			}
			return x.Words.Name(x.Report)
		}},
		{"sha256", "SHA-256", func(x *Row) string { return digest(x) }},
		{"requirement", "Eis", func(x *Row) string { return string(x.Result.Requirement) }},
		{"pack", "Pack", func(x *Row) string { return x.Result.Requirement.Pack() }},
		{"title", "Titel", func(x *Row) string { return x.Result.Title }},
		{"importance", "Belang", func(x *Row) string {
			if x.Human {
				return dutch.Importance(x.Result.Importance)
			}
			return string(x.Result.Importance)
		}},
		{"status", "Oordeel", func(x *Row) string { return status(x, x.Result.Status) }},
		{"was", "Vóór de wijzigingen", func(x *Row) string { return status(x, x.Result.Was) }},
		{"confidence", "Zekerheid", func(x *Row) string { return number(x.Result.Confidence, x.Human) }},
		{"element", "Onderdeel", found(func(f *clause.Finding) string { return f.Element })},
		{"against", "Tegen", yes(func(f *clause.Finding) bool { return f.Against })},
		{"weak", "Zwak", yes(func(f *clause.Finding) bool { return f.Weak })},
		{"lead", "Aanhef", found(func(f *clause.Finding) string { return f.Lead })},
		{"quote", "Citaat", found(func(f *clause.Finding) string { return f.Quote })},
		{"reads", "Luidt na de wijzigingen", found(func(f *clause.Finding) string { return f.Reads })},
		{"label", "Artikel", func(x *Row) string {
			switch {
			case x.Finding == nil:
				return ""
			case x.Human: // a bare "7.2" becomes a number or a day
				return dutch.Place(&clause.Finding{Label: x.Finding.Label})
			}
			return x.Finding.Label
		}},
		{"heading", "Kop", found(func(f *clause.Finding) string { return f.Heading })},
		{"page", "Bladzijde", found(func(f *clause.Finding) string {
			if f.Page == 0 {
				return ""
			}
			return strconv.Itoa(f.Page)
		})},
		{"start", "", found(func(f *clause.Finding) string { return strconv.Itoa(f.Start) })},
		{"end", "", found(func(f *clause.Finding) string { return strconv.Itoa(f.End) })},
		{"value", "Waarde", found(func(f *clause.Finding) string {
			if f.Value == nil {
				return ""
			}
			return f.Value.Raw
		})},
		{"norm", "Waarde (ISO)", found(func(f *clause.Finding) string {
			if f.Value == nil {
				return ""
			}
			return f.Value.Norm
		})},
		{"why", "Uitleg", found(func(f *clause.Finding) string { return f.Why })},
		{"reason", "Reden van het oordeel", func(x *Row) string { return x.Result.Reason }},
		{"lacks", "Mist", func(x *Row) string { return strings.Join(x.Result.Lacks, "; ") }},
		{"flags", "Let op", func(x *Row) string {
			if x.Human {
				return strings.Join(dutch.Flags(x.Result.Flags), "; ")
			}
			return strings.Join(x.Result.Flags, "; ")
		}},
		{"caveat", "Onzeker", func(x *Row) string { return x.Result.Caveat }},
		{"sources", "Bronnen", func(x *Row) string { return x.Words.Sources(x.Result.Sources) }},
		{"model", "Voorstel", func(x *Row) string { return x.Result.Model }},
		{"fingerprint", "", found(func(f *clause.Finding) string { return f.Fingerprint })},
	}
}

// digest is that of the file in which the finding stands; of a bundle as a whole
// it is that of the report.
func digest(x *Row) string {
	if x.Finding != nil && x.Finding.File != "" {
		for i := range x.Report.Document.Files {
			if f := &x.Report.Document.Files[i]; f.Name == x.Finding.File {
				return f.SHA256
			}
		}
	}
	return x.Report.Document.SHA256
}

// number writes a number with the decimal sign of the reader, "" for 0.
func number(n float64, human bool) string {
	if n == 0 {
		return ""
	}
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if human {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Neutral keeps a spreadsheet from taking a cell of a table for a formula: an
// apostrophe goes before the signs with which one begins, =, + , - and @ and their
// full-width forms, at the beginning of the cell and where another separator
// would make one begin (OWASP, "CSV Injection"). Tabs and line ends, which do the
// same, must have been taken out.
func Neutral(cell string) string {
	if !strings.ContainsAny(cell, "=+-@＝＋－＠") {
		return cell
	}
	var b strings.Builder
	begins := true
	for _, r := range cell {
		switch r {
		case '=', '+', '-', '@', '＝', '＋', '－', '＠':
			if begins {
				b.WriteByte('\'')
			}
			begins = false
		case ' ', '"':
			// A cell can begin after these as well.
		default:
			begins = r == ';' || r == ',' || r == '|'
		}
		b.WriteRune(r)
	}
	return b.String()
}
