package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// check holds the files against each other: names that clash, concepts and
// reservations that do not exist, concepts that need themselves.
func (s *source) check(base *Catalogue) {
	v := s.vocabulary(base)
	s.checkClashes()
	s.checkCycles(v)
	for _, d := range s.concepts {
		for i, term := range d.Terms {
			s.checkConcepts(v, d.Origin, "begrippen."+d.Name+"."+itoa(i), "", pattern.Sequence, term)
		}
	}
	for i := range s.weakeners {
		w := &s.weakeners[i]
		for j := range w.AnyOf {
			s.checkClause(v, w.Origin, "verzwakkers."+w.Name+".een-van."+itoa(j), "", &w.AnyOf[j])
		}
	}
	s.checkSettings(v, base)
	for _, p := range s.packs {
		for _, q := range p.requirements {
			q.Clauses(func(_ Role, _ *Element, path string, c *Clause) bool {
				s.checkClause(v, q.Origin, path, q.ID, c)
				return true
			})
			for i, name := range q.Weakeners {
				if _, ok := v.weakenerAt[name]; !ok {
					s.unknown(q.Origin, "verzwakkers."+itoa(i), q.ID, "onbekende verzwakker '"+name+"'", name, namesOf(v.weakeners, func(w *Weakener) string { return w.Name }))
				}
			}
		}
	}
}

// vocabulary is that of the base, with what the source defines in place of it.
func (s *source) vocabulary(base *Catalogue) *Catalogue {
	own, terms := map[string]bool{}, map[string][]string{}
	concepts := make([]ConceptDef, 0, len(base.concepts)+len(s.concepts))
	for _, d := range s.concepts {
		terms[d.Name] = d.Terms
	}
	kept := true
	for _, d := range base.concepts {
		if anew, ok := terms[d.Name]; ok {
			kept = kept && slices.Equal(anew, d.Terms)
			continue
		}
		concepts = append(concepts, d)
	}
	concepts = append(concepts, s.concepts...)
	weakeners := make([]Weakener, 0, len(base.weakeners)+len(s.weakeners))
	for _, w := range s.weakeners {
		own[w.Name] = true
	}
	for _, w := range base.weakeners {
		if !own[w.Name] {
			weakeners = append(weakeners, w)
		}
	}
	weakeners = append(weakeners, s.weakeners...)
	c := &Catalogue{}
	c.setVocabulary(concepts, weakeners, "")
	if kept {
		c.builtin = base.builtin
	}
	return c
}

func (s *source) checkClause(v *Catalogue, file, path string, id ID, c *Clause) {
	for f := range c.patterns {
		if *f.text != "" {
			s.checkConcepts(v, file, path+"."+f.key, id, f.mode, *f.text)
		}
	}
}

func (s *source) checkConcepts(v *Catalogue, file, path string, id ID, mode pattern.Mode, text string) {
	p, err := pattern.Parse(text, mode)
	if err != nil {
		return // noted while reading
	}
	p.Concepts(func(name string) {
		if _, ok := v.conceptAt[name]; !ok && !Dynamic(name) {
			names := append(DynamicConcepts(), namesOf(v.concepts, func(d *ConceptDef) string { return d.Name })...)
			s.unknown(file, path, id, "onbekend begrip <"+name+">", name, names)
		}
	})
}

func (s *source) unknown(file, path string, id ID, message, name string, known []string) {
	fix := "voeg het toe in " + SharedPack + "/ of kies een bestaand"
	if near := nearest(name, known); near != "" {
		fix = "bedoelde u '" + near + "'?"
	}
	s.fault(file, path, id, message, fix)
}

func (s *source) fault(file, path string, id ID, message, fix string) {
	s.faults = append(s.faults, &Error{Origin: s.place(file, path), ID: id, Message: message, Fix: fix})
}

// place is where the value with this path stands.
func (s *source) place(file, path string) Origin {
	if r := s.files[file]; r != nil {
		for path != "" {
			if at, ok := r.marks[path]; ok {
				return at
			}
			path = path[:max(strings.LastIndexByte(path, '.'), 0)]
		}
		for _, path := range []string{"id", "naam"} { // what lacks is told at the name
			if at, ok := r.marks[path]; ok {
				return at
			}
		}
	}
	return Origin{File: file}
}

