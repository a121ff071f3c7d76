package rules

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// Every built-in requirement can be read in two languages, tells where it comes
// from and with which words it is known, and proposes a text where it obliges.
func TestBuiltinIsComplete(t *testing.T) {
	c, err := Load(Sources())
	if err != nil {
		t.Fatal(err)
	}
	for q := range c.All() {
		lacks := func(what string) { t.Errorf("%s lacks %s", q.ID, what) }
		if q.TitleEN == "" || q.Meaning == "" || q.MeaningEN == "" {
			lacks("its title or meaning in Dutch and English")
		}
		if len(q.Vocabulary.NL) == 0 {
			lacks("its vocabulary")
		}
		for _, s := range q.Sources {
			if s.Place == "" && q.Importance == Must && !strings.Contains(s.Document, "(") {
				lacks("the place in " + s.Document)
			}
		}
		if q.Importance != Could && q.Model.NL == "" {
			lacks("a model text")
		}
		for name, limit := range q.Thresholds {
			if limit.Basis == "" {
				lacks("the origin of threshold " + name)
			}
		}
		if (q.Certainty == CertaintyOne || q.Certainty == CertaintyNone) && q.Caveat == "" {
			lacks("what a lawyer must check, with certainty " + string(q.Certainty))
		}
	}
}

// The catalogue that the rules were written from: all of its requirements are
// there, and its sentences stand among the examples under the verdict that it
// gives them.
func TestBuiltinHoldsTheCatalogue(t *testing.T) {
	const dir = "../../shared/catalogue/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the catalogue is not here: ", dir)
	}
	c, err := Load(Sources())
	if err != nil {
		t.Fatal(err)
	}
	each := func(file string, f func(line []byte)) {
		in, err := os.Open(dir + file)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		lines := bufio.NewScanner(in)
		for lines.Scan() {
			f(lines.Bytes())
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	ids := 0
	each("requirements.jsonl", func(line []byte) {
		var want struct{ ID, Belang string }
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		ids++
		q, ok := c.Lookup(ID(want.ID))
		if !ok {
			t.Errorf("%s is not in the catalogue", want.ID)
			return
		}
		if belang := strings.Replace(want.Belang, "must*", string(MustAnnex), 1); belang != string(q.Importance) {
			t.Errorf("%s is %s, the catalogue says %s", want.ID, q.Importance, belang)
		}
	})
	sentences, later := 0, 0
	each("examples.jsonl", func(line []byte) {
		var x struct{ ID, Label, Text string }
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		sentences++
		q, ok := c.Lookup(ID(x.ID))
		if !ok {
			return // told above
		}
		for _, k := range q.Examples.Known {
			if sameText(k.Text, x.Text) {
				later++
				return
			}
		}
		if !holds(q, x.Label, x.Text) {
			t.Errorf("%s: no example %s: %s", x.ID, x.Label, x.Text)
		}
	})
	t.Logf("%d requirements, %d sentences, %d of them for later", ids, sentences, later)
	if later*100 > 3*sentences {
		t.Errorf("%d of %d sentences are for later; at most 3%% may be", later, sentences)
	}
}

func holds(q *Requirement, label, text string) bool {
	var list []string
	switch label {
	case "met":
		list = q.Examples.Met
	case "partial":
		for _, p := range q.Examples.Partial {
			list = append(list, p.Text)
		}
	case "conflict":
		list = q.Examples.Conflict
	case "near-miss":
		list = q.Examples.Missing
	case "verdeling":
		list = slices.Concat(q.Examples.Customer, q.Examples.Both, q.Examples.Provider)
	}
	for _, x := range list {
		if sameText(x, text) {
			return true
		}
	}
	return false
}

func sameText(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
