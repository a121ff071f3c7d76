// Package extract reads contracts. Open looks at the bytes of a file, never at
// its name, picks the reader and returns a Document: one text, cut into blocks
// that know their number, heading and page.
//
// The names of the model are re-exported here, so that who reads contracts needs
// this one import; who writes an engine of their own needs package document.
package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/clausule/clausule/extract/document"
)

// The model; see package document.
type (
	Document    = document.Document
	Block       = document.Block
	Kind        = document.Kind
	Span        = document.Span
	Location    = document.Location
	Page        = document.Page
	PageSource  = document.PageSource
	TableRef    = document.TableRef
	Revision    = document.Revision
	Revisions   = document.Revisions
	Change      = document.Change
	Link        = document.Link
	Warning     = document.Warning
	WarningCode = document.WarningCode
	Source      = document.Source
	Format      = document.Format
	Options     = document.Options
	OCR         = document.OCR
	Progress    = document.Progress
	Stage       = document.Stage
	Recognizer  = document.Recognizer
	Fallback    = document.Fallback
	Limits      = document.Limits
	Error       = document.Error
)

// The formats that are read.
const (
	FormatPDF      = document.FormatPDF
	FormatDOCX     = document.FormatDOCX
	FormatText     = document.FormatText
	FormatMarkdown = document.FormatMarkdown
	FormatODT      = document.FormatODT
	FormatRTF      = document.FormatRTF
	FormatDOC      = document.FormatDOC
	FormatHTML     = document.FormatHTML
)

// The states of text under tracked changes, and the readings of a draft.
const (
	Unchanged = document.Unchanged
	Inserted  = document.Inserted
	Deleted   = document.Deleted

	AcceptRevisions   = document.AcceptRevisions
	OriginalRevisions = document.OriginalRevisions
	AllRevisions      = document.AllRevisions
)

// Where the text of a page came from.
const (
	PageText  = document.PageText
	PageOCR   = document.PageOCR
	PageNone  = document.PageNone
	PageEmpty = document.PageEmpty
)

// The stages of long work.
const (
	StageOCR      = document.StageOCR
	StageFallback = document.StageFallback
)

// The reasons for which a document cannot be read; test with errors.Is. Every
// error of this package but a context's is an *Error with one of them.
var (
	ErrEmpty       = document.ErrEmpty
	ErrUnsupported = document.ErrUnsupported
	ErrEncrypted   = document.ErrEncrypted
	ErrDamaged     = document.ErrDamaged
	ErrLimit       = document.ErrLimit
	ErrPassword    = document.ErrPassword
	ErrEngine      = document.ErrEngine
	// ErrFile: the file could not be opened or read; the underlying error
	// (fs.ErrNotExist, fs.ErrPermission) is wrapped too.
	ErrFile = errors.New("het bestand kan niet worden gelezen")
)

// Open reads a document. The format is found from the bytes. The error is the
// context's, or an *Error that says in Dutch what is wrong and what to do.
func Open(ctx context.Context, src Source, opts Options) (doc *Document, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	limits := opts.Limits.WithDefaults()
	if int64(len(src.Data)) > limits.FileBytes {
		return nil, tooLarge(src.Name, int64(len(src.Data)), limits.FileBytes)
	}
	found := sniff(src.Data)
	if found.read == nil {
		return nil, found.error(src.Name)
	}
	// The readers return errors; the libraries that they stand on sometimes
	// panic on bytes that no one foresaw. A batch of thousands must go on.
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, document.Damaged(src.Name, found.name, "de inhoud is niet volgens het formaat", fmt.Errorf("panic: %v", r))
		}
	}()
	doc, err = found.read(ctx, src, opts)
	if err == nil && blank(doc) {
		return nil, &Error{Name: src.Name, Reason: ErrEmpty, Found: found.name, Detail: "er staat geen tekst in", Remedy: "controleer of dit het bedoelde bestand is"}
	}
	if err == nil && (len(doc.Changes) > 0 || slices.ContainsFunc(doc.Warnings, func(w Warning) bool { return w.Code == document.WarnRevisions })) {
		doc.Revisions = opts.Revisions
	}
	return doc, err
}

// blank tells whether a document has no text and no page or part either in which
// some could stand that was not read.
func blank(doc *Document) bool {
	return len(doc.Blocks) == 0 && len(doc.Unread()) == 0 && !slices.ContainsFunc(doc.Warnings, Warning.Incomplete)
}

// OpenFile reads the document in a file. The name in reports is the base name,
// that in errors the path. Errors of Open, and ErrFile for a file that is not
// there, is a directory or may not be read. The size is checked before the file
// is read. Of a pipe it waits for the writer, but not long for one to come.
func OpenFile(ctx context.Context, path string, opts Options) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	src, err := readFile(ctx, path, opts.Limits.WithDefaults())
	if err != nil {
		return nil, err
	}
	doc, err := Open(ctx, src, opts)
	var typed *Error
	if errors.As(err, &typed) {
		typed.Name = path
	}
	return doc, err
}

// ReadSource reads all bytes of r, a standard input or a download, as a source
// named name. It stops with ErrLimit at Limits.FileBytes.
func ReadSource(name string, r io.Reader, limits Limits) (Source, error) {
	return readSource(name, r, 0, limits.WithDefaults())
}

