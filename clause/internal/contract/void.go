package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
)

// What is here knows text that stands in a contract and binds nobody: what has
// lapsed, examples, options that were not chosen, annexes "ter informatie".

// void tells whether a unit says itself that it is no provision.
func void(own []dutch.Token, text string) bool { return opensVoid(own, text) || former(own) }

// opensVoid tells whether the first words put what follows out of the contract:
// "Vervallen: …", "Voorbeeld: …".
func opensVoid(own []dutch.Token, text string) bool {
	first := own[0].Text
	switch own[0].Punct {
	case ':', '-', '.':
		if lapsed(first) || (first == "voorbeeld" || first == "voorbeeldbepaling" || first == "voorbeeldclausule") && own[0].Punct == ':' {
			return true
		}
	}
	if len(text) > 1 && (text[0] == '[' || text[0] == '(') && lapsed(first) {
		if end := strings.IndexAny(text, "])"); end > 0 && len(strings.Fields(text[:end])) <= 3 {
			return true
		}
	}
	for _, s := range [...]string{"bij wijze van voorbeeld", "ter illustratie"} {
		if n := strings.Count(s, " "); openWith(own, s) && len(own) > n+1 && own[n].Punct == ':' {
			return true
		}
	}
	return false
}

// lapsed knows the words that are put before what no longer holds.
func lapsed(word string) bool {
	switch word {
	case "vervallen", "geschrapt", "doorgehaald", "ingetrokken":
		return true
	}
	return false
}

// former tells whether a unit speaks of what was agreed before: "De vorige
// overeenkomst, op grond waarvan …, eindigt hierbij".
func former(own []dutch.Token) bool {
	if len(own) > 3 && own[0].Text == "de" || own[0].Text == "het" {
		switch own[1].Text {
		case "vorige", "eerdere", "oude", "vroegere", "voormalige", "voorgaande":
			if strings.HasSuffix(own[2].Text, "overeenkomst") || own[2].Text == "contract" {
				for _, t := range own[3:] {
					switch t.Text {
					case "eindigt", "vervalt", "vervallen", "vervangen", "beeindigd", "geeindigd":
						return true
					}
				}
			}
		}
	}
	for k := 0; k+2 < len(own); k++ {
		if own[k].Text == "waarin" && (own[k+1].Text == "stond" || own[k+1].Text == "was" && own[k+2].Text == "bepaald" || own[k+1].Text == "werd" && own[k+2].Text == "bepaald") {
			return true
		}
	}
	return false
}

// box tells whether a unit begins with a box, and whether any box in it is ticked.
func box(text string) (begins, ticked bool) {
	for _, s := range [...]string{"☒", "☑", "[x]", "[X]", "(x)", "(X)", "[v]", "[V]"} {
		ticked = ticked || strings.HasPrefix(text, s) || s[0] > 0x7f && strings.Contains(text, s)
	}
	const early = len("Artikel 10 ") // the number may stand before it on the line
	for _, s := range [...]string{"☐", "□", "[ ]", "[]", "( )"} {
		at := strings.Index(text, s)
		begins = begins || at == 0 || at > 0 && at <= early && s[0] > 0x7f
	}
	return begins, ticked
}

// unchosen makes notes of the options with an empty box where others of the same
// article have a ticked one.
func (p *parser) unchosen() {
	units := p.c.Units
	for from := 0; from < len(units); {
		to, chosen, left := from, false, false
		for ; to < len(units) && units[to].Article == units[from].Article && units[to].Part == units[from].Part; to++ {
			begins, ticked := box(p.doc.Slice(units[to].Span))
			chosen, left = chosen || ticked, left || begins
		}
		for k := from; k < to && chosen && left; k++ {
			if begins, ticked := box(p.doc.Slice(units[k].Span)); begins && !ticked && units[k].Role == Provision {
				units[k].Role = Note
			}
		}
		from = to
	}
}

