package doc

import (
	"strconv"

	"github.com/clausule/clausule/extract/internal/numbering"
	"github.com/clausule/clausule/extract/internal/stylename"
)

// maxChain bounds a walk along the styles that others are based on, which may
// loop in a damaged file.
const maxChain = 64

// maxStyles is the number of styles that a file can have ([MS-DOC] 2.9.271).
const maxStyles = 0x0FFE

// defaultSize is the size in half-points of text of which nothing else says it
// (sprmCHps).
const defaultSize = 20

// The kinds of style (2.9.260).
const (
	kindParagraph = 1
	kindCharacter = 2
)

// style is a style of the STSH ([MS-DOC] 2.9.258).
type style struct {
	name    string
	builtIn int // sti
	kind    int
	base    int // index of the style that it is based on
	para    paraProps
	run     runProps
}

// look is what a style comes to with all that it is based on.
type look struct {
	heading int // level 1 to 9, 0 for none
	toc     bool
	vanish  bool
	bold    bool
	size    int // half-points
}

// stylesheet holds the styles of a document by their index (istd).
type stylesheet struct {
	list  []style
	looks []look
	ids   []string // the indexes as text, which numbering wants
}

// readStyles reads the STSH. Of one that breaks off comes what was read.
func (f *file) readStyles() *stylesheet {
	s := &stylesheet{}
	b := f.structure(fibStshf)
	head := u16(b, 0)
	count, fixed := min(u16(b, 2), maxStyles), u16(b, 4)
	for at := 2 + head; len(s.list) < count && at+2 <= len(b); {
		size := u16(b, at)
		std := part(b, at+2, size)
		s.list = append(s.list, readStyle(std, fixed))
		at += 2 + size + size&1
	}
	s.ids = make([]string, len(s.list))
	s.looks = make([]look, len(s.list))
	for i := range s.list {
		s.ids[i] = strconv.Itoa(i)
		s.looks[i] = s.look(i)
	}
	return s
}

// readStyle reads an STD; an empty one is a place that no style has.
func readStyle(b []byte, fixed int) style {
	st := style{base: -1, para: paraProps{outline: -1}, run: plainRun(), builtIn: -1}
	if len(b) < 10 {
		return st
	}
	st.builtIn = u16(b, 0) & 0x0FFF
	st.kind = u16(b, 2) & 0x0F
	if base := u16(b, 2) >> 4; base != 0x0FFF {
		st.base = base
	}
	upxs := u16(b, 4) & 0x0F
	chars := u16(b, fixed)
	st.name = text16(b, fixed+2, min(chars, maxName))
	at := fixed + 2 + 2*chars + 2
	for i := range upxs {
		at += at & 1
		size := u16(b, at)
		upx := sprms(part(b, at+2, size))
		at += 2 + size
		switch {
		case st.kind == kindParagraph && i == 0:
			if len(upx) > 2 {
				st.para.apply(upx[2:], nil)
			}
		case st.kind == kindParagraph && i == 1, st.kind == kindCharacter && i == 0:
			st.run.apply(upx)
		}
	}
	return st
}

// known tells whether a style is there and of a kind.
func (s *stylesheet) known(i, kind int) bool {
	return i >= 0 && i < len(s.list) && s.list[i].kind == kind
}

// of gives the look of a paragraph style; without it, that of the default one.
func (s *stylesheet) of(i int) look {
	switch {
	case s.known(i, kindParagraph):
		return s.looks[i]
	case len(s.looks) > 0:
		return s.looks[0]
	}
	return look{size: defaultSize}
}

// look works out a style.
func (s *stylesheet) look(i int) look {
	var chain []*style
	for at := i; at >= 0 && at < len(s.list) && len(chain) < maxChain; at = s.list[at].base {
		chain = append(chain, &s.list[at])
	}
	l := look{size: defaultSize}
	for _, st := range chain {
		heading, toc, decided := st.role()
		if decided {
			l.heading, l.toc = heading, toc
			break
		}
	}
	for n := len(chain) - 1; n >= 0; n-- {
		r := &chain[n].run
		l.bold, l.vanish = toggle(r.bold, l.bold), toggle(r.vanish, l.vanish)
		if r.size > 0 {
			l.size = r.size
		}
	}
	return l
}

