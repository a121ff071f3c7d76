package layout

import (
	"math"
	"sort"
	"strings"

	"github.com/clausule/clausule/extract/internal/label"
	"github.com/clausule/clausule/extract/pdf/internal/content"
)

const (
	alignPoints = 3.5 // how far edges may differ and still be aligned
	alignShare  = 0.6 // of the cells of a column that must be aligned
	rowLeading  = 3.5 // times the type size: the widest gap between rows
	cellEms     = 0.3 // the narrowest gap between two cells of a row
	mostCols    = 64
	mostRows    = 500 // lines of a table on one page
	mostLooks   = 100_000
	apart       = 1.4 // times the type size: lines further apart are of different rows
)

// isLabel tells whether a text is nothing but a label: "7.2", "a)", "•".
func isLabel(text string) bool {
	if len(text) > 24 {
		return false
	}
	l, ok := label.Parse(text + " Tekst")
	return ok && l.Body == len(text)+1
}

// pieces gives the segments of a row with a bullet, or a label at its start,
// joined to the text after it: the gap between them parts no columns.
func (r *row) pieces() []segment {
	s := r.segments
	if len(s) < 2 {
		return s
	}
	var out []segment // nil as long as the pieces are the segments
	for i := 0; i < len(s); i++ {
		if i+1 == len(s) {
			if out != nil {
				out = append(out, s[i])
			}
			break
		}
		if text := s[i].text(); text == "•" || text == "☐" || text == "☒" || i == 0 && text == r.barred() || len(s) == 2 && isLabel(text) && !isLabel(s[1].text()) {
			if out == nil {
				out = append(make([]segment, 0, len(s)), s[:i]...)
			}
			out = append(out, segment{
				runs: append(append([]*run(nil), s[i].runs...), s[i+1].runs...),
				x0:   s[i].x0, x1: s[i+1].x1, order: min(s[i].order, s[i+1].order),
			})
			i++
			continue
		}
		if out != nil {
			out = append(out, s[i])
		}
	}
	if out == nil {
		return s
	}
	return out
}

type gutter struct{ low, high float64 }

// narrow takes the part of the gutters that a row leaves free.
func narrow(gutters []gutter, r *row) []gutter {
	var out []gutter
	pieces := r.pieces()
	for _, g := range gutters {
		for _, s := range pieces {
			if s.x1 <= g.low || s.x0 >= g.high {
				continue
			}
			if s.x0 > g.low && s.x0 > (g.low+g.high)/2 {
				g.high = s.x0
			} else if s.x1 < g.high && s.x1 < (g.low+g.high)/2 || s.x1 < g.high && s.x0 <= g.low {
				g.low = s.x1
			} else if s.x0 > g.low {
				g.high = s.x0
			} else {
				g.high = g.low
			}
		}
		if g.high-g.low >= cellEms*r.size {
			out = append(out, g)
		}
	}
	return out
}

// column is the index of the column in which a place lies.
func column(gutters []gutter, x float64) int {
	return sort.Search(len(gutters), func(i int) bool { return (gutters[i].low+gutters[i].high)/2 > x })
}

