package docx

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

const flatHead = `<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>` +
	`<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"`

// flatten writes parts as one XML file; declare adds declarations to its root
// element.
func flatten(parts map[string]string, declare string) []byte {
	var b strings.Builder
	b.WriteString(flatHead + declare + `>`)
	for _, name := range sorted(parts) {
		if name == "[Content_Types].xml" {
			continue
		}
		kind := "application/xml"
		if name == ordinaryMain {
			kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
		}
		b.WriteString(`<pkg:part pkg:name="/` + name + `" pkg:contentType="` + kind + `">`)
		content := parts[name]
		if _, rest, ok := strings.Cut(content, "?>"); ok {
			content = rest
		}
		if strings.HasPrefix(content, "<") {
			b.WriteString("<pkg:xmlData>" + content + "</pkg:xmlData>")
		} else {
			coded := base64.StdEncoding.EncodeToString([]byte(content))
			b.WriteString("<pkg:binaryData>" + coded[:len(coded)/2] + "\r\n" + coded[len(coded)/2:] + "</pkg:binaryData>")
		}
		b.WriteString("</pkg:part>")
	}
	b.WriteString("</pkg:package>")
	return []byte(b.String())
}

// TestFlat: the same document in one XML file reads the same.
func TestFlat(t *testing.T) {
	in := withChunks(parts(item(0, run("Beveiliging"))+item(1, run("De verwerker beveiligt.")+`<w:r><w:footnoteReference w:id="2"/></w:r>`)+`<w:altChunk r:id="A"/>`+
		`<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>`), map[string]string{"A": "Ingevoegd."})
	bare := map[string]string{}
	for name, content := range in {
		bare[name] = strings.ReplaceAll(content, namespaces, "")
	}
	for name, data := range map[string][]byte{
		"zip": pack(t, in), "flat": flatten(in, ""), "namespaces on the package": flatten(bare, namespaces),
	} {
		doc, err := Reader{Chunk: lines}.Read(t.Context(), document.Source{Name: "a.xml", Data: data}, document.Options{Headers: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		const want = "header: Kopregel\nheading[Artikel 1] 2: Beveiliging\nparagraph[1.1]: De verwerker beveiligt.\nfootnote: Noot twee.\nfootnote: Vervolg.\nparagraph: Ingevoegd."
		if got := outline(doc); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestFlatRefusals(t *testing.T) {
	good := string(flatten(parts(text("Tekst.")), ""))
	for _, c := range []struct {
		name, xml string
		limits    document.Limits
		reason    error
	}{
		{"cut off", good[:len(good)-40], document.Limits{}, document.ErrDamaged},
		{"no parts", flatHead + `></pkg:package>`, document.Limits{}, document.ErrUnsupported},
		{"a part twice", strings.Replace(good, `"/word/styles.xml"`, `"/word/Document.xml"`, 1), document.Limits{}, document.ErrDamaged},
		{"document type", strings.Replace(good, "<pkg:package", "<!DOCTYPE x><pkg:package", 1), document.Limits{}, document.ErrDamaged},
		{"nested too deep", strings.Replace(good, "<w:body>", "<w:body>"+strings.Repeat("<w:sdt>", 2000), 1), document.Limits{}, document.ErrLimit},
		{"too many parts", good, document.Limits{Parts: 3}, document.ErrLimit},
		{"part too large", good, document.Limits{PartBytes: 300}, document.ErrLimit},
		{"file too large", good, document.Limits{TotalBytes: 300}, document.ErrLimit},
		{"all parts too large", good, document.Limits{TotalBytes: int64(len(good)) + 10}, nil},
		{"Excel", strings.NewReplacer("wordprocessingml.document.main", "spreadsheetml.sheet.main").Replace(good), document.Limits{}, document.ErrUnsupported},
	} {
		_, err := Read(t.Context(), document.Source{Name: "a.xml", Data: []byte(c.xml)}, document.Options{Limits: c.limits})
		var typed *document.Error
		if c.reason == nil && err == nil {
			continue
		}
		if !errors.Is(err, c.reason) || !errors.As(err, &typed) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.reason)
		}
	}
	if _, err := Read(t.Context(), document.Source{Name: "a.xml", Data: []byte(`<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>`)}, document.Options{}); !errors.Is(err, document.ErrUnsupported) || !strings.Contains(err.Error(), "Word 2003 XML") {
		t.Errorf("Word 2003: %v", err)
	}
}
