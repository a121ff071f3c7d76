package dutch

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBlank is the longest bracketed hint in bytes that counts as a blank.
const maxBlank = 200

// blanks finds the places to be filled in that show in the punctuation:
// "[…]", "[naam]", "____", "@@", "<datum>", "…… uur".
func (s *valueScanner) blanks() []Value {
	var out []Value
	next := 0 // first token at or behind the current place
	for pos := 0; pos < len(s.text); {
		var end int
		needUnit := false
		switch s.text[pos] {
		case '[':
			end, needUnit = squareBlank(s.text, pos)
		case '(':
			end, needUnit = roundBlank(s.text, pos)
		case '{', '<':
			end = templateBlank(s.text, pos)
		case '_':
			end = run(s.text, pos, "_", 3)
		case '@':
			end = run(s.text, pos, "@", 2)
		case '.', 0xE2:
			end, needUnit = dotBlank(s.text, pos)
			if end < 0 {
				pos = -end // dots, but no blank
				continue
			}
		}
		if end == 0 {
			pos++
			continue
		}
		for next < len(s.tokens) && s.tokens[next].End-s.offset <= pos {
			next++
		}
		if v, ok := s.blank(pos, end, next); ok && (v.Unit != "" || !needUnit) {
			out = append(out, v)
			pos = v.Span.End - s.offset
			continue
		}
		pos = end
	}
	return out
}

// blank makes the value for the bytes from pos to end. Next is the first token
// that ends behind pos.
func (s *valueScanner) blank(pos, end, next int) (Value, bool) {
	v := Value{Kind: Blank, Start: next, End: next, Span: Range{pos + s.offset, end + s.offset}}
	for v.End < len(s.tokens) && s.tokens[v.End].Start-s.offset < end {
		if s.tokens[v.End].Start-s.offset < pos {
			return v, false // a word that only touches
		}
		if u, ok := unitOf(s.tokens[v.End].Text); ok && !u.onlyPer {
			v.Unit = u.name
		}
		v.End++
	}
	if v.End < len(s.tokens) && v.Unit == "" {
		t := s.tokens[v.End]
		gap := s.text[end : t.Start-s.offset]
		if len(gap) <= 4 && strings.Trim(gap, " ()]\u00a0") == "" {
			u, ok := unitOf(t.Text)
			switch {
			case ok && !u.onlyPer && len(t.Text) > 1:
				v.Unit = u.name
			case t.Text == "werk" || t.Text == "kalender": // "[…] (werk)dagen"
				if u, ok := unitOf(s.word(v.End + 1)); ok {
					v.Unit = u.name
					v.End++
				}
			case t.Text == "%" || t.Text == "procent":
				v.Unit = "%"
			case t.Text == "euro":
				v.Unit = "EUR"
			}
			if v.Unit != "" {
				v.End++
				v.Span.End = s.tokens[v.End-1].End
			}
		}
	}
	if v.Unit == "" && v.Start > 0 {
		if w := s.word(v.Start - 1); w == "€" || w == "eur" || w == "euro" {
			v.Unit = "EUR"
		}
	}
	return v, true
}

// squareBlank judges "[…]" at pos and gives its end, or 0. The second result
// asks for a unit: "[ ]" may be a box to tick.
func squareBlank(text string, pos int) (int, bool) {
	n := strings.IndexByte(text[pos:min(len(text), pos+maxBlank)], ']')
	if n < 0 {
		return 0, false
	}
	inner, end := text[pos+1:pos+n], pos+n+1
	if filler := strings.Trim(inner, " \u00a0\t\n….._-–—*●•xX?#"); filler == "" {
		trimmed := strings.TrimSpace(inner)
		return end, len(inner) < 2 && trimmed == "" || trimmed == "x" || trimmed == "X"
	}
	link := end < len(text) && text[end] == '(' // Markdown: "[naam](#naam)"
	if link || wordBefore(text, pos) || wordAfter(text, end) || !fillHint(inner) {
		return 0, false
	}
	return end, false
}

// roundBlank judges "(…)" and "(   )" at pos.
func roundBlank(text string, pos int) (int, bool) {
	n := strings.IndexByte(text[pos:min(len(text), pos+40)], ')')
	if n < 0 {
		return 0, false
	}
	inner := text[pos+1 : pos+n]
	if strings.Trim(inner, " \u00a0….._") != "" {
		return 0, false
	}
	return pos + n + 1, strings.Trim(inner, " \u00a0") != "" && !strings.Contains(inner, "__") || len(inner) < 3
}

// templateBlank judges "<naam>", "{naam}" and "{{ naam }}" at pos.
func templateBlank(text string, pos int) int {
	shut := byte('>')
	if text[pos] == '{' {
		shut = '}'
	}
	n := strings.IndexByte(text[pos:min(len(text), pos+60)], shut)
	if n < 0 {
		return 0
	}
	end := pos + n + 1
	for end < len(text) && text[end] == shut && shut == '}' {
		end++
	}
	inner := strings.Trim(text[pos+1:pos+n], "{ ")
	if strings.Trim(inner, " ….._") == "" {
		return end
	}
	r, _ := utf8.DecodeRuneInString(inner)
	if !unicode.IsLetter(r) || strings.ContainsAny(inner, "\n;=/") || len(strings.Fields(inner)) > 5 || len(inner) < 2 {
		return 0
	}
	return end
}

