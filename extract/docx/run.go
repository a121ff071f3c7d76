package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/internal/symbol"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// run reads a w:r.
func (w *walker) run() {
	var p runProps
	w.runContent(&p)
}

// runContent reads the children of a run, or of markup compatibility in it.
func (w *walker) runContent(p *runProps) {
	mark := false // the rest of the run is a note's own reference mark
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsW || w.cur == nil {
			return false
		}
		switch t.Local {
		case "rPr":
			w.marks(p.set)
			return true
		case "t":
			if mark {
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
		case "instrText":
			w.instruction()
			return true
		case "footnoteReference", "endnoteReference":
			custom, ok := t.Attr(nsW, "customMarkFollows")
			mark = ok && custom != "0" && custom != "false" && custom != "off"
			if w.shown(p) {
				w.note(t)
			}
		case "drawing", "pict", "object":
			w.graphic()
			return true
		case "ruby", "rubyBase":
			w.each(w.inline)
			return true
		}
		return false
	})
}

// shown tells whether text of a run is visible: not hidden, and not the code
// of a field.
func (w *walker) shown(p *runProps) bool {
	for i := range w.fields {
		if !w.fields[i].result {
			return false
		}
	}
	return !w.res.styles.hidden(w.cur.look, p)
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
				text = raise(text)
			}
			for len(text) > maxText {
				cut := maxText
				for cut > 0 && !utf8.RuneStart(text[cut]) {
					cut--
				}
				w.write(text[:cut], p)
				text = text[cut:]
			}
			w.write(text, p)
		}
	}
}

// raise writes superscript digits as such: "m²" is not "m2", and a raised
// number behind a word is no part of it. Other raised text ("1e") stays.
func raise(text string) string {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return text
	}
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(text)
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
	if cur == nil || text == "" || !w.shown(p) {
		return
	}
	if len(cur.text)+len(text) > maxText && len(cur.text) > 0 {
		cur.pieces = append(cur.pieces, string(cur.text))
		cur.text, cur.breaks = cur.text[:0], nil
	}
	cur.text = append(cur.text, text...)
	if strings.TrimSpace(text) == "" {
		return
	}
	chars := len(text)
	cur.chars += chars
	if w.inserted > 0 {
		cur.insertedChars += chars
	}
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
