package rules

import (
	"iter"
	"path"
	"slices"
	"strings"
)

// Catalogue is a set of requirements with the vocabulary they use. It does not
// change after loading and may be used from several goroutines; what its methods
// return must not be changed.
type Catalogue struct {
	packs        []Pack
	requirements []*Requirement // in catalogue order
	digests      []string       // of the requirements, same order
	byID         map[ID]int     // ids and aliases
	concepts     []ConceptDef
	conceptAt    map[string]int
	weakeners    []Weakener
	weakenerAt   map[string]int
	shared       string // digest of the vocabulary
	// areas are those of the responsibility matrix that a requirement needs:
	// all that were known where the catalogue was chosen from.
	areas    []areaEntry
	builtin  string // digest of the built-in one where all its words mean the same here
	profiles []Profile
	profile  string   // the profile that it was cut to
	waivers  []Waiver // of requirements that may have been left out
	overlay  *Profile // settings of the user's own rules, for Beside
}

// Len is the number of requirements.
func (c *Catalogue) Len() int { return len(c.requirements) }

// Empty tells whether there is nothing in it that a user could have written: no
// requirements, no settings, no profiles but the built-in ones.
func (c *Catalogue) Empty() bool {
	return len(c.requirements) == 0 && c.overlay == nil && !slices.ContainsFunc(c.profiles, func(p Profile) bool { return !p.builtin })
}

// Defines tells whether the profile was read from a file here and is not only
// the built-in one.
func (c *Catalogue) Defines(profile string) bool {
	return slices.ContainsFunc(c.profiles, func(p Profile) bool { return p.Name == profile && !p.builtin })
}

// All yields the requirements in catalogue order: the packs by their rank, in a
// pack the order of its pack.yaml.
func (c *Catalogue) All() iter.Seq[*Requirement] { return slices.Values(c.requirements) }

// Lookup finds a requirement by its id or by an alias ("ook"). An alias that
// is the id of another requirement gives that other one.
func (c *Catalogue) Lookup(id ID) (*Requirement, bool) {
	i, ok := c.byID[id]
	if !ok {
		return nil, false
	}
	return c.requirements[i], true
}

// areaEntry is an area with its digest.
type areaEntry struct {
	*Requirement
	digest string
}

// Areas yields the areas of the responsibility matrix that the catalogue needs
// to be judged, also those that were not selected: what a sentence is about, and
// how many areas a contract divides, shows only beside the others.
func (c *Catalogue) Areas() iter.Seq[*Requirement] {
	return func(yield func(*Requirement) bool) {
		for _, a := range c.needed() {
			if !yield(a.Requirement) {
				return
			}
		}
	}
}

// renewAreas puts the areas among the requirements in the place of those that
// were known by the same id.
func (c *Catalogue) renewAreas() {
	c.areas = slices.Clone(c.areas)
	for i, q := range c.requirements {
		if q.Division == nil {
			continue
		}
		entry := areaEntry{q, c.digests[i]}
		if k := slices.IndexFunc(c.areas, func(a areaEntry) bool { return a.ID == q.ID }); k >= 0 {
			c.areas[k] = entry
		} else {
			c.areas = append(c.areas, entry)
		}
	}
}

// needed are the areas, if any requirement is one or counts them.
func (c *Catalogue) needed() []areaEntry {
	for _, q := range c.requirements {
		if q.Division != nil || q.CountsAreas() {
			return c.areas
		}
	}
	return nil
}

// Packs are the packs of the catalogue in order.
func (c *Catalogue) Packs() []Pack { return slices.Clone(c.packs) }

// Names are the packs with their versions as reports give them: "ksz@2026.1".
func (c *Catalogue) Names() []string {
	out := make([]string, len(c.packs))
	for i, p := range c.packs {
		out[i] = p.String()
	}
	return out
}

// Concepts yields the shared concepts, in the order of their files.
func (c *Catalogue) Concepts() iter.Seq[*ConceptDef] { return pointers(c.concepts) }

// Concept finds a shared concept by its name. Dynamic concepts are none.
func (c *Catalogue) Concept(name string) (*ConceptDef, bool) {
	i, ok := c.conceptAt[name]
	if !ok {
		return nil, false
	}
	return &c.concepts[i], true
}

// Weakeners yields the general reservations, in the order of their files.
func (c *Catalogue) Weakeners() iter.Seq[*Weakener] { return pointers(c.weakeners) }

// Weakener finds a general reservation by its name.
func (c *Catalogue) Weakener(name string) (*Weakener, bool) {
	i, ok := c.weakenerAt[name]
	if !ok {
		return nil, false
	}
	return &c.weakeners[i], true
}

func pointers[T any](s []T) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range s {
			if !yield(&s[i]) {
				return
			}
		}
	}
}

