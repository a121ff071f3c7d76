package pdf

import (
	"context"
	"errors"
	"math"
	"unicode"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

const (
	mostOperators = 8_000_000
	mostGlyphs    = 200_000
	// operatorRate is how many operators all pages together may draw for each
	// byte of the file, beyond mostOperators: pages may share what they draw.
	operatorRate = 1

	// runCost is what a run of glyphs counts for against the limit of the text:
	// text that is drawn letter by letter takes more memory.
	runCost = 32

	// totalBytes is what all streams may inflate to when the caller sets no
	// limit. Images do not count, and what else takes that much is no document.
	totalBytes = 256 << 20

	// scanWords is the number of words, and scanLetters that of letters between
	// the margins, below which the text on a page with a page-filling image is
	// a stamp, a watermark or a running header, not its text.
	scanWords   = 50
	scanLetters = 20
	// layerWords is the number of words below which a layer of recognised text
	// is none.
	layerWords = 5
	// marginShare is the part of the height of a page, at its top and bottom,
	// where stamps and running lines stand.
	marginShare = 0.1
	// scanShare is the part of the page that such an image covers.
	scanShare = 0.6
	// imageShare is the part of the page from which on an image is something
	// to be read, when there is no text at all.
	imageShare = 0.005
	// drawnShapes is the number of drawn shapes from which on a page without
	// text may hold letters drawn as outlines.
	drawnShapes = 50
	// pictureShare is the part of a page with text from which on an image is
	// told of, since text may stand in it.
	pictureShare = 0.2
	// mostStamp is the number of glyphs beside a picture that are kept.
	mostStamp = 5_000
	// lostGlyphs and lostShare are how many of the glyphs must be without a
	// meaning for a page to count as not read.
	lostGlyphs = 20
	lostShare  = 0.05
)

// errCipher marks an encryption that the own reader does not know.
var errCipher = errors.New("pdf: encryption is not supported")

// interpret reads the pages with the ordinary object reader, and once more
// with the other one where that cannot open the file or finds faults in it.
func interpret(ctx context.Context, src document.Source, opts document.Options) (*reading, error) {
	limits := opts.Limits.WithDefaults()
	if opts.Limits.TotalBytes == 0 {
		limits.TotalBytes = totalBytes
	}
	options := object.Options{
		Limits:   object.Limits{StreamBytes: limits.PartBytes, TotalBytes: limits.TotalBytes, Rate: limits.InflateRate},
		Password: opts.Password,
	}
	var first *reading
	if file, err := object.Ordinary(ctx, src.Data, options); err == nil {
		first, err = readPages(ctx, file, src, limits, false)
		if err != nil {
			return nil, err
		}
		if len(first.pages) > 0 && first.failures() == 0 && first.lost == 0 && file.Faults() == 0 {
			return first, nil
		}
	} else if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	file, err := object.Rebuild(ctx, src.Data, options)
	if err == nil {
		var second *reading
		if second, err = readPages(ctx, file, src, limits, true); err != nil {
			return nil, err
		}
		if first == nil || second.better(first) {
			first = second
		}
	}
	readable := first != nil && len(first.pages) > 0 && (!first.repaired || first.drawn())
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case readable:
		return first, nil
	case errors.Is(err, object.ErrPassword):
		return nil, document.Locked(src.Name, found, errors.Is(err, object.ErrWrongPassword))
	case errors.Is(err, object.ErrCipher):
		e := document.Encrypted(src.Name, found)
		e.Detail = "de versleuteling is van een soort die niet wordt ondersteund"
		e.Err = errCipher
		return nil, e
	case errors.Is(err, object.ErrBudget):
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van de uitgepakte inhoud", limits.TotalBytes)
	}
	return nil, document.Damaged(src.Name, found, "er is geen leesbare pagina gevonden", err)
}

// drawn tells whether something stands on a page.
func (r *reading) drawn() bool {
	for i := range r.pages {
		if p := &r.pages[i]; p.laid.Glyphs > 0 || p.drawn {
			return true
		}
	}
	return false
}

