package report

import (
	"strings"
)

// What a page says in its language.

// facts are what was read, and against what it was held.
func (v *htmlView) facts() []string {
	d := &v.r.Document
	var facts []string
	if kind := d.Kind.In(v.Language); kind != "" {
		facts = append(facts, kind)
	}
	switch n := len(d.Files); {
	case n > 0:
		facts = append(facts, v.Count(n, "document", "documenten"))
	default:
		facts = append(facts, v.Format(d.Format))
	}
	if d.Pages > 0 {
		facts = append(facts, v.Count(d.Pages, "pagina", "pagina's"))
	}
	facts = append(facts, v.Count(len(v.r.Results), "eis", "eisen"))
	if name := clean(v.r.Catalogue.Profile); name != "" {
		facts = append(facts, v.Textf("profiel %s", name))
	}
	return facts
}

// files are the documents of a bundle.
func (v *htmlView) files() []string {
	var list []string
	for i := range v.r.Document.Files {
		f := &v.r.Document.Files[i]
		parts := []string{v.File(f.Name), v.Format(f.Format)}
		if f.Pages > 0 {
			parts = append(parts, v.Count(f.Pages, "pagina", "pagina's"))
		}
		if kind := f.Kind.In(v.Language); kind != "" {
			parts = append(parts, kind)
		}
		list = append(list, strings.Join(parts, " · "))
	}
	return list
}

// htmlParty gives the names of a party.
type htmlParty struct{ Role, Names string }

// parties tells who is who: it decides whether a promise counts.
func (v *htmlView) parties() []htmlParty {
	var out []htmlParty
	for _, role := range []string{"leverancier", "klant"} {
		out = append(out, htmlParty{upperFirst(v.Word(role)), v.words.Parties(v.r, role)})
	}
	return out
}
