package picture_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/picture"
)

// greys decodes a PNG and returns its shades, row after row.
func greys(t *testing.T, p picture.Picture) []byte {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds().Dx() != p.Width || m.Bounds().Dy() != p.Height {
		t.Fatalf("size is %v, want %d × %d", m.Bounds(), p.Width, p.Height)
	}
	var out []byte
	for y := range p.Height {
		for x := range p.Width {
			out = append(out, color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y)
		}
	}
	return out
}

func TestSamples(t *testing.T) {
	gray, rgb, cmyk := picture.Space{Kind: picture.Gray}, picture.Space{Kind: picture.RGB}, picture.Space{Kind: picture.CMYK}
	for _, tc := range []struct {
		name string
		src  picture.Source
		want []byte
	}{
		{"grey, 1 bit", picture.Source{Width: 10, Height: 1, Bits: 1, Space: gray, Data: []byte{0b10100000, 0b01000000}},
			[]byte{255, 0, 255, 0, 0, 0, 0, 0, 0, 255}},
		{"grey, 1 bit, inverted", picture.Source{Width: 3, Height: 1, Bits: 1, Space: gray, Decode: []float64{1, 0}, Data: []byte{0b10100000}},
			[]byte{0, 255, 0}},
		{"mask", picture.Source{Width: 3, Height: 1, Mask: true, Data: []byte{0b10100000}}, []byte{255, 0, 255}},
		{"mask, inverted", picture.Source{Width: 3, Height: 1, Mask: true, Decode: []float64{1, 0}, Data: []byte{0b10100000}}, []byte{0, 255, 0}},
		{"grey, 2 bits", picture.Source{Width: 5, Height: 1, Bits: 2, Space: gray, Data: []byte{0b00011011, 0b10000000}},
			[]byte{0, 85, 170, 255, 170}},
		{"grey, 4 bits", picture.Source{Width: 3, Height: 1, Bits: 4, Space: gray, Data: []byte{0x0f, 0x80}}, []byte{0, 255, 136}},
		{"grey, 8 bits, two rows", picture.Source{Width: 2, Height: 2, Bits: 8, Space: gray, Data: []byte{1, 2, 3, 4}}, []byte{1, 2, 3, 4}},
		{"grey, 16 bits", picture.Source{Width: 2, Height: 1, Bits: 16, Space: gray, Data: []byte{1, 200, 2, 0}}, []byte{1, 2}},
		{"grey, half range", picture.Source{Width: 2, Height: 1, Bits: 8, Space: gray, Decode: []float64{0, 0.5}, Data: []byte{0, 255}}, []byte{0, 128}},
		{"rgb, 8 bits", picture.Source{Width: 4, Height: 1, Bits: 8, Space: rgb, Data: []byte{255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9}},
			[]byte{76, 150, 29, 9}},
		{"rgb, 4 bits", picture.Source{Width: 1, Height: 1, Bits: 4, Space: rgb, Data: []byte{0xff, 0xf0}}, []byte{255}},
		{"cmyk", picture.Source{Width: 4, Height: 1, Bits: 8, Space: cmyk, Data: []byte{0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 255, 0, 0, 0}},
			[]byte{255, 0, 0, 179}},
		{"cmyk, inverted", picture.Source{Width: 2, Height: 1, Bits: 8, Space: cmyk, Decode: []float64{1, 0, 1, 0, 1, 0, 1, 0},
			Data: []byte{255, 255, 255, 255, 255, 255, 255, 0}}, []byte{255, 0}},
		{"lab", picture.Source{Width: 2, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Lab}, Data: []byte{255, 9, 9, 0, 9, 9}}, []byte{255, 0}},
		{"lab, Decode", picture.Source{Width: 1, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Lab},
			Decode: []float64{0, 100, -128, 127, -128, 127}, Data: []byte{51, 9, 9}}, []byte{51}},
		{"one ink", picture.Source{Width: 3, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Ink, Inks: 1}, Data: []byte{0, 255, 100}},
			[]byte{255, 0, 155}},
		{"two inks", picture.Source{Width: 2, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Ink, Inks: 2}, Data: []byte{0, 0, 0, 255}},
			[]byte{255, 0}},
		{"palette", picture.Source{Width: 4, Height: 1, Bits: 2, Data: []byte{0b00011011},
			Space: picture.Space{Kind: picture.Indexed, Base: &rgb, Lookup: []byte{255, 255, 255, 0, 0, 0, 8, 8, 8}}},
			[]byte{255, 0, 8, 8}}, // the last index is past the table
		{"palette of 1 bit", picture.Source{Width: 2, Height: 1, Bits: 1, Data: []byte{0b01000000},
			Space: picture.Space{Kind: picture.Indexed, Base: &gray, Lookup: []byte{255, 0}}}, []byte{255, 0}},
		{"palette of inks, Decode", picture.Source{Width: 2, Height: 1, Bits: 1, Decode: []float64{1, 0}, Data: []byte{0b01000000},
			Space: picture.Space{Kind: picture.Indexed, Base: &picture.Space{Kind: picture.Ink, Inks: 1}, Lookup: []byte{255, 0}}}, []byte{255, 0}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, err := picture.Make(context.Background(), tc.src, picture.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := greys(t, p); !bytes.Equal(got, tc.want) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	gray := picture.Space{Kind: picture.Gray}
	small := encodeJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	for _, tc := range []struct {
		name string
		src  picture.Source
		want error
	}{
		{"JBIG2", picture.Source{Filter: "JBIG2Decode", Width: 1, Height: 1}, picture.ErrUnsupported},
		{"JPX", picture.Source{Filter: "JPXDecode", Width: 1, Height: 1}, picture.ErrUnsupported},
		{"no size", picture.Source{Bits: 8, Space: gray}, picture.ErrDamaged},
		{"size below zero", picture.Source{Width: -4, Height: -4, Bits: 8, Space: gray}, picture.ErrDamaged},
		{"huge", picture.Source{Width: math.MaxInt, Height: math.MaxInt, Bits: 8, Space: gray}, picture.ErrTooLarge},
		{"large", picture.Source{Width: 10_001, Height: 10_000, Bits: 1, Space: gray}, picture.ErrTooLarge},
		{"large without data", picture.Source{Width: 10_000, Height: 10_000, Bits: 1, Space: gray, Data: []byte{1}}, picture.ErrDamaged},
		{"7 bits", picture.Source{Width: 1, Height: 1, Bits: 7, Space: gray, Data: []byte{1}}, picture.ErrUnsupported},
		{"no space", picture.Source{Width: 1, Height: 1, Bits: 8, Space: picture.Space{Kind: 99}, Data: []byte{1}}, picture.ErrUnsupported},
		{"1000 inks", picture.Source{Width: 1, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Ink, Inks: 1000}, Data: make([]byte, 1000)}, picture.ErrUnsupported},
		{"palette without base", picture.Source{Width: 1, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Indexed}, Data: []byte{1}}, picture.ErrUnsupported},
		{"palette without colours", picture.Source{Width: 1, Height: 1, Bits: 8, Space: picture.Space{Kind: picture.Indexed, Base: &gray}, Data: []byte{1}}, picture.ErrDamaged},
		{"short Decode", picture.Source{Width: 1, Height: 1, Bits: 8, Space: gray, Decode: []float64{1}, Data: []byte{1}}, picture.ErrDamaged},
		{"no JPEG", picture.Source{Filter: "DCTDecode", Data: []byte("%PDF-1.4")}, picture.ErrDamaged},
		{"half a JPEG", picture.Source{Filter: "DCTDecode", Decode: []float64{1, 0}, Space: gray, Data: small[:len(small)-12]}, picture.ErrDamaged},
		{"JPEG far larger than its data", picture.Source{Filter: "DCTDecode", Space: gray, Data: resized(small, 9000, 9000)}, picture.ErrDamaged},
		{"JPEG over the limit", picture.Source{Filter: "DCTDecode", Space: gray, Data: resized(small, 60000, 60000)}, picture.ErrTooLarge},
		{"fax, mixed", picture.Source{Filter: "CCITTFaxDecode", Width: 8, Height: 1, Space: gray, Fax: picture.Fax{K: 4, Columns: 8}, Data: []byte{0}}, picture.ErrUnsupported},
		{"fax without line ends", picture.Source{Filter: "CCITTFaxDecode", Width: 8, Height: 1, Space: gray, Fax: picture.Fax{Columns: 8}, Data: []byte{0x98}}, picture.ErrUnsupported},
		{"fax of other width", picture.Source{Filter: "CCITTFaxDecode", Width: 8, Height: 1, Space: gray, Fax: picture.Fax{K: -1}, Data: []byte{0x80}}, picture.ErrUnsupported},
		{"fax without data", picture.Source{Filter: "CCITTFaxDecode", Width: 8, Height: 1, Space: gray, Fax: picture.Fax{K: -1, Columns: 8}}, picture.ErrDamaged},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := picture.Make(context.Background(), tc.src, picture.Options{}); !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	src := picture.Source{Width: 8, Height: 8, Bits: 8, Space: picture.Space{Kind: picture.Gray}, Data: make([]byte, 64)}
	if _, err := picture.Make(ctx, src, picture.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestMissingRows(t *testing.T) {
	src := picture.Source{Width: 1, Height: 4, Bits: 8, Space: picture.Space{Kind: picture.Gray}, Data: []byte{1, 2, 3}}
	p, err := picture.Make(context.Background(), src, picture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := greys(t, p); !bytes.Equal(got, []byte{1, 2, 3, 255}) || p.Missing != 0.25 {
		t.Errorf("got %v, missing %v", got, p.Missing)
	}
}

func TestTurn(t *testing.T) {
	// 1 2 3
	// 4 5 6
	src := picture.Source{Width: 3, Height: 2, Bits: 8, Space: picture.Space{Kind: picture.Gray}, Data: []byte{1, 2, 3, 4, 5, 6}}
	for _, tc := range []struct {
		turn          int
		mirror        bool
		width, height int
		want          []byte
	}{
		{0, false, 3, 2, []byte{1, 2, 3, 4, 5, 6}},
		{1, false, 2, 3, []byte{4, 1, 5, 2, 6, 3}},
		{2, false, 3, 2, []byte{6, 5, 4, 3, 2, 1}},
		{3, false, 2, 3, []byte{3, 6, 2, 5, 1, 4}},
		{-1, false, 2, 3, []byte{3, 6, 2, 5, 1, 4}},
		{0, true, 3, 2, []byte{3, 2, 1, 6, 5, 4}},
		{1, true, 2, 3, []byte{6, 3, 5, 2, 4, 1}},
	} {
		p, err := picture.Make(context.Background(), src, picture.Options{Turn: tc.turn, Mirror: tc.mirror})
		if err != nil {
			t.Fatal(err)
		}
		if got := greys(t, p); p.Width != tc.width || p.Height != tc.height || !bytes.Equal(got, tc.want) {
			t.Errorf("turn %d, mirror %v: got %d × %d %v, want %v", tc.turn, tc.mirror, p.Width, p.Height, got, tc.want)
		}
	}
	if src.Data[0] != 1 {
		t.Error("the data of the source was changed")
	}
}

func TestScale(t *testing.T) {
	data := make([]byte, 40*60)
	for i := range data {
		data[i] = byte(100 + i%2*100)
	}
	src := picture.Source{Width: 40, Height: 60, Bits: 8, Space: picture.Space{Kind: picture.Gray}, Data: data}
	for _, tc := range []struct {
		name          string
		opt           picture.Options
		width, height int
	}{
		{"unknown", picture.Options{}, 40, 60},
		{"not a number", picture.Options{DPIX: math.NaN(), DPIY: math.Inf(1)}, 40, 60},
		{"fine", picture.Options{DPIX: 600, DPIY: 600}, 20, 30},
		{"fine, own limit", picture.Options{DPIX: 600, DPIY: 600, MaxDPI: 150}, 10, 15},
		{"hardly too fine", picture.Options{DPIX: 320, DPIY: 320}, 40, 60},
		{"fax", picture.Options{DPIX: 204, DPIY: 98}, 40, 125},
		{"coarse", picture.Options{DPIX: 100, DPIY: 100}, 80, 120},
	} {
		p, err := picture.Make(context.Background(), src, tc.opt)
		if err != nil {
			t.Fatal(tc.name, err)
		}
		if p.Width != tc.width || p.Height != tc.height {
			t.Errorf("%s: got %d × %d, want %d × %d", tc.name, p.Width, p.Height, tc.width, tc.height)
		}
		sum := 0
		for _, g := range greys(t, p) {
			sum += int(g)
		}
		if mean := sum / (p.Width * p.Height); mean < 148 || mean > 152 {
			t.Errorf("%s: mean shade is %d, want 150", tc.name, mean)
		}
	}
	if _, err := picture.Make(context.Background(), src, picture.Options{DPIX: 100_000 - 1, DPIY: 2, MaxDPI: 90_000, MaxPixels: 1 << 20}); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("enlarged over the limit: %v", err)
	}
}

func TestBilevelIsOneBit(t *testing.T) {
	src := picture.Source{Width: 1000, Height: 1000, Bits: 1, Space: picture.Space{Kind: picture.Gray}, Data: make([]byte, 125*1000)}
	p, err := picture.Make(context.Background(), src, picture.Options{Turn: 1})
	if err != nil {
		t.Fatal(err)
	}
	if depth := p.Data[24]; depth != 1 { // in the IHDR chunk
		t.Errorf("%d bits a pixel", depth)
	}
}

// shaded is an image with shades that differ at every corner.
func shaded(w, h int) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := range h {
		for x := range w {
			m.Y[y*m.YStride+x] = byte(40 + 100*x/w + 80*y/h)
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = 128, 128
	}
	return m
}

func encodeJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// resized changes the size in the frame header of a JPEG.
func resized(data []byte, w, h int) []byte {
	data = bytes.Clone(data)
	i := bytes.Index(data, []byte{0xff, 0xc0})
	data[i+5], data[i+6], data[i+7], data[i+8] = byte(h>>8), byte(h), byte(w>>8), byte(w)
	return data
}

func TestJPEG(t *testing.T) {
	data := encodeJPEG(t, shaded(48, 32))
	rgb, gray := picture.Space{Kind: picture.RGB}, picture.Space{Kind: picture.Gray}
	for _, tc := range []struct {
		name  string
		src   picture.Source
		opt   picture.Options
		whole bool
		first byte // shade of the upper left pixel
	}{
		{"as it is", picture.Source{Space: rgb, Data: data}, picture.Options{}, true, 0},
		{"at 200 dpi", picture.Source{Space: rgb, Data: data}, picture.Options{DPIX: 200, DPIY: 200}, true, 0},
		{"space of the wrong size", picture.Source{Space: gray, Data: data}, picture.Options{}, true, 0},
		{"default Decode", picture.Source{Space: rgb, Decode: []float64{0, 1, 0, 1, 0, 1}, Data: data}, picture.Options{}, true, 0},
		{"inverted", picture.Source{Space: rgb, Decode: []float64{1, 0, 1, 0, 1, 0}, Data: data}, picture.Options{}, false, 215},
		{"upside down", picture.Source{Space: rgb, Data: data}, picture.Options{Turn: 2}, false, 216},
		{"bytes before", picture.Source{Space: rgb, Data: append([]byte("\r\n"), data...)}, picture.Options{}, false, 40},
		{"grey, one ink", picture.Source{Space: picture.Space{Kind: picture.Ink, Inks: 1}, Data: encodeJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)))}, picture.Options{}, false, 255},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Filter = "DCTDecode"
			p, err := picture.Make(context.Background(), tc.src, tc.opt)
			if err != nil {
				t.Fatal(err)
			}
			if whole := bytes.Equal(p.Data, tc.src.Data); whole != tc.whole {
				t.Fatalf("handed on as it is: %v", whole)
			}
			if tc.whole {
				if p.Width != 48 || p.Height != 32 {
					t.Errorf("size %d × %d", p.Width, p.Height)
				}
				return
			}
			if got := greys(t, p)[0]; math.Abs(float64(got)-float64(tc.first)) > 6 {
				t.Errorf("first shade is %d, want %d", got, tc.first)
			}
		})
	}
}

