package clause

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// draft is a contract, one document or several, with the readings by which it is
// judged. One that was read with all its tracked changes is judged as if they had
// been accepted: what was deleted promises nothing. Its original text is judged
// beside it, to tell what the changes take away.
type draft struct {
	lang   lang.Language
	docs   []*document.Document // offsets in a report are those of their text
	files  []string             // their names in the report; nil for one document
	now    *reading
	before *reading            // the original text; nil where it is not known or the same
	marks  []document.Revision // per document, the state of the changed text that now holds
}

// reading is one reading of a draft, with everything in it that bears on some
// requirement.
type reading struct {
	con     *contract.Contract
	offsets []document.Offsets // per document, to its text in the draft
	found   [][]passage        // per requirement
	areas   [][]allocation     // per area
	hollows []hollow
	missed  gap
	own     []document.Warning // of judging it
	belgian bool               // see belgian
	alike   []alike            // per requirement of the model, once asked for
}

// place is where a span of the reading stands: the document, and the span in its
// text.
func (r *reading) place(s document.Span) (int, document.Span) {
	k := r.con.PartAt(s.Start)
	start := r.con.Parts[k].Start
	return k, r.offsets[k].Span(document.Span{Start: s.Start - start, End: s.End - start})
}

// draft reads documents that together are one contract as they are to be judged.
// Files are their names in the report, nil for one document.
func (c *Checker) draft(ctx context.Context, files []string, docs ...*document.Document) (*draft, error) {
	d := &draft{lang: c.plan.lang, docs: docs, files: files, marks: make([]document.Revision, len(docs))}
	states := make([]document.Revision, len(docs)) // what the text before the changes is without
	all := false
	for k, doc := range docs {
		if doc == nil {
			return nil, ErrDocument
		}
		if err := doc.Validate(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDocument, err)
		}
		gone := slices.ContainsFunc(doc.Changes, func(c document.Change) bool {
			return c.Revision == document.Deleted || c.Revision == document.Withdrawn
		})
		original := doc.Revisions == document.OriginalRevisions
		d.marks[k] = document.Inserted
		if original {
			d.marks[k] = document.Deleted
		}
		if !original && (gone || doc.Revisions == document.AllRevisions && len(doc.Changes) > 0) {
			states[k], all = document.Inserted, true
		}
	}
	var err error
	if !all {
		d.now, err = c.read(ctx, d, states)
		return d, err
	}
	if d.before, err = c.read(ctx, d, states); err != nil {
		return nil, err
	}
	for k := range states {
		if states[k] == document.Inserted {
			states[k] = document.Deleted
		}
	}
	d.now, err = c.read(ctx, d, states)
	return d, err
}

// warnings are those of reading the documents and of judging them. Readers give
// theirs in Dutch.
func (d *draft) warnings() []document.Warning {
	list := []document.Warning{}
	for k, doc := range d.docs {
		for _, w := range doc.Warnings {
			if d.files != nil {
				w.File = d.files[k]
			}
			w.Message = d.lang.Sentence(w.Message)
			list = append(list, w)
		}
	}
	return append(list, d.now.own...)
}

// read surveys the documents of a draft, each without the text in one state of
// its changes.
func (c *Checker) read(ctx context.Context, d *draft, without []document.Revision) (*reading, error) {
	r := reading{offsets: make([]document.Offsets, len(d.docs))}
	as := make([]*document.Document, len(d.docs))
	for k, doc := range d.docs {
		as[k] = doc
		if without[k] != document.Unchanged {
			as[k], r.offsets[k] = doc.Without(without[k])
		}
		if without[k] == document.Inserted && as[k].Revisions != document.OriginalRevisions {
			same := *as[k] // nothing was inserted
			same.Revisions = document.OriginalRevisions
			as[k] = &same
		}
	}
	s, err := c.survey(ctx, as)
	if err != nil {
		return nil, err
	}
	r.con, r.found, r.areas, r.hollows = s.con, s.found, s.divider.found, s.hollows
	r.belgian = belgian(r.con)
	r.missed, r.own = gaps(r.con, d.files, c.options.TextBytes, c.plan.lang)
	c.countAreas(&r)
	return &r, nil
}

