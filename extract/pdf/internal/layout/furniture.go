package layout

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

const (
	edgeZone    = 0.13 // part of the height of the page at the top and bottom
	numberZone  = 0.18 // the same for a line that is nothing but a page number
	mostEdge    = 8    // rows at each edge that are looked at
	sameHeight  = 4.0  // points
	fewestPages = 3    // on which a line must be repeated in a longer document
)

// furniture is what stands at the top and bottom of the pages and is no part
// of the text: running headers, footers, page numbers.
type furniture struct {
	header, footer map[*row]bool
}

// edgeRow is a candidate: the nth row from the edge of its page.
type edgeRow struct {
	page, depth int
	top         bool
	y           float64
	row         *row
	key         string
}

// findFurniture compares the pages with each other. It is the same text, but
// for digits, at the same height; and everything between it and the edge of the
// page is furniture too.
func findFurniture(pages []*Page, rows [][]*row) furniture {
	f := furniture{map[*row]bool{}, map[*row]bool{}}
	byKey := map[string][]edgeRow{}
	edges := make([][2][]edgeRow, len(pages))
	for i, page := range pages {
		for side := range 2 {
			for depth := range min(mostEdge, len(rows[i])) {
				r := rows[i][depth]
				y := page.height - r.y
				if side == 1 {
					r = rows[i][len(rows[i])-1-depth]
					y = r.y
				}
				zone := edgeZone
				if r.artifact || pageLine(r.text(), i+1, len(pages)) {
					zone = numberZone
				}
				if y > zone*page.height {
					break
				}
				e := edgeRow{i, depth, side == 0, y, r, keyOf(r.text())}
				edges[i][side] = append(edges[i][side], e)
				k := strconv.Itoa(side) + e.key
				byKey[k] = append(byKey[k], e)
			}
		}
	}
	repeated := map[*row]bool{}
	for _, list := range byKey {
		markRepeated(list, len(pages), repeated)
	}
	for i := range edges {
		for side, list := range edges[i] {
			marked := f.header
			if side == 1 {
				marked = f.footer
			}
			n := 0
			for n < len(list) && (list[n].row.artifact || repeated[list[n].row] || pageLine(list[n].row.text(), i+1, len(pages))) {
				n++
			}
			if n == mostEdge {
				continue // pages that are alike as a whole have no furniture
			}
			for _, e := range list[:n] {
				marked[e.row] = true
			}
		}
	}
	return f
}

// keyOf makes lines that differ in their page number equal.
func keyOf(text string) string {
	var s strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			if s.Len() == 0 || !strings.HasSuffix(s.String(), "#") {
				s.WriteByte('#')
			}
		case unicode.IsLetter(r):
			s.WriteRune(unicode.ToLower(r))
		}
	}
	return s.String()
}

// markRepeated marks the rows of one key that stand at the same height on
// enough pages. A key without letters must count up with the pages.
func markRepeated(list []edgeRow, pages int, repeated map[*row]bool) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].y < list[j].y })
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].y-list[end-1].y <= sameHeight/2 && list[end].y-list[start].y <= 2*sameHeight {
			end++
		}
		group := list[start:end]
		start = end
		distinct := map[int]bool{}
		for _, e := range group {
			distinct[e.page] = true
		}
		need := 2
		if pages > 4 {
			need = max(fewestPages, pages/8)
		}
		if len(distinct) < need || letters(group[0].key) == 0 && !countsUp(group) {
			continue
		}
		for _, e := range group {
			repeated[e.row] = true
		}
	}
}

// countsUp tells whether the first numbers in the rows go up as the pages do.
func countsUp(group []edgeRow) bool {
	offsets := map[int]int{}
	for _, e := range group {
		if n, ok := firstNumber(e.row.text()); ok {
			offsets[n-e.page]++
		}
	}
	for _, n := range offsets {
		if n >= 2 && 2*n >= len(group) {
			return true
		}
	}
	return false
}

func firstNumber(text string) (int, bool) {
	i := strings.IndexFunc(text, unicode.IsDigit)
	if i < 0 {
		return 0, false
	}
	end := i
	for end < len(text) && text[end] >= '0' && text[end] <= '9' && end-i < 6 {
		end++
	}
	n, err := strconv.Atoi(text[i:end])
	return n, err == nil
}