// With four inks the dictionary says what 255 means, and the Adobe marker has
// no say.
func TestJPEGOfFourInks(t *testing.T) {
	cmyk := picture.Space{Kind: picture.CMYK}
	for _, tc := range []struct {
		name   string
		ink    [4]byte
		decode []float64
		want   byte
	}{
		{"no ink", [4]byte{0, 0, 0, 0}, nil, 255},
		{"black ink", [4]byte{0, 0, 0, 255}, nil, 0},
		{"of Photoshop, no ink", [4]byte{255, 255, 255, 255}, []float64{1, 0, 1, 0, 1, 0, 1, 0}, 255},
		{"of Photoshop, black ink", [4]byte{255, 255, 255, 0}, []float64{1, 0, 1, 0, 1, 0, 1, 0}, 0},
	} {
		src := picture.Source{Filter: "DCTDecode", Space: cmyk, Decode: tc.decode, Data: flatJPEG(tc.ink)}
		p, err := picture.Make(context.Background(), src, picture.Options{})
		if err != nil {
			t.Fatal(tc.name, err)
		}
		if got := greys(t, p)[0]; math.Abs(float64(got)-float64(tc.want)) > 2 {
			t.Errorf("%s: shade %d, want %d", tc.name, got, tc.want)
		}
	}
}