// dotBlank judges a run of dots at pos: its end where it is a blank, minus its
// end where it is not, 0 where there is no run.
func dotBlank(text string, pos int) (int, bool) {
	end, dots := pos, 0
	for end < len(text) {
		switch {
		case text[end] == '.':
			dots, end = dots+1, end+1
		case strings.HasPrefix(text[end:], "…"):
			dots, end = dots+3, end+len("…")
		default:
			goto done
		}
	}
done:
	switch {
	case dots == 0:
		return 0, false
	case dots < 3:
		return -end, false
	case dots == 3:
		return end, true
	}
	// Leader dots of a table of contents end in a page number.
	rest := strings.TrimLeft(text[end:min(len(text), end+16)], " \t\u00a0")
	if n := leadingDigits(rest); n > 0 && (n == len(rest) || rest[n] == '\n' || rest[n] == '\r') {
		return -end, false
	}
	return end, false
}

// run gives the end of at least n signs at pos, or 0.
func run(text string, pos int, sign string, n int) int {
	end := pos
	for strings.HasPrefix(text[end:], sign) {
		end += len(sign)
	}
	if end-pos < n*len(sign) {
		return 0
	}
	return end
}

// fillHint tells whether the text between square brackets says what to fill in,
// rather than proposing words or a number.
func fillHint(inner string) bool {
	digits := strings.ContainsAny(inner, "0123456789")
	for _, field := range strings.FieldsFunc(inner, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		word := strings.ToLower(strings.ReplaceAll(field, "-", ""))
		if strings.HasPrefix(word, "invul") || strings.HasPrefix(word, "invoeg") || strings.HasPrefix(word, "aanvul") {
			return true
		}
		if digits || len(inner) > 80 {
			continue
		}
		switch word {
		case "naam", "namen", "datum", "plaats", "plaatsnaam", "adres", "adresgegevens", "aantal", "bedrag", "termijn", "functie", "email", "emailadres",
			"telefoon", "telefoonnummer", "getal", "percentage", "periode", "bedrijf", "bedrijfsnaam", "organisatie", "onderneming", "contactpersoon",
			"contactgegevens", "kvk", "kvknummer", "rechtsvorm", "vestigingsplaats", "postcode", "land", "omschrijving", "omschrijf", "beschrijving", "beschrijf",
			"nummer", "klant", "klantnaam", "leverancier", "verwerker", "opdrachtgever", "opdrachtnemer", "verwerkingsverantwoordelijke", "specificeer",
			"specificeren", "vermeld", "vermelden", "kies", "aangeven", "instelling", "school", "gemeente", "tijd", "locatie", "website", "url", "xx", "xxx", "nader":
			return true
		}
	}
	return false
}

// blankRun tells whether the word is only x's: "XX", "xxx".
func blankRun(word string) bool {
	return len(word) >= 2 && strings.Trim(word, "x") == ""
}

// readBlankWord reads a blank in letters at token i: "XX", "n.t.b.", "nader te
// bepalen", "X werkdagen".
func (s *valueScanner) readBlankWord(i int) bool {
	start, word := i, s.tokens[i].Text
	switch word {
	case "ntb", "nntb", "tbd", "nnb", "nti":
	case "b":
		switch {
		case s.wordAt(i-1) == "t" && s.wordAt(i-2) == "n" && s.gap(i-1) == "." && s.gap(i-2) == ".":
			start = i - 2
			if s.wordAt(start-1) == "n" && s.gap(start-1) == "." {
				start--
			}
		default:
			return false
		}
	case "bepalen", "vullen", "specificeren":
		k := i - 1
		if s.wordAt(k) != "te" {
			return false
		}
		k--
		if word == "vullen" {
			if s.wordAt(k) != "in" {
				return false
			}
			k--
		}
		if w := s.wordAt(k); w != "nader" && w != "nog" && w != "hier" && w != "verder" {
			return false
		}
		if s.wordAt(k-1) == "nog" {
			k--
		}
		start = k
	case "x", "n", "y":
		u, ok := unitOf(s.word(i + 1))
		if !ok || !u.plural && u.name != "uur" && u.name != "jaar" || s.tokens[i].Punct != 0 && s.tokens[i].Punct != ')' {
			return false
		}
		if i > 0 && isDigit(s.tokens[i-1].Text[0]) {
			return false // "24 x uur"
		}
	default:
		if !blankRun(word) {
			return false
		}
	}
	v := Value{Kind: Blank, Start: start, End: i + 1}
	if u, ok := unitOf(s.word(i + 1)); ok && !u.onlyPer && len(s.word(i+1)) > 1 {
		v.Unit = u.name
		v.End++
	} else if s.word(i+1) == "%" || s.word(i+1) == "procent" {
		v.Unit = "%"
		v.End++
	}
	v.Span = s.span(v.Start, v.End)
	if word == "b" && s.after(v.Span.End) == '.' {
		v.Span.End++
	}
	s.add(v)
	return true
}
