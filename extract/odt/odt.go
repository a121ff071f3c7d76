// Package odt reads OpenDocument text (.odt, .ott, and the single XML file
// .fodt) into the document model: the text that stands on paper, with the
// numbers of lists and headings as LibreOffice computes them, tables, notes and
// text boxes, and tracked changes in the reading that is asked for.
//
// It follows OpenDocument 1.3 part 3 (OASIS); comments name the section. It
// takes bytes from strangers: limits are checked before memory is taken,
// external content is never loaded, and whatever cannot be read is either an
// error with a reason (package document) or a warning in the document.
package odt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

const (
	found     = "OpenDocument-tekst (.odt)"
	foundFlat = "OpenDocument-tekst in één XML-bestand (.fodt)"
)

// The bounds of a part and of all parts together where the caller sets none,
// those of Word's packages: some thousand pages.
const (
	partBytes  = 40 << 20
	totalBytes = 96 << 20
)

// Read reads an OpenDocument text. The error is of type *document.Error, unless
// the context ended. A document of which only parts could not be read comes
// back with warnings.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	if opts.Limits.PartBytes == 0 {
		opts.Limits.PartBytes = partBytes
	}
	if opts.Limits.TotalBytes == 0 {
		opts.Limits.TotalBytes = totalBytes
	}
	r := &reader{ctx: ctx, src: src, opts: opts, b: build.New(src, document.FormatODT, opts.Limits)}
	if err := r.read(); err != nil {
		if ctx.Err() != nil && !isTyped(err) {
			return nil, fmt.Errorf("%s: %w", src.Name, ctx.Err())
		}
		return nil, err
	}
	doc, err := r.b.Document()
	if err != nil {
		return nil, err
	}
	doc.Links = r.w.linked(r.b.Places())
	return doc, nil
}

func isTyped(err error) bool {
	var typed *document.Error
	return errors.As(err, &typed)
}

// reader reads one document.
type reader struct {
	ctx     context.Context
	src     document.Source
	opts    document.Options
	pkg     *zipguard.Archive // nil for a single XML file
	b       *build.Builder
	w       *walker
	missing []string // parts that could not be read, in Dutch
}

