package html

import (
	"strconv"
	"strings"
)

// Bounds on style sheets.
const (
	maxStyles  = 1 << 20 // bytes of one style element that are looked at
	maxRules   = 8192    // rules of a document
	maxCached  = 4096    // style attributes whose meaning is remembered
	maxDeclare = 16 << 10
)

// display is what the property display says, as far as it matters here.
type display uint8

const (
	displayUnset display = iota
	displayNone
	displayBlock
	displayInline
)

// toggle is a property that is on, off or not given.
type toggle int8

const (
	on  toggle = 1
	off toggle = -1
)

// style is the meaning of a list of declarations, as far as the reader knows
// properties. Zero fields are not given.
type style struct {
	display   display
	invisible toggle // visibility
	bold      toggle
	struck    toggle
	raised    toggle // superscript
	pre       toggle // white space and line breaks are kept
	symbol    toggle // a font of signs, Symbol or Wingdings
	list      string // list-style-type, lower case, a text with its quotes
	size      int16  // font size in half-points
	scale     int16  // font size in hundredths of that around it, where size is 0
	large     bool   // width and height of a page
	away      bool   // set outside the page for those who see
	// The properties of Word.
	hide    bool // mso-hide:all
	tab     bool // mso-tab-count: white space that stands for a tab
	ignore  bool // mso-list:Ignore: the computed label
	element string
	// For numbers that the style sheet computes.
	counter counters
}

// over lays other over s.
func (s *style) over(o *style) {
	if o.display != displayUnset {
		s.display = o.display
	}
	for _, t := range [...]struct {
		to   *toggle
		from toggle
	}{{&s.invisible, o.invisible}, {&s.bold, o.bold}, {&s.struck, o.struck}, {&s.raised, o.raised}, {&s.pre, o.pre}, {&s.symbol, o.symbol}} {
		if t.from != 0 {
			*t.to = t.from
		}
	}
	if o.list != "" {
		s.list = o.list
	}
	if o.size != 0 {
		s.size, s.scale = o.size, 0
	} else if o.scale != 0 {
		s.size, s.scale = 0, o.scale
	}
	if o.element != "" {
		s.element = o.element
	}
	s.large = s.large || o.large
	s.away = s.away || o.away
	s.hide = s.hide || o.hide
	s.tab = s.tab || o.tab
	s.ignore = s.ignore || o.ignore
	s.counter.over(&o.counter)
}

// declarations reads the declarations of a style attribute or of a rule.
func declarations(text string) style {
	var s style
	if len(text) > maxDeclare {
		text = text[:maxDeclare]
	}
	absolute, outside, float := false, false, false
	width, height := 0.0, 0.0
	for text != "" {
		var one string
		one, text = declaration(text)
		name, value, ok := strings.Cut(one, ":")
		if !ok {
			continue
		}
		name = strings.ToLower(strings.TrimSpace(name))
		raw := strings.TrimSpace(value)
		value, _, _ = strings.Cut(strings.ToLower(raw), "!")
		value = strings.TrimSpace(value)
		switch name {
		case "display":
			switch value {
			case "none":
				s.display = displayNone
			case "block", "flex", "grid", "table", "list-item", "table-row", "table-cell", "flow-root":
				s.display = displayBlock
			case "":
			default:
				s.display = displayInline
			}
		case "float":
			float = value == "left" || value == "right"
		case "visibility":
			s.invisible = when(value == "hidden" || value == "collapse")
		case "font-weight":
			n, err := strconv.Atoi(value)
			s.bold = when(value == "bold" || value == "bolder" || err == nil && n >= 600)
		case "font":
			if strings.HasPrefix(value, "bold") {
				s.bold = on
			}
		case "text-decoration", "text-decoration-line":
			s.struck = when(strings.Contains(value, "line-through"))
		case "vertical-align":
			s.raised = when(value == "super")
		case "white-space":
			s.pre = when(strings.HasPrefix(value, "pre") || value == "break-spaces")
		case "font-family":
			family := strings.Trim(value, `"' `)
			s.symbol = when(strings.HasPrefix(family, "symbol") || strings.HasPrefix(family, "wingdings"))
		case "font-size":
			s.size, s.scale = fontSize(value)
		case "list-style-type":
			s.list = value
		case "list-style":
			s.list = shorthand(value)
		case "position":
			absolute = value == "absolute" || value == "fixed"
		case "left", "top", "text-indent", "margin-left":
			if n, ok := strings.CutPrefix(value, "-"); ok && len(n) >= 6 && strings.HasSuffix(n, "px") { // -9999px
				outside = outside || absolute || name == "text-indent" || name == "left"
			}
		case "clip", "clip-path":
			outside = outside || strings.HasPrefix(value, "rect(0") || strings.HasPrefix(value, "rect(1px") || strings.HasPrefix(value, "inset(50%") || strings.HasPrefix(value, "inset(100%")
		case "width":
			width = pixels(value)
		case "height":
			height = pixels(value)
		case "mso-hide":
			s.hide = value == "all"
		case "mso-tab-count":
			s.tab = true
		case "mso-list":
			s.ignore = value == "ignore"
		case "mso-element":
			s.element = value
		case "counter-reset":
			s.counter.reset = steps(value, 0)
		case "counter-increment":
			s.counter.step = steps(value, 1)
		}
	}
	s.large = width >= scanWidth && height >= scanHeight
	s.away = outside
	if float && s.display == displayBlock { // stands beside the text
		s.display = displayInline
	}
	return s
}

