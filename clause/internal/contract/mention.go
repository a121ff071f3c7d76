package contract

import (
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// name is a name of a party in this contract, as folded words.
type name struct {
	words []string
	party dutch.Party
	// capital: the name counts only where it is written with a capital.
	capital bool
	// article: it counts only behind "de" or "het".
	article bool
}

// names is what a contract calls its parties.
type names struct {
	byFirst map[string][]name // longest first
	// us and you: "wij" or "ik" means the provider and "u" the customer.
	us, you bool
}

// find returns the mentions in tokens, in order and without overlap. Text is
// the text of the document, for capitals.
func (n *names) find(text string, tokens []dutch.Token) []dutch.Mention {
	var out []dutch.Mention
	for i := 0; i < len(tokens); {
		size, party := n.at(text, tokens, i)
		if size == 0 {
			i++
			continue
		}
		if party != dutch.NoParty {
			out = append(out, dutch.Mention{Start: i, End: i + size, Party: party})
		}
		i += size
	}
	return out
}

// at reads a name at token i: its length in tokens and its party. A length
// with NoParty is passed over as a whole.
func (n *names) at(text string, tokens []dutch.Token, i int) (int, dutch.Party) {
	w := tokens[i].Text
	for _, c := range n.byFirst[w] {
		if matches(tokens, i, c.words) && (!c.capital || capital(text, tokens[i])) && (!c.article || behindArticle(text, tokens, i)) {
			if len(c.words) == 1 && c.party == dutch.Provider && i > 0 && otherProvider(tokens[i-1].Text) && roleWord(w) == dutch.Provider {
				return 1, dutch.Subprocessor
			}
			return len(c.words), c.party
		}
	}
	if opensPhrase(w) {
		for k := range phraseRole {
			if c := &phraseRole[k]; matches(tokens, i, c.words) {
				return len(c.words), c.party
			}
		}
	}
	prev := ""
	if i > 0 && tokens[i-1].Punct == 0 {
		prev = tokens[i-1].Text
	}
	switch w {
	case "wij", "we", "ons", "onze", "ik", "mij", "mijn":
		if n.us {
			return 1, dutch.Provider
		}
		return 0, dutch.NoParty
	case "u", "uw", "je", "jij", "jouw", "jullie":
		if n.you {
			return 1, dutch.Customer
		}
		return 0, dutch.NoParty
	case "ap":
		if raw(text, tokens[i]) == "AP" {
			return 1, dutch.Authority
		}
	case "derde":
		if i+1 < len(tokens) && tokens[i].Punct == 0 && (ordinalNoun(tokens[i+1].Text) || roleWord(tokens[i+1].Text) == dutch.Provider) {
			return 0, dutch.NoParty
		}
		if prev == "het" {
			return 0, dutch.NoParty
		}
		return 1, dutch.ThirdParty
	case "klanten", "leveranciers", "afnemers", "verwerkers", "dienstverleners":
		// The provider's own suppliers, the customer's own customers.
		if possessive(prev) && !(n.us && prev == "onze" && w == "klanten") || i+2 < len(tokens) && tokens[i].Punct == 0 && tokens[i+1].Text == "van" {
			if roleWord(w) == dutch.Provider {
				return 1, dutch.Subprocessor
			}
			return 1, dutch.NoParty
		}
	case "partijen":
		switch prev {
		case "3de", "3e", "externe", "andere", "derde", "overige", "onafhankelijke":
			return 1, dutch.ThirdParty
		}
	case "partij":
		if prev == "andere" || prev == "wederpartij" {
			return 1, dutch.BothParties
		}
	case "verantwoordelijke":
		if n.controller(text, tokens, i) {
			return 1, dutch.Customer
		}
		return 0, dutch.NoParty
	case "gemeente", "instelling", "onderwijsinstelling", "bestuur", "schoolbestuur", "organisatie", "opdrachtgevende":
		// "de Gemeente" with a capital in the middle of a sentence is a party.
		if (prev == "de" || prev == "het") && capital(text, tokens[i]) {
			return 1, dutch.Customer
		}
		return 0, dutch.NoParty
	}
	party := roleWord(w)
	if party == dutch.Provider && otherProvider(prev) {
		return 1, dutch.Subprocessor
	}
	if party == dutch.NoParty {
		return 0, dutch.NoParty
	}
	return 1, party
}

// behindArticle tells whether the word at token i has an article, or is written
// with a capital as a name without one is.
func behindArticle(text string, tokens []dutch.Token, i int) bool {
	if i == 0 || tokens[i-1].Punct != 0 {
		return capital(text, tokens[i])
	}
	switch tokens[i-1].Text {
	case "de", "het", "den":
		return true
	}
	return capital(text, tokens[i])
}

// controller tells whether "verantwoordelijke" at token i is the party and not
// the adjective of "de verantwoordelijke medewerker".
func (n *names) controller(text string, tokens []dutch.Token, i int) bool {
	if capital(text, tokens[i]) {
		return true
	}
	if i == 0 || tokens[i].Punct != 0 {
		return i > 0 && tokens[i-1].Punct == 0 && determiner(tokens[i-1].Text)
	}
	switch tokens[i-1].Text {
	case "de", "door", "aan", "van", "namens", "voor", "met":
	default:
		return false
	}
	if i+1 == len(tokens) {
		return true
	}
	switch next := tokens[i+1].Text; next {
	case "is", "heeft", "zal", "kan", "mag", "moet", "dient", "stelt", "geeft", "wordt", "van", "in", "op", "te", "om", "en", "of", "voor", "met", "bij", "die",
		"niet", "tijdig", "schriftelijk", "door", "aan", "over", "uit", "binnen", "zonder", "onverwijld", "direct", "de", "het", "een", "alle", "verwerkt",
		"meldt", "bepaalt", "behoudt", "blijft", "staat", "tegen", "tot", "naar", "als", "indien", "worden", "dan", "verstrekt", "ontvangt", "onmiddellijk":
		return true
	}
	return false
}

// ordinalNoun tells whether a word after "derde" makes it the ordinal, or the
// adjective of "derde landen".
func ordinalNoun(w string) bool {
	switch w {
	case "lid", "land", "landen", "jaar", "maand", "kwartaal", "week", "dag", "werkdag", "alinea", "punt", "streepje", "keer", "maal", "fase", "paragraaf", "zin", "volzin", "deel", "graad":
		return true
	}
	return false
}

func matches(tokens []dutch.Token, i int, words []string) bool {
	if i+len(words) > len(tokens) {
		return false
	}
	for k, w := range words {
		if tokens[i+k].Text != w || k > 0 && hard(tokens[i+k-1].Punct) {
			return false
		}
	}
	return true
}

// hard tells whether punctuation parts the words of a name. A full stop does
// not: "WPOT B.V." and "Acme.AI" are names.
func hard(c byte) bool {
	switch c {
	case ',', ';', ':', '?', '!', '\t', '(', ')':
		return true
	}
	return false
}

// raw is a token as written.
func raw(text string, t dutch.Token) string {
	if t.Start < 0 || t.End > len(text) || t.Start > t.End {
		return ""
	}
	return text[t.Start:t.End]
}

// capital tells whether a token is written with a capital.
func capital(text string, t dutch.Token) bool {
	r, _ := utf8.DecodeRuneInString(raw(text, t))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}
