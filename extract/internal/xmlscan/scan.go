// Package xmlscan reads XML as a stream of start tags, end tags and text, with
// the byte offset of each. It builds no tree and allocates nothing per token.
//
// It is made for the parts of office packages that come from strangers: names
// are resolved by namespace URI and never by prefix, a document type
// declaration is refused (it is the door to external entities and to entity
// bombs, and no office format needs one), end tags must match, and the nesting
// depth is checked before it is entered.
package xmlscan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Space is a namespace that the caller knows, by a number of the caller's
// choice above zero. Several URIs may share a number, so that the strict and
// the transitional form of a format read alike.
type Space uint8

// Other is every namespace that the caller did not list, and none at all.
const Other Space = 0

// Kind is the sort of a token.
type Kind uint8

// The sorts of token. A self-closing tag gives a Start and then an End of
// zero length.
const (
	EOF Kind = iota
	Start
	End
	Text
)

// Attr is an attribute of a start tag; namespace declarations are attributes
// too, in the space Other. The value is as written; Value decodes it.
type Attr struct {
	Space  Space
	Local  string
	Prefix string // as written; Space counts and this does not
	raw    string
}

// Value is the attribute's value with references replaced and white space
// made into blanks, as XML prescribes.
func (a Attr) Value() string { return decodeAttr(a.raw) }

// Token is what Next returns. Its strings point into the source; Attrs is
// valid until the next call.
type Token struct {
	Kind  Kind
	Space Space
	Local string // name without prefix, of a start or end tag
	Attrs []Attr
	// Start and End are byte offsets in the source: of the whole tag, or of
	// the characters of a text (without the brackets of a CDATA section).
	Start, End int
	// SelfClosing is true for the Start and the End of <a/>.
	SelfClosing bool

	raw   string
	cdata bool
}

// Text is the token's characters with references replaced and line ends
// normalised to \n.
func (t *Token) Text() string {
	if t.cdata {
		return normaliseLines(t.raw)
	}
	return decodeText(t.raw)
}

// Raw is the token's text as it stands in the source.
func (t *Token) Raw() string { return t.raw }

// Attr returns the decoded value of an attribute, and whether it is there.
// Many writers leave out the prefix of an attribute or write one in a foreign
// namespace; only the exact space counts.
func (t *Token) Attr(space Space, local string) (string, bool) {
	for i := range t.Attrs {
		if a := &t.Attrs[i]; a.Space == space && a.Local == local {
			return a.Value(), true
		}
	}
	return "", false
}

// Limits bound what one part may ask for. Zero fields mean the default.
type Limits struct {
	Depth     int // open elements; default 1,000
	Attrs     int // attributes of one tag; default 1,000
	Prefixes  int // namespace declarations in force at one place; default 10,000
	NameBytes int // length of a name; default 1,024
}

func (l Limits) withDefaults() Limits {
	if l.Depth == 0 {
		l.Depth = 1000
	}
	if l.Attrs == 0 {
		l.Attrs = 1000
	}
	if l.Prefixes == 0 {
		l.Prefixes = 10_000
	}
	if l.NameBytes == 0 {
		l.NameBytes = 1024
	}
	return l
}

// Error says what is wrong with the XML and where. Limit is set when the XML
// may be well-formed but goes over a limit.
type Error struct {
	Offset int    // in bytes, from the start of the source
	Line   int    // 1-based
	Msg    string // in English, for the underlying error of a typed one
	Limit  string // name of the limit: "depth", "attributes"; "" for a fault
	Max    int    // value of that limit
}

func (e *Error) Error() string { return fmt.Sprintf("line %d, byte %d: %s", e.Line, e.Offset, e.Msg) }

// open is an element that has begun and not ended.
type open struct {
	name     string // as written, prefix included
	local    string
	space    Space
	bindings int // length of Scanner.bindings before this element's own
}

// binding is a namespace declaration in scope.
type binding struct {
	prefix string
	space  Space
	outer  int // index of the declaration that it hides, -1 for none
}

// Scanner reads one XML document. It is not safe for concurrent use.
type Scanner struct {
	src      string
	pos      int
	spaces   map[string]Space
	limits   Limits
	stack    []open
	bindings []binding
	inner    map[string]int // index of the innermost declaration of a prefix
	cached   struct {       // the last prefix that was resolved
		prefix string
		space  Space
		scope  int // length of bindings then; pushing or popping one resets it
	}
	attrs    []Attr
	tok      Token
	pending  bool // the end of a self-closing tag is due
	rooted   bool // the root element has been seen
	declared int  // length of bindings behind the root's start tag
	base     int  // elements that are open around the source, see Part
	err      error
}

