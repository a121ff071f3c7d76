package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// full is a result in which every field that stores keep is set, and those that
// they do not.
func full() clause.Result {
	f := clause.Finding{
		File: "bijlage.docx", Element: "kern", Against: true, Weak: true, Quote: "Geen dergelijke melding.", Start: 7, End: 31, Reads: "Geen melding.",
		Lead: "Verwerker zorgt ervoor dat:", Revision: document.Inserted, Page: 9, Label: "7.2", Heading: "Meldingen",
		Value: &clause.Value{Kind: "duration", Raw: "2 werkdagen", Norm: "P2BD", Worst: "PT96H"}, Why: "Strijdig.", Overruled: true, Fingerprint: "fedcba9876543210",
	}
	g := clause.Finding{Quote: "Een andere passage.", Start: 90, End: 109, Fingerprint: "geen hexadecimaal"}
	return clause.Result{
		Requirement: two[0].ID, Title: two[0].Title, Importance: two[0].Importance, Status: clause.Waived, Was: clause.Met, Reason: "Vrijgesteld.",
		Basis: clause.BasisRefusal, Confidence: 0.8125, Lacks: []string{"een termijn", ""}, Flags: []string{"niet-ingevuld", "let op: dit"},
		Findings: []clause.Finding{f, g}, Nearest: []clause.Finding{g}, Lapsed: []clause.Finding{g, f},
		Points:   []clause.Point{{}},
		Tensions: []clause.Tension{{Kind: clause.Hollowed, Element: "kern", Gives: f, Takes: g, Decides: "takes", Why: "Het ene neemt het andere weg."}},
		Model:    "De modeltekst.", Sources: []rules.Citation{{}}, Caveat: "Ga dit na.",
		Waiver:   &clause.Waiver{Reason: "klein contract", By: "J. Jansen", Until: "2027-03-31", Status: clause.Partial},
		Adjusted: []clause.Setting{{Path: "drempels.voldaan-tot", Was: "48 uur", Now: "72 uur", Origin: "eigen.yaml:3:5"}},
	}
}

func (s *suite) record() {
	s.begin(first)
	o := judgedAs("a", clause.Met, 24)
	o.Facts = archive.Facts{Supplier: "Kade Vier", Customer: "Gemeente Zandwijk", Year: 2021}
	o.Report.Document.Warnings = []document.Warning{{Code: document.WarnPageWithoutText, File: "x", Page: 3, Message: "Pagina 3 heeft geen tekst."}, {Code: document.WarnStruck}}
	o.Report.Results[0] = full()
	o.Report.Summary = clause.Summary{Waived: 1, Missing: 1}
	s.commit(first, []*archive.Outcome{o}, at("b/a.pdf", "a"), at("a/a.pdf", "a"))
	want := archive.Record{
		SHA256: "a", Places: []archive.Place{at("a/a.pdf", "a").Place, at("b/a.pdf", "a").Place}, Facts: o.Facts, Format: document.FormatPDF, Pages: 3,
		Kind: clause.KindProcessorAgreement, Language: "nl", Parties: o.Report.Parties, Warnings: o.Report.Document.Warnings, Summary: o.Report.Summary, Current: true,
	}
	s.same("record", s.records(archive.Query{}), []archive.Record{want})
	res := full()
	res.Nearest, res.Points, res.Model, res.Sources = nil, nil, "", nil
	want.Results = []clause.Result{res, o.Report.Results[1]}
	s.same("with findings", s.records(archive.Query{Results: true, Findings: true}), []archive.Record{want})
	res.Findings, res.Lapsed, res.Tensions = nil, nil, nil
	want.Results[0] = res
	s.same("with results", s.records(archive.Query{Results: true}), []archive.Record{want})
	want.Results = want.Results[:1]
	s.same("with one result", s.records(archive.Query{Results: true, Status: []clause.Status{clause.Waived}}), []archive.Record{want})
}

