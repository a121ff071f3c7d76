package content

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/clausule/clausule/extract/pdf/internal/font"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	mostForms    = 12      // depth of forms within forms
	mostStates   = 512     // depth of the graphics state stack
	mostOperands = 64      // before an operator
	mostParts    = 10_000  // content streams of a page
	mostAnnots   = 5_000   // annotations of a page
	mostRules    = 20_000  // kept for the layout
	mostImages   = 1_000   // kept for recognition
	mostCached   = 8 << 20 // bytes of decoded forms that are kept
	formCost     = 100     // operators that drawing a form counts for
	mostFonts    = 2_048   // of a page, and kept for the next ones
)

// Document holds what the pages of a file share: fonts, decoded forms, and the
// layers that are switched off.
type Document struct {
	file   object.File
	loader *font.Loader
	fonts  map[string]*font.Font
	// sets holds the fonts by name for every font dictionary of resources that
	// was seen: most pages have the same, and looking it up resolves objects.
	sets   map[string]map[string]*font.Font
	forms  map[string][]byte
	cached int
	glyphs []Glyph // memory of the page before, used again
	layers layers
	form   object.Value // the interactive form
	loaded int          // fonts, for the page at hand
	plain  *font.Font   // for text that has no font of its own
	// missing stands for fonts that are named but not there.
	missing *font.Font

	operators int // of all pages so far
}

// NewDocument prepares a file for interpretation.
func NewDocument(file object.File) *Document {
	d := &Document{file: file, loader: font.NewLoader(file), fonts: map[string]*font.Font{}, sets: map[string]map[string]*font.Font{}, forms: map[string][]byte{}}
	root := file.Trailer().Key("Root")
	d.layers = readLayers(root.Key("OCProperties"))
	d.form = root.Key("AcroForm")
	return d
}

// Operators counts what the pages so far have drawn, as Limits does.
func (d *Document) Operators() int { return d.operators }

// PageSource is a page dictionary with the entries that it may inherit.
type PageSource struct {
	Dict      object.Value
	Resources object.Value
	Box       [4]float64 // lower left and upper right corner, in any order
	Rotate    int
}

// errMissing tells that a page has content that is not in the file.
var errMissing = errors.New("content: the content stream is missing")

// Page interprets one page. With an error it returns what was drawn before. The
// glyphs are valid until the next page is interpreted.
func (d *Document) Page(ctx context.Context, source PageSource, limits Limits) (*Page, error) {
	b := source.Box
	base, width, height := upright(min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]), source.Rotate)
	page := &Page{Width: width, Height: height, Glyphs: d.glyphs[:0]}
	defer func() { d.glyphs = page.Glyphs }()
	if d.loaded = 0; len(d.fonts) > mostFonts || len(d.sets) > mostFonts {
		clear(d.fonts)
		clear(d.sets)
	}
	in := &interpreter{doc: d, page: page, limits: limits}
	defer func() { d.operators += in.operators }()
	defer in.look()
	in.begins(base)
	var failed error
	contents := source.Dict.Key("Contents")
	data, err := d.contents(ctx, contents)
	if err != nil {
		failed = err
	} else if contents.Kind() == object.Null && slices.Contains(source.Dict.Keys(), "Contents") {
		failed = errMissing
	}
	if err := in.run(ctx, data, source.Resources, 0); err != nil {
		return page, err
	}
	annots := source.Dict.Key("Annots")
	for i := range min(annots.Len(), mostAnnots) {
		in.begins(base)
		in.annotating = true
		in.stack, in.names, in.resources = in.stack[:0], nil, source.Resources
		if err := in.annotation(ctx, annots.Index(i)); err != nil {
			return page, err
		}
	}
	return page, failed
}

// begins sets the graphics state at the beginning of a page.
func (in *interpreter) begins(base matrix) {
	in.state = state{ctm: base, scale: 1, alpha: 1, clip: Rule{0, 0, in.page.Width, in.page.Height}}
}

