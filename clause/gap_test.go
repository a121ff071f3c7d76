package clause_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"

	"github.com/clausule/clausule/rules"
)

func check(t testing.TB, c *clause.Checker, doc *document.Document) *clause.Report {
	t.Helper()
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func warned(r *clause.Report, code document.WarningCode) bool {
	for _, w := range r.Document.Warnings {
		if w.Code == code && w.Incomplete() {
			return true
		}
	}
	return false
}

// What is not found in a text of another language may well stand in it.
func TestForeignLanguageIsUnknown(t *testing.T) {
	c := checker(t, testRule)
	english := strings.Repeat("The processor shall notify the controller of any breach and shall not engage another processor. ", 4)
	dutch := strings.Repeat("De verwerker levert de software en het onderhoud aan de klant en zorgt voor de facturen. ", 4)
	for _, tc := range []struct {
		name, text string
		want       clause.Status
		warned     bool
	}{
		{"english", english, clause.Unknown, true},
		{"french", strings.Repeat("Le sous-traitant notifie les violations au responsable dans les meilleurs délais et par écrit. ", 4), clause.Unknown, true},
		{"a few foreign words", "The processor shall notify.", clause.Missing, false},
		{"dutch", dutch, clause.Missing, false},
		{"dutch with a promise among english", english + "Verwerker meldt elk lek onverwijld aan Klant.", clause.Met, true},
	} {
		report := check(t, c, read(t, tc.text))
		r := report.Results[0]
		if r.Status != tc.want || warned(report, document.WarnLanguage) != tc.warned {
			t.Errorf("%s: %s (%s), warnings %v; want %s", tc.name, r.Status, r.Reason, report.Document.Warnings, tc.want)
		}
		if r.Status == clause.Unknown && !strings.Contains(r.Reason, "Nederlands") {
			t.Errorf("%s: the reason %q does not name the language", tc.name, r.Reason)
		}
		e, err := c.Explain(context.Background(), read(t, tc.text), "proef.melding")
		if err != nil || e.Result.Status != tc.want {
			t.Errorf("%s: explain gives %v, %v", tc.name, e, err)
		}
	}
}

// Text beyond the limit is not judged, and that is said.
func TestTextBeyondTheLimit(t *testing.T) {
	cat, err := rules.Builtin("avg")
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{TextBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	filler := strings.Repeat("De verwerker levert de software aan de klant.\n\n", 30)
	doc := read(t, filler+"Verwerker verwerkt de persoonsgegevens uitsluitend op schriftelijke instructie van de klant.")
	report := check(t, c, doc)
	if report.Summary.Unknown != len(report.Results) || !warned(report, document.WarnLimit) {
		t.Errorf("summary %+v, warnings %v; want all unknown and a warning", report.Summary, report.Document.Warnings)
	}
	if report.Document.Language != "nl" || len(doc.Blocks) != 31 {
		t.Errorf("language %q, %d blocks: the document itself must stay as it is", report.Document.Language, len(doc.Blocks))
	}
}

// A reservation counts where it stands: in its sentence, and between a sentence
// and the items that it introduces; not from one item to the next.
func TestReservationsReachNoFurtherThanTheirSentence(t *testing.T) {
	c := checker(t, testRule)
	for _, tc := range []struct {
		name, text string
		want       clause.Status
	}{
		{"lead weakens item", "Bij een ernstig lek zal Verwerker:\n\n- het lek onverwijld melden aan Klant;\n- software leveren.", clause.Partial},
		{"item does not weaken its neighbour", "Verwerker zal:\n\n- elk lek onverwijld melden aan Klant;\n- een ernstig lek bespreken met Klant.", clause.Met},
		{"next sentence", "Verwerker meldt elk lek onverwijld aan Klant. Een ernstig lek bespreekt hij met Klant.", clause.Met},
	} {
		if r := check(t, c, read(t, tc.text)).Results[0]; r.Status != tc.want {
			t.Errorf("%s: %s (%s), want %s", tc.name, r.Status, r.Lacks, tc.want)
		}
	}
}

// A row that says of a thing that it is not there gives nothing.
func TestRowsThatGiveNothing(t *testing.T) {
	c := checker(t, testRule)
	for _, tc := range []struct {
		answer string
		want   clause.Status
	}{{"Nee", clause.Missing}, {"N.v.t.", clause.Missing}, {"Niet van toepassing", clause.Missing}, {"Ja", clause.Partial}, {"Niet later dan 24 uur", clause.Partial}} {
		doc, err := plain.Read(context.Background(), document.Source{Name: "proef.md", Data: []byte("Verwerker levert aan Klant.\n\n| Onderwerp | Afspraak |\n| --- | --- |\n| Melding van een lek | " + tc.answer + " |\n")}, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r := check(t, c, doc).Results[0]; r.Status != tc.want {
			t.Errorf("%s: %s (%s), want %s", tc.answer, r.Status, r.Lacks, tc.want)
		}
	}
}

// A place is named as a lawyer names it: a paragraph with its article. What
// takes the guarantee away is not quoted as giving it as well.
func TestPlacesAndOpposites(t *testing.T) {
	rule := strings.Replace(testRule, "- woord: lekken blijven geheim\n", "- alle: lek buiten Europa\n", 1)
	c := checker(t, rule)
	r := check(t, c, read(t, "Artikel 5. Onderaannemers\n\n1. Verwerker levert software.\n\n2. Verwerker meldt onverwijld een lek buiten Europa aan Klant.")).Results[0]
	if r.Status != clause.Conflict || len(r.Findings) != 1 || !r.Findings[0].Against {
		t.Fatalf("%s, findings %+v; want the one conflict", r.Status, r.Findings)
	}
	if got := r.Findings[0].Label; got != "Artikel 5 lid 2" {
		t.Errorf("label %q, want that of the article as well", got)
	}
}

// A value past its limit counts, against the requirement.
func TestExplainTellsWhatCounts(t *testing.T) {
	c := checker(t, testRule)
	e, err := c.Explain(context.Background(), read(t, "Verwerker meldt een ernstig lek binnen 5 dagen aan Klant."), "proef.melding")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, s := range e.Steps {
		got[s.Element] = s.Counts
		if s.Element == "verzwakt" && !strings.Contains(s.Why, "in dezelfde zin") {
			t.Errorf("the reservation does not say how far it reaches: %q", s.Why)
		}
	}
	if !got["termijn"] || !got["melding"] || !got["verzwakt"] {
		t.Errorf("steps count: %v, want all three", got)
	}
}

// Whoever builds documents of his own gets an error for one that cannot be.
func TestDocumentsThatCannotBe(t *testing.T) {
	c := checker(t, testRule)
	block := func(start, end, body, parent int) document.Block {
		return document.Block{Span: document.Span{Start: start, End: end}, Body: body, Parent: parent}
	}
	text := "Verwerker meldt elk lek."
	for name, doc := range map[string]*document.Document{
		"nil":               nil,
		"no blocks":         {Text: text},
		"beyond the text":   {Text: text, Blocks: []document.Block{block(0, 99, 0, -1)}},
		"body beyond block": {Text: text, Blocks: []document.Block{block(0, 24, 25, -1)}},
		"parent of itself":  {Text: text, Blocks: []document.Block{block(0, 24, 0, 0)}},
		"overlap":           {Text: text, Blocks: []document.Block{block(0, 12, 0, -1), block(9, 24, 9, -1)}},
		"no UTF-8":          {Text: "\xff", Blocks: []document.Block{block(0, 1, 0, -1)}},
	} {
		if _, err := c.Check(context.Background(), doc); !errors.Is(err, clause.ErrDocument) {
			t.Errorf("%s: Check gives %v, want ErrDocument", name, err)
		}
		if _, err := c.Explain(context.Background(), doc, "proef.melding"); !errors.Is(err, clause.ErrDocument) {
			t.Errorf("%s: Explain gives %v, want ErrDocument", name, err)
		}
	}
	if report, err := c.Check(context.Background(), &document.Document{}); err != nil || report.Results[0].Status != clause.Missing {
		t.Errorf("an empty document gives %v, %v", report, err)
	}
}

// One checker serves many goroutines, with the same outcome in each.
func TestCheckerIsSafeForConcurrentUse(t *testing.T) {
	c := checker(t, testRule)
	texts := []string{
		"Verwerker meldt elk lek binnen 24 uur aan Klant.",
		"Verwerker meldt een ernstig lek aan Klant.\n\nDe lekken blijven geheim.",
		"Klant zal:\n\n- elk lek onverwijld melden aan Verwerker;\n- betalen.",
	}
	docs := make([]*document.Document, len(texts))
	want := make([]string, len(texts))
	for i, text := range texts {
		docs[i] = read(t, text)
		data, err := json.Marshal(check(t, c, docs[i]))
		if err != nil {
			t.Fatal(err)
		}
		want[i] = string(data)
	}
	var wg sync.WaitGroup
	for n := range 24 {
		wg.Go(func() {
			i := n % len(docs)
			report, err := c.Check(context.Background(), docs[i])
			if err != nil {
				t.Error(err)
				return
			}
			if data, err := json.Marshal(report); err != nil || string(data) != want[i] {
				t.Errorf("text %d: another report in a goroutine of its own (%v)", i, err)
			}
		})
	}
	wg.Wait()
}

// BenchmarkCheckManyPromises judges a text in which every sentence bears on the
// same requirement: the work must grow with the text, not with its square.
func BenchmarkCheckManyPromises(b *testing.B) {
	c := checker(b, testRule)
	text := strings.Repeat("Verwerker meldt een ernstig lek aan Klant. Verwerker doet dat onverwijld.\n\n", 10_000)
	doc := read(b, text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		check(b, c, doc)
	}
}
