package dutch

import "strings"

// readPercentage reads a percentage that ends with token i: "9%" (the tail of
// "99,9%"), "%" or "procent".
func (s *valueScanner) readPercentage(i int) {
	word := s.tokens[i].Text
	v := Value{Kind: Percentage, End: i + 1, Unit: "%"}
	var n number
	switch head, sign := strings.CutSuffix(word, "%"); {
	case sign && head != "":
		if !allDigits(head) {
			if blankRun(head) {
				s.add(Value{Kind: Blank, Start: i, End: i + 1, Span: s.span(i, i+1), Unit: "%"})
			}
			return
		}
		n.start = i
		for n.start > s.taken && allDigits(s.tokens[n.start-1].Text) {
			if g := s.gap(n.start - 1); g != "." && g != "," {
				break
			}
			n.start--
		}
		raw := s.text[s.tokens[n.start].Start-s.offset : s.tokens[i].Start-s.offset]
		var ok bool
		if n.amount, ok = parseDigits(raw+head, true); !ok {
			return
		}
	default:
		var ok bool
		if n, ok = s.numberBefore(i, true); !ok || n.article {
			return
		}
		// "negenennegentig komma negen procent"
		if s.wordAt(n.start-1) == "komma" {
			if whole, ok := s.wordsBefore(n.start - 1); ok {
				tenth := n.amount / 10
				if n.amount >= 10 {
					tenth = n.amount / 100
				}
				n.start, n.amount = whole.start, whole.amount+tenth
			}
		}
	}
	v.Start, v.Amount = n.start, n.amount
	v.Norm = formatNumber(round(v.Amount))
	s.add(s.finish(v, n))
}

// readMoney reads an amount in euro around the sign or word at token i.
func (s *valueScanner) readMoney(i int) bool {
	word := s.tokens[i].Text
	sign := ""
	switch {
	case strings.HasPrefix(word, "€"):
		sign = "€"
	case strings.HasPrefix(word, "euro"):
		sign = "euro"
	case strings.HasPrefix(word, "eur"):
		sign = "eur"
	}
	if sign == "" || len(word) > len(sign) && !isDigit(word[len(sign)]) {
		return false
	}
	v := Value{Kind: Money, Unit: "EUR", Start: i, End: i + 1}
	var n number
	found := false
	if len(word) > len(sign) {
		v.Amount, v.End, found = s.numberAfter(i, sign)
	} else {
		if sign != "€" {
			v, n, found = s.moneyBefore(i, v)
		}
		if !found && i+1 < len(s.tokens) && !strings.ContainsAny(s.gap(i), ".;,\n\t") {
			v.Amount, v.End, found = s.numberAfter(i+1, "")
		}
		if !found && sign == "€" {
			v, n, found = s.moneyBefore(i, v)
		}
	}
	if !found {
		return false
	}
	if v.End > i+1 || len(word) > len(sign) {
		if factor, ok := multiplier(s.word(v.End)); ok {
			v.Amount *= factor
			v.End++
		}
	}
	v.Norm = formatNumber(v.Amount)
	v = s.finish(v, n)
	v.Span.End += priceTail(s.text[v.Span.End-s.offset:])
	s.add(v)
	return true
}

// priceTail gives the length of the ",-" or ",=" behind a round amount.
func priceTail(text string) int {
	for _, tail := range [...]string{",--", ",-", ",=", ",–", ",—"} {
		if strings.HasPrefix(text, tail) {
			return len(tail)
		}
	}
	return 0
}

// moneyBefore reads the number in front of "euro", with its multiplier.
func (s *valueScanner) moneyBefore(i int, v Value) (Value, number, bool) {
	end, factor := i, 1.0
	if f, ok := multiplier(s.wordAt(i - 1)); ok {
		end, factor = i-1, f
	}
	n, ok := s.numberBefore(end, false)
	if !ok || n.article && factor == 1 {
		return v, n, false
	}
	v.Start, v.End, v.Amount = n.start, i+1, n.amount*factor
	return v, n, true
}

func multiplier(word string) (float64, bool) {
	switch word {
	case "miljoen", "mln", "mio":
		return 1e6, true
	case "miljard", "mld":
		return 1e9, true
	case "duizend", "k":
		return 1e3, true
	}
	return 1, false
}
