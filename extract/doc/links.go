package doc

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// maxBookmarks and maxLinks bound what is kept of them; a table of contents of
// a thousand pages has some thousands.
const (
	maxBookmarks = 1 << 15
	maxLinks     = 1 << 15
)

// bookmark is the beginning of a bookmark (2.8.10), with the key of its anchor.
type bookmark struct {
	cp, key int
	name    string
}

// link is a reference to a bookmark. The anchor of its beginning has the key
// 2i+1, that of its end 2i+2; bookmarks have keys below zero.
type link struct {
	bookmark string
	ended    bool
}

// readBookmarks reads the bookmarks in the order of their beginnings.
func (f *file) readBookmarks() []bookmark {
	names := sttb(f.structure(fibBkmk), maxBookmarks)
	starts := newPLC(f.structure(fibBkf), 4)
	list := make([]bookmark, 0, min(starts.n, len(names)))
	for i := range min(starts.n, len(names)) {
		list = append(list, bookmark{cp: starts.at(i), key: -1 - i, name: strings.ToLower(names[i])})
	}
	slices.SortStableFunc(list, func(a, b bookmark) int { return a.cp - b.cp })
	return list
}

// firstBookmark is the index of the first bookmark at a position or behind it.
func (r *reader) firstBookmark(cp int) int {
	i, _ := slices.BinarySearchFunc(r.bookmarks, cp, func(b bookmark, cp int) int { return b.cp - cp })
	return i
}

// mark sets the anchors of the bookmarks that begin at a position.
func (w *walker) mark(cp int) {
	for w.bookmark < len(w.bookmarks) && w.bookmarks[w.bookmark].cp <= cp {
		w.anchor(w.bookmarks[w.bookmark].key)
		w.bookmark++
	}
}

func (w *walker) anchor(key int) {
	w.cur.anchors = append(w.cur.anchors, build.Anchor{At: len(w.cur.text), Key: key})
}

// beginLink notes that a reference to a bookmark, its name in lower case, begins
// here; -1 where there are too many.
func (w *walker) beginLink(target string) int {
	if len(w.links) >= maxLinks {
		return -1
	}
	w.links = append(w.links, link{bookmark: target})
	n := len(w.links) - 1
	w.anchor(2*n + 1)
	return n
}

func (w *walker) endLink(n int) {
	w.links[n].ended = true
	w.anchor(2*n + 2)
}

// link writes the references into the document.
func (r *reader) link(doc *document.Document) {
	if len(r.links) == 0 {
		return
	}
	places := make(map[int]build.Place, len(r.bookmarks)+2*len(r.links))
	for _, p := range r.b.Places() {
		places[p.Key] = p
	}
	targets := make(map[string]int, len(r.bookmarks))
	for _, b := range r.bookmarks {
		if p, ok := places[b.key]; ok && p.Block >= 0 {
			if _, twice := targets[b.name]; !twice {
				targets[b.name] = p.Block
			}
		}
	}
	for i, l := range r.links {
		block, known := targets[l.bookmark]
		from, begun := places[2*i+1]
		to, ended := places[2*i+2]
		if !known || !begun || !ended || from.Block < 0 || to.Offset <= from.Offset {
			continue
		}
		span := document.Span{Start: from.Offset, End: to.Offset}
		shown := doc.Slice(span)
		span.End -= len(shown) - len(strings.TrimRight(shown, " \n\t"))
		span.Start += len(shown) - len(strings.TrimLeft(shown, " \n\t"))
		if span.Len() > 0 {
			doc.Links = append(doc.Links, document.Link{Span: span, Block: block})
		}
	}
	slices.SortStableFunc(doc.Links, func(a, b document.Link) int { return a.Span.Start - b.Span.Start })
}
