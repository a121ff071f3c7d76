package layout

import (
	"math"
	"sort"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// table is a table found on one page.
type table struct {
	x0, x1      float64
	top, bottom float64
	order       int
	columns     []float64 // left edges of the text in them
	cells       []cell    // in order of row and column
	// open is the row, counted from 1, that goes on with the last one of the
	// page before; 0 for none. It is the second where the header is repeated.
	open int
}

type cell struct {
	row, column int
	header      bool
	runs        []*run
}

const (
	touch     = 2.5   // points within which two rules meet
	mostLines = 1_500 // rules of a page above which it is a drawing
	mostCells = 4_000 // of one grid
	mostGrids = 100   // of a page
)

// line is a set of rules on one line along an axis: at its place on the other
// axis, from low to high.
type line struct {
	at, low, high float64
}

// mergeRules joins the pieces of which rules are drawn.
func mergeRules(pieces []line) []line {
	sort.Slice(pieces, func(i, j int) bool {
		if pieces[i].at != pieces[j].at {
			return pieces[i].at < pieces[j].at
		}
		return pieces[i].low < pieces[j].low
	})
	// Rules within a point of each other are one; the edges of a thin filled
	// rectangle and the shared border of two cells are such pairs.
	var out []line
	for start := 0; start < len(pieces); {
		end := start
		for end < len(pieces) && pieces[end].at-pieces[start].at < 1.2 {
			end++
		}
		group := append([]line(nil), pieces[start:end]...)
		sort.Slice(group, func(i, j int) bool { return group[i].low < group[j].low })
		for i, p := range group {
			if n := len(out); i > 0 && p.low <= out[n-1].high+touch {
				out[n-1].high = max(out[n-1].high, p.high)
				continue
			}
			out = append(out, p)
		}
		start = end
	}
	return out
}

// grids finds the ruled tables among the rules of a page, and takes the runs
// that stand in them out of the others.
func grids(rules []content.Rule, runs []*run, spaced bool) (tables []*table, rest []*run) {
	var across, down []line
	for _, r := range rules {
		if r.Horizontal() {
			across = append(across, line{(r.Y0 + r.Y1) / 2, r.X0, r.X1})
		} else {
			down = append(down, line{(r.X0 + r.X1) / 2, r.Y0, r.Y1})
		}
	}
	across, down = mergeRules(across), mergeRules(down)
	if len(across) == 0 || len(down) == 0 || len(across) > mostLines || len(down) > mostLines {
		return nil, runs
	}
	rest = runs
	for n, g := range connected(across, down) {
		if n == mostGrids {
			break
		}
		t, left := g.fill(rest, spaced)
		if t != nil {
			tables, rest = append(tables, t), left
		}
	}
	return tables, rest
}

// grid is a set of rules that touch each other.
type grid struct {
	across, down []line
	xs, ys       []float64 // places of the rules, ys from the top
}

func connected(across, down []line) []*grid {
	n := len(across)
	parent := make([]int, n+len(down))
	for i := range parent {
		parent[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, a := range across {
		for k, d := range down {
			if d.at > a.low-touch && d.at < a.high+touch && a.at > d.low-touch && a.at < d.high+touch {
				parent[root(i)] = root(n + k)
			}
		}
	}
	groups := map[int]*grid{}
	var out []*grid
	group := func(i int) *grid {
		g, ok := groups[root(i)]
		if !ok {
			g = &grid{}
			groups[root(i)] = g
			out = append(out, g)
		}
		return g
	}
	for i, a := range across {
		g := group(i)
		g.across = append(g.across, a)
	}
	for k, d := range down {
		g := group(n + k)
		g.down = append(g.down, d)
	}
	kept := out[:0]
	for _, g := range out {
		if len(g.across) > 0 && len(g.down) > 0 {
			g.edges()
			kept = append(kept, g)
		}
	}
	// From the top of the page down.
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].ys[0] > kept[j].ys[0] })
	return kept
}

// edges collects the places of the rules; where a table has no outer rules on
// a side, the ends of the rules across it mark the edge.
func (g *grid) edges() {
	for _, d := range g.down {
		g.xs = append(g.xs, d.at)
		g.ys = append(g.ys, d.low, d.high)
	}
	for _, a := range g.across {
		g.ys = append(g.ys, a.at)
		g.xs = append(g.xs, a.low, a.high)
	}
	g.xs, g.ys = cluster(g.xs), cluster(g.ys)
	for i, k := 0, len(g.ys)-1; i < k; i, k = i+1, k-1 {
		g.ys[i], g.ys[k] = g.ys[k], g.ys[i]
	}
}

