package review

import (
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// gap is a clause that is missing, with the requirements that ask for it.
type gap struct {
	results []*clause.Result
	section int // where it belongs; -1 for a new article
}

// missing gathers what the contract lacks and should have; two requirements
// with the same clause are one.
func (p *planner) missing(plan *Plan) []*gap {
	var gaps []*gap
	by := map[string]*gap{}
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if r.Status != clause.Missing || !p.options.asks(r.Importance) {
			continue
		}
		if r.Model == "" {
			plan.Unplaced = append(plan.Unplaced, Unplaced{r.Requirement, r.Title, p.language.Text("de regel heeft geen modeltekst")})
			continue
		}
		if g := by[r.Model]; g != nil {
			g.results = append(g.results, r)
			continue
		}
		g := &gap{results: []*clause.Result{r}, section: -1}
		by[r.Model] = g
		gaps = append(gaps, g)
	}
	return gaps
}

// The weight of what speaks for a section.
const (
	// What requirements of the same group rest on says most of where a contract
	// deals with a subject: as far as it stands in one section, and more of it
	// says more.
	weightKin     = 4.0
	weightNearest = 1.0 // what comes nearest to it
	weightSubject = 2.5 // the heading names the subject that the title names
	weightMention = 1.0 // the heading names a subject that only the clause names
	weightWord    = 1.0 // the heading has a word of the clause
	weightText    = 4.0 // times the likeness of the texts, from 0 to 1
	enough        = 2.5 // below it, the clause goes into a new article
)

// place finds the section on the subject of each gap.
func (p *planner) place(gaps []*gap) {
	if len(p.sections) == 0 || len(gaps) == 0 {
		return
	}
	t := p.texts()
	kin := p.kin()
	for _, g := range gaps {
		scores := make([]float64, len(p.sections))
		group := map[int]float64{}
		for _, r := range g.results {
			for section, weight := range kin[groupOf(r.Requirement)] {
				group[section] = max(group[section], weightKin*weight)
			}
			for i := range r.Nearest {
				if s := p.sectionAt(r.Nearest[i].Start); s >= 0 && !r.Nearest[i].Overruled {
					scores[s] += weightNearest
					break
				}
			}
		}
		for section, weight := range group {
			scores[section] += weight
		}
		t.score(g, scores)
		best := -1
		for i := range p.sections {
			if !general(p.text(p.sections[i].heading)) && scores[i] >= enough && (best < 0 || scores[i] > scores[best]) {
				best = i
			}
		}
		g.section = best
	}
}

// kin weighs, by group of requirements and by section, what results rest on,
// from 0 to 1.
func (p *planner) kin() map[string]map[int]float64 {
	out := map[string]map[int]float64{}
	for i := range p.report.Results {
		r := &p.report.Results[i]
		group := groupOf(r.Requirement)
		if group == "" || len(r.Findings) == 0 {
			continue
		}
		seen := map[int]bool{}
		for k := range r.Findings {
			s := p.sectionAt(r.Findings[k].Start)
			if s < 0 || seen[s] {
				continue
			}
			seen[s] = true
			if out[group] == nil {
				out[group] = map[int]float64{}
			}
			weight := 1.0
			if k > 0 {
				weight = 0.5
			}
			out[group][s] += weight
		}
	}
	for _, sections := range out {
		total := 0.0
		for _, n := range sections {
			total += n // halves: the order changes nothing
		}
		for s, n := range sections {
			sections[s] = n / (total + 1)
		}
	}
	return out
}

// groupOf is the group of a requirement, as "ksz.audit" of "ksz.audit.recht";
// "" where the id has none.
func groupOf(id rules.ID) string {
	if i := strings.LastIndexByte(string(id), '.'); i > 0 && strings.Count(string(id), ".") >= 2 {
		return string(id)[:i]
	}
	return ""
}
