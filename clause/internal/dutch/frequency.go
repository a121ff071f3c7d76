package dutch

import "strings"

// readPeriod reads a frequency whose period ends with unit i ("eenmaal per twaalf
// maanden", "elk kwartaal") and tells whether the unit is spoken for.
func (s *valueScanner) readPeriod(i int, n number, numbered bool, u unit) bool {
	at := i // first token of the period
	amount := 1.0
	if numbered && !n.clock {
		at, amount = n.start, n.amount
	}
	per := at - 1
	if s.wordAt(per) == "van" && s.wordAt(per-1) == "periode" {
		per -= 2
	}
	needCount, double := false, false
	switch s.wordAt(per) {
	case "per", "elke", "elk", "iedere", "ieder":
	case "de", "het", "een":
		switch s.wordAt(per - 1) {
		case "om":
			if !numbered && s.wordAt(per) == "de" {
				double = true // "om de week": every other week
			}
			if !numbered && u.name != "dag" && u.name != "week" && u.name != "uur" {
				return false
			}
		case "in", "op":
			needCount = true
		default:
			return false
		}
		per--
	case "op", "in":
		needCount = true // "eens in twee jaar", "24 uur op een dag"
	default:
		return false
	}
	if double {
		amount = 2
	}
	if s.openingHours(per, u) {
		return true
	}
	start, count, counted := s.countBefore(per)
	if !counted {
		if needCount {
			return false
		}
		start, count = per, 1
		// "€ 95 per uur" is a rate.
		if k := len(s.out); k > 0 && s.out[k-1].Kind == Money && per-s.out[k-1].End <= 2 {
			s.taken = max(s.taken, i+1)
			return true
		}
	}
	s.addFrequency(start, i+1, amount*u.factor/count, u.name, n)
	return true
}

func (s *valueScanner) addFrequency(start, end int, amount float64, unitName string, n number) {
	v := Value{Kind: Frequency, Start: start, End: end, Amount: amount, Unit: unitName}
	v.Hours = amount * unitHours(unitName)
	v.Norm = isoDuration(amount, unitName)
	s.add(s.finish(v, n))
}

// openingHours recognises "24 uur per dag" and "7 dagen per week": no terms, so
// the durations already taken are dropped.
func (s *valueScanner) openingHours(per int, u unit) bool {
	k := len(s.out)
	if k == 0 || s.out[k-1].Kind != Duration || s.out[k-1].End != per {
		return false
	}
	switch s.out[k-1].Unit {
	case "uur", "kantooruur":
		if u.name != "dag" && u.name != "werkdag" && u.name != "week" {
			return false
		}
	case "dag", "werkdag":
		if u.name != "week" && u.name != "jaar" && u.name != "maand" {
			return false
		}
	case "week", "maand":
		if u.name != "jaar" {
			return false
		}
	default:
		return false
	}
	first := s.out[k-1].Start
	s.out = s.out[:k-1]
	// "24 uur, 7 dagen per week"
	if k -= 2; k >= 0 && s.out[k].Kind == Duration && s.out[k].Unit == "uur" && s.out[k].Amount == 24 && first-s.out[k].End <= 1 {
		s.out = s.out[:k]
	}
	return true
}

// countBefore reads how many times, ending right before token end: "eenmaal",
// "één keer", "2x", "twee (2) maal", "eens".
func (s *valueScanner) countBefore(end int) (start int, count float64, ok bool) {
	j := end - 1
	word := s.wordAt(j)
	switch word {
	case "":
		return 0, 0, false
	case "eens":
		return j, 1, true
	case "keer", "maal", "x", "malen", "keren":
		n, ok := s.numberBefore(j, false)
		if !ok || n.amount <= 0 {
			return 0, 0, false
		}
		return n.start, n.amount, true
	}
	if head, found := strings.CutSuffix(word, "maal"); found {
		if count, ok = numberWord(head); ok && count > 0 {
			return j, count, true
		}
	}
	if digits := leadingDigits(word); digits > 0 {
		switch word[digits:] {
		case "x", "maal", "keer":
			if count, ok = parseDigits(word[:digits], false); ok && count > 0 {
				return j, count, true
			}
		}
	}
	return 0, 0, false
}

// readAdverb reads a frequency in one word: "jaarlijks", "driemaandelijks",
// "(op) jaarbasis".
func (s *valueScanner) readAdverb(i int) {
	word := s.tokens[i].Text
	name, amount := "", 1.0
	switch word {
	case "jaarbasis", "maandbasis", "kwartaalbasis", "weekbasis", "dagbasis":
		name = strings.TrimSuffix(word, "basis")
	case "veertiendaags", "veertiendaagse":
		name, amount = "dag", 14
	case "nachtelijks", "nachtelijkse":
		name = "dag"
	default:
		stem, ok := strings.CutSuffix(strings.TrimSuffix(word, "e"), "lijks")
		if !ok {
			return
		}
		for _, u := range [...][2]string{{"dage", "dag"}, {"weke", "week"}, {"maande", "maand"}, {"kwartaal", "kwartaal"}, {"jaar", "jaar"}, {"uur", "uur"}} {
			if head, ok := strings.CutSuffix(stem, u[0]); ok {
				name = u[1]
				if head != "" {
					if amount, ok = numberWord(head); !ok {
						amount, ok = parseDigits(head, false)
					}
					if !ok || amount <= 0 {
						return
					}
				}
				break
			}
		}
		if name == "" || noFrequency(word, s.word(i+1)) {
			return
		}
	}
	start := i
	if from, count, ok := s.countBefore(i); ok {
		start, amount = from, amount/count
	}
	s.addFrequency(start, i+1, amount, name, number{})
}

// noFrequency recognises fixed expressions in which a frequency word only
// describes: "dagelijks bestuur", "jaarlijkse vergoeding".
func noFrequency(word, next string) bool {
	switch word {
	case "dagelijks", "dagelijkse":
		switch next {
		case "bestuur", "beheer", "leiding", "gang", "praktijk", "verkeer", "werkzaamheden", "werk", "leven":
			return true
		}
	case "jaarlijkse", "maandelijkse":
		switch next {
		case "vergoeding", "vergoedingen", "fee", "licentie", "licentievergoeding", "kosten", "omzet", "indexering", "bedrag", "factuur", "termijnen", "abonnementskosten", "prijs":
			return true
		}
	}
	return false
}
