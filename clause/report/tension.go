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
		text, why := "verzwakt door "+passage(&x.Takes), x.Why
		switch {
		case x.Kind == clause.Contradiction:
			text = "tegenspraak: " + passage(&x.Gives) + " tegenover " + passage(&x.Takes)
		case x.Decides == "takes":
			why = x.Takes.Why // what x.Why adds to it the line says already
		}
		p.wrap("  Let op:", 10, text+": «"+quote(&x.Takes, verbose)+"» "+clean(why))
	}
}

// disputed says of a result that stands in short that it has tensions.
func disputed(r *clause.Result) string {
	var parts []string
	for i := range r.Tensions {
		x := &r.Tensions[i]
		name := "elders verzwakt"
		if x.Kind == clause.Contradiction {
			name = "tegenspraak"
		}
		parts = append(parts, "let op: "+name+where(", ", place(&x.Takes)))
	}
	return strings.Join(unique(parts), " · ")
}

// passage names the place of a finding in a sentence, where "onder “Einde”" would
// not do.
func passage(f *clause.Finding) string {
	switch s := place(f); {
	case s == "":
		return "een passage zonder nummer"
	case strings.HasPrefix(s, "onder "):
		return "de tekst " + s
	default:
		return s
	}
}
