package font

import "strings"

// sfntTable finds a table of an OpenType file.
func sfntTable(data []byte, tag string) []byte {
	if len(data) < 12 {
		return nil
	}
	if string(data[:4]) == "ttcf" {
		if len(data) < 16 {
			return nil
		}
		at := be32(data, 12)
		if uint64(at)+12 > uint64(len(data)) {
			return nil
		}
		return sfntDirectory(data, data[at:], tag)
	}
	return sfntDirectory(data, data, tag)
}

func sfntDirectory(data, directory []byte, tag string) []byte {
	n := int(be16(directory, 4))
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(directory) {
			return nil
		}
		if string(directory[at:at+4]) != tag {
			continue
		}
		offset, length := uint64(be32(directory, at+8)), uint64(be32(directory, at+12))
		if offset > uint64(len(data)) {
			return nil
		}
		return data[offset:min(offset+length, uint64(len(data)))]
	}
	return nil
}

// be16 and be32 read big-endian numbers; past the end they are zero.
func be16(b []byte, at int) uint32 {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return uint32(b[at])<<8 | uint32(b[at+1])
}

func be32(b []byte, at int) uint32 { return be16(b, at)<<16 | be16(b, at+2) }

// textOfGlyph tells what the glyphs of a TrueType or OpenType font stand for:
// by its Unicode character map, else by their names, else by a character map
// in a symbol or Macintosh encoding. The lowest code point of each glyph wins;
// those for private use do not count. sure is false for the last of these.
func textOfGlyph(data []byte, left *int) (text map[uint32]string, sure bool) {
	out := unicodeOfGlyph(data, left)
	for glyph, name := range postNames(data, left) {
		if _, known := out[glyph]; !known {
			if text := RuneOfName(name); text != "" && !meaningless(text, false) {
				out[glyph] = text
			}
		}
	}
	if len(out) > 0 {
		return out, true
	}
	symbol, mac := map[uint32]byte{}, map[uint32]byte{}
	subtables(data, left, func(cmap cmapTable, platform, kind uint32, at int) {
		target := symbol
		switch {
		case platform == 3 && kind == 0:
		case platform == 1 && kind == 0:
			target = mac
		default:
			return
		}
		cmap.walk(at, func(c, glyph uint32) {
			if platform == 3 && c >= 0xf000 && c < 0xf100 {
				c -= 0xf000
			}
			if glyph == 0 || c < ' ' || c > 0xff {
				return
			}
			if old, seen := target[glyph]; !seen || byte(c) < old {
				target[glyph] = byte(c)
			}
		})
	})
	// A map from one code to the next glyph for all of a subset says nothing.
	if !counting(symbol) {
		for glyph, c := range symbol {
			if c < 0x7f {
				out[glyph] = string(rune(c))
			}
		}
	}
	if !counting(mac) {
		names := macRomanEncoding()
		for glyph, c := range mac {
			if _, known := out[glyph]; !known && names[c] != "" {
				out[glyph] = names[c]
			}
		}
	}
	return out, false
}

// counting tells whether the codes only number the glyphs of a subset: each is
// as far from its glyph as the others, and they begin before the letters do.
func counting(codes map[uint32]byte) bool {
	const few = 3
	if len(codes) < few {
		return false
	}
	first, offset := uint32(0x100), uint32(0)
	begun := false
	for glyph, c := range codes {
		if begun && glyph-uint32(c) != offset {
			return false
		}
		begun, offset = true, glyph-uint32(c)
		first = min(first, uint32(c))
	}
	return first < '0' && len(codes) < 0x5f
}

// subtables calls f for every character map of a font.
func subtables(data []byte, left *int, f func(cmap cmapTable, platform, kind uint32, at int)) {
	cmap := cmapTable{sfntTable(data, "cmap"), left}
	for i := range min(int(be16(cmap.data, 2)), 64) {
		at := 4 + 8*i
		if at+8 > len(cmap.data) {
			break
		}
		f(cmap, be16(cmap.data, at), be16(cmap.data, at+2), int(be32(cmap.data, at+4)))
	}
}

// cmapTable is a "cmap" table, with the codes that may still be read from it.
type cmapTable struct {
	data []byte
	left *int
}

// mostCodes bounds what is read from the font programs of one file: codes of
// character maps, and glyphs with a name. Only fonts that have no other source
// of text need theirs.
const mostCodes = 2_000_000

func unicodeOfGlyph(data []byte, left *int) map[uint32]string {
	lowest := map[uint32]uint32{}
	subtables(data, left, func(cmap cmapTable, platform, kind uint32, at int) {
		if platform != 0 && !(platform == 3 && (kind == 1 || kind == 10)) {
			return
		}
		cmap.walk(at, func(c, glyph uint32) {
			if glyph == 0 || glyph > mostIdentifier || c < 0x20 || c >= 0xe000 && c < 0xf900 || c > 0x10ffff || c >= 0xd800 && c < 0xe000 || unassigned(rune(c)) || c >= 0xf0000 || c == 0xa0 {
				return
			}
			if old, seen := lowest[glyph]; !seen || c < old {
				lowest[glyph] = c
			}
		})
	})
	out := make(map[uint32]string, len(lowest))
	for glyph, c := range lowest {
		out[glyph] = string(rune(c))
	}
	return out
}

