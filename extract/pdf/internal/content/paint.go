package content

import (
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// ink is a colour as far as it matters here: whether it is that of paper.
type ink struct {
	white bool
	// through tells that what is below may be seen: a pattern.
	through bool
	space   string  // name of the colour space
	tile    float64 // area of the image that a pattern repeats, in square points
}

// colour executes the colour operators (ISO 32000-1, 8.6.8).
func (in *interpreter) colour(op string, operands []object.Token) {
	var v [4]float64
	c := &in.state.fill
	if op[0] <= 'Z' {
		c = &in.state.stroke
	}
	switch op {
	case "g", "G":
		if numbers(operands, v[:1]) {
			*c = ink{white: v[0] >= 1}
		}
	case "rg", "RG":
		if numbers(operands, v[:3]) {
			*c = ink{white: v[0] >= 1 && v[1] >= 1 && v[2] >= 1}
		}
	case "k", "K":
		if numbers(operands, v[:4]) {
			*c = ink{white: v[0] <= 0 && v[1] <= 0 && v[2] <= 0 && v[3] <= 0}
		}
	case "cs", "CS":
		if n := len(operands); n > 0 {
			*c = ink{space: operands[n-1].Text}
		}
	default: // sc, scn, SC, SCN
		*c = ink{space: c.space}
		n := len(operands)
		if n == 0 {
			return
		}
		if last := operands[n-1]; last.Kind == object.TokenName {
			c.through = true
			c.tile = in.tile(in.resource("Pattern", last.Text))
			return
		}
		if n != 1 && n != 3 && n != 4 || !numbers(operands, v[:n]) {
			return
		}
		for _, x := range v[:n] {
			if n == 4 && x > 0 || n < 4 && x < 1 {
				return
			}
		}
		// Only now that it may be white does the colour space matter.
		c.white = in.components(c.space) == n
	}
}

// components is the number of numbers of a colour space in which 1 (one or
// three) or 0 (four) is white; 0 for others.
func (in *interpreter) components(name string) int {
	space := object.Nothing()
	switch name {
	case "DeviceGray", "DeviceRGB", "DeviceCMYK":
	default:
		space = in.resource("ColorSpace", name)
		if name = space.Name(); space.Kind() == object.Array {
			name = space.Index(0).Name()
		}
	}
	switch name {
	case "DeviceGray", "CalGray":
		return 1
	case "DeviceRGB", "CalRGB":
		return 3
	case "DeviceCMYK":
		return 4
	case "ICCBased":
		return int(space.Index(1).Key("N").Int())
	}
	return 0
}

// tile gives the area of the cell of a tiling pattern that shows an image, as a
// scan may be painted.
func (in *interpreter) tile(pattern object.Value) float64 {
	const mostNames = 20
	in.operators += formCost / 4
	if pattern.Kind() != object.Stream {
		return 0
	}
	names := pattern.Key("Resources").Key("XObject")
	for i, name := range names.Keys() {
		if i == mostNames {
			break
		}
		if names.Key(name).Key("Subtype").Name() != "Image" {
			continue
		}
		box := pattern.Key("BBox")
		if box.Len() < 4 {
			return 0
		}
		m, _ := matrixOf(pattern.Key("Matrix"))
		x0, y0, x1, y1 := bounds(m, box.Index(0).Float(), box.Index(1).Float(), box.Index(2).Float(), box.Index(3).Float())
		if area := (x1 - x0) * (y1 - y0); area > 0 {
			return area
		}
		return 0
	}
	return 0
}

// transparency reads the entries of a graphics state dictionary with which what
// is below stays visible (ISO 32000-1, 11.6.4).
func (in *interpreter) transparency(dict object.Value) {
	g := &in.state
	if v := dict.Key("ca"); v.Kind() != object.Null {
		g.alpha = v.Float()
	}
	if v := dict.Key("BM"); v.Kind() != object.Null {
		name := v.Name()
		if v.Kind() == object.Array {
			name = v.Index(0).Name()
		}
		g.blends = name != "Normal" && name != "Compatible"
	}
	if v := dict.Key("SMask"); v.Kind() != object.Null {
		g.masked = v.Kind() == object.Dict
	}
	if v := dict.Key("op"); v.Kind() != object.Null {
		g.overprints = v.Bool()
	} else if v := dict.Key("OP"); v.Kind() != object.Null {
		g.overprints = v.Bool()
	}
	g.sheer = g.alpha < 1 || g.blends || g.masked || g.overprints
}
