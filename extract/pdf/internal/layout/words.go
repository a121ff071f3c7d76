package layout

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// Text recognition and engines other than the interpreter give whole words,
// without a font, and where a picture was read with sizes and baselines that
// are a little off, on lines that are a little askew. straighten puts such
// words on lines, so that what follows need not know of it.

const (
	wordRunes   = 2.0  // mean length from which on glyphs are words
	neighbour   = 3.0  // ems: the widest gap between words of one line
	drift       = 0.45 // ems that the baselines of one line may differ
	largerType  = 1.22 // times the body: type that is surely larger
	largerBold  = 1.12 // the same of bold type, which stands out as it is
	smallerType = 0.82 // and surely smaller
	mostSlope   = 0.05 // of lines of a scan that lay askew
)

// wordwise tells whether the glyphs of a page are words from elsewhere.
func wordwise(glyphs []content.Glyph) bool {
	if len(glyphs) == 0 || glyphs[0].Typed {
		return false
	}
	words, runes := 0, 0
	for i := range glyphs {
		if glyphs[i].Typed {
			return false
		}
		if n := utf8.RuneCountInString(strings.TrimSpace(glyphs[i].Text)); n > 0 {
			words++
			runes += n
		}
	}
	return float64(runes) >= wordRunes*float64(words)
}

// chain is a row of neighbouring words.
type chain struct {
	words   []int
	y, size float64
}

// straighten gives a copy of the words on level lines: those that stand on one
// line share its baseline, and their type the size of the line or, unless it
// clearly differs, that of the page.
//
// It gives the slope that the lines had too.
func straighten(glyphs []content.Glyph) (level []content.Glyph, slope float64) {
	words := splitWords(glyphs)
	var flat []int // by their left edge
	for i := range words {
		if words[i].DX > 0.99 {
			flat = append(flat, i)
		}
	}
	sort.SliceStable(flat, func(i, j int) bool { return words[flat[i]].X < words[flat[j]].X })
	chains := chainWords(words, flat)
	if slope = slopeOf(words, chains); math.Abs(slope) > 1e-4 {
		for _, i := range flat {
			words[i].Y -= slope * words[i].X
		}
		chains = chainWords(words, flat)
	}
	if len(chains) == 0 {
		return words, slope
	}
	for i := range chains {
		c := &chains[i]
		c.y, c.size = 0, 0
		weights := 0.0
		sizes := make([]float64, 0, len(c.words))
		for _, w := range c.words {
			c.y += words[w].Y * words[w].Width
			weights += words[w].Width
			sizes = append(sizes, words[w].Size)
		}
		if weights > 0 {
			c.y /= weights
		} else {
			c.y = words[c.words[0]].Y
		}
		sort.Float64s(sizes)
		c.size = sizes[len(sizes)/2]
	}
	body := bodySize(words, chains)
	for i := range chains {
		c := &chains[i]
		larger := largerBold
		for _, w := range c.words {
			if !words[w].Bold {
				larger = largerType
				break
			}
		}
		if c.size < larger*body && c.size > smallerType*body {
			c.size = body
		}
	}
	shareLines(words, chains)
	for _, c := range chains {
		for _, w := range c.words {
			words[w].Y, words[w].Size = c.y, c.size
			words[w].DX, words[w].DY = 1, 0
		}
	}
	// The order in which they come tells nothing of how the page was made.
	sort.SliceStable(words, func(i, j int) bool {
		if words[i].Y != words[j].Y {
			return words[i].Y > words[j].Y
		}
		return words[i].X < words[j].X
	})
	return words, slope
}

// levelled moves the rules of a page of which the lines had a slope along with
// the words. Upright rules keep their place, for the words do too.
func levelled(rules []content.Rule, slope float64) []content.Rule {
	out := make([]content.Rule, len(rules))
	for i, r := range rules {
		d := slope * (r.X0 + r.X1) / 2
		out[i] = content.Rule{X0: r.X0, Y0: r.Y0 - d, X1: r.X1, Y1: r.Y1 - d}
	}
	return out
}

// splitWords cuts texts with spaces in them into words, in proportion.
func splitWords(glyphs []content.Glyph) []content.Glyph {
	out := make([]content.Glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if !strings.Contains(strings.TrimSpace(g.Text), " ") {
			if g.Text = strings.TrimSpace(g.Text); g.Text != "" {
				out = append(out, g)
			}
			continue
		}
		all := utf8.RuneCountInString(g.Text)
		step := g.Width / float64(all)
		at := 0
		for i, w := range strings.Split(g.Text, " ") {
			n := utf8.RuneCountInString(w)
			if w != "" {
				part := g
				part.Text = w
				part.X, part.Y = g.X+g.DX*step*float64(at), g.Y+g.DY*step*float64(at)
				part.Width = step * float64(n)
				part.New = g.New && i == 0
				out = append(out, part)
			}
			at += n + 1
		}
	}
	return out
}