// aligned looks for a table without rules of which rows[i] is the first row
// with several cells; rows from start on are free to be taken. It returns nil
// where there is none, else the table and the rows [from, to) that it takes.
// budget counts down the rows that may still be looked at on the page.
func aligned(rows []*row, start, i int, budget *int) (t *table, from, to int) {
	first := rows[i].pieces()
	if len(first) > mostCols {
		return nil, 0, 0
	}
	var gutters []gutter
	for k := 1; k < len(first); k++ {
		gutters = append(gutters, gutter{first[k-1].x1, first[k].x0})
	}
	to, multiple := i+1, 1
	for k := i + 1; k < min(len(rows), i+mostRows) && *budget > 0; k++ {
		*budget--
		r := rows[k]
		if rows[k-1].y-r.y > rowLeading*max(r.size, rows[k-1].size) || tocNumber(r) != "" || interrupts(rows, k, rows[i].text()) {
			break
		}
		left := narrow(gutters, r)
		if len(left) == 0 || len(left) < len(gutters) && len(r.pieces()) == 1 {
			break
		}
		used := map[int]bool{}
		for _, s := range r.pieces() {
			used[column(left, (s.x0+s.x1)/2)] = true
		}
		if len(used) >= 2 {
			multiple++
			to = k + 1
		} else if k == to && rows[k-1].y-r.y < 2*r.size && (!used[0] || r.order() < last(rows[k-1].pieces()).order) {
			to = k + 1 // a cell that runs on
		} else if k-to > 8 || rows[k-1].y-r.y > 2.2*r.size || math.Abs(r.size-rows[i].size) > sizeTolerance*r.size {
			break
		}
		gutters = left
	}
	if multiple < 2 {
		return nil, 0, 0
	}
	// Only the gutters of the rows that were taken count.
	gutters = gutters[:0:0]
	for k := 1; k < len(first); k++ {
		gutters = append(gutters, gutter{first[k-1].x1, first[k].x0})
	}
	for _, r := range rows[i+1 : to] {
		gutters = narrow(gutters, r)
	}
	// Lines of a cell that reaches higher than the first of its row.
	from = i
	for from > start && rows[from-1].order() > first[0].order && rows[from-1].y-rows[from].y < 2*rows[from].size {
		if left := narrow(gutters, rows[from-1]); len(left) < len(gutters) {
			break
		}
		from--
	}
	if !alignedColumns(rows[from:to], gutters) {
		return nil, 0, 0
	}
	return alignedTable(rows[from:to], gutters, false), from, to
}

// interrupts tells whether rows[k] stands over the next table and not in this
// one: it has one part, and the names of the columns come again below it.
func interrupts(rows []*row, k int, heading string) bool {
	return k+1 < len(rows) && len(rows[k].pieces()) == 1 && heading != "" && rows[k+1].text() == heading
}

func last(s []segment) segment { return s[len(s)-1] }

// alignedColumns tells whether the cells of every column share their left
// edge, their right edge or their middle.
func alignedColumns(rows []*row, gutters []gutter) bool {
	type edges struct{ left, right, middle []float64 }
	columns := make([]edges, len(gutters)+1)
	for _, r := range rows {
		seen := map[int]bool{}
		for _, s := range r.pieces() {
			c := column(gutters, (s.x0+s.x1)/2)
			if seen[c] {
				continue
			}
			seen[c] = true
			e := &columns[c]
			e.left, e.right, e.middle = append(e.left, s.x0), append(e.right, s.x1), append(e.middle, (s.x0+s.x1)/2)
		}
	}
	for _, e := range columns {
		if len(e.left) == 0 {
			return false
		}
		if max(share(e.left), share(e.right), share(e.middle)) < alignShare {
			return false
		}
	}
	return true
}

// share is the largest part of the values that lie close together.
func share(values []float64) float64 {
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	best := 0
	for i, k := 0, 0; i < len(sorted); i++ {
		for sorted[i]-sorted[k] > alignPoints {
			k++
		}
		best = max(best, i-k+1)
	}
	return float64(best) / float64(len(sorted))
}

