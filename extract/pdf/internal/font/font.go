// Package font turns the character codes of a PDF font into text and advance
// widths (ISO 32000-1, section 9).
package font

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// Unknown stands for a glyph of which nobody can say what it means.
const Unknown = "\uFFFD"

// Glyph is what one character code shows.
type Glyph struct {
	Text  string  // cleaned; empty for a code without meaning on paper
	Width float64 // advance in ems; downwards, above zero, in a vertical font
	Space bool    // the single-byte code 32, to which word spacing applies
}

// Font decodes the strings that are shown in one font.
type Font struct {
	Name     string
	Bold     bool
	Italic   bool
	Vertical bool
	Type3    bool
	// Em is the height of the type in units of the font size: 1, except for
	// Type 3 fonts that are drawn in units of their own.
	Em float64

	// Matrix and Resources are those of a Type 3 font: the glyph space of its
	// descriptions, and what they may use.
	Matrix, Resources object.Value
	procs             object.Value

	composite bool
	unicode   *CMap // ToUnicode; nil where the font has none
	symbol    func(byte) string
	// number gives text by the number of a glyph, for fonts that are not
	// embedded and of which the order of the glyphs is known; or nil.
	number func(uint32) string

	// of a simple font
	simple     [256]Glyph
	simpleDone [256]bool
	encoding   *encoding
	names      *[256]string // from the differences of the encoding; nil without
	asCodes    *encoding    // of names that repeat the codes; nil without
	widths     []float64
	firstChar  int
	missing    float64
	standard   []float64
	scale      float64
	program    func() *program // the embedded font program; nil without
	builtIn    bool            // its own encoding counts
	stated     bool            // the font dictionary names a base encoding

	// of a composite font
	ids       *CMap // encoding; nil for Identity
	direct    bool  // the codes are Unicode already
	codeBytes int
	cidWidths map[uint32]float64
	spans     []widthSpan
	standardW float64
	glyphs    map[uint32]*codeGlyph
	low       []*codeGlyph               // those of the low codes, for speed
	further   func()                     // finds the two below, once
	texts     func() *collection         // of the character collection; nil without
	lazy      func() func(uint32) string // text by character identifier, from the font program
	byID      func(uint32) string
}

type widthSpan struct {
	low, high uint32
	width     float64
}

// Load reads a font dictionary. It never fails: what cannot be read leaves
// glyphs unknown.
func (l *Loader) Load(ctx context.Context, dict object.Value) *Font {
	f := &Font{Em: 1, Matrix: object.Nothing(), Resources: object.Nothing(), Name: strings.TrimSpace(dict.Key("BaseFont").Name())}
	if i := strings.IndexByte(f.Name, '+'); i == 6 {
		f.Name = f.Name[7:]
	}
	f.unicode = l.toUnicode(ctx, dict.Key("ToUnicode"))
	f.symbol = symbolFont(f.Name)
	descriptor := dict.Key("FontDescriptor")
	if descendants := dict.Key("DescendantFonts"); dict.Key("Subtype").Name() == "Type0" || descendants.Kind() == object.Array {
		descendant := descendants.Index(0)
		if descendants.Kind() == object.Dict {
			descendant = descendants
		}
		descriptor = descendant.Key("FontDescriptor")
		l.loadComposite(ctx, f, dict, descendant, descriptor)
	} else {
		l.loadSimple(ctx, f, dict, descriptor)
	}
	f.style(descriptor)
	return f
}

// toUnicode reads the map from codes to text: a stream, or the name of a map
// that says that the codes are Unicode.
func (l *Loader) toUnicode(ctx context.Context, v object.Value) *CMap {
	switch v.Kind() {
	case object.Stream:
		if l.entries > mostEntries {
			return nil
		}
		data, err := l.file.Data(ctx, v)
		if len(data) == 0 || err != nil && ctx.Err() != nil {
			return nil
		}
		m := l.parse(data)
		if m.use != "" {
			m.base = l.predefined(m.use)
		} else if base := v.Key("UseCMap"); base.Kind() == object.Stream {
			if data, err := l.file.Data(ctx, base); len(data) > 0 && (err == nil || ctx.Err() == nil) {
				m.base = l.parse(data)
			}
		}
		if m.senseless() {
			return nil
		}
		return m
	case object.Name:
		if name := v.Name(); name == "Identity-H" || name == "Identity-V" {
			return &CMap{ranges: []codeRange{{low: 0, high: 0xffff, text: []rune{0}}}}
		}
	}
	return nil
}

