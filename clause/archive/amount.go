package archive

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/internal/dutch"
)

// Amount makes the value of a finding comparable: a duration in hours, a
// frequency in times a year, a percentage, money in euros. It is false for a value
// that is none of these.
//
// Days, weeks, months and years have their nominal length: 24, 168, 730 and 8760
// hours. Of working days and office hours it is the most clock time that they can
// last, Value.Worst, for that is what a customer has to reckon with: two working
// days are 96 hours; where Worst is not told, a working day is 24 hours and an
// office hour one. A frequency is reckoned from its period: "P6M" is twice a year.
func Amount(v clause.Value) (float64, Unit, bool) {
	switch v.Kind {
	case dutch.Duration.String():
		norm := v.Norm
		if v.Worst != "" {
			norm = v.Worst
		}
		h, ok := hours(norm)
		return h, Hours, ok
	case dutch.Frequency.String():
		h, ok := hours(v.Norm)
		if !ok || h == 0 {
			return 0, "", false
		}
		return exact(dutch.HoursPerYear / h), PerYear, true
	case dutch.Percentage.String():
		n, ok := decimal(v.Norm)
		return n, Percent, ok
	case dutch.Money.String():
		n, ok := decimal(v.Norm)
		return n, Euros, ok
	}
	return 0, "", false
}

// exact drops what divisions leave behind the sixth decimal, so that equal amounts
// are equal.
func exact(f float64) float64 {
	if math.Abs(f) > 1e9 {
		return math.Round(f)
	}
	return math.Round(f*1e6) / 1e6
}

// decimal reads a number with a decimal point.
func decimal(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return exact(n), true
}

