package build

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// WarnRevisions adds the warning that the document has tracked changes, and
// tells how they are read. The detail says what changes they are ("3
// invoegingen van 1 auteur"); "" where that is not counted.
func (b *Builder) WarnRevisions(view document.Revisions, detail string) {
	how := "het is gelezen alsof die alle zijn geaccepteerd"
	switch view {
	case document.OriginalRevisions:
		how = "het is gelezen alsof er geen van is geaccepteerd"
	case document.AllRevisions:
		how = "in de tekst staat zowel wat is geschrapt als wat is ingevoegd"
	}
	message := fmt.Sprintf("Het document bevat bijgehouden wijzigingen; %s.", how)
	if detail != "" {
		message = fmt.Sprintf("Het document bevat bijgehouden wijzigingen (%s); %s.", detail, how)
	}
	b.Warn(document.Warning{Code: document.WarnRevisions, Message: message})
}

// Change is a stretch of a paragraph's text under a tracked change, by byte
// offsets in Paragraph.Text.
type Change struct {
	Start, End int
	Revision   document.Revision
	Author     string
	Date       string
}

// Anchor is a place, by its byte offset in Paragraph.Text, of which a reader
// wants to know where it comes to stand in the document. The key is the
// reader's own. At the end of something it stays in front of a blank that the
// builder puts there.
type Anchor struct {
	At, Key int
	End     bool
}

// Place is where an anchor stands in the document.
type Place struct {
	Key    int
	Offset int // in Document.Text
	Block  int // index in Document.Blocks; of an anchor in a paragraph without text the next block, -1 for none
}

// marks are the places that are followed from a paragraph as it was read to the
// document, by their offsets in the cleaned text.
type marks struct {
	breaks  []int
	changes []Change
	anchors []Anchor
}

// clean cleans the text of a paragraph and moves everything that points into it.
func (p *Paragraph) clean() (string, marks) {
	if len(p.Changes) == 0 && len(p.Anchors) == 0 {
		text, breaks := clean(p.Text, p.PageBreaks)
		return text, marks{breaks: breaks}
	}
	if len(p.Changes) == 0 && tidy(p.Text) {
		return p.Text, marks{breaks: p.PageBreaks, anchors: p.Anchors} // nothing moves
	}
	m := marks{breaks: slices.Clone(p.PageBreaks), changes: slices.Clone(p.Changes), anchors: slices.Clone(p.Anchors)}
	var refs []*int
	for i := range m.breaks {
		refs = append(refs, &m.breaks[i])
	}
	for i := range m.changes {
		refs = append(refs, &m.changes[i].Start, &m.changes[i].End)
	}
	for i := range m.anchors {
		refs = append(refs, &m.anchors[i].At)
	}
	slices.SortStableFunc(refs, func(a, b *int) int { return *a - *b })
	offsets := make([]int, len(refs))
	for i, r := range refs {
		offsets[i] = *r
	}
	text, offsets := clean(p.Text, offsets)
	for i, r := range refs {
		*r = offsets[i]
	}
	for i := range m.changes {
		// Of blanks within and behind a change one is left. It is the one
		// behind, which stays when the change is left out.
		end := p.Changes[i].End
		if c := &m.changes[i]; c.End > c.Start && text[c.End-1] <= ' ' && blankAt(p.Text[:end], true) && blankAt(p.Text[end:], false) {
			c.End--
		}
	}
	return text, m
}

// blankAt tells whether text begins, or ends, with a blank.
func blankAt(text string, last bool) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if last {
		r, _ = utf8.DecodeLastRuneInString(text)
	}
	return unicode.IsSpace(r)
}

// revisionAt is the state of the character at an offset.
func (m *marks) revisionAt(at int) document.Revision {
	for _, c := range m.changes {
		if c.Start <= at && at < c.End {
			return c.Revision
		}
	}
	return document.Unchanged
}

