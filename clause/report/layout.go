package report

import (
	"io"

	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// glue stands for a space at which no line may end.
const glue = wording.Glue

// page is a page of text with the words of its language.
type page struct {
	words
	*textpage.Page
}

func newPage(w io.Writer, columns int, color bool) *page {
	return &page{Page: textpage.New(w, columns, color)}
}

// column is where what stands behind these labels begins.
func (p *page) column(labels ...string) int {
	widest := 0
	for _, label := range labels {
		widest = max(widest, textpage.DisplayWidth(p.Text(label)))
	}
	return widest + 1
}

// noted is labelled for a note of its own below an entry.
func (p *page) noted(label, text string) {
	const column = 10 // all of them in Dutch
	if p.Language == lang.Dutch || p.Language == "" {
		p.labelled(label, column, text)
		return
	}
	p.labelled(label, 0, text)
}

// labelled is wrap behind a Dutch label, which is put into the language; the text
// begins no nearer to it than a blank.
func (p *page) labelled(label string, indent int, text string) {
	p.labelledStyled(label, indent, text, "")
}

func (p *page) labelledStyled(label string, indent int, text, style string) {
	label = p.Text(label)
	p.WrapStyled(label, max(indent, textpage.DisplayWidth(label)+1), text, style)
}

// clean makes a text from a contract fit for a line of a report.
func clean(s string) string { return wording.Clean(s) }
