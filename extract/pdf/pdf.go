// Package pdf reads PDF files (ISO 32000): contracts as they come from word
// processors, layout programs, browsers and scanners. It interprets the page
// content itself; the objects come from github.com/ledongthuc/pdf, or from an
// own reader where a file is damaged or out of the ordinary.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
	"github.com/clausule/clausule/extract/pdf/internal/object"
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
// A page that shows something but holds no text has source PageNone and a
// warning; the text is then to be had by optical character recognition. The
// error is a *document.Error: ErrEmpty, ErrEncrypted, ErrDamaged, ErrLimit or
// ErrUnsupported; or that of ctx.
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
	r, err := interpret(ctx, src, limits)
	if err != nil {
		return nil, err
	}
	blocks, err := layout.Read(ctx, r.pages)
	if err != nil {
		return nil, err
	}
	return r.document(blocks)
}

// reading is what was found in a file before its layout is known.
type reading struct {
	src      document.Source
	limits   document.Limits
	pages    []*layout.Page
	sources  []document.PageSource
	warnings []document.Warning
	repaired bool
	glyphs   int
	drawn    bool // something stands on a page
	failed   int  // pages that were not read to their end
	faults   int
}

// interpret reads the pages with the ordinary object reader, and once more
// with the other one where that cannot open the file or finds faults in it.
func interpret(ctx context.Context, src document.Source, limits document.Limits) (*reading, error) {
	options := object.Options{Limits: object.Limits{StreamBytes: limits.PartBytes, TotalBytes: limits.TotalBytes, Rate: limits.InflateRate}}
	var first *reading
	if file, err := object.Ordinary(ctx, src.Data, options); err == nil {
		first, err = readPages(ctx, file, src, limits, false)
		if err != nil {
			return nil, err
		}
		if len(first.pages) > 0 && first.failed == 0 && first.faults == 0 {
			return first, nil
		}
	} else if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	file, err := object.Rebuild(ctx, src.Data, options)
	if err == nil {
		var second *reading
		if second, err = readPages(ctx, file, src, limits, true); err != nil {
			return nil, err
		}
		if first == nil || second.better(first) {
			first = second
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, object.ErrPassword):
		return nil, document.Encrypted(src.Name, found)
	case errors.Is(err, object.ErrCipher):
		e := document.Encrypted(src.Name, found)
		e.Detail = "de versleuteling is van een soort die niet wordt ondersteund"
		return nil, e
	case errors.Is(err, object.ErrBudget):
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van de uitgepakte inhoud", limits.TotalBytes)
	case first == nil || len(first.pages) == 0 || first.repaired && !first.drawn:
		return nil, document.Damaged(src.Name, found, "er is geen leesbare pagina gevonden", err)
	}
	return first, nil
}

// better tells whether a second reading of a file gave more than the first.
func (r *reading) better(o *reading) bool {
	if len(r.pages) != len(o.pages) {
		return len(r.pages) > len(o.pages)
	}
	if r.failed != o.failed {
		return r.failed < o.failed
	}
	return r.glyphs > o.glyphs
}

// readPages interprets every page of a file.
func readPages(ctx context.Context, file object.File, src document.Source, limits document.Limits, repaired bool) (*reading, error) {
	r := &reading{src: src, limits: limits, repaired: repaired}
	sources, lost, cut, err := pageTree(ctx, file, limits)
	if err != nil {
		return nil, err
	}
	if cut {
		r.warn(document.WarnLimit, 0, "Het document heeft meer dan %d pagina's; de rest is niet gelezen.", limits.Pages)
	}
	doc := content.NewDocument(file)
	text := int64(0)
	operators := mostOperators + operatorRate*len(src.Data)
	for i, s := range sources {
		if doc.Operators() >= operators {
			r.warn(document.WarnLimit, i+1, "Het document tekent meer dan de grens toelaat; deze pagina en de volgende zijn niet gelezen.")
			break
		}
		page, err := doc.Page(ctx, s, content.Limits{Operators: min(mostOperators, operators-doc.Operators()), Glyphs: mostGlyphs})
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, object.ErrBudget):
			return nil, document.OverLimit(src.Name, found, "het aantal bytes van de uitgepakte inhoud", limits.TotalBytes)
		case errors.Is(err, content.ErrLimit), errors.Is(err, object.ErrTooLarge):
			r.warn(document.WarnLimit, i+1, "De pagina bevat meer dan de grens toelaat; het laatste deel is niet gelezen.")
		case err != nil:
			r.failed++
			r.warn(document.WarnPageFailed, i+1, "De pagina is beschadigd en niet tot het einde gelezen; controleer haar met de hand.")
		}
		p := layout.NewPage(page)
		r.pages = append(r.pages, p)
		r.sources = append(r.sources, r.source(i, page, p, err))
		r.glyphs += p.Glyphs
		if p.Unknown > 0 {
			r.warn(document.WarnGlyphs, i+1, "Van %d tekens vermeldt het bestand niet welke letter het is; in de tekst staat daar \uFFFD.", p.Unknown)
		}
		if text += int64(p.Glyphs) + runCost*int64(p.Runs()); text > limits.TextBytes {
			r.warn(document.WarnLimit, i+1, "Het document heeft meer tekst dan de grens van %d bytes; de rest is niet gelezen.", limits.TextBytes)
			break
		}
	}
	if lost > 0 {
		r.warn(document.WarnPageFailed, 0, "Van %d pagina's of groepen van pagina's is de inhoud niet in het bestand te vinden.", lost)
	}
	r.faults = file.Faults() + lost
	return r, nil
}

