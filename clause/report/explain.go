package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Explanation writes the route to one verdict for reading, in Dutch: the
// verdict, every passage that bears on it with the pattern that hit and whether
// it counts, and the clause we would propose.
func Explanation(w io.Writer, e *clause.Explanation, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	r := &e.Result
	about, model := "deze eis", r.Model
	if e.Area != nil {
		about, model = "dit gebied", e.Area.Model
		p.explainArea(e.Area)
	} else {
		p.explainResult(r)
	}
	p.line("")
	p.line(p.paint(bold, "Route"))
	p.wrap("", 0, fmt.Sprintf("%s gelezen, waarvan %s; %s %s.",
		count(e.Units, "passage", "passages"), count(e.Provisions, "bepaling", "bepalingen"), touch(len(e.Steps)), about))
	for i := range e.Steps {
		p.line("")
		p.step(i+1, &e.Steps[i])
	}
	if l := e.Likeness; l != nil {
		p.line("")
		p.line(p.paint(bold, "Gelijkenis"))
		p.likeness(l)
	}
	if len(r.Lapsed) > 0 {
		p.line("")
		p.line(p.paint(bold, "Vóór de wijzigingen"))
		for i := range r.Lapsed {
			f := &r.Lapsed[i]
			p.line("")
			p.wrap("", 0, found(f)+" · "+clean(f.Element))
			p.wrap("", 3, "«"+clean(reads(f))+"»")
			p.wrap(" →", 3, clean(f.Why))
		}
	}
	if model != "" {
		p.line("")
		p.line(p.paint(bold, "Voorstel"))
		p.wrap("", 2, clean(model))
	}
	return p.flush()
}

// explainResult writes the head of the explanation of a requirement.
func (p *page) explainResult(r *clause.Result) {
	p.wrapStyled("", 0, clean(r.Title), bold)
	p.wrapStyled("", 0, string(r.Requirement)+" · "+importance(r.Importance), dim)
	if s := citations(r.Sources); s != "" {
		p.wrap("Bron:", 9, s)
	}
	p.line("")
	p.wrapStyled("Oordeel:", 9, r.Status.Dutch(), statusStyle(r.Status))
	if r.Was != "" {
		p.wrap("", 9, "vóór de wijzigingen: "+r.Was.Dutch())
	}
	if r.Reason != "" {
		p.wrap("", 9, clean(r.Reason))
	}
	if len(r.Lacks) > 0 && r.Status != clause.Met {
		p.wrap("Tekort:", 9, clean(strings.Join(r.Lacks, "; ")))
	}
	if len(r.Flags) > 0 {
		p.wrap("Let op:", 9, flags(r.Flags, "; "))
	}
	p.tensions(r, true)
}

// likeness writes what the statistical model makes of the contract.
func (p *page) likeness(l *clause.Likeness) {
	p.wrap("", 0, "Het meest op de voorbeelden van deze eis lijkt "+found(&l.Finding)+":")
	p.wrap("", 3, "«"+clean(reads(&l.Finding))+"»")
	words := ""
	if len(l.Words) > 0 {
		words = ", vooral door: " + clean(strings.Join(l.Words, ", "))
	}
	p.wrap(" →", 3, fmt.Sprintf("score %s%s", decimal(l.Score), words))
	p.wrapStyled("", 3, fmt.Sprintf("Een score van %s of meer maakt het oordeel gedeeltelijk, maar alleen waar de patronen niets vinden.", decimal(l.Counts)), dim)
}

// decimal writes a number as a Dutch reader does.
func decimal(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), ".", ",", 1)
}

func touch(n int) string {
	switch n {
	case 0:
		return "geen passage raakt"
	case 1:
		return "1 passage raakt"
	}
	return fmt.Sprintf("%d passages raken", n)
}

