package clause_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// Of our contracts a report in English says the same as one in Dutch: it differs
// in what a reader reads and in nothing else, and none of that is left in Dutch.
func TestLanguages(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many contracts many times")
	}
	catalogue, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var checkers [2]*clause.Checker
	for i, l := range lang.Languages() {
		if checkers[i], err = clause.New(catalogue, clause.Options{Language: l}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("../testdata/contracts/*.[dp][od][cf]*")
	if err != nil || len(files) == 0 {
		t.Fatal("no contracts", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc, err := extract.OpenFile(context.Background(), file, extract.Options{Revisions: document.AllRevisions})
			if err != nil {
				t.Fatal(err)
			}
			w := languageWalk{t: t}
			w.both(func(i int) (any, error) { return checkers[i].Check(context.Background(), doc) })
			w.both(func(i int) (any, error) { return checkers[i].ExplainAll(context.Background(), doc) })
			for _, id := range []rules.ID{"ksz.audit.recht", "avg.28-3-b.geheimhouding", "ksz.continuiteit.rto", "ksz.vertrouwelijkheid.incidentmelding"} {
				w.both(func(i int) (any, error) { return checkers[i].Explain(context.Background(), doc, id) })
			}
			if w.sentences < 100 {
				t.Errorf("only %d sentences were compared", w.sentences)
			}
		})
	}
}

// languageWalk compares a Dutch and an English report field by field.
type languageWalk struct {
	t         *testing.T
	sentences int
}

// both compares what the two checkers make.
func (w *languageWalk) both(make func(i int) (any, error)) {
	w.t.Helper()
	var trees [2]any
	for i := range trees {
		value, err := make(i)
		if err != nil {
			w.t.Fatal(err)
		}
		content, err := json.Marshal(value)
		if err != nil {
			w.t.Fatal(err)
		}
		if err := json.Unmarshal(content, &trees[i]); err != nil {
			w.t.Fatal(err)
		}
	}
	w.compare("", "", trees[0], trees[1])
}

// forReaders are the fields that people read.
var forReaders = []string{"title", "reason", "lacks", "flags", "why", "caveat", "message", "asks"}

func (w *languageWalk) compare(path, field string, dutch, english any) {
	switch d := dutch.(type) {
	case map[string]any:
		e := english.(map[string]any)
		if len(d) != len(e) {
			w.t.Errorf("%s: %d fields in Dutch, %d in English", path, len(d), len(e))
		}
		for name, value := range d {
			if name == "waiver" || name == "pattern" && value == "kop, lijst of tabel" {
				continue // in the words of a user; told where there is no pattern
			}
			w.compare(path+"."+name, name, value, e[name])
		}
	case []any:
		e := english.([]any)
		if len(d) != len(e) {
			w.t.Errorf("%s: Dutch has %q, English %q", path, d, e)
			return
		}
		for i := range d {
			w.compare(fmt.Sprintf("%s[%d]", path, i), field, d[i], e[i])
		}
	case string:
		e := english.(string)
		name := field == "flags" && !strings.Contains(d, " ")
		if d == "" || name || !slices.Contains(forReaders, field) {
			if d != e {
				w.t.Errorf("%s: %q in Dutch, %q in English", path, d, e)
			}
			return
		}
		w.sentences++
		if d == e {
			w.t.Errorf("%s is Dutch: %q", path, e)
		} else if word := dutchIn(e); word != "" {
			w.t.Errorf("%s has %q in %q", path, word, e)
		}
	default:
		if dutch != english {
			w.t.Errorf("%s: %v in Dutch, %v in English", path, dutch, english)
		}
	}
}

// dutchIn gives a word of Dutch that stands in an English text outside its
// quotes.
func dutchIn(text string) string {
	for _, marks := range [...][2]string{{"“", "”"}, {"«", "»"}} {
		for {
			before, rest, open := strings.Cut(text, marks[0])
			_, after, closed := strings.Cut(rest, marks[1])
			if !open || !closed {
				break
			}
			text = before + after
		}
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,.;:()", r) }) {
		switch word {
		case "de", "het", "een", "van", "voor", "niet", "wordt", "worden", "geen", "bij", "dat", "aan", "uit", "naar", "zijn", "blz", "lid", "uur", "dagen", "klant", "leverancier", "gegevens":
			return word
		}
	}
	return ""
}
