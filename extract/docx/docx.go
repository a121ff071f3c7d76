// Package docx reads Word documents in the Office Open XML format (.docx,
// .docm, .dotx, .dotm; strict and transitional) into the document model: the
// text that stands on paper, with the numbers that Word computes, headings,
// tables, notes and text boxes. Options.Revisions chooses how tracked changes
// are read.
//
// It follows ECMA-376 Part 1. It takes bytes from strangers: limits are checked
// before memory is taken, external content is never loaded, and whatever
// cannot be read is either an error with a reason (package document) or a
// warning in the document.
package docx

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/fieldcode"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

const found = "Word-document (.docx)"

// Read reads a Word document. The error is of type *document.Error, unless the
// context ended. A document of which only parts could not be read comes back
// with warnings.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	return Reader{}.Read(ctx, src, opts)
}

func newReader(ctx context.Context, src document.Source, opts document.Options) (*reader, error) {
	pkg, err := opc.Open(src, opts.Limits)
	if err != nil {
		return nil, err
	}
	return &reader{ctx: ctx, src: src, opts: opts, pkg: pkg, b: build.New(src, document.FormatDOCX, opts.Limits)}, nil
}

// document reads all.
func (r *reader) document() (*document.Document, error) {
	if err := r.read(); err != nil {
		if r.ctx.Err() != nil && !isTyped(err) {
			return nil, fmt.Errorf("%s: %w", r.src.Name, r.ctx.Err())
		}
		return nil, err
	}
	doc, err := r.b.Document()
	if err != nil {
		return nil, err
	}
	r.link(doc)
	return doc, nil
}

func isTyped(err error) bool {
	var typed *document.Error
	return errors.As(err, &typed)
}

// reader reads one document.
type reader struct {
	ctx  context.Context
	src  document.Source
	opts document.Options
	pkg  *opc.Package
	b    *build.Builder

	main      string // name of the main part
	relations map[string]opc.Relationship
	byKind    map[string]opc.Relationship // the first of each kind
	recorder  *recorder                   // nil where nobody asks for the run map
	chunks    func(context.Context, document.Source, document.Options) (*document.Document, error)
	chunked   map[string]*document.Document // inserted documents by relationship, nil for what was not read
	inserted  []document.Warning            // of inserted documents
	res       resources
	missing   []string // parts that could not be read, in Dutch
	glyphs    int
	autonums  int  // numbers that fields show and the file does not hold
	struck    bool // text is struck out
	cut       bool // there were too many paragraphs
	lost      map[string]int
	diagrams  map[string]diagram // SmartArt that has been read, by the name of its part
}

func (r *reader) read() error {
	var err error
	if r.main, err = mainPart(r.ctx, r.pkg, r.src.Name); err != nil {
		return err
	}
	if err := r.relate(); err != nil {
		return err
	}
	xml, err := mainXML(r.ctx, r.pkg, r.main)
	if err != nil {
		return err
	}
	if err := r.resources(); err != nil {
		return err
	}
	root := ""
	w, err := readPart(r.ctx, r.main, xml, r.pkg.XMLLimits(), &r.res, document.Paragraph, func(w *walker) {
		w.each(func(t *xmlscan.Token) bool {
			root = t.Local
			if t.Space != nsW || t.Local != "document" {
				return false
			}
			root = ""
			w.each(func(t *xmlscan.Token) bool {
				if t.Space != nsW || t.Local != "body" {
					return false
				}
				w.each(w.block)
				return true
			})
			return true
		})
	})
	if err != nil {
		if r.ctx.Err() != nil {
			return err
		}
		return r.pkg.Fault(r.main, err)
	}
	if root != "" {
		return opc.Unsupported(r.src.Name, fmt.Sprintf("zip-bestand waarvan het hoofdonderdeel geen Word-document is maar %.40q", root), nil)
	}
	xml, w.s = "", nil // let go of the part before the document is built
	if w.pictures > 0 && visible(w.out) < fewCharacters && len(w.lost) == 0 {
		w.lost["vooral afbeeldingen, wellicht een scan"]++
	}
	r.collect(w)
	headers, footers, err := r.running(w.sections)
	if err != nil {
		return err
	}
	r.add(headers)
	r.paged(w.out)
	r.add(w.out)
	r.add(footers)
	r.warn(w)
	return nil
}

