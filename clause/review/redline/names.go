package redline

import (
	"strings"

	"github.com/clausule/clausule/extract/docx/opc"
)

// The namespaces of a part that matter for writing into it. The strict and the
// transitional form share a number.
const (
	nsW opc.Space = iota + 1
	nsMC
	nsRelations
	nsTypes
)

const (
	transitional   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict         = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	compatibility  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	relationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	typesSpace     = "http://schemas.openxmlformats.org/package/2006/content-types"
)

func spaces() map[string]opc.Space {
	return map[string]opc.Space{transitional: nsW, strict: nsW, compatibility: nsMC, relationsSpace: nsRelations, typesSpace: nsTypes}
}

// names is how the elements of a part's namespace are written in it.
type names struct {
	prefix  string // with its colon
	uri     string
	declare string // declaration of the prefix that every new element needs, "" for none
}

// namesOf finds out how a part writes its elements, from its root. Attributes
// need a prefix even where elements have none.
func namesOf(xml string, root *opc.Token) names {
	var n names
	own, _, prefixed := strings.Cut(rawName(xml, root.Start), ":")
	if !prefixed {
		own = ""
	}
	bound := map[string]string{}
	found := ""
	for _, a := range root.Attrs {
		switch {
		case a.Prefix == "xmlns":
			bound[a.Local] = a.Value()
			if (a.Value() == transitional || a.Value() == strict) && (found == "" || a.Local == own) {
				found = a.Local
			}
		case a.Prefix == "" && a.Local == "xmlns" && n.uri == "":
			n.uri = a.Value()
		}
	}
	if found != "" {
		n.prefix, n.uri = found+":", bound[found]
		return n
	}
	n.prefix = "w:"
	if _, taken := bound["w"]; taken {
		n.prefix = "wml:"
	}
	n.declare = " xmlns:" + strings.TrimSuffix(n.prefix, ":") + `="` + n.uri + `"`
	return n
}

// redeclared notes that an element inside gives the prefix another meaning, so
// that new elements bring their own.
func (n *names) redeclared(t *opc.Token) {
	if n.declare != "" {
		return
	}
	for i := range t.Attrs {
		if a := &t.Attrs[i]; a.Prefix == "xmlns" && a.Local+":" == n.prefix && a.Value() != n.uri {
			n.declare = " xmlns:" + strings.TrimSuffix(n.prefix, ":") + `="` + n.uri + `"`
		}
	}
}

// strict tells whether the part is of the strict form.
func (n *names) strict() bool { return n.uri == strict }

// open begins a start tag.
func (n *names) open(local string) string { return "<" + n.prefix + local + n.declare }

// end is an end tag.
func (n *names) end(local string) string { return "</" + n.prefix + local + ">" }

// attr is an attribute, with a blank in front.
func (n *names) attr(local, value string) string {
	return " " + n.prefix + local + `="` + escape(value) + `"`
}

// rawName is the name of the tag at an offset as it is written.
func rawName(xml string, start int) string {
	rest := xml[start+1:]
	if i := strings.IndexAny(rest, " \t\r\n/>"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// escape writes text for XML, as content and as the value of an attribute.
// Characters that XML cannot hold (section 2.2) become U+FFFD.
func escape(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == '\ufffe', r == '\uffff':
			b.WriteRune('\ufffd')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
