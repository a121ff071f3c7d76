package dashboard

import (
	"slices"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
)

// measure is what values can be compared by.
type measure struct {
	column  int
	element string
	unit    archive.Unit
}

// measured is a value of a contract.
type measured struct {
	contract int
	amount   float64 // in the unit of its measure
	raw      string
}

// mostMeasures bounds the values that are kept of a verdict.
const mostMeasures = 3

// measure keeps the values that a verdict rests on.
func (c *collection) measure(contract, column int, res *clause.Result) {
	var seen []measure
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Value == nil || f.Overruled || len(seen) == mostMeasures {
			continue
		}
		amount, unit, ok := archive.Amount(*f.Value)
		m := measure{column, f.Element, unit}
		if !ok || slices.Contains(seen, m) {
			continue
		}
		seen = append(seen, m)
		c.values[m] = append(c.values[m], measured{contract, amount, short(f.Value.Raw, 60)})
	}
}
