package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// pageSize is how many records are read at once. While they are given out nothing
// is held in the file, so that a slow reader is in nobody's way.
const pageSize = 64

// Records implements archive.Store. What is committed while the records are taken
// may be in those that follow.
func (s *Store) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		m, err := archive.NewMatcher(q)
		if err != nil {
			yield(archive.Record{}, err)
			return
		}
		w := &walk{store: s, query: q, matcher: m}
		for !w.done {
			page, err := w.page(ctx)
			if err != nil {
				yield(archive.Record{}, wrap(ctx, s.path, err))
				return
			}
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// read does something with the store as it is at one moment.
func (s *Store) read(ctx context.Context, do func(tx *sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := s.readers.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return do(tx)
}

// walk goes over the places, in their order, and gives documents at their first.
type walk struct {
	store   *Store
	query   archive.Query
	matcher *archive.Matcher
	begun   bool
	done    bool
	chosen  set // documents
	given   set
	count   int // of records that met the query, those before the offset included

	source, path string // of the last place
	loose        bool   // only documents without a place are left
	sha256       string // of the last of them
}

// page gives the next records.
func (w *walk) page(ctx context.Context) (page []archive.Record, err error) {
	err = w.store.read(ctx, func(tx *sql.Tx) error {
		if !w.begun {
			w.begun = true
			if err := w.store.choose(ctx, tx, w.matcher, w.query, false, func(_ *chooser, d *chosen) { w.chosen.add(d.id) }); err != nil {
				return err
			}
		}
		f, err := newFetch(ctx, tx, w)
		if err != nil {
			return err
		}
		defer f.close()
		if !w.loose {
			if page, err = w.places(ctx, tx, f); err != nil || w.done || len(page) == pageSize {
				return err
			}
			w.loose = true
		}
		page, err = w.unplaced(ctx, tx, f, page)
		return err
	})
	return page, err
}

// full takes up a record and tells whether the page, or the answer, is full.
func (w *walk) full(page *[]archive.Record, r archive.Record) bool {
	*page = append(*page, r)
	w.done = w.query.Limit > 0 && w.count == w.query.Offset+w.query.Limit
	return w.done || len(*page) == pageSize
}

// skip counts a record and tells whether it is before the offset.
func (w *walk) skip() bool {
	w.count++
	return w.count <= w.query.Offset
}

// places goes on over the places.
func (w *walk) places(ctx context.Context, tx *sql.Tx, f *fetch) ([]archive.Record, error) {
	rows, err := tx.QueryContext(ctx, `SELECT source, path, document, class FROM places WHERE (source, path) > (?, ?) ORDER BY source, path`, w.source, w.path)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	failed := w.matcher.Failed() && !w.matcher.OnResults()
	var page []archive.Record
	for rows.Next() {
		var source, path string
		var id sql.NullInt64
		var class sql.NullString
		if err := rows.Scan(&source, &path, &id, &class); err != nil {
			return nil, err
		}
		fresh := id.Valid && w.chosen.has(id.Int64) && !w.given.has(id.Int64)
		if fresh {
			w.given.add(id.Int64)
			if !w.skip() {
				r, ok, err := f.record(ctx, id.Int64)
				switch {
				case err != nil:
					return nil, err
				case !ok:
					w.count-- // it is not what it was any more
				case w.full(&page, r):
					// A failure of this place comes with the next page.
					if !class.Valid || !failed {
						w.source, w.path = source, path
					}
					return page, nil
				}
			}
		}
		w.source, w.path = source, path
		if !class.Valid || !failed {
			continue
		}
		r, err := f.failed(ctx, source, path)
		if err != nil {
			return nil, err
		}
		if w.matcher.Record(&r) && !w.skip() && w.full(&page, r) {
			return page, nil
		}
	}
	return page, rows.Err()
}

// unplaced gives documents that have no place, until Sweep takes them.
func (w *walk) unplaced(ctx context.Context, tx *sql.Tx, f *fetch, page []archive.Record) ([]archive.Record, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, sha256 FROM documents d
		WHERE settings IS NOT NULL AND sha256 > ? AND NOT EXISTS (SELECT 1 FROM places p WHERE p.document = d.id) ORDER BY sha256`, w.sha256)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id, &w.sha256); err != nil {
			return nil, err
		}
		if !w.chosen.has(id) || w.given.has(id) {
			continue
		}
		w.given.add(id)
		if w.skip() {
			continue
		}
		r, ok, err := f.record(ctx, id)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			w.count--
		case w.full(&page, r):
			return page, nil
		}
	}
	w.done = true
	return page, rows.Err()
}

// fetch reads whole records.
type fetch struct {
	store    *Store
	tx       *sql.Tx
	matcher  *archive.Matcher
	settings map[int64]archive.Settings
	last     archive.Settings
	row      *sql.Stmt
	places   *sql.Stmt
	details  *sql.Stmt // nil where no results are asked for
}

func newFetch(ctx context.Context, tx *sql.Tx, w *walk) (*fetch, error) {
	f := &fetch{store: w.store, tx: tx, matcher: w.matcher}
	var err error
	if f.settings, f.last, err = settings(ctx, tx); err != nil {
		return nil, err
	}
	statements := map[**sql.Stmt]string{
		&f.row: `SELECT sha256, settings, class, message, supplier, customer, year, format, pages, kind, language, parties, warnings, statuses
			FROM documents WHERE id = ? AND settings IS NOT NULL`,
		&f.places: "SELECT source, path, size, seconds, nanoseconds, sum FROM places WHERE document = ? ORDER BY source, path",
	}
	if w.query.Results || w.query.Findings {
		statements[&f.details] = "SELECT results FROM details WHERE document = ?"
	}
	for stmt, text := range statements {
		if *stmt, err = tx.PrepareContext(ctx, text); err != nil {
			f.close()
			return nil, err
		}
	}
	return f, nil
}

func (f *fetch) close() {
	for _, stmt := range []*sql.Stmt{f.row, f.places, f.details} {
		if stmt != nil {
			_ = stmt.Close()
		}
	}
}

// record reads a document; it tells whether it is there, and what the query asks
// for.
func (f *fetch) record(ctx context.Context, id int64) (r archive.Record, ok bool, err error) {
	var settings int64
	var class, message, parties, warnings sql.NullString
	var statuses string
	if ok, err = found(f.row.QueryRowContext(ctx, id).Scan(&r.SHA256, &settings, &class, &message, &r.Facts.Supplier, &r.Facts.Customer, &r.Facts.Year,
		&r.Format, &r.Pages, &r.Kind, &r.Language, &parties, &warnings, &statuses)); err != nil || !ok {
		return r, false, err
	}
	r.Failure = failure(class, message)
	was := f.settings[settings]
	r.Current = was.Current(f.last, class.Valid)
	if parties.Valid && json.Unmarshal([]byte(parties.String), &r.Parties) != nil || warnings.Valid && json.Unmarshal([]byte(warnings.String), &r.Warnings) != nil {
		return r, false, ErrCorrupt
	}
	r.Summary = summary(statuses)
	if r.Places, err = f.standing(ctx, id); err != nil {
		return r, false, err
	}
	if f.details == nil || r.Failure != nil {
		return r, true, nil
	}
	var packed []byte
	if err := f.details.QueryRowContext(ctx, id).Scan(&packed); err != nil {
		return r, false, err
	}
	lexicon, err := f.store.described(ctx, f.tx, len(statuses))
	if err != nil {
		return r, false, err
	}
	results, err := f.store.unpacked(packed, lexicon)
	if err != nil {
		return r, false, err
	}
	r.Results, ok = f.matcher.Results(results)
	return r, ok, nil
}

// failed is the record of a place with a failure.
func (f *fetch) failed(ctx context.Context, source, path string) (archive.Record, error) {
	p := archive.Place{Source: source, Path: path}
	var seconds, nanoseconds int64
	var class, message sql.NullString
	err := f.tx.QueryRowContext(ctx, "SELECT size, seconds, nanoseconds, sum, class, message FROM places WHERE source = ? AND path = ?", source, path).
		Scan(&p.Size, &seconds, &nanoseconds, &p.Sum, &class, &message)
	p.ModTime = time.Unix(seconds, nanoseconds).UTC()
	return archive.Record{Places: []archive.Place{p}, Failure: failure(class, message)}, err
}

// standing gives the places of a document.
func (f *fetch) standing(ctx context.Context, id int64) ([]archive.Place, error) {
	rows, err := f.places.QueryContext(ctx, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []archive.Place
	for rows.Next() {
		var p archive.Place
		var seconds, nanoseconds int64
		if err := rows.Scan(&p.Source, &p.Path, &p.Size, &seconds, &nanoseconds, &p.Sum); err != nil {
			return nil, err
		}
		p.ModTime = time.Unix(seconds, nanoseconds).UTC()
		list = append(list, p)
	}
	return list, rows.Err()
}

// summary counts the letters of verdicts.
func summary(statuses string) (s clause.Summary) {
	for i := range len(statuses) {
		switch statuses[i] {
		case 'm':
			s.Met++
		case 'p':
			s.Partial++
		case 'c':
			s.Conflict++
		case 'x':
			s.Missing++
		case 'u':
			s.Unknown++
		case 'w':
			s.Waived++
		}
	}
	return s
}
