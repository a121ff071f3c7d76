package font

import "strings"

// zapfNames lists the glyph names of ZapfDingbats in the order of its codes,
// from 33 and, after the bar, from 161 on.
const zapfNames = `a1 a2 a202 a3 a4 a5 a119 a118 a117 a11 a12 a13 a14 a15 a16 a105 a17 a18 a19 a20 a21 a22 a23 a24 a25 a26 a27 a28 a6 a7 a8 a9 a10 a29 a30 a31 a32 a33
a34 a35 a36 a37 a38 a39 a40 a41 a42 a43 a44 a45 a46 a47 a48 a49 a50 a51 a52 a53 a54 a55 a56 a57 a58 a59 a60 a61 a62 a63 a64 a65 a66 a67 a68 a69 a70 a71 a72 a73 a74
a203 a75 a204 a76 a77 a78 a79 a81 a82 a83 a84 a97 a98 a99 a100|a101 a102 a103 a104 a106 a107 a108 a112 a111 a110 a109 a120 a121 a122 a123 a124 a125 a126 a127 a128 a129
a130 a131 a132 a133 a134 a135 a136 a137 a138 a139 a140 a141 a142 a143 a144 a145 a146 a147 a148 a149 a150 a151 a152 a153 a154 a155 a156 a157 a158 a159 a160 a161 a163
a164 a196 a165 a192 a166 a167 a168 a169 a170 a171 a172 a173 a162 a174 a175 a176 a177 a178 a179 a193 a180 a199 a181 a200 a182  a201 a183 a184 a197 a185 a194 a198 a186
a195 a187 a188 a189 a190 a191`

// zapfCode gives the code of a glyph name of ZapfDingbats; 0 for another name.
func zapfCode(name string) byte {
	low, high, _ := strings.Cut(zapfNames, "|")
	for i, n := range strings.Fields(low) {
		if n == name {
			return byte(33 + i)
		}
	}
	// Code 240 has no glyph.
	at := 161
	for _, n := range strings.Fields(high) {
		if at == 240 {
			at++
		}
		if n == name {
			return byte(at)
		}
		at++
	}
	return 0
}

// glyphNumber reads a name that only numbers a glyph of the font: "g17",
// "glyph17", "cid17", "index17", and with four digits or more in the way of
// some writers in hexadecimal: "g0011".
func glyphNumber(name string) (uint32, bool) {
	digits := ""
	for _, prefix := range []string{"glyph", "index", "cid", "gid", "g"} {
		if rest, ok := strings.CutPrefix(strings.ToLower(name), prefix); ok {
			digits = strings.TrimPrefix(rest, "_")
			break
		}
	}
	if digits == "" || len(digits) > 5 {
		return 0, false
	}
	base := uint32(10)
	if len(digits) == 4 && digits[0] == '0' {
		base = 16
	}
	v, ok := digitsOf(digits, base)
	return v, ok && v <= mostIdentifier
}

func digitsOf(s string, base uint32) (v uint32, ok bool) {
	for _, c := range []byte(s) {
		d := uint32(99)
		switch {
		case c >= '0' && c <= '9':
			d = uint32(c - '0')
		case c >= 'a' && c <= 'f':
			d = uint32(c-'a') + 10
		case c >= 'A' && c <= 'F':
			d = uint32(c-'A') + 10
		}
		if d >= base || v > 1<<24 {
			return 0, false
		}
		v = v*base + d
	}
	return v, s != ""
}

// codesAsNames tells whether the names that mean nothing in themselves repeat
// the codes that they stand at: "a65" or "C41" at code 65. Then the codes are
// characters, as TeX and printer drivers write them; a font whose codes only
// count its glyphs has them in one row.
func codesAsNames(names *[256]string) bool {
	agree, first, last := 0, 256, 0
	for code, name := range names {
		if name == "" || name == ".notdef" || RuneOfName(name) != "" {
			continue
		}
		if !sameNumber(name, uint32(code)) {
			return false
		}
		agree++
		first, last = min(first, code), max(last, code)
	}
	const few = 4
	return agree > 0 && first >= ' ' && (agree <= few && first > '!' || last-first+1 > agree)
}

// sameNumber tells whether a name is a number, decimal or hexadecimal, after
// at most two letters.
func sameNumber(name string, code uint32) bool {
	for skip := 0; skip <= 2 && skip < len(name); skip++ {
		if v, ok := digitsOf(name[skip:], 10); ok && v == code {
			return true
		}
		if v, ok := digitsOf(name[skip:], 16); ok && v == code && len(name)-skip == 2 {
			return true
		}
		if c := name[skip] | 0x20; c < 'a' || c > 'z' {
			break
		}
	}
	return false
}

