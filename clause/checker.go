// Package clause holds contracts against a catalogue of requirements and says,
// per requirement, whether the contract meets it, where it says so and what is
// lacking. It works on text alone: nothing is fetched, nothing depends on clock
// or machine, and the same document gives the same report, byte for byte.
package clause

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Options choose how a contract is judged; the zero value is the documented
// default.
type Options struct {
	// Findings is the largest number of passages reported per requirement;
	// 0 means 4, negative all.
	Findings int
	// Nearest is the largest number of passages reported that come close
	// but do not count; 0 means 2, negative none.
	Nearest int
	// TextBytes is the most text that is judged; 0 means 4 MiB, some 1,250
	// pages, for which judging takes up to half a GiB. What lies beyond is
	// not looked at, and the report says so.
	TextBytes int
	// PatternsOnly judges by the patterns of the rules alone. Otherwise a
	// requirement for which they find nothing is held against the examples of the
	// rules as well: a provision that looks like them makes it partial, and the
	// result says that it rests on likeness; see [Finding].
	PatternsOnly bool
	// Language is the language in which reports and explanations speak to their
	// reader: titles, reasons, what lacks, warnings. Quotes, model clauses and the
	// names that programs know stay Dutch, and so do the rules of a user that have
	// no English. The zero value is Dutch.
	Language lang.Language
	// Points asks for Result.Points: of every requirement what it turns on, with
	// how the contract stands to each. Compare needs it.
	Points bool
	// Date is the day of the judgement, on which waivers are held: an expired
	// one does not count. The zero time means that none counts.
	Date time.Time
}

func (o Options) withDefaults() Options {
	if o.Findings == 0 {
		o.Findings = 4
	}
	if o.Nearest == 0 {
		o.Nearest = 2
	}
	if o.TextBytes == 0 {
		o.TextBytes = 4 << 20
	}
	return o
}

// ErrDocument: the document is nil, or breaks a promise of package document, so
// that offsets in it mean nothing. Those of package extract never do.
var ErrDocument = errors.New("clause: het document is niet volgens het model; lees het met extract.Open")

// Checker judges contracts against one catalogue. It is immutable and safe for
// concurrent use.
type Checker struct {
	catalogue *rules.Catalogue
	options   Options
	plan      *plan
	scanners  sync.Pool
}

// New compiles a catalogue into a Checker. It fails with an error that joins
// one *rules.Error per fault. Waivers of the catalogue hold only where
// Options.Date says which day it is.
func New(catalogue *rules.Catalogue, options Options) (*Checker, error) {
	if catalogue == nil {
		return nil, errors.New("clause: geen catalogus opgegeven; laad er een met rules.Builtin")
	}
	p, err := compile(catalogue, options.Language)
	if err != nil {
		return nil, fmt.Errorf("clause: de catalogus is niet te gebruiken: %w", err)
	}
	c := &Checker{catalogue: catalogue, options: options.withDefaults(), plan: p}
	c.scanners.New = func() any { return newScanners(p) }
	return c, nil
}

// Catalogue gives the catalogue that contracts are held against.
func (c *Checker) Catalogue() *rules.Catalogue { return c.catalogue }

// Options gives the options of the checker, with the defaults filled in.
func (c *Checker) Options() Options { return c.options }

// Check judges a contract. The only errors are those of the context, and
// ErrDocument for a document that no reader makes. One that could be read in
// part is judged in part, and says so in its statuses and warnings; so does one
// that is not in Dutch: what was not found in it is unknown. A draft that was
// read with all its tracked changes is judged as if they had been accepted, and
// each result tells what they take away.
func (c *Checker) Check(ctx context.Context, doc *document.Document) (*Report, error) {
	d, err := c.draft(ctx, nil, doc)
	if err != nil {
		return nil, err
	}
	return c.report(d), nil
}

// report puts the verdicts on a draft into a report.
func (c *Checker) report(d *draft) *Report {
	con := d.now.con
	r := &Report{
		SchemaVersion: SchemaVersion,
		Tool:          Tool{Name: "clausule", Version: Version},
		Catalogue:     CatalogueInfo{Date: c.day(), Profile: c.catalogue.ProfileName(), Packs: c.catalogue.Names(), PatternsOnly: c.options.PatternsOnly, Digest: c.catalogue.Digest()},
		Document:      d.info(),
		Parties:       parties(con),
		Results:       make([]Result, 0, len(c.plan.requirements)),
	}
	for _, ref := range con.OpenReferences {
		file, at := d.now.place(ref.Span)
		open := Reference{Text: ref.Text, Start: at.Start, End: at.End, Page: d.docs[file].PageAt(at.Start)}
		if d.files != nil {
			open.File = d.files[file]
		}
		r.OpenRefs = append(r.OpenRefs, open)
	}
	r.Blanks = d.blanks()
	for i := range c.plan.requirements {
		res := c.judge(d, i)
		c.waive(&res)
		r.Summary.Add(res.Status)
		r.Results = append(r.Results, res)
	}
	for i := range c.plan.areas {
		if c.plan.areas[i].reported {
			r.Matrix = append(r.Matrix, c.areaOf(d, i))
		}
	}
	return r
}

// info describes the contract.
func (d *draft) info() DocumentInfo {
	con := d.now.con
	if d.files != nil {
		return d.bundleInfo()
	}
	doc := d.docs[0]
	return DocumentInfo{
		Name: doc.Name, Format: doc.Format, SHA256: doc.SHA256, Pages: len(doc.Pages),
		Language: con.Language, Kind: kinds[con.Parts[0].Kind], Revisions: revisions(d.docs), Warnings: d.warnings(),
	}
}

// survey parses the contract and collects every passage that bears on some
// requirement or area.
func (c *Checker) survey(ctx context.Context, docs []*document.Document) (*surveyor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	con := contract.ParseSet(within(docs, c.options.TextBytes)...)
	sc := c.scanners.Get().(*scanners)
	defer c.scanners.Put(sc)
	s := &surveyor{plan: c.plan, con: con, scanners: sc, found: make([][]passage, len(c.plan.requirements)), divider: newDivider(c.plan)}
	s.around = s.context
	s.terms = s.definedTerms()
	for i := range con.Units {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		s.unit(i)
	}
	s.settleNumbers()
	s.divider.settle()
	s.scanners = nil
	return s, nil
}

// scanners are the views of a sentence: itself, and what surrounds it. Title looks
// for the areas that a heading names; nil where there are none.
type scanners struct {
	own, context, head, title *match.JoinedScanner

	without *match.JoinedScanner // see probe
	blank   func() *match.JoinedScanner
}

// probe is a scanner for a sentence without one of its words. Few contracts need
// it.
func (s *scanners) probe() *match.JoinedScanner {
	if s.without == nil {
		s.without = s.blank()
	}
	return s.without
}

func newScanners(p *plan) *scanners {
	own := p.program.NewScanner(p.watched)
	blank := func() *match.JoinedScanner { return own.Beside(nil) }
	s := &scanners{own: own, context: blank(), head: blank(), blank: blank}
	if len(p.areas) > 0 {
		s.title = own.Beside(p.inTitles)
	}
	return s
}

func parties(con *contract.Contract) []PartyInfo {
	out := []PartyInfo{}
	for _, p := range con.Parties {
		role := ""
		switch p.Party {
		case dutch.Provider:
			role = "leverancier"
		case dutch.Customer:
			role = "klant"
		default:
			continue
		}
		out = append(out, PartyInfo{Role: role, Names: p.Names})
	}
	return out
}
