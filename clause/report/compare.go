package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// ComparisonOptions choose the form of a comparison. The zero value is a short
// text in Dutch, of 80 columns without colour.
type ComparisonOptions struct {
	Language lang.Language // what the page says of its own; a comparison has the language that its reports were made in
	Width    int           // columns of a line of text; 0 means 80, less than 60 counts as 60
	Color    bool          // ANSI colours
	Verbose  bool          // whole quotes, all passages, whole model clauses
}

// Comparison writes for reading what a new version of a contract gives and takes:
// first the outcome in one line, then what got worse, the gravest first, each with
// the words of both versions, and what got better last.
func Comparison(w io.Writer, c *clause.Comparison, o ComparisonOptions) error {
	t := &comparisonText{page: newPage(w, o.Width, o.Color), verbose: o.Verbose}
	t.Language = o.Language
	t.write(comparisonViewOf(c, t.words, o.Verbose))
	return t.flush()
}

// ComparisonJSON writes a comparison as an indented JSON object and a newline.
// Lists without members are [] and never null, and equal comparisons give equal
// bytes.
func ComparisonJSON(w io.Writer, c *clause.Comparison) error {
	filled := *c
	fill(&filled.Catalogue.Packs)
	for _, d := range []*clause.DocumentInfo{&filled.Old.Document, &filled.New.Document} {
		fill(&d.Warnings)
		if d.Revisions != nil {
			revisions := *d.Revisions
			fill(&revisions.Authors)
			d.Revisions = &revisions
		}
	}
	filled.Changes = append([]clause.Change{}, c.Changes...)
	filled.Areas = append([]clause.AreaChange{}, c.Areas...)
	filled.Parties = append([]clause.PartyChange{}, c.Parties...)
	filled.Blanks = clause.BlankChange{Opened: append([]clause.BlankField{}, c.Blanks.Opened...), Filled: append([]clause.BlankField{}, c.Blanks.Filled...)}
	filled.References = clause.ReferenceChange{Opened: append([]clause.Reference{}, c.References.Opened...), Closed: append([]clause.Reference{}, c.References.Closed...)}
	return encode(w, &filled, "  ")
}

type comparisonText struct {
	*page
	verbose bool
}

func (t *comparisonText) write(v *comparisonView) {
	t.wrapStyled("", 0, v.title, bold)
	t.line(strings.Repeat("═", min(t.width, displayWidth(v.title))))
	indent := 0
	for _, f := range v.sides {
		indent = max(indent, displayWidth(f.name)+2)
	}
	for _, f := range v.sides {
		t.wrap(f.name+":", indent, f.text)
	}
	t.wrap("", 0, v.asked)
	t.line("")
	style := bold
	if v.worse {
		style = bold + ";" + red
	}
	t.wrapStyled("", 0, v.verdict, style)
	if len(v.sections)+len(v.areas) > 0 {
		t.wrapStyled("", 0, t.Text("▼ slechter voor de klant, ▲ beter, • anders"), dim)
	}
	if len(v.caution) > 0 {
		t.line("")
		t.line(t.paint(yellow, t.Text("Let op")))
		for _, s := range v.caution {
			t.wrapStyled("  ! ", 4, s, yellow)
		}
	}
	if len(v.glance) > 0 {
		t.line("")
		t.line(t.paint(bold, t.Text("In het kort slechter")))
		for _, d := range v.glance {
			t.difference(d, 2)
		}
	}
	for i := range v.sections {
		t.section(&v.sections[i])
	}
	if len(v.areas) > 0 {
		t.title(t.Text("Wie doet wat"), len(v.areas), bold)
		for _, a := range v.areas {
			t.difference(a, 0)
		}
	}
	if len(v.further) > 0 {
		t.line("")
		t.line(t.paint(bold, t.Text("Verder")))
		for _, f := range v.further {
			t.wrap("  - ", 4, f.name+": "+f.text)
		}
	}
}

func (t *comparisonText) title(s string, n int, style string) {
	t.line("")
	s = fmt.Sprintf("%s (%d)", strings.ToUpper(s), n)
	t.line(t.paint(style, s))
	t.line(strings.Repeat("─", min(t.width, displayWidth(s))))
}

func (t *comparisonText) section(s *viewSection) {
	style := map[clause.ChangeKind]string{
		clause.Lost: red, clause.Weakened: yellow, clause.Mixed: yellow, clause.Unreadable: cyan, clause.Readable: cyan,
		clause.Strengthened: green, clause.Gained: green,
	}[s.kind]
	t.title(s.title, len(s.entries), style)
	if s.note != "" {
		t.wrap("", 0, s.note)
	}
	for i := range s.entries {
		if i > 0 || s.note != "" {
			t.line("")
		}
		t.entry(&s.entries[i], style)
	}
}

// entry writes one change. What could not be read has no passages to show.
func (t *comparisonText) entry(e *viewEntry, style string) {
	c := e.change
	t.wrapStyled(t.paint(style, wording.Mark(c.New.Status)), 2, e.title, bold)
	t.wrapStyled("", 2, e.about, dim)
	for _, d := range e.lines {
		t.difference(d, 2)
	}
	if e.note != "" {
		t.wrapStyled("", 2, e.note, yellow)
	}
	if c.Kind == clause.Unreadable && !t.verbose {
		e.now = nil
	}
	t.passages(t.Text("Was"), e.was)
	t.passages(t.Text("Nu"), e.now)
	if e.nothing != "" {
		t.wrapStyled("  "+t.Text("Nu")+":", 7, e.nothing, cyan)
		for _, p := range e.near {
			t.wrap("", 7, t.Textf("Het dichtst in de buurt komt %s: «%s»", p.place, p.quote))
		}
	}
	if e.model != "" {
		text := e.model
		if !t.verbose {
			text = brief(text, 3*(t.width-2)-displayWidth(e.verb))
		}
		t.wrap("", 2, e.verb+" "+text)
	}
}

func (t *comparisonText) passages(name string, list []viewPassage) {
	lead := "  " + name + ":"
	for _, p := range list {
		t.wrapStyled(lead, 7, p.place, cyan)
		lead = ""
		if p.same && !t.verbose {
			t.wrap("", 7, t.Text("dezelfde woorden"))
			continue
		}
		t.wrap("", 7, "«"+p.quote+"»")
	}
}

// difference writes one line with its direction.
func (t *comparisonText) difference(d viewLine, indent int) {
	sign, style := directionMark(d.direction)
	t.wrap(strings.Repeat(" ", indent)+t.paint(style, sign), indent+2, d.text)
}

func directionMark(d clause.Direction) (sign, style string) {
	switch d {
	case clause.Worse:
		return "▼", red
	case clause.Better:
		return "▲", green
	}
	return "•", dim
}
