package redline

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// property is an element of a w:pPr or a w:rPr, as it is written.
type property struct{ local, xml string }

// look is what a new paragraph takes over from one that is there.
type look struct {
	paragraph []property // w:pPr without its number
	number    string     // its w:numPr, "" for none of its own
	numbered  bool       // it has a number, perhaps by its style
	indent    string     // the w:ind that it needs without its number, "" for none
	mark, run []property
	heading   bool
}

// These belong to one place, and are not copied: 17.3.1 and 17.3.2 say what they
// are.
var (
	ofOneParagraph = []string{"rPr", "sectPr", "pPrChange", "framePr", "pageBreakBefore", "divId", "cnfStyle", "textboxTightWrap", "numPr"}
	ofOneRun       = []string{"rPrChange", "ins", "del", "moveFrom", "moveTo", "vanish", "webHidden", "specVanish", "vertAlign",
		"position", "strike", "dstrike", "highlight", "fitText", "effect", "oMath", "eastAsianLayout"}
)

// modelRun is the run of a block that gives a new paragraph its look: the one
// with the most text, of those outside hyperlinks if there are any. It is nil
// where the block has no text in the body.
func (t *text) modelRun(block int) *docx.Run {
	if block < 0 || block >= len(t.doc.Blocks) {
		return nil
	}
	runs := t.within(bodySpan(t.doc, block))
	best := -1
	for i := range runs {
		r := &runs[i]
		if !placed(r) || r.Run.End == 0 {
			continue
		}
		if best < 0 || weight(r) > weight(&runs[best]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return &runs[best]
}

func weight(r *docx.Run) int {
	w := r.Text.Len()
	if r.In&docx.InHyperlink == 0 {
		w += 1 << 30
	}
	return w
}

// bodySpan is the text of a block behind its number, or all of it.
func bodySpan(doc *document.Document, block int) document.Span {
	b := &doc.Blocks[block]
	if b.Body < b.Span.End {
		return document.Span{Start: b.Body, End: b.Span.End}
	}
	return b.Span
}

// lookOf is the look of a block; the plain one for -1.
func (r *reviser) lookOf(block int) look {
	l, t := r.layout, r.text
	model := t.modelRun(block)
	if model == nil {
		return look{}
	}
	i := l.paraAt(position(model))
	if i < 0 || l.paras[i].nodes == l.paras[i].upto {
		return look{}
	}
	p := &l.paras[i]
	out := look{heading: t.doc.Blocks[block].Kind == document.Heading}
	list, level := "", ""
	for _, n := range l.children(p, l.propsOf(p)) {
		switch x := &l.nodes[n]; {
		case x.local == "numPr":
			out.number = l.number(p, n)
			for _, q := range l.properties(p, n, nil) {
				switch q.local {
				case "numId":
					list = value(q.xml)
				case "ilvl":
					level = value(q.xml)
				}
			}
		case x.local == "rPr":
			out.mark = l.properties(p, n, ofOneRun)
		case !slices.Contains(ofOneParagraph, x.local):
			out.paragraph = append(out.paragraph, property{x.local, l.xml[x.start:x.end]})
		}
	}
	out.numbered = out.number != "" || r.styles.numbered(p.style)
	if !slices.ContainsFunc(out.paragraph, func(q property) bool { return q.local == "ind" }) {
		out.indent = r.indent(list, level, p.style)
	}
	run := l.leaf(p, model.Run.Start)
	if run < 0 || l.nodes[run].kind != runNode {
		return out
	}
	for _, n := range l.children(p, run) {
		if x := &l.nodes[n]; x.local == "rPr" {
			out.run = l.properties(p, n, ofOneRun)
		}
	}
	out.run = slices.DeleteFunc(out.run, func(q property) bool { return q.local == "rStyle" && r.styles.ofOneRun(q.xml) })
	return out
}

// propsOf is the w:pPr of a paragraph, -2 for none.
func (l *layout) propsOf(p *para) int {
	if p.nodes < p.upto && l.nodes[p.nodes].kind == propsNode && l.nodes[p.nodes].local == "pPr" {
		return p.nodes
	}
	return -2
}

// children are the elements of WordprocessingML right in a node of a paragraph.
func (l *layout) children(p *para, of int) []int {
	var list []int
	for n := max(of+1, p.nodes); of >= 0 && n < p.upto && l.nodes[n].start < l.nodes[of].end; n++ {
		if x := &l.nodes[n]; x.parent == of && x.word {
			list = append(list, n)
		}
	}
	return list
}

// properties are the children of a node but for some.
func (l *layout) properties(p *para, of int, without []string) []property {
	var list []property
	for _, n := range l.children(p, of) {
		if x := &l.nodes[n]; !slices.Contains(without, x.local) {
			list = append(list, property{x.local, l.xml[x.start:x.end]})
		}
	}
	return list
}

// number is a w:numPr without its tracked changes.
func (l *layout) number(p *para, n int) string {
	x := &l.nodes[n]
	var b strings.Builder
	for _, q := range l.properties(p, n, []string{"ins", "numberingChange"}) {
		b.WriteString(q.xml)
	}
	if b.Len() == 0 {
		return ""
	}
	return l.xml[x.start:x.tagEnd] + b.String() + l.endTag(n)
}

// The orders of the schema (A.1 of Part 1: CT_PPrBase, EG_RPrBase). A file may
// have them otherwise; what is new has them right.
const (
	paragraphOrder = " pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs " +
		"suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind " +
		"contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
	runOrder = " rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish " +
		"webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath "
)

// inOrder writes properties in an order. What it does not have is left out, and
// so is the second of a name.
func inOrder(list []property, order string) string {
	rank := func(q property) int { return strings.Index(order, " "+q.local+" ") }
	list = slices.DeleteFunc(slices.Clone(list), func(q property) bool { return rank(q) < 0 })
	slices.SortStableFunc(list, func(a, b property) int { return rank(a) - rank(b) })
	list = slices.CompactFunc(list, func(a, b property) bool { return a.local == b.local })
	var b strings.Builder
	for _, q := range list {
		b.WriteString(q.xml)
	}
	return b.String()
}

// with replaces a property, or adds it.
func with(list []property, local, xml string) []property {
	list = slices.DeleteFunc(slices.Clone(list), func(q property) bool { return q.local == local })
	return append(list, property{local, xml})
}

// asHeading makes a look that of a heading.
func (k look) asHeading(n *names) look {
	k.paragraph = with(k.paragraph, "keepNext", n.open("keepNext")+"/>")
	if !k.heading {
		for _, bold := range []string{"b", "bCs"} {
			k.mark, k.run = with(k.mark, bold, n.open(bold)+"/>"), with(k.run, bold, n.open(bold)+"/>")
		}
	}
	return k
}

// withNumber are the properties of the paragraph with or without its number.
func (k look) withNumber(n *names, numbered bool) []property {
	switch {
	case numbered && k.number != "":
		return with(k.paragraph, "numPr", k.number)
	case !numbered && k.numbered:
		list := with(k.paragraph, "numPr", n.open("numPr")+">"+n.open("ilvl")+n.attr("val", "0")+"/>"+n.open("numId")+n.attr("val", "0")+"/>"+n.end("numPr"))
		if k.indent != "" {
			list = with(list, "ind", k.indent)
		}
		return list
	}
	return k.paragraph
}
