package pdfium

import (
	"context"
	"math"
)

// page is a loaded page and its place in user space.
type page struct {
	handle uint64 // FPDF_PAGE
	// left, bottom, width and height are the part that is shown, in user space.
	left, bottom, width, height float64
	turns                       int // quarter turns clockwise: /Rotate
}

func measure(ctx context.Context, in *instance, handle uint64) (page, error) {
	p := page{handle: handle}
	if _, err := in.call(ctx, "FPDF_GetPageBoundingBox", handle, uint64(in.scratch)); err != nil {
		return p, err
	}
	var box [4]float64 // FS_RECTF: left, top, right, bottom
	in.floats(in.scratch, box[:])
	turns, err := in.callInt(ctx, "FPDFPage_GetRotation", handle)
	p.turns = turns & 3
	p.left, p.bottom = min(box[0], box[2]), min(box[1], box[3])
	p.width, p.height = math.Abs(box[2]-box[0]), math.Abs(box[1]-box[3])
	return p, err
}

// size is that of the page as it is looked at.
func (p page) size() (width, height float64) {
	if p.turns&1 == 1 {
		return p.height, p.width
	}
	return p.width, p.height
}

// point brings a point from user space to the page as it is looked at.
func (p page) point(x, y float64) (float64, float64) {
	x, y = x-p.left, y-p.bottom
	switch p.turns {
	case 1:
		return y, p.width - x
	case 2:
		return p.width - x, p.height - y
	case 3:
		return p.height - y, x
	}
	return x, y
}

// vector turns a direction along with the page.
func (p page) vector(x, y float64) (float64, float64) {
	switch p.turns {
	case 1:
		x, y = y, -x
	case 2:
		x, y = -x, -y
	case 3:
		x, y = -y, x
	}
	return x + 0, y + 0 // no minus zero
}
