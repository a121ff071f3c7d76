package html

import (
	"strconv"
	"strings"

	"github.com/clausule/clausule/extract/document"
)

// start takes a start tag. Empty says that it is written <a/>.
func (w *walker) start(name string, a *attrs, empty bool) {
	traits := elements[name]
	up := &w.top().in
	w.raw, w.hush = "", false
	if traits&rawText != 0 && !(empty && w.whole(traits)) {
		w.raw = name
		w.hush = traits&unseen != 0
	}
	w.endHead(name)
	if name == "body" || name == "html" {
		w.anchor(a.id)
		return
	}
	if w.over == 0 {
		w.implied(name, traits)
		up = &w.top().in
	}
	st := w.sheet.of(name, a)
	if name == "li" && up.list != nil {
		w.sheet.inList(&st, up.list)
	}
	isBlock := traits&block != 0 && st.display != displayInline || st.display == displayBlock
	if name == "li" || name == "td" || name == "th" || name == "p" {
		isBlock = true
	}
	if isBlock {
		w.flush()
		if name == "tr" || name == "td" || name == "th" || name == "table" {
			up = &w.top().in
		}
	}
	in := *up
	w.look(name, traits, a, &st, &in)
	if name == "a" {
		w.comment(a, &in)
	}
	if !in.unseen && !in.concealed {
		if a.id != "" {
			w.anchor(a.id)
		}
		if a.name != "" && name == "a" {
			w.anchor(a.name)
		}
	}
	if traits&void != 0 {
		w.empty(name, a, &st, &in)
		return
	}
	if len(w.stack) >= w.limits.Depth {
		w.flattened = true
		if !(empty && w.whole(traits)) {
			w.over++
		}
		return
	}
	if c := &st.counter; (c.reset != nil || c.step != nil) && st.display != displayNone {
		if names := w.tally.run(c, len(w.stack)); names != nil {
			w.top().counted = append(w.top().counted, names...)
		}
	}
	f := w.push(name, traits, isBlock, in)
	f.fresh = name == "textarea"
	w.place(f, a, &st)
	if st.counter.before && !f.in.concealed && !f.in.unseen {
		w.counted(f, &st.counter)
	}
	if empty && w.whole(traits) {
		w.popTo(len(w.stack) - 1)
	}
}

// endHead ends the head of the page in front of the first element that does not
// belong in it.
func (w *walker) endHead(name string) {
	at := w.latest["head"]
	if at == 0 || len(w.stack) != int(at)+1 {
		return
	}
	switch name {
	case "title", "meta", "link", "script", "style", "base", "basefont", "bgsound", "noscript", "noframes", "template", "xml", "object", "head", "html":
		return
	}
	w.popTo(int(at))
}

// whole tells whether <a/> is a whole element: in XML and in pictures.
func (w *walker) whole(traits trait) bool {
	return w.xml || traits&foreign != 0 || w.latest["svg"] > 0 || w.latest["math"] > 0
}

// implied ends the elements that a start tag ends without saying so (HTML
// standard, optional tags).
func (w *walker) implied(name string, traits trait) {
	top := w.top()
	ends := func(other string, limit int32) {
		if at := w.latest[other]; at > limit && at > 0 {
			w.popTo(int(at))
			top = w.top()
		}
	}
	if traits&endsP != 0 {
		ends("p", top.bounds)
	}
	switch name {
	case "li":
		ends("li", top.lists)
	case "dt", "dd":
		ends("dt", top.lists)
		ends("dd", top.lists)
	case "option":
		ends("option", top.bounds)
	case "optgroup":
		ends("option", top.bounds)
		ends("optgroup", top.bounds)
	case "a":
		ends("a", max(top.bounds, top.blocks))
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if f := top; len(f.name) == 2 && f.name[0] == 'h' && f.name[1] >= '1' && f.name[1] <= '6' {
			w.popTo(len(w.stack) - 1)
		}
	case "td", "th", "tr", "tbody", "thead", "tfoot", "caption":
		table := top.rows
		ends("caption", table)
		switch name {
		case "td", "th":
			ends("td", max(table, w.latest["tr"]))
			ends("th", max(table, w.latest["tr"]))
		case "tr":
			ends("tr", table)
		default:
			ends("tr", table)
			ends("tbody", table)
			ends("thead", table)
			ends("tfoot", table)
		}
	}
}

