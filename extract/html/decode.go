package html

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/build"
)

// declaredWithin is how far into a page its encoding may be declared. Browsers
// look at the first 1,024 bytes; pages with much in front of the declaration
// are read again by them when they come upon it.
const declaredWithin = 16 << 10

// decode turns the bytes of a page into UTF-8. The label is the encoding that
// an archive gives for the page, "" for none. Encodings are those of the
// Encoding Standard; what was guessed is warned of.
func decode(name string, data []byte, label string, limit int64, b *build.Builder) ([]byte, error) {
	enc, encName, sure := encodingOf(data, label)
	if !sure && utf8.Valid(data) {
		encName, sure = "utf-8", true
	}
	if encName == "utf-8" {
		if utf8.Valid(data) {
			return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
		}
		if mostlyUTF8(data) {
			b.Warn(document.Warning{Code: document.WarnEncoding,
				Message: "De pagina is gelezen als UTF-8, maar enkele tekens zijn dat niet; op hun plaats staat �."})
			return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
		}
		enc, sure = charmap.Windows1252, false
	}
	if !sure {
		b.Warn(document.Warning{Code: document.WarnEncoding,
			Message: "De tekencodering van de pagina is niet of verkeerd vermeld; zij is gelezen als Windows-1252."})
	}
	decoded, err := io.ReadAll(io.LimitReader(transform.NewReader(bytes.NewReader(data), enc.NewDecoder()), limit+1))
	if err != nil {
		return nil, document.Damaged(name, found, "de tekencodering klopt niet", err)
	}
	if int64(len(decoded)) > limit {
		return nil, document.OverLimit(name, found, "de grootte van de pagina in bytes", limit)
	}
	return decoded, nil
}

// encodingOf finds the encoding that the bytes, the archive or the page itself
// declare; sure is false where none does.
func encodingOf(data []byte, label string) (enc encoding.Encoding, name string, sure bool) {
	if label != "" {
		label = "text/html; charset=" + label
	}
	if enc, name, sure = charset.DetermineEncoding(data, label); sure {
		return enc, name, true
	}
	// UTF-16 without a byte order mark shows by the first "<".
	if len(data) > 1 && data[0] == '<' && data[1] == 0 {
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", true
	}
	if len(data) > 1 && data[0] == 0 && data[1] == '<' {
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", true
	}
	head := bytes.ToLower(data[:min(len(data), declaredWithin)])
	if bytes.HasPrefix(head, []byte("<?xml")) {
		decl, _, _ := bytes.Cut(head, []byte("?>"))
		if _, value, ok := bytes.Cut(decl, []byte("encoding=")); ok && len(value) > 2 {
			if end := bytes.IndexByte(value[1:], value[0]); end > 0 {
				if enc, name := charset.Lookup(string(value[1 : 1+end])); enc != nil {
					return enc, name, true
				}
			}
		}
	}
	for at := 0; ; {
		i := bytes.Index(head[at:], []byte("<meta"))
		if i < 0 {
			return charmap.Windows1252, "windows-1252", false
		}
		at += i
		tag, _, _ := bytes.Cut(head[at:], []byte(">"))
		if bytes.Contains(tag, []byte("charset")) {
			if enc, name, _ := charset.DetermineEncoding(append(tag[:len(tag):len(tag)], '>'), ""); enc != nil && declares(tag, name) {
				return enc, name, true
			}
		}
		at += len("<meta")
	}
}

// declares tells whether a meta element truly declares an encoding: without a
// declaration the answer is that of a guess.
func declares(tag []byte, name string) bool {
	return name != "windows-1252" || bytes.Contains(tag, []byte("1252")) || bytes.Contains(tag, []byte("8859-1")) ||
		bytes.Contains(tag, []byte("ascii")) || bytes.Contains(tag, []byte("latin1"))
}

// mostlyUTF8 tells whether the characters beyond ASCII are UTF-8 but for a few.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > 4*bad
}

// isXML tells whether the page is written as XML, so that <a/> is a whole
// element.
func isXML(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 512)], " \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml"))
}
