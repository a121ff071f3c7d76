package pdftest

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"fmt"
	"slices"
	"strings"
)

// A HostileFile is a file made to make a reader hang, overflow its stack or
// take unlimited memory. Reading it must end soon, in text or in an error that
// tells why there is none.
type HostileFile struct {
	Name string
	Data func() []byte
	// Text stands in the file in a way that every reader can find.
	Text string
}

const (
	// Hello is a content stream with the text "Goede morgen" in the font F1.
	Hello = "BT /F1 12 Tf 72 700 Td (Goede morgen) Tj ET"
	// HelloText is the text of Hello.
	HelloText = "Goede morgen"

	catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
	onePage   = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
)

// Single writes a file of one page: object 3, with font F1 in object 4 and its
// content in object 5. More objects have numbers from 6 on.
func Single(resources, entries, content string, more ...string) []byte {
	return File("", singleObjects(resources, entries, content, more...)...)
}

func singleObjects(resources, entries, content string, more ...string) []string {
	page := fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> %s >> /Contents 5 0 R %s >>", resources, entries)
	return append([]string{catalogue, onePage, page, Font("Helvetica"), content}, more...)
}

// DeflateRepeated is FlateDecode data of a block many times over. It takes the
// time of one block only.
func DeflateRepeated(block []byte, times int) []byte {
	var piece, b bytes.Buffer
	w, err := flate.NewWriter(&piece, flate.BestCompression)
	if err != nil {
		panic(err) // the level is known
	}
	_, _ = w.Write(block)
	_ = w.Flush()
	b.WriteString("\x78\xda")
	for range times {
		b.Write(piece.Bytes())
	}
	b.WriteString("\x03\x00\x00\x00\x00\x00") // an empty last block; the checksum is wrong
	return b.Bytes()
}

// XRefStream writes a file of which the cross-reference is a stream. Rows are of
// one, four and two bytes; those of the objects come first, with extra ones behind.
func XRefStream(entries string, extra [][3]int, objects ...string) []byte {
	var b, table bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	row := func(kind, second, third int) {
		table.Write([]byte{byte(kind), byte(second >> 24), byte(second >> 16), byte(second >> 8), byte(second), byte(third >> 8), byte(third)})
	}
	row(0, 0, 0)
	for i, o := range objects {
		row(1, b.Len(), 0)
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	for _, r := range extra {
		row(r[0], r[1], r[2])
	}
	if !strings.Contains(entries, "/Size") {
		entries += fmt.Sprintf(" /Size %d", len(objects)+1+len(extra))
	}
	if !strings.Contains(entries, "/W ") {
		entries += " /W [1 4 2]"
	}
	start := b.Len()
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, Stream("/Type /XRef /Root 1 0 R "+entries, table.Bytes()), start)
	return b.Bytes()
}

