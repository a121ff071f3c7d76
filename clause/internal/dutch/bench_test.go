package dutch

import (
	"strings"
	"testing"
)

// sample is own contract text with the usual share of values and parties.
const sample = `Artikel 7. Datalekken. 7.1. Verwerker informeert Klant zonder onredelijke vertraging, en uiterlijk binnen
achtenveertig (48) uur na ontdekking, over iedere inbreuk in verband met persoonsgegevens (art. 33 AVG). Indien Klant daarom
verzoekt, zal Verwerker meewerken aan het onderzoek en zal hij Klant niet belemmeren in de melding aan de Autoriteit
Persoonsgegevens. 7.2. De beschikbaarheid bedraagt ten minste 99,9% per kalendermaand; back-ups worden dagelijks gemaakt en
30 dagen bewaard. Verwerker schakelt geen subverwerkers in zonder voorafgaande schriftelijke toestemming van Klant. De
aansprakelijkheid is beperkt tot € 1.000.000,- per jaar, tenzij sprake is van opzet. `

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat(sample, 50)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(text, 0)
	}
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat(sample, 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sentences(text)
	}
}

func BenchmarkValues(b *testing.B) {
	text := strings.Repeat(sample, 50)
	tokens := Tokenize(text, 0)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Values(text, 0, tokens)
	}
}

func BenchmarkClauses(b *testing.B) {
	text := strings.Repeat(sample, 50)
	tokens := Tokenize(text, 0)
	mentions := partyMentions(tokens)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Clauses(tokens, mentions, false)
	}
}

// partyMentions names the parties as the contract package would.
func partyMentions(tokens []Token) []Mention {
	var out []Mention
	for i, t := range tokens {
		party := NoParty
		switch t.Text {
		case "verwerker", "leverancier", "opdrachtnemer", "dienstverlener", "wij", "ons", "onze", "bewerker":
			party = Provider
		case "klant", "opdrachtgever", "verwerkingsverantwoordelijke", "u", "uw", "verantwoordelijke", "afnemer":
			party = Customer
		case "partijen":
			party = BothParties
		case "subverwerker", "subverwerkers", "onderaannemer", "onderaannemers":
			party = Subprocessor
		case "toezichthouder":
			party = Authority
		case "derden", "derde":
			party = ThirdParty
		}
		if party != NoParty {
			out = append(out, Mention{i, i + 1, party})
		}
	}
	return out
}
