package dutch

import "strings"

// unit is a unit of time.
type unit struct {
	name    string
	hours   float64
	factor  float64 // how many of name the word means: "halfjaar" is 0.5 jaar
	digits  bool    // an abbreviation that counts only behind digits
	plural  bool
	onlyPer bool // counts only behind elke, iedere, per: "nacht", "maandag"
}

func unitOf(word string) (unit, bool) {
	u := unit{factor: 1}
	switch word {
	case "uur", "uurtje":
		u.name = "uur"
	case "uren":
		u.name, u.plural = "uur", true
	case "u", "h", "hr", "hrs":
		u.name, u.digits = "uur", true
	case "klokuur":
		u.name = "klokuur"
	case "klokuren":
		u.name, u.plural = "klokuur", true
	case "kantooruur", "werkuur", "bedrijfsuur", "schooluur":
		u.name = "kantooruur"
	case "kantooruren", "werkuren", "bedrijfsuren", "schooluren":
		u.name, u.plural = "kantooruur", true
	case "minuut":
		u.name = "minuut"
	case "minuten":
		u.name, u.plural = "minuut", true
	case "min", "mins":
		u.name, u.digits = "minuut", true
	case "kwartier":
		u.name, u.factor = "minuut", 15
	case "seconde":
		u.name = "seconde"
	case "seconden", "secondes":
		u.name, u.plural = "seconde", true
	case "sec":
		u.name, u.digits = "seconde", true
	case "dag", "kalenderdag", "etmaal":
		u.name = "dag"
	case "dagen", "kalenderdagen", "etmalen":
		u.name, u.plural = "dag", true
	case "dgn", "kalenderdgn":
		u.name, u.digits = "dag", true
	case "werkdag", "kantoordag", "bankwerkdag", "bankdag", "schooldag", "lesdag":
		u.name = "werkdag"
	case "werkdagen", "kantoordagen", "bankwerkdagen", "bankdagen", "schooldagen", "lesdagen":
		u.name, u.plural = "werkdag", true
	case "wkd", "werkdgn", "wd", "wrkdgn":
		u.name, u.digits = "werkdag", true
	case "week", "kalenderweek", "werkweek":
		u.name = "week"
	case "weken", "kalenderweken":
		u.name, u.plural = "week", true
	case "wk", "wkn":
		u.name, u.digits = "week", true
	case "maand", "kalendermaand":
		u.name = "maand"
	case "maanden", "kalendermaanden":
		u.name, u.plural = "maand", true
	case "mnd", "mnden":
		u.name, u.digits = "maand", true
	case "kwartaal", "trimester":
		u.name = "kwartaal"
	case "kwartalen", "trimesters":
		u.name, u.plural = "kwartaal", true
	case "halfjaar", "semester":
		u.name, u.factor = "jaar", 0.5
	case "halfuur":
		u.name, u.factor = "uur", 0.5
	case "jaar", "kalenderjaar", "contractjaar":
		u.name = "jaar"
	case "jaren", "kalenderjaren":
		u.name, u.plural = "jaar", true
	case "nacht", "avond", "ochtend", "middag":
		u.name, u.onlyPer = "dag", true
	case "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "weekend":
		u.name, u.onlyPer = "week", true
	default:
		return u, false
	}
	u.hours = unitHours(u.name)
	return u, true
}

func unitHours(name string) float64 {
	switch name {
	case "seconde":
		return 1.0 / 3600
	case "minuut":
		return 1.0 / 60
	case "uur", "klokuur", "kantooruur":
		return 1
	case "dag", "werkdag":
		return HoursPerDay
	case "week":
		return HoursPerWeek
	case "maand":
		return HoursPerMonth
	case "kwartaal":
		return HoursPerQuarter
	case "jaar":
		return HoursPerYear
	}
	return 0
}

// gluedUnit reads what stands behind the digits in "36u", "48uur",
// "72-uurstermijn", "30-daagse".
func gluedUnit(tail string) (unit, bool) {
	switch tail {
	case "uurstermijn", "uurtermijn", "uursregel":
		tail = "uur"
	case "dagentermijn", "dagstermijn", "daagse", "daags":
		tail = "dag"
	case "wekentermijn":
		tail = "week"
	case "maandstermijn", "maandentermijn":
		tail = "maand"
	case "jarig", "jarige":
		tail = "jaar"
	case "maandelijks", "maandelijkse", "wekelijks", "wekelijkse", "jaarlijks", "jaarlijkse":
		return unit{}, false // an adverb, see readAdverb
	}
	return unitOf(tail)
}

