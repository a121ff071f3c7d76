package contract

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// Kind is the kind of a document.
type Kind uint8

// The kinds of document.
const (
	Other Kind = iota // none of those below
	ProcessorAgreement
	ServiceLevels
	Terms // of the supplier
	MainAgreement

	kindCount = iota
)

var kindNames = [kindCount]string{"other", "processor-agreement", "sla", "terms", "main-agreement"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind?"
}

// Sign is something in a document that speaks for a kind.
type Sign struct {
	Kind   Kind
	Weight float64 // in points; a kind needs leastPoints of them, and the most of all
	Why    string  // in Dutch: "de titel noemt “Verwerkersovereenkomst”"
}

// leastPoints is what a kind needs. A title is enough, and so is what a text of
// some length calls itself together with the words that it uses.
const leastPoints = 4.5

// Weights of the signs. They were set by hand: a title outweighs what a text is
// about, and what the text says of itself outweighs a title that misleads.
const (
	weightTitle     = 6.0
	weightAgreement = 4.0 // title with no more than "overeenkomst"
	weightSubtitle  = 1.5
	weightGenre     = 5.0 // subtitle that begins with it: "Handreiking voor inkopers"
	weightAboutKind = 2.0 // title that names a kind and a text about it
	weightSays      = 6.0 // "dit document is een beleidsdocument"
	weightDenies    = 3.0 // "dit is geen overeenkomst"
	weightCalls     = 1.0 // "deze verwerkersovereenkomst", each
	maxCalls        = 5.0
	callWords       = 5000 // in which it does so
	weightSpeaksOf  = 0.7  // "een verwerkersovereenkomst", "verwerkersovereenkomsten"
	maxSpeaksOf     = 4.0
	freeSpeaksOf    = 2   // a contract speaks of others of its kind as well
	weightRole      = 5.0 // "wij zijn uw verwerker"
	weightForm      = 0.6
	weightNoForm    = 2.5
	weightQuestion  = 0.3
	maxQuestions    = 1.5
)

// kind tells what kind of document stands in the blocks from..to.
func (p *parser) kind(from, to int) Part {
	s := &kindSigns{p: p, from: from, to: to}
	s.titles()
	s.words()
	s.form()
	var points [kindCount]float64
	for _, sign := range s.signs {
		points[sign.Kind] += sign.Weight
	}
	best := Other
	for k := ProcessorAgreement; k < kindCount; k++ {
		if points[k] >= leastPoints && points[k] > points[best] {
			best = k
		}
	}
	slices.SortStableFunc(s.signs, func(a, b Sign) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	return Part{Kind: best, Signs: s.signs, Words: s.count}
}

// kindSigns collects the signs in a stretch of blocks.
type kindSigns struct {
	p        *parser
	from, to int
	signs    []Sign
	count    int // words
}

func (s *kindSigns) add(kind Kind, weight float64, format string, args ...any) {
	if weight > 0 {
		s.signs = append(s.signs, Sign{kind, weight, fmt.Sprintf(format, args...)})
	}
}

// counted tells whether block i is text of the document.
func (s *kindSigns) counted(i int) bool {
	b := &s.p.blocks[i]
	return !b.skip && len(b.tokens) > 0 && b.kind != document.TOC && b.kind != document.Header && b.kind != document.Footer
}

// How far a title is looked for, in lines and in words.
const (
	titleLines     = 10
	titleLineWords = 18
	sentenceWords  = 6 // from which on a full stop makes a sentence of a line
	titleAllWords  = 90
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
			kind, about, word := titleKind(line, s.p.doc.Text, b.label.family == annex)
			if word == "" {
				continue
			}
			weight := weightTitle
			if kind == MainAgreement && genreOf(dutch.Tokenize(word, 0)[0].Text) == genreContract {
				weight = weightAgreement
			}
			if found > 0 {
				weight = weightSubtitle
				if kind == Other && genreOf(line[0].Text) == genreText {
					weight = weightGenre
				}
			}
			if found++; found > 3 {
				return
			}
			switch {
			case about && kind != Other:
				s.add(Other, weight*2/3, "de titel zegt dat de tekst over “%s” gaat", word)
				s.add(kind, weightAboutKind*weight/weightTitle, "de titel noemt “%s”", word)
			default:
				s.add(kind, weight, "de titel noemt “%s”", word)
			}
		}
	}
}