// readSource is ReadSource with the size that is expected.
func readSource(name string, r io.Reader, size int64, limits Limits) (Source, error) {
	data, err := readAll(io.LimitReader(r, limits.FileBytes+1), int(size)+bytes.MinRead)
	if err != nil {
		return Source{}, &Error{Name: name, Reason: ErrFile, Remedy: "probeer het opnieuw of sla het eerst op als bestand", Err: err, Detail: err.Error()}
	}
	total := 0
	for _, piece := range data {
		total += len(piece)
	}
	switch {
	case int64(total) > limits.FileBytes:
		return Source{}, tooLarge(name, -1, limits.FileBytes)
	case len(data) == 1:
		return Source{Name: name, Data: data[0]}, nil
	}
	whole := make([]byte, 0, total)
	for _, piece := range data {
		whole = append(whole, piece...)
	}
	return Source{Name: name, Data: whole}, nil
}

// readAll reads to the end, into pieces: what is too large is told without ever
// having it twice, as a buffer that grows would. The first piece has room for first
// bytes.
func readAll(r io.Reader, first int) ([][]byte, error) {
	const least, most = 4 << 10, 16 << 20
	pieces := [][]byte{make([]byte, 0, max(first, least))}
	for total, empty := 0, 0; ; {
		last := &pieces[len(pieces)-1]
		n, err := r.Read((*last)[len(*last):cap(*last)])
		*last = (*last)[:len(*last)+n]
		if total += n; n > 0 {
			empty = 0
		} else if empty++; empty > 100 && err == nil {
			err = io.ErrNoProgress
		}
		switch {
		case err == io.EOF:
			return pieces, nil
		case err != nil:
			return nil, err
		case len(*last) == cap(*last):
			pieces = append(pieces, make([]byte, 0, min(total, most)))
		}
	}
}

// ReadFile reads the bytes of a file as OpenFile does, for who needs them beside
// the document.
func ReadFile(ctx context.Context, path string, limits Limits) (Source, error) {
	return readFile(ctx, path, limits.WithDefaults())
}

func readFile(ctx context.Context, path string, limits Limits) (Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Source{}, FileError(path, err)
	}
	if info.IsDir() {
		return Source{}, &Error{Name: path, Reason: ErrFile, Found: "map", Remedy: "geef een bestand op, voor een hele map bijvoorbeeld map/*.pdf"}
	}
	if info.Size() > limits.FileBytes {
		return Source{}, tooLarge(path, info.Size(), limits.FileBytes)
	}
	f, err := openFile(ctx, path, info.Mode())
	if err != nil {
		return Source{}, err
	}
	defer f.Close()
	// Closing ends a read that waits for bytes which do not come.
	defer context.AfterFunc(ctx, func() { f.Close() })()
	// The file may grow while it is read, or be a pipe without a size.
	src, err := readSource(path, f, info.Size(), limits)
	if ctx.Err() != nil {
		return Source{}, ctx.Err()
	}
	src.Name = filepath.Base(path)
	return src, err
}

// writerWait is how long a named pipe may stay without a writer.
const writerWait = 2 * time.Second

// openFile opens a file for reading. Opening a named pipe blocks until somebody
// writes to it, which may be never: a batch must not hang on one.
func openFile(ctx context.Context, path string, mode fs.FileMode) (*os.File, error) {
	if mode&fs.ModeNamedPipe == 0 {
		f, err := os.Open(path)
		if err != nil {
			return nil, FileError(path, err)
		}
		return f, nil
	}
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.Open(path)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			return nil, FileError(path, o.err)
		}
		return o.file, nil
	case <-ctx.Done():
	case <-time.After(writerWait):
	}
	// Opening it for writing as well, which does not block, ends the wait: no
	// reader may stay behind that a later writer would take for the real one.
	w, err := os.OpenFile(path, os.O_RDWR, 0)
	abandon := func() {
		if o := <-done; o.err == nil {
			o.file.Close()
		}
	}
	if err == nil {
		abandon()
		w.Close()
	} else {
		go abandon()
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, &Error{Name: path, Reason: ErrFile, Found: "pijp", Detail: "geen programma schrijft erin", Remedy: "geef het bestand zelf, of - met de tekst op standaardinvoer"}
}

// FileError says in Dutch why a file or folder cannot be opened: an *Error with
// ErrFile that wraps err.
func FileError(path string, err error) error {
	e := &Error{Name: path, Reason: ErrFile, Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Detail, e.Remedy = "het bestaat niet", "controleer de naam en de map"
	case errors.Is(err, fs.ErrPermission):
		e.Detail, e.Remedy = "u hebt geen leesrechten", "vraag leesrechten of maak een kopie"
	default:
		e.Detail, e.Remedy = err.Error(), "controleer of het bestand elders te openen is"
		// The path stands in the message already.
		var at *fs.PathError
		if errors.As(err, &at) {
			e.Detail = "het systeem meldt “" + at.Err.Error() + "”"
		}
	}
	return e
}

func tooLarge(name string, size, limit int64) error {
	what := "de grootte"
	if size >= 0 {
		what = fmt.Sprintf("de grootte van %d bytes", size)
	}
	return document.OverLimit(name, "", what, limit)
}
