package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/internal/workbook"
	"github.com/clausule/clausule/rules"
)

func overviewColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 30},
		{Title: l.Text("Soort document"), Width: 19},
		{Title: l.Text("Leverancier"), Width: 18},
		{Title: l.Text("Klant"), Width: 18},
		{Title: l.Text("Strijdig"), Width: 9},
		{Title: l.Text("Ontbreekt, verplicht"), Width: 10},
		{Title: l.Text("Ontbreekt, overig"), Width: 10},
		{Title: l.Text("Gedeeltelijk"), Width: 11},
		{Title: l.Text("Niet te beoordelen"), Width: 11},
		{Title: l.Text("Voldoet"), Width: 9},
		{Title: l.Text("Vrijgesteld"), Width: 10},
		{Title: l.Text("Eisen"), Width: 14},
		{Title: l.Text("Nog in te vullen"), Width: 9},
		{Title: l.Text("Niet gelezen"), Width: 26},
		{Title: l.Text("Let op"), Width: 40},
		{Title: l.Text("Formaat"), Width: 14, Aside: true},
		{Title: l.Text("Bladzijden"), Width: 10, Aside: true},
		{Title: l.Text("Profiel"), Width: 12, Aside: true},
		{Title: l.Text("Packs"), Width: 70, Aside: true},
		{Title: "SHA-256", Width: 68, Aside: true},
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
		x.book.Text(l.Name(r)),
		x.book.Text(r.Document.Kind.In(l.Language)),
		x.book.Text(l.Parties(r, "leverancier")),
		x.book.Text(l.Parties(r, "klant")),
		x.book.Tally(s.Conflict, clause.Conflict),
		x.book.Tally(obliged, clause.Missing),
		x.book.Tally(s.Missing-obliged, clause.Missing),
		x.book.Tally(s.Partial, clause.Partial),
		x.book.Tally(s.Unknown, clause.Unknown),
		x.book.Tally(s.Met, clause.Met),
		x.book.Tally(s.Waived, clause.Waived),
		x.book.Number(len(r.Results), true),
		x.book.Number(len(r.Blanks), true),
		x.book.Text(strings.Join(lost, "\n")),
		x.book.Text(strings.Join(other, "\n")),
		x.book.Text(strings.Join(formats, " + ")),
		x.book.Text(strings.Join(pages, " + ")),
		x.book.Text(wording.Clean(r.Catalogue.Profile)),
		x.book.Text(wording.Clean(strings.Join(r.Catalogue.Packs, ", "))),
		x.book.Text(wording.Clean(r.Document.SHA256)),
	}
}

// files are the documents of a report: those of a bundle, else the only one.
func files(r *clause.Report) []clause.FileInfo {
	if len(r.Document.Files) > 0 {
		return r.Document.Files
	}
	return []clause.FileInfo{{Format: r.Document.Format, Pages: r.Document.Pages}}
}

func findingColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 22},
		{Title: l.Text("Eis"), Width: 30},
		{Title: l.Text("Belang"), Width: 12},
		{Title: l.Text("Oordeel"), Width: 13},
		{Title: l.Text("Waar"), Width: 17},
		{Title: l.Text("Citaat"), Width: 52},
		{Title: l.Text("Uitleg"), Width: 34},
		{Title: l.Text("Mist"), Width: 28},
		{Title: l.Text("Let op"), Width: 24},
		{Title: l.Text("Voorstel"), Width: 56},
		{Title: l.Text("Bronnen"), Width: 32, Aside: true},
		{Title: l.Text("Waarde"), Width: 14, Aside: true},
		{Title: l.Text("Was, vóór de wijzigingen"), Width: 13, Aside: true},
		{Title: l.Text("Zekerheid"), Width: 10, Aside: true},
		{Title: l.Text("Onderdeel"), Width: 18, Aside: true},
		{Title: l.Text("Werking"), Width: 10, Aside: true},
		{Title: l.Text("Onzeker"), Width: 50, Aside: true},
		{Title: l.Text("Pack"), Width: 10, Aside: true},
		{Title: l.Text("Id van de eis"), Width: 36, Aside: true},
		{Title: l.Text("Bladzijde"), Width: 9, Aside: true},
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
	value := ""
	if f.Value != nil {
		value = wording.Clean(f.Value.Raw)
	}
	share := excelize.Cell{StyleID: x.book.Styles.Share}
	if res.Confidence > 0 {
		share.Value = res.Confidence
	}
	return []any{
		x.book.Text(name),
		x.book.Text(wording.Clean(res.Title)),
		x.book.Text(l.Importance(res.Importance)),
		x.book.Verdict(res.Status),
		x.book.Text(l.Place(&at)),
		x.book.Text(wording.Quote(&f)),
		x.book.Text(wording.Clean(why)),
		x.book.Text(wording.Clean(strings.Join(res.Lacks, "; "))),
		x.book.Text(strings.Join(l.Flags(res.Flags), "; ")),
		x.book.Text(model),
		x.book.Text(l.Sources(res.Sources)),
		x.book.Text(value),
		x.book.Verdict(res.Was),
		share,
		x.book.Text(l.Word(f.Element)),
		x.book.Text(l.Effect(&f)),
		x.book.Text(caveat),
		x.book.Text(res.Requirement.Pack()),
		x.book.Text(string(res.Requirement)),
		x.book.Number(f.Page, f.Page > 0),
	}
}

func divisionColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 26},
		{Title: l.Text("Gebied"), Width: 30},
		{Title: l.Text("Volgens contract"), Width: 16},
		{Title: l.Text("Gebruikelijk"), Width: 14},
		{Title: l.Text("Afwijking"), Width: 18},
		{Title: l.Text("Waar"), Width: 24},
		{Title: l.Text("Uitleg"), Width: 44},
		{Title: l.Text("Citaat"), Width: 56},
		{Title: l.Text("Voorstel"), Width: 60},
		{Title: l.Text("Was, vóór de wijzigingen"), Width: 16, Aside: true},
		{Title: l.Text("Id van het gebied"), Width: 30, Aside: true},
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
	holder := x.book.Text(l.Holder(a.Holder))
	if s := holderTone(a); s != "" {
		holder = excelize.Cell{StyleID: x.book.Styles.Status[s], Value: l.Holder(a.Holder)}
	}
	return []any{
		x.book.Text(l.Name(r)),
		x.book.Text(wording.Clean(a.Title)),
		holder,
		x.book.Text(l.Holder(a.Expected)),
		x.book.Text(l.Deviation(a)),
		x.book.Text(strings.Join(places, "\n")),
		x.book.Text(wording.Clean(a.Reason)),
		x.book.Text(strings.Join(quotes, "\n")),
		x.book.Text(wording.CleanLines(a.Model)),
		x.book.Text(l.Holder(a.Was)),
		x.book.Text(string(a.Area)),
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
