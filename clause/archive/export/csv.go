package export

import (
	"cmp"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/table"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// column is a column that tells of a document.
type column struct {
	name  string // for programs
	title string // for Dutch readers
	value func(*archive.Record, bool) string
}

// writeCSV writes a table with a row for what the options say.
func writeCSV(w io.Writer, list iter.Seq2[archive.Record, error], o Options) error {
	human := o.Language != lang.English
	front, behind := columnsOf(o.Rows), []table.Column(nil)
	if o.Rows == Findings {
		behind = findingColumns(human)
	}
	out := table.NewWriter(w, human, o.Separator)
	row := make([]string, 0, len(front)+len(behind))
	for _, c := range front {
		if human {
			c.name = c.title
		}
		row = append(row, c.name)
	}
	for _, c := range behind {
		if human {
			c.Name = c.Title
		}
		row = append(row, c.Name)
	}
	if err := out.Header(row); err != nil {
		return err
	}
	for r, err := range list {
		if err != nil {
			return err
		}
		own := make([]string, len(front))
		for i, c := range front {
			own[i] = c.value(&r, human)
		}
		if o.Rows != Findings || len(r.Results) == 0 {
			if err := out.Write(append(append(row[:0], own...), make([]string, len(behind))...)); err != nil {
				return err
			}
			continue
		}
		for i := range r.Results {
			res := &r.Results[i]
			for k := range max(1, len(res.Findings)) {
				x := table.Row{Human: human, Words: wording.Words{Language: o.Language}, Result: res}
				if k < len(res.Findings) {
					x.Finding = &res.Findings[k]
				}
				row = append(row[:0], own...)
				for _, c := range behind {
					row = append(row, c.Value(&x))
				}
				if err := out.Write(row); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

// findingColumns are those of the tables of reports, but what an archive does not
// keep or tells in columns of its own.
func findingColumns(human bool) []table.Column {
	return slices.DeleteFunc(table.Columns(), func(c table.Column) bool {
		switch c.Name {
		case "file", "sha256", "sources", "model":
			return true
		}
		return human && c.Title == ""
	})
}

// columnsOf are the columns that tell of a document.
func columnsOf(rows Rows) []column {
	list := []column{
		{"place", "Plaats", func(r *archive.Record, _ bool) string { return path(r) }},
		{"copies", "Exemplaren", func(r *archive.Record, _ bool) string { return strconv.Itoa(len(r.Places)) }},
		{"sha256", "SHA-256", func(r *archive.Record, _ bool) string { return r.SHA256 }},
		{"supplier", "Leverancier", func(r *archive.Record, _ bool) string { return r.Facts.Supplier }},
		{"customer", "Klant", func(r *archive.Record, _ bool) string { return r.Facts.Customer }},
		{"year", "Jaar", func(r *archive.Record, _ bool) string { return known(r.Facts.Year) }},
		{"kind", "Soort document", func(r *archive.Record, human bool) string {
			if human {
				return r.Kind.In(lang.Dutch)
			}
			return string(r.Kind)
		}},
		{"state", "Stand", func(r *archive.Record, human bool) string {
			if human {
				return stateOf(r).Dutch()
			}
			return string(stateOf(r))
		}},
		{"failure", "Reden", func(r *archive.Record, human bool) string {
			switch {
			case r.Failure == nil:
				return ""
			case human:
				return r.Failure.Class.Dutch()
			}
			return string(r.Failure.Class)
		}},
	}
	count := func(name string, s clause.Status, of func(*clause.Summary) int) column {
		return column{name, title(s), func(r *archive.Record, _ bool) string {
			if r.Failure != nil {
				return ""
			}
			return strconv.Itoa(of(&r.Summary))
		}}
	}
	switch rows {
	case Contracts:
		list = append(list,
			column{"format", "Formaat", func(r *archive.Record, human bool) string {
				if human {
					return wording.Words{}.Format(r.Format)
				}
				return string(r.Format)
			}},
			column{"pages", "Bladzijden", func(r *archive.Record, _ bool) string { return known(r.Pages) }},
			column{"language", "Taal", func(r *archive.Record, _ bool) string { return r.Language }},
			count("conflict", clause.Conflict, func(s *clause.Summary) int { return s.Conflict }),
			count("missing", clause.Missing, func(s *clause.Summary) int { return s.Missing }),
			count("partial", clause.Partial, func(s *clause.Summary) int { return s.Partial }),
			count("unknown", clause.Unknown, func(s *clause.Summary) int { return s.Unknown }),
			count("met", clause.Met, func(s *clause.Summary) int { return s.Met }),
			count("waived", clause.Waived, func(s *clause.Summary) int { return s.Waived }),
			column{"unread", "Niet gelezen", func(r *archive.Record, _ bool) string { return unread(r, wording.Words{}) }},
			column{"message", "Melding", func(r *archive.Record, _ bool) string { return message(r) }},
		)
	case Failures:
		list = append(list, column{"message", "Melding", func(r *archive.Record, _ bool) string { return message(r) }})
	}
	return list
}

// title is the word for a status with a capital.
func title(s clause.Status) string {
	word := s.Dutch()
	return strings.ToUpper(word[:1]) + word[1:]
}

// known writes a number, "" for 0.
func known(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func message(r *archive.Record) string {
	if r.Failure == nil {
		return ""
	}
	return cmp.Or(r.Failure.Message, string(r.Failure.Class))
}

// unread tells what of a document was not read.
func unread(r *archive.Record, l wording.Words) string {
	lost, _ := l.Attention(r.Warnings)
	return strings.Join(lost, "; ")
}
