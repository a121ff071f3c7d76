package build

import (
	"strings"
	"unicode"

	"github.com/clausule/clausule/extract/document"
)

// contents finds the table of contents: lines with dot leaders or a tab and a
// page number, and a run of lines under "Inhoudsopgave" that come back as
// headings further on.
func (b *Builder) contents() {
	n := len(b.paras)
	for i := range b.paras {
		p := &b.paras[i]
		if !entry(p) {
			continue
		}
		leader, tabbed := pageNumber(p.text)
		if leader {
			p.Kind = document.TOC
			continue
		}
		if tabbed {
			near := func(k int) bool {
				if k < 0 || k >= n || !entry(&b.paras[k]) && b.paras[k].Kind != document.TOC {
					return false
				}
				l, t := pageNumber(b.paras[k].text)
				return l || t || b.paras[k].Kind == document.TOC
			}
			if near(i-1) || near(i+1) || i > 0 && contentsTitle(b.paras[i-1].body()) {
				p.Kind = document.TOC
			}
		}
	}
	// A document has one table of contents, at most one more for its annexes.
	tables := 0
	for i := 0; i < len(b.paras) && tables < 2; i++ {
		if contentsTitle(b.paras[i].body()) {
			b.repeated(i + 1)
			tables++
		}
	}
}

// entry tells whether a paragraph may be a line of a table of contents.
func entry(p *para) bool {
	switch p.Kind {
	case document.Paragraph, document.Item, document.Heading:
		return p.Table == nil && len(p.text) < 400
	}
	return false
}

func contentsTitle(s string) bool {
	if len(s) > 40 {
		return false
	}
	switch strings.ToLower(strings.Trim(s, " :.")) {
	case "inhoud", "inhoudsopgave", "inhoudstafel", "inhoudsopgaaf", "table of contents", "contents":
		return true
	}
	return false
}

// pageNumber tells whether a line ends with a page number after dot leaders,
// or after a tab.
func pageNumber(s string) (leader, tabbed bool) {
	body := strings.TrimRight(s, "0123456789")
	digits := len(s) - len(body)
	trimmed := strings.TrimRight(body, " \t")
	dots := 0
	for rest := trimmed; rest != ""; {
		switch {
		case strings.HasSuffix(rest, "."):
			rest, dots = rest[:len(rest)-1], dots+1
		case strings.HasSuffix(rest, "…"):
			rest, dots = rest[:len(rest)-len("…")], dots+3
		case strings.HasSuffix(rest, " ") && dots > 0:
			rest = strings.TrimRight(rest, " ")
			if !strings.HasSuffix(rest, ".") && !strings.HasSuffix(rest, "…") {
				rest = ""
			}
			continue
		default:
			rest = ""
		}
	}
	if digits == 0 || digits > 3 {
		return false, false
	}
	return dots >= 4 && len(trimmed) > dots, strings.HasSuffix(body, "\t") && trimmed != ""
}

// repeated marks the lines from index from on that come back later as the text
// of a paragraph of their own.
func (b *Builder) repeated(from int) {
	later := map[string]int{} // folded text to the last paragraph with it
	for i := from; i < len(b.paras); i++ {
		p := &b.paras[i]
		if p.Table == nil && len(p.text) < 200 {
			later[fold(p.text)] = i
			later[fold(p.body())] = i
		}
	}
	for i := from; i < len(b.paras); i++ {
		p := &b.paras[i]
		if p.Kind == document.TOC {
			continue
		}
		if !entry(p) || later[fold(p.text)] <= i && later[fold(p.body())] <= i {
			return
		}
		p.Kind = document.TOC
	}
}

// fold leaves only letters and digits, in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
