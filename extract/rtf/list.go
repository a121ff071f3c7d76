package rtf

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/numbering"
)

// maxLists bounds the lists and their uses that are kept; Word itself stops at
// some 2,000.
const maxLists = 1 << 15

// lists holds the list tables (RTF 1.9.1, "List Tables") and what is read of
// them.
type lists struct {
	lists     []numbering.List
	instances []numbering.Instance
	styled    map[int]int // of a list that is only a style's: the style's list
	defs      *numbering.Definitions
	legacies  map[legacy]*legacy
	tooMany   bool // some are not kept

	list     list
	level    level
	override override
	over     overLevel
	legacy   legacy
}

// list is a \list that is being read.
type list struct {
	numbering.List
	count int // levels so far
	style int // \liststyleid
}

// override is a \listoverride that is being read.
type override struct {
	list, id int
	levels   []overLevel
}

// overLevel is an \lfolevel.
type overLevel struct {
	hasStart, hasFormat bool
	start               int
	level               *numbering.Level
}

func appendLevel(levels []overLevel, l overLevel) []overLevel {
	if len(levels) < numbering.Levels {
		levels = append(levels, l)
	}
	return levels
}

// level is a \listlevel that is being read.
type level struct {
	numbering.Level
	code    int
	picture bool
}

func newLevel() level { return level{Level: numbering.Level{Defined: true, Suffix: "\t"}} }

// listWord takes a control word in the list tables.
func (w *walker) listWord(name string, n int) {
	l := &w.lists
	switch w.g.to {
	case toList:
		switch name {
		case "listid":
			l.list.ID = n
		case "liststyleid":
			l.list.style = n
		}
	case toOverride:
		switch name {
		case "listid":
			l.override.list = n
		case "ls":
			l.override.id = n
		}
	case toOverLevel:
		switch name {
		case "listoverridestartat":
			l.over.hasStart = true
		case "listoverrideformat":
			l.over.hasFormat = true
		case "levelstartat":
			l.over.start = n
		}
	case toLevel:
		l.level.word(name, n)
	}
}

func (l *level) word(name string, n int) {
	switch name {
	case "levelnfc", "levelnfcn": // the second is the newer and comes last
		l.code = n
	case "levelstartat":
		l.Start = n
	case "levelfollow":
		l.Suffix = "\t"
		switch n {
		case 1:
			l.Suffix = " "
		case 2:
			l.Suffix = ""
		}
	case "levellegal":
		l.Legal = n != 0
	case "levelnorestart":
		l.NoRestart = n != 0
	case "v":
		l.Hidden = true
	case "levelpicture":
		l.picture = true
	}
}

// setText takes a \leveltext: its length in one character, then the label, in
// which the characters 0 to 8 stand for the number of a level.
func (l *level) setText(text string) {
	length, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return
	}
	var b strings.Builder
	for _, r := range text[size:] {
		if length--; length < 0 {
			break
		}
		if r < numbering.Levels {
			b.WriteByte('%')
			b.WriteByte('1' + byte(r))
			continue
		}
		b.WriteRune(r)
	}
	l.Text = b.String()
}

// addLevel takes the level that was read, into a list or an override.
func (l *lists) addLevel(to destination) {
	level := l.level
	level.Format = numbering.FormatCode(level.code)
	if level.Format == "bullet" && level.picture && level.Text == "" {
		level.Text = "•"
	}
	switch {
	case to == toOverLevel:
		l.over.level = &level.Level
	case l.list.count < numbering.Levels:
		l.list.Levels[l.list.count] = level.Level
		l.list.count++
	}
}

func (l *lists) addList() {
	if len(l.lists) >= maxLists {
		l.tooMany = true
		return
	}
	if l.list.count == 0 && l.list.style != 0 {
		l.styled[l.list.ID] = l.list.style
		return
	}
	l.lists = append(l.lists, l.list.List)
}

func (l *lists) addOverride() {
	o := l.override
	if o.id <= 0 || len(l.instances) >= maxLists {
		return
	}
	if style, ok := l.styled[o.list]; ok {
		o.list = style
	}
	in := numbering.Instance{ID: o.id, List: o.list}
	for i, level := range o.levels {
		var own numbering.Override
		if level.hasFormat {
			own.Level = level.level
		}
		if level.hasStart {
			own.Start, own.HasStart = level.start, true
			if level.level != nil {
				own.Start = level.level.Start
			}
		}
		if own.HasStart || own.Level != nil {
			if in.Overrides == nil {
				in.Overrides = map[int]numbering.Override{}
			}
			in.Overrides[i] = own
		}
	}
	l.instances = append(l.instances, in)
}

