package dutch

import "slices"

// clauseKind is the syntactic kind of a part.
type clauseKind uint8

const (
	mainPart       clauseKind = iota
	subPart                   // indien, zodat, waarbij
	relativePart              // die, welke
	complementPart            // dat, behind a verb that governs it
	resumedPart               // the rest of a main clause that another clause interrupted
)

// part is a clause before its meaning is known.
type part struct {
	start, end  int
	verb        int // first finite verb, or -1
	kind        clauseKind
	conditional bool
	list        bool // behind ':' or ';'
	item        bool // belongs to the list that a lead introduces
	fresh       bool // starts a sentence or a table cell
	coordinated bool // follows a comma or en/of behind a clause of the same kind
	bracket     bool
	resumes     bool // goes on with the subordinate clause that governs it
	inverted    bool // a condition that its verb opens: "Besteedt Klant werk uit"
	without     int  // end of "zonder … te wissen", which the clause is; or 0
	body        int  // first token behind the opener
	governor    int  // the clause it completes, resumes or is part of; or -1
}

func (p part) subordinate() bool {
	return p.kind == subPart || p.kind == relativePart || p.kind == complementPart
}

// maxReach bounds how many tokens ahead a clause looks for its verb, so that
// the work stays linear in a text without punctuation.
const maxReach = 60

type parser struct {
	tokens   []Token
	mentions []Mention
	class    []wordClass
	verb     []bool  // a finite verb stands here
	owner    []int32 // mention that covers the token, plus one
	parts    []part
	cur      part
	main     int  // last main clause of the sentence, or -1
	lead     int  // clause that introduces the list, or -1
	inserted bool // cur interrupts that main clause

	addressed bool // see Clauses
}

func newParser(tokens []Token, mentions []Mention) *parser {
	p := &parser{tokens: tokens, main: -1, lead: -1}
	p.class = make([]wordClass, len(tokens))
	for i, t := range tokens {
		p.class[i] = classify(t.Text)
	}
	p.owner = make([]int32, len(tokens))
	p.mentions = make([]Mention, 0, len(mentions))
	for _, m := range mentions {
		if m.Start >= 0 && m.Start < m.End && m.End <= len(tokens) {
			p.mentions = append(p.mentions, m)
		}
	}
	byStart := func(a, b Mention) int { return a.Start - b.Start }
	if !slices.IsSortedFunc(p.mentions, byStart) {
		slices.SortStableFunc(p.mentions, byStart)
	}
	end := 0
	kept := p.mentions[:0]
	for _, m := range p.mentions {
		if m.Start < end {
			continue // overlaps the one before
		}
		kept = append(kept, m)
		for i := m.Start; i < m.End; i++ {
			p.owner[i] = int32(len(kept))
		}
		end = m.End
	}
	p.mentions = kept
	p.findVerbs()
	return p
}

func (p *parser) text(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.tokens[i].Text
}

func (p *parser) is(i int, c wordClass) bool {
	return i >= 0 && i < len(p.class) && p.class[i]&c != 0
}

func (p *parser) named(i int) bool { return i >= 0 && i < len(p.owner) && p.owner[i] > 0 }

// hard gives the punctuation before token i that may end a clause, or 0.
func (p *parser) hard(i int) byte {
	if i <= 0 || i >= len(p.tokens) {
		return '.'
	}
	switch c := p.tokens[i-1].Punct; c {
	case ',', ';', ':', '(', ')', '-', '?', '!', '\t':
		return c
	case '.':
		if !abbreviated(p.tokens[i-1].Text) {
			return c
		}
	}
	return 0
}

// abbreviated tells whether a full stop behind the word says little: inside one
// unit most of them belong to abbreviations and numbers.
func abbreviated(word string) bool {
	if len(word) <= 2 || isDigit(word[0]) {
		return true
	}
	switch word {
	case "art", "artt", "bijv", "max", "min", "incl", "excl", "resp", "evt", "enz", "etc", "vgl", "tel", "stb", "stcrt", "zgn", "bijl", "blz", "pag", "nrs", "par", "mevr", "prof", "ing", "onderd":
		return true
	}
	return false
}

