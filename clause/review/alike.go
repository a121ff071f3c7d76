package review

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

// texts are the sections of a contract as bags of words.
type texts struct {
	rare map[string]float64 // by stem: how much it tells sections apart
	// with lists, by stem, the sections that have it, in order.
	with     map[string][]posting
	length   []float64 // of each section as a vector
	headings []map[string]float64
	subjects [][]subject
}

// posting is the weight of a stem in a section.
type posting struct {
	section int
	weight  float64
}

func (p *paper) texts() *texts {
	n := len(p.sections)
	t := &texts{rare: map[string]float64{}, with: map[string][]posting{}, length: make([]float64, n), headings: make([]map[string]float64, n), subjects: make([][]subject, n)}
	bags := make([]map[string]float64, n)
	count := map[string]int{}
	for i := range p.sections {
		s := &p.sections[i]
		span := document.Span{Start: p.doc.Blocks[s.heading].Span.Start, End: p.doc.Blocks[s.last].Span.End}
		bags[i] = stems(p.doc.Slice(span))
		for stem := range bags[i] {
			count[stem]++
		}
		title := p.text(s.heading)
		if k := p.doc.Blocks[s.heading].Parent; k >= 0 && p.doc.Blocks[k].Label != "" {
			title += "\n" + p.text(k)
		}
		t.headings[i], t.subjects[i] = stems(title), subjectsOf(title)
	}
	for stem, c := range count {
		t.rare[stem] = math.Log(float64(n+1) / float64(c))
	}
	for i, bag := range bags {
		t.length[i] = t.weigh(bag)
		for stem, weight := range bag {
			t.with[stem] = append(t.with[stem], posting{i, weight})
		}
	}
	return t
}

// score adds to the scores of the sections what their words say of a gap.
func (t *texts) score(g *gap, scores []float64) {
	r := g.results[0]
	words := stems(r.Model + "\n" + r.Title)
	group := strings.NewReplacer(".", " ", "-", " ").Replace(groupOf(r.Requirement))
	about, weight := subjectsOf(r.Title+"\n"+group), weightSubject
	if len(about) == 0 {
		about, weight = subjectsOf(r.Model), weightMention
	}
	length := t.weigh(words)
	alike := make([]float64, len(scores))
	for _, stem := range sorted(words) {
		for _, has := range t.with[stem] {
			alike[has.section] += words[stem] * has.weight
		}
	}
	for i := range scores {
		words, share := words, 1.0
		switch {
		case slices.ContainsFunc(t.subjects[i], func(s subject) bool { return slices.Contains(about, s) }):
			scores[i] += weight
		case weight == weightSubject && len(t.subjects[i]) > 0:
			// The article is about something else; a word in common tells little.
			words, share = nil, 0.5
		}
		for stem := range t.headings[i] {
			if words[stem] > 0 {
				scores[i] += weightWord
				break
			}
		}
		if alike[i] > 0 {
			scores[i] += share * weightText * alike[i] / (length * t.length[i])
		}
	}
}

// weigh gives words the weight that they have in this contract, and returns the
// length of them all as a vector. What stands in every section, as the names of
// the parties, tells nothing. It sums in a fixed order, so that the same words
// give the same bits.
func (t *texts) weigh(words map[string]float64) float64 {
	sum := 0.0
	for _, stem := range sorted(words) {
		weight := math.Sqrt(words[stem]) * t.rare[stem]
		words[stem] = weight
		sum += weight * weight
	}
	return math.Sqrt(sum)
}

