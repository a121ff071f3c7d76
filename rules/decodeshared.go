package rules

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/clausule/clausule/rules/pattern"
)

// Pack is a set of requirements that belong to one law, policy or programme.
type Pack struct {
	Name    string     `json:"naam"`            // first part of the ids: "ksz"
	Version string     `json:"versie"`          // "2026.1"
	Title   string     `json:"titel"`           // for the reader of a report
	Sources []Citation `json:"bron,omitempty"`  // what the pack was made from
	Rank    int        `json:"rang,omitempty"`  // order of the packs; lower first
	Order   []ID       `json:"eisen,omitempty"` // order of the requirements
	Origin  string     `json:"-"`               // the file it was read from
}

// String is the pack with its version, as it stands in reports: "ksz@2026.1".
func (p Pack) String() string { return p.Name + "@" + p.Version }

// defaultRank is the place of packs without a rank: after those that have one.
const defaultRank = 1000

// pack reads a pack.yaml.
func (r *reader) pack(n ast.Node) *Pack {
	p := &Pack{Rank: defaultRank, Origin: r.file}
	r.mapping(n, "", "het pack", []key{
		{"naam", true, func(n ast.Node, path string) {
			p.Name = r.name(n, path, "naam van een pack")
			switch p.Name {
			case SharedPack, compiledDir, "index", "packs", "all": // taken by files, folders and Select
				r.fault(r.at(n), "'"+p.Name+"' kan niet als naam van een pack", "kies een andere naam")
			}
		}},
		{"versie", true, func(n ast.Node, path string) { p.Version = r.line(n, path, "'versie'") }},
		{"titel", true, func(n ast.Node, path string) { p.Title = r.line(n, path, "'titel'") }},
		{"bron", false, func(n ast.Node, path string) { p.Sources = r.citations(n, path) }},
		{"rang", false, func(n ast.Node, path string) {
			if v := r.count(n, path, "'rang'", defaultRank-1); v > 0 {
				p.Rank = v
			}
		}},
		{"eisen", false, func(n ast.Node, path string) {
			r.list(n, path, "'eisen'", func(n ast.Node, path string) {
				if id := r.ident(n, path); id != "" {
					p.Order = append(p.Order, id)
				}
			})
		}},
	})
	return p
}

func valueOf(n *ast.IntegerNode, ok bool) (uint64, bool) {
	if !ok {
		return 0, false
	}
	v, unsigned := n.Value.(uint64)
	return v, unsigned
}

// shared reads a file of shared vocabulary: concepts, general reservations.
func (r *reader) shared(n ast.Node) (concepts []ConceptDef, weakeners []Weakener) {
	r.mapping(n, "", "het bestand", []key{
		{"begrippen", false, func(n ast.Node, path string) { concepts = r.concepts(n, path) }},
		{"verzwakkers", false, func(n ast.Node, path string) { weakeners = r.weakeners(n, path) }},
	})
	return concepts, weakeners
}

func (r *reader) concepts(n ast.Node, path string) (out []ConceptDef) {
	r.pairs(n, path, "'begrippen'", func(name string, at Origin, v ast.Node) {
		if !r.validName(name, "naam van een begrip", at) {
			return
		}
		if Dynamic(name) {
			r.fault(at, "begrip '"+name+"' wordt per contract gevuld", "kies een andere naam")
			return
		}
		d := ConceptDef{Name: name, Origin: r.file}
		r.list(v, sub(path, name), "begrip '"+name+"'", func(n ast.Node, path string) {
			if s := r.pattern(n, path, name, pattern.Sequence); s != "" {
				d.Terms = append(d.Terms, s)
			}
		})
		r.someIn(v, "begrip '"+name+"'")
		out = append(out, d)
	})
	return out
}

func (r *reader) weakeners(n ast.Node, path string) (out []Weakener) {
	r.pairs(n, path, "'verzwakkers'", func(name string, at Origin, v ast.Node) {
		if !r.validName(name, "naam van een verzwakker", at) {
			return
		}
		w := Weakener{Name: name, Origin: r.file}
		r.mapping(v, sub(path, name), "verzwakker '"+name+"'", []key{
			{"mist", true, func(n ast.Node, path string) { w.Lacks = r.line(n, path, "'mist'") }},
			{"een-van", false, func(n ast.Node, path string) { w.AnyOf = r.clauses(n, path) }},
			{"holt-uit", false, func(n ast.Node, path string) {
				r.list(n, path, "'holt-uit'", func(n ast.Node, path string) {
					if id := r.line(n, path, "'holt-uit'"); id != "" {
						w.Hollows = append(w.Hollows, ID(id))
					}
				})
			}},
			{"elders", false, func(n ast.Node, path string) { w.Elsewhere = r.clauses(n, path) }},
		})
		if len(w.AnyOf)+len(w.Elsewhere) == 0 {
			r.fault(at, "verzwakker '"+name+"' heeft geen patronen", "voeg 'een-van' of 'elders' toe")
		}
		out = append(out, w)
	})
	return out
}

// DynamicConcepts are the concepts that have no file: their words differ per
// contract (the names of the parties, the provisions that are cited) or are
// values (durations, percentages).
// Every pattern may use them.
func DynamicConcepts() []string {
	return []string{"verwerker", "klant", "partijen", "duur", "percentage", "frequentie", "bedrag", "invulveld", "emailadres", "artikel"}
}

// Dynamic tells whether the concept is one of DynamicConcepts.
func Dynamic(name string) bool {
	switch name {
	case "verwerker", "klant", "partijen", "duur", "percentage", "frequentie", "bedrag", "invulveld", "emailadres", "artikel":
		return true
	}
	return false
}
