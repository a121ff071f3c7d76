package tesseract

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

// frame ties the pixels of a picture to the points of a page.
type frame struct {
	pageWidth, pageHeight    float64 // in points
	left, bottom, right, top float64 // of the picture, in points
	width, height            float64 // in pixels
}

// fallbackDPI is the resolution of a picture whose place is not known.
const fallbackDPI = 200

func frameOf(img document.Image) (frame, error) {
	if img.Width <= 0 || img.Height <= 0 || img.Width > maxPixels/img.Height {
		return frame{}, &PictureError{Detail: "de maat van de afbeelding klopt niet"}
	}
	f := frame{left: img.Box[0], bottom: img.Box[1], right: img.Box[2], top: img.Box[3],
		width: float64(img.Width), height: float64(img.Height)}
	good := f.right-f.left > 1 && f.top-f.bottom > 1
	for _, v := range img.Box {
		good = good && math.Abs(v) < 1e6 // also not NaN
	}
	if !good {
		f.left, f.bottom, f.right, f.top = 0, 0, f.width*72/fallbackDPI, f.height*72/fallbackDPI
	}
	f.pageWidth, f.pageHeight = f.right+max(0, f.left), f.top+max(0, f.bottom)
	return f, nil
}

// dpi is the resolution along the lines.
func (f frame) dpi() int { return int(math.Round(f.dpiX())) }

// dpiX and dpiY are the resolutions in both directions, within reason.
func (f frame) dpiX() float64 { return max(70, min(2400, f.width*72/(f.right-f.left))) }
func (f frame) dpiY() float64 { return max(70, min(2400, f.height*72/(f.top-f.bottom))) }

// turned is the frame of the page, and the picture, turned quarters clockwise.
func (f frame) turned(quarters int) frame {
	for range quarters {
		f = frame{pageWidth: f.pageHeight, pageHeight: f.pageWidth,
			left: f.bottom, right: f.top, bottom: f.pageWidth - f.right, top: f.pageWidth - f.left,
			width: f.height, height: f.width}
	}
	return f
}

// point gives the place on the page of a point of the picture.
func (f frame) point(x, y float64) (float64, float64) {
	return f.left + x*(f.right-f.left)/f.width, f.top - y*(f.top-f.bottom)/f.height
}

// page places the words and rules on the page, and turns the page so that most
// of the text stands upright.
func (f frame) page(lines []line, rules []rule) document.PageWords {
	page := document.PageWords{Width: f.pageWidth, Height: f.pageHeight}
	sizes := bodySizes(lines, f)
	for i, l := range lines {
		for _, w := range l.words {
			page.Words = append(page.Words, f.place(l, w, sizes[i]))
		}
	}
	for _, r := range rules {
		page.Rules = append(page.Rules, f.rule(r))
	}
	turn := mainAngle(lines) / 90
	turned := page
	if turn%2 == 1 {
		turned.Width, turned.Height = page.Height, page.Width
	}
	// Text that is turned counter-clockwise becomes upright when the page is
	// turned clockwise.
	for i := range turned.Words {
		w := &turned.Words[i]
		w.X, w.Y = turnPoint(&page, turn, w.X, w.Y)
		switch turn {
		case 1:
			w.DX, w.DY = w.DY, -w.DX
		case 2:
			w.DX, w.DY = -w.DX, -w.DY
		case 3:
			w.DX, w.DY = -w.DY, w.DX
		}
		// No minus zero, and no rounding from turning.
		w.DX, w.DY = w.DX+0, w.DY+0
	}
	for i, r := range turned.Rules {
		x0, y0 := turnPoint(&page, turn, r.X0, r.Y0)
		x1, y1 := turnPoint(&page, turn, r.X1, r.Y1)
		level := math.Abs(x1-x0) > math.Abs(y1-y0)
		if level && x0 > x1 || !level && y0 > y1 {
			x0, y0, x1, y1 = x1, y1, x0, y0
		}
		turned.Rules[i] = document.Rule{X0: x0, Y0: y0, X1: x1, Y1: y1}
	}
	return turned
}

// turnPoint gives the place of a point after the page was turned quarters
// clockwise.
func turnPoint(page *document.PageWords, quarters int, x, y float64) (float64, float64) {
	switch quarters {
	case 1:
		return y, page.Width - x
	case 2:
		return page.Width - x, page.Height - y
	case 3:
		return page.Height - y, x
	}
	return x, y
}

// mainAngle is the angle at which most letters stand.
func mainAngle(lines []line) int {
	var letters [4]int
	for _, l := range lines {
		for _, w := range l.words {
			letters[l.angle/90] += alphanumerics(w.text)
		}
	}
	best := 0
	for k, n := range letters {
		if n > letters[best] {
			best = k
		}
	}
	return best * 90
}

// settle finds the lines that run upward or downward without the program
// saying so: it does that only when asked for the orientation of the page.
func settle(lines []line) {
	var letters [2]int // of the lines upward and downward
	var single []int
	for i, l := range lines {
		if l.angle != 0 || len(l.words) == 0 {
			continue
		}
		high, wide, n := 0.0, 0.0, 0
		for _, w := range l.words {
			high += w.box.bottom - w.box.top
			wide += w.box.right - w.box.left
			n += alphanumerics(w.text)
		}
		if n < 3 || high < 1.5*wide {
			continue
		}
		first, last := l.words[0].box, l.words[len(l.words)-1].box
		switch {
		case last.top >= first.bottom:
			lines[i].angle = 270
			letters[1] += n
		case last.bottom <= first.top:
			lines[i].angle = 90
			letters[0] += n
		case len(l.words) == 1:
			single = append(single, i)
		}
	}
	for _, i := range single {
		lines[i].angle = 270
		if letters[0] > letters[1] {
			lines[i].angle = 90
		}
	}
}

