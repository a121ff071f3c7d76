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
	blanks := s.blanks()
	for i := 0; i < len(tokens); i++ {
		for len(blanks) > 0 && blanks[0].Start <= i {
			s.add(blanks[0])
			blanks = blanks[1:]
		}
		if i < s.taken {
			continue
		}
		s.read(i)
	}
	for _, b := range blanks {
		s.add(b)
	}
	return s.out
}

type valueScanner struct {
	text   string
	offset int
	tokens []Token
	out    []Value
	taken  int // tokens before this index belong to a value found
}

// read looks for a value whose deciding word is token i: its unit, or the sign
// in front of it.
func (s *valueScanner) read(i int) {
	word := s.tokens[i].Text
	if unit, ok := unitOf(word); ok {
		s.readUnit(i, i, unit)
		return
	}
	switch c := word[0]; {
	case word[len(word)-1] == '%':
		s.readPercentage(i)
		return
	case isDigit(c):
		if digits := leadingDigits(word); digits < len(word) {
			if unit, ok := gluedUnit(word[digits:]); ok {
				s.readUnit(i, i+1, unit)
			}
		}
		return
	case c == 0xE2 || c == 'e':
		if s.readMoney(i) {
			return
		}
	}
	switch word {
	case "procent", "percent", "pct":
		s.readPercentage(i)
		return
	}
	if s.readBlankWord(i) {
		return
	}
	s.readAdverb(i)
}

func leadingDigits(word string) int {
	n := 0
	for n < len(word) && isDigit(word[n]) {
		n++
	}
	return n
}

// add takes a value up, unless its tokens are taken.
func (s *valueScanner) add(v Value) {
	if v.Start < s.taken {
		return
	}
	if n := len(s.out); n > 0 && v.Span.Start < s.out[n-1].Span.End {
		return
	}
	s.out = append(s.out, v)
	s.taken = v.End
}

// finish fills in what the words around the value say about it.
func (s *valueScanner) finish(v Value, n number) Value {
	v.Mismatch, v.Suggested = n.mismatch, n.suggested
	v.Span = s.span(v.Start, v.End)
	if !v.Suggested && s.before(v.Span.Start) == '[' && s.after(v.Span.End) == ']' {
		v.Suggested = true
	}
	v.Bound = s.bound(v)
	v.Soft = s.soft(v)
	return v
}

// span gives the bytes of the tokens, with the bracket that opens in front of
// them where it closes between them.
func (s *valueScanner) span(start, end int) Range {
	r := Range{s.tokens[start].Start, s.tokens[end-1].End}
	part := s.text[r.Start-s.offset : r.End-s.offset]
	open := 0
	for i := 0; i < len(part); i++ {
		switch part[i] {
		case '(', '[':
			open++
		case ')', ']':
			if open--; open >= 0 {
				continue
			}
			if b := s.before(r.Start); b == '(' || b == '[' {
				r.Start--
			}
			return r
		}
	}
	return r
}

// before and after give the byte on either side of a place in the source, or 0.
func (s *valueScanner) before(pos int) byte {
	if pos -= s.offset; pos > 0 {
		return s.text[pos-1]
	}
	return 0
}

func (s *valueScanner) after(pos int) byte {
	if pos -= s.offset; pos < len(s.text) {
		return s.text[pos]
	}
	return 0
}

// gap is the text between token i and the next.
func (s *valueScanner) gap(i int) string {
	return s.text[s.tokens[i].End-s.offset : s.tokens[i+1].Start-s.offset]
}

func (s *valueScanner) raw(i int) string {
	return s.text[s.tokens[i].Start-s.offset : s.tokens[i].End-s.offset]
}

func (s *valueScanner) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Text
}
