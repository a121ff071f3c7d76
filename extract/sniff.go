package extract

import (
	"bytes"
	"context"
	"strings"

	"github.com/clausule/clausule/extract/doc"
	"github.com/clausule/clausule/extract/docx/opc"
	"github.com/clausule/clausule/extract/html"
	"github.com/clausule/clausule/extract/internal/cfb"
	"github.com/clausule/clausule/extract/internal/zipguard"
	"github.com/clausule/clausule/extract/odt"
	"github.com/clausule/clausule/extract/pdf"
	"github.com/clausule/clausule/extract/plain"
	"github.com/clausule/clausule/extract/rtf"
)

// found is what a file's bytes say that it is: a reader, or a format that is
// not read, with the way out.
type found struct {
	name   string // in Dutch, for messages
	read   func(context.Context, Source, Options) (*Document, error)
	reason error
	remedy string
}

func (f found) error(name string) error {
	return &Error{Name: name, Reason: f.reason, Found: f.name, Remedy: f.remedy}
}

// What to do with a file in a format that is not read.
const (
	saveAs    = "sla het op als DOCX of PDF"
	printPDF  = "druk het af of exporteer het naar PDF"
	recognise = "maak er met tekstherkenning (OCR) een doorzoekbare PDF van"
	unpack    = "pak het uit en bied de bestanden afzonderlijk aan"
	attached  = "sla de bijlage met het contract op en bied die aan"
	other     = "bied het contract zelf aan, als DOCX, PDF of platte tekst"
)

func unsupported(name, remedy string) found {
	return found{name: name, reason: ErrUnsupported, remedy: remedy}
}

// magics are the formats known by their first bytes.
var magics = [...]struct{ magic, name, remedy string }{
	{"\x89PNG\r\n\x1a\n", "PNG-afbeelding", recognise},
	{"\xff\xd8\xff", "JPEG-afbeelding", recognise},
	{"II*\x00", "TIFF-afbeelding", recognise},
	{"MM\x00*", "TIFF-afbeelding", recognise},
	{"II+\x00", "TIFF-afbeelding", recognise},
	{"MM\x00+", "TIFF-afbeelding", recognise},
	{"GIF87a", "GIF-afbeelding", recognise},
	{"GIF89a", "GIF-afbeelding", recognise},
	{"AT&TFORM", "DjVu-document", recognise},
	{"%!PS", "PostScript", "zet het om naar PDF"},
	{"\xffWPC", "WordPerfect-document", saveAs},
	{"\xdb\xa5\x2d\x00", "Word 2.0-document (.doc)", saveAs},
	{"\x31\xbe\x00\x00", "Word voor DOS- of Write-document", saveAs},
	{"\x1f\x8b", "gzip-archief", unpack},
	{"BZh", "bzip2-archief", unpack},
	{"\xfd7zXZ\x00", "xz-archief", unpack},
	{"\x28\xb5\x2f\xfd", "zstd-archief", unpack},
	{"7z\xbc\xaf\x27\x1c", "7-Zip-archief", unpack},
	{"Rar!\x1a\x07", "RAR-archief", unpack},
	{"MSCF\x00", "CAB-archief", unpack},
	{"\x7fELF", "programmabestand", other},
	{"\xcf\xfa\xed\xfe", "programmabestand", other},
	{"\xca\xfe\xba\xbe", "programmabestand", other},
	{"\x00\x05\x16\x07", "begeleidend bestand van macOS (._…)", "bied het bestand aan dat dezelfde naam heeft zonder ._ ervoor"},
	{"\x78\x9f\x3e\x22", "winmail.dat van Outlook", attached},
	{"\xc5\xd0\xd3\xc6", "PostScript", "zet het om naar PDF"},
	{"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "OneNote-sectie", printPDF},
	{"SQLite format 3\x00", "SQLite-databank", other},
	{"ID3", "geluidsbestand", other},
	{"OggS", "geluidsbestand", other},
}

// sniff finds the format. The magic at offset 0 decides before all else: a
// Word file can hold a PDF and a PDF a zip file.
func sniff(data []byte) found {
	if len(data) == 0 {
		return found{reason: ErrEmpty, remedy: "controleer of het bestand volledig is gekopieerd"}
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.magic)) && (len(m.magic) > 3 || binaryHead(data)) {
			return unsupported(m.name, m.remedy)
		}
	}
	if f, ok := compound(data); ok {
		return f
	}
	switch opc.Identify(data).Container {
	case opc.Flat:
		return found{name: wordFile, read: readWord}
	case opc.Zip, opc.Encrypted:
		return zipped(data)
	}
	if f, ok := framed(data); ok {
		return f
	}
	if rtf.Is(data) {
		return found{name: "Rich Text Format (.rtf)", read: rtf.Read}
	}
	if at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); at == 0 || at > 0 && bytes.Contains(data, []byte("endobj")) {
		return found{name: "PDF", read: pdf.Read}
	}
	if html.Is(data) {
		return found{name: "HTML", read: html.Read}
	}
	if f := opc.Identify(data); f.Container == opc.Foreign {
		return foreign(f.Name, data)
	}
	if f, ok := markup(data); ok {
		return f
	}
	if f, ok := marked(data); ok {
		return f
	}
	return found{name: "tekst", read: plain.Read}
}

