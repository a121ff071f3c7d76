package opc

import (
	"context"
	"net/url"
	"path"
	"strings"

	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

// maxRelations bounds the relationships of a part and the content types of a
// package that are kept.
const maxRelations = 1 << 16

const (
	spaceRelations xmlscan.Space = iota + 1
	spaceTypes
)

func spaces() map[string]xmlscan.Space {
	return map[string]xmlscan.Space{
		"http://schemas.openxmlformats.org/package/2006/relationships": spaceRelations,
		"http://schemas.openxmlformats.org/package/2006/content-types": spaceTypes,
	}
}

// Relationship leads from a part (or the package) to another part or outward.
type Relationship struct {
	ID string
	// Kind is the last segment of the type ("styles", "footnotes"), which is
	// the same in the strict and the transitional form.
	Kind string
	// Target is the name of the part, without leading slash; of an external
	// relationship the address as written.
	Target   string
	External bool
}

// Relationships reads the relationships of a part, or of the package itself
// for "". A part without any gives none and no error.
func (p *Package) Relationships(ctx context.Context, of string) ([]Relationship, error) {
	dir, base := path.Split(of)
	name := dir + "_rels/" + base + ".rels"
	if !p.Has(name) {
		return nil, nil
	}
	xml, err := p.ReadXML(ctx, name)
	if err != nil {
		return nil, err
	}
	var list []Relationship
	s := xmlscan.New(xml, spaces(), p.XMLLimits())
	for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
		if t.Kind != xmlscan.Start || t.Space != spaceRelations || t.Local != "Relationship" {
			continue
		}
		var r Relationship
		r.ID, _ = t.Attr(xmlscan.Other, "Id")
		kind, _ := t.Attr(xmlscan.Other, "Type")
		r.Kind = kind[strings.LastIndexByte(kind, '/')+1:]
		r.Target, _ = t.Attr(xmlscan.Other, "Target")
		mode, _ := t.Attr(xmlscan.Other, "TargetMode")
		r.External = mode == "External"
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		if len(list) < maxRelations {
			list = append(list, r)
		}
	}
	if err := s.Err(); err != nil {
		return list, p.Fault(name, err)
	}
	return list, nil
}

// resolve makes the target of a relationship into the name of a part. It can
// not leave the package: ".." above the root is dropped.
func resolve(dir, target string) string {
	target, _, _ = strings.Cut(strings.ReplaceAll(target, `\`, "/"), "#")
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// ContentType is the declared type of a part, "" when there is none. The list
// of types is read at the first call; where it is missing or damaged, Untyped
// is set and every type is "".
func (p *Package) ContentType(ctx context.Context, name string) string {
	if p.types == nil {
		p.types = map[string]string{}
		p.Untyped = p.readTypes(ctx) != nil
	}
	if t, ok := p.types[zipguard.Fold(name)]; ok {
		return t
	}
	return p.types[strings.ToLower(path.Ext(name))]
}

// PartOfType is the name of the part with a content type, "" when there is
// none; of several, the first in alphabetical order.
func (p *Package) PartOfType(ctx context.Context, contentType string) string {
	p.ContentType(ctx, "")
	best := ""
	for name, t := range p.types {
		if t == contentType && !strings.HasPrefix(name, ".") && p.Has(name) && (best == "" || name < best) {
			best = name
		}
	}
	return best
}

func (p *Package) readTypes(ctx context.Context) error {
	const name = "[Content_Types].xml"
	xml, err := p.ReadXML(ctx, name)
	if err != nil {
		return err
	}
	s := xmlscan.New(xml, spaces(), p.XMLLimits())
	for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
		if t.Kind != xmlscan.Start || t.Space != spaceTypes || len(p.types) >= maxRelations {
			continue
		}
		contentType, _ := t.Attr(xmlscan.Other, "ContentType")
		switch t.Local {
		case "Default":
			extension, _ := t.Attr(xmlscan.Other, "Extension")
			p.types["."+strings.ToLower(extension)] = contentType
		case "Override":
			part, _ := t.Attr(xmlscan.Other, "PartName")
			p.types[zipguard.Fold(part)] = contentType
		}
	}
	if err := s.Err(); err != nil {
		return p.Fault(name, err)
	}
	return nil
}
