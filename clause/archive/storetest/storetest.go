package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Run holds a store against what package archive says of stores. Open gives an
// empty one.
func Run(t *testing.T, open func(t *testing.T) archive.Store) {
	for _, test := range []struct {
		name string
		run  func(s *suite)
	}{
		{"Empty", (*suite).empty},
		{"Runs", (*suite).runs},
		{"Bare", (*suite).bare},
		{"FirstResultWins", (*suite).firstWins},
		{"OtherSettings", (*suite).otherSettings},
		{"Text", (*suite).text},
		{"Atomic", (*suite).atomic},
		{"Places", (*suite).places},
		{"Sweep", (*suite).sweep},
		{"Forget", (*suite).forget},
		{"Reset", (*suite).reset},
		{"Record", (*suite).record},
		{"Queries", (*suite).queries},
		{"Order", (*suite).order},
		{"Failures", (*suite).failures},
		{"Stats", (*suite).stats},
		{"FaultyQuery", (*suite).faultyQuery},
		{"Cancelled", (*suite).cancelled},
		{"Concurrent", (*suite).concurrent},
		{"LikeMemory", (*suite).likeMemory},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := open(t)
			t.Cleanup(func() {
				if err := store.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			test.run(&suite{T: t, store: store, ctx: t.Context()})
		})
	}
}

type suite struct {
	*testing.T
	store archive.Store
	ctx   context.Context
}

// The settings that most tests use.
var (
	first  = archive.Settings{Reading: "lezen-1", Judging: "oordelen-1", Engine: "1", Catalogue: "een", Requirements: two}
	second = archive.Settings{Reading: "lezen-1", Judging: "oordelen-2", Engine: "1", Catalogue: "twee", Requirements: two[:1]}
	third  = archive.Settings{Reading: "lezen-2", Judging: "oordelen-2", Engine: "2", Catalogue: "twee", Requirements: two}
	two    = []archive.Requirement{
		{ID: "ksz.incident.melding", Pack: "ksz", Title: "Incidenten worden gemeld", Importance: rules.Must},
		{ID: "avg.audit.recht", Pack: "avg", Title: "De klant mag controleren", Importance: rules.Should},
	}
)

func (s *suite) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// begin begins a run under settings.
func (s *suite) begin(settings archive.Settings) int64 {
	s.Helper()
	id, err := s.store.Begin(s.ctx, archive.Run{Started: epoch, Sources: []string{"bron"}, Settings: settings})
	s.ok(err)
	return id
}

func (s *suite) commit(settings archive.Settings, outcomes []*archive.Outcome, places ...archive.PlaceState) {
	s.Helper()
	s.ok(s.store.Commit(s.ctx, archive.Batch{Run: 1, Settings: settings, Outcomes: outcomes, Places: places}))
}

func (s *suite) records(q archive.Query) []archive.Record {
	s.Helper()
	list, err := collect(s.ctx, s.store, q)
	s.ok(err)
	return list
}

