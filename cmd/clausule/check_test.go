package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
)

var update = flag.Bool("update", false, "write the golden files anew")

// call runs the command in this process.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), append([]string{"clausule"}, args...), strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// contracts are the documents that ship with the project.
func contracts(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, ext := range []string{"docx", "pdf"} {
		found, err := filepath.Glob("../../testdata/contracts/*." + ext)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Fatal("no contracts in testdata/contracts")
	}
	return files
}

// The text report of a bundle.
func TestGoldenBundle(t *testing.T) {
	const dir = "../../testdata/"
	code, got, stderr := call(t, "check", "--bundle", "--fail-on", "never", dir+"bundle/raamovereenkomst.md", dir+"bundle/bijlage-1-verwerkersovereenkomst.txt", dir+"contracts/sla-hosting.pdf")
	if code != exitClean || stderr != "" {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	golden(t, "bundle.txt", got)
}

// The text report of every contract that ships stands beside it in
// testdata/golden; a change in it is a change for every user.
func TestGolden(t *testing.T) {
	for _, file := range contracts(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			code, got, stderr := call(t, "check", "--fail-on", "never", file)
			if code != exitClean || stderr != "" {
				t.Fatalf("exit code %d, %s", code, stderr)
			}
			golden(t, name+".txt", got)
		})
	}
}

// golden compares a report with the one that is kept.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("../../testdata/golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the report changed (renew with -update):\n%s", diff)
	}
}

// readings are the values of --revisions.
var readings = []string{"accept", "original", "all"}

// Of the contracts with tracked changes the reports on the other readings stand
// there too.
func TestGoldenDrafts(t *testing.T) {
	for _, name := range []string{"verwerkersovereenkomst-belgie.docx", "verwerkersovereenkomst-concept.docx"} {
		for _, reading := range readings[1:] {
			t.Run(name+" "+reading, func(t *testing.T) {
				code, got, stderr := call(t, "check", "--fail-on", "never", "--revisions", reading, filepath.Join("../../testdata/contracts", name))
				if code != exitClean || stderr != "" {
					t.Fatalf("exit code %d, %s", code, stderr)
				}
				golden(t, name+"."+reading+".txt", got)
			})
		}
	}
}

// Every quote is what clausule extract prints between start and end, and two
// runs give the same bytes, whatever the reading.
func TestQuotesVerbatim(t *testing.T) {
	for _, file := range contracts(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, reading := range readings {
				if reading == readings[0] || strings.HasSuffix(file, ".docx") {
					verbatim(t, file, reading)
				}
			}
		})
	}
}

func verbatim(t *testing.T, file, reading string) {
	t.Helper()
	_, text, _ := call(t, "extract", "--revisions", reading, file)
	_, first, _ := call(t, "check", "--format", "json", "--revisions", reading, file)
	_, again, _ := call(t, "check", "--format", "json", "--revisions", reading, file)
	if first != again {
		t.Error("two runs differ")
	}
	var r clause.Report
	if err := json.Unmarshal([]byte(first), &r); err != nil {
		t.Fatal(err)
	}
	quotes := 0
	for _, res := range r.Results {
		for _, f := range slices.Concat(res.Findings, res.Nearest, res.Lapsed) {
			quotes++
			if f.Start < 0 || f.End > len(text) || f.Start >= f.End || text[f.Start:f.End] != f.Quote {
				t.Errorf("%s, %s: quote [%d,%d) is not in the text: %q", reading, res.Requirement, f.Start, f.End, f.Quote)
			}
		}
	}
	for _, ref := range r.OpenRefs {
		if !strings.HasPrefix(text[ref.Start:], strings.Fields(ref.Text)[0]) {
			t.Errorf("%s: reference [%d,%d) %q is %q in the text", reading, ref.Start, ref.End, ref.Text, text[ref.Start:ref.End])
		}
	}
	if quotes == 0 {
		t.Errorf("%s: a report without a quote proves nothing", reading)
	}
}

