package contract

import (
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// A contract may say which of its parts decides where they differ: "Bij
// strijdigheid gaat de Verwerkersovereenkomst voor", "de bijlagen gaan boven de
// tekst", "in de volgende rangorde: …".

// Place is a part of the contract that may have a rank: the body of a document,
// or one of its annexes.
type Place struct {
	Part  int // index in Contract.Parts
	Annex int // number of the annex in the part, 0 for its body
}

// ranking says that one place goes before another.
type ranking struct {
	high, low Place
	unit      int  // that says so
	amends    bool // an addendum says so of itself
}

// Bounds of what is read; a real contract stays far below them.
const (
	maxRankings = 2000
	maxRanked   = 100 // places
	maxRanking  = 500 // sentences that may say so
	maxListed   = 20  // documents in an order of precedence
)

// PlaceOf is where unit i stands.
func (c *Contract) PlaceOf(i int) Place {
	u := &c.Units[i]
	return Place{u.Part, u.annex}
}

// Ranked tells whether the contract says that some part goes before, or behind,
// the one in which unit i stands.
func (c *Contract) Ranked(i int) bool { return c.ranked[c.PlaceOf(i)] }

// Prevails tells whether what unit a says goes before what unit b says, and the
// unit that says so; -1 where it does not.
func (c *Contract) Prevails(a, b int) int {
	if len(c.ranks) == 0 {
		return none
	}
	high, low := c.PlaceOf(a), c.PlaceOf(b)
	if high == low {
		return none
	}
	by, ok := c.ranks[[2]Place{high, low}]
	if _, back := c.ranks[[2]Place{low, high}]; !ok || back {
		return none // or the contract contradicts itself
	}
	return by
}

// rank reads what the contract says of the rank of its parts.
func (p *parser) rank() {
	var found []ranking
	for i := range p.c.Units {
		if u := &p.c.Units[i]; u.Role != Provision || len(found) > maxRankings {
			continue
		}
		found = append(found, p.rankings(i)...)
	}
	found = amendedLast(found)
	if len(found) == 0 {
		return
	}
	// What goes before something also goes before what comes behind that.
	var places []Place
	ranks := map[[2]Place]int{}
	for _, r := range found {
		key := [2]Place{r.high, r.low}
		if _, ok := ranks[key]; !ok {
			ranks[key] = r.unit
		}
		for _, at := range [...]Place{r.high, r.low} {
			if !slices.Contains(places, at) {
				places = append(places, at)
			}
		}
	}
	if len(places) > maxRanked {
		return
	}
	for _, via := range places {
		for _, high := range places {
			by, ok := ranks[[2]Place{high, via}]
			if !ok {
				continue
			}
			for _, low := range places {
				if _, has := ranks[[2]Place{high, low}]; !has && high != low {
					if _, ok := ranks[[2]Place{via, low}]; ok {
						ranks[[2]Place{high, low}] = by
					}
				}
			}
		}
	}
	p.c.ranks, p.c.ranked = ranks, map[Place]bool{}
	for _, at := range places {
		p.c.ranked[at] = true
	}
}

// named is a document or part that a sentence names.
type named struct {
	at, end int // tokens
	places  []Place
	self    bool // "deze overeenkomst"
	annexes bool // no more than annexes
	// addendum is what amends the contract, contract is "de overeenkomst" of
	// whatever kind.
	addendum, contract bool
}

// rankings reads unit i.
func (p *parser) rankings(i int) []ranking {
	own := p.c.Units[i].Own()
	conflict := slices.IndexFunc(own, func(t dutch.Token) bool { return conflictWord(t.Text) })
	verb, list, mentioned := -1, -1, -1
	for k, t := range own {
		if verb < 0 {
			verb = p.precedenceVerb(own, k, conflict)
		}
		switch w := t.Text; w {
		case "rangorde", "voorrangsorde", "rangvolgorde", "prioriteitsvolgorde":
			list = k
		case "volgorde":
			if k > 0 && (own[k-1].Text == "volgende" || own[k-1].Text == "onderstaande" || own[k-1].Text == "navolgende") && (conflict >= 0 || verb >= 0) {
				list = k
			}
		case "genoemde", "vermelde", "genoemd", "geplaatste":
			// "prevaleert het eerder genoemde stuk boven het later genoemde"
			if k > 0 && (own[k-1].Text == "eerder" || own[k-1].Text == "hoger" || own[k-1].Text == "eerst") {
				mentioned = k
			}
		case "niet":
			if verb == k-1 || k+1 == len(own) || preceding(own[k+1].Text) {
				return nil
			}
		}
	}
	if verb >= 0 {
		list = max(list, mentioned)
	}
	if list < 0 && verb < 0 || p.rankers >= maxRanking {
		return nil
	}
	p.rankers++
	p.nameAnnexes()
	if list >= 0 {
		if r := p.listed(i, list); r != nil {
			return r
		}
	}
	if verb < 0 {
		return nil
	}
	return p.prevailing(i, conflict, verb)
}

// conflictWord knows the words for parts that differ.
func conflictWord(w string) bool {
	switch w {
	case "strijd", "strijdig", "strijdigheid", "strijdigheden", "tegenstrijdig", "tegenstrijdigheid", "tegenstrijdigheden", "tegenspraak", "conflict", "conflicten", "conflicteren", "afwijking",
		"afwijkingen", "afwijkende", "afwijken", "discrepantie", "discrepanties", "inconsistentie", "inconsistenties", "onverenigbaarheid", "verschil", "verschillen":
		return true
	}
	return false
}

func preceding(w string) bool {
	return w == "prevaleert" || w == "prevaleren" || w == "voorrang" || w == "leidend" || w == "bepalend" || w == "voor"
}

// precedenceVerb tells whether token k is the finite verb of a sentence that says
// what goes before what: its index, -1 where it is not. Conflict is the first word
// that says that parts differ, -1 for none.
func (p *parser) precedenceVerb(own []dutch.Token, k, conflict int) int {
	const far = 24
	differ := conflict >= 0 && conflict < k
	later := func(words ...string) bool {
		for n := k + 1; n < min(len(own), k+far); n++ {
			if slices.Contains(words, own[n].Text) {
				return true
			}
		}
		return false
	}
	switch own[k].Text {
	case "prevaleert", "prevaleren", "primeert", "primeren":
		return k
	case "heeft", "hebben", "geniet", "genieten", "krijgt", "krijgen":
		if later("voorrang") || later("hogere") && later("rang", "rangorde") {
			return k
		}
	case "is", "zijn":
		if later("leidend", "doorslaggevend", "beslissend", "bepalend", "richtinggevend") && (differ || later("opzichte", "boven") || aboutPersonalData(own)) {
			return k
		}
		if later("ondergeschikt") {
			return k
		}
	case "wijkt", "wijken", "staat", "staan":
		if w := own[k].Text[0]; w == 'w' && later("voor") && !later("af") || w == 's' && later("rang", "rangorde") && later("boven") {
			return k
		}
	case "geldt", "gelden":
		if differ {
			return k
		}
	case "gaat", "gaan":
		if later("boven") {
			return k
		}
		if conflict >= 0 && k+1 < len(own) && own[k+1].Text == "voor" {
			return k // "gaan vóór de bepalingen van"
		}
		for n := k + 1; n < min(len(own), k+far); n++ {
			// The particle of "voorgaan", not a preposition.
			if own[n].Text == "voor" && strings.Contains(p.doc.Text[own[n].Start:own[n].End], "ó") {
				return k
			}
			if own[n].Text == "voor" && (n+1 == len(own) || own[n].Punct != 0 || own[n+1].Text == "op" || own[n+1].Text == "boven") {
				return k
			}
		}
	}
	return none
}

// yields tells whether what the verb says is that its subject goes behind: "is
// ondergeschikt aan", "wijkt voor".
func yields(own []dutch.Token, verb int) bool {
	switch own[verb].Text {
	case "wijkt", "wijken":
		return true
	case "is", "zijn":
		return slices.ContainsFunc(own[verb:], func(t dutch.Token) bool { return t.Text == "ondergeschikt" })
	}
	return false
}

// aboutPersonalData tells whether a sentence limits itself to personal data, for
// which the processor agreement is made.
func aboutPersonalData(own []dutch.Token) bool {
	return slices.ContainsFunc(own, func(t dutch.Token) bool {
		return t.Text == "persoonsgegevens" || t.Text == "privacy" || t.Text == "gegevensbescherming"
	})
}

// prevailing reads a sentence that says what goes before what.
func (p *parser) prevailing(i, conflict, verb int) []ranking {
	u := &p.c.Units[i]
	own := u.Own()
	refs := p.namings(u.Part, own)
	if yields(own, verb) {
		return p.yielding(i, refs, verb)
	}
	inverted := conflict >= 0 && conflict < verb || // "Bij strijd tussen A en B gaat B voor"
		len(refs) > 0 && refs[0].at > verb && (aboutPersonalData(own) || strings.HasPrefix(own[verb].Text, "pr")) // "Op het gebied van … prevaleert B"
	over := len(own) // "boven", "op": what follows goes behind
	for k := verb + 1; k < len(own); k++ {
		if w := own[k].Text; w == "boven" || w == "opzichte" || w == "op" && (own[k-1].Text == "voor" || own[k-1].Text == "voorrang") || w == "voor" && k == verb+1 {
			over = k
			break
		}
	}
	winner := -1
	for n := range refs {
		at := refs[n].at
		switch {
		case inverted && at > verb && at < over && winner < 0:
			winner = n
		case !inverted && at < verb && winner < 0:
			winner = n
		}
	}
	before := sort.Search(len(refs), func(n int) bool { return refs[n].at > verb })
	if inverted && winner < 0 && before > 0 {
		winner = before - 1
		for k := verb + 1; k < len(own); k++ {
			switch own[k].Text {
			case "eerstgenoemde", "eerste", "eerstgenoemd":
				winner = 0
			}
		}
	}
	if winner < 0 {
		return nil
	}
	high := refs[winner]
	if high.addendum && !slices.ContainsFunc(refs, func(n named) bool { return !n.addendum && !n.contract }) {
		own := pairs(i, high.places, p.amended(high.places[0].Part))
		for n := range own {
			own[n].amends = high.self
		}
		return own
	}
	var low []Place
	others := false
	for n := range refs {
		if n == winner || slices.Equal(refs[n].places, high.places) {
			continue
		}
		others = true
		low = append(low, refs[n].places...)
	}
	if !others {
		low = p.rest(u.Part, high)
	}
	return pairs(i, high.places, low)
}

// yielding reads a sentence that says what goes behind what: "deze overeenkomst is
// ondergeschikt aan de Verwerkersovereenkomst".
func (p *parser) yielding(i int, refs []named, verb int) []ranking {
	if len(refs) == 0 || refs[len(refs)-1].at < verb {
		return nil
	}
	part := p.c.Units[i].Part
	high := refs[len(refs)-1]
	var low []Place
	for _, r := range refs[:len(refs)-1] {
		if !slices.Equal(r.places, high.places) {
			low = append(low, r.places...)
		}
	}
	if len(refs) == 1 && !high.self {
		low = p.wholePart(part)
	}
	return pairs(i, high.places, low)
}

// rest is what goes behind a part where the contract does not say what: behind
// annexes the body that they belong to, behind the body of a contract its annexes,
// and behind another document all others.
func (p *parser) rest(part int, high named) []Place {
	all := p.allPlaces()
	switch {
	case high.annexes:
		return []Place{{part, 0}}
	case high.self:
		var annexed []Place
		for _, at := range all {
			if p.annexed(part, at) {
				annexed = append(annexed, at)
			}
		}
		if len(annexed) > 0 {
			return annexed
		}
	}
	return all
}

// annexed tells whether a place is an annex of a document: one in it, or another
// document that is one by its title or file name, or by what the first calls it.
func (p *parser) annexed(part int, at Place) bool {
	if at.Part == part {
		return at.Annex > 0
	}
	s := &p.parts[part]
	if s.is != "" {
		return false
	}
	if p.parts[at.Part].is != "" {
		return true
	}
	for _, g := range s.annexes {
		if p.other(part, g.kind()) == at.Part {
			return true
		}
	}
	return false
}

// allPlaces are the places of the contract.
func (p *parser) allPlaces() []Place {
	var all []Place
	for k := range p.parts {
		all = append(all, p.wholePart(k)...)
	}
	return all
}

// wholePart are the places of a document.
func (p *parser) wholePart(k int) []Place {
	all := make([]Place, 0, p.parts[k].annexCount+1)
	for n := range min(p.parts[k].annexCount, maxRanked) + 1 {
		all = append(all, Place{k, n})
	}
	return all
}

// pairs puts each of the high places before each of the low ones. A place that is
// among both is of the smaller group: "deze overeenkomst gaat boven de bijlagen"
// is about its body.
func pairs(unit int, high, low []Place) []ranking {
	without := func(list, gone []Place) []Place {
		return slices.DeleteFunc(slices.Clone(list), func(at Place) bool { return slices.Contains(gone, at) })
	}
	if len(low) < len(high) {
		high = without(high, low)
	} else {
		low = without(low, high)
	}
	var out []ranking
	for _, h := range high {
		for _, l := range low {
			if len(out) < maxRankings {
				out = append(out, ranking{high: h, low: l, unit: unit})
			}
		}
	}
	return out
}

// listed reads an order of precedence: the documents behind the word, or in the
// items that the sentence introduces.
func (p *parser) listed(i, word int) []ranking {
	u := &p.c.Units[i]
	own := u.Own()
	for k := word; k < len(own); k++ {
		if own[k].Punct == ':' {
			word = k
			break
		}
	}
	var order []named
	for _, n := range p.namings(u.Part, own) {
		if n.at > word && len(order) < maxListed {
			order = append(order, n)
		}
	}
	if len(order) < 2 {
		order = nil
		for k := i + 1; k < len(p.c.Units) && p.c.Units[k].LeadUnit >= i && len(order) < maxListed; k++ {
			item := &p.c.Units[k]
			if refs := p.namings(item.Part, item.Own()); item.LeadUnit == i && len(refs) > 0 {
				order = append(order, refs[0])
			}
		}
	}
	if len(order) < 2 {
		return nil
	}
	if p.ascending(i) {
		slices.Reverse(order) // "het later genoemde gaat boven het eerder genoemde"
	}
	var out []ranking
	for a := range order {
		for b := a + 1; b < len(order); b++ {
			out = append(out, pairs(i, order[a].places, order[b].places)...)
		}
	}
	return out
}

// ascending tells whether the sentence that gives an order, or one behind it in the
// same paragraph, says that what is named later goes before.
func (p *parser) ascending(i int) bool {
	const near = 12 // units
	at := p.c.Units[i].Paragraph
	for n := i; n < min(len(p.c.Units), i+near) && p.c.Units[n].Paragraph == at; n++ {
		own := p.c.Units[n].Own()
		for k, t := range own {
			switch t.Text {
			case "eerder", "eerstgenoemde", "hoger":
				return false
			case "later", "laatstgenoemde", "oplopende":
				return true
			case "laatst":
				if k+1 < len(own) && strings.HasPrefix(own[k+1].Text, "genoemd") {
					return true
				}
			}
		}
	}
	return false
}

// namings finds the documents and parts that a sentence of a document names. One
// that is neither in the text nor in the set, or a law, has no places.
func (p *parser) namings(part int, own []dutch.Token) []named {
	var out []named
	for k := 0; k < len(own); {
		n, ok := p.namingAt(part, own, k)
		if !ok {
			k++
			continue
		}
		out = append(out, n)
		k = n.end
	}
	return out
}

// namingAt reads the name of a document or part at token k.
func (p *parser) namingAt(part int, own []dutch.Token, k int) (named, bool) {
	s := &p.parts[part]
	w := own[k].Text
	if key, size := annexAt(p.doc.Text, own, k); size == 2 {
		n := named{at: k, end: k + size, annexes: true}
		if no, ok := s.annexIDs[key]; ok {
			n.places = []Place{{part, no}}
		} else if other := p.annexDocument(part, key); other >= 0 {
			n.places = p.wholePart(other)
		}
		return n, true
	}
	switch w {
	case "bijlagen", "bijlage", "annexen", "aanhangsels", "appendices":
		n := named{at: k, end: k + 1, annexes: true}
		for _, at := range p.allPlaces() {
			if p.annexed(part, at) {
				n.places = append(n.places, at)
			}
		}
		return n, true
	case "addendum":
		if k > 0 && len(p.parts) > 1 {
			if at := p.addendumNamed(part); at >= 0 {
				return named{at: k, end: k + 1, places: p.wholePart(at), self: at == part, addendum: true}, true
			}
		}
	case "hoofdtekst", "hoofddocument", "hoofddeel":
		return named{at: k, end: k + 1, places: []Place{{part, 0}}, self: true}, true
	case "avg", "wet", "wetgeving", "verordening", "gdpr", "modelcontractbepalingen", "standaardcontractbepalingen", "modelcontractclausules", "standaardcontractclausules", "scc", "sccs":
		return named{at: k, end: k + 1}, true
	}
	g, end := genreOf(w), k+1
	if k+1 < len(own) && own[k].Punct == 0 {
		if pair := genrePair(w, own[k+1].Text, g); pair != g {
			g, end = pair, k+2
			if end < len(own) && own[end].Text == "agreement" {
				end++
			}
		}
	}
	if g == genreNone || g == genreText {
		return named{}, false
	}
	n := named{at: k, end: end, contract: g == genreContract}
	for back := k - 1; back >= max(0, k-2); back-- {
		if t := own[back].Text; t == "deze" || t == "dit" || t == "onderhavige" {
			n.self = true
		}
	}
	kind := g.kind()
	here := p.c.Parts[part].Kind
	switch {
	case n.self, kind == here && kind != Other && g != genreContract:
		n.self = true
		n.places = p.wholePart(part)
	case g == genreElse:
	case p.other(part, kind) >= 0:
		n.places = p.wholePart(p.other(part, kind))
	case g == genreContract && len(p.parts) == 1:
		n.self = true
		n.places = p.wholePart(part)
	default:
		// An annex of this document may be it.
		for key, of := range s.annexes {
			if no, ok := s.annexIDs[key]; ok && of.kind() == kind {
				n.places = append(n.places, Place{part, no})
			}
		}
		slices.SortFunc(n.places, func(a, b Place) int { return a.Annex - b.Annex })
		n.annexes = len(n.places) > 0
	}
	return n, true
}
