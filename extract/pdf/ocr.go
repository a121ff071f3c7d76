package pdf

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
)

const (
	// poorConfidence is the mean confidence below which the text of a page is
	// no basis for a judgement: of such pages at most three quarters of the
	// words were right when this was measured on scans made worse on purpose.
	poorConfidence = 0.65
	// poorUnread is the share of the lines on a page from which on too much
	// was left unread for a judgement; someUnread that from which on it is
	// told.
	poorUnread = 0.10
	someUnread = 0.03
	// mostParallel is the number of pages recognised at the same time when the
	// options leave it open; more would take the memory of a small machine.
	mostParallel = 4
	// pictureWords is the number of words from which on what is recognised in a
	// picture beside text is text.
	pictureWords = 5
)

// recognise reads the pages that are pictures, as far as there is an engine for
// it. The only error is that of ctx.
func recognise(ctx context.Context, r *reading, opts document.Options, second *secondReader) error {
	engine := opts.OCR.Recognizer
	if engine == nil {
		return nil
	}
	var wanted []int
	for i := range r.pages {
		p := &r.pages[i]
		if (p.source == document.PageNone || p.garbled || p.picture != nil) && !p.cut || opts.OCR.Force && p.source != document.PageEmpty {
			wanted = append(wanted, i)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	parallel := opts.OCR.Parallel
	if parallel <= 0 {
		parallel = min(runtime.GOMAXPROCS(0), mostParallel)
	}
	work := recognition{engine: engine, total: len(wanted), progress: opts.Progress}
	work.tell(0)
	slots := make(chan struct{}, parallel)
	results := make([]outcome, len(wanted))
	var running sync.WaitGroup
	// The file is read by this goroutine alone, a picture at a time; only the
	// recognition runs beside it.
	for n, i := range wanted {
		slots <- struct{}{}
		if ctx.Err() != nil || work.broken() {
			break
		}
		img, err := pictureOf(ctx, r, i, second, opts.OCR.Force)
		if err != nil {
			<-slots
			results[n].err = err
			work.tell(1)
			continue
		}
		running.Go(func() {
			defer func() { <-slots }()
			results[n] = work.page(ctx, img)
			work.tell(1)
		})
	}
	running.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	pages := make([]*document.PageWords, len(r.pages))
	for n, i := range wanted {
		if results[n].done {
			pages[i] = &results[n].words
		}
	}
	mendLabels(pages)
	for n, i := range wanted {
		r.recognised(i, engine.Name(), &results[n], work.fault, opts.OCR.Force)
	}
	return nil
}

// outcome is the recognition of one page.
type outcome struct {
	words document.PageWords
	whole bool // the picture was the page, with all that stands on it
	blank bool // nothing was recognised, and nothing stands there
	// missing tells that the file lacks a part of the picture.
	missing bool
	done    bool
	err     error
}

// recognition is the work on the pages of one document.
type recognition struct {
	engine   document.Recognizer
	progress func(document.Progress)
	total    int

	mu    sync.Mutex
	done  int
	fault error // of the engine itself
}

// page recognises one picture.
func (w *recognition) page(ctx context.Context, img pagePicture) outcome {
	words, err := w.engine.Recognize(ctx, img.Image)
	if errors.Is(err, document.ErrEngine) {
		w.mu.Lock()
		w.fault = err
		w.mu.Unlock()
	}
	o := outcome{words: words, whole: img.whole, missing: img.missing, done: err == nil, err: err}
	o.blank = err == nil && len(words.Words) == 0 && words.Unread == 0
	return o
}

// broken tells whether the engine cannot work at all, so that no further page
// need be tried.
func (w *recognition) broken() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fault != nil
}

// tell reports n more pages as ready.
func (w *recognition) tell(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done += n
	if w.progress != nil {
		w.progress(document.Progress{Stage: document.StageOCR, Done: w.done, Total: w.total})
	}
}

// recognised takes the recognition of page i. fault is that of the engine; force
// prefers what is recognised to what is in the file.
func (r *reading) recognised(i int, engine string, o *outcome, fault error, force bool) {
	p := &r.pages[i]
	switch {
	case !o.done:
		if fault != nil {
			o.err = fault
		}
		if p.source == document.PageNone {
			p.warnings = nil
			r.warn(document.WarnPageWithoutText, i, "De pagina is een scan en is niet gelezen: %s.", whyUnread(o.err))
		}
		return
	case len(o.words.Words) == 0:
		r.nothingRecognised(i, engine, o)
		return
	}
	page := pageOf(o.words)
	if !o.whole {
		page.Glyphs = append(page.Glyphs, p.glyphs...)
	}
	if p.width > 0 && (page.Width > page.Height) == (p.width > p.height) {
		// The picture does not know of the margins around it.
		page.Width, page.Height = p.width, p.height
	}
	confidence := meanConfidence(o.words.Words)
	poor := confidence < poorConfidence || o.words.Unread > poorUnread || o.missing
	laid := layout.NewPage(page)
	what, source := "De pagina is een scan", document.PageOCR
	switch {
	case p.source == document.PageNone || p.distrusted || force:
		if force && p.source == document.PageText {
			what = "De pagina is op verzoek als beeld gelezen"
		}
	case p.picture != nil && !o.whole:
		// A photograph gives noise; the text beside it stays as it is.
		if poor || len(o.words.Words) < pictureWords {
			return
		}
		what, source = "Op de pagina staat een afbeelding met tekst", document.PageText
	default:
		// The text that is there gives way to one that is as long and sure.
		if poor || float64(laid.Words) < takenShare*float64(p.laid.Words) {
			return
		}
		what = "De letters van de pagina zijn in het bestand niet te herleiden"
	}
	r.pages[i] = pageReading{laid: laid, source: source, engine: engine, confidence: confidence,
		words: o.words.Words, drawn: true, width: page.Width, height: page.Height, warnings: slices.DeleteFunc(p.warnings, outdated)}
	switch {
	case poor:
		r.warn(document.WarnOCRPoor, i, "%s, maar wat %s herkent, is te onzeker of te onvolledig om op af te gaan; vraag een beter exemplaar.", what, engine)
	case o.words.Unread > someUnread:
		r.warn(document.WarnOCR, i, "%s; de tekst is herkend met %s, maar enkele regels misschien niet. Vergelijk haar met het beeld.", what, engine)
	default:
		r.warn(document.WarnOCR, i, "%s; de tekst is herkend met %s. Vergelijk citaten en getallen met het beeld.", what, engine)
	}
}

// outdated tells whether a warning is about what a recognition has made good; a
// comment on the page or words struck out are there as before.
func outdated(w document.Warning) bool {
	switch w.Code {
	case document.WarnNotes, document.WarnStruck, document.WarnHidden:
		return false
	}
	return true
}

// nothingRecognised takes a recognition without words.
func (r *reading) nothingRecognised(i int, engine string, o *outcome) {
	p := &r.pages[i]
	switch {
	case p.picture != nil && p.source != document.PageNone:
		if o.blank { // a photograph, a drawing
			p.warnings = slices.DeleteFunc(p.warnings, func(w document.Warning) bool {
				return w.Code == document.WarnPicture || w.Code == document.WarnPageWithoutText
			})
		}
	case p.source != document.PageNone:
	case o.blank && p.laid.Words > 0:
		// A picture behind the few words that are the text of the page.
		p.warnings, p.source = nil, document.PageText
	case o.blank && p.laid.Glyphs == 0 && (p.alone || o.whole):
		p.warnings, p.source, p.engine = nil, document.PageEmpty, engine
	default:
		p.warnings = nil
		r.warn(document.WarnPageWithoutText, i, "Op de pagina staat een afbeelding waarin %s geen tekst herkent; kijk of er tekst op staat.", engine)
	}
}

// whyUnread puts into words why a picture was not read, with the remedy where
// there is one.
func whyUnread(err error) string {
	var typed *document.Error
	switch {
	case errors.Is(err, errNoFallback):
		return "de afbeelding is alleen te lezen met hulp van de reservelezer, en die staat uit; zet hem aan (--fallback auto)"
	case errors.As(err, &typed):
		why := cmp.Or(typed.Detail, typed.Reason.Error())
		if typed.Remedy != "" {
			why += "; " + typed.Remedy
		}
		return why
	}
	return "de afbeelding kan niet worden gelezen; vraag een ander exemplaar"
}

// meanConfidence is the mean over the characters of the words.
func meanConfidence(words []document.Word) float64 {
	sum, n := 0.0, 0
	for _, w := range words {
		k := utf8.RuneCountInString(w.Text)
		sum, n = sum+float64(k)*w.Confidence, n+k
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
