package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Profile is a named selection of requirements with settings of its own: what a
// kind of organisation holds its contracts against.
type Profile struct {
	Name    string   `json:"naam"`
	Title   string   `json:"titel"`
	Meaning string   `json:"betekenis,omitempty"`
	On      []string `json:"op,omitempty"` // profiles that it builds on
	// Select names packs, ids, aliases and globs as Catalogue.Select takes
	// them, added to what the profiles below it select.
	Select      []string     `json:"eisen,omitempty"`
	Adjustments []Adjustment `json:"-"`
	Waivers     []Waiver     `json:"-"`

	Origin  string `json:"-"` // the file
	marks   map[string]Origin
	builtin bool
}

// DefaultProfile is the profile that a check uses when nothing else is asked.
const DefaultProfile = "standaard"

// Adjustment changes settings of a requirement without touching its file.
type Adjustment struct {
	Target     string     // id, alias or glob
	Importance Importance // "" leaves it
	Thresholds map[string]Threshold
	// Required names optional elements (see Element.Flag) that become
	// compulsory.
	Required []string
	Model    ModelText // what is empty stays as it is
	// Elements are patterns added to elements, by name, or new elements.
	Elements []Element
	// Clauses are patterns added to the lists outside the elements.
	Clauses map[Role][]Clause

	path   string // in the file: "aanpassingen.ksz.audit.recht"
	source *Profile
}

// at is the place of one of its values.
func (a *Adjustment) at(path string) Origin {
	return a.source.at(a.path + "." + path)
}

