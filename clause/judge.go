package clause

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/rules"
)

// verdict is the judgement on one requirement before it is put into words.
type verdict struct {
	plan     *requirementPlan
	status   Status
	missed   gap // why it is unknown
	lacks    []string
	flags    []string
	findings []*passage // the deciding ones first
	nearest  []*passage
	tensions []tension

	conflicts     []*passage // what takes the guarantee away
	best          []*passage // per element; nil where none counts
	whole, partly *passage   // the best that gives it whole, or in part
}

// judge combines the passages of one requirement. A conflict decides; else the
// best that is found anywhere counts, elements being gathered from all places
// where they stand near enough to the core.
func judge(con *contract.Contract, r *requirementPlan, found []passage, missed gap) *verdict {
	j := newJudgement(con, r, found)
	j.exclude()
	j.weaken()
	j.bind()
	j.preferValues()
	j.overrule()
	contradictions := j.contradict()
	v := j.decide()
	j.tellOverruled(v)
	v.flags = appendNew(v.flags, j.chain(v)...)
	v.tensions = append(append(contradictions, v.tensions...), emptied(v)...)
	if missed != gapNone && v.status == Missing {
		v.status, v.missed, v.lacks = Unknown, missed, nil
	}
	return v
}

type judgement struct {
	con   *contract.Contract
	r     *requirementPlan
	found []passage
	cores map[rules.Scope]map[int]bool // where the core counts; by scope, see stands
	// ranked tells that an order of precedence kept a reservation from a promise.
	ranked bool
}

func newJudgement(con *contract.Contract, r *requirementPlan, found []passage) *judgement {
	return &judgement{con: con, r: r, found: found, cores: map[rules.Scope]map[int]bool{}}
}

// positive tells whether the list of a passage can give the guarantee.
func positive(l list) bool { return l == listElement || l == listWhole || l == listPartly }

// exclude blocks passages in units that a look-alike pattern matches.
func (j *judgement) exclude() {
	reasons := map[int]string{}
	for i := range j.found {
		if p := &j.found[i]; p.list == listExcluded {
			reasons[p.unit] = j.r.lists[listExcluded][p.clause].Reason
		}
	}
	if len(reasons) == 0 {
		return
	}
	for i := range j.found {
		p := &j.found[i]
		if why, ok := reasons[p.unit]; ok && positive(p.list) {
			p.block, p.why, p.against = blockExcluded, why, false
		}
	}
}

// weaken applies the reservations of the rule to the promises near them. What
// takes the guarantee away altogether is no reservation besides.
func (j *judgement) weaken() {
	type effect struct {
		clause, place int
		from          contract.Place
	}
	done := map[effect]bool{}
	promises := map[rules.Scope]map[int][]*passage{}
	opposed := map[int]bool{}
	for i := range j.found {
		if p := &j.found[i]; p.list == listConflict && p.block == blockNone && !p.yields {
			opposed[p.unit] = true
		}
	}
	for i := range j.found {
		w := &j.found[i]
		if w.list != listWeakened || w.block != blockNone || opposed[w.unit] {
			continue
		}
		c := &j.r.lists[listWeakened][w.clause]
		scope := c.Scope
		if scope == "" {
			scope = rules.ScopeSentence
		}
		if promises[scope] == nil {
			promises[scope] = j.promises(scope)
		}
		for _, place := range asks(j.con, scope, w.unit) {
			if e := (effect{w.clause, place, j.con.PlaceOf(w.unit)}); !done[e] {
				done[e] = true
				for _, p := range promises[scope][place] {
					if j.con.Prevails(p.unit, w.unit) >= 0 {
						j.ranked = true
						continue // the promise goes before the reservation
					}
					if j.con.Units[p.unit].Paragraph != j.con.Units[w.unit].Paragraph {
						p.reserve(w.unit, c.Reason)
					} else {
						p.weak = appendNew(p.weak, c.Reason)
						if w.unit != p.unit && len(p.beside) < maxTensions {
							p.beside = append(p.beside, reservedBy{w.unit, c.Reason})
						}
					}
				}
			}
		}
	}
}

