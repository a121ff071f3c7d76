package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/extract/document"
)

// Which passages of a contract are about an area of the responsibility matrix,
// and what headings, lists and tables say of who bears it.

// allocation is a passage about an area, with the parties that it lays it with.
type allocation struct {
	passage // clause is that of the area which named it, -1 for the heading alone
	by      holders
	force   force
	titled  bool   // a title, a list or a table states it
	implied bool   // no party is named
	helped  bool   // the customer has a share only in that he is helped
	ground  string // how it says so, as the end of "Legt dit bij …: "
}

// force orders allocations: one that is stated decides over what is only done.
type force uint8

const (
	counted force = iota // somebody acts
	exclusively
	stated // a heading, a list or a table divides, or a sentence says that it is shared
)

// divider remembers, in reading order, what stands above the next unit.
type divider struct {
	found [][]allocation // by area

	byHead  map[*dutch.Token]heading // what the headings above say, by where these begin
	runIn   []areaHit                // areas of a title at the start of a paragraph
	runInOf int                      // the paragraph
	title   divisionTitle
	parted  bool // a title lays tasks with one party
	list    struct {
		by        holders
		paragraph int
	}
	table   int
	columns map[int]holders
	// asked is what the last question of a paragraph was about.
	asked struct {
		areas     []areaHit
		paragraph int
	}
	// last is who bears what the last sentence about an area speaks of.
	last struct {
		unit   int
		by     holders
		helped bool
	}
}

// divisionTitle is a heading that says whose task is what stands under it.
type divisionTitle struct {
	by       holders
	level    int
	labelled bool
	below    int  // units under it so far
	used     bool // it has headed an area
}

// heading is what the headings above a unit say.
type heading struct {
	areas []areaHit // of the nearest that names any
	aside bool      // nothing is divided under it
	does  bool      // the provider lists what he does
}

// areaHit is a clause of an area that hit a text.
type areaHit struct {
	area, clause int
	spans        []match.Span
}

const (
	titleWords = 10 // up to which a line is a title
	nameWords  = 8  // up to which a line is no more than the name of an area
	// introduction is the number of units that may introduce the areas under a
	// title of division before the first heading of one.
	introduction = 2
	// sharedTitle is the number of areas up to which a heading says what the
	// sentences under it are about; one of more is too general.
	sharedTitle = 2
)

func newDivider(p *plan) divider {
	if len(p.areas) == 0 {
		return divider{}
	}
	return divider{found: make([][]allocation, len(p.areas)), byHead: map[*dutch.Token]heading{}, table: -1}
}

// restart forgets what stands above, at the beginning of another document.
func (d *divider) restart() {
	*d = divider{found: d.found, byHead: d.byHead, table: -1}
}

// divide files the unit at hand under the areas that it is about.
func (s *surveyor) divide(candidates []match.PatternID) {
	u, d := s.u, &s.divider
	table, cells, header := s.con.Cells(s.unitIndex)
	switch {
	case u.Role == contract.HeadingOnly && header:
		d.table, d.columns = table, s.columns(cells)
		return
	case u.Role == contract.HeadingOnly && cells != nil:
		return // the key of a long row leads its cells
	case u.Role == contract.HeadingOnly:
		s.underTitle()
		return
	case table != d.table:
		d.table, d.columns = table, nil
	}
	d.title.below++
	if len(u.Prev) == 0 && u.Lead == 0 {
		d.runIn, d.runInOf = s.titleIn(u.Own()), u.Paragraph
	}
	if s.heading().aside {
		return
	}
	named := s.named(candidates)
	if u.Role != contract.Provision {
		s.setAside(named)
		return
	}
	if len(cells) > 0 && s.row(cells, named) {
		return
	}
	if s.question() {
		d.asked.areas, d.asked.paragraph = named, u.Paragraph
		return
	}
	bare := s.bare()
	if by, divides := s.titled(); divides && bare && len(named) == 0 {
		d.list.by, d.list.paragraph = by, u.Paragraph
		return
	}
	if bare && len(u.Own()) <= nameWords {
		named = slices.DeleteFunc(s.areasIn(u.Own(), true), func(h areaHit) bool { return s.otherwise(&s.plan.areas[h.area]) })
		if len(named) > 0 && s.listed(named) || u.Lead == 0 && !s.heading().does {
			return
		}
	}
	byName := len(named) > 0
	if !byName {
		if named = s.answers(); len(named) == 0 {
			named = slices.DeleteFunc(slices.Clone(s.above()), func(h areaHit) bool { return s.otherwise(&s.plan.areas[h.area]) })
		}
	}
	if len(named) > 0 {
		s.allocate(named, byName)
	}
}

