package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
	"github.com/clausule/clausule/rules"
	"github.com/clausule/clausule/rules/pattern"
)

// A contract may give a common thing a name of its own: "Incident: een inbreuk
// in verband met persoonsgegevens". Definitions promise nothing (G1), but they
// tell what such a name stands for in the articles.

// sharedTerm is a concept that contracts like to rename, with one word that
// the concept is sure to contain.
type sharedTerm struct {
	concept, word string
	pattern       match.PatternID
}

var sharedTerms = []sharedTerm{
	{concept: "inbreuk", word: "datalek"},
	{concept: "sub", word: "subverwerker"},
	{concept: "persoonsgegevens", word: "persoonsgegevens"},
}

// compileShared compiles those concepts that the catalogue knows.
func (c *compiler) compileShared(cat *rules.Catalogue) {
	for _, t := range sharedTerms {
		if _, ok := cat.Concept(t.concept); !ok {
			continue
		}
		text := rules.PatternText{Text: "<" + t.concept + ">", Mode: pattern.Sequence}
		if t.pattern = c.pattern(nil, text); t.pattern != none {
			c.plan.shared = append(c.plan.shared, t)
		}
	}
}

// definedTerm is a name that the contract gives to a shared concept.
type definedTerm struct {
	words []string // folded
	word  string   // of the concept
}

const (
	maxTermWords    = 4   // of a defined name
	maxMeaningWords = 16  // in which the concept must be named
	maxDefinedTerms = 200 // of one contract
)

// definedTerms reads the definitions of the contract.
func (s *surveyor) definedTerms() []definedTerm {
	if len(s.plan.shared) == 0 {
		return nil
	}
	var out []definedTerm
	for i := range s.con.Units {
		u := &s.con.Units[i]
		if u.Role != contract.Definition || len(out) >= maxDefinedTerms {
			continue
		}
		own := u.Own()
		for len(own) > 0 && own[0].Text[0] <= '9' {
			own = own[1:] // a number that stands in the text
		}
		end := 0
		for end < min(len(own), maxTermWords) && own[end].Punct != ':' && own[end].Punct != '\t' {
			end++
		}
		if end >= min(len(own)-1, maxTermWords) || !capital(s.con.Doc.Text, own[0]) {
			continue
		}
		term, meaning := own[:end+1], own[end+1:]
		if s.names(term) {
			continue // "Verwerker: de partij die persoonsgegevens verwerkt"
		}
		for _, t := range s.plan.shared {
			if s.says(t.pattern, meaning[:min(len(meaning), maxMeaningWords)]) && !s.says(t.pattern, term) {
				out = append(out, definedTerm{words: appendWords(nil, term), word: t.word})
				break
			}
		}
	}
	return out
}

// names tells whether a defined name is that of a party.
func (s *surveyor) names(term []dutch.Token) bool {
	text := s.con.Doc.Text[term[0].Start:term[len(term)-1].End]
	for _, p := range s.con.Parties {
		if (p.Party == dutch.Provider || p.Party == dutch.Customer) && slices.ContainsFunc(p.Names, func(name string) bool { return strings.EqualFold(name, text) }) {
			return true
		}
	}
	return false
}

func (s *surveyor) says(id match.PatternID, tokens []dutch.Token) bool {
	s.scanners.own.Load(match.Text{Words: appendWords(nil, tokens)})
	return s.scanners.own.Any(id)
}

// synonyms finds the defined names among the tokens: written with a capital,
// as a lawyer writes a defined term, singular or plural. A verb beside "ik"
// also stands for its third person, which the rules know.
func (s *surveyor) synonyms(tokens []dutch.Token) map[int]string {
	out := firstPersons(tokens)
	for _, d := range s.terms {
		for i := 0; i+len(d.words) <= len(tokens); i++ {
			last := i + len(d.words) - 1
			if !inflected(tokens[last].Text, d.words[len(d.words)-1]) || !capital(s.con.Doc.Text, tokens[i]) {
				continue
			}
			same := true
			for k := range d.words[:len(d.words)-1] {
				same = same && tokens[i+k].Text == d.words[k]
			}
			if same {
				if out == nil {
					out = map[int]string{}
				}
				out[last] = d.word
			}
		}
	}
	return out
}

// firstPersons gives the third person of the verbs right before or behind "ik".
func firstPersons(tokens []dutch.Token) map[int]string {
	var out map[int]string
	for i, t := range tokens {
		if t.Text != "ik" {
			continue
		}
		if out == nil {
			out = map[int]string{}
		}
		for _, k := range [...]int{i - 1, i + 1} {
			if k < 0 || k >= len(tokens) {
				continue
			}
			if third := thirdPerson(tokens[k].Text); third != "" {
				out[k] = third
			}
		}
	}
	return out
}

// thirdPerson turns "meld" into "meldt", "sla" into "slaat". What is no verb
// becomes a word that no rule asks for.
func thirdPerson(first string) string {
	switch first {
	case "", "kan", "mag", "wil", "zal", "ben":
		return ""
	case "heb":
		return "heeft"
	case "ga", "sla", "sta":
		return first + "at"
	}
	if first[len(first)-1] == 't' {
		return ""
	}
	return first + "t"
}

// inflected tells whether a word is the other or its plural.
func inflected(word, base string) bool {
	if len(word) < len(base) || word[:len(base)] != base {
		return false
	}
	switch word[len(base):] {
	case "", "s", "en", "n", "es", "sen":
		return true
	}
	return false
}

func capital(text string, t dutch.Token) bool {
	r, _ := utf8.DecodeRuneInString(text[t.Start:])
	return unicode.IsUpper(r)
}
