package archive

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// MemoryStore is a Store in memory, for tests, for small archives, and for programs
// that keep nothing. It holds on to the outcomes that it is given, which may not be
// changed afterwards.
type MemoryStore struct {
	mu        sync.RWMutex
	runs      []Run
	begun     int64                  // the number of the last run
	documents map[string]*remembered // by hash
	places    map[placeKey]PlaceState
}

type placeKey struct{ source, path string }

// remembered is a document; what is in it is replaced, never changed.
type remembered struct {
	outcome  *Outcome
	settings Settings
	text     []byte
}

// NewMemory gives an empty store.
func NewMemory() *MemoryStore {
	return &MemoryStore{documents: map[string]*remembered{}, places: map[placeKey]PlaceState{}}
}

// Close implements Store. The store stays as it is.
func (s *MemoryStore) Close() error { return nil }

// Begin implements Store.
func (s *MemoryStore) Begin(ctx context.Context, run Run) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begun++
	run.ID = s.begun
	run.Started, run.Ended, run.Tally = plain(run.Started), time.Time{}, Tally{}
	run.Sources = slices.Clone(run.Sources)
	s.runs = append(s.runs, run)
	return run.ID, nil
}

// plain is a time as stores keep it: of no place and no clock.
func plain(t time.Time) time.Time { return t.UTC().Round(0) }

// End implements Store.
func (s *MemoryStore) End(ctx context.Context, id int64, ended time.Time, tally Tally) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.runs, func(r Run) bool { return r.ID == id })
	if at < 0 {
		return &RunError{ID: id}
	}
	s.runs[at].Ended, s.runs[at].Tally = plain(ended), tally
	if run := s.runs[at]; tally.Idle() {
		s.runs = slices.DeleteFunc(s.runs, func(r Run) bool {
			return r.ID < id && !r.Ended.IsZero() && r.Tally == tally && slices.Equal(r.Sources, run.Sources) &&
				r.Settings.Reading == run.Settings.Reading && r.Settings.Judging == run.Settings.Judging
		})
	}
	return nil
}

// Runs implements Store.
func (s *MemoryStore) Runs(ctx context.Context) ([]Run, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	runs := slices.Clone(s.runs)
	slices.Reverse(runs)
	return runs, nil
}

// Place implements Store.
func (s *MemoryStore) Place(ctx context.Context, source, path string) (*PlaceState, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, ok := s.places[placeKey{source, path}]
	if !ok {
		return nil, nil
	}
	return &p, nil
}

// Places implements Store.
func (s *MemoryStore) Places(ctx context.Context, source string) iter.Seq2[PlaceState, error] {
	return func(yield func(PlaceState, error) bool) {
		s.mu.RLock()
		var list []PlaceState
		for key, p := range s.places {
			if key.source == source {
				list = append(list, p)
			}
		}
		s.mu.RUnlock()
		slices.SortFunc(list, func(a, b PlaceState) int { return ComparePlaces(a.Place, b.Place) })
		for _, p := range list {
			if err := ctx.Err(); err != nil {
				yield(PlaceState{}, err)
				return
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// Document implements Store.
func (s *MemoryStore) Document(ctx context.Context, sha256 string) (*DocumentState, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	d := s.documents[sha256]
	if d == nil {
		return nil, nil
	}
	return &DocumentState{Reading: d.settings.Reading, Judging: d.settings.Judging, Failure: d.outcome.Failure, Text: d.text != nil}, nil
}

// Text implements Store.
func (s *MemoryStore) Text(ctx context.Context, sha256 string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if d := s.documents[sha256]; d != nil {
		return slices.Clone(d.text), nil
	}
	return nil, nil
}

// Commit implements Store.
func (s *MemoryStore) Commit(ctx context.Context, b Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := b.Check(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range b.Outcomes {
		d := &remembered{outcome: o, settings: b.Settings, text: slices.Clone(o.Text)}
		if was := s.documents[o.SHA256]; was != nil {
			if was.settings.Reading == b.Settings.Reading {
				if was.settings.Judging == b.Settings.Judging {
					continue
				}
				if d.text == nil {
					d.text = was.text
				}
			}
		}
		s.documents[o.SHA256] = d
	}
	for _, p := range b.Places {
		p.ModTime = plain(p.ModTime)
		s.places[placeKey{p.Source, p.Path}] = p
	}
	return nil
}

// Sweep implements Store.
func (s *MemoryStore) Sweep(ctx context.Context, source string, seen func(path string) bool) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var gone []placeKey
	for key := range s.places {
		if key.source == source && !seen(key.path) {
			gone = append(gone, key)
		}
	}
	for _, key := range gone {
		delete(s.places, key)
	}
	standing := map[string]bool{}
	for _, p := range s.places {
		standing[p.SHA256] = true
	}
	maps.DeleteFunc(s.documents, func(sha256 string, _ *remembered) bool { return !standing[sha256] })
	return len(gone), nil
}

// Forget implements Store.
func (s *MemoryStore) Forget(ctx context.Context, sha256 string) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.documents[sha256]
	delete(s.documents, sha256)
	for key, p := range s.places {
		if sha256 != "" && p.SHA256 == sha256 {
			delete(s.places, key)
			ok = true
		}
	}
	return ok, nil
}

// Reset implements Store.
func (s *MemoryStore) Reset(ctx context.Context, which Retry) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all := len(which.Classes) == 0 && !which.Incomplete
	n := len(s.documents)
	maps.DeleteFunc(s.documents, func(_ string, d *remembered) bool {
		if f := d.outcome.Failure; f != nil {
			return all || slices.Contains(which.Classes, f.Class)
		}
		return which.Incomplete && Incomplete(d.outcome.Report)
	})
	return n - len(s.documents), nil
}

// Records implements Store.
func (s *MemoryStore) Records(ctx context.Context, q Query) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		m, err := NewMatcher(q)
		if err != nil {
			yield(Record{}, err)
			return
		}
		n := 0
		for _, c := range s.candidates() {
			if err := ctx.Err(); err != nil {
				yield(Record{}, err)
				return
			}
			if c.failed && !m.Failed() || !m.Record(&c.record) {
				continue
			}
			results, ok := m.Results(c.results)
			if !ok {
				continue
			}
			if n++; n <= q.Offset {
				continue
			}
			c.record.Results = results
			if !yield(c.record, nil) || q.Limit > 0 && n == q.Offset+q.Limit {
				return
			}
		}
	}
}

