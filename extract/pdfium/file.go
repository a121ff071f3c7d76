package pdfium

import (
	"context"
	"fmt"
	"sync"

	"github.com/clausule/clausule/extract/document"
)

// maxDeaths is how often a file may lose its sandbox before it is given up:
// reading goes on after a page that cannot be read, but a file in which all
// pages are like that must not take the time limit for each of them.
const maxDeaths = 8

// file is a PDF file in a sandbox.
type file struct {
	engine   *Engine
	data     []byte
	password string
	// ctx ends when the file is closed, also while a call is going on.
	ctx    context.Context
	cancel context.CancelFunc

	mu     sync.Mutex
	closed bool
	in     *instance // nil when the sandbox was lost
	doc    uint64    // FPDF_DOCUMENT
	pages  int
	deaths int
	last   error // why the sandbox was lost
}

func newFile(e *Engine, data []byte, password string) *file {
	f := &file{engine: e, data: data, password: password}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	return f
}

// Pages is the number of pages.
func (f *file) Pages() int { return f.pages }

// Close gives the file's memory back. It ends a call that is going on.
func (f *file) Close() error {
	f.cancel()
	f.engine.mu.Lock()
	delete(f.engine.files, f)
	f.engine.mu.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	f.data = nil
	if f.in != nil {
		f.in.close()
		f.in = nil
	}
	return nil
}

// do runs work in the file's sandbox, within the time limit, and takes the
// sandbox down when it can no longer be relied on. The next call makes a new
// one. An error that is a *document.Error leaves the sandbox alone.
func (f *file) do(ctx context.Context, work func(context.Context, *instance) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.closed {
		return errClosed()
	}
	if f.deaths >= maxDeaths {
		return f.last
	}
	timeout := f.engine.opt.PageTimeout
	limited, cancel := ctx, context.CancelFunc(nil)
	if timeout > 0 {
		limited, cancel = context.WithTimeout(ctx, timeout)
	} else {
		limited, cancel = context.WithCancel(ctx)
	}
	defer cancel()
	defer context.AfterFunc(f.ctx, cancel)()

	err := f.load(limited)
	if err == nil {
		err = work(limited, f.in)
	}
	_, typed := err.(*document.Error)
	if typed && limited.Err() == nil {
		return err
	}
	if err == nil && limited.Err() == nil {
		return nil
	}
	// A context that has ended may have closed the module, even if the work was
	// just ready.
	in := f.in
	f.in = nil
	if in != nil {
		defer in.close()
	}
	switch {
	case err == nil || typed:
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case f.ctx.Err() != nil:
		return errClosed()
	case in == nil:
		return err
	}
	f.deaths++
	f.last = in.fault(limited, timeout, err)
	return f.last
}

// load opens the file in a new sandbox if it has none.
func (f *file) load(ctx context.Context) error {
	if f.in != nil {
		return nil
	}
	in, err := f.engine.newInstance(ctx)
	if err != nil {
		return err
	}
	f.in = in
	data, err := in.put(ctx, f.data)
	if err != nil {
		return err
	}
	password, err := in.put(ctx, append([]byte(f.password), 0))
	if err != nil {
		return err
	}
	f.doc, err = in.callPtr(ctx, "FPDF_LoadMemDocument", uint64(data), uint64(len(f.data)), uint64(password))
	if err != nil {
		return err
	}
	if f.doc == 0 {
		code, err := in.callInt(ctx, "FPDF_GetLastError")
		if err != nil {
			return err
		}
		in.close()
		f.in = nil
		return openError(code)
	}
	f.pages, err = in.callInt(ctx, "FPDF_GetPageCount", f.doc)
	return err
}

// openError translates the FPDF_ERR values of fpdfview.h.
func openError(code int) error {
	switch code {
	case 4: // FPDF_ERR_PASSWORD
		return document.Encrypted(name, "PDF")
	case 5: // FPDF_ERR_SECURITY
		err := document.Encrypted(name, "PDF")
		err.Detail = "de beveiliging is van een soort die PDFium niet kent"
		return err
	}
	return errDamaged("PDFium kan het niet openen", fmt.Errorf("FPDF_GetLastError %d", code))
}

