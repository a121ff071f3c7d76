package clause_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// named reads a text as a file of that name.
func named(t testing.TB, name, text string) *document.Document {
	t.Helper()
	doc := read(t, text)
	doc.Name = name
	doc.SHA256 = document.Source{Data: []byte(text)}.SHA256()
	return doc
}

func bundle(t testing.TB, c *clause.Checker, docs ...*document.Document) *clause.Report {
	t.Helper()
	report, err := c.CheckBundle(context.Background(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func builtin(t testing.TB, selection ...string) *clause.Checker {
	t.Helper()
	cat, err := rules.Builtin(selection...)
	if err != nil {
		t.Fatal(err)
	}
	c, err := clause.New(cat, clause.Options{Findings: -1, Nearest: 50})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func hosting(t testing.TB) []*document.Document {
	t.Helper()
	var docs []*document.Document
	for _, file := range []string{"bundle/raamovereenkomst.md", "bundle/bijlage-1-verwerkersovereenkomst.txt", "contracts/sla-hosting.pdf"} {
		doc, err := extract.OpenFile(context.Background(), "../testdata/"+file, extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

// Every passage is that of the text of its own file.
func TestBundleCitesFiles(t *testing.T) {
	docs := hosting(t)
	report := bundle(t, builtin(t, "ksz", "avg", "gedeeld"), docs...)
	byName := map[string]*document.Document{}
	for i, doc := range docs {
		byName[doc.Name] = doc
		if f := report.Document.Files[i]; f.Name != doc.Name || f.SHA256 != doc.SHA256 || f.Format != doc.Format || f.Pages != len(doc.Pages) || f.Language != "nl" {
			t.Errorf("file %d is %+v", i, f)
		}
	}
	seen := map[string]int{}
	look := func(where string, list []clause.Finding) {
		for _, f := range list {
			doc := byName[f.File]
			if doc == nil {
				t.Fatalf("%s: %+v names no file", where, f)
			}
			seen[f.File]++
			if doc.Slice(document.Span{Start: f.Start, End: f.End}) != f.Quote || doc.PageAt(f.Start) != f.Page {
				t.Errorf("%s: %q does not stand at %s[%d:%d], page %d", where, f.Quote, f.File, f.Start, f.End, f.Page)
			}
		}
	}
	for _, r := range report.Results {
		look(string(r.Requirement), r.Findings)
		look(string(r.Requirement), r.Nearest)
	}
	for _, a := range report.Matrix {
		look(string(a.Area), a.Findings)
	}
	if len(seen) != len(docs) {
		t.Errorf("passages are of %v only", seen)
	}
	for _, p := range report.Crosswalk() {
		if doc := byName[p.File]; doc == nil || doc.Text[p.Start:p.End] != p.Quote {
			t.Errorf("crosswalk: %q does not stand in %q", p.Quote, p.File)
		}
	}
	var kinds []clause.Kind
	for _, f := range report.Document.Files {
		kinds = append(kinds, f.Kind)
	}
	if want := []clause.Kind{clause.KindMainAgreement, clause.KindProcessorAgreement, clause.KindServiceLevels}; !slices.Equal(kinds, want) || report.Document.Kind != clause.KindMainAgreement {
		t.Errorf("kinds %v, of the bundle %s", kinds, report.Document.Kind)
	}
	var open []string
	for _, ref := range report.OpenRefs {
		if byName[ref.File].Slice(document.Span{Start: ref.Start, End: ref.End}) != ref.Text {
			t.Errorf("%+v does not stand there", ref)
		}
		open = append(open, ref.Text+" "+ref.File)
	}
	// The SLA points to an annex that the main agreement lacks.
	if diff := cmp.Diff([]string{"Bijlage 3 raamovereenkomst.md", "bijlage 5 sla-hosting.pdf"}, open); diff != "" {
		t.Error(diff)
	}
}

// The order in which the files are given changes no verdict.
func TestBundleOrder(t *testing.T) {
	docs := hosting(t)
	c := builtin(t, "ksz", "avg", "gedeeld")
	want := bundle(t, c, docs...)
	for _, order := range [][]int{{2, 1, 0}, {1, 0, 2}} {
		got := bundle(t, c, docs[order[0]], docs[order[1]], docs[order[2]])
		for i := range want.Results {
			if a, b := &want.Results[i], &got.Results[i]; a.Status != b.Status {
				t.Errorf("%v: %s is %s, and was %s", order, a.Requirement, b.Status, a.Status)
			}
		}
		for i := range want.Matrix {
			if a, b := &want.Matrix[i], &got.Matrix[i]; a.Holder != b.Holder {
				t.Errorf("%v: %s is of %s, and was of %s", order, a.Area, b.Holder, a.Holder)
			}
		}
	}
}

// A bundle of one document gives the verdicts of the document.
func TestBundleOfOne(t *testing.T) {
	for _, doc := range hosting(t) {
		c := builtin(t, "ksz", "avg")
		got := bundle(t, c, doc)
		for i := range got.Results {
			r := &got.Results[i]
			r.Reason = "" // names the file
			for _, list := range [][]clause.Finding{r.Findings, r.Nearest} {
				for k := range list {
					list[k].File = ""
				}
			}
		}
		want := check(t, c, doc)
		for i := range want.Results {
			want.Results[i].Reason = ""
		}
		if diff := cmp.Diff(want.Results, got.Results); diff != "" {
			t.Errorf("%s: %s", doc.Name, diff)
		}
	}
}

// An article of one document is not the article of that number of another.
func TestBundleKeepsArticlesApart(t *testing.T) {
	c := checker(t, testRule)
	report := bundle(t, c,
		named(t, "a.md", "Artikel 3. Lekken\n\n3.1 Leverancier meldt een lek aan Klant."),
		named(t, "b.md", "Artikel 3. Storingen\n\n3.1 Leverancier meldt een storing onverwijld aan Klant."))
	if r := report.Results[0]; r.Status != clause.Partial {
		t.Errorf("%s: %s", r.Status, r.Reason)
	}
}

// What is defined in one document is meant in the others.
func TestBundleSharesDefinitions(t *testing.T) {
	dpa := named(t, "dpa.md", "# Verwerkersovereenkomst\n\n## Artikel 1 Melding\n\n1.1 Verwerker stelt Klant binnen 24 uur in kennis van een Voorval.")
	terms := named(t, "av.md", "# Algemene voorwaarden\n\n## Artikel 1 Definities\n\nVoorval: een inbreuk in verband met persoonsgegevens.\n\n## Artikel 2 Betaling\n\n2.1 Klant betaalt de factuur binnen dertig dagen.")
	c := builtin(t, "ksz.vertrouwelijkheid.incidentmelding")
	if got := check(t, c, dpa).Results[0].Status; got != clause.Missing {
		t.Fatalf("alone: %s", got)
	}
	if got := bundle(t, c, dpa, terms).Results[0]; got.Status != clause.Met {
		t.Errorf("together: %s, %s", got.Status, got.Reason)
	}
}

// What could not be read in one document may hold what was found in none.
func TestBundleUnread(t *testing.T) {
	c := checker(t, testRule)
	scan := named(t, "scan.pdf", "Leverancier levert de dienst aan Klant.")
	scan.Pages = []document.Page{{Number: 1, Source: document.PageText}, {Number: 2, Start: len(scan.Text), Source: document.PageNone}}
	scan.Warnings = []document.Warning{{Code: document.WarnPageWithoutText, Page: 2, Message: "bevat alleen een afbeelding"}}
	report := bundle(t, c, named(t, "a.md", "Klant betaalt Leverancier."), scan)
	if r := report.Results[0]; r.Status != clause.Unknown {
		t.Errorf("%s: %s", r.Status, r.Reason)
	}
	if w := report.Document.Warnings; len(w) != 1 || w[0].File != "scan.pdf" || w[0].String() != "scan.pdf, pagina 2: bevat alleen een afbeelding" {
		t.Errorf("warnings %v", w)
	}
	report = bundle(t, c, named(t, "a.md", "Leverancier meldt elk lek onverwijld aan Klant."), scan)
	if r := report.Results[0]; r.Status != clause.Met {
		t.Errorf("with the promise: %s", r.Status)
	}
}

func TestBundleForeign(t *testing.T) {
	english := named(t, "en.md", strings.Repeat("The processor shall notify the controller of any breach and shall not engage another processor. ", 4))
	report := bundle(t, checker(t, testRule), named(t, "a.md", "Klant betaalt Leverancier voor de dienst en voor het onderhoud van de software."), english)
	if r := report.Results[0]; r.Status != clause.Unknown {
		t.Errorf("%s: %s", r.Status, r.Reason)
	}
	if w := report.Document.Warnings; len(w) != 1 || w[0].Code != document.WarnLanguage || w[0].File != "en.md" {
		t.Errorf("warnings %v", w)
	}
}

// A draft keeps its changes beside documents that have none.
func TestBundleDraft(t *testing.T) {
	c := checker(t, testRule)
	concept := draft(t, "Artikel 1. Lekken\n\n1.1 Leverancier meldt elk lek binnen {-24-}{+96+} uur aan Klant.")
	concept.Name = "concept.docx"
	report := bundle(t, c, named(t, "a.md", "Inleiding. Klant betaalt Leverancier voor de dienst.\n\nKlant mag opzeggen."), concept)
	r := report.Results[0]
	if r.Status != clause.Conflict || r.Was != clause.Met || len(r.Lapsed) == 0 {
		t.Fatalf("%s, was %s, lapsed %v", r.Status, r.Was, r.Lapsed)
	}
	for _, f := range append(slices.Clone(r.Findings), r.Lapsed...) {
		if f.File != "concept.docx" || concept.Slice(document.Span{Start: f.Start, End: f.End}) != f.Quote || f.Reads == "" {
			t.Errorf("%+v", f)
		}
	}
	if r.Findings[0].Revision != document.Inserted {
		t.Errorf("the new term is %s", r.Findings[0].Revision)
	}
	if info := report.Document.Revisions; info == nil || info.Inserted != 1 || info.Deleted != 1 || info.Reading != document.AllRevisions {
		t.Errorf("%+v", info)
	}
}

func TestBundleErrors(t *testing.T) {
	c := checker(t, testRule)
	a, again, many := named(t, "a.md", "Klant betaalt."), named(t, "b.md", "Klant betaalt."), make([]*document.Document, clause.MaxBundle+1)
	for _, tc := range []struct {
		name string
		docs []*document.Document
		want error
		says string
	}{
		{"none", nil, clause.ErrBundle, "geen enkel document"},
		{"the same twice", []*document.Document{a, again}, clause.ErrBundle, "a.md en b.md zijn hetzelfde bestand"},
		{"too many", many, clause.ErrBundle, "ten hoogste 50"},
		{"nil", []*document.Document{a, nil}, clause.ErrDocument, ""},
		{"no document of a reader", []*document.Document{a, {Text: "x"}}, clause.ErrDocument, ""},
	} {
		if _, err := c.CheckBundle(context.Background(), tc.docs...); !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
		if _, err := c.ExplainBundle(context.Background(), "proef.melding", tc.docs...); !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s, explained: %v", tc.name, err)
		}
	}
	var unknown *rules.NotFoundError
	if _, err := c.ExplainBundle(context.Background(), "er.is.geen", a); !errors.As(err, &unknown) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.CheckBundle(ctx, a); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// An annex is none of the kinds by itself, and belongs there; a privacy statement
// does not.
func TestBundleKinds(t *testing.T) {
	filler := strings.Repeat("Het tarief voor de dienst bedraagt honderd euro per maand en wordt elk jaar aangepast. ", 10)
	report := bundle(t, checker(t, testRule),
		named(t, "hoofd.md", "# Raamovereenkomst\n\nPartijen komen overeen:\n\n1.1 De tarieven staan in Bijlage 3. "+filler),
		named(t, "bijlage-3.md", "# Tarieven\n\n"+filler),
		named(t, "privacy.md", "# Privacyverklaring\n\n"+filler))
	var warned []string
	for _, w := range report.Document.Warnings {
		if w.Code == document.WarnKind {
			warned = append(warned, w.File)
		}
	}
	if len(warned) != 1 || warned[0] != "privacy.md" || len(report.OpenRefs) > 0 {
		t.Errorf("warned of %v, open %v", warned, report.OpenRefs)
	}
}

// Two files of one name are told apart.
func TestBundleNames(t *testing.T) {
	report := bundle(t, checker(t, testRule), named(t, "a.md", "Klant betaalt."), named(t, "a.md", "Leverancier meldt elk lek onverwijld."))
	if f := report.Document.Files; f[0].Name != "a.md" || f[1].Name != "a.md (2)" || report.Results[0].Findings[0].File != "a.md (2)" {
		t.Errorf("%+v, %+v", f, report.Results[0].Findings)
	}
}

// The part that goes before another decides where they differ; without an order
// of precedence a conflict does.
func TestPrecedence(t *testing.T) {
	const (
		good  = "Leverancier meldt elk lek binnen 24 uur aan Klant."
		late  = "Leverancier meldt elk lek binnen 96 uur aan Klant."
		slow  = "Leverancier meldt elk lek binnen 60 uur aan Klant."
		none  = "Lekken blijven geheim."
		empty = "Klant betaalt de factuur."
		mine  = "Bij strijd tussen de raamovereenkomst en deze Verwerkersovereenkomst gaat de Verwerkersovereenkomst voor."
		main  = "Bij strijd tussen de raamovereenkomst en deze Verwerkersovereenkomst gaat de raamovereenkomst voor."
	)
	for _, tc := range []struct {
		name, main, dpa, rank string
		want                  clause.Status
		overruled             string // the file of the passage
	}{
		{"no order: a conflict decides", none, good, empty, clause.Conflict, ""},
		{"no order: a late term decides", late, good, empty, clause.Conflict, ""},
		{"given where it decides", none, good, mine, clause.Met, "main.md"},
		{"taken where it decides", none, good, main, clause.Conflict, "dpa.md"},
		{"taken where it decides, the other way round", good, none, mine, clause.Conflict, "main.md"},
		{"given where it decides, the other way round", good, none, main, clause.Met, "dpa.md"},
		{"a shorter term decides", late, good, mine, clause.Met, "main.md"},
		{"a late term decides", late, good, main, clause.Conflict, "dpa.md"},
		{"a weaker term decides", slow, good, main, clause.Partial, "dpa.md"},
		{"the same term", good, good, main, clause.Met, ""},
		{"the higher part is silent", empty, good, main, clause.Met, ""},
		{"the higher part is silent on a conflict", empty, none, main, clause.Conflict, ""},
	} {
		docs := []*document.Document{
			named(t, "main.md", "# Raamovereenkomst\n\nPartijen komen overeen:\n\n## Artikel 1 Lekken\n\n1.1 "+tc.main+"\n\n## Artikel 2 Duur\n\n2.1 De looptijd is een jaar. Opdrachtnemer voert de opdracht uit voor Opdrachtgever.\n"),
			named(t, "dpa.md", "# Verwerkersovereenkomst\n\nPartijen komen overeen:\n\n## Artikel 1 Lekken\n\n1.1 "+tc.dpa+"\n\n## Artikel 2 Rang\n\n2.1 "+tc.rank+"\n"),
		}
		r := bundle(t, checker(t, testRule), docs...).Results[0]
		if r.Status != tc.want {
			t.Errorf("%s: %s (%s), want %s", tc.name, r.Status, r.Reason, tc.want)
		}
		var overruled *clause.Finding
		for i := range r.Nearest {
			if r.Nearest[i].Overruled {
				overruled = &r.Nearest[i]
			}
		}
		for _, f := range r.Findings {
			if f.Overruled {
				t.Errorf("%s: %q was overruled and counts", tc.name, f.Quote)
			}
		}
		for _, f := range r.Findings {
			if overruled != nil && f.Quote == overruled.Quote {
				t.Errorf("%s: %q was overruled and is evidence as well", tc.name, f.Quote)
			}
		}
		flagged := slices.Contains(r.Flags, "rangorde-beslist")
		switch {
		case tc.overruled == "":
			if overruled != nil || flagged {
				t.Errorf("%s: overruled %+v, flags %v", tc.name, overruled, r.Flags)
			}
		case overruled == nil || overruled.File != tc.overruled || !flagged || !strings.Contains(overruled.Why, "gaat voor") && !strings.Contains(overruled.Why, "voor (art. 2.1)"):
			t.Errorf("%s: overruled %+v, flags %v", tc.name, overruled, r.Flags)
		}
	}
}

// Within one document the body and its annexes may have a rank.
func TestPrecedenceOfAnAnnex(t *testing.T) {
	text := func(body, rank, annex string) string {
		return "# Overeenkomst\n\nPartijen komen overeen:\n\n## Artikel 1 Lekken\n\n1.1 " + body + "\n\n## Artikel 2 Rang\n\n2.1 " + rank + "\n\n## Bijlage 1 Beveiliging\n\n" + annex + "\n"
	}
	const (
		good = "Leverancier meldt elk lek binnen 24 uur aan Klant."
		late = "Leverancier meldt elk lek binnen 96 uur aan Klant."
	)
	for _, tc := range []struct {
		name, text string
		want       clause.Status
	}{
		{"no order", text(late, "Klant betaalt.", good), clause.Conflict},
		{"the annex goes before", text(late, "Bij strijd gaan de bijlagen voor.", good), clause.Met},
		{"the body goes before", text(late, "Bij strijd gaat de tekst van deze overeenkomst boven de bijlagen.", good), clause.Conflict},
		{"the body goes before and is good", text(good, "Bij strijd gaat de tekst van deze overeenkomst boven de bijlagen.", late), clause.Met},
	} {
		if r := check(t, checker(t, testRule), read(t, tc.text)).Results[0]; r.Status != tc.want {
			t.Errorf("%s: %s (%s)", tc.name, r.Status, r.Reason)
		}
	}
}
