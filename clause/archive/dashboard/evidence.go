package dashboard

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/wording"
)

// perBlock is how many contracts share a block of evidence: a browser opens a block
// when one of its contracts is looked at.
const perBlock = 50

// The evidence may take so many bytes in the page: enough for every contract where
// they are few.
const (
	budgetPerContract = 3600
	budgetLeast       = 12 << 20
	budgetShare       = 0.92 // of it is aimed at: what all blocks take is reckoned from some
)

// level is how much evidence a page has, the most first.
type level int

// levels say how long a quote may be, in characters, with and without a met
// verdict.
var levels = []struct{ quote, met int }{{240, 240}, {180, 120}, {160, 70}, {140, 0}, {80, 0}, {0, 0}}

// Bounds on what one verdict may bring, whoever wrote the contract.
const (
	mostFindings = 8
	mostTexts    = 10 // lacks, flags, warnings
	mostText     = 300
)

// block is the evidence of some contracts. Numbers are places in Texts, -1 for
// none.
type block struct {
	Quote     int        `json:"q"` // characters of a quote
	Met       int        `json:"m"` // where the verdict is met
	Texts     []string   `json:"s"`
	Contracts []evidence `json:"c"`
	level     level
	index     map[string]int
	ats       map[at]int
}

// at is what the place of a finding is told by.
type at struct {
	file, label, heading string
	page                 int
}

// evidence is what a page tells of one contract when it is opened.
type evidence struct {
	SHA256   string   `json:"h"`
	Facts    []int    `json:"f"` // format and pages, language, parties
	Places   []string `json:"p"`
	More     int      `json:"n,omitempty"` // places that are not listed
	Warnings []int    `json:"w,omitempty"`
	// Results: requirement, reason, lacks, flags, findings.
	Results [][]any `json:"r"`
}

// text is the place of a text in the table of the block.
func (b *block) text(s string) int {
	if s == "" {
		return -1
	}
	i, ok := b.index[s]
	if !ok {
		i = len(b.Texts)
		b.index[s] = i
		b.Texts = append(b.Texts, s)
	}
	return i
}

