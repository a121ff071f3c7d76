package report

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// What a report on a draft with tracked changes tells besides: how it was read,
// which verdicts the changes alter, what is new and what goes.

// revisions tells how a draft was read, "" where it has no tracked changes.
func revisions(info *clause.RevisionInfo) string {
	if info == nil {
		return ""
	}
	by := ""
	const named = 3
	if n := len(info.Authors); n > 0 {
		names := info.Authors
		if n > named {
			names = append(slices.Clip(names[:named]), "anderen")
		}
		by = " door " + clean(enumeration(names))
	}
	switch info.Reading {
	case document.AllRevisions:
		var parts []string
		if info.Inserted > 0 {
			parts = append(parts, count(info.Inserted, "invoeging", "invoegingen"))
		}
		if info.Deleted > 0 {
			parts = append(parts, count(info.Deleted, "schrapping", "schrappingen"))
		}
		return strings.Join(parts, " en ") + by + "; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd, met daarbij wat er vervalt"
	case document.OriginalRevisions:
		return "bijgehouden" + by + "; getoetst is de tekst zoals die vóór de wijzigingen luidde"
	}
	return "bijgehouden" + by + "; getoetst is de tekst zoals die luidt als alle wijzigingen worden geaccepteerd (--revisions all toont ook wat er vervalt)"
}

// enumeration lists names as a sentence does.
func enumeration(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " en " + names[last]
}

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
	t.title("Anders door de wijzigingen", len(lost)+len(gained), bold)
	for _, r := range append(lost, gained...) {
		style := green
		if gravity(r.Status) > gravity(r.Was) {
			style = red
		}
		t.wrap(t.paint(style, mark(r.Status)), 2, clean(r.Title)+": was "+r.Was.Dutch()+", nu "+r.Status.Dutch())
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

// was tells the verdict on the text before the changes, where they alter it.
func was(r *clause.Result) string {
	if r.Was == "" {
		return ""
	}
	return "was:" + glue + r.Was.Dutch()
}

// novelty tells that a passage is new in the draft, or goes with it.
func novelty(f *clause.Finding) string {
	switch f.Revision {
	case document.Inserted:
		return "nieuw in dit concept"
	case document.Deleted:
		return "vervalt in dit concept"
	}
	return ""
}

// renewed tells how far the findings of a result are new in the draft, or go
// with it.
func renewed(findings []clause.Finding) string {
	told, n := "", 0
	for i := range findings {
		if s := novelty(&findings[i]); s != "" {
			told = s
			n++
		}
	}
	if 0 < n && n < len(findings) {
		return "deels " + told
	}
	return told
}

// lapsed writes the passages that counted before the changes, as they read then.
func (t *textReport) lapsed(r *clause.Result) {
	if len(r.Lapsed) == 0 {
		return
	}
	t.wrap("", 2, "Luidde vóór de wijzigingen:")
	t.findings(r.Lapsed, 3)
}
