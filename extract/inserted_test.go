package extract_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract"
)

// wordWith makes a Word document with a paragraph and an inserted document.
func wordWith(t *testing.T, text, inserted string) string {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `/aFChunk" Target="deel.bin"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + office + `"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p><w:altChunk r:id="a"/></w:body></w:document>`},
		{"word/deel.bin", inserted},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestInserted(t *testing.T) {
	word := wordWith(t, "vier", "vijf")
	for range 2 {
		word = wordWith(t, "drie", word)
	}
	for _, c := range []struct{ name, inserted, want string }{
		{"HTML", "<html><body><p>Ingevoegd.</p></body></html>", "Ingevoegd."},
		{"RTF", `{\rtf1\ansi Ingevoegd.\par}`, "Ingevoegd."},
		{"text", "Ingevoegd.", "Ingevoegd."},
		{"web archive", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Ingevoegd.</p></body></html>\r\n--x--\r\n", "Ingevoegd."},
		{"Word", wordWith(t, "twee", "drie"), "twee drie"},
		{"too deep", word, "drie drie vier"},
		{"Word in one XML file", `<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml" pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"><pkg:xmlData>` +
			`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Ingevoegd.</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`, "Ingevoegd."},
		{"PDF", "%PDF-1.4 endobj", ""},
	} {
		doc, err := extract.Open(t.Context(), extract.Source{Name: "a.docx", Data: []byte(wordWith(t, "Een.", c.inserted))}, extract.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got, want := strings.Join(strings.Fields(doc.Text), " "), strings.TrimSpace("Een. "+c.want); got != want {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
		incomplete := false
		for _, w := range doc.Warnings {
			incomplete = incomplete || w.Incomplete()
		}
		if incomplete != (c.want == "" || c.name == "too deep") {
			t.Errorf("%s: warnings %v", c.name, doc.Warnings)
		}
	}
}
