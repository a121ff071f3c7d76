package object

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/ledongthuc/pdf"
)

// Ordinary opens a file with github.com/ledongthuc/pdf. It first makes the
// checks without which that library can hang or take unlimited memory, and
// gives ErrDamaged or ErrUnfit for a file that does not pass them or that the
// library cannot open; Rebuild may still read such a file.
func Ordinary(ctx context.Context, data []byte, limits Limits) (file File, err error) {
	if err := preflight(ctx, data, limits); err != nil {
		return nil, err
	}
	// The library reports many faults by panicking.
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return &ordinaryFile{reader: r, budget: budget{limits: limits}}, nil
}

type ordinaryFile struct {
	reader *pdf.Reader
	budget budget
	faults int
}

func (f *ordinaryFile) Faults() int { return f.faults }

func (f *ordinaryFile) Trailer() Value { return ordinaryValue{f, f.reader.Trailer()} }

func (f *ordinaryFile) Data(ctx context.Context, v Value) (data []byte, err error) {
	stream, ok := v.(ordinaryValue)
	if !ok || stream.value.Kind() != pdf.Stream {
		return nil, nil
	}
	defer func() {
		if r := recover(); r != nil {
			f.faults++
			err = fmt.Errorf("%w: %v", ErrUnfit, r)
		}
	}()
	filter := stream.value.Key("Filter")
	names := []string{filter.Name()}
	if filter.Kind() == pdf.Array {
		names = names[:0]
		for i := range min(filter.Len(), 8) {
			names = append(names, filter.Index(i).Name())
		}
	}
	for _, name := range names {
		switch name {
		case "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode":
			return nil, fmt.Errorf("%w: %s", ErrFilter, name)
		}
	}
	// A length that cannot be read would count as an empty stream.
	length := stream.value.Key("Length")
	if length.Kind() != pdf.Integer || length.Int64() < 0 || filter.Len() > 8 || wideColumns(stream.value.Key("DecodeParms")) {
		f.faults++
		return nil, ErrUnfit
	}
	r := stream.value.Reader()
	defer r.Close()
	data, err = f.budget.collect(ctx, r, length.Int64())
	// A cut stream or a wrong length is a reason to try the other reader; a
	// limit or a cancelled context is not.
	if err != nil && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrBudget) && ctx.Err() == nil {
		if !errors.Is(err, io.ErrNoProgress) {
			f.faults++
		}
	}
	return data, err
}

// wideColumns tells whether a predictor asks for rows so long that the library
// would take the memory unchecked.
func wideColumns(param pdf.Value) bool {
	const most = 1 << 20
	if param.Kind() == pdf.Array {
		for i := range min(param.Len(), 8) {
			if c := param.Index(i).Key("Columns").Int64(); c < 0 || c > most {
				return true
			}
		}
		return false
	}
	c := param.Key("Columns").Int64()
	return c < 0 || c > most
}

// ordinaryValue adapts a value of the library.
type ordinaryValue struct {
	file  *ordinaryFile
	value pdf.Value
}

var ordinaryKinds = [...]struct {
	theirs pdf.ValueKind
	ours   Kind
}{
	{pdf.Null, Null}, {pdf.Bool, Bool}, {pdf.Integer, Integer}, {pdf.Real, Real}, {pdf.String, String},
	{pdf.Name, Name}, {pdf.Array, Array}, {pdf.Dict, Dict}, {pdf.Stream, Stream},
}

func (v ordinaryValue) Kind() Kind {
	theirs := v.value.Kind()
	for _, k := range ordinaryKinds {
		if k.theirs == theirs {
			return k.ours
		}
	}
	return Null
}

func (v ordinaryValue) Bool() bool       { return v.value.Bool() }
func (v ordinaryValue) Int() int64       { return int64(v.value.Float64()) }
func (v ordinaryValue) Float() float64   { return v.value.Float64() }
func (v ordinaryValue) Name() string     { return v.value.Name() }
func (v ordinaryValue) Bytes() string    { return v.value.RawString() }
func (v ordinaryValue) Keys() []string   { return v.value.Keys() }
func (v ordinaryValue) Len() int         { return v.value.Len() }
func (v ordinaryValue) Identity() string { return v.value.String() }

func (v ordinaryValue) Key(key string) (out Value) {
	defer v.file.guard(&out)
	return ordinaryValue{v.file, v.value.Key(key)}
}

func (v ordinaryValue) Index(i int) (out Value) {
	defer v.file.guard(&out)
	return ordinaryValue{v.file, v.value.Index(i)}
}

// guard turns a panic of the library into null and a fault.
func (f *ordinaryFile) guard(out *Value) {
	if r := recover(); r != nil {
		f.faults++
		*out = null{}
	}
}
