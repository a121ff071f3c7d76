package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// citation is a reference as it is typed.
type citation struct {
	start, end int // in the text that is read
	kind       citationKind
	word       string // of a chapter
	id         string // "7.2"
	annex      string // that it says to stand in, "" for none
	parts      []part // lid, onder
}

// part is a step from an article to something in it.
type part struct {
	id     string
	letter bool // an item, and no paragraph
}

type citationKind uint8

const (
	citesArticle citationKind = iota
	citesChapter
	citesAnnex
	citesPart // of the article in which it is typed
)

// citations finds the citations in one text, from left to right.
type citations struct {
	text  string
	at    int
	last  string // the word before the one that is read
	found []citation
}

func (p *citations) scan() {
	for p.at < len(p.text) {
		start := p.at
		word := p.word()
		if word == "" {
			r, size := utf8.DecodeRuneInString(p.text[p.at:])
			p.at += size
			if r == '.' || r == ';' || r == '\n' {
				p.last = "" // of another sentence
			}
			continue
		}
		behind := p.at
		if kind, name, plural, ok := keyword(word); ok && !lawName(p.last, p.last) && !otherContract(strings.ToLower(p.last)) {
			n := len(p.found)
			if p.group(start, word, kind, name, plural); len(p.found) > n {
				if p.elsewhere() {
					p.found = p.found[:n]
				}
				p.last = ""
				continue
			}
		}
		p.at = behind
		p.last = p.text[start:behind]
	}
}

// word takes the word, in lower case, at the place; "" where there is none.
// Longer ones than any keyword come back as they are.
func (p *citations) word() string {
	if strings.HasPrefix(p.text[p.at:], "§") {
		p.at += len("§")
		return "§"
	}
	end := p.at
	for end < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !unicode.IsLetter(r) && (end == p.at || !unicode.IsDigit(r)) {
			break
		}
		end += size
	}
	word := p.text[p.at:end]
	if end == p.at && end < len(p.text) && isDigit(p.text[end]) {
		for end < len(p.text) && (isDigit(p.text[end]) || isLetter(p.text[end])) {
			end++
		}
		word = p.text[p.at:end]
	}
	p.at = end
	if len(word) > 20 {
		return word
	}
	return strings.ToLower(word)
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// blanks passes over white space and tells whether there was any.
func (p *citations) blanks() bool {
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n' || p.text[p.at] == '\t') {
		p.at++
	}
	return p.at > start
}

// take takes a string that stands at the place.
func (p *citations) take(s string) bool {
	if !strings.HasPrefix(p.text[p.at:], s) {
		return false
	}
	p.at += len(s)
	return true
}

// takeWord takes one of the given words, behind white space.
func (p *citations) takeWord(words ...string) string {
	before := p.at
	if p.blanks() {
		got := p.word()
		for _, w := range words {
			if got == w {
				return w
			}
		}
	}
	p.at = before
	return ""
}

// group reads the citations that begin with a keyword, which has been taken,
// and stands at the end of them. The place is of no meaning when there are none.
func (p *citations) group(start int, word string, kind citationKind, name string, plural bool) {
	if kind == citesPart {
		p.partFirst(start, word)
		return
	}
	p.take(".")
	p.blanks()
	first := len(p.found)
	for len(p.found) < maxCitations {
		id, ok := p.number(kind)
		if !ok {
			break
		}
		c := citation{start: start, kind: kind, word: name, id: id}
		if kind == citesAnnex {
			c.id, c.annex = "", id
		}
		p.tail(c)
		end := p.at
		next, k, n, pl, ok := p.further(plural)
		if !ok {
			p.at = end
			break
		}
		start, kind, plural = next, k, pl
		if n != "" || k == citesChapter {
			name = n
		}
		if kind == citesPart {
			p.at = end
			break
		}
	}
	p.annexBehind(first)
}

// maxCitations bounds the citations of one block.
const maxCitations = 1 << 12

