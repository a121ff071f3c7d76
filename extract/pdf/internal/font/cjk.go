package font

import (
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// cjkData holds Adobe's character collections for Chinese, Japanese and Korean
// and the predefined CMaps of ISO 32000-1, 9.7.5.2, each part deflated on its
// own. Package gencmap writes it; LICENSE-adobe-cmap.txt is its licence.
//
//go:embed cjk.bin
var cjkData string

// collection is a character collection: what text each identifier stands for.
type collection struct {
	runes   []rune // by identifier; 0 where it has none or several
	several map[uint32]string
	ids     map[rune]uint32 // reversed; made when it is needed
}

func (c *collection) text(id uint32) string {
	if c == nil {
		return ""
	}
	if id < uint32(len(c.runes)) && c.runes[id] != 0 {
		return string(c.runes[id])
	}
	return c.several[id]
}

// id gives the lowest identifier of a character, which is the one that the
// Unicode CMaps use; 0 where there is none.
func (c *collection) id(r rune) uint32 {
	if c == nil {
		return 0
	}
	if c.ids == nil {
		c.ids = make(map[rune]uint32, len(c.runes))
		for id, r := range c.runes {
			if _, seen := c.ids[r]; !seen && r != 0 {
				c.ids[r] = uint32(id)
			}
		}
	}
	return c.ids[r]
}

// packed reads the numbers of a part; after its end they are zero.
type packed struct{ data []byte }

func (p *packed) number() int {
	v, n := binary.Uvarint(p.data)
	p.data = p.data[max(n, 0):]
	return int(v)
}

func (p *packed) signed() int {
	v, n := binary.Varint(p.data)
	p.data = p.data[max(n, 0):]
	return int(v)
}

func (p *packed) bytes(n int) []byte {
	n = min(max(n, 0), len(p.data))
	b := p.data[:n]
	p.data = p.data[n:]
	return b
}

func (p *packed) text() string { return string(p.bytes(p.number())) }

// cjkPart inflates a part; nil when there is none of that name.
func cjkPart(name string) *packed {
	// The index is short; only what is asked for is inflated.
	rest := cjkData
	number := func() int {
		v, shift := 0, 0
		for rest != "" {
			c := rest[0]
			rest = rest[1:]
			v |= int(c&0x7f) << shift
			if shift += 7; c < 0x80 {
				break
			}
		}
		return v
	}
	at, size, inflated := 0, 0, -1
	for range number() {
		n := number()
		found := rest[:n] == name
		rest = rest[n:]
		stored, full := number(), number()
		switch {
		case found:
			size, inflated = stored, full
		case inflated < 0:
			at += stored
		}
	}
	if inflated < 0 {
		return nil
	}
	out := make([]byte, inflated)
	if _, err := io.ReadFull(flate.NewReader(strings.NewReader(rest[at:at+size])), out); err != nil {
		return nil
	}
	return &packed{out}
}

// readCollection unpacks a collection such as "Adobe-Japan1".
func readCollection(name string) *collection {
	p := cjkPart(name)
	if p == nil {
		return nil
	}
	runs := p.number()
	gaps := make([]int, runs)
	lengths := make([]int, runs)
	for i := range gaps {
		gaps[i] = p.number()
	}
	total := 0
	for i := range lengths {
		lengths[i] = p.number() + 1
		total += gaps[i] + lengths[i]
	}
	c := &collection{runes: make([]rune, 0, total), several: map[uint32]string{}}
	next := 0
	for i := range gaps {
		c.runes = c.runes[:len(c.runes)+gaps[i]]
		next += p.signed()
		for range lengths[i] {
			c.runes = append(c.runes, rune(next))
			next++
		}
	}
	for range p.number() {
		id := p.number()
		c.several[uint32(id)] = p.text()
	}
	return c
}

// Loader loads the fonts of one file and keeps what they share.
type Loader struct {
	file        object.File
	collections map[string]*collection
	cmaps       map[string]*CMap
	encodings   [sets]*encoding
	left        int // of mostCodes
	entries     int // of CMaps so far
}

// NewLoader prepares for the fonts of a file.
func NewLoader(file object.File) *Loader {
	return &Loader{file: file, left: mostCodes, collections: map[string]*collection{}, cmaps: map[string]*CMap{}}
}

// mostEntries bounds the entries of all the maps in one file: many fonts may
// share one long map, and each keeps its own.
const mostEntries = 1_000_000

// mostProgram bounds the bytes of a CMap program that are read; one for every
// code of two bytes takes two million.
const mostProgram = 8 << 20

// parse reads a CMap of the file; an empty one when there were too many.
func (l *Loader) parse(data []byte) *CMap {
	if l.entries > mostEntries {
		return &CMap{}
	}
	m := ParseCMap(data[:min(len(data), mostProgram)])
	l.entries += len(m.single) + len(m.ranges) + len(m.ids)
	for _, r := range m.ranges {
		l.entries += len(r.list)
	}
	return m
}

// collection gives a character collection by registry and ordering; nil when
// it is not one of the known ones.
func (l *Loader) collection(name string) *collection {
	c, ok := l.collections[name]
	if !ok {
		c = readCollection(name)
		l.collections[name] = c
	}
	return c
}

// predefined gives a CMap by its name (ISO 32000-1, table 118, and the others
// that Adobe publishes); nil for a name that is not known.
func (l *Loader) predefined(name string) *CMap {
	m, ok := l.cmaps[name]
	if !ok {
		// Before reading its base: a chain that comes back ends here.
		l.cmaps[name] = nil
		if m = unicodeCMap(name); m == nil {
			m = l.readCMap(name)
		}
		if l.cmaps[name] = m; m == nil {
			delete(l.cmaps, name) // the names of a hostile file are many
		}
	}
	return m
}

func (l *Loader) readCMap(name string) *CMap {
	p := cjkPart(name)
	if p == nil || strings.HasPrefix(name, "Adobe-") {
		return nil
	}
	m := &CMap{collection: p.text()}
	if base := p.text(); base != "" {
		m.base = l.predefined(base)
	}
	m.Vertical = p.number() == 1
	for range p.number() {
		n := int(p.bytes(1)[0])
		low, high := binary.BigEndian.Uint32(p.bytes(4)), binary.BigEndian.Uint32(p.bytes(4))
		m.spaces = append(m.spaces, codespace{n, low, high})
	}
	n := p.number()
	m.ids = make([]idRange, n)
	for i, size := range p.bytes(n) {
		m.ids[i].bytes = int(size)
	}
	steps := make([]int, n)
	for i := range steps {
		steps[i] = p.signed()
	}
	next := 0
	for i, step := range steps {
		low := next + step
		next = low + p.number() + 1
		m.ids[i].low, m.ids[i].high = uint32(low), uint32(next-1)
	}
	next = 0
	for i := range m.ids {
		id := next + p.signed()
		m.ids[i].id = uint32(id)
		next = id + int(m.ids[i].high-m.ids[i].low) + 1
	}
	return m
}

// form is how the codes of a Unicode CMap are written.
type form uint8

const (
	formNone form = iota
	formUCS2
	formUTF16
	formUTF8
	formUTF32
)

// unicodeCMap makes a CMap whose codes are Unicode: "UniJIS-UTF16-V".
func unicodeCMap(name string) *CMap {
	if !strings.HasPrefix(name, "Uni") {
		return nil
	}
	m := &CMap{Vertical: strings.HasSuffix(name, "-V")}
	switch {
	case strings.HasPrefix(name, "UniJIS"):
		m.collection = "Adobe-Japan1"
	case strings.HasPrefix(name, "UniGB"):
		m.collection = "Adobe-GB1"
	case strings.HasPrefix(name, "UniCNS"):
		m.collection = "Adobe-CNS1"
	case strings.HasPrefix(name, "UniKS"):
		m.collection = "Adobe-Korea1"
	case strings.HasPrefix(name, "UniAKR"):
		m.collection = "Adobe-KR"
	}
	switch {
	case strings.Contains(name, "UCS2"):
		m.form = formUCS2
	case strings.Contains(name, "UTF16"):
		m.form = formUTF16
	case strings.Contains(name, "UTF8"):
		m.form = formUTF8
	case strings.Contains(name, "UTF32"):
		m.form = formUTF32
	default:
		return nil
	}
	return m
}

// next reads a code in the form; n is the number of its bytes.
func (f form) next(s string) (code uint32, n int) {
	switch f {
	case formUTF8:
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError {
			return uint32(s[0]), 1
		}
		return uint32(r), size
	case formUTF32:
		return beCode(s, 4)
	case formUTF16:
		high, n := beCode(s, 2)
		if high >= 0xd800 && high < 0xdc00 && len(s) >= 4 {
			if low, _ := beCode(s[2:], 2); low >= 0xdc00 && low < 0xe000 {
				return 0x10000 + (high-0xd800)<<10 + low - 0xdc00, 4
			}
		}
		return high, n
	}
	return beCode(s, 2)
}

// beCode reads a code of n bytes, or of what is left.
func beCode(s string, n int) (uint32, int) {
	n = min(n, len(s))
	c := uint32(0)
	for i := range n {
		c = c<<8 | uint32(s[i])
	}
	return c, n
}
