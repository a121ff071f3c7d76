package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// hostile are texts that a spreadsheet could take for something else, or that its
// format cannot hold as they are.
func hostile() []string {
	return []string{
		`=HYPERLINK("http://x.example";"klik")`, "+1", "-1", "@x", "1E5", "007", "TRUE", "2026-11-22",
		"<b>vet</b> & \"zo\"", "_x0041_ _x005F_", "_xD800_", "\x00\x1b[31m\ufffe", "é 漢 😀", "'x",
	}
}

func sample(name string, texts ...string) *clause.Report {
	r := &clause.Report{
		Catalogue: clause.CatalogueInfo{Packs: []string{"ksz@2026.1"}},
		Document: clause.DocumentInfo{Name: name, Format: document.FormatDOCX, SHA256: "ab12", Kind: clause.KindProcessorAgreement, Warnings: []document.Warning{
			{Code: document.WarnPageWithoutText, Page: 2, Message: "bevat alleen een afbeelding; er is niets gelezen"},
			{Code: document.WarnRepaired, Message: "het bestand was beschadigd en is gelezen na herstel"},
		}},
		Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{"Verwerker"}}},
		Results: []clause.Result{
			{Requirement: "ksz.a", Title: "Eis A", Importance: rules.Must, Status: clause.Missing, Reason: "Geen bepaling gevonden.", Model: "Eerste lid.\nTweede lid.", Lacks: []string{"alles"}},
			{Requirement: "avg.b", Title: "Eis B", Importance: rules.Should, Status: clause.Partial, Confidence: 0.77, Was: clause.Met},
		},
		Matrix: []clause.Area{{Area: "gedeeld.backup", Title: "Back-up", Holder: rules.HeldByCustomer, Expected: rules.HeldByProvider, Deviation: clause.Detriment, Reason: "Taak van de klant."}},
	}
	r.Summary = clause.Summary{Missing: 1, Partial: 1}
	for i, text := range texts {
		r.Results[1].Findings = append(r.Results[1].Findings, clause.Finding{
			Element: "x", Quote: text, Label: fmt.Sprint(i), Page: i, Why: "Geeft x.", Value: &clause.Value{Raw: "72 uur"},
		})
	}
	return r
}

func made(t testing.TB, reports []*clause.Report, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, reports, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func rowsOf(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// shown is what a spreadsheet shows of a text: what XML cannot hold as U+FFFD, and half a character never.
func shown(s string) string {
	s = strings.ReplaceAll(s, "_xD800_", "_xD800 _")
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' || r == 0xfffe {
			return '\ufffd'
		}
		return r
	}, s)
}

func TestSheets(t *testing.T) {
	texts := hostile()
	f := open(t, made(t, []*clause.Report{sample("een.docx", texts...), nil, sample("twee.docx")}, Options{}))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Overzicht", "Matrix", "Bevindingen", "Wie doet wat"}) {
		t.Errorf("sheets %v", got)
	}
	findings := rowsOf(t, f, "Bevindingen")
	if want := 1 + 1 + len(texts) + 1 + 1; len(findings) != want {
		t.Fatalf("%d rows of findings, want %d", len(findings), want)
	}
	for i, text := range texts {
		row := findings[2+i]
		if row[5] != shown(text) {
			t.Errorf("quote %q, want %q", row[5], shown(text))
		}
		cell, _ := excelize.CoordinatesToCellName(6, 3+i)
		if formula, _ := f.GetCellFormula("Bevindingen", cell); formula != "" {
			t.Errorf("%s is a formula: %s", cell, formula)
		}
		if kind, _ := f.GetCellType("Bevindingen", cell); kind != excelize.CellTypeInlineString {
			t.Errorf("%s %q is no text: %v", cell, text, kind)
		}
	}
	if got := findings[1][9]; got != "Eerste lid.\nTweede lid." {
		t.Errorf("model %q", got)
	}
	matrix := rowsOf(t, f, "Matrix")
	if want := []string{"Eis", "Belang", "Pack", "Id van de eis", "een.docx", "twee.docx"}; !slices.Equal(matrix[0], want) {
		t.Errorf("header of the matrix %q", matrix[0])
	}
	if want := []string{"Eis B", "aanbevolen", "avg", "avg.b", "gedeeltelijk", "gedeeltelijk"}; !slices.Equal(matrix[2], want) {
		t.Errorf("row of the matrix %q", matrix[2])
	}
	for cell, want := range map[string]string{"E2": "'Bevindingen'!A2", "E3": "'Bevindingen'!A3", "F3": fmt.Sprintf("'Bevindingen'!A%d", len(findings))} {
		if ok, target, _ := f.GetCellHyperLink("Matrix", cell); !ok || target != want {
			t.Errorf("%s leads to %q, want %q", cell, target, want)
		}
	}
	overview := rowsOf(t, f, "Overzicht")
	if len(overview) != 3 || overview[1][5] != "1" || !strings.Contains(overview[1][13], "alleen een afbeelding") || !strings.Contains(overview[1][14], "beschadigd") {
		t.Errorf("overview %q", overview)
	}
	if division := rowsOf(t, f, "Wie doet wat"); len(division) != 3 || division[1][4] != "ten nadele van de klant" {
		t.Errorf("division %q", division)
	}
	for _, sheet := range f.GetSheetList() {
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit < 1 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
		page, err := f.GetPageLayout(sheet)
		if err != nil || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
			t.Errorf("%s: page %+v, %v", sheet, page, err)
		}
	}
	filters := 0
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm._FilterDatabase" {
			filters++
		}
	}
	if filters != 4 {
		t.Errorf("%d filters", filters)
	}
}

