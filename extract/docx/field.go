package docx

import (
	"strings"

	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxFields bounds how deep fields may nest.
const maxFields = 100

// field is a complex field (17.16.18) that has begun and not ended. Its code
// is not shown; its result, behind the separator, is.
type field struct {
	order       int // of the fields of the part, by their beginning
	result      bool
	toc         bool
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
		if !w.ignore[w.begun] && len(w.fields) < maxFields {
			w.fields = append(w.fields, field{order: w.begun})
		}
		return
	case "separate":
		if n := len(w.fields); n > 0 {
			f := &w.fields[n-1]
			f.result = true
			name, _, _ := strings.Cut(strings.TrimLeft(f.instruction, " \t\n"), " ")
			f.toc = strings.EqualFold(name, "TOC")
		}
	case "end":
		if n := len(w.fields); n > 0 {
			w.fields = w.fields[:n-1]
		}
	}
	w.s.Skip()
}

// instruction reads a piece of the code of the innermost field. Only its
// first word matters.
func (w *walker) instruction() {
	for {
		t := w.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			w.s.Skip()
		case xmlscan.Text:
			if n := len(w.fields); n > 0 && len(w.fields[n-1].instruction) < 64 {
				w.fields[n-1].instruction += t.Text()
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
