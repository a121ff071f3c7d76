package rules

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const englishDir = "english"

// sharedWords is the table of the words that no pack owns.
const sharedWords = "woorden"

// phrases lists, per table, every distinct text of the built-in catalogue that a
// report can show in Dutch and that has no English form in its own file. One that
// several tables need stands in the first: those of the shared words, the
// vocabulary and the profiles, then the packs by rank.
func phrases(c *Catalogue) (tables []string, of map[string][]string) {
	of = map[string][]string{}
	seen := map[string]bool{}
	put := func(table string, texts ...string) {
		if !slices.Contains(tables, table) {
			tables = append(tables, table)
		}
		for _, text := range texts {
			if text != "" && !seen[text] {
				seen[text] = true
				of[table] = append(of[table], text)
			}
		}
	}
	cite := func(table string, sources []Citation) {
		for _, s := range sources {
			put(table, s.Document)
			if _, ok := writePlace(s.Place); !ok {
				put(table, s.Place)
			}
		}
	}
	for _, i := range []Importance{Must, MustAnnex, Should, Could} {
		put(sharedWords, i.Dutch())
	}
	for _, b := range []Bearer{Provider, Customer, Both, Document} {
		put(sharedWords, b.Dutch())
	}
	for _, b := range []Basis{BasisLaw, BasisSource, BasisHouse, BasisOwn} {
		put(sharedWords, b.Dutch())
	}
	for _, z := range []Certainty{CertaintyText, CertaintyTwo, CertaintyOne, CertaintyNone} {
		put(sharedWords, z.Dutch())
	}
	for _, s := range []Scope{ScopeSentence, ScopeParagraph, ScopeArticle, ScopeContract} {
		put(sharedWords, s.Dutch())
	}
	for _, h := range []Holder{HeldByCustomer, HeldByBoth, HeldByProvider} {
		put(sharedWords, string(h))
	}
	for w := range c.Weakeners() {
		put(SharedPack, w.Lacks)
		w.Clauses(func(_ string, clause *Clause) bool { put(SharedPack, clause.Reason); return true })
	}
	for _, p := range c.Profiles() {
		put(ProfileDir, p.Title, p.Meaning)
		for i := range p.Adjustments {
			a := &p.Adjustments[i]
			for _, e := range a.Elements {
				put(ProfileDir, e.Name, e.Lacks, e.Flag)
			}
			a.each(func(_ string, clause *Clause) { put(ProfileDir, clause.Reason) })
		}
	}
	for _, p := range c.Packs() {
		put(p.Name, p.Title)
		cite(p.Name, p.Sources)
	}
	for q := range c.All() {
		pack := q.Pack()
		put(pack, q.Caveat)
		cite(pack, q.Sources)
		for _, e := range q.Elements {
			put(pack, e.Name, e.Lacks, e.Flag)
		}
		q.Clauses(func(_ Role, _ *Element, _ string, clause *Clause) bool { put(pack, clause.Reason); return true })
	}
	return tables, of
}

// table is a table as it has to be: the phrases in order, each with its English
// form, which is empty for one that has none yet.
func table(phrases []string, english map[string]string) string {
	var b strings.Builder
	for _, dutch := range slices.Sorted(slices.Values(phrases)) {
		b.WriteString(dutch + "\t" + english[dutch] + "\n")
	}
	return b.String()
}

// Every phrase of the built-in catalogue has an English form, in the table of its
// pack, and nothing else stands there. With -update the tables get a line for each
// new phrase, to be filled in, and lose those that are gone.
func TestEnglishTables(t *testing.T) {
	c, err := Load(Sources())
	if err != nil {
		t.Fatal(err)
	}
	tables, of := phrases(c)
	if *update {
		writeTables(t, tables, of)
	}
	const todo = "run go test ./rules -run TestEnglishTables -update, and write the English behind the tab of every line of rules/english that has none"
	english := readTables(t)
	for _, name := range tables {
		for _, dutch := range of[name] {
			if strings.ContainsAny(dutch, "\t\n") {
				t.Errorf("%s: %q has a tab or a line break, which a table cannot hold; write it on one line", name, dutch)
			} else if english[dutch] == "" {
				t.Errorf("%s: no English for %q; %s", name, dutch, todo)
			}
		}
		file := filepath.Join(englishDir, name+".tsv")
		content, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%v; %s", err, todo)
			continue
		}
		if string(content) != table(of[name], english) {
			t.Errorf("%s has lines out of order, twice, of another pack, or that the catalogue no longer has; %s", file, todo)
		}
	}
	files, err := filepath.Glob(filepath.Join(englishDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !slices.Contains(tables, strings.TrimSuffix(filepath.Base(file), ".tsv")) {
			t.Errorf("%s belongs to no pack; %s", file, todo)
		}
	}
}

// readTables reads the lines of all tables.
func readTables(t *testing.T) map[string]string {
	t.Helper()
	english := map[string]string{}
	files, err := filepath.Glob(filepath.Join(englishDir, "*.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			if dutch, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); text != "" {
				english[dutch] = text
			}
		}
	}
	return english
}

// writeTables writes the tables anew and takes away those of packs that are gone.
func writeTables(t *testing.T, tables []string, of map[string][]string) {
	t.Helper()
	english := readTables(t)
	files, err := filepath.Glob(filepath.Join(englishDir, "*.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range tables {
		if err := os.WriteFile(filepath.Join(englishDir, name+".tsv"), []byte(table(of[name], english)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
