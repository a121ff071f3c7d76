package layout

import (
	"math"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/internal/label"
)

const (
	leadingSlack  = 1.22 // times the usual leading is still the same paragraph
	firstSlack    = 1.30 // the same, for the first two lines
	indentEms     = 0.8  // a change of the left edge that means something
	lowerSlack    = 0.15 // part of the line that may be free before a line that goes on in lower case
	commaSlack    = 0.5  // the same after a comma
	upperSlack    = 0.07 // and before one that begins with a capital
	roughSlack    = 0.15 // ems by which the baselines of recognised words may be off
	sizeTolerance = 0.08
	longestPara   = 32 << 10 // bytes; the work of joining grows with the square
)

// para is a paragraph in the making.
type para struct {
	rows   []*row
	right  float64 // edge to which its lines run
	labels bool    // the first line begins with a label
	textX  float64 // where the text after the label begins
	label  string  // found by its place, not part of text
	text   string
	breaks []int // offsets in text at which a next page begins
	toc    string
	page   int
}

func (p *para) first() *row { return p.rows[0] }
func (p *para) last() *row  { return p.rows[len(p.rows)-1] }

// left is the edge at which the lines after the first begin.
func (p *para) left() float64 { return p.rows[len(p.rows)-1].x0 }

// leading is the mean distance of its baselines; 0 for a single line.
func (p *para) leading() float64 {
	if len(p.rows) < 2 {
		return 0
	}
	return (p.rows[0].y - p.last().y) / float64(len(p.rows)-1)
}

// lineLabel reads the label at the start of a row: how far it is to be
// trusted, and where the text after it begins.
func lineLabel(r *row) (l label.Label, wide bool, textX float64, ok bool) {
	text := r.text()
	l, ok = label.Parse(text)
	if r.loose != "" {
		// Whatever it looks like, it is a label.
		l, ok = label.Label{Kind: label.Letter, Text: r.loose, Body: len(text) - len(r.body()), Sure: true}, true
	}
	if !ok || l.Body > len(text) {
		return l, false, 0, false
	}
	// Find the word at which the body begins, and the gap before it.
	at, end := 0, math.Inf(-1)
	for _, s := range r.segments {
		for _, u := range s.runs {
			for _, w := range u.words {
				if at >= l.Body {
					return l, w.x0-end > 0.55*r.size, w.x0, true
				}
				at += len(w.text) + 1
				end = w.x1
			}
		}
	}
	return l, true, r.x1, true
}

func isLabelled(r *row) bool {
	_, _, _, ok := lineLabel(r)
	return ok
}

// refers tells whether a line ends so that a number at the start of the next
// one belongs to it: "als bedoeld in artikel".
func refers(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	switch strings.ToLower(strings.Trim(word, "(")) {
	case "artikel", "artikelen", "art.", "lid", "leden", "bijlage", "bijlagen", "paragraaf", "paragrafen", "par.", "sectie", "hoofdstuk",
		"punt", "sub", "onder", "onderdeel", "en", "of", "tot", "t/m", "met", "van", "in", "de", "het", "een", "nr.", "nummer", "versie", "iso", "nen", "op", "na",
		"binnen", "uiterlijk", "circa", "ca.", "minimaal", "maximaal", "minstens", "€", "eur", "dan", "overweging", "annex", "per", "door", "als", "aan", "bij", "over", "uit", "om", "te":
		return true
	}
	return strings.HasSuffix(text, ",") && len(word) < 12 && strings.ContainsAny(word, "0123456789")
}

// dangles tells whether a line ends with a word that ends no sentence, item or
// title: the line was broken there.
func dangles(text string) bool {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 || strings.ContainsAny(text[i-1:i], ";:") {
		return false
	}
	switch strings.ToLower(text[i+1:]) {
	case "de", "het", "een", "van", "in", "op", "aan", "bij", "door", "met", "voor", "uit", "om", "te", "tot", "en", "of", "en/of", "als", "dan", "dat", "die",
		"deze", "dit", "per", "over", "onder", "tussen", "ten", "ter", "der", "des", "zijn", "haar", "hun", "artikel", "artikelen":
		return true
	}
	return false
}

