// Package overview writes for reading what an archive holds: the outcome of a
// scan, what a query finds, counts, and what another catalogue would change.
package overview

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
)

// Options choose the form of an overview. The zero value is a text in Dutch, of 80
// columns without colour.
type Options struct {
	Language lang.Language
	Width    int  // columns of a line; 0 means 80, less than 60 counts as 60
	Color    bool // ANSI colours
	Verbose  bool // whole quotes, all places and findings
	// Part tells Stats that the counts are of a part of the archive, which a query
	// chose.
	Part bool
}

// page is a page of text with the words of its language.
type page struct {
	wording.Words
	*textpage.Page
	verbose bool
}

func (o Options) page(w io.Writer) *page {
	return &page{Words: wording.Words{Language: o.Language}, Page: textpage.New(w, o.Width, o.Color), verbose: o.Verbose}
}

// title heads a part.
func (p *page) title(s string) {
	p.Line("")
	p.Line(p.Paint(textpage.Bold, s))
}

// rows writes labels with numbers behind them, the numbers to the right.
func (p *page) rows(rows []row) {
	label, number := 0, 0
	for _, r := range rows {
		label = max(label, textpage.DisplayWidth(r.label))
		number = max(number, len(p.Language.Number(r.n)))
	}
	for _, r := range rows {
		n := p.Language.Number(r.n)
		line := "  " + r.label + strings.Repeat(" ", label-textpage.DisplayWidth(r.label)+2+number-len(n)) + n
		if r.note == "" {
			p.Line(line)
			continue
		}
		p.WrapStyled(line+"  ", 2+label+2+number+2, r.note, textpage.Dim)
	}
}

type row struct {
	label string
	n     int
	note  string
}

// Scan writes what a scan did and what the archive holds after it.
func Scan(w io.Writer, t archive.Tally, s *archive.Stats, o Options) error {
	p := o.page(w)
	p.Line(p.Paint(textpage.Bold, p.Text("Deze scan")))
	rows := []row{{p.Text("bestanden bekeken"), t.Places, ""}}
	for _, r := range []row{
		{p.Text("ongewijzigd"), t.Unchanged, p.Text("niet opnieuw gelezen")},
		{p.Text("gelezen en getoetst"), t.Judged, ""},
		{p.Text("kopie van een ander"), t.Copies, p.Text("niet opnieuw getoetst")},
		{p.Text("opnieuw getoetst"), t.Rejudged, p.Text("uit de bewaarde tekst, met een andere catalogus")},
		{p.Text("niet gelezen"), t.Failed, ""},
		{p.Text("verdwenen"), t.Gone, p.Text("met wat ervan bewaard was uit het archief gehaald")},
	} {
		if r.n > 0 {
			rows = append(rows, r)
		}
	}
	p.rows(rows)
	p.Line("")
	p.holds(s, p.Text("Het archief"))
	return p.Flush()
}

// holds tells how many documents an archive, or a part of it, has.
func (p *page) holds(s *archive.Stats, title string) {
	p.Line(p.Paint(textpage.Bold, title))
	places := p.Textf("op %s plaatsen", p.Language.Number(s.Places))
	if s.Places == 1 {
		places = p.Text("op 1 plaats")
	}
	rows := []row{
		{p.Text("documenten"), s.Documents, places},
		{p.Text("getoetst"), s.Judged, ""},
	}
	for _, r := range []row{
		{p.Text("niet geheel gelezen"), s.Incomplete, p.Text("wat er niet gevonden is, is daar “niet te beoordelen”")},
		{p.Text("onder andere instellingen"), s.Outdated, p.Text("een volgende scan toetst ze opnieuw")},
	} {
		if r.n > 0 {
			rows = append(rows, r)
		}
	}
	p.rows(rows)
	p.failures(s)
}

// failures counts what could not be read, by class.
func (p *page) failures(s *archive.Stats) {
	var rows []row
	for _, c := range archive.Classes() {
		if n := s.Failures[c]; n > 0 {
			rows = append(rows, row{p.Text(c.Dutch()), n, string(c)})
		}
	}
	if len(rows) == 0 {
		return
	}
	p.title(p.Text("Niet gelezen"))
	p.rows(rows)
}

// Stats writes the counts of an archive: kinds, years, and per requirement the
// share of each verdict.
func Stats(w io.Writer, s *archive.Stats, o Options) error {
	p := o.page(w)
	title := p.Text("Het archief")
	if o.Part {
		title = p.Text("Gekozen uit het archief")
	}
	p.holds(s, title)
	var kinds []row
	for _, k := range []clause.Kind{clause.KindProcessorAgreement, clause.KindServiceLevels, clause.KindTerms, clause.KindMainAgreement, clause.KindOther} {
		if n := s.Kinds[k]; n > 0 {
			kinds = append(kinds, row{k.In(p.Language), n, ""})
		}
	}
	if len(kinds) > 0 {
		p.title(p.Text("Soort"))
		p.rows(kinds)
	}
	var years []row
	for _, y := range slices.Sorted(maps.Keys(s.Years)) {
		label := strconv.Itoa(y)
		if y == 0 {
			label = p.Text("onbekend")
		}
		years = append(years, row{label, s.Years[y], ""})
	}
	if len(years) > 0 {
		p.title(p.Text("Jaar"))
		p.rows(years)
	}
	if len(s.Requirements) > 0 && s.Judged > 0 {
		p.requirements(s)
	}
	return p.Flush()
}

// requirements tells per requirement how many contracts have each verdict, what
// goes wrong most often first.
func (p *page) requirements(s *archive.Stats) {
	p.title(p.Text("Per eis, wat het vaakst ontbreekt of strijdig is eerst"))
	list := slices.Clone(s.Requirements)
	bad := func(r *archive.RequirementStats) int { return r.Summary.Conflict + r.Summary.Missing }
	slices.SortStableFunc(list, func(a, b archive.RequirementStats) int { return cmp.Compare(bad(&b), bad(&a)) })
	shown := []clause.Status{clause.Conflict, clause.Missing, clause.Partial, clause.Unknown, clause.Met}
	if slices.ContainsFunc(list, func(r archive.RequirementStats) bool { return r.Summary.Waived > 0 }) {
		shown = append(shown, clause.Waived)
	}
	var legend []string
	for _, status := range shown {
		legend = append(legend, wording.Mark(status)+wording.Glue+p.Status(status))
	}
	p.WrapStyled("  ", 2, strings.Join(legend, ", "), textpage.Dim)
	const column = 8
	for i := range list {
		r := &list[i]
		n := r.Summary
		if n == (clause.Summary{}) {
			continue
		}
		var b strings.Builder
		counts := map[clause.Status]int{clause.Conflict: n.Conflict, clause.Missing: n.Missing, clause.Partial: n.Partial, clause.Unknown: n.Unknown, clause.Met: n.Met, clause.Waived: n.Waived}
		for _, status := range shown {
			cell := wording.Mark(status) + " " + p.Language.Number(counts[status])
			pad := strings.Repeat(" ", max(1, column-textpage.DisplayWidth(cell)))
			if counts[status] > 0 {
				cell = p.Paint(statusStyles[status], cell)
			}
			b.WriteString(cell + pad)
		}
		p.Wrap("  "+b.String(), 2+len(shown)*column, wording.Clean(r.Title)+" ("+string(r.ID)+")")
	}
}
