package clause

import (
	"crypto/sha256"
	"flag"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

var update = flag.Bool("update", false, "write builtin.program anew")

// The program compiled ahead is the one that compiling gives, and holds every
// pattern of the built-in catalogue.
func TestBuiltinProgram(t *testing.T) {
	cat, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := &compiler{plan: &plan{}, patterns: newPatterns(cat, nil)}
	c.all(cat)
	if len(c.faults) > 0 {
		t.Fatal(c.faults)
	}
	want := c.patterns.ahead(c.patterns.builder.Program())
	if *update {
		if err := os.WriteFile("builtin.program", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != builtinProgram {
		t.Fatal("builtin.program is out of date: run go generate ./rules ./clause")
	}
	if _, rest, err := match.Read(builtinProgram[2*sha256.Size:]); err != nil || len(rest) == 0 {
		t.Fatal("what was compiled is no program that can be used without harm")
	}
	ahead := &compiler{plan: &plan{}, patterns: newPatterns(cat, ready(cat))}
	ahead.all(cat)
	if ahead.patterns.ready == nil || ahead.patterns.builder != nil {
		t.Fatal("patterns of the built-in catalogue were compiled at start")
	}
	if !slices.Equal(c.owners, ahead.owners) {
		t.Error("what was compiled ahead belongs to other rules")
	}
}

// A part of the catalogue, settings and packs of one's own all use what was
// compiled ahead; only what is new is compiled.
func TestReadyProgramServesOtherCatalogues(t *testing.T) {
	all, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	part, err := all.Select("avg", "-avg.28-2.*")
	if err != nil {
		t.Fatal(err)
	}
	own, err := rules.Load(fstest.MapFS{
		"aanpassingen.yaml":     {Data: []byte("aanpassingen:\n  ksz.audit.recht:\n    strijdig:\n      - woord: <zeepbel> rond\n        mist: rond\n")},
		"begrippen/eigen.yaml":  {Data: []byte("begrippen:\n  zeepbel:\n    - zeepbel*\n")},
		"eigen/pack.yaml":       {Data: []byte("naam: eigen\nversie: '1'\ntitel: Eigen\n")},
		"eigen/eigen.taal.yaml": {Data: []byte("id: eigen.taal\ntitel: Taal\nbelang: should\ndrager: document\nelementen:\n  taal:\n    mist: de taal\n    een-van:\n      - alle: <zeepbel> taal\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	with, err := all.Beside(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		cat  *rules.Catalogue
		own  int // patterns that are compiled
	}{{"part", part, 0}, {"own", with, 2}} {
		c := &compiler{plan: &plan{}, patterns: newPatterns(tt.cat, ready(tt.cat))}
		c.all(tt.cat)
		if c.patterns.ready == nil || len(c.patterns.ids) != tt.own || len(c.faults) > 0 {
			t.Errorf("%s: ready %v, %d compiled, want %d; %v", tt.name, c.patterns.ready != nil, len(c.patterns.ids), tt.own, c.faults)
		}
	}
	doc, err := plain.Read(t.Context(), document.Source{Name: "a.txt", Data: []byte("De taal van de zeepbellen is Nederlands. Klant mag een audit doen. De zeepbel rond.")}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checker, err := New(with, Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := checker.Check(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	got := map[rules.ID]Status{}
	for _, r := range report.Results {
		got[r.Requirement] = r.Status
	}
	if got["eigen.taal"] != Met || got["ksz.audit.recht"] != Conflict {
		t.Errorf("eigen.taal %s, ksz.audit.recht %s", got["eigen.taal"], got["ksz.audit.recht"])
	}
}

// A vocabulary that gives built-in words another meaning is compiled anew.
func TestReadyProgramIsForItsVocabularyOnly(t *testing.T) {
	own, err := rules.Load(fstest.MapFS{"begrippen/eigen.yaml": {Data: []byte("begrippen:\n  inbreuk:\n    - zeepbel\n")}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := all.Beside(own)
	if err != nil {
		t.Fatal(err)
	}
	if ready(cat) != nil {
		t.Error("the program compiled with the built-in words was taken")
	}
	if _, err := compile(cat, lang.Dutch); err != nil {
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
		if _, err := compileWith(cat, lang.Dutch, decode(builtinProgram)); err != nil {
			b.Fatal(err)
		}
	}
}