// binaryHead tells whether the first bytes are no text, so that a short magic
// does not mistake a text that begins with the same letters.
func binaryHead(data []byte) bool {
	return bytes.ContainsFunc(data[:min(len(data), 512)], func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f'
	})
}

// compound tells apart what uses the container of Office 97-2003 by the streams
// that stand in its root: a workbook can hold a Word document, and a message
// one that is attached. A container that cannot be opened is left to the
// readers, which say what is wrong with it.
func compound(data []byte) (found, bool) {
	file, err := cfb.Open(data)
	if err != nil {
		if opc.Identify(data).Name == oldWord {
			return found{name: oldWord, read: doc.Read}, true
		}
		return found{}, false
	}
	for _, n := range [...]struct {
		stream string
		is     found
	}{
		{"WordDocument", found{name: oldWord, read: doc.Read}},
		{"EncryptedPackage", found{name: wordFile, read: readWord}}, // or a workbook; nobody can tell
		{"Workbook", unsupported("Excel 97-2003 (.xls)", printPDF)},
		{"Book", unsupported("Excel 97-2003 (.xls)", printPDF)},
		{"PowerPoint Document", unsupported("PowerPoint 97-2003 (.ppt)", printPDF)},
		{"__properties_version1.0", unsupported("Outlook-bericht (.msg)", attached)},
	} {
		if file.Has(n.stream) {
			return n.is, true
		}
	}
	return unsupported("OLE-bestand van Office 97-2003", saveAs), true
}

const oldWord = "Word 97-2003 (.doc)"

// zipped tells a package that may be a Word document from other files in a zip
// or OLE container; the reader itself finds out what the main part is. A
// directory that cannot be read is left to the reader that fits the bytes, which
// says what is wrong with it.
func zipped(data []byte) found {
	if opc.Identify(data).Container == opc.Encrypted {
		return found{name: wordFile, read: readWord}
	}
	dir, err := zipguard.Open(Source{Data: data}, "zip-archief", Limits{FileBytes: int64(len(data))})
	has := func(name string) bool { return bytes.Contains(data, []byte(name)) }
	if err == nil {
		// Of the parts themselves, and not of documents that stand in the
		// archive as they are.
		has = dir.Has
	}
	switch {
	case has("[Content_Types].xml") && !(err == nil && has("FixedDocumentSequence.fdseq")), has("word/document.xml"):
		return found{name: wordFile, read: readWord}
	case has("content.xml"): // its first entry is not the media type, as it should be
		return found{name: "OpenDocument", read: odt.Read}
	}
	for _, n := range [...]struct{ entry, name, remedy string }{
		{"Index/Document.iwa", apple, exportApple},
		{"Index.zip", apple, exportApple},
		{"buildVersionHistory.plist", apple, exportApple}, // of 2009
		{"FixedDocumentSequence.fdseq", "XPS-document", "druk het af naar PDF"},
		{"META-INF/MANIFEST.MF", "programmabestand", other},
	} {
		if has(n.entry) {
			return unsupported(n.name, n.remedy)
		}
	}
	return unsupported("zip-archief", unpack)
}

