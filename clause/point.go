package clause

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// Point is one thing that a requirement turns on, with how the contract stands
// to it: its substance, apart from the words, their order and their place. Two
// versions of a contract that give the same have the same points.
type Point struct {
	// Element is the part of the rule, as in Finding: an element, "strijdig" for
	// what takes the guarantee away, or "vlag" for what is only pointed out; the
	// latter is "against" where the customer loses by it.
	Element string     `json:"element"`
	Asks    string     `json:"asks"` // what it asks, or in what way the guarantee is taken away, or what is pointed out
	State   PointState `json:"state"`
	// Flag is set on an element that changes no verdict: it is what a report
	// tells where the element lacks.
	Flag string `json:"flag,omitempty"`
	// Whole tells that no passage gives this element by itself, but one that
	// gives the guarantee as a whole.
	Whole bool `json:"whole,omitempty"`
	// Reservations are what makes weak what is given, in alphabetical order. That
	// a value is past its limit is none.
	Reservations []Reservation `json:"reservations,omitempty"`
	// Amounts are the values that count for the element, each once, the best for
	// the customer first where the rule says which that is.
	Amounts []Amount `json:"amounts,omitempty"`
	// Numbers are the values in the passage that decides, in its order; the rule
	// need not ask for them.
	Numbers []Amount `json:"numbers,omitempty"`
	// At is the passage that decides; nil where nothing counts.
	At *Finding `json:"at,omitempty"`
}

// PointState tells how a contract stands to a point.
type PointState string

// The states of a point, the best for the customer first.
const (
	PointGiven   PointState = "given"
	PointWeak    PointState = "weak"    // given with a reservation, or in part
	PointAbsent  PointState = "absent"  // nothing that counts speaks of it
	PointAgainst PointState = "against" // taken away
)

// Reservation is what makes weak what is given.
type Reservation struct {
	Reason string `json:"reason"` // "alleen tegen betaling"
	// At is the provision that makes the reservation, where it is another than
	// the one that gives.
	At *Finding `json:"at,omitempty"`
}

// Amount is a value that counts for an element.
type Amount struct {
	Value
	// Size is what amounts of one kind are compared by: hours for a duration (at
	// worst) and for the period of a frequency, else the number itself.
	Size float64 `json:"size"`
	// Better tells which of two amounts is better for the customer: "less" or
	// "more", of a frequency more or less often. The threshold of the rule says
	// so; where it has none, of what the provider promises the words around it
	// ("binnen", "ten minste"). Empty where neither does.
	Better string `json:"better,omitempty"`
	// Limited tells that the rule has a threshold for it.
	Limited bool `json:"limited,omitempty"`
	// At is the passage; of Point.Numbers that of the point.
	At *Finding `json:"at,omitempty"`
}

// The values of Amount.Better.
const (
	betterLess = "less"
	betterMore = "more"
)

// pointer finds the points of one verdict.
type pointer struct {
	d *draft
	v *verdict
	j *judgement

	limits []string        // how values past their limit are told among what is weak
	places map[string]bool // where reservations stand, as it is told behind them
}

// points tells how the contract stands to everything that a requirement turns on.
func (d *draft) points(v *verdict, found []passage) []Point {
	if v.status == Missing || v.status == Unknown {
		return nil
	}
	p := &pointer{d: d, v: v, j: newJudgement(d.now.con, v.plan, found), places: map[string]bool{}}
	for i := range found {
		q := &found[i]
		if q.value != nil && q.than.breaks() {
			p.limits = append(p.limits, q.than.of(p.j.raw(q), v.plan.lang))
		}
		for _, by := range q.reserved {
			p.places[whereabouts(d.now.con, by.unit, v.plan.lang)] = true
		}
	}
	for _, t := range v.tensions {
		p.places[whereabouts(d.now.con, t.takes.unit, v.plan.lang)] = true
	}
	var out []Point
	for e := range v.plan.elements {
		out = append(out, p.element(e))
	}
	return append(append(out, p.against()...), p.flags()...)
}

// flags lists what the rule points out, with where it stands.
func (p *pointer) flags() []Point {
	var out []Point
	for i := range p.j.found {
		q := &p.j.found[i]
		if q.list != listFlag || q.block != blockNone || p.v.plan.chained(q) {
			continue
		}
		reason := p.v.plan.lists[listFlag][q.clause].Reason
		if slices.ContainsFunc(out, func(o Point) bool { return o.Asks == reason }) {
			continue
		}
		state := PointGiven
		if takes(p.v.plan.Requirement.Flags[q.clause].Reason) {
			state = PointAgainst
		}
		out = append(out, Point{Element: elementFlag, Asks: reason, State: state, At: p.elsewhere(q.unit, elementFlag, reason)})
	}
	return out
}

