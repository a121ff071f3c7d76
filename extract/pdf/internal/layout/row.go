package layout

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// segment is a part of a line without a gap that is wide enough to part
// columns.
type segment struct {
	runs   []*run
	x0, x1 float64
	order  int // of its first run in the drawing order
}

// row is what stands on one baseline: a line, or the lines of several columns
// or cells side by side.
type row struct {
	segments []segment
	x0, x1   float64
	y, size  float64
	artifact bool
	lined    bool   // a rule stands right below all of it
	joined   string // of the segments, once it has been asked for
	cell     bool   // the row is a line in a cell of a table
	loose    string // label without a sign behind it, found by its place
}

// open tells whether a line ends without the space that its program draws at
// the end of other lines.
func (r *row) open() bool {
	s := r.segments[len(r.segments)-1]
	u := s.runs[len(s.runs)-1]
	return u.reach < u.x1+0.05*u.size
}

// under is the segment of a row that begins below a place.
func (r *row) under(x, size float64) *segment {
	for i := range r.segments {
		if math.Abs(r.segments[i].x0-x) < 3*size {
			return &r.segments[i]
		}
	}
	return nil
}

// bold tells whether all of the row is bold.
func (r *row) bold() bool {
	for _, s := range r.segments {
		for _, u := range s.runs {
			if !u.bold && lettersOf(u) {
				return false
			}
		}
	}
	return true
}

// lettersOf tells whether there are letters or digits in a run; bullets and
// dashes have no weight of their own.
func lettersOf(u *run) bool {
	for _, w := range u.words {
		for _, c := range w.text {
			if isLetter(c) || c >= '0' && c <= '9' {
				return true
			}
		}
	}
	return false
}

// barred is the first word of a row that has a label found by its place.
func (r *row) barred() string {
	if r.loose == "" {
		return ""
	}
	return r.segments[0].runs[0].words[0].text
}

func (r *row) order() int {
	order := math.MaxInt
	for _, s := range r.segments {
		order = min(order, s.order)
	}
	return order
}

func (s *segment) text() string {
	if len(s.runs) == 1 {
		return s.runs[0].text()
	}
	var out strings.Builder
	for i, r := range s.runs {
		if i > 0 && needsSpace(s.runs[i-1], r) {
			out.WriteByte(' ')
		}
		out.WriteString(r.text())
	}
	return out.String()
}

// needsSpace tells whether two neighbouring runs are apart; the drawing of one
// may have been interrupted in the middle of a word.
func needsSpace(a, b *run) bool {
	return b.x0-a.x1 > wordGap*min(a.size, b.size)
}

func (r *row) text() string {
	if len(r.segments) == 1 && len(r.segments[0].runs) == 1 {
		return r.segments[0].runs[0].text()
	}
	if r.joined != "" {
		return r.joined
	}
	parts := make([]string, len(r.segments))
	for i := range r.segments {
		parts[i] = r.segments[i].text()
	}
	r.joined = strings.Join(parts, " ")
	return r.joined
}

// makeRows sorts runs into rows from top to bottom. spaced tells that the page
// draws its spaces, so that a jump without one is a gap by intention.
func makeRows(runs []*run, spaced bool) []*row {
	if len(runs) == 0 {
		return nil
	}
	sorted := make([]*run, len(runs))
	copy(sorted, runs)
	sort.SliceStable(sorted, func(i, j int) bool {
		if sorted[i].y != sorted[j].y {
			return sorted[i].y > sorted[j].y
		}
		return sorted[i].x0 < sorted[j].x0
	})
	var groups [][]*run
	for _, r := range sorted {
		if n := len(groups); n > 0 {
			// The group's first run has the highest baseline in it.
			first := groups[n-1][0]
			if first.y-r.y <= 0.3*min(first.size, r.size) && !ornament(first, r) {
				groups[n-1] = append(groups[n-1], r)
				continue
			}
		}
		groups = append(groups, []*run{r})
	}
	groups = mergeRaised(groups)
	rows := make([]*row, 0, len(groups))
	for _, g := range groups {
		rows = append(rows, newRow(g, spaced))
	}
	return rows
}

