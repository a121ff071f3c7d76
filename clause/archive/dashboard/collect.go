package dashboard

import (
	"cmp"
	"context"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/rules"
)

// Texts of foreign origin are cut at these lengths, in characters: no file name
// may make the page absurd.
const (
	mostName   = 120
	mostPath   = 400
	mostPlaces = 100 // copies of a document
)

// verdicts are the signs that stand for them in the data, in the order of
// clause.Statuses; none is for a requirement without one.
const (
	verdicts = "cmpuvw"
	none     = '.'
)

// column is a requirement.
type column struct {
	archive.Requirement
	// tallies count the verdicts by status, those of a year apart.
	tally tally
	years map[int]*tally
}

// tally counts verdicts, in the order of clause.Statuses.
type tally [len(verdicts)]int

func (t *tally) add(u *tally) {
	for i, n := range u {
		t[i] += n
	}
}

// decided counts the verdicts that say something of a contract.
func (t *tally) decided() int { return t[0] + t[1] + t[2] + t[4] }

func (t *tally) all() int { return t.decided() + t[3] + t[5] }

// contract is what is kept of a contract while the page is written.
type contract struct {
	sha256               string
	paths                []string
	supplier             string
	year                 int
	kind                 clause.Kind
	incomplete, outdated bool
	tally                tally
}

// name is that of the file.
func (c *contract) name() string {
	if len(c.paths) == 0 {
		return c.sha256[:min(12, len(c.sha256))]
	}
	return path.Base(c.paths[0])
}

// unread is a document or a place without a verdict.
type unread struct {
	Class   archive.Class
	Message string
	Paths   []string
	More    int // paths that are not listed
}

// collection is what a page is made of, without what verdicts rest on.
type collection struct {
	words     wording.Words
	columns   []*column
	index     map[rules.ID]int
	contracts []contract
	// rows holds of each contract the verdicts, by column; the columns can become
	// more while contracts are added.
	rows    [][]byte
	unread  []unread
	hidden  int // more that could not be read, not listed
	copies  int
	values  map[measure][]measured
	sources map[string]bool
	run     *archive.Run // the last
	least   int          // bytes for evidence
	level   level
	sample  *sampler
}

// collect goes over the records of an archive.
func collect(ctx context.Context, store archive.Store, q archive.Query, words wording.Words, budget int) (*collection, error) {
	stats, err := store.Stats(ctx, q)
	if err != nil {
		return nil, err
	}
	documents := stats.Judged
	if q.Limit > 0 {
		documents = min(documents, q.Limit)
	}
	if documents > Most {
		return nil, &TooManyError{documents}
	}
	c := &collection{words: words, least: budget, index: map[rules.ID]int{}, values: map[measure][]measured{}, sources: map[string]bool{}}
	for _, r := range stats.Requirements {
		c.column(r.Requirement)
	}
	runs, err := store.Runs(ctx)
	if err != nil {
		return nil, err
	}
	if len(runs) > 0 {
		c.run = &runs[0]
	}
	c.sample = newSampler(c, documents)
	for r, err := range store.Records(ctx, q) {
		switch {
		case err != nil:
			return nil, err
		case r.Failure != nil:
			continue
		case len(c.contracts) == Most:
			return nil, &TooManyError{Most + 1}
		}
		c.add(&r)
		if err := c.sample.add(&r); err != nil {
			return nil, err
		}
	}
	if c.level, err = c.sample.level(); err != nil {
		return nil, err
	}
	c.sample = nil
	c.settle()
	return c, c.failures(ctx, store, q)
}

// column is the place of a requirement, which gets one where it has none.
func (c *collection) column(r archive.Requirement) int {
	if i, ok := c.index[r.ID]; ok {
		return i
	}
	if r.Pack == "" {
		r.Pack, _, _ = strings.Cut(string(r.ID), ".")
	}
	i := len(c.columns)
	c.index[r.ID] = i
	c.columns = append(c.columns, &column{Requirement: r, years: map[int]*tally{}})
	return i
}

func (c *collection) add(r *archive.Record) {
	con := contract{
		sha256: r.SHA256, supplier: wording.Shorten(wording.Clean(r.Facts.Supplier), mostName),
		year: r.Facts.Year, kind: r.Kind, outdated: !r.Current,
	}
	if con.year < 1900 || con.year > 2999 {
		con.year = 0
	}
	con.paths, _ = c.places(r.Places)
	c.copies += max(0, len(r.Places)-1)
	for _, w := range r.Warnings {
		con.incomplete = con.incomplete || w.Incomplete()
	}
	row := make([]byte, len(c.columns))
	for i := range row {
		row[i] = none
	}
	at := len(c.contracts)
	for i := range r.Results {
		res := &r.Results[i]
		status := slices.Index(clause.Statuses(), res.Status)
		if status < 0 {
			continue
		}
		k := c.column(archive.Requirement{ID: res.Requirement, Title: res.Title, Importance: res.Importance})
		for len(row) <= k {
			row = append(row, none)
		}
		if row[k] != none {
			continue // twice the same requirement
		}
		row[k] = verdicts[status]
		con.tally[status]++
		col := c.columns[k]
		col.tally[status]++
		if col.years[con.year] == nil {
			col.years[con.year] = new(tally)
		}
		col.years[con.year][status]++
		c.measure(at, k, res)
	}
	c.contracts, c.rows = append(c.contracts, con), append(c.rows, row)
}

// places are the paths of a document, and how many more there are.
func (c *collection) places(list []archive.Place) (paths []string, more int) {
	for _, p := range list[:min(len(list), mostPlaces)] {
		c.sources[p.Source] = true
		paths = append(paths, wording.Shorten(wording.Clean(p.Path), mostPath))
	}
	return paths, max(0, len(list)-mostPlaces)
}

// settle leaves out the requirements that no contract was held against.
func (c *collection) settle() {
	var kept []int
	for k, col := range c.columns {
		if col.tally.all() > 0 {
			kept = append(kept, k)
		}
	}
	// A requirement that only older outcomes know comes behind its pack.
	packs := map[string]int{}
	for _, k := range kept {
		if _, ok := packs[c.columns[k].Pack]; !ok {
			packs[c.columns[k].Pack] = len(packs)
		}
	}
	slices.SortStableFunc(kept, func(a, b int) int {
		return cmp.Compare(packs[c.columns[a].Pack], packs[c.columns[b].Pack])
	})
	columns := make([]*column, len(kept))
	c.index = map[rules.ID]int{}
	to := make([]int, len(c.columns))
	for i, k := range kept {
		columns[i] = c.columns[k]
		c.index[columns[i].ID] = i
		to[k] = i
	}
	for r, row := range c.rows {
		settled := make([]byte, len(kept))
		for i, k := range kept {
			settled[i] = none
			if k < len(row) {
				settled[i] = row[k]
			}
		}
		c.rows[r] = settled
	}
	values := make(map[measure][]measured, len(c.values))
	for m, list := range c.values {
		m.column = to[m.column]
		values[m] = list
	}
	c.columns, c.values = columns, values
}

// failures lists what could not be read. A query for verdicts has none of them.
func (c *collection) failures(ctx context.Context, store archive.Store, q archive.Query) error {
	if len(q.Status) > 0 || len(q.Values) > 0 || q.Text != "" {
		return nil
	}
	q.Failed, q.Results, q.Findings = true, false, false
	q.Requirements, q.Importance = nil, nil
	for r, err := range store.Records(ctx, q) {
		if err != nil {
			return err
		}
		if r.Failure == nil {
			continue
		}
		if len(c.unread) == Most {
			c.hidden++
			continue
		}
		u := unread{Class: r.Failure.Class, Message: wording.Shorten(wording.Clean(c.words.Sentence(r.Failure.Message)), mostPath)}
		u.Paths, u.More = c.places(r.Places)
		c.unread = append(c.unread, u)
	}
	return nil
}

// years lists the years of the contracts; 0, where it is not known, comes last.
func (c *collection) years() []int {
	var list []int
	seen := map[int]bool{}
	for i := range c.contracts {
		if y := c.contracts[i].year; !seen[y] {
			seen[y] = true
			list = append(list, y)
		}
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Compare(yearOrder(a), yearOrder(b)) })
	return list
}

func yearOrder(y int) int {
	if y == 0 {
		return math.MaxInt
	}
	return y
}
