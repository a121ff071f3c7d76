package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// passage is one clause of a rule that hit one unit of the contract, with what
// keeps it from counting or weakens it.
type passage struct {
	unit    int
	element int // for listElement
	clause  int
	list    list
	block   block // why it does not count; blockNone when it does
	blank   bool  // the value was not filled in
	against bool  // takes the guarantee away: a refusal, or a value past its limits
	doubt   bool  // a number in it is in doubt; see verify
	// yields: speaks against the guarantee where nothing gives it.
	yields bool
	// optional: the provider may do it and need not.
	optional bool
	// outranked: a part of the contract of higher rank says otherwise.
	outranked bool
	spans     []match.Span // per term, token ranges in the unit
	value     *dutch.Value
	than      excess // how the value breaks its limit
	why       string // the block in words, where the rule gives them
	told      string // what it gives, where no pattern tells
	divides   *areaShare
	weak      []string // what makes it weak, in the language of the report
	flags     []string
	// reserved are the provisions elsewhere that make it weak.
	reserved []reservedBy
	// beside are those of its own paragraph.
	beside []reservedBy
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
)

// surveyor walks the units of one contract.
type surveyor struct {
	plan     *plan
	con      *contract.Contract
	scanners *scanners
	found    [][]passage
	terms    []definedTerm
	divider  divider
	placed   assignments

	reservations []reservation
	deviations   []departure
	hollows      []hollow

	unitIndex   int
	u           *contract.Unit
	words       []string
	places      []match.Place
	around      func() *match.JoinedScanner // context, as Match asks for it
	contextDone bool
	headDone    bool
	// What the scanner of headings holds.
	headKnown         bool
	headOf, headAsked []dutch.Token
	// What context and head load, to be used again.
	aroundWords, headWords []string
	aroundPlaces           []match.Place
	asked                  []int32    // value clauses to be looked at
	weakDone               []presence // per weakener
	exceptions             []exception
	exceptionsDone         bool
	probed                 *dutch.Clause // the clause that stands in the probe without what negates it
}

func (s *surveyor) unit(i int) {
	u := &s.con.Units[i]
	if i > 0 && u.Part != s.con.Units[i-1].Part {
		s.divider.restart()
	}
	counts := true
	s.unitIndex, s.u = i, u
	if u.Role != contract.TOC {
		s.place()
	}
	switch u.Role {
	case contract.TOC:
		return
	case contract.HeadingOnly, contract.RunningText, contract.Signature:
		counts = s.plan.places[u.Role]
		if !counts && (u.Role != contract.HeadingOnly || len(s.plan.areas) == 0) {
			return
		}
	}
	s.enter(i)
	named := s.con.Cited(i)
	candidates := s.scanners.own.Candidates()
	if counts {
		s.reserve(named)
		for _, id := range candidates {
			for _, o := range s.plan.weakening.of(id) {
				s.weakDone[o.weakener] = possible
			}
		}
		asked := s.asked[:0]
		for _, id := range candidates {
			for _, o := range s.plan.owners.of(id) {
				s.pattern(o)
			}
			asked = append(asked, s.plan.near.of(id)...)
			for _, o := range s.plan.weakening.of(id) {
				s.empties(o)
			}
		}
		if len(u.Values) > 0 {
			asked = append(asked, s.plan.free...)
			slices.Sort(asked) // several may be equal in worth: the first of the rules counts
			for _, i := range asked {
				s.valued(s.plan.valued[i])
			}
		}
		s.asked = asked
	}
	if len(s.plan.areas) > 0 {
		s.divide(candidates)
	}
}

// enter loads a unit into the scanners.
func (s *surveyor) enter(i int) {
	u := &s.con.Units[i]
	s.unitIndex, s.u = i, u
	s.contextDone, s.headDone, s.exceptionsDone = false, false, false
	if len(s.weakDone) < len(s.plan.weakeners) {
		s.weakDone = make([]presence, len(s.plan.weakeners))
	}
	clear(s.weakDone)
	s.words = appendWords(s.words[:0], u.Tokens)
	s.places, s.probed = dynamic(s.places[:0], u), nil
	for _, mail := range emailAddresses(s.con.Doc.Text, u.Tokens) {
		s.places = append(s.places, match.Place{Concept: conceptEmail, Span: mail})
	}
	for _, span := range cited(s.con.Cited(i)) {
		s.places = append(s.places, match.Place{Concept: conceptArticle, Span: span})
	}
	s.scanners.own.Load(match.Text{Words: s.words, Dynamic: s.places, Synonyms: s.synonyms(u.Tokens)})
}

func (s *surveyor) clauseOf(o owner) (*requirementPlan, *clausePlan) {
	return &s.plan.requirements[o.requirement], s.plan.clauseOf(o)
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
	hits := s.scanners.own.Match(c.main, s.around)
	if len(hits) == 0 || !s.supported(c) {
		return
	}
	var best passage
	any := false
	for _, h := range hits {
		if !s.own(h.Spans) {
			continue
		}
		if p := s.judge(r, c, o, h.Spans); !any || better(&p, &best) {
			best, any = p, true
		}
	}
	if any {
		s.file(o, best)
	}
}

