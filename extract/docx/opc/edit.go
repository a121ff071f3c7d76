package opc

import (
	"io"

	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

// The scanner that the readers use, for those who write into a package; see
// package xmlscan. It gives every tag and text with its byte offsets, refuses
// document type declarations and keeps to limits.
type (
	Scanner = xmlscan.Scanner
	Token   = xmlscan.Token
	Space   = xmlscan.Space
)

// The sorts of token, and the namespace of whatever the caller did not list.
const (
	EOF   = xmlscan.EOF
	Start = xmlscan.Start
	End   = xmlscan.End
	Text  = xmlscan.Text
	Other = xmlscan.Other
)

// Scan prepares a scan of a part's XML, converted to UTF-8, within the limits of
// the package. Spaces maps namespace URIs to the caller's numbers.
func (p *Package) Scan(xml string, spaces map[string]Space) *Scanner {
	return xmlscan.New(xml, spaces, p.XMLLimits())
}

// IsFlat tells whether the package is one XML file (Flat OPC) and no zip file.
func (p *Package) IsFlat() bool { return p.flat != nil }

// Part is a part with new content.
type Part = zipguard.Part

// Rewrite writes the package with other content in some parts, and with the
// parts that it did not have; the rest is copied as it is. The content types and
// relationships are parts like others. A package in one XML file is refused.
func (p *Package) Rewrite(w io.Writer, changed []Part) error { return p.Archive.Rewrite(w, changed) }
