package tesseract

import (
	"cmp"
	"context"
	"image"
	"math"
	"slices"

	"github.com/clausule/clausule/extract/document"
)

// Measures of ruling lines, in inches.
const (
	ruleThick    = 0.03  // the thickest
	leastAcross  = 0.4   // the shortest that is level
	leastBlank   = 0.25  // the same of one to be filled in
	leastDown    = 0.25  // the shortest that is upright
	rulePiece    = 0.06  // the shortest stretch without a gap
	ruleNick     = 0.012 // gaps within such a stretch: specks and the noise of compression
	ruleGap      = 0.06  // gaps between stretches, where a letter or another rule touches it
	ruleMargin   = 0.1   // along the edges, where scanners leave bars
	ruleMeet     = 0.04  // within which rules touch each other
	ruleWobble   = 0.012 // how far it may stray from straight, beside its thickness
	ruleContrast = 16    // shades that it is darker than the paper on both sides
	ruleFill     = 0.8   // share of its length that is ink
	ruleSlope    = 0.02  // to which it may lie askew; pages that lie more so were straightened
)

// Bounds on the work: pictures with more are drawings or photographs.
const (
	maxPieces = 100_000
	maxRules  = 2_000
)

// rule is a straight line along one of the axes of the picture, but for the
// angle at which the page still lies askew, in pixels.
type rule struct {
	x0, y0, x1, y1 float64 // x0 < x1 when level, else y0 < y1
	down           bool
	dotted         bool // made of dots or dashes
}

// at is the height of a level rule at x.
func (r rule) at(x float64) float64 {
	return r.y0 + (r.y1-r.y0)*(x-r.x0)/max(1, r.x1-r.x0)
}

// rulings finds the ruling lines in a picture: what is thin, long and darker
// than the paper on both of its sides, so that light grey rules count and the
// edges of shaded areas do not. dpiX and dpiY are the resolutions. Those that
// are level may be shorter than leastAcross, for fillIn to look at.
func rulings(ctx context.Context, g *image.Gray, dpiX, dpiY float64) ([]rule, error) {
	across, err := trace(ctx, g, dpiX, dpiY, leastBlank)
	if err != nil {
		return nil, err
	}
	down, err := trace(ctx, turned(g, 1), dpiY, dpiX, leastDown)
	if err != nil {
		return nil, err
	}
	high := float64(g.Rect.Dy())
	for _, r := range down {
		// Back from the picture that was turned a quarter clockwise.
		across = append(across, rule{x0: r.y1, y0: high - r.x1, x1: r.y0, y1: high - r.x0, down: true})
	}
	return across, nil
}

// stretch is a run of ink in one row of pixels, from x0 up to x1.
type stretch struct{ y, x0, x1 int }

// trace finds the level rules. along and across are the resolutions in both
// directions, least the shortest rule in inches.
func trace(ctx context.Context, g *image.Gray, along, across, least float64) ([]rule, error) {
	pieces, err := stretches(ctx, g, along, across)
	if err != nil || len(pieces) == 0 {
		return nil, err
	}
	roots := connect(pieces, int(ruleGap*along))
	groups := map[int]*fit{}
	var order []*fit
	for i, p := range pieces {
		f := groups[roots[i]]
		if f == nil {
			f = newFit()
			groups[roots[i]] = f
			order = append(order, f)
		}
		f.add(p)
	}
	var rules []rule
	for _, f := range order {
		if r, ok := f.rule(least*along, ruleThick*across+ruleWobble*across+1); ok {
			r.dotted = dots(g, r, int(max(2, ruleThick*across)), least*along)
			if rules = append(rules, r); len(rules) > maxRules {
				return nil, nil
			}
		}
	}
	return rules, nil
}

