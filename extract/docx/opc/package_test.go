package opc

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/document"
)

// entry is a part for pack.
type entry struct{ name, content string }

const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/Document.xml" ContentType="application/main"/></Types>`

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, data []byte, limits document.Limits) *Package {
	t.Helper()
	p, err := Open(document.Source{Name: "a.docx", Data: data}, limits)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// compoundFile is a CFB header and one sector of directory entries.
func compoundFile(names ...string) []byte {
	data := make([]byte, 512+128*len(names))
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i, name := range names {
		at := 512 + 128*i
		for k := range len(name) {
			data[at+2*k] = name[k]
		}
		binary.LittleEndian.PutUint16(data[at+64:], uint16(2*len(name)+2))
		data[at+66] = 2
	}
	return data
}

func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		data      string
		container Container
		name      string
	}{
		{"", Empty, "leeg bestand"},
		{string(pack(t, entry{"a", "b"})), Zip, "zip-bestand"},
		{string(pack(t)), Zip, "leeg zip-bestand"},
		{"PK\x03\x04" + strings.Repeat("\x00", 22) + "\x08\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.text", Foreign, "OpenDocument-tekst (.odt)"},
		{string(compoundFile("Root", "EncryptionInfo", "EncryptedPackage")), Encrypted, "versleuteld Office-document"},
		{string(compoundFile("EncryptedPackage", "WordDocument")), Foreign, "Word 97-2003 (.doc)"},
		{string(compoundFile("Workbook")), Foreign, "Excel 97-2003 (.xls)"},
		{string(compoundFile()), Foreign, "OLE-bestand van Office 97-2003"},
		{"%PDF-1.7", Foreign, "PDF"},
		{`{\rtf1`, Foreign, "Rich Text Format (.rtf)"},
		{"\x89PNG\r\n", Foreign, "PNG-afbeelding"},
		{"  <!DOCTYPE HTML>", Foreign, "HTML"},
		{"\ufeff<html>", Foreign, "HTML"},
		{`<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">`, Flat, "Word-document in één XML-bestand (Flat OPC)"},
		{"Tussen partijen", Unknown, "geen Word-document"},
		{strings.Repeat("x", 400) + string(pack(t, entry{"a", "b"})), Unknown, "geen Word-document"},
	} {
		if got := Identify([]byte(c.data)); got.Container != c.container || got.Name != c.name {
			t.Errorf("%.20q: got %v, want %v %s", c.data, got, c.container, c.name)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	good := pack(t, entry{"a.xml", "<a/>"})
	for _, c := range []struct {
		name   string
		data   []byte
		limits document.Limits
		reason error
	}{
		{"nothing", nil, document.Limits{}, document.ErrEmpty},
		{"text", []byte("abc"), document.Limits{}, document.ErrUnsupported},
		{"encrypted", compoundFile("EncryptedPackage"), document.Limits{}, document.ErrEncrypted},
		{"cut in half", good[:len(good)/2], document.Limits{}, document.ErrDamaged},
		{"directory overwritten", bytes.Replace(good, []byte("PK\x01\x02"), []byte("PK\x01\x03"), 1), document.Limits{}, document.ErrDamaged},
		{"file too large", good, document.Limits{FileBytes: 10}, document.ErrLimit},
		{"too many entries", pack(t, entry{"a", ""}, entry{"b", ""}, entry{"c", ""}), document.Limits{Parts: 2}, document.ErrLimit},
		{"twice the same name", pack(t, entry{"word/a.xml", "1"}, entry{"word/a.xml", "2"}), document.Limits{}, document.ErrDamaged},
		{"twice but for case and path", pack(t, entry{"word/a.xml", "1"}, entry{`Word\x\..\A.xml`, "2"}), document.Limits{}, document.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(document.Source{Name: "a.docx", Data: c.data}, c.limits)
			var typed *document.Error
			if !errors.Is(err, c.reason) || !errors.As(err, &typed) || typed.Name != "a.docx" {
				t.Errorf("got %v, want %v", err, c.reason)
			}
		})
	}
}

// TestLyingEntryCount: the end record says that there is one entry.
func TestLyingEntryCount(t *testing.T) {
	var entries []entry
	for i := range 300 {
		entries = append(entries, entry{fmt.Sprint(i), ""})
	}
	data := pack(t, entries...)
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(data[end+8:], 1)
	binary.LittleEndian.PutUint16(data[end+10:], 1)
	if _, err := Open(document.Source{Name: "a", Data: data}, document.Limits{Parts: 20}); !errors.Is(err, document.ErrLimit) {
		t.Errorf("got %v, want a limit", err)
	}
}

// TestZipPassword: bit 0 of the flags of an entry.
func TestZipPassword(t *testing.T) {
	data := pack(t, entry{"word/document.xml", "x"})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	data[at+8] |= 1
	if _, err := Open(document.Source{Name: "a", Data: data}, document.Limits{}); !errors.Is(err, document.ErrEncrypted) {
		t.Errorf("got %v, want encrypted", err)
	}
}

