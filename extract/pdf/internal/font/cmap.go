package font

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// CMap maps character codes to text (a ToUnicode map) or to character
// identifiers (the encoding of a composite font).
type CMap struct {
	spaces   []codespace
	single   map[uint32]string
	ranges   []codeRange
	ids      []idRange
	base     *CMap  // the map that this one adds to; may be nil
	form     form   // of the codes of a predefined Unicode CMap
	Vertical bool   // writing mode 1
	moded    bool   // the program states its writing mode
	use      string // name of the base in the program
	// collection is that of the identifiers, "Adobe-Japan1"; "" is not known.
	collection string
}

type codespace struct {
	bytes     int
	low, high uint32
}

type codeRange struct {
	low, high uint32
	text      []rune   // of the first code; the last rune counts up
	list      []string // one text a code, where given
}

type idRange struct {
	bytes     int // of the codes
	low, high uint32
	id        uint32
}

const (
	// mostRange bounds the codes of one range of a ToUnicode map; a code has
	// at most two bytes in practice.
	mostRange = 70_000
	// mostMapped bounds the entries of one map.
	mostMapped = 200_000
	// mostBases bounds the chain of maps that build on another.
	mostBases = 8
)

// ParseCMap reads a CMap program. What it does not understand it skips.
func ParseCMap(data []byte) *CMap {
	m := &CMap{single: map[uint32]string{}}
	l := &object.Lexer{Data: data}
	var operands []any
	registry, ordering := "", ""
	for {
		token := l.Next()
		word, isWord := token.(object.Keyword)
		if !isWord {
			if operands = append(operands, token); len(operands) > mostMapped {
				operands = operands[:0]
			}
			continue
		}
		switch word {
		case object.EOF:
			if registry != "" && ordering != "" {
				m.collection = registry + "-" + ordering
			}
			m.finish()
			return m
		case "endcodespacerange":
			for i := 0; i+1 < len(operands); i += 2 {
				low, n := code(operands[i])
				high, _ := code(operands[i+1])
				if n >= 1 && n <= 4 && len(m.spaces) < 256 {
					m.spaces = append(m.spaces, codespace{n, low, high})
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				if c, n := code(operands[i]); n > 0 && len(m.single) < mostMapped {
					m.single[c] = string(target(operands[i+1]))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				m.addRange(operands[i], operands[i+1], operands[i+2])
			}
		case "endcidrange":
			for i := 0; i+2 < len(operands); i += 3 {
				low, n := code(operands[i])
				high, _ := code(operands[i+1])
				m.addIDs(n, low, high, operands[i+2])
			}
		case "endcidchar":
			for i := 0; i+1 < len(operands); i += 2 {
				c, n := code(operands[i])
				m.addIDs(n, c, c, operands[i+1])
			}
		case "usecmap":
			if n := len(operands); n > 0 {
				name, _ := operands[n-1].(object.NameToken)
				m.use = string(name)
			}
		case "def":
			n := len(operands)
			if n < 2 {
				break
			}
			switch operands[n-2] {
			case object.NameToken("WMode"):
				m.Vertical, m.moded = operands[n-1] == int64(1), true
			case object.NameToken("Registry"):
				registry, _ = operands[n-1].(string)
			case object.NameToken("Ordering"):
				ordering, _ = operands[n-1].(string)
			}
		case "begincodespacerange", "beginbfchar", "beginbfrange", "begincidrange", "begincidchar", "beginnotdefrange", "beginnotdefchar":
		default:
			// An operator of another kind; its operands are its own.
		}
		operands = operands[:0]
	}
}

func (m *CMap) addIDs(n int, low, high uint32, id any) {
	if first, ok := id.(int64); ok && n > 0 && low <= high && first >= 0 && first <= mostIdentifier && len(m.ids) < mostMapped {
		m.ids = append(m.ids, idRange{n, low, high, uint32(first)})
	}
}

func (m *CMap) addRange(from, to, dest any) {
	low, n := code(from)
	high, _ := code(to)
	if n == 0 || low > high || high-low > mostRange || len(m.ranges) >= mostMapped {
		return
	}
	switch d := dest.(type) {
	case object.List:
		texts := make([]string, 0, min(len(d), int(high-low)+1))
		for _, v := range d {
			if len(texts) > int(high-low) {
				break
			}
			texts = append(texts, string(target(v)))
		}
		m.ranges = append(m.ranges, codeRange{low: low, high: high, list: texts})
	case string, object.NameToken:
		if text := target(d); len(text) > 0 {
			m.ranges = append(m.ranges, codeRange{low: low, high: high, text: text})
		}
	}
}

func (m *CMap) finish() {
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
	sort.SliceStable(m.ids, func(i, j int) bool { return m.ids[i].less(m.ids[j].bytes, m.ids[j].low) })
}

func (r idRange) less(bytes int, low uint32) bool {
	if r.bytes != bytes {
		return r.bytes < bytes
	}
	return r.low < low
}

// code reads a code of one to four bytes; n is 0 for anything else.
func code(v any) (c uint32, n int) {
	s, ok := v.(string)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0
	}
	return beCode(s, len(s))
}

// target reads UTF-16, big-endian; some writers give one byte for ASCII, or a
// glyph name.
func target(v any) []rune {
	switch d := v.(type) {
	case object.NameToken:
		return []rune(RuneOfName(string(d)))
	case string:
		if len(d) == 1 {
			return []rune{rune(d[0])}
		}
		const most = 64
		units := make([]uint16, 0, min(len(d)/2, most))
		for i := 0; i+1 < len(d) && len(units) < most; i += 2 {
			units = append(units, uint16(d[i])<<8|uint16(d[i+1]))
		}
		return utf16.Decode(units)
	}
	return nil
}

// Text gives the text of a code, and whether the map names it.
func (m *CMap) Text(c uint32) (string, bool) {
	for depth := 0; m != nil && depth < mostBases; depth++ {
		if text, ok := m.ownText(c); ok {
			return text, true
		}
		m = m.base
	}
	return "", false
}

func (m *CMap) ownText(c uint32) (string, bool) {
	if s, ok := m.single[c]; ok {
		return s, true
	}
	// Ranges may overlap in broken maps: the last that begins at or before
	// the code is looked at, and a few before it.
	i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].low > c })
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		r := m.ranges[k]
		if c > r.high {
			continue
		}
		if r.list != nil {
			if n := int(c - r.low); n < len(r.list) {
				return r.list[n], true
			}
			return "", false
		}
		last := r.text[len(r.text)-1] + rune(c-r.low)
		if !utf8.ValidRune(last) {
			return "", false
		}
		return string(r.text[:len(r.text)-1]) + string(last), true
	}
	return "", false
}

