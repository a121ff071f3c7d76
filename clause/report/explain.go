package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// Explanation writes the route to one verdict for reading: the verdict,
// how each element stands and what comes nearest where something lacks, the
// clause we would propose, and the passages that bear on it, each with whether
// and why it counts. With TextOptions.Verbose also those that say nothing of the
// verdict, and the patterns that hit.
func Explanation(w io.Writer, e *clause.Explanation, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	p.Language = o.Language
	r := &e.Result
	model := r.Model
	if e.Area != nil {
		model = e.Area.Model
		p.explainArea(e.Area)
	} else {
		p.explainResult(r)
		p.elements(e.Elements, r.Status == clause.Partial, model)
		p.nearest(e.Near)
	}
	if model != "" {
		p.Line("")
		p.Line(p.Paint(textpage.Bold, p.Text("Voorstel")))
		p.Wrap("", 2, clean(model))
	}
	p.route(e, o.Verbose)
	if l := e.Likeness; l != nil {
		p.Line("")
		p.Line(p.Paint(textpage.Bold, p.Text("Gelijkenis")))
		p.likeness(l)
	}
	if len(r.Lapsed) > 0 {
		p.Line("")
		p.Line(p.Paint(textpage.Bold, p.Text("Vóór de wijzigingen")))
		for i := range r.Lapsed {
			f := &r.Lapsed[i]
			p.Line("")
			p.Wrap("", 0, p.found(f)+" · "+p.Word(f.Element))
			p.Wrap("", 3, "«"+quote(f, true)+"»")
			p.Wrap(" →", 3, clean(f.Why))
		}
	}
	return p.Flush()
}

// elements writes how each element of a requirement stands, with the wording
// that would give it where only some lack.
func (p *page) elements(list []clause.ElementState, wording bool, model string) {
	if len(list) == 0 {
		return
	}
	p.Line("")
	p.Line(p.Paint(textpage.Bold, p.Text("Wat de eis vraagt")))
	proposed := model
	for i := range list {
		e := &list[i]
		mark, style, how := "✗", textpage.Red, p.Text("niet gevonden")
		switch e.State {
		case clause.Given:
			mark, style, how = "✓", textpage.Green, p.Text("gegeven")
		case clause.Weak:
			mark, style, how = "◐", textpage.Yellow, p.Text("deels")
		}
		if e.At != nil {
			if e.State == clause.Absent {
				how = p.Text("niet gegeven")
			}
			how += ", " + p.found(e.At)
		}
		p.Wrap(p.Paint(style, mark), 2, clean(e.Asks)+": "+how+where("; ", p.sentencePart(e.Why)))
		if wording && e.Wording != "" && e.Wording != proposed {
			p.Wrap("", 2, p.Textf("Zo kan het wel: «%s»", clean(e.Wording)))
			proposed = e.Wording
		}
	}
}

// sentencePart makes of a reason that is a sentence a part of one.
func (w words) sentencePart(why string) string {
	why = strings.TrimSuffix(clean(why), ".")
	for _, format := range [...]string{w.Text("Telt niet: %s."), w.Text("Strijdig: %s.")} {
		opening, _, _ := strings.Cut(format, "%s")
		if rest, ok := strings.CutPrefix(why, opening); ok {
			return rest
		}
	}
	return why
}

// nearest writes the passages that come nearest to what lacks.
func (p *page) nearest(list []clause.Near) {
	if len(list) == 0 {
		return
	}
	p.Line("")
	p.Line(p.Paint(textpage.Bold, p.Text("Het dichtst in de buurt")))
	for i := range list {
		n := &list[i]
		if i > 0 {
			p.Line("")
		}
		p.WrapStyled("", 0, p.found(&n.Finding)+where(" · ", textpage.Shorten(clean(n.Heading), 48)), textpage.Cyan)
		p.Wrap("", 3, "«"+quote(&n.Finding, true)+"»")
		p.Wrap(" →", 3, clean(n.Why))
	}
}

