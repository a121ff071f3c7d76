package object

import (
	"fmt"
	"sort"
	"strconv"
)

// ownValue is a value of a rebuilt file.
type ownValue struct {
	file *ownFile
	v    any
	ref  Ref  // of the indirect object that the value is part of
	own  bool // the value is that whole object
}

func (v ownValue) Kind() Kind {
	switch v.v.(type) {
	case bool:
		return Bool
	case int64:
		return Integer
	case float64:
		return Real
	case string:
		return String
	case NameToken:
		return Name
	case List:
		return Array
	case Table:
		return Dict
	case *rawStream:
		return Stream
	}
	return Null
}

func (v ownValue) Bool() bool {
	b, _ := v.v.(bool)
	return b
}

func (v ownValue) Int() int64 {
	switch n := v.v.(type) {
	case int64:
		return n
	case float64:
		return integer(n)
	}
	return 0
}

// integer truncates a number; what does not fit is zero.
func integer(n float64) int64 {
	if n >= -1<<62 && n <= 1<<62 {
		return int64(n)
	}
	return 0
}

// reference is the identity of an indirect object.
func reference(number int) string { return "#" + strconv.Itoa(number) }

func (v ownValue) Float() float64 {
	switch n := v.v.(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

func (v ownValue) Name() string {
	n, _ := v.v.(NameToken)
	return string(n)
}

func (v ownValue) Bytes() string {
	s, ok := v.v.(string)
	if !ok || s == "" {
		return ""
	}
	// Strings in object streams were decrypted with the stream.
	if c := v.file.crypt; c != nil && c.strings != methodNone && v.ref.Number > 0 && v.file.at(v.ref.Number).place != packedIn {
		return string(c.decrypt(c.strings, v.ref, []byte(s)))
	}
	return s
}

func (v ownValue) table() Table {
	switch t := v.v.(type) {
	case Table:
		return t
	case *rawStream:
		return t.dict
	}
	return nil
}

func (v ownValue) Key(key string) Value { return v.follow(v.table()[key]) }

func (v ownValue) Keys() []string {
	t := v.table()
	keys := make([]string, 0, len(t))
	for k := range t {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func (v ownValue) Index(i int) Value {
	list, _ := v.v.(List)
	if i < 0 || i >= len(list) {
		return null{}
	}
	return v.follow(list[i])
}

func (v ownValue) Len() int {
	list, _ := v.v.(List)
	return len(list)
}

func (v ownValue) follow(child any) Value {
	if ref, ok := child.(Ref); ok {
		return v.file.resolve(ref)
	}
	if child == nil {
		return null{}
	}
	return ownValue{file: v.file, v: child, ref: v.ref}
}

func (v ownValue) Identity() string {
	if v.own {
		return reference(v.ref.Number)
	}
	return fmt.Sprint(v.v)
}