// look works out what an element hands down from its name and its style.
func (w *walker) look(name string, traits trait, a *attrs, st *style, in *inherited) {
	switch {
	case name == "text" && in.picture: // the words in a drawing are read
		in.unseen, in.picture = false, false
	case traits&unseen != 0 || in.unseen:
		in.unseen = true
		in.picture = in.picture && traits&unseen == 0
		return
	case name == "svg":
		in.unseen, in.picture = true, true
	}
	gone := a.hidden || st.display == displayNone || st.hide || name == "dialog" && !a.open
	if gone && !st.hide && name != "dialog" && opens(a) {
		gone = false
	}
	if gone || st.away || unseenClass(a.class) || st.element == "comment-list" {
		in.concealed = true
	}
	if st.invisible != 0 {
		in.invisible = st.invisible == on
	}
	if traits&isBold != 0 {
		in.bold = true
	}
	if st.bold != 0 {
		in.bold = st.bold == on
	}
	if traits&isStuck != 0 {
		in.struck = true
	}
	if st.struck != 0 {
		in.struck = st.struck == on
	}
	if name == "sup" {
		in.raised = true
	} else if st.raised != 0 {
		in.raised = st.raised == on
	}
	if traits&plainly != 0 {
		in.pre = true
	}
	if st.pre != 0 {
		in.pre = st.pre == on
	}
	if name == "font" {
		in.sized = fontAttribute(a.size, in.sized)
		face := strings.ToLower(a.face)
		in.symbol = strings.HasPrefix(face, "symbol") || strings.HasPrefix(face, "wingdings") || in.symbol && face == ""
	}
	switch {
	case st.size > 0:
		in.sized = st.size
	case st.scale > 0:
		in.sized = int16(min(int(in.sized)*int(st.scale)/100, 1000))
	}
	if st.symbol != 0 {
		in.symbol = st.symbol == on
	}
	if st.ignore || name == "span" && strings.HasPrefix(a.class, "ListLabel") { // Word, LibreOffice's XHTML
		in.mark = true
	}
	w.tracked(name, a, in)
}

// tracked notes tracked changes.
func (w *walker) tracked(name string, a *attrs, in *inherited) {
	if name != "ins" && name != "del" {
		return
	}
	rev := document.Inserted
	if name == "del" {
		rev = document.Deleted
	}
	switch in.revision {
	case document.Withdrawn:
		return
	case document.Deleted:
		if rev == document.Inserted {
			in.revision = document.Withdrawn // by who deleted it
		}
		return
	case document.Inserted:
		if rev == document.Deleted {
			rev = document.Withdrawn
		}
	}
	in.revision = rev
	in.change = &author{name: strings.TrimPrefix(a.cite, "mailto:"), date: a.date}
}

// fontAttribute reads the size of a font element: 1 to 7, or relative to 3.
func fontAttribute(size string, around int16) int16 {
	n, ok := integer(size)
	if !ok {
		return around
	}
	if size[0] == '+' || size[0] == '-' {
		n += 3
	}
	return [...]int16{15, 20, 24, 27, 36, 48, 72}[min(max(n, 1), 7)-1]
}

// comment leaves out the comments of Google Docs: the mark in the text, and at
// the end of the page the comment itself, in a div of its own whose first link
// leads back to the mark.
func (w *walker) comment(a *attrs, in *inherited) {
	if strings.HasPrefix(a.id, "cmnt_ref") && strings.HasPrefix(a.href, "cmnt") {
		in.concealed = true
		return
	}
	if !strings.HasPrefix(a.id, "cmnt") || !strings.HasPrefix(a.href, "cmnt_ref") {
		return
	}
	in.concealed = true
	for i := len(w.stack) - 1; i > 0; i-- {
		f := &w.stack[i]
		switch f.name {
		case "body", "html":
			return
		}
		f.in.concealed = true
		if f.name == "div" {
			return
		}
	}
}

// unseenClass tells whether a class is one of those with which sites set text
// aside for screen readers.
func unseenClass(class string) bool {
	if class == "" {
		return false
	}
	for c := range strings.FieldsSeq(class) {
		switch c {
		case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "u-visually-hidden", "show-for-sr", "msocomanchor", "msocomtxt":
			return true
		}
	}
	return false
}

// opens tells whether an element is hidden until the reader clicks on its
// title: the panels of accordions and of tabs. Their text belongs to the page.
func opens(a *attrs) bool {
	if a.role == "tabpanel" {
		return true
	}
	for _, s := range [...]string{a.class, a.id} {
		for word := range words(s) {
			switch word {
			case "accordion", "accordeon", "accordian", "collapse", "collapsed", "collapsible", "collapsable", "panel", "tab", "tabpanel", "toggle", "faq", "expand", "expandable", "uitklap", "uitklapbaar", "details":
				return true
			}
		}
	}
	return false
}

