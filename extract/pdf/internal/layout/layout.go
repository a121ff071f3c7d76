package layout

import (
	"context"
	"math"
	"sort"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// Block is one paragraph, heading, cell or line of furniture, in the order of
// reading.
type Block struct {
	Page   int // index of the page on which it begins
	Kind   document.Kind
	Text   string
	Level  int    // of a heading, by the size of its type; 0 unknown
	Label  string // found by its place, not part of Text
	Strong bool   // all bold, or clearly larger than the body text
	Table  *document.TableRef
	// Breaks are the offsets in Text at which it goes on on a next page.
	Breaks []int
}

const (
	headingScale = 1.15 // times the body size: type of a heading
	largeScale   = 1.3  // the same, whatever the line looks like
	headingShare = 0.25 // of all text; type used for more is body text as well
	headingRunes = 200  // the longest heading
	headingLines = 4
	noteScale    = 0.92 // times the body size: type of a footnote
)

// reader lays out one document.
type reader struct {
	body    float64         // size of the body text
	leading float64         // in ems
	sizes   map[int]float64 // share of the text by size, in quarters of a point
	words   *vocabulary
	rights  []float64 // usual right edges of the text
	tables  int
	boxed   []string // what stands beside the text of the page at hand
	// apart tells that there is more room between paragraphs than between the
	// lines of one.
	apart bool
	// trailing tells that the space after the last word of a line is drawn.
	trailing bool
	before   *table // with which the page before ends
	rules    []content.Rule
	unders   []content.Rule // those that are horizontal, from the bottom up
	rough    bool           // the page at hand was recognised, its baselines are estimates
	spaced   bool           // the page at hand draws its spaces
	listed   loose          // last label of a list without signs
	looks    int            // rows that may still be looked at in search of tables
	levels   []float64      // sizes of headings, largest first
}

// item is a paragraph or a table of a page, in reading order.
type item struct {
	para  *para
	table *table
	paras []cellParas
	kind  document.Kind
	// beside tells that it stands in a frame next to the text, so that nothing
	// goes on in it or after it.
	beside bool
}

type cellParas struct {
	cell  cell
	paras []*para
}

// sheet is a page that is laid out.
type sheet struct {
	header, footer []string
	beside, turned []string // in a side bar; at another angle, or set aside
	notes          []string // of annotations
	items          []item
}

// Read lays out the pages of a document. The only error is that of ctx.
func Read(ctx context.Context, pages []*Page) ([]Block, error) {
	d := &reader{words: newVocabulary()}
	rows := make([][]*row, len(pages))
	sheets := make([]*sheet, len(pages))
	framed := make([][][]*run, len(pages))
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		text, beside := setAside(p.runs)
		framed[i], text = frames(p.rules, text)
		shaded, text := panels(p.boxes, text)
		framed[i] = append(framed[i], shaded...)
		sheets[i] = &sheet{turned: beside}
		rows[i] = makeRows(text, p.spaced)
	}
	f := findFurniture(pages, rows)
	body := make([][]*row, len(pages))
	for i := range pages {
		s := sheets[i]
		for _, r := range rows[i] {
			switch {
			case f.header[r]:
				s.header = append(s.header, r.text())
			case f.footer[r]:
				s.footer = append(s.footer, r.text())
			}
		}
		body[i] = f.without(rows[i])
	}
	d.statistics(body)
	d.rights = usualRights(body)
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var runs []*run
		for _, r := range body[i] {
			for _, s := range r.segments {
				runs = append(runs, s.runs...)
			}
		}
		d.looks = mostLooks
		d.rough = p.wordwise
		d.spaced, d.rules, d.unders = p.spaced, p.rules, underlines(p.rules)
		tables, rest := grids(p.rules, runs, p.spaced)
		d.before = nil
		if i > 0 {
			if n := lastItem(sheets[i-1]); n >= 0 {
				d.before = sheets[i-1].items[n].table
			}
		}
		sheets[i].items = d.flow(boxes(rest, tables, p.spaced), i, 0, true)
		d.notes(sheets[i])
		sheets[i].beside, d.boxed = d.boxed, nil
		for _, f := range framed[i] {
			tables, inside := grids(p.rules, f, p.spaced)
			for _, it := range d.flow(boxes(inside, tables, p.spaced), i, 1, false) {
				it.beside = true
				sheets[i].items = append(sheets[i].items, it)
			}
		}
		if len(p.notes) > 0 {
			for _, q := range d.paragraphs(makeRows(p.notes, p.spaced), math.Inf(-1), i) {
				sheets[i].notes = append(sheets[i].notes, q.text)
			}
		}
		for _, t := range p.turned {
			for _, q := range d.paragraphs(makeRows(t, p.spaced), math.Inf(-1), i) {
				sheets[i].turned = append(sheets[i].turned, q.text)
			}
		}
	}
	d.headingSizes(sheets)
	return d.blocks(sheets), nil
}

