package zipguard

import (
	"bytes"
	"encoding/binary"

	"github.com/clausule/clausule/extract/document"
)

// Lengths of the records of a zip file without their variable parts
// (APPNOTE.TXT 4.3.12 to 4.3.16).
const (
	headerBytes    = 46
	endBytes       = 22
	end64Bytes     = 56
	locator64Bytes = 20
)

// countEntries refuses a directory with too many entries before it is read:
// reading takes some 300 bytes of memory an entry.
func (a *Archive) countEntries(data []byte) error {
	// The end record is followed by a comment of at most 64 KiB.
	base, last := max(0, len(data)-endBytes-1<<16), len(data)-endBytes+4
	at := -1
	if last > 0 {
		at = bytes.LastIndex(data[base:last], []byte("PK\x05\x06"))
	}
	if at < 0 {
		return document.Damaged(a.name, a.found, "het einde van het zip-bestand ontbreekt; het is afgebroken", nil)
	}
	at += base
	little := binary.LittleEndian
	count, other := uint64(little.Uint16(data[at+10:])), uint64(0)
	tooMany := a.many(data, at, uint64(little.Uint32(data[at+12:])), uint64(little.Uint32(data[at+16:])))
	if locator := at - locator64Bytes; locator >= 0 && string(data[locator:locator+4]) == "PK\x06\x07" {
		p := little.Uint64(data[locator+8:])
		if p <= uint64(locator) && p+end64Bytes <= uint64(len(data)) {
			other = little.Uint64(data[p+32:])
			tooMany = tooMany || a.many(data, int(p), little.Uint64(data[p+40:]), little.Uint64(data[p+48:]))
			if count == 0xFFFF {
				count = 0 // it stands for "see the zip64 record"
			}
		}
	}
	if tooMany || max(count, other) > uint64(a.limits.Parts) {
		return document.OverLimit(a.name, a.found, "het aantal onderdelen", int64(a.limits.Parts))
	}
	return nil
}

// many tells whether a directory has more entries than the limit, whatever the
// record at end says of their number. The directory begins where the record
// says, or where it must begin to end at the record; both are tried.
func (a *Archive) many(data []byte, end int, size, offset uint64) bool {
	return a.walk(data, offset) > a.limits.Parts || size <= uint64(end) && a.walk(data, uint64(end)-size) > a.limits.Parts
}

// walk counts the entries of the directory at offset, to one past the limit.
func (a *Archive) walk(data []byte, offset uint64) (n int) {
	for n <= a.limits.Parts && offset < uint64(len(data)) && offset+headerBytes <= uint64(len(data)) {
		h := data[offset : offset+headerBytes]
		if string(h[:4]) != "PK\x01\x02" {
			break
		}
		n++
		little := binary.LittleEndian
		offset += headerBytes + uint64(little.Uint16(h[28:])) + uint64(little.Uint16(h[30:])) + uint64(little.Uint16(h[32:]))
	}
	return n
}
