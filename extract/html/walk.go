package html

import (
	"bytes"
	"context"
	"errors"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/clausule/clausule/extract/document"
)

// Bounds on a page.
const (
	maxDepth      = 512     // open elements, as in browsers; deeper ones are flattened
	maxToken      = 1 << 20 // bytes of a tag or text that the tokenizer takes as a whole
	maxTokens     = 3 << 19 // tags and texts, some 30 MB of page
	maxParagraphs = 1 << 16
	maxText       = 1 << 20 // bytes at which a paragraph is cut in two
	maxChanges    = 1 << 17 // tracked changes
	maxIDs        = 1 << 16 // ids, links and notes of a page
)

// inherited is what an element hands down to those inside it.
type inherited struct {
	unseen    bool // no text of the page
	picture   bool // unseen as part of a drawing
	concealed bool // by a style or an attribute
	invisible bool
	bold      bool
	struck    bool
	raised    bool
	symbol    bool
	pre       bool
	mark      bool // holds the label that Word computed
	sized     int16
	head      int8
	revision  document.Revision
	change    *author
	list      *list
	item      *item
	table     *table
	cell      *cell
	kind      document.Kind // of paragraphs; Paragraph where it follows from the place
	region    int32         // index in walker.regions, -1 none
	note      int32         // number of the note, -1 none
	notes     bool          // items inside are notes
	main      bool
	article   int32 // number of the outermost article, 0 none
}

// author is who made a tracked change, and when.
type author struct{ name, date string }

// frame is an open element.
type frame struct {
	name    string
	traits  trait
	block   bool
	outer   int32 // the frame with this name further out, -1 none
	bounds  int32 // the innermost frame that end tags do not reach beyond, -1 none
	lists   int32 // the innermost list or bound, -1 none
	rows    int32 // the innermost table, -1 none
	blocks  int32 // the innermost block
	fresh   bool  // a text area of which nothing was read
	dead    bool  // its end tag came, but blocks inside it are still open
	in      inherited
	link    string // the id that it refers to
	serial  int    // paragraphs at its beginning, where it has a link or is quiet
	from    int    // length of the text at its beginning, where quiet
	quiet   bool
	counted []string // counters that end with it
	parts   int      // children so far, for formulas
}

// walker reads the tokens of a page into paragraphs.
type walker struct {
	ctx    context.Context
	limits document.Limits
	view   document.Revisions
	xml    bool

	stack  []frame
	latest map[string]int32 // the innermost frame with a name
	count  int              // tokens read
	over   int              // open elements beyond maxDepth
	raw    string           // the element whose raw text comes next
	hush   bool             // that text is not seen
	sheet  sheet
	tally  tally
	choice *choice // the open select

	paragraph
	out     []para
	marking int    // depth of Word's conditional with a label in it, 0 none
	nested  int    // open conditionals
	mark    []byte // label that Word computed

	regions   []region
	noteCount int32
	targets   map[string]target
	tables    int
	articles  int
	embedded  []int32 // regions of the pages inside the page
	spans     int     // steps taken for cells over several columns and rows
	budget    int64
	used      int64 // bytes of text

	pictures    int
	lost        map[string]int
	revisions   bool
	struck      bool
	flattened   bool
	cut         bool
	hidden      int // letters of text that was left out since nobody sees it
	office      bool
	linkCount   int
	changeCount int
}

func newWalker(ctx context.Context, limits document.Limits, view document.Revisions) *walker {
	w := &walker{ctx: ctx, limits: limits, view: view, latest: map[string]int32{}, sheet: newSheet(),
		targets: map[string]target{}, lost: map[string]int{}, budget: limits.TextBytes}
	if limits.Depth <= 0 || limits.Depth > maxDepth {
		w.limits.Depth = maxDepth
	}
	w.stack = append(w.stack, frame{outer: -1, bounds: -1, lists: -1, rows: -1, block: true,
		in: inherited{region: -1, note: -1, sized: 24}})
	return w
}

func (w *walker) top() *frame { return &w.stack[len(w.stack)-1] }

