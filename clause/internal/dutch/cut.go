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

// findVerbs marks the finite verbs.
func (p *parser) findVerbs() {
	p.verb = make([]bool, len(p.tokens))
	// A finite verb, an auxiliary stands in this clause already; the sentence had
	// a subordinate clause, or a list has begun.
	var open, helped, modal, sub, list bool
	for i := range p.tokens {
		h := p.hard(i)
		switch h {
		case 0:
		case ',', '-', '(', ')':
			open = false
		default:
			open, helped, modal, sub = false, false, false, false
			list = h == ':' || list && h == ';'
		}
		c := p.class[i]
		if c&opener != 0 && c&determiner == 0 {
			open, helped, modal, sub = false, false, false, true
		} else if c&(opener|coordinator) != 0 {
			open = false
		}
		if p.named(i) {
			continue
		}
		if p.finiteAt(i, c, open, helped, modal) || c&(infinitive|finite) == infinitive && !list && p.pluralPredicate(i, open, helped, sub && h == ',') {
			p.verb[i] = true
			open = true
			helped = helped || c&auxiliary != 0
			modal = modal || c&auxiliary != 0 && modalVerb(p.tokens[i].Text)
		}
	}
}

// modalVerb knows the auxiliaries that an infinitive follows.
func modalVerb(word string) bool {
	switch word {
	case "zal", "zult", "zullen", "zou", "zouden", "mag", "mogen", "kan", "kun", "kunt", "kunnen", "moet", "moeten", "dient", "dienen", "hoeft", "hoeven", "wil", "wilt":
		return true
	}
	return false
}

func (p *parser) finiteAt(i int, c wordClass, open, helped, modal bool) bool {
	prevNoun := p.is(i-1, determiner|adjective|preposition) && p.hard(i) == 0
	switch {
	case p.tokens[i].Text == "zijn":
		return p.zijnIsVerb(i) && !(open && p.text(i-1) == "te")
	case c&finite == 0:
		return c&infinitive != 0 && (!open || p.weAfter(i)) && p.pluralVerb(i, helped)
	case c&infinitive != 0: // worden, hebben, kunnen
		return !open && p.text(i-1) != "te" && (!modal || p.is(i-1, coordinator))
	case c&nounToo != 0:
		return !prevNoun && p.hard(i+1) == 0 && !open
	case c&auxiliary != 0:
		return true
	case c&pastForm != 0:
		if p.text(i+1) == "door" && p.hard(i+1) == 0 || p.text(i-1) == "zoals" || p.text(i-1) == "anders" {
			return false
		}
		if helped || open {
			return p.hard(i+1) == 0 && (p.is(i+1, determiner) || p.named(i+1)) && !p.is(i+1, opener)
		}
		return p.text(i-1) != "een" && !p.is(i-1, preposition|adjective)
	}
	return true
}

// zijnIsVerb tells the verb from the possessive ("zijn personeel").
func (p *parser) zijnIsVerb(i int) bool {
	if p.hard(i+1) != 0 || p.is(i-1, preposition) && p.text(i-1) != "te" && p.text(i-1) != "dan" {
		return p.hard(i+1) != 0
	}
	next := p.class[i+1]
	if next&(preposition|determiner|adverb|coordinator|pronoun|opener) != 0 || p.named(i+1) || p.verb[max(0, i-1)] {
		return !p.verb[max(0, i-1)] || next&(determiner|adverb) != 0
	}
	if next&pastForm != 0 {
		return true
	}
	switch p.text(i + 1) {
	case "verplicht", "gehouden", "gerechtigd", "bevoegd", "verantwoordelijk", "aansprakelijk", "beschikbaar", "toegankelijk", "nodig", "noodzakelijk", "onderworpen", "voorzien", "gebonden", "passend", "gelijk":
		return true
	}
	return false
}

