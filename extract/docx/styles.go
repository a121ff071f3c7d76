package docx

import (
	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/stylename"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

// maxChain bounds a walk along basedOn, which may loop in a damaged file.
const maxChain = 64

// maxStyles bounds the memory that a styles part can take; Word itself stops
// at some 4,000.
const maxStyles = 1 << 13

// tri is a property that may be absent.
type tri int8

const (
	unset tri = iota
	off
	yes
)

func triOf(b bool) tri {
	if b {
		return yes
	}
	return off
}

// runProps are the properties of a run that the reader uses.
type runProps struct {
	style  string
	vanish tri
	bold   tri
	size   int // half-points, 0 absent
	font   string
	raised bool // superscript
	struck bool // by its formatting
	turned bool // a tracked change hid or showed it
	by     maker
}

// style is a style of any type.
type style struct {
	id, name, kind, basedOn string
	isDefault               bool
	num                     numbering.Ref
	outline                 int // 0 to 9, -1 absent
	run                     runProps
	boldFirstRow            bool // a table style whose first row is bold
}

// look is what a style comes to with all that it is based on.
type look struct {
	heading int // level 1 to 9, 0 for none
	toc     bool
	vanish  bool
	bold    bool
	size    int // half-points, 0 unknown
}

// stylesheet holds the styles of a document.
type stylesheet struct {
	byID      map[string]*style
	paragraph string // id of the default paragraph style
	defaults  runProps
	language  string
	looks     map[string]look
}

func emptyStyles() *stylesheet {
	return &stylesheet{byID: map[string]*style{}, looks: map[string]look{}}
}

// parseStyles reads the styles part. What was read before a fault is returned
// with the error.
func parseStyles(xml string, limits xmlscan.Limits) (*stylesheet, error) {
	sheet := emptyStyles()
	p := props{xmlscan.New(xml, spaces(), limits)}
	for {
		t := p.s.Next()
		if t.Kind == xmlscan.EOF {
			return sheet, p.s.Err()
		}
		if t.Kind != xmlscan.Start || t.Space != nsW {
			continue
		}
		switch t.Local {
		case "rPrDefault":
			p.children(func(t *xmlscan.Token) bool {
				if t.Local != "rPr" || t.Space != nsW {
					return false
				}
				sheet.defaults, sheet.language = p.run()
				return true
			})
		case "style":
			st := p.style(t)
			if _, twice := sheet.byID[st.id]; twice || st.id == "" || len(sheet.byID) >= maxStyles {
				continue
			}
			sheet.byID[st.id] = st
			if st.isDefault && st.kind == "paragraph" && sheet.paragraph == "" {
				sheet.paragraph = st.id
			}
		}
	}
}

// props reads property elements.
type props struct{ s *xmlscan.Scanner }

// children calls f for every child of the element that just began; f either
// consumes the child and returns true, or leaves it to be skipped.
func (p props) children(f func(t *xmlscan.Token) bool) {
	for {
		t := p.s.Next()
		switch t.Kind {
		case xmlscan.EOF, xmlscan.End:
			return
		case xmlscan.Start:
			if !f(t) {
				p.s.Skip()
			}
		}
	}
}

func (p props) style(t *xmlscan.Token) *style {
	st := &style{outline: -1}
	st.id, _ = t.Attr(nsW, "styleId")
	st.kind, _ = t.Attr(nsW, "type")
	if v, ok := t.Attr(nsW, "default"); ok {
		st.isDefault = v != "0" && v != "false" && v != "off"
	}
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW {
			return false
		}
		switch t.Local {
		case "name":
			st.name = val(t)
		case "basedOn":
			st.basedOn = val(t)
		case "rPr":
			st.run, _ = p.run()
			return true
		case "pPr":
			p.children(func(t *xmlscan.Token) bool {
				if t.Space != nsW {
					return false
				}
				switch t.Local {
				case "numPr":
					st.num, _ = p.numPr()
					return true
				case "outlineLvl":
					if n, ok := number(t, "val"); ok && n >= 0 {
						st.outline = min(n, 9)
					}
				}
				return false
			})
			return true
		case "tblStylePr":
			if kind, _ := t.Attr(nsW, "type"); kind != "firstRow" {
				return false
			}
			p.children(func(t *xmlscan.Token) bool {
				if t.Space != nsW || t.Local != "rPr" {
					return false
				}
				run, _ := p.run()
				st.boldFirstRow = run.bold == yes
				return true
			})
			return true
		}
		return false
	})
	return st
}

// numPr reads a w:numPr; inserted tells that a tracked change gave it to the
// paragraph (17.13.5.16).
func (p props) numPr() (ref numbering.Ref, inserted bool) {
	p.children(func(t *xmlscan.Token) bool {
		if t.Space == nsW {
			switch t.Local {
			case "numId":
				ref.NumID, ref.HasNum = number(t, "val")
			case "ilvl":
				ref.Level, ref.HasLevel = number(t, "val")
			case "ins":
				inserted = true
			}
		}
		return false
	})
	return ref, inserted
}

