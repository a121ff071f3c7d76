package dashboard

import (
	"cmp"
	"math"
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// What stands out is told only of what there is enough of to know what is usual.
const (
	fewest     = 20   // contracts or values
	mostTold   = 25   // of each sort
	mostOfOne  = 5    // verdicts on one requirement
	far        = 3.5  // standard deviations, by the median absolute deviation
	times      = 3.0  // an amount at least so much larger or smaller
	usuallyMet = 0.95 // share of the contracts that meet a requirement
)

// fallsShort is a contract of which much more than usual is in conflict or missing.
type fallsShort struct {
	contract int
	n        int // verdicts in conflict or missing
	usual    float64
	of       int // contracts of the kind
}

// contractsApart lists the contracts that fall short of much more requirements
// than others of their kind, the worst first: of another kind of document one
// asks too much.
func (c *collection) contractsApart() (told []fallsShort, more int) {
	kinds := map[clause.Kind][]int{}
	var order []clause.Kind
	for i := range c.contracts {
		k := c.contracts[i].kind
		if kinds[k] == nil {
			order = append(order, k)
		}
		kinds[k] = append(kinds[k], i)
	}
	var list []fallsShort
	for _, k := range order {
		rows := kinds[k]
		if len(rows) < fewest {
			continue
		}
		counts := make([]float64, len(rows))
		for i, r := range rows {
			t := &c.contracts[r].tally
			counts[i] = float64(t[0] + t[1])
		}
		middle, spread := usual(counts)
		for i, r := range rows {
			if counts[i] >= middle+max(far*spread, 5) {
				list = append(list, fallsShort{r, int(counts[i]), middle, len(rows)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b fallsShort) int {
		return cmp.Compare(float64(b.n)-b.usual, float64(a.n)-a.usual)
	})
	return list[:min(len(list), mostTold)], max(0, len(list)-mostTold)
}

// strange is a value that is far from what is usual for its requirement.
type strange struct {
	measured
	measure
	usual string // the value in the middle, as a contract writes it
	of    int
	apart float64
}

// valuesApart lists the values that are far from usual, the farthest first.
func (c *collection) valuesApart() (told []strange, more int) {
	var list []strange
	for m, values := range c.values {
		if len(values) < fewest {
			continue
		}
		scaled := make([]float64, len(values))
		for i, v := range values {
			scaled[i] = scale(m.unit, v.amount)
		}
		middle, spread := usual(scaled)
		least := math.Log(times)
		if m.unit == archive.Percent {
			least = 1 // points
		}
		// The value in the middle as it is written most.
		written := map[string]int{}
		for i, v := range values {
			if scaled[i] == middle {
				written[v.raw]++
			}
		}
		common := ""
		for raw, n := range written {
			if common == "" || n > written[common] || n == written[common] && raw < common {
				common = raw
			}
		}
		if common == "" {
			continue // between two values
		}
		for i, v := range values {
			if d := math.Abs(scaled[i] - middle); d >= max(far*spread, least) {
				list = append(list, strange{v, m, common, len(values), d / least})
			}
		}
	}
	slices.SortFunc(list, func(a, b strange) int {
		return cmp.Or(cmp.Compare(b.apart, a.apart), cmp.Compare(a.contract, b.contract), cmp.Compare(a.column, b.column),
			cmp.Compare(a.element, b.element), cmp.Compare(a.unit, b.unit))
	})
	// A value that serves several requirements is told once.
	type passage struct {
		contract int
		raw      string
	}
	seen := map[passage]bool{}
	list = slices.DeleteFunc(list, func(s strange) bool {
		p := passage{s.contract, s.raw}
		again := seen[p]
		seen[p] = true
		return again
	})
	return list[:min(len(list), mostTold)], max(0, len(list)-mostTold)
}

// scale makes distances between amounts comparable: of percentages the points, of
// others how many times more.
func scale(unit archive.Unit, x float64) float64 {
	if unit == archive.Percent {
		return x
	}
	return math.Log(max(x, 1e-6))
}

// unusual is a verdict that few contracts have on a requirement.
type unusual struct {
	contract, column int
	status           int
	met              float64 // share of the contracts
	of               int
}

// verdictsApart lists the contracts that do not give what nearly all give, but for
// those that are known to fall short.
func (c *collection) verdictsApart(known []fallsShort) (told []unusual, more int) {
	var list []unusual
	skip := map[int]bool{}
	for _, k := range known {
		skip[k.contract] = true
	}
	for k, col := range c.columns {
		all := col.tally.decided()
		met := float64(col.tally[4]) / float64(max(1, all))
		if all < fewest || met < usuallyMet {
			continue
		}
		n := 0
		for status := range 2 { // conflict, missing
			for r, row := range c.rows {
				if row[k] != verdicts[status] || skip[r] {
					continue
				}
				if n++; n > mostOfOne {
					more++
					continue
				}
				list = append(list, unusual{r, k, status, met, all})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b unusual) int {
		return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(b.met, a.met))
	})
	return list[:min(len(list), mostTold)], more + max(0, len(list)-mostTold)
}

// usual is the median of numbers, and their spread: 1.4826 times the median
// absolute deviation, which for numbers with a normal distribution is the standard
// deviation.
func usual(list []float64) (middle, spread float64) {
	sorted := slices.Sorted(slices.Values(list))
	middle = sorted[(len(sorted)-1)/2]
	for i, x := range sorted {
		sorted[i] = math.Abs(x - middle)
	}
	slices.Sort(sorted)
	return middle, 1.4826 * sorted[(len(sorted)-1)/2]
}
