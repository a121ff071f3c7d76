package document

import "context"

// Word is a word, or a longer piece of one line, with its place on a page, as an
// engine other than the format's own reader found it.
type Word struct {
	Text string
	// X and Y are where the word begins on its baseline, in points from the
	// lower left corner of the page as it is looked at.
	X, Y float64
	// DX and DY are the unit vector along the baseline; both zero means from
	// left to right.
	DX, DY float64
	Width  float64 // along the baseline, in points
	Size   float64 // of the type, in points
	Bold   bool
	// Confidence is how sure a recogniser is of the word, from 0 to 1. It is
	// 1 for characters that are stored in the file.
	Confidence float64
}

// PageWords is a page as an engine read it.
type PageWords struct {
	Width, Height float64 // of the page as it is looked at, in points
	Words         []Word  // in the engine's reading order
	// Unread is the share, from 0 to 1, of what looks like lines of text in a
	// picture that none of the words covers: a recogniser may skip paragraphs
	// and be sure of the rest. It is 0 for text that is stored in the file.
	Unread float64
	// Rules are the straight lines along the axes of the page, such as those
	// of tables, that a recogniser saw in the picture. Lines to be filled in
	// are none: they are words of underscores or dots. An engine may leave
	// them out.
	Rules []Rule
}

// Rule is a thin straight line on a page, from one end to the other in points
// from the lower left corner of the page as it is looked at: from left to
// right or from the bottom up, but for a degree or so at which a page lies
// askew.
type Rule struct {
	X0, Y0, X1, Y1 float64
}

// Image is the picture of a page, or of the part of it that holds the text.
type Image struct {
	Data []byte // a whole PNG, JPEG or TIFF file
	// Width and Height are the size in pixels.
	Width, Height int
	// Box is the place of the picture on the page as it is looked at: left,
	// bottom, right and top in points.
	Box [4]float64
}

// Recognizer reads the text in a picture: optical character recognition. The
// package tesseract has one. It must be safe for concurrent use.
type Recognizer interface {
	// Name is the engine's name in warnings, "tesseract".
	Name() string
	// Recognize returns the words in the picture in points of the page. The
	// error is that of ctx, an *Error with reason ErrEngine when the engine is
	// not there or cannot work, or one about this picture alone.
	Recognize(ctx context.Context, img Image) (PageWords, error)
}

// Fallback is a second engine for PDF, for the pages that the own reader cannot
// read well. The package pdfium has one. It must be safe for concurrent use.
type Fallback interface {
	// Name is the engine's name in warnings, "PDFium".
	Name() string
	// Open opens a file; password may be empty. Errors as those of Recognize.
	Open(ctx context.Context, data []byte, password string) (FallbackFile, error)
}

// FallbackFile is a PDF file that a Fallback has opened. Pages are numbered
// from 1. It is used by one goroutine at a time.
type FallbackFile interface {
	Pages() int
	// Words reads the text that is stored on a page.
	Words(ctx context.Context, page int) (PageWords, error)
	// Render draws a page at dpi pixels an inch.
	Render(ctx context.Context, page int, dpi float64) (Image, error)
	Close() error
}

// Progress tells how far a long piece of work is.
type Progress struct {
	Stage Stage
	Done  int // pages that are ready
	Total int // pages that the stage is about
}

// Stage is a piece of work that may take long.
type Stage string

// The stages that report progress.
const (
	StageOCR      Stage = "tekstherkenning"
	StageFallback Stage = "reservelezer"
)
