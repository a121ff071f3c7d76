package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// chooser goes once over the documents, in the order of their numbers, and beside
// it over the passages and the values that the query is about, and so finds the
// documents and results that the query chooses without unpacking any.
type chooser struct {
	matcher  *archive.Matcher
	settings map[int64]archive.Settings
	last     archive.Settings // of the last scan
	lexicon  lexicon
	wanted   []bool    // requirements that are asked for, by number
	statuses [256]bool // verdicts that are asked for, by letter
	paths    set       // documents with a place that is asked for
	hits     *hits     // nil where no text is asked for
	amounts  *amounts  // nil where no values are asked for
	scratch  []uint8   // by requirement: which of hits and amounts speak for it
}

// chosen is a document that meets the conditions.
type chosen struct {
	id         int64
	record     archive.Record // without what is in other tables
	incomplete bool
	statuses   []byte
	results    []int // numbers of requirements of which the results are chosen, where there is a condition on them
}

// set is a set of documents.
type set []uint64

func (s set) has(id int64) bool { return int(id/64) < len(s) && s[id/64]&(1<<(id%64)) != 0 }

func (s *set) add(id int64) {
	for int(id/64) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[id/64] |= 1 << (id % 64)
}

// choose calls do with the documents that meet the conditions. What do is given
// is overwritten afterwards, and has what Stats counts only where count says so.
func (s *Store) choose(ctx context.Context, tx *sql.Tx, m *archive.Matcher, q archive.Query, count bool, do func(c *chooser, d *chosen)) error {
	c := &chooser{matcher: m}
	if err := c.prepare(ctx, tx, s, q); err != nil {
		return err
	}
	defer c.close()
	var settings int64
	var class sql.NullString
	var sha256, serves, supplier, kind, statuses sql.RawBytes
	var d chosen
	r := &d.record
	// Of ten thousand rows it is the columns that take time.
	columns := []struct {
		name string
		use  bool
		into any
	}{
		{"id", true, &d.id}, {"settings", true, &settings}, {"class", true, &class},
		{"sha256", q.SHA256 != "" || q.Outdated, &sha256},
		{"supplier", q.Supplier != "", &supplier},
		{"year", count || q.FromYear != 0 || q.ToYear != 0, &r.Facts.Year},
		{"kind", count || len(q.Kinds) > 0, &kind},
		{"incomplete", count, &d.incomplete},
		{"statuses", count || m.OnResults(), &statuses},
		{"serves", len(m.Search()) > 0, &serves},
	}
	var names []string
	var into []any
	for _, column := range columns {
		if column.use {
			names, into = append(names, column.name), append(into, column.into)
		}
	}
	text := "SELECT " + strings.Join(names, ", ") + " FROM documents WHERE settings IS NOT NULL"
	var args []any
	if q.SHA256 != "" {
		text, args = text+" AND sha256 = ?", append(args, strings.ToLower(q.SHA256))
	}
	switch {
	case m.Failed():
		text += " AND class IS NOT NULL"
	case m.OnResults():
		text += " AND class IS NULL"
	}
	rows, err := tx.QueryContext(ctx, text+" ORDER BY id", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	suppliers, kinds := map[string]string{}, map[string]string{}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		r.SHA256, r.Facts.Supplier, r.Kind = string(sha256), interned(suppliers, supplier), clause.Kind(interned(kinds, kind))
		r.Failure = nil
		if class.Valid {
			r.Failure = &archive.Failure{Class: archive.Class(class.String)}
		}
		r.Current = c.current(settings, class.Valid)
		d.statuses = statuses
		if !m.Document(r) || m.OnPaths() && !c.paths.has(d.id) {
			continue
		}
		if m.OnResults() {
			if err := c.results(&d, serves); err != nil {
				return err
			}
			if len(d.results) == 0 {
				continue
			}
		}
		do(c, &d)
	}
	return rows.Err()
}

