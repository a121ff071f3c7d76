package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// titles finds the paragraphs that head what follows although the reader saw
// no heading in them: a few words without a full stop, alone before running
// text. Lists of catchwords look the same but for what follows them.
func (p *parser) titles() {
	current := none
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.kind == document.Header || b.kind == document.Footer || b.skip:
			continue
		case b.kind == document.Heading || b.label.opens():
			current = none
			continue
		}
		if p.titleLike(i) && !p.titleLike(i-1) && !(i > 0 && p.colon(i-1)) && (p.running(i+1) || p.titleLike(i+1) && p.running(i+2)) ||
			p.titleLike(i) && i > 0 && p.blocks[i-1].title && p.running(i+1) {
			b.title = true
			current = i
			continue
		}
		if current >= 0 && p.blocks[current].parent == b.parent {
			b.under = current
		} else if current >= 0 && b.parent > current {
			b.under = p.blocks[b.parent].under
		}
	}
}

// naming marks the headings that name the document: those without a number at
// the very beginning under which all the rest stands, or behind which the
// articles follow. One that is the first of several such parts is a chapter.
func (p *parser) naming() {
	var first []int
	parts := make([]int, len(p.blocks)) // headings under a heading
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.kind == document.Heading && b.parent >= 0 {
			parts[b.parent]++
		}
	}
	open := true
	for i := range p.blocks {
		b := &p.blocks[i]
		root := b.kind == document.Heading && b.label.family == unlabelled && b.parent < 0
		switch {
		case b.skip || b.kind == document.Header || b.kind == document.Footer || b.kind == document.TOC || len(b.tokens) == 0:
		case open && root:
			first = append(first, i)
		case root && parts[i] > 0 && !namesDocument(b.tokens):
			// Another part of the same rank.
			if len(first) == 0 || !namesDocument(p.blocks[first[0]].tokens) {
				return
			}
			open = false
		default:
			open = false
		}
	}
	for _, i := range first {
		p.blocks[i].name = parts[i] > 0
	}
}

// namesDocument tells whether a heading is the name of a kind of document.
func namesDocument(tokens []dutch.Token) bool {
	for _, t := range tokens {
		for _, end := range [...]string{"overeenkomst", "contract", "voorwaarden", "addendum", "convenant", "statement"} {
			if strings.HasSuffix(t.Text, end) {
				return true
			}
		}
		switch t.Text {
		case "sla", "dpa", "dap", "agreement", "dossier", "reglement", "pact", "verwerkersafspraken":
			return true
		}
	}
	return false
}

// titleLike tells whether a paragraph has the form of a title.
func (p *parser) titleLike(i int) bool {
	if i < 0 || i >= len(p.blocks) {
		return false
	}
	b := &p.blocks[i]
	if b.kind != document.Paragraph || b.label.family != unlabelled || p.view[i].Table != nil || len(b.tokens) == 0 || len(b.tokens) > 7 {
		return false
	}
	text := strings.Trim(p.text(i), " *_\n\t")
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) && !strings.ContainsAny(text, ".:;,!?0123456789@[]{}_\n\t<>%€")
}

// running tells whether a block is running text: a sentence or what introduces
// a list.
func (p *parser) running(i int) bool {
	if i < 0 || i >= len(p.blocks) {
		return false
	}
	b := &p.blocks[i]
	text := strings.TrimRight(p.text(i), " *_\n\t")
	return b.kind == document.Paragraph && len(b.tokens) >= 6 && (strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":") || len(b.tokens) >= 12)
}

// articles numbers the articles. The article of a block is the outermost
// numbered heading above it, up to its annex or chapter; without a numbered
// one it is the nearest heading.
func (p *parser) articles() {
	p.headed = make([]int, len(p.blocks))
	for i := range p.blocks {
		if b := &p.blocks[i]; b.kind == document.Heading && b.label.family == numeric && b.label.depth == 2 && b.parent >= 0 {
			p.headed[b.parent]++
		}
	}
	keys := make([]int, len(p.blocks)) // block of the heading; -1 none
	number := map[int]int{}
	for i := range p.blocks {
		key := p.articleKey(i, keys)
		keys[i] = key
		if key == none {
			continue
		}
		n, ok := number[key]
		if !ok {
			n = len(number) + 1
			number[key] = n
		}
		p.blocks[i].article = n
		if key >= 0 && miscellaneous(p.blocks[key].tokens) {
			nearest := p.blocks[i].under
			if nearest < 0 {
				nearest = p.aboveOf(i)
			}
			p.blocks[i].mixed = nearest == key
		}
	}
}

