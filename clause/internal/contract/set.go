package contract

import (
	"sort"
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// Several documents that make one contract are read as one text. Each starts a
// structure of its own: article 3 of one is not article 3 of the other, and its
// first page is not an annex of the last. Names and defined terms are those of
// all of them together.

// Part is one of the documents that the text of a contract is of.
type Part struct {
	Start int // offset of its text in the text of the contract
	Kind  Kind
	Signs []Sign // what speaks for each kind, the heaviest first
	// Language is that of the part, as Contract.Language.
	Language string
	Words    int // outside contents and running headers
	// Annex tells that it is an annex to another of the documents, by its title or
	// the name of its file.
	Annex bool
	// Addendum tells that it is one, by its title.
	Addendum bool
}

// stretch is what the parser knows of one of the documents.
type stretch struct {
	doc        *document.Document // as it was given
	from, to   int                // blocks of the view
	start      int                // offset of its text
	front      int                // the block of the view at which its parties have been introduced
	language   string
	names      *names
	annexCount int
	annexIDs   map[string]int   // by key, the number of an annex in it
	present    map[string]bool  // see present
	annexes    map[string]genre // by key, the kind of document that an annex is said to be
	is         string           // key of the annex that the document is by its title or file name, "" for none
}

// ParseSet reads documents that together are one contract. Spans are in the text
// of all of them, one after the other, which Contract.Doc holds.
func ParseSet(docs ...*document.Document) *Contract {
	set, ranges := join(docs)
	p := &parser{doc: set, c: &Contract{Doc: set}}
	for k, r := range ranges {
		one := set
		if len(ranges) > 1 {
			one = r.alone(set)
		}
		p.take(docs[k], one, r)
	}
	return p.parse()
}

// take reads the structure of one document into that of the set.
func (p *parser) take(doc, one *document.Document, r docRange) {
	sub := &parser{doc: one, c: &Contract{Doc: one}}
	sub.divide()
	sub.tokenize()
	sub.structure()
	base := len(p.view)
	s := stretch{annexCount: sub.annexCount, annexIDs: sub.annexIDs, doc: doc, from: base, to: base + len(sub.view), start: r.start, front: base + sub.beforeArticles(), language: language(sub.blocks)}
	shift := func(i, by int) int {
		if i < 0 {
			return i
		}
		return i + by
	}
	articles, paragraphs := p.articleCount, p.paragraphCount
	for i := range sub.blocks {
		b := &sub.blocks[i]
		b.parent, b.intro, b.under = shift(b.parent, base), shift(b.intro, base), shift(b.under, base)
		if b.article > 0 {
			b.article += articles
		}
		b.para += paragraphs
		p.articleCount, p.paragraphCount = max(p.articleCount, b.article), max(p.paragraphCount, b.para)
		b.part = len(p.parts)
		sub.view[i].Parent = shift(sub.view[i].Parent, base)
		sub.orig[i] += r.from
	}
	if base == 0 {
		p.view, p.orig, p.blocks = sub.view, sub.orig, sub.blocks
	} else {
		p.view, p.orig, p.blocks = append(p.view, sub.view...), append(p.orig, sub.orig...), append(p.blocks, sub.blocks...)
	}
	p.leadBudget += sub.leadBudget
	p.parts = append(p.parts, s)
}

// partOf is the document in which block i of the view stands.
func (p *parser) partOf(i int) *stretch { return &p.parts[p.blocks[i].part] }

// docRange is where a document stands in the set.
type docRange struct{ start, from, to int } // offset of its text, its blocks

// join puts documents one after the other. One document is itself.
func join(docs []*document.Document) (*document.Document, []docRange) {
	if len(docs) == 1 {
		return docs[0], []docRange{{0, 0, len(docs[0].Blocks)}}
	}
	set := &document.Document{}
	var text strings.Builder
	var ranges []docRange
	tables := 0
	for _, doc := range docs {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start, from, pages, highest := text.Len(), len(set.Blocks), len(set.Pages), tables
		text.WriteString(doc.Text)
		move := func(s document.Span) document.Span { return document.Span{Start: s.Start + start, End: s.End + start} }
		for _, b := range doc.Blocks {
			b.Span, b.Body = move(b.Span), b.Body+start
			if b.Parent >= 0 {
				b.Parent += from
			}
			if b.Page > 0 {
				b.Page += pages
			}
			if b.Table != nil {
				t := *b.Table
				t.Table += tables
				highest = max(highest, t.Table)
				b.Table = &t
			}
			set.Blocks = append(set.Blocks, b)
		}
		tables = highest
		for _, page := range doc.Pages {
			page.Number, page.Start = page.Number+pages, page.Start+start
			set.Pages = append(set.Pages, page)
		}
		if len(doc.Pages) == 0 {
			// Else its text would lie on the last page of the one before.
			set.Pages = append(set.Pages, document.Page{Number: pages + 1, Start: start, Source: document.PageText})
		}
		for _, c := range doc.Changes {
			c.Span = move(c.Span)
			set.Changes = append(set.Changes, c)
		}
		for _, l := range doc.Links {
			l.Span, l.Block = move(l.Span), l.Block+from
			set.Links = append(set.Links, l)
		}
		for _, s := range doc.Doubtful {
			set.Doubtful = append(set.Doubtful, move(s))
		}
		set.Warnings = append(set.Warnings, doc.Warnings...)
		ranges = append(ranges, docRange{start, from, len(set.Blocks)})
	}
	set.Text = text.String()
	if len(docs) > 0 {
		set.Name, set.Revisions = docs[0].Name, docs[0].Revisions
	}
	return set, ranges
}

// alone is the set with the blocks of one document only.
func (r docRange) alone(set *document.Document) *document.Document {
	one := *set
	one.Blocks = make([]document.Block, 0, r.to-r.from)
	for _, b := range set.Blocks[r.from:r.to] {
		if b.Parent >= 0 {
			b.Parent -= r.from
		}
		one.Blocks = append(one.Blocks, b)
	}
	return &one
}

// PartAt is the index of the part in which an offset of the text lies.
func (c *Contract) PartAt(offset int) int {
	return max(0, sort.Search(len(c.Parts), func(k int) bool { return c.Parts[k].Start > offset })-1)
}

// describe tells what each of the documents is.
func (p *parser) describe() {
	for k := range p.parts {
		s := &p.parts[k]
		part := p.kind(s.from, s.to)
		part.Start, part.Language, part.Addendum = s.start, s.language, p.isAddendum(s)
		p.c.Parts = append(p.c.Parts, part)
	}
}
