package contract

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/dutch"
	"github.com/clausule/clausule/extract/document"
)

// maxRow is the number of words up to which a row of a table is one unit; a
// longer row is laid-out text and is cut into sentences.
const maxRow = 70

// table cuts the cells that begin at block i and belong to one table, and
// returns the block after them.
func (p *parser) table(i int) int {
	table := p.view[i].Table.Table
	end := i
	for end < len(p.blocks) && p.view[end].Table != nil && p.view[end].Table.Table == table {
		end++
	}
	lead := p.leadOf(i)
	head := p.head(i, 0)
	for from := i; from < end; {
		to := from + 1
		for to < end && p.view[to].Table.Row == p.view[from].Table.Row {
			to++
		}
		switch {
		case p.view[from].Table.Header || from == i && to < end && p.namesColumns(from, to):
			p.row(from, to, none, head, true)
			key := p.blocks[from].parent
			for key >= 0 && p.blocks[key].kind != document.Heading && !p.blocks[key].label.opens() {
				key = p.blocks[key].parent
			}
			delete(p.heads, headKey{key, table})
			head = p.headAt(key, table, p.rowTokens(from, to))
		default:
			p.row(from, to, lead, head, false)
		}
		from = to
	}
	return end
}

// namesColumns tells whether the first row of a table that has no marked
// header names the columns all the same.
func (p *parser) namesColumns(from, to int) bool {
	if to-from < 2 {
		return false
	}
	for k := from; k < to; k++ {
		t := p.blocks[k].tokens
		if n := len(t); n == 0 || n > 4 || strings.ContainsAny(p.text(k), "0123456789:;.@_[]<>%€") {
			return false
		}
	}
	if to-from == 2 {
		switch opening(p.blocks[from+1].tokens, 1) {
		case "inhoud", "gegevens", "omschrijving", "waarde", "toelichting", "beschrijving", "maatregel", "invulling", "norm", "specificatie", "antwoord", "details":
			return true
		}
		return false
	}
	return true
}

// rowTokens joins the tokens of the cells from..to.
func (p *parser) rowTokens(from, to int) []dutch.Token {
	n := 0
	for k := from; k < to; k++ {
		n += len(p.blocks[k].tokens)
	}
	out := make([]dutch.Token, 0, n)
	for k := from; k < to; k++ {
		if p.blocks[k].skip {
			continue
		}
		if len(out) > 0 {
			// A tab parts the cells, a line break the paragraphs of a cell.
			sep := byte('\t')
			if p.view[k].Table.Column == p.view[k-1].Table.Column {
				sep = '\n'
			}
			out[len(out)-1].Punct = sep
		}
		out = append(out, p.blocks[k].tokens...)
	}
	return out
}

// row makes the units of a row.
func (p *parser) row(from, to, lead int, head []dutch.Token, header bool) {
	total := 0
	for k := from; k < to; k++ {
		if !p.blocks[k].skip {
			total += len(p.blocks[k].tokens)
		}
	}
	if header || total <= maxRow {
		span := document.Span{Start: p.view[from].Span.Start, End: p.view[to-1].Span.End}
		if unit := p.addTokens(from, span, p.rowTokens(from, to), lead, head); unit >= 0 {
			if header {
				p.c.Units[unit].Role = HeadingOnly
			}
			for k := from; k < to; k++ {
				p.blocks[k].last = unit
			}
		}
		return
	}
	// A long row: the first cell, when it is short, is the key under which
	// the others stand.
	key := lead
	first := p.view[from].Table.Column
	n := from
	for n < to && p.view[n].Table.Column == first {
		n++
	}
	if n == from+1 && n < to && !p.blocks[from].skip && len(p.blocks[from].tokens) <= 12 {
		d := &p.view[from]
		if unit := p.add(from, document.Span{Start: d.Body, End: d.Span.End}, lead, head); unit >= 0 {
			p.c.Units[unit].Role = HeadingOnly
			p.blocks[from].last = unit
			key = unit
		}
		from = n
	}
	for k := from; k < to; k++ {
		if p.blocks[k].skip || len(p.blocks[k].tokens) == 0 {
			continue
		}
		d := &p.view[k]
		use := key
		if intro := p.blocks[k].intro; intro >= from && p.blocks[intro].last >= 0 {
			use = p.blocks[intro].last
		}
		p.prose(k, document.Span{Start: d.Body, End: d.Span.End}, use, head)
	}
}