// disclaim makes notes of what a provision says to bind nobody: "Deze bijlage is
// uitsluitend ter informatie", "Het volgende bindt Verwerker niet".
func (p *parser) disclaim(i int) {
	units := p.c.Units
	u := &units[i]
	own := u.Own()
	switch {
	case u.Role == Note && u.Lead == 0 && opensVoid(own, p.doc.Slice(u.Span)):
		// With it goes the rest of what it opens.
		p.note(u.Block, i+1)
		return
	case len(own) <= 6 && len(own) > 2 && own[0].Text == "toelichting" && (own[1].Text == "bij" || own[1].Text == "op") && own[len(own)-1].Punct == 0 && i+1 < len(units):
		p.note(units[i+1].Block, i+1)
		return
	}
	if u.Role != Provision {
		return
	}
	if len(own) < 4 || !informs(own) {
		return
	}
	last := i + 1
	if own[0].Text == "bijlage" { // its title runs on into the sentence
		for k := 1; k < min(len(own)-1, 8); k++ {
			if own[k].Text == "deze" && own[k+1].Text == "bijlage" {
				own = own[k:]
				break
			}
		}
	}
	switch own[1].Text {
	case "bijlage", "annex", "addendum", "bijlagen":
		if own[0].Text != "deze" && own[0].Text != "dit" {
			return
		}
		if u.annex == 0 && u.Article == 0 {
			return
		}
		for k := range units {
			if v := &units[k]; v.SameAnnex(u) && (u.annex != 0 || v.Article == u.Article && v.Paragraph >= u.Paragraph) && (v.Role == Provision || v.Role == QuotedLaw) {
				v.Role = Note
			}
		}
		return
	case "volgende", "onderstaande", "navolgende", "hiernavolgende":
		if own[0].Text != "het" && own[0].Text != "de" {
			return
		}
		for last < len(units) && units[last].Paragraph == u.Paragraph {
			last++
		}
		if last > i+1 {
			break
		}
		fallthrough
	case "hoofdstuk", "onderdeel", "toelichting", "overzicht", "deel", "paragraaf":
		if w := own[0].Text; w != "dit" && w != "deze" && own[1].Text != "volgende" && own[1].Text != "onderstaande" {
			return
		}
		for last < len(units) && units[last].Article == u.Article && units[last].Part == u.Part {
			last++
		}
	default:
		return
	}
	for k := i; k < last; k++ {
		if units[k].Role == Provision {
			units[k].Role = Note
		}
	}
}

// note makes notes of the provisions of one block from a unit on.
func (p *parser) note(block, from int) {
	for k := from; k < len(p.c.Units) && p.c.Units[k].Block == block; k++ {
		if u := &p.c.Units[k]; u.Role == Provision {
			u.Role = Note
		}
	}
}

// informs tells whether a sentence says of its subject that it only informs, is
// no part of the contract or binds nobody.
func informs(own []dutch.Token) bool {
	denied := -8
	for k, t := range own {
		previous := ""
		if k > 0 {
			previous = own[k-1].Text
		}
		switch t.Text {
		case "niet", "geen", "nimmer":
			denied = k
		case "informatie", "illustratie", "toelichting", "kennisgeving":
			if previous == "ter" && k > 3 {
				switch own[k-2].Text {
				case "uitsluitend", "slechts", "alleen", "enkel", "louter":
					return true
				}
			}
		case "informatief":
			if k > 2 && denied < 0 {
				return true
			}
		case "deel", "onderdeel":
			if k > denied && denied >= k-2 && k+1 < len(own) && own[k+1].Text == "uit" {
				return true
			}
		case "bindend", "bindende", "gebonden":
			if denied >= k-4 && denied >= 0 {
				return true
			}
		case "bindt", "binden":
			for a := k + 1; a < len(own) && a < k+5; a++ {
				if own[a].Text == "niet" || own[a].Text == "niemand" {
					return true
				}
			}
		}
	}
	return false
}

// retellsLaw tells whether a sentence says what the law asks of anybody, and not
// what the parties promise: "Op grond van artikel 32 AVG moet een verwerker …".
func retellsLaw(own []dutch.Token) bool {
	switch own[0].Text {
	case "ingevolge", "krachtens", "volgens", "conform", "overeenkomstig":
	case "op":
		if !openWith(own, "op grond van") {
			return false
		}
	default:
		return false
	}
	law := false
	for k := 1; k+1 < min(len(own), 16); k++ {
		switch w := own[k].Text; w {
		case "avg", "gdpr", "uavg", "wet", "verordening", "dora", "nis2", "cyberbeveiligingswet", "gegevensbescherming":
			law = true
		case "een", "elke", "iedere", "ieder":
			next := own[k+1].Text
			if law && (next == "verwerker" || next == "verwerkersovereenkomst" || next == "verwerkingsverantwoordelijke" || next == "organisatie") {
				return true
			}
		case "verwerkers", "verwerkingsverantwoordelijken", "organisaties", "verwerkersovereenkomsten":
			if law {
				return true
			}
		}
	}
	return false
}
