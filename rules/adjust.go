package rules

import (
	"maps"
	"slices"
	"strings"
)

// adjust gives the catalogue with the settings and waivers of a profile.
func (c *Catalogue) adjust(p *Profile) (*Catalogue, error) {
	if len(p.Adjustments)+len(p.Waivers) == 0 {
		return c, nil
	}
	out := *c
	out.requirements = slices.Clone(c.requirements)
	out.digests = slices.Clone(c.digests)
	var faults []*Error
	for i := range p.Adjustments {
		a := &p.Adjustments[i]
		targets, err := c.targets(a.Target)
		if err != nil {
			faults = append(faults, notThere(p.at(a.path), err))
			continue
		}
		for _, at := range targets {
			q, err := a.apply(out.requirements[at])
			faults = append(faults, err...)
			if len(err) > 0 {
				break // the same slip in every requirement of a glob is one fault
			}
			if out.digests[at], faults = q.digestOr(faults); q != nil {
				out.requirements[at] = q
			}
		}
	}
	out.renewAreas()
	out.waivers = slices.Clone(c.waivers)
	var given []Waiver
	for i, w := range p.Waivers {
		q, ok := c.Lookup(w.Requirement)
		if !ok {
			faults = append(faults, notThere(p.at("vrijstellingen."+itoa(i)+".eis"), c.notFound(string(w.Requirement))))
			continue
		}
		w.Requirement = q.ID
		if k := slices.IndexFunc(given, func(o Waiver) bool { return o.Requirement == w.Requirement }); k >= 0 {
			faults = append(faults, &Error{Origin: w.Origin, ID: w.Requirement,
				Message: "de eis " + string(w.Requirement) + " is twee keer vrijgesteld, ook op " + given[k].Origin.String(), Fix: "haal één van de twee weg"})
			continue
		}
		given = append(given, w)
		out.waivers = slices.DeleteFunc(out.waivers, func(o Waiver) bool { return o.Requirement == w.Requirement })
		out.waivers = append(out.waivers, w)
	}
	if err := join(faults); err != nil {
		return nil, err
	}
	return &out, nil
}

// digestOr gives the digest of the requirement, or one fault more.
func (r *Requirement) digestOr(faults []*Error) (string, []*Error) {
	d, err := r.digest()
	if err != nil {
		faults = append(faults, &Error{Origin: Origin{File: r.Origin}, ID: r.ID, Message: err.Error(), Err: err})
	}
	return d, faults
}

// targets gives the places of the requirements that a name stands for.
func (c *Catalogue) targets(name string) ([]int, error) {
	chosen, err := c.Select(name)
	if err != nil {
		return nil, err
	}
	var out []int
	for q := range chosen.All() {
		out = append(out, c.byID[q.ID])
	}
	return out, nil
}

// apply gives the requirement with the adjustment, and what is wrong with it.
func (a *Adjustment) apply(r *Requirement) (*Requirement, []*Error) {
	w := &adjuster{a: a, q: clone(r)}
	w.q.Changes = slices.Clone(r.Changes)
	if a.Importance != "" && a.Importance != r.Importance {
		w.note("belang", string(r.Importance), string(a.Importance))
		w.q.Importance = a.Importance
	}
	w.thresholds()
	w.required()
	if a.Model.NL != "" {
		w.note("modeltekst.nl", r.Model.NL, a.Model.NL)
		w.q.Model.NL = a.Model.NL
	}
	if a.Model.BE != "" {
		w.note("modeltekst.be", r.Model.BE, a.Model.BE)
		w.q.Model.BE = a.Model.BE
	}
	w.elements()
	w.clauses()
	return w.q, w.faults
}

// clone copies what an adjustment can change.
func clone(r *Requirement) *Requirement {
	q := *r
	q.Thresholds = maps.Clone(r.Thresholds)
	q.Elements = slices.Clone(r.Elements)
	for _, list := range q.lists() {
		*list.clauses = slices.Clip(*list.clauses)
	}
	return &q
}

// clauseList is one of the lists of clauses outside the elements.
type clauseList struct {
	role    Role
	clauses *[]Clause
}

// lists gives those lists in the order of the file.
func (r *Requirement) lists() []clauseList {
	return []clauseList{
		{RoleWhole, &r.Whole}, {RolePartly, &r.Partly}, {RoleWeakened, &r.Weakened},
		{RoleConflict, &r.Conflicts}, {RoleExcluded, &r.Excluded}, {RoleFlag, &r.Flags},
	}
}

type adjuster struct {
	a      *Adjustment
	q      *Requirement
	faults []*Error
}

func (w *adjuster) note(path, was, now string) {
	at := w.a.at(path)
	w.q.Changes = slices.DeleteFunc(w.q.Changes, func(c Change) bool {
		if c.Path != path {
			return false
		}
		was = c.Was
		return true
	})
	w.q.Changes = append(w.q.Changes, Change{Path: path, Was: was, Now: now, Origin: at})
}

