package docx

import (
	"bytes"
	"context"
	"strings"

	nguyen "github.com/nguyenthenguyen/docx"

	"github.com/clausule/clausule/extract/docx/opc"
)

// The names that almost every writer gives the main part and its
// relationships; github.com/nguyenthenguyen/docx knows no others.
const (
	ordinaryMain      = "word/document.xml"
	ordinaryRelations = "word/_rels/document.xml.rels"
)

// containerBytes is the size up to which the main part goes through
// github.com/nguyenthenguyen/docx. It holds the part up to three times and takes
// a third more time than opc does; a contract of thirty pages stays below it.
const containerBytes = 1 << 20

// mainXML returns the main part, converted to UTF-8. An ordinary package goes
// through github.com/nguyenthenguyen/docx, which inflates whatever it is given
// without any limit: it is shown an excerpt of the package that holds only the
// main part and its relationships, after both have passed the limits, and what
// it returns must agree with the directory of the package in length and
// checksum. Everything else, and every disagreement, is read by opc itself.
func mainXML(ctx context.Context, p *opc.Package, name string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if ordinary(p, name) {
		if content, err := contained(p); err == nil && p.Matches(name, content) {
			p.Took(len(content))
			return p.DecodeXML(name, content)
		}
	}
	return p.ReadMain(ctx, name)
}

// ordinary tells whether the package is laid out as the container expects.
func ordinary(p *opc.Package, name string) bool {
	return name == ordinaryMain && p.EntryName(name) == ordinaryMain && p.EntryName(ordinaryRelations) == ordinaryRelations &&
		p.Size(ordinaryMain)+p.Size(ordinaryRelations) <= containerBytes
}

// contained reads the main part through the container.
func contained(p *opc.Package) (string, error) {
	excerpt, err := p.Excerpt(ordinaryMain, ordinaryRelations)
	if err != nil {
		return "", err
	}
	r, err := nguyen.ReadDocxFromMemory(bytes.NewReader(excerpt), int64(len(excerpt)))
	if err != nil {
		return "", err
	}
	content := r.Editable().GetContent()
	return content, r.Close()
}

// mainPart finds the part that holds the document: by the relationship of the
// package, else by its content type, else by its usual name.
func mainPart(ctx context.Context, p *opc.Package, source string) (string, error) {
	relations, err := p.Relationships(ctx, "")
	if err != nil && ctx.Err() != nil {
		return "", err
	}
	name := ""
	for _, r := range relations {
		if r.Kind == "officeDocument" && !r.External {
			name = r.Target
			break
		}
	}
	if name == "" || !p.Has(name) {
		name = ""
		for _, kind := range [...]string{"document.main+xml", "template.main+xml"} {
			if name == "" {
				name = p.PartOfType(ctx, "application/vnd.openxmlformats-officedocument.wordprocessingml."+kind)
			}
		}
	}
	if name == "" && p.Has(ordinaryMain) {
		name = ordinaryMain
	}
	if name == "" {
		if format := otherOffice(ctx, p, ""); format != "" {
			return "", opc.Unsupported(source, format, nil)
		}
		if err != nil {
			return "", err
		}
		return "", opc.Unsupported(source, "zip-bestand zonder Word-document", nil)
	}
	if format := otherOffice(ctx, p, name); format != "" {
		return "", opc.Unsupported(source, format, nil)
	}
	return name, nil
}

// otherOffice names the office format of a package that is no Word document,
// "" when it may be one.
func otherOffice(ctx context.Context, p *opc.Package, main string) string {
	contentType := p.ContentType(ctx, main)
	for _, known := range [...]struct{ part, kind, name string }{
		{"xl/workbook.xml", "spreadsheetml", "Excel-werkmap (.xlsx)"},
		{"ppt/presentation.xml", "presentationml", "PowerPoint-presentatie (.pptx)"},
		{"visio/document.xml", "visio", "Visio-tekening (.vsdx)"},
	} {
		if strings.Contains(contentType, known.kind) || main == known.part || main == "" && p.Has(known.part) {
			return known.name
		}
	}
	return ""
}

// MainPart finds the name of the part that holds the document, for those who
// write into it. Errors are of type *document.Error, unless the context ended.
func MainPart(ctx context.Context, p *opc.Package, source string) (string, error) {
	return mainPart(ctx, p, source)
}
