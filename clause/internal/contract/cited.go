package contract

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// Cited is a place in a unit that names other provisions of the contract by
// their number: "artikel 6, 8.2 en 9", "lid 2", "de artikelen 7 tot en met 9",
// "dit artikel", "het vorige lid". Articles of a law or of another contract, and
// those that the contract does not have, are none.
type Cited struct {
	Start, End int     // tokens of the unit, half open
	Reach      []Reach // never empty
}

// Reach is a run of units, half open.
type Reach struct{ From, To int }

// Cited lists what unit i names, in order.
func (c *Contract) Cited(i int) []Cited { return c.cited[i] }

// cite finds what the units name by number.
func (p *parser) cite() {
	citers := make([]*document.Citer, len(p.parts))
	for i := range p.c.Units {
		u := &p.c.Units[i]
		if u.Role != Provision || !mayCite(p.doc.Text, u) {
			continue
		}
		if p.extent.ends == nil {
			p.measure()
		}
		part := p.blocks[u.Block].part
		if citers[part] == nil {
			citers[part] = p.citer(part)
		}
		if cited := p.citedIn(citers[part], i); len(cited) > 0 {
			if p.c.cited == nil {
				p.c.cited = map[int][]Cited{}
			}
			p.c.cited[i] = cited
		}
	}
}

// citer finds what is named by number in one of the documents: article 3 of one
// is not article 3 of the other.
func (p *parser) citer(part int) *document.Citer {
	s := &p.parts[part]
	one := document.Document{Text: p.doc.Text, Blocks: p.view[s.from:s.to]}
	if s.from > 0 {
		one.Blocks = slices.Clone(one.Blocks)
		for i := range one.Blocks {
			if b := &one.Blocks[i]; b.Parent >= 0 {
				b.Parent -= s.from
			}
		}
	}
	return document.NewCiter(&one)
}

// mayCite tells whether a unit has a word that announces a number.
func mayCite(text string, u *Unit) bool {
	own := u.Own()
	for k := range own {
		switch own[k].Text {
		case "artikel", "artikelen", "art", "artt", "lid", "leden", "paragraaf", "paragrafen", "hoofdstuk", "clausule", "clausules", "bijlage", "bijlagen", "annex":
			return true
		}
	}
	return strings.Contains(text[u.Span.Start:u.Span.End], "§")
}

// extent is what a number can name.
type extent struct {
	ends     []int   // by block, the first one behind what stands under it
	articles []Reach // by unit, the run of units of the same article
	leden    []Reach // by unit, that of the same paragraph

	clausules clausules
}

// clausules says whose provisions are called "clausule 7".
type clausules uint8

const (
	unknownClausules clausules = iota
	ownClausules
	foreignClausules // of the standard contractual clauses
)

// measure finds the extents.
func (p *parser) measure() {
	e := &p.extent
	e.ends = make([]int, len(p.view))
	for i := len(p.view) - 1; i >= 0; i-- {
		e.ends[i] = max(e.ends[i], i+1)
		if above := p.view[i].Parent; above >= 0 {
			e.ends[above] = max(e.ends[above], e.ends[i])
		}
	}
	e.articles = p.runs(func(u *Unit) int { return u.Article })
	e.leden = p.runs(func(u *Unit) int { return u.Paragraph })
}

// runs gives every unit the run of neighbours that have the same key.
func (p *parser) runs(key func(*Unit) int) []Reach {
	out := make([]Reach, len(p.c.Units))
	for from := 0; from < len(out); {
		to := from + 1
		for to < len(out) && key(&p.c.Units[to]) == key(&p.c.Units[from]) {
			to++
		}
		for k := from; k < to; k++ {
			out[k] = Reach{from, to}
		}
		from = to
	}
	return out
}

// citedIn reads one unit.
func (p *parser) citedIn(citer *document.Citer, i int) []Cited {
	u := &p.c.Units[i]
	own := u.Own()
	token := func(at int) int { return sort.Search(len(own), func(k int) bool { return own[k].End > at }) }
	var out []Cited
	var last document.Link
	from := p.partOf(u.Block).from
	foreign := false // the link before names a clause of the standard clauses
	for _, l := range citer.In(u.Block-from, u.Span) {
		reach := p.reach(l.Block + from)
		start, end := token(l.Span.Start), token(l.Span.End-1)+1
		between := ""
		if last.Span.End > 0 {
			between = strings.ToLower(strings.TrimSpace(p.doc.Text[last.Span.End:l.Span.Start]))
		}
		if foreign = p.ofStandardClauses(l) || foreign && (joins(between) || through(between)); foreign {
			last = l
			continue
		}
		switch n := len(out) - 1; {
		case n >= 0 && through(between):
			// All that stands between the two as well, unless they are not of
			// one list.
			if r := out[n].Reach; r[len(r)-1].From < reach.From {
				reach.From = r[len(r)-1].From
				r[len(r)-1] = reach
			} else {
				out[n].Reach = append(r, reach)
			}
			out[n].End = u.Lead + end
		case n >= 0 && joins(between) && reach.To > reach.From:
			out[n].End, out[n].Reach = u.Lead+end, append(out[n].Reach, reach)
		case reach.To > reach.From && end > start:
			out = append(out, Cited{u.Lead + start, u.Lead + end, []Reach{reach}})
		}
		last = l
	}
	return p.citedByPlace(i, out)
}

