package contract

import (
	"slices"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// shortText is the number of words up to which a text may leave unsaid who the
// customer is; a contract of full length names him.
const shortText = 600

// oftenServed is the number of promises to an organisation that make it the
// customer of a text of any length, if it does not name other customers more
// than twice as often.
const oftenServed = 5

// unnamed finds the customer of a text that introduces nobody: in a short one
// the organisation that is written with a capital, or to which the provider
// promises something ("informeert de instelling"); in any text the one to which
// he does so time and again.
func (r *resolver) unnamed(n *names) {
	if n.you || !n.us && !r.hasProvider() {
		return
	}
	words, named := 0, 0
	for i := r.from; i < r.to; i++ {
		words += len(r.p.blocks[i].tokens)
	}
	short := words <= shortText && !r.provider && !r.customer
	for w, u := range r.stats {
		if roleWord(w) == dutch.Customer || slices.ContainsFunc(n.byFirst[w], func(n name) bool { return n.party == dutch.Customer }) {
			named += u.upper + u.lower
		}
	}
	for _, c := range r.candidates {
		if c.party == dutch.Customer {
			short = false
		}
	}
	short = short && named == 0
	capitals, promised := map[string]bool{}, map[string]int{}
	for i := r.from; i < r.to; i++ {
		b := &r.p.blocks[i]
		if b.skip || b.kind == document.TOC || b.kind == document.Heading {
			continue
		}
		for k, t := range b.tokens {
			if !organisation(t.Text) {
				continue
			}
			switch upper := capital(r.p.doc.Text, t); {
			case upper && (r.asName(b.tokens, k) || served(b.tokens, k)):
				capitals[t.Text] = true
			case !upper && served(b.tokens, k):
				promised[t.Text]++
			}
		}
	}
	for w := range r.stats {
		often := promised[w] >= oftenServed && 2*promised[w] > named
		if often || short && (capitals[w] || promised[w] > 0) {
			n.byFirst[w] = append(n.byFirst[w], name{words: []string{w}, party: dutch.Customer, capital: promised[w] == 0})
		}
	}
}

// organisation knows the words for an organisation that buys a service.
func organisation(w string) bool {
	switch w {
	case "school", "instelling", "onderwijsinstelling", "zorginstelling", "gemeente", "organisatie", "bestuur", "schoolbestuur", "ziekenhuis", "universiteit", "hogeschool",
		"provincie", "waterschap", "ministerie", "corporatie", "praktijk":
		return true
	}
	return false
}

// asName tells whether the capital of the word at k is that of a name: not of a
// sentence, or of a sentence in which the word acts without an article. "Gemeente
// Utrecht" is the name of somebody else.
func (r *resolver) asName(tokens []dutch.Token, k int) bool {
	if k+1 < len(tokens) && tokens[k].Punct == 0 && capital(r.p.doc.Text, tokens[k+1]) {
		return false
	}
	if k > 0 && !sentenceEnd(tokens[k-1].Punct) {
		return true
	}
	if k+1 == len(tokens) || tokens[k].Punct != 0 {
		return false
	}
	_, weak := providerVerb(tokens[k+1].Text)
	return weak
}

func sentenceEnd(c byte) bool {
	return c == '.' || c == '?' || c == '!' || c == ':' || c == ';' || c == '\t' || c == '\n'
}

// served tells whether the provider turns to, or works for, the organisation at
// token k: "informeert de instelling", "in opdracht van de school".
func served(tokens []dutch.Token, k int) bool {
	if k < 2 || tokens[k-1].Text != "de" && tokens[k-1].Text != "het" || tokens[k-1].Punct != 0 || hard(tokens[k-2].Punct) {
		return false
	}
	// "de organisatie van Verwerker" is the provider's own.
	if k+2 < len(tokens) && tokens[k].Punct == 0 && tokens[k+1].Text == "van" {
		return false
	}
	at := k - 2
	switch tokens[at].Text {
	case "van":
		if at == 0 {
			return false
		}
		switch tokens[at-1].Text {
		case "opdracht", "verzoek", "instructie", "instructies", "toestemming", "behoeve", "rekening":
			return true
		}
		return false
	case "namens":
		return true
	case "informeert", "waarschuwt", "ondersteunt", "helpt", "verwittigt", "adviseert", "assisteert", "vrijwaart",
		"informeren", "waarschuwen", "ondersteunen", "helpen", "adviseren", "assisteren", "vrijwaren",
		"moet", "zal", "dient", "brengt", "stelt", "houdt", "csp":
		return roleBefore(tokens, at)
	case "verwerker", "leverancier", "opdrachtnemer", "dienstverlener", "aanbieder":
		// "informeert de Verwerker de instelling"
		return true
	case "wij", "we":
		return true
	case "aan":
		return roleBefore(tokens, at)
	}
	return false
}

// roleBefore tells whether the provider is named in the sentence before token k.
func roleBefore(tokens []dutch.Token, k int) bool {
	for b := k; b >= 0 && b > k-16; b-- {
		if b < k && tokens[b].Punct == '.' {
			return false
		}
		if w := tokens[b].Text; roleWord(w) == dutch.Provider || w == "wij" || w == "we" {
			return true
		}
	}
	return false
}
