package rules

import "slices"

// Beside gives the catalogue with what the user's own rules add to it: packs,
// profiles, and settings and waivers for requirements of any pack. A requirement
// of own takes the place of one of c with the same id, and its pack that of a
// pack with the same name. The vocabulary is that of own, which Load has
// completed with the built-in one: what own defines anew holds for all. The
// error joins an *Error for every setting or waiver that cannot be applied.
func (c *Catalogue) Beside(own *Catalogue) (*Catalogue, error) {
	b := &builder{base: own}
	for i, q := range c.requirements {
		if j := slices.IndexFunc(own.requirements, func(o *Requirement) bool { return o.ID == q.ID }); j >= 0 {
			b.add(own.requirements[j], own.digests[j])
		} else {
			b.add(own.claims(q), c.digests[i])
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
	out := b.catalogue(packs)
	out.profiles = mergeProfiles(c.profiles, own.profiles)
	if own.overlay == nil {
		return out, nil
	}
	return out.adjust(own.overlay)
}

// claims gives a requirement without the aliases that are ids of c: the same id
// never stands for two rules.
func (c *Catalogue) claims(q *Requirement) *Requirement {
	taken := func(id ID) bool {
		i, ok := c.byID[id]
		return ok && c.requirements[i].ID == id
	}
	if !slices.ContainsFunc(q.Aliases, taken) {
		return q
	}
	r := *q
	r.Aliases = slices.DeleteFunc(slices.Clone(q.Aliases), taken)
	return &r
}

// mergeProfiles puts the profiles of own among those of base, in the place of
// those with the same name.
func mergeProfiles(base, own []Profile) []Profile {
	out := slices.Clone(base)
	for _, p := range own {
		if i := slices.IndexFunc(out, func(o Profile) bool { return o.Name == p.Name }); i >= 0 {
			out[i] = p
		} else {
			out = append(out, p)
		}
	}
	return out
}
