package odt

import (
	"slices"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// made tells who made a tracked change, and when.
type made struct{ author, date string }

// change is a text:changed-region (5.5): an insertion, whose text stands in the
// document between two marks, or a deletion, whose text stands with the change.
// In a single XML file LibreOffice leaves deleted text in its place too, between
// marks, and the deletion holds nothing.
type change struct {
	made
	deletion   bool
	start, end int // of the deleted content in the source
	// paragraphs is how many the deleted content begins; where there is more
	// than one, the mark between them is deleted too.
	paragraphs int
}

// tracking is the state of the changes at the place that is being read.
type tracking struct {
	open     []*change         // changes between whose marks it is
	restored *change           // the deletion whose content is being read
	by       made              // the change that the text belongs to
	state    document.Revision // of the text
	left     bool              // the reading leaves the text out
}

// maxOpen bounds the changes that are open at the same time.
const maxOpen = 64

// settle works out what the open changes come to.
func (tr *tracking) settle(view document.Revisions) {
	tr.by, tr.state, tr.left = made{}, document.Unchanged, false
	for _, c := range tr.open {
		tr.add(c, view)
	}
	if tr.restored != nil {
		tr.add(tr.restored, view)
	}
}

func (tr *tracking) add(c *change, view document.Revisions) {
	switch {
	case c.deletion && (tr.state == document.Inserted || tr.state == document.Withdrawn):
		tr.state, tr.by = document.Withdrawn, c.made
	case c.deletion:
		tr.state, tr.by = document.Deleted, c.made
	case tr.state == document.Deleted || tr.state == document.Withdrawn:
		tr.state = document.Withdrawn // by who deleted it
	default:
		tr.state, tr.by = document.Inserted, c.made
	}
	tr.left = !view.Keeps(tr.state)
}

// maxChanges bounds the changes that are kept.
const maxChanges = 1 << 16

// trackedChanges reads the list of changes.
func (w *walker) trackedChanges() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText || t.Local != "changed-region" {
			return false
		}
		// Both are written; marks refer to either.
		ids := [...]string{attr(t, nsText, "id"), attr(t, nsXML, "id")}
		c := &change{}
		known := false
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsText || t.Local != "insertion" && t.Local != "deletion" {
				return false
			}
			known, c.deletion = true, t.Local == "deletion"
			w.each(func(t *xmlscan.Token) bool {
				if t.Space == nsOffice && t.Local == "change-info" {
					w.changeInfo(c)
					return true
				}
				if c.end == 0 {
					c.start = t.Start
				}
				if t.Space == nsText && (t.Local == "p" || t.Local == "h") {
					c.paragraphs++
				}
				w.s.Skip()
				c.end = t.End // the token is that of the end tag now
				return true
			})
			return true
		})
		for _, id := range ids {
			if known && id != "" && len(w.changes) < maxChanges {
				w.changes[id] = c
			}
		}
		return true
	})
}

func (w *walker) changeInfo(c *change) {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsDC || t.Local != "creator" && t.Local != "date" {
			return false
		}
		value := w.plain(200)
		if t.Local == "creator" { // the end tag has the same name
			c.author = value
		} else {
			c.date = value
		}
		return true
	})
}

// plain reads the text of an element, up to a length in bytes.
func (w *walker) plain(most int) string {
	text := ""
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return text
		case xmlscan.Start:
			w.s.Skip()
		case xmlscan.Text:
			if raw := t.Text(); len(text)+len(raw) <= most {
				text += raw
			}
		}
	}
}

// changeMark reads one of the marks that place a change in the text.
func (w *walker) changeMark(t *xmlscan.Token) bool {
	c := w.changes[attr(t, nsText, "change-id")]
	if c == nil {
		return false
	}
	w.revisions = true
	switch t.Local {
	case "change-start":
		if len(w.open) < maxOpen {
			w.open = append(w.open, c)
		}
	case "change-end":
		if i := slices.Index(w.open, c); i >= 0 {
			w.open = slices.Delete(w.open, i, i+1)
		}
	case "change":
		if c.deletion {
			w.s.Skip()
			w.restore(c)
			return true
		}
	}
	w.tracking.settle(w.view)
	return false
}

// restore reads the deleted content at the place where it stood. In a paragraph
// it is put in as if the first start tag and the last end tag of a paragraph in
// it were not there (5.5.4), so that it may end that paragraph and begin
// others.
func (w *walker) restore(c *change) {
	if w.restored != nil || c.end <= c.start || w.left {
		return
	}
	if !w.view.Keeps(document.Deleted) {
		if w.cur != nil && c.paragraphs > 1 {
			w.cur.glue = true
		}
		return
	}
	start, end := c.start, c.end
	c.start, c.end = 0, 0 // each is put in once
	outer := w.s
	w.s, w.restored = outer.Part(start, end), c
	w.tracking.settle(w.view)
	if host := w.cur; host == nil {
		w.each(w.block)
	} else {
		accepted := *host
		first := true
		w.each(func(t *xmlscan.Token) bool { return w.rejoin(t, &first) })
		if w.view == document.AllRevisions {
			w.cur.inherit(&accepted)
		}
	}
	w.s, w.restored = outer, nil
	w.tracking.settle(w.view)
}

// inherit gives the paragraph in which a deletion ends the looks and the number
// of the one in which it began: once the changes are accepted they are one. In
// the original text its number is its own.
func (p *paragraph) inherit(from *paragraph) {
	p.look, p.heading, p.place = from.look, from.heading, from.place
}

// rejoin reads a block of deleted content in a paragraph.
func (w *walker) rejoin(t *xmlscan.Token, first *bool) bool {
	if t.Space != nsText {
		return w.between(t)
	}
	switch t.Local {
	case "p", "h":
		if !*first {
			w.broken(t)
		} else if w.cur.chars == 0 && w.cur.mark == document.Unchanged {
			// The paragraph began with what was deleted.
			begun := w.begin(t)
			w.cur.inherit(begun)
			w.cur.was = begun.was
		}
		*first = false
		w.mixed(w.cur.look.run)
		return true
	case "list":
		w.relist(t, first)
		return true
	}
	return w.between(t)
}

// broken ends the paragraph that is being read where the end of one was
// deleted, and begins the next.
func (w *walker) broken(t *xmlscan.Token) {
	cur := w.cur
	cur.mark, cur.by = w.state, w.by
	w.cur = nil
	w.finish(cur)
	w.cur = w.begin(t)
}

// relist reads a list in deleted content; its paragraphs are those of the
// deleted text.
func (w *walker) relist(t *xmlscan.Token, first *bool) {
	b := &block{style: attr(t, nsText, "style-name"), list: &list{}}
	if n := len(w.blocks); n > 0 {
		b.list, b.level = w.blocks[n-1].list, w.blocks[n-1].level
		if b.style == "" {
			b.style = w.blocks[n-1].style
		}
	}
	w.blocks = append(w.blocks, b)
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText || t.Local != "list-item" && t.Local != "list-header" {
			return false
		}
		b.item = item{counts: t.Local == "list-item", start: -1}
		w.each(func(t *xmlscan.Token) bool { return w.rejoin(t, first) })
		return true
	})
	w.blocks = w.blocks[:len(w.blocks)-1]
}

// between reads a block of deleted content that is no paragraph, such as a
// table: the paragraph is interrupted by it.
func (w *walker) between(t *xmlscan.Token) bool {
	host := w.cur
	w.cur = nil
	start := len(w.out)
	ok := w.block(t)
	w.cur = host
	// It comes behind the paragraph, as a text box does.
	host.after = append(host.after, w.out[start:]...)
	w.out = w.out[:start]
	return ok
}
