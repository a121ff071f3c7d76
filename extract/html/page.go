package html

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/label"
)

// fewCharacters is the length of text below which a page with pictures is taken
// for a scan.
const fewCharacters = 200

// much is how many letters of hidden text are worth a warning.
const much = 300

// page is a page that has been read: what of it is the contract, and in which
// order.
type page struct {
	w     *walker
	opts  document.Options
	out   []para
	gone  []bool // regions that are left out
	inner bool   // only what stands in the main part
	art   int32  // the article that is the main part, 0 for the main element
	notes map[int32][]int
	refs  []reference
}

// reference is a link on its way to a document.Link: the anchors of its ends and
// of what it refers to have the keys 3n, 3n+1 and 3n+2 for the n-th.
type reference struct {
	link   link
	para   int
	target target
}

func newPage(w *walker, opts document.Options) *page {
	p := &page{w: w, opts: opts, out: w.out, notes: map[int32][]int{}}
	p.choose()
	p.number()
	return p
}

// choose decides which parts of the page are the contract.
func (p *page) choose() {
	w := p.w
	total, running := 0, 0
	for i := range p.out {
		total += len(p.out[i].text)
		if runs(p.out[i].text) {
			running += len(p.out[i].text)
		}
	}
	p.gone = make([]bool, len(w.regions))
	for i := range w.regions {
		r := &w.regions[i]
		gone := r.running <= runningText
		switch r.role {
		case cookies:
			gone = gone && (r.cookie || !r.speaks) || r.cookie && r.running*3 < running && r.running < 10*runningText
		case banner:
			gone = gone && (r.menu || !r.title)
		case beside:
			gone = gone && !r.speaks
		case named:
			gone = gone && !r.speaks && r.text*2 < total
		}
		p.gone[i] = gone
	}
	mains, sole, rest := 0, 0, 0
	for i := range p.out {
		if q := &p.out[i]; !p.leftOut(q) {
			rest += len(q.text)
			if q.main {
				mains += len(q.text)
			}
			if q.article == 1 {
				sole += len(q.text)
			}
		}
	}
	switch {
	case mains > 0 && mains*2 >= rest:
	case mains == 0 && w.articles == 1 && sole*2 >= rest:
		p.art = 1
	default:
		return
	}
	outside := 0
	for i := range p.out {
		if q := &p.out[i]; !p.leftOut(q) && !p.within(q) && runs(q.text) {
			outside += len(q.text)
		}
	}
	p.inner = outside <= runningText
}

func (p *page) leftOut(q *para) bool { return q.region >= 0 && p.gone[q.region] }

func (p *page) within(q *para) bool {
	if p.art > 0 {
		return q.article == p.art
	}
	return q.main
}

// kept tells whether a paragraph belongs to the document, and as what.
func (p *page) kept(q *para) (document.Kind, bool) {
	kind := q.kind
	switch {
	case p.leftOut(q):
		switch p.w.regions[q.region].role {
		case banner:
			return document.Header, p.opts.Headers
		case footer:
			return document.Footer, p.opts.Headers
		}
		return kind, false
	case kind == document.Header || kind == document.Footer:
		return kind, p.opts.Headers
	case p.inner && !p.within(q) && kind != document.Footnote && !(kind == document.Heading && q.level == 1):
		return kind, false
	}
	return kind, true
}

// number numbers the tables that are kept in the order in which they begin, and
// sets the notes apart.
func (p *page) number() {
	seen := map[*table]bool{}
	var tables []*table
	for i := range p.out {
		q := &p.out[i]
		if q.note >= 0 {
			p.notes[q.note] = append(p.notes[q.note], i)
		}
		if _, ok := p.kept(q); !ok {
			continue
		}
		for c := q.cell; c != nil; c = c.table.in {
			if seen[c.table] {
				break
			}
			seen[c.table] = true
			if !c.table.lays() {
				tables = append(tables, c.table)
			}
		}
	}
	slices.SortFunc(tables, func(a, b *table) int { return a.sequence - b.sequence })
	for i, t := range tables {
		t.number = i + 1
	}
}

