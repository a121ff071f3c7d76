package dashboard_test

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/dashboard"
	"github.com/clausule/clausule/clause/archive/storetest"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

func write(t testing.TB, store archive.Store, options dashboard.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := dashboard.Write(t.Context(), &b, store, options); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var packed = regexp.MustCompile(`<script type="application/octet-stream" (?:id="data"|class="evidence")>([^<]*)</script>`)

// unpacked are the data of a page: that of the matrix, then the evidence.
func unpacked(t testing.TB, page string) []string {
	t.Helper()
	var list []string
	for _, m := range packed.FindAllStringSubmatch(page, -1) {
		data, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	return list
}

// A store as scans fill it gives a page with every contract, and the same again.
func TestWrite(t *testing.T) {
	store := archive.NewMemory()
	if err := storetest.Fill(t.Context(), store, 130, 1); err != nil {
		t.Fatal(err)
	}
	stats, err := store.Stats(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	page := write(t, store, dashboard.Options{})
	if write(t, store, dashboard.Options{}) != page {
		t.Error("twice the same archive gives different pages")
	}
	data := unpacked(t, page)
	var main struct {
		IDs   []string `json:"ids"`
		Cells string   `json:"cells"`
		Reqs  []any    `json:"reqs"`
	}
	if err := json.Unmarshal([]byte(data[0]), &main); err != nil {
		t.Fatal(err)
	}
	if len(main.IDs) != stats.Judged || len(main.Cells) != len(main.IDs)*len(main.Reqs) || len(data) != 1+(stats.Judged+49)/50 {
		t.Errorf("%d contracts, %d cells, %d blocks; %d were judged", len(main.IDs), len(main.Cells), len(data)-1, stats.Judged)
	}
	if strings.Contains(page, storetest.Source) {
		t.Error("an absolute path stands in the page")
	}
	failed := 0
	for _, n := range stats.Failures {
		failed += n
	}
	for _, want := range []string{
		fmt.Sprintf("<b>%d</b> getoetst", stats.Judged), fmt.Sprintf("<b>%d</b> niet gelezen", failed), fmt.Sprintf("<b>%d</b> niet geheel gelezen", stats.Incomplete),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	for c, n := range stats.Failures {
		if !strings.Contains(page, fmt.Sprintf("%s (%d)", c.Dutch(), n)) {
			t.Errorf("no %q with %d", c.Dutch(), n)
		}
	}
	one := write(t, store, dashboard.Options{Language: lang.English, Title: "Cloud <2026>", Query: archive.Query{Requirements: []string{"ksz"}}})
	for _, want := range []string{`<html lang="en">`, "<h1 id=\"overview-h\">Cloud &lt;2026&gt;</h1>", "</b> not read in full", "What stands out"} {
		if !strings.Contains(one, want) {
			t.Errorf("no %q in English", want)
		}
	}
	if strings.Contains(one, "avg.") {
		t.Error("requirements that were not asked for")
	}
}

// The numbers of the overview are those of the store.
func TestCounts(t *testing.T) {
	store := archive.NewMemory()
	if err := storetest.Fill(t.Context(), store, 60, 2); err != nil {
		t.Fatal(err)
	}
	stats, err := store.Stats(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	page := write(t, store, dashboard.Options{})
	checked := 0
	for _, r := range stats.Requirements {
		for status, n := range map[clause.Status]int{clause.Conflict: r.Summary.Conflict, clause.Missing: r.Summary.Missing, clause.Partial: r.Summary.Partial, clause.Met: r.Summary.Met} {
			link := fmt.Sprintf("req=%s&amp;st=%s\">%d</a>", r.ID, status, n)
			if n > 0 && !strings.Contains(page, link) {
				t.Errorf("no %q", link)
			}
			if n > 0 {
				checked++
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d numbers", checked)
	}
}

func TestFewContracts(t *testing.T) {
	for _, tc := range []struct {
		n    int
		want []string
	}{
		{0, []string{"Er is geen contract met een oordeel", "<b>0</b> getoetst", "Alles wat gevonden is, is gelezen."}},
		{1, []string{"<b>1</b> getoetst", "Vanaf 20 contracten", "contract-00001"}},
	} {
		page := write(t, &made{n: tc.n, requirements: 10}, dashboard.Options{})
		for _, want := range tc.want {
			if !strings.Contains(page+strings.Join(unpacked(t, page), ""), want) {
				t.Errorf("%d contracts: no %q", tc.n, want)
			}
		}
	}
}

const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>` + "\x00\x1b[31m\u202e"

// hostile puts it wherever a contract can put a text.
func hostile(i int, r *archive.Record) {
	r.Facts.Supplier, r.Language = evil, evil
	r.Format = document.Format(evil)
	r.Places = []archive.Place{{Source: evil, Path: fmt.Sprint(i) + evil}}
	r.Parties = []clause.PartyInfo{{Role: evil, Names: []string{evil}}}
	r.Warnings = []document.Warning{{Code: document.WarnLimit, File: evil, Message: evil}}
	for k := range r.Results {
		res := &r.Results[k]
		res.Title, res.Reason, res.Lacks, res.Flags = evil, evil, []string{evil}, []string{evil}
		for j := range res.Findings {
			f := &res.Findings[j]
			f.Quote, f.Why, f.Label, f.Heading, f.Element, f.File, f.Lead = evil, evil, evil, evil, evil, evil, evil
			f.Value = &clause.Value{Kind: "duration", Raw: evil, Norm: fmt.Sprintf("PT%dH", 1+i*i)}
		}
	}
}

func TestHostile(t *testing.T) {
	store := &made{n: 60, requirements: 12, edit: hostile, failures: []archive.Record{{Places: []archive.Place{{Path: evil}}, Failure: &archive.Failure{Class: archive.Damaged, Message: evil}}}}
	page := write(t, store, dashboard.Options{Title: evil})
	rest := packed.ReplaceAllString(page, "")
	if n := strings.Count(rest, "<script"); n != 2 {
		t.Errorf("%d scripts, want the words and the script of the page", n)
	}
	for _, part := range []string{"<img", "<script>alert", "\x00", "\x1b", "\u202e"} {
		if strings.Contains(rest, part) {
			t.Errorf("%q stands in the page as it came", part)
		}
	}
	if strings.Contains(rest, "innerHTML") || strings.Contains(rest, "insertAdjacentHTML") {
		t.Error("the script makes markup of texts")
	}
}

func TestTooMany(t *testing.T) {
	var out bytes.Buffer
	store := &made{n: dashboard.Most + 1, requirements: 1}
	err := dashboard.Write(t.Context(), &out, store, dashboard.Options{})
	var many *dashboard.TooManyError
	if !errors.As(err, &many) || many.Documents != dashboard.Most+1 || out.Len() > 0 || store.passes > 0 {
		t.Errorf("%v, %d bytes written", err, out.Len())
	}
	if english := lang.English.Sentence(err.Error()); !strings.HasPrefix(english, "a page shows at most 20000 contracts") {
		t.Errorf("in English: %q", english)
	}
}

// What changes between the two passes would put quotes with other verdicts.
func TestChanged(t *testing.T) {
	for name, change := range map[string]func(i int, r *archive.Record){
		"another document": func(i int, r *archive.Record) { r.SHA256 = strings.Repeat("0", 64) },
		"another verdict": func(i int, r *archive.Record) {
			r.Results[0].Status = map[bool]clause.Status{true: clause.Partial, false: clause.Met}[r.Results[0].Status == clause.Met]
		},
	} {
		store := &made{n: 3, requirements: 4}
		store.edit = func(i int, r *archive.Record) {
			if store.passes == 2 && i == 2 {
				change(i, r)
			}
		}
		if err := dashboard.Write(t.Context(), io.Discard, store, dashboard.Options{}); !errors.Is(err, dashboard.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// failing is a store that breaks off.
type failing struct{ *made }

var errStore = errors.New("the store fails")

func (f failing) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		for r := range f.made.Records(ctx, q) {
			if f.passes == 2 || q.Failed {
				yield(archive.Record{}, errStore)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestErrors(t *testing.T) {
	if err := dashboard.Write(t.Context(), io.Discard, failing{&made{n: 2, requirements: 2}}, dashboard.Options{}); !errors.Is(err, errStore) {
		t.Errorf("a store that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := dashboard.Write(ctx, io.Discard, &made{n: 2, requirements: 2}, dashboard.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ended: %v", err)
	}
	if err := dashboard.Write(t.Context(), broken{}, &made{n: 2, requirements: 2}, dashboard.Options{}); !errors.Is(err, errStore) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errStore }

// What is far from the usual is told, with what is usual.
func TestApart(t *testing.T) {
	page := write(t, &made{n: 200, requirements: 12, edit: func(i int, r *archive.Record) {
		r.Kind = clause.KindProcessorAgreement
		for k := range r.Results {
			res := &r.Results[k]
			res.Status, res.Findings = clause.Met, []clause.Finding{{Element: "termijn", Quote: "binnen 48 uur"}}
			switch {
			case i == 77:
				res.Status = clause.Missing
			case i == 3 && k == 5:
				res.Status = clause.Conflict
			case k == 0:
				res.Findings[0].Value = &clause.Value{Kind: "duration", Raw: "48 uur", Norm: "PT48H"}
				if i == 9 {
					res.Findings[0].Value = &clause.Value{Kind: "duration", Raw: "14 dagen", Norm: "P14D"}
				}
			case k == 1:
				res.Findings[0].Value = &clause.Value{Kind: "percentage", Raw: "99,5%", Norm: "99.5"}
				if i == 11 {
					res.Findings[0].Value = &clause.Value{Kind: "percentage", Raw: "95%", Norm: "95"}
				}
			}
		}
	}}, dashboard.Options{})
	for _, want := range []string{
		"12 strijdig of ontbrekend; gebruikelijk is 0 (200 documenten van deze soort)",
		"14 dagen; gebruikelijk is 48 uur (199 contracten)", "95%; gebruikelijk is 99,5% (199 contracten)",
		"strijdig, terwijl 99 % van 200 contracten voldoet",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, no := range []string{"48 uur; gebruikelijk", "99,5%; gebruikelijk"} {
		if strings.Contains(page, no) {
			t.Errorf("%q is told", no)
		}
	}
}

// Evidence over the budget is shortened, and the page says so.
func TestBudget(t *testing.T) {
	long := func(i int, r *archive.Record) {
		for k := range r.Results {
			for j := range r.Results[k].Findings {
				f := &r.Results[k].Findings[j]
				f.Quote = ""
				for part := range 5 {
					f.Quote += fmt.Sprintf("%x ", sha256.Sum256(fmt.Append(nil, i, k, j, part)))
				}
			}
		}
	}
	whole := write(t, &made{n: 100, requirements: 40, edit: long}, dashboard.Options{})
	if strings.Contains(whole, "werd deze pagina te groot") {
		t.Error("the quotes of a few contracts are cut")
	}
	small := write(t, &made{n: 100, requirements: 40, edit: long}, dashboard.Options{}.WithBudget())
	if !strings.Contains(small, "werd deze pagina te groot") {
		t.Error("the page does not tell that quotes are cut")
	}
	evidence := func(page string) (n int) {
		for _, m := range packed.FindAllStringSubmatch(page, -1)[1:] {
			n += len(m[1])
		}
		return n
	}
	if a, b := evidence(whole), evidence(small); b > 100*3600 || a < b {
		t.Errorf("%d bytes of evidence, %d over the budget", a, b)
	}
}

func ExampleWrite() {
	store := archive.NewMemory()
	ctx := context.Background()
	if err := storetest.Fill(ctx, store, 40, 1); err != nil {
		fmt.Println(err)
		return
	}
	var page strings.Builder
	err := dashboard.Write(ctx, &page, store, dashboard.Options{Title: "Cloudcontracten", Query: archive.Query{FromYear: 2019}})
	fmt.Println(strings.Contains(page.String(), "<title>Cloudcontracten</title>"), err)
	// Output: true <nil>
}
