package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
)

// inTermsOf writes a clause that we propose with the names that the contract
// gives its parties: "Leverancier" becomes "Wolkje", "Klant" becomes "de
// Gemeente". It stays as it is for a party that the contract calls by a pronoun
// or not at all.
func inTermsOf(con *contract.Contract, text string) string {
	var b strings.Builder
	opens := true // a sentence begins here
	for at := 0; at < len(text); {
		end := at
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(r) && r != '-' {
				break
			}
			end += size
		}
		if end == at {
			_, size := utf8.DecodeRuneInString(text[at:])
			if c := text[at]; c == '.' || c == ':' || c == '\n' {
				opens = c != ':'
			}
			b.WriteString(text[at : at+size])
			at += size
			continue
		}
		word, next := text[at:end], end
		article := ""
		if word == "de" || word == "De" {
			if rest := text[end:]; strings.HasPrefix(rest, " ") {
				article = word
				word = leadingLetters(rest[1:])
				next = end + 1 + len(word)
			}
		}
		called, ok := con.Called(modelParty(word))
		if !ok || article == "" && unicode.IsLower(rune(word[0])) {
			b.WriteString(text[at:end])
			at, opens = end, false
			continue
		}
		name := called.Name
		if called.Article != "" {
			name = called.Article + " " + name
		}
		if opens || article == "De" {
			r, size := utf8.DecodeRuneInString(name)
			name = string(unicode.ToUpper(r)) + name[size:]
		}
		b.WriteString(name)
		at, opens = next, false
	}
	return b.String()
}

// modelParty is the party that a word of the catalogue's model clauses means.
func modelParty(word string) dutch.Party {
	switch strings.ToLower(word) {
	case "verwerker", "leverancier", "dienstverlener", "opdrachtnemer", "aanbieder":
		return dutch.Provider
	case "verwerkingsverantwoordelijke", "klant", "opdrachtgever", "afnemer":
		return dutch.Customer
	}
	return dutch.NoParty
}

func leadingLetters(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }); end >= 0 {
		return s[:end]
	}
	return s
}
