package odt

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxChain bounds a walk along parent styles, which may loop in a damaged file.
const maxChain = 64

// maxStyles bounds the memory that styles can take.
const maxStyles = 1 << 16

// tri is a property that may be absent.
type tri int8

const (
	unset tri = iota
	no
	yes
)

func triOf(b bool) tri {
	if b {
		return yes
	}
	return no
}

// family is the sort of things that a style is for (part 3, 19.480).
type family uint8

const (
	familyOther family = iota
	familyParagraph
	familyText
	familyTable
	familySection
)

func familyOf(name string) family {
	switch name {
	case "paragraph":
		return familyParagraph
	case "text":
		return familyText
	case "table":
		return familyTable
	case "section":
		return familySection
	}
	return familyOther
}

type styleKey struct {
	family family
	name   string
}

// style is a style:style as it is written.
type style struct {
	name    string // as a user sees it
	parent  string
	hasList bool   // it says which list style its paragraphs have
	list    string // "" takes the list away
	outline int    // style:default-outline-level, 0 absent
	master  string // the page style that begins with it
	run     runProps
	// Where a new page begins.
	before, after tri
}

// runProps are the properties of characters that the reader uses.
type runProps struct {
	hidden tri
	bold   tri
	raised tri // superscript
	struck tri
	size   int // half-points, 0 absent
	scale  int // percentage of the surrounding size, 0 absent
	font   string
}

// under fills what is absent with what holds around it.
func (p runProps) under(outer runProps) runProps {
	if p.hidden == unset {
		p.hidden = outer.hidden
	}
	if p.bold == unset {
		p.bold = outer.bold
	}
	if p.raised == unset {
		p.raised = outer.raised
	}
	if p.struck == unset {
		p.struck = outer.struck
	}
	if p.size == 0 {
		p.size = outer.size
		if p.scale > 0 {
			p.size = outer.size * p.scale / 100
		}
	}
	p.scale = 0
	if p.font == "" {
		p.font = outer.font
	}
	return p
}

// look is what a style comes to with all its parents.
type look struct {
	heading       int  // level by the style's name or outline level, 0 for none
	toc           bool // it is for lines of a table of contents
	run           runProps
	list          string // its list style, "" for none
	hasList       bool
	outline       int // the level of the outline style that it belongs to, 0 for none
	before, after bool
	master        string
}

// stylesheet holds the styles of a document. Automatic styles are those of the
// part that is being read: content.xml and styles.xml use the same names.
type stylesheet struct {
	common, automatic map[styleKey]*style
	bulleted          *listStyle // of a list that names none
	lists, ownLists   map[string]*listStyle
	outline           *listStyle
	defaults          runProps // of paragraphs
	language          string
	looks             map[styleKey]look
	fonts             map[string]string // family by the name of a declaration
	unknown           map[string]bool   // number formats that are not built
	count             int
}

func newStylesheet() *stylesheet {
	return &stylesheet{common: map[styleKey]*style{}, automatic: map[styleKey]*style{}, lists: map[string]*listStyle{}, ownLists: map[string]*listStyle{},
		looks: map[styleKey]look{}, fonts: map[string]string{}, unknown: map[string]bool{}, bulleted: bulleted()}
}

// nextPart forgets the automatic styles of the part that was read.
func (s *stylesheet) nextPart() {
	clear(s.automatic)
	clear(s.ownLists)
	clear(s.looks)
}

func (s *stylesheet) style(f family, name string) *style {
	if st := s.automatic[styleKey{f, name}]; st != nil {
		return st
	}
	return s.common[styleKey{f, name}]
}

func (s *stylesheet) listStyle(name string) *listStyle {
	if l := s.ownLists[name]; l != nil {
		return l
	}
	if l := s.lists[name]; l != nil {
		return l
	}
	if s.outline != nil && name == s.outline.name {
		return s.outline
	}
	return nil
}

// of gives the look of a style; one that is not there has the look of the
// defaults.
func (s *stylesheet) of(f family, name string) look {
	key := styleKey{f, name}
	if l, known := s.looks[key]; known {
		return l
	}
	var l look
	var before, after tri
	decided, listed := false, false
	chain := make([]*style, 0, 8)
	for st := s.style(f, name); st != nil && len(chain) < maxChain; st = s.style(f, st.parent) {
		chain = append(chain, st)
		if !decided {
			l.heading, l.toc, decided = st.role(f)
		}
		if !listed && st.hasList {
			l.list, l.hasList, listed = st.list, true, true
		}
		if !listed && st.outline > 0 {
			l.outline, listed = st.outline, true
		}
		if before == unset {
			before = st.before
		}
		if after == unset {
			after = st.after
		}
		if l.master == "" {
			l.master = st.master
		}
		if st.parent == "" {
			break
		}
	}
	if f == familyParagraph {
		l.run = s.defaults
	}
	for i := len(chain) - 1; i >= 0; i-- {
		l.run = chain[i].run.under(l.run)
		if f == familyText && chain[i].run.size == 0 && chain[i].run.scale > 0 && l.run.size == 0 {
			l.run.scale = chain[i].run.scale // of the paragraph's size
		}
	}
	l.before, l.after = before == yes, after == yes
	if len(s.looks) < maxStyles {
		s.looks[key] = l
	}
	return l
}

