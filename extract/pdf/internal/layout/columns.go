package layout

import (
	"math"
	"sort"
)

// box is something with a place on the page: a segment of a line, or a table.
type box struct {
	x0, x1      float64
	top, bottom float64
	size        float64
	order       int
	runs        []*run
	table       *table
}

const (
	columnLines = 4    // lines that a column must have at least
	columnEms   = 9.0  // and their mean width
	gutterEms   = 0.8  // the narrowest gap between two columns
	mostBands   = 200  // stretches of a page between lines that cross a gutter
	mostColumns = 4    // depth of the search for columns within columns
	switchRate  = 0.25 // changes from side to side per line, from which on it is a table
)

// band is a part of a page that reads column by column.
type band struct {
	top, bottom float64
	gutter      float64
}

// boxes cuts runs into segments and adds the tables.
func boxes(runs []*run, tables []*table, spaced bool) []box {
	var out []box
	for _, r := range makeRows(runs, spaced) {
		for _, s := range r.segments {
			b := box{x0: s.x0, x1: s.x1, top: r.y + 0.8*r.size, bottom: r.y - 0.2*r.size, size: r.size, order: s.order, runs: s.runs}
			out = append(out, b)
		}
	}
	for _, t := range tables {
		out = append(out, box{x0: t.x0, x1: t.x1, top: t.top, bottom: t.bottom, order: t.order, table: t})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].top > out[j].top })
	return out
}

// findBand looks for the largest part of the boxes that stands in two columns
// of running text.
func findBand(all []box, rough bool) (band, bool) {
	starts := map[int]int{}
	left := math.Inf(1)
	for _, b := range all {
		if b.table == nil {
			starts[int(math.Round(b.x0/2))]++
			left = min(left, b.x0)
		}
	}
	edges := make([]int, 0, len(starts))
	for e, n := range starts {
		if n+starts[e+1] >= columnLines && float64(2*e) > left+columnEms {
			edges = append(edges, e)
		}
	}
	sort.Slice(edges, func(i, j int) bool {
		if starts[edges[i]] != starts[edges[j]] {
			return starts[edges[i]] > starts[edges[j]]
		}
		return edges[i] < edges[j]
	})
	const mostEdges = 12
	best, found, most := band{}, false, 0
	for i, e := range edges {
		if i == mostEdges {
			break
		}
		gutter := float64(2*e) - 2.5
		for _, b := range cutAt(all, gutter) {
			if n, ok := readsInColumns(all, b, rough); ok && n > most {
				best, found, most = b, true, n
			}
		}
	}
	return best, found
}

// cutAt lists the stretches of the page in which nothing crosses the gutter.
func cutAt(all []box, gutter float64) []band {
	var bands []band
	top := math.Inf(1)
	bottom := math.Inf(1)
	for _, b := range all {
		if b.x0 < gutter && b.x1 > gutter {
			if b.top < top {
				bands = append(bands, band{top, b.top, gutter})
			}
			bottom = min(bottom, b.bottom)
			top = bottom
			if len(bands) > mostBands {
				return nil
			}
		}
	}
	return append(bands, band{top, math.Inf(-1), gutter})
}

// readsInColumns judges a stretch of the page: both sides must be filled with
// lines of text, and the page must have been drawn column by column. It
// returns the number of lines.
func readsInColumns(all []box, b band, rough bool) (int, bool) {
	type side struct {
		lines, first int
		width, size  float64
		right        float64
		top, bottom  float64
	}
	fresh := side{top: math.Inf(-1), bottom: math.Inf(1), right: math.Inf(-1)}
	sides := [2]side{fresh, fresh}
	type at struct{ order, side int }
	var sequence []at
	rightStart := math.Inf(1)
	for _, x := range all {
		if x.top > b.top+0.1 || x.bottom < b.bottom-0.1 {
			continue
		}
		k := 0
		if x.x0 >= b.gutter {
			k = 1
			rightStart = min(rightStart, x.x0)
		}
		s := &sides[k]
		s.lines++
		s.width += x.x1 - x.x0
		s.size += x.size
		s.right = max(s.right, x.x1)
		s.top, s.bottom = max(s.top, x.top), min(s.bottom, x.bottom)
		sequence = append(sequence, at{x.order, k})
	}
	for _, s := range sides {
		if s.lines < columnLines || s.width/float64(s.lines) < columnEms*s.size/float64(s.lines) {
			return 0, false
		}
	}
	size := (sides[0].size + sides[1].size) / float64(sides[0].lines+sides[1].lines)
	if rightStart-sides[0].right < gutterEms*size {
		return 0, false
	}
	// The sides must stand beside each other for some lines.
	if min(sides[0].top, sides[1].top)-max(sides[0].bottom, sides[1].bottom) < 3*size {
		return 0, false
	}
	sort.Slice(sequence, func(i, j int) bool { return sequence[i].order < sequence[j].order })
	switches := 0
	for i := 1; i < len(sequence); i++ {
		if sequence[i].side != sequence[i-1].side {
			switches++
		}
	}
	lines := min(sides[0].lines, sides[1].lines)
	if !rough && float64(switches) <= max(3, switchRate*float64(lines)) {
		return sides[0].lines + sides[1].lines, true
	}
	// A page that is drawn line by line across its columns betrays itself by
	// lines that are full on both sides.
	full, slack := 0, 2*size
	if rough {
		slack = 5 * size // nor is the order known of lines that are not justified
	}
	for _, x := range all {
		if x.top > b.top+0.1 || x.bottom < b.bottom-0.1 {
			continue
		}
		if x.x0 < b.gutter && x.x1 > sides[0].right-slack || x.x0 >= b.gutter && x.x1 > sides[1].right-slack {
			full++
		}
	}
	total := sides[0].lines + sides[1].lines
	return total, lines >= 8 && 10*full >= 7*total
}

// chunks parts the boxes of a band into the pieces that read one after the
// other: the left column and then the right one or, where the page was drawn
// in a few pieces that alternate and go down on both sides, as it was drawn.
func (b band) chunks(inside []box) [][]box {
	sorted := append([]box(nil), inside...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].order < sorted[j].order })
	var pieces [][]box
	last := -1
	lowest := [2]float64{math.Inf(1), math.Inf(1)}
	descends := true
	for _, x := range sorted {
		k := 0
		if x.x0 >= b.gutter {
			k = 1
		}
		if k != last {
			pieces = append(pieces, nil)
			last = k
			descends = descends && x.top <= lowest[k]+0.5*x.size
		}
		lowest[k] = min(lowest[k], x.top)
		pieces[len(pieces)-1] = append(pieces[len(pieces)-1], x)
	}
	const mostPieces = 6
	if descends && len(pieces) > 2 && len(pieces) <= mostPieces {
		return pieces
	}
	sides := make([][]box, 2)
	for _, x := range inside {
		if x.x0 < b.gutter {
			sides[0] = append(sides[0], x)
		} else {
			sides[1] = append(sides[1], x)
		}
	}
	return sides
}
