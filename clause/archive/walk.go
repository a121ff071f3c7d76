package archive

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
)

// scan is one call of Scan. Three parts run at the same time: one goroutine walks
// the source and finds out what has to be done, Workers of them do it, and the
// caller's commits what comes of it.
type scan struct {
	Options
	source   Source
	store    Store
	settings Settings
	runID    int64

	events  chan event
	flights flights
	walked  walked // of the walking goroutine, until it has ended
	tally   Tally  // of the caller's goroutine
}

func newScan(source Source, store Store, o Options) *scan {
	return &scan{
		Options: o, source: source, store: store, settings: o.Engine.Settings(),
		events: make(chan event, o.Workers), flights: flights{of: map[string]*flight{}},
		walked: newWalked(source),
	}
}

// event is what became of a place, on its way to the store.
type event struct {
	Result
	// write tells that the place has to be written; one that is unchanged has not.
	write bool
	// ofPlace tells that the failure is that of the place, whatever its class: of a
	// member that is over a limit nothing is known either.
	ofPlace bool
	// of is the flight of the document, and lands that this event ends it.
	of    *flight
	lands bool
}

// walked remembers which paths a walk met, by a hash of 64 bits: a million paths
// would take a hundred megabytes.
type walked struct {
	seed  maphash.Seed
	paths map[uint64]struct{}
	// closed are the paths below which nothing could be seen.
	closed map[string]struct{}
	// covers tells whether the source looks at a path at all; nil for everywhere.
	covers func(path string) bool
}

func newWalked(source Source) walked {
	w := walked{seed: maphash.MakeSeed(), paths: map[uint64]struct{}{}, closed: map[string]struct{}{}}
	if c, ok := source.(Coverer); ok {
		w.covers = c.Covers
	}
	return w
}

// addClosed remembers a path that was met and that cannot be looked into.
func (w *walked) addClosed(path string) {
	w.add(path)
	w.closed[path] = struct{}{}
}

func (w *walked) add(path string) { w.paths[maphash.String(w.seed, path)] = struct{}{} }

// met tells that a path was met, or that nothing can be said of it.
func (w *walked) met(path string) bool {
	if _, ok := w.paths[maphash.String(w.seed, path)]; ok {
		return true
	}
	if w.covers != nil && !w.covers(path) {
		return true
	}
	for i := range path {
		if path[i] != '/' {
			continue
		}
		if _, closed := w.closed[strings.TrimSuffix(path[:i], "!")]; closed {
			return true
		}
	}
	return false
}

// Coverer is a source that leaves out a part of what is there. Places in that part
// stay in the store although a scan does not meet them.
type Coverer interface {
	// Covers tells whether the walk would meet a file at the path.
	Covers(path string) bool
}

