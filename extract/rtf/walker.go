package rtf

import (
	"context"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/symbol"
)

// defaultDepth is how deep groups may nest when the limits do not say.
const defaultDepth = 1000

// maxCollected bounds in bytes what is kept of text that is no text of the
// document: names of styles and fonts, field codes.
const maxCollected = 1 << 10

// maxAuthors bounds the revision table in the same way.
const maxAuthors = 1 << 16

// charProps are the character properties that the reader uses.
type charProps struct {
	font     int
	size     int // half-points
	bold     bool
	raised   bool // superscript
	hidden   bool
	struck   bool
	inserted tracked
	deleted  tracked
}

// tracked is a tracked change on text.
type tracked struct {
	on     bool
	author int // index in the revision table
	date   int // a DTTM
}

// paraProps are the paragraph properties that the reader uses.
type paraProps struct {
	style    int
	list     int // \ls; see hasList
	hasList  bool
	level    int // \ilvl; see hasLevel
	hasLevel bool
	outline  int // 0 to 9, -1 absent
	inTable  bool
	depth    int     // \itap; 0 absent
	legacy   *legacy // numbering of Word 6, nil for none
}

// group is what an opening brace saves and a closing one restores.
type group struct {
	to     destination // where text goes
	own    destination // opened by this group and to be closed with it
	outer  destination // of the text around a \upr group
	uc     int         // characters that stand in for a \u
	char   charProps
	para   paraProps
	toc    bool // inside the result of a table of contents
	nested bool // inside the properties of a nested row
	fresh  bool // nothing has come behind the brace yet
}

// walker reads a file.
type walker struct {
	flow
	ctx    context.Context
	s      scanner
	opts   document.Options
	limits document.Limits

	g      group
	groups []group           // around g
	flows  []flow            // around the one that is read
	star   bool              // \* came just before
	skip   int               // characters still to be passed over behind \u
	high   rune              // first half of a surrogate pair, 0 for none
	raw    []byte            // bytes of text that wait to be decoded, all in one font
	utf8   []byte            // scratch
	buf    []byte            // what was collected for the destination
	done   []para            // of the flow that has just ended
	class  string            // of the embedded object that is read
	names  map[string]string // control words, so that each is made once

	ansi    codePage // of the document
	font    int      // \deff
	fonts   map[int]font
	pages   map[int]codePage // of fonts, once found
	unpaged bool             // a code page was not known
	isUTF8  func() bool      // the bytes beyond ASCII are UTF-8, against the rules
	guessed bool             // and some were read as such

	styles  stylesheet
	lists   lists
	authors []string
	fields  []field
	marks   marks

	headers, footers [][]para
	boxes            story // text boxes are one story of their own
	notes            story
	tables           int // begun so far

	beside    bool // the file keeps the numbers beside the text
	levels    bool // it tells of the first level of a list, too, so that none means unknown
	numbered  bool // some numbers were computed
	revisions bool
	struck    bool
	glyphs    int
	autonums  int            // numbers that fields show and the file does not hold
	lost      map[string]int // content that was not read, by its name in Dutch
	pictures  int
	picture   picture
	count     int   // paragraphs ended, at most maxParagraphs
	size      int64 // bytes of text taken
	changes   int
	full      string // the limit that was reached, in Dutch
	truncated bool
	err       error
}

// read walks through the file to its end, or to the brace that ends it.
func (w *walker) read() {
	depth := w.limits.Depth
	if depth == 0 {
		depth = defaultDepth
	}
	for n := 0; w.err == nil && w.full == ""; n++ {
		if n&0xFFF == 0 {
			if w.err = w.ctx.Err(); w.err != nil {
				return
			}
		}
		t := w.s.next()
		if t.kind != tokenText && t.kind != tokenHex {
			w.flush()
		}
		switch t.kind {
		case tokenEOF:
			w.truncated = len(w.groups) > 0
			for len(w.groups) > 0 && w.full == "" {
				w.pop()
			}
			return
		case tokenOpen:
			if len(w.groups) >= depth {
				w.err = document.OverLimit("", found, "de diepte van geneste groepen", int64(depth))
				return
			}
			w.push()
			continue
		case tokenClose:
			if len(w.groups) == 0 {
				continue
			}
			w.pop()
			if len(w.groups) == 0 {
				return
			}
			continue
		}
		w.token(t)
		w.g.fresh = w.star
	}
}

// token handles what stands inside a group.
func (w *walker) token(t token) {
	switch t.kind {
	case tokenText:
		b := t.text
		if w.skip > 0 {
			n := min(w.skip, len(b))
			w.skip -= n
			b = b[n:]
		}
		w.star = false
		w.characters(b)
	case tokenHex:
		w.star = false
		if w.skip > 0 {
			w.skip--
			return
		}
		if len(w.raw) >= maxText {
			w.flush()
		}
		w.raw = append(w.raw, byte(t.value))
	case tokenSymbol:
		w.star = len(t.text) > 0 && t.text[0] == '*'
		w.symbol(t.text)
	case tokenBinary:
		if w.skip > 0 {
			w.skip--
		}
	case tokenWord:
		star := w.star
		w.star = false
		w.word(w.name(t.name), t.value, t.hasValue, star)
	}
}

