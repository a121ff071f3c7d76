package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// finish gives every unit its mentions, values, clauses and role.
func (p *parser) finish() {
	for i := range p.c.Units {
		u := &p.c.Units[i]
		names := p.parts[u.Part].names
		u.Mentions = names.find(p.doc.Text, u.Tokens)
		u.Values = p.values(u)
		u.Clauses = dutch.Clauses(u.Tokens, u.Mentions, names.you)
	}
	for i := range p.c.Units {
		p.role(i)
	}
	for i := range p.c.Units {
		p.disclaim(i)
	}
	p.unchosen()
	p.c.Parties = p.partyNames()
	p.calls()
}

// values finds the values of a unit; those of its lead come from the unit that
// it was taken from, because text may stand between the two.
func (p *parser) values(u *Unit) []dutch.Value {
	own := dutch.Values(p.doc.Text[u.Span.Start:u.Span.End], u.Span.Start, u.Own())
	if u.Lead == 0 {
		return own
	}
	lead := &p.c.Units[u.LeadUnit]
	cut := len(lead.Tokens) - u.Lead
	var all []dutch.Value
	for _, v := range lead.Values {
		if v.Start >= cut {
			v.Start, v.End = v.Start-cut, v.End-cut
			all = append(all, v)
		}
	}
	for _, v := range own {
		v.Start, v.End = v.Start+u.Lead, v.End+u.Lead
		all = append(all, v)
	}
	return all
}

// role decides what a unit is for.
func (p *parser) role(i int) {
	u := &p.c.Units[i]
	b := &p.blocks[u.Block]
	if u.Role != Provision {
		return
	}
	switch b.kind {
	case document.Header, document.Footer:
		u.Role = RunningText
		return
	case document.TOC:
		u.Role = TOC
		return
	case document.Heading:
		if !p.statement(u, i) {
			u.Role = HeadingOnly
			return
		}
	}
	switch b.section {
	case contents:
		u.Role = TOC
	case notes:
		u.Role = Note
	case signing:
		u.Role = Signature
	case recitals:
		u.Role = Recital
	case parties:
		if !contactPoint(u.Own()) {
			u.Role = Definition
		}
	case definitions:
		u.Role = Definition
		if p.promises(u) {
			u.Role = Provision
		}
	}
	if u.Role != Provision {
		return
	}
	if u.LeadUnit >= 0 {
		// The parts of a definition or a consideration are what it is.
		if r := p.c.Units[u.LeadUnit].Role; (r == Definition || r == Recital || r == Note) && !p.promises(u) && !contactPoint(u.Own()) {
			u.Role = r
			return
		}
	}
	switch text := p.doc.Slice(u.Span); {
	case p.instructs(u, text), void(u.Own(), text):
		u.Role = Note
	case signs(u, text):
		u.Role = Signature
	case u.Lead == 0 && (quotesLaw(u.Own()) || retellsLaw(u.Own())):
		u.Role = QuotedLaw
	case p.defines(u, text):
		u.Role = Definition
	case b.title && u.Lead == 0, p.emptyPart(u, text):
		u.Role = HeadingOnly
	}
}

// emptyPart tells whether a unit is no more than the title of an article, of
// which no text follows: "Artikel 8. Back-up en herstel", and then Artikel 9.
func (p *parser) emptyPart(u *Unit, text string) bool {
	b := &p.blocks[u.Block]
	if b.kind != document.Paragraph || !b.label.opens() || u.Lead > 0 || len(u.Tokens) > 6 || strings.HasSuffix(text, ".") {
		return false
	}
	if next := u.Block + 1; next < len(p.blocks) && !p.blocks[next].label.opens() {
		return false
	}
	for i := range u.Tokens {
		if strong, _ := providerVerb(u.Tokens[i].Text); strong || modal(u.Tokens[i].Text) {
			return false
		}
	}
	return !p.statement(u, u.Block)
}

