package dutch

import "sort"

// Exception is a part of a sentence that takes something out of what the rest
// says: "tenzij …", "met uitzondering van …", as a half-open range of tokens.
type Exception struct {
	Start, End int
	// Opener is the word that makes it one, "tenzij" or "uitzondering".
	Opener int
	// Takes is false where nothing is lost that the other party may count on: the
	// law asks for the exception, that party asks for it or agrees, force majeure,
	// what is public already.
	Takes bool
}

// exceptionKind says how much an opener tells by itself.
type exceptionKind uint8

const (
	noException   exceptionKind = iota
	outright                    // "tenzij": takes, but for what is known to be harmless
	ofThings                    // "met uitzondering van": the same, with a noun behind it
	conditionally               // "mits": takes only by what it says
	besides                     // "alsmede voor": takes where it adds an own purpose
)

// maxExceptions bounds the exceptions of one unit.
const maxExceptions = 32

// Exceptions finds the exceptions in the tokens of a unit, at most the first 32.
// Clauses are those of [Clauses] for the same tokens.
func Exceptions(tokens []Token, mentions []Mention, clauses []Clause) []Exception {
	var x *excepter
	var out []Exception
	for i := 0; i < len(tokens) && len(out) < maxExceptions; i++ {
		kind, body := exceptionOpener(tokens, i)
		from := i
		if kind == noException {
			if from = excludedBefore(tokens, i); from < 0 {
				continue
			}
			kind, body = ofThings, from
		}
		if x == nil {
			x = newExcepter(tokens, mentions, clauses)
		}
		e := x.read(from, body, i, kind)
		if e.End <= e.Start {
			continue
		}
		out = append(out, e)
		if kind != conditionally {
			i = e.End - 1 // one in the other belongs to it
		}
	}
	return out
}

// exceptionOpener tells which opener stands at token i, and where its own words
// begin.
func exceptionOpener(tokens []Token, i int) (exceptionKind, int) {
	word := func(k int) string {
		if k < 0 || k >= len(tokens) || k > i && ends(tokens[k-1].Punct) {
			return ""
		}
		return tokens[k].Text
	}
	previous := ""
	if i > 0 {
		previous = tokens[i-1].Text
	}
	switch tokens[i].Text {
	case "tenzij":
		return outright, i + 1
	case "behalve", "behoudens":
		switch word(i + 1) {
		case "als", "indien", "wanneer", "voorzover", "ingeval", "waar", "zolang", "dat", "nadat":
			return outright, i + 2
		case "voor", "in":
			if w := word(i + 2); w == "zover" || w == "zoverre" {
				return outright, i + 3
			}
		}
		return ofThings, i + 1
	case "uitgezonderd", "uitgenomen":
		if tokens[i].Punct != 0 {
			return noException, 0
		}
		// "back-ups zijn uitgezonderd" is a sentence of its own.
		switch previous {
		case "niet", "zijn", "is", "wordt", "worden", "blijft", "blijven", "geen", "niemand", "niets", "en", "of", "van", "de", "het", "uitdrukkelijk":
			return noException, 0
		}
		switch word(i + 1) {
		case "", "zijn", "is", "wordt", "worden", "van", "blijft", "blijven":
			return noException, 0
		case "voor", "in":
			if w := word(i + 2); w == "zover" || w == "zoverre" {
				return outright, i + 3
			}
		case "als", "indien", "wanneer", "voorzover", "ingeval":
			return outright, i + 2
		}
		return ofThings, i + 1
	case "uitzondering":
		if previous == "met" && (word(i+1) == "van" || word(i+1) == "voor") {
			return ofThings, i + 2
		}
	case "geval", "gevallen":
		if i > 1 && tokens[i-2].Text == "buiten" && (previous == "het" || previous == "de") && (word(i+1) == "dat" || word(i+1) == "waarin") {
			return outright, i + 2
		}
	case "mits", "voorzover", "zolang":
		return conditionally, i + 1
	case "zover", "zoverre":
		if previous == "voor" || previous == "in" {
			return conditionally, i + 1
		}
	case "voorwaarde", "beding":
		if (previous == "op" || previous == "de" || previous == "het" || previous == "onder") && word(i+1) == "dat" {
			return conditionally, i + 2
		}
	case "anders":
		if word(i+1) == "dan" && previous != "niet" && previous != "niets" && previous != "nimmer" {
			return conditionally, i + 2
		}
	case "alsmede", "evenals", "alsook":
		return besides, i + 1
	}
	return noException, 0
}

// excludedBefore gives where the words begin that a "uitgezonderd" behind them
// takes out: ", back-ups uitgezonderd,"; -1 where it does not.
func excludedBefore(tokens []Token, i int) int {
	if w := tokens[i].Text; w != "uitgezonderd" && w != "uitgenomen" || i+1 < len(tokens) && tokens[i].Punct == 0 {
		return -1
	}
	for k := i - 1; k >= 0 && k > i-10; k-- {
		switch w := tokens[k].Text; {
		case tokens[k].Punct != 0:
			if k+1 < i && (tokens[k].Punct == ',' || tokens[k].Punct == '(') {
				return k + 1
			}
			return -1
		case negator(w), classify(w)&finite != 0 && classify(w)&(nounToo|determiner) == 0:
			return -1
		}
	}
	return -1
}

