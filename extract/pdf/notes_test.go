package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// annotated writes a page with a content stream and one annotation.
func annotated(content, annotation string) []byte {
	return pdftest.File("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R /Annots ["+annotation+"] >>",
		pdftest.Font("Helvetica"), pdftest.Stream("", []byte(content)))
}

// TestNotes has comments stand apart from the text, and values of fields in it.
func TestNotes(t *testing.T) {
	text := pdftest.Line("F1", 11, 72, 700, "De boete bedraagt")
	for _, tt := range []struct{ annotation, want, codes string }{
		{"<< /Subtype /FreeText /Rect [165 696 400 712] /Contents (niet akkoord) /DA (/F1 11 Tf) >>",
			"1 paragraph: De boete bedraagt\n1 footer: niet akkoord\n", "opmerkingen-op-pagina"},
		{"<< /Subtype /Widget /FT /Tx /Rect [165 694 400 714] /V (500 euro) /DA (/F1 11 Tf) >>",
			"1 paragraph: De boete bedraagt 500 euro\n", ""},
		{"<< /Subtype /StrikeOut /Rect [70 690 170 715] /QuadPoints [89 710 170 710 89 695 170 695] >>",
			"1 paragraph: De\n", string(document.WarnStruck)},
		{"<< /Subtype /StrikeOut /F 2 /Rect [70 690 170 715] >>", "1 paragraph: De boete bedraagt\n", ""},
	} {
		d := read(t, annotated(text, tt.annotation))
		var codes []string
		for _, w := range d.Warnings {
			codes = append(codes, string(w.Code))
			if w.Incomplete() {
				t.Errorf("%v is told to be incomplete", w)
			}
		}
		if got := outline(d); got != tt.want || strings.Join(codes, " ") != tt.codes {
			t.Errorf("%s:\n%s%s", tt.annotation, got, fmt.Sprint(codes))
		}
	}
}
