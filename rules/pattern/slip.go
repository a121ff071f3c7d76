package pattern

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// slip is something that people write in a pattern who know another notation, or
// whose word processor wrote it for them. Most of it would read as words and then
// match nothing, or the opposite of what was meant, so it is refused.
type slip struct {
	at           int // byte offset in the word
	message, fix string
}

// operators are words of other query languages; in capitals they are hardly meant
// as words.
var operators = map[string]string{
	"OF": "schrijf '|' tussen de keuzes: (a | b)", "OR": "schrijf '|' tussen de keuzes: (a | b)",
	"EN": "zet de woorden gewoon naast elkaar", "AND": "zet de woorden gewoon naast elkaar",
	"NIET": "zet wat er niet mag staan onder 'zonder:'", "NOT": "zet wat er niet mag staan onder 'zonder:'",
}

const regexFix = "patronen zijn geen reguliere expressies: schrijf meld* voor woorden die zo beginnen, (a | b) voor een keuze en ..8 voor ten hoogste acht woorden ertussen"

// findSlip looks for slips in a word as written; more tells whether further words
// follow in the same sequence.
func findSlip(raw string, more bool) *slip {
	if fix, ok := operators[raw]; ok {
		return &slip{0, "'" + raw + "' is hier een gewoon woord", fix + "; bedoelt u het woord zelf, schrijf het dan klein"}
	}
	if at := strings.Index(raw, ".*"); at >= 0 {
		return &slip{at, "'.*' betekent hier niets", regexFix}
	}
	if strings.Contains(raw, "&lt;") || strings.Contains(raw, "&gt;") {
		return &slip{strings.IndexByte(raw, '&'), "punthaken zoals in een webpagina", "schrijf een begrip als <melden>"}
	}
	if name := strings.Trim(raw, "[]{}"); ValidName(name) && strings.ContainsRune("[{", rune(raw[0])) {
		return &slip{0, "'" + raw[:1] + "' betekent hier niets", "schrijf <" + name + "> voor het begrip, of alleen " + name + " voor het woord"}
	}
	body := strings.Trim(raw, "*")
	if strings.HasPrefix(body, "'") && !apostrophe(body) {
		return &slip{strings.IndexByte(raw, '\''), "aanhalingstekens betekenen hier niets", "haal ze weg; zet woorden die bij elkaar horen tussen haakjes: (in kennis)"}
	}
	if strings.HasPrefix(body, "-") && Fold(body) != "" {
		return &slip{strings.IndexByte(raw, '-'), "een streepje voor een woord betekent hier niets", "zet wat er niet mag staan onder 'zonder:'"}
	}
	if more && endsSentence(body) {
		return &slip{strings.LastIndexByte(raw, '.'), "na deze punt begint een nieuwe zin, en een patroon past binnen één zin", "haal de punt weg, of maak er twee patronen van"}
	}
	before := rune(0)
	for i, c := range raw {
		after, _ := utf8.DecodeRuneInString(raw[i+utf8.RuneLen(c):])
		if message, fix := strange(c, before, after); message != "" {
			return &slip{i, message, fix}
		}
		before = c
	}
	// Marks that do not count may part a sign from what it stands against.
	before = 0
	folded := Fold(raw)
	for i, c := range folded {
		after, _ := utf8.DecodeRuneInString(folded[i+utf8.RuneLen(c):])
		if c == '%' {
			if message, fix := strange(c, before, after); message != "" {
				return &slip{max(0, strings.IndexByte(raw, '%')), message, fix}
			}
		}
		before = c
	}
	return nil
}

// strange tells what is wrong with a character between two others of a word.
func strange(c, before, after rune) (message, fix string) {
	switch {
	case c == '%' && !(unicode.IsDigit(before) || !wordEnd(before) && !wordEnd(after)):
		return "'%' staat alleen achter een getal of los", "schrijf bijvoorbeeld 99,5% of <percentage>"
	case foreign(c):
		return "'" + string(c) + "' is een letter uit een ander alfabet", "typ het woord opnieuw"
	case IsWordRune(c) || c == '*' || c == '.':
		return "", ""
	case c == '/' && unicode.IsDigit(before) && unicode.IsDigit(after), c == '&' && wordEnd(before) && wordEnd(after):
		return "", ""
	case c == '/' && wordEnd(before) && wordEnd(after):
		return "'/' betekent hier niet 'of'", "schrijf een keuze als (a | b); staat het zo in het contract, schrijf dan twee woorden naast elkaar"
	case strings.ContainsRune(",:", c) && unicode.IsDigit(before) && unicode.IsDigit(after):
		return "", ""
	case strings.ContainsRune(",;", c):
		return "een leesteken telt niet mee: '" + string(c) + "'", "schrijf '|' tussen keuzes, of haal het weg"
	case c == '!':
		return "'!' betekent hier niets", "zet wat er niet mag staan onder 'zonder:'"
	case strings.ContainsRune(`\[]{}?+$=~#`, c):
		return "'" + string(c) + "' betekent hier niets", regexFix
	case strings.ContainsRune("\"“”„‟‘‚", c):
		return "aanhalingstekens betekenen hier niets", "haal ze weg; zet woorden die bij elkaar horen tussen haakjes: (in kennis)"
	case strings.ContainsRune("«»‹›〈〉⟨⟩＜＞", c):
		return "'" + string(c) + "' is geen punthaak", "schrijf een begrip als <melden>"
	case c == '…':
		return "'…' is één teken (uit Word)", "schrijf twee punten: '..' of '..8'"
	case strings.ContainsRune("–—", c):
		return "een lang streepje (uit Word)", "schrijf een gewoon koppelteken, of haal het weg"
	case c == '@':
		return "'@' staat in geen woord", "gebruik <emailadres>"
	case !unicode.IsGraphic(c):
		return "een onzichtbaar teken in een woord", "typ het woord opnieuw"
	}
	return "'" + string(c) + "' staat in geen woord", "haal het weg"
}

// foreign tells whether the letter looks Latin and is not: a word with it in a
// pattern is met by no contract.
func foreign(c rune) bool {
	if c < 0x250 && c != '\u00b5' { // the micro sign is a mu
		return false
	}
	for _, r := range norm.NFKD.String(string(c)) {
		if unicode.In(r, unicode.Cyrillic, unicode.Greek) {
			return true
		}
	}
	return false
}

func wordEnd(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// apostrophe tells whether the word is one that begins with an apostrophe.
func apostrophe(word string) bool {
	head, _, _ := strings.Cut(word[1:], "-")
	switch strings.ToLower(head) {
	case "s", "t", "n", "m", "k", "r":
		return true
	}
	return false
}

// endsSentence tells whether the dot behind a word is a full stop and not that of
// an abbreviation.
func endsSentence(word string) bool {
	body, ok := strings.CutSuffix(word, ".")
	return ok && !strings.Contains(body, ".") && utf8.RuneCountInString(body) > 5
}
