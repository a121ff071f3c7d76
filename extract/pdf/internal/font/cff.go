package font

import (
	"slices"
	"strings"
)

// cffFont is what a CFF font says of its glyphs (Adobe Technical Note 5176).
type cffFont struct {
	names []string // of the glyphs; nil for a font keyed by identifiers
	codes map[int]int
	// encoding is the predefined one from code to name; nil where codes holds
	// the built-in one.
	encoding *encoding
	// ordering is the character collection of a font keyed by identifiers, and
	// ids the identifier of each glyph.
	ordering string
	ids      []uint16
}

// readCFF reads names, encoding and charset of a CFF font, which may stand in
// an OpenType file; nil for something else.
func readCFF(data []byte, left *int) *cffFont {
	if otf := sfntTable(data, "CFF "); otf != nil {
		data = otf
	}
	if len(data) < 4 {
		return nil
	}
	_, at := cffIndex(data, int(data[2]))
	tops, at := cffIndex(data, at)
	texts, _ := cffIndex(data, at)
	if len(tops) == 0 {
		return nil
	}
	top := cffDict(tops[0])
	glyphs, _ := cffIndex(data, top.last(17))
	if len(glyphs) == 0 || len(glyphs) > *left {
		return nil
	}
	*left -= len(glyphs)
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
	f := &cffFont{}
	charset := cffCharset(data, top.last(15), len(glyphs))
	if ros := top[1230]; ros != nil {
		if len(ros) >= 2 {
			f.ordering = name(ros[0]) + "-" + name(ros[1])
		}
		if start := top.last(15); start > 2 {
			f.ids = charset
		}
		return f
	}
	f.names = make([]string, len(charset))
	for g, sid := range charset[min(1, len(charset)):] {
		f.names[g+1] = name(int(sid))
	}
	switch start := top.last(16); start {
	case 0:
		f.encoding = standardEncoding()
	case 1:
		f.encoding = &encoding{} // Expert: its names are old-style figures and the like
		fill(f.encoding, 0x20, expertLower)
	default:
		f.codes = cffEncoding(data, start, charset)
	}
	return f
}

// expertLower is the part of the Expert encoding that shows text: figures and
// signs, from code 32 to 63.
const expertLower = " !~$$&´()‥․,-./0123456789:;,—.?"

// cffCharset reads the string identifier, or the character identifier, of each
// glyph. Of the predefined charsets the identifiers of ISOAdobe count up.
func cffCharset(data []byte, start, glyphs int) []uint16 {
	out := make([]uint16, 1, min(glyphs, mostIdentifier+1))
	if start >= 0 && start <= 2 {
		from := map[int][]string{1: strings.Fields(cffExpert), 2: strings.Fields(cffExpertSubset)}[start]
		if from == nil {
			for g := 1; g < cap(out); g++ {
				out = append(out, uint16(g))
			}
			return out
		}
		for _, part := range from {
			low, high, ok := strings.Cut(part, "-")
			if !ok {
				high = low
			}
			a, _ := digitsOf(low, 10)
			b, _ := digitsOf(high, 10)
			for sid := a; sid <= b && len(out) < cap(out); sid++ {
				out = append(out, uint16(sid))
			}
		}
		return out
	}
	if start < 0 || start >= len(data) {
		return nil
	}
	format, p := data[start], start+1
	for len(out) < cap(out) && p < len(data) {
		sid, left := be16(data, p), uint32(0)
		p += 2
		switch format {
		case 1:
			if p < len(data) {
				left = uint32(data[p])
			}
			p++
		case 2:
			left = be16(data, p)
			p += 2
		}
		for i := uint32(0); i <= left && len(out) < cap(out); i++ {
			out = append(out, uint16(sid+i))
		}
	}
	return out
}

// The predefined charsets Expert and ExpertSubset, as string identifiers.
const (
	cffExpert       = `1 229-238 13-15 99 239-248 27 28 249-266 109 110 267-318 158 155 163 319-326 150 164 169 327-378`
	cffExpertSubset = `1 231 232 235-238 13-15 99 239-248 27 28 249-251 253-266 109 110 267-270 272 300-302 305 314 315 158 155 163 320-326 150 164 169 327-346`
)

// cffEncoding reads a built-in encoding, from code to glyph.
func cffEncoding(data []byte, start int, charset []uint16) map[int]int {
	out := map[int]int{}
	if start < 0 || start+1 >= len(data) {
		return out
	}
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
	if data[start]&0x80 == 0 {
		return out
	}
	// A supplement gives further codes, to glyphs by their name.
	p = start + 2 + n
	if data[start]&0x7f == 1 {
		p = start + 2 + 2*n
	}
	if p >= len(data) {
		return out
	}
	for i := range int(data[p]) {
		at := p + 1 + 3*i
		if at+3 > len(data) {
			break
		}
		if g := slices.Index(charset, uint16(be16(data, at+1))); g > 0 {
			out[int(data[at])] = g
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

// cffTop holds the operands of the operators of a DICT; operators of two bytes
// have 1200 added to the second.
type cffTop map[int][]int

func (t cffTop) last(op int) int {
	if v := t[op]; len(v) > 0 {
		return v[len(v)-1]
	}
	return 0
}

func cffDict(data []byte) cffTop {
	const most = 48 // operands of one operator
	out := cffTop{}
	var operands []int
	add := func(v int) {
		if len(operands) < most {
			operands = append(operands, v)
		}
	}
	for p := 0; p < len(data); p++ {
		c := int(data[p])
		switch {
		case c == 12:
			p++
			if p < len(data) {
				out[1200+int(data[p])] = operands
			}
			operands = nil
		case c <= 21:
			out[c] = operands
			operands = nil
		case c == 28:
			add(int(int16(be16(data, p+1))))
			p += 2
		case c == 29:
			add(int(int32(be32(data, p+1))))
			p += 4
		case c == 30:
			for p++; p < len(data) && data[p]&0xf != 0xf && data[p]>>4 != 0xf; p++ {
			}
			add(0)
		case c >= 32 && c <= 246:
			add(c - 139)
		case c >= 247 && c <= 250 && p+1 < len(data):
			add((c-247)*256 + int(data[p+1]) + 108)
			p++
		case c >= 251 && c <= 254 && p+1 < len(data):
			add(-(c-251)*256 - int(data[p+1]) - 108)
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
