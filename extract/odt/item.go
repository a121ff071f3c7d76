package odt

import "github.com/clausule/clausule/extract/internal/xmlscan"

// block is a text:list that is open (5.3).
type block struct {
	list     *list
	style    string // name of the list style, "" for that of the paragraph
	level    int    // 0-based
	restart  bool   // the next numbered paragraph starts anew
	item     item
	sublists int // in the item that is open
}

// item is a text:list-item or text:list-header that is open.
type item struct {
	counts   bool   // its first paragraph, which has the number, is still to come
	start    int    // -1 for none
	override string // name of the list style of this item alone
}

// list reads a text:list. A list counts on from another where it says so:
// otherwise it begins anew, whatever its style.
func (w *walker) list(t *xmlscan.Token) {
	b := &block{style: attr(t, nsText, "style-name")}
	goesOn := isTrue(t, nsText, "continue-numbering")
	if n := len(w.blocks); n > 0 {
		outer := w.blocks[n-1]
		b.list, b.level = outer.list, min(outer.level+1, maxLevels-1)
		if b.style == "" {
			b.style = outer.style
		}
		// A second list in one item does not go on where the first ended.
		outer.sublists++
		b.restart = outer.sublists > 1 && !goesOn
	} else {
		b.list = w.goesOn(attr(t, nsText, "continue-list"), b.style, goesOn)
		id := attr(t, nsXML, "id")
		if id == "" {
			id = attr(t, nsText, "id")
		}
		w.remember(id, b)
	}
	w.blocks = append(w.blocks, b)
	w.each(func(t *xmlscan.Token) bool {
		if t.Space != nsText {
			return false
		}
		switch t.Local {
		case "list-item", "list-header":
			b.item = item{counts: t.Local == "list-item", start: -1, override: attr(t, nsText, "style-override")}
			if n, ok := number(t, nsText, "start-value"); ok && n >= 0 {
				b.item.start = n
			}
			b.sublists = 0
			w.each(w.block)
			return true
		case "soft-page-break", "change", "change-start", "change-end":
			return w.block(t)
		}
		return false
	})
	w.blocks = w.blocks[:len(w.blocks)-1]
}

// goesOn finds the list that a list counts on from, or makes a new one.
func (w *walker) goesOn(id, style string, last bool) *list {
	if l := w.lists[id]; l != nil && id != "" {
		return l
	}
	if id == "" && last && w.lastList != nil && w.lastStyle == style {
		return w.lastList
	}
	return &list{}
}

func (w *walker) remember(id string, b *block) {
	w.lastList, w.lastStyle = b.list, b.style
	if id != "" && w.lists[id] == nil && len(w.lists) < maxStyles {
		w.lists[id] = b.list
	}
}

// numberedParagraph reads a text:numbered-paragraph (5.3.6): a list item with
// no list around it.
func (w *walker) numberedParagraph(t *xmlscan.Token) {
	b := &block{style: attr(t, nsText, "style-name"), item: item{counts: true, start: -1}}
	if n, ok := number(t, nsText, "level"); ok {
		b.level = min(max(n-1, 0), maxLevels-1)
	}
	if n, ok := number(t, nsText, "start-value"); ok && n >= 0 {
		b.item.start = n
	}
	id := attr(t, nsText, "list-id")
	b.list = w.goesOn(id, b.style, id == "")
	w.remember(id, b)
	outer := w.blocks
	w.blocks = []*block{b}
	w.each(w.block)
	w.blocks = outer
}

// placeOf finds the list of a paragraph: the one that it stands in or, of a
// heading, the outline (19.880, 16.34). It is nil where the paragraph has no
// number. Two things are as LibreOffice does them: a paragraph style that
// belongs to a level of the outline decides over the level, and makes a text:p
// count as well; and a list without a style has bullets.
func (w *walker) placeOf(t *xmlscan.Token, cur *paragraph) *place {
	p := &place{start: -1}
	switch n := len(w.blocks); {
	case n > 0:
		b := w.blocks[n-1]
		if !b.item.counts {
			return nil
		}
		// The first paragraph has the number, also when it stands in a list
		// inside.
		for _, outer := range w.blocks {
			outer.item.counts = false
		}
		name := b.item.override
		if name == "" {
			name = b.style
		}
		if name == "" {
			name = cur.look.list
		}
		p.list, p.style, p.level, p.start, p.restart = b.list, w.sheet.listStyle(name), b.level, b.item.start, b.restart
		b.restart = false
		if p.style == nil {
			p.style = w.sheet.bulleted
		}
		if p.style == w.sheet.outline {
			p.list = &w.outline
		}
	case cur.look.outline > 0:
		p.list, p.style, p.level = &w.outline, w.sheet.outline, cur.look.outline-1
	case cur.heading > 0 && !cur.look.hasList:
		p.list, p.style, p.level = &w.outline, w.sheet.outline, cur.heading-1
	}
	if p.style == nil || isTrue(t, nsText, "is-list-header") {
		return nil
	}
	if isTrue(t, nsText, "restart-numbering") {
		p.restart = true
	}
	if n, ok := number(t, nsText, "start-value"); ok && n >= 0 && p.start < 0 && p.restart {
		p.start = n
	}
	return p
}
