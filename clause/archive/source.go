package archive

import (
	"context"
	"io"
	"iter"
	"time"
)

// Source yields the files of an archive.
type Source interface {
	// Name identifies the source from one scan to the next: of a folder its
	// absolute path.
	Name() string
	// Files walks over the files, in an order that is the same as long as they are.
	// What cannot be walked or opened is an error of the type *PlaceError, after
	// which the walk goes on; any other error ends it.
	Files(ctx context.Context) iter.Seq2[File, error]
}

// File is a file of a source.
type File struct {
	Path    string // see Place.Path
	Size    int64  // in bytes; -1 where it is not known before it is read
	ModTime time.Time
	Sum     string // see Place.Sum
	// Open opens the file for reading. It is called before the walk goes on to
	// the next file, if at all; what it gives may be read while the walk goes on,
	// from another goroutine. Its errors wrap those of package fs.
	Open func() (io.ReadCloser, error)
	// Anew tells that Open may also be called when the walk has gone on.
	Anew bool
	// Stat tells size and time of change as they are now; nil where a file cannot
	// change under its reader.
	Stat func() (size int64, modTime time.Time, err error)
}

// PlaceError is a folder, file or member of an archive file that could not be
// walked.
type PlaceError struct {
	Path    string
	Failure *Failure
}

func (e *PlaceError) Error() string { return e.Path + ": " + e.Failure.Message }

func (e *PlaceError) Unwrap() error { return e.Failure }
