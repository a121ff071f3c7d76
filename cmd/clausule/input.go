package main

import (
	"strings"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract/document"
)

// checkInputs refuses calls whose files cannot be meant.
func checkInputs(files []string, verb string) error {
	if len(files) == 0 {
		return usagef("geef een bestand, bijvoorbeeld: clausule %s contract.docx (of - voor standaardinvoer)", verb)
	}
	stdin := 0
	for _, f := range files {
		if f == "" {
			return usagef("een bestandsnaam is leeg")
		}
		if f == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return usagef("standaardinvoer (-) kan maar één keer worden gelezen")
	}
	return nil
}

// incomplete tells in one line what of a document could not be read; "" when
// all of it was.
func incomplete(l lang.Language, name string, warnings []document.Warning) string {
	var lost []document.Warning
	for _, w := range warnings {
		if w.Incomplete() {
			lost = append(lost, w)
		}
	}
	what := report.Warnings(lost, l)
	const most = 3
	if n := len(what); n > most {
		what = append(what[:most], l.Textf("en nog %d", n-most))
	}
	if len(what) == 0 {
		return ""
	}
	return l.Textf("%s: niet geheel gelezen: %s", name, strings.Join(what, " "))
}
