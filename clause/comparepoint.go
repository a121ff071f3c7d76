package clause

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// details lists the points on which two verdicts on one requirement differ, what
// is worse first.
func details(old, new *Result) []Detail {
	out := []Detail{}
	// Who gives all in one sentence need not give it element by element, and the
	// other way round.
	whole := old.Status == Met && new.Status == Met
	for i := range old.Points {
		a := &old.Points[i]
		if a.Element == elementConflict || a.Element == elementFlag {
			continue
		}
		if k := slices.IndexFunc(new.Points, func(p Point) bool { return p.Element == a.Element }); k >= 0 {
			b := &new.Points[k]
			out = append(out, amounts(a, b)...)
			if a.Whole == b.Whole || !whole {
				out = append(out, states(a, b)...)
			}
		}
	}
	taken := against(old, new)
	if slices.ContainsFunc(taken, func(d Detail) bool { return d.Direction == Worse }) {
		// What takes the guarantee away says what became of its elements.
		out = slices.DeleteFunc(out, func(d Detail) bool { return d.Kind == DetailElement && d.New == string(PointAbsent) })
	}
	out = append(taken, out...)
	out = append(out, flagged(old, new)...)
	for _, d := range tense(old, new) {
		// That a promise is weakened from elsewhere, a reservation tells as well.
		again := slices.ContainsFunc(out, func(x Detail) bool {
			return x.Kind == DetailReservation && x.Direction == d.Direction && strings.Contains(d.New+d.Old, x.New+x.Old)
		})
		if !again {
			out = append(out, d)
		}
	}
	out = eachValueOnce(out)
	sortDetails(out)
	return out
}

// sortDetails puts what is worse first.
func sortDetails(list []Detail) {
	order := []Direction{Worse, Other, Better}
	slices.SortStableFunc(list, func(a, b Detail) int {
		return slices.Index(order, a.Direction) - slices.Index(order, b.Direction)
	})
}

// eachValueOnce leaves out a change of value that another element tells as well,
// with its direction where one of them has it.
func eachValueOnce(list []Detail) []Detail {
	same := func(a, b *Detail) bool {
		return a.Kind == DetailValue && b.Kind == DetailValue && a.Old == b.Old && a.New == b.New
	}
	var out []Detail
	for k := range list {
		again := false
		for i := range list {
			a, b := list[i].Direction != Other, list[k].Direction != Other
			again = again || i != k && same(&list[i], &list[k]) && (a && !b || a == b && i < k)
		}
		if !again {
			out = append(out, list[k])
		}
	}
	return out
}

// states compares the states of an element, and the reservations on it.
func states(a, b *Point) []Detail {
	d := Detail{Element: a.Element, Asks: a.Asks, OldAt: a.At, NewAt: b.At}
	if a.State != b.State && !(limited(a) || limited(b)) {
		d.Kind, d.Old, d.New = DetailElement, string(a.State), string(b.State)
		d.Direction = Better
		if rank(b.State) > rank(a.State) {
			d.Direction = Worse
		}
		// What it is weak by says more than that it is.
		if a.State == PointAbsent || b.State == PointAbsent || a.State == PointAgainst || b.State == PointAgainst || len(a.Reservations)+len(b.Reservations) == 0 {
			return []Detail{d}
		}
	}
	if rank(a.State) >= rank(PointAbsent) || rank(b.State) >= rank(PointAbsent) {
		return nil
	}
	var out []Detail
	d.Kind = DetailReservation
	without := func(list, other []Reservation) []Reservation {
		return slices.DeleteFunc(slices.Clone(list), func(r Reservation) bool {
			return slices.ContainsFunc(other, func(q Reservation) bool { return alikeReasons(q.Reason, r.Reason) })
		})
	}
	for _, r := range without(b.Reservations, a.Reservations) {
		d.Direction, d.Old, d.New, d.OldAt, d.NewAt = Worse, "", r.Reason, a.At, cmp.Or(r.At, b.At)
		out = append(out, d)
	}
	for _, r := range without(a.Reservations, b.Reservations) {
		d.Direction, d.Old, d.New, d.OldAt, d.NewAt = Better, r.Reason, "", cmp.Or(r.At, a.At), b.At
		out = append(out, d)
	}
	return out
}

