// Package cfb reads the container of the binary formats of Office, the Compound
// File Binary Format ([MS-CFB]): streams in a tree of storages, in sectors that
// are chained like those of a disk.
//
// It is written for bytes from strangers. A file is never copied as a whole, no
// size that it claims is believed, every chain ends, and what is found is kept
// in memory in proportion to what is really there.
package cfb

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
)

// Magic is what every compound file begins with (2.2).
const Magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// The reasons for which a container cannot be read.
var (
	ErrFormat = errors.New("cfb: no compound file")
	ErrChain  = errors.New("cfb: chain of sectors is broken")
	ErrAbsent = errors.New("cfb: no such stream")
	ErrLimit  = errors.New("cfb: a stream in pieces is over the limit")
)

// The numbers of sectors that do not stand for a sector (2.1).
const (
	maxSector  = 0xFFFFFFFA
	endOfChain = 0xFFFFFFFE
	noStream   = 0xFFFFFFFF
)

const (
	headerSize = 512
	entrySize  = 128
	miniSector = 64
	miniCutoff = 4096 // streams shorter than this stand in the mini stream
	headDIFAT  = 109  // numbers of FAT sectors in the header
)

// maxEntries bounds the directory; documents with thousands of embedded objects
// have some tens of thousands.
const maxEntries = 1 << 16

// maxFAT bounds the sectors of the allocation table that are looked for: with
// sectors of 512 bytes they cover 8 GiB.
const maxFAT = 1 << 17

// maxCopy bounds the bytes of a stream whose sectors do not follow each other
// in the file, so that it has to be put together. One that is larger than this
// holds pictures, which are written in one go.
const maxCopy = 32 << 20

// File is an opened compound file. It refers to the bytes it was opened with.
type File struct {
	data       []byte
	sector     int      // bytes in a sector
	fat        []uint32 // the sectors that hold the allocation table, in order
	miniFAT    []uint32 // the sectors that hold that of the mini stream, in order
	entries    []entry
	miniStream []byte
}

// entry is one entry of the directory (2.6.1).
type entry struct {
	name               string
	kind               byte // 1 storage, 2 stream, 5 root
	left, right, child uint32
	start              uint32
	size               uint64
}

// Open reads the header, the allocation table's places and the directory.
func Open(data []byte) (*File, error) {
	if len(data) < headerSize || string(data[:8]) != Magic {
		return nil, ErrFormat
	}
	f := &File{data: data, sector: 1 << min(le16(data, 30), 31)}
	if f.sector != 512 && f.sector != 4096 {
		return nil, ErrFormat
	}
	f.findFAT()
	directory, err := f.chain(le32(data, 48), maxEntries*entrySize)
	if err != nil {
		return nil, err
	}
	f.entries = make([]entry, 0, len(directory)/entrySize)
	for ; len(directory) >= entrySize; directory = directory[entrySize:] {
		f.entries = append(f.entries, readEntry(directory, f.sector == 512))
	}
	if len(f.entries) == 0 {
		return nil, ErrFormat
	}
	// A file without short streams has neither; a broken one only loses them.
	table, _ := f.sectors(le32(data, 60), maxFAT)
	f.miniFAT = table
	f.miniStream, _ = f.chain(f.entries[0].start, len(data))
	return f, nil
}

// findFAT lists the sectors of the allocation table: the first of them stand in
// the header, the others in a chain of sectors of their own (2.5).
func (f *File) findFAT() {
	take := func(list []byte) {
		for ; len(list) >= 4 && len(f.fat) < maxFAT; list = list[4:] {
			// An unused place is kept, so that later ones count right.
			f.fat = append(f.fat, le32(list, 0))
		}
	}
	take(f.data[76 : 76+4*headDIFAT])
	next := le32(f.data, 68)
	for n := len(f.data) / f.sector; next < maxSector && n > 0 && len(f.fat) < maxFAT; n-- {
		s := f.at(next)
		if len(s) < f.sector {
			break
		}
		take(s[:f.sector-4])
		next = le32(s, f.sector-4)
	}
	for len(f.fat) > 0 && f.fat[len(f.fat)-1] >= maxSector {
		f.fat = f.fat[:len(f.fat)-1]
	}
}

// at is a sector, shorter or empty where the file ends before it does: many
// writers cut off the last one.
func (f *File) at(n uint32) []byte {
	start := (int64(n) + 1) * int64(f.sector)
	if start >= int64(len(f.data)) {
		return nil
	}
	return f.data[start:min(start+int64(f.sector), int64(len(f.data)))]
}

// next is the sector that follows n in its chain.
func (f *File) next(n uint32) uint32 { return f.link(f.fat, n) }

