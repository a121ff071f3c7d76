package dutch

import "strings"

// Withdrawal is a sentence that takes something of what other sentences promise:
// "Deze termijn is indicatief", "Artikel 8.1 vervalt".
type Withdrawal struct {
	Start, End int // the words that name what it takes from, half open
	From       Source
	How        Taking
}

// Source says what a withdrawal takes from.
type Source uint8

// The sources.
const (
	noSource        Source = iota
	FromNumbered           // a provision named by its number
	FromBefore             // what is said right before: "deze verplichting"
	FromAllBefore          // all that is said before in the article: "het voorgaande"
	FromValueBefore        // the term or figure right before: "dit percentage"
	FromAnnex              // "deze bijlage"
	FromContract           // "alle verplichtingen van Verwerker"
	FromValues             // "alle in deze overeenkomst genoemde termijnen"
)

// Taking says how a withdrawal takes.
type Taking uint8

// The ways.
const (
	noTaking   Taking = iota
	AsEffort          // only an effort is owed
	AsAim             // a term or figure is no more than an aim
	NoRights          // nobody can rely on it
	NotInForce        // it does not apply, in all cases or in some
	OnlyFor           // it applies in some cases only
	AtWill            // the provider may depart from it
	Deferred          // it applies from a day that is not known
)

// Withdrawals finds the withdrawals in the tokens of a unit. Clauses are those
// of [Clauses]; named are the places that name provisions by number, as
// half-open ranges of tokens.
func Withdrawals(tokens []Token, mentions []Mention, clauses []Clause, named [][2]int) []Withdrawal {
	var w *withdrawer
	var out []Withdrawal
	for k := range tokens {
		if !withdraws(tokens[k].Text) {
			continue
		}
		if w == nil {
			w = &withdrawer{excepter: newExcepter(tokens, mentions, clauses), named: named}
		}
		if found, ok := w.at(k); ok {
			out = append(out, found)
		}
	}
	return out
}

// withdraws knows the words around which a withdrawal is built.
func withdraws(word string) bool {
	switch word {
	case "indicatief", "indicatieve", "fataal", "fatale", "bindend", "bindende", "afdwingbaar", "bindt", "ontlenen", "ontleend", "ontleent", "afleiden", "afgeleid", "ziet", "strekt", "strekken",
		"geldt", "gelden", "toepassing", "toepasselijk", "vervalt", "vervallen", "geschrapt", "doorgehaald", "bestaat", "bestaan", "nihil",
		"afwijken", "wijken", "afgeweken", "weigeren", "opschorten", "laten", "afzien", "zien", "informatie", "illustratie", "werking":
		return true
	}
	return effortWord(word) || strings.HasPrefix(word, "streef") || strings.HasPrefix(word, "richt") && targetWord(word)
}

