package object

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
)

// freeBytes is how much a stream may inflate to whatever its rate.
const freeBytes = 8 << 20

// freeTotal is how much all streams may inflate to whatever their rate.
const freeTotal = 64 << 20

// budget counts what all streams of a document have inflated to.
type budget struct {
	limits Limits
	used   int64
	stored int64 // what it was inflated from
	// The decompressor is kept: making one costs more than a small stream.
	source bytes.Reader
	flate  io.ReadCloser
}

// collect reads r to its end within the limits. stored is the number of bytes
// on which the rate is measured. It returns what was read also with an error.
func (b *budget) collect(ctx context.Context, r io.Reader, stored int64) ([]byte, error) {
	if b.used > b.limits.TotalBytes {
		return nil, ErrBudget
	}
	b.stored += stored
	var out []byte
	buf := make([]byte, 0, 512)
	if stored > 4<<10 {
		buf = make([]byte, 0, min(4*stored, 256<<10))
	}
	out = buf
	for {
		if len(out) == cap(out) {
			if err := ctx.Err(); err != nil {
				return out, err
			}
			size := int64(2 * cap(out))
			if size >= b.limits.StreamBytes {
				size = b.limits.StreamBytes + 1 // or the last byte would double it again
			}
			grown := make([]byte, len(out), size)
			copy(grown, out)
			out = grown
		}
		n, err := r.Read(out[len(out):cap(out)])
		out = out[:len(out)+n]
		b.used += int64(n)
		size := int64(len(out))
		switch {
		case size > b.limits.StreamBytes:
			return out[:b.limits.StreamBytes], ErrTooLarge
		case size > freeBytes && size/max(stored, 1) > b.limits.Rate:
			return out, ErrTooLarge
		case b.used > b.limits.TotalBytes, b.used > freeTotal && b.used/max(b.stored, 1) > b.limits.Rate:
			return out, ErrBudget
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return out, err
		case n == 0:
			// A reader that gives nothing and no error would loop for ever.
			return out, io.ErrNoProgress
		}
	}
}

// imageFilters are the filters that this package leaves to others, with the
// short names that they have in content streams.
func imageFilter(name string) string {
	switch name {
	case "DCTDecode", "DCT":
		return "DCTDecode"
	case "CCITTFaxDecode", "CCF":
		return "CCITTFaxDecode"
	case "JBIG2Decode", "JPXDecode":
		return name
	}
	return ""
}

// decode runs raw through the filters of a stream's dictionary, up to one for
// images; it tells which one that is, with its parameters.
func (b *budget) decode(ctx context.Context, raw []byte, dict Value) (data []byte, image string, params Value, err error) {
	filter, param := dict.Key("Filter"), dict.Key("DecodeParms")
	if param.Kind() == Null {
		param = dict.Key("DP")
	}
	// An /F of another kind names a file outside, which is not opened.
	if f := dict.Key("F"); filter.Kind() == Null && (f.Kind() == Name || f.Kind() == Array) {
		filter = f
	}
	count, one := filter.Len(), filter.Kind() == Name
	if one {
		count = 1
	}
	const most = 8
	if count > most {
		return nil, "", null{}, fmt.Errorf("%w: more than %d filters on one stream", ErrFilter, most)
	}
	for i := range count {
		name, p := filter, param
		if !one {
			name = filter.Index(i)
		}
		if param.Kind() == Array {
			p = param.Index(i)
		}
		if image := imageFilter(name.Name()); image != "" {
			return raw, image, p, err
		}
		// What goes into another filter is smaller than what comes out at last.
		limit := b.limits.StreamBytes
		if i+1 < count && imageFilter(filter.Index(i+1).Name()) == "" {
			b.limits.StreamBytes = max(limit/8, 1)
		}
		out, failed := b.filter(ctx, raw, name.Name(), p)
		b.limits.StreamBytes = limit
		if failed != nil {
			err = failed
			if len(out) == 0 {
				return out, "", null{}, err
			}
		}
		raw = out
	}
	return raw, "", null{}, err
}

func (b *budget) filter(ctx context.Context, raw []byte, name string, param Value) ([]byte, error) {
	stored := int64(len(raw))
	switch name {
	case "FlateDecode", "Fl":
		out, err := b.inflate(ctx, raw)
		return unpredict(out, param, err)
	case "LZWDecode", "LZW":
		early := 1
		if v := param.Key("EarlyChange"); v.Kind() == Integer {
			early = int(v.Int())
		}
		out, err := b.collect(ctx, &lzwReader{data: raw, early: early, width: 9}, stored)
		return unpredict(out, param, err)
	case "ASCIIHexDecode", "AHx":
		l := Lexer{Data: raw}
		return []byte(l.hex()), nil
	case "ASCII85Decode", "A85":
		return decode85(raw), nil
	case "RunLengthDecode", "RL":
		return b.collect(ctx, &runLengthReader{data: raw}, stored)
	case "Crypt":
		return raw, nil
	}
	return nil, fmt.Errorf("%w: %s", ErrFilter, name)
}