// contents joins the content streams of a page.
func (d *Document) contents(ctx context.Context, v object.Value) ([]byte, error) {
	if v.Kind() != object.Array {
		return d.file.Data(ctx, v)
	}
	if v.Len() == 1 {
		return d.file.Data(ctx, v.Index(0))
	}
	var all []byte
	var failed error
	for i := range min(v.Len(), mostParts) {
		part, err := d.file.Data(ctx, v.Index(i))
		if err != nil {
			failed = err
		}
		if len(all)+len(part) > 256<<20 {
			return all, fmt.Errorf("%w: content streams", ErrLimit)
		}
		all = append(append(all, part...), '\n')
	}
	return all, failed
}

// state is the graphics state as far as text and rules need it.
type state struct {
	ctm         matrix
	font        *font.Font
	size        float64
	charSpace   float64
	wordSpace   float64
	scale       float64
	leading     float64
	rise        float64
	mode        int
	strokeWidth float64

	fill, stroke ink
	clip         Rule // around the clipping path
	clipShaped   bool // the clipping path is no rectangle
	alpha        float64
	blends       bool
	masked       bool
	overprints   bool
	sheer        bool // one of these lets through what is below
	veiled       bool // the same of the group that is painted as a whole
}

type interpreter struct {
	doc       *Document
	page      *Page
	limits    Limits
	state     state
	stack     []state
	tm, line  matrix
	operators int
	path      path
	marks     []mark
	hidden    int // marks with content of a layer that is off
	artifact  int // marks of running headers and footers
	moved     bool
	// names holds the fonts by their name in the resources that are current; nil
	// until the first is needed.
	names     map[string]*font.Font
	fonts     object.Value // the dictionary of names
	resources object.Value
	outer     []object.Value // resources of the forms and the page around this one
	unmarked  int            // sequences that are open beyond the limit
	procs     map[proc]outcome
	within    int   // depth of Type 3 glyphs
	failed    error // of such a glyph
	images    int   // drawn so far
	filled    int   // paths painted so far

	grounds    []ground
	crowded    bool     // there are more
	strokes    []stroke // of the rules of the page
	quads      []Rule   // around the text that annotations strike out
	annotating bool     // the annotations are drawn now
	note       bool     // the annotation is not a form field
}

// resource looks a resource up by category and name. What a form does not name
// itself is looked for around it, as old writers leave it out.
func (in *interpreter) resource(category, name string) object.Value {
	v := in.resources.Key(category).Key(name)
	for i := len(in.outer) - 1; i >= 0 && v.Kind() == object.Null; i-- {
		v = in.outer[i].Key(category).Key(name)
	}
	return v
}

// mark is one marked-content sequence.
type mark struct {
	hidden   bool
	artifact bool
	actual   bool
	text     string
	start    int // index of its first glyph
}

func (in *interpreter) run(ctx context.Context, data []byte, resources object.Value, depth int) error {
	in.resources = resources
	s := &object.Scanner{Lexer: object.Lexer{Data: data, Ctx: ctx}}
	var operands [mostOperands]object.Token
	n := 0
	for {
		t := s.Scan()
		switch t.Kind {
		case object.TokenEnd:
			return nil
		case object.TokenOperator:
			in.operators++
			if in.operators&1023 == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			if in.operators > in.limits.Operators || len(in.page.Glyphs) > in.limits.Glyphs {
				return ErrLimit
			}
			if err := in.operator(ctx, s, string(t.Word), operands[:n], depth); err != nil {
				return err
			}
			if in.failed != nil {
				return in.failed
			}
			n = 0
		default:
			if n == mostOperands {
				n = 0
				in.operators += mostOperands // no operator takes that many
				if in.operators > in.limits.Operators {
					return ErrLimit
				}
			}
			operands[n] = t
			n++
			// A stream of nothing but operands must end in time, too.
			if s.Pos&0xffff < 8 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
		}
	}
}

// numbers copies n numeric operands, the last ones; false when there are fewer.
func numbers(operands []object.Token, out []float64) bool {
	if len(operands) < len(out) {
		return false
	}
	operands = operands[len(operands)-len(out):]
	for i := range out {
		if operands[i].Kind != object.TokenNumber {
			return false
		}
		out[i] = operands[i].Number
	}
	return true
}

