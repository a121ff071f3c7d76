package tesseract

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
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

// grainy tells whether much of the ink is specks of a pixel or two: in text it
// is three in a hundred at most. The program takes minutes over specks, or
// gives up, and takes letters for specks too.
func grainy(g *image.Gray) bool {
	dark := threshold(g)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	ink, alone := 0, 0
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*w + x
			if g.Pix[i] > dark {
				continue
			}
			ink++
			near := 0
			for _, j := range [...]int{i - w - 1, i - w, i - w + 1, i - 1, i + 1, i + w - 1, i + w, i + w + 1} {
				if g.Pix[j] <= dark {
					near++
				}
			}
			if near <= 1 {
				alone++
			}
		}
	}
	return ink >= 1000 && alone*12 > ink
}

// median takes out specks: every pixel gets the middle one of the nine shades
// around it.
func median(ctx context.Context, g *image.Gray) (*image.Gray, error) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(g.Rect)
	copy(out.Pix, g.Pix)
	for y := 1; y < h-1; y++ {
		if err := canceled(ctx, y); err != nil {
			return nil, err
		}
		a, b, c := g.Pix[(y-1)*w:y*w], g.Pix[y*w:(y+1)*w], g.Pix[(y+1)*w:(y+2)*w]
		row := out.Pix[y*w : (y+1)*w]
		// The middle of nine is that of the highest of the lows, the middle
		// of the middles and the lowest of the highs of three columns.
		l0, m0, h0 := order(a[0], b[0], c[0])
		l1, m1, h1 := order(a[1%w], b[1%w], c[1%w])
		for x := 1; x < w-1; x++ {
			l2, m2, h2 := order(a[x+1], b[x+1], c[x+1])
			_, m, _ := order(m0, m1, m2)
			_, row[x], _ = order(max(l0, l1, l2), m, min(h0, h1, h2))
			l0, m0, h0, l1, m1, h1 = l1, m1, h1, l2, m2, h2
		}
	}
	return out, nil
}

func order(a, b, c byte) (low, middle, high byte) {
	low, high = min(a, b, c), max(a, b, c)
	return low, max(min(a, b), min(max(a, b), c)), high
}
