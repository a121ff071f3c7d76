package clause

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// passage is one clause of a rule that hit one unit of the contract, with what
// keeps it from counting or weakens it.
type passage struct {
	unit    int
	list    list
	element int // for listElement
	clause  int
	spans   []match.Span // per term, token ranges in the unit
	value   *dutch.Value
	block   block    // why it does not count; blockNone when it does
	why     string   // the block in words, where the rule gives them
	weak    []string // what makes it weak, in Dutch
	flags   []string
	against bool // takes the guarantee away: a refusal, or a value past its limits
}

func (p *passage) counts() bool { return p.block == blockNone && !p.against }
func (p *passage) strong() bool { return p.counts() && len(p.weak) == 0 }

// block is the reason why a passage does not count.
type block uint8

const (
	blockNone block = iota
	blockRole       // definition, recital, note, …
	blockExcluded
	blockParty
	blockNegated
	blockAlmost // not all terms of the pattern are there
)

// surveyor walks the units of one contract.
type surveyor struct {
	plan     *plan
	con      *contract.Contract
	scanners *scanners
	found    [][]passage

	unitIndex   int
	u           *contract.Unit
	words       []string
	contextDone bool
	headDone    bool
	weakDone    []int8 // per weakener: 0 not looked, 1 absent, 2 present
}

// contextWords bounds how much preceding text may supply a term.
const contextWords = 80

func (s *surveyor) unit(i int) {
	u := &s.con.Units[i]
	switch u.Role {
	case contract.TOC:
		return
	case contract.HeadingOnly, contract.RunningText, contract.Signature:
		if !s.plan.places[u.Role] {
			return
		}
	}
	s.unitIndex, s.u = i, u
	s.contextDone, s.headDone = false, false
	if len(s.weakDone) < len(s.plan.weakeners) {
		s.weakDone = make([]int8, len(s.plan.weakeners))
	}
	clear(s.weakDone)
	s.words = appendWords(s.words[:0], u.Tokens)
	d := dynamic(u)
	if mail := emailAddresses(s.con.Doc.Text, u.Tokens); mail != nil {
		d[conceptEmail] = mail
	}
	s.scanners.own.Load(match.Text{Words: s.words, Dynamic: d})
	for _, id := range s.scanners.own.Candidates() {
		if int(id) >= len(s.plan.owners) {
			continue
		}
		for _, o := range s.plan.owners[id] {
			s.pattern(o)
		}
	}
	if len(u.Values) > 0 {
		for _, o := range s.plan.valued {
			s.valued(o)
		}
	}
}

func (s *surveyor) clauseOf(o owner) (*requirementPlan, *clausePlan) {
	r := &s.plan.requirements[o.requirement]
	if o.list == listElement {
		return r, &r.elements[o.element].clauses[o.clause]
	}
	return r, &r.lists[o.list][o.clause]
}

// supported tells whether what a clause asks besides its pattern holds: nothing
// from "zonder" in the unit, "kop" in a heading above it.
func (s *surveyor) supported(c *clausePlan) bool {
	if c.without != none && s.scanners.own.Any(c.without) {
		return false
	}
	return c.heading == none || s.head().Any(c.heading)
}

func (s *surveyor) pattern(o owner) {
	r, c := s.clauseOf(o)
	hits := s.scanners.own.Match(c.main, s.context())
	if len(hits) == 0 || !s.supported(c) {
		return
	}
	var best *passage
	for _, h := range hits {
		if !s.own(h.Spans) {
			continue
		}
		p := s.judge(r, c, o, h.Spans)
		if best == nil || better(p, best) {
			best = p
		}
	}
	if best != nil {
		s.found[o.requirement] = append(s.found[o.requirement], *best)
	}
}

// own tells whether the unit itself, and not only the sentence that introduces
// it, takes part in the hit.
func (s *surveyor) own(spans []match.Span) bool {
	for _, sp := range spans {
		if sp.End > s.u.Lead {
			return true
		}
	}
	return false
}

func better(a, b *passage) bool {
	rank := func(p *passage) int {
		switch {
		case p.strong():
			return 3
		case p.counts():
			return 2
		case p.against:
			return 1
		}
		return 0
	}
	return rank(a) > rank(b)
}

// judge weighs one hit: whether it counts and how much.
func (s *surveyor) judge(r *requirementPlan, c *clausePlan, o owner, spans []match.Span) *passage {
	p := &passage{unit: s.unitIndex, list: o.list, element: o.element, clause: o.clause, spans: spans}
	if s.u.Role != contract.Provision && !r.places[s.u.Role] {
		p.block = blockRole
		return p
	}
	switch o.list {
	case listElement, listWhole, listPartly:
	default:
		return p
	}
	if !c.AnyParty && s.wrongParty(r, spans) {
		p.block = blockParty
		return p
	}
	if !c.Negation {
		if negated, refusal := s.negated(spans); negated {
			p.block = blockNegated
			p.against = refusal && o.list != listPartly && (o.list == listWhole || o.element == 0)
			return p
		}
	}
	p.weak = s.weaknesses(r)
	return p
}

