package tesseract

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Measures of lines to be filled in, in parts of the size of the type.
const (
	fillAbove  = 0.12 // how far the line may stand above the baseline
	fillBelow  = 0.32 // and below it; rules of tables keep more distance
	fillReach  = 12.0 // to the word before or after it
	fillCover  = 0.15 // share of it that may have words on it
	fillSpace  = 0.25 // to the words beside it, at least
	fillStroke = 0.5  // width of an underscore
	fillDot    = 0.25 // width of a dot
	leastFill  = 3    // underscores; fewer are no blank
	mostFill   = 400
	leastDots  = 5
)

// fillIn puts words of underscores where a rule stands on the baseline of a
// line and nothing is written, as after "Naam:". The program takes such rules
// out before it reads, or makes strokes and dots of them. It returns the rules
// that are something else.
func fillIn(lines []line, rules []rule, dpi float64) ([]line, []rule) {
	var rest []rule
	for _, r := range rules {
		if !r.down && !meets(r, rules, ruleMeet*dpi) && fill(lines, r) {
			continue
		}
		if r.down || r.x1-r.x0 >= leastAcross*dpi {
			rest = append(rest, r)
		}
	}
	// A line of which all words were noise on the rule.
	return slices.DeleteFunc(lines, func(l line) bool { return len(l.words) == 0 }), rest
}

// meets tells whether an upright rule touches a level one: it belongs to a
// table.
func meets(r rule, rules []rule, near float64) bool {
	for _, d := range rules {
		if d.down && d.x0 > r.x0-near && d.x0 < r.x1+near {
			if y := r.at(d.x0); y > d.y0-near && y < d.y1+near {
				return true
			}
		}
	}
	return false
}

// fill makes a blank of one rule, if it is one.
func fill(lines []line, r rule) bool {
	host, nearest := -1, math.Inf(1)
	covered := 0.0
	type place struct{ line, word int }
	var junk, joined []place
	for i := range lines {
		l := &lines[i]
		size := l.height()
		if l.angle != 0 || size <= 0 || len(l.words) == 0 {
			continue
		}
		drop := r.at((r.x0+r.x1)/2) - l.baseline((r.x0+r.x1)/2)
		if drop < -fillAbove*size || drop > fillBelow*size {
			continue
		}
		for j, w := range l.words {
			over := min(w.box.right, r.x1) - max(w.box.left, r.x0)
			wide := w.box.right - w.box.left
			switch {
			case over > 0.5*wide && noise(w):
				junk = append(junk, place{i, j})
				continue
			case over > 0 && strings.Trim(w.text, "_") != w.text:
				joined = append(joined, place{i, j})
			case over > 0:
				covered += over
			}
			gap := max(r.x0-w.box.right, w.box.left-r.x1, 0)
			if gap < fillReach*size && gap < nearest && alphanumerics(w.text)+strings.Count(w.text, ":") > 0 {
				host, nearest = i, gap
			}
		}
	}
	if host < 0 || covered > fillCover*(r.x1-r.x0) {
		return false
	}
	l := &lines[host]
	size := l.height()
	left, right := r.x0, r.x1
	for _, w := range l.words {
		if middle := (r.x0 + r.x1) / 2; w.box.right < middle && !noise(w) && strings.TrimRight(w.text, "_") == w.text {
			left = max(left, w.box.right+fillSpace*size)
		} else if w.box.left > middle && !noise(w) && strings.TrimLeft(w.text, "_") == w.text {
			right = min(right, w.box.left-fillSpace*size)
		}
	}
	stroke, width, fewest := "_", fillStroke, leastFill
	if r.dotted {
		stroke, width, fewest = ".", fillDot, leastDots
	}
	n := min(mostFill, int(math.Round((right-left)/(width*size))))
	if n < fewest {
		return false
	}
	sure, letters := confidence(lines[host : host+1])
	if letters == 0 {
		sure = 0.5
	}
	blank := word{text: strings.Repeat(stroke, n), sure: sure,
		box: box{left: left, right: right, top: r.at(r.x0) - 0.1*size, bottom: r.at(r.x0)}}
	for _, p := range joined {
		w := &lines[p.line].words[p.word]
		if strings.HasSuffix(w.text, "_") {
			w.box.right = max(w.box.left+1, min(w.box.right, left-fillSpace*size))
		} else {
			w.box.left = min(w.box.right-1, max(w.box.left, right+fillSpace*size))
		}
		w.text = strings.Trim(w.text, "_")
	}
	// From the last, so that the places before stay good.
	for k := len(junk) - 1; k >= 0; k-- {
		words := &lines[junk[k].line].words
		*words = slices.Delete(*words, junk[k].word, junk[k].word+1)
	}
	at := 0
	for at < len(l.words) && l.words[at].box.left < blank.box.left {
		at++
	}
	l.words = slices.Insert(l.words, at, blank)
	return true
}