// cluster sorts values and keeps one of those that lie close together.
func cluster(values []float64) []float64 {
	sort.Float64s(values)
	var out []float64
	for _, v := range values {
		if n := len(out); n > 0 && v-out[n-1] < 4 {
			continue
		}
		out = append(out, v)
	}
	return out
}

// covered tells whether rules at a place cover most of a stretch.
func covered(lines []line, at, low, high float64) bool {
	sum := 0.0
	for _, l := range lines {
		if math.Abs(l.at-at) < 4 {
			sum += max(0, min(l.high, high)-max(l.low, low))
		}
	}
	return sum > 0.5*(high-low)
}

// fill puts the runs into the cells of the grid. It returns nil for a grid
// that is no table: a frame, a form of one row that holds columns of text, or
// one with hardly anything in it.
func (g *grid) fill(runs []*run, spaced bool) (*table, []*run) {
	rows, columns := len(g.ys)-1, len(g.xs)-1
	if rows < 1 || columns < 2 || rows*columns > mostCells {
		return nil, runs
	}
	root := g.spans(rows, columns)
	t := &table{x0: g.xs[0], x1: g.xs[columns], top: g.ys[0], bottom: g.ys[rows], order: math.MaxInt}
	held := map[int][]*run{}
	var rest []*run
	for _, r := range runs {
		y := r.y + 0.3*r.size
		if y > t.top || y < t.bottom || r.x1 < t.x0 || r.x0 > t.x1 || (r.x0+r.x1)/2 < t.x0-touch || (r.x0+r.x1)/2 > t.x1+touch {
			rest = append(rest, r)
			continue
		}
		row := sort.Search(rows, func(i int) bool { return g.ys[i+1] < y })
		row = min(row, rows-1)
		for _, part := range r.cut(func(x float64) int {
			c := sort.Search(columns, func(i int) bool { return g.xs[i+1] > x })
			return root[row*columns+min(c, columns-1)]
		}) {
			held[part.key] = append(held[part.key], part.run)
			t.order = min(t.order, part.run.order)
		}
	}
	if len(held) < 2 {
		return nil, runs
	}
	usedRows, usedColumns, most := map[int]bool{}, map[int]bool{}, 0
	total := 0
	for _, inside := range held {
		total += len(inside)
	}
	for key, inside := range held {
		if 3*len(inside) > total && tabular(makeRows(inside, spaced)) {
			return nil, runs // most of its rules were not drawn
		}
		t.cells = append(t.cells, cell{row: key / columns, column: key % columns, runs: inside})
		usedRows[key/columns], usedColumns[key%columns] = true, true
		most = max(most, len(makeRows(inside, spaced)))
	}
	const proseLines = 15
	if len(usedColumns) < 2 || len(usedRows) == 1 && most > proseLines {
		return nil, runs
	}
	t.splitRows(spaced)
	sort.SliceStable(t.cells, func(i, j int) bool {
		a, b := t.cells[i], t.cells[j]
		return a.row < b.row || a.row == b.row && a.column < b.column
	})
	t.number(false)
	return t, rest
}

// tabular tells whether most lines have several parts, far from each other.
func tabular(rows []*row) bool {
	const fewest = 4
	parts := 0
	for _, r := range rows {
		if len(r.pieces()) > 1 {
			parts++
		}
	}
	return len(rows) >= fewest && 3*parts >= 2*len(rows)
}

// splitRows parts the rows between which no rule was drawn: their lines stand
// in several columns on one baseline, well apart, and were drawn line by line.
func (t *table) splitRows(spaced bool) {
	byRow := map[int][]cell{}
	for _, c := range t.cells {
		byRow[c.row] = append(byRow[c.row], c)
	}
	const step = 10_000 // leaves room for the parts of each row
	out := t.cells[:0:0]
	leftmost := math.MaxInt
	for _, c := range t.cells {
		leftmost = min(leftmost, c.column)
	}
	for number, cells := range byRow {
		column := map[*run]int{}
		var runs []*run
		for _, c := range cells {
			for _, r := range c.runs {
				column[r] = c.column
			}
			runs = append(runs, c.runs...)
		}
		part := 0
		if len(cells) < 2 {
			runs = nil
		}
		at := map[[2]int]int{}
		var above *row
		rows := makeRows(runs, spaced)
		for _, r := range rows {
			if above != nil && !cellsGoOn(above, r, column, leftmost) {
				part++
			}
			above = r
			for _, s := range r.segments {
				for _, u := range s.runs {
					key := [2]int{part, column[u]}
					k, ok := at[key]
					if !ok {
						k = len(out)
						at[key] = k
						out = append(out, cell{row: number*step + min(part, step-1), column: column[u]})
					}
					out[k].runs = append(out[k].runs, u)
				}
			}
		}
		if len(rows) == 0 {
			for _, c := range cells {
				c.row *= step
				out = append(out, c)
			}
		}
	}
	t.cells = out
}

