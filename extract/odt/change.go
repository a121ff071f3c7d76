package odt

import (
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// made tells who made a tracked change, and when.
type made struct{ author, date string }

// change is a text:changed-region (5.5): an insertion, whose text stands in the
// document between two marks, or a deletion, whose text stands with the change.
type change struct {
	made
	deletion   bool
	start, end int // of the deleted content in the source
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
	switch t.Local {
	case "change-start":
		if !c.deletion && len(w.inserted) < 1000 {
			w.inserted = append(w.inserted, c)
			w.revisions = true
		}
	case "change-end":
		for i := len(w.inserted) - 1; i >= 0; i-- {
			if w.inserted[i] == c {
				w.inserted = append(w.inserted[:i], w.inserted[i+1:]...)
				break
			}
		}
	case "change":
		if c.deletion {
			w.revisions = true
			w.s.Skip()
			w.restore(c)
			return true
		}
	}
	return false
}

// change is the tracked change that text which is read now belongs to.
func (w *walker) change() (made, document.Revision) {
	switch n := len(w.inserted); {
	case w.deleted != nil:
		return w.deleted.made, document.Deleted
	case n > 0:
		return w.inserted[n-1].made, document.Inserted
	}
	return made{}, document.Unchanged
}

// restore reads the deleted content at the place where it stood. In a paragraph
// it is put in as if the first start tag and the last end tag of a paragraph in
// it were not there (5.5.4), so that it may end that paragraph and begin
// others.
func (w *walker) restore(c *change) {
	if w.deleted != nil || c.end <= c.start || !w.view.Keeps(document.Deleted) || len(w.inserted) > 0 && !w.view.Keeps(document.Inserted) {
		return
	}
	start, end := c.start, c.end
	c.start, c.end = 0, 0 // each is put in once
	outer := w.s
	w.s, w.deleted = outer.Part(start, end), c
	if host := w.cur; host == nil {
		w.each(w.block)
	} else {
		props := paragraph{look: host.look, heading: host.heading, place: host.place}
		first := true
		w.each(func(t *xmlscan.Token) bool { return w.rejoin(t, &first) })
		if w.view == document.AllRevisions {
			// The last paragraph is the one that remains once the changes are
			// accepted, and so it has the looks and the number.
			w.cur.look, w.cur.heading, w.cur.place = props.look, props.heading, props.place
		}
	}
	w.s, w.deleted = outer, nil
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
			w.cur.look, w.cur.heading, w.cur.place = begun.look, begun.heading, begun.place
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
	cur.mark, cur.by = document.Deleted, w.deleted.made
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
