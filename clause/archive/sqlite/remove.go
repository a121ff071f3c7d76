package sqlite

import (
	"context"
	"database/sql"

	"github.com/clausule/clausule/clause/archive"
)

// empty takes out what came from the outcome of a document, but its text.
func (s *Store) empty(ctx context.Context, w *writer, id int64) error {
	var packed []byte
	ok, err := w.row(ctx, "SELECT results FROM details WHERE document = ?", []any{id}, &packed)
	if err != nil {
		return err
	}
	if ok {
		// The index has no texts of its own and is told what it had.
		results, err := s.unpacked(packed, w.lexicon)
		if err != nil {
			if w.lexicon, err = describe(ctx, w.conn); err != nil {
				return err
			}
			if results, err = s.unpacked(packed, w.lexicon); err != nil {
				return err
			}
		}
		w.passages.reset()
		for i := range results {
			for j := range results[i].Findings {
				w.passages.add(results[i].Findings[j].Quote, 0)
			}
		}
		var was index
		was.add(id, &w.passages)
		if quotes := was.String(); quotes != "" {
			if _, err := w.exec(ctx, "INSERT INTO quotes (quotes, rowid, quote) SELECT 'delete', CAST(key AS INTEGER), value FROM json_each(?)", quotes); err != nil {
				return err
			}
		}
	}
	for _, text := range []string{
		"DELETE FROM details WHERE document = ?",
		`DELETE FROM "values" WHERE document = ?`,
		`UPDATE documents SET settings = NULL, class = NULL, message = NULL, attempts = 0, cpu = 0, wall = 0, supplier = '', customer = '', year = 0,
			format = '', pages = 0, kind = '', language = '', incomplete = 0, parties = NULL, warnings = NULL, statuses = '', serves = x'' WHERE id = ?`,
	} {
		if _, err := w.exec(ctx, text, id); err != nil {
			return err
		}
	}
	return nil
}

// remove takes a document out that has no places.
func (s *Store) remove(ctx context.Context, w *writer, id int64) error {
	if err := s.empty(ctx, w, id); err != nil {
		return err
	}
	_, err := w.exec(ctx, "DELETE FROM documents WHERE id = ?", id)
	return err
}

// Sweep implements archive.Store.
func (s *Store) Sweep(ctx context.Context, source string, seen func(path string) bool) (int, error) {
	gone := 0
	err := s.alone(ctx, func(w *writer) error {
		paths, err := column[string](ctx, w.conn, "SELECT path FROM places WHERE source = ?", source)
		if err != nil {
			return err
		}
		var away []string
		for _, path := range paths {
			if !seen(path) {
				away = append(away, path)
			}
		}
		documents := 0
		if err := w.transaction(ctx, func(steady context.Context, w *writer) error {
			for _, path := range away {
				if _, err := w.exec(steady, "DELETE FROM places WHERE source = ? AND path = ?", source, path); err != nil {
					return err
				}
			}
			orphans, err := column[int64](ctx, w.conn, "SELECT id FROM documents d WHERE NOT EXISTS (SELECT 1 FROM places p WHERE p.document = d.id)")
			if err != nil {
				return err
			}
			for _, id := range orphans {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := s.remove(steady, w, id); err != nil {
					return err
				}
			}
			documents = len(orphans)
			return nil
		}); err != nil {
			return err
		}
		if gone = len(away); gone+documents > 0 {
			// Where somebody still reads the old state, the next change that is not in
			// his way erases it.
			_, err = w.erase(ctx)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	return gone, nil
}

// Forget implements archive.Store. Its error is ErrNotErased where the document is
// gone from the store, but not yet from its bytes.
func (s *Store) Forget(ctx context.Context, sha256 string) (bool, error) {
	known := false
	err := s.alone(ctx, func(w *writer) error {
		if err := w.transaction(ctx, func(steady context.Context, w *writer) error {
			var id int64
			var settings sql.NullInt64
			ok, err := w.row(steady, "SELECT id, settings FROM documents WHERE sha256 = ?", []any{sha256}, &id, &settings)
			if err != nil || !ok {
				return err
			}
			known = true
			if _, err := w.exec(steady, "DELETE FROM places WHERE document = ?", id); err != nil {
				return err
			}
			return s.remove(steady, w, id)
		}); err != nil {
			return err
		}
		// Also where it is not known: the last time may have left its bytes.
		done, err := w.erase(ctx)
		if err == nil && !done {
			err = ErrNotErased
		}
		return err
	})
	return known && err == nil, err
}

// erase writes the changes into the file itself and empties the file beside it,
// in which older states are. It tells whether no reader was in its way.
func (w *writer) erase(ctx context.Context) (bool, error) {
	var busy, pages, moved int
	if err := w.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return false, err
	}
	return busy == 0, nil
}

// Reset implements archive.Store.
func (s *Store) Reset(ctx context.Context, which archive.Retry) (int, error) {
	classes := which.Classes
	if len(classes) == 0 && !which.Incomplete {
		classes = archive.Classes()
	}
	n := 0
	err := s.write(ctx, func(steady context.Context, w *writer) error {
		n = 0
		reset := func(where string, args ...any) error {
			ids, err := column[int64](ctx, w.conn, "SELECT id FROM documents WHERE "+where, args...)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := s.empty(steady, w, id); err != nil {
					return err
				}
				if _, err := w.exec(steady, "DELETE FROM texts WHERE document = ?", id); err != nil {
					return err
				}
			}
			n += len(ids)
			return nil
		}
		for _, class := range classes {
			if err := reset("class = ?", string(class)); err != nil {
				return err
			}
		}
		if which.Incomplete {
			return reset("incomplete")
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// querier asks.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// column is the only column of an answer.
func column[T any](ctx context.Context, from querier, text string, args ...any) ([]T, error) {
	rows, err := from.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var item T
		if err := rows.Scan(&item); err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, rows.Err()
}
