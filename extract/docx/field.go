package docx

import (
	"slices"
	"strings"

	"github.com/clausule/clausule/extract/internal/fieldcode"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxFields bounds how deep fields may nest.
const maxFields = 40

// maxInstruction is the length from which on no more of a field's code is kept.
const maxInstruction = 256

// field is a complex field (17.16.18) that has begun and not ended. Its code
// is not shown; its result, behind the separator, is.
type field struct {
	order       int   // of the fields of the part, by their beginning
	open        views // in which it has not ended
	result      views // in which its result has begun
	toc         bool
	link        int    // its number as a reference, 0 for none
	instruction string // what was read of the code so far
}

// fieldChar reads a w:fldChar.
func (w *walker) fieldChar(t *xmlscan.Token, p *runProps) {
	kind, _ := t.Attr(nsW, "fldCharType")
	switch kind {
	case "begin":
		w.formField(p)
		w.begun++
		// A field without end would hide the rest of the document; Word
		// shows it, and so the part is read again without such fields.
		if open := w.views() &^ w.ignore[w.begun]; open != 0 && len(w.fields) < maxFields {
			w.fields = append(w.fields, field{order: w.begun, open: open})
		}
		w.hideCodes()
		return
	case "separate":
		for _, v := range [...]views{accepted, original} {
			if f := w.field(v & w.views()); f != nil {
				if f.result == 0 {
					name, _ := word(f.instruction)
					f.toc = strings.EqualFold(name, "TOC")
					f.link = w.beginLink(w.reference(f.instruction))
				}
				f.result |= v
			}
		}
		w.hideCodes()
	case "end":
		shown := ""
		for _, v := range [...]views{accepted, original} {
			if f := w.field(v & w.views()); f != nil {
				if f.open &^= v; f.open == 0 {
					w.endLink(f.link)
					if f.result == 0 {
						shown = f.instruction
					}
				}
			}
		}
		w.fields = slices.DeleteFunc(w.fields, func(f field) bool { return f.open == 0 })
		w.hideCodes()
		w.noResult(shown, p)
	}
	w.s.Skip()
}

// noResult writes what Word shows of a field that ended without a result.
func (w *walker) noResult(code string, p *runProps) {
	text, number := fieldcode.Display(code)
	w.write(text, p)
	if number && w.shown(p) {
		w.autonums++
	}
}

// views are those in which an element that is read now stands. Where the text
// is that of one view alone, the other is of no concern.
func (w *walker) views() views {
	if w.kept != both {
		return both
	}
	return w.tracking.views
}

// field is the innermost field that is open in a view, nil for none.
func (w *walker) field(v views) *field {
	for i := len(w.fields) - 1; i >= 0; i-- {
		if w.fields[i].open&v != 0 {
			return &w.fields[i]
		}
	}
	return nil
}

// hideCodes finds the views in which the code of a field is being read.
func (w *walker) hideCodes() {
	w.codes = 0
	for i := range w.fields {
		w.codes |= w.fields[i].open &^ w.fields[i].result
	}
}

// instruction reads a piece of the code of the innermost field. Only its
// first words matter.
func (w *walker) instruction() {
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			w.s.Skip()
		case xmlscan.Text:
			if f := w.field(w.views()); f != nil && len(f.instruction) < maxInstruction {
				f.instruction += t.Text()
			}
		}
	}
}

// formField reads the data of a form field in a w:fldChar. A check box and a
// drop-down list have no result text: what the reader sees follows from the
// data alone.
func (w *walker) formField(p *runProps) {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsW || t.Local != "ffData" {
			return false
		}
		w.each(func(t *xmlscan.Token) bool {
			if t.Space != nsW {
				return false
			}
			switch t.Local {
			case "checkBox":
				byDefault, now := false, unset
				w.marks(func(t *xmlscan.Token) {
					switch t.Local {
					case "default":
						byDefault = on(t)
					case "checked":
						now = triOf(on(t))
					}
				})
				if now == yes || now == unset && byDefault {
					w.write("☒", p)
				} else {
					w.write("☐", p)
				}
				return true
			case "ddList":
				chosen, entries := 0, []string(nil)
				w.marks(func(t *xmlscan.Token) {
					switch t.Local {
					case "default", "result":
						chosen, _ = number(t, "val")
					case "listEntry":
						if len(entries) < 100 {
							entries = append(entries, val(t))
						}
					}
				})
				if chosen >= 0 && chosen < len(entries) {
					w.write(entries[chosen], p)
				}
				return true
			}
			return false
		})
		return true
	})
}