func collect(ctx context.Context, store archive.Store, q archive.Query) ([]archive.Record, error) {
	var list []archive.Record
	for r, err := range store.Records(ctx, q) {
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// hashes are those of records.
func hashes(list []archive.Record) []string {
	out := []string{}
	for _, r := range list {
		out = append(out, r.SHA256)
	}
	return out
}

func (s *suite) same(what string, got, want any) {
	s.Helper()
	if diff := difference(want, got); diff != "" {
		s.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func difference(want, got any) string {
	if reflect.DeepEqual(want, got) { // what mostly is so, and told a hundred times faster
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

// at is a place of a document.
func at(path, sha256 string) archive.PlaceState {
	return archive.PlaceState{SHA256: sha256, Place: archive.Place{Source: "bron", Path: path, Size: 12345, Sum: "c0ffee", ModTime: epoch.Add(1234567 * time.Nanosecond)}}
}

// judgedAs is the outcome of a document of which the first requirement has a
// status and a term, and of the second nothing is found.
func judgedAs(sha256 string, status clause.Status, hours int) *archive.Outcome {
	raw := fmt.Sprintf("%d uur", hours)
	quote := "Verwerker meldt elk incident aan de Cliënt binnen " + raw + "."
	r := &clause.Report{
		Document: clause.DocumentInfo{Name: sha256 + ".pdf", SHA256: sha256, Format: document.FormatPDF, Pages: 3, Language: "nl", Kind: clause.KindProcessorAgreement},
		Parties:  []clause.PartyInfo{{Role: "leverancier", Names: []string{"Kade Vier B.V.", "Verwerker"}}},
		Results: []clause.Result{
			{
				Requirement: two[0].ID, Title: two[0].Title, Importance: two[0].Importance, Status: status, Reason: "Geregeld in art. 5.", Basis: clause.BasisValue, Confidence: 0.9,
				Findings: []clause.Finding{{
					Element: "termijn", Quote: quote, Start: 100, End: 100 + len(quote), Page: 2, Label: "5.1", Heading: "Incidenten", Why: "Geeft een termijn: " + raw + ".",
					Value: &clause.Value{Kind: "duration", Raw: raw, Norm: fmt.Sprintf("PT%dH", hours)}, Fingerprint: "0123456789abcdef",
				}},
			},
			{Requirement: two[1].ID, Title: two[1].Title, Importance: two[1].Importance, Status: clause.Missing, Reason: "Geen bepaling gevonden.", Lacks: []string{"een recht op controle"}, Caveat: "Ga na of dit nog geldt."},
		},
	}
	for _, res := range r.Results {
		r.Summary.Add(res.Status)
	}
	return &archive.Outcome{SHA256: sha256, Report: r, Facts: archive.Facts{Supplier: "Kade Vier B.V.", Year: 2021}, Attempts: 1, CPU: time.Millisecond, Wall: 2 * time.Millisecond}
}

// failedAs is the outcome of a document with a failure.
func failedAs(sha256 string, class archive.Class) *archive.Outcome {
	return &archive.Outcome{SHA256: sha256, Failure: &archive.Failure{Class: class, Message: "dit ging mis"}, Attempts: 1}
}

func (s *suite) empty() {
	for _, want := range []any{s.records(archive.Query{}), s.records(archive.Query{Failed: true})} {
		s.same("records", want, []archive.Record{})
	}
	if p, err := s.store.Place(s.ctx, "bron", "a"); p != nil || err != nil {
		s.Errorf("place: %v, %v", p, err)
	}
	if d, err := s.store.Document(s.ctx, "a"); d != nil || err != nil {
		s.Errorf("document: %v, %v", d, err)
	}
	if text, err := s.store.Text(s.ctx, "a"); text != nil || err != nil {
		s.Errorf("text: %v, %v", text, err)
	}
	if runs, err := s.store.Runs(s.ctx); len(runs) != 0 || err != nil {
		s.Errorf("runs: %v, %v", runs, err)
	}
	if ok, err := s.store.Forget(s.ctx, "a"); ok || err != nil {
		s.Errorf("forget: %v, %v", ok, err)
	}
	if n, err := s.store.Reset(s.ctx, archive.Retry{}); n != 0 || err != nil {
		s.Errorf("reset: %v, %v", n, err)
	}
	if n, err := s.store.Sweep(s.ctx, "bron", func(string) bool { return false }); n != 0 || err != nil {
		s.Errorf("sweep: %v, %v", n, err)
	}
	stats, err := s.store.Stats(s.ctx, archive.Query{})
	s.ok(err)
	s.same("stats", stats, &archive.Stats{})
}

// bare: a document in which nothing was found, as the first of a store, and one of
// which nothing was asked.
func (s *suite) bare() {
	found := judgedAs("a", clause.Missing, 24)
	for i := range found.Report.Results {
		found.Report.Results[i].Findings = nil
	}
	unasked := judgedAs("b", clause.Missing, 24)
	unasked.Report.Results, unasked.Report.Summary = nil, clause.Summary{}
	s.commit(first, []*archive.Outcome{found, unasked}, at("a", "a"), at("b", "b"))
	got := s.records(archive.Query{Results: true, Findings: true})
	if len(got) != 2 || len(got[0].Results) != 2 || len(got[0].Results[0].Findings) != 0 || len(got[1].Results) != 0 {
		s.Errorf("records: %+v", got)
	}
}

func (s *suite) runs() {
	a := s.begin(first)
	b := s.begin(second)
	if a == b || a == 0 || b == 0 {
		s.Errorf("the numbers of two scans are %d and %d", a, b)
	}
	tally := archive.Tally{Places: 1, Unchanged: 2, Hashed: 3, Copies: 4, Judged: 5, Rejudged: 6, Failed: 7, Gone: 8}
	ended := epoch.Add(time.Hour + time.Nanosecond).In(time.FixedZone("elders", 3600))
	s.ok(s.store.End(s.ctx, a, ended, tally))
	runs, err := s.store.Runs(s.ctx)
	s.ok(err)
	s.same("runs", runs, []archive.Run{
		{ID: b, Started: epoch, Sources: []string{"bron"}, Settings: second},
		{ID: a, Started: epoch, Ended: ended, Sources: []string{"bron"}, Settings: first, Tally: tally},
	})
	// Scans that did nothing do not pile up.
	idle := archive.Tally{Places: 3, Unchanged: 2, Failed: 1}
	s.ok(s.store.End(s.ctx, b, ended, idle))
	want := []archive.Run{{ID: b, Started: epoch, Ended: ended, Sources: []string{"bron"}, Settings: second, Tally: idle}, runs[1]}
	for range 3 {
		b = s.begin(second)
		s.ok(s.store.End(s.ctx, b, ended, idle))
		want[0].ID = b
		runs, err = s.store.Runs(s.ctx)
		s.ok(err)
		s.same("runs that did nothing", runs, want)
	}
	other := s.begin(first)
	s.ok(s.store.End(s.ctx, other, ended, idle))
	want = append([]archive.Run{{ID: other, Started: epoch, Ended: ended, Sources: []string{"bron"}, Settings: first, Tally: idle}}, want...)
	b = other
	runs, err = s.store.Runs(s.ctx)
	s.ok(err)
	s.same("runs of other settings", runs, want)
	var unknown *archive.RunError
	if err := s.store.End(s.ctx, b+1, ended, tally); !errors.As(err, &unknown) || unknown.ID != b+1 {
		s.Errorf("the end of a scan that never began: %v", err)
	}
}

func (s *suite) firstWins() {
	s.begin(first)
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24)}, at("a", "a"))
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Conflict, 72), failedAs("a", archive.Timeout)})
	list := s.records(archive.Query{Results: true, Findings: true})
	if len(list) != 1 || list[0].Failure != nil || list[0].Results[0].Status != clause.Met || list[0].Results[0].Findings[0].Value.Raw != "24 uur" {
		s.Errorf("the second outcome took the place of the first: %+v", list)
	}
	for _, q := range []archive.Query{
		{Status: []clause.Status{clause.Conflict}}, {Text: "72"}, {Failed: true}, {Values: []archive.Condition{{Op: archive.More, Amount: 48, Unit: archive.Hours}}},
	} {
		s.same(fmt.Sprintf("records of %+v", q), s.records(q), []archive.Record{})
	}
}

