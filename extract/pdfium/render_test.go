package pdfium

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
)

func TestRender(t *testing.T) {
	f := open(t, shared, newPDF("", "/MediaBox[0 0 300 200]/Rotate 90", "20 30 40 50 re f"))
	img, err := f.Render(context.Background(), 1, 144)
	if err != nil {
		t.Fatal(err)
	}
	if img.Width != 400 || img.Height != 600 || img.Box != [4]float64{0, 0, 200, 300} {
		t.Errorf("%d × %d pixels, box %v", img.Width, img.Height, img.Box)
	}
	pic, err := png.Decode(bytes.NewReader(img.Data))
	if err != nil {
		t.Fatal(err)
	}
	grey, ok := pic.(*image.Gray)
	if !ok || pic.Bounds() != image.Rect(0, 0, 400, 600) {
		t.Fatalf("%T of %v", pic, pic.Bounds())
	}
	// The square lies at 30 20 from the left and top of the page as turned.
	for _, tc := range []struct {
		x, y int
		want uint8
	}{{62, 42, 0}, {158, 118, 0}, {58, 42, 255}, {62, 38, 255}, {162, 118, 255}, {158, 122, 255}} {
		if got := grey.GrayAt(tc.x, tc.y).Y; got != tc.want {
			t.Errorf("pixel %d %d is %d, want %d", tc.x, tc.y, got, tc.want)
		}
	}
}

func TestPixels(t *testing.T) {
	for _, tc := range []struct {
		width, height, dpi float64
		w, h               int
	}{
		{595, 842, 72, 595, 842},
		{595, 842, 200, 1652, 2338},
		{595, 842, 0, 595, 842},
		{14400, 14400, 300, 6324, 6324},
		{0, 0, 72, 1, 1},
		{1e7, 1, 300, 30000, 1},
		{1e7, 1e7, 1e300, 6324, 6324},
	} {
		if w, h := pixels(tc.width, tc.height, tc.dpi); w != tc.w || h != tc.h {
			t.Errorf("pixels(%v, %v, %v) = %d, %d; want %d, %d", tc.width, tc.height, tc.dpi, w, h, tc.w, tc.h)
		}
	}
}
