package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

// badFiles are small files that cannot be read, each for its own reason.
func badFiles() map[string][]byte {
	whole := minimalPDF("")
	return map[string][]byte{
		"leeg.docx":          {},
		"plaatje.pdf":        append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"), make([]byte, 64)...),
		"beveiligd.pdf":      minimalPDF("/Encrypt 5 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"),
		"afgekapt.pdf":       whole[:len(whole)/3],
		"beveiligd.docx":     compoundFile("EncryptionInfo", "EncryptedPackage"),
		"oud.doc":            compoundFile("WordDocument", "1Table"),
		"kapot.docx":         append([]byte("PK\x03\x04"), bytes.Repeat([]byte{0x14, 0, 9}, 40)...),
		"heel.pdf":           whole,
		"stuur\x1b[31m.docx": {},
	}
}

// minimalPDF writes a page with one sentence; extra goes into the trailer, and
// object 5 is a standard security handler with a user password that is not
// empty (ISO 32000-1, 7.6.3).
func minimalPDF(extra string) []byte {
	content := "BT /F1 12 Tf 72 720 Td (Leverancier meldt een inbreuk binnen 24 uur aan Klant.) Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%064x> /U <%064x> >>", 1, 2),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, extra, xref)
	return b.Bytes()
}

// compoundFile writes an OLE compound file (MS-CFB) with empty streams of these
// names: what an encrypted or an old Word document is inside.
func compoundFile(streams ...string) []byte {
	const (
		sector     = 512
		free       = 0xffffffff
		endOfChain = 0xfffffffe
		fatSector  = 0xfffffffd
	)
	le := binary.LittleEndian
	header := make([]byte, sector)
	copy(header, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le.PutUint16(header[24:], 0x3e)       // minor version
	le.PutUint16(header[26:], 3)          // major version
	le.PutUint16(header[28:], 0xfffe)     // little endian
	le.PutUint16(header[30:], 9)          // sectors of 512 bytes
	le.PutUint16(header[32:], 6)          // mini sectors of 64
	le.PutUint32(header[44:], 1)          // one FAT sector
	le.PutUint32(header[48:], 1)          // the directory is in sector 1
	le.PutUint32(header[56:], 4096)       // cutoff of mini streams
	le.PutUint32(header[60:], endOfChain) // no mini FAT
	le.PutUint32(header[68:], endOfChain) // no further FAT sectors
	for i := 76; i < sector; i += 4 {
		le.PutUint32(header[i:], free)
	}
	le.PutUint32(header[76:], 0) // the FAT is in sector 0
	fat := bytes.Repeat([]byte{0xff}, sector)
	le.PutUint32(fat[0:], fatSector)
	le.PutUint32(fat[4:], endOfChain)
	directory := make([]byte, sector)
	for i, name := range append([]string{"Root Entry"}, streams...) {
		entry := directory[i*128:]
		units := utf16.Encode([]rune(name))
		for j, u := range units {
			le.PutUint16(entry[2*j:], u)
		}
		le.PutUint16(entry[64:], uint16(2*len(units)+2))
		entry[66], entry[67] = 2, 1 // a stream, black
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(entry[at:], free)
		}
		le.PutUint32(entry[116:], endOfChain)
		if i == 0 {
			entry[66] = 5 // the root
			le.PutUint32(entry[76:], 1)
		} else if i < len(streams) {
			le.PutUint32(entry[72:], uint32(i+1))
		}
	}
	return append(append(header, fat...), directory...)
}
