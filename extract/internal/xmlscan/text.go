package xmlscan

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The reasons for which Decode refuses bytes.
var (
	ErrEncoding  = errors.New("encoding is not UTF-8 or UTF-16")
	ErrCharacter = errors.New("character that XML does not allow")
)

// Decode returns the bytes of an XML part as valid UTF-8: UTF-16 with a byte
// order mark (or with a recognisable declaration) is converted, every other
// encoding is refused, and so are control characters and malformed sequences.
// UTF-8 comes back unchanged and uncopied.
func Decode(data string) (string, error) {
	switch {
	case strings.HasPrefix(data, "\xff\xfe"):
		return decode16(data[2:], false)
	case strings.HasPrefix(data, "\xfe\xff"):
		return decode16(data[2:], true)
	case strings.HasPrefix(data, "<\x00?\x00"):
		return decode16(data, false)
	case strings.HasPrefix(data, "\x00<\x00?"):
		return decode16(data, true)
	}
	if name := declared(data); name != "" && !strings.EqualFold(name, "utf-8") && !strings.EqualFold(name, "utf8") &&
		!strings.EqualFold(name, "us-ascii") && !strings.EqualFold(name, "ascii") {
		return "", fmt.Errorf("%w: declared %.40q", ErrEncoding, name)
	}
	return data, Valid(data)
}

// Valid reports the first byte of data that is not UTF-8 or is a control
// character that XML forbids; nil when there is none.
func Valid(data string) error {
	for i := 0; i < len(data); i++ {
		if c := data[i]; c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			return fmt.Errorf("%w: control character U+%04X at byte %d", ErrCharacter, c, i)
		}
	}
	if !utf8.ValidString(data) {
		for i, r := range data {
			if r == utf8.RuneError && !strings.HasPrefix(data[i:], "\ufffd") {
				return fmt.Errorf("%w: byte %d is not valid UTF-8", ErrCharacter, i)
			}
		}
	}
	return nil
}

// declared gives the encoding that an XML declaration names, "" for none.
func declared(data string) string {
	data = strings.TrimPrefix(data, "\ufeff")
	if !strings.HasPrefix(data, "<?xml") {
		return ""
	}
	end := strings.Index(data[:min(len(data), 512)], "?>")
	if end < 0 {
		return ""
	}
	_, after, found := strings.Cut(data[:end], "encoding")
	after = strings.TrimLeft(after, " \t\r\n=")
	if !found || after == "" {
		return ""
	}
	name, _, _ := strings.Cut(after[1:], after[:1])
	return name
}

func decode16(data string, bigEndian bool) (string, error) {
	if len(data)%2 != 0 {
		return "", fmt.Errorf("%w: UTF-16 of an odd number of bytes", ErrCharacter)
	}
	var b strings.Builder
	b.Grow(len(data)/2 + len(data)/8)
	unit := func(i int) rune {
		if bigEndian {
			return rune(data[i])<<8 | rune(data[i+1])
		}
		return rune(data[i+1])<<8 | rune(data[i])
	}
	for i := 0; i < len(data); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 >= len(data) {
				return "", fmt.Errorf("%w: half a surrogate pair at byte %d", ErrCharacter, i)
			}
			i += 2
			if r = utf16.DecodeRune(r, unit(i)); r == utf8.RuneError {
				return "", fmt.Errorf("%w: half a surrogate pair at byte %d", ErrCharacter, i)
			}
		}
		b.WriteRune(r)
	}
	return b.String(), Valid(b.String())
}

// badReference returns the offset of the first & that does not begin a known
// reference, -1 when there is none.
func badReference(raw string) int {
	for i := 0; ; {
		k := strings.IndexByte(raw[i:], '&')
		if k < 0 {
			return -1
		}
		i += k
		_, n := reference(raw[i:])
		if n == 0 {
			return i
		}
		i += n
	}
}

// reference decodes the reference at the start of raw; n is its length, 0 for
// none that is known.
func reference(raw string) (r rune, n int) {
	end := strings.IndexByte(raw[:min(len(raw), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	name := raw[1:end]
	switch name {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if name[0] != '#' || len(name) < 2 {
		return 0, 0
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) || v < 0x20 && v != '\n' && v != '\t' && v != '\r' {
		return 0, 0
	}
	return rune(v), end + 1
}

func decodeText(raw string) string {
	if strings.IndexByte(raw, '&') < 0 {
		return normaliseLines(raw)
	}
	var b strings.Builder
	b.Grow(len(raw))
	for {
		k := strings.IndexByte(raw, '&')
		if k < 0 {
			b.WriteString(normaliseLines(raw))
			return b.String()
		}
		b.WriteString(normaliseLines(raw[:k]))
		r, n := reference(raw[k:])
		if n == 0 {
			// Next refuses such text; keep it as it stands all the same.
			r, n = '&', 1
		}
		b.WriteRune(r)
		raw = raw[k+n:]
	}
}

// DecodeOffsets decodes the characters of a text as Token.Text does and tells
// for an offset in the result where in raw it comes from. A carriage return
// stays; the reader of white space makes no difference.
func DecodeOffsets(raw string, cdata bool) (text string, origin func(offset int) int) {
	if cdata || strings.IndexByte(raw, '&') < 0 {
		return raw, func(offset int) int { return offset }
	}
	type jump struct{ at, lost int } // from an offset in the result on, raw is further by lost
	var jumps []jump
	var b strings.Builder
	for i := 0; i < len(raw); {
		n := 0
		if raw[i] == '&' {
			var r rune
			if r, n = reference(raw[i:]); n > 0 {
				b.WriteRune(r)
				jumps = append(jumps, jump{b.Len(), i + n - b.Len()})
			}
		}
		if n == 0 {
			b.WriteByte(raw[i])
			n = 1
		}
		i += n
	}
	return b.String(), func(offset int) int {
		i := sort.Search(len(jumps), func(i int) bool { return jumps[i].at > offset }) - 1
		if i < 0 {
			return offset
		}
		return offset + jumps[i].lost
	}
}

func normaliseLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func decodeAttr(raw string) string {
	if strings.ContainsAny(raw, "\t\n\r") {
		raw = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\t", " ").Replace(raw)
	}
	if strings.IndexByte(raw, '&') < 0 {
		return raw
	}
	return decodeText(raw)
}
