// Package report writes the outcome of a check, of a comparison and of the
// explanation of a verdict: for people, in Dutch or English, as a text, a web page,
// Markdown or a table; for programs as JSON, SARIF or CSV. Workbooks are written by
// package xlsx below it. Writers take an io.Writer, open no files and know no clock,
// so equal reports give equal bytes.
package report

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// TextOptions choose the form of a text report. The zero value is a short
// report of 80 columns without colour.
type TextOptions struct {
	Width int  // columns of a line; 0 means 80, less than 60 counts as 60
	Color bool // ANSI colours
	// Language is that of the words around what the report says, which has a
	// language of its own: see clause.Options. The zero value is Dutch.
	Language lang.Language
	Verbose  bool // whole quotes, whole model clauses, all near misses, ids of what is met
}

// Text writes reports for reading: of each contract first what was
// read and how it comes out, then what needs action, the gravest first, and
// what is met in short. Several reports end with a table of them all.
func Text(w io.Writer, reports []*clause.Report, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	p.Language = o.Language
	for i, r := range reports {
		if i > 0 {
			p.Line("")
			p.Line("")
		}
		t := &textReport{page: p, r: r, verbose: o.Verbose}
		t.write()
	}
	if len(reports) > 1 {
		p.Line("")
		p.Line("")
		overview(p, reports)
	}
	return p.Flush()
}

type textReport struct {
	*page
	r       *clause.Report
	verbose bool
	caveats caveats
}

// section is a group of results that ask for the same thing of the reader.
type section struct {
	title string
	style string
	takes func(*clause.Result) bool
	// listed is why the results stand there by their titles only, unless
	// everything was asked for; empty where each gets an entry.
	listed string
}

func (w words) sections() []section {
	with := func(s clause.Status) func(*clause.Result) bool {
		return func(r *clause.Result) bool { return r.Status == s }
	}
	missing := func(of ...rules.Importance) func(*clause.Result) bool {
		return func(r *clause.Result) bool {
			return r.Status == clause.Missing && slices.Contains(of, r.Importance)
		}
	}
	return []section{
		{w.Text("Strijdig"), textpage.Red, with(clause.Conflict), ""},
		{w.Text("Ontbreekt, verplicht"), textpage.Red, missing(rules.Must), ""},
		{w.Text("Gedeeltelijk"), textpage.Yellow, with(clause.Partial), ""},
		{w.Text("Niet te beoordelen"), textpage.Cyan, with(clause.Unknown), ""},
		{w.Text("Ontbreekt, verplicht maar meestal in een bijlage"), textpage.Yellow, missing(rules.MustAnnex),
			w.Text("Kijk of de beveiligingsbijlage dit regelt. Voor een tekstvoorstel: --verbose, of clausule verklaar met het id.")},
		{w.Text("Ontbreekt, niet verplicht"), textpage.Yellow, missing(rules.Should, rules.Could),
			w.Text("Voor een tekstvoorstel: --verbose, of clausule verklaar met het id.")},
	}
}

func (t *textReport) write() {
	t.share()
	t.heading()
	t.attention()
	t.blanks()
	t.changed()
	for _, s := range t.sections() {
		if list := t.selected(s.takes); len(list) > 0 {
			t.title(s.title, len(list), s.style)
			t.preface(list[0])
			if s.listed != "" && !t.verbose {
				t.Wrap("", 0, s.listed)
				for _, r := range list {
					t.listed(r, s.style)
				}
				continue
			}
			for _, r := range list {
				t.Line("")
				t.entry(r, s.style)
			}
		}
	}
	t.short(t.Text("Voldoet"), clause.Met, "✓", textpage.Green)
	t.short(t.Text("Vrijgesteld"), clause.Waived, "-", textpage.Dim)
	t.matrix()
	t.crosswalk()
	t.doubts()
}

// selected gives results in catalogue order, the obligatory ones first.
func (t *textReport) selected(takes func(*clause.Result) bool) []*clause.Result {
	var list []*clause.Result
	for i := range t.r.Results {
		if takes(&t.r.Results[i]) {
			list = append(list, &t.r.Results[i])
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return rank(list[i].Importance) < rank(list[j].Importance) })
	return list
}