// usualRights lists the right edges that several pages share, ascending.
func usualRights(pages [][]*row) []float64 {
	counts := map[int]int{}
	total := 0
	for _, rows := range pages {
		if len(rows) > 5 {
			counts[int(math.Round(rightEdge(rows)/4))]++
			total++
		}
	}
	var out []float64
	for k, n := range counts {
		if 6*(n+counts[k-1]+counts[k+1]) >= total {
			out = append(out, float64(4*k)-2)
		}
	}
	sort.Float64s(out)
	return out
}

// columnRight is the right edge of a column as wide as the page: that of its
// own rows, or, where these are short, the next one that is usual.
func (d *reader) columnRight(rows []*row) float64 {
	own := rightEdge(rows)
	for _, r := range d.rights {
		if r >= own-4 {
			return max(own, r)
		}
	}
	return own
}

// flow lays out a part of a page: column by column where it has columns, else
// from top to bottom.
func (d *reader) flow(all []box, page, depth int, whole bool) []item {
	if depth < mostColumns {
		if b, ok := findBand(all, d.rough); ok {
			var above, inside, below []box
			for _, x := range all {
				switch {
				case x.bottom >= b.top-0.1:
					above = append(above, x)
				case x.top <= b.bottom+0.1:
					below = append(below, x)
				default:
					inside = append(inside, x)
				}
			}
			if len(inside) < len(all) || len(above)+len(below) == 0 {
				out := d.flow(above, page, depth+1, whole)
				for i, piece := range b.chunks(inside) {
					next := d.flow(piece, page, depth+1, false)
					if i > 0 {
						next = d.overColumn(out, next)
					}
					out = append(out, next...)
				}
				return append(out, d.flow(below, page, depth+1, whole)...)
			}
		}
	}
	if title, text := sideTitle(all); title != nil {
		return append(d.single(title, page, false), d.single(text, page, false)...)
	}
	if whole {
		if main, side := sidebar(all); side != nil {
			for _, it := range d.single(side, page, false) {
				d.boxed = append(d.boxed, it.texts()...)
			}
			all = main
		}
	}
	return d.single(all, page, whole)
}

// texts lists what stands in an item.
func (it *item) texts() []string {
	if it.para != nil {
		return []string{it.para.text}
	}
	var out []string
	for _, c := range it.paras {
		for _, p := range c.paras {
			out = append(out, p.text)
		}
	}
	return out
}

// overColumn joins the first paragraph of a column to the last one of the
// column before, where that goes on, and returns the rest of the column.
func (d *reader) overColumn(before, next []item) []item {
	if len(before) == 0 || len(next) == 0 {
		return next
	}
	a, b := before[len(before)-1].para, next[0].para
	if a == nil || b == nil || !d.joins(a, b) {
		return next
	}
	a.text, _ = d.words.join(a.text, b.text)
	a.rows = append(a.rows, b.rows...)
	a.right = b.right
	return next[1:]
}

// single lays out a column: tables with rules, tables without, paragraphs.
func (d *reader) single(all []box, page int, whole bool) []item {
	var runs []*run
	var tables []*table
	for _, b := range all {
		if b.table != nil {
			tables = append(tables, b.table)
		} else {
			runs = append(runs, b.runs...)
		}
	}
	sort.SliceStable(tables, func(i, j int) bool { return tables[i].top > tables[j].top })
	rows := makeRows(runs, d.spaced)
	for _, r := range rows {
		r.lined = underlined(r, d.unders)
	}
	right := rightEdge(rows)
	if whole {
		right = d.columnRight(rows)
	}
	var out []item
	for len(rows) > 0 || len(tables) > 0 {
		// Rows above the next table.
		n := len(rows)
		if len(tables) > 0 {
			n = sort.Search(len(rows), func(i int) bool { return rows[i].y < tables[0].top })
		}
		out = append(out, d.stretch(rows[:n], right, page)...)
		rows = rows[n:]
		if len(tables) > 0 {
			out = append(out, d.table(tables[0], page))
			tables = tables[1:]
		}
	}
	return out
}

// stretch lays out rows between which no ruled table stands.
func (d *reader) stretch(rows []*row, right float64, page int) []item {
	var out []item
	if parts, ok := sideHeads(rows); ok {
		for _, a := range parts {
			for _, p := range d.paragraphs(a.heads, rightEdge(a.heads), page) {
				out = append(out, item{para: p})
			}
			out = append(out, d.lines(a.rows, right, page)...)
		}
		return out
	}
	return d.lines(rows, right, page)
}