func (s *suite) queries() {
	s.begin(first)
	a, b, c, d := judgedAs("a", clause.Met, 24), judgedAs("b", clause.Partial, 72), judgedAs("c", clause.Conflict, 720), failedAs("d", archive.Crash)
	b.Facts = archive.Facts{Supplier: "Société NUAGE", Year: 2015}
	b.Report.Document.Kind = clause.KindTerms
	c.Facts = archive.Facts{Customer: "Kade"}
	// The passage of c stands under its second result too; the two findings of the
	// first meet two conditions only together.
	c.Report.Results[1].Status = clause.Partial
	c.Report.Results[1].Findings = c.Report.Results[0].Findings
	c.Report.Results[0].Findings = append([]clause.Finding{{
		Quote: "Anders geldt een termijn van één uur.", Start: 900, End: 939, Value: &clause.Value{Kind: "duration", Raw: "één uur", Norm: "PT1H"},
	}, {
		Quote: "Achterhaald is negen uur.", Start: 950, End: 975, Overruled: true, Value: &clause.Value{Kind: "duration", Raw: "negen uur", Norm: "PT9H"},
	}, {
		Quote: "De beschikbaarheid is 99,5%.", Start: 980, End: 1008, Value: &clause.Value{Kind: "percentage", Raw: "99,5%", Norm: "99.5"},
	}}, c.Report.Results[0].Findings...)
	s.commit(first, []*archive.Outcome{a, b, c, d}, at("2021/A.pdf", "a"), at("2022/kopie van A.pdf", "a"), at("b.docx", "b"), at("c.zip!/map/c.docx", "c"), at("d.pdf", "d"))
	hours := func(op archive.Op, n float64) archive.Condition {
		return archive.Condition{Op: op, Amount: n, Unit: archive.Hours}
	}
	for _, tc := range []struct {
		name string
		q    archive.Query
		want []string
	}{
		{"all", archive.Query{}, []string{"a", "b", "c", "d"}},
		{"requirement", archive.Query{Requirements: []string{"ksz.incident.melding"}}, []string{"a", "b", "c"}},
		{"pack", archive.Query{Requirements: []string{"avg", "niets"}}, []string{"a", "b", "c"}},
		{"star", archive.Query{Requirements: []string{"*.incident.*"}, Status: []clause.Status{clause.Partial}}, []string{"b"}},
		{"no such requirement", archive.Query{Requirements: []string{"incident"}}, nil},
		{"status", archive.Query{Status: []clause.Status{clause.Partial}}, []string{"b", "c"}},
		{"statuses", archive.Query{Status: []clause.Status{clause.Met, clause.Conflict}}, []string{"a", "c"}},
		{"status that nothing has", archive.Query{Status: []clause.Status{clause.Waived}}, nil},
		{"importance", archive.Query{Importance: []rules.Importance{rules.Should}, Status: []clause.Status{clause.Partial}}, []string{"c"}},
		{"importance without results", archive.Query{Importance: []rules.Importance{rules.Could}}, nil},
		{"more than", archive.Query{Values: []archive.Condition{hours(archive.More, 72)}}, []string{"c"}},
		{"at least", archive.Query{Values: []archive.Condition{hours(archive.AtLeast, 72)}}, []string{"b", "c"}},
		{"less than", archive.Query{Values: []archive.Condition{hours(archive.Less, 72)}}, []string{"a", "c"}},
		{"equal", archive.Query{Values: []archive.Condition{hours(archive.Equal, 24)}}, []string{"a"}},
		{"what counts not", archive.Query{Values: []archive.Condition{hours(archive.Equal, 9)}}, nil},
		{"between", archive.Query{Values: []archive.Condition{hours(archive.More, 20), hours(archive.Less, 100)}}, []string{"a", "b"}},
		{"one value between", archive.Query{Values: []archive.Condition{hours(archive.More, 2), hours(archive.Less, 700)}}, []string{"a", "b"}},
		{"two units", archive.Query{Values: []archive.Condition{hours(archive.More, 2), {Op: archive.Less, Amount: 99.9, Unit: archive.Percent}}}, []string{"c"}},
		{"other unit", archive.Query{Values: []archive.Condition{{Op: archive.More, Amount: 1, Unit: archive.Euros}}}, nil},
		{"value of a requirement", archive.Query{Requirements: []string{"avg"}, Values: []archive.Condition{hours(archive.More, 20)}}, []string{"c"}},
		{"value of a status", archive.Query{Status: []clause.Status{clause.Met}, Values: []archive.Condition{hours(archive.More, 20)}}, []string{"a"}},
		{"word", archive.Query{Text: "INCIDENT"}, []string{"a", "b", "c"}},
		{"accent", archive.Query{Text: "client"}, []string{"a", "b", "c"}},
		{"accent asked", archive.Query{Text: "termíjn"}, []string{"c"}},
		{"beginning", archive.Query{Text: "achter*"}, []string{"c"}},
		{"phrase", archive.Query{Text: `"binnen 72 uur"`}, []string{"b"}},
		{"phrase out of order", archive.Query{Text: `"uur 72 binnen"`}, nil},
		{"words of two quotes", archive.Query{Text: "incident achterhaald"}, nil},
		{"text of a requirement", archive.Query{Text: "uur", Requirements: []string{"avg"}}, []string{"c"}},
		{"text of a status", archive.Query{Text: "uur", Status: []clause.Status{clause.Met, clause.Missing}}, []string{"a"}},
		{"text and value", archive.Query{Text: "beschikbaarheid", Values: []archive.Condition{hours(archive.Equal, 720)}}, []string{"c"}},
		{"text and value of two results", archive.Query{Text: "beschikbaarheid", Values: []archive.Condition{hours(archive.Equal, 720)}, Requirements: []string{"avg"}}, nil},
		{"words that are none here", archive.Query{Text: "OR NOT quote:x"}, nil},
		{"supplier", archive.Query{Supplier: "kade"}, []string{"a"}},
		{"supplier in capitals", archive.Query{Supplier: "SOCIÉTÉ nu"}, []string{"b"}},
		{"from", archive.Query{FromYear: 2015}, []string{"a", "b"}},
		{"after", archive.Query{FromYear: 2016}, []string{"a"}},
		{"until", archive.Query{ToYear: 2020}, []string{"b"}},
		{"years", archive.Query{FromYear: 2015, ToYear: 2015}, []string{"b"}},
		{"path", archive.Query{Path: "KOPIE"}, []string{"a"}},
		{"part of no path", archive.Query{Path: "2021/b"}, nil},
		{"pattern", archive.Query{Path: "*.docx"}, []string{"b", "c"}},
		{"pattern over all", archive.Query{Path: "?.docx"}, []string{"b"}},
		{"pattern signs of others", archive.Query{Path: "[bd].*"}, nil},
		{"percent is no pattern", archive.Query{Path: "%"}, nil},
		{"kind", archive.Query{Kinds: []clause.Kind{clause.KindTerms, clause.KindOther}}, []string{"b"}},
		{"hash", archive.Query{SHA256: "b"}, []string{"b"}},
		{"hash of none", archive.Query{SHA256: "e"}, nil},
		{"failed", archive.Query{Failed: true}, []string{"d"}},
		{"class", archive.Query{Classes: []archive.Class{archive.Crash, archive.Denied}}, []string{"d"}},
		{"other class", archive.Query{Failed: true, Classes: []archive.Class{archive.Empty}}, nil},
		{"failed and status", archive.Query{Failed: true, Status: []clause.Status{clause.Met}}, nil},
		{"not outdated", archive.Query{Outdated: true}, nil},
		{"limit", archive.Query{Limit: 2}, []string{"a", "b"}},
		{"offset", archive.Query{Offset: 1, Limit: 2}, []string{"b", "c"}},
		{"offset alone", archive.Query{Offset: 3}, []string{"d"}},
		{"offset past the end", archive.Query{Offset: 9, Limit: 1}, nil},
		{"all at once", archive.Query{
			Requirements: []string{"ksz"}, Status: []clause.Status{clause.Partial}, Importance: []rules.Importance{rules.Must}, Values: []archive.Condition{hours(archive.More, 48)},
			Text: "incident", Supplier: "nuage", FromYear: 2010, ToYear: 2020, Path: "b", Kinds: []clause.Kind{clause.KindTerms}, SHA256: "b", Limit: 5,
		}, []string{"b"}},
	} {
		s.same(tc.name, hashes(s.records(tc.q)), tc.want)
		tc.q.Results = true
		s.same(tc.name+" with results", hashes(s.records(tc.q)), tc.want)
		tc.q.Findings, tc.q.Results = true, false
		s.same(tc.name+" with findings", hashes(s.records(tc.q)), tc.want)
	}
}