// Proc gives the description of the glyph of a code in a Type 3 font: a content
// stream. It is null where there is none.
func (f *Font) Proc(code byte) object.Value {
	if f.procs == nil || f.names == nil || f.names[code] == "" {
		return object.Nothing()
	}
	return f.procs.Key(f.names[code])
}

// Plain gives a font for text that has no font of its own, with the widths of
// Helvetica.
func (l *Loader) Plain() *Font {
	f := &Font{Em: 1, Name: "Helvetica", encoding: l.encoding(winAnsi), Matrix: object.Nothing(), Resources: object.Nothing()}
	f.standard, _ = standardWidths(f.Name)
	return f
}

// Rune gives the glyph of a character in a plain font.
func (f *Font) Rune(r rune) Glyph {
	text := string(r)
	return Glyph{Text: text, Width: standardWidth(f.standard, text)}
}

// style finds weight and slant, from the descriptor or else from the name.
func (f *Font) style(descriptor object.Value) {
	flags := descriptor.Key("Flags").Int()
	name := strings.ToLower(f.Name)
	f.Bold = flags&(1<<18) != 0 || descriptor.Key("FontWeight").Float() >= 600
	for _, mark := range []string{"bold", "black", "heavy", "demi"} {
		f.Bold = f.Bold || strings.Contains(name, mark)
	}
	f.Italic = flags&(1<<6) != 0 || strings.Contains(name, "italic") || strings.Contains(name, "oblique")
}

// Next decodes the code at the beginning of s, which must not be empty, and
// tells how many bytes it took.
func (f *Font) Next(s string) (*Glyph, int) {
	if !f.composite {
		c := s[0]
		if !f.simpleDone[c] {
			f.simple[c], f.simpleDone[c] = f.simpleGlyph(c), true
		}
		return &f.simple[c], 1
	}
	var code uint32
	var n int
	if f.ids != nil {
		code, n = f.ids.next(s, f.codeBytes)
	} else {
		code, n = beCode(s, f.codeBytes)
	}
	// Most fonts are subsets with few glyphs, the codes of which are low.
	if code < uint32(len(f.low)) {
		if g := f.low[code]; g != nil && g.bytes == n {
			return &g.Glyph, n
		}
	}
	key := code | uint32(n)<<29
	g, ok := f.glyphs[key]
	if !ok {
		g = &codeGlyph{f.compositeGlyph(code, n), n}
		f.glyphs[key] = g
		if code < uint32(len(f.low)) {
			f.low[code] = g
		}
	}
	return &g.Glyph, n
}

// codeGlyph is the glyph of a code of so many bytes.
type codeGlyph struct {
	Glyph
	bytes int
}

// mapped gives the ToUnicode text of a code, and false where the map is silent
// or says nothing usable.
func (f *Font) mapped(code uint32) (string, bool) {
	if f.unicode == nil {
		return "", false
	}
	text, ok := f.unicode.Text(code)
	if !ok || !usable(text) || meaningless(text, true) {
		return "", false
	}
	if f.symbol != nil {
		text = f.picture(text)
	}
	return text, true
}

// picture corrects the text of a symbol font: many writers give the code of the
// symbol as if it were a letter.
func (f *Font) picture(text string) string {
	if r, n := utf8.DecodeRuneInString(text); n == len(text) && r > ' ' && r < 0x100 {
		return f.symbol(byte(r))
	}
	return text
}

// clean cleans the text of a glyph of this font.
func (f *Font) clean(text string) string {
	switch {
	case f.symbol != nil:
		return clean(text, f.symbol)
	case greekFont(f.Name):
		return clean(text, greek)
	}
	return clean(text, lettered)
}

func greek(code byte) string { return symbolEncoding()[code] }
