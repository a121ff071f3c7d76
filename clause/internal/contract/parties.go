package contract

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// candidate is a name that may be that of a party.
type candidate struct {
	words []string
	party dutch.Party
	// score is positive where the text around the name speaks of a provider,
	// negative where it speaks of a customer.
	score int
	// against counts the places that speak of a customer.
	against int
	// of is the name that this one stands beside: the company of a short name.
	of string
	// anchored: the contract introduces the name as that of a party.
	anchored bool
	// guessed: the first word of a longer name, taken to stand for the whole.
	guessed bool
}

// resolver finds out how this contract calls its parties.
type resolver struct {
	p          *parser
	from, to   int // blocks
	candidates map[string]*candidate
	order      []string
	stats      map[string]*usage
	named      map[string][]int    // role word given as a name: blocks
	holders    map[string][]string // role word given as a name: who got it, by company
	// kinds are the words in the introductions of the parties that say what sort
	// of organisation each is, by which the contract may go on to call it.
	kinds map[string][]kind
	// provider and customer: that party was introduced under a word that
	// always means it.
	provider, customer bool
}

// kind is the sort of organisation that a party is introduced as, under the
// name with this key; or that of the party itself, where the name says which.
type kind struct {
	of    string
	party dutch.Party
}

// usage counts how a word is used in the contract.
type usage struct{ upper, lower, determined, strong, weak int }

// maxCandidates bounds the names that are looked at.
const maxCandidates = 48

// resolve finds the names of the parties. Documents of one set share them: what
// all of them together say decides, and what one of them says by itself counts
// where that leaves a name open. "wij" may be the provider in this and nobody in
// that.
func resolve(p *parser) {
	r := newResolver(p, 0, len(p.blocks))
	n := r.assign()
	if len(p.parts) > 1 {
		for k := range p.parts {
			r.adopt(n, newResolver(p, p.parts[k].from, p.parts[k].to))
		}
	}
	n.sort()
	p.c.SameName = r.sameName()
	for k := range p.parts {
		own := &names{byFirst: n.byFirst}
		r.pronouns(own, &p.parts[k])
		n.us, n.you = n.us || own.us, n.you || own.you
		p.parts[k].names = own
	}
	r.unnamed(n)
}

// newResolver reads the names in the blocks from..to.
func newResolver(p *parser, from, to int) *resolver {
	r := &resolver{p: p, from: from, to: to, candidates: map[string]*candidate{}, stats: map[string]*usage{}, named: map[string][]int{}, holders: map[string][]string{}, kinds: map[string][]kind{}}
	r.count()
	r.introduced()
	r.keyed()
	r.brands()
	r.score()
	return r
}

// adopt adds the names that one document gives to parties and that the set as a
// whole gives to nobody.
func (r *resolver) adopt(n *names, of *resolver) {
	own := of.assign()
	for _, key := range of.order {
		if c := r.candidates[key]; c != nil && c.party != dutch.NoParty {
			continue
		}
		for _, name := range own.byFirst[of.candidates[key].words[0]] {
			if strings.Join(name.words, " ") == key {
				n.byFirst[name.words[0]] = append(n.byFirst[name.words[0]], name)
				r.candidates[key] = &candidate{words: name.words, party: name.party}
			}
		}
	}
	for w := range of.kinds {
		if len(n.byFirst[w]) == 0 && len(own.byFirst[w]) > 0 {
			n.byFirst[w] = own.byFirst[w]
		}
	}
}

// beforeArticles is the number of blocks in which parties are introduced: up
// to the first article that is not about parties or definitions.
func (p *parser) beforeArticles() int {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.kind == document.Heading && b.section == body && i > 0 && b.label.family != unlabelled && b.label.first > 1 || b.annex > 0 {
			return i
		}
	}
	return min(len(p.blocks), 60)
}

// front tells whether block i stands where parties are introduced.
func (r *resolver) front(i int) bool { return i < r.p.partOf(i).front }

