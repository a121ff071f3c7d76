package rtf

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/stylename"
)

// Bounds on the tables of the header; Word itself stops well below them.
const (
	maxFonts  = 1 << 16
	maxStyles = 1 << 16
	maxChain  = 64 // steps along \sbasedon, which may loop in a damaged file
)

// defaultSize is the size of text in half-points where none is given.
const defaultSize = 24

// style is a paragraph style (RTF 1.9.1, "Style Sheet").
type style struct {
	id        int
	other     bool // a style of characters, tables or sections
	name      string
	basedOn   int // -1 for none
	outline   int // 0 to 9, -1 absent
	list      int
	hasList   bool
	listLevel int
	hasLevel  bool
}

func newStyle() style { return style{basedOn: -1, outline: -1} }

// stylesheet holds the tables of styles and what is read of them.
type stylesheet struct {
	entry style // that is being read
	font  int   // that is being read, -1 for none
	byID  map[int]style
	looks map[int]look
}

// look is what a style comes to with all that it is based on.
type look struct {
	heading int // level 1 to 9, 0 for none
	toc     bool
}

// styleWord takes a control word in an entry of the style sheet.
func (w *walker) styleWord(name string, n int) {
	e := &w.styles.entry
	switch name {
	case "s":
		e.id = n
	case "cs", "ds", "ts":
		e.other = true
	case "sbasedon":
		e.basedOn = n
	case "outlinelevel":
		e.outline = min(max(n, 0), 9)
	case "ls":
		e.list, e.hasList = n, true
	case "ilvl":
		e.listLevel, e.hasLevel = n, true
	case "f":
		w.g.char.font = n
	}
}

// add takes the entry that was read, with the text of its group.
func (s *stylesheet) add(text string) {
	e := s.entry
	if _, twice := s.byID[e.id]; twice || e.other || len(s.byID) >= maxStyles {
		return
	}
	e.name, _, _ = strings.Cut(text, ";")
	s.byID[e.id] = e
}

// of gives the look of a style.
func (s *stylesheet) of(id int) look {
	if l, known := s.looks[id]; known {
		return l
	}
	var l look
	st, known := s.byID[id]
	for steps := 0; known && steps < maxChain; steps++ {
		var decided bool
		if l.heading, l.toc, decided = st.role(); decided {
			break
		}
		st, known = s.byID[st.basedOn]
	}
	if len(s.looks) < maxStyles {
		s.looks[id] = l
	}
	return l
}

func (s style) role() (heading int, toc, decided bool) {
	if heading, toc, decided = stylename.Role(s.name); decided {
		return heading, toc, true
	}
	if s.outline >= 0 {
		return (s.outline + 1) % 10, false, true
	}
	return 0, false, false
}

// numbering gives the styles in the form that the numbering algorithm reads.
func (s *stylesheet) numbering() numbering.Styles {
	styles := numbering.Styles{ByID: make(map[string]numbering.Style, len(s.byID))}
	for id, st := range s.byID {
		of := numbering.Style{Ref: numbering.Ref{NumID: st.list, HasNum: st.hasList, Level: st.listLevel, HasLevel: st.hasLevel}}
		if st.basedOn >= 0 && st.basedOn != id {
			of.BasedOn = strconv.Itoa(st.basedOn)
		}
		styles.ByID[strconv.Itoa(id)] = of
	}
	return styles
}

// fontWord takes a control word in the font table. Its entries need no groups
// of their own.
func (w *walker) fontWord(name string, n int) {
	if name == "f" {
		w.buf = w.buf[:0]
		w.styles.font = -1
		if _, known := w.fonts[n]; known || len(w.fonts) < maxFonts {
			w.styles.font = n
			w.fonts[n] = font{}
		}
		return
	}
	f, known := w.fonts[w.styles.font]
	if !known {
		return
	}
	switch name {
	case "fcharset":
		f.charset, f.hasCharset = n, true
	case "cpg":
		f.page = n
	default:
		return
	}
	w.fonts[w.styles.font] = f
}

// fontNames takes the name of the font that is being read, once it is whole.
func (w *walker) fontNames() {
	name, _, whole := bytes.Cut(w.buf, []byte{';'})
	if !whole {
		return
	}
	if f, known := w.fonts[w.styles.font]; known && f.name == "" {
		f.name = strings.TrimSpace(string(name[:min(len(name), 64)]))
		w.fonts[w.styles.font] = f
	}
	w.buf = w.buf[:0]
}
