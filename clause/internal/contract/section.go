package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// section is what a part of the contract is for, by its heading.
type section uint8

const (
	body section = iota
	parties
	definitions
	recitals
	contents
	notes
	signing
)

// headed tells what a heading announces. Text is the heading without label.
func headed(tokens []dutch.Token) section {
	if len(tokens) == 0 {
		return body
	}
	line := opening(tokens, 12)
	words := strings.Fields(line)
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "definiti"), strings.HasPrefix(w, "begripsbepaling"), strings.HasPrefix(w, "begripsomschrijving"),
			w == "begrippen", w == "begrippenlijst", w == "begrippenkader", strings.HasSuffix(w, "woordenlijst"), w == "definitielijst",
			w == "terminologie", w == "afkortingen", w == "afkortingenlijst", w == "begripsbepalingen":
			return definitions
		}
	}
	if lapsed(tokens[len(tokens)-1].Text) {
		return notes // "Artikel 6 (vervallen)"
	}
	switch words[0] {
	case "voorbeeldformulier", "voorbeeldbrief", "voorbeeldtekst", "voorbeeldclausules":
		return notes
	case "overwegingen", "overweging", "overwegende", "considerans", "preambule", "considerants":
		return recitals
	case "inhoud", "inhoudsopgave", "inhoudstafel", "inhoudsopgaaf":
		if len(words) == 1 {
			return contents
		}
	case "toelichting", "leeswijzer", "gebruiksaanwijzing", "invulinstructie", "invulinstructies", "versiebeheer", "versiegeschiedenis",
		"versiehistorie", "revisiehistorie", "documentbeheer", "documenthistorie", "wijzigingshistorie", "faq", "disclaimer", "colofon",
		"handleiding", "invulhulp", "wijzigingsgeschiedenis", "revisiegeschiedenis":
		return notes
	case "ondertekening", "handtekening", "handtekeningen", "ondertekeningen", "ondertekend", "ondertekenaars", "signatuur", "handtekeningenblok":
		return signing
	case "partijen", "contractpartijen", "ondergetekenden", "contractanten":
		if len(words) <= 4 {
			return parties
		}
	}
	switch {
	case strings.HasPrefix(line, "in aanmerking nemende"), strings.HasPrefix(line, "nemen in aanmerking"),
		strings.HasPrefix(line, "partijen overwegen"), strings.HasPrefix(line, "overwegen als volgt"):
		return recitals
	case strings.HasPrefix(line, "table of contents"):
		return contents
	case strings.Contains(line, "veelgestelde vragen"), strings.Contains(line, "veel gestelde vragen"),
		strings.HasPrefix(line, "instructie bij"), strings.HasPrefix(line, "instructies bij"), strings.HasPrefix(line, "over dit model"),
		strings.HasPrefix(line, "gebruik van dit model"), strings.HasPrefix(line, "instructie voor het"):
		return notes
	case strings.HasPrefix(line, "de ondergetekenden"), strings.HasPrefix(line, "de partijen"), line == "tussen",
		strings.HasPrefix(line, "gegevens partijen"), strings.HasPrefix(line, "betrokken partijen"):
		return parties
	case strings.HasPrefix(line, "goedkeuring en ondertekening"), strings.HasPrefix(line, "akkoord en ondertekening"),
		strings.HasPrefix(line, "voor akkoord"), strings.HasPrefix(line, "akkoordverklaring"):
		return signing
	}
	return body
}

// opensRecitals tells whether a text begins the considerations of a contract
// without a heading for them.
func opensRecitals(tokens []dutch.Token) bool {
	for _, s := range [...]string{"overwegende dat", "overwegen dat", "overwegen het", "overwegen als volgt", "overwegen", "overwegende", "in aanmerking nemende",
		"nemen in aanmerking", "nemen het volgende in aanmerking", "nemende in aanmerking", "nemende in overweging", "gezien het feit", "partijen overwegen",
		"gelet op het feit"} {
		if openWith(tokens, s) {
			return true
		}
	}
	return false
}

