package archive

import (
	"context"
	"sync"
)

// flight is a document in work, from the moment that its hash is known until its
// outcome is in the store. Copies of it that are met meanwhile wait for it.
type flight struct {
	sha256 string
	// known is closed when the store was asked; state is its answer where there is
	// nothing to do, so that the flight never takes off.
	known chan struct{}
	state *DocumentState
	err   error

	// Of the goroutine that commits:
	landed  bool     // there is an outcome, or there will be none
	failure *Failure // of the outcome
	nowhere bool     // there will be none: the failure is that of the places
	held    []event  // copies, until it has landed
}

// flights are the documents in work.
type flights struct {
	mu sync.Mutex
	of map[string]*flight
}

// begin gives the flight of a document and tells whether it is a new one.
func (fs *flights) begin(sha256 string) (f *flight, first bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if f, ok := fs.of[sha256]; ok {
		return f, false
	}
	f = &flight{sha256: sha256, known: make(chan struct{})}
	fs.of[sha256] = f
	return f, true
}

func (fs *flights) end(f *flight) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	delete(fs.of, f.sha256)
}

// claim asks for the work on a document. It is first where nobody else has it and
// the store has no outcome; else f is the flight of who has it, or nil where the
// store has the outcome, of which state tells.
func (s *scan) claim(ctx context.Context, sha256 string) (f *flight, first bool, state *DocumentState, err error) {
	f, first = s.flights.begin(sha256)
	if !first {
		select {
		case <-f.known:
		case <-ctx.Done():
			return nil, false, nil, context.Cause(ctx)
		}
		if f.state != nil || f.err != nil {
			return nil, false, f.state, f.err
		}
		return f, false, nil, nil
	}
	defer close(f.known)
	// Only now: an outcome is in the store before its flight ends.
	state, err = s.store.Document(ctx, sha256)
	if err != nil || s.settled(state) {
		f.state, f.err = state, err
		s.flights.end(f)
		return nil, false, state, err
	}
	return f, true, state, nil
}