// formerRun reads the properties of a w:rPrChange (17.13.5.31).
func (p props) formerRun() (r runProps) {
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW || t.Local != "rPr" {
			return false
		}
		r, _ = p.run()
		return true
	})
	return r
}

// run reads run properties, with the language of the text.
func (p props) run() (r runProps, language string) {
	p.children(func(t *xmlscan.Token) bool {
		if t.Space != nsW {
			return false
		}
		switch t.Local {
		case "lang":
			language = val(t)
		default:
			r.set(t)
		}
		return false
	})
	return r, language
}

// set takes one property element.
func (r *runProps) set(t *xmlscan.Token) {
	switch t.Local {
	case "rStyle":
		r.style = val(t)
	case "vanish":
		r.vanish = triOf(on(t))
	case "b":
		r.bold = triOf(on(t))
	case "strike", "dstrike":
		r.struck = on(t)
	case "sz":
		if n, ok := number(t, "val"); ok && n > 0 {
			r.size = n
		}
	case "vertAlign":
		r.raised = val(t) == "superscript"
	case "rFonts":
		for _, local := range [...]string{"ascii", "hAnsi", "cs"} {
			if v, ok := t.Attr(nsW, local); ok {
				r.font = v
				break
			}
		}
	}
}

// of gives the look of a paragraph or character style; an unknown id means the
// default paragraph style.
func (s *stylesheet) of(id string) look {
	if l, known := s.looks[id]; known {
		return l
	}
	st := s.byID[id]
	if st == nil {
		st = s.byID[s.paragraph]
	}
	l := look{size: s.defaults.size}
	var vanish, bold tri
	size, decided := 0, false
	for steps := 0; st != nil && steps < maxChain; steps++ {
		if !decided {
			l.heading, l.toc, decided = st.role()
		}
		if vanish == unset {
			vanish = st.run.vanish
		}
		if bold == unset {
			bold = st.run.bold
		}
		if size == 0 {
			size = st.run.size
		}
		st = s.byID[st.basedOn]
	}
	if size > 0 {
		l.size = size
	}
	l.vanish, l.bold = vanish == yes, bold == yes
	if len(s.looks) < 1<<16 {
		s.looks[id] = l
	}
	return l
}

// role tells what a style's name or outline level says of its paragraphs;
// decided is false where it says nothing and the style that it is based on is
// to be asked. Style ids mean nothing.
func (st *style) role() (heading int, toc, decided bool) {
	if st.kind != "paragraph" && st.kind != "" {
		return 0, false, false
	}
	if heading, toc, decided = stylename.Role(st.name); decided {
		return heading, toc, true
	}
	if st.outline >= 0 {
		if st.outline == 9 { // body text
			return 0, false, true
		}
		return st.outline + 1, false, true
	}
	return 0, false, false
}

// numbering gives the styles in the form that the numbering algorithm reads.
func (s *stylesheet) numbering() numbering.Styles {
	styles := numbering.Styles{ByID: make(map[string]numbering.Style, len(s.byID)), Default: s.paragraph, Language: s.language}
	for id, st := range s.byID {
		styles.ByID[id] = numbering.Style{BasedOn: st.basedOn, Ref: st.num}
	}
	return styles
}

// hidden tells whether a run is not shown. Vanish is a toggle: of the styles
// of paragraph and run, exactly one must set it, and the run itself overrides
// both (17.7.3).
func (s *stylesheet) hidden(paragraph look, run *runProps) bool {
	if run.vanish != unset {
		return run.vanish == yes
	}
	if run.style != "" && s.byID[run.style] != nil {
		return s.of(run.style).vanish != paragraph.vanish
	}
	return paragraph.vanish || s.defaults.vanish == yes
}

// bold tells whether a run is shown bold, by the same rule.
func (s *stylesheet) bold(paragraph look, run *runProps) bool {
	if run.bold != unset {
		return run.bold == yes
	}
	if run.style != "" && s.byID[run.style] != nil {
		return s.of(run.style).bold != paragraph.bold
	}
	return paragraph.bold || s.defaults.bold == yes
}

// size is a run's size in half-points, 0 unknown.
func (s *stylesheet) size(paragraph look, run *runProps) int {
	if run.size > 0 {
		return run.size
	}
	if st := s.byID[run.style]; st != nil {
		for steps := 0; st != nil && steps < maxChain; steps++ {
			if st.run.size > 0 {
				return st.run.size
			}
			st = s.byID[st.basedOn]
		}
	}
	return paragraph.size
}
