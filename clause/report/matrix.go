package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
)

// matrix writes who does what by the contract: one row an area, the deviations
// told below it.
func (t *textReport) matrix() {
	if len(t.r.Matrix) == 0 {
		return
	}
	t.title(t.Text("Wie doet wat"), len(t.r.Matrix), textpage.Bold)
	const columns = 3
	rows := make([][columns]string, len(t.r.Matrix))
	head := [columns]string{t.Text("Gebied"), t.Text("Volgens contract"), t.Text("Gebruikelijk")}
	var wide [columns]int
	for k := range head {
		wide[k] = textpage.DisplayWidth(head[k])
	}
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		rows[i] = [columns]string{clean(a.Title), t.Holder(a.Holder), t.Holder(a.Expected)}
		for k := range rows[i] {
			wide[k] = max(wide[k], textpage.DisplayWidth(rows[i][k]))
		}
	}
	const gap, mark, where = 2, 2, 14 // at least so much is kept for the place
	wide[0] = min(wide[0], max(12, t.Width-mark-wide[1]-wide[2]-columns*gap-where))
	cells := func(row [columns]string) string {
		var b strings.Builder
		for k, text := range row {
			text = textpage.Fit(text, wide[k])
			b.WriteString(text + strings.Repeat(" ", wide[k]-textpage.DisplayWidth(text)+gap))
		}
		return b.String()
	}
	indent := mark
	for _, n := range wide {
		indent += n + gap
	}
	t.Line(t.Paint(textpage.Bold, strings.Repeat(" ", mark)+cells(head)+t.Text("Waar")))
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		sign, style := areaMark(a)
		lead := t.Paint(style, sign) + strings.Repeat(" ", mark-textpage.DisplayWidth(sign)) + cells(rows[i])
		at := strings.Join(t.places(a.Findings, 2), "; ")
		if at == "" {
			at = "-"
		}
		t.Wrap(lead, indent, at)
	}
	t.legend()
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		if a.Deviation == clause.Detriment || a.Was != "" || a.Waiver != nil || t.verbose && len(a.Findings) > 0 {
			t.Line("")
			t.area(a)
		}
	}
}

// legend tells what the signs in the table mean, of those that stand in it.
func (t *textReport) legend() {
	var parts []string
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		sign, _ := areaMark(a)
		meaning := a.Deviation.In(t.Language)
		switch {
		case a.Waiver != nil:
			meaning = t.Text("vrijgesteld")
		case a.Holder == clause.Undetermined || a.Holder == clause.Unassigned:
			meaning = t.Holder(a.Holder)
		case meaning == "":
			meaning = t.Text("zoals gebruikelijk")
		}
		parts = append(parts, strings.ReplaceAll(sign+" "+meaning, " ", glue))
	}
	t.WrapStyled("", 2, strings.Join(unique(parts), ", "), textpage.Dim)
}

// area writes a row in full: what the contract says, and what to do.
func (t *textReport) area(a *clause.Area) {
	sign, style := areaMark(a)
	title := clean(a.Title) + ": " + t.Holder(a.Holder)
	if s := a.Deviation.In(t.Language); s != "" {
		title += ", " + s
	}
	t.WrapStyled(t.Paint(style, sign)+" ", 2, title, textpage.Bold)
	if t.verbose {
		t.WrapStyled("", 2, string(a.Area), textpage.Dim)
	}
	if a.Was != "" {
		t.Wrap("", 2, t.Textf("vóór de wijzigingen: %s", t.Holder(a.Was)))
	}
	t.Wrap("", 2, clean(a.Reason))
	t.findings(a.Findings, 2)
	if a.Deviation == clause.Detriment && a.Model != "" {
		verb := t.Text("Vervang door:")
		if t.verbose {
			t.Wrap("", 2, verb)
			t.Wrap("", 6, clean(a.Model))
		} else {
			t.Wrap("", 2, verb+" "+brief(a.Model, 3*(t.Width-2)-textpage.DisplayWidth(verb)))
		}
	}
}

// areaMark is the sign before a row: what the reader must look at stands out.
func areaMark(a *clause.Area) (sign, style string) {
	switch {
	case a.Waiver != nil:
		return "-", textpage.Dim
	case a.Deviation == clause.Detriment:
		return "✗", textpage.Red
	case a.Deviation == clause.Shifted:
		return "~", textpage.Yellow
	case a.Deviation == clause.Advantage:
		return "+", textpage.Green
	case a.Holder == clause.Undetermined:
		return "?", textpage.Cyan
	case a.Holder == clause.Unassigned:
		return "·", textpage.Yellow
	}
	return "✓", textpage.Green
}

// explainArea writes the head of the explanation of an area.
func (p *page) explainArea(a *clause.Area) {
	column := p.column("Bron:", "Wie:", "Gebruikelijk:", "Afwijking:")
	p.WrapStyled("", 0, clean(a.Title), textpage.Bold)
	p.WrapStyled("", 0, p.Textf("%s · gebied van de verantwoordelijkheidsmatrix", a.Area), textpage.Dim)
	if s := p.citations(a.Sources); s != "" {
		p.labelled("Bron:", column, s)
	}
	p.Line("")
	_, style := areaMark(a)
	p.labelledStyled("Wie:", column, p.Holder(a.Holder), style)
	p.labelled("Gebruikelijk:", column, p.Holder(a.Expected))
	if s := a.Deviation.In(p.Language); s != "" {
		p.labelledStyled("Afwijking:", column, s, style)
	}
	if a.Was != "" {
		p.Wrap("", column, p.Textf("vóór de wijzigingen: %s", p.Holder(a.Was)))
	}
	p.Wrap("", column, clean(a.Reason))
}
