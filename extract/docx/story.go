package docx

import (
	"context"
	"fmt"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// para is a paragraph that has been read to its end.
type para struct {
	kind  document.Kind
	label string
	text  string
	noted *noted // nil for nothing
	level int
	table *document.TableRef // shared by the paragraphs of a cell
	bold  bool
	size  int // half-points of its smallest text, 0 unknown
}

// noted is what few paragraphs have: places in the text, and a change of the
// mark behind it.
type noted struct {
	stretch
	mark   document.Revision
	markBy maker
}

// stretch is what is noted of places in a text, by offsets in it.
type stretch struct {
	breaks  []int
	changes []build.Change
	anchors []build.Anchor
}

// empty tells whether there is nothing.
func (s *stretch) empty() bool { return len(s.breaks)+len(s.changes)+len(s.anchors) == 0 }

// behind puts what is noted of a text behind what is noted of another, which
// stands in front of it with the given length.
func (s *stretch) behind(before stretch, length int) {
	for i := range s.breaks {
		s.breaks[i] += length
	}
	for i := range s.changes {
		s.changes[i].Start += length
		s.changes[i].End += length
	}
	for i := range s.anchors {
		s.anchors[i].At += length
	}
	s.breaks = append(before.breaks, s.breaks...)
	s.changes = append(before.changes, s.changes...)
	s.anchors = append(before.anchors, s.anchors...)
}

// flow is a run of paragraphs that is read on its own: the body, one note, one
// text box. Fields and numbering do not reach from one into the other.
type flow struct {
	kind    document.Kind // of its paragraphs; Paragraph in the body
	out     []para
	cur     *paragraph // nil between paragraphs
	carry   *paragraph // text whose paragraph mark is gone, for the next paragraph
	waiting []int      // keys of the bookmarks in front of the next paragraph
	fields  []field
	codes   views // in which a field's code is being read
	counter *numbering.Counter
	table   *document.TableRef // cell that is being read

	held []para // notes and text boxes, until a paragraph has ended

	// Beside the rest where all changes are read into one text.
	formerly  *numbering.Counter // of the original
	joined    views              // in which text waits for the paragraph that it runs on in
	joinedInk views              // in which there is something visible in that text
}

// resources are the parts of the package that the text refers to.
type resources struct {
	styles    *stylesheet
	numbers   *numbering.Definitions
	notes     [2]map[string][]para // footnotes, endnotes: by id
	relations map[string]opc.Relationship
	revisions document.Revisions
	changes   changes
	refs      crossRefs
	recorder  *recorder
	// diagram reads the data part of a SmartArt drawing by relationship id.
	diagram func(id string) diagram
	// chunk reads an inserted document by relationship id.
	chunk func(id string) (*document.Document, error)
}

// walker reads one story part: the main document, the notes, a header.
type walker struct {
	flow
	ctx context.Context
	s   *xmlscan.Scanner
	res *resources

	rec     *recorder // nil where nobody asks
	limits  xmlscan.Limits
	scratch []byte              // buffer for the text of the next paragraph
	props   map[string]runProps // by the XML they are written in

	ignore   map[int]views // in which a field never ends, by the order in which they begin
	begun    int           // fields begun so far
	unclosed map[int]views // fields found without end

	boxes     *numbering.Counter // text boxes are one story of their own
	boxesThen *numbering.Counter // the same in the original
	tables    int                // begun so far
	inTOC     int                // content controls of a table of contents that are open
	kept      views              // that the text is taken from
	tracking  tracking
	within    string           // the bookmark that an open hyperlink points to
	used      map[string]views // in which notes have been placed, by kind and id

	sections []string           // relationship ids of headers and footers, in order
	styled   bool               // a paragraph names a style
	numbered bool               // a paragraph names a list
	struck   bool               // text is struck out
	noteLost bool               // a note is referred to that is not there
	glyphs   int                // characters without Unicode
	autonums int                // numbers that fields show and the file does not hold
	lost     map[string]int     // content that was not read, by its name in Dutch
	inserted []document.Warning // of inserted documents
	pictures int
	count    int   // paragraphs emitted, above maxParagraphs the reading has stopped
	err      error // of the context
}

func newWalker(ctx context.Context, xml string, limits xmlscan.Limits, res *resources, kind document.Kind) *walker {
	w := &walker{ctx: ctx, s: xmlscan.New(xml, spaces(), limits), res: res, limits: limits, used: map[string]views{}, lost: map[string]int{}, props: map[string]runProps{}, unclosed: map[int]views{}}
	w.kept, w.tracking.views = viewsOf(res.revisions), both
	w.flow = flow{kind: kind, counter: w.newCounter()}
	w.boxes = w.newCounter()
	w.rec = res.recorder
	if w.rec != nil {
		w.rec.element, w.rec.run, w.rec.paragraph, w.rec.in = -1, -1, -1, kindPlace(kind)
	}
	if w.kept == both {
		w.formerly, w.boxesThen = w.newCounter(), w.newCounter()
	}
	return w
}

func (w *walker) newCounter() *numbering.Counter {
	return numbering.NewCounter(w.res.numbers, w.res.styles.numbering())
}

// each calls f for every child of the element that just began, and for the
// children of what merely wraps them: content controls, insertions, markup
// compatibility. f consumes the child and returns true, or leaves it to be
// skipped. What the reading leaves out, such as what is deleted or moved away
// in the accepted text, is passed over.
func (w *walker) each(f func(t *xmlscan.Token) bool) {
	for w.count <= maxParagraphs {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			if !w.wrapper(t, f) && !f(t) {
				w.s.Skip()
			}
		}
	}
}

