package report

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/wording"
)

// htmlCount is how many results have a status.
type htmlCount struct {
	Status, Sign, Word string
	N                  int
}

// counts tells how many results have each status, what needs action first.
func (v *htmlView) counts() []htmlCount {
	var out []htmlCount
	for _, s := range clause.Statuses() {
		n := wording.Tally(v.r, s, "")
		if n > 0 || s != clause.Unknown && s != clause.Waived {
			out = append(out, htmlCount{string(s), wording.Mark(s), v.Status(s), n})
		}
	}
	return out
}

// htmlCoverage is the picture of how each pack comes out: a bar for each, cut by
// status.
type htmlCoverage struct {
	Height int
	Told   string // what it shows, for who does not see it
	Bars   []htmlBar
}

type htmlBar struct {
	Name     string
	Total    int
	Y, Text  int
	Segments []htmlSegment
}

type htmlSegment struct {
	Status, Word, Sign string
	N                  int
	X, Width, Middle   float64 // in hundredths of the picture
	Wide               bool    // there is room for a number
}

// The measures of the picture, in pixels and in hundredths of its width.
const (
	barHeight  = 22
	barPitch   = 30
	barFrom    = 25.0
	barTo      = 93.0
	labelWidth = 6.0
)

func (v *htmlView) coverage() htmlCoverage {
	packs, _ := v.choices()
	c := htmlCoverage{Height: len(packs) * barPitch}
	var told []string
	for i, pack := range packs {
		n := map[clause.Status]int{}
		bar := htmlBar{Name: pack, Y: i * barPitch, Text: i*barPitch + barHeight/2}
		for k := range v.r.Results {
			if r := &v.r.Results[k]; clean(r.Requirement.Pack()) == pack {
				n[r.Status]++
				bar.Total++
			}
		}
		x := barFrom
		var parts []string
		for _, s := range clause.Statuses() {
			if n[s] == 0 {
				continue
			}
			width := (barTo - barFrom) * float64(n[s]) / float64(bar.Total)
			bar.Segments = append(bar.Segments, htmlSegment{string(s), v.Status(s), wording.Mark(s), n[s], x, width, x + width/2, width >= labelWidth})
			x += width
			parts = append(parts, strconv.Itoa(n[s])+" "+v.Status(s))
		}
		c.Bars = append(c.Bars, bar)
		told = append(told, pack+": "+strings.Join(parts, ", "))
	}
	c.Told = strings.Join(told, "; ")
	return c
}