// The verdicts on a draft are the same whether what is deleted stands in the
// text or not, and those on what it was are told where they differ.
func TestReadingsAgree(t *testing.T) {
	changed := 0
	for _, file := range contracts(t) {
		if !strings.HasSuffix(file, ".docx") {
			continue
		}
		status := map[string]map[string]clause.Result{}
		for _, reading := range readings {
			_, out, _ := call(t, "check", "--format", "json", "--revisions", reading, file)
			var r clause.Report
			if err := json.Unmarshal([]byte(out), &r); err != nil {
				t.Fatal(err)
			}
			status[reading] = map[string]clause.Result{}
			for _, res := range r.Results {
				status[reading][string(res.Requirement)] = res
			}
		}
		for id, all := range status["all"] {
			if now := status["accept"][id].Status; all.Status != now {
				t.Errorf("%s: %s is %s with all changes, %s accepted", file, id, all.Status, now)
			}
			was := all.Was
			if was == "" {
				was = all.Status
			} else {
				changed++
			}
			if then := status["original"][id].Status; was != then {
				t.Errorf("%s: %s was %s, the original is %s", file, id, was, then)
			}
		}
	}
	if changed == 0 {
		t.Error("no verdict that a change alters")
	}
}

// Running headers and footers of a Word file change no verdict.
func TestHeadersAreNoProvisions(t *testing.T) {
	more := 0
	for _, file := range contracts(t) {
		if !strings.HasSuffix(file, ".docx") {
			continue
		}
		_, without, _ := call(t, "extract", file)
		_, with, _ := call(t, "extract", "--headers", file)
		if len(with) > len(without) {
			more++
		}
		var plain, headed clause.Report
		for into, args := range map[*clause.Report][]string{&plain: {"check", "--format", "json", file}, &headed: {"check", "--headers", "--format", "json", file}} {
			_, out, _ := call(t, args...)
			if err := json.Unmarshal([]byte(out), into); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(plain.Summary, headed.Summary); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
		if diff := cmp.Diff(plain.Parties, headed.Parties); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
	if more == 0 {
		t.Error("no contract has a header")
	}
}

func TestFails(t *testing.T) {
	result := func(i, s string) *clause.Report {
		var r clause.Report
		if err := json.Unmarshal([]byte(`{"results":[{"importance":"`+i+`","status":"`+s+`"}]}`), &r); err != nil {
			t.Fatal(err)
		}
		return &r
	}
	tests := []struct {
		importance, status string
		levels             string // the levels that fail
	}{
		{"must", "met", ""},
		{"must", "unknown", ""},
		{"must", "waived", ""},
		{"must", "partial", "partial"},
		{"must", "missing", "must missing partial"},
		{"must-bijlage", "missing", "missing partial"},
		{"must-bijlage", "conflict", "must conflict missing partial"},
		{"should", "missing", "missing partial"},
		{"could", "conflict", "conflict missing partial"},
		{"must", "conflict", "must conflict missing partial"},
	}
	for _, tt := range tests {
		var got []string
		for _, level := range []string{"never", "must", "conflict", "missing", "partial"} {
			if fails(level, result(tt.importance, tt.status)) {
				got = append(got, level)
			}
		}
		if strings.Join(got, " ") != tt.levels {
			t.Errorf("%s %s: fails at %v, want %s", tt.importance, tt.status, got, tt.levels)
		}
	}
}

// An interrupt while a contract is being read ends the run at once and leaves
// neither a result nor a temporary file.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	stdin, feed := io.Pipe() // never closed: reading it would wait for ever
	defer feed.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		feed.Write([]byte("Artikel 1"))
		cancel()
	}()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"clausule", "check", "-o", filepath.Join(dir, "uit.txt"), "-"}, stdin, &stdout, &stderr)
	if code != exitInterrupted || stdout.Len() > 0 || !strings.Contains(stderr.String(), "afgebroken") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout.String(), stderr.String())
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// Large files are read one at a time; small ones, and what is no file, are not
// held up by that.
func TestIsLarge(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "groot.txt")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{large: false, filepath.Join(dir, "weg"): false, "-": false} {
		if isLarge(name) != want {
			t.Errorf("%s is large before it has grown", name)
		}
	}
	if err := os.Truncate(large, 5<<20); err != nil {
		t.Fatal(err)
	}
	if !isLarge(large) {
		t.Error("a file of 5 MiB is not large")
	}
}
