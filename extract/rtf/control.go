package rtf

import "bytes"

// symbol takes a control symbol.
func (w *walker) symbol(b []byte) {
	if len(b) == 0 {
		return
	}
	r := rune(0)
	switch b[0] {
	case '\\', '{', '}', ':':
		r = rune(b[0])
	case '~':
		r = '\u00a0'
	case '_':
		r = '\u2011'
	case '-':
		r = '\u00ad'
	case '\t':
		r = '\t'
	case '\r', '\n':
		w.skip = 0
		w.word("par", 0, false, false)
		return
	}
	if r != 0 {
		w.special(r)
	}
}

// special takes a character that has a control word or symbol of its own. As
// such it may be what stands in for a \u.
func (w *walker) special(r rune) {
	if w.skip > 0 {
		w.skip--
		return
	}
	w.rune(r)
}

// character gives the character of a control word that is one, 0 for others
// (RTF 1.9.1, "Special Characters").
func character(name string) rune {
	switch name {
	case "tab":
		return '\t'
	case "line", "lbr", "softline", "page", "softpage", "column", "softcol":
		return '\n' // on paper a new line begins
	case "emdash":
		return '—'
	case "endash":
		return '–'
	case "emspace", "enspace", "qmspace":
		return ' '
	case "bullet":
		return '•'
	case "lquote":
		return '‘'
	case "rquote":
		return '’'
	case "ldblquote":
		return '“'
	case "rdblquote":
		return '”'
	case "zwj":
		return '\u200d'
	case "zwnj":
		return '\u200c'
	case "zwbo":
		return '\u200b'
	case "zwnbo":
		return '\u2060'
	case "ltrmark":
		return '\u200e'
	case "rtlmark":
		return '\u200f'
	}
	return 0
}

// word takes a control word; star tells that it follows \*, so that who does
// not know it passes over its group.
func (w *walker) word(name string, n int, has, star bool) {
	if name == "u" {
		w.unicode(n)
		return
	}
	if r := character(name); r != 0 {
		w.special(r)
		return
	}
	w.skip = 0
	if w.destination(name, n, has) || w.g.to == toNothing {
		return
	}
	if star {
		w.pass()
		return
	}
	switch w.g.to {
	case toText:
		if w.paragraphWord(name, n) || w.tableWord(name, n) || w.mathWord(name) {
			return
		}
	case toFonts:
		w.fontWord(name, n)
		return
	case toStyle:
		w.styleWord(name, n)
		return
	case toForm:
		w.formWord(name, n)
		return
	case toPicture:
		w.picture.word(name, n)
		return
	case toLegacy:
		w.legacyWord(name, n)
		return
	case toRow:
		w.tableWord(name, n)
		return
	case toList, toLevel, toOverride, toOverLevel:
		w.listWord(name, n)
	}
	if w.characterWord(name, n, has) {
		return
	}
	w.documentWord(name, n)
}

// documentWord takes what holds for the whole file.
func (w *walker) documentWord(name string, n int) {
	switch name {
	case "ansi":
		w.ansi = western()
	case "mac":
		w.ansi, _ = pageOf(10000)
	case "pc":
		w.ansi, _ = pageOf(437)
	case "pca":
		w.ansi, _ = pageOf(850)
	case "ansicpg":
		p, known := pageOf(n)
		w.ansi = p
		w.unpaged = w.unpaged || !known
	case "deff":
		w.font, w.g.char.font = n, n
	case "uc":
		w.g.uc = min(max(n, 0), 255)
	}
}

// characterWord takes a character property.
func (w *walker) characterWord(name string, n int, has bool) bool {
	c := &w.g.char
	on := !has || n != 0
	switch name {
	case "plain":
		*c = w.plain()
	case "f":
		c.font = n
	case "fs":
		c.size = n
	case "b":
		c.bold = on
	case "v":
		c.hidden = on
	case "strike", "striked":
		c.struck = on
	case "super":
		c.raised = on
	case "nosupersub", "sub":
		c.raised = false
	case "revised", "mvt":
		c.inserted.on = on
	case "revauth", "mvauth":
		c.inserted.author = n
		if name == "mvauth" {
			c.deleted.author = n
		}
	case "revdttm", "mvdate":
		c.inserted.date = n
		if name == "mvdate" {
			c.deleted.date = n
		}
	case "deleted", "mvf":
		c.deleted.on = on
	case "revauthdel":
		c.deleted.author = n
	case "revdttmdel":
		c.deleted.date = n
	default:
		return false
	}
	return true
}

// paragraphWord takes a paragraph property or the end of a paragraph.
func (w *walker) paragraphWord(name string, n int) bool {
	p := &w.g.para
	switch name {
	case "pard":
		*p = paraProps{outline: -1}
	case "par":
		w.end(markPar)
	case "sect":
		w.end(markSection)
	case "s":
		p.style = n
	case "ls":
		p.list, p.hasList = n, true
	case "ilvl":
		p.level, p.hasLevel = n, true
	case "outlinelevel":
		p.outline = min(max(n, 0), 9)
	case "intbl":
		p.inTable = true
	case "itap":
		p.depth = max(n, 0)
		p.inTable = n > 0
	default:
		return false
	}
	return true
}

// mathWord writes what stands between the parts of a formula in a line: a
// fraction's halves with a slash between them, what stands low behind "_" and
// what stands high behind "^", so that 10³ does not become 103.
func (w *walker) mathWord(name string) bool {
	switch name {
	case "mden":
		w.rune('/')
	case "msub":
		w.rune('_')
	case "msup":
		w.rune('^')
	default:
		return false
	}
	return true
}

// pass passes over the group that is open, unless that is the whole file.
func (w *walker) pass() {
	if len(w.groups) > 1 {
		w.g.to = toNothing
		w.s.skipGroup()
	}
}

// blank tells whether text is white space alone.
func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
