package rtf

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// destination says where the text of a group goes (RTF 1.9.1, "Destination").
type destination uint8

const (
	toText      destination = iota // of the document
	toNothing                      // the group is passed over
	toFonts                        // \fonttbl
	toStyles                       // \stylesheet
	toStyle                        // an entry of it
	toAuthors                      // \revtbl
	toLists                        // \listtable
	toList                         // \list
	toLevel                        // \listlevel
	toLevelText                    // \leveltext
	toOverrides                    // \listoverridetable
	toOverride                     // \listoverride
	toOverLevel                    // \lfolevel
	toField                        // \field
	toCode                         // \fldinst
	toResult                       // \fldrslt
	toForm                         // \formfield
	toFormItem                     // \ffl
	toLabel                        // \listtext, \pntext
	toLegacy                       // \pn
	toBefore                       // \pntxtb
	toAfter                        // \pntxta
	toBookmark                     // \bkmkstart
	toNote                         // \footnote
	toHeader                       // \header and its kin
	toFooter                       // \footer and its kin
	toShape                        // \shpinst, \do: of text only that of text boxes
	toBox                          // \shptxt, \dptxbxtext
	toPicture                      // \pict
	toObject                       // \object
	toClass                        // \objclass
	toBoth                         // \upr: the same text twice
	toSign                         // \mnaryPr: the sign of a sum or an integral
	toRow                          // \nesttableprops
)

// destination opens the destination that a control word names; it tells whether
// the word is one.
func (w *walker) destination(name string, n int, has bool) bool {
	g := &w.g
	if g.to == toBoth && name != "ud" {
		w.pass()
		return true
	}
	switch name {
	case "fonttbl":
		w.enter(toFonts)
	case "stylesheet":
		w.enter(toStyles)
	case "revtbl":
		w.enter(toAuthors)
	case "listtable":
		w.enter(toLists)
	case "list":
		return w.enterFrom(toLists, toList)
	case "listlevel":
		return w.enterFrom(toList, toLevel) || w.enterFrom(toOverLevel, toLevel)
	case "leveltext":
		w.enterFrom(toLevel, toLevelText)
	case "listoverridetable":
		w.enter(toOverrides)
	case "listoverride":
		w.enterFrom(toOverrides, toOverride)
	case "lfolevel":
		w.enterFrom(toOverride, toOverLevel)
	case "field":
		if g.own == toText {
			g.own = toField
			w.fields = append(w.fields, field{})
		}
	case "fldinst":
		if len(w.fields) == 0 {
			w.pass()
		} else if g.to == toText {
			g.to = toCode
		}
	case "fldrslt":
		if g.to == toText && g.own == toText && len(w.fields) > 0 {
			g.own = toResult
			w.result()
		}
	case "formfield":
		w.enter(toForm)
	case "ffl":
		w.enterFrom(toForm, toFormItem)
	case "listtext", "pntext":
		if !w.enterFrom(toText, toLabel) {
			w.pass()
		}
	case "pn":
		w.enterFrom(toText, toLegacy)
	case "pntxtb":
		w.enterFrom(toLegacy, toBefore)
	case "pntxta":
		w.enterFrom(toLegacy, toAfter)
	case "bkmkstart":
		if !w.enterFrom(toText, toBookmark) {
			w.pass()
		}
	case "footnote":
		if g.to != toText || !w.visible() {
			w.pass()
		} else if g.own == toText {
			g.own = toNote
			w.begin(document.Footnote, &w.notes)
		}
	case "header", "headerl", "headerr", "headerf":
		w.running(toHeader, document.Header)
	case "footer", "footerl", "footerr", "footerf":
		w.running(toFooter, document.Footer)
	case "shpinst", "do":
		if g.to == toText {
			g.to = toShape
		}
	case "shptxt", "dptxbxtext":
		switch {
		case g.to != toShape && g.to != toText || !w.seen():
			w.pass()
		case g.own == toText:
			g.own = toBox
			kind := document.Textbox
			if w.kind != document.Paragraph {
				kind = w.kind
			}
			w.begin(kind, &w.boxes)
		}
	case "pict":
		w.picture = picture{}
		w.enter(toPicture)
	case "NeXTGraphic": // of TextEdit: the name of a picture that lies beside the file
		if w.visible() {
			w.pictures++
		}
		w.pass()
	case "object":
		w.enterFrom(toText, toObject)
	case "objclass":
		w.enterFrom(toObject, toClass)
	case "result":
		if g.to == toObject {
			g.to = toText
		}
	case "upr":
		g.outer, g.to = g.to, toBoth
	case "ud":
		if g.to == toBoth {
			g.to = g.outer
		}
	case "nesttableprops":
		if g.to == toText {
			g.to, g.nested = toRow, true
		}
	case "mnaryPr":
		if g.to == toText {
			g.to = toSign
		}
	case "mchr":
		if g.to == toSign {
			g.to = toText
		}
	case "shppict", "moMath", "moMathPara", "mmath", "cs", "ds", "ts", "htmltag":
		if name == "htmltag" {
			w.pass() // HTML that the message was before; the text stands outside
		}
		return name != "cs" && name != "ds" && name != "ts"
	default:
		if ignored(name) || len(name) > 3 && name[0] == 'm' && strings.HasSuffix(name, "Pr") {
			if g.fresh {
				w.pass()
			}
			return true
		}
		return false
	}
	return true
}