// named finds the areas that the unit names in its own words or, where these
// name none, in those that introduce it.
func (s *surveyor) named(candidates []match.PatternID) []areaHit {
	var own, lead []areaHit
	for _, id := range candidates {
		for _, o := range s.plan.areaOwners.of(id) {
			if o.heading {
				continue
			}
			a := &s.plan.areas[o.area]
			c := &a.area[o.clause]
			hits := s.scanners.own.Match(c.main, s.around)
			if len(hits) == 0 || !s.supported(c) || s.otherwise(a) {
				continue
			}
			list := &lead
			for _, h := range hits {
				if s.own(h.Spans) {
					hits[0], list = h, &own
					break
				}
			}
			*list = addHit(*list, areaHit{o.area, o.clause, hits[0].Spans})
		}
	}
	if len(own) > 0 {
		return own
	}
	return lead
}

// addHit keeps one hit an area.
func addHit(list []areaHit, h areaHit) []areaHit {
	if slices.ContainsFunc(list, func(other areaHit) bool { return other.area == h.area }) {
		return list
	}
	return append(list, h)
}

// otherwise tells whether the unit only looks as if it were about the area.
func (s *surveyor) otherwise(a *areaPlan) bool {
	return slices.ContainsFunc(a.excluded, func(c clausePlan) bool {
		return len(s.scanners.own.Match(c.main, s.around)) > 0 && s.supported(&c)
	})
}

// areasIn finds the areas that a title names. A line that only may be one must,
// to say so, consist for the greater part of what would name it in a heading.
func (s *surveyor) areasIn(tokens []dutch.Token, perhaps bool) []areaHit {
	var out []areaHit
	sc := s.scanners.title
	sc.Load(match.Text{Words: appendWords(nil, tokens)})
	for _, id := range sc.Candidates() {
		for _, o := range s.plan.areaOwners.of(id) {
			c := &s.plan.areas[o.area].area[o.clause]
			hits := sc.Match(id, nil)
			if len(hits) == 0 || !o.heading && (c.heading != none && !sc.Any(c.heading)) || c.without != none && sc.Any(c.without) {
				continue
			}
			if sp := hits[0].Spans[0]; perhaps && o.heading && 2*(sp.End-sp.Start) < len(tokens) {
				continue
			}
			out = addHit(out, areaHit{o.area, -1, nil})
		}
	}
	return out
}

// titleIn finds the areas of a title with which a paragraph begins: "Back-up:
// Leverancier maakt …".
func (s *surveyor) titleIn(tokens []dutch.Token) []areaHit {
	for k := 0; k < min(nameWords, len(tokens)-1); k++ {
		switch tokens[k].Punct {
		case ':':
			return s.areasIn(tokens[:k+1], false)
		case '.', ';', '?', '!', '\t':
			return nil
		}
	}
	return nil
}

// above gives the areas of the nearest heading that names any.
func (s *surveyor) above() []areaHit {
	if d := &s.divider; d.runInOf == s.u.Paragraph && len(d.runIn) > 0 {
		return specific(d.runIn)
	}
	return specific(s.heading().areas)
}

// heading reads the headings above the unit.
func (s *surveyor) heading() heading {
	head, d := s.u.Head, &s.divider
	if len(head) == 0 {
		return heading{}
	}
	h, known := d.byHead[&head[0]]
	if known {
		return h
	}
	says := func(id match.PatternID) bool { return id != none && s.scanners.title.Any(id) }
	for start, i := 0, 0; i < len(head); i++ {
		if head[i].Punct == '.' || i == len(head)-1 {
			areas := s.areasIn(head[start:i+1], false)
			if len(h.areas) == 0 {
				h.areas = areas
				h.aside = h.aside || says(s.plan.division.beside)
			}
			h.does = h.does || says(s.plan.division.does)
			start = i + 1
		}
	}
	d.byHead[&head[0]] = h
	return h
}