// contactPoint tells whether a line among the particulars of a party names
// whom to turn to, which binds where the name of the party itself does not.
func contactPoint(own []dutch.Token) bool {
	for _, t := range own[:min(len(own), 6)] {
		switch t.Text {
		case "contactpersoon", "contactpersonen", "contactpunt", "aanspreekpunt", "helpdesk", "servicedesk", "fg", "dpo", "ciso", "functionaris", "privacyofficer", "meldpunt":
			return true
		}
	}
	return false
}

// statement tells whether a line that looks like a heading says something:
// "7.1 Notificatie: binnen 48 uur na ontdekking".
func (p *parser) statement(u *Unit, i int) bool {
	own := u.Own()
	text := p.doc.Slice(u.Span)
	if strings.HasSuffix(text, ":") {
		return false // it introduces
	}
	// A sub-number with some words and nothing under it is a paragraph that
	// was taken for a heading.
	if l := p.blocks[u.Block].label; l.family == numeric && l.depth > 1 && len(own) >= 4 {
		if next := u.Block + 1; next == len(p.blocks) || p.blocks[next].parent != u.Block {
			return true
		}
		for k := 0; k < min(4, len(own)-3); k++ {
			if own[k].Punct == ':' {
				return true
			}
		}
	}
	for _, v := range u.Values {
		if v.Kind != dutch.Blank && v.Kind != dutch.Frequency {
			return len(own) > 3
		}
	}
	if len(own) > 6 && strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "..") && !strings.HasSuffix(text, "V.") {
		return true
	}
	if len(own) >= 4 && len(u.Mentions) > 0 && u.Mentions[0].End-u.Lead <= 3 && u.Mentions[0].End < len(u.Tokens) {
		m := u.Mentions[0]
		strong, weak := providerVerb(u.Tokens[m.End].Text)
		return u.Tokens[m.End-1].Punct == 0 && (strong || weak)
	}
	return false
}

// promises tells whether a sentence in an article with definitions is a duty
// all the same: a party followed by its verb, and no term in front.
func (p *parser) promises(u *Unit) bool {
	own := u.Own()
	for k := 0; k < min(6, len(own)); k++ {
		if own[k].Punct == ':' || own[k].Punct == '-' {
			return false
		}
	}
	if len(own) < 5 || u.Lead > 0 && startsSmall(p.doc.Slice(u.Span)) {
		return false
	}
	acts := false
	for _, m := range u.Mentions {
		if m.Start < u.Lead || m.Party != dutch.Provider && m.Party != dutch.Customer && m.Party != dutch.BothParties {
			continue
		}
		for _, k := range [...]int{m.End, m.Start - 1} {
			if k >= u.Lead && k < len(u.Tokens) && modal(u.Tokens[k].Text) {
				acts = true
			}
		}
		if acts && m.Start <= u.Lead+1 {
			return true
		}
	}
	if !acts {
		return false
	}
	for _, t := range own {
		switch t.Text {
		case "betekenis", "verstaan", "definitie", "definities", "gedefinieerd", "begrip", "begrippen", "hierna", "meervoud", "enkelvoud":
			return false
		}
	}
	return true
}

