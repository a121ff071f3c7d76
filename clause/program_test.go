package clause

import (
	"flag"
	"os"
	"testing"

	"github.com/clausule/clausule/rules"
)

var update = flag.Bool("update", false, "write builtin.program anew")

// The program compiled ahead is the one that compiling gives.
func TestBuiltinProgram(t *testing.T) {
	cat, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := compileWith(cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := newPatterns(cat)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	c := &compiler{plan: &plan{}, patterns: p}
	c.all(cat)
	want := p.ahead(cat.Digest(), fresh.program)
	if *update {
		if err := os.WriteFile("builtin.program", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != builtinProgram {
		t.Fatal("builtin.program is out of date: run go generate ./rules ./clause")
	}
	ready := readyProgram(cat.Digest())
	if ready == nil {
		t.Fatal("builtin.program cannot be read back")
	}
	ahead, err := compileWith(cat, ready)
	if err != nil {
		t.Fatal(err)
	}
	if len(ahead.requirements) != len(fresh.requirements) || len(ahead.owners) != len(fresh.owners) {
		t.Errorf("%d requirements and %d owned patterns, want %d and %d", len(ahead.requirements), len(ahead.owners), len(fresh.requirements), len(fresh.owners))
	}
	if got := ready.ahead(cat.Digest(), ahead.program); string(got) != builtinProgram {
		t.Error("what was read back is written differently")
	}
}

// Another catalogue is compiled in the ordinary way.
func TestReadyProgramIsForItsCatalogueOnly(t *testing.T) {
	cat, err := rules.Builtin("avg")
	if err != nil {
		t.Fatal(err)
	}
	if readyProgram(cat.Digest()) != nil {
		t.Error("the program of the whole catalogue was taken for a part of it")
	}
	if _, err := compile(cat); err != nil {
		t.Error(err)
	}
}

func BenchmarkCompileAhead(b *testing.B) {
	cat, err := rules.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(builtinProgram)))
	for b.Loop() {
		if _, err := compile(cat); err != nil {
			b.Fatal(err)
		}
	}
}
