package docx

import (
	"context"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxRuns bounds the memory of a run map.
const maxRuns = 1 << 19

// Range is a half-open range of byte offsets in the XML of a part, as it is
// once it has been converted to UTF-8. In a part that is stored as UTF-8, which
// nearly all are, they are the offsets in the stored part, a byte order mark
// included.
type Range struct{ Start, End int }

// Place is where a run stands.
type Place uint8

// The places; a run can be in several at once.
const (
	InControl   Place = 1 << iota // a content control
	InField                       // the result of a field
	InHyperlink                   //
	InTextbox                     //
	InNote                        // a footnote or an endnote
	InHeader                      // a running header or footer
)

// Run is a piece of the document's text with the XML that it comes from: the
// characters of a w:t, or an element that stands for a character, such as
// w:tab. Where a w:t has comments or CDATA sections in it, it is several.
type Run struct {
	// Text is where it stands in Document.Text; empty for what left nothing
	// there. Of several blanks in a row the text has one, which is in the first
	// run of them.
	Text document.Span
	// Part is the name of the part in the package.
	Part string
	// Element is the whole element, tags included, and Chars the characters in
	// it, empty where it has none. In a formula Element is empty, and of the
	// signs that the reader puts there ("/" for a fraction) both are.
	Element, Chars Range
	// Run is the w:r around it, Props the w:rPr of that, empty for none.
	Run, Props Range
	// Paragraph is the w:p around it.
	Paragraph Range
	Revision  document.Revision
	In        Place

	raw   string // the characters as they are written
	cdata bool
	from  int // characters of it that belong to a run before this one
}

// ReadRuns reads a document as Read does and tells where each piece of its text
// comes from, in the order in which it was read: the notes first, then the
// headers and the body. It is for those who write into the file. A file of more
// than half a million pieces is refused with document.ErrLimit.
func ReadRuns(ctx context.Context, src document.Source, opts document.Options) (*document.Document, []Run, error) {
	r, err := newReader(ctx, src, opts)
	if err != nil {
		return nil, nil, err
	}
	r.recorder = &recorder{}
	doc, err := r.document()
	if err != nil {
		return nil, nil, err
	}
	if r.recorder.full {
		return nil, nil, document.OverLimit(src.Name, found, "het aantal stukken tekst", maxRuns)
	}
	return doc, r.recorder.placed(r.b.Places()), nil
}

// recorder notes where text comes from.
type recorder struct {
	part string
	in   Place

	elements, paragraphs []Range
	runs                 []runRange
	pieces               []recorded
	// The indexes of what is open, -1 for none.
	element, run, paragraph int

	chars Range
	raw   string
	cdata bool
	from  int
	full  bool
}

type runRange struct{ whole, props Range }

// recorded is a Run with indexes in the place of what had not ended.
type recorded struct {
	Run
	element, run, paragraph int
}

// opened begins a range and returns what was open.
func opened(list *[]Range, open *int, start int) (outer int) {
	outer = *open
	*open = len(*list)
	*list = append(*list, Range{Start: start})
	return outer
}

// piece notes text that is about to be written.
func (c *recorder) piece(cur *paragraph, n int, at tracking, in Place) {
	if len(c.pieces) >= maxRuns {
		c.full = true
		return
	}
	key := len(c.pieces)
	c.pieces = append(c.pieces, recorded{
		Run:     Run{Part: c.part, Chars: c.chars, Revision: at.views.state(), In: c.in | in, raw: c.raw, cdata: c.cdata, from: c.from},
		element: c.element, run: c.run, paragraph: c.paragraph,
	})
	cur.anchors = append(cur.anchors,
		build.Anchor{At: len(cur.text), Key: 2*key*anchorKinds + runAnchor},
		build.Anchor{At: len(cur.text) + n, Key: (2*key+1)*anchorKinds + runAnchor, End: true})
}

// placed gives the runs with their place in the text. What did not come into
// the text, such as a note that nothing refers to, is left out.
func (c *recorder) placed(places []build.Place) []Run {
	at := make([]document.Span, len(c.pieces))
	seen := make([]uint8, len(c.pieces))
	for _, p := range places {
		if p.Key%anchorKinds != runAnchor {
			continue
		}
		switch i := p.Key / anchorKinds; {
		case i%2 == 0 && seen[i/2] == 0:
			at[i/2].Start, seen[i/2] = p.Offset, 1
		case i%2 == 1 && seen[i/2] == 1:
			at[i/2].End, seen[i/2] = max(p.Offset, at[i/2].Start), 2
		}
	}
	var runs []Run
	for i, p := range c.pieces {
		if seen[i] < 2 {
			continue
		}
		p.Text = at[i]
		if p.element >= 0 {
			p.Element = c.elements[p.element]
		}
		if p.run >= 0 {
			p.Run.Run, p.Props = c.runs[p.run].whole, c.runs[p.run].props
		}
		if p.paragraph >= 0 {
			p.Paragraph = c.paragraphs[p.paragraph]
		}
		runs = append(runs, p.Run)
	}
	return runs
}

// recorded makes of the reading of a run's children one that notes the range
// of each.
func (w *walker) recorded(f func(t *xmlscan.Token) bool) func(t *xmlscan.Token) bool {
	c := w.rec
	return func(t *xmlscan.Token) bool {
		props := t.Space == nsW && t.Local == "rPr"
		start := t.Start
		outer := opened(&c.elements, &c.element, start)
		own := c.element
		c.chars, c.raw, c.cdata, c.from = Range{}, "", false, 0
		if !f(t) {
			w.s.Skip()
		}
		c.elements[own].End = w.s.Offset()
		if props && c.run >= 0 {
			c.runs[c.run].props = c.elements[own]
		}
		c.element = outer
		return true
	}
}

// Source is the offset in the part's XML of the character at an offset of the
// document's text: that of the first byte of what stands for it, which may be a
// reference ("&amp;") or be followed by characters that leave no mark. The
// offset at the end of the run gives the end of its last character. For an
// element without characters it is its begin or, behind it, its end.
func (r Run) Source(doc *document.Document, offset int) int {
	text := doc.Slice(r.Text)
	want := min(max(offset-r.Text.Start, 0), len(text))
	if r.Chars.End <= r.Chars.Start {
		if want == 0 {
			return r.Element.Start
		}
		return r.Element.End
	}
	decoded, origin := xmlscan.DecodeOffsets(r.raw, r.cdata)
	at := 0
	for range r.from {
		_, size := utf8.DecodeRuneInString(decoded[at:])
		at += size
	}
	last, pos := r.Chars.Start, 0
	for at < len(decoded) && pos < len(text) {
		n := max(norm.NFC.NextBoundaryInString(decoded[at:], true), 1)
		segment, from := decoded[at:at+n], r.Chars.Start+origin(at)
		at += n
		for _, c := range norm.NFC.String(segment) {
			runes, blank := build.Visible(c)
			if blank && !strings.ContainsRune(" \n\t", rune(text[pos])) {
				continue // one of several
			}
			for ; runes > 0 && pos < len(text); runes-- {
				_, size := utf8.DecodeRuneInString(text[pos:])
				if want < pos+size {
					return from
				}
				pos += size
				last = r.Chars.Start + origin(at)
			}
			if pos == len(text) {
				break
			}
		}
	}
	return last
}

// enter notes that what is read next stands in a place, until the function that
// it returns is called.
func (w *walker) enter(p Place) func() {
	if w.rec == nil {
		return func() {}
	}
	outer := w.rec.in
	w.rec.in |= p
	return func() { w.rec.in = outer }
}

func kindPlace(k document.Kind) Place {
	switch k {
	case document.Footnote:
		return InNote
	case document.Header, document.Footer:
		return InHeader
	}
	return 0
}
