package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/ccitt"
)

// fromFax reads CCITTFaxDecode (ISO 32000-1, section 7.4.6): Group 4, and
// Group 3 in one dimension with its end-of-line codes.
func fromFax(ctx context.Context, src Source) (bitmap, error) {
	f := src.Fax
	if f.Columns == 0 {
		f.Columns = 1728
	}
	// The decoded rows must be those of the image, but for the pixels that
	// fill the last byte.
	stride := (src.Width + 7) / 8
	if f.Columns < 0 || (f.Columns+7)/8 != stride {
		return bitmap{}, fmt.Errorf("%w: %d columns for a width of %d", ErrUnsupported, f.Columns, src.Width)
	}
	space := src.Space
	if src.Mask {
		space = Space{Kind: Gray}
	}
	if space.components() != 1 {
		return bitmap{}, fmt.Errorf("%w: fax with a colour space of %d components", ErrUnsupported, space.components())
	}
	toGrey, err := greyOf(space, 1, src.Decode)
	if err != nil {
		return bitmap{}, err
	}
	group := ccitt.Group4
	switch {
	case f.K > 0:
		return bitmap{}, fmt.Errorf("%w: fax of Group 3 in two dimensions", ErrUnsupported)
	case f.K == 0:
		group = ccitt.Group3
		if !startsWithEOL(src.Data) {
			return bitmap{}, fmt.Errorf("%w: fax of Group 3 without end-of-line codes", ErrUnsupported)
		}
	}
	// A row of code can be some four times as long as the row itself; more
	// than that is not read, which bounds the work.
	data := src.Data
	if most := 1024 + 8*stride*src.Height; len(data) > most {
		data = data[:most]
	}
	lines := ccitt.NewReader(reader{ctx, bytes.NewReader(data)}, ccitt.MSB, group, f.Columns, src.Height,
		&ccitt.Options{Align: f.EncodedByteAlign, Invert: f.BlackIs1})
	var b bitmap
	row, codes := make([]byte, stride), make([]byte, src.Width)
	for y := range src.Height {
		if err := canceled(ctx, y); err != nil {
			return bitmap{}, err
		}
		if _, err := io.ReadFull(lines, row); err != nil {
			if ctx.Err() != nil {
				return bitmap{}, ctx.Err()
			}
			if y < src.Height-src.Height/2 {
				return bitmap{}, fmt.Errorf("%w: fax stops at row %d of %d: %w", ErrDamaged, y, src.Height, noEOF(err))
			}
			b.whiten(y)
			return b, nil
		}
		if y == 0 {
			b = newBitmap(src.Width, src.Height)
			b.bilevel = toGrey.bilevel()
		}
		unpack(codes, row, 1)
		toGrey.row(b.row(y), codes)
	}
	return b, nil
}

// startsWithEOL tells whether the code starts with an end-of-line: eleven
// zeros and a one.
func startsWithEOL(data []byte) bool {
	return len(data) > 1 && data[0] == 0 && data[1]&0xf0 == 0x10
}

// noEOF keeps the end of the data from looking like a good end.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
