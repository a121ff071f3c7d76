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
}

func (p path) fresh() path { return path{} }

const (
	thin         = 3.0 // points; a filled rectangle up to this is a rule
	mostSegments = 10_000
)

func (in *interpreter) pathOperator(op string, operands []object.Token) {
	var v [6]float64
	p := &in.path
	switch op {
	case "m":
		if numbers(operands, v[:2]) {
			p.x, p.y = in.state.ctm.apply(v[0], v[1])
			p.startX, p.startY, p.open = p.x, p.y, true
		}
	case "l":
		if numbers(operands, v[:2]) && p.open {
			p.to(in.state.ctm.apply(v[0], v[1]))
		}
	case "c", "v", "y":
		if numbers(operands, v[:2]) {
			p.x, p.y = in.state.ctm.apply(v[0], v[1])
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
		}
	case "n":
		*p = path{}
	default:
		in.paint(op)
		p.segments, p.rectangles = p.segments[:0], p.rectangles[:0]
		p.slanted, p.open = 0, false
	}
}

// clip notes whether the current path, which becomes the limit of what is
// drawn, leaves a part of the page out.
func (in *interpreter) clip() {
	p, page := &in.path, in.page
	x, y := 0.02*page.Width, 0.02*page.Height
	for _, r := range p.rectangles {
		if r.X0 <= x && r.Y0 <= y && r.X1 >= page.Width-x && r.Y1 >= page.Height-y {
			return
		}
	}
	page.Clipped = true
}

func (p *path) to(x, y float64) {
	const straight = 0.5
	switch {
	case math.Abs(x-p.x) > straight && math.Abs(y-p.y) > straight:
		p.slanted++
	case len(p.segments) < mostSegments:
		p.segments = append(p.segments, Rule{min(x, p.x), min(y, p.y), max(x, p.x), max(y, p.y)})
	}
	p.x, p.y = x, y
}

// paint adds the path to the page. A filled outline of four straight pieces is
// a rectangle.
func (in *interpreter) paint(op string) {
	if in.hidden > 0 {
		return
	}
	in.filled++
	p := &in.path
	stroke := op == "S" || op == "s" || op[0] == 'B' || op[0] == 'b'
	if p.slanted > 0 {
		in.page.Shapes++
	}
	if op == "s" || op[0] == 'b' {
		p.to(p.startX, p.startY)
	}
	if !stroke && len(p.segments) >= 3 && p.slanted == 0 {
		r := p.segments[0]
		for _, s := range p.segments[1:] {
			r = Rule{min(r.X0, s.X0), min(r.Y0, s.Y0), max(r.X1, s.X1), max(r.Y1, s.Y1)}
		}
		if len(p.segments) <= 5 {
			p.rectangles = append(p.rectangles, r)
		}
	}
	for _, r := range p.rectangles {
		wide, high := r.X1-r.X0, r.Y1-r.Y0
		switch {
		case wide <= thin || high <= thin:
			in.rule(r)
		case stroke:
			in.rule(Rule{r.X0, r.Y0, r.X1, r.Y0})
			in.rule(Rule{r.X0, r.Y1, r.X1, r.Y1})
			in.rule(Rule{r.X0, r.Y0, r.X0, r.Y1})
			in.rule(Rule{r.X1, r.Y0, r.X1, r.Y1})
		case len(in.page.Boxes) < mostRules:
			in.page.Boxes = append(in.page.Boxes, r)
		}
	}
	if stroke {
		for _, s := range p.segments {
			in.rule(s)
		}
	}
}

func (in *interpreter) rule(r Rule) {
	// Dots and ticks are no rules.
	if max(r.X1-r.X0, r.Y1-r.Y0) < 4 || len(in.page.Rules) >= mostRules {
		return
	}
	in.page.Rules = append(in.page.Rules, r)
}
