package redline

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// gap is a place between paragraphs, tables and content controls.
type gap struct {
	at   int
	para int // the paragraph that ends there, -1 for none
}

// gapBehind is the place for new paragraphs behind one.
func (l *layout) gapBehind(p int) (g gap, fit Placement) {
	for {
		g = gap{at: l.paras[p].end, para: p}
		if b, why := l.barred(p); b >= 0 {
			g, fit = gap{at: l.blocks[b].end, para: -1}, Placement{Elsewhere, why}
		}
		switch f := l.fieldAt(g.at); {
		case f != nil && f.to > p:
			p, fit = f.to, Placement{Elsewhere, Field}
		case g.para >= 0 && l.paras[p].gone && l.paras[p].text && l.paras[p].next == aParagraph:
			p++ // its text runs on in the next one when the changes are accepted
		default:
			if g.para >= 0 && l.paras[p].section && fit.Why == None {
				fit.Why = Section
			}
			return g, fit
		}
	}
}

// barred is the outermost element around a paragraph behind which a new one must
// come, -1 for none.
func (l *layout) barred(p int) (b int, why Why) {
	b = l.solid(p)
	if b < 0 {
		if b = l.paras[p].parent; l.blocks[b].container {
			return -1, None
		}
	}
	why = l.blocks[b].why
	for up := l.blocks[b].parent; up >= 0 && !l.blocks[up].container; up = l.blocks[up].parent {
		b = up
	}
	return b, why
}

// gapOf is the place behind a block.
func (l *layout) gapOf(t *text, block int) (g gap, fit Placement) {
	if block < 0 || block >= len(t.doc.Blocks) || len(l.paras) == 0 {
		return g, Placement{Left, Nowhere}
	}
	p, known := l.paraOf(t, block)
	g, fit = l.gapBehind(p)
	if !known {
		return g, Placement{Elsewhere, Label}
	}
	if fit.Fit == Exact && len(t.within(t.doc.Blocks[block].Span)) == 0 {
		switch t.doc.Blocks[block].Kind {
		case document.Footnote, document.Textbox, document.Picture: // of the paragraph before
		case document.Header, document.Footer:
			fit = Placement{Elsewhere, Running}
		default:
			fit = Placement{Elsewhere, Label}
		}
	}
	return g, fit
}

// fresh is a paragraph to be put in.
type fresh struct {
	Paragraph
	look         look
	start, close string // markup of a comment in front of and behind its text
	// before is the paragraph whose properties it has when all is rejected, nil
	// for none; own tells that it takes over its mark too.
	before *para
	own    bool
}

// ownForm tells whether new paragraphs at the gap take Word's own form: the
// paragraph in front gets an inserted mark and the last of them the mark that it
// had. Nothing follows in the container that an inserted mark could merge with
// when it is rejected.
func (l *layout) ownForm(g gap) bool {
	if g.para < 0 || l.whyNot(g.para) != None {
		return false
	}
	p := &l.paras[g.para]
	return p.next != aParagraph && !p.marked && !p.gone && !p.changed && !p.section && (p.nodes < p.upto || p.content == p.tagEnd) && p.endTag < p.end
}

// insert puts paragraphs at a gap.
func (r *reviser) insert(g gap, list []fresh) {
	l := r.layout
	own := l.ownForm(g)
	if own {
		r.markInserted(&l.paras[g.para])
	}
	var b strings.Builder
	for i := range list {
		f := &list[i]
		if i == len(list)-1 && g.para >= 0 {
			// When all is rejected the paragraph in front becomes one with this
			// last one, and must keep its properties: where its own mark is new,
			// and where that of this one is not.
			if before := &l.paras[g.para]; own || before.marked && before.next != aParagraph {
				f.before, f.own = before, own
			}
		}
		r.paragraph(&b, f)
	}
	r.splices.put(point{at: g.at}, behindRank, b.String())
}

