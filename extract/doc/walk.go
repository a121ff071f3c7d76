package doc

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/symbol"
)

// maxParagraphs bounds the memory that millions of tiny paragraphs would take.
// It comes to some 3,000 pages.
const maxParagraphs = 1 << 17

// Characters with a meaning of their own (2.4.1, sprmCFSpec).
const (
	charPicture   = 0x01
	charNote      = 0x02
	charCell      = 0x07
	charDrawing   = 0x08
	charTab       = 0x09
	charLine      = 0x0B
	charPage      = 0x0C // page break, or the mark of a section
	charParagraph = 0x0D
	charColumn    = 0x0E
	charBegin     = 0x13 // of a field
	charSeparate  = 0x14
	charEnd       = 0x15
	charHyphen    = 0x1E // that does not break
	charSoft      = 0x1F
	charSymbol    = 0x28
)

// walker reads stories of one kind: the body, the notes, the text boxes.
type walker struct {
	*reader
	kind     document.Kind // of its paragraphs; Paragraph in the body
	out      []para
	cur      *paragraph
	held     []para     // notes and text boxes that wait for the end of a paragraph
	carry    *paragraph // text whose paragraph mark is gone, for the next paragraph
	fields   []field
	deeper   int   // fields on top of maxFields
	hiding   int   // fields whose code is being read
	inTOC    int   // fields that are a table of contents and whose result is being read
	unclosed []int // positions of fields that never end
	tangled  bool  // there are more of them than are kept
	tables   []*table
	counter  *numbering.Counter // of the text as accepted, or as it was in the original view
	before   *numbering.Counter // of the original text, where both are read

	piece    int       // index of the piece that was read last
	run      formatted // formatting of the run that was read last
	props    runProps
	high     rune // first half of a character beyond the basic plane
	bookmark int  // index of the next bookmark
	scratch  []byte
}

func (r *reader) walker(kind document.Kind) *walker {
	w := &walker{reader: r, kind: kind, counter: numbering.NewCounter(r.numbers, r.numStyles), run: formatted{from: -1, to: -1}}
	if r.opts.Revisions == document.AllRevisions {
		w.before = numbering.NewCounter(r.numbers, r.numStyles)
	}
	return w
}

// story reads the paragraphs of a story or of a part of one.
func (w *walker) story(s story) {
	w.unclosed, w.tangled = w.unclosedFields(s)
	w.bookmark = w.firstBookmark(s.start)
	for cp := s.start; cp < s.end; {
		if w.ctx.Err() != nil {
			return
		}
		if w.count++; w.count > maxParagraphs {
			w.cut = true
			return
		}
		if w.taken > w.opts.Limits.TextBytes {
			return // the builder takes no more, and says so
		}
		end, mark := w.paragraphEnd(cp, s.end)
		w.paragraph(cp, end, mark)
		cp = end
	}
}

// end closes the flow that was read.
func (w *walker) end() {
	w.flushCarry()
	w.release()
	w.leave(0)
	w.fields, w.deeper, w.hiding, w.inTOC = nil, 0, 0, 0
}

// each calls f for the bytes of every piece in a range of positions, until it
// returns false.
func (r *reader) each(from, to int, f func(p *piece, cp int, b []byte) bool) {
	for i := r.pieces.find(from); from < to && i < len(r.pieces.list); i++ {
		p := &r.pieces.list[i]
		end := min(to, p.end)
		if !f(p, from, r.bytes(p, from, end)) {
			return
		}
		from = end
	}
}

// unit is the character at index i of the bytes of a piece.
func (p *piece) unit(b []byte, i int) int {
	if p.wide {
		return u16(b, 2*i)
	}
	return int(b[i])
}

// paragraphEnd finds the position behind the mark that ends the paragraph, and
// the mark; 0 for a story that ends without.
func (r *reader) paragraphEnd(from, to int) (end, mark int) {
	end = to
	r.each(from, to, func(p *piece, cp int, b []byte) bool {
		for i := range len(b) / p.width() {
			switch c := p.unit(b, i); c {
			case charPage:
				if !r.sectionEnds(cp + i + 1) {
					continue
				}
				fallthrough
			case charParagraph, charCell:
				end, mark = cp+i+1, c
				return false
			}
		}
		return true
	})
	return end, mark
}

// sectionEnds tells whether a section ends at a position of the body.
func (r *reader) sectionEnds(cp int) bool {
	return cp <= r.text.end && (r.sections.n == 0 || r.sections.exact(cp) >= 0 || r.sections.at(r.sections.n) == cp)
}

// at is the piece that holds a position and its offset in the stream; nil for a
// position behind all pieces.
func (w *walker) at(cp int) (*piece, int) {
	list := w.pieces.list
	if w.piece >= len(list) || cp < list[w.piece].cp || cp >= list[w.piece].end {
		if w.piece = w.pieces.find(cp); w.piece >= len(list) {
			return nil, 0
		}
	}
	p := &list[w.piece]
	return p, p.fc + (cp-p.cp)*p.width()
}

// runProps gives the properties of the run at an offset of a piece, which hold
// up to w.run.to.
func (w *walker) runProps(p *piece, fc int) runProps {
	if fc < w.run.from || fc >= w.run.to {
		w.run = w.runAt(w.runTable, fc)
		w.props = plainRun()
		w.props.apply(w.grpprl(w.run))
	}
	props := w.props
	if p.prm != 0 {
		var short [3]byte
		props.apply(w.spend(w.pieces.prm(p.prm, &short)))
	}
	return props
}

