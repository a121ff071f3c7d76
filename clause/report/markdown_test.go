package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gtext "github.com/yuin/goldmark/text"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
)

func markdownOf(t testing.TB, o report.MarkdownOptions, reports ...*clause.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Markdown(&b, reports, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGoldenMarkdown(t *testing.T) {
	crossed := sample()
	crossed.Passages = crossed.Crosswalk()
	kept(t, "report.md", markdownOf(t, report.MarkdownOptions{}, crossed))
	kept(t, "report-verbose-en.md", markdownOf(t, report.MarkdownOptions{Language: lang.English, Verbose: true}, crossed))
	kept(t, "draft.md", markdownOf(t, report.MarkdownOptions{}, draft(), nil, matrix()))
}

// page is what a Markdown program makes of a page: its blocks with their levels,
// and the text that they show.
type page struct {
	kinds   []string
	shows   string
	foreign []string // HTML that is none of ours
}

func parsed(markdown string) page {
	var p page
	src := []byte(markdown)
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	root := parser.Parse(gtext.NewReader(src))
	var shows strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			shows.Write(unescaped(n.Segment.Value(src)))
			if n.SoftLineBreak() {
				shows.WriteByte('\n')
			}
			return ast.WalkContinue, nil
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				if s := n.Segments.At(i); string(s.Value(src)) != "<!-- -->" {
					p.foreign = append(p.foreign, string(s.Value(src)))
				}
			}
			return ast.WalkContinue, nil
		case *ast.HTMLBlock:
			p.foreign = append(p.foreign, "a block")
		}
		p.kinds = append(p.kinds, n.Kind().String())
		return ast.WalkContinue, nil
	})
	p.shows = shows.String()
	return p
}

// unescaped takes the backslashes from the source of a text, as a renderer does.
func unescaped(source []byte) []byte {
	var out []byte
	for i := 0; i < len(source); i++ {
		if source[i] == '\\' && i+1 < len(source) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", source[i+1]) >= 0 {
			i++
		}
		out = append(out, source[i])
	}
	return out
}

// with puts a text of a contract, or of who made a rule or file, in all places of
// a report where one can stand.
func with(s string) *clause.Report {
	r := sample()
	r.Document.Name = s
	r.Document.Warnings[0].Message, r.OpenRefs[0].Text, r.Blanks[0].Text, r.Blanks[1].Label = s, s, s, s
	r.Parties[0].Names = []string{s}
	for i := range r.Results {
		res := &r.Results[i]
		res.Title, res.Lacks, res.Flags, res.Caveat = s, []string{s}, []string{s}, s
		if res.Reason = ""; res.Status == clause.Waived || res.Status == clause.Unknown {
			res.Reason = s // elsewhere it keeps what it says from being said again
		}
		if res.Model != "" {
			res.Model = strings.Join(strings.Fields(s), " ") // its lines are paragraphs
		}
		for k := range res.Findings {
			f := &res.Findings[k]
			f.Quote, f.Lead, f.Label, f.Heading, f.Why = s, s, s, s, s
		}
		for k := range res.Nearest {
			res.Nearest[k].Quote, res.Nearest[k].Label = s, s
		}
	}
	r.Matrix = matrix().Matrix
	for i := range r.Matrix {
		r.Matrix[i].Title, r.Matrix[i].Reason = s, s
	}
	return r
}

func check(t *testing.T, s string) {
	t.Helper()
	for _, o := range []report.MarkdownOptions{{}, {Verbose: true}} {
		harmless := parsed(markdownOf(t, o, with("Woord")))
		got := parsed(markdownOf(t, o, with(s)))
		if len(got.foreign) > 0 {
			t.Fatalf("%q becomes HTML: %q", s, got.foreign)
		}
		if !reflect.DeepEqual(got.kinds, harmless.kinds) {
			t.Fatalf("%q changes the page: %s", s, difference(harmless.kinds, got.kinds))
		}
		want := strings.Join(strings.Fields(s), " ")
		if clean := strings.Map(func(r rune) rune {
			if r < 0x20 || r > 0x7e {
				return -1
			}
			return r
		}, s); clean == s && !strings.Contains(got.shows, want) {
			t.Fatalf("%q is not shown as it is", s)
		}
	}
}

func difference(want, got []string) string {
	for i := range want {
		if i >= len(got) || want[i] != got[i] {
			return strings.Join(want[max(0, i-3):min(len(want), i+3)], " ") + " -> " + strings.Join(got[max(0, i-3):min(len(got), i+3)], " ")
		}
	}
	return "more at the end"
}

func markups() []string {
	return []string{
		"# kop", "1. een", "12) twaalf", "- streep", "+ plus", "--- ", "===", "> citaat", "```go", "~~weg~~", "    code", "\tcode",
		"*vet* **vet** _schuin_ __x__", "`code`", "[tekst](https://x.example)", "![beeld](x.png)", "[^1]", "[x]: https://x.example", "[ ] taak",
		"<script>alert(1)</script>", "<!-- x -->", "<https://x.example>", "a | b", "a \\| b", "\\", "\\\\", "x\\",
		"https://x.example/a_b", "http://x.example", "ftp://x.example", "www.x.example", "WWW.x.example", "naam@x.example", "mailto:naam@x.example",
		"&lt; &#60; &amp;", "$x$", ":smile: 12:30:15", "@iedereen #12 !3", "regel\nregel  \nregel", ": definitie", "{{ x }}", "{%x%}", "^2", "-", "=", ":",
	}
}

// A parser of Markdown sees the same page whatever stands in the contract, and
// the text of the contract as it is.
func TestMarkdownEscapes(t *testing.T) {
	for _, s := range markups() {
		check(t, s)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range markups() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(strings.Fields(s)) == 0 || len(s) > 1000 {
			return
		}
		if strings.Trim(s, "-\t\n\r ") == "" && strings.Contains(s, "-") && len(strings.Fields(s)) == 1 && len(strings.TrimSpace(s)) == 1 {
			return // the name of standard input
		}
		for _, r := range s {
			if r < 0x20 || r > 0x7e {
				return // what is left out or replaced is for another test
			}
		}
		check(t, s)
	})
}

func ExampleMarkdown() {
	r := &clause.Report{
		Catalogue: clause.CatalogueInfo{Packs: []string{"ksz@2026.1"}},
		Document:  clause.DocumentInfo{Name: "overeenkomst.docx", Format: "docx"},
		Results: []clause.Result{{
			Requirement: "ksz.audit.recht", Title: "De klant mag audits laten uitvoeren", Importance: "must", Status: clause.Missing,
			Reason: "Geen bepaling gevonden.", Model: "Klant mag jaarlijks een audit laten uitvoeren.",
		}},
		Summary: clause.Summary{Missing: 1},
	}
	var b bytes.Buffer
	if err := report.Markdown(&b, []*clause.Report{r}, report.MarkdownOptions{}); err != nil {
		panic(err)
	}
	_, entry, _ := strings.Cut(b.String(), "## Ontbreekt")
	print := strings.NewReplacer("\n\n", "\n")
	_, _ = print.WriteString(os.Stdout, "## Ontbreekt"+entry)
	// Output:
	// ## Ontbreekt, verplicht (1)
	// ### ○ De klant mag audits laten uitvoeren
	// **ontbreekt** · verplicht · `ksz.audit.recht`
	// Geen bepaling gevonden.
	// **Voeg toe:**
	// > Klant mag jaarlijks een audit laten uitvoeren.
}

// kept compares an output with the one that is kept in testdata.
func kept(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (renew with -update):\n%s", name, diff)
	}
}
