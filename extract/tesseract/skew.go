package tesseract

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
)

// maxDecoded is the size up to which a picture is looked at here; larger ones
// go to tesseract as they are.
const maxDecoded = 50_000_000

// decodeGrey decodes a picture to grey. What cannot be decoded gives nil:
// tesseract's own decoders bear more.
func decodeGrey(ctx context.Context, data []byte, decode func(io.Reader) (image.Image, error)) (*image.Gray, error) {
	m, err := decode(ctxReader{ctx, bytes.NewReader(data)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, nil
	}
	rect := image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy())
	g := image.NewGray(rect)
	switch m := m.(type) {
	case *image.Gray:
		for y := range rect.Dy() {
			copy(g.Pix[y*g.Stride:][:g.Stride], m.Pix[y*m.Stride:])
		}
	case *image.YCbCr:
		for y := range rect.Dy() {
			copy(g.Pix[y*g.Stride:][:g.Stride], m.Y[y*m.YStride:])
		}
	case *image.Paletted:
		var shades [256]byte
		for i, c := range m.Palette {
			shades[i] = color.GrayModel.Convert(c).(color.Gray).Y
		}
		for y := range rect.Dy() {
			for x, p := range m.Pix[y*m.Stride:][:g.Stride] {
				g.Pix[y*g.Stride+x] = shades[p]
			}
		}
	default:
		for y := range rect.Dy() {
			if err := canceled(ctx, y); err != nil {
				return nil, err
			}
			row := image.Rect(0, y, rect.Dx(), y+1)
			draw.Draw(g, row, m, m.Bounds().Min.Add(image.Pt(0, y)), draw.Src)
		}
	}
	return g, nil
}

type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (r ctxReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

func canceled(ctx context.Context, y int) error {
	if y&31 == 0 {
		return ctx.Err()
	}
	return nil
}

func encode(g *image.Gray) ([]byte, error) {
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, g); err != nil {
		return nil, &PictureError{Detail: "de afbeelding is niet te bewaren", Err: err}
	}
	return out.Bytes(), nil
}

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

// threshold is Otsu's: the shade that parts ink from paper best.
func threshold(g *image.Gray) byte {
	var hist [256]float64
	for _, p := range g.Pix {
		hist[p]++
	}
	total, sum := float64(len(g.Pix)), 0.0
	for i, n := range hist {
		sum += float64(i) * n
	}
	var below, sumBelow, best float64
	level := byte(0)
	for i, n := range hist {
		below += n
		sumBelow += float64(i) * n
		above := total - below
		if below == 0 || above == 0 {
			continue
		}
		d := sumBelow/below - (sum-sumBelow)/above
		if v := below * above * d * d; v > best {
			best, level = v, byte(i)
		}
	}
	return level
}

// shrink brings the longer side down to about size, by whole factors.
func shrink(g *image.Gray, size int) *image.Gray {
	k := max(g.Rect.Dx(), g.Rect.Dy()) / size
	if k < 2 {
		return g
	}
	w, h := g.Rect.Dx()/k, g.Rect.Dy()/k
	if w == 0 || h == 0 {
		return g
	}
	s := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]uint32, w)
	for y := range h {
		clear(sums)
		for j := range k {
			row := g.Pix[(y*k+j)*g.Stride:]
			for x := range sums {
				for _, p := range row[x*k : x*k+k] {
					sums[x] += uint32(p)
				}
			}
		}
		for x, sum := range sums {
			s.Pix[y*s.Stride+x] = byte(sum / uint32(k*k))
		}
	}
	return s
}

// turned gives the picture turned quarters clockwise, 1 to 3.
func turned(g *image.Gray, quarters int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if quarters == 2 {
		t := image.NewGray(g.Rect)
		for i, p := range g.Pix {
			t.Pix[len(t.Pix)-1-i] = p
		}
		return t
	}
	t := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x, p := range g.Pix[y*w:][:w] {
			if quarters == 1 {
				t.Pix[x*h+h-1-y] = p
			} else {
				t.Pix[(w-1-x)*h+y] = p
			}
		}
	}
	return t
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
