package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

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
