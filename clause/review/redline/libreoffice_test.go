package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

var (
	annotation = regexp.MustCompile(`(?s)<office:annotation .*?</office:annotation>`)
	insertion  = regexp.MustCompile(`(?s)<text:insertion>.*?</text:insertion>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
)

// TestLibreOffice: LibreOffice opens a contract of ours with existing changes,
// and shows the comments and the insertions as such.
func TestLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	data, err := os.ReadFile("../../../testdata/contracts/verwerkersovereenkomst-concept.docx")
	if err != nil {
		t.Fatal(err)
	}
	doc := readAll(t, data, document.AcceptRevisions)
	var edit Edit
	for i := 1; i < len(doc.Blocks); i += 4 {
		span, block, ok := phrase(doc, i)
		if !ok {
			t.Fatal("no two words")
		}
		edit.Comments = append(edit.Comments, Comment{span, remark + " " + doc.Blocks[block].Label})
		edit.Insertions = append(edit.Insertions, Insertion{After: block, Paragraphs: []Paragraph{{Text: clause, Like: block, Numbered: i%8 == 1}}, Comment: remark})
	}
	var b bytes.Buffer
	out, err := Apply(t.Context(), &b, document.Source{Name: "a.docx", Data: data}, document.Options{}, edit, Options{Author: "Mr. Toets"})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range append(out.Comments, out.Insertions...) {
		if p.Fit == Left {
			t.Errorf("%d: %+v", i, p)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "a.docx")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	output, err := exec.CommandContext(t.Context(), program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--headless", "--convert-to", "odt", "--outdir", dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, output)
	}
	content := odtContent(t, filepath.Join(dir, "a.odt"))
	comments := 0
	for _, a := range annotation.FindAllString(content, -1) {
		if strings.Contains(anyTag.ReplaceAllString(a, ""), remark) && strings.Contains(a, "Mr. Toets") {
			comments++
		}
	}
	if want := len(edit.Comments) + len(edit.Insertions); comments != want {
		t.Errorf("%d comments, want %d", comments, want)
	}
	ours := 0
	for _, c := range insertion.FindAllString(content, -1) {
		if strings.Contains(c, "Mr. Toets") {
			ours++
		}
	}
	if texts := strings.Count(anyTag.ReplaceAllString(content, ""), clause); ours < len(edit.Insertions) || texts != len(edit.Insertions) {
		t.Errorf("%d tracked insertions of ours and %d texts, want %d", ours, texts, len(edit.Insertions))
	}
}

func odtContent(t *testing.T, file string) string {
	t.Helper()
	r, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f, err := r.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
