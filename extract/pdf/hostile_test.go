package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

const (
	hello     = "BT /F1 12 Tf 72 700 Td (Goede morgen) Tj ET"
	catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
	onePage   = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
	page      = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> %s >> /Contents 5 0 R %s >>"
)

// single writes a file of one page; more objects have numbers from 6.
func single(resources, entries, content string, more ...string) []byte {
	return pdftest.File("", append([]string{catalogue, onePage, fmt.Sprintf(page, resources, entries), pdftest.Font("Helvetica"), content}, more...)...)
}

func stream(content string) string { return pdftest.Stream("", []byte(content)) }

// compressed writes a deflated stream.
func compressed(data []byte) string {
	return pdftest.Stream("/Filter /FlateDecode", pdftest.Deflate(data))
}

// xrefStream writes a file of which the cross-reference is a stream with the
// given entries: rows of one, two and one bytes.
func xrefStream(entries string, rows [][3]int, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	table := []byte{0, 0, 0, 0}
	for i, o := range offsets {
		row := [3]int{1, o, 0}
		if i < len(rows) && rows[i] != row && rows[i][0] == 2 {
			row = rows[i]
		}
		table = append(table, byte(row[0]), byte(row[1]>>8), byte(row[1]), byte(row[2]))
	}
	for _, row := range rows[min(len(rows), len(offsets)):] {
		table = append(table, byte(row[0]), byte(row[1]>>8), byte(row[1]), byte(row[2]))
	}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, pdftest.Stream("/Type /XRef /W [1 2 1] /Root 1 0 R "+entries, table), start)
	return b.Bytes()
}

