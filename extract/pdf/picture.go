package pdf

import (
	"context"
	"errors"
	"math"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/picture"
)

const (
	// renderDPI is the resolution at which a page is drawn for recognition; a
	// finer one costs time and wins nothing.
	renderDPI = 200
	// mostPixels bounds a picture: A3 at 300 dpi has 17 million. Larger pages are
	// drawn at a lower resolution, larger images are left to the second engine.
	mostPixels = 20_000_000
	// fillShare is the part of the page that an image must cover to be taken
	// for the page.
	fillShare = 0.9
	// mostDecode is the length of the longest Decode array: two numbers for
	// each of the 32 colorants that DeviceN may have.
	mostDecode = 64
)

// pagePicture is a picture to recognise.
type pagePicture struct {
	document.Image
	whole   bool // it shows the page, not one image on it
	missing bool // the file lacks the lower part of it
}

var errNoPicture = errors.New("pdf: the page is not one image that can be read")

// pictureOf gives the picture of a page: the image that fills it as it is in
// the file, or else the page as the second engine draws it.
//
// Of a page with text of its own it is the large image beside that, unless the
// whole page is asked for.
func pictureOf(ctx context.Context, r *reading, i int, second *secondReader, whole bool) (pagePicture, error) {
	p := &r.pages[i]
	if p.picture != nil && p.source != document.PageNone && !p.garbled && !whole {
		return r.image(ctx, *p.picture)
	}
	if x, ok := r.fillingImage(p); ok {
		img, err := r.image(ctx, x)
		if err == nil {
			return img, nil
		}
		if ctx.Err() != nil {
			return pagePicture{}, ctx.Err()
		}
	}
	if len(p.images) == 0 && second.heavy(r) {
		return pagePicture{}, errNoPicture
	}
	if err := second.open(ctx); err != nil {
		return pagePicture{}, errors.Join(errNoPicture, err)
	}
	// Engines that count other pages may mean another one by the same number.
	if n := second.file.Pages(); i >= n || r.file != nil && n != len(r.pages) {
		return pagePicture{}, errNoPicture
	}
	dpi := float64(renderDPI)
	if area := p.width * p.height; area > 0 {
		dpi = min(dpi, 72*math.Sqrt(mostPixels/area))
	}
	drawing, cancel := context.WithTimeout(ctx, secondDraw)
	defer cancel()
	img, err := second.file.Render(drawing, i+1, dpi)
	return pagePicture{Image: img, whole: true}, err
}

// fillingImage gives the one image that fills a page, upright or turned by a
// right angle. It must be all that is drawn, and all of it be seen: what lies
// under a black box or outside the crop box is not on the page.
func (r *reading) fillingImage(p *pageReading) (content.Image, bool) {
	if r.file == nil || len(p.images) != 1 || !p.alone || p.images[0].Object.Kind() != object.Stream {
		return content.Image{}, false
	}
	m := p.images[0].Matrix
	area := math.Abs(m[0]*m[3] - m[1]*m[2])
	_, _, right := orientation(m)
	const edge = 4 // points that a scanner may be off
	box := boxOf(m)
	within := box[0] >= -edge && box[1] >= -edge && box[2] <= p.width+edge && box[3] <= p.height+edge
	return p.images[0], right && within && area >= fillShare*p.width*p.height
}

// orientation tells how an image lies on the page: the quarter turns clockwise
// that put it there and whether it is mirrored first; false when it lies askew.
func orientation(m [6]float64) (turn int, mirror, right bool) {
	const askew = 0.02
	flat := math.Abs(m[1]) <= askew*math.Abs(m[0]) && math.Abs(m[2]) <= askew*math.Abs(m[3])
	upright := math.Abs(m[0]) <= askew*math.Abs(m[1]) && math.Abs(m[3]) <= askew*math.Abs(m[2])
	switch {
	case flat && m[0] > 0 && m[3] > 0:
		return 0, false, true
	case flat && m[0] < 0 && m[3] < 0:
		return 2, false, true
	case flat && m[0] < 0:
		return 0, true, true
	case flat && m[0] > 0:
		return 2, true, true
	case upright && m[1] < 0 && m[2] > 0:
		return 1, false, true
	case upright && m[1] > 0 && m[2] < 0:
		return 3, false, true
	case upright && m[1] < 0:
		return 3, true, true
	case upright && m[1] > 0:
		return 1, true, true
	}
	return 0, false, false
}