// role tells what a style's name or outline level says of its paragraphs;
// decided is false where it says nothing and its parent is to be asked.
func (st *style) role(f family) (heading int, toc, decided bool) {
	if f != familyParagraph {
		return 0, false, false
	}
	if heading, toc, decided = stylename.Role(st.name); decided {
		return heading, toc, true
	}
	if st.outline > 0 {
		return st.outline, false, true
	}
	return 0, false, false
}

// styleName decodes the name of a style: _20_ stands for a blank (part 3,
// 18.3.39).
func styleName(s string) string {
	if !strings.Contains(s, "_") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '_' {
			if hex, _, ok := strings.Cut(s[i+1:min(len(s), i+8)], "_"); ok && hex != "" {
				if r, err := strconv.ParseUint(hex, 16, 21); err == nil {
					b.WriteRune(rune(r))
					i += len(hex) + 1
					continue
				}
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// styles reads an element that holds styles: office:styles or
// office:automatic-styles.
func (w *walker) styles(automatic bool) {
	s := w.sheet
	named, lists := s.common, s.lists
	if automatic {
		named, lists = s.automatic, s.ownLists
	}
	w.each(func(t *xmlscan.Token) bool {
		if s.count++; s.count > maxStyles {
			return false
		}
		switch {
		case t.Space == nsStyle && t.Local == "style":
			key := styleKey{familyOf(attr(t, nsStyle, "family")), attr(t, nsStyle, "name")}
			st := w.style(t)
			if named[key] == nil {
				named[key] = st
			}
			return true
		case t.Space == nsStyle && t.Local == "default-style" && attr(t, nsStyle, "family") == "paragraph":
			s.defaults = w.style(t).run
			return true
		case t.Space == nsText && t.Local == "list-style":
			l := w.listStyle(t, attr(t, nsStyle, "name"))
			if lists[l.name] == nil {
				lists[l.name] = l
			}
			return true
		case t.Space == nsText && t.Local == "outline-style":
			name := attr(t, nsStyle, "name")
			if name == "" {
				name = "Outline"
			}
			s.outline = w.listStyle(t, name)
			return true
		}
		return false
	})
	clear(s.looks)
}

// style reads a style:style or style:default-style.
func (w *walker) style(t *xmlscan.Token) *style {
	st := &style{name: attr(t, nsStyle, "display-name"), parent: attr(t, nsStyle, "parent-style-name"), master: attr(t, nsStyle, "master-page-name")}
	if st.name == "" {
		st.name = styleName(attr(t, nsStyle, "name"))
	}
	st.list, st.hasList = t.Attr(nsStyle, "list-style-name")
	if n, ok := number(t, nsStyle, "default-outline-level"); ok && n > 0 {
		st.outline = min(n, maxLevels)
	}
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsStyle {
			return false
		}
		switch t.Local {
		case "paragraph-properties", "table-properties":
			if v, ok := t.Attr(nsFO, "break-before"); ok {
				st.before = triOf(v == "page" || v == "even-page" || v == "odd-page")
			}
			if v, ok := t.Attr(nsFO, "break-after"); ok {
				st.after = triOf(v == "page" || v == "even-page" || v == "odd-page")
			}
		case "section-properties":
			// A section can be hidden by its style in files of OpenOffice.
			if attr(t, nsText, "display") == "none" {
				st.run.hidden = yes
			}
		case "text-properties":
			w.textProps(t, st)
		}
		return false
	})
	return st
}

// textProps reads a style:text-properties.
func (w *walker) textProps(t *xmlscan.Token, st *style) {
	if v, ok := t.Attr(nsText, "display"); ok {
		st.run.hidden = triOf(v == "none")
	}
	if v, ok := t.Attr(nsFO, "font-weight"); ok {
		n, err := strconv.Atoi(v)
		st.run.bold = triOf(v == "bold" || err == nil && n >= 600)
	}
	for _, name := range [...]string{"text-line-through-style", "text-line-through-type"} {
		if v, ok := t.Attr(nsStyle, name); ok {
			st.run.struck = triOf(v != "none")
		}
	}
	if v, ok := t.Attr(nsStyle, "text-position"); ok {
		word, _, _ := strings.Cut(strings.TrimSpace(v), " ")
		percent, err := strconv.ParseFloat(strings.TrimSuffix(word, "%"), 64)
		st.run.raised = triOf(word == "super" || err == nil && percent > 0)
	}
	if v, ok := t.Attr(nsFO, "font-size"); ok {
		if percent, isPercent := strings.CutSuffix(v, "%"); isPercent {
			if n, err := strconv.Atoi(percent); err == nil && n > 0 && n < 10_000 {
				st.run.scale = n
			}
		} else if mm := millimetres(v); mm > 0 && mm < 10_000 {
			st.run.size = int(mm*72/25.4*2 + 0.5)
		}
	}
	if v, ok := t.Attr(nsStyle, "font-name"); ok {
		st.run.font = v
	} else if v, ok := t.Attr(nsFO, "font-family"); ok {
		st.run.font = strings.Trim(v, "'\"")
	}
	if v := attr(t, nsFO, "language"); v != "" && w.sheet.language == "" && v != "none" {
		w.sheet.language = v
	}
}

// fontFaces reads the declarations of fonts.
func (w *walker) fontFaces() {
	w.each(func(t *xmlscan.Token) bool {
		if t.Space == nsStyle && t.Local == "font-face" && len(w.sheet.fonts) < maxStyles {
			w.sheet.fonts[attr(t, nsStyle, "name")] = strings.Trim(attr(t, nsSVG, "font-family"), "'\"")
		}
		return false
	})
}
