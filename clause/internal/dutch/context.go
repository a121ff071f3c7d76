package dutch

import "strings"

// bound reads whether the words around a value make it a limit.
func (s *valueScanner) bound(v Value) Bound {
	switch {
	case s.signBefore(v, "≤", "<"):
		return Max
	case s.signBefore(v, "≥", ">"):
		return Min
	}
	for k := v.Start - 1; k >= 0 && k >= v.Start-9; k-- {
		if n := len(s.out); n > 0 && k < s.out[n-1].End {
			// "binnen 24 uur of één werkdag": the limit holds for both.
			if k == v.Start-2 || k == v.Start-1 {
				if s.out[n-1].Kind == v.Kind && joins(s.word(v.Start-1)) {
					return s.out[n-1].Bound
				}
			}
			return None
		}
		if p := s.tokens[k].Punct; p == ';' || p == ':' || p == '.' && len(s.tokens[k].Text) > 4 {
			break
		}
		switch s.tokens[k].Text {
		case "een", "de", "het", "termijn", "periode", "van", "duur", "totaal", "redelijke", "uiterste", "over", "circa", "ca",
			"ongeveer", "tijdsbestek", "telkens", "steeds", "bijvoorbeeld", "bijv", "op", "a", "eerste", "met", "ingang", "indicatief", "gemiddeld",
			"uptime", "beschikbaarheid", "downtime", "opzegtermijn", "bewaartermijn", "percentage", "retentie", "hersteltijd", "responstijd", "reactietijd", "oplostijd", "rto", "rpo", "bedrag", "looptijd":
			continue
		case "of", "en":
			continue
		case "na":
			if w := s.word(k - 1); w == "uiterlijk" || w == "laatste" || w == "maximaal" {
				continue
			}
		case "binnen", "uiterlijk", "maximaal", "maximale", "max", "maximum", "maximumtermijn", "hoogstens", "hooguit":
			return Max
		case "hoogste", "laatste":
			if s.word(k-1) == "ten" {
				return Max
			}
			continue
		case "minimaal", "minimale", "min", "minimum", "minimumtermijn", "minstens", "tenminste", "vanaf":
			return Min
		case "minste":
			return Min
		case "dan":
			return s.comparative(k)
		}
		break
	}
	switch s.word(v.End) {
	case "of":
		switch s.word(v.End + 1) {
		case "meer", "langer", "hoger":
			return Min
		case "minder", "korter", "eerder", "sneller":
			return Max
		}
	case "maximaal", "max":
		if next := s.word(v.End + 1); next == "" || !isDigit(next[0]) {
			return Max
		}
	}
	return None
}

func joins(word string) bool {
	switch word {
	case "of", "en", "dan", "wel", "resp", "respectievelijk":
		return true
	}
	return false
}

// comparative judges "niet later dan", "meer dan", "niet langer bewaard dan" by
// the words before the "dan" at k.
func (s *valueScanner) comparative(k int) Bound {
	for c := k - 1; c >= 0 && c >= k-6; c-- {
		var b Bound
		switch s.tokens[c].Text {
		case "later", "langer", "meer", "ouder", "hoger", "groter", "verder":
			b = Min
		case "minder", "korter", "eerder", "lager", "sneller", "vroeger", "kleiner":
			b = Max
		default:
			continue
		}
		switch s.word(c - 1) {
		case "niet", "geen", "nooit", "nimmer":
			return Min + Max - b
		}
		return b
	}
	return None
}

func (s *valueScanner) signBefore(v Value, signs ...string) bool {
	start := v.Span.Start - s.offset
	left := strings.TrimRight(s.text[max(0, start-8):start], " ")
	for _, sign := range signs {
		if strings.HasSuffix(left, sign) {
			return true
		}
	}
	return false
}

// soft tells whether the value is only aimed at or given by way of example.
func (s *valueScanner) soft(v Value) bool {
	return s.softBefore(v) || s.softAfter(v)
}

func (s *valueScanner) softBefore(v Value) bool {
	previous := 0 // a soft word before the previous value belongs to that one
	if n := len(s.out); n > 0 {
		previous = s.out[n-1].End
	}
	for k := v.Start - 1; k >= 0 && k >= v.Start-25; k-- {
		t := s.tokens[k]
		if t.Punct == ';' || t.Punct == '?' || t.Punct == '!' || t.Punct == '.' && len(t.Text) > 4 {
			return false
		}
		if k < previous || k < v.Start-6 {
			if aims(t.Text) {
				return true
			}
		} else if aims(t.Text) || s.softWord(k) || t.Text == "gemiddeld" && v.Kind == Duration {
			return true // an average percentage is a way to measure, not a hedge
		}
		switch t.Text {
		case "uiterlijk", "laatste", "hoogste", "maximaal":
			// "zo mogelijk uiterlijk binnen 24 uur" is soft still.
			p := k - 1
			if w := s.word(p); w == "ten" || w == "maar" || w == "en" {
				p--
			}
			if p < previous || !s.softWord(p) && !aims(s.word(p)) {
				return false
			}
			return true
		case "maar", "doch", "geval":
			return false
		}
	}
	return false
}

// aims recognises the words of a mere effort, which hold for the whole clause.
func aims(word string) bool {
	switch word {
	case "streeft", "streven", "streef", "gestreefd", "nagestreefd", "ernaar", "tracht", "trachten", "getracht", "poogt", "pogen",
		"inspannen", "spant", "spannen", "inspanningsverplichting", "beijvert", "probeert", "proberen":
		return true
	}
	return strings.HasPrefix(word, "streef")
}

// softWord recognises words that weaken the value right behind them.
func (s *valueScanner) softWord(k int) bool {
	switch s.word(k) {
	case "mogelijk":
		switch s.word(k - 1) {
		case "zo", "indien", "waar", "zoveel", "zover", "wanneer", "als":
			return true
		}
	case "voorkeur", "circa", "ca", "ongeveer", "indicatief", "indicatieve", "bijvoorbeeld", "bijv", "bv",
		"richtlijn", "richttijd", "richttermijn", "doorgaans", "normaliter", "gewoonlijk", "beoogd", "beoogde", "verwachting",
		"verwachte", "beginsel", "principe", "plusminus", "voorbeeld":
		return true
	}
	return false
}

func (s *valueScanner) softAfter(v Value) bool {
	for k := v.End; k < len(s.tokens) && k < v.End+25; k++ {
		if p := s.tokens[k-1].Punct; p == '.' && len(s.tokens[k-1].Text) > 4 || p == ';' || p == '?' || p == '!' || p == '\t' {
			return false
		}
		near := k < v.End+4
		switch s.tokens[k].Text {
		case "indicatief", "streefwaarde", "streeftijd", "streeftermijn", "richtwaarde", "streefdatum", "streefcijfer", "richtcijfer", "streefnorm":
			if near {
				return true
			}
		case "inlichting", "indicatie", "streven", "richtlijn":
			if near && (s.word(k-1) == "als" || s.word(k-1) == "van") {
				return true
			}
		case "fatale", "fataal":
			for b := max(v.End, k-3); b < k; b++ {
				if w := s.tokens[b].Text; w == "geen" || w == "niet" {
					return true
				}
			}
		case "gestreefd", "nagestreefd":
			if k < v.End+10 {
				return true
			}
		}
	}
	return false
}