func (p *page) step(n int, s *clause.Step) {
	verdict, style := "telt niet", dim
	switch {
	case s.Counts && (s.Element == "verzwakt" || s.Element == "telt-niet" || s.Element == "vlag"):
		verdict = "" // it says something of other passages
	case s.Counts && s.Against:
		verdict, style = "telt, in strijd met de eis", red
	case s.Counts && s.Weak:
		verdict, style = "telt, verzwakt", yellow
	case s.Counts:
		verdict, style = "telt", green
	}
	p.wrap("", 0, fmt.Sprintf("%d.%s%s · %s%s", n, glue, found(&s.Finding), clean(s.Element), where(" · ", p.paint(style, verdict))+where(" · ", novelty(&s.Finding))))
	p.wrap("", 3, "«"+clean(reads(&s.Finding))+"»")
	if s.Why != "" {
		p.wrap(" →", 3, clean(s.Why))
	}
	p.wrapStyled("", 3, "patroon "+clean(s.Pattern), dim)
	var hits []string
	for i, m := range s.Matched {
		if m = clean(m); m == "" {
			m = "(uit kop of verband)"
		} else {
			m = "“" + m + "”"
		}
		if i < len(s.Terms) {
			m = shorten(clean(s.Terms[i]), 40) + " " + m
		}
		hits = append(hits, m)
	}
	if len(hits) > 0 {
		p.wrapStyled("", 3, "raakt "+strings.Join(hits, " · "), dim)
	}
}

// Explanations writes, for who writes rules, everything that bears on some
// requirement: per requirement the verdict and the patterns that hit.
func Explanations(w io.Writer, list []*clause.Explanation, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	if len(list) == 0 {
		p.wrap("", 0, "Geen patroon van deze eisen raakt deze tekst.")
	}
	for i, e := range list {
		if i > 0 {
			p.line("")
		}
		r := &e.Result
		if a := e.Area; a != nil {
			_, style := areaMark(a)
			p.wrapStyled("", 0, clean(a.Title), bold)
			p.wrap("", 0, string(a.Area)+" · "+p.paint(style, string(a.Holder))+where(" · ", a.Deviation.Dutch()))
		} else {
			p.wrapStyled("", 0, clean(r.Title), bold)
			p.wrap("", 0, string(r.Requirement)+" · "+p.paint(statusStyle(r.Status), r.Status.Dutch())+where(" · tekort: ", clean(strings.Join(r.Lacks, "; ")))+where(" · let op: ", flags(r.Flags, ", ")))
		}
		for j := range e.Steps {
			p.line("")
			p.step(j+1, &e.Steps[j])
		}
	}
	return p.flush()
}

func statusStyle(s clause.Status) string {
	return map[clause.Status]string{clause.Met: green, clause.Conflict: red, clause.Missing: red, clause.Partial: yellow, clause.Unknown: cyan}[s]
}

func citations(list []rules.Citation) string {
	var parts []string
	for _, c := range list {
		s := clean(c.Document)
		if c.Place != "" {
			s += " " + clean(c.Place)
		}
		parts = append(parts, strings.ReplaceAll(s, "art. ", "art."+glue))
	}
	return strings.Join(parts, "; ")
}

// ExplanationJSON writes the route as an indented JSON object, with the same
// promises as JSON.
func ExplanationJSON(w io.Writer, e *clause.Explanation) error {
	c := *e
	if e.Area == nil {
		c.Result = normalResult(e.Result)
	}
	if c.Steps == nil {
		c.Steps = []clause.Step{}
	}
	if c.Warnings == nil {
		c.Warnings = []document.Warning{}
	}
	if e.Area != nil {
		area := normalArea(*e.Area)
		c.Area = &area
	}
	return encode(w, &c, "  ")
}

// ExplanationsJSON writes them as an indented JSON array.
func ExplanationsJSON(w io.Writer, list []*clause.Explanation) error {
	out := make([]clause.Explanation, len(list))
	for i, e := range list {
		out[i] = *e
		if e.Area == nil {
			out[i].Result = normalResult(e.Result)
		}
	}
	return encode(w, out, "  ")
}
