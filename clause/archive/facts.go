package archive

import (
	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/extract/document"
)

// facts finds what an archive is sorted by.
func facts(doc *document.Document, r *clause.Report, path string) Facts { return Facts{} }
