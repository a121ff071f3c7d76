package contract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
)

// divide makes the blocks that the contract is read by. They are those of the
// document, but for paragraphs in which the writer used line breaks where a
// new paragraph was meant: a title with its text below it, or several numbered
// paragraphs.
func (p *parser) divide() {
	p.view = make([]document.Block, 0, len(p.doc.Blocks))
	p.orig = make([]int, 0, len(p.doc.Blocks))
	first := make([]int, len(p.doc.Blocks)) // where a block of the document begins in the view
	last := make([]int, len(p.doc.Blocks))
	for i := range p.doc.Blocks {
		d := p.doc.Blocks[i]
		if d.Parent >= 0 {
			// A list belongs to the last words before it, all else to the
			// title.
			if d.Kind == document.Item {
				d.Parent = last[d.Parent]
			} else {
				d.Parent = first[d.Parent]
			}
		}
		first[i] = len(p.view)
		p.view = append(p.view, p.pieces(d)...)
		for len(p.orig) < len(p.view) {
			p.orig = append(p.orig, i)
		}
		last[i] = len(p.view) - 1
	}
}

// pieces cuts one block.
func (p *parser) pieces(d document.Block) []document.Block {
	whole := []document.Block{d}
	text := p.doc.Text[d.Body:d.Span.End]
	if d.Table != nil {
		return whole
	}
	switch d.Kind {
	case document.Paragraph, document.Item:
		if cut := p.numbered(d); cut != nil {
			return cut
		}
	case document.Heading:
	default:
		return whole
	}
	if strings.IndexByte(text, '\n') < 0 {
		return whole
	}
	var out []document.Block
	base := len(p.view)
	title := none
	cut := func(end int) { // closes the last piece at a place in the text
		if n := len(out); n > 0 {
			out[n-1].Span.End = d.Body + len(strings.TrimRight(text[:end], " \t\r\n"))
		}
	}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		line := text[at:end]
		switch label, size := subLabel(line); {
		case at == 0:
			out = append(out, d)
			if d.Label != "" && d.Label != "•" && heads(line) && below(text[end:]) {
				out[0].Kind = document.Heading
				out[0].Level = max(d.Level, 1)
				title = base
			}
		case label != "":
			cut(at)
			out = append(out, document.Block{Kind: document.Paragraph, Span: document.Span{Start: d.Body + at}, Body: d.Body + at + size, Label: label, Page: d.Page, Parent: d.Parent, Revision: d.Revision})
			if title >= 0 {
				out[len(out)-1].Parent = title
			}
		case len(out) == 1 && title >= 0 && strings.TrimSpace(line) != "":
			cut(at)
			out = append(out, document.Block{Kind: document.Paragraph, Span: document.Span{Start: d.Body + at}, Body: d.Body + at, Page: d.Page, Parent: title, Revision: d.Revision})
		}
		at = end + 1
	}
	cut(len(text))
	for k := range out {
		if out[k].Body > out[k].Span.End || out[k].Span.Start >= out[k].Span.End {
			return whole
		}
	}
	return out
}

// subLabel reads the number of a sub-paragraph, "7.2" or "7.2.1", at the start
// of a line: the label and the bytes up to the text, "" for none.
func subLabel(line string) (string, int) {
	i := len(line) - len(strings.TrimLeft(line, " \t"))
	start, dots := i, 0
	for i < len(line) && (line[i] >= '0' && line[i] <= '9' || line[i] == '.') && i-start < 10 {
		if line[i] == '.' {
			dots++
			if i+1 < len(line) && line[i+1] == '.' {
				return "", 0
			}
		}
		i++
	}
	label := strings.TrimSuffix(line[start:i], ".")
	if dots == 0 || label == "" || label[0] == '.' || !strings.Contains(label, ".") || i >= len(line) || line[i] != ' ' && line[i] != '\t' {
		return "", 0
	}
	rest := strings.TrimLeft(line[i:], " \t")
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsUpper(r) && !strings.ContainsRune("\"“„«[(", r) {
		return "", 0
	}
	return label, len(line) - len(rest)
}

// heads tells whether the first line of a numbered paragraph is its title.
func heads(line string) bool {
	line = strings.TrimSpace(line)
	r, _ := utf8.DecodeRuneInString(line)
	return line != "" && len(strings.Fields(line)) <= 10 && !strings.ContainsRune(".;,:", rune(line[len(line)-1])) && (unicode.IsUpper(r) || unicode.IsDigit(r))
}

// below tells whether a text can stand under a title: it does not go on in the
// middle of a sentence.
func below(text string) bool {
	return strings.TrimSpace(text) != "" && !startsSmall(strings.TrimLeft(text, " \t\r\n*_-•–"))
}
