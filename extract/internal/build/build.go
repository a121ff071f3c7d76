// Package build assembles a document from paragraphs in reading order. Every
// reader uses it, so that text, labels, headings and parents mean the same
// whatever the format was.
package build

import (
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/label"
)

// maxBlocks bounds the number of blocks of one document: a file of millions of
// one-letter paragraphs would otherwise take far more memory than its text.
const maxBlocks = 1 << 19

// Builder assembles a document.Document from paragraphs in reading order.
type Builder struct {
	src    document.Source
	format document.Format
	limits document.Limits

	paras    []para
	pages    []page
	changes  []change
	places   []place
	spots    []Place
	warnings []document.Warning
	text     int64 // bytes of cleaned text taken so far
	full     bool  // a limit was reached; further text is dropped
}

// Paragraph is one paragraph, heading, list item or cell as a reader found it.
type Paragraph struct {
	Kind  document.Kind
	Label string // computed label (automatic numbering), not part of Text; "" when there is none
	Text  string // visible text; may contain \n (line break) and \t
	Level int    // heading level by style or list depth; 0 unknown
	Table *document.TableRef
	// Strong: the whole paragraph is bold or clearly larger than body text, a
	// hint that it may be a heading.
	Strong bool
	// PageBreaks are ascending byte offsets in Text at which the text
	// continues on a next page. Each one starts a page, as StartPage does.
	PageBreaks []int
	// Changes are the tracked stretches of Text, ascending, without overlap.
	Changes []Change
	// Mark tells that the mark which ends the paragraph is itself tracked:
	// without the change the next paragraph runs on in this one.
	Mark document.Revision
	// MarkBy and MarkDate are the author and the date of that change.
	MarkBy, MarkDate string
	// Anchors are ascending places in Text that the reader asks for later;
	// see Places.
	Anchors []Anchor
}

// page is a page on its way to a document.Page.
type page struct {
	source document.PageSource
	para   int // index of the first paragraph that begins on it or, with offset > 0, that runs on
	offset int // in the cleaned text of that paragraph
}

// para is a cleaned paragraph with what is found out about it.
type para struct {
	Paragraph
	text   string      // cleaned; label in front where one was computed
	lab    label.Label // Kind None and Text "" for none
	parent int
	styled bool // heading by the reader's word
	// open is the level at which a heading or labelled article was opened.
	open int
	// revision is the state that all of the text is in.
	revision document.Revision
	// listLevel is the depth of a list item by the reader's word, 0 unknown.
	listLevel int
}

// New returns a builder. Zero limits mean the defaults.
func New(src document.Source, format document.Format, limits document.Limits) *Builder {
	return &Builder{src: src, format: format, limits: limits.WithDefaults()}
}

// StartPage begins the next page: the following paragraphs stand on it.
func (b *Builder) StartPage(source document.PageSource) {
	b.pages = append(b.pages, page{source: source, para: len(b.paras)})
}

// SetPageSource sets where the text of the current page came from. Without a
// page it does nothing.
func (b *Builder) SetPageSource(source document.PageSource) {
	if len(b.pages) > 0 {
		b.pages[len(b.pages)-1].source = source
	}
}

// Warn adds a warning to the document.
func (b *Builder) Warn(w document.Warning) { b.warnings = append(b.warnings, w) }

// WarnStruck adds the warning that text of the document is struck out by its
// formatting, which says less than a tracked deletion.
func (b *Builder) WarnStruck() {
	b.Warn(document.Warning{Code: document.WarnStruck,
		Message: "In het document is tekst doorgehaald; die is wel meegelezen. Kijk of zij nog geldt."})
}

// Add takes the next paragraph. A paragraph without visible text is left out,
// unless its computed label names an article, annex or chapter by itself.
// Text over the limit is cut and warned of.
func (b *Builder) Add(p Paragraph) {
	if room := b.limits.TextBytes - b.text; int64(len(p.Text)) > room || len(b.paras) >= maxBlocks {
		b.limit()
		if room < 0 || len(b.paras) >= maxBlocks {
			room = 0
		}
		p.Text = cut(p.Text, int(room))
	}
	p.apart()
	text, m := p.clean()
	mark := p.Mark
	pieces := split(p, text)
	for i, end := range pieces {
		start, last := 0, i == len(pieces)-1
		if i > 0 {
			start = pieces[i-1] + 1 // the line break between belongs to no piece
			p.Label = ""
		}
		if p.Mark = mark; !last {
			p.Mark = m.revisionAt(end)
		}
		b.add(p, text[start:end], m.take(start, end, last))
	}
}

// add takes one cleaned paragraph with the marks in it.
func (b *Builder) add(p Paragraph, text string, m marks) {
	q := para{Paragraph: p, text: text, parent: -1, styled: p.Kind == document.Heading}
	q.Text, q.PageBreaks, q.Changes, q.Anchors = "", nil, nil, nil
	if p.Kind == document.Item {
		q.listLevel = p.Level
	}
	shift := 0
	if p.Label != "" && !(b.full && text == "") {
		var mark string
		if mark, q.lab = computed(p.Label); mark != "" {
			keep := text != "" || q.lab.Kind == label.Article || q.lab.Kind == label.Annex || q.lab.Kind == label.Chapter
			switch {
			case !keep:
			case text == "":
				q.text = mark
				q.lab.Body = len(mark)
			default:
				shift = len(mark) + 1
				q.text = mark + " " + text
				q.lab.Body = shift
			}
		}
	}
	for _, at := range m.breaks {
		b.breakPage(at, shift, q.text == "", at >= len(text))
	}
	b.follow(&q, text, shift, m)
	if q.text == "" {
		return
	}
	if len(b.paras) >= maxBlocks {
		b.limit()
		return
	}
	b.text += int64(len(q.text)) + 2
	b.paras = append(b.paras, q)
}

// breakPage begins a page at an offset in the text, behind the label, of the
// paragraph that is being added. Without says that it has no text at all,
// behind that nothing of it stands on the new page.
func (b *Builder) breakPage(at, shift int, without, behind bool) {
	next := page{source: document.PageText, para: len(b.paras), offset: at}
	if at > 0 {
		next.offset += shift
	}
	if behind {
		next.para, next.offset = len(b.paras)+1, 0
		if without {
			next.para--
		}
	}
	b.pages = append(b.pages, next)
}

// limit notes once that text was cut.
func (b *Builder) limit() {
	if b.full {
		return
	}
	b.full = true
	b.Warn(document.Warning{Code: document.WarnLimit,
		Message: fmt.Sprintf("Het document heeft meer tekst dan de grens van %d bytes of %d alinea's; de rest is niet gelezen.", b.limits.TextBytes, maxBlocks)})
}

// computed cleans a computed label and reads it.
func computed(s string) (string, label.Label) {
	s, _ = clean(s, nil)
	if s == "" {
		return "", label.Label{}
	}
	l := label.Computed(s)
	if l.Kind == label.Bullet {
		s = "•"
	}
	return s, l
}

// Document computes labels, headings, levels, parents and the table of
// contents, and returns the document. The error tells of a breach of the
// model's promises and is a fault of this package, never of the input.
func (b *Builder) Document() (*document.Document, error) {
	b.labels()
	b.contents()
	b.headings()
	b.kinds()
	b.parents()
	doc := b.assemble()
	if err := doc.Validate(); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	return doc, nil
}
