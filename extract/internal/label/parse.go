package label

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keywords name a part of a contract in front of its number. The order puts
// the longer spelling first.
var keywords = [...]struct {
	word string // lower case
	cite string
	kind Kind
}{
	{"artikel", "Artikel", Article}, {"article", "Article", Article}, {"art.", "Art.", Article}, {"art", "Art.", Article}, {"clausule", "Clausule", Article},
	{"bijlage", "Bijlage", Annex}, {"annex", "Annex", Annex}, {"aanhangsel", "Aanhangsel", Annex},
	{"appendix", "Appendix", Annex}, {"schedule", "Schedule", Annex}, {"addendum", "Addendum", Annex},
	{"hoofdstuk", "Hoofdstuk", Chapter}, {"titel", "Titel", Chapter}, {"afdeling", "Afdeling", Chapter},
	{"deel", "Deel", Chapter}, {"paragraaf", "Paragraaf", Chapter},
}

// word reads a label that begins with a keyword.
func word(s scanner) (Label, bool) {
	for _, k := range keywords {
		t := s
		if len(t.rest()) < len(k.word) || !strings.EqualFold(t.rest()[:len(k.word)], k.word) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(t.rest())
		t.pos += len(k.word)
		gap := t.blanks()
		if !gap && !strings.HasSuffix(k.word, ".") {
			if k.kind != Annex || !strings.ContainsRune(":–—", t.peek()) {
				continue
			}
		}
		// In the middle of a sentence that was broken off, the keyword is
		// written small; at the head of a part it never is, but for "art.".
		if unicode.IsLower(first) && k.kind != Article {
			continue
		}
		if l, ok := numbered(t, k.cite, k.kind); ok {
			return l, true
		}
		if k.kind == Annex {
			if l, ok := bareAnnex(t, k.cite); ok {
				return l, true
			}
		}
	}
	return Label{}, false
}

// numbered reads the number after a keyword and what parts it from the body.
func numbered(s scanner, cite string, kind Kind) (Label, bool) {
	text, path, ok := number(&s)
	if !ok {
		return Label{}, false
	}
	l := Label{Kind: kind, Text: cite + " " + text, Path: path, Style: cite}
	if suffix, ok := strings.CutPrefix(s.rest(), " "); ok {
		for _, latin := range [...]string{"bis", "ter", "quater", "quinquies"} {
			if strings.HasPrefix(suffix, latin) && !letterAt(suffix, len(latin)) {
				l.Text += " " + latin
				s.pos += 1 + len(latin)
				break
			}
		}
	}
	glued := s.pos
	gap := s.blanks()
	sep := separators(&s)
	rest := s.rest()
	first, size := utf8.DecodeRuneInString(rest)
	l.Body = s.pos
	switch {
	case rest == "":
		l.Sure = true
		return l, true
	case strings.ContainsAny(sep, ":–—-|"):
		l.Sure = true
		return l, true
	case sep == "" && strings.HasPrefix(s.line[glued:], "\t"), sep == "" && strings.Contains(s.line[glued:s.pos], "\n"):
		l.Sure = true
		return l, true
	case sep != "": // a dot or a bracket
		l.Sure = !unicode.IsLower(first)
		return l, l.Sure
	case !gap:
		// "Art. 1Partijen en definities": the number and the title stood
		// apart on the page only by their styles.
		second, _ := utf8.DecodeRuneInString(rest[size:])
		l.Sure = true
		return l, kind == Article && unicode.IsUpper(first) && unicode.IsLower(second)
	case first == '(':
		l.Sure = true
		return l, strings.HasSuffix(strings.TrimSpace(rest), ")")
	}
	l.Sure = true
	return l, titled(rest)
}

// titled tells whether the words after a number without any sign between are a
// title and not a sentence that cites the number: "Artikel 5 Beveiliging"
// against "Artikel 28 AVG bepaalt".
func titled(rest string) bool {
	rest = strings.TrimSpace(rest)
	first, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsUpper(first) && !strings.ContainsRune("\"“‘'[", first) {
		return false
	}
	if len(rest) > 120 || strings.ContainsRune(".;,", rune(rest[len(rest)-1])) {
		return false
	}
	head, _, _ := strings.Cut(rest, " ")
	switch strings.ToLower(strings.Trim(head, ".,:;()")) {
	case "avg", "gdpr", "uavg", "bw", "wbp", "wvv", "wer", "bbl", "rv", "sr", "sv", "awb", "eu", "vweu", "evrm", "iso", "nen":
		return false
	}
	return true
}

// bareAnnex reads "Bijlage: Maatregelen" and "BIJLAGE – Maatregelen".
func bareAnnex(s scanner, cite string) (Label, bool) {
	sep := separators(&s)
	if !strings.ContainsAny(sep, ":–—-") || s.end() {
		return Label{}, false
	}
	return Label{Kind: Annex, Text: cite, Style: cite, Body: s.pos, Sure: true}, true
}

// number reads what follows a keyword: 5, 5.2, 5a, 2A, A, A.10, IV, I.
func number(s *scanner) (string, []int, bool) {
	start := s.pos
	var path []int
	var text strings.Builder
	if n, ok := s.digits(); ok {
		path = append(path, n)
		text.WriteString(strconv.Itoa(n))
	} else {
		stop := s.pos
		for stop < len(s.line) && isLetter(s.line[stop]) {
			stop++
		}
		token := s.line[s.pos:stop]
		n, ok := roman(token)
		switch {
		case ok && token == strings.ToUpper(token):
		case len(token) == 1 && token == strings.ToUpper(token):
			n = letterValue(token[0])
		default:
			return "", nil, false
		}
		path = append(path, n)
		text.WriteString(token)
		s.pos = stop
	}
	for {
		t := *s
		if !t.mark('.') {
			break
		}
		n, ok := t.digits()
		if !ok {
			break
		}
		path = append(path, n)
		text.WriteString("." + strconv.Itoa(n))
		*s = t
	}
	// One letter right behind the number belongs to it: 2A, 5a.
	if c := s.rest(); c != "" && isLetter(c[0]) && !letterAt(c, 1) && s.pos > start {
		path = append(path, letterValue(c[0]))
		text.WriteByte(c[0])
		s.pos++
	}
	if s.pos < len(s.line) && s.line[s.pos] >= '0' && s.line[s.pos] <= '9' {
		return "", nil, false
	}
	return text.String(), path, true
}