// relate reads the relationships of the main part.
func (r *reader) relate() error {
	list, err := r.pkg.Relationships(r.ctx, r.main)
	if err != nil {
		if r.ctx.Err() != nil {
			return err
		}
		r.missing = append(r.missing, "de verwijzingen naar opmaak en noten")
	}
	r.relations, r.byKind = map[string]opc.Relationship{}, map[string]opc.Relationship{}
	for _, rel := range list {
		if rel.External {
			continue
		}
		r.relations[rel.ID] = rel
		if _, known := r.byKind[rel.Kind]; !known {
			r.byKind[rel.Kind] = rel
		}
	}
	return nil
}

// part reads the part that the main part has a relationship of this kind to.
// ok is false where there is none; one that cannot be read is noted by its
// name in Dutch, unless a limit or the context is the reason.
func (r *reader) part(kind, dutch string) (xml, name string, ok bool, err error) {
	rel, ok := r.byKind[kind]
	if !ok {
		return "", "", false, nil
	}
	xml, err = r.pkg.ReadXML(r.ctx, rel.Target)
	return xml, rel.Target, err == nil, r.tolerate(err, dutch)
}

// tolerate notes a part that cannot be read and lets reading go on; an error
// remains where a limit or the context is the reason.
func (r *reader) tolerate(err error, dutch string) error {
	switch {
	case err == nil:
		return nil
	case r.ctx.Err() != nil, errors.Is(err, document.ErrLimit):
		return err
	}
	r.missing = append(r.missing, dutch)
	return nil
}

// resources reads the parts that the text refers to.
func (r *reader) resources() error {
	limits := r.pkg.XMLLimits()
	r.res = resources{styles: emptyStyles(), relations: r.relations, diagram: r.diagram, chunk: r.chunk,
		revisions: r.opts.Revisions, changes: changes{authors: map[string]string{}}, refs: crossRefs{known: map[string]bool{}}, recorder: r.recorder}
	r.lost, r.diagrams = map[string]int{}, map[string]diagram{}
	xml, name, ok, err := r.part("styles", "de opmaakprofielen")
	if err != nil {
		return err
	}
	if ok {
		sheet, err := parseStyles(xml, limits)
		r.res.styles = sheet
		if err != nil {
			if err := r.tolerate(r.pkg.Fault(name, err), "de opmaakprofielen"); err != nil {
				return err
			}
		}
	}
	if xml, name, ok, err = r.part("numbering", "de automatische nummering"); err != nil {
		return err
	}
	if ok {
		defs, err := numbering.Parse(xml, limits)
		r.res.numbers = defs
		if err != nil {
			if err := r.tolerate(r.pkg.Fault(name, err), "de automatische nummering"); err != nil {
				return err
			}
		}
	}
	for kind, n := range [...]struct{ relation, dutch string }{footnotes: {"footnotes", "de voetnoten"}, endnotes: {"endnotes", "de eindnoten"}} {
		if xml, name, ok, err = r.part(n.relation, n.dutch); err != nil {
			return err
		}
		if !ok {
			continue
		}
		w, notes, err := readNotes(r.ctx, name, xml, limits, &r.res)
		if err != nil {
			if r.ctx.Err() != nil {
				return err
			}
			if err := r.tolerate(r.pkg.Fault(name, err), n.dutch); err != nil {
				return err
			}
		}
		r.res.notes[kind] = notes
		r.collect(w)
	}
	return nil
}

// diagram reads the data part of a SmartArt drawing, once: a file can refer to
// one part any number of times.
func (r *reader) diagram(id string) diagram {
	rel, ok := r.relations[id]
	if !ok || rel.Kind != "diagramData" {
		return diagram{}
	}
	d, known := r.diagrams[rel.Target]
	if !known {
		if xml, err := r.pkg.ReadXML(r.ctx, rel.Target); err == nil {
			d.texts, err = diagramTexts(xml, r.pkg.XMLLimits())
			d.whole = err == nil
		}
		r.diagrams[rel.Target] = d
	}
	return d
}

