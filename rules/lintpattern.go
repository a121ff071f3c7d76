package rules

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/rules/pattern"
)

// clause finds patterns that can never count.
func (l *linter) clause(file, path string, id ID, c *Clause) {
	p, err := c.Patterns()
	if err != nil {
		return // noted while reading
	}
	for f := range c.patterns {
		if parsed := *f.in(&p); parsed != nil && *f.text != "" {
			l.alternatives(file, path+"."+f.key, id, parsed.Alts)
		}
	}
	if p.Main == nil {
		if c.Value != nil {
			l.covered(file, path, id, p.Near, p.Without)
		}
		return
	}
	l.covered(file, path, id, p.Main, p.Without)
	for _, alt := range p.Main.Alts {
		if !slices.ContainsFunc(alt.Terms, func(t pattern.Term) bool { return !t.Context }) {
			l.note(SeverityError, file, path+".alle", id, "alle termen hebben '^': elke zin onder zo'n kop zou tellen", "laat '^' weg bij wat in de zin zelf moet staan")
		}
	}
}

// alternatives finds an alternative that stands twice in one choice.
func (l *linter) alternatives(file, path string, id ID, alts []pattern.Alt) {
	seen := map[string]bool{}
	for _, a := range alts {
		text := altText(a)
		if seen[text] {
			l.note(SeverityWarning, file, path, id, "'"+text+"' staat twee keer in dezelfde keuze", "haal één van de twee weg")
		}
		seen[text] = true
		for _, t := range a.Terms {
			if t.Kind == pattern.Group {
				l.alternatives(file, path, id, t.Group)
			}
		}
	}
}

func altText(a pattern.Alt) string {
	p := pattern.Pattern{Alts: []pattern.Alt{a}}
	return p.String()
}

// covered finds alternatives of which every match holds what "zonder" forbids.
func (l *linter) covered(file, path string, id ID, main, without *pattern.Pattern) {
	if main == nil || without == nil {
		return
	}
	var dead []string
	l.budget = maxSteps
	for _, a := range main.Alts {
		every := pattern.Alt{Terms: []pattern.Term{{Kind: pattern.Group, Group: without.Alts}}}
		if slices.ContainsFunc(without.Alts, func(z pattern.Alt) bool { return l.contains(main.Mode, a, z, 0) }) || l.contains(main.Mode, a, every, 0) {
			dead = append(dead, altText(a))
		}
	}
	switch {
	case len(dead) == 0:
	case len(dead) == len(main.Alts):
		l.note(SeverityError, file, path, id, "dit patroon kan nooit passen: 'zonder' verbiedt wat het zelf vraagt", "maak 'zonder' nauwer of haal het weg")
	default:
		l.note(SeverityWarning, file, path, id, "een deel van dit patroon kan nooit passen door 'zonder': "+quoteShort(strings.Join(dead, " | ")), "haal dat deel weg of maak 'zonder' nauwer")
	}
}

// maxImplied is how deep concepts are followed, maxSteps how many terms are held
// against each other for one pattern: concepts of concepts multiply.
const (
	maxImplied = 6
	maxSteps   = 100_000
)

// contains tells whether every match of a surely contains a match of the
// sequence z. It may miss some, never claims too much.
func (l *linter) contains(mode pattern.Mode, a, z pattern.Alt, depth int) bool {
	if l.budget--; l.budget < 0 || depth > maxImplied || len(z.Terms) == 0 {
		return false
	}
	if len(z.Terms) == 1 {
		return slices.ContainsFunc(a.Terms, func(t pattern.Term) bool { return !t.Context && l.implies(t, z.Terms[0], depth+1) })
	}
	if mode == pattern.Sequence {
		for i := 0; i+len(z.Terms) <= len(a.Terms); i++ {
			all := true
			for j, want := range z.Terms {
				have := a.Terms[i+j]
				all = all && (j == 0 || have.Gap <= want.Gap) && l.implies(have, want, depth+1)
			}
			if all {
				return true
			}
		}
	}
	// A group in which every choice contains z.
	for _, t := range a.Terms {
		if t.Kind == pattern.Group && !t.Context && len(t.Group) > 0 && !slices.ContainsFunc(t.Group, func(g pattern.Alt) bool {
			return !l.contains(pattern.Sequence, g, z, depth+1)
		}) {
			return true
		}
	}
	return false
}

