package dutch

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Range is a half-open range of bytes.
type Range struct{ Start, End int }

// Sentences cuts text into sentences and trims the space around them. A blank
// line ends a sentence, a single line break, a cell border and a semicolon do
// not. Full stops in abbreviations, numbers, initials, web addresses and
// numbering at the start ("7.2. Verwerker …") do not end one either.
func Sentences(text string) []Range {
	var out []Range
	start := 0
	emit := func(end int) {
		if r := trimRange(text, start, end); r.Start < r.End {
			out = append(out, r)
		}
		start = end
	}
	for pos := 0; pos < len(text); {
		i := strings.IndexAny(text[pos:], ".?!\n")
		if i < 0 {
			break
		}
		pos += i
		if text[pos] == '\n' {
			if end := blankLine(text, pos); end > 0 {
				emit(pos)
				pos = end
				start = end
			} else {
				pos++
			}
			continue
		}
		end := pos + 1
		for end < len(text) && (text[end] == '.' || text[end] == '?' || text[end] == '!') {
			end++
		}
		run := end - pos
		after := closers(text, end)
		if sentenceEnds(text, start, pos, run, after) {
			if n := footnoteMark(text, pos, after); n > 0 {
				after += n
			}
			emit(after)
			end = after
		}
		pos = end
	}
	emit(len(text))
	return out
}

func trimRange(text string, start, end int) Range {
	part := text[start:end]
	left := strings.TrimLeftFunc(part, unicode.IsSpace)
	start += len(part) - len(left)
	return Range{start, start + len(strings.TrimRightFunc(left, unicode.IsSpace))}
}

// blankLine gives the end of the empty line that follows the line break at pos,
// or 0.
func blankLine(text string, pos int) int {
	for i := pos + 1; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i + 1
		case ' ', '\t', '\r', '\v', '\f':
		default:
			return 0
		}
	}
	return 0
}

// closers skips quotes and brackets that close behind the full stop.
func closers(text string, pos int) int {
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		if !strings.ContainsRune(")]}\"'”’»", r) {
			return pos
		}
		pos += n
	}
	return pos
}

// footnoteMark gives the length of a footnote number glued to the full stop
// at pos ("gewist.12 Klant").
func footnoteMark(text string, pos, after int) int {
	n := 0
	for after+n < len(text) && isDigit(text[after+n]) {
		n++
	}
	if n == 0 || n > 3 || pos < 3 || !lowerASCII(text[pos-1]) || !lowerASCII(text[pos-2]) || !lowerASCII(text[pos-3]) {
		return 0
	}
	if after+n < len(text) && !isSpaceByte(text[after+n]) {
		return 0
	}
	return n
}

func lowerASCII(c byte) bool { return 'a' <= c && c <= 'z' }

// sentenceEnds decides on the run of terminators at pos. After is the place
// behind the run and the brackets and quotes that close it.
func sentenceEnds(text string, start, pos, run, after int) bool {
	if after+footnoteMark(text, pos, after) >= len(text) {
		return true
	}
	if run >= 4 {
		return false // leader or blank: "Naam: ........"
	}
	mark := footnoteMark(text, pos, after)
	next := after + mark
	if r, _ := utf8.DecodeRuneInString(text[next:]); !unicode.IsSpace(r) {
		return false
	}
	abbreviated := notAbbreviated
	if text[pos] == '.' && run == 1 {
		abbreviated = abbreviation(text, start, pos)
	}
	if abbreviated == abbreviatedAlways {
		return false
	}
	opener := false
	for next < len(text) {
		r, n := utf8.DecodeRuneInString(text[next:])
		if !strings.ContainsRune("([{\"'“‘„«-–—•●▪*§", r) && !unicode.IsSpace(r) {
			break
		}
		opener = opener || !unicode.IsSpace(r)
		next += n
		if next-after > 64 {
			return true
		}
	}
	if next >= len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[next:])
	switch {
	case unicode.IsUpper(r), unicode.IsTitle(r):
		if abbreviated == abbreviatedName {
			return startsSentence(text[next:])
		}
		return true
	case unicode.IsDigit(r):
		return abbreviated == notAbbreviated && numberingFollows(text[next:])
	case unicode.IsLower(r):
		return false
	}
	return abbreviated == notAbbreviated && !opener
}

// numberingFollows tells whether the text starts with the number of an article
// or item before a capital: "7.2 Verwerker", "3. De", "4) Klant".
func numberingFollows(text string) bool {
	i := 0
	for i < len(text) && i < 12 && (isDigit(text[i]) || text[i] == '.') {
		i++
	}
	if i < len(text) && text[i] == ')' {
		i++
	}
	j := i
	for j < len(text) && j < i+8 && isSpaceByte(text[j]) {
		j++
	}
	if j == i || j >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[j:])
	return unicode.IsUpper(r)
}

type abbreviationKind uint8

const (
	notAbbreviated    abbreviationKind = iota
	abbreviatedAlways                  // never ends a sentence: "art.", "i.v.m."
	abbreviatedName                    // ends one only before a word that starts sentences: "B.V."
	abbreviatedMaybe                   // ends one before a capital: "enz."
)

