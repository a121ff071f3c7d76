package object

import (
	"context"

	"github.com/ledongthuc/pdf"
)

// Ordinary opens a file by its cross-reference table. It gives ErrDamaged when
// that cannot be followed; Rebuild may still read such a file. Encrypted files
// that the password does not open give ErrPassword, ErrWrongPassword or
// ErrCipher.
func Ordinary(ctx context.Context, data []byte, options Options) (file File, err error) {
	own, err := openTable(ctx, data, options)
	if err != nil {
		return nil, err
	}
	root, ok := own.trailer["Root"].(Ref)
	if !ok || own.crypt != nil {
		return own, nil
	}
	var ids []string
	id := own.Trailer().Key("ID")
	for i := range min(id.Len(), 2) {
		ids = append(ids, id.Index(i).Bytes())
	}
	view, err := newView(own, root, ids)
	if err != nil {
		return own, nil
	}
	// The library reports many faults by panicking.
	defer func() {
		if r := recover(); r != nil {
			file, err = own, nil
		}
	}()
	reader, err := pdf.NewReader(view, view.end)
	if err != nil {
		return own, nil
	}
	f := &ordinaryFile{reader: reader, view: view, own: own, whole: map[int]Value{}}
	return f, nil
}

// mostNodes bounds the values that an ordinaryFile keeps.
const mostNodes = 200_000

// ordinaryFile reads objects with the library, and with the own reader those
// that the library cannot read.
type ordinaryFile struct {
	reader *pdf.Reader
	view   *view
	own    *ownFile
	whole  map[int]Value // indirect objects, by number
	nodes  int
}

func (f *ordinaryFile) Faults() int { return f.own.faults }

func (f *ordinaryFile) Cut() int { return f.own.cut }

func (f *ordinaryFile) Trailer() Value { return &node{file: f, value: f.reader.Trailer()} }

// stream gives the same stream as the own reader has it: the library gives no
// access to stored bytes, and knows few filters.
func (f *ordinaryFile) stream(v Value) Value {
	if n, ok := v.(*node); ok {
		if n.number == 0 || n.value.Kind() != pdf.Stream {
			return null{}
		}
		return f.own.resolve(Ref{Number: n.number})
	}
	return v
}

func (f *ordinaryFile) Data(ctx context.Context, v Value) ([]byte, error) {
	return f.own.Data(ctx, f.stream(v))
}

func (f *ordinaryFile) Image(ctx context.Context, v Value) ([]byte, string, Value, error) {
	return f.own.Image(ctx, f.stream(v))
}

// node is a value that the library read. It keeps the values within it: the
// library reads an object anew each time that a reference to it is followed.
type node struct {
	file     *ordinaryFile
	value    pdf.Value
	number   int // of the indirect object that it is; 0 for a part of one
	keys     map[string]Value
	items    map[int]Value
	identity string
}

func (n *node) Kind() Kind {
	switch n.value.Kind() {
	case pdf.Bool:
		return Bool
	case pdf.Integer:
		return Integer
	case pdf.Real:
		return Real
	case pdf.String:
		return String
	case pdf.Name:
		return Name
	case pdf.Array:
		return Array
	case pdf.Dict:
		return Dict
	case pdf.Stream:
		return Stream
	}
	return Null
}

func (n *node) Bool() bool     { return n.value.Bool() }
func (n *node) Int() int64     { return integer(n.value.Float64()) }
func (n *node) Float() float64 { return n.value.Float64() }
func (n *node) Name() string   { return n.value.Name() }
func (n *node) Bytes() string  { return n.value.RawString() }
func (n *node) Keys() []string { return n.value.Keys() }
func (n *node) Len() int       { return n.value.Len() }

func (n *node) Identity() string {
	if n.identity == "" {
		if n.number > 0 {
			n.identity = reference(n.number)
		} else {
			n.identity = n.value.String()
		}
	}
	return n.identity
}

func (n *node) Key(key string) (out Value) {
	if v, ok := n.keys[key]; ok {
		return v
	}
	keep := true
	defer func() {
		if r := recover(); r != nil {
			out, keep = n.file.unread(), true
		}
		if keep && n.file.room() {
			if n.keys == nil {
				n.keys = map[string]Value{}
			}
			n.keys[key] = out
		}
	}()
	n.file.view.begun = 0
	out, keep = n.file.wrap(n.value.Key(key))
	return out
}

func (n *node) Index(i int) (out Value) {
	if v, ok := n.items[i]; ok {
		return v
	}
	keep := true
	defer func() {
		if r := recover(); r != nil {
			out, keep = n.file.unread(), true
		}
		if keep && n.file.room() {
			if n.items == nil {
				n.items = map[int]Value{}
			}
			n.items[i] = out
		}
	}()
	n.file.view.begun = 0
	out, keep = n.file.wrap(n.value.Index(i))
	return out
}

// room tells whether one more value may be kept.
func (f *ordinaryFile) room() bool {
	f.nodes++
	return f.nodes <= mostNodes
}

// wrap makes a node of a value that was just read, and tells whether it is
// worth keeping.
func (f *ordinaryFile) wrap(v pdf.Value) (out Value, keep bool) {
	number := f.view.begun
	if number > 0 {
		if seen, ok := f.whole[number]; ok {
			return seen, true
		}
	}
	switch v.Kind() {
	case pdf.Null:
		return null{}, number > 0
	case pdf.Array, pdf.Dict, pdf.Stream:
		n := &node{file: f, value: v, number: number}
		if number > 0 && f.room() {
			f.whole[number] = n
		}
		return n, true
	}
	return &node{file: f, value: v, number: number}, number > 0
}

// unread gives the object that the library began to read and could not.
func (f *ordinaryFile) unread() Value {
	number := f.view.begun
	if number == 0 {
		f.own.faults++
		return null{}
	}
	if seen, ok := f.whole[number]; ok {
		return seen
	}
	v := f.own.resolve(Ref{Number: number})
	if f.room() {
		f.whole[number] = v
	}
	return v
}
