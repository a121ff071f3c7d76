package content

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/font"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	mostParents   = 40     // of a field
	mostFieldText = 20_000 // characters of a field
	mostOptions   = 1_000  // of a choice field
)

// annotation draws the appearance of an annotation; of a form field or free
// text without one, the text that it would show.
func (in *interpreter) annotation(ctx context.Context, a object.Value) error {
	kind := a.Key("Subtype").Name()
	if kind == "Popup" {
		return nil // the window of a note, closed on paper
	}
	const invisible = 1 | 2 | 32 // invisible, hidden, no view
	if a.Key("F").Int()&invisible != 0 || in.doc.layers.hides(a.Key("OC")) {
		return nil
	}
	appearance := a.Key("AP").Key("N")
	if appearance.Kind() == object.Dict {
		appearance = appearance.Key(a.Key("AS").Name())
	}
	in.note = kind != "Widget"
	if kind == "StrikeOut" {
		in.strikeOut(a)
	}
	drawn := len(in.page.Glyphs)
	if appearance.Kind() == object.Stream {
		if err := in.appearance(ctx, a, appearance); err != nil {
			return err
		}
	}
	switch {
	case kind == "FreeText" && appearance.Kind() != object.Stream:
		in.freeText(a)
	case kind != "Widget", len(in.page.Glyphs) > drawn:
	case appearance.Kind() == object.Null, appearance.Kind() == object.Stream && in.doc.form.Key("NeedAppearances").Bool():
		in.field(ctx, a)
	}
	return nil
}

// strikeOut notes the places of the text that an annotation strikes out: four
// points each (ISO 32000-1, 12.5.6.10), or else its rectangle.
func (in *interpreter) strikeOut(a object.Value) {
	add := func(points object.Value, at, n int) {
		r := Rule{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for i := at; i < at+n; i += 2 {
			x, y := in.state.ctm.apply(points.Index(i).Float(), points.Index(i+1).Float())
			r = Rule{min(r.X0, x), min(r.Y0, y), max(r.X1, x), max(r.Y1, y)}
		}
		if len(in.quads) < mostQuads {
			in.quads = append(in.quads, r)
		}
	}
	quads := a.Key("QuadPoints")
	for at := 0; at+8 <= min(quads.Len(), 8*mostQuads); at += 8 {
		add(quads, at, 8)
	}
	if rect := a.Key("Rect"); quads.Len() < 8 && rect.Len() >= 4 {
		add(rect, 0, 4)
	}
}

// appearance draws an appearance stream: the transformed box of the form is
// fitted into the rectangle of the annotation (ISO 32000-1, 12.5.5).
func (in *interpreter) appearance(ctx context.Context, a, appearance object.Value) error {
	m, _ := matrixOf(appearance.Key("Matrix"))
	box, rect := appearance.Key("BBox"), a.Key("Rect")
	if box.Len() < 4 || rect.Len() < 4 {
		return nil
	}
	x0, y0, x1, y1 := bounds(m, box.Index(0).Float(), box.Index(1).Float(), box.Index(2).Float(), box.Index(3).Float())
	r0, s0 := min(rect.Index(0).Float(), rect.Index(2).Float()), min(rect.Index(1).Float(), rect.Index(3).Float())
	r1, s1 := max(rect.Index(0).Float(), rect.Index(2).Float()), max(rect.Index(1).Float(), rect.Index(3).Float())
	sx, sy := 1.0, 1.0
	if x1 > x0 && y1 > y0 {
		sx, sy = (r1-r0)/(x1-x0), (s1-s0)/(y1-y0)
	}
	place := matrix{sx, 0, 0, sy, r0 - x0*sx, s0 - y0*sy}
	if !place.finite() {
		return nil
	}
	saved := in.state.ctm
	in.state.ctm = place.times(saved)
	in.moved = true
	err := in.form(ctx, appearance, in.doc.form.Key("DR"), 0)
	in.state.ctm = saved
	return err
}

// inheritedKey reads an entry that a field may take over from its parents.
func inheritedKey(field object.Value, key string) object.Value {
	for range mostParents {
		if v := field.Key(key); v.Kind() != object.Null {
			return v
		}
		if field = field.Key("Parent"); field.Kind() != object.Dict {
			break
		}
	}
	return object.Nothing()
}

// The flags of a field that matter here (ISO 32000-1, tables 228 and 230).
const (
	flagMultiline = 1 << 12
	flagPassword  = 1 << 13
	flagCombo     = 1 << 17
	flagComb      = 1 << 24
)

// field writes the value of a form field that has no appearance.
func (in *interpreter) field(ctx context.Context, a object.Value) {
	value, flags := inheritedKey(a, "V"), inheritedKey(a, "Ff").Int()
	var text string
	switch inheritedKey(a, "FT").Name() {
	case "Tx":
		if flags&flagPassword != 0 {
			return
		}
		text = in.fieldText(ctx, value)
	case "Ch":
		text = chosen(inheritedKey(a, "Opt"), value, flags&flagCombo != 0)
	default:
		return
	}
	cells := 0
	if flags&flagComb != 0 {
		cells = int(max(0, min(inheritedKey(a, "MaxLen").Int(), 200)))
	}
	in.write(a, text, flags&flagMultiline != 0 || strings.Contains(text, "\n"), cells)
}

// fieldText reads a text string, or a stream that holds a long one.
func (in *interpreter) fieldText(ctx context.Context, v object.Value) string {
	if v.Kind() == object.Stream {
		data, _ := in.doc.file.Data(ctx, v)
		return textString(string(data[:min(len(data), 2*mostFieldText)]))
	}
	return textString(v.Bytes())
}

// chosen gives what a choice field shows: the value of a combo box, by its
// name in the list of options, or the whole list of a list box.
func chosen(options, value object.Value, combo bool) string {
	shown := func(option object.Value) (export, display string) {
		if option.Kind() == object.Array {
			return option.Index(0).Bytes(), textString(option.Index(1).Bytes())
		}
		return option.Bytes(), textString(option.Bytes())
	}
	n := min(options.Len(), mostOptions)
	var lines []string
	if !combo {
		for i := range n {
			_, display := shown(options.Index(i))
			lines = append(lines, display)
		}
		return strings.Join(lines, "\n")
	}
	if value.Kind() == object.Array {
		value = value.Index(0)
	}
	for i := range n {
		if export, display := shown(options.Index(i)); export == value.Bytes() {
			return display
		}
	}
	return textString(value.Bytes())
}

// freeText writes the contents of a free-text annotation without appearance.
func (in *interpreter) freeText(a object.Value) {
	in.write(a, textString(a.Key("Contents").Bytes()), true, 0)
}

// write puts text in the rectangle of an annotation, in a plain font. cells is
// the number of equal cells that a comb field divides its width in, or 0.
func (in *interpreter) write(a object.Value, text string, lines bool, cells int) {
	rect := a.Key("Rect")
	if rect.Len() < 4 || len(text) > mostFieldText || strings.TrimSpace(text) == "" {
		return
	}
	x0, x1 := min(rect.Index(0).Float(), rect.Index(2).Float()), max(rect.Index(0).Float(), rect.Index(2).Float())
	y0, y1 := min(rect.Index(1).Float(), rect.Index(3).Float()), max(rect.Index(1).Float(), rect.Index(3).Float())
	appearance := inheritedKey(a, "DA")
	if appearance.Kind() == object.Null {
		appearance = in.doc.form.Key("DA")
	}
	size := appearanceSize(appearance.Bytes() + " " + appearance.Name())
	const usual, leading, inset = 12, 1.2, 2
	if size <= 0 {
		size = usual
		if !lines {
			size = min(size, max(0.7*(y1-y0), 4))
		}
	}
	if in.doc.plain == nil {
		in.doc.plain = in.doc.loader.Plain()
	}
	y := (y0+y1)/2 - 0.35*size
	if lines {
		y = y1 - size
	}
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") {
		for _, piece := range in.wrap(font.Clean(line), size, x1-x0-2*inset, lines) {
			in.writeLine(piece, x0+inset, y, size, cells, (x1-x0)/float64(max(cells, 1)))
			y -= leading * size
		}
	}
}