// instructs tells whether a unit speaks to who fills in the model, not to the
// parties.
func (p *parser) instructs(u *Unit, text string) bool {
	own := u.Own()
	switch w := own[0].Text; {
	case own[0].Punct == ':' && (w == "toelichting" || w == "instructie" || w == "invulinstructie" || w == "voorbeeldtekst" || w == "noot" || w == "tip" || w == "invulhulp"):
		return true
	case own[0].Punct == '-' && w == "toelichting":
		return true
	}
	for _, s := range [...]string{"aan dit model", "dit model", "dit is een model", "dit is een standaard", "dit is een voorbeeld", "dit is een concept", "dit is een template",
		"dit sjabloon", "deze template", "deze modelovereenkomst", "dit voorbeeld", "doorhalen wat niet", "kies een van", "kies uit", "verwijder wat niet", "haal door wat", "vul hier",
		"omcirkel wat", "aankruisen wat", "schrap wat", "schrappen wat"} {
		if startWith(own, s) {
			return true
		}
	}
	if startWith(own, "let op") || len(own) > 1 && own[0].Text == "nb" || startWith(own, "opmerking") {
		for _, t := range own {
			switch t.Text {
			case "model", "modelovereenkomst", "sjabloon", "template", "invullen", "ingevuld", "vul", "kies", "verwijder", "voorbeeld", "voorbeeldtekst":
				return true
			}
		}
	}
	// A unit that is as a whole an instruction in brackets.
	inner := strings.Trim(text, "*_ .;")
	if len(inner) > 1 && (inner[0] == '[' && inner[len(inner)-1] == ']' || inner[0] == '<' && inner[len(inner)-1] == '>') && strings.Count(inner, string(inner[0])) == 1 {
		switch own[0].Text {
		case "kies", "vul", "invullen", "optioneel", "facultatief", "verwijder", "verwijderen", "schrap", "schrappen", "doorhalen", "toelichting", "let", "nb", "bijv", "bijvoorbeeld",
			"beschrijf", "omschrijf", "geef", "noem", "vermeld", "voeg", "hier", "indien", "opsomming", "neem", "specificeer", "aanvullen", "in", "aan", "selecteer":
			return true
		}
	}
	// Questions on their own are asked in lists of questions, not in contracts.
	d := &p.view[u.Block]
	return strings.HasSuffix(text, "?") && len(own) > 2 && u.Span.End >= d.Span.End-2 && u.Span.Start <= d.Body+2
}

// signs tells whether a unit is a line of the signing block that stands
// without a heading.
func signs(u *Unit, text string) bool {
	own := u.Own()
	switch own[0].Text {
	case "handtekening", "handtekeningen", "paraaf":
		return len(own) <= 8
	case "namens":
		return len(own) <= 6 && (strings.HasSuffix(strings.TrimRight(text, "* _"), ":") || strings.Contains(text, "__"))
	case "naam", "functie", "datum", "plaats", "ondertekend":
		return len(own) <= 8 && (strings.Contains(text, "___") || strings.Contains(text, ".....") || strings.Contains(text, "……"))
	}
	return false
}

// quotesLaw tells whether a sentence has the law as its subject: "Artikel 33
// AVG bepaalt dat …".
func quotesLaw(own []dutch.Token) bool {
	law := false
	for k := 0; k < min(len(own), 14); k++ {
		w := own[k].Text
		switch w {
		case "avg", "gdpr", "uavg", "verordening", "wbp", "wet", "richtlijn", "cyberbeveiligingswet", "dora", "nis2", "gdpr-verordening", "bw":
			law = true
			continue
		case "bepaalt", "bepalen", "vereist", "vereisen", "eist", "eisen", "schrijft", "schrijven", "verplicht", "verbiedt", "luidt", "regelt", "definieert", "vraagt", "stelt", "geeft", "kent", "verlangt", "verlangen":
			return law
		case "de", "het", "artikel", "artikelen", "art", "lid", "leden", "sub", "onder", "aanhef", "en", "van", "eerste", "tweede", "derde", "vierde", "algemene", "gegevensbescherming",
			"uitvoeringswet", "europese", "bescherming", "persoonsgegevens", "burgerlijk", "wetboek", "verordeninggegevensbescherming":
			continue
		}
		if len(w) <= 3 && (w[0] >= '0' && w[0] <= '9' || len(w) == 1) {
			continue
		}
		return false
	}
	return false
}

