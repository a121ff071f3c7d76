package plain

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/label"
)

// unit is a paragraph or a table.
type unit struct {
	text   string
	strong bool
	first  bool       // after a blank line
	rows   [][]string // of a table; then text is ""
}

// page is what stands between two form feeds.
type page struct {
	header, footer string
	units          []unit
	empty          bool
}

// readText reads plain text. Pages there are only where form feeds part them.
func readText(ctx context.Context, b *build.Builder, name, text string, maxPages int) error {
	raw := strings.Split(strings.TrimRight(text, "\f\n "), "\f")
	if len(raw) > maxPages {
		return document.OverLimit(name, "tekst", "het aantal bladzijden", int64(maxPages))
	}
	flow := newReflow(strings.Split(strings.ReplaceAll(text, "\f", "\n"), "\n"))
	running := runningLines(raw)
	pages := make([]page, len(raw))
	for i := range raw {
		var err error
		if pages[i], err = readPage(ctx, flow, raw[i], running); err != nil {
			return err
		}
	}
	w := writer{b: b, flow: flow, paged: len(pages) > 1}
	for i := range pages {
		w.page(pages, i)
	}
	return nil
}

// readPage cuts a page into its units.
func readPage(ctx context.Context, flow *reflow, raw string, running map[string]bool) (page, error) {
	lines := strings.Split(raw, "\n")
	first, last := edges(lines)
	p := page{empty: first < 0}
	var chunk []string
	for i, line := range lines {
		if i%4096 == 0 && ctx.Err() != nil {
			return p, ctx.Err()
		}
		line = columns(line)
		switch {
		case (i == first || i == last) && running[pattern(line)]:
			if i == first {
				p.header = line
			} else {
				p.footer = line
			}
		case line == "":
			if i+1 < len(lines) && len(chunk) > 0 && flow.crosses(chunk[len(chunk)-1], columns(lines[i+1])) {
				continue
			}
			p.units = append(p.units, flow.chunk(chunk)...)
			chunk = chunk[:0]
		default:
			chunk = append(chunk, line)
		}
	}
	p.units = append(p.units, flow.chunk(chunk)...)
	titles(p.units)
	return p, nil
}

// titles marks short lines that stand above a text as a title does. Plain text
// has no bold type to tell it; a list of short lines is no list of titles.
func titles(units []unit) {
	for i := range units {
		u := &units[i]
		if !u.first || u.rows != nil || u.strong || i+1 == len(units) || !titleLike(u.text) {
			continue
		}
		next := units[i+1]
		if next.rows == nil && utf8.RuneCountInString(next.text) < 60 && !strings.HasSuffix(next.text, ".") && !strings.HasSuffix(next.text, ":") {
			continue
		}
		u.strong = true
	}
}

func titleLike(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && len(s) <= 60 && goesOn(s) && !strings.ContainsAny(s, ",\t[]_@/0123456789") && strings.Count(s, " ") < 7
}

// edges gives the indices of the first and last line with text, -1 for none.
func edges(lines []string) (first, last int) {
	first, last = -1, -1
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// runningLines finds first and last lines that come back, but for their
// numbers, on at least three pages: headers, footers and page numbers.
func runningLines(pages []string) map[string]bool {
	running := map[string]bool{}
	if len(pages) < 3 {
		return running
	}
	count := map[string]int{}
	for _, page := range pages {
		lines := strings.Split(page, "\n")
		first, last := edges(lines)
		if first < 0 {
			continue
		}
		count[pattern(columns(lines[first]))]++
		if last != first {
			count[pattern(columns(lines[last]))]++
		}
	}
	for line, n := range count {
		if n >= 3 {
			running[line] = true
		}
	}
	return running
}

// pattern is a line with its numbers taken out.
func pattern(line string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, line)), " ")
}

// chunk reads the lines between two blank lines; they are trimmed, and their
// columns are set apart by tabs.
func (r *reflow) chunk(lines []string) []unit {
	if len(lines) == 0 {
		return nil
	}
	if rows := table(lines); rows != nil {
		return []unit{{rows: rows}}
	}
	var units []unit
	for i := 0; i < len(lines); i++ {
		if rule(lines[i]) {
			// A line drawn under a single line makes it a heading.
			if len(units) > 0 && i > 0 && units[len(units)-1].text == lines[i-1] {
				units[len(units)-1].strong = true
			}
			continue
		}
		if rows := barred(lines[i:]); rows != nil {
			units = append(units, unit{rows: rows})
			i += len(rows) - 1
			continue
		}
		text := []byte(lines[i])
		for i+1 < len(lines) && !rule(lines[i+1]) {
			line, next := lines[i], lines[i+1]
			if len(text) == len(line) && r.alone(line, lines[i+1:]) {
				text = append(append(text, ' '), next...)
			} else if r.breaks(line, next) {
				break
			} else {
				text = r.extend(text, line, next)
			}
			i++
		}
		units = append(units, unit{text: string(text), first: len(units) == 0})
	}
	return units
}

