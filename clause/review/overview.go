package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// overview is the comment at the first paragraph: what the contract was held
// against, how it did, and what stands in no other comment.
func (p *planner) overview(plan *Plan) []Comment {
	at, ok := p.top()
	if !ok {
		return nil
	}
	l, s := p.language, &p.report.Summary
	var lines []string
	lines = append(lines, l.Text("Overzicht van de beoordeling"))
	lines = append(lines, fmt.Sprintf("%s: %s", l.Count(len(p.report.Results), "eis getoetst", "eisen getoetst"), p.counts(s)))
	if must := p.obligatory(); must != "" {
		lines = append(lines, l.Textf("Daarvan verplicht: %s", must))
	}
	if p.options.Least != "" {
		lines = append(lines, l.Textf("Opgenomen is alleen wat ten minste %s is.", l.Importance(p.options.Least)))
	}
	if n := len(clauses(plan.Insertions)); n > 0 {
		lines = append(lines, l.Count(n, "ontbrekende bepaling is als wijziging ingevoegd; elke invoeging is afzonderlijk te accepteren of te verwerpen.", "ontbrekende bepalingen zijn als wijziging ingevoegd; elke invoeging is afzonderlijk te accepteren of te verwerpen."))
	}
	if p.proposesAnnex(plan) {
		lines = append(lines, l.Text("Wat verplicht is maar meestal in een bijlage staat, kan vervallen als het in een bijlage staat die niet in dit bestand zit."))
	}
	lines = append(lines, p.uncertain()...)
	if p.options.CommentsOnly {
		lines = append(lines, p.absent()...)
	}
	if unread := p.unread(); unread != nil {
		lines = append(lines, unread...)
	}
	if !p.options.CommentsOnly {
		lines = append(lines, p.unplaced(plan)...)
	}
	lines = append(lines, l.Warnings(p.report.Document.Warnings)...)
	return []Comment{{At: at, Text: strings.Join(lines, "\n")}}
}

// proposesAnnex tells whether a clause is inserted that usually stands in an
// annex.
func (p *planner) proposesAnnex(plan *Plan) bool {
	for i := range p.report.Results {
		if r := &p.report.Results[i]; r.Importance == rules.MustAnnex && slices.ContainsFunc(plan.Insertions, func(in Insertion) bool {
			return slices.Contains(in.Requirements, r.Requirement)
		}) {
			return true
		}
	}
	return false
}

// uncertain tells once what is not certain of many requirements.
func (p *planner) uncertain() []string {
	var lines []string
	seen := map[string]bool{}
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if !p.told(r) {
			continue
		}
		for _, c := range sentences(r.Caveat) {
			if !p.common[c] || seen[c] {
				continue
			}
			seen[c] = true
			n := 0
			for k := range p.report.Results {
				if other := &p.report.Results[k]; p.told(other) && slices.Contains(sentences(other.Caveat), c) {
					n++
				}
			}
			lines = append(lines, fmt.Sprintf("%s (%s): %s", p.language.Text("Onzeker"), p.language.Count(n, "eis", "eisen"), c))
		}
	}
	return lines
}

// top is the first paragraph that is not empty; of a contract that stands in
// text boxes the first of these.
func (p *planner) top() (document.Span, bool) {
	filled := func(only func(document.Kind) bool) int {
		return slices.IndexFunc(p.doc.Blocks, func(b document.Block) bool { return only(b.Kind) && b.Body < b.Span.End })
	}
	i := filled(func(k document.Kind) bool { return k <= document.Cell })
	if i < 0 {
		i = filled(func(k document.Kind) bool { return k == document.Textbox })
	}
	if i < 0 {
		return document.Span{}, false
	}
	return document.Span{Start: p.doc.Blocks[i].Body, End: p.doc.Blocks[i].Span.End}, true
}

// counts tells how many requirements have which verdict.
func (p *planner) counts(s *clause.Summary) string {
	l := p.language
	var list []string
	for _, c := range []struct {
		n      int
		status clause.Status
	}{{s.Met, clause.Met}, {s.Partial, clause.Partial}, {s.Conflict, clause.Conflict}, {s.Missing, clause.Missing}, {s.Unknown, clause.Unknown}, {s.Waived, clause.Waived}} {
		if c.n > 0 {
			list = append(list, fmt.Sprintf("%d %s", c.n, l.Status(c.status)))
		}
	}
	return strings.Join(list, ", ") + "."
}

// obligatory counts the verdicts on what is obligatory; "" where that is all or
// nothing.
func (p *planner) obligatory() string {
	var s clause.Summary
	n := 0
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if r.Importance != rules.Must {
			continue
		}
		n++
		s.Add(r.Status)
	}
	if n == 0 || n == len(p.report.Results) {
		return ""
	}
	return p.counts(&s)
}

// unread lists what could not be assessed, the first few by their titles.
func (p *planner) unread() []string {
	const most = 12
	l := p.language
	var lines []string
	n := 0
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if r.Status != clause.Unknown || !p.options.asks(r.Importance) {
			continue
		}
		if n == 0 {
			lines = append(lines, capital(l.Status(clause.Unknown))+": "+r.Reason)
		}
		if n++; n <= most {
			lines = append(lines, "– "+title(r))
		}
	}
	if n > most {
		lines = append(lines, "– "+l.Textf("en nog %d", n-most))
	}
	return lines
}

// unplaced tells what is not inserted: each reason once, with the first few
// requirements that it holds for.
func (p *planner) unplaced(plan *Plan) []string {
	const most = 12
	l := p.language
	var lines, reasons []string
	for i := range plan.Unplaced {
		if reason := plan.Unplaced[i].Reason; !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	for _, reason := range reasons {
		lines = append(lines, l.Text("Niet ingevoegd")+": "+reason+".")
		n := 0
		for i := range plan.Unplaced {
			u := &plan.Unplaced[i]
			if u.Reason != reason {
				continue
			}
			if n++; n <= most {
				lines = append(lines, "– "+u.Title+" ("+string(u.Requirement)+")")
			}
		}
		if n > most {
			lines = append(lines, "– "+l.Textf("en nog %d", n-most))
		}
	}
	return lines
}

// absent lists, where nothing is inserted, what stands nowhere and for which no
// article is the place; with the clause where it is obligatory.
func (p *planner) absent() []string {
	placed := map[rules.ID]bool{}
	for _, n := range p.notes {
		placed[n.id] = true
	}
	var lines []string
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if r.Status != clause.Missing || placed[r.Requirement] || !p.options.asks(r.Importance) {
			continue
		}
		if lines == nil {
			lines = append(lines, p.language.Text("Ontbreekt, en hoort bij geen van de artikelen")+":")
		}
		line := "– " + title(r)
		if r.Importance == rules.Must && r.Model != "" {
			line += ". " + p.language.Text("Voorstel") + ": " + r.Model
		}
		lines = append(lines, line)
	}
	return lines
}

func title(r *clause.Result) string { return r.Title + " (" + string(r.Requirement) + ")" }

// clauses are the insertions that are no heading.
func clauses(list []Insertion) []Insertion {
	var out []Insertion
	for _, in := range list {
		if !in.Heading {
			out = append(out, in)
		}
	}
	return out
}
