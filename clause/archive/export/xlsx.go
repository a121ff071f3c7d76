package export

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/wording"
	"github.com/clausule/clausule/clause/internal/workbook"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/rules"
)

// bounds are what a sheet holds at most.
type bounds struct{ rows, columns int }

// excel are the bounds of Excel (ECMA-376 part 1, 18.3.1.73 and 18.3.1.13).
var excel = bounds{excelize.TotalRows, excelize.MaxColumns}

// book is the workbook of an archive.
type book struct {
	*workbook.Book
	contracts, findings, requirements, failures *workbook.Sheet
	// matrix is one table, or some beside each other where one cannot hold all
	// requirements: that with index i begins with requirement starts[i].
	matrix []*workbook.Sheet
	starts []int
	ids    []rules.ID
}

func writeXLSX(ctx context.Context, w io.Writer, store archive.Store, q archive.Query, l lang.Language, most bounds) error {
	stats, err := store.Stats(ctx, q)
	if err != nil {
		return err
	}
	words := wording.Words{Language: l}
	inner, err := workbook.New(w, words.Text("Contractenarchief"), words)
	if err != nil {
		return err
	}
	b := &book{Book: inner}
	defer b.Discard()
	if err := b.begin(stats, most); err != nil {
		return err
	}
	for r, err := range records(ctx, store, q, Findings) {
		if err != nil {
			return err
		}
		if err := b.add(&r); err != nil {
			return err
		}
	}
	for r, err := range records(ctx, store, q, Failures) {
		if err != nil {
			return err
		}
		if err := b.failures.Write(b.failureRow(&r)); err != nil {
			return err
		}
	}
	for i := range stats.Requirements {
		if err := b.requirements.Write(b.requirementRow(&stats.Requirements[i])); err != nil {
			return err
		}
	}
	for _, s := range b.sheets() {
		if err := s.Close(); err != nil {
			return err
		}
	}
	return b.Write()
}

// begin makes the sheets.
func (b *book) begin(stats *archive.Stats, most bounds) error {
	l := b.Words
	b.contracts = b.NewSheet(l.Text("Contracten"), contractColumns(l), most.rows)
	b.findings = b.NewSheet(l.Text("Bevindingen"), sheetColumns(l), most.rows)
	b.requirements = b.NewSheet(l.Text("Eisen"), requirementColumns(l), most.rows)
	b.failures = b.NewSheet(l.Text("Niet gelezen"), failureColumns(l), most.rows)
	for from := 0; from == 0 || from < len(stats.Requirements); {
		columns := []workbook.Column{{Title: l.Text("Contract"), Width: 44}, {Title: l.Text("Leverancier"), Width: 22}, {Title: l.Text("Jaar"), Width: 7}}
		end := min(len(stats.Requirements), from+most.columns-len(columns))
		for _, r := range stats.Requirements[from:end] {
			b.ids = append(b.ids, r.ID)
			columns = append(columns, workbook.Column{Title: wording.Shorten(wording.Clean(r.Title), 200), Width: 17, Aside: true})
		}
		name := l.Text("Matrix")
		if from > 0 {
			name += " (" + strconv.Itoa(len(b.matrix)+1) + ")"
		}
		b.matrix = append(b.matrix, b.NewSheet(name, columns, most.rows))
		b.starts = append(b.starts, from)
		from = max(end, 1)
	}
	var names []string
	for _, s := range b.sheets() {
		names = append(names, s.Name)
	}
	if err := b.Sheets(names...); err != nil {
		return err
	}
	for _, s := range b.sheets() {
		if err := s.Open(s.Name); err != nil {
			return err
		}
	}
	return nil
}

// sheets are the tables in the order in which they stand.
func (b *book) sheets() []*workbook.Sheet {
	list := append([]*workbook.Sheet{b.contracts}, b.matrix...)
	return append(list, b.findings, b.requirements, b.failures)
}

func (b *book) add(r *archive.Record) error {
	if err := b.contracts.Write(b.contractRow(r)); err != nil {
		return err
	}
	if r.Failure != nil {
		return nil
	}
	verdicts := make(map[rules.ID]clause.Status, len(r.Results))
	for i := range r.Results {
		res := &r.Results[i]
		verdicts[res.Requirement] = res.Status
		for k := range max(1, len(res.Findings)) {
			if err := b.findings.Write(b.findingRow(r, res, k)); err != nil {
				return err
			}
		}
	}
	for i, s := range b.matrix {
		end := len(b.ids)
		if i+1 < len(b.starts) {
			end = b.starts[i+1]
		}
		cells := []any{b.clean(path(r)), b.clean(r.Facts.Supplier), b.Number(r.Facts.Year, r.Facts.Year > 0)}
		for _, id := range b.ids[b.starts[i]:end] {
			cells = append(cells, b.Verdict(verdicts[id]))
		}
		if err := s.Write(cells); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) clean(s string) any { return b.Text(wording.Clean(s)) }

func contractColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 44},
		{Title: l.Text("Leverancier"), Width: 24},
		{Title: l.Text("Klant"), Width: 24},
		{Title: l.Text("Jaar"), Width: 7},
		{Title: l.Text("Soort document"), Width: 19},
		{Title: l.Text("Stand"), Width: 12},
		{Title: l.Text("Strijdig"), Width: 9},
		{Title: l.Text("Ontbreekt"), Width: 10},
		{Title: l.Text("Gedeeltelijk"), Width: 11},
		{Title: l.Text("Niet te beoordelen"), Width: 11},
		{Title: l.Text("Voldoet"), Width: 9},
		{Title: l.Text("Vrijgesteld"), Width: 10},
		{Title: l.Text("Niet gelezen"), Width: 30},
		{Title: l.Text("Exemplaren"), Width: 11, Aside: true},
		{Title: l.Text("Formaat"), Width: 14, Aside: true},
		{Title: l.Text("Bladzijden"), Width: 10, Aside: true},
		{Title: "SHA-256", Width: 68, Aside: true},
	}
}

