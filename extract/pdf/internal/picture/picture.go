// Package picture makes of an image in a PDF file (ISO 32000-1, section 8.9)
// a file that a recogniser of text reads: the JPEG itself where it says all
// there is to say, otherwise a PNG in black and white or in shades of grey.
// It knows nothing of PDF objects: the caller reads the dictionary.
//
// Colours are turned to grey in the plain device way, without profiles: what
// matters is that ink stays darker than paper.
package picture

import (
	"context"
	"errors"
	"fmt"
	"math"
)

// The reasons for which an image gives no picture, to be tested for with
// errors.Is. After any of them the page can still be drawn by an engine that
// knows more.
var (
	// ErrUnsupported: the image is coded in a way that is not read here.
	ErrUnsupported = errors.New("picture: unsupported image")
	// ErrDamaged: the data is not what the dictionary says it is.
	ErrDamaged = errors.New("picture: damaged image")
	// ErrTooLarge: the image is over a limit.
	ErrTooLarge = errors.New("picture: image is too large")
)

// Kind is the family of a colour space, as far as grey is concerned.
type Kind uint8

// The families. ICCBased is that of its number of components, CalGray and
// CalRGB are Gray and RGB, Separation and DeviceN are Ink.
const (
	Gray Kind = iota
	RGB
	CMYK
	Lab
	Ink     // colorants that darken the paper: 0 is none, 1 is full
	Indexed // a palette in Base
)

// Space is a colour space.
type Space struct {
	Kind   Kind
	Inks   int    // number of colorants of Ink
	Base   *Space // of Indexed; itself not Indexed
	Lookup []byte // of Indexed: the components of every entry, a byte each
}

// maxInks is the highest number of colorants (ISO 32000-1, annex C.2).
const maxInks = 32

// Device gives the space of an ICC profile by its number of components.
func Device(components int) (Space, bool) {
	switch components {
	case 1:
		return Space{Kind: Gray}, true
	case 3:
		return Space{Kind: RGB}, true
	case 4:
		return Space{Kind: CMYK}, true
	}
	return Space{}, false
}

// components is the number of samples of a pixel; 0 for an impossible space.
func (s Space) components() int {
	switch s.Kind {
	case Gray:
		return 1
	case RGB, Lab:
		return 3
	case CMYK:
		return 4
	case Ink:
		if s.Inks > 0 && s.Inks <= maxInks {
			return s.Inks
		}
	case Indexed:
		if s.Base != nil && s.Base.Kind != Indexed && s.Base.components() > 0 {
			return 1
		}
	}
	return 0
}

// Fax holds the parameters of CCITTFaxDecode (ISO 32000-1, table 11) that
// matter here. Rows, EndOfLine and EndOfBlock do not: the image has a height,
// and whether there are codes for the ends of lines shows in the data.
type Fax struct {
	K                int  // negative: Group 4; 0: Group 3 in one dimension; positive: mixed
	Columns          int  // pixels in a row; 0 means 1728
	BlackIs1         bool // so that samples of white are 0
	EncodedByteAlign bool
}

// Source is an image as the file holds it.
type Source struct {
	// Data is what is left when all filters before the image filter, and the
	// encryption, are undone. It is not changed.
	Data []byte
	// Filter is the image filter: CCITTFaxDecode, DCTDecode, JBIG2Decode or
	// JPXDecode; empty when Data holds samples.
	Filter        string
	Width, Height int // in pixels
	Bits          int // of a component; ignored for Mask and where the filter knows it
	Mask          bool
	Space         Space // ignored for Mask
	// Decode maps samples to components, two numbers for each; nil is the
	// default of the space.
	Decode []float64
	Fax    Fax
}

// Options say how the picture is wanted.
type Options struct {
	// MaxPixels is the limit for the image and for the picture; 0 means 100
	// million.
	MaxPixels int
	// DPIX and DPIY are the pixels to the inch along the width and the height
	// of the image, as it is placed on the page. With 0 it is not scaled;
	// otherwise it is brought to between 140 and MaxDPI pixels to the inch,
	// the same both ways.
	DPIX, DPIY float64
	// MaxDPI is the resolution to which a finer picture is brought; 0 means
	// 300. Twice as many pixels cost a recogniser twice the time and win
	// nothing.
	MaxDPI float64
	// Mirror swaps left and right, before the turn.
	Mirror bool
	// Turn is the number of quarter turns clockwise.
	Turn int
}

