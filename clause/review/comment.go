package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// note is what there is to say of a requirement at a place.
type note struct {
	at    document.Span // the passage
	value document.Span // the number in it that decides; empty for none
	id    rules.ID
	order int // of notes on one passage: what weighs most comes first
	met   bool
	lines []string // one for what is met
}

// judgements notes what stands in the contract: met, partial and conflicting.
func (p *planner) judgements() {
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if len(r.Findings) == 0 || !p.options.asks(r.Importance) {
			continue
		}
		switch r.Status {
		case clause.Met:
			p.notes = append(p.notes, note{at: span(&r.Findings[0]), id: r.Requirement, met: true, lines: []string{p.metLine(r)}})
		case clause.Partial, clause.Conflict:
			f := deciding(r)
			p.notes = append(p.notes, note{at: span(f), value: p.valueOf(f), id: r.Requirement, order: weight(r), lines: p.verdict(r, f)})
		}
	}
}

// lightest is the order of what is no requirement.
const lightest = 10

// weight orders verdicts: a conflict before the rest, then by importance.
func weight(r *clause.Result) int {
	if r.Status == clause.Conflict {
		return r.Importance.Rank()
	}
	return r.Importance.Rank() + lightest/2
}

// deciding is the passage at which the comment belongs: the first that takes the
// guarantee away, or falls short, else the first.
func deciding(r *clause.Result) *clause.Finding {
	for i := range r.Findings {
		f := &r.Findings[i]
		if r.Status == clause.Conflict && f.Against || r.Status == clause.Partial && (f.Weak || f.Against) {
			return f
		}
	}
	return &r.Findings[0]
}

func span(f *clause.Finding) document.Span { return document.Span{Start: f.Start, End: f.End} }

// valueOf is where the number stands on which a passage fails; empty where none
// decides, or it stands there twice.
func (p *planner) valueOf(f *clause.Finding) document.Span {
	if f.Value == nil || f.Value.Raw == "" || strings.Count(f.Quote, f.Value.Raw) != 1 || !strings.Contains(f.Why, f.Value.Raw) {
		return document.Span{}
	}
	start := f.Start + strings.Index(f.Quote, f.Value.Raw)
	return document.Span{Start: start, End: start + len(f.Value.Raw)}
}

// metLine says in one line that a requirement is met.
func (p *planner) metLine(r *clause.Result) string {
	s := r.Title + " (" + string(r.Requirement) + ")"
	if more := p.warnings(r); more != "" {
		s += ". " + more
	}
	return s
}

// verdict says why a requirement is not met, and what to write.
func (p *planner) verdict(r *clause.Result, f *clause.Finding) []string {
	l := p.language
	lines := []string{capital(l.Status(r.Status)) + " (" + l.Importance(r.Importance) + "): " + r.Title}
	if r.Status == clause.Partial && len(r.Lacks) > 0 {
		lines = append(lines, l.Text("Tekort")+": "+strings.Join(r.Lacks, "; ")+".")
	} else if f.Why != "" {
		why := []string{}
		for _, lack := range r.Lacks {
			if !strings.Contains(f.Why, lack) {
				why = append(why, lack)
			}
		}
		lines = append(lines, capital(strings.TrimPrefix(f.Why, capital(l.Status(r.Status))+": ")))
		if len(why) > 0 {
			lines = append(lines, l.Text("Ook")+": "+strings.Join(why, "; ")+".")
		}
	}
	if more := p.warnings(r); more != "" {
		lines = append(lines, more)
	}
	if also := p.also(r, f); also != "" {
		lines = append(lines, l.Text("Zie ook")+" "+also+".")
	}
	if r.Model != "" {
		verb := "Voorstel, ter aanvulling"
		if r.Status == clause.Conflict {
			verb = "Voorstel, ter vervanging"
		}
		lines = append(lines, l.Text(verb)+": "+r.Model)
	}
	return append(lines, p.source(r.Sources, string(r.Requirement)))
}

