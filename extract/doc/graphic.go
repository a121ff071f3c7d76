package doc

import (
	"strings"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/document"
)

// A picture of at least this width and height, in twips (1,440 to the inch), is
// taken for a scanned page: 13 by 17 cm.
const (
	scanWidth  = 13 * 567
	scanHeight = 17 * 567
)

const (
	boxSize    = 22 // FTXBXS, 2.9.101
	anchorSize = 26 // Spa, 2.9.253
	picfHeader = 68 // PICF, 2.9.190
)

// shapes is what is known of the floating shapes of the body.
type shapes struct {
	anchors plc           // Spa by position
	boxes   map[int][]int // text boxes by the shape that is anchored
	picture map[int]bool  // shapes that show a picture
}

// readBoxes reads the text boxes of the body.
func (r *reader) readBoxes() {
	text := newPLC(r.structure(fibTxbxTxt), boxSize)
	r.shapes.anchors = newPLC(r.structure(fibSpaMom), anchorSize)
	art := readDrawings(r.structure(fibDggInfo))
	r.shapes.boxes, r.shapes.picture = map[int][]int{}, art.picture
	n := min(text.n, maxParagraphs)
	r.boxText = make([][]para, n)
	r.boxPlaced = make([]bool, n)
	w, part := r.walker(document.Textbox), r.boxes.split(text)
	for i := range n {
		d, s := text.data(i), part(i)
		if u16(d, 8) != 0 {
			continue // the place is free for another box
		}
		w.out = nil
		w.story(s)
		w.end()
		r.boxText[i] = w.out
		shape := i32(d, 14)
		if top, ok := art.top[shape]; ok {
			shape = top
		}
		r.shapes.boxes[shape] = append(r.shapes.boxes[shape], i)
	}
}

// drawing handles a floating shape: it puts the text boxes in it behind the
// paragraph that holds it.
func (w *walker) drawing(cp int) {
	if w.kind != document.Paragraph {
		return
	}
	i := w.shapes.anchors.exact(cp)
	if i < 0 {
		return
	}
	spa := w.shapes.anchors.data(i)
	shape := i32(spa, 0)
	for _, box := range w.shapes.boxes[shape] {
		if !w.boxPlaced[box] {
			w.boxPlaced[box] = true
			w.cur.after = append(w.cur.after, w.boxText[box]...)
			w.boxText[box] = nil
		}
	}
	if w.shapes.picture[shape] {
		w.pictured(i32(spa, 12)-i32(spa, 4), i32(spa, 16)-i32(spa, 8))
	}
}

// picture handles a picture in the line of text.
func (w *walker) picture(props *runProps) {
	if w.object() {
		w.lost["een ingesloten bestand (OLE-object)"]++
		return
	}
	if props.data < 0 {
		return
	}
	picf := part(w.data, props.data, picfHeader)
	if len(picf) < picfHeader {
		return
	}
	w.pictured(i16(picf, 28)*u16(picf, 32)/1000, i16(picf, 30)*u16(picf, 34)/1000)
}

// pictured notes a picture of a size in twips; one of a page's size is most
// likely a scan.
func (w *walker) pictured(width, height int) {
	w.pictures++
	if width >= scanWidth && height >= scanHeight {
		w.lost["een afbeelding zo groot als een bladzijde, wellicht een scan"]++
	}
}

// formField writes what a check box or a drop-down list shows, which is not in
// the text but in the data of the field (FFData, 2.9.78).
func (w *walker) formField(props *runProps) {
	n := len(w.fields)
	if w.hiding != 1 || n == 0 || w.fields[n-1].result || !w.visible(props) || props.data < 0 {
		return
	}
	// Other fields keep data too, a HYPERLINK its address.
	name := w.fields[n-1].name()
	if !strings.HasPrefix(name, "FORM") {
		return
	}
	head := part(w.data, props.data, picfHeader)
	b := part(w.data, props.data+u16(head, 4), min(u32(head, 0), 1<<16))
	const none = 25 // the field has its default
	kind, state := u16(b, 4)&3, u16(b, 4)>>2&0x1F
	at := 10
	skip := func() { at += 4 + 2*u16(b, at) } // a string with its NUL
	skip()
	switch {
	case kind == 1, kind == 2:
	case name == "FORMCHECKBOX": // there is a box all the same
		w.write("☐", props)
		return
	default:
		return
	}
	if state == none {
		state = u16(b, at)
	}
	if kind == 1 {
		mark := "☐"
		if state == 1 {
			mark = "☒"
		}
		w.write(mark, props)
		return
	}
	at += 2
	for range 5 { // format, help, status, macros
		skip()
	}
	list := sttb(part(b, at, len(b)), 100)
	if state < len(list) {
		w.write(list[state], props)
	}
}

