package rules

import (
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// Holder is the party that has the care of an area of the division of tasks.
type Holder string

// The holders.
const (
	HeldByCustomer Holder = "klant"
	HeldByBoth     Holder = "gedeeld"
	HeldByProvider Holder = "leverancier"
)

// Division stands in a requirement in place of elements where the question is
// not whether the contract gives something, but whose task an area is: one row
// of the responsibility matrix. Who bears it is read from the sentences about
// the area, by who acts in them; see package clause.
type Division struct {
	Expected Holder `json:"verwacht"` // as it is usual for a cloud service
	// Area are the clauses by which a sentence, or the heading above it, is
	// about the area. One with nothing but a Heading counts in headings only:
	// "capaciteit" heads a paragraph on capacity, and means little elsewhere.
	Area []Clause `json:"gebied"`
	// Provider, Customer and Both say, in a sentence about the area, whose task
	// it is, where who acts does not tell.
	Provider []Clause `json:"leverancier,omitempty"`
	Customer []Clause `json:"klant,omitempty"`
	Both     []Clause `json:"gedeeld,omitempty"`
}

// The roles of clauses in a division.
const (
	RoleArea     Role = "gebied"
	RoleProvider Role = "leverancier"
	RoleCustomer Role = "klant"
	RoleBoth     Role = "gedeeld"
)

// The concepts by which package clause reads, for every area, whose task
// something is where the verb does not tell. They live in the vocabulary, so
// that an author can add forms to them.
const (
	ConceptShared        = "verdeling-gedeeld"     // with so many words of both parties
	ConceptByCustomer    = "verdeling-klant"       // in a sentence
	ConceptByProvider    = "verdeling-leverancier" // in a sentence
	ConceptSharedTitle   = "verdelingskop-gedeeld"
	ConceptCustomerTitle = "verdelingskop-klant"
	ConceptProviderTitle = "verdelingskop-leverancier"
	ConceptOtherTitle    = "verdelingskop-ander"       // of a party that the contract does not introduce
	ConceptAsideTitle    = "verdelingskop-terzijde"    // under it nothing is divided
	ConceptMeasureTitle  = "verdelingskop-maatregelen" // under it the provider lists what he does
	ConceptOnly          = "verdeling-uitsluitend"     // one party bears it alone
	ConceptAside         = "verdeling-terzijde"        // costs, liability: no task
)

func divisionConcepts() []string {
	return []string{ConceptShared, ConceptByCustomer, ConceptByProvider, ConceptSharedTitle, ConceptCustomerTitle, ConceptProviderTitle, ConceptOtherTitle, ConceptAsideTitle, ConceptMeasureTitle, ConceptOnly, ConceptAside}
}

// divisionKey is the key under which a division stands in a file.
const divisionKey = "verdeling"

// lists gives the lists of a division in the order of the file.
func (d *Division) lists() []clauseList {
	return []clauseList{{RoleArea, &d.Area}, {RoleProvider, &d.Provider}, {RoleCustomer, &d.Customer}, {RoleBoth, &d.Both}}
}

// CountsAreas tells whether a requirement asks how many areas the contract
// divides. It can only be judged beside the areas themselves.
func (r *Requirement) CountsAreas() bool {
	for i := range r.Elements {
		if countAreas(r.Elements[i].AnyOf) {
			return true
		}
	}
	lists := r.lists()
	if r.Division != nil {
		lists = append(lists, r.Division.lists()...)
	}
	return slices.ContainsFunc(lists, func(l clauseList) bool { return countAreas(*l.clauses) })
}

func countAreas(clauses []Clause) bool {
	for i := range clauses {
		if v := clauses[i].Value; v != nil && v.Kind == KindAreas {
			return true
		}
	}
	return false
}

// division reads the division that stands in place of elements.
func (r *reader) division(n ast.Node, path string) *Division {
	d := &Division{}
	list := func(role Role, need bool, to *[]Clause) key {
		return key{string(role), need, func(n ast.Node, path string) { *to = r.clauses(n, path) }}
	}
	r.mapping(n, path, "'"+divisionKey+"'", []key{
		{"verwacht", true, func(n ast.Node, path string) {
			d.Expected = Holder(r.word(n, path, "'verwacht'", string(HeldByCustomer), string(HeldByBoth), string(HeldByProvider)))
		}},
		list(RoleArea, true, &d.Area),
		list(RoleProvider, false, &d.Provider),
		list(RoleCustomer, false, &d.Customer),
		list(RoleBoth, false, &d.Both),
	})
	return d
}

// substance holds the elements and the division against each other: a
// requirement has one of the two, and what weighs promises has no place beside a
// division.
func (r *reader) substance(q *Requirement) {
	at := func(key string) (Origin, bool) { o, ok := r.marks[key]; return o, ok }
	_, elements := at("elementen")
	division, divided := at(divisionKey)
	if divided && elements {
		r.fault(division, "een eis heeft 'elementen' of 'verdeling', niet allebei", "haal één van de twee weg")
		return
	}
	examples := &q.Examples
	if !divided {
		if list := append(append(append(append([]string{}, examples.Customer...), examples.Both...), examples.Provider...), examples.Unassigned...); len(list) > 0 {
			r.fault(r.marks["voorbeelden"], "voorbeelden per houder horen bij een eis met 'verdeling'", "zet ze onder voldaan, deels, strijdig of ontbreekt")
		}
		return
	}
	for _, key := range [...]string{"volstaat", "deels", "verzwakt", "strijdig", "vlaggen", "verzwakkers", "nodig", "drempels", "ook-in"} {
		if o, ok := at(key); ok {
			r.fault(o, "'"+key+"' betekent niets bij 'verdeling'", "haal het weg")
		}
	}
	if len(examples.Met)+len(examples.Partial)+len(examples.Conflict)+len(examples.Missing) > 0 {
		r.fault(r.marks["voorbeelden"], "een eis met 'verdeling' heeft voorbeelden per houder", "zet ze onder klant, gedeeld, leverancier of niet-geregeld")
	}
	for i := range q.Division.Area {
		c := &q.Division.Area[i]
		if c.Value != nil {
			r.fault(r.marks[divisionKey+".gebied."+itoa(i)], "een 'waarde' zegt niet waar een zin over gaat", "schrijf 'alle', 'reeks', 'woord' of 'kop'")
		}
	}
}

// hasKey tells whether a mapping has a key.
func hasKey(n ast.Node, name string) bool {
	m, ok := n.(*ast.MappingNode)
	return ok && slices.ContainsFunc(m.Values, func(v *ast.MappingValueNode) bool {
		key, _ := scalar(v.Key)
		return key == name
	})
}

// holderWords are the ways in which "hoort" of a known failure names a holder.
func holderWords() []string {
	return []string{string(HeldByCustomer), string(HeldByBoth), string(HeldByProvider), unassignedKey}
}

// unassignedKey is the key of the examples that leave an area unregulated.
const unassignedKey = "niet-geregeld"

func codeDivision(c *codec, q *Requirement) {
	divided := q.Division != nil
	c.truth(&divided)
	if !divided {
		return
	}
	if q.Division == nil {
		q.Division = &Division{}
	}
	text(c, &q.Division.Expected)
	for _, part := range q.Division.lists() {
		list(c, part.clauses, codeClause)
	}
}
