package doc

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/symbol"
)

// maxText is the length in bytes at which a paragraph is cut in two: some 500
// pages without an end to the paragraph are no contract, and cutting them keeps
// the memory in bounds.
const maxText = 1 << 20

// maxAuthors bounds the authors of tracked changes that are read.
const maxAuthors = 1 << 12

// para is a paragraph that has been read to its end.
type para struct {
	kind    document.Kind
	label   string
	text    string
	level   int
	table   *cell // shared by the paragraphs of a cell
	bold    bool
	size    int // half-points of its smallest text, 0 unknown
	changes []build.Change
	mark    *revised // of its paragraph mark, where it is tracked and both readings are asked for
	anchors []build.Anchor
}

// revised is what a tracked change says of a character.
type revised struct {
	state        document.Revision
	author, date string
}

// paragraph is a paragraph that is being read.
type paragraph struct {
	text    []byte
	changes []build.Change
	anchors []build.Anchor
	after   []para // notes and text boxes that belong behind it

	props paraProps
	look  look

	markInserted, markDeleted bool
	markHidden                bool
	mark                      *revised // nil where no change is tracked
	section                   bool     // its mark ends a section
	cellEnd                   bool
	toc                       bool // stands in a table of contents
	begun                     bool // a first part of it was cut off and emitted

	// Bytes of the visible text, runs of white space alone left out.
	chars, boldChars int
	size             int // smallest, half-points, 0 unknown
}

// paragraph reads the paragraph from cp up to end, which its mark ends.
func (w *walker) paragraph(cp, end, mark int) {
	props := w.paraProps(end - 1)
	depth := props.tableDepth()
	cur := &paragraph{props: props, look: w.styles.of(props.style), section: mark == charPage, text: w.scratch[:0]}
	w.scratch = nil
	w.cur = cur
	w.enter(depth)
	rowEnd := depth == 1 && props.rowEnd && mark == charCell || depth > 1 && props.innerRowEnd
	cur.cellEnd = !rowEnd && (mark == charCell || depth > 1 && props.innerCell)
	last := end
	if mark != 0 {
		last--
	}
	w.runs(cp, last)
	w.high = 0
	if p, fc := w.at(last); p != nil && mark != 0 {
		w.mark(last)
		run := w.runProps(p, fc)
		cur.markInserted, cur.markDeleted = run.inserted, run.deleted
		w.revisions = w.revisions || run.inserted || run.deleted
		cur.markHidden = toggle(run.vanish, w.styles.character(run.style, cur.look).vanish)
		if run.inserted || run.deleted {
			mark := w.revision(&run)
			cur.mark = &mark
		}
	}
	if rowEnd {
		if !blank(cur.text) { // there should be none, but it is not to be lost
			w.emit(cur, false)
		}
		w.endRow(cur)
		return
	}
	w.finish(cur)
	if w.carry != cur {
		w.scratch = cur.text
	}
	if cur.cellEnd {
		w.endCell()
	}
}

// revision tells what a tracked change says of a run.
func (w *walker) revision(run *runProps) revised {
	by, on, state := run.insertedBy, run.insertedOn, document.Inserted
	if run.deleted && w.opts.Revisions != document.AcceptRevisions {
		by, on, state = run.deletedBy, run.deletedOn, document.Deleted
		if run.inserted {
			state = document.Withdrawn
		}
	}
	v := revised{state: state, date: date(on)}
	if by >= 0 && by < len(w.authors) {
		v.author = w.authors[by]
	}
	return v
}

// date writes a DTTM (2.9.65), which is in local time, in the form in which
// Word writes it into newer files.
func date(d int) string {
	minute, hour, day, month, year := d&0x3F, d>>6&0x1F, d>>11&0x1F, d>>16&0xF, 1900+d>>20&0x1FF
	if day == 0 || month == 0 || month > 12 || hour > 23 || minute > 59 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00Z", year, month, day, hour, minute)
}

// segment takes account of the text that a run has added since start.
func (w *walker) segment(start int, run *runProps) {
	cur := w.cur
	if start >= len(cur.text) {
		return
	}
	if run.raised {
		cur.text = append(cur.text[:start], symbol.Raised(string(cur.text[start:]))...)
	}
	if run.inserted || run.deleted {
		w.change(start, run)
	}
	text := cur.text[start:]
	if blank(text) {
		return
	}
	w.struck = w.struck || run.struck
	l := w.styles.character(run.style, cur.look)
	cur.chars += len(text)
	if toggle(run.bold, l.bold) {
		cur.boldChars += len(text)
	}
	size := l.size
	if run.size > 0 {
		size = run.size
	}
	if size > 0 && (cur.size == 0 || size < cur.size) {
		cur.size = size
	}
	cur.toc = cur.toc || w.inTOC > 0
}

func blank(text []byte) bool {
	for _, c := range text {
		if c > ' ' {
			return false
		}
	}
	return true
}

// change notes the text since start as tracked.
func (w *walker) change(start int, run *runProps) {
	cur, v := w.cur, w.revision(run)
	next := build.Change{Start: start, End: len(cur.text), Revision: v.state, Author: v.author, Date: v.date}
	if n := len(cur.changes); n > 0 {
		last := &cur.changes[n-1]
		if last.End == start && last.Revision == v.state && last.Author == v.author && last.Date == v.date {
			last.End = next.End
			return
		}
	}
	cur.changes = append(cur.changes, next)
}

