package content

import (
	"math"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// path is the current path, in page coordinates.
type path struct {
	segments   []Rule // straight pieces along an axis
	rectangles []Rule
	slanted    int // pieces that are neither: curves and diagonals
	x, y       float64
	startX     float64
	startY     float64
	open       bool
	clips      bool // it becomes the clipping path once it is painted
	drawn      bool // box holds a point
	box        Rule // around all points
	outlines   int  // closed with slanted pieces
	counted    int  // slanted pieces of the outlines before
	parts      int  // begun by a point
}

// stroke is how a rule was drawn.
type stroke struct {
	width float64 // points; 0 for a filled rectangle
	pale  bool
}

// extend takes a point into the box.
func (p *path) extend(x, y float64) {
	if !p.drawn {
		p.box, p.drawn = Rule{x, y, x, y}, true
		return
	}
	p.box.X0, p.box.X1 = min(p.box.X0, x), max(p.box.X1, x)
	p.box.Y0, p.box.Y1 = min(p.box.Y0, y), max(p.box.Y1, y)
}

// outline counts the slanted pieces since the last outline as one.
func (p *path) outline() {
	if p.slanted > p.counted {
		p.outlines++
		p.counted = p.slanted
	}
}

func (p path) fresh() path { return path{} }

const (
	edge         = 0.02 // of the page: what a clipping path may leave out of it
	thin         = 3.0  // points; a filled rectangle up to this is a rule
	mostSegments = 10_000
)

func (in *interpreter) pathOperator(op string, operands []object.Token) {
	var v [6]float64
	p := &in.path
	switch op {
	case "m":
		if numbers(operands, v[:2]) {
			p.outline()
			p.parts++
			p.x, p.y = in.state.ctm.apply(v[0], v[1])
			p.extend(p.x, p.y)
			p.startX, p.startY, p.open = p.x, p.y, true
		}
	case "l":
		if numbers(operands, v[:2]) && p.open {
			p.to(in.state.ctm.apply(v[0], v[1]))
		}
	case "c", "v", "y":
		if numbers(operands, v[:2]) {
			p.x, p.y = in.state.ctm.apply(v[0], v[1])
			p.extend(p.x, p.y)
			if len(operands) >= 4 && numbers(operands, v[:4]) {
				p.extend(in.state.ctm.apply(v[0], v[1]))
				p.extend(in.state.ctm.apply(v[2], v[3]))
			}
			p.slanted++
		}
	case "h":
		if p.open {
			p.to(p.startX, p.startY)
		}
	case "re":
		if numbers(operands, v[:4]) && len(p.rectangles) < mostSegments {
			x0, y0, x1, y1 := bounds(in.state.ctm, v[0], v[1], v[0]+v[2], v[1]+v[3])
			p.rectangles = append(p.rectangles, Rule{x0, y0, x1, y1})
			p.extend(x0, y0)
			p.extend(x1, y1)
		}
	case "n":
		in.clip()
		*p = path{}
	default:
		in.paint(op)
		in.clip()
		p.drawn, p.outlines, p.counted, p.parts = false, 0, 0, 0
		p.segments, p.rectangles = p.segments[:0], p.rectangles[:0]
		p.slanted, p.open = 0, false
	}
}

func (p *path) to(x, y float64) {
	p.extend(x, y)
	const straight = 0.5
	switch {
	case math.Abs(x-p.x) > straight && math.Abs(y-p.y) > straight:
		p.slanted++
	case len(p.segments) < mostSegments:
		p.segments = append(p.segments, Rule{min(x, p.x), min(y, p.y), max(x, p.x), max(y, p.y)})
	}
	p.x, p.y = x, y
}

// clip narrows the clipping path, where the path that ends is to be one.
func (in *interpreter) clip() {
	p := &in.path
	if p.clips && p.drawn {
		in.state.clip, _ = in.state.clip.intersect(p.box)
		c, page := &in.state.clip, in.page
		x, y := edge*page.Width, edge*page.Height
		page.Clipped = page.Clipped || c.X0 > x || c.Y0 > y || c.X1 < page.Width-x || c.Y1 < page.Height-y
		in.state.clipShaped = in.state.clipShaped || !in.rectangular()
	}
	p.clips = false
}

// rectangular tells whether the path is one rectangle along the axes.
func (in *interpreter) rectangular() bool {
	p := &in.path
	if p.slanted > 0 || !in.state.ctm.level() {
		return false
	}
	n := len(p.segments)
	return len(p.rectangles) == 1 && n == 0 || len(p.rectangles) == 0 && p.parts == 1 && n >= 3 && n <= 5
}

// grounded notes what painting the path covers.
func (in *interpreter) grounded(fills, strokes bool) {
	p, g := &in.path, &in.state
	if !p.drawn {
		return
	}
	if fills {
		solid := !g.fill.through && in.rectangular()
		in.painted(p.box, solid, g.fill.white, false)
		if g.fill.tile > 0 {
			if r, ok := p.box.intersect(g.clip); ok {
				in.page.ImageArea += min((r.X1-r.X0)*(r.Y1-r.Y0), g.fill.tile)
			}
		}
	}
	if w := in.strokeWidth(); strokes && w > thin && !g.stroke.white {
		b := p.box
		in.painted(Rule{b.X0 - w/2, b.Y0 - w/2, b.X1 + w/2, b.Y1 + w/2}, false, false, false)
	}
}

// strokeWidth is the width of a line on the page, in points.
func (in *interpreter) strokeWidth() float64 {
	m := &in.state.ctm
	return in.state.strokeWidth * math.Sqrt(math.Abs(m[0]*m[3]-m[1]*m[2]))
}

// paint adds the path to the page. A filled outline of four straight pieces is
// a rectangle.
func (in *interpreter) paint(op string) {
	if in.hidden > 0 {
		return
	}
	in.filled++
	p := &in.path
	strokes := op == "S" || op == "s" || op[0] == 'B' || op[0] == 'b'
	p.outline()
	in.page.Shapes += p.outlines
	in.grounded(op != "S" && op != "s", strokes)
	if op == "s" || op[0] == 'b' {
		p.to(p.startX, p.startY)
	}
	if !strokes && len(p.segments) >= 3 && p.slanted == 0 {
		r := p.segments[0]
		for _, s := range p.segments[1:] {
			r = Rule{min(r.X0, s.X0), min(r.Y0, s.Y0), max(r.X1, s.X1), max(r.Y1, s.Y1)}
		}
		if len(p.segments) <= 5 {
			p.rectangles = append(p.rectangles, r)
		}
	}
	filled := stroke{pale: in.state.fill.white}
	drawn := stroke{width: in.strokeWidth(), pale: in.state.stroke.white}
	for _, r := range p.rectangles {
		wide, high := r.X1-r.X0, r.Y1-r.Y0
		switch {
		case wide <= thin || high <= thin:
			in.rule(r, filled)
		case strokes:
			in.rule(Rule{r.X0, r.Y0, r.X1, r.Y0}, drawn)
			in.rule(Rule{r.X0, r.Y1, r.X1, r.Y1}, drawn)
			in.rule(Rule{r.X0, r.Y0, r.X0, r.Y1}, drawn)
			in.rule(Rule{r.X1, r.Y0, r.X1, r.Y1}, drawn)
		case len(in.page.Boxes) < mostRules:
			in.page.Boxes = append(in.page.Boxes, r)
		}
	}
	if strokes {
		for _, s := range p.segments {
			in.rule(s, drawn)
		}
	}
}

func (in *interpreter) rule(r Rule, s stroke) {
	// Dots and ticks are no rules.
	if max(r.X1-r.X0, r.Y1-r.Y0) < 4 || len(in.page.Rules) >= mostRules {
		return
	}
	in.page.Rules = append(in.page.Rules, r)
	in.strokes = append(in.strokes, s)
}
