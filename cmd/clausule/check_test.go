package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
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
			golden := filepath.Join("../../testdata/golden", name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(golden), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the report changed (renew with -update):\n%s", diff)
			}
		})
	}
}

// Every quote is what clausule extract prints between start and end, and two
// runs give the same bytes.
func TestQuotesVerbatim(t *testing.T) {
	for _, file := range contracts(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, text, _ := call(t, "extract", file)
			_, first, _ := call(t, "check", "--format", "json", file)
			_, again, _ := call(t, "check", "--format", "json", file)
			if first != again {
				t.Error("two runs differ")
			}
			var r clause.Report
			if err := json.Unmarshal([]byte(first), &r); err != nil {
				t.Fatal(err)
			}
			quotes := 0
			for _, res := range r.Results {
				for _, f := range append(res.Findings, res.Nearest...) {
					quotes++
					if f.Start < 0 || f.End > len(text) || f.Start >= f.End || text[f.Start:f.End] != f.Quote {
						t.Errorf("%s: quote [%d,%d) is not in the text: %q", res.Requirement, f.Start, f.End, f.Quote)
					}
				}
			}
			if quotes == 0 {
				t.Error("a report without a quote proves nothing")
			}
		})
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
		{"must-bijlage", "missing", "must missing partial"},
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
