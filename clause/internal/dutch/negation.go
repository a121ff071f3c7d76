package dutch

// negations lists the tokens that negate the part.
func (p *parser) negations(part *part) []int {
	var out []int
	for k := part.start; k < part.end; k++ {
		switch p.text(k) {
		case "niet", "geen", "nimmer", "nooit", "evenmin", "geenszins", "geenerlei", "generlei", "allerminst", "niemand", "niets", "noch":
			if !p.harmless(k, part) {
				out = append(out, k)
			}
		case "zonder":
			if p.withoutDoing(k) {
				out = append(out, k)
			}
		case "verboden":
			if part.verb >= 0 && p.predicate(part) && !p.is(k-1, determiner) {
				out = append(out, k)
			}
		}
	}
	return out
}

// withoutDoing tells whether "zonder" negates an act: "zonder dat Klant …",
// "zonder Klant te informeren"; but not "zonder vergoeding op te zeggen".
func (p *parser) withoutDoing(k int) bool {
	return (p.text(k+1) == "dat" || p.withoutActing(k) > 0) && !p.deniedBefore(k-1, k-20)
}

// deniedBefore looks for a negation with which "zonder" cancels out.
func (p *parser) deniedBefore(from, to int) bool {
	for b := from; b >= to && b >= 0 && b > from-20; b-- {
		if negator(p.text(b)) {
			return true
		}
		if h := p.hard(b + 1); h == ';' || h == '.' || h == ':' {
			return false
		}
	}
	return false
}

// withoutActing gives the end of "zonder Klant te informeren" at token k, or 0
// where no act follows.
func (p *parser) withoutActing(k int) int {
	object := p.named(k+1) || p.is(k+1, pronoun|adverb) || consent(p.text(k+1)) && p.text(k+2) == "te"
	switch p.text(k + 1) {
	case "de", "het", "een", "deze", "dit", "die", "hem", "haar", "hen", "zijn", "hun", "te":
		object = true
	}
	if !object {
		return 0
	}
	return p.toInfinitive(k + 1)
}

// toInfinitive gives the end of the next "te informeren", "te laten wissen" from
// token k in the piece, or 0.
func (p *parser) toInfinitive(k int) int {
	for i := k; i+1 < len(p.tokens) && i < k+11 && p.hard(i) == 0; i++ {
		if p.text(i) != "te" || !p.is(i+1, infinitive) || p.hard(i+1) != 0 {
			continue
		}
		end := i + 2
		switch p.text(i + 1) {
		case "laten", "hebben", "zijn", "kunnen", "hoeven", "worden":
			if end < len(p.tokens) && p.hard(end) == 0 && p.is(end, infinitive|pastForm) {
				end++
			}
		}
		return end
	}
	return 0
}

func negator(word string) bool {
	switch word {
	case "niet", "geen", "nimmer", "nooit", "noch", "evenmin":
		return true
	}
	return false
}

// harmless tells whether the negating word at k denies nothing: it belongs to a
// fixed expression, to a comparison, to a double negation or to a noun.
func (p *parser) harmless(k int, part *part) bool {
	word, next := p.text(k), p.text(k+1)
	if p.hard(k+1) != 0 {
		// "zo niet," "al dan niet", "wel of niet"
		prev := p.text(k - 1)
		return word == "niet" && (prev == "zo" || prev == "of" || prev == "dan" && p.text(k-2) == "al")
	}
	if word == "noch" {
		for b := k - 1; b >= part.start && b > k-15 && !p.verb[b]; b-- {
			if p.text(b) == "zonder" {
				return true // "zonder inachtneming van een termijn noch vergoeding"
			}
		}
	}
	switch p.text(k - 1) {
	case "zo":
		return word == "niet"
	case "om":
		return word == "niet" && p.text(k+1) != "te" && !p.infinitiveAhead(k) // for free
	case "dan":
		if word == "niet" && p.text(k-2) == "al" {
			return true
		}
	case "of":
		if word == "niet" && p.text(k-2) == "wel" {
			return true
		}
	}
	if word == "niet" {
		switch next {
		case "alleen", "slechts", "enkel", "uitsluitend":
			return p.adds(k + 2) // "niet uitsluitend binnen de EER" denies
		case "limitatief", "limitatieve", "uitputtend", "uitputtende", "zijnde":
			return true
		case "beperkt":
			return p.text(k+2) == "tot"
		case "in":
			if p.text(k+2) == "de" && p.text(k+3) == "laatste" {
				return true
			}
		}
		if p.negatedNoun(k) || p.negatedAdjective(k) || p.leftOut(k, part) {
			return true
		}
	}
	if next == "afbreuk" || next == "twijfel" || next == "misverstand" {
		return true // "doet geen afbreuk aan de plicht om …"
	}
	return p.undone(k, part)
}

// adds tells whether "niet alleen" goes on with "maar ook" behind token k.
func (p *parser) adds(k int) bool {
	for i := k; i < len(p.tokens) && i < k+40; i++ {
		switch p.text(i) {
		case "maar", "ook", "doch", "tevens", "eveneens", "bovendien":
			return true
		}
	}
	return false
}