// defines tells whether a unit outside the articles with definitions only says
// what a word means or how a party is called.
func (p *parser) defines(u *Unit, text string) bool {
	own := u.Own()
	under, meaning, term, hereafter := -1, false, false, -1
	for k, t := range own {
		switch t.Text {
		case "verstaan":
			under = k
		case "betekenis":
			meaning = true
		case "begrippen", "begrip", "termen", "term", "definities", "definitie", "gedefinieerde", "gedefinieerd", "hoofdletter":
			term = true
		case "hierna", "verder", "nader":
			if k+1 < len(own) {
				switch own[k+1].Text {
				case "te", "genoemd", "gezamenlijk", "ook", "aangeduid", "samen", "aan":
					hereafter = k
				default:
					if t.Punct == ':' {
						hereafter = k
					}
				}
			}
		}
	}
	if under >= 0 && (under <= 12 || p.promiseFree(u)) {
		for k := max(0, under-6); k < min(len(own), under+6); k++ {
			if own[k].Text == "onder" {
				// "Onder overmacht wordt mede verstaan: …" takes away, wherever it stands.
				if k+1 < len(own) && own[k+1].Text == "overmacht" {
					return false
				}
				return p.promiseFree(u)
			}
		}
	}
	if opensMeaning(own) {
		return true
	}
	if meaning && (term || given(own)) && p.promiseFree(u) {
		return true
	}
	if kindOf(own) && p.promiseFree(u) {
		return true
	}
	if hereafter >= 0 && !saysOfItself(own, text) && p.promiseFree(u) {
		low := strings.ToLower(text)
		for _, s := range [...]string{"gevestigd", "kantoorhoudend", "vertegenwoordigd", "ingeschreven", "met zetel", "b.v", " bv", "n.v.", " nv", "handelend onder", "kvk", "ondernemingsnummer", "vennootschap", "wonende", "natuurlijke of rechtspersoon"} {
			if strings.Contains(low, s) {
				return true
			}
		}
		if hereafter <= 2 {
			return true // "Hierna te noemen: …" on a line of its own
		}
	}
	return p.presents(u) || p.termMeaning(u, text)
}

// saysOfItself tells whether a sentence only names its document in passing: "Deze
// SLA (hierna: “SLA”) is bijlage 2 bij de raamovereenkomst".
func saysOfItself(own []dutch.Token, text string) bool {
	if first := own[0].Text; first != "deze" && first != "dit" {
		return false
	}
	_, rest, closed := strings.Cut(text, ")")
	if !closed || !strings.Contains(text[:len(text)-len(rest)], "(") {
		return false
	}
	next, _, _ := strings.Cut(strings.TrimLeft(rest, " *_"), " ")
	switch next {
	case "is", "vormt", "maakt", "hoort", "behoort", "geldt", "gaat", "beschrijft", "bevat", "regelt":
		return true
	}
	return false
}

// given tells whether the words give a word its meaning: "X heeft in deze
// overeenkomst de betekenis die …".
func given(own []dutch.Token) bool {
	has := false
	for k, t := range own {
		switch t.Text {
		case "heeft", "hebben":
			has = true
		case "betekenis":
			return has && k > 0 && own[k-1].Text == "de" && k+1 < len(own) && (own[k+1].Text == "die" || own[k+1].Text == "zoals" || own[k+1].Text == "als")
		}
	}
	return false
}

// opensMeaning tells whether the words begin to say what a word means: "In dit
// contract betekent …".
func opensMeaning(own []dutch.Token) bool {
	return len(own) > 4 && own[0].Text == "in" && (own[1].Text == "dit" || own[1].Text == "deze") && own[3].Text == "betekent"
}

// kindOf tells whether the words say what kind of thing something is by a law:
// "een verwerkersovereenkomst is een overeenkomst als bedoeld in artikel 28".
func kindOf(own []dutch.Token) bool {
	if len(own) < 6 || own[0].Text != "een" || own[2].Text != "is" || own[3].Text != "een" {
		return false
	}
	for k := 4; k+1 < len(own) && k < 8; k++ {
		if own[k+1].Text == "bedoeld" && (own[k].Text == "als" || own[k].Text == "zoals") {
			return true
		}
	}
	return false
}

// presents tells whether a line before the first article says who a party is:
// "Verwerker: Acme B.V., gevestigd te Gent".
func (p *parser) presents(u *Unit) bool {
	if u.Block >= p.parts[u.Part].front {
		return false
	}
	for _, v := range u.Values {
		if v.Kind != dutch.Blank {
			return false
		}
	}
	own := u.Own()
	if len(own) < 2 || own[0].Punct != ':' && own[0].Punct != '(' {
		return false
	}
	party := roleWord(own[0].Text)
	return (party == dutch.Provider || party == dutch.Customer || own[0].Text == "verantwoordelijke") && p.promiseFree(u)
}

