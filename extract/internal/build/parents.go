package build

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/label"
)

// tree keeps what is open while the paragraphs are read in order.
type tree struct {
	b        *Builder
	sections []int // open headings and labelled articles, outermost first
	lid      int   // open numbered sub-paragraph ("7.2"), -1 for none
	intro    int   // last paragraph that is no item, -1 for none
	items    []int // open list items, outermost first
	// levels remembers which level headings with a kind of label have, so
	// that an article whose heading lost its style stands beside the others.
	levels map[string]int
}

// parents gives every paragraph its parent and headings their level.
func (b *Builder) parents() {
	t := &tree{b: b, lid: -1, intro: -1, levels: map[string]int{}}
	for i := range b.paras {
		p := &b.paras[i]
		if p.Kind == document.Heading && p.styled && p.Level > 0 {
			if key := family(p.lab); key != "" {
				if _, ok := t.levels[key]; !ok {
					t.levels[key] = p.Level
				}
			}
		}
	}
	for i := range b.paras {
		t.place(i)
	}
}

// family names the labels that share a level.
func family(l label.Label) string {
	switch l.Kind {
	case label.Article, label.Numeric, label.Section:
		if l.Kind == label.Article || l.Kind == label.Section || l.Style != "A.1" {
			return string(rune('0'+min(len(l.Path), 9))) + map[bool]string{true: "§", false: "n"}[l.Kind == label.Section]
		}
	case label.Annex:
		return "annex"
	case label.Chapter:
		return l.Style
	}
	return ""
}

func (t *tree) place(i int) {
	p := &t.b.paras[i]
	switch p.Kind {
	case document.Header, document.Footer:
		return
	case document.TOC:
		p.parent = t.section()
		return
	case document.Heading:
		t.heading(i)
		return
	case document.Footnote, document.Textbox, document.Picture:
		p.parent = t.under()
		return
	}
	if p.Table != nil {
		p.parent = t.under()
		return
	}
	switch p.lab.Kind {
	case label.Article, label.Annex, label.Chapter:
		// "Artikel 5. De verwerker zal …": no heading, but it opens the article.
		t.heading(i)
		p.Level = 0
	case label.Section:
		p.parent = t.section()
		t.lid, t.intro, t.items = i, i, nil
	case label.Numeric:
		if len(p.lab.Path) > 1 {
			t.subparagraph(i)
			return
		}
		t.item(i)
	case label.Bullet, label.Letter, label.Roman, label.Ordinal:
		t.item(i)
	default:
		if p.Kind == document.Item {
			t.item(i)
			return
		}
		p.parent = t.under()
		t.intro, t.items = i, nil
	}
}

// section is the innermost open heading, -1 for none.
func (t *tree) section() int {
	if len(t.sections) == 0 {
		return -1
	}
	return t.sections[len(t.sections)-1]
}

// under is what an unlabelled paragraph stands under: the numbered
// sub-paragraph that it goes on with, else the heading.
func (t *tree) under() int {
	if t.lid >= 0 {
		return t.lid
	}
	return t.section()
}

// heading closes what is not above heading i and opens it.
func (t *tree) heading(i int) {
	p := &t.b.paras[i]
	// Nothing but the table of contents stands under its title.
	if s := t.section(); s >= 0 && contentsTitle(t.b.paras[s].body()) {
		t.sections = t.sections[:len(t.sections)-1]
	}
	level := p.Level
	if !p.styled || level <= 0 {
		level = t.level(i)
	}
	// 7.2 stands under 7 and a part never above the whole, whatever the
	// styles say.
	for k := len(t.sections) - 1; k >= 0; k-- {
		q := &t.b.paras[t.sections[k]]
		if p.lab.Under(q.lab) && level <= q.open {
			level = q.open + 1
			break
		}
		if p.lab.Kind == label.Annex && (q.lab.Kind == label.Article || q.lab.Kind == label.Annex || q.lab.Kind == label.Numeric) && level > q.open {
			level = q.open
		}
	}
	for len(t.sections) > 0 && t.b.paras[t.section()].open >= level {
		t.sections = t.sections[:len(t.sections)-1]
	}
	p.parent = t.section()
	p.Level = level
	p.open = level
	t.sections = append(t.sections, i)
	t.lid, t.intro, t.items = -1, -1, nil
}

