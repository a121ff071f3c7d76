package clause

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// draft is a document with the readings by which it is judged. One that was
// read with all its tracked changes is judged as if they had been accepted: what
// was deleted promises nothing. Its original text is judged beside it, to tell
// what the changes take away.
type draft struct {
	doc    *document.Document // offsets in a report are those of its text
	now    *reading
	before *reading          // the original text; nil where it is not known or the same
	mark   document.Revision // the state of the changed text that now holds
}

// reading is one reading of a draft, with everything in it that bears on some
// requirement.
type reading struct {
	con     *contract.Contract
	offsets document.Offsets // to the text of the draft
	found   [][]passage      // per requirement
	areas   [][]allocation   // per area
	missed  gap
	own     []document.Warning // of judging it
	belgian bool               // see belgian
	alike   []alike            // per requirement of the model, once asked for
}

// draft reads a document as it is to be judged.
func (c *Checker) draft(ctx context.Context, doc *document.Document) (*draft, error) {
	if doc == nil {
		return nil, ErrDocument
	}
	if err := doc.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDocument, err)
	}
	d := &draft{doc: doc, mark: document.Inserted}
	gone := slices.ContainsFunc(doc.Changes, func(c document.Change) bool {
		return c.Revision == document.Deleted || c.Revision == document.Withdrawn
	})
	original := doc.Revisions == document.OriginalRevisions
	all := !original && (gone || doc.Revisions == document.AllRevisions && len(doc.Changes) > 0)
	if original {
		d.mark = document.Deleted
	}
	var err error
	if !all {
		d.now, err = c.read(ctx, doc, document.Unchanged)
		return d, err
	}
	if d.now, err = c.read(ctx, doc, document.Deleted); err != nil {
		return nil, err
	}
	d.before, err = c.read(ctx, doc, document.Inserted)
	return d, err
}

// warnings are those of reading the document and of judging it.
func (d *draft) warnings() []document.Warning {
	return append(append([]document.Warning{}, d.doc.Warnings...), d.now.own...)
}

// read surveys a document without the text in one state of its changes.
func (c *Checker) read(ctx context.Context, doc *document.Document, without document.Revision) (*reading, error) {
	var r reading
	if without != document.Unchanged {
		doc, r.offsets = doc.Without(without)
	}
	if without == document.Inserted && doc.Revisions != document.OriginalRevisions {
		same := *doc // nothing was inserted
		same.Revisions = document.OriginalRevisions
		doc = &same
	}
	s, err := c.survey(ctx, doc)
	if err != nil {
		return nil, err
	}
	r.con, r.found, r.areas = s.con, s.found, s.divider.found
	r.belgian = belgian(r.con)
	r.missed, r.own = gaps(r.con, c.options.TextBytes)
	c.countAreas(&r)
	return &r, nil
}

// judge gives the result of requirement i.
func (c *Checker) judge(d *draft, i int) Result {
	now := c.verdict(d.now, i)
	res := c.result(d, now)
	if d.before == nil {
		return res
	}
	before := c.verdict(d.before, i)
	if before.status != now.status {
		res.Was = before.status
	}
	d.renew(&res, before)
	d.lapse(&res, before, d.now.found[i], c.options.Findings)
	return res
}

// renew takes the mark of new text from passages that were only moved: in the
// original text the same words counted, or nearly did, for the same element.
func (d *draft) renew(res *Result, before *verdict) {
	var old *evidence
	for _, list := range [][]Finding{res.Findings, res.Nearest} {
		for i := range list {
			f := &list[i]
			if f.Revision == document.Unchanged {
				continue
			}
			if old == nil {
				old = newEvidence(d.before, before.plan, append(slices.Clip(before.findings), before.nearest...))
			}
			if len(old.words[f.Fingerprint]) > 0 {
				f.Revision = document.Unchanged
			}
		}
	}
}

// lapse adds to a result at most n passages that counted in the original text,
// and that the changes take away, put into other words or alter in substance.
// Found are the passages of the reading that is judged.
func (d *draft) lapse(res *Result, before *verdict, found []passage, n int) {
	r := before.plan
	var kept *evidence
	for _, p := range before.findings {
		if len(res.Lapsed) == n {
			return
		}
		if !d.touched(p) {
			continue
		}
		if kept == nil {
			var counting []*passage
			for i := range found {
				if q := &found[i]; q.counts() || q.against {
					counting = append(counting, q)
				}
			}
			kept = newEvidence(d.now, r, counting)
		}
		f := d.finding(d.before, r, p)
		same := func(q *passage) bool { return sameSubstance(p, q) }
		there, elsewhere := kept.successors(p, &f)
		if slices.ContainsFunc(elsewhere, same) || slices.ContainsFunc(there, same) && !d.before.rests(p, document.Deleted) {
			continue
		}
		change := "Vervalt in dit concept: "
		if len(there)+len(elsewhere) > 0 {
			change = "Gewijzigd in dit concept: "
		}
		f.Why = change + past(f.Why)
		res.Lapsed = append(res.Lapsed, f)
	}
}

