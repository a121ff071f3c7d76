package contract

import (
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// brands proposes names that nobody introduced: a word with a capital, without
// article, that acts in the sentences of the contract.
func (r *resolver) brands() {
	var found []string
	for w, u := range r.stats {
		if u.upper < 3 || u.lower*4 > u.upper || u.determined*3 > u.upper || u.strong+u.weak < 3 || u.strong == 0 && u.weak < 4 {
			continue
		}
		if noBrand(w) || roleWord(w) != dutch.NoParty || weakRole(w) != dutch.NoParty || determiner(w) || w[0] >= '0' && w[0] <= '9' || notParty(w) {
			continue
		}
		found = append(found, w)
	}
	sort.Slice(found, func(a, b int) bool {
		x, y := r.stats[found[a]], r.stats[found[b]]
		if x.strong+x.weak != y.strong+y.weak {
			return x.strong+x.weak > y.strong+y.weak
		}
		return found[a] < found[b]
	})
	for _, w := range found[:min(len(found), 8)] {
		r.note([]string{w}, dutch.NoParty, false)
	}
}

// score looks at the words around every place where a candidate stands.
func (r *resolver) score() {
	byFirst := map[string][]*candidate{}
	for _, key := range r.order {
		c := r.candidates[key]
		byFirst[c.words[0]] = append(byFirst[c.words[0]], c)
	}
	if len(byFirst) == 0 {
		return
	}
	for i := r.from; i < r.to; i++ {
		b := &r.p.blocks[i]
		if b.skip || b.kind == document.TOC {
			continue
		}
		for k := range b.tokens {
			for _, c := range byFirst[b.tokens[k].Text] {
				if matches(b.tokens, k, c.words) {
					n := surroundings(b.tokens, k, k+len(c.words))
					c.score += n
					if n < 0 {
						c.against++
					}
				}
			}
		}
	}
}

// surroundings weighs the words around a name that stands at tokens[from:to].
func surroundings(tokens []dutch.Token, from, to int) int {
	score := 0
	word := func(k int) string {
		if k < 0 || k >= len(tokens) {
			return ""
		}
		return tokens[k].Text
	}
	open := tokens[to-1].Punct == 0
	if open {
		strong, weak := providerVerb(word(to))
		switch {
		case strong:
			score += 2
		case weak:
			score++
		}
		switch word(to) {
		case "betaalt", "vergoedt", "betwist":
			score -= 3
		}
	}
	// "Acme als verwerker", "Acme aangemerkt kan worden als bewerker",
	// "Acme (de Verwerker)", "Acme, hierna: de verwerker".
	for k := to; k < min(len(tokens), to+8); k++ {
		party := roleWord(word(k))
		if word(k) == "verantwoordelijke" {
			party = dutch.Customer
		}
		if party != dutch.Provider && party != dutch.Customer {
			if tokens[k].Punct == '.' || tokens[k].Punct == ';' {
				break
			}
			continue
		}
		as := (word(k-1) == "als" || word(k-2) == "als" || word(k-3) == "als") && !conditional(tokens, k) ||
			k <= to+1 && tokens[to-1].Punct == '(' || open && equated(word, from, to, k)
		if as && party == dutch.Provider {
			score += 10
		}
		if as && party == dutch.Customer {
			score -= 10
		}
		break
	}
	switch two := word(from-2) + " " + word(from-1); two {
	case "opdracht van", "instructies van", "instructie van", "behoeve van", "rekening van":
		score -= 3
	case "diensten van", "dienst van", "dienstverlening van", "platform van", "software van", "voorwaarden van", "subverwerkers van", "servers van", "product van", "producten van", "klanten van":
		score += 3
	}
	switch word(from - 1) {
	case "namens":
		score -= 3
	case "door":
		score++
	}
	// "tussen Klant en Acme", "tussen Acme en Klant"
	if word(from-1) == "en" {
		for k := from - 2; k >= max(0, from-6); k-- {
			if word(k) == "tussen" {
				break
			}
			switch roleWord(word(k)) {
			case dutch.Customer:
				score += 4
			case dutch.Provider:
				score -= 4
			}
		}
	}
	return score
}

// conditional tells whether the role word at k is the subject of a condition
// ("mag opschorten als de Klant niet betaalt") and not what somebody is ("treedt
// op als klant").
func conditional(tokens []dutch.Token, k int) bool {
	if tokens[k].Punct != 0 || k+1 == len(tokens) {
		return false
	}
	switch next := tokens[k+1].Text; next {
	case "niet", "geen", "ook", "daarom", "dit", "dat", "hem", "daar", "er", "nog", "zelf", "wel":
		return true
	case "in", "van", "voor", "bij", "zoals", "bedoeld", "volgens", "en", "of":
		return false
	}
	return determiner(tokens[k-1].Text)
}

// equated tells whether the role word at k is what the name at [from:to) is said
// to be: "is Acme verwerker", "is Boek verantwoordelijke en Acme verwerker",
// "Acme is de verwerker".
func equated(word func(int) string, from, to, k int) bool {
	switch {
	case k == to && word(from-1) == "is":
		return true
	case k == to && word(from-1) == "en" && roleWord(word(from-2)) != dutch.NoParty:
		return word(from-4) == "is" || word(from-5) == "is"
	case word(to) == "is":
		return k == to+1 || k == to+2 && determiner(word(to+1))
	}
	return false
}

// assign decides which candidates are names of which party.
func (r *resolver) assign() *names {
	n := &names{byFirst: map[string][]name{}}
	providers, customers := 0, 0 // uses of the words that always mean the party
	for w, u := range r.stats {
		switch roleWord(w) {
		case dutch.Provider:
			providers += u.upper + u.lower
		case dutch.Customer:
			customers += u.upper + u.lower
		}
	}
	for _, key := range r.order {
		c := r.candidates[key]
		if c.party == dutch.NoParty {
			c.party = r.decide(c, providers, customers)
		}
	}
	for _, key := range r.order {
		c := r.candidates[key]
		if short := r.candidates[c.of]; c.party == dutch.NoParty && short != nil {
			c.party = short.party
		}
		if c.party == dutch.NoParty {
			continue
		}
		u := r.stats[c.words[0]]
		first := c.words[0]
		one := name{words: c.words, party: c.party, capital: len(c.words) == 1 && (u == nil || u.upper > 0) || weakRole(first) != dutch.NoParty}
		if c.anchored && len(c.words) == 1 && u != nil && u.lower > u.upper {
			one.capital, one.article = false, true // "hierna “het bestuur”"
		}
		n.byFirst[first] = append(n.byFirst[first], one)
	}
	r.sorts(n)
	return n
}

// sort puts longer names before shorter ones that begin alike.
func (n *names) sort() {
	for _, list := range n.byFirst {
		sort.SliceStable(list, func(a, b int) bool { return len(list[a].words) > len(list[b].words) })
	}
}

// sorts takes the sort of organisation that a party is for a name of it, where
// the contract goes on to call it so ("de gemeente") and the other is not of
// that sort.
func (r *resolver) sorts(n *names) {
	for w, kinds := range r.kinds {
		if u := r.stats[w]; u == nil || u.lower < 2 || len(n.byFirst[w]) > 0 {
			continue
		}
		party, same := dutch.NoParty, true
		for _, k := range kinds {
			of := k.party
			if c := r.candidates[k.of]; of == dutch.NoParty && c != nil {
				of = c.party
			}
			same = same && (party == dutch.NoParty || of == party)
			party = of
		}
		if same && (party == dutch.Provider || party == dutch.Customer) {
			n.byFirst[w] = append(n.byFirst[w], name{words: []string{w}, party: party, article: true})
		}
	}
}

// decide chooses the party of a name by the text around it. Providers and
// customers are the uses of the words that always mean the one or the other.
func (r *resolver) decide(c *candidate, providers, customers int) dutch.Party {
	const express = 10 // "als verwerker"
	switch {
	case c.score >= express && (c.anchored || providers < 8 || c.score >= 14):
		if !c.anchored && providers >= 8 && customers < 3 && c.against >= 2 {
			return dutch.Customer
		}
		return dutch.Provider
	case c.score <= -express:
		return dutch.Customer
	case c.anchored && r.provider && !r.customer && c.of == "":
		return dutch.Customer // the other one has its name already
	case c.anchored && r.customer && !r.provider && c.of == "":
		return dutch.Provider
	}
	least := 4
	switch {
	case c.anchored:
		least = 2
	case !c.anchored && providers >= 8 && customers >= 8:
		least = 14 // the contract has names for both: more evidence needed
	}
	switch {
	case !c.anchored && providers >= 8 && customers < 3:
		if c.against >= 2 {
			return dutch.Customer
		}
	case c.score >= least:
		return dutch.Provider
	case c.score <= -least:
		return dutch.Customer
	}
	return dutch.NoParty
}

// sameName tells whether two parties were introduced under one name while the
// other side of the contract got none.
func (r *resolver) sameName() bool {
	for w, at := range r.named {
		party := roleWord(w)
		if len(at) < 2 || party != dutch.Provider && party != dutch.Customer {
			continue
		}
		apart := len(slices.Compact(slices.Clone(r.holders[w]))) > 1 && at[0] == at[len(at)-1] // two companies in one sentence
		for k := 1; k < len(at); k++ {
			apart = apart || at[k] != at[k-1] && r.p.blocks[at[k]].part == r.p.blocks[at[k-1]].part
		}
		other := false
		for v := range r.named {
			if q := roleWord(v); q != party && (q == dutch.Provider || q == dutch.Customer) || q == dutch.NoParty && weakRole(v) != dutch.NoParty && weakRole(v) != party {
				other = true
			}
		}
		if apart && !other {
			return true
		}
	}
	return false
}

// pronouns decides whether "wij" is the provider and "u" the customer in one of
// the documents.
func (r *resolver) pronouns(n *names, in *stretch) {
	if in.language != "nl" && in.language != "" {
		return
	}
	us, you, formal := 0, 0, 0
	provider, customer := 0, 0
	for i := in.from; i < in.to; i++ {
		b := &r.p.blocks[i]
		if b.skip || b.kind == document.TOC {
			continue
		}
		for k, t := range b.tokens {
			next, prev := "", ""
			if k+1 < len(b.tokens) && t.Punct == 0 {
				next = b.tokens[k+1].Text
			}
			if k > 0 {
				prev = b.tokens[k-1].Text
			}
			switch t.Text {
			case "wij", "we", "ik":
				us++
				strong, _ := providerVerb(strings.TrimSuffix(next, "en") + "t")
				back, _ := providerVerb(strings.TrimSuffix(prev, "en") + "t")
				if strong || back || next == "verwerken" || prev == "verwerken" || next == "leveren" || next == "bieden" || next == "informeren" || prev == "informeren" {
					provider++
				}
				if next == "als" && k+2 < len(b.tokens) {
					switch roleWord(b.tokens[k+2].Text) {
					case dutch.Customer:
						customer += 3
					case dutch.Provider:
						provider += 3
					}
				}
			case "ons", "onze", "mij", "mijn":
				us++
				switch next {
				case "diensten", "dienst", "dienstverlening", "software", "platform", "klanten", "servers", "subverwerkers", "subverwerker", "product", "producten", "website", "systemen", "applicatie", "helpdesk":
					provider++
				case "leverancier", "leveranciers", "verwerker", "opdrachtnemer":
					customer++
				}
			case "u", "uw":
				you++
				formal++
				switch next {
				case "levert", "dienstverlening", "diensten", "software", "medewerkers":
				}
			case "je", "jij", "jouw", "jullie":
				you++
			}
		}
	}
	words := 0
	for i := in.from; i < in.to; i++ {
		words += len(r.p.blocks[i].tokens)
	}
	often := max(2, words/1500)
	if words < 120 {
		often = 1 // a sentence or two: no room to repeat oneself
	}
	if us >= often && provider >= customer && (provider > 0 || you >= 2 || !r.hasProvider()) {
		n.us = true
	}
	if you >= often && (n.us || formal >= often && customer == 0) && provider >= customer {
		n.you = true
	}
}

// hasProvider tells whether the contract has a word or name for the provider.
func (r *resolver) hasProvider() bool {
	for w := range r.stats {
		if roleWord(w) == dutch.Provider {
			return true
		}
	}
	for _, c := range r.candidates {
		if c.party == dutch.Provider {
			return true
		}
	}
	return false
}

// partyNames lists the names of provider and customer as they are used.
func (p *parser) partyNames() []PartyNames {
	type use struct {
		name  string
		count int
	}
	var out []PartyNames
	for _, party := range [...]dutch.Party{dutch.Provider, dutch.Customer} {
		var order []string
		uses := map[string]*use{}
		for i := range p.c.Units {
			u := &p.c.Units[i]
			if u.Role == RunningText || u.Role == TOC || u.Role == Note {
				continue
			}
			for _, m := range u.Mentions {
				if m.Party != party || m.Start < u.Lead {
					continue
				}
				first, last := u.Tokens[m.Start], u.Tokens[m.End-1]
				if p.blank(first.Start) {
					continue // "[naam klant]"
				}
				key := ""
				for _, t := range u.Tokens[m.Start:m.End] {
					key += " " + t.Text
				}
				switch key {
				case " we", " ons", " onze":
					key = " wij"
				case " mij", " mijn":
					key = " ik"
				case " uw", " je", " jij", " jouw", " jullie":
					key = " u"
				}
				if s := uses[strings.TrimSuffix(key, "s")]; s != nil && strings.HasSuffix(key, "s") {
					s.count++
					continue
				}
				s := uses[key]
				if s == nil {
					s = &use{name: p.doc.Text[first.Start:last.End]}
					if key == " wij" || key == " ik" || key == " u" {
						s.name = key[1:]
					}
					uses[key] = s
					order = append(order, key)
				}
				s.count++
				if name := p.doc.Text[first.Start:last.End]; better(name, s.name) && key != " wij" && key != " ik" && key != " u" {
					s.name = name
				}
			}
		}
		var names []string
		for _, key := range order {
			s := uses[key]
			// One lower-case mention in passing is no name of a party.
			if s.count == 1 && s.name[0] >= 'a' && s.name[0] <= 'z' && len(order) > 1 {
				continue
			}
			names = append(names, s.name)
		}
		if len(names) > 0 {
			out = append(out, PartyNames{Party: party, Names: names})
		}
	}
	return out
}

// better tells whether a name is written more like a name than another: with
// a capital, and not in capitals throughout.
func better(name, than string) bool {
	first := func(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
	mixed := func(s string) bool { return first(s) && strings.ToUpper(s) != s }
	return first(name) && !first(than) || mixed(name) && !mixed(than)
}

// blank tells whether an offset lies in a field that was not filled in.
func (p *parser) blank(offset int) bool {
	all := p.c.Blanks
	k := sort.Search(len(all), func(k int) bool { return all[k].End > offset })
	return k < len(all) && all[k].Start <= offset
}
