package dutch

// verbState is what has been seen of a clause when a word is judged.
type verbState struct {
	open   bool // a finite verb since the last comma, en or of
	helped bool // an auxiliary that a participle follows
	modal  bool // an auxiliary that an infinitive follows
	sub    bool // a subordinate clause in this sentence
	list   bool // a list has begun
}

// findVerbs marks the finite verbs.
func (p *parser) findVerbs() {
	p.verb = make([]bool, len(p.tokens))
	var s verbState
	for i := range p.tokens {
		h := p.hard(i)
		switch h {
		case 0:
		case ',', '-', '(', ')':
			s.open = false
		default:
			s = verbState{list: h == ':' || s.list && h == ';'}
		}
		c, word := p.class[i], p.tokens[i].Text
		if c&opener != 0 && c&determiner == 0 {
			s.open, s.helped, s.modal, s.sub = false, false, false, true
		} else if c&(opener|coordinator) != 0 {
			s.open = false
		}
		if p.named(i) {
			continue
		}
		ruled := modalVerb(word)
		p.verb[i] = p.finiteAt(i, c, s) || c&(infinitive|finite) == infinitive && p.pluralPredicate(i, s, h == ',')
		s.open = s.open || p.verb[i]
		s.modal = s.modal || ruled && p.verb[i]
		s.helped = s.helped || c&auxiliary != 0 && !ruled && (word != "zijn" || p.verb[i])
	}
}

// modalVerb knows the auxiliaries that an infinitive follows.
func modalVerb(word string) bool {
	switch word {
	case "zal", "zult", "zullen", "zou", "zouden", "mag", "mogen", "kan", "kun", "kunt", "kunnen", "moet", "moeten", "dient", "dienen", "hoeft", "hoeven", "wil", "wilt":
		return true
	}
	return false
}

// finiteAt tells whether the word of class c at i is the finite verb.
func (p *parser) finiteAt(i int, c wordClass, s verbState) bool {
	prevNoun := p.is(i-1, determiner|adjective|preposition) && p.hard(i) == 0
	switch {
	case p.tokens[i].Text == "zijn":
		return p.zijnIsVerb(i) && !(s.open && p.text(i-1) == "te")
	case c&finite == 0:
		return c&infinitive != 0 && (!s.open || p.weAfter(i)) && p.pluralVerb(i, s)
	case c&infinitive != 0: // worden, hebben, kunnen
		return !s.open && p.text(i-1) != "te" && (!s.modal || p.is(i-1, coordinator))
	case c&nounToo != 0:
		return !prevNoun && p.hard(i+1) == 0 && !s.open
	case c&auxiliary != 0:
		return true
	case c&pastForm != 0:
		if p.text(i+1) == "door" && p.hard(i+1) == 0 || p.text(i-1) == "zoals" || p.text(i-1) == "anders" {
			return false
		}
		if s.helped || s.open {
			// Finite all the same before an object ("en verwerkt de gegevens") or
			// behind its own subject ("en Opdrachtnemer beschikt niet").
			if p.named(i-1) && p.hard(i) == 0 && p.is(p.mentions[p.owner[i-1]-1].Start-1, coordinator) {
				return true
			}
			return p.hard(i+1) == 0 && (p.is(i+1, determiner|pronoun) || p.named(i+1)) && !p.is(i+1, opener)
		}
		return p.text(i-1) != "een" && !p.is(i-1, preposition|adjective)
	}
	return true
}

// zijnIsVerb tells the verb from the possessive ("zijn personeel").
func (p *parser) zijnIsVerb(i int) bool {
	if p.hard(i+1) != 0 || p.is(i-1, preposition) && p.text(i-1) != "te" && p.text(i-1) != "dan" {
		return p.hard(i+1) != 0
	}
	next := p.class[i+1]
	if next&(preposition|determiner|adverb|coordinator|pronoun|opener) != 0 || p.named(i+1) || p.verb[max(0, i-1)] {
		return !p.verb[max(0, i-1)] || next&(determiner|adverb) != 0
	}
	if next&pastForm != 0 {
		return true
	}
	switch p.text(i + 1) {
	case "verplicht", "gehouden", "gerechtigd", "bevoegd", "verantwoordelijk", "aansprakelijk", "beschikbaar", "toegankelijk", "nodig", "noodzakelijk", "onderworpen", "voorzien", "gebonden", "passend", "gelijk":
		return true
	}
	return false
}

// pluralVerb recognises a plural verb by the party next to it: "Partijen
// informeren", "melden wij".
func (p *parser) pluralVerb(i int, s verbState) bool {
	if p.text(i-1) == "te" {
		return false
	}
	if p.weAfter(i) {
		return true
	}
	if p.hard(i) == 0 && p.pluralSubject(i-1) && !p.is(i-2, preposition) && (!s.helped && !s.modal || p.is(i-1, pronoun)) {
		for k := i + 1; k < len(p.tokens) && k < i+maxReach && p.hard(k) == 0; k++ {
			if p.class[k]&(finite|infinitive) == finite && p.class[k]&(pastForm|nounToo) == 0 {
				return false // that one is the finite verb
			}
			if p.is(k, opener) {
				break
			}
		}
		return true
	}
	if p.hard(i+1) == 0 && p.pluralSubject(i+1) && (i == 0 || p.hard(i) != 0 || !s.open && (p.text(i-1) == "dan" || p.is(i-1, adverb))) {
		return true
	}
	return false
}

// weAfter tells whether "wij", which is always a subject, follows.
func (p *parser) weAfter(i int) bool {
	w := p.text(i + 1)
	return (w == "wij" || w == "we") && p.hard(i+1) == 0
}

// pluralPredicate guesses at a plural verb that no party stands next to: "de
// kosten komen voor …", ", gelden voor subverwerkers …". Behind a comma that
// closes a subordinate clause the verb comes first.
func (p *parser) pluralPredicate(i int, s verbState, comma bool) bool {
	if s.open || s.helped || s.modal || s.list || p.hard(i+1) != 0 || !p.is(i+1, preposition|determiner|adverb) && !p.named(i+1) || p.class[i]&pastForm != 0 {
		return false
	}
	if !s.sub || !comma {
		w := p.text(i - 1)
		if p.hard(i) != 0 || len(w) < 4 || w[len(w)-1] != 's' && w[len(w)-2:] != "en" || p.class[i-1]&^infinitive != 0 || p.named(i-1) {
			return false
		}
	}
	for k := i + 1; k < len(p.tokens) && k < i+maxReach && p.hard(k) == 0; k++ {
		if p.is(k, opener) && !p.is(k, determiner) || p.is(k, coordinator) && (p.named(k+1) || p.is(k+1, pronoun)) {
			break
		}
		if p.class[k]&finite != 0 && p.class[k]&(nounToo|determiner) == 0 {
			return false
		}
	}
	return true
}

func (p *parser) pluralSubject(i int) bool {
	switch p.text(i) {
	case "wij", "we", "partijen", "zij", "jullie":
		return true
	}
	if !p.named(i) {
		return false
	}
	m := p.mentions[p.owner[i]-1]
	if m.Party == BothParties {
		return true
	}
	w := p.text(m.End - 1)
	return m.Party != Provider && m.Party != Customer && len(w) > 4 && (w[len(w)-1] == 's' || w[len(w)-2:] == "en")
}
