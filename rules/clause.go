package rules

import (
	"slices"

	"github.com/clausule/clausule/rules/pattern"
)

// Patterns are the parsed patterns of a clause; those that it lacks are nil.
type Patterns struct {
	// Main is alle (a set), or reeks or woord (a sequence); nil where the
	// clause asks for a value.
	Main    *pattern.Pattern
	Without *pattern.Pattern // zonder: a sequence
	Heading *pattern.Pattern // kop: a set
	Near    *pattern.Pattern // bij, of a value: a set
	NotNear *pattern.Pattern // niet-bij, of a value: a set
}

// Patterns parses the patterns of the clause, each in the mode that belongs to
// its key. A clause of a loaded catalogue never fails; one built by hand gives a
// *pattern.SyntaxError.
func (c *Clause) Patterns() (Patterns, error) {
	var p Patterns
	for f := range c.patterns {
		if *f.text == "" {
			continue
		}
		parsed, err := pattern.Parse(*f.text, f.mode)
		if err != nil {
			return Patterns{}, err
		}
		*f.in(&p) = parsed
	}
	return p, nil
}

// String is the clause in short, as its author wrote it: "alle: <melden>
// <inbreuk>", "waarde: duur".
func (c *Clause) String() string {
	switch {
	case c.All != "":
		return "alle: " + c.All
	case c.Sequence != "":
		return "reeks: " + c.Sequence
	case c.Words != "":
		return "woord: " + c.Words
	case c.Value != nil:
		return "waarde: " + c.Value.Kind
	case c.Heading != "":
		return "kop: " + c.Heading
	}
	return ""
}

// PatternText is a pattern as it stands in a rule, with the mode in which it is
// read; the zero value where a clause lacks it.
type PatternText struct {
	Text string
	Mode pattern.Mode
}

// PatternTexts are the patterns of a clause before they are parsed.
type PatternTexts struct{ Main, Without, Heading, Near, NotNear PatternText }

// PatternTexts gives the patterns of the clause unparsed, for a program that
// was compiled ahead.
func (c *Clause) PatternTexts() PatternTexts {
	t := PatternTexts{
		Main:    PatternText{c.All, pattern.Set},
		Without: PatternText{c.Without, pattern.Sequence},
		Heading: PatternText{c.Heading, pattern.Set},
	}
	switch {
	case c.Sequence != "":
		t.Main = PatternText{c.Sequence, pattern.Sequence}
	case c.Words != "":
		t.Main = PatternText{c.Words, pattern.Sequence}
	}
	if c.Value != nil {
		t.Near, t.NotNear = PatternText{c.Value.Near, pattern.Set}, PatternText{c.Value.NotNear, pattern.Set}
	}
	for _, text := range []*PatternText{&t.Main, &t.Without, &t.Heading, &t.Near, &t.NotNear} {
		if text.Text == "" {
			*text = PatternText{}
		}
	}
	return t
}

// patternField is one key of a clause that holds a pattern. This is the one
// place that says which keys those are and how their terms combine.
type patternField struct {
	key  string // path below the clause: "alle", "waarde.bij"
	text *string
	mode pattern.Mode
	in   func(*Patterns) **pattern.Pattern
}

// patterns yields the keys of the clause that can hold a pattern.
func (c *Clause) patterns(yield func(patternField) bool) {
	main := func(p *Patterns) **pattern.Pattern { return &p.Main }
	fields := [...]patternField{
		{"alle", &c.All, pattern.Set, main},
		{"reeks", &c.Sequence, pattern.Sequence, main},
		{"woord", &c.Words, pattern.Sequence, main},
		{"zonder", &c.Without, pattern.Sequence, func(p *Patterns) **pattern.Pattern { return &p.Without }},
		{"kop", &c.Heading, pattern.Set, func(p *Patterns) **pattern.Pattern { return &p.Heading }},
	}
	for _, f := range fields {
		if !yield(f) {
			return
		}
	}
	if c.Value == nil {
		return
	}
	_ = yield(patternField{"waarde.bij", &c.Value.Near, pattern.Set, func(p *Patterns) **pattern.Pattern { return &p.Near }}) &&
		yield(patternField{"waarde.niet-bij", &c.Value.NotNear, pattern.Set, func(p *Patterns) **pattern.Pattern { return &p.NotNear }})
}

// Role says what a clause does in its requirement.
type Role string

// The roles, named as in the file.
const (
	RoleElement  Role = "elementen"
	RoleWhole    Role = "volstaat"
	RolePartly   Role = "deels"
	RoleWeakened Role = "verzwakt"
	RoleConflict Role = "strijdig"
	RoleExcluded Role = "telt-niet"
	RoleFlag     Role = "vlaggen"
)

// addable are the roles of the lists outside the elements.
var addable = [...]Role{RoleWhole, RolePartly, RoleWeakened, RoleConflict, RoleExcluded, RoleFlag}

// Clauses calls yield with every clause of the requirement in the order of the
// file: its role, the element it belongs to (nil outside elementen) and its path
// in the file ("elementen.melding.een-van.0").
func (r *Requirement) Clauses(yield func(role Role, e *Element, path string, c *Clause) bool) {
	for i := range r.Elements {
		e := &r.Elements[i]
		for j := range e.AnyOf {
			if !yield(RoleElement, e, "elementen."+e.Name+".een-van."+itoa(j), &e.AnyOf[j]) {
				return
			}
		}
	}
	if r.Division != nil {
		for _, part := range r.Division.lists() {
			for j := range *part.clauses {
				if !yield(part.role, nil, divisionKey+"."+string(part.role)+"."+itoa(j), &(*part.clauses)[j]) {
					return
				}
			}
		}
	}
	for _, part := range []struct {
		role Role
		list []Clause
	}{
		{RoleWhole, r.Whole}, {RolePartly, r.Partly}, {RoleWeakened, r.Weakened},
		{RoleConflict, r.Conflicts}, {RoleExcluded, r.Excluded}, {RoleFlag, r.Flags},
	} {
		for j := range part.list {
			if !yield(part.role, nil, string(part.role)+"."+itoa(j), &part.list[j]) {
				return
			}
		}
	}
}

// Without gives the requirement without one of its clauses, by the path that
// Clauses gives it.
func (r *Requirement) Without(path string) *Requirement {
	q := clone(r)
	for i := range q.Elements {
		e := &q.Elements[i]
		e.AnyOf = drop(e.AnyOf, "elementen."+e.Name+".een-van.", path)
	}
	for _, list := range q.lists() {
		*list.clauses = drop(*list.clauses, string(list.role)+".", path)
	}
	if r.Division != nil {
		d := *r.Division
		for _, list := range d.lists() {
			*list.clauses = drop(*list.clauses, divisionKey+"."+string(list.role)+".", path)
		}
		q.Division = &d
	}
	return q
}

// drop gives the clauses without the one whose path is the prefix and its index.
func drop(clauses []Clause, prefix, path string) []Clause {
	for i := range clauses {
		if path == prefix+itoa(i) {
			return slices.Delete(slices.Clone(clauses), i, i+1)
		}
	}
	return clauses
}

// WeakenerNames are the general reservations that apply to the requirement:
// its own choice, or DefaultWeakeners.
func (r *Requirement) WeakenerNames() []string {
	if r.Weakeners == nil {
		return DefaultWeakeners()
	}
	return r.Weakeners
}
