package report_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// compared is a comparison of contracts that ship with the project.
func compared(t testing.TB, l lang.Language, old, new string) *clause.Comparison {
	t.Helper()
	catalogue, err := rules.Builtin("ksz", "avg", "gedeeld")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{Points: true, Language: l})
	if err != nil {
		t.Fatal(err)
	}
	var reports []*clause.Report
	for i, name := range []string{old, new} {
		o := extract.Options{}
		if i == 0 && old == new {
			o.Revisions = document.OriginalRevisions
		}
		doc, err := extract.OpenFile(context.Background(), "../../testdata/contracts/"+name, o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := checker.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	c, err := clause.Compare(reports[0], reports[1])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestGoldenComparison(t *testing.T) {
	const weak, good, draft = "verwerkersovereenkomst-zwak.docx", "verwerkersovereenkomst-goed.docx", "verwerkersovereenkomst-concept.docx"
	var b bytes.Buffer
	if err := report.Comparison(&b, compared(t, lang.Dutch, good, weak), report.ComparisonOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	kept(t, "compare.txt", b.String())
	b.Reset()
	if err := report.Comparison(&b, compared(t, lang.English, draft, draft), report.ComparisonOptions{Language: lang.English, Verbose: true}); err != nil {
		t.Fatal(err)
	}
	kept(t, "compare-draft-en.txt", b.String())
	b.Reset()
	if err := report.ComparisonMarkdown(&b, compared(t, lang.Dutch, draft, draft), report.ComparisonOptions{}); err != nil {
		t.Fatal(err)
	}
	kept(t, "compare-draft.md", b.String())
}

// What is published of the JSON form holds for what is written.
func TestComparisonSchema(t *testing.T) {
	schema := validator(t, "compare.schema.json")
	for _, pair := range [][2]string{
		{"verwerkersovereenkomst-goed.docx", "verwerkersovereenkomst-strijdig.docx"},
		{"verwerkersovereenkomst-strijdig.docx", "saas-voorwaarden.pdf"},
		{"verwerkersovereenkomst-concept.docx", "verwerkersovereenkomst-concept.docx"},
		{"sla-hosting.docx", "sla-hosting.pdf"},
	} {
		var b bytes.Buffer
		if err := report.ComparisonJSON(&b, compared(t, lang.Dutch, pair[0], pair[1])); err != nil {
			t.Fatal(err)
		}
		if err := valid(schema, b.Bytes()); err != nil {
			t.Errorf("%v: %#v", pair, err)
		}
		altered := strings.Replace(b.String(), `"kind": "lost"`, `"kind": "gone"`, 1)
		if altered != b.String() && valid(schema, []byte(altered)) == nil {
			t.Errorf("%v: a kind that does not exist is valid", pair)
		}
	}
	var b bytes.Buffer
	if err := report.ComparisonJSON(&b, &clause.Comparison{}); err != nil || strings.Contains(b.String(), "null") {
		t.Errorf("nothing: %s %v", b.String(), err)
	}
}

// The page says all that the text says, in one file that fetches nothing.
func TestComparisonPage(t *testing.T) {
	c := compared(t, lang.English, "verwerkersovereenkomst-goed.docx", "verwerkersovereenkomst-strijdig.docx")
	var b bytes.Buffer
	if err := report.ComparisonHTML(&b, c, report.ComparisonOptions{Language: lang.English}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	if n := strings.Count(page, "<article "); n != len(c.Changes) {
		t.Errorf("%d articles for %d changes", n, len(c.Changes))
	}
	for _, want := range []string{`<html lang="en">`, "What changes", "aansprakelijk voor tekortkomingen van hulpleveranciers", "Who does what", "Zilvermeeuw Analytics"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, never := range []string{"http://", "https://", "src=", "<link", "@import"} {
		if strings.Contains(page, never) {
			t.Errorf("%q is there", never)
		}
	}
	const most = 200_000
	if len(page) > most {
		t.Errorf("%d bytes", len(page))
	}
}

// A writer that fails is told of.
func TestComparisonUnwritable(t *testing.T) {
	c := compared(t, lang.Dutch, "verwerkersovereenkomst-concept.docx", "verwerkersovereenkomst-concept.docx")
	full := errors.New("vol")
	r, w := io.Pipe()
	r.CloseWithError(full)
	for name, write := range map[string]func(io.Writer) error{
		"text": func(w io.Writer) error { return report.Comparison(w, c, report.ComparisonOptions{}) },
		"md":   func(w io.Writer) error { return report.ComparisonMarkdown(w, c, report.ComparisonOptions{}) },
		"html": func(w io.Writer) error { return report.ComparisonHTML(w, c, report.ComparisonOptions{}) },
		"json": func(w io.Writer) error { return report.ComparisonJSON(w, c) },
	} {
		if err := write(w); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Text of a contract steers no terminal and is no markup.
func TestComparisonHostile(t *testing.T) {
	c := compared(t, lang.Dutch, "verwerkersovereenkomst-concept.docx", "verwerkersovereenkomst-concept.docx")
	const hostile = "a\x1b[31m <script>x</script> | [b](c) \u202e"
	for i := range c.Changes {
		x := &c.Changes[i]
		x.Title, x.Model = hostile, hostile
		for k := range x.Details {
			d := &x.Details[k]
			d.Old, d.New, d.Asks = hostile, hostile, hostile
			for _, f := range []*clause.Finding{d.OldAt, d.NewAt} {
				if f != nil {
					f.Quote, f.Reads, f.Label, f.Heading = hostile, "", hostile, hostile
				}
			}
		}
	}
	c.New.Document.Name = hostile
	var text, md, page bytes.Buffer
	if err := report.ComparisonHTML(&page, c, report.ComparisonOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := report.Comparison(&text, c, report.ComparisonOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	if err := report.ComparisonMarkdown(&md, c, report.ComparisonOptions{}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(text.String(), "\x1b\u202e") || strings.ContainsAny(md.String(), "\x1b\u202e") {
		t.Error("control characters come through")
	}
	if strings.Contains(page.String(), "<script>x") || strings.ContainsAny(page.String(), "\x1b\u202e") {
		t.Error("text became markup of the page")
	}
	if strings.Contains(md.String(), "<script>") || strings.Contains(md.String(), "[b](c)") {
		t.Error("text became markup")
	}
}
