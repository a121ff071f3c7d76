package pattern

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxDepth is how deep parentheses may nest.
const MaxDepth = 8

// MaxLength is the longest pattern in bytes.
const MaxLength = 8 << 10

// SyntaxError tells where a pattern is wrong and what to write instead.
type SyntaxError struct {
	Pattern string
	Offset  int    // byte offset in Pattern
	Message string // what is wrong, in Dutch
	Fix     string // what to write instead, in Dutch
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("patroon %q, teken %d: %s; %s", e.Pattern, utf8.RuneCountInString(e.Pattern[:e.Offset])+1, e.Message, e.Fix)
}

// Fold brings a word to the form in which words are compared: lower case,
// without accents, hyphens and apostrophes. It returns "" for a word without
// letters and digits.
func Fold(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf || !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			ascii = false
			break
		}
	}
	if ascii {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range norm.NFKD.String(word) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '€' {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Parse reads a pattern. The mode says how the terms at the top combine.
func Parse(text string, mode Mode) (*Pattern, error) {
	p := &parser{text: text}
	if len(text) > MaxLength {
		return nil, &SyntaxError{Pattern: text[:40] + "…", Message: "het patroon is te lang", Fix: "splits het in meer patronen"}
	}
	if !utf8.ValidString(text) {
		return nil, &SyntaxError{Pattern: strings.ToValidUTF8(text, "?"), Message: "het patroon is geen geldige UTF-8", Fix: "sla het bestand op als UTF-8"}
	}
	alts, err := p.alternatives(mode, 0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(text) {
		return nil, p.fail("')' zonder '('", "haal het haakje weg of open het eerder")
	}
	return &Pattern{Mode: mode, Alts: alts}, nil
}

type parser struct {
	text string
	pos  int
}

func (p *parser) fail(message, fix string) error {
	return &SyntaxError{Pattern: p.text, Offset: p.pos, Message: message, Fix: fix}
}

func (p *parser) space() {
	for p.pos < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += n
	}
}

func (p *parser) alternatives(mode Mode, depth int) ([]Alt, error) {
	var alts []Alt
	for {
		terms, err := p.terms(mode, depth)
		if err != nil {
			return nil, err
		}
		alts = append(alts, Alt{Terms: terms})
		if p.pos >= len(p.text) || p.text[p.pos] != '|' {
			return alts, nil
		}
		p.pos++
	}
}

func (p *parser) terms(mode Mode, depth int) ([]Term, error) {
	var terms []Term
	gap, gapAt := 0, -1
	for {
		p.space()
		if p.pos >= len(p.text) || p.text[p.pos] == ')' || p.text[p.pos] == '|' {
			switch {
			case gapAt >= 0:
				p.pos = gapAt
				return nil, p.fail("na een tussenruimte volgt geen woord", "zet '..' alleen tussen twee woorden")
			case len(terms) == 0:
				return nil, p.fail("hier ontbreekt een woord", "schrijf een woord, een <begrip> of een groep (a | b)")
			}
			return terms, nil
		}
		if strings.HasPrefix(p.text[p.pos:], "..") {
			if mode == Set {
				return nil, p.fail("een tussenruimte kan alleen in een reeks", "zet de woorden tussen haakjes of gebruik 'reeks:'")
			}
			if len(terms) == 0 || gapAt >= 0 {
				return nil, p.fail("een tussenruimte staat tussen twee woorden", "haal deze '..' weg")
			}
			gapAt = p.pos
			n, err := p.gap()
			if err != nil {
				return nil, err
			}
			gap = n
			continue
		}
		t, err := p.term(mode, depth)
		if err != nil {
			return nil, err
		}
		if err := p.parted(); err != nil {
			return nil, err
		}
		for i := range t {
			if i == 0 {
				t[i].Gap = gap
			}
			terms = append(terms, t[i])
		}
		gap, gapAt = 0, -1
	}
}

// parted sees to it that something stands between two terms: "meld(t | en)" would
// ask for the word "meld" and then "t" or "en".
func (p *parser) parted() error {
	if p.pos >= len(p.text) || strings.HasPrefix(p.text[p.pos:], "..") {
		return nil
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.pos:])
	if unicode.IsSpace(r) || strings.ContainsRune(")|>", r) {
		return nil
	}
	if last := p.text[p.pos-1]; r == '(' && last != ')' && last != '>' {
		return p.fail("een haakje direct achter een woord", "schrijf de vormen voluit: (meldt | melden); zijn het twee woorden, zet er dan een spatie tussen")
	}
	return p.fail("hier ontbreekt een spatie", "zet een spatie tussen twee woorden, begrippen of groepen")
}

func (p *parser) gap() (int, error) {
	p.pos += 2
	n, digits := 0, 0
	for p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9' {
		n = n*10 + int(p.text[p.pos]-'0')
		digits++
		p.pos++
		if n > MaxGap {
			return 0, p.fail(fmt.Sprintf("een tussenruimte is ten hoogste %d woorden", MaxGap), fmt.Sprintf("schrijf ..%d of minder", MaxGap))
		}
	}
	if digits == 0 {
		return DefaultGap, p.looseGap()
	}
	if n == 0 {
		return 0, p.fail("..0 is geen tussenruimte", "zet de woorden direct achter elkaar")
	}
	return n, nil
}