// readPages interprets every page of a file.
func readPages(ctx context.Context, file object.File, src document.Source, limits document.Limits, repaired bool) (*reading, error) {
	r := &reading{src: src, limits: limits, file: file, repaired: repaired}
	sources, lost, cut, err := pageTree(ctx, file, limits)
	if err != nil {
		return nil, err
	}
	r.warnEnclosed()
	if cut {
		r.warn(document.WarnLimit, -1, "Het document heeft meer dan %d pagina's; de rest is niet gelezen.", limits.Pages)
	}
	doc := content.NewDocument(file)
	text := int64(0)
	operators := mostOperators + operatorRate*len(src.Data)
	for i, s := range sources {
		if doc.Operators() >= operators {
			r.warn(document.WarnLimit, -1, "Het document tekent meer dan de grens toelaat; bladzijde %d en de volgende zijn niet gelezen.", i+1)
			break
		}
		page, err := doc.Page(ctx, s, content.Limits{Operators: min(mostOperators, operators-doc.Operators()), Glyphs: mostGlyphs})
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, object.ErrBudget):
			return nil, document.OverLimit(src.Name, found, "het aantal bytes van de uitgepakte inhoud", limits.TotalBytes)
		}
		r.add(page, err)
		laid := r.pages[i].laid
		if text += int64(laid.Glyphs) + runCost*int64(laid.Runs()); text > limits.TextBytes {
			r.warn(document.WarnLimit, i, "Het document heeft meer tekst dan de grens van %d bytes; de rest is niet gelezen.", limits.TextBytes)
			break
		}
	}
	if r.lost = lost; lost > 0 {
		r.warn(document.WarnPageFailed, -1, "Van %d pagina's of groepen van pagina's is de inhoud niet in het bestand te vinden.", lost)
	}
	return r, nil
}

// add takes the next page as it was interpreted, with the fault that ended it.
func (r *reading) add(page *content.Page, err error) {
	i := len(r.pages)
	laid := layout.NewPage(page)
	r.pages = append(r.pages, pageReading{
		laid: laid, width: page.Width, height: page.Height,
		drawn: page.ImageArea > 0 || page.Shapes > 0 || len(page.Rules)+len(page.Boxes) > 0,
	})
	p := &r.pages[i]
	switch {
	case errors.Is(err, content.ErrLimit), errors.Is(err, object.ErrTooLarge):
		p.cut = true
		r.warn(document.WarnLimit, i, "De pagina bevat meer dan de grens toelaat; het laatste deel is niet gelezen.")
	case err != nil:
		p.failed = true
		r.warn(document.WarnPageFailed, i, "De pagina is beschadigd en niet tot het einde gelezen; controleer haar met de hand.")
	}
	p.garbled = garbled(page, laid)
	if p.garbled && r.file != nil && r.file.Cut() > 0 {
		// What is behind it is likely a font that was over a limit, and a second
		// reader would take all the time and memory that this one did not.
		p.cut = true
	}
	p.source = r.sourceOf(i, page, err)
	if p.source == document.PageNone || p.picture != nil {
		p.images = page.Images
		p.alone = !page.Clipped && page.Shapes+len(page.Rules)+len(page.Boxes) == 0
		p.glyphs = append(p.glyphs, page.Glyphs[:min(len(page.Glyphs), mostStamp)]...)
	}
	r.warnUnknown(i)
	r.warnSeen(i, page)
}

// warnSeen warns of what a reader of page i sees otherwise than the text has it.
func (r *reading) warnSeen(i int, page *content.Page) {
	const fewest = 3 // letters that are worth a warning
	if r.pages[i].laid.Notes > 0 {
		r.warn(document.WarnNotes, i, "Op de pagina staan opmerkingen die geen deel van het contract zijn; zij staan in de tekst apart.")
	}
	if page.Struck >= fewest {
		r.warn(document.WarnStruck, i, "Op de pagina is tekst met een opmerking doorgehaald; die is niet meegelezen. Kijk of zij nog geldt.")
	}
	if page.Crossed >= fewest {
		r.warn(document.WarnStruck, i, "Op de pagina is tekst doorgehaald; die is wel meegelezen. Kijk of zij nog geldt.")
	}
	if page.Unseen >= fewest {
		r.warn(document.WarnHidden, i, "Op de pagina staat tekst die niet te zien is; die is niet meegelezen.")
	}
}

