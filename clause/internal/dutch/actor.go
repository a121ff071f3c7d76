package dutch

import (
	"sort"
	"strings"
)

// actor finds who acts in the part. Source is the clause it takes its actor from
// when it names none.
func (p *parser) actor(part *part, source *Clause, before []Clause, previous Party, passive bool) Party {
	if passive {
		return p.agent(part)
	}
	if p.told(part, source) {
		return Customer
	}
	if p.served(part) {
		return NoParty
	}
	if m := p.charged(part); m != NoParty {
		return m
	}
	if part.without > 0 {
		if source != nil {
			return source.Actor
		}
		return NoParty
	}
	if part.subordinate() {
		return p.subActor(part, previous)
	}
	first := p.firstWord(part)
	if part.verb < 0 {
		if source != nil && !part.fresh {
			return source.Actor
		}
		return p.headActor(part, first)
	}
	if part.kind == resumedPart && source != nil && source.Actor != NoParty {
		return source.Actor
	}
	if part.verb == first {
		return p.invertedActor(part, source, previous)
	}
	// The constituent before the verb.
	if m := p.mentionAt(p.skipDeterminers(first, part.verb)); m >= 0 && p.mentions[m].End <= part.verb && !p.possessive(m) && !p.is(first, preposition) {
		return p.withPartner(m)
	}
	if p.is(first, pronoun) || (p.text(first) == "deze" || p.text(first) == "die" || p.text(first) == "dit") && part.verb == first+1 {
		if p.text(first) == "dit" {
			return p.behind(part, true)
		}
		return p.resolve(first, previous)
	}
	if party := p.staff(first, part.verb); party != NoParty {
		return party
	}
	if p.named(part.verb-1) && p.hard(part.verb) == 0 {
		// Right before the verb, behind a heading or another word that ran in.
		if m := int(p.owner[part.verb-1]) - 1; p.mentions[m].Start >= first && !p.possessive(m) && !p.governed(m) {
			return p.withPartner(m)
		}
	}
	nounFirst := p.is(first, determiner) && !p.is(first, preposition)
	if party := p.behind(part, nounFirst); party != NoParty {
		// "De helpdesk informeert Klant", "Acme ondersteunt Klant": the party is
		// the object of somebody the mentions do not know.
		if (nounFirst || part.verb == first+1 && p.class[first] == 0) && party != Provider && addresses(p.text(part.verb)) {
			return NoParty
		}
		return party
	}
	if k := part.verb + 1; k < part.end && p.isSubjectPronoun(k, part.end) {
		return p.resolve(k, previous)
	}
	if !nounFirst {
		for _, m := range p.within(part.start, part.verb) {
			if !p.possessive(m) && !p.governed(m) {
				return p.mentions[m].Party
			}
		}
		return p.staff(part.verb+1, part.end)
	}
	return NoParty
}

// told tells whether the part tells the reader of an addressed text what to do:
// "Meld een datalek binnen 24 uur aan ons".
func (p *parser) told(part *part, source *Clause) bool {
	first := p.firstWord(part)
	if !p.addressed || part.subordinate() || !imperative(p.text(first)) {
		return false
	}
	if strings.HasSuffix(p.text(first), "t") && part.coordinated && source != nil && source.Actor != NoParty && p.subjectFirst(part.governor) {
		return false // "Leverancier spoort lekken op en laat jaarlijks een test doen"
	}
	for k := first + 1; k < part.end; k++ {
		switch p.text(k) {
		case "wij", "we", "ik": // "Maak ik een kopie, dan …", "Mail uw vragen, wij beantwoorden ze"
			return false
		}
	}
	return true
}

