package docx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// math reads the text of a formula (22.1) in a line, such as people type it: a
// fraction with a slash, what stands low behind "_" and what stands high behind
// "^", so that 10³ does not become 103, and with brackets around what would
// otherwise be read as something else: (a−b)/c.
func (w *walker) math() {
	w.each(func(t *xmlscan.Token) bool {
		switch {
		case t.Space == nsW && t.Local == "r":
			w.run(t.Start)
			return true
		case t.Space != nsM:
			return false
		}
		switch t.Local {
		case "t":
			w.characters(&runProps{})
			return true
		case "num":
			w.grouped(w.math)
			return true
		case "den":
			w.sign("/")
			w.grouped(w.math)
			return true
		case "sub", "lim":
			w.script('_')
			return true
		case "sup":
			w.script('^')
			return true
		case "rad":
			w.root()
			return true
		case "d":
			w.delimited()
			return true
		case "nary":
			w.nary()
			return true
		case "acc":
			w.accented()
			return true
		case "mr":
			w.listed(";", ",")
			return true
		case "eqArr":
			w.listed("\n", "\n")
			return true
		}
		if strings.HasSuffix(t.Local, "Pr") {
			return false
		}
		w.math()
		return true
	})
}

// sign writes a sign of a formula.
func (w *walker) sign(s string) { w.write(s, &runProps{}) }

// script reads what stands low or high.
func (w *walker) script(mark byte) {
	w.marked(mark, func() { w.grouped(w.math) })
}

// grouped reads an expression and puts brackets around it where it is made up
// of several.
func (w *walker) grouped(read func()) {
	needs := func(text []byte) bool { return ambiguous(string(text)) }
	if w.preceded('(', read, needs) {
		w.sign(")")
	}
}

// marked reads an expression and puts a mark in front of it, unless there is
// nothing.
func (w *walker) marked(mark byte, read func()) {
	w.preceded(mark, read, func([]byte) bool { return true })
}

// preceded reads an expression and puts a mark in front of it where it asks for
// one, and tells whether it does.
func (w *walker) preceded(mark byte, read func(), asks func(text []byte) bool) bool {
	cur := w.cur
	if cur == nil {
		read()
		return false
	}
	start, pieces := len(cur.text), len(cur.pieces)
	read()
	if len(cur.pieces) != pieces || len(cur.text) <= start || !asks(cur.text[start:]) {
		return false
	}
	cur.text = slices.Insert(cur.text, start, mark)
	cur.stretch.insert(start)
	return true
}

// insert makes room for a byte at an offset, in front of what begins there.
func (s *stretch) insert(at int) {
	for i := range s.breaks {
		if s.breaks[i] > at {
			s.breaks[i]++
		}
	}
	for i := range s.changes {
		c := &s.changes[i]
		if c.Start > at {
			c.Start++
		}
		if c.End > at {
			c.End++
		}
	}
	for i := range s.anchors {
		if a := &s.anchors[i]; a.At > at || a.At == at && !a.End {
			a.At++
		}
	}
}

// ambiguous tells whether an expression needs brackets beside another sign.
func ambiguous(text string) bool {
	if strings.HasPrefix(text, "(") && strings.Index(text, ")") == len(text)-1 {
		return false
	}
	return strings.ContainsAny(text, " +-\u2212\u2013=*\u00d7\u00b7/,;<>\u2264\u2265")
}

// root reads a radical (22.1.2.88).
func (w *walker) root() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsM {
			return false
		}
		switch t.Local {
		case "deg": // which root stands in front of the sign
			w.math()
			return true
		case "e":
			w.sign("√")
			w.grouped(w.math)
			return true
		}
		return false
	})
}

// delimited reads expressions between brackets (22.1.2.24): round ones unless it
// says otherwise.
func (w *walker) delimited() {
	begin, end, between, n := "(", ")", "|", 0
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsM {
			return false
		}
		switch t.Local {
		case "dPr":
			w.each(func(t *xmlscan.Token) bool {
				v, ok := t.Attr(nsM, "val")
				switch {
				case t.Space != nsM || !ok:
				case t.Local == "begChr":
					begin = v
				case t.Local == "endChr":
					end = v
				case t.Local == "sepChr":
					between = v
				}
				return false
			})
			return true
		case "e":
			if n++; n == 1 {
				w.sign(begin)
			} else {
				w.sign(between)
			}
			w.math()
			return true
		}
		return false
	})
	if n > 0 {
		w.sign(end)
	}
}

// nary reads a sum, a product or an integral, which is the sign where none is
// given (22.1.2.20).
func (w *walker) nary() {
	sign, written := "∫", false
	write := func() {
		if !written {
			written = true
			w.sign(sign)
		}
	}
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsM {
			return false
		}
		switch t.Local {
		case "naryPr":
			w.each(func(t *xmlscan.Token) bool {
				if v, ok := t.Attr(nsM, "val"); ok && t.Space == nsM && t.Local == "chr" {
					sign = v
				}
				return false
			})
			return true
		case "sub", "sup":
			write()
			w.script(map[string]byte{"sub": '_', "sup": '^'}[t.Local])
			return true
		case "e":
			write()
			w.sign(" ")
			w.math()
			return true
		}
		return false
	})
}

// accented reads a letter with an accent above it, a circumflex where none is
// given (22.1.2.1).
func (w *walker) accented() {
	accent := "\u0302"
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsM {
			return false
		}
		switch t.Local {
		case "accPr":
			w.each(func(t *xmlscan.Token) bool {
				if v, ok := t.Attr(nsM, "val"); ok && t.Space == nsM && t.Local == "chr" {
					accent = v
				}
				return false
			})
			return true
		case "e":
			w.accent(accent)
			return true
		}
		return false
	})
}

// accent reads an expression and puts an accent on its last letter.
func (w *walker) accent(mark string) {
	cur := w.cur
	if cur == nil {
		w.math()
		return
	}
	start, pieces := len(cur.text), len(cur.pieces)
	w.math()
	if len(cur.pieces) != pieces || len(cur.text) <= start {
		return
	}
	// One letter from here on: a place between it and its accent would part them.
	last, size := utf8.DecodeLastRune(cur.text)
	at := len(cur.text) - size
	cur.text = append(cur.text[:at], norm.NFC.String(string(last)+mark)...)
	cur.stretch.extend(at, len(cur.text))
}

// extend moves every place behind an offset to the end of the text.
func (s *stretch) extend(at, end int) {
	for i := range s.breaks {
		if s.breaks[i] > at {
			s.breaks[i] = end
		}
	}
	for i := range s.changes {
		if s.changes[i].End > at {
			s.changes[i].End = end
		}
	}
	for i := range s.anchors {
		if s.anchors[i].At > at {
			s.anchors[i].At = end
		}
	}
}

// listed reads a row of a matrix, or equations under each other.
func (w *walker) listed(end, between string) {
	n := 0
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsM || t.Local != "e" {
			return false
		}
		if n++; n > 1 {
			w.sign(between + " ")
		}
		w.math()
		return true
	})
	if n > 0 {
		w.sign(end + " ")
	}
}