// further goes from one member of a list to the number of the next.
func (p *citations) further(plural bool) (start int, kind citationKind, name string, pl, ok bool) {
	last := p.found[len(p.found)-1]
	kind, name, pl = last.kind, last.word, plural
	if plural && p.dash() {
		return p.at, kind, name, pl, true
	}
	comma := p.take(",")
	joint := p.takeWord("en", "of", "and", "or", "t", "tot", "jo", "juncto", "to")
	switch joint {
	case "t":
		if !p.take("/m") {
			return 0, 0, "", false, false
		}
	case "tot":
		if p.takeWord("en") == "" || p.takeWord("met") == "" {
			return 0, 0, "", false, false
		}
	case "jo":
		p.take(".")
	case "en":
		if p.take("/of") {
			joint = "of"
		}
	case "":
		if !comma {
			return 0, 0, "", false, false
		}
	}
	if !p.blanks() {
		return 0, 0, "", false, false
	}
	start = p.at
	if w := p.word(); w != "" && !isDigit(w[0]) {
		k, n, many, known := keyword(w)
		if !known || k == citesPart || k == citesAnnex && last.kind != citesAnnex || last.kind == citesAnnex && k != citesAnnex && joint == "" {
			if kind == citesAnnex && len(w) <= 2 {
				p.at = start // a letter or a Roman number
				return start, kind, name, pl, joint != "" || plural
			}
			return 0, 0, "", false, false
		}
		p.take(".")
		p.blanks()
		return start, k, n, many, true
	}
	p.at = start
	// "artikel 5, 30 dagen": only a list goes on with a bare number.
	return start, kind, name, pl, joint != "" || plural || p.list(kind)
}

// list tells whether the numbers at the place end as a list does: "8.2, 9 en
// 10". It does not move.
func (p *citations) list(kind citationKind) bool {
	before := p.at
	defer func() { p.at = before }()
	for range 50 {
		if _, ok := p.number(kind); !ok {
			return false
		}
		if p.takeWord("en", "of") != "" {
			p.blanks()
			_, ok := p.number(kind)
			return ok
		}
		if !p.take(",") || !p.blanks() {
			return false
		}
	}
	return false
}

// dash takes the dash of "7-9" or "7 – 9".
func (p *citations) dash() bool {
	before := p.at
	p.blanks()
	if p.take("-") || p.take("–") || p.take("—") {
		if p.blanks(); p.at < len(p.text) && isDigit(p.text[p.at]) {
			return true
		}
	}
	p.at = before
	return false
}

// number reads "7.2", "7a", "IV" or, of an annex, "A" and "2A".
func (p *citations) number(kind citationKind) (id string, ok bool) {
	start := p.at
	t := p.text
	for p.at < len(t) && isDigit(t[p.at]) {
		p.at++
	}
	if p.at == start {
		for p.at < len(t) && p.at < start+8 && t[p.at] >= 'A' && t[p.at] <= 'Z' {
			p.at++
		}
		id = t[start:p.at]
		roman := id != "" && strings.Trim(id, "IVXLC") == ""
		if !roman && (kind != citesAnnex || len(id) != 1) {
			return "", false
		}
		if kind == citesAnnex && p.at < len(t) && isDigit(t[p.at]) {
			p.at++
		}
		return strings.ToLower(t[start:p.at]), !p.inWord()
	}
	if p.at-start > 3 {
		return "", false
	}
	for p.at+1 < len(t) && t[p.at] == '.' && isDigit(t[p.at+1]) {
		for p.at++; p.at < len(t) && isDigit(t[p.at]); p.at++ {
		}
	}
	if p.at < len(t) && isLetter(t[p.at]) {
		p.at++
	}
	if p.inWord() || p.unit() {
		return "", false
	}
	return strings.ToLower(t[start:p.at]), true
}

// inWord tells whether the place is in the middle of a word, of a number of a
// law ("6:74") or of a year ("2016/679").
func (p *citations) inWord() bool {
	r, size := utf8.DecodeRuneInString(p.text[p.at:])
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '°' {
		return true
	}
	next, _ := utf8.DecodeRuneInString(p.text[min(p.at+size, len(p.text)):])
	return (r == ':' || r == '/' || r == ',') && unicode.IsDigit(next)
}

