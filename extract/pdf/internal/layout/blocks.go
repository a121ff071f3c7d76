package layout

import (
	"math"
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

// blocks puts the pages one after the other, joins what runs on over a page
// end, and numbers the tables.
func (d *reader) blocks(sheets []*sheet) []Block {
	var out []Block
	var lastTable *table
	offset := 0 // rows of the table on the pages before
	taken := map[*para]bool{}
	for page, s := range sheets {
		add := func(kind document.Kind, texts []string) {
			for _, t := range texts {
				out = append(out, Block{Page: page, Kind: kind, Text: t})
			}
		}
		last := lastBody(s)
		next := d.runsOn(sheets, page, last, taken)
		add(document.Header, s.header)
		add(document.Textbox, s.beside)
		early := false
		for i := range s.items {
			it := &s.items[i]
			if it.beside {
				if !early {
					out = d.aside(out, it, page)
				}
				continue
			}
			if it.table != nil {
				if lastTable != nil && i == firstBody(s) && sameColumns(lastTable, it.table) {
					offset += rowsOf(lastTable)
					if it.table.open == 1 {
						offset--
						out = d.continueCell(out, it, offset)
					} else if it.table.open == 2 {
						d.continueRow(out, it, offset-1)
					}
				} else {
					d.tables++
					offset = 0
				}
				lastTable = it.table
				out = d.cells(out, it, page, offset)
				continue
			}
			p := it.para
			if taken[p] {
				continue
			}
			lastTable = nil
			if p == last && len(next) > 0 {
				// What stands at the foot of this page must come before the
				// paragraph that leaves it.
				for k := range s.items[i+1:] {
					if it := &s.items[i+1+k]; it.beside {
						out = d.aside(out, it, page)
					}
				}
				d.foot(s, i, add)
				early = true
				for _, q := range next {
					at := 0
					p.text, at = d.words.join(p.text, q.text)
					p.breaks = append(p.breaks, at)
					p.rows = append(p.rows, q.rows...)
					taken[q] = true
				}
			}
			if it.kind == document.Footnote {
				if !early {
					add(document.Footnote, []string{p.text})
				}
				continue
			}
			out = append(out, d.block(p, page))
		}
		if !early {
			add(document.Textbox, s.turned)
			add(document.Footer, s.footer)
			// Of the kinds of text that are never judged, the foot fits best.
			add(document.Footer, s.notes)
		}
	}
	return out
}

// aside writes what stands in a frame beside the text.
func (d *reader) aside(out []Block, it *item, page int) []Block {
	if it.table != nil {
		d.tables++
		return d.cells(out, it, page, 0)
	}
	return append(out, Block{Page: page, Kind: document.Textbox, Text: it.para.text})
}

// foot writes the footnotes after item i, turned text and footers.
func (d *reader) foot(s *sheet, i int, add func(document.Kind, []string)) {
	for _, it := range s.items[i+1:] {
		if it.kind == document.Footnote {
			add(document.Footnote, []string{it.para.text})
		}
	}
	add(document.Textbox, s.turned)
	add(document.Footer, s.footer)
	// Of the kinds of text that are never judged, the foot fits best.
	add(document.Footer, s.notes)
}

func (d *reader) block(p *para, page int) Block {
	b := Block{Page: page, Label: p.label, Text: p.text, Breaks: p.breaks, Strong: strong(p)}
	switch {
	case p.toc != "":
		b.Kind, b.Text, b.Strong = document.TOC, tocText(p), false
	case d.isHeading(p):
		b.Kind, b.Level, b.Strong = document.Heading, d.level(p.first().size), true
	}
	return b
}

func (d *reader) cells(out []Block, it *item, page, offset int) []Block {
	for _, c := range it.paras {
		for _, p := range c.paras {
			out = append(out, Block{Page: page, Kind: document.Cell, Label: p.label, Text: p.text, Strong: strong(p),
				Table: &document.TableRef{Table: d.tables, Row: offset + c.cell.row, Column: c.cell.column, Header: c.cell.header}})
		}
	}
	return out
}

// continueCell joins the first cell of a table at the top of a page to the last
// one of the page before, where its sentence goes on.
func (d *reader) continueCell(out []Block, it *item, row int) []Block {
	first := &it.paras[0]
	if len(first.paras) == 0 {
		return out
	}
	k := len(out) - 1
	for k >= 0 && (out[k].Kind == document.Footer || out[k].Kind == document.Header || out[k].Kind == document.Footnote || out[k].Kind == document.Textbox) {
		k--
	}
	if k < 0 || out[k].Table == nil || out[k].Table.Row != row || out[k].Table.Column != first.cell.column || terminal(out[k].Text) {
		return out
	}
	p := first.paras[0]
	if p.labels {
		return out
	}
	merged := out[k]
	page := p.page
	var at int
	merged.Text, at = d.words.join(merged.Text, p.text)
	merged.Breaks = append(merged.Breaks, at)
	first.paras = first.paras[1:]
	// What stands at the foot of the page before must come first; the header
	// of this page was written already and stays behind the cell.
	var foot, head []Block
	for _, b := range out[k+1:] {
		if b.Page < page {
			foot = append(foot, b)
		} else {
			head = append(head, b)
		}
	}
	out = append(append(append(out[:k:k], foot...), merged), head...)
	return out
}

// continueRow joins the cells of the row below a repeated header to those of
// the last row of the page before, where their sentences go on. Their text
// counts as standing on the page on which they begin.
func (d *reader) continueRow(out []Block, it *item, row int) {
	for i := range it.paras {
		c := &it.paras[i]
		if c.cell.row != it.table.open-1 || len(c.paras) == 0 || c.paras[0].labels {
			continue
		}
		for k := len(out) - 1; k >= 0; k-- {
			b := &out[k]
			if b.Table == nil {
				continue
			}
			if b.Table.Table != d.tables || b.Table.Row < row {
				break
			}
			if b.Table.Row == row && b.Table.Column == c.cell.column {
				if !terminal(b.Text) {
					b.Text, _ = d.words.join(b.Text, c.paras[0].text)
					c.paras = c.paras[1:]
				}
				break
			}
		}
	}
}

func rowsOf(t *table) int {
	n := 0
	for _, c := range t.cells {
		n = max(n, c.row+1)
	}
	return n
}

// sameColumns tells whether a table at the top of a page goes on with the one
// at the foot of the page before.
func sameColumns(a, b *table) bool {
	if len(a.columns) != len(b.columns) {
		return false
	}
	for i := range a.columns {
		if math.Abs(a.columns[i]-b.columns[i]) > 4 {
			return false
		}
	}
	return true
}

// firstBody and lastBody find the first and last part of a page that is no
// footnote.
func firstBody(s *sheet) int {
	for i, it := range s.items {
		if it.kind != document.Footnote && !it.beside {
			return i
		}
	}
	return -1
}

func lastBody(s *sheet) *para {
	if i := lastItem(s); i >= 0 {
		return s.items[i].para
	}
	return nil
}

// lastItem is the index of the last part of a page that is no footnote, or -1.
func lastItem(s *sheet) int {
	for i := len(s.items) - 1; i >= 0; i-- {
		if s.items[i].kind != document.Footnote && !s.items[i].beside {
			return i
		}
	}
	return -1
}

// runsOn lists the paragraphs at the top of the following pages with which the
// last one of a page goes on; more than one where it fills whole pages.
func (d *reader) runsOn(sheets []*sheet, page int, last *para, taken map[*para]bool) []*para {
	var out []*para
	for page++; last != nil && !taken[last] && page < len(sheets); page++ {
		s := sheets[page]
		i := firstBody(s)
		if i < 0 || s.items[i].para == nil || !d.joins(last, s.items[i].para) {
			break
		}
		last = s.items[i].para
		out = append(out, last)
		if lastBody(s) != last {
			break
		}
	}
	return out
}

// joins tells whether a paragraph at the top of a page goes on with the one at
// the foot of the page before.
func (d *reader) joins(a, b *para) bool {
	last, first := a.last(), b.first()
	size := max(last.size, first.size)
	switch {
	case a.toc != "" || b.toc != "", len(a.text)+len(b.text) > longestPara,
		math.Abs(last.size-first.size) > sizeTolerance*size,
		d.isHeading(a) || d.isHeading(b),
		last.bold() != first.bold(),
		terminal(a.text):
		return false
	}
	lower := startsLower(b.text)
	if b.labels && !(lower && refers(a.text)) {
		if _, wide, _, _ := lineLabel(first); wide || !refers(a.text) {
			return false
		}
	}
	if endsInHyphen(a.text) && lower {
		return true
	}
	filled := full(last, first, a.edge())
	if !filled {
		free := (a.edge() - last.x1) / max(a.edge()-a.first().x0, 1)
		return lower && (free < lowerSlack || a.running() && !strings.Contains(a.text, "\n") || strings.HasSuffix(a.text, ",") && free < commaSlack)
	}
	if lower {
		return true
	}
	// A capital after a full line without full stop: names of parties are
	// written with one. A new paragraph would follow the end of a sentence.
	c := lastRune(a.text)
	return (unicode.IsLetter(c) || c == ',' || unicode.IsDigit(c)) && len(a.rows) > 1 && !strong(b)
}
