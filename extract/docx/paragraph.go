package docx

import (
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxParagraphs bounds the memory that millions of tiny paragraphs would take.
// It comes to some 1,500 pages.
const maxParagraphs = 1 << 16

// maxText is the length in bytes at which a paragraph is cut in two: some 500
// pages without an end to the paragraph are no contract, and cutting them keeps
// the memory in bounds.
const maxText = 1 << 20

// paragraph is a paragraph that is being read.
type paragraph struct {
	text []byte
	stretch
	pieces []piece // what was cut off in front of text, see maxText
	after  []para  // notes and text boxes that belong behind it

	style   string
	look    look
	ref     numbering.Ref
	outline int // 0 to 9, -1 absent

	former     *former  // nil where it is the same
	mark       tracking // of the paragraph mark
	markHidden bool
	section    bool // carries the properties of a section
	dropCap    bool
	toc        bool // stands in a table of contents

	any, ink views // in which there is text, and something visible
	// Bytes of the visible text, runs of white space alone left out.
	chars, boldChars int
	size             int // smallest, half-points, 0 unknown
}

// piece is a finished part of the text of a paragraph.
type piece struct {
	text string
	stretch
}

// paragraph reads a w:p that begins at an offset.
func (w *walker) paragraph(start int) {
	if w.rec != nil {
		outer := opened(&w.rec.paragraphs, &w.rec.paragraph, start)
		own := w.rec.paragraph
		defer func() {
			w.rec.paragraphs[own].End = w.s.Offset()
			w.rec.paragraph = outer
		}()
	}
	outer := w.cur
	w.cur = &paragraph{outline: -1, look: w.res.styles.of(""), text: w.scratch[:0], mark: tracking{views: both}}
	for _, key := range w.waiting {
		w.cur.anchor(key)
	}
	w.waiting = w.waiting[:0]
	w.scratch = nil // a paragraph of a text box inside must not write there
	w.each(w.inline)
	cur := w.cur
	w.cur = outer
	w.finish(cur)
	if w.carry != cur {
		w.scratch = cur.text
	}
}

// inline reads one child of a paragraph.
func (w *walker) inline(t *xmlscan.Token) bool {
	switch t.Space {
	case nsM:
		if t.Local == "oMath" || t.Local == "oMathPara" {
			w.math()
			return true
		}
	case nsW:
		switch t.Local {
		case "pPr":
			w.paragraphProps()
			return true
		case "r":
			w.run(t.Start)
			return true
		case "hyperlink":
			w.hyperlink(t)
			return true
		case "fldSimple":
			w.simpleField(t)
			return true
		case "bookmarkStart":
			w.bookmark(t)
		case "ruby", "rubyBase":
			w.each(w.inline)
			return true
		case "p", "tbl", "altChunk", "subDoc":
			return w.block(t)
		}
	}
	return false
}

// paragraphProps reads a w:pPr.
func (w *walker) paragraphProps() {
	cur := w.cur
	props{w.s}.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW {
			return false
		}
		switch t.Local {
		case "pStyle":
			w.styled = true
			cur.style = val(t)
			cur.look = w.res.styles.of(cur.style)
		case "numPr":
			ref, inserted := props{w.s}.numPr()
			w.numbered = w.numbered || ref.NumID > 0
			switch {
			case !inserted || w.kept == accepted:
				cur.ref = ref
			case w.kept == both:
				cur.ref, cur.former = ref, &former{style: cur.style}
			}
			return true
		case "pPrChange":
			if w.kept == accepted {
				return false
			}
			w.formerProps()
			return true
		case "outlineLvl":
			if n, ok := number(t, "val"); ok && n >= 0 {
				cur.outline = min(n, 9)
			}
		case "framePr":
			kind, ok := t.Attr(nsW, "dropCap")
			cur.dropCap = ok && kind != "none"
		case "sectPr":
			cur.section = true
			w.section()
			return true
		case "rPr":
			w.markProps()
			return true
		}
		return false
	})
}

// markProps reads the properties of a paragraph mark.
func (w *walker) markProps() {
	cur := w.cur
	props{w.s}.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW {
			return false
		}
		switch t.Local {
		case "vanish", "specVanish":
			cur.markHidden = on(t)
		case "ins", "moveTo", "del", "moveFrom":
			state := changeMark(t.Local)
			m := w.res.changes.made(t)
			w.res.changes.seen(m, state)
			if cur.mark.views&accepted != 0 {
				cur.mark.maker = m
			}
			cur.mark.views &^= without(state)
		case "rPrChange":
			if w.kept != original {
				return false
			}
			cur.markHidden = props{w.s}.formerRun().vanish == yes
			return true
		}
		return false
	})
}