// stretches lists the runs of pixels in the rows of a picture that are darker
// than the paper above and below, from the top and from the left; none where
// there are too many.
func stretches(ctx context.Context, g *image.Gray, along, across float64) ([]stretch, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	far := max(2, int(math.Round(ruleThick*across)))
	near := max(1, far/2)
	nick := max(1, int(ruleNick*along))
	least := max(6, int(rulePiece*along))
	mx, my := int(ruleMargin*along), max(far, int(ruleMargin*across))
	var out []stretch
	if w <= 2*mx {
		return nil, nil
	}
	for y := my; y < h-my; y++ {
		if err := canceled(ctx, y); err != nil {
			return nil, err
		}
		row := g.Pix[y*g.Stride:][:w]
		a, b := g.Pix[(y-far)*g.Stride:][:w], g.Pix[(y-near)*g.Stride:][:w]
		c, d := g.Pix[(y+near)*g.Stride:][:w], g.Pix[(y+far)*g.Stride:][:w]
		start, end := -1, 0
		close := func() {
			if start >= 0 && end-start >= least {
				out = append(out, stretch{y, start, end})
			}
			start = -1
		}
		for x := mx; x < w-mx; x++ {
			p := int(row[x]) + ruleContrast
			if p > 255 || p > int(max(a[x], b[x])) || p > int(max(c[x], d[x])) {
				if start >= 0 && x-end >= nick {
					close()
				}
				continue
			}
			if start < 0 {
				start = x
			}
			end = x + 1
		}
		close()
		if len(out) > maxPieces {
			return nil, nil
		}
	}
	return out, nil
}

// connect gives for every stretch the first one that it hangs together with:
// in the same row or one of the next two, no further than gap.
func connect(pieces []stretch, gap int) []int {
	parent := make([]int, len(pieces))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(a, b int) {
		a, b = root(a), root(b)
		parent[max(a, b)] = min(a, b)
	}
	const rows = 2
	var begin [rows + 1]int // where the search in each of the next rows goes on
	for i, p := range pieces {
		if i > 0 && pieces[i-1].y != p.y {
			begin = [rows + 1]int{}
		}
		if i+1 < len(pieces) && pieces[i+1].y == p.y && pieces[i+1].x0-p.x1 <= gap {
			join(i, i+1)
		}
		for k := 1; k <= rows; k++ {
			from, ok := begin[k], true
			if from == 0 {
				from, ok = slices.BinarySearchFunc(pieces, p.y+k, func(s stretch, y int) int { return cmp.Compare(s.y, y) })
				if !ok {
					continue
				}
			}
			for from < len(pieces) && pieces[from].y == p.y+k && pieces[from].x1+gap < p.x0 {
				from++
			}
			begin[k] = from
			for j := from; j < len(pieces) && pieces[j].y == p.y+k && pieces[j].x0 <= p.x1+gap; j++ {
				join(i, j)
			}
		}
	}
	for i := range parent {
		parent[i] = root(i)
	}
	return parent
}

// fit lays a straight line through stretches.
type fit struct {
	pieces           []stretch
	top, bottom      int
	left, right      int
	n, x, y, xx, xy  float64
	originX, originY float64 // sums are taken from here, to keep them exact
}

func newFit() *fit {
	return &fit{top: math.MaxInt, left: math.MaxInt}
}

func (f *fit) add(p stretch) {
	if len(f.pieces) == 0 {
		f.originX, f.originY = float64(p.x0), float64(p.y)
	}
	f.pieces = append(f.pieces, p)
	f.top, f.bottom = min(f.top, p.y), max(f.bottom, p.y+1)
	f.left, f.right = min(f.left, p.x0), max(f.right, p.x1)
	n := float64(p.x1 - p.x0)
	x, y := float64(p.x0+p.x1)/2-f.originX, float64(p.y)-f.originY
	f.n, f.x, f.y = f.n+n, f.x+n*x, f.y+n*y
	f.xx, f.xy = f.xx+n*(x*x+n*n/12), f.xy+n*x*y
}

