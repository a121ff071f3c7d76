package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"github.com/klauspost/compress/zstd"
)

// writer is the connection that writes, with what it has at hand: its statements,
// and the numbers of what rows refer to.
type writer struct {
	conn         *sql.Conn
	statements   map[string]*sql.Stmt
	settings     map[[2]string]int64
	requirements map[requirement]int64
	lexicon      lexicon
	pack         *zstd.Encoder
	// What is made up per document, kept for the next.
	details  packer
	passages passages
	index    index
	values   []value
	buffer   []byte
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{conn: conn, statements: map[string]*sql.Stmt{}}
	w.forget()
	if err := w.init(ctx); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *writer) init(ctx context.Context) (err error) {
	if w.pack, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(true)); err != nil {
		return err
	}
	if _, err := identify(ctx, w.conn, len(steps)); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	return migrate(ctx, w.conn, steps)
}

// forget drops the numbers that may not be in the file.
func (w *writer) forget() {
	w.settings, w.requirements, w.lexicon = map[[2]string]int64{}, map[requirement]int64{}, nil
}

func (w *writer) close() error {
	var errs []error
	for _, stmt := range w.statements {
		errs = append(errs, stmt.Close())
	}
	if w.pack != nil {
		errs = append(errs, w.pack.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}

// transaction does all or nothing. The context that it gives is never cancelled,
// which makes a statement twice as fast: who does much looks at the one outside
// now and then.
func (w *writer) transaction(ctx context.Context, do func(ctx context.Context, w *writer) error) error {
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	steady := context.WithoutCancel(ctx)
	err := do(steady, w)
	if err == nil {
		if err = ctx.Err(); err == nil {
			_, err = w.conn.ExecContext(steady, "COMMIT")
		}
	}
	if err != nil {
		w.forget()
		// SQLite may have done so itself, as when the disk is full.
		_, _ = w.conn.ExecContext(steady, "ROLLBACK")
	}
	return err
}

// prepared is a statement, prepared once.
func (w *writer) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	if stmt := w.statements[text]; stmt != nil {
		return stmt, nil
	}
	stmt, err := w.conn.PrepareContext(ctx, text)
	if err == nil {
		w.statements[text] = stmt
	}
	return stmt, err
}

func (w *writer) exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	stmt, err := w.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

// row asks for one row; it tells whether there is one.
func (w *writer) row(ctx context.Context, text string, args []any, into ...any) (bool, error) {
	stmt, err := w.prepared(ctx, text)
	if err != nil {
		return false, err
	}
	return found(stmt.QueryRowContext(ctx, args...).Scan(into...))
}

// found tells whether there was a row.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
