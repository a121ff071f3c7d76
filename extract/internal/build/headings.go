package build

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/label"
)

// headings turns typed headings into headings: short lines without full stop
// that carry an article's label, or that are bold or in capitals as a whole.
func (b *Builder) headings() {
	found := make([]bool, len(b.paras))
	for i := range b.paras {
		found[i] = b.typed(i)
	}
	// A title page or a block of addresses is a run of bold lines: only its
	// first line may head something.
	for i := range b.paras {
		p := &b.paras[i]
		if !found[i] || p.lab.Text != "" {
			continue
		}
		end := i
		for end < len(b.paras) && found[end] && b.paras[end].lab.Text == "" {
			end++
		}
		if end-i >= 3 {
			for k := i + 1; k < end; k++ {
				found[k] = false
			}
		}
		if end == len(b.paras) { // nothing follows: names under signatures
			found[end-1] = false
		}
	}
	for i, ok := range found {
		if ok {
			b.paras[i].Kind = document.Heading
			b.paras[i].Level = 0
		}
	}
}

// typed tells whether paragraph i is a heading by its looks.
func (b *Builder) typed(i int) bool {
	p := &b.paras[i]
	if p.Table != nil || p.Kind != document.Paragraph && p.Kind != document.Item {
		return false
	}
	body := p.body()
	switch p.lab.Kind {
	case label.Article, label.Chapter:
		return (body == "" || p.title(16)) && !b.enumerated(i)
	case label.Annex:
		return (body == "" || p.title(16)) && !b.enumerated(i)
	case label.Numeric, label.Section:
		// A computed number on an item that looks like text is a list item.
		if p.Kind == document.Item && !p.Strong && !capitals(body) {
			return false
		}
		words := 10
		if len(p.lab.Path) > 1 {
			words = 8
		}
		if strings.HasSuffix(p.lab.Text, ")") && !p.Strong {
			return false
		}
		if len(p.lab.Path) > 1 && strings.Contains(body, ": ") { // "2.4 Duur: gelijk aan de overeenkomst"
			return false
		}
		return p.title(words) && opens(body) && !strings.HasSuffix(body, ":") && !b.enumerated(i) && b.heads(i)
	case label.Letter, label.Roman:
		return (p.Strong || capitals(body)) && strings.ToUpper(p.lab.Text) == p.lab.Text && p.title(10) && opens(body) && !b.enumerated(i)
	case label.Bullet, label.Ordinal:
		return false
	}
	if p.Kind != document.Paragraph || i+1 >= len(b.paras) || !p.title(10) || strings.ContainsAny(body, "[]_@…") || strings.Contains(body, "...") {
		return false
	}
	next := &b.paras[i+1]
	if next.Kind == document.TOC && contentsTitle(body) {
		return true
	}
	if next.Kind == document.Footer || next.Kind == document.Header {
		return false
	}
	if capitals(body) {
		switch strings.ToLower(strings.Trim(body, ":")) {
		case "tussen", "anderzijds", "enerzijds", "hierna":
			return false
		}
		return true
	}
	return p.Strong && opens(body) && !strings.HasSuffix(body, ":")
}

// enumerated tells whether a labelled line is one of a list: the label before
// it or after it stands on the very next line, with no text between that a
// heading would head. A list of annexes at the end of a contract and a list of
// services are such lists.
func (b *Builder) enumerated(i int) bool {
	l := b.paras[i].lab
	if i > 0 {
		if prev := &b.paras[i-1]; prev.Kind != document.TOC && !prev.styled && l.Follows(prev.lab) {
			// The last of a list of annexes heads what comes after it only
			// where it does not come back as a heading of its own.
			return true
		}
	}
	if i+1 < len(b.paras) {
		if next := &b.paras[i+1]; !next.styled && next.lab.Follows(l) {
			return true
		}
	}
	return false
}

// heads tells whether anything stands under numbered line i before the next
// number of its rank or above; a last short sub-paragraph heads nothing.
func (b *Builder) heads(i int) bool {
	l := b.paras[i].lab
	for _, next := range b.paras[i+1:] {
		switch next.Kind {
		case document.Header, document.Footer, document.Footnote, document.Textbox, document.Picture:
			continue
		}
		switch n := next.lab; n.Kind {
		case label.Article, label.Annex, label.Chapter:
			return false
		case label.Numeric:
			switch {
			case len(n.Path) > len(l.Path):
				return true
			case len(n.Path) > 1:
				return n.Style != "1.1"
			}
			return n.Path[0] == 1 // a list of its own: "3. Begrippen", "1. …"
		}
		return true
	}
	return false
}

// kinds settles paragraph against item, the same for every reader: a label
// below the level of an article makes an item, "7.2" and an article's own
// number make a paragraph.
func (b *Builder) kinds() {
	for i := range b.paras {
		p := &b.paras[i]
		if p.Table != nil || p.Kind != document.Paragraph && p.Kind != document.Item {
			continue
		}
		switch p.lab.Kind {
		case label.Bullet, label.Letter, label.Roman, label.Ordinal:
			p.Kind = document.Item
		case label.Numeric:
			p.Kind = document.Item
			if len(p.lab.Path) > 1 {
				p.Kind = document.Paragraph
			}
		case label.Article, label.Annex, label.Chapter, label.Section:
			p.Kind = document.Paragraph
		}
	}
}
