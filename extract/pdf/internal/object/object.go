// Package object reads the objects of a PDF file: dictionaries, arrays,
// streams and the references between them (ISO 32000-1, section 7). It offers
// them behind two small interfaces.
//
// Ordinary reads a file by its cross-reference table. The objects come from the
// library github.com/ledongthuc/pdf, which is shown a simple file made from the
// real one, so that it never meets what it cannot read or what makes it loop or
// take unlimited memory; the objects that it still cannot read, the bytes of
// streams and encrypted files come from an own reader. Rebuild needs no
// cross-reference table: it finds the objects by scanning.
package object

import (
	"context"
	"errors"
	"fmt"
)

// Kind is the type of a Value.
type Kind uint8

// The types of PDF objects. A reference is never seen: values resolve it.
const (
	Null Kind = iota
	Bool
	Integer
	Real
	String
	Name
	Array
	Dict
	Stream
)

// Value is one object. Every accessor returns the zero value when the object
// is of another kind, so that a broken file reads as an empty one.
type Value interface {
	Kind() Kind
	Bool() bool
	Int() int64       // of an integer or real, truncated
	Float() float64   // of an integer or real
	Name() string     // without slash
	Bytes() string    // of a string, decrypted
	Key(string) Value // of a dictionary or of a stream's dictionary
	Keys() []string   // sorted
	Index(int) Value  // of an array
	Len() int         // of an array
	// Identity is equal for values that are the same or look the same; it
	// serves as the key of a cache. It is short for an indirect object and may
	// be long for another one.
	Identity() string
}

// File gives access to the objects of one PDF file. It is not safe for
// concurrent use.
type File interface {
	// Trailer is the dictionary that leads to the catalogue.
	Trailer() Value
	// Data returns the decoded bytes of a stream. An error may come with the
	// bytes that were decoded before it. A filter for images gives ErrFilter.
	Data(ctx context.Context, stream Value) ([]byte, error)
	// Image returns the bytes of an image as they are after decryption and
	// after the filters for data, but before the filter for images, which it
	// names in full: DCTDecode, CCITTFaxDecode, JBIG2Decode or JPXDecode, with
	// its parameters. Without such a filter the name is empty and the bytes are
	// samples. The bytes may be part of the file and must not be changed. An
	// error may come with the bytes that were decoded before it.
	Image(ctx context.Context, stream Value) (data []byte, filter string, params Value, err error)
	// Faults counts the objects that should have been there and could not be
	// read; text may be missing when it is above zero.
	Faults() int
	// Cut counts the streams that were over a limit; a font may be among them.
	Cut() int
}

// The reasons for which a file or a stream cannot be read.
var (
	ErrDamaged  = errors.New("pdf: the structure of the file is damaged")
	ErrNoPDF    = errors.New("pdf: no objects found")
	ErrPassword = errors.New("pdf: a password is needed")
	// ErrWrongPassword is an ErrPassword, too.
	ErrWrongPassword = fmt.Errorf("%w: the one given is wrong", ErrPassword)
	ErrCipher        = errors.New("pdf: cipher is not supported")
	ErrFilter        = errors.New("pdf: filter is not supported")
	ErrTooLarge      = errors.New("pdf: stream is over its limit")
	ErrBudget        = errors.New("pdf: document inflates over its limit")
)

// Options say how a file is opened.
type Options struct {
	Limits Limits
	// Password opens an encrypted file, as that of its user or of its owner.
	// Files that need none open whatever it is.
	Password string
}

// Limits bound what is taken in memory. All fields must be above zero.
type Limits struct {
	StreamBytes int64 // one decoded stream
	TotalBytes  int64 // all decoded streams together
	Rate        int64 // decoded bytes per stored byte, beyond the first 8 MiB
}

// null is the value of everything that is not there.
type null struct{}

func (null) Kind() Kind       { return Null }
func (null) Bool() bool       { return false }
func (null) Int() int64       { return 0 }
func (null) Float() float64   { return 0 }
func (null) Name() string     { return "" }
func (null) Bytes() string    { return "" }
func (null) Key(string) Value { return null{} }
func (null) Keys() []string   { return nil }
func (null) Index(int) Value  { return null{} }
func (null) Len() int         { return 0 }
func (null) Identity() string { return "null" }

var _ Value = null{}

// Nothing returns the null value.
func Nothing() Value { return null{} }
