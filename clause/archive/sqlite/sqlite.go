// Package sqlite is a store of package archive in one file, a database of SQLite.
// Others may read it while a scan writes, also from other processes, and two
// processes may write in turn. What was committed survives the death of the
// process, and with SyncFull a failing power supply.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the driver

	"github.com/clausule/clausule/clause/archive"
)

// Sync is how much a commit waits for the disk.
type Sync string

// The ways to wait.
const (
	// SyncNormal, the default: after a power cut the last batches may be gone, and
	// are scanned again.
	SyncNormal Sync = "normal"
	// SyncFull: a batch that was committed is there after a power cut.
	SyncFull Sync = "full"
)

// Options are how a store is opened. The zero value makes one that is not there.
type Options struct {
	// ReadOnly opens a store for questions only. It must be there; the medium may
	// be one that cannot be written.
	ReadOnly bool
	Sync     Sync
	// Wait is how long to wait for another process that writes; 0 means 10
	// seconds.
	Wait time.Duration
}

// Store is an archive.Store in a file.
type Store struct {
	path     string
	readOnly bool
	file     fs.FileInfo // as it was opened; nil where nothing is written
	readers  *sql.DB
	writers  *sql.DB // of one connection; nil where nothing is written
	writer   *writer
	turn     chan struct{} // holds a token while somebody writes
	unpack   *zstd.Decoder

	mu      sync.Mutex
	lexicon lexicon // as far as it was needed
}

var _ archive.Store = (*Store)(nil)

// The memory that is kept of the file, in KiB: the writer's, and that of each of
// the readers.
const (
	writerCache = 8 << 10
	readerCache = 2 << 10
	maxReaders  = 4
)

// Open opens the store in a file, and makes it where there is none; its folder
// must be there. The file is for its owner only. Errors are of the type *Error, or
// those of the context.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	s := &Store{path: path, readOnly: options.ReadOnly, turn: make(chan struct{}, 1)}
	if err := s.open(ctx, options); err != nil {
		_ = s.Close()
		return nil, wrap(ctx, path, err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, options Options) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		return err
	}
	var err error
	if s.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(maxReaders), zstd.WithDecoderMaxMemory(maxDetails)); err != nil {
		return err
	}
	if options.Wait <= 0 {
		options.Wait = 10 * time.Second
	}
	if !options.ReadOnly {
		if s.writers, err = sql.Open("sqlite", s.address("rw", options, writerCache)); err != nil {
			return err
		}
		s.writers.SetMaxOpenConns(1)
		if s.file, err = os.Stat(s.path); err != nil {
			return err
		}
		if s.writer, err = newWriter(ctx, s.writers); err != nil {
			return err
		}
	}
	if s.readers, err = sql.Open("sqlite", s.address("ro", options, readerCache)); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(maxReaders)
	s.readers.SetMaxIdleConns(maxReaders)
	if !options.ReadOnly {
		return nil
	}
	err = s.known(ctx)
	var typed *Error
	if errors.As(wrap(ctx, s.path, err), &typed) && (typed.Is == ErrDenied || typed.Is == ErrReadOnly) && s.settled() {
		// Beside a file that others may write SQLite wants one that readers share,
		// which a medium that cannot be written does not give; nor can anybody
		// write there.
		_ = s.readers.Close()
		if s.readers, err = sql.Open("sqlite", s.address("ro", options, readerCache)+"&immutable=1"); err != nil {
			return err
		}
		s.readers.SetMaxOpenConns(maxReaders)
		err = s.known(ctx)
	}
	return err
}

// prepare looks at the file before SQLite does, and makes it for its owner alone:
// a contract is confidential. The files beside it get the rights of this one.
func (s *Store) prepare() error {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return ErrNotStore
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist) || s.readOnly:
		return err
	}
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// settled tells whether all that was written is in the file itself.
func (s *Store) settled() bool {
	info, err := os.Stat(s.path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0
}

// known looks whether the file is one of ours, of a version that can be read.
func (s *Store) known(ctx context.Context) error {
	conn, err := s.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	version, err := identify(ctx, conn, len(steps))
	if err == nil && version < len(steps) {
		err = ErrNotStore // a new or an old one has to be opened for writing first
	}
	return err
}

// address is the file as the driver is told of it.
func (s *Store) address(mode string, options Options, cache int) string {
	path, err := filepath.Abs(s.path)
	if err != nil {
		path = s.path
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // a drive of Windows
		path = "/" + path
	}
	sync := "NORMAL"
	if options.Sync == SyncFull {
		sync = "FULL"
	}
	q := url.Values{
		"mode": {mode}, "_busy_timeout": {strconv.FormatInt(options.Wait.Milliseconds(), 10)}, "_foreign_keys": {"1"}, "_synchronous": {sync}, "_dqs": {"0"}, "_error_rc": {"1"},
		"_pragma": {"secure_delete(1)", "temp_store(memory)", "cache_size(-" + strconv.Itoa(cache) + ")"},
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	return u.String()
}

// Close implements archive.Store.
func (s *Store) Close() error {
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		if s.inPlace() != nil {
			// SQLite leaves the file beside it then, of which another file of that
			// name would get the contents.
			_, err := s.writer.erase(context.Background())
			errs = append(errs, err)
		}
		errs = append(errs, s.writer.close())
	}
	if s.writers != nil {
		errs = append(errs, s.writers.Close())
	}
	if s.unpack != nil {
		s.unpack.Close()
	}
	return wrap(context.Background(), s.path, errors.Join(errs...))
}

// write does something to the store, all of it or nothing, when it is its turn.
func (s *Store) write(ctx context.Context, do func(ctx context.Context, w *writer) error) error {
	return s.alone(ctx, func(w *writer) error { return w.transaction(ctx, do) })
}

// alone waits for the turn to write.
func (s *Store) alone(ctx context.Context, do func(w *writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.writer == nil {
		return &Error{Path: s.path, Is: ErrReadOnly}
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	if err := s.inPlace(); err != nil {
		return err
	}
	return wrap(ctx, s.path, do(s.writer))
}

// inPlace tells whether the file still has its name. What SQLite would write to one
// without a name is lost, and another file of that name gets what stands in the file
// beside it.
func (s *Store) inPlace() error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !os.SameFile(info, s.file):
		return &Error{Path: s.path, Is: ErrReplaced}
	}
	return nil // of what else is wrong SQLite tells
}