// paragraph writes a new paragraph.
func (r *reviser) paragraph(b *strings.Builder, f *fresh) {
	l, n := r.layout, &r.layout.names
	k := f.look
	if f.Heading {
		k = k.asHeading(n)
	}
	props, mark, change := inOrder(k.withNumber(n, f.Numbered), paragraphOrder), "", ""
	if f.before != nil {
		if old := l.former(f.before); old != props {
			change = r.tracked("pPrChange") + ">" + n.open("pPr") + ">" + old + n.end("pPr") + n.end("pPrChange")
		}
	}
	if f.own {
		for _, c := range l.children(f.before, l.propsOf(f.before)) {
			if x := &l.nodes[c]; x.local == "rPr" {
				mark = l.xml[x.start:x.end]
			}
		}
	} else {
		mark = n.open("rPr") + ">" + r.tracked("ins") + "/>" + inOrder(k.mark, runOrder) + n.end("rPr")
	}
	b.WriteString(n.open("p") + ">" + wrap(n, "pPr", props+mark+change) + f.start)
	if f.Text != "" {
		b.WriteString(r.tracked("ins") + ">" + n.open("r") + ">" + wrap(n, "rPr", inOrder(k.run, runOrder)))
		n.text(b, f.Text)
		b.WriteString(n.end("r") + n.end("ins"))
	}
	b.WriteString(f.close + n.end("p"))
}

// former are the properties of a paragraph before tracked changes.
func (l *layout) former(p *para) string {
	props := l.propsOf(p)
	for _, c := range l.children(p, props) {
		if l.nodes[c].local == "pPrChange" {
			if inner := l.children(p, c); len(inner) > 0 {
				props = inner[0]
			}
		}
	}
	return inOrder(l.properties(p, props, nil), paragraphOrder)
}

// wrap puts an element around content, nothing around none.
func wrap(n *names, local, content string) string {
	if content == "" {
		return ""
	}
	return n.open(local) + ">" + content + n.end(local)
}

// text writes plain text as the children of a run: tabs and line ends are
// elements there.
func (n *names) text(b *strings.Builder, text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for text != "" {
		i := strings.IndexAny(text, "\t\n")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			b.WriteString(n.open("t") + ` xml:space="preserve">` + escape(text[:i]) + n.end("t"))
		}
		if i == len(text) {
			return
		}
		if text[i] == '\t' {
			b.WriteString(n.open("tab") + "/>")
		} else {
			b.WriteString(n.open("br") + "/>")
		}
		text = text[i+1:]
	}
}

// tracked begins an element that marks a change (17.13.5), without its closing
// bracket.
func (r *reviser) tracked(local string) string {
	n := &r.layout.names
	tag := n.open(local) + n.attr("id", r.newID()) + n.attr("author", r.author)
	if r.date != "" {
		tag += n.attr("date", r.date)
	}
	return tag
}

// markInserted marks the mark of a paragraph as inserted. In w:rPr that comes
// first (17.3.1.29).
func (r *reviser) markInserted(p *para) {
	l, n := r.layout, &r.layout.names
	ins := r.tracked("ins") + "/>"
	props := l.propsOf(p)
	if props < 0 {
		r.splices.put(point{at: p.tagEnd}, propsRank, wrap(n, "pPr", wrap(n, "rPr", ins)))
		return
	}
	at := l.nodes[props].endTag
	for _, c := range l.children(p, props) {
		x := &l.nodes[c]
		if x.local == "rPr" {
			r.into(x, c, ins, x.tagEnd)
			return
		}
		if x.local == "sectPr" || x.local == "pPrChange" {
			at = min(at, x.start)
		}
	}
	r.into(&l.nodes[props], props, wrap(n, "rPr", ins), at)
}

// into puts content into an element, which may be written without an end tag.
func (r *reviser) into(x *node, index int, content string, at int) {
	if x.endTag < x.end {
		r.splices.put(point{at: at}, propsRank, content)
		return
	}
	const closing = "/>"
	r.splices.replace(x.tagEnd-len(closing), len(closing), ">"+content+r.layout.endTag(index))
}