// under gives the paragraphs of a note as they stand under a change of the
// reference to it: what is not changed in the note itself is changed with it.
func under(paras []para, v revised) []para {
	for i := range paras {
		p := &paras[i]
		whole := func(start, end int) build.Change {
			return build.Change{Start: start, End: end, Revision: v.state, Author: v.author, Date: v.date}
		}
		var changes []build.Change
		end := 0
		for _, c := range p.changes {
			if end < c.Start {
				changes = append(changes, whole(end, c.Start))
			}
			changes = append(changes, c)
			end = c.End
		}
		if end < len(p.text) {
			changes = append(changes, whole(end, len(p.text)))
		}
		p.changes = changes
	}
	return paras
}

// overflow emits what there is of a paragraph without end.
func (w *walker) overflow() {
	cur := w.cur
	w.flushCarry()
	w.emit(cur, !cur.begun)
	*cur = paragraph{props: cur.props, look: cur.look, section: cur.section, cellEnd: cur.cellEnd, toc: cur.toc, begun: true, text: cur.text[:0]}
}

// finish closes a paragraph: joins what was carried over to it, numbers it and
// decides what it is.
func (w *walker) finish(cur *paragraph) {
	if cur.section && len(cur.text) == 0 && len(cur.after) == 0 && w.carry == nil {
		return // it only ends a section, and no list counts it
	}
	if w.carry != nil && len(w.carry.text) > maxText {
		w.flushCarry()
	}
	if w.carry != nil {
		cur.join(w.carry)
		w.carry = nil
	}
	gone := !w.keeps(cur.markInserted, cur.markDeleted) || cur.props.dropCap && utf8.RuneCount(cur.text) <= 3
	if gone && !cur.cellEnd {
		// The text goes on in the next paragraph, whose properties hold.
		w.carry = cur
		return
	}
	w.emit(cur, !cur.begun)
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
	if !before.props.dropCap { // an initial is of the word itself
		glue = build.Glue(before.text, p.text)
	}
	shift := len(before.text) + len(glue)
	for _, c := range p.changes {
		c.Start, c.End = c.Start+shift, c.End+shift
		before.changes = append(before.changes, c)
	}
	for _, a := range p.anchors {
		a.At += shift
		before.anchors = append(before.anchors, a)
	}
	p.changes, p.anchors = before.changes, before.anchors
	p.text = append(append(before.text, glue...), p.text...)
	p.after = append(before.after, p.after...)
	p.chars += before.chars
	p.boldChars += before.boldChars
	if !before.props.dropCap && before.size > 0 && (p.size == 0 || before.size < p.size) {
		p.size = before.size
	}
}

// emit adds a finished paragraph to the flow; numbered is false for text that
// lost its own paragraph.
func (w *walker) emit(cur *paragraph, numbered bool) {
	out := para{
		kind: w.kind, text: string(cur.text), size: cur.size, table: w.cell(),
		changes: cur.changes, anchors: cur.anchors,
		bold: cur.chars > 0 && cur.boldChars == cur.chars,
	}
	if w.opts.Revisions == document.AllRevisions && !cur.cellEnd {
		out.mark = cur.mark
	}
	empty := strings.TrimSpace(out.text) == ""
	if numbered && !(empty && cur.markHidden) {
		if label, ok := w.number(cur); ok {
			out.label, out.level = label.Text, label.Level+1
			w.numbered = true
		}
	}
	if w.kind == document.Paragraph {
		w.settle(cur, &out)
	}
	if !empty || out.label != "" || len(out.anchors) > 0 {
		w.out = append(w.out, out)
		w.taken += int64(len(out.text))
	}
	w.held = append(w.held, cur.after...)
	if out.mark == nil { // else the text would run on in a note
		w.release()
	}
}

// release gives the notes and text boxes that waited for the end of a
// paragraph.
func (w *walker) release() {
	w.out = append(w.out, w.held...)
	w.held = w.held[:0]
}

// number gives the label of a paragraph. In a reading with both kinds of change
// there are two counts, and a paragraph that is deleted has the number that it
// had.
func (w *walker) number(cur *paragraph) (label numbering.Label, ok bool) {
	p := numbering.Paragraph{Style: w.styles.id(cur.props.style), Ref: cur.props.ref()}
	if w.before == nil {
		return w.counter.Next(p)
	}
	if !cur.markInserted {
		label, ok = w.before.Next(p)
	}
	if !cur.markDeleted {
		label, ok = w.counter.Next(p)
	}
	return label, ok
}

// settle decides what a paragraph of the body is.
func (w *walker) settle(cur *paragraph, out *para) {
	level := cur.look.heading
	if cur.props.outline >= 0 {
		level = (cur.props.outline + 1) % 10
	}
	switch {
	case cur.toc || cur.look.toc:
		out.kind, out.level = document.TOC, 0
	case level > 0 && !stylename.Sentence(out.text):
		out.kind, out.level = document.Heading, level
	case out.table != nil:
		out.kind = document.Cell
	case out.label != "":
		out.kind = document.Item
	default:
		out.level = 0
	}
}
