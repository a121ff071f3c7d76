package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// Recognisers read words well and labels badly: "i." becomes "1", "1.2" becomes
// "1,2", for no language tells what stands there. The sequence of a list does.

const (
	mostListed  = 20_000 // labels that are looked at in a document
	openLists   = 32     // lists that may go on at the same time
	lookAhead   = 60     // labels until the next of the same list
	longLabel   = 10     // runes
	sameEdge    = 0.7    // ems between the left edges of labels on a page
	otherPage   = 1.5    // the same on another page, which may have shifted
	labelGap    = 0.6    // ems between a label and its text, where that is set in line
	textEdge    = 0.4    // ems between the left edges of such text
	fewestItems = 3      // before the last label of a list is mended
	mendedSure  = 0.5    // the confidence of a mended label, at most
	weakSure    = 0.5    // a word below it may be a label, whatever was read
	weakRunes   = 3      // if it is no longer than this
)

// listed is a word at the start of a piece of a line that may be a label.
type listed struct {
	page   int
	column int // 1 in the right one of two columns
	word   *document.Word
	faces  []place // what it may be as it was read
	text   float64 // left edge of what follows it on its line, 0 for nothing
}

// form is how the labels of one list are written; they differ in one number.
type form struct {
	open, lead, close string // "(", "4." as in 4.1, and ")"
	kind              byte   // '1', 'a', 'A', 'i' or 'I'
}

// place is a label as a place in a list.
type place struct {
	form  form
	value int
}

// list is a list that may go on.
type list struct {
	place
	last  *listed
	items int
}

// mendLabels mends labels of lists that the recogniser misread in one of the
// usual ways, where the labels before and after leave no doubt. pages are the
// pages that follow each other, nil for one that was not recognised.
func mendLabels(pages []*document.PageWords) {
	start := 0
	for i := range pages {
		if pages[i] == nil {
			mendRun(pages[start:i])
			start = i + 1
		}
	}
	mendRun(pages[start:])
}

func mendRun(pages []*document.PageWords) {
	items := candidates(pages)
	var lists []list // the latest last
	for k := range items {
		x := &items[k]
		n := follows(lists, x)
		var next place
		if n >= 0 {
			next = place{lists[n].form, lists[n].value + 1}
		} else {
			for i := len(lists) - 1; i >= 0 && n < 0; i-- {
				want := place{lists[i].form, lists[i].value + 1}
				if like, weak := resembles(x.word.Text, want), x.weak(lists[i].last); (like || weak) && certain(&lists[i], want, items, k, like) {
					mend(x, want)
					n, next = i, want
				}
			}
		}
		if n >= 0 {
			l := lists[n]
			lists = append(slices.Delete(lists, n, n+1), list{next, x, l.items + 1})
			continue
		}
		if first, ok := firstOf(items, k); ok {
			mend(x, first)
		}
		for _, p := range x.faces {
			lists = append(lists, list{p, x, 1})
		}
		if extra := len(lists) - openLists; extra > 0 {
			lists = slices.Delete(lists, 0, extra)
		}
	}
}

// candidates lists the short words at the start of lines, or of what stands
// apart on a line, from the top of a column to its foot: the order of the
// recogniser takes labels for a column of their own.
func candidates(pages []*document.PageWords) []listed {
	var out []listed
	for page, p := range pages {
		begin := len(out)
		gutter := gutterOf(p)
		var last *document.Word
		for i := range p.Words {
			w := &p.Words[i]
			if w.Text == "" {
				continue
			}
			follows := false
			if last != nil {
				_, _, gap := after(last, w)
				follows = gap > 0
			}
			last = w
			if follows || !levelWord(w) || utf8.RuneCountInString(w.Text) > longLabel || len(out) >= mostListed {
				continue
			}
			x := listed{page: page, word: w, faces: faces(w.Text)}
			if w.X > gutter {
				x.column = 1
			}
			out = append(out, x)
		}
		here := out[begin:]
		slices.SortStableFunc(here, func(a, b listed) int {
			return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(b.word.Y, a.word.Y))
		})
		textEdges(p, here)
	}
	return out
}

func levelWord(w *document.Word) bool { return w.DX > 0.99 || w.DX == 0 && w.DY == 0 }