// count sees how every word is used.
func (r *resolver) count() {
	text := r.p.doc.Text
	var room []usage
	for i := r.from; i < r.to; i++ {
		b := &r.p.blocks[i]
		if b.skip || b.kind == document.TOC {
			continue
		}
		for k, t := range b.tokens {
			if len(t.Text) < 3 || len(t.Text) > 40 {
				continue
			}
			upper := capital(text, t)
			if t.Start > 0 && strings.IndexByte("@./", text[t.Start-1]) >= 0 || t.End < len(text) && (text[t.End] == '@' || text[t.End] == '.' && t.End+1 < len(text) && wordByte(text[t.End+1])) {
				continue // part of an address
			}
			u := r.stats[t.Text]
			if u == nil {
				if len(room) == 0 {
					room = make([]usage, 64)
				}
				u, room = &room[0], room[1:]
				r.stats[t.Text] = u
			}
			if !upper {
				u.lower++
				continue
			}
			u.upper++
			if k > 0 && b.tokens[k-1].Punct == 0 && determiner(b.tokens[k-1].Text) {
				u.determined++
			}
			if k+1 < len(b.tokens) && t.Punct == 0 {
				if strong, weak := providerVerb(b.tokens[k+1].Text); strong {
					u.strong++
				} else if weak {
					u.weak++
				}
			}
			if k > 0 && b.tokens[k-1].Punct == 0 {
				if strong, weak := providerVerb(b.tokens[k-1].Text); strong || weak {
					u.weak++ // inversion: "informeert Acme …"
				}
			}
		}
	}
}

// wordKey is a name as the key of its candidate.
func wordKey(name string) string { return opening(dutch.Tokenize(name, 0), 8) }

// add notes a name.
func (r *resolver) add(raw string, party dutch.Party, anchored bool) {
	tokens := dutch.Tokenize(raw, 0)
	if len(tokens) == 0 || len(tokens) > 7 {
		return
	}
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	if len(words) == 1 && (roleWord(words[0]) != dutch.NoParty || noBrand(words[0]) || len(words[0]) < 3) {
		return
	}
	r.note(words, party, anchored)
	// The first word of a longer name often goes for the whole.
	if u := r.stats[words[0]]; len(words) > 1 && u != nil && u.upper >= 3 && u.lower == 0 && u.determined*2 < u.upper &&
		!noBrand(words[0]) && roleWord(words[0]) == dutch.NoParty && weakRole(words[0]) == dutch.NoParty && !determiner(words[0]) {
		r.guess(words[0], party, anchored)
	}
}

// guess notes the first word of a longer name, unless it was introduced as a name
// of its own.
func (r *resolver) guess(word string, party dutch.Party, anchored bool) {
	was := dutch.NoParty
	if c := r.candidates[word]; c != nil {
		if !c.guessed {
			return
		}
		was = c.party
	}
	r.note([]string{word}, party, anchored)
	if c := r.candidates[word]; c != nil {
		c.guessed = true
		if was != dutch.NoParty && party != dutch.NoParty && was != party {
			c.party = dutch.NoParty // begins the names of both
		}
	}
}

func (r *resolver) note(words []string, party dutch.Party, anchored bool) {
	key := strings.Join(words, " ")
	c := r.candidates[key]
	if c == nil {
		if len(r.order) >= maxCandidates {
			return
		}
		c = &candidate{words: words}
		r.candidates[key] = c
		r.order = append(r.order, key)
	}
	c.anchored = c.anchored || anchored
	if c.guessed && len(words) == 1 {
		c.party, c.guessed = dutch.NoParty, false // "Jansen" is introduced beside "Jansen IT"
	}
	if c.party == dutch.NoParty {
		c.party = party
	} else if party != dutch.NoParty && party != c.party {
		// One name for both: the text around it decides, or nothing does.
		c.party = dutch.NoParty
	}
}

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

func isCapital(s string) bool {
	return s != "" && (s[0] >= 'A' && s[0] <= 'Z' || s[0] >= '0' && s[0] <= '9')
}

