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
// Gemeente". A party that the contract only calls "wij" or "u", or nothing, goes
// by one name in all clauses: they stand side by side in one contract.
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
		party := modelParty(word)
		if party == dutch.NoParty || article == "" && unicode.IsLower(rune(word[0])) {
			b.WriteString(text[at:end])
			at, opens = end, false
			continue
		}
		called, ok := con.Called(party)
		if !ok {
			called = contract.Called{Name: unnamed(con, party), Article: strings.ToLower(article)}
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

// unnamed is the name of a party that the contract gives none: one that goes with
// that of the other.
func unnamed(con *contract.Contract, party dutch.Party) string {
	other := dutch.Provider
	if party == dutch.Provider {
		other = dutch.Customer
	}
	called, _ := con.Called(other)
	processing := modelParty(called.Name) == other && strings.Contains(strings.ToLower(called.Name), "verwerk")
	switch {
	case party == dutch.Provider && processing:
		return "Verwerker"
	case party == dutch.Provider:
		return "Leverancier"
	case processing:
		return "Verwerkingsverantwoordelijke"
	}
	return "Klant"
}

func leadingLetters(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }); end >= 0 {
		return s[:end]
	}
	return s
}
