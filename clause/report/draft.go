package report

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
)

// What a report on a draft with tracked changes tells besides: how it was read,
// which verdicts the changes alter, what is new and what goes.

// changed lists the requirements whose verdict the changes alter, the losses
// first.
func (t *textReport) changed() {
	var lost, gained []*clause.Result
	for i := range t.r.Results {
		r := &t.r.Results[i]
		switch {
		case r.Was == "":
		case gravity(r.Status) > gravity(r.Was):
			lost = append(lost, r)
		default:
			gained = append(gained, r)
		}
	}
	if len(lost)+len(gained) == 0 {
		return
	}
	t.title(t.Text("Anders door de wijzigingen"), len(lost)+len(gained), textpage.Bold)
	for _, r := range append(lost, gained...) {
		style := textpage.Green
		if gravity(r.Status) > gravity(r.Was) {
			style = textpage.Red
		}
		t.Wrap(t.Paint(style, wording.Mark(r.Status)), 2, t.Textf("%s: was %s, nu %s", clean(r.Title), r.Was.In(t.Language), r.Status.In(t.Language)))
	}
}

// gravity orders verdicts by what is lost with them.
func gravity(s clause.Status) int {
	switch s {
	case clause.Conflict:
		return 4
	case clause.Missing:
		return 3
	case clause.Unknown:
		return 2
	case clause.Partial:
		return 1
	}
	return 0
}

// lapsed writes the passages that counted before the changes, as they read then.
func (t *textReport) lapsed(r *clause.Result) {
	if len(r.Lapsed) == 0 {
		return
	}
	t.Wrap("", 2, t.Text("Luidde vóór de wijzigingen:"))
	t.findings(r.Lapsed, 3)
}