// read reads a page; the error is the context's.
func (w *walker) read(data []byte) error {
	at := 0
	if err := w.ctx.Err(); err != nil {
		return err
	}
	for at < len(data) {
		n, err := w.tokens(data[at:])
		if err != nil {
			return err
		}
		if at += n; at < len(data) {
			at += w.oversized(data[at:])
		}
	}
	w.popTo(1)
	w.flush()
	return w.ctx.Err()
}

// tokens reads until the end, or up to a token of more than maxToken bytes, and
// returns how many bytes it has read.
func (w *walker) tokens(data []byte) (int, error) {
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(maxToken)
	at := 0
	for {
		if w.count++; w.count&0x3ff == 0 {
			if err := w.ctx.Err(); err != nil {
				return at, err
			}
		}
		if w.count > maxTokens || len(w.out) >= maxParagraphs {
			w.cut = true
			return len(data), nil
		}
		z.AllowCDATA(w.xml || w.latest["svg"] > 0 || w.latest["math"] > 0)
		kind := z.Next()
		size := len(z.Raw())
		if size >= maxToken || kind == html.ErrorToken && errors.Is(z.Err(), html.ErrBufferExceeded) {
			return at, nil
		}
		if kind == html.ErrorToken {
			return len(data), nil
		}
		switch kind {
		case html.TextToken:
			w.texts(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := w.intern(name)
			var a attrs
			for more {
				var key, val []byte
				key, val, more = z.TagAttr()
				a.set(key, val)
			}
			w.start(tag, &a, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.raw = ""
			w.end(w.intern(name))
		case html.CommentToken:
			if raw := z.Raw(); !bytes.HasPrefix(raw, []byte("<!--")) && size < 256 {
				w.conditional(string(z.Text()))
			}
		}
		at += size
	}
}

// oversized passes over a token that is too long for the tokenizer, or reads a
// piece of it where it is text, and returns its length.
func (w *walker) oversized(data []byte) int {
	past := func(end string) int {
		if i := bytes.Index(data, []byte(end)); i >= 0 {
			return i + len(end)
		}
		return len(data)
	}
	switch {
	case w.raw != "":
		end := w.rawEnd(data)
		if w.raw == "plaintext" {
			end = len(data)
		}
		for rest := data[:end]; len(rest) > 0 && !w.hush; {
			n := pieceOf(rest)
			w.texts(bytes.Clone(rest[:n]))
			rest = rest[n:]
		}
		return end
	case bytes.HasPrefix(data, []byte("<!--")):
		return past("-->")
	case len(data) > 1 && data[0] == '<' && (data[1] == '!' || data[1] == '?'):
		return past(">")
	case len(data) > 1 && data[0] == '<' && (data[1] == '/' || data[1]|0x20 >= 'a' && data[1]|0x20 <= 'z'):
		if bytes.EqualFold(data[:4], []byte("<img")) {
			w.pictures++
		}
		return tagEnd(data)
	}
	n := pieceOf(data)
	if i := bytes.IndexByte(data[1:n], '<'); i >= 0 {
		n = i + 1
	}
	w.texts([]byte(html.UnescapeString(string(data[:n]))))
	return n
}

// pieceOf is the length of a piece of a long text; it ends neither in a
// character nor in a character reference.
func pieceOf(data []byte) int {
	n := maxToken / 2
	if len(data) <= n {
		return len(data)
	}
	if amp := bytes.LastIndexByte(data[n-64:n], '&'); amp >= 0 {
		n += amp - 64
	}
	for n > 1 && !utf8.RuneStart(data[n]) {
		n--
	}
	return n
}

// rawEnd finds the end tag of the element with raw text that is open.
func (w *walker) rawEnd(data []byte) int {
	end := "</" + w.raw
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("</"))
		if i < 0 {
			return len(data)
		}
		at += i
		if len(data) >= at+len(end) && bytes.EqualFold(data[at:at+len(end)], []byte(end)) {
			return at
		}
		at += 2
	}
}