func rank(i rules.Importance) int {
	switch i {
	case rules.Must, rules.MustAnnex:
		return 0
	case rules.Should:
		return 1
	}
	return 2
}

func (t *textReport) heading() {
	d := &t.r.Document
	name := t.File(d.Name)
	if len(d.Files) > 0 {
		name = t.Textf("Bundel van %s", t.Count(len(d.Files), "document", "documenten"))
	}
	t.WrapStyled("", 0, name, textpage.Bold)
	t.Line(strings.Repeat("═", min(t.Width, textpage.DisplayWidth(name))))
	var facts []string
	if len(d.Files) == 0 {
		facts = append(facts, t.Format(d.Format))
	}
	if d.Pages > 0 {
		facts = append(facts, t.Count(d.Pages, "pagina", "pagina's"))
	}
	asked := []string{t.Count(len(t.r.Results), "eis", "eisen")}
	if n := len(t.r.Matrix); n > 0 {
		asked = append(asked, t.Count(n, "gebied", "gebieden"))
	}
	facts = append(facts, t.Textf("%s uit %s", t.Enumeration(asked), strings.Join(t.r.Catalogue.Packs, ", ")))
	if name := clean(t.r.Catalogue.Profile); name != "" {
		facts = append(facts, t.Text("profiel")+glue+name)
	}
	t.Wrap("", 0, strings.Join(facts, " · "))
	for i := range d.Files {
		f := &d.Files[i]
		what := t.File(f.Name) + " · " + t.Format(f.Format)
		if f.Pages > 0 {
			what += ", " + t.Count(f.Pages, "pagina", "pagina's")
		}
		t.Wrap(fmt.Sprintf("  %d.", i+1), 5, what+where(" · ", f.Kind.In(t.Language)))
	}
	if kind := d.Kind.In(t.Language); kind != "" && len(d.Files) == 0 {
		t.labelled("Soort document:", 16, kind)
	}
	// Who is who decides whether a promise counts, so the reader must see it.
	for _, role := range []string{"leverancier", "klant"} {
		t.Wrap(upperFirst(t.Word(role))+":", 13, t.Parties(t.r, role))
	}
	if s := t.Revisions(d.Revisions); s != "" {
		t.labelled("Wijzigingen:", 13, s)
	}
	t.Line("")
	t.WrapStyled("", 0, t.summary(&t.r.Summary), textpage.Bold)
}

func (w words) summary(s *clause.Summary) string {
	parts := []string{
		w.Textf("%d voldoet", s.Met),
		w.Textf("%d gedeeltelijk", s.Partial),
		w.Textf("%d strijdig", s.Conflict),
		w.Textf("%d ontbreekt", s.Missing),
	}
	if s.Unknown > 0 {
		parts = append(parts, w.Textf("%d niet te beoordelen", s.Unknown))
	}
	if s.Waived > 0 {
		parts = append(parts, w.Textf("%d vrijgesteld", s.Waived))
	}
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], " ", glue)
	}
	return strings.Join(parts, glue+"· ")
}

// attention tells what the reader must know before she relies on a verdict:
// text that was not read first, then annexes that are not there, then the rest.
func (t *textReport) attention() {
	unread, other := t.Attention(wording.Untold(t.r))
	var refs []string
	for _, ref := range t.r.OpenRefs {
		refs = append(refs, clean(ref.Text)+where(", ", t.TightPlace(&clause.Finding{File: ref.File, Page: ref.Page})))
	}
	if len(refs) > 0 {
		other = append([]string{t.Textf("er wordt verwezen naar stukken die niet in deze tekst staan: %s", strings.Join(unique(refs), "; "))}, other...)
	}
	if len(unread)+len(other) == 0 {
		return
	}
	t.Line("")
	t.Line(t.Paint(textpage.Yellow, t.Text("Let op")))
	for _, s := range unread {
		t.WrapStyled("  ! ", 4, s, textpage.Yellow)
	}
	for _, s := range other {
		t.Wrap("  - ", 4, s)
	}
}

