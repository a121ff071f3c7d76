package dutch

// firstWord skips labels, conjunctions and the like at the start of a part.
func (p *parser) firstWord(part *part) int {
	k := part.start
	for k < part.end-1 && k != part.verb {
		w := p.text(k)
		if isDigit(w[0]) || len(w) == 1 && w != "u" || p.is(k, coordinator) {
			k++
			continue
		}
		switch w {
		case "dan", "ii", "iii", "iv", "vi", "vii", "viii", "lid", "artikel", "zowel", "ook", "alsdan":
			if w == "dan" && k+1 != part.verb || w == "artikel" && !isDigit(p.text(k + 1)[0]) {
				return k
			}
			k++
			continue
		}
		break
	}
	return k
}

// skipDeterminers steps from token i over articles and adjectives.
func (p *parser) skipDeterminers(i, end int) int {
	for i < end && p.is(i, determiner|adjective) && !p.is(i, preposition) && !p.verb[i] {
		if p.named(i) && !(p.named(i+1) && p.mentions[p.owner[i]-1].End == i+1) {
			break // "onze" before "onderaannemers" is skipped, "Klant" is not
		}
		i++
	}
	return i
}

// mentionAt gives the mention that starts at token i, or -1.
func (p *parser) mentionAt(i int) int {
	if !p.named(i) {
		return -1
	}
	m := int(p.owner[i]) - 1
	if p.mentions[m].Start != i {
		return -1
	}
	return m
}

// within lists the mentions that start in [from, to).
func (p *parser) within(from, to int) []int {
	var out []int
	for k := from; k < to; k++ {
		if m := p.mentionAt(k); m >= 0 {
			out = append(out, m)
		}
	}
	return out
}

// withPartner joins "Verwerker en Klant" to BothParties.
func (p *parser) withPartner(m int) Party {
	a := p.mentions[m]
	if p.is(a.End, coordinator) && p.hard(a.End) == 0 {
		if n := p.mentionAt(p.skipDeterminers(a.End+1, len(p.tokens))); n >= 0 {
			b := p.mentions[n].Party
			if a.Party == Provider && b == Customer || a.Party == Customer && b == Provider {
				return BothParties
			}
		}
	}
	return a.Party
}

// possessive tells whether a mention only owns or cannot be a subject: "uw
// gegevens", "ons".
func (p *parser) possessive(m int) bool {
	switch p.text(p.mentions[m].End - 1) {
	case "ons", "onze", "uw", "jouw", "haar", "hun", "diens", "mij", "hem", "hen":
		return !staffNoun(p.text(p.mentions[m].End))
	}
	return false
}

// governed tells whether a preposition governs the mention.
func (p *parser) governed(m int) bool {
	for {
		start := p.mentions[m].Start
		k := start - 1
		for steps := 0; k >= 0 && steps < 4 && p.hard(k+1) == 0 && !p.named(k) && p.is(k, determiner|adjective) && !p.is(k, preposition) && p.text(k) != "dat"; steps++ {
			k--
		}
		if k < 0 || p.hard(k+1) != 0 {
			return false
		}
		if p.is(k, preposition) {
			return !p.verb[k]
		}
		if p.text(k) == "als" && !p.alsOpens(k) {
			return true
		}
		// "aan Verwerker en Klant"
		if !p.is(k, coordinator) || !p.named(k-1) || p.hard(k) != 0 {
			return false
		}
		m = int(p.owner[k-1]) - 1
	}
}
