package report

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
)

// ComparisonMarkdown writes a comparison as Markdown, for a wiki or a review of
// changes. It says what Comparison says.
func ComparisonMarkdown(w io.Writer, c *clause.Comparison, o ComparisonOptions) error {
	m := &comparisonMarkdown{w: bufio.NewWriter(w)}
	l := wordsIn(o.Language)
	v := comparisonViewOf(c, l, o.Verbose)
	m.line("# " + markdown(v.title))
	m.line("")
	for _, f := range v.sides {
		m.line("- **" + markdown(f.name) + ":** " + markdown(f.text))
	}
	m.line("- " + markdown(v.asked))
	m.line("")
	m.line("**" + markdown(v.verdict) + "**")
	for _, s := range v.caution {
		m.line("")
		m.line("> **" + l.Text("Let op") + "** " + markdown(s))
	}
	if len(v.glance) > 0 {
		m.line("")
		m.line("## " + l.Text("In het kort slechter"))
		m.line("")
		for _, d := range v.glance {
			m.difference(d)
		}
	}
	for i := range v.sections {
		s := &v.sections[i]
		m.heading(s.title, len(s.entries))
		if s.note != "" {
			m.line("")
			m.line(markdown(s.note))
		}
		for k := range s.entries {
			e := &s.entries[k]
			m.line("")
			m.line("### " + wording.Mark(e.change.New.Status) + " " + markdown(e.title))
			m.line("")
			m.line(markdown(e.about))
			m.line("")
			for _, d := range e.lines {
				m.difference(d)
			}
			if e.note != "" {
				m.line("- " + markdown(e.note))
			}
			m.passages(l.Text("Was"), e.was)
			m.passages(l.Text("Nu"), e.now)
			if e.nothing != "" {
				m.line("- **" + l.Text("Nu") + ":** " + markdown(e.nothing))
				for _, p := range e.near {
					m.line("- " + markdown(l.Textf("Het dichtst in de buurt komt %s: «%s»", p.place, p.quote)))
				}
			}
			if e.model != "" {
				m.line("- **" + markdown(e.verb) + "** " + markdown(e.model))
			}
		}
	}
	if len(v.areas) > 0 {
		m.heading(l.Text("Wie doet wat"), len(v.areas))
		m.line("")
		for _, a := range v.areas {
			m.difference(a)
		}
	}
	if len(v.further) > 0 {
		m.line("")
		m.line("## " + l.Text("Verder"))
		m.line("")
		for _, f := range v.further {
			m.line("- **" + markdown(f.name) + ":** " + markdown(f.text))
		}
	}
	if m.err == nil {
		m.err = m.w.Flush()
	}
	return m.err
}

type comparisonMarkdown struct {
	w   *bufio.Writer
	err error
}

func (m *comparisonMarkdown) line(s string) {
	if m.err == nil {
		_, m.err = m.w.WriteString(strings.ReplaceAll(s, glue, " ") + "\n")
	}
}

func (m *comparisonMarkdown) heading(title string, n int) {
	m.line("")
	m.line("## " + markdown(title) + " (" + strconv.Itoa(n) + ")")
}

func (m *comparisonMarkdown) difference(d viewLine) {
	sign, _ := directionMark(d.direction)
	m.line("- " + sign + " " + markdown(d.text))
}

func (m *comparisonMarkdown) passages(name string, list []viewPassage) {
	for _, p := range list {
		m.line("- **" + name + ":** " + markdown(p.place) + ": «" + markdown(p.quote) + "»")
	}
}
