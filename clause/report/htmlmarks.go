package report

import (
	"cmp"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// evidence is what a passage of the contract is marked as, the gravest first:
// where passages overlap, the words that they share show the gravest.
type evidence int

const (
	evidenceAgainst evidence = iota // takes a guarantee away
	evidenceWeak                    // gives it with a reservation
	evidenceGives
	evidenceNear   // comes close and does not count
	evidenceLapsed // counted before the tracked changes of a draft
	evidenceArea   // decides whose task an area is
	evidenceOpen   // a blank, or a reference to what is not there
	evidences
)

// class is the name of an evidence in the style sheet.
func (e evidence) class() string {
	return [...]string{"against", "weak", "gives", "near", "lapsed", "area", "open"}[e]
}

// sign says what the colour of a mark says.
func (e evidence) sign() string {
	return [...]string{"✗", "◐", "✓", "≈", "−", "⇄", ""}[e]
}

func evidenceOf(f *clause.Finding) evidence {
	switch {
	case f.Against:
		return evidenceAgainst
	case f.Weak:
		return evidenceWeak
	}
	return evidenceGives
}

// anchor is a passage of a contract that the report points to. Its words are
// those of the marks First to Last.
type anchor struct {
	doc     int
	span    document.Span
	kind    evidence
	targets []string // ids of what rests on it, the gravest first
	First   int      // 0 where the text has no such words
	Last    int
}

// anchors gathers the passages of a contract, and cuts its text into marks that
// do not cross: a mark is a stretch that lies in the same passages.
type anchors struct {
	docs  []*document.Document
	files map[string]int
	at    map[anchorKey]*anchor
	marks int // given out so far
}

type anchorKey struct{ doc, start, end int }

func newAnchors(docs []*document.Document, info *clause.DocumentInfo) *anchors {
	a := &anchors{docs: docs, files: map[string]int{}, at: map[anchorKey]*anchor{}}
	// A bundle names its files in the order of the documents.
	for i := range info.Files {
		if i < len(docs) {
			a.files[info.Files[i].Name] = i
		}
	}
	return a
}

// add gives the anchor of a passage that target rests on; nil where the text is
// not at hand.
func (a *anchors) add(file string, start, end int, kind evidence, target string) *anchor {
	doc, ok := a.files[file]
	if !ok && (file != "" || len(a.docs) != 1) {
		return nil
	}
	if start < 0 || start >= end || end > len(a.docs[doc].Text) {
		return nil
	}
	key := anchorKey{doc, start, end}
	x := a.at[key]
	if x == nil {
		x = &anchor{doc: doc, span: document.Span{Start: start, End: end}, kind: kind}
		a.at[key] = x
	}
	x.kind = min(x.kind, kind)
	if target != "" && !slices.Contains(x.targets, target) {
		x.targets = append(x.targets, target)
	}
	return x
}

// stretch is a part of a block that lies in the same passages.
type stretch struct {
	document.Span
	number int // 0 for text that nothing rests on
	kind   evidence
	ends   []*anchor // the passages whose last words these are
}

// cut gives the stretches of each block of a document, and sets of every passage
// which marks it holds. It takes time in proportion to text, blocks and passages.
func (a *anchors) cut(doc int) [][]stretch {
	type edge struct {
		at    int
		start bool
		of    *anchor
	}
	var edges []edge
	for _, x := range a.at {
		if x.doc == doc {
			edges = append(edges, edge{x.span.Start, true, x}, edge{x.span.End, false, x})
		}
	}
	// What ends goes before what begins at the same place; of those that begin the
	// longer, so that the order does not hang on that of the map.
	slices.SortFunc(edges, func(p, q edge) int {
		ends := func(e edge) int {
			if e.start {
				return 1
			}
			return 0
		}
		return cmp.Or(p.at-q.at, ends(p)-ends(q), q.of.span.End-p.of.span.End, p.of.span.Start-q.of.span.Start)
	})
	d := a.docs[doc]
	blocks := make([][]stretch, len(d.Blocks))
	var open [evidences]int
	lastBlock, lastMark := 0, 0
	covered := func() (evidence, bool) {
		for k, n := range open {
			if n > 0 {
				return evidence(k), true
			}
		}
		return 0, false
	}
	next := 0
	pass := func(upTo int) {
		for next < len(edges) && edges[next].at <= upTo {
			switch e := edges[next]; {
			case e.start:
				open[e.of.kind]++
				e.of.First = a.marks + 1
			default:
				open[e.of.kind]--
				if e.of.Last = a.marks; e.of.Last < e.of.First {
					e.of.First, e.of.Last = 0, 0
				} else {
					m := &blocks[lastBlock][lastMark]
					m.ends = append(m.ends, e.of)
				}
			}
			next++
		}
	}
	for i := range d.Blocks {
		b := d.Blocks[i].Span
		for at := b.Start; at < b.End; {
			pass(at)
			to := b.End
			if next < len(edges) {
				to = min(to, edges[next].at)
			}
			m := stretch{Span: document.Span{Start: at, End: to}}
			if kind, ok := covered(); ok {
				a.marks++
				m.number, m.kind = a.marks, kind
			}
			blocks[i] = append(blocks[i], m)
			if m.number > 0 {
				lastBlock, lastMark = i, len(blocks[i])-1
			}
			at = to
		}
	}
	pass(len(d.Text))
	return blocks
}

// doc gives the document of that name; nil where it is not at hand.
func (a *anchors) doc(file string) *document.Document {
	n, ok := a.files[file]
	if !ok && (file != "" || len(a.docs) != 1) {
		return nil
	}
	return a.docs[n]
}
