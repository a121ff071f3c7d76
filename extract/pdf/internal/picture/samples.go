package picture

import (
	"context"
	"fmt"
)

// fromSamples reads an image whose samples are stored as they are.
func fromSamples(ctx context.Context, src Source) (bitmap, error) {
	space, bits := src.Space, src.Bits
	if src.Mask {
		// What the mask paints is taken to be black: 0, by default.
		space, bits = Space{Kind: Gray}, 1
	}
	n := space.components()
	if n == 0 {
		return bitmap{}, fmt.Errorf("%w: colour space", ErrUnsupported)
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return bitmap{}, fmt.Errorf("%w: %d bits a component", ErrUnsupported, bits)
	}
	if src.Width > (1<<40)/(n*bits) {
		return bitmap{}, fmt.Errorf("%w: width %d", ErrTooLarge, src.Width)
	}
	stride := (src.Width*n*bits + 7) / 8
	rows := min(src.Height, len(src.Data)/stride)
	// Some files stop a little early; a bitmap is made only of data that is
	// mostly there.
	if rows < src.Height-src.Height/2 {
		return bitmap{}, fmt.Errorf("%w: data for %d rows of %d", ErrDamaged, rows, src.Height)
	}
	toGrey, err := greyOf(space, bits, src.Decode)
	if err != nil {
		return bitmap{}, err
	}
	b := newBitmap(src.Width, src.Height)
	b.bilevel = bits == 1 && n == 1 && toGrey.bilevel()
	codes := make([]byte, src.Width*n)
	for y := range rows {
		if err := canceled(ctx, y); err != nil {
			return bitmap{}, err
		}
		unpack(codes, src.Data[y*stride:(y+1)*stride], bits)
		toGrey.row(b.row(y), codes)
	}
	b.whiten(rows)
	return b, nil
}

// unpack takes the samples out of a row. Of samples of 16 bits the high half
// is kept.
func unpack(codes, row []byte, bits int) {
	switch bits {
	case 8:
		copy(codes, row)
	case 16:
		for i := range codes {
			codes[i] = row[2*i]
		}
	default:
		each := 8 / bits
		mask := byte(1<<bits - 1)
		for i := range codes {
			codes[i] = row[i/each] >> (8 - bits - i%each*bits) & mask
		}
	}
}

// grey turns samples into shades of grey.
type grey struct {
	kind   Kind
	inputs [][256]byte // for every component, what a sample stands for; 255 is 1
}

// greyOf prepares the turning of samples of one space. A palette becomes a
// single table of greys.
func greyOf(space Space, bits int, decode []float64) (grey, error) {
	n := space.components()
	highest := 1<<min(bits, 8) - 1
	if decode != nil && len(decode) < 2*n {
		return grey{}, fmt.Errorf("%w: Decode of %d numbers", ErrDamaged, len(decode))
	}
	if space.Kind == Indexed {
		return palette(space, highest, decode)
	}
	g := grey{kind: space.Kind, inputs: make([][256]byte, n)}
	for c := range g.inputs {
		low, high := 0.0, 1.0
		if decode != nil {
			low, high = decode[2*c], decode[2*c+1]
			if space.Kind == Lab {
				low, high = low/100, high/100
			}
		}
		for code := range g.inputs[c] {
			v := low + (high-low)*float64(code)/float64(highest)
			g.inputs[c][code] = byte(max(0, min(1, v))*255 + 0.5)
		}
	}
	return g, nil
}

// palette computes the grey of every sample. Indexes past the table are held
// to its last entry, as readers do.
func palette(space Space, highest int, decode []float64) (grey, error) {
	base, n := *space.Base, space.Base.components()
	entries := len(space.Lookup) / n
	if entries == 0 {
		return grey{}, fmt.Errorf("%w: palette without colours", ErrDamaged)
	}
	plain, err := greyOf(base, 8, nil)
	if err != nil {
		return grey{}, err
	}
	shades := make([]byte, min(entries, 256))
	plain.row(shades, space.Lookup[:len(shades)*n])
	g := grey{kind: Gray, inputs: make([][256]byte, 1)}
	for code := range g.inputs[0] {
		index := float64(code)
		if decode != nil {
			index = decode[0] + (decode[1]-decode[0])*index/float64(highest)
		}
		index = max(0, min(index, float64(len(shades)-1)))
		g.inputs[0][code] = shades[int(index+0.5)]
	}
	return g, nil
}

// bilevel tells whether samples of one bit give black and white only.
func (g grey) bilevel() bool {
	pure := func(p byte) bool { return p == 0 || p == 0xff }
	for _, in := range g.inputs {
		for code := range 2 {
			if p := in[code]; !pure(p) {
				return false
			}
		}
	}
	return true
}

// row turns the samples of a row, component after component, into grey.
func (g grey) row(to, codes []byte) {
	switch g.kind {
	case Gray:
		in := &g.inputs[0]
		for x, c := range codes[:len(to)] {
			to[x] = in[c]
		}
	case Lab:
		in := &g.inputs[0]
		for x := range to {
			to[x] = in[codes[3*x]]
		}
	case RGB:
		r, gr, b := &g.inputs[0], &g.inputs[1], &g.inputs[2]
		for x := range to {
			p := codes[3*x : 3*x+3]
			to[x] = luminance(r[p[0]], gr[p[1]], b[p[2]])
		}
	case CMYK:
		c, m, y, k := &g.inputs[0], &g.inputs[1], &g.inputs[2], &g.inputs[3]
		for x := range to {
			p := codes[4*x : 4*x+4]
			light := luminance(255-c[p[0]], 255-m[p[1]], 255-y[p[2]])
			to[x] = byte(uint32(light) * uint32(255-k[p[3]]) / 255)
		}
	case Ink:
		n := len(g.inputs)
		for x := range to {
			light := uint32(255)
			for i, c := range codes[x*n : (x+1)*n] {
				light = light * uint32(255-g.inputs[i][c]) / 255
			}
			to[x] = byte(light)
		}
	}
}

// luminance is the grey that a colour seems (ITU-R BT.601).
func luminance(r, g, b byte) byte {
	return byte((299*uint32(r) + 587*uint32(g) + 114*uint32(b) + 500) / 1000)
}
