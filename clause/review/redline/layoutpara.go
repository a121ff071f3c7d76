package redline

import (
	"strconv"

	"github.com/clausule/clausule/extract/docx/opc"
)

// inParagraph takes an element in a paragraph.
func (l *layoutScan) inParagraph(t *opc.Token, up, f *frame, word bool) {
	p := &l.paras[f.para]
	f.level = inline
	if word {
		switch t.Local {
		case "r":
			p.runs = true
		case "drawing", "pict", "object":
			p.drawing = true
		case "t":
			p.text = p.text || !f.dead
		case "fldChar":
			l.fieldChar(t, f.para)
		case "sdt":
			f.level = inlineControl
		}
	}
	switch up.level {
	case paragraph:
		if word && t.Local == "pPr" {
			f.level = paraProps
		}
	case paraProps:
		l.property(t, p, f, word)
	case markProps:
		switch f.level = aside; {
		case !word:
		case t.Local == "ins" || t.Local == "moveTo":
			p.marked = true
		case t.Local == "del" || t.Local == "moveFrom":
			p.gone = true
		}
	case inlineControl:
		if word && t.Local == "sdtPr" {
			f.level, f.node = controlProps, up.node // of the control
			return
		}
	case controlProps:
		if why := controlWhy(t, word); why != None && up.node >= 0 {
			l.nodes[up.node].why = why
		}
		if f.level = aside; word && t.Local == "docPartObj" {
			f.level, f.node = controlProps, up.node
		}
		return
	case aside:
		f.level = aside
	}
	l.newNode(t, p, up, f, word)
}

// property takes a child of a w:pPr.
func (l *layoutScan) property(t *opc.Token, p *para, f *frame, word bool) {
	f.level = aside
	if !word {
		return
	}
	switch t.Local {
	case "pStyle":
		v, _ := t.Attr(nsW, "val")
		p.style = v
	case "framePr":
		p.frame = true
	case "sectPr":
		p.section = true
	case "pPrChange":
		p.changed = true
	case "rPr":
		f.level = markProps
	}
}

// newNode makes an element of a wanted paragraph a node, unless it stands in one
// that nothing is put into.
func (l *layoutScan) newNode(t *opc.Token, p *para, up, f *frame, word bool) {
	props := l.props[p.start]
	if !props && !l.want[p.start] {
		return
	}
	if up.level != paragraph && (up.node < 0 || l.nodes[up.node].kind == leafNode || l.nodes[up.node].kind == propsNode && !props) {
		return
	}
	n := node{start: t.Start, tagEnd: t.End, parent: up.node, word: word, local: t.Local}
	inRun := up.node >= 0 && l.nodes[up.node].kind == runNode
	switch {
	case !word && t.Space == nsMC:
		n.why = Variant
	case !word:
		n.why = Formula
	case t.Local == "r" && !inRun:
		n.kind = runNode
	case inRun:
		if t.Local == "rPr" {
			n.kind = propsNode
		} else if t.Local == "ruby" {
			n.why = Formula
		}
	case f.level == paraProps, f.level == markProps, up.level == paraProps && (t.Local == "numPr" || t.Local == "pPrChange"),
		up.node >= 0 && l.nodes[up.node].local == "pPrChange":
		n.kind = propsNode
	default:
		n.kind, n.why = wrapper(t.Local)
	}
	f.node = len(l.nodes)
	l.nodes = append(l.nodes, n)
	l.over = l.over || len(l.nodes) > maxNodes
}

// wrapper tells whether an element beside the runs of a paragraph holds runs that
// something can be put between.
func wrapper(local string) (nodeKind, Why) {
	switch local {
	case "ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo":
		return wrapNode, None
	case "sdt", "sdtContent":
		return controlNode, None
	case "del", "moveFrom":
		return leafNode, Deleted
	case "fldSimple":
		return leafNode, Field
	}
	return leafNode, None
}

// fieldChar follows the complex fields of the body (17.16.18). One without end
// is none, as in Word.
func (l *layoutScan) fieldChar(t *opc.Token, p int) {
	kind, _ := t.Attr(nsW, "fldCharType")
	switch kind {
	case "begin":
		l.open = append(l.open, field{start: t.Start, from: p})
	case "end":
		if n := len(l.open) - 1; n >= 0 {
			f := l.open[n]
			f.end, f.to = t.Start, p
			l.open, l.fields = l.open[:n], append(l.fields, f)
		}
	}
}

// Numbers from highID on are left alone: no program hands them out, and above
// them there may be too few.
const highID = 1 << 30

// count keeps the numbers of annotations (17.13.1), so that new ones get others.
func (l *layoutScan) count(t *opc.Token) {
	if len(t.Attrs) == 0 {
		return
	}
	next := &l.nextID
	switch t.Local {
	case "commentRangeStart":
		l.ranges++
		next = &l.nextComment
	case "commentRangeEnd", "commentReference":
		next = &l.nextComment
	case "footnoteReference", "endnoteReference":
		return
	}
	v, ok := t.Attr(nsW, "id")
	if n, err := strconv.Atoi(v); ok && err == nil && n >= *next && n < highID {
		*next = n + 1
	}
}
