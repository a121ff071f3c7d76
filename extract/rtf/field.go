package rtf

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
	"github.com/clausule/clausule/extract/internal/fieldcode"
	"github.com/clausule/clausule/extract/internal/symbol"
)

// field is a \field that has begun. Its code is not shown; its result is.
type field struct {
	code  []byte
	shown bool  // its result has been written
	size  int64 // of all text before the result
	key   int   // anchor at the beginning of the result, 0 for none
	form  form
}

// form is the data of a form field (RTF 1.9.1, "Form Fields").
type form struct {
	kind     int // 1 a check box, 2 a drop-down list
	result   int
	byRule   int // the default
	hasValue bool
	items    []string
}

// notFilled is the result of a form field that still has its default.
const notFilled = 25

// formWord takes a control word in a \formfield.
func (w *walker) formWord(name string, n int) {
	if len(w.fields) == 0 {
		return
	}
	f := &w.fields[len(w.fields)-1].form
	switch name {
	case "fftype":
		f.kind = n
	case "ffres":
		f.result, f.hasValue = n, n != notFilled
	case "ffdefres":
		f.byRule = n
	}
}

func (w *walker) formItem(text string) {
	if n := len(w.fields); n > 0 {
		if f := &w.fields[n-1].form; len(f.items) < 100 {
			f.items = append(f.items, text)
		}
	}
}

// arguments cuts a field code into words; quotes hold one together.
func arguments(code string) []string {
	var words []string
	for code = strings.TrimSpace(code); code != "" && len(words) < 20; code = strings.TrimSpace(code) {
		var arg string
		if code[0] == '"' {
			arg, code, _ = strings.Cut(code[1:], `"`)
		} else if i := strings.IndexAny(code, " \t\n"); i >= 0 {
			arg, code = code[:i], code[i:]
		} else {
			arg, code = code, ""
		}
		words = append(words, arg)
	}
	return words
}

// target gives the bookmark that a field points to, "" for none.
func target(args []string) string {
	if len(args) < 2 {
		return ""
	}
	switch strings.ToUpper(args[0]) {
	case "REF":
		return args[1]
	case "HYPERLINK":
		if name, ok := strings.CutPrefix(args[1], "#"); ok {
			return name // as LibreOffice writes it
		}
		for i, arg := range args[:len(args)-1] {
			if strings.EqualFold(arg, `\l`) {
				return args[i+1]
			}
		}
	}
	return ""
}

// result begins the result of the innermost field.
func (w *walker) result() {
	f := &w.fields[len(w.fields)-1]
	f.size = w.size
	args := arguments(string(f.code))
	if len(args) > 0 && strings.EqualFold(args[0], "TOC") {
		w.g.toc = true
	}
	if target(args) != "" && !w.g.toc && w.visible() {
		f.key = w.anchor()
	}
}

// endResult ends the result of the innermost field.
func (w *walker) endResult() {
	f := &w.fields[len(w.fields)-1]
	f.shown = w.size > f.size
	if f.key > 0 {
		if end := w.anchor(); end > 0 {
			w.marks.links = append(w.marks.links, link{name: target(arguments(string(f.code))), from: f.key, to: end})
		}
	}
}

// endField ends the innermost field. Some have no result in the file: what the
// reader sees follows from their code.
func (w *walker) endField() {
	last := len(w.fields) - 1
	f := w.fields[last]
	w.fields[last] = field{}
	w.fields = w.fields[:last]
	args := arguments(string(f.code))
	if f.shown || len(args) == 0 {
		return
	}
	switch strings.ToUpper(args[0]) {
	case "FORMCHECKBOX":
		if f.form.hasValue && f.form.result > 0 || !f.form.hasValue && f.form.byRule > 0 {
			w.rune('☒')
		} else {
			w.rune('☐')
		}
	case "FORMDROPDOWN":
		chosen := f.form.byRule
		if f.form.hasValue {
			chosen = f.form.result
		}
		if chosen >= 0 && chosen < len(f.form.items) {
			w.put([]byte(f.form.items[chosen]))
		}
	case "SYMBOL":
		w.symbolField(args[1:])
	default:
		text, number := fieldcode.Display(string(f.code))
		w.put([]byte(text))
		if number && w.visible() {
			w.autonums++
		}
	}
}

// symbolField writes the character of a SYMBOL field: SYMBOL 168 \f "Wingdings".
func (w *walker) symbolField(args []string) {
	if len(args) == 0 {
		return
	}
	code, err := strconv.ParseInt(args[0], 0, 32)
	if err != nil {
		return
	}
	font, wide := "", false
	for i, arg := range args {
		switch {
		case strings.EqualFold(arg, `\f`) && i+1 < len(args):
			font = args[i+1]
		case strings.EqualFold(arg, `\u`):
			wide = true
		}
	}
	r := rune(code)
	if !wide && code >= 0x80 && code <= 0xFF && symbol.Rune(font, r) == r {
		r = rune(western().single.DecodeByte(byte(code))) // no symbol font
	} else {
		r = symbol.Rune(font, r)
	}
	if r == utf8.RuneError && w.visible() {
		w.glyphs++
	}
	w.rune(r)
}

// marks are the places that cross references need.
type marks struct {
	keys      int // given out so far
	bookmarks map[string]int
	links     []link
}

// link is a field that points to a bookmark; from and to are the anchors of its
// result.
type link struct {
	name     string
	from, to int
}

// anchor marks the place that is read; 0 where there are too many.
func (w *walker) anchor() int {
	if w.marks.keys >= maxChanges {
		return 0
	}
	w.marks.keys++
	w.cur.anchors = append(w.cur.anchors, build.Anchor{At: len(w.cur.text), Key: w.marks.keys})
	return w.marks.keys
}

// bookmark takes the beginning of a bookmark.
func (w *walker) bookmark(name string) {
	name = strings.TrimSpace(name)
	if _, twice := w.marks.bookmarks[name]; twice || name == "" || w.g.to != toText {
		return
	}
	if key := w.anchor(); key > 0 {
		w.marks.bookmarks[name] = key
	}
}

// resolve gives the links of the document, from the places of the anchors.
func (m *marks) resolve(places []build.Place) []document.Link {
	at := make(map[int]build.Place, len(places))
	for _, p := range places {
		at[p.Key] = p
	}
	var links []document.Link
	for _, l := range m.links {
		key, known := m.bookmarks[l.name]
		if !known {
			continue
		}
		target, okTarget := at[key]
		from, okFrom := at[l.from]
		to, okTo := at[l.to]
		if !okTarget || !okFrom || !okTo || target.Block < 0 || from.Block < 0 || from.Block != to.Block || to.Offset <= from.Offset {
			continue
		}
		links = append(links, document.Link{Span: document.Span{Start: from.Offset, End: to.Offset}, Block: target.Block})
	}
	return links
}
