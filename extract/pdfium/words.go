package pdfium

import (
	"context"
	"encoding/binary"
	"math"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/clausule/clausule/extract/document"
)

// maxChars is how many characters a page may have.
const maxChars = 2_000_000

// Words reads the text of a page, the values of form fields and the text of
// notes included, in PDFium's order: that of the page's contents. A word that
// is broken off at the end of a line ends in "-". A glyph of which nobody knows
// the character is U+FFFD.
//
// The error is that of ctx or a *document.Error. After ErrLimit and ErrDamaged
// other pages can still be read.
func (f *file) Words(ctx context.Context, number int) (document.PageWords, error) {
	var words document.PageWords
	err := f.page(ctx, number, func(ctx context.Context, in *instance, p page) error {
		text, err := in.callPtr(ctx, "FPDFText_LoadPage", p.handle)
		if err != nil {
			return err
		}
		if text == 0 {
			return errDamaged("PDFium vindt geen tekstlaag", nil)
		}
		r := reader{in: in, page: p, text: text, faces: map[uint64]face{}}
		if err := r.read(ctx); err != nil {
			return err
		}
		words.Width, words.Height = p.size()
		words.Words = r.words
		_, err = in.call(ctx, "FPDFText_ClosePage", text)
		return err
	})
	if err != nil {
		return document.PageWords{}, err
	}
	return words, nil
}

// face is what the characters of one text object have in common.
type face struct {
	size, dx, dy float64 // as those of document.Word, in user space
	bold         bool
}

// reader groups the characters of a page to words. A call costs microseconds,
// so there are few: one for the text, and three for each word.
type reader struct {
	in    *instance
	page  page
	text  uint64 // FPDF_TEXTPAGE
	words []document.Word
	faces map[uint64]face // by FPDF_PAGEOBJECT

	word        strings.Builder
	first, last int // where the word is in the text, in units of UTF-16
	// mapped tells that PDFium left characters out of the text, those that
	// nothing is known of, so that places in it must be translated.
	mapped bool
}