// maxNames bounds the control words that are kept; the specification has some
// 1,800.
const maxNames = 4096

func (w *walker) name(b []byte) string {
	name, known := w.names[string(b)]
	if !known {
		name = string(b)
		if len(w.names) < maxNames {
			w.names[name] = name
		}
	}
	return name
}

func (w *walker) push() {
	w.skip, w.star = 0, false
	w.groups = append(w.groups, w.g)
	w.g.own, w.g.fresh = toText, true
	if w.g.to == toStyles {
		w.g.to, w.g.own = toStyle, toStyle
		w.prepare(toStyle)
	}
}

func (w *walker) pop() {
	w.skip, w.star = 0, false
	own := w.g.own
	if own != toText {
		w.close(own)
	}
	last := len(w.groups) - 1
	w.g = w.groups[last]
	w.groups = w.groups[:last]
	w.closed(own)
}

// characters takes text of the file as it stands. A tab among it is a tab.
func (w *walker) characters(b []byte) {
	if w.g.to == toNothing {
		return
	}
	if !ascii(b) && !w.page().symbol && w.isUTF8() {
		w.flush()
		w.guessed = true
		w.put(b)
		return
	}
	if len(w.raw) > 0 || !ascii(b) || w.page().symbol {
		if len(w.raw)+len(b) > maxText {
			w.flush()
		}
		for len(b) > maxText {
			w.raw = append(w.raw, b[:maxText]...)
			w.flush()
			b = b[maxText:]
		}
		w.raw = append(w.raw, b...)
		return
	}
	w.put(b)
}

// flush decodes the bytes that were waiting for more of them.
func (w *walker) flush() {
	if len(w.raw) == 0 {
		return
	}
	var lost int
	w.utf8, lost = w.page().decode(w.utf8[:0], w.raw, w.fonts[w.g.char.font].name)
	w.raw = w.raw[:0]
	if w.visible() {
		w.glyphs += lost
	}
	w.put(w.utf8)
}

// page is the code page of the text that is read.
func (w *walker) page() codePage {
	id := w.g.char.font
	if p, known := w.pages[id]; known {
		return p
	}
	f, known := w.fonts[id]
	p := w.ansi
	switch {
	case !known:
		return p
	case f.hasCharset && f.charset == 2:
		p = codePage{symbol: true}
	default:
		n := 0
		if f.page > 0 {
			n = f.page
		} else if f.hasCharset {
			n = charsetPage(f.charset)
		}
		if n != 0 {
			if p, known = pageOf(n); !known {
				w.unpaged = true
			}
		}
	}
	w.pages[id] = p
	return p
}

// unicode takes a \u (RTF 1.9.1, "Unicode RTF"): 16 bits, signed; a character
// beyond them comes as a surrogate pair.
func (w *walker) unicode(n int) {
	r := rune(uint16(n))
	w.skip = w.g.uc
	if n > 0xFFFF && n <= utf8.MaxRune {
		r = rune(n) // some writers put the whole number
	}
	high := w.high
	w.high = 0
	if utf16.IsSurrogate(r) {
		if high == 0 {
			w.high = r
			return
		}
		r = utf16.DecodeRune(high, r)
	}
	if r < ' ' && r != '\t' || r == 0x7F {
		return
	}
	if r >= ' ' && r <= 0xFF && w.page().symbol {
		w.raw = append(w.raw, byte(r)) // the number of a glyph all the same
		return
	}
	if r >= 0xF000 && r <= 0xF0FF {
		if r = symbol.Rune(w.fonts[w.g.char.font].name, r); r == utf8.RuneError && w.visible() {
			w.glyphs++
		}
	}
	w.rune(r)
}

func (w *walker) rune(r rune) {
	w.utf8 = utf8.AppendRune(w.utf8[:0], r)
	w.put(w.utf8)
}

// put sends decoded text where the group sends it.
func (w *walker) put(b []byte) {
	switch w.g.to {
	case toText:
		w.write(b)
	case toCode:
		if n := len(w.fields); n > 0 {
			f := &w.fields[n-1]
			f.code = appendBounded(f.code, b)
		}
	case toFonts:
		w.buf = appendBounded(w.buf, b)
		w.fontNames()
	case toAuthors:
		w.buf = append(w.buf, b[:min(len(b), max(maxAuthors-len(w.buf), 0))]...)
	case toStyle, toLevelText, toFormItem, toLabel, toBefore, toAfter, toBookmark, toClass:
		w.buf = appendBounded(w.buf, b)
	}
}

func appendBounded(dst, b []byte) []byte {
	return append(dst, b[:min(len(b), max(maxCollected-len(dst), 0))]...)
}