func (r *reader) read() error {
	if len(r.src.Data) == 0 {
		return &document.Error{Name: r.src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is ontvangen"}
	}
	var err error
	if bytes.HasPrefix(r.src.Data, []byte("PK")) {
		err = r.packaged()
	} else {
		err = r.flat()
	}
	if err != nil {
		return err
	}
	w := r.w
	if w.pictures > 0 && visible(w.out) < fewCharacters && len(w.lost) == 0 {
		w.lost["vooral afbeeldingen, wellicht een scan"]++
	}
	headers, footers := w.running()
	r.add(headers)
	w.paged(r.b, r.opts.Limits.WithDefaults().Pages)
	r.add(w.out)
	r.add(footers)
	r.warn()
	return nil
}

// packaged reads a zip file: the styles, the text, and the number of pages.
func (r *reader) packaged() error {
	pkg, err := zipguard.Open(r.src, found, r.opts.Limits)
	if err != nil {
		return err
	}
	r.pkg = pkg
	if err := r.identify(); err != nil {
		return err
	}
	r.w = newWalker(r.ctx, r.opts, pkg)
	for _, part := range [...]struct{ name, dutch string }{{"styles.xml", "de opmaakprofielen"}, {"meta.xml", ""}} {
		if !pkg.Has(part.name) && part.dutch == "" {
			continue
		}
		xml, err := pkg.ReadXML(r.ctx, part.name)
		if err == nil {
			err = r.scan(part.name, xml, pkg.XMLLimits())
		}
		switch {
		case err == nil:
		case r.ctx.Err() != nil, errors.Is(err, document.ErrLimit):
			return err
		case part.dutch != "":
			r.missing = append(r.missing, part.dutch)
		}
	}
	r.w.sheet.nextPart()
	xml, err := pkg.ReadXML(r.ctx, contentPart)
	if err != nil {
		return err
	}
	if err := r.scan(contentPart, xml, pkg.XMLLimits()); err != nil {
		return err
	}
	return r.unlike()
}

// flat reads a document that is one XML file (part 3, 3.1.2).
func (r *reader) flat() error {
	limits := r.opts.Limits.WithDefaults()
	if n := int64(len(r.src.Data)); n > limits.FileBytes || n > limits.PartBytes {
		return document.OverLimit(r.src.Name, foundFlat, "het aantal bytes van het bestand", min(limits.FileBytes, limits.PartBytes))
	}
	xml, err := xmlscan.Decode(string(r.src.Data))
	if err != nil {
		return document.Damaged(r.src.Name, foundFlat, "het bevat tekens die niet mogen", err)
	}
	r.w = newWalker(r.ctx, r.opts, nil)
	if err := r.scan("", xml, xmlscan.Limits{Depth: limits.Depth}); err != nil {
		return err
	}
	return r.unlike()
}

// scan reads one XML part.
func (r *reader) scan(name, xml string, limits xmlscan.Limits) error {
	w := r.w
	w.s = xmlscan.New(xml, spaces(), limits)
	w.root()
	w.endFlow()
	if w.err != nil {
		return w.err
	}
	err := w.s.Err()
	w.s = nil // let go of the part
	switch {
	case err == nil:
		return nil
	case r.pkg != nil:
		return r.pkg.Fault(name, err)
	}
	var scan *xmlscan.Error
	if errors.As(err, &scan) && scan.Limit != "" {
		e := document.OverLimit(r.src.Name, foundFlat, "het aantal geneste of herhaalde elementen", int64(scan.Max))
		e.Err = err
		return e
	}
	return document.Damaged(r.src.Name, foundFlat, "het is geen geldige XML", err)
}

// unlike is the error of a document that turned out to hold no text but, for
// instance, a spreadsheet.
func (r *reader) unlike() error {
	switch r.w.content {
	case "text":
		return nil
	case "":
		if r.pkg == nil {
			return unsupported(r.src.Name, "XML dat geen OpenDocument is")
		}
		return document.Damaged(r.src.Name, found, "het onderdeel \"content.xml\" heeft geen tekst", nil)
	}
	return unsupported(r.src.Name, kindName(r.w.content))
}

// add hands paragraphs to the builder.
func (r *reader) add(paras []para) {
	body := build.BodySize(paras, func(p *para) (document.Kind, int, int) { return p.kind, p.size, len(p.text) })
	for i := range paras {
		p := &paras[i]
		r.b.Add(build.Paragraph{Kind: p.kind, Label: p.label, Text: p.text, Level: p.level, Table: p.table, PageBreaks: p.breaks,
			Strong: p.bold || body > 0 && p.size*5 >= body*6, Changes: p.changes, Mark: p.mark, MarkBy: p.by.author, MarkDate: p.by.date, Anchors: p.anchors})
		p.text, p.breaks, p.changes, p.anchors = "", nil, nil, nil // the builder has it now
	}
}

// fewCharacters is the length of text below which a document with pictures is
// taken for a scan.
const fewCharacters = 200

func visible(paras []para) (n int) {
	for i := range paras {
		if paras[i].kind != document.Picture {
			n += len(paras[i].text)
		}
	}
	return n
}

// warn reports what could not be read or was taken for granted.
func (r *reader) warn() {
	w := r.w
	for _, what := range r.missing {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing,
			Message: fmt.Sprintf("Een onderdeel van het OpenDocument-bestand ontbreekt of is onleesbaar: %s.", what)})
	}
	if w.text > w.most {
		r.b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("Het document heeft meer tekst dan de grens van %d bytes; de rest is niet gelezen.", w.most)})
	}
	if w.count > maxParagraphs {
		r.b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("Het document heeft meer dan %d alinea's; wat daarna komt is niet gelezen.", maxParagraphs)})
	}
	for _, what := range slices.Sorted(maps.Keys(w.lost)) {
		times := ""
		if n := w.lost[what]; n > 1 {
			times = fmt.Sprintf(" (%d keer)", n)
		}
		r.b.Warn(document.Warning{Code: document.WarnNotFollowed,
			Message: fmt.Sprintf("Het document bevat %s%s; de tekst daarvan is niet gelezen.", what, times)})
	}
	if w.glyphs > 0 {
		r.b.Warn(document.Warning{Code: document.WarnGlyphs,
			Message: fmt.Sprintf("Het document bevat tekens uit een symboollettertype zonder bekende betekenis (%d); in de tekst staat daarvoor het teken U+FFFD.", w.glyphs)})
	}
	if w.struck {
		r.b.WarnStruck()
	}
	if w.revisions {
		r.b.WarnRevisions(r.opts.Revisions, "")
	}
	for _, format := range slices.Sorted(maps.Keys(w.sheet.unknown)) {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing,
			Message: fmt.Sprintf("Een lijst gebruikt een nummervorm die niet wordt nagebootst (%.40s); in plaats daarvan staan er cijfers.", format)})
		break // one is enough to know that labels may differ
	}
}
