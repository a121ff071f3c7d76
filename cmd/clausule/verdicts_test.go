package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// The contracts that ship have verdicts that a lawyer gave, apart from the
// program. Where the program differs is written down in
// testdata/golden/verdicts.txt, so that every change of a rule shows what it
// gives and takes. Renew it with -update.
func TestVerdicts(t *testing.T) {
	var got strings.Builder
	total, agree, comfort := 0, 0, 0
	for _, file := range contracts(t) {
		want := verdicts(t, strings.TrimSuffix(file, filepath.Ext(file))+".verdicts.jsonl")
		_, out, _ := call(t, "check", "--format", "json", file)
		var r clause.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		for _, res := range r.Results {
			status, ok := want[res.Requirement]
			if !ok {
				continue // the lawyer judged the heart of the catalogue
			}
			delete(want, res.Requirement)
			total++
			if status == res.Status {
				agree++
				continue
			}
			if res.Status == clause.Met && (status == clause.Missing || status == clause.Conflict) {
				comfort++
			}
			fmt.Fprintf(&got, "%s %s: lawyer %s, program %s\n", filepath.Base(file), res.Requirement, status, res.Status)
		}
		for id := range want {
			t.Errorf("%s: the program gives no verdict on %s", file, id)
		}
	}
	fmt.Fprintf(&got, "%d verdicts, %d agree, %d false comfort (met, where the lawyer says missing or conflict)\n", total, agree, comfort)
	golden := "../../testdata/golden/verdicts.txt"
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	before, after := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
	for _, line := range before {
		if !slices.Contains(after, line) {
			t.Errorf("no longer: %s", line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) {
			t.Errorf("new: %s", line)
		}
	}
}

func verdicts(t *testing.T, file string) map[rules.ID]clause.Status {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[rules.ID]clause.Status{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var v struct {
			Req    rules.ID
			Status clause.Status
		}
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out[v.Req] = v.Status
	}
	return out
}

// A contract gets the same verdicts in every format that it comes in, but for
// what the format takes away.
func TestSameInEveryFormat(t *testing.T) {
	status := map[string]clause.Status{}
	pairs, same := 0, 0
	files := contracts(t)
	for _, format := range [...]string{"odt", "fodt", "rtf", "doc", "html"} {
		others, err := filepath.Glob("../../testdata/variants/*." + format)
		if err != nil || len(others) == 0 {
			t.Fatalf("no contract as %s: %v", format, err)
		}
		files = append(files, others...)
	}
	for _, file := range files {
		_, out, _ := call(t, "check", "--format", "json", file)
		var r clause.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		for _, res := range r.Results {
			key := base + " " + string(res.Requirement)
			first, seen := status[key]
			if !seen {
				status[key] = res.Status
				continue
			}
			pairs++
			if first == res.Status {
				same++
			} else {
				t.Logf("%s: %s, %s in %s", key, first, res.Status, filepath.Ext(file))
			}
		}
	}
	if pairs == 0 || float64(same) < 0.98*float64(pairs) {
		t.Errorf("%d of %d verdicts are the same in all formats; at least 98%% must be", same, pairs)
	}
}