// imperative knows the verbs by which such contracts tell what to do.
func imperative(word string) bool {
	switch word {
	case "meld", "maak", "neem", "help", "stuur", "geef", "versleutel", "bewaar", "zorg", "gebruik", "houd", "hou", "controleer", "test", "informeer", "bel", "mail", "laat", "vraag",
		"verwijder", "wis", "deel", "beveilig", "installeer", "kies", "stel", "wijzig", "waarschuw", "bekijk", "volg", "doe", "zet", "sla", "breng", "vul", "lever", "exporteer", "download",
		"beperk", "contacteer", "voorkom", "verstrek", "verander", "vernietig", "voer", "spreek", "wacht", "onderteken", "betaal", "regel", "sluit", "schakel", "verhelp", "herstel", "los", "onderzoek":
		return true
	}
	return false
}

// served tells whether a thing is the subject and the party only has the use of
// it: "De logs staan Klant ter beschikking", "De rechten komen Klant toe".
func (p *parser) served(part *part) bool {
	if part.verb < 0 || part.subordinate() {
		return false
	}
	switch p.text(part.verb) {
	case "staat", "staan":
		if p.text(part.verb+1) == "ter" {
			return false // "Klant staat ter beschikking"
		}
		for k := part.verb + 1; k+1 < part.end; k++ {
			if p.text(k) == "ter" && p.text(k+1) == "beschikking" {
				return p.onlyCustomers(part)
			}
		}
	case "komt", "komen", "behoort", "behoren":
		last := p.text(part.end - 1)
		return (last == "toe" || last == "toekomen" || last == "toebehoren") && p.onlyCustomers(part)
	}
	return false
}

// onlyCustomers tells whether no party but the customer could be the subject.
func (p *parser) onlyCustomers(part *part) bool {
	for _, m := range p.within(part.start, part.end) {
		if p.mentions[m].Party != Customer && !p.governed(m) && !p.possessive(m) {
			return false
		}
	}
	return true
}

// headActor finds the actor of a part without a verb that opens its sentence:
// "De Verwerker:", "Verplichtingen van Klant:".
func (p *parser) headActor(part *part, first int) Party {
	if m := p.mentionAt(p.skipDeterminers(first, part.end)); m >= 0 && !p.possessive(m) && !p.is(first, preposition) {
		return p.withPartner(m)
	}
	if party := p.staff(first, part.end); party != NoParty {
		return party
	}
	for k := first; k < part.end && k < first+4; k++ {
		switch p.text(k) {
		case "verplichting", "verplichtingen", "taak", "taken", "verantwoordelijkheid", "verantwoordelijkheden", "plicht", "plichten":
			if p.text(k+1) == "van" {
				if m := p.mentionAt(p.skipDeterminers(k+2, part.end)); m >= 0 {
					return p.mentions[m].Party
				}
			}
		}
	}
	return NoParty
}

// invertedActor finds the actor of a part that starts with its verb. Behind a
// clause of the same sentence the subject may be left out ("en informeert
// Klant"); then the mention behind the verb is the object.
func (p *parser) invertedActor(part *part, source *Clause, previous Party) Party {
	behind := p.behind(part, false)
	if behind == NoParty {
		behind = p.staff(part.verb+1, part.end)
	}
	if behind == NoParty && part.verb+1 < part.end && p.isSubjectPronoun(part.verb+1, part.end) {
		return p.resolve(part.verb+1, previous)
	}
	if part.kind == resumedPart && source != nil && source.Actor == NoParty && behind != Provider && addresses(p.text(part.verb)) {
		return NoParty // "Een overname, hoe ook genaamd, geeft Klant …"
	}
	if source == nil || !(part.coordinated || part.list || part.kind == resumedPart) || source.Actor == NoParty || source.Passive && behind != NoParty {
		return behind
	}
	switch {
	case behind == NoParty, behind == source.Actor:
		return source.Actor
	case behind == Provider && !part.list && !p.subjectFirst(part.governor):
		return behind // "… behoudt Klant toegang en levert Leverancier deze terug"
	case part.list, p.subjectFirst(part.governor), addresses(p.text(part.verb)):
		return source.Actor
	}
	return behind
}

