package archive_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdfium"
	"github.com/clausule/clausule/extract/tesseract"
	"github.com/clausule/clausule/rules"
)

// packs cuts the built-in catalogue, with a waiver where overlay has one.
func packs(t testing.TB, overlay string, names ...string) *rules.Catalogue {
	t.Helper()
	c, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if overlay != "" {
		own, err := rules.Load(fstest.MapFS{rules.OverlayFile: {Data: []byte(overlay)}})
		if err != nil {
			t.Fatal(err)
		}
		if c, err = c.Beside(own); err != nil {
			t.Fatal(err)
		}
	}
	if c, err = c.Select(names...); err != nil {
		t.Fatal(err)
	}
	return c
}

func checkerOf(t testing.TB, c *rules.Catalogue, o clause.Options) *clause.Checker {
	t.Helper()
	checker, err := clause.New(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return checker
}

// Settings differ where outcomes may, and only there.
func TestSettingsOf(t *testing.T) {
	const waiver = "vrijstellingen:\n  - eis: ksz.audit.recht\n    reden: alleen openbare gegevens\n    door: J. Smit\n    tot: 2027-03-31\n"
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	ksz, waived := packs(t, "", "ksz"), packs(t, waiver, "ksz")
	base := archive.SettingsOf(checkerOf(t, ksz, clause.Options{}), extract.Options{})
	before := archive.SettingsOf(checkerOf(t, waived, clause.Options{Date: day("2027-03-30")}), extract.Options{})
	type settings struct {
		name             string
		judge            clause.Options
		read             extract.Options
		catalogue        *rules.Catalogue
		like             archive.Settings
		reading, judging bool // the same as in like
	}
	for _, tc := range []settings{
		{"same", clause.Options{}, extract.Options{}, ksz, base, true, true},
		{"day", clause.Options{Date: day("2027-04-01")}, extract.Options{}, ksz, base, true, true},
		{"what is trimmed", clause.Options{Nearest: 5, Points: true}, extract.Options{}, ksz, base, true, true},
		{"Dutch by name", clause.Options{Language: lang.Dutch}, extract.Options{}, ksz, base, true, true},
		{"English", clause.Options{Language: lang.English}, extract.Options{}, ksz, base, true, false},
		{"patterns", clause.Options{PatternsOnly: true}, extract.Options{}, ksz, base, true, false},
		{"findings", clause.Options{Findings: 9}, extract.Options{}, ksz, base, true, false},
		{"text", clause.Options{TextBytes: 9}, extract.Options{}, ksz, base, true, false},
		{"other pack", clause.Options{}, extract.Options{}, packs(t, "", "avg"), base, true, false},
		{"waiver", clause.Options{Date: day("2027-03-30")}, extract.Options{}, waived, base, true, false},
		{"waiver, another day", clause.Options{Date: day("2027-03-31")}, extract.Options{}, waived, before, true, true},
		{"waiver that has expired", clause.Options{Date: day("2027-04-01")}, extract.Options{}, waived, before, true, false},
		{"headers", clause.Options{}, extract.Options{Headers: true}, ksz, base, false, true},
		{"revisions", clause.Options{}, extract.Options{Revisions: document.AllRevisions}, ksz, base, false, true},
		{"fallback", clause.Options{}, extract.Options{Fallback: pdfium.New(pdfium.Options{})}, ksz, base, false, true},
		{"recognition", clause.Options{}, extract.Options{OCR: extract.OCR{Recognizer: tesseract.New(tesseract.Options{})}}, ksz, base, false, true},
		{"limits", clause.Options{}, extract.Options{Limits: extract.Limits{Pages: 3}}, ksz, base, false, true},
		{"limits by name", clause.Options{}, extract.Options{Limits: extract.Limits{}.WithDefaults()}, ksz, base, true, true},
		{"password", clause.Options{}, extract.Options{Password: "geheim"}, ksz, base, true, true},
		{"parallel", clause.Options{}, extract.Options{OCR: extract.OCR{Parallel: 3}}, ksz, base, true, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := archive.SettingsOf(checkerOf(t, tc.catalogue, tc.judge), tc.read)
			if same := got.Reading == tc.like.Reading; same != tc.reading {
				t.Errorf("reading is the same: %v", same)
			}
			if same := got.Judging == tc.like.Judging; same != tc.judging {
				t.Errorf("judging is the same: %v", same)
			}
		})
	}
	if base.Engine != clause.Version || !strings.HasPrefix(base.Catalogue, "ksz@") || len(base.Requirements) == 0 || base.Requirements[0].Pack != "ksz" {
		t.Errorf("%+v", base)
	}
	read := func(languages ...string) string {
		ocr := extract.OCR{Recognizer: tesseract.New(tesseract.Options{Languages: languages})}
		return archive.SettingsOf(checkerOf(t, ksz, clause.Options{}), extract.Options{OCR: ocr}).Reading
	}
	if read("nld") == read("nld+fra") || read("nld,fra") != read("nld+fra") {
		t.Error("languages of the recognition")
	}
}

func TestInProcess(t *testing.T) {
	checker := checkerOf(t, packs(t, "", "avg"), clause.Options{})
	open := func(name string) *os.File {
		f, err := os.Open(filepath.Join("../../testdata/contracts", name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	e := archive.NewEngine(checker, extract.Options{})
	defer e.Close()
	out, err := e.Do(t.Context(), archive.Job{Name: "a.pdf", Path: "b/a.pdf", Body: open("verwerkersovereenkomst-goed.pdf"), KeepText: true})
	if err != nil || out.Failure != nil || out.Report.Document.Name != "a.pdf" || out.Wall <= 0 || out.Attempts != 1 || len(out.Text) == 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	if doc, err := archive.Unpack(out.Text); err != nil || doc.SHA256 != out.SHA256 {
		t.Error(doc, err)
	}
	for text, want := range map[string]archive.Class{"": archive.Empty, "\x7fELF\x02\x01\x01\x00\x00": archive.Unsupported} {
		out, err := e.Do(t.Context(), archive.Job{Name: "b", Body: strings.NewReader(text)})
		if err != nil || out.Failure == nil || out.Failure.Class != want || strings.Contains(out.Failure.Message, "b:") {
			t.Errorf("%q: %+v, %v", text, out, err)
		}
	}
	// What panics outside of the readers.
	out, err = e.Do(t.Context(), archive.Job{Name: "c", Body: strings.NewReader("tekst"), Wanted: func() bool { panic("here") }})
	if err != nil || out.Failure == nil || out.Failure.Class != archive.Crash || strings.Contains(out.Failure.Message, "here") {
		t.Errorf("%+v, %v", out, err)
	}
}