// ofStandardClauses tells whether a link names a clause of the European standard
// contractual clauses, whose Dutch text calls its provisions so, and not one of a
// contract that calls its own otherwise.
func (p *parser) ofStandardClauses(l document.Link) bool {
	const name = "clausule"
	if text := p.doc.Text[l.Span.Start:]; len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return false
	}
	if p.extent.clausules == unknownClausules {
		p.extent.clausules = ownClausules
		if text := strings.ToLower(p.doc.Text); strings.Contains(text, "contractbepalingen") || strings.Contains(text, "contractuele clausules") || strings.Contains(p.doc.Text, "SCC") {
			p.extent.clausules = foreignClausules
		}
		for i := range p.view {
			if body := p.doc.Text[p.view[i].Span.Start:p.view[i].Span.End]; len(body) > len(name) && strings.EqualFold(body[:len(name)], name) {
				p.extent.clausules = ownClausules
			}
		}
	}
	return p.extent.clausules == foreignClausules
}

// through tells whether the words between two numbers make a range of them.
func through(s string) bool {
	switch s {
	case "t/m", "tot en met", "tot", "-", "–", "—":
		return true
	}
	return false
}

// joins tells whether the words between two numbers make a list of them.
func joins(s string) bool {
	switch strings.TrimSpace(strings.TrimPrefix(s, ",")) {
	case "", "en", "of", "en/of", "jo", "jo.", "juncto", "en in", "en van", "en de", "alsmede", "evenals":
		return true
	}
	return false
}

// reach is the run of units that a block opens: those under it, and of the first
// block of an article or a paragraph all of that.
func (p *parser) reach(block int) Reach {
	r := Reach{p.unitAt(block), p.unitAt(p.extent.ends[block])}
	if r.From >= len(p.c.Units) || p.c.Units[r.From].Block != block {
		return r
	}
	b := &p.blocks[block]
	if a := p.extent.articles[r.From]; a.From == r.From && p.c.Units[r.From].Article != 0 && (b.kind == document.Heading || b.label.opens()) {
		r.To = max(r.To, a.To)
	}
	if l := p.extent.leden[r.From]; l.From == r.From {
		r.To = max(r.To, l.To)
	}
	return r
}

// unitAt is the first unit that begins in a block of the view or behind it.
func (p *parser) unitAt(block int) int {
	return sort.Search(len(p.c.Units), func(k int) bool { return p.c.Units[k].Block >= block })
}

// citedByPlace adds what is named by where it stands: "dit artikel", "het vorige
// lid".
func (p *parser) citedByPlace(i int, cited []Cited) []Cited {
	u := &p.c.Units[i]
	added := false
	for k := u.Lead; k+1 < len(u.Tokens); k++ {
		r := p.byPlace(i, u.Tokens[k].Text, u.Tokens[k+1])
		if r.To <= r.From || p.numberAt(u.Tokens, k+2) {
			continue
		}
		cited, added = append(cited, Cited{k, k + 2, []Reach{r}}), true
	}
	if added {
		sort.SliceStable(cited, func(a, b int) bool { return cited[a].Start < cited[b].Start })
	}
	return cited
}

// numberAt tells whether a number follows, which then says what is meant.
func (p *parser) numberAt(tokens []dutch.Token, k int) bool {
	if k >= len(tokens) || tokens[k-1].Punct != 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(tokens[k].Text)
	return r >= '0' && r <= '9'
}

// byPlace is the run that two words name, empty for none.
func (p *parser) byPlace(i int, which string, what dutch.Token) Reach {
	previous := false
	switch which {
	case "vorige", "vorig", "voorgaande", "voorgaand", "voorafgaande", "voorafgaand":
		previous = true
	case "dit":
	default:
		return Reach{}
	}
	e, units := &p.extent, p.c.Units
	article, lid := e.articles[i], e.leden[i]
	switch what.Text {
	case "artikel":
		if previous {
			if article.From == 0 {
				return Reach{}
			}
			article = e.articles[article.From-1]
			if p.blocks[units[article.From].Block].part != p.blocks[units[i].Block].part {
				return Reach{}
			}
		}
		if units[article.From].Article != 0 {
			return article
		}
	case "lid":
		if !previous {
			return lid
		}
		if lid.From > article.From && units[lid.From-1].Role != HeadingOnly {
			return e.leden[lid.From-1]
		}
	case "leden":
		if previous && units[i].Article != 0 {
			return Reach{article.From, lid.From}
		}
	}
	return Reach{}
}
