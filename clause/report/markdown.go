package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// MarkdownOptions choose the form of a page. The zero value is a short page in
// Dutch.
type MarkdownOptions struct {
	Language lang.Language // what the page says of its own; a report has the language that it was made in
	// Verbose also gives what is missing and not obligatory an entry of its own,
	// with the clause to propose, and all passages that come near.
	Verbose bool
}

// Markdown writes reports as a page for a wiki, in Markdown as GitHub knows it.
// Nothing that comes from a contract becomes markup, a link or HTML. Several
// reports begin with a table of them all.
func Markdown(w io.Writer, reports []*clause.Report, o MarkdownOptions) error {
	out := bufio.NewWriter(w)
	reports = slices.DeleteFunc(slices.Clone(reports), func(r *clause.Report) bool { return r == nil })
	m := &wiki{w: out, lang: wording.Words{Language: o.Language}, verbose: o.Verbose}
	if len(reports) != 1 {
		m.heading(m.lang.Textf("Toetsing van %s", m.lang.Count(len(reports), "contract", "contracten")))
		m.contracts(reports)
		m.level = 1
	}
	for _, r := range reports {
		m.r = r
		m.report()
	}
	return out.Flush() // an error of any writing comes back here
}

// wiki writes a page, block by block.
type wiki struct {
	w       *bufio.Writer
	lang    wording.Words
	verbose bool
	level   int // of headings, below which the report stands
	r       *clause.Report
	begun   bool
}

// block writes a block; blocks stand apart by an empty line. What comes from
// elsewhere must have gone through markdown.
func (m *wiki) block(lines ...string) {
	if m.begun {
		m.w.WriteByte('\n')
	}
	m.begun = true
	for _, line := range lines {
		m.w.WriteString(line)
		m.w.WriteByte('\n')
	}
}

func (m *wiki) heading(text string) { m.title(0, text) }

// title is a heading below those of the report.
func (m *wiki) title(level int, text string) {
	m.block(strings.Repeat("#", m.level+level+1) + " " + markdown(text))
}

// table writes a table; cells are Markdown already.
func (m *wiki) table(head []string, rows [][]string) { m.counts(head, rows, 0, 0) }