// operator executes one operator; an unknown one or one with the wrong
// operands is passed over, as every reader does.
func (in *interpreter) operator(ctx context.Context, s *object.Scanner, op string, operands []object.Token, depth int) error {
	var v [6]float64
	g := &in.state
	switch op {
	case "q":
		if len(in.stack) < mostStates {
			in.stack = append(in.stack, *g)
		}
	case "Q":
		if n := len(in.stack); n > 0 {
			*g, in.stack = in.stack[n-1], in.stack[:n-1]
		}
	case "cm":
		if numbers(operands, v[:6]) {
			if m := matrix(v).times(g.ctm); m.finite() {
				g.ctm = m
			}
		}
	case "w":
		if numbers(operands, v[:1]) {
			g.strokeWidth = v[0]
		}
	case "g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "scn", "SC", "SCN":
		in.colour(op, operands)
	case "W", "W*":
		in.path.clips = true
	case "sh":
		if in.hidden == 0 {
			in.painted(g.clip, false, false, false)
		}
	case "gs":
		if len(operands) > 0 {
			in.extended(ctx, in.resource("ExtGState", operands[0].Text))
		}
	case "Do":
		if len(operands) > 0 {
			return in.draw(ctx, in.resource("XObject", operands[0].Text), depth)
		}
	case "BI":
		in.inlineImage(s)
	case "BMC", "BDC":
		in.begin(op, operands)
	case "EMC":
		in.end()
	case "d1":
	case "m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		in.pathOperator(op, operands)
	default:
		in.textOperator(ctx, op, operands)
	}
	return nil
}

func (in *interpreter) extended(ctx context.Context, dict object.Value) {
	if f := dict.Key("Font"); f.Kind() == object.Array {
		in.state.font = in.doc.font(ctx, f.Index(0))
		in.state.size = f.Index(1).Float()
	}
	if w := dict.Key("LW"); w.Kind() != object.Null {
		in.state.strokeWidth = w.Float()
	}
	in.transparency(dict)
}

// font loads a font, once for the whole document.
func (d *Document) font(ctx context.Context, dict object.Value) *font.Font {
	if dict.Kind() != object.Dict {
		return nil
	}
	id := dict.Identity()
	f, ok := d.fonts[id]
	if !ok {
		if d.loaded++; d.loaded > mostFonts {
			return nil
		}
		f = d.loader.Load(ctx, dict)
		d.fonts[id] = f
	}
	return f
}

// draw paints an external object: an image, or a form with content of its own.
func (in *interpreter) draw(ctx context.Context, x object.Value, depth int) error {
	if x.Kind() != object.Stream || in.hidden > 0 || in.doc.layers.hides(x.Key("OC")) {
		return nil
	}
	switch x.Key("Subtype").Name() {
	case "Image":
		in.image(x)
	case "Form":
		return in.form(ctx, x, in.resources, depth)
	}
	return nil
}

func (in *interpreter) form(ctx context.Context, x, inherited object.Value, depth int) error {
	in.operators += formCost
	if depth >= mostForms || x.Kind() != object.Stream {
		return nil
	}
	data, err := in.doc.decoded(ctx, x)
	if err != nil {
		return err
	}
	saved := in.state
	if in.state.sheer && x.Key("Group").Kind() == object.Dict {
		in.state.veiled = true
	}
	if box := x.Key("BBox"); box.Len() >= 4 {
		m := in.state.ctm
		if place, ok := matrixOf(x.Key("Matrix")); ok {
			m = place.times(m)
		}
		x0, y0, x1, y1 := bounds(m, box.Index(0).Float(), box.Index(1).Float(), box.Index(2).Float(), box.Index(3).Float())
		in.state.clip, _ = in.state.clip.intersect(Rule{x0, y0, x1, y1})
		in.state.clipShaped = in.state.clipShaped || !m.level()
	}
	err = in.sub(ctx, data, x.Key("Matrix"), x.Key("Resources"), inherited, depth)
	in.state = saved
	return err
}