// add hands the paragraphs to the builder, each note behind the paragraph that
// refers to it.
func (p *page) add(ctx context.Context, b *build.Builder) error {
	order := make([]int, 0, len(p.out))
	done := map[int32]bool{}
	for i := range p.out {
		q := &p.out[i]
		if q.note >= 0 {
			continue
		}
		order = append(order, i)
		if _, ok := p.kept(q); !ok {
			continue
		}
		for k := 0; k < len(q.links); k++ {
			l := q.links[k]
			t, ok := p.w.targets[l.target]
			if !ok || int(t.para) >= len(p.out) {
				continue
			}
			n := p.out[t.para].note
			if n < 0 {
				continue
			}
			if mark(q.text[l.start:l.end]) {
				q.remove(k)
				k--
			}
			if !done[n] {
				done[n] = true
				order = append(order, p.notes[n]...)
			}
		}
	}
	for i := range p.out { // notes to which nothing refers
		if n := p.out[i].note; n >= 0 && !done[n] {
			order = append(order, i)
		}
	}
	anchors := p.references(order)
	body := p.bodySize(order)
	for n, i := range order {
		if n&0x3ff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		q := &p.out[i]
		kind, ok := p.kept(q)
		if !ok {
			continue
		}
		ref := q.cell.place()
		if kind == document.Cell && ref == nil {
			kind = document.Paragraph
			if q.item != nil || q.label != "" {
				kind = document.Item
			}
		}
		r := build.Paragraph{Kind: kind, Label: q.label, Text: q.text, Level: q.level, Table: ref,
			Strong: q.bold || body > 0 && int(q.size)*5 >= int(body)*6, Changes: q.changes, Anchors: anchors[i]}
		if q.item != nil {
			r.Label = q.item.text()
			if typed(r.Text, r.Label, q.item.n) {
				r.Label = ""
			}
			if r.Label == "" && kind == document.Item {
				r.Kind, r.Level = document.Paragraph, 0
			}
		}
		if kind == document.Header || kind == document.Footer {
			r.Label, r.Level, r.Table = "", 0, nil
		}
		if p.w.office && r.Label == "" {
			p.unglue(&r)
		}
		b.Add(r)
		q.text = "" // the builder has it now
	}
	return nil
}

// remove takes a link with its text out of the paragraph.
func (q *para) remove(k int) {
	l := q.links[k]
	n := l.end - l.start
	q.text = q.text[:l.start] + q.text[l.end:]
	q.links = slices.Delete(q.links, k, k+1)
	move := func(at int) int {
		if at <= l.start {
			return at
		}
		return max(at-n, l.start)
	}
	for i := range q.links {
		q.links[i].start, q.links[i].end = move(q.links[i].start), move(q.links[i].end)
	}
	kept := q.changes[:0]
	for _, c := range q.changes {
		if c.Start, c.End = move(c.Start), move(c.End); c.Start < c.End {
			kept = append(kept, c)
		}
	}
	q.changes = kept
}

// references finds the links that lead to a block and gives the anchors to set
// for them, by paragraph.
func (p *page) references(order []int) map[int][]build.Anchor {
	anchors := map[int][]build.Anchor{}
	for _, i := range order {
		q := &p.out[i]
		if _, ok := p.kept(q); !ok {
			continue
		}
		for _, l := range q.links {
			t, ok := p.w.targets[l.target]
			if !ok || int(t.para) >= len(p.out) || strings.TrimSpace(q.text[l.start:l.end]) == "" {
				continue
			}
			to := &p.out[t.para]
			if _, ok := p.kept(to); !ok {
				continue
			}
			key := 3 * len(p.refs)
			p.refs = append(p.refs, reference{link: l, para: i, target: t})
			anchors[i] = append(anchors[i], build.Anchor{At: l.start, Key: key}, build.Anchor{At: l.end, Key: key + 1})
			anchors[int(t.para)] = append(anchors[int(t.para)], build.Anchor{At: min(int(t.at), len(to.text)), Key: key + 2})
		}
	}
	for _, list := range anchors {
		slices.SortStableFunc(list, func(a, b build.Anchor) int { return a.At - b.At })
	}
	return anchors
}

// crossReferences makes the document's links out of the places that the builder
// found.
func (p *page) crossReferences(places []build.Place) []document.Link {
	const missing = -1
	at := make([]build.Place, 3*len(p.refs))
	for i := range at {
		at[i].Block = missing
	}
	for _, place := range places {
		if place.Key >= 0 && place.Key < len(at) {
			at[place.Key] = place
		}
	}
	var links []document.Link
	for n := range p.refs {
		start, end, to := at[3*n], at[3*n+1], at[3*n+2]
		if start.Block == missing || end.Block == missing || to.Block == missing || end.Offset <= start.Offset {
			continue
		}
		links = append(links, document.Link{Span: document.Span{Start: start.Offset, End: end.Offset}, Block: to.Block})
	}
	slices.SortStableFunc(links, func(a, b document.Link) int { return a.Span.Start - b.Span.Start })
	return links
}

// bodySize is the size in half-points in which most of the text is set.
func (p *page) bodySize(order []int) int16 {
	chars := map[int16]int{}
	for _, i := range order {
		if q := &p.out[i]; q.kind != document.Heading && q.kind != document.TOC {
			chars[q.size] += len(q.text)
		}
	}
	var best int16
	for size, n := range chars {
		if n > chars[best] || n == chars[best] && size < best {
			best = size
		}
	}
	return best
}

// typed tells whether the text of an item begins with its number already, so
// that the number of the list would double it; the style sheet that hides the
// latter is as a rule in another file.
func typed(text, shown string, n int) bool {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	l, ok := label.Parse(firstLine(text))
	if !ok || l.Kind == label.Bullet || shown == "" {
		return false
	}
	if shown == "•" {
		return l.Sure
	}
	if !l.Sure {
		return l.Kind == label.Numeric && len(l.Path) == 1 && l.Path[0] == n
	}
	return len(l.Path) > 1 || len(l.Path) == 1 && l.Path[0] == n || l.Kind == label.Article || l.Kind == label.Annex || l.Kind == label.Chapter
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 200 {
		s = s[:200]
	}
	return s
}

