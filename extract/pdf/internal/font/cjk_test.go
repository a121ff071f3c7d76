package font

import (
	"testing"

	"github.com/clausule/clausule/extract/pdf/internal/object"
	"github.com/clausule/clausule/extract/pdf/internal/pdftest"
)

// empty is a loader for a file without content.
func empty(t testing.TB) *Loader {
	t.Helper()
	file, err := object.Rebuild(t.Context(), pdftest.File("", "<< /Type /Catalog >>"), object.Limits{StreamBytes: 1 << 20, TotalBytes: 1 << 20, Rate: 200})
	if err != nil {
		t.Fatal(err)
	}
	return NewLoader(file)
}

func TestCollections(t *testing.T) {
	l := empty(t)
	for _, tt := range []struct {
		collection string
		id         uint32
		want       string
	}{
		{"Adobe-Japan1", 34, "A"}, {"Adobe-Japan1", 843, "あ"}, {"Adobe-Japan1", 1125, "亜"}, {"Adobe-Japan1", 7887, "、"}, {"Adobe-Japan1", 60000, ""},
		{"Adobe-GB1", 34, "A"}, {"Adobe-GB1", 4559, "中"}, {"Adobe-CNS1", 595, "一"}, {"Adobe-Korea1", 1086, "가"}, {"Adobe-KR", 1, " "},
	} {
		c := l.collection(tt.collection)
		got := c.text(tt.id)
		if tt.collection == "Adobe-Japan1" && tt.id == 7887 {
			// Vertical forms may stand for themselves.
			if got != "、" && got != "︑" {
				t.Errorf("%s %d: %q", tt.collection, tt.id, got)
			}
			continue
		}
		if got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.collection, tt.id, got, tt.want)
		}
	}
	if l.collection("Adobe-Identity") != nil || l.collection("H") != nil && len(l.collection("H").runes) > 1<<20 {
		t.Error("a collection that does not exist")
	}
	if id := l.collection("Adobe-Japan1").id('A'); id != 34 {
		t.Errorf("A has identifier %d", id)
	}
}

func TestPredefined(t *testing.T) {
	tests := []struct{ name, codes, want string }{
		{"90ms-RKSJ-H", "\x82\xa0A\xb1", "あAｱ"},
		{"90ms-RKSJ-V", "\x82\xa0\x88\xea", "あ一"},
		{"H", "\x24\x22\x30\x21", "あ亜"},
		{"EUC-H", "\xa4\xa2A", "あA"},
		{"GBK-EUC-H", "\xd6\xd0\xce\xc4A", "中文A"},
		{"GB-EUC-H", "\xd6\xd0", "中"},
		{"GBpc-EUC-H", "\xd6\xd0", "中"},
		{"GBK2K-H", "\xd6\xd0", "中"},
		{"ETen-B5-H", "\xa4\xa4\xa4\xe5", "中文"},
		{"HKscs-B5-H", "\xa4\xa4", "中"},
		{"B5pc-H", "\xa4\xa4", "中"},
		{"KSCms-UHC-H", "\xb0\xa1", "가"},
		{"KSC-EUC-H", "\xb0\xa1", "가"},
		{"UniJIS-UTF16-H", "\x30\x42\x00A", "あA"},
		{"UniJIS-UCS2-HW-V", "\x30\x42", "あ"},
		{"UniGB-UTF16-H", "\x4e\x2d\xd8\x40\xdc\x0b", "中𠀋"},
		{"UniGB-UTF8-H", "中A", "中A"},
		{"UniKS-UTF32-V", "\x00\x00\xac\x00", "가"},
		{"UniJIS-UTF16-H", "\xd8\x00", "\uFFFD"},
	}
	for _, tt := range tests {
		f := load(t, "<< /Subtype /Type0 /Encoding /"+tt.name+" /DescendantFonts [<< /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> >>] >>")
		got := ""
		for s := tt.codes; s != ""; {
			g, n := f.Next(s)
			got += g.Text
			s = s[n:]
		}
		if want := Clean(tt.want); got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
		if vertical := tt.name[len(tt.name)-1] == 'V'; f.Vertical != vertical {
			t.Errorf("%s: vertical %v", tt.name, f.Vertical)
		}
	}
	l := empty(t)
	if l.predefined("NoSuch-H") != nil || l.predefined("Adobe-Japan1") != nil {
		t.Error("a CMap that does not exist")
	}
}

