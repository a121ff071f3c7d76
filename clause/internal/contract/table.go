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
		case p.view[from].Table.Header && !(from == i && p.keyed(from, end)) || from == i && to < end && p.namesColumns(from, to):
			p.row(from, to, none, head, true)
			key := p.aboveOf(from)
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

// keyed tells whether the cells from..end are a table of keys and values whose
// first row is content too: "Onderwerp | Hosting van de toepassing".
func (p *parser) keyed(from, end int) bool {
	for k := from; k < end; {
		to := k + 1
		for to < end && p.view[to].Table.Row == p.view[k].Table.Row {
			to++
		}
		key := &p.blocks[k]
		if to-k != 2 || p.view[k].Table.Column == p.view[k+1].Table.Column || key.skip || len(key.tokens) == 0 || len(key.tokens) > 6 || strings.HasSuffix(strings.TrimSpace(p.text(k)), ".") {
			return false
		}
		k = to
	}
	return from+1 < end && p.keyOfField(from) && p.content(from+1)
}

// keyOfField tells whether a cell is the key of its own row rather than the name
// of its column: what a contract describes, or a question about it.
func (p *parser) keyOfField(i int) bool {
	switch opening(p.blocks[i].tokens, 1) {
	case "categorie", "categorieen", "naam", "dienst", "diensten", "locatie", "prioriteit", "maatregel", "maatregelen", "omschrijving", "niveau", "nr", "nummer", "veld",
		"subverwerker", "subverwerkers", "bedrijf", "partij", "rol", "functie", "versie", "datum", "component", "onderdeel", "begrip", "term", "artikel", "norm", "eis", "vraag",
		"klasse", "ernst", "impact", "type", "rubriek", "thema", "parameter", "systeem", "applicatie", "risico":
		return false
	}
	return true
}

// content tells whether a cell says something rather than names a column.
func (p *parser) content(i int) bool {
	tokens := p.blocks[i].tokens
	if len(tokens) == 0 || columnName(tokens[0].Text) || columnName(tokens[len(tokens)-1].Text) {
		return false
	}
	for k, t := range tokens {
		if t.Text[0] >= '0' && t.Text[0] <= '9' || t.Punct == ',' && k+1 < len(tokens) {
			return true
		}
	}
	return len(tokens) >= 3
}

// columnName knows the words that name a column of values.
func columnName(w string) bool {
	switch w {
	case "inhoud", "gegevens", "omschrijving", "omschrijvingen", "waarde", "waarden", "toelichting", "beschrijving", "maatregel", "maatregelen", "invulling", "norm", "normen", "specificatie",
		"specificaties", "antwoord", "antwoorden", "details", "categorie", "categorieen", "naam", "namen", "dienst", "diensten", "locatie", "locaties", "prioriteit", "uitleg", "afspraak", "afspraken",
		"keuze", "opmerking", "opmerkingen", "reactietijd", "oplostijd", "hersteltijd", "responstijd", "bewaartermijn", "doel", "doeleinden", "percentage", "beschikbaarheid", "frequentie",
		"land", "functie", "rol", "betekenis", "definitie", "uitwerking", "subverwerker", "subverwerkers", "verwerker", "klant", "leverancier", "opdrachtgever":
		return true
	}
	return false
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
