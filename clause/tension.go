package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/lang"
)

// TensionKind says how two passages of a contract stand to each other.
type TensionKind string

// The kinds of tensions.
const (
	// Contradiction: the one gives what the other takes away, or gives more
	// than the other does.
	Contradiction TensionKind = "contradiction"
	// Hollowed: the one gives what the other, elsewhere in the contract, leaves
	// standing and empties: by payment, by a reservation, by excluding liability.
	Hollowed TensionKind = "hollowed"
)

// Tension is two passages in different places that speak of the same and do not
// agree.
type Tension struct {
	Kind TensionKind `json:"kind"`
	// Element is what both speak of, as in Finding.
	Element string `json:"element"`
	// Gives promises the most, Takes gives less or takes away.
	Gives Finding `json:"gives"`
	Takes Finding `json:"takes"`
	// Decides tells which of the two the verdict follows: "gives" or "takes".
	Decides string `json:"decides"`
	Why     string `json:"why"` // one sentence
}

// The values of Tension.Decides.
const (
	decidesGives = "gives"
	decidesTakes = "takes"
)

// tension is a Tension before it is put into words. Where what takes is no
// passage of the rule, it is a passage of its unit alone.
type tension struct {
	kind    TensionKind
	gives   *passage
	takes   *passage
	takeWhy string // what the unit does that is no passage of the rule
	decides string
	why     string
}

// maxTensions bounds the tensions of one result.
const maxTensions = 4

// contradict finds values for one element that differ from each other, and lets
// the lesser one decide: where two provisions stand equal, the weaker does.
func (j *judgement) contradict() []tension {
	var out []tension
	for e := range j.r.elements {
		if !j.r.elements[e].hasValue {
			continue
		}
		list := j.firm(e)
		for a := range list {
			for b := a + 1; b < len(list) && len(out) < maxTensions; b++ {
				gives, takes := list[a], list[b]
				if !j.sameMatter(gives, takes) {
					continue
				}
				switch order := j.compare(gives, takes); {
				case order == 0:
					continue
				case order < 0:
					gives, takes = takes, gives
				}
				out = append(out, tension{kind: Contradiction, gives: gives, takes: takes, decides: decidesTakes,
					why: j.r.lang.Say("Voor hetzelfde staan twee waarden in het contract, %s en %s; het verslag gaat uit van de lezing die voor de klant het ongunstigst is: laat vastleggen welke voorgaat.", j.raw(gives), j.raw(takes))})
			}
		}
	}
	for i := range out {
		if t := &out[i]; !t.takes.against {
			for _, w := range t.takes.weak {
				t.gives.weak = appendNew(t.gives.weak, w+whereabouts(j.con, t.takes.unit, j.r.lang))
			}
		}
	}
	return out
}

func (j *judgement) raw(p *passage) string {
	return j.con.Doc.Text[p.value.Span.Start:p.value.Span.End]
}

// maxFirm bounds the values of one element that are held against each other.
const maxFirm = 16

// firm lists the passages that give a hard value for an element in a sentence
// that gives the core as well, one a sentence. Values for one of several cases
// (a priority, office hours) are none.
func (j *judgement) firm(element int) []*passage {
	core := map[int]bool{}
	for i := range j.found {
		if p := &j.found[i]; p.list == listElement && p.element == 0 && (p.block == blockNone || p.against) {
			core[p.unit] = true
		}
	}
	var out []*passage
	for i := range j.found {
		p := &j.found[i]
		if p.list != listElement || p.element != element || p.value == nil || p.value.Soft || p.block != blockNone || !core[p.unit] || ofOneCase(&j.con.Units[p.unit]) {
			continue
		}
		if k := slices.IndexFunc(out, func(q *passage) bool { return q.unit == p.unit }); k >= 0 {
			if better(p, out[k]) {
				out[k] = p
			}
		} else if len(out) < maxFirm {
			out = append(out, p)
		}
	}
	return out
}

// ofOneCase tells whether a sentence or row speaks of one of several cases that
// have values of their own.
func ofOneCase(u *contract.Unit) bool {
	for i := range u.Tokens {
		w := u.Tokens[i].Text
		for _, start := range [...]string{"prio", "klasse", "categorie", "ernst", "kritiek", "kritisch", "urgent", "spoed", "niveau", "weekend", "kantoor", "werktijd", "feestdag", "vervolg", "nader", "aanvullend", "vervolgens", "voorlopig", "definitief", "volledig", "rapport", "verslag", "subverwerker", "onderaannemer", "onderverwerker", "gold", "silver", "premium", "pakket", "afwijking", "uitzondering"} {
			if strings.HasPrefix(w, start) {
				return true
			}
		}
		switch w {
		case "hoog", "hoge", "laag", "lage", "midden", "medium", "low", "high", "p1", "p2", "p3", "p4", "indien", "tenzij", "behalve", "buiten":
			return true
		}
	}
	return false
}

