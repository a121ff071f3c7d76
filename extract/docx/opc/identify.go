package opc

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Found is what the first bytes of a file say that it is.
type Found struct {
	Container Container
	Name      string // in Dutch, for messages: "Word 97-2003 (.doc)"
}

// Container is the outermost form of a file.
type Container uint8

// The containers that are told apart.
const (
	Unknown   Container = iota
	Empty               // no bytes at all
	Zip                 // begins as a zip file; its entries decide what it holds
	Flat                // an office document in one XML file
	Encrypted           // an office document behind a password
	Foreign             // recognised, and no Office Open XML package
)

// Identify looks at the magic at offset 0. That comes before everything else:
// a zip directory is found from the end of a file, and a .doc or a PDF can
// hold a complete zip.
func Identify(data []byte) Found {
	has := func(magic string) bool { return bytes.HasPrefix(data, []byte(magic)) }
	text := strings.ToLower(string(bytes.TrimLeft(data[:min(len(data), 1024)], "\ufeff \t\r\n")))
	switch {
	case len(data) == 0:
		return Found{Empty, "leeg bestand"}
	case has("PK\x03\x04"):
		return zipped(data)
	case has("PK\x05\x06"):
		return Found{Zip, "leeg zip-bestand"}
	case has("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return compound(data)
	case has("%PDF-"):
		return Found{Foreign, "PDF"}
	case has(`{\rtf`):
		return Found{Foreign, "Rich Text Format (.rtf)"}
	case has("\x89PNG"):
		return Found{Foreign, "PNG-afbeelding"}
	case has("\xff\xd8\xff"):
		return Found{Foreign, "JPEG-afbeelding"}
	case has("II*\x00"), has("MM\x00*"):
		return Found{Foreign, "TIFF-afbeelding"}
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return Found{Foreign, "HTML"}
	case strings.HasPrefix(text, "<") && strings.Contains(text, strings.ToLower(flatSpace)):
		return Found{Flat, foundFlat}
	case strings.HasPrefix(text, "<?xml") && strings.Contains(text, "w:worddocument"):
		return Found{Foreign, "Word 2003 XML"}
	case strings.HasPrefix(text, "<?xml"):
		return Found{Foreign, "XML"}
	}
	return Found{Unknown, "geen Word-document"}
}

// zipped recognises the packages that say what they are in a first, stored
// entry named mimetype.
func zipped(data []byte) Found {
	if len(data) < 30 || int(binary.LittleEndian.Uint16(data[26:])) != len("mimetype") {
		return Found{Zip, "zip-bestand"}
	}
	rest := data[30:min(len(data), 200)]
	if !bytes.HasPrefix(rest, []byte("mimetype")) {
		return Found{Zip, "zip-bestand"}
	}
	for _, known := range [...][2]string{
		{"application/vnd.oasis.opendocument.text", "OpenDocument-tekst (.odt)"},
		{"application/vnd.oasis.opendocument.spreadsheet", "OpenDocument-werkblad (.ods)"},
		{"application/vnd.oasis.opendocument.presentation", "OpenDocument-presentatie (.odp)"},
		{"application/vnd.oasis.opendocument", "OpenDocument"},
		{"application/epub+zip", "EPUB"},
	} {
		if bytes.Contains(rest, []byte(known[0])) {
			return Found{Foreign, known[1]}
		}
	}
	return Found{Zip, "zip-bestand"}
}

// compound tells apart what uses the container of Office 97-2003. Directory
// entries are 128 bytes and lie on multiples of 128, with the name in UTF-16
// first and its length in bytes at 64.
func compound(data []byte) Found {
	found := Found{Foreign, "OLE-bestand van Office 97-2003"}
	for at := 512; at+128 <= len(data); at += 128 {
		length := int(binary.LittleEndian.Uint16(data[at+64:]))
		if length < 10 || length > 64 || length%2 != 0 || data[at+66] != 2 {
			continue
		}
		switch utf16Name(data[at : at+length-2]) {
		case "WordDocument":
			return Found{Foreign, "Word 97-2003 (.doc)"}
		case "EncryptedPackage":
			found = Found{Encrypted, "versleuteld Office-document"}
		case "Workbook", "Book":
			found = Found{Foreign, "Excel 97-2003 (.xls)"}
		case "PowerPoint Document":
			found = Found{Foreign, "PowerPoint 97-2003 (.ppt)"}
		}
	}
	return found
}

func utf16Name(b []byte) string {
	name := make([]byte, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if b[i+1] != 0 {
			return ""
		}
		name = append(name, b[i])
	}
	return string(name)
}
