package rules

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A pack beside the catalogue adds its requirements; where it redefines one,
// its version holds, in the place of the old one.
func TestBeside(t *testing.T) {
	ours, err := load(fixture(t), &Catalogue{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(c *Catalogue) string {
		var out []string
		for r := range c.All() {
			out = append(out, string(r.ID)+" "+r.Thresholds["voldaan-tot"].Value)
		}
		return strings.Join(out, ", ")
	}
	files := fstest.MapFS{}
	for name, file := range fixture(t) {
		text := strings.NewReplacer("proef.melding", "eigen.melding", "naam: proef", "naam: eigen", "andere.melding", "derde.melding").Replace(string(file.Data))
		files[strings.ReplaceAll(name, "proef", "eigen")] = &fstest.MapFile{Data: []byte(text)}
	}
	other, err := load(files, ours, nil)
	if err != nil {
		t.Fatal(err)
	}
	stricter, err := load(fixture(t, edit{meldingFile, "voldaan-tot: 48 uur | 1 werkdag", "voldaan-tot: 24 uur"}), ours, nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		own   *Catalogue
		want  string
		packs int
	}{
		{"added", other, "proef.melding 48 uur | 1 werkdag, eigen.melding 48 uur | 1 werkdag", 2},
		{"in place", stricter, "proef.melding 24 uur", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ours.Beside(tt.own)
			if err != nil {
				t.Fatal(err)
			}
			if ids(got) != tt.want || len(got.Packs()) != tt.packs {
				t.Errorf("%s in %v, want %s", ids(got), got.Names(), tt.want)
			}
			if got.Digest() == ours.Digest() {
				t.Error("the digest stayed the same")
			}
			if _, ok := got.Lookup("andere.melding"); !ok {
				t.Error("an alias was lost")
			}
		})
	}
	if with, err := ours.Beside(stricter); err != nil || ids(ours) != "proef.melding 48 uur | 1 werkdag" || !slices.Equal(ours.Names(), with.Names()) {
		t.Error("the catalogue itself was changed")
	}
}