// counts is a table whose columns [from,to) are numbers.
func (m *wiki) counts(head []string, rows [][]string, from, to int) {
	rule := "|"
	for i := range head {
		if from <= i && i < to {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	lines := []string{row(head), rule}
	for _, r := range rows {
		lines = append(lines, row(r))
	}
	m.block(lines...)
}

func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

// code shows an identifier as it is. What it may hold is known.
func code(s string) string {
	return "`" + strings.NewReplacer("`", "'", "|", "/").Replace(wording.Clean(s)) + "`"
}

func bolded(s string) string { return "**" + markdown(s) + "**" }

// labelled is a line with a word before it.
func (m *wiki) labelled(label, text string) string {
	return "**" + markdown(label) + "** " + markdown(text)
}

func (m *wiki) report() {
	m.heading(m.lang.Name(m.r))
	m.facts()
	m.attention()
	m.summary()
	m.changed()
	for _, s := range m.sections() {
		m.section(s)
	}
	m.met()
	m.waived()
	m.division()
	m.crosswalk()
}

// facts tells what was read and held against what.
func (m *wiki) facts() {
	l, d := m.lang, &m.r.Document
	var list []string
	fact := func(label, text string) {
		if text != "" {
			list = append(list, "- "+m.labelled(label, text))
		}
	}
	fact(l.Text("Soort document:"), d.Kind.In(l.Language))
	if len(d.Files) == 0 {
		format := l.Format(d.Format)
		if d.Pages > 0 {
			format += ", " + l.Count(d.Pages, "bladzijde", "bladzijden")
		}
		fact(l.Text("Formaat:"), format)
	}
	var packs []string
	for _, pack := range m.r.Catalogue.Packs {
		packs = append(packs, code(pack))
	}
	asked := l.Textf("%s uit %s", l.Count(len(m.r.Results), "eis", "eisen"), strings.Join(packs, ", "))
	if m.r.Catalogue.Profile != "" {
		asked += "; " + l.Textf("profiel %s", code(m.r.Catalogue.Profile))
	}
	list = append(list, "- "+bolded(l.Text("Getoetst aan:"))+" "+asked)
	fact(l.Text("Leverancier:"), l.Parties(m.r, "leverancier"))
	fact(l.Text("Klant:"), l.Parties(m.r, "klant"))
	fact(l.Text("Bijgehouden wijzigingen:"), l.Revisions(d.Revisions))
	if len(d.Files) == 0 && d.SHA256 != "" {
		list = append(list, "- **SHA-256:** "+code(d.SHA256))
	}
	m.block(list...)
	if len(d.Files) > 0 {
		var rows [][]string
		for i := range d.Files {
			f := &d.Files[i]
			rows = append(rows, []string{markdown(l.File(f.Name)), markdown(f.Kind.In(l.Language)), markdown(l.Format(f.Format)), code(f.SHA256)})
		}
		m.table([]string{l.Text("Bestand"), l.Text("Soort document"), l.Text("Formaat"), "SHA-256"}, rows)
	}
}

// attention tells what a reader must know before she relies on a verdict.
func (m *wiki) attention() {
	l := m.lang
	lost, other := l.Attention(wording.Untold(m.r))
	var list []string
	for _, s := range lost {
		list = append(list, "- "+bolded(s))
	}
	if refs := l.OpenReferences(m.r); len(refs) > 0 {
		other = append([]string{l.Textf("er wordt verwezen naar stukken die niet in deze tekst staan: %s", strings.Join(refs, "; "))}, other...)
	}
	if n := len(m.r.Blanks); n > 0 {
		var blanks []string
		for i := range m.r.Blanks {
			b := &m.r.Blanks[i]
			text := wording.Shorten(wording.Clean(b.Text), 30)
			if at := l.Place(&clause.Finding{File: b.File, Page: b.Page, Label: b.Label, Heading: b.Heading}); at != "" {
				text = at + ": " + text
			}
			if !slices.Contains(blanks, text) {
				blanks = append(blanks, text)
			}
		}
		if len(blanks) > blanksTold && !m.verbose {
			blanks = append(blanks[:blanksTold], "…")
		}
		other = append(other, l.Textf("nog in te vullen (%d): %s", n, strings.Join(blanks, "; ")))
	}
	for _, s := range other {
		list = append(list, "- "+markdown(s))
	}
	if len(list) > 0 {
		m.title(1, l.Text("Let op"))
		m.block(list...)
	}
}

// degrees lists the importances, the weightiest first.
func degrees() []rules.Importance {
	return []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could}
}

// summary counts verdicts by importance.
func (m *wiki) summary() {
	l := m.lang
	m.title(1, l.Text("Samenvatting"))
	head := []string{l.Text("Oordeel")}
	for _, i := range degrees() {
		head = append(head, l.Importance(i))
	}
	head = append(head, l.Text("Totaal"))
	var rows [][]string
	for _, s := range clause.Statuses() {
		total := wording.Tally(m.r, s, "")
		if total == 0 && (s == clause.Unknown || s == clause.Waived) {
			continue
		}
		cells := []string{m.verdict(s)}
		for _, i := range degrees() {
			cells = append(cells, fmt.Sprint(wording.Tally(m.r, s, i)))
		}
		rows = append(rows, append(cells, "**"+fmt.Sprint(total)+"**"))
	}
	m.counts(head, rows, 1, len(head))
}

// contracts is the table of several reports.
func (m *wiki) contracts(reports []*clause.Report) {
	l := m.lang
	head := []string{l.Text("Contract")}
	for _, s := range clause.Statuses() {
		head = append(head, l.Status(s))
	}
	head = append(head, l.Text("Let op"))
	var rows [][]string
	for _, r := range reports {
		cells := []string{markdown(l.Name(r))}
		for _, s := range clause.Statuses() {
			cells = append(cells, fmt.Sprint(wording.Tally(r, s, "")))
		}
		note := ""
		if lost, _ := l.Attention(r.Document.Warnings); len(lost) > 0 {
			note = bolded(l.Text("niet geheel gelezen"))
		}
		rows = append(rows, append(cells, note))
	}
	if len(rows) > 0 {
		m.counts(head, rows, 1, len(head)-1)
	}
}

// verdict is a verdict with its sign.
func (m *wiki) verdict(s clause.Status) string {
	return wording.Mark(s) + glue + strings.ReplaceAll(m.lang.Status(s), " ", glue)
}

// changed lists the requirements whose verdict the changes of a draft alter, the
// losses first.
func (m *wiki) changed() {
	var lost, gained [][]string
	for i := range m.r.Results {
		r := &m.r.Results[i]
		cells := []string{markdown(r.Title), m.lang.Status(r.Was), m.verdict(r.Status)}
		switch {
		case r.Was == "":
		case gravity(r.Status) > gravity(r.Was):
			lost = append(lost, cells)
		default:
			gained = append(gained, cells)
		}
	}
	if len(lost)+len(gained) > 0 {
		m.title(1, m.lang.Text("Anders door de wijzigingen"))
		m.table([]string{m.lang.Text("Eis"), m.lang.Text("Was"), m.lang.Text("Nu")}, append(lost, gained...))
	}
}

// wikiSection is a group of results that ask for the same of the reader.
type wikiSection struct {
	title  string
	status clause.Status
	of     []rules.Importance
	listed bool // in a table, unless all was asked for
}

func (m *wiki) sections() []wikiSection {
	l := m.lang
	return []wikiSection{
		{l.Text("Strijdig"), clause.Conflict, degrees(), false},
		{l.Text("Ontbreekt, verplicht"), clause.Missing, []rules.Importance{rules.Must}, false},
		{l.Text("Gedeeltelijk"), clause.Partial, degrees(), false},
		{l.Text("Niet te beoordelen"), clause.Unknown, degrees(), true},
		{l.Text("Ontbreekt, verplicht maar meestal in een bijlage"), clause.Missing, []rules.Importance{rules.MustAnnex}, true},
		{l.Text("Ontbreekt, niet verplicht"), clause.Missing, []rules.Importance{rules.Should, rules.Could}, true},
	}
}

// selected gives results in the order of their importance, then of the catalogue.
func (m *wiki) selected(status clause.Status, of []rules.Importance) []*clause.Result {
	var list []*clause.Result
	for i := range m.r.Results {
		if r := &m.r.Results[i]; r.Status == status && (slices.Contains(of, r.Importance) || len(of) == len(degrees()) && !slices.Contains(of, r.Importance)) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b *clause.Result) int { return rank(a.Importance) - rank(b.Importance) })
	return list
}

