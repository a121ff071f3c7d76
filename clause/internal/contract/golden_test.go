package contract

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/overeenkomst.md")
	if err != nil {
		t.Fatal(err)
	}
	got := dump(read(t, string(text)))
	const golden = "testdata/overeenkomst.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func dump(c *Contract) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language %s, same name %v\n", c.Language, c.SameName)
	for _, p := range c.Parties {
		fmt.Fprintf(&b, "%s: %s\n", p.Party, strings.Join(p.Names, ", "))
	}
	for _, r := range c.OpenReferences {
		fmt.Fprintf(&b, "open: %s\n", r.Text)
	}
	for _, s := range c.Blanks {
		fmt.Fprintf(&b, "blank: %s\n", c.Doc.Slice(s))
	}
	for i := range c.Units {
		u := &c.Units[i]
		fmt.Fprintf(&b, "%d [%d.%d] %s", i, u.Article, u.Paragraph, u.Role)
		if u.Annex {
			b.WriteString(" annex")
		}
		if u.LeadUnit >= 0 {
			fmt.Fprintf(&b, " lead %d", u.LeadUnit)
		}
		fmt.Fprintf(&b, " %q", c.Doc.Slice(u.Span))
		for _, m := range u.Mentions {
			if m.Start >= u.Lead {
				fmt.Fprintf(&b, " %s", m.Party)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// check holds a contract to what the engine relies on.
func check(t *testing.T, c *Contract) {
	t.Helper()
	last := -1
	for i := range c.Units {
		u := &c.Units[i]
		if u.Span.Start < 0 || u.Span.End > len(c.Doc.Text) || u.Span.Start >= u.Span.End {
			t.Fatalf("unit %d: span %v of %d", i, u.Span, len(c.Doc.Text))
		}
		if u.Span.Start < last {
			t.Fatalf("unit %d begins at %d, before %d", i, u.Span.Start, last)
		}
		last = u.Span.Start
		if u.Block < 0 || u.Block >= len(c.Doc.Blocks) {
			t.Fatalf("unit %d: block %d", i, u.Block)
		}
		if u.Lead < 0 || u.Lead >= len(u.Tokens) || (u.Lead > 0) != (u.LeadUnit >= 0) || u.LeadUnit >= i {
			t.Fatalf("unit %d: lead %d of %d tokens from unit %d", i, u.Lead, len(u.Tokens), u.LeadUnit)
		}
		for _, k := range u.Own() {
			if k.Start < u.Span.Start || k.End > u.Span.End {
				t.Fatalf("unit %d: token %+v outside %v", i, k, u.Span)
			}
		}
		for _, k := range u.Prev {
			if k >= i || c.Units[k].Paragraph != u.Paragraph {
				t.Fatalf("unit %d: previous unit %d", i, k)
			}
		}
		end := 0
		for _, m := range u.Mentions {
			if m.Start < end || m.End <= m.Start || m.End > len(u.Tokens) || m.Party == dutch.NoParty {
				t.Fatalf("unit %d: mention %+v", i, m)
			}
			end = m.End
		}
		for _, v := range u.Values {
			if v.Start < 0 || v.End > len(u.Tokens) || v.Start > v.End {
				t.Fatalf("unit %d: value %+v", i, v)
			}
		}
		for _, cl := range u.Clauses {
			if cl.Start < 0 || cl.End > len(u.Tokens) || cl.Start > cl.End {
				t.Fatalf("unit %d: clause %+v", i, cl)
			}
		}
	}
	for _, s := range c.Blanks {
		if c.Doc.Slice(s) == "" {
			t.Fatalf("blank %v is empty", s)
		}
	}
}

// TestSharedContracts holds real contracts to the invariants; they are no part
// of the project.
func TestSharedContracts(t *testing.T) {
	root := os.Getenv("CLAUSULE_SHARED")
	if root == "" {
		root = "../../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(root, "corpus", "text", "*.txt"))
	if len(files) == 0 {
		t.Skip("no shared contracts (set CLAUSULE_SHARED)")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := read(t, string(data))
		check(t, c)
		provisions := len(with(c, Provision))
		if provisions*3 < len(c.Units) {
			t.Errorf("%s: %d provisions of %d units", filepath.Base(f), provisions, len(c.Units))
		}
		if len(c.Parties) < 2 {
			t.Errorf("%s: parties %v", filepath.Base(f), c.Parties)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# A\n\nVerwerker zal:\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n", []byte{0, 1, 2, 3})
	f.Add("1.1 a: b; c; d. e (i) f\n\nhierna: “X”", []byte{2, 2, 3, 3, 3, 200})
	f.Add("Verwerker: a\nb:\n(i) c, (ii) d", []byte{9, 8, 7})
	f.Fuzz(func(t *testing.T, text string, shape []byte) {
		if len(text) > 1<<14 {
			return
		}
		doc, err := plain.Read(context.Background(), document.Source{Name: "x.md", Data: []byte(text)}, document.Options{})
		if err != nil {
			return
		}
		check(t, Parse(doc))
		// The same text with a structure that no reader would give it.
		for i := range doc.Blocks {
			if i >= len(shape) {
				break
			}
			b := &doc.Blocks[i]
			b.Kind = document.Kind(shape[i] % 9)
			b.Parent = int(shape[i]/9)%(i+1) - 1
			b.Table = nil
			if b.Kind == document.Cell {
				b.Table = &document.TableRef{Table: 1 + int(shape[i]/64), Row: int(shape[i] / 32), Column: int(shape[i] / 16), Header: shape[i]%5 == 0}
			}
			b.Label = [...]string{"", "Artikel 3", "3.1", "a)", "•", "Bijlage 2", "§ 2", "1°"}[shape[i]%8]
		}
		if err := doc.Validate(); err != nil {
			t.Skip(err)
		}
		check(t, Parse(doc))
	})
}

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("testdata/overeenkomst.md")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := plain.Read(context.Background(), document.Source{Name: "x.md", Data: []byte(strings.Repeat(string(text), 20))}, document.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(doc)
	}
}
