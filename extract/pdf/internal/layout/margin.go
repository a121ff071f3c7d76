package layout

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longRun     = 15   // glyphs of a run that is surely a part of the text
	ornamentEms = 1.6  // times the type of the text: numbers set as ornaments beside it
	capEms      = 1.8  // the same for the large letter with which a paragraph begins
	fewestLines = 8    // numbered lines of a page
	linesLower  = 0.25 // share of them that begins in lower case; items of a list do not
)

// measure is the stretch in which the text of a page stands, and its type.
type measure struct {
	left, right, size float64
}

// measureOf finds the edges of the long runs. It fails for a page of scraps.
func measureOf(runs []*run) (m measure, ok bool) {
	m = measure{math.Inf(1), math.Inf(-1), 0}
	var sizes []float64
	for _, r := range runs {
		if r.glyphs >= longRun {
			m.left, m.right = min(m.left, r.x0), max(m.right, r.x1)
			sizes = append(sizes, r.size)
		}
	}
	if len(sizes) < 3 {
		return m, false
	}
	sort.Float64s(sizes)
	m.size = sizes[len(sizes)/2]
	return m, true
}

// setAside takes from the runs of a page what stands beside its text and would
// be read into its lines: the numbers of lines, and large numbers of chapters.
// It joins the large first letter of a paragraph to its word.
func setAside(runs []*run) (text []*run, aside []string) {
	m, ok := measureOf(runs)
	if !ok {
		return runs, nil
	}
	out := make(map[*run]bool)
	var left, right, caps []*run
	looked := 0
	for _, r := range runs {
		switch {
		case r.glyphs > 4:
			continue
		case r.glyphs == 1 && r.size > capEms*m.size && unicode.IsUpper(firstRune(r.words[0].text)):
			caps = append(caps, r)
			continue
		case !numeral(r):
			continue
		case r.x1 <= m.left+0.1*m.size:
			left = append(left, r)
		case r.x0 >= m.right-0.1*m.size:
			right = append(right, r)
		default:
			continue
		}
		const mostOrnaments = 40
		if r.size > ornamentEms*m.size && looked < mostOrnaments {
			if looked++; accompanied(r, runs) {
				continue
			}
			out[r] = true
			aside = append(aside, r.text())
		}
	}
	for _, side := range [2][]*run{left, right} {
		if numbers := lineNumbers(side, runs); numbers != nil {
			texts := make([]string, len(numbers))
			for i, r := range numbers {
				out[r] = true
				texts[i] = r.text()
			}
			aside = append(aside, strings.Join(texts, " "))
		}
	}
	const mostCaps = 20
	for _, c := range caps[:min(len(caps), mostCaps)] {
		if dropCap(c, runs) {
			out[c] = true
		}
	}
	if len(out) == 0 {
		return runs, nil
	}
	for _, r := range runs {
		if !out[r] {
			text = append(text, r)
		}
	}
	return text, aside
}

// numeral tells whether a run is a number and nothing else.
func numeral(r *run) bool {
	if len(r.words) != 1 {
		return false
	}
	for _, c := range r.words[0].text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// accompanied tells whether type of about the same size stands on the line of
// a large number: the number is that of a heading.
func accompanied(r *run, runs []*run) bool {
	for _, o := range runs {
		if o != r && math.Abs(o.y-r.y) < 0.3*r.size && o.size > 0.7*r.size {
			return true
		}
	}
	return false
}

// lineNumbers picks out numbers that count the lines of a page: in line with
// each other, going up by the same step at the same distance, beside lines of
// which some are the middle of a sentence. Numbers of the clauses of a contract
// are not.
func lineNumbers(side, runs []*run) []*run {
	if len(side) < fewestLines {
		return nil
	}
	sorted := append([]*run(nil), side...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].y > sorted[j].y })
	var steps []int
	var leads []float64
	var rights []float64
	previous := 0
	for i, r := range sorted {
		n, err := strconv.Atoi(r.words[0].text)
		if err != nil {
			return nil
		}
		if i > 0 {
			if n <= previous {
				return nil
			}
			steps = append(steps, n-previous)
			leads = append(leads, (sorted[i-1].y-r.y)/float64(n-previous))
		}
		rights = append(rights, r.x1)
		previous = n
	}
	sort.Ints(steps)
	step := steps[len(steps)/2]
	even := append([]float64(nil), leads...)
	sort.Float64s(even)
	lead := even[len(even)/2]
	near := 0
	for _, l := range leads {
		if math.Abs(l-lead) < 0.1*lead {
			near++
		}
	}
	if steps[len(steps)*9/10] != step || 10*near < 8*len(leads) || share(rights) < 0.9 {
		return nil
	}
	// The lines that they count.
	sides := map[*run]bool{}
	for _, r := range side {
		sides[r] = true
	}
	beside, lower := 0, 0
	ys := make([]float64, 0, len(runs))
	byY := map[float64]*run{}
	for _, r := range runs {
		if sides[r] {
			continue
		}
		if old := byY[r.y]; old == nil {
			ys = append(ys, r.y)
			byY[r.y] = r
		} else if r.x0 < old.x0 {
			byY[r.y] = r
		}
	}
	sort.Float64s(ys)
	for _, r := range sorted {
		i := sort.SearchFloat64s(ys, r.y-0.3*r.size)
		if i < len(ys) && ys[i] < r.y+0.3*r.size {
			beside++
			if startsLower(byY[ys[i]].words[0].text) {
				lower++
			}
		}
	}
	if beside < fewestLines/2 || float64(lower) < linesLower*float64(beside) {
		return nil
	}
	return sorted
}

