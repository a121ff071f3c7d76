package overview

import (
	"cmp"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
)

// Records writes what a query found: per document what it is and where it stands,
// and the results that were asked for, with their quotes. It returns the number of
// documents, and the first error of the records or the writer.
func Records(w io.Writer, records iter.Seq2[archive.Record, error], o Options) (int, error) {
	p := o.page(w)
	n, results := 0, 0
	for rec, err := range records {
		if err != nil {
			return n, err
		}
		if n++; n > 1 {
			p.Line("")
		}
		results += len(rec.Results)
		p.record(&rec)
	}
	if n > 0 {
		p.Line("")
	}
	switch {
	case n == 0:
		p.Line(p.Text("Niets gevonden."))
	case results > 0:
		p.Line(p.Textf("%s in %s.", p.Count(results, "uitkomst", "uitkomsten"), p.Count(n, "document", "documenten")))
	default:
		p.Line(p.Count(n, "document", "documenten") + ".")
	}
	return n, p.Flush()
}

// record writes one document.
func (p *page) record(rec *archive.Record) {
	p.head(rec)
	if rec.Failure != nil {
		p.WrapStyled("  ! ", 4, wording.Clean(p.Sentence(rec.Failure.Message)), textpage.Yellow)
		return
	}
	if !rec.Current {
		p.WrapStyled("  ! ", 4, p.Text("getoetst onder andere instellingen dan die van de laatste scan"), textpage.Yellow)
	}
	lost, _ := p.Attention(rec.Warnings)
	for _, l := range lost {
		p.WrapStyled("  ! ", 4, l, textpage.Yellow)
	}
	if rec.Results == nil {
		s := rec.Summary
		line := p.Textf("strijdig %d, ontbreekt %d, gedeeltelijk %d, niet te beoordelen %d, voldoet %d", s.Conflict, s.Missing, s.Partial, s.Unknown, s.Met)
		if s.Waived > 0 {
			line += ", " + p.Textf("vrijgesteld %d", s.Waived)
		}
		p.Wrap("  ", 2, line)
	}
	for i := range rec.Results {
		p.result(&rec.Results[i])
	}
}

// head says what a document is and where it stands.
func (p *page) head(rec *archive.Record) {
	what := []string{}
	if rec.Facts.Supplier != "" {
		what = append(what, wording.Clean(rec.Facts.Supplier))
	}
	if rec.Facts.Year > 0 {
		what = append(what, strconv.Itoa(rec.Facts.Year))
	}
	if rec.Kind != "" && rec.Kind != clause.KindOther {
		what = append(what, rec.Kind.In(p.Language))
	}
	first := rec.SHA256
	if len(rec.Places) > 0 {
		first = wording.Clean(rec.Places[0].Path)
	}
	p.WrapStyled("", 0, first, textpage.Bold)
	if len(what) > 0 {
		p.Wrap("  ", 2, strings.Join(what, ", "))
	}
	const most = 3
	for i, place := range rec.Places {
		if i == 0 {
			continue
		}
		if i > most && !p.verbose {
			p.Wrap("  ", 2, p.Textf("en op nog %s", p.Count(len(rec.Places)-i, "plaats", "plaatsen")))
			break
		}
		p.Wrap("  ", 2, p.Textf("ook: %s", wording.Clean(place.Path)))
	}
}

var statusStyles = map[clause.Status]string{
	clause.Conflict: textpage.Red, clause.Missing: textpage.Red, clause.Partial: textpage.Yellow, clause.Unknown: textpage.Cyan, clause.Met: textpage.Green,
}

// result writes a verdict with its quotes.
func (p *page) result(r *clause.Result) {
	lead := "  " + p.Paint(statusStyles[r.Status], wording.Mark(r.Status)) + " "
	p.Wrap(lead, 4, wording.Clean(cmp.Or(r.Title, string(r.Requirement)))+": "+p.Status(r.Status)+" ("+string(r.Requirement)+")")
	if len(r.Lacks) > 0 {
		p.Wrap("    ", 4, p.Textf("schiet tekort: %s", wording.Clean(strings.Join(r.Lacks, "; "))))
	}
	const quotes, columns = 2, 240
	var lines []string // one sentence may be the evidence of several elements
	for i := range r.Findings {
		f := &r.Findings[i]
		quote := wording.Quote(f)
		if !p.verbose {
			quote = textpage.Shorten(quote, columns)
		}
		line := "“" + quote + "”"
		if at := p.Place(f); at != "" {
			line += " (" + at + ")"
		}
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if i == quotes && !p.verbose {
			p.Wrap("    ", 4, p.Textf("en nog %s", p.Count(len(lines)-i, "citaat", "citaten")))
			break
		}
		p.WrapStyled("    ", 4, line, textpage.Dim)
	}
}