// strokes takes away the underscores that the program adds to a word that is
// underlined.
func strokes(lines []line, rules []rule) {
	for i := range lines {
		l := &lines[i]
		size := l.height()
		if l.angle != 0 || size <= 0 {
			continue
		}
		for j := range l.words {
			w := &l.words[j]
			t := strings.Trim(w.text, "_")
			if t == w.text || alphanumerics(t) == 0 {
				continue
			}
			middle := (w.box.left + w.box.right) / 2
			if slices.ContainsFunc(rules, func(r rule) bool {
				drop := r.at(middle) - l.baseline(middle)
				return !r.down && r.x0 < middle && r.x1 > middle && drop > -fillAbove*size && drop < 0.5*size
			}) {
				w.text = t
			}
		}
	}
}

// noise tells whether a word is what the program makes of a rule.
func noise(w word) bool {
	n := alphanumerics(w.text)
	return n == 0 || w.sure < 0.3 || w.sure < 0.6 && n < utf8.RuneCountInString(w.text)
}

// dotted puts dots where the program saw letters in a dotted line: all of what
// it took for a word is low and stands on the baseline.
func dotted(lines []line) {
	for i := range lines {
		l := &lines[i]
		size := l.height()
		if l.angle != 0 || size <= 0 {
			continue
		}
		for j := range l.words {
			w := &l.words[j]
			wide, base := w.box.right-w.box.left, l.baseline(w.box.left)
			if alphanumerics(w.text) == 0 || w.box.bottom-w.box.top > 0.25*size || wide < leastDots*fillDot*size ||
				math.Abs(w.box.bottom-base) > 0.2*size {
				continue
			}
			w.text = strings.Repeat(".", min(mostFill, int(math.Round(wide/(fillDot*size)))))
		}
	}
}

// unbarred takes out the upright rules of tables that were read as letters, by
// themselves or before and after a word.
func unbarred(lines []line, rules []rule, dpi float64) []line {
	const bars = "|[]{}Il1!/\\"
	near := ruleMeet * dpi
	var down []rule
	for _, r := range rules {
		if r.down {
			down = append(down, r)
		}
	}
	if len(down) == 0 {
		return lines
	}
	on := func(x, y float64) bool {
		return slices.ContainsFunc(down, func(r rule) bool {
			return math.Abs((r.x0+r.x1)/2-x) < near && y > r.y0-near && y < r.y1+near
		})
	}
	for i := range lines {
		l := &lines[i]
		if l.angle != 0 {
			continue
		}
		l.words = slices.DeleteFunc(l.words, func(w word) bool {
			return utf8.RuneCountInString(w.text) <= 2 && strings.Trim(w.text, bars) == "" &&
				w.box.right-w.box.left < 2*near && on((w.box.left+w.box.right)/2, (w.box.top+w.box.bottom)/2)
		})
		for j := range l.words {
			w := &l.words[j]
			y := (w.box.top + w.box.bottom) / 2
			if t := strings.TrimLeft(w.text, "|"); t != w.text && t != "" && on(w.box.left, y) {
				w.text, w.box.left = t, min(w.box.right-1, w.box.left+near)
			}
			if t := strings.TrimRight(w.text, "|"); t != w.text && t != "" && on(w.box.right, y) {
				w.text, w.box.right = t, max(w.box.left+1, w.box.right-near)
			}
		}
	}
	return slices.DeleteFunc(lines, func(l line) bool { return len(l.words) == 0 })
}