// titleKind reads a line of a title: the kind of document that it names, whether
// it says that the text is about such documents, and the words as written; ""
// where it names none. In a title with the label of an annex, "Bijlage 3", the
// subject alone may name the kind.
func titleKind(line []dutch.Token, text string, annexed bool) (kind Kind, about bool, word string) {
	named := func(from, to int) string { return text[line[from].Start:line[to].End] }
	question := line[len(line)-1].Punct == '?'
	switch line[0].Text {
	case "wat", "wanneer", "hoe", "waarom", "welke", "waarvoor", "tips", "alles", "wie", "zo", "de", "een", "uw", "je", "jouw":
		question = true
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
		case strings.HasPrefix(w, "inkoop") && kind == Terms:
			return Other, false, named(at, k)
		case g == genreNone || belongsTo(line, k):
		case g == genreText:
			if at < 0 {
				return Other, false, named(k, k)
			}
			return kind, kind != Other, named(k, k)
		case at < 0 || g.strong() && kind == MainAgreement:
			at, kind, word = k, g.kind(), named(k, k)
			if k+1 < len(line) && genreOf(w) != g {
				word = named(k, k+1)
			}
		}
	}
	if contractual >= 0 && processing >= 0 && data >= 0 && (kind == MainAgreement || kind == Terms || at < 0) {
		at, kind = contractual, ProcessorAgreement
		word = named(min(contractual, processing, data), max(contractual, processing, data))
	}
	if at < 0 {
		return Other, false, ""
	}
	return kind, question, word
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

// words counts what the text calls itself, which documents it speaks of and the
// words that it uses.
func (s *kindSigns) words() {
	var calls [kindCount]float64
	var called [kindCount]string
	var about, total int
	var uses [topicCount]int
	says, denies, role := "", "", ""
	questions := 0
	text := s.p.doc.Text
	for i := s.from; i < s.to; i++ {
		if !s.counted(i) {
			continue
		}
		tokens := s.p.blocks[i].tokens
		total += len(tokens)
		if tokens[len(tokens)-1].Punct == '?' || strings.HasSuffix(strings.TrimRight(s.p.text(i), " *_\n"), "?") {
			questions++
		}
		for k := range tokens {
			w := tokens[k].Text
			uses[topicOf(w)]++
			if k == 0 || tokens[k-1].Punct != 0 {
				continue
			}
			switch prev := tokens[k-1].Text; prev {
			case "deze", "dit", "onderhavige", "het", "de":
				if prev == "de" || prev == "het" {
					if k < 2 || tokens[k-2].Text != "ligt" && tokens[k-2].Text != "u" {
						continue // "voor u ligt het …"
					}
				}
				g := callOf(tokens, k)
				if g == genreNone || w == "overeenkomst" || w == "contract" {
					continue
				}
				calls[g.kind()] += weightCalls
				if called[g.kind()] == "" {
					called[g.kind()] = text[tokens[k-1].Start:tokens[k].End]
				}
			case "een":
				if g := genreOf(w); g.strong() {
					about++
				}
				if says == "" && k >= 3 && tokens[k-2].Text == "is" && tokens[k-3].Text == "document" {
					if g := genreOf(w); g != genreNone && g.kind() == Other {
						says = text[tokens[k-3].Start:tokens[k].End]
					}
				}
			case "uw", "jouw", "je", "jullie":
				if w == "verwerker" && k >= 3 && tokens[k-2].Text == "zijn" && tokens[k-3].Text == "wij" {
					role = text[tokens[k-3].Start:tokens[k].End]
				}
			case "geen":
				if (w == "contract" || w == "overeenkomst") && denies == "" && k >= 2 && (tokens[k-2].Text == "is" || tokens[k-2].Punct == ',') {
					denies = text[tokens[k-1].Start:tokens[k].End]
				}
			default:
				if k >= 2 && tokens[k-2].Text == "een" && genreOf(w).strong() {
					about++ // "een goede verwerkersovereenkomst"
				}
				if strings.HasSuffix(w, "overeenkomsten") && genreOf(strings.TrimSuffix(w, "en")).strong() {
					about++
				}
			}
		}
	}
	for k := range calls {
		// A long text speaks of many things; what it is it says on every page.
		calls[k] /= max(1, float64(total)/callWords)
		s.add(Kind(k), min(calls[k], maxCalls), "de tekst noemt zichzelf “%s”", called[k])
	}
	if says != "" {
		s.add(Other, weightSays, "de tekst zegt “dit %s”", says)
	}
	if denies != "" {
		s.add(Other, weightDenies, "de tekst zegt van zichzelf dat zij “%s” is", denies)
	}
	if role != "" {
		s.add(ProcessorAgreement, weightRole, "de tekst zegt “%s”", role)
	}
	s.add(Other, min(float64(about-freeSpeaksOf)*weightSpeaksOf, maxSpeaksOf), "de tekst spreekt %d keer over contracten in het algemeen", about)
	s.add(Other, min(float64(questions)*weightQuestion, maxQuestions), "de tekst stelt %d vragen", questions)
	if s.count = total; total < fewWords {
		total = fewWords
	}
	for t := topic(1); t < topicCount; t++ {
		if uses[t] < 2 {
			continue
		}
		about := &topics[t]
		rate := float64(uses[t]) * 1000 / float64(total)
		s.add(about.kind, min(rate*about.weight, about.most), "%d woorden %s", uses[t], about.of)
	}
}