// Select gives the catalogue with only the requirements named: a pack ("ksz"),
// an id, an alias or a glob ("ksz.audit.*"). A name with '-' before it takes
// away; if the first one does, it takes from everything. The order stays. A
// requirement of which only an alias is chosen bears that alias as its id where
// the alias belongs to a pack: who asks for "avg" gets avg.33-2.melding. A name that matches nothing gives a
// *NotFoundError.
func (c *Catalogue) Select(names ...string) (*Catalogue, error) {
	all := len(names) == 0 || strings.HasPrefix(names[0], "-")
	keep := make([][]bool, len(c.requirements)) // the id, then the aliases
	for i, q := range c.requirements {
		keep[i] = make([]bool, 1+len(q.Aliases))
		for j := range keep[i] {
			keep[i][j] = all
		}
	}
	for _, name := range names {
		pattern, take := strings.CutPrefix(name, "-")
		hit := pattern == "all" || c.hasPack(pattern)
		for i, q := range c.requirements {
			for j := range keep[i] {
				if q.name(j).matches(pattern) {
					keep[i][j], hit = !take, true
				}
			}
		}
		if !hit {
			return nil, c.notFound(pattern)
		}
	}
	out := &builder{base: c}
	for i, q := range c.requirements {
		switch j := slices.Index(keep[i], true); {
		case j == 0:
			out.add(q, c.digests[i])
		case j > 0 && c.hasPack(q.Aliases[j-1].Pack()):
			out.add(q.under(j-1), c.digests[i])
		case j > 0:
			out.add(q, c.digests[i])
		}
	}
	return out.catalogue(c.packs), nil
}

func (c *Catalogue) hasPack(name string) bool {
	return slices.ContainsFunc(c.packs, func(p Pack) bool { return p.Name == name })
}

// name is the id, or the n-th alias.
func (r *Requirement) name(n int) ID {
	if n == 0 {
		return r.ID
	}
	return r.Aliases[n-1]
}

// matches tells whether a name in a selection means the id.
func (id ID) matches(name string) bool {
	if name == "all" || name == id.Pack() || name == string(id) {
		return true
	}
	if !strings.ContainsAny(name, `*?[\`) {
		return false
	}
	hit, err := path.Match(name, string(id))
	return err == nil && hit
}

// under gives the requirement with an alias as its id, and its id as an alias.
func (r *Requirement) under(alias int) *Requirement {
	q := *r
	q.ID = r.Aliases[alias]
	q.Aliases = slices.Clone(r.Aliases)
	q.Aliases[alias] = r.ID
	return &q
}

// builder puts a catalogue together: requirements of packs on a vocabulary.
type builder struct {
	base         *Catalogue // gives the vocabulary
	requirements []*Requirement
	digests      []string
}

func (b *builder) add(q *Requirement, digest string) {
	b.requirements = append(b.requirements, q)
	b.digests = append(b.digests, digest)
}

// catalogue keeps of the packs those that have requirements.
func (b *builder) catalogue(packs []Pack) *Catalogue {
	c := &Catalogue{
		requirements: b.requirements,
		digests:      b.digests,
		byID:         make(map[ID]int, 2*len(b.requirements)),
		concepts:     b.base.concepts,
		conceptAt:    b.base.conceptAt,
		weakeners:    b.base.weakeners,
		weakenerAt:   b.base.weakenerAt,
		shared:       b.base.shared,
		builtin:      b.base.builtin,
		profiles:     b.base.profiles,
		profile:      b.base.profile,
		waivers:      b.base.waivers,
		overlay:      b.base.overlay,
	}
	c.areas = b.base.areas
	c.renewAreas()
	used := map[string]bool{}
	for i, q := range c.requirements {
		c.byID[q.ID] = i
		used[q.Pack()] = true
	}
	for i, q := range c.requirements {
		for _, alias := range q.Aliases {
			if _, taken := c.byID[alias]; !taken {
				c.byID[alias] = i
			}
		}
	}
	for _, p := range packs {
		if used[p.Name] {
			c.packs = append(c.packs, p)
		}
	}
	return c
}

// BuiltinVocabulary is the digest of the built-in vocabulary if everything in it
// means here what it means there, and "" where a pack defines some of it anew.
// What was compiled with that vocabulary can then be used.
func (c *Catalogue) BuiltinVocabulary() string { return c.builtin }

// setVocabulary gives the catalogue its concepts and reservations.
func (c *Catalogue) setVocabulary(concepts []ConceptDef, weakeners []Weakener, digest string) {
	c.concepts, c.weakeners, c.shared = concepts, weakeners, digest
	c.conceptAt = make(map[string]int, len(concepts))
	for i := range concepts {
		c.conceptAt[concepts[i].Name] = i
	}
	c.weakenerAt = make(map[string]int, len(weakeners))
	for i := range weakeners {
		c.weakenerAt[weakeners[i].Name] = i
	}
}
