package font

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

// unicodeOfGlyph reverses the Unicode character map of a TrueType font: the
// lowest code point of each glyph wins, those of the private use area do not
// count.
func unicodeOfGlyph(data []byte) map[uint32]rune {
	cmap := sfntTable(data, "cmap")
	out := map[uint32]rune{}
	add := func(c, glyph uint32) {
		if glyph == 0 || c < 0x20 || c >= 0xe000 && c < 0xf900 || c > 0x10ffff || c >= 0xd800 && c < 0xe000 {
			return
		}
		if old, seen := out[glyph]; !seen || rune(c) < old {
			out[glyph] = rune(c)
		}
	}
	for i := range int(be16(cmap, 2)) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			break
		}
		platform, kind := be16(cmap, at), be16(cmap, at+2)
		if platform != 0 && !(platform == 3 && (kind == 1 || kind == 10)) {
			continue
		}
		walkCmap(cmap, int(be32(cmap, at+4)), add)
	}
	return out
}

// glyphOfCode reads the map with which a symbolic TrueType font turns the
// codes of a simple font into glyphs.
func glyphOfCode(data []byte) map[uint32]uint32 {
	cmap := sfntTable(data, "cmap")
	out := map[uint32]uint32{}
	for i := range int(be16(cmap, 2)) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			break
		}
		platform, kind := be16(cmap, at), be16(cmap, at+2)
		if platform == 1 && kind == 0 || platform == 3 && kind == 0 {
			walkCmap(cmap, int(be32(cmap, at+4)), func(c, glyph uint32) {
				if glyph != 0 {
					out[c&0xff] = glyph
				}
			})
		}
	}
	return out
}

// walkCmap calls add for every pair of code and glyph in a subtable of format
// 0, 4, 6 or 12. The work is bounded by the number of codes there can be.
func walkCmap(cmap []byte, at int, add func(code, glyph uint32)) {
	if at < 0 || at >= len(cmap) {
		return
	}
	t := cmap[at:]
	switch be16(t, 0) {
	case 0:
		for c := 0; c < 256 && 6+c < len(t); c++ {
			add(uint32(c), uint32(t[6+c]))
		}
	case 4:
		walkFormat4(t, add)
	case 6:
		first, n := be16(t, 6), be16(t, 8)
		for i := range n {
			add(first+i, be16(t, 10+2*int(i)))
		}
	case 12:
		budget := uint32(200_000)
		groups := be32(t, 12)
		for i := uint32(0); i < groups && 16+12*int(i)+12 <= len(t) && budget > 0; i++ {
			g := 16 + 12*int(i)
			first, last, glyph := be32(t, g), be32(t, g+4), be32(t, g+8)
			for c := first; c <= last && c <= 0x10ffff && budget > 0; c++ {
				add(c, glyph+c-first)
				budget--
			}
		}
	}
}

func walkFormat4(t []byte, add func(code, glyph uint32)) {
	segments := int(be16(t, 6)) / 2
	budget := 200_000
	for s := range segments {
		last, first := be16(t, 14+2*s), be16(t, 16+2*segments+2*s)
		delta, offsetAt := be16(t, 16+4*segments+2*s), 16+6*segments+2*s
		offset := be16(t, offsetAt)
		if offsetAt >= len(t) {
			return
		}
		for c := first; c <= last && c < 0xffff && budget > 0; c++ {
			budget--
			if offset == 0 {
				add(c, (c+delta)&0xffff)
				continue
			}
			if g := be16(t, offsetAt+int(offset)+2*int(c-first)); g != 0 {
				add(c, (g+delta)&0xffff)
			}
		}
	}
}