// file puts a passage under the requirement of the clause that found it.
func (s *surveyor) file(o owner, p passage) {
	list := &s.found[o.requirement]
	if cap(*list) == 0 {
		const few = 4 // most of what is found at all is found more than once
		*list = make([]passage, 0, few)
	}
	*list = append(*list, p)
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
		case p.strong() && !p.optional:
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

// judge weighs one hit: whether it counts and how much, and whether its numbers
// can be relied on.
func (s *surveyor) judge(r *requirementPlan, c *clausePlan, o owner, spans []match.Span) passage {
	p := s.standing(r, c, o, spans)
	s.verify(&p)
	return p
}

// standing tells whether a hit counts and how much.
func (s *surveyor) standing(r *requirementPlan, c *clausePlan, o owner, spans []match.Span) passage {
	p := passage{unit: s.unitIndex, list: o.list, element: int(o.element), clause: int(o.clause), spans: spans}
	if s.u.Role != contract.Provision && !r.places[s.u.Role] {
		p.block = blockRole
		return p
	}
	switch o.list {
	case listElement, listWhole, listPartly:
	case listConflict:
		p.yields = c.Yields
		if !c.Negation && s.denied(spans) {
			p.block = blockNegated
		}
		if !c.AnyParty && s.entitles(spans) {
			p.block = blockParty
		}
		if s.apart(spans, c.negating) || s.contrasted(spans, c.negating) {
			p.block, p.why = blockExcluded, s.plan.lang.Text("de weigering gaat over iets anders")
		}
		return p
	default:
		return p
	}
	if !c.AnyParty && s.wrongParty(r, spans) {
		p.block = blockParty
		return p
	}
	if s.notGiven(spans, c.negating) {
		p.block = blockNegated
		return p
	}
	if !c.Negation {
		if negated, refusal := s.negated(spans, c); negated {
			p.block = blockNegated
			core := o.list == listWhole || o.list == listElement && o.element == 0
			p.against = refusal && core
			p.yields = !refusal && core && s.declines(r, spans)
			return p
		}
	}
	p.weak = s.weaknesses(r)
	if r.Bearer == "leverancier" && (s.hearsay() || s.byCompany(spans)) {
		p.weak = append(p.weak, s.plan.lang.Text(weakHearsay))
	}
	if s.con.SameName && len(s.con.Parties) < 2 && s.byParty(r, spans) {
		p.weak = append(p.weak, s.plan.lang.Text(weakSameName))
	}
	s.except(&p, c)
	s.unpromise(&p)
	p.optional = !c.AnyParty && o.list != listPartly && s.optional(r, spans)
	return p
}

// presence tells whether a general reservation stands in the unit.
type presence int8

const (
	absent   presence = iota
	possible          // its words can stand there; nobody looked yet
	present
)

// weaknesses lists the general reservations in the unit that the requirement
// does not tolerate.
func (s *surveyor) weaknesses(r *requirementPlan) []string {
	var weak []string
	for _, w := range r.weakeners {
		if s.weakDone[w] == possible {
			s.weakDone[w] = absent
			for i := range s.plan.weakeners[w].clauses {
				c := &s.plan.weakeners[w].clauses[i]
				if len(s.scanners.own.Match(c.main, s.around)) > 0 && s.supported(c) {
					s.weakDone[w] = present
					break
				}
			}
		}
		if s.weakDone[w] == present {
			weak = append(weak, s.plan.weakeners[w].Lacks)
		}
	}
	return weak
}

// notGiven tells whether the row of a table names a thing and has no more to say
// of it than that it is not there: "Escrow | n.v.t.", "Hulp bij overstap | Geen".
// Where the hit itself reads the answer ("Subverwerkers | Geen"), that decides.
func (s *surveyor) notGiven(spans []match.Span, negating termSet) bool {
	table, cells, _ := s.con.Cells(s.unitIndex)
	if len(cells) < 2 {
		return false
	}
	if s.notSo(cells, table) {
		return true
	}
	for _, c := range cells[1:] {
		if !noAnswer(s.con.Doc.Slice(c.Span)) {
			return false
		}
	}
	for _, c := range cells[1:] {
		from, to := s.tokens(c.Span)
		for k := from; k < to; k++ {
			if inside(k, spans) || covered(k, spans, negating) {
				return false
			}
		}
	}
	return true
}

// noAnswer tells whether a cell says that what the row names is not there.
func noAnswer(text string) bool {
	text = strings.ToLower(strings.Trim(text, " .*_()\n\t"))
	for _, opening := range [...]string{"nee, ", "nee; ", "nee (", "neen, ", "nog niet"} { // "Nee, gepland voor 2028"
		if strings.HasPrefix(text, opening) {
			return true
		}
	}
	switch text {
	case "nee", "neen", "geen", "niet", "n.v.t", "nvt", "niet van toepassing", "niet afgenomen", "niet inbegrepen", "niet beschikbaar", "niet overeengekomen", "niet gegarandeerd", "niet toegezegd",
		"niet geïmplementeerd", "niet ingevoerd", "niet getroffen", "niet aanwezig", "✗", "✘":
		return true
	}
	return false
}
