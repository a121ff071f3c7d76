package review

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
	"github.com/clausule/clausule/rules"
)

var update = flag.Bool("update", false, "write the golden files")

const contracts = "../../testdata/contracts/"

// checkers judge by the default profile, in Dutch and in English.
var (
	dutch   = sync.OnceValues(func() (*clause.Checker, error) { return newChecker(lang.Dutch) })
	english = sync.OnceValues(func() (*clause.Checker, error) { return newChecker(lang.English) })
)

func checker(l lang.Language) (*clause.Checker, error) {
	if l == lang.English {
		return english()
	}
	return dutch()
}

func newChecker(l lang.Language) (*clause.Checker, error) {
	all, err := rules.Builtin("all")
	if err != nil {
		return nil, err
	}
	catalogue, err := all.Profile(rules.DefaultProfile)
	if err != nil {
		return nil, err
	}
	return clause.New(catalogue, clause.Options{Language: l})
}

// sample is a contract with its judgement.
type sample struct {
	source document.Source
	doc    *document.Document
	runs   []docx.Run
	report *clause.Report
}

func open(t testing.TB, path string) *sample {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return judge(t, document.Source{Name: filepath.Base(path), Data: data}, lang.Dutch)
}

func judge(t testing.TB, source document.Source, l lang.Language) *sample {
	t.Helper()
	c, err := checker(l)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{source: source}
	if s.doc, s.runs, err = docx.ReadRuns(context.Background(), source, document.Options{}); err != nil {
		t.Fatal(err)
	}
	if s.report, err = c.Check(context.Background(), s.doc); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *sample) plan(t testing.TB, o Options) *Plan {
	t.Helper()
	plan, err := New(s.doc, s.runs, s.report, o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func ownContracts(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(contracts + "*.docx")
	if err != nil || len(files) == 0 {
		t.Fatal("no contracts", err)
	}
	return files
}

// TestPlan shows where comments and clauses come in two contracts: one whose
// numbers Word makes and one that is a draft with tracked changes.
func TestPlan(t *testing.T) {
	for _, c := range []struct {
		contract, golden string
		options          Options
	}{
		{"verwerkersovereenkomst-concept.docx", "concept.txt", Options{}},
		{"verwerkersovereenkomst-strijdig.docx", "strijdig-must-en.txt", Options{Least: rules.Must, Language: lang.English}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			s := open(t, contracts+c.contract)
			if c.options.Language != "" {
				s = judge(t, s.source, c.options.Language)
			}
			var got bytes.Buffer
			if err := s.plan(t, c.options).Text(&got, s.doc); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", c.golden)
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("the plan changed (-want +got); go test ./clause/review -update\n%s", diff)
			}
		})
	}
}

// TestPlanHolds checks on each contract what holds for every plan.
func TestPlanHolds(t *testing.T) {
	for _, file := range ownContracts(t) {
		s := open(t, file)
		plan := s.plan(t, Options{})
		said := map[rules.ID]int{}
		last := 0
		for _, c := range plan.Comments {
			if c.At.Start < last || c.At.Start >= c.At.End || s.doc.Slice(c.At) == "" || strings.TrimSpace(c.Text) == "" {
				t.Errorf("%s: comment at %v out of order, or empty: %q", file, c.At, c.Text)
			}
			last = c.At.Start
			for _, id := range c.Requirements {
				said[id]++
			}
		}
		labels := map[string]bool{}
		after := -1
		for _, in := range plan.Insertions {
			b := &s.doc.Blocks[in.After]
			if in.After < after || b.Kind > document.Cell {
				t.Errorf("%s: insertion behind block %d (%v)", file, in.After, b.Kind)
			}
			after = in.After
			for _, id := range in.Requirements {
				said[id]++
			}
			if in.Label != "" && strings.Contains(in.Label, ".") {
				if labels[in.Label] || slices.ContainsFunc(s.doc.Blocks, func(b document.Block) bool { return b.Label == in.Label }) {
					t.Errorf("%s: number %s given twice", file, in.Label)
				}
				labels[in.Label] = true
			}
		}
		for _, u := range plan.Unplaced {
			said[u.Requirement]++
		}
		for _, a := range s.report.Matrix {
			want := 0
			if a.Deviation == clause.Detriment {
				want = 1
			}
			if said[a.Area] != want {
				t.Errorf("%s: %s is told %d times, with deviation %q", file, a.Area, said[a.Area], a.Deviation)
			}
		}
		for _, r := range s.report.Results {
			want := 1
			if r.Status == clause.Unknown || r.Status == clause.Waived {
				want = 0
			}
			if said[r.Requirement] != want {
				t.Errorf("%s: %s (%s) is told %d times", file, r.Requirement, r.Status, said[r.Requirement])
			}
		}
	}
}

func TestOptions(t *testing.T) {
	s := open(t, contracts+"verwerkersovereenkomst-zwak.docx")
	must := s.plan(t, Options{Least: rules.Must})
	importance := map[rules.ID]rules.Importance{}
	for _, r := range s.report.Results {
		importance[r.Requirement] = r.Importance
	}
	for _, in := range must.Insertions {
		for _, id := range in.Requirements {
			if importance[id] != rules.Must {
				t.Errorf("%s is %s", id, importance[id])
			}
		}
	}
	if all := s.plan(t, Options{}); len(must.Insertions) == 0 || len(must.Insertions) >= len(all.Insertions) {
		t.Errorf("%d insertions of must, %d of all", len(must.Insertions), len(all.Insertions))
	}
	comments := s.plan(t, Options{CommentsOnly: true})
	if len(comments.Insertions) > 0 {
		t.Error("insertions with CommentsOnly")
	}
	text := ""
	for _, c := range comments.Comments {
		text += c.Text + "\n"
	}
	for _, r := range s.report.Results {
		if !strings.Contains(text, string(r.Requirement)) {
			t.Errorf("no comment tells of %s", r.Requirement)
		}
	}
}

