package report_test

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"

	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
)

// A page is at most 1.5 times its text and 200 kB of report; where the shared
// contracts are at hand, of each of those.
func TestHTMLSize(t *testing.T) {
	if watched {
		t.Skip("pages are as large without the race detector")
	}
	files, err := filepath.Glob("../../testdata/contracts/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d contracts, %v", len(files), err)
	}
	sizes(t, files)
	t.Run("shared", func(t *testing.T) {
		folder := filepath.Join(cmp.Or(os.Getenv("CLAUSULE_SHARED"), "../../../shared"), "corpus")
		var files []string
		for _, pattern := range []string{"docx/*.docx", "text/*.txt", "other/*.txt"} {
			list, err := filepath.Glob(filepath.Join(folder, pattern))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, list...)
		}
		if len(files) == 0 {
			t.Skip("the shared contracts are not there; set CLAUSULE_SHARED to their folder")
		}
		sizes(t, files)
	})
}

func sizes(t *testing.T, files []string) {
	t.Helper()
	for _, file := range files {
		c := judged(t, extract.Options{}, file)
		text, page := len(c.Documents[0].Text), htmlOf(t, report.HTMLOptions{}, c)
		if limit := text*3/2 + 200_000; len(page) > limit {
			t.Errorf("%s: a page of %d bytes on a text of %d, want at most %d", filepath.Base(file), len(page), text, limit)
		}
		pageOf(t, filepath.Base(file), page)
	}
}
