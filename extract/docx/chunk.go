package docx

import (
	"context"
	"errors"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

// maxChunks bounds the documents that are inserted in one.
const maxChunks = 50

// Reader reads Word documents; the zero value reads them as Read does.
type Reader struct {
	// Chunk reads a document in another format that Word would put into the
	// text when it opens the file (w:altChunk, 17.17.2): HTML, RTF, plain text
	// or another Word document. Its limits are what is left of those of the
	// whole. Nil for none; the document then warns that they were not read.
	Chunk func(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error)
}

// Read reads a Word document; see the function Read.
func (rd Reader) Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	r, err := newReader(ctx, src, opts)
	if err != nil {
		return nil, err
	}
	r.chunks = rd.Chunk
	return r.document()
}

// chunk gives the document that is inserted by a relationship, and reads it
// the first time.
func (r *reader) chunk(id string) (*document.Document, error) {
	doc, known := r.chunked[id]
	if !known && len(r.chunked) < maxChunks {
		var err error
		if doc, err = r.readChunk(id); err != nil && r.ctx.Err() != nil {
			return nil, err
		}
		if r.chunked == nil {
			r.chunked = map[string]*document.Document{}
		}
		r.chunked[id] = doc
	}
	if doc == nil {
		return nil, errNotRead
	}
	return doc, nil
}

func (r *reader) readChunk(id string) (*document.Document, error) {
	rel, ok := r.relations[id]
	if !ok || rel.Kind != "aFChunk" || r.chunks == nil {
		return nil, errNotRead
	}
	data, err := r.pkg.Read(r.ctx, rel.Target)
	if err != nil {
		return nil, err
	}
	opts := r.opts
	opts.Limits = opts.Limits.WithDefaults()
	left := opts.Limits.TotalBytes - r.pkg.Inflated()
	src := document.Source{Name: r.src.Name, Data: []byte(data)}
	// What it will inflate is counted beforehand, for it and for what is
	// inserted in it.
	cost := 2 * int64(len(data))
	if opc.Identify(src.Data).Container == opc.Zip {
		inner, err := zipguard.Open(src, found, opts.Limits)
		if err != nil {
			return nil, err
		}
		cost = min(8<<20, left/4)
		for _, name := range inner.Names() {
			cost += 2 * min(inner.Size(name), left)
		}
	}
	if cost > left {
		return nil, document.OverLimit(r.src.Name, found, "het aantal bytes van alle onderdelen samen", opts.Limits.TotalBytes)
	}
	r.pkg.Took(int(cost))
	opts.Limits.TotalBytes, opts.Limits.FileBytes = cost, int64(len(data))
	return r.chunks(r.ctx, src, opts)
}

var errNotRead = errors.New("inserted document is not read")

// altChunk puts an inserted document in its place in the text.
func (w *walker) altChunk(t *xmlscan.Token) {
	const dutch = "een ingevoegd document (altChunk)"
	id, _ := t.Attr(nsR, "id")
	doc, err := w.res.chunk(id)
	if w.ctx.Err() != nil {
		return
	}
	if err != nil {
		w.lost[dutch]++
		return
	}
	w.inserted = append(w.inserted, doc.Warnings...)
	paras := w.inserts(doc)
	if w.count += len(paras); w.count > maxParagraphs {
		paras = paras[:max(0, len(paras)-(w.count-maxParagraphs))]
	}
	paras = w.res.changes.overlay(paras, w.tracking)
	if w.cur != nil {
		w.cur.after = append(w.cur.after, paras...)
		return
	}
	w.endPart()
	w.out = append(w.out, paras...)
}

// inserts makes paragraphs of the blocks of an inserted document.
func (w *walker) inserts(doc *document.Document) []para {
	paras := make([]para, 0, len(doc.Blocks))
	tables, change := w.tables, 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == document.Header || b.Kind == document.Footer {
			continue
		}
		p := para{kind: b.Kind, label: strings.TrimSpace(doc.Text[b.Span.Start:b.Body]), text: doc.Text[b.Body:b.Span.End], level: b.Level, table: b.Table}
		switch {
		case p.table != nil:
			at := *p.table
			at.Table += tables
			w.tables = max(w.tables, at.Table)
			p.table = &at
		case w.table != nil:
			p.kind, p.table = document.Cell, w.table
		}
		if w.kind != document.Paragraph {
			p.kind, p.level = w.kind, 0
		}
		var n noted
		for change < len(doc.Changes) && doc.Changes[change].Span.End <= b.Body {
			change++
		}
		for k := change; k < len(doc.Changes) && doc.Changes[k].Span.Start < b.Span.End; k++ {
			c := doc.Changes[k]
			n.changes = append(n.changes, build.Change{Start: max(c.Span.Start, b.Body) - b.Body, End: min(c.Span.End, b.Span.End) - b.Body,
				Revision: c.Revision, Author: c.Author, Date: c.Date})
		}
		if len(n.changes) > 0 {
			p.noted = &n
		}
		paras = append(paras, p)
	}
	return paras
}

// warnInserted reports what the readers of inserted documents warn of, each
// message once.
func (r *reader) warnInserted() {
	told := map[string]bool{}
	for _, w := range r.inserted {
		w.Page = 0
		if w.Message = "In een ingevoegd document: " + w.Message; !told[w.Message] && len(told) < 100 {
			told[w.Message] = true
			r.b.Warn(w)
		}
	}
}
