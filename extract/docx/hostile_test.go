package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/document"
)

// hostile is a file that was made to hurt a reader.
type hostile struct {
	name string
	// text must come out, and reason be the error; neither set means that a
	// document and a typed error are both good.
	text   string
	reason error
	data   func(t testing.TB, scale int) []byte
}

// content writes a part piece by piece, so that it never stands in memory.
type content func(w io.Writer)

func plainly(s string) content { return func(w io.Writer) { io.WriteString(w, s) } }

// times writes s n times.
func times(n int, s string) content {
	return func(w io.Writer) {
		block := []byte(strings.Repeat(s, min(n, max(1, 1<<16/len(s)))))
		for left := n; left > 0; {
			k := min(left, len(block)/len(s))
			w.Write(block[:k*len(s)])
			left -= k
		}
	}
}

// each writes what f gives for 0 to n-1.
func each(n int, f func(i int) string) content {
	return func(w io.Writer) {
		var b bytes.Buffer
		for i := range n {
			b.WriteString(f(i))
			if b.Len() > 1<<16 {
				w.Write(b.Bytes())
				b.Reset()
			}
		}
		w.Write(b.Bytes())
	}
}

// loose writes s up to a size, each time with a comment that does not compress,
// so that the part stays under the highest ratio.
func loose(size int, s string) content {
	state := uint64(1)
	return func(w io.Writer) {
		var b bytes.Buffer
		for written := 0; written < size; {
			b.Reset()
			for b.Len() < 8<<10 {
				b.WriteString(s)
			}
			b.WriteString("<!--")
			for range 10 {
				state = state*6364136223846793005 + 1442695040888963407
				fmt.Fprintf(&b, "%x", state>>16)
			}
			b.WriteString("-->")
			w.Write(b.Bytes())
			written += b.Len()
		}
	}
}

func inOrder(pieces ...content) content {
	return func(w io.Writer) {
		for _, p := range pieces {
			p(w)
		}
	}
}

// within puts content into the body of a main part.
func within(pieces ...content) content {
	head, tail, _ := strings.Cut(body("\x00"), "\x00")
	return inOrder(plainly(head), inOrder(pieces...), plainly(tail))
}

// inRoot puts content into the root element of a part.
func inRoot(name string, pieces ...content) content {
	return inOrder(plainly(`<w:`+name+namespaces+`>`), inOrder(pieces...), plainly(`</w:`+name+`>`))
}

// pour packs an ordinary document in which some parts are replaced.
func pour(t testing.TB, changed map[string]content, ordinary string) []byte {
	t.Helper()
	all := map[string]content{}
	for name, s := range parts(ordinary) {
		all[name] = plainly(s)
	}
	for name, c := range changed {
		all[name] = c
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, 4) })
	for _, name := range sortedKeys(all) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name](f)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const promise = "De verwerker meldt een inbreuk binnen 24 uur."

// one makes a file of an ordinary document with one part replaced.
func one(part string, c func(scale int) content) func(testing.TB, int) []byte {
	return func(t testing.TB, scale int) []byte {
		return pour(t, map[string]content{part: c(scale)}, text(promise)+`<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>`)
	}
}

// inBody makes a file whose body is c, with a promise in front.
func inBody(c func(scale int) content) func(testing.TB, int) []byte {
	return one(ordinaryMain, func(scale int) content { return within(plainly(text(promise)), c(scale)) })
}

// altered changes the bytes of an ordinary file.
func altered(f func(data []byte) []byte) func(testing.TB, int) []byte {
	return func(t testing.TB, _ int) []byte { return f(pack(t, parts(text(promise)))) }
}

