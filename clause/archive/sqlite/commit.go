package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// Commit implements archive.Store.
func (s *Store) Commit(ctx context.Context, b archive.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	return s.write(ctx, func(steady context.Context, w *writer) error {
		settings, err := w.setting(steady, b.Settings)
		if err != nil {
			return err
		}
		w.index.reset()
		for _, o := range b.Outcomes {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.keep(steady, w, o, settings, b.Settings.Reading); err != nil {
				return err
			}
		}
		for i := range b.Places {
			if err := w.place(steady, &b.Places[i]); err != nil {
				return err
			}
		}
		// All at once, for FTS5 writes a piece of its index per statement, which it
		// has to merge with the others.
		return w.find(steady, "INSERT INTO quotes (rowid, quote) SELECT CAST(key AS INTEGER), value FROM json_each(?)")
	})
}

// find tells the index of the passages that were gathered.
func (w *writer) find(ctx context.Context, text string) error {
	passages := w.index.String()
	if passages == "" {
		return nil
	}
	_, err := w.exec(ctx, text, passages)
	return err
}

// setting is the number of settings.
func (w *writer) setting(ctx context.Context, settings archive.Settings) (int64, error) {
	key := [2]string{settings.Reading, settings.Judging}
	if id, ok := w.settings[key]; ok {
		return id, nil
	}
	var id int64
	ok, err := w.row(ctx, "SELECT id FROM settings WHERE reading = ? AND judging = ?", []any{key[0], key[1]}, &id)
	if err != nil {
		return 0, err
	}
	if !ok {
		detail, err := json.Marshal(settings)
		if err != nil {
			return 0, err
		}
		res, err := w.exec(ctx, "INSERT INTO settings (reading, judging, detail) VALUES (?, ?, ?)", key[0], key[1], string(detail))
		if err != nil {
			return 0, err
		}
		if id, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	}
	w.settings[key] = id
	return id, nil
}

// number is that of a requirement.
func (w *writer) number(ctx context.Context, r requirement) (int64, error) {
	if id, ok := w.requirements[r]; ok {
		return id, nil
	}
	var id int64
	args := []any{string(r.id), string(r.importance), r.title, r.caveat}
	ok, err := w.row(ctx, "SELECT id FROM requirements WHERE requirement = ? AND importance = ? AND title = ? AND caveat = ?", args, &id)
	if err != nil {
		return 0, err
	}
	if !ok {
		res, err := w.exec(ctx, "INSERT INTO requirements (requirement, importance, title, caveat) VALUES (?, ?, ?, ?)", args...)
		if err != nil {
			return 0, err
		}
		if id, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	}
	w.requirements[r] = id
	return id, nil
}

// document is the number of a document, and what it was under; a row is made for
// one that is not known. Settings is 0 without an outcome.
func (w *writer) document(ctx context.Context, sha256 string) (id, settings int64, reading string, err error) {
	var set sql.NullInt64
	var read sql.NullString
	ok, err := w.row(ctx, "SELECT d.id, d.settings, s.reading FROM documents d LEFT JOIN settings s ON s.id = d.settings WHERE d.sha256 = ?", []any{sha256}, &id, &set, &read)
	if err != nil || ok {
		return id, set.Int64, read.String, err
	}
	res, err := w.exec(ctx, "INSERT INTO documents (sha256) VALUES (?)", sha256)
	if err != nil {
		return 0, 0, "", err
	}
	id, err = res.LastInsertId()
	return id, 0, "", err
}

// keep keeps an outcome, unless there is one under the same settings.
func (s *Store) keep(ctx context.Context, w *writer, o *archive.Outcome, settings int64, reading string) error {
	id, was, read, err := w.document(ctx, o.SHA256)
	if err != nil || was == settings {
		return err
	}
	if was != 0 {
		if err := s.empty(ctx, w, id); err != nil {
			return err
		}
		if o.Text == nil && read != reading {
			if _, err := w.exec(ctx, "DELETE FROM texts WHERE document = ?", id); err != nil {
				return err
			}
		}
	}
	if o.Text != nil {
		if _, err := w.exec(ctx, "INSERT OR REPLACE INTO texts (document, text) VALUES (?, ?)", id, o.Text); err != nil {
			return err
		}
	}
	if o.Failure != nil {
		_, err := w.exec(ctx, `UPDATE documents SET settings = ?, class = ?, message = ?, attempts = ?, cpu = ?, wall = ? WHERE id = ?`,
			settings, string(o.Failure.Class), o.Failure.Message, o.Attempts, int64(o.CPU), int64(o.Wall), id)
		return err
	}
	return w.judged(ctx, id, settings, o)
}

// letters are the verdicts in documents.statuses.
var letters = map[clause.Status]byte{clause.Met: 'm', clause.Partial: 'p', clause.Conflict: 'c', clause.Missing: 'x', clause.Unknown: 'u', clause.Waived: 'w'}

// noVerdict stands for a requirement that the document was not held against.
const noVerdict = '-'