func (r *reader) read(ctx context.Context) error {
	n, err := r.in.callInt(ctx, "FPDFText_CountChars", r.text)
	if err != nil {
		return err
	}
	if n > maxChars {
		return document.OverLimit(name, "PDF", "het aantal tekens van een bladzijde", maxChars)
	}
	if n <= 0 {
		return nil
	}
	text, err := r.units(ctx, n)
	if err != nil {
		return err
	}
	r.mapped = len(text) != n
	for i := 0; i < len(text); {
		at, c := i, rune(text[i])
		i++
		if utf16.IsSurrogate(c) && i < len(text) {
			if pair := utf16.DecodeRune(c, rune(text[i])); pair != unicode.ReplacementChar {
				c = pair
				i++
			}
		}
		if c == 0xFFFE {
			// Either a hyphen between two parts of a word, or a glyph of which
			// PDFium does not know the character.
			if c, err = r.hyphen(ctx, at); err != nil {
				return err
			}
		}
		if r.add(at, c) {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
	return r.flush(ctx)
}

// lineHyphen is PDFium's own number of a hyphen between two parts of a word.
const lineHyphen = 2

func (r *reader) hyphen(ctx context.Context, at int) (rune, error) {
	i, err := r.index(ctx, at)
	if err != nil {
		return 0, err
	}
	is, err := r.in.callInt(ctx, "FPDFText_IsHyphen", r.text, i)
	if is == 1 {
		return lineHyphen, err
	}
	return unicode.ReplacementChar, err
}

// units gets the text of n characters. PDFium counts in units of UTF-16 too.
func (r *reader) units(ctx context.Context, n int) ([]uint16, error) {
	// Two units for each character, should it ever count otherwise, and the
	// closing zero.
	buf, err := r.in.malloc(ctx, 4*n+2)
	if err != nil {
		return nil, err
	}
	units, err := r.in.callInt(ctx, "FPDFText_GetText", r.text, 0, uint64(n), uint64(buf))
	if err != nil {
		return nil, err
	}
	raw := r.in.bytes(buf, 2*min(max(units-1, 0), 2*n))
	text := make([]uint16, len(raw)/2)
	for i := range text {
		text[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return text, r.in.free(ctx, buf)
}

// add takes in character i and reports whether a word ends with it.
func (r *reader) add(i int, c rune) bool {
	switch {
	case c == lineHyphen:
		r.put(i, "-")
		return true
	case c == 0xAD:
		// A soft hyphen that is in use ends a line and comes as the above.
	case unicode.IsSpace(c):
		return true
	case unicode.IsControl(c), c == 0xFEFF, c == 0xFFFF:
	case c >= 0xFB00 && c <= 0xFB06:
		r.put(i, ligatures[c-0xFB00])
	default:
		r.put(i, string(c))
	}
	return false
}

// ligatures are the letters of U+FB00 to U+FB06.
var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

func (r *reader) put(i int, s string) {
	if r.word.Len() == 0 {
		r.first = i
	}
	r.last = i
	r.word.WriteString(s)
}

// flush ends the word.
func (r *reader) flush(ctx context.Context) error {
	if r.word.Len() == 0 {
		return nil
	}
	w := document.Word{Text: r.word.String(), Confidence: 1}
	r.word.Reset()
	err := r.place(ctx, &w)
	r.words = append(r.words, w)
	return err
}

// place finds out where the word is and how it is set.
func (r *reader) place(ctx context.Context, w *document.Word) error {
	in := r.in
	scratch := uint64(in.scratch)
	first, err := r.index(ctx, r.first)
	if err != nil {
		return err
	}
	last, err := r.index(ctx, r.last)
	if err != nil {
		return err
	}
	f, err := r.face(ctx, first)
	if err != nil {
		return err
	}
	if err := in.zero(scratchUsed); err != nil {
		return err
	}
	if _, err := in.call(ctx, "FPDFText_GetCharOrigin", r.text, first, scratch, scratch+8); err != nil {
		return err
	}
	if _, err := in.call(ctx, "FPDFText_GetLooseCharBox", r.text, last, scratch+16); err != nil {
		return err
	}
	var start [2]float64
	var box [4]float64 // FS_RECTF: left, top, right, bottom
	in.doubles(in.scratch, start[:])
	in.floats(in.scratch+16, box[:])
	w.Size, w.Bold = f.size, f.bold
	w.Width = reach(box, start, f.dx, f.dy)
	w.X, w.Y = r.page.point(start[0], start[1])
	w.DX, w.DY = r.page.vector(f.dx, f.dy)
	return nil
}

// index translates a place in the text to the number of the character.
func (r *reader) index(ctx context.Context, i int) (uint64, error) {
	if !r.mapped {
		return uint64(i), nil
	}
	n, err := r.in.callInt(ctx, "FPDFText_GetCharIndexFromTextIndex", r.text, uint64(i))
	return uint64(max(n, 0)), err
}

// reach is how far a box goes from start in a direction.
func reach(box [4]float64, start [2]float64, dx, dy float64) float64 {
	if box[0] == box[2] && box[1] == box[3] {
		return 0
	}
	far := 0.0
	for _, x := range [2]float64{box[0], box[2]} {
		for _, y := range [2]float64{box[1], box[3]} {
			far = max(far, (x-start[0])*dx+(y-start[1])*dy)
		}
	}
	return far
}

// face looks the type of a character up.
func (r *reader) face(ctx context.Context, i uint64) (face, error) {
	in := r.in
	object, err := in.callPtr(ctx, "FPDFText_GetTextObject", r.text, i)
	if err != nil {
		return face{}, err
	}
	if f, ok := r.faces[object]; ok && object != 0 {
		return f, nil
	}
	size, err := in.call(ctx, "FPDFText_GetFontSize", r.text, i)
	if err != nil {
		return face{}, err
	}
	weight, err := in.callInt(ctx, "FPDFText_GetFontWeight", r.text, i)
	if err != nil {
		return face{}, err
	}
	length, err := in.callInt(ctx, "FPDFText_GetFontInfo", r.text, i, uint64(in.scratch), scratchSize, 0)
	if err != nil {
		return face{}, err
	}
	f := face{size: sane(math.Float64frombits(size)), bold: weight >= 600}
	if length > 0 && length <= scratchSize {
		f.bold = f.bold || boldName(string(in.bytes(in.scratch, length-1)))
	}
	if err := in.zero(scratchUsed); err != nil {
		return face{}, err
	}
	if _, err := in.call(ctx, "FPDFText_GetMatrix", r.text, i, uint64(in.scratch)); err != nil {
		return face{}, err
	}
	var m [4]float64 // of FS_MATRIX a, b, c, d, e, f
	in.floats(in.scratch, m[:])
	// A negative size turns the letters, and so the line, about.
	f.dx, f.dy = math.Copysign(1, f.size)*m[0], math.Copysign(1, f.size)*m[1]
	if length := math.Hypot(f.dx, f.dy); length > 0 {
		f.dx, f.dy = f.dx/length, f.dy/length
	} else {
		f.dx, f.dy = 1, 0
	}
	f.size = sane(math.Abs(f.size) * math.Hypot(m[2], m[3]))
	r.faces[object] = f
	return f, nil
}

// boldName tells whether a font's name says that it is bold.
func boldName(name string) bool {
	name = strings.ToLower(name)
	for _, s := range []string{"bold", "black", "heavy", "demi"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}
