package content

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// What a page draws is not all seen: text in the colour of the paper, too small
// to read, outside the clipping path, or under something that was painted over
// it. Such text is no part of what was agreed, so it is left out; where it is
// not sure that it cannot be seen, it stays.

const (
	mostGrounds = 20_000     // painted areas that are kept
	mostLooks   = 20_000_000 // comparisons of a page
	mostQuads   = 2_000      // of text that annotations strike out
	chunk       = 64         // glyphs that are looked at together

	unreadable = 1.5 // points; type below it is not read by anybody
	scanImages = 0.6 // of the page: the images are what the page shows

	// fewestBody is the number of letters below the image of a scan, upright and
	// outside the margins at top and bottom, from which on they are its text.
	fewestBody  = 20
	marginShare = 0.1

	// A line that strikes out runs this far above the baseline, in ems, and is
	// no thicker than that.
	strikeLow, strikeHigh = 0.15, 0.45
	strikeThick           = 0.15
	fewestStruck          = 3   // letters and digits
	struckShare           = 0.7 // of the line that runs through text
)

// ground is an area that was painted, as a box around it.
type ground struct {
	Rule
	at     int  // number of glyphs drawn before it
	opaque bool // nothing below the whole of the box can be seen
	white  bool
	image  bool
}

// intersect gives what two boxes share; false when that is nothing.
func (r Rule) intersect(o Rule) (Rule, bool) {
	r = Rule{max(r.X0, o.X0), max(r.Y0, o.Y0), min(r.X1, o.X1), min(r.Y1, o.Y1)}
	return r, r.X1 > r.X0 && r.Y1 > r.Y0
}

// holds tells whether a point lies in the box, or at most slack outside it.
func (r *Rule) holds(x, y, slack float64) bool {
	return x >= r.X0-slack && x <= r.X1+slack && y >= r.Y0-slack && y <= r.Y1+slack
}

// painted notes an area that was painted. solid tells that the whole of it was.
func (in *interpreter) painted(r Rule, solid, white, image bool) {
	g := &in.state
	r, ok := r.intersect(g.clip)
	opaque := solid && !g.veiled && !g.sheer && !g.clipShaped && !in.annotating
	if !ok || white && !opaque {
		return
	}
	if len(in.grounds) >= mostGrounds {
		in.crowded = true
		return
	}
	in.grounds = append(in.grounds, ground{Rule: r, at: len(in.page.Glyphs), opaque: opaque, white: white, image: image})
}

// level tells whether a transformation keeps rectangles along the axes.
func (m *matrix) level() bool {
	const askew = 1e-3
	flat := math.Abs(m[1]) <= askew*math.Abs(m[0]) && math.Abs(m[2]) <= askew*math.Abs(m[3])
	return flat || math.Abs(m[0]) <= askew*math.Abs(m[1]) && math.Abs(m[3]) <= askew*math.Abs(m[2])
}

// solidImage tells whether an image shows nothing of what is under it.
func solidImage(x object.Value) bool {
	return x.Kind() == object.Stream && !x.Key("ImageMask").Bool() && x.Key("SMask").Kind() == object.Null &&
		x.Key("Mask").Kind() == object.Null && x.Key("SMaskInData").Int() == 0
}

// middle is the point in the middle of a small letter.
func (g *Glyph) middle() (x, y float64) {
	const up = 0.25
	return g.X + g.DX*g.Width/2 - g.DY*up*g.Size, g.Y + g.DY*g.Width/2 + g.DX*up*g.Size
}

// cutOff tells whether a glyph lies outside the clipping path: above or below
// it, or so far beside it that it is not the end of a word that is cut off.
func (g *Glyph) cutOff(clip *Rule) bool {
	const beside, beyond = 3, 0.5 // ems
	x, y := g.middle()
	along, across := math.Abs(g.DX), math.Abs(g.DY)
	dx, dy := (beside*along+beyond*across)*g.Size, (beside*across+beyond*along)*g.Size
	return x < clip.X0-dx || x > clip.X1+dx || y < clip.Y0-dy || y > clip.Y1+dy
}

