package archive

import (
	"context"
	"errors"
	"iter"
)

// Drift is how a place in a source differs from what the store knows.
type Drift string

// The differences.
const (
	New        Drift = "new"        // not in the store
	Altered    Drift = "altered"    // size, time or checksum are not what they were
	Unfinished Drift = "unfinished" // the store has no outcome of its document
	Absent     Drift = "absent"     // in the store, not in the source
	Closed     Drift = "closed"     // a folder or archive file that cannot be looked into
)

// Difference is a place at which a source and a store differ.
type Difference struct {
	Place   Place
	Drift   Drift
	Failure *Failure // of Closed
}

// Reconcile tells where a source and a store differ, without opening a file: what
// a scan would do. It yields an error once, at the end: that of the context, the
// source or the store.
func Reconcile(ctx context.Context, source Source, store Store) iter.Seq2[Difference, error] {
	return func(yield func(Difference, error) bool) {
		met := newWalked(source)
		for file, err := range source.Files(ctx) {
			var closed *PlaceError
			d := Difference{Place: Place{Source: source.Name()}}
			switch {
			case errors.As(err, &closed):
				met.addClosed(closed.Path)
				d.Place.Path, d.Drift, d.Failure = closed.Path, Closed, closed.Failure
			case err != nil:
				yield(Difference{}, err)
				return
			default:
				met.add(file.Path)
				d.Place = Place{Source: source.Name(), Path: file.Path, Size: file.Size, ModTime: file.ModTime, Sum: file.Sum}
				if d.Drift, err = drift(ctx, store, d.Place); err != nil {
					yield(Difference{}, err)
					return
				}
			}
			if d.Drift != "" && !yield(d, nil) {
				return
			}
		}
		for p, err := range store.Places(ctx, source.Name()) {
			if err != nil {
				yield(Difference{}, err)
				return
			}
			if !met.met(p.Path) && !yield(Difference{Place: p.Place, Drift: Absent}, nil) {
				return
			}
		}
	}
}

// drift compares a file with what the store knows of its place; "" for no
// difference.
func drift(ctx context.Context, store Store, p Place) (Drift, error) {
	known, err := store.Place(ctx, p.Source, p.Path)
	switch {
	case err != nil:
		return "", err
	case known == nil:
		return New, nil
	case known.Failure != nil || known.SHA256 == "":
		return Unfinished, nil
	case !known.Same(p):
		return Altered, nil
	}
	state, err := store.Document(ctx, known.SHA256)
	if err == nil && state == nil {
		return Unfinished, nil
	}
	return "", err
}

// Sweep takes out of a store what is not in a source any more, also where that has
// no file at all; it returns how many places went.
func Sweep(ctx context.Context, source Source, store Store) (int, error) {
	absent := map[string]bool{}
	for d, err := range Reconcile(ctx, source, store) {
		if err != nil {
			return 0, err
		}
		if d.Drift == Absent {
			absent[d.Place.Path] = true
		}
	}
	return store.Sweep(ctx, source.Name(), func(path string) bool { return !absent[path] })
}
