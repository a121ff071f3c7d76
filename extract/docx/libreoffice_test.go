package docx

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

// The comparisons with LibreOffice take minutes and run when asked for:
//
//	go test ./extract/docx -run LibreOffice -v -args -libreoffice
var (
	libreoffice = flag.Bool("libreoffice", false, "compare labels with those of LibreOffice")
	converted   = flag.String("converted", "", "folder in which the texts that LibreOffice makes are kept and found again")
	differing   = flag.Bool("differing", false, "log every label that LibreOffice writes differently")
)

// libreOffice converts documents to text, one a name, and gives the lines of
// each. What LibreOffice cannot convert is left out.
func libreOffice(t *testing.T, docs map[string][]byte) map[string][]string {
	t.Helper()
	if !*libreoffice {
		t.Skip("compares with LibreOffice when run with -args -libreoffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil && *converted == "" {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	in, out := t.TempDir(), t.TempDir()
	if *converted != "" {
		out = *converted
	}
	var names, missing []string
	for name, data := range docs {
		names = append(names, name)
		if _, err := os.Stat(filepath.Join(out, name+".txt")); err == nil {
			continue
		}
		file := filepath.Join(in, name+".docx")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		missing = append(missing, file)
	}
	slices.Sort(missing)
	for batch := range slices.Chunk(missing, 25) {
		args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir()), "--headless",
			"--convert-to", "txt:Text (encoded):UTF8", "--outdir", out}, batch...)
		if output, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
			t.Logf("soffice: %v: %s", err, output)
		}
	}
	lines := map[string][]string{}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(out, name+".txt"))
		if err != nil {
			continue
		}
		for line := range strings.SplitSeq(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
			if line = plain(line); line != "" {
				lines[name] = append(lines[name], line)
			}
		}
	}
	return lines
}

// plain makes lines of two programs comparable.
func plain(line string) string {
	line = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2011':
			return '-'
		case r == '\u00ad', unicode.Is(unicode.Cf, r):
			return -1
		case r >= 0xE000 && r <= 0xF8FF: // a bullet of a symbol font
			return '•'
		}
		return r
	}, line)
	return strings.Join(strings.Fields(line), " ")
}

// numberedLine is a block as it stands on the page, with the label that was
// computed for it.
type numberedLine struct{ label, body string }

// numberedLines reads a document twice, the second time without its list
// definitions: the labels that are gone then are the computed ones.
func numberedLines(t *testing.T, data []byte) []numberedLine {
	doc, err := Read(t.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{})
	if err != nil {
		return nil
	}
	bare, err := Read(t.Context(), document.Source{Name: "a.docx", Data: withoutLists(t, data)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []numberedLine
	k := 0
	for _, b := range doc.Blocks {
		if b.Kind == document.Textbox || b.Kind == document.Footnote {
			continue
		}
		whole := doc.Text[b.Span.Start:b.Span.End]
		for k < len(bare.Blocks) && (bare.Blocks[k].Kind == document.Textbox || bare.Blocks[k].Kind == document.Footnote) {
			k++
		}
		if k >= len(bare.Blocks) {
			break
		}
		body := bare.Text[bare.Blocks[k].Span.Start:bare.Blocks[k].Span.End]
		label, ok := strings.CutSuffix(whole, body)
		if !ok || label != "" && !strings.HasSuffix(label, " ") {
			continue // a label without text, which the second reading does not have
		}
		k++
		first, _, _ := strings.Cut(body, "\n")
		lines = append(lines, numberedLine{plain(label), plain(first)})
	}
	return lines
}

// withoutLists copies a package without its numbering part.
func withoutLists(t *testing.T, data []byte) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if strings.Contains(strings.ToLower(f.Name), "numbering") && strings.HasSuffix(f.Name, ".xml") {
			g, err := w.Create(f.Name)
			if err == nil {
				_, err = io.WriteString(g, `<w:numbering xmlns:w="`+transitional+`"/>`)
			}
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// maxLabelShown is the length up to which what stands in front of a body is
// taken for its label.
const maxLabelShown = 40

// match tells how well a line of LibreOffice goes with one of ours: 0 not at
// all, 2 with the same label.
func (l numberedLine) match(line string) int {
	label, ok := strings.CutSuffix(line, l.body)
	switch {
	case !ok || len(label) > maxLabelShown || l.body == "":
		return 0
	case sameLabel(l.label, plain(label)):
		return 2
	}
	return 1
}

// sameLabel takes any two bullets for equal.
func sameLabel(a, b string) bool {
	bullet := func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && r != 'o' || unicode.IsDigit(r) })
	}
	return a == b || bullet(a) && bullet(b)
}

// align pairs lines in order so that as many as possible have a partner; the
// result is the index of the partner, or -1.
func align(ours []numberedLine, theirs []string) []int {
	n, m := len(ours), len(theirs)
	best := make([][]int32, n+1) // of ours[i:] against theirs[k:]
	for i := range best {
		best[i] = make([]int32, m+1)
	}
	score := func(i, k int) int32 {
		if s := ours[i].match(theirs[k]); s > 0 {
			return 1000 + int32(s)
		}
		return 0
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1])
			if s := score(i, k); s > 0 {
				best[i][k] = max(best[i][k], s+best[i+1][k+1])
			}
		}
	}
	pairs := make([]int, n)
	for i, k := 0, 0; i < n; i++ {
		pairs[i] = -1
		for k < m && best[i][k] == best[i][k+1] {
			k++
		}
		if k < m && best[i][k] != best[i+1][k] {
			pairs[i] = k
			k++
		}
	}
	return pairs
}

// tally counts the labels of one document that both programs place before the
// same text.
func tally(t *testing.T, name string, ours []numberedLine, theirs []string) (labels, equal int) {
	for i, k := range align(ours, theirs) {
		if k < 0 {
			continue
		}
		label := plain(strings.TrimSuffix(theirs[k], ours[i].body))
		if ours[i].label == "" && label == "" {
			continue
		}
		if strings.HasPrefix(ours[i].body, "[expect]"+ours[i].label+"[/expect]") {
			continue // the document itself says that ours is right; TestExpectedLabels counts these
		}
		labels++
		if sameLabel(ours[i].label, label) {
			equal++
		} else if *differing {
			t.Logf("%s: %q, LibreOffice %q, before %.60q", name, ours[i].label, label, ours[i].body)
		}
	}
	return labels, equal
}

// TestLibreOfficeLabels compares the computed labels of the measuring material
// with those that LibreOffice shows.
func TestLibreOfficeLabels(t *testing.T) {
	docs := map[string][]byte{}
	for i, file := range sharedFiles(t, "testfiles/docx", "corpus/docx") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		docs[fmt.Sprintf("%04d-%s", i, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))] = data
	}
	theirs := libreOffice(t, docs)
	labels, equal, files := 0, 0, 0
	for _, name := range sortedKeys(theirs) {
		n, same := tally(t, name, numberedLines(t, docs[name]), theirs[name])
		labels += n
		equal += same
		if n > 0 {
			files++
		}
	}
	t.Logf("%d of %d labels equal, in %d documents", equal, labels, files)
	if labels < 500 || equal*1000 < labels*998 {
		t.Errorf("%d of %d labels equal, want 99.8 %%", equal, labels)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