func (m *wiki) section(s wikiSection) {
	list := m.selected(s.status, s.of)
	if len(list) == 0 {
		return
	}
	m.title(1, fmt.Sprintf("%s (%d)", s.title, len(list)))
	if s.status == clause.Unknown {
		m.block(markdown(list[0].Reason))
	}
	if !s.listed || m.verbose {
		for _, r := range list {
			m.entry(r)
		}
		return
	}
	var rows [][]string
	for _, r := range list {
		near := ""
		if len(r.Nearest) > 0 {
			near = markdown(m.lang.Place(&r.Nearest[0]))
		}
		rows = append(rows, []string{markdown(r.Title), code(string(r.Requirement)), markdown(m.lang.Importance(r.Importance)), near})
	}
	m.table([]string{m.lang.Text("Eis"), "Id", m.lang.Text("Belang"), m.lang.Text("Vergelijk")}, rows)
}

// met lists what needs no action.
func (m *wiki) met() {
	list := m.selected(clause.Met, degrees())
	if len(list) == 0 {
		return
	}
	l := m.lang
	m.title(1, fmt.Sprintf("%s (%d)", l.Text("Voldoet"), len(list)))
	var rows [][]string
	for _, r := range list {
		notes := l.Flags(r.Flags)
		for i := range r.Tensions {
			notes = append(notes, r.Tensions[i].Why)
		}
		rows = append(rows, []string{markdown(r.Title), code(string(r.Requirement)), markdown(m.places(telling(r))), markdown(strings.Join(unique(notes), "; "))})
	}
	m.table([]string{l.Text("Eis"), "Id", l.Text("Waar"), l.Text("Let op")}, rows)
}

// places gives where findings stand, at most three.
func (m *wiki) places(findings []clause.Finding) string {
	var list []string
	for i := range findings {
		if at := m.lang.Place(&findings[i]); at != "" && !slices.Contains(list, at) && len(list) < 3 {
			list = append(list, at)
		}
	}
	return strings.Join(list, "; ")
}

func (m *wiki) waived() {
	list := m.selected(clause.Waived, degrees())
	if len(list) == 0 {
		return
	}
	m.title(1, fmt.Sprintf("%s (%d)", m.lang.Text("Vrijgesteld"), len(list)))
	var rows [][]string
	for _, r := range list {
		without := ""
		if r.Waiver != nil {
			without = m.lang.Status(r.Waiver.Status)
		}
		rows = append(rows, []string{markdown(r.Title), code(string(r.Requirement)), markdown(r.Reason), without})
	}
	m.table([]string{m.lang.Text("Eis"), "Id", m.lang.Text("Reden"), m.lang.Text("Zonder vrijstelling")}, rows)
}
