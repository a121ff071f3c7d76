package pdftest

import (
	"bytes"
	"fmt"
	"strings"
)

func hostileFonts(shrink int, add adder) {
	font := func(name, text, dict, show string, more func() []string) {
		add("font-"+name, text, func() []byte {
			objects := singleObjects("", "", Stream("", []byte("BT /F1 12 Tf 72 700 Td "+show+" Tj ET")), more()...)
			objects[3] = dict
			return File("", objects...)
		})
	}
	none := func() []string { return nil }
	composite := "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 %s >>] %s >>"
	stream := func(entries, s string) func() []string {
		return func() []string { return []string{Stream(entries, []byte(s))} }
	}
	chars := "2 beginbfchar <0048> <0048> <0049> <0069> endbfchar"
	font("cmap-of-everything", "Hi", fmt.Sprintf(composite, "/W [0 2000000000 500]", "/ToUnicode 6 0 R"), "<00480049>", stream("", "1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange "+chars))
	font("cmap-1e6", "Hi", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", func() []string {
		return stream("", many(1_000_000/shrink, func(i int) string { return fmt.Sprintf("1 beginbfchar <%08X> <0041> endbfchar\n", i+0x10000) })+chars)()
	})
	font("cmap-ranges-1e5", "Hi", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", stream("", times("1 beginbfrange <0000> <FFFF> <0041> endbfrange\n", 100_000/shrink)+chars))
	font("cmap-array", "Hi", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", stream("", "1 beginbfrange <0000> <FFFF> ["+times("<0041>", 1_000_000/shrink)+"] endbfrange "+chars))
	font("cmap-long-values", "Hi", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", stream("", "1 beginbfchar <0050> <"+times("0041", 1_000_000/shrink)+"> endbfchar "+chars))
	font("cmap-spaces", "", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", stream("", times("1 begincodespacerange <00> <FF> endcodespacerange\n", 100_000/shrink)+chars))
	font("cmap-bomb", "", fmt.Sprintf(composite, "", "/ToUnicode 6 0 R"), "<00480049>", func() []string {
		return []string{Stream("/Filter /FlateDecode", DeflateRepeated(bytes.Repeat([]byte("1 beginbfchar <0041> <0041> endbfchar\n"), 1<<14), 1024/shrink))}
	})
	font("cmap-uses-itself", "", "<< /Type /Font /Subtype /Type0 /Encoding 6 0 R /DescendantFonts [<< >>] >>", "<00480049>", stream("/Type /CMap /UseCMap 6 0 R", "1 begincidrange <0000> <FFFFFFFF> 0 endcidrange"))
	font("w-1e6", "", fmt.Sprintf(composite, "/W [0 ["+times("500 ", 1_000_000/shrink)+"]]", ""), "<00480049>", none)
	font("w-ranges-1e5", "", fmt.Sprintf(composite, "/W ["+times("0 65535 500 ", 100_000/shrink)+"]", ""), "<00480049>", none)
	font("descendant-of-itself", "", "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [4 0 R] >>", "<00480049>", none)
	simple := "<< /Type /Font /Subtype /%s /BaseFont /X %s >>"
	font("differences-1e6", "", fmt.Sprintf(simple, "Type1", "/Encoding << /Differences [0 "+times("/a ", 1_000_000/shrink)+"] >>"), "(abc)", none)
	font("long-names", "", fmt.Sprintf(simple, "Type1", "/Encoding << /Differences [97 /"+times("a_", 500_000/shrink)+" /uni"+times("0041", 250_000/shrink)+"] >>"), "(abc)", none)
	font("widths", "", fmt.Sprintf(simple, "TrueType", "/FirstChar -2147483648 /LastChar 2147483647 /Widths ["+times("500 ", 1_000_000/shrink)+"]"), "(abc)", none)
	font("type3-self", "", fmt.Sprintf(simple, "Type3", "/FontMatrix [1e300 0 0 1e300 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /Resources << /Font << /F1 4 0 R >> >>"), "(aaa)", stream("", "BT /F1 12 Tf (aaa) Tj ET"))
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		descriptor := "/FontDescriptor << /Type /FontDescriptor /Flags 4 /" + key + " 6 0 R >>"
		for name, program := range map[string]func() []string{
			"bomb": func() []string {
				return []string{Stream("/Filter /FlateDecode", DeflateRepeated(make([]byte, 1<<20), 2048/shrink))}
			},
			"garbage":  stream("", times("\x00\x01\x00\x00\xff\xff\xff\xff", 1000)),
			"tables":   stream("", "\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"+times("cmap\x00\x00\x00\x00\x00\x00\x00\x0c\xff\xff\xff\xff", 65_535/shrink)),
			"cff":      stream("/Subtype /Type1C", "\x01\x00\x04\x04\xff\xff\x04"+times("\xff", 1<<20/shrink)),
			"type1":    stream("/Length1 999999999 /Length2 -1", "%!PS-AdobeFont-1.0\n/Encoding 256 array\n"+times("dup 65 /A put\n", 500_000/shrink)),
			"segments": stream("", "\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\xff\xff\xff\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c\x00\x0c\x00\x00\xff\xff\xff\xff\x00\x00\x00\x00\x0f\xff\xff\xff"+times("\x00\x00\x00\x00\x00\x10\xff\xff\x00\x00\x00\x00", 500_000/shrink)),
		} {
			font(strings.ToLower(key)+"-"+name, "", fmt.Sprintf(simple, "TrueType", descriptor), "(abc)", program)
			font(strings.ToLower(key)+"-cid-"+name, "", fmt.Sprintf(composite, descriptor, ""), "<004800490050>", program)
		}
	}
	add("fonts-1e4", HelloText, func() []byte {
		n := 10_000 / shrink
		var more []string
		for range n {
			more = append(more, Font("Helvetica"))
		}
		fonts := many(n, func(i int) string { return fmt.Sprintf("/G%d %d 0 R ", i, 6+i) })
		objects := singleObjects("", "", Stream("", []byte(Hello+many(n, func(i int) string { return fmt.Sprintf(" /G%d 9 Tf", i) }))), more...)
		objects[2] = strings.Replace(objects[2], "/Font << ", "/Font << "+fonts, 1)
		return File("", objects...)
	})
}

func hostileContent(shrink int, add adder) {
	content := func(name, text string, data func() string) {
		add("content-"+name, text, func() []byte {
			return Single("/XObject << /I 6 0 R >> /ExtGState << /G << /Font [4 0 R 9] >> >> /Properties << /P << /ActualText (x) >> >>", "", Stream("/Filter /FlateDecode", Deflate([]byte(data()))), Stream("/Subtype /Image /Width 1000000000 /Height 1000000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB", nil))
		})
	}
	repeat := func(name, text, s string, n int) {
		content(name, text, func() string { return Hello + " " + times(s, n/shrink) })
	}
	repeat("q", HelloText, "q ", 1_000_000)
	repeat("q-and-Q", HelloText, "q Q ", 10_000_000)
	repeat("marks", HelloText, "/P /P BDC ", 1_000_000)
	repeat("images", HelloText, "/I Do ", 1_000_000)
	repeat("states", HelloText, "/G gs ", 1_000_000)
	repeat("lines", HelloText, "0 0 m 99 0 l S ", 3_000_000)
	repeat("lines-apart", HelloText, "1 0 0 1 .01 .01 cm 0 0 m 99 0 l S ", 1_000_000)
	repeat("boxes", HelloText, "0 0 99 99 re f ", 3_000_000)
	repeat("path", HelloText, "9 9 l ", 8_000_000)
	repeat("curves", HelloText, "0 0 1 1 2 2 c ", 3_000_000)
	repeat("empty-strings", HelloText, "() Tj ", 5_000_000)
	repeat("spaces", HelloText, "( ) Tj ", 3_000_000)
	repeat("letters-apart", HelloText, "BT 1 0 0 1 5 5 Tm /F1 9 Tf (a) Tj ET ", 1_000_000)
	repeat("begin-text", HelloText, "BT ", 5_000_000)
	repeat("unknown-operators", HelloText, "foo ", 8_000_000)
	repeat("closing", HelloText, "]>>)}", 4_000_000)
	repeat("inline-images", HelloText, "BI /W 1 ID x ", 1_000_000)
	repeat("inline-images-closed", HelloText, "BI /W 1 ID x EI ", 1_000_000)
	content("inline-image-open", HelloText, func() string { return Hello + " BI /W 1000000000 /H 1000000000 ID " + times("E", 10_000_000/shrink) })
	content("array-1e6", HelloText, func() string { return Hello + " BT /F1 9 Tf [" + times("(a)-9", 2_000_000/shrink) + "] TJ ET" })
	content("long-string", "", func() string { return "BT /F1 1 Tf (" + times("a", 10_000_000/shrink) + ") Tj ET" })
	content("actual-text", "", func() string {
		return "/Span <</ActualText (" + times("a", 10_000_000/shrink) + ")>> BDC " + Hello + " EMC"
	})
	content("actual-texts", "", func() string {
		return times("/Span <</ActualText ("+times("a", 10_000)+")>> BDC (a) Tj EMC ", 10_000/shrink)
	})
	content("long-name", HelloText, func() string { return Hello + " /" + times("a", 10_000_000/shrink) + " Do" })
	content("long-operator", HelloText, func() string { return Hello + " " + times("a", 10_000_000/shrink) })
	content("huge-numbers", "", func() string {
		return times("9", 1_000_000/shrink) + " 1e999 -1e999 99999999999999999999999 1e308 1e308 cm BT /F1 1e308 Tf 1e308 Tc 1e308 Tw 1e308 TL 1e308 Tz 1e308 1e308 Td (abc) Tj T* (abc) ' [1e308 (a) -1e308 (b)] TJ ET 1e308 0 0 1e308 1e308 1e308 cm " + Hello
	})
	content("far-away", "", func() string {
		return many(10_000/shrink, func(i int) string {
			return fmt.Sprintf("BT /F1 9 Tf 1 0 0 1 %d %d Tm (abc) Tj ET ", i*100_000, -i*100_000)
		})
	})
	content("all-directions", "", func() string {
		return many(20_000/shrink, func(i int) string {
			return fmt.Sprintf("BT /F1 9 Tf %d %d -%d %d 300 400 Tm (abc) Tj ET ", i, 20_000-i, 20_000-i, i)
		})
	})
	content("words", "", func() string {
		return many(200_000/shrink, func(i int) string {
			return fmt.Sprintf("BT /F1 1 Tf 1 0 0 1 %d %d Tm (ab) Tj ET ", i%200*3, i/200)
		})
	})
	add("function-type4", HelloText, func() []byte {
		return Single("/Shading << /S << /ShadingType 1 /Function 6 0 R >> >>", "", Stream("", []byte("/S sh "+Hello)), Stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]", []byte(times("{ 1 ", 1_000_000/shrink))))
	})
	add("layers-1e6", HelloText, func() []byte {
		objects := singleObjects("", "", Stream("", []byte(Hello)), "<< /Type /OCG >>")
		objects[0] = "<< /Type /Catalog /Pages 2 0 R /OCProperties << /D << /OFF [" + times("6 0 R ", 1_000_000/shrink) + "] >> >> >>"
		return File("", objects...)
	})
}
