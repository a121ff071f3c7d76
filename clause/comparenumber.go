package clause

import (
	"cmp"
	"slices"
)

// numbers adds to the changes of two reports the numbers that moved in passages on
// which verdicts rest, though no rule asks for them: "zestig dagen van tevoren"
// that became fourteen. Each is told once, with the weightiest requirement that
// rests on the passage.
func numbers(old, new *Report, changes []*Change) {
	type key struct {
		oldFile, newFile   string
		oldStart, newStart int
		was, now           string
	}
	keyOf := func(d *Detail) key {
		return key{d.OldAt.File, d.NewAt.File, d.OldAt.Start, d.NewAt.Start, d.OldValue.Norm, d.NewValue.Norm}
	}
	told := map[key]bool{}
	order := make([]int, len(changes))
	for i := range changes {
		order[i] = i
		if changes[i] == nil {
			continue
		}
		for k := range changes[i].Details {
			if d := &changes[i].Details[k]; d.OldAt != nil && d.NewAt != nil && d.OldValue != nil && d.NewValue != nil {
				told[keyOf(d)] = true
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(new.Results[a].Importance.Rank(), new.Results[b].Importance.Rank())
	})
	for _, i := range order {
		a, b := &old.Results[i], &new.Results[i]
		if !given(a) || !given(b) {
			continue
		}
		for _, d := range numberDetails(a.Points, b.Points) {
			if told[keyOf(&d)] {
				continue
			}
			told[keyOf(&d)] = true
			if changes[i] == nil {
				changes[i] = unchanged(a, b)
			}
			c := changes[i]
			c.Details = append(c.Details, d)
			sortDetails(c.Details)
			if a.Status == b.Status {
				c.Kind = direction(c.Details)
			}
			c.lead()
		}
	}
}

// numberDetails compares the numbers of passages that say the same but for them.
func numberDetails(old, new []Point) []Detail {
	var out []Detail
	for i := range old {
		a := &old[i]
		k := slices.IndexFunc(new, func(p Point) bool { return p.Element == a.Element && p.Asks == a.Asks })
		if k < 0 {
			continue
		}
		b := &new[k]
		if a.At == nil || b.At == nil || len(a.Numbers) != len(b.Numbers) || slices.EqualFunc(a.Numbers, b.Numbers, func(x, y Amount) bool { return x.same(&y) }) ||
			!alikeWords(a.At.Lead+" "+a.At.Quote, b.At.Lead+" "+b.At.Quote) {
			continue
		}
		for n := range a.Numbers {
			x, y := &a.Numbers[n], &b.Numbers[n]
			if x.Kind == y.Kind && !x.same(y) {
				out = append(out, Detail{
					Kind: DetailValue, Direction: directionOf(y.compare(x)), Element: a.Element, Asks: a.Asks,
					Old: x.Raw, New: y.Raw, OldValue: &x.Value, NewValue: &y.Value, OldAt: a.At, NewAt: b.At,
				})
			}
		}
	}
	return out
}