// inflate undoes zlib. Where the two-byte header is broken it tries the bare
// deflate data. The checksum is not looked at: what was inflated is all there
// is.
func (b *budget) inflate(ctx context.Context, raw []byte) ([]byte, error) {
	stored := int64(len(raw))
	for len(raw) > 0 && (raw[0] == '\n' || raw[0] == '\r') {
		raw = raw[1:]
	}
	if len(raw) == 0 {
		return nil, nil
	}
	try := func(from int) ([]byte, error) {
		b.source.Reset(raw[from:])
		if b.flate == nil {
			b.flate = flate.NewReader(&b.source)
		} else if err := b.flate.(flate.Resetter).Reset(&b.source, nil); err != nil {
			return nil, err
		}
		return b.collect(ctx, b.flate, stored)
	}
	var out []byte
	err := io.ErrUnexpectedEOF
	if len(raw) > 2 {
		out, err = try(2)
	}
	if err == nil || len(out) > 0 || zlibHeader(raw) {
		return out, err
	}
	if bare, failed := try(0); len(bare) > 0 {
		return bare, failed
	}
	return out, err
}

func zlibHeader(raw []byte) bool {
	return len(raw) >= 2 && raw[0]&0x0f == 8 && (int(raw[0])<<8|int(raw[1]))%31 == 0
}

// decode85 decodes base 85; the output is never larger than the input.
func decode85(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	var group [5]byte
	n := 0
	flush := func(count int) {
		for i := count; i < 5; i++ {
			group[i] = 84
		}
		v := uint32(0)
		for _, g := range group {
			v = v*85 + uint32(g)
		}
		whole := [4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
		out = append(out, whole[:count-1]...)
		n = 0
	}
	if bytes.HasPrefix(raw, []byte("<~")) {
		raw = raw[2:]
	}
	for _, c := range raw {
		switch {
		case c == '~':
			if n > 1 {
				flush(n)
			}
			return out
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			group[n] = c - '!'
			if n++; n == 5 {
				flush(5)
			}
		}
	}
	if n > 1 {
		flush(n)
	}
	return out
}

type runLengthReader struct {
	data []byte
	pend []byte
}

func (r *runLengthReader) Read(p []byte) (int, error) {
	for len(r.pend) == 0 {
		if len(r.data) < 2 || r.data[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.data[0])
		if n < 128 {
			n = min(n+1, len(r.data)-1)
			r.pend, r.data = r.data[1:1+n], r.data[1+n:]
		} else {
			r.pend, r.data = bytes.Repeat(r.data[1:2], 257-n), r.data[2:]
		}
	}
	n := copy(p, r.pend)
	r.pend = r.pend[n:]
	return n, nil
}

// lzwReader decodes LZW as PDF and TIFF write it: codes from the high bit,
// 9 to 12 wide, 256 clears, 257 ends.
type lzwReader struct {
	data   []byte
	early  int
	bits   uint32
	have   uint
	width  uint
	prefix [4096]uint16
	suffix [4096]byte
	next   int
	last   int
	stack  []byte
	begun  bool
}

func (r *lzwReader) Read(p []byte) (int, error) {
	for len(r.stack) == 0 {
		if err := r.step(); err != nil {
			return 0, err
		}
	}
	n := 0
	for n < len(p) && len(r.stack) > 0 {
		p[n] = r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		n++
	}
	return n, nil
}

// step reads one code and pushes its bytes, last first.
func (r *lzwReader) step() error {
	if !r.begun {
		r.begun, r.next, r.last = true, 258, -1
	}
	for r.have < r.width {
		if len(r.data) == 0 {
			return io.EOF
		}
		r.bits, r.have, r.data = r.bits<<8|uint32(r.data[0]), r.have+8, r.data[1:]
	}
	code := int(r.bits >> (r.have - r.width) & (1<<r.width - 1))
	r.have -= r.width
	switch {
	case code == 256:
		r.width, r.next, r.last = 9, 258, -1
		return nil
	case code == 257:
		return io.EOF
	case code > r.next || code == r.next && r.last < 0 || code >= 4096:
		return fmt.Errorf("pdf: LZW code %d out of range", code)
	}
	c := code
	if code == r.next {
		r.stack = append(r.stack, 0) // the first byte of the last string, set below
		c = r.last
	}
	for c >= 258 {
		r.stack = append(r.stack, r.suffix[c])
		c = int(r.prefix[c])
	}
	first := byte(c)
	r.stack = append(r.stack, first)
	if code == r.next {
		r.stack[0] = first
	}
	if r.last >= 0 && r.next < 4096 {
		r.prefix[r.next], r.suffix[r.next] = uint16(r.last), first
		r.next++
	}
	r.last = code
	if r.next+r.early >= 1<<r.width && r.width < 12 {
		r.width++
	}
	return nil
}