// drawings is what is read of the OfficeArt data.
type drawings struct {
	top     map[int]int // the outermost group that a shape stands in
	picture map[int]bool
}

// Records of OfficeArt ([MS-ODRAW]).
const (
	artDrawingGroup = 0xF000
	artDrawing      = 0xF002
	artGroup        = 0xF003
	artShape        = 0xF004
	artFSP          = 0xF00A
	artFOPT         = 0xF00B
	artPicture      = 0x0104 // the property that names a picture
	maxShapes       = 1 << 16
)

// readDrawings reads which shapes stand in which group (2.9.172).
func readDrawings(b []byte) drawings {
	d := drawings{top: map[int]int{}, picture: map[int]bool{}}
	for len(b) >= 8 {
		kind, size := u16(b, 2), u32(b, 4)
		if kind != artDrawingGroup {
			// A byte says for which of the stories a drawing is.
			b = b[1:]
			kind, size = u16(b, 2), u32(b, 4)
		}
		if kind == artDrawing {
			d.shapes(part(b, 8, size), 0, 0)
		}
		if size > len(b)-8 {
			break
		}
		b = b[8+size:]
	}
	return d
}

// shapes reads the records in a container. Depth counts the groups around it:
// that of the drawing itself is 1, those in it that are anchored 2. The first
// shape of a group stands for the group. Top is the shape that is anchored, 0
// for none yet.
func (d *drawings) shapes(b []byte, depth, top int) {
	for len(b) >= 8 {
		kind, size := u16(b, 2), min(u32(b, 4), len(b)-8)
		body := b[8 : 8+size]
		switch kind {
		case artGroup:
			if depth < maxDepth {
				d.shapes(body, depth+1, top)
			}
		case artShape:
			id := d.shape(body)
			anchored := top
			if top == 0 {
				anchored = id
				if depth > 1 {
					top = id
				}
			}
			if len(d.top) < maxShapes {
				d.top[id] = anchored
				if d.picture[id] {
					d.picture[anchored] = true
				}
			}
		}
		b = b[8+size:]
	}
}

// shape reads a shape and returns its number.
func (d *drawings) shape(b []byte) (id int) {
	for len(b) >= 8 {
		head, kind, size := u16(b, 0), u16(b, 2), min(u32(b, 4), len(b)-8)
		body := b[8 : 8+size]
		switch kind {
		case artFSP:
			id = i32(body, 0)
		case artFOPT:
			for i := range min(head>>4, size/6) {
				if u16(body, 6*i)&0x3FFF == artPicture && len(d.picture) < maxShapes {
					d.picture[id] = true
				}
			}
		}
		b = b[8+size:]
	}
	return id
}

// maxFonts bounds the fonts that are read.
const maxFonts = 1 << 12

// readFonts reads the names of the fonts (SttbfFfn, 2.9.286), of which text
// refers to those of symbols.
func (f *file) readFonts() []string {
	b := f.structure(fibFfn)
	n := min(u16(b, 0), maxFonts)
	names := make([]string, 0, min(n, len(b)))
	const nameAt = 39
	for at := 4; len(names) < n && at < len(b); {
		size := u8(b, at)
		ffn := part(b, at+1, size)
		var units []uint16
		for i := nameAt; i+2 <= len(ffn) && u16(ffn, i) != 0; i += 2 {
			units = append(units, uint16(u16(ffn, i)))
		}
		names = append(names, string(utf16.Decode(units)))
		at += 1 + size
	}
	return names
}
