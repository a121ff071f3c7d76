package dutch

// opening says that a clause is opened, of which kind, and where its own words
// begin. Its kind is mainPart where nothing is opened.
type opening struct {
	kind        clauseKind
	conditional bool
	next        int
	without     int // end of "zonder … te" with its infinitive, or 0
}

// openerAt looks for the opener of a subordinate clause at token i: "indien",
// "en voor zover", "die".
func (p *parser) openerAt(i int) opening {
	k := i
	for k < i+3 && k < len(p.tokens) {
		if k > i && p.hard(k) != 0 {
			return opening{}
		}
		if w := p.text(k); !(p.is(k, coordinator) || w == "ook" || w == "alleen" || w == "slechts" || w == "zelfs" || w == "uitsluitend" || w == "enkel") {
			break
		}
		if k == i && !p.is(k, coordinator) && i > 0 && p.hard(i) == 0 && !p.is(k+1, opener) {
			return opening{}
		}
		k++
	}
	if k >= len(p.tokens) || k > i && p.hard(k) != 0 {
		return opening{}
	}
	c := p.class[k]
	switch p.text(k) {
	case "voor":
		if p.text(k+1) == "zover" {
			return opening{kind: subPart, conditional: true, next: k + 2}
		}
		if p.text(k+1) == "het" && p.text(k+2) == "geval" {
			return opening{kind: subPart, conditional: true, next: k + 3}
		}
	case "in":
		if p.text(k+1) == "hoeverre" {
			return opening{kind: subPart, next: k + 2}
		}
		if p.text(k+1) == "geval" && p.text(k+2) != "van" || p.text(k+1) == "zoverre" {
			return opening{kind: subPart, conditional: true, next: k + 2}
		}
		if (p.text(k+1) == "het" || p.text(k+1) == "die") && (p.text(k+2) == "geval" || p.text(k+2) == "gevallen") && (p.text(k+3) == "dat" || p.text(k+3) == "waarin") {
			return opening{kind: subPart, conditional: true, next: k + 4}
		}
	case "op":
		if p.text(k+1) == "voorwaarde" && p.text(k+2) == "dat" {
			return opening{kind: subPart, conditional: true, next: k + 3}
		}
	case "met":
		if p.text(k+1) == "dien" && p.text(k+2) == "verstande" {
			return opening{kind: subPart, next: k + 4}
		}
	case "zonder":
		if p.text(k+1) == "dat" {
			return opening{kind: subPart, next: k + 2}
		}
		if end := p.withoutActing(k); end > 0 && (k > i || !p.deniedBefore(k-1, k-20)) {
			return opening{kind: subPart, next: k + 1, without: end}
		}
	case "als":
		if p.alsOpens(k) {
			return opening{kind: subPart, conditional: true, next: k + 1}
		}
	case "die", "dat", "welke", "dewelke", "hetwelk", "hetgeen", "welk", "wie":
		return p.relativeAt(k)
	default:
		if c&opener != 0 {
			return opening{kind: subPart, conditional: c&conditional != 0 && p.text(i) != "of", next: k + 1}
		}
	}
	return opening{}
}

// alsOpens tells the condition from the role ("als Verwerker", "zowel als").
func (p *parser) alsOpens(i int) bool {
	end := p.pieceEnd(i)
	if w := p.text(i + 1); w == "die" || w == "dat" || w == "welke" || w == "gevolg" || w == "bedoeld" {
		return false
	}
	if i > 0 && p.hard(i) == 0 && (p.named(i-1) || p.is(i-1, adverb) && p.text(i-1) == "zowel") {
		return false
	}
	found := false
	for k := i + 1; k < end; k++ {
		found = found || p.verb[k]
	}
	if !found {
		// ", als partijen er niet uitkomen,": a plural without a verb form of its
		// own.
		return p.hard(i) != 0 && (p.pluralSubject(i+1) || p.is(i+1, pronoun)) && end > i+2 && p.is(end-1, infinitive) && p.text(end-2) != "te"
	}
	if i == 0 || p.hard(i) != 0 {
		return true
	}
	return (p.named(i+1) || p.is(i+1, determiner|pronoun|adverb)) && (p.verb[end-1] || p.is(end-1, infinitive|pastForm))
}

