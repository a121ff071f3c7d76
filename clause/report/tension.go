package report

import (
	"strings"

	"github.com/clausule/clausule/clause"
)

// tensions writes passages that do not agree on what a result asks, with the one
// that takes.
func (p *page) tensions(list []clause.Tension, verbose bool) {
	if len(list) > 2 && !verbose {
		list = list[:2]
	}
	for i := range list {
		x := &list[i]
		text, why := p.Textf("verzwakt door %s", p.passage(&x.Takes)), x.Why
		switch {
		case x.Kind == clause.Contradiction:
			text = p.Textf("tegenspraak: %s tegenover %s", p.passage(&x.Gives), p.passage(&x.Takes))
		case x.Decides == "takes":
			why = x.Takes.Why // what x.Why adds to it the line says already
		}
		p.noted("  Let op:", text+": «"+quote(&x.Takes, verbose)+"» "+clean(why))
	}
}

// disputed says of a result that stands in short that it has tensions.
func (w words) disputed(r *clause.Result) string {
	var parts []string
	for i := range r.Tensions {
		x := &r.Tensions[i]
		name := w.Text("elders verzwakt")
		if x.Kind == clause.Contradiction {
			name = w.Text("tegenspraak")
		}
		parts = append(parts, w.Textf("let op: %s", name+where(", ", w.TightPlace(&x.Takes))))
	}
	return strings.Join(unique(parts), " · ")
}