// alignedTable puts the rows in cells; lines that continue a cell are joined
// to the row that they belong to. fixed tells that columns without text count.
func alignedTable(rows []*row, gutters []gutter, fixed bool) *table {
	t := &table{x0: math.Inf(1), x1: math.Inf(-1), top: rows[0].y + 0.8*rows[0].size, bottom: rows[len(rows)-1].y, order: math.MaxInt}
	columns := len(gutters) + 1
	type line struct {
		orders []int // of the first run in each column, -1 for none
		gap    float64
	}
	var lines []line
	for i, r := range rows {
		l := line{orders: make([]int, columns)}
		for c := range l.orders {
			l.orders[c] = -1
		}
		for _, s := range r.pieces() {
			c := column(gutters, (s.x0+s.x1)/2)
			l.orders[c] = s.order
		}
		if i > 0 {
			l.gap = rows[i-1].y - r.y
		}
		t.x0, t.x1 = min(t.x0, r.x0), max(t.x1, r.x1)
		t.order = min(t.order, r.order())
		lines = append(lines, l)
	}
	narrowest, widest := math.Inf(1), 0.0
	for _, l := range lines[1:] {
		narrowest, widest = min(narrowest, l.gap), max(widest, l.gap)
	}
	twoGaps := widest > 1.25*narrowest
	at := map[[2]int]int{}
	number := -1
	for i, l := range lines {
		continues := false
		if i > 0 {
			previous := lines[i-1]
			near := !twoGaps || l.gap < 1.15*narrowest
			switch {
			case drawnBefore(l.orders, previous.orders):
				continues = true
			case l.orders[0] < 0:
				continues = l.gap < 1.8*rows[i].size && near
			case len(rows[i].pieces()) == 1:
				continues = near && (twoGaps || startsLower(rows[i].text()))
			default:
				continues = near && twoGaps && startsLower(rows[i].text())
			}
		}
		if !continues {
			number++
		}
		for _, s := range rows[i].pieces() {
			c := column(gutters, (s.x0+s.x1)/2)
			key := [2]int{number, c}
			k, ok := at[key]
			if !ok {
				k = len(t.cells)
				at[key] = k
				t.cells = append(t.cells, cell{row: number, column: c})
			}
			t.cells[k].runs = append(t.cells[k].runs, s.runs...)
		}
	}
	sort.SliceStable(t.cells, func(i, j int) bool {
		a, b := t.cells[i], t.cells[j]
		return a.row < b.row || a.row == b.row && a.column < b.column
	})
	t.number(fixed)
	return t
}

// headed marks the first row as a header where the only rule across the table
// stands below it.
func (t *table) headed(rows []*row, rules []content.Rule) {
	if len(rows) < 2 {
		return
	}
	below := rows[0]
	for _, r := range rows[1:] {
		if below.y-r.y > 0.8*r.size && t.rowOf(r) > 0 {
			break
		}
		below = r
	}
	under, other := 0, 0
	for _, rule := range rules {
		if !rule.Horizontal() || min(rule.X1, t.x1)-max(rule.X0, t.x0) < 0.7*(t.x1-t.x0) {
			continue
		}
		switch y := (rule.Y0 + rule.Y1) / 2; {
		case y >= rows[0].y || y <= rows[len(rows)-1].y:
		case y < below.y && y > below.y-1.6*below.size:
			under++
		default:
			other++
		}
	}
	if under == 0 || other > 0 {
		return
	}
	for i := range t.cells {
		t.cells[i].header = t.cells[i].row == 0
	}
}

// rowOf is the row of the table in which a line stands.
func (t *table) rowOf(r *row) int {
	for _, c := range t.cells {
		for _, u := range c.runs {
			if u == r.segments[0].runs[0] {
				return c.row
			}
		}
	}
	return 0
}

// continued takes the rows at the top of a page that go on with the table at
// the foot of the page before: they stand in its columns. It returns the
// number of rows taken.
func continued(rows []*row, previous *table) (*table, int) {
	lefts := previous.columns
	if len(lefts) < 2 {
		return nil, 0
	}
	to, heading := 0, previous.heading()
	for i, r := range rows {
		if i > 0 && rows[i-1].y-r.y > rowLeading*r.size || interrupts(rows, i, heading) {
			break
		}
		fits, beyond := true, false
		for _, s := range r.pieces() {
			c := 0
			for c < len(lefts) && math.Abs(lefts[c]-s.x0) > alignPoints {
				c++
			}
			fits = fits && c < len(lefts) && (c+1 == len(lefts) || s.x1 < lefts[c+1]-1)
			beyond = beyond || c > 0
		}
		if !fits {
			break
		}
		if beyond {
			to = i + 1
		}
	}
	if to == 0 {
		return nil, 0
	}
	var gutters []gutter
	for _, left := range lefts[1:] {
		gutters = append(gutters, gutter{left - 2, left - 1})
	}
	rows = rows[:to]
	if to > 1 && rows[0].text() == heading {
		// The row that names the columns is repeated.
		head, body := alignedTable(rows[:1], gutters, true), alignedTable(rows[1:], gutters, true)
		for i := range head.cells {
			head.cells[i].header = true
		}
		for _, c := range body.cells {
			c.row++
			head.cells = append(head.cells, c)
		}
		head.bottom, head.columns = body.bottom, lefts
		if rows[1].x0 > lefts[1]-alignPoints {
			head.open = 2
		}
		return head, to
	}
	t := alignedTable(rows, gutters, true)
	t.columns = lefts
	if rows[0].x0 > lefts[1]-alignPoints {
		t.open = 1
	}
	return t, to
}