// subjectFirst tells whether the clause opens with its subject, so that the next
// may leave it out.
func (p *parser) subjectFirst(i int) bool {
	part := &p.parts[i]
	first := p.firstWord(part)
	return p.named(p.skipDeterminers(first, part.end)) || p.is(first, pronoun)
}

// addresses knows verbs whose object is a person.
func addresses(verb string) bool {
	switch verb {
	case "informeert", "stelt", "verstrekt", "meldt", "geeft", "biedt", "brengt", "verleent", "bericht", "verwittigt", "laat", "levert", "vrijwaart", "waarschuwt", "bezorgt", "ondersteunt",
		"helpt", "adviseert", "assisteert", "verschaft", "rapporteert", "zendt", "stuurt":
		return true
	}
	return false
}

// subActor finds the actor of a subordinate clause: its verb stands last, so the
// subject is what follows the opener.
func (p *parser) subActor(part *part, previous Party) Party {
	k := part.start
	k = max(k, part.body)
	if part.kind == subPart && part.verb == part.start { // "Besteedt Opdrachtnemer …"
		k = part.verb + 1
	}
	for k < part.end && (p.is(k, coordinator) || p.is(k, adverb) || (p.text(k) == "dit" || p.text(k) == "deze") && (p.named(k+1) || p.is(k+1, adverb|preposition))) {
		k++
	}
	if k >= part.end {
		return NoParty
	}
	if m := p.mentionAt(p.skipDeterminers(k, part.end)); m >= 0 && !p.possessive(m) && !p.governed(m) {
		return p.withPartner(m)
	}
	if p.is(k, pronoun) {
		switch p.text(part.start) {
		case "zodat", "opdat", "waardoor":
			previous = NoParty // "informeert Klant, zodat hij": Klant
		}
		return p.resolve(k, previous)
	}
	if party := p.staff(k, part.end); party != NoParty {
		return party
	}
	if p.is(k, determiner) && part.kind != relativePart {
		return NoParty // another subject
	}
	// The subject may stand behind an adverbial or, behind die, an object.
	for _, m := range p.within(k, part.end) {
		if p.possessive(m) || p.governed(m) {
			continue
		}
		if part.kind == relativePart && m >= 0 {
			return p.mentions[m].Party
		}
		if part.verb >= 0 && p.mentions[m].Start > part.verb && part.verb > part.start {
			return NoParty
		}
		return p.mentions[m].Party
	}
	if part.kind == relativePart && p.named(part.start-1) {
		m := p.mentions[p.owner[part.start-1]-1]
		if !p.is(m.Start-1, preposition) || m.Party == Subprocessor || m.Party == ThirdParty {
			return m.Party
		}
	}
	return NoParty
}

// behind finds the subject right behind the verb. With onlyNext nothing but
// articles may stand between them.
func (p *parser) behind(part *part, onlyNext bool) Party {
	inPhrase := false // inside a phrase that a preposition governs
	loose := 0
	for k := part.verb + 1; k < part.end && k <= part.verb+14; k++ {
		if p.hard(k) != 0 && k > part.verb+1 && p.hard(k) != ',' {
			return NoParty
		}
		if p.text(k) == "deze" && p.isSubjectPronoun(k, part.end) {
			return NoParty // the pronoun is the subject
		}
		if m := p.mentionAt(k); m >= 0 {
			if p.governed(m) || p.possessive(m) {
				inPhrase = false
				k = p.mentions[m].End - 1
				continue
			}
			if p.mentions[m].Party == Customer && loose == 1 && k == part.verb+2 && addresses(p.text(part.verb)) && !p.named(p.mentions[m].End) {
				return NoParty // "verleent Kantoor Klant bijstand"
			}
			return p.withPartner(m)
		}
		c := p.class[k]
		switch {
		case c&preposition != 0:
			if onlyNext {
				return NoParty
			}
			inPhrase = true
		case inPhrase:
			if c&(determiner|adjective) == 0 {
				inPhrase = false
			}
		case c&(adverb) != 0:
		case c&(determiner|adjective) != 0:
			if !p.named(p.skipDeterminers(k, part.end)) {
				return NoParty // another noun phrase is the subject
			}
		case c&(pronoun|opener) != 0:
			return NoParty
		default:
			if loose++; onlyNext || loose > 2 {
				return NoParty
			}
		}
	}
	return NoParty
}

