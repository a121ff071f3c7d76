package tesseract

import (
	"context"
	"image"
)

// The squares in which ink is looked for are an eighth of an inch or so: the
// longer side of a page is brought to about 1000 pixels.
const (
	lookSize = 1000
	cell     = 10
	// minRun is how many squares side by side make a piece of a line.
	minRun = 4
)

// unread is the share of what looks like lines of text that no word covers.
// The program drops what it cannot fit in its picture of the page, whole
// paragraphs at times, without a word of doubt.
func unread(ctx context.Context, g *image.Gray, lines []line) (float64, error) {
	small := shrink(g, lookSize)
	w, h := small.Rect.Dx()/cell, small.Rect.Dy()/cell
	if w == 0 || h == 0 {
		return 0, nil
	}
	kx, ky := float64(w*cell)/float64(g.Rect.Dx()), float64(h*cell)/float64(g.Rect.Dy())
	covered := make([]bool, w*h)
	for _, l := range lines {
		for _, word := range l.words {
			b := word.box
			// A word reaches a little beyond the ink that was taken for it.
			m := 0.3 * min(b.bottom-b.top, b.right-b.left)
			x0, x1 := square((b.left-m)*kx, w), square((b.right+m)*kx, w)
			y0, y1 := square((b.top-m)*ky, h), square((b.bottom+m)*ky, h)
			for y := y0; y <= y1; y++ {
				for x := x0; x <= x1; x++ {
					covered[y*w+x] = true
				}
			}
		}
	}
	dark := threshold(small)
	read, missed := 0, 0
	for y := range h {
		if err := canceled(ctx, y); err != nil {
			return 0, err
		}
		run := 0
		for x := 0; x <= w; x++ {
			if x < w && lettered(small, x, y, dark) {
				if covered[y*w+x] {
					read++
				} else {
					run++
					continue
				}
			}
			if run >= minRun {
				missed += run
			}
			run = 0
		}
	}
	if missed == 0 {
		return 0, nil
	}
	return float64(missed) / float64(missed+read), nil
}

// square is the number of the square at a place, kept within the page.
func square(at float64, n int) int { return max(0, min(n-1, int(at)/cell)) }

// lettered tells whether a square looks like a part of a line of letters: some
// ink, but no area or rule of it, in strokes side by side. What is lower than
// letters is a row of dots, as between a heading and its page number.
func lettered(g *image.Gray, cx, cy int, dark byte) bool {
	ink, strokes, rows := 0, 0, 0
	for y := cy * cell; y < (cy+1)*cell; y++ {
		row := g.Pix[y*g.Stride+cx*cell:][:cell]
		was, before := false, ink
		for _, p := range row {
			is := p <= dark
			if is {
				ink++
				if !was {
					strokes++
				}
			}
			was = is
		}
		if ink > before {
			rows++
		}
	}
	return ink >= cell*cell/25 && ink <= cell*cell*3/5 && strokes >= cell/2 && rows >= 3
}
