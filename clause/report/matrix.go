package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
)

// matrix writes who does what by the contract: one row an area, the deviations
// told below it.
func (t *textReport) matrix() {
	if len(t.r.Matrix) == 0 {
		return
	}
	t.title(t.Text("Wie doet wat"), len(t.r.Matrix), bold)
	const columns = 3
	rows := make([][columns]string, len(t.r.Matrix))
	head := [columns]string{t.Text("Gebied"), t.Text("Volgens contract"), t.Text("Gebruikelijk")}
	var wide [columns]int
	for k := range head {
		wide[k] = displayWidth(head[k])
	}
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		rows[i] = [columns]string{clean(a.Title), t.Holder(a.Holder), t.Holder(a.Expected)}
		for k := range rows[i] {
			wide[k] = max(wide[k], displayWidth(rows[i][k]))
		}
	}
	const gap, mark, where = 2, 2, 14 // at least so much is kept for the place
	wide[0] = min(wide[0], max(12, t.width-mark-wide[1]-wide[2]-columns*gap-where))
	cells := func(row [columns]string) string {
		var b strings.Builder
		for k, text := range row {
			text = fit(text, wide[k])
			b.WriteString(text + strings.Repeat(" ", wide[k]-displayWidth(text)+gap))
		}
		return b.String()
	}
	indent := mark
	for _, n := range wide {
		indent += n + gap
	}
	t.line(t.paint(bold, strings.Repeat(" ", mark)+cells(head)+t.Text("Waar")))
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		sign, style := areaMark(a)
		lead := t.paint(style, sign) + strings.Repeat(" ", mark-displayWidth(sign)) + cells(rows[i])
		at := strings.Join(t.places(a.Findings, 2), "; ")
		if at == "" {
			at = "-"
		}
		t.wrap(lead, indent, at)
	}
	t.legend()
	for i := range t.r.Matrix {
		a := &t.r.Matrix[i]
		if a.Deviation == clause.Detriment || a.Was != "" || a.Waiver != nil || t.verbose && len(a.Findings) > 0 {
			t.line("")
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
	t.wrapStyled("", 2, strings.Join(unique(parts), ", "), dim)
}

// area writes a row in full: what the contract says, and what to do.
func (t *textReport) area(a *clause.Area) {
	sign, style := areaMark(a)
	title := clean(a.Title) + ": " + t.Holder(a.Holder)
	if s := a.Deviation.In(t.Language); s != "" {
		title += ", " + s
	}
	t.wrapStyled(t.paint(style, sign)+" ", 2, title, bold)
	if t.verbose {
		t.wrapStyled("", 2, string(a.Area), dim)
	}
	if a.Was != "" {
		t.wrap("", 2, t.Textf("vóór de wijzigingen: %s", t.Holder(a.Was)))
	}
	t.wrap("", 2, clean(a.Reason))
	t.findings(a.Findings, 2)
	if a.Deviation == clause.Detriment && a.Model != "" {
		verb := t.Text("Vervang door:")
		if t.verbose {
			t.wrap("", 2, verb)
			t.wrap("", 6, clean(a.Model))
		} else {
			t.wrap("", 2, verb+" "+brief(a.Model, 3*(t.width-2)-displayWidth(verb)))
		}
	}
}

// areaMark is the sign before a row: what the reader must look at stands out.
func areaMark(a *clause.Area) (sign, style string) {
	switch {
	case a.Waiver != nil:
		return "-", dim
	case a.Deviation == clause.Detriment:
		return "✗", red
	case a.Deviation == clause.Shifted:
		return "~", yellow
	case a.Deviation == clause.Advantage:
		return "+", green
	case a.Holder == clause.Undetermined:
		return "?", cyan
	case a.Holder == clause.Unassigned:
		return "·", yellow
	}
	return "✓", green
}

// explainArea writes the head of the explanation of an area.
func (p *page) explainArea(a *clause.Area) {
	column := p.column("Bron:", "Wie:", "Gebruikelijk:", "Afwijking:")
	p.wrapStyled("", 0, clean(a.Title), bold)
	p.wrapStyled("", 0, p.Textf("%s · gebied van de verantwoordelijkheidsmatrix", a.Area), dim)
	if s := p.citations(a.Sources); s != "" {
		p.labelled("Bron:", column, s)
	}
	p.line("")
	_, style := areaMark(a)
	p.labelledStyled("Wie:", column, p.Holder(a.Holder), style)
	p.labelled("Gebruikelijk:", column, p.Holder(a.Expected))
	if s := a.Deviation.In(p.Language); s != "" {
		p.labelledStyled("Afwijking:", column, s, style)
	}
	if a.Was != "" {
		p.wrap("", column, p.Textf("vóór de wijzigingen: %s", p.Holder(a.Was)))
	}
	p.wrap("", column, clean(a.Reason))
}