// fewWords is the length below which a text is too short for the share of a word
// in it to say much.
const fewWords = 250

// callOf is the genre of what a text calls itself by the words from token k on:
// "deze algemene voorwaarden", "deze service level agreement".
func callOf(tokens []dutch.Token, k int) genre {
	for n := k; n < min(len(tokens), k+3); n++ {
		w := tokens[n].Text
		g := genreOf(w)
		if n+1 < len(tokens) && tokens[n].Punct == 0 {
			g = genrePair(w, tokens[n+1].Text, g)
		}
		if g != genreNone {
			if g == genreText && !callable(w) {
				return genreNone
			}
			return g
		}
		switch w {
		case "algemene", "service", "data", "processing", "digitale", "bijzondere", "aanvullende", "concept", "model":
		default:
			return genreNone
		}
		if tokens[n].Punct != 0 {
			return genreNone
		}
	}
	return genreNone
}

// callable tells whether "deze" before a word of a text about something means
// the document itself: a contract speaks of "deze procedure" and "dit plan" too.
func callable(w string) bool {
	for _, end := range [...]string{"verklaring", "statement", "handleiding", "handreiking", "gids", "leidraad", "beleid", "beleidsdocument", "reglement", "notulen", "blog", "whitepaper",
		"factsheet", "checklist", "dpia", "notitie", "memo", "handboek", "nieuwsbrief", "policy", "uitleg", "notice", "stappenplan", "brochure", "bijsluiter"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// form looks for what makes a contract of a text: parties that are named, that
// agree and that sign, and duties.
func (s *kindSigns) form() {
	named, agreed, signed := false, false, false
	duties, provisions := 0, 0
	for i := s.from; i < s.to; i++ {
		if !s.counted(i) {
			continue
		}
		b := &s.p.blocks[i]
		signed = signed || b.section == signing
		named = named || b.section == parties
		if !agreed {
			agreed = closesRecitals(b.tokens)
		}
		if !named || !agreed {
			for k, t := range b.tokens {
				switch t.Text {
				case "hierna", "ondergetekenden", "ondergetekende":
					named = true
				case "afspraken":
					agreed = agreed || k > 0 && b.tokens[k-1].Text == "deze"
				case "afgesproken":
					agreed = agreed || k >= 2 && b.tokens[k-1].Text == "hebben" && (b.tokens[k-2].Text == "wij" || b.tokens[k-2].Text == "we" || b.tokens[k-2].Text == "partijen")
				case "akkoord":
					signed = signed || k == 1 && b.tokens[0].Text == "voor"
				case "tussen":
					named = named || t.Punct == ':' || k > 0 && (b.tokens[k-1].Text == "gesloten" || b.tokens[k-1].Text == "aangegaan")
				}
			}
		}
	}
	units := s.p.c.Units
	for i := sort.Search(len(units), func(i int) bool { return units[i].Block >= s.from }); i < len(units) && units[i].Block < s.to; i++ {
		u := &units[i]
		if u.Role != Provision {
			continue
		}
		provisions++
		for k := range u.Clauses {
			c := &u.Clauses[k]
			if (c.Actor == dutch.Provider || c.Actor == dutch.BothParties || c.Actor == dutch.Customer) && c.Modality == dutch.Duty {
				duties++
				break
			}
		}
	}
	points := 0.0
	var what []string
	note := func(has bool, worth float64, name string) {
		if has {
			points += worth
			what = append(what, name)
		}
	}
	note(named, 1.5, "genoemde partijen")
	note(agreed, 1.5, "een overeenstemming")
	note(signed, 1, "een ondertekening")
	note(provisions > 0 && duties*20 >= provisions, 1, "verplichtingen van partijen")
	if len(what) > 0 {
		s.add(MainAgreement, points*weightForm, "de vorm van een overeenkomst: %s", strings.Join(what, ", "))
		s.add(ProcessorAgreement, points*weightForm, "de vorm van een overeenkomst: %s", strings.Join(what, ", "))
	}
	if points <= 1 {
		s.add(Other, weightNoForm, "geen partijen die iets overeenkomen")
	}
}