func (s *suite) otherSettings() {
	s.begin(first)
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24), judgedAs("b", clause.Met, 24), failedAs("c", archive.Crash)}, at("a", "a"), at("b", "b"), at("c", "c"))
	s.begin(second)
	state, err := s.store.Document(s.ctx, "c")
	s.ok(err)
	s.same("failure", state, &archive.DocumentState{Reading: first.Reading, Judging: first.Judging, Failure: &archive.Failure{Class: archive.Crash, Message: "dit ging mis"}})
	// What a failure of reading says holds under any catalogue.
	s.same("outdated", hashes(s.records(archive.Query{Outdated: true})), []string{"a", "b"})
	again := judgedAs("a", clause.Conflict, 72)
	again.Report.Results = again.Report.Results[:1]
	again.Report.Summary = clause.Summary{Conflict: 1}
	s.commit(second, []*archive.Outcome{again})
	d, err := s.store.Document(s.ctx, "a")
	s.ok(err)
	s.same("document", d, &archive.DocumentState{Reading: second.Reading, Judging: second.Judging})
	s.same("outdated", hashes(s.records(archive.Query{Outdated: true})), []string{"b"})
	s.same("24 uur", hashes(s.records(archive.Query{Text: "24"})), []string{"b"})
	s.same("72 uur", hashes(s.records(archive.Query{Values: []archive.Condition{{Op: archive.More, Amount: 48, Unit: archive.Hours}}})), []string{"a"})
	s.same("audit", hashes(s.records(archive.Query{Requirements: []string{"avg"}})), []string{"b"})
	stats, err := s.store.Stats(s.ctx, archive.Query{})
	s.ok(err)
	if stats.Documents != 3 || stats.Judged != 2 || stats.Outdated != 1 {
		s.Errorf("stats: %+v", stats)
	}
	s.begin(third)
	s.same("outdated", hashes(s.records(archive.Query{Outdated: true})), []string{"a", "b", "c"})
	s.commit(third, []*archive.Outcome{failedAs("a", archive.Memory), judgedAs("c", clause.Met, 12)})
	list := s.records(archive.Query{})
	if len(list) != 3 || list[0].Failure == nil || list[0].Summary != (clause.Summary{}) || list[0].Kind != "" || !list[0].Current || list[2].Failure != nil || list[2].Summary.Met != 1 {
		s.Errorf("after other settings: %+v", list)
	}
	s.same("72 uur", s.records(archive.Query{Text: "72"}), []archive.Record{})
}