// readUnit reads the duration or frequency whose unit is token i. Its number
// ends before token numEnd: at i, or at i+1 where it is glued to the unit.
func (s *valueScanner) readUnit(i, numEnd int, u unit) {
	var n number
	ok := false
	if numEnd > i {
		digits := leadingDigits(s.tokens[i].Text)
		raw := s.raw(i)
		amount, parsed := parseDigits(raw[:min(digits, len(raw))], false)
		n, ok = number{start: i, amount: amount}, parsed
	} else if !u.onlyPer {
		end, factor := s.skipAdjective(i)
		u.name, u.hours = adjustUnit(u, factor)
		n, ok = s.numberBefore(end, false)
		if !ok && end < i {
			n, ok = s.numberBefore(i, false)
		}
	}
	if ok && u.digits && !isDigit(s.tokens[n.start].Text[0]) && !n.suggested {
		return
	}
	if s.readPeriod(i, n, ok, u) {
		return
	}
	if u.onlyPer {
		return
	}
	if !ok || n.article && !s.countsAsOne(i, n) {
		if n, ok = s.impliedNumber(i, u); !ok {
			return
		}
	}
	n = s.times(n, u)
	if s.noDuration(i, n, u) {
		return
	}
	v := Value{Kind: Duration, Start: n.start, End: i + 1, Amount: n.amount * u.factor, Unit: u.name}
	v.Hours = v.Amount * u.hours
	v.Norm = isoDuration(v.Amount, u.name)
	s.add(s.finish(v, n))
}

// times reads a number of times 24 hours in a term: "binnen drie maal vierentwintig
// uur", "uiterlijk 3 x 24 uur"; "7 x 24 uur" alone is when somebody can be reached.
func (s *valueScanner) times(n number, u unit) number {
	if u.name != "uur" || n.amount != HoursPerDay {
		return n
	}
	k := n.start - 1
	var factor float64
	switch w := s.word(k); w {
	case "maal", "keer", "x":
		m, ok := s.numberBefore(k, false)
		if !ok {
			return n
		}
		k, factor = m.start, m.amount
	default:
		head, ok := strings.CutSuffix(w, "maal")
		if !ok {
			return n
		}
		if factor, ok = numberWord(head); !ok {
			return n
		}
	}
	if factor < 2 {
		return n
	}
	switch s.word(k - 1) {
	case "binnen", "uiterlijk", "maximaal", "hoogste", "hoogstens", "hooguit", "van", "na", "dan":
		n.start, n.amount = k, n.amount*factor
	}
	return n
}

// skipAdjective steps over a word between number and unit ("vijf opeenvolgende
// werkdagen", "30 (kalender)dagen") and tells the kind of day it makes.
func (s *valueScanner) skipAdjective(i int) (int, string) {
	switch s.wordAt(i - 1) {
	case "opeenvolgende", "aaneengesloten", "achtereenvolgende", "volle", "hele", "gehele", "volledige", "gewone", "extra", "tal", "kalender":
		return i - 1, ""
	case "werk":
		return i - 1, "werkdag"
	}
	return i, ""
}

func adjustUnit(u unit, name string) (string, float64) {
	if name != "" && u.name == "dag" {
		return name, unitHours(name)
	}
	return u.name, u.hours
}

// countsAsOne tells whether the "een" before unit i is the number one: the
// catalogue (4.3) takes a bare article for a number only in a term.
func (s *valueScanner) countsAsOne(i int, n number) bool {
	switch s.word(n.start - 1) {
	case "binnen", "van", "gedurende", "voor", "minimaal", "maximaal", "minste", "minstens", "tenminste", "hoogste", "hoogstens", "hooguit", "dan", "uiterlijk", "na":
		return true
	}
	return false
}