// route writes the passages that bear on the verdict.
func (p *page) route(e *clause.Explanation, verbose bool) {
	p.Line("")
	p.Line(p.Paint(textpage.Bold, p.Text("Route")))
	p.Wrap("", 0, p.Textf("%s gelezen, waarvan %s; %s.",
		p.Count(e.Units, "passage", "passages"), p.Count(e.Provisions, "bepaling", "bepalingen"), p.touch(len(e.Steps), e.Area != nil)))
	if verbose {
		for i := range e.Steps {
			p.Line("")
			p.step(i+1, &e.Steps[i])
		}
		return
	}
	aside, shown := 0, 0
	for _, group := range stepsBySpan(e.Steps) {
		var reasons []string
		counts, changed := false, ""
		for _, s := range group {
			if s.Aside {
				continue
			}
			if changed == "" {
				changed = p.Novelty(&s.Finding)
			}
			counts = counts || s.Counts && positiveStep(s)
			if why := clean(s.Why); why != "" && !slices.Contains(reasons, why) {
				reasons = append(reasons, why)
			}
		}
		if len(reasons) == 0 {
			aside++
			continue
		}
		shown++
		first, verdict := group[0], p.Paint(textpage.Dim, p.Text("telt niet"))
		if counts {
			verdict = p.Paint(textpage.Green, p.Text("telt"))
		}
		p.Line("")
		p.Wrap("", 0, fmt.Sprintf("%d.%s%s · %s%s", shown, glue, p.found(&first.Finding), verdict, where(" · ", changed)))
		p.Wrap("", 3, "«"+quote(&first.Finding, true)+"»")
		for _, why := range reasons {
			p.Wrap(" →", 3, why)
		}
	}
	if aside > 0 {
		p.Line("")
		text := p.Text("1 andere passage maakt voor het oordeel niet uit; --verbose toont ook die, en de patronen.")
		if aside > 1 {
			text = p.Textf("%d andere passages maken voor het oordeel niet uit; --verbose toont ook die, en de patronen.", aside)
		}
		p.WrapStyled("", 0, text, textpage.Dim)
	}
}

// stepsBySpan groups steps on the same words, in order of the first of each.
func stepsBySpan(steps []clause.Step) [][]*clause.Step {
	var groups [][]*clause.Step
	at := map[[2]int]int{}
	for i := range steps {
		s := &steps[i]
		key := [2]int{s.Start, s.End}
		g, ok := at[key]
		if !ok {
			g = len(groups)
			at[key] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], s)
	}
	return groups
}

// positiveStep tells whether a step is a passage that speaks for or against the
// requirement, and no remark on another.
func positiveStep(s *clause.Step) bool {
	return s.Element != "verzwakt" && s.Element != "telt-niet" && s.Element != "vlag"
}

// explainResult writes the head of the explanation of a requirement.
func (p *page) explainResult(r *clause.Result) {
	column := p.column("Oordeel:", "Bron:", "Tekort:", "Let op:")
	p.WrapStyled("", 0, clean(r.Title), textpage.Bold)
	p.WrapStyled("", 0, string(r.Requirement)+" · "+p.Importance(r.Importance), textpage.Dim)
	if s := p.citations(r.Sources); s != "" {
		p.labelled("Bron:", column, s)
	}
	p.Line("")
	p.labelledStyled("Oordeel:", column, r.Status.In(p.Language), statusStyle(r.Status))
	if r.Was != "" {
		p.Wrap("", column, p.Textf("vóór de wijzigingen: %s", r.Was.In(p.Language)))
	}
	if r.Reason != "" {
		p.Wrap("", column, clean(r.Reason))
	}
	switch {
	case r.Basis == "":
	case r.Confidence == 0:
		p.Wrap("", column, p.Textf("Berust op %s; van zulke oordelen zijn er te weinig nageteld om te zeggen hoe vaak ze kloppen.", r.Basis.In(p.Language)))
	default:
		p.Wrap("", column, p.Textf("Berust op %s; zulke oordelen klopten in %d van de 100 gevallen.", r.Basis.In(p.Language), int(math.Round(100*r.Confidence))))
	}
	if len(r.Lacks) > 0 && r.Status != clause.Met {
		p.labelled("Tekort:", column, clean(strings.Join(r.Lacks, "; ")))
	}
	if len(r.Flags) > 0 {
		p.labelled("Let op:", column, p.flags(r.Flags, "; "))
	}
	p.tensions(r.Tensions, true)
}

// likeness writes what the statistical model makes of the contract.
func (p *page) likeness(l *clause.Likeness) {
	p.Wrap("", 0, p.Textf("Het meest op de voorbeelden van deze eis lijkt %s:", p.found(&l.Finding)))
	p.Wrap("", 3, "«"+clean(reads(&l.Finding))+"»")
	score := p.Textf("score %s", p.decimal(l.Score))
	if len(l.Words) > 0 {
		score = p.Textf("score %s, vooral door: %s", p.decimal(l.Score), clean(strings.Join(l.Words, ", ")))
	}
	p.Wrap(" →", 3, score)
	p.WrapStyled("", 3, p.Textf("Een score van %s of meer maakt het oordeel gedeeltelijk, maar alleen waar de patronen niets vinden.", p.decimal(l.Counts)), textpage.Dim)
}

