package font

import (
	"context"
	"sort"
	"strings"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	// mostWidthEntries bounds the /W array of a composite font, and mostWidths
	// the widths in it: the arrays inside may be one and the same.
	mostWidthEntries = 70_000
	mostWidths       = 200_000
	// mostIdentifier is the largest character identifier.
	mostIdentifier = 65_535
	// lowCodes is the number of codes whose glyphs are found without a map.
	lowCodes = 1024
)

func (l *Loader) loadComposite(ctx context.Context, f *Font, dict, descendant, descriptor object.Value) {
	f.composite, f.codeBytes = true, 2
	f.glyphs, f.low = map[uint32]*codeGlyph{}, make([]*codeGlyph, lowCodes)
	encoding := dict.Key("Encoding")
	switch encoding.Kind() {
	case object.Stream:
		f.ids = l.embedded(ctx, encoding, 0)
	case object.Name:
		name := encoding.Name()
		f.Vertical = strings.HasSuffix(name, "-V")
		switch f.ids = l.predefined(name); {
		case f.ids != nil:
		case strings.HasPrefix(name, "Identity"):
			if f.unicode != nil && f.unicode.onlySingleBytes() {
				f.codeBytes = 1
			}
		}
	}
	if f.ids != nil {
		f.Vertical = f.ids.Vertical
		f.direct = f.ids.unicodeForm() != formNone
	}
	f.standardW = 1
	if dw := descendant.Key("DW"); dw.Kind() == object.Integer || dw.Kind() == object.Real {
		f.standardW = dw.Float() * 0.001
	}
	if f.Vertical {
		f.loadVertical(descendant)
	} else {
		f.loadWidths(descendant.Key("W"))
	}
	key := programKey(descriptor)
	if key == "" {
		f.number = unembedded(f.Name)
	}
	f.further = func() {
		f.loadCollection(l, descendant)
		if key != "" {
			f.lazy = func() func(uint32) string {
				return l.textByID(ctx, descriptor.Key(key), key, descendant.Key("CIDToGIDMap"))
			}
		}
	}
	if f.direct {
		// Widths go by identifier.
		f.search()
	}
}

// embedded reads a CMap that stands in the file, with the one it builds on.
func (l *Loader) embedded(ctx context.Context, stream object.Value, depth int) *CMap {
	if l.entries > mostEntries {
		return nil
	}
	data, err := l.file.Data(ctx, stream)
	if len(data) == 0 || err != nil && ctx.Err() != nil {
		return nil
	}
	m := l.parse(data)
	m.Vertical = m.Vertical || stream.Key("WMode").Int() == 1
	use := stream.Key("UseCMap")
	switch name := use.Name(); {
	case use.Kind() == object.Stream && depth < mostBases:
		m.base = l.embedded(ctx, use, depth+1)
	case name != "":
		m.base = l.named(name)
	case m.use != "":
		m.base = l.named(m.use)
	}
	if m.base != nil && !m.moded {
		m.Vertical = m.Vertical || m.base.Vertical
	}
	if m.collection == "Adobe-Identity" {
		m.collection = ""
	}
	if len(m.ids) == 0 && m.base == nil {
		if name := stream.Key("CMapName").Name(); name != "" && l.predefined(name) != nil {
			m.base = l.predefined(name)
		}
	}
	return m
}

// named is predefined, with the identity maps.
func (l *Loader) named(name string) *CMap {
	if name == "Identity-H" || name == "Identity-V" {
		return &CMap{
			spaces: []codespace{{2, 0, 0xffff}}, Vertical: name == "Identity-V",
			ids: []idRange{{2, 0, 0xffff, 0}},
		}
	}
	return l.predefined(name)
}

// unicodeForm tells how the codes of a map are written, when they are Unicode.
func (m *CMap) unicodeForm() form {
	for depth := 0; m != nil && depth < mostBases; depth++ {
		if m.form != formNone {
			return m.form
		}
		m = m.base
	}
	return formNone
}

// identifiers names the character collection that a map leads to.
func (m *CMap) identifiers() string {
	for depth := 0; m != nil && depth < mostBases; depth++ {
		if m.collection != "" {
			return m.collection
		}
		m = m.base
	}
	return ""
}

// loadCollection finds the character collection: that of the encoding, else
// that of the descendant font.
func (f *Font) loadCollection(l *Loader, descendant object.Value) {
	info := descendant.Key("CIDSystemInfo")
	registry, ordering := info.Key("Registry").Bytes(), info.Key("Ordering").Bytes()
	name := registry + "-" + ordering
	if of := f.ids.identifiers(); knownCollection(of) {
		name = of
	}
	switch {
	case ordering == "UCS" && f.ids == nil:
		f.direct = true
	case knownCollection(name):
		f.texts = func() *collection { return l.collection(name) }
	}
}

func knownCollection(name string) bool {
	switch name {
	case "Adobe-Japan1", "Adobe-GB1", "Adobe-CNS1", "Adobe-Korea1", "Adobe-KR":
		return true
	}
	return false
}

