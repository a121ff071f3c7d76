package tesseract

import (
	"context"
	"image"
	"math"
)

// The search for the angle at which a page lies askew.
const (
	maxSkew    = 10.0 // degrees
	coarseStep = 0.25
	fineStep   = 0.05
	// The profile of the lines at the angle found must be this much sharper
	// than that of the page as it lies.
	minGain = 1.15
	minDots = 300
)

// skew gives the angle in degrees, clockwise as seen, that the lines of text
// make with the picture; 0 when there are no clear lines. It works on upright
// text and on text that lies on its side.
//
// The method is that of the projection profile (Postl 1986; Baird 1987): the
// lower edges of the ink, counted along lines at some angle, fall together in
// a few counts at the angle of the baselines.
func skew(ctx context.Context, g *image.Gray) (float64, error) {
	small := shrink(g, 1000)
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	across, down := edges(small)
	size := max(small.Rect.Dx(), small.Rect.Dy())
	best, gain := 0.0, minGain
	for k, dots := range [2][]image.Point{across, down} {
		if len(dots) < minDots {
			continue
		}
		p := newProfile(dots, size)
		flat := p.sharpness(0)
		angle, top := 0.0, flat
		for a := -maxSkew; a <= maxSkew; a += coarseStep {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			if s := p.sharpness(a); s > top {
				angle, top = a, s
			}
		}
		around := angle
		for a := around - coarseStep; a <= around+coarseStep; a += fineStep {
			if s := p.sharpness(a); s > top {
				angle, top = a, s
			}
		}
		// The columns of upright text make a profile too, a weaker one.
		if p.mean > 0 && top/p.mean > gain && top > minGain*flat {
			gain = top / p.mean
			best = angle
			if k == 1 {
				best = -angle
			}
		} else if p.mean > 0 && top/p.mean > gain {
			gain, best = top/p.mean, 0
		}
	}
	if math.Abs(best) > maxSkew-2*coarseStep {
		// At the end of the range it is something else than lines.
		return 0, nil
	}
	return best, nil
}

// profile counts dots along parallel lines.
type profile struct {
	dots   []image.Point
	counts []int32
	mean   float64 // the sharpness of dots without any order
}

func newProfile(dots []image.Point, size int) *profile {
	p := &profile{dots: dots, counts: make([]int32, 2*size+2)}
	n := float64(len(dots))
	p.mean = n * n / float64(size)
	return p
}

// sharpness is the sum of the squares of the counts of rows at an angle.
func (p *profile) sharpness(degrees float64) float64 {
	clear(p.counts)
	slope := int64(math.Tan(degrees*math.Pi/180) * (1 << 16))
	offset := len(p.counts) / 4
	for _, d := range p.dots {
		row := d.Y - int(int64(d.X)*slope>>16) + offset
		if row >= 0 && row < len(p.counts) {
			p.counts[row]++
		}
	}
	sum := 0.0
	for _, c := range p.counts {
		sum += float64(c) * float64(c)
	}
	return sum
}

// edges lists the dark pixels above a light one, and those left of a light
// one, with the coordinates of the latter swapped.
func edges(g *image.Gray) (across, down []image.Point) {
	dark := threshold(g)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	// Not at the very edge, where scanners leave bars.
	mx, my := w/50, h/50
	for y := my; y < h-1-my; y++ {
		row, next := g.Pix[y*g.Stride:][:w], g.Pix[(y+1)*g.Stride:][:w]
		for x := mx; x < w-1-mx; x++ {
			if row[x] > dark {
				continue
			}
			if next[x] > dark {
				across = append(across, image.Pt(x, y))
			}
			if row[x+1] > dark {
				down = append(down, image.Pt(y, x))
			}
		}
	}
	return across, down
}

// straighten turns the picture back by an angle in degrees about its middle.
// The corners that come in are white.
func straighten(ctx context.Context, g *image.Gray, degrees float64) (*image.Gray, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(g.Rect)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	// In fixed point with 16 bits after the point.
	const unit = 1 << 16
	stepX, stepY := int64(math.Round(cos*unit)), int64(math.Round(sin*unit))
	cx, cy := float64(w-1)/2, float64(h-1)/2
	for y := range h {
		if err := canceled(ctx, y); err != nil {
			return nil, err
		}
		dy := float64(y) - cy
		sx := int64((cx - cx*cos - dy*sin) * unit)
		sy := int64((cy - cx*sin + dy*cos) * unit)
		row := out.Pix[y*out.Stride:][:w]
		for x := range row {
			ix, iy := int(sx>>16), int(sy>>16)
			if ix < 0 || iy < 0 || ix >= w-1 || iy >= h-1 {
				row[x] = 0xff
			} else {
				fx, fy := uint32(sx&(unit-1))>>8, uint32(sy&(unit-1))>>8
				p := g.Pix[iy*g.Stride+ix:]
				q := g.Pix[(iy+1)*g.Stride+ix:]
				a := uint32(p[0])*(256-fx) + uint32(p[1])*fx
				b := uint32(q[0])*(256-fx) + uint32(q[1])*fx
				row[x] = byte((a*(256-fy) + b*fy) >> 16)
			}
			sx += stepX
			sy += stepY
		}
	}
	return out, nil
}