// ends tells whether a punctuation mark ends a sentence or what is like one.
func ends(punct byte) bool {
	switch punct {
	case '.', ';', ':', '?', '!', '\t':
		return true
	}
	return false
}

type excepter struct {
	tokens    []Token
	clauses   []Clause
	party     []Party
	actor     Party // who acts in the main clauses; BothParties where several do
	actorDone bool
	body      int // first word of the exception at hand behind its opener
}

func newExcepter(tokens []Token, mentions []Mention, clauses []Clause) *excepter {
	x := &excepter{tokens: tokens, clauses: clauses, party: make([]Party, len(tokens))}
	for _, m := range mentions {
		for k := max(m.Start, 0); k < min(m.End, len(tokens)); k++ {
			x.party[k] = m.Party
		}
	}
	return x
}

func (x *excepter) read(start, body, opener int, kind exceptionKind) Exception {
	e := Exception{Start: start, Opener: opener, End: opener + 1}
	x.body = body
	if start > 0 {
		switch x.tokens[start].Text {
		case "uitzondering", "zover", "zoverre":
			e.Start--
		}
	}
	if body > opener {
		e.End = x.end(e)
	}
	if kind == conditionally {
		for k := body; k < e.End; k++ {
			if x.tokens[k].Punct == ',' {
				e.End = k + 1 // what follows is said without the condition
			}
		}
	}
	if e.End <= body || x.word(opener) == "behalve" && kind == ofThings && x.adds(e) {
		return Exception{} // "Behalve de melding ontvangt Klant ook …"
	}
	e.Takes = x.takes(e, kind)
	return e
}

// maxException bounds the words of one exception, so that the work stays linear.
const maxException = 120

// end tells where an exception ends: with the sentence, or where its main clause
// begins or goes on.
func (x *excepter) end(e Exception) int {
	fronted := e.Start == 0 || ends(x.tokens[e.Start-1].Punct)
	inBrackets := e.Start > 0 && x.tokens[e.Start-1].Punct == '('
	last := min(len(x.tokens), x.body+maxException)
	for k := x.body; k < last; k++ {
		if k > x.body {
			p := x.tokens[k-1].Punct
			if p == '.' && abbreviated(x.tokens[k-1].Text) {
				p = 0
			}
			if ends(p) || inBrackets && p == ')' {
				return k
			}
			if p == ',' && (x.resumes(e, k) || x.opens(k)) {
				return k
			}
		}
		if fronted && k > x.body && classify(x.tokens[k].Text)&finite != 0 && classify(x.tokens[k].Text)&(determiner|nounToo) == 0 {
			if c := x.clauseAt(k); c != nil && !c.Subordinate {
				return k
			}
		}
	}
	return last
}

// early is how many words a main clause has at most before an exception that it
// goes on behind: "Verwerker zal, behoudens overmacht, …".
const early = 5

// resumes tells whether the comma before token k ends the exception: a main
// clause begins there, or the one that it interrupts goes on.
func (x *excepter) resumes(e Exception, k int) bool {
	c := x.clauseAt(k)
	if c != nil && c.Start == k && !c.Subordinate {
		for v := c.Start; v < c.End; v++ {
			if classify(x.tokens[v].Text)&finite != 0 {
				return true
			}
		}
	}
	from := e.Start
	for from > 0 && !ends(x.tokens[from-1].Punct) && e.Start-from <= early {
		from--
	}
	return e.Start > from && e.Start-from <= early && x.tokens[e.Start-1].Punct == ','
}

// opens tells whether a further exception begins at token k, of the same promise.
func (x *excepter) opens(k int) bool {
	switch x.tokens[k].Text {
	case "met", "buiten":
		k += 1
	}
	kind, _ := exceptionOpener(x.tokens, k)
	return kind == outright || kind == ofThings
}

func (x *excepter) clauseAt(k int) *Clause {
	i := sort.Search(len(x.clauses), func(i int) bool { return x.clauses[i].End > k })
	if i == len(x.clauses) || x.clauses[i].Start > k {
		return nil
	}
	return &x.clauses[i]
}

// adds tells whether a "behalve" that opens the sentence means "besides".
func (x *excepter) adds(e Exception) bool {
	if e.Start > 0 && !ends(x.tokens[e.Start-1].Punct) {
		return false
	}
	for k := e.End; k < len(x.tokens) && k < e.End+12; k++ {
		switch x.tokens[k].Text {
		case "ook", "tevens", "eveneens", "daarnaast", "mede":
			return true
		}
	}
	return false
}

// takes judges an exception by what it says.
func (x *excepter) takes(e Exception, kind exceptionKind) bool {
	f := x.facts(e)
	switch kind {
	case conditionally:
		return f.will || f.interest || f.payment || f.own && x.word(e.Opener) == "anders"
	case besides:
		return f.own
	}
	switch {
	case f.will, f.payment && !f.law:
		return true
	case f.law && !f.lawless, f.agreed, f.harmless, f.fault && kind == outright, f.day && kind == ofThings, f.service && !f.interest && !f.own:
		return false
	case f.customer && f.wish && (kind == outright || f.governed), f.governed && f.wish && !f.provider:
		return false
	case f.subject && f.wish, f.demand:
		return false
	case f.event && x.limited(e):
		return false
	}
	return true
}