// dropCap joins a large letter to the first of the lines that stand beside it.
func dropCap(c *run, runs []*run) bool {
	var top *run
	var beside []*run
	for _, r := range runs {
		if r.size*ornamentEms > c.size || r.y < c.y-0.3*r.size || r.y > c.y+0.85*c.size ||
			r.x0 < c.x0+0.2*c.size || r.x0 > c.x1+1.2*r.size {
			continue
		}
		beside = append(beside, r)
		if top == nil || r.y > top.y {
			top = r
		}
	}
	if top == nil || len(beside) < 2 || !isLetter(firstRune(top.words[0].text)) {
		return false
	}
	top.words[0].text = c.words[0].text + top.words[0].text
	top.joined = ""
	top.glyphs += c.glyphs
	// The lines beside the letter are as long as those below it.
	for _, r := range beside {
		r.x0, r.start = c.x0, c.x0
	}
	return true
}

// closeUp joins the words of a row that are letters set apart: "A R T I K E L".
func (r *row) closeUp() {
	n := 0
	for _, s := range r.segments {
		for _, u := range s.runs {
			for _, w := range u.words {
				if c, size := utf8.DecodeRuneInString(w.text); size != len(w.text) || !isLetter(c) && !unicode.IsDigit(c) {
					return
				}
				const longest = 120 // letters of a line
				if n++; n > longest {
					return
				}
			}
		}
	}
	if n < 4 {
		return
	}
	var words []word
	var gaps []float64
	for _, s := range r.segments {
		for _, u := range s.runs {
			for _, w := range u.words {
				if k := len(words); k > 0 {
					gaps = append(gaps, w.x0-words[k-1].x1)
				}
				words = append(words, w)
			}
		}
	}
	sorted := append([]float64(nil), gaps...)
	sort.Float64s(sorted)
	usual := max(sorted[len(sorted)/2], 0.05*r.size)
	if usual > 1.5*r.size && !pronounceable(words) {
		return // the heads of columns
	}
	joined := words[:1:1]
	for i, w := range words[1:] {
		last := &joined[len(joined)-1]
		if gaps[i] > 1.6*usual && gaps[i] > usual+0.15*r.size {
			joined = append(joined, w)
			continue
		}
		last.text += w.text
		last.x1 = w.x1
	}
	u := *r.segments[0].runs[0]
	for _, s := range r.segments {
		for _, o := range s.runs {
			u.bold = u.bold && o.bold
			if o != r.segments[0].runs[0] {
				u.glyphs += o.glyphs
			}
			u.reach = o.reach
		}
	}
	u.joined = ""
	u.words, u.x1 = joined, words[len(words)-1].x1
	s := r.segments[0]
	s.runs, s.x1 = []*run{&u}, u.x1
	r.segments, r.joined = []segment{s}, ""
}

// pronounceable tells whether letters make a word, and not the heads of the
// columns of a table: vowels and consonants, not in the order of the alphabet.
func pronounceable(words []word) bool {
	vowels, consonants, order := 0, 0, 0
	var before rune
	for _, w := range words {
		c := unicode.ToLower(firstRune(w.text))
		switch {
		case strings.ContainsRune("aeiouy", c):
			vowels++
		case isLetter(c):
			consonants++
		default:
			return false
		}
		if c == before+1 || c == before {
			order++
		}
		before = c
	}
	return len(words) >= 5 && 100*vowels >= 28*len(words) && consonants > 1 && 2*order < len(words)
}