// running reads the headers and footers that the sections use, each part once.
func (r *reader) running(sections []string) (headers, footers []para, err error) {
	if !r.opts.Headers {
		return nil, nil, nil
	}
	done := map[string]bool{}
	for _, id := range sections {
		rel, ok := r.relations[id]
		if !ok || done[rel.Target] || rel.Kind != "header" && rel.Kind != "footer" {
			continue
		}
		done[rel.Target] = true
		const dutch = "een kop- of voettekst"
		xml, err := r.pkg.ReadXML(r.ctx, rel.Target)
		if err != nil {
			if err := r.tolerate(err, dutch); err != nil {
				return nil, nil, err
			}
			continue
		}
		kind := document.Header
		if rel.Kind == "footer" {
			kind = document.Footer
		}
		w, err := readPart(r.ctx, rel.Target, xml, r.pkg.XMLLimits(), &r.res, kind, func(w *walker) {
			w.each(func(t *xmlscan.Token) bool {
				if t.Space != nsW || t.Local != "hdr" && t.Local != "ftr" {
					return false
				}
				w.each(w.block)
				return true
			})
		})
		if err != nil {
			if r.ctx.Err() != nil {
				return nil, nil, err
			}
			if err := r.tolerate(r.pkg.Fault(rel.Target, err), dutch); err != nil {
				return nil, nil, err
			}
		}
		r.collect(w)
		if kind == document.Header {
			headers = append(headers, w.out...)
		} else {
			footers = append(footers, w.out...)
		}
	}
	return headers, footers, nil
}

// add hands paragraphs to the builder.
func (r *reader) add(paras []para) {
	body := build.BodySize(paras, func(p *para) (document.Kind, int, int) { return p.kind, p.size, len(p.text) })
	for i := range paras {
		p := &paras[i]
		q := build.Paragraph{Kind: p.kind, Label: p.label, Text: p.text, Level: p.level, Table: p.table,
			Strong: p.bold || body > 0 && p.size*5 >= body*6}
		if n := p.noted; n != nil {
			q.PageBreaks, q.Changes, q.Anchors = n.breaks, n.changes, n.anchors
			q.Mark, q.MarkBy, q.MarkDate = n.mark, n.markBy.author, n.markBy.date
		}
		r.b.Add(q)
		p.text, p.noted = "", nil // the builder has it now
	}
}

// collect takes over what a walker noticed.
func (r *reader) collect(w *walker) {
	r.glyphs += w.glyphs
	r.autonums += w.autonums
	r.struck = r.struck || w.struck
	r.inserted = append(r.inserted, w.inserted...)
	r.cut = r.cut || w.count > maxParagraphs
	for what, n := range w.lost {
		r.lost[what] += n
	}
}

// warn reports what could not be read or was taken for granted.
func (r *reader) warn(w *walker) {
	if w.styled && len(r.res.styles.byID) == 0 && !slices.Contains(r.missing, "de opmaakprofielen") {
		r.missing = append(r.missing, "de opmaakprofielen")
	}
	if w.numbered && r.res.numbers == nil && !slices.Contains(r.missing, "de automatische nummering") {
		r.missing = append(r.missing, "de automatische nummering")
	}
	if w.noteLost {
		r.missing = append(r.missing, "een voet- of eindnoot waarnaar verwezen wordt")
	}
	for _, what := range r.missing {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing,
			Message: fmt.Sprintf("Een onderdeel van het Word-bestand ontbreekt of is onleesbaar: %s.", what)})
	}
	if r.cut {
		r.b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("Het document heeft meer dan %d alinea's; wat daarna komt is niet gelezen.", maxParagraphs)})
	}
	for _, what := range slices.Sorted(maps.Keys(r.lost)) {
		r.b.Warn(document.Warning{Code: document.WarnNotFollowed, Message: lostMessage(what, r.lost[what])})
	}
	r.warnInserted()
	if r.glyphs > 0 {
		r.b.Warn(document.Warning{Code: document.WarnGlyphs,
			Message: fmt.Sprintf("Het document bevat tekens uit een symboollettertype zonder bekende betekenis (%d); in de tekst staat daarvoor het teken U+FFFD.", r.glyphs)})
	}
	if r.res.changes.any() {
		r.b.WarnRevisions(r.opts.Revisions, r.res.changes.message())
	}
	if r.res.changes.full {
		r.b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("Het document heeft meer dan %d bijgehouden wijzigingen; de rest daarvan is niet gevolgd.", maxChanges)})
	}
	if r.struck {
		r.b.WarnStruck()
	}
	if r.autonums > 0 {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing, Message: fieldcode.NumbersMissing(r.autonums)})
	}
	if r.res.numbers != nil && len(r.res.numbers.Unknown) > 0 && w.numbered {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing,
			Message: fmt.Sprintf("Een lijst gebruikt een nummervorm die niet wordt nagebootst (%s); in plaats daarvan staan er cijfers.", r.res.numbers.Unknown[0])})
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