// at is the place of a value by its path in the file.
func (p *Profile) at(path string) Origin {
	for path != "" {
		if at, ok := p.marks[path]; ok {
			return at
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return Origin{File: p.Origin}
}

// Waiver takes a requirement out of the judgement until a date: somebody
// decided so and said why. A check takes it into account only when it is told
// the day (clause.Options.Date).
type Waiver struct {
	Requirement ID     `json:"eis"`
	Reason      string `json:"reden"`
	By          string `json:"door"`
	Until       string `json:"tot"` // the last day on which it holds: 2027-03-31
	Origin      Origin `json:"-"`
}

// Holds tells whether the waiver holds on a day. It never does on the zero
// time: who does not say which day it is gets the verdict itself.
func (w *Waiver) Holds(day time.Time) bool {
	return !day.IsZero() && day.Format(time.DateOnly) <= w.Until
}

// Change is a value of a requirement that a profile or the user's own rules set
// otherwise.
type Change struct {
	Path   string // as in the file of the requirement: "drempels.voldaan-tot"
	Was    string // "" where there was nothing
	Now    string
	Origin Origin
}

// Profiles lists the profiles that can be chosen, by name.
func (c *Catalogue) Profiles() []Profile { return slices.Clone(c.profiles) }

// Waivers are those of the catalogue, expired ones included, in the order of
// their files.
func (c *Catalogue) Waivers() []Waiver { return slices.Clone(c.waivers) }

// Waiver finds the waiver of a requirement by its id or an alias.
func (c *Catalogue) Waiver(id ID) (*Waiver, bool) {
	q, ok := c.Lookup(id)
	if !ok {
		return nil, false
	}
	for i := range c.waivers {
		if w := &c.waivers[i]; w.Requirement == q.ID || slices.Contains(q.Aliases, w.Requirement) {
			return w, true
		}
	}
	return nil, false
}

// Expired lists the waivers that no longer hold on a day, each with its place
// and what to do.
func (c *Catalogue) Expired(day time.Time) []*Error {
	var out []*Error
	for i := range c.waivers {
		if w := &c.waivers[i]; !w.Holds(day) {
			out = append(out, &Error{Origin: w.Origin, ID: w.Requirement,
				Message: "de vrijstelling van " + string(w.Requirement) + " is verlopen op " + w.Until, Fix: "verleng haar met een nieuwe 'tot' of haal haar weg"})
		}
	}
	return out
}

// ProfileName is the profile that the catalogue was cut to; empty if none.
func (c *Catalogue) ProfileName() string { return c.profile }

// Profile gives the catalogue as a profile wants it: what it selects and what
// is named also, with its settings and waivers and those of the profiles that it
// builds on, the nearest last. An unknown name gives a *NotFoundError; what the profile names and the
// catalogue lacks gives *Errors with file and line.
func (c *Catalogue) Profile(name string, also ...string) (*Catalogue, error) {
	adjusted, selected, err := c.settings(name)
	if err != nil {
		return nil, err
	}
	if len(selected) == 0 {
		return adjusted, nil
	}
	return adjusted.Select(append(selected, also...)...)
}

// Settings gives the whole catalogue with the settings and waivers of a
// profile, without its selection.
func (c *Catalogue) Settings(name string) (*Catalogue, error) {
	adjusted, _, err := c.settings(name)
	return adjusted, err
}

func (c *Catalogue) settings(name string) (*Catalogue, []string, error) {
	chain, err := c.chain(name, nil)
	if err != nil {
		return nil, nil, err
	}
	out, selected := c, []string(nil)
	var faults []*Error
	for _, p := range chain {
		faults = append(faults, c.checkSelection(p)...)
		selected = append(selected, p.Select...)
		next, err := out.adjust(p)
		if err != nil {
			faults = append(faults, Errors(err)...)
			continue
		}
		out = next
	}
	// What the user sets for herself holds whatever profile she chooses.
	if c.overlay != nil && len(faults) == 0 {
		next, err := out.adjust(c.overlay.again())
		if err != nil {
			return nil, nil, err
		}
		out = next
	}
	if err := join(faults); err != nil {
		return nil, nil, err
	}
	named := *out
	named.profile = name
	return &named, selected, nil
}

// chain lists a profile after those that it builds on, each once.
func (c *Catalogue) chain(name string, route []string) ([]*Profile, error) {
	var out []*Profile
	done := map[string]bool{}
	var visit func(name string, route []string) error
	visit = func(name string, route []string) error {
		if done[name] {
			return nil
		}
		at := slices.IndexFunc(c.profiles, func(p Profile) bool { return p.Name == name })
		if at < 0 {
			var names []string
			for _, p := range c.profiles {
				names = append(names, p.Name)
			}
			return &NotFoundError{What: "profiel", Name: name, Similar: similar(name, names, 3)}
		}
		p := &c.profiles[at]
		switch {
		case slices.Contains(route, name):
			return ring(p, append(route, name))
		case len(route) == maxProfileDepth:
			return &Error{Origin: p.at("op"), Message: fmt.Sprintf("meer dan %d profielen bouwen op elkaar voort", maxProfileDepth), Fix: "voeg er enkele samen"}
		}
		for _, below := range p.On {
			if err := visit(below, append(route, name)); err != nil {
				return err
			}
		}
		done[name] = true
		out = append(out, p)
		return nil
	}
	if err := visit(name, route); err != nil {
		return nil, err
	}
	return out, nil
}

// again gives the settings and waivers to be set once more after those of a
// profile: the patterns are there already.
func (p *Profile) again() *Profile {
	q := *p
	q.Adjustments = slices.Clone(p.Adjustments)
	for i := range q.Adjustments {
		q.Adjustments[i].Elements, q.Adjustments[i].Clauses = nil, nil
	}
	return &q
}

// maxProfileDepth bounds how many profiles build on each other.
const maxProfileDepth = 30

// ring says that a profile builds on itself.
func ring(p *Profile, route []string) *Error {
	return &Error{Origin: p.at("op"), Message: "profiel '" + p.Name + "' bouwt op zichzelf voort: " + strings.Join(route, " → "), Fix: "haal één van de namen weg onder 'op'"}
}

// checkSelection finds names that the profile selects and the catalogue lacks.
func (c *Catalogue) checkSelection(p *Profile) (faults []*Error) {
	for i, name := range p.Select {
		if _, err := c.Select(name); err != nil {
			faults = append(faults, notThere(p.at("eisen."+itoa(i)), err))
		}
	}
	return faults
}

// notThere gives an error of a name the place where the name stands.
func notThere(at Origin, err error) *Error {
	e := &Error{Origin: at, Message: err.Error(), Err: err}
	var missing *NotFoundError
	if errors.As(err, &missing) {
		e.Message = fmt.Sprintf("onbekend %s '%s'", missing.What, missing.Name)
		if missing.What == "eis" {
			e.Message = fmt.Sprintf("onbekende eis '%s'", missing.Name)
		}
		e.Fix = "clausule rules list toont wat er is"
		if len(missing.Similar) > 0 {
			e.Fix = "bedoelde u '" + missing.Similar[0] + "'?"
		}
	}
	return e
}

// checkSettings holds profiles and settings against the vocabulary and each
// other; what they say of requirements is seen when they are applied.
func (s *source) checkSettings(v, base *Catalogue) {
	all := s.profiles
	if s.overlay != nil {
		all = append(slices.Clip(all), *s.overlay)
	}
	for i := range all {
		p := &all[i]
		for j := range p.Adjustments {
			a := &p.Adjustments[j]
			a.each(func(path string, c *Clause) { s.checkClause(v, p.Origin, a.path+"."+path, "", c) })
		}
	}
	known := &Catalogue{profiles: mergeProfiles(base.profiles, s.profiles)}
	for i := range s.profiles {
		p := &s.profiles[i]
		_, err := known.chain(p.Name, nil)
		switch cycle := (*Error)(nil); {
		case errors.As(err, &cycle):
			if cycle.Origin.File == p.Origin { // who builds on a ring is not part of it
				s.faults = append(s.faults, cycle)
			}
		case err != nil:
			s.faults = append(s.faults, notThere(p.below(err), err))
		}
	}
}

// below is the place of the profile under "op" that an error says is not there.
func (p *Profile) below(err error) Origin {
	var missing *NotFoundError
	if errors.As(err, &missing) {
		if i := slices.Index(p.On, missing.Name); i >= 0 {
			return p.at("op." + itoa(i))
		}
	}
	return p.at("op")
}

// each calls f with every pattern that an adjustment adds.
func (a *Adjustment) each(f func(path string, c *Clause)) {
	for i := range a.Elements {
		e := &a.Elements[i]
		for j := range e.AnyOf {
			f("elementen."+e.Name+".een-van."+itoa(j), &e.AnyOf[j])
		}
	}
	for _, role := range addable {
		for j := range a.Clauses[role] {
			f(string(role)+"."+itoa(j), &a.Clauses[role][j])
		}
	}
}
