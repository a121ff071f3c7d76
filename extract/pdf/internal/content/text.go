package content

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/font"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

func (in *interpreter) textOperator(ctx context.Context, op string, operands []object.Token) {
	var v [6]float64
	g := &in.state
	one := func(target *float64) {
		if numbers(operands, v[:1]) {
			*target = v[0]
		}
	}
	switch op {
	case "BT":
		in.tm, in.line, in.moved = identity, identity, true
	case "Tc":
		one(&g.charSpace)
	case "Tw":
		one(&g.wordSpace)
	case "Tz":
		if numbers(operands, v[:1]) {
			g.scale = v[0] / 100
		}
	case "TL":
		one(&g.leading)
	case "Ts":
		one(&g.rise)
	case "Tr":
		if numbers(operands, v[:1]) {
			g.mode = int(v[0])
		}
	case "Tf":
		if len(operands) >= 2 && operands[0].Kind == object.TokenName && numbers(operands, v[:1]) {
			g.size = v[0]
			g.font = in.fontNamed(ctx, operands[0].Text)
		}
	case "Td":
		if numbers(operands, v[:2]) {
			in.move(v[0], v[1])
		}
	case "TD":
		if numbers(operands, v[:2]) {
			g.leading = -v[1]
			in.move(v[0], v[1])
		}
	case "Tm":
		if numbers(operands, v[:6]) && matrix(v).finite() {
			in.tm, in.line, in.moved = matrix(v), matrix(v), true
		}
	case "T*":
		in.move(0, -g.leading)
	case "Tj":
		in.showLast(ctx, operands)
	case "'":
		in.move(0, -g.leading)
		in.showLast(ctx, operands)
	case "\"":
		if len(operands) >= 3 && operands[0].Kind == object.TokenNumber && operands[1].Kind == object.TokenNumber {
			g.wordSpace, g.charSpace = operands[0].Number, operands[1].Number
		}
		in.move(0, -g.leading)
		in.showLast(ctx, operands)
	case "TJ":
		if len(operands) == 0 {
			return
		}
		items := operands[len(operands)-1].Items
		var l line
		for i := range items {
			switch items[i].Kind {
			case object.TokenString:
				if l.font == nil {
					l = in.lineOf()
				}
				in.show(ctx, &l, items[i].Text)
			case object.TokenNumber:
				in.advance(-items[i].Number / 1000 * g.size)
			}
		}
	}
}

func (in *interpreter) showLast(ctx context.Context, operands []object.Token) {
	if n := len(operands); n > 0 && operands[n-1].Kind == object.TokenString {
		l := in.lineOf()
		in.show(ctx, &l, operands[n-1].Text)
	}
}

func (in *interpreter) fontNamed(ctx context.Context, name string) *font.Font {
	if in.names == nil {
		in.fonts = in.resources.Key("Font")
		in.names = in.doc.fontSet(in.fonts)
	}
	f, ok := in.names[name]
	if ok {
		return f
	}
	if dict := in.fonts.Key(name); dict.Kind() != object.Null {
		f = in.doc.font(ctx, dict)
		if in.doc.loaded > mostFonts {
			in.failed = ErrLimit
			return nil
		}
		in.names[name] = f
		return f
	}
	// What is around a form may differ, so what is found there is not kept.
	if dict := in.resource("Font", name); dict.Kind() != object.Null {
		return in.doc.font(ctx, dict)
	}
	// Viewers show text in a font that is not there in one of their own.
	if in.doc.missing == nil {
		in.doc.missing = in.doc.loader.Load(ctx, object.Nothing())
	}
	return in.doc.missing
}

// fontSet gives the fonts that are known by the names of a font dictionary.
func (d *Document) fontSet(dict object.Value) map[string]*font.Font {
	id := dict.Identity()
	set, ok := d.sets[id]
	if !ok {
		set = map[string]*font.Font{}
		d.sets[id] = set
	}
	return set
}

func (in *interpreter) move(x, y float64) {
	if m := (matrix{1, 0, 0, 1, x, y}).times(in.line); m.finite() {
		in.line, in.tm, in.moved = m, m, true
	}
}

// advance moves along the line by a distance in unscaled text space.
func (in *interpreter) advance(d float64) {
	m := &in.tm
	x, y := d*in.state.scale, 0.0
	if in.state.font != nil && in.state.font.Vertical {
		x, y = 0, d
	}
	x, y = m[4]+x*m[0]+y*m[2], m[5]+x*m[1]+y*m[3]
	if math.Abs(x) <= mostPlace && math.Abs(y) <= mostPlace {
		m[4], m[5] = x, y
	}
}

// line is what the strings that one operator shows have in common.
type line struct {
	font   *font.Font // nil when nothing can be shown
	text   matrix     // from text space to the page, but for the place on the line
	trm    matrix     // the text rendering matrix, at the place of the first
	dx, dy float64    // one unit of unscaled text space along the line
	frame  frame
}