func (w *adjuster) fault(path, message, fix string) {
	w.faults = append(w.faults, &Error{Origin: w.a.at(path), ID: w.q.ID, Message: message, Fix: fix})
}

func (w *adjuster) thresholds() {
	for _, name := range keysOf(w.a.Thresholds) {
		t := w.a.Thresholds[name]
		if t.Basis == "" {
			t.Basis = BasisOwn
		}
		path := "drempels." + name
		old, ok := w.q.Thresholds[name]
		if !ok {
			fix := "de eis heeft geen drempels"
			if known := keysOf(w.q.Thresholds); len(known) > 0 {
				fix = "de eis kent: " + strings.Join(known, ", ")
			}
			w.fault(path, "onbekende drempel '"+name+"' bij "+string(w.q.ID), fix)
			continue
		}
		wrong := false
		w.q.Clauses(func(_ Role, _ *Element, _ string, c *Clause) bool {
			if c.Value == nil {
				return true
			}
			c.Value.limitTexts(func(_, text string) {
				if text != name || wrong {
					return
				}
				if _, err := ParseLimits(c.Value.Kind, t.Value); err != nil {
					wrong = true
					message, fix := limitAdvice(c.Value.Kind, t.Value)
					w.fault(path, "drempel '"+name+"' bij "+string(w.q.ID)+": "+message, fix)
				}
			})
			return true
		})
		if wrong || t.Value == old.Value {
			continue
		}
		w.note(path, old.Value, t.Value)
		w.q.Thresholds[name] = t
	}
	if len(w.a.Thresholds) > 0 && len(w.faults) == 0 && len(w.q.narrower()) > 0 {
		var all []string
		for _, name := range keysOf(w.q.Thresholds) {
			all = append(all, name+" "+w.q.Thresholds[name].Value)
		}
		w.fault("drempels", "de grens van deels is bij "+string(w.q.ID)+" niet ruimer meer dan die van voldaan: "+strings.Join(all, ", "), "zet ook de andere drempel")
	}
}

func (w *adjuster) required() {
	for i, name := range w.a.Required {
		path := "verplicht." + itoa(i)
		at := slices.IndexFunc(w.q.Elements, func(e Element) bool { return e.Name == name })
		var optional []string
		for _, e := range w.q.Elements {
			if e.Flag != "" {
				optional = append(optional, e.Name)
			}
		}
		switch {
		case at < 0:
			fix := "de eis heeft geen elementen die alleen een vlag geven"
			if len(optional) > 0 {
				fix = "kies uit: " + strings.Join(optional, ", ")
			}
			w.fault(path, "onbekend element '"+name+"' bij "+string(w.q.ID), fix)
		case w.q.Elements[at].Flag != "":
			w.note("elementen."+name+".vlag", w.q.Elements[at].Flag, "verplicht")
			w.q.Elements[at].Flag = ""
			if w.q.Needed > 0 {
				w.q.Needed++
			}
		}
	}
}

func (w *adjuster) elements() {
	for _, extra := range w.a.Elements {
		path := "elementen." + extra.Name
		at := slices.IndexFunc(w.q.Elements, func(e Element) bool { return e.Name == extra.Name })
		if at < 0 {
			if extra.Lacks == "" || len(extra.AnyOf) == 0 {
				w.fault(path, "de eis heeft geen element '"+extra.Name+"'", "schrijf de naam van een bestaand element ("+strings.Join(namesOf(w.q.Elements, func(e *Element) string { return e.Name }), ", ")+"), of voeg 'mist: …' en 'een-van' toe voor een nieuw")
				continue
			}
			w.note(path, "", "nieuw element")
			w.q.Elements = append(w.q.Elements, extra)
			if w.q.Needed > 0 && extra.Flag == "" {
				w.q.Needed++
			}
			continue
		}
		e := &w.q.Elements[at]
		e.AnyOf = slices.Clip(e.AnyOf)
		w.added(path+".een-van", len(e.AnyOf), extra.AnyOf)
		e.AnyOf = append(e.AnyOf, extra.AnyOf...)
		if extra.Lacks != "" {
			w.note(path+".mist", e.Lacks, extra.Lacks)
			e.Lacks = extra.Lacks
		}
	}
}

func (w *adjuster) clauses() {
	for _, list := range w.q.lists() {
		extra := w.a.Clauses[list.role]
		w.added(string(list.role), len(*list.clauses), extra)
		*list.clauses = append(*list.clauses, extra...)
	}
}

// added notes patterns that come after the first n of a list. Their origin is
// that of the adjustment's own list.
func (w *adjuster) added(path string, n int, extra []Clause) {
	for i := range extra {
		w.q.Changes = append(w.q.Changes, Change{
			Path: path + "." + itoa(n+i), Now: extra[i].String(), Origin: w.a.at(path + "." + itoa(i))})
	}
}
