package dutch

import "strings"

// Unpromised says why a statement of the provider is no promise though its verb
// would make it one.
type Unpromised uint8

// The reasons.
const (
	Promised Unpromised = iota
	Intended            // "is voornemens", "hoopt", "werkt aan"
	Past                // "heeft in het verleden"
	Lapsed              // "het certificaat is verlopen"
)

// UnpromisedAt tells whether clause i states what its subject
// means to do, or what was so, and gives the tokens of which that holds,
// half open. Clauses are those of [Clauses].
func UnpromisedAt(tokens []Token, clauses []Clause, i int) (Unpromised, int, int) {
	c := &clauses[i]
	if c.Conditional || c.Subordinate || c.End <= c.Start || classify(tokens[c.Start].Text)&finite != 0 && c.Start+1 < c.End {
		return Promised, 0, 0 // "Is Verwerker voornemens …, dan …"
	}
	why := unpromised(tokens, c)
	if why == Promised {
		return Promised, 0, 0
	}
	end := c.End
	for n := i + 1; n < len(clauses) && clauses[n].Subordinate && !clauses[n].Conditional && clauses[n].Start == end && !ends(tokens[end-1].Punct) && why == Intended; n++ {
		end = clauses[n].End
	}
	return why, c.Start, end
}

func unpromised(tokens []Token, c *Clause) Unpromised {
	word := func(k int) string {
		if k < c.Start || k >= c.End {
			return ""
		}
		return tokens[k].Text
	}
	perfect, past, lapsed, proof := false, false, false, false
	for k := c.Start; k < c.End; k++ {
		switch w := tokens[k].Text; w {
		case "voornemens":
			return Intended
		case "plan":
			if word(k-1) == "van" {
				return Intended
			}
		case "hoopt", "hopen", "overweegt", "overwegen", "ambieert", "ambieren":
			return Intended
		case "intentie", "voornemen", "ambitie":
			if v := word(k - 1); v == "de" || v == "het" {
				if h := word(k - 2); h == "heeft" || h == "hebben" {
					return Intended
				}
			}
		case "verwacht", "verwachten":
			// "wordt verwacht", "verwacht van zijn medewerkers dat …"
			if v := word(k + 1); v != "van" && v != "dat" && !aux(tokens, c) && hasInfinitive(tokens, c, k) {
				return Intended
			}
		case "onderzoekt", "onderzoeken":
			// The question itself stands in a clause of its own.
			if k+1 < len(tokens) {
				switch tokens[k+1].Text {
				case "of", "hoe":
					// Not of what is at hand: "onderzoekt of het verzoek rechtmatig is".
					for a := k + 2; a < len(tokens) && a < k+16 && !ends(tokens[a-1].Punct); a++ {
						switch tokens[a].Text {
						case "toekomst", "termijn", "inrichten", "invoeren", "aanbieden":
							return Intended
						}
					}
				}
			}
			for a := k + 1; a < c.End && a < k+3; a++ {
				if strings.HasPrefix(word(a), "mogelijkhe") {
					return Intended
				}
			}
		case "werkt", "werken":
			if word(k+1) == "aan" && (word(k+2) == "een" || word(k+2) == "invoering" || word(k+2) == "implementatie") {
				return Intended
			}
		case "heeft", "hebben", "werd", "werden", "had", "hadden", "was", "waren":
			perfect = true
		case "verleden":
			past = past || word(k-1) == "het"
		case "voorheen", "vroeger", "destijds", "indertijd":
			past = true
		case "tot":
			for a := k + 1; a < c.End && a < k+5; a++ {
				past = past || year(word(a))
			}
		case "verlopen", "ingetrokken", "geschorst":
			lapsed = true
		default:
			proof = proof || strings.HasPrefix(w, "certific") || strings.HasSuffix(w, "certificaat") || strings.HasSuffix(w, "certificering") || w == "polis" || w == "verzekering"
		}
	}
	switch {
	case perfect && past:
		return Past
	case lapsed && proof:
		return Lapsed
	}
	return Promised
}

// aux tells whether the clause has "wordt" or "mag" as its verb.
func aux(tokens []Token, c *Clause) bool {
	for k := c.Start; k < c.End; k++ {
		switch tokens[k].Text {
		case "wordt", "worden", "mag", "mogen", "kan", "kunnen":
			return true
		}
	}
	return false
}

// hasInfinitive tells whether "te" follows token k in the clause.
func hasInfinitive(tokens []Token, c *Clause, k int) bool {
	for ; k < c.End; k++ {
		if tokens[k].Text == "te" {
			return true
		}
	}
	return false
}

// year tells whether a word is the number of a year of this time.
func year(word string) bool {
	return len(word) == 4 && (strings.HasPrefix(word, "19") || strings.HasPrefix(word, "20")) && word[2] >= '0' && word[2] <= '9' && word[3] >= '0' && word[3] <= '9'
}
