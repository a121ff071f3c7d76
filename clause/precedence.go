package clause

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/contract"
)

// flagRank marks a result in which an order of precedence decided between parts
// of the contract that differ.
const flagRank = "rangorde-beslist"

// says is what the passages at one place of the contract say of a requirement.
type says struct {
	unit   int // one that stands there
	gives  bool
	takes  bool
	values map[int]string // per element, what decides there
}

// overrule blocks the passages that a part of the contract of higher rank
// overrules: one that takes away what is given there, or gives what is taken away
// there, and one with another value than that which is set there for the same
// element. Without an order of precedence a conflict decides.
func (j *judgement) overrule() {
	ranked := false
	for i := range j.found {
		if ranked = j.con.Ranked(j.found[i].unit); ranked {
			break
		}
	}
	if !ranked {
		return
	}
	at := map[contract.Place]*says{}
	var places []contract.Place
	var deciding []*passage
	for i := range j.found {
		p := &j.found[i]
		if !j.con.Ranked(p.unit) || !j.decides(p) {
			continue
		}
		deciding = append(deciding, p)
		place := j.con.PlaceOf(p.unit)
		b := at[place]
		if b == nil {
			b = &says{unit: p.unit, values: map[int]string{}}
			at[place] = b
			places = append(places, place)
		}
		switch {
		case p.against || p.list == listConflict:
			b.takes = true
		case p.list == listWhole || p.list == listElement && p.element == 0:
			b.gives = true
		}
		if p.value != nil && p.list == listElement {
			b.values[p.element] = p.value.Norm
		}
	}
	for _, p := range deciding {
		over, said := -1, -1 // of those that overrule it the highest, and where that is said
		for n, place := range places {
			b := at[place]
			by := j.con.Prevails(b.unit, p.unit)
			if by >= 0 && b.overrules(p) && (over < 0 || j.con.Prevails(b.unit, at[places[over]].unit) >= 0) {
				over, said = n, by
			}
		}
		if over >= 0 {
			p.outranked = true
			p.why = j.r.lang.Say("bij strijd gaat %s voor%s", j.placeName(places[over]), j.said(said))
			if p.value != nil && p.list == listElement {
				p.why = j.r.lang.Say("%s moet wijken, want %s", j.raw(p), p.why)
			}
		}
	}
	j.yield(deciding)
	for i := range j.found {
		if p := &j.found[i]; p.outranked {
			p.block, p.against = blockExcluded, false
		}
	}
	clear(j.cores) // some of them count no longer
}

// yield lets what an overruled unit says beside what is overruled give way to the
// same in a part of higher rank, so that it is no evidence as well. What only it
// gives without reservation stands.
func (j *judgement) yield(deciding []*passage) {
	why := map[int]string{}
	for _, p := range deciding {
		if p.outranked {
			why[p.unit] = p.why
		}
	}
	type part struct {
		list    list
		element int
		place   contract.Place
	}
	given := map[part]bool{}
	var above []*passage // one of each part that gives it
	for _, p := range deciding {
		at := part{p.list, p.element, j.con.PlaceOf(p.unit)}
		if !p.outranked && p.strong() && why[p.unit] == "" && !given[at] {
			given[at] = true
			above = append(above, p)
		}
	}
	for i := range j.found {
		p := &j.found[i]
		if why[p.unit] == "" || p.outranked || !positive(p.list) || !p.counts() {
			continue
		}
		if slices.ContainsFunc(above, func(q *passage) bool {
			return q.list == p.list && q.element == p.element && j.con.Prevails(q.unit, p.unit) >= 0
		}) {
			p.outranked, p.why = true, why[p.unit]
		}
	}
}

// decides tells whether a passage can decide a verdict.
func (j *judgement) decides(p *passage) bool {
	if p.list == listConflict {
		return p.block == blockNone
	}
	if !positive(p.list) || !p.counts() && !p.against {
		return false
	}
	return p.list != listElement || p.element == 0 || j.core(j.scope(p.element), p.unit)
}

// overrules tells whether what stands at a place of higher rank overrules a
// passage.
func (b *says) overrules(p *passage) bool {
	if p.value != nil && p.list == listElement {
		v, ok := b.values[p.element]
		return ok && v != p.value.Norm
	}
	if p.against || p.list == listConflict {
		return b.gives && !b.takes
	}
	return b.takes && !b.gives
}

// placeName names a part of the contract in the words of a report.
func (j *judgement) placeName(place contract.Place) string {
	l := j.r.lang
	switch name := kinds[j.con.Parts[place.Part].Kind]; {
	case j.con.Parts[place.Part].Addendum && len(j.con.Parts) > 1:
		return l.Text("het addendum")
	case place.Annex > 0:
		return l.Text("de bijlage")
	case len(j.con.Parts) == 1:
		return l.Text("de tekst van de overeenkomst")
	case name == KindOther:
		return l.Text("het andere stuk")
	case name == KindServiceLevels:
		return l.Text("de SLA")
	case name == KindTerms:
		return l.Text("de voorwaarden")
	case name == KindMainAgreement:
		return l.Text("de hoofdovereenkomst")
	default:
		return l.Text("de verwerkersovereenkomst")
	}
}

// said cites the provision that says which part goes before which.
func (j *judgement) said(unit int) string {
	label := j.con.Locate(unit).Label
	if label == "" {
		return ""
	}
	if c := label[0]; '0' <= c && c <= '9' {
		label = "art. " + label
	}
	return " (" + label + ")"
}

// tellOverruled adds to a verdict the passages that were overruled, before those
// that come near.
func (j *judgement) tellOverruled(v *verdict) {
	var overruled []*passage
	seen := map[int]bool{}
	for i := range j.found {
		if p := &j.found[i]; p.outranked && !seen[p.unit] {
			seen[p.unit] = true
			overruled = append(overruled, p)
		}
	}
	if len(overruled) > 0 || j.ranked && v.status != Missing {
		v.flags = appendNew(v.flags, flagRank)
	}
	if len(overruled) == 0 {
		return
	}
	v.nearest = slices.DeleteFunc(v.nearest, func(p *passage) bool { return seen[p.unit] })
	v.nearest = append(overruled, v.nearest...)
}
