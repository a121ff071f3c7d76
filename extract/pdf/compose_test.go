package pdf_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// The advance widths of Helvetica and Helvetica-Bold for codes 32 to 126, in
// thousandths of an em, so that the pages of the tests break and justify their
// lines as a word processor does.
var helvetica = [2][]float64{
	thousandths("278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 " +
		"1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 " +
		"333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"),
	thousandths("278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 " +
		"975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 " +
		"333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"),
}

func thousandths(s string) []float64 {
	var out []float64
	for f := range strings.FieldsSeq(s) {
		n, _ := strconv.Atoi(f)
		out = append(out, float64(n)/1000)
	}
	return out
}

// sheet is a page in the making. The place is that of the next line.
type sheet struct {
	strings.Builder
	font    string
	size    float64
	leading float64
	x, y    float64
	width   float64
	justify bool
}

func newSheet() *sheet {
	return &sheet{font: "F1", size: 10, leading: 13, x: 72, y: 760, width: 451}
}

func (s *sheet) at(x, y float64) *sheet { s.x, s.y = x, y; return s }

func (s *sheet) in(font string, size float64) *sheet {
	s.font, s.size, s.leading = font, size, 1.3*size
	return s
}

// measure is the width of a text in points.
func (s *sheet) measure(text string) float64 {
	table := helvetica[0]
	if s.font == "F2" {
		table = helvetica[1]
	}
	w := 0.0
	for _, r := range text {
		switch {
		case r == '\u00ad':
		case r >= 32 && r < 127:
			w += table[r-32]
		default:
			w += 0.556
		}
	}
	return w * s.size
}

// line writes one line and goes down.
func (s *sheet) line(text string) *sheet {
	s.WriteString(pdftest.Line(s.font, s.size, s.x, s.y, text))
	s.y -= s.leading
	return s
}

// lines writes lines one under the other.
func (s *sheet) lines(texts ...string) *sheet {
	for _, t := range texts {
		s.line(t)
	}
	return s
}

// skip leaves room.
func (s *sheet) skip(points float64) *sheet { s.y -= points; return s }

// para breaks a text into lines of the width, at spaces and soft hyphens.
func (s *sheet) para(text string) *sheet {
	return s.wrapped("", 0, text)
}

// item is a paragraph with a hanging indent behind its label.
func (s *sheet) item(label string, indent float64, text string) *sheet {
	return s.wrapped(label, indent, text)
}

func (s *sheet) wrapped(label string, indent float64, text string) *sheet {
	lines := s.breakLines(text, s.width-indent)
	for i, l := range lines {
		if i == 0 && label != "" {
			s.WriteString(pdftest.Line(s.font, s.size, s.x, s.y, label))
		}
		gaps := strings.Count(l, " ")
		word := 0.0
		if s.justify && i+1 < len(lines) && gaps > 0 {
			word = (s.width - indent - s.measure(l)) / float64(gaps)
		}
		fmt.Fprintf(s, "%.3f Tw %s0 Tw ", word, pdftest.Line(s.font, s.size, s.x+indent, s.y, l))
		s.y -= s.leading
	}
	return s
}

// breakLines breaks a text greedily.
func (s *sheet) breakLines(text string, width float64) []string {
	var out []string
	line := ""
	flush := func() { out = append(out, strings.ReplaceAll(line, "\u00ad", "")); line = "" }
	for word := range strings.FieldsSeq(text) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if s.measure(joined) <= width {
			line = joined
			continue
		}
		// As many syllables as fit stay on this line.
		head, tail := "", word
		for i, r := range word {
			if r != '\u00ad' {
				continue
			}
			try := line + " " + word[:i] + "-"
			if s.measure(try) <= width {
				head, tail = word[:i]+"-", word[i+2:]
			}
		}
		if head != "" {
			line += " " + head
		}
		if line != "" {
			flush()
		}
		line = tail
	}
	flush()
	return out
}

// right writes a line that ends at a place, centre one around it.
func (s *sheet) right(x float64, text string) *sheet {
	old := s.x
	s.x = x - s.measure(text)
	s.line(text)
	s.x = old
	return s
}

func (s *sheet) centre(x float64, text string) *sheet {
	old := s.x
	s.x = x - s.measure(text)/2
	s.line(text)
	s.x = old
	return s
}

// words writes a line word by word, each placed anew and without its spaces.
func (s *sheet) words(text string) *sheet {
	x := s.x
	for w := range strings.FieldsSeq(text) {
		s.WriteString(pdftest.Line(s.font, s.size, x, s.y, w))
		x += s.measure(w + " ")
	}
	s.y -= s.leading
	return s
}

// letters writes a line letter by letter.
func (s *sheet) letters(text string) *sheet {
	x := s.x
	for _, r := range text {
		if r != ' ' {
			s.WriteString(pdftest.Line(s.font, s.size, x, s.y, string(r)))
		}
		x += s.measure(string(r))
	}
	s.y -= s.leading
	return s
}

// spaced writes a line with extra room between its letters.
func (s *sheet) spaced(extra float64, text string) *sheet {
	fmt.Fprintf(s, "%g Tc %s0 Tc ", extra, pdftest.Line(s.font, s.size, s.x, s.y, text))
	s.y -= s.leading
	return s
}

// turned writes a line at an angle in degrees.
func (s *sheet) turned(angle, x, y float64, text string) *sheet {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	l := pdftest.Line(s.font, s.size, 0, 0, text)
	fmt.Fprint(s, strings.Replace(l, "1 0 0 1 0 0 Tm", fmt.Sprintf("%.4f %.4f %.4f %.4f %g %g Tm", cos, sin, -sin, cos, x, y), 1))
	return s
}

// rule draws a straight line.
func (s *sheet) rule(x0, y0, x1, y1 float64) *sheet {
	fmt.Fprintf(s, "%g %g m %g %g l S\n", x0, y0, x1, y1)
	return s
}

// table writes rows of cells with wrapped text, with rules around the cells or
// without; a cell "<" is one with the cell on its left.
func (s *sheet) table(ruled bool, widths []float64, rows ...[]string) *sheet {
	left := s.x
	right := left
	for _, w := range widths {
		right += w
	}
	top := s.y + s.size
	if ruled {
		s.rule(left, top, right, top)
	}
	for n, row := range rows {
		start, lowest := s.y, s.y
		x := left
		var edges []float64
		for i := 0; i < len(row); i++ {
			w := widths[i]
			edges = append(edges, x)
			from, text := x, row[i]
			x += w
			for i+1 < len(row) && row[i+1] == "<" {
				i++
				w += widths[i]
				x += widths[i]
			}
			cell := &sheet{font: s.font, size: s.size, leading: s.leading, x: from + 4, y: start, width: w - 8}
			if n == 0 {
				cell.font = "F2"
			}
			if text != "" {
				cell.para(text)
			}
			s.WriteString(cell.String())
			lowest = min(lowest, cell.y)
		}
		s.y = lowest - 4
		if ruled {
			bottom := s.y + s.size
			s.rule(left, bottom, right, bottom)
			for _, e := range append(edges, right) {
				s.rule(e, top, e, bottom)
			}
			top = bottom
		}
	}
	s.x = left
	return s
}

// leader writes a line of a table of contents.
func (s *sheet) leader(title, page string) *sheet {
	text := title + " "
	for s.measure(text+"."+page) < s.width {
		text += "."
	}
	return s.line(text + page)
}