// hours reads a duration as Value.Norm has it: ISO 8601, with BD for working days
// and BH for office hours.
func hours(norm string) (float64, bool) {
	rest, ok := strings.CutPrefix(norm, "P")
	if !ok || rest == "" {
		return 0, false
	}
	sum, clock := 0.0, false
	for rest != "" {
		if !clock && rest[0] == 'T' {
			clock, rest = true, rest[1:]
			if rest == "" {
				return 0, false
			}
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if end <= 0 {
			return 0, false
		}
		n, ok := decimal(rest[:end])
		if !ok {
			return 0, false
		}
		rest = rest[end:]
		length := 0.0
		for _, d := range designators {
			if after, found := strings.CutPrefix(rest, d.name); found && d.clock == clock {
				length, rest = d.hours, after
				break
			}
		}
		if length == 0 {
			return 0, false
		}
		sum += n * length
	}
	return exact(sum), true
}

// designators are the units of a duration, in hours.
var designators = []struct {
	name  string
	clock bool // behind the T
	hours float64
}{
	{"BD", false, dutch.HoursPerDay}, {"D", false, dutch.HoursPerDay}, {"W", false, dutch.HoursPerWeek},
	{"M", false, dutch.HoursPerMonth}, {"Y", false, dutch.HoursPerYear},
	{"BH", true, 1}, {"H", true, 1}, {"M", true, 1. / 60}, {"S", true, 1. / 3600},
}

// Holds tells whether a value meets the condition. One in another unit does not.
func (c Condition) Holds(v clause.Value) bool {
	amount, unit, ok := Amount(v)
	return ok && unit == c.Unit && c.meets(amount)
}

// Exact is the amount to compare with, rounded as those of Amount are.
func (c Condition) Exact() float64 { return exact(c.Amount) }

func (c Condition) meets(amount float64) bool {
	than := c.Exact()
	switch c.Op {
	case Less:
		return amount < than
	case AtMost:
		return amount <= than
	case Equal:
		return amount == than
	case AtLeast:
		return amount >= than
	case More:
		return amount > than
	}
	return false
}

// QueryError tells what is wrong with a part of a query as somebody typed it.
type QueryError struct {
	Text   string // as it was typed
	Reason string // in Dutch, with what to do
}

func (e *QueryError) Error() string { return fmt.Sprintf("%q: %s", e.Text, e.Reason) }

// ParseCondition reads a condition as people type it: a comparison (<, <=, =, >=
// or >), a number and a unit, in Dutch or English: "> 48 uur", ">=3 dagen",
// "< 99,9%", "<= 2 keer per jaar", ">= 500.000 euro". The decimal mark is a comma;
// a point does as well where it cannot part thousands. Working days and office
// hours count as in Amount. Its error is a *QueryError.
func ParseCondition(text string) (Condition, error) {
	fault := func(reason string) (Condition, error) { return Condition{}, &QueryError{Text: text, Reason: reason} }
	rest := strings.ToLower(strings.TrimSpace(text))
	var c Condition
	for _, o := range operators {
		if after, ok := strings.CutPrefix(rest, o.sign); ok {
			c.Op, rest = o.op, strings.TrimSpace(after)
			break
		}
	}
	if c.Op == "" {
		return fault("begin met <, <=, =, >= of >, bijvoorbeeld: > 48 uur")
	}
	rest, money := strings.CutPrefix(rest, "€")
	if !money {
		rest, money = strings.CutPrefix(rest, "eur ")
	}
	rest = strings.TrimSpace(rest)
	end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if end < 0 {
		end = len(rest)
	}
	n, ok := number(rest[:end])
	if !ok {
		return fault("na de vergelijking hoort een getal, bijvoorbeeld: > 48 uur of < 99,9%")
	}
	unit := strings.Join(strings.Fields(strings.ReplaceAll(rest[end:], "/", " per ")), " ")
	if money {
		if unit != "" && unit != "euro" && unit != "eur" {
			return fault("na een bedrag in euro hoort niets meer te staan, bijvoorbeeld: >= € 500.000")
		}
		unit = "euro"
	}
	if unit == "" {
		return fault("noem een eenheid: uur, dagen, werkdagen, weken, maanden, jaar, %, euro of keer per jaar")
	}
	if c.Amount, c.Unit, ok = in(n, unit); !ok {
		return fault("onbekende eenheid; kies uur, dagen, werkdagen, weken, maanden, jaar, %, euro of keer per jaar")
	}
	return c, nil
}

// operators have the longer signs first.
var operators = []struct {
	sign string
	op   Op
}{
	{"<=", AtMost}, {"=<", AtMost}, {"≤", AtMost}, {">=", AtLeast}, {"=>", AtLeast}, {"≥", AtLeast}, {"<", Less}, {">", More}, {"=", Equal},
}

// number reads a number as it is written in Dutch: "99,9", "500.000"; a point that
// has not three figures behind it is a decimal one.
func number(s string) (float64, bool) {
	if len(s) > 20 {
		return 0, false
	}
	whole, fraction, comma := strings.Cut(s, ",")
	groups := strings.Split(whole, ".")
	if !comma && len(groups) == 2 && len(groups[1]) != 3 {
		return decimal(s)
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || len(groups[0]) > 3 || groups[0] == "" {
			return 0, false
		}
	}
	digits := strings.Join(groups, "")
	if digits == "" || comma && (fraction == "" || strings.ContainsAny(fraction, ".,")) {
		return 0, false
	}
	if comma {
		digits += "." + fraction
	}
	return decimal(digits)
}

// in makes a number of a unit, as somebody typed it, comparable.
func in(n float64, unit string) (float64, Unit, bool) {
	for _, times := range []string{"keer ", "maal ", "x ", "times ", "time ", ""} {
		if period, ok := strings.CutPrefix(unit, times+"per "); ok {
			h, ok := lengths[period]
			return exact(n * dutch.HoursPerYear / h), PerYear, ok
		}
		if period, ok := strings.CutPrefix(unit, times+"a "); ok && times != "" {
			h, ok := lengths[period]
			return exact(n * dutch.HoursPerYear / h), PerYear, ok
		}
	}
	switch unit {
	case "%", "procent", "percent", "pct":
		return n, Percent, true
	case "euro", "euros", "euro's", "eur", "€":
		return n, Euros, true
	case "werkdag", "werkdagen", "working day", "working days", "business day", "business days":
		v := dutch.Value{Kind: dutch.Duration, Amount: n, Unit: "werkdag", Hours: n * dutch.HoursPerDay}
		return exact(v.WorstHours()), Hours, true
	case "kantooruur", "kantooruren", "werkuur", "werkuren", "office hour", "office hours", "business hour", "business hours":
		v := dutch.Value{Kind: dutch.Duration, Amount: n, Unit: "kantooruur", Hours: n}
		return exact(v.WorstHours()), Hours, true
	}
	h, ok := lengths[unit]
	return exact(n * h), Hours, ok
}

// lengths are those of units of time, in hours.
var lengths = map[string]float64{
	"seconde": 1. / 3600, "seconden": 1. / 3600, "second": 1. / 3600, "seconds": 1. / 3600, "s": 1. / 3600,
	"minuut": 1. / 60, "minuten": 1. / 60, "minute": 1. / 60, "minutes": 1. / 60, "min": 1. / 60,
	"uur": 1, "uren": 1, "u": 1, "hour": 1, "hours": 1, "h": 1,
	"dag": dutch.HoursPerDay, "dagen": dutch.HoursPerDay, "day": dutch.HoursPerDay, "days": dutch.HoursPerDay, "d": dutch.HoursPerDay,
	"week": dutch.HoursPerWeek, "weken": dutch.HoursPerWeek, "weeks": dutch.HoursPerWeek,
	"maand": dutch.HoursPerMonth, "maanden": dutch.HoursPerMonth, "month": dutch.HoursPerMonth, "months": dutch.HoursPerMonth,
	"kwartaal": dutch.HoursPerQuarter, "kwartalen": dutch.HoursPerQuarter, "quarter": dutch.HoursPerQuarter, "quarters": dutch.HoursPerQuarter,
	"jaar": dutch.HoursPerYear, "jaren": dutch.HoursPerYear, "year": dutch.HoursPerYear, "years": dutch.HoursPerYear,
}
