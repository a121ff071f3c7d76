package report_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func text(t *testing.T, o report.TextOptions, reports ...*clause.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, reports, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextGolden(t *testing.T) {
	second := sample()
	second.Document.Name = "Een heel lange bestandsnaam van een tweede overeenkomst die niet in de tabel past.docx"
	second.Document.Warnings = nil
	crossed := sample()
	crossed.Passages = crossed.Crosswalk()
	for name, got := range map[string]string{
		"crosswalk.txt":     text(t, report.TextOptions{}, crossed),
		"short.txt":         text(t, report.TextOptions{}, sample()),
		"verbose.txt":       text(t, report.TextOptions{Width: 100, Verbose: true}, sample()),
		"narrow.txt":        text(t, report.TextOptions{Width: 60}, sample()),
		"two.txt":           text(t, report.TextOptions{}, sample(), second),
		"draft.txt":         text(t, report.TextOptions{}, draft()),
		"matrix.txt":        text(t, report.TextOptions{}, matrix()),
		"matrix-narrow.txt": text(t, report.TextOptions{Width: 60, Verbose: true}, matrix()),
	} {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (renew with -update):\n%s", name, diff)
		}
	}
}

// What asks for action comes before what does not, the gravest first.
func TestTextOrder(t *testing.T) {
	got := text(t, report.TextOptions{}, sample())
	at := -1
	for _, want := range []string{
		"1 voldoet · 1 gedeeltelijk · 1 strijdig · 2 ontbreekt", "! pagina 5", "STRIJDIG (1)", "ONTBREEKT, VERPLICHT (1)",
		"GEDEELTELIJK (1)", "NIET TE BEOORDELEN (1)", "ONTBREEKT, NIET VERPLICHT (1)", "VOLDOET (1)", "VRIJGESTELD (1)",
	} {
		i := strings.Index(got, want)
		if i <= at {
			t.Errorf("%q stands at %d, after %d expected", want, i, at)
		}
		at = i
	}
}

func TestTextWidth(t *testing.T) {
	for _, width := range []int{0, 60, 71, 80, 120} {
		for _, verbose := range []bool{false, true} {
			limit := width
			if limit == 0 {
				limit = 80
			}
			for _, line := range strings.Split(text(t, report.TextOptions{Width: width, Verbose: verbose}, sample(), draft()), "\n") {
				if n := utf8.RuneCountInString(line); n > limit && len(strings.Fields(line)) > 1 {
					t.Errorf("width %d: line of %d: %s", width, n, line)
				}
			}
		}
	}
}

// Colour changes nothing but the look.
func TestTextColor(t *testing.T) {
	colored := text(t, report.TextOptions{Color: true}, sample())
	if !strings.Contains(colored, "\x1b[31m") {
		t.Error("no red in a report with a conflict")
	}
	plain := regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(colored, "")
	if diff := cmp.Diff(text(t, report.TextOptions{}, sample()), plain); diff != "" {
		t.Error(diff)
	}
}

// A contract must not be able to steer the reader's terminal or turn the
// reading order of a quote.
func TestTextHostile(t *testing.T) {
	r := sample()
	const evil = "a\x1b]0;x\x07b\x9b31m \u202egnok\u202c \u2066c\r\nd\x00e"
	r.Document.Name, r.Parties[0].Names[0], r.OpenRefs[0].Text = evil, evil, evil
	r.Document.Warnings[0].Message = evil
	for i := range r.Results {
		res := &r.Results[i]
		res.Lacks, res.Flags = []string{evil}, []string{evil}
		res.Lapsed = []clause.Finding{{Reads: evil, Label: evil, Heading: evil, Why: evil}}
		for j := range res.Findings {
			f := &res.Findings[j]
			f.Quote, f.Label, f.Heading, f.Why = evil, evil, evil, evil
		}
	}
	r.Document.Revisions = &clause.RevisionInfo{Authors: []string{evil}}
	for _, verbose := range []bool{false, true} {
		for _, c := range text(t, report.TextOptions{Verbose: verbose}, r, r) {
			if c < 0x20 && c != '\n' || c >= 0x7f && c < 0xa0 || c == 0x202e || c == 0x2066 {
				t.Fatalf("%U in the report", c)
			}
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestWriterError(t *testing.T) {
	broken := brokenWriter{errors.New("schijf vol")}
	for name, write := range map[string]func() error{
		"text":  func() error { return report.Text(broken, []*clause.Report{sample()}, report.TextOptions{}) },
		"json":  func() error { return report.JSON(broken, sample()) },
		"array": func() error { return report.JSONArray(broken, []*clause.Report{sample()}) },
		"jsonl": func() error { return report.JSONL(broken, []*clause.Report{sample()}) },
	} {
		if err := write(); !errors.Is(err, broken.err) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// What falls short stands beside the lack that it tells, and nowhere else.
func TestTextLeavesOutWhatSaysOtherwise(t *testing.T) {
	r := sample()
	r.Results = r.Results[:1]
	res := &r.Results[0]
	res.Findings = append(res.Findings, clause.Finding{Element: "recht", Weak: true, Quote: "Klant mag vragen stellen.", Label: "9.9", Why: "Geeft het recht, maar: alleen vragen."})
	if got := text(t, report.TextOptions{Verbose: true}, r); strings.Contains(got, "9.9") {
		t.Errorf("a requirement that is met shows what falls short:\n%s", got)
	}
	res.Status, res.Lacks = clause.Partial, []string{"alleen vragen"}
	if got := text(t, report.TextOptions{}, r); !strings.Contains(got, "9.9") {
		t.Errorf("what decides is left out:\n%s", got)
	}
}