func TestHostile(t *testing.T) {
	small := document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20}
	forms := func(n int) []string {
		var objects []string
		for i := range n {
			next := min(7+i, 5+n)
			objects = append(objects, pdftest.Stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>", next), []byte("/X Do /X Do")))
		}
		return objects
	}
	whole := single("", "", stream(hello))
	tests := []struct {
		name   string
		data   []byte
		limits document.Limits
		text   string               // must come out
		reason error                // or the reason for the error
		warn   document.WarningCode // that must be given
	}{
		{name: "control file", data: whole, text: "Goede morgen"},
		{name: "zeros deflated twice", data: single("", "", pdftest.Stream("/Filter [/FlateDecode /FlateDecode]", pdftest.Deflate(pdftest.Deflate(make([]byte, 64<<20))))), limits: small, warn: document.WarnLimit},
		{name: "content of spaces", data: single("", "", compressed(bytes.Repeat([]byte(" "), 64<<20))), limits: small, warn: document.WarnLimit},
		{name: "content of text", data: single("", "", compressed(bytes.Repeat([]byte("BT /F1 9 Tf (aaaaaaa) Tj ET "), 1<<20))), limits: document.Limits{PartBytes: 1 << 20, TextBytes: 1 << 16}, text: "aaaaaaa", warn: document.WarnLimit},
		{name: "document over its total", data: single("", "/Annots [6 0 R]", pdftest.Stream("/Filter /FlateDecode", pdftest.Deflate(make([]byte, 900<<10)))), limits: document.Limits{TotalBytes: 1 << 19}, reason: document.ErrLimit},
		{name: "character map of everything", data: pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "", ""),
			"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /W [0 2000000000 500] >>] >>",
			stream("BT /F1 12 Tf 72 700 Td <00480049> Tj ET"), stream("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange 2 beginbfchar <0048> <0048> <0049> <0069> endbfchar")), text: "Hi"},
		{name: "one content stream half a million times", data: pdftest.File("", catalogue, onePage,
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents ["+strings.Repeat("5 0 R ", 500_000)+"] >>", pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "page count", data: bytes.Replace(whole, []byte("/Count 1"), []byte("/Count 2147483647"), 1), text: "Goede morgen"},
		{name: "forms that draw the next one twice", data: single("/XObject << /X 6 0 R >>", "", stream("/X Do "+hello), forms(30)...), text: "Goede morgen"},
		{name: "form that draws itself", data: single("/XObject << /X 6 0 R >>", "", stream("/X Do "+hello), pdftest.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", []byte("/X Do"))), text: "Goede morgen"},
		{name: "version 2.0", data: bytes.Replace(whole, []byte("%PDF-1.4"), []byte("%PDF-2.0"), 1), text: "Goede morgen"},
		{name: "blank after the version", data: bytes.Replace(whole, []byte("%PDF-1.4\n"), []byte("%PDF-1.4 \n"), 1), text: "Goede morgen"},
		{name: "string without end", data: single("", "", stream(hello+" BT <4142")), text: "Goede morgen"},
		{name: "junk before", data: append([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"), whole...), text: "Goede morgen"},
		{name: "junk behind", data: append(bytes.Clone(whole), make([]byte, 5000)...), text: "Goede morgen"},
		{name: "length that is the stream itself", data: single("", "", "<< /Length 5 0 R >>\nstream\n"+hello+"\nendstream"), text: "Goede morgen"},
		{name: "lengths that refer to each other", data: single("", "", "<< /Length 6 0 R >>\nstream\n"+hello+"\nendstream", "7 0 R", "6 0 R"), text: "Goede morgen"},
		{name: "huge page", data: bytes.Replace(whole, []byte("[0 0 595 842]"), []byte("[0 0 1e9 1e9]"), 1), text: "Goede morgen"},
		{name: "nesting in content", data: single("", "", stream(strings.Repeat("[", 2_000_000)+" "+strings.Repeat("]", 2_000_000)+" "+hello)), text: "Goede morgen"},
		{name: "nested dictionaries in content", data: single("", "", stream(hello+" "+strings.Repeat("<</A ", 500_000)+hello)), text: "Goede morgen"},
		{name: "nesting in a font", data: pdftest.File("", catalogue, onePage, fmt.Sprintf(page, "", ""), strings.Repeat("[", 2_000_000), stream(hello))},
		{name: "nesting in annotations", data: single("", "/Annots 6 0 R", stream(hello), strings.Repeat("[", 2_000_000)), text: "Goede morgen"},
		{name: "page tree in a circle", data: bytes.Replace(whole, []byte("/Kids [3 0 R]"), []byte("/Kids [3 0 R 2 0 R]"), 1), text: "Goede morgen"},
		{name: "parent of itself", data: bytes.Replace(whole, []byte("/Type /Pages"), []byte("/Type /Pages /Parent 2 0 R"), 1), text: "Goede morgen"},
		{name: "previous table is the same", data: pdftest.File(fmt.Sprintf("/Prev %d", bytes.LastIndex(pdftest.File("/Prev 1", catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), []byte("xref\n0"))), catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "size in a trailer", data: pdftest.File("/Size 1000000000", catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "size in a stream", data: xrefStream("/Size 1000000000 /Index [0 6]", nil, catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "cross-reference stream", data: xrefStream("/Size 6", nil, catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "predictor with endless rows", data: xrefStream("/Size 6 /DecodeParms << /Predictor 12 /Columns 999999999999 >>", nil, catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
		{name: "packed object stream that holds itself", data: xrefStream("/Size 8", [][3]int{{1}, {1}, {1}, {1}, {1}, {2, 6, 0}, {2, 6, 0}}, catalogue, onePage, fmt.Sprintf(page, "", "/Annots 7 0 R"), pdftest.Font("Helvetica"), stream(hello), pdftest.Stream("/Type /ObjStm /N 1 /First 4", []byte("7 0 []"))), text: "Goede morgen"},
		{name: "object stream that extends itself", data: xrefStream("/Size 9", [][3]int{{1}, {1}, {1}, {1}, {1}, {1}, {2, 6, 0}, {2, 6, 0}}, catalogue, onePage, fmt.Sprintf(page, "", "/Annots 8 0 R"), pdftest.Font("Helvetica"), stream(hello), pdftest.Stream("/Type /ObjStm /N 1 /First 4 /Extends 6 0 R", []byte("7 0 []"))), text: "Goede morgen"},
		{name: "object stream with an open string", data: xrefStream("/Size 8", [][3]int{{1}, {1}, {1}, {1}, {1}, {1}, {2, 6, 0}}, catalogue, onePage, fmt.Sprintf(page, "", "/Annots 7 0 R"), pdftest.Font("Helvetica"), stream(hello), pdftest.Stream("/Type /ObjStm /N 1 /First 4", []byte("7 0 <41"))), text: "Goede morgen"},
		{name: "cut in the middle", data: whole[:len(whole)/4], reason: document.ErrDamaged},
		{name: "without its end", data: whole[:len(whole)-150], text: "Goede morgen", warn: document.WarnRepaired},
		{name: "nothing but a header", data: []byte("%PDF-1.7\n"), reason: document.ErrDamaged},
		{name: "empty", data: nil, reason: document.ErrEmpty},
		{name: "no PDF", data: []byte("Verwerkersovereenkomst tussen partijen"), reason: document.ErrUnsupported},
		{name: "larger than allowed", data: whole, limits: document.Limits{FileBytes: 100}, reason: document.ErrLimit},
		{name: "more pages than allowed", data: pdftest.Pages(hello, hello, hello), limits: document.Limits{Pages: 2}, text: "Goede morgen", warn: document.WarnLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			d, err := pdf.Read(ctx, document.Source{Name: "proef.pdf", Data: tt.data}, document.Options{Limits: tt.limits})
			if tt.reason != nil {
				var typed *document.Error
				if !errors.Is(err, tt.reason) || !errors.As(err, &typed) || typed.Remedy == "" || strings.Contains(err.Error(), "\n") {
					t.Fatalf("error %v, want one of %v with a remedy", err, tt.reason)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Validate(); err != nil {
				t.Error(err)
			}
			if len(d.Pages) == 0 || !strings.Contains(d.Text, tt.text) {
				t.Errorf("text %.80q, want %q", d.Text, tt.text)
			}
			if tt.warn != "" && !warned(d, tt.warn) {
				t.Errorf("warnings %v, want %s", d.Warnings, tt.warn)
			}
		})
	}
}

var writeHostile = flag.String("write-hostile", "", "write the hostile files at full size to this folder, to measure a whole process on them")

// TestHostileSet reads every file of the set, made small: each must give text
// or a typed error, soon.
func TestHostileSet(t *testing.T) {
	if *writeHostile != "" {
		for _, f := range pdftest.Hostile(1) {
			if err := os.WriteFile(filepath.Join(*writeHostile, f.Name+".pdf"), f.Data(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	limits := document.Limits{PartBytes: 1 << 20, TotalBytes: 16 << 20, TextBytes: 1 << 18}
	for _, f := range pdftest.Hostile(64) {
		t.Run(f.Name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			d, err := pdf.Read(ctx, document.Source{Name: "proef.pdf", Data: f.Data()}, document.Options{Limits: limits})
			var typed *document.Error
			switch {
			case err == nil:
				if err := d.Validate(); err != nil {
					t.Error(err)
				}
				if !strings.Contains(d.Text, f.Text) {
					t.Errorf("text %.80q, want %q", d.Text, f.Text)
				}
			case f.Text != "":
				t.Errorf("error %v, want text %q", err, f.Text)
			case !errors.As(err, &typed):
				t.Errorf("error %v", err)
			}
		})
	}
}

func warned(d *document.Document, code document.WarningCode) bool {
	for _, w := range d.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func TestManyPages(t *testing.T) {
	contents := make([]string, 5000)
	for i := range contents {
		contents[i] = hello
	}
	d, err := pdf.Read(t.Context(), document.Source{Name: "proef.pdf", Data: pdftest.Pages(contents...)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Pages) != len(contents) {
		t.Errorf("%d pages, want %d", len(d.Pages), len(contents))
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range map[string][]byte{
		"ordinary": single("", "", stream(hello)),
		"rebuilt":  append([]byte("junk"), single("", "", stream(hello))...),
	} {
		if _, err := pdf.Read(ctx, document.Source{Name: name, Data: data}, document.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// A page that runs for long must end when the context does.
func TestDeadline(t *testing.T) {
	busy := single("", "", compressed(bytes.Repeat([]byte("q Q "), 12<<20)))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := pdf.Read(ctx, document.Source{Name: "proef.pdf", Data: busy}, document.Options{Limits: document.Limits{InflateRate: 1 << 20}}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}