// unit tells whether a unit follows, so that a number is an amount.
func (p *citations) unit() bool {
	before := p.at
	defer func() { p.at = before }()
	return p.takeWord("dag", "dagen", "werkdagen", "kalenderdagen", "uur", "uren", "werkuren", "week", "weken", "maand", "maanden", "jaar", "jaren",
		"minuten", "procent", "euro", "days", "hours", "months", "years") != ""
}

// tail reads what follows the number of an article, and keeps the citation; of
// "lid 2 en 3" it makes two.
func (p *citations) tail(c citation) {
	for len(c.parts) < 6 {
		before := p.at
		parts, starts, ends, ok := p.step()
		if !ok {
			p.at = before
			break
		}
		base := c.parts
		for i := range parts {
			c.parts = append(base[:len(base):len(base)], parts[i])
			if i+1 < len(parts) {
				c.end = ends[i]
				p.found = append(p.found, c)
				c.start = starts[i+1]
			}
		}
	}
	c.end = p.at
	p.found = append(p.found, c)
}

// step reads one of "lid 2", ", derde lid", "onder b", "§ 2", "2°" and "(a)";
// with several numbers, where each begins and ends.
func (p *citations) step() (parts []part, starts, ends []int, ok bool) {
	if p.take("(") {
		return p.bracketed()
	}
	p.take(",")
	if !p.blanks() {
		return nil, nil, nil, false
	}
	if p.take("(") {
		return p.bracketed()
	}
	start := p.at
	word := p.word()
	if word == "aanhef" && p.takeWord("en") != "" && p.blanks() {
		word = p.word()
	}
	if n := ordinalNumber(word); n != "" && p.takeWord("lid") != "" {
		return []part{{n, false}}, []int{start}, []int{p.at}, true
	}
	if word != "" && isDigit(word[0]) && p.take("°") {
		return []part{{word + "°", true}}, []int{start}, []int{p.at}, true
	}
	return p.partNumbers(start, word)
}

// bracketed reads "a)" or "1)", behind an opening bracket.
func (p *citations) bracketed() (parts []part, starts, ends []int, ok bool) {
	id, letter := p.letter(), true
	if id == "" {
		from := p.at
		for p.at < len(p.text) && p.at < from+3 && isDigit(p.text[p.at]) {
			p.at++
		}
		id, letter = p.text[from:p.at], false
	}
	if id == "" || !p.take(")") {
		return nil, nil, nil, false
	}
	return []part{{id, letter}}, []int{p.at}, []int{p.at}, true
}

// partNumbers reads the numbers behind "lid" or "onder", which has been taken.
func (p *citations) partNumbers(start int, word string) (parts []part, starts, ends []int, ok bool) {
	letters := false
	switch word {
	case "lid", "leden", "§":
	case "onder", "sub", "onderdeel":
		letters = true
	default:
		return nil, nil, nil, false
	}
	p.blanks()
	for len(parts) < 50 {
		id := ""
		if letters {
			id = p.letter()
		}
		if id == "" {
			from := p.at
			for p.at < len(p.text) && isDigit(p.text[p.at]) {
				p.at++
			}
			if id = p.text[from:p.at]; id != "" && letters && p.take("°") {
				id += "°"
			} else if id == "" || len(id) > 2 || p.inWord() || p.unit() {
				break
			}
		}
		if letters {
			p.take(")")
		}
		parts, starts, ends = append(parts, part{id, letters}), append(starts, start), append(ends, p.at)
		before := p.at
		comma := p.take(",")
		joint := p.takeWord("en", "of", "and", "or")
		if joint == "en" && p.take("/of") {
			joint = "of"
		}
		if joint == "" && (!comma || word != "leden") || !p.blanks() {
			p.at = before
			break
		}
		start = p.at
	}
	if len(parts) == 0 {
		return nil, nil, nil, false
	}
	p.at = ends[len(ends)-1]
	return parts, starts, ends, true
}

// letter takes the letter of an item, or a small Roman number, "" for none.
func (p *citations) letter() string {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= 'a' && p.text[p.at] <= 'z' {
		p.at++
	}
	id := p.text[start:p.at]
	if len(id) == 1 || len(id) <= 5 && id != "" && strings.Trim(id, "ivx") == "" {
		if r, _ := utf8.DecodeRuneInString(p.text[p.at:]); !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’-", r) {
			return id
		}
	}
	p.at = start
	return ""
}

