// Package tesseract recognises the text in pictures of pages with the program
// tesseract, when it is installed. It implements document.Recognizer.
//
// The program is started for every picture, reads it from its standard input
// and leaves nothing on disk. A picture that lies askew is straightened first,
// and one that lies on its side or upside down is read all the same: the words
// come out as on the page as it should be looked at.
package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/clausule/clausule/extract/document"
)

// Options choose the program and how it is used; the zero value is the
// documented default.
type Options struct {
	// Program is the name or path of the program; default "tesseract", looked
	// up on the PATH.
	Program string
	// Languages are the languages of the text, by the names that tesseract
	// gives to its data: "nld", "fra", or several with a plus or a comma
	// between them.
	// Default nld. Each further language costs time and wins little: nld reads
	// names and French loanwords too.
	Languages []string
	// DataDir is the folder with the language data; empty for that of the
	// program.
	DataDir string
	// PageTimeout is the longest time for one picture; default 2 minutes.
	PageTimeout time.Duration
}

// Engine runs tesseract. It is safe for concurrent use: every picture has a
// process of its own, with one thread.
type Engine struct {
	program   string
	languages []string
	dataDir   string
	timeout   time.Duration

	mu      sync.Mutex
	probed  bool
	path    string
	version string
	err     error // why the program cannot be used, once probed
}

// New makes an engine. It does nothing yet: the program is looked for when it
// is first needed.
func New(opt Options) *Engine {
	e := &Engine{program: opt.Program, dataDir: opt.DataDir, timeout: opt.PageTimeout}
	if e.program == "" {
		e.program = "tesseract"
	}
	if e.timeout <= 0 {
		e.timeout = 2 * time.Minute
	}
	for _, l := range opt.Languages {
		for name := range strings.FieldsFuncSeq(l, func(r rune) bool { return r == '+' || r == ',' || r == ' ' }) {
			if !slices.Contains(e.languages, name) {
				e.languages = append(e.languages, name)
			}
		}
	}
	if len(e.languages) == 0 {
		e.languages = []string{"nld"}
	}
	return e
}

// Name is "tesseract".
func (e *Engine) Name() string { return "tesseract" }

// Languages gives the languages of the text, by the names that tesseract gives to
// its data.
func (e *Engine) Languages() []string { return slices.Clone(e.languages) }

// PictureError is about one picture: the next may go well.
type PictureError struct {
	Detail string // what is wrong, in Dutch
	Err    error  // underlying error; may be nil
}

func (e *PictureError) Error() string {
	if e.Err == nil {
		return "tekstherkenning: " + e.Detail
	}
	return "tekstherkenning: " + e.Detail + ": " + e.Err.Error()
}

// Unwrap gives the underlying error.
func (e *PictureError) Unwrap() error { return e.Err }

// maxPixels is the size up to which pictures are accepted.
const maxPixels = 100_000_000

// Recognize returns the words in the picture. Their order is tesseract's
// reading order. Width and Height of the page are those of the picture with
// its margins taken to be even, for the picture does not tell the size of the
// page; they are swapped, and the words turned, when the text lies on its side.
//
// The error is that of ctx, a *document.Error with reason ErrEngine, or a
// *PictureError.
func (e *Engine) Recognize(ctx context.Context, img document.Image) (document.PageWords, error) {
	if err := e.Available(ctx); err != nil {
		return document.PageWords{}, err
	}
	config, decode, err := inspect(img.Data)
	if err != nil {
		return document.PageWords{}, err
	}
	if config.Width > 0 {
		img.Width, img.Height = config.Width, config.Height
	}
	f, err := frameOf(img)
	if err != nil {
		return document.PageWords{}, err
	}

	data := img.Data
	var pix *image.Gray
	if decode != nil {
		if pix, err = decode(ctx); err != nil {
			return document.PageWords{}, err
		}
	}
	if pix != nil {
		if pix, data, err = improve(ctx, pix, data); err != nil {
			return document.PageWords{}, err
		}
	}
	lines, err := e.read(ctx, data, psmAuto, f.dpi())
	if err != nil {
		return document.PageWords{}, err
	}
	lacks := 0.0
	if pix != nil {
		if lines, pix, f, err = e.upright(ctx, pix, lines, f); err != nil {
			return document.PageWords{}, err
		}
		if lines, lacks, err = e.complete(ctx, pix, lines, f); err != nil {
			return document.PageWords{}, err
		}
		if err := embolden(ctx, pix, lines); err != nil {
			return document.PageWords{}, err
		}
	}
	lines = tidy(lines)
	var rules []rule
	if pix != nil {
		if rules, err = rulings(ctx, pix, f.dpiX(), f.dpiY()); err != nil {
			return document.PageWords{}, err
		}
		rules = unlettered(rules, lines)
		lines = unbarred(lines, rules, f.dpiX())
		lines, rules = fillIn(lines, rules, f.dpiX())
		strokes(lines, rules)
		dotted(lines)
	}
	page := f.page(lines, rules)
	page.Unread = lacks
	return page, nil
}

// improve mends what keeps the program from reading a picture: grain, and
// lines that are not level. A picture that needs neither keeps its data.
func improve(ctx context.Context, pix *image.Gray, data []byte) (*image.Gray, []byte, error) {
	changed := false
	if grainy(pix) {
		smooth, err := median(ctx, pix)
		if err != nil {
			return nil, nil, err
		}
		pix, changed = smooth, true
	}
	angle, err := skew(ctx, pix)
	if err != nil {
		return nil, nil, err
	}
	// Below this the program itself copes; above it loses lines, and says
	// nothing of it.
	if angle > 0.5 || angle < -0.5 {
		if pix, err = straighten(ctx, pix, angle); err != nil {
			return nil, nil, err
		}
		changed = true
	}
	if changed {
		if data, err = encode(pix); err != nil {
			return nil, nil, err
		}
	}
	return pix, data, nil
}