// decimal writes a number as the reader does.
func (w words) decimal(f float64) string {
	if w.Language == lang.English {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strings.Replace(strconv.FormatFloat(f, 'f', -1, 64), ".", ",", 1)
}

// touch tells how many passages bear on a requirement, or on an area.
func (w words) touch(n int, area bool) string {
	switch {
	case n == 0 && area:
		return w.Text("geen passage raakt dit gebied")
	case n == 1 && area:
		return w.Text("1 passage raakt dit gebied")
	case area:
		return w.Textf("%d passages raken dit gebied", n)
	case n == 0:
		return w.Text("geen passage raakt deze eis")
	case n == 1:
		return w.Text("1 passage raakt deze eis")
	}
	return w.Textf("%d passages raken deze eis", n)
}

// behind puts a text into a format behind what stands there; "" for no text.
func (w words) behind(format, text string) string {
	if text == "" {
		return ""
	}
	return " · " + w.Textf(format, text)
}

func (p *page) step(n int, s *clause.Step) {
	verdict, style := p.Text("telt niet"), textpage.Dim
	switch {
	case s.Counts && !positiveStep(s):
		verdict = "" // it says something of other passages
	case s.Counts && s.Against:
		verdict, style = p.Text("telt, in strijd met de eis"), textpage.Red
	case s.Counts && s.Weak:
		verdict, style = p.Text("telt, verzwakt"), textpage.Yellow
	case s.Counts:
		verdict, style = p.Text("telt"), textpage.Green
	}
	p.Wrap("", 0, fmt.Sprintf("%d.%s%s · %s%s", n, glue, p.found(&s.Finding), p.Word(s.Element), where(" · ", p.Paint(style, verdict))+where(" · ", p.Novelty(&s.Finding))))
	p.Wrap("", 3, "«"+quote(&s.Finding, true)+"»")
	if s.Why != "" {
		p.Wrap(" →", 3, clean(s.Why))
	}
	p.WrapStyled("", 3, p.Textf("patroon %s", clean(s.Pattern)), textpage.Dim)
	var hits []string
	for i, m := range s.Matched {
		if m = clean(m); m == "" {
			m = p.Text("(uit kop of verband)")
		} else {
			m = "“" + m + "”"
		}
		if i < len(s.Terms) {
			m = textpage.Shorten(clean(s.Terms[i]), 40) + " " + m
		}
		hits = append(hits, m)
	}
	if len(hits) > 0 {
		p.WrapStyled("", 3, p.Textf("raakt %s", strings.Join(hits, " · ")), textpage.Dim)
	}
}

// Explanations writes, for who writes rules, everything that bears on some
// requirement: per requirement the verdict and the patterns that hit.
func Explanations(w io.Writer, list []*clause.Explanation, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	p.Language = o.Language
	p.Language = o.Language
	if len(list) == 0 {
		p.Wrap("", 0, p.Text("Geen patroon van deze eisen raakt deze tekst."))
	}
	for i, e := range list {
		if i > 0 {
			p.Line("")
		}
		r := &e.Result
		if a := e.Area; a != nil {
			_, style := areaMark(a)
			p.WrapStyled("", 0, clean(a.Title), textpage.Bold)
			p.Wrap("", 0, string(a.Area)+" · "+p.Paint(style, p.Holder(a.Holder))+where(" · ", a.Deviation.In(p.Language)))
		} else {
			p.WrapStyled("", 0, clean(r.Title), textpage.Bold)
			p.Wrap("", 0, string(r.Requirement)+" · "+p.Paint(statusStyle(r.Status), r.Status.In(p.Language))+p.behind("tekort: %s", clean(strings.Join(r.Lacks, "; ")))+p.behind("let op: %s", p.flags(r.Flags, ", ")))
		}
		for j := range e.Steps {
			p.Line("")
			p.step(j+1, &e.Steps[j])
		}
	}
	return p.Flush()
}

func statusStyle(s clause.Status) string {
	return map[clause.Status]string{clause.Met: textpage.Green, clause.Conflict: textpage.Red, clause.Missing: textpage.Red, clause.Partial: textpage.Yellow, clause.Unknown: textpage.Cyan}[s]
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
	c.Near = slices.Clone(e.Near)
	for i := range c.Near {
		n := &c.Near[i]
		n.Says, n.Misses = append([]string{}, n.Says...), append([]string{}, n.Misses...)
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
