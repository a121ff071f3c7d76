package rules

import "strings"

// EnglishLimit writes a threshold in English: "48 uur | 1 werkdag", or the same
// with "of", as "48 hours or 1 working day", "99,5%" as "99.5%". What is no
// threshold it gives back as it is, and false.
func EnglishLimit(text string) (string, bool) {
	parts := strings.Split(strings.ReplaceAll(text, " of ", "|"), "|")
	for i, part := range parts {
		english, ok := englishLimit(strings.ToLower(strings.TrimSpace(part)))
		if !ok {
			return text, false
		}
		parts[i] = english
	}
	return strings.Join(parts, " or "), true
}

// englishLimit writes one threshold of any kind.
func englishLimit(s string) (string, bool) {
	if rest, ok := cutAny(s, "%", "procent"); ok {
		n, ok := englishNumber(strings.TrimSpace(rest))
		return n + "%", ok
	}
	euro, ok := strings.CutPrefix(s, "€")
	if !ok {
		euro, ok = cutAny(s, "euro")
	}
	if ok {
		n, ok := englishNumber(strings.TrimSpace(euro))
		return "€" + n, ok
	}
	words := strings.Fields(s)
	if len(words) == 1 {
		often, ok := englishOften[s]
		return often, ok
	}
	if len(words) == 2 && words[0] != "per" {
		n, ok := englishNumber(words[0])
		unit := englishUnit(words[1])
		if words[1] == "gebied" || words[1] == "gebieden" {
			unit = "area"
		}
		return counted(n, unit), ok && unit != ""
	}
	return englishFrequency(words)
}

// englishFrequency writes a frequency of several words: "2 keer per jaar", "eens
// per 3 maanden".
func englishFrequency(words []string) (string, bool) {
	if _, ok := perYear(words); !ok {
		return "", false
	}
	times := "once"
	if words[0] == "eens" {
		words = words[1:]
	} else if words[0] != "per" {
		switch words[0] {
		case "1":
		case "2":
			times = "twice"
		default:
			n, _ := englishNumber(words[0])
			times = n + " times"
		}
		words = words[2:]
	}
	if len(words) == 2 {
		return times + " per " + englishUnit(words[1]), true
	}
	n, _ := englishNumber(words[1])
	return times + " every " + counted(n, englishUnit(words[2])), true
}

var englishOften = map[string]string{
	"continu": "continuously", "doorlopend": "continuously", "dagelijks": "daily", "wekelijks": "weekly",
	"maandelijks": "monthly", "halfjaarlijks": "every six months", "jaarlijks": "annually", "tweejaarlijks": "every two years",
}

// englishUnit is a unit of time in the singular; "" for what is none.
func englishUnit(word string) string {
	if word == "halfjaar" {
		return "six months"
	}
	return map[string]string{
		"minuut": "minute", "uur": "hour", "dag": "day", "werkdag": "working day", "week": "week",
		"maand": "month", "kwartaal": "quarter", "jaar": "year",
	}[durationUnit(word)]
}

func counted(n, unit string) string {
	if n != "1" {
		unit += "s"
	}
	return n + " " + unit
}

// englishNumber writes a Dutch number with the signs of English: 1,000.5.
func englishNumber(s string) (string, bool) {
	_, ok := number(s)
	return strings.NewReplacer(".", ",", ",", ".").Replace(s), ok
}