// miscellaneous tells whether a heading names no subject, as those that close a
// contract do: "Overige bepalingen", "Algemene en slotbepalingen", "Diversen".
func miscellaneous(heading []dutch.Token) bool {
	all := false
	for _, t := range heading {
		switch t.Text {
		case "overige", "overig", "aanvullende", "nadere", "diverse", "diversen", "varia", "algemene", "algemeen", "bijzondere", "slotbepaling", "slotbepalingen", "slotartikel", "slot":
			all = true
		case "en", "de", "bepaling", "bepalingen", "afspraken", "artikelen", "clausules", "onderwerpen", "zaken":
		default:
			return false
		}
	}
	return all
}

// chapterParts is the number of headed parts from which on a numbered heading
// is a chapter, and its parts (2.1, 2.2) are the articles.
const chapterParts = 5

// none says that there is no such block.
const none = -1

// articleKey uses the keys of the blocks before i, so that a long chain of
// parents is walked only one step.
func (p *parser) articleKey(i int, keys []int) int {
	b := &p.blocks[i]
	above := none
	if b.parent >= 0 {
		above = keys[b.parent]
	}
	if b.kind != document.Heading && !b.label.opens() {
		title := b.under
		if b.title {
			title = i
		}
		if title >= 0 {
			if above >= 0 {
				if a := p.blocks[above].label.family; a == article || a == numeric || a == section2 {
					return above
				}
			}
			return title
		}
		if above == none && b.label.family == numeric && b.label.depth > 1 {
			// No headings at all: 5.1 and 5.2 make article 5.
			return -2 - b.label.first
		}
		return above
	}
	if b.label.family == annex || b.label.family == chapter {
		return i
	}
	if b.kind == document.Heading && b.label.family == numeric && b.label.depth == 2 && b.parent >= 0 && p.headed[b.parent] >= chapterParts {
		return i
	}
	if above >= 0 {
		a := p.blocks[above].label
		if a.family == article || a.family == numeric || a.family == section2 {
			if b.label.family != article {
				return above
			}
		}
	}
	return i
}

// paragraphs numbers the paragraphs and finds what introduces each block.
func (p *parser) paragraphs() {
	roots := make([]int, len(p.blocks))
	number := map[int]int{}
	prev := none // previous block of running text
	for i := range p.blocks {
		b := &p.blocks[i]
		roots[i] = i
		if b.kind == document.Header || b.kind == document.Footer || b.skip {
			b.para = len(number) + 1
			number[i] = b.para
			continue
		}
		b.intro = p.introducer(i, prev)
		roots[i] = p.root(i, prev, roots)
		n, ok := number[roots[i]]
		if !ok {
			n = len(number) + 1
			number[roots[i]] = n
		}
		b.para = n
		prev = i
	}
}

// root is the block with which the paragraph of block i begins.
func (p *parser) root(i, prev int, roots []int) int {
	b := &p.blocks[i]
	if b.kind == document.Heading || b.kind == document.TOC || b.label.opens() {
		return i
	}
	if b.intro >= 0 && p.blocks[b.intro].kind != document.Heading {
		return roots[b.intro]
	}
	if b.intro >= 0 && prev >= 0 && prev != b.intro && p.blocks[prev].intro == b.intro {
		return roots[prev] // items under one heading that introduces them
	}
	if t := p.view[i].Table; t != nil {
		if prev >= 0 {
			if q := p.view[prev].Table; q != nil && q.Table == t.Table {
				return roots[prev]
			}
		}
		if b.parent >= 0 && p.blocks[b.parent].kind != document.Heading && !p.blocks[b.parent].label.opens() {
			return roots[b.parent]
		}
		return i
	}
	if b.parent >= 0 {
		q := &p.blocks[b.parent]
		inside := q.kind != document.Heading && !q.label.opens()
		// A numbered paragraph that happens to follow a full sentence is no
		// part of it.
		if inside && !(b.label.family == numeric && b.label.depth == 1) {
			return roots[b.parent]
		}
	}
	if prev >= 0 && p.blocks[prev].parent == b.parent && p.view[prev].Table == nil {
		q := &p.blocks[prev]
		switch {
		case b.label.family == bullet && q.label.family == bullet && !p.closed(prev):
			return roots[prev]
		case b.label.family == unlabelled && b.kind == document.Paragraph && startsSmall(p.text(i)):
			return roots[prev]
		}
	}
	return i
}