// textEdges finds for every candidate where the rest of its line begins.
func textEdges(p *document.PageWords, items []listed) {
	words := make([]*document.Word, 0, len(p.Words))
	for i := range p.Words {
		if w := &p.Words[i]; levelWord(w) {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b *document.Word) int { return cmp.Compare(a.Y, b.Y) })
	for i := range items {
		x := &items[i]
		slack := 0.4 * x.word.Size
		k, _ := slices.BinarySearchFunc(words, x.word.Y-slack, func(w *document.Word, y float64) int { return cmp.Compare(w.Y, y) })
		const mostOnLine = 500
		for n := 0; k < len(words) && words[k].Y <= x.word.Y+slack && n < mostOnLine; k, n = k+1, n+1 {
			if w := words[k]; w.X > x.word.X && w != x.word && (x.text == 0 || w.X < x.text) {
				x.text = w.X
			}
		}
	}
}

// gutterOf finds the white space between two columns of text in the middle of
// a page; without it the page is one column, and the place is beyond its edge.
func gutterOf(p *document.PageWords) float64 {
	const steps = 31
	low, high := 0.35*p.Width, 0.65*p.Width
	var crossed, left [steps]int
	total := 0
	for i := range p.Words {
		w := &p.Words[i]
		x0, x1 := w.X, w.X+w.Width
		if i+1 < len(p.Words) {
			if _, _, gap := after(w, &p.Words[i+1]); gap > 0 {
				x1 += gap
			}
		}
		total++
		for k := range steps {
			switch at := low + (high-low)*float64(k)/(steps-1); {
			case x1 <= at:
				left[k]++
			case x0 < at:
				crossed[k]++
			}
		}
	}
	best, fewest := math.Inf(1), total/100+1
	for k := range steps {
		if crossed[k] < fewest && 4*left[k] > total && 4*(total-left[k]) > total {
			best, fewest = low+(high-low)*float64(k)/(steps-1), crossed[k]
		}
	}
	return best
}

// inLine tells whether the text after two labels begins at one left edge, with
// more than a space before it: a word that wrapped has no such place.
func inLine(a, b *listed) bool {
	size := max(a.word.Size, b.word.Size)
	if a.text == 0 || b.text == 0 || b.text-b.word.X-b.word.Width < labelGap*size {
		return false
	}
	return math.Abs((a.text-a.word.X)-(b.text-b.word.X)) < (textEdge+sameEdge)*size && (a.page != b.page || math.Abs(a.text-b.text) < textEdge*size)
}

// near tells whether two labels stand at the same left edge.
func near(a, b *listed) bool {
	ems := sameEdge
	if a.page != b.page {
		ems = otherPage
	}
	return math.Abs(a.word.X-b.word.X) <= ems*max(a.word.Size, b.word.Size)
}

// follows is the latest list that a label goes on with as it was read; -1 for
// none.
func follows(lists []list, x *listed) int {
	for i := len(lists) - 1; i >= 0; i-- {
		if near(lists[i].last, x) && slices.Contains(x.faces, place{lists[i].form, lists[i].value + 1}) {
			return i
		}
	}
	return -1
}

// certain tells whether items[k] cannot be anything else than the next label of
// a list. like tells that it looks like that label; else the label after it
// must be there.
func certain(l *list, want place, items []listed, k int, like bool) bool {
	x := &items[k]
	// Further down the same column, or else in the next one, where only the
	// labels after it can tell.
	column := near(l.last, x)
	if !column && (l.last.page != x.page || x.column <= l.last.column) {
		return false
	}
	other := false // as it was read, it may be of this list: it skips a label
	for _, p := range x.faces {
		other = other || p.form == want.form
	}
	for j := k + 1; j < len(items) && j <= k+lookAhead; j++ {
		y := &items[j]
		if y.page > x.page+1 || !near(x, y) {
			continue
		}
		for _, p := range y.faces {
			if p.form == want.form && p.value == want.value+1 {
				return like && (column || l.items >= 2) || column && alone(l.last, x, y, items[max(0, k-lookAhead):j])
			}
			if p.form == want.form && p.value >= want.value {
				return false
			}
			for _, q := range x.faces {
				if p.form == q.form && p.value == q.value+1 {
					return false // another list begins here
				}
			}
		}
	}
	// The last one of its list.
	fewest := fewestItems
	if letters(x.word.Text) == letters(want.label()) {
		fewest = 1 // but for its marks it was read well
	}
	return column && like && !other && l.items >= fewest && inLine(l.last, x) && !merged(x.word.Text, want)
}

// alone tells whether a label stands alone between two others: with more than
// one there is no telling which it is. items are those around it, up to the one
// behind.
func alone(before, x, behind *listed, items []listed) bool {
	if x.page != before.page || x.page != behind.page {
		return false
	}
	n, found := 0, false
	for i := range items {
		switch y := &items[i]; {
		case y.word == before.word:
			n, found = 0, true
		case near(x, y):
			n++
		}
	}
	return found && n == 1
}

