package contract

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// nameRole is the party that a given name stands for, by its word.
func nameRole(name string) (dutch.Party, string) {
	tokens := dutch.Tokenize(name, 0)
	if len(tokens) == 0 {
		return dutch.NoParty, ""
	}
	last := tokens[len(tokens)-1].Text
	if len(tokens) <= 3 {
		for k := range phraseRole {
			if matches(tokens, 0, phraseRole[k].words) && len(phraseRole[k].words) == len(tokens) {
				return phraseRole[k].party, strings.Join(phraseRole[k].words, " ")
			}
		}
	}
	if len(tokens) > 1 {
		return dutch.NoParty, ""
	}
	if party := roleWord(last); party != dutch.NoParty {
		return party, last
	}
	return weakRole(last), last
}

// beside notes the full name of the party that goes under a short one.
func (r *resolver) beside(whole, short string, party dutch.Party) {
	r.add(whole, party, true)
	if c := r.candidates[wordKey(whole)]; c != nil && wordKey(whole) != wordKey(short) {
		c.of = wordKey(short)
	}
}

// introduced reads the namings: "Acme B.V., hierna: Leverancier".
func (r *resolver) introduced() {
	for i := r.from; i < r.to; i++ {
		b := &r.p.blocks[i]
		if b.skip || b.kind == document.TOC || b.kind == document.Header || b.kind == document.Footer {
			continue
		}
		text := r.p.text(i)
		if len(text) > 4000 {
			text = text[:4000]
		}
		from, before := 0, 0
		list := aliases(text)
		for k, a := range list {
			if k > 0 && a.at == list[k-1].at {
				from = before // "hierna “Duinzicht” of “Verantwoordelijke”"
			}
			before = from
			anchor := text[from:a.at]
			if len(strings.Trim(anchor, " \n\t*_.,;:")) < 3 && from == 0 {
				anchor = r.above(i) + anchor
			}
			from = a.at
			r.alias(i, a, anchor, together(list, a.at))
		}
	}
}

// together is the party that one of the names given at one place names: “Duinzicht”
// and “Verantwoordelijke” are names of the customer, whatever the first one says.
func together(list []alias, at int) dutch.Party {
	found := dutch.NoParty
	for _, a := range list {
		if a.at != at {
			continue
		}
		party, _ := nameRole(a.name)
		switch {
		case party != dutch.Provider && party != dutch.Customer:
		case found != dutch.NoParty && found != party:
			return dutch.NoParty
		default:
			found = party
		}
	}
	return found
}

// above is the text of the blocks over block i that may hold the name of the
// party to whom "Hierna te noemen: …" on a line of its own belongs.
func (r *resolver) above(i int) string {
	var parts []string
	for k := i - 1; k >= r.p.partOf(i).from && i-k <= 12; k-- {
		b := &r.p.blocks[k]
		if b.kind == document.Heading || b.skip {
			break
		}
		text := r.p.text(k)
		if len(text) > 600 || hasFold(strings.TrimLeft(text, " *_"), "hierna") {
			break
		}
		parts = append(parts, text)
	}
	slices.Reverse(parts)
	return strings.Join(parts, "\n")
}

// alias takes one naming. Beside is the party that a name given in the same breath
// names.
func (r *resolver) alias(i int, a alias, anchor string, beside dutch.Party) {
	party, word := nameRole(a.name)
	if r.front(i) && !a.paren {
		r.sort(anchor, kind{wordKey(a.name), party})
	}
	keyed := r.keyRole(anchor)
	if keyed == dutch.NoParty {
		keyed = a.role
	}
	companiesHere := companies(anchor)
	switch party {
	case dutch.Provider, dutch.Customer:
		if roleWord(word) == dutch.NoParty {
			// An ordinary word given as a name.
			if !a.quote && a.paren && len(companiesHere) == 0 && keyed == dutch.NoParty && !(r.front(i) && isCapital(a.name)) {
				return
			}
			use := party
			if keyed != dutch.NoParty {
				use = keyed
			}
			r.note([]string{word}, use, true)
			party = use
		}
		if r.front(i) {
			r.introduce(party)
		}
		if r.front(i) && !a.paren {
			r.named[word] = append(r.named[word], i)
			r.holders[word] = append(r.holders[word], companiesHere...)
		}
		for _, c := range companiesHere {
			r.add(c, party, true)
		}
		if len(companiesHere) == 0 && r.front(i) {
			// "Stichting Duinzicht, gevestigd te …"
			if name := leadingName(anchor); name != "" {
				r.add(name, party, true)
			}
		}
	case dutch.NoParty:
		// "Ritten B.V., hierna: de vervoerder"
		small := !a.quote && !isCapital(a.name)
		if len(a.name) > 50 || notParty(a.name) || small && (a.paren || !r.front(i) || len(companiesHere) == 0) {
			return
		}
		whole := leadingName(anchor)
		if keyed == dutch.NoParty {
			keyed = beside
		}
		known := keyed != dutch.NoParty || r.front(i) && (len(companiesHere) > 0 || (whole != "" || !a.paren) && seated(anchor) || !a.paren && r.p.unfilled(anchor) || a.quote && legalPerson(anchor))
		if !known {
			return
		}
		if len(companiesHere) == 0 && whole != "" {
			companiesHere = []string{whole}
		}
		r.add(a.name, keyed, true)
		for _, c := range companiesHere {
			r.beside(c, a.name, keyed)
		}
	}
}

// sort notes what sort of organisation an introduction says that a party is: "de
// gemeente Zandbeemd, hierna: Verwerkingsverantwoordelijke".
func (r *resolver) sort(anchor string, of kind) {
	tokens := dutch.Tokenize(anchor, 0)
	for _, t := range tokens[max(0, len(tokens)-120):] {
		if organisation(t.Text) && !slices.Contains(r.kinds[t.Text], of) {
			r.kinds[t.Text] = append(r.kinds[t.Text], of)
		}
	}
}

// unfilled tells whether the text ends in a field that is still to be filled
// in: the place of a party in a model, "A. […], hierna: de Ondernemer".
func (p *parser) unfilled(anchor string) bool {
	anchor = strings.TrimRight(anchor, " ,;*")
	return strings.HasSuffix(anchor, "]") || strings.HasSuffix(anchor, "…") || strings.HasSuffix(anchor, "__") || strings.HasSuffix(anchor, "....")
}

// introduce notes that a party got a name that says which one it is.
func (r *resolver) introduce(party dutch.Party) {
	r.provider = r.provider || party == dutch.Provider
	r.customer = r.customer || party == dutch.Customer
}
