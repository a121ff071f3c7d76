package label

import (
	"strconv"
	"strings"
	"unicode"
)

// numeric reads "5.", "7.2", "7.2.1.", "5 . 2", "5)", "1°", "A.4" and, not
// sure of it, "5 Beveiliging".
func numeric(s scanner) (Label, bool) {
	l := Label{Kind: Numeric, Style: "1.", Sure: true}
	var text strings.Builder
	if c := s.rest()[0]; c >= 'A' && c <= 'Z' { // A.4: annexes and standards
		t := s
		t.pos++
		if !t.mark('.') {
			return Label{}, false
		}
		l.Path = append(l.Path, letterValue(c))
		l.Style = "A.1"
		text.WriteByte(c)
		s = t
		n, ok := s.digits()
		if !ok {
			return Label{}, false
		}
		l.Path = append(l.Path, n)
		text.WriteString("." + strconv.Itoa(n))
	} else {
		n, ok := s.digits()
		if !ok {
			return Label{}, false
		}
		l.Path = append(l.Path, n)
		text.WriteString(strconv.Itoa(n))
	}
	if len(l.Path) == 1 {
		if o, ok := ordinal(s, l.Path[0]); ok {
			return o, true
		}
	}
	for len(l.Path) < 9 {
		t := s
		split := t.blanks()
		if !t.mark('.') {
			break
		}
		if split {
			t.blanks()
		}
		n, ok := t.digits()
		if !ok || n > 99 {
			break
		}
		l.Path = append(l.Path, n)
		text.WriteString("." + strconv.Itoa(n))
		s = t
	}
	// 5.2a
	if rest := s.rest(); len(l.Path) > 1 && rest != "" && isLetter(rest[0]) && rest[0] >= 'a' && !letterAt(rest, 1) {
		l.Path = append(l.Path, letterValue(rest[0]))
		text.WriteByte(rest[0])
		s.pos++
	}
	l.Text = text.String()
	if len(l.Path) > 1 && l.Style == "1." {
		l.Style = "1.1"
	}
	return closeNumeric(s, l)
}

// closeNumeric looks at what stands behind the number.
func closeNumeric(s scanner, l Label) (Label, bool) {
	dot, bracket := false, false
	switch {
	case s.mark('.'):
		dot = true
		if s.mark(')') {
			bracket = true
		}
	case s.mark(')'):
		bracket = true
	case s.mark(':'):
		dot = true
	}
	if bracket && len(l.Path) == 1 {
		l.Text += ")"
		l.Style = "1)"
	}
	at := s.pos
	gap := s.blanks()
	// "5. – Beveiliging"
	if gap {
		t := s
		if r := t.peek(); r == '–' || r == '—' || r == '-' {
			t.next()
			if t.blanks() {
				s = t
			}
		}
	}
	l.Body = s.pos
	if s.end() {
		// A number alone on its line is a label only with its dot: 7. / 7.2.
		return l, dot || bracket || len(l.Path) > 2
	}
	first := s.peek()
	if !gap {
		// "7.2.De Verwerker": the blank was lost.
		return l, dot && unicode.IsUpper(first) && len(l.Path) > 1
	}
	if dot || bracket {
		return l, !amount(s.rest()) || len(l.Path) == 1
	}
	if strings.HasPrefix(s.line[at:], "\t") {
		l.Sure = len(l.Path) > 1
		return l, !amount(s.rest())
	}
	if amount(s.rest()) {
		return Label{}, false
	}
	if len(l.Path) > 1 {
		l.Sure = !unicode.IsLower(first) && !unicode.IsDigit(first)
		return l, unicode.IsLetter(first) || strings.ContainsRune("\"“‘'„[(«<_", first)
	}
	l.Sure = false
	return l, l.Path[0] < 100 && titled(s.rest())
}

// amount tells whether the word after a number makes it a quantity, a date or
// a time instead of a label.
func amount(rest string) bool {
	head := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		head = rest[:i]
	}
	if head == "" {
		r, _, _ := strings.Cut(rest, " ")
		return strings.HasPrefix(r, "%") || strings.HasPrefix(r, "€") || strings.HasPrefix(r, "°") ||
			r == "-" || r == "–" || strings.HasPrefix(r, "/") || strings.HasPrefix(r, "=") || strings.HasPrefix(r, "+") || strings.HasPrefix(r, "x")
	}
	switch head { // "12.2 Tot nakoming" begins a sentence
	case "en", "of", "t", "tot", "bis":
		return true
	}
	switch strings.ToLower(head) {
	case "uur", "uren", "klokuur", "klokuren", "dag", "dagen", "werkdag", "werkdagen", "kalenderdagen", "week", "weken",
		"maand", "maanden", "jaar", "jaren", "minuut", "minuten", "min", "seconden", "sec", "ms", "kwartaal", "kwartalen",
		"procent", "percent", "promille", "euro", "eur", "usd", "miljoen", "miljard", "duizend", "ct", "cent",
		"kb", "mb", "gb", "tb", "mbit", "gbit", "mhz", "ghz", "km", "meter", "m", "cm", "kg",
		"keer", "maal", "x", "stuks", "punten", "am", "pm", "cet", "utc",
		"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december":
		return true
	}
	return false
}

// ordinal reads "1°" and "1º".
func ordinal(s scanner, n int) (Label, bool) {
	s.blanks()
	if r := s.peek(); r != '°' && r != 'º' {
		return Label{}, false
	}
	s.next()
	for s.mark('.') || s.mark(')') || s.peek() == ':' {
		if s.peek() == ':' {
			s.next()
		}
	}
	if !s.blanks() || s.end() {
		return Label{}, false
	}
	if rest := s.rest(); rest[0] == 'C' && !letterAt(rest, 1) {
		return Label{}, false
	}
	return Label{Kind: Ordinal, Text: strconv.Itoa(n) + "°", Path: []int{n}, Style: "1°", Body: s.pos, Sure: true}, true
}