// notParty tells whether a name is that of a document, a service or a law.
func notParty(name string) bool {
	for _, t := range dutch.Tokenize(name, 0) {
		w := t.Text
		if noBrand(w) {
			return true
		}
		switch w {
		case "contract", "wet", "onderzoek", "plan", "project", "opdracht", "datum", "periode", "schade", "abonnement", "sector", "register", "personeel":
			return true
		}
		for _, end := range [...]string{"overeenkomst", "voorwaarden", "diensten", "gegevens", "verordening", "bijlage", "overeenkomsten", "kosten", "informatie", "werkzaamheden",
			"doeleinden", "applicatie", "maatregelen", "verantwoordelijkheid"} {
			if strings.HasSuffix(w, end) {
				return true
			}
		}
	}
	return false
}

// keyRole is the party that an introduction names itself: "Verwerker: Acme",
// "Acme als verwerker".
func (r *resolver) keyRole(anchor string) dutch.Party {
	tokens := dutch.Tokenize(anchor, 0)
	for k := 0; k < min(4, len(tokens)); k++ {
		if party := roleWord(tokens[k].Text); party == dutch.Provider || party == dutch.Customer {
			if tokens[k].Punct == ':' || k+1 < len(tokens) && tokens[k+1].Punct == ':' || tokens[k].Punct == '(' {
				return party
			}
		}
	}
	return dutch.NoParty
}

// keyed reads lines such as "Verwerker: Acme B.V." in the preamble.
func (r *resolver) keyed() {
	for i := r.from; i < r.to; i++ {
		b := &r.p.blocks[i]
		end := r.p.partOf(i).front
		if b.skip || len(b.tokens) == 0 || b.kind == document.TOC || b.annex > 0 || i >= end && b.section != parties && b.section != definitions {
			continue
		}
		text := r.p.text(i)
		for _, line := range pieces(text[:min(len(text), 4000)]) {
			r.keyLine(i, line, max(end, i+1), 0)
		}
	}
}

// pieces cuts a text at line breaks and semicolons.
func pieces(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' })
}

func (r *resolver) keyLine(i int, line string, end, depth int) {
	colon := strings.IndexByte(line, ':')
	if colon < 0 || colon > 70 {
		return
	}
	key, value := line[:colon], strings.Trim(line[colon+1:], " *_\t")
	tokens := dutch.Tokenize(key, 0)
	// "wordt verstaan onder: “Acme”: Acme B.V.", and lines that were joined.
	if strings.IndexByte(value, ':') >= 0 && depth < 8 {
		r.keyLine(i, lastKey(value), i, depth+1)
	}
	if len(tokens) == 0 || len(tokens) > 5 {
		return
	}
	party := roleWord(tokens[0].Text)
	if tokens[0].Text == "verantwoordelijke" {
		party = dutch.Customer
	}
	// "Gebruiker: de onderneming die met Aanbieder een overeenkomst sluit"
	if w := tokens[0].Text; party == dutch.NoParty && len(tokens) == 1 && weakRole(w) == dutch.Customer && contracts(value) {
		r.note([]string{w}, dutch.Customer, true)
		r.introduce(dutch.Customer)
		return
	}
	if party != dutch.Provider && party != dutch.Customer {
		// “Acme”: Acme Software B.V.
		if found := companies(value); len(found) > 0 && len(tokens) <= 3 && !notParty(key) && isCapital(strings.TrimLeft(strings.Trim(key, " *_"), "\"“„«'- ")) && !fieldName(tokens[0].Text) {
			short := strings.Trim(key, " *_\"“”„«»'-")
			r.add(short, dutch.NoParty, true)
			for _, c := range found {
				r.beside(c, short, dutch.NoParty)
			}
		} else if r.p.blocks[i].section == parties && len(tokens) <= 3 && !notParty(key) && isCapital(key) && !fieldName(tokens[0].Text) && value != "" {
			r.add(key, dutch.NoParty, true)
		}
		return
	}
	if len(tokens) > 1 && tokens[0].Punct == 0 && tokens[1].Text != "de" {
		return // "Verwerker zal:"
	}
	r.introduce(party)
	if value != "" {
		r.value(value, party)
		return
	}
	for k := i; k < min(end, i+8); k++ {
		b := &r.p.blocks[k]
		if k > i && b.kind == document.Heading {
			return
		}
		text := r.p.text(k)
		if k == i {
			at := strings.Index(text, line)
			if at < 0 {
				continue
			}
			text = text[at+len(line):]
		}
		for n, l := range pieces(text) {
			l = strings.Trim(l, " *_-•\t")
			key, value, found := strings.Cut(l, ":")
			words := dutch.Tokenize(key, 0)
			switch {
			case l == "" || len(words) == 0:
			case k > i && roleWord(words[0].Text) != dutch.NoParty && found:
				return
			case found && fieldName(words[0].Text):
				if w := words[0].Text; w == "naam" || w == "organisatie" || w == "bedrijf" || w == "bedrijfsnaam" || w == "handelsnaam" || w == "organisatienaam" {
					r.value(strings.Trim(value, " *_"), party)
				}
			case !found && len(words) == 1 && (words[0].Text == "organisatie" || words[0].Text == "naam") && r.p.view[k].Table != nil && k+1 < end:
				r.value(r.p.text(k+1), party)
			case !found && n == 0 && k <= i+1:
				r.value(l, party)
			default:
				for _, c := range companies(l) {
					r.add(c, party, true)
				}
			}
		}
	}
}

