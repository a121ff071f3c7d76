package overview

import (
	"cmp"
	"io"
	"iter"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/internal/textpage"
	"github.com/clausule/clausule/clause/internal/wording"
)

// turn is a change of verdict on a requirement.
type turn struct {
	id, title string
	was, now  clause.Status
}

// Impact writes what another catalogue would change: per document the verdicts
// that differ, and at the end per requirement how many documents turn. It returns
// the number of documents with a change and of those that could not be judged
// again, and the first error.
func Impact(w io.Writer, impacts iter.Seq2[archive.Impact, error], o Options) (changed, untold int, err error) {
	p := o.page(w)
	turns := map[turn]int{}
	judged := 0
	for i, err := range impacts {
		if err != nil {
			return changed, untold, err
		}
		switch {
		case i.Failure != nil:
			untold++
		case len(i.Changes) == 0:
			judged++
			continue
		default:
			judged++
			changed++
		}
		p.head(&i.Record)
		if i.Failure != nil {
			p.WrapStyled("  ! ", 4, wording.Clean(p.Sentence(i.Failure.Message)), textpage.Yellow)
		}
		for _, c := range i.Changes {
			turns[turn{string(c.Requirement), wording.Clean(c.Title), c.Was, c.Now}]++
			p.Wrap("  "+p.Paint(statusStyles[c.Now], direction(c.Was, c.Now))+" ", 4, p.turned(c.Was, c.Now)+": "+wording.Clean(cmp.Or(c.Title, string(c.Requirement)))+" ("+string(c.Requirement)+")")
		}
		p.Line("")
	}
	if len(turns) > 0 {
		p.Line(p.Paint(textpage.Bold, p.Text("Per eis")))
		var list []turn
		for t := range turns {
			list = append(list, t)
		}
		slices.SortFunc(list, func(a, b turn) int {
			return cmp.Or(cmp.Compare(turns[b], turns[a]), cmp.Compare(a.id, b.id), cmp.Compare(a.was, b.was), cmp.Compare(a.now, b.now))
		})
		for _, t := range list {
			p.Wrap("  "+p.Language.Number(turns[t])+"  ", 8, p.turned(t.was, t.now)+": "+cmp.Or(t.title, t.id)+" ("+t.id+")")
		}
		p.Line("")
	}
	p.Line(p.Textf("Van %s verandert er bij %s een oordeel.", p.Count(judged, "document", "documenten"), p.Language.Number(changed)))
	if untold > 0 {
		p.Line(p.Textf("Niet opnieuw te toetsen: %s.", p.Count(untold, "document", "documenten")))
	}
	return changed, untold, p.Flush()
}

// turned says how a verdict changes.
func (p *page) turned(was, now clause.Status) string {
	switch {
	case was == "":
		return p.Textf("nieuw, %s", p.Status(now))
	case now == "":
		return p.Textf("vervalt, was %s", p.Status(was))
	}
	return p.Textf("%s wordt %s", p.Status(was), p.Status(now))
}

// direction is a sign for whether a verdict gets better for the customer.
func direction(was, now clause.Status) string {
	rank := map[clause.Status]int{clause.Conflict: 1, clause.Missing: 2, clause.Partial: 3, clause.Met: 4}
	switch a, b := rank[was], rank[now]; {
	case a == 0 || b == 0 || a == b:
		return "•"
	case a < b:
		return "▲"
	}
	return "▼"
}
