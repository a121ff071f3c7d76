package doc

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/cfb/cfbtest"
)

// testDoc is a document that a test writes.
type testDoc struct {
	body, footnotes, headers, endnotes, boxes []testPara

	styles  []testStyle
	lists   []testList
	uses    []testUse
	authors []string
	fonts   []string
	data    []byte // the Data stream

	footnoteEnds, headerEnds, boxShapes []int // by paragraph: where the parts of the stories end; the shape of each box
	anchors                             map[int]int
	anchorSize                          int    // twips, of every anchored shape
	art                                 []byte // DggInfo
	bookmarks                           map[string]string

	narrow bool   // one byte for a character
	split  int    // characters in a piece; 0 for one piece
	prm    uint16 // of the last piece
	grps   [][]byte
	flags  uint16
	change func(w *written) // breaks what is written
}

// written is a document on its way to a file.
type written struct {
	word, table []byte
	structures  map[int][]byte
	behind      map[int][]byte // what follows a structure without being counted
	counts      [8]int
}

type testRun struct {
	text  string
	props []byte
}

type testPara struct {
	runs  []testRun
	style int
	props []byte
	mark  string // "" for a paragraph mark
	marks []byte // properties of the mark
}

type testStyle struct {
	name       string
	sti, kind  int
	base       int
	para, char []byte
}

type testLevel struct {
	start, nfc, restart int
	text                string // %1 for the number of the first level
	flags               byte   // fLegal 4, fNoRestart 8
	follow              byte
	char                []byte
}

type testList struct {
	id     int
	simple bool
	styles map[int]int // by level
	levels []testLevel
}

type testUse struct {
	list  int
	over  map[int]int       // starts by level
	level map[int]testLevel // whole levels
}

func sprm(op int, arg ...byte) []byte { return append([]byte{byte(op), byte(op >> 8)}, arg...) }
func sprm2(op, v int) []byte          { return sprm(op, byte(v), byte(v>>8)) }
func sprm4(op, v int) []byte {
	return sprm(op, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
}

func join(lists ...[]byte) []byte {
	var all []byte
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func run(text string, props ...[]byte) testRun { return testRun{text, join(props...)} }

func text(s string, props ...[]byte) testPara {
	return testPara{runs: []testRun{{text: s}}, props: join(props...)}
}

func p(runs ...testRun) testPara { return testPara{runs: runs} }

func (q testPara) styled(i int) testPara { q.style = i; return q }
func (q testPara) with(props ...[]byte) testPara {
	q.props = append(q.props, join(props...)...)
	return q
}
func (q testPara) marked(props ...[]byte) testPara {
	q.marks = join(props...)
	return q
}

func (q testPara) ends(mark string) testPara { q.mark = mark; return q }

// item is a paragraph in a list.
func item(use, level int, s string) testPara {
	return text(s, sprm2(sprmPIlfo, use), sprm(sprmPIlvl, byte(level)))
}

var (
	inTable = sprm(sprmPFInTable, 1)
	bold    = sprm(sprmCFBold, 1)
	special = sprm(sprmCFSpec, 1)
)

// cellOf is a cell with one paragraph; rowEnd ends the row.
func cellOf(s string, props ...[]byte) testPara {
	return testPara{runs: []testRun{{text: s, props: join(props...)}}, props: inTable, mark: "\a"}
}

func rowEnd(edges []int, props ...[]byte) testPara {
	list := append([]byte(nil), inTable...)
	list = append(list, sprm(sprmPFTtp, 1)...)
	if edges != nil {
		n := len(edges) - 1
		arg := []byte{byte(n)}
		for _, x := range edges {
			arg = append(arg, byte(x), byte(x>>8))
		}
		arg = append(arg, make([]byte, 20*n)...)
		list = append(list, sprm2(sprmTDefTable, len(arg)+1)...)
		list = append(list, arg...)
	}
	return testPara{props: append(list, join(props...)...), mark: "\a"}
}

func inserted(author int) []byte {
	return join(sprm(sprmCFRMarkIns, 1), sprm2(sprmCIbstRMark, author), sprm4(sprmCDttmRMark, 30|9<<6|5<<11|3<<16|124<<20))
}

func deleted(author int) []byte {
	return join(sprm(sprmCFRMarkDel, 1), sprm2(sprmCIbstRMarkDel, author))
}

// fieldOf is a field with a code and a result.
func fieldOf(code, result string) []testRun {
	return []testRun{run("\x13", special), run(code), run("\x14", special), run(result), run("\x15", special)}
}

const textAt = 1024 // where the text begins in the stream

// write gives the file.
func (d testDoc) write() []byte {
	w := &written{structures: map[int][]byte{}, behind: map[int][]byte{}}
	le := binary.LittleEndian
	type stretch struct {
		from, to int // characters
		style    int
		props    []byte
	}
	var runs, paras []stretch
	var all []uint16
	for i, story := range [...][]testPara{0: d.body, 1: d.footnotes, 2: d.headers, 5: d.endnotes, 6: d.boxes, 7: nil} {
		start := len(all)
		for _, q := range story {
			from := len(all)
			mark := q.mark
			if mark == "" {
				mark = "\r"
			}
			for _, r := range append(q.runs[:len(q.runs):len(q.runs)], testRun{mark, q.marks}) {
				at := len(all)
				all = append(all, utf16.Encode([]rune(r.text))...)
				if len(all) > at {
					runs = append(runs, stretch{from: at, to: len(all), props: r.props})
				}
			}
			paras = append(paras, stretch{from, len(all), q.style, q.props})
		}
		w.counts[i] = len(all) - start
	}
	width := 2
	if d.narrow {
		width = 1
	}
	w.word = make([]byte, textAt)
	for _, u := range all {
		if d.narrow {
			w.word = append(w.word, byte(u))
		} else {
			w.word = le.AppendUint16(w.word, u)
		}
	}
	offset := func(cp int) uint32 { return uint32(textAt + cp*width) }

	// The pages of formatting.
	pages := func(list []stretch, entry int, body func(s stretch) []byte) []byte {
		var firsts, numbers []uint32
		for i := 0; i < len(list); {
			for len(w.word)%pageSize != 0 {
				w.word = append(w.word, 0)
			}
			page := make([]byte, pageSize)
			end, n := pageSize-1, 0
			var bodies [][]byte
			for ; i+n < len(list); n++ {
				b := body(list[i+n])
				if len(b) > 0 && len(b)%2 == 1 {
					b = append(b, 0)
				}
				if at := (end - len(b)) &^ 1; at < 4*(n+2)+entry*(n+1) {
					break
				} else if len(b) > 0 {
					end = at
				}
				bodies = append(bodies, b)
			}
			if n == 0 {
				panic("a grpprl does not fit in a page")
			}
			at := pageSize - 1
			for k := range n {
				le.PutUint32(page[4*k:], offset(list[i+k].from))
				if b := bodies[k]; len(b) > 0 {
					at = (at - len(b)) &^ 1
					copy(page[at:], b)
					page[4*(n+1)+entry*k] = byte(at / 2)
				}
			}
			le.PutUint32(page[4*n:], offset(list[i+n-1].to))
			page[pageSize-1] = byte(n)
			firsts = append(firsts, offset(list[i].from))
			numbers = append(numbers, uint32(len(w.word)/pageSize))
			w.word = append(w.word, page...)
			i += n
		}
		var bin []byte
		for _, f := range firsts {
			bin = le.AppendUint32(bin, f)
		}
		bin = le.AppendUint32(bin, offset(len(all)))
		for _, n := range numbers {
			bin = le.AppendUint32(bin, n)
		}
		return bin
	}
	w.structures[fibBteChpx] = pages(runs, 1, func(s stretch) []byte {
		if len(s.props) == 0 {
			return nil
		}
		return append([]byte{byte(len(s.props))}, s.props...)
	})
	w.structures[fibBtePapx] = pages(paras, 13, func(s stretch) []byte {
		papx := append([]byte{byte(s.style), byte(s.style >> 8)}, s.props...)
		if len(papx)%2 == 1 {
			return append([]byte{byte((len(papx) + 1) / 2)}, papx...)
		}
		return append([]byte{0, byte(len(papx) / 2)}, papx...)
	})

	d.writePieces(w, len(all), offset)
	d.writeStyles(w)
	d.writeLists(w)
	d.writeParts(w, all)
	if d.change != nil {
		d.change(w)
	}
	return d.file(w)
}

func (d *testDoc) writePieces(w *written, n int, offset func(int) uint32) {
	le := binary.LittleEndian
	var clx []byte
	for _, g := range d.grps {
		clx = append(append(clx, 1, byte(len(g)), byte(len(g)>>8)), g...)
	}
	step := d.split
	if step == 0 {
		step = max(n, 1)
	}
	var starts []int
	for cp := 0; cp < n; cp += step {
		starts = append(starts, cp)
	}
	clx = append(clx, 2)
	clx = le.AppendUint32(clx, uint32(4+12*len(starts)))
	for _, cp := range starts {
		clx = le.AppendUint32(clx, uint32(cp))
	}
	clx = le.AppendUint32(clx, uint32(n))
	for i, cp := range starts {
		fc := offset(cp)
		if d.narrow {
			fc = fc*2 | 0x40000000
		}
		prm := uint16(0)
		if i == len(starts)-1 {
			prm = d.prm
		}
		clx = le.AppendUint16(le.AppendUint32(le.AppendUint16(clx, 0), fc), prm)
	}
	w.structures[fibClx] = clx
}

func appendText(b []byte, s string) []byte {
	units := utf16.Encode([]rune(s))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(units)))
	for _, u := range units {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func sttbOf(list []string) []byte {
	b := []byte{0xFF, 0xFF, byte(len(list)), byte(len(list) >> 8), 0, 0}
	for _, s := range list {
		b = appendText(b, s)
	}
	return b
}

func (d *testDoc) writeStyles(w *written) {
	le := binary.LittleEndian
	styles := d.styles
	if styles == nil {
		styles = []testStyle{{name: "Normal", kind: kindParagraph, base: -1}}
	}
	const fixed = 10
	stsh := []byte{18, 0}
	stsh = le.AppendUint16(stsh, uint16(len(styles)))
	stsh = append(le.AppendUint16(stsh, fixed), make([]byte, 14)...)
	for _, s := range styles {
		base := s.base & 0xFFF
		upx := [][]byte{s.char}
		if s.kind == kindParagraph {
			upx = [][]byte{append([]byte{0, 0}, s.para...), s.char}
		}
		std := le.AppendUint16(nil, uint16(s.sti))
		std = le.AppendUint16(std, uint16(s.kind|base<<4))
		std = le.AppendUint16(std, uint16(len(upx)))
		std = append(std, 0, 0, 0, 0)
		std = append(appendText(std, s.name), 0, 0)
		for _, u := range upx {
			if len(std)%2 == 1 {
				std = append(std, 0)
			}
			std = append(le.AppendUint16(std, uint16(len(u))), u...)
		}
		stsh = append(le.AppendUint16(stsh, uint16(len(std))), std...)
		if len(std)%2 == 1 {
			stsh = append(stsh, 0)
		}
	}
	w.structures[fibStshf] = stsh
}

// level writes an LVL.
func (l testLevel) bytes() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(l.start))
	b = append(b, byte(l.nfc), l.flags)
	places := make([]byte, 9)
	var xst []uint16
	n := 0
	units := utf16.Encode([]rune(l.text))
	for i := 0; i < len(units); i++ {
		if units[i] == '%' && i+1 < len(units) && units[i+1] >= '1' && units[i+1] <= '9' && l.nfc != 23 {
			i++
			xst = append(xst, units[i]-'1')
			places[n] = byte(len(xst))
			n++
			continue
		}
		xst = append(xst, units[i])
	}
	b = append(append(b, places...), l.follow)
	b = append(b, make([]byte, 8)...)
	b = append(b, byte(len(l.char)), 0, byte(l.restart), 0)
	b = append(b, l.char...)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(xst)))
	for _, u := range xst {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func (d *testDoc) writeLists(w *written) {
	if d.lists == nil {
		return
	}
	le := binary.LittleEndian
	lst := le.AppendUint16(nil, uint16(len(d.lists)))
	var levels []byte
	for _, l := range d.lists {
		lst = append(le.AppendUint32(lst, uint32(l.id)), 0, 0, 0, 0)
		for k := range 9 {
			style, ok := l.styles[k]
			if !ok {
				style = noStyle
			}
			lst = le.AppendUint16(lst, uint16(style))
		}
		n := 9
		if l.simple {
			n = 1
		}
		lst = append(lst, boolByte(l.simple), 0)
		for k := range n {
			level := testLevel{start: 1}
			if k < len(l.levels) {
				level = l.levels[k]
			}
			levels = append(levels, level.bytes()...)
		}
	}
	w.structures[fibLst], w.behind[fibLst] = lst, levels
	lfo := le.AppendUint32(nil, uint32(len(d.uses)))
	var data []byte
	for _, u := range d.uses {
		lfo = le.AppendUint32(lfo, uint32(u.list))
		lfo = append(lfo, 0, 0, 0, 0, 0, 0, 0, 0, byte(len(u.over)+len(u.level)), 0, 0, 0)
		data = append(data, 0xFF, 0xFF, 0xFF, 0xFF)
		for k := range 9 {
			if start, ok := u.over[k]; ok {
				data = le.AppendUint32(le.AppendUint32(data, uint32(start)), uint32(k|0x10))
			}
			if level, ok := u.level[k]; ok {
				data = le.AppendUint32(le.AppendUint32(data, 0), uint32(k|0x20))
				data = append(data, level.bytes()...)
			}
		}
	}
	w.structures[fibLfo] = append(lfo, data...)
}

func boolByte(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// writeParts writes what refers to notes, headers, boxes and bookmarks.
func (d *testDoc) writeParts(w *written, all []uint16) {
	le := binary.LittleEndian
	// ends gives the positions behind the paragraphs of a story.
	ends := func(story []testPara, counts []int) []byte {
		b := le.AppendUint32(nil, 0)
		at, n := 0, 0
		for i, q := range story {
			at += len(utf16.Encode([]rune(plain(q)))) + 1
			for n < len(counts) && counts[n] == i+1 {
				b = le.AppendUint32(b, uint32(at))
				n++
			}
		}
		return b
	}
	var refs []int
	for cp, u := range all[:w.counts[0]] {
		if u == charNote {
			refs = append(refs, cp)
		}
	}
	if d.footnotes != nil {
		var b []byte
		for _, cp := range append(refs, w.counts[0]) {
			b = le.AppendUint32(b, uint32(cp))
		}
		w.structures[fibFndRef] = append(b, make([]byte, 2*len(refs))...)
		w.structures[fibFndTxt] = le.AppendUint32(ends(d.footnotes, d.footnoteEnds), 0)
	}
	if d.headers != nil {
		w.structures[fibHdd] = le.AppendUint32(append(make([]byte, 4*separators), ends(d.headers, d.headerEnds)...), 0)
	}
	if d.boxes != nil {
		one := make([]int, len(d.boxes))
		for i := range one {
			one[i] = i + 1
		}
		b := ends(d.boxes, one)
		for _, shape := range d.boxShapes {
			data := make([]byte, boxSize)
			le.PutUint32(data[14:], uint32(shape))
			b = append(b, data...)
		}
		w.structures[fibTxbxTxt] = b
	}
	var cps, spas []byte
	n := 0
	for cp, u := range all[:w.counts[0]] {
		if u == charDrawing {
			cps = le.AppendUint32(cps, uint32(cp))
			spa := make([]byte, anchorSize)
			le.PutUint32(spa, uint32(d.anchors[n]))
			le.PutUint32(spa[12:], uint32(d.anchorSize))
			le.PutUint32(spa[16:], uint32(d.anchorSize))
			spas = append(spas, spa...)
			n++
		}
	}
	if n > 0 {
		w.structures[fibSpaMom] = append(le.AppendUint32(cps, uint32(w.counts[0])), spas...)
	}
	if d.art != nil {
		w.structures[fibDggInfo] = d.art
	}
	if d.authors != nil {
		w.structures[fibRMark] = sttbOf(d.authors)
	}
	if d.fonts != nil {
		b := []byte{byte(len(d.fonts)), 0, 0, 0}
		for _, name := range d.fonts {
			ffn := append(make([]byte, 39), appendText(nil, name)[2:]...)
			ffn = append(ffn, 0, 0)
			b = append(append(b, byte(len(ffn))), ffn...)
		}
		w.structures[fibFfn] = b
	}
	d.writeBookmarks(w, all)
	// Sections end behind their marks and with the body.
	var sed []byte
	sed = le.AppendUint32(sed, 0)
	sections := 1
	at := 0
	for _, q := range d.body {
		at += len(utf16.Encode([]rune(plain(q)))) + 1
		if q.mark == "\f" {
			sed = le.AppendUint32(sed, uint32(at))
			sections++
		}
	}
	w.structures[fibSed] = append(le.AppendUint32(sed, uint32(w.counts[0])), make([]byte, 12*sections)...)
}

// writeBookmarks puts a bookmark in front of the text that it is given for.
func (d *testDoc) writeBookmarks(w *written, all []uint16) {
	if d.bookmarks == nil {
		return
	}
	var names []string
	var cps []byte
	body := string(utf16.Decode(all[:w.counts[0]]))
	for name, before := range d.bookmarks {
		names = append(names, name)
		at := strings.Index(body, before)
		cps = binary.LittleEndian.AppendUint32(cps, uint32(len(utf16.Encode([]rune(body[:at])))))
	}
	cps = binary.LittleEndian.AppendUint32(cps, uint32(len(all)))
	w.structures[fibBkmk] = sttbOf(names)
	w.structures[fibBkf] = append(cps, make([]byte, 4*len(names))...)
}

func plain(q testPara) string {
	var b strings.Builder
	for _, r := range q.runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// file puts the streams together.
func (d *testDoc) file(w *written) []byte {
	le := binary.LittleEndian
	fib := w.word[:textAt]
	le.PutUint16(fib, identWord97)
	le.PutUint16(fib[2:], 0xC1)
	le.PutUint16(fib[6:], 0x0413)
	le.PutUint16(fib[0x0A:], d.flags|flagTable1)
	le.PutUint16(fib[0x20:], 14)
	le.PutUint16(fib[offsetCounts:], 22)
	for i, n := range w.counts {
		le.PutUint32(fib[offsetCounts+2+offsetCcpText+4*i:], uint32(n))
	}
	le.PutUint16(fib[0x98:], 0x5D)
	for i := range fibPairs {
		if b := w.structures[i]; b != nil {
			le.PutUint32(fib[0x9A+8*i:], uint32(len(w.table)))
			le.PutUint32(fib[0x9A+8*i+4:], uint32(len(b)))
			w.table = append(append(w.table, b...), w.behind[i]...)
		}
	}
	return cfbtest.Write(cfbtest.Stream{Name: "WordDocument", Data: w.word}, cfbtest.Stream{Name: "1Table", Data: w.table},
		cfbtest.Stream{Name: "Data", Data: d.data})
}

// body is a document of paragraphs.
func body(paras ...testPara) testDoc { return testDoc{body: paras} }

func read(t testing.TB, d testDoc, opts document.Options) *document.Document {
	t.Helper()
	doc, err := Read(t.Context(), document.Source{Name: "a.doc", Data: d.write()}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
	return doc
}

// outline writes the blocks of a document in short.
func outline(doc *document.Document) string {
	var b strings.Builder
	for i, block := range doc.Blocks {
		if i > 0 {
			b.WriteString(" | ")
		}
		switch block.Kind {
		case document.Paragraph:
		case document.Heading:
			fmt.Fprintf(&b, "h%d:", block.Level)
		case document.Item:
			fmt.Fprintf(&b, "i%d:", block.Level)
		default:
			fmt.Fprintf(&b, "%s:", block.Kind)
		}
		if t := block.Table; t != nil {
			fmt.Fprintf(&b, "%d.%d.%d", t.Table, t.Row, t.Column)
			if t.Header {
				b.WriteString("H")
			}
			b.WriteString(":")
		}
		if block.Revision != document.Unchanged {
			fmt.Fprintf(&b, "%s:", block.Revision)
		}
		b.WriteString(strings.ReplaceAll(doc.Slice(block.Span), "\n", "/"))
	}
	return b.String()
}
