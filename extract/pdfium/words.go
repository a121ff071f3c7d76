package pdfium

import (
	"context"
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
// is broken off at the end of a line ends in "-".
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
	size float64
	bold bool
}

// reader groups the characters of a page to words.
type reader struct {
	in    *instance
	page  page
	text  uint64 // FPDF_TEXTPAGE
	words []document.Word
	faces map[uint64]face // by FPDF_PAGEOBJECT

	word        strings.Builder
	first, last int  // the word's characters
	high        rune // the first half of a surrogate pair
}

func (r *reader) read(ctx context.Context) error {
	n, err := r.in.callInt(ctx, "FPDFText_CountChars", r.text)
	if err != nil {
		return err
	}
	if n > maxChars {
		return document.OverLimit(name, "PDF", "het aantal tekens van een bladzijde", maxChars)
	}
	for i := range n {
		c, err := r.in.callPtr(ctx, "FPDFText_GetUnicode", r.text, uint64(i))
		if err != nil {
			return err
		}
		if r.add(i, rune(c)) {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
	return r.flush(ctx)
}

// add takes in character i and reports whether a word ends with it.
func (r *reader) add(i int, c rune) bool {
	if utf16.IsSurrogate(c) {
		if r.high == 0 {
			r.high = c
			return false
		}
		c = utf16.DecodeRune(r.high, c)
	}
	r.high = 0
	switch {
	case c == 2, c == 0xFFFE:
		// PDFium's sign for a hyphen between two parts of a word.
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

func (r *reader) place(ctx context.Context, w *document.Word) error {
	in := r.in
	scratch := uint64(in.scratch)
	f, err := r.face(ctx, r.first)
	if err != nil {
		return err
	}
	if _, err := in.call(ctx, "FPDFText_GetCharOrigin", r.text, uint64(r.first), scratch, scratch+8); err != nil {
		return err
	}
	var start [2]float64
	in.doubles(start[:])
	if err := in.zero(24); err != nil {
		return err
	}
	if _, err := in.call(ctx, "FPDFText_GetMatrix", r.text, uint64(r.first), scratch); err != nil {
		return err
	}
	var m [4]float64 // of FS_MATRIX a, b, c, d, e, f
	in.floats(m[:])
	if err := in.zero(16); err != nil {
		return err
	}
	if _, err := in.call(ctx, "FPDFText_GetLooseCharBox", r.text, uint64(r.last), scratch); err != nil {
		return err
	}
	var box [4]float64 // FS_RECTF: left, top, right, bottom
	in.floats(box[:])

	// A negative size turns the letters, and so the line, about.
	dx, dy := math.Copysign(1, f.size)*m[0], math.Copysign(1, f.size)*m[1]
	length := math.Hypot(dx, dy)
	if length == 0 {
		dx, dy = 1, 0
	} else {
		dx, dy = dx/length, dy/length
	}
	w.Size = sane(math.Abs(f.size) * math.Hypot(m[2], m[3]))
	w.Bold = f.bold
	w.Width = reach(box, start, dx, dy)
	w.X, w.Y = r.page.point(start[0], start[1])
	w.DX, w.DY = r.page.vector(dx, dy)
	return nil
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
func (r *reader) face(ctx context.Context, i int) (face, error) {
	object, err := r.in.callPtr(ctx, "FPDFText_GetTextObject", r.text, uint64(i))
	if err != nil {
		return face{}, err
	}
	if f, ok := r.faces[object]; ok && object != 0 {
		return f, nil
	}
	size, err := r.in.call(ctx, "FPDFText_GetFontSize", r.text, uint64(i))
	if err != nil {
		return face{}, err
	}
	f := face{size: sane(math.Float64frombits(size))}
	weight, err := r.in.callInt(ctx, "FPDFText_GetFontWeight", r.text, uint64(i))
	if err != nil {
		return face{}, err
	}
	length, err := r.in.callInt(ctx, "FPDFText_GetFontInfo", r.text, uint64(i), uint64(r.in.scratch), scratchSize, 0)
	if err != nil {
		return face{}, err
	}
	f.bold = weight >= 600
	if length > 0 && length <= scratchSize {
		f.bold = f.bold || boldName(string(r.in.bytes(r.in.scratch, length-1)))
	}
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
