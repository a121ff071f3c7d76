package docx

import (
	"context"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// The two kinds of notes, as indexes of resources.notes.
const (
	footnotes = iota
	endnotes
)

// maxNotes bounds the notes of one kind that are kept; a reference to another
// is one to a note that is not there.
const maxNotes = 1 << 15

// readNotes reads a part of footnotes or endnotes into paragraphs by note id.
// The separators that Word keeps there as notes are left out.
func readNotes(ctx context.Context, name, xml string, limits xmlscan.Limits, res *resources) (*walker, map[string][]para, error) {
	notes := map[string][]para{}
	w, err := readPart(ctx, name, xml, limits, res, document.Footnote, func(w *walker) {
		clear(notes)
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsW || t.Local != "footnotes" && t.Local != "endnotes" {
				return false
			}
			w.each(func(t *xmlscan.Token) bool {
				if t.Space != nsW || t.Local != "footnote" && t.Local != "endnote" || len(notes) >= maxNotes {
					return false
				}
				id, _ := t.Attr(nsW, "id")
				if kind, ok := t.Attr(nsW, "type"); ok && kind != "normal" {
					return false
				}
				w.out = nil
				w.each(w.block)
				w.endFlow()
				notes[id] = w.out
				return true
			})
			return true
		})
	})
	return w, notes, err
}

// note puts the paragraphs of a note behind the paragraph that refers to it,
// changed as the reference is.
func (w *walker) note(t *xmlscan.Token, at tracking) {
	id, ok := t.Attr(nsW, "id")
	kind := footnotes
	if t.Local == "endnoteReference" {
		kind = endnotes
	}
	paras, known := w.res.notes[kind][id]
	if !ok || !known {
		w.noteLost = true
		return
	}
	if at = w.once(t.Local+id, at); at.views != 0 {
		w.cur.after = append(w.cur.after, w.res.changes.overlay(paras, at)...)
	}
}

// once gives the views in which a reference leads to something for the first
// time: one that was moved stands in two places.
func (w *walker) once(key string, at tracking) tracking {
	had := w.used[key]
	if w.kept != both {
		had &= w.kept
	}
	w.used[key] |= at.views
	at.views &^= had
	return at
}

// readPart scans the part of a name with f, which gets the walker in front of the root
// element. Where a field turns out never to end, the part is scanned again
// without such fields.
func readPart(ctx context.Context, name, xml string, limits xmlscan.Limits, res *resources, kind document.Kind, f func(w *walker)) (*walker, error) {
	pieces := 0
	if res.recorder != nil {
		res.recorder.part = name
		pieces = len(res.recorder.pieces)
	}
	before, bookmarks, links := res.changes, len(res.refs.bookmarks), len(res.refs.links)
	w := newWalker(ctx, xml, limits, res, kind)
	f(w)
	w.endFlow()
	if len(w.unclosed) > 0 && w.err == nil && w.s.Err() == nil {
		ignore := w.unclosed
		if res.recorder != nil {
			res.recorder.pieces = res.recorder.pieces[:pieces]
		}
		res.changes, res.refs.bookmarks, res.refs.links = before, res.refs.bookmarks[:bookmarks], res.refs.links[:links]
		w = newWalker(ctx, xml, limits, res, kind)
		w.ignore = ignore
		f(w)
		w.endFlow()
	}
	if w.err != nil {
		return w, w.err
	}
	return w, w.s.Err()
}