// heading is the text of the first row of a table.
func (t *table) heading() string {
	var parts []string
	for _, c := range t.cells {
		if c.row == 0 {
			for _, r := range c.runs {
				parts = append(parts, r.text())
			}
		}
	}
	return strings.Join(parts, " ")
}

// drawnBefore tells whether a line has a part that was drawn before the part
// of the line above in a column further right: the cells are drawn one by one,
// and both lines are of one row.
func drawnBefore(orders, above []int) bool {
	for c, order := range orders {
		if order < 0 {
			continue
		}
		for k := c + 1; k < len(above); k++ {
			if above[k] >= 0 && order < above[k] {
				return true
			}
		}
	}
	return false
}

// tocNumber gives the page number at the end of a line of a table of contents
// with a leader of dots; empty for any other line.
func tocNumber(r *row) string { return leaderNumber(r.text()) }

func leaderNumber(text string) string {
	if !strings.Contains(text, "..") && !strings.Contains(text, ". .") && !strings.Contains(text, "…") {
		return ""
	}
	title := strings.TrimRight(text, "0123456789")
	if most := 4; len(title) == len(text) || len(text)-len(title) > most {
		const mostRoman = 6
		if title = strings.TrimRight(text, "ivxlIVXL"); len(title) == len(text) || len(text)-len(title) > mostRoman {
			return ""
		}
	}
	number := text[len(title):]
	title = strings.ReplaceAll(title, "…", "...")
	leader := title
	title = strings.TrimRight(title, ". \t\n\f\r")
	const fewestDots = 4
	if strings.Count(leader[len(title):], ".") < fewestDots || letters(title) == 0 {
		return ""
	}
	return number
}

// pageNumber tells whether a text is a number of a page.
func pageNumber(text string) bool {
	const most = 4
	return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

// tocLines marks the rows that are lines of a table of contents: those with a
// leader of dots, and rows of which the last segments are page numbers that
// stand in line and go up.
func tocLines(rows []*row) map[*row]string {
	out := map[*row]string{}
	for _, r := range rows {
		if n := tocNumber(r); n != "" {
			out[r] = n
		}
	}
	for i := 0; i < len(rows); {
		var group []*row
		last, edge, k := -1, 0.0, i
		for ; k < len(rows); k++ {
			n, ok := columnNumber(rows[k])
			if !ok || n < last || len(group) > 0 && math.Abs(rows[k].x1-edge) > 4 {
				break
			}
			group, last, edge = append(group, rows[k]), n, rows[k].x1
		}
		if len(group) >= 3 {
			for _, r := range group {
				out[r] = r.segments[len(r.segments)-1].text()
			}
		}
		i = max(k, i+1)
	}
	// A title that leaves no room for the leader ends in a number too.
	for i, r := range rows {
		if out[r] != "" || i == 0 || i+1 == len(rows) || out[rows[i-1]] == "" && out[rows[i+1]] == "" {
			continue
		}
		beside := rows[i-1]
		if out[beside] == "" {
			beside = rows[i+1]
		}
		words := strings.Fields(r.text())
		if n := words[len(words)-1]; len(words) > 1 && pageNumber(n) && math.Abs(r.x1-beside.x1) < 4 {
			out[r] = n
		}
	}
	return out
}

// columnNumber reads the number in the last segment of a row whose other
// segments are a title.
func columnNumber(r *row) (int, bool) {
	s := r.segments
	if len(s) < 2 || len(s) > 3 || len(s) == 3 && !isLabel(s[0].text()) || letters(s[len(s)-2].text()) == 0 {
		return 0, false
	}
	text := s[len(s)-1].text()
	if !pageNumber(text) || s[len(s)-1].x0-s[len(s)-2].x1 < 2*r.size {
		return 0, false
	}
	n := 0
	for _, c := range text {
		n = n*10 + int(c-'0')
	}
	return n, true
}