// level finds the level of a heading that has none by style. Chapters, annexes
// and titles are 1, articles 2, so that an article stands under its chapter
// and the sections of an annex under the annex.
func (t *tree) level(i int) int {
	p := &t.b.paras[i]
	key := family(p.lab)
	if level, ok := t.levels[key]; ok && key != "" {
		return level
	}
	level := 0
	styled := 0 // level of the innermost open heading that has its level by style
	for _, k := range t.sections {
		if q := &t.b.paras[k]; q.styled {
			styled = q.open
		}
	}
	switch p.lab.Kind {
	case label.Annex, label.Chapter:
		level = 1
	case label.Article, label.Numeric, label.Section:
		level = len(p.lab.Path) + 1
		if styled >= level {
			level = styled + 1
		}
	default:
		switch body := p.body(); {
		case len(t.sections) == 0:
			return 1
		case p.lab.Text != "": // "A. Algemeen"
			level = 2
		case styled > 0:
			return t.b.paras[t.section()].open + boolInt(t.b.paras[t.section()].styled || t.b.paras[t.section()].lab.Text != "")
		default:
			// A line in capitals is a part of the contract beside the
			// articles; a bold line is a section of what it stands in. In an
			// annex both are.
			for _, k := range t.sections {
				if q := &t.b.paras[k]; q.lab.Kind == label.Annex {
					return q.open + 1 + boolInt(!capitals(body) && t.b.paras[t.section()].lab.Kind != label.Annex)
				}
			}
			if capitals(body) {
				return 1
			}
			s := &t.b.paras[t.section()]
			return s.open + boolInt(s.lab.Text != "" || capitals(s.body()))
		}
	}
	if key != "" {
		t.levels[key] = level
	}
	return level
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// subparagraph places "7.2" under "7" or "Artikel 7", and "7.2.1" under "7.2".
func (t *tree) subparagraph(i int) {
	p := &t.b.paras[i]
	p.parent = t.section()
	for k := t.lid; k >= 0; k = t.b.paras[k].parent {
		q := &t.b.paras[k]
		if q.Kind == document.Heading {
			break
		}
		if p.lab.Under(q.lab) {
			p.parent = k
			break
		}
	}
	// "7." can be an item of a list that its sub-paragraphs stand under.
	for k := len(t.items) - 1; k >= 0 && p.parent == t.section(); k-- {
		if p.lab.Under(t.b.paras[t.items[k]].lab) {
			p.parent = t.items[k]
			t.items = t.items[:k+1]
			t.lid, t.intro = i, i
			return
		}
	}
	if p.parent == t.section() && len(t.items) > 0 && t.lid >= 0 {
		// the next sub-paragraph of an item: same parent as the one before
		if prev := &t.b.paras[t.lid]; prev.lab.Style == p.lab.Style && p.lab.Follows(prev.lab) {
			p.parent = prev.parent
		}
	}
	t.lid, t.intro = i, i
	if p.parent == t.section() {
		t.items = nil
	}
}

// item places a list item: beside the open item with its style, else inside
// the innermost open item, else under the paragraph that introduces the list.
func (t *tree) item(i int) {
	p := &t.b.paras[i]
	style := p.lab.Style
	for k := len(t.items) - 1; k >= 0; k-- {
		q := &t.b.paras[t.items[k]]
		deeper := p.listLevel > 0 && q.listLevel > 0 && p.listLevel != q.listLevel
		if q.lab.Style != style && !(p.listLevel > 0 && p.listLevel == q.listLevel) || deeper && q.lab.Style == style {
			if !(p.listLevel > 0 && q.listLevel > p.listLevel) {
				continue
			}
			// q is deeper than p although no sibling is open: close it
			t.items = t.items[:k]
			continue
		}
		p.parent = q.parent
		t.items = append(t.items[:k], i)
		t.depth(i)
		return
	}
	switch {
	case len(t.items) > 0:
		p.parent = t.items[len(t.items)-1]
	case t.intro >= 0 && (t.intro == i-1 || strings.HasSuffix(t.b.paras[t.intro].text, ":")):
		p.parent = t.intro
	default:
		p.parent = t.under()
	}
	t.items = append(t.items, i)
	t.depth(i)
}

// depth gives an item the level of its place in the open lists, where the
// reader did not know it.
func (t *tree) depth(i int) {
	if p := &t.b.paras[i]; p.Level <= 0 {
		p.Level = len(t.items)
	}
}