func namesOf[T any](list []T, name func(*T) string) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = name(&list[i])
	}
	return out
}

// checkClashes refuses a name that is given twice. Packs and requirements bear the
// name of their folder and file, so those cannot clash.
func (s *source) checkClashes() {
	concepts, weakeners, ids := map[string]string{}, map[string]string{}, map[ID]string{}
	for _, d := range s.concepts {
		if other, ok := concepts[d.Name]; ok {
			s.fault(d.Origin, "begrippen."+d.Name, "", "begrip '"+d.Name+"' bestaat al in "+other, "voeg de twee samen")
		}
		concepts[d.Name] = d.Origin
	}
	for _, w := range s.weakeners {
		if other, ok := weakeners[w.Name]; ok {
			s.fault(w.Origin, "verzwakkers."+w.Name, "", "verzwakker '"+w.Name+"' bestaat al in "+other, "voeg de twee samen")
		}
		weakeners[w.Name] = w.Origin
	}
	for _, p := range s.packs {
		for _, q := range p.requirements {
			ids[q.ID] = q.Origin
		}
	}
	s.checkAliases(ids)
}

// checkAliases refuses an alias that two requirements claim. An alias may be the
// id of another requirement: the same rule can live in two packs.
func (s *source) checkAliases(ids map[ID]string) {
	aliases := map[ID]ID{}
	for _, p := range s.packs {
		for _, q := range p.requirements {
			for i, alias := range q.Aliases {
				path := "ook." + itoa(i)
				if alias == q.ID {
					s.fault(q.Origin, path, q.ID, "de eis noemt zichzelf onder 'ook'", "haal de regel weg")
				} else if other, ok := aliases[alias]; ok && alias != "" {
					s.fault(q.Origin, path, q.ID, fmt.Sprintf("'%s' staat ook onder 'ook' bij %s", alias, other), "laat het bij één van beide staan")
				} else if file, ok := ids[alias]; ok {
					s.fault(q.Origin, path, q.ID, fmt.Sprintf("'%s' is een eis op zichzelf (%s)", alias, file), "haal het weg onder 'ook'")
				}
				aliases[alias] = q.ID
			}
		}
	}
}

// checkCycles refuses concepts that need themselves, straight or by another.
func (s *source) checkCycles(v *Catalogue) {
	own := map[string]bool{}
	for _, d := range s.concepts {
		own[d.Name] = true
	}
	const (
		open = 1
		done = 2
	)
	state := map[string]int{}
	var route []string
	var visit func(name string)
	visit = func(name string) {
		d, ok := v.Concept(name)
		if !ok || state[name] == done {
			return
		}
		if state[name] == open {
			start := 0
			for i, n := range route {
				if n == name {
					start = i
				}
			}
			ring := strings.Join(append(append([]string{}, route[start:]...), name), "> → <")
			s.fault(d.Origin, "begrippen."+name, "", "begrip '"+name+"' verwijst naar zichzelf: <"+ring+">", "schrijf de woorden in één van de begrippen uit")
			return
		}
		state[name] = open
		route = append(route, name)
		for _, t := range d.Terms {
			if p, err := pattern.Parse(t, pattern.Sequence); err == nil {
				p.Concepts(visit)
			}
		}
		route = route[:len(route)-1]
		state[name] = done
	}
	for _, d := range s.concepts {
		visit(d.Name)
	}
}

// catalogue makes the catalogue of a source without faults.
func (s *source) catalogue(base *Catalogue) (*Catalogue, error) {
	v := s.vocabulary(base)
	digest, err := vocabularyDigest(v.concepts, v.weakeners)
	if err != nil {
		return nil, err
	}
	v.shared = digest
	b := &builder{base: v}
	var packs []Pack
	for _, p := range s.packs {
		packs = append(packs, p.Pack)
		for _, q := range p.requirements {
			d, err := q.digest()
			if err != nil {
				return nil, err
			}
			b.add(q, d)
		}
	}
	c := b.catalogue(packs)
	c.profiles, c.overlay = mergeProfiles(base.profiles, s.profiles), s.overlay
	return c, nil
}

func vocabularyDigest(concepts []ConceptDef, weakeners []Weakener) (string, error) {
	return digestOf(struct {
		C []ConceptDef
		W []Weakener
	}{concepts, weakeners})
}