// place puts a word on the page.
func (f frame) place(l line, w word, size float64) document.Word {
	b, descent := w.box, l.below()
	var x, y, dx, dy, length float64
	switch l.angle {
	case 90:
		x, y, dy, length = l.box.right-descent, b.bottom, -1, b.bottom-b.top
	case 180:
		x, y, dx, length = b.right, l.box.top+descent, -1, b.right-b.left
	case 270:
		x, y, dy, length = l.box.left+descent, b.top, 1, b.bottom-b.top
	default:
		x, dx, length = b.left, 1, b.right-b.left
		y = l.baseline(b.left)
		dy = l.slope
	}
	px, py := f.point(x, y)
	qx, qy := f.point(x+dx*length, y+dy*length)
	out := document.Word{Text: w.text, X: px, Y: py, DX: 1, Width: math.Hypot(qx-px, qy-py), Size: size, Bold: w.bold, Confidence: w.sure}
	if out.Width > 0 {
		out.DX, out.DY = (qx-px)/out.Width, (qy-py)/out.Width
	}
	return out
}

// below is how far a turned line reaches below its baseline, in pixels.
func (l line) below() float64 {
	for _, w := range l.words {
		if strings.ContainsAny(w.text, "gjpqyçQ,;()[]{}|") {
			return l.descent
		}
	}
	return 0
}

// bodySizes gives the size of the type of every line, in points. The measure
// varies with the letters that happen to be in a line, so that lines of nearly
// the same size get the same. Bold lines are apart: a heading may be set in
// type that is hardly larger.
func bodySizes(lines []line, f frame) []float64 {
	var plain, bold []sized
	for i, l := range lines {
		high := l.height()
		perPixel := (f.top - f.bottom) / f.height
		if l.angle%180 != 0 {
			perPixel = (f.right - f.left) / f.width
		}
		letters, heavy := 0, true
		for _, w := range l.words {
			n := alphanumerics(w.text)
			letters += n
			heavy = heavy && (w.bold || n == 0)
		}
		s := sized{i, max(1, min(1000, high*perPixel)), letters}
		if heavy {
			bold = append(bold, s)
		} else {
			plain = append(plain, s)
		}
	}
	sizes := make([]float64, len(lines))
	level(plain, sizes)
	level(bold, sizes)
	return sizes
}

// sized is a line with the size that was measured, in points.
type sized struct {
	line    int
	size    float64
	letters int
}

// level gives lines of nearly the same size the same.
func level(all []sized, sizes []float64) {
	slices.SortFunc(all, func(a, b sized) int {
		if a.size != b.size {
			if a.size < b.size {
				return -1
			}
			return 1
		}
		return a.line - b.line
	})
	// The size that most letters have rules its neighbourhood; then the next
	// among those that are left.
	for left := len(all); left > 0; {
		best, most := 0, -1
		for from, to, sum := 0, 0, 0; from < len(all); from++ {
			for to < len(all) && all[to].size <= all[from].size*sameSize {
				sum += all[to].letters
				to++
			}
			if sum > most {
				best, most = from, sum
			}
			sum -= all[from].letters
		}
		end := best
		for end < len(all) && all[end].size <= all[best].size*sameSize {
			end++
		}
		half, middle := most/2, best
		for ; middle < end-1 && half >= all[middle].letters; middle++ {
			half -= all[middle].letters
		}
		size := math.Round(all[middle].size*10) / 10
		for _, s := range all[best:end] {
			sizes[s.line] = size
		}
		all = slices.Delete(all, best, end)
		left = len(all)
	}
}

// height is the size of the type of a line in pixels. It is taken from the
// words with high letters: the program's own measure gives a heading the size
// of the text below it.
func (l line) height() float64 {
	var tall []float64
	for _, w := range l.words {
		if l.angle == 0 && strings.ContainsFunc(w.text, stemmed) && !strings.ContainsFunc(w.text, accented) {
			tall = append(tall, l.baseline(w.box.left)-w.box.top)
		}
	}
	if len(tall) > 0 {
		slices.Sort(tall)
		// The lower of two: rules of a table make boxes too high, not too low.
		if h := tall[(len(tall)-1)/2]; h > 0 {
			return h / capHeight
		}
	}
	switch {
	case l.size > 0:
		return l.size
	case l.angle%180 != 0:
		return l.box.right - l.box.left
	}
	return l.box.bottom - l.box.top
}

// baseline is the height at which letters stand at x.
func (l line) baseline(x float64) float64 {
	return l.box.bottom + l.offset + l.slope*(x-l.box.left)
}

func stemmed(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || strings.ContainsRune("bdfhkl", r)
}

func accented(r rune) bool { return r > 0x7f && unicode.IsUpper(r) }

const (
	// capHeight is the height of capitals, figures and letters with a stem, as
	// a part of the size of the type: 0.66 in Times to 0.73 in Verdana.
	capHeight = 0.71
	// sameSize is the ratio within which sizes are the same.
	sameSize = 1.2
)

func alphanumerics(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// confidence is the mean over the letters, and their number.
func confidence(lines []line) (sure float64, letters int) {
	for _, l := range lines {
		for _, w := range l.words {
			n := alphanumerics(w.text)
			letters += n
			sure += float64(n) * w.sure
		}
	}
	return sure / float64(max(1, letters)), letters
}
