package redline

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// written is where TestShared keeps the files that it makes, for other programs
// to look at.
var written = flag.String("written", "", "folder in which TestShared keeps the files that it writes")

// sharedFiles lists the documents of the measuring material, which is no part of
// the repository.
func sharedFiles(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("CLAUSULE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	var files []string
	for _, folder := range []string{"corpus/docx", "testfiles/docx"} {
		filepath.WalkDir(filepath.Join(root, folder), func(path string, entry os.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files = append(files, path)
			}
			return nil
		})
	}
	if len(files) == 0 {
		t.Skip("the shared measuring material is not there; set CLAUSULE_SHARED to its folder")
	}
	return files
}

const (
	remark = "Opmerking van de toets."
	clause = "Ingevoegd beding van de toets."
)

// phrase finds two words in the blocks from a place on, around to where it began;
// where there are none, anything.
func phrase(doc *document.Document, from int) (document.Span, int, bool) {
	for _, words := range []*regexp.Regexp{twoWords, anything} {
		for i := range doc.Blocks {
			n := (from + i) % len(doc.Blocks)
			b := doc.Blocks[n]
			if loc := words.FindStringIndex(doc.Text[b.Body:b.Span.End]); loc != nil {
				return document.Span{Start: b.Body + loc[0], End: b.Body + loc[1]}, n, true
			}
		}
	}
	return document.Span{}, 0, false
}

var twoWords, anything = regexp.MustCompile(`\pL{2,} \pL{2,}`), regexp.MustCompile(`.+`)

// TestShared puts a comment on two words and a paragraph behind them into every
// Word file of the measuring material that is a plain package: one that the
// reader reads, in a zip file and without signatures. It does so at the
// beginning, in the middle or at the end, and at all three where the files are
// kept.
func TestShared(t *testing.T) {
	plain, done, refused, empty, fits := 0, 0, 0, 0, map[Placement]int{}
	for i, file := range sharedFiles(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		src := document.Source{Name: filepath.Base(file), Data: data}
		doc, err := docx.Read(t.Context(), src, document.Options{})
		if err != nil {
			refused++
			continue
		}
		if _, _, ok := phrase(doc, 0); !ok {
			empty++
			continue
		}
		plain++
		good := true
		for part := range 3 {
			if *written == "" && part != i%3 {
				continue
			}
			span, block, _ := phrase(doc, part*(len(doc.Blocks)-1)/2)
			edit := Edit{Comments: []Comment{{span, remark}}, Insertions: []Insertion{{After: block, Paragraphs: []Paragraph{{Text: clause, Like: block}}}}}
			var b bytes.Buffer
			out, err := Apply(t.Context(), &b, src, document.Options{}, edit, Options{Author: "Toets"})
			if errors.Is(err, ErrFlat) || errors.Is(err, ErrSigned) {
				plain--
				refused++
				good = false
				break
			}
			if err != nil {
				t.Errorf("%s: %v (%v)", src.Name, err, errors.Unwrap(err))
				good = false
				break
			}
			fits[out.Comments[0]]++
			if out.Comments[0].Fit == Left || out.Insertions[0].Fit == Left {
				t.Errorf("%s: part %d is left out: %+v", src.Name, part, out)
				good = false
			}
			good = checkMade(t, src, b.Bytes(), doc, edit, out) && good
			if *written != "" {
				name := strings.ReplaceAll(strings.TrimPrefix(file, filepath.Dir(filepath.Dir(filepath.Dir(file)))), "/", "__")
				ext := filepath.Ext(name)
				if err := os.WriteFile(filepath.Join(*written, strings.TrimSuffix(name, ext)+"."+string(rune('a'+part))+ext), b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if good {
			done++
		}
	}
	t.Logf("%d of %d plain packages, beside %d that are refused and %d without text; fits of comments %v", done, plain, refused, empty, fits)
}

// checkMade holds the promises of Apply against what it made.
func checkMade(t *testing.T, src document.Source, made []byte, doc *document.Document, edit Edit, out *Outcome) bool {
	t.Helper()
	failed := false
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf(src.Name+": "+format, args...)
		failed = true
	}
	read := func(data []byte, r document.Revisions) *document.Document {
		d, err := docx.Read(t.Context(), document.Source{Name: src.Name, Data: data}, document.Options{Revisions: r})
		if err != nil {
			fail("%v", err)
			return &document.Document{}
		}
		return d
	}
	if before, after := read(src.Data, document.OriginalRevisions), read(made, document.OriginalRevisions); labelled(before) != labelled(after) {
		fail("the original has changed:\n%s", firstDifference(labelled(before), labelled(after)))
	}
	// The accepted text is that of before with the insertions in it, each behind
	// its block.
	rest := bodies(read(made, document.AcceptRevisions))
	for i, in := range edit.Insertions {
		for _, p := range in.Paragraphs {
			if out.Insertions[i].Fit == Left {
				continue
			}
			k := slices.Index(rest, p.Text)
			if k < 0 {
				fail("the insertion %q is not in the accepted text", p.Text)
				continue
			}
			if out.Insertions[i].Fit == Exact && k <= in.After {
				fail("the insertion stands in front of block %d, at %d", in.After, k)
			}
			rest = slices.Delete(rest, k, k+1)
		}
	}
	if !slices.Equal(rest, bodies(doc)) {
		fail("without the insertions the accepted text is another")
	}
	old, now := unzip(t, src.Data), unzip(t, made)
	for i, f := range old {
		if i >= len(now) || now[i].Name != f.Name {
			fail("entry %d is no longer %q", i, f.Name)
			break
		}
		if f.Name == "[Content_Types].xml" || strings.HasSuffix(f.Name, ".rels") || strings.HasSuffix(f.Name, ".xml") && rawBytes(t, f) != rawBytes(t, now[i]) {
			continue
		}
		if rawBytes(t, f) != rawBytes(t, now[i]) || f.CRC32 != now[i].CRC32 || !f.Modified.Equal(now[i].Modified) || f.Method != now[i].Method {
			fail("the part %q is not what it was", f.Name)
		}
	}
	if added := len(now) - len(old); added > 2 {
		fail("%d parts more", added)
	}
	return !failed
}

// bodies are the texts of the blocks without their numbers.
func bodies(doc *document.Document) []string {
	var list []string
	for _, b := range doc.Blocks {
		list = append(list, doc.Text[b.Body:b.Span.End])
	}
	return list
}

// labelled is the text of a document with what a reader sees of its structure.
func labelled(doc *document.Document) string {
	var b strings.Builder
	for _, k := range doc.Blocks {
		b.WriteString(k.Kind.String() + " [" + k.Label + "] " + doc.Text[k.Body:k.Span.End] + "\n")
	}
	return b.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return "one is longer"
}

func unzip(t *testing.T, data []byte) []*zip.File {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return r.File
}

// rawBytes are the compressed bytes of an entry.
func rawBytes(t *testing.T, f *zip.File) string {
	t.Helper()
	r, err := f.OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
