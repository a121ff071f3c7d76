// Package layout finds out how the glyphs on the pages of a document read:
// words, lines, columns, tables, paragraphs and what is repeated on every
// page.
package layout

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/font"
)

// Distances in ems of the type at hand.
const (
	wordGap    = 0.18 // from here on a gap is a space
	splitGap   = 0.06 // the same where each glyph is a word
	pieceGap   = 1.2  // from here on it may part columns or cells
	jumpGap    = 0.4  // the same for a jump without a space, where spaces are drawn
	strayGap   = 0.6  // the same between runs that were not drawn one after the other
	backtrack  = 0.35 // how far a glyph may step back and still continue a word
	sameLine   = 0.12 // difference of baselines within a run
	letterGap  = 0.10 // the narrowest gap of letterspaced type
	wideLetter = 1.8  // times the usual gap makes a space in letterspaced type
)

// word is a string without space in it.
type word struct {
	text   string
	x0, x1 float64
}

// run is a piece of a line that was shown without a wide gap.
type run struct {
	words    []word
	joined   string // of the words, once it has been asked for
	x0, x1   float64
	start    float64 // x0 and x1 with the spaces that were drawn around
	reach    float64
	jump     bool    // the run was placed anew, not continued
	y        float64 // of the baseline
	size     float64
	bold     bool
	artifact bool
	order    int // place in the order in which the page draws
	sequence int // the same, counted in runs
	glyphs   int
}

// text is the text of a run with its spaces.
func (r *run) text() string {
	if r.joined == "" {
		var s strings.Builder
		for i, w := range r.words {
			if i > 0 {
				s.WriteByte(' ')
			}
			s.WriteString(w.text)
		}
		r.joined = s.String()
	}
	return r.joined
}

// Page holds the runs of one page: those of the main reading direction, and
// those set at another angle, each angle in a frame of its own.
type Page struct {
	width, height float64
	runs          []*run
	turned        [][]*run
	notes         []*run // of annotations, which are no part of the page
	spaced        bool   // spaces are drawn, not just left open
	wordwise      bool   // each glyph is a word
	rules         []content.Rule
	boxes         []content.Rule // shaded grounds
	Glyphs        int            // other than spaces
	Hidden        int            // among them drawn invisibly
	Unknown       int            // among them without a Unicode value
	Words         int            // of two letters and more
	Singles       int            // words of one letter
	Notes         int            // glyphs of annotations, not counted above where there are others
}

// Runs is the number of pieces in which the text of the page was drawn.
func (p *Page) Runs() int {
	n := len(p.runs) + len(p.notes)
	for _, t := range p.turned {
		n += len(t)
	}
	return n
}

// placed is a glyph in the frame of its direction.
type placed struct {
	*content.Glyph
	x, y float64
	text string // without the spaces around it
}

// NewPage gathers the glyphs of a page into runs. The glyphs are not kept.
func NewPage(p *content.Page) *Page {
	page := &Page{width: p.Width, height: p.Height, rules: p.Rules, boxes: p.Boxes}
	glyphs, notes := parted(p.Glyphs)
	if page.wordwise = wordwise(glyphs); page.wordwise {
		var slope float64
		glyphs, slope = straighten(glyphs)
		page.rules = levelled(page.rules, slope)
	}
	counts := map[int]int{}
	spaces := 0
	level := 0
	for i := range glyphs {
		if glyphs[i].DX > 0.999 {
			level++
		} else {
			counts[angle(&glyphs[i])]++
		}
		if glyphs[i].Text == " " {
			spaces++
		}
	}
	if level > 0 {
		counts[0] += level
	}
	page.spaced = 20*spaces > len(glyphs)
	angles := make([]int, 0, len(counts))
	for a := range counts {
		angles = append(angles, a)
	}
	sort.Slice(angles, func(i, j int) bool {
		if counts[angles[i]] != counts[angles[j]] {
			return counts[angles[i]] > counts[angles[j]]
		}
		return angles[i] < angles[j]
	})
	const mostAngles = 16
	for n, a := range angles {
		if n == mostAngles {
			break
		}
		g := gatherer{page: page}
		sin, cos := math.Sincos(float64(a) * math.Pi / 180)
		for i := range glyphs {
			glyph := &glyphs[i]
			if angle(glyph) != a {
				continue
			}
			at := placed{Glyph: glyph, x: glyph.X, y: glyph.Y}
			if a != 0 {
				at.x, at.y = glyph.X*cos+glyph.Y*sin, glyph.Y*cos-glyph.X*sin
			}
			g.add(at, i)
		}
		g.flush()
		if n > 0 {
			page.turned = append(page.turned, g.runs)
			continue
		}
		page.runs = g.runs
		if a != 0 {
			page.reframe(sin, cos)
		}
	}
	page.note(notes)
	return page
}