func (in *interpreter) lineOf() line {
	g := &in.state
	if g.font == nil || g.size == 0 {
		return line{}
	}
	// The text rendering matrix of ISO 32000-1, 9.4.4; from glyph to glyph only
	// its origin moves, by the vector of one unit of unscaled text space.
	m := in.tm.times(g.ctm)
	l := line{font: g.font, text: m, trm: (matrix{g.size * g.scale, 0, 0, g.size, 0, g.rise}).times(m), dx: g.scale * m[0], dy: g.scale * m[1]}
	if g.font.Vertical {
		l.dx, l.dy = m[2], m[3]
	}
	l.frame = in.frame(l.trm, g.font)
	return l
}

// show places the glyphs of one string.
func (in *interpreter) show(ctx context.Context, l *line, s string) {
	g := &in.state
	f := l.font
	if len(s) > 0 && in.hidden == 0 {
		in.page.Shown++
	}
	if g.mode >= 4 {
		// What is painted from here on shows through the letters.
		g.clipShaped = true
	}
	if f == nil {
		return
	}
	trm, dx, dy, frame := &l.trm, l.dx, l.dy, &l.frame
	x, y := g.ctm.apply(in.tm[4], in.tm[5])
	trm[4], trm[5] = x+g.rise*l.text[2], y+g.rise*l.text[3]
	moved := 0.0
	for len(s) > 0 && len(in.page.Glyphs) <= in.limits.Glyphs {
		glyph, n := f.Next(s)
		code := s[0]
		s = s[n:]
		space := g.charSpace
		if glyph.Space {
			space += g.wordSpace
		}
		if glyph.Text != "" && in.hidden == 0 && frame.fit {
			text := true
			x, y := trm[4]+moved*dx, trm[5]+moved*dy
			if f.Type3 && glyph.Text == font.Unknown {
				text = in.drawn(ctx, f, code, glyph, *trm, x, y)
			}
			if text {
				in.place(frame, glyph, x, y, space)
			}
		}
		if f.Vertical {
			moved += space - glyph.Width*g.size
		} else {
			moved += glyph.Width*g.size + space
		}
	}
	in.advance(moved)
}

// frame is what the glyphs of one string have in common.
type frame struct {
	fit    bool // the matrix is of use
	glyph  Glyph
	bold   bool
	along  float64 // length of one em along the baseline
	across [2]float64
}

func (in *interpreter) frame(trm matrix, f *font.Font) frame {
	along := math.Hypot(trm[0], trm[1])
	up := math.Hypot(trm[2], trm[3])
	fr := frame{bold: f.Bold, along: along, fit: along > 0 && up*f.Em > 0 && trm.finite()}
	if !fr.fit {
		return fr
	}
	fr.glyph = Glyph{
		DX: trm[0] / along, DY: trm[1] / along, Size: up * f.Em, Typed: true,
		Artifact: in.artifact > 0, Hidden: in.state.mode == 3,
		Note: in.note, pale: in.state.fill.white && in.state.mode == 0 && !f.Type3, figure: f.Type3,
	}
	if f.Vertical {
		// A column of upright glyphs reads downwards; the line that counts as
		// its baseline is left of the middle of the glyphs, as the baseline of
		// turned text is.
		const left = 0.35
		fr.across = [2]float64{-left * trm[0], -left * trm[1]}
		fr.glyph.DX, fr.glyph.DY = -trm[2]/up, -trm[3]/up
		fr.along = up
	}
	return fr
}

// place puts a glyph on the page with its origin at a point; extra is the
// character and word spacing after it.
func (in *interpreter) place(fr *frame, glyph *font.Glyph, x, y, extra float64) {
	// What lies off the page is not seen.
	const margin = 2
	x, y = x+fr.across[0], y+fr.across[1]
	width := fr.along * glyph.Width
	if glyph.Text == " " && extra > 0 {
		// The space is as wide as it was set, as in justified lines.
		width += fr.along * extra / math.Abs(in.state.size)
	}
	if width < 0 {
		x, y, width = x+fr.glyph.DX*width, y+fr.glyph.DY*width, -width
	}
	moved := in.moved
	in.moved = false
	if !(x >= -margin && y >= -margin && x <= in.page.Width+margin && y <= in.page.Height+margin) || width > 1e9 {
		return
	}
	n := len(in.page.Glyphs)
	if n == cap(in.page.Glyphs) {
		// Doubling costs less than the steps that append takes.
		in.page.Glyphs = slices.Grow(in.page.Glyphs, max(n, firstGlyphs))
	}
	in.page.Glyphs = in.page.Glyphs[:n+1]
	out := &in.page.Glyphs[n]
	*out = fr.glyph
	out.Text, out.X, out.Y, out.Width, out.New = glyph.Text, x, y, width, moved
	out.Bold = fr.bold || in.state.mode == 2 && glyph.Text != " "
	if c := &in.state.clip; x < c.X0 || x > c.X1 || y < c.Y0 || y > c.Y1 {
		out.unseen = out.cutOff(c)
	}
}

