// Package pdftest writes small PDF files for tests: sound ones, and ones that
// are broken on purpose.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// Stream writes a stream object with the given dictionary entries and bytes;
// /Length is added.
func Stream(entries string, data []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// Deflate compresses data as FlateDecode does.
func Deflate(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	// Writes to a buffer do not fail.
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// File writes a file with the objects, numbered from 1, of which the first is
// the catalogue, a classic cross-reference table and the trailer entries.
func File(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
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
	if !strings.Contains(trailer, "/Size") {
		trailer += fmt.Sprintf(" /Size %d", len(objects)+1)
	}
	fmt.Fprintf(&b, "trailer\n<< /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", trailer, start)
	return b.Bytes()
}

// Font is a font dictionary of one of the standard fonts.
func Font(name string) string {
	return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding /WinAnsiEncoding >>"
}

// Pages writes a file with one page a content stream, on A4. The fonts are F1
// (Helvetica), F2 (Helvetica-Bold) and F3 (Symbol).
func Pages(contents ...string) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", Font("Helvetica"), Font("Helvetica-Bold"),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}
	var kids []string
	for _, c := range contents {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> /Contents %d 0 R >>", n+1),
			Stream("", []byte(c)))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	return File("", objects...)
}

// Line shows one line of text at a place.
func Line(font string, size, x, y float64, text string) string {
	text = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(text)
	latin := make([]byte, 0, len(text))
	for _, r := range text {
		switch r {
		case '•':
			r = 0x95
		case '–':
			r = 0x96
		case '’':
			r = 0x92
		}
		latin = append(latin, byte(r))
	}
	return fmt.Sprintf("BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, latin)
}