// impliedNumber reads a number that is not written as one: BE "binnen de maand",
// "uiterlijk de eerstvolgende werkdag".
func (s *valueScanner) impliedNumber(i int, u unit) (number, bool) {
	if u.plural || u.digits {
		return number{}, false
	}
	if art := s.wordAt(i - 1); (art == "de" || art == "het") && s.wordAt(i-2) == "binnen" {
		switch u.name {
		case "uur", "dag", "werkdag", "week", "maand":
			return number{start: i - 1, amount: 1}, true
		}
	}
	if u.name == "werkdag" || u.name == "dag" {
		if amount, ok := ordinal(s.wordAt(i - 1)); ok {
			n := number{start: i - 1, amount: amount}
			k := i - 2
			switch next := s.word(i + 1); next {
			case "na", "nadat", "volgend", "volgende", "daarna", "erna", "nadien", "":
			default:
				// "op de eerste werkdag van de maand" is a date.
				if !strings.HasSuffix(s.word(i-1), "volgende") {
					return number{}, false
				}
			}
			if w := s.wordAt(k); w == "de" || w == "een" {
				k--
			}
			switch s.wordAt(k) {
			case "uiterlijk", "laatste", "binnen", "op", "tot":
				return n, true
			}
		}
	}
	return number{}, false
}

// noDuration recognises numbers before a unit that measure no term: times of
// day, opening hours, ages.
func (s *valueScanner) noDuration(i int, n number, u unit) bool {
	prev := s.word(n.start - 1)
	if u.name == "uur" && !u.plural {
		if n.clock && n.amount < 24.6 || n.clock && n.amount == 0 {
			return true
		}
		if n.amount <= 24 {
			switch prev {
			case "om", "vanaf":
				return true
			case "tot", "en":
				// "van 9 tot 17 uur"; "tussen 24 en 48 uur" is a term.
				if k := s.digitsStart(n.start - 2); k > 0 && (s.word(k-1) == "van" || s.word(k-1) == "tussen") {
					return true
				}
			}
		}
	}
	if n.clock && n.amount == 0 {
		return true
	}
	if u.digits {
		switch prev { // "artikel 3 h"
		case "artikel", "art", "lid", "sub", "onder", "punt", "onderdeel":
			return true
		}
	}
	switch {
	case prev == "x" || prev == "×": // "7 x 24 uur"
		return true
	case u.name == "jaar" && (s.word(i+1) == "oud" || s.word(i+1) == "oude" || s.word(i+2) == "ouder" || s.word(i+2) == "jonger"):
		return true
	case u.name == "jaar" && prev == "dan" && (s.word(n.start-2) == "ouder" || s.word(n.start-2) == "jonger"):
		return s.word(n.start-3) != "niet" // "niet ouder dan 2 jaar" speaks of data
	case u.name == "jaar" && (prev == "onder" || s.word(n.start-2) == "onder" || s.word(n.start-2) == "beneden"):
		return true
	case u.name == "jaar" && (prev == "leeftijd" || s.word(n.start-2) == "leeftijd"):
		return true
	case prev != "" && isDigit(prev[0]) && strings.ContainsRune(s.gap(n.start-1), '×'):
		return true
	}
	return false
}

// digitsStart gives the first token of the digits that end with token i, or 0.
func (s *valueScanner) digitsStart(i int) int {
	if i < 1 || !isDigit(s.tokens[i].Text[0]) {
		return 0
	}
	if g := s.gap(i - 1); (g == "." || g == ":") && isDigit(s.tokens[i-1].Text[0]) {
		i--
	}
	return i
}

// isoDuration writes an amount of a unit as ISO 8601 does, see Value.Norm.
func isoDuration(amount float64, name string) string {
	whole := amount == float64(int64(amount))
	switch name {
	case "seconde":
		return "PT" + formatNumber(amount) + "S"
	case "minuut":
		return "PT" + formatNumber(amount) + "M"
	case "uur", "klokuur":
		return "PT" + formatNumber(amount) + "H"
	case "kantooruur":
		return "PT" + formatNumber(amount) + "BH"
	case "werkdag":
		return "P" + formatNumber(amount) + "BD"
	case "dag":
		if !whole {
			return "PT" + formatNumber(round(amount*HoursPerDay)) + "H"
		}
		return "P" + formatNumber(amount) + "D"
	case "week":
		if !whole {
			return "PT" + formatNumber(round(amount*HoursPerWeek)) + "H"
		}
		return "P" + formatNumber(amount) + "W"
	case "maand":
		return "P" + formatNumber(round(amount)) + "M"
	case "kwartaal":
		return "P" + formatNumber(round(amount*3)) + "M"
	case "jaar":
		if !whole {
			return "P" + formatNumber(round(amount*12)) + "M"
		}
		return "P" + formatNumber(amount) + "Y"
	}
	return ""
}

// round drops what a division leaves behind the third decimal.
func round(f float64) float64 {
	scaled := f*1000 + 0.5
	if scaled > 1e15 {
		return f
	}
	return float64(int64(scaled)) / 1000
}
