package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// Page trees as they should not be written, but are.
func TestPageTree(t *testing.T) {
	leaf := func(text, entries string) string {
		return fmt.Sprintf("<< %s /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %s >>", entries, text)
	}
	show := func(text string) string { return stream(pdftest.Line("F1", 12, 72, 700, text)) }
	font := pdftest.Font("Helvetica")
	tests := []struct {
		name    string
		objects []string // the font is the third
		want    string
		pages   int
		warn    document.WarningCode
	}{
		{"the root is a page", []string{catalogue, leaf("4 0 R", "/Type /Page"), font, show("een")}, "een", 1, ""},
		{"no types", []string{"<< /Pages 2 0 R >>", "<< /Kids [5 0 R] >>", font, show("een"), leaf("4 0 R", "")}, "een", 1, ""},
		{"one kid without an array", []string{catalogue, "<< /Type /Pages /Kids 5 0 R >>", font, show("een"), leaf("4 0 R", "/Type /Page")}, "een", 1, ""},
		{"a direct kid", []string{catalogue, "<< /Type /Pages /Kids [" + leaf("4 0 R", "/Type /Page") + "] >>", font, show("een")}, "een", 1, ""},
		{"a page that says it is a node", []string{catalogue, "<< /Type /Pages /Kids [5 0 R] >>", font, show("een"), leaf("4 0 R", "/Type /Pages")}, "een", 1, ""},
		{"a kid that is not there", []string{catalogue, "<< /Type /Pages /Kids [5 0 R 99 0 R] >>", font, show("een"), leaf("4 0 R", "/Type /Page")}, "een", 1, document.WarnPageFailed},
		{"null among the kids", []string{catalogue, "<< /Type /Pages /Kids [null 5 0 R] >>", font, show("een"), leaf("4 0 R", "/Type /Page")}, "een", 1, document.WarnPageFailed},
		{"everything inherited", []string{catalogue, "<< /Type /Pages /Kids [5 0 R] /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> >>", font, show("een"), "<< /Type /Page /Contents 4 0 R >>"}, "een", 1, ""},
		{"pages outside any tree", []string{"<< /Type /Catalog /Pages 99 0 R >>", "null", font, show("een"), leaf("4 0 R", "/Type /Page"), show("twee"), leaf("6 0 R", "")}, "een twee", 2, document.WarnRepaired},
		{"the top of the tree is lost", []string{"<< /Type /Catalog /Pages 99 0 R >>", "<< /Type /Pages /Parent 99 0 R /Kids [5 0 R] >>", font, show("een"), leaf("4 0 R", "/Type /Page /Parent 2 0 R"),
			show("twee"), leaf("6 0 R", "/Type /Page /Parent 8 0 R"), "<< /Type /Pages /Parent 99 0 R /Kids [7 0 R] >>"}, "een twee", 2, document.WarnRepaired},
		{"an empty tree beside the pages", []string{catalogue, "<< /Type /Pages /Kids [] /Count 0 >>", font, show("een"), leaf("4 0 R", "/Type /Page")}, "een", 1, document.WarnRepaired},
		{"two catalogues", []string{"<< /Type /Catalog >>", "null", font, show("een"), leaf("4 0 R", "/Type /Page"), "<< /Type /Catalog /Pages << /Type /Pages /Kids [5 0 R] >> >>"}, "een", 1, document.WarnRepaired},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, pdftest.File("", tt.objects...))
			if strings.Join(strings.Fields(d.Text), " ") != tt.want || len(d.Pages) != tt.pages {
				t.Errorf("text %q on %d pages, want %q on %d", d.Text, len(d.Pages), tt.want, tt.pages)
			}
			if tt.warn != "" && !warned(d, tt.warn) || tt.warn == "" && len(d.Warnings) > 0 {
				t.Errorf("warnings %v, want %q", d.Warnings, tt.warn)
			}
		})
	}
}