// pluralVerb recognises a plural verb by the party next to it: "Partijen
// informeren", "melden wij".
func (p *parser) pluralVerb(i int, helped bool) bool {
	if p.text(i-1) == "te" {
		return false
	}
	if p.weAfter(i) {
		return true
	}
	if p.hard(i) == 0 && p.pluralSubject(i-1) && !p.is(i-2, preposition) && (!helped || p.is(i-1, pronoun)) {
		for k := i + 1; k < len(p.tokens) && k < i+maxReach && p.hard(k) == 0; k++ {
			if p.class[k]&(finite|infinitive) == finite && p.class[k]&(pastForm|nounToo) == 0 {
				return false // that one is the finite verb
			}
			if p.is(k, opener) {
				break
			}
		}
		return true
	}
	if p.hard(i+1) == 0 && p.pluralSubject(i+1) && (i == 0 || p.hard(i) != 0) {
		return true
	}
	return false
}

// weAfter tells whether "wij", which is always a subject, follows.
func (p *parser) weAfter(i int) bool {
	w := p.text(i + 1)
	return (w == "wij" || w == "we") && p.hard(i+1) == 0
}

// pluralPredicate guesses at a plural verb that no party stands next to: "de
// kosten komen voor …", ", gelden voor subverwerkers …". Behind a comma that
// closes a subordinate clause the verb comes first.
func (p *parser) pluralPredicate(i int, open, helped, first bool) bool {
	if open || helped || p.hard(i+1) != 0 || !p.is(i+1, preposition|determiner|adverb) && !p.named(i+1) || p.class[i]&pastForm != 0 {
		return false
	}
	if !first {
		w := p.text(i - 1)
		if p.hard(i) != 0 || len(w) < 4 || w[len(w)-1] != 's' && w[len(w)-2:] != "en" || p.class[i-1]&^infinitive != 0 || p.named(i-1) {
			return false
		}
	}
	for k := i + 1; k < len(p.tokens) && k < i+maxReach && p.hard(k) == 0; k++ {
		if p.is(k, opener) && !p.is(k, determiner) || p.is(k, coordinator) && (p.named(k+1) || p.is(k+1, pronoun)) {
			break
		}
		if p.class[k]&finite != 0 && p.class[k]&(nounToo|determiner) == 0 {
			return false
		}
	}
	return true
}

