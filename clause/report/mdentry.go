package report

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
)

// entry writes a result that asks for something: what it is, where it stands,
// what lacks, what to do.
func (m *wiki) entry(r *clause.Result) {
	l := m.lang
	m.title(2, wording.Mark(r.Status)+" "+r.Title)
	facts := []string{"**" + markdown(l.Status(r.Status)) + "**", markdown(l.Importance(r.Importance)), code(string(r.Requirement))}
	if r.Was != "" {
		facts = append(facts, markdown(l.Textf("was: %s", l.Status(r.Was))))
	}
	if s := m.lang.Sources(r.Sources); s != "" {
		facts = append(facts, markdown(s))
	}
	m.block(strings.Join(facts, " · "))
	if r.Reason != "" && r.Status != clause.Unknown {
		m.block(markdown(r.Reason))
	}
	var notes []string
	note := func(label, text string) {
		if text != "" {
			notes = append(notes, "- "+m.labelled(label, text))
		}
	}
	untold := slices.DeleteFunc(slices.Clone(r.Lacks), func(s string) bool { return strings.Contains(r.Reason, s) })
	note(l.Text("Mist:"), strings.Join(untold, "; "))
	note(l.Text("Let op:"), strings.Join(l.Flags(r.Flags), "; "))
	for i := range r.Tensions {
		x := &r.Tensions[i]
		text := x.Why
		if at := l.Place(&x.Takes); at != "" {
			text = at + ": «" + wording.Quote(&x.Takes) + "» " + text
		}
		note(l.Text("Elders:"), text)
	}
	note(l.Text("Onzeker:"), r.Caveat)
	for _, s := range r.Adjusted {
		text := s.Path + ": " + s.Now
		if s.Was != "" {
			text = s.Path + ": " + s.Was + " → " + s.Now
		}
		note(l.Text("Ingesteld:"), text+" ("+s.Origin+")")
	}
	if len(notes) > 0 {
		m.block(notes...)
	}
	m.quotes(telling(r), shownFindings, r.Reason)
	if len(r.Lapsed) > 0 {
		m.block(markdown(l.Text("Luidde vóór de wijzigingen:")))
		m.quotes(r.Lapsed, shownFindings, "")
	}
	overruled := func(f clause.Finding) bool { return f.Overruled }
	if list := slices.DeleteFunc(slices.Clone(r.Nearest), func(f clause.Finding) bool { return !f.Overruled }); len(list) > 0 {
		m.block(markdown(l.Text("Moet wijken door de rangorde:")))
		m.quotes(list, shownFindings, "")
	}
	near := slices.DeleteFunc(slices.Clone(r.Nearest), overruled)
	if len(near) > 0 && (r.Status == clause.Missing || r.Status == clause.Unknown || m.verbose) {
		m.block(markdown(l.Text("Komt het dichtst in de buurt:")))
		m.quotes(near, 1, "")
	}
	m.model(l.Advice(r.Status), r.Model)
}

// quotes writes at most n passages, each with its place and with what it does
// where told does not say so already.
func (m *wiki) quotes(list []clause.Finding, n int, told string) {
	groups := bySpan(list)
	for i, group := range groups {
		if i == n && !m.verbose {
			m.block(markdown("… " + m.lang.Count(len(groups)-n, "andere passage", "andere passages")))
			return
		}
		f := group[0]
		at := m.lang.Place(f)
		if f.Label != "" && f.Heading != "" {
			at += " (" + wording.Shorten(wording.Clean(f.Heading), 60) + ")"
		}
		if s := m.lang.Novelty(f); s != "" {
			at = strings.TrimPrefix(at+", "+s, ", ")
		}
		var reasons []string
		for _, g := range group {
			why := wording.Clean(g.Why)
			_, core, found := strings.Cut(why, ": ") // "Strijdig: de klant betaalt."
			if why != "" && !slices.Contains(reasons, why) && !(found && len(groups) == 1 && strings.Contains(told, strings.TrimSuffix(core, "."))) {
				reasons = append(reasons, why)
			}
		}
		lines := []string{"> " + markdown("“"+wording.Quote(f)+"”")}
		if at != "" {
			lines = append(lines, ">", "> — *"+markdown(at)+"*")
		}
		m.block(lines...)
		for _, why := range reasons {
			m.block("→ " + markdown(why))
		}
	}
}

// model writes the clause that we would propose.
func (m *wiki) model(advice, text string) {
	if text == "" {
		return
	}
	m.block(bolded(advice))
	var lines []string
	for line := range strings.SplitSeq(wording.CleanLines(text), "\n") {
		if len(lines) > 0 {
			lines = append(lines, ">")
		}
		lines = append(lines, "> "+markdown(line))
	}
	m.block(lines...)
}

// division tells per area who does what, and what to do where that is to the
// customer's detriment.
func (m *wiki) division() {
	if len(m.r.Matrix) == 0 {
		return
	}
	l := m.lang
	m.title(1, l.Text("Wie doet wat"))
	var rows [][]string
	for i := range m.r.Matrix {
		a := &m.r.Matrix[i]
		holder := markdown(l.Holder(a.Holder))
		deviation := markdown(l.Deviation(a))
		if a.Deviation == clause.Detriment {
			deviation = "**" + deviation + "**"
		}
		if a.Was != "" {
			holder += " " + markdown("("+l.Textf("was: %s", l.Holder(a.Was))+")")
		}
		rows = append(rows, []string{markdown(a.Title), holder, markdown(l.Holder(a.Expected)), deviation, markdown(m.places(a.Findings))})
	}
	m.table([]string{l.Text("Gebied"), l.Text("Volgens contract"), l.Text("Gebruikelijk"), l.Text("Afwijking"), l.Text("Waar")}, rows)
	for i := range m.r.Matrix {
		if a := &m.r.Matrix[i]; a.Deviation == clause.Detriment || m.verbose && len(a.Findings) > 0 {
			m.title(2, a.Title+": "+l.Holder(a.Holder))
			m.block(markdown(a.Reason))
			m.quotes(a.Findings, 2, "")
			if a.Deviation == clause.Detriment {
				m.model(l.Text("Vervang door:"), a.Model)
			}
		}
	}
}

// crosswalk tells, per provision that serves more than one regime, which ones.
func (m *wiki) crosswalk() {
	l := m.lang
	var rows [][]string
	for i := range m.r.Passages {
		p := &m.r.Passages[i]
		if len(regimes(p.Serves)) < 2 {
			continue
		}
		var ids, sources []string
		for k := range p.Serves {
			ids = append(ids, code(string(p.Serves[k].Requirement)))
			for n := range p.Serves[k].Sources {
				sources = append(sources, m.lang.Sources(p.Serves[k].Sources[n:n+1]))
			}
		}
		at := l.Place(&clause.Finding{File: p.File, Page: p.Page, Label: p.Label})
		rows = append(rows, []string{markdown(at), markdown(wording.Shorten(wording.Clean(p.Quote), 120)), strings.Join(unique(ids), ", "), markdown(strings.Join(unique(sources), "; "))})
	}
	if len(rows) > 0 {
		m.title(1, l.Text("Eén bepaling, meer regimes"))
		m.table([]string{l.Text("Waar"), l.Text("Citaat"), l.Text("Eisen"), l.Text("Bronnen")}, rows)
	}
}