// touched tells whether a passage of the original text stands in a unit in which
// something changes, or rests on words elsewhere that are deleted.
func (d *draft) touched(p *passage) bool {
	span := d.before.offsets.Span(d.before.con.Units[p.unit].Span)
	i := sort.Search(len(d.doc.Changes), func(i int) bool { return d.doc.Changes[i].Span.End > span.Start })
	return i < len(d.doc.Changes) && d.doc.Changes[i].Span.Start < span.End || d.before.rests(p, document.Deleted)
}

// rests tells whether words that a passage hit are in a state of the changes.
// Names of the parties are no such words: who renames a party promises nothing
// new.
func (r *reading) rests(p *passage, state document.Revision) bool {
	changes := r.con.Doc.Changes
	if len(changes) == 0 {
		return false
	}
	u := &r.con.Units[p.unit]
	for _, sp := range p.spans {
		for k := sp.Start; k < sp.End && k < len(u.Tokens); k++ {
			if slices.ContainsFunc(u.Mentions, func(m dutch.Mention) bool { return m.Start <= k && k < m.End }) {
				continue
			}
			t := &u.Tokens[k]
			i := sort.Search(len(changes), func(i int) bool { return changes[i].Span.End > t.Start })
			for ; i < len(changes) && changes[i].Span.Start < t.End; i++ {
				if changes[i].Revision == state {
					return true
				}
			}
		}
	}
	return false
}

// evidence files the passages of one verdict by where they stand in the draft
// and by their words.
type evidence struct {
	places []placed // by start
	words  map[string][]*passage
}

type placed struct {
	span document.Span
	p    *passage
}

func newEvidence(r *reading, plan *requirementPlan, passages []*passage) *evidence {
	e := &evidence{words: map[string][]*passage{}}
	for _, p := range passages {
		u := &r.con.Units[p.unit]
		e.places = append(e.places, placed{r.offsets.Span(u.Span), p})
		key := fingerprint(plan.ID, plan.elementName(p), u.Own())
		e.words[key] = append(e.words[key], p)
	}
	slices.SortStableFunc(e.places, func(a, b placed) int { return a.span.Start - b.span.Start })
	return e
}

// successors are the passages on the same element as p: those in its place, and
// those in the same words wherever they stand.
func (e *evidence) successors(p *passage, f *Finding) (there, elsewhere []*passage) {
	succeeds := func(q *passage) bool { return q.list == p.list && q.element == p.element }
	for _, q := range e.words[f.Fingerprint] {
		if succeeds(q) {
			elsewhere = append(elsewhere, q)
		}
	}
	// Units of one reading hardly overlap: with several passages each, those of
	// the same place stand near.
	const near = 64
	i := sort.Search(len(e.places), func(i int) bool { return e.places[i].span.Start >= f.End })
	for k := i - 1; k >= max(0, i-near); k-- {
		if q := e.places[k].p; e.places[k].span.End > f.Start && succeeds(q) {
			there = append(there, q)
		}
	}
	return there, elsewhere
}

// sameSubstance tells whether two passages on one element give the same.
func sameSubstance(p, q *passage) bool {
	return p.against == q.against && (p.list != listConflict || p.clause == q.clause) && value(p) == value(q) && slices.Equal(p.weak, q.weak)
}

func value(p *passage) string {
	if p.value == nil {
		return ""
	}
	return p.value.Norm
}

// past puts the reason for which a passage counted into the past tense.
func past(why string) string {
	why = strings.Replace(why, "maar het schiet tekort", "maar het schoot tekort", 1)
	for _, tense := range [...][2]string{{"Geeft ", "gaf "}, {"Regelt ", "regelde "}, {"Verdeelt ", "verdeelde "}, {"Strijdig: ", "was strijdig; "}, {"Lijkt strijdig", "leek strijdig"}} {
		if rest, ok := strings.CutPrefix(why, tense[0]); ok {
			return tense[1] + rest
		}
	}
	return why
}

// maxAuthors bounds the names that are given of who changed a draft.
const maxAuthors = 20

// revisions describes the tracked changes of a draft; nil without any.
func revisions(doc *document.Document) *RevisionInfo {
	if len(doc.Changes) == 0 {
		return nil
	}
	info := &RevisionInfo{Reading: doc.Revisions, Authors: []string{}}
	seen := map[string]bool{}
	for _, c := range doc.Changes {
		switch c.Revision {
		case document.Inserted:
			info.Inserted++
		case document.Deleted:
			info.Deleted++
		}
		if c.Author != "" && !seen[c.Author] && len(seen) < maxAuthors {
			seen[c.Author] = true
			info.Authors = append(info.Authors, c.Author)
		}
	}
	if info.Deleted > 0 && info.Reading == document.AcceptRevisions {
		info.Reading = document.AllRevisions
	}
	return info
}
