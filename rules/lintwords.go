package rules

import (
	"strings"
	"unicode"

	"github.com/clausule/clausule/rules/pattern"
)

// vocabularyWords finds words of "woordenschat" that no pattern of the rule
// knows: a reader is told that the rule recognises them. A phrase is known when
// each of its words is, common words apart.
func (l *linter) vocabularyWords(q *Requirement) {
	if len(q.Vocabulary.NL)+len(q.Vocabulary.BE) == 0 {
		return
	}
	known := &wordSet{l: l, exact: map[string]bool{}, seen: map[string]bool{}}
	counted := false // the matrix has words of its own
	q.Clauses(func(role Role, _ *Element, _ string, c *Clause) bool {
		if p, err := c.Patterns(); err == nil && role != RoleExcluded {
			for _, p := range []*pattern.Pattern{p.Main, p.Heading, p.Near} {
				if p != nil {
					known.alts(p.Alts)
				}
			}
			if c.Value != nil {
				counted = counted || c.Value.Kind == KindAreas
				known.seen[c.Value.Kind] = true
			}
		}
		return true
	})
	if counted {
		return
	}
	for _, part := range []struct {
		key   string
		words []string
	}{{"nl", q.Vocabulary.NL}, {"be", q.Vocabulary.BE}} {
		for i, phrase := range part.words {
			if strange := known.lacks(phrase); len(strange) > 0 {
				path := "woordenschat." + part.key + "." + itoa(i)
				message, fix := "'"+phrase+"' staat in de woordenschat, maar geen patroon van de eis kent het", "voeg het toe aan een patroon of begrip, of haal het weg"
				if len(strange) < len(strings.Fields(phrase)) {
					message = "'" + phrase + "' staat in de woordenschat, maar geen patroon van de eis kent '" + strings.Join(strange, "' en '") + "'"
				}
				l.note(SeverityWarning, q.Origin, path, q.ID, message, fix)
			}
		}
	}
}

// wordSet holds the words that the patterns of a requirement know.
type wordSet struct {
	l        *linter
	exact    map[string]bool
	wildcard []pattern.Term
	seen     map[string]bool // concepts
}

func (s *wordSet) alts(alts []pattern.Alt) {
	for _, a := range alts {
		for _, t := range a.Terms {
			switch {
			case t.Kind == pattern.Group:
				s.alts(t.Group)
			case t.Kind == pattern.Concept && !s.seen[t.Text]:
				s.seen[t.Text] = true
				s.alts(s.l.forms(t.Text))
			case t.Kind == pattern.Word && (t.Prefix || t.Suffix):
				s.wildcard = append(s.wildcard, t)
			case t.Kind == pattern.Word:
				s.exact[t.Text] = true
			}
		}
	}
}

// lacks gives the words of a phrase that the patterns do not know.
func (s *wordSet) lacks(phrase string) (out []string) {
	for _, word := range strings.FieldsFunc(phrase, func(c rune) bool { return !pattern.IsWordRune(c) }) {
		w := pattern.Fold(word)
		if w == "" || strings.Contains(common+linking, " "+w+" ") || s.knows(w) {
			continue
		}
		out = append(out, word)
	}
	return out
}

// linking are further words that say nothing by themselves.
const linking = " onder na via over per tussen tegen binnen buiten tijdens jegens volgens omtrent inzake daartoe daarvan hiervan ervan daarbij "

// parties are the words that the concepts of the parties know in any contract.
const parties = " verwerker leverancier bewerker dienstverlener aanbieder opdrachtnemer csp cloudleverancier klant opdrachtgever verwerkingsverantwoordelijke afnemer organisatie partijen partij "

func (s *wordSet) knows(word string) bool {
	if s.exact[word] {
		return true
	}
	for _, t := range s.wildcard {
		if wordImplies(pattern.Term{Text: word}, t) {
			return true
		}
	}
	if (s.seen["verwerker"] || s.seen["klant"] || s.seen["partijen"]) && strings.Contains(parties, " "+word+" ") {
		return true
	}
	// Values are known by their kind, not by their words.
	if unicode.IsDigit([]rune(word)[0]) {
		return true
	}
	if s.seen[KindFrequency] {
		if _, ok := perYear([]string{strings.TrimSuffix(word, "e")}); ok {
			return true
		}
		if _, ok := perYear([]string{strings.TrimSuffix(word, "e") + "s"}); ok {
			return true
		}
	}
	return s.seen[KindDuration] && durationUnit(word) != "" || s.seen[KindAmount] && word == "bedrag"
}