// TestReport refuses a report on something else.
func TestReport(t *testing.T) {
	s := open(t, contracts+"verwerkersovereenkomst-zwak.docx")
	other := *s.report
	other.Document.SHA256 = strings.Repeat("0", 64)
	bundle := *s.report
	bundle.Document.Files = []clause.FileInfo{{}}
	moved := *s.report
	moved.Results = slices.Clone(s.report.Results)
	for i := range moved.Results {
		moved.Results[i].Findings = slices.Clone(moved.Results[i].Findings)
		for k := range moved.Results[i].Findings {
			moved.Results[i].Findings[k].Start++
		}
	}
	for _, r := range []*clause.Report{nil, &other, &bundle, &moved} {
		if _, err := New(s.doc, s.runs, r, Options{}); !errors.Is(err, ErrReport) {
			t.Errorf("New: %v", err)
		}
	}
	if _, err := New(nil, nil, s.report, Options{}); !errors.Is(err, ErrReport) {
		t.Errorf("New: %v", err)
	}
}

func TestStep(t *testing.T) {
	for _, c := range []struct {
		label string
		n     int
		want  string
	}{
		{"7.3", 1, "7.4"}, {"7.9", 2, "7.11"}, {"Artikel 14", 1, "Artikel 15"}, {"§ 2", 1, "§ 3"}, {"b)", 1, "c)"},
		{"2°", 1, "3°"}, {"B", 2, "D"}, {"iv", 1, ""}, {"i)", 1, ""}, {"z", 1, ""}, {"7a", 1, ""}, {"", 1, ""}, {"•", 1, ""},
		{"99999999999999999999", 1, ""}, {"9223372036854775807", 1, ""}, {"٣", 1, ""},
	} {
		if got, ok := step(c.label, c.n); got != c.want || ok != (c.want != "") {
			t.Errorf("step(%q, %d) = %q, %v", c.label, c.n, got, ok)
		}
	}
	for _, c := range []struct {
		label   string
		article int
		want    string
	}{
		{"14.3", 15, "15.1"}, {"§ 4", 15, "§ 1"}, {"3", 9, "1"}, {"14.3", 0, ""}, {"1.2.3", 9, ""}, {"a", 9, ""}, {"٣", 9, ""},
	} {
		if got, _ := firstLabel(c.label, c.article); got != c.want {
			t.Errorf("firstLabel(%q, %d) = %q", c.label, c.article, got)
		}
	}
}

func TestSubjects(t *testing.T) {
	for title, want := range map[string]subject{
		"Inschakelen van derden":           subprocessors,
		"Nazicht en audit":                 audits,
		"Meldplicht datalekken":            breaches,
		"Duur, wijziging en beëindiging":   endings,
		"Hoe beveiligen wij uw gegevens?":  security,
		"Doorgifte buiten de EER":          locations,
		"Verzoeken van betrokkenen":        rights,
		"Beschikbaarheid en ondersteuning": continuity,
	} {
		if got := subjectsOf(title); !slices.Contains(got, want) {
			t.Errorf("subjectsOf(%q) = %v", title, got)
		}
	}
	if got := subjectsOf("Toepasselijk recht"); got != nil {
		t.Errorf("%v", got)
	}
}

// FuzzStep: labels come from files of strangers.
func FuzzStep(f *testing.F) {
	for _, label := range []string{"7.3", "Artikel 14", "§ 2", "b)", "2°", "iv", "1.2.3", "٣.1"} {
		f.Add(label, 1)
	}
	f.Fuzz(func(t *testing.T, label string, n int) {
		n = max(1, n)
		if next, ok := step(label, n); ok {
			if next == label || utf8.ValidString(label) && !utf8.ValidString(next) {
				t.Errorf("step(%q, %d) = %q", label, n, next)
			}
			if lastNumber(label) > 0 && lastNumber(next) != lastNumber(label)+n {
				t.Errorf("step(%q, %d) = %q", label, n, next)
			}
		}
		if one, ok := firstLabel(label, n); ok && lastNumber(one) != 1 {
			t.Errorf("firstLabel(%q, %d) = %q", label, n, one)
		}
		if s := shape(label); shape(s) != s {
			t.Errorf("shape(%q) = %q", label, s)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	s := open(b, contracts+"verwerkersovereenkomst-goed.docx")
	b.SetBytes(int64(len(s.doc.Text)))
	for b.Loop() {
		s.plan(b, Options{})
	}
}

func BenchmarkWrite(b *testing.B) {
	s := open(b, contracts+"verwerkersovereenkomst-goed.docx")
	plan := s.plan(b, Options{})
	b.SetBytes(int64(len(s.doc.Text)))
	for b.Loop() {
		if _, err := Write(context.Background(), io.Discard, s.source, document.Options{}, plan); err != nil {
			b.Fatal(err)
		}
	}
}