// bind weakens what the provider may do and need not, where no reservation of
// the rule says so already.
func (j *judgement) bind() {
	for i := range j.found {
		if p := &j.found[i]; p.optional && p.strong() {
			p.weak = []string{j.r.lang.Text(weakOptional)}
		}
	}
}

// promises files the passages that can give the guarantee by where they stand.
func (j *judgement) promises(scope rules.Scope) map[int][]*passage {
	by := map[int][]*passage{}
	for i := range j.found {
		if p := &j.found[i]; positive(p.list) && p.block == blockNone {
			for _, place := range stands(j.con, scope, p.unit) {
				by[place] = append(by[place], p)
			}
		}
	}
	return by
}

// preferValues lets a hard value decide over words of the same element in the
// same unit: "zonder onredelijke vertraging, uiterlijk binnen 72 uur" is 72
// (G13). A soft value gives way to the words beside it, unless it aims at more
// than the requirement allows: "onverwijld, zo mogelijk binnen 60 uur" is no
// shorter aim beside a full promise.
func (j *judgement) preferValues() {
	type place struct{ unit, element int }
	hard, words := map[place]bool{}, map[place]bool{}
	for i := range j.found {
		p := &j.found[i]
		if p.list != listElement || p.block != blockNone {
			continue
		}
		at := place{p.unit, p.element}
		switch {
		case p.blank:
			hard[at] = true // what is to stand there will decide
		case p.value == nil && p.counts():
			words[at] = true
		case p.value != nil && (!p.value.Soft || p.than.breaks()):
			hard[at] = true
		}
	}
	for i := range j.found {
		p := &j.found[i]
		if p.list != listElement || p.block != blockNone {
			continue
		}
		at := place{p.unit, p.element}
		if p.value == nil && !p.blank && hard[at] {
			p.block, p.why = blockExcluded, j.r.lang.Text("het getal in dezelfde zin beslist")
		}
		if p.against && p.value != nil && p.value.Soft && words[at] {
			p.against, p.weak = false, append(p.weak, p.than.of(j.raw(p), j.r.lang))
		}
		if p.value != nil && p.value.Soft && !hard[at] && words[at] {
			p.block, p.why, p.against = blockExcluded, j.r.lang.Text("het streefgetal staat naast een volle belofte"), false
		}
	}
}

// stands names the places at which a unit can be met within a scope, and asks
// those at which it looks for others: two units are near each other when one
// asks for a place at which the other stands. A sentence is near the items that
// it introduces and they are near it, but not near each other. Places keep the
// work in proportion to the text: no pair of units is compared.
func stands(con *contract.Contract, scope rules.Scope, unit int) []int {
	u := &con.Units[unit]
	switch scope {
	case rules.ScopeContract:
		return []int{0}
	case rules.ScopeArticle:
		if u.Mixed {
			return []int{mixed + u.Paragraph}
		}
		if u.Article == 0 {
			return []int{-1 - u.Part} // before the first heading of its document
		}
		return []int{u.Article}
	case rules.ScopeSentence:
		if u.LeadUnit >= 0 {
			return []int{2 * unit, 2*u.LeadUnit + 1}
		}
		return []int{2 * unit}
	}
	return []int{u.Paragraph}
}

// mixed keeps the paragraphs of an article without a subject, which are places
// of their own, apart from the articles.
const mixed = 1 << 30

func asks(con *contract.Contract, scope rules.Scope, unit int) []int {
	if scope != rules.ScopeSentence {
		return stands(con, scope, unit)
	}
	if lead := con.Units[unit].LeadUnit; lead >= 0 {
		return []int{2 * unit, 2*unit + 1, 2 * lead}
	}
	return []int{2 * unit, 2*unit + 1}
}

