// Package judged reads contracts that people labelled, and counts how far the
// verdicts of a program agree with theirs. Only tests use it.
package judged

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/rules"
)

// Label is what a reader found in a contract for one requirement.
type Label struct {
	Doc         string        `json:"doc"` // see DocOf
	Requirement rules.ID      `json:"req"`
	Status      clause.Status `json:"status"` // met, partial, conflict or missing
	Quotes      []string      `json:"quotes"` // verbatim, of what decides; none for missing
	Note        string        `json:"note"`
}

// Labels are those of a set of contracts, in the order of their file.
type Labels []Label

// Load reads labels, one JSON object a line. It fails on a line that is no
// label, on a status that no reader gives, and where a pair is labelled twice.
func Load(file string) (Labels, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out Labels
	seen := map[[2]string]bool{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		if len(strings.TrimSpace(in.Text())) == 0 {
			continue
		}
		var l Label
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
		switch l.Status {
		case clause.Met, clause.Partial, clause.Conflict, clause.Missing:
		default:
			return nil, fmt.Errorf("%s:%d: status %q", file, line, l.Status)
		}
		key := [2]string{l.Doc, string(l.Requirement)}
		if l.Doc == "" || l.Requirement == "" || seen[key] {
			return nil, fmt.Errorf("%s:%d: no document or requirement, or labelled before", file, line)
		}
		seen[key] = true
		out = append(out, l)
	}
	return out, in.Err()
}

// DocOf is the name by which labels know a file: the digits with which its base
// name begins, or without such the base name without extension.
func DocOf(file string) string {
	base := filepath.Base(file)
	if n := strings.IndexFunc(base, func(r rune) bool { return r < '0' || r > '9' }); n > 0 {
		return base[:n]
	}
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// Requirements are those that were labelled, in order of appearance.
func (l Labels) Requirements() []rules.ID {
	var out []rules.ID
	for i := range l {
		if !slices.Contains(out, l[i].Requirement) {
			out = append(out, l[i].Requirement)
		}
	}
	return out
}

// Docs are the documents that were labelled, sorted.
func (l Labels) Docs() []string {
	var out []string
	for i := range l {
		out = append(out, l[i].Doc)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Of gives the label of a pair: Missing where the reader wrote none.
func (l Labels) Of(doc string, id rules.ID) Label {
	for i := range l {
		if l[i].Doc == doc && l[i].Requirement == id {
			return l[i]
		}
	}
	return Label{Doc: doc, Requirement: id, Status: clause.Missing}
}

// Tally counts pairs by what the reader and what the program said.
type Tally map[[2]clause.Status]int

// Add counts one pair.
func (t Tally) Add(want, said clause.Status) { t[[2]clause.Status{want, said}]++ }

// N is the number of pairs.
func (t Tally) N() int {
	n := 0
	for _, k := range t {
		n += k
	}
	return n
}

// Present is the number of pairs that the reader did not call missing.
func (t Tally) Present() int {
	return t.count(func(want, _ clause.Status) bool { return want != clause.Missing })
}

// Accuracy is the share of pairs with the same status; 0 without pairs.
func (t Tally) Accuracy() float64 {
	return ratio(t.count(func(want, said clause.Status) bool { return want == said }), t.N())
}

// F1 tells how well the program finds what is there, whatever its status: the
// harmonic mean of precision and recall. It has no meaning, and ok is false,
// where neither reader nor program found anything.
func (t Tally) F1() (f1 float64, ok bool) {
	there := func(s clause.Status) bool { return s != clause.Missing && s != clause.Unknown }
	both := t.count(func(want, said clause.Status) bool { return there(want) && there(said) })
	one := t.count(func(want, said clause.Status) bool { return there(want) != there(said) })
	return ratio(2*both, 2*both+one), both+one > 0
}

func (t Tally) count(which func(want, said clause.Status) bool) int {
	n := 0
	for pair, k := range t {
		if which(pair[0], pair[1]) {
			n += k
		}
	}
	return n
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