func (b *block) texts(list []string, most int) []int {
	out := []int{}
	for _, s := range list[:min(len(list), mostTexts)] {
		if i := b.text(short(s, most)); i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// short is a text for one line, cut at a number of characters. What is far beyond
// them is not looked at.
func short(s string, most int) string {
	if bytes := utf8.UTFMax*most + 64; len(s) > bytes {
		s = strings.ToValidUTF8(s[:bytes], "") + " …"
	}
	return wording.Shorten(wording.Clean(s), most)
}

// quote is wording.Quote, cut.
func quote(f *clause.Finding, most int) string {
	s := cmp.Or(f.Reads, f.Quote)
	if f.Lead != "" {
		s = f.Lead + " … " + s
	}
	return short(s, most)
}

func newBlock(l level) *block {
	return &block{Quote: levels[l].quote, Met: levels[l].met, level: l, index: map[string]int{}, ats: map[at]int{}, Contracts: []evidence{}}
}

// The effects of a passage.
const (
	gives = iota
	weak
	against
	overruled
)

func (b *block) add(c *collection, r *archive.Record) {
	w := c.words
	e := evidence{SHA256: r.SHA256, Results: [][]any{}}
	facts := []string{w.Format(r.Format)}
	if r.Pages > 0 {
		facts = append(facts, w.Count(r.Pages, "pagina", "pagina's"))
	}
	for _, p := range r.Parties {
		names := ""
		for i, n := range p.Names[:min(len(p.Names), 4)] {
			if i > 0 {
				names += ", "
			}
			names += wording.Clean(n)
		}
		facts = append(facts, w.Word(p.Role)+": "+names)
	}
	e.Facts = b.texts(facts, mostText)
	e.Places, e.More = c.places(r.Places)
	e.Warnings = b.texts(w.Warnings(r.Warnings[:min(len(r.Warnings), 10*mostTexts)]), mostText)
	seen := map[int]bool{}
	for i := range r.Results {
		res := &r.Results[i]
		k, ok := c.index[res.Requirement]
		if !ok || seen[k] {
			continue
		}
		seen[k] = true
		most := b.Quote
		if res.Status == clause.Met {
			most = b.Met
		}
		findings := [][]int{}
		for j := range res.Findings[:min(len(res.Findings), mostFindings)] {
			findings = append(findings, b.finding(w, &res.Findings[j], most))
		}
		e.Results = append(e.Results, []any{k, b.text(short(res.Reason, mostText)), b.texts(res.Lacks, mostText), b.texts(w.Flags(res.Flags), mostText), findings})
	}
	b.Contracts = append(b.Contracts, e)
}

// place is where a finding stands. Many stand in the same.
func (b *block) place(w wording.Words, f *clause.Finding) int {
	key := at{f.File, f.Label, f.Heading, f.Page}
	i, ok := b.ats[key]
	if !ok {
		i = b.text(short(w.Place(f), mostText))
		b.ats[key] = i
	}
	return i
}

// finding is: effect, place, quote, value, why.
func (b *block) finding(w wording.Words, f *clause.Finding, most int) []int {
	effect := gives
	switch {
	case f.Overruled:
		effect = overruled
	case f.Against:
		effect = against
	case f.Weak:
		effect = weak
	}
	out := []int{effect, b.place(w, f), -1, -1, -1}
	if most > 0 {
		out[2] = b.text(quote(f, most))
	}
	if f.Value != nil {
		out[3] = b.text(short(f.Value.Raw, 60))
	}
	if f.Overruled || f.Against || f.Weak {
		out[4] = b.text(short(f.Why, mostText))
	}
	return out
}

// pack compresses data for a page (RFC 1951) and writes it in base64.
func pack(data any) (string, error) {
	var out strings.Builder
	text := base64.NewEncoder(base64.StdEncoding, &out)
	z, err := flate.NewWriter(text, 6)
	if err != nil {
		return "", err
	}
	enc := json.NewEncoder(z)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	err = text.Close()
	return out.String(), err
}

// sampler reckons from some blocks what all take, at the levels that may do.
type sampler struct {
	c           *collection
	documents   int
	every       int // blocks
	n           int // contracts
	first, last level
	blocks      []*block  // of the levels from first to last
	size        []float64 // bytes a contract, by level
	sampled     []int     // contracts
}

// samples is about how many blocks of an archive are tried, spread over it.
const samples = 8

func newSampler(c *collection, documents int) *sampler {
	return &sampler{
		c: c, documents: documents, every: max(1, (documents/perBlock+samples-1)/samples), last: level(len(levels) - 1),
		size: make([]float64, len(levels)), sampled: make([]int, len(levels)),
	}
}

func (s *sampler) add(r *archive.Record) error {
	at := s.n
	s.n++
	if at/perBlock%s.every != 0 {
		return nil
	}
	if at%perBlock == 0 {
		if err := s.flush(); err != nil {
			return err
		}
		for l := s.first; l <= s.last; l++ {
			s.blocks = append(s.blocks, newBlock(l))
		}
	}
	for _, b := range s.blocks {
		b.add(s.c, r)
	}
	return nil
}

// flush measures a block, after which only the levels around the one that seems to
// do are tried.
func (s *sampler) flush() error {
	if len(s.blocks) == 0 {
		return nil
	}
	for _, b := range s.blocks {
		text, err := pack(b)
		if err != nil {
			return err
		}
		n := len(b.Contracts)
		s.size[b.level] = (s.size[b.level]*float64(s.sampled[b.level]) + float64(len(text))) / float64(s.sampled[b.level]+n)
		s.sampled[b.level] += n
	}
	s.blocks = nil
	l := s.fits(s.documents)
	s.first, s.last = max(0, l-1), min(l+1, level(len(levels)-1))
	return nil
}

// fits is the highest level that keeps within the budget of an archive.
func (s *sampler) fits(contracts int) level {
	for l, size := range s.size {
		if size*float64(contracts) <= budgetShare*float64(s.c.budget(contracts)) {
			return level(l)
		}
	}
	return level(len(levels) - 1)
}

func (s *sampler) level() (level, error) {
	err := s.flush()
	return s.fits(s.n), err
}

// budget is how many bytes the evidence of contracts may take.
func (c *collection) budget(contracts int) int { return max(c.least, contracts*budgetPerContract) }

// blocks gives the blocks of evidence one by one, going over the records once
// more. What is found then has to be what was collected.
func (c *collection) blocks(ctx context.Context, store archive.Store, q archive.Query) (block func() (template.HTML, error), stop func()) {
	next, stop := iter.Pull2(store.Records(ctx, q))
	at, spent := 0, 0
	return func() (template.HTML, error) {
		l := c.level
		// What was reckoned from a sample can fall short.
		for int(l) < len(levels)-1 && spent > c.budget(c.reach(at)) {
			l++
		}
		b := newBlock(l)
		for len(b.Contracts) < perBlock && at < len(c.contracts) {
			r, err, ok := next()
			switch {
			case !ok:
				return "", ErrChanged
			case err != nil:
				return "", err
			case r.Failure != nil:
				continue
			case r.SHA256 != c.contracts[at].sha256 || !c.same(at, &r):
				return "", ErrChanged
			}
			b.add(c, &r)
			at++
		}
		text, err := pack(b)
		spent += len(text)
		return template.HTML(text), err // base64
	}, stop
}

// reach is for how many contracts there is a budget when some are written: it may
// not be spent on the first.
func (c *collection) reach(written int) int {
	return min(len(c.contracts), written+len(c.contracts)/10)
}

// same tells whether a record still has the verdicts that were collected.
func (c *collection) same(at int, r *archive.Record) bool {
	var t tally
	for i := range r.Results {
		res := &r.Results[i]
		k, ok := c.index[res.Requirement]
		if !ok {
			return false
		}
		for s, status := range clause.Statuses() {
			if status == res.Status && c.rows[at][k] == verdicts[s] {
				t[s]++
			}
		}
	}
	return t.all() >= c.contracts[at].tally.all()
}
