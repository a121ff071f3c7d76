// Package cfbtest writes small compound files for tests.
package cfbtest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

// Stream is a stream in the root storage.
type Stream struct {
	Name string
	Data []byte
}

const (
	sector     = 512
	miniSector = 64
	cutoff     = 4096
	end        = 0xFFFFFFFE
	free       = 0xFFFFFFFF
	fatSector  = 0xFFFFFFFD
)

// Write gives a compound file of version 3 with the streams. Those shorter than
// 4,096 bytes go into the mini stream. It panics where the table of sectors
// would not fit in the header, which is at some 7 MB.
func Write(streams ...Stream) []byte {
	w := &writer{}
	entries := [][]byte{nil}
	var mini []byte
	var miniFAT []uint32
	for i, s := range streams {
		next, start := uint32(free), uint32(end)
		if i+1 < len(streams) {
			next = uint32(i + 2)
		}
		switch {
		case len(s.Data) >= cutoff:
			start = w.put(s.Data)
		case len(s.Data) > 0:
			start = uint32(len(miniFAT))
			mini = append(mini, pad(s.Data, miniSector)...)
			for n := len(miniFAT) + 1; len(miniFAT) < len(mini)/miniSector; n++ {
				miniFAT = append(miniFAT, uint32(n))
			}
			miniFAT[len(miniFAT)-1] = end
		}
		entries = append(entries, entry(s.Name, 2, free, next, free, start, len(s.Data)))
	}
	miniStart, miniTable, miniSectors := uint32(end), uint32(end), 0
	if len(mini) > 0 {
		var table []byte
		for _, n := range miniFAT {
			table = binary.LittleEndian.AppendUint32(table, n)
		}
		for len(table)%sector != 0 {
			table = binary.LittleEndian.AppendUint32(table, free)
		}
		miniStart, miniTable, miniSectors = w.put(mini), w.put(table), len(table)/sector
	}
	child := uint32(free)
	if len(streams) > 0 {
		child = 1
	}
	entries[0] = entry("Root Entry", 5, free, free, child, miniStart, len(mini))
	for len(entries)%4 != 0 {
		entries = append(entries, entry("", 0, free, free, free, 0, 0))
	}
	directory := w.put(bytes.Join(entries, nil))
	return w.file(directory, miniTable, miniSectors)
}

type writer struct {
	sectors []byte
	fat     []uint32
}

func pad(b []byte, size int) []byte {
	return append(bytes.Clone(b), make([]byte, (size-len(b)%size)%size)...)
}

// put writes a stream in sectors of its own and returns the first.
func (w *writer) put(b []byte) uint32 {
	first := uint32(len(w.fat))
	w.sectors = append(w.sectors, pad(b, sector)...)
	for len(w.fat) < len(w.sectors)/sector {
		w.fat = append(w.fat, uint32(len(w.fat)+1))
	}
	w.fat[len(w.fat)-1] = end
	return first
}

func (w *writer) file(directory, miniTable uint32, miniSectors int) []byte {
	const perSector = sector / 4
	tables := 1
	for (len(w.fat)+tables+perSector-1)/perSector > tables {
		tables++
	}
	if tables > 109 {
		panic(fmt.Sprintf("cfbtest: %d sectors are too many", len(w.fat)))
	}
	first := len(w.fat)
	for range tables {
		w.fat = append(w.fat, fatSector)
	}
	for len(w.fat)%perSector != 0 {
		w.fat = append(w.fat, free)
	}
	le := binary.LittleEndian
	head := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	head = append(head, make([]byte, 16)...)
	for _, v := range []uint16{0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0} {
		head = le.AppendUint16(head, v)
	}
	for _, v := range []uint32{0, uint32(tables), directory, 0, cutoff, miniTable, uint32(miniSectors), end, 0} {
		head = le.AppendUint32(head, v)
	}
	for i := range 109 {
		at := uint32(free)
		if i < tables {
			at = uint32(first + i)
		}
		head = le.AppendUint32(head, at)
	}
	file := append(head, w.sectors...)
	for _, n := range w.fat {
		file = le.AppendUint32(file, n)
	}
	return file
}

func entry(name string, kind byte, left, right, child, start uint32, size int) []byte {
	b := make([]byte, 128)
	le := binary.LittleEndian
	units := utf16.Encode([]rune(name))
	for i, u := range units {
		le.PutUint16(b[2*i:], u)
	}
	if name != "" {
		le.PutUint16(b[64:], uint16(2*len(units)+2))
	}
	b[66], b[67] = kind, 1
	le.PutUint32(b[68:], left)
	le.PutUint32(b[72:], right)
	le.PutUint32(b[76:], child)
	le.PutUint32(b[116:], start)
	le.PutUint64(b[120:], uint64(size))
	return b
}