// letters is what a text has besides its marks.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// firstOf gives the label that items[k] must be when the next two at its edge
// are the second and third of a list.
func firstOf(items []listed, k int) (place, bool) {
	x := &items[k]
	var second *listed
	for j := k + 1; j < len(items) && j <= k+lookAhead; j++ {
		y := &items[j]
		if y.page > x.page+1 || !near(x, y) || len(y.faces) == 0 {
			continue
		}
		if second == nil {
			second = y
			continue
		}
		for _, p := range second.faces {
			// A list counts from one, so that nothing can stand before it.
			first := place{p.form, 1}
			if p.value == 2 && slices.Contains(y.faces, place{p.form, 3}) && !slices.Contains(x.faces, first) && (x.weak(second) || resembles(x.word.Text, first) && !merged(x.word.Text, first)) {
				return first, true
			}
		}
		break
	}
	return place{}, false
}

// weak tells whether a label may have been read as any short word: the
// recogniser is not sure of it, and it stands as the label of a list does.
func (x *listed) weak(beside *listed) bool {
	return x.word.Confidence < weakSure && utf8.RuneCountInString(x.word.Text) <= weakRunes && inLine(beside, x)
}

func mend(x *listed, as place) {
	x.word.Text = as.label()
	x.word.Confidence = min(x.word.Confidence, mendedSure)
	x.faces = []place{as}
}

// The forms of a label, compiled when the first scan is read: most documents are
// none.
var (
	numberLabel = lazily(`^(\(?)((?:[0-9]{1,3}\.){0,5})([0-9]{1,3})([.):°]|\.\))?$`)
	letterLabel = lazily(`^(\(?)([A-Za-z])([.):°]|\.\))$`)
	romanLabel  = lazily(`^(\(?)([ivxl]{1,7}|[IVXL]{1,7})([.):°]|\.\))$`)
)

func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// faces lists what a word is as a label: "i." may be a letter or a number.
func faces(text string) []place {
	var out []place
	if m := numberLabel().FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[3]); err == nil && n > 0 && m[3][0] != '0' {
			out = append(out, place{form{m[1], m[2], m[4], '1'}, n})
		}
	}
	if m := letterLabel().FindStringSubmatch(text); m != nil {
		kind := byte('a')
		if m[2][0] < 'a' {
			kind = 'A'
		}
		out = append(out, place{form{m[1], "", m[3], kind}, int(m[2][0]-kind) + 1})
	}
	if m := romanLabel().FindStringSubmatch(text); m != nil {
		lower := strings.ToLower(m[2])
		for n := 1; n < 40; n++ {
			if roman(n) == lower {
				kind := byte('i')
				if lower != m[2] {
					kind = 'I'
				}
				out = append(out, place{form{m[1], "", m[3], kind}, n})
			}
		}
	}
	return out
}

// label writes a place as a label; empty where the list cannot go that far.
func (p place) label() string {
	core := ""
	switch p.form.kind {
	case '1':
		core = strconv.Itoa(p.value)
	case 'a', 'A':
		if p.value <= 26 {
			core = string(rune(p.form.kind) + rune(p.value-1))
		}
	case 'i':
		core = roman(p.value)
	case 'I':
		core = strings.ToUpper(roman(p.value))
	}
	if core == "" {
		return ""
	}
	return p.form.open + p.form.lead + core + p.form.close
}

// roman writes 1 to 39.
func roman(n int) string {
	if n < 1 || n > 39 {
		return ""
	}
	ones := [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	return strings.Repeat("x", n/10) + ones[n%10]
}

// resembles tells whether a recogniser may have read a label as text.
func resembles(text string, as place) bool {
	label := as.label()
	return label != "" && text != "" && shape(text) == shape(label) && shape(label) != ""
}

// merged tells whether the parts of a number lost the dot between them, so that
// it may as well be a number in a sentence.
func merged(text string, as place) bool {
	parts := func(s string) int {
		return len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '|' && r != '!' }))
	}
	return parts(text) < parts(as.label())
}

// shape is what is left of a label when all that is easily confused is made the
// same, and its marks are taken away.
func shape(s string) string {
	var b strings.Builder
	for _, r := range strings.NewReplacer("rn", "m", "vv", "w", "VV", "w", "cl", "d").Replace(s) {
		switch r {
		case '1', 'l', 'L', 'I', 'i', '|', '!', 'í', 'ï', 'ì':
			r = 'i'
		case '0', 'O', 'o', 'Q':
			r = 'o'
		case '5', 'S', 's', '$', '§':
			r = 's'
		case '8', 'B', '&':
			r = 'b'
		case '2', 'Z', 'z':
			r = 'z'
		case 'é', 'è', 'ë', '€':
			r = 'e'
		case '¢', 'ç', '©':
			r = 'c'
		default:
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
