// Package symbol knows which characters the glyphs of the symbol fonts stand
// for: Word and its formats number them by font, not by Unicode.
package symbol

import (
	"strings"
	"unicode/utf8"
)

// The symbol fonts number their glyphs from 0x20 on, and Word writes them as
// U+F020 and up. These are the glyphs from 0x20 and from 0xA0 of the font
// Symbol; a blank stands for none.
const (
	low = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
	up  = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)

// wingdings gives the glyphs of the three pictorial fonts that contracts use
// (boxes, ticks, arrows, bullets); 0 for the others.
func wingdings(font string, code rune) rune {
	switch font {
	case "wingdings 2":
		switch code {
		case 0x4F, 0x51:
			return '✗'
		case 0x50:
			return '✓'
		case 0x52:
			return '☑'
		case 0x53, 0x54:
			return '☒'
		case 0x2A, 0xA3:
			return '☐'
		}
		return 0
	case "webdings":
		switch code {
		case 0x61:
			return '✔'
		case 0x72:
			return '✗'
		case 0x63:
			return '□'
		}
		return 0
	}
	switch code {
	case 0x28:
		return '☎'
	case 0x2A:
		return '✉'
	case 0x6C:
		return '●'
	case 0x6D, 0xA1:
		return '○'
	case 0x6E:
		return '■'
	case 0x6F, 0x71, 0x72, 0xA8:
		return '☐'
	case 0x73, 0x74, 0x75, 0x77:
		return '◆'
	case 0x76:
		return '❖'
	case 0x78, 0xFD:
		return '☒'
	case 0x9F:
		return '•'
	case 0xA7, 0xA0:
		return '▪'
	case 0xAB:
		return '★'
	case 0xD8:
		return '➢'
	case 0xDF, 0xE7:
		return '←'
	case 0xE0, 0xE8:
		return '→'
	case 0xE1, 0xE9:
		return '↑'
	case 0xE2, 0xEA:
		return '↓'
	case 0xF0:
		return '⇨'
	case 0xFB:
		return '✗'
	case 0xFC:
		return '✓'
	case 0xFE:
		return '☑'
	}
	switch {
	case code >= 0x81 && code <= 0x8A:
		return '①' + code - 0x81
	case code >= 0x8C && code <= 0x95:
		return '❶' + code - 0x8C
	}
	return 0
}

// Rune gives the Unicode character of a glyph of a symbol font. Code may
// be given with or without the offset 0xF000. U+FFFD stands for an unknown
// glyph.
func Rune(font string, code rune) rune {
	font = strings.ToLower(strings.TrimSpace(font))
	private := code >= 0xF000 && code <= 0xF0FF
	if private {
		code -= 0xF000
	}
	switch {
	case font == "wingdings" || font == "wingdings 2" || font == "webdings":
		if r := wingdings(font, code); r != 0 {
			return r
		}
		return utf8.RuneError
	case font == "symbol" || private:
		// A private character in an ordinary font is as a rule a bullet or a
		// sign that lost its font, and was one of Symbol. Letters are not.
		var glyphs string
		switch {
		case code >= 0x20 && code < 0x7F && font == "symbol":
			glyphs, code = low, code-0x20
		case code >= 0xA0 && code < 0xFF:
			glyphs, code = up, code-0xA0
		default:
			return utf8.RuneError
		}
		for _, r := range glyphs {
			if code == 0 {
				if r == ' ' && glyphs == up {
					return utf8.RuneError
				}
				return r
			}
			code--
		}
		return utf8.RuneError
	}
	if utf8.ValidRune(code) && code >= 0x20 {
		return code
	}
	return utf8.RuneError
}

// HasPrivate tells whether text holds a character of U+F000 to U+F0FF.
func HasPrivate(text string) bool {
	for rest := text; ; {
		i := strings.IndexByte(rest, 0xEF)
		if i < 0 || i+1 >= len(rest) {
			return false
		}
		if c := rest[i+1]; c >= 0x80 && c <= 0x83 {
			return true
		}
		rest = rest[i+1:]
	}
}

// Raised writes superscript digits as such: "m²" is not "m2", and a raised
// number behind a word is no part of it. Other raised text ("1e") stays.
func Raised(text string) string {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return text
	}
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(text)
}
