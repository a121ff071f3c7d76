package dutch

import "sort"

// passive tells whether the part is in the passive voice.
func (p *parser) passive(part *part) bool {
	became, done, state := -1, -1, -1 // a form of worden, a participle, one that tells a state
	for k := part.start; k < part.end; k++ {
		switch p.text(k) {
		case "wordt", "werd", "werden", "geworden":
			became = k
		case "worden":
			if p.text(k-1) != "te" || part.verb < 0 || p.is(part.verb, auxiliary) {
				became = k
			}
		default:
			if p.is(k, pastForm) && (k != part.verb || part.subordinate()) {
				done = k
				if predicative(p.text(k)) {
					state = k
				}
			}
		}
	}
	if done < 0 {
		return became >= 0 && part.kind == mainPart && p.text(part.end-1) != "" && became == part.verb && p.interrupted(part)
	}
	if became >= 0 {
		return part.verb < 0 || part.subordinate() || p.is(part.verb, auxiliary)
	}
	if part.verb < 0 {
		return false
	}
	switch p.text(part.verb) {
	case "is", "zijn", "was", "waren":
		if done == state || !part.subordinate() && done < part.verb || part.subordinate() && (done > part.verb+2 || done < part.verb-2) || p.is(done, infinitive) && p.text(done-1) == "te" {
			return false
		}
		first := p.firstWord(part)
		if part.subordinate() {
			first = max(first, part.body)
		}
		return !p.named(p.skipDeterminers(first, part.end)) && !p.is(first, pronoun) && p.behindIsFree(part)
	}
	return false
}

// interrupted tells whether the clause behind the next goes on with this one.
func (p *parser) interrupted(part *part) bool {
	i := sort.Search(len(p.parts), func(i int) bool { return p.parts[i].start >= part.start })
	for k := i + 1; k < len(p.parts) && k < i+5; k++ {
		if p.parts[k].kind == resumedPart && p.parts[k].governor == i {
			return true
		}
	}
	return false
}

// behindIsFree tells whether no party is the subject behind the verb.
func (p *parser) behindIsFree(part *part) bool {
	return p.behind(part, false) == NoParty && !p.is(part.verb+1, pronoun)
}

// predicative knows participles that say what someone is, not what is done.
func predicative(word string) bool {
	switch word {
	case "gehouden", "gerechtigd", "verplicht", "bevoegd", "gecertificeerd", "gevestigd", "bekend", "beperkt", "gebonden", "bereid", "betrokken", "bestemd", "gelijk", "geschikt", "gemachtigd":
		return true
	}
	return false
}

// agent finds who acts in a passive clause: "door Verwerker", but not "de door
// Klant verstrekte gegevens".
func (p *parser) agent(part *part) Party {
	for k := part.start; k+1 < part.end; k++ {
		if w := p.text(k); w != "door" && w != "vanwege" {
			continue
		}
		m := p.mentionAt(p.skipDeterminers(k+1, part.end))
		if m < 0 || p.possessive(m) {
			continue
		}
		if p.is(k-1, determiner) && !(p.is(k-1, opener) && k-1 == part.start) && p.hard(k) == 0 && k > part.start && !p.verb[k-1] {
			continue
		}
		if after := p.mentions[m].End; after < part.end && p.attributive(after, part.end) {
			continue
		}
		if p.ofNoun(part, k) {
			continue
		}
		return p.withPartner(m)
	}
	return NoParty
}

// ofNoun tells whether "door" at token k says who does what a noun before it
// names, and not who does what the verb says: "Na bevestiging van ontvangst door
// Klant wist Verwerker …", "worden na opzegging door Klant gewist".
func (p *parser) ofNoun(part *part, k int) bool {
	if first := p.firstWord(part); !part.subordinate() && first < k && k < part.verb && p.is(first, preposition) {
		return true
	}
	switch p.text(k - 1) {
	case "ontvangst", "bevestiging", "goedkeuring", "toestemming", "opzegging", "akkoord", "verzoek", "aanvaarding", "ondertekening", "instemming":
		return true
	}
	return false
}

// attributive tells whether an inflected participle starts at token i, perhaps
// behind an adverb: "verstrekte gegevens".
func (p *parser) attributive(i, end int) bool {
	for k := i; k < end && k < i+3; k++ {
		w := p.text(k)
		if p.hard(k) != 0 && k > i {
			return false
		}
		if len(w) > 4 && w[len(w)-1] == 'e' && p.is(k, adjective) && participle(w[:len(w)-1]) {
			return true
		}
		if p.class[k]&(adverb|preposition) == 0 {
			return false
		}
	}
	return false
}