// isSubjectPronoun tells whether token k is hij, zij or a "deze" that stands
// alone.
func (p *parser) isSubjectPronoun(k, end int) bool {
	if p.is(k, pronoun) {
		return true
	}
	if p.text(k) != "deze" || k+1 >= end || p.hard(k+1) != 0 {
		return false
	}
	if p.text(k+1) == "de" || p.text(k+1) == "het" { // "zal deze de Klant informeren"
		return true
	}
	return p.class[k+1]&(determiner|preposition) != 0 && !p.named(k+1)
}

// resolve finds whom the pronoun at token k stands for: the actor of the main
// clause before it, or the party named last.
func (p *parser) resolve(k int, previous Party) Party {
	switch p.text(k) {
	case "hij", "zij", "ze":
		if p.text(k) != "hij" && (p.is(k+1, infinitive) || p.is(k-1, infinitive)) {
			// A plural: people, partijen, subverwerkers.
			if m := p.lastNamed(k); m == BothParties || m == Subprocessor || m == ThirdParty {
				return m
			}
			return NoParty
		}
		if previous == Provider || previous == Customer || previous == Subprocessor {
			return previous
		}
	case "deze", "die", "laatstgenoemde":
	case "eerstgenoemde":
		if len(p.mentions) > 0 && p.mentions[0].Start < k {
			return p.mentions[0].Party
		}
		return NoParty
	default:
		if m := p.mentionAt(k); m >= 0 {
			return p.mentions[m].Party
		}
		return NoParty
	}
	return p.lastNamed(k)
}

// lastNamed gives the party named last before token k.
func (p *parser) lastNamed(k int) Party {
	if m := sort.Search(len(p.mentions), func(m int) bool { return p.mentions[m].Start >= k }); m > 0 {
		return p.mentions[m-1].Party
	}
	return NoParty
}

// charged finds the party a clause lays something on without being its subject:
// "de verantwoordelijkheid van Klant", "het is aan Klant om", "rust op Verwerker".
func (p *parser) charged(part *part) Party {
	if part.verb < 0 {
		return NoParty
	}
	switch p.text(part.verb) {
	case "is", "zijn", "blijft", "blijven":
		for k := part.start; k < part.end; k++ {
			switch p.text(k) {
			case "verantwoordelijkheid", "taak", "zorg", "plicht":
				if p.text(k+1) != "van" || k < part.verb {
					continue
				}
				if m := p.mentionAt(p.skipDeterminers(k+2, part.end)); m >= 0 {
					return p.mentions[m].Party
				}
			case "aan":
				if m := p.mentionAt(p.skipDeterminers(k+1, part.end)); m >= 0 && k < part.verb+3 {
					switch p.text(p.mentions[m].End) {
					case "om", "te", "zelf":
						return p.mentions[m].Party
					}
				}
			}
		}
	case "verplicht", "gelast": // "Klant verplicht Verwerker om de gegevens te wissen"
		if m := p.mentionAt(p.skipDeterminers(part.verb+1, part.end)); m >= 0 && p.mentions[m].Party == Provider {
			return Provider
		}
	case "ligt", "berust", "rust", "liggen", "berusten", "rusten":
		duty := p.text(part.verb) == "rust" || p.text(part.verb) == "rusten"
		for k := part.start; k < part.end; k++ {
			switch w := p.text(k); w {
			case "verantwoordelijkheid", "taak", "zorg", "plicht", "verplichting", "zorgplicht", "initiatief", "risico":
				duty = true
			case "bij", "op":
				if m := p.mentionAt(p.skipDeterminers(k+1, part.end)); m >= 0 && duty {
					return p.mentions[m].Party
				}
			}
		}
	}
	return NoParty
}
