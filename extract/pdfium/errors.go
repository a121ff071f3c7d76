package pdfium

import (
	"context"
	"fmt"
	"time"

	"github.com/clausule/clausule/extract/document"
)

func errEngine(detail string, err error) error {
	return &document.Error{Name: name, Reason: document.ErrEngine, Detail: detail, Err: err}
}

// errMemory is about the machine: there is no room for a sandbox at all.
func errMemory() error { return errEngine("er is te weinig geheugen om PDFium te starten", nil) }

func errClosed() error { return errEngine("PDFium is al afgesloten", nil) }

func errDamaged(detail string, err error) error {
	return &document.Error{Name: name, Reason: document.ErrDamaged, Found: "PDF", Detail: detail, Err: err}
}

func errLimit(detail string, err error) error {
	return &document.Error{Name: name, Reason: document.ErrLimit, Found: "PDF", Detail: detail, Err: err}
}

// fault tells why a call into PDFium did not come back as it should. The
// sandbox is lost afterwards.
func (in *instance) fault(ctx context.Context, timeout time.Duration, err error) error {
	switch {
	case ctx.Err() != nil:
		return errLimit(fmt.Sprintf("meer dan %v rekentijd voor een bladzijde", timeout), err)
	case in.memory.refused():
		return errLimit("PDFium heeft er meer geheugen voor nodig dan het krijgt", err)
	}
	return errDamaged("PDFium loopt vast op dit bestand", err)
}