func (s *suite) order() {
	s.begin(first)
	var outcomes []*archive.Outcome
	var places []archive.PlaceState
	for _, p := range []string{"c", "B", "a/z", "a", "a b", "é", "a/b"} {
		outcomes = append(outcomes, judgedAs("sum "+p, clause.Met, 24))
		places = append(places, at(p, "sum "+p))
	}
	earlier := at("zz", "sum c")
	earlier.Source = "archief"
	s.commit(first, outcomes, append(places, earlier, archive.PlaceState{
		Place: archive.Place{Source: "bron", Path: "a a"}, Failure: &archive.Failure{Class: archive.Denied, Message: "geen recht"},
	})...)
	s.same("order", hashes(s.records(archive.Query{})), []string{"sum c", "sum B", "sum a", "sum a b", "sum a/b", "sum a/z", "sum é"})
}

func (s *suite) failures() {
	s.begin(first)
	message := &archive.Failure{Class: archive.Denied, Message: "geen recht om het bestand te lezen"}
	denied := archive.PlaceState{Place: at("b", "").Place, Failure: message}
	// A document was read before; now one of its places cannot be.
	lost := at("c", "c")
	lost.Failure = &archive.Failure{Class: archive.Vanished, Message: "verdwenen"}
	s.commit(first, []*archive.Outcome{failedAs("a", archive.Crash), judgedAs("c", clause.Met, 24)}, at("a", "a"), denied, lost)
	list := s.records(archive.Query{Failed: true})
	s.same("failures", list, []archive.Record{
		{SHA256: "a", Places: []archive.Place{at("a", "").Place}, Failure: &archive.Failure{Class: archive.Crash, Message: "dit ging mis"}, Current: true},
		{Places: []archive.Place{denied.Place}, Failure: message},
		{Places: []archive.Place{lost.Place}, Failure: lost.Failure},
	})
	s.same("documents", hashes(s.records(archive.Query{})), []string{"a", "c"})
	s.same("by class", s.records(archive.Query{Classes: []archive.Class{archive.Denied}}), list[1:2])
	s.same("by path", s.records(archive.Query{Failed: true, Path: "c"}), list[2:])
	s.same("second page", s.records(archive.Query{Failed: true, Limit: 1, Offset: 1}), list[1:2])
	stats, err := s.store.Stats(s.ctx, archive.Query{})
	s.ok(err)
	if stats.Places != 3 || stats.Documents != 2 || stats.Judged != 1 || stats.Failures[archive.Denied] != 1 || stats.Failures[archive.Vanished] != 1 || stats.Failures[archive.Crash] != 1 {
		s.Errorf("stats: %+v", stats)
	}
	s.commit(first, []*archive.Outcome{judgedAs("b", clause.Met, 24)}, at("b", "b"))
	s.same("after reading", hashes(s.records(archive.Query{Failed: true})), []string{"a", ""})
}

