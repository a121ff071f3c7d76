package pdf

import (
	"math"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// pageOf makes a page of what another engine read: every word is one glyph,
// with a space between those that follow each other on a line.
func pageOf(words document.PageWords) *content.Page {
	page := &content.Page{Width: words.Width, Height: words.Height, Rules: rulesOf(words.Rules)}
	var last *document.Word
	for i := range words.Words {
		w := &words.Words[i]
		if w.Text == "" || len(page.Glyphs) >= mostGlyphs {
			continue
		}
		if last != nil {
			if x, y, gap := after(last, w); gap > 0 {
				page.Glyphs = append(page.Glyphs, glyph(w, " ", x, y, gap))
			}
		}
		page.Glyphs = append(page.Glyphs, glyph(w, w.Text, w.X, w.Y, w.Width))
		last = w
	}
	return page
}

// rulesOf makes rules along the axes of those that lie a little askew: the
// layout levels the page by its words, and moves a rule by its middle.
func rulesOf(rules []document.Rule) []content.Rule {
	var out []content.Rule
	for _, r := range rules {
		if len(out) == mostRules {
			break
		}
		x, y := (r.X0+r.X1)/2, (r.Y0+r.Y1)/2
		switch wide, high := math.Abs(r.X1-r.X0), math.Abs(r.Y1-r.Y0); {
		case !(wide < 1e6 && high < 1e6): // nor is it a number
		case high <= askewRule*wide:
			out = append(out, content.Rule{X0: min(r.X0, r.X1), Y0: y, X1: max(r.X0, r.X1), Y1: y})
		case wide <= askewRule*high:
			out = append(out, content.Rule{X0: x, Y0: min(r.Y0, r.Y1), X1: x, Y1: max(r.Y0, r.Y1)})
		}
	}
	return out
}

const (
	mostRules = 5_000
	askewRule = 0.05 // from one axis, as a part of the length of a rule
)

func glyph(w *document.Word, text string, x, y, width float64) content.Glyph {
	g := content.Glyph{Text: text, X: x, Y: y, DX: w.DX, DY: w.DY, Width: width, Size: w.Size, Bold: w.Bold, New: text != " "}
	if g.DX == 0 && g.DY == 0 {
		g.DX = 1
	}
	return g
}

// after gives the space between two words that follow each other on a line: its
// place and width, or no width where the gap is one between columns or lines.
func after(a, b *document.Word) (x, y, gap float64) {
	const (
		widest = 1.2 // in ems, from here on it may part columns
		skew   = 0.3 // the difference of baselines on a line
	)
	dx, dy := a.DX, a.DY
	if dx == 0 && dy == 0 {
		dx = 1
	}
	x, y = a.X+dx*a.Width, a.Y+dy*a.Width
	along, across := (b.X-x)*dx+(b.Y-y)*dy, (b.Y-y)*dx-(b.X-x)*dy
	size := max(a.Size, b.Size)
	if along <= 0 || along > widest*size || math.Abs(across) > skew*size {
		return x, y, 0
	}
	return x, y, along
}