// parted gives the glyphs of the page, and apart those of annotations, which
// are drawn after it.
func parted(glyphs []content.Glyph) (page, notes []content.Glyph) {
	for i := range glyphs {
		if !glyphs[i].Note {
			continue
		}
		page = append(page, glyphs[:i]...)
		for _, g := range glyphs[i:] {
			if g.Note {
				notes = append(notes, g)
			} else {
				page = append(page, g)
			}
		}
		return page, notes
	}
	return glyphs, nil
}

// note gathers the glyphs of annotations, all in the direction of the page.
func (p *Page) note(glyphs []content.Glyph) {
	if len(glyphs) == 0 {
		return
	}
	own := &Page{spaced: p.spaced}
	g := gatherer{page: own}
	for i := range glyphs {
		g.add(placed{Glyph: &glyphs[i], x: glyphs[i].X, y: glyphs[i].Y}, i)
	}
	g.flush()
	p.notes, p.Notes = g.runs, own.Glyphs
	if p.Glyphs == 0 {
		p.Glyphs, p.Words, p.Singles, p.Unknown = own.Glyphs, own.Words, own.Singles, own.Unknown
	}
}

// reframe moves the main text of a page that is turned as a whole so that it
// lies within width and height again.
func (p *Page) reframe(sin, cos float64) {
	left, bottom := math.Inf(1), math.Inf(1)
	for _, c := range [4][2]float64{{0, 0}, {p.width, 0}, {0, p.height}, {p.width, p.height}} {
		left, bottom = min(left, c[0]*cos+c[1]*sin), min(bottom, c[1]*cos-c[0]*sin)
	}
	if math.Abs(sin) > 0.7 {
		p.width, p.height = p.height, p.width
	}
	rules := p.rules
	p.rules, p.boxes = nil, nil
	if math.Abs(sin) > 0.999 || math.Abs(cos) > 0.999 { // else they run along no axis any more
		p.rules = make([]content.Rule, len(rules))
		for i, r := range rules {
			x0, y0 := r.X0*cos+r.Y0*sin-left, r.Y0*cos-r.X0*sin-bottom
			x1, y1 := r.X1*cos+r.Y1*sin-left, r.Y1*cos-r.X1*sin-bottom
			p.rules[i] = content.Rule{X0: min(x0, x1), Y0: min(y0, y1), X1: max(x0, x1), Y1: max(y0, y1)}
		}
	}
	for _, r := range p.runs {
		r.x0, r.x1, r.y = r.x0-left, r.x1-left, r.y-bottom
		r.start, r.reach = r.start-left, r.reach-left
		for i := range r.words {
			r.words[i].x0 -= left
			r.words[i].x1 -= left
		}
	}
}

// angle is the direction of reading in degrees, in steps of five.
func angle(g *content.Glyph) int {
	if g.DX > 0.999 {
		return 0
	}
	return int(math.Round(math.Atan2(g.DY, g.DX)*36/math.Pi)) * 5 % 360
}

// gatherer builds runs from glyphs in the order in which they are drawn.
type gatherer struct {
	page     *Page
	runs     []*run
	glyphs   []placed // of the current run, without spaces
	spaces   []bool   // a space was drawn before the glyph
	text     []byte   // of the run that is put together
	ends     []int    // of the words in it
	spans    [][2]float64
	gaps     []float64
	space    bool
	start    float64 // of the spaces before the next glyph
	jumped   bool    // the next glyph, or the spaces before it, was placed anew
	reach    float64 // end of the last glyph or space
	jump     bool
	runStart float64
	order    int
	base     float64
	size     float64
	end      float64
}

func (g *gatherer) add(p placed, order int) {
	if p.New || len(g.glyphs) == 0 {
		if p.New {
			g.jumped = true
		}
		if math.Abs(p.x-g.reach) > jumpGap*p.Size || len(g.glyphs) == 0 {
			g.start = p.x
		}
	}
	text := p.Text
	plain := len(text) == 1 && text[0] > ' ' // as nearly all of them are
	if !plain && strings.TrimSpace(text) == "" {
		if !g.space && !g.jumped {
			g.start = p.x
		}
		g.space = true
		g.reach = max(g.reach, p.x+p.Width)
		return
	}
	trimmed := text
	p.text = text
	if !plain {
		trimmed = strings.TrimLeft(text, " ")
		g.space = g.space || len(trimmed) < len(text)
		if p.text = strings.TrimRight(trimmed, " "); p.text == "" {
			return
		}
	}
	if !g.space {
		g.start = p.x
	}
	if n := len(g.glyphs); n > 0 {
		last := g.glyphs[n-1]
		size := max(g.size, p.Size)
		gap := p.x - g.end
		level := math.Abs(p.y-g.base) <= sameLine*size
		if !level && p.Size < 0.8*g.size {
			// Raised or lowered small type: an exponent, a footnote mark.
			level = p.y-g.base < 0.6*g.size && p.y-g.base > -0.3*g.size && math.Abs(gap) < 0.3*p.Size && !g.space
		}
		fits := gap < pieceGap*size && gap > -backtrack*size && p.x >= last.x-0.05*size
		if g.page.spaced && g.jumped && g.start-g.reach > jumpGap*size {
			fits = false
		}
		similar := p.Size < 1.3*g.size && (p.Size > 0.75*g.size || math.Abs(p.y-g.base) > 0.01*size || gap < wordGap*size)
		if g.repeats(p) {
			g.jumped = false
			return
		}
		if !level || !fits || !similar || p.Artifact != last.Artifact {
			g.flush()
		}
	}
	if len(g.glyphs) == 0 {
		g.order, g.base, g.size, g.end, g.space = order, p.y, p.Size, p.x, false
		g.jump, g.runStart = g.jumped, min(g.start, p.x)
	}
	g.glyphs = append(g.glyphs, p)
	g.spaces = append(g.spaces, g.space)
	g.space, g.jumped = len(p.text) < len(trimmed), false
	g.end = max(g.end, p.x+p.Width)
	g.reach = g.end
	if p.Size > g.size {
		g.size, g.base = p.Size, p.y
	}
}

