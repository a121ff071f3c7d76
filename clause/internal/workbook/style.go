package workbook

import (
	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
)

// Styles are the numbers of the styles of a workbook.
type Styles struct {
	Header int
	Text   int // wrapped, from the top; stays text when a reader edits it
	Number int
	Share  int // 0.76 as 76%
	// Verdicts have a colour beside their word; Linked are those that lead to
	// their first finding.
	Status map[clause.Status]int
	Linked map[clause.Status]int
	Tally  map[clause.Status]int // a number of them
}

// tone is a background with a colour of letters that can be read on it: contrast
// at least 4.5 to 1 (WCAG 2.1, 1.4.3).
type tone struct{ back, letters string }

func tones() map[clause.Status]tone {
	return map[clause.Status]tone{
		clause.Conflict: {"F4B6B6", "7A0008"},
		clause.Missing:  {"FBD5B0", "6B3300"},
		clause.Partial:  {"FFF0B3", "5C4700"},
		clause.Unknown:  {"D6E6F5", "17406B"},
		clause.Met:      {"CBEBD0", "0B4F1C"},
		clause.Waived:   {"E8E8E8", "4A4A4A"},
	}
}

func newStyles(file *excelize.File) (s Styles, err error) {
	const line = "C8C8C8"
	border := []excelize.Border{
		{Type: "left", Color: line, Style: 1}, {Type: "right", Color: line, Style: 1},
		{Type: "top", Color: line, Style: 1}, {Type: "bottom", Color: line, Style: 1},
	}
	font := func() *excelize.Font { return &excelize.Font{Family: "Calibri", Size: 10} }
	add := func(style *excelize.Style) (id int) {
		style.Border = border
		if err == nil {
			id, err = file.NewStyle(style)
		}
		return id
	}
	head := font()
	head.Bold, head.Color = true, "FFFFFF"
	s.Header = add(&excelize.Style{
		Font: head, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F3B57"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	top := func(horizontal string) *excelize.Alignment {
		return &excelize.Alignment{Vertical: "top", Horizontal: horizontal, WrapText: true}
	}
	s.Text = add(&excelize.Style{Font: font(), Alignment: top("left")})
	s.Number = add(&excelize.Style{Font: font(), Alignment: top("right")})
	s.Share = add(&excelize.Style{Font: font(), Alignment: top("right"), NumFmt: 9}) // 0%
	s.Status, s.Linked, s.Tally = map[clause.Status]int{}, map[clause.Status]int{}, map[clause.Status]int{}
	colours := tones()
	for _, status := range clause.Statuses() {
		t := colours[status]
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{t.back}}
		plain, link := font(), font()
		plain.Color, link.Color, link.Underline = t.letters, t.letters, "single"
		s.Status[status] = add(&excelize.Style{Font: plain, Fill: fill, Alignment: top("left")})
		s.Tally[status] = add(&excelize.Style{Font: plain, Fill: fill, Alignment: top("right")})
		s.Linked[status] = add(&excelize.Style{Font: link, Fill: fill, Alignment: top("left")})
	}
	if err != nil {
		return s, err
	}
	// What begins with "=" is a text here. Without this it would become a formula
	// in the hands of who edits the cell.
	yes := true
	file.Styles.CellXfs.Xf[s.Text].QuotePrefix = &yes
	return s, nil
}