// firstGlyphs is the room that is made for the glyphs of a first page.
const firstGlyphs = 1024

// proc is a glyph of a Type 3 font, outcome what drawing it gave.
type (
	proc struct {
		font *font.Font
		code byte
	}
	outcome uint8
)

const (
	outcomeSign  outcome = iota + 1 // something that is not text
	outcomeText                     // text in another font
	outcomeBlank                    // nothing
)

// mostWithin is the depth of Type 3 glyphs within such glyphs.
const mostWithin = 3

// drawn draws a glyph of a Type 3 font that has no name: its description may
// show text in another font, or be a blank. It tells whether the glyph itself
// is still to be placed.
func (in *interpreter) drawn(ctx context.Context, f *font.Font, code byte, glyph *font.Glyph, trm matrix, x, y float64) bool {
	key := proc{f, code}
	known := in.procs[key]
	if known == outcomeSign || in.within >= mostWithin || in.failed != nil {
		return true
	}
	if known == outcomeBlank {
		return false
	}
	stream := f.Proc(code)
	if stream.Kind() != object.Stream {
		return false
	}
	data, err := in.doc.decoded(ctx, stream)
	if err != nil {
		in.failed = err
		return true
	}
	before, shapes, area := len(in.page.Glyphs), in.page.Shapes+len(in.page.Rules)+len(in.page.Boxes)+in.filled, in.images
	saved := in.state
	in.state.ctm = matrix{trm[0], trm[1], trm[2], trm[3], x, y}
	in.within++
	in.operators += formCost
	in.failed = in.sub(ctx, data, f.Matrix, f.Resources, in.resources, mostForms-mostWithin+in.within-1)
	in.within--
	in.state = saved
	found := outcomeBlank
	switch {
	case len(in.page.Glyphs) > before:
		found = outcomeText
	case in.page.Shapes+len(in.page.Rules)+len(in.page.Boxes)+in.filled > shapes || in.images > area:
		found = outcomeSign
	}
	if in.procs == nil {
		in.procs = map[proc]outcome{}
	}
	in.procs[key] = found
	return found == outcomeSign
}

// begin opens a marked-content sequence.
func (in *interpreter) begin(op string, operands []object.Token) {
	m := mark{start: len(in.page.Glyphs)}
	if len(in.marks) >= 10*mostStates {
		in.unmarked++
		return
	}
	if op == "BDC" && len(operands) >= 2 {
		tag, properties := operands[0].Text, operands[1]
		switch {
		case properties.Kind == object.TokenTable:
			if kind, _ := properties.Table["Type"].(object.NameToken); tag == "Artifact" && kind == "Pagination" {
				m.artifact = true
			}
			if text, ok := properties.Table["ActualText"].(string); ok {
				m.actual, m.text = true, font.Clean(textString(text))
			}
		case properties.Kind == object.TokenName:
			dict := in.resource("Properties", properties.Text)
			m.hidden = tag == "OC" && in.doc.layers.hides(dict)
			m.artifact = tag == "Artifact" && dict.Key("Type").Name() == "Pagination"
			if v := dict.Key("ActualText"); v.Kind() == object.String {
				m.actual, m.text = true, font.Clean(textString(v.Bytes()))
			}
		}
	}
	if m.hidden {
		in.hidden++
	}
	if m.artifact {
		in.artifact++
	}
	in.marks = append(in.marks, m)
}

// end closes a marked-content sequence and puts its replacement text in.
func (in *interpreter) end() {
	n := len(in.marks)
	if in.unmarked > 0 {
		in.unmarked--
		return
	}
	if n == 0 {
		return
	}
	m := in.marks[n-1]
	in.marks = in.marks[:n-1]
	if m.hidden {
		in.hidden--
	}
	if m.artifact {
		in.artifact--
	}
	glyphs := in.page.Glyphs
	if !m.actual || m.start >= len(glyphs) {
		return
	}
	first, last := &glyphs[m.start], &glyphs[len(glyphs)-1]
	// Text that replaces several lines would lose its place on the page.
	if math.Abs(first.Y-last.Y) > 0.5*first.Size || len(m.text) > 4*(len(glyphs)-m.start)+12 {
		return
	}
	// Where the replacement has as many characters, each glyph keeps its own.
	runes := []rune(m.text)
	if len(runes) == len(glyphs)-m.start {
		for i, r := range runes {
			glyphs[m.start+i].Text = string(r) // a soft hyphen stays one: it tells that the word goes on
		}
		return
	}
	if strings.TrimSpace(m.text) == "" && len(glyphs)-m.start > 2 {
		return
	}
	for i := len(in.grounds) - 1; i >= 0 && in.grounds[i].at > m.start+1; i-- {
		in.grounds[i].at = m.start + 1
	}
	first.Text = m.text
	first.Width = max(first.Width, (last.X-first.X)*first.DX+(last.Y-first.Y)*first.DY+last.Width)
	in.page.Glyphs = glyphs[:m.start+1]
	if m.text == "" {
		in.page.Glyphs = glyphs[:m.start]
	}
}
