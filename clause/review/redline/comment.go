package redline

import (
	"sort"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/docx"
)

// maxRanges is the number of commented stretches above which Word refuses a file
// (MS-OI29500 2.1.315).
const maxRanges = 32_767

// text is the document with the way from its text to the main part.
type text struct {
	doc  *document.Document
	runs []docx.Run // of the main part that have text, by their place in it
	main string
}

func newText(doc *document.Document, runs []docx.Run, main string) *text {
	t := &text{doc: doc, main: main}
	for _, r := range runs {
		if r.Part == main && r.Text.Start < r.Text.End && r.In&docx.InNote == 0 {
			t.runs = append(t.runs, r)
		}
	}
	sort.SliceStable(t.runs, func(i, j int) bool { return t.runs[i].Text.Start < t.runs[j].Text.Start })
	return t
}

// within are the runs that share text with a span.
func (t *text) within(s document.Span) []docx.Run {
	from := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].Text.End > s.Start })
	to := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].Text.Start >= s.End })
	return t.runs[from:max(from, to)]
}

// ends gives the runs that share text with a span, and which are the first and
// the last of the body whose XML is known; -1 for none.
func (t *text) ends(s document.Span) (runs []docx.Run, first, last int) {
	runs, first, last = t.within(s), -1, -1
	for i := range runs {
		if placed(&runs[i]) {
			first = i
			break
		}
	}
	for i := len(runs) - 1; i >= 0; i-- {
		if placed(&runs[i]) {
			last = i
			break
		}
	}
	return runs, first, last
}

// placed tells whether a run stands in the body and its XML is known.
func placed(r *docx.Run) bool {
	return r.In&docx.InTextbox == 0 && (r.Element.End > 0 || r.Chars.End > 0)
}

// spot is the place in the XML of an end of a span in a run.
func (t *text) spot(r *docx.Run, xml string, s document.Span, e edge) spot {
	if r.Chars.End <= r.Chars.Start {
		return spot{in: r.Element.Start, at: -1, edge: e}
	}
	offset := max(s.Start, r.Text.Start)
	if e == back {
		offset = min(s.End, r.Text.End)
	}
	if e == front && offset == r.Text.Start || e == back && offset == r.Text.End {
		// Blanks at the edge of an element are of no concern.
		at := r.Source(t.doc, offset)
		if lead := xml[r.Chars.Start:at]; e == front && isBlank(lead) {
			at = r.Chars.Start
		}
		if trail := xml[at:r.Chars.End]; e == back && isBlank(trail) {
			at = r.Chars.End
		}
		return spot{in: r.Chars.Start, at: at, cdata: cdata(xml, r), edge: e}
	}
	return spot{in: r.Chars.Start, at: r.Source(t.doc, offset), cdata: cdata(xml, r), edge: e}
}