// rule gives the line when it is long, straight and thin enough.
func (f *fit) rule(least, thick float64) (rule, bool) {
	long := float64(f.right - f.left)
	if long < least {
		return rule{}, false
	}
	slope := 0.0
	if v := f.xx - f.x*f.x/f.n; v > 0 {
		slope = (f.xy - f.x*f.y/f.n) / v
	}
	if math.Abs(slope) > ruleSlope || float64(f.bottom-f.top)-math.Abs(slope)*long > thick {
		return rule{}, false
	}
	slices.SortFunc(f.pieces, func(a, b stretch) int { return cmp.Compare(a.x0, b.x0) })
	ink, end := 0, f.left
	for _, p := range f.pieces {
		ink += max(0, p.x1-max(p.x0, end))
		end = max(end, p.x1)
	}
	if float64(ink) < ruleFill*long {
		return rule{}, false
	}
	middle := f.y/f.n + f.originY + 0.5 - slope*(f.x/f.n+f.originX)
	return rule{x0: float64(f.left), y0: middle + slope*float64(f.left), x1: float64(f.right), y1: middle + slope*float64(f.right)}, true
}

// dots tells whether the ink of a level rule comes and goes: it is a row of dots
// that stand so close that no paper is left between them.
func dots(g *image.Gray, r rule, far int, least float64) bool {
	const (
		pale    = 0.6  // of the ink of the rule
		share   = 0.25 // of its length that is pale
		fewest  = 4    // pale places in the length of the shortest rule
		darkest = 0.9
	)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var ink []int
	for x := int(r.x0); x < int(r.x1) && x < w; x++ {
		y := int(r.at(float64(x)))
		if y < far || y >= h-far {
			return false
		}
		least := byte(255)
		for k := -1; k <= 1; k++ {
			least = min(least, g.Pix[(y+k)*g.Stride+x])
		}
		ink = append(ink, int(max(g.Pix[(y-far)*g.Stride+x], g.Pix[(y+far)*g.Stride+x]))-int(least))
	}
	if len(ink) == 0 {
		return false
	}
	sorted := slices.Sorted(slices.Values(ink))
	limit := int(pale * float64(sorted[int(darkest*float64(len(sorted)-1))]))
	light, places := 0, 0
	for i, v := range ink {
		if v < limit {
			light++
			if i > 0 && ink[i-1] >= limit {
				places++
			}
		}
	}
	return float64(light) > share*float64(len(ink)) && float64(places) > fewest*float64(len(ink))/least
}

// unlettered leaves out the rules that are strokes of letters, or that strike
// words through.
func unlettered(rules []rule, lines []line) []rule {
	const enough = 0.5 // share of a rule that lies in words
	return slices.DeleteFunc(rules, func(r rule) bool {
		in := 0.0
		for _, l := range lines {
			if l.angle != 0 {
				continue
			}
			size := l.height()
			for _, w := range l.words {
				if alphanumerics(w.text) == 0 || w.sure < 0.3 || w.box.right-w.box.left < 0.3*size {
					continue
				}
				base := l.baseline(w.box.left)
				if !r.down {
					if y := r.at(w.box.left); y < base-0.02*size && y > base-0.8*size {
						in += max(0, min(r.x1, w.box.right)-max(r.x0, w.box.left))
					}
				} else if r.x0 > w.box.left-1 && r.x0 < w.box.right+1 && alphanumerics(w.text) > 1 {
					in += max(0, min(r.y1, base)-max(r.y0, base-0.8*size))
				}
			}
		}
		long := r.x1 - r.x0
		if r.down {
			long = r.y1 - r.y0
		}
		return in > enough*long
	})
}

// place puts a rule on the page.
func (f frame) rule(r rule) document.Rule {
	x0, y0 := f.point(r.x0, r.y0)
	x1, y1 := f.point(r.x1, r.y1)
	if r.down {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	return document.Rule{X0: x0, Y0: y0, X1: x1, Y1: y1}
}
