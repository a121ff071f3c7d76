package odt

import "github.com/clausule/clausule/extract/internal/xmlscan"

// maxControls bounds the form controls that are kept.
const maxControls = 1 << 14

// maxControl is the length in bytes at which the text of a control is cut.
const maxControl = 1 << 14

// forms reads the definitions of form controls (13.1). Shapes in the text say
// where they stand; what they show is kept until then.
func (w *walker) forms() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsForm {
			return false
		}
		if t.Local == "form" {
			w.forms()
			return true
		}
		if len(w.controls) >= maxControls {
			return false
		}
		ids := [...]string{attr(t, nsXML, "id"), attr(t, nsForm, "id")}
		text := cut(controlText(t), maxControl)
		if t.Local == "listbox" || t.Local == "combobox" && text == "" {
			w.each(func(t *xmlscan.Token) bool {
				if t.Space == nsForm && isTrue(t, nsForm, "current-selected") {
					text = cut(attr(t, nsForm, "label"), maxControl)
				}
				return false
			})
		} else {
			w.s.Skip()
		}
		for _, id := range ids {
			if id != "" {
				w.controls[id] = text
			}
		}
		return true
	})
}

// controlText is what a form control shows.
func controlText(t *xmlscan.Token) string {
	label := attr(t, nsForm, "label")
	switch t.Local {
	case "text", "textarea", "formatted-text", "number", "date", "time", "combobox":
		if v, ok := t.Attr(nsForm, "current-value"); ok {
			return v
		}
		return attr(t, nsForm, "value")
	case "checkbox":
		if attr(t, nsForm, "current-state") == "checked" {
			return "☒ " + label
		}
		return "☐ " + label
	case "radio":
		if isTrue(t, nsForm, "current-selected") {
			return "◉ " + label
		}
		return "○ " + label
	case "fixed-text", "frame":
		return label
	}
	return "" // buttons and what is hidden
}