func (s *suite) stats() {
	s.begin(first)
	a, b, c := judgedAs("a", clause.Met, 24), judgedAs("b", clause.Partial, 72), judgedAs("c", clause.Met, 24)
	b.Facts.Year = 2015
	b.Report.Document.Kind = clause.KindTerms
	b.Report.Document.Warnings = []document.Warning{{Code: document.WarnPageWithoutText, Page: 1, Message: "Geen tekst."}}
	c.Report.Results[0].Requirement, c.Report.Results[0].Title = "oud.eis", "Een eis van vroeger"
	s.commit(third, []*archive.Outcome{c}, at("c", "c"))
	s.commit(first, []*archive.Outcome{a, b, failedAs("d", archive.Empty)}, at("a", "a"), at("a2", "a"), at("b", "b"), at("d", "d"))
	year := func(y int, sum clause.Summary) map[int]clause.Summary { return map[int]clause.Summary{y: sum} }
	for _, tc := range []struct {
		name string
		q    archive.Query
		want archive.Stats
	}{
		{"all", archive.Query{Limit: 1, Offset: 2}, archive.Stats{
			Documents: 4, Judged: 3, Outdated: 1, Places: 5, Failures: map[archive.Class]int{archive.Empty: 1}, Incomplete: 1,
			Kinds: map[clause.Kind]int{clause.KindProcessorAgreement: 2, clause.KindTerms: 1}, Years: map[int]int{2021: 2, 2015: 1},
			Requirements: []archive.RequirementStats{
				{Requirement: two[0], Summary: clause.Summary{Met: 1, Partial: 1}, Years: map[int]clause.Summary{2021: {Met: 1}, 2015: {Partial: 1}}},
				{Requirement: two[1], Summary: clause.Summary{Missing: 3}, Years: map[int]clause.Summary{2021: {Missing: 2}, 2015: {Missing: 1}}},
				{
					Requirement: archive.Requirement{ID: "oud.eis", Pack: "oud", Title: "Een eis van vroeger", Importance: rules.Must},
					Summary:     clause.Summary{Met: 1}, Years: year(2021, clause.Summary{Met: 1}),
				},
			},
		}},
		{"requirement", archive.Query{Requirements: []string{"ksz"}, FromYear: 2016}, archive.Stats{
			Documents: 1, Judged: 1, Places: 2, Kinds: map[clause.Kind]int{clause.KindProcessorAgreement: 1}, Years: map[int]int{2021: 1},
			Requirements: []archive.RequirementStats{{Requirement: two[0], Summary: clause.Summary{Met: 1}, Years: year(2021, clause.Summary{Met: 1})}},
		}},
		{"status", archive.Query{Status: []clause.Status{clause.Partial}}, archive.Stats{
			Documents: 1, Judged: 1, Places: 1, Incomplete: 1, Kinds: map[clause.Kind]int{clause.KindTerms: 1}, Years: map[int]int{2015: 1},
			Requirements: []archive.RequirementStats{{Requirement: two[0], Summary: clause.Summary{Partial: 1}, Years: year(2015, clause.Summary{Partial: 1})}, {Requirement: two[1]}},
		}},
		{"text", archive.Query{Text: `"24 uur"`, Outdated: true}, archive.Stats{
			Documents: 1, Judged: 1, Outdated: 1, Places: 1, Kinds: map[clause.Kind]int{clause.KindProcessorAgreement: 1}, Years: map[int]int{2021: 1},
			Requirements: []archive.RequirementStats{{Requirement: two[0]}, {Requirement: two[1]}, {
				Requirement: archive.Requirement{ID: "oud.eis", Pack: "oud", Title: "Een eis van vroeger", Importance: rules.Must},
				Summary:     clause.Summary{Met: 1}, Years: year(2021, clause.Summary{Met: 1}),
			}},
		}},
		{"values", archive.Query{Values: []archive.Condition{{Op: archive.More, Amount: 48, Unit: archive.Hours}}}, archive.Stats{
			Documents: 1, Judged: 1, Places: 1, Incomplete: 1, Kinds: map[clause.Kind]int{clause.KindTerms: 1}, Years: map[int]int{2015: 1},
			Requirements: []archive.RequirementStats{{Requirement: two[0], Summary: clause.Summary{Partial: 1}, Years: year(2015, clause.Summary{Partial: 1})}, {Requirement: two[1]}},
		}},
		{"failed", archive.Query{Failed: true}, archive.Stats{
			Documents: 1, Places: 1, Failures: map[archive.Class]int{archive.Empty: 1}, Requirements: []archive.RequirementStats{{Requirement: two[0]}, {Requirement: two[1]}},
		}},
	} {
		got, err := s.store.Stats(s.ctx, tc.q)
		s.ok(err)
		s.same(tc.name, got, &tc.want)
	}
}

