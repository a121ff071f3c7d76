package redline

import (
	"strings"

	"github.com/clausule/clausule/extract/docx/opc"
)

// styles are the styles of the document, as far as they matter here.
type styles struct {
	byID     map[string]*style
	standard string // the paragraph style of paragraphs that name none

	// The styles that Word gives comments, "" where the document has none.
	commentText, commentReference string
	reference                     map[string]bool // character styles of one place
}

type style struct {
	basedOn         string
	numbered, frame bool
	indented        bool
	list, level     string // its w:numId and w:ilvl, "" for none
}

// maxBased bounds the steps along the styles that others are based on; Word
// allows eleven.
const maxBased = 50

// readStyles reads the styles part (17.7). What cannot be read is left out: the
// styles only give new paragraphs their looks.
func readStyles(p *opc.Package, xml string) *styles {
	st := &styles{byID: map[string]*style{}, reference: map[string]bool{}}
	s := p.Scan(xml, spaces())
	var id string
	var cur *style
	for t := s.Next(); t.Kind != opc.EOF; t = s.Next() {
		if t.Kind != opc.Start || t.Space != nsW {
			continue
		}
		switch t.Local {
		case "style":
			id, _ = t.Attr(nsW, "styleId")
			cur = &style{}
			st.byID[id] = cur
			kind, _ := t.Attr(nsW, "type")
			if v, ok := t.Attr(nsW, "default"); ok && v != "0" && v != "false" && v != "off" && kind == "paragraph" {
				st.standard = id
			}
		case "name":
			if cur != nil {
				name, _ := t.Attr(nsW, "val")
				st.named(id, strings.ToLower(name))
			}
		case "basedOn":
			if cur != nil {
				cur.basedOn, _ = t.Attr(nsW, "val")
			}
		default:
			if cur != nil {
				cur.property(t)
			}
		}
	}
	return st
}

// property takes a property of paragraphs of the style.
func (s *style) property(t *opc.Token) {
	switch t.Local {
	case "numPr":
		s.numbered = true
	case "numId":
		s.list, _ = t.Attr(nsW, "val")
	case "ilvl":
		s.level, _ = t.Attr(nsW, "val")
	case "ind":
		s.indented = true
	case "framePr":
		s.frame = true
	}
}

func (st *styles) named(id, name string) {
	switch name {
	case "annotation text":
		st.commentText = id
	case "annotation reference":
		st.commentReference = id
		st.reference[id] = true
	case "hyperlink", "followedhyperlink", "footnote reference", "endnote reference", "placeholder text", "page number":
		st.reference[id] = true
	}
}

// along calls f for a paragraph style and those that it is based on, until f
// gives true.
func (st *styles) along(id string, f func(id string, s *style) bool) bool {
	if id == "" || st.byID[id] == nil {
		id = st.standard
	}
	for range maxBased {
		s := st.byID[id]
		if s == nil {
			return false
		}
		if f(id, s) {
			return true
		}
		id = s.basedOn
	}
	return false
}

// numbered tells whether paragraphs of a style have a number.
func (st *styles) numbered(id string) bool {
	return st.along(id, func(_ string, s *style) bool { return s.numbered })
}

// framed tells whether paragraphs of a style stand in a frame.
func (st *styles) framed(id string) bool {
	return st.along(id, func(_ string, s *style) bool { return s.frame })
}

// ofOneRun tells whether a w:rStyle names a style that is of one place.
func (st *styles) ofOneRun(xml string) bool {
	for id := range st.reference {
		if strings.Contains(xml, `"`+escape(id)+`"`) || strings.Contains(xml, `'`+escape(id)+`'`) {
			return true
		}
	}
	return false
}
