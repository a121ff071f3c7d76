// Package report writes the outcome of a check: as a text in Dutch for a lawyer
// to read, and as JSON for programs. Writers take an io.Writer, open no files
// and know no clock, so equal reports give equal bytes.
package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// TextOptions choose the form of a text report. The zero value is a short
// report of 80 columns without colour.
type TextOptions struct {
	Width   int  // columns of a line; 0 means 80, less than 60 counts as 60
	Color   bool // ANSI colours
	Verbose bool // whole quotes, whole model clauses, all near misses, ids of what is met
}

// Text writes reports for reading, in Dutch: of each contract first what was
// read and how it comes out, then what needs action, the gravest first, and
// what is met in short. Several reports end with a table of them all.
func Text(w io.Writer, reports []*clause.Report, o TextOptions) error {
	p := newPage(w, o.Width, o.Color)
	for i, r := range reports {
		if i > 0 {
			p.line("")
			p.line("")
		}
		t := &textReport{page: p, r: r, verbose: o.Verbose}
		t.write()
	}
	if len(reports) > 1 {
		p.line("")
		p.line("")
		overview(p, reports)
	}
	return p.flush()
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

func sections() []section {
	with := func(s clause.Status) func(*clause.Result) bool {
		return func(r *clause.Result) bool { return r.Status == s }
	}
	missing := func(of ...rules.Importance) func(*clause.Result) bool {
		return func(r *clause.Result) bool {
			return r.Status == clause.Missing && slices.Contains(of, r.Importance)
		}
	}
	return []section{
		{"Strijdig", red, with(clause.Conflict), ""},
		{"Ontbreekt, verplicht", red, missing(rules.Must), ""},
		{"Gedeeltelijk", yellow, with(clause.Partial), ""},
		{"Niet te beoordelen", cyan, with(clause.Unknown), ""},
		{"Ontbreekt, verplicht maar meestal in een bijlage", yellow, missing(rules.MustAnnex),
			"Kijk of de beveiligingsbijlage dit regelt. Voor een tekstvoorstel: --verbose, of clausule verklaar met het id."},
		{"Ontbreekt, niet verplicht", yellow, missing(rules.Should, rules.Could),
			"Voor een tekstvoorstel: --verbose, of clausule verklaar met het id."},
	}
}

func (t *textReport) write() {
	t.share()
	t.heading()
	t.attention()
	t.blanks()
	t.changed()
	for _, s := range sections() {
		if list := t.selected(s.takes); len(list) > 0 {
			t.title(s.title, len(list), s.style)
			t.preface(list[0])
			if s.listed != "" && !t.verbose {
				t.wrap("", 0, s.listed)
				for _, r := range list {
					t.listed(r, s.style)
				}
				continue
			}
			for _, r := range list {
				t.line("")
				t.entry(r, s.style)
			}
		}
	}
	t.short("Voldoet", clause.Met, "✓", green)
	t.short("Vrijgesteld", clause.Waived, "-", dim)
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

func importance(i rules.Importance) string {
	switch i {
	case rules.Must:
		return "verplicht"
	case rules.MustAnnex:
		return "verplicht, meestal in een bijlage"
	case rules.Should:
		return "aanbevolen"
	case rules.Could:
		return "wenselijk"
	}
	return string(i)
}

func (t *textReport) heading() {
	d := &t.r.Document
	name := fileName(d.Name)
	if len(d.Files) > 0 {
		name = "Bundel van " + count(len(d.Files), "document", "documenten")
	}
	t.wrapStyled("", 0, name, bold)
	t.line(strings.Repeat("═", min(t.width, displayWidth(name))))
	var facts []string
	if len(d.Files) == 0 {
		facts = append(facts, formatName(d.Format))
	}
	if d.Pages > 0 {
		facts = append(facts, count(d.Pages, "pagina", "pagina's"))
	}
	asked := count(len(t.r.Results), "eis", "eisen")
	if n := len(t.r.Matrix); n > 0 {
		asked += " en " + count(n, "gebied", "gebieden")
	}
	facts = append(facts, asked+" uit "+strings.Join(t.r.Catalogue.Packs, ", "))
	if name := clean(t.r.Catalogue.Profile); name != "" {
		facts = append(facts, "profiel"+glue+name)
	}
	t.wrap("", 0, strings.Join(facts, " · "))
	for i := range d.Files {
		f := &d.Files[i]
		what := fileName(f.Name) + " · " + formatName(f.Format)
		if f.Pages > 0 {
			what += ", " + count(f.Pages, "pagina", "pagina's")
		}
		t.wrap(fmt.Sprintf("  %d.", i+1), 5, what+where(" · ", f.Kind.Dutch()))
	}
	if kind := d.Kind.Dutch(); kind != "" && len(d.Files) == 0 {
		t.wrap("Soort document:", 16, kind)
	}
	// Who is who decides whether a promise counts, so the reader must see it.
	for _, role := range []string{"leverancier", "klant"} {
		var names []string
		for _, p := range t.r.Parties {
			if p.Role == role {
				names = append(names, p.Names...)
			}
		}
		if len(names) == 0 {
			names = []string{"niet herkend"}
		}
		t.wrap(strings.ToUpper(role[:1])+role[1:]+":", 13, clean(strings.Join(names, ", ")))
	}
	if s := revisions(d.Revisions); s != "" {
		t.wrap("Wijzigingen:", 13, s)
	}
	t.line("")
	t.wrapStyled("", 0, summary(&t.r.Summary), bold)
}

// fileName is the name of a file for reading.
func fileName(name string) string {
	if name = clean(name); name == "-" {
		return "standaardinvoer"
	}
	return name
}

func formatName(f document.Format) string {
	switch f {
	case document.FormatDOCX:
		return "Word (docx)"
	case document.FormatDOC:
		return "Word 97-2003 (doc)"
	case document.FormatODT:
		return "OpenDocument (odt)"
	case document.FormatText:
		return "tekst"
	case document.FormatMarkdown:
		return "Markdown"
	}
	return strings.ToUpper(string(f))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func summary(s *clause.Summary) string {
	parts := []string{
		fmt.Sprintf("%d voldoet", s.Met),
		fmt.Sprintf("%d gedeeltelijk", s.Partial),
		fmt.Sprintf("%d strijdig", s.Conflict),
		fmt.Sprintf("%d ontbreekt", s.Missing),
	}
	if s.Unknown > 0 {
		parts = append(parts, fmt.Sprintf("%d niet te beoordelen", s.Unknown))
	}
	if s.Waived > 0 {
		parts = append(parts, fmt.Sprintf("%d vrijgesteld", s.Waived))
	}
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], " ", glue)
	}
	return strings.Join(parts, glue+"· ")
}