// closesRecitals tells whether a text says that the parties now agree.
func closesRecitals(tokens []dutch.Token) bool {
	for i, t := range tokens {
		switch t.Text {
		case "overeengekomen":
			// "zijn (het volgende) overeengekomen", not "zoals overeengekomen".
			for k := max(0, i-6); k < i; k++ {
				if w := tokens[k].Text; w == "zijn" || w == "volgende" || w == "volgt" {
					return true
				}
			}
		case "overeen":
			for k := max(0, i-8); k < i; k++ {
				if w := tokens[k].Text; w == "komen" || w == "kwamen" || w == "komt" {
					return true
				}
			}
		case "spreken", "verklaren":
			if i+1 < len(tokens) && (tokens[i+1].Text == "af" || startWith(tokens[i+1:], "het volgende af")) {
				return true
			}
		}
	}
	return false
}

// opensSigning tells whether a text begins the signing block.
func opensSigning(tokens []dutch.Token) bool {
	for _, s := range [...]string{"aldus overeengekomen", "aldus opgemaakt", "aldus getekend", "aldus ondertekend", "aldus in tweevoud", "aldus in viervoud", "aldus digitaal",
		"voor akkoord", "opgemaakt in", "opgemaakt te", "gedaan te", "getekend te", "ondertekend te", "ondertekend door", "ter bevestiging waarvan",
		"ten blijke waarvan", "aldus naar waarheid", "in tweevoud opgemaakt", "overeengekomen en ondertekend", "handtekening verwerker", "handtekening klant",
		"handtekening verwerkingsverantwoordelijke", "handtekening opdrachtgever", "handtekening leverancier"} {
		if openWith(tokens, s) {
			return true
		}
	}
	return false
}

// opening is the first n words, joined by blanks.
func opening(tokens []dutch.Token, n int) string {
	var b strings.Builder
	for i, t := range tokens[:min(n, len(tokens))] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// openWith tells whether the first words are those of a phrase.
func openWith(tokens []dutch.Token, phrase string) bool {
	rest, last := afterWords(tokens, phrase)
	return last != "" && rest == last
}

// startWith tells whether the first words, joined by blanks, start with a phrase,
// which may end within a word.
func startWith(tokens []dutch.Token, phrase string) bool {
	rest, last := afterWords(tokens, phrase)
	return last != "" && strings.HasPrefix(last, rest)
}

// afterWords takes the words of a phrase that has others behind them off it, as
// long as the tokens are the same, and gives what is left with the token that
// stands there; "" for none.
func afterWords(tokens []dutch.Token, phrase string) (rest, last string) {
	for i := range tokens {
		w := tokens[i].Text
		if len(w) >= len(phrase) || phrase[len(w)] != ' ' || phrase[:len(w)] != w {
			return phrase, w
		}
		phrase = phrase[len(w)+1:]
	}
	return phrase, ""
}

// structure finds, block by block, the part of the contract, the article, the
// paragraph and the block that introduces it.
func (p *parser) structure() {
	p.titles()
	p.naming()
	p.sections()
	p.mistrust()
	p.annexes()
	p.articles()
	p.paragraphs()
}

// sections gives every block the purpose of the part it stands in. A heading
// decides for what stands under it; between "overwegende dat" and "komen
// overeen", and after "Aldus overeengekomen", the text decides by itself.
func (p *parser) sections() {
	over := make([]section, len(p.blocks)) // what a heading says of its text
	loose := body                          // begun by text, not by a heading
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.kind == document.Heading || b.label.opens() {
			s := body
			if p.headingLike(i) {
				s = headed(b.tokens)
				// A numbered heading begins something new, one without number
				// or a sub-number is a part of what stands above it.
				if part := b.label.family != numeric && !b.label.opens() || b.label.depth > 1; s == body && part && b.parent >= 0 {
					s = over[b.parent]
					if s == contents || (s == signing || s == parties) && b.label.family != unlabelled {
						s = body
					}
				}
				if closesRecitals(b.tokens) {
					s = body
				}
			}
			over[i], b.section = s, s
			loose = body
			continue
		}
		if b.parent >= 0 {
			over[i] = over[b.parent]
			b.section = over[i]
		}
		if title := b.under; title >= 0 && b.section == body {
			b.section = headed(p.blocks[title].tokens)
		}
		switch {
		case b.section == recitals && closesRecitals(b.tokens) && !opensRecitals(b.tokens):
			p.release(i, over)
		case b.section == contents && b.kind != document.TOC && (len(b.tokens) > 14 || strings.ContainsAny(lastByte(strings.TrimSpace(p.text(i))), ".:;")):
			p.release(i, over)
			b.section = body
		case b.section != body && b.section != parties:
		case opensSigning(b.tokens):
			loose, b.section = signing, signing
		case opensRecitals(b.tokens) && i <= len(p.blocks)*2/3:
			b.section = recitals
			loose = recitals
			if closesRecitals(b.tokens) {
				loose = body
			}
		case loose == recitals && closesRecitals(b.tokens):
			b.section, loose = recitals, body
		case loose == recitals && b.label.family == numeric && b.label.depth > 1:
			loose = body
		case loose == signing && b.label.opens():
			loose = body
		case loose != body:
			b.section = loose
		}
	}
}