func (b *book) contractRow(r *archive.Record) []any {
	s := &r.Summary
	tally := func(n int, status clause.Status) any {
		if r.Failure != nil {
			return b.Number(0, false)
		}
		return b.Tally(n, status)
	}
	lost := unread(r, b.Words)
	if r.Failure != nil {
		lost = b.Words.Text(r.Failure.Class.Dutch())
	}
	return []any{
		b.clean(path(r)), b.clean(r.Facts.Supplier), b.clean(r.Facts.Customer), b.Number(r.Facts.Year, r.Facts.Year > 0),
		b.Text(r.Kind.In(b.Words.Language)), b.Text(b.Words.Text(stateOf(r).Dutch())),
		tally(s.Conflict, clause.Conflict), tally(s.Missing, clause.Missing), tally(s.Partial, clause.Partial),
		tally(s.Unknown, clause.Unknown), tally(s.Met, clause.Met), tally(s.Waived, clause.Waived),
		b.clean(lost), b.Number(len(r.Places), true), b.Text(b.Words.Format(r.Format)), b.Number(r.Pages, r.Pages > 0), b.Text(r.SHA256),
	}
}

func sheetColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 30},
		{Title: l.Text("Leverancier"), Width: 20},
		{Title: l.Text("Jaar"), Width: 7},
		{Title: l.Text("Eis"), Width: 30},
		{Title: l.Text("Belang"), Width: 12},
		{Title: l.Text("Oordeel"), Width: 13},
		{Title: l.Text("Waar"), Width: 17},
		{Title: l.Text("Citaat"), Width: 52},
		{Title: l.Text("Uitleg"), Width: 34},
		{Title: l.Text("Mist"), Width: 28},
		{Title: l.Text("Let op"), Width: 24},
		{Title: l.Text("Waarde"), Width: 14},
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
// none.
func (b *book) findingRow(r *archive.Record, res *clause.Result, k int) []any {
	l := b.Words
	var f clause.Finding
	why, caveat := res.Reason, ""
	if k < len(res.Findings) {
		f = res.Findings[k]
		why = f.Why
	}
	if k == 0 {
		caveat = res.Caveat
	}
	value := ""
	if f.Value != nil {
		value = f.Value.Raw
	}
	share := excelize.Cell{StyleID: b.Styles.Share}
	if res.Confidence > 0 {
		share.Value = res.Confidence
	}
	return []any{
		b.clean(path(r)), b.clean(r.Facts.Supplier), b.Number(r.Facts.Year, r.Facts.Year > 0),
		b.clean(res.Title), b.Text(l.Importance(res.Importance)), b.Verdict(res.Status), b.Text(l.Place(&f)), b.Text(wording.Quote(&f)),
		b.clean(why), b.clean(strings.Join(res.Lacks, "; ")), b.Text(strings.Join(l.Flags(res.Flags), "; ")), b.clean(value),
		b.Verdict(res.Was), share, b.Text(l.Word(f.Element)), b.Text(l.Effect(&f)), b.clean(caveat),
		b.Text(res.Requirement.Pack()), b.Text(string(res.Requirement)), b.Number(f.Page, f.Page > 0),
	}
}

func requirementColumns(l wording.Words) []workbook.Column {
	list := []workbook.Column{{Title: l.Text("Eis"), Width: 52}, {Title: l.Text("Belang"), Width: 17}, {Title: l.Text("Contracten"), Width: 11}}
	for _, s := range clause.Statuses() {
		list = append(list, workbook.Column{Title: l.Text(title(s)), Width: 12}, workbook.Column{Title: l.Text(title(s)) + " %", Width: 12})
	}
	return append(list, workbook.Column{Title: l.Text("Pack"), Width: 10, Aside: true}, workbook.Column{Title: l.Text("Id van de eis"), Width: 36, Aside: true})
}

// requirementRow counts the verdicts on a requirement, with the share of each.
func (b *book) requirementRow(r *archive.RequirementStats) []any {
	s := &r.Summary
	counts := map[clause.Status]int{
		clause.Met: s.Met, clause.Partial: s.Partial, clause.Conflict: s.Conflict, clause.Missing: s.Missing, clause.Unknown: s.Unknown, clause.Waived: s.Waived,
	}
	all := 0
	for _, n := range counts {
		all += n
	}
	cells := []any{b.clean(r.Title), b.Text(b.Words.Importance(r.Importance)), b.Number(all, true)}
	for _, status := range clause.Statuses() {
		share := excelize.Cell{StyleID: b.Styles.Share}
		if all > 0 {
			share.Value = float64(counts[status]) / float64(all)
		}
		cells = append(cells, b.Tally(counts[status], status), share)
	}
	return append(cells, b.Text(r.Pack), b.Text(string(r.ID)))
}

func failureColumns(l wording.Words) []workbook.Column {
	return []workbook.Column{
		{Title: l.Text("Contract"), Width: 60},
		{Title: l.Text("Reden"), Width: 20},
		{Title: l.Text("Melding"), Width: 70},
		{Title: l.Text("Exemplaren"), Width: 11},
		{Title: "SHA-256", Width: 68, Aside: true},
	}
}

func (b *book) failureRow(r *archive.Record) []any {
	class := ""
	if r.Failure != nil {
		class = b.Words.Text(r.Failure.Class.Dutch())
	}
	return []any{b.clean(path(r)), b.Text(class), b.clean(b.Words.Sentence(message(r))), b.Number(len(r.Places), true), b.Text(r.SHA256)}
}