// image makes a picture of an image of the file.
func (r *reading) image(ctx context.Context, x content.Image) (pagePicture, error) {
	src := picture.Source{
		Width: small(x.Object.Key("Width")), Height: small(x.Object.Key("Height")),
		Bits: small(x.Object.Key("BitsPerComponent")), Mask: x.Object.Key("ImageMask").Bool(),
	}
	masked := x.Object.Key("SMask").Kind() != object.Null || x.Object.Key("Mask").Kind() != object.Null
	if src.Width == 0 || src.Height == 0 || masked {
		return pagePicture{}, errNoPicture
	}
	if _, _, right := orientation(x.Matrix); !right {
		return pagePicture{}, errNoPicture
	}
	if v := x.Object.Key("Decode"); v.Len() > 0 && v.Len() <= mostDecode {
		for i := range v.Len() {
			src.Decode = append(src.Decode, v.Index(i).Float())
		}
	}
	data, filter, params, err := r.file.Image(ctx, x.Object)
	if err != nil && len(data) == 0 {
		return pagePicture{}, err
	}
	src.Data, src.Filter = data, filter
	src.Fax = picture.Fax{K: int(params.Key("K").Int()), Columns: small(params.Key("Columns")),
		BlackIs1: params.Key("BlackIs1").Bool(), EncodedByteAlign: params.Key("EncodedByteAlign").Bool()}
	if !src.Mask {
		var ok bool
		if src.Space, ok = r.colorSpace(ctx, x.Object.Key("ColorSpace"), true); !ok && filter != "DCTDecode" {
			return pagePicture{}, errNoPicture
		}
	}
	m := x.Matrix
	opt := picture.Options{
		MaxPixels: 2 * mostPixels, // before it is brought to a lower resolution
		DPIX:      72 * float64(src.Width) / math.Hypot(m[0], m[1]),
		DPIY:      72 * float64(src.Height) / math.Hypot(m[2], m[3]),
	}
	opt.Turn, opt.Mirror, _ = orientation(m)
	made, err := picture.Make(ctx, src, opt)
	if err != nil {
		return pagePicture{}, err
	}
	return pagePicture{
		Image:   document.Image{Data: made.Data, Width: made.Width, Height: made.Height, Box: boxOf(m)},
		missing: made.Missing > 0,
	}, nil
}

// boxOf is the place of an image on the page.
func boxOf(m [6]float64) [4]float64 {
	return [4]float64{
		m[4] + min(0, m[0], m[2], m[0]+m[2]), m[5] + min(0, m[1], m[3], m[1]+m[3]),
		m[4] + max(0, m[0], m[2], m[0]+m[2]), m[5] + max(0, m[1], m[3], m[1]+m[3]),
	}
}

// small reads a size; 0 for one that is not above zero or beyond reason.
func small(v object.Value) int {
	if n := v.Int(); n > 0 && n < 1<<20 {
		return int(n)
	}
	return 0
}

// colorSpace reads a colour space (ISO 32000-1, 8.6) as far as grey is
// concerned. Only the outer one may be Indexed.
func (r *reading) colorSpace(ctx context.Context, v object.Value, outer bool) (picture.Space, bool) {
	name := v.Name()
	if v.Kind() == object.Array {
		name = v.Index(0).Name()
	}
	switch name {
	case "DeviceGray", "CalGray", "G":
		return picture.Space{Kind: picture.Gray}, true
	case "DeviceRGB", "CalRGB", "RGB":
		return picture.Space{Kind: picture.RGB}, true
	case "DeviceCMYK", "CMYK":
		return picture.Space{Kind: picture.CMYK}, true
	case "Lab":
		return picture.Space{Kind: picture.Lab}, true
	case "ICCBased":
		return picture.Device(small(v.Index(1).Key("N")))
	case "Separation":
		return picture.Space{Kind: picture.Ink, Inks: 1}, true
	case "DeviceN":
		n := v.Index(1).Len()
		return picture.Space{Kind: picture.Ink, Inks: n}, n > 0 && n <= mostDecode/2
	case "Indexed", "I":
		if !outer {
			return picture.Space{}, false
		}
		base, ok := r.colorSpace(ctx, v.Index(1), false)
		if !ok {
			return picture.Space{}, false
		}
		lookup := []byte(v.Index(3).Bytes())
		if v.Index(3).Kind() == object.Stream {
			var err error
			if lookup, err = r.file.Data(ctx, v.Index(3)); err != nil {
				return picture.Space{}, false
			}
		}
		return picture.Space{Kind: picture.Indexed, Base: &base, Lookup: lookup}, true
	}
	return picture.Space{}, false
}