// sameMatter tells whether two passages in different places speak of one thing:
// they have words in common beside the values and the names of the parties.
func (j *judgement) sameMatter(p, q *passage) bool {
	u, v := &j.con.Units[p.unit], &j.con.Units[q.unit]
	if u.Paragraph == v.Paragraph || p.value.Norm == q.value.Norm {
		return false
	}
	s, t := j.con.Doc.Blocks[u.Block].Table, j.con.Doc.Blocks[v.Block].Table
	if s != nil && t != nil && s.Table == t.Table {
		return false
	}
	for _, other := range [...]struct {
		u *contract.Unit
		p *passage
	}{{u, q}, {v, p}} {
		if slices.ContainsFunc(other.u.Values, func(x dutch.Value) bool { return x.Norm == other.p.value.Norm }) {
			return false // it knows of the other
		}
	}
	a, b := matter(u), matter(v)
	for _, own := range [...]string{"kopie", "backup", "reserve", "log", "bewijs", "verklaring", "test", "oefen", "archief"} {
		has := func(list []string) bool {
			return slices.ContainsFunc(list, func(w string) bool { return strings.HasPrefix(w, own) })
		}
		if has(a) != has(b) {
			return false // of different things
		}
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for _, w := range a {
		if slices.ContainsFunc(b, func(x string) bool { return related(w, x) }) {
			shared++
		}
	}
	return len(a) > 0 && 5*shared >= 2*len(a)
}

// matter lists the words of a unit that say what it is about, each once.
func matter(u *contract.Unit) []string {
	skip := map[int]bool{}
	for _, m := range u.Mentions {
		for k := m.Start; k < m.End; k++ {
			skip[k] = true
		}
	}
	for _, v := range u.Values {
		for k := v.Start; k < v.End; k++ {
			skip[k] = true
		}
	}
	var out []string
	for k := range u.Tokens {
		if w := u.Tokens[k].Text; !skip[k] && len(w) >= 4 && len(out) < 40 && !functionWord(w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func functionWord(w string) bool {
	switch w {
	case "binnen", "uiterlijk", "maximaal", "minimaal", "deze", "zijn", "haar", "wordt", "worden", "zullen", "hierna", "daarna", "voor", "door", "naar", "over", "onder", "zonder",
		"onredelijke", "vertraging", "onverwijld", "doch", "echter", "waarbij", "waarvan", "hiervan", "daarvan", "nadat", "zodra", "artikel", "bijlage", "persoonsgegevens", "gegevens", "alle", "ieder", "iedere", "elke":
		return true
	}
	return false
}

// related tells whether two words are forms of one, or one is part of the other.
func related(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) >= 5 && strings.Contains(b, a) {
		return true
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n >= 4 && 5*n >= 3*len(a)
}

// compare tells which of two values for one element gives more: above 0 the
// first, below 0 the second, 0 where they are equal or the rule does not say.
func (j *judgement) compare(p, q *passage) int {
	c := j.r.elements[p.element].clauses[p.clause].value
	if c == nil || p.value.Kind != q.value.Kind {
		return 0
	}
	less := 0 // of p and q the sign of the difference
	size := func(v *dutch.Value) float64 {
		if v.Kind == dutch.Duration || v.Kind == dutch.Frequency {
			return v.Hours
		}
		return v.Amount
	}
	switch a, b := size(p.value), size(q.value); {
	case a < b:
		less = -1
	case a > b:
		less = 1
	}
	switch {
	case c.max != nil && c.min == nil:
		return -less
	case c.min != nil && c.max == nil && p.value.Kind != dutch.Frequency:
		return less
	case c.min != nil && c.max == nil:
		return -less // a longer period is less often
	}
	return 0
}

// opposed pairs what takes the guarantee away with what would have given it
// whole, in another place, were it not for what stands elsewhere.
func opposed(best []*passage, whole *passage, all bool, conflicts []*passage, l lang.Language) []tension {
	gives := whole
	if all && len(best) > 0 && best[0] != nil {
		gives = best[0]
	}
	if gives == nil {
		return nil
	}
	for _, c := range conflicts {
		if c.unit != gives.unit && (c.list == listConflict || c.block == blockNegated) {
			return []tension{{kind: Contradiction, gives: gives, takes: c, decides: decidesTakes,
				why: l.Text("De ene bepaling geeft de waarborg en de andere neemt haar weg; het verslag gaat uit van de lezing die voor de klant het ongunstigst is: laat vastleggen welke voorgaat.")}}
		}
	}
	return nil
}

// emptied pairs the promises that a verdict rests on with the provisions
// elsewhere that weaken them.
func emptied(v *verdict) []tension {
	var out []tension
	seen := map[int]bool{}
	for _, p := range v.findings {
		for _, by := range p.reserved {
			if seen[by.unit] || len(out) == maxTensions || by.unit == p.unit || !slices.Contains(v.lacks, by.why) {
				continue // told, or it does not lower the verdict
			}
			seen[by.unit] = true
			out = append(out, tension{kind: Hollowed, gives: p, takes: &passage{unit: by.unit}, takeWhy: v.plan.lang.Say("Voorbehoud: %s.", by.why), decides: decidesTakes,
				why: v.plan.lang.Say("Wat hier is toegezegd, wordt elders in het contract verzwakt: %s.", by.why)})
		}
	}
	return out
}

// tensions puts the tensions of a verdict into words.
func (c *Checker) tensions(d *draft, v *verdict) []Tension {
	var out []Tension
	for _, t := range append(v.tensions, hollowed(v, d.now.hollows, c.plan.weakeners)...) {
		if len(out) == maxTensions {
			break
		}
		tension := Tension{Kind: t.kind, Element: v.plan.elementName(t.gives), Decides: t.decides, Why: t.why, Gives: d.finding(d.now, v.plan, t.gives)}
		if t.takeWhy == "" {
			tension.Takes = d.finding(d.now, v.plan, t.takes)
		} else {
			tension.Takes = d.found(d.now, t.takes)
			tension.Takes.Element, tension.Takes.Against, tension.Takes.Why = elementReservation, true, t.takeWhy
			tension.Takes.Fingerprint = fingerprint(v.plan.ID, elementReservation, d.now.con.Units[t.takes.unit].Own())
		}
		out = append(out, tension)
	}
	return out
}
