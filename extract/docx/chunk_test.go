package docx

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// withChunks adds inserted documents, by relationship id.
func withChunks(p map[string]string, chunks map[string]string) map[string]string {
	rels := ""
	for _, id := range sorted(chunks) {
		p["word/chunks/"+id] = chunks[id]
		rels += `<Relationship Id="` + id + `" Type="` + relations + `/aFChunk" Target="chunks/` + id + `"/>`
	}
	p[ordinaryRelations] = strings.Replace(p[ordinaryRelations], "</Relationships>", rels+"</Relationships>", 1)
	return p
}

// lines reads a text of a paragraph a line, and refuses "nee".
func lines(_ context.Context, src document.Source, opts document.Options) (*document.Document, error) {
	if string(src.Data) == "nee" {
		return nil, errors.New("no")
	}
	b := build.New(src, document.FormatText, opts.Limits)
	for line := range strings.SplitSeq(string(src.Data), "\n") {
		if cell, ok := strings.CutPrefix(line, "|"); ok {
			b.Add(build.Paragraph{Kind: document.Cell, Text: cell, Table: &document.TableRef{Table: 1}})
			continue
		}
		b.Add(build.Paragraph{Text: line})
	}
	b.Warn(document.Warning{Code: document.WarnEncoding, Message: "De tekencodering is geraden."})
	return b.Document()
}

func TestAltChunk(t *testing.T) {
	chunks := map[string]string{"A": "Ingevoegd.\nb) een punt van een lijst\n|cel", "B": "nee"}
	for _, c := range []struct{ name, body, want, warnings string }{
		{"in its place", text("Voor.") + `<w:altChunk r:id="A"/>` + text("Na."), "paragraph: Voor.\nparagraph: Ingevoegd.\nitem[b)] 1: een punt van een lijst\ncell 1/0/0: cel\nparagraph: Na.", "tekencodering-geraden"},
		{"in a cell, behind a table", tbl(row(cell(text("a")))) + tbl(row(cell(`<w:altChunk r:id="A"/>`))),
			"cell 1/0/0: a\ncell 2/0/0: Ingevoegd.\ncell[b)] 2/0/0: een punt van een lijst\ncell 3/0/0: cel", "tekencodering-geraden"},
		{"twice", `<w:altChunk r:id="A"/><w:altChunk r:id="A"/>`, "paragraph: Ingevoegd.\nitem[b)] 1: een punt van een lijst\ncell 1/0/0: cel\nparagraph: Ingevoegd.\nitem[b)] 1: een punt van een lijst\ncell 2/0/0: cel", "tekencodering-geraden"},
		{"not to be read", text("Voor.") + `<w:altChunk r:id="B"/>`, "paragraph: Voor.", "inhoud-niet-gelezen"},
		{"not there", text("Voor.") + `<w:altChunk r:id="C"/>`, "paragraph: Voor.", "inhoud-niet-gelezen"},
		{"another kind of part", text("Voor.") + `<w:altChunk r:id="s"/>`, "paragraph: Voor.", "inhoud-niet-gelezen"},
	} {
		data := pack(t, withChunks(parts(c.body), chunks))
		doc, err := Reader{Chunk: lines}.Read(t.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := outline(doc); got != c.want || codes(doc) != c.warnings {
			t.Errorf("%s: warnings %s\n got %s\nwant %s", c.name, codes(doc), got, c.want)
		}
	}
}

func TestAltChunkLimits(t *testing.T) {
	calls := 0
	reader := Reader{Chunk: func(_ context.Context, src document.Source, opts document.Options) (*document.Document, error) {
		if calls++; opts.Limits.TotalBytes > 64<<10 {
			t.Errorf("%d bytes may be inflated", opts.Limits.TotalBytes)
		}
		return nil, errors.New("no")
	}}
	var content strings.Builder
	chunks := map[string]string{}
	for i := range 2 * maxChunks {
		id := "K" + string(rune('A'+i/26)) + string(rune('a'+i%26))
		chunks[id] = strings.Repeat("x", 1000)
		content.WriteString(`<w:altChunk r:id="` + id + `"/>`)
	}
	data := pack(t, withChunks(parts(content.String()), chunks))
	for limit, want := range map[int64]int{0: maxChunks, 64 << 10: 15} {
		calls = 0
		if _, err := reader.Read(t.Context(), document.Source{Name: "a.docx", Data: data}, document.Options{Limits: document.Limits{TotalBytes: limit}}); err != nil {
			t.Fatal(err)
		}
		if calls > want || calls == 0 {
			t.Errorf("limit %d: %d read", limit, calls)
		}
	}
}
