package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// bitmap is an image in shades of grey, a byte a pixel, 0 is black, row after
// row from the top.
type bitmap struct {
	width, height int
	pix           []byte
	bilevel       bool    // only 0 and 255 occur
	missing       float64 // share of the rows that are not in the data
}

func newBitmap(width, height int) bitmap {
	return bitmap{width: width, height: height, pix: make([]byte, width*height)}
}

func (b bitmap) row(y int) []byte { return b.pix[y*b.width : (y+1)*b.width] }

// whiten fills the rows from y on, which the data lacks.
func (b *bitmap) whiten(y int) {
	rest := b.pix[y*b.width:]
	for i := range rest {
		rest[i] = 0xff
	}
	b.missing = float64(b.height-y) / float64(b.height)
}

// canceled asks the context once in a while: a row is soon done.
func canceled(ctx context.Context, y int) error {
	if y&31 == 0 {
		return ctx.Err()
	}
	return nil
}

// turn mirrors the bitmap and turns it quarters clockwise. The result may
// share memory with b or be b, changed.
func turn(ctx context.Context, b bitmap, quarters int, mirror bool) (bitmap, error) {
	quarters = (quarters%4 + 4) % 4
	if mirror {
		for y := range b.height {
			if err := canceled(ctx, y); err != nil {
				return b, err
			}
			reverse(b.row(y))
		}
	}
	switch quarters {
	case 0:
		return b, nil
	case 2:
		reverse(b.pix)
		return b, ctx.Err()
	}
	t := newBitmap(b.height, b.width)
	t.bilevel = b.bilevel
	// In squares, so that the rows written to stay in the cache.
	const side = 64
	for y0 := 0; y0 < b.height; y0 += side {
		if err := ctx.Err(); err != nil {
			return b, err
		}
		y1 := min(y0+side, b.height)
		for x0 := 0; x0 < b.width; x0 += side {
			x1 := min(x0+side, b.width)
			for y := y0; y < y1; y++ {
				row := b.row(y)
				for x := x0; x < x1; x++ {
					if quarters == 1 {
						t.pix[x*t.width+b.height-1-y] = row[x]
					} else {
						t.pix[(b.width-1-x)*t.width+y] = row[x]
					}
				}
			}
		}
	}
	return t, nil
}

func reverse(p []byte) {
	for i, j := 0, len(p)-1; i < j; i, j = i+1, j-1 {
		p[i], p[j] = p[j], p[i]
	}
}

// encode writes the bitmap as PNG, with one bit a pixel where that is enough.
// It takes the bitmap: its pixels may change.
func encode(ctx context.Context, b bitmap) ([]byte, error) {
	rect := image.Rect(0, 0, b.width, b.height)
	var m image.Image = &image.Gray{Pix: b.pix, Stride: b.width, Rect: rect}
	if b.bilevel {
		for i, p := range b.pix {
			b.pix[i] = p >> 7
		}
		m = &image.Paletted{Pix: b.pix, Stride: b.width, Rect: rect,
			Palette: color.Palette{color.Gray{Y: 0}, color.Gray{Y: 0xff}}}
	}
	var out writer
	out.ctx = ctx
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, m); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("picture: writing PNG: %w", err)
	}
	return out.buf.Bytes(), nil
}

// writer stops the encoder when the context ends.
type writer struct {
	ctx context.Context
	buf bytes.Buffer
}

func (w *writer) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.buf.Write(p)
}

// reader stops a decoder when the context ends.
type reader struct {
	ctx context.Context
	r   *bytes.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
