// Package content runs the content streams of a page (ISO 32000-1, sections 8
// and 9) and lists what they put on paper: glyphs with their place, and the
// lines and images that help to understand the layout.
package content

import (
	"errors"
	"math"

	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// Glyph is one glyph on the page. Coordinates are in points, with the origin
// in the lower left corner of the page as it is looked at, after rotation.
type Glyph struct {
	Text     string
	X, Y     float64 // origin on the baseline
	DX, DY   float64 // unit vector along the baseline
	Width    float64 // advance along the baseline
	Size     float64 // height of the type
	Typed    bool    // shown in a font, and not a word from elsewhere
	Bold     bool    // by the font, or by drawing the outline too
	Artifact bool    // marked as running header, footer or page number
	Hidden   bool    // drawn invisibly, as behind a scanned image
	New      bool    // first glyph of a string placed anew
	Note     bool    // drawn by an annotation that is no form field: a comment, a stamp

	pale   bool // in the colour of paper
	figure bool // drawn by a Type 3 font, of which the size says little
	unseen bool
	under  bool // a page-filling image
	struck bool // out, by an annotation
}

// Rule is a straight line, or a thin filled rectangle, along one of the axes.
type Rule struct {
	X0, Y0, X1, Y1 float64 // X0 ≤ X1, Y0 ≤ Y1
}

// Horizontal tells whether the rule is wider than high.
func (r Rule) Horizontal() bool { return r.X1-r.X0 >= r.Y1-r.Y0 }

// Image is an image as it is placed on the page: Matrix takes the unit square
// to it.
type Image struct {
	Object object.Value // the stream; null for an image inside the content
	Matrix [6]float64
}

// Page is what the content streams of a page draw.
type Page struct {
	Width, Height float64
	Glyphs        []Glyph
	Rules         []Rule
	Boxes         []Rule  // filled rectangles that are no rules: shaded cells
	ImageArea     float64 // of all images, in square points, overlaps counted twice
	Images        []Image // in the order in which they are drawn, mostImages at most
	Clipped       bool    // to less than the whole page, at some point
	Shown         int     // strings that were shown, whatever came of them
	Shapes        int     // filled or stroked outlines that are neither rule nor box
	Unseen        int     // letters and digits left out since nobody sees them
	Struck        int     // the same, since an annotation strikes them out
	Crossed       int     // letters and digits through which a line runs
}

// Limits bound the work for one page.
type Limits struct {
	Operators int // drawn, including those of forms
	Glyphs    int
}

// ErrLimit tells that a page was cut off at a limit.
var ErrLimit = errors.New("content: the page is over a limit")

// matrix is a transformation [a b c d e f].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times gives the transformation that does m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]
}

// mostPlace bounds the numbers of a matrix: what is further away is not there.
const mostPlace = 1e9

func (m matrix) finite() bool {
	for _, v := range m {
		if math.IsNaN(v) || math.Abs(v) > mostPlace {
			return false
		}
	}
	return true
}

// upright gives the transformation from user space to the page as it is looked
// at, and its size, for a box and a rotation in degrees.
func upright(x0, y0, x1, y1 float64, rotate int) (m matrix, width, height float64) {
	width, height = x1-x0, y1-y0
	switch ((rotate%360 + 360) % 360) / 90 {
	case 1:
		return matrix{0, -1, 1, 0, -y0, x1}, height, width
	case 2:
		return matrix{-1, 0, 0, -1, x1, y1}, width, height
	case 3:
		return matrix{0, 1, -1, 0, y1, -x0}, height, width
	}
	return matrix{1, 0, 0, 1, -x0, -y0}, width, height
}
