package rtf

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/symbol"
)

// maxParagraphs bounds the memory that millions of tiny paragraphs would take.
// It comes to some 3,000 pages.
const maxParagraphs = 1 << 17

// maxText is the length in bytes at which a paragraph is cut in two, so that
// the memory stays in bounds.
const maxText = 1 << 20

// maxChanges bounds the tracked changes and, by itself, the bookmarks.
const maxChanges = 1 << 18

// para is a paragraph that has been read to its end.
type para struct {
	kind    document.Kind
	label   string
	text    string
	level   int
	table   *document.TableRef // shared by the paragraphs of a cell
	bold    bool
	size    int // half-points of its smallest text, 0 unknown
	changes []build.Change
	anchors []build.Anchor
	mark    build.Change // the paragraph mark as a change; its offsets mean nothing
	gone    bool         // stands in a cell that this reading does not have
}

// paragraph is a paragraph that is being read.
type paragraph struct {
	text     []byte
	label    string // number that the file keeps beside the text
	labelled bool
	after    []para // notes and text boxes that belong behind it
	changes  []build.Change
	anchors  []build.Anchor
	toc      bool // stands in a table of contents
	cut      bool // the first part of it has been taken
	glue     bool // the mark between the text so far and what follows is gone

	// Bytes of the visible text, runs of white space alone left out.
	chars, boldChars int
	size             int // smallest, half-points, 0 unknown
}

// flow is a run of paragraphs that is read on its own: the body, one note, one
// text box.
type flow struct {
	kind  document.Kind // of its paragraphs; Paragraph in the body
	out   []para
	cur   paragraph
	story *story
	open  []table // tables that are read, the outermost first
	rows  [2]row  // properties of the row, of nested tables apart

	inserted, deleted tracked // of the place that a note or a text box belongs to
}

// begin puts a flow of its own in front of the one that is read.
func (w *walker) begin(kind document.Kind, s *story) {
	w.flows = append(w.flows, w.flow)
	w.flow = flow{kind: kind, story: s, inserted: w.g.char.inserted, deleted: w.g.char.deleted}
	w.g.to, w.g.toc = toText, false
	w.g.char = w.plain()
	w.g.para = paraProps{outline: -1}
}

// plain are the character properties that \plain sets.
func (w *walker) plain() charProps {
	return charProps{font: w.font, size: defaultSize, inserted: w.inserted, deleted: w.deleted}
}

// endFlow closes the flow that was read and leaves its paragraphs in w.done.
func (w *walker) endFlow() {
	w.finish()
	w.done = w.flow.out
	last := len(w.flows) - 1
	w.flow = w.flows[last]
	w.flows[last] = flow{}
	w.flows = w.flows[:last]
}

// finish ends what is open in the flow.
func (w *walker) finish() {
	if w.cur.pending() {
		w.sync(w.depth(markEnd))
		w.emit(markEnd)
	}
	w.sync(0)
}

func (p *paragraph) pending() bool {
	return len(p.text) > 0 || len(p.after) > 0 || len(p.anchors) > 0 || p.labelled
}

// visible tells whether text stands on paper in this reading.
func (w *walker) visible() bool { return w.g.to == toText && w.seen() }

// seen tells whether what has the properties that hold now is neither hidden nor
// of a change that the reading leaves out.
func (w *walker) seen() bool {
	c := &w.g.char
	if c.hidden {
		return false
	}
	if !c.inserted.on && !c.deleted.on {
		return true
	}
	w.revisions = true
	return w.keeps(c)
}

// keeps tells whether the reading holds what has these properties.
func (w *walker) keeps(c *charProps) bool {
	return (!c.inserted.on || w.opts.Revisions.Keeps(document.Inserted)) && (!c.deleted.on || w.opts.Revisions.Keeps(document.Deleted))
}

// write adds text to the paragraph when it is visible.
func (w *walker) write(b []byte) {
	if len(b) == 0 || !w.visible() {
		return
	}
	for len(b) > maxText {
		n := maxText
		for n > 0 && !utf8.RuneStart(b[n]) {
			n--
		}
		w.add(b[:max(n, 1)])
		b = b[max(n, 1):]
	}
	w.add(b)
}

func (w *walker) add(b []byte) {
	if w.size += int64(len(b)); w.size > w.limits.TextBytes {
		w.full = fmt.Sprintf("%d bytes tekst", w.limits.TextBytes)
		return
	}
	cur := &w.cur
	if len(cur.text)+len(b) > maxText && len(cur.text) > 0 {
		w.emit(markCut)
	}
	if cur.glue {
		cur.glue = false
		cur.text = append(cur.text, build.Glue(cur.text, b)...)
	}
	start := len(cur.text)
	c := &w.g.char
	if c.raised && len(b) < 16 {
		cur.text = append(cur.text, symbol.Raised(string(b))...)
	} else {
		cur.text = append(cur.text, b...)
	}
	if change, ok := w.change(); ok {
		w.mark(start, change)
	}
	if w.g.toc {
		cur.toc = true
	}
	if blank(b) {
		return
	}
	w.struck = w.struck || c.struck
	cur.chars += len(b)
	if c.bold {
		cur.boldChars += len(b)
	}
	if c.size > 0 && (cur.size == 0 || c.size < cur.size) {
		cur.size = c.size
	}
}