// ownVerb gives the first finite verb from token i up to the next punctuation
// or opener of another clause, or -1.
func (p *parser) ownVerb(i int) int {
	for k := i; k < len(p.tokens) && k < i+maxReach; k++ {
		if k > i && (p.hard(k) != 0 || p.openerAt(k).kind != mainPart) {
			return -1
		}
		if p.verb[k] {
			return k
		}
	}
	return -1
}

// pieceEnd gives the index behind the last token before the next punctuation.
func (p *parser) pieceEnd(i int) int {
	k := i + 1
	for k < len(p.tokens) && k < i+maxReach && p.hard(k) == 0 {
		k++
	}
	return k
}

// cut fills p.parts.
func (p *parser) cut() {
	p.open(0, p.openerAt(0), part{fresh: true})
	switch {
	case p.invertedCondition(0):
		p.invert(0)
	case p.text(0) == "of" && p.verb[min(p.pieceEnd(0), len(p.tokens)-1)]:
		p.cur.kind, p.cur.body = subPart, 1 // "Of zij dat doen, controleert …"
	}
	for i := 1; i < len(p.tokens); i++ {
		if p.cur.verb < 0 && p.verb[i-1] {
			p.cur.verb = i - 1
		}
		p.boundary(i)
	}
	last := len(p.tokens) - 1
	if p.cur.verb < 0 && p.verb[last] {
		p.cur.verb = last
	}
	p.close(len(p.tokens))
}

// open starts a clause at token i.
func (p *parser) open(i int, o opening, n part) {
	n.start, n.verb, n.kind, n.conditional, n.body = i, -1, o.kind, o.conditional, max(i, o.next)
	n.without = o.without
	p.cur = n
	if o.without > 0 {
		return // its infinitive is no finite verb
	}
	if o.kind == mainPart || o.kind == resumedPart || p.ownVerb(o.next) >= 0 {
		return
	}
	// Elliptic or plural: "zoals beschreven in de bijlage", "dat back-ups slagen".
	end := p.pieceEnd(max(i, o.next-1))
	if p.is(end-1, infinitive|pastForm) && end-1 > i {
		p.cur.verb = end - 1
		return
	}
	for k := o.next; k < end; k++ {
		if p.is(k, pastForm) {
			p.cur.verb = k
			return
		}
	}
}

func (p *parser) close(end int) {
	p.cur.end = end
	if !p.cur.subordinate() {
		p.main = len(p.parts)
	}
	p.parts = append(p.parts, p.cur)
}

// boundary decides whether a clause starts at token i and starts it.
func (p *parser) boundary(i int) {
	hard := p.hard(i)
	switch hard {
	case '.', '?', '!', ';', ':', '\t':
		o := p.openerAt(i)
		if !p.clauseLike(i, o) {
			o = opening{}
		}
		p.close(i)
		n := part{governor: -1}
		switch hard {
		case ':':
			p.lead = p.main
			n.list, n.item = true, true
		case ';':
			n.list = true
			if p.lead >= 0 {
				p.main, n.item = p.lead, true
			}
		default:
			n.fresh = true
			p.main, p.lead = -1, -1
		}
		n.governor = p.main
		p.inserted = n.list && o.kind != mainPart && p.main >= 0
		p.open(i, o, n)
		if o.kind == mainPart && n.fresh && p.invertedCondition(i) {
			p.invert(i)
		}
		return
	}
	if p.cur.without > 0 && i >= p.cur.without {
		p.afterWithout(i, hard)
		return
	}
	if hard == 0 && i < p.cur.body {
		return // inside the opener
	}
	if o := p.openerAt(i); o.kind != mainPart {
		if p.clauseLike(i, o) {
			p.openSub(i, o, hard)
		}
		return
	}
	switch {
	case hard == 0 && p.is(i, coordinator):
		p.coordinate(i)
	case hard == 0:
		p.unmarked(i)
	case p.cur.subordinate():
		p.afterSub(i, hard)
	case p.cur.bracket && hard == ')':
		p.resume(i)
	case p.cur.verb >= 0:
		if v := p.ownVerb(i); v >= 0 {
			p.close(i)
			p.open(i, opening{}, part{coordinated: true, bracket: hard == '(', governor: p.main})
		}
	}
}

