package rules

import (
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// fill sets every field that it can reach to something of its own, so that a
// field which the codec forgets shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("tekst " + itoa(*n) + "\nmet 12:regels")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() { // what is not exported is not compiled
				fill(f, n)
			}
		}
	default:
		panic("fill: " + v.Kind().String())
	}
}

func roundTrip[T any](t *testing.T, code func(*codec, *T), want *T) {
	t.Helper()
	data := encode(code, want)
	got, err := decode(code, string(data))
	if err != nil {
		t.Fatalf("%T: %v", want, err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Requirement{})); diff != "" {
		t.Errorf("%T (-want +got):\n%s", want, diff)
	}
	for cut := range len(data) {
		if _, err := decode(code, string(data[:cut])); !errors.Is(err, errCompiled) {
			t.Fatalf("%T cut at %d of %d gives %v", want, cut, len(data), err)
		}
	}
}

func TestCodec(t *testing.T) {
	n := 0
	q := &Requirement{}
	fill(reflect.ValueOf(q).Elem(), &n)
	q.Examples, q.Changes = Examples{}, nil // neither is part of the compiled form
	roundTrip(t, codeRequirement, q)
	roundTrip(t, codeRequirement, &Requirement{Weakeners: []string{}, Thresholds: map[string]Threshold{}})
	roundTrip(t, codeRequirement, &Requirement{})
	p := &Pack{}
	fill(reflect.ValueOf(p).Elem(), &n)
	p.Origin = "" // nobody asks where a built-in pack.yaml lay
	roundTrip(t, codePack, p)
	d := &ConceptDef{}
	fill(reflect.ValueOf(d).Elem(), &n)
	roundTrip(t, codeConcept, d)
	w := &Weakener{}
	fill(reflect.ValueOf(w).Elem(), &n)
	roundTrip(t, codeWeakener, w)
}

func FuzzDecode(f *testing.F) {
	n := 0
	p := &compiledPack{digests: []string{"a"}, requirements: make([]Requirement, 1)}
	fill(reflect.ValueOf(&p.requirements[0]).Elem(), &n)
	f.Add(string(encode(codeCompiledPack, p)))
	f.Add("999999999\n")
	f.Add("1\n999999999999:\n")
	f.Fuzz(func(t *testing.T, data string) {
		p, err := decode(codeCompiledPack, data)
		if (p == nil) == (err == nil) {
			t.Fatalf("%v with error %v", p, err)
		}
	})
}