// upright reads the picture again when its text does not stand upright, and
// gives the better of the two readings.
//
// The program finds lines that run upward or downward by itself, but says
// little of where they stand exactly. Text upside down gives nonsense, of which
// it is not sure at all. Both cost less than asking it for the orientation of
// every page, which takes a quarter more time for all of them.
func (e *Engine) upright(ctx context.Context, pix *image.Gray, lines []line, f frame) ([]line, *image.Gray, frame, error) {
	sure, letters := confidence(lines)
	poor := sure < poorReading
	turns := 0
	switch mainAngle(lines) {
	case 0:
		if poor {
			turns = 2
		}
	case 90:
		turns = 1
		if poor {
			turns = 3
		}
	case 180:
		turns = 2
	case 270:
		turns = 3
		if poor {
			turns = 1
		}
	}
	if turns == 0 || letters < minLetters {
		return lines, pix, f, nil
	}
	other := turned(pix, turns)
	data, err := encode(other)
	if err != nil {
		return nil, nil, f, err
	}
	again, err := e.read(ctx, data, psmAuto, f.turned(turns).dpi())
	if err != nil {
		return nil, nil, f, err
	}
	gain := -0.05
	if poor {
		gain = 0.1
	}
	if better, _ := confidence(again); better > sure+gain {
		return again, other, f.turned(turns), nil
	}
	return lines, pix, f, nil
}

// complete reads the picture again when lines of it stay unread, and gives the
// better of the two readings with the share that is unread still. Lines are
// lost where the program takes letters for specks, as in coarse pictures; it
// helps to say that the page is a single block of text.
func (e *Engine) complete(ctx context.Context, pix *image.Gray, lines []line, f frame) ([]line, float64, error) {
	lacks, err := unread(ctx, pix, lines)
	if err != nil || lacks < tolerated {
		return lines, lacks, err
	}
	data, err := encode(pix)
	if err != nil {
		return nil, 0, err
	}
	again, err := e.read(ctx, data, psmBlock, f.dpi())
	if err != nil {
		return nil, 0, err
	}
	still, err := unread(ctx, pix, again)
	if err != nil {
		return nil, 0, err
	}
	before, letters := confidence(lines)
	after, more := confidence(again)
	if (1-still)*after > (1-lacks)*before && (before < poorReading || 10*more >= 9*letters) {
		return again, still, nil
	}
	return lines, lacks, nil
}

// tolerated is the share of a page that may be something else than text that
// was missed, such as a signature.
const tolerated = 0.03

// How the program is to see the page: it finds out by itself, or the page is
// one block.
const (
	psmAuto  = "3"
	psmBlock = "6"
)

// A reading with less than this mean confidence is worth a second look, when
// it has letters enough to tell.
const (
	poorReading = 0.5
	minLetters  = 20
)

// read runs the program on a picture.
func (e *Engine) read(ctx context.Context, data []byte, psm string, dpi int) ([]line, error) {
	args := append(e.base(), "stdin", "stdout", "-l", strings.Join(e.languages, "+"), "--psm", psm, "--dpi", fmt.Sprint(dpi),
		// Named one by one, for a folder of data may lack the file "hocr".
		"-c", "tessedit_create_hocr=1", "-c", "tessedit_page_number=0")
	ctx, cancel := context.WithTimeoutCause(ctx, e.timeout, errTimeout)
	defer cancel()
	out, err := e.run(ctx, args, data)
	if err != nil {
		return nil, err
	}
	lines, err := parse(out)
	if err != nil {
		return nil, &PictureError{Detail: "de uitvoer van tesseract is niet te lezen", Err: err}
	}
	settle(lines)
	return lines, nil
}

// inspect tells what file the picture is, from its first bytes: what tesseract
// does not know as a picture it takes for a list of the names of files to read.
// A picture that can be decoded here gets a function for it.
func inspect(data []byte) (image.Config, func(context.Context) (*image.Gray, error), error) {
	var config image.Config
	var err error
	var decode func(context.Context) (*image.Gray, error)
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		config, err = png.DecodeConfig(bytes.NewReader(data))
		decode = func(ctx context.Context) (*image.Gray, error) { return decodeGrey(ctx, data, png.Decode) }
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		config, err = jpeg.DecodeConfig(bytes.NewReader(data))
		decode = func(ctx context.Context) (*image.Gray, error) { return decodeGrey(ctx, data, jpeg.Decode) }
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return config, nil, nil
	default:
		return config, nil, &PictureError{Detail: "de afbeelding is geen PNG, JPEG of TIFF"}
	}
	var unsupported jpeg.UnsupportedError
	switch {
	case errors.As(err, &unsupported):
		// Tesseract knows more kinds of JPEG.
		return image.Config{}, nil, nil
	case err != nil:
		return config, nil, &PictureError{Detail: "de afbeelding is beschadigd", Err: err}
	case config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height:
		return config, nil, &PictureError{Detail: "de afbeelding is te groot"}
	case config.Width > maxDecoded/config.Height:
		decode = nil
	}
	return config, decode, nil
}
