package main

import (
	"bytes"
	"os"
	"testing"
)

// TestTemplate keeps the file that is shipped and what makes it together.
func TestTemplate(t *testing.T) {
	want, err := build()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../addendum.docx")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("template/addendum.docx is another one than this program makes; go generate ./clause/review")
	}
}
