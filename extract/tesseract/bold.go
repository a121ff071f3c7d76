package tesseract

import (
	"context"
	"image"
	"slices"
)

// boldRatio is how much heavier than the body of the text the stems of bold
// type are at least. Between the weights of a family it is 1.4 to 1.8.
const boldRatio = 1.3

// embolden marks the words whose stems are clearly heavier, for their size,
// than those of most of the text: the program does not tell. Words of few
// letters follow their neighbours in the line.
func embolden(ctx context.Context, g *image.Gray, lines []line) error {
	dark := threshold(g)
	type weight struct {
		stem    float64 // as a part of the size
		letters int
	}
	weights := make([][]weight, len(lines))
	var all []weight
	total := 0
	for i, l := range lines {
		if err := canceled(ctx, i); err != nil {
			return err
		}
		weights[i] = make([]weight, len(l.words))
		size := l.height()
		if l.angle != 0 || size <= 0 {
			continue
		}
		for j, w := range l.words {
			n := alphanumerics(w.text)
			if n < 3 || w.sure < 0.3 {
				continue
			}
			if s := stem(g, w.box, dark); s > 0 {
				weights[i][j] = weight{s / size, n}
				all = append(all, weights[i][j])
				total += n
			}
		}
	}
	// With little text there is no telling what the body is.
	if total < 100 {
		return nil
	}
	slices.SortFunc(all, func(a, b weight) int {
		switch {
		case a.stem < b.stem:
			return -1
		case a.stem > b.stem:
			return 1
		}
		return a.letters - b.letters
	})
	body := 0.0
	for half := total / 2; ; all = all[1:] {
		body = all[0].stem
		if half -= all[0].letters; half < 0 {
			break
		}
	}
	for i, l := range lines {
		bold := false
		for j := range l.words {
			if weights[i][j].letters > 0 {
				bold = weights[i][j].stem > boldRatio*body
			}
			l.words[j].bold = l.words[j].bold || bold
		}
		// The number before a bold heading.
		for j := len(l.words) - 2; j >= 0 && weights[i][j].letters == 0; j-- {
			l.words[j].bold = l.words[j+1].bold
		}
	}
	return nil
}

// stem is the width of the upright strokes in a box, in pixels: the middle of
// the lengths of the runs of ink in its rows. Grey counts in part, so that it
// is finer than a pixel.
func stem(g *image.Gray, b box, dark byte) float64 {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	x0, x1 := max(1, min(w-1, int(b.left))), max(1, min(w-1, int(b.right)))
	y0, y1 := max(0, min(h, int(b.top))), max(0, min(h, int(b.bottom)))
	var runs []float64
	for y := y0; y < y1; y++ {
		row := g.Pix[y*w:][:w]
		for x := x0; x < x1; x++ {
			if row[x] > dark {
				continue
			}
			// From the paper on one side to that on the other.
			from := x
			for x < x1 && row[x] <= dark {
				x++
			}
			ink := 0.0
			paper := float64(max(row[from-1], row[min(x, w-1)]))
			for i := from - 1; i <= min(x, w-1); i++ {
				ink += max(0, paper-float64(row[i]))
			}
			if least := slices.Min(row[from:x]); paper > float64(least) {
				runs = append(runs, ink/(paper-float64(least)))
			}
		}
	}
	if len(runs) < 8 {
		return 0
	}
	slices.Sort(runs)
	return runs[len(runs)/2]
}
