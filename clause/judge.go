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
	lacks    []string
	flags    []string
	findings []*passage // the deciding ones first
	nearest  []*passage
}

// judge combines the passages of one requirement. A conflict decides; else the
// best that is found anywhere counts, elements being gathered from all places
// where they stand near enough to the core.
func judge(con *contract.Contract, r *requirementPlan, found []passage, incomplete bool) *verdict {
	j := &judgement{con: con, r: r, found: found}
	j.exclude()
	j.weaken()
	j.preferValues()
	v := j.decide()
	if incomplete && v.status == Missing {
		v.status = Unknown
	}
	return v
}

type judgement struct {
	con   *contract.Contract
	r     *requirementPlan
	found []passage
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

// weaken applies the reservations of the rule to the promises near them.
func (j *judgement) weaken() {
	for i := range j.found {
		w := &j.found[i]
		if w.list != listWeakened || w.block != blockNone {
			continue
		}
		c := &j.r.lists[listWeakened][w.clause]
		scope := c.Scope
		if scope == "" {
			scope = rules.ScopeSentence
		}
		for k := range j.found {
			p := &j.found[k]
			if positive(p.list) && p.block == blockNone && near(j.con, scope, p.unit, w.unit) && !slices.Contains(p.weak, c.Reason) {
				p.weak = append(p.weak, c.Reason)
			}
		}
	}
}

// preferValues lets a hard value decide over words of the same element in the
// same unit: "zonder onredelijke vertraging, uiterlijk binnen 72 uur" is 72
// (G13). A soft value gives way to the words beside it.
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
		case p.value == nil && p.counts():
			words[at] = true
		case p.value != nil && !p.value.Soft:
			hard[at] = true
		}
	}
	for i := range j.found {
		p := &j.found[i]
		if p.list != listElement || p.block != blockNone {
			continue
		}
		at := place{p.unit, p.element}
		if p.value == nil && hard[at] {
			p.block, p.why = blockExcluded, "het getal in dezelfde zin beslist"
		}
		if p.value != nil && p.value.Soft && !hard[at] && words[at] {
			p.block, p.why, p.against = blockExcluded, "het streefgetal staat naast een volle belofte", false
		}
	}
}

// near tells whether two units stand within one scope.
func near(con *contract.Contract, scope rules.Scope, a, b int) bool {
	if a == b || scope == rules.ScopeContract {
		return true
	}
	ua, ub := &con.Units[a], &con.Units[b]
	switch scope {
	case rules.ScopeSentence:
		return ua.LeadUnit == b || ub.LeadUnit == a
	case rules.ScopeArticle:
		return ua.Article == ub.Article
	}
	return ua.Paragraph == ub.Paragraph
}

// core tells whether a counting passage of the core stands within the scope of
// an element at the unit.
func (j *judgement) core(scope rules.Scope, unit int) bool {
	if scope == rules.ScopeContract {
		return true
	}
	for i := range j.found {
		p := &j.found[i]
		if p.list == listElement && p.element == 0 && p.counts() && near(j.con, scope, p.unit, unit) {
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

func (j *judgement) decide() *verdict {
	v := &verdict{plan: j.r, status: Missing}
	best := make([]*passage, len(j.r.elements))
	var whole, partly *passage
	var conflicts, supporting, blocked []*passage
	for i := range j.found {
		p := &j.found[i]
		switch p.list {
		case listConflict:
			if p.block == blockNone {
				conflicts = append(conflicts, p)
			}
			continue
		case listFlag:
			if p.block == blockNone {
				v.flags = appendNew(v.flags, j.r.lists[listFlag][p.clause].Reason)
			}
			continue
		case listWeakened, listExcluded:
			continue
		}
		if p.block != blockNone && !p.against {
			blocked = append(blocked, p)
			continue
		}
		if p.list == listElement && p.element > 0 && !j.core(j.scope(p.element), p.unit) {
			continue
		}
		if p.against {
			conflicts = append(conflicts, p)
			continue
		}
		switch p.list {
		case listElement:
			if better2(p, best[p.element]) {
				best[p.element] = p
			}
		case listWhole:
			if better2(p, whole) {
				whole = p
			}
		case listPartly:
			if better2(p, partly) {
				partly = p
			}
		}
		supporting = append(supporting, p)
	}
	var lacking []string
	all, some := true, false
	for e, p := range best {
		switch {
		case p == nil:
			all = false
			lacking = appendNew(lacking, j.r.elements[e].Lacks)
			continue
		case !p.strong():
			all = false
			lacking = appendNew(lacking, p.weak...)
		}
		if e == 0 || j.scope(e) == rules.ScopeContract {
			some = true
		}
	}
	switch {
	case len(conflicts) > 0:
		v.status = Conflict
		for _, p := range conflicts {
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
	j.evidence(v, conflicts, best, whole, supporting, blocked)
	return v
}

// better2 tells whether p is a better passage than the best so far: strong
// before weak, then the first in the text.
func better2(p, best *passage) bool {
	return best == nil || p.strong() && !best.strong()
}

func (j *judgement) conflictReason(p *passage) string {
	switch {
	case p.list == listConflict && j.r.lists[listConflict][p.clause].Reason != "":
		return j.r.lists[listConflict][p.clause].Reason
	case p.value != nil:
		return j.con.Doc.Text[p.value.Span.Start:p.value.Span.End] + " gaat over de grens"
	case p.block == blockNegated:
		return "de verplichting wordt met zoveel woorden uitgesloten"
	}
	return "de bepaling zegt het tegendeel"
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
	for _, p := range conflicts {
		add(p)
	}
	if whole != nil && whole.strong() {
		add(whole)
	}
	for _, p := range best {
		add(p)
	}
	for _, strong := range []bool{true, false} {
		for _, p := range supporting {
			if p.strong() == strong {
				add(p)
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
