package rtf

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/clausule/clausule/extract/internal/symbol"
)

// codePage decodes the bytes of text beyond ASCII.
type codePage struct {
	single *charmap.Charmap  // one byte is one character
	multi  encoding.Encoding // of the East Asian languages; nil else
	utf8   bool
	symbol bool // bytes are glyph numbers of the font
}

// western is the code page of what tells none.
func western() codePage { return codePage{single: charmap.Windows1252} }

// pageOf gives a code page by its Windows number; ok is false for an unknown
// one.
func pageOf(n int) (p codePage, ok bool) {
	switch n {
	case 0, 1252:
		return western(), true
	case 437:
		p.single = charmap.CodePage437
	case 850:
		p.single = charmap.CodePage850
	case 852:
		p.single = charmap.CodePage852
	case 855:
		p.single = charmap.CodePage855
	case 858:
		p.single = charmap.CodePage858
	case 860:
		p.single = charmap.CodePage860
	case 862:
		p.single = charmap.CodePage862
	case 863:
		p.single = charmap.CodePage863
	case 865:
		p.single = charmap.CodePage865
	case 866:
		p.single = charmap.CodePage866
	case 874:
		p.single = charmap.Windows874
	case 1250:
		p.single = charmap.Windows1250
	case 1251:
		p.single = charmap.Windows1251
	case 1253:
		p.single = charmap.Windows1253
	case 1254:
		p.single = charmap.Windows1254
	case 1255:
		p.single = charmap.Windows1255
	case 1256:
		p.single = charmap.Windows1256
	case 1257:
		p.single = charmap.Windows1257
	case 1258:
		p.single = charmap.Windows1258
	case 10000:
		p.single = charmap.Macintosh
	case 10007:
		p.single = charmap.MacintoshCyrillic
	case 932:
		p.multi = japanese.ShiftJIS
	case 936:
		p.multi = simplifiedchinese.GBK
	case 949:
		p.multi = korean.EUCKR
	case 950:
		p.multi = traditionalchinese.Big5
	case 54936:
		p.multi = simplifiedchinese.GB18030
	case 65001:
		p.utf8 = true
	default:
		return western(), false
	}
	return p, true
}

// charsetPage gives the code page number of a Windows character set as \fcharset
// names it (RTF 1.9.1, "Font Table"); 0 for the document's own, -1 for one
// without a known code page.
func charsetPage(charset int) int {
	switch charset {
	case 0:
		return 1252
	case 1:
		return 0
	case 77:
		return 10000
	case 78, 128:
		return 932
	case 79, 129:
		return 949
	case 80, 134:
		return 936
	case 81, 136:
		return 950
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177, 181:
		return 1255
	case 178, 179, 180:
		return 1256
	case 186:
		return 1257
	case 89, 204:
		return 1251
	case 87, 222:
		return 874
	case 88, 238:
		return 1250
	case 254:
		return 437
	case 255:
		return 850
	}
	return -1
}

// font is an entry of the font table.
type font struct {
	name       string
	charset    int // \fcharset
	hasCharset bool
	page       int // \cpg, 0 absent
}

// decode appends bytes in code page p, set in the font of that name, to dst.
// Lost counts glyphs without a known character.
func (p codePage) decode(dst, raw []byte, fontName string) (out []byte, lost int) {
	switch {
	case p.symbol:
		// Ordinary fonts, too, say of themselves that they are symbol fonts.
		name := strings.ToLower(fontName)
		glyphs := name == "symbol" || strings.Contains(name, "dings")
		for _, c := range raw {
			r := rune(c)
			if c > ' ' {
				r = symbol.Rune(fontName, 0xF000|rune(c))
			}
			if r == utf8.RuneError && c < 0x7F && !glyphs {
				r = rune(c)
			}
			if r == utf8.RuneError {
				lost++
			}
			dst = utf8.AppendRune(dst, r)
		}
		return dst, lost
	case p.utf8:
		return append(dst, raw...), 0
	case p.multi != nil:
		decoded, err := p.multi.NewDecoder().Bytes(raw)
		if err != nil {
			return append(dst, string(utf8.RuneError)...), 1
		}
		return append(dst, decoded...), 0
	}
	for _, c := range raw {
		dst = utf8.AppendRune(dst, p.single.DecodeByte(c))
	}
	return dst, 0
}

// ascii tells whether bytes are text as they stand in every code page.
func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
