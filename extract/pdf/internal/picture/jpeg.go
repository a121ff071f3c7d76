package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
)

// fromJPEG reads a JPEG. When the file itself can be handed on, whole is true
// and the bitmap has a size only.
func fromJPEG(ctx context.Context, src Source, opt Options) (b bitmap, whole bool, err error) {
	start := bytes.Index(src.Data[:min(len(src.Data), 1024)], []byte("\xff\xd8\xff"))
	if start < 0 {
		return b, false, fmt.Errorf("%w: no JPEG", ErrDamaged)
	}
	data := src.Data[start:]
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return b, false, jpegError(err)
	}
	if err := checkSize(config.Width, config.Height, opt.MaxPixels); err != nil {
		return b, false, err
	}
	if err := checkJPEG(data, config); err != nil {
		return b, false, err
	}
	inverted, plain, err := jpegInk(src, config.ColorModel)
	if err != nil {
		return b, false, err
	}
	w, h := opt.size(config.Width, config.Height)
	if plain && start == 0 && !opt.turned() && w == config.Width && h == config.Height {
		return bitmap{width: w, height: h}, true, nil
	}
	m, err := jpeg.Decode(reader{ctx, bytes.NewReader(data)})
	if err != nil {
		if ctx.Err() != nil {
			return b, false, ctx.Err()
		}
		return b, false, jpegError(err)
	}
	b, err = greyImage(ctx, m, inverted)
	return b, false, err
}

func jpegError(err error) error {
	var unsupported jpeg.UnsupportedError
	if errors.As(err, &unsupported) {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, noEOF(err))
}

// Limits of JPEG files. In the shortest scan a bit stands for a block of 64
// pixels, so that a file has at least a byte for 512 pixels; more scans than
// some tens are only made to keep a decoder busy; and a progressive file takes
// four bytes a sample while it is decoded.
const (
	maxPixelsPerByte  = 512
	maxScans          = 200
	maxProgressiveMem = 768 << 20
)

func checkJPEG(data []byte, config image.Config) error {
	pixels := config.Width * config.Height
	if pixels/maxPixelsPerByte > len(data) {
		return fmt.Errorf("%w: JPEG of %d × %d in %d bytes", ErrDamaged, config.Width, config.Height, len(data))
	}
	if bytes.Count(data, []byte{0xff, 0xda}) > maxScans {
		return fmt.Errorf("%w: JPEG with more than %d scans", ErrTooLarge, maxScans)
	}
	components := 3
	switch config.ColorModel {
	case color.GrayModel:
		components = 1
	case color.CMYKModel:
		components = 4
	}
	if bytes.Contains(data, []byte{0xff, 0xc2}) && pixels > maxProgressiveMem/5/components {
		return fmt.Errorf("%w: progressive JPEG of %d × %d", ErrTooLarge, config.Width, config.Height)
	}
	return nil
}

// jpegInk tells whether the dictionary turns dark and light about, and whether
// the file can be handed on as it is because a reader of JPEG sees what a
// reader of PDF does. That is never so with four inks: their polarity is in
// the dictionary.
func jpegInk(src Source, model color.Model) (inverted, plain bool, err error) {
	n := 3
	switch model {
	case color.GrayModel:
		n = 1
	case color.CMYKModel:
		n = 4
	}
	space := src.Space
	if src.Mask || space.components() != n {
		// The file knows its components better than the dictionary does.
		space, _ = Device(n)
	}
	switch space.Kind {
	case Gray, RGB, CMYK:
	case Ink:
		if n != 1 {
			return false, false, fmt.Errorf("%w: JPEG of %d inks", ErrUnsupported, n)
		}
		inverted = true
	default:
		return false, false, fmt.Errorf("%w: JPEG in a colour space of its own", ErrUnsupported)
	}
	if d := src.Decode; len(d) >= 2*n {
		down := 0
		for c := range n {
			low, high := d[2*c], d[2*c+1]
			switch {
			case low == 1 && high == 0:
				down++
			case low != 0 || high != 1:
				return false, false, fmt.Errorf("%w: JPEG with Decode %.8v", ErrUnsupported, d)
			}
		}
		switch down {
		case 0:
		case n:
			inverted = !inverted
		default:
			return false, false, fmt.Errorf("%w: JPEG with Decode %.8v", ErrUnsupported, d)
		}
	}
	return inverted, !inverted && n != 4, nil
}

// greyImage takes the grey out of a decoded JPEG.
func greyImage(ctx context.Context, m image.Image, inverted bool) (bitmap, error) {
	rect := m.Bounds()
	b := newBitmap(rect.Dx(), rect.Dy())
	for y := range b.height {
		if err := canceled(ctx, y); err != nil {
			return bitmap{}, err
		}
		to := b.row(y)
		switch m := m.(type) {
		case *image.Gray:
			copy(to, m.Pix[y*m.Stride:])
		case *image.YCbCr:
			copy(to, m.Y[y*m.YStride:])
		case *image.RGBA:
			for x := range to {
				p := m.Pix[y*m.Stride+4*x:]
				to[x] = luminance(p[0], p[1], p[2])
			}
		case *image.CMYK:
			// The decoder takes all files for those of Photoshop, which hold
			// the complement of the ink; in PDF that is what Decode says.
			for x := range to {
				p := m.Pix[y*m.Stride+4*x:][:4]
				c, mg, ye, k := p[0], p[1], p[2], p[3]
				if !inverted {
					c, mg, ye, k = 255-c, 255-mg, 255-ye, 255-k
				}
				to[x] = byte(uint32(luminance(255-c, 255-mg, 255-ye)) * uint32(255-k) / 255)
			}
		default:
			return bitmap{}, fmt.Errorf("%w: JPEG decoded to %T", ErrUnsupported, m)
		}
		if _, four := m.(*image.CMYK); inverted && !four {
			for x, p := range to {
				to[x] = 255 - p
			}
		}
	}
	return b, nil
}
