package redline

import (
	"context"
	"path"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clausule/clausule/extract/docx/opc"
)

const (
	typesPart     = "[Content_Types].xml"
	commentsType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	relationsType = "application/vnd.openxmlformats-package.relationships+xml"
	declaration   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"

	relationType       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	strictRelationType = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
)

// files are the parts of a package that writing reads and changes.
type files struct {
	ctx     context.Context
	pkg     *opc.Package
	changed []opc.Part
}

// read gives a part's XML in UTF-8 and its bytes as they are.
func (f *files) read(name string) (xml, raw string, err error) {
	if raw, err = f.pkg.Read(f.ctx, name); err != nil {
		return "", "", err
	}
	xml, err = f.pkg.DecodeXML(name, raw)
	return xml, raw, err
}

// write gives a part new content in the encoding that it had; raw is "" for a new
// part.
func (f *files) write(name, xml, raw string) {
	f.changed = append(f.changed, opc.Part{Name: name, Content: encode(xml, raw)})
}

// encode writes XML in the encoding of the bytes that it replaces.
func encode(xml, raw string) string {
	switch {
	case strings.HasPrefix(raw, "\xff\xfe"):
		return "\xff\xfe" + encode16(xml, false)
	case strings.HasPrefix(raw, "\xfe\xff"):
		return "\xfe\xff" + encode16(xml, true)
	case strings.HasPrefix(raw, "<\x00?\x00"):
		return encode16(xml, false)
	case strings.HasPrefix(raw, "\x00<\x00?"):
		return encode16(xml, true)
	}
	head, _, _ := strings.Cut(raw[:min(len(raw), 512)], "?>")
	if !strings.Contains(strings.ToLower(head), "ascii") {
		return xml
	}
	var b strings.Builder
	for _, r := range xml {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		}
	}
	return b.String()
}

