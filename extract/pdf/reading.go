package pdf

import (
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// reading is what was found in a file before the layout of the whole is known.
type reading struct {
	src      document.Source
	limits   document.Limits
	file     object.File // nil when the own reader could not open it
	pages    []pageReading
	warnings []document.Warning // about the document as a whole
	repaired bool
	lost     int // nodes of the page tree that are not in the file
}

// pageReading is one page as it was read last.
type pageReading struct {
	laid       *layout.Page
	source     document.PageSource
	engine     string  // empty for the own reader
	confidence float64 // of a recognition
	words      []document.Word
	warnings   []document.Warning

	drawn   bool            // something besides text stands on it
	failed  bool            // the content could not be interpreted to its end
	cut     bool            // a limit was reached
	garbled bool            // the text is likely not what the page shows
	images  []content.Image // on a page that is a picture
	alone   bool            // nothing but these and text stands on it, whole
	picture *content.Image  // a large one beside the text, which may hold text
	// distrusted tells that the text is somebody's recognition, and nonsense.
	distrusted bool
	width      float64
	height     float64
	glyphs     []content.Glyph // the few beside a picture that fills the page
}

// warn adds a warning about page i, or about the document when i is -1.
func (r *reading) warn(code document.WarningCode, i int, format string, args ...any) {
	w := document.Warning{Code: code, Page: i + 1, Message: fmt.Sprintf(format, args...)}
	if i < 0 {
		r.warnings = append(r.warnings, w)
		return
	}
	r.pages[i].warnings = append(r.pages[i].warnings, w)
}

// glyphs counts the glyphs on all pages.
func (r *reading) glyphs() int {
	n := 0
	for i := range r.pages {
		n += r.pages[i].laid.Glyphs
	}
	return n
}

// failures counts the pages that were not read to their end.
func (r *reading) failures() int {
	n := 0
	for i := range r.pages {
		if r.pages[i].failed {
			n++
		}
	}
	return n
}

// better tells whether a second reading of a file gave more than the first.
func (r *reading) better(o *reading) bool {
	if len(r.pages) != len(o.pages) {
		return len(r.pages) > len(o.pages)
	}
	if r.failures() != o.failures() {
		return r.failures() < o.failures()
	}
	return r.glyphs() > o.glyphs()
}

// document assembles the document from its blocks.
func (r *reading) document(blocks []layout.Block) (*document.Document, error) {
	b := build.New(r.src, document.FormatPDF, r.limits)
	if r.repaired {
		b.Warn(document.Warning{Code: document.WarnRepaired,
			Message: "De structuur van het PDF-bestand is beschadigd; het bestand is object voor object gelezen."})
	}
	for _, w := range r.warnings {
		b.Warn(w)
	}
	for i := range r.pages {
		for _, w := range r.pages[i].warnings {
			b.Warn(w)
		}
	}
	begun := 0
	for i := range r.pages {
		source := r.pages[i].source
		if begun > i {
			b.SetPageSource(source)
		} else {
			b.StartPage(source)
			begun++
		}
		for len(blocks) > 0 && blocks[0].Page == i {
			x := blocks[0]
			blocks = blocks[1:]
			b.Add(build.Paragraph{Kind: x.Kind, Label: x.Label, Text: x.Text, Level: x.Level, Strong: x.Strong, Table: x.Table, PageBreaks: x.Breaks})
			begun += len(x.Breaks)
		}
	}
	doc, err := b.Document()
	if err != nil {
		return nil, err
	}
	for i := range doc.Pages {
		if i < len(r.pages) {
			doc.Pages[i].Engine, doc.Pages[i].Confidence = r.pages[i].engine, r.pages[i].confidence
		}
	}
	r.markDoubts(doc)
	return doc, nil
}
