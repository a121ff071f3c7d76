package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// How far a title is looked for, in lines and in words.
const (
	titleLines     = 10
	titleLineWords = 18
	sentenceWords  = 6 // from which on a full stop makes a sentence of a line
	titleAllWords  = 90
	maxTitles      = 3
)

// titles reads the first lines of the document.
func (s *kindSigns) titles() {
	lines, words := 0, 0
	found := 0
	for i := s.from; i < s.to && lines < titleLines && words < titleAllWords; i++ {
		if !s.counted(i) {
			continue
		}
		b := &s.p.blocks[i]
		if b.label.family == article || b.label.family == numeric && b.kind == document.Heading || b.section != body && b.section != notes {
			return
		}
		for rest := b.tokens; len(rest) > 0 && lines < titleLines; {
			end := 0
			for end < len(rest)-1 && rest[end].Punct != '\n' {
				end++
			}
			line := rest[:end+1]
			rest = rest[end+1:]
			lines++
			words += len(line)
			if len(line) > titleLineWords || len(line) > sentenceWords && line[len(line)-1].End < len(s.p.doc.Text) && s.p.doc.Text[line[len(line)-1].End] == '.' {
				break // running text
			}
			title := readTitle(line, s.p.doc.Text, b.label.family == annex)
			if title.word == "" {
				continue
			}
			weight := weightTitle
			switch {
			case found > 0 && title.kind == Other && genreOf(line[0].Text) == genreText:
				weight = weightGenre
			case found > 0:
				weight = weightSubtitle
			case title.bare:
				weight = weightAgreement
			}
			if found++; found > maxTitles {
				return
			}
			if title.about && title.kind != Other {
				s.add(Other, weight*weightAbout, "de titel zegt dat de tekst over “%s” gaat", title.word)
				weight *= weightAboutKind / weightTitle
			}
			s.add(title.kind, weight, "de titel noemt “%s”", title.word)
		}
	}
}

// title is what a line of a title says.
type title struct {
	kind  Kind
	word  string // that names it, as written; "" where the line names no document
	about bool   // the text is about such documents
	bare  bool   // "overeenkomst" and no more
}

// readTitle reads a line of a title. In one with the label of an annex,
// "Bijlage 3", the subject alone may name the kind.
func readTitle(line []dutch.Token, text string, annexed bool) title {
	named := func(from, to int) string { return text[line[from].Start:line[to].End] }
	var t title
	t.about = line[len(line)-1].Punct == '?'
	switch line[0].Text {
	case "wat", "wanneer", "hoe", "waarom", "welke", "waarvoor", "tips", "alles", "wie", "zo", "de", "een", "uw", "je", "jouw":
		t.about = true
	}
	contractual, processing, data := -1, -1, -1 // words that only together name a processor agreement
	if annexed {
		contractual = 0
	}
	at := -1
	for k := range line {
		w := line[k].Text
		g := genreOf(w)
		if k+1 < len(line) && line[k].Punct == 0 {
			g = genrePair(w, line[k+1].Text, g)
		}
		switch w {
		case "overeenkomst", "contract", "bijlage", "addendum", "annex", "afspraken", "voorwaarden", "bepalingen", "clausules", "standaardclausules", "standaardbepalingen", "agreement":
			contractual = k
		case "gegevensverwerking", "gegevensverwerkingen", "dataverwerking", "persoonsgegevensverwerking", "verwerker", "bewerker", "verwerkers":
			processing, data = k, k
		case "verwerkingen":
			processing = k
			if data < 0 {
				data = k
			}
		case "verwerking", "verwerken":
			processing = k
		default:
			if strings.HasSuffix(w, "gegevens") {
				data = k // "patiëntgegevens"
			}
		}
		if g == genreContract && k+2 < len(line) && line[k].Punct == 0 {
			g = agreementOn(line[k+1:], g)
		}
		switch {
		case strings.HasPrefix(w, "inkoop") && t.kind == Terms:
			return title{word: named(at, k)}
		case g == genreNone || belongsTo(line, k):
		case g == genreText:
			return title{kind: t.kind, word: named(k, k), about: true}
		case at < 0 || g.strong() && t.kind == MainAgreement:
			at, t.kind, t.word, t.bare = k, g.kind(), named(k, k), g == genreContract
			if k+1 < len(line) && genreOf(w) != g {
				t.word = named(k, k+1)
			}
		}
	}
	if contractual >= 0 && processing >= 0 && data >= 0 && (t.kind == MainAgreement || t.kind == Terms || at < 0) {
		t.kind, t.bare = ProcessorAgreement, false
		t.word = named(min(contractual, processing, data), max(contractual, processing, data))
	}
	return t
}

// agreementOn is the genre of an agreement by the words behind "overeenkomst":
// "van geldlening", "tot samenwerking".
func agreementOn(tokens []dutch.Token, alone genre) genre {
	far := 1
	switch tokens[0].Text {
	case "van", "tot", "inzake", "betreffende", "over", "ter":
		far = 4
	}
	for _, t := range tokens[:min(len(tokens), far)] {
		if compound(t.Text, "overeenkomst") == genreElse {
			return genreElse
		}
	}
	return alone
}

// belongsTo tells whether the document that token k names is another, to which
// this one belongs: "bijlage bij de raamovereenkomst".
func belongsTo(line []dutch.Token, k int) bool {
	if k > 0 && line[k-1].Text == "algemene" {
		k--
	}
	if k > 0 && determiner(line[k-1].Text) {
		k--
	}
	if k == 0 || line[k-1].Punct != 0 {
		return false
	}
	switch line[k-1].Text {
	case "bij", "van", "tot", "krachtens", "volgens", "onder", "uit":
		return true
	}
	return false
}
