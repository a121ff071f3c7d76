package html

import (
	"strings"
)

// noteOf finds the footnotes and endnotes: those of Word (mso-element:footnote),
// of LibreOffice (id sdfootnote1), of pandoc and of EPUB (role doc-footnote, a
// list in a section of footnotes).
func (w *walker) noteOf(f *frame, a *attrs, st *style) {
	in := &f.in
	if in.note >= 0 || in.unseen {
		return
	}
	single := st.element == "footnote" || st.element == "endnote" || a.role == "doc-footnote" || a.role == "doc-endnote"
	switch a.epub {
	case "footnote", "endnote", "rearnote", "note":
		single = single || f.name != "a"
	}
	if f.name == "div" && wordProcessorNote(a.id) {
		single = true
	}
	if f.name == "li" && in.notes {
		single = true
	}
	if single {
		in.note = w.noteCount
		w.noteCount++
		in.region = -1
		return
	}
	if !f.block {
		return
	}
	if a.role == "doc-endnotes" || a.epub == "footnotes" || a.epub == "endnotes" || a.epub == "rearnotes" {
		in.notes = true
	}
	for class := range strings.FieldsSeq(a.class) {
		if class == "footnotes" || class == "endnotes" || class == "footnotes-list" {
			in.notes = true
		}
	}
}

// wordProcessorNote tells whether an id is that of a note: "ftn1" and "edn1" of
// Word, "sdfootnote1" and "sdendnote1" of LibreOffice.
func wordProcessorNote(id string) bool {
	for _, prefix := range [...]string{"sdfootnote", "sdendnote", "ftn", "edn"} {
		if n, ok := strings.CutPrefix(id, prefix); ok && n != "" && strings.Trim(n, "0123456789") == "" {
			return true
		}
	}
	return false
}

// backlink takes away the number with which a note refers back to the text.
func (w *walker) backlink(f *frame) bool {
	if f.in.note < 0 || !mark(string(w.text[f.from:])) {
		return false
	}
	w.cutBack(f, true)
	return true
}

// mark tells whether text is no more than the mark of a note: "1", "[1]", "*",
// "iv", "↩".
func mark(text string) bool {
	text = strings.Trim(strings.TrimSpace(text), "[]()")
	if len(text) > 12 {
		return false
	}
	return strings.IndexFunc(text, func(r rune) bool {
		return r >= 'a' && r <= 'z' && !strings.ContainsRune("ivx", r) || r >= 'A' && r <= 'Z'
	}) < 0
}
