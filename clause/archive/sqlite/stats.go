package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// Stats implements archive.Store.
func (s *Store) Stats(ctx context.Context, q archive.Query) (*archive.Stats, error) {
	m, err := archive.NewMatcher(q)
	if err != nil {
		return nil, err
	}
	var counter *archive.Counter
	err = s.read(ctx, func(tx *sql.Tx) error {
		requirements, err := lastRequirements(ctx, tx)
		if err != nil {
			return err
		}
		counter = archive.NewCounter(m, requirements)
		places, err := placesOf(ctx, tx)
		if err != nil {
			return err
		}
		t := table{years: map[int][]int{}}
		if err := s.choose(ctx, tx, m, q, true, func(c *chooser, d *chosen) {
			counter.Document(&d.record, int(places.of(d.id)), d.incomplete)
			t.lexicon = c.lexicon
			t.count(d, m.OnResults())
		}); err != nil {
			return err
		}
		t.tell(counter)
		if m.OnResults() {
			return nil
		}
		return failures(ctx, tx, m, counter)
	})
	if err != nil {
		return nil, wrap(ctx, s.path, err)
	}
	return counter.Stats(), nil
}

// lastRequirements are those of the last scan.
func lastRequirements(ctx context.Context, tx *sql.Tx) ([]archive.Requirement, error) {
	var detail string
	ok, err := found(tx.QueryRowContext(ctx, "SELECT s.detail FROM runs r JOIN settings s ON s.id = r.settings ORDER BY r.id DESC LIMIT 1").Scan(&detail))
	if err != nil || !ok {
		return nil, err
	}
	var settings archive.Settings
	if json.Unmarshal([]byte(detail), &settings) != nil {
		return nil, ErrCorrupt
	}
	return settings.Requirements, nil
}

// counts has how many places documents have.
type counts []uint32

func (c counts) of(id int64) uint32 {
	if int(id) < len(c) {
		return c[id]
	}
	return 0
}

func placesOf(ctx context.Context, tx *sql.Tx) (counts, error) {
	rows, err := tx.QueryContext(ctx, "SELECT document FROM places WHERE document IS NOT NULL ORDER BY document")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var c counts
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		for int64(len(c)) <= id {
			c = append(c, 0)
		}
		c[id]++
	}
	return c, rows.Err()
}

// table counts verdicts by year, requirement and status.
type table struct {
	lexicon lexicon
	years   map[int][]int
}

// statuses are those that table counts, by place in its rows.
var statuses = [...]clause.Status{clause.Met, clause.Partial, clause.Conflict, clause.Missing, clause.Unknown, clause.Waived}

// places is the place of a letter in statuses, from 1.
var places = [256]uint8{'m': 1, 'p': 2, 'c': 3, 'x': 4, 'u': 5, 'w': 6}

func (t *table) count(d *chosen, some bool) {
	year := d.record.Facts.Year
	row := t.years[year]
	if row == nil {
		row = make([]int, len(t.lexicon)*len(statuses))
		t.years[year] = row
	}
	if some {
		for _, n := range d.results {
			row[n*len(statuses)+int(places[d.statuses[n-1]])-1]++
		}
		return
	}
	for i, letter := range d.statuses {
		if at := places[letter]; at > 0 && i+1 < len(t.lexicon) {
			row[(i+1)*len(statuses)+int(at)-1]++
		}
	}
}

func (t *table) tell(counter *archive.Counter) {
	for year, row := range t.years {
		for at, n := range row {
			if n == 0 {
				continue
			}
			r := t.lexicon[at/len(statuses)]
			counter.Results(archive.Requirement{ID: r.id, Pack: r.id.Pack(), Title: r.title, Importance: r.importance}, statuses[at%len(statuses)], year, n)
		}
	}
}

// failures counts the places with a failure.
func failures(ctx context.Context, tx *sql.Tx, m *archive.Matcher, counter *archive.Counter) error {
	rows, err := tx.QueryContext(ctx, `SELECT p.source, p.path, p.class, EXISTS (SELECT 1 FROM documents d WHERE d.id = p.document AND d.settings IS NOT NULL)
		FROM places p WHERE p.class IS NOT NULL`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var p archive.Place
		var class archive.Class
		var known bool
		if err := rows.Scan(&p.Source, &p.Path, &class, &known); err != nil {
			return err
		}
		if m.Record(&archive.Record{Places: []archive.Place{p}, Failure: &archive.Failure{Class: class}}) {
			counter.Place(class, known)
		}
	}
	return rows.Err()
}
