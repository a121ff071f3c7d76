package dutch_test

import (
	"fmt"

	"github.com/clausule/clausule/clause/internal/dutch"
)

func ExampleTokenize() {
	for _, t := range dutch.Tokenize("De sub-verwerker meldt, één keer.", 0) {
		fmt.Printf("%d-%d %s %q\n", t.Start, t.End, t.Text, t.Punct)
	}
	// Output:
	// 0-2 de '\x00'
	// 3-16 subverwerker '\x00'
	// 17-22 meldt ','
	// 24-29 een '\x00'
	// 30-34 keer '.'
}

func ExampleSentences() {
	text := "Zie art. 28 lid 3 AVG. Acme B.V. meldt elk datalek."
	for _, r := range dutch.Sentences(text) {
		fmt.Println(text[r.Start:r.End])
	}
	// Output:
	// Zie art. 28 lid 3 AVG.
	// Acme B.V. meldt elk datalek.
}

func ExampleValues() {
	text := "Verwerker meldt zo mogelijk binnen 24 uur, maar uiterlijk binnen achtenveertig (48) uur."
	for _, v := range dutch.Values(text, 0, dutch.Tokenize(text, 0)) {
		fmt.Println(v.Kind, text[v.Span.Start:v.Span.End], v.Norm, v.Hours, v.Bound, v.Soft)
	}
	// Output:
	// duration 24 uur PT24H 24 max true
	// duration achtenveertig (48) uur PT48H 48 max false
}

func ExampleClauses() {
	text := "Indien Klant daarom verzoekt, is Verwerker niet verplicht mee te werken."
	tokens := dutch.Tokenize(text, 0)
	mentions := []dutch.Mention{{Start: 1, End: 2, Party: dutch.Customer}, {Start: 5, End: 6, Party: dutch.Provider}}
	for _, c := range dutch.Clauses(tokens, mentions, false) {
		fmt.Println(text[tokens[c.Start].Start:tokens[c.End-1].End])
		fmt.Println(" ", c.Actor, c.Modality, c.Conditional, len(c.Negations))
	}
	// Output:
	// Indien Klant daarom verzoekt
	//   customer plain true 0
	// is Verwerker niet verplicht mee te werken
	//   provider refusal false 1
}