// promiseFree tells whether no party is followed by its verb.
func (p *parser) promiseFree(u *Unit) bool {
	for _, m := range u.Mentions {
		if m.Start < u.Lead || m.Party != dutch.Provider && m.Party != dutch.Customer && m.Party != dutch.BothParties {
			continue
		}
		for _, k := range [...]int{m.End, m.Start - 1} {
			if k >= u.Lead && k < len(u.Tokens) && (k >= m.End || u.Tokens[k].Punct == 0) {
				w := u.Tokens[k].Text
				strong, _ := providerVerb(w)
				if (strong || w == "zal" || w == "zullen" || w == "dient" || w == "verbindt" || w == "meldt") && (k < m.End || u.Tokens[m.End-1].Punct == 0) {
					return false
				}
			}
		}
	}
	return true
}

// termMeaning tells whether a unit has the form "Datalek: een inbreuk die …":
// a term, a colon, and a noun phrase without a verb of its own.
func (p *parser) termMeaning(u *Unit, text string) bool {
	own := u.Own()
	colon := -1
	for k := 0; k < min(6, len(own)); k++ {
		if own[k].Punct == ':' {
			colon = k
			break
		}
	}
	if colon < 0 || colon+2 >= len(own) || u.Lead > 0 {
		return false
	}
	for k := 0; k <= colon; k++ {
		w := own[k].Text
		strong, weak := providerVerb(w)
		if strong || weak || w == "komt" || w == "zijn" || w == "geldt" || w == "omvat" || w == "bevat" {
			return false
		}
	}
	switch own[0].Text {
	case "waarvoor", "waarom", "waar", "wanneer", "wat", "wie", "hoe", "hoelang", "hoeveel", "welke", "welk", "waarmee", "waarover", "waarop", "waarin", "waarvan", "waarheen", "waarnaar", "waartoe":
		return false // a question, and what follows answers it
	case "voor", "bij", "op", "in", "na", "van", "tijdens", "indien", "als", "per", "met", "door", "ten", "ter", "onder", "naar", "tot":
		return false
	}
	rest := own[colon+1:]
	switch rest[0].Text {
	case "een", "het", "de", "elke", "elk", "iedere", "ieder", "alle", "degene", "datgene", "hetgeen", "al":
	case "beoordeling", "functionaris", "juistheid", "bijzondere", "internationale", "informatie", "gegevens", "persoon", "natuurlijke":
	default:
		return false
	}
	if capital(p.doc.Text, rest[0]) {
		return false // a sentence of its own
	}
	for _, v := range u.Values {
		if v.Start >= u.Lead+colon && v.Kind != dutch.Blank && v.Kind != dutch.Frequency && v.Kind != dutch.Duration {
			return false
		}
		if v.Start == u.Lead+colon+1 {
			return false // "Back-up: elke dag om 02.00 uur" fixes a value
		}
	}
	relative := opening(rest, 2) == "alle informatie" && len(rest) < 20
	for _, t := range rest {
		switch t.Text {
		case "die", "dat", "dan", "welke", "waarmee", "waardoor", "waarbij", "waarin", "waarop", "waarvan", "wie", "wiens", "hetwelk", "dewelke", "waar", "tot", "als":
			relative = true
		case "wordt", "worden", "is", "zijn", "heeft", "hebben", "geldt", "gelden", "zal", "zullen", "moet", "moeten", "kan", "kunnen", "mag", "bedraagt":
			return relative
		}
	}
	for k := 0; k <= colon; k++ {
		switch own[k].Text {
		case "doel", "doeleinden", "aard", "onderwerp", "duur", "soort", "soorten", "categorie", "categorieen", "betrokkenen", "bewaartermijn", "locatie", "looptijd",
			"termijn", "contactpersoon", "verwerkingsdoel", "doelstelling", "bewaartermijnen", "gegevens", "persoonsgegevens", "gegevenscategorieen", "formaat", "exit",
			"grondslag", "grondslagen", "ontvangers", "frequentie", "opslag", "opslaglocatie", "plaats", "wijze", "werkzaamheden", "activiteiten", "verwerkingsactiviteiten":
			// These head the description of the processing as well.
			if !relative {
				return false
			}
		}
	}
	return true
}
