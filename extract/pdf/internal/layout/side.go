package layout

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// looseWidth is the least distance, in ems, between a label without a sign and
// the text behind it: more than a word space.
const looseWidth = 0.42

// loose is a label without a sign behind it ("a", "3"), with its place.
type loose struct {
	text      string
	value     int
	x, indent float64
}

// looseLabel reads the first word of a row as such a label.
func looseLabel(r *row) (loose, bool) {
	runs := r.segments[0].runs
	w := runs[0].words[0]
	next, rest := math.Inf(1), ""
	switch {
	case len(runs[0].words) > 1:
		next, rest = runs[0].words[1].x0, runs[0].words[1].text
	case len(runs) > 1:
		next, rest = runs[1].x0, runs[1].words[0].text
	case len(r.segments) > 1:
		next, rest = r.segments[1].x0, r.segments[1].runs[0].words[0].text
	default:
		return loose{}, false
	}
	b := loose{text: w.text, x: w.x0, indent: next - w.x0}
	if next-w.x1 < looseWidth*r.size || b.indent < r.size || b.indent > 6*r.size {
		return b, false
	}
	switch {
	case len(w.text) == 1 && w.text[0] >= 'a' && w.text[0] <= 'z':
		b.value = int(w.text[0]-'a') + 1
	case len(w.text) <= 2 && numeral(&run{words: []word{w}}) && startsLower(rest):
		// Before a capital the number may be that of a heading; that is for
		// others to tell, who see the whole document.
		for _, c := range w.text {
			b.value = 10*b.value + int(c-'0')
		}
		b.value += 1000
	default:
		return b, false
	}
	return b, true
}

// follows tells whether a label is the next one of a list, or once more the
// letter "o" that stands for a bullet.
func (b loose) follows(a loose) bool {
	if math.Abs(a.x-b.x) > 1.5 || math.Abs(a.indent-b.indent) > 1.5 {
		return false
	}
	return b.value == a.value+1 || b.text == "o" && a.text == "o"
}

// markLoose finds the lists of which the labels have no sign behind them, and
// notes the label in their rows: labels that follow each other in one line,
// with nothing but lines under the text between them.
func (d *reader) markLoose(rows []*row) {
	if d.rough {
		markBullets(rows)
	}
	type seen struct {
		loose
		row *row
	}
	var open []seen // innermost last
	mark := func(s seen) {
		if s.text == "o" && s.row.loose == "" {
			s.row.loose = "•"
		} else if s.row.loose == "" {
			s.row.loose = s.text
		}
	}
	for i, r := range rows {
		b, ok := looseLabel(r)
		// Lists that this line stands outside of have ended.
		for len(open) > 0 && r.x0 < open[len(open)-1].x-1.5 {
			open = open[:len(open)-1]
		}
		if !ok {
			if n := len(open); n > 0 && r.x0 < open[n-1].x+open[n-1].indent-2 {
				open = open[:n-1]
			}
			continue
		}
		s := seen{b, r}
		n := len(open)
		switch {
		case n > 0 && b.follows(open[n-1].loose):
			if b.text == "o" && open[n-1].value == b.value-1 {
				b.text = "o" // after n, the letter itself
			}
			mark(open[n-1])
			mark(s)
			open[n-1] = s
			d.listed = b
		case i < 8 && d.listed.value > 0 && b.value == d.listed.value+1 && math.Abs(b.indent-d.listed.indent) < 1.5:
			// The list of the page before goes on.
			mark(s)
			open = append(open, s)
			d.listed = b
		default:
			const deepest = 8
			if n > 0 && math.Abs(open[n-1].x-b.x) <= 1.5 {
				open = open[:n-1]
			}
			if len(open) < deepest {
				open = append(open, s)
			}
		}
	}
}

// markBullets finds the bullets that were taken for a letter or another sign
// when the page was recognised: the same place, more than once, and a gap.
func markBullets(rows []*row) {
	var found []*row
	for _, r := range rows {
		switch w := r.segments[0].runs[0].words[0]; strings.TrimRight(w.text, "_") {
		case "e", "o", "*", "°", "«", "»", "¢", "©", "®", "¤", "·", "•", "●", "■":
			next := math.Inf(1)
			for _, s := range r.segments {
				for _, u := range s.runs {
					for _, v := range u.words {
						if v.x0 > w.x0 && strings.Trim(v.text, "_") != "" {
							next = min(next, v.x0)
						}
					}
				}
			}
			if gap := next - w.x1; gap > looseWidth*r.size && gap < 6*r.size {
				found = append(found, r)
			}
		}
	}
	for i, r := range found {
		for k, o := range found {
			if k != i && math.Abs(o.x0-r.x0) < 0.4*r.size {
				r.loose = "•"
				break
			}
		}
		if i > mostRows {
			break
		}
	}
}