// defaultMaxPixels holds an A3 page at 600 dpi, and A4 at 1000 dpi.
const defaultMaxPixels = 100_000_000

// Picture is a file that a recogniser reads.
type Picture struct {
	Data          []byte // PNG or JPEG
	Width, Height int    // in pixels
	// Missing is the share of the rows, at the bottom of the image, that the
	// data lacks; they are white.
	Missing float64
}

// Make makes the picture of an image. The error is that of ctx, or one of the
// reasons above.
func Make(ctx context.Context, src Source, opt Options) (Picture, error) {
	if opt.MaxPixels <= 0 {
		opt.MaxPixels = defaultMaxPixels
	}
	if err := ctx.Err(); err != nil {
		return Picture{}, err
	}
	var b bitmap
	var err error
	switch src.Filter {
	case "DCTDecode", "DCT":
		// The size in the file counts, not that in the dictionary: both fill
		// the same place on the page.
		var whole bool
		if b, whole, err = fromJPEG(ctx, src, opt); whole {
			return Picture{Data: src.Data, Width: b.width, Height: b.height}, nil
		}
	case "":
		if err = checkSize(src.Width, src.Height, opt.MaxPixels); err == nil {
			b, err = fromSamples(ctx, src)
		}
	case "CCITTFaxDecode", "CCF":
		if err = checkSize(src.Width, src.Height, opt.MaxPixels); err == nil {
			b, err = fromFax(ctx, src)
		}
	default:
		err = fmt.Errorf("%w: filter %.40q", ErrUnsupported, src.Filter)
	}
	if err != nil {
		return Picture{}, err
	}
	missing := b.missing
	if w, h := opt.size(b.width, b.height); w != b.width || h != b.height {
		if err := checkSize(w, h, opt.MaxPixels); err != nil {
			return Picture{}, err
		}
		if b, err = scale(ctx, b, w, h); err != nil {
			return Picture{}, err
		}
	}
	if b, err = turn(ctx, b, opt.Turn, opt.Mirror); err != nil {
		return Picture{}, err
	}
	data, err := encode(ctx, b)
	if err != nil {
		return Picture{}, err
	}
	return Picture{Data: data, Width: b.width, Height: b.height, Missing: missing}, nil
}

// checkSize holds a size against the limit, without overflow.
func checkSize(width, height, maxPixels int) error {
	if width <= 0 || height <= 0 {
		return fmt.Errorf("%w: size %d × %d", ErrDamaged, width, height)
	}
	if width > maxPixels/height {
		return fmt.Errorf("%w: %d × %d pixels", ErrTooLarge, width, height)
	}
	return nil
}

// turned tells whether the picture differs from the image in position.
func (o Options) turned() bool { return o.Turn%4 != 0 || o.Mirror }

// coarse is the resolution below which letters are so small that a recogniser
// reads them better in a picture of twice the size.
const coarse = 140

// size gives the size to which an image is scaled: down to MaxDPI when it is
// clearly finer, up when it is coarse, and to equal resolutions when they
// differ, as in faxes.
func (o Options) size(width, height int) (int, int) {
	valid := func(dpi float64) bool { return dpi > 1 && dpi < 1e5 }
	if !valid(o.DPIX) || !valid(o.DPIY) {
		return width, height
	}
	limit := o.MaxDPI
	if !valid(limit) {
		limit = 300
	}
	dpi := max(o.DPIX, o.DPIY)
	fine, uneven := dpi > 1.2*limit, min(o.DPIX, o.DPIY) < 0.9*dpi
	if !fine && !uneven && dpi >= coarse {
		return width, height
	}
	if dpi = min(dpi, limit); dpi < coarse {
		dpi *= 2
	}
	scaled := func(n int, from float64) int {
		return max(1, int(math.Round(min(float64(n)*dpi/from, math.MaxInt32))))
	}
	return scaled(width, o.DPIX), scaled(height, o.DPIY)
}
