package report

import (
	_ "embed"
	"io"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/webpage"
)

//go:embed html/compare.html
var compareBody string

//go:embed html/compare.css
var compareStyle string

// ComparisonHTML writes a comparison as one web page that fetches nothing. It says
// what Comparison says, with all passages and whole model clauses; Width and Color
// are of no matter.
func ComparisonHTML(w io.Writer, c *clause.Comparison, o ComparisonOptions) error {
	l := wordsIn(o.Language)
	v := comparisonViewOf(c, l, true)
	return webpage.Page{Language: o.Language, Title: v.title, Body: compareBody, Style: compareStyle}.Write(w, pageOf(v, l))
}

// comparisonPage is what the template of the page shows.
type comparisonPage struct {
	Title, Asked, Verdict string
	Worse                 bool
	Sides, Further        []pageFact
	Caution               []string
	Glance, Areas         []pageLine
	Sections              []pageSection
}

type pageFact struct{ Name, Text string }

type pageLine struct {
	Direction        clause.Direction
	Sign, Says, Text string
}

type pageSection struct {
	Kind        clause.ChangeKind
	Title, Note string
	Entries     []pageEntry
}

type pageEntry struct {
	Status                                   clause.Status
	Title, About, Note, Nothing, Verb, Model string
	Lines                                    []pageLine
	Was, Now, Near                           []pagePassage
}

type pagePassage struct{ Place, Quote string }

func pageOf(v *comparisonView, l words) *comparisonPage {
	p := &comparisonPage{
		Title: plain(v.title), Asked: plain(v.asked), Verdict: plain(v.verdict), Worse: v.worse,
		Sides: pageFacts(v.sides), Further: pageFacts(v.further), Glance: pageLines(v.glance, l), Areas: pageLines(v.areas, l),
	}
	for _, s := range v.caution {
		p.Caution = append(p.Caution, plain(s))
	}
	for i := range v.sections {
		s := &v.sections[i]
		section := pageSection{Kind: s.kind, Title: s.title, Note: s.note}
		for k := range s.entries {
			e := &s.entries[k]
			section.Entries = append(section.Entries, pageEntry{
				Status: e.change.New.Status, Title: plain(e.title), About: plain(e.about), Note: plain(e.note), Nothing: plain(e.nothing),
				Verb: e.verb, Model: plain(e.model), Lines: pageLines(e.lines, l), Was: pagePassages(e.was), Now: pagePassages(e.now), Near: pagePassages(e.near),
			})
		}
		p.Sections = append(p.Sections, section)
	}
	return p
}

func pageFacts(list []viewFact) []pageFact {
	var out []pageFact
	for _, f := range list {
		out = append(out, pageFact{plain(f.name), plain(f.text)})
	}
	return out
}

func pageLines(list []viewLine, l words) []pageLine {
	var out []pageLine
	for _, d := range list {
		sign, _ := directionMark(d.direction)
		says := l.Text("anders")
		switch d.direction {
		case clause.Worse:
			says = l.Text("slechter")
		case clause.Better:
			says = l.Text("beter")
		}
		out = append(out, pageLine{d.direction, sign, says, plain(d.text)})
	}
	return out
}

func pagePassages(list []viewPassage) []pagePassage {
	var out []pagePassage
	for _, p := range list {
		out = append(out, pagePassage{plain(p.place), plain(p.quote)})
	}
	return out
}

// plain is a text for a page, whose lines end where the window does.
func plain(s string) string { return webpage.Plain(strings.ReplaceAll(s, glue, " ")) }
