package rules

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/rules/pattern"
)

// unseen gives the name of a character that nobody sees and that parts a word in
// two; "" for any other.
func unseen(c rune) string {
	switch {
	case c == '\u00ad':
		return "een zacht koppelteken"
	case c >= '\u200b' && c <= '\u200f', c == '\u2060', c == '\ufeff', c >= '\u202a' && c <= '\u202e', c >= '\u2066' && c <= '\u2069':
		return "een teken zonder breedte"
	}
	return ""
}

// wrongSpace tells whether the text begins with white space that YAML does not
// take for a space, and which.
func wrongSpace(text string) string {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " "))
	switch {
	case c == '\t':
		return "een tab"
	case c != ' ' && c != '\r' && c != '\n' && unicode.IsSpace(c):
		return "een harde spatie (uit Word)"
	}
	return ""
}

// spaces finds white space that is none to YAML where it needs a space: before
// the value, after a dash and after the colon of a key. The column is 0 if there
// is none.
func spaces(line string) (column int, what string) {
	rest := line
	found := func(what string) (int, string) {
		rest = strings.TrimLeft(rest, " ")
		return utf8.RuneCountInString(line) - utf8.RuneCountInString(rest) + 1, what
	}
	if what := wrongSpace(rest); what != "" && strings.TrimSpace(rest) != "" {
		return found(what)
	}
	rest = strings.TrimLeft(rest, " ")
	for strings.HasPrefix(rest, "-") && len(rest) > 1 {
		if what := wrongSpace(rest[1:]); what != "" {
			rest = rest[1:]
			return found(what)
		}
		if rest[1] != ' ' {
			return 0, ""
		}
		rest = strings.TrimLeft(rest[1:], " ")
	}
	if key, value, ok := strings.Cut(rest, ":"); ok && pattern.ValidName(key) {
		if what := wrongSpace(value); what != "" {
			rest = value
			return found(what)
		}
	}
	return 0, ""
}

