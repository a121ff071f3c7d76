package font

import (
	"encoding/binary"
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// sfnt puts tables in a TrueType file.
func sfnt(tables map[string][]byte) []byte {
	head := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	var body []byte
	at := len(head) + 16*len(tables)
	for tag, data := range tables {
		head = append(append(head, tag...), 0, 0, 0, 0)
		head = binary.BigEndian.AppendUint32(head, uint32(at+len(body)))
		head = binary.BigEndian.AppendUint32(head, uint32(len(data)))
		body = append(body, data...)
	}
	return append(head, body...)
}

// withPost builds a font that names its glyphs from 1 on, and has no cmap.
func withPost(names ...string) []byte {
	post := make([]byte, 32)
	post[1] = 2
	post = binary.BigEndian.AppendUint16(post, uint16(len(names)+1))
	post = binary.BigEndian.AppendUint16(post, 0)
	for i := range names {
		post = binary.BigEndian.AppendUint16(post, uint16(258+i))
	}
	for _, n := range names {
		post = append(append(post, byte(len(n))), n...)
	}
	return sfnt(map[string][]byte{"post": post})
}

// withCmap builds a font with one subtable.
func withCmap(platform, encoding uint16, subtable []byte) []byte {
	head := []byte{0, 0, 0, 1}
	head = binary.BigEndian.AppendUint16(head, platform)
	head = binary.BigEndian.AppendUint16(head, encoding)
	head = binary.BigEndian.AppendUint32(head, 12)
	return sfnt(map[string][]byte{"cmap": append(head, subtable...)})
}

func words(v ...uint16) []byte {
	var out []byte
	for _, w := range v {
		out = binary.BigEndian.AppendUint16(out, w)
	}
	return out
}

func room() *int {
	left := mostCodes
	return &left
}

func TestSubtables(t *testing.T) {
	format0 := make([]byte, 262)
	format0[6+'A'], format0[6+0x8e] = 9, 7
	format2 := make([]byte, 6+512+8+8+4)
	copy(format2, words(2, uint16(len(format2)), 0))
	copy(format2[6+2*0x4e:], words(8))            // the key of high byte 0x4E
	copy(format2[6+512+8:], words(0x2d, 1, 0, 2)) // one code from 0x2D on
	copy(format2[6+512+8+6+2:], words(9))         // its glyph
	groups := func(format uint16) []byte { return words(format, 0, 0, 28, 0, 0, 0, 1, 0, 'A', 0, 'C', 0, 9) }
	tests := []struct {
		name               string
		platform, encoding uint16
		table              []byte
		glyph              uint32
		want               string
		sure               bool
	}{
		{"format 0 for Macintosh", 1, 0, format0, 7, "é", false},
		{"format 2", 0, 3, format2, 9, "中", true},
		{"format 6", 3, 1, words(6, 14, 0, 'A', 2, 9, 10), 10, "B", true},
		{"format 6, symbols", 3, 0, words(6, 14, 0, 0xf041, 2, 9, 10), 10, "B", false},
		{"format 10", 3, 10, words(10, 0, 0, 24, 0, 0, 0, 'A', 0, 2, 9, 10), 10, "B", true},
		{"format 12", 3, 10, groups(12), 11, "C", true},
		{"format 13", 3, 10, groups(13), 9, "A", true},
		{"format 14, which is none", 0, 5, words(14, 0, 0), 9, "", false},
	}
	for _, tt := range tests {
		text, sure := textOfGlyph(withCmap(tt.platform, tt.encoding, tt.table), room())
		if text[tt.glyph] != tt.want || sure != tt.sure {
			t.Errorf("%s: %v (sure: %v), want %q", tt.name, text, sure, tt.want)
		}
	}
	// A subset whose codes only count its glyphs says nothing.
	if text, _ := textOfGlyph(withCmap(1, 0, words(6, 18, 0, 33, 4, 1, 2, 3, 4)), room()); len(text) != 0 {
		t.Errorf("counting codes: %v", text)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"uni00660069": "fi", "parenleftbigg": "(", "summationdisplay": "∑", "bardbl": "‖", "circlecopyrt": "©", "Germandbls": "SS", "zerooldstyle": "\uf730",
		"g17": "", "visiblespace": " ", "uni12": "", "uniD83DDE00": "😀", "uniDC00": "", "i_j": "ij", "ffj": "ffj",
	} {
		if got := RuneOfName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]uint32{"g17": 17, "glyph3": 3, "cid_32": 32, "g0024": 0x24, "index5": 5} {
		if got, ok := glyphNumber(name); got != want || !ok {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	for _, name := range []string{"a1", "Gamma", "g", "g99999", "g1x"} {
		if got, ok := glyphNumber(name); ok {
			t.Errorf("%s: %d", name, got)
		}
	}
	for name, want := range map[string]byte{"a1": 0x21, "a20": 0x34, "a100": 0x7e, "a101": 0xa1, "a182": 0xef, "a201": 0xf1, "a191": 0xfe, "b1": 0} {
		if got := zapfCode(name); got != want {
			t.Errorf("%s: %#x, want %#x", name, got, want)
		}
	}
	for id, want := range map[uint32]string{3: " ", 36: "A", 68: "a", 171: "…", 172: "À", 210: "Ú", 255: "đ", 570: "А", 589: "У", 2: "", 300: ""} {
		if got := windowsGlyph(id); got != want {
			t.Errorf("glyph %d: %q, want %q", id, got, want)
		}
	}
}

func TestSimpleSources(t *testing.T) {
	differences := func(list string) string {
		return "<< /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /Widths [] /Encoding << /Differences [" + list + "] >> >>"
	}
	tests := []struct {
		name    string
		objects []string
		codes   string
		want    string
	}{
		{"names that repeat the code", []string{differences("65 /a65 /a66 80 /a80 192 /a192")}, "ABP\xc0", "ABPÀ 2000"},
		{"names that repeat the code in hexadecimal", []string{differences("32 /C20 65 /C41 76 /C4c")}, " AL", " AL 1500"},
		{"names that count the glyphs", []string{differences("33 /g33 /g34 /g35 /g36 /g37 /g38")}, "!\"", "\uFFFD\uFFFD 1000"},
		{"names below the space", []string{differences("1 /a1 /a2 /a3 9 /a9")}, "\x01", "\uFFFD 500"},
		{"numbered glyphs of a Windows font", []string{"<< /Subtype /TrueType /BaseFont /ABCDEF+Arial-BoldMT /Encoding << /Differences [66 /g0024 /g37] >> /FontDescriptor << /Flags 4 >> >>"}, "BC", "AB 1444"},
		{"numbered glyphs of the program", []string{"<< /Subtype /TrueType /BaseFont /X /Encoding << /Differences [1 /g6 /glyph7] >> /FontDescriptor << /Flags 4 /FontFile2 3 0 R >> >>", pdftest.Stream("", trueType(3, 1, 'A', 'C', 5))}, "\x01\x02", "BC 1000"},
		{"standard encoding without one", []string{"<< /Subtype /TrueType /BaseFont /ArialMT /FirstChar 0 /Widths [0] >>"}, "\xf1", "æ 0"},
		{"Symbol", []string{"<< /Subtype /Type1 /BaseFont /Symbol >>"}, "a\xb7", "α• 1000"},
		{"ZapfDingbats by name", []string{"<< /Subtype /Type1 /BaseFont /ZapfDingbats /Encoding << /Differences [65 /a20] >> >>"}, "A", "✓ 500"},
		{"symbol encoding of a text font", []string{"<< /Subtype /TrueType /BaseFont /Garamond /ToUnicode 3 0 R >>", pdftest.Stream("", []byte("1 beginbfrange <61> <6F> <F061> endbfrange"))}, "nlo", "nlo 1500"},
		{"symbol encoding of Symbol", []string{"<< /Subtype /TrueType /BaseFont /SymbolMT /ToUnicode 3 0 R >>", pdftest.Stream("", []byte("1 beginbfchar <61> <F061> endbfchar"))}, "a", "α 500"},
		{"CFF with the standard encoding", []string{"<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 /FontFile3 3 0 R >> >>", pdftest.Stream("", cffStandardEncoded())}, "\xae", "fi 500"},
		{"Type 1 with the standard encoding", []string{"<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 /FontFile 3 0 R >> >>", pdftest.Stream("", []byte("%!PS /Encoding StandardEncoding def"))}, "\xae", "fi 500"},
		{"Type 1 with octal codes", []string{"<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 /FontFile 3 0 R >> >>", pdftest.Stream("", []byte("%!PS /Encoding 256 array dup 8#101 /b put dup 16#42 /odd put readonly def"))}, "AB", "b\uFFFD 1000"},
		{"Type 1 with a list of names", []string{"<< /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 /FontFile 3 0 R >> >>", pdftest.Stream("", []byte("%!PS /Encoding [/.notdef /Euro /b] def"))}, "\x01\x02", "€b 1000"},
		{"Macintosh map of a symbolic font", []string{"<< /Subtype /TrueType /BaseFont /X /FontDescriptor << /Flags 4 /FontFile2 3 0 R >> >>", pdftest.Stream("", withCmap(1, 0, words(6, 14, 0, 0x8e, 2, 9, 10)))}, "\x8e", "é 500"},
		{"a named encoding is better than such a map", []string{"<< /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /FontDescriptor << /Flags 4 /FontFile2 3 0 R >> >>", pdftest.Stream("", withCmap(1, 0, words(6, 14, 0, 0xe9, 2, 9, 10)))}, "\xe9", "é 500"},
	}
	for _, tt := range tests {
		f := load(t, tt.objects...)
		if got := show(f, tt.codes); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// cffStandardEncoded builds a font with the standard encoding and two glyphs.
func cffStandardEncoded() []byte {
	number := func(v int) []byte { return []byte{29, 0, 0, byte(v >> 8), byte(v)} }
	build := func(glyphs int) []byte {
		top := append(number(glyphs), 17)
		out := []byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1, byte(1 + len(top))}
		return append(append(out, top...), 0, 0, 0, 0)
	}
	return append(build(len(build(0))), 0, 2, 1, 1, 2, 3, 'x', 'y')
}

func TestCFFCharsets(t *testing.T) {
	if got := cffCharset(nil, 1, 400); len(got) != 166 || got[2] != 229 {
		t.Errorf("Expert has %d glyphs", len(got))
	}
	if got := cffCharset(nil, 2, 400); len(got) != 87 {
		t.Errorf("ExpertSubset has %d glyphs", len(got))
	}
	if got := cffCharset([]byte{9, 9, 9, 1, 0, 5, 2, 2, 0, 7, 0, 1}, 3, 9); len(got) < 4 || got[1] != 5 || got[3] != 7 {
		t.Errorf("format 1: %v", got)
	}
	codes := cffEncoding([]byte{9, 0x80, 1, 65, 1, 66, 0, 34}, 1, []uint16{0, 34})
	if codes[65] != 1 || codes[66] != 1 {
		t.Errorf("supplement: %v", codes)
	}
}

func TestPrivate(t *testing.T) {
	for r, want := range map[rune]string{0xf731: "1", 0xf761: "A", 0xf7e9: "É", 0xf7ff: "Ÿ", 0xf6dc: "1", 0xf6f9: "Ł", 0xf6fd: "Š", 0xf6ff: "Ž", 0xf6e3: "$", 0xf6ea: "b", 0xf8e8: "®", 0xf8f1: "{", 0xf724: "$", 0xe000: "", 0xf8ff: "", 0xf6c7: ""} {
		if got := private(r); got != want {
			t.Errorf("%#x: %q, want %q", r, got, want)
		}
	}
}

func FuzzTrueType(f *testing.F) {
	f.Add(trueType(3, 1, 'A', 'Z', 3))
	f.Add(withPost("a", "b"))
	f.Add(withCmap(1, 0, words(6, 14, 0, 0x8e, 2, 9, 10)))
	f.Add(withCmap(3, 10, words(12, 0, 0, 28, 0, 0, 0, 1, 0, 'A', 0, 'C', 0, 9)))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _ := textOfGlyph(data, room())
		for glyph, s := range text {
			if s == "" {
				t.Fatalf("glyph %d without text", glyph)
			}
		}
		glyphOfCode(data, room())
	})
}

func FuzzCFF(f *testing.F) {
	f.Add(cff())
	f.Add(cffStandardEncoded())
	f.Fuzz(func(t *testing.T, data []byte) {
		c := readCFF(data, room())
		if c == nil {
			return
		}
		if len(c.names) > 1<<16 || len(c.ids) > 1<<16 {
			t.Fatalf("%d names, %d identifiers", len(c.names), len(c.ids))
		}
	})
}

func FuzzType1(f *testing.F) {
	f.Add([]byte("%! /Encoding 256 array dup 8#101 /A put def"))
	f.Add([]byte("/Encoding [/a /b] def"))
	f.Add([]byte("/Encoding StandardEncoding def"))
	f.Fuzz(func(t *testing.T, data []byte) {
		codes, _ := type1Encoding(data)
		for code := range codes {
			if code < 0 || code > 255 {
				t.Fatalf("code %d", code)
			}
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"uni0041", "f_i", "a.b", "g17", "u1F600", "parenleftbig", "a20"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		RuneOfName(name)
		zapfCode(name)
		if id, ok := glyphNumber(name); ok && id > mostIdentifier {
			t.Fatal(id)
		}
	})
}
