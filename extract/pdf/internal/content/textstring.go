package content

import (
	"strings"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/pdf/internal/font"
)

// The codes of PDFDocEncoding that are not those of Latin-1 (ISO 32000-1,
// annex D.3): 0x18 to 0x1F, and 0x80 to 0xA0.
const (
	docLow  = "˘ˇˆ˙˝˛˚˜"
	docHigh = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\uFFFD€"
)

// textString decodes a text string: UTF-16 or UTF-8 with a byte order mark, or
// else PDFDocEncoding. The marks that tell its language are left out.
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return withoutLanguage(utf16String(s[2:], 0))
	case strings.HasPrefix(s, "\xff\xfe"):
		return withoutLanguage(utf16String(s[2:], 1))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return withoutLanguage(strings.ToValidUTF8(s[3:], font.Unknown))
	}
	low, high := []rune(docLow), []rune(docHigh)
	out := make([]rune, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x18 && c < 0x20:
			out[i] = low[c-0x18]
		case c >= 0x80 && c <= 0xa0:
			out[i] = high[c-0x80]
		default:
			out[i] = rune(c)
		}
	}
	return string(out)
}

// utf16String decodes UTF-16, the high byte of each unit at an index of 0 or 1.
func utf16String(s string, high int) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i+high])<<8|uint16(s[i+1-high]))
	}
	return string(utf16.Decode(units))
}

// withoutLanguage drops what stands between two escape characters.
func withoutLanguage(s string) string {
	if !strings.Contains(s, "\x1b") {
		return s
	}
	var out strings.Builder
	for i, part := range strings.Split(s, "\x1b") {
		if i%2 == 0 {
			out.WriteString(part)
		}
	}
	return out.String()
}
