package contract

import (
	"sort"
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// cut makes the units, in reading order.
func (p *parser) cut() {
	p.byParagraph = map[int][]int{}
	p.heads = map[headKey][]dutch.Token{}
	for i := 0; i < len(p.blocks); {
		b := &p.blocks[i]
		if p.view[i].Table != nil {
			i = p.table(i)
			continue
		}
		if !b.skip && len(b.tokens) > 0 {
			p.paragraph(i)
		}
		i++
	}
}

// leadOf is the unit that introduces block i, -1 for none.
func (p *parser) leadOf(i int) int {
	if intro := p.blocks[i].intro; intro >= 0 {
		return p.blocks[intro].last
	}
	return none
}

// paragraph cuts a block that is no cell.
func (p *parser) paragraph(i int) {
	b := &p.blocks[i]
	d := &p.view[i]
	span := document.Span{Start: d.Body, End: d.Span.End}
	switch b.kind {
	case document.Heading, document.TOC, document.Header, document.Footer:
		b.last = p.add(i, span, none, p.head(i, 0))
	default:
		p.prose(i, span, p.leadOf(i), p.head(i, 0))
	}
}

// prose cuts running text: a span of block i. Lead is the unit that introduces
// it, -1 for none.
func (p *parser) prose(i int, span document.Span, lead int, head []dutch.Token) {
	b := &p.blocks[i]
	intro := lead // of the items inside the text
	d := &p.view[i]
	label := p.doc.Text[d.Span.Start:d.Body]
	for _, part := range enumerate(label, p.doc.Text[span.Start:span.End]) {
		under := lead
		if part.item {
			under = intro
			if part.sibling {
				under = lead
			}
		}
		start := span.Start + part.start
		for n, s := range lines(p.doc.Text[start : span.Start+part.end]) {
			at := document.Span{Start: start + s.Start, End: start + s.End}
			use := under
			if n > 0 && use >= 0 && p.view[i].Table == nil && p.standsAlone(i, at) {
				use = none
			}
			unit := p.sentence(i, at, use, head)
			if !part.item && unit >= 0 {
				intro = unit
				b.last = unit
			}
		}
	}
	if b.last < 0 {
		b.last = len(p.c.Units) - 1
	}
}

// sentence adds a sentence; one that enumerates with semicolons gives a unit
// for its introduction and one for each part. It returns the first unit, -1
// when there was nothing to add.
func (p *parser) sentence(i int, at document.Span, lead int, head []dutch.Token) int {
	parts := semicolons(p.doc.Text[at.Start:at.End])
	first := p.add(i, document.Span{Start: at.Start + parts[0].start, End: at.Start + parts[0].end}, lead, head)
	for _, part := range parts[1:] {
		p.add(i, document.Span{Start: at.Start + part.start, End: at.Start + part.end}, first, head)
	}
	return first
}

// lines are the sentences of a text. A line break that the writer put between
// two statements ends a sentence too.
func lines(text string) []dutch.Range {
	var out []dutch.Range
	start := 0
	flush := func(end int) {
		for _, s := range dutch.Sentences(text[start:end]) {
			out = append(out, dutch.Range{Start: start + s.Start, End: start + s.End})
		}
		start = end
	}
	for at := 0; at < len(text); at++ {
		if text[at] != '\n' || at == start {
			continue
		}
		before := strings.TrimRight(text[start:at], " \t*_")
		after := strings.TrimLeft(text[at:], " \t\n*_")
		if before == "" || after == "" {
			continue
		}
		ends := strings.ContainsRune(".:;!?", rune(before[len(before)-1]))
		from := strings.LastIndexByte(before, '\n') + 1
		if !startsSmall(after) && (ends || len(before)-from < 50) || ends && before[len(before)-1] != ':' {
			flush(at)
		}
	}
	flush(len(text))
	return out
}

// standsAlone tells whether a later sentence of a list item has a party of its
// own and so needs no introduction.
func (p *parser) standsAlone(i int, at document.Span) bool {
	if startsSmall(p.doc.Text[at.Start:at.End]) {
		return false
	}
	for _, m := range p.partOf(i).names.find(p.doc.Text, p.within(i, at)) {
		if m.Party == dutch.Provider || m.Party == dutch.Customer || m.Party == dutch.BothParties {
			return true
		}
	}
	return false
}

// within returns the tokens of block i that lie in a span.
func (p *parser) within(i int, at document.Span) []dutch.Token {
	all := p.blocks[i].tokens
	lo := sort.Search(len(all), func(k int) bool { return all[k].Start >= at.Start })
	hi := sort.Search(len(all), func(k int) bool { return all[k].Start >= at.End })
	return all[lo:hi]
}

// add makes a unit of a span in block i and returns its index, -1 where the
// span holds no word.
func (p *parser) add(i int, at document.Span, lead int, head []dutch.Token) int {
	return p.addTokens(i, at, p.within(i, at), lead, head)
}

func (p *parser) addTokens(i int, at document.Span, own []dutch.Token, lead int, head []dutch.Token) int {
	if len(own) == 0 {
		return none
	}
	b := &p.blocks[i]
	at = p.trim(at)
	u := Unit{
		Span: at, Block: i, LeadUnit: none, Tokens: own, Head: head,
		Article: b.article, Paragraph: b.para, Mixed: b.mixed, Annex: b.annex > 0, Part: b.part, annex: b.annex,
	}
	if lead >= 0 {
		intro := p.c.Units[lead].Tokens
		if over := len(intro) - maxLead; over > 0 {
			intro = intro[over:]
		}
		if p.leadBudget >= len(intro)+len(own) {
			p.leadBudget -= len(intro) + len(own)
			u.Tokens = make([]dutch.Token, 0, len(intro)+len(own))
			u.Tokens = append(append(u.Tokens, intro...), own...)
			if last := &u.Tokens[len(intro)-1]; last.Punct == 0 {
				last.Punct = ':'
			}
			u.Lead, u.LeadUnit = len(intro), lead
		}
	}
	n := len(p.c.Units)
	before := p.byParagraph[b.para]
	u.Prev = before[max(0, len(before)-maxPrev):]
	p.byParagraph[b.para] = append(before, n)
	p.c.Units = append(p.c.Units, u)
	return n
}

// trim takes the white space off a span.
func (p *parser) trim(at document.Span) document.Span {
	text := p.doc.Text[at.Start:at.End]
	left := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	at.Start += left
	at.End = at.Start + len(strings.TrimSpace(text))
	return at
}

// headKey names the place for which headings are put together: the innermost
// heading above, and the table for its header row.
type headKey struct{ block, table int }

// head puts the headings above block i together, nearest first; for a table
// the header row is expected in the cache already.
func (p *parser) head(i, table int) []dutch.Token {
	if title := p.blocks[i].under; title >= 0 && table == 0 {
		return p.headUnder(title)
	}
	return p.headOver(i, table)
}

// headOver is the head of block i by the headings above it alone.
func (p *parser) headOver(i, table int) []dutch.Token {
	return p.headAt(p.aboveOf(i), table, nil)
}

// aboveOf is the innermost heading above block i, -1 for none.
func (p *parser) aboveOf(i int) int {
	above := p.blocks[i].parent
	for above >= 0 && p.blocks[above].kind != document.Heading && !p.blocks[above].label.opens() {
		above = p.blocks[above].parent
	}
	return above
}

// headUnder puts a title without style before the headings above it.
func (p *parser) headUnder(title int) []dutch.Token {
	key := headKey{title, -1}
	if h, ok := p.heads[key]; ok {
		return h
	}
	h := append([]dutch.Token{}, p.blocks[title].tokens...)
	if len(h) > 0 {
		h[len(h)-1].Punct = '.'
	}
	var rest []dutch.Token
	if above := p.aboveOf(title); above < 0 || !p.blocks[above].name {
		rest = p.head(title, 0)
	}
	h = append(h, rest[:min(len(rest), maxHead)]...)
	p.leadBudget -= len(h)
	p.heads[key] = h
	return h
}

func (p *parser) headAt(above, table int, row []dutch.Token) []dutch.Token {
	key := headKey{above, table}
	if h, ok := p.heads[key]; ok {
		return h
	}
	if above < 0 && len(row) == 0 {
		return nil
	}
	var h []dutch.Token
	take := func(tokens []dutch.Token) bool {
		if len(tokens) == 0 || len(h)+len(tokens) > maxHead {
			return len(tokens) == 0
		}
		h = append(h, tokens...)
		h[len(h)-1].Punct = '.'
		return true
	}
	more := take(row)
	for k, steps := above, 0; more && k >= 0 && steps < 16; k, steps = p.blocks[k].parent, steps+1 {
		q := &p.blocks[k]
		if q.name && k != above {
			continue // the name of the document says nothing of an article
		}
		if !q.skip && q.section != contents && (q.kind == document.Heading || q.label.opens() && p.headingLike(k)) {
			more = take(q.tokens)
			if p.leadBudget < len(h) {
				break // many headings, each with many above it: nearest only
			}
		}
	}
	p.leadBudget -= len(h)
	p.heads[key] = h
	return h
}
