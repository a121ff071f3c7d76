package html

import (
	"strings"
	"unicode"
)

// A picture of at least this width and height in pixels is taken for a scanned
// page: 13 by 17 cm.
const (
	scanWidth  = 490
	scanHeight = 640
)

// choice is an open select element: what is chosen in it, else its first
// option, is what the page shows.
type choice struct {
	text     string
	found    bool
	selected bool
	current  bool // the open option is selected
}

// option begins an option of a select.
func (w *walker) option(a *attrs) {
	f := w.top()
	f.quiet, f.from, f.serial = true, len(w.text), w.serial
	f.in.unseen = w.choice == nil
	if w.choice != nil {
		w.choice.current = a.selected
	}
}

// empty takes an element without content.
func (w *walker) empty(name string, a *attrs, st *style, in *inherited) {
	shown := !in.unseen && !in.concealed && !in.invisible
	switch name {
	case "br":
		if shown {
			w.lineBreak()
		}
	case "hr":
		w.flush()
	case "img":
		w.image(a, st, in)
	case "input":
		if shown {
			w.input(a)
		}
	case "embed":
		w.frameElement(a, st, in)
	case "frame":
		if shown {
			w.lost["een frame"]++
		}
	case "meta":
		if strings.EqualFold(a.name, "generator") && (strings.HasPrefix(a.content, "LibreOffice") || strings.HasPrefix(a.content, "OpenOffice")) ||
			strings.HasSuffix(a.content, "openoffice.org/odf2xhtml") {
			w.office = true
		}
	}
}

// image counts pictures; one of a page's size is most likely a scan.
func (w *walker) image(a *attrs, st *style, in *inherited) {
	if in.unseen || in.concealed || in.invisible {
		return
	}
	w.pictures++
	if st.large || pixels(a.width) >= scanWidth && pixels(a.height) >= scanHeight {
		w.lost["een afbeelding zo groot als een bladzijde, wellicht een scan"]++
	}
}

// frameElement notes a page inside the page, which is not loaded. Those without
// a size that one can read are there for advertisers.
func (w *walker) frameElement(a *attrs, st *style, in *inherited) {
	tiny := func(s string) bool { return s != "" && !strings.HasSuffix(s, "%") && pixels(s) < 40 }
	if in.concealed || in.invisible || a.hidden || st.display == displayNone || st.invisible == on || tiny(a.width) || tiny(a.height) {
		return
	}
	w.embedded = append(w.embedded, in.region)
}

// input takes a field of a form with what is filled in.
func (w *walker) input(a *attrs) {
	switch strings.ToLower(a.kind) {
	case "checkbox", "radio":
		if a.checked {
			w.write("☒")
		} else {
			w.write("☐")
		}
	case "", "text", "email", "tel", "url", "date", "number", "month", "week", "time", "datetime-local":
		w.write(a.value)
	}
}

// openLink begins a hyperlink; only those within the page lead to a block.
func (w *walker) openLink(f *frame, a *attrs) {
	if a.href == "" || w.linkCount >= maxIDs {
		return
	}
	w.linkCount++
	f.link, f.from, f.serial = a.href, len(w.text), w.serial
}

// close ends an element.
func (w *walker) close(f *frame) {
	whole := f.serial == w.serial && f.from <= len(w.text) // all of it stands in the open paragraph
	if f.quiet && f.name != "option" && f.name != "select" && whole && !strings.ContainsFunc(string(w.text[f.from:]), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		w.cutBack(f, whole)
		return
	}
	switch {
	case f.link != "" && whole && !w.backlink(f):
		w.links = append(w.links, link{start: f.from, end: len(w.text), target: f.link})
	case f.name == "option" && w.choice != nil:
		if whole && (w.choice.current && !w.choice.selected || !w.choice.found) {
			w.choice.text = strings.TrimSpace(string(w.text[f.from:]))
			w.choice.selected, w.choice.found = w.choice.current, true
		}
		w.cutBack(f, whole)
	case f.name == "select" && f.quiet && w.choice != nil:
		w.cutBack(f, whole)
		text := w.choice.text
		w.choice = nil
		f.quiet = false
		w.write(text)
	case f.name == "thead":
		if f.in.table != nil {
			f.in.table.head = false
		}
	case f.name == "q":
		w.write("”")
	}
}

// cutBack takes text of an element back.
func (w *walker) cutBack(f *frame, whole bool) {
	if !whole {
		return
	}
	w.text = w.text[:f.from]
	for n := len(w.changes); n > 0 && w.changes[n-1].End > f.from; n-- {
		if w.changes[n-1].Start < f.from {
			w.changes[n-1].End = f.from
			break
		}
		w.changes = w.changes[:n-1]
	}
	for n := len(w.links); n > 0 && w.links[n-1].end > f.from; n-- {
		w.links = w.links[:n-1]
	}
	if len(w.text) == 0 {
		w.chars, w.boldChars, w.size = 0, 0, 0
	}
}

// conditional takes a downlevel-revealed conditional comment of Word,
// "<![if !supportLists]>" to "<![endif]>": all is shown, and what is about lists
// is the label that Word computed.
func (w *walker) conditional(text string) {
	switch {
	case strings.HasPrefix(text, "[if"):
		w.nested++
		if strings.Contains(text, "supportLists") && w.marking == 0 {
			w.marking = w.nested
		}
	case strings.HasPrefix(text, "[endif]"):
		if w.marking == w.nested {
			w.marking = 0
		}
		w.nested = max(w.nested-1, 0)
	}
}
