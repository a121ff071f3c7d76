package font

import (
	"context"
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	// mostWidthEntries bounds the /W array of a composite font.
	mostWidthEntries = 70_000
	// mostIdentifier is the largest character identifier.
	mostIdentifier = 65_535
)

func (f *Font) loadComposite(ctx context.Context, file object.File, dict, descendant, descriptor object.Value) {
	f.composite, f.codeBytes, f.glyphs = true, 2, map[uint32]Glyph{}
	encoding := dict.Key("Encoding")
	switch encoding.Kind() {
	case object.Stream:
		if data, err := file.Data(ctx, encoding); len(data) > 0 && (err == nil || ctx.Err() == nil) {
			f.ids = ParseCMap(data)
			f.Vertical = f.ids.Vertical || encoding.Key("WMode").Int() == 1
		}
	case object.Name:
		name := encoding.Name()
		f.Vertical = strings.HasSuffix(name, "-V")
		f.direct = strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16")
		if name == "Identity-H" && f.unicode != nil && f.unicode.onlySingleBytes() {
			f.codeBytes = 1
		}
	}
	f.standardW = 1
	if dw := descendant.Key("DW"); dw.Kind() == object.Integer || dw.Kind() == object.Real {
		f.standardW = dw.Float() * 0.001
	}
	if !f.Vertical {
		f.loadWidths(descendant.Key("W"))
	}
	toGlyph := descendant.Key("CIDToGIDMap")
	f.lazy = func() map[uint32]rune {
		data, key := program(ctx, file, descriptor)
		if key == "" {
			return nil
		}
		byGlyph := unicodeOfGlyph(data)
		if key == "FontFile3" && len(byGlyph) == 0 {
			names, _ := cffNames(data)
			byGlyph = map[uint32]rune{}
			for glyph, name := range names {
				if text := []rune(RuneOfName(name)); len(text) == 1 {
					byGlyph[uint32(glyph)] = text[0]
				}
			}
		}
		if toGlyph.Kind() != object.Stream {
			return byGlyph
		}
		table, _ := file.Data(ctx, toGlyph)
		out := map[uint32]rune{}
		for id := 0; 2*id+1 < len(table) && id <= mostIdentifier; id++ {
			if r, ok := byGlyph[be16(table, 2*id)]; ok {
				out[uint32(id)] = r
			}
		}
		return out
	}
}

// loadWidths reads "c [w1 w2 …]" and "first last w" entries.
func (f *Font) loadWidths(w object.Value) {
	f.cidWidths = map[uint32]float64{}
	n := min(w.Len(), mostWidthEntries)
	for i := 0; i+1 < n; {
		first := w.Index(i).Int()
		second := w.Index(i + 1)
		if first < 0 || first > mostIdentifier {
			first = mostIdentifier
		}
		if second.Kind() == object.Array {
			for k := range min(second.Len(), mostIdentifier) {
				f.cidWidths[uint32(first)+uint32(k)] = second.Index(k).Float() * 0.001
			}
			i += 2
			continue
		}
		if i+2 >= n {
			break
		}
		last := min(second.Int(), mostIdentifier)
		if last >= first {
			f.spans = append(f.spans, widthSpan{uint32(first), uint32(last), w.Index(i+2).Float() * 0.001})
		}
		i += 3
	}
	sort.SliceStable(f.spans, func(i, j int) bool { return f.spans[i].low < f.spans[j].low })
}

func (f *Font) cidWidth(id uint32) float64 {
	if w, ok := f.cidWidths[id]; ok {
		return w
	}
	i := sort.Search(len(f.spans), func(i int) bool { return f.spans[i].low > id })
	if i > 0 && id <= f.spans[i-1].high {
		return f.spans[i-1].width
	}
	return f.standardW
}

func (f *Font) compositeGlyph(code uint32, bytes int) Glyph {
	id := code
	if f.ids != nil {
		id, _ = f.ids.ID(code)
	}
	g := Glyph{Width: f.cidWidth(id), Space: bytes == 1 && code == ' '}
	text, ok := f.mapped(code)
	if ok && f.symbol != nil {
		text = f.picture(text)
	}
	if !ok && f.direct {
		text, ok = string(utf16.Decode([]uint16{uint16(code)})), true
	}
	if !ok {
		if f.byID == nil {
			if f.byID = f.lazy(); f.byID == nil {
				f.byID = map[uint32]rune{}
			}
		}
		if r, found := f.byID[id]; found {
			text, ok = string(r), true
		}
	}
	if !ok && f.symbol != nil && id < 256 {
		text, ok = f.symbol(byte(id)), true
	}
	if !ok {
		text = Unknown
		if code == 0 || f.unicode != nil && g.Width == 0 {
			text = ""
		}
	}
	g.Text = clean(text, f.symbol)
	return g
}