// warnings are what is worth knowing beside the verdict.
func (p *planner) warnings(r *clause.Result) string {
	s := ""
	if len(r.Flags) > 0 {
		s = p.language.Text("Let op") + ": " + strings.Join(p.language.Flags(r.Flags), "; ") + "."
	}
	for i := range r.Tensions {
		if t := &r.Tensions[i]; !strings.Contains(s, t.Why) {
			s = strings.TrimSpace(s + " " + t.Why)
		}
	}
	if r.Status != clause.Met {
		var own []string
		for _, c := range sentences(r.Caveat) {
			if !p.common[c] {
				own = append(own, c)
			}
		}
		if len(own) > 0 {
			s = strings.TrimSpace(s + " " + p.language.Text("Onzeker") + ": " + strings.Join(own, " "))
		}
	}
	return s
}

// caveats finds what is uncertain of so many requirements that the overview tells
// it once, in the order of the report.
func (p *planner) caveats() {
	const many = 3
	count := map[string]int{}
	p.common = map[string]bool{}
	for i := range p.report.Results {
		r := &p.report.Results[i]
		if !p.told(r) {
			continue
		}
		for _, c := range sentences(r.Caveat) {
			if count[c]++; count[c] == many {
				p.common[c] = true
			}
		}
	}
}

// told tells whether a comment says more of a requirement than that it is met.
func (p *planner) told(r *clause.Result) bool {
	return p.options.asks(r.Importance) && (r.Status == clause.Partial || r.Status == clause.Conflict || r.Status == clause.Missing)
}

// sentences parts a caveat.
func sentences(s string) []string {
	var out []string
	for s = strings.TrimSpace(s); s != ""; {
		end := len(s)
		if i := strings.Index(s, ". "); i >= 0 {
			end = i + 1
		}
		out = append(out, s[:end])
		s = strings.TrimSpace(s[end:])
	}
	return out
}

// also are the other places that take away or fall short.
func (p *planner) also(r *clause.Result, but *clause.Finding) string {
	const most = 4
	var list []string
	here := p.where(but)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f == but || r.Status == clause.Conflict && !f.Against {
			continue
		}
		if s := p.where(f); s != "" && s != here && !slices.Contains(list, s) && len(list) < most {
			list = append(list, s)
		}
	}
	return strings.Join(list, ", ")
}

// where cites a place: "art. 7.2", "Bijlage 2"; "" where it has no number.
func (p *planner) where(f *clause.Finding) string { return cite(f.Label) }

func cite(label string) string {
	if label != "" && label[0] >= '0' && label[0] <= '9' {
		return "art. " + label
	}
	return label
}

// source tells where a requirement comes from.
func (p *planner) source(sources []rules.Citation, id string) string {
	if list := p.laws(sources); list != "" {
		return p.language.Text("Bron") + ": " + list + " · " + id
	}
	return id
}

// laws cites the laws and policies that ask for something; what only tells of
// them is left out where there are others.
func (p *planner) laws(sources []rules.Citation) string {
	var list []string
	add := func(background bool) {
		for _, c := range sources {
			if (c.Kind == rules.Background) == background {
				list = append(list, wording.Tight(p.language.Cite(c)))
			}
		}
	}
	if add(false); len(list) == 0 {
		add(true)
	}
	return strings.Join(list, "; ")
}

// proposal is the comment at a clause that is inserted.
func (p *planner) proposal(g *gap) string {
	l := p.language
	var lines []string
	for _, r := range g.results {
		lines = append(lines, l.Text("Ontbrak")+" ("+l.Importance(r.Importance)+"): "+r.Title)
		if more := p.warnings(r); more != "" {
			lines = append(lines, more)
		}
		if near := p.compare(r); near != "" {
			lines = append(lines, near)
		}
		lines = append(lines, p.source(r.Sources, string(r.Requirement)))
	}
	return strings.Join(lines, "\n")
}

// compare points at what comes nearest to what is missing.
func (p *planner) compare(r *clause.Result) string {
	if len(r.Nearest) == 0 || p.where(&r.Nearest[0]) == "" {
		return ""
	}
	return p.language.Text("Vergelijk") + " " + p.where(&r.Nearest[0]) + ". " + r.Nearest[0].Why
}

