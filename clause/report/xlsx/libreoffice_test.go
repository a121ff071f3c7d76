package xlsx

import (
	"encoding/csv"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
)

// LibreOffice reads the same texts in the same cells, on every sheet.
func TestLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	dir := t.TempDir()
	data := made(t, []*clause.Report{sample("een.docx", hostile()...), sample("twee é.docx", strings.Repeat("lang ", 8000))}, Options{})
	file := filepath.Join(dir, "uit.xlsx")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	profile := url.URL{Scheme: "file", Path: filepath.Join(dir, "profile")}
	// Comma, quotes, UTF-8, from the first line, no formats for columns, texts not
	// in quotes of their own, as shown; -1: a file for every sheet.
	const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	out, err := exec.CommandContext(t.Context(), program, "-env:UserInstallation="+profile.String(), "--headless", "--convert-to", filter, "--outdir", dir, file).CombinedOutput()
	if err != nil || strings.Contains(string(out), "could not be loaded") {
		t.Skipf("this LibreOffice reads no workbooks: %v: %s", err, out)
	}
	f := open(t, data)
	cells := 0
	for _, sheet := range f.GetSheetList() {
		back, err := os.Open(filepath.Join(dir, "uit-"+sheet+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(back)
		r.FieldsPerRecord = -1
		got, err := r.ReadAll()
		back.Close()
		if err != nil {
			t.Fatal(err)
		}
		want := rowsOf(t, f, sheet)
		if len(got) != len(want) {
			t.Errorf("%s: %d rows, want %d", sheet, len(got), len(want))
			continue
		}
		for i := range want {
			for k := range want[i] {
				cells++
				if k >= len(got[i]) || got[i][k] != want[i][k] {
					t.Errorf("%s, row %d, column %d: want %q, got %q", sheet, i+1, k+1, want[i][k], got[i][min(k, len(got[i])-1)])
				}
			}
		}
	}
	t.Logf("%d cells", cells)
}
