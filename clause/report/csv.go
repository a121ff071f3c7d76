package report

import (
	"bufio"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
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

// maxCell is what a cell of Excel holds, in characters. It puts the rest of a
// longer one in the next row, and all columns after it out of place.
const maxCell = 32767

// CSV writes reports as one table (RFC 4180, UTF-8), a row a finding; a
// requirement without findings has one row. Every row is one line. The cells of
// what comes from a contract are safe to open in a spreadsheet: what a
// spreadsheet would take for a formula begins with an apostrophe. In a table for
// people a cell is cut to what a spreadsheet can hold.
func CSV(w io.Writer, reports []*clause.Report, o CSVOptions) error {
	out := bufio.NewWriter(w)
	human := o.Language != lang.English
	if human {
		out.WriteString("\ufeff") // the error comes back with Flush
	}
	table := csv.NewWriter(out)
	table.UseCRLF = true
	table.Comma = o.Separator
	if table.Comma == 0 {
		table.Comma = ','
		if human {
			table.Comma = ';'
		}
	}
	columns := csvColumns()
	if human {
		columns = slices.DeleteFunc(columns, func(c csvColumn) bool { return c.title == "" })
	}
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
		if human {
			row[i] = c.title
		}
	}
	if err := table.Write(row); err != nil {
		return err
	}
	for _, r := range reports {
		if r == nil {
			continue
		}
		for i := range r.Results {
			res := &r.Results[i]
			for k := range max(1, len(res.Findings)) {
				x := csvRow{human: human, words: wording.Words{Language: o.Language}, report: r, result: res}
				if k < len(res.Findings) {
					x.finding = &res.Findings[k]
				}
				for n, c := range columns {
					cell := neutral(wording.Clean(c.value(&x)))
					if human {
						cell = wording.Shorten(cell, maxCell)
					}
					row[n] = cell
				}
				if err := table.Write(row); err != nil {
					return err
				}
			}
		}
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return err
	}
	return out.Flush()
}

// csvRow is what a row tells of; finding is nil where there is none.
type csvRow struct {
	human   bool
	words   wording.Words // for what has no name in the JSON report
	report  *clause.Report
	result  *clause.Result
	finding *clause.Finding
}

type csvColumn struct {
	name  string // for programs
	title string // for Dutch readers; "" where it says nothing to them
	value func(*csvRow) string
}

func csvColumns() []csvColumn {
	var dutch wording.Words // English columns are for programs, and keep the names of the JSON
	found := func(of func(*clause.Finding) string) func(*csvRow) string {
		return func(x *csvRow) string {
			if x.finding == nil {
				return ""
			}
			return of(x.finding)
		}
	}
	yes := func(of func(*clause.Finding) bool) func(*csvRow) string {
		return func(x *csvRow) string {
			switch {
			case x.finding == nil:
				return ""
			case x.human && of(x.finding):
				return "ja"
			case x.human:
				return "nee"
			}
			return strconv.FormatBool(of(x.finding))
		}
	}
	status := func(x *csvRow, s clause.Status) string {
		if x.human {
			return dutch.Status(s)
		}
		return string(s)
	}
	return []csvColumn{
		{"file", "Bestand", func(x *csvRow) string {
			if x.finding != nil && x.finding.File != "" {
				return x.finding.File
			}
			if !x.human && len(x.report.Document.Files) == 0 {
				return x.report.Document.Name
			}
			return x.words.Name(x.report)
		}},
		{"sha256", "SHA-256", func(x *csvRow) string { return digest(x) }},
		{"requirement", "Eis", func(x *csvRow) string { return string(x.result.Requirement) }},
		{"pack", "Pack", func(x *csvRow) string { return x.result.Requirement.Pack() }},
		{"title", "Titel", func(x *csvRow) string { return x.result.Title }},
		{"importance", "Belang", func(x *csvRow) string {
			if x.human {
				return dutch.Importance(x.result.Importance)
			}
			return string(x.result.Importance)
		}},
		{"status", "Oordeel", func(x *csvRow) string { return status(x, x.result.Status) }},
		{"was", "Vóór de wijzigingen", func(x *csvRow) string { return status(x, x.result.Was) }},
		{"confidence", "Zekerheid", func(x *csvRow) string { return csvNumber(x.result.Confidence, x.human) }},
		{"element", "Onderdeel", found(func(f *clause.Finding) string { return f.Element })},
		{"against", "Tegen", yes(func(f *clause.Finding) bool { return f.Against })},
		{"weak", "Zwak", yes(func(f *clause.Finding) bool { return f.Weak })},
		{"lead", "Aanhef", found(func(f *clause.Finding) string { return f.Lead })},
		{"quote", "Citaat", found(func(f *clause.Finding) string { return f.Quote })},
		{"reads", "Luidt na de wijzigingen", found(func(f *clause.Finding) string { return f.Reads })},
		{"label", "Artikel", func(x *csvRow) string {
			switch {
			case x.finding == nil:
				return ""
			case x.human: // a bare "7.2" becomes a number or a day
				return dutch.Place(&clause.Finding{Label: x.finding.Label})
			}
			return x.finding.Label
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
		{"reason", "Reden van het oordeel", func(x *csvRow) string { return x.result.Reason }},
		{"lacks", "Mist", func(x *csvRow) string { return strings.Join(x.result.Lacks, "; ") }},
		{"flags", "Let op", func(x *csvRow) string {
			if x.human {
				return strings.Join(dutch.Flags(x.result.Flags), "; ")
			}
			return strings.Join(x.result.Flags, "; ")
		}},
		{"caveat", "Onzeker", func(x *csvRow) string { return x.result.Caveat }},
		{"sources", "Bronnen", func(x *csvRow) string { return x.words.Sources(x.result.Sources) }},
		{"model", "Voorstel", func(x *csvRow) string { return x.result.Model }},
		{"fingerprint", "", found(func(f *clause.Finding) string { return f.Fingerprint })},
	}
}

// digest is that of the file in which the finding stands; of a bundle as a whole
// it is that of the report.
func digest(x *csvRow) string {
	if x.finding != nil && x.finding.File != "" {
		for i := range x.report.Document.Files {
			if f := &x.report.Document.Files[i]; f.Name == x.finding.File {
				return f.SHA256
			}
		}
	}
	return x.report.Document.SHA256
}

// csvNumber writes a number with the decimal sign of the reader, "" for 0.
func csvNumber(n float64, human bool) string {
	if n == 0 {
		return ""
	}
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if human {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// neutral keeps a spreadsheet from taking a cell of a table for a formula: an
// apostrophe goes before the signs with which one begins, =, + , - and @ and their
// full-width forms, at the beginning of the cell and where another separator
// would make one begin (OWASP, "CSV Injection"). Tabs and line ends, which do the
// same, must have been taken out.
func neutral(cell string) string {
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