func (s *suite) text() {
	s.begin(first)
	with := judgedAs("a", clause.Met, 24)
	with.Text = []byte("de tekst\x00van het document")
	s.commit(first, []*archive.Outcome{with, judgedAs("b", clause.Met, 24)}, at("a", "a"), at("b", "b"))
	text, err := s.store.Text(s.ctx, "a")
	s.ok(err)
	s.same("text", text, with.Text)
	if text, err := s.store.Text(s.ctx, "b"); text != nil || err != nil {
		s.Errorf("a text that was not kept: %q, %v", text, err)
	}
	state, err := s.store.Document(s.ctx, "a")
	s.ok(err)
	s.same("document", state, &archive.DocumentState{Reading: first.Reading, Judging: first.Judging, Text: true})
	// Judged again from the text, it keeps the text.
	s.commit(second, []*archive.Outcome{judgedAs("a", clause.Partial, 24)})
	text, err = s.store.Text(s.ctx, "a")
	s.ok(err)
	s.same("text after another judgement", text, with.Text)
	// Read again, it has the new one, or none.
	s.commit(third, []*archive.Outcome{judgedAs("a", clause.Partial, 24)})
	if text, err := s.store.Text(s.ctx, "a"); text != nil || err != nil {
		s.Errorf("the text of another reading: %q, %v", text, err)
	}
}

func (s *suite) atomic() {
	s.begin(first)
	for _, b := range []archive.Batch{
		{Outcomes: []*archive.Outcome{judgedAs("a", clause.Met, 24), {SHA256: "b"}}},
		{Outcomes: []*archive.Outcome{judgedAs("a", clause.Met, 24), {Report: judgedAs("b", clause.Met, 24).Report}}},
		{Outcomes: []*archive.Outcome{judgedAs("a", clause.Met, 24)}, Places: []archive.PlaceState{at("a", "a"), {}}},
	} {
		b.Run, b.Settings = 1, first
		if err := s.store.Commit(s.ctx, b); err == nil {
			s.Error("a batch with a fault was kept")
		}
	}
	s.same("records", s.records(archive.Query{}), []archive.Record{})
	if p, err := s.store.Place(s.ctx, "bron", "a"); p != nil || err != nil {
		s.Errorf("place: %v, %v", p, err)
	}
	s.commit(first, nil)
}

func (s *suite) places() {
	s.begin(first)
	want := at("map/ä b.pdf", "a")
	want.ModTime = time.Date(1601, 1, 1, 0, 0, 0, 100, time.UTC)
	denied := archive.PlaceState{Place: archive.Place{Source: "bron", Path: "dicht", Size: -1}, Failure: &archive.Failure{Class: archive.Denied, Message: "geen recht"}}
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24)}, want, denied)
	for _, want := range []archive.PlaceState{want, denied} {
		got, err := s.store.Place(s.ctx, "bron", want.Path)
		s.ok(err)
		s.same("place", got, &want)
	}
	var all []archive.PlaceState
	for p, err := range s.store.Places(s.ctx, "bron") {
		s.ok(err)
		all = append(all, p)
	}
	s.same("places", all, []archive.PlaceState{denied, want})
	for p, err := range s.store.Places(s.ctx, "andere") {
		s.Errorf("a place of another source: %v, %v", p, err)
	}
	if p, err := s.store.Place(s.ctx, "andere", want.Path); p != nil || err != nil {
		s.Errorf("the place of another source: %v, %v", p, err)
	}
	// A place changes; that of a document that is not there yet is kept.
	changed := at("map/ä b.pdf", "b")
	s.commit(first, nil, changed)
	got, err := s.store.Place(s.ctx, "bron", want.Path)
	s.ok(err)
	s.same("place", got, &changed)
	if d, err := s.store.Document(s.ctx, "b"); d != nil || err != nil {
		s.Errorf("a document of which only the place is known: %v, %v", d, err)
	}
	list := s.records(archive.Query{})
	if len(list) != 1 || list[0].SHA256 != "a" || len(list[0].Places) != 0 {
		s.Errorf("records: %+v", list)
	}
	s.commit(first, []*archive.Outcome{judgedAs("b", clause.Met, 24)})
	s.same("records", hashes(s.records(archive.Query{Path: "map"})), []string{"b"})
}

