package archive

import (
	"context"
	"errors"
	"io"
)

// Engine reads and judges documents. It is safe for concurrent use.
type Engine interface {
	// Settings tell what the outcomes depend on.
	Settings() Settings
	// Do reads and judges one document. What is wrong with the document is an
	// outcome with a Failure. The errors are those of the context, ErrUnwanted
	// after Job.Wanted said no, a *BodyError when the bytes could not be had, a
	// *TextError when the text that was kept cannot be used, and those of the
	// engine itself, with which no document can be read.
	Do(ctx context.Context, job Job) (*Outcome, error)
	// Close ends what the engine runs. Nothing may be asked of it afterwards.
	Close() error
}

// Job is a document to be read and judged, or one that was read before to be
// judged again.
type Job struct {
	// Name is the base name of the file, for the report.
	Name string
	// Path is that of the place; it may hold the year of the contract.
	Path string
	// Body gives the bytes; they are read to the end at once. Nil where Text is
	// given. Limits on the size are the engine's.
	Body io.Reader
	// Again gives the same bytes anew, for a second attempt where the process
	// that read them died; nil where they cannot be had twice. It is called after
	// Body was read to its end.
	Again func() (io.ReadCloser, error)
	// Wanted is called when the body was read to its end, before any work is done
	// on it: who reckons a hash of Body has it then. Nil means yes.
	Wanted func() bool
	// Text is a document as Pack packed it.
	Text []byte
	// KeepText asks for Outcome.Text.
	KeepText bool
}

// ErrUnwanted: the work was not wanted any more when the bytes were there.
var ErrUnwanted = errors.New("archive: het document was al bekend")

// BodyError tells that the bytes of a document could not be had.
type BodyError struct{ Err error }

func (e *BodyError) Error() string { return e.Err.Error() }

func (e *BodyError) Unwrap() error { return e.Err }

// TextError tells that the text of a document that was kept cannot be used any
// more: another version packed it, or it was spoilt. The file has to be read anew.
type TextError struct{ Err error }

func (e *TextError) Error() string {
	return e.Err.Error() + "; lees het bestand opnieuw"
}

func (e *TextError) Unwrap() error { return e.Err }