// body is the text of a row without a label that was found by its place.
func (r *row) body() string {
	text := r.text()
	if r.loose == "" {
		return text
	}
	_, size := utf8.DecodeRuneInString(text)
	if i := strings.IndexByte(text, ' '); i > 0 {
		size = i
	}
	if r.loose == "•" {
		return strings.TrimLeft(text[size:], " _") // some see a rule in the gap
	}
	return strings.TrimLeft(text[size:], " ")
}

// aside is a heading in a column of its own to the left of the text, with the
// rows that stand beside and below it.
type aside struct {
	heads, rows []*row
}

// sideHeads parts rows of which the headings stand to the left of the text. It
// fails where there is no such column, or where it holds the first cells of a
// table: the text beside a heading begins with a number.
func sideHeads(rows []*row) ([]aside, bool) {
	// The edge at which the long lines begin.
	edge, long := math.Inf(1), 0
	for _, r := range rows {
		for _, s := range r.segments {
			for _, u := range s.runs {
				if u.glyphs >= 2*longRun {
					edge = min(edge, u.x0)
					long++
				}
			}
		}
	}
	if long < 6 {
		return nil, false
	}
	// A label may stand between the heads and the lines.
	label := edge
	for _, r := range rows {
		for _, s := range r.segments {
			if s.x0 < edge-0.5*r.size && s.x0 > edge-4*r.size && isLabel(s.runs[0].words[0].text) {
				label = min(label, s.x0)
			}
		}
	}
	edge = label - 0.5
	heads, labelled := 0, 0
	var out []aside
	last := math.Inf(1)
	for _, r := range rows {
		var left, right []*run
		for _, s := range r.segments {
			for _, u := range s.runs {
				switch {
				case u.x1 < edge-0.3*u.size:
					left = append(left, u)
				case u.x0 < edge:
					return nil, false
				default:
					right = append(right, u)
				}
			}
		}
		var beside *row
		if len(right) > 0 {
			beside = newRow(right, false)
		}
		if len(left) > 0 {
			head := newRow(left, false)
			if letters(head.text()) < 3 || head.x1-head.x0 > 14*head.size {
				return nil, false
			}
			if last-head.y > 1.8*head.size || len(out) == 0 {
				out = append(out, aside{})
				heads++
				if beside != nil && isLabelled(beside) {
					labelled++
				}
			}
			last = head.y
			a := &out[len(out)-1]
			a.heads = append(a.heads, head)
		} else if len(out) == 0 {
			out = append(out, aside{})
		}
		if beside != nil {
			a := &out[len(out)-1]
			a.rows = append(a.rows, beside)
		}
	}
	return out, heads >= 2 && 3*labelled >= 2*heads
}

// sidebar parts what stands beyond the right end of the running text, as the
// particulars of the sender do on a letter.
func sidebar(all []box) (main, side []box) {
	const fewest = 4
	edge, long := math.Inf(-1), 0
	for _, b := range all {
		if b.table != nil {
			edge = max(edge, b.x1)
		} else if b.x1-b.x0 > longEms*b.size {
			edge = max(edge, b.x1)
			long++
		}
	}
	if long < longLines {
		return all, nil
	}
	for _, b := range all {
		switch {
		case b.table == nil && b.x0 > edge+0.3*b.size:
			side = append(side, b)
		default:
			main = append(main, b)
		}
	}
	lefts := make([]float64, len(side))
	for i, b := range side {
		lefts[i] = b.x0
	}
	if len(side) < fewest || share(lefts) < alignShare {
		return all, nil
	}
	return main, side
}

// sideTitle parts a title in large type to the left of the text, as slides and
// covers have it, from the text.
func sideTitle(all []box) (title, text []box) {
	const fewest, larger = 3, 1.3
	sizes := make([]float64, 0, len(all))
	for _, b := range all {
		if b.table != nil {
			return nil, nil
		}
		sizes = append(sizes, b.size)
	}
	if len(all) <= fewest {
		return nil, nil
	}
	sort.Float64s(sizes)
	usual := sizes[len(sizes)/2]
	right, left := math.Inf(-1), math.Inf(1)
	top, bottom := math.Inf(-1), math.Inf(1)
	for _, b := range all {
		if b.size >= larger*usual {
			title = append(title, b)
			right = max(right, b.x1)
			continue
		}
		text = append(text, b)
		left, top, bottom = min(left, b.x0), max(top, b.top), min(bottom, b.bottom)
	}
	if len(title) == 0 || len(text) < fewest || right >= left {
		return nil, nil
	}
	high, low := title[0].top, title[len(title)-1].bottom // they come from the top down
	if min(top, high)-max(bottom, low) < 0.5*(high-low) {
		return nil, nil // above or below
	}
	return title, text
}