// tagEnd finds the end of a tag, past the quoted values in it.
func tagEnd(data []byte) int {
	var quote byte
	for i, c := range data {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && data[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(data)
}

// intern gives the name of an element as a string; a name that nobody gives an
// element is cut.
func (w *walker) intern(name []byte) string {
	if len(name) > 64 {
		name = name[:64]
	}
	if i := bytes.LastIndexByte(name, ':'); i >= 0 && i+1 < len(name) && string(name[:i]) != "o" && string(name[:i]) != "w" && string(name[:i]) != "v" {
		name = name[i+1:] // html:p, svg:text, m:math
	}
	return string(name)
}

// innermost is the index of the innermost open frame with a name, 0 for none:
// frame 0 is no element.
func (w *walker) innermost(name string) int32 { return w.latest[name] }

// push opens an element.
func (w *walker) push(name string, traits trait, isBlock bool, in inherited) *frame {
	at := int32(len(w.stack))
	up := w.top()
	f := frame{name: name, traits: traits, outer: w.latest[name], bounds: up.bounds, lists: up.lists, rows: up.rows, blocks: up.blocks, in: in}
	if traits&bounds != 0 {
		f.bounds, f.lists = at, at
	}
	if traits&lists != 0 {
		f.lists = at
	}
	if name == "table" {
		f.rows = at
	}
	if f.block = isBlock; isBlock {
		f.blocks = at
	}
	w.latest[name] = at
	w.stack = append(w.stack, f)
	return w.top()
}

// popTo closes frame at and all inside it.
func (w *walker) popTo(at int) {
	for len(w.stack) > max(at, 1) {
		f := w.top()
		if f.block {
			w.flush()
		}
		w.close(f)
		if !f.dead {
			w.forget(f)
		}
		if f.counted != nil {
			w.tally.drop(f.counted)
		}
		w.stack = w.stack[:len(w.stack)-1]
	}
}

// end takes an end tag.
func (w *walker) end(name string) {
	if name == "body" || name == "html" {
		return // what comes after still belongs to the page
	}
	traits := elements[name]
	if w.over > 0 {
		if traits&void == 0 {
			w.over--
		}
		if traits&block != 0 {
			w.flush()
		}
		return
	}
	if name == "br" { // </br> is a line break
		w.lineBreak()
		return
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		// The end tag of any heading ends the one that is open.
		best := int32(0)
		for level := byte('1'); level <= '6'; level++ {
			if at := w.latest["h"+string(level)]; at > best {
				best = at
			}
		}
		if best > w.top().bounds {
			w.popTo(int(best))
		}
		return
	}
	at := w.innermost(name)
	if at == 0 {
		return
	}
	limit := w.top().bounds
	switch {
	case traits&ofTable != 0:
		limit = w.top().rows - 1
	case traits&bounds != 0:
		limit = -1
	case name == "li":
		limit = w.top().lists
	}
	if at <= limit {
		return
	}
	if !w.stack[at].block && w.top().blocks > at {
		w.ended(at)
		return
	}
	w.popTo(int(at))
}

// ended takes the effect of an inline element from what comes after its end
// tag, although blocks that were opened inside it are still open.
func (w *walker) ended(at int32) {
	f := &w.stack[at]
	f.dead = true
	w.forget(f)
	outer := &w.stack[at-1].in
	for i := int(at); i < len(w.stack); i++ {
		in := &w.stack[i].in
		if f.in.revision != outer.revision && in.revision == f.in.revision {
			in.revision, in.change = outer.revision, outer.change
		}
		if f.in.concealed && !outer.concealed {
			in.concealed = false
		}
		if f.in.struck && !outer.struck {
			in.struck = false
		}
		if f.in.bold && !outer.bold && f.traits&isBold != 0 {
			in.bold = false
		}
	}
}

// forget takes an element from those that an end tag can end.
func (w *walker) forget(f *frame) {
	if f.outer > 0 {
		w.latest[f.name] = f.outer
	} else {
		delete(w.latest, f.name)
	}
}
