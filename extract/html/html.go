// Package html reads web pages into the document model: contracts and terms
// saved from a web site (HTML, XHTML and the single-file archives .mht and
// .mhtml), and what Word, LibreOffice, Google Docs and pandoc save as a web page.
//
// It gives the text that a reader of the page sees, with the numbers that a
// browser puts in front of list items, and leaves out the navigation around the
// contract. It stands on the tokenizer of golang.org/x/net/html: no tree is
// built, and the memory taken is bounded whatever the bytes are. Nothing is ever
// loaded from elsewhere, so that styles and frames in other files are unknown.
//
// Rules of the HTML standard (https://html.spec.whatwg.org) are cited by name.
package html

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

const found = "HTML"

// Read reads a web page, or the page in a web archive. The error is of type
// *document.Error, unless the context ended. A page of which only parts could
// not be read comes back with warnings.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	limits := opts.Limits.WithDefaults()
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, document.OverLimit(src.Name, found, "de grootte van het bestand in bytes", limits.FileBytes)
	}
	if len(src.Data) == 0 {
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is gekopieerd"}
	}
	b := build.New(src, document.FormatHTML, opts.Limits)
	data, charset := src.Data, ""
	if archived(data) {
		var err error
		if data, charset, err = unpack(ctx, src, limits, b); err != nil {
			return nil, err
		}
	}
	if int64(len(data)) > limits.PartBytes {
		return nil, document.OverLimit(src.Name, found, "de grootte van de pagina in bytes", limits.PartBytes)
	}
	data, err := decode(src.Name, data, charset, limits.PartBytes, b)
	if err != nil {
		return nil, err
	}
	w := newWalker(ctx, limits, opts.Revisions)
	w.xml = isXML(data)
	if err := w.read(data); err != nil {
		return nil, fmt.Errorf("%s: %w", src.Name, err)
	}
	p := newPage(w, opts)
	p.warn(b)
	if err := p.add(ctx, b); err != nil {
		return nil, fmt.Errorf("%s: %w", src.Name, err)
	}
	doc, err := b.Document()
	if err != nil {
		return nil, err
	}
	doc.Links = p.crossReferences(b.Places())
	return doc, nil
}
