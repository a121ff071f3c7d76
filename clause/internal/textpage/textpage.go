// Package textpage lays out text for a terminal: lines of a width, wrapped at an
// indent, in the styles that the terminal has.
package textpage

import (
	"bufio"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/clausule/clausule/clause/internal/wording"
)

// The widths that a text report can have, in columns of a terminal.
const (
	defaultWidth = 80
	minWidth     = 60
)

// Page lays out lines of a given width and remembers the first error of the
// writer, so that the code that fills it reads as the report reads.
type Page struct {
	Width int // in columns
	Color bool

	w   *bufio.Writer
	err error
}

// New makes a page of so many columns: 0 means 80, less than 60 counts as 60.
func New(w io.Writer, columns int, color bool) *Page {
	if columns <= 0 {
		columns = defaultWidth
	}
	return &Page{w: bufio.NewWriter(w), Width: max(columns, minWidth), Color: color}
}

// Flush writes what is left and gives the first error of the writer.
func (p *Page) Flush() error {
	if p.err == nil {
		p.err = p.w.Flush()
	}
	return p.err
}

// Line writes one line as it is; trailing spaces are dropped.
func (p *Page) Line(s string) {
	if p.err == nil {
		// What could not be written, the last byte cannot either.
		p.w.WriteString(strings.TrimRight(s, " "))
		p.err = p.w.WriteByte('\n')
	}
}

// Wrap writes words at an indent: the first line begins with lead, which stands
// inside the indent's width, the others with spaces.
func (p *Page) Wrap(lead string, indent int, text string) {
	p.WrapStyled(lead, indent, text, "")
}

// WrapStyled is Wrap with the text of every line in a style; the lead keeps its
// own.
func (p *Page) WrapStyled(lead string, indent int, text, style string) {
	pad := lead + strings.Repeat(" ", max(0, indent-DisplayWidth(stripStyle(lead))))
	for _, l := range Wrapped(text, p.Width-indent) {
		p.Line(pad + p.Paint(style, strings.ReplaceAll(l, wording.Glue, " ")))
		pad = strings.Repeat(" ", indent)
	}
}

// The styles are ANSI "select graphic rendition" parameters (ECMA-48).
const (
	Bold   = "1"
	Dim    = "2"
	Red    = "31"
	Green  = "32"
	Yellow = "33"
	Cyan   = "36"
)

// Paint puts a text in a style, where there is colour.
func (p *Page) Paint(style, s string) string {
	if !p.Color || style == "" || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// stripStyle takes the escape sequences out that Paint puts in.
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

// Wrapped cuts text at spaces into lines of at most columns. A word that is wider
// stands on a line of its own: to break it would alter what the contract says.
func Wrapped(text string, columns int) []string {
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
		n := DisplayWidth(stripStyle(text[at:end]))
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

// DisplayWidth is the number of terminal columns that s takes: wide East Asian
// characters take two, combining marks and invisible ones none.
func DisplayWidth(s string) int {
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

// Fit cuts s in the middle to at most columns; the ends tell files apart.
func Fit(s string, columns int) string {
	if DisplayWidth(s) <= columns {
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

// Shorten cuts s at the end of a word to at most columns.
func Shorten(s string, columns int) string {
	if DisplayWidth(s) <= columns {
		return s
	}
	lines := Wrapped(strings.Join(strings.Fields(s), " "), columns-2)
	if DisplayWidth(lines[0]) > columns-2 {
		return Fit(s, columns)
	}
	return strings.TrimRight(lines[0], " ,;:") + " …"
}