func (w *walker) wrapper(t *xmlscan.Token, f func(t *xmlscan.Token) bool) bool {
	switch t.Space {
	case nsMC:
		if t.Local == "AlternateContent" {
			w.alternate(f)
			return true
		}
	case nsW:
		switch t.Local {
		case "customXml", "smartTag", "sdtContent", "dir", "bdo":
			w.each(f)
			return true
		case "sdt":
			w.control(f)
			return true
		case "ins", "moveTo", "del", "moveFrom":
			if t.SelfClosing { // a mark on a paragraph, a row or a cell
				return false
			}
			w.changed(t, changeMark(t.Local), f)
			return true
		}
	}
	return false
}

// control reads a content control (17.5.2).
func (w *walker) control(f func(t *xmlscan.Token) bool) {
	toc := false
	defer w.enter(InControl)()
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsW || t.Local != "sdtPr" {
			return f(t) // sdtContent is a wrapper, so that its children come here
		}
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsW || t.Local != "docPartObj" {
				return false
			}
			w.each(func(t *xmlscan.Token) bool {
				if t.Space == nsW && t.Local == "docPartGallery" && val(t) == "Table of Contents" && !toc {
					toc = true
					w.inTOC++
				}
				return false
			})
			return true
		})
		return true
	})
	if toc {
		w.inTOC--
	}
}

// alternate reads the first Choice whose namespaces are all known, else the
// Fallback (Part 3, 7.6), never both: text boxes stand in both.
func (w *walker) alternate(f func(t *xmlscan.Token) bool) {
	done := false
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			take := t.Space == nsMC && !done && (t.Local == "Fallback" || t.Local == "Choice" && w.understood(t))
			if !take {
				w.s.Skip()
				continue
			}
			done = true
			w.each(f)
		}
	}
}

func (w *walker) understood(t *xmlscan.Token) bool {
	requires, ok := t.Attr(xmlscan.Other, "Requires")
	if !ok {
		return false
	}
	for prefix := range strings.FieldsSeq(requires) {
		if w.s.Lookup(prefix) == xmlscan.Other {
			return false
		}
	}
	return true
}

// block reads one element of block level.
func (w *walker) block(t *xmlscan.Token) bool {
	if w.stopped() {
		return false
	}
	if t.Space != nsW {
		return false
	}
	switch t.Local {
	case "p":
		w.paragraph(t.Start)
		return true
	case "tbl":
		w.tableOf()
		return true
	case "sectPr":
		w.section()
		return true
	case "bookmarkStart":
		w.bookmark(t)
	case "altChunk":
		w.altChunk(t)
	case "subDoc":
		w.lost["een subdocument"]++
	}
	return false
}

// stopped tells whether the caller has given up; the scan then runs empty.
func (w *walker) stopped() bool {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}

// section notes the headers and footers that a section uses.
func (w *walker) section() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space == nsW && (t.Local == "headerReference" || t.Local == "footerReference") {
			if id, ok := t.Attr(nsR, "id"); ok && len(w.sections) < 10_000 {
				w.sections = append(w.sections, id)
			}
		}
		return false
	})
}

// endFlow closes the flow that was read.
func (w *walker) endFlow() {
	w.endPart()
	for _, f := range w.fields {
		w.unclosed[f.order] = f.open
	}
	w.fields, w.codes = nil, 0
}

// endPart ends what text can run on in: a cell, a text box, the text in front
// of a table.
func (w *walker) endPart() {
	w.flushCarry()
	w.release()
	w.joined, w.joinedInk = 0, 0
}

// textbox reads the paragraphs of a text box and puts them behind the
// paragraph that holds it.
func (w *walker) textbox() {
	host := w.flow
	kind := document.Textbox
	if host.kind != document.Paragraph {
		kind = host.kind
	}
	defer w.enter(InTextbox)()
	inTOC, within := w.inTOC, w.within
	w.flow = flow{kind: kind, counter: w.boxes, formerly: w.boxesThen}
	w.inTOC, w.within = 0, ""
	w.each(w.block)
	w.endFlow()
	box := w.flow.out
	w.flow, w.inTOC, w.within = host, inTOC, within
	if w.cur != nil {
		w.cur.after = append(w.cur.after, box...)
	} else {
		w.out = append(w.out, box...)
	}
}

// lostMessage says in Dutch what was not read.
func lostMessage(what string, n int) string {
	if n == 1 {
		return fmt.Sprintf("Het document bevat %s; de tekst daarvan is niet gelezen.", what)
	}
	return fmt.Sprintf("Het document bevat %s (%d keer); de tekst daarvan is niet gelezen.", what, n)
}
