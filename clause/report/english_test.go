package report_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/clause/report"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// What an English-speaking lawyer reads of a draft and of a verdict.
func TestEnglishGolden(t *testing.T) {
	ctx := context.Background()
	catalogue, err := rules.Builtin("ksz.vertrouwelijkheid.*", "ksz.onderaanneming.*", "avg.28-2.*", "ksz.continuiteit.*", "gedeeld")
	if err != nil {
		t.Fatal(err)
	}
	checker, err := clause.New(catalogue, clause.Options{Language: lang.English})
	if err != nil {
		t.Fatal(err)
	}
	open := func(name string) *document.Document {
		doc, err := extract.OpenFile(ctx, "../../testdata/contracts/"+name, extract.Options{Revisions: document.AllRevisions})
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	golden := func(name string, write func(*bytes.Buffer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (renew with -update):\n%s", name, diff)
		}
	}
	draft := open("verwerkersovereenkomst-concept.docx")
	weak := open("verwerkersovereenkomst-zwak.pdf")
	options := report.TextOptions{Language: lang.English, Verbose: true, Width: 100}
	golden("english.txt", func(b *bytes.Buffer) error {
		r, err := checker.Check(ctx, draft)
		if err != nil {
			return err
		}
		r.Passages = r.Crosswalk()
		second, err := checker.Check(ctx, weak)
		if err != nil {
			return err
		}
		return report.Text(b, []*clause.Report{r, second}, report.TextOptions{Language: lang.English})
	})
	golden("english-explain.txt", func(b *bytes.Buffer) error {
		for _, id := range []rules.ID{"ksz.vertrouwelijkheid.incidentmelding", "ksz.onderaanneming.controle", "gedeeld.backup"} {
			e, err := checker.Explain(ctx, weak, id)
			if err != nil {
				return err
			}
			if err := report.Explanation(b, e, options); err != nil {
				return err
			}
			b.WriteString("\n")
		}
		return nil
	})
}