// many joins what f gives for 0 to n-1.
func many(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

// times repeats s.
func times(s string, n int) string { return strings.Repeat(s, n) }

// Hostile lists the hostile files. Their size is divided by shrink, so that
// tests can use small ones; 1 is the full size.
func Hostile(shrink int) []HostileFile {
	var files []HostileFile
	add := func(name, text string, data func() []byte) {
		files = append(files, HostileFile{Name: name, Text: text, Data: data})
	}
	hostileStructure(shrink, add)
	hostileStreams(shrink, add)
	hostileNesting(shrink, add)
	hostileFonts(shrink, add)
	hostileContent(shrink, add)
	slices.SortFunc(files, func(a, b HostileFile) int { return strings.Compare(a.Name, b.Name) })
	return files
}

type adder func(name, text string, data func() []byte)

// hello adds a file of one page that says hello, with something in one of its
// other places.
func hello(add adder, name, resources, entries string, more func() []string) {
	add(name, HelloText, func() []byte { return Single(resources, entries, Stream("", []byte(Hello)), more()...) })
}

func hostileStructure(shrink int, add adder) {
	whole := func() []byte { return Single("", "", Stream("", []byte(Hello))) }
	report := func() []byte {
		pages := make([]string, 200)
		for i := range pages {
			pages[i] = many(40, func(line int) string {
				return Line("F1", 10, 72, float64(800-15*line), fmt.Sprintf("Regel %d van bladzijde %d: de verwerker meldt het.", line, i+1))
			})
		}
		return Pages(pages...)
	}
	edit := func(old, new string) func() []byte {
		return func() []byte { return bytes.Replace(whole(), []byte(old), []byte(new), 1) }
	}
	add("control", HelloText, whole)
	add("version-20", HelloText, edit("%PDF-1.4", "%PDF-2.0"))
	add("version-blank", HelloText, edit("%PDF-1.4\n", "%PDF-1.4 \n"))
	add("junk-before", HelloText, func() []byte { return append([]byte(times("HTTP/1.1 200 OK\r\n", 40)), whole()...) })
	add("junk-behind", HelloText, func() []byte { return append(whole(), make([]byte, 5000)...) })
	add("cut-half", "", func() []byte { d := report(); return d[:len(d)/2] })
	add("cut-99", "bladzijde 7", func() []byte { d := report(); return d[:len(d)*99/100] })
	add("cut-end", "bladzijde 7", func() []byte { d := report(); return d[:len(d)-7] })
	add("prev-self", HelloText, func() []byte {
		at := bytes.LastIndex(File("/Prev 1000", singleObjects("", "", Stream("", []byte(Hello)))...), []byte("xref\n0"))
		return File(fmt.Sprintf("/Prev %d", at), singleObjects("", "", Stream("", []byte(Hello)))...)
	})
	add("xrefstm-self", HelloText, func() []byte {
		at := bytes.LastIndex(File("/XRefStm 1000", singleObjects("", "", Stream("", []byte(Hello)))...), []byte("xref\n0"))
		return File(fmt.Sprintf("/XRefStm %d", at), singleObjects("", "", Stream("", []byte(Hello)))...)
	})
	add("prev-chain", HelloText, func() []byte {
		b := bytes.NewBuffer(bytes.TrimSuffix(whole(), []byte("%%EOF\n")))
		at := bytes.LastIndex(b.Bytes(), []byte("xref\n0"))
		for range 300_000 / shrink {
			next := b.Len()
			fmt.Fprintf(b, "xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\n", at)
			at = next
		}
		fmt.Fprintf(b, "startxref\n%d\n%%%%EOF\n", at)
		return b.Bytes()
	})
	add("parent-self", HelloText, edit("/Type /Pages", "/Type /Pages /Parent 2 0 R"))
	add("tree-cycle", HelloText, edit("/Kids [3 0 R]", "/Kids [3 0 R 2 0 R]"))
	add("count-2e9", HelloText, edit("/Count 1", "/Count 2147483647"))
	add("size-1e9", HelloText, func() []byte { return File("/Size 1000000000", singleObjects("", "", Stream("", []byte(Hello)))...) })
	add("mediabox-1e9", HelloText, edit("[0 0 595 842]", "[0 0 1e9 1e9]"))
	add("mediabox-1e300", HelloText, edit("[0 0 595 842]", "[-1e300 -1e300 1e300 1e300]"))
	for name, entries := range map[string]string{
		"size":  "/Size 1000000000 /Index [0 6]",
		"index": "/Index [0 1000000000000]",
		"start": "/Index [2000000000 6]",
		"minus": "/Index [-5 6] /W [1 4 2]",
		"width": "/W [1 1000000000 2]",
		"zero":  "/W [0 0 0]",
	} {
		add("xref-stream-"+name, HelloText, func() []byte { return XRefStream(entries, nil, singleObjects("", "", Stream("", []byte(Hello)))...) })
	}
	add("xref-stream-columns", HelloText, func() []byte {
		return XRefStream("/DecodeParms << /Predictor 12 /Columns 999999999999 /Colors 1000000 >>", nil, singleObjects("", "", Stream("", []byte(Hello)))...)
	})
	add("xref-stream-1e7", HelloText, func() []byte {
		n := 10_000_000 / shrink
		d := whole()
		at := len(d)
		table := Stream(fmt.Sprintf("/Type /XRef /Root 1 0 R /Size %d /W [1 2 0] /Filter /FlateDecode", n), DeflateRepeated(make([]byte, 300), n/100))
		return fmt.Appendf(d, "9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", table, at)
	})
	add("xref-table-1e6", HelloText, func() []byte {
		d := whole()
		at, n := len(d), 1_000_000/shrink
		d = fmt.Appendf(d, "xref\n6 %d\n%strailer\n<< /Root 1 0 R /Size %d /Prev %d >>\n", n, times("0000000009 00000 n \n", n), n+6, bytes.LastIndex(d, []byte("xref\n0")))
		return fmt.Appendf(d, "startxref\n%d\n%%%%EOF\n", at)
	})
	packed := func(dict, body string) func() []byte {
		return func() []byte {
			objects := singleObjects("", "/Annots [8 0 R 9 0 R 6 0 R]", Stream("", []byte(Hello)), Stream("/Type /ObjStm "+dict, []byte(body)), "null")
			return XRefStream("", [][3]int{{2, 6, 0}, {2, 6, 1}, {2, 10, 0}, {2, 8, 0}}, objects...)
		}
	}
	add("objstm-holds-itself", HelloText, packed("/N 2 /First 8", "6 0 9 2 [] []"))
	add("objstm-extends-itself", HelloText, packed("/N 1 /First 4 /Extends 6 0 R", "8 0 []"))
	add("objstm-n-1e9", HelloText, packed("/N 1000000000 /First 4", "8 0 []"))
	add("objstm-first", HelloText, packed("/N 1 /First 1000000000", "8 0 []"))
	add("objstm-length-inside", HelloText, func() []byte {
		objects := singleObjects("", "/Annots 8 0 R", Stream("", []byte(Hello)), "<< /Type /ObjStm /N 1 /First 4 /Length 8 0 R >>\nstream\n8 0 6\nendstream", "null")
		return XRefStream("", [][3]int{{2, 6, 0}}, objects...)
	})
	add("objstm-open-string", HelloText, packed("/N 1 /First 4", "8 0 <41"))
	add("objstm-bombs", "", func() []byte {
		n := max(64/shrink, 2)
		objects := singleObjects("", "/Annots ["+many(n, func(i int) string { return fmt.Sprintf("%d 0 R ", 6+n+i) })+"]", Stream("", []byte(Hello)))
		var rows [][3]int
		for i := range n {
			objects = append(objects, Stream("/Type /ObjStm /N 1 /First 8 /Filter /FlateDecode",
				append([]byte("\x78\xda"), append(stored(fmt.Sprintf("%-8s", fmt.Sprintf("%d 0 ", 6+n+i))), DeflateRepeated([]byte(times("[ ]", 1<<18)), 60)[2:]...)...)))
			rows = append(rows, [3]int{2, 6 + i, 0})
		}
		return XRefStream("", rows, objects...)
	})
	add("pages-5e4", HelloText, func() []byte {
		contents := make([]string, 50_000/shrink)
		for i := range contents {
			contents[i] = Hello
		}
		return Pages(contents...)
	})
	add("kids-shared", HelloText, func() []byte {
		objects := singleObjects("", "", Stream("", []byte(Hello)))
		objects[1] = "<< /Type /Pages /Kids [6 0 R 6 0 R] /Count 2 >>"
		for i := range 30 {
			next := fmt.Sprintf("%d 0 R", 7+i)
			if i == 29 {
				next = "3 0 R"
			}
			objects = append(objects, fmt.Sprintf("<< /Type /Pages /Kids [%s %s] /Count 2 >>", next, next))
		}
		return File("", objects...)
	})
	add("kids-shared-heavy", HelloText, func() []byte {
		// One page with a lot on it, very many times.
		objects := singleObjects("", "", Stream("", []byte(Hello+times(" q Q", 1_000_000/shrink))))
		objects[1] = "<< /Type /Pages /Kids [" + times("3 0 R ", 20_000/shrink) + "] /Count 2 >>"
		return File("", objects...)
	})
	add("kids-shared-forms", HelloText, func() []byte {
		objects := singleObjects("/XObject << /X 6 0 R >>", "", Stream("", []byte(Hello+" /X Do")))
		objects[1] = "<< /Type /Pages /Kids [" + times("3 0 R ", 20_000/shrink) + "] /Count 2 >>"
		for i := range 20 {
			objects = append(objects, Stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>", min(7+i, 25)), []byte("/X Do /X Do")))
		}
		return File("", objects...)
	})
	add("tree-deep", "", func() []byte {
		objects := singleObjects("", "", Stream("", []byte(Hello)))
		objects[1] = "<< /Type /Pages /Kids [6 0 R] /Count 1 >>"
		for i := range 100_000 / shrink {
			objects = append(objects, fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", 7+i))
		}
		return File("", append(objects, objects[2])...)
	})
	add("kids-nulls", HelloText, edit("/Kids [3 0 R]", "/Kids [3 0 R "+times("null ", 1_000_000/shrink)+"]"))
	add("contents-5e5", HelloText, func() []byte {
		objects := singleObjects("", "", Stream("", []byte(Hello)))
		objects[2] = strings.Replace(objects[2], "/Contents 5 0 R", "/Contents ["+times("5 0 R ", 500_000/shrink)+"]", 1)
		return File("", objects...)
	})
	add("annots-1e5", HelloText, func() []byte {
		return Single("", "/Annots ["+times("6 0 R ", 100_000/shrink)+"]", Stream("", []byte(Hello)),
			"<< /Subtype /Widget /Rect [0 0 99 99] /AP << /N 7 0 R >> >>", Stream("/Subtype /Form /BBox [0 0 9 9]", []byte("0 0 9 9 re f")))
	})
	hello(add, "outline-deep", "", "", func() []string {
		return strings.Split(strings.TrimSuffix(many(100_000/shrink, func(i int) string { return fmt.Sprintf("<< /Title (x) /First %d 0 R >>|", 7+i) }), "|"), "|")
	})
	add("references-in-a-row", HelloText, func() []byte {
		n := 100_000 / shrink
		return Single("", "/Annots 6 0 R", Stream("", []byte(Hello)), strings.Split(strings.TrimSuffix(many(n, func(i int) string { return fmt.Sprintf("%d 0 R|", 7+i) }), "|"), "|")...)
	})
	for name, entries := range map[string]string{
		"length":    "/V 2 /R 3 /Length 999999999999",
		"version":   "/V 99999 /R 99999",
		"short":     "/V 5 /R 6 /CF << /S << /CFM /AESV3 >> >> /StmF /S /StrF /S /U (x) /O (x)",
		"reference": "/V 2 /R 3 /O 9 0 R /U 9 0 R",
		"filters":   "/V 4 /R 4 /StmF /S /StrF /S /CF " + times("<< /S ", 100_000/shrink),
	} {
		add("encrypt-"+name, "", func() []byte {
			return File("/Encrypt << /Filter /Standard "+entries+" >>", singleObjects("", "", Stream("", []byte(Hello)))...)
		})
	}
	add("objects-1e6", "", func() []byte {
		return []byte("%PDF-1.4\n" + many(1_000_000/shrink, func(i int) string { return fmt.Sprintf("%d 0 obj<<>>endobj ", i+1) }))
	})
	add("objects-without-end", "", func() []byte { return []byte("%PDF-1.4\n" + times("1 0 obj<</A[", 1_000_000/shrink)) })
	add("trailers-1e6", "", func() []byte { return append(whole(), times("trailer<</Root 9 0 R>>", 1_000_000/shrink)...) })
}

// stored is a deflate block of plain bytes.
func stored(s string) []byte {
	return append([]byte{0, byte(len(s)), byte(len(s) >> 8), ^byte(len(s)), ^byte(len(s) >> 8)}, s...)
}

func hostileStreams(shrink int, add adder) {
	const mega = 1 << 20
	content := func(name, entries string, data func() []byte) {
		add(name, "", func() []byte { return Single("", "", Stream(entries, data())) })
	}
	content("bomb-twice-8G", "/Filter [/FlateDecode /FlateDecode]", func() []byte { return Deflate(DeflateRepeated(make([]byte, mega), 8192/shrink)) })
	content("bomb-spaces-2G", "/Filter /FlateDecode", func() []byte { return DeflateRepeated(bytes.Repeat([]byte(" "), mega), 2048/shrink) })
	content("bomb-text-1G", "/Filter /FlateDecode", func() []byte {
		return DeflateRepeated(bytes.Repeat([]byte("BT /F1 9 Tf (aaaaaaa) Tj ET\n"), mega/28), 1024/shrink)
	})
	content("bomb-comment", "/Filter /FlateDecode", func() []byte { return DeflateRepeated(bytes.Repeat([]byte("%"), mega), 2048/shrink) })
	content("bomb-numbers", "/Filter /FlateDecode", func() []byte { return DeflateRepeated(bytes.Repeat([]byte("1 "), mega/2), 1024/shrink) })
	content("bomb-run-length", "/Filter ["+times("/RunLengthDecode ", 5)+"]", func() []byte {
		// Each pair says: the second byte 128 times; that is itself such a pair.
		return bytes.Repeat([]byte{129, 129}, mega/shrink)
	})
	content("bomb-lzw", "/Filter [/LZWDecode /LZWDecode] /DecodeParms << /EarlyChange 0 >>", func() []byte {
		var b bytes.Buffer
		w := lzw.NewWriter(&b, lzw.MSB, 8)
		_, _ = w.Write(make([]byte, 256*mega/shrink))
		_ = w.Close()
		return b.Bytes()
	})
	content("filters-1e6", "/Filter ["+times("/ASCIIHexDecode ", 1_000_000/shrink)+"]", func() []byte { return []byte("00") })
	content("predictor", "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000 /Colors 32 /BitsPerComponent 16 >>", func() []byte { return Deflate([]byte(Hello)) })
	add("bombs-in-forms", "", func() []byte {
		n := 2000 / shrink
		var more []string
		for range n {
			more = append(more, Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode", DeflateRepeated(make([]byte, mega), 7)))
		}
		return Single("/XObject << "+many(n, func(i int) string { return fmt.Sprintf("/X%d %d 0 R ", i, 6+i) })+">>", "", Stream("", []byte(many(n, func(i int) string { return fmt.Sprintf("/X%d Do ", i) })+Hello)), more...)
	})
	add("length-self", HelloText, func() []byte { return Single("", "", "<< /Length 5 0 R >>\nstream\n"+Hello+"\nendstream") })
	add("length-cycle", HelloText, func() []byte {
		return Single("", "", "<< /Length 6 0 R >>\nstream\n"+Hello+"\nendstream", "7 0 R", "6 0 R")
	})
	add("length-huge", HelloText, func() []byte {
		return Single("", "", "<< /Length 99999999999999999999 >>\nstream\n"+Hello+"\nendstream")
	})
	add("streams-without-end", "", func() []byte {
		n := 20_000 / shrink
		var more []string
		for range n {
			more = append(more, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>\nstream\n"+times("q Q ", 100))
		}
		return Single("/XObject << "+many(n, func(i int) string { return fmt.Sprintf("/X%d %d 0 R ", i, 6+i) })+">>", "", Stream("", []byte(many(n, func(i int) string { return fmt.Sprintf("/X%d Do ", i) })+Hello)), more...)
	})
	forms := func(n int, each string) []byte {
		var more []string
		for i := range n {
			more = append(more, Stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>", min(7+i, 5+n)), []byte(each)))
		}
		return Single("/XObject << /X 6 0 R >>", "", Stream("", []byte(Hello+" /X Do")), more...)
	}
	add("forms-2-30", HelloText, func() []byte { return forms(30, "/X Do /X Do") })
	add("form-self", HelloText, func() []byte { return forms(1, "/X Do") })
	add("forms-deep", HelloText, func() []byte { return forms(50_000/shrink, "/X Do") })
}

func hostileNesting(shrink int, add adder) {
	n := 2_000_000 / shrink
	for name, open := range map[string]string{"arrays": "[", "dictionaries": "<</A ", "strings": "(", "braces": "{", "mixed": "[<</A"} {
		add("nest-content-"+name, HelloText, func() []byte { return Single("", "", Stream("", []byte(Hello+" "+times(open, n)))) })
		add("nest-annots-"+name, HelloText, func() []byte { return Single("", "/Annots 6 0 R", Stream("", []byte(Hello)), times(open, n)) })
		add("nest-unused-"+name, HelloText, func() []byte { return Single("", "", Stream("", []byte(Hello)), times(open, n)) })
		add("nest-font-"+name, "", func() []byte {
			objects := singleObjects("", "", Stream("", []byte(Hello)))
			objects[3] = times(open, n)
			return File("", objects...)
		})
		add("nest-packed-"+name, HelloText, func() []byte {
			return XRefStream("", [][3]int{{2, 6, 0}}, singleObjects("", "/Annots 7 0 R", Stream("", []byte(Hello)), Stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", Deflate([]byte("7 0 "+times(open, n)))))...)
		})
		add("nest-trailer-"+name, "", func() []byte { return File("/X "+times(open, n), singleObjects("", "", Stream("", []byte(Hello)))...) })
	}
	for name, open := range map[string]string{"hex": "<4142", "string": "(abc", "array": "[1 2", "dictionary": "<</A 1", "name": "/" + times("x", 1_000_000/shrink), "escape": `(\`} {
		add("open-content-"+name, HelloText, func() []byte { return Single("", "", Stream("", []byte(Hello+" "+open))) })
		hello(add, "open-object-"+name, "", "/Annots 6 0 R", func() []string { return []string{open} })
	}
	for name, open := range map[string]string{"strings": "(", "hex": "<41", "arrays": times("[", 70), "dictionaries": times("<</A", 70), "numbers": times("1 ", 70)} {
		add("many-open-"+name, "", func() []byte {
			n := 50_000 / shrink
			var more []string
			for range n {
				more = append(more, open)
			}
			return bytes.ReplaceAll(Single("", "/Annots ["+many(n, func(i int) string { return fmt.Sprintf("%d 0 R ", 6+i) })+"]", Stream("", []byte(Hello)), more...), []byte("\nendobj\n"), []byte("        \n"))
		})
	}
	hello(add, "wide-array", "", "/Annots 6 0 R", func() []string { return []string{"[" + times("0 ", 16_000_000/shrink) + "]"} })
	hello(add, "wide-dictionaries", "", "/Annots 6 0 R", func() []string { return []string{"[" + times("<</A 1>>", 4_000_000/shrink) + "]"} })
	hello(add, "wide-dictionary", "", "/Annots 6 0 R", func() []string {
		return []string{"<<" + many(1_000_000/shrink, func(i int) string { return fmt.Sprintf("/K%d 1", i) }) + ">>"}
	})
}
