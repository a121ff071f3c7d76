package dutch

// judge works out the meaning of the parts, in order: a clause may take its
// actor from one before it.
func (p *parser) judge() []Clause {
	out := make([]Clause, len(p.parts))
	previous := NoParty // actor of the last main clause, for hij and zij
	for i := range p.parts {
		part := &p.parts[i]
		c := &out[i]
		c.Start, c.End = part.start, part.end
		c.Subordinate, c.Conditional = part.subordinate(), part.conditional
		if part.fresh {
			previous = NoParty
		}
		var source *Clause
		if part.governor >= 0 && part.governor < i {
			source = &out[part.governor]
		}
		c.Negations = p.negations(part)
		c.Passive = p.passive(part)
		inherits := part.verb < 0 && source != nil && !part.fresh && !c.Subordinate
		if inherits && (part.item || part.kind == resumedPart || !part.list || p.is(part.end-1, infinitive)) {
			c.Modality = source.Modality
			c.Passive = c.Passive || source.Passive && part.kind == resumedPart
		} else {
			c.Modality = Plain
		}
		before := previous
		if before == NoParty && i > 0 && !c.Subordinate && out[i-1].Subordinate && !part.fresh {
			before = out[i-1].Actor // "Wanneer Verwerker … inschakelt, doet hij dit"
		}
		c.Actor = p.actor(part, source, out[:i], before, c.Passive)
		if c.Actor == NoParty && !c.Subordinate {
			c.Stranger = p.stranger(part) || inherits && source.Stranger
		}
		p.modality(part, c)
		switch {
		case source == nil:
		case part.without > 0:
			if p.passesOver(part, source) {
				source.Negations = merge(source.Negations, c.Negations)
			}
		case part.resumes:
			if c.Actor == NoParty && !c.Passive {
				c.Actor = source.Actor
			}
			p.join(source, c)
		case part.kind == resumedPart:
			p.join(source, c)
		case inherits && part.item:
			c.Negations = merge(source.Negations, c.Negations)
		case part.kind == complementPart:
			c.Negations = merge(source.Negations, c.Negations)
			if source.Modality == Refusal || source.Modality == Effort {
				c.Modality = source.Modality
			}
			if source.Modality != Right && p.sees(&p.parts[part.governor]) {
				c.Answers = source.Actor
				if c.Actor == NoParty {
					c.Actor = source.Actor
				}
			}
		}
		if !c.Subordinate && c.Actor != NoParty {
			previous = c.Actor
		}
	}
	return out
}

// passesOver tells whether "zonder Klant te informeren" passes over a party or
// its consent: then the act itself is done otherwise than it should be. "Zonder er
// zelf op in te gaan" says nothing against the act.
func (p *parser) passesOver(part *part, source *Clause) bool {
	for k := part.start; k < part.end; k++ {
		if consent(p.text(k)) || p.named(k) && p.mentions[p.owner[k]-1].Party != source.Actor {
			return true
		}
	}
	return false
}

// sees tells whether who acts in the part answers for what the clause behind it
// says: "waarborgt dat iedereen geheimhoudt", "draagt er zorg voor dat …".
func (p *parser) sees(part *part) bool {
	for k := part.start; k < part.end; k++ {
		switch p.text(k) {
		case "waarborgt", "waarborgen", "garandeert", "garanderen", "zorgt", "zorgen", "zorg", "verzekert", "verzekeren", "bewerkstelligt", "bewerkstelligen", "bedingt", "bedingen":
			return true
		case "toe":
			for b := part.start; b < k; b++ {
				if w := p.text(b); w == "ziet" || w == "zien" {
					return true
				}
			}
		}
	}
	return false
}

// join gives the two halves of an interrupted clause each other's meaning.
func (p *parser) join(a, b *Clause) {
	n := merge(a.Negations, b.Negations)
	a.Negations, b.Negations = n, n
	if a.Actor == NoParty && !a.Passive {
		a.Actor = b.Actor
	}
	if b.Modality != Plain && a.Modality == Plain {
		a.Modality = b.Modality
	}
	if b.Passive && !a.Passive {
		a.Passive = true
	}
}

// merge unites two ordered lists of token indexes. Of the first no more than the
// last few count: nested clauses would hand on ever longer lists.
func merge(a, b []int) []int {
	a = a[max(0, len(a)-8):]
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}
