package rtf

import "strings"

// A picture of at least this width and height in twips, 567 to the centimetre,
// is taken for a scanned page: 13 by 17 cm.
const (
	scanWidth  = 13 * 567
	scanHeight = 17 * 567
)

// picture is what is known of a \pict that is being read.
type picture struct {
	width, height  int // twips, as it was meant
	scaleX, scaleY int // percent, 0 absent
}

// word takes a control word of a picture (RTF 1.9.1, "Pictures").
func (p *picture) word(name string, n int) {
	n = min(max(n, 0), 1<<20)
	switch name {
	case "picwgoal":
		p.width = n
	case "pichgoal":
		p.height = n
	case "picscalex":
		p.scaleX = n
	case "picscaley":
		p.scaleY = n
	}
}

// scaled is a length as it stands on paper.
func scaled(length, percent int) int {
	if percent == 0 {
		percent = 100
	}
	return length * percent / 100
}

// endPicture notes a picture; one of a page's size is most likely a scan.
func (w *walker) endPicture() {
	w.pictures++
	if scaled(w.picture.width, w.picture.scaleX) >= scanWidth && scaled(w.picture.height, w.picture.scaleY) >= scanHeight {
		w.lost["een afbeelding zo groot als een bladzijde, wellicht een scan"]++
	}
}

// endObject notes an embedded document. Formulas of the old equation editor are
// left out: they are no contract text.
func (w *walker) endObject() {
	if !strings.HasPrefix(strings.TrimSpace(w.class), "Equation") {
		w.lost["een ingesloten bestand (OLE-object)"]++
	}
}