// words cuts names in classes and ids into their words, in lower case:
// "cookieBanner", "site-nav__item".
func words(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if len(s) > 512 {
			s = s[:512]
		}
		start := 0
		for i := 0; i <= len(s); i++ {
			letter := i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z')
			hump := letter && i > start && s[i] < 'a' && s[i-1] >= 'a' && s[i-1] <= 'z'
			if letter && !hump {
				continue
			}
			if i > start && !yield(strings.ToLower(s[start:i])) {
				return
			}
			start = i
			if !hump {
				start++
			}
		}
	}
}

// place opens what an element begins besides its style: a list, an item, a
// table, a note, a part of the page.
func (w *walker) place(f *frame, a *attrs, st *style) {
	in := &f.in
	if in.unseen {
		if f.name == "iframe" {
			w.frameElement(a, st, in)
		}
		if f.name == "object" && !strings.HasPrefix(a.kind, "image/") {
			w.frameElement(a, st, in)
		}
		if f.name == "svg" {
			w.pictures++
		}
		return
	}
	w.regionOf(f, a)
	switch f.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		in.head = int8(f.name[1] - '0')
	case "ol", "ul", "menu", "dir":
		in.list, in.item = w.newList(f.name, a, st, in.list), nil
	case "dl":
		in.list, in.item = nil, nil
	case "li":
		in.item = w.newItem(in.list, a, st)
		in.head = 0
	case "table":
		in.table, in.cell = w.newTable(in, a), nil
		in.list, in.item, in.head = nil, nil, 0
	case "tr":
		w.row(in.table)
	case "td", "th":
		in.cell = w.newCell(in.table, f.name, a)
		in.list, in.item = nil, nil
	case "thead":
		if in.table != nil {
			in.table.head = true
		}
	case "caption":
		in.cell = nil
	case "q":
		w.write("“")
	case "a":
		w.openLink(f, a)
	case "select":
		if w.choice == nil {
			w.choice = &choice{}
			f.quiet, f.from, f.serial = true, len(w.text), w.serial
		}
		in.unseen = false
	case "option":
		w.option(a)
	case "msup", "msub", "mfrac":
		f.parts = 1
	}
	if a.role == "heading" {
		in.head = 2
		if n, err := strconv.Atoi(a.level); err == nil && n > 0 && n <= 9 {
			in.head = int8(n)
		}
	}
	w.formula(f)
	w.noteOf(f, a, st)
	w.kindOf(f, a, st)
	if f.name == "span" && st.tab {
		w.write("\t")
		in.concealed = true
	}
	if a.decorative && !f.block {
		f.quiet, f.from, f.serial = true, len(w.text), w.serial
	}
}

// formula marks what stands high, low or below a line in MathML.
func (w *walker) formula(f *frame) {
	if len(w.stack) < 2 {
		return
	}
	outer := &w.stack[len(w.stack)-2]
	if outer.parts == 0 {
		return
	}
	if outer.parts++; outer.parts == 3 {
		w.write(map[string]string{"msup": "^", "msub": "_", "mfrac": "/"}[outer.name])
	}
}

// kindOf finds the parts that a word processor marks.
func (w *walker) kindOf(f *frame, a *attrs, st *style) {
	in := &f.in
	switch {
	case st.element == "header" || w.office && f.name == "div" && a.title == "header":
		in.kind = document.Header
	case st.element == "footer" || w.office && f.name == "div" && a.title == "footer":
		in.kind = document.Footer
	case tableOfContents(f.name, a):
		in.kind = document.TOC
	}
}

func tableOfContents(name string, a *attrs) bool {
	switch a.role {
	case "doc-toc":
		return true
	}
	if strings.HasPrefix(a.class, "MsoToc") && len(a.class) <= len("MsoToc9") {
		return true
	}
	switch name {
	case "div", "nav", "ul", "ol":
		id := strings.ToLower(a.id)
		return id == "toc" || strings.HasPrefix(id, "table of contents") || strings.Contains(a.epub, "toc")
	}
	return false
}

// counted puts the label that the style sheet computes in front.
func (w *walker) counted(f *frame, c *counters) {
	text, counted := w.tally.label(c.content)
	switch {
	case f.name == "li" && f.in.item != nil:
		if counted {
			f.in.item.label = text
		} else if text != "" && f.in.item.format == "none" {
			f.in.item.format = "disc"
		}
	case counted && text != "" && f.block:
		f.in.item = &item{list: &list{depth: 0}, label: text}
	case counted && text != "":
		w.write(text + " ")
	}
}
