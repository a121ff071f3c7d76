package odt

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// inline reads an element in a paragraph; p are the properties of the text
// around it.
func (w *walker) inline(t *xmlscan.Token, p runProps) bool {
	switch t.Space {
	case nsText:
		return w.textInline(t, p)
	case nsDraw:
		return w.graphic(t, p)
	case nsField:
		w.formField(t, p)
		return true
	case nsLO: // content controls and other extensions that hold text
		w.mixed(p)
		return true
	}
	return false
}

func (w *walker) textInline(t *xmlscan.Token, p runProps) bool {
	switch t.Local {
	case "span":
		w.mixed(w.sheet.of(familyText, attr(t, nsText, "style-name")).run.under(p))
		return true
	case "s":
		w.write(" ", p) // text:c says how many, which makes no difference
	case "tab":
		w.write("\t", p)
	case "line-break":
		w.write("\n", p)
	case "soft-page-break":
		if w.shown(p) {
			w.pageBreak()
		}
	case "change", "change-start", "change-end":
		return w.changeMark(t)
	case "note":
		return w.note(p)
	case "bookmark", "bookmark-start", "reference-mark", "reference-mark-start":
		w.target(t)
	case "a":
		return w.hyperlink(t, p)
	case "bookmark-ref", "reference-ref", "note-ref", "sequence-ref":
		return w.reference(t, p)
	case "sequence":
		w.refs.target(w, "sequence", attr(t, nsText, "ref-name"))
		w.mixed(p)
		return true
	case "hidden-text":
		if isTrue(t, nsText, "is-hidden") {
			return false
		}
		w.mixed(p)
		return true
	case "hidden-paragraph":
		if isTrue(t, nsText, "is-hidden") && w.cur != nil {
			w.cur.hidden = true
		}
	case "ruby-text", "note-citation", "script", "tracked-changes":
		// What stands above the line, or is a program, is no text of the line.
	case "p", "h", "list", "section":
		// Blocks where none may stand; the text is there all the same.
		return w.block(t)
	case "variable-set", "user-field-get":
		if attr(t, nsText, "display") == "none" {
			return false
		}
		w.mixed(p)
		return true
	default:
		// Every field shows what stands in it (7.1).
		w.mixed(p)
		return true
	}
	return false
}

// note reads a text:note (6.3): its paragraphs come behind the paragraph that
// refers to it.
func (w *walker) note(p runProps) bool {
	if !w.shown(p) {
		return false
	}
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText || t.Local != "note-body" {
			return false
		}
		w.aside(w.apart(document.Footnote, func() { w.each(w.block) }))
		return true
	})
	return true
}

// formField reads a form field of Word, which LibreOffice keeps in elements of
// its own. A check box and a list have no text: what the reader sees follows
// from the parameters.
func (w *walker) formField(t *xmlscan.Token, p runProps) {
	kind := attr(t, nsField, "type")
	kind = kind[strings.LastIndexByte(kind, '.')+1:]
	switch t.Local {
	case "fieldmark-start", "fieldmark":
	case "fieldmark-separator":
		// What stood in front of it was the code of the field.
		if w.cur != nil && w.cur.field > 0 && w.cur.field-1 <= len(w.cur.text) {
			w.cur.forget(w.cur.field - 1)
		}
		w.s.Skip()
		return
	default:
		w.s.Skip()
		return
	}
	checked, result, entries := false, 0, []string(nil)
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsField || t.Local != "param" {
			return false
		}
		name, value := attr(t, nsField, "name"), attr(t, nsField, "value")
		switch name {
		case "Checkbox_Checked":
			checked = value == "true" || value == "on" || value == "1"
		case "Dropdown_Selected":
			result = 0
			for i := range value {
				if value[i] < '0' || value[i] > '9' || i > 3 {
					result = -1
					break
				}
				result = 10*result + int(value[i]-'0')
			}
		case "Dropdown_ListEntry":
			if len(entries) < 100 {
				entries = append(entries, value)
			}
		}
		return false
	})
	switch kind {
	case "FORMCHECKBOX":
		if checked {
			w.write("☒", p)
		} else {
			w.write("☐", p)
		}
	case "FORMDROPDOWN":
		if result >= 0 && result < len(entries) {
			w.write(entries[result], p)
		}
	}
	if w.cur != nil && t.Local == "fieldmark-start" {
		w.cur.field = len(w.cur.text) + 1
	}
}

// forget takes back what was written behind an offset.
func (p *paragraph) forget(at int) {
	p.text, p.field = p.text[:at], 0
	for n := len(p.changes); n > 0 && p.changes[n-1].End > at; n-- {
		if p.changes[n-1].End = at; p.changes[n-1].Start >= at {
			p.changes = p.changes[:n-1]
		}
	}
	for i := range p.breaks {
		p.breaks[i] = min(p.breaks[i], at)
	}
	for i := range p.anchors {
		p.anchors[i].At = min(p.anchors[i].At, at)
	}
}