// clauseLike tells whether the words behind an opener are more than an adverbial
// such as "indien nodig" or "voor zover mogelijk".
func (p *parser) clauseLike(i int, o opening) bool {
	if o.kind == mainPart {
		return false
	}
	if o.without > 0 {
		return true
	}
	end := p.pieceEnd(o.next - 1)
	for k := o.next; k < end; k++ {
		if p.verb[k] {
			return true
		}
	}
	if p.text(o.next-1) == "waaronder" {
		return false // "een derde, waaronder een overheidsinstantie, …"
	}
	words := end - o.next
	if words >= 6 || words >= 2 && p.is(end-1, infinitive|pastForm) {
		return true
	}
	for k := o.next; k < end; k++ {
		if p.is(k, determiner) || p.named(k) {
			return true
		}
	}
	return false
}

// openSub starts a subordinate clause at token i.
func (p *parser) openSub(i int, o opening, hard byte) {
	wasSub := p.cur.subordinate()
	n := part{governor: len(p.parts), bracket: hard == '('}
	if wasSub && p.is(i, coordinator) {
		n.coordinated = true
		if p.cur.governor >= 0 {
			n.governor = p.cur.governor
		}
	}
	if !wasSub {
		p.inserted = true
	}
	p.close(i)
	p.open(i, o, n)
}

// coordinate decides on en, of, maar at token i without punctuation.
func (p *parser) coordinate(i int) {
	if p.cur.verb < 0 || p.cur.verb >= i {
		return
	}
	v := p.ownVerb(i + 1)
	if v < 0 || p.verb[i-1] && v == i+1 {
		return // "verkoopt of verhuurt"
	}
	for k := i + 1; k < v; k++ {
		if p.is(k, coordinator) && !(p.named(k-1) && (p.named(k+1) || p.named(k+2))) {
			return // the verb belongs to what that one joins
		}
	}
	n := part{coordinated: true, governor: p.cur.governor}
	if p.cur.subordinate() {
		if v > i+1 && !(p.named(i+1) && v <= i+3 && !p.finalVerb(v)) {
			o := opening{kind: p.cur.kind, conditional: p.cur.conditional, next: i + 1}
			p.close(i)
			p.open(i, o, n)
			return
		}
		if p.finalVerb(v) && v == i+1 {
			return // "die de dienst levert en onderhoudt"
		}
		if p.cur.kind != mainPart && !p.inserted || p.main < 0 {
			p.close(i)
			p.open(i, opening{}, n)
			return
		}
		// "die de dienst levert en zorgt voor …" as well as "Verwerker
		// bewaart wat hij ontvangt en meldt …": the main clause goes on.
	}
	if p.text(i) == "of" && v > i+1 && p.finalVerb(v) {
		// "controleert of de maatregelen werken"
		p.close(i)
		p.open(i, opening{kind: subPart, next: i + 1}, part{governor: p.main})
		p.inserted = true
		return
	}
	p.close(i)
	p.open(i, opening{}, part{coordinated: true, governor: p.main})
	p.inserted = false
}

// finalVerb tells whether the verb cluster at v ends its piece.
func (p *parser) finalVerb(v int) bool {
	for k := v + 1; k < len(p.tokens) && p.hard(k) == 0; k++ {
		if p.is(k, coordinator) {
			return true
		}
		if p.class[k]&(infinitive|pastForm|finite) == 0 && p.text(k) != "te" {
			return false
		}
	}
	return true
}

// unmarked finds the main clause that follows a subordinate one without a
// comma: "Indien Klant daarom verzoekt | zal Verwerker …".
func (p *parser) unmarked(i int) {
	if !p.cur.subordinate() || !p.verb[i] || p.cur.verb < 0 || p.cur.verb >= i {
		return
	}
	if !p.verb[i-1] && !p.is(i-1, pastForm|infinitive) {
		// "schade die ontstaat bij een derde dient Klant …", "Indien de
		// overeenkomst eindigt voor 1 mei zijn de kosten …"
		party := p.class[i]&(auxiliary|infinitive) == auxiliary && !p.is(p.cur.verb, auxiliary) && p.named(p.skipDeterminers(i+1, len(p.tokens)))
		early := !p.inserted && p.is(i, auxiliary) && p.is(i+1, determiner)
		if !party && !early {
			return
		}
	}
	lexical := p.class[i]&(finite|auxiliary|pastForm|nounToo) == finite && p.main >= 0 && p.parts[p.main].verb < 0
	if p.hard(i+1) != 0 || !(p.named(i+1) || p.is(i+1, determiner|pronoun) || lexical) {
		return
	}
	p.afterSubMain(i)
}