// appearanceSize finds the size in a default appearance: "/Helv 12 Tf 0 g".
func appearanceSize(s string) float64 {
	words := strings.Fields(s)
	for i, w := range words {
		if w == "Tf" && i > 0 {
			if v, err := strconv.ParseFloat(words[i-1], 64); err == nil && v > 0 && v < 1000 {
				return v
			}
		}
	}
	return 0
}

// wrap cuts a line at spaces where it is wider than its field.
func (in *interpreter) wrap(line string, size, width float64, lines bool) []string {
	if !lines {
		return []string{line}
	}
	var out []string
	start, space, at := 0, -1, 0.0
	for i, r := range line {
		at += in.doc.plain.Rune(r).Width * size
		if at > width && space > start {
			out = append(out, line[start:space])
			start, at = space+1, 0
			for _, r := range line[start:i] {
				at += in.doc.plain.Rune(r).Width * size
			}
		}
		if r == ' ' {
			space = i
		}
	}
	return append(out, line[start:])
}

func (in *interpreter) writeLine(line string, x, y, size float64, cells int, pitch float64) {
	in.moved = true
	for _, r := range line {
		if len(in.page.Glyphs) > in.limits.Glyphs {
			return
		}
		g := in.doc.plain.Rune(r)
		if m := (matrix{size, 0, 0, size, x, y}).times(in.state.ctm); m.finite() {
			in.state.size = size
			frame := in.frame(m, in.doc.plain)
			in.place(&frame, &g, m[4], m[5], 0)
		}
		if cells > 0 {
			x += pitch
		} else {
			x += g.Width * size
		}
	}
}
