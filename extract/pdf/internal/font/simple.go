package font

import (
	"context"
	"math"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

func (l *Loader) loadSimple(ctx context.Context, f *Font, dict, descriptor object.Value) {
	kind := dict.Key("Subtype").Name()
	f.Type3 = kind == "Type3"
	f.scale = 0.001
	if f.Type3 {
		f.type3Scale(dict)
		f.Matrix, f.Resources, f.procs = dict.Key("FontMatrix"), dict.Key("Resources"), dict.Key("CharProcs")
	}
	f.firstChar = int(max(0, min(dict.Key("FirstChar").Int(), 255)))
	widths := dict.Key("Widths")
	if n := min(widths.Len(), 256); n > 0 {
		f.widths = make([]float64, n)
		for i := range f.widths {
			f.widths[i] = widths.Index(i).Float() * f.scale
		}
	}
	f.missing = descriptor.Key("MissingWidth").Float() * 0.001
	if len(f.widths) == 0 {
		f.standard, _ = standardWidths(f.Name)
		if f.standard == nil && f.missing == 0 {
			f.missing = 0.5
		}
	}
	key := programKey(descriptor)
	l.loadEncoding(f, dict, kind, descriptor, key)
	if f.Type3 {
		return
	}
	f.number = unembedded(f.Name)
	if key == "" {
		return
	}
	var read *program
	f.program = func() *program {
		if read == nil {
			var data []byte
			if l.left > 0 {
				data, _ = l.file.Data(ctx, descriptor.Key(key))
			}
			read = readProgram(data, key, &l.left)
		}
		return read
	}
}

// type3Scale finds how large the units of a Type 3 font are.
func (f *Font) type3Scale(dict object.Value) {
	m := dict.Key("FontMatrix")
	f.scale = math.Hypot(m.Index(0).Float(), m.Index(1).Float())
	if f.scale == 0 || f.scale > 1e6 || math.IsNaN(f.scale) {
		f.scale = 0.001
	}
	box, rise := dict.Key("FontBBox"), m.Index(3).Float()
	height := math.Abs((box.Index(3).Float() - box.Index(1).Float()) * rise)
	if height > 0 && (height < 0.5 || height > 2.5) {
		f.Em = height / 1.2
	}
}

// loadEncoding reads /Encoding: a name, or a base with differences. Without a
// base the font program has its say first, and for TrueType fonts that are
// symbolic always.
func (l *Loader) loadEncoding(f *Font, dict object.Value, kind string, descriptor object.Value, key string) {
	value := dict.Key("Encoding")
	name := value.Name()
	if value.Kind() == object.Dict {
		name = value.Key("BaseEncoding").Name()
	}
	flags := descriptor.Key("Flags").Int()
	symbolic := flags&4 != 0 && flags&32 == 0
	switch {
	case name == "MacRomanEncoding":
		f.encoding = l.encoding(macRoman)
	case name == "WinAnsiEncoding":
		f.encoding = l.encoding(winAnsi)
	case greekFont(f.Name):
		f.encoding = l.encoding(symbolSet)
	case name == "StandardEncoding", key == "" && isStandard(f.Name), kind == "Type1" || kind == "MMType1":
		f.encoding = l.encoding(standardSet)
	case kind == "Type3" && value.Kind() == object.Dict:
		f.encoding = l.encoding(emptySet)
	default:
		f.encoding = l.encoding(winAnsi)
		name = ""
	}
	f.stated = name != ""
	f.builtIn = name == "" || symbolic && kind == "TrueType"
	differences := value.Key("Differences")
	if differences.Len() == 0 {
		return
	}
	f.names = &[256]string{}
	code := int64(0)
	for i := range min(differences.Len(), 1024) {
		v := differences.Index(i)
		switch v.Kind() {
		case object.Integer, object.Real:
			code = v.Int()
		case object.Name:
			if code >= 0 && code < 256 {
				f.names[code] = v.Name()
			}
			code++
		}
	}
	if codesAsNames(f.names) {
		f.asCodes = l.encoding(winAnsi)
	}
}

func (f *Font) simpleGlyph(c byte) Glyph {
	g := Glyph{Space: c == ' '}
	g.Text = f.clean(f.simpleText(c))
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

// simpleText looks for the text of a code where the font may tell it: in
// ToUnicode, in the differences of the encoding, in the font program, in the
// base encoding. A code without a glyph gives "".
func (f *Font) simpleText(c byte) string {
	if text, ok := f.mapped(uint32(c)); ok {
		return text
	}
	if f.names != nil && f.names[c] != "" {
		return f.named(c, f.names[c])
	}
	if f.symbol != nil {
		return f.symbol(c)
	}
	if f.program != nil && f.builtIn {
		// An encoding that is named is better than a guess.
		if p := f.program(); p.sure || !f.stated {
			if text, ok := p.text(c); ok {
				return text
			}
		}
	}
	return f.encoding[c]
}

// named gives the text of a glyph name. Names that only number the glyphs tell
// nothing in themselves; the font program may know them, or the order of the
// glyphs does.
func (f *Font) named(c byte, name string) string {
	if f.symbol != nil {
		if code := zapfCode(name); code != 0 {
			c = code
		}
		return f.symbol(c)
	}
	if name == ".notdef" {
		return ""
	}
	if text := RuneOfName(name); text != "" && !meaningless(text, true) {
		return text
	}
	if f.asCodes != nil {
		return f.asCodes[c]
	}
	id, numbered := glyphNumber(name)
	if f.program != nil {
		if text := f.program().named(name); text != "" {
			return text
		}
	}
	if numbered && f.number != nil {
		if text := f.number(id); text != "" {
			return text
		}
	}
	return Unknown
}
