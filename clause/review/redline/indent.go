package redline

import (
	"strings"

	"github.com/clausule/clausule/extract/docx/opc"
)

// lists are the indents of the levels of lists (17.9.22): what a paragraph loses
// with its automatic number.
type lists struct {
	abstract map[string]string    // w:abstractNumId by w:numId
	indents  map[string][9]string // attributes of w:ind, by w:abstractNumId
	linked   map[[2]string]int    // level by w:abstractNumId and the style that it is linked to
}

// readLists reads the numbering part. What cannot be read is left out, as of
// styles.
func readLists(p *opc.Package, xml string) *lists {
	l := &lists{abstract: map[string]string{}, indents: map[string][9]string{}, linked: map[[2]string]int{}}
	s := p.Scan(xml, spaces())
	list, num, level := "", "", -1
	for t := s.Next(); t.Kind != opc.EOF; t = s.Next() {
		if t.Kind == opc.End && (t.Local == "abstractNum" || t.Local == "num") {
			list, num, level = "", "", -1
		}
		if t.Kind != opc.Start || t.Space != nsW {
			continue
		}
		switch t.Local {
		case "abstractNum":
			list, _ = t.Attr(nsW, "abstractNumId")
		case "num":
			num, _ = t.Attr(nsW, "numId")
		case "abstractNumId":
			if num != "" {
				l.abstract[num], _ = t.Attr(nsW, "val")
			}
		case "lvl":
			v, _ := t.Attr(nsW, "ilvl")
			level = levelOf(v)
		case "pStyle":
			if v, _ := t.Attr(nsW, "val"); list != "" && level >= 0 {
				l.linked[[2]string{list, v}] = level
			}
		case "ind":
			if list != "" && level >= 0 {
				levels := l.indents[list]
				levels[level] = indent(t)
				l.indents[list] = levels
			}
		}
	}
	return l
}

// levelOf is a level by its number, -1 for none.
func levelOf(v string) int {
	if len(v) != 1 || v[0] < '0' || v[0] > '8' {
		return -1
	}
	return int(v[0] - '0')
}

// indent is what w:ind (17.3.1.12) says of the beginning of lines, as attributes
// without prefix: `left="567" hanging="567"`.
func indent(t *opc.Token) string {
	var list []string
	for _, name := range [...]string{"start", "left", "hanging", "firstLine"} {
		if v, ok := t.Attr(nsW, name); ok && v != "" {
			list = append(list, name+`="`+escape(v)+`"`)
		}
	}
	return strings.Join(list, " ")
}

// indent is the w:ind that a paragraph of a style must have to stand where its
// number put it, "" where it needs none. List and level are those of its own
// w:numPr, "" for none.
func (r *reviser) indent(list, level, styleID string) string {
	styled, indented := list == "", false
	owner := ""
	r.styles.along(styleID, func(id string, s *style) bool {
		indented = indented || s.indented
		if level == "" {
			level = s.level
		}
		if list == "" {
			list, owner = s.list, id
		}
		return list != ""
	})
	if styled && indented {
		return "" // the indent of a style beats that of its list
	}
	list = r.lists.abstract[list]
	at := levelOf(level)
	if level == "" {
		at = r.lists.linked[[2]string{list, owner}] // or the first level
	}
	if at < 0 || r.lists.indents[list][at] == "" {
		return ""
	}
	n := &r.layout.names
	return n.open("ind") + " " + n.prefix + strings.ReplaceAll(r.lists.indents[list][at], `" `, `" `+n.prefix) + "/>"
}

// value is the w:val of an element as it is written.
func value(xml string) string {
	_, v, ok := strings.Cut(xml, `val=`)
	if !ok || v == "" {
		return ""
	}
	v, _, _ = strings.Cut(v[1:], v[:1])
	return v
}