// textByID gives access to what the embedded font program says of the
// character identifiers.
func (l *Loader) textByID(ctx context.Context, stream object.Value, key string, toGlyph object.Value) func(uint32) string {
	if l.left <= 0 {
		return nil
	}
	data, err := l.file.Data(ctx, stream)
	if len(data) == 0 || err != nil && ctx.Err() != nil {
		return nil
	}
	byGlyph, _ := textOfGlyph(data, &l.left)
	toGID := func(id uint32) uint32 { return id }
	if cff := readCFF(data, &l.left); cff != nil && key != "FontFile2" {
		if knownCollection(cff.ordering) {
			texts := l.collection(cff.ordering)
			return texts.text
		}
		for glyph, name := range cff.names {
			if _, known := byGlyph[uint32(glyph)]; !known {
				if text := RuneOfName(name); text != "" {
					byGlyph[uint32(glyph)] = text
				}
			}
		}
		if cff.ids != nil {
			glyphs := make(map[uint32]uint32, len(cff.ids))
			for glyph, id := range cff.ids {
				glyphs[uint32(id)] = uint32(glyph)
			}
			toGID = func(id uint32) uint32 { return glyphs[id] }
		}
	}
	if toGlyph.Kind() == object.Stream {
		table, _ := l.file.Data(ctx, toGlyph)
		toGID = func(id uint32) uint32 { return be16(table, 2*int(id)) }
	}
	return func(id uint32) string {
		if id > mostIdentifier {
			return ""
		}
		return byGlyph[toGID(id)]
	}
}

// loadWidths reads "c [w1 w2 …]" and "first last w" entries.
func (f *Font) loadWidths(w object.Value) {
	f.cidWidths = map[uint32]float64{}
	n, left := min(w.Len(), mostWidthEntries), mostWidths
	for i := 0; i+1 < n && left > 0; {
		first := w.Index(i).Int()
		second := w.Index(i + 1)
		if first < 0 || first > mostIdentifier {
			first = mostIdentifier
		}
		if second.Kind() == object.Array {
			count := min(second.Len(), mostIdentifier, left)
			left -= count
			for k := range count {
				f.cidWidths[uint32(first)+uint32(k)] = second.Index(k).Float() * 0.001
			}
			i += 2
			continue
		}
		if i+2 >= n {
			break
		}
		f.addSpan(first, second.Int(), w.Index(i+2).Float()*0.001)
		i += 3
	}
	f.sortSpans()
}

func (f *Font) addSpan(first, last int64, width float64) {
	if last = min(last, mostIdentifier); last >= first && len(f.spans) < mostWidthEntries {
		f.spans = append(f.spans, widthSpan{uint32(first), uint32(last), width})
	}
}

func (f *Font) sortSpans() {
	sort.SliceStable(f.spans, func(i, j int) bool { return f.spans[i].low < f.spans[j].low })
}

// loadVertical reads the advances of vertical writing: DW2, and W2 with
// "c [w11y v1x v1y …]" and "first last w11y vx vy" entries (ISO 32000-1,
// 9.7.4.3). Advances count downwards as above zero here.
func (f *Font) loadVertical(descendant object.Value) {
	f.standardW = 1
	if dw2 := descendant.Key("DW2"); dw2.Len() >= 2 {
		f.standardW = -dw2.Index(1).Float() * 0.001
	}
	f.cidWidths = map[uint32]float64{}
	w := descendant.Key("W2")
	n, left := min(w.Len(), mostWidthEntries), mostWidths
	for i := 0; i+1 < n && left > 0; {
		first := min(max(w.Index(i).Int(), 0), mostIdentifier)
		second := w.Index(i + 1)
		if second.Kind() == object.Array {
			count := min(second.Len()/3, mostIdentifier, left)
			left -= count
			for k := range count {
				f.cidWidths[uint32(first)+uint32(k)] = -second.Index(3*k).Float() * 0.001
			}
			i += 2
			continue
		}
		if i+4 >= n {
			break
		}
		f.addSpan(first, second.Int(), -w.Index(i+2).Float()*0.001)
		i += 5
	}
	f.sortSpans()
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

// identifier gives the character identifier of a code, and whether the
// encoding names it.
func (f *Font) identifier(code uint32, bytes int) (uint32, bool) {
	if f.ids == nil {
		return code, true
	}
	if id, ok := f.ids.ID(code, bytes); ok || f.ids.unicodeForm() == formNone {
		return id, ok
	}
	if f.texts == nil || len(f.cidWidths) == 0 && len(f.spans) == 0 {
		return 0, false
	}
	return f.texts().id(rune(code)), true
}

func (f *Font) compositeGlyph(code uint32, bytes int) Glyph {
	id, named := f.identifier(code, bytes)
	g := Glyph{Width: f.cidWidth(id), Space: bytes == 1 && code == ' '}
	text := f.compositeText(code, id, named)
	if text == "" {
		text = Unknown
		if code == 0 || f.unicode != nil && g.Width == 0 {
			text = ""
		}
	}
	g.Text = f.clean(text)
	return g
}

// search prepares for codes that ToUnicode does not name. Most fonts have none,
// and are spared the objects that it takes.
func (f *Font) search() {
	if f.further != nil {
		f.further()
		f.further = nil
	}
}

// compositeText looks for the text of a code where the font may tell it: in
// ToUnicode, in the code itself, in the character collection, in the font
// program. It is "" when nothing tells it.
func (f *Font) compositeText(code, id uint32, named bool) string {
	if text, ok := f.mapped(code); ok {
		return text
	}
	f.search()
	if f.direct {
		if text := string(rune(code)); usable(text) {
			return text
		}
	}
	if f.texts != nil && named {
		if text := f.texts().text(id); text != "" {
			return text
		}
	}
	if f.lazy != nil {
		f.byID, f.lazy = f.lazy(), nil
	}
	if f.byID != nil && named {
		if text := f.byID(id); text != "" {
			return text
		}
	}
	if f.number != nil && named {
		if text := f.number(id); text != "" {
			return text
		}
	}
	if f.symbol != nil && id < 256 {
		return f.symbol(byte(id))
	}
	return ""
}
