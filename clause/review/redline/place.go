package redline

import (
	"sort"
	"strings"
)

// point is a place in the XML of the main part where markup can be put: before
// and after close and open again the elements that are split there.
type point struct {
	at            int
	before, after string
	drop          int // bytes behind at that before and after take the place of
}

// leaf is the element at an offset with the way to it.
func (l *layout) leaf(p *para, offset int) int {
	nodes := l.nodes[p.nodes:p.upto]
	i := sort.Search(len(nodes), func(i int) bool { return nodes[i].start > offset }) - 1
	if i < 0 {
		return -1
	}
	n := p.nodes + i
	for n >= 0 && l.nodes[n].end <= offset {
		n = l.nodes[n].parent
	}
	return n
}

// edge is the side of something.
type edge uint8

const (
	front edge = iota
	back
)

// spot is a place in the text of a paragraph: in front of or behind a character,
// or an element.
type spot struct {
	in    int // an offset in its element
	at    int // of the character in the text of the element, -1 for the whole element
	cdata bool
	edge  edge
}

// place finds the point for a spot. Why tells what kept it from being just
// there. It is false where it can not be in this paragraph: a field that goes on
// in another stands around it.
func (l *layout) place(p *para, s spot) (pt point, why Why, ok bool) {
	in, at, e := s.in, s.at, s.edge
	if f := l.fieldAt(in); f != nil {
		if f.from != f.to {
			return pt, Field, false
		}
		why = Field
		if in = f.start; e == back {
			in = f.end
		}
		at = -1
	}
	n := l.leaf(p, in)
	if n < 0 {
		return pt, Label, false
	}
	for k := n; k >= 0; k = l.nodes[k].parent {
		if l.nodes[k].why != None {
			if n, at = k, -1; why == None {
				why = l.nodes[k].why
			}
		}
	}
	x := &l.nodes[n]
	if x.kind != leafNode && x.why == None {
		return pt, Label, false // no text stands in it directly
	}
	inRun := x.parent >= 0 && l.nodes[x.parent].kind == runNode
	if at > x.tagEnd && at < x.endTag && inRun && x.word && (x.local == "t" || x.local == "delText") {
		return l.splitText(n, at, s.cdata), why, true
	}
	if at = x.start; e == back {
		at = x.end
	}
	if inRun {
		return l.besideInRun(n, at, e), why, true
	}
	return l.lift(x.parent, at), why, true
}

// lift takes a point at the edge of elements that only wrap runs out of them, so
// that it does not go with an insertion of somebody else.
func (l *layout) lift(parent, at int) point {
	for parent >= 0 && l.nodes[parent].kind == wrapNode {
		switch x := &l.nodes[parent]; at {
		case x.tagEnd:
			at = x.start
		case x.endTag:
			at = x.end
		default:
			return point{at: at}
		}
		parent = l.nodes[parent].parent
	}
	return point{at: at}
}

// besideInRun is the point at the edge of a child of a run: at the edge of the
// run where nothing else is on that side, else between two halves of the run.
func (l *layout) besideInRun(n, at int, e edge) point {
	run := l.nodes[n].parent
	r := &l.nodes[run]
	outside := at == r.endTag
	side := r.end
	if e == front {
		_, content := l.runProps(run)
		outside, side = at == content, r.start
	}
	if outside {
		return l.lift(r.parent, side)
	}
	return point{at: at, before: l.endTag(run), after: l.reopen(run)}
}

// runProps gives the w:rPr of a run, "" for none, and where its content begins.
func (l *layout) runProps(run int) (props string, content int) {
	r := &l.nodes[run]
	if run+1 < len(l.nodes) {
		if x := &l.nodes[run+1]; x.parent == run && x.word && x.local == "rPr" {
			return l.xml[x.start:x.end], x.end
		}
	}
	return "", r.tagEnd
}

func (l *layout) endTag(n int) string { return "</" + rawName(l.xml, l.nodes[n].start) + ">" }

// reopen begins the second half of a run, with the same properties.
func (l *layout) reopen(run int) string {
	props, _ := l.runProps(run)
	return l.xml[l.nodes[run].start:l.nodes[run].tagEnd] + props
}

// splitText is the point between two characters of a text. Blanks at the edge of
// a text count only where it says so (xml:space, 2.10 of XML); one that does not
// leaves the blanks at the split to a text of their own.
func (l *layout) splitText(n, at int, cdata bool) point {
	x := &l.nodes[n]
	tag, end := l.xml[x.start:x.tagEnd], l.endTag(n)
	run := x.parent
	pt := point{at: at, before: end + l.endTag(run), after: l.reopen(run) + tag}
	if strings.Contains(tag, "xml:space") {
		return pt.inCDATA(cdata)
	}
	const blanks = " \t\r\n"
	text := l.xml[x.tagEnd:x.endTag]
	head, tail := text[:at-x.tagEnd], text[at-x.tagEnd:]
	// A blank in front of the point is behind the last visible character.
	if strings.TrimRight(head, blanks) != head || strings.TrimLeft(tail, blanks) != tail {
		keeping := tag[:len(tag)-1] + ` xml:space="preserve">`
		if strings.TrimRight(head, blanks) != head {
			pt.before = end + keeping + " " + pt.before
		}
		if strings.TrimLeft(tail, blanks) != tail {
			pt.after = l.reopen(run) + keeping + " " + end + tag
		}
	}
	return pt.inCDATA(cdata)
}

// inCDATA closes and opens the CDATA section that the point stands in.
func (pt point) inCDATA(is bool) point {
	if is {
		pt.before, pt.after = "]]>"+pt.before, pt.after+"<![CDATA["
	}
	return pt
}