// chainWords follows each word to its neighbour on the right.
func chainWords(words []content.Glyph, order []int) []chain {
	// The chains by the height of their end, so that only near ones are tried.
	const step = 16.0
	open := map[int][]int{}
	var chains []chain
	for _, w := range order {
		g := &words[w]
		best, least := -1, math.Inf(1)
		reach := max(1, int(math.Ceil(drift*g.Size/step)))
		const mostReach = 16
		reach = min(reach, mostReach)
		row := int(math.Floor(g.Y / step))
		for k := row - reach; k <= row+reach; k++ {
			kept := open[k][:0]
			for _, c := range open[k] {
				last := &words[chains[c].words[len(chains[c].words)-1]]
				size := min(last.Size, g.Size)
				gap := g.X - last.X - last.Width
				if gap > neighbour*max(last.Size, g.Size) {
					continue // it ends here
				}
				kept = append(kept, c)
				rise := math.Abs(g.Y - chains[c].y)
				if gap < -0.5*size || rise > drift*size {
					continue
				}
				if rise < least {
					best, least = c, rise
				}
			}
			open[k] = kept
		}
		if best < 0 {
			chains = append(chains, chain{y: g.Y})
			best = len(chains) - 1
		} else {
			old := int(math.Floor(chains[best].y / step))
			for i, c := range open[old] {
				if c == best {
					open[old] = append(open[old][:i], open[old][i+1:]...)
					break
				}
			}
			// The mean of the words, of which the last ones count most.
			chains[best].y += (g.Y - chains[best].y) / float64(min(len(chains[best].words)+1, 4))
		}
		chains[best].words = append(chains[best].words, w)
		k := int(math.Floor(chains[best].y / step))
		const mostOpen = 64
		if len(open[k]) >= mostOpen {
			open[k] = open[k][1:]
		}
		open[k] = append(open[k], best)
	}
	return chains
}

// slopeOf is the median slope of the longer lines.
func slopeOf(words []content.Glyph, chains []chain) float64 {
	var slopes []float64
	for _, c := range chains {
		if len(c.words) < 5 {
			continue
		}
		var n, sx, sy, sxx, sxy float64
		for _, w := range c.words {
			x, y := words[w].X, words[w].Y
			n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
		}
		if d := n*sxx - sx*sx; d > 0 {
			slopes = append(slopes, (n*sxy-sx*sy)/d)
		}
	}
	if len(slopes) < 3 {
		return 0
	}
	sort.Float64s(slopes)
	return max(-mostSlope, min(mostSlope, slopes[len(slopes)/2]))
}

// bodySize is the median size of the words, counted by their letters.
func bodySize(words []content.Glyph, chains []chain) float64 {
	sorted := append([]chain(nil), chains...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].size < sorted[j].size })
	length := func(c *chain) int {
		n := 0
		for _, w := range c.words {
			n += len(words[w].Text)
		}
		return n
	}
	total, below := 0, 0
	for i := range sorted {
		total += length(&sorted[i])
	}
	for i := range sorted {
		if below += length(&sorted[i]); 2*below >= total {
			return sorted[i].size
		}
	}
	return 0 // there are no chains
}

// shareLines gives the chains that stand side by side one baseline: the cells
// of a row, the number of a clause and its text.
func shareLines(words []content.Glyph, chains []chain) {
	order := make([]int, len(chains))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return chains[order[i]].y > chains[order[j]].y })
	width := func(c *chain) float64 {
		w := 0.0
		for _, k := range c.words {
			w += words[k].Width
		}
		return w
	}
	for start := 0; start < len(order); {
		first := &chains[order[start]]
		mean, weight := first.y, width(first)
		end := start + 1
		for end < len(order) {
			c := &chains[order[end]]
			if mean-c.y > drift*min(c.size, first.size) {
				break
			}
			w := width(c)
			if weight+w > 0 {
				mean = (mean*weight + c.y*w) / (weight + w)
			}
			weight += w
			end++
		}
		for _, k := range order[start:end] {
			chains[k].y = mean
		}
		start = end
	}
}