// declaring packs an ordinary document whose main part states another size.
func declaring(size func(real int) int) func(testing.TB, int) []byte {
	return func(t testing.TB, _ int) []byte {
		t.Helper()
		in := parts(text(promise))
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range sorted(in) {
			var packed bytes.Buffer
			c, err := flate.NewWriter(&packed, 6)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(c, in[name])
			c.Close()
			h := &zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(in[name]))}
			if name == ordinaryMain {
				h.UncompressedSize64 = uint64(size(len(in[name])))
			}
			f, err := w.CreateRaw(h)
			if err != nil {
				t.Fatal(err)
			}
			f.Write(packed.Bytes())
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

// with packs an ordinary document with more entries, in the order given.
func with(more ...[2]string) func(testing.TB, int) []byte {
	return func(t testing.TB, _ int) []byte {
		t.Helper()
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		in := parts(text(promise))
		var all [][2]string
		for _, name := range sorted(in) {
			all = append(all, [2]string{name, in[name]})
		}
		for _, e := range append(all, more...) {
			f, err := w.Create(e[0])
			if err == nil {
				_, err = io.WriteString(f, e[1])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

// compound is a CFB file with the given directory entries and a zip behind.
func compound(zipped []byte, names ...string) []byte {
	data := make([]byte, 512+128*len(names))
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i, name := range names {
		at := 512 + 128*i
		for k, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(data[at+2*k:], u)
		}
		binary.LittleEndian.PutUint16(data[at+64:], uint16(2*len(name)+2))
		data[at+66] = 2
	}
	return append(data, zipped...)
}

// entries packs n empty entries beside an ordinary document.
func entries(n int) func(testing.TB, int) []byte {
	return func(t testing.TB, scale int) []byte {
		var more [][2]string
		for i := range n / scale {
			more = append(more, [2]string{fmt.Sprint("word/media/", i), ""})
		}
		return with(more...)(t, scale)
	}
}

func header(declaration string) string {
	return `<?xml version="1.0"?>` + declaration + `<w:document` + namespaces + `><w:body>`
}

const million = 1_000_000

// hostileSet is the whole set. Scale divides the sizes.
func hostileSet() []hostile {
	const gib, mib = 1 << 30, 1 << 20
	spaces := func(scale int) content { return times(gib/scale, " ") }
	paragraph := `<w:p><w:r><w:t>De verwerker beveiligt.</w:t></w:r></w:p>`
	const reference = `<w:r><w:footnoteReference w:id="%d"/></w:r>`
	var set []hostile
	add := func(name, text string, reason error, data func(testing.TB, int) []byte) {
		set = append(set, hostile{name, text, reason, data})
	}
	add("ordinary", promise, nil, altered(func(data []byte) []byte { return data }))

	// Bombs.
	for _, part := range []string{ordinaryMain, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/header1.xml", "[Content_Types].xml", "_rels/.rels", ordinaryRelations} {
		part := part
		add("bomb-"+strings.NewReplacer("/", "-", "[", "", "]", "").Replace(part), "", nil, one(part, spaces))
	}
	add("bomb-in-a-picture", promise, nil, one("word/media/image1.png", spaces))
	add("bomb-inside-the-root", "", document.ErrLimit, inBody(spaces))

	// Just under the limits: 39 MiB the main part, a ratio under 200.
	for name, s := range map[string]string{
		"empty-paragraphs": `<w:p/>`, "paragraphs": `<w:p><w:r><w:t>a</w:t></w:r></w:p>`, "runs": `<w:r><w:t>a</w:t></w:r>`,
		"breaks": `<w:r><w:br/></w:r>`, "attributes": `<w:p w:a="1" w:b="2" w:c="3" w:d="4" w:e="5" w:f="6" w:g="7" w:h="8"/>`,
		"cells": `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "namespaces": `<a:x xmlns:a="urn:a" xmlns:b="urn:b"/>`,
		"references": `<w:p><w:r><w:t>&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;</w:t></w:r></w:p>`,
		"lines":      `<w:p><w:r><w:t>artikel 1</w:t><w:br/><w:t>artikel 2</w:t><w:br/></w:r></w:p>`,
		"numbered":   `<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`,
		"insertions": `<w:p><w:r><w:t>a</w:t></w:r><w:ins w:id="1" w:author="b"><w:r><w:t>c</w:t></w:r></w:ins></w:p>`,
		"bookmarks":  `<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>`,
	} {
		in := s
		if name == "runs" || name == "breaks" {
			set = append(set, hostile{"much-" + name, "", nil, inBody(func(scale int) content {
				return inOrder(plainly(`<w:p>`), loose(39*mib/scale, in), plainly(`</w:p>`))
			})})
			continue
		}
		set = append(set, hostile{"much-" + name, "", nil, inBody(func(scale int) content { return loose(39*mib/scale, in) })})
	}
	add("much-of-one-text", "", nil, inBody(func(scale int) content {
		return inOrder(plainly(`<w:p><w:r><w:t>`), each(38*mib/25/scale, func(i int) string { return fmt.Sprintf("De verwerker doet %06x ", i*7919&0xffffff) }), plainly(`</w:t></w:r></w:p>`))
	}))
	add("much-of-one-attribute", "", nil, inBody(func(scale int) content {
		return inOrder(plainly(`<w:p w:a="`), each(38*mib/25/scale, func(i int) string { return fmt.Sprintf("De verwerker doet %06x ", i*7919&0xffffff) }), plainly(`"/>`))
	}))
	add("much-in-every-part", "", nil, func(t testing.TB, scale int) []byte {
		style := `<w:style w:styleId="x"><w:name w:val="a"/></w:style>`
		return pour(t, map[string]content{
			ordinaryMain:          within(plainly(text(promise)), loose(39*mib/scale, paragraph)),
			"word/styles.xml":     inRoot("styles", loose(15*mib/scale, style)),
			"word/numbering.xml":  inRoot("numbering", loose(15*mib/scale, `<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>`)),
			"word/footnotes.xml":  inRoot("footnotes", loose(15*mib/scale, `<w:footnote w:id="7">`+paragraph+`</w:footnote>`)),
			"word/endnotes.xml":   inRoot("endnotes", loose(15*mib/scale, `<w:endnote w:id="7">`+paragraph+`</w:endnote>`)),
			"word/header1.xml":    inRoot("hdr", loose(15*mib/scale, paragraph)),
			"docProps/app.xml":    inOrder(plainly(`<Properties>`), loose(15*mib/scale, `<a/>`), plainly(`</Properties>`)),
			"[Content_Types].xml": inOrder(plainly(strings.TrimSuffix(contentTypes, "</Types>")), loose(15*mib/scale, `<a/>`), plainly(`</Types>`)),
		}, "")
	})

	// Depth.
	add("nested-tables", "", document.ErrLimit, inBody(func(scale int) content {
		n := 200_000 / scale
		return inOrder(times(n, "<w:tbl><w:tr><w:tc>"), times(n, "</w:tc></w:tr></w:tbl>"))
	}))
	add("nested-controls", "", document.ErrLimit, inBody(func(scale int) content {
		n := 500_000 / scale
		return inOrder(times(n, "<w:sdt><w:sdtContent>"), times(n, "</w:sdtContent></w:sdt>"))
	}))
	add("nested-boxes", "", nil, inBody(func(scale int) content {
		n := 180
		return inOrder(times(n, "<w:p><w:r><w:t>a</w:t><w:pict><v:textbox><w:txbxContent>"), times(n, "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"))
	}))
	add("nested-fields", promise, nil, inBody(func(scale int) content {
		n := 200_000 / scale
		return inOrder(plainly(`<w:p>`), times(n, fldChar("begin")+instr("REF a")+fldChar("separate")+run("a")), times(n, fldChar("end")), plainly(`</w:p>`))
	}))

	// Documents of XML that must not be.
	add("document-type", "", document.ErrDamaged, one(ordinaryMain, func(int) content {
		return plainly(header(`<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>`) + text("&a;") + `</w:body></w:document>`)
	}))
	add("billion-laughs", "", document.ErrDamaged, one(ordinaryMain, func(int) content {
		entities := `<!ENTITY l0 "ha">`
		for i := 1; i < 10; i++ {
			entities += fmt.Sprintf(`<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
		}
		return plainly(header(`<!DOCTYPE a [`+entities+`]>`) + text("&l9;") + `</w:body></w:document>`)
	}))
	add("unknown-entity", "", document.ErrDamaged, one(ordinaryMain, func(int) content { return plainly(body(text("&l9;"))) }))
	add("utf-16", promise, nil, one(ordinaryMain, func(int) content {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(strings.Replace(body(text(promise)), "UTF-8", "UTF-16", 1))) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return plainly(string(b))
	}))
	add("utf-16-just-under-the-limit", "", nil, one(ordinaryMain, func(scale int) content {
		return func(w io.Writer) {
			w.Write([]byte{0xff, 0xfe})
			within(plainly(text(promise)), loose(19*mib/scale, paragraph))(wide{w})
		}
	}))
	add("latin-1", "", document.ErrDamaged, one(ordinaryMain, func(int) content {
		return plainly(strings.Replace(body(text("caf\xe9")), "UTF-8", "ISO-8859-1", 1))
	}))
	add("malformed-utf-8", "", document.ErrDamaged, one(ordinaryMain, func(int) content { return plainly(body(text("caf\xe9"))) }))
	add("nul", "", document.ErrDamaged, one(ordinaryMain, func(int) content { return plainly(body(text("a\x00b"))) }))
	add("empty-main-part", "", document.ErrDamaged, one(ordinaryMain, func(int) content { return plainly("") }))
	add("cut-main-part", "", document.ErrDamaged, one(ordinaryMain, func(int) content { return plainly(body(text(promise))[:800]) }))
	add("zip-as-main-part", "", document.ErrDamaged, func(t testing.TB, scale int) []byte {
		inner := pack(t, parts(text(promise)))
		return one(ordinaryMain, func(int) content { return plainly(string(inner)) })(t, scale)
	})
	add("attributes-of-one-tag", "", document.ErrLimit, inBody(func(scale int) content {
		return inOrder(plainly("<w:p"), each(200_000/scale, func(i int) string { return fmt.Sprintf(` w:a%d="1"`, i) }), plainly("/>"))
	}))
	add("namespaces-of-nested-tags", "", nil, inBody(func(scale int) content {
		// A prefix that is looked up through 500 levels of 900 declarations.
		var declarations strings.Builder
		for i := range 900 / scale {
			fmt.Fprintf(&declarations, ` xmlns:n%d="urn:n"`, i)
		}
		return inOrder(times(500, "<w:customXml"+declarations.String()+">"), times(50_000/scale, `<a:x w:b="1" v:c="2"/>`), times(500, "</w:customXml>"))
	}))

	// Packages.
	add("empty", "", document.ErrEmpty, func(testing.TB, int) []byte { return nil })
	add("cut-in-half", "", document.ErrDamaged, altered(func(data []byte) []byte { return data[:len(data)/2] }))
	add("junk-in-front", "", document.ErrUnsupported, altered(func(data []byte) []byte { return append(bytes.Repeat([]byte("x"), 400), data...) }))
	add("size-declared-small", "", document.ErrDamaged, declaring(func(real int) int { return real / 2 }))
	add("size-declared-large", "", document.ErrDamaged, declaring(func(real int) int { return real + 1000 }))
	add("size-declared-huge", "", document.ErrLimit, declaring(func(int) int { return 3 << 30 }))
	add("many-entries", "", document.ErrLimit, entries(100_000))
	add("count-of-entries-lies", "", nil, func(t testing.TB, scale int) []byte {
		data := entries(100_000)(t, scale)
		at := bytes.LastIndex(data, []byte("PK\x05\x06"))
		binary.LittleEndian.PutUint16(data[at+8:], 3)
		binary.LittleEndian.PutUint16(data[at+10:], 3)
		return data
	})
	add("encrypted-office", "", document.ErrEncrypted, func(testing.TB, int) []byte { return compound(nil, "EncryptionInfo", "EncryptedPackage") })
	add("encrypted-zip", "", document.ErrEncrypted, altered(func(data []byte) []byte {
		for _, signature := range []string{"PK\x03\x04", "PK\x01\x02"} {
			flags := 6 + 2*(int(signature[2])&1)
			for at := 0; ; {
				i := bytes.Index(data[at:], []byte(signature))
				if i < 0 {
					break
				}
				data[at+i+flags] |= 1
				at += i + 4
			}
		}
		return data
	}))
	add("word-97-with-a-zip-inside", "", document.ErrUnsupported, altered(func(data []byte) []byte { return compound(data, "Root Entry", "WordDocument") }))
	add("part-twice", "", document.ErrDamaged, with([2]string{ordinaryMain, body(text("Anders."))}))
	add("part-twice-but-for-case", "", document.ErrDamaged, with([2]string{"Word/Document.XML", body(text("Anders."))}))
	add("part-twice-but-for-slashes", "", document.ErrDamaged, with([2]string{`word\document.xml`, body(text("Anders."))}))
	add("names-that-climb", promise, nil, with([2]string{"../../../etc/passwd", "x"}, [2]string{"/etc/shadow", "x"}, [2]string{`C:\windows\x`, "x"}))
	add("overlapping-entries", "", nil, func(t testing.TB, _ int) []byte {
		// Every entry of the directory leads to the local header of the first.
		data := pack(t, parts(text(promise)))
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte("PK\x01\x02"))
			if i < 0 {
				return data
			}
			at += i + 4
			binary.LittleEndian.PutUint32(data[at+38:], 0)
		}
	})

	// Relationships.
	add("relations-in-a-loop", promise, nil, one(ordinaryRelations, func(int) content {
		return plainly(strings.NewReplacer("styles.xml", "document.xml", "footnotes.xml", "document.xml", "header1.xml", "document.xml", "data1.xml", "../document.xml").Replace(partRels))
	}))
	add("many-relations", promise, nil, one(ordinaryRelations, func(scale int) content {
		return inOrder(plainly(strings.TrimSuffix(partRels, "</Relationships>")),
			each(110_000/scale, func(i int) string {
				return fmt.Sprintf(`<Relationship Id="x%d" Type="%s/image" Target="media/%x.png"/>`, i, relations, i*7919)
			}), plainly("</Relationships>"))
	}))
	add("external-everything", promise, nil, one(ordinaryRelations, func(int) content {
		return plainly(strings.ReplaceAll(partRels, `Target="`, `TargetMode="External" Target="file:///etc/`))
	}))

	// Many of a thing.
	add("many-styles", promise, nil, one("word/styles.xml", func(scale int) content {
		return inRoot("styles", each(140_000/scale, func(i int) string {
			return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="s%d"><w:name w:val="n%x"/><w:basedOn w:val="s%d"/></w:style>`, i, i*7919, i+1)
		}))
	}))
	add("many-styles-used", promise, nil, func(t testing.TB, scale int) []byte {
		n := 60_000 / scale
		return pour(t, map[string]content{
			"word/styles.xml": inRoot("styles", each(n, func(i int) string {
				return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="s%d"><w:name w:val="n%x"/><w:basedOn w:val="s%d"/></w:style>`, i, i*7919, i+1)
			})),
			ordinaryMain: within(plainly(text(promise)), each(n, func(i int) string { return styled(fmt.Sprint("s", i), "a") })),
		}, "")
	})
	add("styles-in-a-loop", promise, nil, func(t testing.TB, scale int) []byte {
		return pour(t, map[string]content{
			"word/styles.xml": inRoot("styles", plainly(`<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>`)),
			ordinaryMain:      within(plainly(text(promise)), each(100_000/scale, func(i int) string { return styled("ab"[i%2:i%2+1], "a") })),
		}, "")
	})
	add("many-lists", promise, nil, one("word/numbering.xml", func(scale int) content {
		return inRoot("numbering", each(110_000/scale, func(i int) string {
			return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, i+1, i%7919, i)
		}))
	}))
	add("many-lists-used", promise, nil, func(t testing.TB, scale int) []byte {
		n := 30_000 / scale
		return pour(t, map[string]content{
			"word/numbering.xml": inRoot("numbering", each(n, func(i int) string {
				return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d"><w:numStyleLink w:val="x%d"/></w:abstractNum>`, i, i)
			}), each(n, func(i int) string {
				return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i)
			})),
			ordinaryMain: within(plainly(text(promise)), each(n, func(i int) string {
				return p(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, i+1) + run("a"))
			})),
		}, "")
	})
	add("list-styles-in-a-loop", promise, nil, one("word/numbering.xml", func(int) content {
		return inRoot("numbering", plainly(`<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/><w:styleLink w:val="B"/></w:abstractNum>`+
			`<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="B"/><w:styleLink w:val="A"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`))
	}))
	add("levels-out-of-range", promise, nil, inBody(func(scale int) content {
		return each(50_000/scale, func(i int) string {
			return p(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr></w:pPr>`, []int{-5, 99999999, 2147483647, 3}[i%4]) + run("a"))
		})
	}))
	add("many-notes", promise, nil, func(t testing.TB, scale int) []byte {
		n := 200_000 / scale
		return pour(t, map[string]content{
			"word/footnotes.xml": inRoot("footnotes", each(n, func(i int) string {
				return fmt.Sprintf(`<w:footnote w:id="%d"><w:p><w:r><w:t>n%x</w:t></w:r></w:p></w:footnote>`, i, i*7919)
			})),
			ordinaryMain: within(plainly(text(promise)+"<w:p>"), each(n, func(i int) string { return fmt.Sprintf(reference, i) }), plainly("</w:p>")),
		}, "")
	})
	add("one-note-often", promise, nil, inBody(func(scale int) content {
		return inOrder(plainly("<w:p>"), each(million/scale, func(i int) string { return fmt.Sprintf(reference+`<!--%x-->`, 2, i*7919) }), plainly("</w:p>"))
	}))
	add("notes-that-are-not-there", promise, nil, inBody(func(scale int) content {
		return inOrder(plainly("<w:p>"), each(million/scale, func(i int) string { return fmt.Sprintf(reference, i+10) }), plainly("</w:p>"))
	}))
	add("fields-without-end", promise, nil, inBody(func(scale int) content {
		return each(million/2/scale, func(i int) string {
			return fmt.Sprintf(`<w:p>%s<w:r><w:t>%x</w:t></w:r></w:p>`, fldChar("begin"), i*7919)
		})
	}))
	add("drop-caps", promise, nil, inBody(func(scale int) content {
		return each(100_000/scale, func(i int) string {
			return fmt.Sprintf(`<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>%x</w:t></w:r></w:p>`, i%16)
		})
	}))
	add("paragraphs-that-join", promise, nil, inBody(func(scale int) content {
		return each(100_000/scale, func(i int) string { return p(gone + run(fmt.Sprintf("De verwerker doet %x.", i*7919))) })
	}))
	add("paragraphs-with-boxes-that-join", promise, nil, inBody(func(scale int) content {
		return each(50_000/scale, func(i int) string { return p(gone + run(fmt.Sprintf("zaak %x.", i*7919)) + `<w:r>` + box + `</w:r>`) })
	}))
	add("diagram-often", promise, nil, inBody(func(scale int) content {
		return each(100_000/scale, func(i int) string {
			return p(fmt.Sprintf(`<w:r><w:drawing><wp:inline><wp:docPr id="%x"/><a:graphic><dgm:relIds r:dm="d1"/></a:graphic></wp:inline></w:drawing></w:r>`, i*7919))
		})
	}))
	add("large-diagram-often", "", nil, func(t testing.TB, scale int) []byte {
		return pour(t, map[string]content{
			"word/diagrams/data1.xml": inOrder(plainly(`<dgm:dataModel`+namespaces+`>`), loose(8*mib/scale, `<a:p><a:t>De verwerker</a:t></a:p>`), plainly(`</dgm:dataModel>`)),
			ordinaryMain:              within(plainly(text(promise)), times(20_000/scale, p(`<w:r><w:drawing><wp:inline><a:graphic><dgm:relIds r:dm="d1"/></a:graphic></wp:inline></w:drawing></w:r>`))),
		}, "")
	})
	add("diagram-of-one-text", promise, nil, one("word/diagrams/data1.xml", func(scale int) content {
		return inOrder(plainly(`<dgm:dataModel`+namespaces+`><a:p>`), each(million/2/scale, func(i int) string { return fmt.Sprintf(`<a:t>De verwerker %x</a:t>`, i*7919) }), plainly(`</a:p></dgm:dataModel>`))
	}))
	add("one-header-often", promise, nil, inBody(func(scale int) content {
		return each(100_000/scale, func(i int) string {
			return fmt.Sprintf(`<w:p w:rsidR="%x"><w:pPr><w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/></w:sectPr></w:pPr></w:p>`, i*7919)
		})
	}))
	add("tables-with-many-columns", promise, nil, inBody(func(scale int) content {
		return inOrder(plainly(`<w:tbl><w:tr>`), each(100_000/scale, func(i int) string {
			return fmt.Sprintf(`<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>%x</w:t></w:r></w:p></w:tc>`, i*7919)
		}), plainly(`</w:tr></w:tbl>`))
	}))
	add("bold-tables", promise, nil, inBody(func(scale int) content {
		// The header row is looked for in each of them, nested and flat.
		return inOrder(times(90, `<w:tbl><w:tr><w:tc>`), times(60_000/scale, tbl(row(cell(p(runWith("<w:b/>", "<w:t>a</w:t>"))), cell(p(runWith("<w:b/>", "<w:t>a</w:t>")))), row(cell(text("b"))))),
			times(90, `<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`))
	}))
	add("long-formula", promise, nil, inBody(func(scale int) content {
		return inOrder(plainly(`<w:p><m:oMath>`), each(300_000/scale, func(i int) string {
			return fmt.Sprintf(`<m:sSup><m:e><m:r><m:t>%x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>`, i*7919)
		}), plainly(`</m:oMath></w:p>`))
	}))
	add("page-breaks", promise, nil, inBody(func(scale int) content {
		return inOrder(plainly(`<w:p>`), each(500_000/scale, func(i int) string { return fmt.Sprintf(`<w:r><w:lastRenderedPageBreak/><w:t>%x</w:t></w:r>`, i*7919) }), plainly(`</w:p>`))
	}))
	add("headings-only", promise, nil, inBody(func(scale int) content {
		return each(120_000/scale, func(i int) string { return styled("Kop1", fmt.Sprintf("Artikel %d", i%9999)) })
	}))
	add("doubtful-labels", promise, nil, inBody(func(scale int) content {
		return each(120_000/scale, func(i int) string { return text(fmt.Sprintf("%d Zaak van de verwerker", 7*i%9973)) })
	}))
	add("list-items-only", promise, nil, inBody(func(scale int) content {
		return each(120_000/scale, func(i int) string { return item(i%9, run("zaak;")) })
	}))
	return set
}

// wide writes ASCII as UTF-16.
type wide struct{ io.Writer }

func (w wide) Write(b []byte) (int, error) {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, c, 0)
	}
	_, err := w.Writer.Write(out)
	return len(b), err
}

var writeHostile = flag.String("write-hostile", "", "write the hostile files at full size to this folder, to measure a whole process on them")

// TestHostileSet reads every file of the set, made small: each must give its
// text or a typed error, soon.
func TestHostileSet(t *testing.T) {
	if *writeHostile != "" {
		if err := os.MkdirAll(*writeHostile, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, f := range hostileSet() {
			if err := os.WriteFile(filepath.Join(*writeHostile, f.name+".docx"), f.data(t, 1), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	const scale = 100
	limits := document.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, TextBytes: 1 << 18, Parts: 100, Depth: 300}
	for _, f := range hostileSet() {
		t.Run(f.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			doc, err := Read(ctx, document.Source{Name: "proef.docx", Data: f.data(t, scale)}, document.Options{Headers: true, Limits: limits})
			var typed *document.Error
			switch {
			case err == nil:
				if err := doc.Validate(); err != nil {
					t.Error(err)
				}
				if f.reason != nil || !strings.Contains(doc.Text, f.text) {
					t.Errorf("text %.80q, want %q, error %v", doc.Text, f.text, f.reason)
				}
			case !errors.As(err, &typed) || typed.Remedy == "":
				t.Errorf("error %v, want a typed one with a remedy", err)
			case f.text != "" || f.reason != nil && !errors.Is(err, f.reason):
				t.Errorf("error %v, want %v, text %q", err, f.reason, f.text)
			}
		})
	}
}
