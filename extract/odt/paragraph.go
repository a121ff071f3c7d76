package odt

import (
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/symbol"
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
	text    []byte
	breaks  []int
	changes []build.Change
	anchors []build.Anchor
	after   []para // notes and text boxes that belong behind it

	look    look
	heading int    // level of a text:h, 0 for a text:p
	place   *place // in a list, nil for none
	was     *place // the same in the original text
	hidden  bool   // a field hides it
	field   int    // where the text of a form field of Word began, and one; 0 for none
	glue    bool   // a paragraph mark between the text so far and what follows is gone
	mark    document.Revision
	by      made

	// Bytes of the visible text, runs of white space alone left out.
	chars, boldChars int
	kept             int // of chars, those that are not deleted
	size             int // smallest, half-points, 0 unknown
}

// paragraph reads a text:p or a text:h.
func (w *walker) paragraph(t *xmlscan.Token) {
	outer := w.cur
	cur := w.begin(t)
	w.cur = cur
	w.mixed(cur.look.run)
	cur = w.cur // a deletion that held the end of a paragraph has put another there
	w.cur = outer
	w.finish(cur)
	if cur.look.after && w.table == nil {
		w.pageBreak()
	}
}

// begin makes a paragraph from its start tag.
func (w *walker) begin(t *xmlscan.Token) *paragraph {
	cur := &paragraph{text: w.scratch[:0], look: w.sheet.of(familyParagraph, attr(t, nsText, "style-name"))}
	if t.Local == "h" {
		cur.heading = 1
		if n, ok := number(t, nsText, "outline-level"); ok && n > 0 {
			cur.heading = min(n, maxLevels)
		}
	}
	w.scratch = nil // a paragraph of a text box inside must not write there
	cur.place = w.placeOf(t, cur)
	cur.was = cur.place
	w.styledBreak(cur.look)
	if w.kind == document.Paragraph {
		for ; w.pages.pending > 0; w.pages.pending-- {
			cur.breaks = append(cur.breaks, 0)
		}
	}
	return cur
}

// mixed reads the text and the elements of a paragraph or of a part of one.
func (w *walker) mixed(p runProps) {
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Text:
			w.characters(t.Text(), p)
		case xmlscan.Start:
			if !w.inline(t, p) {
				w.s.Skip()
			}
		}
	}
}

// characters writes text as it stands in the XML, where line ends and tabs are
// blanks (6.1.2).
func (w *walker) characters(text string, p runProps) {
	if strings.ContainsAny(text, "\n\t") {
		text = strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
	}
	if symbol.HasPrivate(text) {
		text = w.private(text, p)
	}
	if p.raised == yes {
		text = raise(text)
	}
	for len(text) > maxText {
		piece := cut(text, maxText)
		w.write(piece, p)
		text = text[len(piece):]
	}
	w.write(text, p)
}