// partFirst reads a citation that begins with its smallest part: "lid 3 van
// artikel 5", "het derde lid", "onder b".
func (p *citations) partFirst(start int, word string) {
	var parts []part
	var starts, ends []int
	if n := ordinalNumber(word); n != "" {
		if p.takeWord("lid") == "" {
			return
		}
		parts, starts, ends = []part{{n, false}}, []int{start}, []int{p.at}
	} else {
		var ok bool
		if parts, starts, ends, ok = p.partNumbers(start, word); !ok {
			return
		}
		if parts[0].letter && parts[0].id[0] <= '9' {
			return // "onder 18"
		}
	}
	c := citation{start: start, kind: citesPart}
	first := len(p.found)
	for i := range parts {
		c.start, c.parts, c.end = starts[i], []part{parts[i]}, ends[i]
		if i+1 < len(parts) {
			p.found = append(p.found, c)
		} else {
			p.tail(c)
		}
	}
	end := p.at
	if p.takeWord("van", "of") != "" {
		if p.takeWord("dit") != "" {
			return
		}
		if p.blanks() {
			word := p.word()
			kind, _, _, ok := keyword(word)
			p.take(".")
			p.blanks()
			if id := ""; ok && kind == citesArticle {
				if id, ok = p.number(kind); ok {
					for i := first; i < len(p.found); i++ {
						p.found[i].kind, p.found[i].id = citesArticle, id
					}
					p.found[len(p.found)-1].end = p.at
					p.annexBehind(first)
					return
				}
			}
		}
		// It belongs to something else: "lid 3 van dat artikel".
		p.found = p.found[:first]
	}
	p.at = end
}

// annexBehind reads "van Bijlage 2" behind articles, and an article behind an
// annex: "Bijlage 2, artikel 3", of the citations from the first on.
func (p *citations) annexBehind(first int) {
	n := len(p.found)
	if n == first {
		return
	}
	last, before := &p.found[n-1], p.at
	if last.kind == citesAnnex {
		p.take(",")
		if w := p.takeWord("artikel", "article", "art", "clause", "paragraaf"); w != "" {
			p.take(".")
			p.blanks()
			if id, ok := p.number(citesArticle); ok {
				c := *last
				p.found = p.found[:n-1]
				c.kind, c.id = citesArticle, id
				p.tail(c)
				return
			}
		}
		p.at = before
		return
	}
	if last.kind == citesPart || p.takeWord("van", "in", "uit", "bij", "of") == "" || !p.blanks() {
		p.at = before
		return
	}
	if kind, _, plural, ok := keyword(p.word()); !ok || kind != citesAnnex || plural || !p.blanks() {
		p.at = before
		return
	}
	id, ok := p.number(citesAnnex)
	if !ok {
		p.at = before
		return
	}
	for i := first; i < n; i++ {
		p.found[i].annex = id
	}
	last.end = p.at
}

// elsewhere tells whether the words behind citations show that they are of a
// law or of another contract. It does not move.
func (p *citations) elsewhere() bool {
	before := p.at
	defer func() { p.at = before }()
	p.take(",")
	if !p.blanks() {
		return false
	}
	start := p.at
	first := p.word()
	if lawName(first, p.text[start:p.at]) {
		return true
	}
	switch first {
	case "van", "uit", "bij":
	case "of":
		if p.takeWord("the") == "" { // or it is Dutch
			return false
		}
	default:
		return false
	}
	for range 7 {
		if !p.blanks() {
			return false
		}
		start = p.at
		w := p.word()
		switch {
		case w == "", w == "deze", w == "dit", w == "this":
			return false
		case lawName(w, p.text[start:p.at]), otherContract(w):
			return true
		case w == "toepassing", w == "kracht", w == "die", w == "is", w == "zijn", w == "wordt", w == "worden", w == "en", w == "of":
			return false
		}
		p.take("-")
	}
	return false
}