// judge gives the result of requirement i.
func (c *Checker) judge(d *draft, i int) Result {
	now := c.verdict(d.now, i)
	res := c.result(d, now)
	res.Tensions = c.tensions(d, now)
	if c.options.Points {
		res.Points = d.points(now, d.now.found[i])
	}
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
		file, at := d.before.place(d.before.con.Units[p.unit].Span)
		there, elsewhere := kept.successors(p, f.Fingerprint, file, at)
		if slices.ContainsFunc(elsewhere, same) || slices.ContainsFunc(there, same) && !d.before.rests(p, document.Deleted) {
			continue
		}
		if len(there)+len(elsewhere) > 0 {
			f.Why = r.lang.Say("Gewijzigd in dit concept: %s", f.Why)
		} else {
			f.Why = r.lang.Say("Vervalt in dit concept: %s", f.Why)
		}
		res.Lapsed = append(res.Lapsed, f)
	}
}

// touched tells whether a passage of the original text stands in a unit in which
// something changes, or rests on words elsewhere that are deleted.
func (d *draft) touched(p *passage) bool {
	file, span := d.before.place(d.before.con.Units[p.unit].Span)
	changes := d.docs[file].Changes
	i := sort.Search(len(changes), func(i int) bool { return changes[i].Span.End > span.Start })
	return i < len(changes) && changes[i].Span.Start < span.End || d.before.rests(p, document.Deleted)
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
	places []placed // by document and start
	words  map[string][]*passage
}

type placed struct {
	file int
	span document.Span
	p    *passage
}

func (a placed) compare(file, start int) int {
	return cmp.Or(cmp.Compare(a.file, file), cmp.Compare(a.span.Start, start))
}

func newEvidence(r *reading, plan *requirementPlan, passages []*passage) *evidence {
	e := &evidence{words: map[string][]*passage{}}
	for _, p := range passages {
		u := &r.con.Units[p.unit]
		file, span := r.place(u.Span)
		e.places = append(e.places, placed{file, span, p})
		key := fingerprint(plan.ID, plan.elementName(p), u.Own())
		e.words[key] = append(e.words[key], p)
	}
	slices.SortStableFunc(e.places, func(a, b placed) int { return a.compare(b.file, b.span.Start) })
	return e
}

// successors are the passages on the same element as p, which stood at a place in
// a document: those in its place, and those in the same words wherever they stand.
func (e *evidence) successors(p *passage, words string, file int, at document.Span) (there, elsewhere []*passage) {
	succeeds := func(q *passage) bool { return q.list == p.list && q.element == p.element }
	for _, q := range e.words[words] {
		if succeeds(q) {
			elsewhere = append(elsewhere, q)
		}
	}
	// Units of one reading hardly overlap: with several passages each, those of
	// the same place stand near.
	const near = 64
	i := sort.Search(len(e.places), func(i int) bool { return e.places[i].compare(file, at.End) >= 0 })
	for k := i - 1; k >= max(0, i-near) && e.places[k].file == file; k-- {
		if q := e.places[k].p; e.places[k].span.End > at.Start && succeeds(q) {
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

// maxAuthors bounds the names that are given of who changed a draft.
const maxAuthors = 20

// revisions describes the tracked changes of a draft; nil without any.
func revisions(docs []*document.Document) *RevisionInfo {
	var info *RevisionInfo
	seen := map[string]bool{}
	gone := false
	for _, doc := range docs {
		if len(doc.Changes) == 0 {
			continue
		}
		if info == nil {
			info = &RevisionInfo{Reading: doc.Revisions, Authors: []string{}}
		}
		for _, c := range doc.Changes {
			switch c.Revision {
			case document.Inserted:
				info.Inserted++
			case document.Deleted:
				info.Deleted++
				gone = gone || doc.Revisions == document.AcceptRevisions
			}
			if c.Author != "" && !seen[c.Author] && len(seen) < maxAuthors {
				seen[c.Author] = true
				info.Authors = append(info.Authors, c.Author)
			}
		}
	}
	if gone && info.Reading == document.AcceptRevisions {
		info.Reading = document.AllRevisions
	}
	return info
}
