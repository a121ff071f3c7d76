package doc

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// The two kinds of notes, as indexes of reader.notes.
const (
	footnotes = iota
	endnotes
)

// readNotes reads a story of notes into paragraphs by the index of the note.
func (r *reader) readNotes(kind int, s story, refs, texts int) {
	r.noteRefs[kind] = newPLC(r.structure(refs), 2)
	text := newPLC(r.structure(texts), 0)
	n := min(r.noteRefs[kind].n, text.n, maxParagraphs)
	r.notes[kind] = make([][]para, n)
	r.notePlaced[kind] = make([]bool, n)
	w, part := r.walker(document.Footnote), s.split(text)
	for i := range n {
		w.out = nil
		w.story(part(i))
		w.end()
		r.notes[kind][i] = w.out
	}
}

// nowhere is behind every position that there is.
const nowhere = int(^uint(0) >> 1)

// nextNote finds the next reference to a note in the body, at a position or
// behind it.
func (w *walker) nextNote(cp int) (kind, i, at int) {
	at = nowhere
	if w.kind != document.Paragraph {
		return 0, 0, at
	}
	for k := range w.noteRefs {
		refs := w.noteRefs[k]
		if n := refs.from(cp); n < refs.n && refs.at(n) >= cp && refs.at(n) < at {
			kind, i, at = k, n, refs.at(n)
		}
	}
	return kind, i, at
}

// maxMark is the length that a mark of a note can have.
const maxMark = 10

// note puts the paragraphs of a note behind the paragraph that refers to it. It
// returns the number of characters of the reference, of the n of its run: a
// mark that somebody chose is the character there and what is raised with it.
func (w *walker) note(kind, i int, p *piece, cp, n int, props *runProps) int {
	if i < len(w.notes[kind]) && !w.notePlaced[kind][i] {
		w.notePlaced[kind][i] = true
		paras := w.notes[kind][i]
		if props.inserted || props.deleted {
			paras = under(paras, w.revision(props))
		}
		if w.shown(props) {
			w.cur.after = append(w.cur.after, paras...)
		}
		w.notes[kind][i] = nil
	}
	b := w.bytes(p, cp, cp+n)
	if len(b) < p.width() || p.unit(b, 0) == charNote || !props.raised {
		return 1
	}
	for k := 1; k < min(len(b)/p.width(), maxMark); k++ {
		if c := p.unit(b, k); c <= ' ' {
			return k
		}
	}
	return min(n, maxMark)
}

// unplaced gives the notes and the text boxes whose place in the body was not
// found: they are read all the same, behind it.
func (r *reader) unplaced() []para {
	var out []para
	for i := range r.boxText {
		if !r.boxPlaced[i] {
			out = append(out, r.boxText[i]...)
		}
	}
	for kind := range r.notes {
		for i := range r.notes[kind] {
			if !r.notePlaced[kind][i] {
				out = append(out, r.notes[kind][i]...)
			}
		}
	}
	return out
}

// Before the headers of the sections stand the separators of notes (2.3.3).
const (
	separators = 6
	perSection = 6
)

// running reads the headers and footers that the sections have of their own.
func (r *reader) running() (headers, footers []para) {
	if !r.opts.Headers {
		return nil, nil
	}
	text := newPLC(r.structure(fibHdd), 0)
	seen, part := map[string]bool{}, r.headers.split(text)
	for i := separators; i < text.n; i++ {
		s := part(i)
		if s.start >= s.end || r.cut {
			continue // it goes on with that of the section before
		}
		// Even, odd, even footer, odd footer, first, first footer.
		kind, out := document.Header, &headers
		if k := (i - separators) % perSection; k == 2 || k == 3 || k == 5 {
			kind, out = document.Footer, &footers
		}
		w := r.walker(kind)
		w.story(s)
		w.end()
		var key strings.Builder
		key.WriteString(kind.String())
		for i := range w.out {
			key.WriteString("\n" + w.out[i].text)
		}
		if !seen[key.String()] {
			seen[key.String()] = true
			*out = append(*out, w.out...)
		}
	}
	boxes := newPLC(r.structure(fibHdrTxbxTxt), boxSize)
	w, part := r.walker(document.Header), r.headerBoxes.split(boxes)
	for i := range min(boxes.n, maxParagraphs) {
		w.story(part(i))
		w.end()
	}
	return append(headers, w.out...), footers
}