// alikeReasons tells whether two reasons are one. A reason that quotes the
// contract ("een uitzondering: «tenzij …»") may do so in slightly other words,
// but not with another negation.
func alikeReasons(a, b string) bool {
	i, j := strings.Index(a, "«"), strings.Index(b, "«")
	if i < 0 || j < 0 || a[:i] != b[:j] {
		return a == b
	}
	return alikeWords(a[i:], b[j:])
}

// alikeWords tells whether two texts say the same in nearly the same words.
func alikeWords(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	shared := 0
	for w := range x {
		switch {
		case y[w]:
			shared++
		case decisive(w):
			return false
		}
	}
	for w := range y {
		if !x[w] && decisive(w) {
			return false
		}
	}
	const least = 0.6 // the names of the parties are some of the words
	return float64(shared) >= least*float64(len(x)+len(y)-shared)
}

func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w] = true
	}
	return out
}

// decisive tells whether one word can turn a sentence round.
func decisive(w string) bool {
	switch w {
	case "niet", "geen", "nooit", "noch", "zonder", "tenzij", "alleen", "uitsluitend", "slechts", "altijd", "ieder", "iedere", "elke", "alle":
		return true
	}
	return false
}

// limited tells whether a point is less than given by its value alone: the value
// is told.
func limited(p *Point) bool {
	return len(p.Amounts) > 0 && (p.State == PointAgainst || p.State == PointWeak && len(p.Reservations) == 0)
}

func rank(s PointState) int {
	return slices.Index([]PointState{PointGiven, PointWeak, PointAbsent, PointAgainst}, s)
}

// amounts compares the values of an element. Those that both have stand; of what
// is left the worst goes with the worst.
func amounts(a, b *Point) []Detail {
	without := func(list, other []Amount) []Amount {
		var out []Amount
		for i := range list {
			if !slices.ContainsFunc(other, func(x Amount) bool { return x.same(&list[i]) }) {
				out = append(out, list[i])
			}
		}
		return out
	}
	gone, come := without(a.Amounts, b.Amounts), without(b.Amounts, a.Amounts)
	if len(a.Amounts)*len(b.Amounts) == 0 && (a.State == PointAbsent || b.State == PointAbsent) {
		return nil // that the element came or went says it
	}
	slices.Reverse(gone)
	slices.Reverse(come)
	var out []Detail
	for i := 0; i < len(gone) || i < len(come); i++ {
		d := Detail{Kind: DetailValue, Direction: Other, Element: a.Element, Asks: a.Asks}
		var x, y *Amount
		if i < len(gone) {
			x = &gone[i]
			d.Old, d.OldValue, d.OldAt = x.Raw, &x.Value, x.At
		}
		if i < len(come) {
			y = &come[i]
			d.New, d.NewValue, d.NewAt = y.Raw, &y.Value, y.At
		}
		if (x == nil || y == nil) && !cmp.Or(x, y).Limited && a.State == b.State {
			continue // nothing hangs on it, and that the one shows it says little
		}
		switch {
		case x != nil && y != nil:
			d.Direction = directionOf(y.compare(x))
		case x != nil && len(b.Amounts) > 0: // what is left decides
			d.Direction = directionOf(b.Amounts[len(b.Amounts)-1].compare(x))
		case y != nil && len(a.Amounts) > 0:
			d.Direction = beside(directionOf(y.compare(&a.Amounts[len(a.Amounts)-1])))
		case x != nil && a.State == b.State:
			// Words such as "zo spoedig mogelijk" are enough for the rule, but a
			// fixed limit is gone. One that comes in their place may be longer
			// than they mean, and is neither better nor worse.
			d.Direction = Worse
		default:
			d.Direction = directionOf(rank(a.State) - rank(b.State))
		}
		d.OldAt, d.NewAt = cmp.Or(d.OldAt, a.At), cmp.Or(d.NewAt, b.At)
		out = append(out, d)
	}
	return out
}

// directionOf is the direction of a comparison.
func directionOf(order int) Direction {
	switch {
	case order > 0:
		return Better
	case order < 0:
		return Worse
	}
	return Other
}

// beside makes nothing better of a value that comes beside one that stays.
func beside(d Direction) Direction {
	if d == Better {
		return Other
	}
	return d
}

