package report_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/rules"
)

// table reads a table back; the byte order mark must be there or not.
func table(t testing.TB, data []byte, comma rune, mark bool) [][]string {
	t.Helper()
	rest, found := bytes.CutPrefix(data, []byte("\ufeff"))
	if found != mark {
		t.Fatalf("byte order mark: %v, want %v", found, mark)
	}
	r := csv.NewReader(bytes.NewReader(rest))
	r.Comma = comma
	rows, err := r.ReadAll() // demands that all rows are of one length
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func csvOf(t testing.TB, o report.CSVOptions, reports ...*clause.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.CSV(&b, reports, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSV(t *testing.T) {
	r := sample()
	findings := 0
	for _, res := range r.Results {
		findings += max(1, len(res.Findings))
	}
	for _, tc := range []struct {
		name  string
		o     report.CSVOptions
		comma rune
		first []string
		cells map[string]string // of the third row, by column
	}{
		{"people", report.CSVOptions{}, ';', []string{"Bestand", "SHA-256", "Eis"},
			map[string]string{"Oordeel": "gedeeltelijk", "Belang": "verplicht", "Artikel": "art. 7.2", "Bladzijde": "3", "Zwak": "nee"}},
		{"programs", report.CSVOptions{Language: lang.English}, ',', []string{"file", "sha256", "requirement"},
			map[string]string{"status": "partial", "importance": "must", "label": "7.2", "page": "3", "weak": "false", "start": "100"}},
		{"programs, tabs", report.CSVOptions{Language: lang.English, Separator: '\t'}, '\t', []string{"file", "sha256", "requirement"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data := csvOf(t, tc.o, r, nil, r)
			rows := table(t, data, tc.comma, tc.o.Language != lang.English)
			if len(rows) != 1+2*findings {
				t.Errorf("%d rows, want %d", len(rows), 1+2*findings)
			}
			if got := strings.Join(rows[0][:3], " "); got != strings.Join(tc.first, " ") {
				t.Errorf("columns %s", got)
			}
			for i, name := range rows[0] {
				if want, ok := tc.cells[name]; ok && rows[3][i] != want {
					t.Errorf("%s: %q, want %q", name, rows[3][i], want)
				}
			}
			if lines := bytes.Count(data, []byte("\n")); lines != len(rows) || lines != bytes.Count(data, []byte("\r\n")) {
				t.Errorf("%d rows in %d lines", len(rows), lines)
			}
			for _, row := range rows {
				if len(row) != len(rows[0]) {
					t.Fatalf("row of %d cells", len(row))
				}
			}
		})
	}
	if err := report.CSV(&bytes.Buffer{}, nil, report.CSVOptions{Separator: '"'}); err == nil {
		t.Error("a quote as separator gives no error")
	}
}

// What a spreadsheet would take for a formula, however it is introduced, begins
// with an apostrophe; the rest of a text stays as it is.
func TestCSVFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":                    "'=1+1",
		"+31 20 1234567":          "'+31 20 1234567",
		"-5 %":                    "'-5 %",
		"@SUM(A1)":                "'@SUM(A1)",
		"  =cmd|' /C calc'!A0":    "'=cmd|' /C calc'!A0",
		"\t=1":                    "'=1",
		"\r\n=1":                  "'=1",
		"＝1":                      "'＝1",
		"x;=1":                    "x;'=1",
		"x, \"=1":                 "x, \"'=1",
		"x\n=1":                   "x =1",
		"a-b en c = d, zie a@b.n": "a-b en c = d, zie a@b.n",
		"==1":                     "'==1",
	} {
		r := sample()
		r.Results[0].Findings[0].Quote = text
		rows := table(t, csvOf(t, report.CSVOptions{Language: lang.English}, r), ',', false)
		for i, name := range rows[0] {
			if name == "quote" && rows[1][i] != want {
				t.Errorf("%q becomes %q, want %q", text, rows[1][i], want)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "a;b")
	f.Add(" \t@x", "\"\r\n-")
	f.Add("\x00\xff\u202e;=", "|+1")
	f.Fuzz(func(t *testing.T, quote, label string) {
		r := sample()
		r.Results[0].Findings[0].Quote, r.Results[0].Findings[0].Label = quote, label
		for _, o := range []report.CSVOptions{{}, {Language: lang.English}} {
			data := csvOf(t, o, r)
			if !utf8.Valid(data) {
				t.Error("no UTF-8")
			}
			comma := ';'
			if o.Language == lang.English {
				comma = ','
			}
			rows := table(t, data, comma, o.Language != lang.English)
			if bytes.Count(data, []byte("\n")) != len(rows) {
				t.Errorf("a row of more than one line")
			}
			for _, row := range rows {
				for _, cell := range row {
					if s := strings.TrimLeft(cell, " \t\r\n"); s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
						t.Errorf("formula: %q", cell)
					}
				}
			}
		}
	})
}

func ExampleCSV() {
	r := &clause.Report{
		Document: clause.DocumentInfo{Name: "a.txt"},
		Results: []clause.Result{{
			Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: "must", Status: clause.Missing,
		}},
	}
	var b bytes.Buffer
	if err := report.CSV(&b, []*clause.Report{r}, report.CSVOptions{Language: lang.English}); err != nil {
		panic(err)
	}
	for line := range strings.Lines(b.String()) {
		os.Stdout.WriteString(strings.Join(strings.Split(strings.TrimSpace(line), ",")[:7], ",") + "\n")
	}
	// Output:
	// file,sha256,requirement,pack,title,importance,status
	// a.txt,,ksz.audit.recht,ksz,De klant mag audits laten uitvoeren,must,missing
}

// A table for people is one that a spreadsheet opens row by row; one for programs
// has all of a text. What has no fixed name is in the language of the table.
func TestCSVCells(t *testing.T) {
	r := sample()
	r.Results = r.Results[:1]
	r.Results[0].Findings = nil
	r.Results[0].Sources = []rules.Citation{{Document: "AVG", Place: "art. 28 lid 3"}}
	r.Results[0].Model = strings.Repeat("woord ", 10_000)
	people := table(t, csvOf(t, report.CSVOptions{}, r), ';', true)
	programs := table(t, csvOf(t, report.CSVOptions{Language: lang.English}, r), ',', false)
	for _, tc := range []struct {
		rows   [][]string
		column string
		want   func(string) bool
	}{
		{people, "Voorstel", func(s string) bool { return strings.HasSuffix(s, "…") && utf8.RuneCountInString(s) <= 32767 }},
		{programs, "model", func(s string) bool { return strings.Count(s, "woord") == 10_000 }},
		{people, "Bronnen", func(s string) bool { return s == "AVG art. 28 lid 3" }},
		{programs, "sources", func(s string) bool { return s == "GDPR Art. 28(3)" }},
	} {
		at := slices.Index(tc.rows[0], tc.column)
		if at < 0 {
			t.Fatalf("no column %s", tc.column)
		}
		if got := tc.rows[1][at]; !tc.want(got) {
			t.Errorf("%s: %.80q (%d bytes)", tc.column, got, len(got))
		}
	}
}
