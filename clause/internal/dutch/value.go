package dutch

// ValueKind says what a value measures.
type ValueKind uint8

// The kinds of values.
const (
	Duration   ValueKind = iota + 1 // a length of time: "twee (2) werkdagen"
	Percentage                      // "99,9%"
	Frequency                       // how often: "dagelijks", "eenmaal per jaar"
	Money                           // an amount in euro
	Blank                           // a place still to be filled in: "[…]", "XX", "n.t.b."
)

// String gives the name of the kind as JSON reports write it.
func (k ValueKind) String() string {
	switch k {
	case Duration:
		return "duration"
	case Percentage:
		return "percentage"
	case Frequency:
		return "frequency"
	case Money:
		return "money"
	case Blank:
		return "blank"
	}
	return "none"
}

// Bound says on which side the text bounds a value.
type Bound uint8

// The bounds. They are as written: in "minimaal eenmaal per jaar" Min bounds
// the number of times, not the period.
const (
	None Bound = iota
	Max        // binnen, uiterlijk, ten laatste, maximaal, hoogstens, niet later dan
	Min        // ten minste, minimaal, niet minder dan
)

// String gives "", "max" or "min".
func (b Bound) String() string {
	switch b {
	case Max:
		return "max"
	case Min:
		return "min"
	}
	return ""
}

// Nominal lengths in hours. A working day counts as a day here; who needs to
// tell them apart looks at Unit.
const (
	HoursPerDay     = 24
	HoursPerWeek    = 168
	HoursPerMonth   = 730
	HoursPerQuarter = 2190
	HoursPerYear    = 8760
)

// Value is an amount that stands in the text.
type Value struct {
	Kind ValueKind
	// Start and End are token indexes, half open. They are equal for a Blank
	// without words ("[…]"): it stands before token Start.
	Start, End int
	// Span is the value in the source: "twee (2) werkdagen", "99,9%".
	Span Range
	// Amount is in Unit: 2, 99.9, 1000000. For a Frequency it is the length of
	// the period: "twee keer per jaar" is 0.5 jaar. Zero for a Blank.
	Amount float64
	// Unit is "uur", "klokuur", "kantooruur", "minuut", "seconde", "dag",
	// "werkdag", "week", "maand", "kwartaal", "jaar", "%" or "EUR". For a Blank
	// it is the unit behind it ("[…] uur"), or "".
	Unit string
	// Hours is the length of a Duration, or of the period of a Frequency, in
	// nominal hours.
	Hours float64
	// Norm is an ISO 8601 duration ("PT36H", "P2D"), for working days with the
	// designator BD ("P2BD"), for office hours BH ("PT8BH"), both of our own;
	// for a percentage or money the number ("99.9"); for a Frequency its period.
	Norm string
	// Bound says whether the text makes the value an upper or a lower limit.
	Bound Bound
	// Soft marks a value that is only aimed at or given by way of example.
	Soft bool
	// Mismatch marks words and digits that differ: "achtenveertig (72) uur".
	// Amount then is the number in digits.
	Mismatch bool
	// Suggested marks a number in square brackets: "[30] dagen".
	Suggested bool
}

// Values finds the values in text, in order and without overlap. Text and
// offset are those given to Tokenize, which made the tokens.
func Values(text string, offset int, tokens []Token) []Value {
	s := valueScanner{text: text, offset: offset, tokens: tokens}
	return s.scan()
}