// macNames lists the standard order of glyphs in TrueType fonts (the "post"
// table, format 1), as glyph names; from 258 glyphs on fonts go their own way.
const macNames = `.notdef .null nonmarkingreturn space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash
zero one two three four five six seven eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
bracketleft backslash bracketright asciicircum underscore grave a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde
Adieresis Aring Ccedilla Eacute Ntilde Odieresis Udieresis aacute agrave acircumflex adieresis atilde aring ccedilla eacute egrave ecircumflex edieresis iacute igrave
icircumflex idieresis ntilde oacute ograve ocircumflex odieresis otilde uacute ugrave ucircumflex udieresis dagger degree cent sterling section bullet paragraph germandbls
registered copyright trademark acute dieresis notequal AE Oslash infinity plusminus lessequal greaterequal yen mu partialdiff summation product pi integral ordfeminine
ordmasculine Omega ae oslash questiondown exclamdown logicalnot radical florin approxequal Delta guillemotleft guillemotright ellipsis nonbreakingspace Agrave Atilde Otilde
OE oe endash emdash quotedblleft quotedblright quoteleft quoteright divide lozenge ydieresis Ydieresis fraction currency guilsinglleft guilsinglright fi fl daggerdbl
periodcentered quotesinglbase quotedblbase perthousand Acircumflex Ecircumflex Aacute Edieresis Egrave Iacute Icircumflex Idieresis Igrave Oacute Ocircumflex apple Ograve
Uacute Ucircumflex Ugrave dotlessi circumflex tilde macron breve dotaccent ring cedilla hungarumlaut ogonek caron Lslash lslash Scaron scaron Zcaron zcaron brokenbar Eth eth
Yacute yacute Thorn thorn minus multiply onesuperior twosuperior threesuperior onehalf onequarter threequarters franc Gbreve gbreve Idotaccent Scedilla scedilla Cacute cacute
Ccaron ccaron dcroat`

// windowsGlyph gives the text of a glyph by its number in the text fonts that
// come with Windows. A writer that does not embed such a font still shows its
// glyphs by number. They have the standard order without the no-break space and
// the apple, and Cyrillic from 570 on; "" where the number tells nothing.
func windowsGlyph(id uint32) string {
	const noBreak, apple, afterApple, cyrillic = 172, 210, 209, 570
	switch {
	case id >= cyrillic && id < cyrillic+64:
		return string(rune(0x410 + id - cyrillic))
	case id < 3:
		return ""
	case id >= afterApple:
		id += 2
	case id >= noBreak:
		id++
	}
	names := strings.Fields(macNames)
	if id >= uint32(len(names)) {
		return ""
	}
	return RuneOfName(names[id])
}

// windowsFont tells whether a font is one that windowsGlyph knows.
func windowsFont(name string) bool {
	name = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(name))
	for _, known := range []string{"arial", "timesnewroman", "couriernew", "verdana", "tahoma", "georgia", "trebuchetms", "comicsansms"} {
		if rest, ok := strings.CutPrefix(name, known); ok && !strings.Contains(rest, "unicode") && !strings.Contains(rest, "black") && !strings.Contains(rest, "narrow") && !strings.Contains(rest, "rounded") {
			return true
		}
	}
	return false
}

// calibriGlyphs lists the letters and figures of Calibri, which numbers its
// glyphs in an order of its own, each with the number of its glyph.
const calibriGlyphs = `A4 B17 C18 D24 E28 F38 G39 H44 I47 J58 K60 L62 M68 N69 O75 P87 Q89 R90 S94 T100 U104 V115 W116 X121 Y122 Z127 a258 b271 c272 d282 e286 f296 g336 h346
i349 j361 k364 l367 m373 n374 o381 p393 q395 r396 s400 t410 u437 v448 w449 x454 y455 z460 ,853 ;854 :855 .856 /876 -882 (894 )895`

func calibriGlyph(id uint32) string {
	const zero = 1004
	switch {
	case id == 3:
		return " "
	case id >= zero && id < zero+10:
		return string(rune('0' + id - zero))
	}
	for _, f := range strings.Fields(calibriGlyphs) {
		if n, ok := digitsOf(f[1:], 10); ok && n == id {
			return f[:1]
		}
	}
	return ""
}

// unembedded gives the text of glyphs by their number in fonts that writers do
// not embed; nil for a font of which the order of the glyphs is not known.
func unembedded(name string) func(id uint32) string {
	switch {
	case windowsFont(name):
		return windowsGlyph
	case strings.HasPrefix(name, "Calibri"):
		return calibriGlyph
	}
	return nil
}
