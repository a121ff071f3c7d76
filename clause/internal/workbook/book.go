// Package workbook has what every workbook of the house is made with: a package of
// which equal workbooks are equal files, styles in which verdicts have their colour,
// and tables that go on in another sheet where one is full (ECMA-376, SpreadsheetML).
package workbook

import (
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
)

// Book is a workbook that is being made. Discard lets go of what it took.
type Book struct {
	Words  wording.Words
	File   *excelize.File
	Styles Styles
}

// New begins a workbook that Write writes to w.
func New(w io.Writer, title string, words wording.Words) (*Book, error) {
	b := &Book{Words: words, File: excelize.NewFile()}
	b.File.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newArchive(w) })
	err := b.File.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: "Clausule", LastModifiedBy: "Clausule", Language: string(words.Language),
		// A workbook must say when it was made; that would be another file every
		// time.
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	})
	if err == nil {
		b.Styles, err = newStyles(b.File)
	}
	if err != nil {
		b.Discard()
		return nil, err
	}
	return b, nil
}

// Sheets makes the sheets of a new workbook, in this order.
func (b *Book) Sheets(names ...string) error {
	for i, name := range names {
		if i == 0 { // the first is there already
			if err := b.File.SetSheetName("Sheet1", name); err != nil {
				return err
			}
			continue
		}
		if _, err := b.File.NewSheet(name); err != nil {
			return err
		}
	}
	return nil
}

// Write writes the workbook.
func (b *Book) Write() error { return b.File.Write(io.Discard) } // the archive knows where to write

// Discard lets go of what a workbook took without writing it. After that it does
// nothing.
func (b *Book) Discard() {
	if b.File != nil {
		b.File.Close() // what remains are temporary files of the system
		b.File = nil
	}
}

// Text is a cell with words: always a text, never a formula.
func (b *Book) Text(s string) any {
	if s == "" {
		return excelize.Cell{StyleID: b.Styles.Text}
	}
	return excelize.Cell{StyleID: b.Styles.Text, Value: Fit(s)}
}

// Number is a cell with a number; what is not known is empty.
func (b *Book) Number(n int, known bool) any {
	if !known {
		return excelize.Cell{StyleID: b.Styles.Number}
	}
	return excelize.Cell{StyleID: b.Styles.Number, Value: n}
}

// Verdict is a cell with a verdict in its colour.
func (b *Book) Verdict(s clause.Status) any {
	if s == "" {
		return b.Text("")
	}
	return excelize.Cell{StyleID: b.Styles.Status[s], Value: b.Words.Status(s)}
}

// Tally is a number in the colour of a verdict, where there is something to
// count.
func (b *Book) Tally(n int, s clause.Status) any {
	if n == 0 {
		return b.Number(0, true)
	}
	return excelize.Cell{StyleID: b.Styles.Tally[s], Value: n}
}

// surrogate is how the format would write half a character (ECMA-376 part 1,
// 22.9.2.19), which no program reads. The library escapes all other texts of the
// form _xHHHH_.
var surrogate = regexp.MustCompile(`_x[dD][89a-fA-F][0-9a-fA-F]{2}_`)

// Fit makes a text fit for a cell.
func Fit(s string) string {
	if strings.Contains(s, "_x") {
		s = surrogate.ReplaceAllStringFunc(s, func(code string) string { return code[:len(code)-1] + " _" })
	}
	return cut(s)
}

// cut cuts a text to what a cell can hold, in the code units of UTF-16 in which
// the format counts.
func cut(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	units, end := 0, 0 // end is where "…" still fits
	for i, r := range s {
		n := 1
		if r > 0xffff {
			n = 2
		}
		if units+n <= excelize.TotalCellChars-1 {
			end = i + utf8.RuneLen(r)
		}
		if units += n; units > excelize.TotalCellChars {
			return s[:end] + "…"
		}
	}
	return s
}
