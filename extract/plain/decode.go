package plain

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/clausule/clausule/extract/document"
)

// decode turns the bytes into UTF-8 with "\n" as only line end. The warning
// tells that the encoding was guessed.
func decode(src document.Source) (string, *document.Warning, error) {
	data := src.Data
	if len(data) == 0 {
		return "", nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is gekopieerd"}
	}
	var warning *document.Warning
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		// Bytes that are no UTF-16 come out as U+FFFD, never as an error.
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", nil, document.Damaged(src.Name, "tekst in UTF-16", "", err)
		}
		data = decoded
	}
	if binary(data) {
		return "", nil, &document.Error{Name: src.Name, Reason: document.ErrUnsupported, Found: "onbekend binair formaat",
			Remedy: "sla het op als DOCX, PDF of platte tekst"}
	}
	if !utf8.Valid(data) {
		if mostlyUTF8(data) {
			data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
			warning = &document.Warning{Code: document.WarnEncoding,
				Message: "De tekst is gelezen als UTF-8, maar enkele tekens zijn dat niet; op hun plaats staat �."}
		} else {
			decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
			if err != nil {
				return "", nil, document.Damaged(src.Name, "tekst", "", err)
			}
			data = decoded
			warning = &document.Warning{Code: document.WarnEncoding,
				Message: "De tekencodering is niet vermeld; de tekst is gelezen als Windows-1252."}
		}
	}
	text := string(data)
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	return text, warning, nil
}

// binary tells whether data cannot be text: a NUL byte, or more control
// characters than a text with a stray one has.
func binary(data []byte) bool {
	controls := 0
	for _, c := range data {
		switch {
		case c == 0:
			return true
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a && c != 0x1b:
			controls++
		}
	}
	return controls > 8 && controls*50 > len(data)
}

// mostlyUTF8 tells whether the characters beyond ASCII are UTF-8 but for a few:
// a text put together from pieces, not one in another encoding.
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