// interned is a text of which there are few.
func interned(known map[string]string, b []byte) string {
	if s, ok := known[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(known) < 10_000 {
		known[s] = s
	}
	return s
}

func (c *chooser) prepare(ctx context.Context, tx *sql.Tx, s *Store, q archive.Query) (err error) {
	if c.settings, c.last, err = settings(ctx, tx); err != nil {
		return err
	}
	m := c.matcher
	if m.OnPaths() {
		rows, err := tx.QueryContext(ctx, "SELECT document, path FROM places WHERE document IS NOT NULL")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var path string
			if err := rows.Scan(&id, &path); err != nil {
				return err
			}
			if m.Path(path) {
				c.paths.add(id)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	var most int
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM requirements").Scan(&most); err != nil {
		return err
	}
	if c.lexicon, err = s.described(ctx, tx, most); err != nil || !m.OnResults() {
		return err
	}
	c.wanted = make([]bool, len(c.lexicon))
	for n, r := range c.lexicon {
		c.wanted[n] = n > 0 && m.Requirement(r.id, r.importance)
	}
	for status, letter := range letters {
		c.statuses[letter] = m.Status(status)
	}
	c.scratch = make([]uint8, len(c.lexicon))
	if len(m.Search()) > 0 {
		if c.hits, err = search(ctx, tx, m.Search()); err != nil {
			return err
		}
	}
	if len(m.Units()) > 0 {
		if c.amounts, err = findAmounts(ctx, tx, m, q.Values); err != nil {
			return err
		}
	}
	return nil
}

func (c *chooser) close() {
	if c.amounts != nil {
		_ = c.amounts.rows.Close()
	}
}

// settings reads all settings, and those of the last scan.
func settings(ctx context.Context, from querier) (map[int64]archive.Settings, archive.Settings, error) {
	all := map[int64]archive.Settings{}
	rows, err := from.QueryContext(ctx, "SELECT id, reading, judging FROM settings")
	if err != nil {
		return nil, archive.Settings{}, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var s archive.Settings
		if err := rows.Scan(&id, &s.Reading, &s.Judging); err != nil {
			return nil, archive.Settings{}, err
		}
		all[id] = s
	}
	if err := rows.Err(); err != nil {
		return nil, archive.Settings{}, err
	}
	var last int64
	_, err = found(from.QueryRowContext(ctx, "SELECT settings FROM runs ORDER BY id DESC LIMIT 1").Scan(&last))
	return all, all[last], err
}

// current tells whether an outcome is under the settings of the last scan.
func (c *chooser) current(settings int64, failed bool) bool {
	s := c.settings[settings]
	return s.Current(c.last, failed)
}

// results finds the results of a document that are chosen.
func (c *chooser) results(d *chosen, serves []byte) error {
	d.results = d.results[:0]
	need := uint8(0)
	if c.hits != nil || c.amounts != nil {
		clear(c.scratch)
	}
	if c.hits != nil {
		passages, err := c.hits.of(d.id)
		if err != nil {
			return err
		}
		if len(passages) == 0 {
			return nil
		}
		if err := serving(serves, passages, c.scratch); err != nil {
			return err
		}
		need |= 1
	}
	if c.amounts != nil {
		any, err := c.amounts.of(d.id, c.scratch)
		if err != nil || !any {
			return err
		}
		need |= c.amounts.need
	}
	for i, letter := range d.statuses {
		if n := i + 1; n < len(c.wanted) && c.wanted[n] && c.statuses[letter] && (need == 0 || c.scratch[n]&need == need) {
			d.results = append(d.results, n)
		}
	}
	return nil
}

// serving marks the requirements that passages serve.
func serving(serves []byte, passages []int64, marks []uint8) error {
	at := int64(0)
	for len(serves) > 0 && len(passages) > 0 {
		count, n := binary.Uvarint(serves)
		if n <= 0 {
			return ErrCorrupt
		}
		serves = serves[n:]
		hit := passages[0] == at
		if hit {
			passages = passages[1:]
		}
		for range count {
			number, n := binary.Uvarint(serves)
			if n <= 0 || number >= uint64(len(marks)) {
				return ErrCorrupt
			}
			serves = serves[n:]
			if hit {
				marks[number] |= 1
			}
		}
		at++
	}
	return nil
}

// hits are the passages in which a text was found, in their order.
type hits struct {
	find  func(after int64) ([]byte, error) // the next of them, as a text
	chunk int                               // how many find gives at most
	list  []int64                           // those that were read and not given yet
	more  bool                              // there may be more than those
	own   []int64
}

// maxHits is how many hits are read at once.
const maxHits = 1 << 20

// search looks for a text. The database makes one text of the hits, "12,15,…", for
// a row each takes far more time than finding them.
func search(ctx context.Context, tx *sql.Tx, s archive.Search) (*hits, error) {
	h := &hits{chunk: maxHits, find: func(after int64) (found []byte, err error) {
		err = tx.QueryRowContext(ctx, "SELECT group_concat(rowid) FROM (SELECT rowid FROM quotes WHERE quotes MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?)",
			expression(s), after, maxHits).Scan(&found)
		return found, err
	}}
	return h, h.read(-1)
}

// read reads the hits after one.
func (h *hits) read(after int64) error {
	found, err := h.find(after)
	if err != nil {
		return err
	}
	h.list = h.list[:0]
	number := int64(0)
	for _, c := range found {
		if c != ',' {
			number = number*10 + int64(c-'0')
			continue
		}
		h.list = append(h.list, number)
		number = 0
	}
	if len(found) > 0 {
		h.list = append(h.list, number)
	}
	h.more = len(h.list) == h.chunk
	return nil
}

// expression is a search in the language of FTS5. The words are of letters and
// figures alone and stand between quotes, so that none is an operator there.
func expression(s archive.Search) string {
	var b strings.Builder
	for i, p := range s {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + strings.Join(p.Words, " ") + `"`)
		if p.Prefix {
			b.WriteString(" *")
		}
	}
	return b.String()
}

// of gives the passages of a document, by their own numbers. Documents are asked
// for in their order.
func (h *hits) of(document int64) ([]int64, error) {
	h.own = h.own[:0]
	for {
		n := 0
		for _, hit := range h.list {
			if hit >= first(document+1) {
				break
			}
			if hit >= first(document) {
				h.own = append(h.own, hit-first(document))
			}
			n++
		}
		last := n == len(h.list) && h.more
		if !last {
			h.list = h.list[n:]
			return h.own, nil
		}
		if err := h.read(h.list[n-1]); err != nil {
			return nil, err
		}
	}
}

// amounts are the values that meet the conditions, in the order of documents.
type amounts struct {
	rows     *sql.Rows
	need     uint8 // marks of all units
	document int64
	found    sql.RawBytes // "12 1,15 0": requirements, each with the place of its unit
	more     bool
}

// maxUnits is how many units can be told apart; there are fewer.
const maxUnits = 7

// findAmounts looks for the values that meet the conditions. The database makes one
// row a document of them, for it is the rows that take time.
func findAmounts(ctx context.Context, tx *sql.Tx, m *archive.Matcher, conditions []archive.Condition) (*amounts, error) {
	a := &amounts{}
	var place, where strings.Builder
	var args []any
	for i, unit := range m.Units() {
		if i == maxUnits {
			break
		}
		a.need |= 2 << i
		// The place is a number of ours and no text of a user.
		fmt.Fprintf(&place, " WHEN ? THEN %d", i)
		args = append(args, string(unit))
	}
	for i, unit := range m.Units() {
		if i == maxUnits {
			break
		}
		if i > 0 {
			where.WriteString(" OR ")
		}
		where.WriteString("(unit = ?")
		args = append(args, string(unit))
		for _, c := range conditions {
			if c.Unit != unit {
				continue
			}
			operator, ok := operators[c.Op]
			if !ok {
				operator = " AND amount IS NULL AND ? = 0" // which nothing meets
			}
			where.WriteString(operator)
			args = append(args, c.Exact())
		}
		where.WriteString(")")
	}
	text := `SELECT document, group_concat(requirement || ' ' || CASE unit` + place.String() + ` END) FROM "values" WHERE ` + where.String() + ` GROUP BY document ORDER BY document`
	var err error
	if a.rows, err = tx.QueryContext(ctx, text, args...); err != nil {
		return nil, err
	}
	return a, a.advance()
}

var operators = map[archive.Op]string{
	archive.Less: " AND amount < ?", archive.AtMost: " AND amount <= ?", archive.Equal: " AND amount = ?", archive.AtLeast: " AND amount >= ?", archive.More: " AND amount > ?",
}

// advance goes to the next document.
func (a *amounts) advance() error {
	if a.more = a.rows.Next(); !a.more {
		return a.rows.Err()
	}
	return a.rows.Scan(&a.document, &a.found)
}

// of marks the requirements for which the values of a document speak, and tells
// whether there are any.
func (a *amounts) of(document int64, marks []uint8) (any bool, err error) {
	for a.more && a.document < document {
		if err := a.advance(); err != nil {
			return false, err
		}
	}
	if !a.more || a.document != document {
		return false, nil
	}
	number := 0
	place := false
	for _, c := range a.found {
		switch {
		case c == ' ':
			place = true
		case c == ',':
			number, place = 0, false
		case !place:
			number = number*10 + int(c-'0')
		case number < len(marks):
			marks[number] |= 2 << (c - '0')
		}
	}
	return true, nil
}