// afterSub decides on a piece behind a comma or bracket that follows a
// subordinate clause.
func (p *parser) afterSub(i int, hard byte) {
	if p.cur.bracket && hard == ')' {
		p.resume(i)
		return
	}
	v := p.ownVerb(i)
	if p.cur.verb < 0 && v == i && p.is(i-1, pastForm|infinitive) {
		// The verb of a clause that something stood inside of: "Indien een
		// derde, bijvoorbeeld een deurwaarder, gegevens vordert, informeert …"
		p.cur.verb = i - 1
	}
	if p.cur.verb < 0 || hard == '(' {
		return
	}
	if g := p.cur.governor; g >= 0 && g < len(p.parts) && p.parts[g].subordinate() && p.parts[g].verb < 0 && !(p.cur.resumes && p.cur.verb >= 0) {
		// "dat de inhoud, zoals bedoeld in artikel 3, juist is"
		n := part{governor: g, resumes: true}
		o := opening{kind: p.parts[g].kind, conditional: p.parts[g].conditional, next: i}
		p.close(i)
		p.open(i, o, n)
		return
	}
	if v < 0 {
		if w := p.text(i); p.cur.inverted && (w == "dan" || w == "zo") {
			p.afterSubMain(i)
			return
		}
		if p.inserted && hard != '(' {
			p.resume(i)
		}
		return
	}
	first := i
	if w := p.text(i); w == "dan" || w == "zo" || w == "alsdan" {
		first++
	}
	if v > first && p.finalVerb(v) && (!p.inserted || p.is(i, coordinator)) {
		n := part{coordinated: true, governor: p.cur.governor}
		o := opening{kind: p.cur.kind, conditional: p.cur.conditional, next: i}
		p.close(i)
		p.open(i, o, n)
		return
	}
	p.afterSubMain(i)
}

// afterSubMain starts the main clause behind a subordinate one: the rest of the
// clause it interrupted, or a clause of its own.
func (p *parser) afterSubMain(i int) {
	if p.inserted && p.main >= 0 && p.parts[p.main].verb < 0 {
		p.resume(i)
		return
	}
	n := part{coordinated: p.inserted, governor: p.main}
	p.close(i)
	p.open(i, opening{}, n)
	p.inserted = false
}

// afterWithout goes on behind "zonder Klant te informeren", which is over at
// token i: with another clause, or with the one that it interrupted.
func (p *parser) afterWithout(i int, hard byte) {
	if o := p.openerAt(i); o.kind != mainPart && p.clauseLike(i, o) {
		p.openSub(i, o, hard)
		return
	}
	v := p.ownVerb(i)
	if hard == 0 && p.is(i, coordinator) {
		if end := p.toInfinitive(i + 1); end > 0 && (v < 0 || end <= v) {
			p.cur.without = end // "zonder u te waarschuwen of te informeren"
			return
		}
	}
	g := p.cur.governor
	switch {
	case p.is(i, coordinator) && v >= 0:
		p.close(i)
		p.open(i, opening{}, part{coordinated: true, governor: p.main})
		p.inserted = false
	case g >= 0 && g < len(p.parts) && p.parts[g].subordinate() && p.parts[g].verb < 0 && v != i:
		o := opening{kind: p.parts[g].kind, conditional: p.parts[g].conditional, next: i}
		p.close(i)
		p.open(i, o, part{governor: g, resumes: true})
	case v >= 0:
		p.afterSubMain(i)
	default:
		p.resume(i)
	}
}

// resume goes on with the main clause that the current one interrupted.
func (p *parser) resume(i int) {
	main := p.main
	p.close(i)
	if main < 0 {
		p.open(i, opening{}, part{governor: -1})
	} else {
		p.open(i, opening{kind: resumedPart}, part{governor: main})
	}
	p.inserted = false
}
