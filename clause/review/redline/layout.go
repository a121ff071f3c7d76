package redline

import (
	"sort"

	"github.com/clausule/clausule/extract/docx/opc"
)

// layout is the main part as far as writing into it needs it: the paragraphs of
// the body, what stands around them, and the elements of those that something
// is put into.
type layout struct {
	xml    string
	names  names
	root   int // end of the root's start tag
	paras  []para
	blocks []block // what stands around paragraphs, the body first
	nodes  []node  // of the wanted paragraphs, in order
	fields []field // complex fields that stand in no other, in order
	ranges int     // stretches that have comments

	nextID, nextComment int   // above those that are used
	before, behind      []int // by paragraph, the nearest that can hold a comment; -1 for none
}

// para is a paragraph of the body that stands in no other.
type para struct {
	start, tagEnd, endTag, end int
	content                    int // where it begins behind its properties
	parent                     int // block
	nodes, upto                int // its nodes; equal where it is not wanted
	next                       follower
	marked, gone               bool // its mark is a tracked insertion or deletion
	changed                    bool // its properties are tracked
	section                    bool // ends a section
	frame, drawing             bool
	runs, text                 bool // there are any; there is text that is not deleted
	leads                      bool // it is the first of a content control
	style                      string
}

// follower is what comes behind a paragraph in the same container.
type follower uint8

const (
	nothing follower = iota
	aParagraph
	another // a table, a content control
)

// block is an element around paragraphs.
type block struct {
	start, end, parent int
	container          bool // holds paragraphs
	why                Why  // nothing can be put into it; None where it can
	last               int  // paragraph behind which nothing has come yet, -1 for none
	control, begun     bool // it is what a content control holds; a paragraph in it has come
	table              bool
}

// field is a complex field, by where its first and its last w:fldChar begin and
// the paragraphs in which they stand.
type field struct{ start, end, from, to int }

// node is an element in a wanted paragraph.
type node struct {
	start, tagEnd, endTag, end int
	parent                     int // -1 for children of the paragraph
	kind                       nodeKind
	word                       bool // of WordprocessingML
	local                      string
	why                        Why // nothing can be put into it; None where it can
}

type nodeKind uint8

const (
	leafNode    nodeKind = iota // what is in it was not looked at
	runNode                     //
	wrapNode                    // holds runs, directly
	controlNode                 // w:sdt or its w:sdtContent
	propsNode                   // w:pPr, w:rPr
)

// maxNodes bounds the memory that a paragraph with millions of elements takes,
// and a table with millions of cells; maxParas is four times what the reader
// takes.
const (
	maxNodes = 1 << 19
	maxParas = 1 << 18
)

// level is what an element that is open means for its children.
type level uint8

const (
	aside         level = iota // nothing of interest in it
	root                       // w:document
	holder                     // body, cell, or what is transparent in them
	rows                       // w:tbl
	cells                      // w:tr
	control                    // w:sdt around paragraphs, rows or cells
	controlProps               // w:sdtPr
	cellProps                  // w:trPr, w:tcPr
	paragraph                  // w:p
	paraProps                  // w:pPr
	markProps                  // w:rPr in it
	inline                     // anything else in a paragraph
	inlineControl              // w:sdt there
)

// frame is an element that is open.
type frame struct {
	level level
	like  level // of a control: what its content stands for
	node  int   // -1 for none
	block int   // -1 for none
	para  int   // -1 outside paragraphs
	box   bool  // begins a text box
	own   bool  // begins its block, not only stands in it
	dead  bool  // stands in deleted text
}

// layoutScan makes a layout.
type layoutScan struct {
	layout
	want  map[int]bool // paragraphs by their start
	props map[int]bool // those of them of which the properties are wanted
	stack []frame
	boxes int // text boxes that are open
	open  []field
	over  bool
}