// Stats implements Store.
func (s *MemoryStore) Stats(ctx context.Context, q Query) (*Stats, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m, err := NewMatcher(q)
	if err != nil {
		return nil, err
	}
	counter := NewCounter(m, s.current().Requirements)
	for _, c := range s.candidates() {
		if !m.Record(&c.record) {
			continue
		}
		if c.failed {
			if !m.OnResults() {
				counter.Place(c.record.Failure.Class, c.counted)
			}
			continue
		}
		any := false
		for i := range c.results {
			if res := &c.results[i]; m.Result(res) {
				any = true
				counter.Results(Requirement{res.Requirement, res.Requirement.Pack(), res.Title, res.Importance}, res.Status, c.record.Facts.Year, 1)
			}
		}
		if any || !m.OnResults() {
			counter.Document(&c.record, len(c.record.Places), c.incomplete)
		}
	}
	return counter.Stats(), nil
}

// current are the settings of the last scan.
func (s *MemoryStore) current() Settings {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.runs) == 0 {
		return Settings{}
	}
	return s.runs[len(s.runs)-1].Settings
}

// candidate is what may become a record.
type candidate struct {
	record     Record
	failed     bool // a place with a failure
	counted    bool // that place is one of a document too
	results    []clause.Result
	incomplete bool
}

// candidates are all documents, and all places with a failure, in the order of
// records.
func (s *MemoryStore) candidates() []candidate {
	now := s.current()
	s.mu.RLock()
	defer s.mu.RUnlock()
	places := map[string][]Place{}
	var out []candidate
	for _, p := range s.places {
		_, known := s.documents[p.SHA256]
		if known {
			places[p.SHA256] = append(places[p.SHA256], p.Place)
		}
		if p.Failure != nil {
			out = append(out, candidate{record: Record{Places: []Place{p.Place}, Failure: p.Failure}, failed: true, counted: known})
		}
	}
	for sha256, d := range s.documents {
		at := places[sha256]
		slices.SortFunc(at, ComparePlaces)
		c := candidate{record: NewRecord(d.outcome, at, d.settings.Current(now, d.outcome.Failure != nil))}
		if report := d.outcome.Report; report != nil {
			c.results, c.incomplete = report.Results, Incomplete(report)
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b candidate) int {
		p, q := a.record.Places, b.record.Places
		switch {
		case len(p) == 0 || len(q) == 0:
			if len(p) != len(q) {
				return len(q) - len(p) // those without a place last
			}
			return strings.Compare(a.record.SHA256, b.record.SHA256)
		}
		// A place of a document that could not be read the last time is there twice.
		return cmp.Or(ComparePlaces(p[0], q[0]), -strings.Compare(a.record.SHA256, b.record.SHA256))
	})
	return out
}

// NewRecord is the record of an outcome, without results.
func NewRecord(o *Outcome, places []Place, current bool) Record {
	r := Record{SHA256: o.SHA256, Places: places, Failure: o.Failure, Current: current}
	if o.Report == nil {
		return r
	}
	d := &o.Report.Document
	r.Facts, r.Format, r.Pages, r.Kind, r.Language = o.Facts, d.Format, d.Pages, d.Kind, d.Language
	r.Summary = o.Report.Summary
	if len(o.Report.Parties) > 0 { // none is nil, in all stores
		r.Parties = o.Report.Parties
	}
	if len(d.Warnings) > 0 {
		r.Warnings = d.Warnings
	}
	return r
}

// Incomplete tells whether some text of a document was not read.
func Incomplete(r *clause.Report) bool {
	return slices.ContainsFunc(r.Document.Warnings, document.Warning.Incomplete)
}
