package odt

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// pages is what the file says of its pages.
type pages struct {
	stated  int  // by its statistics, 0 unknown
	marked  bool // soft page breaks stand in the text
	breaks  int
	pending int  // breaks that wait for the next paragraph
	begun   bool // text of the body has been read
}

// meta reads the statistics.
func (w *walker) meta(t *xmlscan.Token) bool {
	if t.Space == nsMeta && t.Local == "document-statistic" {
		if n, ok := number(t, nsMeta, "page-count"); ok {
			w.pages.stated = n
		}
	}
	return false
}

// pageBreak notes that the text goes on on the next page.
func (w *walker) pageBreak() {
	if w.kind != document.Paragraph || w.pages.breaks > 1<<16 {
		return
	}
	w.pages.breaks++
	if w.cur != nil {
		w.cur.breaks = append(w.cur.breaks, len(w.cur.text))
	} else {
		w.pages.pending++
	}
}

// styledBreak notes the page break that a style puts in front of a paragraph or
// a table. A page style (style:master-page-name) begins a page as well.
func (w *walker) styledBreak(l look) {
	if w.kind != document.Paragraph {
		return
	}
	if l.master != "" {
		w.masters.use(l.master, !w.pages.begun)
	}
	if (l.before || l.master != "") && w.pages.begun && w.table == nil {
		w.pageBreak()
	}
	w.pages.begun = true
}

// paged starts the first page where the file tells where its program broke the
// pages when it last laid the document out, and drops the breaks where it does
// not. The breaks are trusted only when their number agrees with the number of
// pages that the file states of itself: a page reference that is wrong is
// worse than none.
func (w *walker) paged(b *build.Builder, most int) {
	if w.pages.marked && w.pages.breaks > 0 && w.pages.stated == w.pages.breaks+1 && w.pages.stated <= most {
		b.StartPage(document.PageText)
		return
	}
	for i := range w.out {
		w.out[i].breaks = nil
	}
}

// masters are the page styles of a document (16.9), with their headers and
// footers.
type masters struct {
	list  []*master
	first string // of the first paragraph, "" for the default
	used  map[string]bool
}

type master struct {
	name, next       string
	headers, footers []para
}

func (m *masters) use(name string, first bool) {
	if m.used == nil {
		m.used = map[string]bool{}
	}
	if first {
		m.first = name
	}
	if len(m.used) < maxStyles {
		m.used[name] = true
	}
}

// masterStyles reads the page styles.
func (w *walker) masterStyles() {
	w.each(func(t *xmlscan.Token) bool {
		if !w.headers || t.Space != nsStyle || t.Local != "master-page" || len(w.masters.list) >= maxStyles {
			return false
		}
		m := &master{name: attr(t, nsStyle, "name"), next: attr(t, nsStyle, "next-style-name")}
		w.masters.list = append(w.masters.list, m)
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsStyle && t.Space != nsLO || attr(t, nsStyle, "display") == "false" {
				return false
			}
			kind, to := document.Header, &m.headers
			switch {
			case strings.HasPrefix(t.Local, "footer"):
				kind, to = document.Footer, &m.footers
			case !strings.HasPrefix(t.Local, "header"):
				return false
			}
			*to = append(*to, w.apart(kind, func() { w.each(w.region) })...)
			return true
		})
		return true
	})
}

// region reads a child of a header or footer; the left, middle and right
// regions that it may have hold paragraphs too.
func (w *walker) region(t *xmlscan.Token) bool {
	if t.Space == nsStyle && strings.HasPrefix(t.Local, "region-") {
		w.each(w.block)
		return true
	}
	return w.block(t)
}

// running gives the headers and footers of the page styles that are used, those
// with the same text once.
func (w *walker) running() (headers, footers []para) {
	byName := map[string]*master{}
	for _, m := range w.masters.list {
		if byName[m.name] == nil {
			byName[m.name] = m
		}
	}
	if w.masters.first == "" && len(w.masters.list) > 0 {
		name := w.masters.list[0].name
		if byName["Standard"] != nil {
			name = "Standard"
		}
		w.masters.use(name, true)
	}
	shown := map[*master]bool{}
	for name := range w.masters.used {
		for m := byName[name]; m != nil && !shown[m]; m = byName[m.next] {
			shown[m] = true
		}
	}
	seen := map[string]bool{}
	take := func(to, from []para) []para {
		for _, p := range from {
			if key := p.kind.String() + p.text; !seen[key] {
				seen[key] = true
				to = append(to, p)
			}
		}
		return to
	}
	for _, m := range w.masters.list {
		if shown[m] {
			headers, footers = take(headers, m.headers), take(footers, m.footers)
		}
	}
	return headers, footers
}