// contracts tells whether a definition is that of the one who enters into the
// contract: "de instelling die met Aanbieder een overeenkomst sluit".
func contracts(value string) bool {
	who, made := false, false
	for k, t := range dutch.Tokenize(value[:min(len(value), 300)], 0) {
		switch t.Text {
		case "onderneming", "instelling", "organisatie", "rechtspersoon", "partij", "wederpartij", "bedrijf", "school", "vereniging", "ondernemer", "opdrachtgever", "afnemer", "klant":
			who = who || k < 8
		case "sluit", "sluiten", "aangaat", "gesloten", "aangegaan", "afsluit", "afneemt", "contracteert":
			made = who
		}
	}
	return who && made
}

// lastKey is the text from the word in front of its first colon on.
func lastKey(text string) string {
	colon := strings.IndexByte(text, ':')
	from := strings.LastIndexAny(strings.TrimRight(text[:colon], "\"”»'* "), "\"“«\n;")
	if from < 0 {
		from = strings.LastIndexByte(strings.TrimRight(text[:colon], " "), ' ')
	}
	return text[from+1:]
}

// fieldName tells whether a word names a field of a party's particulars.
func fieldName(w string) bool {
	switch w {
	case "naam", "organisatie", "bedrijf", "bedrijfsnaam", "adres", "kvk", "kvknummer", "btw", "email", "telefoon", "contactpersoon", "vertegenwoordigd", "functie", "plaats", "postcode",
		"handelsnaam", "organisatienaam", "website", "tel", "datum", "versie", "locatie", "vestigingsplaats", "ondernemingsnummer", "statutaire":
		return true
	}
	return false
}

// value takes the name that stands behind "Verwerker:".
func (r *resolver) value(value string, party dutch.Party) {
	value = strings.TrimLeft(value, "\"“„«'( ")
	for _, c := range companies(value) {
		r.add(c, party, true)
	}
	if strings.ContainsAny(value[:min(len(value), 40)], "[]_<{@") {
		return
	}
	for _, part := range strings.Split(value, " / ") {
		if cut := strings.IndexAny(part, ",(;\n"); cut >= 0 {
			part = part[:cut]
		}
		if cut := strings.IndexByte(part, ':'); cut >= 0 {
			// The key of the next line was joined to this one.
			part = part[:max(0, strings.LastIndexByte(part[:cut], ' '))]
		}
		part = strings.TrimSpace(strings.Trim(part, " .*_\"”»'"))
		if n := len(strings.Fields(part)); n >= 1 && n <= 5 && isCapital(part) && !strings.HasPrefix(part, "De ") && !strings.HasPrefix(part, "Het ") && !strings.HasPrefix(part, "Een ") {
			r.add(part, party, true)
		}
	}
}