// cellsGoOn tells whether a line belongs to the same row of a table as the one
// above it: it lacks the first column, was drawn before a cell further right on
// the line above, or is near and reads like the rest of a sentence.
func cellsGoOn(above, r *row, column map[*run]int, leftmost int) bool {
	first, lowest := false, map[int]int{}
	for _, s := range r.segments {
		for _, u := range s.runs {
			c := column[u]
			first = first || c == leftmost
			if old, ok := lowest[c]; !ok || u.order < old {
				lowest[c] = u.order
			}
		}
	}
	if !first {
		return true
	}
	if above.y-r.y <= apart*r.size && (len(lowest) < 2 || startsLower(r.text())) {
		return true
	}
	for _, s := range above.segments {
		for _, u := range s.runs {
			for c, order := range lowest {
				if c < column[u] && order < u.order {
					return true
				}
			}
		}
	}
	return false
}

// spans joins the elementary cells between which no rule stands. The result
// gives for each the first cell, in reading order, that it is part of.
func (g *grid) spans(rows, columns int) []int {
	root := make([]int, rows*columns)
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(a, b int) {
		a, b = find(a), find(b)
		root[max(a, b)] = min(a, b)
	}
	for r := range rows {
		for c := range columns {
			if c+1 < columns && !covered(g.down, g.xs[c+1], g.ys[r+1], g.ys[r]) {
				join(r*columns+c, r*columns+c+1)
			}
			if r+1 < rows && !covered(g.across, g.ys[r+1], g.xs[c], g.xs[c+1]) {
				join(r*columns+c, (r+1)*columns+c)
			}
		}
	}
	for i := range root {
		root[i] = find(i)
	}
	return root
}

// number makes the rows of the cells, and unless they are fixed the columns,
// count without gaps, and marks
// the header: a first row that is bold where the second is not.
func (t *table) number(fixed bool) {
	rows, columns := map[int]int{}, map[int]int{}
	var rowKeys, columnKeys []int
	for _, c := range t.cells {
		if _, ok := rows[c.row]; !ok {
			rows[c.row] = 0
			rowKeys = append(rowKeys, c.row)
		}
		if _, ok := columns[c.column]; !ok {
			columns[c.column] = 0
			columnKeys = append(columnKeys, c.column)
		}
	}
	sort.Ints(rowKeys)
	sort.Ints(columnKeys)
	for i, k := range rowKeys {
		rows[k] = i
	}
	for i, k := range columnKeys {
		columns[k] = i
		if fixed {
			columns[k] = k
		}
	}
	bold := map[int]bool{}
	t.columns = make([]float64, 1+columns[columnKeys[len(columnKeys)-1]])
	for i := range t.columns {
		t.columns[i] = math.Inf(1)
	}
	for i := range t.cells {
		c := &t.cells[i]
		c.row, c.column = rows[c.row], columns[c.column]
		for _, r := range c.runs {
			t.columns[c.column] = min(t.columns[c.column], r.x0)
		}
		if _, ok := bold[c.row]; !ok {
			bold[c.row] = true
		}
		for _, r := range c.runs {
			bold[c.row] = bold[c.row] && r.bold
		}
	}
	if len(rowKeys) > 1 && bold[0] && !bold[1] {
		for i := range t.cells {
			t.cells[i].header = t.cells[i].row == 0
		}
	}
}

// part is a piece of a run that was cut, with the key of where it belongs.
type part struct {
	key int
	run *run
}

// cut parts a run at the words for which the middle gives another key.
func (r *run) cut(key func(x float64) int) []part {
	var out []part
	for _, w := range r.words {
		k := key((w.x0 + w.x1) / 2)
		if n := len(out); n > 0 && out[n-1].key == k {
			p := out[n-1].run
			p.words = append(p.words, w)
			p.x1, p.reach = w.x1, w.x1
			continue
		}
		c := *r
		c.joined = ""
		c.words, c.x0, c.x1 = []word{w}, w.x0, w.x1
		c.start, c.reach = w.x0, w.x1
		out = append(out, part{k, &c})
	}
	return out
}