func (t *textReport) title(s string, n int, style string) {
	t.Line("")
	s = fmt.Sprintf("%s (%d)", strings.ToUpper(s), n)
	t.Line(t.Paint(style, s))
	t.Line(strings.Repeat("─", min(t.Width, textpage.DisplayWidth(s))))
}

// short lists results that need no action, one line each.
func (t *textReport) short(title string, status clause.Status, mark, style string) {
	list := t.selected(func(r *clause.Result) bool { return r.Status == status })
	if len(list) == 0 {
		return
	}
	t.title(title, len(list), style)
	for _, r := range list {
		text := clean(r.Title)
		if status == clause.Waived {
			text += " · " + string(r.Requirement) + where(": ", clean(r.Reason))
		} else {
			text += where(" · ", strings.Join(t.places(telling(r), 3), "; "))
		}
		if len(r.Flags) > 0 {
			text += " · " + t.Textf("let op: %s", t.flags(r.Flags, ", "))
		}
		text += where(" · ", t.disputed(r)) + where(" · ", t.renewed(r.Findings)) + where(" · ", t.was(r))
		t.Wrap(t.Paint(style, mark), 2, text)
		if t.verbose {
			if status != clause.Waived {
				t.WrapStyled("", 2, string(r.Requirement), textpage.Dim)
			}
			t.tensions(r.Tensions, t.verbose)
			t.adjusted(r)
			t.findings(telling(r), len(r.Findings))
		} else if r.Was != "" || len(r.Lapsed) > 0 {
			t.findings(slices.DeleteFunc(slices.Clone(r.Findings), func(f clause.Finding) bool { return f.Revision == document.Unchanged }), 3)
		}
		t.lapsed(r)
		t.overruled(r)
	}
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var kept []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// where joins s to what stands before it, or gives nothing when s is empty.
func where(sep, s string) string {
	if s == "" {
		return ""
	}
	return sep + s
}

// overview is the table that ends a report on several contracts.
func overview(p *page, reports []*clause.Report) {
	columns := []struct {
		title string
		value func(*clause.Summary) int
	}{
		{p.Text("voldoet"), func(s *clause.Summary) int { return s.Met }},
		{p.Text("deels"), func(s *clause.Summary) int { return s.Partial }},
		{p.Text("strijdig"), func(s *clause.Summary) int { return s.Conflict }},
		{p.Text("ontbreekt"), func(s *clause.Summary) int { return s.Missing }},
		{p.Text("onbekend"), func(s *clause.Summary) int { return s.Unknown }},
	}
	first := p.Text("Contract")
	taken, widest := 0, len(first)
	head := ""
	for _, c := range columns {
		head += "  " + c.title
		taken += 2 + len(c.title)
	}
	for _, r := range reports {
		widest = max(widest, textpage.DisplayWidth(clean(r.Document.Name)))
	}
	taken += 2 // for the mark of a contract that was not read whole
	widest = max(8, min(widest, p.Width-taken))
	pad := func(s string) string { return s + strings.Repeat(" ", max(0, widest-textpage.DisplayWidth(s))) }
	p.Line(p.Paint(textpage.Bold, pad(first)+head))
	p.Line(strings.Repeat("─", widest+taken-2))
	for _, r := range reports {
		row := pad(textpage.Fit(clean(r.Document.Name), widest))
		for _, c := range columns {
			row += fmt.Sprintf("  %*d", len(c.title), c.value(&r.Summary))
		}
		if incomplete(r) {
			row += " !"
		}
		p.Line(row)
	}
	for _, r := range reports {
		if incomplete(r) {
			p.Wrap("!", 2, p.Text("niet geheel gelezen: zie “Let op” bij dat contract"))
			return
		}
	}
}

func incomplete(r *clause.Report) bool {
	for _, w := range r.Document.Warnings {
		if w.Incomplete() {
			return true
		}
	}
	return false
}