// ornament tells whether one of two runs is a large number beside the text, as
// chapters have in the margin; it is no part of the line.
func ornament(a, b *run) bool {
	if a.size < b.size {
		a, b = b, a
	}
	return a.size > 1.6*b.size && a.glyphs <= 4 && letters(a.text()) == 0 && b.glyphs > 4
}

// mergeRaised puts small raised or lowered runs, drawn on their own, back in
// the line that they belong to.
func mergeRaised(groups [][]*run) [][]*run {
	out := groups[:0:0]
	for i, g := range groups {
		host := -1
		for _, k := range []int{i - 1, i + 1} {
			if k < 0 || k >= len(groups) || len(groups[k]) == 0 {
				continue
			}
			if raisedIn(g, groups[k]) {
				host = k
			}
		}
		switch {
		case host == i-1 && len(out) > 0:
			out[len(out)-1] = append(out[len(out)-1], g...)
		case host == i+1:
			groups[i+1] = append(groups[i+1], g...)
		default:
			out = append(out, g)
		}
	}
	return out
}

func raisedIn(small, line []*run) bool {
	const mostGlyphs, mostMarks = 12, 50 // of a note mark or exponent, on a line
	if len(small) > mostMarks {
		return false
	}
	for _, s := range small {
		if s.glyphs > mostGlyphs {
			return false
		}
	}
	for _, s := range small {
		beside := false
		for _, l := range line {
			rise := s.y - l.y
			if s.size < 0.8*l.size && rise < 0.65*l.size && rise > -0.35*l.size &&
				s.x0 < l.x1+0.5*l.size && s.x1 > l.x0-0.5*l.size {
				beside = true
				break
			}
		}
		if !beside {
			return false
		}
	}
	return true
}

func newRow(runs []*run, spaced bool) *row {
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].x0 < runs[j].x0 })
	runs = dropRepeats(runs)
	r := &row{x0: math.Inf(1), x1: math.Inf(-1), artifact: true}
	weight := -1.0
	for _, u := range runs {
		if w := float64(u.glyphs) * u.size; w > weight {
			weight, r.y, r.size = w, u.y, u.size
		}
		r.x0, r.x1 = min(r.x0, u.x0), max(r.x1, u.x1)
		r.artifact = r.artifact && u.artifact
		if n := len(r.segments); n > 0 {
			s := &r.segments[n-1]
			last := s.runs[len(s.runs)-1]
			size := max(last.size, u.size)
			gap := u.x0 - s.x1
			stray := u.sequence != last.sequence+1 && u.sequence != last.sequence && gap > strayGap*size
			if gap < pieceGap*size && !stray && !(u.jump && spaced && u.start-last.reach > jumpGap*size) {
				s.runs = append(s.runs, u)
				s.x1 = max(s.x1, u.x1)
				s.order = min(s.order, u.order)
				continue
			}
		}
		r.segments = append(r.segments, segment{runs: []*run{u}, x0: u.x0, x1: u.x1, order: u.order})
	}
	r.closeUp()
	return r
}

// dropRepeats leaves out runs that are drawn a second time in the same place,
// which makes type look bold or gives it a shadow.
func dropRepeats(runs []*run) []*run {
	out := runs[:0:0]
	for _, u := range runs {
		again := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-3; k-- {
			o := out[k]
			if math.Abs(o.x0-u.x0) < 0.2*u.size && math.Abs(o.x1-u.x1) < 0.25*u.size && o.text() == u.text() {
				o.bold, again = true, true
				break
			}
		}
		if !again {
			out = append(out, u)
		}
	}
	return out
}

// firstWord is the first word of a row, and its width on paper.
func (r *row) firstWord() (string, float64) {
	w := r.segments[0].runs[0].words[0]
	return w.text, w.x1 - w.x0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
