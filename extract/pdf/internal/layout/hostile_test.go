package layout

import (
	"math/rand/v2"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/content"
)

// TestHostilePages lays out pages that are made to be costly: every pass over
// them must stay about linear, or this test takes minutes.
func TestHostilePages(t *testing.T) {
	const many = 50_000
	random := rand.New(rand.NewPCG(1, 1))
	letter := func(text string, x, y, size float64) content.Glyph {
		return content.Glyph{Text: text, X: x, Y: y, DX: 1, Width: 5, Size: size, New: true}
	}
	tests := map[string]func(i int) content.Glyph{
		"all in one place": func(i int) content.Glyph { return letter(string(rune('a'+i%26)), 100, 100, 10) },
		"all on one line":  func(i int) content.Glyph { return letter("a", float64(i)*20, 100, 10) },
		"anywhere":         func(int) content.Glyph { return letter("a", 595*random.Float64(), 842*random.Float64(), 10) },
		"in every direction": func(i int) content.Glyph {
			g := letter("a", float64(i%100)*20, float64(i/100), 10)
			g.DX, g.DY = 0.5, random.Float64()
			return g
		},
		"large digits in the margin": func(i int) content.Glyph {
			if i < 200 {
				return content.Glyph{Text: "a", X: 100 + float64(i%40)*5, Y: 100 + float64(i/40)*20, DX: 1, Width: 5, Size: 10}
			}
			return letter("7", 20*random.Float64(), float64(i)/500, 30)
		},
		"words anywhere":            func(int) content.Glyph { return letter("woord", 595*random.Float64(), 842*random.Float64(), 10) },
		"words of a million points": func(int) content.Glyph { return letter("woord", 595*random.Float64(), 842*random.Float64(), 1e6) },
	}
	var rules []content.Rule
	for i := range mostLines - 1 {
		at := float64(i) / 2
		rules = append(rules, content.Rule{X0: 0, Y0: at, X1: 600, Y1: at}, content.Rule{X0: at, Y0: 0, X1: at, Y1: 900})
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			var glyphs []content.Glyph
			for i := range many {
				glyphs = append(glyphs, make(i))
			}
			page := &content.Page{Width: 595, Height: 842, Glyphs: glyphs, Rules: rules}
			if _, err := Read(t.Context(), []*Page{NewPage(page)}); err != nil {
				t.Fatal(err)
			}
		})
	}
}