// unglue sets apart the number that LibreOffice writes against the text when the
// number is no part of a list: "1.1De verwerker", "Artikel 3.Beveiliging".
func (p *page) unglue(r *build.Paragraph) {
	switch r.Kind {
	case document.Paragraph, document.Heading, document.Cell, document.Item:
	default:
		return
	}
	text := strings.TrimLeftFunc(r.Text, unicode.IsSpace)
	end := glued(text)
	if end == 0 {
		return
	}
	at := len(r.Text) - len(text) + end
	r.Text = r.Text[:at] + " " + r.Text[at:]
	for i := range r.Changes {
		if r.Changes[i].Start >= at {
			r.Changes[i].Start++
		}
		if r.Changes[i].End > at {
			r.Changes[i].End++
		}
	}
	for i := range r.Anchors {
		if r.Anchors[i].At > at {
			r.Anchors[i].At++
		}
	}
}

// glued finds the end of a number that stands against the text, 0 for none.
func glued(text string) int {
	end := 0
	if word, _, ok := strings.Cut(text, " "); ok && len(word) < 16 && strings.TrimFunc(strings.TrimSuffix(word, "."), unicode.IsLetter) == "" {
		end = len(word) + 1
	}
	start := end
	for end < len(text) && end-start < 16 && (text[end] >= '0' && text[end] <= '9' || text[end] == '.' && end > start) {
		end++
	}
	if end == 0 { // "a)"
		for end < len(text) && end < 4 && text[end] >= 'a' && text[end] <= 'z' {
			end++
		}
		if end == len(text) || text[end] != ')' {
			return 0
		}
	}
	if end == start || end >= len(text) {
		return 0
	}
	if text[end] == ')' || text[end] == ':' {
		end++
	}
	l := label.Computed(text[:end])
	switch l.Kind {
	case label.None, label.Bullet:
		return 0
	}
	if rest, ok := strings.CutPrefix(text[end:], " –"); ok { // "Art. 4. –Melding"
		end = len(text) - len(rest)
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if !unicode.IsUpper(next) && !strings.ContainsRune("“‘\"[", next) {
		return 0
	}
	return end
}

// warn reports what could not be read or was taken for granted.
func (p *page) warn(b *build.Builder) {
	w := p.w
	visible := 0
	for i := range p.out {
		visible += len(p.out[i].text)
	}
	for _, region := range w.embedded {
		if region < 0 || !p.gone[region] {
			w.lost["een pagina van elders in een venster (iframe of object)"]++
		}
	}
	if w.pictures > 0 && visible < fewCharacters && len(w.lost) == 0 {
		w.lost["vooral afbeeldingen, wellicht een scan"]++
	}
	around := 0
	for i := range p.out {
		if _, ok := p.kept(&p.out[i]); !ok && p.out[i].kind != document.Heading && speaks(p.out[i].text) {
			around += len(strings.Fields(p.out[i].text))
		}
	}
	if around > 0 {
		b.Warn(document.Warning{Code: document.WarnAround,
			Message: fmt.Sprintf("Wat om de hoofdtekst van de pagina heen staat (menu, voettekst, vragen over cookies), is weggelaten; daar staan ook zinnen in, samen %d woorden.", around)})
	}
	if w.cut {
		b.Warn(document.Warning{Code: document.WarnLimit,
			Message: fmt.Sprintf("De pagina is te groot (meer dan %d alinea's, %d bytes tekst of %d elementen); wat daarna komt is niet gelezen.", maxParagraphs, w.budget, maxTokens)})
	}
	for _, what := range slices.Sorted(maps.Keys(w.lost)) {
		message := fmt.Sprintf("De pagina bevat %s; de tekst daarvan is niet gelezen.", what)
		if n := w.lost[what]; n > 1 {
			message = fmt.Sprintf("De pagina bevat %s (%d keer); de tekst daarvan is niet gelezen.", what, n)
		}
		b.Warn(document.Warning{Code: document.WarnNotFollowed, Message: message})
	}
	if w.flattened {
		b.Warn(document.Warning{Code: document.WarnRepaired,
			Message: fmt.Sprintf("De pagina is dieper genest dan %d elementen; de opbouw daaronder is niet gevolgd.", w.limits.Depth)})
	}
	if w.hidden >= much {
		b.Warn(document.Warning{Code: document.WarnHidden,
			Message: "De pagina bevat tekst die niet getoond wordt; die is weggelaten."})
	}
	if w.struck {
		b.Warn(document.Warning{Code: document.WarnStruck,
			Message: "Op de pagina is tekst doorgehaald; die is wel meegelezen. Kijk of zij nog geldt."})
	}
	if w.revisions {
		b.WarnRevisions(w.view, "")
	}
}