const (
	apple       = "Pages-, Numbers- of Keynote-document"
	exportApple = "exporteer het naar Word of PDF"
)

// markup tells apart what is written in XML without a declaration, or in UTF-16.
func markup(data []byte) (found, bool) {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimLeft(head, "\ufeff \t\r\n")
	if root, _, _ := bytes.Cut(head, []byte(">")); bytes.HasPrefix(root, []byte("<")) && bytes.Contains(root, []byte(" xmlns")) {
		head = append([]byte("<?xml?>"), head...)
	}
	switch f := opc.Identify(head); f.Container {
	case opc.Flat:
		return found{name: wordFile, read: readWord}, true
	case opc.Foreign:
		return foreign(f.Name, head), true
	}
	return found{}, false
}

// framed reads the formats whose magic stands behind a length or a signature
// of a container.
func framed(data []byte) (found, bool) {
	at := func(offset int, magic string) bool {
		return len(data) >= offset+len(magic) && string(data[offset:offset+len(magic)]) == magic
	}
	switch {
	case at(0, "RIFF") && at(8, "WEBP"):
		return unsupported("WebP-afbeelding", recognise), true
	case at(0, "RIFF"):
		return unsupported("geluids- of videobestand", other), true
	case at(0, "BM") && binaryHead(data):
		return unsupported("BMP-afbeelding", recognise), true
	case at(4, "ftyp"):
		for _, brand := range [...]string{"heic", "heix", "hevc", "mif1", "msf1", "avif"} {
			if at(8, brand) {
				return unsupported("HEIC-afbeelding", recognise), true
			}
		}
		return unsupported("geluids- of videobestand", other), true
	case at(257, "ustar"):
		return unsupported("tar-archief", unpack), true
	case at(0, "MZ") && binaryHead(data):
		return unsupported("programmabestand", other), true
	}
	return found{}, false
}

// foreign gives the remedy for a format that opc knows by name.
func foreign(name string, data []byte) found {
	switch {
	case strings.HasPrefix(name, "OLE"):
		// Property streams of Outlook messages have names of their own.
		if bytes.Contains(data, utf16("__properties_version1.0")) {
			return unsupported("Outlook-bericht (.msg)", attached)
		}
		return unsupported(name, saveAs)
	case name == "OpenDocument-tekst (.odt)":
		return found{name: name, read: odt.Read}
	case name == "XML" && bytes.Contains(data[:min(len(data), 4096)], []byte("urn:oasis:names:tc:opendocument")):
		return found{name: "OpenDocument in één XML-bestand", read: odt.Read}
	case strings.HasPrefix(name, "Excel"), strings.HasPrefix(name, "PowerPoint"), strings.Contains(name, "werkblad"), strings.Contains(name, "presentatie"):
		return unsupported(name, printPDF)
	case name == "EPUB", name == "XML":
		return unsupported(name, printPDF)
	}
	return unsupported(name, saveAs)
}

func utf16(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// marked recognises what is written in text and yet is no contract's text:
// e-mail messages, and files that only say where a document is.
func marked(data []byte) (found, bool) {
	text := strings.ToLower(string(bytes.TrimLeft(data[:min(len(data), 4096)], "\ufeff \t\r\n")))
	if message(text) {
		return unsupported("e-mailbericht", attached), true
	}
	if strings.HasPrefix(text, "[internetshortcut]") || len(data) < 4096 && strings.HasPrefix(text, "{") && strings.Contains(text, `"doc_id"`) {
		return unsupported("snelkoppeling naar een document op internet", "download het document zelf, als DOCX of PDF"), true
	}
	return found{}, false
}

// message tells whether text begins with the header of an e-mail: field names
// only, among them some that no one types.
func message(text string) bool {
	fields, machine := 0, false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' || fields == 0 && strings.HasPrefix(line, "from ") {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || strings.ContainsAny(name, " \t") {
			return machine && fields >= 3 && len(text) >= 4000
		}
		fields++
		switch name {
		case "message-id", "mime-version", "received", "return-path", "dkim-signature", "delivered-to":
			machine = true
		}
	}
	return machine && fields >= 3
}
