package content

import (
	"context"
	"math"
	"strings"
	"unicode/utf16"

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
		in.showLast(operands)
	case "'":
		in.move(0, -g.leading)
		in.showLast(operands)
	case "\"":
		if len(operands) >= 3 && operands[0].Kind == object.TokenNumber && operands[1].Kind == object.TokenNumber {
			g.wordSpace, g.charSpace = operands[0].Number, operands[1].Number
		}
		in.move(0, -g.leading)
		in.showLast(operands)
	case "TJ":
		if len(operands) == 0 {
			return
		}
		for _, item := range operands[len(operands)-1].Items {
			switch item.Kind {
			case object.TokenString:
				in.show(item.Text)
			case object.TokenNumber:
				in.advance(-item.Number / 1000 * g.size)
			}
		}
	}
}

func (in *interpreter) showLast(operands []object.Token) {
	if n := len(operands); n > 0 && operands[n-1].Kind == object.TokenString {
		in.show(operands[n-1].Text)
	}
}

func (in *interpreter) fontNamed(ctx context.Context, name string) *font.Font {
	f, ok := in.names[name]
	if !ok {
		f = in.doc.font(ctx, in.resources.Key("Font").Key(name))
		in.names[name] = f
	}
	return f
}

func (in *interpreter) move(x, y float64) {
	if m := (matrix{1, 0, 0, 1, x, y}).times(in.line); m.finite() {
		in.line, in.tm, in.moved = m, m, true
	}
}

// advance moves along the line by a distance in unscaled text space.
func (in *interpreter) advance(d float64) {
	m := matrix{1, 0, 0, 1, d * in.state.scale, 0}
	if in.state.font != nil && in.state.font.Vertical {
		m = matrix{1, 0, 0, 1, 0, d}
	}
	if m = m.times(in.tm); m.finite() {
		in.tm = m
	}
}

// show places the glyphs of one string.
func (in *interpreter) show(s string) {
	g := &in.state
	f := g.font
	if f == nil || g.size == 0 {
		return
	}
	for len(s) > 0 && len(in.page.Glyphs) <= in.limits.Glyphs {
		glyph, n := f.Next(s)
		s = s[n:]
		// The text rendering matrix of ISO 32000-1, 9.4.4.
		trm := (matrix{g.size * g.scale, 0, 0, g.size, 0, g.rise}).times(in.tm).times(g.ctm)
		space := g.charSpace
		if glyph.Space {
			space += g.wordSpace
		}
		if glyph.Text != "" && in.hidden == 0 && trm.finite() {
			in.place(trm, glyph, f, space)
		}
		if f.Vertical {
			in.advance(-g.size + space)
		} else {
			in.advance(glyph.Width*g.size + space)
		}
	}
}

// place puts a glyph on the page; extra is the character and word spacing
// after it.
func (in *interpreter) place(trm matrix, glyph *font.Glyph, f *font.Font, extra float64) {
	along := math.Hypot(trm[0], trm[1])
	height := math.Hypot(trm[2], trm[3]) * f.Em
	if along == 0 || height == 0 {
		return
	}
	out := Glyph{
		Text: glyph.Text, X: trm[4], Y: trm[5], DX: trm[0] / along, DY: trm[1] / along,
		Width: along * glyph.Width, Size: height, Font: f,
		Bold:     f.Bold || in.state.mode == 2 && glyph.Text != " ",
		Artifact: in.artifact > 0, Hidden: in.state.mode == 3, New: in.moved,
	}
	if glyph.Text == " " && extra > 0 {
		// The space is as wide as it was set, as in justified lines.
		out.Width += along * extra / math.Abs(in.state.size)
	}
	if f.Vertical {
		// A column of upright glyphs reads downwards.
		up := math.Hypot(trm[2], trm[3])
		out.DX, out.DY = -trm[2]/up, -trm[3]/up
		out.Width = up
	}
	if out.Width < 0 {
		out.X, out.Y, out.Width = out.X+out.DX*out.Width, out.Y+out.DY*out.Width, -out.Width
	}
	in.moved = false
	// What lies off the page is not seen.
	const margin = 2
	if out.X < -margin || out.Y < -margin || out.X > in.page.Width+margin || out.Y > in.page.Height+margin {
		return
	}
	in.page.Glyphs = append(in.page.Glyphs, out)
}

// begin opens a marked-content sequence.
func (in *interpreter) begin(op string, operands []object.Token) {
	m := mark{start: len(in.page.Glyphs)}
	if len(in.marks) >= 10*mostStates {
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
			dict := in.resources.Key("Properties").Key(properties.Text)
			m.hidden = tag == "OC" && in.doc.isHidden(dict)
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
	first.Text = m.text
	first.Width = max(first.Width, (last.X-first.X)*first.DX+(last.Y-first.Y)*first.DY+last.Width)
	in.page.Glyphs = glyphs[:m.start+1]
	if m.text == "" {
		in.page.Glyphs = glyphs[:m.start]
	}
}

// textString decodes a text string: UTF-16 or UTF-8 with a byte order mark, or
// else one byte a character.
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		units := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], font.Unknown)
	}
	out := make([]rune, len(s))
	for i := range len(s) {
		out[i] = rune(s[i])
	}
	return string(out)
}