func (s *suite) sweep() {
	s.begin(first)
	elsewhere := at("a", "a")
	elsewhere.Source = "andere"
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24), judgedAs("b", clause.Met, 24), judgedAs("c", clause.Met, 24), judgedAs("los", clause.Met, 24)},
		at("a", "a"), elsewhere, at("b", "b"), at("b2", "b"), at("c", "c"))
	var asked []string
	n, err := s.store.Sweep(s.ctx, "bron", func(path string) bool {
		asked = append(asked, path)
		return path == "b2"
	})
	s.ok(err)
	slices.Sort(asked)
	s.same("asked", asked, []string{"a", "b", "b2", "c"})
	if n != 3 {
		s.Errorf("%d places went, want 3", n)
	}
	list := s.records(archive.Query{})
	s.same("documents", hashes(list), []string{"a", "b"})
	s.same("places", list[0].Places, []archive.Place{elsewhere.Place})
	for _, sha256 := range []string{"c", "los"} {
		if d, err := s.store.Document(s.ctx, sha256); d != nil || err != nil {
			s.Errorf("a document without a place is still there: %v, %v", d, err)
		}
	}
	s.same("text", hashes(s.records(archive.Query{Text: "incident"})), []string{"a", "b"})
}

func (s *suite) forget() {
	s.begin(first)
	a := judgedAs("a", clause.Met, 24)
	a.Text = []byte("tekst")
	s.commit(first, []*archive.Outcome{a, judgedAs("b", clause.Met, 24)}, at("a", "a"), at("a2", "a"), at("b", "b"))
	if ok, err := s.store.Forget(s.ctx, "a"); !ok || err != nil {
		s.Fatalf("forget: %v, %v", ok, err)
	}
	if ok, err := s.store.Forget(s.ctx, "a"); ok || err != nil {
		s.Errorf("forget once more: %v, %v", ok, err)
	}
	s.same("records", hashes(s.records(archive.Query{})), []string{"b"})
	s.same("found", hashes(s.records(archive.Query{Text: "incident"})), []string{"b"})
	for _, path := range []string{"a", "a2"} {
		if p, err := s.store.Place(s.ctx, "bron", path); p != nil || err != nil {
			s.Errorf("its place: %v, %v", p, err)
		}
	}
	if text, err := s.store.Text(s.ctx, "a"); text != nil || err != nil {
		s.Errorf("its text: %q, %v", text, err)
	}
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Partial, 72)}, at("a", "a"))
	s.same("records", hashes(s.records(archive.Query{Status: []clause.Status{clause.Partial}})), []string{"a"})
}

func (s *suite) reset() {
	s.begin(first)
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24), failedAs("b", archive.Crash), failedAs("c", archive.Timeout), failedAs("d", archive.Empty)},
		at("a", "a"), at("b", "b"), at("c", "c"), at("d", "d"))
	n, err := s.store.Reset(s.ctx, archive.Retry{Classes: []archive.Class{archive.Crash, archive.Empty, archive.Denied}})
	s.ok(err)
	if n != 2 {
		s.Errorf("%d documents, want 2", n)
	}
	s.same("documents", hashes(s.records(archive.Query{})), []string{"a", "c"})
	if d, err := s.store.Document(s.ctx, "b"); d != nil || err != nil {
		s.Errorf("it is still known: %v, %v", d, err)
	}
	p, err := s.store.Place(s.ctx, "bron", "b")
	s.ok(err)
	want := at("b", "b")
	s.same("its place", p, &want)
	s.commit(first, []*archive.Outcome{judgedAs("b", clause.Met, 24)})
	s.same("documents", hashes(s.records(archive.Query{})), []string{"a", "b", "c"})
	if n, err := s.store.Reset(s.ctx, archive.Retry{}); n != 1 || err != nil {
		s.Errorf("all classes: %d, %v", n, err)
	}
	unread := judgedAs("d", clause.Unknown, 24)
	unread.Report.Document.Warnings = []document.Warning{{Code: document.WarnPageWithoutText, Page: 1, Message: "Bladzijde zonder tekst."}}
	s.commit(first, []*archive.Outcome{unread}, at("d", "d"))
	if n, err := s.store.Reset(s.ctx, archive.Retry{Incomplete: true}); n != 1 || err != nil {
		s.Errorf("incomplete: %d, %v", n, err)
	}
	if d, err := s.store.Document(s.ctx, "d"); d != nil || err != nil {
		s.Errorf("it is still known: %v, %v", d, err)
	}
	if d, err := s.store.Document(s.ctx, "b"); d == nil || err != nil {
		s.Errorf("one that was read is gone: %v, %v", d, err)
	}
}