func isBlank(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// cdata tells whether the characters of a run stand in a CDATA section.
func cdata(xml string, r *docx.Run) bool {
	const begin = "<![CDATA["
	at := r.Chars.Start - len(begin)
	return at >= 0 && xml[at:r.Chars.Start] == begin
}

// stretch is where a comment stands.
type stretch struct {
	from, to point
	bare     bool // there is no text to stand at, only the place to
	para     int  // that the mark of the comment stands in
	Placement
}

// anchor finds the stretch for a comment on a span; one with the fit Left has
// none.
func (l *layout) anchor(t *text, s document.Span) stretch {
	if s.Start < 0 || s.End > len(t.doc.Text) || s.Start >= s.End {
		return stretch{Placement: Placement{Fit: Left, Why: Nowhere}}
	}
	runs, first, last := t.ends(s)
	if first < 0 {
		return l.elsewhere(t, s, runs)
	}
	c := commented{layout: l, t: t, span: s, runs: runs}
	from, to := l.paraAt(position(&runs[first])), l.paraAt(position(&runs[last]))
	if from < 0 || to < from {
		return l.elsewhere(t, s, runs)
	}
	start, whyStart, okStart := c.end(from, first, front)
	end, whyEnd, okEnd := c.end(to, last, back)
	begin, finish := from, to
	if !okStart {
		// Of several paragraphs those count that can have a comment.
		begin = l.behind[from]
		if begin < 0 || begin > to || from == to {
			return l.near(from, whyStart)
		}
		start = point{at: l.paras[begin].content}
	}
	if !okEnd {
		if finish = l.before[to]; finish < begin {
			return l.near(from, whyEnd)
		}
		end = point{at: l.paras[finish].endTag}
	}
	why := max(whyStart, whyEnd)
	if l.paras[begin].parent != l.paras[finish].parent {
		finish, end, why = begin, point{at: l.paras[begin].endTag}, Crossing
	}
	if start.at >= end.at {
		return l.near(begin, why)
	}
	out := stretch{from: start, to: end, para: finish}
	if why != None {
		out.Fit, out.Why = Widened, why
	}
	return out
}

// commented is a span that gets a comment.
type commented struct {
	*layout
	t    *text
	span document.Span
	runs []docx.Run
}

// end is the point at one end of the span, which is in a run and a paragraph;
// false where the paragraph cannot hold it.
func (c *commented) end(p, run int, e edge) (point, Why, bool) {
	if why := c.blocked(p); why != None {
		return point{}, why, false
	}
	return c.place(&c.paras[p], c.t.spot(&c.runs[run], c.xml, c.span, e))
}

// blocked tells why nothing can be put into a paragraph.
func (l *layout) blocked(p int) Why {
	if b := l.solid(p); b >= 0 {
		return l.blocks[b].why
	}
	if l.paras[p].frame {
		return Frame
	}
	return None
}

// near is the stretch of a whole paragraph, or of the nearest one that can have a
// comment: an initial belongs to what follows, all else to what comes before.
func (l *layout) near(p int, why Why) stretch {
	if l.whyNot(p) == None {
		return l.whole(p, Placement{Whole, why})
	}
	if why == None {
		why = l.whyNot(p)
	}
	to := l.before[p]
	if to < 0 || why == Frame && l.behind[p] >= 0 {
		to = l.behind[p]
	}
	if to < 0 {
		// Nothing in the document is free; better there than nowhere.
		return l.whole(p, Placement{Whole, why})
	}
	return l.whole(to, Placement{Elsewhere, why})
}

func (l *layout) whole(p int, fit Placement) stretch {
	q := &l.paras[p]
	s := stretch{from: point{at: q.content}, to: point{at: q.endTag}, bare: !q.runs, para: p, Placement: fit}
	if q.endTag == q.end { // <w:p/>
		const closing = "/>"
		s.to = point{at: q.tagEnd - len(closing), drop: len(closing), before: ">", after: "</" + rawName(l.xml, q.start) + ">"}
	}
	return s
}

// elsewhere finds the paragraph for a comment on what does not stand in the body.
func (l *layout) elsewhere(t *text, s document.Span, runs []docx.Run) stretch {
	if len(l.paras) == 0 {
		return stretch{Placement: Placement{Left, Nowhere}}
	}
	for i := range runs {
		if p := l.paraAt(position(&runs[i])); p >= 0 {
			why := Formula
			if runs[i].In&docx.InTextbox != 0 {
				why = Textbox
			}
			return l.near(p, why)
		}
	}
	block := max(t.doc.BlockAt(s.Start), 0)
	why := Label
	if len(t.doc.Blocks) > 0 {
		switch t.doc.Blocks[block].Kind {
		case document.Footnote:
			why = Note
		case document.Header, document.Footer:
			why = Running
		case document.Textbox, document.Picture:
			why = Textbox
		}
	}
	p, _ := l.paraOf(t, block)
	return l.near(p, why)
}

// position is an offset of a run in the main part.
func position(r *docx.Run) int {
	switch {
	case r.Element.End > 0:
		return r.Element.Start
	case r.Chars.End > 0:
		return r.Chars.Start
	}
	return r.Paragraph.Start
}

// paraOf is the paragraph that a block ends in, or the nearest before it that a
// block ends in, else the first behind it. Where no block has text in the body it
// is the last paragraph, and known is false. There must be one.
func (l *layout) paraOf(t *text, block int) (p int, known bool) {
	before, b := -1, block
	for ; b >= 0 && before < 0; b-- {
		before = l.textPara(t, b, true)
	}
	if before >= 0 && b+1 == block {
		return before, true
	}
	behind := -1
	for b := block + 1; b < len(t.doc.Blocks) && behind < 0; b++ {
		behind = l.textPara(t, b, false)
	}
	if t.doc.Blocks[block].Kind == document.Picture {
		// Its paragraph has a drawing and perhaps no text.
		upto := behind
		if upto < 0 {
			upto = len(l.paras)
		}
		for q := upto - 1; q > before; q-- {
			if l.paras[q].drawing {
				return q, true
			}
		}
	}
	switch {
	case before >= 0:
		return before, true
	case behind >= 0:
		return behind, true
	}
	return len(l.paras) - 1, false
}

// textPara is the paragraph of the last or the first run of a block in the main
// part, -1 for none.
func (l *layout) textPara(t *text, block int, last bool) int {
	runs := t.within(t.doc.Blocks[block].Span)
	for i := range runs {
		r := &runs[i]
		if last {
			r = &runs[len(runs)-1-i]
		}
		if p := l.paraAt(position(r)); p >= 0 {
			return p
		}
	}
	return -1
}
