package dutch

import "math"

// A working day in office hours, and the clock hours between the close of one
// and the opening of the next.
const (
	officeHours = 8
	nightHours  = 24 - officeHours
	weekend     = 48
	workdays    = 5 // of a week
)

// WorstHours is the most clock hours that a Duration can last: working days and
// office hours begin to count on a Friday evening and skip the weekends. "2
// werkdagen" are 96 hours then, "4 kantooruren" 68. Public holidays come on top
// and are not counted. Of other durations, and of other values, it is Hours.
func (v *Value) WorstHours() float64 {
	if v.Kind != Duration || v.Amount <= 0 {
		return v.Hours
	}
	switch v.Unit {
	case "werkdag":
		return 24*v.Amount + weekend*math.Ceil(v.Amount/workdays)
	case "kantooruur":
		days := math.Ceil(v.Amount/officeHours) - 1 // whole ones before the last
		return nightHours + weekend + 24*days + weekend*math.Floor(days/workdays) + v.Amount - officeHours*days
	}
	return v.Hours
}