// looseGap refuses what looks like a gap with a number and is not one.
func (p *parser) looseGap() error {
	if strings.HasPrefix(p.text[p.pos:], ".") {
		return p.fail("meer dan twee punten", "schrijf '..' of '..8'")
	}
	from := p.pos
	p.space()
	n := 0
	for at := p.pos; at < len(p.text) && p.text[at] >= '0' && p.text[at] <= '9'; at++ {
		n++
	}
	if end := p.pos + n; n > 0 && p.pos > from && n <= 2 && (end == len(p.text) || strings.ContainsRune(" )|", rune(p.text[end]))) {
		return p.fail("een spatie tussen '..' en het getal", "schrijf .."+p.text[p.pos:end]+" aaneen; bedoelt u het getal zelf, schrijf dan .."+itoa(DefaultGap)+" "+p.text[p.pos:end])
	}
	p.pos = from
	return nil
}

// term reads one term. A word with inner punctuation ("28/3", "27001:2022") is
// several tokens in a text and so several terms here.
func (p *parser) term(mode Mode, depth int) ([]Term, error) {
	context := false
	if p.text[p.pos] == '^' {
		if mode != Set || depth > 0 {
			return nil, p.fail("'^' kan alleen vóór een term van 'alle'", "haal '^' weg of gebruik 'alle:'")
		}
		context = true
		p.pos++
		if p.pos >= len(p.text) {
			return nil, p.fail("na '^' ontbreekt een term", "schrijf bijvoorbeeld ^<inbreuk>")
		}
	}
	switch p.text[p.pos] {
	case '(':
		if depth >= MaxDepth {
			return nil, p.fail("de haakjes staan te diep in elkaar", "maak er een begrip van")
		}
		open := p.pos
		p.pos++
		alts, err := p.alternatives(Sequence, depth+1)
		if err != nil {
			return nil, err
		}
		if p.pos >= len(p.text) || p.text[p.pos] != ')' {
			p.pos = open
			return nil, p.fail("dit haakje wordt niet gesloten", "zet ')' achter de groep")
		}
		p.pos++
		return []Term{{Kind: Group, Group: alts, Context: context}}, nil
	case '<':
		end := strings.IndexByte(p.text[p.pos:], '>')
		if end < 0 || strings.Contains(p.text[p.pos+1:p.pos+end], "<") {
			return nil, p.fail("'<' zonder '>'", "schrijf een begrip als <melden>")
		}
		name := p.text[p.pos+1 : p.pos+end]
		if !ValidName(name) {
			fix := "gebruik kleine letters, cijfers en streepjes"
			if likely := strings.ToLower(strings.Join(strings.Fields(name), "-")); ValidName(likely) {
				fix = "schrijf <" + likely + ">"
			}
			return nil, p.fail(fmt.Sprintf("<%s> is geen geldige naam van een begrip", name), fix)
		}
		p.pos += end + 1
		return []Term{{Kind: Concept, Text: name, Context: context}}, nil
	case '>':
		return nil, p.fail("'>' zonder '<'", "schrijf een begrip als <melden>")
	}
	start := p.pos
	for p.pos < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.pos:])
		if unicode.IsSpace(r) || strings.ContainsRune("()<>|^", r) || strings.HasPrefix(p.text[p.pos:], "..") {
			break
		}
		p.pos += n
	}
	raw := p.text[start:p.pos]
	if raw == "" {
		return nil, p.fail(fmt.Sprintf("%q staat hier niet goed", p.text[p.pos]), "zie 'rules/pattern' voor de schrijfwijze")
	}
	if s := findSlip(raw, p.pos < len(p.text) && !strings.ContainsRune(")|", rune(p.text[p.pos]))); s != nil {
		p.pos = start + s.at
		return nil, p.fail(s.message, s.fix)
	}
	t := Term{Kind: Word, Context: context}
	body := raw
	if strings.HasPrefix(body, "*") {
		t.Prefix = true
		body = body[1:]
	}
	if strings.HasSuffix(body, "*") {
		t.Suffix = true
		body = body[:len(body)-1]
	}
	if strings.Contains(body, "*") {
		p.pos = start
		return nil, p.fail("'*' kan alleen aan het begin of het eind van een woord", "schrijf meld*, *lek of *verwerker*")
	}
	parts := strings.FieldsFunc(body, func(r rune) bool { return !IsWordRune(r) })
	var terms []Term
	for _, part := range parts {
		if folded := Fold(part); folded != "" {
			terms = append(terms, Term{Kind: Word, Text: folded})
		}
	}
	if len(terms) == 0 {
		p.pos = start
		return nil, p.fail(fmt.Sprintf("%q is geen woord", raw), "schrijf een woord met letters of cijfers")
	}
	short := func(t Term) bool { return utf8.RuneCountInString(t.Text) < 2 }
	if t.Prefix && short(terms[0]) || t.Suffix && short(terms[len(terms)-1]) {
		p.pos = start
		return nil, p.fail(fmt.Sprintf("%q past op te veel woorden", raw), "laat minstens twee letters staan")
	}
	if len(terms) > 1 && mode == Set {
		// Adjacent pieces of one written word stay adjacent.
		terms[0].Prefix = t.Prefix
		terms[len(terms)-1].Suffix = t.Suffix
		return []Term{{Kind: Group, Context: context, Group: []Alt{{Terms: terms}}}}, nil
	}
	terms[0].Prefix = t.Prefix
	terms[0].Context = context
	terms[len(terms)-1].Suffix = t.Suffix
	return terms, nil
}

// IsWordRune tells whether the rune is part of a word; everything else parts two
// words. Rules and texts are cut by this same function.
func IsWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("-‐‑'’%€", r)
}

// ValidName tells whether a concept may have this name.
func ValidName(name string) bool {
	if name == "" || len(name) > 64 {
		return false
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && i > 0) {
			return false
		}
	}
	return true
}
