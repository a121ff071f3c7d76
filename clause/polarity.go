package clause

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/clause/internal/match"
)

// What is here tells whether a hit of a pattern speaks for or against the
// guarantee: whose promise it is, whether it is denied, and whether it binds.

// weakOptional is what a promise lacks that the provider may keep or not.
const weakOptional = "de leverancier mag het doen, maar hoeft niet"

// optional tells whether the provider may do all that a hit speaks of and need
// not, where the pattern does not say so itself.
func (s *surveyor) optional(r *requirementPlan, spans []match.Span) bool {
	if r.Bearer != "leverancier" {
		return false
	}
	found := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil || c.Actor != dutch.Provider || c.Modality != dutch.Right || len(c.Negations) > 0 {
			return false
		}
		for k := c.Start; k < c.End; k++ {
			switch s.words[k] {
			case "enkel", "uitsluitend", "alleen", "slechts": // what he may not do otherwise
				return false
			case "of":
				if s.whether(k, c) {
					return false
				}
			case "mag", "mogen", "kan", "kunnen", "recht", "gerechtigd", "bevoegd":
				if inside(k, spans) {
					return false
				}
			}
		}
		found = true
	}
	return found
}

// whether tells whether an "of" opens what somebody finds out: "beproeft of hij het
// kan terugzetten". The subject stands right behind it, and no verb between.
func (s *surveyor) whether(of int, c *dutch.Clause) bool {
	if of+2 >= c.End {
		return false
	}
	switch s.words[of+2] {
	case "mag", "mogen", "kan", "kunnen", "zal", "zullen":
		return false // "of hij kan …" is another main clause
	}
	switch s.words[of+1] {
	case "hij", "zij", "wij", "we", "ze", "het", "deze":
		return true
	}
	return slices.ContainsFunc(s.u.Mentions, func(m dutch.Mention) bool { return m.Start == of+1 && m.Party == dutch.Provider })
}

func (s *surveyor) clauseAt(token int) *dutch.Clause {
	for i := range s.u.Clauses {
		if c := &s.u.Clauses[i]; c.Start <= token && token < c.End {
			return c
		}
	}
	return nil
}

// otherParty tells whether a clause lays its duty on the customer or an
// authority. What the customer may do, receives or is denied is no duty of his.
func otherParty(c *dutch.Clause) bool {
	if c.Answers == dutch.Customer && c.Actor != dutch.Provider {
		return true // "Klant zorgt ervoor dat derden …"
	}
	switch c.Actor {
	case dutch.Customer:
		return c.Modality != dutch.Right && c.Modality != dutch.Refusal
	case dutch.Authority:
		return true
	}
	return false
}

// wrongParty tells whether every clause that the hit touches is promised by
// the party that the requirement protects. A right of that party is no burden.
func (s *surveyor) wrongParty(r *requirementPlan, spans []match.Span) bool {
	if r.Bearer != "leverancier" {
		return false
	}
	wrong := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		switch {
		case c == nil:
		case otherParty(c), c.Stranger:
			wrong = true
		case c.Actor == dutch.NoParty && s.laidWithCustomer(spans):
			wrong = true
		case c.Subordinate && c.Actor == dutch.NoParty:
			// "om zijn systemen te beveiligen" is for whoever the main
			// clause speaks of.
		case c.Subordinate && c.Actor == dutch.Customer:
			// "Maak een kopie en test of u die kunt terugzetten": what he may do
			// makes his duty no promise of the other.
		default:
			return false
		}
	}
	return wrong
}

// byParty tells whether a hit is what one of the parties by its name is to do.
func (s *surveyor) byParty(r *requirementPlan, spans []match.Span) bool {
	return r.Bearer == "leverancier" && slices.ContainsFunc(spans, func(sp match.Span) bool {
		c := s.clauseAt(sp.Start)
		return sp.End > sp.Start && c != nil && (c.Actor == dutch.Provider || c.Actor == dutch.Customer)
	})
}

// negated tells whether the clause of the first term is negated by a word that
// is no part of the hit, and whether it is an outright refusal.
func (s *surveyor) negated(spans []match.Span, by *clausePlan) (negated, refusal bool) {
	for i, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil {
			return false, false
		}
		if len(c.Negations) == 0 && s.released(c) {
			return true, true
		}
		if len(c.Negations) == 0 && s.withheld(spans[i+1:], c, by, spans) {
			return true, true
		}
		if len(c.Negations) == 0 {
			// "een verzoek dat op de gegevens ziet, dan meldt zij dit niet"
			if last := s.clauseAt(sp.End - 1); last != nil {
				c = last
			}
		}
		within := false
		for _, n := range c.Negations {
			if s.appended(n, spans) {
				continue
			}
			if !covered(n, spans, by.negating) {
				return true, c.Modality == dutch.Refusal
			}
			within = true
		}
		return within && s.stretches(c, spans, by), c.Modality == dutch.Refusal
	}
	return false, false
}