// warnUnknown warns of the glyphs on page i that have no meaning. Where they
// are many, what is not found on the page may well stand there.
func (r *reading) warnUnknown(i int) {
	p := r.pages[i].laid
	if p.Unknown == 0 {
		return
	}
	r.warn(document.WarnGlyphs, i, "Van %d tekens vermeldt het bestand niet welke letter het is; in de tekst staat daar \uFFFD.", p.Unknown)
	if p.Unknown >= lostGlyphs && float64(p.Unknown) > lostShare*float64(p.Glyphs) {
		r.warn(document.WarnPageFailed, i, "Te veel letters van de pagina zijn in het bestand niet te herleiden; lees haar op papier of met tekstherkenning (OCR).")
	}
}

// bodyLetters counts the letters on a page that stand upright between the
// margins at top and bottom: a stamp stands in a margin, a watermark aslant.
func bodyLetters(page *content.Page) int {
	n := 0
	for i := range page.Glyphs {
		g := &page.Glyphs[i]
		if g.Y < marginShare*page.Height || g.Y > (1-marginShare)*page.Height || g.DX < 0.99 || g.Note {
			continue
		}
		for _, r := range g.Text {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// sourceOf tells where the text of a page comes from, and warns of a page that
// shows something but holds no text.
func (r *reading) sourceOf(i int, page *content.Page, err error) document.PageSource {
	p := r.pages[i].laid
	share := 0.0
	if area := page.Width * page.Height; area > 0 {
		share = page.ImageArea / area
	}
	// Text behind an image: somebody's recognition of a scan.
	layer := p.Glyphs > 0 && 10*p.Hidden > 9*p.Glyphs
	switch {
	case p.Glyphs == 0 && share >= imageShare, share >= scanShare && p.Words < layerWords:
		r.warn(document.WarnPageWithoutText, i, "De pagina is een scan (een afbeelding zonder tekst); er is tekstherkenning (OCR) nodig om haar te lezen.")
		return document.PageNone
	case share >= scanShare && !layer && (p.Words < scanWords || bodyLetters(page) < scanLetters):
		r.warn(document.WarnPageWithoutText, i, "De pagina is een afbeelding met weinig tekst erbij; er is tekstherkenning (OCR) nodig om de afbeelding te lezen.")
		return document.PageNone
	case p.Words < layerWords && page.Shapes >= drawnShapes:
		r.warn(document.WarnPageWithoutText, i, "De letters op de pagina zijn als tekening opgeslagen; er is tekstherkenning (OCR) nodig om haar te lezen.")
		return document.PageNone
	case p.Glyphs == 0 && err != nil:
		return document.PageNone
	case p.Glyphs == 0 && r.repaired:
		// In a damaged file an empty page is more likely one that was lost.
		r.warn(document.WarnPageFailed, i, "De inhoud van de pagina is in het beschadigde bestand niet teruggevonden.")
		return document.PageNone
	case p.Glyphs == 0:
		return document.PageEmpty
	case layer && !legible(page):
		r.pages[i].garbled, r.pages[i].distrusted = true, true
		r.warn(document.WarnOCRPoor, i, "De pagina is een scan waarvan de tekst eerder zo slecht is herkend dat zij onleesbaar is; er is nieuwe tekstherkenning (OCR) nodig.")
		return document.PageOCR
	case layer:
		r.warn(document.WarnOCRLayer, i, "De pagina is een scan waarvan de tekst eerder is herkend, met onbekende zekerheid; vergelijk citaten en getallen met het beeld.")
		return document.PageOCR
	}
	if image, area := largest(page); area >= pictureShare*page.Width*page.Height && len(page.Glyphs) <= mostStamp {
		r.pages[i].picture = image
		if p.Words < scanWords {
			r.warn(document.WarnPageWithoutText, i, "Op de pagina staat weinig tekst en een grote afbeelding die niet is gelezen; er is tekstherkenning (OCR) nodig om te weten of er tekst in staat.")
		} else {
			r.warn(document.WarnPicture, i, "Op de pagina staat een grote afbeelding die niet is gelezen; kijk of er tekst in staat die ertoe doet.")
		}
	}
	return document.PageText
}

// largest gives the largest image on a page, and its area in square points.
func largest(page *content.Page) (image *content.Image, area float64) {
	for i := range page.Images {
		m := &page.Images[i].Matrix
		if a := math.Abs(m[0]*m[3] - m[1]*m[2]); a > area {
			image, area = &page.Images[i], a
		}
	}
	return image, area
}
