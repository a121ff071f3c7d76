package layout

import (
	"math"
	"sort"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// frames takes the runs that stand in a frame of rules beside the text: what
// is set apart on the page is no part of the sentences next to it. A frame
// around all there is, and one that holds a single line, part nothing.
func frames(rules []content.Rule, runs []*run) (framed [][]*run, rest []*run) {
	var across, down []line
	for _, r := range rules {
		if r.Horizontal() {
			across = append(across, line{(r.Y0 + r.Y1) / 2, r.X0, r.X1})
		} else {
			down = append(down, line{(r.X0 + r.X1) / 2, r.Y0, r.Y1})
		}
	}
	across, down = mergeRules(across), mergeRules(down)
	if len(across) < 2 || len(down) < 2 || len(across) > mostLines || len(down) > mostLines {
		return nil, runs
	}
	rest = runs
	const mostFrames = 20
	looked := 0
	for _, g := range connected(across, down) {
		if len(g.xs) != 2 || len(g.ys) != 2 || !covered(g.down, g.xs[0], g.ys[1], g.ys[0]) || !covered(g.down, g.xs[1], g.ys[1], g.ys[0]) {
			continue
		}
		if looked++; looked > mostFrames {
			break
		}
		inside, outside, beside := within(rest, content.Rule{X0: g.xs[0], Y0: g.ys[1], X1: g.xs[1], Y1: g.ys[0]}, 0)
		if beside < 2 || len(makeRows(inside, false)) < 2 {
			continue
		}
		framed, rest = append(framed, inside), outside
	}
	return framed, rest
}

// within parts the runs in a rectangle from those outside it. beside is the number
// of lines of text, of some width in ems, at its height; it is 0 where a run
// crosses its edge.
func within(runs []*run, r content.Rule, ems float64) (inside, outside []*run, beside int) {
	for _, u := range runs {
		switch {
		case u.y > r.Y1 || u.y < r.Y0:
			outside = append(outside, u)
		case u.x0 > r.X0-touch && u.x1 < r.X1+touch:
			inside = append(inside, u)
		case u.x1 < r.X0+touch || u.x0 > r.X1-touch:
			outside = append(outside, u)
			if u.glyphs >= longRun && u.x1-u.x0 >= ems*u.size {
				beside++
			}
		default:
			return nil, runs, 0
		}
	}
	return inside, outside, beside
}

// panels takes the runs that stand on a tall shaded ground beside running text.
// The shading of a table is no such ground: no running text stands beside it.
func panels(boxes []content.Rule, runs []*run) (shaded [][]*run, rest []*run) {
	const (
		fewestLines = 5 // of running text beside it, and in it
		least       = 120.0
		mostPanels  = 20
	)
	rest = runs
	looked := 0
	for _, b := range boxes {
		if b.Y1-b.Y0 < least || b.X1-b.X0 < least/2 {
			continue
		}
		if looked++; looked > mostPanels {
			break
		}
		inside, outside, beside := within(rest, b, longEms)
		if beside < fewestLines || len(inside) < fewestLines || len(makeRows(inside, false)) < fewestLines {
			continue
		}
		shaded, rest = append(shaded, inside), outside
	}
	return shaded, rest
}

// underlines lists the horizontal rules of a page from the bottom up; none where
// there are so many that the page is a drawing.
func underlines(rules []content.Rule) []content.Rule {
	var out []content.Rule
	for _, r := range rules {
		if r.Horizontal() {
			out = append(out, r)
		}
	}
	if len(out) > mostLines {
		return nil
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Y0 < out[j].Y0 })
	return out
}

// underlined tells whether a rule as long as the row stands right below it.
func underlined(r *row, rules []content.Rule) bool {
	const least = 0.95
	if len(r.segments) != 1 || r.x1-r.x0 < 2*r.size {
		return false
	}
	at := sort.Search(len(rules), func(i int) bool { return rules[i].Y0 >= r.y-0.3*r.size })
	low, high, sum := math.Inf(1), math.Inf(-1), 0.0
	const mostPieces = 100
	for _, u := range rules[at:min(len(rules), at+mostPieces)] {
		if u.Y0 > r.y {
			break
		}
		if u.X1 < r.x0 || u.X0 > r.x1 {
			continue
		}
		low, high, sum = min(low, u.X0), max(high, u.X1), sum+u.X1-u.X0
	}
	width := r.x1 - r.x0
	return sum >= least*width && low > r.x0-0.5*r.size && high < r.x1+0.7*r.size
}
