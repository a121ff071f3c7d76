package clause_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/rules"
)

// byPatterns is a checker of the whole catalogue that judges by the rules alone:
// what only looks like an example has no sides.
func byPatterns(t testing.TB) *clause.Checker {
	t.Helper()
	c, err := clause.New(builtinCatalogue(t), clause.Options{PatternsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func statuses(t testing.TB, c *clause.Checker, doc *document.Document) map[rules.ID]clause.Status {
	t.Helper()
	r, err := c.Check(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	out := map[rules.ID]clause.Status{}
	for i := range r.Results {
		out[r.Results[i].Requirement] = r.Results[i].Status
	}
	return out
}

// contractTexts are the texts of the contracts that ship, and of the measuring
// material where that is at hand.
func contractTexts(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{}
	files, err := filepath.Glob("../testdata/contracts/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatalf("no contracts: %v", err)
	}
	for _, file := range files {
		doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(file)] = doc.Text
	}
	files, err = filepath.Glob(filepath.Join(sharedFolder(), "corpus", "text", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(file)] = string(data)
	}
	return texts
}

// notShared is why a test that needs the measuring material is skipped: it is no
// part of the repository.
const notShared = "the shared measuring material is not there; set CLAUSULE_SHARED to its folder"

func sharedFolder() string {
	if dir := os.Getenv("CLAUSULE_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "shared")
}

func readPlain(t testing.TB, text string) *document.Document {
	t.Helper()
	doc, err := plain.Read(context.Background(), document.Source{Name: "contract.txt", Data: []byte(text)}, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// A transformation writes a contract in another way, or promises another thing.
type transformation struct {
	name string
	of   func(string) string
	// except are requirements of which the words themselves are changed.
	except []rules.ID
}

var sameMeaning = []transformation{
	{name: "some no-break spaces", of: nthBlank(3, "\u00a0")},
	{name: "only no-break spaces", of: nthBlank(1, "\u00a0")},
	{name: "thin spaces", of: nthBlank(4, "\u2009")},
	{name: "double blanks", of: nthBlank(5, "  ")},
	{name: "lines of a page", of: wrap},
	{name: "hyphens at line ends", of: hyphenate},
	{name: "curly quotes", of: curly},
	{name: "straight quotes", of: straight},
	{name: "VERWERKER", of: capitals},
	{name: "in verwerker", of: small},
	{name: "Verwerker for de Verwerker", of: withoutArticles},
	{name: "de Verwerker for Verwerker", of: withArticles},
	{name: "ARTIKEL 7. DATALEKKEN", of: loudHeadings},
	{name: "sub-verwerker for subverwerker and back", of: replaceWords("subverwerker", "sub-verwerker", "subverwerkers", "sub-verwerkers", "sub-verwerker", "subverwerker", "sub-verwerkers", "subverwerkers")},
	{name: "sub verwerker", of: replaceWords("sub-verwerker", "sub verwerker", "sub-verwerkers", "sub verwerkers", "subverwerker", "sub verwerker", "subverwerkers", "sub verwerkers")},
	{name: "Leverancier for Verwerker", of: replaceWords("verwerker", "leverancier", "bewerker", "leverancier")},
	{name: "Opdrachtnemer for Verwerker", of: replaceWords("verwerker", "opdrachtnemer", "bewerker", "opdrachtnemer")},
	// That the customer is "verwerkingsverantwoordelijke" is what this one asks.
	{name: "Opdrachtgever for Verwerkingsverantwoordelijke", of: replaceWords("verwerkingsverantwoordelijke", "opdrachtgever"), except: []rules.ID{"ksz.privacy.eindverantwoordelijkheid"}},
	{name: "Klant for Verwerkingsverantwoordelijke", of: replaceWords("verwerkingsverantwoordelijke", "klant"), except: []rules.ID{"ksz.privacy.eindverantwoordelijkheid"}},
	{name: "other numbers", of: renumber},
}

// How a contract is written changes no verdict.
func TestSameMeaning(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts or examples")
	}
	c := builtin(t)
	texts := contractTexts(t)
	changed := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		t.Run(name, func(t *testing.T) {
			want := statuses(t, c, readPlain(t, text))
			for _, tr := range sameMeaning {
				other := tr.of(text)
				if other == text || (tr.name == "lines of a page" || tr.name == "hyphens at line ends") && wrapped(text) {
					continue
				}
				changed[tr.name]++
				for _, d := range differences(want, statuses(t, c, readPlain(t, other)), tr.except) {
					t.Errorf("%s: %s", tr.name, d)
				}
			}
		})
	}
	for _, tr := range sameMeaning {
		if changed[tr.name] == 0 {
			t.Errorf("%s: changes no contract", tr.name)
		}
	}
}

func differences(want, got map[rules.ID]clause.Status, except []rules.ID) []string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] && !slices.Contains(except, id) {
			out = append(out, fmt.Sprintf("%s is %s, was %s", id, got[id], want[id]))
		}
	}
	return out
}

// A contract gets the same verdicts as text, as Word file and as PDF, but for
// what a format takes away. The command has such a test for the contracts that
// ship, in more formats.
func TestSameInEveryFormat(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	c := builtin(t)
	first := map[string]map[rules.ID]clause.Status{}
	pairs, same := 0, 0
	for _, format := range []string{"txt", "docx", "pdf"} {
		folder := map[string]string{"txt": "text"}[format]
		if folder == "" {
			folder = format
		}
		files, err := filepath.Glob(filepath.Join(sharedFolder(), "corpus", folder, "*."+format))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			t.Skip(notShared)
		}
		for _, file := range files {
			doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
			got := statuses(t, c, doc)
			if first[name] == nil {
				first[name] = got
				continue
			}
			differ := differences(first[name], got, nil)
			pairs += len(got)
			same += len(got) - len(differ)
			for _, d := range differ {
				t.Logf("%s as %s: %s", name, format, d)
			}
		}
	}
	if float64(same) < 0.98*float64(pairs) {
		t.Errorf("%d of %d verdicts are the same in all formats; at least 98%% must be", same, pairs)
	}
	t.Logf("%d of %d verdicts are the same in all formats", same, pairs)
}