// abbreviation looks at the word before the full stop at pos in the sentence
// that began at start.
func abbreviation(text string, start, pos int) abbreviationKind {
	from := pos
	for from > start && pos-from < 40 {
		r, n := utf8.DecodeLastRuneInString(text[start:from])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != 'º' && r != '°' {
			break
		}
		from -= n
	}
	word := strings.TrimLeft(text[from:pos], ".")
	if word == "" {
		return notAbbreviated
	}
	from = pos - len(word)
	if isDigit(word[0]) {
		if strings.Trim(word, "0123456789.") == "" && onlyLabel(text[start:from]) {
			return abbreviatedAlways // numbering in front of its sentence
		}
		return notAbbreviated
	}
	lower := strings.ToLower(word)
	if strings.Contains(word, ".") {
		return dotted(word, lower)
	}
	if utf8.RuneCountInString(word) == 1 {
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case onlyLabel(text[start:from]):
			return abbreviatedAlways // "a. Verwerker"
		case word == "u":
			return abbreviatedMaybe
		case word == "s" && (strings.HasSuffix(text[start:from], "’") || strings.HasSuffix(text[start:from], "'")):
			return notAbbreviated // "de foto's. Klant", "de kassa’s. Klant"
		case unicode.IsUpper(r) && namesPart(text[start:from]):
			return abbreviatedMaybe // "zie Bijlage B. De"
		}
		return abbreviatedAlways // an initial
	}
	if onlyLabel(text[start:from]) && roman(word) {
		return abbreviatedAlways
	}
	if word == "BV" || word == "NV" || word == "BW" || word == "KB" || word == "BS" || word == "NL" {
		return notAbbreviated
	}
	switch lower {
	case "art", "artt", "onderd", "par", "hfdst", "bijl", "nr", "nrs", "no", "nos", "blz", "pag", "pp", "jo", "jº", "jcto",
		"ca", "max", "incl", "excl", "resp", "evt", "bijv", "bv", "zgn", "zg", "vgl", "cf", "nl", "tel", "mr", "mrs", "dr", "drs",
		"ir", "ing", "prof", "mevr", "mw", "dhr", "stb", "stcrt", "trb", "reg", "dir", "sr", "rv", "pb", "pbeu", "ex", "st", "ds",
		"jhr", "vnl", "div", "afd", "ref", "mob", "fig", "tab", "vlg", "inz", "overw", "vb", "dd", "mbt", "ivm", "tav", "tbv",
		"jr", "gem", "ong":
		return abbreviatedAlways
	case "jan", "feb", "febr", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec":
		if digitBefore(text[start:from]) {
			return abbreviatedAlways
		}
	case "enz", "etc", "min", "sec", "btw", "ed", "ea", "ev", "aub", "wkd":
		return abbreviatedMaybe
	}
	return notAbbreviated
}

// dotted judges an abbreviation with inner full stops.
func dotted(word, lower string) abbreviationKind {
	for _, part := range strings.Split(word, ".") {
		if utf8.RuneCountInString(part) > 2 {
			// A web address, a file name, or "kl.u"; only the last is short all over.
			return notAbbreviated
		}
	}
	if strings.ContainsAny(word, "0123456789") {
		return notAbbreviated
	}
	switch lower {
	case "e.d", "e.a", "e.v", "e.e.a", "a.u.b", "c.s", "n.t.b", "m.m", "kl.u", "n.v.t", "p.m", "o.i.d", "p.j", "p.d", "p.u":
		return abbreviatedMaybe
	}
	if word != lower {
		return abbreviatedName
	}
	return abbreviatedAlways
}

// onlyLabel tells whether the text holds no more than what may stand before the
// number of an article or item.
func onlyLabel(text string) bool {
	if len(text) > 40 {
		return false
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch strings.ToLower(word) {
		case "art", "artikel", "lid", "bijlage", "annex", "hoofdstuk", "paragraaf", "onderdeel", "sub", "stap", "deel", "appendix", "clausule", "punt":
		default:
			return false
		}
	}
	return true
}

// namesPart tells whether the text ends in a word that a letter completes.
func namesPart(text string) bool {
	text = strings.TrimRightFunc(text[max(0, len(text)-24):], unicode.IsSpace)
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i >= 0 {
		text = text[i+1:]
	}
	switch strings.ToLower(text) {
	case "bijlage", "annex", "artikel", "lid", "sub", "onderdeel", "categorie", "deel", "niveau", "klasse", "appendix", "schema", "optie", "punt", "onder":
		return true
	}
	return false
}

func digitBefore(text string) bool {
	text = strings.TrimRightFunc(text[max(0, len(text)-8):], unicode.IsSpace)
	return text != "" && isDigit(text[len(text)-1])
}

func roman(word string) bool { return len(word) <= 6 && strings.Trim(word, "IVX") == "" }

// startsSentence tells whether the first word is one that opens sentences
// rather than one that belongs to a name.
func startsSentence(text string) bool {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	switch text[:end] {
	case "De", "Het", "Een", "Eén", "Deze", "Dit", "Die", "Dat", "Indien", "Als", "Wanneer", "Bij", "In", "Op", "Voor", "Na",
		"Aan", "Met", "Door", "Tot", "Ten", "Ter", "Zij", "Hij", "Wij", "We", "U", "Er", "Hierna", "Hiervan", "Hierbij", "Daarnaast",
		"Partijen", "Verwerker", "Klant", "Opdrachtgever", "Opdrachtnemer", "Leverancier", "Dienstverlener", "Verwerkingsverantwoordelijke",
		"Bewerker", "Verantwoordelijke", "Onder", "Over", "Uit", "Binnen", "Tenzij", "Voorts", "Tevens", "Ook", "Alle", "Iedere", "Elke",
		"Geen", "Onze", "Uw", "Zo", "Om", "Tijdens", "Gedurende", "Uiterlijk", "Daarom", "Daarbij":
		return true
	}
	return false
}
