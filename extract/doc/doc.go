// Package doc reads the binary documents of Word 97 to 2003 (.doc) into the
// document model: the text that stands on paper, with the numbers that Word
// computes, headings, tables, notes, text boxes and tracked changes.
//
// It follows [MS-DOC], and [MS-CFB] for the container; comments name sections
// of the former. It takes bytes from strangers: every offset and count is held
// against what is there before it is used, and whatever cannot be read is
// either an error with a reason (package document) or a warning in the
// document.
package doc

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/fieldcode"
	"github.com/clausule/clausule/extract/internal/numbering"
)

const (
	found  = "Word 97-2003-document (.doc)"
	saveAs = "sla het op als DOCX of PDF"
)

// Read reads a Word document. The error is of type *document.Error, unless the
// context ended. A document of which only parts could not be read comes back
// with warnings.
func Read(ctx context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	f, err := open(src)
	if err != nil {
		return nil, err
	}
	opts.Limits = opts.Limits.WithDefaults()
	r := &reader{ctx: ctx, opts: opts, file: f, b: build.New(src, document.FormatDOC, opts.Limits), lost: map[string]int{}, shared: maxShared}
	if err := r.read(src.Name); err != nil {
		var typed *document.Error
		if ctx.Err() != nil && !errors.As(err, &typed) {
			return nil, fmt.Errorf("%s: %w", src.Name, ctx.Err())
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

// reader reads one document.
type reader struct {
	*file
	ctx  context.Context
	opts document.Options
	b    *build.Builder

	pieces     *pieces
	styles     *stylesheet
	numbers    *numbering.Definitions
	numStyles  numbering.Styles
	fonts      []string
	authors    []string
	runTable   plc
	paraTable  plc
	sections   plc
	bookmarks  []bookmark
	links      []link
	noteRefs   [2]plc // footnotes, endnotes
	notes      [2][][]para
	notePlaced [2][]bool
	shapes     shapes
	boxText    [][]para // by the index of the text box
	boxPlaced  []bool

	tables    int   // handed to the builder so far
	shared    int   // bytes of lists of properties that may still be read, see maxShared
	count     int   // paragraphs so far
	taken     int64 // bytes of text so far
	glyphs    int
	revisions bool
	struck    bool
	numbered  bool
	cut       bool

	fieldNumbers int // numbers that fields show and the file does not hold
	missing      []string
	lost         map[string]int
	pictures     int
}

// maxShared bounds the bytes of lists of properties that stand apart and to
// which any number of paragraphs and pieces can refer. Word itself seldom writes
// them; a file that is saved a hundred times in haste has some megabytes.
const maxShared = 64 << 20

func (r *reader) read(name string) error {
	var err error
	if r.pieces, err = r.readPieces(name); err != nil {
		return err
	}
	r.styles = r.readStyles()
	if len(r.styles.list) == 0 {
		r.missing = append(r.missing, "de opmaakprofielen")
	}
	var whole bool
	if r.numbers, whole = r.readLists(r.styles); !whole {
		r.missing = append(r.missing, "de automatische nummering")
	}
	r.numStyles = r.styles.numbering(r.styles.language(r.lid))
	r.fonts = r.readFonts()
	r.authors = sttb(r.structure(fibRMark), maxAuthors)
	r.runTable = newPLC(r.structure(fibBteChpx), 4)
	r.paraTable = newPLC(r.structure(fibBtePapx), 4)
	r.sections = newPLC(r.structure(fibSed), 12)
	r.bookmarks = r.readBookmarks()

	r.readNotes(footnotes, r.footnotes, fibFndRef, fibFndTxt)
	r.readNotes(endnotes, r.endnotes, fibEndRef, fibEndTxt)
	r.readBoxes()
	headers, footers := r.running()
	w := r.walker(document.Paragraph)
	w.story(r.text)
	w.end()
	if err := r.ctx.Err(); err != nil {
		return err
	}
	body := append(w.out, r.unplaced()...)
	if r.pictures > 0 && visible(body) < fewCharacters && len(r.lost) == 0 {
		r.lost["vooral afbeeldingen, wellicht een scan"]++
	}
	r.add(headers)
	r.add(body)
	r.add(footers)
	r.warn()
	return nil
}

// fewCharacters is the length of text below which a document with pictures is
// taken for a scan.
const fewCharacters = 200

func visible(paras []para) (n int) {
	for i := range paras {
		n += len(paras[i].text)
	}
	return n
}

// add hands paragraphs to the builder.
func (r *reader) add(paras []para) {
	body := build.BodySize(paras, func(p *para) (document.Kind, int, int) { return p.kind, p.size, len(p.text) })
	for i := range paras {
		p := &paras[i]
		if p.table != nil && p.table.Table < 0 {
			r.number(p.table.of)
		}
		q := build.Paragraph{Kind: p.kind, Label: p.label, Text: p.text, Level: p.level,
			Changes: p.changes, Anchors: p.anchors, Strong: p.bold || body > 0 && p.size*5 >= body*6}
		if p.mark != nil {
			q.Mark, q.MarkBy, q.MarkDate = p.mark.state, p.mark.author, p.mark.date
		}
		if p.table != nil {
			q.Table = &p.table.TableRef
		}
		r.b.Add(q)
		p.text, p.changes, p.anchors = "", nil, nil // the builder has it now
	}
}

// number numbers a table: they count in the order in which they are read, and
// notes are taken from the file before the body.
func (r *reader) number(t *table) {
	r.tables++
	for _, ref := range t.refs {
		ref.Table = r.tables
	}
}

// warn reports what could not be read or was taken for granted.
func (r *reader) warn() {
	if r.broken {
		r.b.Warn(document.Warning{Code: document.WarnRepaired,
			Message: "Het bestand is beschadigd: een onderdeel breekt af. Het is gelezen zover het er is."})
	}
	if r.pieces.lost > 0 {
		r.b.Warn(document.Warning{Code: document.WarnNotFollowed,
			Message: fmt.Sprintf("Van de tekst staan %d tekens niet in het bestand; het is waarschijnlijk afgekapt.", r.pieces.lost)})
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
		message := fmt.Sprintf("Het document bevat %s (%d keer); de tekst daarvan is niet gelezen.", what, r.lost[what])
		if r.lost[what] == 1 {
			message = fmt.Sprintf("Het document bevat %s; de tekst daarvan is niet gelezen.", what)
		}
		r.b.Warn(document.Warning{Code: document.WarnNotFollowed, Message: message})
	}
	if r.glyphs > 0 {
		r.b.Warn(document.Warning{Code: document.WarnGlyphs,
			Message: fmt.Sprintf("Het document bevat tekens uit een symboollettertype zonder bekende betekenis (%d); in de tekst staat daarvoor het teken U+FFFD.", r.glyphs)})
	}
	if r.revisions {
		r.b.WarnRevisions(r.opts.Revisions, "")
	}
	if r.struck {
		r.b.WarnStruck()
	}
	if r.fieldNumbers > 0 {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing, Message: fieldcode.NumbersMissing(r.fieldNumbers)})
	}
	if r.numbers != nil && len(r.numbers.Unknown) > 0 && r.numbered {
		r.b.Warn(document.Warning{Code: document.WarnPartMissing,
			Message: fmt.Sprintf("Een lijst gebruikt een nummervorm die niet wordt nagebootst (%s); in plaats daarvan staan er cijfers.", r.numbers.Unknown[0])})
	}
}