// core tells whether a counting passage of the core stands within the scope of
// an element at the unit.
func (j *judgement) core(scope rules.Scope, unit int) bool {
	if scope == rules.ScopeContract {
		return true
	}
	places, ok := j.cores[scope]
	if !ok {
		places = map[int]bool{}
		for i := range j.found {
			if p := &j.found[i]; p.list == listElement && p.element == 0 && p.counts() {
				for _, place := range stands(j.con, scope, p.unit) {
					places[place] = true
				}
			}
		}
		j.cores[scope] = places
	}
	for _, place := range asks(j.con, scope, unit) {
		if places[place] {
			return true
		}
	}
	return false
}

func (j *judgement) scope(element int) rules.Scope {
	if s := j.r.elements[element].Scope; s != "" {
		return s
	}
	return rules.ScopeParagraph
}

// maxLacks bounds the reasons that are given for one conflict.
const maxLacks = 20

func (j *judgement) decide() *verdict {
	v := &verdict{plan: j.r, status: Missing}
	best := make([]*passage, len(j.r.elements))
	var whole, partly *passage
	var conflicts, yielding, doubted, supporting, blocked []*passage
	oppose := func(p *passage) {
		if p.yields {
			yielding = append(yielding, p)
		} else if p.doubt {
			doubted = append(doubted, p)
		} else {
			conflicts = append(conflicts, p)
		}
	}
	for i := range j.found {
		p := &j.found[i]
		switch p.list {
		case listConflict:
			if p.block == blockNone {
				oppose(p)
			}
			continue
		case listFlag:
			if p.block == blockNone && !j.r.chained(p) {
				v.flags = appendNew(v.flags, j.r.lists[listFlag][p.clause].Reason)
			}
			continue
		case listWeakened, listExcluded:
			continue
		}
		if p.yields && p.block == blockNegated {
			oppose(p)
		}
		if p.block != blockNone && !p.against {
			blocked = append(blocked, p)
			continue
		}
		if p.list == listElement && p.element > 0 && !j.core(j.scope(p.element), p.unit) {
			continue
		}
		if p.against {
			if p.list != listElement || j.r.elements[p.element].Flag == "" {
				oppose(p)
			}
			continue
		}
		switch p.list {
		case listElement:
			if firmer(p, best[p.element]) {
				best[p.element] = p
			}
		case listWhole:
			if firmer(p, whole) {
				whole = p
			}
		case listPartly:
			if firmer(p, partly) {
				partly = p
			}
		}
		supporting = append(supporting, p)
	}
	v.best, v.whole, v.partly = best, whole, partly
	var lacking []string
	strong, given, some := 0, 0, false
	for e, p := range best {
		if p != nil && j.r.elements[e].Flag == "" {
			given++
		}
		switch {
		case j.r.elements[e].Flag != "":
			continue
		case p == nil:
			lacking = appendNew(lacking, j.r.elements[e].Lacks)
			continue
		case !p.strong():
			lacking = appendNew(lacking, p.weak...)
		default:
			strong++
		}
		if e == 0 || j.scope(e) == rules.ScopeContract {
			some = true
		}
	}
	all := strong >= j.r.needed
	if !some && whole == nil {
		for _, p := range yielding {
			// A sentence elsewhere that gives a part of the guarantee.
			if partly == nil || partly.unit == p.unit {
				conflicts = append(conflicts, p)
			}
		}
	}
	switch {
	case len(conflicts) > 0:
		v.status = Conflict
		for _, p := range conflicts {
			if len(v.lacks) == maxLacks {
				break
			}
			v.lacks = appendNew(v.lacks, j.conflictReason(p))
		}
	case all, whole != nil && whole.strong():
		v.status = Met
	case some || whole != nil:
		v.status = Partial
		if !some {
			lacking = whole.weak
		}
		v.lacks = lacking
	case partly != nil:
		v.status = Partial
		v.lacks = appendNew(nil, j.r.lists[listPartly][partly.clause].Reason)
	default:
		v.lacks = lacking
	}
	// What seems to conflict by a number in doubt leaves room for either.
	if len(doubted) > 0 && v.status != Conflict {
		v.status = Partial
		for _, p := range doubted {
			if len(v.lacks) == maxLacks {
				break
			}
			v.lacks = appendNew(v.lacks, j.r.lang.Say("%s, maar een getal is in de scan onzeker te lezen", j.conflictReason(p)))
		}
		conflicts = doubted
	}
	v.conflicts = conflicts
	if v.status == Conflict {
		v.tensions = opposed(best, whole, given >= j.r.needed, conflicts, j.r.lang)
	}
	j.evidence(v, conflicts, best, whole, supporting, blocked)
	// What is merely asked besides is told of only where the core stands.
	if best[0] != nil && v.status != Conflict {
		for e, p := range best {
			if j.r.elements[e].Flag != "" {
				v.flags = appendNew(v.flags, j.flagged(e, p, v.lacks))
			}
		}
	}
	return v
}