// terminal tells whether a line ends a sentence or an item.
func terminal(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)] ")
	switch lastRune(text) {
	case '.', ';', ':', '!', '?':
		return true
	}
	return false
}

func startsLower(text string) bool {
	return unicode.IsLower(firstRune(strings.TrimLeft(text, "(\"'“‘„«[")))
}

// full tells whether the first word of the next line would not have fitted on
// this line, so that the line may have been broken there.
func full(r, next *row, right float64) bool {
	_, width := next.firstWord()
	return r.x1+0.25*r.size+width > right-0.15*r.size
}

// continues decides whether next goes on with the paragraph p.
func (d *reader) continues(p *para, next *row) bool {
	prev := p.last()
	text, after := prev.text(), next.text()
	size := max(prev.size, next.size)
	if math.Abs(prev.size-next.size) > sizeTolerance*size || len(p.text) > longestPara {
		return false
	}
	gap := prev.y - next.y
	if d.rough {
		gap -= roughSlack * size
	}
	if lead := p.leading(); lead > 0 {
		if gap > leadingSlack*lead+0.5 {
			return false
		}
	} else if gap > firstSlack*d.leading*size+0.5 {
		return false
	}
	if prev.y-next.y < 0.3*size {
		return false
	}
	if broken(p.text, after) {
		return true
	}
	right := p.edge()
	filled := full(prev, next, right)
	lower, ends := startsLower(after), terminal(text) && !unclosed(text)
	if prev.bold() != next.bold() && !(filled && !ends && (lower || len(p.rows) > 1)) {
		return false
	}
	if d.startsItem(p, prev, next, text, filled, ends) {
		return false
	}
	free := (right - prev.x1) / max(right-min(p.first().x0, prev.x0), 1)
	if filled && strings.HasSuffix(text, ":") && !lower && !p.labels && free > upperSlack {
		return false // an introduction, and what it introduces
	}
	if !ends && !dangles(text) && leadsIn(after) && (next.cell || leadsIn(p.first().text())) {
		return false // one definition under the other
	}
	if !filled {
		switch {
		case endsInHyphen(text) && lower && free < commaSlack:
		case lower && strings.HasSuffix(text, ",") && free < commaSlack:
		case lower && !ends && free < lowerSlack:
		case !ends && free < upperSlack:
		case lower && !ends && p.running():
		case (dangles(text) || unclosed(text)) && free < commaSlack:
		default:
			return false
		}
	}
	return d.aligned(p, prev, next, filled, lower, ends)
}

// running tells whether the paragraph has filled lines before its last one, so
// that a sentence is under way; the last one may have been ended by hand.
func (p *para) running() bool {
	n := len(p.rows)
	return n >= 2 && full(p.rows[n-2], p.rows[n-1], p.edge())
}

// leadsIn tells whether a line begins with a term and a colon.
func leadsIn(text string) bool {
	i := strings.IndexByte(text, ':')
	return i > 1 && i < 48 && i+1 < len(text) && text[i+1] == ' ' && unicode.IsUpper(firstRune(text)) && strings.Count(text[:i], " ") < 4 &&
		!strings.ContainsAny(text[:i], ".,;")
}

