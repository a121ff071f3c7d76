package dutch

// exceptionFacts are what the words of an exception speak of.
type exceptionFacts struct {
	provider, customer bool
	will               bool // what the provider finds or wants
	wish               bool // what somebody asks, wants or agrees to
	governed           bool // "op verzoek", "na toestemming"
	law, lawless       bool // the law; where it asks nothing
	agreed             bool // consent, or another agreement
	harmless           bool // force majeure, intent, planned maintenance, what is public
	fault              bool // who falls short
	day                bool // a weekend, a holiday
	service            bool // needed for the service
	demand             bool // an authority that demands
	subject            bool // the person concerned
	event              bool // an incident, a suspicion
	interest           bool // it is a burden, or in the interest of the provider
	own                bool // an own purpose
	payment            bool // invoices, a plan that is bought
}

func (x *excepter) facts(e Exception) exceptionFacts {
	var f exceptionFacts
	first := NoParty
	denied := -8 // where a negation stood last
	authority, demands, needed, purpose, other, chosen := false, false, false, false, false, false
	term := false // a term of its own
	mind := false // what somebody finds or wants, of whom is not known yet
	for k := x.body; k < e.End; k++ {
		p := x.party[k]
		switch p {
		case Provider:
			f.provider = true
		case Customer:
			f.customer = true
		case Authority:
			authority = true
		}
		if first == NoParty && p != NoParty {
			first = p
		}
		switch x.tokens[k].Text {
		case "betrokkene", "betrokkenen":
			f.subject = true
		}
		if p != NoParty {
			if p == BothParties {
				f.customer = true
				f.agreed = f.agreed || first == BothParties
			}
			continue
		}
		w := x.tokens[k].Text
		switch {
		case lawWord(w) || w == "recht" && lawBefore(x.word(k-1)):
			f.law = true
		case consentNoun(w):
			// "instemming van Verwerker" is his own.
			if x.ofProvider(k) || first == Provider && givenWord(x.word(k+1)) {
				f.will = true
			} else {
				f.agreed = true
			}
		case harmlessCause(w):
			f.harmless = true
		case faultWord(w), first == Customer && denied >= 0 && helpWord(w):
			f.fault = true
		case dayOff(w):
			f.day = true
		case wishWord(w):
			f.wish = true
			switch w {
			case "instructie", "instructies", "opdracht", "aanwijzing", "aanwijzingen":
				f.governed = f.governed || x.ofCustomer(k)
			}
			switch x.word(k - 1) {
			case "op", "na", "in", "volgens", "conform", "bij":
				f.governed = true
			case "schriftelijk", "schriftelijke", "uitdrukkelijk", "uitdrukkelijke", "voorafgaand", "voorafgaande", "eerste":
				f.governed = true
			}
			mind = mind || mindWord(w)
		case mindWord(w):
			mind = true
		case burden(w):
			f.interest = f.interest || !x.undue(k)
		case boughtWord(w), w == "abonnement" && x.word(k+1) != "loopt" && x.word(k+1) != "duurt":
			f.payment = true
		}
		switch w {
		case "niet", "geen", "nimmer", "nooit":
			denied = k
		case "verplicht", "gehouden", "gedwongen", "genoodzaakt":
			f.law = true
			f.lawless = f.lawless || denied >= k-nearDenial
		case "overeengekomen", "overeenkomen", "afgesproken", "afspreken":
			f.agreed = true
		case "plicht", "plichten", "verplichten", "verplichting", "verplichtingen", "vereist", "eist", "voorschrijft", "voorgeschreven", "dwingt":
			f.lawless = f.lawless || denied >= k-nearDenial
		case "toezichthouder", "toezichthouders", "autoriteit", "autoriteiten", "instantie", "instanties", "overheid", "rechter", "justitie", "politie":
			authority = true
		case "belang", "belangen":
			switch {
			case x.ofProvider(k):
				f.will = true
			case x.word(k-1) == "commerciele" || x.word(k-1) == "eigen" || x.word(k-1) == "zakelijk" || x.word(k-1) == "economische":
				f.interest = true
			}
		case "oordeel", "inzicht", "goeddunken", "discretie", "believen":
			if x.ofProvider(k) {
				f.will = true
			}
		case "eigen":
			f.own = true
		case "nodig", "noodzakelijk", "onontbeerlijk", "vereiste":
			needed = true
		case "uitvoering", "uitvoeren", "overeenkomst", "dienst", "diensten", "dienstverlening", "opdracht", "nakoming", "beveiliging", "verwerkersovereenkomst",
			"herstel", "herstellen", "onderhoud", "beheer", "storing", "storingen", "ondersteuning", "oplossen":
			purpose = true
		case "overschreven", "gewist", "verwijderd", "vernietigd", "gerouleerd", "roteren":
			f.harmless = f.harmless || term // "behalve op back-ups, die na twee weken worden overschreven"
		case "vermoeden", "vermoedens", "aanleiding", "incident", "incidenten", "datalek", "datalekken", "inbreuk", "inbreuken", "spoed", "urgentie", "calamiteit":
			f.event = true
		case "dag", "dagen", "week", "weken", "maand", "maanden", "uur":
			term = true
		case "anders", "afwijkend", "afwijkende", "andersluidend", "andersluidende", "tegenbericht":
			other = true
		case "partijen":
			f.customer = true
			f.agreed = f.agreed || first == NoParty
		case "zelf", "zelve":
			if first == Customer { // what he does himself
				f.wish, f.governed, chosen = true, true, true
			}
		case "wat", "hetgeen":
			if k == x.body && x.party[min(k+1, e.End-1)] == Customer {
				f.agreed = true
			}
		case "artikel", "artikelen", "art", "lid", "paragraaf", "onderdeel", "onderdelen", "clausule", "hoofdstuk":
			f.agreed = true // what stands there is read there
		}
		if demandWord(w) {
			demands = true
		}
		if other && agreedWord(w) && first != Provider {
			f.agreed = true
		}
	}
	f.payment = f.payment && !chosen
	f.demand = authority && demands
	f.service = needed && purpose
	if mind && (first == Provider || first == NoParty && x.pronounOf(e)) {
		f.will = true
	}
	return f
}