// appended tells whether a negation behind the whole hit denies only what "en"
// adds to it: "verwerkt uitsluitend op instructie en niet voor eigen doeleinden".
// "Niet vaker dan eenmaal per jaar" denies nothing either.
func (s *surveyor) appended(n int, spans []match.Span) bool {
	if n == 0 || n+1 >= len(s.words) {
		return false
	}
	if s.words[n] == "niet" && s.words[n+1] == "vaker" && !inside(n, spans) {
		return true
	}
	for _, sp := range spans {
		if sp.End > n {
			return false
		}
	}
	if s.words[n-1] != "en" {
		return false
	}
	switch s.words[n] {
	case "niet", "nooit", "nimmer":
	default:
		return false
	}
	switch s.words[n+1] {
	case "voor", "ten", "met", "tot", "aan", "in", "op", "uit", "buiten", "via", "langs", "door", "ter":
		return true
	}
	return false
}

// manner knows the words that "niet" denies instead of the act: "meldt niet
// onverwijld".
func manner(word string) bool {
	switch word {
	case "onverwijld", "direct", "meteen", "terstond", "onmiddellijk", "altijd", "steeds", "volledig", "geheel", "automatisch", "noodzakelijkerwijs", "noodzakelijk", "per", "alleen", "slechts", "enkel", "uitsluitend":
		return true
	}
	return false
}

// released tells whether a clause frees the provider from what it speaks of:
// "is Leverancier ontslagen van iedere verplichting om …".
func (s *surveyor) released(c *dutch.Clause) bool {
	if c.Actor == dutch.Customer {
		return false
	}
	start := c.Start
	for c.Subordinate && start > 0 && s.u.Tokens[start-1].Punct == 0 {
		start--
	}
	for k := start; k+1 < c.End; k++ {
		switch s.words[k] {
		case "ontslagen", "ontheven", "vrijgesteld":
			return s.words[k+1] == "van"
		}
	}
	return false
}

// withheld tells whether a later term of a hit stands in a clause that takes it
// away with "zonder": "de dienst eindigt, zonder dat Klant aanspraak heeft op
// voortzetting".
func (s *surveyor) withheld(rest []match.Span, first *dutch.Clause, by *clausePlan, spans []match.Span) bool {
	for _, sp := range rest {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil || c == first || c.Actor != dutch.Customer {
			continue
		}
		for _, n := range c.Negations {
			if s.words[n] == "zonder" && n < sp.Start && !covered(n, spans, by.negating) {
				return true
			}
		}
	}
	return false
}

// declines tells whether the provider says outright that he does not do what a
// hit speaks of: "Leverancier versleutelt de gegevens niet". That he does not do
// it towards someone else, or not without something, is no such word.
func (s *surveyor) declines(r *requirementPlan, spans []match.Span) bool {
	if r.Bearer != "leverancier" {
		return false
	}
	found := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil || c.Subordinate || c.Actor != dutch.Provider || c.Modality != dutch.Plain || len(c.Negations) != 1 {
			return false
		}
		if n := c.Negations[0]; n+1 < len(s.words) && manner(s.words[n+1]) {
			return false
		}
		found = true
	}
	for _, w := range s.words {
		switch w {
		case "zonder", "tenzij", "behoudens", "zelf", "rechtstreeks", "derde", "derden", "anderen", "betrokkene", "betrokkenen", "gedurende", "ook", "meer", "dan", "als", "indien", "zolang", "wanneer", "voordat", "alvorens":
			return false
		}
	}
	return found
}

// entitles tells whether a hit says only what the customer may do, which takes
// nothing away from him.
func (s *surveyor) entitles(spans []match.Span) bool {
	found := false
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		c := s.clauseAt(sp.Start)
		if c == nil || c.Actor != dutch.Customer || c.Modality != dutch.Right || len(c.Negations) > 0 && !s.needNot(c) {
			return false
		}
		found = true
	}
	return found
}

// needNot tells whether a clause says what the customer does not have to do.
func (s *surveyor) needNot(c *dutch.Clause) bool {
	for k := c.Start; k < c.End; k++ {
		switch s.words[k] {
		case "hoeft", "hoeven", "hoef":
			return true
		}
	}
	return false
}

// apart tells whether a refusal says itself what is refused, and a semicolon
// stands between it and all that the hit says: "de plicht tot afgifte wijkt voor
// de wet; Verwerker hoeft de gegrondheid niet te onderzoeken".
func (s *surveyor) apart(spans []match.Span, negating termSet) bool {
	others := false
	for i, sp := range spans {
		if sp.End <= sp.Start || !negating.has(i) {
			continue
		}
		for k, other := range spans {
			if k == i || other.End <= other.Start || negating.has(k) {
				continue
			}
			others = true
			if !s.infinitive(sp.Start, spans) || !s.semicolon(min(sp.End, other.End), max(sp.Start, other.Start)) {
				return false
			}
		}
	}
	return others
}

// contrasted tells whether "wel" stands between a denial and all that the hit
// says is denied: "niet versleuteld, wel een fysiek beveiligd datacenter".
func (s *surveyor) contrasted(spans []match.Span, negating termSet) bool {
	found := false
	for i, sp := range spans {
		if sp.End <= sp.Start || !negating.has(i) {
			continue
		}
		if s.turns(sp.Start+1, sp.End) {
			return true // "niet … wel … beveiligd" as one term
		}
		for k, other := range spans {
			if k == i || other.End <= other.Start || negating.has(k) {
				continue
			}
			if other.Start < sp.End || !s.turns(sp.End, other.Start) {
				return false
			}
			found = true
		}
	}
	return found
}

// turns tells whether a "wel" between two tokens turns from what is not so to
// what is; "dan wel" and "ook wel" do not.
func (s *surveyor) turns(from, to int) bool {
	for k := from; k < to; k++ {
		if s.words[k] == "wel" && s.words[k-1] != "dan" && s.words[k-1] != "ook" {
			return true
		}
	}
	return false
}

// infinitive tells whether the clause of a token goes on with "te onderzoeken"
// outside the hit.
func (s *surveyor) infinitive(token int, spans []match.Span) bool {
	c := s.clauseAt(token)
	if c == nil {
		return false
	}
	for k := token; k+1 < c.End; k++ {
		if s.words[k] == "te" {
			return !inside(k+1, spans)
		}
	}
	return false
}

// semicolon tells whether one stands between two tokens.
func (s *surveyor) semicolon(from, to int) bool {
	for k := max(0, from-1); k < to && k < len(s.u.Tokens); k++ {
		if s.u.Tokens[k].Punct == ';' {
			return true
		}
	}
	return false
}

// denied tells whether what speaks against the guarantee is itself negated: "een
// retentierecht komt Leverancier niet toe". Where the hit rests on a negation
// of its own a further one goes on with it ("niet …, ook niet …"), and one behind
// "en" speaks of something else.
func (s *surveyor) denied(spans []match.Span) bool {
	var c *dutch.Clause
	for _, sp := range spans {
		if sp.End <= sp.Start {
			continue
		}
		at := s.clauseAt(sp.Start)
		if at == nil || c != nil && at != c {
			return false
		}
		c = at
	}
	if c == nil {
		return false
	}
	other := false
	for _, n := range c.Negations {
		if inside(n, spans) {
			return false
		}
		other = other || s.words[n] != "zonder" && !s.coordinated(n, c.Start)
	}
	for k := c.Start; k < c.End && !other; k++ {
		other = excludes(s.words[k]) && !inside(k, spans) && !s.coordinated(k, c.Start)
	}
	return other
}

// excludes knows the words by which a clause takes away what it speaks of:
// "retentierecht en opschorting zijn uitgesloten".
func excludes(word string) bool {
	switch word {
	case "uitgesloten", "verboden", "ontzegd":
		return true
	}
	return false
}

// coordinated tells whether a word stands right behind "en" or "maar".
func (s *surveyor) coordinated(token, from int) bool {
	for k := token - 1; k >= from && k > token-4; k-- {
		switch s.words[k] {
		case "en", "maar", "doch":
			return true
		}
	}
	return false
}

// inside tells whether a token is part of a hit.
func inside(token int, spans []match.Span) bool {
	for _, sp := range spans {
		if sp.Start <= token && token < sp.End {
			return true
		}
	}
	return false
}

// covered tells whether a term that can hold a negation covers the token.
func covered(token int, spans []match.Span, negating termSet) bool {
	for i, sp := range spans {
		if sp.Start <= token && token < sp.End && negating.has(i) {
			return true
		}
	}
	return false
}

// stretches tells whether the hit stands there without the words that negate the
// clause as well: then its terms only stretch over them, as "stelt … in kennis"
// over "niet".
func (s *surveyor) stretches(c *dutch.Clause, spans []match.Span, by *clausePlan) bool {
	if by.main == none {
		return false
	}
	if s.probed != c {
		s.probed = c
		words := slices.Clone(s.words)
		for _, n := range c.Negations {
			words[n] = "·"
		}
		s.scanners.probe().Load(match.Text{Words: words, Dynamic: s.places, Synonyms: s.synonyms(s.u.Tokens)})
	}
	for _, h := range s.scanners.probe().Match(by.main, s.around) {
		if slices.Equal(h.Spans, spans) {
			return true
		}
	}
	return false
}
