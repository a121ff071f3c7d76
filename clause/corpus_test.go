package clause_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/judged"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// updating tells whether golden files are to be written anew.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// golden holds a text against a file that is renewed with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if updating() {
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
		t.Errorf("%s (renew with -update):\n%s", file, diff)
	}
}

// reports judges the files by a catalogue and gives the reports by document.
func reports(t *testing.T, cat *rules.Catalogue, files []string) map[string]*clause.Report {
	t.Helper()
	c, err := clause.New(cat, clause.Options{Findings: -1})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*clause.Report{}
	for _, file := range files {
		doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		out[judged.DocOf(file)] = r
	}
	return out
}

// corpusFiles are the files of the measuring material that are scored: each
// contract once. The test is skipped where they are not at hand.
func corpusFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"docx/*.docx", "pdf/029*.pdf", "pdf/031*.pdf"} {
		found, err := filepath.Glob(filepath.Join(sharedFolder(), "corpus", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip(notShared)
	}
	slices.Sort(files)
	return files
}

func builtinCatalogue(t testing.TB) *rules.Catalogue {
	t.Helper()
	cat, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// Every duration, percentage and frequency that decides a verdict on the
// measuring material, as it was read and as it was understood: those of the first
// passage of each element.
func TestValues(t *testing.T) {
	files := corpusFiles(t)
	var b strings.Builder
	b.WriteString("# document, requirement, verdict, element, as written, as understood, page; renew with go test ./clause -run TestValues -update\n")
	cat := builtinCatalogue(t)
	all := reports(t, cat, files)
	for _, file := range files {
		doc := judged.DocOf(file)
		for _, res := range all[doc].Results {
			var seen []string
			for _, f := range res.Findings {
				if slices.Contains(seen, f.Element) {
					continue
				}
				seen = append(seen, f.Element)
				if f.Value == nil || f.Value.Kind == "money" || told(cat, res.Requirement, f.Element) {
					continue
				}
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\t%d\n", doc, res.Requirement, res.Status, f.Element, strings.Join(strings.Fields(f.Value.Raw), " "), f.Value.Norm, f.Page)
			}
		}
	}
	golden(t, filepath.Join("testdata", "values.golden"), b.String())
}

// told tells whether an element is one that changes no verdict.
func told(cat *rules.Catalogue, id rules.ID, element string) bool {
	req, ok := cat.Lookup(id)
	return ok && slices.ContainsFunc(req.Elements, func(e rules.Element) bool { return e.Name == element && e.Flag != "" })
}

// README tells per requirement how far its verdicts agree with those of people.
// The table is held current where the measuring material is at hand.
func TestReadme(t *testing.T) {
	cat := builtinCatalogue(t)
	files := corpusFiles(t)
	labels, err := judged.Load(filepath.Join(sharedFolder(), "corpus", "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	columns := []column{measure(t, cat, labels, labels.Requirements(), files)}
	columns[0].title = "these contracts"
	fresh, own := apart(t)
	columns = append(columns, measure(t, cat, own, labels.Requirements(), fresh))
	columns[1].title = "kept apart"
	readmeTable(t, "reliability", table(labels.Requirements(), columns))
}

// readmeTable holds a table against the place that README has for it, and renews
// it with -update.
func readmeTable(t *testing.T, name, table string) {
	t.Helper()
	const file = "../README.md"
	begin, end := "<!-- "+name+": begin -->\n", "<!-- "+name+": end -->\n"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for the table: %q and %q", file, begin, end)
	}
	golden(t, file, before+begin+table+end+after)
}

// column is what was measured on one set of contracts.
type column struct {
	title string
	docs  int
	of    map[rules.ID]judged.Tally
	all   judged.Tally
}

func measure(t *testing.T, cat *rules.Catalogue, labels judged.Labels, ids []rules.ID, files []string) column {
	t.Helper()
	col := column{of: map[rules.ID]judged.Tally{}, all: judged.Tally{}, docs: len(files)}
	all := reports(t, cat, files)
	for _, id := range ids {
		col.of[id] = judged.Tally{}
		for _, file := range files {
			doc := judged.DocOf(file)
			said := clause.Missing
			for i := range all[doc].Results {
				if r := &all[doc].Results[i]; r.Requirement == id {
					said = r.Status
				}
			}
			want := labels.Of(doc, id).Status
			col.of[id].Add(want, said)
			col.all.Add(want, said)
		}
	}
	return col
}

func table(ids []rules.ID, columns []column) string {
	var b strings.Builder
	b.WriteString("| requirement |")
	for _, c := range columns {
		fmt.Fprintf(&b, " n, %d of %s | F1 | accuracy |", c.docs, c.title)
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|--:|--:|", len(columns)) + "\n")
	row := func(name string, of func(column) judged.Tally) {
		b.WriteString("| " + name + " |")
		for _, c := range columns {
			tally := of(c)
			f1, ok := tally.F1()
			shown := "–"
			if ok {
				shown = fmt.Sprintf("%.2f", f1)
			}
			fmt.Fprintf(&b, " %d | %s | %.2f |", tally.Present(), shown, tally.Accuracy())
		}
		b.WriteString("\n")
	}
	for _, id := range ids {
		row("`"+string(id)+"`", func(c column) judged.Tally { return c.of[id] })
	}
	row("**all**", func(c column) judged.Tally { return c.all })
	return b.String()
}