// attention tells what the reader must know before she relies on a verdict:
// text that was not read first, then annexes that are not there, then the rest.
func (t *textReport) attention() {
	var lost, rest []document.Warning
	for _, w := range t.r.Document.Warnings {
		if w.Code == document.WarnRevisions && t.r.Document.Revisions != nil {
			continue // the heading has told
		}
		if w.Incomplete() {
			lost = append(lost, w)
		} else {
			rest = append(rest, w)
		}
	}
	unread, other := cleaned(document.Lines(lost)), cleaned(document.Lines(rest))
	var refs []string
	for _, ref := range t.r.OpenRefs {
		refs = append(refs, clean(ref.Text)+where(", ", place(&clause.Finding{File: ref.File, Page: ref.Page})))
	}
	if len(refs) > 0 {
		other = append([]string{"er wordt verwezen naar stukken die niet in deze tekst staan: " + strings.Join(unique(refs), "; ")}, other...)
	}
	if len(unread)+len(other) == 0 {
		return
	}
	t.line("")
	t.line(t.paint(yellow, "Let op"))
	for _, s := range unread {
		t.wrapStyled("  ! ", 4, s, yellow)
	}
	for _, s := range other {
		t.wrap("  - ", 4, s)
	}
}

func cleaned(list []string) []string {
	for i := range list {
		list[i] = clean(list[i])
	}
	return list
}

