package dutch

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Date is a day, or a month as a whole, that a text names with its year.
type Date struct {
	Span             Range // bytes
	Year, Month, Day int   // Day is 0 where the text names none
}

// Dates finds the dates in a text, in order and without overlap: "12 maart 2021",
// "1ste febr. 2020", "maart 2021", "12-03-2021", "1/4/2019", "1.4.2019" and, with
// the year in front, "2021-03-12". Of figures alone the day comes before the month.
// Days that no month has are none, nor are years of less than four figures.
func Dates(text string) iter.Seq[Date] {
	return func(yield func(Date) bool) {
		free := 0 // end of the last date
		for pos := 0; pos < len(text); {
			for pos < len(text) && !digit(text[pos]) {
				pos++
			}
			end := pos
			for end < len(text) && digit(text[end]) {
				end++
			}
			d, ok := Date{}, false
			if end-pos == 4 && (text[pos] == '1' || text[pos] == '2') {
				if d, ok = dateBefore(text, free, pos); !ok {
					d, ok = dateFrom(text, pos)
				}
			}
			if ok {
				if !yield(d) {
					return
				}
				free, end = d.Span.End, d.Span.End
			}
			pos = end
		}
	}
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// dateBefore reads the date that ends with the year at pos and begins at from or
// later.
func dateBefore(text string, from, pos int) (Date, bool) {
	d := Date{Span: Range{pos, pos + 4}, Year: figures(text[pos : pos+4])}
	if pos+4 < len(text) && isLetter(text, pos+4) {
		return d, false
	}
	at := backSpace(text, from, pos)
	sep, start := separator(text, from, at)
	if start = backSpace(text, from, start); sep != 0 && start > from && digit(text[start-1]) {
		// 12-03-2021
		month := backDigits(text, from, start)
		second, dayEnd := separator(text, from, backSpace(text, from, month))
		if start-month > 2 || second != sep {
			return d, false
		}
		dayEnd = backSpace(text, from, dayEnd)
		day := backDigits(text, from, dayEnd)
		if day == dayEnd || dayEnd-day > 2 || joined(text, from, day) {
			return d, false
		}
		d.Span.Start, d.Day, d.Month = day, figures(text[day:dayEnd]), figures(text[month:start])
		return d, d.exists()
	}
	if at == pos {
		return d, false
	}
	// 12 maart 2021
	end := at
	if end > from && text[end-1] == '.' {
		end--
	}
	word := end
	for word > from && end-word < 10 && asciiLetter(text[word-1]) {
		word--
	}
	if d.Month = monthOf(text[word:end]); d.Month == 0 || word > from && (isLetterBefore(text, word) || text[word-1] == '-' && word > from+1 && asciiLetter(text[word-2])) {
		return d, false
	}
	d.Span.Start = word
	at = backSpace(text, from, word)
	for _, ending := range [...]string{"ste", "de", "e", "."} {
		if strings.HasSuffix(text[from:at], ending) && at-len(ending) > from && digit(text[at-len(ending)-1]) {
			at -= len(ending)
			break
		}
	}
	if day := backDigits(text, from, at); day < at && at-day <= 2 && !joined(text, from, day) {
		whole := d
		whole.Span.Start, whole.Day = day, figures(text[day:at])
		if whole.exists() {
			return whole, true
		}
	}
	return d, true
}

// dateFrom reads a date with the year in front, ISO 8601, at pos.
func dateFrom(text string, pos int) (Date, bool) {
	d := Date{Span: Range{pos, pos + 10}, Year: figures(text[pos : pos+4])}
	if len(text) < pos+10 || joined(text, 0, pos) {
		return d, false
	}
	s := text[pos+4 : pos+10]
	if s[0] != '-' && s[0] != '/' || s[3] != s[0] || !digit(s[1]) || !digit(s[2]) || !digit(s[4]) || !digit(s[5]) || pos+10 < len(text) && digit(text[pos+10]) {
		return d, false
	}
	d.Month, d.Day = figures(s[1:3]), figures(s[4:6])
	return d, d.exists()
}

// exists tells whether there is such a day.
func (d Date) exists() bool {
	days := [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	return 1 <= d.Month && d.Month <= 12 && 1 <= d.Day && d.Day <= days[d.Month-1]
}

func figures(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// joined tells whether figures at pos are the rest of a longer number or word.
func joined(text string, from, pos int) bool {
	if pos == from {
		return pos > 0 && (digit(text[pos-1]) || asciiLetter(text[pos-1]))
	}
	c := text[pos-1]
	if sep, before := separator(text, from, pos); sep != 0 {
		return before > from && digit(text[before-1])
	}
	return digit(c) || asciiLetter(c) || c == ':' && pos-1 > from && digit(text[pos-2])
}

// separator reads the sign between the parts of a date that ends at pos, with
// where it begins; 0 for none. Hyphens that do not break a line are the same sign
// as others.
func separator(text string, from, pos int) (byte, int) {
	if pos <= from {
		return 0, pos
	}
	switch c := text[pos-1]; c {
	case '-', '/', '.':
		return c, pos - 1
	}
	for _, hyphen := range [...]string{"\u2010", "\u2011", "\u2012", "\u2013"} {
		if strings.HasSuffix(text[from:pos], hyphen) {
			return '-', pos - len(hyphen)
		}
	}
	return 0, pos
}

// backSpace gives where the white space before pos begins, at most a few signs of
// it.
func backSpace(text string, from, pos int) int {
	for n := 0; n < 3 && pos > from; n++ {
		switch c := text[pos-1]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			pos--
		case strings.HasSuffix(text[from:pos], "\u00a0"):
			pos -= len("\u00a0")
		case strings.HasSuffix(text[from:pos], "\u202f"):
			pos -= len("\u202f")
		default:
			return pos
		}
	}
	return pos
}

// backDigits gives where the figures before pos begin, at most three of them.
func backDigits(text string, from, pos int) int {
	for end := pos; pos > from && end-pos < 3 && digit(text[pos-1]); {
		pos--
	}
	return pos
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isLetter(text string, pos int) bool {
	return asciiLetter(text[pos]) || text[pos] == '_'
}

func isLetterBefore(text string, pos int) bool {
	c := text[pos-1]
	return asciiLetter(c) || digit(c) || c >= utf8.RuneSelf && text[pos-1]&0xc0 == 0x80 && !strings.HasSuffix(text[:pos], "\u00a0") && !strings.HasSuffix(text[:pos], "\u202f")
}

// monthOf gives the number of a month by its name or an abbreviation, 0 for
// another word.
func monthOf(word string) int {
	if len(word) < 3 || len(word) > 9 {
		return 0
	}
	switch strings.ToLower(word) {
	case "januari", "jan":
		return 1
	case "februari", "feb", "febr":
		return 2
	case "maart", "mrt":
		return 3
	case "april", "apr":
		return 4
	case "mei":
		return 5
	case "juni", "jun":
		return 6
	case "juli", "jul":
		return 7
	case "augustus", "aug":
		return 8
	case "september", "sept", "sep":
		return 9
	case "oktober", "okt":
		return 10
	case "november", "nov":
		return 11
	case "december", "dec":
		return 12
	}
	return 0
}