// senseless tells whether a ToUnicode map says the same of every code: some
// writers fill the map of a subset with a placeholder.
func (m *CMap) senseless() bool {
	const enough = 4
	codes, same := 0, ""
	add := func(text string) bool {
		if codes++; codes > 1 && text != same {
			return false
		}
		same = text
		return true
	}
	for _, text := range m.single {
		if !add(text) {
			return false
		}
	}
	for _, r := range m.ranges {
		if r.list == nil && (r.high > r.low || !add(string(r.text))) {
			return false
		}
		for _, text := range r.list {
			if !add(text) {
				return false
			}
		}
	}
	return codes >= enough
}

// ID gives the character identifier of a code of n bytes, and whether the map
// names it.
func (m *CMap) ID(c uint32, n int) (uint32, bool) {
	for depth := 0; m != nil && depth < mostBases; depth++ {
		i := sort.Search(len(m.ids), func(i int) bool { return !m.ids[i].less(n, c+1) })
		for k := i - 1; k >= 0 && k >= i-8 && m.ids[k].bytes == n; k-- {
			if c >= m.ids[k].low && c <= m.ids[k].high {
				return m.ids[k].id + c - m.ids[k].low, true
			}
		}
		m = m.base
	}
	return 0, false
}

// next reads the code at the beginning of s, which must not be empty, by the
// codespace ranges; one that fits none takes fallback bytes, or as many as the
// shortest code when fallback is 0.
func (m *CMap) next(s string, fallback int) (code uint32, n int) {
	shortest, known := 4, false
	for depth := 0; m != nil && depth < mostBases; depth++ {
		if m.form != formNone {
			return m.form.next(s)
		}
		c := uint32(0)
		for n := 1; n <= 4 && n <= len(s); n++ {
			c = c<<8 | uint32(s[n-1])
			for _, r := range m.spaces {
				if r.bytes == n && inSpace(c, r) {
					return c, n
				}
			}
		}
		for _, r := range m.spaces {
			shortest, known = min(shortest, r.bytes), true
		}
		m = m.base
	}
	if fallback == 0 {
		if fallback = 2; known {
			fallback = shortest
		}
	}
	return beCode(s, fallback)
}

// inSpace compares byte by byte, as codespace ranges are rectangles.
func inSpace(c uint32, r codespace) bool {
	for shift := 0; shift < 8*r.bytes; shift += 8 {
		b := c >> shift & 0xff
		if b < r.low>>shift&0xff || b > r.high>>shift&0xff {
			return false
		}
	}
	return true
}

// onlySingleBytes tells whether every codespace range is of one byte.
func (m *CMap) onlySingleBytes() bool {
	for _, r := range m.spaces {
		if r.bytes != 1 {
			return false
		}
	}
	return len(m.spaces) > 0
}

// usable tells whether a text from a ToUnicode map says anything: not nothing,
// not control characters, not the sign for what is unknown.
func usable(text string) bool {
	if text == "" {
		return false
	}
	if len(text) == 1 {
		return text[0] >= ' ' && text[0] != 0x7f || text == "\t" || text == "\n" || text == "\r"
	}
	if strings.Contains(text, Unknown) {
		return false
	}
	for _, r := range text {
		if !unicode.IsControl(r) && !unassigned(r) {
			return true
		}
	}
	return false
}

// unassigned tells whether a code point is no character: the last two of each
// plane, and those of the Arabic presentation block that never will be one.
func unassigned(r rune) bool { return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef }
