package dutch

import "strings"

// People who act in a contract without being a party to it.

// staff finds the party whose people are the subject: "de medewerkers van
// Verwerker", "onze medewerkers", "de afdeling Beheer van Klant".
func (p *parser) staff(i, end int) Party {
	for k := i; k < end && k < i+4; k++ {
		if !staffNoun(p.text(k)) {
			if p.is(k, determiner|adjective) && !p.is(k, preposition) || p.named(k) || p.compound(k) {
				continue
			}
			return NoParty
		}
		if p.named(k - 1) {
			return p.mentions[p.owner[k-1]-1].Party
		}
		of := k + 1
		if unitNoun(p.text(k)) {
			for of < end && of < k+3 && p.class[of] == 0 && !p.named(of) && p.hard(of) == 0 {
				of++ // its name
			}
		}
		if w := p.text(of); w == "van" || w == "bij" {
			if m := p.mentionAt(p.skipDeterminers(of+1, end)); m >= 0 {
				return p.mentions[m].Party
			}
		}
		return NoParty
	}
	return NoParty
}

// compound tells whether token k is the first half of a word with a hyphen:
// "ICT" of "ICT-afdeling".
func (p *parser) compound(k int) bool {
	return k+1 < len(p.tokens) && p.tokens[k+1].Start == p.tokens[k].End+1 && p.class[k] == 0 && unitNoun(p.text(k+1))
}

func staffNoun(word string) bool {
	switch word {
	case "medewerkers", "medewerker", "personeel", "personeelsleden", "werknemers", "servicedesk", "helpdesk", "beheerders", "beheerder", "functionaris", "directie", "team", "gebruikers":
		return true
	}
	return unitNoun(word) || strings.HasSuffix(word, "beheerder") || strings.HasSuffix(word, "beheerders")
}

// unitNoun knows the parts of an organisation, which may have a name.
func unitNoun(word string) bool {
	switch word {
	case "archiefdienst", "personeelsdienst", "automatiseringsdienst", "ictdienst":
		return true
	}
	return strings.HasSuffix(word, "afdeling")
}

// stranger tells whether those who use the service, and no party, do in the part
// what a party would promise.
func (p *parser) stranger(part *part) bool {
	subject := false
	first := p.firstWord(part)
	at := [...]int{first, part.verb + 1}
	for n, k := range at {
		if n == 1 && (part.verb < 0 || part.verb > first+1 && !p.is(first, preposition|adverb)) {
			break
		}
		subject = subject || userNoun(p.text(p.skipDeterminers(k, part.end)))
	}
	for k := part.start; k+1 < part.end && !subject; k++ {
		subject = p.text(k) == "door" && userNoun(p.text(p.skipDeterminers(k+1, part.end)))
	}
	if !subject {
		return false
	}
	for k := part.start; k < part.end; k++ {
		if promised(p.text(k)) {
			return true
		}
	}
	return false
}

func userNoun(word string) bool {
	switch word {
	case "gebruiker", "gebruikers", "eindgebruiker", "eindgebruikers", "burger", "burgers", "inwoner", "inwoners", "leerling", "leerlingen", "student", "studenten", "patient", "patienten", "bezoeker", "bezoekers":
		return true
	}
	return false
}

// promised knows the verbs of what a provider promises and users do at most for
// themselves.
func promised(word string) bool {
	switch word {
	case "meldt", "melden", "gemeld", "versleutelt", "versleutelen", "versleuteld", "maakt", "maken", "gemaakt", "test", "testen", "getest", "vernietigt", "vernietigen", "vernietigd", "informeert", "informeren":
		return true
	}
	return false
}
