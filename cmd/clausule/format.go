package main

import (
	"io"

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
}

// style is what the flags ask of the form of a report.
type style struct {
	language lang.Language
	width    int
	color    bool
	verbose  bool
	several  bool // more than one contract was given, whatever could be read
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
	}
}

func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// formatOf finds the form of a name that oneOf has let through.
func formatOf(name string) format {
	for _, f := range formats() {
		if f.name == name {
			return f
		}
	}
	return format{}
}

func reportsOf(list []judged) []*clause.Report {
	reports := make([]*clause.Report, len(list))
	for i := range list {
		reports[i] = list[i].report
	}
	return reports
}

func writeText(w io.Writer, list []judged, s style) error {
	return report.Text(w, reportsOf(list), report.TextOptions{Width: s.width, Color: s.color, Verbose: s.verbose})
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
	return report.CSV(w, reportsOf(list), report.CSVOptions{Language: s.language})
}

func writeXLSX(w io.Writer, list []judged, s style) error {
	return xlsx.Write(w, reportsOf(list), xlsx.Options{Language: s.language})
}
