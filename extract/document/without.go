package document

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Offsets leads from the text of a reading of a document back to the text of
// the document itself. The zero value leads every offset to itself.
type Offsets struct {
	kept []keptText // in the order of the reading's text
}

// keptText is a stretch of the document's text that stands in a reading.
type keptText struct {
	at       int // in the reading
	from, to int // in the document
}

// Origin is the offset in the document of the byte at an offset in the reading;
// of a blank that only the reading has, the end of the text before it.
func (o Offsets) Origin(offset int) int {
	if len(o.kept) == 0 {
		return offset
	}
	i := sort.Search(len(o.kept), func(i int) bool { return o.kept[i].at > offset }) - 1
	if i < 0 {
		return 0
	}
	k := o.kept[i]
	return min(k.from+offset-k.at, k.to)
}

// Span is the span of the document that a span of the reading comes from, with
// everything that was left out in between.
func (o Offsets) Span(s Span) Span {
	if s.End <= s.Start {
		at := o.Origin(s.Start)
		return Span{Start: at, End: at}
	}
	origin := Span{Start: o.Origin(s.Start), End: o.Origin(s.End-1) + 1}
	// Text that a paragraph took over from one that lost its mark stands
	// behind the label of the paragraph, and in front of it in the document.
	for i := sort.Search(len(o.kept), func(i int) bool { return o.kept[i].at > s.Start }); i < len(o.kept) && o.kept[i].at < s.End; i++ {
		origin.Start = min(origin.Start, o.kept[i].from)
		origin.End = max(origin.End, o.kept[i].from+min(s.End-o.kept[i].at, o.kept[i].to-o.kept[i].from))
	}
	return origin
}

// Without gives the document as it reads when the text in one state of its
// tracked changes is left out, and the way back to the offsets of d. Without
// what was deleted, a document that was read with AllRevisions is the accepted
// text; without what was inserted, the original. What was withdrawn is in neither.
// Paragraphs between which the
// mark is left out become one, with the label and the kind of the last of them.
//
// A document without such changes comes back itself.
func (d *Document) Without(state Revision) (*Document, Offsets) {
	gone := d.changed(state)
	if len(gone) == 0 {
		return d, Offsets{}
	}
	w := &withouter{from: d, gone: gone, state: state, block: make([]int, len(d.Blocks))}
	w.doc = &Document{Name: d.Name, Format: d.Format, SHA256: d.SHA256, Revisions: OriginalRevisions, Warnings: d.Warnings}
	if state == Deleted {
		w.doc.Revisions = AcceptRevisions
	}
	w.blocks()
	w.rest()
	return w.doc, Offsets{kept: w.kept}
}

// changed lists the spans of the changes of one kind, and of what was withdrawn.
func (d *Document) changed(state Revision) []Span {
	var spans []Span
	for _, c := range d.Changes {
		if c.Revision == state || c.Revision == Withdrawn {
			spans = append(spans, c.Span)
		}
	}
	return spans
}

// withouter makes one reading of a document.
type withouter struct {
	from  *Document
	gone  []Span
	state Revision

	doc   *Document
	text  []byte
	kept  []keptText
	block []int // index in the reading of each block, or of what took its place; -1 for none
	moved []moved
}

// moved is a stretch of the document that stands in the reading, for the way
// there: kept in the order of the document.
type moved struct{ from, to, at int }

// left calls f for the pieces of a span that are not left out.
func (w *withouter) left(s Span, f func(Span)) {
	i := sort.Search(len(w.gone), func(i int) bool { return w.gone[i].End > s.Start })
	for ; i < len(w.gone) && w.gone[i].Start < s.End; i++ {
		if w.gone[i].Start > s.Start {
			f(Span{s.Start, w.gone[i].Start})
		}
		s.Start = w.gone[i].End
	}
	if s.Start < s.End {
		f(s)
	}
}

// isGone tells whether every byte of a span is left out.
func (w *withouter) isGone(s Span) bool {
	gone := true
	w.left(s, func(Span) { gone = false })
	return gone
}

// blocks writes the text and the blocks. Bodies that wait for a paragraph mark
// are carried to the block that has one.
func (w *withouter) blocks() {
	d := w.from
	var carry []int // blocks whose mark is gone
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if i+1 < len(d.Blocks) && w.isGone(Span{b.Span.End, d.Blocks[i+1].Span.Start}) && joinable(b, &d.Blocks[i+1]) {
			carry = append(carry, i)
			continue
		}
		w.put(carry, i)
		carry = carry[:0]
	}
}

// joinable tells whether text can run on from one block into another.
func joinable(b, next *Block) bool {
	if (b.Table == nil) != (next.Table == nil) {
		return false
	}
	return b.Table == nil || *b.Table == *next.Table
}