// lineSlip is what people write in a line of YAML that the parser tells in other
// words or in another place. The column is 0 if there is nothing of the kind.
func lineSlip(line string) (column int, message, fix string) {
	body := strings.TrimLeft(line, " ")
	indent := len(line) - len(body)
	first, width := utf8.DecodeRuneInString(body)
	switch {
	case strings.ContainsRune("–—•·‣●▪", first) && width > 1:
		return indent + 1, fmt.Sprintf("'%c' begint voor YAML geen regel van een lijst (het komt uit Word)", first), "schrijf een gewoon streepje met een spatie: '- '"
	case first == '-' && len(body) > 1 && isLower(body[1]):
		if key, _, ok := strings.Cut(body[1:], ":"); ok && pattern.ValidName(key) {
			return indent + 2, "na het streepje ontbreekt een spatie", "schrijf '- " + key + ": …'"
		}
	}
	rest := body
	for strings.HasPrefix(rest, "- ") {
		rest = strings.TrimLeft(rest[2:], " ")
	}
	key, value, ok := strings.Cut(rest, ":")
	if !ok || !pattern.ValidName(strings.ToLower(key)) {
		return 0, "", ""
	}
	at := utf8.RuneCountInString(line) - utf8.RuneCountInString(value) + 1
	if value != "" && value[0] != ' ' && value[0] != '/' && !strings.HasPrefix(value, ":") {
		return at, "na de dubbele punt ontbreekt een spatie", "schrijf '" + key + ": …'"
	}
	text := strings.TrimLeft(value, " ")
	at += len(value) - len(text)
	switch c, _ := utf8.DecodeRuneInString(text); {
	case strings.ContainsRune("“”„‘’‚", c) && text != "":
		return at, "krullende aanhalingstekens (uit Word) zijn voor YAML gewone letters", "schrijf rechte: '…'"
	case pattern.ValidName(strings.TrimRight(strings.TrimSuffix(strings.TrimSpace(text), ":"), " ")) && strings.HasSuffix(strings.TrimSpace(text), ":"):
		return at, "twee sleutels op één regel", "schrijf '" + strings.TrimSpace(text) + "' op de volgende regel, twee spaties verder ingesprongen"
	case strings.HasPrefix(text, "| ") || strings.HasPrefix(text, "> "):
		return at, fmt.Sprintf("een waarde die met '%c' begint, is in YAML een tekstblok", c), "begin niet met '" + string(c) + "', of zet de hele waarde tussen enkele aanhalingstekens"
	}
	return 0, "", ""
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

// misplaced tells of a line that begins in another column than the lines that it
// could belong to; "" if it stands in one of theirs.
func (r *reader) misplaced(number int) (message, fix string) {
	if number < 2 || number > len(r.lines) {
		return "", ""
	}
	line := r.lines[number-1]
	own, raw := indentOf(line), len(line)-len(strings.TrimLeft(line, " "))
	if own < 0 {
		return "", ""
	}
	if n, ok := r.above(number); ok && own > raw {
		before := r.lines[n-1]
		at := len(before) - len(strings.TrimLeft(before, " "))
		if at <= raw && !strings.HasPrefix(before[at:], "- ") && !strings.HasSuffix(strings.TrimRight(before, " \r"), ":") {
			return "een lijst zonder sleutel erboven", "zet er een sleutel boven, zoals 'een-van:', of haal het streepje weg"
		}
	}
	open, nearest := math.MaxInt, -1
	var levels []int
	for i := number - 2; i >= 0; i-- {
		n := indentOf(r.lines[i])
		if n < 0 || n >= open && !(raw == own && strings.HasPrefix(r.lines[i][min(own, len(r.lines[i])):], "- ")) {
			continue
		}
		if open == math.MaxInt && n < own && strings.HasSuffix(strings.TrimRight(r.lines[i], " \r"), ":") {
			return "", "" // the first below its key may stand in any column
		}
		if before := r.lines[i]; raw == own && open > own && !belongsToPattern(line) && len(before)-len(strings.TrimLeft(before, " ")) == own && n > own {
			return fmt.Sprintf("regel %d begint met een streepje en deze niet, terwijl ze onder elkaar staan", i+1), fmt.Sprintf("haal het streepje op regel %d weg, of zet er hier ook een", i+1)
		}
		if n == own {
			return "", ""
		}
		open = n
		levels = append(levels, n)
		if nearest < 0 || abs(n-own) < abs(nearest-own) {
			nearest = n
		}
	}
	if len(levels) == 0 {
		return "", ""
	}
	return fmt.Sprintf("deze regel springt %d spaties in en hoort zo nergens bij", own),
		fmt.Sprintf("sleutels van één rijtje beginnen in dezelfde kolom: hier bijvoorbeeld %d spaties", nearest)
}

// belongsToPattern tells whether a line holds a key that stands below another in
// the same item of a list.
func belongsToPattern(line string) bool {
	key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
	switch key {
	case "zonder", "kop", "bereik", "mist", "ontkend-telt", "ieder", "wijkt", "plaats", "tekst", "hoort", "reden", "door", "tot":
		return true
	}
	return false
}

// above is the nearest line with text above a line.
func (r *reader) above(number int) (int, bool) {
	for n := number - 1; n >= 1; n-- {
		if indentOf(r.lines[n-1]) >= 0 {
			return n, true
		}
	}
	return 0, false
}

// tooDeep notes a key below a value that it cannot belong to: YAML reads it as
// the rest of that value.
func (r *reader) tooDeep(number int, err error) bool {
	if number < 1 || number >= len(r.lines) {
		return false
	}
	line, next := r.lines[number-1], r.lines[number]
	own, deep := indentOf(line), indentOf(next)
	body := strings.TrimLeft(next, " ")
	key, _, ok := strings.Cut(body, ":")
	_, value, _ := strings.Cut(line[max(own, 0):], ": ")
	if own < 0 || deep <= own || !ok || !pattern.ValidName(key) || strings.Contains(value, ": ") {
		return false
	}
	r.faults = append(r.faults, &Error{Origin: Origin{File: r.file, Line: number + 1, Column: deep + 1}, ID: r.id,
		Message: fmt.Sprintf("'%s' springt te ver in en hoort zo bij de waarde op de regel erboven", key),
		Fix:     fmt.Sprintf("laat de regel met %d spaties beginnen, of laat de waarde erboven weg", own), Err: err})
	return true
}

// keyWithoutColon tells of a line that begins with a word as keys are and has no
// colon.
func (r *reader) keyWithoutColon(number int) (key, rest string, ok bool) {
	if number < 1 || number > len(r.lines) {
		return "", "", false
	}
	body := strings.TrimSpace(r.lines[number-1])
	for strings.HasPrefix(body, "- ") {
		body = strings.TrimLeft(body[2:], " ")
	}
	key, rest, ok = strings.Cut(body, " ")
	key = strings.TrimRight(key, ";=.,")
	rest = strings.TrimLeft(rest, "=; ")
	return key, quoteless(rest), ok && pattern.ValidName(key) && !strings.Contains(body, ":") && rest != ""
}

// quoteless cuts a text for a message.
func quoteless(s string) string { return strings.Trim(quoteShort(s), "'") }

// indentOf is where the first key of a line begins, after its dashes; -1 for a
// line without text.
func indentOf(line string) int {
	body := strings.TrimLeft(line, " ")
	if body == "" || body[0] == '#' || body == "\r" {
		return -1
	}
	for strings.HasPrefix(body, "- ") {
		body = strings.TrimLeft(body[2:], " ")
	}
	return len(line) - len(body)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// likelyName is the valid name that somebody may have meant, or "".
func likelyName(s string) string {
	s = strings.Trim(s, " '\"“”„‘’‚<>")
	name := strings.Join(strings.FieldsFunc(strings.ToLower(plain(s)), func(c rune) bool { return unicode.IsSpace(c) || c == '_' || c == '/' }), "-")
	if pattern.ValidName(name) {
		return name
	}
	return ""
}

// otherWords are words that people write for those that a rule knows.
var otherWords = map[string]string{
	"verplicht": "must", "moet": "must", "hoog": "must", "mandatory": "must", "required": "must", "shall": "must", "high": "must", "essentieel": "must", "kritiek": "must",
	"bijlage": "must-bijlage", "must-annex": "must-bijlage",
	"aanbevolen": "should", "gewenst": "should", "wenselijk": "should", "recommended": "should", "middel": "should", "medium": "should", "hoort": "should",
	"optioneel": "could", "kan": "could", "mag": "could", "optional": "could", "may": "could", "laag": "could", "low": "could", "nice to have": "could",
	"verwerker": "leverancier", "opdrachtnemer": "leverancier", "dienstverlener": "leverancier", "supplier": "leverancier", "provider": "leverancier", "processor": "leverancier", "bewerker": "leverancier", "l": "leverancier",
	"verwerkingsverantwoordelijke": "klant", "opdrachtgever": "klant", "customer": "klant", "controller": "klant", "afnemer": "klant", "k": "klant",
	"beiden": "beide", "partijen": "beide", "both": "beide", "b": "beide", "contract": "document", "overeenkomst": "document", "d": "document",
	"tijd": "duur", "termijn": "duur", "uren": "duur", "dagen": "duur", "werkdagen": "duur", "%": "percentage", "euro": "bedrag", "keer": "frequentie", "duration": "duur", "procent": "percentage", "geld": "bedrag", "amount": "bedrag", "frequency": "frequentie", "aantal": "frequentie",
	"sentence": "zin", "alinea": "lid", "paragraph": "lid", "paragraaf": "artikel", "article": "artikel", "overal": "contract",
	"ja": "true", "waar": "true", "yes": "true", "nee": "false", "onwaar": "false", "no": "false",
	"law": "wet", "house": "huis", "kantoor": "eigen", "own": "eigen",
	// keys
	"naam": "id", "importance": "belang", "prioriteit": "belang", "bearer": "drager", "partij": "drager", "source": "bron", "bronnen": "bron",
	"elements": "elementen", "examples": "voorbeelden", "thresholds": "drempels", "termijnen": "drempels", "model": "modeltekst", "modelclausule": "modeltekst",
	"all": "alle", "sequence": "reeks", "word": "woord", "words": "woord", "woorden": "woord", "without": "zonder", "niet": "zonder", "value": "waarde", "heading": "kop",
	"any-of": "een-van", "een van": "een-van", "eenvan": "een-van", "patronen": "een-van", "ontbrekend": "mist", "lacks": "mist", "reason": "mist", "reden": "mist", "tekort": "mist",
	"goed": "voldaan", "voldoet": "voldaan", "partial": "deels", "gedeeltelijk": "deels", "conflict": "strijdig", "conflicts": "strijdig", "missing": "ontbreekt", "fout": "ontbreekt", "telt-niet": "ontbreekt",
	"max": "hoogstens", "maximaal": "hoogstens", "min": "minstens", "minimaal": "minstens", "kind": "soort", "near": "bij", "text": "tekst", "place": "plaats", "vindplaats": "plaats", "wet": "document",
}

// patternKeys are the keys that hold the pattern of a clause.
var patternKeys = []string{"alle", "reeks", "woord", "waarde"}

// meant is the word that may have been meant among those that are allowed: one
// that looks like it, or one that means the same; "" if none.
func meant(word string, allowed []string) string {
	word = strings.ToLower(strings.Trim(word, " '\"“”„‘’‚"))
	for _, a := range allowed {
		if a == word {
			return a
		}
	}
	if other, ok := otherWords[word]; ok {
		for _, a := range allowed {
			if a == other {
				return a
			}
		}
	}
	return nearest(word, allowed)
}