// postNames reads the names of the glyphs from the "post" table.
func postNames(data []byte, left *int) map[uint32]string {
	post := sfntTable(data, "post")
	standard := strings.Fields(macNames)
	out := map[uint32]string{}
	switch be32(post, 0) {
	case 0x10000:
		glyphs := int(be16(sfntTable(data, "maxp"), 4))
		for g := range min(glyphs, len(standard)) {
			out[uint32(g)] = standard[g]
		}
	case 0x20000:
		n := min(int(be16(post, 32)), *left)
		*left -= n
		var own []string
		for p := 34 + 2*n; p < len(post) && len(own) < n; {
			end := min(p+1+int(post[p]), len(post))
			own = append(own, string(post[p+1:end]))
			p = end
		}
		for g := range n {
			if 34+2*g+2 > len(post) {
				break
			}
			switch i := int(be16(post, 34+2*g)); {
			case i < len(standard):
				out[uint32(g)] = standard[i]
			case i-len(standard) < len(own):
				out[uint32(g)] = own[i-len(standard)]
			}
		}
	}
	return out
}

// glyphOfCode reads the map with which a symbolic TrueType font turns the
// codes of a simple font into glyphs.
func glyphOfCode(data []byte, left *int) map[uint32]uint32 {
	out := map[uint32]uint32{}
	for _, wanted := range []uint32{1, 3} {
		subtables(data, left, func(cmap cmapTable, platform, kind uint32, at int) {
			if platform != wanted || kind != 0 {
				return
			}
			cmap.walk(at, func(c, glyph uint32) {
				if glyph != 0 && (c <= 0xff || c >= 0xf000 && c <= 0xf0ff) {
					out[c&0xff] = glyph
				}
			})
		})
	}
	return out
}

// walk calls add for every pair of code and glyph in a subtable of format 0, 2,
// 4, 6, 10, 12 or 13.
func (c cmapTable) walk(at int, add func(code, glyph uint32)) {
	if at < 0 || at >= len(c.data) {
		return
	}
	t := c.data[at:]
	pair := func(code, glyph uint32) bool {
		if *c.left <= 0 {
			return false
		}
		*c.left--
		add(code, glyph)
		return true
	}
	switch be16(t, 0) {
	case 0:
		for code := 0; code < 256 && 6+code < len(t); code++ {
			pair(uint32(code), uint32(t[6+code]))
		}
	case 2:
		walkFormat2(t, pair)
	case 4:
		walkFormat4(t, pair)
	case 6:
		first, n := be16(t, 6), be16(t, 8)
		for i := uint32(0); i < n && 10+2*int(i)+2 <= len(t); i++ {
			pair(first+i, be16(t, 10+2*int(i)))
		}
	case 10:
		first, n := be32(t, 12), be32(t, 16)
		for i := uint32(0); i < n && 20+2*int(i)+2 <= len(t); i++ {
			pair(first+i, be16(t, 20+2*int(i)))
		}
	case 12, 13:
		groups, step := be32(t, 12), uint32(1)
		if be16(t, 0) == 13 {
			step = 0
		}
		for i := uint32(0); i < groups && 16+12*int(i)+12 <= len(t); i++ {
			g := 16 + 12*int(i)
			first, last, glyph := be32(t, g), be32(t, g+4), be32(t, g+8)
			for code := first; code <= last && code <= 0x10ffff; code++ {
				if !pair(code, glyph+step*(code-first)) {
					return
				}
			}
		}
	}
}

// walkFormat2 reads the mixed 8/16-bit map of older fonts for Chinese, Japanese
// and Korean.
func walkFormat2(t []byte, add func(code, glyph uint32) bool) {
	for high := range uint32(256) {
		key := int(be16(t, 6+2*int(high)))
		head := 6 + 512 + key
		first, n, delta, offset := be16(t, head), be16(t, head+2), be16(t, head+4), be16(t, head+6)
		for i := range min(n, 256) {
			c := first + i
			if key == 0 {
				// The first header is that of the single bytes.
				if c != high {
					continue
				}
			} else {
				c |= high << 8
			}
			if g := be16(t, head+6+int(offset)+2*int(i)); g != 0 {
				add(c, (g+delta)&0xffff)
			}
		}
	}
}

func walkFormat4(t []byte, add func(code, glyph uint32) bool) {
	segments := int(be16(t, 6)) / 2
	for s := range segments {
		last, first := be16(t, 14+2*s), be16(t, 16+2*segments+2*s)
		delta, offsetAt := be16(t, 16+4*segments+2*s), 16+6*segments+2*s
		offset := be16(t, offsetAt)
		if offsetAt >= len(t) {
			return
		}
		for c := first; c <= last && c < 0xffff; c++ {
			glyph := (c + delta) & 0xffff
			if offset != 0 {
				if glyph = be16(t, offsetAt+int(offset)+2*int(c-first)); glyph != 0 {
					glyph = (glyph + delta) & 0xffff
				}
			}
			if !add(c, glyph) {
				return
			}
		}
	}
}
