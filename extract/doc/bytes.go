package doc

import "unicode/utf16"

// The numbers of the file are little-endian. What would stand behind the end of
// a structure reads as zero: a structure that is cut short says nothing.

func u8(b []byte, at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(b[at]) | int(b[at+1])<<8
}

func u32(b []byte, at int) int {
	return u16(b, at) | u16(b, at+2)<<16
}

func i16(b []byte, at int) int { return int(int16(u16(b, at))) }

func i32(b []byte, at int) int { return int(int32(u32(b, at))) }

// part is b[at:at+n], as far as it is there.
func part(b []byte, at, n int) []byte {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(at+n, len(b))]
}

// text16 decodes n UTF-16 characters.
func text16(b []byte, at, n int) string {
	b = part(b, at, 2*n)
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(u16(b, 2*i))
	}
	return string(utf16.Decode(units))
}

// plc is a PLC ([MS-DOC] 2.2.2): n+1 positions, then n pieces of data of size
// bytes each.
type plc struct {
	b       []byte
	n, size int
}

func newPLC(b []byte, size int) plc {
	if len(b) < 4+4+size {
		return plc{}
	}
	return plc{b: b, n: (len(b) - 4) / (4 + size), size: size}
}

// at is position i, which runs to n.
func (p plc) at(i int) int { return u32(p.b, 4*i) }

// data is the data of element i.
func (p plc) data(i int) []byte { return part(p.b, 4*(p.n+1)+i*p.size, p.size) }

// find is the element in which a position lies, -1 for none. Positions that are
// out of order find something or nothing, and no more.
func (p plc) find(pos int) int {
	low, high := 0, p.n
	for low < high {
		if middle := (low + high) / 2; p.at(middle) <= pos {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 || pos >= p.at(low) {
		return -1
	}
	return low - 1
}

// exact is the first element that stands at a position itself, -1 for none.
func (p plc) exact(pos int) int {
	if i := p.from(pos); i < p.n && p.at(i) == pos {
		return i
	}
	return -1
}

// from is the first element at a position or behind it, n for none.
func (p plc) from(pos int) int {
	low, high := 0, p.n
	for low < high {
		if middle := (low + high) / 2; p.at(middle) < pos {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// maxName bounds the characters of a name that are read.
const maxName = 255

// sttb reads an STTB of UTF-16 strings ([MS-DOC] 2.2.4), at most limit.
func sttb(b []byte, limit int) []string {
	if u16(b, 0) != 0xFFFF {
		return nil
	}
	n, extra := u16(b, 2), u16(b, 4)
	list := make([]string, 0, min(n, limit, len(b)/2))
	for at := 6; len(list) < cap(list) && at+2 <= len(b); {
		chars := u16(b, at)
		list = append(list, text16(b, at+2, min(chars, maxName)))
		at += 2 + 2*chars + extra
	}
	return list
}
