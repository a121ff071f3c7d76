package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
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
	return t.Flush()
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
	t.WrapStyled("", 0, v.title, textpage.Bold)
	t.Line(strings.Repeat("═", min(t.Width, textpage.DisplayWidth(v.title))))
	indent := 0
	for _, f := range v.sides {
		indent = max(indent, textpage.DisplayWidth(f.name)+2)
	}
	for _, f := range v.sides {
		t.Wrap(f.name+":", indent, f.text)
	}
	t.Wrap("", 0, v.asked)
	t.Line("")
	style := textpage.Bold
	if v.worse {
		style = textpage.Bold + ";" + textpage.Red
	}
	t.WrapStyled("", 0, v.verdict, style)
	if len(v.sections)+len(v.areas) > 0 {
		t.WrapStyled("", 0, t.Text("▼ slechter voor de klant, ▲ beter, • anders"), textpage.Dim)
	}
	if len(v.caution) > 0 {
		t.Line("")
		t.Line(t.Paint(textpage.Yellow, t.Text("Let op")))
		for _, s := range v.caution {
			t.WrapStyled("  ! ", 4, s, textpage.Yellow)
		}
	}
	if len(v.glance) > 0 {
		t.Line("")
		t.Line(t.Paint(textpage.Bold, t.Text("In het kort slechter")))
		for _, d := range v.glance {
			t.difference(d, 2)
		}
	}
	for i := range v.sections {
		t.section(&v.sections[i])
	}
	if len(v.areas) > 0 {
		t.title(t.Text("Wie doet wat"), len(v.areas), textpage.Bold)
		for _, a := range v.areas {
			t.difference(a, 0)
		}
	}
	if len(v.further) > 0 {
		t.Line("")
		t.Line(t.Paint(textpage.Bold, t.Text("Verder")))
		for _, f := range v.further {
			t.Wrap("  - ", 4, f.name+": "+f.text)
		}
	}
}

func (t *comparisonText) title(s string, n int, style string) {
	t.Line("")
	s = fmt.Sprintf("%s (%d)", strings.ToUpper(s), n)
	t.Line(t.Paint(style, s))
	t.Line(strings.Repeat("─", min(t.Width, textpage.DisplayWidth(s))))
}

func (t *comparisonText) section(s *viewSection) {
	style := map[clause.ChangeKind]string{
		clause.Lost: textpage.Red, clause.Weakened: textpage.Yellow, clause.Mixed: textpage.Yellow, clause.Unreadable: textpage.Cyan, clause.Readable: textpage.Cyan,
		clause.Strengthened: textpage.Green, clause.Gained: textpage.Green,
	}[s.kind]
	t.title(s.title, len(s.entries), style)
	if s.note != "" {
		t.Wrap("", 0, s.note)
	}
	for i := range s.entries {
		if i > 0 || s.note != "" {
			t.Line("")
		}
		t.entry(&s.entries[i], style)
	}
}

// entry writes one change. What could not be read has no passages to show.
func (t *comparisonText) entry(e *viewEntry, style string) {
	c := e.change
	t.WrapStyled(t.Paint(style, wording.Mark(c.New.Status)), 2, e.title, textpage.Bold)
	t.WrapStyled("", 2, e.about, textpage.Dim)
	for _, d := range e.lines {
		t.difference(d, 2)
	}
	if e.note != "" {
		t.WrapStyled("", 2, e.note, textpage.Yellow)
	}
	if c.Kind == clause.Unreadable && !t.verbose {
		e.now = nil
	}
	t.passages(t.Text("Was"), e.was)
	t.passages(t.Text("Nu"), e.now)
	if e.nothing != "" {
		t.WrapStyled("  "+t.Text("Nu")+":", 7, e.nothing, textpage.Cyan)
		for _, p := range e.near {
			t.Wrap("", 7, t.Textf("Het dichtst in de buurt komt %s: «%s»", p.place, p.quote))
		}
	}
	if e.model != "" {
		text := e.model
		if !t.verbose {
			text = brief(text, 3*(t.Width-2)-textpage.DisplayWidth(e.verb))
		}
		t.Wrap("", 2, e.verb+" "+text)
	}
}

func (t *comparisonText) passages(name string, list []viewPassage) {
	lead := "  " + name + ":"
	for _, p := range list {
		t.WrapStyled(lead, 7, p.place, textpage.Cyan)
		lead = ""
		if p.same && !t.verbose {
			t.Wrap("", 7, t.Text("dezelfde woorden"))
			continue
		}
		t.Wrap("", 7, "«"+p.quote+"»")
	}
}

// difference writes one line with its direction.
func (t *comparisonText) difference(d viewLine, indent int) {
	sign, style := directionMark(d.direction)
	t.Wrap(strings.Repeat(" ", indent)+t.Paint(style, sign), indent+2, d.text)
}

func directionMark(d clause.Direction) (sign, style string) {
	switch d {
	case clause.Worse:
		return "▼", textpage.Red
	case clause.Better:
		return "▲", textpage.Green
	}
	return "•", textpage.Dim
}
