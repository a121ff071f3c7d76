package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"time"

	"github.com/clausule/clausule/clause/archive"
)

// Begin implements archive.Store.
func (s *Store) Begin(ctx context.Context, run archive.Run) (id int64, err error) {
	sources, err := json.Marshal(run.Sources)
	if err != nil {
		return 0, err
	}
	tally, err := json.Marshal(archive.Tally{})
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, func(ctx context.Context, w *writer) error {
		settings, err := w.setting(ctx, run.Settings)
		if err != nil {
			return err
		}
		res, err := w.exec(ctx, "INSERT INTO runs (started, sources, settings, tally) VALUES (?, ?, ?, ?)", moment(run.Started), string(sources), settings, string(tally))
		if err != nil {
			return err
		}
		id, err = res.LastInsertId()
		return err
	})
	return id, err
}

// moment is a time as runs have it.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// End implements archive.Store.
func (s *Store) End(ctx context.Context, id int64, ended time.Time, tally archive.Tally) error {
	counts, err := json.Marshal(tally)
	if err != nil {
		return err
	}
	var changed int64
	err = s.write(ctx, func(ctx context.Context, w *writer) error {
		res, err := w.exec(ctx, "UPDATE runs SET ended = ?, tally = ? WHERE id = ?", moment(ended), string(counts), id)
		if err != nil {
			return err
		}
		if changed, err = res.RowsAffected(); err != nil || !tally.Idle() {
			return err
		}
		_, err = w.exec(ctx, `DELETE FROM runs WHERE id < ?1 AND ended IS NOT NULL AND tally = ?2
			AND (sources, settings) = (SELECT sources, settings FROM runs WHERE id = ?1)`, id, string(counts))
		return err
	})
	if err == nil && changed == 0 {
		return &archive.RunError{ID: id}
	}
	return err
}

// Runs implements archive.Store.
func (s *Store) Runs(ctx context.Context) ([]archive.Run, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT r.id, r.started, r.ended, r.sources, r.tally, s.detail FROM runs r JOIN settings s ON s.id = r.settings ORDER BY r.id DESC")
	if err != nil {
		return nil, wrap(ctx, s.path, err)
	}
	defer rows.Close()
	var runs []archive.Run
	for rows.Next() {
		run, err := readRun(rows)
		if err != nil {
			return nil, wrap(ctx, s.path, err)
		}
		runs = append(runs, run)
	}
	return runs, wrap(ctx, s.path, rows.Err())
}

func readRun(rows *sql.Rows) (run archive.Run, err error) {
	var started, sources, tally, detail string
	var ended sql.NullString
	if err := rows.Scan(&run.ID, &started, &ended, &sources, &tally, &detail); err != nil {
		return run, err
	}
	if run.Started, err = time.Parse(time.RFC3339Nano, started); err != nil {
		return run, ErrCorrupt
	}
	if ended.Valid {
		if run.Ended, err = time.Parse(time.RFC3339Nano, ended.String); err != nil {
			return run, ErrCorrupt
		}
	}
	for text, into := range map[string]any{sources: &run.Sources, tally: &run.Tally, detail: &run.Settings} {
		if json.Unmarshal([]byte(text), into) != nil {
			return run, ErrCorrupt
		}
	}
	return run, nil
}

// placeColumns are what scanPlace reads.
const placeColumns = `p.path, p.size, p.seconds, p.nanoseconds, p.sum, p.class, p.message, d.sha256
	FROM places p LEFT JOIN documents d ON d.id = p.document`

func scanPlace(source string, scan func(...any) error) (archive.PlaceState, error) {
	p := archive.PlaceState{Place: archive.Place{Source: source}}
	var sha256, class, message sql.NullString
	var seconds, nanoseconds int64
	err := scan(&p.Path, &p.Size, &seconds, &nanoseconds, &p.Sum, &class, &message, &sha256)
	p.ModTime = time.Unix(seconds, nanoseconds).UTC()
	p.SHA256 = sha256.String
	p.Failure = failure(class, message)
	return p, err
}

// Place implements archive.Store.
func (s *Store) Place(ctx context.Context, source, path string) (*archive.PlaceState, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, err := scanPlace(source, s.readers.QueryRowContext(ctx, "SELECT "+placeColumns+" WHERE p.source = ? AND p.path = ?", source, path).Scan)
	ok, err := found(err)
	if err != nil || !ok {
		return nil, wrap(ctx, s.path, err)
	}
	return &p, nil
}

// Places implements archive.Store.
func (s *Store) Places(ctx context.Context, source string) iter.Seq2[archive.PlaceState, error] {
	return func(yield func(archive.PlaceState, error) bool) {
		rows, err := s.readers.QueryContext(ctx, "SELECT "+placeColumns+" WHERE p.source = ? ORDER BY p.path", source)
		if err != nil {
			yield(archive.PlaceState{}, wrap(ctx, s.path, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			p, err := scanPlace(source, rows.Scan)
			if err != nil {
				yield(archive.PlaceState{}, wrap(ctx, s.path, err))
				return
			}
			if !yield(p, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(archive.PlaceState{}, wrap(ctx, s.path, err))
		}
	}
}

func failure(class, message sql.NullString) *archive.Failure {
	if !class.Valid {
		return nil
	}
	return &archive.Failure{Class: archive.Class(class.String), Message: message.String}
}

// Document implements archive.Store.
func (s *Store) Document(ctx context.Context, sha256 string) (*archive.DocumentState, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var d archive.DocumentState
	var class, message sql.NullString
	ok, err := found(s.readers.QueryRowContext(ctx, `SELECT s.reading, s.judging, d.class, d.message, EXISTS (SELECT 1 FROM texts t WHERE t.document = d.id)
		FROM documents d JOIN settings s ON s.id = d.settings WHERE d.sha256 = ?`, sha256).
		Scan(&d.Reading, &d.Judging, &class, &message, &d.Text))
	if err != nil || !ok {
		return nil, wrap(ctx, s.path, err)
	}
	d.Failure = failure(class, message)
	return &d, nil
}

// Text implements archive.Store.
func (s *Store) Text(ctx context.Context, sha256 string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var text []byte
	ok, err := found(s.readers.QueryRowContext(ctx, "SELECT t.text FROM texts t JOIN documents d ON d.id = t.document WHERE d.sha256 = ?", sha256).Scan(&text))
	if err != nil || !ok {
		return nil, wrap(ctx, s.path, err)
	}
	return text, nil
}