// New prepares a scan of src, which must be UTF-8 (see Valid). Spaces maps
// namespace URIs to the caller's numbers.
func New(src string, spaces map[string]Space, limits Limits) *Scanner {
	s := &Scanner{src: src, spaces: spaces, limits: limits.withDefaults(),
		bindings: []binding{{"xml", spaces["http://www.w3.org/XML/1998/namespace"], -1}}, inner: map[string]int{"xml": 0}}
	if strings.HasPrefix(src, "\ufeff") {
		s.pos = len("\ufeff")
	}
	return s
}

// Part returns a scanner of a stretch of the source that holds whole elements
// and text, such as was passed over before, in the namespaces that are in scope
// now. The offsets of its tokens are those in the source.
func (s *Scanner) Part(start, end int) *Scanner {
	return &Scanner{src: s.src[:end], pos: start, spaces: s.spaces, limits: s.limits, bindings: slices.Clone(s.bindings), inner: maps.Clone(s.inner),
		stack: []open{{bindings: len(s.bindings)}}, rooted: true, declared: len(s.bindings), base: 1}
}

// Depth is the number of elements that are open.
func (s *Scanner) Depth() int { return len(s.stack) }

// Offset is where the next token begins: behind the last one.
func (s *Scanner) Offset() int { return s.pos }

// IsCDATA tells whether the characters of a text stand in a CDATA section.
func (t *Token) IsCDATA() bool { return t.cdata }

// Err is the fault that ended the scan, nil at a proper end.
func (s *Scanner) Err() error { return s.err }

// Next returns the next token. At the end of the document, and at the first
// fault, it returns a token of kind EOF, and Err tells which. The token is
// valid until the next call.
func (s *Scanner) Next() *Token {
	t := &s.tok
	if s.err != nil {
		return s.eof()
	}
	if s.pending {
		s.pending = false
		top := &s.stack[len(s.stack)-1]
		*t = Token{Kind: End, Space: top.space, Local: top.local, Start: s.pos, End: s.pos, SelfClosing: true}
		s.pop()
		return t
	}
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			end := strings.IndexByte(s.src[s.pos:], '<')
			if end < 0 {
				end = len(s.src)
			} else {
				end += s.pos
			}
			start, raw := s.pos, s.src[s.pos:end]
			s.pos = end
			if len(s.stack) == 0 {
				if strings.Trim(raw, " \t\r\n") != "" {
					return s.fault(start, "text outside the root element")
				}
				continue
			}
			if bad := badReference(raw); bad >= 0 {
				return s.fault(start+bad, "reference to an unknown entity or character")
			}
			*t = Token{Kind: Text, Start: start, End: end, raw: raw}
			return t
		}
		rest := s.src[s.pos:]
		switch {
		case len(rest) > 1 && rest[1] == '/':
			return s.endTag()
		case len(rest) > 1 && rest[1] == '?':
			end := strings.Index(rest, "?>")
			if end < 0 {
				return s.fault(s.pos, "processing instruction does not end")
			}
			s.pos += end + 2
		case strings.HasPrefix(rest, "<!--"):
			end := strings.Index(rest[4:], "-->")
			if end < 0 {
				return s.fault(s.pos, "comment does not end")
			}
			s.pos += 4 + end + 3
		case strings.HasPrefix(rest, "<![CDATA["):
			end := strings.Index(rest[9:], "]]>")
			if end < 0 || len(s.stack) == 0 {
				return s.fault(s.pos, "CDATA section out of place")
			}
			start := s.pos + 9
			s.pos = start + end + 3
			*t = Token{Kind: Text, Start: start, End: start + end, raw: rest[9 : 9+end], cdata: true}
			return t
		case len(rest) > 1 && rest[1] == '!':
			return s.fault(s.pos, "document type declaration is refused")
		default:
			return s.startTag()
		}
	}
	if len(s.stack) > s.base {
		return s.fault(s.pos, "element "+clip(s.stack[len(s.stack)-1].name)+" does not end")
	}
	if !s.rooted {
		return s.fault(s.pos, "no root element")
	}
	return s.eof()
}

// Skip passes over everything up to and including the end tag of the element
// that is innermost now. It is called after that element's Start.
func (s *Scanner) Skip() {
	for depth := len(s.stack); len(s.stack) >= depth && depth > 0; {
		if s.Next().Kind == EOF {
			return
		}
	}
}

