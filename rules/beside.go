package rules

import "slices"

// Beside gives the catalogue with the packs of own added, after those of c. A
// requirement of own takes the place of one of c with the same id, and its pack
// that of a pack with the same name. The vocabulary is that of own, which Load
// has completed with the built-in one: what own defines anew holds for all.
func (c *Catalogue) Beside(own *Catalogue) *Catalogue {
	b := &builder{base: own}
	for i, q := range c.requirements {
		if j := slices.IndexFunc(own.requirements, func(o *Requirement) bool { return o.ID == q.ID }); j >= 0 {
			b.add(own.requirements[j], own.digests[j])
		} else {
			b.add(q, c.digests[i])
		}
	}
	for i, q := range own.requirements {
		if !slices.ContainsFunc(c.requirements, func(o *Requirement) bool { return o.ID == q.ID }) {
			b.add(q, own.digests[i])
		}
	}
	packs := slices.Clone(c.packs)
	for _, p := range own.packs {
		if i := slices.IndexFunc(packs, func(o Pack) bool { return o.Name == p.Name }); i >= 0 {
			packs[i] = p
		} else {
			packs = append(packs, p)
		}
	}
	return b.catalogue(packs)
}