// put writes one block of the reading: the bodies of the carried blocks and
// that of the last one, behind its label.
func (w *withouter) put(carry []int, last int) {
	for len(carry) > 0 && w.isGone(Span{w.from.Blocks[last].Body, w.from.Blocks[last].Span.End}) {
		// It has nothing to add, and its number went with its text.
		w.block[last] = -1
		last, carry = carry[len(carry)-1], carry[:len(carry)-1]
	}
	d, b := w.from, w.from.Blocks[last]
	mark, kept := len(w.text), len(w.kept)
	// White space between blocks says what stands beside what: that in front of
	// the first of them is taken.
	first := last
	if len(carry) > 0 {
		first = carry[0]
	}
	if mark > 0 && first > 0 {
		w.copy(Span{d.Blocks[first-1].Span.End, d.Blocks[first].Span.Start})
		if len(w.text) == mark {
			w.text = append(w.text, "\n\n"...)
		}
	}
	start := len(w.text)
	w.left(Span{b.Span.Start, b.Body}, w.copy)
	body := len(w.text)
	for _, i := range carry {
		w.left(Span{d.Blocks[i].Body, d.Blocks[i].Span.End}, w.copy)
		w.glue(body, b)
	}
	w.left(Span{b.Body, b.Span.End}, w.copy)
	if w.blank(start) || w.blank(body) && b.Body < b.Span.End {
		// Nothing is left of it but perhaps a number.
		w.truncate(mark, kept)
		for _, i := range append(carry, last) {
			w.block[i] = -1
		}
		return
	}
	w.trim(start)
	n := len(w.doc.Blocks)
	b.Span, b.Body = Span{start, len(w.text)}, min(body, len(w.text))
	b.Parent = w.parent(last)
	if b.Revision == w.state {
		b.Revision = Unchanged
	}
	w.doc.Blocks = append(w.doc.Blocks, b)
	for _, i := range append(carry, last) {
		w.block[i] = n
	}
}

// copy takes a span of the document over.
func (w *withouter) copy(s Span) {
	if s.Len() == 0 {
		return
	}
	text := w.from.Text[s.Start:s.End]
	// Both sides of what is left out may have a blank.
	if at := len(w.text); at > 0 && isBlank(w.text[at-1]) && text[0] == ' ' {
		s.Start++
		if text = text[1:]; text == "" {
			return
		}
	}
	w.kept = append(w.kept, keptText{at: len(w.text), from: s.Start, to: s.End})
	w.moved = append(w.moved, moved{from: s.Start, to: s.End, at: len(w.text)})
	w.text = append(w.text, text...)
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// glue puts a blank behind the text of a paragraph that runs on in b.
func (w *withouter) glue(body int, b Block) {
	if len(w.text) == body || isBlank(w.text[len(w.text)-1]) || b.Body == b.Span.End {
		return
	}
	w.text = append(w.text, ' ')
}

// blank tells whether nothing visible was written since an offset.
func (w *withouter) blank(since int) bool {
	return len(bytes.TrimSpace(w.text[since:])) == 0
}

// truncate takes back what was written since an offset.
func (w *withouter) truncate(at, kept int) {
	w.text, w.kept, w.moved = w.text[:at], w.kept[:kept], w.moved[:kept]
}

// trim takes white space from the end of what was written since start.
func (w *withouter) trim(start int) {
	end := len(bytes.TrimRight(w.text, " \n\t"))
	if end == len(w.text) || end <= start {
		return
	}
	kept := len(w.kept)
	for kept > 0 && w.kept[kept-1].at >= end {
		kept--
	}
	w.truncate(end, kept)
	if kept > 0 {
		k := &w.kept[kept-1]
		k.to = min(k.to, k.from+end-k.at)
		w.moved[kept-1].to = k.to
	}
}

// parent is the nearest block above one that is still there.
func (w *withouter) parent(i int) int {
	n := len(w.doc.Blocks)
	for p := w.from.Blocks[i].Parent; p >= 0; p = w.from.Blocks[p].Parent {
		if at := w.block[p]; at >= 0 && at < n {
			return at
		}
	}
	return -1
}

// to is where an offset of the document stands in the reading; of one that was
// left out, where the text behind it begins.
func (w *withouter) to(offset int) int {
	i := sort.Search(len(w.moved), func(i int) bool { return w.moved[i].to > offset })
	if i == len(w.moved) {
		return len(w.text)
	}
	return w.moved[i].at + max(offset-w.moved[i].from, 0)
}

// rest moves everything that points into the text.
func (w *withouter) rest() {
	d := w.doc
	d.Text = string(w.text)
	sort.Slice(w.moved, func(i, j int) bool { return w.moved[i].from < w.moved[j].from })
	start := 0
	for _, p := range w.from.Pages {
		p.Start = max(w.to(p.Start), start)
		for p.Start < len(d.Text) && !utf8.RuneStart(d.Text[p.Start]) {
			p.Start++
		}
		start = p.Start
		d.Pages = append(d.Pages, p)
	}
	for i := range d.Blocks {
		d.Blocks[i].Page = d.PageAt(d.Blocks[i].Span.Start)
	}
	span := func(s Span) (Span, bool) {
		s = Span{w.to(s.Start), w.to(s.End)}
		return s, s.Start < s.End
	}
	end := 0
	for _, s := range w.from.Doubtful {
		if s, ok := span(s); ok && s.Start >= end {
			d.Doubtful, end = append(d.Doubtful, s), s.End
		}
	}
	end = 0
	for _, c := range w.from.Changes {
		if c.Revision == w.state || c.Revision == Withdrawn {
			continue
		}
		var ok bool
		if c.Span, ok = span(c.Span); ok && c.Span.Start >= end {
			d.Changes, end = append(d.Changes, c), c.Span.End
		}
	}
	for _, l := range w.from.Links {
		var ok bool
		if l.Span, ok = span(l.Span); ok && w.block[l.Block] >= 0 {
			l.Block = w.block[l.Block]
			d.Links = append(d.Links, l)
		}
	}
}