// definitions are the lists once the tables have been read.
func (l *lists) definitions() *numbering.Definitions {
	if l.defs == nil {
		l.defs = numbering.Define(l.lists, l.instances)
	}
	return l.defs
}

// legacy is the numbering of a paragraph as Word 6 and simple writers have it
// (RTF 1.9.1, "Word 6.0 and Word 95 RTF").
type legacy struct {
	bullet, hidden bool // hidden: it goes on with the list, without a number
	code           int
	start          int
	before, after  string
}

// legacyWord takes a control word in a \pn.
func (w *walker) legacyWord(name string, n int) {
	l := &w.lists.legacy
	switch name {
	case "pnlvlblt":
		l.bullet = true
	case "pnlvlcont":
		l.hidden = true
	case "pnstart":
		l.start = n
	case "pndec":
		l.code = 0
	case "pnucrm":
		l.code = 1
	case "pnlcrm":
		l.code = 2
	case "pnucltr":
		l.code = 3
	case "pnlcltr":
		l.code = 4
	case "pnord":
		l.code = 5
	case "pncard":
		l.code = 6
	case "pnordt":
		l.code = 7
	}
}

// maxLegacies bounds the numberings of this kind, each of which is a list.
const maxLegacies = 1 << 12

// newLegacy takes the \pn that was read; nil where there are too many. The same
// numbering is kept once: every paragraph of a list repeats it.
func (l *lists) newLegacy() *legacy {
	have := l.legacies[l.legacy]
	if have == nil && len(l.legacies) < maxLegacies {
		own := l.legacy
		have = &own
		l.legacies[own] = have
	}
	l.tooMany = l.tooMany || have == nil
	return have
}

// counter numbers paragraphs with this numbering, from its start.
func (l *legacy) counter() *numbering.Counter {
	level := numbering.Level{Defined: true, Start: l.start, Format: numbering.FormatCode(l.code), Text: l.before + "%1" + l.after}
	if l.bullet {
		level.Format, level.Text = "bullet", "•"
	}
	def := numbering.List{ID: 1}
	def.Levels[0] = level
	return numbering.NewCounter(numbering.Define([]numbering.List{def}, []numbering.Instance{{ID: 1, List: 1}}), numbering.Styles{})
}

// story is a run of text that is numbered on its own: the body, the notes, the
// text boxes.
type story struct {
	counter *numbering.Counter // of what the reading shows
	former  *numbering.Counter // of what was there before the changes
	legacy  *legacy            // of the paragraph before
	pn      *numbering.Counter // of the paragraphs with it
	// behind: a numbered paragraph is not shown, so that the numbers that the
	// file keeps beside the text of those that follow are too high.
	behind bool
}

// number gives the paragraph that ends its label and, from 1, its level in the
// list. Numbers that the file has beside the text come first: they are what
// the writer showed.
func (w *walker) number(cur *paragraph, deleted bool) (text string, depth int) {
	p := &w.g.para
	at := numbering.Paragraph{Ref: numbering.Ref{NumID: p.list, HasNum: p.hasList, Level: p.level, HasLevel: p.hasLevel}}
	if !w.beside {
		// In a file that keeps the numbers no style numbers a paragraph by
		// itself: each repeats the properties of its style.
		at.Style = strconv.Itoa(p.style)
	}
	st := w.story
	if st.counter == nil {
		styles := numbering.Styles{}
		if !w.beside {
			styles = w.styles.numbering()
		}
		st.counter = numbering.NewCounter(w.lists.definitions(), styles)
		st.former = numbering.NewCounter(w.lists.definitions(), styles)
	}
	var label numbering.Label
	var counted bool
	if deleted && w.opts.Revisions == document.AllRevisions {
		label, counted = st.former.Next(at)
		st.behind = st.behind || counted
	} else {
		label, counted = st.counter.Next(at)
		if counted && w.opts.Revisions == document.AllRevisions && !w.g.char.inserted.on {
			st.former.Next(at)
		}
	}
	if counted {
		depth = label.Level + 1
	}
	own, of := p.legacy != nil && !counted, st.legacy
	st.legacy = nil
	if own {
		st.legacy = p.legacy
		if of != p.legacy {
			st.pn = p.legacy.counter()
		}
		if p.legacy.hidden {
			own = false
		} else {
			label, _ = st.pn.Next(numbering.Paragraph{Ref: numbering.Ref{NumID: 1, HasNum: true}})
		}
	}
	switch {
	case cur.labelled && label.Bullet && cur.label != "":
		return label.Text, depth
	case cur.labelled && !(counted && st.behind):
		if !p.hasLevel && w.levels {
			depth = 0
		}
		return cur.label, depth
	case counted || own:
		w.numbered = w.numbered || counted
		return label.Text, depth
	}
	return "", 0
}