// effortWord knows the words for a duty of effort.
func effortWord(word string) bool {
	for _, s := range [...]string{"inspanningsverplichting", "inspanningsverbintenis", "inspanningsplicht", "inspanningskarakter", "middelenverbintenis", "middelverbintenis"} {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}

// targetWord knows the words for figures that are aimed at.
func targetWord(word string) bool {
	for _, s := range [...]string{"waarde", "waarden", "termijn", "termijnen", "tijd", "tijden", "datum", "data", "cijfer", "cijfers", "norm", "normen", "percentage", "percentages"} {
		if strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}

type withdrawer struct {
	*excepter
	named [][2]int
}

// at reads the withdrawal around token k.
func (w *withdrawer) at(k int) (Withdrawal, bool) {
	c := w.clauseAt(k)
	if c == nil || c.Subordinate || c.Conditional {
		return Withdrawal{}, false
	}
	how, core := w.taking(c, k)
	if how == noTaking {
		return Withdrawal{}, false
	}
	found := w.source(c, how)
	if found.From == noSource {
		return Withdrawal{}, false
	}
	found.How = how
	switch how {
	case NotInForce, OnlyFor:
		if (w.word(k) == "vervalt" || w.word(k) == "vervallen") && found.From != FromNumbered && found.From != FromAllBefore {
			return Withdrawal{}, false // "Dit recht vervalt als Klant niet tijdig bezwaar maakt"
		}
		if !w.costs(c, how, found, core) {
			return Withdrawal{}, false
		}
	case NoRights:
		if !w.withoutRights(c, found, k) {
			return Withdrawal{}, false
		}
	case AsEffort, AsAim:
		if found.From == FromContract && how == AsAim {
			return Withdrawal{}, false
		}
		if w.unless(core) {
			return Withdrawal{}, false
		}
	}
	return found, true
}

// nearBefore is how many words before its noun a denial stands at most.
const nearBefore = 4

// deniedBefore tells whether one of the words before k in the clause denies it.
func (w *withdrawer) deniedBefore(c *Clause, k, reach int) bool {
	for b := k - 1; b >= c.Start && b >= k-reach; b-- {
		if negator(w.word(b)) {
			return true
		}
	}
	return false
}

// taking tells how the words around token k take, and the last word of it.
func (w *withdrawer) taking(c *Clause, k int) (Taking, int) {
	switch word := w.word(k); word {
	case "indicatief", "indicatieve":
		if !w.deniedBefore(c, k, nearBefore) {
			return AsAim, k
		}
	case "fataal", "fatale":
		if w.deniedBefore(c, k, nearBefore) {
			return AsAim, k
		}
	case "bindend", "bindende", "afdwingbaar":
		if w.deniedBefore(c, k, nearBefore) {
			return NoRights, k
		}
	case "bindt":
		for a := k + 1; a < c.End && a < k+5; a++ {
			if negator(w.word(a)) && w.denies(a) {
				return NoRights, a
			}
		}
	case "ontlenen", "ontleend", "ontleent", "afleiden", "afgeleid":
		rights, denied := false, false
		for b := c.Start; b < c.End; b++ {
			rights = rights || w.word(b) == "rechten" || w.word(b) == "recht" || w.word(b) == "aanspraken" || w.word(b) == "aanspraak"
			denied = denied || negator(w.word(b))
		}
		if rights && denied {
			return NoRights, k
		}
	case "informatie", "illustratie":
		if w.word(k-1) == "ter" && k > c.Start+1 && (onlyWord(w.word(k-2)) || w.word(k-2) == "louter") {
			return NoRights, k
		}
	case "ziet", "strekt", "strekken":
		for a := k + 1; a+1 < c.End; a++ {
			if negator(w.word(a)) && w.word(a) != "geen" {
				if v := w.word(a + 1); v == "op" || v == "tot" || v == "mede" {
					return NotInForce, a
				}
				return noTaking, 0
			}
		}
	case "geldt", "gelden", "bestaat", "bestaan":
		for a := k + 1; a < c.End; a++ {
			switch {
			case negator(w.word(a)) && w.word(a) != "geen":
				if w.word(a+1) == "als" && w.clauseAt(a+1) == c {
					return noTaking, 0 // "geldt niet als bewijs"
				}
				if w.denies(a) {
					return NotInForce, a
				}
				return noTaking, 0
			case onlyWord(w.word(a)) && w.word(a) != "louter":
				return OnlyFor, a
			}
		}
	case "toepassing", "toepasselijk":
		for b := k - 1; b >= c.Start && b > k-5; b-- {
			switch v := w.word(b); {
			case v == "buiten" && b == k-1:
				for a := k + 1; a < c.End && a < k+3; a++ {
					if v := w.word(a); v == "verklaren" || v == "laten" || v == "stellen" {
						return w.will(c, a)
					}
				}
				return NotInForce, k
			case v == "mist", negator(v) && w.denies(b):
				return NotInForce, k
			case onlyWord(v):
				return OnlyFor, k
			}
		}
	case "vervalt", "vervallen", "geschrapt", "doorgehaald":
		if !w.deniedBefore(c, k, nearBefore) {
			return NotInForce, k
		}
	case "nihil":
		return NotInForce, k
	case "werking":
		treads, late := false, false
		for b := c.Start; b < c.End; b++ {
			switch w.word(b) {
			case "treedt", "treden":
				treads = true
			case "pas", "eerst", "nader":
				late = true
			}
		}
		if treads && late {
			return Deferred, k
		}
	case "afwijken", "afgeweken", "weigeren", "opschorten", "afzien":
		return w.will(c, k)
	case "wijken", "zien":
		if w.word(k-1) == "te" && w.word(k-2) == "af" {
			return w.will(c, k)
		}
	case "laten":
		if w.word(k-1) == "achterwege" || w.word(k-1) == "te" && w.word(k-2) == "achterwege" {
			return w.will(c, k)
		}
	default:
		switch {
		case effortWord(word):
			if !w.deniedBefore(c, k, nearBefore+1) {
				return AsEffort, k
			}
		case targetWord(word):
			if !w.deniedBefore(c, k, nearBefore) {
				return AsAim, k
			}
		}
	}
	return noTaking, 0
}

// onlyWord knows the words that let something hold in some cases only.
func onlyWord(word string) bool {
	switch word {
	case "slechts", "alleen", "uitsluitend", "enkel", "louter":
		return true
	}
	return false
}

// denies tells whether the negator at k denies that something applies: "geldt
// niet alleen", "niet eerder dan" and "niet langer dan" do not.
func (w *withdrawer) denies(k int) bool {
	switch v := w.word(k + 1); v {
	case "eerder", "later", "meer", "minder", "beperkt", "zozeer", "zonder", "anders":
		return false
	default:
		return !onlyWord(v)
	}
}

// will tells whether the provider may at will do what the verb at k says.
func (w *withdrawer) will(c *Clause, k int) (Taking, int) {
	may, provider := false, c.Actor == Provider
	for b := c.Start; b < c.End; b++ {
		if w.party[b] == Provider {
			provider = true
		}
		switch v := w.word(b); v {
		case "mag", "mogen", "kan", "kunnen", "gerechtigd", "bevoegd", "vrij", "behoudt", "recht":
			may = true
		case "toestemming", "instemming", "goedkeuring", "akkoord", "overleg":
			if !w.deniedBefore(c, b, nearBefore) && !w.without(c, b) {
				return noTaking, 0
			}
		case "partijen", "pas", "schriftelijk":
			return noTaking, 0
		default:
			if onlyWord(v) || negator(v) || lawWord(v) {
				return noTaking, 0
			}
		}
	}
	if !may || !provider {
		return noTaking, 0
	}
	return AtWill, k
}

// without tells whether "zonder" stands near before token k.
func (w *withdrawer) without(c *Clause, k int) bool {
	for b := k - 1; b >= c.Start && b >= k-nearBefore; b-- {
		if w.word(b) == "zonder" {
			return true
		}
	}
	return false
}

// costs tells whether what the rest of the sentence says takes something that
// the other party may count on: not what the law or that party asks for.
func (w *withdrawer) costs(c *Clause, how Taking, found Withdrawal, core int) bool {
	from, to := w.sentence(core)
	for _, r := range [...][2]int{{from, min(found.Start, core)}, {max(core+1, found.End), to}} {
		if r[0] >= r[1] {
			continue
		}
		for k := r[0]; k < r[1] && how == OnlyFor; k++ {
			if w.party[k] == NoParty && scopeWord(w.word(k)) {
				return false
			}
		}
		w.body = r[0]
		if !w.takes(Exception{Start: r[0], Opener: core, End: r[1]}, outright) {
			return false
		}
	}
	return true
}

// scopeWord knows the words of what an agreement is about anyway: that a
// provision applies to it only takes nothing.
func scopeWord(word string) bool {
	for _, s := range [...]string{"persoonsgegeven", "verwerk", "subverwerk", "onderaannem", "doorgifte", "looptijd", "overeenkomst", "dienst", "duur"} {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}

// sentence gives the tokens of the sentence in which token k stands.
func (w *withdrawer) sentence(k int) (int, int) {
	from, to := k, k+1
	for from > 0 && from > k-maxException && !ends(w.tokens[from-1].Punct) {
		from--
	}
	for to < len(w.tokens) && to < k+maxException && !ends(w.tokens[to-1].Punct) {
		to++
	}
	return from, to
}

// unless tells whether the sentence spares what is promised as a result: "tenzij
// uitdrukkelijk een resultaat is toegezegd".
func (w *withdrawer) unless(k int) bool {
	from, to := w.sentence(k)
	for b := from; b < to; b++ {
		switch w.word(b) {
		case "tenzij", "behoudens", "uitgezonderd":
			return true
		}
	}
	return false
}

// withoutRights tells whether it is the customer who cannot rely on what is
// named, and not third parties, or the provider.
func (w *withdrawer) withoutRights(c *Clause, found Withdrawal, k int) bool {
	derived := strings.HasPrefix(w.word(k), "ontle") || strings.HasPrefix(w.word(k), "af")
	provider, customer := false, false
	for b := c.Start; b < c.End; b++ {
		switch w.party[b] {
		case Provider:
			provider = true
		case Customer, BothParties:
			customer = true
		}
		switch w.word(b) {
		case "derde", "derden", "betrokkene", "betrokkenen", "personeel", "medewerkers", "buitenstaanders", "anderen":
			return false
		}
	}
	if !derived {
		return true
	}
	if provider && !customer {
		return false
	}
	switch w.word(found.Start) {
	case "hieraan", "daaraan":
		return true
	}
	for b := found.Start - 1; b >= c.Start && b >= found.Start-5; b-- {
		if w.word(b) == "aan" || w.word(b) == "uit" {
			return true
		}
	}
	return false
}

// source finds what the clause takes from.
func (w *withdrawer) source(c *Clause, how Taking) Withdrawal {
	for _, n := range w.named {
		if c.Start <= n[0] && n[1] <= c.End && !w.aside(c, n[0]) {
			return Withdrawal{Start: n[0], End: n[1], From: FromNumbered}
		}
	}
	for k := c.Start; k < c.End; k++ {
		if from, end := w.names(c, k, how); from != noSource {
			return Withdrawal{Start: k, End: min(end, c.End), From: from}
		}
	}
	return Withdrawal{}
}

// aside tells whether the words before token k put what follows beside what the
// clause says: "onverminderd artikel 6".
func (w *withdrawer) aside(c *Clause, k int) bool {
	for b := k - 1; b >= c.Start && b >= k-5; b-- {
		switch w.word(b) {
		case "onverminderd", "ongeacht", "behoudens", "naast", "conform", "overeenkomstig", "afwijking", "aanvulling", "uitzondering", "inachtneming":
			return true
		}
	}
	return false
}

// names tells what the words from token k on name, and where they end.
func (w *withdrawer) names(c *Clause, k int, how Taking) (Source, int) {
	next := func(i int) string {
		if k+i >= c.End {
			return ""
		}
		return w.word(k + i)
	}
	opens := k == 0 || ends(w.tokens[k-1].Punct)
	switch word := w.word(k); word {
	case "hiervan", "daarvan":
		if how == AtWill {
			return FromBefore, k + 1
		}
	case "hieraan", "daaraan":
		if how == NoRights {
			return FromBefore, k + 1
		}
	case "het":
		switch next(1) {
		case "voorgaande", "bovenstaande", "voornoemde", "vorenstaande", "voorafgaande", "hiervoor", "hierboven", "eerdergenoemde":
			if n := next(2); valueNoun(n) {
				return FromValueBefore, k + 3
			}
			return FromAllBefore, k + 2
		}
	case "alle", "de":
		return w.allOf(c, k, word == "alle", how)
	case "dit", "dat", "zulks", "deze", "die", "vorige", "voorgaande", "voorafgaande", "voornoemde", "genoemde", "bedoelde", "bovenstaande", "bovengenoemde", "voormelde":
		noun, end := next(1), k+2
		if !sourceNoun(noun) && sourceNoun(next(2)) && !valueNoun(noun) {
			noun, end = next(2), k+3
		}
		switch {
		case valueNoun(noun):
			return FromValueBefore, end
		case dutyNoun(noun):
			return FromBefore, end
		case noun == "bijlage" || noun == "annex":
			return FromAnnex, end
		case contractNoun(noun) && (how == NoRights || how == AsEffort && k == c.Start || how == AtWill && w.word(c.End-1) == "verklaren"):
			if word == "deze" || word == "dit" {
				return FromContract, end
			}
		case opens && (word == "dit" || word == "dat" || word == "zulks") && (noun == "geldt" || noun == "gelden" || noun == "is" || noun == "betreft"):
			return FromBefore, k + 1
		}
	}
	if k > c.Start && (w.word(k) == "dit" || w.word(k) == "zulks") {
		switch w.word(k - 1) {
		case "geldt", "is", "betreft":
			return FromBefore, k + 1 // "Voor back-ups geldt dit niet"
		}
	}
	return noSource, 0
}

// allOf tells whether the words from token k on name all duties of the provider,
// or all terms, of the contract.
func (w *withdrawer) allOf(c *Clause, k int, all bool, how Taking) (Source, int) {
	if how != AsEffort && how != AsAim && how != NoRights && how != Deferred {
		return noSource, 0
	}
	here := all // "uit deze overeenkomst"
	for i := k + 1; i < c.End && i < k+14; i++ {
		switch w.word(i) {
		case "overeenkomst", "verwerkersovereenkomst", "contract", "raamovereenkomst", "verwerkingsovereenkomst":
			here = true
		}
	}
	for i := k + 1; i < c.End && i < k+14; i++ {
		switch noun := w.word(i); {
		case valueNoun(noun) && plural(noun):
			if here {
				return FromValues, i + 1
			}
		case dutyNoun(noun) && plural(noun):
			if !here {
				return noSource, 0
			}
			for a := i + 1; a < c.End && a < i+10; a++ {
				switch w.word(a) {
				case "inzake", "betreffende", "omtrent", "voor", "tot":
					return noSource, 0 // some of them
				case "is", "zijn", "gelden", "betreffen", "dragen":
					return FromContract, i + 1
				}
				if w.party[a] == Customer {
					return noSource, 0
				}
			}
			return FromContract, i + 1
		case noun == "is" || noun == "zijn" || noun == "worden":
			return noSource, 0
		}
	}
	return noSource, 0
}

func plural(noun string) bool {
	return strings.HasSuffix(noun, "en") || strings.HasSuffix(noun, "s")
}

func sourceNoun(word string) bool { return valueNoun(word) || dutyNoun(word) || contractNoun(word) }

// dutyNoun knows the nouns for what is promised.
func dutyNoun(word string) bool {
	switch word {
	case "verplichting", "verplichtingen", "verbintenis", "verbintenissen", "bepaling", "bepalingen", "toezegging", "toezeggingen", "garantie", "garanties", "plicht", "plichten",
		"recht", "rechten", "afspraak", "afspraken", "regel", "clausule", "voorwaarde", "aansprakelijkheid", "medewerking", "beperking", "verbod", "belofte", "waarborg", "waarborgen",
		"meldplicht", "meldingsplicht", "informatieplicht", "geheimhoudingsplicht", "auditrecht", "bezwaarrecht", "eis", "eisen", "lid", "artikel", "maatregelen":
		return true
	}
	return false
}

// valueNoun knows the nouns for terms and figures.
func valueNoun(word string) bool {
	switch word {
	case "percentage", "percentages", "waarde", "waarden", "tijd", "tijden", "cijfer", "cijfers", "getal", "getallen", "norm", "normen", "niveau", "niveaus", "niveaus'", "servicelevel", "servicelevels":
		return true
	}
	return strings.HasSuffix(word, "termijn") || strings.HasSuffix(word, "termijnen") || strings.HasSuffix(word, "hersteltijd") || strings.HasSuffix(word, "hersteltijden") ||
		strings.HasSuffix(word, "oplostijd") || strings.HasSuffix(word, "oplostijden") || strings.HasSuffix(word, "beschikbaarheidspercentage")
}

// contractNoun knows the names of the document itself.
func contractNoun(word string) bool {
	switch word {
	case "overeenkomst", "contract", "verwerkersovereenkomst", "verwerkingsovereenkomst", "raamovereenkomst", "document", "stuk":
		return true
	}
	return false
}