// change gives the tracked change that holds for text now. Text that was
// inserted and deleted again is withdrawn, by who deleted it.
func (w *walker) change() (build.Change, bool) {
	c := &w.g.char
	by, change := c.deleted, build.Change{Revision: document.Deleted}
	switch {
	case !c.deleted.on:
		by, change = c.inserted, build.Change{Revision: document.Inserted}
	case c.inserted.on:
		change.Revision = document.Withdrawn
	}
	if !by.on {
		return change, false
	}
	if by.author > 0 && by.author < len(w.authors) { // the first is for an unknown one
		change.Author = strings.TrimSpace(w.authors[by.author])
	}
	change.Date = date(by.date)
	return change, true
}

// mark notes that the text of the paragraph from start on is a change.
func (w *walker) mark(start int, change build.Change) {
	cur := &w.cur
	change.Start, change.End = start, len(cur.text)
	if n := len(cur.changes); n > 0 {
		last := &cur.changes[n-1]
		if last.End == start && last.Revision == change.Revision && last.Author == change.Author && last.Date == change.Date {
			last.End = change.End
			return
		}
	}
	if w.changes++; w.changes > maxChanges {
		w.full = fmt.Sprintf("%d bijgehouden wijzigingen", maxChanges)
		return
	}
	cur.changes = append(cur.changes, change)
}

// date writes a DTTM ([MS-DOC] 2.9.65) as docx files do: local time, in the
// form of RFC 3339. "" for none.
func date(dttm int) string {
	d := uint32(int32(dttm))
	minute, hour, day, month, year := int(d&0x3F), int(d>>6&0x1F), int(d>>11&0x1F), int(d>>16&0xF), int(d>>20&0x1FF)
	if month < 1 || month > 12 || day < 1 {
		return ""
	}
	return time.Date(1900+year, time.Month(month), day, hour, minute, 0, 0, time.UTC).Format(time.RFC3339)
}

// mark says what ends a paragraph.
type mark uint8

const (
	markPar     mark = iota // \par
	markSection             // \sect
	markCell                // \cell, \nestcell
	markEnd                 // the end of the flow
	markCut                 // nothing: its text is too long to be kept in one
)

// end takes the end of a paragraph.
func (w *walker) end(m mark) {
	if w.g.to != toText {
		return
	}
	cur := &w.cur
	if m == markSection && !cur.pending() {
		w.sync(w.depth(m))
		return // it only ends a section, and no list counts it
	}
	if c := &w.g.char; m == markPar && (c.inserted.on || c.deleted.on) {
		w.revisions = true
		if !w.keeps(c) {
			// The text goes on in the next paragraph, whose properties hold.
			w.story.behind = w.story.behind || w.g.para.hasList || cur.labelled
			cur.label, cur.labelled = "", false
			cur.glue = len(cur.text) > 0
			return
		}
	}
	w.sync(w.depth(m))
	w.emit(m)
}

// emit adds the paragraph that was read to the flow.
func (w *walker) emit(m mark) {
	cur := &w.cur
	if w.count++; w.count > maxParagraphs {
		w.full = fmt.Sprintf("%d alinea's", maxParagraphs)
		return
	}
	out := para{
		kind: w.kind, text: string(cur.text), table: w.cell(), size: cur.size, changes: cur.changes, anchors: cur.anchors,
		bold: cur.chars > 0 && cur.boldChars == cur.chars,
	}
	if m == markPar {
		if change, ok := w.change(); ok {
			out.mark = change
		}
	}
	empty := strings.TrimSpace(out.text) == ""
	if !cur.cut && m != markCut && !(empty && w.g.char.hidden) && !(empty && m == markEnd) && out.mark.Revision != document.Withdrawn {
		out.label, out.level = w.number(cur, !document.AcceptRevisions.Keeps(out.mark.Revision))
	}
	if w.kind == document.Paragraph {
		w.settle(cur, &out)
	}
	if !empty || out.label != "" || len(out.anchors) > 0 {
		w.out = append(w.out, out)
	}
	w.out = append(w.out, cur.after...)
	*cur = paragraph{text: cur.text[:0], cut: m == markCut, toc: m == markCut && cur.toc}
}

// settle decides what a paragraph of the body is.
func (w *walker) settle(cur *paragraph, out *para) {
	p := &w.g.para
	look := w.styles.of(p.style)
	level := look.heading
	if p.outline >= 0 {
		level = (p.outline + 1) % 10
	}
	switch {
	case cur.toc || look.toc:
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
