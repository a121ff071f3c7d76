package pdf

import (
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/extract/pdf/internal/object"
)

// warnEnclosed tells of documents that are in the file and not on its pages: the
// files of a portfolio, attachments, and a form of which the pages are only a
// placeholder (ISO 32000-1, 7.11.4, 12.3.5 and 12.7.8).
func (r *reading) warnEnclosed() {
	root := r.file.Trailer().Key("Root")
	form := root.Key("AcroForm")
	switch {
	case root.Key("Collection").Kind() == object.Dict:
		r.warn(document.WarnNotFollowed, -1, "Het bestand is een portfolio: de documenten erin zijn niet gelezen. Sla ze los op en bied die aan.")
	case hasFiles(root.Key("Names").Key("EmbeddedFiles")):
		r.warn(document.WarnNotFollowed, -1, "Bij het bestand zitten bijlagen die niet gelezen zijn. Sla ze los op en bied ze aan als zij bij het contract horen.")
	}
	if form.Key("XFA").Kind() != object.Null && root.Key("NeedsRendering").Bool() {
		r.warn(document.WarnNotFollowed, -1, "Het bestand is een invulformulier (XFA) waarvan de inhoud niet gelezen is. Open het in Adobe Reader en druk het af naar PDF.")
	}
}

// hasFiles tells whether a name tree holds anything, as far as a look at its
// first nodes shows.
func hasFiles(tree object.Value) bool {
	const most = 100
	nodes := []object.Value{tree}
	for i := 0; i < len(nodes); i++ {
		if nodes[i].Key("Names").Len() > 0 {
			return true
		}
		kids := nodes[i].Key("Kids")
		for k := range kids.Len() {
			if len(nodes) == most {
				break
			}
			nodes = append(nodes, kids.Index(k))
		}
	}
	return false
}
