package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// Area is one row of the responsibility matrix: whose task an area of a service
// is by the contract. It is no verdict, and counts in no summary.
type Area struct {
	Area  rules.ID `json:"area"`
	Title string   `json:"title"`
	// Holder is the party that the contract lays the area with, or Unassigned,
	// or Undetermined.
	Holder   rules.Holder `json:"holder"`
	Expected rules.Holder `json:"expected"`
	// Deviation tells how the holder differs from the one expected; empty where
	// he does not, or nothing is regulated.
	Deviation Deviation `json:"deviation,omitempty"`
	// Was is the holder by the text before the tracked changes of a draft; empty
	// where he is the same or not known.
	Was rules.Holder `json:"was,omitempty"`
	// Reason is the division in one sentence.
	Reason string `json:"reason"`
	// Findings are the passages that decide; Element is the party that each
	// lays the area with.
	Findings []Finding `json:"findings"`
	// Model is the clause we would propose; empty where the holder is the one
	// expected.
	Model string `json:"model,omitempty"`
	// Waiver tells who waived the area; nil where nobody did. A waived area has a
	// holder, and no deviation.
	Waiver *Waiver `json:"waiver,omitempty"`
	// Sources are the laws and policies that the expectation comes from.
	Sources []rules.Citation `json:"sources"`
}

// The holders of an area that no party has.
const (
	Unassigned   rules.Holder = "niet geregeld"
	Undetermined rules.Holder = "niet te beoordelen" // nothing found, but text could not be read or is not Dutch
)

// Deviation tells how a division differs from what is usual.
type Deviation string

// The deviations.
const (
	// Detriment: the customer bears what is usually shared or the provider's.
	// It is a signal like a conflict.
	Detriment Deviation = "detriment"
	// Shifted: a part of what is usually the provider's lies with the customer.
	Shifted Deviation = "shifted"
	// Advantage: the provider bears more than usual.
	Advantage Deviation = "advantage"
)

// Dutch is the deviation in the words of a report; "" for none.
func (d Deviation) Dutch() string {
	switch d {
	case Detriment:
		return "ten nadele van de klant"
	case Shifted:
		return "deels bij de klant"
	case Advantage:
		return "ten gunste van de klant"
	}
	return string(d)
}

// In is the deviation in the words of a report in a language; "" for none.
func (d Deviation) In(l lang.Language) string { return l.Text(d.Dutch()) }

// load orders holders by what they leave to the customer.
func load(h rules.Holder) int {
	switch h {
	case rules.HeldByProvider:
		return 1
	case rules.HeldByBoth:
		return 2
	case rules.HeldByCustomer:
		return 3
	}
	return 0
}

func deviation(holder, expected rules.Holder) Deviation {
	switch have, want := load(holder), load(expected); {
	case have == 0 || have == want:
		return ""
	case have < want:
		return Advantage
	case holder == rules.HeldByCustomer:
		return Detriment
	}
	return Shifted
}

// division is the division of one area before it is put into words.
type division struct {
	holder   rules.Holder
	deciding []*allocation // those that decide first
	named    bool          // the contract names who bears it
	stated   bool          // with so many words
	burdens  bool          // the customer has a task of his own in it
}

// divided combines the passages about an area: what is stated decides over who
// bears it alone, and that over who does something; of equals all count.
func divided(found []allocation, missed gap) division {
	var most force
	var named, burdens bool
	for i := range found {
		if a := &found[i]; a.by != 0 {
			most = max(most, a.force)
		}
	}
	var by holders
	var lists [byBoth + 1][]*allocation
	var implied, rest []*allocation
	for i := range found {
		switch a := &found[i]; {
		case a.by == 0:
		case a.force == most:
			by |= a.by
			named = named || !a.implied
			burdens = burdens || a.by&byCustomer != 0 && !a.helped
			if a.implied {
				implied = append(implied, a)
			} else {
				lists[a.by] = append(lists[a.by], a)
			}
		default:
			rest = append(rest, a)
		}
	}
	d := division{holder: holderOf(by), named: named, stated: by != 0 && most == stated, burdens: burdens}
	// The parties by turns, so that a few passages show both.
	for i := 0; ; i++ {
		n := len(d.deciding)
		for _, k := range [...]holders{byBoth, byProvider, byCustomer} {
			if i < len(lists[k]) {
				d.deciding = append(d.deciding, lists[k][i])
			}
		}
		if len(d.deciding) == n {
			break
		}
	}
	d.deciding = append(append(d.deciding, implied...), rest...)
	if by == 0 && missed != gapNone {
		d.holder = Undetermined
	}
	return d
}

