package rules

import (
	"time"

	"github.com/goccy/go-yaml/ast"
)

// profile reads a file that holds a profile.
func (r *reader) profile(n ast.Node) *Profile {
	p := &Profile{Origin: r.file, marks: r.marks}
	r.mapping(n, "", "het profiel", append([]key{
		{"naam", true, func(n ast.Node, path string) { p.Name = r.name(n, path, "naam van een profiel") }},
		{"titel", true, func(n ast.Node, path string) { p.Title = r.line(n, path, "'titel'") }},
		{"betekenis", false, func(n ast.Node, path string) { p.Meaning = r.line(n, path, "'betekenis'") }},
		{"op", false, func(n ast.Node, path string) {
			r.list(n, path, "'op'", func(n ast.Node, path string) {
				p.On = append(p.On, r.name(n, path, "naam van een profiel"))
			})
		}},
		{"eisen", false, func(n ast.Node, path string) {
			r.list(n, path, "'eisen'", func(n ast.Node, path string) {
				if s := r.line(n, path, "een eis"); s != "" {
					p.Select = append(p.Select, s)
				}
			})
		}},
	}, r.settings(p)...))
	return p
}

// overlay reads the file of adjustments and waivers that hold whatever profile
// is chosen.
func (r *reader) overlay(n ast.Node) *Profile {
	p := &Profile{Origin: r.file, marks: r.marks}
	r.mapping(n, "", "het bestand", r.settings(p))
	return p
}

// settingsKey is the key of what a profile sets otherwise.
const settingsKey = "aanpassingen"

// settings are the keys that a profile and an overlay share.
func (r *reader) settings(p *Profile) []key {
	return []key{
		{settingsKey, false, func(n ast.Node, path string) {
			r.pairs(n, path, "'aanpassingen'", func(target string, _ Origin, v ast.Node) {
				p.Adjustments = append(p.Adjustments, r.adjustment(v, sub(path, target), target, p))
			})
		}},
		{"vrijstellingen", false, func(n ast.Node, path string) {
			r.list(n, path, "'vrijstellingen'", func(n ast.Node, path string) {
				p.Waivers = append(p.Waivers, r.waiver(n, path))
			})
		}},
	}
}

func (r *reader) adjustment(n ast.Node, path, target string, p *Profile) Adjustment {
	a := Adjustment{Target: target, Clauses: map[Role][]Clause{}, path: path, source: p}
	keys := []key{
		{"belang", false, func(n ast.Node, path string) { a.Importance = r.importance(n, path) }},
		{"drempels", false, func(n ast.Node, path string) { a.Thresholds = r.thresholds(n, path) }},
		{"verplicht", false, func(n ast.Node, path string) {
			r.list(n, path, "'verplicht'", func(n ast.Node, path string) {
				a.Required = append(a.Required, r.name(n, path, "naam van een element"))
			})
		}},
		{"modeltekst", false, func(n ast.Node, path string) {
			r.mapping(n, path, "'modeltekst'", []key{
				{"nl", false, func(n ast.Node, path string) { a.Model.NL = r.text(n, path, "'nl'") }},
				{"be", false, func(n ast.Node, path string) { a.Model.BE = r.text(n, path, "'be'") }},
			})
		}},
		{"elementen", false, func(n ast.Node, path string) { a.Elements = r.elementsOf(n, path, false) }},
	}
	for _, role := range addable {
		keys = append(keys, key{string(role), false, func(n ast.Node, path string) { a.Clauses[role] = r.clauses(n, path) }})
	}
	r.mapping(n, path, "de aanpassing van '"+target+"'", keys)
	return a
}

func (r *reader) waiver(n ast.Node, path string) (w Waiver) {
	r.mapping(n, path, "een vrijstelling", []key{
		{"eis", true, func(n ast.Node, path string) { w.Requirement, w.Origin = r.ident(n, path), r.at(n) }},
		{"reden", true, func(n ast.Node, path string) { w.Reason = r.line(n, path, "'reden'") }},
		{"door", true, func(n ast.Node, path string) { w.By = r.line(n, path, "'door'") }},
		{"tot", true, func(n ast.Node, path string) { w.Until = r.date(n, path) }},
	})
	return w
}

// date reads a day: 2027-03-31 or 31-03-2027.
func (r *reader) date(n ast.Node, path string) string {
	s := r.line(n, path, "'tot'")
	if s == "" {
		return ""
	}
	for _, layout := range []string{time.DateOnly, "02-01-2006", "2-1-2006"} {
		if d, err := time.Parse(layout, s); err == nil {
			return d.Format(time.DateOnly)
		}
	}
	r.fault(r.at(n), "'"+s+"' is geen datum", "schrijf jaar-maand-dag, bijvoorbeeld 2027-03-31")
	return ""
}