// declaration cuts the first declaration off; a semicolon in quotes or brackets
// ends none.
func declaration(text string) (one, rest string) {
	var quote byte
	depth := 0
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

func when(b bool) toggle {
	if b {
		return on
	}
	return off
}

// shorthand finds the type in the property list-style.
func shorthand(value string) string {
	if at := strings.IndexAny(value, `"'`); at >= 0 {
		return value[at:]
	}
	kind := ""
	for word := range strings.FieldsSeq(value) {
		if word != "inside" && word != "outside" && !strings.HasPrefix(word, "url(") {
			kind = word
		}
	}
	return kind
}

// fontSize reads a font size: in half-points, or in hundredths of the size
// around it.
func fontSize(value string) (size, scale int16) {
	for _, u := range [...]struct {
		unit   string
		factor float64 // to half-points
	}{{"pt", 2}, {"px", 1.5}, {"rem", 24}} {
		if n, ok := strings.CutSuffix(value, u.unit); ok {
			return int16(bounded(n) * u.factor), 0
		}
	}
	if n, ok := strings.CutSuffix(value, "em"); ok {
		return 0, int16(bounded(n) * 100)
	}
	if n, ok := strings.CutSuffix(value, "%"); ok {
		return 0, int16(bounded(n))
	}
	switch value {
	case "x-small":
		return 15, 0
	case "small":
		return 20, 0
	case "medium":
		return 24, 0
	case "large":
		return 27, 0
	case "x-large":
		return 36, 0
	case "xx-large":
		return 48, 0
	case "larger":
		return 0, 120
	case "smaller":
		return 0, 83
	}
	return 0, 0
}

func bounded(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return min(n, 300)
}

// pixels reads a length of an attribute or property: "640", "640px", "17cm".
func pixels(value string) float64 {
	value = strings.TrimSpace(strings.ToLower(value))
	factor := 1.0
	for _, u := range [...]struct {
		unit   string
		factor float64
	}{{"px", 1}, {"pt", 96.0 / 72}, {"cm", 96 / 2.54}, {"mm", 9.6 / 2.54}, {"in", 96}} {
		if n, ok := strings.CutSuffix(value, u.unit); ok {
			value, factor = n, u.factor
			break
		}
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return min(n, 1e6) * factor
}

// sheet is what the style elements of a page say with simple selectors: an
// element's name, a class, both, an id. Rules that hold under a condition (@media, a
// second class, a place in the page) are left aside: what may be visible is
// text.
type sheet struct {
	rules  map[string]*style // by selector, lower-case element name and as written after it
	n      int
	cached map[string]style // style attributes
}

func newSheet() sheet {
	return sheet{rules: map[string]*style{}, cached: map[string]style{}}
}

// attribute gives the meaning of a style attribute.
func (s *sheet) attribute(text string) style {
	if st, ok := s.cached[text]; ok {
		return st
	}
	st := declarations(text)
	if len(s.cached) < maxCached && len(text) < 1024 {
		s.cached[text] = st
	}
	return st
}

// add reads a style element.
func (s *sheet) add(text string) {
	if len(text) > maxStyles {
		text = text[:maxStyles]
	}
	text = uncomment(text)
	for s.n < maxRules {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return
		}
		selectors := strings.TrimSpace(text[:open])
		if i := strings.LastIndexByte(selectors, ';'); i >= 0 { // @import …;
			selectors = strings.TrimSpace(selectors[i+1:])
		}
		text = text[open+1:]
		if strings.HasPrefix(selectors, "@") {
			text = pastBlock(text)
			continue
		}
		body, rest, _ := strings.Cut(text, "}")
		text = rest
		var st *style
		for selector := range strings.SplitSeq(selectors, ",") {
			key, before, ok := simple(strings.TrimSpace(selector))
			if !ok || s.n >= maxRules {
				continue
			}
			if st == nil {
				parsed := declarations(body)
				st = &parsed
			}
			own := *st
			if before {
				own = style{counter: counters{content: contents(body), step: st.counter.step, before: true}}
			}
			s.n++
			if old := s.rules[key]; old != nil {
				old.over(&own)
			} else {
				s.rules[key] = &own
			}
		}
	}
}

// uncomment takes the comments out, and the marks that hide a style sheet from
// browsers of the last century.
func uncomment(text string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "/*")
		out.WriteString(before)
		if !ok {
			break
		}
		if _, text, ok = strings.Cut(rest, "*/"); !ok {
			break
		}
	}
	return strings.NewReplacer("<!--", "", "-->", "").Replace(out.String())
}

