package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/internal/symbol"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// run reads a w:r that begins at an offset.
func (w *walker) run(start int) {
	var p runProps
	if w.rec == nil {
		w.runContent(&p)
		return
	}
	outer, element := w.rec.run, w.rec.element
	own := len(w.rec.runs)
	w.rec.runs = append(w.rec.runs, runRange{whole: Range{Start: start}})
	w.rec.run = own
	w.runContent(&p)
	w.rec.runs[own].whole.End = w.s.Offset()
	w.rec.run, w.rec.element = outer, element
}

// runContent reads the children of a run, or of markup compatibility in it.
func (w *walker) runContent(p *runProps) {
	mark := false // the rest of the run is a note's own reference mark
	child := func(t *xmlscan.Token) bool {
		if t.Space != nsW || w.cur == nil {
			return false
		}
		switch t.Local {
		case "rPr":
			w.runProps(p)
			return true
		case "t":
			if mark {
				return false
			}
			w.characters(p)
			return true
		case "delText":
			if mark || w.tracking.views&accepted != 0 {
				return false
			}
			w.characters(p)
			return true
		case "tab", "ptab":
			w.write("\t", p)
		case "br":
			// A break of line, column or page: on paper a new line begins.
			w.write("\n", p)
		case "cr":
			w.write("\n", p)
		case "noBreakHyphen":
			w.write("\u2011", p)
		case "softHyphen":
			w.write("\u00ad", p)
		case "sym":
			w.symbol(t, p)
		case "lastRenderedPageBreak":
			if w.shown(p) && len(w.cur.breaks) < 10_000 {
				w.cur.breaks = append(w.cur.breaks, len(w.cur.text))
			}
		case "fldChar":
			w.fieldChar(t, p)
			return true
		case "instrText", "delInstrText":
			w.instruction()
			return true
		case "footnoteReference", "endnoteReference":
			custom, ok := t.Attr(nsW, "customMarkFollows")
			mark = ok && custom != "0" && custom != "false" && custom != "off"
			if at, ok := w.standing(p); ok {
				w.note(t, at)
			}
		case "drawing", "pict", "object":
			if w.res.styles.hidden(w.cur.look, p) { // with the text that it hangs on
				return false
			}
			w.graphic()
			return true
		case "ruby", "rubyBase":
			w.each(w.inline)
			return true
		}
		return false
	}
	if w.rec != nil {
		child = w.recorded(child)
	}
	w.each(child)
}

// runProps reads a w:rPr.
func (w *walker) runProps(p *runProps) {
	if w.kept == accepted {
		w.repeated(p)
		return
	}
	props{w.s}.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW {
			return false
		}
		if t.Local != "rPrChange" {
			p.set(t)
			return false
		}
		by := w.res.changes.made(t)
		old := props{w.s}.formerRun()
		if w.kept == original {
			*p = old
		} else if then, now := w.res.styles.hidden(w.cur.look, &old), w.res.styles.hidden(w.cur.look, p); then != now {
			p.turned, p.by = true, by
		}
		return true
	})
}

// maxRepeated and maxRepeatedBytes bound the run properties that are kept by
// the XML they are written in, and the length of that.
const (
	maxRepeated      = 512
	maxRepeatedBytes = 512
)

// repeated reads the properties of a run where nothing of the original is asked
// for. Half of a contract's XML are the same few of them, over and over.
func (w *walker) repeated(p *runProps) {
	ahead := ""
	if *p == (runProps{}) {
		ahead = w.s.Ahead(maxRepeatedBytes)
	}
	if known, ok := w.props[ahead]; ok {
		*p = known
		w.s.Leap(ahead)
		return
	}
	start := w.s.Offset()
	w.marks(p.set)
	// Elements of the same name inside end before the whole does.
	if ahead != "" && w.s.Err() == nil && w.s.Offset() == start+len(ahead) && len(w.props) < maxRepeated {
		w.props[ahead] = *p
	}
}

// standing tells in which views text of a run stands where it is read now, and
// whether this reading shows it: it is not hidden, nor the code of a field.
func (w *walker) standing(p *runProps) (at tracking, shown bool) {
	v := both &^ w.codes
	hidden := w.res.styles.hidden(w.cur.look, p)
	switch {
	case p.turned && hidden:
		v &^= accepted
	case p.turned:
		v &^= original
	case hidden:
		return at, false
	}
	at = w.tracking
	if at.views == both && p.turned {
		at.maker = p.by
	}
	if at.views == 0 && w.kept == both {
		return at, v != 0
	}
	at.views &= v
	return at, at.views&w.kept != 0
}

// shown tells whether text of a run is shown.
func (w *walker) shown(p *runProps) bool {
	_, ok := w.standing(p)
	return ok
}

// characters reads the text of the element that just began.
func (w *walker) characters(p *runProps) {
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			w.s.Skip()
		case xmlscan.Text:
			if w.rec != nil {
				w.rec.chars, w.rec.raw, w.rec.cdata, w.rec.from = Range{t.Start, t.End}, t.Raw(), t.IsCDATA(), 0
			}
			text := t.Text()
			if strings.IndexByte(text, '\n') >= 0 || strings.IndexByte(text, '\t') >= 0 {
				// Line breaks and tabs are elements; in text they are blanks
				// of whoever laid out the XML.
				text = strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
			}
			if symbol.HasPrivate(text) {
				text = w.private(text, p.font)
			}
			if p.raised {
				text = symbol.Raised(text)
			}
			for len(text) > maxText {
				cut := maxText
				for cut > 0 && !utf8.RuneStart(text[cut]) {
					cut--
				}
				w.write(text[:cut], p)
				if w.rec != nil {
					w.rec.from += utf8.RuneCountInString(text[:cut])
				}
				text = text[cut:]
			}
			w.write(text, p)
			if w.rec != nil {
				w.rec.chars = Range{}
			}
		}
	}
}

// private replaces the characters of symbol fonts in text.
func (w *walker) private(text, font string) string {
	return strings.Map(func(r rune) rune {
		if r < 0xF000 || r > 0xF0FF {
			return r
		}
		if r = symbol.Rune(font, r); r == utf8.RuneError {
			w.glyphs++
		}
		return r
	}, text)
}

// symbol reads a w:sym (17.3.3.30).
func (w *walker) symbol(t *xmlscan.Token, p *runProps) {
	code, _ := t.Attr(nsW, "char")
	font, _ := t.Attr(nsW, "font")
	n, err := strconv.ParseUint(code, 16, 16)
	r := rune(utf8.RuneError)
	if err == nil {
		r = symbol.Rune(font, rune(n))
	}
	if r == utf8.RuneError && w.shown(p) {
		w.glyphs++
	}
	w.write(string(r), p)
}

// write adds text to the paragraph when it is visible.
func (w *walker) write(text string, p *runProps) {
	cur := w.cur
	if cur == nil || text == "" {
		return
	}
	at, ok := w.standing(p)
	if !ok {
		return
	}
	if len(cur.text)+len(text) > maxText && len(cur.text) > 0 {
		cur.pieces = append(cur.pieces, piece{string(cur.text), cur.stretch})
		cur.text, cur.stretch = cur.text[:0], stretch{}
	}
	if at.views == both {
		w.res.changes.going = false
	} else if !w.mark(len(text), at) {
		return
	}
	if w.rec != nil {
		in := Place(0)
		if len(w.fields) > 0 {
			in = InField
		}
		w.rec.piece(cur, len(text), at, in)
	}
	cur.text = append(cur.text, text...)
	cur.any |= at.views
	if strings.TrimSpace(text) == "" {
		return
	}
	w.struck = w.struck || p.struck
	chars := len(text)
	cur.chars += chars
	cur.ink |= at.views
	if w.res.styles.bold(cur.look, p) {
		cur.boldChars += chars
	}
	if size := w.res.styles.size(cur.look, p); size > 0 && (cur.size == 0 || size < cur.size) {
		cur.size = size
	}
	for i := range w.fields {
		if w.fields[i].toc {
			cur.toc = true
		}
	}
}

// mark marks the next n bytes of the paragraph as changed. With more changes
// than can be kept, what both views do not share is left out of a text that
// holds the two of them.
func (w *walker) mark(n int, at tracking) bool {
	c := &w.res.changes
	if c.marks >= maxChanges {
		c.full = true
		return w.kept != both
	}
	had := len(w.cur.changes)
	w.cur.stretch.mark(len(w.cur.text), len(w.cur.text)+n, at.views, at.maker)
	c.marks += len(w.cur.changes) - had
	return true
}