func holderOf(by holders) rules.Holder {
	switch by {
	case byProvider:
		return rules.HeldByProvider
	case byCustomer:
		return rules.HeldByCustomer
	case byBoth:
		return rules.HeldByBoth
	}
	return Unassigned
}

// areaOf gives row i of the matrix.
func (c *Checker) areaOf(d *draft, i int) Area {
	r := &c.plan.areas[i]
	now := divided(d.now.areas[i], d.now.missed)
	a := Area{
		Area: r.ID, Title: title(r.lang, r.Requirement), Holder: now.holder, Expected: r.Division.Expected,
		Deviation: deviation(now.holder, r.Division.Expected),
		Findings:  []Finding{}, Sources: append([]rules.Citation{}, r.Sources...),
	}
	seen := map[int]bool{}
	for _, p := range now.deciding {
		if len(a.Findings) == c.options.Findings {
			break
		}
		if !seen[p.unit] {
			seen[p.unit] = true
			a.Findings = append(a.Findings, d.allocated(d.now, r, p))
		}
	}
	if a.Holder != a.Expected {
		a.Model = inTermsOf(d.now.con, model(r.Model, d.now.belgian))
	}
	if d.before != nil {
		if before := divided(d.before.areas[i], d.before.missed); before.holder != now.holder {
			a.Was = before.holder
		}
	}
	a.Reason = a.reason(d.now.missed, r.lang)
	c.waiveArea(&a)
	return a
}

// allocated tells of a passage about an area.
func (d *draft) allocated(of *reading, r *areaPlan, a *allocation) Finding {
	f := d.found(of, &a.passage)
	if f.Element = string(holderOf(a.by)); a.by == 0 {
		f.Element = ""
	}
	f.Against = a.by != 0 && deviation(holderOf(a.by), r.Division.Expected) == Detriment && a.force > counted
	f.Why = a.why(of, r.lang)
	f.Fingerprint = fingerprint(r.ID, f.Element, of.con.Units[a.unit].Own())
	return f
}

func (a *allocation) why(of *reading, l lang.Language) string {
	switch a.by {
	case byProvider:
		return l.Say("Legt dit bij de leverancier: %s.", a.ground)
	case byCustomer:
		return l.Say("Legt dit bij de klant: %s.", a.ground)
	case byBoth:
		return l.Say("Legt dit bij beide partijen: %s.", a.ground)
	}
	return set(of.con.Units[a.unit].Role, l)
}

// areaExplanation tells the route to the holder of area i.
func (c *Checker) areaExplanation(d *draft, i int) *Explanation {
	r := &c.plan.areas[i]
	area := c.areaOf(d, i)
	e := d.explanation()
	e.Area = &area
	for k := range d.now.areas[i] {
		a := &d.now.areas[i][k]
		s := Step{Finding: d.allocated(d.now, r, a), Pattern: r.lang.Text("kop, lijst of tabel"), Counts: a.by != 0}
		if a.clause >= 0 {
			s.Pattern = r.area[a.clause].String()
			s.Matched = d.matched(&a.passage)
			s.Terms = terms(r.area[a.clause].Clause, len(s.Matched))
		}
		e.Steps = append(e.Steps, s)
	}
	return e
}

// reason is the division in one sentence.
func (a *Area) reason(missed gap, l lang.Language) string {
	where := ""
	if len(a.Findings) > 0 {
		where = place(&a.Findings[0], l)
	}
	if a.Holder == Undetermined {
		return missed.sentence(l)
	}
	return a.sentence(where, l)
}