// introducer finds the block whose last sentence introduces block i.
func (p *parser) introducer(i, prev int) int {
	b := &p.blocks[i]
	d := &p.view[i]
	if b.kind == document.Heading || b.kind == document.TOC || b.kind == document.Footnote {
		return none
	}
	if d.Table != nil {
		if prev < 0 {
			return none
		}
		if q := p.view[prev].Table; q != nil {
			if q.Table == d.Table.Table {
				return p.blocks[prev].intro
			}
			return none
		}
		if p.colon(prev) && !p.blocks[prev].skip {
			return prev
		}
		return none
	}
	listed := b.kind == document.Item
	if b.parent >= 0 && b.parent < i {
		q := &p.blocks[b.parent]
		switch {
		case q.skip:
		case p.colon(b.parent) && (listed || b.parent == prev || prev >= 0 && p.blocks[prev].intro == b.parent && b.label.family != unlabelled):
			return b.parent
		case listed && q.kind != document.Heading && !q.label.opens() && p.open(b.parent) && startsSmall(p.text(i)):
			return b.parent
		}
	}
	if prev < 0 {
		return none
	}
	q := &p.blocks[prev]
	switch {
	case listed && q.kind != document.Item && p.colon(prev) && q.parent == b.parent:
		return prev
	case listed && q.kind == document.Item && q.parent == b.parent && q.intro >= 0 && q.label.family == b.label.family:
		return q.intro
	case b.kind != document.Paragraph || b.label.family != unlabelled || b.title || opensRecitals(b.tokens):
	case q.kind == document.Item && q.intro >= 0 && startsSmall(p.text(i)):
		return q.intro
	case q.kind == document.Paragraph && q.parent == b.parent && p.view[prev].Table == nil:
		return p.bare(i, prev)
	}
	return none
}

// bare finds what introduces a paragraph that may be an item of a list whose
// bullets were lost, as in many PDF files.
func (p *parser) bare(i, prev int) int {
	b, q := &p.blocks[i], &p.blocks[prev]
	text := strings.TrimRight(p.text(i), " \t\n*_")
	part := strings.ContainsAny(lastByte(text), ";,") || len(b.tokens) <= 12 && !strings.ContainsAny(lastByte(text), ".:?!") || startsSmall(text)
	before := strings.TrimRight(p.text(prev), " \t\n*_")
	switch {
	case p.colon(prev):
		// A full sentence after a colon speaks for itself, unless the words
		// before the colon want one: "indien:".
		if part || opensClause(q.tokens) {
			if closesRecitals(q.tokens) || len(q.tokens) < 2 {
				return none
			}
			return prev
		}
	case q.intro >= 0 && q.under == b.under && p.blocks[q.intro].kind == document.Paragraph:
		ends := strings.ContainsAny(lastByte(before), ";,") || strings.HasSuffix(before, " en") || strings.HasSuffix(before, " of")
		if ends || part && len(b.tokens) <= 12 && !strings.ContainsAny(lastByte(before), ".:?!") {
			return q.intro
		}
	}
	return none
}

// opensClause tells whether the last word before a colon wants a clause.
func opensClause(tokens []dutch.Token) bool {
	if len(tokens) == 0 {
		return false
	}
	switch tokens[len(tokens)-1].Text {
	case "indien", "als", "wanneer", "tenzij", "mits", "dat", "om", "zal", "zullen", "moet", "dient", "voor", "tot", "door", "waaronder", "ertoe", "toe":
		return true
	}
	return false
}

// colon tells whether a block ends with a colon.
func (p *parser) colon(i int) bool {
	return strings.HasSuffix(strings.TrimRight(p.text(i), " \t\n*_-–"), ":")
}

// open tells whether a block ends in the middle of a sentence.
func (p *parser) open(i int) bool {
	text := strings.TrimRight(p.text(i), " \t\n*_")
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == ',' || unicode.IsLetter(r)
}

// closed tells whether a list item is a full sentence that ends as one.
func (p *parser) closed(i int) bool {
	text := strings.TrimRight(p.text(i), " \t\n*_")
	return strings.HasSuffix(text, ".") && len(p.blocks[i].tokens) >= 8
}

func startsSmall(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return false
}