// numberedPage tells whether a line says which page it is on: "pagina 3",
// "blz. 3 van de 12", "3/12", "- 3 -".
func numberedPage(text string) bool {
	s := strings.ToLower(text)
	if rest, ok := cutDash(s); ok {
		rest, number := cutNumber(rest)
		rest, dash := cutDash(rest)
		return number && dash && rest == ""
	}
	named := false
	for _, word := range [...]string{"pagina", "page", "blad", "blz.", "blz", "pag.", "pag", "p."} {
		if s, named = strings.CutPrefix(s, word); named {
			break
		}
	}
	s, ok := cutNumber(s)
	if !ok || s == "" {
		return ok && named
	}
	for _, word := range [...]string{"van", "of", "/"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			if named {
				rest = strings.TrimPrefix(strings.TrimLeft(rest, blanks), "de")
			}
			rest, ok = cutNumber(rest)
			return ok && rest == ""
		}
	}
	return false
}

const blanks = " \t\n\f\r"

// cutNumber takes a number of at most five digits, with the blanks around it,
// off the start of a text.
func cutNumber(s string) (rest string, ok bool) {
	const most = 5
	s = strings.TrimLeft(s, blanks)
	rest = strings.TrimLeft(s, "0123456789")
	n := len(s) - len(rest)
	return strings.TrimLeft(rest, blanks), n > 0 && n <= most
}

// cutDash takes a dash off the start of a text.
func cutDash(s string) (rest string, ok bool) {
	for _, dash := range [...]string{"-", "–", "—"} {
		if rest, ok = strings.CutPrefix(s, dash); ok {
			return rest, true
		}
	}
	return s, false
}

// pageLine tells whether a line at the edge of the page is nothing but its
// page number.
func pageLine(text string, page, pages int) bool {
	text = strings.TrimSpace(text)
	if numberedPage(text) {
		return true
	}
	n, err := strconv.Atoi(text)
	return err == nil && n == page && pages > 1
}

// without gives the rows that are no furniture.
func (f furniture) without(rows []*row) []*row {
	out := rows[:0:0]
	for _, r := range rows {
		if !f.header[r] && !f.footer[r] {
			out = append(out, r)
		}
	}
	return out
}

// statistics finds the size of the body text, its usual leading in ems, and
// the words of the document.
func (d *reader) statistics(rows [][]*row) {
	sizes := map[int]int{}
	leads := map[int]int{}
	wrapped, spaced := 0, 0
	for _, page := range rows {
		for i, r := range page {
			n := 0
			for _, s := range r.segments {
				for _, u := range s.runs {
					n += u.glyphs
				}
				text := s.text()
				d.words.add(text)
				if endsInHyphen(text) && i+1 < len(page) {
					if below := page[i+1].under(s.x0, r.size); below != nil {
						d.words.follow(text, below.text())
					}
				}
			}
			sizes[int(math.Round(r.size*4))] += n
			if i == 0 {
				continue
			}
			above := page[i-1]
			if startsLower(r.text()) && !terminal(above.text()) && !endsInHyphen(above.text()) && above.x1-above.x0 > 15*above.size {
				wrapped++
				if !above.open() {
					spaced++
				}
			}
			ratio := (above.y - r.y) / r.size
			if math.Abs(above.size-r.size) < 0.05*r.size && ratio > 0.9 && ratio < 2.6 && r.x1-r.x0 > 10*r.size {
				leads[int(math.Round(ratio*20))]++
			}
		}
	}
	total := 0
	for _, n := range sizes {
		total += n
	}
	d.sizes = map[int]float64{}
	for size, n := range sizes {
		d.sizes[size] = float64(n) / float64(total)
	}
	d.words.settle()
	d.trailing = wrapped > 3 && 10*spaced > 8*wrapped
	d.body = float64(mode(sizes)) / 4
	defer func() { d.apart = d.spacesParagraphs(rows) }()
	d.leading = 1.2
	if m := mode(leads); m > 0 {
		d.leading = float64(m) / 20
	}
	if d.body == 0 {
		d.body = 10
	}
}

// mode is the key with the highest count, the lowest among equals.
func mode(counts map[int]int) int {
	best, most := 0, 0
	for k, n := range counts {
		if n > most || n == most && k < best {
			best, most = k, n
		}
	}
	return best
}

// spacesParagraphs tells whether the document leaves more room between its
// paragraphs than between lines: it looks at the lines that end well before the
// edge.
func (d *reader) spacesParagraphs(rows [][]*row) bool {
	wide, tight := 0, 0
	for _, page := range rows {
		right := rightEdge(page)
		for i := 1; i < len(page); i++ {
			above, r := page[i-1], page[i]
			if above.x1 > right-6*above.size || math.Abs(above.size-r.size) > 0.02*r.size {
				continue
			}
			if above.y-r.y > 1.15*d.leading*r.size {
				wide++
			} else {
				tight++
			}
		}
	}
	return wide >= 6 && 4*wide >= tight
}
