package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/clausule/clausule/rules"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/base")); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "compiled")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"weg.txt", "LEESMIJ.md"} {
		if err := os.WriteFile(filepath.Join(out, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"catalogus.txt": true, "weg.txt": false, "LEESMIJ.md": true, ".catalogus.txt": false} {
		if _, err := os.Stat(filepath.Join(out, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A fault leaves the old files as they are.
	before, err := os.ReadFile(filepath.Join(out, "catalogus.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "proef", "proef.stuk.yaml"), []byte("id: ["), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(dir); len(rules.Errors(err)) == 0 {
		t.Errorf("a broken pack gives %v", err)
	}
	after, err := os.ReadFile(filepath.Join(out, "catalogus.txt"))
	if err != nil || string(after) != string(before) {
		t.Errorf("the compiled form was touched: %v", err)
	}
}
