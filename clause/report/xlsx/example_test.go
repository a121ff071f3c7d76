package xlsx_test

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report/xlsx"
)

// A workbook is written report by report; only the verdicts of a report are kept.
func ExampleWriter() {
	var file bytes.Buffer
	w, err := xlsx.NewWriter(&file, xlsx.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"een.docx", "twee.docx"} {
		r := &clause.Report{
			Document: clause.DocumentInfo{Name: name},
			Results:  []clause.Result{{Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: "must", Status: clause.Missing}},
		}
		if err := w.Add(r); err != nil {
			fmt.Println(err)
			return
		}
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
		return
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	rows, _ := book.GetRows("Matrix")
	for _, row := range rows {
		fmt.Println(row[0], row[4:])
	}
	// Output:
	// Eis [een.docx twee.docx]
	// De klant mag audits laten uitvoeren [ontbreekt ontbreekt]
}