func TestEnglish(t *testing.T) {
	f := open(t, made(t, []*clause.Report{sample("a.docx", "x")}, Options{Language: lang.English}))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Overview", "Matrix", "Findings", "Who does what"}) {
		t.Errorf("sheets %v", got)
	}
	if row := rowsOf(t, f, "Findings")[2]; row[2] != "recommended" || row[3] != "partial" {
		t.Errorf("row %q", row)
	}
}

// Equal reports give equal files; no report at all is a workbook as well.
func TestDeterministic(t *testing.T) {
	list := []*clause.Report{sample("a.docx", hostile()...), sample("b.docx")}
	first := made(t, list, Options{})
	for range 5 {
		if !bytes.Equal(first, made(t, list, Options{})) {
			t.Fatal("another file from the same reports")
		}
	}
	if rows := rowsOf(t, open(t, made(t, nil, Options{})), "Bevindingen"); len(rows) != 1 {
		t.Errorf("%d rows of no report", len(rows))
	}
}

// A table goes on in another sheet where one is full, and links find it there.
func TestSplit(t *testing.T) {
	var b bytes.Buffer
	x, err := newWriter(&b, Options{}, 4)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if err := x.Add(sample(fmt.Sprintf("%d.docx", i), "p", "q")); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	f := open(t, b.Bytes())
	for sheet, want := range map[string]int{"Bevindingen": 4, "Bevindingen 2": 4, "Bevindingen 3": 4} {
		rows := rowsOf(t, f, sheet)
		if len(rows) != want || rows[0][0] != "Contract" {
			t.Errorf("%s: %q", sheet, rows)
		}
	}
	if _, target, _ := f.GetCellHyperLink("Matrix", "G3"); target != "'Bevindingen 3'!A3" {
		t.Errorf("link to %q", target)
	}
}

// A text that no cell holds is cut.
func TestLongQuote(t *testing.T) {
	f := open(t, made(t, []*clause.Report{sample("a.docx", strings.Repeat("b", 50000))}, Options{}))
	if quote := rowsOf(t, f, "Bevindingen")[2][5]; len(quote) != 32766+len("…") {
		t.Errorf("a quote of %d bytes", len(quote))
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrors(t *testing.T) {
	if err := Write(full{}, []*clause.Report{sample("a.docx")}, Options{}); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
	x, err := NewWriter(io.Discard, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x.Discard()
	x.Discard()
}

// thousand is a report with a thousand findings of the size that contracts have.
func thousand(n int) *clause.Report {
	r := sample(fmt.Sprintf("contract-%d.docx", n))
	r.Results = nil
	for i := range 250 {
		res := clause.Result{
			Requirement: rules.ID(fmt.Sprintf("ksz.onderwerp.eis-%d", i)), Title: "Een datalek wordt op tijd aan de klant gemeld", Importance: rules.Must,
			Status: clause.Partial, Lacks: []string{"72 uur is meer dan 48 uur"}, Confidence: 0.8,
			Model:   strings.Repeat("Verwerker meldt een inbreuk binnen 48 uur na ontdekking. ", 8),
			Sources: []rules.Citation{{Document: "AVG", Place: "art. 33 lid 2"}},
		}
		for k := range 4 {
			res.Findings = append(res.Findings, clause.Finding{
				Element: "termijn", Quote: fmt.Sprintf("Verwerker %d stelt Verwerkingsverantwoordelijke %d binnen 72 uur in kennis van iedere inbreuk in verband met persoonsgegevens, met vermelding van de aard en de gevolgen ervan.", i*k, n),
				Label: fmt.Sprintf("%d.%d", i, k), Page: i, Heading: "Datalekken", Why: "Geeft de termijn, maar: 72 uur is meer dan 48 uur.",
			})
		}
		r.Results = append(r.Results, res)
	}
	return r
}

func BenchmarkHundredThousandRows(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		counted := &counter{}
		x, err := NewWriter(counted, Options{})
		if err != nil {
			b.Fatal(err)
		}
		for n := range 100 {
			if err := x.Add(thousand(n)); err != nil {
				b.Fatal(err)
			}
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(counted.n)
	}
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// The matrix of many contracts prints on more sheets of paper beside each other.
func TestMatrixPages(t *testing.T) {
	for n, want := range map[int]int{1: 1, 6: 1, 7: 2, 20: 4} {
		var reports []*clause.Report
		for i := range n {
			reports = append(reports, sample(fmt.Sprintf("%d.docx", i)))
		}
		f := open(t, made(t, reports, Options{}))
		page, err := f.GetPageLayout("Matrix")
		if err != nil {
			t.Fatal(err)
		}
		got := 1 // the format's own
		if page.FitToWidth != nil {
			got = *page.FitToWidth
		}
		if got != want {
			t.Errorf("%d contracts on %d pages, want %d", n, got, want)
		}
	}
}