// readLayout scans the main part. The paragraphs that begin at an offset of want
// are read with their elements, those of props with the elements of their
// properties too. Framed tells of which styles paragraphs stand in a frame.
func readLayout(p *opc.Package, xml string, framed func(style string) bool, want, props map[int]bool) (*layout, error) {
	s := p.Scan(xml, spaces())
	l := &layoutScan{want: want, props: props}
	l.xml, l.nextID = xml, 1
	for t := s.Next(); t.Kind != opc.EOF && !l.over; t = s.Next() {
		switch t.Kind {
		case opc.Start:
			l.begin(t)
		case opc.End:
			l.close(t)
		}
	}
	if l.over {
		return nil, errNodes
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	l.finish(framed)
	return &l.layout, nil
}

func (l *layoutScan) begin(t *opc.Token) {
	word := t.Space == nsW
	if len(l.stack) == 0 {
		l.names, l.root = namesOf(l.xml, t), t.End
		f := frame{node: -1, block: -1, para: -1}
		if word && t.Local == "document" {
			f.level = root
		}
		l.stack = append(l.stack, f)
		return
	}
	l.names.redeclared(t)
	if word {
		l.count(t)
	}
	up := &l.stack[len(l.stack)-1]
	f := frame{node: -1, block: up.block, para: up.para, dead: up.dead || word && (t.Local == "del" || t.Local == "moveFrom")}
	if word && t.Local == "txbxContent" {
		// Nothing can be put in a text box, and its fields are its own.
		f.box = true
		l.boxes++
	}
	if l.boxes == 0 {
		if up.para >= 0 {
			l.inParagraph(t, up, &f, word)
		} else {
			l.around(t, up, &f, word)
		}
	}
	l.stack = append(l.stack, f)
}

// around takes an element that stands in no paragraph.
func (l *layoutScan) around(t *opc.Token, up, f *frame, word bool) {
	switch up.level {
	case root:
		if word && t.Local == "body" {
			f.level = holder
			l.newBlock(t, f, true, None)
		}
	case holder, rows, cells:
		switch {
		case t.Space == nsMC && t.Local == "AlternateContent":
			l.follows(up.block, another)
			f.level = up.level
			l.newBlock(t, f, false, Variant)
		case t.Space == nsMC: // Choice and Fallback
			f.level = up.level
		case !word:
		case t.Local == "sdt":
			l.follows(up.block, another)
			f.level, f.like = control, up.level
			l.newBlock(t, f, false, None)
		case t.Local == "ins" || t.Local == "moveTo" || t.Local == "del" || t.Local == "moveFrom":
			l.follows(up.block, another)
			f.level = up.level
			l.newBlock(t, f, false, Deleted)
		case up.level == holder:
			l.inHolder(t, up, f)
		default:
			l.inTable(t, up, f)
		}
	case control:
		if word && t.Local == "sdtPr" {
			f.level = controlProps
		} else if word && t.Local == "sdtContent" {
			f.level = up.like
			l.newBlock(t, f, up.like == holder, None)
			l.blocks[f.block].control = true
		}
	case controlProps:
		if why := controlWhy(t, word); why != None && up.block >= 0 {
			l.blocks[up.block].why = why
		}
		if word && t.Local == "docPartObj" {
			f.level = controlProps
		}
	case cellProps:
		if word && (t.Local == "del" || t.Local == "cellDel") {
			l.blocks[up.block].why = Deleted
		}
	}
}

// inHolder takes a child of what holds paragraphs.
func (l *layoutScan) inHolder(t *opc.Token, up, f *frame) {
	switch t.Local {
	case "p":
		l.follows(up.block, aParagraph)
		f.level, f.para = paragraph, len(l.paras)
		l.blocks[up.block].last = f.para
		l.paras = append(l.paras, para{start: t.Start, tagEnd: t.End, content: t.End, parent: up.block, nodes: len(l.nodes), leads: l.leads(up.block)})
		l.over = l.over || len(l.paras) > maxParas
	case "tbl":
		l.follows(up.block, another)
		f.level = rows
		l.newBlock(t, f, false, None)
		l.blocks[f.block].table = true
	case "customXml":
		l.follows(up.block, another)
		f.level = holder
		l.newBlock(t, f, true, None)
	case "altChunk", "subDoc":
		l.follows(up.block, another)
	case "sectPr":
		l.blocks[up.block].last = -1
	case "tcPr":
		f.level = cellProps
	}
}

// leads tells whether no paragraph has come yet in a content control around a
// block, and notes that one has.
func (l *layoutScan) leads(in int) (first bool) {
	for b := in; b >= 0; b = l.blocks[b].parent {
		if x := &l.blocks[b]; x.control {
			if x.begun {
				return first
			}
			x.begun, first = true, true
		}
	}
	return first
}

// inTable takes a child of a table or of a row.
func (l *layoutScan) inTable(t *opc.Token, up, f *frame) {
	switch t.Local {
	case "tr":
		f.level = cells
		l.newBlock(t, f, false, None)
	case "tc":
		f.level = holder
		l.newBlock(t, f, true, None)
	case "trPr":
		f.level = cellProps
	case "customXml":
		f.level = up.level
	}
}

func (l *layoutScan) newBlock(t *opc.Token, f *frame, container bool, why Why) {
	l.blocks = append(l.blocks, block{start: t.Start, parent: f.block, container: container, why: why, last: -1})
	f.block, f.own = len(l.blocks)-1, true
	l.over = l.over || len(l.blocks) > maxNodes
}

// follows notes what comes behind the last paragraph of a container.
func (l *layoutScan) follows(container int, what follower) {
	if b := &l.blocks[container]; b.last >= 0 {
		l.paras[b.last].next, b.last = what, -1
	}
}

// controlWhy tells by a child of w:sdtPr (17.5.2.38) whether something can be put
// into the control: what is bound to data, a placeholder or of one value is
// written anew by who opens the file.
func controlWhy(t *opc.Token, word bool) Why {
	switch t.Local {
	case "dataBinding", "checkbox", "repeatingSection", "repeatingSectionItem":
		return Control
	case "showingPlcHdr":
		if on(t) {
			return Control
		}
	case "text", "date", "comboBox", "dropDownList", "picture", "equation", "citation", "bibliography":
		if word {
			return Control
		}
	case "lock":
		if v, _ := t.Attr(nsW, "val"); v == "contentLocked" || v == "sdtContentLocked" {
			return Control
		}
	case "docPartGallery":
		if v, _ := t.Attr(nsW, "val"); v == "Table of Contents" {
			return Field
		}
	}
	return None
}

// on reads an on/off element (17.17.4).
func on(t *opc.Token) bool {
	v, ok := t.Attr(nsW, "val")
	return !ok || v != "0" && v != "false" && v != "off"
}

func (l *layoutScan) close(t *opc.Token) {
	f := l.stack[len(l.stack)-1]
	l.stack = l.stack[:len(l.stack)-1]
	if f.box {
		l.boxes--
	}
	if f.own {
		l.blocks[f.block].end = t.End
	}
	if f.node >= 0 {
		l.nodes[f.node].endTag, l.nodes[f.node].end = t.Start, t.End
	}
	if l.boxes > 0 || f.para < 0 {
		return
	}
	p := &l.paras[f.para]
	switch f.level {
	case paragraph:
		p.endTag, p.end, p.upto = t.Start, t.End, len(l.nodes)
	case paraProps:
		p.content = t.End
	}
}

// finish works out what only the whole part tells.
func (l *layoutScan) finish(framed func(style string) bool) {
	for i := range l.paras {
		p := &l.paras[i]
		p.frame = p.frame || framed(p.style)
	}
	// Fields nest properly; of those in one another the outermost counts.
	sort.Slice(l.fields, func(i, j int) bool { return l.fields[i].start < l.fields[j].start })
	outer := l.fields[:0]
	for _, f := range l.fields {
		if n := len(outer); n == 0 || f.start > outer[n-1].end {
			outer = append(outer, f)
		}
	}
	l.fields = outer
	if !l.nearest(func(p *para) bool { return p.runs }) {
		l.nearest(func(*para) bool { return true })
	}
}

// nearest finds for each paragraph the nearest that can hold a comment, of those
// that are good; false where there is none.
func (l *layout) nearest(good func(*para) bool) (found bool) {
	l.before, l.behind = make([]int, len(l.paras)), make([]int, len(l.paras))
	last := -1
	for i := range l.paras {
		if l.whyNot(i) == None && good(&l.paras[i]) {
			last, found = i, true
		}
		l.before[i] = last
	}
	last = -1
	for i := len(l.paras) - 1; i >= 0; i-- {
		if l.before[i] == i {
			last = i
		}
		l.behind[i] = last
	}
	return found
}

// paraAt is the index of the paragraph that an offset stands in, -1 for none.
func (l *layout) paraAt(offset int) int {
	i := sort.Search(len(l.paras), func(i int) bool { return l.paras[i].start > offset }) - 1
	if i < 0 || l.paras[i].end <= offset {
		return -1
	}
	return i
}

// fieldAt is the field whose code or result an offset stands in, nil for none.
func (l *layout) fieldAt(offset int) *field {
	i := sort.Search(len(l.fields), func(i int) bool { return l.fields[i].start > offset }) - 1
	if i < 0 || l.fields[i].end < offset {
		return nil
	}
	return &l.fields[i]
}

// solid is the outermost element around a paragraph that nothing can be put
// into, -1 for none.
func (l *layout) solid(p int) int {
	found := -1
	for b := l.paras[p].parent; b >= 0; b = l.blocks[b].parent {
		if l.blocks[b].why != None {
			found = b
		}
	}
	return found
}

// whyNot tells why the whole of a paragraph cannot have a comment, None where it
// can.
func (l *layout) whyNot(p int) Why {
	if b := l.solid(p); b >= 0 {
		return l.blocks[b].why
	}
	q := &l.paras[p]
	if q.frame {
		return Frame
	}
	i := sort.Search(len(l.fields), func(i int) bool { return l.fields[i].end >= q.start })
	for ; i < len(l.fields) && l.fields[i].start < q.end; i++ {
		if f := &l.fields[i]; f.from != f.to {
			return Field
		}
	}
	return None
}
