// Package stylename tells what the name of a paragraph style says of its
// paragraphs.
package stylename

import "strings"

// Role tells whether the name is that of a heading (level 1 to 9, 0 for none)
// or of a line of a table of contents; decided is false where it says neither.
// Names of built-in styles are the same in every language of Word; other
// programs write them in the language of the user: here Dutch, English, French
// and German.
func Role(name string) (heading int, toc, decided bool) {
	name, _, _ = strings.Cut(strings.ToLower(name), ",") // aliases follow a comma
	name = strings.Join(strings.Fields(name), " ")
	switch name {
	case "title", "titel", "titre", "documenttitel":
		return 1, false, true
	case "toc heading", "kopvaninhoudsopgave", "kop van inhoudsopgave", "kop inhoudsopgave", "kop inhopg", "table of figures", "contents heading",
		"inhaltsverzeichnisüberschrift", "inhaltsverzeichnis überschrift", "en-tête de table des matières", "titre de table des matières",
		"lijst met afbeeldingen", "abbildungsverzeichnis", "table des illustrations":
		return 0, true, true
	}
	if word, level, ok := strings.Cut(name, " "); ok && len(level) == 1 && level[0] >= '1' && level[0] <= '9' {
		switch word {
		case "heading", "kop", "überschrift", "titre":
			return int(level[0] - '0'), false, true
		case "toc", "inhopg", "inhoudsopgave", "contents", "verzeichnis", "inhaltsverzeichnis", "tm":
			return 0, true, true
		}
	}
	return 0, false, false
}

// Sentence tells whether text is running text all the same when its style is
// that of a heading: many contracts number their clauses with heading styles.
func Sentence(text string) bool {
	text = strings.TrimSpace(text)
	words := 0
	for range strings.FieldsSeq(text) {
		words++
	}
	if words >= 10 && strings.ContainsAny(text[len(text)-1:], ".;:,") {
		return true
	}
	return words > 30
}