// flagged tells what is to be said of an element that changes no verdict, given
// the best passage that speaks of it; "" for nothing. What is given with a
// reservation does not lack: the reservation is told, unless the verdict tells it.
func (j *judgement) flagged(e int, p *passage, told []string) string {
	switch {
	case p == nil || p.than.breaks():
		return j.r.elements[e].Flag
	case p.strong() || slices.ContainsFunc(p.weak, func(w string) bool { return slices.Contains(told, w) }):
		return ""
	}
	return j.r.elements[e].Lacks + ": " + strings.Join(p.weak, ", ")
}

// firmer tells whether p is a better passage than the best so far: strong
// before weak, then the first in the text.
func firmer(p, best *passage) bool {
	return best == nil || p.strong() && !best.strong()
}

func (j *judgement) conflictReason(p *passage) string {
	switch {
	case p.list == listConflict && j.r.lists[listConflict][p.clause].Reason != "":
		return j.r.lists[listConflict][p.clause].Reason
	case p.value != nil && p.than.breaks():
		return p.than.of(j.raw(p), j.r.lang)
	case p.block == blockNegated && p.yields:
		return j.r.lang.Text("de leverancier zegt dat hij het niet doet")
	case p.block == blockNegated:
		return j.r.lang.Text("de verplichting wordt uitgesloten")
	}
	return j.r.lang.Text("de bepaling zegt het tegendeel")
}

// evidence orders the passages for the report: those that decide first, then
// what else speaks for the guarantee; each unit once per element.
func (j *judgement) evidence(v *verdict, conflicts, best []*passage, whole *passage, supporting, blocked []*passage) {
	seen := map[[2]int]bool{}
	add := func(p *passage) {
		if p == nil || seen[[2]int{p.unit, p.element}] {
			return
		}
		seen[[2]int{p.unit, p.element}] = true
		v.findings = append(v.findings, p)
		for _, f := range p.flags {
			v.flags = appendNew(v.flags, f)
		}
	}
	// What takes the guarantee away cannot be said to give it as well.
	opposed := map[int]bool{}
	for _, p := range conflicts {
		add(p)
		opposed[p.unit] = true
	}
	support := func(p *passage) {
		if p != nil && !opposed[p.unit] {
			add(p)
		}
	}
	if whole != nil && whole.strong() {
		support(whole)
	}
	for _, p := range best {
		support(p)
	}
	for _, strong := range []bool{true, false} {
		for _, p := range supporting {
			if p.strong() == strong && (p.list != listPartly || v.status != Met) {
				support(p)
			}
		}
	}
	if v.status == Met {
		return
	}
	used := map[int]bool{}
	for _, p := range v.findings {
		used[p.unit] = true
	}
	slices.SortStableFunc(blocked, func(a, b *passage) int { return closeness[a.block] - closeness[b.block] })
	for _, p := range blocked {
		// What only speaks of a further element is not near without its core.
		if used[p.unit] || p.list == listElement && p.element > 0 && j.scope(p.element) != rules.ScopeContract {
			continue
		}
		used[p.unit] = true
		v.nearest = append(v.nearest, p)
	}
}

// closeness orders the reasons for which a passage does not count: the ones
// nearest to counting first.
var closeness = map[block]int{blockNegated: 0, blockParty: 1, blockExcluded: 2, blockRole: 3}

func appendNew(list []string, items ...string) []string {
	for _, s := range items {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
