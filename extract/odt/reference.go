package odt

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxReferences bounds the targets and the references that are kept.
const maxReferences = 1 << 16

// references are the cross references of a document and what they point to.
type references struct {
	keys    int                // anchors given out
	targets map[targetName]int // key of the anchor of a target
	made    []reference
}

// targetName names a target; bookmarks, reference marks, sequences and notes have
// names of their own.
type targetName struct{ kind, name string }

type reference struct {
	from, to int // keys of the anchors around its text
	target   targetName
}

func newReferences() references { return references{targets: map[targetName]int{}} }

// anchor marks the place that the paragraph has been read to.
func (r *references) anchor(w *walker) int {
	r.keys++
	w.cur.anchors = append(w.cur.anchors, build.Anchor{At: len(w.cur.text), Key: r.keys})
	return r.keys
}

func (r *references) target(w *walker, kind, name string) {
	key := targetName{kind, name}
	if w.cur == nil || name == "" || r.targets[key] != 0 || len(r.targets) >= maxReferences {
		return
	}
	r.targets[key] = r.anchor(w)
}

// target marks a bookmark or a reference mark.
func (w *walker) target(t *xmlscan.Token) {
	kind, _, _ := strings.Cut(t.Local, "-")
	w.refs.target(w, kind, attr(t, nsText, "name"))
}

// reference reads a field that shows something of another place (7.7).
func (w *walker) reference(t *xmlscan.Token, p runProps) bool {
	kind, _, _ := strings.Cut(t.Local, "-")
	w.refer(targetName{kind, attr(t, nsText, "ref-name")}, p)
	return true
}

// hyperlink reads a text:a. One to a bookmark of the document is a reference.
func (w *walker) hyperlink(t *xmlscan.Token, p runProps) bool {
	name, ok := strings.CutPrefix(attr(t, nsXLink, "href"), "#")
	if !ok || strings.Contains(name, "|") {
		name = ""
	}
	w.refer(targetName{"bookmark", name}, p)
	return true
}

func (w *walker) refer(to targetName, p runProps) {
	if to.name == "" || w.cur == nil || w.inTOC > 0 || w.cur.look.toc || !w.shown(p) || len(w.refs.made) >= maxReferences {
		w.mixed(p)
		return
	}
	r := reference{target: to, from: w.refs.anchor(w)}
	w.mixed(p)
	r.to = w.refs.anchor(w)
	w.refs.made = append(w.refs.made, r)
}

// linked gives the links of the document, from where its anchors stand.
func (w *walker) linked(places []build.Place) []document.Link {
	at := make(map[int]build.Place, len(places))
	for _, p := range places {
		at[p.Key] = p
	}
	var links []document.Link
	for _, r := range w.refs.made {
		from, okFrom := at[r.from]
		to, okTo := at[r.to]
		target, okTarget := at[w.refs.targets[r.target]]
		if okFrom && okTo && okTarget && target.Block >= 0 && from.Offset < to.Offset {
			links = append(links, document.Link{Span: document.Span{Start: from.Offset, End: to.Offset}, Block: target.Block})
		}
	}
	slices.SortStableFunc(links, func(a, b document.Link) int { return a.Span.Start - b.Span.Start })
	return links
}