// sentence is what reason says of an area, with its place.
func (a *Area) sentence(where string, l lang.Language) string {
	type division struct {
		holder    rules.Holder
		deviation Deviation
		expected  rules.Holder // where the sentence names it
	}
	key := division{holder: a.Holder, deviation: a.Deviation}
	if a.Deviation == Detriment || a.Deviation == Advantage {
		key.expected = a.Expected
	}
	const provider, customer, both = rules.HeldByProvider, rules.HeldByCustomer, rules.HeldByBoth
	switch key {
	case division{holder: provider}:
		return l.Say("Taak van de leverancier%s.", where)
	case division{holder: customer}:
		return l.Say("Taak van de klant%s.", where)
	case division{holder: both}:
		return l.Say("Gedeelde taak%s.", where)
	case division{customer, Detriment, provider}:
		return l.Say("Taak van de klant%s; dat is meer dan gebruikelijk: de leverancier doet dit.", where)
	case division{customer, Detriment, both}:
		return l.Say("Taak van de klant%s; dat is meer dan gebruikelijk: partijen delen dit.", where)
	case division{holder: both, deviation: Shifted}:
		return l.Say("Gedeelde taak%s; gebruikelijk is dat de leverancier dit geheel doet.", where)
	case division{provider, Advantage, both}:
		return l.Say("Taak van de leverancier%s; gebruikelijk is minder: partijen delen dit.", where)
	case division{provider, Advantage, customer}:
		return l.Say("Taak van de leverancier%s; gebruikelijk is minder: de klant doet dit.", where)
	case division{both, Advantage, customer}:
		return l.Say("Gedeelde taak%s; gebruikelijk is minder: de klant doet dit.", where)
	}
	return l.Text("Het contract zegt niet wiens taak dit is.")
}

// divides tells whether the division of an area is one: duties of the provider
// alone, each in its own article, divide nothing until the customer has a share
// or a heading, list or table says that tasks are divided.
func (d *division) divides() bool {
	return d.stated || d.burdens
}

// areaShare is what a passage gives that divides an area, for a reader.
type areaShare struct{ area, holder string }

// countAreas answers for the requirements that ask how many areas the contract
// divides. Where it does not say who does something, it divides nothing.
func (c *Checker) countAreas(r *reading) {
	if len(c.plan.counted) == 0 {
		return
	}
	divisions := make([]division, len(c.plan.areas))
	for i := range divisions {
		divisions[i] = divided(r.areas[i], r.missed)
	}
	for _, o := range c.plan.counted {
		q := &c.plan.requirements[o.requirement]
		clauses := q.lists[o.list]
		if o.list == listElement {
			clauses = q.elements[o.element].clauses
		}
		asked := clauses[o.clause].count
		var hits []int
		divides := asked.holder != ""
		for i := range divisions {
			d := &divisions[i]
			if d.named && (asked.holder == "" || asked.holder == d.holder) && (asked.expected == "" || asked.expected == c.plan.areas[i].Division.Expected) {
				hits = append(hits, i)
				divides = divides || d.divides()
			}
		}
		n, weak := float64(len(hits)), []string(nil)
		if asked.min != nil && n < asked.min.amount {
			if asked.partMin == nil || n < asked.partMin.amount {
				continue
			}
			weak = append(weak, c.plan.lang.Textf("het contract verdeelt %d van de gevraagde %s", len(hits), asked.min.text))
		}
		if !divides {
			weak = append(weak, c.plan.lang.Text("het contract noemt alleen taken van de leverancier, geen van de klant"))
		}
		for _, i := range hits {
			p := divisions[i].deciding[0].passage
			p.list, p.element, p.clause, p.weak = o.list, int(o.element), int(o.clause), slices.Clone(weak)
			p.divides = &areaShare{strings.ToLower(title(c.plan.lang, c.plan.areas[i].Requirement)), Word(string(divisions[i].holder), c.plan.lang)}
			r.found[o.requirement] = append(r.found[o.requirement], p)
		}
	}
}