func TestReadLimits(t *testing.T) {
	bomb := strings.Repeat(" ", 20<<20)
	for _, c := range []struct {
		name    string
		content string
		limits  document.Limits
		reason  error
	}{
		{"fits", "0123456789", document.Limits{PartBytes: 10}, nil},
		{"part too large", "0123456789A", document.Limits{PartBytes: 10}, document.ErrLimit},
		{"total too large", "0123456789A", document.Limits{TotalBytes: 10}, document.ErrLimit},
		{"bomb by its ratio", bomb, document.Limits{}, document.ErrLimit},
		{"the same with a higher ratio", bomb, document.Limits{InflateRate: 5000}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, pack(t, entry{"a", c.content}), c.limits)
			got, err := p.Read(t.Context(), "a")
			if !errors.Is(err, c.reason) || c.reason == nil && (err != nil || got != c.content) {
				t.Errorf("got %d bytes, %v; want %v", len(got), err, c.reason)
			}
		})
	}
}

func TestTotalAddsUp(t *testing.T) {
	p := open(t, pack(t, entry{"a", "12345"}, entry{"b", "12345"}), document.Limits{TotalBytes: 9})
	if _, err := p.Read(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Read(t.Context(), "b"); !errors.Is(err, document.ErrLimit) {
		t.Errorf("got %v, want a limit", err)
	}
}

// TestDeclaredSizeLies: an entry that inflates to more than it declares is
// damaged, and no more than the declared size is taken.
func TestDeclaredSizeLies(t *testing.T) {
	data := pack(t, entry{"a", strings.Repeat("x", 100_000)})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	for _, size := range []uint32{10, 50 << 20} {
		binary.LittleEndian.PutUint32(data[at+24:], size)
		p := open(t, data, document.Limits{})
		if _, err := p.Read(t.Context(), "a"); !errors.Is(err, document.ErrDamaged) && !errors.Is(err, document.ErrLimit) {
			t.Errorf("declared %d: got %v, want damaged or a limit", size, err)
		}
	}
}

func TestReadStopsWithContext(t *testing.T) {
	p := open(t, pack(t, entry{"a", strings.Repeat("x", 1<<20)}), document.Limits{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Read(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
}

func TestRelationships(t *testing.T) {
	const xml = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="2" Type="x/footnotes" Target="/word/notes%201.xml"/>` +
		`<Relationship Id="3" Type="x/image" Target="../../../etc/passwd"/>` +
		`<Relationship Id="4" Type="x/hyperlink" Target="https://example.nl/" TargetMode="External"/></Relationships>`
	p := open(t, pack(t, entry{"word/_rels/document.xml.rels", xml}), document.Limits{})
	got, err := p.Relationships(t.Context(), "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	want := []Relationship{{"1", "styles", "word/styles.xml", false}, {"2", "footnotes", "word/notes 1.xml", false},
		{"3", "image", "etc/passwd", false}, {"4", "hyperlink", "https://example.nl/", true}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
	if none, err := p.Relationships(t.Context(), "word/styles.xml"); none != nil || err != nil {
		t.Errorf("a part without relationships: %v, %v", none, err)
	}
}

func TestContentTypes(t *testing.T) {
	p := open(t, pack(t, entry{"[Content_Types].xml", types}, entry{"word/document.xml", "<a/>"}, entry{"b.XML", ""}), document.Limits{})
	for name, want := range map[string]string{"word/document.xml": "application/main", "b.XML": "application/xml", "c.png": ""} {
		if got := p.ContentType(t.Context(), name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := p.PartOfType(t.Context(), "application/main"); got != "word/document.xml" {
		t.Errorf("part of the type: got %q", got)
	}
	none := open(t, pack(t, entry{"a", ""}), document.Limits{})
	if none.ContentType(t.Context(), "a") != "" || !none.Untyped {
		t.Error("a package without content types does not say so")
	}
}

func TestExcerptAndMatches(t *testing.T) {
	content := strings.Repeat("De Verwerker. ", 5000)
	p := open(t, pack(t, entry{"x", "1"}, entry{"word/a", content}, entry{"y", "2"}), document.Limits{})
	excerpt, err := p.Excerpt("word/a")
	if err != nil {
		t.Fatal(err)
	}
	small := open(t, excerpt, document.Limits{})
	got, err := small.Read(t.Context(), "word/a")
	if err != nil || got != content || small.Has("x") {
		t.Errorf("the excerpt differs: %d bytes, %v", len(got), err)
	}
	if !p.Matches("word/a", content) || p.Matches("word/a", content[:len(content)-1]+"!") || p.Matches("word/a", content[1:]) || p.Matches("z", "") {
		t.Error("Matches does not tell the part's bytes from others")
	}
	if _, err := p.Excerpt("missing"); !errors.Is(err, ErrNoPart) {
		t.Errorf("got %v, want a missing part", err)
	}
}

// FuzzOpen looks for crashes and for parts beyond the limits.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, entry{"[Content_Types].xml", types}, entry{"_rels/.rels", "<a/>"}))
	f.Add(compoundFile("EncryptedPackage"))
	limits := document.Limits{PartBytes: 1 << 20, TotalBytes: 2 << 20, Parts: 100}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open(document.Source{Name: "a", Data: data}, limits)
		if err != nil {
			var typed *document.Error
			if !errors.As(err, &typed) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		p.ContentType(t.Context(), "a")
		for _, name := range p.Names() {
			if s, err := p.Read(t.Context(), name); err == nil && len(s) > 1<<20 {
				t.Fatalf("%d bytes of one part", len(s))
			}
			if _, err := p.Relationships(t.Context(), name); err == nil && p.Inflated() > 2<<20 {
				t.Fatalf("%d bytes in all", p.Inflated())
			}
		}
	})
}
