package clause_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// draft reads a text with {+insertions+}, {-deletions-} and {*insertions that are
// deleted again*} as a draft with all of its tracked changes. White space between the marks is the mark of a paragraph.
func draft(t testing.TB, text string) *document.Document {
	t.Helper()
	type stretch struct {
		start, end  int // counted in visible characters
		open, close bool
		state       document.Revision
	}
	var all strings.Builder
	var stretches []stretch
	visible := 0
	blank := func(s string) bool { return strings.TrimLeftFunc(s, unicode.IsSpace) != s }
	for len(text) > 0 {
		state, closing := document.Inserted, "+}"
		switch {
		case strings.HasPrefix(text, "{-"):
			state, closing = document.Deleted, "-}"
		case strings.HasPrefix(text, "{*"):
			state, closing = document.Withdrawn, "*}"
		case !strings.HasPrefix(text, "{+"):
			all.WriteByte(text[0])
			if !blank(text[:1]) {
				visible++
			}
			text = text[1:]
			continue
		}
		end := strings.Index(text, closing)
		body := text[2:end]
		text = text[end+2:]
		s := stretch{start: visible, state: state, open: blank(body), close: blank(body[len(body)-1:])}
		all.WriteString(body)
		for i := range len(body) {
			if !blank(body[i : i+1]) {
				visible++
			}
		}
		s.end = visible
		stretches = append(stretches, s)
	}
	doc := read(t, all.String())
	doc.Revisions = document.AllRevisions
	var at []int // of every visible byte
	for i := range len(doc.Text) {
		if !blank(doc.Text[i : i+1]) {
			at = append(at, i)
		}
	}
	at = append(at, len(doc.Text))
	behind := func(n int) int {
		if n == 0 {
			return 0
		}
		return at[n-1] + 1
	}
	for _, s := range stretches {
		c := document.Change{Span: document.Span{Start: at[s.start], End: behind(s.end)}, Revision: s.state, Author: "A. Jansen"}
		if s.open {
			c.Span.Start = behind(s.start)
		}
		if s.close {
			c.Span.End = at[s.end]
		}
		doc.Changes = append(doc.Changes, c)
		for i := range doc.Blocks {
			if b := &doc.Blocks[i]; c.Span.Start <= b.Body && b.Span.End <= c.Span.End {
				b.Revision = s.state
			}
		}
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// views are the three readings of a draft.
func views(doc *document.Document) map[string]*document.Document {
	accepted, _ := doc.Without(document.Deleted)
	original, _ := doc.Without(document.Inserted)
	now, then := *accepted, *original
	now.Revisions, then.Revisions = document.AcceptRevisions, document.OriginalRevisions
	return map[string]*document.Document{"all": doc, "accept": &now, "original": &then}
}

// identical checks that every quote is the text between its offsets.
func identical(t testing.TB, doc *document.Document, results []clause.Result) {
	t.Helper()
	for _, r := range results {
		for _, list := range [][]clause.Finding{r.Findings, r.Nearest, r.Lapsed} {
			for _, f := range list {
				if f.Quote == "" || f.Quote != doc.Slice(document.Span{Start: f.Start, End: f.End}) {
					t.Errorf("%s: quote %q is not the text at [%d,%d)", r.Requirement, f.Quote, f.Start, f.End)
				}
				if f.Reads != "" && f.Reads == f.Quote {
					t.Errorf("%s: %q reads as it is quoted", r.Requirement, f.Quote)
				}
			}
		}
	}
}

// tell puts a result into a line a passage.
func tell(r *clause.Result) string {
	var b strings.Builder
	b.WriteString(string(r.Status))
	if r.Was != "" {
		b.WriteString(", was " + string(r.Was))
	}
	b.WriteString("\n")
	line := func(f *clause.Finding) {
		text := f.Quote
		if f.Reads != "" {
			text = f.Reads
		}
		if f.Revision != document.Unchanged {
			b.WriteString(f.Revision.String() + ": ")
		}
		b.WriteString(text + " | " + f.Why + "\n")
	}
	for i := range r.Findings {
		line(&r.Findings[i])
	}
	for i := range r.Lapsed {
		b.WriteString("- ")
		line(&r.Lapsed[i])
	}
	return b.String()
}

func TestDrafts(t *testing.T) {
	c := checker(t, testRule)
	const parties = "Artikel 1. Partijen\n\n1.1 Zonnedauw B.V., hierna: “Verwerker”.\n\nArtikel 2. Lekken\n\n"
	tests := []struct {
		name, text       string
		original, accept clause.Status
		want             string // of the draft with all changes
	}{
		{"no change", "2.1 Verwerker meldt elk lek onverwijld. {+Verwerker levert software.+}", clause.Met, clause.Met, `met
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
`},
		{"promise deleted", "2.1 Verwerker levert software. {-Verwerker meldt elk lek onverwijld.-}", clause.Met, clause.Missing, `missing, was met
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de melding.
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de termijn.
`},
		{"promise deleted with its paragraph", "2.1 Verwerker levert software.{-\n\n2.2 Verwerker meldt elk lek onverwijld.-}\n\n2.3 Verwerker is lief.", clause.Met, clause.Missing, `missing, was met
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de melding.
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de termijn.
`},
		{"conflict deleted", "2.1 Verwerker meldt elk lek onverwijld. {-Alle lekken blijven geheim.-}", clause.Conflict, clause.Met, `met, was conflict
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
- Alle lekken blijven geheim. | Vervalt in dit concept: was strijdig; lekken blijven geheim.
`},
		{"value replaced by one as good", "2.1 Verwerker meldt elk lek binnen {-24-}{+48+} uur.", clause.Met, clause.Met, `met
Verwerker meldt elk lek binnen 48 uur. | Geeft de melding.
inserted: Verwerker meldt elk lek binnen 48 uur. | Geeft de termijn: 48 uur.
- Verwerker meldt elk lek binnen 24 uur. | Gewijzigd in dit concept: gaf de termijn: 24 uur.
`},
		{"value replaced inside a number", "2.1 Verwerker meldt elk lek binnen 4{-8-}{+0+} uur.", clause.Met, clause.Met, `met
Verwerker meldt elk lek binnen 40 uur. | Geeft de melding.
inserted: Verwerker meldt elk lek binnen 40 uur. | Geeft de termijn: 40 uur.
- Verwerker meldt elk lek binnen 48 uur. | Gewijzigd in dit concept: gaf de termijn: 48 uur.
`},
		{"value replaced by one too long", "2.1 Verwerker meldt elk lek binnen {-24 uur-}{+5 dagen+}.", clause.Met, clause.Conflict, `conflict, was met
inserted: Verwerker meldt elk lek binnen 5 dagen. | Strijdig: 5 dagen is meer dan 72 uur of 2 werkdagen.
- Verwerker meldt elk lek binnen 24 uur. | Gewijzigd in dit concept: gaf de termijn: 24 uur.
`},
		{"promise inserted", "2.1 Verwerker levert software. {+Verwerker meldt elk lek onverwijld.+}", clause.Missing, clause.Met, `met, was missing
inserted: Verwerker meldt elk lek onverwijld. | Geeft de melding.
inserted: Verwerker meldt elk lek onverwijld. | Geeft de termijn.
`},
		{"a word that does not decide", "2.1 Verwerker meldt elk {+ernstig +}lek {-per brief -}onverwijld.", clause.Met, clause.Partial, `partial, was met
Verwerker meldt elk ernstig lek onverwijld. | Geeft de melding, maar: alleen ernstige lekken.
Verwerker meldt elk ernstig lek onverwijld. | Geeft de termijn, maar: alleen ernstige lekken.
- Verwerker meldt elk lek per brief onverwijld. | Gewijzigd in dit concept: gaf de melding.
- Verwerker meldt elk lek per brief onverwijld. | Gewijzigd in dit concept: gaf de termijn.
`},
		{"reservation deleted", "2.1 Verwerker meldt elk {-ernstig -}lek onverwijld.", clause.Partial, clause.Met, `met, was partial
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
- Verwerker meldt elk ernstig lek onverwijld. | Gewijzigd in dit concept: gaf de melding, maar: alleen ernstige lekken.
- Verwerker meldt elk ernstig lek onverwijld. | Gewijzigd in dit concept: gaf de termijn, maar: alleen ernstige lekken.
`},
		{"negation inserted", "2.1 Verwerker meldt een lek {+niet +}onverwijld.", clause.Met, clause.Missing, `missing, was met
- Verwerker meldt een lek onverwijld. | Vervalt in dit concept: gaf de melding.
- Verwerker meldt een lek onverwijld. | Vervalt in dit concept: gaf de termijn.
`},
		{"moved", "2.1 {-Verwerker meldt elk lek onverwijld. -}Verwerker levert software.\n\n2.2 Verwerker is lief. {+Verwerker meldt elk lek onverwijld.+}", clause.Met, clause.Met, `met
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
`},
		{"other words for the same", "2.1 Verwerker {-meldt-}{+zal melden+} elk lek onverwijld.", clause.Met, clause.Met, `met
inserted: Verwerker zal melden elk lek onverwijld. | Geeft de melding.
Verwerker zal melden elk lek onverwijld. | Geeft de termijn.
- Verwerker meldt elk lek onverwijld. | Gewijzigd in dit concept: gaf de melding.
`},
		{"withdrawn", "2.1 Verwerker levert software. {*Verwerker meldt elk lek onverwijld. *}{-Verwerker is lief.-}", clause.Missing, clause.Missing, "missing\n"},
		{"one of two deleted", "2.1 Verwerker meldt elk lek onverwijld.\n\n2.2 {-Verwerker meldt ieder lek onverwijld. -}Verwerker levert software.", clause.Met, clause.Met, `met
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
- Verwerker meldt ieder lek onverwijld. | Vervalt in dit concept: gaf de melding.
- Verwerker meldt ieder lek onverwijld. | Vervalt in dit concept: gaf de termijn.
`},
		{"across paragraphs", "2.1 Verwerker meldt elk lek {-per brief.\n\n2.2 Klant betaalt de postzegel -}onverwijld.", clause.Partial, clause.Met, `met, was partial
Verwerker meldt elk lek onverwijld. | Geeft de melding.
Verwerker meldt elk lek onverwijld. | Geeft de termijn.
`},
		{"core deleted, term stays", "2.1 {-Verwerker meldt elk lek. -}De dienst meldt zich binnen 24 uur.", clause.Met, clause.Missing, `missing, was met
- Verwerker meldt elk lek. | Vervalt in dit concept: gaf de melding.
`},
		{"everything deleted", "{-2.1 Verwerker meldt elk lek onverwijld.-}", clause.Met, clause.Missing, `missing, was met
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de melding.
- Verwerker meldt elk lek onverwijld. | Vervalt in dit concept: gaf de termijn.
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, doc := range views(draft(t, parties+tt.text)) {
				report, err := c.Check(context.Background(), doc)
				if err != nil {
					t.Fatal(err)
				}
				identical(t, doc, report.Results)
				r := &report.Results[0]
				switch name {
				case "all":
					if got := tell(r); got != tt.want {
						t.Errorf("got\n%s\nwant\n%s", got, tt.want)
					}
				case "accept":
					if r.Status != tt.accept || r.Was != "" || len(r.Lapsed) > 0 {
						t.Errorf("accepted: %s", tell(r))
					}
				case "original":
					if r.Status != tt.original || r.Was != "" || len(r.Lapsed) > 0 {
						t.Errorf("original: %s", tell(r))
					}
				}
			}
		})
	}
}

// Who must do what is read from the text that is judged: a party that a draft
// takes out, or puts in, is one only in the reading that names it.
func TestDraftParties(t *testing.T) {
	c := checker(t, testRule)
	doc := draft(t, "Artikel 1. Partijen\n\n1.1 Zonnedauw B.V., hierna: “{-Verwerker-}{+Leverancier+}”, en Gemeente Zandwijk, hierna: “Klant”.\n\nArtikel 2. Lekken\n\n2.1 {-Verwerker-}{+Leverancier+} meldt elk lek onverwijld aan Klant.\n\n2.2 {-Klant meldt elk lek binnen 5 dagen aan Verwerker.-}")
	for name, doc := range views(doc) {
		report, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		identical(t, doc, report.Results)
		want := "Zonnedauw, Leverancier"
		if name == "original" {
			want = "Zonnedauw, Verwerker"
		}
		if got := strings.Join(report.Parties[0].Names, ", "); got != want {
			t.Errorf("%s: the provider is %q, want %q", name, got, want)
		}
		r := &report.Results[0]
		if r.Status != clause.Met || len(r.Lapsed) > 0 {
			t.Errorf("%s: %s", name, tell(r))
		}
		for _, f := range r.Findings {
			if f.Revision != document.Unchanged {
				t.Errorf("%s: a new name makes %q new", name, f.Quote)
			}
		}
	}
}

// What a definition that is deleted says does not hold in the draft.
func TestDraftDefinition(t *testing.T) {
	c := catalogueChecker(t, "ksz.vertrouwelijkheid.incidentmelding")
	doc := draft(t, "Artikel 1. Definities\n\n{-Gebeurtenis: een inbreuk in verband met persoonsgegevens.\n\n-}Feest: een partij voor relaties.\n\nArtikel 2. Melding\n\n2.1 Verwerker meldt Gebeurtenissen binnen 24 uur aan Klant.")
	for name, doc := range views(doc) {
		report, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		want := clause.Missing
		if name == "original" {
			want = clause.Met
		}
		if r := &report.Results[0]; r.Status != want || name == "all" && r.Was != clause.Met {
			t.Errorf("%s: %s, was %q; want %s", name, r.Status, r.Was, want)
		}
	}
}

func catalogueChecker(t testing.TB, ids ...string) *clause.Checker {
	t.Helper()
	cat, err := rules.Builtin(ids...)
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// In the original text what is going to be deleted counts, and is marked.
func TestDraftOriginal(t *testing.T) {
	c := checker(t, testRule)
	doc := views(draft(t, "2.1 Verwerker levert software.\n\n{-2.2 Verwerker meldt elk lek onverwijld.\n\n-}2.3 Verwerker is lief.{+ Alle lekken blijven geheim.+}"))["original"]
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	want := "met\ndeleted: Verwerker meldt elk lek onverwijld. | Geeft de melding.\ndeleted: Verwerker meldt elk lek onverwijld. | Geeft de termijn.\n"
	if got := tell(&report.Results[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	info := report.Document.Revisions
	if info == nil || info.Reading != document.OriginalRevisions || info.Deleted != 1 || info.Inserted != 0 || strings.Join(info.Authors, "") != "A. Jansen" {
		t.Errorf("revisions %+v", info)
	}
}

// A document that holds deleted text is never read as if that text stood there,
// also when the caller forgot to say how it was read.
func TestDraftUnsaid(t *testing.T) {
	c := checker(t, testRule)
	doc := draft(t, "2.1 Verwerker levert software. {-Verwerker meldt elk lek onverwijld.-}")
	doc.Revisions = document.AcceptRevisions
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if r := &report.Results[0]; r.Status != clause.Missing || r.Was != clause.Met || report.Document.Revisions.Reading != document.AllRevisions {
		t.Errorf("%s, %+v", tell(r), report.Document.Revisions)
	}
}

// Everything in a report points into the text of the draft.
func TestDraftReferences(t *testing.T) {
	c := checker(t, testRule)
	doc := draft(t, "Artikel 1. Lekken\n\n1.1 {-Wat hier stond vervalt. -}Verwerker meldt elk lek onverwijld volgens Bijlage {-3-}{+2+}.")
	report, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.OpenRefs) != 1 {
		t.Fatalf("open references %+v", report.OpenRefs)
	}
	if ref := report.OpenRefs[0]; ref.Text != "Bijlage 2" || doc.Text[ref.Start:ref.End] != "Bijlage 32" {
		t.Errorf("%+v is %q", ref, doc.Text[ref.Start:ref.End])
	}
	f := &report.Results[0].Findings[0]
	if f.Label != "1.1" || f.Quote != "Verwerker meldt elk lek onverwijld volgens Bijlage 32." || f.Reads != "Verwerker meldt elk lek onverwijld volgens Bijlage 2." {
		t.Errorf("%+v", f)
	}
}

func TestExplainDraft(t *testing.T) {
	c := checker(t, testRule)
	doc := draft(t, "2.1 Verwerker meldt elk lek binnen {-24-}{+48+} uur.")
	e, err := c.Explain(context.Background(), doc, "proef.melding")
	if err != nil {
		t.Fatal(err)
	}
	identical(t, doc, []clause.Result{e.Result})
	if len(e.Steps) != 2 || len(e.Result.Lapsed) != 1 || e.Result.Lapsed[0].Value.Raw != "24 uur" {
		t.Fatalf("%+v", e)
	}
	if s := &e.Steps[1]; s.Quote != "Verwerker meldt elk lek binnen 2448 uur." || s.Reads != "Verwerker meldt elk lek binnen 48 uur." || s.Revision != document.Inserted || s.Value.Raw != "48 uur" {
		t.Errorf("%+v", s)
	}
}

// A report in JSON comes back as it went.
func TestDraftJSON(t *testing.T) {
	c := checker(t, testRule)
	report, err := c.Check(context.Background(), draft(t, "2.1 Verwerker meldt elk lek binnen {-24-}{+48+} uur."))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"revisions":{"reading":"all","inserted":1,"deleted":1,"authors":["A. Jansen"]}`, `"revision":"inserted"`, `"lapsed":[{`, `"reads":"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is not in %s", want, data)
		}
	}
	var back clause.Report
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report, &back); diff != "" {
		t.Error(diff)
	}
}

// FuzzDraft holds a report on any draft to its offsets, and the reading that is
// judged to the one that a reader would give.
func FuzzDraft(f *testing.F) {
	f.Add("1.1 Verwerker meldt elk lek binnen 24 uur.\n\n1.2 Klant betaalt.", uint16(5), uint16(30), uint16(38), uint16(50))
	f.Add("Artikel 1. Lekken\n\n1.1 Verwerker meldt elk lek onverwijld.", uint16(0), uint16(18), uint16(20), uint16(60))
	c := checker(f, testRule)
	f.Fuzz(func(t *testing.T, text string, a, b, x, y uint16) {
		if len(text) > 2<<10 {
			return
		}
		doc, err := plain.Read(context.Background(), document.Source{Name: "x.txt", Data: []byte(text)}, document.Options{})
		if err != nil {
			return
		}
		doc.Revisions = document.AllRevisions
		for i, s := range [][2]uint16{{a, b}, {x, y}} {
			doc.Changes = append(doc.Changes, document.Change{Span: document.Span{Start: int(s[0]), End: int(s[1])}, Revision: []document.Revision{document.Deleted, document.Inserted}[i]})
		}
		for _, c := range doc.Changes {
			for _, at := range []int{c.Span.Start, c.Span.End} {
				if at < len(doc.Text) && !utf8.RuneStart(doc.Text[at]) {
					return
				}
			}
		}
		if doc.Validate() != nil {
			return
		}
		report, err := c.Check(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		identical(t, doc, report.Results)
	})
}

func BenchmarkCheckDraft(b *testing.B) {
	c := catalogueChecker(b)
	doc := draft(b, strings.Repeat("Artikel 6. Datalekken\n\n6.1 Verwerker meldt een datalek binnen {-24-}{+48+} uur aan Klant.\n\n6.2 Verwerker maakt dagelijks een back-up{- en test ieder kwartaal of deze kan worden teruggezet-}.\n\n", 40))
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		if _, err := c.Check(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}
