package dutch

type valueScanner struct {
	text   string
	offset int
	tokens []Token
}

func (s *valueScanner) scan() []Value {
	var out []Value
	for i := 1; i < len(s.tokens); i++ {
		unit, hours := "", 0.0
		switch s.tokens[i].Text {
		case "uur", "uren":
			unit, hours = "uur", 1
		case "dag", "dagen":
			unit, hours = "dag", 24
		case "werkdag", "werkdagen":
			unit, hours = "werkdag", 24
		}
		if unit == "" {
			continue
		}
		n, ok := numberWord(s.tokens[i-1].Text)
		if !ok && allDigits(s.tokens[i-1].Text) {
			n, ok = parseDigits(s.tokens[i-1].Text, false)
		}
		if ok {
			out = append(out, Value{Kind: Duration, Start: i - 1, End: i + 1, Span: Range{s.tokens[i-1].Start, s.tokens[i].End}, Amount: n, Unit: unit, Hours: n * hours})
		}
	}
	return out
}

func Clauses(tokens []Token, mentions []Mention) []Clause {
	if len(tokens) == 0 {
		return nil
	}
	c := Clause{End: len(tokens)}
	if len(mentions) > 0 {
		c.Actor = mentions[0].Party
	}
	for i, t := range tokens {
		switch t.Text {
		case "niet", "geen", "nimmer", "nooit", "noch", "evenmin":
			c.Negations = append(c.Negations, i)
		}
	}
	return []Clause{c}
}
