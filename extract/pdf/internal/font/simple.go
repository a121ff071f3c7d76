package font

import (
	"context"
	"math"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

func (f *Font) loadSimple(ctx context.Context, file object.File, dict, descriptor object.Value) {
	kind := dict.Key("Subtype").Name()
	f.Type3 = kind == "Type3"
	f.scale = 0.001
	if f.Type3 {
		f.scale = dict.Key("FontMatrix").Index(0).Float()
		if f.scale == 0 {
			f.scale = 0.001
		}
		box, rise := dict.Key("FontBBox"), dict.Key("FontMatrix").Index(3).Float()
		height := math.Abs((box.Index(3).Float() - box.Index(1).Float()) * rise)
		if height > 0 && (height < 0.5 || height > 2.5) {
			f.Em = height / 1.2
		}
	}
	f.firstChar = int(max(0, min(dict.Key("FirstChar").Int(), 255)))
	widths := dict.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths = append(f.widths, widths.Index(i).Float()*f.scale)
	}
	f.missing = descriptor.Key("MissingWidth").Float() * 0.001
	if len(f.widths) == 0 {
		f.standard, _ = standardWidths(f.Name)
		if f.standard == nil && f.missing == 0 {
			f.missing = 0.5
		}
	}
	f.loadEncoding(dict, kind, descriptor)
	f.embedded = f.programText(ctx, file, kind, dict, descriptor)
}

// loadEncoding reads /Encoding: a name, or a base with differences.
func (f *Font) loadEncoding(dict object.Value, kind string, descriptor object.Value) {
	value := dict.Key("Encoding")
	name := value.Name()
	if value.Kind() == object.Dict {
		name = value.Key("BaseEncoding").Name()
	}
	switch {
	case name == "MacRomanEncoding":
		f.encoding = macRomanEncoding()
	case name == "WinAnsiEncoding":
		f.encoding = winAnsiEncoding()
	case f.Name == "Symbol" || strings.HasPrefix(f.Name, "Symbol,") || strings.HasPrefix(f.Name, "SymbolMT"):
		f.encoding = symbolEncoding()
	case name == "StandardEncoding", kind == "Type1" && descriptor.Kind() == object.Dict && descriptor.Key("Flags").Int()&4 == 0:
		f.encoding = standardEncoding()
	case kind == "Type3" && value.Kind() == object.Dict:
		f.encoding = &encoding{}
	default:
		f.encoding = winAnsiEncoding()
	}
	differences := value.Key("Differences")
	code := 0
	for i := range min(differences.Len(), 1024) {
		v := differences.Index(i)
		switch v.Kind() {
		case object.Integer, object.Real:
			code = int(v.Int())
		case object.Name:
			if code >= 0 && code < 256 {
				f.encoding[code] = f.nameText(v.Name())
				f.named[code] = true
			}
			code++
		}
	}
}

// nameText reads a glyph name. Names that only number the glyphs ("g17",
// "cid_32", "a1") tell nothing, but in a subset of plain text such names often
// carry the code of the character itself; that is too uncertain to use.
func (f *Font) nameText(name string) string {
	if f.symbol != nil {
		return ""
	}
	if text := RuneOfName(name); text != "" {
		return text
	}
	if name == ".notdef" {
		return ""
	}
	return Unknown
}

// programText gives access to the meaning of codes in the embedded font
// program, read at the first code that needs it.
func (f *Font) programText(ctx context.Context, file object.File, kind string, dict, descriptor object.Value) func(int) string {
	encoding := dict.Key("Encoding")
	explicit := encoding.Kind() == object.Name || encoding.Key("BaseEncoding").Kind() != object.Null
	symbolic := descriptor.Key("Flags").Int()&4 != 0
	if f.Type3 || explicit && !(symbolic && kind == "TrueType") {
		return nil
	}
	var table map[int]string
	return func(code int) string {
		if table == nil {
			table = readProgram(program(ctx, file, descriptor))
		}
		return table[code]
	}
}

// readProgram lists what the codes of an embedded font program mean, as far as
// the program says.
func readProgram(data []byte, key string) map[int]string {
	out := map[int]string{}
	switch key {
	case "FontFile":
		for code, name := range type1Encoding(data) {
			out[code] = RuneOfName(name)
		}
	case "FontFile3":
		names, codes := cffNames(data)
		for code, glyph := range codes {
			if glyph < len(names) && code < 256 {
				out[code] = RuneOfName(names[glyph])
			}
		}
	case "FontFile2":
		text := unicodeOfGlyph(data)
		for code, glyph := range glyphOfCode(data) {
			if r, ok := text[glyph]; ok {
				out[int(code)] = string(r)
			}
		}
	}
	return out
}

func (f *Font) simpleGlyph(c byte) Glyph {
	g := Glyph{Space: c == ' '}
	text, ok := f.mapped(uint32(c))
	if ok && f.symbol != nil {
		text = f.picture(text)
	}
	if !ok && f.symbol != nil {
		text, ok = f.symbol(c), true
	}
	if !ok && f.embedded != nil && !f.named[c] {
		text = f.embedded(int(c))
		ok = text != ""
	}
	if !ok {
		text = f.encoding[c]
	}
	g.Text = clean(text, f.symbol)
	i := int(c) - f.firstChar
	switch {
	case i >= 0 && i < len(f.widths):
		g.Width = f.widths[i]
	case f.standard != nil:
		g.Width = standardWidth(f.standard, g.Text)
	default:
		g.Width = f.missing
	}
	return g
}
