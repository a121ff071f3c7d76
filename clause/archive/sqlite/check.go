package sqlite

import (
	"context"
	"fmt"
)

// Check looks whether the file is whole: its pages, what its rows refer to, and
// the index of quotes. Its error is an *Error, ErrCorrupt where it is not.
func (s *Store) Check(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	told, err := column[string](ctx, s.readers, "PRAGMA integrity_check(1)")
	if err != nil {
		return wrap(ctx, s.path, err)
	}
	if len(told) != 1 || told[0] != "ok" {
		return &Error{Path: s.path, Is: ErrCorrupt, Err: fmt.Errorf("integrity_check: %q", told)}
	}
	broken, err := column[string](ctx, s.readers, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
	if err != nil {
		return wrap(ctx, s.path, err)
	}
	if len(broken) > 0 {
		return &Error{Path: s.path, Is: ErrCorrupt, Err: fmt.Errorf("foreign_key_check: %s", broken[0])}
	}
	if s.writer == nil {
		return nil // SQLite checks the index through a connection that may write only
	}
	return s.write(ctx, func(ctx context.Context, w *writer) error {
		_, err := w.conn.ExecContext(ctx, "INSERT INTO quotes (quotes) VALUES ('integrity-check')")
		return err
	})
}
