package dutch

import (
	"strings"
	"testing"
)

// BenchmarkHostile holds texts that would cost a careless scanner quadratic
// time; the rate should stay within a small factor of the other benchmarks.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range map[string]string{
		"conjunctions": "en of die als dat ", "numbers": "1.1.", "brackets": "[[(({{<<", "verbs": "zal is wordt heeft zijn ", "parties": "verwerker en klant ",
		"pronouns": "hij zal, ", "negations": "niet dat zal ", "dots": "a. ", "units": "uur dagen per jaar ", "words": "een ", "semicolons": "dat niet is; ", "marks": "?!.", "newlines": " \n",
		"exceptions": "tenzij hij, mits zij, behalve ",
	} {
		text := strings.Repeat(unit, 200_000/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Sentences(text)
				tokens := Tokenize(text, 0)
				Values(text, 0, tokens)
				mentions := partyMentions(tokens)
				Exceptions(tokens, mentions, Clauses(tokens, mentions, true))
			}
		})
	}
}