// signs counts the letters and digits of a glyph.
func (g *Glyph) signs() int {
	n := 0
	for _, r := range g.Text {
		if r < utf8.RuneSelf {
			if r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' {
				n++
			}
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// looker compares the glyphs of a page with what else is painted there.
type looker struct {
	*interpreter
	glyphs []Glyph
	chunks []Rule // boxes around the middles of each chunk of glyphs
	looks  int
}

// look leaves out the glyphs that nobody sees and those that an annotation
// strikes out, and finds out whether text is struck out by a line.
func (in *interpreter) look() {
	l := looker{interpreter: in, glyphs: in.page.Glyphs}
	pale, tiny, hidden := 0, 0, 0
	over := false
	for i := range l.glyphs {
		g := &l.glyphs[i]
		if g.pale {
			pale++
		}
		if g.Size < unreadable && !g.figure {
			tiny++
		}
		if g.Hidden {
			hidden++
		}
		over = over || g.unseen
	}
	for i := range in.grounds {
		over = over || in.grounds[i].opaque && in.grounds[i].at > 0
	}
	scan := in.page.ImageArea >= scanImages*in.page.Width*in.page.Height
	if over {
		l.cover(scan)
	}
	if pale > 0 {
		l.pale()
	}
	if 2*tiny < len(l.glyphs) {
		for i := range l.glyphs {
			if g := &l.glyphs[i]; tiny > 0 && g.Size < unreadable && !g.figure {
				g.unseen = true
			}
		}
	}
	// Invisible text that is no layer of a scan, nor of letters that are drawn
	// as outlines.
	if hidden > 0 && !scan && 2*hidden < len(l.glyphs) && 2*in.page.Shapes < hidden {
		l.invisible()
	}
	struck := l.strikeQuads()
	l.strikeLines()
	l.compact(over || pale > 0 || tiny > 0 || hidden > 0 || struck)
}

// compact takes the glyphs out that are not seen.
func (l *looker) compact(some bool) {
	if !some {
		return
	}
	kept, lost := l.glyphs[:0], false
	for i := range l.glyphs {
		g := l.glyphs[i]
		if g.unseen || g.struck {
			if n := g.signs(); g.struck {
				l.page.Struck += n
			} else {
				l.page.Unseen += n
			}
			lost = true
			continue
		}
		g.New, lost = g.New || lost, false
		kept = append(kept, g)
	}
	l.page.Glyphs = kept
}

// within calls f with the glyphs before index end of which the middle may lie
// in a box.
func (l *looker) within(r *Rule, end int, f func(*Glyph)) {
	if l.chunks == nil {
		for from := 0; from < len(l.glyphs); from += chunk {
			b := Rule{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
			for i := from; i < min(from+chunk, len(l.glyphs)); i++ {
				x, y := l.glyphs[i].middle()
				b = Rule{min(b.X0, x), min(b.Y0, y), max(b.X1, x), max(b.Y1, y)}
			}
			l.chunks = append(l.chunks, b)
		}
	}
	for c := range l.chunks {
		from := c * chunk
		if from >= end || l.looks > mostLooks {
			return
		}
		l.looks++
		if b := &l.chunks[c]; b.X0 > r.X1 || b.X1 < r.X0 || b.Y0 > r.Y1 || b.Y1 < r.Y0 {
			continue
		}
		to := min(from+chunk, end, len(l.glyphs))
		l.looks += to - from
		for i := from; i < to; i++ {
			f(&l.glyphs[i])
		}
	}
}

// cover finds the glyphs over which something opaque was painted later. Under
// the image of a scan they are somebody's recognition of it.
func (l *looker) cover(scan bool) {
	under, body := false, 0
	for i := range l.grounds {
		b := &l.grounds[i]
		if !b.opaque || b.at == 0 || b.image && !scan {
			continue
		}
		l.within(&b.Rule, b.at, func(g *Glyph) {
			const slack, up = 0.5, 0.5
			x, y := g.X+g.DX*g.Width-g.DY*up*g.Size, g.Y+g.DY*g.Width+g.DX*up*g.Size
			switch {
			case !b.holds(g.X, g.Y, slack) || !b.holds(x, y, slack):
			case b.image:
				under = true
				g.under = true
				if g.DX > 0.99 && g.Y > marginShare*l.page.Height && g.Y < (1-marginShare)*l.page.Height {
					body += g.signs()
				}
			default:
				g.unseen = true
			}
		})
	}
	// A stamp or watermark below a scan is no recognition of it.
	if !under || body < fewestBody {
		return
	}
	for i := range l.glyphs {
		g := &l.glyphs[i]
		g.Hidden = g.Hidden || g.under
	}
}

// pale finds the white glyphs under which nothing but paper lies.
func (l *looker) pale() {
	if l.crowded {
		return
	}
	last := -1
	for i := range l.glyphs {
		g := &l.glyphs[i]
		if !g.pale {
			continue
		}
		x, y := g.middle()
		slack := 0.3 * g.Size
		on := last >= 0 && l.grounds[last].holds(x, y, slack)
		for k := 0; k < len(l.grounds) && !on; k++ {
			if l.looks++; l.looks > mostLooks {
				return
			}
			if b := &l.grounds[k]; !b.white && b.holds(x, y, slack) {
				on, last = true, k
			}
		}
		g.unseen = g.unseen || !on
	}
}

// invisible finds the glyphs drawn invisibly that do not lie on an image.
func (l *looker) invisible() {
	for i := range l.glyphs {
		g := &l.glyphs[i]
		if !g.Hidden {
			continue
		}
		x, y := g.middle()
		on := l.crowded
		for k := 0; k < len(l.grounds) && !on; k++ {
			if l.looks++; l.looks > mostLooks {
				return
			}
			on = l.grounds[k].image && l.grounds[k].holds(x, y, g.Size)
		}
		g.unseen = g.unseen || !on
	}
}

// strikeQuads finds the glyphs of the page that an annotation strikes out.
func (l *looker) strikeQuads() bool {
	found := false
	for i := range l.quads {
		q := &l.quads[i]
		l.within(q, len(l.glyphs), func(g *Glyph) {
			if x, y := g.middle(); !g.Note && !g.unseen && q.holds(x, y, 0) {
				g.struck, found = true, true
			}
		})
	}
	return found
}

// strikeLines counts the letters through which a line runs.
func (l *looker) strikeLines() {
	for i := range l.page.Rules {
		r := &l.page.Rules[i]
		if i >= len(l.strokes) || l.strokes[i].pale || !r.Horizontal() {
			continue
		}
		thick := max(l.strokes[i].width, r.Y1-r.Y0)
		y := (r.Y0 + r.Y1) / 2
		reach := Rule{r.X0, y - 20, r.X1, y + 20}
		n, length := 0, 0.0
		l.within(&reach, len(l.glyphs), func(g *Glyph) {
			if g.DX < 0.999 || g.unseen || g.struck || g.Note {
				return
			}
			x := g.X + g.Width/2
			if up := (y - g.Y) / g.Size; up < strikeLow || up > strikeHigh || thick > strikeThick*g.Size || x < r.X0 || x > r.X1 {
				return
			}
			if k := g.signs(); k > 0 {
				n += k
			}
			length += g.Width
		})
		if n >= fewestStruck && length >= struckShare*(r.X1-r.X0) {
			l.page.Crossed += n
		}
	}
}