// character works out bold, hidden and size of a character style on top of the
// look of a paragraph.
func (s *stylesheet) character(i int, l look) look {
	if !s.known(i, kindCharacter) {
		return l
	}
	bold, vanish := toggleAbsent, toggleAbsent
	size := 0
	for steps := 0; s.known(i, kindCharacter) && steps < maxChain; steps++ {
		r := &s.list[i].run
		if bold == toggleAbsent {
			bold = r.bold
		}
		if vanish == toggleAbsent {
			vanish = r.vanish
		}
		if size == 0 {
			size = r.size
		}
		i = s.list[i].base
	}
	l.bold, l.vanish = toggle(bold, l.bold), toggle(vanish, l.vanish)
	if size > 0 {
		l.size = size
	}
	return l
}

// Built-in styles ([MS-DOC] 2.9.260, sti).
const (
	stiHeading1      = 1
	stiHeading9      = 9
	stiTOC1          = 19
	stiTOC9          = 27
	stiTableOfFigure = 35
	stiTitle         = 62
)

// role tells what a style says of its paragraphs by its number, its name or its
// outline level; decided is false where it says nothing and the style that it
// is based on is to be asked. Word numbers its built-in styles; other programs
// only name them, some in the language of the user.
func (st *style) role() (heading int, toc, decided bool) {
	if st.kind != kindParagraph {
		return 0, false, false
	}
	switch sti := st.builtIn; {
	case sti >= stiHeading1 && sti <= stiHeading9:
		return sti, false, true
	case sti >= stiTOC1 && sti <= stiTOC9, sti == stiTableOfFigure:
		return 0, true, true
	case sti == stiTitle:
		return 1, false, true
	}
	if heading, toc, decided = stylename.Role(st.name); decided {
		return heading, toc, true
	}
	if st.para.outline >= 0 {
		return (st.para.outline + 1) % 10, false, true // level 9 is body text
	}
	return 0, false, false
}

// numbering gives the styles in the form that the numbering algorithm reads.
func (s *stylesheet) numbering(language string) numbering.Styles {
	styles := numbering.Styles{ByID: make(map[string]numbering.Style, len(s.list)), Language: language}
	if len(s.list) > 0 {
		styles.Default = s.ids[0]
	}
	for i := range s.list {
		st := &s.list[i]
		if st.kind != kindParagraph {
			continue
		}
		n := numbering.Style{Ref: st.para.ref()}
		if st.base >= 0 && st.base < len(s.list) {
			n.BasedOn = s.ids[st.base]
		}
		styles.ByID[s.ids[i]] = n
	}
	return styles
}

// ref is the numbering that a paragraph or a style names itself.
func (p *paraProps) ref() numbering.Ref {
	return numbering.Ref{NumID: p.list, HasNum: p.hasList, Level: p.level, HasLevel: p.hasLvl}
}

// id is the index of a style as text, "" for none.
func (s *stylesheet) id(i int) string {
	if !s.known(i, kindParagraph) {
		return ""
	}
	return s.ids[i]
}

// language is the language that the document is set in, for numbers in words.
func (s *stylesheet) language(lid int) string {
	if len(s.list) > 0 && s.list[0].run.language != 0 {
		lid = s.list[0].run.language
	}
	return languageTag(lid)
}

// languageTag names the two languages in which numbers are written in words;
// "" for the others. The lower bits of an LCID are the language.
func languageTag(lid int) string {
	switch lid & 0x3FF {
	case 0x13:
		return "nl-NL"
	case 0x09:
		return "en-US"
	}
	return ""
}