func specific(hits []areaHit) []areaHit {
	if len(hits) > sharedTitle {
		return nil
	}
	return hits
}

// bare tells whether the unit is a name and no sentence.
func (s *surveyor) bare() bool {
	own := s.u.Own()
	if len(own) > titleWords {
		return false
	}
	text := strings.TrimRight(s.con.Doc.Slice(s.u.Span), " *_")
	return !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ";") || len(own) <= 2
}

// titled tells whether a title divides, and whose task it says that it heads; 0
// for that of a party that the contract does not introduce.
func (s *surveyor) titled() (by holders, divides bool) {
	if len(s.u.Own()) > titleWords {
		return 0, false
	}
	for _, t := range s.plan.division.titles {
		if s.mostly(t.pattern) {
			s.divider.parted = s.divider.parted || t.by != byBoth
			return t.by, true
		}
	}
	return 0, s.mostly(s.plan.division.other)
}

// mostly tells whether a pattern takes up at least half of the unit.
func (s *surveyor) mostly(id match.PatternID) bool {
	if id == none {
		return false
	}
	return slices.ContainsFunc(s.scanners.own.Match(id, nil), func(h match.Hit) bool {
		sp := h.Spans[0]
		return sp.Start >= s.u.Lead && 2*(sp.End-sp.Start) >= len(s.u.Own())
	})
}

// underTitle takes in a heading: one that divides, or one of an area under it.
func (s *surveyor) underTitle() {
	u, d := s.u, &s.divider
	b := &s.con.Doc.Blocks[u.Block]
	by, divides := s.titled()
	named := s.areasIn(u.Own(), false)
	switch t := &d.title; {
	case divides && len(named) == 0:
		d.title = divisionTitle{by: by, level: b.Level, labelled: b.Label != ""}
		return
	case by != 0:
		s.state(named, by, s.plan.lang.Text("de kop zegt het"))
	case t.by == 0:
	case b.Level > t.level:
		if len(named) > 0 {
			s.state(named, t.by, s.plan.lang.Text("de kop erboven zegt het"))
			t.used = true
		}
	case b.Level == t.level && !t.labelled && b.Label == "" && len(named) > 0 && (t.used || t.below <= introduction):
		// Titles of one rank, as on a page without levels: the division holds
		// for those that follow.
		s.state(named, t.by, s.plan.lang.Text("de kop erboven zegt het"))
		t.used = true
	default:
		d.title = divisionTitle{}
	}
}

// listed takes in a line that is no more than the name of an area: under a title
// that divides, it is part of the division.
func (s *surveyor) listed(named []areaHit) bool {
	d := &s.divider
	switch {
	case d.list.paragraph == s.u.Paragraph && d.list.by == 0:
		return false
	case d.list.paragraph == s.u.Paragraph:
		s.state(named, d.list.by, s.plan.lang.Text("de lijst zegt het"))
	case d.title.by != 0 && !d.title.used:
		s.state(named, d.title.by, s.plan.lang.Text("de kop erboven zegt het"))
	default:
		return false
	}
	return true
}

// state notes that the text divides areas with so many words.
func (s *surveyor) state(named []areaHit, by holders, ground string) {
	for _, h := range named {
		s.note(h, allocation{by: by, force: stated, ground: ground, titled: true})
	}
}

// settle takes back what titles state where all of them say that the tasks are
// shared: "Een gedeelde verantwoordelijkheid" is then the name of the whole, and
// divides nothing.
func (d *divider) settle() {
	if d.parted {
		return
	}
	for i, list := range d.found {
		d.found[i] = slices.DeleteFunc(list, func(a allocation) bool { return a.titled && a.by == byBoth })
	}
}

func (s *surveyor) note(h areaHit, a allocation) {
	a.passage.unit, a.passage.clause, a.passage.spans = s.unitIndex, h.clause, h.spans
	d := &s.divider
	d.found[h.area] = append(d.found[h.area], a)
}

