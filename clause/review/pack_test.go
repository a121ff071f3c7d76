package review

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// pack makes a Word file of the parts beside those that tell what they are.
func pack(t *testing.T, parts map[string]string) document.Source {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const packageNS = "http://schemas.openxmlformats.org/package/2006/"
	relations := ""
	for i, kind := range []string{"styles", "numbering"} {
		if _, ok := parts["word/"+kind+".xml"]; ok {
			relations += `<Relationship Id="r` + string(rune('1'+i)) + `" Type="` + office + `/` + kind + `" Target="` + kind + `.xml"/>`
		}
	}
	all := map[string]string{
		"[Content_Types].xml":          `<Types xmlns="` + packageNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="` + packageNS + `relationships"><Relationship Id="r1" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="` + packageNS + `relationships">` + relations + `</Relationships>`,
	}
	maps.Copy(all, parts)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names := slices.Sorted(maps.Keys(all))
	slices.SortStableFunc(names, func(a, b string) int { return strings.Compare(first(a), first(b)) })
	for _, name := range names {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, all[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return document.Source{Name: "lijst.docx", Data: out.Bytes()}
}

// first orders the content types before the rest, as packages have them.
func first(name string) string {
	if name == "[Content_Types].xml" {
		return ""
	}
	return name
}
