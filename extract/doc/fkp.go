package doc

// Formatting stands in pages of 512 bytes of the WordDocument stream ([MS-DOC]
// 2.9.55, 2.9.175), each for a range of offsets in that stream.
const pageSize = 512

// pageNumber masks the number of a page in a bin table; the other bits are not
// to be used.
const pageNumber = 0x3FFFFF

// formatted is a range of the WordDocument stream with one formatting.
type formatted struct {
	from, to int
	at       int // offset of the grpprl in the stream, 0 for none
	size     int
	style    int // of a paragraph
}

// lookup finds the element of a bin table and of its page for an offset. What
// is not described has no formatting up to where the description goes on.
func (f *file) lookup(table plc, fc, entry int, read func(page []byte, base, i, n int) formatted) formatted {
	bin := table.find(fc)
	if bin < 0 {
		next := table.from(fc + 1)
		if next < table.n && table.at(next) > fc {
			return formatted{from: fc, to: table.at(next)}
		}
		return formatted{from: fc, to: len(f.word) + 1}
	}
	until := table.at(bin + 1)
	base := pageSize * (u32(table.data(bin), 0) & pageNumber)
	page := part(f.word, base, pageSize)
	n := u8(page, pageSize-1)
	if n == 0 || 4*(n+1)+entry*n > pageSize-1 {
		return formatted{from: fc, to: until}
	}
	runs := plc{b: page[:4*(n+1)], n: n}
	i := runs.find(fc)
	if i < 0 {
		if next := runs.from(fc + 1); next < n && runs.at(next) > fc && runs.at(next) < until {
			until = runs.at(next)
		}
		return formatted{from: fc, to: until}
	}
	out := read(page, base, i, n)
	out.from, out.to = runs.at(i), runs.at(i+1)
	return out
}

// runAt gives the character formatting at an offset.
func (f *file) runAt(table plc, fc int) formatted {
	return f.lookup(table, fc, 1, func(page []byte, base, i, n int) formatted {
		at := 2 * u8(page, 4*(n+1)+i)
		if at == 0 {
			return formatted{}
		}
		return within(page, base, at+1, u8(page, at))
	})
}

// paragraphAt gives the paragraph formatting at an offset.
func (f *file) paragraphAt(table plc, fc int) formatted {
	return f.lookup(table, fc, 13, func(page []byte, base, i, n int) formatted {
		at := 2 * u8(page, 4*(n+1)+13*i)
		if at == 0 {
			return formatted{}
		}
		// The length is in words less a half, or else stands in a second
		// byte and is in words (2.9.182).
		size := 2*u8(page, at) - 1
		at++
		if size < 0 {
			size = 2 * u8(page, at)
			at++
		}
		out := within(page, base, at+2, size-2)
		out.style = u16(page, at)
		return out
	})
}

// within places a grpprl of a page in the stream.
func within(page []byte, base, at, size int) formatted {
	if size <= 0 || at+size > len(page) {
		return formatted{}
	}
	return formatted{at: base + at, size: size}
}

func (f *file) grpprl(r formatted) sprms { return part(f.word, r.at, r.size) }
