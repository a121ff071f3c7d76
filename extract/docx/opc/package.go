// Package opc opens Office Open XML packages (ECMA-376 Part 2: zip files with
// content types and relationships) that come from strangers; package zipguard
// keeps the limits. Relationships to outside the package are reported and never
// followed.
package opc

import (
	"context"
	"fmt"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

const found = "Word-document (.docx)"

// sideBytes bounds every XML part but the main one; those of contracts of a
// thousand pages take a few megabytes. mainBytes bounds the main part, of which
// three hundred pages take some 12 MiB, and totalBytes all parts together, where
// the caller does not.
const (
	sideBytes  = 16 << 20
	mainBytes  = 40 << 20
	totalBytes = 96 << 20
)

// Package is an opened package. It is not safe for concurrent use.
type Package struct {
	*zipguard.Archive
	types   map[string]string // content type by folded part name, or by "." + extension
	Untyped bool              // the package has no readable list of content types

	name   string
	limits document.Limits
	flat   *flat // nil for a zip file
}

// Open reads the directory of a package. Errors are of type *document.Error.
func Open(src document.Source, limits document.Limits) (*Package, error) {
	// The size goes first: looking for what a file is reads all of some.
	if most := limits.WithDefaults().FileBytes; int64(len(src.Data)) > most {
		return nil, document.OverLimit(src.Name, found, "het aantal bytes van het bestand", most)
	}
	switch f := Identify(src.Data); f.Container {
	case Empty:
		return nil, &document.Error{Name: src.Name, Reason: document.ErrEmpty, Remedy: "controleer of het bestand volledig is ontvangen"}
	case Encrypted:
		return nil, document.Encrypted(src.Name, f.Name)
	case Flat:
		return openFlat(src, limits)
	case Foreign, Unknown:
		return nil, Unsupported(src.Name, f.Name, nil)
	}
	if limits.PartBytes == 0 {
		limits.PartBytes = mainBytes
	}
	if limits.TotalBytes == 0 {
		limits.TotalBytes = totalBytes
	}
	archive, err := zipguard.Open(src, found, limits)
	if err != nil {
		return nil, err
	}
	return &Package{Archive: archive, name: src.Name}, nil
}

// ReadXML reads an XML part other than the main one and converts it to UTF-8;
// see xmlscan.Decode.
func (p *Package) ReadXML(ctx context.Context, name string) (string, error) {
	if p.Size(name) > sideBytes {
		return "", document.OverLimit(p.name, found, fmt.Sprintf("het aantal bytes van onderdeel %.80q", name), sideBytes)
	}
	return p.ReadMain(ctx, name)
}

// Unsupported is the error of a file in a format that was recognised and is
// not read as a package.
func Unsupported(name, format string, err error) *document.Error {
	return &document.Error{Name: name, Reason: document.ErrUnsupported, Found: format,
		Remedy: "sla het op als Word-document (.docx) of PDF", Err: err}
}

// ErrNoPart is the underlying error of a part that is not in the package.
var ErrNoPart = zipguard.ErrNoPart
