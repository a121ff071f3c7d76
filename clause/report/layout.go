package report

import (
	"bufio"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// The widths that a text report can have, in columns of a terminal.
const (
	defaultWidth = 80
	minWidth     = 60
)

// glue stands for a space at which no line may end.
const glue = wording.Glue

// page lays out lines of a given width and remembers the first error of the
// writer, so that the code that fills it reads as the report reads.
type page struct {
	words
	w     *bufio.Writer
	err   error
	width int
	color bool
}

func newPage(w io.Writer, columns int, color bool) *page {
	if columns <= 0 {
		columns = defaultWidth
	}
	return &page{w: bufio.NewWriter(w), width: max(columns, minWidth), color: color}
}

func (p *page) flush() error {
	if p.err == nil {
		p.err = p.w.Flush()
	}
	return p.err
}

// line writes one line as it is; trailing spaces are dropped.
func (p *page) line(s string) {
	if p.err == nil {
		// What could not be written, the last byte cannot either.
		p.w.WriteString(strings.TrimRight(s, " "))
		p.err = p.w.WriteByte('\n')
	}
}

// wrap writes words at an indent: the first line begins with lead, which stands
// inside the indent's width, the others with spaces.
func (p *page) wrap(lead string, indent int, text string) {
	p.wrapStyled(lead, indent, text, "")
}

// column is where what stands behind these labels begins.
func (p *page) column(labels ...string) int {
	widest := 0
	for _, label := range labels {
		widest = max(widest, displayWidth(p.Text(label)))
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
	p.wrapStyled(label, max(indent, displayWidth(label)+1), text, style)
}

// wrapStyled is wrap with the text of every line in a style; the lead keeps its
// own.
func (p *page) wrapStyled(lead string, indent int, text, style string) {
	pad := lead + strings.Repeat(" ", max(0, indent-displayWidth(stripStyle(lead))))
	for _, l := range wrapped(text, p.width-indent) {
		p.line(pad + p.paint(style, strings.ReplaceAll(l, glue, " ")))
		pad = strings.Repeat(" ", indent)
	}
}

// The styles are ANSI "select graphic rendition" parameters (ECMA-48).
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
)

func (p *page) paint(style, s string) string {
	if !p.color || style == "" || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// stripStyle takes the escape sequences out that paint puts in.
func stripStyle(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], 'm')
		if j < 0 {
			return s
		}
		s = s[:i] + s[i+j+1:]
	}
}

// wrapped cuts text at spaces into lines of at most columns. A word that is wider
// stands on a line of its own: to break it would alter what the contract says.
func wrapped(text string, columns int) []string {
	text = strings.Trim(text, " ")
	if strings.Contains(text, "  ") {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
	}
	var lines []string
	start, used := 0, 0 // of the line
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], ' '); i >= 0 {
			end = at + i
		}
		n := displayWidth(stripStyle(text[at:end]))
		switch {
		case used > 0 && used+1+n > columns:
			lines = append(lines, text[start:at-1])
			start, used = at, n
		case used > 0:
			used += 1 + n
		default:
			used = n
		}
		at = end + 1
	}
	if used > 0 {
		lines = append(lines, text[start:])
	}
	return lines
}

// displayWidth is the number of terminal columns that s takes: wide East Asian
// characters take two, combining marks and invisible ones none.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		if r >= 0x20 && r < 0x7f {
			n++
		} else {
			n += runeWidth(r)
		}
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x20 || r == 0x7f || r == 0xad:
		return 0
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clean makes a text from a contract fit for a line of a report.
func clean(s string) string { return wording.Clean(s) }

// fit cuts s in the middle to at most columns; the ends tell files apart.
func fit(s string, columns int) string {
	if displayWidth(s) <= columns {
		return s
	}
	if columns < 3 {
		return "…"
	}
	runes := []rune(s)
	tail, used := len(runes), 0
	for tail > 0 && used+runeWidth(runes[tail-1]) <= (columns-1)/2 {
		tail--
		used += runeWidth(runes[tail])
	}
	head := 0
	for head < tail && used+1+runeWidth(runes[head]) <= columns {
		used += runeWidth(runes[head])
		head++
	}
	return string(runes[:head]) + "…" + string(runes[tail:])
}

// shorten cuts s at the end of a word to at most columns.
func shorten(s string, columns int) string {
	if displayWidth(s) <= columns {
		return s
	}
	lines := wrapped(strings.Join(strings.Fields(s), " "), columns-2)
	if displayWidth(lines[0]) > columns-2 {
		return fit(s, columns)
	}
	return strings.TrimRight(lines[0], " ,;:") + " …"
}
