package docx

import (
	"fmt"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxChanges bounds the memory that millions of tiny changes would take, and
// maxAuthors that of their authors.
const (
	maxChanges = 1 << 17
	maxAuthors = 1 << 10
)

// views are the texts of a draft with tracked changes that something stands in.
type views uint8

const (
	accepted views = 1 << iota
	original
	both = accepted | original
)

// viewsOf are the views that a reading takes its text from.
func viewsOf(r document.Revisions) views {
	switch r {
	case document.OriginalRevisions:
		return original
	case document.AllRevisions:
		return both
	}
	return accepted
}

// state is how text that stands in these views was changed.
func (v views) state() document.Revision {
	switch {
	case v == 0:
		return document.Withdrawn
	case v&accepted == 0:
		return document.Deleted
	case v&original == 0:
		return document.Inserted
	}
	return document.Unchanged
}

// without are the views that text in a state does not stand in.
func without(r document.Revision) views {
	switch r {
	case document.Deleted:
		return accepted
	case document.Withdrawn:
		return both
	}
	return original
}

// maker is who made a change, and when, as the file has it.
type maker struct{ author, date string }

// tracking is what the changes that are open come to.
type tracking struct {
	views views
	maker
}

// changes notes the tracked changes of a document.
type changes struct {
	authors             map[string]string // the names met, so that each is kept once
	last                maker
	lastState           document.Revision
	going               bool // the last change may go on: nothing unchanged came since
	insertions, removed int
	marks               int  // stretches of text that were marked
	full                bool // there were more than maxChanges
}

// made reads the author and the date of a change. The strings do not keep the
// part in memory.
func (c *changes) made(t *xmlscan.Token) maker {
	author, _ := t.Attr(nsW, "author")
	date, _ := t.Attr(nsW, "date")
	m := maker{author: c.last.author, date: c.last.date}
	if author = short(author, 255); author != m.author {
		known, ok := c.authors[author]
		if !ok {
			known = strings.Clone(author)
			if len(c.authors) < maxAuthors {
				c.authors[known] = known
			}
		}
		m.author = known
	}
	if date = short(date, 64); date != m.date {
		m.date = strings.Clone(date)
	}
	return m
}

func short(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// seen counts a change. Pieces of one change that follow each other are one.
func (c *changes) seen(m maker, r document.Revision) {
	if c.going && c.last == m && c.lastState == r {
		return
	}
	c.last, c.lastState, c.going = m, r, true
	if r == document.Deleted {
		c.removed++
	} else {
		c.insertions++
	}
}

// any tells whether there were any.
func (c *changes) any() bool { return c.insertions+c.removed > 0 }

// message says in Dutch what changes there are.
func (c *changes) message() string {
	var what []string
	if c.insertions > 0 {
		what = append(what, amount(c.insertions, "invoeging", "invoegingen"))
	}
	if c.removed > 0 {
		what = append(what, amount(c.removed, "schrapping", "schrappingen"))
	}
	by := ""
	authors := len(c.authors)
	if _, nameless := c.authors[""]; nameless {
		authors--
	}
	if authors > 0 {
		by = " van " + amount(authors, "auteur", "auteurs")
	}
	return strings.Join(what, " en ") + by
}

func amount(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// track begins a change around what is read next, and returns what held before.
func (w *walker) track(m maker, r document.Revision) (outer tracking) {
	outer = w.tracking
	w.res.changes.seen(m, r)
	if r == document.Deleted || w.tracking.views&accepted != 0 {
		w.tracking.maker = m
	}
	w.tracking.views &^= without(r)
	return outer
}

// changed reads the content of an insertion or a deletion, or passes over it
// where the reading leaves it out.
func (w *walker) changed(t *xmlscan.Token, r document.Revision, f func(t *xmlscan.Token) bool) {
	m := w.res.changes.made(t)
	if !w.res.revisions.Keeps(r) {
		w.res.changes.seen(m, r)
		w.s.Skip()
		return
	}
	outer := w.track(m, r)
	w.each(f)
	w.tracking = outer
}

// changeMark tells which change an element is the mark of; Unchanged for none.
func changeMark(local string) document.Revision {
	switch local {
	case "ins", "moveTo", "cellIns":
		return document.Inserted
	case "del", "moveFrom", "cellDel":
		return document.Deleted
	}
	return document.Unchanged
}

// mark notes that the text of a paragraph from an offset on is changed.
func (s *stretch) mark(start, end int, v views, m maker) {
	state := v.state()
	if n := len(s.changes); n > 0 {
		if last := &s.changes[n-1]; last.End == start && last.Revision == state && last.Author == m.author && last.Date == m.date {
			last.End = end
			return
		}
	}
	s.changes = append(s.changes, build.Change{Start: start, End: end, Revision: state, Author: m.author, Date: m.date})
}

// overlay gives a copy of paragraphs that were read before, such as those of a
// note, as they stand under a change around the reference to them.
func (c *changes) overlay(paras []para, at tracking) []para {
	if at.views == both {
		return paras
	}
	out := append([]para(nil), paras...)
	for i := range out {
		p := &out[i]
		var s stretch
		end := 0
		fill := func(to int) {
			if end < to {
				s.mark(end, to, at.views, at.maker)
			}
		}
		var before noted
		if p.noted != nil {
			before = *p.noted
		}
		for _, old := range before.changes {
			if v := at.views &^ without(old.Revision); v != at.views {
				fill(old.Start)
				s.mark(old.Start, old.End, v, maker{old.Author, old.Date})
				end = old.End
			}
		}
		fill(len(p.text))
		before.changes = s.changes
		p.noted = &before
		c.marks += len(s.changes)
	}
	return out
}

// former are the properties that a paragraph had before they were changed, as
// far as its number depends on them.
type former struct {
	style string
	ref   numbering.Ref
}

// formerProps reads the properties of a w:pPrChange (17.13.5.29), which are all
// that the paragraph had.
func (w *walker) formerProps() {
	cur := w.cur
	old := &paragraph{outline: -1, look: w.res.styles.of("")}
	w.cur = old
	props{w.s}.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW || t.Local != "pPr" {
			return false
		}
		w.paragraphProps()
		return true
	})
	w.cur = cur
	if w.kept == both {
		cur.former = &former{style: old.style, ref: old.ref}
		return
	}
	cur.style, cur.look, cur.ref, cur.outline, cur.dropCap = old.style, old.look, old.ref, old.outline, old.dropCap
}

// number steps the lists for a paragraph and gives its label. With all changes
// in one text two counters go side by side: one counts what stands in the
// accepted text and gives the labels, the other what stood in the original and
// labels what is gone from the accepted.
func (w *walker) number(cur *paragraph, empty bool) (label numbering.Label, ok bool) {
	if w.kept != both {
		if empty && cur.markHidden {
			return label, false
		}
		return w.counter.Next(numbering.Paragraph{Style: cur.style, Ref: cur.ref})
	}
	found := false
	for _, v := range [...]views{accepted, original} {
		if w.tracking.views&v == 0 || cur.section && cur.any&v == 0 && len(cur.after) == 0 && w.joined&v == 0 {
			continue
		}
		if cur.mark.views&v == 0 { // it runs on in the next paragraph
			w.joined |= v
			w.joinedInk |= cur.ink & v
			continue
		}
		blank := (cur.ink|w.joinedInk)&v == 0 && len(cur.pieces) == 0
		w.joined &^= v
		w.joinedInk &^= v
		if blank && cur.markHidden {
			continue
		}
		p, counter := numbering.Paragraph{Style: cur.style, Ref: cur.ref}, w.counter
		if v == original {
			counter = w.formerly
			if cur.former != nil {
				p = numbering.Paragraph{Style: cur.former.style, Ref: cur.former.ref}
			}
		}
		if l, numbered := counter.Next(p); !found {
			label, ok, found = l, numbered, true
		}
	}
	return label, ok
}
