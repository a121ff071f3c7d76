package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/internal/cfb/cfbtest"
)

// archive writes a zip file of names and contents.
func archive(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		method := zip.Deflate
		if parts[i] == "mimetype" {
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// office writes a package whose main part is at target.
func office(t testing.TB, target, contentType, content string) string {
	return archive(t,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/`+target+`" ContentType="application/vnd.openxmlformats-officedocument.`+contentType+`.main+xml"/></Types>`,
		"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="`+target+`"/></Relationships>`,
		target, content)
}

func word(t testing.TB, target string) string {
	return office(t, target, "wordprocessingml.document", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>De verwerker meldt.</w:t></w:r></w:p></w:body></w:document>`)
}

// compound writes what is needed of an OLE container with one stream.
func compound(stream string) string {
	b := make([]byte, 1024)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i := range len(stream) {
		b[512+2*i] = stream[i]
	}
	binary.LittleEndian.PutUint16(b[512+64:], uint16(2*len(stream)+2))
	b[512+66] = 2
	return string(b)
}

// wide writes ASCII text in UTF-16.
func wide(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

// streams writes an OLE container with streams of a few bytes.
func streams(names ...string) string {
	list := make([]cfbtest.Stream, len(names))
	for i, n := range names {
		list[i] = cfbtest.Stream{Name: n, Data: []byte("geen inhoud")}
	}
	return string(cfbtest.Write(list...))
}

// oldWord writes what is needed of a Word 97-2003 document: the counts of the
// FIB, the text, and the one piece that it is in ([MS-DOC] 2.5.1, 2.9.38).
func oldWord(text string) string {
	le := binary.LittleEndian
	main := make([]byte, 1024, 1024+len(text))
	le.PutUint32(main, 0x00C1A5EC)
	le.PutUint16(main[0x0A:], 0x0200) // the table is 1Table
	le.PutUint16(main[0x20:], 14)
	le.PutUint16(main[0x3E:], 22)
	le.PutUint32(main[0x4C:], uint32(len(text)))
	le.PutUint16(main[0x98:], 0x5D)
	table := []byte{2, 16, 0, 0, 0}
	for _, v := range []uint32{0, uint32(len(text)), 0x08000000, 0x4000} { // the piece: compressed, at 2*1024/2
		table = le.AppendUint32(table, v)
	}
	le.PutUint32(main[0x1A6:], uint32(len(table)))
	return string(cfbtest.Write(cfbtest.Stream{Name: "WordDocument", Data: append(main, text...)}, cfbtest.Stream{Name: "1Table", Data: table}))
}

// paper writes a one-page PDF with a line of text.
func paper(before string) string {
	var b strings.Builder
	b.WriteString(before + "%PDF-1.4\n")
	var offsets []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Length 50 >>\nstream\nBT /F1 12 Tf 72 700 Td (De verwerker meldt.) Tj ET \nendstream",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	} {
		offsets = append(offsets, b.Len()-len(before))
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len() - len(before)
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.String()
}

// openDocument is an OpenDocument text as one part, or as one file with root
// "document".
func openDocument(root string) string {
	return `<?xml version="1.0"?><office:` + root + ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">` +
		`<office:body><office:text><text:p>De verwerker meldt.</text:p></office:text></office:body></office:` + root + `>`
}

func TestOpen(t *testing.T) {
	tests := []struct {
		name, data string
		format     extract.Format
	}{
		{"word", word(t, "word/document.xml"), extract.FormatDOCX},
		{"word with another main part", word(t, "word/document2.xml"), extract.FormatDOCX},
		{"odt", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", openDocument("document-content")), extract.FormatODT},
		{"ott", archive(t, "mimetype", "application/vnd.oasis.opendocument.text-template", "content.xml", openDocument("document-content")), extract.FormatODT},
		{"odt with its parts in another order", archive(t, "content.xml", openDocument("document-content"), "mimetype", "application/vnd.oasis.opendocument.text"), extract.FormatODT},
		{"fodt", openDocument("document"), extract.FormatODT},
		{"old word", oldWord("De verwerker meldt.\r"), extract.FormatDOC},
		{"old word with a zip in it", oldWord("De verwerker meldt.\r") + word(t, "word/document.xml"), extract.FormatDOC},
		{"pdf", paper(""), extract.FormatPDF},
		{"pdf behind rubbish", paper(strings.Repeat("x", 300) + "\n"), extract.FormatPDF},
		{"text", "De verwerker meldt.", extract.FormatText},
		{"text about pdf", "De verwerker meldt. Een bestand begint met %PDF-1.7 of iets anders.", extract.FormatText},
		{"text in windows-1252", "De verwerker meldt. Ge\xefnformeerd.", extract.FormatText},
		{"text in utf-16", "\xff\xfeD\x00e\x00 \x00v\x00e\x00r\x00w\x00e\x00r\x00k\x00e\x00r\x00 \x00m\x00e\x00l\x00d\x00t\x00.\x00", extract.FormatText},
		{"text that begins like a picture", "BM staat voor bewindvoerder. De verwerker meldt.", extract.FormatText},
		{"text that begins like a program", "MZ is een afkorting. De verwerker meldt.", extract.FormatText},
		{"text with fields", "Datum: 3 mei\nAan: Jansen\nBetreft: overeenkomst\n\nDe verwerker meldt.", extract.FormatText},
		{"html", "<!DOCTYPE html><html><body><p>De verwerker meldt.</body></html>", extract.FormatHTML},
		{"html behind a comment", "<!-- x -->\n<body>De verwerker meldt.</body>", extract.FormatHTML},
		{"xhtml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>De verwerker meldt.</body></html>", extract.FormatHTML},
		{"rtf behind a mark of utf-8 and blanks", "\ufeff\r\n" + `{\rtf1\ansi De verwerker meldt.\par}`, extract.FormatRTF},
		{"odt in one file without declaration", strings.TrimPrefix(openDocument("document"), `<?xml version="1.0"?>`), extract.FormatODT},
		{"part of a page", "<div class=\"tekst\"><p>De verwerker meldt.</p></div>\n", extract.FormatHTML},
		{"page from a template", "<meta charset=\"utf-8\">\n<title>x</title><p>De verwerker meldt.</p>", extract.FormatHTML},
		{"html in utf-16 without a mark", wide("<p>De verwerker meldt.</p>"), extract.FormatHTML},
		{"text that begins with a placeholder", "<div. directie> en <naam>\n\nDe verwerker meldt.", extract.FormatText},
		{"web archive", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>De verwerker meldt.\n--x--\n", extract.FormatHTML},
		{"markdown", "# Overeenkomst\n\nDe verwerker meldt.", extract.FormatMarkdown},
	}
	for _, tt := range tests {
		doc, err := extract.Open(context.Background(), extract.Source{Name: tt.name, Data: []byte(tt.data)}, extract.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if doc.Format != tt.format || !strings.Contains(doc.Text, "De verwerker meldt.") {
			t.Errorf("%s: format %s, text %q", tt.name, doc.Format, doc.Text)
		}
		if err := doc.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestNotRead(t *testing.T) {
	tests := []struct {
		name, data string
		reason     error
		found      string // part of the format's name in the message
	}{
		{"empty", "", extract.ErrEmpty, ""},
		{"blank", " \n\n", extract.ErrEmpty, ""},
		{"word without text", office(t, "word/document.xml", "wordprocessingml.document", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>`), extract.ErrEmpty, "Word"},
		{"doc", compound("WordDocument"), extract.ErrDamaged, "Word 97-2003"},
		{"xls", compound("Workbook"), extract.ErrUnsupported, "Excel"},
		{"msg", compound("__properties_version1.0"), extract.ErrUnsupported, "Outlook"},
		{"locked", compound("EncryptedPackage"), extract.ErrEncrypted, ""},
		{"locked in a whole container", streams("EncryptedPackage", "EncryptionInfo"), extract.ErrEncrypted, ""},
		{"doc of nothing", streams("WordDocument", "1Table"), extract.ErrDamaged, "Word 97-2003"},
		{"xls that says so in its directory only", streams("Workbook", "WordDocumenten"), extract.ErrUnsupported, "Excel"},
		{"ppt", streams("PowerPoint Document"), extract.ErrUnsupported, "PowerPoint"},
		{"msg in a whole container", streams("__properties_version1.0"), extract.ErrUnsupported, "Outlook"},
		{"msg with a doc attached", string(cfbtest.Write(cfbtest.Stream{Name: "__properties_version1.0", Data: []byte(streams("WordDocument"))})), extract.ErrUnsupported, "Outlook"},
		{"doc with a zip in it", string(cfbtest.Write(cfbtest.Stream{Name: "WordDocument", Data: []byte(word(t, "word/document.xml"))})), extract.ErrDamaged, "Word 97-2003"},
		{"ole of another program", streams("Contents"), extract.ErrUnsupported, "OLE"},
		{"word 2", "\xdb\xa5\x2d\x00\x00\x00", extract.ErrUnsupported, "Word 2.0"},
		{"xlsx", office(t, "xl/workbook.xml", "spreadsheetml.sheet", "<workbook/>"), extract.ErrUnsupported, "Excel"},
		{"pptx", office(t, "ppt/presentation.xml", "presentationml.presentation", "<p/>"), extract.ErrUnsupported, "PowerPoint"},
		{"ods", archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), extract.ErrUnsupported, "werkblad"},
		{"odt without text", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"), extract.ErrDamaged, "OpenDocument"},
		{"zip", archive(t, "contract.txt", "tekst"), extract.ErrUnsupported, "zip"},
		{"pages", archive(t, "Index/Document.iwa", "x"), extract.ErrUnsupported, "Pages"},
		{"pages of 2009", archive(t, "index.xml", "<x/>", "buildVersionHistory.plist", "x"), extract.ErrUnsupported, "Pages"},
		{"xps", archive(t, "[Content_Types].xml", "<Types/>", "FixedDocumentSequence.fdseq", "<x/>"), extract.ErrUnsupported, "XPS"},
		{"zip of documents as they are", archive(t, "mimetype", word(t, "word/document.xml")+archive(t, "content.xml", "<x/>")), extract.ErrUnsupported, "zip-archief"},
		{"half a package", word(t, "word/document.xml")[:300], extract.ErrDamaged, "Word"},
		{"half a pdf", "%PDF-1.7\n1 0 obj", extract.ErrDamaged, "PDF"},
		{"rtf without text", `{\rtf1\ansi }`, extract.ErrEmpty, "Rich Text"},
		{"flat opc", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">`, extract.ErrDamaged, "Flat OPC"},
		{"word 2003", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x">`, extract.ErrUnsupported, "Word 2003"},
		{"xml", "<?xml version='1.0'?><contract><html>De verwerker</html></contract>", extract.ErrUnsupported, "XML"},
		{"xml without declaration", "<contract xmlns='x'><html>De verwerker</html></contract>", extract.ErrUnsupported, "XML"},
		{"word 2003 in utf-16", "\xff\xfe" + wide(`<?xml version="1.0"?><w:wordDocument>`), extract.ErrUnsupported, "Word 2003 XML"},
		{"shortcut to google docs", `{"":"WARNING!","doc_id":"1a2b","email":"a@b.nl"}`, extract.ErrUnsupported, "snelkoppeling"},
		{"shortcut to a page", "[InternetShortcut]\r\nURL=https://example.org/contract\r\n", extract.ErrUnsupported, "snelkoppeling"},
		{"what macos writes beside a file", "\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ", extract.ErrUnsupported, "macOS"},
		{"winmail.dat", "\x78\x9f\x3e\x22\x01\x00", extract.ErrUnsupported, "winmail.dat"},
		{"e-mail with a page", "To: a@b.nl\nSubject: contract\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>De verwerker", extract.ErrUnsupported, "e-mail"},
		{"png", "\x89PNG\r\n\x1a\n\x00\x00", extract.ErrUnsupported, "PNG"},
		{"jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF", extract.ErrUnsupported, "JPEG"},
		{"tiff", "II*\x00\x08\x00\x00\x00", extract.ErrUnsupported, "TIFF"},
		{"gif", "GIF89a\x01\x00", extract.ErrUnsupported, "GIF"},
		{"webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", extract.ErrUnsupported, "WebP"},
		{"heic", "\x00\x00\x00\x18ftypheic\x00\x00", extract.ErrUnsupported, "HEIC"},
		{"e-mail", "Return-Path: <a@b.nl>\r\nReceived: from x by y\r\n\twith z\r\nSubject: contract\r\nMIME-Version: 1.0\r\n\r\nDe verwerker", extract.ErrUnsupported, "e-mail"},
		{"gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00", extract.ErrUnsupported, "gzip"},
		{"7z", "7z\xbc\xaf\x27\x1c\x00\x04", extract.ErrUnsupported, "7-Zip"},
		{"rar", "Rar!\x1a\x07\x01\x00", extract.ErrUnsupported, "RAR"},
		{"wordperfect", "\xffWPC\x10\x00\x00\x00", extract.ErrUnsupported, "WordPerfect"},
		{"program", "MZ\x90\x00\x03\x00\x00\x00", extract.ErrUnsupported, "programma"},
		{"unknown", "\x00\x01\x02\x03\x04", extract.ErrUnsupported, "binair"},
	}
	for _, tt := range tests {
		_, err := extract.Open(context.Background(), extract.Source{Name: tt.name + ".docx", Data: []byte(tt.data)}, extract.Options{})
		var typed *extract.Error
		if !errors.As(err, &typed) || !errors.Is(err, tt.reason) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.reason)
			continue
		}
		if !strings.Contains(typed.Found, tt.found) || typed.Remedy == "" || typed.Name != tt.name+".docx" {
			t.Errorf("%s: %v names %q, remedy %q", tt.name, err, typed.Found, typed.Remedy)
		}
	}
}

func TestOpenFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "overeenkomst.txt")
	if err := os.WriteFile(file, []byte("De verwerker meldt."), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, err := extract.OpenFile(context.Background(), file, extract.Options{})
	if err != nil || doc.Name != "overeenkomst.txt" || doc.Text != "De verwerker meldt." {
		t.Fatalf("%+v, %v", doc, err)
	}
	_, err = extract.OpenFile(context.Background(), filepath.Join(dir, "weg.txt"), extract.Options{})
	if !errors.Is(err, extract.ErrFile) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err = extract.OpenFile(context.Background(), dir, extract.Options{}); !errors.Is(err, extract.ErrFile) || !strings.Contains(err.Error(), "map") {
		t.Errorf("directory: %v", err)
	}
	if _, err = extract.OpenFile(context.Background(), file, extract.Options{Limits: extract.Limits{FileBytes: 4}}); !errors.Is(err, extract.ErrLimit) {
		t.Errorf("large file: %v", err)
	}
	// Of many files with one base name the message must tell which it was.
	damaged := filepath.Join(dir, "kapot.pdf")
	if err := os.WriteFile(damaged, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = extract.OpenFile(context.Background(), damaged, extract.Options{}); err == nil || !strings.HasPrefix(err.Error(), damaged+": ") {
		t.Errorf("damaged file: %v does not begin with the path", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = extract.OpenFile(ctx, file, extract.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// What comes in pieces, of any size, is whole; what never comes is an error.
func TestReadSourcePieces(t *testing.T) {
	want := bytes.Repeat([]byte("verwerker "), 30_000)
	for _, r := range []io.Reader{bytes.NewReader(want), iotest.OneByteReader(bytes.NewReader(want)), iotest.HalfReader(bytes.NewReader(want)), iotest.DataErrReader(bytes.NewReader(want))} {
		src, err := extract.ReadSource("-", r, extract.Limits{FileBytes: int64(len(want))})
		if err != nil || !bytes.Equal(src.Data, want) {
			t.Errorf("%T: %d bytes, %v", r, len(src.Data), err)
		}
		if _, err := extract.ReadSource("-", io.MultiReader(bytes.NewReader(want), strings.NewReader("x")), extract.Limits{FileBytes: int64(len(want))}); !errors.Is(err, extract.ErrLimit) {
			t.Errorf("a byte too many: %v", err)
		}
	}
	if _, err := extract.ReadSource("-", silent{}, extract.Limits{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader that gives nothing: %v", err)
	}
}

// silent is a reader without bytes and without an end.
type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func TestReadSource(t *testing.T) {
	src, err := extract.ReadSource("-", strings.NewReader("tekst"), extract.Limits{})
	if err != nil || src.Name != "-" || string(src.Data) != "tekst" {
		t.Errorf("%+v, %v", src, err)
	}
	if _, err := extract.ReadSource("-", strings.NewReader("te lang"), extract.Limits{FileBytes: 3}); !errors.Is(err, extract.ErrLimit) {
		t.Errorf("limit: %v", err)
	}
	if _, err := extract.ReadSource("-", iotest.ErrReader(errors.New("kapot")), extract.Limits{}); !errors.Is(err, extract.ErrFile) {
		t.Errorf("broken reader: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(word(f, "word/document.xml")))
	f.Add([]byte(office(f, "xl/workbook.xml", "spreadsheetml.sheet", "<x/>")))
	f.Add([]byte(paper("")))
	f.Add([]byte(compound("EncryptedPackage")))
	f.Add([]byte("# Kop\n\n- a\n"))
	f.Add([]byte("<html>"))
	limits := extract.Limits{FileBytes: 1 << 16, PartBytes: 1 << 18, TotalBytes: 1 << 20, TextBytes: 1 << 16, Pages: 50, Parts: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := extract.Open(context.Background(), extract.Source{Name: "x", Data: data}, extract.Options{Limits: limits})
		if err != nil {
			var typed *extract.Error
			if !errors.As(err, &typed) {
				t.Fatalf("untyped error: %v", err)
			}
			if strings.HasPrefix(fmt.Sprint(typed.Err), "panic") {
				t.Fatalf("a reader panicked: %v", typed.Err)
			}
			return
		}
		if err := doc.Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

func ExampleOpen() {
	src := extract.Source{Name: "contract.md", Data: []byte("# Verwerkersovereenkomst\n\n## Artikel 4. Datalekken\n\n4.1 De Verwerker meldt een inbreuk binnen 24 uur.\n")}
	doc, err := extract.Open(context.Background(), src, extract.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%s [%s] %s\n", b.Kind, b.Label, doc.Text[b.Body:b.Span.End])
	}
	// Output:
	// heading [] Verwerkersovereenkomst
	// heading [Artikel 4] Datalekken
	// paragraph [4.1] De Verwerker meldt een inbreuk binnen 24 uur.
}

func ExampleOpen_unsupported() {
	_, err := extract.Open(context.Background(), extract.Source{Name: "scan.jpg", Data: []byte("\xff\xd8\xff\xe0\x00\x10JFIF")}, extract.Options{})
	fmt.Println(err)
	fmt.Println(errors.Is(err, extract.ErrUnsupported))
	// Output:
	// scan.jpg: dit formaat wordt niet gelezen (JPEG-afbeelding); maak er met tekstherkenning (OCR) een doorzoekbare PDF van
	// true
}
