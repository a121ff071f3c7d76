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
	return pdftest.Single(resources, entries, content, more...)
}

func stream(content string) string { return pdftest.Stream("", []byte(content)) }

// compressed writes a deflated stream.
func compressed(data []byte) string {
	return pdftest.Stream("/Filter /FlateDecode", pdftest.Deflate(data))
}

func TestHostile(t *testing.T) {
	small := document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20}
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
		{name: "behind a password", data: pdftest.Encrypted(pdftest.AES256R6, "klant", "baas", catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), reason: document.ErrEncrypted},
		{name: "encrypted without a password", data: pdftest.Encrypted(pdftest.AES128R4, "", "baas", catalogue, onePage, fmt.Sprintf(page, "", ""), pdftest.Font("Helvetica"), stream(hello)), text: "Goede morgen"},
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