func (f *File) link(table []uint32, n uint32) uint32 {
	per := uint32(f.sector / 4)
	if int(n/per) >= len(table) {
		return noStream
	}
	s, at := f.at(table[n/per]), int(n%per)*4
	if at+4 > len(s) {
		return noStream
	}
	return le32(s, at)
}

// sectors lists the numbers of a chain, at most limit of them.
func (f *File) sectors(start uint32, limit int) ([]uint32, error) {
	var list []uint32
	most := min(len(f.data)/f.sector+1, limit)
	for n := start; n != endOfChain; n = f.next(n) {
		if n >= maxSector || len(list) >= most {
			return list, ErrChain
		}
		list = append(list, n)
	}
	return list, nil
}

// chain gives the bytes of a chain of sectors, at most limit and never more
// than the file has. Sectors that follow each other in the file, as they do in
// almost every file, are given without copying. A chain that does not end as it
// should gives what was there.
func (f *File) chain(start uint32, limit int) ([]byte, error) {
	first, run, size := start, 0, 0
	var pieces []byte
	var err error
	copied := false
	flush := func(at uint32, n int) {
		if pieces == nil {
			pieces = make([]byte, 0, min(limit+f.sector, len(f.data), maxCopy))
		}
		from := (int64(at) + 1) * int64(f.sector)
		to := min(from+int64(n)*int64(f.sector), int64(len(f.data)))
		if from < to {
			pieces = append(pieces, f.data[from:to]...)
		}
	}
	for n := start; n != endOfChain && size < limit; {
		// More sectors than the file has would mean a loop.
		if n >= maxSector || size > len(f.data) || len(f.at(n)) == 0 {
			err = ErrChain
			break
		}
		if run > 0 && n != first+uint32(run) {
			if len(pieces)+run*f.sector > maxCopy {
				return nil, ErrLimit
			}
			flush(first, run)
			copied, first, run = true, n, 0
		}
		run++
		size += f.sector
		n = f.next(n)
	}
	if !copied {
		from := min((int64(first)+1)*int64(f.sector), int64(len(f.data)))
		pieces = f.data[from:min(from+int64(run)*int64(f.sector), int64(len(f.data)))]
	} else if len(pieces)+run*f.sector > maxCopy {
		return nil, ErrLimit
	} else {
		flush(first, run)
	}
	return pieces[:min(len(pieces), limit)], err
}

// mini gives the bytes of a stream in the mini stream (2.4).
func (f *File) mini(start uint32, size int) ([]byte, error) {
	var out []byte
	for n := start; len(out) < size; n = f.link(f.miniFAT, n) {
		from := int64(n) * miniSector
		if n >= maxSector || from >= int64(len(f.miniStream)) {
			return out, ErrChain
		}
		out = append(out, f.miniStream[from:min(from+miniSector, int64(len(f.miniStream)))]...)
	}
	return out[:size], nil
}

func readEntry(b []byte, short bool) entry {
	e := entry{kind: b[66], left: le32(b, 68), right: le32(b, 72), child: le32(b, 76), start: le32(b, 116), size: binary.LittleEndian.Uint64(b[120:])}
	if short {
		e.size &= 0xFFFFFFFF // the upper half may hold anything (2.6.3)
	}
	if n := int(le16(b, 64)); n >= 2 && n <= 64 {
		units := make([]uint16, n/2-1)
		for i := range units {
			units[i] = le16(b, 2*i)
		}
		e.name = string(utf16.Decode(units))
	}
	return e
}

// find looks for a stream in the root storage. Names differ in more than case.
// The tree of the directory is walked and not searched: broken files have it
// out of order.
func (f *File) find(name string) *entry {
	seen := make([]bool, len(f.entries))
	todo := []uint32{f.entries[0].child}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if int64(at) >= int64(len(f.entries)) || seen[at] {
			continue
		}
		seen[at] = true
		e := &f.entries[at]
		if e.kind == 2 && strings.EqualFold(e.name, name) {
			return e
		}
		todo = append(todo, e.left, e.right)
	}
	return nil
}

// Has tells whether the root storage holds a stream of this name.
func (f *File) Has(name string) bool { return f.find(name) != nil }

// Stream gives the bytes of a stream in the root storage; they must not be
// changed. With ErrChain come the bytes that could be read. It is never more
// than the file has, whatever size is claimed. ErrLimit is for a stream that
// lies scattered and is too large to be put together.
func (f *File) Stream(name string) ([]byte, error) {
	e := f.find(name)
	if e == nil {
		return nil, ErrAbsent
	}
	size := int(min(e.size, uint64(len(f.data))))
	var b []byte
	var err error
	if e.size < miniCutoff {
		b, err = f.mini(e.start, min(size, len(f.miniStream)))
	} else {
		b, err = f.chain(e.start, size)
	}
	if err == nil && uint64(len(b)) < e.size {
		err = ErrChain
	}
	return b, err
}

func le16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
func le32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
