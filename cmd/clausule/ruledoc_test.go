package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// The catalogue that stands in the repository is that of the rules.
func TestCatalogueIsCurrent(t *testing.T) {
	for file, format := range map[string]string{"catalogus.md": "md", "catalogus.html": "html"} {
		var out, faults bytes.Buffer
		if code := run(context.Background(), []string{"clausule", "rules", "doc", "--format", format}, strings.NewReader(""), &out, &faults); code != 0 {
			t.Fatalf("code %d: %s", code, faults.String())
		}
		want, err := os.ReadFile("../../testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), want) {
			t.Errorf("testdata/%s is out of date: run go generate ./cmd/clausule", file)
		}
	}
}
