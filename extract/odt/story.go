package odt

import (
	"context"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

// para is a paragraph that has been read to its end.
type para struct {
	kind    document.Kind
	label   string
	text    string
	level   int
	table   *document.TableRef // shared by the paragraphs of a cell
	bold    bool
	size    int // half-points of its smallest text, 0 unknown
	breaks  []int
	changes []build.Change
	mark    document.Revision
	by      made // the change of the mark
	anchors []build.Anchor
}

// flow is a run of paragraphs that is read on its own: the body, one note, one
// text box. Lists do not reach from one into the other.
type flow struct {
	kind   document.Kind // of its paragraphs; Paragraph in the body
	out    []para
	cur    *paragraph // nil between paragraphs
	carry  *paragraph // text whose paragraph mark is gone, for the next paragraph
	first  *paragraph // see remain
	blocks []*block   // lists that are open
	table  *document.TableRef
}

// walker reads the parts of one document.
type walker struct {
	flow
	ctx   context.Context
	s     *xmlscan.Scanner
	pkg   *zipguard.Archive // nil for a single XML file
	sheet *stylesheet
	view  document.Revisions

	headers bool   // headers and footers are asked for
	content string // what the document holds, by the element in office:body: "text"
	pages   pages
	masters masters

	lists     map[string]*list // by xml:id
	outline   list
	lastList  *list
	lastStyle string // name of the list style of lastList

	changes map[string]*change // tracked changes by id
	tracking

	controls map[string]string // text of form controls by id
	objects  map[string]string // text of formulas by the name of their part
	refs     references

	scratch []byte // buffer for the text of the next paragraph
	text    int64  // bytes of text so far, at most most and then counted on
	most    int64

	tables    int // begun so far
	inTOC     int // indexes that are open
	revisions bool
	struck    bool
	glyphs    int            // characters without Unicode
	lost      map[string]int // content that was not read, by its name in Dutch
	pictures  int
	count     int   // paragraphs emitted, at most maxParagraphs and then counted on
	err       error // of the context
}

func newWalker(ctx context.Context, opts document.Options, pkg *zipguard.Archive) *walker {
	return &walker{ctx: ctx, pkg: pkg, sheet: newStylesheet(), view: opts.Revisions, headers: opts.Headers,
		most: opts.Limits.WithDefaults().TextBytes, flow: flow{kind: document.Paragraph}, lists: map[string]*list{}, changes: map[string]*change{},
		controls: map[string]string{}, objects: map[string]string{}, lost: map[string]int{}, refs: newReferences()}
}

// each calls f for every child of the element that just began. f consumes the
// child and returns true, or leaves it to be skipped.
func (w *walker) each(f func(t *xmlscan.Token) bool) {
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			if !f(t) {
				w.s.Skip()
			}
		}
	}
}

// root reads a part from its root element: office:document-content,
// office:document-styles, office:document-meta or, with all of them in it,
// office:document. Their children come in the order in which they are needed.
func (w *walker) root() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsOffice {
			return false
		}
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsOffice {
				return false
			}
			switch t.Local {
			case "meta":
				w.each(w.meta)
			case "font-face-decls":
				w.fontFaces()
			case "styles":
				w.styles(false)
			case "automatic-styles":
				w.styles(true)
			case "master-styles":
				w.masterStyles()
			case "body":
				w.each(w.body)
			default:
				return false
			}
			return true
		})
		return true
	})
}

// body reads the content of a document, which for a text is office:text.
func (w *walker) body(t *xmlscan.Token) bool {
	if t.Space != nsOffice {
		return false
	}
	if w.content != "text" {
		w.content = t.Local
	}
	if t.Local != "text" {
		return false
	}
	w.pages.marked = isTrue(t, nsText, "use-soft-page-breaks")
	w.each(w.block)
	return true
}

// block reads one element of block level. Elements that merely hold others are
// walked into: sections, indexes.
func (w *walker) block(t *xmlscan.Token) bool {
	if w.stopped() || w.count > maxParagraphs {
		return false
	}
	switch t.Space {
	case nsText:
		return w.textBlock(t)
	case nsTable:
		if t.Local == "table" {
			w.tableOf(t)
			return true
		}
	case nsDraw:
		return w.graphic(t, runProps{})
	case nsOffice:
		if t.Local == "forms" {
			w.forms()
			return true
		}
	case nsLO:
		// Extensions that hold paragraphs.
		w.each(w.block)
		return true
	}
	return false
}

func (w *walker) textBlock(t *xmlscan.Token) bool {
	switch t.Local {
	case "p", "h":
		w.paragraph(t)
	case "list":
		w.list(t)
	case "numbered-paragraph":
		w.numberedParagraph(t)
	case "section":
		w.section(t)
	case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index":
		w.inTOC++
		w.index()
		w.inTOC--
	case "bibliography":
		w.index()
	case "tracked-changes":
		w.trackedChanges()
	case "change", "change-start", "change-end":
		return w.changeMark(t)
	case "soft-page-break":
		w.pageBreak()
		return false
	default:
		return false
	}
	return true
}

// index reads the body of an index; its source says how to make it anew.
func (w *walker) index() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText || t.Local != "index-body" && t.Local != "index-title" {
			return false
		}
		w.each(func(t *xmlscan.Token) bool {
			if t.Space == nsText && t.Local == "index-title" {
				w.each(w.block)
				return true
			}
			return w.block(t)
		})
		return true
	})
}

// section reads a text:section (5.4) unless it is hidden.
func (w *walker) section(t *xmlscan.Token) {
	display := attr(t, nsText, "display")
	hidden := display == "none" || display == "condition" && isTrue(t, nsText, "is-hidden") ||
		w.sheet.of(familySection, attr(t, nsText, "style-name")).run.hidden == yes
	if hidden {
		w.s.Skip()
		return
	}
	w.each(w.block)
}

// stopped tells whether the caller has given up; the scan then runs empty.
func (w *walker) stopped() bool {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}

// endFlow closes the flow that was read.
func (w *walker) endFlow() {
	w.flushCarry()
	w.blocks = nil
}

// apart reads a flow of its own, of the given kind where the host is the body,
// and returns its paragraphs.
func (w *walker) apart(kind document.Kind, read func()) []para {
	host, inTOC := w.flow, w.inTOC
	if host.kind != document.Paragraph {
		kind = host.kind
	}
	w.flow, w.inTOC = flow{kind: kind}, 0
	read()
	w.endFlow()
	out := w.flow.out
	w.flow, w.inTOC = host, inTOC
	return out
}

// aside puts paragraphs of another flow behind the paragraph that holds them.
func (w *walker) aside(out []para) {
	if w.cur != nil {
		w.cur.after = append(w.cur.after, out...)
	} else {
		w.out = append(w.out, out...)
	}
}
