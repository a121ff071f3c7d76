package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/storetest"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

var update = flag.Bool("update", false, "renew the golden files")

// hostile are texts that a spreadsheet could take for something else, or that its
// format cannot hold as they are.
func hostile() []string {
	return []string{
		`=HYPERLINK("http://x.example";"klik")`, "+1", "-1", "@x", "1E5", "007", "TRUE", "2026-11-22", "a;=1+1", "＝1",
		"<b>vet</b> & \"zo\"", "_x0041_ _xD800_", "\x00\x1b[31m\ufffe", "é 漢 😀", "'x", "regel\r\nregel\ttab", strings.Repeat("lang ", 8000),
	}
}

// sha gives a digest that is easy to tell from others.
func sha(n int) string { return fmt.Sprintf("%064x", n) }

// small is an archive of a judged document with a copy, one with hostile texts, one
// that could not be read, and a place that could not be opened.
func small(t testing.TB) archive.Store {
	t.Helper()
	settings := archive.Settings{Reading: "r", Judging: "j", Engine: "0.1.0", Catalogue: "proef", Requirements: []archive.Requirement{
		{ID: "ksz.a", Pack: "ksz", Title: "Eis A", Importance: rules.Must}, {ID: "avg.b", Pack: "avg", Title: "Eis B", Importance: rules.Should},
	}}
	place := func(path string, n int) archive.PlaceState {
		return archive.PlaceState{Place: archive.Place{Source: "/archief", Path: path, Size: 10, ModTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}, SHA256: sha(n)}
	}
	report := func(n int, quotes ...string) *clause.Report {
		r := &clause.Report{
			Document: clause.DocumentInfo{Name: "a.docx", Format: document.FormatDOCX, SHA256: sha(n), Language: "nl", Pages: 4, Kind: clause.KindProcessorAgreement, Warnings: []document.Warning{
				{Code: document.WarnPageWithoutText, Page: 2, Message: "bevat alleen een afbeelding; er is niets gelezen"},
			}},
			Results: []clause.Result{
				{Requirement: "ksz.a", Title: "Eis A", Importance: rules.Must, Status: clause.Missing, Reason: "Geen bepaling gevonden.", Lacks: []string{"alles", "de rest"}, Confidence: 0.76},
				{Requirement: "avg.b", Title: "Eis B", Importance: rules.Should, Status: clause.Partial, Was: clause.Met, Reason: "Gedeeltelijk geregeld.", Flags: []string{"kosten"}},
			},
			Summary: clause.Summary{Missing: 1, Partial: 1},
		}
		for i, quote := range quotes {
			r.Results[1].Findings = append(r.Results[1].Findings, clause.Finding{
				Element: "termijn", Quote: quote, Start: i, End: i + len(quote), Page: i + 1, Label: "7." + strconv.Itoa(i), Heading: "Datalekken", Why: "Geeft de termijn.", Weak: i == 1,
				Value: &clause.Value{Kind: "duration", Raw: "72 uur", Norm: "PT72H"}, Fingerprint: "0123456789abcdef",
			})
		}
		return r
	}
	ctx := context.Background()
	store := archive.NewMemory()
	id, err := store.Begin(ctx, archive.Run{Sources: []string{"/archief"}, Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	gone := place("weg.pdf", 0)
	gone.SHA256, gone.Failure = "", &archive.Failure{Class: archive.Denied, Message: "geen toegang; geef leesrechten"}
	err = store.Commit(ctx, archive.Batch{
		Run: id, Settings: settings,
		Outcomes: []*archive.Outcome{
			{SHA256: sha(1), Report: report(1, "Verwerker meldt binnen 72 uur.", "Verwerker meldt."), Facts: archive.Facts{Supplier: "Orion B.V.", Customer: "Gemeente Zandbeemd", Year: 2021}, Attempts: 1},
			{SHA256: sha(2), Report: report(2, hostile()...), Facts: archive.Facts{Supplier: "=cmd()", Customer: "@\x00klant"}, Attempts: 1},
			{SHA256: sha(3), Failure: &archive.Failure{Class: archive.Encrypted, Message: "een wachtwoord is nodig"}, Attempts: 1},
		},
		Places: []archive.PlaceState{place("2021/a.docx", 1), place("kopie/a.docx", 1), place("=b.docx", 2), place("c.pdf", 3), gone},
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func exported(t testing.TB, store archive.Store, q archive.Query, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, store, q, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func cellsOf(t testing.TB, data []byte, separator rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comma = separator
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestGolden(t *testing.T) {
	store := small(t)
	for _, rows := range AllRows() {
		for _, l := range lang.Languages() {
			golden(t, fmt.Sprintf("%s-%s.csv", rows, l), exported(t, store, archive.Query{Path: "a.docx"}, Options{Format: CSV, Rows: rows, Language: l}))
		}
	}
	golden(t, "findings.jsonl", exported(t, store, archive.Query{Path: "a.docx"}, Options{Format: JSONL}))
	golden(t, "failures.csv", exported(t, store, archive.Query{}, Options{Format: CSV, Rows: Failures, Separator: '\t'}))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (renew with -update):\n%s", name, diff)
	}
}

// Equal archives give equal bytes in every form.
func TestDeterministic(t *testing.T) {
	one, two := small(t), small(t)
	for _, f := range Formats() {
		for _, rows := range AllRows() {
			o := Options{Format: f, Rows: rows}
			first := exported(t, one, archive.Query{}, o)
			if len(first) == 0 || !bytes.Equal(first, exported(t, two, archive.Query{}, o)) {
				t.Errorf("%s of %s: other bytes", f, rows)
			}
		}
	}
}

// No cell of a table begins a formula, whatever the contract says.
func TestFormulas(t *testing.T) {
	for _, rows := range AllRows() {
		for _, l := range lang.Languages() {
			for _, row := range cellsOf(t, exported(t, small(t), archive.Query{}, Options{Format: CSV, Rows: rows, Language: l, Separator: ';'}), ';')[1:] {
				for _, cell := range row {
					if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || strings.HasPrefix(cell, "＝") || strings.ContainsAny(cell, "\x00\x1b\n") {
						t.Errorf("cell %.40q", cell)
					}
				}
			}
		}
	}
}

// What stands in a Parquet file stands in the CSV table, column for column.
func TestParquet(t *testing.T) {
	store := archive.NewMemory()
	if err := storetest.Fill(context.Background(), store, 12, 7); err != nil {
		t.Fatal(err)
	}
	for _, s := range []archive.Store{store, small(t)} {
		roundTrip[FindingRow](t, s, Findings)
		roundTrip[ContractRow](t, s, Contracts)
		roundTrip[FailureRow](t, s, Failures)
	}
}

func roundTrip[T any](t *testing.T, store archive.Store, rows Rows) {
	t.Helper()
	data := exported(t, store, archive.Query{}, Options{Format: Parquet, Rows: rows})
	got, err := parquet.Read[T](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	want := cellsOf(t, exported(t, store, archive.Query{}, Options{Format: CSV, Rows: rows, Language: lang.English}), ',')
	if len(got) != len(want)-1 {
		t.Fatalf("%s: %d rows, want %d", rows, len(got), len(want)-1)
	}
	for i := range got {
		names, cells := flat(reflect.ValueOf(got[i]))
		if i == 0 && !slices.Equal(names, want[0]) {
			t.Errorf("%s: columns\n%v, want\n%v", rows, names, want[0])
		}
		for k, cell := range cells {
			w := strings.NewReplacer("'=", "=", "'+", "+", "'-", "-", "'@", "@", "'＝", "＝").Replace(want[i+1][k])
			cell = strings.NewReplacer("'=", "=", "'+", "+", "'-", "-", "'@", "@", "'＝", "＝").Replace(cell)
			if w == "" && (cell == "0" || cell == "false") {
				continue // what is not known
			}
			if cell != w {
				t.Errorf("%s row %d, %s: %.60q, want %.60q", rows, i, names[k], cell, w)
			}
		}
	}
}

// flat gives the columns of a row with what they hold, as text.
func flat(v reflect.Value) (names, cells []string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			n, c := flat(v.Field(i))
			names, cells = append(names, n...), append(cells, c...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		names, cells = append(names, name), append(cells, fmt.Sprint(v.Field(i).Interface()))
	}
	return names, cells
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

func rowsOf(t testing.TB, f *excelize.File, sheet string, width int) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows { // the library leaves out empty cells at the end
		rows[i] = append(rows[i], make([]string, max(0, width-len(rows[i])))...)
	}
	return rows
}

// column picks cells by the title of their column.
func cellOf(rows [][]string, row int, title string) string {
	return rows[row][slices.Index(rows[0], title)]
}

// What stands in the workbook stands in the CSV tables.
func TestWorkbook(t *testing.T) {
	store := archive.NewMemory()
	if err := storetest.Fill(context.Background(), store, 30, 7); err != nil {
		t.Fatal(err)
	}
	f := open(t, exported(t, store, archive.Query{}, Options{Format: XLSX}))
	if got, want := f.GetSheetList(), []string{"Contracten", "Matrix", "Bevindingen", "Eisen", "Niet gelezen"}; !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	same := func(sheet string, rows Rows, keep func([][]string, int) bool, titles map[string]string) [][]string {
		t.Helper()
		got := rowsOf(t, f, sheet, 20)
		want := cellsOf(t, exported(t, store, archive.Query{}, Options{Format: CSV, Rows: rows}), ';')
		n := 0
		for i := 1; i < len(want); i++ {
			if !keep(want, i) {
				continue
			}
			if n++; n >= len(got) {
				continue
			}
			for in, of := range titles {
				w := strings.TrimPrefix(cellOf(want, i, of), "'")
				if g := cellOf(got, n, in); g != w && !(g == "0" && w == "") {
					t.Errorf("%s row %d, %s: %q, want %q", sheet, n, in, g, w)
				}
			}
		}
		if len(got)-1 != n || n == 0 {
			t.Errorf("%s: %d rows, want %d", sheet, len(got)-1, n)
		}
		return got
	}
	all := func([][]string, int) bool { return true }
	contracts := same("Contracten", Contracts, all, map[string]string{
		"Contract": "Plaats", "Leverancier": "Leverancier", "Klant": "Klant", "Jaar": "Jaar", "Soort document": "Soort document", "Stand": "Stand", "Strijdig": "Strijdig",
		"Ontbreekt": "Ontbreekt", "Voldoet": "Voldoet", "Exemplaren": "Exemplaren", "SHA-256": "SHA-256", "Bladzijden": "Bladzijden", "Formaat": "Formaat",
	})
	findings := same("Bevindingen", Findings, func(rows [][]string, i int) bool { return cellOf(rows, i, "Eis") != "" }, map[string]string{
		"Contract": "Plaats", "Leverancier": "Leverancier", "Jaar": "Jaar", "Id van de eis": "Eis", "Eis": "Titel", "Oordeel": "Oordeel", "Belang": "Belang", "Citaat": "Citaat",
		"Mist": "Mist", "Waarde": "Waarde", "Bladzijde": "Bladzijde", "Pack": "Pack",
	})
	same("Niet gelezen", Failures, all, map[string]string{"Contract": "Plaats", "Reden": "Reden", "Melding": "Melding", "SHA-256": "SHA-256"})
	matrix := rowsOf(t, f, "Matrix", 3)
	verdicts := map[[2]string]string{}
	for i := 1; i < len(findings); i++ {
		verdicts[[2]string{cellOf(findings, i, "Contract"), cellOf(findings, i, "Eis")}] = cellOf(findings, i, "Oordeel")
	}
	cells := 0
	for i := 1; i < len(matrix); i++ {
		for k := 3; k < len(matrix[i]); k++ {
			if cells++; matrix[i][k] != verdicts[[2]string{matrix[i][0], matrix[0][k]}] {
				t.Errorf("%s, %s: %q", matrix[i][0], matrix[0][k], matrix[i][k])
			}
		}
	}
	if cells != len(verdicts) || cells == 0 {
		t.Errorf("%d verdicts in the matrix, want %d", cells, len(verdicts))
	}
	met, share := 0, rowsOf(t, f, "Eisen", 17)
	for i := 1; i < len(share); i++ {
		all, _ := strconv.Atoi(cellOf(share, i, "Contracten"))
		n, _ := strconv.Atoi(cellOf(share, i, "Voldoet"))
		part, _ := strconv.ParseFloat(cellOf(share, i, "Voldoet %"), 64)
		if met += n; all == 0 || part-float64(n)/float64(all) > 1e-9 {
			t.Errorf("%v", share[i])
		}
	}
	total := 0
	for i := 1; i < len(contracts); i++ {
		n, _ := strconv.Atoi(cellOf(contracts, i, "Voldoet"))
		total += n
	}
	if met != total {
		t.Errorf("%d met by requirement, %d by contract", met, total)
	}
}

// All words of tables that do not stand in the code that says them have their
// English.
func TestWords(t *testing.T) {
	var list []string
	for _, s := range []State{Judged, Outdated, Failed} {
		list = append(list, s.Dutch())
	}
	for _, s := range clause.Statuses() {
		list = append(list, title(s))
	}
	for _, word := range list {
		if !lang.English.Known(word) {
			t.Errorf("no English for %q", word)
		}
	}
}

// Hostile texts are texts in a workbook.
func TestWorkbookHostile(t *testing.T) {
	f := open(t, exported(t, small(t), archive.Query{}, Options{Format: XLSX, Language: lang.English}))
	for _, sheet := range f.GetSheetList() {
		for i, row := range rowsOf(t, f, sheet, 0) {
			for k := range row {
				cell, err := excelize.CoordinatesToCellName(k+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s!%s is a formula: %s", sheet, cell, formula)
				}
			}
		}
	}
	contracts := rowsOf(t, f, "Contracts", 17)
	if got := contracts[3][:3]; got[0] != "=b.docx" && contracts[1][0] != "=b.docx" && contracts[2][0] != "=b.docx" {
		t.Errorf("contracts %q", contracts)
	}
}

// A table goes on in another sheet where one is full, downwards and sideways.
func TestSplit(t *testing.T) {
	var b bytes.Buffer
	if err := writeXLSX(context.Background(), &b, small(t), archive.Query{}, lang.Dutch, bounds{rows: 3, columns: 4}); err != nil {
		t.Fatal(err)
	}
	f := open(t, b.Bytes())
	for sheet, want := range map[string]int{"Contracten": 3, "Contracten 2": 2, "Matrix": 3, "Matrix (2)": 3, "Bevindingen 2": 3, "Eisen": 3, "Niet gelezen": 3} {
		if got := len(rowsOf(t, f, sheet, 0)); got != want {
			t.Errorf("%s: %d rows, want %d", sheet, got, want)
		}
	}
	if a, b := rowsOf(t, f, "Matrix", 4)[0][3], rowsOf(t, f, "Matrix (2)", 4)[0][3]; a != "Eis A" || b != "Eis B" {
		t.Errorf("requirements %q and %q", a, b)
	}
	if got := len(rowsOf(t, open(t, exported(t, archive.NewMemory(), archive.Query{}, Options{Format: XLSX})), "Matrix", 0)); got != 1 {
		t.Errorf("%d rows of no archive", got)
	}
}

// Every line is what the schema says.
func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../../testdata/schema/archive-record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	store := archive.NewMemory()
	if err := storetest.Fill(context.Background(), store, 40, 5); err != nil {
		t.Fatal(err)
	}
	for _, rows := range AllRows() {
		n := 0
		for line := range bytes.Lines(exported(t, store, archive.Query{}, Options{Format: JSONL, Rows: rows})) {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%s: %v", rows, err)
			}
			n++
		}
		if n == 0 {
			t.Errorf("no records with %s", rows)
		}
	}
	if schema.Validate(map[string]any{"sha256": "x"}) == nil {
		t.Error("the schema takes what is no record")
	}
}

// broken is a store that fails after its first record.
type broken struct{ archive.Store }

var errBroken = errors.New("broken")

func (b broken) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		if yield(archive.Record{SHA256: sha(1)}, nil) {
			yield(archive.Record{}, errBroken)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errBroken }

func TestErrors(t *testing.T) {
	ctx := context.Background()
	for _, f := range Formats() {
		for _, rows := range AllRows() {
			if err := Write(ctx, io.Discard, broken{small(t)}, archive.Query{}, Options{Format: f, Rows: rows}); !errors.Is(err, errBroken) {
				t.Errorf("%s of %s from a broken store: %v", f, rows, err)
			}
			if err := Write(ctx, full{}, small(t), archive.Query{}, Options{Format: f, Rows: rows}); !errors.Is(err, errBroken) {
				t.Errorf("%s of %s to a full disk: %v", f, rows, err)
			}
		}
	}
	var unknown *UnknownError
	for _, o := range []Options{{}, {Format: "xls"}, {Format: CSV, Rows: "x"}} {
		if err := Write(ctx, io.Discard, small(t), archive.Query{}, o); !errors.As(err, &unknown) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := Write(stopped, io.Discard, small(t), archive.Query{}, Options{Format: XLSX}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// many makes up records as they are asked for, so that an export is all that takes
// memory.
type many struct {
	archive.Store
	documents, results int
}

func (m many) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		for i := range m.documents {
			r := archive.Record{
				SHA256: sha(i), Places: []archive.Place{{Source: "/archief", Path: fmt.Sprintf("%d/contract-%d.docx", 2000+i%25, i)}}, Format: document.FormatDOCX, Current: true,
				Facts: archive.Facts{Supplier: fmt.Sprintf("Leverancier %d B.V.", i%300), Customer: "Gemeente Zandbeemd", Year: 2000 + i%25}, Kind: clause.KindProcessorAgreement,
			}
			if q.Failed {
				r.Failure = &archive.Failure{Class: archive.Damaged, Message: "beschadigd"}
			}
			for k := range m.results {
				if !q.Results {
					break
				}
				r.Results = append(r.Results, clause.Result{
					Requirement: rules.ID(fmt.Sprintf("ksz.onderwerp.eis-%d", k)), Title: "Een datalek wordt op tijd aan de klant gemeld", Importance: rules.Must, Status: clause.Statuses()[(i+k)%6],
					Reason: "Gedeeltelijk geregeld in art. 7.2; schiet tekort: 72 uur is meer dan 48 uur.", Lacks: []string{"72 uur is meer dan 48 uur"}, Confidence: 0.8,
					Findings: []clause.Finding{{
						Element: "termijn", Quote: fmt.Sprintf("Verwerker %d stelt Verwerkingsverantwoordelijke %d binnen 72 uur in kennis van iedere inbreuk in verband met persoonsgegevens, met vermelding van de aard.", i, k),
						Label: fmt.Sprintf("%d.%d", i%20, k), Page: k, Heading: "Datalekken", Why: "Geeft de termijn, maar: 72 uur is meer dan 48 uur.", Fingerprint: sha(i*100 + k)[48:],
						Value: &clause.Value{Kind: "duration", Raw: "72 uur", Norm: "PT72H"},
					}},
				})
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (m many) Stats(context.Context, archive.Query) (*archive.Stats, error) {
	s := &archive.Stats{}
	for k := range m.results {
		s.Requirements = append(s.Requirements, archive.RequirementStats{Requirement: archive.Requirement{ID: rules.ID(fmt.Sprintf("ksz.onderwerp.eis-%d", k)), Title: "Een datalek wordt op tijd aan de klant gemeld"}})
	}
	return s, nil
}

// peak counts the bytes that are written, and sees how much memory is in use now
// and then.
type peak struct {
	n     int64
	bytes uint64
}

func (p *peak) Write(b []byte) (int, error) {
	p.n += int64(len(b))
	p.look()
	return len(b), nil
}

func (p *peak) look() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.bytes = max(p.bytes, m.HeapInuse+m.StackInuse)
}

// watched looks at the memory every so many records.
type watched struct {
	many
	peak *peak
}

func (w watched) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		n := 0
		for r, err := range w.many.Records(ctx, q) {
			if n++; n%50 == 0 {
				w.peak.look()
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func BenchmarkHundredThousandRows(b *testing.B) {
	for _, f := range Formats() {
		b.Run(string(f), func(b *testing.B) {
			p := &peak{}
			for b.Loop() {
				p.n = 0
				if err := Write(b.Context(), p, watched{many{documents: 2000, results: 50}, p}, archive.Query{}, Options{Format: f}); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(p.n)
			b.ReportMetric(float64(p.bytes)/(1<<20), "MiB-peak")
		})
	}
}