// takes tells whether a flag is about something that the customer loses: by its
// words, since a rule points out what is good to know as well as what is bad.
func takes(flag string) bool {
	if strings.HasPrefix(flag, "zonder") {
		return false
	}
	for _, w := range strings.FieldsFunc(flag, func(r rune) bool { return r == '-' || r == ' ' }) {
		switch w {
		case "kosten", "betaling", "eenzijdig", "eenzijdige", "begrensd", "maximum", "exoneratie", "uitgesloten", "alleen", "niet", "geen", "buiten", "onbevoegd", "vooraf":
			return true
		}
	}
	return false
}

// elsewhere tells of a provision that gives no part of the rule.
func (p *pointer) elsewhere(unit int, element, why string) *Finding {
	f := p.d.found(p.d.now, &passage{unit: unit})
	f.Element, f.Why = element, why
	f.Fingerprint = fingerprint(p.v.plan.ID, element, p.d.now.con.Units[unit].Own())
	return &f
}

// element tells how one element stands.
func (p *pointer) element(e int) Point {
	r := p.v.plan
	point := Point{Element: r.elements[e].Name, Asks: r.elements[e].Lacks, Flag: r.elements[e].Flag, State: PointAbsent}
	var given, against *passage
	for i := range p.j.found {
		q := &p.j.found[i]
		if q.list == listWhole && q.counts() {
			p.amount(&point, q, e)
		}
		if q.list != listElement || q.element != e || !q.counts() && (!q.against || q.block != blockNone) || e > 0 && !p.j.core(p.j.scope(e), q.unit) {
			continue
		}
		switch {
		case q.against:
			against = cmp.Or(against, q)
		case given == nil || p.firmer(q, given):
			given = q
		}
		p.amount(&point, q, e)
	}
	switch whole, partly := p.v.whole, p.v.partly; {
	case given != nil && given.strong():
	case whole != nil && point.Flag == "" && (given == nil || whole.strong()):
		given, point.Whole = whole, true
	case given == nil && e == 0 && partly != nil:
		given = partly
	case given == nil && e == 0 && len(p.v.findings) > 0 && p.v.findings[0].list == listAlike:
		given = p.v.findings[0]
	}
	switch {
	case given == nil && against != nil:
		point.State, given = PointAgainst, against
	case given == nil:
	case given.list == listPartly:
		point.State, point.Reservations = PointWeak, []Reservation{{Reason: r.lists[listPartly][given.clause].Reason}}
	case given.list == listAlike:
		point.State, point.Reservations = PointWeak, []Reservation{{Reason: r.lang.Text(lacksAlike)}}
	case !given.strong():
		point.State, point.Reservations = PointWeak, p.reservations(given)
	default:
		point.State = PointGiven
	}
	if given != nil {
		f := p.d.finding(p.d.now, r, given)
		point.At = &f
		point.Numbers = p.numbers(given.unit)
	}
	slices.SortStableFunc(point.Amounts, func(a, b Amount) int { return b.compare(&a) })
	return point
}

// firmer tells whether q gives an element better than the best so far: strong
// before weak, then with the fewest reservations. It does not ask which of the two
// stands first, so that articles may change places.
func (p *pointer) firmer(q, best *passage) bool {
	if q.strong() || best.strong() {
		return q.strong() && !best.strong()
	}
	a, b := p.reservations(q), p.reservations(best)
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, byReason)) < 0
}

func byReason(a, b Reservation) int { return strings.Compare(a.Reason, b.Reason) }

// reservations are the reasons for which a passage is weak, without what hangs on
// the place of a provision or repeats a value.
func (p *pointer) reservations(q *passage) []Reservation {
	var out []Reservation
	for _, w := range distinct(q.weak) {
		r := Reservation{Reason: w}
		for _, by := range append(slices.Clip(q.reserved), q.beside...) {
			if by.why == w {
				r.At = p.elsewhere(by.unit, elementReservation, w)
				break
			}
		}
		if i := strings.LastIndex(w, " ("); i > 0 && p.places[w[i:]] {
			r.Reason = w[:i]
		}
		if !slices.Contains(p.limits, r.Reason) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, byReason)
	return slices.CompactFunc(out, func(a, b Reservation) bool { return a.Reason == b.Reason })
}

