package match

import "encoding/binary"

// list is a list of numbers as a Program is written, of which the lists are used
// where they lie: four bytes a number, the lowest first. Nothing has to be read,
// copied or allocated before the first search.
type list string

const numberSize = 4

// at gives the number with an index.
func (l list) at(i int32) int32 {
	b := l[numberSize*int(i) : numberSize*int(i)+numberSize]
	return int32(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
}

func (l list) len() int32 { return int32(len(l) / numberSize) }

// lists are lists that lie one after the other: list i goes from byte start[i] to
// byte start[i+1].
type lists struct{ start, all list }

func (l *lists) len() int32 { return l.start.len() - 1 }

// of gives a list. Where it begins and where it ends is read at once.
func (l *lists) of(i int32) list {
	b := l.start[numberSize*int(i) : numberSize*int(i)+2*numberSize]
	both := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
	return l.all[uint32(both):uint32(both>>32)]
}

// newLists puts lists together.
func newLists[L ~[]int32](all []L) lists {
	start, numbers := appendNumbers(nil, 0), []byte(nil)
	for _, l := range all {
		numbers = appendNumbers(numbers, l...)
		start = appendNumbers(start, int32(len(numbers)))
	}
	return lists{list(start), list(numbers)}
}

// appendNumbers adds numbers to a list that is being written.
func appendNumbers(l []byte, numbers ...int32) []byte {
	for _, n := range numbers {
		l = binary.LittleEndian.AppendUint32(l, uint32(n))
	}
	return l
}

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int32) bitset { return make(bitset, n/64+1) }

func (b bitset) has(n int32) bool { return b[n>>6]&(1<<(n&63)) != 0 }
func (b bitset) set(n int32)      { b[n>>6] |= 1 << (n & 63) }

func (b bitset) setAll(l list) {
	for ; len(l) > 0; l = l[numberSize:] {
		b.set(l.at(0))
	}
}

// flags are a bitset as a Program is written, of which it is used as lists are.
type flags string

func newFlags(b bitset) flags {
	var out []byte
	for _, w := range b {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return flags(out)
}

func (f flags) has(n int32) bool { return f[n>>3]&(1<<(n&7)) != 0 }