// alone tells whether line is nothing but a label whose text follows: it stood
// in a column or on a line of its own. The label of an article is joined with its
// title, and not with its first sentence.
func (r *reflow) alone(line string, behind []string) bool {
	if len(line) > 24 {
		return false
	}
	l, ok := label.Parse(line + " Tekst")
	if !ok || !l.Sure || l.Body != len(line)+1 {
		return false
	}
	next := behind[0]
	if l.Kind == label.Article || l.Kind == label.Annex || l.Kind == label.Chapter {
		if len(next) > 80 || !goesOn(next) || len(behind) > 1 && !rule(behind[1]) && !r.breaks(next, behind[1]) {
			return false
		}
	}
	_, again := label.Parse(next)
	return !again
}

// rule tells whether a line is drawn, not written.
func rule(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-=_*~─━═–—+| ") == ""
}

// table reads lines that all have the same number of columns, two or more.
func table(lines []string) [][]string {
	if len(lines) < 2 {
		return nil
	}
	rows := make([][]string, 0, len(lines))
	for _, line := range lines {
		cells := strings.Split(line, "\t")
		if len(cells) < 2 || len(rows) > 0 && len(cells) != len(rows[0]) {
			return nil
		}
		if last := cells[len(cells)-1]; len(cells) == 2 && len(last) < 4 && strings.Trim(last, "0123456789") == "" {
			return nil // a table of contents
		}
		rows = append(rows, cells)
	}
	return rows
}

// barred reads the rows with which lines begin of a table that was drawn with
// bars, "Opslag | 4 uur" or "| Opslag | 4 uur |": two or more of as many cells.
func barred(lines []string) [][]string {
	var rows [][]string
	for _, line := range lines {
		cells := bars(line)
		if len(cells) < 2 || len(rows) > 0 && len(cells) != len(rows[0]) {
			break
		}
		rows = append(rows, cells)
	}
	if len(rows) < 2 {
		return nil
	}
	return rows
}

// bars parts a line at its bars; those that stand apart from the words count.
func bars(line string) []string {
	line = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"))
	cells := strings.Split(strings.ReplaceAll(line, "\t", " "), " | ")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// writer hands the units to the builder.
type writer struct {
	b      *build.Builder
	flow   *reflow
	paged  bool
	tables int
	held   *held
}

// held is a paragraph that runs on over the end of its page.
type held struct {
	text   []byte
	last   string // what the last page gave to it
	breaks []int  // where a next page begins
}

func (w *writer) page(pages []page, i int) {
	p := &pages[i]
	units := p.units
	if w.held != nil {
		w.held.text = w.flow.extend(w.held.text, w.held.last, units[0].text)
		w.held.last = units[0].text
		w.held.breaks = append(w.held.breaks, len(w.held.text)-len(w.held.last))
		units = units[1:]
	} else if w.paged {
		source := document.PageText
		if p.empty {
			source = document.PageEmpty
		}
		w.b.StartPage(source)
	}
	runsOn := i+1 < len(pages) && runsOn(p.units, pages[i+1].units)
	if w.held != nil && !(runsOn && len(units) == 0) {
		w.b.Add(build.Paragraph{Text: string(w.held.text), PageBreaks: w.held.breaks})
		w.held = nil
	}
	w.running(document.Header, p.header)
	for k, u := range units {
		switch {
		case u.rows != nil:
			w.table(u.rows)
		case runsOn && k == len(units)-1:
			w.held = &held{text: []byte(u.text), last: u.text}
		default:
			w.b.Add(build.Paragraph{Text: u.text, Strong: u.strong})
		}
	}
	w.running(document.Footer, p.footer)
}

func (w *writer) running(kind document.Kind, text string) {
	if text != "" {
		w.b.Add(build.Paragraph{Kind: kind, Text: text})
	}
}

func (w *writer) table(rows [][]string) {
	w.tables++
	for i, row := range rows {
		for j, cell := range row {
			w.b.Add(build.Paragraph{Kind: document.Cell, Text: cell,
				Table: &document.TableRef{Table: w.tables, Row: i, Column: j}})
		}
	}
}

// runsOn tells whether the last paragraph of a page goes on on the next one.
func runsOn(units, next []unit) bool {
	if len(units) == 0 || len(next) == 0 || units[len(units)-1].rows != nil || next[0].rows != nil {
		return false
	}
	last, first := units[len(units)-1], next[0]
	r, _ := utf8.DecodeRuneInString(first.text)
	if !unicode.IsLower(r) || !goesOn(last.text) || last.strong {
		return false
	}
	_, labelled := label.Parse(first.text)
	return !labelled
}
