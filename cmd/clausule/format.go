package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/clause/report/xlsx"
	"github.com/clausule/clausule/extract/document"
)

// judged is a report with the documents that it is on: one, or those of a
// bundle. They are there only for a format that shows them.
type judged struct {
	report *clause.Report
	docs   []*document.Document
	paths  []string // of the files, as they were given
}

// style is what the flags ask of the form of a report.
type style struct {
	language lang.Language
	width    int
	color    bool
	verbose  bool
	several  bool // more than one contract was given, whatever could be read
	// separator stands between the cells of a table; 0 leaves it to the language.
	separator rune
	// exit is the code that the program will end with; known only to a format that
	// is written when all has been judged.
	exit int
}

// format is a form in which check writes its reports.
type format struct {
	name string
	// each is set where reports are written as they come; write then gets none.
	each  bool
	empty bool // it has a form for no report at all
	// documents is set where the contracts themselves are shown.
	documents bool
	// binary is what no terminal can show.
	binary bool
	write  func(w io.Writer, list []judged, s style) error
}

// formats lists the forms, the default first.
func formats() []format {
	return []format{
		{name: "text", write: writeText},
		{name: "json", empty: true, write: writeJSON},
		{name: "jsonl", each: true, write: writeJSONL},
		{name: "md", empty: true, write: writeMarkdown},
		{name: "csv", empty: true, write: writeCSV},
		{name: "xlsx", empty: true, binary: true, write: writeXLSX},
		{name: "sarif", empty: true, write: writeSARIF},
		{name: "html", documents: true, write: writeHTML},
	}
}

func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// formatOf finds the form of a name that formOf has let through.
func formatOf(name string) format {
	for _, f := range formats() {
		if f.name == name {
			return f
		}
	}
	return format{}
}

// formOf reads --format, of which names are the values. Where it is not given, the
// extension of the file that is to be written chooses, if it is that of a form.
func formOf(c *cli.Context, names ...string) (string, error) {
	given := c.IsSet("format") && c.String("format") != ""
	if target := c.String("output"); !given && target != "" {
		name := strings.ToLower(strings.TrimPrefix(filepath.Ext(target), "."))
		switch name {
		case "txt":
			name = "text"
		case "htm":
			name = "html"
		case "markdown":
			name = "md"
		case "ndjson":
			name = "jsonl"
		case "doc", "docx", "odt", "rtf", "pdf", "xls", "ods":
			// The program that opens such a file would call it damaged.
			first, second := "html", "md"
			if !slices.Contains(names, first) {
				first = names[0]
			}
			if !slices.Contains(names, second) {
				second = names[min(1, len(names)-1)]
			}
			first, second = extension(first), extension(second)
			return "", usagef("een verslag kan geen %s zijn; noem het bestand bij -o bijvoorbeeld verslag.%s of verslag.%s, of kies een vorm met --format; een nagekeken Word-bestand maakt clausule review", name, first, second)
		}
		if slices.Contains(names, name) {
			return name, nil
		}
		switch name {
		case "xlsx", "parquet", "html", "csv":
			return "", usagef("een .%s schrijft deze opdracht niet; noem het bestand bij -o anders, of kies met --format uit %s", name, strings.Join(names, ", "))
		}
	}
	return oneOf(c, "format", names...)
}

// extension is that of a file in a form.
func extension(form string) string {
	if form == "text" {
		return "txt"
	}
	return form
}

// separatorOf reads --separator: 0 leaves the choice to the language.
func separatorOf(c *cli.Context) (rune, error) {
	name, err := oneOf(c, "separator", "auto", "comma", "semicolon", "tab")
	return map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t'}[name], err
}

func reportsOf(list []judged) []*clause.Report {
	reports := make([]*clause.Report, len(list))
	for i := range list {
		reports[i] = list[i].report
	}
	return reports
}

func writeText(w io.Writer, list []judged, s style) error {
	return report.Text(w, reportsOf(list), report.TextOptions{Language: s.language, Width: s.width, Color: s.color, Verbose: s.verbose})
}

// writeJSON writes an object for one file and an array for several, whatever
// the number that could be read.
func writeJSON(w io.Writer, list []judged, s style) error {
	if s.several {
		return report.JSONArray(w, reportsOf(list))
	}
	return report.JSON(w, list[0].report)
}

func writeJSONL(w io.Writer, list []judged, _ style) error {
	return report.JSONL(w, reportsOf(list))
}

func writeMarkdown(w io.Writer, list []judged, s style) error {
	return report.Markdown(w, reportsOf(list), report.MarkdownOptions{Language: s.language, Verbose: s.verbose})
}

func writeCSV(w io.Writer, list []judged, s style) error {
	return report.CSV(w, reportsOf(list), report.CSVOptions{Language: s.language, Separator: s.separator})
}

func writeSARIF(w io.Writer, list []judged, s style) error {
	o := report.SARIFOptions{Language: s.language, ExitCode: s.exit}
	for i := range list {
		o.Paths = append(o.Paths, list[i].paths)
	}
	return report.SARIF(w, reportsOf(list), o)
}

func writeXLSX(w io.Writer, list []judged, s style) error {
	return xlsx.Write(w, reportsOf(list), xlsx.Options{Language: s.language})
}

func writeHTML(w io.Writer, list []judged, s style) error {
	contracts := make([]report.Contract, len(list))
	for i := range list {
		contracts[i] = report.Contract{Report: list[i].report, Documents: list[i].docs}
	}
	return report.HTML(w, contracts, report.HTMLOptions{Language: s.language})
}
