package lang

import "strings"

// Amount gives a limit as rules write it – "48 uur of 1 werkdag", "99,5%", "€
// 500.000", "2 keer per jaar" – in the language. What is no such text stays as
// it is.
func (l Language) Amount(dutch string) string {
	if l != English {
		return dutch
	}
	var parts []string
	for alternative := range strings.SplitSeq(strings.ReplaceAll(dutch, " | ", " of "), " of ") {
		words := strings.Fields(alternative)
		one := false // the number before the unit at hand
		for i, w := range words {
			if w[0] >= '0' && w[0] <= '9' || strings.HasPrefix(w, "€") {
				one = w == "1"
				words[i] = swapMarks.Replace(w)
				continue
			}
			if english, ok := units[w]; ok {
				words[i] = english[1]
				if one || i > 0 && words[i-1] == "per" {
					words[i] = english[0]
				}
			}
		}
		parts = append(parts, strings.ReplaceAll(strings.Join(words, " "), "€ ", "€"))
	}
	return strings.Join(parts, " or ")
}

// swapMarks turns 1.000,5 into 1,000.5.
var swapMarks = strings.NewReplacer(".", ",", ",", ".")

// units are the words beside the number of a limit, for one and for several.
var units = map[string][2]string{
	"minuut": {"minute", "minutes"}, "minuten": {"minute", "minutes"},
	"uur": {"hour", "hours"}, "uren": {"hour", "hours"}, "klokuur": {"hour", "hours"}, "klokuren": {"hour", "hours"},
	"dag": {"day", "days"}, "dagen": {"day", "days"}, "kalenderdag": {"calendar day", "calendar days"}, "kalenderdagen": {"calendar day", "calendar days"},
	"etmaal": {"day", "days"}, "etmalen": {"day", "days"}, "werkdag": {"working day", "working days"}, "werkdagen": {"working day", "working days"},
	"week": {"week", "weeks"}, "weken": {"week", "weeks"}, "maand": {"month", "months"}, "maanden": {"month", "months"},
	"kwartaal": {"quarter", "quarters"}, "kwartalen": {"quarter", "quarters"}, "halfjaar": {"half-year", "half-years"},
	"jaar": {"year", "years"}, "jaren": {"year", "years"}, "keer": {"time", "times"}, "maal": {"time", "times"}, "eens": {"once", "once"},
	"procent": {"per cent", "per cent"}, "euro": {"euros", "euros"}, "gebied": {"area", "areas"}, "gebieden": {"area", "areas"},
	"continu": {"continuously", "continuously"}, "doorlopend": {"continuously", "continuously"},
	"dagelijks": {"daily", "daily"}, "wekelijks": {"weekly", "weekly"}, "maandelijks": {"monthly", "monthly"},
	"halfjaarlijks": {"twice a year", "twice a year"}, "jaarlijks": {"annually", "annually"}, "tweejaarlijks": {"every two years", "every two years"},
}
