package review

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// paper is a contract as somebody looks at it who has to write into it: which
// parts it has, where its body ends, and which numbers are typed.
type paper struct {
	doc   *document.Document
	typed []bool // by block: its number stands in the text, and is not computed
	heads []bool // by block: it is the heading of what follows, in the body
	body  []bool // by block: it is a provision in the body, no table cell
	// sections are the parts of the body that a clause can be added to, in
	// order.
	sections []section
	// last is the last block of the body, before signatures and annexes; -1
	// where there is none.
	last int
	used map[string]bool // the labels of the document
	// joined tells by block that it and the next one are lines of one paragraph
	// of the file, so that nothing can be put between them.
	joined []bool

	outside []bool // by block: it stands in an annex or serves the signing
}

// section is the part of the body between two headings.
type section struct {
	heading int // block
	last    int // block, the last that belongs to it
	// numbered is the last paragraph with a number of its own directly under
	// the heading, plain the last one without; -1 for none.
	numbered, plain int
}

// read looks at the structure of a document.
func read(doc *document.Document, runs []docx.Run) *paper {
	n := len(doc.Blocks)
	p := &paper{doc: doc, typed: make([]bool, n), heads: make([]bool, n), body: make([]bool, n), last: -1, used: map[string]bool{}, joined: make([]bool, n)}
	before, paragraph := -1, docx.Range{}
	for _, r := range runs {
		b := doc.BlockAt(r.Text.Start)
		if b >= 0 && r.Text.Start < r.Text.End && r.In&(docx.InNote|docx.InHeader|docx.InTextbox) == 0 {
			if before >= 0 && before+1 == b && paragraph == r.Paragraph {
				p.joined[before] = true
			}
			before, paragraph = b, r.Paragraph
		}
		if b >= 0 && r.Text.Start < r.Text.End && r.Text.Start < doc.Blocks[b].Body {
			p.typed[b] = true
		}
	}
	for i := range doc.Blocks {
		if label := doc.Blocks[i].Label; label != "" {
			p.used[label] = true
		}
	}
	p.roles()
	p.end()
	p.divide()
	return p
}

// roles tells headings and provisions from the rest, and from what stands
// outside the body.
func (p *paper) roles() {
	n := len(p.doc.Blocks)
	con := contract.Parse(p.doc)
	outside := make([]bool, n)
	p.outside = outside
	known, provides := make([]bool, n), make([]bool, n)
	other := make([]bool, n)
	for i := range con.Units {
		u := &con.Units[i]
		known[u.Block] = true
		switch {
		case u.Annex, u.Role == contract.Signature:
			outside[u.Block] = true
		case u.Role == contract.Provision:
			provides[u.Block] = true
		case u.Role != contract.HeadingOnly:
			other[u.Block] = true
		}
	}
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if !known[i] && i > 0 { // a further cell of a row, an empty line
			outside[i] = outside[i-1]
		}
		if outside[i] || !known[i] || b.Table != nil {
			continue
		}
		switch b.Kind {
		case document.Heading:
			p.heads[i], p.body[i] = !provides[i] && !other[i], provides[i]
		case document.Paragraph, document.Item:
			p.heads[i], p.body[i] = !provides[i] && !other[i], provides[i]
		}
	}
}

// end finds the last block of the body. What leads up to the signatures is no
// part of it: "Ondertekening", names and dotted lines.
func (p *paper) end() {
	last := len(p.doc.Blocks) - 1
	for ; last >= 0; last-- {
		if !p.outside[last] && p.doc.Blocks[last].Kind <= document.Cell && !p.signing(last) {
			break
		}
	}
	p.last = last
	for i := range p.body {
		if i > last {
			p.body[i], p.heads[i] = false, false
		}
	}
}

// signing tells whether a block only serves the signing.
func (p *paper) signing(i int) bool {
	b := &p.doc.Blocks[i]
	text := strings.TrimSpace(p.doc.Slice(document.Span{Start: b.Body, End: b.Span.End}))
	if text == "" {
		return true
	}
	if strings.Contains(text, "……") || strings.Contains(text, "....") || strings.Contains(text, "___") {
		return len(strings.Fields(text)) <= 20
	}
	low := strings.ToLower(text)
	for _, s := range [...]string{"ondertekening", "ondertekend", "handtekening", "aldus ", "voor akkoord", "getekend ", "opgemaakt ", "gedaan te", "naam:", "functie:", "datum:", "plaats:", "namens "} {
		if strings.HasPrefix(low, s) {
			return true
		}
	}
	// The name of a party over its line, "Bijlagen" over their list.
	const most = 3 // words
	return b.Label == "" && len(strings.Fields(text)) <= most && !strings.ContainsAny(text[len(text)-1:], ".;:!?")
}

// divide parts the body at its headings.
func (p *paper) divide() {
	open := -1
	labelled := 0
	for i := 0; i <= p.last; i++ {
		b := &p.doc.Blocks[i]
		switch {
		case p.heads[i]:
			p.sections = append(p.sections, section{heading: i, last: i, numbered: -1, plain: -1})
			open = len(p.sections) - 1
			if b.Label != "" {
				labelled++
			}
		case p.outside[i]:
			open = -1
		case open < 0 || b.Kind > document.Cell:
		default:
			s := &p.sections[open]
			s.last = i
			if !p.body[i] || b.Parent > s.heading {
				continue
			}
			switch {
			case b.Label == "":
				s.plain = i
			case !bullet(b.Label):
				s.numbered = i
			}
		}
	}
	// Where the articles have numbers, what has none is no article: the title,
	// "Partijen", "komen overeen".
	const enough = 3
	kept := p.sections[:0]
	for _, s := range p.sections {
		if labelled >= enough && p.doc.Blocks[s.heading].Label == "" && p.parentLabel(s.heading) == "" {
			continue
		}
		if (s.numbered >= 0 || s.plain >= 0) && !p.joined[s.last] {
			kept = append(kept, s)
		}
	}
	if labelled < enough && len(kept) > 1 && kept[0].heading == p.first() {
		kept = kept[1:] // the title with who the parties are
	}
	p.sections = kept
}

// first is the first heading of the document; -1 for none.
func (p *paper) first() int {
	for i := range p.heads {
		if p.heads[i] {
			return i
		}
	}
	return -1
}

// parentLabel is the nearest label of a heading above a block.
func (p *paper) parentLabel(i int) string {
	for k := p.doc.Blocks[i].Parent; k >= 0; k = p.doc.Blocks[k].Parent {
		if label := p.doc.Blocks[k].Label; label != "" {
			return label
		}
	}
	return ""
}

// text is the text of a block without its number.
func (p *paper) text(i int) string {
	b := &p.doc.Blocks[i]
	return p.doc.Slice(document.Span{Start: b.Body, End: b.Span.End})
}

// sectionAt is the section in which an offset of the text lies; -1 for none.
func (p *paper) sectionAt(offset int) int {
	block := p.doc.BlockAt(offset)
	for i := len(p.sections) - 1; i >= 0; i-- {
		if s := &p.sections[i]; s.heading <= block {
			if block <= s.last {
				return i
			}
			break
		}
	}
	return -1
}

// bullet tells whether a label is a mark and no number.
func bullet(label string) bool {
	return !strings.ContainsFunc(label, func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	})
}