// flatJPEG writes a JPEG of one block with four components, each of one value,
// under an Adobe marker without a transformation.
func flatJPEG(value [4]byte) []byte {
	out := []byte{0xff, 0xd8, 0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0}
	out = append(out, 0xff, 0xdb, 0, 67, 0)
	for range 64 {
		out = append(out, 1)
	}
	out = append(out, 0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4)
	for c := range byte(4) {
		out = append(out, c+1, 0x11, 0)
	}
	// DC: the size of every difference in four bits; AC: only the end of block.
	out = append(out, 0xff, 0xc4, 0, 31, 0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for s := range byte(12) {
		out = append(out, s)
	}
	out = append(out, 0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	out = append(out, 0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0)
	var bits []byte
	put := func(v, n int) {
		for i := n - 1; i >= 0; i-- {
			bits = append(bits, byte(v>>i)&1)
		}
	}
	for _, v := range value {
		dc := 8 * (int(v) - 128) // of a flat block, with quantisation by 1
		size, coded := 0, dc
		for a := max(dc, -dc); a > 0; a >>= 1 {
			size++
		}
		if dc < 0 {
			coded = dc + 1<<size - 1
		}
		put(size, 4)
		put(coded, size)
		put(0, 1)
	}
	for len(bits)%8 != 0 {
		bits = append(bits, 1)
	}
	for i := 0; i < len(bits); i += 8 {
		var b byte
		for _, bit := range bits[i : i+8] {
			b = b<<1 | bit
		}
		if out = append(out, b); b == 0xff {
			out = append(out, 0)
		}
	}
	return append(out, 0xff, 0xd9)
}

func TestFax(t *testing.T) {
	gray := picture.Space{Kind: picture.Gray}
	// Group 4: eight pixels, a row of white (V0), a row of black from the
	// third pixel on (horizontal mode: white 2, black 6), the same again (V0
	// V0), end of block.
	g4 := bitsOf("1", "001"+"0111"+"0010", "1"+"1", "000000000001000000000001")
	// Group 3: the same rows, each after an end of line.
	eol := "000000000001"
	g3 := bitsOf(eol, "10011", eol, "0111"+"0010", eol, "0111"+"0010", eol, eol, eol, eol, eol, eol)
	white, step := "\xff\xff\xff\xff\xff\xff\xff\xff", "\xff\xff\x00\x00\x00\x00\x00\x00"
	for _, tc := range []struct {
		name    string
		src     picture.Source
		want    string
		missing float64
	}{
		{"Group 4", picture.Source{Data: g4, Fax: picture.Fax{K: -1, Columns: 8}}, white + step + step, 0},
		{"Group 4, mask", picture.Source{Data: g4, Mask: true, Fax: picture.Fax{K: -1, Columns: 8}}, white + step + step, 0},
		{"Group 4, black is 1", picture.Source{Data: g4, Decode: []float64{1, 0}, Fax: picture.Fax{K: -1, Columns: 8, BlackIs1: true}}, white + step + step, 0},
		{"Group 4, ends early", picture.Source{Data: g4, Height: 4, Fax: picture.Fax{K: -1, Columns: 8}}, white + step + step + white, 0.25},
		{"Group 4, padded columns", picture.Source{Data: g4, Width: 7, Fax: picture.Fax{K: -1, Columns: 8}}, white[1:] + step[:7] + step[:7], 0},
		{"Group 3", picture.Source{Data: g3, Fax: picture.Fax{Columns: 8}}, white + step + step, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.src.Filter, tc.src.Space = "CCITTFaxDecode", gray
			if tc.src.Width == 0 {
				tc.src.Width = 8
			}
			if tc.src.Height == 0 {
				tc.src.Height = 3
			}
			p, err := picture.Make(context.Background(), tc.src, picture.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(greys(t, p)); got != tc.want || p.Missing != tc.missing {
				t.Errorf("got %x, missing %v; want %x", got, p.Missing, tc.want)
			}
		})
	}
}

// bitsOf packs codes written as zeros and ones.
func bitsOf(codes ...string) []byte {
	var out []byte
	n := 0
	for _, code := range codes {
		for _, c := range code {
			if n%8 == 0 {
				out = append(out, 0)
			}
			if c == '1' {
				out[len(out)-1] |= 0x80 >> (n % 8)
			}
			n++
		}
	}
	return out
}

func FuzzMake(f *testing.F) {
	small := encodeJPEG(f, shaded(16, 16))
	for filter, data := range map[string][]byte{
		"": {1, 2, 3, 4, 5, 6, 7, 8}, "DCTDecode": small,
		"CCITTFaxDecode": bitsOf("1", "001"+"0111"+"0010", "1"+"1", "000000000001000000000001"),
	} {
		for kind := range byte(6) {
			f.Add(filter, data, 8, 3, 8>>(kind%4), kind, kind%2 == 0, -int(kind), int(kind), 600.0, 100.0)
		}
	}
	f.Add("DCTDecode", flatJPEG([4]byte{1, 2, 3, 4}), 8, 8, 8, byte(2), false, 0, 3, 72.0, 72.0)
	f.Fuzz(func(t *testing.T, filter string, data []byte, w, h, bits int, kind byte, inverted bool, k, turn int, dpiX, dpiY float64) {
		space := picture.Space{Kind: picture.Kind(kind), Inks: int(kind) % 5}
		if space.Kind == picture.Indexed {
			space.Base, space.Lookup = &picture.Space{Kind: picture.RGB}, data
		}
		src := picture.Source{Filter: filter, Data: data, Width: w, Height: h, Bits: bits, Mask: kind&64 != 0, Space: space,
			Fax: picture.Fax{K: k, Columns: w, BlackIs1: inverted, EncodedByteAlign: kind&32 != 0}}
		if inverted {
			src.Decode = []float64{1, 0, 1, 0, 1, 0, 1, 0}
		}
		const limit = 1 << 16
		before := bytes.Clone(data)
		p, err := picture.Make(context.Background(), src, picture.Options{MaxPixels: limit, DPIX: dpiX, DPIY: dpiY, Turn: turn, Mirror: inverted})
		if !bytes.Equal(before, data) {
			t.Fatal("the data was changed")
		}
		if err != nil {
			if !errors.Is(err, picture.ErrUnsupported) && !errors.Is(err, picture.ErrDamaged) && !errors.Is(err, picture.ErrTooLarge) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if p.Width <= 0 || p.Height <= 0 || p.Width*p.Height > limit {
			t.Fatalf("size %d × %d", p.Width, p.Height)
		}
		if p.Missing < 0 || p.Missing > 0.5 {
			t.Fatalf("missing %v", p.Missing)
		}
	})
}

func BenchmarkMake(b *testing.B) {
	const w, h = 2480, 3508 // A4 at 300 dpi
	r := rand.New(rand.NewPCG(1, 2))
	bits := make([]byte, (w+7)/8*h)
	for i := range bits {
		bits[i] = byte(r.Uint32()) | byte(r.Uint32())
	}
	photo := encodeJPEG(b, shaded(w, h))
	for _, bc := range []struct {
		name string
		src  picture.Source
		opt  picture.Options
	}{
		{"1bit", picture.Source{Width: w, Height: h, Bits: 1, Space: picture.Space{Kind: picture.Gray}, Data: bits}, picture.Options{}},
		{"jpeg", picture.Source{Filter: "DCTDecode", Space: picture.Space{Kind: picture.RGB}, Data: photo}, picture.Options{}},
		{"jpeg-turned", picture.Source{Filter: "DCTDecode", Space: picture.Space{Kind: picture.RGB}, Data: photo}, picture.Options{Turn: 1}},
		{"jpeg-600dpi", picture.Source{Filter: "DCTDecode", Space: picture.Space{Kind: picture.RGB}, Data: photo}, picture.Options{DPIX: 600, DPIY: 600}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(w * h)
			for b.Loop() {
				if _, err := picture.Make(context.Background(), bc.src, bc.opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