func (s *suite) faultyQuery() {
	var fault *archive.QueryError
	if _, err := collect(s.ctx, s.store, archive.Query{Text: `"open`}); !errors.As(err, &fault) {
		s.Errorf("records: %v", err)
	}
	if _, err := s.store.Stats(s.ctx, archive.Query{Text: "*"}); !errors.As(err, &fault) {
		s.Errorf("stats: %v", err)
	}
}

func (s *suite) cancelled() {
	s.begin(first)
	s.commit(first, []*archive.Outcome{judgedAs("a", clause.Met, 24)}, at("a", "a"))
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	store := s.store
	for name, call := range map[string]func() error{
		"begin":    func() error { _, err := store.Begin(ctx, archive.Run{Settings: first}); return err },
		"end":      func() error { return store.End(ctx, 1, epoch, archive.Tally{}) },
		"place":    func() error { _, err := store.Place(ctx, "bron", "a"); return err },
		"document": func() error { _, err := store.Document(ctx, "a"); return err },
		"text":     func() error { _, err := store.Text(ctx, "a"); return err },
		"commit": func() error {
			return store.Commit(ctx, archive.Batch{Run: 1, Settings: first, Outcomes: []*archive.Outcome{judgedAs("b", clause.Met, 24)}})
		},
		"sweep":   func() error { _, err := store.Sweep(ctx, "bron", func(string) bool { return false }); return err },
		"forget":  func() error { _, err := store.Forget(ctx, "a"); return err },
		"reset":   func() error { _, err := store.Reset(ctx, archive.Retry{}); return err },
		"records": func() error { _, err := collect(ctx, store, archive.Query{}); return err },
		"stats":   func() error { _, err := store.Stats(ctx, archive.Query{}); return err },
		"runs":    func() error { _, err := store.Runs(ctx); return err },
	} {
		if err := call(); !errors.Is(err, context.Canceled) {
			s.Errorf("%s: %v", name, err)
		}
	}
	s.same("records", hashes(s.records(archive.Query{})), []string{"a"})
}

