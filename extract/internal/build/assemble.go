package build

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// assemble writes the text and the blocks.
func (b *Builder) assemble() *document.Document {
	doc := &document.Document{
		Name: b.src.Name, Format: b.format, SHA256: b.src.SHA256(),
		Blocks: make([]document.Block, 0, len(b.paras)), Warnings: b.warnings,
	}
	var text strings.Builder
	text.Grow(int(b.text))
	for i := range b.paras {
		p := &b.paras[i]
		if i > 0 {
			text.WriteString(between(&b.paras[i-1], p))
		}
		start := text.Len()
		text.WriteString(p.text)
		block := document.Block{
			Kind: p.Kind, Span: document.Span{Start: start, End: text.Len()}, Body: start,
			Label: p.lab.Text, Parent: p.parent, Table: p.Table, Revision: p.revision,
		}
		if p.lab.Text != "" {
			block.Body += p.lab.Body
		}
		if p.Kind == document.Heading || p.Kind == document.Item {
			block.Level = max(p.Level, 1)
		}
		doc.Blocks = append(doc.Blocks, block)
	}
	doc.Text = text.String()
	for i, pg := range b.pages {
		start := len(doc.Text)
		if pg.para < len(doc.Blocks) {
			span := doc.Blocks[pg.para].Span
			start = min(span.Start+pg.offset, span.End)
		}
		doc.Pages = append(doc.Pages, document.Page{Number: i + 1, Start: start, Source: pg.source})
	}
	for i := range doc.Blocks {
		doc.Blocks[i].Page = doc.PageAt(doc.Blocks[i].Span.Start)
	}
	b.revise(doc)
	b.found(doc)
	return doc
}

// between is the white space between two blocks.
func between(p, q *para) string {
	switch {
	case p.Table != nil && q.Table != nil:
		if p.Table.Table == q.Table.Table && p.Table.Row == q.Table.Row && p.Table.Column != q.Table.Column {
			return "\t"
		}
		return "\n"
	case p.Table != nil || q.Table != nil:
		return "\n\n"
	case p.Kind == q.Kind && (p.Kind == document.Item || p.Kind == document.TOC):
		return "\n"
	}
	return "\n\n"
}
