package odt

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// A picture of at least this width and height in millimetres is taken for a
// scanned page.
const (
	scanWidth  = 130
	scanHeight = 170
)

// maxDescription is the most that is read of the description of a picture.
const maxDescription = 4000

// graphic reads an element of a drawing: a frame, a shape, a control.
func (w *walker) graphic(t *xmlscan.Token, p runProps) bool {
	if display := attr(t, nsDraw, "display"); display == "none" || !w.shown(p) {
		return false
	}
	switch t.Local {
	case "frame":
		w.frame(t, p)
	case "control":
		text := w.controls[attr(t, nsDraw, "control")]
		w.s.Skip()
		if w.cur != nil {
			w.write(text, p)
		} else if text != "" {
			w.out = append(w.out, para{kind: document.Textbox, text: text})
		}
	case "a", "g":
		w.each(func(t *xmlscan.Token) bool { return t.Space == nsDraw && w.graphic(t, p) })
	case "custom-shape", "rect", "line", "polyline", "polygon", "regular-polygon", "path", "circle", "ellipse", "connector", "caption", "measure":
		w.aside(w.apart(document.Textbox, func() { w.each(w.shaped) }))
	default:
		return false
	}
	return true
}

// shaped reads the text in a shape.
func (w *walker) shaped(t *xmlscan.Token) bool {
	return (t.Space == nsText || t.Space == nsDraw) && w.block(t)
}

// frame reads a draw:frame (10.4.2). Its children are the same content in
// several forms, the best first; a picture behind another form is only what
// that form looks like.
func (w *walker) frame(t *xmlscan.Token, p runProps) {
	large := millimetres(attr(t, nsSVG, "width")) >= scanWidth && millimetres(attr(t, nsSVG, "height")) >= scanHeight
	done, picture, title, described := false, false, "", ""
	w.each(func(t *xmlscan.Token) bool {
		switch {
		case t.Space == nsTable && t.Local == "table":
			return w.block(t)
		case t.Space == nsSVG && t.Local == "title":
			title = w.plain(maxDescription)
			return true
		case t.Space == nsSVG && t.Local == "desc":
			described = w.plain(maxDescription)
			return true
		}
		if t.Space != nsDraw {
			return false
		}
		switch t.Local {
		case "text-box":
			done = true
			w.aside(w.apart(document.Textbox, func() { w.each(w.block) }))
			return true
		case "object":
			done = true
			w.object(t, p)
			return true
		case "object-ole":
			done = true
			w.lost["een ingesloten bestand (OLE-object)"]++
		case "floating-frame":
			done = true
			w.lost["een ingevoegd document"]++
		case "image":
			if !done {
				done, picture = true, true
				w.pictures++
				if large {
					w.lost["een afbeelding zo groot als een bladzijde, wellicht een scan"]++
				}
			}
		}
		return false
	})
	if described == "" {
		described = title
	}
	if picture && w.kind == document.Paragraph {
		w.describe(build.Description(described))
	}
}

// describe puts the description of a picture behind the paragraph that holds
// it.
func (w *walker) describe(text string) {
	if text == "" {
		return
	}
	p := para{kind: document.Picture, text: text}
	if w.state != document.Unchanged {
		p.changes = []build.Change{{End: len(text), Revision: w.state, Author: w.by.author, Date: w.by.date}}
	}
	w.aside([]para{p})
}

// object reads an embedded document. Of formulas the text is read; others, such
// as spreadsheets and charts, are noted.
func (w *walker) object(t *xmlscan.Token, p runProps) {
	name := strings.TrimPrefix(attr(t, nsXLink, "href"), "./")
	formula, ok := w.formula()
	if !ok && name != "" && w.pkg != nil && w.pkg.Has(name+"/"+contentPart) {
		formula, ok = w.embedded(name + "/" + contentPart)
	}
	if !ok {
		w.lost["een ingesloten bestand (OLE-object)"]++
		return
	}
	w.write(formula, p)
}

// embedded reads the part of an embedded formula, each part once.
func (w *walker) embedded(part string) (formula string, ok bool) {
	if formula, ok := w.objects[part]; ok {
		return formula, formula != ""
	}
	xml, err := w.pkg.ReadXML(w.ctx, part)
	if err == nil {
		outer := w.s
		w.s = xmlscan.New(xml, spaces(), w.pkg.XMLLimits())
		formula, ok = w.formula()
		ok = ok && w.s.Err() == nil
		w.s = outer
	}
	if !ok {
		formula = ""
	}
	w.objects[part] = formula
	return formula, ok
}

// formula reads the math:math among the children of the element that just
// began.
func (w *walker) formula() (text string, ok bool) {
	var m mathText
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsMath || t.Local != "math" {
			return false
		}
		ok = true
		m.read(w, "")
		return true
	})
	return strings.TrimSpace(m.String()), ok
}

// mathText writes MathML in a line: a fraction's halves with a slash between
// them, what stands low behind "_" and what stands high behind "^", so that 10³
// does not become 103.
type mathText struct{ strings.Builder }

// maxFormula is the length in bytes at which the text of a formula is cut.
const maxFormula = 1 << 14

// read reads the children of an element of MathML; within is its name.
func (m *mathText) read(w *walker, within string) {
	child := 0
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Text:
			switch within {
			case "mi", "mn", "mo", "mtext", "ms":
				if m.Len() < maxFormula {
					m.WriteString(strings.TrimSpace(t.Text()))
				}
			}
		case xmlscan.Start:
			if t.Space != nsMath || t.Local == "annotation" || t.Local == "annotation-xml" {
				w.s.Skip()
				continue
			}
			m.WriteString(sign(within, child))
			child++
			m.read(w, t.Local)
		}
	}
}

// sign stands in front of a child, counted from 0, of an element of MathML.
func sign(within string, child int) string {
	switch {
	case within == "mfrac" && child == 1:
		return "/"
	case (within == "msub" || within == "munder" || within == "msubsup" || within == "munderover") && child == 1:
		return "_"
	case (within == "msup" || within == "mover") && child == 1, (within == "msubsup" || within == "munderover") && child == 2:
		return "^"
	}
	return ""
}
