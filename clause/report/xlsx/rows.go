package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/rules"
)

// text is a cell with words: always a text, never a formula.
func (x *Writer) text(s string) any {
	if s == "" {
		return excelize.Cell{StyleID: x.styles.text}
	}
	return excelize.Cell{StyleID: x.styles.text, Value: fit(s)}
}

// number is a cell with a number; what is not known is empty.
func (x *Writer) number(n int, known bool) any {
	if !known {
		return excelize.Cell{StyleID: x.styles.number}
	}
	return excelize.Cell{StyleID: x.styles.number, Value: n}
}

// verdict is a cell with a verdict in its colour.
func (x *Writer) verdict(s clause.Status) any {
	if s == "" {
		return x.text("")
	}
	return excelize.Cell{StyleID: x.styles.status[s], Value: x.language.Status(s)}
}

// tally is a number in the colour of a verdict, where there is something to
// count.
func (x *Writer) tally(n int, s clause.Status) any {
	if n == 0 {
		return x.number(0, true)
	}
	return excelize.Cell{StyleID: x.styles.tally[s], Value: n}
}

func overviewColumns(l wording.Words) []column {
	return []column{
		{title: l.Text("Contract"), width: 30},
		{title: l.Text("Soort document"), width: 19},
		{title: l.Text("Leverancier"), width: 18},
		{title: l.Text("Klant"), width: 18},
		{title: l.Text("Strijdig"), width: 9},
		{title: l.Text("Ontbreekt, verplicht"), width: 10},
		{title: l.Text("Ontbreekt, overig"), width: 10},
		{title: l.Text("Gedeeltelijk"), width: 11},
		{title: l.Text("Niet te beoordelen"), width: 11},
		{title: l.Text("Voldoet"), width: 9},
		{title: l.Text("Vrijgesteld"), width: 10},
		{title: l.Text("Eisen"), width: 14},
		{title: l.Text("Nog in te vullen"), width: 9},
		{title: l.Text("Niet gelezen"), width: 26},
		{title: l.Text("Let op"), width: 40},
		{title: l.Text("Formaat"), width: 14, aside: true},
		{title: l.Text("Bladzijden"), width: 10, aside: true},
		{title: l.Text("Profiel"), width: 12, aside: true},
		{title: l.Text("Packs"), width: 70, aside: true},
		{title: "SHA-256", width: 68, aside: true},
	}
}

func overviewRow(x *Writer, r *clause.Report) []any {
	l, s := x.language, &r.Summary
	lost, other := l.Attention(r.Document.Warnings)
	if refs := l.OpenReferences(r); len(refs) > 0 {
		other = append([]string{l.Textf("er wordt verwezen naar stukken die niet in deze tekst staan: %s", strings.Join(refs, "; "))}, other...)
	}
	obliged := wording.Tally(r, clause.Missing, rules.Must) + wording.Tally(r, clause.Missing, rules.MustAnnex)
	var formats, pages []string
	for _, f := range files(r) {
		formats = append(formats, l.Format(f.Format))
		if f.Pages > 0 {
			pages = append(pages, strconv.Itoa(f.Pages))
		}
	}
	return []any{
		x.text(l.Name(r)),
		x.text(r.Document.Kind.In(l.Language)),
		x.text(l.Parties(r, "leverancier")),
		x.text(l.Parties(r, "klant")),
		x.tally(s.Conflict, clause.Conflict),
		x.tally(obliged, clause.Missing),
		x.tally(s.Missing-obliged, clause.Missing),
		x.tally(s.Partial, clause.Partial),
		x.tally(s.Unknown, clause.Unknown),
		x.tally(s.Met, clause.Met),
		x.tally(s.Waived, clause.Waived),
		x.number(len(r.Results), true),
		x.number(len(r.Blanks), true),
		x.text(strings.Join(lost, "\n")),
		x.text(strings.Join(other, "\n")),
		x.text(strings.Join(formats, " + ")),
		x.text(strings.Join(pages, " + ")),
		x.text(wording.Clean(r.Catalogue.Profile)),
		x.text(wording.Clean(strings.Join(r.Catalogue.Packs, ", "))),
		x.text(wording.Clean(r.Document.SHA256)),
	}
}

// files are the documents of a report: those of a bundle, else the only one.
func files(r *clause.Report) []clause.FileInfo {
	if len(r.Document.Files) > 0 {
		return r.Document.Files
	}
	return []clause.FileInfo{{Format: r.Document.Format, Pages: r.Document.Pages}}
}

