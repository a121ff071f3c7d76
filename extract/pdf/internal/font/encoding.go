package font

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// encoding maps the codes of a simple font to text; "" is not defined.
type encoding [256]string

// The upper halves of the encodings of ISO 32000-1, annex D, written from code
// 0xA0 on; a blank is a code without a glyph.
const (
	standardUpper = " ¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ— " + "               Æ ª    ŁØŒº     æ   ı  łøœß    "
	symbolLower   = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ "
	symbolUpper   = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑(|([|[{{{| 〉∫⌠|⌡)|)]|]}}} "
)

// set names one of the encodings that a Loader keeps.
type set int

const (
	winAnsi set = iota
	macRoman
	standardSet
	symbolSet
	emptySet
	sets
)

// encoding gives an encoding, made once for all fonts of a file.
func (l *Loader) encoding(s set) *encoding {
	if l.encodings[s] == nil {
		l.encodings[s] = [sets]func() *encoding{winAnsiEncoding, macRomanEncoding, standardEncoding, symbolEncoding, func() *encoding { return &encoding{} }}[s]()
	}
	return l.encodings[s]
}

func standardEncoding() *encoding {
	e := &encoding{}
	for c := 0x20; c < 0x7f; c++ {
		e[c] = string(rune(c))
	}
	e['\''], e['`'] = "’", "‘"
	fill(e, 0xa0, standardUpper)
	return e
}

func symbolEncoding() *encoding {
	e := &encoding{}
	fill(e, 0x20, symbolLower)
	fill(e, 0xa0, symbolUpper)
	return e
}

func fill(e *encoding, from int, row string) {
	for _, r := range row {
		if from > 0xff {
			return
		}
		if r != ' ' {
			e[from] = string(r)
		}
		from++
	}
	e[' '] = " "
}

func winAnsiEncoding() *encoding {
	e := &encoding{}
	for c := 0x20; c < 0x100; c++ {
		if r := charmap.Windows1252.DecodeByte(byte(c)); r != '\uFFFD' {
			e[c] = string(r)
		}
	}
	// The specification puts a bullet on every unused code, a hyphen on the
	// soft hyphen and a space on the hard one.
	for _, c := range []int{0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d} {
		e[c] = "•"
	}
	e[0xad], e[0xa0] = "-", " "
	return e
}

func macRomanEncoding() *encoding {
	e := &encoding{}
	for c := 0x20; c < 0x100; c++ {
		if r := charmap.Macintosh.DecodeByte(byte(c)); r != '\uFFFD' {
			e[c] = string(r)
		}
	}
	e[0xdb], e[0xca] = "¤", " "
	return e
}

// wingdings gives what the symbols of the Wingdings fonts mean in a contract:
// a bullet, an arrow, or a box that is ticked or not.
func wingdings(code byte) string {
	switch code {
	case ' ':
		return " "
	case 0x6f, 0x70, 0x71, 0x72, 0xa8:
		return "☐"
	case 0x78, 0xfd, 0x54:
		return "☒"
	case 0x52, 0xfe:
		return "☑"
	case 0xfb:
		return "✗"
	case 0xfc:
		return "✓"
	case 0xdf, 0xe7, 0xef:
		return "←"
	case 0xe0, 0xe8, 0xf0:
		return "→"
	case 0xf3, 0xf4:
		return "↔"
	}
	if code > ' ' {
		return "•"
	}
	return ""
}

func dingbats(code byte) string {
	switch {
	case code == ' ':
		return " "
	case code == 0x33 || code == 0x34:
		return "✓"
	case code >= 0x35 && code <= 0x38:
		return "✗"
	case code == 0x6f || code == 0x70 || code == 0x71 || code == 0x72:
		return "☐"
	case code >= 0xd4:
		return "→"
	case code >= 0xac && code <= 0xd3:
		// Circled digits, four sets of one to ten.
		return string(rune('①' + (int(code)-0xac)%10))
	case code > ' ':
		return "•"
	}
	return ""
}

// symbolFont recognises the fonts whose codes are pictures, by name.
func symbolFont(name string) func(byte) string {
	name = strings.ToLower(name)
	switch {
	case strings.Contains(name, "wingdings"), strings.Contains(name, "webdings"):
		return wingdings
	case strings.Contains(name, "dingbats"):
		return dingbats
	}
	return nil
}

// greekFont tells whether a font is Symbol or one that is encoded like it.
func greekFont(name string) bool {
	return name == "Symbol" || strings.HasPrefix(name, "Symbol,") || strings.HasPrefix(name, "Symbol-") || strings.HasPrefix(name, "SymbolMT") || strings.HasPrefix(name, "StandardSymL")
}

// clean turns what a font says a glyph means into text as a reader writes it:
// ligatures are spelled out, private-use code points get their meaning where
// it is known and become Unknown where it is not, control characters go.
// symbol is the meaning of the codes of a picture font, or nil.
func clean(text string, symbol func(byte) string) string {
	plain := true
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	if symbol == nil {
		symbol = pictured
	}
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000:
			out.WriteByte(' ')
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x200b || r == 0xfeff || r >= 0x200c && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		case r >= 0xfb00 && r <= 0xfb06:
			out.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xfb00])
		case isPrivate(r):
			switch meaning := private(r); {
			case meaning != "":
				out.WriteString(meaning)
			case r >= 0xf020 && r <= 0xf0ff:
				out.WriteString(symbol(byte(r - 0xf000)))
			default:
				out.WriteString(Unknown)
			}
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Clean does the same for text that stands in the file in place of glyphs.
func Clean(text string) string { return clean(text, nil) }

// pictured reads a code point of the range in which Windows puts the codes of
// symbol fonts, where the font is not known.
func pictured(code byte) string {
	switch {
	case code == 0xb7 || code == 0xa7 || code == 0xd8 || code == 0x76 || code == 0x6e || code == 0x6c:
		return "•"
	case code == 0xa8 || code == 0x6f || code == 0x71:
		return "☐"
	case code == 0xfe:
		return "☑"
	case code == 0xfc:
		return "✓"
	case code == 0xe0:
		return "→"
	case code == 0x2d:
		return "-"
	case code >= '0' && code <= '9' || code >= 'A' && code <= 'Z' || code >= 'a' && code <= 'z' || code == ' ':
		return string(rune(code))
	}
	return "•"
}

// lettered does the same for a font that is no symbol font by its name: below
// 127 the codes are letters then, as in text fonts that were made with a symbol
// encoding.
func lettered(code byte) string {
	if code >= ' ' && code < 0x7f {
		return string(rune(code))
	}
	return pictured(code)
}
