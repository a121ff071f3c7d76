package dutch

import "strings"

// modality sets how binding the clause is, from its finite verb and from the
// words that overrule it. Without a verb the clause keeps what it inherited.
func (p *parser) modality(part *part, c *Clause) {
	var f facts
	f.collect(p, part)
	negated := len(c.Negations) > 0
	if part.verb >= 0 {
		switch verb := p.text(part.verb); verb {
		case "zal", "zullen", "zult", "moet", "moeten", "moest", "moesten":
			c.Modality = Duty
		case "dient", "dienen", "behoort", "behoren":
			if f.te {
				c.Modality = Duty
			}
		case "is", "blijft", "bent":
			if c.Actor == Customer && f.owner {
				c.Modality = Right
			}
		case "mag", "mogen", "kan", "kunnen", "kun", "kunt", "mocht", "mochten":
			c.Modality = Right
		case "hoeft", "hoeven":
			c.Modality = Duty
			f.released = f.released || negated
		case "ontvangt", "krijgt", "verkrijgt", "behoudt", "kiest", "bepaalt", "beslist", "hoort", "verneemt", "ontvangen", "krijgen":
			if c.Actor == Customer && !f.te || f.reflexive && f.right { // "behoudt zich het recht voor"
				c.Modality = Right // what he gets, not what he owes
			}
		case "laat":
			if c.Actor == Customer && f.provider != f.tell {
				c.Modality = Right // "laat Klant Verwerker auditeren", "laat weten of"
			}
		case "heeft", "hebben", "hebt", "heb":
			switch {
			case f.right:
				c.Modality = Right
			case f.duty:
				c.Modality = Duty
			case f.access && c.Actor == Customer:
				c.Modality = Right
			}
		case "verbindt", "verplicht", "verbinden", "verplichten":
			if f.reflexive {
				c.Modality = Duty
			}
		case "beschikt", "beschikken":
			if c.Actor == Customer && f.access {
				c.Modality = Right
			}
		}
	}
	if f.entitled && c.Modality != Refusal {
		c.Modality = Right
	}
	if f.obliged && c.Modality == Plain {
		c.Modality = Duty
	}
	if f.effort {
		c.Modality = Effort
	}
	switch {
	case f.released && c.Actor == Customer && !f.refused:
		c.Modality = Right // what he need not do is no burden and no refusal to him
	case f.refused, f.excluded, f.released:
		c.Modality = Refusal
	case c.Modality == Right && f.limited && !negated:
		c.Modality = Duty
	case c.Modality == Right && f.denied:
		c.Modality = p.deniedRight(part, c.Actor, f.right)
	}
}

// deniedRight judges a right that the clause denies: to the customer it refuses
// something, to anybody else it is a prohibition. "Kan niet" states that
// something is impossible, which is neither, except to the customer.
func (p *parser) deniedRight(part *part, actor Party, right bool) Modality {
	switch p.text(part.verb) {
	case "kan", "kunnen", "kun", "kunt":
		if actor == Customer {
			return Refusal
		}
		return Right
	case "mag", "mogen", "mocht", "mochten":
		return Duty
	}
	if actor == Customer || right && actor != Provider {
		return Refusal
	}
	return Duty
}

// facts are the telling words of a clause.
type facts struct {
	te, reflexive     bool
	right, duty       bool // het recht, de plicht
	access, owner     bool // toegang, inzage; eigenaar
	entitled, obliged bool
	effort            bool
	released          bool // from a duty: "is niet gehouden"
	refused, excluded bool
	denied            bool
	provider          bool // is named
	tell              bool // "laat weten"
	limited           bool // "mag niet zonder toestemming", "mag niet anders dan"
}

// collect reads the words of the part.
func (f *facts) collect(p *parser, part *part) {
	denial := -1 // last plain negation
	stands, in, vouches := false, false, false
	for k := part.start; k < part.end; k++ {
		word := p.text(k)
		if denial >= 0 && k-denial <= 2 && p.text(denial) == "geen" && strings.HasSuffix(word, "plicht") {
			f.released = true // "rust geen waarschuwingsplicht"
		}
		f.provider = f.provider || p.mentionAt(k) >= 0 && p.mentions[p.mentionAt(k)].Party == Provider
		f.tell = f.tell || word == "weten"
		switch word {
		case "niet", "geen", "geenszins", "evenmin", "noch", "nimmer", "nooit", "generlei":
			if p.harmless(k, part) {
				f.limited = f.limited || p.undone(k, part)
			} else {
				denial = k
			}
		case "te":
			f.te = true
		case "zich", "mij", "ons":
			f.reflexive = true
		case "recht":
			f.right = f.right || p.text(k-1) != "toepasselijk" && p.text(k-1) != "nederlands" && p.text(k+1) != "van"
		case "ontlenen", "ontleend":
			f.refused = f.refused || denial >= 0 // "kan geen rechten ontlenen"
		case "aanspraak", "rechten":
			f.right = f.right || denial >= 0 && k-denial <= 3
		case "eigenaar", "rechthebbende":
			f.owner = true
		case "plicht", "verplichting", "verplichtingen":
			f.duty = true
			if denial >= 0 && k-denial <= 2 && p.text(denial) == "geen" && !comparative(p.text(k-1)) {
				f.released = true
			}
		case "toegang", "inzage", "mogelijkheid", "vrijheid", "gelegenheid", "bevoegdheid", "beschikking", "zeggenschap", "keuze", "inspraak":
			f.access = true
		case "gerechtigd", "bevoegd", "toegestaan", "gemachtigd":
			f.entitled = f.entitled || !p.is(k+1, adjective) && part.verb >= 0 && p.predicate(part)
		case "vrij":
			f.entitled = f.entitled || part.verb >= 0 && p.text(part.verb) == "staat"
		case "verboden":
			f.obliged = f.obliged || part.verb >= 0 && p.predicate(part)
		case "verplicht", "gehouden":
			if k != part.verb && part.verb >= 0 && p.predicate(part) {
				f.obliged = true
				f.released = f.released || denial >= 0 && denial < k
			}
		case "verantwoordelijk", "aansprakelijk":
			f.released = f.released || denial >= 0 && denial < k && k-denial <= 6
			f.obliged = f.obliged || part.verb >= 0 && p.predicate(part) && p.text(k) == "verantwoordelijk"
		case "aansprakelijkheid", "verantwoordelijkheid", "garantie", "garanties":
			f.released = f.released || denial >= 0 && denial < k && k-denial <= 3 && p.text(denial) == "geen"
		case "garandeert", "waarborgt", "garanderen", "waarborgen", "instaan", "instaat", "garandeer":
			vouches = vouches || k == part.verb && p.text(k+1) != "dat"
			f.released = f.released || denial >= 0 && denial < k && p.text(denial) != "noch" || p.text(k+1) == "niet" || p.text(k+1) == "geen"
		case "staat", "staan", "sta":
			stands = k == part.verb
		case "in":
			// "staat er niet voor in"
			if k+1 == part.end || p.hard(k+1) != 0 || p.text(k+1) == "dat" || p.text(k+1) == "voor" {
				in = true
				f.released = f.released || stands && denial >= 0
			}
		case "uitgesloten":
			f.excluded = f.excluded || part.verb >= 0 && p.predicate(part) && denial < 0
		case "streeft", "streven", "nastreeft", "nastreven", "gestreefd", "tracht", "trachten", "poogt", "pogen", "probeert", "proberen", "beijvert", "inspanningsverplichting", "inspanningsverbintenis",
			"middelenverbintenis", "inspant", "inspannen", "ingespannen", "inspanningsplicht":
			f.effort = true
		case "spant", "spannen", "span":
			f.effort = f.effort || in || k == part.verb
		case "inspanning", "inspanningen":
			f.effort = true
		case "vermogen":
			f.effort = f.effort || p.text(k-1) == "best" || p.text(k-1) == "beste"
		case "best":
			f.effort = f.effort || p.text(k-1) == "zijn" || p.text(k-1) == "haar" || p.text(k-1) == "uiterste"
		case "werk":
			f.effort = f.effort || p.text(k-1) == "het" && p.text(k-2) == "in" && p.text(k-3) == "alles"
		}
	}
	f.released = f.released || vouches && denial > part.verb
	f.denied = denial >= 0
}

// comparative knows the adjectives of "geen lichtere verplichtingen", which
// denies a difference and no duty.
func comparative(word string) bool {
	switch word {
	case "lichtere", "mindere", "minder", "andere", "soepelere", "lagere", "zwakkere", "beperktere", "verdergaande", "zwaardere":
		return true
	}
	return false
}

// predicate tells whether the verb of the part says what someone is.
func (p *parser) predicate(part *part) bool {
	switch p.text(part.verb) {
	case "is", "zijn", "blijft", "blijven", "ben", "bent", "was", "waren", "wordt", "worden", "zal", "zullen", "acht", "kan", "kunnen":
		return true
	}
	return part.subordinate()
}