func findingColumns(l wording.Words) []column {
	return []column{
		{title: l.Text("Contract"), width: 22},
		{title: l.Text("Eis"), width: 30},
		{title: l.Text("Belang"), width: 12},
		{title: l.Text("Oordeel"), width: 13},
		{title: l.Text("Waar"), width: 17},
		{title: l.Text("Citaat"), width: 52},
		{title: l.Text("Uitleg"), width: 34},
		{title: l.Text("Mist"), width: 28},
		{title: l.Text("Let op"), width: 24},
		{title: l.Text("Voorstel"), width: 56},
		{title: l.Text("Bronnen"), width: 32, aside: true},
		{title: l.Text("Waarde"), width: 14, aside: true},
		{title: l.Text("Was, vóór de wijzigingen"), width: 13, aside: true},
		{title: l.Text("Zekerheid"), width: 10, aside: true},
		{title: l.Text("Onderdeel"), width: 18, aside: true},
		{title: l.Text("Werking"), width: 10, aside: true},
		{title: l.Text("Onzeker"), width: 50, aside: true},
		{title: l.Text("Pack"), width: 10, aside: true},
		{title: l.Text("Id van de eis"), width: 36, aside: true},
		{title: l.Text("Bladzijde"), width: 9, aside: true},
	}
}

// findingRow is the kth finding of a result, or what there is to say where it has
// none. What is of the result as a whole and long stands in its first row only.
func findingRow(x *Writer, r *clause.Report, res *clause.Result, k int) []any {
	l := x.language
	var f clause.Finding
	why, model, caveat := res.Reason, "", ""
	if k < len(res.Findings) {
		f = res.Findings[k]
		why = f.Why
	}
	if k == 0 {
		model, caveat = wording.CleanLines(res.Model), wording.Clean(res.Caveat)
	}
	name := l.Name(r)
	if f.File != "" {
		name = l.File(f.File)
	}
	at := f
	at.File = "" // it has a column of its own
	value, effect := "", ""
	if f.Value != nil {
		value = wording.Clean(f.Value.Raw)
	}
	switch {
	case f.Against:
		effect = l.Text("tegen")
	case f.Weak:
		effect = l.Text("zwak")
	case f.Element != "":
		effect = l.Text("voor")
	}
	share := excelize.Cell{StyleID: x.styles.share}
	if res.Confidence > 0 {
		share.Value = res.Confidence
	}
	return []any{
		x.text(name),
		x.text(wording.Clean(res.Title)),
		x.text(l.Importance(res.Importance)),
		x.verdict(res.Status),
		x.text(l.Place(&at)),
		x.text(wording.Quote(&f)),
		x.text(wording.Clean(why)),
		x.text(wording.Clean(strings.Join(res.Lacks, "; "))),
		x.text(strings.Join(l.Flags(res.Flags), "; ")),
		x.text(model),
		x.text(l.Sources(res.Sources)),
		x.text(value),
		x.verdict(res.Was),
		share,
		x.text(l.Word(f.Element)),
		x.text(effect),
		x.text(caveat),
		x.text(res.Requirement.Pack()),
		x.text(string(res.Requirement)),
		x.number(f.Page, f.Page > 0),
	}
}

func divisionColumns(l wording.Words) []column {
	return []column{
		{title: l.Text("Contract"), width: 26},
		{title: l.Text("Gebied"), width: 30},
		{title: l.Text("Volgens contract"), width: 16},
		{title: l.Text("Gebruikelijk"), width: 14},
		{title: l.Text("Afwijking"), width: 18},
		{title: l.Text("Waar"), width: 24},
		{title: l.Text("Uitleg"), width: 44},
		{title: l.Text("Citaat"), width: 56},
		{title: l.Text("Voorstel"), width: 60},
		{title: l.Text("Was, vóór de wijzigingen"), width: 16, aside: true},
		{title: l.Text("Id van het gebied"), width: 30, aside: true},
	}
}

func divisionRow(x *Writer, r *clause.Report, a *clause.Area) []any {
	l := x.language
	var places, quotes []string
	for i := range a.Findings {
		f := &a.Findings[i]
		if at := l.Place(f); at != "" {
			places = append(places, at)
		}
		quotes = append(quotes, wording.Quote(f))
	}
	holder := x.text(l.Holder(a.Holder))
	if s := holderTone(a); s != "" {
		holder = excelize.Cell{StyleID: x.styles.status[s], Value: l.Holder(a.Holder)}
	}
	return []any{
		x.text(l.Name(r)),
		x.text(wording.Clean(a.Title)),
		holder,
		x.text(l.Holder(a.Expected)),
		x.text(l.Deviation(a)),
		x.text(strings.Join(places, "\n")),
		x.text(wording.Clean(a.Reason)),
		x.text(strings.Join(quotes, "\n")),
		x.text(wording.CleanLines(a.Model)),
		x.text(l.Holder(a.Was)),
		x.text(string(a.Area)),
	}
}

// holderTone is the verdict whose colour fits how an area is divided.
func holderTone(a *clause.Area) clause.Status {
	switch {
	case a.Waiver != nil:
		return clause.Waived
	case a.Deviation == clause.Detriment:
		return clause.Conflict
	case a.Deviation == clause.Shifted:
		return clause.Partial
	case a.Holder == clause.Unassigned:
		return clause.Missing
	case a.Holder == clause.Undetermined:
		return clause.Unknown
	}
	return clause.Met
}
