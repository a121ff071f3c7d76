package docx

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// A picture of at least this width and height, in English metric units
// (360,000 to the centimetre), is taken for a scanned page: 13 by 17 cm.
const (
	scanWidth  = 13 * 360_000
	scanHeight = 17 * 360_000
)

// graphic reads a drawing, a VML picture or an embedded object: the text boxes
// in it, and a note of what cannot be read.
func (w *walker) graphic() {
	w.each(func(t *xmlscan.Token) bool {
		switch t.Space {
		case nsW:
			if t.Local == "txbxContent" {
				w.textbox()
				return true
			}
		case nsDrawing:
			if t.Local == "inline" || t.Local == "anchor" {
				w.drawing()
				return true
			}
		case nsVML:
			if t.Local == "imagedata" {
				w.pictures++
			}
		case nsOffice:
			if t.Local == "OLEObject" {
				w.object(t)
			}
		}
		w.graphic()
		return true
	})
}

// drawing reads a placed drawing; a picture of a page's size without any text
// of its own is most likely a scan.
func (w *walker) drawing() {
	large, picture, described := false, false, ""
	var inner func(t *xmlscan.Token) bool
	inner = func(t *xmlscan.Token) bool {
		switch {
		case t.Space == nsW && t.Local == "txbxContent":
			w.textbox()
			return true
		case t.Space == nsDrawing && t.Local == "extent":
			width, _ := t.Attr(xmlscan.Other, "cx")
			height, _ := t.Attr(xmlscan.Other, "cy")
			x, okX := atoi(width)
			y, okY := atoi(height)
			large = okX && okY && x >= scanWidth && y >= scanHeight
			return false
		case t.Space == nsDrawing && t.Local == "docPr":
			if described, _ = t.Attr(xmlscan.Other, "descr"); described == "" {
				described, _ = t.Attr(xmlscan.Other, "title")
			}
			return false
		case t.Space == nsA && t.Local == "blip":
			picture = true
			w.pictures++
			return false
		case t.Space == nsChart && t.Local == "chart":
			w.lost["een grafiek"]++
			return false
		case t.Space == nsDiagram && t.Local == "relIds":
			w.diagram(t)
			return false
		}
		w.each(inner)
		return true
	}
	w.each(inner)
	if picture {
		w.describe(described)
	}
	if large && picture {
		w.lost["een afbeelding zo groot als een bladzijde, wellicht een scan"]++
	}
}

// describe puts the description of a picture behind the paragraph that holds
// it.
func (w *walker) describe(text string) {
	if text = build.Description(text); text == "" || w.cur == nil || w.kind != document.Paragraph {
		return
	}
	p := para{kind: document.Picture, text: text, table: w.table}
	w.cur.after = append(w.cur.after, w.res.changes.overlay([]para{p}, w.tracking)...)
}

// diagram puts the text of a SmartArt drawing, which has a part of its own,
// behind the paragraph that holds it.
func (w *walker) diagram(t *xmlscan.Token) {
	id, _ := t.Attr(nsR, "dm")
	d := w.res.diagram(id)
	if !d.whole {
		w.lost["een diagram (SmartArt)"]++
	}
	kind := document.Textbox
	if w.kind != document.Paragraph {
		kind = w.kind
	}
	at := w.once("diagram"+id, w.tracking)
	if at.views == 0 || w.cur == nil {
		return
	}
	var paras []para
	for _, text := range d.texts {
		if w.count++; w.count <= maxParagraphs {
			paras = append(paras, para{kind: kind, text: text})
		}
	}
	w.cur.after = append(w.cur.after, w.res.changes.overlay(paras, at)...)
}

// diagram is the text of a SmartArt drawing by paragraph; whole tells that all
// of it could be read.
type diagram struct {
	texts []string
	whole bool
}

// diagramTexts are the paragraphs in the data part of a SmartArt drawing. What
// was read before a fault is returned with the error.
func diagramTexts(xml string, limits xmlscan.Limits) (texts []string, err error) {
	s := xmlscan.New(xml, spaces(), limits)
	var text []byte
	for t := s.Next(); t.Kind != xmlscan.EOF && len(texts) < maxParagraphs; t = s.Next() {
		switch {
		case t.Space == nsA && t.Local == "p" && t.Kind == xmlscan.End:
			if len(text) > 0 {
				texts = append(texts, string(text))
			}
			text = text[:0]
		case t.Space == nsA && t.Local == "t" && t.Kind == xmlscan.Start:
			for t = s.Next(); t.Kind == xmlscan.Text; t = s.Next() {
				text = append(text, t.Text()...)
			}
		}
	}
	return texts, s.Err()
}

// object notes an embedded document. Formulas of the old equation editor are
// left out: they are no contract text.
func (w *walker) object(t *xmlscan.Token) {
	program, _ := t.Attr(xmlscan.Other, "ProgID")
	if !strings.HasPrefix(program, "Equation") {
		w.lost["een ingesloten bestand (OLE-object)"]++
	}
}