// page runs work on a loaded page, in which form fields and notes have become
// part of the page itself: PDFium's text of a page is that of its contents.
func (f *file) page(ctx context.Context, number int, work func(context.Context, *instance, page) error) error {
	return f.do(ctx, func(ctx context.Context, in *instance) error {
		if number < 1 || number > f.pages {
			return errDamaged(fmt.Sprintf("bladzijde %d is er niet", number), nil)
		}
		p, err := f.loadPage(ctx, in, number)
		if err != nil {
			return err
		}
		err = work(ctx, in, p)
		if _, typed := err.(*document.Error); err == nil || typed {
			if _, cerr := in.call(ctx, "FPDF_ClosePage", p.handle); cerr != nil {
				return cerr
			}
		}
		return err
	})
}

// maxAnnotations is how many annotations of a page are looked at.
const maxAnnotations = 10_000

func (f *file) loadPage(ctx context.Context, in *instance, number int) (page, error) {
	handle, err := f.openPage(ctx, in, number)
	if err != nil {
		return page{}, err
	}
	drawn, bare, err := annotations(ctx, in, handle)
	if err != nil {
		return page{}, err
	}
	if bare {
		if err := dress(ctx, in, handle); err != nil {
			return page{}, err
		}
	}
	if drawn || bare {
		// 1 is FLATTEN_SUCCESS; otherwise the page is as it was.
		done, err := in.callInt(ctx, "FPDFPage_Flatten", handle, 0)
		if err != nil {
			return page{}, err
		}
		if done == 1 {
			if _, err := in.call(ctx, "FPDF_ClosePage", handle); err != nil {
				return page{}, err
			}
			if handle, err = f.openPage(ctx, in, number); err != nil {
				return page{}, err
			}
		}
	}
	return measure(ctx, in, handle)
}

func (f *file) openPage(ctx context.Context, in *instance, number int) (uint64, error) {
	handle, err := in.callPtr(ctx, "FPDF_LoadPage", f.doc, uint64(number-1))
	if err == nil && handle == 0 {
		err = errDamaged(fmt.Sprintf("bladzijde %d kan niet worden geopend", number), nil)
	}
	return handle, err
}

// annotations tells whether a page has annotations that are drawn, and whether
// a form field or a text among them has no appearance of its own, so that most
// pages need not be flattened.
func annotations(ctx context.Context, in *instance, page uint64) (drawn, bare bool, err error) {
	const (
		link     = 2  // FPDF_ANNOT_LINK
		freeText = 3  // FPDF_ANNOT_FREETEXT
		widget   = 20 // FPDF_ANNOT_WIDGET
	)
	n, err := in.callInt(ctx, "FPDFPage_GetAnnotCount", page)
	if err != nil {
		return false, false, err
	}
	for i := range min(n, maxAnnotations) {
		annot, err := in.callPtr(ctx, "FPDFPage_GetAnnot", page, uint64(i))
		if err != nil {
			return false, false, err
		}
		if annot == 0 {
			continue
		}
		kind, err := in.callInt(ctx, "FPDFAnnot_GetSubtype", annot)
		if err != nil {
			return false, false, err
		}
		drawn = drawn || kind > 0 && kind != link
		if kind == widget || kind == freeText {
			// The size in bytes, closing zero of two bytes included.
			size, err := in.callInt(ctx, "FPDFAnnot_GetAP", annot, 0, 0, 0)
			if err != nil {
				return false, false, err
			}
			bare = size <= 2
		}
		if _, err := in.call(ctx, "FPDFPage_CloseAnnot", annot); err != nil {
			return false, false, err
		}
		if bare {
			break
		}
	}
	return drawn, bare, nil
}

// dress lets PDFium make the appearances of form fields and texts that have
// none, which the file may leave to the program that shows it (/NeedAppearances, ISO 32000-1
// section 12.7.2). PDFium does that when it draws a page with its annotations.
func dress(ctx context.Context, in *instance, page uint64) error {
	bitmap, err := in.callPtr(ctx, "FPDFBitmap_CreateEx", 1, 1, grey, 0, 0)
	if err != nil || bitmap == 0 {
		return err
	}
	if _, err := in.call(ctx, "FPDF_RenderPageBitmap", bitmap, page, 0, 0, 1, 1, 0, annotated); err != nil {
		return err
	}
	_, err = in.call(ctx, "FPDFBitmap_Destroy", bitmap)
	return err
}
