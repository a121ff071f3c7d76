package clause_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// contractText is the text of some of the contracts in testdata, 20 kB.
func contractText(b *testing.B) []byte {
	b.Helper()
	var text bytes.Buffer
	for _, name := range []string{"verwerkersovereenkomst-goed", "verwerkersovereenkomst-zwak", "sla-hosting"} {
		doc, err := extract.OpenFile(context.Background(), "../testdata/contracts/"+name+".docx", extract.Options{})
		if err != nil {
			b.Fatal(err)
		}
		text.WriteString(doc.Text + "\n\n")
	}
	return text.Bytes()[:20<<10]
}

// tenfold gives ten catalogues in one: the built-in one, and nine in which every
// pattern asks for a word that only that copy knows. The vocabulary is shared.
func tenfold(b *testing.B, cat *rules.Catalogue) *rules.Catalogue {
	b.Helper()
	out := cat
	for copy := range 9 {
		word := " kenmerk" + strings.Repeat(string(rune('a'+copy)), 3)
		// A word more is asked of every alternative.
		mark := func(s string, mode pattern.Mode) string {
			if s == "" {
				return ""
			}
			p, err := pattern.Parse(s, mode)
			if err != nil {
				b.Fatal(err)
			}
			extra, err := pattern.Parse(word, mode)
			if err != nil {
				b.Fatal(err)
			}
			for i := range p.Alts {
				p.Alts[i].Terms = append(p.Alts[i].Terms, extra.Alts[0].Terms...)
			}
			return p.String()
		}
		for q := range cat.All() {
			if q.Division != nil {
				continue
			}
			r := *q
			r.ID = rules.ID(fmt.Sprintf("kopie%d.%s", copy, q.ID))
			r.Aliases = nil
			change := func(list []rules.Clause) []rules.Clause {
				list = append([]rules.Clause(nil), list...)
				for i := range list {
					c := &list[i]
					c.All, c.Sequence, c.Words = mark(c.All, pattern.Set), mark(c.Sequence, pattern.Sequence), mark(c.Words, pattern.Sequence)
				}
				return list
			}
			r.Elements = append([]rules.Element(nil), q.Elements...)
			for i := range r.Elements {
				r.Elements[i].AnyOf = change(r.Elements[i].AnyOf)
			}
			r.Whole, r.Partly, r.Weakened = change(q.Whole), change(q.Partly), change(q.Weakened)
			r.Conflicts, r.Excluded, r.Flags = change(q.Conflicts), change(q.Excluded), change(q.Flags)
			one, err := cat.Replace(&r)
			if err != nil {
				b.Fatal(err)
			}
			if out, err = out.Beside(one); err != nil {
				b.Fatal(err)
			}
		}
	}
	return out
}

// BenchmarkContract checks a contract of 20 kB, text in, report out. What it
// costs grows with the text and hardly with the catalogue.
func BenchmarkContract(b *testing.B) {
	text := contractText(b)
	all, err := rules.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct {
		name string
		cat  func() (*rules.Catalogue, error)
	}{
		{"ksz", func() (*rules.Catalogue, error) { return all.Select("ksz") }},
		{"all", func() (*rules.Catalogue, error) { return all, nil }},
		{"tenfold", func() (*rules.Catalogue, error) { return tenfold(b, all), nil }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			cat, err := bench.cat()
			if err != nil {
				b.Fatal(err)
			}
			checker, err := clause.New(cat, clause.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				doc, err := extract.Open(context.Background(), extract.Source{Name: "contract.txt", Data: text}, extract.Options{})
				if err != nil {
					b.Fatal(err)
				}
				r, err := checker.Check(context.Background(), doc)
				if err != nil {
					b.Fatal(err)
				}
				var out bytes.Buffer
				if err := report.JSONL(&out, []*clause.Report{r}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