func encode16(xml string, bigEndian bool) string {
	var b strings.Builder
	b.Grow(2 * len(xml))
	for _, u := range utf16.Encode([]rune(xml)) {
		if bigEndian {
			b.WriteByte(byte(u >> 8))
		}
		b.WriteByte(byte(u))
		if !bigEndian {
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

// outline is what a part with a flat list in its root is made of.
type outline struct {
	root  string // name of the root as written
	at    int    // where the content of the root ends
	close string // what must be written for the end tag, of a root that has none
	drop  int
}

// appended puts content at the end of the root element.
func (o *outline) appended(xml, content string) string {
	if o.close == "" {
		return xml[:o.at] + content + xml[o.at:]
	}
	return xml[:o.at] + ">" + content + o.close + xml[o.at+o.drop:]
}

// scan reads a part of which the children of the root are a list, and calls each
// for every element, the root included.
func (f *files) scan(name, xml string, each func(t *opc.Token, depth int)) (*outline, error) {
	s := f.pkg.Scan(xml, spaces())
	var o outline
	depth := 0
	for t := s.Next(); t.Kind != opc.EOF; t = s.Next() {
		switch t.Kind {
		case opc.Start:
			if depth == 0 {
				o.root = rawName(xml, t.Start)
				if t.SelfClosing {
					o.at, o.drop, o.close = t.End-len("/>"), len("/>"), "</"+o.root+">"
				}
			}
			each(t, depth)
			depth++
		case opc.End:
			if depth--; depth == 0 && o.close == "" {
				o.at = t.Start
			}
		}
	}
	if err := s.Err(); err != nil {
		return nil, f.pkg.Fault(name, err)
	}
	return &o, nil
}

// prefixOf is the prefix of a name with its colon, "" for none.
func prefixOf(name string) string {
	if prefix, _, ok := strings.Cut(name, ":"); ok {
		return prefix + ":"
	}
	return ""
}

// relations is the name of the part that holds the relationships of a part.
func relations(of string) string {
	dir, base := path.Split(of)
	return dir + "_rels/" + base + ".rels"
}

// related gives the part that the main part has a relationship of a kind to.
func related(list []opc.Relationship, kind string) (target string, ok bool) {
	for _, r := range list {
		if r.Kind == kind && !r.External {
			return r.Target, true
		}
	}
	return "", false
}

// free is a name for a new part beside the main one.
func (f *files) free(main string) string {
	dir, _ := path.Split(main)
	for n := 0; ; n++ {
		name := dir + "comments.xml"
		if n > 0 {
			name = dir + "comments" + strconv.Itoa(n) + ".xml"
		}
		if !f.pkg.Has(name) {
			return name
		}
	}
}

// relate adds the relationship of the main part to a new comments part, and tells
// whether the main part had no relationships before.
func (f *files) relate(main, target string, isStrict bool) (first bool, err error) {
	name := relations(main)
	kind := relationType
	if isStrict {
		kind = strictRelationType
	}
	_, base := path.Split(target)
	element := func(prefix, id string) string {
		return "<" + prefix + `Relationship Id="` + id + `" Type="` + kind + `" Target="` + base + `"/>`
	}
	if !f.pkg.Has(name) {
		f.write(name, declaration+`<Relationships xmlns="`+relationsSpace+`">`+element("", "rId1")+`</Relationships>`, "")
		return true, nil
	}
	xml, raw, err := f.read(name)
	if err != nil {
		return false, err
	}
	next := 1
	o, err := f.scan(name, xml, func(t *opc.Token, depth int) {
		id, _ := t.Attr(opc.Other, "Id")
		digits, numbered := strings.CutPrefix(strings.ToLower(id), "rid")
		if n, err := strconv.Atoi(digits); numbered && err == nil && n >= next && n < highID {
			next = n + 1
		}
	})
	if err != nil {
		return false, err
	}
	f.write(name, o.appended(xml, element(prefixOf(o.root), "rId"+strconv.Itoa(next))), raw)
	return false, nil
}

// declare adds the content type of a new comments part, and of relationships
// where there were none, if they are not declared (Part 2, 10.1.2.2).
func (f *files) declare(part string, relations bool) error {
	xml, raw, err := f.read(typesPart)
	if err != nil {
		return err
	}
	known, extension := false, !relations
	o, err := f.scan(typesPart, xml, func(t *opc.Token, depth int) {
		switch t.Local {
		case "Override":
			name, _ := t.Attr(opc.Other, "PartName")
			known = known || strings.EqualFold(name, "/"+part)
		case "Default":
			ext, _ := t.Attr(opc.Other, "Extension")
			extension = extension || strings.EqualFold(ext, "rels")
		}
	})
	if err != nil {
		return err
	}
	prefix, add := prefixOf(o.root), ""
	if !extension {
		add += "<" + prefix + `Default Extension="rels" ContentType="` + relationsType + `"/>`
	}
	if !known {
		add += "<" + prefix + `Override PartName="/` + escape(part) + `" ContentType="` + commentsType + `"/>`
	}
	if add != "" {
		f.write(typesPart, o.appended(xml, add), raw)
	}
	return nil
}

// protection is the kind of editing that the settings lock the document to
// (17.15.1.29), "" where they do not.
func (f *files) protection(list []opc.Relationship) string {
	name, ok := related(list, "settings")
	if !ok {
		return ""
	}
	xml, err := f.pkg.ReadXML(f.ctx, name)
	if err != nil {
		return ""
	}
	kind := ""
	_, err = f.scan(name, xml, func(t *opc.Token, depth int) {
		if t.Space != nsW || t.Local != "documentProtection" || depth != 1 {
			return
		}
		switch v, _ := t.Attr(nsW, "enforcement"); v {
		case "1", "true", "on":
			kind, _ = t.Attr(nsW, "edit")
		}
	})
	if err != nil || kind == "none" {
		return ""
	}
	return kind
}

// signed tells whether the package has digital signatures (Part 2, 13).
func signed(ctx context.Context, p *opc.Package) bool {
	for _, name := range p.Names() {
		if strings.HasPrefix(name, "_xmlsignatures/") {
			return true
		}
	}
	list, err := p.Relationships(ctx, "")
	if err != nil {
		return false
	}
	for _, r := range list {
		if r.Kind == "origin" {
			return true
		}
	}
	return false
}

// side reads a part beside the main one, which the text can do without; "" for
// none.
func (f *files) side(list []opc.Relationship, kind string) (string, error) {
	name, ok := related(list, kind)
	if !ok {
		return "", nil
	}
	xml, err := f.pkg.ReadXML(f.ctx, name)
	if err != nil && f.ctx.Err() != nil {
		return "", err
	}
	return xml, nil
}

// cut keeps the first characters of a text.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