// ignored lists the destinations that hold no text of the document and do not
// begin with \*, or not always.
func ignored(name string) bool {
	switch name {
	case "colortbl", "info", "filetbl", "xe", "tc", "tcn", "rxe", "template", "private", "nonshppict", "shprslt", "nonesttables",
		"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "atnid", "atnauthor", "atnref", "atntime", "atndate",
		"atnicn", "atnparent", "bkmkend", "listname", "liststylename", "levelnumbers", "falt", "panose", "fname", "fontemb", "fontfile",
		"datafield", "ffname", "ffdeftext", "ffformat", "ffhelptext", "ffstattext", "ffentrymcr", "ffexitmcr", "objdata", "objname", "objalias",
		"objsect", "userprops", "docvar", "comment", "keywords", "doccomm", "mmathPict", "pnseclvl", "background", "themedata", "mhtmltag",
		"colorschememapping", "datastore", "latentstyles", "passwordhash", "keycode", "picprop", "blipuid":
		return true
	}
	return false
}

// enter opens a destination in the group that has begun. A group opens one: a
// second word would take what the first has begun.
func (w *walker) enter(to destination) {
	if w.g.own == toText {
		w.g.own, w.g.to = to, to
		w.prepare(to)
	}
}

// enterFrom opens a destination that only stands in another; it tells whether
// it did.
func (w *walker) enterFrom(from, to destination) bool {
	if w.g.to != from || w.g.own != toText {
		return false
	}
	w.enter(to)
	return true
}

// prepare makes ready for a destination.
func (w *walker) prepare(to destination) {
	w.buf = w.buf[:0]
	switch to {
	case toStyle:
		w.styles.entry = newStyle()
	case toFonts:
		w.styles.font = -1
	case toList:
		w.lists.list = list{}
	case toLevel:
		w.lists.level = newLevel()
	case toOverride:
		w.lists.override = override{}
	case toOverLevel:
		w.lists.over = overLevel{}
	case toLegacy:
		w.lists.legacy = legacy{start: 1}
	case toObject:
		w.class = ""
	}
}

// close ends a destination while the properties of its group still hold.
func (w *walker) close(own destination) {
	switch own {
	case toNote, toHeader, toFooter, toBox:
		w.endFlow()
	case toResult:
		w.endResult()
	}
}

// closed takes what a destination has brought, when the group around it holds
// again.
func (w *walker) closed(own destination) {
	switch own {
	case toNote, toBox:
		w.cur.after = append(w.cur.after, w.done...)
		w.done = nil
	case toHeader:
		w.headers = addRunning(w.headers, w.done)
		w.done = nil
	case toFooter:
		w.footers = addRunning(w.footers, w.done)
		w.done = nil
	case toFonts:
		w.buf = append(w.buf, ';')
		w.fontNames()
	case toStyle:
		w.styles.add(string(w.buf))
	case toAuthors:
		w.authors = strings.Split(string(w.buf), ";")
	case toList:
		w.lists.addList()
	case toLevel:
		w.lists.addLevel(w.g.to)
	case toLevelText:
		w.lists.level.setText(string(w.buf))
	case toOverride:
		w.lists.addOverride()
	case toOverLevel:
		w.lists.override.levels = appendLevel(w.lists.override.levels, w.lists.over)
	case toField:
		w.endField()
	case toFormItem:
		w.formItem(string(w.buf))
	case toLabel:
		w.cur.label, w.cur.labelled = strings.TrimSpace(string(w.buf)), true
	case toLegacy:
		w.g.para.legacy = w.lists.newLegacy()
	case toBefore:
		w.lists.legacy.before = string(w.buf)
	case toAfter:
		w.lists.legacy.after = string(w.buf)
	case toBookmark:
		w.bookmark(string(w.buf))
	case toPicture:
		w.endPicture()
	case toClass:
		w.class = string(w.buf)
	case toObject:
		w.endObject()
	}
}

// running begins a running header or footer, where the caller asked for them.
func (w *walker) running(own destination, kind document.Kind) {
	if !w.opts.Headers || w.g.to != toText || w.g.own != toText || len(w.flows) > 0 {
		w.pass()
		return
	}
	w.g.own = own
	w.begin(kind, &story{})
}

// addRunning adds a running header unless an earlier section has the same.
func addRunning(list [][]para, next []para) [][]para {
	for _, have := range list {
		same := len(have) == len(next)
		for i := 0; same && i < len(have); i++ {
			same = have[i].text == next[i].text && have[i].label == next[i].label
		}
		if same {
			return list
		}
	}
	if len(list) >= maxRunning {
		return list
	}
	return append(list, next)
}

// maxRunning bounds the running headers that differ; each new one is compared
// with all.
const maxRunning = 200