// undue tells whether the words before token k ask for no more than care: "mits de
// audit geen onredelijke verstoring van de bedrijfsvoering oplevert".
func (x *excepter) undue(k int) bool {
	for b := k - 1; b >= x.body && b > k-6; b-- {
		switch x.word(b) {
		case "onredelijk", "onredelijke", "onnodig", "onnodige", "onevenredig", "onevenredige", "nodeloos", "nodeloze":
			return true
		}
	}
	return false
}

// nearDenial is how many words before a duty its denial stands at most: "waar de
// wet geen melding voorschrijft".
const nearDenial = 3

func (x *excepter) word(k int) string {
	if k < 0 || k >= len(x.tokens) {
		return ""
	}
	return x.tokens[k].Text
}

// ofProvider tells whether the noun at k is the provider's: "het oordeel van
// Verwerker", "zijn belang".
func (x *excepter) ofProvider(k int) bool {
	for b := k - 1; b >= 0 && b >= k-3; b-- {
		switch x.tokens[b].Text {
		case "zijn", "haar", "eigen", "ons", "onze":
			return x.clauseParty(b) == Provider
		}
	}
	if x.word(k+1) != "van" {
		return false
	}
	for a := k + 2; a < len(x.tokens) && a < k+5; a++ {
		if x.party[a] != NoParty {
			return x.party[a] == Provider
		}
	}
	return false
}

// ofCustomer tells whether "van" and the customer follow the noun at k.
func (x *excepter) ofCustomer(k int) bool {
	if x.word(k+1) != "van" {
		return false
	}
	for a := k + 2; a < len(x.tokens) && a < k+5; a++ {
		if x.party[a] != NoParty {
			return x.party[a] == Customer
		}
	}
	return false
}

// clauseParty is the party named last before token k.
func (x *excepter) clauseParty(k int) Party {
	for b := k - 1; b >= 0 && b > k-maxException; b-- {
		if p := x.party[b]; p == Provider || p == Customer {
			return p
		}
	}
	return NoParty
}

// pronounOf tells whether "hij" or "zij" in the exception is the provider: the
// clause that it belongs to has him as its subject.
func (x *excepter) pronounOf(e Exception) bool {
	found := false
	for k := x.body; k < e.End && !found; k++ {
		switch x.tokens[k].Text {
		case "hij", "zij", "wij", "we", "deze":
			found = true
		}
	}
	if !found {
		return false
	}
	if !x.actorDone {
		x.actorDone = true
		for i := range x.clauses {
			c := &x.clauses[i]
			switch {
			case c.Subordinate || c.Actor == NoParty || x.actor == c.Actor:
			case x.actor == NoParty:
				x.actor = c.Actor
			default:
				x.actor = BothParties
			}
		}
	}
	return x.actor == Provider
}

// limited tells whether the rest of the sentence sets bounds to a right, so that
// an exception gives more: "hoogstens eenmaal per jaar, tenzij na een datalek".
func (x *excepter) limited(e Exception) bool {
	for k := max(0, e.Start-maxException); k < min(len(x.tokens), e.End+maxException); k++ {
		if e.Start <= k && k < e.End {
			continue
		}
		switch x.tokens[k].Text {
		case "maximaal", "eenmaal", "hoogstens", "hooguit", "jaarlijks", "kosten", "aankondiging", "aangekondigd", "aankondigt", "jaar", "werkdagen", "kantooruren":
			return true
		}
	}
	return false
}