// separators takes the signs and blanks between a number and its title.
func separators(s *scanner) string {
	start := s.pos
	for !s.end() {
		if s.blanks() || s.mark('.') || s.mark('-') || s.mark(')') {
			continue
		}
		r := s.peek()
		if r != ':' && r != '–' && r != '—' && r != '|' && r != '−' {
			break
		}
		s.next()
	}
	return strings.TrimSpace(s.line[start:s.pos])
}

// section reads "§ 2", "§2." and "Lid 2".
func section(s scanner) (Label, bool) {
	cite := "§ "
	if rest := s.rest(); len(rest) > 3 && strings.EqualFold(rest[:3], "lid") {
		s.pos += 3
		if !s.blanks() {
			return Label{}, false
		}
		cite = "lid "
	} else if s.peek() == '§' {
		s.next()
		s.blanks()
	} else {
		return Label{}, false
	}
	text, path, ok := number(&s)
	if !ok {
		return Label{}, false
	}
	l := Label{Kind: Section, Text: cite + text, Path: path, Style: cite, Sure: true}
	gap := s.blanks()
	sep := separators(&s)
	l.Body = s.pos
	first := s.peek()
	switch {
	case s.end(), sep != "":
		return l, true
	case !gap, strings.ContainsRune(",;", first):
		return Label{}, false
	}
	return l, !unicode.IsLower(first)
}

// bracketed reads "(a)", "(ii)" and "(1)".
func bracketed(s scanner) (Label, bool) {
	if !s.mark('(') {
		return Label{}, false
	}
	start := s.pos
	for !s.end() && (isLetter(s.line[s.pos]) || s.line[s.pos] >= '0' && s.line[s.pos] <= '9') && s.pos-start < 6 {
		s.pos++
	}
	token := s.line[start:s.pos]
	if !s.mark(')') {
		return Label{}, false
	}
	if !s.blanks() && !s.end() {
		return Label{}, false
	}
	if n, ok := ascii(token); ok && n < 100 {
		return Label{Kind: Numeric, Text: token + ")", Path: []int{n}, Style: "(1)", Body: s.pos, Sure: true}, true
	}
	return letterOrRoman(token, "(", ")", s.pos)
}

// lettered reads "a)", "a.", "A.", "ii)", "IV.".
func lettered(s scanner) (Label, bool) {
	start := s.pos
	for !s.end() && isLetter(s.line[s.pos]) && s.pos-start < 6 {
		s.pos++
	}
	token := s.line[start:s.pos]
	var closing string
	switch {
	case s.mark(')'):
		closing = ")"
	case s.mark('.'):
		closing = "."
		if s.mark(')') { // "a.)"
			closing = ")"
		}
	default:
		return Label{}, false
	}
	if !s.blanks() || s.end() {
		return Label{}, false
	}
	l, ok := letterOrRoman(token, "", closing, s.pos)
	// "A. Jansen" and "I. Peeters" are people until a neighbour says otherwise.
	if ok && closing == "." && token == strings.ToUpper(token) && len(token) == 1 {
		l.Sure = false
	}
	return l, ok
}

func letterOrRoman(token, open, closing string, body int) (Label, bool) {
	l := Label{Body: body, Sure: true, Text: token}
	if closing == ")" {
		l.Text += ")"
	}
	upper := token == strings.ToUpper(token)
	if !upper && token != strings.ToLower(token) || token == "" {
		return Label{}, false
	}
	style := "i"
	n, isRoman := roman(token)
	switch {
	case isRoman && (len(token) > 1 || token == "i" || token == "I"):
		l.Kind, l.Path = Roman, []int{n}
	case len(token) == 1:
		l.Kind, l.Path, style = Letter, []int{letterValue(token[0])}, "a"
	case len(token) == 2 && token[0] == token[1] && closing == ")":
		l.Kind, l.Path, style = Letter, []int{26 + letterValue(token[0])}, "a"
	default:
		return Label{}, false
	}
	if upper {
		style = strings.ToUpper(style)
	}
	l.Style = open + style + closing
	return l, true
}

// bullet reads the mark of an unnumbered item.
func bullet(s scanner) (Label, bool) {
	l := Label{Kind: Bullet, Text: "•", Sure: true}
	r := s.peek()
	switch {
	case strings.ContainsRune("•·▪▫◦‣›●○■□◆◇►▶➢➤→✓✔❖⁃∙⦁\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf02d\uf076", r):
		s.next()
		s.blanks()
	case strings.ContainsRune("-–—*+o", r) || r == '\\':
		escaped := r == '\\'
		if escaped {
			if !s.mark('-') && !s.mark('*') && !s.mark('+') {
				return Label{}, false
			}
		} else {
			s.next()
		}
		if !s.blanks() {
			return Label{}, false
		}
		l.Sure = r != 'o' && r != '+'
	default:
		return Label{}, false
	}
	if s.end() {
		return Label{}, false
	}
	l.Body, l.Style = s.pos, string(r)
	return l, true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// letterAt tells whether a letter or digit stands at offset i of s.
func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
