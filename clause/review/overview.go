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
	for _, u := range plan.Unplaced {
		if p.options.CommentsOnly {
			break
		}
		lines = append(lines, l.Text("Niet ingevoegd")+": "+u.Title+" ("+string(u.Requirement)+"), "+u.Reason+".")
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

// top is the first paragraph that is not empty.
func (p *planner) top() (document.Span, bool) {
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if b.Kind <= document.Cell && b.Body < b.Span.End {
			return document.Span{Start: b.Body, End: b.Span.End}, true
		}
	}
	return document.Span{}, false
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