// relativeAt judges die, dat, welke at token i.
func (p *parser) relativeAt(i int) opening {
	if i == 0 {
		return opening{}
	}
	hard := p.hard(i)
	if hard == '.' || hard == ';' || hard == ':' || hard == '\t' {
		return opening{}
	}
	prev := i - 1
	dat := p.text(i) == "dat"
	complement := dat && (p.governsThat(prev) || p.saidTo(i))
	if hard == 0 {
		if dat && !complement && (p.named(prev) || p.is(prev, pronoun)) || p.is(prev, opener) {
			return opening{} // an object: "zonder u dat te melden", "voor zover dat …"
		}
		if !complement && (p.is(prev, determiner|coordinator|adverb|adjective) || p.verb[prev]) {
			return opening{}
		}
		if !complement && p.is(prev, preposition) && !p.particle(prev) {
			return opening{} // "op die wijze", but "legt een plicht op die voortduurt"
		}
	} else {
		if p.is(prev, coordinator) || !p.is(i, opener) {
			return opening{}
		}
		if i+1 < len(p.verb) && p.verb[i+1] && p.text(i) != "die" {
			return opening{} // ", dat is …"
		}
	}
	end := p.pieceEnd(i)
	found := false
	for k := i + 1; k < end; k++ {
		if k > i+1 && p.is(k, opener) && !p.is(k, determiner) {
			end = k
			break
		}
		found = found || p.verb[k]
	}
	if !found && p.is(end-1, infinitive|pastForm) && end-1 > i {
		found = !dat || !p.is(i+1, adverb)
	}
	if !found && hard == 0 && !(complement && (p.named(i+1) || p.is(i+1, pronoun) || p.hard(end) == ',' && p.is(i+1, determiner))) {
		return opening{}
	}
	if complement {
		return opening{kind: complementPart, next: i + 1}
	}
	return opening{kind: relativePart, next: i + 1}
}

// particle tells whether the preposition at i, with a relative pronoun behind it,
// belongs to the verb before it.
func (p *parser) particle(i int) bool {
	switch p.text(i) {
	case "op", "aan", "in", "uit", "over", "voor", "door", "na", "bij", "om":
	default:
		return false
	}
	next := i + 2
	if next >= len(p.tokens) || p.hard(next) != 0 {
		return false
	}
	if p.named(next) {
		party := p.mentions[p.owner[next]-1].Party
		return party == Provider || party == Customer || party == BothParties
	}
	return p.verb[next] || p.is(next, preposition|determiner|pronoun)
}

// saidTo tells whether the "dat" at i completes a verb that stands a little
// before it: "bevestigt aan Klant dat de gegevens …". Where the verb of the
// clause is missing it is an object: "zonder u dat te melden".
func (p *parser) saidTo(i int) bool {
	if !p.is(i-1, adverb|pronoun) && !p.named(i-1) || !p.named(i+1) && !p.is(i+1, determiner|pronoun) {
		return false
	}
	for k := i - 1; k >= 0 && k > i-8 && p.hard(k+1) == 0; k-- {
		if p.verb[k] && !p.is(k, auxiliary) {
			return p.finiteAhead(i + 1)
		}
	}
	return false
}

// finiteAhead tells whether a finite verb follows in the piece.
func (p *parser) finiteAhead(i int) bool {
	for k := i; k < len(p.tokens) && k < i+maxReach && (k == i || p.hard(k) == 0); k++ {
		if p.verb[k] {
			return true
		}
	}
	return false
}

// governsThat tells whether "dat" behind token i completes it: a verb, a
// particle, "ervoor", or a noun of speech.
func (p *parser) governsThat(i int) bool {
	if p.verb[i] || p.is(i, infinitive|pastForm) {
		return true
	}
	switch w := p.text(i); w {
	case "ervoor", "ertoe", "erop", "ervan", "erin", "toe", "niet", "garantie", "garanties", "zekerheid", "waarborg", "waarborgen", "verzekering", "verplichting", "zorg",
		"bevestiging", "mededeling", "bewijs", "recht", "af", "vast", "ernaar", "dan", "zulks":
		return true
	case "in", "op", "aan", "voor":
		// A particle ("staat ervoor in dat"), not a preposition ("in dat geval").
		for k := i - 1; k >= 0 && k >= i-8; k-- {
			if !p.verb[k] {
				continue
			}
			switch p.text(k) {
			case "staat", "staan", "sta", "stemt", "stemmen":
				return w == "in"
			case "geeft", "geven", "neemt", "toont", "duidt", "voert":
				return w == "aan"
			case "let", "wijst", "merkt":
				return w == "op"
			}
			return false
		}
	}
	return false
}

// invertedCondition recognises "Besteedt Opdrachtnemer werk uit, dan staat hij …",
// "Kom je er niet uit, dan …" and "Mocht Klant …" at token i.
func (p *parser) invertedCondition(i int) bool {
	if !p.verb[i] && !p.is(i, infinitive) && !(p.class[i] == 0 && !p.named(i) && p.hard(i+1) == 0 && p.subjectForm(i+1)) {
		return false
	}
	switch p.text(i) {
	case "mocht", "mochten", "zou", "zouden":
		return true
	}
	for k := i + 1; k < len(p.tokens) && k < i+maxReach; k++ {
		if h := p.hard(k); k > i+1 && (h == '.' || h == ';' || h == '?' || h == '!') {
			return false
		}
		if p.hard(k) == ',' && (p.text(k) == "dan" || p.text(k) == "zo") && p.is(k+1, finite|infinitive) {
			return true
		}
	}
	return false
}

// subjectForm tells whether the word can only be the subject behind a verb.
func (p *parser) subjectForm(i int) bool {
	switch p.text(i) {
	case "je", "jij", "er":
		return true
	}
	return p.is(i, pronoun)
}

// invert makes the clause just opened at token i a condition.
func (p *parser) invert(i int) {
	p.cur.kind, p.cur.conditional, p.cur.inverted, p.cur.verb = subPart, true, true, i
}