func sorted(bag map[string]float64) []string {
	keys := make([]string, 0, len(bag))
	for k := range bag {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// stems counts the words of a text by their beginning: "beveiliging" and
// "beveiligingsmaatregelen" are one. Small words tell nothing.
func stems(text string) map[string]float64 {
	const least, most = 4, 7 // letters
	out := map[string]float64{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(word)
		if len(letters) < least || slices.Contains(plainWords, word) {
			continue
		}
		out[string(letters[:min(most, len(letters))])]++
	}
	return out
}

// plainWords stand in every clause.
var plainWords = []string{"aan", "alle", "artikel", "binnen", "daarbij", "daarvan", "deze", "dient", "door", "elke", "hebben", "heeft", "hierbij", "hiervan", "ieder", "iedere",
	"indien", "kunnen", "minst", "minste", "naar", "niet", "onder", "over", "partij", "partijen", "tegen", "tenzij", "tijdens", "voor", "waarbij", "waarvan", "wordt", "worden", "zijn", "zoals", "zodat", "zullen",
	"verwerker", "verwerkingsverantwoordelijke", "opdrachtgever", "opdrachtnemer", "leverancier", "klant", "dienstverlener", "overeenkomst", "verwerkersovereenkomst"}

// subject is what an article of a contract is about.
type subject uint8

const (
	audits subject = iota
	subprocessors
	breaches
	security
	secrecy
	locations
	endings
	continuity
	rights
	assistance
	liability
	purposes
	prices
	contacts
)

// subjectWords are the words by which titles and headings name a subject: their
// beginnings; with a * before them any part, with a blank behind them the whole
// word.
var subjectWords = map[subject][]string{
	audits:        {"audit", "controle", "controleren", "inspectie", "toezicht", "verantwoording", "certific", "aantonen"},
	subprocessors: {"*subverwerker", "sub-verwerker", "*onderverwerker", "*onderaann", "onderaanneming", "*hulpleverancier", "*derden", "toeleverancier", "uitbested"},
	breaches:      {"*datalek", "inbreuk", "*incident", "beveiligingsinciden", "gegevenslek"},
	security:      {"*beveilig", "*veiligheid", "versleutel", "encryptie", "*maatregelen", "toegangsbeheer", "toegangsbeveiliging", "netwerk", "logging", "systeem", "datacenter", "sleutel", "kwetsbaarhe", "patch"},
	secrecy:       {"*geheimhoud", "vertrouwelijk", "discretie", "beroepsgeheim"},
	locations:     {"doorgifte", "locatie", "plaats", "opslag ", "soevereiniteit", "buiten", "derde land", "land"},
	endings:       {"einde", "beëindig", "duur", "looptijd", "exit", "teruggave", "retour", "*verwijder", "vernietig", "wissen", "overdraag", "bewaar", "opzegg", "overstap", "afloop", "migratie", "stopt"},
	continuity:    {"*beschikbaar", "continuïteit", "continuiteit", "back-up", "backup", "reservekop", "herstel", "service", "dienstverlening", "onderhoud", "storing", "uitwijk", "helpdesk", "ondersteuning"},
	rights:        {"betrokkene", "inzageverzoek"},
	assistance:    {"bijstand", "medewerking", "dpia", "*effectbeoordeling", "ondersteun"},
	liability:     {"aansprakelijk", "vrijwar", "schade", "verzeker"},
	purposes:      {"doel", "instructie", "verwerking van", "omvang", "opdracht", "onderwerp"},
	prices:        {"prijs", "prijzen", "vergoeding", "kosten", "tarie", "betaling", "facturering"},
	contacts:      {"contact"},
}

// subjectsOf are the subjects that a title names.
func subjectsOf(title string) []subject {
	low := strings.ToLower(title)
	words := strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	var out []subject
	for s := audits; s <= contacts; s++ {
		if slices.ContainsFunc(subjectWords[s], func(w string) bool {
			part, anywhere := strings.CutPrefix(w, "*")
			switch {
			case anywhere:
				return strings.Contains(low, part)
			case strings.HasSuffix(w, " "):
				return slices.Contains(words, strings.TrimSuffix(w, " "))
			case strings.Contains(w, " "):
				return strings.Contains(low, w)
			}
			return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, w) })
		}) {
			out = append(out, s)
		}
	}
	return out
}

// general tells whether a heading is over what belongs nowhere else, so that
// nothing follows from what stands under it.
func general(title string) bool {
	low := strings.ToLower(strings.TrimSpace(title))
	for _, w := range [...]string{"overig", "slotbepaling", "algemeen", "algemene bepaling", "diverse", "toepasselijk recht", "varia"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}