// infinitiveAhead tells whether "te" and an infinitive follow in the piece.
func (p *parser) infinitiveAhead(k int) bool {
	for i := k + 1; i+1 < len(p.tokens) && i < k+15 && p.hard(i) == 0; i++ {
		if p.text(i) == "te" && p.is(i+1, infinitive) {
			return true
		}
	}
	return false
}

// negatedNoun recognises "het niet (tijdig) nakomen", "niet naleving".
func (p *parser) negatedNoun(k int) bool {
	for i := k + 1; i <= k+3 && i < len(p.tokens) && p.hard(i) == 0 && !p.is(i, determiner); i++ {
		switch p.text(i) {
		case "naleving", "nakoming", "beschikbaarheid", "betaling", "voldoening":
			return true
		case "nakomen", "naleven", "voldoen", "betalen", "functioneren", "voldaan", "uitvoeren":
			for b := k - 1; b >= 0 && b >= k-3; b-- {
				if w := p.text(b); w == "het" || w == "bij" || w == "wegens" || w == "van" {
					return true
				}
			}
			return false
		}
	}
	return false
}

// leftOut recognises a denied participle that belongs to a noun beside the clause:
// "99,9% per maand, gepland onderhoud niet meegerekend", "… (btw niet
// inbegrepen)". It says what is counted, not that the verb of the clause is denied.
func (p *parser) leftOut(k int, part *part) bool {
	switch p.text(k + 1) {
	case "meegerekend", "meegeteld", "uitgezonderd":
		return true
	case "inbegrepen", "begrepen", "meegenomen":
	default:
		return false
	}
	for b := k; b > part.start && b > k-7 && !p.verb[b-1]; b-- {
		if h := p.hard(b); h == ',' || h == '(' {
			return true
		}
	}
	return false
}

// negatedAdjective recognises "door niet bevoegde personen".
func (p *parser) negatedAdjective(k int) bool {
	if !p.is(k-1, determiner|preposition|coordinator|adjective) || p.named(k-1) || p.text(k-1) == "te" || p.text(k-1) == "dan" || p.text(k-1) == "om" || p.verb[k-1] {
		return false
	}
	next := p.text(k + 1)
	if p.is(k-1, coordinator) && !p.is(k+1, adjective) {
		return false
	}
	if len(next) < 5 || next[len(next)-1] != 'e' || p.is(k+1, determiner|preposition|adverb|opener) {
		return false
	}
	return p.hard(k+2) == 0 && k+2 < len(p.tokens)
}

// undone looks behind the negating word at k for what turns it round: "dan" after
// a comparison, "zonder toestemming", a verb that denies by itself.
func (p *parser) undone(k int, part *part) bool {
	compared := false
	for i := k + 1; i < part.end && i <= k+30; i++ {
		if h := p.hard(i); h != 0 && h != ',' && h != '(' && h != ')' {
			return false
		}
		switch p.text(i) {
		case "later", "langer", "meer", "minder", "korter", "eerder", "ouder", "hoger", "lager", "anders", "verder", "andere", "ander", "vroeger", "groter", "slechter", "vaker", "elders", "strenger", "ruimer":
			compared = true
		case "dan":
			if compared {
				return true
			}
			switch p.text(i + 1) {
			// "niet dan na", "niet overdragen dan met toestemming"
			case "na", "met", "op", "nadat", "indien", "voor", "mits", "wanneer":
				return true
			}
		case "zonder":
			for j := i + 1; j < part.end && j <= i+8; j++ {
				if consent(p.text(j)) {
					return true
				}
			}
			if p.withoutActing(i) > 0 {
				return true
			}
		case "behalve", "behoudens", "tenzij":
			// "niet … behoudens toestemming" asks for it, yet forbids first.
			return false
		case "nalaten":
			if w := p.text(i - 1); w == "en" || w == "of" || w == "het" {
				continue // "niet aansprakelijk voor het handelen of nalaten van …"
			}
			return i <= k+8
		case "weigeren", "geweigerd", "weigert", "onthouden", "ontslaat", "ontslaan", "ontheft", "ontheffen", "ontslagen", "beletten", "belet", "belemmeren", "belemmert", "verhinderen", "verhindert", "hinderen", "nalaat":
			return i <= k+8
		}
	}
	// "geen derden inschakelen zonder dat Klant toestemt", "… zonder Klant te
	// informeren"
	if next := part.end; next <= k+30 && p.text(next) == "zonder" && (p.text(next+1) == "dat" || p.withoutActing(next) > 0) && (p.hard(next) == 0 || p.hard(next) == ',') {
		return true
	}
	// "ontslaat Verwerker niet", "doet … geen afbreuk"
	for i := k - 1; i >= part.start && i >= k-6; i-- {
		switch p.text(i) {
		case "ontslaat", "ontheft", "belet", "belemmert", "verhindert", "weigert", "ontslaan":
			return true
		}
	}
	return false
}

// consent knows what "niet zonder" asks for.
func consent(word string) bool {
	switch word {
	case "toestemming", "instemming", "goedkeuring", "machtiging", "akkoord", "overleg", "opdracht", "kennisgeving", "medeweten", "instructie", "instructies", "verzoek", "mededeling", "aankondiging", "melding", "rechtsgrond", "grondslag":
		return true
	}
	return false
}