// edge is the right edge of a paragraph: where its own lines show that it ends
// well before the column does, that is taken.
func (p *para) edge() float64 {
	n := len(p.rows)
	if n < 3 {
		return p.right
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, r := range p.rows {
		low, high = min(low, r.x1), max(high, r.x1)
	}
	if size := p.first().size; high-low < 4*size && high < p.right-3*size {
		return high + 0.5*size
	}
	return p.right
}

// unclosed tells whether a line ends within brackets: "(2024:".
func unclosed(text string) bool {
	return strings.LastIndexByte(text, '(') > strings.LastIndexByte(text, ')')
}

// startsItem tells whether the label at the start of a line is one, and not a
// number in running text.
func (d *reader) startsItem(p *para, prev, next *row, text string, filled, ends bool) bool {
	l, wide, _, ok := lineLabel(next)
	if !ok {
		return false
	}
	outdented := next.x0 < p.left()-indentEms*next.size
	flowing := filled && !ends && !outdented
	switch l.Kind {
	case label.Bullet:
		if l.Text == "•" && strings.ContainsRune("-–—o", firstRune(next.text())) {
			return wide || !flowing || p.labels && math.Abs(next.x0-p.first().x0) < 2
		}
		return true
	case label.Article, label.Annex, label.Chapter:
		return !flowing || wide && !refers(text)
	}
	if refers(text) && flowing || unclosed(text) && !wide && !outdented {
		return false
	}
	if l.Kind == label.Numeric && len(l.Path) > 1 && l.Sure {
		body := strings.TrimSpace(next.text()[l.Body:])
		return wide || !flowing || !startsLower(body)
	}
	return wide || !flowing
}

// aligned judges the left edges of two lines that could be of one paragraph.
func (d *reader) aligned(p *para, prev, next *row, filled, lower, ends bool) bool {
	shift := next.x0 - prev.x0
	indent := indentEms * next.size
	first := len(p.rows) == 1
	switch {
	case math.Abs(shift) <= indent:
		return true
	case shift > 0 && first && p.labels:
		// A hanging indent: the text goes on under the text.
		return next.x0 < p.textX+1.5*next.size
	case shift > 0:
		return filled && !ends && (lower || first)
	case first && p.labels:
		return filled || lower
	case first:
		// The first line was indented.
		return filled && shift > -6*next.size
	}
	return filled && !ends && lower
}

// paragraphs joins rows to paragraphs. right is the edge of the column.
func (d *reader) paragraphs(rows []*row, right float64, page int) []*para {
	var out []*para
	toc := tocLines(rows)
	edges := localEdges(rows, right)
	for i, r := range rows {
		number := toc[r]
		if n := len(out); n > 0 && number == "" && out[n-1].toc == "" && d.continues(out[n-1], r) {
			p := out[n-1]
			if d.torn(p.last(), r) {
				p.text += r.text()
			} else {
				p.text, _ = d.words.join(p.text, r.text())
			}
			p.rows = append(p.rows, r)
			continue
		}
		if n := len(out); n > 0 && number == "" && out[n-1].toc == "" && d.softBreak(out[n-1], r) {
			p := out[n-1]
			p.text += "\n" + r.text()
			p.rows = append(p.rows, r)
			continue
		}
		if n := len(out); n > 1 && number != "" && out[n-1].toc == "" && out[n-2].toc != "" && out[n-1].labels && !isLabelled(r) && len(out[n-1].rows) == 1 {
			// The second line of a long title in a table of contents.
			p := out[n-1]
			p.text, _ = d.words.join(p.text, r.text())
			p.rows, p.toc = append(p.rows, r), number
			continue
		}
		p := &para{rows: []*row{r}, right: edges[i], text: r.body(), label: r.loose, toc: number, page: page, textX: r.x0}
		_, _, p.textX, p.labels = lineLabel(r)
		if !p.labels && i+1 < len(rows) {
			p.textX, p.labels = hanging(r, rows[i+1])
		}
		out = append(out, p)
	}
	return out
}

// hanging recognises an item by its layout where its label is no sure one ("a
// door", "1 de"): the next line begins below its second word.
func hanging(r, next *row) (textX float64, ok bool) {
	words := r.segments[0].runs[0].words
	if len(words) > 1 {
		textX = words[1].x0
	} else {
		switch {
		case len(r.segments[0].runs) > 1:
			textX = r.segments[0].runs[1].x0
		case len(r.segments) > 1:
			textX = r.segments[1].x0
		default:
			return r.x0, false
		}
	}
	const longest = 5 // bytes of a label
	if len(words[0].text) > longest || textX-r.x0 < indentEms*r.size || math.Abs(next.x0-textX) > 1.5 || r.y-next.y > 2*r.size {
		return r.x0, false
	}
	return textX, true
}

// softBreak tells whether a line that does not go on with the sentence before
// stands in the same paragraph all the same, after a line break: in a document
// that sets its paragraphs apart there is no more room above it than above any
// line.
func (d *reader) softBreak(p *para, next *row) bool {
	prev := p.last()
	size := max(prev.size, next.size)
	lead := p.leading()
	if lead == 0 {
		lead = d.leading * size
	}
	text := prev.text()
	l, wide, _, labelled := lineLabel(next)
	switch {
	case next.cell, len(p.text) > longestPara, len(next.segments) > 1, d.isHeading(p),
		math.Abs(prev.size-next.size) > 0.02*size,
		math.Abs(prev.y-next.y-lead) > 0.03*lead+0.2:
		return false
	case !labelled && p.labels && p.textX > p.first().x0+indentEms*size && math.Abs(next.x0-p.textX) < 1.5:
		return true // under the text of an item
	case !d.apart, math.Abs(next.x0-p.first().x0) > 1,
		prev.bold() && !next.bold() && !strings.HasSuffix(text, ":"):
		return false
	}
	return !labelled || !wide && !strings.HasPrefix(next.text(), "•") && l.Kind != label.Article && l.Kind != label.Annex && l.Kind != label.Chapter
}

// torn tells whether a line in a cell is a word that did not fit and was cut
// without a hyphen: nothing else stands on the line, and it ends without the
// space that the program draws at the end of its lines.
func (d *reader) torn(a, b *row) bool {
	if !a.cell || !d.trailing || !a.open() || len(a.segments) != 1 {
		return false
	}
	text := a.text()
	last, next := lastRune(text), firstRune(b.text())
	return !strings.Contains(text, " ") && (unicode.IsLetter(last) && unicode.IsLower(next) || unicode.IsDigit(last) && unicode.IsDigit(next))
}

// localEdges gives the right edge that holds for each row: that of the column,
// or, in a block of lines that is indented on both sides, its own.
func localEdges(rows []*row, right float64) []float64 {
	edges := make([]float64, len(rows))
	left := math.Inf(1)
	for i, r := range rows {
		edges[i] = right
		left = min(left, r.x0)
	}
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && math.Abs(rows[end].x0-rows[start].x0) < 1 && math.Abs(rows[end].size-rows[start].size) < 0.5 &&
			rows[end-1].y-rows[end].y < 1.6*rows[end].size {
			end++
		}
		size := rows[start].size
		widest := math.Inf(-1)
		for _, r := range rows[start:end] {
			widest = max(widest, r.x1)
		}
		near := 0
		for _, r := range rows[start:end] {
			if r.x1 > widest-3.5*size {
				near++
			}
		}
		if end-start >= 3 && rows[start].x0 > left+indentEms*size && widest < right-0.6*size && near >= 2 && 2*near >= end-start {
			for i := start; i < end; i++ {
				edges[i] = widest
			}
		}
		start = end
	}
	return edges
}