const (
	mostOperators = 20_000_000
	mostGlyphs    = 400_000
	// operatorRate is how many operators all pages together may draw for each
	// byte of the file, beyond mostOperators: pages may share what they draw.
	operatorRate = 4

	// runCost is what a run of glyphs counts for against the limit of the text:
	// text that is drawn letter by letter takes more memory.
	runCost = 32

	// scanWords is the number of words below which the text on a page with a
	// page-filling image is a stamp or a running header, not its text.
	scanWords = 5
	// scanShare is the part of the page that such an image covers.
	scanShare = 0.6
	// imageShare is the part of the page from which on an image is something
	// to be read, when there is no text at all.
	imageShare = 0.005
	// drawnShapes is the number of drawn shapes from which on a page without
	// text may hold letters drawn as outlines.
	drawnShapes = 50
)

// source tells where the text of a page comes from, and warns of a page that
// shows something but holds no text.
func (r *reading) source(i int, page *content.Page, p *layout.Page, err error) document.PageSource {
	r.drawn = r.drawn || p.Glyphs > 0 || page.ImageArea > 0 || page.Shapes > 0 || len(page.Rules)+len(page.Boxes) > 0
	share := 0.0
	if area := page.Width * page.Height; area > 0 {
		share = page.ImageArea / area
	}
	switch {
	case p.Words < scanWords && share >= scanShare, p.Glyphs == 0 && share >= imageShare:
		r.warn(document.WarnPageWithoutText, i+1, "De pagina is een scan (een afbeelding zonder tekst); er is tekstherkenning (OCR) nodig om haar te lezen.")
		return document.PageNone
	case p.Glyphs == 0 && page.Shapes >= drawnShapes:
		r.warn(document.WarnPageWithoutText, i+1, "De letters op de pagina zijn als tekening opgeslagen; er is tekstherkenning (OCR) nodig om haar te lezen.")
		return document.PageNone
	case p.Glyphs == 0 && err != nil:
		return document.PageNone
	case p.Glyphs == 0 && r.repaired:
		// In a damaged file an empty page is more likely one that was lost.
		r.warn(document.WarnPageFailed, i+1, "De inhoud van de pagina is in het beschadigde bestand niet teruggevonden.")
		return document.PageNone
	case p.Glyphs == 0:
		return document.PageEmpty
	case 10*p.Hidden > 9*p.Glyphs:
		// Text behind an image: somebody's recognition of a scan.
		return document.PageOCR
	}
	return document.PageText
}

func (r *reading) warn(code document.WarningCode, page int, format string, args ...any) {
	r.warnings = append(r.warnings, document.Warning{Code: code, Page: page, Message: fmt.Sprintf(format, args...)})
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
	begun := 0
	for page, source := range r.sources {
		if begun > page {
			b.SetPageSource(source)
		} else {
			b.StartPage(source)
			begun++
		}
		for len(blocks) > 0 && blocks[0].Page == page {
			x := blocks[0]
			blocks = blocks[1:]
			b.Add(build.Paragraph{Kind: x.Kind, Text: x.Text, Level: x.Level, Strong: x.Strong, Table: x.Table, PageBreaks: x.Breaks})
			begun += len(x.Breaks)
		}
	}
	return b.Document()
}