func (s *suite) concurrent() {
	s.begin(first)
	const writers, each = 4, 8
	var wg sync.WaitGroup
	errs := make(chan error, 3*writers)
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				// Every document is offered by two writers.
				sha256 := fmt.Sprintf("%d-%d", w/2, i)
				err := s.store.Commit(s.ctx, archive.Batch{
					Run: 1, Settings: first, Outcomes: []*archive.Outcome{judgedAs(sha256, clause.Met, 24+w)}, Places: []archive.PlaceState{at(fmt.Sprintf("%d/%d", w, i), sha256)},
				})
				if err != nil {
					errs <- err
					return
				}
			}
		})
		wg.Go(func() {
			for range each {
				for r, err := range s.store.Records(s.ctx, archive.Query{Text: "incident", Findings: true}) {
					if err != nil || len(r.Results) != 1 || len(r.Results[0].Findings) != 1 {
						errs <- fmt.Errorf("while others write: %+v, %w", r, err)
						return
					}
				}
				if _, err := s.store.Stats(s.ctx, archive.Query{}); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		s.Error(err)
	}
	stats, err := s.store.Stats(s.ctx, archive.Query{Text: "incident"})
	s.ok(err)
	if stats.Documents != writers/2*each || stats.Places != writers*each {
		s.Errorf("%d documents on %d places, want %d on %d", stats.Documents, stats.Places, writers/2*each, writers*each)
	}
	// While records are given, the one who takes them may write.
	n := 0
	for _, err := range s.store.Records(s.ctx, archive.Query{}) {
		s.ok(err)
		if n++; n == 1 {
			ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
			_, err := s.store.Forget(ctx, "1-7")
			cancel()
			s.ok(err)
		}
	}
}