// Ahead returns the source from behind the start tag that Next just gave up to
// and including the first end tag of that name, where that is at most n bytes
// and no namespaces are in force but those of the root: equal sources then have
// equal tokens, and one that was scanned need not be scanned again. Otherwise
// it returns "".
func (s *Scanner) Ahead(n int) string {
	if s.pending || s.err != nil || len(s.stack) == 0 || len(s.bindings) != s.declared {
		return ""
	}
	rest := s.src[s.pos:min(s.pos+n, len(s.src))]
	name := s.stack[len(s.stack)-1].name
	for at := 0; ; {
		i := strings.Index(rest[at:], "</")
		if i < 0 {
			return ""
		}
		at += i + 2
		if strings.HasPrefix(rest[at:], name) && strings.HasPrefix(rest[at+len(name):], ">") {
			return rest[:at+len(name)+1]
		}
	}
}

// Leap passes over what Ahead returned, the end tag included. It is only for
// source that was seen to end with the element when it was scanned.
func (s *Scanner) Leap(ahead string) {
	s.pos += len(ahead)
	s.pop()
}

func (s *Scanner) eof() *Token {
	s.tok = Token{Kind: EOF, Start: s.pos, End: s.pos}
	return &s.tok
}

func (s *Scanner) fault(offset int, msg string) *Token {
	s.err = &Error{Offset: offset, Line: 1 + strings.Count(s.src[:offset], "\n"), Msg: msg}
	return s.eof()
}

func (s *Scanner) overLimit(offset int, limit string, max int) *Token {
	s.err = &Error{Offset: offset, Line: 1 + strings.Count(s.src[:offset], "\n"),
		Msg: fmt.Sprintf("more than %d %s", max, limit), Limit: limit, Max: max}
	return s.eof()
}

func (s *Scanner) pop() {
	top := len(s.stack) - 1
	if mark := s.stack[top].bindings; mark < len(s.bindings) {
		for i := len(s.bindings) - 1; i >= mark; i-- {
			if b := &s.bindings[i]; b.outer < 0 {
				delete(s.inner, b.prefix)
			} else {
				s.inner[b.prefix] = b.outer
			}
		}
		s.bindings, s.cached.scope = s.bindings[:mark], 0
	}
	s.stack = s.stack[:top]
}

func (s *Scanner) endTag() *Token {
	start := s.pos
	i := start + 2
	for i < len(s.src) && isName(s.src[i]) {
		i++
	}
	name := s.src[start+2 : i]
	for i < len(s.src) && isSpace(s.src[i]) {
		i++
	}
	if i >= len(s.src) || s.src[i] != '>' {
		return s.fault(start, "malformed end tag")
	}
	if len(s.stack) == 0 || s.stack[len(s.stack)-1].name != name {
		return s.fault(start, "end tag "+clip(name)+" does not match")
	}
	top := &s.stack[len(s.stack)-1]
	s.tok = Token{Kind: End, Space: top.space, Local: top.local, Start: start, End: i + 1}
	s.pos = i + 1
	s.pop()
	return &s.tok
}

func (s *Scanner) startTag() *Token {
	src, start := s.src, s.pos
	i, colon := name(src, start+1)
	name := src[start+1 : i]
	prefix, local, ok := split(name, colon-start-1)
	if !ok {
		return s.fault(start, "malformed tag")
	}
	if len(name) > s.limits.NameBytes {
		return s.overLimit(start, "bytes in a name", s.limits.NameBytes)
	}
	if len(s.stack) == 0 && s.rooted {
		return s.fault(start, "second root element")
	}
	if len(s.stack) >= s.limits.Depth {
		return s.overLimit(start, "nested elements", s.limits.Depth)
	}
	mark := len(s.bindings)
	s.attrs = s.attrs[:0]
	selfClosing := false
	for {
		before := i
		for i < len(src) && isSpace(src[i]) {
			i++
		}
		if i >= len(src) {
			return s.fault(start, "tag does not end")
		}
		if src[i] == '>' {
			i++
			break
		}
		if src[i] == '/' {
			if i+1 >= len(src) || src[i+1] != '>' {
				return s.fault(i, "malformed tag")
			}
			selfClosing = true
			i += 2
			break
		}
		if before == i {
			return s.fault(i, "blank expected in tag")
		}
		if len(s.attrs) >= s.limits.Attrs {
			return s.overLimit(start, "attributes in a tag", s.limits.Attrs)
		}
		next, bad := s.attr(i)
		if bad != "" {
			return s.fault(next, bad)
		}
		i = next
	}
	if len(s.bindings) > s.limits.Prefixes {
		return s.overLimit(start, "namespace declarations", s.limits.Prefixes)
	}
	// The declarations of a tag hold for its own name and attributes, also
	// for those that stand before them.
	for k := range s.attrs {
		if p := s.attrs[k].Prefix; p != "" && p != "xmlns" {
			s.attrs[k].Space = s.resolve(p)
		}
	}
	s.stack = append(s.stack, open{name: name, local: local, space: s.resolve(prefix), bindings: mark})
	if !s.rooted {
		s.rooted, s.declared = true, len(s.bindings)
	}
	s.pos = i
	s.pending = selfClosing
	s.tok = Token{Kind: Start, Space: s.stack[len(s.stack)-1].space, Local: local, Attrs: s.attrs,
		Start: start, End: i, SelfClosing: selfClosing}
	return &s.tok
}

// attr reads one attribute at i and returns where it ends, or the place and
// nature of a fault.
func (s *Scanner) attr(i int) (next int, fault string) {
	src, start := s.src, i
	i, colon := name(src, start)
	name := src[start:i]
	prefix, local, ok := split(name, colon-start)
	if !ok || len(name) > s.limits.NameBytes {
		return start, "malformed attribute name"
	}
	for i < len(src) && isSpace(src[i]) {
		i++
	}
	if i >= len(src) || src[i] != '=' {
		return start, "attribute without value"
	}
	i++
	for i < len(src) && isSpace(src[i]) {
		i++
	}
	if i >= len(src) || src[i] != '"' && src[i] != '\'' {
		return start, "attribute value without quotes"
	}
	end := strings.IndexByte(src[i+1:], src[i])
	if end < 0 {
		return start, "attribute value does not end"
	}
	raw := src[i+1 : i+1+end]
	i += end + 2
	if strings.IndexByte(raw, '<') >= 0 {
		return start, "< in attribute value"
	}
	if badReference(raw) >= 0 {
		return start, "reference to an unknown entity or character"
	}
	switch {
	case prefix == "xmlns":
		s.bind(local, raw)
	case prefix == "" && local == "xmlns":
		s.bind("", raw)
	}
	s.attrs = append(s.attrs, Attr{Local: local, Prefix: prefix, raw: raw})
	return i, ""
}

func (s *Scanner) bind(prefix, raw string) {
	outer, hides := s.inner[prefix]
	if !hides {
		outer = -1
	}
	s.inner[prefix] = len(s.bindings)
	s.bindings = append(s.bindings, binding{prefix, s.spaces[decodeAttr(raw)], outer})
	s.cached.scope = 0
}

// Lookup resolves a prefix that stands in content, such as in the attribute
// Requires of markup compatibility.
func (s *Scanner) Lookup(prefix string) Space { return s.resolve(prefix) }

func (s *Scanner) resolve(prefix string) Space {
	// Nearly all names of a part have the same prefix, which is declared far
	// away, at the root.
	if s.cached.scope == len(s.bindings) && s.cached.prefix == prefix {
		return s.cached.space
	}
	space := Other
	if i, ok := s.inner[prefix]; ok {
		space = s.bindings[i].space
	}
	s.cached.prefix, s.cached.space, s.cached.scope = prefix, space, len(s.bindings)
	return space
}

// name returns where the name that begins at i ends, and the place of its
// first colon, or where the name begins less one.
func name(src string, i int) (end, colon int) {
	colon = i - 1
	for start := i; i < len(src); i++ {
		switch c := src[i]; {
		case c > '>':
		case c == ':':
			if colon < start {
				colon = i
			}
		case !isName(c):
			return i, colon
		}
	}
	return i, colon
}

// split cuts a qualified name at its colon, -1 for none; ok is false where
// either side would be empty.
func split(name string, colon int) (prefix, local string, ok bool) {
	if colon >= 0 {
		return name[:colon], name[colon+1:], colon > 0 && colon+1 < len(name)
	}
	return "", name, name != ""
}

func clip(name string) string {
	if len(name) > 60 {
		return name[:60] + "…"
	}
	return name
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isName is generous: it ends a name at the bytes that can follow one, and
// leaves the question which letters XML allows to writers of XML.
func isName(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', '=', '/', '>', '<', '"', '\'', '&':
		return false
	}
	return true
}