// lines lays out rows that stand in one column: tables without rules, and
// paragraphs.
func (d *reader) lines(rows []*row, right float64, page int) []item {
	var out []item
	d.markLoose(rows)
	start := 0
	flush := func(end int) {
		for _, p := range d.paragraphs(rows[start:end], right, page) {
			out = append(out, item{para: p})
		}
	}
	toc := tocLines(rows)
	i := 0
	if before := d.before; before != nil && len(rows) > 0 {
		d.before = nil
		if t, n := continued(rows, before); t != nil {
			out = append(out, d.table(t, page))
			i, start = n, n
		}
	}
	for i < len(rows) {
		if len(rows[i].pieces()) > 1 && toc[rows[i]] == "" {
			if t, from, to := aligned(rows, start, i, &d.looks); t != nil {
				t.headed(rows[from:to], d.rules)
				flush(from)
				out = append(out, d.table(t, page))
				i, start = to, to
				continue
			}
		}
		i++
	}
	flush(len(rows))
	return out
}

// table lays out the cells of a table.
func (d *reader) table(t *table, page int) item {
	it := item{table: t, kind: document.Cell}
	rights := map[int]float64{}
	for _, c := range t.cells {
		right, ok := rights[c.column]
		if !ok {
			right = math.Inf(-1)
		}
		for _, r := range c.runs {
			right = max(right, r.x1)
		}
		rights[c.column] = right
	}
	for _, c := range t.cells {
		rows := makeRows(c.runs, d.spaced)
		for _, r := range rows {
			r.cell = true
		}
		d.markLoose(rows)
		it.paras = append(it.paras, cellParas{c, d.paragraphs(rows, rights[c.column], page)})
	}
	return it
}

// notes marks the footnotes: small type at the foot of the page, the first
// line of which begins with a number or sign.
func (d *reader) notes(s *sheet) {
	first := len(s.items)
	for first > 0 {
		p := s.items[first-1].para
		if p == nil || p.first().size > noteScale*d.body || p.toc != "" {
			break
		}
		first--
	}
	for first < len(s.items) && !noteMark(s.items[first].para.text) {
		first++
	}
	if first == 0 {
		return // a page of nothing but small type
	}
	for ; first < len(s.items); first++ {
		s.items[first].kind = document.Footnote
	}
}

func noteMark(text string) bool {
	c := firstRune(text)
	return c >= '0' && c <= '9' || c == '*' || c == '†' || c == '¹' || c == '²' || c == '³'
}

// isHeading tells whether a paragraph is set as a heading: in type larger than
// the body text that is not used for much text, short, and no sentence.
func (d *reader) isHeading(p *para) bool {
	size := p.first().size
	switch {
	case size < headingScale*d.body, len(p.rows) > headingLines, len(p.text) > headingRunes, p.toc != "", letters(p.text) == 0:
		return false
	case strings.HasSuffix(p.text, ".") || strings.HasSuffix(p.text, ";") || strings.HasSuffix(p.text, ","), strings.Contains(p.text, "://"):
		return false
	case d.sizes[int(math.Round(size*4))] > headingShare:
		return false
	}
	return size >= largeScale*d.body || strong(p) || !startsLower(p.text)
}

// headingSizes lists the sizes of type in which headings are set.
func (d *reader) headingSizes(sheets []*sheet) {
	seen := map[int]bool{}
	for _, s := range sheets {
		for _, it := range s.items {
			if it.para != nil && d.isHeading(it.para) {
				seen[int(math.Round(it.para.first().size*2))] = true
			}
		}
	}
	for size := range seen {
		d.levels = append(d.levels, float64(size)/2)
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(d.levels)))
}

func (d *reader) level(size float64) int {
	size = math.Round(size*2) / 2
	for i, s := range d.levels {
		if size >= s {
			return min(i+1, 9)
		}
	}
	return 0
}

// strong tells whether all of a paragraph is bold, or underlined as headings
// were on a typewriter; an underlined web address is a link.
func strong(p *para) bool {
	for _, r := range p.rows {
		if !r.bold() && (!r.lined || r.cell || strings.Contains(p.text, "www.") || strings.Contains(p.text, "://") || strings.Contains(p.text, "@")) {
			return false
		}
	}
	return letters(p.text) > 0
}

// tocText writes a line of a table of contents: the leader becomes a tab.
func tocText(p *para) string {
	text := strings.TrimSpace(strings.TrimSuffix(p.text, p.toc))
	return strings.TrimRight(text, " .…·_") + "\t" + p.toc
}
