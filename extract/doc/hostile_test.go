package doc

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// full uses most of what the reader knows.
func full() testDoc {
	data := make([]byte, picfHeader)
	binary.LittleEndian.PutUint16(data[4:], picfHeader)
	return testDoc{
		styles: dutch, lists: legal, fonts: []string{"Symbol"}, authors: []string{"A"}, data: data,
		uses: []testUse{{list: 77}, {list: 78, over: map[int]int{0: 4}}, {list: 77, level: map[int]testLevel{1: {start: 2, text: "%2)"}}}},
		body: []testPara{
			text("Definities").styled(1), item(1, 1, "Eerste lid."), item(3, 1, "Tweede lid."), item(2, 0, "Punt."),
			p(append(fieldOf(` REF a \h `, "1.1"), run("\x02", special), run("\x08", special), run("\x01", sprm4(sprmCPicLocation, 0)))...),
			p(run("Weg", deleted(0)), run("Erbij", inserted(0))).marked(deleted(0)), text("Vervolg."),
			cellOf("a"), cellOf("b"), rowEnd([]int{0, 10, 20}), cellOf("c"), cellOf("d"), rowEnd([]int{0, 10, 20}, sprm(sprmTTableHeader, 1)),
			text("Sectie").ends("\f"), text("Slot."),
		},
		footnotes: []testPara{text("\x02 Noot.")}, footnoteEnds: []int{1},
		headers: []testPara{text("Kop")}, headerEnds: []int{1},
		boxes: []testPara{text("Kader")}, boxShapes: []int{5}, anchors: map[int]int{0: 5}, art: group(4, 5),
		bookmarks: map[string]string{"a": "Definities"}, split: 40, prm: 1, grps: [][]byte{sprm(sprmCFBold, 1)},
	}
}

// art writes a record of OfficeArt.
func art(instance, kind int, body ...[]byte) []byte {
	all := join(body...)
	b := []byte{byte(instance << 4), byte(instance >> 4), byte(kind), byte(kind >> 8)}
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(all))), all...)
}

func shape(id int, props ...byte) []byte {
	return art(0, artShape, art(0, artFSP, []byte{byte(id), byte(id >> 8), 0, 0, 0, 0, 0, 0}), art(len(props)/6, artFOPT, props))
}

// group writes the drawings of a document with one group of shapes.
func group(first int, others ...int) []byte {
	shapes := [][]byte{shape(first)}
	for _, id := range others {
		shapes = append(shapes, shape(id))
	}
	return join(art(0, artDrawingGroup), []byte{0}, art(0, artDrawing, art(0, 0xF008, make([]byte, 8)),
		art(0, artGroup, shape(1024), art(0, artGroup, shapes...), shape(1030, 0x04, 0x01, 1, 0, 0, 0))))
}

// TestHostile: whatever the structures say, reading ends with a document or a
// reason.
func TestHostile(t *testing.T) {
	all := func(b []byte, v byte) {
		for i := range b {
			b[i] = v
		}
	}
	le := binary.LittleEndian
	for _, c := range []struct {
		name   string
		change func(w *written)
		reason error // nil for a document
	}{
		{"as it is", func(*written) {}, nil},
		{"no formatting", func(w *written) { delete(w.structures, fibBteChpx); delete(w.structures, fibBtePapx) }, nil},
		{"pages outside", func(w *written) {
			for _, i := range []int{fibBteChpx, fibBtePapx} {
				b := w.structures[i]
				all(b[len(b)/2:], 0xFF)
			}
		}, nil},
		{"pages of formatting are text", func(w *written) {
			b := w.structures[fibBtePapx]
			le.PutUint32(b[len(b)-4:], textAt/pageSize)
		}, nil},
		{"bins out of order", func(w *written) { all(w.structures[fibBtePapx][4:], 0) }, nil},
		{"styles of nothing", func(w *written) { all(w.structures[fibStshf], 0xFF) }, nil},
		{"no styles", func(w *written) { delete(w.structures, fibStshf) }, nil},
		{"2^31 lists", func(w *written) { all(w.structures[fibLst][:2], 0xFF); all(w.structures[fibLfo][:4], 0x7F) }, nil},
		{"255 levels in each instance", func(w *written) {
			b := w.structures[fibLfo]
			for i := 4; i+lfoSize <= len(b) && i < 4+3*lfoSize; i += lfoSize {
				b[i+12] = 0xFF
			}
		}, nil},
		{"levels are cut off", func(w *written) { w.behind[fibLst] = w.behind[fibLst][:40] }, nil},
		{"notes everywhere", func(w *written) { all(w.structures[fibFndTxt], 0); all(w.structures[fibFndRef], 0) }, nil},
		{"notes without end", func(w *written) { all(w.structures[fibFndTxt], 0xFF); all(w.structures[fibFndRef], 0xFF) }, nil},
		{"headers go back", func(w *written) { all(w.structures[fibHdd][:20], 0xEE) }, nil},
		{"boxes without shapes", func(w *written) { all(w.structures[fibDggInfo], 0xFF); all(w.structures[fibSpaMom], 0xFF) }, nil},
		{"bookmarks outside", func(w *written) { all(w.structures[fibBkf], 0xFE) }, nil},
		{"sections outside", func(w *written) { all(w.structures[fibSed], 0xFE) }, nil},
		{"text outside", func(w *written) { all(w.structures[fibClx][len(w.structures[fibClx])-6:], 0x2F) }, nil},
		{"pieces overlap", func(w *written) {
			b := w.structures[fibClx]
			for i := len(b) - 16; i+8 <= len(b); i += 8 {
				le.PutUint32(b[i+2:], textAt)
			}
		}, nil},
		{"one position in all pieces", func(w *written) { all(w.structures[fibClx][12:40], 0) }, document.ErrDamaged},
		{"structures outside the table", func(w *written) { w.structures[fibClx] = w.structures[fibClx][:3] }, document.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := full()
			d.change = c.change
			doc, err := Read(t.Context(), document.Source{Name: "a.doc", Data: d.write()}, document.Options{Headers: true, Revisions: document.AllRevisions})
			if !errors.Is(err, c.reason) {
				t.Fatalf("got %v, want %v", err, c.reason)
			}
			if err != nil {
				return
			}
			if err := doc.Validate(); err != nil {
				t.Error(err)
			}
			if len(doc.Blocks) == 0 {
				t.Error("nothing is left of the text")
			}
		})
	}
}

// TestLongText: a paragraph without end is cut in pieces that the model bears.
func TestLongText(t *testing.T) {
	doc := read(t, testDoc{narrow: true, lists: legal, uses: []testUse{{list: 77}},
		body: []testPara{item(1, 0, strings.Repeat("De verwerker meldt dit. ", 100_000)), text("Slot.")}}, document.Options{})
	if n := len(doc.Blocks); n < 3 || doc.Blocks[0].Label != "Artikel 1" || doc.Blocks[1].Label != "" || doc.Slice(doc.Blocks[n-1].Span) != "Slot." {
		t.Errorf("%d blocks", n)
	}
}

func TestManyParagraphs(t *testing.T) {
	d := testDoc{narrow: true, body: []testPara{text(strings.Repeat("a\r", maxParagraphs+5))}}
	doc := read(t, d, document.Options{})
	if len(doc.Blocks) != maxParagraphs || len(doc.Warnings) != 1 || doc.Warnings[0].Code != document.WarnLimit {
		t.Errorf("%d blocks, %v", len(doc.Blocks), doc.Warnings)
	}
}

func check(t *testing.T, data []byte, opts document.Options) {
	doc, err := Read(t.Context(), document.Source{Name: "a.doc", Data: data}, opts)
	if err != nil {
		var typed *document.Error
		if !errors.As(err, &typed) {
			t.Fatalf("untyped error %v", err)
		}
		return
	}
	if err := doc.Validate(); err != nil {
		t.Fatal(err)
	}
}

// FuzzRead varies the bytes of the file.
func FuzzRead(f *testing.F) {
	d := full()
	f.Add(d.write(), byte(0))
	f.Add(testDoc{narrow: true, body: []testPara{text("\x13 TOC \x14a\x15"), text("b\x0c").ends("\a")}}.write(), byte(3))
	f.Fuzz(func(t *testing.T, data []byte, how byte) {
		check(t, data, document.Options{Headers: how&1 != 0, Revisions: document.Revisions(how >> 1 % 3)})
	})
}

// FuzzParts varies the structures beside the text, which a change of a byte in
// the file seldom reaches.
func FuzzParts(f *testing.F) {
	f.Add([]byte("De verwerker\r\x07\x13 REF a \x14x\x15\x02\x01\x08\x0c"), sprm(sprmPFInTable, 1), sprm(sprmCFSpec, 1), legalBytes(), []byte{1, 0, 0, 0, 5, 0, 0, 0}, byte(0))
	f.Add([]byte("a\r\r\x07\x07b\r"), join(sprm4(sprmPItap, 3), sprm(sprmPFInnerTtp, 1)), inserted(0), []byte{}, []byte{0, 0, 0, 0, 9, 0, 0, 0}, byte(3))
	f.Fuzz(func(t *testing.T, body, para, char, levels, places []byte, how byte) {
		if len(para) > 200 || len(char) > 200 || len(body) > 1<<16 {
			return
		}
		d := full()
		d.narrow = true
		latin := make([]rune, len(body))
		for i, c := range body {
			latin[i] = rune(c)
		}
		d.body = append(d.body, p(run(string(latin), char)).with(para))
		d.change = func(w *written) {
			if len(levels) > 0 {
				w.behind[fibLst] = levels
			}
			part := [...]int{fibFndRef, fibFndTxt, fibHdd, fibSpaMom, fibTxbxTxt, fibBkf, fibSed, fibDggInfo, fibLfo, fibStshf, fibFfn}[int(how>>2)%11]
			copy(w.structures[part], places)
		}
		check(t, d.write(), document.Options{Headers: how&1 != 0, Revisions: document.Revisions(how >> 1 % 3)})
	})
}

func legalBytes() []byte {
	var b []byte
	for _, l := range legal[0].levels {
		b = append(b, l.bytes()...)
	}
	return b
}

// contract is a contract of some 300 pages.
func contract() testDoc {
	d := testDoc{styles: dutch, lists: legal, uses: []testUse{{list: 77}}}
	for range 2500 {
		d.body = append(d.body, text("Beveiliging van persoonsgegevens").styled(1))
		for range 5 {
			q := p(run("De verwerker treft passende technische en organisatorische maatregelen "),
				run("om de persoonsgegevens te beveiligen ", sprm(0x0836, 1)), run("tegen verlies of enige vorm van onrechtmatige verwerking."))
			d.body = append(d.body, q.with(sprm2(sprmPIlfo, 1), sprm(sprmPIlvl, 1)))
		}
	}
	return d
}

func BenchmarkRead(b *testing.B) {
	data := contract().write()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), document.Source{Name: "a.doc", Data: data}, document.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
