package opc

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
	"github.com/clausule/clausule/extract/internal/zipguard"
)

const (
	foundFlat = "Word-document in één XML-bestand (Flat OPC)"
	// flatSpace is the namespace of the elements around the parts.
	flatSpace = "http://schemas.microsoft.com/office/2006/xmlPackage"

	spaceFlat xmlscan.Space = 1
)

// flatPart is a part of a package in one XML file.
type flatPart struct {
	start, end int    // of what is in its element, in the file
	names      string // namespace declarations around it that hold in it
	binary     bool   // base64
}

// flat is a package in one XML file.
type flat struct {
	xml   string
	parts map[string]flatPart // by folded name
}

// openFlat finds the parts of a package in one XML file. They stay where they
// are until they are read.
func openFlat(src document.Source, limits document.Limits) (*Package, error) {
	limits = limits.WithDefaults()
	if most := min(limits.FileBytes, limits.TotalBytes); int64(len(src.Data)) > most {
		return nil, document.OverLimit(src.Name, foundFlat, "het aantal bytes van het bestand", most)
	}
	p := &Package{Archive: zipguard.None(src, foundFlat, limits), types: map[string]string{}, name: src.Name, limits: limits, flat: &flat{parts: map[string]flatPart{}}}
	xml, err := p.DecodeXML(src.Name, string(src.Data))
	if err != nil {
		return nil, err
	}
	p.flat.xml = xml
	scan := p.Archive.XMLLimits()
	scan.Depth += 3
	s := xmlscan.New(xml, map[string]xmlscan.Space{flatSpace: spaceFlat}, scan)
	var name, around string
	for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
		if t.Kind != xmlscan.Start || t.Space != spaceFlat {
			continue
		}
		switch t.Local {
		case "package":
			around = declarations(xml[t.Start:t.End])
		case "part":
			name, _ = t.Attr(spaceFlat, "name")
			name = zipguard.Fold(name)
			contentType, _ := t.Attr(spaceFlat, "contentType")
			if _, twice := p.flat.parts[name]; twice {
				return nil, document.Damaged(src.Name, foundFlat, fmt.Sprintf("het onderdeel %.80q komt twee keer voor", name), nil)
			}
			if len(p.flat.parts) >= limits.Parts {
				return nil, document.OverLimit(src.Name, foundFlat, "het aantal onderdelen", int64(limits.Parts))
			}
			p.flat.parts[name], p.types[name] = flatPart{}, contentType
		case "xmlData", "binaryData":
			if name == "" {
				continue
			}
			part := flatPart{start: t.End, end: t.End, names: around, binary: t.Local == "binaryData"}
			if closed := t.SelfClosing; !closed {
				s.Skip()
				// The end tag begins at the last bracket that opens.
				part.end = max(part.start, strings.LastIndexByte(xml[:s.Offset()], '<'))
			}
			p.flat.parts[name], name = part, ""
		}
	}
	if err := s.Err(); err != nil {
		return nil, p.Fault(src.Name, err)
	}
	return p, nil
}

// declarations are the namespace declarations in a tag but for that of the
// package itself. Word writes those of a part on its root element; other
// programs may not.
func declarations(tag string) string {
	var b strings.Builder
	s := xmlscan.New(strings.TrimSuffix(tag, ">")+"/>", nil, xmlscan.Limits{})
	for _, a := range s.Next().Attrs {
		if a.Prefix == "xmlns" && a.Value() != flatSpace && !strings.ContainsAny(a.Value(), `"<&`) {
			fmt.Fprintf(&b, ` xmlns:%s="%s"`, a.Local, a.Value())
		}
	}
	return b.String()
}

// read gives the bytes of a part.
func (f *flat) read(p *Package, name string, limits document.Limits) (string, error) {
	part, ok := f.parts[zipguard.Fold(name)]
	if !ok {
		return "", p.Check(name) // which says that it is not there
	}
	content := f.xml[part.start:part.end]
	if int64(len(content)) > limits.PartBytes {
		return "", document.OverLimit(p.name, foundFlat, fmt.Sprintf("het aantal bytes van onderdeel %.80q", name), limits.PartBytes)
	}
	if p.Inflated()+int64(len(content)) > limits.TotalBytes {
		return "", document.OverLimit(p.name, foundFlat, "het aantal bytes van alle onderdelen samen", limits.TotalBytes)
	}
	if part.binary {
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(strings.Join(strings.Fields(content), ""))))
		if err != nil {
			return "", document.Damaged(p.name, foundFlat, fmt.Sprintf("het onderdeel %.80q is niet te ontcijferen", name), err)
		}
		p.Took(len(data))
		return string(data), nil
	}
	p.Took(len(content))
	if part.names == "" {
		return content, nil
	}
	// The root element's own declarations come behind and win.
	s := xmlscan.New(content, nil, p.XMLLimits())
	root := s.Next()
	if root.Kind != xmlscan.Start {
		return content, nil
	}
	at := root.Start + 1 + strings.IndexAny(content[root.Start+1:], " \t\r\n/>")
	return content[:at] + part.names + content[at:], nil
}

// Has tells whether the package has a part of that name.
func (p *Package) Has(name string) bool {
	if p.flat == nil {
		return p.Archive.Has(name)
	}
	_, ok := p.flat.parts[zipguard.Fold(name)]
	return ok
}

// Read gives the bytes of a part.
func (p *Package) Read(ctx context.Context, name string) (string, error) {
	if p.flat == nil {
		return p.Archive.Read(ctx, name)
	}
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("%s: %w", p.name, err)
	}
	return p.flat.read(p, name, p.limits)
}

// ReadMain reads the main part, which has only the limits of the package, and
// converts it to UTF-8.
func (p *Package) ReadMain(ctx context.Context, name string) (string, error) {
	if p.flat == nil {
		return p.Archive.ReadXML(ctx, name)
	}
	if part, ok := p.flat.parts[zipguard.Fold(name)]; !ok || part.binary {
		raw, err := p.Read(ctx, name)
		if err != nil {
			return "", err
		}
		return p.DecodeXML(name, raw)
	}
	return p.Read(ctx, name) // it was converted with the file
}
