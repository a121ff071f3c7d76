package review

import (
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

//go:generate go run ./template/generate template/addendum.docx

// Addendum writes a Word file that goes beside a contract in whatever format: an
// addendum with a clause for all that is missing, falls short or conflicts, to
// be signed, and behind it, as an explanation, a table of the findings. The
// clauses name the parties as the contract does. Equal input gives equal bytes.
//
// It returns the number of clauses that it proposes. Of the options it heeds
// Least and Language. Its errors are those of the context and of w, and
// ErrReport.
func Addendum(ctx context.Context, w io.Writer, doc *document.Document, judged *clause.Report, options Options) (int, error) {
	if err := belongs(doc, judged); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	p := &planner{paper: &paper{doc: doc}, report: judged, options: options, language: wording.Words{Language: options.Language}}
	p.caveats()
	a := p.addendum()
	clauses := 0
	for _, art := range a.articles[1:] { // the first tells what the addendum is
		clauses += len(art.lines)
	}
	return clauses, a.write(w)
}

// addendum is what the template is filled with.
type addendum struct {
	title    string
	parties  [2]party
	preamble string
	articles []article
	language words
	intro    string
	rows     []row
	met      string
}

// party is one of those who sign: the line that introduces it, and the name
// over the line where it signs.
type party struct{ line, signs string }

type article struct {
	heading string
	lines   []string
}

// row is a line of the table of findings.
type row struct{ title, source, status, place, lacks string }

// words are the headings of the findings, in the language of the reader.
type words struct{ annex, title, status, place, lacks string }

// openName is a name that is still to be filled in.
const openName = "……………………………"

func (p *planner) addendum() *addendum {
	l := p.language
	a := &addendum{title: titleOf(p.doc)}
	a.preamble = "Dit addendum hoort bij “" + a.title + "” (hierna: de “Overeenkomst”). Partijen komen in aanvulling op de Overeenkomst het volgende overeen."
	for i, role := range [...]string{"klant", "leverancier"} {
		a.parties[i] = party{openName, openName}
		for k := range p.report.Parties {
			if names := p.report.Parties[k].Names; p.report.Parties[k].Role == role && len(names) > 0 {
				a.parties[i] = named(names, p.doc.Text)
			}
		}
	}
	a.parties[0].line += ";"
	a.parties[1].line += ","
	number := p.clauses(a)
	p.findings(a, number)
	a.language = words{l.Text("Bijlage: bevindingen"), l.Text("Eis"), l.Text("Oordeel"), l.Text("Plaats"), l.Text("Wat ontbreekt of tekortschiet")}
	a.intro = l.Text("Deze bijlage is een toelichting en maakt geen deel uit van het addendum.") + " " +
		l.Count(len(p.report.Results), "eis getoetst", "eisen getoetst") + ": " + p.counts(&p.report.Summary)
	if options := p.options; options.Least != "" {
		a.intro += " " + l.Textf("Opgenomen is alleen wat ten minste %s is.", l.Importance(options.Least))
	}
	for _, line := range p.uncertain() {
		a.intro += " " + line
	}
	for _, line := range l.Warnings(p.report.Document.Warnings) {
		a.intro += " " + line
	}
	return a
}

// named introduces a party by the names that the contract gives it, that of a
// company with its legal form first. One name alone may be a role, so that the
// name itself is still to be filled in.
func named(names []string, text string) party {
	for i, name := range names {
		for _, form := range [...]string{"B.V.", "N.V.", "BV", "NV", "bv", "nv", "BVBA", "vzw", "VZW", "V.O.F.", "VOF", "U.A.", "Inc.", "Ltd.", "Limited", "GmbH"} {
			if full := name + " " + form; strings.Contains(text, full) {
				return called(full, slices.Delete(slices.Clone(names), i, i+1))
			}
		}
	}
	if len(names) == 1 {
		return party{openName + ", in de Overeenkomst “" + names[0] + "” genoemd", names[0]}
	}
	return called(names[0], names[1:])
}

func called(name string, others []string) party {
	if len(others) == 0 {
		return party{name, name}
	}
	return party{name + ", in de Overeenkomst ook “" + strings.Join(others, "”, “") + "” genoemd", name}
}

// clauses writes the articles, and tells by requirement the number of its
// clause.
func (p *planner) clauses(a *addendum) map[rules.ID]string {
	a.articles = []article{{"Verhouding tot de Overeenkomst", []string{
		"Dit addendum maakt deel uit van de Overeenkomst. Begrippen die de Overeenkomst omschrijft, hebben in dit addendum dezelfde betekenis.",
		"Voor zover de Overeenkomst en dit addendum van elkaar afwijken, gaat dit addendum voor.",
	}}}
	number := map[rules.ID]string{}
	for _, kind := range [...]struct {
		status  clause.Status
		heading string
		opening string
	}{
		{clause.Conflict, "Bepalingen die in de plaats komen", "In afwijking van"},
		{clause.Partial, "Bepalingen die aanvullen", "In aanvulling op"},
		{clause.Missing, "Nieuwe bepalingen", ""},
	} {
		art := article{heading: kind.heading}
		at := map[string]int{} // by text
		for _, r := range p.proposed(kind.status) {
			text := r.Model
			if kind.opening != "" {
				if place := provision(deciding(r)); place != "" {
					text = kind.opening + " " + place + " van de Overeenkomst geldt: " + text
				}
			}
			if at[text] == 0 {
				art.lines = append(art.lines, text)
				at[text] = len(art.lines)
			}
			number[r.Requirement] = join(len(a.articles)+1, at[text])
		}
		if len(art.lines) > 0 {
			a.articles = append(a.articles, art)
		}
	}
	return number
}

// proposed are the requirements with a verdict for which there is a clause to
// propose: those on provisions of the contract in the order of these, so that it
// can be read beside the contract.
func (p *planner) proposed(status clause.Status) []*clause.Result {
	var list []*clause.Result
	for i := range p.report.Results {
		if r := &p.report.Results[i]; r.Status == status && r.Model != "" && p.options.asks(r.Importance) {
			list = append(list, r)
		}
	}
	if status != clause.Missing {
		slices.SortStableFunc(list, func(a, b *clause.Result) int { return cmp.Compare(deciding(a).Start, deciding(b).Start) })
	}
	return list
}

// provision names the provision in which a passage stands, in the middle of a
// sentence: "artikel 7.2"; "" where it has no number.
func provision(f *clause.Finding) string {
	label := strings.TrimSpace(f.Label)
	switch {
	case label == "" || bullet(label):
		return ""
	case label[0] >= '0' && label[0] <= '9':
		return "artikel " + label
	}
	return strings.ToLower(label[:1]) + label[1:]
}

// findings fills the table: what needs action first, and what is met in a few
// lines below it.
func (p *planner) findings(a *addendum, number map[rules.ID]string) {
	l := p.language
	var met []string
	for _, status := range clause.Statuses() {
		for i := range p.report.Results {
			r := &p.report.Results[i]
			if r.Status != status || !p.options.asks(r.Importance) {
				continue
			}
			if status == clause.Met {
				met = append(met, r.Title+bracketed(p.placeOf(r)))
				continue
			}
			a.rows = append(a.rows, row{
				title: r.Title, source: p.source(r.Sources, string(r.Requirement)),
				status: capital(l.Status(r.Status)) + " (" + l.Importance(r.Importance) + ")",
				place:  p.placeOf(r), lacks: p.shortfall(r, number[r.Requirement]),
			})
		}
	}
	if len(met) > 0 {
		a.met = capital(l.Status(clause.Met)) + ": " + strings.Join(met, "; ") + "."
	}
}

func bracketed(place string) string {
	if place == "" {
		return ""
	}
	return " (" + place + ")"
}

// placeOf cites where a verdict rests on, with the page where there is one.
func (p *planner) placeOf(r *clause.Result) string {
	if len(r.Findings) == 0 {
		return ""
	}
	f := deciding(r)
	return p.language.Place(&clause.Finding{Label: f.Label, Page: f.Page})
}

// shortfall says what is wrong, and where the addendum mends it.
func (p *planner) shortfall(r *clause.Result, number string) string {
	var s string
	switch r.Status {
	case clause.Missing, clause.Unknown:
		s = r.Reason
	case clause.Waived:
		if r.Waiver != nil {
			s = r.Waiver.Reason
		}
	default:
		s = capital(strings.Join(r.Lacks, "; ")) + "."
	}
	if number != "" {
		s += " " + p.language.Textf("Zie %s van dit addendum.", number)
	}
	return s
}

// titleOf is what a contract calls itself: its first heading, or its first
// line, else the name of the file.
func titleOf(doc *document.Document) string {
	const most, words = 100, 14
	first := ""
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == document.Header || b.Kind == document.Footer || b.Kind == document.TOC || b.Kind == document.Picture {
			continue
		}
		text := strings.Join(strings.Fields(doc.Slice(document.Span{Start: b.Body, End: b.Span.End})), " ")
		if text == "" || len(strings.Fields(text)) > words {
			continue
		}
		if b.Kind == document.Heading && b.Label == "" {
			return shorten(text, most)
		}
		if first == "" {
			first = text
		}
		const top = 12 // blocks
		if i >= top {
			break
		}
	}
	if first == "" {
		first = strings.TrimSuffix(path.Base(doc.Name), path.Ext(doc.Name))
	}
	return shorten(first, most)
}

// shorten keeps at most n letters, whole words where it can.
func shorten(s string, n int) string {
	letters := []rune(s)
	if len(letters) <= n {
		return s
	}
	cut := string(letters[:n])
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
