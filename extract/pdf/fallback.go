package pdf

import (
	"context"
	"errors"
	"time"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/content"
	"github.com/clausule/clausule/extract/pdf/internal/layout"
)

// What makes the text of a page suspect, so that a second engine is asked.
const (
	unknownShare = 0.02 // glyphs without a Unicode value
	singleShare  = 0.40 // words of one letter
	singleWords  = 20   // the number of words from which on that share tells

	// takenShare is the part of the words read first that the second engine
	// must have too for its text to be taken.
	takenShare = 0.9
	// vainPages is the number of pages that the second engine may read without
	// doing better before it is no longer asked.
	vainPages = 20

	// A file of more bytes than this, in which the own reader finds no page,
	// holds none; and one of more bytes a page has something in it that costs
	// the second engine far more than the first.
	mostWholeBytes = 8 << 20
	mostPageBytes  = 2 << 20

	// secondPage and secondTotal are the time that the second engine gets for a
	// page, and for a file beside secondEach for each of its pages; an ordinary
	// page takes it a few hundredths of a second.
	secondPage  = 3 * time.Second
	secondTotal = 6 * time.Second
	secondEach  = 100 * time.Millisecond
	// secondDraw is the time for drawing a page: pictures of many kinds on it
	// cost more than text.
	secondDraw = 5 * time.Second
)

// garbled tells whether the text of a page is likely not what the page shows:
// glyphs that the file does not name, letters torn apart, or strings that were
// shown and left nothing.
func garbled(page *content.Page, p *layout.Page) bool {
	switch {
	case p.Glyphs == 0:
		return page.Shown > 0
	case float64(p.Unknown) > unknownShare*float64(p.Glyphs):
		return true
	}
	all := p.Words + p.Singles
	return all >= singleWords && float64(p.Singles) > singleShare*float64(all)
}

// secondReader is the fallback engine with the file at hand, which is opened
// when first needed.
type secondReader struct {
	engine   document.Fallback // nil for none
	src      document.Source
	password string
	progress func(document.Progress)
	file     document.FallbackFile
	err      error // of opening
}

// open opens the file, once.
func (s *secondReader) open(ctx context.Context) error {
	if s.engine == nil {
		return errNoFallback
	}
	if s.file == nil && s.err == nil {
		s.file, s.err = s.engine.Open(ctx, s.src.Data, s.password)
		if s.err != nil && ctx.Err() != nil {
			s.err = ctx.Err()
		}
	}
	return s.err
}

var errNoFallback = errors.New("pdf: no fallback engine")

func (s *secondReader) close() {
	if s.file != nil {
		// All that was wanted of the file has been read.
		_ = s.file.Close()
	}
}

// whole reads a file that the own reader cannot open; nil when the second
// engine cannot either.
func (s *secondReader) whole(ctx context.Context, limits document.Limits) *reading {
	if len(s.src.Data) > mostWholeBytes || s.open(ctx) != nil {
		return nil
	}
	r := &reading{src: s.src, limits: limits, repaired: true}
	n := s.file.Pages()
	if n > limits.Pages {
		n = limits.Pages
		r.warn(document.WarnLimit, -1, "Het document heeft meer dan %d pagina's; de rest is niet gelezen.", limits.Pages)
	}
	text := int64(0)
	deadline := s.deadline(n)
	for i := range n {
		s.tell(i, n)
		words, err := s.words(ctx, i, deadline)
		if ctx.Err() != nil {
			return nil
		}
		r.add(pageOf(words), err)
		p := &r.pages[i]
		p.engine = s.engine.Name()
		if p.laid.Glyphs == 0 && p.source != document.PageNone {
			p.source = document.PageNone
		}
		if text += int64(p.laid.Glyphs) + runCost*int64(p.laid.Runs()); text > limits.TextBytes {
			r.warn(document.WarnLimit, i, "Het document heeft meer tekst dan de grens van %d bytes; de rest is niet gelezen.", limits.TextBytes)
			break
		}
	}
	s.tell(n, n)
	if len(r.pages) == 0 {
		return nil
	}
	for i := range r.pages {
		if r.pages[i].laid.Glyphs > 0 {
			s.note(r, i)
		}
	}
	return r
}

// improve reads the suspect pages once more and keeps what is better. The only
// error is that of ctx.
func (s *secondReader) improve(ctx context.Context, r *reading) error {
	var wanted []int
	for i := range r.pages {
		if p := &r.pages[i]; (p.garbled || p.failed) && !p.cut {
			wanted = append(wanted, i)
		}
	}
	if len(wanted) == 0 || s.engine == nil || s.heavy(r) {
		return nil
	}
	if s.open(ctx) != nil || s.file.Pages() != len(r.pages) {
		return ctx.Err()
	}
	vain := 0
	deadline := s.deadline(len(wanted))
	for done, i := range wanted {
		if vain == vainPages || time.Now().After(deadline) {
			break
		}
		s.tell(done, len(wanted))
		words, err := s.words(ctx, i, deadline)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || !s.take(r, i, words) {
			vain++
			continue
		}
		vain = 0
	}
	s.tell(len(wanted), len(wanted))
	return nil
}

// heavy tells that the file has more bytes than its pages account for.
func (s *secondReader) heavy(r *reading) bool {
	return len(s.src.Data) > mostPageBytes*len(r.pages)
}

func (s *secondReader) deadline(pages int) time.Time {
	return time.Now().Add(secondTotal + time.Duration(pages)*secondEach)
}

// words reads page i within the time for it.
func (s *secondReader) words(ctx context.Context, i int, deadline time.Time) (document.PageWords, error) {
	if end := time.Now().Add(secondPage); end.Before(deadline) {
		deadline = end
	}
	ctx, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	return s.file.Words(ctx, i+1)
}

// take puts the text of the second engine in the place of what was read, when
// it is better.
func (s *secondReader) take(r *reading, i int, words document.PageWords) bool {
	p := &r.pages[i]
	page := pageOf(words)
	laid := layout.NewPage(page)
	switch {
	case laid.Glyphs == 0 || !plausible(page):
		return false
	case float64(laid.Words) < takenShare*float64(p.laid.Words),
		float64(laid.Glyphs-laid.Unknown) < takenShare*float64(p.laid.Glyphs-p.laid.Unknown):
		return false
	case garbled(page, laid) && laid.Words <= p.laid.Words:
		return false
	}
	r.pages[i] = pageReading{laid: laid, source: document.PageText, engine: s.engine.Name(), drawn: p.drawn}
	s.note(r, i)
	r.warnUnknown(i)
	return true
}

func (s *secondReader) note(r *reading, i int) {
	r.warn(document.WarnFallback, i, "De pagina is gelezen met de reservelezer %s.", s.engine.Name())
}

func (s *secondReader) tell(done, total int) {
	if s.progress != nil {
		s.progress(document.Progress{Stage: document.StageFallback, Done: done, Total: total})
	}
}
