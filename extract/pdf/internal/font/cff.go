package font

import "strings"

// cffNames reads the charset of a CFF font (Adobe Technical Note 5176): the
// name of each glyph, and the built-in encoding from code to glyph. For a
// font keyed by character identifiers the names are nil.
func cffNames(data []byte) (names []string, codes map[int]int) {
	if otf := sfntTable(data, "CFF "); otf != nil {
		data = otf
	}
	if len(data) < 4 {
		return nil, nil
	}
	_, at := cffIndex(data, int(data[2]))
	tops, at := cffIndex(data, at)
	texts, _ := cffIndex(data, at)
	if len(tops) == 0 {
		return nil, nil
	}
	top := cffDict(tops[0])
	if _, keyed := top[1230]; keyed {
		return nil, nil
	}
	glyphs, _ := cffIndex(data, top[17])
	if len(glyphs) == 0 {
		return nil, nil
	}
	standard := strings.Fields(cffStandard)
	name := func(sid int) string {
		if sid < 0 {
			return ""
		}
		if i := sid - len(standard); i >= 0 {
			if i < len(texts) {
				return string(texts[i])
			}
			return ""
		}
		return standard[sid]
	}
	names = make([]string, 1, len(glyphs))
	switch start := top[15]; start {
	case 0, 1, 2:
		// A predefined charset: the identifiers of ISOAdobe count up.
		for g := 1; g < len(glyphs); g++ {
			names = append(names, name(g))
		}
	default:
		if start < 0 || start >= len(data) {
			return nil, nil
		}
		format, p := data[start], start+1
		for len(names) < len(glyphs) && p < len(data) {
			sid, left := int(be16(data, p)), 0
			p += 2
			switch format {
			case 1:
				if p < len(data) {
					left = int(data[p])
				}
				p++
			case 2:
				left = int(be16(data, p))
				p += 2
			}
			for i := 0; i <= left && len(names) < len(glyphs); i++ {
				names = append(names, name(sid+i))
			}
		}
	}
	return names, cffEncoding(data, top[16])
}

// cffEncoding reads a built-in encoding; nil for a predefined one.
func cffEncoding(data []byte, start int) map[int]int {
	if start <= 1 || start+1 >= len(data) {
		return nil
	}
	out := map[int]int{}
	n, p, glyph := int(data[start+1]), start+2, 1
	switch data[start] & 0x7f {
	case 0:
		for i := 0; i < n && p+i < len(data); i++ {
			out[int(data[p+i])] = glyph
			glyph++
		}
	case 1:
		for i := 0; i < n && p+1 < len(data); i++ {
			first, left := int(data[p]), int(data[p+1])
			p += 2
			for k := 0; k <= left; k++ {
				out[first+k] = glyph
				glyph++
			}
		}
	}
	return out
}

// cffIndex reads an INDEX and returns its parts and the offset after it.
func cffIndex(data []byte, at int) ([][]byte, int) {
	if at <= 0 || at+2 > len(data) {
		return nil, at
	}
	n := int(be16(data, at))
	if n == 0 {
		return nil, at + 2
	}
	if at+3 > len(data) {
		return nil, len(data)
	}
	size := int(data[at+2])
	base := at + 3 + (n+1)*size - 1
	if size < 1 || size > 4 || base > len(data) {
		return nil, len(data)
	}
	offset := func(i int) int {
		v := 0
		for _, c := range data[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(c)
		}
		return base + v
	}
	parts := make([][]byte, 0, n)
	for i := range n {
		from, to := offset(i), offset(i+1)
		if from > to || to > len(data) || from < 0 {
			return parts, len(data)
		}
		parts = append(parts, data[from:to])
	}
	return parts, offset(n)
}

// cffDict reads the last operand of each operator of a DICT; operators of two
// bytes have 1200 added to the second.
func cffDict(data []byte) map[int]int {
	out := map[int]int{}
	last := 0
	for p := 0; p < len(data); p++ {
		c := int(data[p])
		switch {
		case c == 12:
			p++
			if p < len(data) {
				out[1200+int(data[p])] = last
			}
		case c <= 21:
			out[c] = last
		case c == 28:
			last = int(int16(be16(data, p+1)))
			p += 2
		case c == 29:
			last = int(int32(be32(data, p+1)))
			p += 4
		case c == 30:
			for p++; p < len(data) && data[p]&0xf != 0xf && data[p]>>4 != 0xf; p++ {
			}
		case c >= 32 && c <= 246:
			last = c - 139
		case c >= 247 && c <= 250 && p+1 < len(data):
			last = (c-247)*256 + int(data[p+1]) + 108
			p++
		case c >= 251 && c <= 254 && p+1 < len(data):
			last = -(c-251)*256 - int(data[p+1]) - 108
			p++
		}
	}
	return out
}

// cffStandard lists the standard strings, with identifiers 0 to 390.
const cffStandard = `.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus comma hyphen period slash
zero one two three four five six seven eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde
exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl endash dagger daggerdbl
periodcentered paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute circumflex tilde macron
breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash oe germandbls
onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply
threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde
Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde
ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex
udieresis ugrave yacute ydieresis zcaron exclamsmall Hungarumlautsmall dollaroldstyle dollarsuperior ampersandsmall Acutesmall parenleftsuperior
parenrightsuperior twodotenleader onedotenleader zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle sevenoldstyle
eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior questionsmall asuperior bsuperior centsuperior dsuperior esuperior isuperior lsuperior
msuperior nsuperior osuperior rsuperior ssuperior tsuperior ff ffi ffl parenleftinferior parenrightinferior Circumflexsmall hyphensuperior Gravesmall Asmall Bsmall
Csmall Dsmall Esmall Fsmall Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall Usmall Vsmall Wsmall Xsmall Ysmall
Zsmall colonmonetary onefitted rupiah Tildesmall exclamdownsmall centoldstyle Lslashsmall Scaronsmall Zcaronsmall Dieresissmall Brevesmall Caronsmall
Dotaccentsmall Macronsmall figuredash hypheninferior Ogoneksmall Ringsmall Cedillasmall questiondownsmall oneeighth threeeighths fiveeighths seveneighths onethird
twothirds zerosuperior foursuperior fivesuperior sixsuperior sevensuperior eightsuperior ninesuperior zeroinferior oneinferior twoinferior threeinferior
fourinferior fiveinferior sixinferior seveninferior eightinferior nineinferior centinferior dollarinferior periodinferior commainferior Agravesmall Aacutesmall
Acircumflexsmall Atildesmall Adieresissmall Aringsmall AEsmall Ccedillasmall Egravesmall Eacutesmall Ecircumflexsmall Edieresissmall Igravesmall Iacutesmall
Icircumflexsmall Idieresissmall Ethsmall Ntildesmall Ogravesmall Oacutesmall Ocircumflexsmall Otildesmall Odieresissmall OEsmall Oslashsmall Ugravesmall Uacutesmall
Ucircumflexsmall Udieresissmall Yacutesmall Thornsmall Ydieresissmall 001.000 001.001 001.002 001.003 Black Bold Book Light Medium Regular Roman Semibold`
