package archive

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"time"
)

// Options choose how an archive is scanned; only Engine is needed.
type Options struct {
	// Engine reads and judges. The scan does not close it.
	Engine Engine
	// Workers is the number of documents in work at the same time; 0 means as many
	// as there are processors.
	Workers int
	// NoText keeps no texts. Another catalogue then means that every file is read
	// again, and what another catalogue would change cannot be told beforehand.
	NoText bool
	// Rehash reads every file and reckons its hash, also of files whose size and
	// time of change are what they were.
	Rehash bool
	// Settle leaves files that changed less than this ago for a later scan: they
	// may be written still.
	Settle time.Duration
	// Batch is the number of documents that are committed together, BatchAge how
	// long the first of them waits; 0 means 50 and 200 ms. A document that took
	// longer than Slow is committed at once; 0 means a second. What a crash of the
	// machine costs is at most a batch and what was in work.
	Batch    int
	BatchAge time.Duration
	Slow     time.Duration
	// Now is the clock of the runs that the store remembers; nil means time.Now.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Batch <= 0 {
		o.Batch = 50
	}
	if o.BatchAge <= 0 {
		o.BatchAge = 200 * time.Millisecond
	}
	if o.Slow <= 0 {
		o.Slow = time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Action is what a scan did with a place.
type Action string

// The actions.
const (
	Unchanged Action = "unchanged" // nothing: its document is known under these settings
	Copied    Action = "copied"    // opened; its document is known, or in work, already
	Judged    Action = "judged"    // read and judged
	Rejudged  Action = "rejudged"  // judged again from the text that was kept
	Failed    Action = "failed"    // the document or the place has a failure
	Postponed Action = "postponed" // left for a later scan; see Options.Settle
	Gone      Action = "gone"      // not in the source any more, and taken out of the store
)

// Result is what a scan did with one place. It is in the store by the time that it
// is yielded.
type Result struct {
	Place  Place
	Action Action
	Opened bool   // its bytes were read and its hash reckoned
	SHA256 string // of the document; empty where it is not known
	// Failure is that of the document or the place; also of one that failed
	// before and was not tried again.
	Failure *Failure
	// Outcome is there where the document was in work now.
	Outcome *Outcome
}

// Add counts a result.
func (t *Tally) Add(r Result) {
	if r.Action == Gone {
		t.Gone++
		return
	}
	t.Places++
	if r.Opened {
		t.Hashed++
	}
	switch r.Action {
	case Unchanged:
		t.Unchanged++
	case Copied:
		t.Copies++
	case Judged:
		t.Judged++
	case Rejudged:
		t.Rejudged++
	case Failed:
		t.Failed++
	}
}

// ErrNoEngine: Options has no Engine.
var ErrNoEngine = errors.New("archive: er is geen lezer opgegeven; maak er een met archive.NewEngine of child.New")

// ErrNothingFound: a source of which the store knows places has no file at all any
// more, as when a disk is not connected. Nothing was taken out of the store.
var ErrNothingFound = errors.New("archive: de bron is leeg, terwijl er eerder documenten in stonden")

// Scan reads and judges what is in a source and not yet in the store under the
// settings of the engine, and yields what it did with each place when the store
// has it. Places that are not in the source any more leave the store when the
// whole of it was walked, and with them the documents of which they were the last;
// see Store.Sweep.
//
// It yields an error once, at the end: that of the context, of the source, of the
// engine or of the store, or ErrNothingFound. What was yielded before stays in the
// store; so does, where the loop is left early, what was ready.
func Scan(ctx context.Context, source Source, store Store, options Options) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		if options.Engine == nil {
			yield(Result{}, ErrNoEngine)
			return
		}
		s := newScan(source, store, options.withDefaults())
		if err := s.run(ctx, func(r Result) bool { return yield(r, nil) }); err != nil && !errors.Is(err, errLeft) {
			yield(Result{}, err)
		}
	}
}

// errLeft: the caller wants no more results.
var errLeft = errors.New("archive: the loop was left")

// run scans and hands each result to each until that says no.
func (s *scan) run(ctx context.Context, each func(Result) bool) error {
	id, err := s.store.Begin(ctx, Run{Started: s.Now().UTC(), Sources: []string{s.source.Name()}, Settings: s.settings})
	if err != nil {
		return err
	}
	s.runID = id
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	done := make(chan error, 1)
	go func() { done <- s.work(working, stop) }()
	err = s.keep(ctx, each)
	if err != nil {
		stop(err)
		for range s.events { // what is still sent is not wanted
		}
	}
	if worked := <-done; err == nil {
		err = worked
	}
	if err != nil {
		return err
	}
	gone, err := s.sweep(ctx)
	if err != nil && !errors.Is(err, ErrNothingFound) {
		return err
	}
	for _, path := range gone {
		r := Result{Place: Place{Source: s.source.Name(), Path: path}, Action: Gone}
		s.tally.Add(r)
		if !each(r) {
			return errLeft
		}
	}
	return errors.Join(err, s.store.End(ctx, id, s.Now().UTC(), s.tally))
}

// sweep takes out of the store what the walk did not meet, and tells the paths.
func (s *scan) sweep(ctx context.Context) (gone []string, err error) {
	nothing, had := s.tally.Places == 0, false
	_, err = s.store.Sweep(ctx, s.source.Name(), func(path string) bool {
		had = true
		met := nothing || s.walked.met(path)
		if !met {
			gone = append(gone, path)
		}
		return met
	})
	if err == nil && nothing && had {
		err = ErrNothingFound
	}
	return gone, err
}
