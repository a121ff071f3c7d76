package pdfium

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"math"

	"github.com/clausule/clausule/extract/document"
)

const (
	// maxPixels bounds a picture; more than a page of A2 at 300 dots an inch.
	maxPixels = 40_000_000
	// maxSide bounds the picture of a very long and narrow page.
	maxSide = 30_000

	// Of fpdfview.h.
	grey      = 1          // FPDFBitmap_Gray
	annotated = 0x01       // FPDF_ANNOT
	greyscale = 0x08       // FPDF_GRAYSCALE
	white     = 0xFFFFFFFF // ARGB
)

// Render draws a page as it is looked at, in shades of grey, as PNG. A page
// that would be too large a picture is drawn with fewer dots an inch. Errors are
// those of Words.
func (f *file) Render(ctx context.Context, number int, dpi float64) (document.Image, error) {
	var img document.Image
	err := f.page(ctx, number, func(ctx context.Context, in *instance, p page) error {
		width, height := p.size()
		w, h := pixels(width, height, dpi)
		pic, err := draw(ctx, in, p, w, h)
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, pic); err != nil {
			return errEngine("het beeld kan niet worden opgeslagen", err)
		}
		img = document.Image{Data: buf.Bytes(), Width: w, Height: h, Box: [4]float64{0, 0, width, height}}
		return nil
	})
	if err != nil {
		return document.Image{}, err
	}
	return img, nil
}

// pixels is the size of the picture of a page of width by height points.
func pixels(width, height, dpi float64) (w, h int) {
	width, height = max(width, 1), max(height, 1)
	if !(dpi > 0) {
		dpi = 72
	}
	scale := min(dpi/72, math.Sqrt(maxPixels/(width*height)), maxSide/max(width, height))
	return max(int(width*scale), 1), max(int(height*scale), 1)
}

func draw(ctx context.Context, in *instance, p page, w, h int) (*image.Gray, error) {
	bitmap, err := in.callPtr(ctx, "FPDFBitmap_CreateEx", uint64(w), uint64(h), grey, 0, 0)
	if err != nil {
		return nil, err
	}
	if bitmap == 0 {
		in.memory.no.Store(true)
		return nil, errNoMemory
	}
	if _, err := in.call(ctx, "FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(h), white); err != nil {
		return nil, err
	}
	if _, err := in.call(ctx, "FPDF_RenderPageBitmap", bitmap, p.handle, 0, 0, uint64(w), uint64(h), 0, annotated|greyscale); err != nil {
		return nil, err
	}
	stride, err := in.callInt(ctx, "FPDFBitmap_GetStride", bitmap)
	if err != nil {
		return nil, err
	}
	buf, err := in.callPtr(ctx, "FPDFBitmap_GetBuffer", bitmap)
	if err != nil {
		return nil, err
	}
	pic := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(pic.Pix[y*pic.Stride:], in.bytes(uint32(buf)+uint32(y*stride), w))
	}
	_, err = in.call(ctx, "FPDFBitmap_Destroy", bitmap)
	return pic, err
}
