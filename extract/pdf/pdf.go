// Package pdf reads PDF files (ISO 32000): contracts as they come from word
// processors, layout programs, browsers and scanners.
//
// A page takes up to three steps. The own reader interprets its content; the
// objects come from github.com/ledongthuc/pdf, or from an own reader where a
// file is damaged or out of the ordinary. A page that comes out garbled or
// empty though it shows text is read once more by Options.Fallback, and a page
// that is a picture by Options.OCR. Whatever read them, all pages go through
// the same layout.
package pdf

import (
	"bytes"
	"cmp"
	"context"
	"errors"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
)

const found = "PDF"

// Sniff tells whether data look like a PDF file: the mark "%PDF-" within the
// first kilobyte, where readers look for it (ISO 32000-1, annex H).
func Sniff(data []byte) bool {
	return bytes.Contains(data[:min(len(data), headerZone)], []byte("%PDF-"))
}

// headerZone is how far into the file the header may stand.
const headerZone = 1024

// Read reads a PDF file. Text comes in reading order, paragraphs are joined
// over lines and pages, running headers and footers are marked as such.
//
// A page that shows something but holds no text is recognised when
// Options.OCR has an engine; otherwise it has source PageNone and a warning.
// The error is a *document.Error: ErrEmpty, ErrEncrypted, ErrDamaged, ErrLimit
// or ErrUnsupported; or that of ctx.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	limits := opts.Limits.WithDefaults()
	switch {
	case len(src.Data) == 0:
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "kies een bestand met inhoud"}
	case int64(len(src.Data)) > limits.FileBytes:
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van het bestand", limits.FileBytes)
	}
	if !Sniff(src.Data) && !bytes.Contains(src.Data, []byte("endobj")) {
		return nil, &document.Error{Name: src.Name, Reason: document.ErrUnsupported, Found: "geen PDF",
			Remedy: "bied een PDF-, Word- of tekstbestand aan"}
	}
	second := &secondReader{engine: opts.Fallback, src: src, password: opts.Password, progress: opts.Progress}
	defer second.close()
	r, unread := interpret(ctx, src, opts)
	switch {
	case unread == nil:
		if err := second.improve(ctx, r); err != nil {
			return nil, err
		}
	case errors.Is(unread, document.ErrDamaged), errors.Is(unread, errCipher):
		if r = second.whole(ctx, limits); r == nil {
			return nil, cmp.Or(ctx.Err(), unread)
		}
	default:
		return nil, unread
	}
	if err := recognise(ctx, r, opts, second); err != nil {
		return nil, err
	}
	if unread != nil && r.glyphs() == 0 {
		return nil, unread
	}
	laid := make([]*layout.Page, len(r.pages))
	for i := range r.pages {
		laid[i] = r.pages[i].laid
	}
	blocks, err := layout.Read(ctx, laid)
	if err != nil {
		return nil, err
	}
	return r.document(blocks)
}