// private replaces the characters of symbol fonts in text.
func (w *walker) private(text string, p runProps) string {
	font := p.font
	if family := w.sheet.fonts[font]; family != "" {
		font = family
	}
	return strings.Map(func(r rune) rune {
		if r < 0xF000 || r > 0xF0FF {
			return r
		}
		if r = symbol.Rune(font, r); r == utf8.RuneError && w.shown(p) {
			w.glyphs++
		}
		return r
	}, text)
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

// shown tells whether text with these properties stands in the reading.
func (w *walker) shown(p runProps) bool {
	return p.hidden != yes && !w.left
}

// write adds text to the paragraph when it is visible.
func (w *walker) write(text string, p runProps) {
	if w.cur == nil || text == "" || !w.shown(p) {
		return
	}
	if w.text += int64(len(text)); w.text > w.most {
		// The text of a formula or a control may be asked for over and over.
		return
	}
	if len(w.cur.text)+len(text) > maxText && len(w.cur.text) > 0 {
		w.cut()
	}
	cur := w.cur
	if cur.glue {
		cur.glue = false
		cur.text = append(cur.text, build.Glue(cur.text, text)...)
	}
	w.struck = w.struck || p.struck == yes && strings.TrimSpace(text) != ""
	at := len(cur.text)
	cur.text = append(cur.text, text...)
	if w.state != document.Unchanged {
		n := len(cur.changes)
		c := build.Change{Start: at, End: len(cur.text), Revision: w.state, Author: w.by.author, Date: w.by.date}
		if n > 0 && cur.changes[n-1].End == at && cur.changes[n-1].Revision == c.Revision && cur.changes[n-1].Author == c.Author && cur.changes[n-1].Date == c.Date {
			cur.changes[n-1].End = c.End
		} else {
			cur.changes = append(cur.changes, c)
		}
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	cur.chars += len(text)
	if document.AcceptRevisions.Keeps(w.state) {
		cur.kept += len(text)
	}
	if p.bold == yes {
		cur.boldChars += len(text)
	}
	if p.size > 0 && (cur.size == 0 || p.size < cur.size) {
		cur.size = p.size
	}
}

// cut ends the paragraph that is being read where it has become too long, and
// goes on in one without a number.
func (w *walker) cut() {
	cur := w.cur
	w.cur = nil
	w.emit(cur)
	w.cur = &paragraph{look: cur.look, heading: cur.heading, hidden: cur.hidden}
}

// finish closes a paragraph: joins what was carried over to it, and carries it
// over itself where the reading has no paragraph mark behind it.
func (w *walker) finish(cur *paragraph) {
	if cur.hidden {
		cur.text, cur.changes, cur.anchors, cur.after = nil, nil, nil, nil
		for i := range cur.breaks {
			cur.breaks[i] = 0
		}
	}
	if cur.mark == document.Unchanged {
		cur.mark, cur.by = w.state, w.by
	}
	if w.view == document.AllRevisions {
		w.remain(cur)
	}
	if w.carry != nil && len(w.carry.text)+len(cur.text) > maxText {
		w.flushCarry()
	}
	if w.carry != nil {
		cur = w.carry.join(cur)
		w.carry = nil
	}
	if !w.view.Keeps(cur.mark) {
		w.carry = cur
		return
	}
	w.emit(cur)
}

// remain sees to it that of paragraphs between which the mark is deleted the
// last has the looks and the number that they have together once the changes
// are accepted: those of the first of which text remains.
func (w *walker) remain(cur *paragraph) {
	switch {
	case !document.AcceptRevisions.Keeps(cur.mark):
		if w.first == nil && cur.kept > 0 {
			w.first = &paragraph{look: cur.look, heading: cur.heading, place: cur.place}
		}
	case w.first != nil:
		cur.inherit(w.first)
		w.first = nil
	}
}

// flushCarry gives carried text a paragraph of its own where no other follows.
func (w *walker) flushCarry() {
	w.first = nil
	if cur := w.carry; cur != nil {
		w.carry = nil
		cur.place, cur.was = nil, nil
		w.emit(cur)
	}
}

// join puts the text of the paragraph that follows behind this one. A paragraph
// that holds no text leaves its looks and its number to the other.
func (p *paragraph) join(next *paragraph) *paragraph {
	joined := *p
	if p.chars == 0 {
		joined.look, joined.heading, joined.place, joined.was = next.look, next.heading, next.place, next.was
	}
	joined.text = append(joined.text, build.Glue(p.text, next.text)...)
	shift := len(joined.text)
	joined.text = append(joined.text, next.text...)
	for _, at := range next.breaks {
		joined.breaks = append(joined.breaks, at+shift)
	}
	for _, c := range next.changes {
		c.Start, c.End = c.Start+shift, c.End+shift
		joined.changes = append(joined.changes, c)
	}
	for _, a := range next.anchors {
		a.At += shift
		joined.anchors = append(joined.anchors, a)
	}
	joined.after = append(joined.after, next.after...)
	joined.mark, joined.by = next.mark, next.by
	joined.chars += next.chars
	joined.kept += next.kept
	joined.boldChars += next.boldChars
	if next.size > 0 && (joined.size == 0 || next.size < joined.size) {
		joined.size = next.size
	}
	return &joined
}

// emit adds a finished paragraph to the flow.
func (w *walker) emit(cur *paragraph) {
	out := para{
		kind: w.kind, text: string(cur.text), table: w.table, breaks: cur.breaks, size: cur.size,
		bold: cur.chars > 0 && cur.boldChars == cur.chars, changes: cur.changes, mark: cur.mark, by: cur.by, anchors: cur.anchors,
	}
	if p := w.number(cur); p != nil {
		out.level = p.level + 1
		if !cur.hidden && cur.look.run.hidden != yes { // else it counts, and is not seen
			out.label = p.label(w.sheet, p.list.of(w.view, cur.mark))
		}
	}
	if w.kind == document.Paragraph {
		w.kindOf(cur, &out)
	}
	w.scratch = cur.text // the text has been copied from it
	if w.count++; w.count > maxParagraphs {
		return
	}
	if strings.TrimSpace(out.text) != "" || out.label != "" || len(out.breaks) > 0 || len(out.anchors) > 0 {
		w.out = append(w.out, out)
	}
	w.out = append(w.out, cur.after...)
}

// number counts the paragraph in its list, in the numbering of the accepted and
// in that of the original text, and returns the place of the reading.
func (w *walker) number(cur *paragraph) *place {
	if cur.place != nil && document.AcceptRevisions.Keeps(cur.mark) {
		cur.place.list.accepted.step(cur.place)
	}
	if cur.was != nil && document.OriginalRevisions.Keeps(cur.mark) {
		cur.was.list.original.step(cur.was)
	}
	if w.view == document.OriginalRevisions || !document.AcceptRevisions.Keeps(cur.mark) {
		return cur.was
	}
	return cur.place
}

// kindOf decides what a paragraph of the body is.
func (w *walker) kindOf(cur *paragraph, out *para) {
	level := cur.heading
	if level == 0 {
		level = cur.look.heading
	}
	switch {
	case cur.look.toc || w.inTOC > 0:
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