// amount adds the value of a passage to the point of element e, unless the same
// is there. That of a passage which gives all goes with the element that asks for
// one of its kind.
func (p *pointer) amount(point *Point, q *passage, e int) {
	v := q.amount(&p.d.now.con.Units[q.unit])
	if v == nil || q.list == listWhole && p.v.plan.measured(v.Kind) != e {
		return
	}
	f := p.d.finding(p.d.now, p.v.plan, q)
	a := p.amountOf(q.unit, v)
	better := p.v.plan.better(e, v.Kind)
	a.Better, a.Limited, a.At = cmp.Or(better, a.Better), better != "", &f
	if !slices.ContainsFunc(point.Amounts, func(b Amount) bool { return a.same(&b) }) {
		point.Amounts = append(point.Amounts, a)
	}
}

// maxNumbers bounds the values that are told of one passage.
const maxNumbers = 12

// numbers lists the values of a unit.
func (p *pointer) numbers(unit int) []Amount {
	var out []Amount
	u := &p.d.now.con.Units[unit]
	for i := range u.Values {
		if v := &u.Values[i]; v.Kind != dutch.Blank && v.End > u.Lead && len(out) < maxNumbers {
			out = append(out, p.amountOf(unit, v))
		}
	}
	return out
}

// amountOf puts a value of a unit into an amount.
func (p *pointer) amountOf(unit int, v *dutch.Value) Amount {
	a := Amount{Value: Value{Kind: kindName(v.Kind), Raw: p.d.now.con.Doc.Text[v.Span.Start:v.Span.End], Norm: v.Norm}, Size: v.Amount}
	a.stretch(v)
	switch v.Kind {
	case dutch.Duration:
		a.Size = v.WorstHours()
	case dutch.Frequency:
		a.Size, a.Better = v.Hours, betterMore // what is done, is done the better the more often
		return a
	}
	// A term in which the customer has to do something is better when longer.
	u := &p.d.now.con.Units[unit]
	byCustomer := p.v.plan.Bearer == "klant"
	for i := range u.Clauses {
		if c := &u.Clauses[i]; c.Start <= v.Start && v.Start < c.End && c.Actor == dutch.Customer {
			byCustomer = true
		}
	}
	switch {
	case byCustomer:
	case v.Bound == dutch.Max:
		a.Better = betterLess
	case v.Bound == dutch.Min:
		a.Better = betterMore
	}
	return a
}

// better tells which value of a kind for an element is better for the customer;
// "" where the rule has no limit for it, or one on both sides.
func (r *requirementPlan) better(element int, kind dutch.ValueKind) string {
	less, more := false, false
	for i := range r.elements[element].clauses {
		if v := r.elements[element].clauses[i].value; v != nil && v.kind == kind {
			less = less || v.max != nil
			more = more || v.min != nil
		}
	}
	switch {
	case less == more:
		return ""
	case less:
		return betterLess
	}
	return betterMore
}

// measured is the first element that asks for a value of a kind, or the first of
// all.
func (r *requirementPlan) measured(kind dutch.ValueKind) int {
	return max(0, slices.IndexFunc(r.elements, func(e elementPlan) bool {
		return slices.ContainsFunc(e.clauses, func(c clausePlan) bool { return c.value != nil && c.value.kind == kind })
	}))
}

// same tells whether two amounts are one.
func (a *Amount) same(b *Amount) bool { return a.Kind == b.Kind && a.Size == b.Size }

// compare tells which of two amounts is better for the customer: above 0 the
// first, below 0 the second, 0 where they are the same or nothing says which.
func (a *Amount) compare(b *Amount) int {
	better := cmp.Or(a.Better, b.Better)
	if a.Kind != b.Kind || a.Better != "" && b.Better != "" && a.Better != b.Better {
		return 0
	}
	order := cmp.Compare(a.Size, b.Size)
	if a.Kind == kindName(dutch.Frequency) {
		order = -order // a longer period is less often
	}
	switch better {
	case betterLess:
		return -order
	case betterMore:
		return order
	}
	return 0
}

// against lists what takes the guarantee away by its words; what does so by its
// value is told with the element.
func (p *pointer) against() []Point {
	var out []Point
	for _, q := range p.v.conflicts {
		if q.list == listElement && q.value != nil {
			continue
		}
		reason := p.j.conflictReason(q)
		if q.list == listConflict && p.v.plan.lists[listConflict][q.clause].Reason == "" && q.value != nil {
			reason = p.v.plan.lang.Text("de bepaling zegt het tegendeel") // the value is told beside it
		}
		if slices.ContainsFunc(out, func(o Point) bool { return o.Asks == reason }) {
			continue
		}
		f := p.d.finding(p.d.now, p.v.plan, q)
		out = append(out, Point{Element: elementConflict, Asks: reason, State: PointAgainst, At: &f})
	}
	slices.SortStableFunc(out, func(a, b Point) int { return strings.Compare(a.Asks, b.Asks) })
	return out
}
