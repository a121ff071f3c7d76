// Package font turns the character codes of a PDF font into text and advance
// widths (ISO 32000-1, section 9).
package font

import (
	"context"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// Unknown stands for a glyph of which nobody can say what it means.
const Unknown = "\uFFFD"

// Glyph is what one character code shows.
type Glyph struct {
	Text  string  // cleaned; empty for a code without meaning on paper
	Width float64 // advance in ems; downwards in a vertical font
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

	composite bool
	unicode   *CMap // ToUnicode; nil where the font has none
	symbol    func(byte) string

	// of a simple font
	simple     [256]Glyph
	simpleDone [256]bool
	encoding   *encoding
	named      [256]bool // codes that the differences of the encoding name
	widths     []float64
	firstChar  int
	missing    float64
	standard   []float64
	scale      float64
	embedded   func(code int) string // text by the embedded font program

	// of a composite font
	ids       *CMap // embedded encoding; nil for Identity
	direct    bool  // the codes are UTF-16 already
	codeBytes int
	cidWidths map[uint32]float64
	spans     []widthSpan
	standardW float64
	glyphs    map[uint32]Glyph
	lazy      func() map[uint32]rune // text by character identifier, from the font program
	byID      map[uint32]rune
}

type widthSpan struct {
	low, high uint32
	width     float64
}

// Load reads a font dictionary. It never fails: what cannot be read leaves
// glyphs unknown.
func Load(ctx context.Context, file object.File, dict object.Value) *Font {
	f := &Font{Em: 1, Name: strings.TrimSpace(dict.Key("BaseFont").Name())}
	if i := strings.IndexByte(f.Name, '+'); i == 6 {
		f.Name = f.Name[7:]
	}
	if data, err := file.Data(ctx, dict.Key("ToUnicode")); len(data) > 0 && (err == nil || ctx.Err() == nil) {
		f.unicode = ParseCMap(data)
	}
	f.symbol = symbolFont(f.Name)
	descriptor := dict.Key("FontDescriptor")
	if dict.Key("Subtype").Name() == "Type0" {
		descendant := dict.Key("DescendantFonts").Index(0)
		descriptor = descendant.Key("FontDescriptor")
		f.loadComposite(ctx, file, dict, descendant, descriptor)
	} else {
		f.loadSimple(ctx, file, dict, descriptor)
	}
	f.style(descriptor)
	return f
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
func (f *Font) Next(s string) (Glyph, int) {
	if !f.composite {
		c := s[0]
		if !f.simpleDone[c] {
			f.simple[c], f.simpleDone[c] = f.simpleGlyph(c), true
		}
		return f.simple[c], 1
	}
	n := f.codeBytes
	if f.ids != nil {
		n = f.ids.Width(s, n)
	}
	n = min(n, len(s))
	code := uint32(0)
	for i := range n {
		code = code<<8 | uint32(s[i])
	}
	key := code | uint32(n)<<29
	g, ok := f.glyphs[key]
	if !ok {
		g = f.compositeGlyph(code, n)
		f.glyphs[key] = g
	}
	return g, n
}

// mapped gives the ToUnicode text of a code, and false where the map is silent
// or says nothing usable.
func (f *Font) mapped(code uint32) (string, bool) {
	if f.unicode == nil {
		return "", false
	}
	text, ok := f.unicode.Text(code)
	if !ok || text == "" || text == "\x00" || text == Unknown {
		return "", false
	}
	return text, true
}

// picture corrects the text of a symbol font: many writers give the code of the
// symbol as if it were a letter.
func (f *Font) picture(text string) string {
	r := []rune(text)
	if len(r) == 1 && r[0] > ' ' && r[0] < 0x100 {
		return f.symbol(byte(r[0]))
	}
	return text
}

// program reads the embedded font program of a descriptor.
func program(ctx context.Context, file object.File, descriptor object.Value) (data []byte, key string) {
	for _, key := range []string{"FontFile2", "FontFile3", "FontFile"} {
		if v := descriptor.Key(key); v.Kind() == object.Stream {
			data, err := file.Data(ctx, v)
			if len(data) > 0 && (err == nil || ctx.Err() == nil) {
				return data, key
			}
		}
	}
	return nil, ""
}
