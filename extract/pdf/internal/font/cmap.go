package font

import (
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// CMap maps character codes to text (a ToUnicode map) or to character
// identifiers (an embedded encoding of a composite font).
type CMap struct {
	spaces   []codespace
	single   map[uint32]string
	ranges   []codeRange
	ids      []idRange
	Vertical bool
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
	low, high uint32
	id        uint32
}

const (
	// mostRange bounds the codes of one range of a ToUnicode map; a code has
	// at most two bytes in practice.
	mostRange = 70_000
	// mostMapped bounds the entries of one map.
	mostMapped = 200_000
)

// ParseCMap reads a CMap program. What it does not understand it skips.
func ParseCMap(data []byte) *CMap {
	m := &CMap{single: map[uint32]string{}}
	l := &object.Lexer{Data: data}
	var operands []any
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
				if id, ok := operands[i+2].(int64); ok && n > 0 && low <= high && len(m.ids) < mostMapped {
					m.ids = append(m.ids, idRange{low, high, uint32(id)})
				}
			}
		case "endcidchar":
			for i := 0; i+1 < len(operands); i += 2 {
				c, n := code(operands[i])
				if id, ok := operands[i+1].(int64); ok && n > 0 && len(m.ids) < mostMapped {
					m.ids = append(m.ids, idRange{c, c, uint32(id)})
				}
			}
		case "def":
			if n := len(operands); n >= 2 && operands[n-2] == object.NameToken("WMode") {
				m.Vertical = operands[n-1] == int64(1)
			}
		case "begincodespacerange", "beginbfchar", "beginbfrange", "begincidrange", "begincidchar":
		default:
			// An operator of another kind; its operands are its own.
		}
		operands = operands[:0]
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
	case string:
		if text := target(d); len(text) > 0 {
			m.ranges = append(m.ranges, codeRange{low: low, high: high, text: text})
		}
	}
}

func (m *CMap) finish() {
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
	sort.SliceStable(m.ids, func(i, j int) bool { return m.ids[i].low < m.ids[j].low })
}

// code reads a code of one to four bytes; n is 0 for anything else.
func code(v any) (c uint32, n int) {
	s, ok := v.(string)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0
	}
	for i := range len(s) {
		c = c<<8 | uint32(s[i])
	}
	return c, len(s)
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

// ID gives the character identifier of a code, and whether the map names it.
func (m *CMap) ID(c uint32) (uint32, bool) {
	i := sort.Search(len(m.ids), func(i int) bool { return m.ids[i].low > c })
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		if c <= m.ids[k].high {
			return m.ids[k].id + c - m.ids[k].low, true
		}
	}
	return 0, false
}

// Width is the number of bytes that the code at the beginning of s takes, by
// the codespace ranges; fallback where none fits.
func (m *CMap) Width(s string, fallback int) int {
	c := uint32(0)
	for n := 1; n <= 4 && n <= len(s); n++ {
		c = c<<8 | uint32(s[n-1])
		for _, r := range m.spaces {
			if r.bytes == n && inSpace(c, r) {
				return n
			}
		}
	}
	return fallback
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