// weaknesses lists the general reservations in the unit that the requirement
// does not tolerate.
func (s *surveyor) weaknesses(r *requirementPlan) []string {
	var weak []string
	for _, w := range r.weakeners {
		if s.weakDone[w] == 0 {
			s.weakDone[w] = 1
			for i := range s.plan.weakeners[w].clauses {
				c := &s.plan.weakeners[w].clauses[i]
				if len(s.scanners.own.Match(c.main, s.context())) > 0 && s.supported(c) {
					s.weakDone[w] = 2
					break
				}
			}
		}
		if s.weakDone[w] == 2 {
			weak = append(weak, s.plan.weakeners[w].Lacks)
		}
	}
	return weak
}

// valued looks for a value that a clause of a rule asks for.
func (s *surveyor) valued(o owner) {
	r, c := s.clauseOf(o)
	v := c.value
	var candidates []*dutch.Value
	blank := false
	for i := range s.u.Values {
		val := &s.u.Values[i]
		if val.End <= s.u.Lead {
			continue
		}
		switch val.Kind {
		case v.kind:
			candidates = append(candidates, val)
		case dutch.Blank:
			blank = true
		}
	}
	if len(candidates) == 0 && !blank || !s.supported(c) {
		return
	}
	var anchor []match.Span
	if v.near != none {
		hits := s.scanners.own.Match(v.near, s.context())
		if len(hits) == 0 {
			return
		}
		anchor = hits[0].Spans
	}
	if len(candidates) == 0 {
		// A blank counts for the value only next to a word that announces
		// one; elsewhere it is a name or a place.
		if b := s.blank(v.kind); b != nil {
			p := s.judge(r, c, o, append([]match.Span{{Start: b.Start, End: b.End}}, anchor...))
			p.weak = append(p.weak, "de waarde is niet ingevuld")
			p.flags = append(p.flags, "niet-ingevuld")
			s.found[o.requirement] = append(s.found[o.requirement], *p)
		}
		return
	}
	val := s.choose(candidates, anchor, v)
	if val == nil {
		return
	}
	p := s.judge(r, c, o, append([]match.Span{{Start: val.Start, End: val.End}}, anchor...))
	p.value = val
	switch {
	case v.max != nil && v.max.above(val):
		p.beyond(v, v.partMax == nil || v.partMax.above(val), val.Span, s.con, "meer dan "+v.max.text)
	case v.min != nil && v.min.below(val):
		p.beyond(v, v.partMin == nil || v.partMin.below(val), val.Span, s.con, "minder dan "+v.min.text)
	case val.Soft:
		p.weak = append(p.weak, "de waarde is een streefwaarde")
	}
	if val.Suggested {
		p.flags = append(p.flags, "voorgestelde-waarde")
	}
	if val.Mismatch {
		p.flags = append(p.flags, "getal-tegenstrijdig")
		p.weak = append(p.weak, "woord en cijfer verschillen")
	}
	s.found[o.requirement] = append(s.found[o.requirement], *p)
}

// beyond marks a value that lies past its limit; far past, it is a conflict
// where the rule says so.
func (p *passage) beyond(v *valuePlan, far bool, span dutch.Range, con *contract.Contract, than string) {
	if far && v.beyond && p.block == blockNone {
		p.against = true
		return
	}
	p.weak = append(p.weak, con.Doc.Text[span.Start:span.End]+" is "+than)
}

// blank finds a field that was not filled in where the rule wants a value of
// the kind: "binnen [...] uur".
func (s *surveyor) blank(kind dutch.ValueKind) *dutch.Value {
	for i := range s.u.Values {
		val := &s.u.Values[i]
		if val.Kind != dutch.Blank || val.End <= s.u.Lead || val.Unit == "" {
			continue
		}
		if (val.Unit == "%") == (kind == dutch.Percentage) {
			return val
		}
	}
	return nil
}

// choose picks the value that belongs to the promise: not one in a clause of
// the other party or of an authority, a hard one before a soft one, the one
// nearest to the anchor.
func (s *surveyor) choose(candidates []*dutch.Value, anchor []match.Span, v *valuePlan) *dutch.Value {
	var best *dutch.Value
	bestRank := 1 << 30
	for _, val := range candidates {
		cl := s.clauseAt(val.Start)
		if cl != nil && (cl.Actor == dutch.Customer && cl.Modality != dutch.Right || cl.Actor == dutch.Authority) {
			continue
		}
		if v.notNear != none && cl != nil && s.beside(v.notNear, val, cl) {
			continue
		}
		rank := 0
		if val.Soft {
			rank += 10_000
		}
		if len(anchor) > 0 {
			rank += distance(match.Span{Start: val.Start, End: val.End}, anchor[0])
		}
		if rank < bestRank {
			best, bestRank = val, rank
		}
	}
	return best
}

// besideWords is how far from a value the words that disown it may stand.
const besideWords = 8

// beside tells whether a pattern occurs close to a value, in the same clause.
func (s *surveyor) beside(id match.PatternID, val *dutch.Value, cl *dutch.Clause) bool {
	at := match.Span{Start: val.Start, End: val.End}
	for _, h := range s.scanners.own.Match(id, nil) {
		for _, sp := range h.Spans {
			if sp.Start >= cl.Start && sp.End <= cl.End && distance(sp, at) <= besideWords {
				return true
			}
		}
	}
	return false
}

func distance(a, b match.Span) int {
	switch {
	case a.Start >= b.End:
		return a.Start - b.End + 1
	case b.Start >= a.End:
		return b.Start - a.End + 1
	}
	return 0
}

func (s *surveyor) clauseAt(token int) *dutch.Clause {
	for i := range s.u.Clauses {
		if c := &s.u.Clauses[i]; c.Start <= token && token < c.End {
			return c
		}
	}
	return nil
}

// wrongParty tells whether every clause that the hit touches is promised by
// the party that the requirement protects. A right of that party is no burden.
func (s *surveyor) wrongParty(r *requirementPlan, spans []match.Span) bool {
	if r.Bearer != "leverancier" {
		return false
	}
	wrong := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil {
			continue
		}
		if c.Actor == dutch.Customer && c.Modality != dutch.Right || c.Actor == dutch.Authority {
			wrong = true
			continue
		}
		return false
	}
	return wrong
}

// negated tells whether the clause of the first term is negated by a word that
// is no part of the hit, and whether it is an outright refusal.
func (s *surveyor) negated(spans []match.Span) (negated, refusal bool) {
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil {
			return false, false
		}
		for _, n := range c.Negations {
			if !covered(n, spans) {
				return true, c.Modality == dutch.Refusal
			}
		}
		return false, false
	}
	return false, false
}

func covered(token int, spans []match.Span) bool {
	for _, sp := range spans {
		if sp.Start <= token && token < sp.End {
			return true
		}
	}
	return false
}

// context loads what surrounds the unit: headings, and the preceding text of
// the same paragraph.
func (s *surveyor) context() *match.Scanner {
	if !s.contextDone {
		s.contextDone = true
		words := appendWords(nil, s.u.Head)
		d := map[string][]match.Span{}
		for i := len(s.u.Prev) - 1; i >= 0 && len(words) < contextWords; i-- {
			prev := &s.con.Units[s.u.Prev[i]]
			offset := len(words) - prev.Lead
			words = appendWords(words, prev.Tokens[prev.Lead:])
			for name, spans := range dynamic(prev) {
				for _, sp := range spans {
					if sp.Start >= prev.Lead {
						d[name] = append(d[name], match.Span{Start: sp.Start + offset, End: sp.End + offset})
					}
				}
			}
		}
		s.scanners.context.Load(match.Text{Words: words, Dynamic: d})
	}
	return s.scanners.context
}

func (s *surveyor) head() *match.Scanner {
	if !s.headDone {
		s.headDone = true
		s.scanners.head.Load(match.Text{Words: appendWords(nil, s.u.Head)})
	}
	return s.scanners.head
}

func appendWords(words []string, tokens []dutch.Token) []string {
	for i := range tokens {
		words = append(words, tokens[i].Text)
	}
	return words
}

// dynamic places party names and values of a unit for the matcher.
func dynamic(u *contract.Unit) map[string][]match.Span {
	d := make(map[string][]match.Span, 4)
	for _, m := range u.Mentions {
		sp := match.Span{Start: m.Start, End: m.End}
		switch m.Party {
		case dutch.Provider:
			d[conceptProvider] = append(d[conceptProvider], sp)
		case dutch.Customer:
			d[conceptCustomer] = append(d[conceptCustomer], sp)
		case dutch.BothParties:
			d[conceptParties] = append(d[conceptParties], sp)
			d[conceptProvider] = append(d[conceptProvider], sp)
		}
	}
	for _, v := range u.Values {
		sp := match.Span{Start: v.Start, End: v.End}
		switch v.Kind {
		case dutch.Duration:
			d[conceptDuration] = append(d[conceptDuration], sp)
		case dutch.Percentage:
			d[conceptPercentage] = append(d[conceptPercentage], sp)
		case dutch.Frequency:
			d[conceptFrequency] = append(d[conceptFrequency], sp)
		case dutch.Money:
			d[conceptMoney] = append(d[conceptMoney], sp)
		case dutch.Blank:
			d[conceptBlank] = append(d[conceptBlank], sp)
		}
	}
	return d
}

// emailAddresses finds the e-mail addresses among the tokens: words that an @
// joins, with the dots, hyphens and underscores around them.
func emailAddresses(text string, tokens []dutch.Token) []match.Span {
	var spans []match.Span
	joined := func(i int, marks string) bool { // tokens i and i+1 stand joined by one mark
		if i < 0 || i+1 >= len(tokens) {
			return false
		}
		between := tokens[i].End
		return tokens[i+1].Start == between+1 && strings.IndexByte(marks, text[between]) >= 0
	}
	for i := range tokens {
		if !joined(i, "@") {
			continue
		}
		start, end := i, i+2
		for joined(start-1, "._+") {
			start--
		}
		for joined(end-1, "._") {
			end++
		}
		spans = append(spans, match.Span{Start: start, End: end})
	}
	return spans
}