// take gives the marks in text[start:end], by offsets in that piece, and lets
// go of them; the last piece takes all that is left.
func (m *marks) take(start, end int, last bool) marks {
	var piece marks
	n := 0
	for n < len(m.breaks) && (m.breaks[n] <= end || last) {
		piece.breaks = append(piece.breaks, max(m.breaks[n]-start, 0))
		n++
	}
	m.breaks = m.breaks[n:]
	n = 0
	for n < len(m.anchors) && (m.anchors[n].At <= end || last) {
		piece.anchors = append(piece.anchors, Anchor{At: min(max(m.anchors[n].At, start), end) - start, Key: m.anchors[n].Key, End: m.anchors[n].End})
		n++
	}
	m.anchors = m.anchors[n:]
	for _, c := range m.changes {
		c.Start, c.End = max(c.Start, start)-start, min(c.End, end)-start
		if c.Start < c.End {
			piece.changes = append(piece.changes, c)
		}
	}
	return piece
}

// change is a change of a paragraph that was taken, or of the mark that ends it.
type change struct {
	Change
	para    int
	endMark bool
}

// place is an anchor of a paragraph that was taken.
type place struct{ key, para, offset int }

// follow keeps the marks of the paragraph that is about to be taken, or that is
// left out since it has no text. Shift is the length of the computed label that
// was put in front.
func (b *Builder) follow(q *para, text string, shift int, m marks) {
	at := len(b.paras)
	for _, a := range m.anchors {
		p := place{key: a.Key, para: at}
		if q.text != "" {
			p.offset = min(a.At+shift, len(q.text))
		}
		b.places = append(b.places, p)
	}
	if q.text == "" {
		return
	}
	if len(m.changes) > 0 {
		q.revision = wholly(text, m.changes)
	}
	for _, c := range m.changes {
		c.Start, c.End = c.Start+shift, c.End+shift
		if q.revision != document.Unchanged && c.Start == shift {
			c.Start = 0 // the label goes with the text
		}
		b.changes = append(b.changes, change{Change: c, para: at})
	}
	if q.Mark != document.Unchanged {
		b.changes = append(b.changes, change{Change: Change{Revision: q.Mark, Author: q.MarkBy, Date: q.MarkDate}, para: at, endMark: true})
	}
}

// wholly gives the one state that all visible text is in, if there is one.
func wholly(text string, changes []Change) document.Revision {
	state, end := changes[0].Revision, 0
	for _, c := range changes {
		if c.Revision != state || strings.TrimSpace(text[end:c.Start]) != "" {
			return document.Unchanged
		}
		end = c.End
	}
	if strings.TrimSpace(text[end:]) != "" {
		return document.Unchanged
	}
	return state
}

// revise writes the changes into the document. Those that touch and say the
// same become one.
func (b *Builder) revise(doc *document.Document) {
	for _, c := range b.changes {
		span := doc.Blocks[c.para].Span
		change := document.Change{Revision: c.Revision, Author: c.Author, Date: c.Date}
		switch {
		case !c.endMark:
			change.Span = document.Span{Start: span.Start + c.Start, End: span.Start + c.End}
		case c.para+1 < len(doc.Blocks):
			change.Span = document.Span{Start: span.End, End: doc.Blocks[c.para+1].Span.Start}
		default:
			continue
		}
		if n := len(doc.Changes); n > 0 {
			last := &doc.Changes[n-1]
			if last.Span.End == change.Span.Start && last.Revision == change.Revision && last.Author == change.Author && last.Date == change.Date {
				last.Span.End = change.Span.End
				continue
			}
		}
		doc.Changes = append(doc.Changes, change)
	}
}

// found fills the places of the anchors.
func (b *Builder) found(doc *document.Document) {
	b.spots = make([]Place, len(b.places))
	for i, p := range b.places {
		spot := Place{Key: p.key, Offset: len(doc.Text), Block: -1}
		if p.para < len(doc.Blocks) {
			spot.Block, spot.Offset = p.para, doc.Blocks[p.para].Span.Start+p.offset
		}
		b.spots[i] = spot
	}
}

// Places tells where the anchors of all paragraphs stand, in the order in which
// they were added. It is to be called after Document.
func (b *Builder) Places() []Place { return b.spots }
