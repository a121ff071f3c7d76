package font

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

func TestRuneOfName(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "eacute": "é", "zyz": "", "fi": "ﬁ", "f_i": "fi", "Euro": "€", "one.oldstyle": "1", "uni20AC": "€", "u1F600": "😀",
		"uniD800": "", ".notdef": "", "": "", "A.sc": "A", "zukatakana": "ズ", "f__i": "", "quoteright": "’",
	} {
		if got := RuneOfName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	tests := []struct {
		name string
		e    *encoding
		code int
		want string
	}{
		{"standard", standardEncoding(), 0x27, "’"}, {"standard", standardEncoding(), 0xae, "ﬁ"}, {"standard", standardEncoding(), 0xc8, "¨"},
		{"standard", standardEncoding(), 0xe1, "Æ"}, {"standard", standardEncoding(), 0xfb, "ß"}, {"standard", standardEncoding(), 0xd0, "—"}, {"standard", standardEncoding(), 0xc0, ""},
		{"windows", winAnsiEncoding(), 0x80, "€"}, {"windows", winAnsiEncoding(), 0x95, "•"}, {"windows", winAnsiEncoding(), 0xeb, "ë"}, {"windows", winAnsiEncoding(), 0xa0, " "},
		{"mac", macRomanEncoding(), 0x8e, "é"}, {"mac", macRomanEncoding(), 0xd5, "’"},
		{"symbol", symbolEncoding(), 0x61, "α"}, {"symbol", symbolEncoding(), 0xb7, "•"}, {"symbol", symbolEncoding(), 0xb3, "≥"}, {"symbol", symbolEncoding(), 0xde, "⇒"}, {"symbol", symbolEncoding(), 0xf2, "∫"},
	}
	for _, tt := range tests {
		if got := tt.e[tt.code]; got != tt.want {
			t.Errorf("%s %#x: %q, want %q", tt.name, tt.code, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"gewoon": "gewoon", "ﬁnancieel eﬃciënt": "financieel efficiënt", "a\u00a0b\tc": "a b c", "\x00\u200b\ufeff": "",
		"\uf0b7": "•", "\uf0a8": "☐", "\uf731\uf739": "19", "\uf761\uf7e9": "AÉ", "\uf041": "A", "wo\u00adrd": "wo\u00adrd",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := clean("\uf0fe\uf06e", wingdings); got != "☑•" {
		t.Errorf("Wingdings: %q", got)
	}
}

func TestParseCMap(t *testing.T) {
	m := ParseCMap([]byte(`/CIDInit /ProcSet findresource begin begincmap
		2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
		3 beginbfchar <01> <0041> <8001> <00660069> <05> /eacute endbfchar
		4 beginbfrange <10> <12> <0061> <80FE> <8101> <00FE> <20> <21> [<0058> <0059>] <00000000> <FFFFFFFF> <0041> endbfrange
		1 begincidrange <8000> <80FF> 100 endcidrange 1 begincidchar <8100> 7 endcidchar
		/WMode 1 def endcmap`))
	for code, want := range map[uint32]string{1: "A", 0x8001: "fi", 5: "é", 0x10: "a", 0x12: "c", 0x8101: "ā", 0x20: "X", 0x21: "Y"} {
		if got, ok := m.Text(code); got != want || !ok {
			t.Errorf("%#x: %q, want %q", code, got, want)
		}
	}
	if got, ok := m.Text(0x7777); ok {
		t.Errorf("a code of a range over the limit gives %q", got)
	}
	if id, _ := m.ID(0x8010, 2); id != 116 {
		t.Errorf("identifier %d, want 116", id)
	}
	if id, _ := m.ID(0x8100, 2); id != 7 {
		t.Errorf("identifier %d, want 7", id)
	}
	if !m.Vertical || codeBytes(m, "\x01") != 1 || codeBytes(m, "\x80\x01") != 2 || m.onlySingleBytes() {
		t.Error("writing mode or code widths")
	}
}

func codeBytes(m *CMap, s string) int {
	_, n := m.next(s, 2)
	return n
}

// load reads the font that is object 2 of a file.
func load(t *testing.T, objects ...string) *Font {
	t.Helper()
	file, err := object.Rebuild(t.Context(), pdftest.File("", append([]string{"<< /Type /Catalog /Pages << /F 2 0 R >> >>"}, objects...)...), object.Options{Limits: object.Limits{StreamBytes: 1 << 20, TotalBytes: 1 << 20, Rate: 200}})
	if err != nil {
		t.Fatal(err)
	}
	return NewLoader(file).Load(t.Context(), file.Trailer().Key("Root").Key("Pages").Key("F"))
}

// show decodes a string: its text, and its width in thousandths of an em.
func show(f *Font, s string) string {
	var text strings.Builder
	width := 0.0
	for len(s) > 0 {
		g, n := f.Next(s)
		text.WriteString(g.Text)
		width += g.Width
		s = s[n:]
	}
	return fmt.Sprintf("%s %.0f", text.String(), width*1000)
}

func TestLoad(t *testing.T) {
	unicode := pdftest.Stream("", []byte("1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0001> <0003> <0061> <0010> <0010> <F0B7> endbfrange"))
	tests := []struct {
		name    string
		objects []string
		codes   string
		want    string
	}{
		{"standard font", []string{pdftest.Font("Helvetica")}, "Hi\xeb", "Hië 1500"},
		{"widths and differences", []string{"<< /Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [100 200] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [66 /Euro /g12] >> /FontDescriptor << /MissingWidth 50 >> >>"}, "ABC", "A€\uFFFD 350"},
		{"no widths at all", []string{"<< /Subtype /TrueType /BaseFont /X >>"}, "AB", "AB 1000"},
		{"type 3", []string{"<< /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 1 /Widths [50] /Encoding << /Differences [1 /a] >> >>"}, "\x01", "a 500"},
		{"ToUnicode above encoding", []string{"<< /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 3 0 R >>", pdftest.Stream("", []byte("1 beginbfchar <41> <00E9> endbfchar"))}, "AB", "éB 1200"},
		{"Wingdings", []string{"<< /Subtype /TrueType /BaseFont /ABCDEF+Wingdings-Regular /FirstChar 0 /Widths [500] >>"}, "\xa7\xfe", "•☑ 0"},
		{"Wingdings that call a bullet a paragraph sign", []string{"<< /Subtype /TrueType /BaseFont /Wingdings /ToUnicode 3 0 R >>", pdftest.Stream("", []byte("1 beginbfchar <01> <00A7> endbfchar"))}, "\x01", "• 500"},
		{"composite", []string{"<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 3 0 R /DescendantFonts [<< /DW 500 /W [1 [10 20] 3 9 30] >>] >>", unicode}, "\x00\x01\x00\x02\x00\x03\x00\x10\x00\x77", "abc•\uFFFD 1060"},
		{"composite with Unicode codes", []string{"<< /Subtype /Type0 /Encoding /UniJIS-UCS2-H /DescendantFonts [<< >>] >>"}, "\x00A\x20\xac", "A€ 2000"},
		{"composite with its own encoding", []string{"<< /Subtype /Type0 /Encoding 4 0 R /ToUnicode 3 0 R /DescendantFonts [<< /W [7 [70]] >>] >>",
			pdftest.Stream("", []byte("1 beginbfchar <05> <0041> endbfchar")), pdftest.Stream("", []byte("1 begincodespacerange <00> <FF> endcodespacerange 1 begincidchar <05> 7 endcidchar"))}, "\x05", "A 70"},
		{"reversed character map", []string{"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /FontDescriptor << /FontFile2 3 0 R >> >>] >>", pdftest.Stream("", trueType(3, 1, 'A', 'C', 5))}, "\x00\x05\x00\x07", "AC 2000"},
		{"symbolic TrueType", []string{"<< /Subtype /TrueType /BaseFont /X /FontDescriptor << /Flags 4 /FontFile2 3 0 R >> >>", pdftest.Stream("", trueType(3, 0, 0xf041, 0xf043, 5))}, "A", "A 500"},
		{"Type 1 with its own encoding", []string{"<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 /FontFile 3 0 R >> >>", pdftest.Stream("", []byte("%!PS /Encoding 256 array 0 1 255 {1 index exch /.notdef put} for dup 1 /Euro put dup 2 /b put readonly def currentfile eexec"))}, "\x01\x02", "€b 1000"},
		{"nothing", []string{"<< >>"}, "A", "A 500"},
	}
	for _, tt := range tests {
		f := load(t, tt.objects...)
		if got := show(f, tt.codes); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestStyle(t *testing.T) {
	for dict, want := range map[string]string{
		"<< /Subtype /Type1 /BaseFont /ABCDEF+Arial-BoldItalicMT >>":                                "Arial-BoldItalicMT true true",
		"<< /Subtype /TrueType /BaseFont /Arial /FontDescriptor << /Flags 262208 >> >>":             "Arial true true",
		"<< /Subtype /TrueType /BaseFont /Arial /FontDescriptor << /FontWeight 700 /Flags 32 >> >>": "Arial true false",
		"<< /Subtype /TrueType /BaseFont /Calibri >>":                                               "Calibri false false",
	} {
		f := load(t, dict)
		if got := fmt.Sprint(f.Name, " ", f.Bold, " ", f.Italic); got != want {
			t.Errorf("%s: %s, want %s", dict, got, want)
		}
	}
}

// trueType builds a font with a character map of format 4 that gives the codes
// first to last the glyphs from glyph on.
func trueType(platform, encoding, first, last, glyph int) []byte {
	sub := []uint16{4, 32, 0, 4, 4, 1, 0, uint16(last), 0xffff, 0, uint16(first), 0xffff, uint16(glyph - first), 1, 0, 0}
	cmap := []uint16{0, 1, uint16(platform), uint16(encoding), 0, 12}
	var table []byte
	for _, v := range append(cmap, sub...) {
		table = binary.BigEndian.AppendUint16(table, v)
	}
	head := []byte{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 'c', 'm', 'a', 'p', 0, 0, 0, 0, 0, 0, 0, 28}
	head = binary.BigEndian.AppendUint32(head, uint32(len(table)))
	return append(head, table...)
}

// cff builds a font with two glyphs beside .notdef: Euro by its own name, and
// the standard name with the identifier 66, "a"; codes 1 and 2 show them.
func cff() []byte {
	index := func(parts ...string) []byte {
		out := []byte{0, byte(len(parts)), 1, 1}
		offset := 1
		for _, p := range parts {
			offset += len(p)
			out = append(out, byte(offset))
		}
		return append(out, strings.Join(parts, "")...)
	}
	empty := []byte{0, 0}
	build := func(charset, encoding, glyphs int) []byte {
		number := func(v int) string { return string([]byte{29, 0, 0, byte(v >> 8), byte(v)}) }
		top := number(charset) + "\x0f" + number(encoding) + "\x10" + number(glyphs) + "\x11"
		out := []byte{1, 0, 4, 1}
		out = append(append(out, index("F")...), index(top)...)
		return append(append(out, index("Euro")...), empty...)
	}
	base := len(build(0, 0, 0))
	out := build(base, base+5, base+9)
	out = append(out, 0, 391>>8, 391&0xff, 0, 66) // charset of format 0
	out = append(out, 0, 2, 1, 2)                 // encoding of format 0
	return append(out, index("x", "y", "z")...)
}

func TestCFF(t *testing.T) {
	if c := readCFF(cff(), room()); fmt.Sprint(c.names) != "[ Euro a]" || c.codes[1] != 1 || c.codes[2] != 2 {
		t.Errorf("names %q, codes %v", c.names, c.codes)
	}
	f := load(t, "<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /FontFile3 3 0 R >> /Encoding << /Differences [3 /b] >> >>", pdftest.Stream("", cff()))
	if got := show(f, "\x01\x02\x03"); got != "€ab 1500" {
		t.Errorf("shown %q", got)
	}
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <D800> endbfrange 1 beginbfrange <00> <10> [<0041>] endbfrange"))
	f.Add([]byte("1 begincidrange <0000> <FFFF> 0 endcidrange /WMode 1 def"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := ParseCMap(data)
		for c := range uint32(300) {
			m.Text(c)
			m.ID(c<<8, 2)
		}
		if n := codeBytes(m, "\xff\xff\xff\xff"); n < 1 || n > 4 {
			t.Fatalf("a code of %d bytes", n)
		}
	})
}

func FuzzProgram(f *testing.F) {
	f.Add(cff())
	f.Add(trueType(3, 1, 'A', 'Z', 3))
	f.Add([]byte("%! /Encoding 256 array dup 1 /A put def"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
			for code := range readProgram(data, key, room()).codes {
				if code < 0 || code > 255 {
					t.Fatalf("%s: code %d", key, code)
				}
			}
		}
		textOfGlyph(data, room())
	})
}

func BenchmarkNext(b *testing.B) {
	file, err := object.Rebuild(b.Context(), pdftest.File("", "<< /Type /Catalog /Pages << /F 2 0 R >> >>", pdftest.Font("Helvetica")), object.Options{Limits: object.Limits{StreamBytes: 1 << 20, TotalBytes: 1 << 20, Rate: 200}})
	if err != nil {
		b.Fatal(err)
	}
	f := NewLoader(file).Load(b.Context(), file.Trailer().Key("Root").Key("Pages").Key("F"))
	text := strings.Repeat("De verwerker ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for s := text; len(s) > 0; {
			_, n := f.Next(s)
			s = s[n:]
		}
	}
}