func (p *parser) pluralSubject(i int) bool {
	switch p.text(i) {
	case "wij", "we", "partijen", "zij", "jullie":
		return true
	}
	if !p.named(i) {
		return false
	}
	m := p.mentions[p.owner[i]-1]
	if m.Party == BothParties {
		return true
	}
	w := p.text(m.End - 1)
	return m.Party != Provider && m.Party != Customer && len(w) > 4 && (w[len(w)-1] == 's' || w[len(w)-2:] == "en")
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

// opening says that a clause is opened, of which kind, and where its own words
// begin. Its kind is mainPart where nothing is opened.
type opening struct {
	kind        clauseKind
	conditional bool
	next        int
}

// openerAt looks for the opener of a subordinate clause at token i: "indien",
// "en voor zover", "die".
func (p *parser) openerAt(i int) opening {
	k := i
	for k < i+3 && k < len(p.tokens) {
		if k > i && p.hard(k) != 0 {
			return opening{}
		}
		if w := p.text(k); !(p.is(k, coordinator) || w == "ook" || w == "alleen" || w == "slechts" || w == "zelfs" || w == "uitsluitend" || w == "enkel") {
			break
		}
		if k == i && !p.is(k, coordinator) && i > 0 && p.hard(i) == 0 && !p.is(k+1, opener) {
			return opening{}
		}
		k++
	}
	if k >= len(p.tokens) || k > i && p.hard(k) != 0 {
		return opening{}
	}
	c := p.class[k]
	switch p.text(k) {
	case "voor":
		if p.text(k+1) == "zover" {
			return opening{subPart, true, k + 2}
		}
		if p.text(k+1) == "het" && p.text(k+2) == "geval" {
			return opening{subPart, true, k + 3}
		}
	case "in":
		if p.text(k+1) == "geval" && p.text(k+2) != "van" || p.text(k+1) == "zoverre" {
			return opening{subPart, true, k + 2}
		}
		if (p.text(k+1) == "het" || p.text(k+1) == "die") && (p.text(k+2) == "geval" || p.text(k+2) == "gevallen") && (p.text(k+3) == "dat" || p.text(k+3) == "waarin") {
			return opening{subPart, true, k + 4}
		}
	case "op":
		if p.text(k+1) == "voorwaarde" && p.text(k+2) == "dat" {
			return opening{subPart, true, k + 3}
		}
	case "met":
		if p.text(k+1) == "dien" && p.text(k+2) == "verstande" {
			return opening{subPart, false, k + 4}
		}
	case "zonder":
		if p.text(k+1) == "dat" {
			return opening{subPart, false, k + 2}
		}
	case "als":
		if p.alsOpens(k) {
			return opening{subPart, true, k + 1}
		}
	case "die", "dat", "welke", "dewelke", "hetwelk", "hetgeen", "welk", "wie":
		return p.relativeAt(k)
	default:
		if c&opener != 0 {
			return opening{subPart, c&conditional != 0 && p.text(i) != "of", k + 1}
		}
	}
	return opening{}
}

// alsOpens tells the condition from the role ("als Verwerker", "zowel als").
func (p *parser) alsOpens(i int) bool {
	end := p.pieceEnd(i)
	if w := p.text(i + 1); w == "die" || w == "dat" || w == "welke" || w == "gevolg" || w == "bedoeld" {
		return false
	}
	if i > 0 && p.hard(i) == 0 && (p.named(i-1) || p.is(i-1, adverb) && p.text(i-1) == "zowel") {
		return false
	}
	found := false
	for k := i + 1; k < end; k++ {
		found = found || p.verb[k]
	}
	if !found {
		return false
	}
	if i == 0 || p.hard(i) != 0 {
		return true
	}
	return (p.named(i+1) || p.is(i+1, determiner|pronoun|adverb)) && (p.verb[end-1] || p.is(end-1, infinitive|pastForm))
}

// relativeAt judges die, dat, welke at token i.
func (p *parser) relativeAt(i int) opening {
	if i == 0 {
		return opening{}
	}
	hard := p.hard(i)
	if hard == '.' || hard == ';' || hard == ':' || hard == '\t' {
		return opening{}
	}
	prev := i - 1
	dat := p.text(i) == "dat"
	complement := dat && (p.governsThat(prev) || p.saidTo(i))
	if hard == 0 {
		if dat && !complement && (p.named(prev) || p.is(prev, pronoun)) || p.is(prev, opener) {
			return opening{} // an object: "zonder u dat te melden", "voor zover dat …"
		}
		if !complement && (p.is(prev, determiner|coordinator|adverb|adjective) || p.verb[prev]) {
			return opening{}
		}
		if !complement && p.is(prev, preposition) && !p.particle(prev) {
			return opening{} // "op die wijze", but "legt een plicht op die voortduurt"
		}
	} else {
		if p.is(prev, coordinator) || !p.is(i, opener) {
			return opening{}
		}
		if i+1 < len(p.verb) && p.verb[i+1] && p.text(i) != "die" {
			return opening{} // ", dat is …"
		}
	}
	end := p.pieceEnd(i)
	found := false
	for k := i + 1; k < end; k++ {
		if k > i+1 && p.is(k, opener) && !p.is(k, determiner) {
			end = k
			break
		}
		found = found || p.verb[k]
	}
	if !found && p.is(end-1, infinitive|pastForm) && end-1 > i {
		found = !dat || !p.is(i+1, adverb)
	}
	if !found && hard == 0 && !(complement && (p.named(i+1) || p.is(i+1, pronoun) || p.hard(end) == ',' && p.is(i+1, determiner))) {
		return opening{}
	}
	if complement {
		return opening{complementPart, false, i + 1}
	}
	return opening{relativePart, false, i + 1}
}

// particle tells whether the preposition at i, with a relative pronoun behind it,
// belongs to the verb before it.
func (p *parser) particle(i int) bool {
	switch p.text(i) {
	case "op", "aan", "in", "uit", "over", "voor", "door", "na", "bij", "om":
	default:
		return false
	}
	next := i + 2
	if next >= len(p.tokens) || p.hard(next) != 0 {
		return false
	}
	if p.named(next) {
		party := p.mentions[p.owner[next]-1].Party
		return party == Provider || party == Customer || party == BothParties
	}
	return p.verb[next] || p.is(next, preposition|determiner|pronoun)
}

// saidTo tells whether the "dat" at i completes a verb that stands a little
// before it: "bevestigt aan Klant dat de gegevens …". Where the verb of the
// clause is missing it is an object: "zonder u dat te melden".
func (p *parser) saidTo(i int) bool {
	if !p.is(i-1, adverb|pronoun) && !p.named(i-1) || !p.named(i+1) && !p.is(i+1, determiner|pronoun) {
		return false
	}
	for k := i - 1; k >= 0 && k > i-8 && p.hard(k+1) == 0; k-- {
		if p.verb[k] && !p.is(k, auxiliary) {
			return p.finiteAhead(i + 1)
		}
	}
	return false
}

// finiteAhead tells whether a finite verb follows in the piece.
func (p *parser) finiteAhead(i int) bool {
	for k := i; k < len(p.tokens) && k < i+maxReach && (k == i || p.hard(k) == 0); k++ {
		if p.verb[k] {
			return true
		}
	}
	return false
}

// governsThat tells whether "dat" behind token i completes it: a verb, a
// particle, "ervoor", or a noun of speech.
func (p *parser) governsThat(i int) bool {
	if p.verb[i] || p.is(i, infinitive|pastForm) {
		return true
	}
	switch w := p.text(i); w {
	case "ervoor", "ertoe", "erop", "ervan", "erin", "toe", "niet", "garantie", "garanties", "zekerheid", "waarborg", "waarborgen", "verzekering", "verplichting", "zorg",
		"bevestiging", "mededeling", "bewijs", "recht", "af", "vast", "ernaar", "dan", "zulks":
		return true
	case "in", "op", "aan", "voor":
		// A particle ("staat ervoor in dat"), not a preposition ("in dat geval").
		for k := i - 1; k >= 0 && k >= i-8; k-- {
			if !p.verb[k] {
				continue
			}
			switch p.text(k) {
			case "staat", "staan", "sta", "stemt", "stemmen":
				return w == "in"
			case "geeft", "geven", "neemt", "toont", "duidt", "voert":
				return w == "aan"
			case "let", "wijst", "merkt":
				return w == "op"
			}
			return false
		}
	}
	return false
}

// cut fills p.parts.
func (p *parser) cut() {
	p.open(0, p.openerAt(0), part{fresh: true})
	switch {
	case p.invertedCondition():
		p.cur.kind, p.cur.conditional = subPart, true
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

// invertedCondition recognises "Besteedt Opdrachtnemer werk uit, dan staat hij …"
// and "Mocht Klant …".
func (p *parser) invertedCondition() bool {
	if !p.verb[0] && !p.is(0, infinitive) {
		return false
	}
	switch p.text(0) {
	case "mocht", "mochten", "zou", "zouden":
		return true
	}
	for k := 1; k < len(p.tokens) && k < maxReach; k++ {
		if p.hard(k) == ',' && (p.text(k) == "dan" || p.text(k) == "zo") && p.is(k+1, finite) {
			return true
		}
	}
	return false
}

// open starts a clause at token i.
func (p *parser) open(i int, o opening, n part) {
	n.start, n.verb, n.kind, n.conditional, n.body = i, -1, o.kind, o.conditional, max(i, o.next)
	p.cur = n
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
	end := p.pieceEnd(o.next - 1)
	for k := o.next; k < end; k++ {
		if p.verb[k] {
			return true
		}
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
			o := opening{p.cur.kind, p.cur.conditional, i + 1}
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
	if p.cur.verb < 0 || hard == '(' {
		return
	}
	v := p.ownVerb(i)
	if g := p.cur.governor; g >= 0 && g < len(p.parts) && p.parts[g].subordinate() && p.parts[g].verb < 0 {
		// "dat de inhoud, zoals bedoeld in artikel 3, juist is"
		n := part{governor: g, resumes: true}
		o := opening{p.parts[g].kind, p.parts[g].conditional, i}
		p.close(i)
		p.open(i, o, n)
		return
	}
	if v < 0 {
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
		o := opening{p.cur.kind, p.cur.conditional, i}
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