// repeats tells whether a glyph is drawn over the same glyph once more, which
// is how some programs make bold type.
func (g *gatherer) repeats(p placed) bool {
	for i := len(g.glyphs) - 1; i >= 0 && i >= len(g.glyphs)-3; i-- {
		q := &g.glyphs[i]
		if math.Abs(q.x-p.x) < 0.12*p.Size && q.Text == p.Text && math.Abs(q.y-p.y) < 0.1*p.Size && p.Width > 0.15*p.Size {
			return true
		}
	}
	return false
}

// flush turns the glyphs gathered into a run of words.
func (g *gatherer) flush() {
	glyphs := g.glyphs
	if len(glyphs) == 0 {
		return
	}
	r := &run{y: g.base, size: g.size, order: g.order, sequence: len(g.runs), artifact: glyphs[0].Artifact, jump: g.jump, start: g.runStart}
	threshold := g.threshold()
	bold, plain := 0, 0
	start := 0
	end := glyphs[0].x
	g.text, g.ends, g.spans = g.text[:0], g.ends[:0], g.spans[:0]
	for i := range glyphs {
		p := &glyphs[i]
		if p.Hidden {
			g.page.Hidden++
		}
		if r := firstRune(p.text); isLetter(r) || r >= '0' && r <= '9' {
			if p.Bold {
				bold++
			} else {
				plain++
			}
		}
		if i > start && (g.spaces[i] || p.x-end > threshold*g.size) {
			g.spans = append(g.spans, [2]float64{glyphs[start].x, end})
			g.ends = append(g.ends, len(g.text))
			g.text = append(g.text, ' ')
			start = i
		}
		g.text = append(g.text, p.text...)
		if len(p.text) > 1 {
			r.glyphs += utf8.RuneCountInString(p.text)
			if strings.Contains(p.text, font.Unknown) {
				g.page.Unknown++
			}
		} else {
			r.glyphs++
		}
		end = max(end, p.x+p.Width)
	}
	g.spans = append(g.spans, [2]float64{glyphs[start].x, end})
	g.ends = append(g.ends, len(g.text))
	// The words share one string.
	r.joined = string(g.text)
	at := 0
	r.words = make([]word, len(g.ends))
	for i, to := range g.ends {
		r.words[i] = word{r.joined[at:to], g.spans[i][0], g.spans[i][1]}
		at = to + 1
	}
	for i := range r.words {
		switch n := letters(r.words[i].text); {
		case n >= 2:
			g.page.Words++
		case n == 1:
			g.page.Singles++
		}
	}
	g.page.Glyphs += r.glyphs
	r.bold = bold > 0 && 20*plain <= bold
	r.x0, r.x1, r.reach = r.words[0].x0, end, max(end, g.reach)
	g.runs = append(g.runs, r)
	g.glyphs, g.spaces = g.glyphs[:0], g.spaces[:0]
}

// threshold is the gap in ems that parts words in the current run. In
// letterspaced type every gap is wide, and only a wider one is a space.
func (g *gatherer) threshold() float64 {
	n := len(g.glyphs)
	if g.page.wordwise {
		return splitGap
	}
	if n < 4 {
		return wordGap
	}
	gaps, wide := g.gaps[:0], 0
	for i := 1; i < n; i++ {
		if g.spaces[i] {
			continue
		}
		gap := (g.glyphs[i].x - g.glyphs[i-1].x - g.glyphs[i-1].Width) / g.size
		gaps = append(gaps, gap)
		if gap > letterGap {
			wide++
		}
	}
	g.gaps = gaps
	if len(gaps) < 3 || wide < len(gaps)-len(gaps)/10 {
		return wordGap
	}
	sort.Float64s(gaps)
	if usual := gaps[len(gaps)/2]; gaps[len(gaps)/10] > letterGap && usual > letterGap {
		return max(wordGap, wideLetter*usual)
	}
	return wordGap
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if isLetter(r) {
			n++
		}
	}
	return n
}