// lacking notes at a heading what the article does not say.
func (p *planner) lacking(r *clause.Result, heading int) note {
	l := p.language
	b := &p.doc.Blocks[heading]
	lines := []string{l.Text("Ontbreekt") + " (" + l.Importance(r.Importance) + "): " + r.Title}
	if more := p.warnings(r); more != "" {
		lines = append(lines, more)
	}
	if near := p.compare(r); near != "" {
		lines = append(lines, near)
	}
	return note{at: document.Span{Start: b.Body, End: b.Span.End}, id: r.Requirement, order: weight(r),
		lines: append(lines, l.Text("Voorstel")+": "+r.Model, p.source(r.Sources, string(r.Requirement)))}
}

// areas notes the areas in which the customer bears more than is usual.
func (p *planner) areas() {
	l := p.language
	for i := range p.report.Matrix {
		a := &p.report.Matrix[i]
		if a.Deviation != clause.Detriment || a.Waiver != nil || len(a.Findings) == 0 || p.options.Least != "" {
			continue
		}
		lines := []string{l.Text("Taakverdeling ten nadele van de klant") + ": " + a.Title, a.Reason}
		if a.Model != "" {
			lines = append(lines, l.Text("Voorstel, ter vervanging")+": "+a.Model)
		}
		p.notes = append(p.notes, note{at: span(&a.Findings[0]), id: a.Area, order: lightest, lines: append(lines, p.source(a.Sources, string(a.Area)))})
	}
}

// comments puts the notes together: those on one passage are one comment, and
// what is met in a paragraph closes the comment that stands there already, so
// that no contract disappears behind balloons.
func (p *planner) comments(plan *Plan) []Comment {
	type balloon struct {
		at, value  document.Span
		exact      bool // all of its notes rest on the same number
		notes, met []note
	}
	var list []*balloon
	bySpan, byBlock := map[document.Span]*balloon{}, map[int]*balloon{}
	for _, n := range p.notes {
		if n.met {
			continue
		}
		b := bySpan[n.at]
		if b == nil {
			b = &balloon{at: n.at, value: n.value, exact: n.value.Len() > 0}
			bySpan[n.at] = b
			list = append(list, b)
		}
		b.exact = b.exact && n.value == b.value
		b.notes = append(b.notes, n)
	}
	slices.SortStableFunc(list, func(a, b *balloon) int {
		return cmp.Or(cmp.Compare(a.at.Start, b.at.Start), cmp.Compare(a.at.End, b.at.End))
	})
	for _, b := range list {
		if block := p.doc.BlockAt(b.at.Start); byBlock[block] == nil {
			byBlock[block] = b
		}
	}
	for _, n := range p.notes {
		if !n.met {
			continue
		}
		block := p.doc.BlockAt(n.at.Start)
		b := byBlock[block]
		if b == nil {
			b = &balloon{at: n.at}
			byBlock[block] = b
			list = append(list, b)
		}
		if len(b.notes) == 0 && n.at.Start < b.at.Start {
			b.at = n.at
		}
		b.met = append(b.met, n)
	}
	slices.SortStableFunc(list, func(a, b *balloon) int {
		return cmp.Or(cmp.Compare(a.at.Start, b.at.Start), cmp.Compare(a.at.End, b.at.End))
	})
	out := p.overview(plan)
	for _, b := range list {
		c := Comment{At: b.at}
		if b.exact {
			c.At = b.value
		}
		slices.SortStableFunc(b.notes, func(x, y note) int { return cmp.Compare(x.order, y.order) })
		var parts []string
		for _, n := range b.notes {
			c.Requirements = append(c.Requirements, n.id)
			parts = append(parts, strings.Join(n.lines, "\n"))
		}
		if met := p.metLines(b.met); met != "" {
			parts = append(parts, met)
		}
		for _, n := range b.met {
			c.Requirements = append(c.Requirements, n.id)
		}
		c.Text = strings.Join(parts, "\n\n")
		out = append(out, c)
	}
	return out
}

// metLines says what is met in as few lines as it takes.
func (p *planner) metLines(met []note) string {
	head := capital(p.language.Status(clause.Met)) + ": "
	if len(met) == 1 {
		return head + met[0].lines[0]
	}
	var b strings.Builder
	for i, n := range met {
		if i == 0 {
			b.WriteString(strings.TrimSpace(head))
		}
		b.WriteString("\n– " + n.lines[0])
	}
	return b.String()
}

func capital(s string) string {
	if s == "" {
		return s
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
