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
		var inside, outside []*run
		beside := 0
		for _, r := range rest {
			if r.y > g.ys[0] || r.y < g.ys[1] {
				outside = append(outside, r)
				continue
			}
			if r.x0 > g.xs[0]-touch && r.x1 < g.xs[1]+touch {
				inside = append(inside, r)
				continue
			}
			outside = append(outside, r)
			if r.x1 < g.xs[0]+touch || r.x0 > g.xs[1]-touch {
				if r.glyphs >= longRun {
					beside++
				}
			} else {
				inside = nil
				break
			}
		}
		if beside < 2 || len(makeRows(inside, false)) < 2 {
			continue
		}
		framed, rest = append(framed, inside), outside
	}
	return framed, rest
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