// against compares the words that take the guarantee away.
func against(old, new *Result) []Detail {
	var out []Detail
	find := func(list []Point, p *Point) bool {
		return slices.ContainsFunc(list, func(q Point) bool { return q.Element == elementConflict && q.Asks == p.Asks })
	}
	for i := range new.Points {
		if p := &new.Points[i]; p.Element == elementConflict && !find(old.Points, p) {
			out = append(out, Detail{Kind: DetailAgainst, Direction: Worse, Element: p.Element, New: p.Asks, OldAt: coreAt(old), NewAt: p.At})
		}
	}
	for i := range old.Points {
		if p := &old.Points[i]; p.Element == elementConflict && !find(new.Points, p) {
			out = append(out, Detail{Kind: DetailAgainst, Direction: Better, Element: p.Element, Old: p.Asks, OldAt: p.At, NewAt: coreAt(new)})
		}
	}
	return out
}

// coreAt is the passage that gives the core of a requirement; nil where none does.
func coreAt(r *Result) *Finding {
	if len(r.Points) == 0 || r.Points[0].State == PointAgainst {
		return nil
	}
	return r.Points[0].At
}

// flagged compares the flags, but for those that a point tells of.
func flagged(old, new *Result) []Detail {
	var out []Detail
	a, b := flagsOf(old), flagsOf(new)
	without := func(list, other []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(f string) bool {
			return slices.ContainsFunc(other, func(g string) bool { return unplaced(g) == unplaced(f) })
		})
	}
	for _, f := range without(b, a) {
		at, takes := flaggedAt(new, f)
		d := Detail{Kind: DetailFlag, Direction: Other, New: f, NewAt: at}
		if takes {
			d.Direction = Worse
		}
		out = append(out, d)
	}
	for _, f := range without(a, b) {
		at, takes := flaggedAt(old, f)
		d := Detail{Kind: DetailFlag, Direction: Other, Old: f, OldAt: at}
		if takes {
			d.Direction = Better
		}
		out = append(out, d)
	}
	return out
}

// flaggedAt is the passage that a flag is about, nil where there is none, and
// whether the customer loses by it.
func flaggedAt(r *Result, flag string) (at *Finding, takes bool) {
	i := slices.IndexFunc(r.Points, func(p Point) bool { return p.Element == elementFlag && p.Asks == flag })
	if i < 0 {
		return nil, false
	}
	return r.Points[i].At, r.Points[i].State == PointAgainst
}

// flagsOf are the flags of a result that say something else than its points.
func flagsOf(r *Result) []string {
	var out []string
	for _, f := range r.Flags {
		told := f == flagRank || f == flagVerify || f == flagBlank || f == flagMismatch || slices.ContainsFunc(r.Points, func(p Point) bool {
			return p.Flag == f || p.Flag != "" && strings.HasPrefix(f, p.Asks+": ")
		})
		if !told {
			out = append(out, f)
		}
	}
	return out
}

// Flags that points tell of as reservations.
const (
	flagBlank    = "niet-ingevuld"
	flagMismatch = "getal-tegenstrijdig"
)

// unplaced is a text without what stands in brackets: where a provision stands.
func unplaced(s string) string {
	for {
		i := strings.Index(s, " (")
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			return s
		}
		s = s[:i] + s[i+j+1:]
	}
}

// tense compares the tensions.
func tense(old, new *Result) []Detail {
	var out []Detail
	key := func(t *Tension) string {
		parts := []string{string(t.Kind), t.Element, t.Takes.Element, "", ""}
		if t.Kind == Contradiction && t.Gives.Value != nil && t.Takes.Value != nil {
			parts[3], parts[4] = t.Gives.Value.Norm, t.Takes.Value.Norm
		} else {
			parts[3] = unplaced(t.Takes.Why)
		}
		return strings.Join(parts, "\x00")
	}
	seen := map[string]bool{}
	lacking := func(list []Tension, t *Tension) bool {
		return !slices.ContainsFunc(list, func(u Tension) bool { return key(&u) == key(t) })
	}
	for i := range new.Tensions {
		if t := &new.Tensions[i]; lacking(old.Tensions, t) && !seen["+"+key(t)] {
			seen["+"+key(t)] = true
			out = append(out, Detail{Kind: DetailTension, Direction: Worse, Element: t.Element, New: t.Why, NewAt: &t.Takes})
		}
	}
	for i := range old.Tensions {
		if t := &old.Tensions[i]; lacking(new.Tensions, t) && !seen["-"+key(t)] {
			seen["-"+key(t)] = true
			out = append(out, Detail{Kind: DetailTension, Direction: Better, Element: t.Element, Old: t.Why, OldAt: &t.Takes})
		}
	}
	return out
}