func (t *textReport) title(s string, n int, style string) {
	t.line("")
	s = fmt.Sprintf("%s (%d)", strings.ToUpper(s), n)
	t.line(t.paint(style, s))
	t.line(strings.Repeat("─", min(t.width, displayWidth(s))))
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
			text += where(" · ", strings.Join(places(telling(r), 3), "; "))
		}
		if len(r.Flags) > 0 {
			text += " · let op: " + flags(r.Flags, ", ")
		}
		text += where(" · ", disputed(r)) + where(" · ", renewed(r.Findings)) + where(" · ", was(r))
		t.wrap(t.paint(style, mark), 2, text)
		if t.verbose {
			if status != clause.Waived {
				t.wrapStyled("", 2, string(r.Requirement), dim)
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

// places gives where findings stand, without repeats, at most n. A file is named
// once for places that follow each other.
func places(findings []clause.Finding, n int) []string {
	var list []string
	seen := map[string]bool{}
	file := ""
	for _, f := range findings {
		s := place(&f)
		if s == "" || seen[s] || len(list) == n {
			continue
		}
		seen[s] = true
		if same := f.File == file; same && f.Page+len(f.Label)+len(f.Heading) > 0 {
			f.File = ""
			s = place(&f)
		}
		file = cmp.Or(f.File, file)
		list = append(list, s)
	}
	return list
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

// place cites as a lawyer does: "art. 7.2, blz. 3". A label that is no number
// stands as it is; without one the heading helps to find the passage. The file
// comes first where there are several.
func place(f *clause.Finding) string {
	var parts []string
	if f.File != "" {
		parts = append(parts, fileName(f.File))
	}
	label, heading, page := clean(f.Label), clean(f.Heading), f.Page
	switch {
	case label != "" && label[0] >= '0' && label[0] <= '9':
		parts = append(parts, "art."+glue+strings.ReplaceAll(label, " ", glue))
	case label != "":
		parts = append(parts, strings.ReplaceAll(label, " ", glue))
	case heading != "":
		parts = append(parts, "onder “"+shorten(heading, 40)+"”")
	}
	if page > 0 {
		parts = append(parts, fmt.Sprintf("blz.%s%d", glue, page))
	}
	return strings.Join(parts, ", ")
}

// found is the place of a finding, for a line of its own.
func found(f *clause.Finding) string {
	if s := place(f); s != "" {
		return s
	}
	return "zonder nummer"
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
		{"voldoet", func(s *clause.Summary) int { return s.Met }},
		{"deels", func(s *clause.Summary) int { return s.Partial }},
		{"strijdig", func(s *clause.Summary) int { return s.Conflict }},
		{"ontbreekt", func(s *clause.Summary) int { return s.Missing }},
		{"onbekend", func(s *clause.Summary) int { return s.Unknown }},
	}
	taken, widest := 0, len("Contract")
	head := ""
	for _, c := range columns {
		head += "  " + c.title
		taken += 2 + len(c.title)
	}
	for _, r := range reports {
		widest = max(widest, displayWidth(clean(r.Document.Name)))
	}
	taken += 2 // for the mark of a contract that was not read whole
	widest = max(8, min(widest, p.width-taken))
	pad := func(s string) string { return s + strings.Repeat(" ", max(0, widest-displayWidth(s))) }
	p.line(p.paint(bold, pad("Contract")+head))
	p.line(strings.Repeat("─", widest+taken-2))
	for _, r := range reports {
		row := pad(fit(clean(r.Document.Name), widest))
		for _, c := range columns {
			row += fmt.Sprintf("  %*d", len(c.title), c.value(&r.Summary))
		}
		if incomplete(r) {
			row += " !"
		}
		p.line(row)
	}
	for _, r := range reports {
		if incomplete(r) {
			p.wrap("!", 2, "niet geheel gelezen: zie “Let op” bij dat contract")
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