// judged keeps the report of a document of which nothing is kept.
func (w *writer) judged(ctx context.Context, id, settings int64, o *archive.Outcome) error {
	r := o.Report
	numbers := make([]int64, len(r.Results))
	statuses := make([]byte, 0, 320)
	w.passages.reset()
	w.values = w.values[:0]
	for i := range r.Results {
		res := &r.Results[i]
		n, err := w.number(ctx, described(res))
		if err != nil {
			return err
		}
		numbers[i] = n
		for int64(len(statuses)) < n {
			statuses = append(statuses, noVerdict)
		}
		if letter := letters[res.Status]; letter != 0 {
			statuses[n-1] = letter
		}
		for j := range res.Findings {
			f := &res.Findings[j]
			w.passages.add(f.Quote, n)
			if f.Value == nil || f.Overruled {
				continue
			}
			if amount, unit, ok := archive.Amount(*f.Value); ok {
				w.values = append(w.values, value{n, j, unit, amount})
			}
		}
	}
	parties, err := list(r.Parties)
	if err != nil {
		return err
	}
	warnings, err := list(r.Document.Warnings)
	if err != nil {
		return err
	}
	d := &r.Document
	if _, err := w.exec(ctx, `UPDATE documents SET settings = ?, attempts = ?, cpu = ?, wall = ?, supplier = ?, customer = ?, year = ?,
		format = ?, pages = ?, kind = ?, language = ?, incomplete = ?, parties = ?, warnings = ?, statuses = ?, serves = ? WHERE id = ?`,
		settings, o.Attempts, int64(o.CPU), int64(o.Wall), o.Facts.Supplier, o.Facts.Customer, o.Facts.Year,
		string(d.Format), d.Pages, string(d.Kind), d.Language, archive.Incomplete(r), parties, warnings, string(statuses), w.passages.serving(), id); err != nil {
		return err
	}
	w.details.reset()
	w.details.results(r.Results, numbers)
	w.buffer = w.pack.EncodeAll(w.details.out, w.buffer[:0])
	if _, err := w.exec(ctx, "INSERT INTO details (document, results) VALUES (?, ?)", id, w.buffer); err != nil {
		return err
	}
	for _, v := range w.values {
		if _, err := w.exec(ctx, `INSERT INTO "values" (document, requirement, finding, unit, amount) VALUES (?, ?, ?, ?, ?)`, id, v.requirement, v.finding, string(v.unit), v.amount); err != nil {
			return err
		}
	}
	w.index.add(id, &w.passages)
	return nil
}

// value is the amount of a finding.
type value struct {
	requirement int64
	finding     int
	unit        archive.Unit
	amount      float64
}

// list is a list in JSON; nil for an empty one.
func list[T any](items []T) (any, error) {
	if len(items) == 0 {
		return nil, nil
	}
	data, err := json.Marshal(items)
	return string(data), err
}

// maxPassages bounds how many passages of a document are indexed, which is more
// than any has.
const maxPassages = 1 << 20

// first is the number of the first passage of a document in the index.
func first(document int64) int64 { return document * maxPassages }

// passages are the different quotes of a document, with the requirements that have
// a finding there.
type passages struct {
	numbers map[string]int
	quotes  []string
	serves  [][]int64
	out     []byte
}

func (p *passages) reset() {
	if p.numbers == nil {
		p.numbers = map[string]int{}
	}
	clear(p.numbers)
	p.quotes, p.serves = p.quotes[:0], p.serves[:0]
}

func (p *passages) add(quote string, requirement int64) {
	n, ok := p.numbers[quote]
	if !ok {
		n = len(p.quotes)
		if n == maxPassages {
			return
		}
		p.numbers[quote] = n
		p.quotes = append(p.quotes, quote)
		p.serves = append(p.serves, nil)
	}
	if s := p.serves[n]; len(s) == 0 || s[len(s)-1] != requirement {
		p.serves[n] = append(s, requirement)
	}
}

// serving is what documents.serves has: per passage how many requirements, and
// which. It is never nil, which would be NULL.
func (p *passages) serving() []byte {
	if p.out = p.out[:0]; p.out == nil {
		p.out = []byte{}
	}
	for _, serves := range p.serves {
		p.out = binary.AppendUvarint(p.out, uint64(len(serves)))
		for _, n := range serves {
			p.out = binary.AppendUvarint(p.out, uint64(n))
		}
	}
	return p.out
}

// index gathers passages as they are looked for, for the index: an object in JSON,
// by number, of words that have nothing to escape.
type index struct{ out []byte }

func (x *index) reset() { x.out = x.out[:0] }

func (x *index) add(document int64, p *passages) {
	for i, quote := range p.quotes {
		if len(x.out) == 0 {
			x.out = append(x.out, `{"`...)
		} else {
			x.out = append(x.out, `,"`...)
		}
		x.out = strconv.AppendInt(x.out, first(document)+int64(i), 10)
		x.out = append(x.out, `":"`...)
		x.out = archive.AppendSearchWords(x.out, quote)
		x.out = append(x.out, '"')
	}
}

// String is the object; empty for one without passages.
func (x *index) String() string {
	if len(x.out) == 0 {
		return ""
	}
	return string(append(x.out, '}'))
}

// place keeps a place.
func (w *writer) place(ctx context.Context, p *archive.PlaceState) error {
	var id, class, message any
	if p.SHA256 != "" {
		n, _, _, err := w.document(ctx, p.SHA256)
		if err != nil {
			return err
		}
		id = n
	}
	if p.Failure != nil {
		class, message = string(p.Failure.Class), p.Failure.Message
	}
	_, err := w.exec(ctx, "INSERT OR REPLACE INTO places (source, path, document, size, seconds, nanoseconds, sum, class, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.Source, p.Path, id, p.Size, p.ModTime.Unix(), p.ModTime.Nanosecond(), p.Sum, class, message)
	return err
}