// decoded gives the content of a form, kept for the next time.
func (d *Document) decoded(ctx context.Context, x object.Value) ([]byte, error) {
	id := x.Identity()
	data, ok := d.forms[id]
	if !ok {
		var err error
		if data, err = d.file.Data(ctx, x); err != nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if d.cached += len(data); d.cached <= mostCached {
			d.forms[id] = data
		}
	}
	return data, nil
}

// sub runs content within the current one: of a form, or of a glyph. The
// graphics state comes back as it was.
func (in *interpreter) sub(ctx context.Context, data []byte, place, own, inherited object.Value, depth int) error {
	saved, names, fonts, resources := in.state, in.names, in.fonts, in.resources
	stack, tm, line, path := in.stack, in.tm, in.line, in.path
	marks, unmarked, outer := len(in.marks), in.unmarked, len(in.outer)
	in.stack, in.path = nil, in.path.fresh()
	if m, ok := matrixOf(place); ok {
		in.state.ctm = m.times(in.state.ctm)
	}
	if own.Kind() == object.Null {
		own = inherited
	} else {
		in.names = nil
		in.outer = append(in.outer, inherited)
	}
	err := in.run(ctx, data, own, depth+1)
	in.unmarked = unmarked
	for len(in.marks) > marks {
		in.end()
	}
	in.outer = in.outer[:outer]
	in.state, in.names, in.fonts, in.resources = saved, names, fonts, resources
	in.stack, in.tm, in.line, in.path = stack, tm, line, path
	return err
}

func matrixOf(v object.Value) (matrix, bool) {
	if v.Len() < 6 {
		return identity, false
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float()
	}
	return m, m.finite()
}

// bounds is the box around a transformed rectangle.
func bounds(m matrix, x0, y0, x1, y1 float64) (left, bottom, right, top float64) {
	left, bottom = m.apply(x0, y0)
	right, top = left, bottom
	for _, p := range [3][2]float64{{x0, y1}, {x1, y0}, {x1, y1}} {
		x, y := m.apply(p[0], p[1])
		left, right = min(left, x), max(right, x)
		bottom, top = min(bottom, y), max(top, y)
	}
	return left, bottom, right, top
}

// image notes an image in the unit square.
func (in *interpreter) image(x object.Value) {
	in.images++
	if in.hidden > 0 {
		return
	}
	if len(in.page.Images) < mostImages {
		in.page.Images = append(in.page.Images, Image{Object: x, Matrix: in.state.ctm})
	}
	x0, y0, x1, y1 := bounds(in.state.ctm, 0, 0, 1, 1)
	in.painted(Rule{x0, y0, x1, y1}, len(in.page.Glyphs) > 0 && in.state.ctm.level() && solidImage(x), false, true)
	x0, y0 = max(x0, 0), max(y0, 0)
	x1, y1 = min(x1, in.page.Width), min(y1, in.page.Height)
	if x1 > x0 && y1 > y0 {
		in.page.ImageArea += (x1 - x0) * (y1 - y0)
	}
}

// inlineImage skips the data of an image in the content stream, up to an EI
// with white space on both sides.
func (in *interpreter) inlineImage(s *object.Scanner) {
	in.image(object.Nothing())
	for {
		t := s.Scan()
		if t.Kind == object.TokenEnd {
			return
		}
		if t.Kind == object.TokenOperator && string(t.Word) == "ID" {
			break
		}
	}
	space := func(i int) bool {
		if i >= len(s.Data) {
			return true
		}
		c := s.Data[i]
		return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0
	}
	for i := s.Pos + 1; i+1 < len(s.Data); i++ {
		if s.Data[i] == 'E' && s.Data[i+1] == 'I' && space(i-1) && space(i+2) && textual(s.Data[i+2:]) {
			s.Pos = i + 2
			return
		}
	}
	s.Pos = len(s.Data)
}

// textual tells whether what follows an image looks like operators, not like
// more image data.
func textual(data []byte) bool {
	for _, c := range data[:min(len(data), 12)] {
		if c > 0x7e || c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0 {
			return false
		}
	}
	return true
}