// setAside notes what would count if it stood in a provision.
func (s *surveyor) setAside(named []areaHit) {
	for _, h := range named {
		s.note(h, allocation{passage: passage{block: blockRole}})
	}
}

// columns reads which columns of a table are whose.
func (s *surveyor) columns(cells []contract.Cell) map[int]holders {
	out := map[int]holders{}
	for _, c := range cells {
		if by, _ := s.parties(c.Span); by != 0 {
			out[c.Column] = by
		}
	}
	return out
}

// cellWords bounds a cell that is no more than the name of a party.
const cellWords = 6

// parties reads which parties a stretch of the unit names; only tells that it
// says nothing else.
func (s *surveyor) parties(at document.Span) (by holders, only bool) {
	words := 0
	only = true
	for i, t := range s.u.Tokens {
		if t.Start < at.Start || t.End > at.End {
			continue
		}
		if words++; words > cellWords {
			return 0, false
		}
		switch t.Text {
		case "gedeeld", "gedeelde", "gezamenlijk", "beide", "beiden", "samen", "allebei":
			by |= byBoth
			continue
		case "en", "of", "de", "het", "taak", "taken", "verantwoordelijk", "verantwoordelijkheid", "door", "van", "zelf":
			continue
		}
		m := slices.IndexFunc(s.u.Mentions, func(m dutch.Mention) bool { return m.Start <= i && i < m.End })
		if m < 0 {
			only = false
			continue
		}
		by |= borne(s.u.Mentions[m].Party)
	}
	return by, only && by != 0
}

// row reads a row of a table that divides: by columns of the parties, or by a
// cell that names one. It tells whether it does.
func (s *surveyor) row(cells []contract.Cell, named []areaHit) bool {
	d := &s.divider
	var all holders // that the row lays the task with
	var subject []areaHit
	var party [][2]int
	for _, c := range cells {
		by, columned := d.columns[c.Column]
		from, to := s.tokens(c.Span)
		switch text := strings.TrimSpace(s.con.Doc.Slice(c.Span)); {
		case columned:
			if assigned(text) {
				all |= by
			}
			party = append(party, [2]int{from, to})
		default:
			if by, only := s.parties(c.Span); only && len(cells) > 1 {
				all |= by
				party = append(party, [2]int{from, to})
			} else if subject == nil {
				subject = s.areasIn(s.u.Tokens[from:to], false)
			}
		}
	}
	if party == nil {
		return false
	}
	if len(subject) == 0 && len(cells) == 1 && s.u.Lead > 0 {
		subject = s.areasIn(s.u.Tokens[:s.u.Lead], false) // a cell of a long row
	}
	if all != 0 {
		d.parted = true
		s.state(subject, all, s.plan.lang.Text("de tabel zegt het"))
	}
	// What else the cells of the parties speak of is theirs alone.
	for _, h := range named {
		if slices.ContainsFunc(subject, func(o areaHit) bool { return o.area == h.area }) || len(h.spans) == 0 {
			continue
		}
		for _, c := range cells {
			from, to := s.tokens(c.Span)
			if by := d.columns[c.Column]; by != 0 && from <= h.spans[0].Start && h.spans[0].Start < to {
				s.note(h, allocation{by: by, ground: s.plan.lang.Text("de kolom zegt het")})
			}
		}
	}
	return true
}

// tokens gives the tokens of the unit in a span.
func (s *surveyor) tokens(at document.Span) (from, to int) {
	tokens := s.u.Tokens
	from = s.u.Lead
	for from < len(tokens) && tokens[from].Start < at.Start {
		from++
	}
	to = from
	for to < len(tokens) && tokens[to].End <= at.End {
		to++
	}
	return from, to
}

// assigned tells whether a cell in the column of a party gives it the task: a
// mark, or words.
func assigned(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .*_()")) {
	case "", "-", "–", "—", "nee", "neen", "n.v.t", "nvt", "niet", "geen", "0", "☐", "o", "c", "i", "c/i", "✗", "✘":
		return false
	}
	return true
}