func lastByte(s string) string { return s[max(0, len(s)-1):] }

// mistrust takes a purpose back from a part that takes up most of the contract:
// then a later heading was not seen, and what follows it is contract again.
func (p *parser) mistrust() {
	var size [signing + 1]int
	total := 0
	for i := range p.blocks {
		size[p.blocks[i].section] += len(p.blocks[i].tokens)
		total += len(p.blocks[i].tokens)
	}
	if total < 400 {
		return
	}
	for s := parties; s <= signing; s++ {
		if size[s]*2 < total {
			continue
		}
		for i := range p.blocks {
			b := &p.blocks[i]
			if b.section != s || b.kind == document.Heading || b.kind == document.TOC || len(b.tokens) < 10 {
				continue
			}
			term := false // "Datalek: een inbreuk …"
			for _, t := range b.tokens[:6] {
				term = term || t.Punct == ':' || t.Punct == '-'
			}
			if s != definitions || !term {
				b.section = body
			}
		}
	}
}

// release makes the rest of what stands under the headings above block i
// ordinary contract again.
func (p *parser) release(i int, over []section) {
	for k := p.blocks[i].parent; k >= 0 && over[k] != body; k = p.blocks[k].parent {
		over[k] = body
	}
}

// headingLike tells whether a block that is no heading by kind opens a part
// all the same: "Artikel 3 Beveiliging" alone on its line.
func (p *parser) headingLike(i int) bool {
	b := &p.blocks[i]
	if b.kind == document.Heading {
		return true
	}
	text := strings.TrimSpace(p.text(i))
	return len(b.tokens) <= 10 && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ";") && p.view[i].Table == nil
}

// annexes marks the blocks that stand in an annex. An annex runs to the next
// article that carries on the numbering of the contract, for the levels of
// headings in an annex are often those of its articles.
func (p *parser) annexes() {
	in := false
	lastArticle := 0
	seenBody := 0 // blocks of the contract before the first annex
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.label.family == annex && p.headingLike(i) && b.kind != document.Item && b.kind != document.TOC:
			// A contract that is itself an annex begins with its label.
			if seenBody > 4 {
				in = true
				p.annexCount++
				if key := "annex " + b.label.id; b.label.id != "" && p.annexIDs[key] == 0 {
					if p.annexIDs == nil {
						p.annexIDs = map[string]int{}
					}
					p.annexIDs[key] = p.annexCount
				}
			}
		case b.label.family == article && b.kind != document.TOC:
			if n := b.label.first; n > 0 {
				if in && lastArticle > 0 && n == lastArticle+1 {
					in = false
				}
				if !in {
					lastArticle = n
				}
			}
		}
		b.annex = 0
		if in {
			b.annex = p.annexCount
		}
		if b.kind != document.TOC && b.kind != document.Header && b.kind != document.Footer {
			seenBody++
		}
	}
}
