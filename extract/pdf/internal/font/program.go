package font

import "github.com/clausule/clausule/extract/pdf/internal/object"

// programKey finds the entry of a descriptor that holds the embedded font
// program, "" without one. It does not look at the program: most fonts never
// need theirs.
func programKey(descriptor object.Value) string {
	found := ""
	for _, key := range descriptor.Keys() {
		switch key {
		case "FontFile2":
			return key
		case "FontFile3":
			found = key
		case "FontFile":
			if found == "" {
				found = key
			}
		}
	}
	return found
}

// program is what an embedded font program says of the codes of a simple font.
type program struct {
	codes    map[int]string // text by code; Unknown where the code has a glyph without a meaning
	encoding *encoding      // for all codes, where it has one of the standard ones
	byName   map[string]uint32
	byGlyph  map[uint32]string
	sure     bool // byGlyph is by Unicode or by name
}

// text gives the text of a code, and whether the program has a glyph for it.
func (p *program) text(c byte) (string, bool) {
	if p.encoding != nil {
		return p.encoding[c], p.encoding[c] != ""
	}
	text, ok := p.codes[int(c)]
	return text, ok
}

// named gives the text of a glyph by a name that means nothing in itself; ""
// where the program does not know it either.
func (p *program) named(name string) string {
	if !p.sure {
		return ""
	}
	if glyph, ok := p.byName[name]; ok {
		return p.byGlyph[glyph]
	}
	if glyph, ok := glyphNumber(name); ok {
		return p.byGlyph[glyph]
	}
	return ""
}

// readProgram reads the embedded font program of a simple font. The kind of the
// program goes by its bytes, as writers confuse the keys.
func readProgram(data []byte, key string, left *int) *program {
	p := &program{codes: map[int]string{}}
	add := func(code int, name string) {
		if code < 0 || code > 255 || name == "" || name == ".notdef" {
			return
		}
		if p.codes[code] = RuneOfName(name); p.codes[code] == "" || meaningless(p.codes[code], true) {
			p.codes[code] = Unknown
		}
	}
	switch {
	case key == "FontFile2" || sfntTable(data, "cmap") != nil && sfntTable(data, "CFF ") == nil:
		p.byGlyph, p.sure = textOfGlyph(data, left)
		p.byName = map[string]uint32{}
		for glyph, name := range postNames(data, left) {
			p.byName[name] = glyph
		}
		for code, glyph := range glyphOfCode(data, left) {
			if text, ok := p.byGlyph[glyph]; ok {
				p.codes[int(code)] = text
			}
		}
	case key == "FontFile3":
		cff := readCFF(data, left)
		if cff == nil {
			break
		}
		p.encoding = cff.encoding
		for code, glyph := range cff.codes {
			if glyph < len(cff.names) {
				add(code, cff.names[glyph])
			}
		}
	default:
		codes, standard := type1Encoding(data)
		if standard {
			p.encoding = standardEncoding()
		}
		for code, name := range codes {
			add(code, name)
		}
	}
	return p
}