// pastBlock passes over the rest of a block with blocks in it.
func pastBlock(text string) string {
	depth := 1
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[i+1:]
			}
		}
	}
	return ""
}

// simple reads a selector of one element. What Google Docs writes for its lists,
// ".lst-kix > li" and ".lst-kix > li:before", is read as well: the key
// then ends with ">li", and before tells that it is about the label.
func simple(selector string) (key string, before, ok bool) {
	key = selector
	for _, end := range [...]string{"::before", ":before"} {
		if k, cut := strings.CutSuffix(key, end); cut {
			key, before = k, true
			break
		}
	}
	list := false
	if at := strings.LastIndexAny(key, " >"); at >= 0 {
		if strings.ToLower(key[at+1:]) != "li" {
			return "", false, false
		}
		key = strings.TrimRight(key[:at], " >")
		list = true
	}
	if key == "" || strings.ContainsAny(key, " >+~:[*\t\n\r") {
		return "", false, false
	}
	name := key
	mark := strings.IndexAny(key, ".#")
	if mark >= 0 {
		name = key[:mark]
		if strings.ContainsAny(key[mark+1:], ".#") {
			// Google Docs starts a list anew with a second class.
			first, second, _ := strings.Cut(key[mark+1:], ".")
			if second != "start" || name != "ol" || strings.Contains(first, "#") {
				return "", false, false
			}
		}
	}
	key = strings.ToLower(name) + key[len(name):]
	if list {
		key += ">li"
	}
	if before {
		key += ":before"
	}
	return key, before, len(key) < 256
}

// of gives the style of an element by the rules and by its own attribute.
func (s *sheet) of(element string, a *attrs) style {
	var st style
	if s.n > 0 {
		apply := func(key string) {
			if r := s.rules[key]; r != nil {
				st.over(r)
			}
			if r := s.rules[key+":before"]; r != nil {
				st.over(r)
			}
		}
		apply(element)
		if a.class != "" {
			n := 0
			start := element == "ol" && strings.HasSuffix(a.class, "start")
			for class := range strings.FieldsSeq(a.class) {
				if n++; n > 64 {
					break
				}
				apply("." + class)
				apply(element + "." + class)
				if start {
					apply(element + "." + class + ".start")
				}
			}
		}
		if a.id != "" {
			apply("#" + a.id)
			apply(element + "#" + a.id)
		}
	}
	if a.style != "" {
		own := s.attribute(a.style)
		st.over(&own)
	}
	return st
}

// inList adds what the rules say of the items of a list by its class, as Google
// Docs writes them.
func (s *sheet) inList(st *style, l *list) {
	if s.n == 0 {
		return
	}
	apply := func(key string) {
		for _, k := range [...]string{key + ">li", key + ">li:before"} {
			if r := s.rules[k]; r != nil {
				st.over(r)
			}
		}
	}
	apply(l.name)
	n := 0
	for class := range strings.FieldsSeq(l.class) {
		if n++; n > 64 {
			break
		}
		apply("." + class)
		apply(l.name + "." + class)
	}
}
