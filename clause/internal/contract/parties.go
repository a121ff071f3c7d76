package contract

import (
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
