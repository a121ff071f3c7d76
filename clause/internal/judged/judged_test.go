package judged

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/clausule/clausule/clause"
)

func TestLoad(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		labels     int // -1 for an error
	}{
		{"two", `{"doc":"a","req":"x.y","status":"met","quotes":["q"],"note":""}` + "\n\n" + `{"doc":"a","req":"x.z","status":"partial"}` + "\n", 2},
		{"nothing", "", 0},
		{"no JSON", "a\n", -1},
		{"no status", `{"doc":"a","req":"x.y"}`, -1},
		{"a status of the program", `{"doc":"a","req":"x.y","status":"unknown"}`, -1},
		{"no document", `{"req":"x.y","status":"met"}`, -1},
		{"twice", `{"doc":"a","req":"x.y","status":"met"}` + "\n" + `{"doc":"a","req":"x.y","status":"met"}`, -1},
	} {
		file := filepath.Join(t.TempDir(), "labels.jsonl")
		if err := os.WriteFile(file, []byte(tc.text), 0o666); err != nil {
			t.Fatal(err)
		}
		labels, err := Load(file)
		if (err != nil) != (tc.labels < 0) || err == nil && len(labels) != tc.labels {
			t.Errorf("%s: %d labels, %v", tc.name, len(labels), err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func TestDocOf(t *testing.T) {
	for file, want := range map[string]string{
		"corpus/docx/012-starred.docx": "012", "judged/hotel-sla.md": "hotel-sla", "07.txt": "07",
	} {
		if got := DocOf(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestLabels(t *testing.T) {
	labels := Labels{{Doc: "b", Requirement: "x.y", Status: clause.Met}, {Doc: "a", Requirement: "x.z", Status: clause.Partial}, {Doc: "a", Requirement: "x.y", Status: clause.Conflict}}
	if got := labels.Requirements(); len(got) != 2 || got[0] != "x.y" || got[1] != "x.z" {
		t.Errorf("requirements %v", got)
	}
	if got := labels.Docs(); len(got) != 2 || got[0] != "a" {
		t.Errorf("documents %v", got)
	}
	if got := labels.Of("a", "x.y").Status; got != clause.Conflict {
		t.Errorf("a x.y: %s", got)
	}
	if got := labels.Of("b", "x.z").Status; got != clause.Missing {
		t.Errorf("b x.z: %s", got)
	}
}

func TestTally(t *testing.T) {
	for _, tc := range []struct {
		name     string
		pairs    [][2]clause.Status
		f1       float64
		ok       bool
		accuracy float64
	}{
		{"nothing", nil, 0, false, 0},
		{"all missing", [][2]clause.Status{{clause.Missing, clause.Missing}}, 0, false, 1},
		{"right", [][2]clause.Status{{clause.Met, clause.Met}, {clause.Missing, clause.Missing}}, 1, true, 1},
		{"found, other status", [][2]clause.Status{{clause.Met, clause.Partial}, {clause.Conflict, clause.Conflict}}, 1, true, 0.5},
		{"one of two found", [][2]clause.Status{{clause.Met, clause.Met}, {clause.Partial, clause.Missing}}, 2. / 3, true, 0.5},
		{"unknown is not found", [][2]clause.Status{{clause.Met, clause.Unknown}}, 0, true, 0},
		{"found what is not there", [][2]clause.Status{{clause.Missing, clause.Met}}, 0, true, 0},
	} {
		tally := Tally{}
		for _, p := range tc.pairs {
			tally.Add(p[0], p[1])
		}
		f1, ok := tally.F1()
		if f1 != tc.f1 || ok != tc.ok || tally.Accuracy() != tc.accuracy || tally.N() != len(tc.pairs) {
			t.Errorf("%s: F1 %v %v, accuracy %v, n %d", tc.name, f1, ok, tally.Accuracy(), tally.N())
		}
	}
}