// finish closes a paragraph: joins what was carried over to it, numbers it and
// decides what it is.
func (w *walker) finish(cur *paragraph) {
	if cur.section && len(cur.text) == 0 && len(cur.after) == 0 && w.carry == nil && w.joined == 0 {
		for _, a := range cur.anchors {
			w.waiting = append(w.waiting, a.Key)
		}
		return // it only ends a section, and no list counts it
	}
	if w.carry != nil && (len(w.carry.text) > maxText || len(w.carry.pieces)+len(cur.pieces) > 0) {
		w.flushCarry()
	}
	if w.carry != nil {
		cur.join(w.carry)
		w.carry = nil
	}
	gone := w.kept != both && cur.mark.views&w.kept == 0
	if gone || cur.dropCap && utf8.RuneCount(cur.text) <= 3 {
		// The text goes on in the next paragraph, whose properties hold.
		w.carry = cur
		return
	}
	w.emit(cur, true)
}

// flushCarry gives carried text a paragraph of its own where no other follows.
func (w *walker) flushCarry() {
	if cur := w.carry; cur != nil {
		w.carry = nil
		w.emit(cur, false)
	}
}

// join puts the text of a paragraph without mark in front.
func (p *paragraph) join(before *paragraph) {
	glue := ""
	if !before.dropCap { // an initial is of the word itself
		glue = build.Glue(before.text, p.text)
	}
	p.stretch.behind(before.stretch, len(before.text)+len(glue))
	p.text = append(append(before.text, glue...), p.text...)
	p.after = append(before.after, p.after...)
	p.chars += before.chars
	p.boldChars += before.boldChars
	p.any |= before.any
	p.ink |= before.ink
	if !before.dropCap && before.size > 0 && (p.size == 0 || before.size < p.size) {
		p.size = before.size
	}
}

// emit adds a finished paragraph to the flow; numbered is false for text that
// lost its own paragraph.
func (w *walker) emit(cur *paragraph, numbered bool) {
	out := para{
		kind: w.kind, text: string(cur.text), table: w.table, size: cur.size,
		bold: cur.chars > 0 && cur.boldChars == cur.chars,
	}
	empty := strings.TrimSpace(out.text) == "" && len(cur.pieces) == 0
	if numbered {
		if label, ok := w.number(cur, empty); ok {
			out.label, out.level = label.Text, label.Level+1
		}
	}
	var mark document.Revision
	if w.kept == both {
		mark = cur.mark.views.state()
	}
	if !cur.stretch.empty() || mark != document.Unchanged {
		out.noted = &noted{stretch: cur.stretch, mark: mark, markBy: cur.mark.maker}
	}
	if w.kind == document.Paragraph {
		w.settle(cur, &out)
	}
	if w.count++; w.count > maxParagraphs {
		return
	}
	for _, piece := range cur.pieces {
		first := out
		first.text, first.noted = piece.text, &noted{stretch: piece.stretch}
		w.out = append(w.out, first)
		out.label = ""
	}
	if !empty || out.label != "" || !cur.stretch.empty() {
		w.out = append(w.out, out)
	}
	w.held = append(w.held, cur.after...)
	if mark == document.Unchanged { // else the text would run on in a note
		w.release()
	}
}

// release gives the notes and text boxes that waited for the end of a
// paragraph.
func (w *walker) release() {
	w.out = append(w.out, w.held...)
	w.held = w.held[:0]
}

// settle decides what a paragraph of the body is.
func (w *walker) settle(cur *paragraph, out *para) {
	level := cur.look.heading
	if cur.outline >= 0 {
		level = (cur.outline + 1) % 10
	}
	switch {
	case cur.toc || cur.look.toc || w.inTOC > 0:
		out.kind, out.level = document.TOC, 0
	case level > 0 && !stylename.Sentence(out.text):
		out.kind, out.level = document.Heading, level
	case w.table != nil:
		out.kind = document.Cell
	case out.label != "":
		out.kind = document.Item
	default:
		out.level = 0
	}
}