const (
	longEms   = 20.0 // width of a line that is surely one of running text
	longLines = 3    // of which there must be some before they tell anything
)

// textEdge is the right end of the long lines; +Inf where there are hardly any.
func textEdge(rows []*row) float64 {
	edge, n := math.Inf(-1), 0
	for _, r := range rows {
		for i := range r.segments {
			if s := &r.segments[i]; s.x1-s.x0 > longEms*r.size {
				edge = max(edge, s.x1)
				n++
			}
		}
	}
	if n < longLines {
		return math.Inf(1)
	}
	return edge
}

// rightEdge is the edge to which the rows of a column run: the widest of them,
// unless that one stands out by itself. What stands beyond the lines of running
// text is no part of the column.
func rightEdge(rows []*row) float64 {
	beyond := textEdge(rows)
	first, second, third := math.Inf(-1), math.Inf(-1), math.Inf(-1)
	for _, r := range rows {
		x1 := r.x1
		for i := len(r.segments) - 1; i >= 0 && r.segments[i].x0 >= beyond; i-- {
			x1 = math.Inf(-1)
			if i > 0 {
				x1 = r.segments[i-1].x1
			}
		}
		switch {
		case x1 > first:
			first, second, third = x1, first, second
		case x1 > second:
			second, third = x1, second
		case x1 > third:
			third = x1
		}
	}
	if len(rows) >= 12 && first-third > 3*rows[0].size {
		return third
	}
	return first
}