// paraProps gives the properties of the paragraph whose mark stands at cp.
func (w *walker) paraProps(cp int) paraProps {
	props := paraProps{outline: -1, depth: -1}
	p, fc := w.at(cp)
	if p == nil {
		return props
	}
	found := w.paragraphAt(w.paraTable, fc)
	props.style = found.style
	props.apply(w.grpprl(found), w.farList)
	if p.prm != 0 {
		var short [3]byte
		props.apply(w.spend(w.pieces.prm(p.prm, &short)), nil)
	}
	return props
}

// farList gives a grpprl that stands in the Data stream (2.9.216).
func (r *reader) farList(at int) sprms {
	if at < 0 {
		return nil
	}
	return r.spend(part(r.data, at+2, u16(r.data, at)))
}

// spend takes a list that many may refer to from what may be read of such
// lists; nil where that is used up.
func (r *reader) spend(list sprms) sprms {
	if len(list) > r.shared {
		return nil
	}
	r.shared -= len(list)
	return list
}

// maxChunk bounds the characters that are read in one go.
const maxChunk = 1 << 16

// runs reads the text of a paragraph.
func (w *walker) runs(cp, end int) {
	for cp < end {
		p, fc := w.at(cp)
		if p == nil {
			return
		}
		props := w.runProps(p, fc)
		// The end of a run may lie within a character where a file is broken.
		n := min(end-cp, p.end-cp, max((w.run.to-fc+p.width()-1)/p.width(), 1), maxChunk)
		w.mark(cp)
		if w.bookmark < len(w.bookmarks) {
			n = min(n, max(w.bookmarks[w.bookmark].cp-cp, 1))
		}
		kind, i, at := w.nextNote(cp)
		if at == cp {
			cp += w.note(kind, i, p, cp, n, &props)
			continue
		}
		n = min(n, at-cp)
		w.characters(p, cp, n, &props)
		cp += n
		if len(w.cur.text) > maxText {
			w.overflow()
		}
	}
}

// characters reads n characters of one run.
func (w *walker) characters(p *piece, cp, n int, props *runProps) {
	b := w.bytes(p, cp, cp+n)
	cur := w.cur
	shown, start := w.shown(props), len(cur.text)
	for i := range len(b) / p.width() {
		var c rune
		if p.wide {
			c = rune(u16(b, 2*i))
		} else {
			c = narrow(b[i])
		}
		switch {
		case c == charSymbol && props.symbol != 0:
			c = w.glyph(props.symbolFont, props.symbol, shown)
		case c >= 0xF000 && c <= 0xF0FF:
			c = w.glyph(props.font, c, shown)
		case utf16.IsSurrogate(c):
			if c < 0xDC00 {
				w.high = c
				continue
			}
			c, w.high = utf16.DecodeRune(w.high, c), 0
		case c == charTab:
		case c == charLine, c == charPage, c == charColumn:
			c = '\n' // on paper a new line begins
		case c == charHyphen:
			c = '\u2011'
		case c == charSoft:
			c = '\u00ad'
		case c < ' ':
			w.segment(start, props)
			w.special(c, cp+i, props)
			shown, start = w.shown(props), len(cur.text)
			continue
		}
		if shown {
			cur.text = utf8.AppendRune(cur.text, c)
		} else if w.hiding > 0 {
			w.code(c)
		}
	}
	w.segment(start, props)
}

// special handles a character that stands for something else.
func (w *walker) special(c rune, cp int, props *runProps) {
	switch c {
	case charBegin, charSeparate, charEnd:
		w.fieldChar(c, cp, props)
	case charPicture:
		if props.binary {
			w.formField(props)
		} else if w.shown(props) {
			w.picture(props)
		}
	case charDrawing:
		if w.shown(props) {
			w.drawing(cp)
		}
	}
}

// shown tells whether text of a run is visible: not the code of a field, not
// hidden, and part of the reading of the tracked changes that was asked for.
func (w *walker) shown(props *runProps) bool {
	if w.hiding > 0 {
		return false
	}
	return w.visible(props)
}

// visible is the part of shown that does not depend on fields.
func (w *walker) visible(props *runProps) bool {
	if props.inserted || props.deleted {
		w.revisions = true
		if !w.keeps(props.inserted, props.deleted) {
			return false
		}
	}
	return !toggle(props.vanish, w.styles.character(props.style, w.cur.look).vanish)
}

// keeps tells whether the reading holds what was inserted, deleted, or both.
func (w *walker) keeps(inserted, deleted bool) bool {
	view := w.opts.Revisions
	return (!inserted || view.Keeps(document.Inserted)) && (!deleted || view.Keeps(document.Deleted))
}

// glyph gives the character of a symbol font.
func (w *walker) glyph(font int, code rune, shown bool) rune {
	name := ""
	if font >= 0 && font < len(w.fonts) {
		name = w.fonts[font]
	}
	c := symbol.Rune(name, code)
	if c == utf8.RuneError && shown {
		w.glyphs++
	}
	return c
}

// write adds text that does not stand in the file as such.
func (w *walker) write(text string, props *runProps) {
	start := len(w.cur.text)
	w.cur.text = append(w.cur.text, text...)
	w.segment(start, props)
}