// work walks and has the work done; it closes events.
func (s *scan) work(ctx context.Context, stop context.CancelCauseFunc) error {
	defer close(s.events)
	tasks := make(chan task)
	var workers sync.WaitGroup
	for range s.Workers {
		workers.Go(func() {
			for t := range tasks {
				if err := s.do(ctx, t); err != nil {
					stop(err)
				}
			}
		})
	}
	err := s.walk(ctx, tasks)
	close(tasks)
	workers.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// walk finds out what has to be done with each file.
func (s *scan) walk(ctx context.Context, tasks chan<- task) error {
	for file, err := range s.source.Files(ctx) {
		var closed *PlaceError
		switch {
		case errors.As(err, &closed) && closed.Path != "":
			s.walked.addClosed(closed.Path)
			err = s.failed(ctx, s.place(File{Path: closed.Path}), closed.Failure)
		case err == nil:
			s.walked.add(file.Path)
			err = s.meet(ctx, file, tasks)
		}
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

func (s *scan) place(f File) Place {
	return Place{Source: s.source.Name(), Path: f.Path, Size: f.Size, ModTime: f.ModTime, Sum: f.Sum}
}

// failed reports the failure of a place. The document that was known there stays
// its document until another one is found.
func (s *scan) failed(ctx context.Context, p Place, f *Failure) error {
	known, err := s.store.Place(ctx, p.Source, p.Path)
	if err != nil {
		return err
	}
	r := Result{Place: p, Action: Failed, Failure: f}
	if known != nil {
		r.SHA256 = known.SHA256
	}
	return s.send(ctx, event{Result: r, write: true, ofPlace: true})
}

// task is a file to be opened, or a document to be judged again from its text.
type task struct {
	place Place
	file  File
	body  io.ReadCloser // nil with text

	sha256 string // with text
	of     *flight
	text   []byte
}

// meet decides what to do with a file.
func (s *scan) meet(ctx context.Context, file File, tasks chan<- task) error {
	p := s.place(file)
	// A time to come is no sign of life: clocks and time zones differ.
	if age := s.Now().Sub(file.ModTime); age >= 0 && age < s.Settle {
		return s.send(ctx, event{Result: Result{Place: p, Action: Postponed}})
	}
	known, err := s.store.Place(ctx, p.Source, p.Path)
	if err != nil {
		return err
	}
	if known != nil && known.SHA256 != "" && known.Failure == nil && known.Same(p) && !s.Rehash {
		done, err := s.again(ctx, p, known.SHA256, tasks)
		if done || err != nil {
			return err
		}
	}
	body, err := file.Open()
	if err != nil {
		return s.failed(ctx, p, placeFailure(err))
	}
	return s.hand(ctx, tasks, task{place: p, file: file, body: body})
}

// hand gives a task to the first worker that is free.
func (s *scan) hand(ctx context.Context, tasks chan<- task, t task) error {
	select {
	case tasks <- t:
		return nil
	case <-ctx.Done():
		if t.body != nil {
			t.body.Close()
		}
		return context.Cause(ctx)
	}
}

// again deals with a file that is what it was, if that is possible without opening
// it.
func (s *scan) again(ctx context.Context, p Place, sha256 string, tasks chan<- task) (bool, error) {
	state, err := s.store.Document(ctx, sha256)
	if err != nil {
		return false, err
	}
	if s.settled(state) {
		return true, s.send(ctx, event{Result: s.unchanged(p, sha256, state)})
	}
	if state == nil || state.Reading != s.settings.Reading || !state.Text {
		return false, nil
	}
	f, first, state, err := s.claim(ctx, sha256)
	if err != nil {
		return false, err
	}
	if !first {
		return true, s.send(ctx, event{Result: s.unchanged(p, sha256, state), of: f})
	}
	text, err := s.store.Text(ctx, sha256)
	if err == nil && text == nil {
		err = fmt.Errorf("archive: de opslag heeft de tekst van %s niet, hoewel die bewaard zou zijn; scan met --rehash in een nieuw archief", p.Path)
	}
	if err != nil {
		return false, err
	}
	return true, s.hand(ctx, tasks, task{place: p, sha256: sha256, text: text, of: f})
}

func (s *scan) unchanged(p Place, sha256 string, state *DocumentState) Result {
	r := Result{Place: p, Action: Unchanged, SHA256: sha256}
	if state != nil && state.Failure != nil {
		r.Action, r.Failure = Failed, state.Failure
	}
	return r
}

// settled tells whether there is nothing to do for a document.
func (s *scan) settled(d *DocumentState) bool {
	return d != nil && d.Reading == s.settings.Reading && (d.Failure != nil || d.Judging == s.settings.Judging)
}

// placeFailure puts an error of opening or reading a file into its class.
func placeFailure(err error) *Failure {
	var f *Failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, fs.ErrNotExist):
		return &Failure{Class: Vanished, Message: "het bestand was er niet meer toen het aan de beurt was; scan opnieuw als dat niet klopt"}
	case errors.Is(err, fs.ErrPermission):
		return &Failure{Class: Denied, Message: "u hebt geen leesrechten; vraag die en scan opnieuw"}
	}
	message := err.Error()
	var at *fs.PathError
	if errors.As(err, &at) {
		message = at.Err.Error() // the path is known
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		message = "het medium antwoordt niet"
	}
	return &Failure{Class: Unreadable, Message: "het bestand kan niet worden gelezen (" + message + "); controleer het medium en scan opnieuw"}
}