// implies tells whether every match of term t holds a match of z.
func (l *linter) implies(t, z pattern.Term, depth int) bool {
	if l.budget--; l.budget < 0 || depth > maxImplied {
		return false
	}
	switch z.Kind {
	case pattern.Group:
		if slices.ContainsFunc(z.Group, func(g pattern.Alt) bool {
			return l.contains(pattern.Sequence, pattern.Alt{Terms: []pattern.Term{t}}, g, depth+1)
		}) {
			return true
		}
		forms := t.Group
		if t.Kind == pattern.Concept {
			forms = l.forms(t.Text)
		}
		// Each form may contain another choice of z.
		return len(forms) > 0 && !slices.ContainsFunc(forms, func(f pattern.Alt) bool {
			return !l.contains(pattern.Sequence, f, pattern.Alt{Terms: []pattern.Term{z}}, depth+1)
		})
	case pattern.Concept:
		if t.Kind == pattern.Concept && t.Text == z.Text {
			return true
		}
		if forms := l.forms(z.Text); forms != nil {
			return l.implies(t, pattern.Term{Kind: pattern.Group, Group: forms}, depth+1)
		}
		return false
	}
	switch t.Kind {
	case pattern.Word:
		return wordImplies(t, z)
	case pattern.Concept:
		forms := l.forms(t.Text)
		return forms != nil && l.implies(pattern.Term{Kind: pattern.Group, Group: forms}, z, depth+1)
	}
	return len(t.Group) > 0 && !slices.ContainsFunc(t.Group, func(g pattern.Alt) bool {
		return !l.contains(pattern.Sequence, g, pattern.Alt{Terms: []pattern.Term{z}}, depth+1)
	})
}

// wordImplies tells whether every word that t matches is matched by z.
func wordImplies(t, z pattern.Term) bool {
	switch {
	case z.Prefix && z.Suffix:
		return strings.Contains(t.Text, z.Text)
	case z.Prefix:
		return !t.Suffix && strings.HasSuffix(t.Text, z.Text)
	case z.Suffix:
		return !t.Prefix && strings.HasPrefix(t.Text, z.Text)
	}
	return !t.Prefix && !t.Suffix && t.Text == z.Text
}

// forms are the alternatives of a concept; nil of one that is not known.
func (l *linter) forms(name string) []pattern.Alt {
	d, ok := l.words.Concept(name)
	if !ok {
		return nil
	}
	if known, ok := l.parsed[name]; ok {
		return known
	}
	var out []pattern.Alt
	for _, term := range d.Terms {
		if p, err := pattern.Parse(term, pattern.Sequence); err == nil {
			out = append(out, p.Alts...)
		}
	}
	l.parsed[name] = out
	return out
}

// vocabulary finds words of the shared vocabulary that no rule uses, and the
// faults of its patterns.
func (l *linter) vocabulary() {
	s := l.source
	used, rules := map[string]bool{}, false
	var use func(text string, mode pattern.Mode)
	use = func(text string, mode pattern.Mode) {
		p, err := pattern.Parse(text, mode)
		if err != nil {
			return
		}
		p.Concepts(func(name string) {
			if used[name] {
				return
			}
			used[name] = true
			if d, ok := l.words.Concept(name); ok {
				for _, t := range d.Terms {
					use(t, pattern.Sequence)
				}
			}
		})
	}
	useClause := func(c *Clause) {
		for f := range c.patterns {
			if *f.text != "" {
				use(*f.text, f.mode)
			}
		}
	}
	named := map[string]bool{}
	for _, name := range DefaultWeakeners() {
		named[name] = true
	}
	for _, p := range s.packs {
		for _, q := range p.requirements {
			rules = true
			q.Clauses(func(_ Role, _ *Element, _ string, c *Clause) bool { useClause(c); return true })
			for _, name := range q.Weakeners {
				named[name] = true
			}
		}
	}
	for i := range s.weakeners {
		w := &s.weakeners[i]
		for j := range w.AnyOf {
			useClause(&w.AnyOf[j])
			l.clause(w.Origin, "verzwakkers."+w.Name+".een-van."+itoa(j), "", &w.AnyOf[j])
		}
		if rules && !named[w.Name] {
			l.note(SeverityWarning, w.Origin, "verzwakkers."+w.Name, "", "geen eis gebruikt verzwakker '"+w.Name+"'", "haal hem weg of noem hem onder 'verzwakkers'")
		}
	}
	for _, name := range divisionConcepts() {
		used[name] = true
	}
	for _, d := range s.concepts {
		if rules && !used[d.Name] {
			l.note(SeverityWarning, d.Origin, "begrippen."+d.Name, "", "geen eis gebruikt begrip <"+d.Name+">", "haal het weg")
		}
		seen := map[string]bool{}
		for i, t := range d.Terms {
			p, err := pattern.Parse(t, pattern.Sequence)
			if err != nil {
				continue
			}
			for _, a := range p.Alts {
				text := altText(a)
				if seen[text] {
					l.note(SeverityWarning, d.Origin, "begrippen."+d.Name+"."+itoa(i), "", "'"+text+"' staat twee keer in begrip <"+d.Name+">", "haal één van de twee weg")
				}
				seen[text] = true
			}
		}
	}
}
