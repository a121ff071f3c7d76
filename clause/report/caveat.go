package report

import (
	"fmt"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/textpage"
)

// caveats are the sentences of doubt that several requirements of a report
// share. They are told once, at its end.
type caveats struct {
	number map[string]int // 1 and up, in the order of the entries
	list   []string
	cut    map[string][]string // caveats cut into their sentences
}

// sentences cuts a caveat into its sentences.
func (c *caveats) sentences(caveat string) []string {
	list, known := c.cut[caveat]
	if known {
		return list
	}
	text := clean(caveat)
	for _, r := range dutch.Sentences(text) {
		if s := strings.TrimSpace(text[r.Start:r.End]); s != "" {
			list = append(list, s)
		}
	}
	c.cut[caveat] = list
	return list
}

// share finds what the caveats of the results that get an entry have in common.
func (t *textReport) share() {
	t.caveats = caveats{number: map[string]int{}, cut: map[string][]string{}}
	count := map[string]int{}
	var order []string
	for _, s := range t.sections() {
		if s.listed != "" && !t.verbose {
			continue
		}
		for _, r := range t.selected(s.takes) {
			for _, text := range unique(t.caveats.sentences(r.Caveat)) {
				if count[text]++; count[text] == 2 {
					order = append(order, text)
				}
			}
		}
	}
	for _, text := range order {
		t.caveats.list = append(t.caveats.list, text)
		t.caveats.number[text] = len(t.caveats.list)
	}
}

// shared refers to the doubts of a result that are told at the end.
func (t *textReport) shared(r *clause.Result) string {
	var marks []string
	for _, text := range unique(t.caveats.sentences(r.Caveat)) {
		if n := t.caveats.number[text]; n > 0 {
			marks = append(marks, fmt.Sprintf("[%d]", n))
		}
	}
	if marks == nil {
		return ""
	}
	return strings.ReplaceAll(t.Textf("onzeker, zie %s", strings.Join(marks, glue)), " ", glue)
}

// caveat writes the doubts that are the result's own; in a short report the
// first.
func (t *textReport) caveat(r *clause.Result) {
	var own []string
	for _, text := range t.caveats.sentences(r.Caveat) {
		if t.caveats.number[text] == 0 {
			own = append(own, text)
		}
	}
	if len(own) > 1 && !t.verbose {
		own = []string{own[0] + glue + "…"}
	}
	if len(own) > 0 {
		t.labelled("  Onzeker:", 11, strings.Join(own, " "))
	}
}

// doubts writes the doubts that several results share.
func (t *textReport) doubts() {
	if len(t.caveats.list) == 0 {
		return
	}
	t.title(t.Text("Onzeker"), len(t.caveats.list), textpage.Dim)
	for i, text := range t.caveats.list {
		t.Wrap(fmt.Sprintf("[%d]", i+1), 5, text)
	}
}
