package pdfium

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// shared is one engine for all tests: the first start takes seconds.
var (
	shared    *Engine
	sharedDir string
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "pdfium-test-")
	if err != nil {
		panic(err)
	}
	sharedDir = dir
	shared = New(Options{CacheDir: dir})
	code := m.Run()
	shared.Close()
	os.RemoveAll(dir)
	os.Exit(code)
}

// The objects that a file of newPDF begins with.
const (
	helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" // 3
	bold      = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"
)

// newPDF writes a file with one page. Object 1 is the catalogue, 2 the pages, 3
// and 4 are fonts /F and /B, 5 the page and 6 its contents; more are 7 and on.
func newPDF(catalogue, page, content string, more ...string) []byte {
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalogue + ">>",
		"<</Type/Pages/Kids[5 0 R]/Count 1>>",
		helvetica,
		bold,
		"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R/B 4 0 R>>/XObject<</X 7 0 R>>>>/Contents 6 0 R" + page + ">>",
		stream("", content),
	}, more...)
	return writePDF("", objects...)
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(content), content)
}

func writePDF(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

const a4 = "/MediaBox[0 0 595 842]"

// hello is a page with one word.
func hello() []byte { return newPDF("", a4, "BT /F 12 Tf 100 700 Td (Hallo) Tj ET") }

// endless is a page whose forms draw each other 2^30 times.
func endless() []byte {
	forms := make([]string, 30)
	for i := range forms {
		forms[i] = stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>", 8+i), "/X Do /X Do")
	}
	return newPDF("", a4, "/X Do", forms...)
}

func open(t testing.TB, e *Engine, data []byte) document.FallbackFile {
	t.Helper()
	f, err := e.Open(context.Background(), data, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func words(t testing.TB, f document.FallbackFile) document.PageWords {
	t.Helper()
	p, err := f.Words(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func text(p document.PageWords) string {
	var s []string
	for _, w := range p.Words {
		s = append(s, w.Text)
	}
	return strings.Join(s, " ")
}