func TestCompositeSources(t *testing.T) {
	japan := "/DescendantFonts [<< /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /W [843 [500]] /DW2 [880 -900] /W2 [844 [-250 500 880]] >>]"
	identity := func(name string) string {
		return "/DescendantFonts [<< /Subtype /CIDFontType2 /BaseFont /" + name + " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> >>]"
	}
	tests := []struct {
		name    string
		objects []string
		codes   string
		want    string
	}{
		{"collection of the descendant", []string{"<< /Subtype /Type0 /Encoding /Identity-H " + japan + " >>"}, "\x03\x4b\x04\x65", "あ亜 1500"},
		{"vertical advances", []string{"<< /Subtype /Type0 /Encoding /Identity-V " + japan + " >>"}, "\x03\x4b\x03\x4c", "あぃ 1150"},
		{"encoding that builds on a predefined one", []string{"<< /Subtype /Type0 /Encoding 3 0 R " + japan + " >>",
			pdftest.Stream("/UseCMap /90ms-RKSJ-H", []byte("1 begincidchar <41> 843 endcidchar"))}, "A\x82\xa0", "ああ 1000"},
		{"encoding that names its base in the program", []string{"<< /Subtype /Type0 /Encoding 3 0 R " + japan + " >>",
			pdftest.Stream("", []byte("/90ms-RKSJ-V usecmap 1 begincidchar <41> 844 endcidchar"))}, "A", "ぃ 250"},
		{"Windows font that is not embedded", []string{"<< /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H " + identity("Arial") + " >>"}, "\x00\x24\x00\x44\x02\x3a", "AaА 3000"},
		{"the same in bold", []string{"<< /Subtype /Type0 /BaseFont /TimesNewRomanPS-BoldMT /Encoding /Identity-H " + identity("TimesNewRomanPS-BoldMT") + " >>"}, "\x00\x6f\x00\xac", "çÀ 2000"},
		{"Calibri that is not embedded", []string{"<< /Subtype /Type0 /BaseFont /Calibri /Encoding /Identity-H " + identity("Calibri") + " >>"}, "\x01\x1e\x03\xec\x00\x01", "e0\uFFFD 3000"},
		{"codes without a meaning", []string{"<< /Subtype /Type0 /BaseFont /Frutiger /Encoding /Identity-H " + identity("Frutiger") + " >>"}, "\x00\x24", "\uFFFD 1000"},
		{"ordering UCS", []string{"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) >> >>] >>"}, "\x20\xac", "€ 1000"},
		{"ToUnicode by name", []string{"<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode /Identity-H " + identity("X") + " >>"}, "\x00A", "A 1000"},
		{"ToUnicode that says the same of every code", []string{"<< /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /ToUnicode 3 0 R " + identity("Arial") + " >>",
			pdftest.Stream("", []byte("5 beginbfchar <0003> <0020> <0024> <0020> <0025> <0020> <0026> <0020> <0027> <0020> endbfchar"))}, "\x00\x24", "A 1000"},
		{"ToUnicode of control characters", []string{"<< /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /ToUnicode 3 0 R " + identity("Arial") + " >>",
			pdftest.Stream("", []byte("1 beginbfrange <0024> <0030> <0001> endbfrange"))}, "\x00\x24", "A 1000"},
		{"ToUnicode in the private use area", []string{"<< /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 3 0 R " + identity("X") + " >>",
			pdftest.Stream("", []byte("3 beginbfchar <0024> <E123> <0025> <F731> <0026> <F041> endbfchar"))}, "\x00\x24\x00\x25\x00\x26", "\uFFFD1A 3000"},
		{"surrogates and ligatures", []string{"<< /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 3 0 R " + identity("X") + " >>",
			pdftest.Stream("", []byte("3 beginbfchar <0001> <D83DDE00> <0002> <006600660069> <0003> <D83D> endbfchar"))}, "\x00\x01\x00\x02\x00\x03", "😀ffi\uFFFD 3000"},
		{"names in post", []string{"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /FontDescriptor << /FontFile2 3 0 R >> >>] >>", pdftest.Stream("", withPost("Euro", "f_i", "zzz"))},
			"\x00\x01\x00\x02\x00\x03", "€fi\uFFFD 3000"},
		{"glyphs of a map of identifiers", []string{"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /CIDToGIDMap 4 0 R /FontDescriptor << /FontFile2 3 0 R >> >>] >>",
			pdftest.Stream("", trueType(3, 1, 'A', 'C', 5)), pdftest.Stream("", []byte{0, 0, 0, 6})}, "\x00\x01", "B 1000"},
		{"CFF without identifiers", []string{"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /FontDescriptor << /FontFile3 3 0 R >> >>] >>", pdftest.Stream("", cff())}, "\x00\x01\x00\x02", "€a 2000"},
		{"descendant that is no array", []string{"<< /Subtype /Type0 /Encoding /UniJIS-UTF16-H /DescendantFonts 3 0 R >>", "[<< /DW 300 >>]"}, "\x00A", "A 300"},
	}
	for _, tt := range tests {
		f := load(t, tt.objects...)
		if got := show(f, tt.codes); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
