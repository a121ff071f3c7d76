package overview_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/overview"
	"github.com/clausule/clausule/clause/archive/storetest"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds a text against a file of testdata.
func golden(t *testing.T, name, got string) {
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

var settings = archive.Settings{
	Reading: "lezen", Judging: "oordelen", Engine: "1", Catalogue: "proef: ksz@1",
	Requirements: []archive.Requirement{
		{ID: "ksz.incident.melding", Pack: "ksz", Title: "Een datalek wordt op tijd aan de klant gemeld", Importance: rules.Must},
		{ID: "ksz.audit.recht", Pack: "ksz", Title: "De klant mag (laten) auditen en de leverancier werkt daaraan mee", Importance: rules.Must},
		{ID: "ksz.exit.plan", Pack: "ksz", Title: "Er is een exitplan", Importance: rules.Should},
	},
}

func finding(element, quote string, page int) clause.Finding {
	return clause.Finding{Element: element, Quote: quote, Page: page, Label: "5.3"}
}

// outcome is a judged document with a verdict on each requirement.
func outcome(sum, supplier string, year int, report clause.Report, verdicts ...clause.Status) *archive.Outcome {
	report.Document.SHA256, report.Document.Format, report.Document.Pages, report.Document.Language = sum, document.FormatPDF, 3, "nl"
	for i, v := range verdicts {
		q := settings.Requirements[i]
		r := clause.Result{Requirement: q.ID, Title: q.Title, Importance: q.Importance, Status: v}
		switch v {
		case clause.Partial:
			late := "De leverancier meldt een inbreuk in verband met persoonsgegevens binnen 72 uur na ontdekking aan de klant."
			r.Lacks = []string{"72 uur is meer dan 48 uur of 1 werkdag"}
			r.Findings = []clause.Finding{finding("melding", late, 2), finding("termijn", late, 2)}
		case clause.Conflict:
			long := "De leverancier is niet gehouden " + strings.Repeat("de klant van enige inbreuk op de hoogte te stellen, en ", 8) + "evenmin tot meer."
			r.Lacks = []string{"de leverancier beslist zelf of hij meldt"}
			r.Findings = []clause.Finding{finding("melding", long, 1), finding("termijn", "Zij meldt binnen vijf werkdagen.", 1), finding("inhoud", "De melding is vormvrij.", 2), finding("kosten", "De klant betaalt.", 3)}
		}
		report.Results = append(report.Results, r)
		switch v {
		case clause.Met:
			report.Summary.Met++
		case clause.Partial:
			report.Summary.Partial++
		case clause.Conflict:
			report.Summary.Conflict++
		case clause.Missing:
			report.Summary.Missing++
		case clause.Unknown:
			report.Summary.Unknown++
		case clause.Waived:
			report.Summary.Waived++
		}
	}
	return &archive.Outcome{SHA256: sum, Facts: archive.Facts{Supplier: supplier, Year: year}, Report: &report, Attempts: 1}
}

// filled is an archive with a document of every sort.
func filled(t *testing.T) archive.Store {
	t.Helper()
	store := archive.NewMemory()
	t.Cleanup(func() { store.Close() })
	id, err := store.Begin(t.Context(), archive.Run{Sources: []string{"bron"}, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	at := func(sum string, paths ...string) (list []archive.PlaceState) {
		for _, p := range paths {
			list = append(list, archive.PlaceState{Place: archive.Place{Source: "bron", Path: p, Size: 9}, SHA256: sum})
		}
		return list
	}
	old := settings
	old.Judging = "eerder"
	unread := clause.Report{Document: clause.DocumentInfo{Warnings: []document.Warning{{Code: document.WarnPageWithoutText, Page: 3, Message: "bladzijde 3 is een afbeelding zonder tekst"}}}}
	hostile := outcome("44", "Boos\x1b[31m\u202eB.V.\r\nRegel", 0, clause.Report{}, clause.Partial)
	hostile.Report.Results[0].Findings[0].Quote = "regel\x1b]0;titel\a\u202e een\nen twee\x00"
	hostile.Report.Results[0].Lacks = []string{"tekort\x1b[2J\r"}
	for _, b := range []archive.Batch{
		{Settings: old, Outcomes: []*archive.Outcome{outcome("11", "Waterveer B.V.", 2019, clause.Report{Document: clause.DocumentInfo{Kind: clause.KindServiceLevels}}, clause.Met, clause.Missing, clause.Missing)}, Places: at("11", "2019/sla.pdf")},
		{Settings: settings, Outcomes: []*archive.Outcome{
			outcome("22", "Klavervier Hosting bv", 2024, clause.Report{Document: clause.DocumentInfo{Kind: clause.KindProcessorAgreement}}, clause.Partial, clause.Met, clause.Waived),
			outcome("33", "", 0, unread, clause.Conflict, clause.Unknown, clause.Unknown),
			hostile,
			{SHA256: "55", Failure: &archive.Failure{Class: archive.Encrypted, Message: "het bestand is met een wachtwoord beveiligd (PDF)"}, Attempts: 1},
			{SHA256: "66", Failure: archive.CrashFailure(), Attempts: 2},
		}, Places: append(append(append(append(at("22", "2024/dpa.pdf", "2024/kopie.pdf", "kopie/a.pdf", "kopie/b.pdf", "kopie/c.pdf", "kopie/d.pdf"), at("33", "scan.pdf")...),
			at("44", "z\x1b[1mvet\u202e.pdf")...), at("55", "slot.pdf")...), at("66", "stuk.pdf")...)},
	} {
		b.Run = id
		if err := store.Commit(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func records(t *testing.T, store archive.Store, q archive.Query, o overview.Options) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := overview.Records(&b, store.Records(t.Context(), q), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func counts(t *testing.T, store archive.Store, q archive.Query, o overview.Options) string {
	t.Helper()
	var b bytes.Buffer
	s, err := store.Stats(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := overview.Stats(&b, s, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	store, empty := filled(t), archive.NewMemory()
	defer empty.Close()
	all := archive.Query{}
	results := archive.Query{Results: true, Findings: true, Status: []clause.Status{clause.Conflict, clause.Partial}}
	english := overview.Options{Language: lang.English}
	golden(t, "documents.txt", records(t, store, all, overview.Options{}))
	golden(t, "documents-en.txt", records(t, store, all, english))
	golden(t, "results.txt", records(t, store, results, overview.Options{}))
	golden(t, "results-wide.txt", records(t, store, results, overview.Options{Width: 120, Verbose: true, Language: lang.English}))
	golden(t, "stats.txt", counts(t, store, all, overview.Options{}))
	golden(t, "stats-en.txt", counts(t, store, archive.Query{Status: []clause.Status{clause.Met}, Results: true}, overview.Options{Language: lang.English, Part: true}))
	golden(t, "stats-empty.txt", counts(t, empty, all, overview.Options{}))
	if got := records(t, empty, all, overview.Options{}); got != "Niets gevonden.\n" {
		t.Errorf("an empty archive gives %q", got)
	}

	stats, err := store.Stats(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	tally := archive.Tally{Places: 12345, Unchanged: 12000, Hashed: 345, Copies: 5, Judged: 330, Rejudged: 2, Failed: 8, Gone: 4}
	for name, o := range map[string]overview.Options{"scan.txt": {}, "scan-en.txt": english} {
		var b bytes.Buffer
		if err := overview.Scan(&b, tally, stats, o); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
	}

	for name, o := range map[string]overview.Options{"impact.txt": {}, "impact-en.txt": english} {
		var b bytes.Buffer
		changed, untold, err := overview.Impact(&b, impacts(t, store), o)
		if changed != 2 || untold != 1 || err != nil {
			t.Errorf("%s: %d changed, %d untold, %v", name, changed, untold, err)
		}
		golden(t, name, b.String())
	}
}

// impacts are what another catalogue would do with the judged documents.
func impacts(t *testing.T, store archive.Store) iter.Seq2[archive.Impact, error] {
	return func(yield func(archive.Impact, error) bool) {
		for rec, err := range store.Records(t.Context(), archive.Query{}) {
			i := archive.Impact{Record: rec}
			melding := archive.VerdictChange{Requirement: "ksz.incident.melding", Title: settings.Requirements[0].Title}
			switch rec.SHA256 {
			case "22":
				melding.Was, melding.Now = clause.Partial, clause.Conflict
				i.Changes = []archive.VerdictChange{melding, {Requirement: "ksz.audit.recht", Title: settings.Requirements[1].Title, Was: clause.Met}}
			case "11":
				melding.Was, melding.Now = clause.Met, clause.Partial
				i.Changes = []archive.VerdictChange{melding, {Requirement: "bio2.nieuw", Title: "Een nieuwe eis", Now: clause.Met}}
			case "33":
				i.Failure = archive.CrashFailure()
			case "55", "66":
				continue
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

// What a document says of itself cannot steer the terminal, in colour or not.
func TestHostile(t *testing.T) {
	store := filled(t)
	for _, q := range []archive.Query{{}, {Results: true, Findings: true}} {
		got := records(t, store, q, overview.Options{Verbose: true})
		for _, r := range got {
			if r != '\n' && (unicode.IsControl(r) || r == '\u202e') {
				t.Fatalf("%U in the overview:\n%q", r, got)
			}
		}
		if !strings.Contains(got, "vet") {
			t.Errorf("the hostile document is not there:\n%s", got)
		}
	}
}

// Every class of failure has a word in both languages.
func TestClasses(t *testing.T) {
	for _, c := range archive.Classes() {
		if c.Dutch() == string(c) || !lang.English.Known(c.Dutch()) {
			t.Errorf("class %s: Dutch %q, English %q", c, c.Dutch(), lang.English.Text(c.Dutch()))
		}
	}
}

// Lines keep to the width; a word that is wider stands by itself.
func TestWidth(t *testing.T) {
	store := archive.NewMemory()
	defer store.Close()
	if err := storetest.Fill(context.Background(), store, 60, 1); err != nil {
		t.Fatal(err)
	}
	q := archive.Query{Results: true, Findings: true, Status: []clause.Status{clause.Conflict}}
	for _, width := range []int{60, 80, 120} {
		o := overview.Options{Width: width}
		for _, line := range strings.Split(records(t, store, q, o)+counts(t, store, archive.Query{}, o), "\n") {
			// Behind the counts of a requirement the first word of its title may be wider.
			if n := len([]rune(line)); n > width && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "✓") {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

// The first error of the store or of the writer comes back.
func TestErrors(t *testing.T) {
	fault := errors.New("fault")
	if _, err := overview.Records(io.Discard, func(yield func(archive.Record, error) bool) { yield(archive.Record{}, fault) }, overview.Options{}); !errors.Is(err, fault) {
		t.Errorf("records: %v", err)
	}
	if _, _, err := overview.Impact(io.Discard, func(yield func(archive.Impact, error) bool) { yield(archive.Impact{}, fault) }, overview.Options{}); !errors.Is(err, fault) {
		t.Errorf("impact: %v", err)
	}
	if err := overview.Stats(broken{fault}, &archive.Stats{}, overview.Options{}); !errors.Is(err, fault) {
		t.Errorf("stats: %v", err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }
