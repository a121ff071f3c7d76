package archive

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// Matcher tells what a query chooses: it is the meaning of Query, for stores.
type Matcher struct {
	query    Query
	search   Search
	supplier string
	path     string
	units    []Unit // of the conditions on values, each once
}

// NewMatcher gives the matcher of a query. Its error is a *QueryError.
func NewMatcher(q Query) (*Matcher, error) {
	search, err := ParseSearch(q.Text)
	if err != nil {
		return nil, err
	}
	m := &Matcher{query: q, search: search, supplier: strings.ToLower(q.Supplier), path: strings.ToLower(q.Path)}
	for _, c := range q.Values {
		if !slices.Contains(m.units, c.Unit) {
			m.units = append(m.units, c.Unit)
		}
	}
	return m, nil
}

// Search is what Query.Text asks for.
func (m *Matcher) Search() Search { return m.search }

// OnResults tells whether there is a condition on results: documents without a
// result that meets all of them are then left out.
func (m *Matcher) OnResults() bool {
	q := &m.query
	return len(q.Requirements)+len(q.Status)+len(q.Importance)+len(q.Values)+len(m.search) > 0
}

// Failed tells whether the query asks for failures.
func (m *Matcher) Failed() bool { return m.query.Failed || len(m.query.Classes) > 0 }

// Record tells whether a document meets the conditions on documents. A place with
// a failure is a record without a hash.
func (m *Matcher) Record(r *Record) bool {
	return m.Document(r) && (!m.OnPaths() || slices.ContainsFunc(r.Places, func(p Place) bool { return m.Path(p.Path) }))
}

// OnPaths tells whether there is a condition on paths: one of the places of a
// document has to meet it.
func (m *Matcher) OnPaths() bool { return m.path != "" }

// Document is Record without the condition on paths.
func (m *Matcher) Document(r *Record) bool {
	q := &m.query
	if m.Failed() && (r.Failure == nil || len(q.Classes) > 0 && !slices.Contains(q.Classes, r.Failure.Class)) {
		return false
	}
	if q.SHA256 != "" && !strings.EqualFold(r.SHA256, q.SHA256) {
		return false
	}
	if q.Outdated && (r.Current || r.SHA256 == "") {
		return false
	}
	if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, r.Kind) {
		return false
	}
	if q.FromYear != 0 && (r.Facts.Year == 0 || r.Facts.Year < q.FromYear) || q.ToYear != 0 && (r.Facts.Year == 0 || r.Facts.Year > q.ToYear) {
		return false
	}
	return m.supplier == "" || strings.Contains(strings.ToLower(r.Facts.Supplier), m.supplier)
}

// Path tells whether a path meets the condition on paths.
func (m *Matcher) Path(path string) bool {
	path = strings.ToLower(path)
	if strings.ContainsAny(m.path, "*?") {
		return matchName([]rune(m.path), []rune(path))
	}
	return strings.Contains(path, m.path)
}

// Requirement tells whether a requirement is one of those asked for.
func (m *Matcher) Requirement(id rules.ID, importance rules.Importance) bool {
	q := &m.query
	if len(q.Importance) > 0 && !slices.Contains(q.Importance, importance) {
		return false
	}
	return len(q.Requirements) == 0 || slices.ContainsFunc(q.Requirements, func(name string) bool {
		return name == string(id) || name == id.Pack() || strings.Contains(name, "*") && matchName([]rune(name), []rune(string(id)))
	})
}

// Status tells whether a status is one of those asked for.
func (m *Matcher) Status(s clause.Status) bool {
	return len(m.query.Status) == 0 || slices.Contains(m.query.Status, s)
}

// Result tells whether a result meets the conditions on results. Conditions on
// values in one unit are about one finding that counts, the text is in the quote
// of any finding.
func (m *Matcher) Result(res *clause.Result) bool {
	if !m.Status(res.Status) || !m.Requirement(res.Requirement, res.Importance) {
		return false
	}
	for _, unit := range m.units {
		if !slices.ContainsFunc(res.Findings, func(f clause.Finding) bool {
			if f.Value == nil || f.Overruled {
				return false
			}
			amount, is, ok := Amount(*f.Value)
			return ok && is == unit && m.Amount(amount, unit)
		}) {
			return false
		}
	}
	return len(m.search) == 0 || slices.ContainsFunc(res.Findings, func(f clause.Finding) bool { return m.search.In(f.Quote) })
}

// Units are those of the conditions on values, each once.
func (m *Matcher) Units() []Unit { return m.units }

// Amount tells whether an amount meets all conditions in its unit.
func (m *Matcher) Amount(amount float64, unit Unit) bool {
	for _, c := range m.query.Values {
		if c.Unit == unit && !c.meets(amount) {
			return false
		}
	}
	return true
}

// Results gives of the results of a document what the query asks for, and whether
// the document has what its conditions on results ask.
func (m *Matcher) Results(all []clause.Result) (chosen []clause.Result, ok bool) {
	want := m.query.Results || m.query.Findings
	if !want && !m.OnResults() {
		return nil, true
	}
	for i := range all {
		if !m.Result(&all[i]) {
			continue
		}
		ok = true
		if !want {
			break
		}
		chosen = append(chosen, m.show(all[i]))
	}
	return chosen, ok || !m.OnResults()
}

// show leaves out of a result what no store keeps, and what the query does not ask
// for.
func (m *Matcher) show(res clause.Result) clause.Result {
	res.Nearest, res.Points, res.Model, res.Sources = nil, nil, "", nil
	if !m.query.Findings {
		res.Findings, res.Lapsed, res.Tensions = nil, nil, nil
	}
	if res.Findings == nil {
		res.Findings = []clause.Finding{}
	}
	if res.Lacks == nil {
		res.Lacks = []string{}
	}
	if res.Flags == nil {
		res.Flags = []string{}
	}
	return res
}

// ComparePlaces orders places: by source, then by path.
func ComparePlaces(a, b Place) int {
	return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Path, b.Path))
}

// Counter makes the counts of Stats, for stores that go over their documents.
type Counter struct {
	stats *Stats
	rows  map[rules.ID]*RequirementStats
	order []rules.ID // of the settings
	known map[rules.ID]bool
}

// NewCounter gives a counter; the requirements are those of the settings of the
// last scan.
func NewCounter(m *Matcher, requirements []Requirement) *Counter {
	c := &Counter{rows: map[rules.ID]*RequirementStats{}, known: map[rules.ID]bool{}, stats: &Stats{
		Failures: map[Class]int{}, Kinds: map[clause.Kind]int{}, Years: map[int]int{}, Requirements: []RequirementStats{},
	}}
	for _, r := range requirements {
		if m.Requirement(r.ID, r.Importance) && !c.known[r.ID] {
			c.known[r.ID] = true
			c.rows[r.ID] = &RequirementStats{Requirement: r, Years: map[int]clause.Summary{}}
			c.order = append(c.order, r.ID)
		}
	}
	return c
}

// Document counts a document that meets the query, with the number of all of its
// places.
func (c *Counter) Document(r *Record, places int, incomplete bool) {
	s := c.stats
	s.Documents++
	s.Places += places
	if !r.Current {
		s.Outdated++
	}
	if r.Failure != nil {
		s.Failures[r.Failure.Class]++
		return
	}
	s.Judged++
	if incomplete {
		s.Incomplete++
	}
	s.Kinds[r.Kind]++
	s.Years[r.Facts.Year]++
}

// Place counts a place with a failure that meets the query. Counted says that it
// is one of a document, and was counted with it.
func (c *Counter) Place(class Class, counted bool) {
	c.stats.Failures[class]++
	if !counted {
		c.stats.Places++
	}
}

// Results counts n results on a requirement, with a status, in documents of a
// year, that meet the query.
func (c *Counter) Results(r Requirement, status clause.Status, year, n int) {
	row := c.rows[r.ID]
	if row == nil {
		row = &RequirementStats{Requirement: r, Years: map[int]clause.Summary{}}
		c.rows[r.ID] = row
	} else if !c.known[r.ID] && cmp.Or(strings.Compare(r.Title, row.Title), strings.Compare(string(r.Importance), string(row.Importance))) < 0 {
		// Of one that is not in the settings any more, any description will do, as
		// long as it is always the same.
		row.Requirement = r
	}
	add(&row.Summary, status, n)
	sum := row.Years[year]
	add(&sum, status, n)
	row.Years[year] = sum
}

// Stats gives the counts: the requirements of the last scan in their order, then
// others that documents were held against before.
func (c *Counter) Stats() *Stats {
	var others []rules.ID
	for id := range c.rows {
		if !c.known[id] {
			others = append(others, id)
		}
	}
	slices.Sort(others)
	for _, id := range slices.Concat(c.order, others) {
		c.stats.Requirements = append(c.stats.Requirements, *c.rows[id])
	}
	return c.stats
}

func add(s *clause.Summary, status clause.Status, n int) {
	switch status {
	case clause.Met:
		s.Met += n
	case clause.Partial:
		s.Partial += n
	case clause.Conflict:
		s.Conflict += n
	case clause.Missing:
		s.Missing += n
	case clause.Unknown:
		s.Unknown += n
	case clause.Waived:
		s.Waived += n
	}
}
