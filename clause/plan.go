package clause

import (
	"errors"
	"fmt"
	"math"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// The concepts that the engine supplies for every contract.
const (
	conceptProvider   = "verwerker"
	conceptCustomer   = "klant"
	conceptParties    = "partijen"
	conceptDuration   = "duur"
	conceptPercentage = "percentage"
	conceptFrequency  = "frequentie"
	conceptMoney      = "bedrag"
	conceptBlank      = "invulveld"
	conceptEmail      = "emailadres"
	conceptArticle    = "artikel"
)

// plan is a catalogue compiled: one program over all patterns, and per
// requirement what its patterns mean.
type plan struct {
	lang         lang.Language // of all phrases in the plan
	program      *match.Joined
	requirements []requirementPlan
	weakeners    []weakenerPlan
	effort       int              // the weakener for a mere effort; forAll where there is none
	owners       byPattern[owner] // who asks for it; none for supporting patterns
	watched      []bool           // by pattern: whether somebody asks for it
	valued       []owner          // value clauses, in the order of the rules
	near         byPattern[int32] // the value clauses that ask for it near the value
	free         []int32          // value clauses that ask for nothing near
	weakening    byPattern[weakenerClause]
	shared       []sharedTerm
	places       places // the union of what the requirements count

	areas      []areaPlan
	areaOwners byPattern[areaOwner]
	inTitles   []bool  // by pattern: whether it names an area in a title
	counted    []owner // clauses that count areas
	division   divisionTerms
}

type requirementPlan struct {
	*rules.Requirement
	lang      lang.Language
	lists     [listCount][]clausePlan
	elements  []elementPlan
	needed    int // elements that make it met
	weakeners []int
	hollowed  []int // weakeners that empty it, see hollow
	places    places
}

// places tells which roles of a unit count beside provisions.
type places [contract.RoleCount]bool

var placeRoles = map[rules.Place]contract.Role{
	rules.PlaceDefinitions: contract.Definition, rules.PlaceRecitals: contract.Recital, rules.PlaceNotes: contract.Note,
	rules.PlaceSignature: contract.Signature, rules.PlaceHeadings: contract.HeadingOnly, rules.PlaceMargins: contract.RunningText,
}

type elementPlan struct {
	*rules.Element
	clauses  []clausePlan
	hasValue bool
}

// list says what a hit of a clause means.
type list uint8

const (
	listElement list = iota
	listWhole
	listPartly
	listWeakened
	listConflict
	listExcluded
	listFlag
	listCount

	// listAlike is what no list of a rule gives: see [Checker.resembling].
	listAlike
)

const none match.PatternID = -1

type clausePlan struct {
	*rules.Clause
	main, without, heading match.PatternID
	value                  *valuePlan
	count                  *countPlan
	// negating tells, per term of the main pattern, whether it can hold a
	// negation itself; a "niet" that merely stands between its words is the
	// contract's own.
	negating termSet
}

type valuePlan struct {
	kind          dutch.ValueKind
	near, notNear match.PatternID
	max, partMax  *limit
	min, partMin  *limit
	together      *limit // see chain
	beyond        bool   // a value past all limits is a conflict
}

type weakenerPlan struct {
	*rules.Weakener
	clauses   []clausePlan
	elsewhere []clausePlan // see reservation
}

// owner is the place of a pattern in the plan.
type owner struct {
	requirement int32
	list        list
	element     int32
	clause      int32
}

// compiler gathers faults while it compiles, so that an author sees all.
type compiler struct {
	plan       *plan
	patterns   *patterns
	owners     []filed[owner]
	areaOwners []filed[areaOwner]
	faults     []error
}

// compile makes the plan of a catalogue, with what of it was compiled ahead.
func compile(cat *rules.Catalogue, l lang.Language) (*plan, error) {
	return compileWith(cat, l, ready(cat))
}

func compileWith(cat *rules.Catalogue, l lang.Language, ready *readyProgram) (*plan, error) {
	c := &compiler{plan: &plan{lang: l}, patterns: newPatterns(cat, ready)}
	c.all(cat)
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	c.plan.program = c.patterns.finish()
	n := c.plan.program.Len()
	c.plan.watched = make([]bool, n)
	for _, f := range c.owners {
		c.plan.watched[f.id] = true
	}
	var near []filed[int32]
	for i, o := range c.plan.valued {
		if id := c.plan.clauseOf(o).value.near; id != none {
			near = append(near, filed[int32]{id, int32(i)})
			c.plan.watched[id] = true
		} else {
			c.plan.free = append(c.plan.free, int32(i))
		}
	}
	c.plan.owners, c.plan.areaOwners, c.plan.near = newByPattern(n, c.owners), newByPattern(n, c.areaOwners), newByPattern(n, near)
	c.plan.fileWeakeners()
	c.plan.watchAreas(c.areaOwners)
	return c.plan, nil
}

// all takes the catalogue in, always in the same order.
func (c *compiler) all(cat *rules.Catalogue) {
	names := map[string]int{}
	for w := range cat.Weakeners() {
		wp := weakenerPlan{Weakener: w}
		if said := phrase(c.plan.lang, w.Lacks); said != w.Lacks {
			own := *w
			own.Lacks = said
			wp.Weakener = &own
		}
		for i := range w.AnyOf {
			wp.clauses = append(wp.clauses, c.clause(nil, &w.AnyOf[i]))
		}
		for i := range w.Elsewhere {
			wp.elsewhere = append(wp.elsewhere, c.clause(nil, &w.Elsewhere[i]))
		}
		names[w.Name] = len(c.plan.weakeners)
		c.plan.weakeners = append(c.plan.weakeners, wp)
	}
	c.plan.effort = forAll
	if w, ok := names["inspanning"]; ok {
		c.plan.effort = w
	}
	for r := range cat.All() {
		if r.Division == nil {
			c.requirement(r, names)
		}
	}
	for r := range cat.Areas() {
		selected, ok := cat.Lookup(r.ID)
		c.area(r, ok && selected == r)
	}
	c.compileShared(cat)
	c.compileDivision(cat)
}

func (c *compiler) requirement(r *rules.Requirement, names map[string]int) {
	index := int32(len(c.plan.requirements))
	rp := requirementPlan{Requirement: r, lang: c.plan.lang}
	for _, p := range r.Places {
		rp.places[placeRoles[p]] = true
		c.plan.places[placeRoles[p]] = true
	}
	for _, name := range r.WeakenerNames() {
		w, ok := names[name]
		if !ok {
			c.fail(r, fmt.Sprintf("verzwakker %q bestaat niet", name), "kies er een uit begrippen/verzwakkers.yaml")
			continue
		}
		rp.weakeners = append(rp.weakeners, w)
	}
	for e := range r.Elements {
		element := r.Elements[e]
		element.Lacks = filled(c.plan.lang, r, element.Lacks)
		element.Flag = flagText(c.plan.lang, element.Flag)
		ep := elementPlan{Element: &element, clauses: make([]clausePlan, len(element.AnyOf))}
		for i := range ep.AnyOf {
			cp := c.clause(r, &ep.AnyOf[i])
			o := owner{index, listElement, int32(e), int32(i)}
			if cp.value != nil {
				ep.hasValue = true
			}
			c.ask(&cp, o)
			c.own(cp.main, o)
			ep.clauses[i] = cp
		}
		rp.elements = append(rp.elements, ep)
		if ep.Flag == "" {
			rp.needed++
		}
	}
	if r.Needed > 0 {
		rp.needed = r.Needed
	}
	lists := [listCount][]rules.Clause{
		listWhole: r.Whole, listPartly: r.Partly, listWeakened: r.Weakened,
		listConflict: r.Conflicts, listExcluded: r.Excluded, listFlag: r.Flags,
	}
	for l, clauses := range lists {
		rp.lists[l] = make([]clausePlan, len(clauses))
		for i := range clauses {
			cp := c.clause(r, &clauses[i])
			o := owner{index, list(l), -1, int32(i)}
			if list(l) == listFlag && flagText(c.plan.lang, clauses[i].Reason) == clauses[i].Reason {
				cp.Clause = &clauses[i]
			}
			c.ask(&cp, o)
			c.own(cp.main, o)
			rp.lists[l][i] = cp
		}
	}
	c.plan.requirements = append(c.plan.requirements, rp)
}

// ask files a clause that no pattern triggers.
func (c *compiler) ask(cp *clausePlan, o owner) {
	switch {
	case cp.value != nil:
		c.plan.valued = append(c.plan.valued, o)
	case cp.count != nil:
		c.plan.counted = append(c.plan.counted, o)
	}
}

// clauseOf is the clause of which an owner tells the place.
func (p *plan) clauseOf(o owner) *clausePlan {
	r := &p.requirements[o.requirement]
	if o.list == listElement {
		return &r.elements[o.element].clauses[o.clause]
	}
	return &r.lists[o.list][o.clause]
}

func (c *compiler) own(id match.PatternID, o owner) {
	if id != none {
		c.owners = append(c.owners, filed[owner]{id, o})
	}
}

func (c *compiler) fail(r *rules.Requirement, message, fix string) {
	e := &rules.Error{Message: message, Fix: fix}
	if r != nil {
		e.ID, e.Origin.File = r.ID, r.Origin
	}
	c.faults = append(c.faults, e)
}

func (c *compiler) clause(r *rules.Requirement, cl *rules.Clause) clausePlan {
	cp := c.parts(r, cl)
	switch {
	case cl.Value != nil && cl.Value.Kind == rules.KindAreas:
		cp.count = c.count(r, cl.Value)
	case cl.Value != nil:
		cp.value = c.value(r, cl.Value, cl.PatternTexts())
	case cp.main == none:
		c.fail(r, "een patroon zonder alle, reeks, woord of waarde", "geef er een van")
	}
	return cp
}

// parts adds the patterns of a clause, but for those of its value.
func (c *compiler) parts(r *rules.Requirement, cl *rules.Clause) clausePlan {
	texts := cl.PatternTexts()
	if said := phrase(c.plan.lang, cl.Reason); said != cl.Reason {
		own := *cl
		own.Reason = said
		cl = &own
	}
	cp := clausePlan{
		Clause: cl,
		main:   c.pattern(r, texts.Main), without: c.pattern(r, texts.Without), heading: c.pattern(r, texts.Heading),
	}
	cp.negating = c.patterns.negating(cp.main)
	return cp
}

// pattern adds a pattern of a rule to the program and gives its id.
func (c *compiler) pattern(r *rules.Requirement, text rules.PatternText) match.PatternID {
	id, err := c.patterns.add(text)
	if err != nil {
		c.fail(r, fmt.Sprintf("patroon %q: %v", text.Text, err), "")
	}
	return id
}

var valueKinds = map[string]dutch.ValueKind{
	"duur": dutch.Duration, "percentage": dutch.Percentage, "frequentie": dutch.Frequency, "bedrag": dutch.Money,
}

func (c *compiler) value(r *rules.Requirement, v *rules.Value, texts rules.PatternTexts) *valuePlan {
	kind, ok := valueKinds[v.Kind]
	if !ok {
		c.fail(r, fmt.Sprintf("soort waarde %q bestaat niet", v.Kind), "kies duur, percentage, frequentie, bedrag of gebieden")
	}
	return &valuePlan{
		kind: kind,
		near: c.pattern(r, texts.Near), notNear: c.pattern(r, texts.NotNear),
		max: c.limit(r, v, v.Max), partMax: c.limit(r, v, v.PartMax),
		min: c.limit(r, v, v.Min), partMin: c.limit(r, v, v.PartMin),
		together: c.limit(r, v, v.Together),
		beyond:   v.Beyond == "strijdig",
	}
}

// limit is a threshold in the units that it is given in; NaN in the others.
type limit struct {
	text     string
	hours    float64 // durations
	workdays float64 // durations in working days, where the rule tells them apart
	amount   float64 // percentages, money, times a year
}

// limit reads a threshold by its name or as a value itself.
func (c *compiler) limit(r *rules.Requirement, v *rules.Value, text string) *limit {
	if text == "" || r == nil {
		return nil
	}
	limits, err := r.Limits(v, text)
	if err != nil {
		c.fail(r, err.Error(), "")
		return nil
	}
	if named, ok := r.Thresholds[text]; ok {
		text = named.Value
	}
	l := &limit{text: limitText(c.plan.lang, text), hours: math.NaN(), workdays: math.NaN(), amount: math.NaN()}
	for _, a := range limits {
		switch {
		case a.Kind != rules.KindDuration:
			l.amount = a.Amount
		case a.Unit == "werkdag":
			l.workdays = a.Amount
		default:
			l.hours = a.Amount * hoursPer[a.Unit]
		}
	}
	return l
}

// hoursPer gives the nominal hours of a unit, as dutch.Value counts them.
var hoursPer = map[string]float64{"minuut": 1.0 / 60, "uur": 1, "dag": 24, "week": 168, "maand": 730, "jaar": 8760}

// officeHours is how many hours a working day counts, where a term runs in office
// hours only.
const officeHours = 8

// above tells whether a value lies above the limit.
func (l *limit) above(v *dutch.Value) bool { return l.compare(v) > 1e-9 }

// below tells whether a value lies below the limit.
func (l *limit) below(v *dutch.Value) bool { return l.compare(v) < -1e-9 }

func (l *limit) compare(v *dutch.Value) float64 {
	switch {
	case v.Kind == dutch.Percentage || v.Kind == dutch.Money:
		return v.Amount - l.amount
	case v.Kind == dutch.Frequency:
		return hoursPer["jaar"]/v.Hours - l.amount
	case v.Unit == "werkdag" && !math.IsNaN(l.workdays):
		return v.Amount - l.workdays
	case v.Unit == "kantooruur" && !math.IsNaN(l.workdays):
		return v.Amount/officeHours - l.workdays
	case v.Unit == "kantooruur" && !math.IsNaN(l.hours):
		return v.Amount*dutch.HoursPerDay/officeHours - l.hours
	case !math.IsNaN(l.hours):
		return v.Hours - l.hours
	}
	return v.Hours - l.workdays*24
}
