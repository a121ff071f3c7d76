package odt

import (
	"strings"

	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/internal/xmlscan"
)

const contentPart = "content.xml"

// mediaTypes is the beginning of the media types of OpenDocument (part 3,
// appendix C).
const mediaTypes = "application/vnd.oasis.opendocument."

// identify tells what a package is before its text is read: other documents
// than texts, and texts behind a password, are refused.
func (r *reader) identify() error {
	media := ""
	if r.pkg.Size("mimetype") <= 200 && r.pkg.Has("mimetype") {
		if s, err := r.pkg.Read(r.ctx, "mimetype"); err == nil {
			media = strings.TrimSpace(s)
		}
	}
	encrypted, root := r.manifest()
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	if media == "" {
		media = root
	}
	switch kind, ok := strings.CutPrefix(media, mediaTypes); {
	case ok && !strings.HasPrefix(kind, "text"):
		return unsupported(r.src.Name, kindName(kind))
	case strings.HasPrefix(media, "application/vnd.sun.xml."):
		return unsupported(r.src.Name, "document van OpenOffice 1")
	case !ok && media != "" && !r.pkg.Has(contentPart):
		return unsupported(r.src.Name, "zip-bestand zonder OpenDocument-tekst")
	}
	if encrypted {
		return document.Encrypted(r.src.Name, found)
	}
	return nil
}

// manifest reads the list of parts (part 2, 4.2): whether one of them is
// encrypted, and the media type of the whole.
func (r *reader) manifest() (encrypted bool, root string) {
	const name = "META-INF/manifest.xml"
	if !r.pkg.Has(name) {
		return false, ""
	}
	xml, err := r.pkg.ReadXML(r.ctx, name)
	if err != nil {
		return false, ""
	}
	s := xmlscan.New(xml, spaces(), r.pkg.XMLLimits())
	for t := s.Next(); t.Kind != xmlscan.EOF; t = s.Next() {
		if t.Kind != xmlscan.Start || t.Space != nsManifest {
			continue
		}
		switch t.Local {
		case "encryption-data":
			encrypted = true
		case "file-entry":
			if attr(t, nsManifest, "full-path") == "/" {
				root = attr(t, nsManifest, "media-type")
			}
		}
	}
	if s.Err() != nil {
		// Old programs wrote a document type declaration, which is refused.
		encrypted = encrypted || strings.Contains(xml, ":encryption-data")
	}
	return encrypted, root
}

// kindName names the sort of an OpenDocument file by its media type or by the
// element that holds its content.
func kindName(kind string) string {
	kind, _, _ = strings.Cut(kind, "-")
	switch kind {
	case "spreadsheet":
		return "OpenDocument-werkblad (.ods)"
	case "presentation":
		return "OpenDocument-presentatie (.odp)"
	case "graphics", "drawing":
		return "OpenDocument-tekening (.odg)"
	case "chart":
		return "OpenDocument-grafiek (.odc)"
	case "formula":
		return "OpenDocument-formule (.odf)"
	case "base", "database":
		return "OpenDocument-databank (.odb)"
	case "image":
		return "OpenDocument-afbeelding (.odi)"
	}
	return "OpenDocument-bestand zonder tekst"
}

func unsupported(name, format string) *document.Error {
	return &document.Error{Name: name, Reason: document.ErrUnsupported, Found: format,
		Remedy: "sla het op als tekstdocument (.odt of .docx) of druk het af naar PDF"}
}
