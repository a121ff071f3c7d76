package doc

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/internal/fieldcode"
)

// maxFields bounds how deep fields may nest, and how many without end are
// looked for.
const maxFields = 100

// maxCode bounds the bytes of a field's code that are kept: the name and its
// first arguments.
const maxCode = 256

// field is a field (2.8.25) that has begun and not ended. Its code is not
// shown; its result, behind the separator, is.
type field struct {
	result bool
	toc    bool
	code   []byte
	link   int // index of the link that its result is, -1 for none
}

// fieldChar handles the beginning, the separator and the end of a field.
func (w *walker) fieldChar(c rune, cp int, props *runProps) {
	n := len(w.fields)
	switch {
	case c == charBegin:
		// A field without end would hide the rest of the document; Word
		// shows it.
		if _, unclosed := slices.BinarySearch(w.unclosed, cp); unclosed || w.tangled {
			return
		}
		if n == maxFields {
			w.deeper++
			return
		}
		w.fields = append(w.fields, field{link: -1})
		w.hiding++
	case w.deeper > 0:
		if c == charEnd {
			w.deeper--
		}
	case n == 0:
	case c == charSeparate:
		if f := &w.fields[n-1]; !f.result {
			f.result = true
			w.hiding--
			w.result(f, props)
		}
	case c == charEnd:
		f := &w.fields[n-1]
		if !f.result {
			w.hiding--
			w.noResult(f, props)
		}
		if f.toc {
			w.inTOC--
		}
		if f.link >= 0 {
			w.endLink(f.link)
		}
		w.fields = w.fields[:n-1]
	}
}

// code takes a character of the code of the innermost field.
func (w *walker) code(c rune) {
	if f := &w.fields[len(w.fields)-1]; !f.result && len(f.code) < maxCode {
		f.code = utf8.AppendRune(f.code, c)
	}
}

// result begins the result of a field.
func (w *walker) result(f *field, props *runProps) {
	if !w.shown(props) {
		return
	}
	if f.name() == "TOC" {
		f.toc = true
		w.inTOC++
	}
	target := strings.ToLower(f.target())
	for i := range w.fields {
		if n := w.fields[i].link; n >= 0 && w.links[n].bookmark == target {
			return // the page number in a line of a table of contents that is a link itself
		}
	}
	if target != "" {
		f.link = w.beginLink(target)
	}
}

// noResult handles a field that ends without a result.
func (w *walker) noResult(f *field, props *runProps) {
	if !w.shown(props) {
		return
	}
	text, number := fieldcode.Display(string(f.code))
	w.write(text, props)
	if number {
		w.fieldNumbers++
	}
}

// name is the first word of the code of a field, in capitals.
func (f *field) name() string {
	words := strings.Fields(string(f.code))
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0])
}

// object tells whether a picture stands for an embedded or linked document, as
// the result of the innermost field. Formulas of the old equation editor are no
// contract text and do not count.
func (w *walker) object() bool {
	n := len(w.fields)
	if n == 0 || !w.fields[n-1].result {
		return false
	}
	words := strings.Fields(string(w.fields[n-1].code))
	return len(words) > 0 && (strings.EqualFold(words[0], "EMBED") || strings.EqualFold(words[0], "LINK")) &&
		(len(words) == 1 || !strings.HasPrefix(words[1], "Equation"))
}

// target is the bookmark that a field refers to, "" for none.
func (f *field) target() string {
	words := strings.Fields(string(f.code))
	name := f.name()
	for i := 1; i < len(words); i++ {
		switch name {
		case "REF", "PAGEREF", "NOTEREF":
			if strings.HasPrefix(words[i], `\`) {
				return "" // a switch where the name should be
			}
		case "HYPERLINK":
			if words[i-1] != `\l` {
				continue
			}
		default:
			return ""
		}
		return strings.Trim(words[i], `"`)
	}
	return ""
}

// unclosedFields finds the fields of a story that never end. Tangled says that
// there are more than can be kept, so that no field is to be believed.
func (r *reader) unclosedFields(s story) (open []int, tangled bool) {
	deeper := 0 // begun on top of maxFields
	r.each(s.start, s.end, func(p *piece, cp int, b []byte) bool {
		for i := range len(b) / p.width() {
			switch p.unit(b, i) {
			case charBegin:
				if len(open) < maxFields {
					open = append(open, cp+i)
				} else {
					deeper++
				}
			case charEnd:
				switch {
				case deeper > 0:
					deeper--
				case len(open) > 0:
					open = open[:len(open)-1]
				}
			}
		}
		return true
	})
	return open, deeper > 0
}
