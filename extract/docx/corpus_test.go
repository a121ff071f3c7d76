package docx

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx/opc"
)

// sharedFiles lists the documents of the measuring material, which is no part
// of the repository.
func sharedFiles(t *testing.T, folders ...string) []string {
	t.Helper()
	root := os.Getenv("CLAUSULE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	var files []string
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry os.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) == 0 {
		t.Skip("the shared measuring material is not there; set CLAUSULE_SHARED to its folder")
	}
	return files
}

// TestSharedFiles: every document of the measuring material is read or refused
// with a reason, keeps the promises of the model, and comes out of the
// container byte for byte.
func TestSharedFiles(t *testing.T) {
	through := 0
	for _, file := range sharedFiles(t, "corpus/docx", "testfiles/docx") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		for _, headers := range []bool{false, true} {
			doc, err := Read(t.Context(), document.Source{Name: name, Data: data}, document.Options{Headers: headers})
			var typed *document.Error
			if err != nil {
				if !errors.As(err, &typed) {
					t.Errorf("%s: untyped error %v", name, err)
				}
				continue
			}
			if err := doc.Validate(); err != nil {
				t.Error(err)
			}
		}
		pkg, err := opc.Open(document.Source{Name: name, Data: data}, document.Limits{})
		if err != nil || !ordinary(pkg, ordinaryMain) {
			continue
		}
		content, err := contained(pkg)
		own, errOwn := pkg.Read(t.Context(), ordinaryMain)
		if err != nil || errOwn != nil || content != own || !pkg.Matches(ordinaryMain, content) {
			t.Errorf("%s: the container gives %d bytes (%v), the package %d (%v)", name, len(content), err, len(own), errOwn)
			continue
		}
		through++
	}
	if through == 0 {
		t.Error("no file went through the container")
	}
}

// TestExpectedLabels: the numbering tests of docx4j say in each paragraph
// which label Word shows in front of it.
func TestExpectedLabels(t *testing.T) {
	expect := regexp.MustCompile(`^\[expect\](.*?)\[/expect\]`)
	labels := 0
	for _, file := range sharedFiles(t, "testfiles/docx/docx4j") {
		if !strings.Contains(file, "listnumbering__") || strings.Contains(file, "NumberingIndents") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(t.Context(), document.Source{Name: filepath.Base(file), Data: data}, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range doc.Blocks {
			want := expect.FindStringSubmatch(doc.Text[b.Body:b.Span.End])
			if want == nil {
				continue
			}
			labels++
			if got := strings.TrimSpace(doc.Text[b.Span.Start:b.Body]); got != want[1] {
				t.Errorf("%s: got label %q, want %q", filepath.Base(file), got, want[1])
			}
		}
	}
	if labels < 20 {
		t.Errorf("only %d labels checked", labels)
	}
	t.Logf("%d labels", labels)
}
